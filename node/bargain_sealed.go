package node

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// sealedAuction gets a sealed bid from each seller, closes the book when time is up, and has the bids opened against it.
func (g *Gateway) sealedAuction(ctx context.Context, n *bargaining, sellers []*bargainer) error {
	r := n.request.Request
	g.eachSeller(sellers, func(x *bargainer) {
		bid, err := x.peer.SealBid(ctx, n.request)
		if err == nil {
			var next market.Talk
			if next, err = x.talk.TakeBid(bid, g.unix()); err == nil {
				x.talk = next
				x.say(market.Seller, market.MoveSeal, nil, "commitment "+bid.Bid.Commitment.Short())
				return
			}
		}
		x.declines(err)
	})
	if err := g.waitUntil(ctx, r.Closes); err != nil {
		return err
	}
	var bids []job.SignedBid
	for _, x := range sellers {
		if x.talk.State == market.Sealed {
			bids = append(bids, x.talk.Bid)
		}
	}
	if len(bids) == 0 {
		return nil
	}
	book := job.SignedBook{Book: market.Book(sellers[0].talk.ID, bids, g.unix())}
	var err error
	if book.Signature, err = g.payer.Sign(book.Book.Digest(g.assay())); err != nil {
		return fmt.Errorf("sign the book of bids: %w", err)
	}
	opening, cancel := context.WithDeadline(ctx, time.Unix(int64(r.Reveals), 0))
	defer cancel()
	g.eachSeller(sellers, func(x *bargainer) {
		if x.talk.State != market.Sealed {
			return
		}
		next, err := x.talk.TakeBook(book, g.unix())
		if err != nil {
			x.declines(err) // its bid is one that another made before
			return
		}
		x.talk = next
		x.say(market.Buyer, market.MoveBook, nil, fmt.Sprintf("%d bids", len(book.Book.Commitments)))
		o, err := x.peer.OpenBid(opening, job.Opening{Request: n.request, Book: book})
		if err == nil {
			if next, err = x.talk.TakeOpening(o, g.unix()); err == nil && o.Offer.Offer.Agent != x.listing.Agent.ID {
				err = fmt.Errorf("the bid names agent %d", o.Offer.Offer.Agent)
			}
		}
		if err == nil {
			x.talk = next
			x.say(market.Seller, market.MoveOpen, &o.Offer.Offer, "")
			return
		}
		x.talk = x.talk.Tick(r.Reveals) // it had its chance
		x.say(market.Clock, market.MoveWithhold, nil, asFault(bySeller(err)).Message)
		g.heldBack(ctx, x)
	})
	return ctx.Err()
}

// declines notes that a seller takes no part.
func (x *bargainer) declines(err error) {
	if next, gone := x.talk.Decline(market.Seller); gone == nil {
		x.talk = next
	}
	x.say(market.Seller, market.MoveDecline, nil, asFault(bySeller(err)).Message)
}

// heldBack remembers a seller that did not open its bid, as one that failed: it comes last for a while.
func (g *Gateway) heldBack(ctx context.Context, x *bargainer) {
	own, err := g.experience(ctx, x.listing.Agent.ID)
	if err == nil {
		err = g.keep(ctx, entry{kindExperience, agentKey(x.listing.Agent.ID), own.failed(g.unix())})
	}
	if err != nil {
		g.Log.Warn("cannot note that a bid was held back", "agent", x.listing.Agent.ID, "err", err)
	}
}

// eachSeller does f for every seller at the same time.
func (g *Gateway) eachSeller(sellers []*bargainer, f func(*bargainer)) {
	var wg sync.WaitGroup
	for _, x := range sellers {
		wg.Go(func() { f(x) })
	}
	wg.Wait()
}

// waitUntil waits for a time in unix seconds.
func (g *Gateway) waitUntil(ctx context.Context, at uint64) error {
	for {
		left := time.Unix(int64(at), 0).Sub(g.Now())
		if left <= 0 {
			return ctx.Err()
		}
		timer := time.NewTimer(left)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}
