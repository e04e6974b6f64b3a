package node

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
)

// chase takes wrong answers to the contract and plays the disputes about them. It belongs to one goroutine.
type chase struct {
	provers
	w      *Watchtower
	tries  attempts[job.Hash] // by request
	ended  int                // disputes of ours that were over when we last fetched what they brought
	forgot time.Time
	seen   uint64 // block of the last look that left nothing undone
	had    int    // wrong answers then
}

const (
	// onItsWay is how long an accusation may take to appear on chain before it is sent again, in seconds.
	onItsWay = 180
	// forgetEvery is how often old books are dropped.
	forgetEvery = 10 * time.Minute
	// lastDay is how long before a case closes payments are shown once more, in seconds: the provider may have claimed since.
	lastDay = 24 * 60 * 60
)

// look does for every wrong answer what can be done now. A block that was looked at without a failure is not looked at again.
func (c *chase) look(ctx context.Context) error {
	head, err := c.w.chain.Head(ctx)
	if err != nil {
		return err
	}
	c.w.mu.Lock()
	wrong := maps.Clone(c.w.wrong)
	c.w.mu.Unlock()
	if head.Number == c.seen && len(wrong) == c.had && len(c.tries) == 0 {
		return nil
	}
	records, err := c.w.chain.Disputes(ctx)
	if err != nil {
		return err
	}
	for _, id := range slices.SortedFunc(maps.Keys(wrong), func(a, b job.Hash) int { return int(int64(wrong[a]) - int64(wrong[b])) }) {
		if !c.tries.due(id, c.Now()) {
			continue
		}
		err := c.pursue(ctx, head, id, records)
		c.tries.note(id, err, c.Now())
		if err != nil && ctx.Err() == nil {
			c.Log.Warn("proving a wrong answer failed, will try again", "request", id.Short(), "err", err)
		}
	}
	if err := c.fetch(ctx, records); err != nil {
		return err
	}
	if c.Now().Sub(c.forgot) >= forgetEvery {
		if err := c.w.forget(ctx, head.Time); err != nil {
			return err
		}
		c.forgot = c.Now()
	}
	c.seen, c.had = head.Number, len(wrong)
	return nil
}

// pursue takes one wrong answer a step further. What the chain says decides: what it has forgotten in a reorganisation is done again.
func (c *chase) pursue(ctx context.Context, head job.Head, id job.Hash, records []dispute.Record) error {
	var b watched
	if ok, err := c.find(ctx, kindWatched, id.String(), &b); err != nil || !ok {
		return err
	}
	var mine *dispute.Record
	convicted, lost, excused, ours := false, false, false, false
	for i, r := range records {
		switch {
		case r.Provider != b.Channel.Receiver || r.Fault.Subject != id:
		case r.Outcome == dispute.Convicted:
			convicted = true
		case r.Outcome == dispute.Excused:
			excused, ours = true, ours || r.Challenger == c.w.key.Address()
		case r.Challenger != c.w.key.Address():
		case r.Outcome == 0:
			mine = &records[i]
		default:
			lost = true
		}
	}
	switch {
	case mine != nil: // to the end, even if another has proven it meanwhile: our bond is in it
		return c.move(ctx, id, *mine)
	case convicted:
		return c.harvest(ctx, head, id, b)
	case excused:
		return c.caught(ctx, id, b, ours)
	case head.Time > b.Until:
		return c.finish(ctx, id, b, WatchUnprovable, "the dispute window closed before it was proven")
	case lost:
		return nil // until the window closes: a reorganisation may give us another try
	case c.unix() < b.Tried+onItsWay:
		return nil
	}
	return c.accuse(ctx, head, id, b)
}

// accuse proves a contradiction in one move, or opens a dispute. It waits while neither the vault nor the tenth of the stake would pay for what that costs us.
func (c *chase) accuse(ctx context.Context, head job.Head, id job.Hash, b watched) error {
	p, err := c.contradiction(ctx, id, b)
	if err != nil {
		return err
	}
	if p == nil {
		prover, err := c.prover(ctx, id)
		if err != nil {
			return err
		}
		if of := prover.Claim(); !prover.End().Wrong || of.Output != b.Statements.Receipt.Output || of.OutputTokens != uint64(b.Statements.Receipt.Count) {
			return c.finish(ctx, id, b, WatchUnprovable, "the contract can't be shown what is wrong: "+b.Reason)
		}
		if done, err := c.canary(ctx, id, b, prover); err != nil || done {
			return err
		}
	}
	cover, ok, err := c.affordable(ctx, head, id, b, p != nil)
	if err != nil || !ok {
		return err
	}
	b.Tried = c.unix()
	if err := c.book(ctx, id, b); err != nil {
		return err
	}
	c.w.reach("watchtower:accusing")
	if p != nil {
		_, err = c.w.chain.ProveContradiction(ctx, *p)
	} else {
		var number uint64
		if number, _, err = c.w.chain.OpenDispute(ctx, b.Statements, cover); err == nil {
			c.Log.Info("opened a dispute", "dispute", number, "request", id.Short(), "provider", b.Channel.Receiver)
		}
	}
	if err == nil {
		c.w.reach("watchtower:accused")
		return nil
	}
	if refused(err) { // nothing is on its way
		b.Tried = 0
		if err := c.book(ctx, id, b); err != nil {
			return err
		}
	}
	return err
}

// affordable reports whether accusing a provider pays now, and the cover to insist on. What the vault sets aside pays for a dispute, whoever else wins one. Where all of that is taken, by
// friends of the provider's perhaps, whose disputes about canaries cost them no bond, the tenth of the stake pays: it goes to the challenger who was first of those that are right. So no more
// disputes of ours run uncovered than the tenth would pay for, and none about an answer that somebody else disputes, until the window is about to close. A proof is over at once, and needs
// only that there is a tenth. Once the stake is lost there is none.
func (c *chase) affordable(ctx context.Context, head job.Head, id job.Hash, b watched, proof bool) (cover job.Amount, ok bool, err error) {
	costs, err := c.w.chain.DisputeCosts(ctx)
	if err != nil {
		return cover, false, err
	}
	if free, err := c.w.chain.Cover(ctx, b.Channel.Receiver); err != nil || !free.Less(costs) {
		return costs, err == nil, err
	}
	records, err := c.w.chain.Disputes(ctx) // with those that we have opened a moment ago
	if err != nil {
		return cover, false, err
	}
	running := uint64(1) // with the one that is to be opened
	for _, r := range records {
		switch {
		case proof || r.Provider != b.Channel.Receiver || r.Outcome != 0 || r.Leaves == 0:
		case r.Challenger == c.w.key.Address():
			if r.Covered.Less(costs) {
				running++
			}
		case r.Fault.Subject == id && head.Time+lastDay < b.Until:
			return cover, false, nil
		}
	}
	stake, err := c.w.chain.StakeOf(ctx, b.Channel.Receiver)
	if err != nil {
		return cover, false, err
	}
	return cover, !stake.Total.Less(costs.MulDivUp(10*running, 1)), nil
}

// contradiction finds what a provider has signed that contradicts something it has signed too, or that the request commits to; nil for nothing. That falls in one move.
func (c *chase) contradiction(ctx context.Context, id job.Hash, b watched) (*job.Proof, error) {
	if b.Proof != nil {
		return b.Proof, nil
	}
	bundle, known, err := c.w.bundle(ctx, id)
	if err != nil {
		return nil, err
	}
	var witness dispute.Witness
	if m, ok := c.Library.ByRoot(b.Statements.Request.Model); ok && known {
		witness = dispute.Witness{
			Prompt: bundle.Prompt, Output: bundle.Output, Quote: &bundle.Quote.Quote,
			Vocabulary: m.Tokenizer().VocabularyHash(), Ends: m.Tokenizer().Ends(), Model: m.leaves(),
		}
	}
	kind, evidence, err := witness.Contradiction(b.Statements)
	if errors.Is(err, dispute.ErrWitness) { // the bundle's tokens are not those that were signed: then they show nothing
		kind, evidence, err = dispute.Witness{Quote: witness.Quote}.Contradiction(b.Statements)
	}
	if err != nil || kind == 0 {
		return nil, err
	}
	return &job.Proof{Kind: kind, Statements: b.Statements, Evidence: evidence}, nil
}

// move makes our next pick in a dispute, or ends it when the provider's time is over.
func (c *chase) move(ctx context.Context, id job.Hash, r dispute.Record) error {
	s, err := c.w.chain.Dispute(ctx, r.ID)
	if err != nil || !r.Shows(s) {
		return err
	}
	if s.Place.Phase.Turn() != dispute.Challenger {
		ended, err := endLate(ctx, c.w.chain, r, s)
		if ended {
			c.Log.Info("the provider could not show its number: its stake is lost", "dispute", r.ID, "provider", r.Provider)
		}
		return err
	}
	prover, err := c.prover(ctx, id)
	if err != nil {
		return err
	}
	at := dispute.Attack{Program: prover.Claim(), Trace: prover}
	if end := prover.End(); end.Wrong {
		at.Contradiction = &dispute.Number{Leaf: end.Contradiction}
	}
	move, err := at.Move(s, r.Shown)
	if err != nil {
		return err
	}
	c.w.reach("watchtower:move-made")
	if _, err := c.w.chain.PlayDispute(ctx, r.ID, move, r.Fault); err != nil {
		return err
	}
	c.w.reach("watchtower:move-played")
	c.Log.Info("moved in a dispute", "dispute", r.ID, "awaited", s.Place.Phase)
	return nil
}

// prover computes the answer that a bundle tells of.
func (c *chase) prover(ctx context.Context, id job.Hash) (*engine.Prover, error) {
	b, known, err := c.w.bundle(ctx, id)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, fmt.Errorf("the bundle of request %s is gone", id.Short())
	}
	return c.prove(ctx, id, b.Request.Model, Traced(b.Request, b.Constraints, b.Prompt, b.Output, job.Seed(b.Nonce, id)))
}

// harvest sees to it that everybody gets his part of a lost stake: the buyer what its channel paid, once the provider has claimed it, and we our costs and perhaps
// the tenth. All of it anybody may send; what another was faster with is refused before it costs anything.
func (c *chase) harvest(ctx context.Context, head job.Head, id job.Hash, b watched) error {
	provider, chain := b.Channel.Receiver, c.w.chain
	d, err := chain.StakeDisputes(ctx, provider)
	if err != nil {
		return err
	}
	if b.Case == 0 && d.Cases == 0 {
		return c.finish(ctx, id, b, WatchDone, "") // proven, but there was nothing to lose any more
	}
	changed := false
	if b.Case == 0 {
		b.Case, changed = d.Cases, true
	}
	the, err := chain.Case(ctx, provider, b.Case)
	if err != nil {
		return err
	}
	if closesAt := the.Opened + dispute.ClaimWindow; !the.Closed && head.Time < closesAt {
		if b.Paid == 0 || (b.Paid == 1 && head.Time+lastDay >= closesAt) {
			if _, err := chain.ProvePayment(ctx, b.Channel); err != nil && !refused(err) {
				return err
			}
			b.Paid, changed = b.Paid+1, true
		}
		if changed {
			return c.book(ctx, id, b)
		}
		return nil
	}
	if !the.Closed {
		if _, err := chain.CloseCase(ctx, provider, b.Case); err != nil && !refused(err) {
			return err
		}
	}
	if _, err := chain.RefundCase(ctx, provider, b.Case, b.Channel.ID(c.settlement())); err != nil && !refused(err) {
		return err
	}
	if err := c.collect(ctx); err != nil {
		return err
	}
	return c.finish(ctx, id, b, WatchDone, "")
}

// fetch fetches our bonds and costs when disputes of ours have ended.
func (c *chase) fetch(ctx context.Context, records []dispute.Record) error {
	ended := 0
	for _, r := range records {
		if r.Challenger == c.w.key.Address() && r.Outcome != 0 {
			ended++
		}
	}
	if ended == c.ended || ctx.Err() != nil {
		return nil
	}
	if err := c.fetchOwed(ctx, c.w.chain, c.w.key.Address()); err != nil {
		return err
	}
	if err := c.collect(ctx); err != nil {
		return err
	}
	c.ended = ended
	return nil
}

// collect takes what the vault owes us.
func (c *chase) collect(ctx context.Context) error {
	credit, err := c.w.chain.Credit(ctx, c.w.key.Address())
	if err != nil || credit.IsZero() {
		return err
	}
	if _, err := c.w.chain.Collect(ctx, c.w.key.Address()); err != nil {
		return fmt.Errorf("collect what the vault owes us: %w", err)
	}
	c.Log.Info("collected from the vault", "units", credit)
	return c.earned(ctx, credit)
}

// book keeps what has become of an answer that is being proven, unless somebody has changed it meanwhile.
func (c *chase) book(ctx context.Context, id job.Hash, b watched) error {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	var now watched
	if ok, err := c.find(ctx, kindWatched, id.String(), &now); err != nil || !ok {
		return err
	}
	if b.Proof == nil {
		b.Proof = now.Proof // a second receipt may have come while we worked
	}
	return c.keep(ctx, entry{kindWatched, id.String(), b})
}

// finish ends the work on an answer.
func (c *chase) finish(ctx context.Context, id job.Hash, b watched, state, reason string) error {
	b.State = state
	if reason != "" {
		b.Reason = reason
	}
	c.Log.Info("done with a wrong answer", "request", id.Short(), "provider", b.Channel.Receiver, "state", state, "reason", b.Reason)
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	return c.w.note(ctx, id, b, entry{kindWatchBundle, id.String(), nil})
}
