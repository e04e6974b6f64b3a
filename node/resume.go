package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// catchUpFor is how long a seller is asked about an interrupted request, in seconds since the request was made.
const catchUpFor = 3600

// catchUpTime bounds one attempt: a client may be waiting for it. catchUpGlance bounds an attempt that is early, after
// one that failed.
const (
	catchUpTime   = 30 * time.Second
	catchUpGlance = 3 * time.Second
)

// unsure reports whether a failure leaves open what the seller has charged: the connection broke, or the seller could
// not go on. A refusal comes before the piece it refuses, so nothing is open then.
func unsure(cause error) bool {
	f, ok := sellerFault(cause)
	return !ok || f.Kind == job.FaultUnavailable || f.Kind == job.FaultInternal || f.Kind == job.FaultBusy
}

// catchUp takes up the requests of a channel that a crash or a broken connection interrupted. The seller replays what
// it charged, so that what was charged also arrives; after a crash of ours the answer is bought to its end and gets its
// receipt. What cannot be completed now is tried again later.
func (g *Gateway) catchUp(ctx context.Context, d *deal) {
	d.mu.Lock()
	none := len(d.interrupted) == 0
	d.mu.Unlock()
	if none {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, catchUpTime)
	defer cancel()
	if !lockWithin(ctx, &d.catching) {
		return // somebody is at it and takes long; what it was granted counts as held
	}
	defer d.catching.Unlock()
	d.mu.Lock()
	ids := slices.Clone(d.interrupted)
	d.mu.Unlock()
	for _, id := range ids {
		if ctx.Err() != nil {
			return
		}
		over, err := g.resume(ctx, d, id)
		if err != nil && ctx.Err() == nil {
			g.Log.Warn("an interrupted request could not be completed", "request", id.Short(), "over", over, "err", err)
		}
		d.mu.Lock()
		if over {
			d.interrupted = slices.DeleteFunc(d.interrupted, func(i job.Hash) bool { return i == id })
			d.retry = backoff{}
		} else {
			d.retry.failed(g.Now())
			d.peer = nil // it may have moved
			g.dir.forget()
		}
		d.mu.Unlock()
	}
}

// lockWithin takes a lock, or gives up when ctx ends.
func lockWithin(ctx context.Context, mu *sync.Mutex) bool {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !mu.TryLock() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// catchUpDue reports whether it is time to try again.
func (d *deal) catchUpDue(now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.retry.due(now)
}

// resume goes on with one interrupted request and reports whether it is over.
func (g *Gateway) resume(ctx context.Context, d *deal, id job.Hash) (over bool, err error) {
	b := &busyBuyer{g: g, d: d, id: id}
	if ok, err := g.find(ctx, kindPurchase, id.String(), &b.rec); err != nil || !ok {
		return false, fmt.Errorf("purchase %s: found %t: %w", id.Short(), ok, err)
	}
	if ok, err := g.find(ctx, kindOrder, id.String(), &b.order); err != nil || !ok {
		return false, fmt.Errorf("order %s: found %t: %w", id.Short(), ok, err)
	}
	if b.rec.Phase != job.PhaseExecuting && b.rec.Phase != job.PhaseDelivered {
		return true, nil
	}
	d.mu.Lock()
	closed := d.book.Closed
	d.mu.Unlock()
	if closed {
		return true, b.giveUp(ctx)
	}
	m, _ := g.Library.ByRoot(b.order.Request.Model)
	b.check = verify.NewStream(b.terms(m))
	b.gone = b.rec.Reason != "" // the client was told that it failed
	if b.gone {
		if nothing, err := g.nothingMissing(ctx, d); err != nil {
			return false, err
		} else if nothing {
			return true, b.giveUp(ctx)
		}
	}
	if err := b.rejoin(ctx); err != nil {
		if errors.Is(err, channel.ErrClosed) {
			return true, b.giveUp(ctx)
		}
		return false, err
	}
	defer b.end()
	err = b.stream(ctx, nil)
	return b.rec.Phase != job.PhaseExecuting && b.rec.Phase != job.PhaseDelivered, err
}

// nothingMissing reports whether the seller charged no more on a channel than arrived here.
func (g *Gateway) nothingMissing(ctx context.Context, d *deal) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := g.reachSeller(ctx, d); err != nil {
		return false, err
	}
	report, err := d.peer.Channel(ctx, d.book.ID)
	return !d.book.Owed.Less(report.Charged), err
}

// reachSeller makes sure that a deal has its peer: where the seller is listed now, or else where it was when the channel
// was opened. The caller holds d.mu.
func (g *Gateway) reachSeller(ctx context.Context, d *deal) (err error) {
	if d.peer != nil {
		return nil
	}
	if listings, err := g.dir.list(ctx, false); err == nil {
		for _, l := range listings {
			if l.Agent.ID == d.agent && l.Agent.Wallet == d.book.Config.Receiver && l.peer != nil {
				d.peer = l.peer
				return nil
			}
		}
	}
	d.peer, err = g.dir.dial(d.book.Endpoint)
	return err
}

// giveUp ends a request of which nothing more is to come.
func (b *busyBuyer) giveUp(ctx context.Context) error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec := b.rec
	if rec.Reason == "" {
		rec.Class, rec.Reason = string(verify.Undelivered), "it was interrupted, and its channel is closed"
	}
	rec.Phase = b.phase(rec, job.EventAbandon)
	own, err := b.g.experience(ctx, b.d.agent)
	if err != nil {
		return err
	}
	with := []entry{{kindRunning, b.id.String(), nil}}
	if rec.Chunk != nil {
		with = append(with, b.forWatchers()...)
	}
	return b.settled(ctx, b.d.book, rec, own, with...)
}

// rejoin takes an interrupted stream's place among those that run: what it was granted ahead is still signed for.
func (b *busyBuyer) rejoin(ctx context.Context) error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	if b.d.book.Closed {
		return moneyFault(channel.ErrClosed)
	}
	if err := b.g.reachSeller(ctx, b.d); err != nil {
		return err
	}
	b.peer = b.d.peer
	r, q := b.order.Request, b.order.Quote.Quote
	ahead := q.Cost(r.PromptTokens, min(uint32(len(b.rec.Output))+q.ChunkTokens, r.MaxTokens))
	b.granted, _ = ahead.Sub(b.rec.Amount)
	b.d.held = b.d.held.Add(b.granted)
	b.d.streams++
	return nil
}
