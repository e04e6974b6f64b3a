package node

import (
	"context"
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
)

// owedFee is room that a buyer has asked for, and booked the fee of, and of which it does not know yet whether it is
// kept. It is on disk before the seller is asked, so that a crash or a lost answer neither pays twice nor forgets.
type owedFee struct {
	Holding job.Holding `json:"holding"`
	Fee     job.Amount  `json:"fee"`
	Slots   uint32      `json:"slots"`
	Until   uint64      `json:"until"`  // end of the agreement, unix seconds
	Report  string      `json:"report"` // key of the agreement's report
}

// kindFee is the kind of owedFee; its key is the agreement's intent hash. It is deleted when the seller has answered.
const kindFee = "fee"

// holdRoom opens or tops up a channel with the deposit that was agreed, pays the fee, and has room kept.
func (g *Gateway) holdRoom(ctx context.Context, x *bargainer, a job.Agreement) (job.Hold, error) {
	o := a.Offer.Offer
	kept, err := g.promise(ctx, o.HoldFee)
	if err != nil {
		return job.Hold{}, err
	}
	defer kept()
	d, err := g.ensureDeal(ctx, x.listing, a.Quote, job.Max(o.Deposit, o.HoldFee))
	if err != nil {
		return job.Hold{}, err
	}
	f := owedFee{
		Holding: job.Holding{Agreement: a.Intent.Hash(), Channel: d.shown.Load().ID}, Fee: o.HoldFee, Slots: o.Slots, Until: a.Acceptance.Expiry, Report: lapseKey(a),
	}
	if f, err = g.payFee(ctx, d, f); err != nil {
		return job.Hold{}, err
	}
	return g.askForRoom(ctx, d, x.peer, f)
}

// payFee books a fee as owed and spent, and signs the voucher that covers it. It is owed from when it is signed: nothing
// comes in return that could be checked first.
func (g *Gateway) payFee(ctx context.Context, d *deal, f owedFee) (owedFee, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	book := d.book
	payer, voucher, err := book.Authorize(d.held, f.Fee)
	if err != nil {
		return f, moneyFault(err)
	}
	if f.Holding.Voucher, err = g.sign(voucher); err != nil {
		return f, err
	}
	book.Payer = payer.Received(f.Fee)
	g.spending.Lock()
	defer g.spending.Unlock()
	spent, err := g.spentToday(ctx)
	if err != nil {
		return f, err
	}
	if err := g.keepDeal(ctx, d, book, entry{kindFee, f.Holding.Agreement.String(), f}, entry{kindSpent, g.today(), spent.Add(f.Fee)}); err != nil {
		return f, err
	}
	g.reach("buyer:fee-kept")
	return f, nil
}

// askForRoom asks the seller to keep room whose fee is booked, and writes down what it answers. When no answer comes, it
// stays open whether room is kept: the seller is asked again until it answers.
func (g *Gateway) askForRoom(ctx context.Context, d *deal, peer Negotiating, f owedFee) (job.Hold, error) {
	hold, err := peer.Hold(ctx, f.Holding)
	if want := (job.Hold{Agreement: f.Holding.Agreement, Channel: f.Holding.Channel, Slots: f.Slots, Fee: f.Fee, Until: f.Until}); err == nil && hold != want {
		err = &sellerError{job.Faultf(job.FaultConflict, "bad_hold", "the seller keeps room for %d answers for %s, %d for %s was agreed", hold.Slots, hold.Fee, f.Slots, f.Fee)}
	}
	if err != nil && unsure(err) {
		return hold, err
	}
	return hold, errors.Join(err, g.roomAnswered(ctx, d, f, hold, err))
}

// roomAnswered writes down how a seller answered to a fee: that room is kept, or that it is not, and then the fee is owed
// no more. Its voucher is out, so what it covers stays at risk.
func (g *Gateway) roomAnswered(ctx context.Context, d *deal, f owedFee, hold job.Hold, refused error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := f.Holding.Agreement.String()
	var open owedFee
	if known, err := g.find(ctx, kindFee, key, &open); err != nil || !known {
		return err // somebody else has written it down
	}
	var r NegotiationReport
	known, err := g.find(ctx, kindAgreement, f.Report, &r)
	if err != nil {
		return err
	}
	with := []entry{{kindFee, key, nil}}
	book := d.book
	if refused == nil {
		r.Hold = &hold
	} else {
		r.HoldNote = asFault(refused).Message
		book.Owed = mustSub(book.Owed, f.Fee)
	}
	if known {
		with = append(with, entry{kindAgreement, f.Report, r})
	}
	return g.keepDeal(ctx, d, book, with...)
}

// roomAsking asks again for room of which it is not known whether it is kept. It belongs to one goroutine.
type roomAsking struct {
	g     *Gateway
	tries attempts[string] // by intent hash
}

// again asks every seller that is due.
func (r *roomAsking) again(ctx context.Context) error {
	g := r.g
	var open []owedFee
	err := each(ctx, g.Store, kindFee, func(_ string, f owedFee) error {
		open = append(open, f)
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range open {
		key := f.Holding.Agreement.String()
		if ctx.Err() != nil || !r.tries.due(key, g.Now()) {
			continue
		}
		err := r.askOne(ctx, f)
		if _, its := sellerFault(err); its && !unsure(err) {
			err = nil // it is written down
		}
		r.tries.note(key, err, g.Now())
		if err != nil && ctx.Err() == nil {
			g.Log.Warn("asking for room again failed, will try once more", "agreement", f.Holding.Agreement.Short(), "err", err)
		}
	}
	return nil
}

func (r *roomAsking) askOne(ctx context.Context, f owedFee) error {
	g := r.g
	g.mu.Lock()
	d, ok := g.deals[f.Holding.Channel]
	g.mu.Unlock()
	if !ok {
		return fmt.Errorf("room was asked for on channel %s, which is not in the books", f.Holding.Channel.Short())
	}
	if g.unix() >= f.Until || d.shown.Load().State == dealClosed {
		return g.roomAnswered(ctx, d, f, job.Hold{}, job.Faultf(job.FaultConflict, "too_late", "the agreement or the channel ended before the seller answered"))
	}
	d.mu.Lock()
	err := g.reachSeller(ctx, d)
	peer, ok := negotiating(d.peer)
	d.mu.Unlock()
	switch {
	case err != nil:
		return err
	case !ok:
		return fmt.Errorf("agent %d does not negotiate", d.agent)
	}
	_, err = g.askForRoom(ctx, d, peer, f)
	return err
}
