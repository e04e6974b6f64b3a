package node

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// kindHold is the kind of a job.Hold that a provider keeps; its key is the agreement's intent hash. An agreement keeps room
// once: when its hold has ended early, its record stays, with no slots, until the agreement is over.
const kindHold = "hold"

// Hold keeps room for the buyer of an agreement. Room is kept only against money: the buyer's channel must hold the
// agreed deposit, unspent, and the agreed fee is charged there at once, whether the room is used or not. It ends with
// the agreement, or with the channel.
func (n *Negotiator) Hold(ctx context.Context, h job.Holding) (job.Hold, error) {
	var a job.Agreement
	known, err := n.find(ctx, kindAgreed, h.Agreement.String(), &a)
	if err != nil {
		return job.Hold{}, asFault(err)
	}
	o := a.Offer.Offer
	switch {
	case !known:
		return job.Hold{}, job.Faultf(job.FaultNotFound, "no_agreement", "there is no agreement %s here", h.Agreement.Short())
	case o.Slots == 0:
		return job.Hold{}, job.Faultf(job.FaultInvalid, "no_room_agreed", "the agreement keeps no room")
	case !market.Standing(a, n.unix()):
		return job.Hold{}, job.Faultf(job.FaultConflict, "too_late", "the agreement ended at %d", a.Acceptance.Expiry)
	}
	ch, err := n.open(h.Channel)
	if err != nil {
		return job.Hold{}, err
	}
	if ch.config.Payer != a.Intent.Agent {
		return job.Hold{}, job.Faultf(job.FaultAuth, "buyer_mismatch", "the channel is another buyer's than the agreement")
	}
	leave, err := n.enter(ctx, h.Agreement)
	if err != nil {
		return job.Hold{}, err
	}
	defer leave()
	n.room.Lock()
	have, known := n.holds[h.Agreement]
	n.room.Unlock()
	if known {
		return have, nil
	}
	if h.Voucher != (job.SignedVoucher{}) {
		if h.Voucher.Voucher.Channel != h.Channel {
			return job.Hold{}, moneyFault(channel.ErrVoucher)
		}
		if err := n.accept(ctx, ch, h.Voucher); err != nil {
			return job.Hold{}, err
		}
	}
	return n.startHold(ctx, ch, job.Hold{Agreement: h.Agreement, Channel: h.Channel, Slots: o.Slots, Fee: o.HoldFee, Until: a.Acceptance.Expiry}, o.Deposit)
}

// startHold takes the room and charges the fee, in one step on disk.
func (n *Negotiator) startHold(ctx context.Context, ch *sellerChannel, h job.Hold, deposit job.Amount) (job.Hold, error) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	unspent, _ := ch.book.Balance.Sub(ch.book.Charged)
	if unspent.Less(deposit) {
		return job.Hold{}, job.Faultf(job.FaultPayment, "deposit_too_small", "the channel has %s unspent, room is kept against %s: add to it", unspent, deposit)
	}
	if err := ch.book.Covers(ch.held, h.Fee); err != nil {
		return job.Hold{}, moneyFault(err)
	}
	if !n.takeRoom(h.Slots) {
		return job.Hold{}, job.Faultf(job.FaultBusy, "no_room", "there is no room for %d answers now: try again in a moment", h.Slots)
	}
	b := ch.book
	var err error
	if b.Payee, err = ch.book.Charge(h.Fee); err == nil {
		if !h.Fee.IsZero() && !ch.book.Claimed.Less(ch.book.Charged) {
			b.Since = n.unix()
		}
		err = n.keep(ctx, entry{kindHold, h.Agreement.String(), h}, entry{kindSelling, b.ID.String(), b})
	}
	if err != nil {
		n.giveRoom(h.Slots, h.Slots)
		return job.Hold{}, moneyFault(err)
	}
	ch.take(b)
	ch.room += int(h.Slots)
	n.room.Lock()
	n.holds[h.Agreement] = h
	n.room.Unlock()
	n.reach("provider:hold-kept")
	return h, nil
}

// takeRoom takes places out of what everybody shares, or none at all. Half of them are never kept for anybody.
func (n *Negotiator) takeRoom(slots uint32) bool {
	n.room.Lock()
	defer n.room.Unlock()
	if n.kept+int(slots) > cap(n.sessions)/2 {
		return false
	}
	for i := range slots {
		select {
		case n.sessions <- struct{}{}:
		default:
			for range i {
				<-n.sessions // one that was put there above
			}
			return false
		}
	}
	n.kept += int(slots)
	return true
}

// giveRoom gives places back: free ones at once, those that somebody is in when he leaves (saleStream.release).
func (n *Negotiator) giveRoom(slots, free uint32) {
	n.room.Lock()
	defer n.room.Unlock()
	n.kept -= int(slots)
	for range free {
		<-n.sessions // one that takeRoom put there
	}
}

// loadHolds takes the room again that was kept before a restart. Nobody is answered yet, so there is as much as before.
func (n *Negotiator) loadHolds(ctx context.Context) error {
	return each(ctx, n.Store, kindHold, func(_ string, h job.Hold) error {
		ch, ok := n.channel(h.Channel)
		if !ok || !n.takeRoom(h.Slots) { // fewer streams are allowed than before
			h.Slots = 0
		}
		if ok {
			ch.room += int(h.Slots)
		}
		n.holds[h.Agreement] = h
		return nil
	})
}

// sweepHolds ends the holds whose time is over or whose channel is.
func (n *Negotiator) sweepHolds(ctx context.Context) {
	now := n.unix()
	n.room.Lock()
	holds := maps.Clone(n.holds)
	n.room.Unlock()
	for id, h := range holds {
		ch, ok := n.channel(h.Channel)
		over := now >= h.Until
		if !over && (h.Slots == 0 || ok && !ch.gone()) {
			continue
		}
		if err := n.endHold(ctx, id, h, ch, over); err != nil && ctx.Err() == nil {
			n.Log.Warn("giving room back failed, will try again", "agreement", id.Short(), "err", err)
		}
	}
}

// gone reports whether nothing can be bought on a channel any more.
func (ch *sellerChannel) gone() bool {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.book.Closed || ch.book.Withdrawing || ch.ended.Load()
}

func (n *Negotiator) endHold(ctx context.Context, id job.Hash, h job.Hold, ch *sellerChannel, over bool) error {
	slots := h.Slots
	h.Slots = 0
	e := entry{kindHold, id.String(), h}
	if over {
		e.value = nil
	}
	if err := n.keep(ctx, e); err != nil {
		return err
	}
	n.room.Lock()
	if over {
		delete(n.holds, id)
	} else {
		n.holds[id] = h
	}
	n.room.Unlock()
	if slots == 0 || ch == nil {
		return nil
	}
	ch.mu.Lock()
	free := min(ch.room, int(slots))
	ch.room -= free
	ch.lapsed += int(slots) - free
	ch.mu.Unlock()
	n.giveRoom(slots, uint32(free))
	return nil
}

// Run does what a provider does besides answering, and gives room back in time.
func (n *Negotiator) Run(ctx context.Context, every time.Duration) {
	var sweeping sync.WaitGroup
	defer sweeping.Wait()
	sweeping.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				n.sweepHolds(ctx)
			}
		}
	})
	n.Provider.Run(ctx, every)
}

// takeKept takes one of the places that are kept on the stream's channel, if one is free.
func (s *saleStream) takeKept() bool {
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	if s.ch.room > 0 {
		s.ch.room--
		s.has.kept = true
	}
	return s.has.kept
}

// giveKept gives it back: to the channel, or to everybody when the hold has ended meanwhile.
func (s *saleStream) giveKept() {
	if !s.has.kept {
		return
	}
	s.has.kept = false
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	if s.ch.lapsed > 0 {
		s.ch.lapsed--
		<-s.p.sessions // the place that takeRoom put there
		return
	}
	s.ch.room++
}
