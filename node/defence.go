package node

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// defence plays the disputes about a provider's answers, without a person. What it plays from is on disk already, the sales, and on chain: so a restart loses nothing, and after a
// reorganisation of the chain it goes on from wherever the dispute stands then.
type defence struct {
	provers
	p     *Provider
	tries attempts[uint64] // by dispute
	told  map[uint64]bool  // disputes that the log has announced
	ended int              // disputes of ours that were over when we last fetched what they brought
}

// defend plays until ctx ends. It looks at the chain every so often; a turn is at least three hours long.
func (p *Provider) defend(ctx context.Context, every time.Duration) {
	d := &defence{provers: provers{Setting: p.Setting}, p: p, tries: attempts[uint64]{}, told: map[uint64]bool{}, ended: -1}
	p.repeat(ctx, every, "looking for disputes", d.look)
}

// look makes the next move in every dispute about our answers in which it is our turn.
func (d *defence) look(ctx context.Context) error {
	records, err := d.p.chain.Disputes(ctx)
	if err != nil {
		return err
	}
	ended := 0
	for _, r := range records {
		if r.Provider != d.p.key.Address() {
			continue
		}
		if r.Outcome != 0 {
			ended++
			continue
		}
		if !d.told[r.ID] {
			d.told[r.ID] = true
			d.Log.Warn("an answer of ours is disputed: defending it", "dispute", r.ID, "request", r.Fault.Subject.Short(), "by", r.Challenger, "leaves", r.Leaves)
		}
		if !d.tries.due(r.ID, d.Now()) {
			continue
		}
		err := d.answer(ctx, r)
		d.tries.note(r.ID, err, d.Now())
		if err != nil && ctx.Err() == nil {
			d.Log.Warn("a move in a dispute failed, will try again", "dispute", r.ID, "request", r.Fault.Subject.Short(), "err", err)
		}
	}
	if ended == d.ended || ctx.Err() != nil {
		return nil
	}
	if err := d.fetchOwed(ctx, d.p.chain, d.p.key.Address()); err != nil {
		return err
	}
	d.ended = ended
	return nil
}

// answer makes our next move in one dispute, if it is our turn; when the challenger's time is over it ends it.
func (d *defence) answer(ctx context.Context, r dispute.Record) error {
	s, err := d.p.chain.Dispute(ctx, r.ID)
	if err != nil || !r.Shows(s) {
		return err // if they don't fit, the chain went on between the two: the next look sees it
	}
	if s.Place.Phase.Turn() != dispute.Provider {
		ended, err := endLate(ctx, d.p.chain, r, s)
		if ended {
			d.Log.Info("the challenger let its time run out", "dispute", r.ID)
		}
		return err
	}
	var sold sale
	id := r.Fault.Subject
	known, err := d.find(ctx, kindSale, id.String(), &sold)
	if err != nil {
		return err
	}
	if !known {
		return fmt.Errorf("the answer to request %s is not in the books, and without it nothing can be shown: restore the journal before second %d (chain time)", id, s.Deadline())
	}
	o := sold.Order
	if s.Place.Phase == dispute.Asked {
		return d.show(ctx, r, o)
	}
	output, err := disputedPart(r.Claim, sold.Output)
	if err != nil {
		return fmt.Errorf("request %s: %w", id.Short(), err)
	}
	prover, err := d.prove(ctx, id, o.Request.Model, Traced(o.Request, o.Constraints, o.Prompt, output, job.Seed(sold.Nonce, id)))
	if err != nil {
		return err
	}
	if prover.Claim().Leaves() != s.Leaves {
		return fmt.Errorf("the trace of request %s has %d leaves here and %d on chain: what was signed is not what is in the books", id.Short(), prover.Claim().Leaves(), s.Leaves)
	}
	if prover.End().Wrong {
		d.Log.Error("computed again, a disputed answer of ours comes out otherwise: is this machine in order?", "dispute", r.ID, "request", id.Short())
	}
	move, err := dispute.Defence{Program: prover.Claim(), Trace: prover, Claim: r.Claim, Fault: r.Fault.Hash()}.Move(s)
	if err != nil {
		return err
	}
	d.p.reach("provider:move-made")
	tx, err := d.p.chain.PlayDispute(ctx, r.ID, move, r.Fault)
	if err != nil {
		return err
	}
	d.p.reach("provider:move-played")
	d.Log.Info("moved in a dispute", "dispute", r.ID, "awaited", s.Place.Phase, "gas", tx.Gas)
	return nil
}

// disputedPart is the part of an answer that a claim is about: all of it where a receipt is disputed, what was signed until then where a chunk is. A claim, in the contract's short
// form, has its number of output tokens at countAt.
func disputedPart(claim []byte, output []uint32) ([]uint32, error) {
	const countAt = 5*32 + 4
	if len(claim) < countAt+4 {
		return nil, fmt.Errorf("a claim of %d bytes is none of this program", len(claim))
	}
	n := binary.BigEndian.Uint32(claim[countAt:])
	if uint64(n) > uint64(len(output)) {
		return nil, fmt.Errorf("%d tokens are disputed and the books have %d: restore the journal", n, len(output))
	}
	return output[:n], nil
}

// show answers a question: whoever says that we were never asked is shown the order, under the signature of its channel's session key.
func (d *defence) show(ctx context.Context, r dispute.Record, o job.Order) error {
	var b sellerBook
	known, err := d.find(ctx, kindSelling, o.Request.Channel.String(), &b)
	if err != nil {
		return err
	}
	if !known {
		return fmt.Errorf("channel %s is not in the books, and without it the order of request %s cannot be shown: restore the journal", o.Request.Channel.Short(), r.Fault.Subject.Short())
	}
	tx, err := d.p.chain.PlayDispute(ctx, r.ID, dispute.Answer{Fault: r.Fault, Evidence: job.EncodeOrder(b.Config, o.Signature)}, r.Fault)
	if err != nil {
		return err
	}
	d.Log.Info("showed the order of an answer", "question", r.ID, "request", r.Fault.Subject.Short(), "gas", tx.Gas)
	return nil
}
