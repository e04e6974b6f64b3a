package node

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/job"
)

// Run watches the provider's channels until ctx ends: a payer that starts to withdraw is answered with a claim at once,
// charges that add up or wait for long are claimed, closings that a crash interrupted are finished, and stake whose
// reservation has ended is taken back. Beside that it defends its answers where they are disputed, which may take as long as computing them.
func (p *Provider) Run(ctx context.Context, every time.Duration) {
	var defending sync.WaitGroup
	defer defending.Wait()
	defending.Go(func() { p.defend(ctx, every) })
	defending.Go(func() { p.upstream.run(ctx) })
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		p.guard(ctx)
		p.releaseStake(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Up to guardAtOnce open channels are looked at each time, and of more each one once in guardWithin: anybody may open a channel at
// a till, and each look asks the chain. No withdrawal takes less than job.MinWithdrawDelay.
const (
	guardAtOnce = 256
	guardWithin = 30 * time.Second
)

func (p *Provider) guard(ctx context.Context) {
	p.mu.Lock()
	all := maps.Clone(p.channels)
	p.mu.Unlock()
	var claims []job.VoucherClaim
	unswept := false
	now, open := p.Now(), 0
	for _, ch := range all {
		if !ch.ended.Load() {
			open++
		}
	}
	for id, ch := range all {
		if open > guardAtOnce && !ch.ended.Load() && now.Sub(ch.guarded) < guardWithin {
			continue
		}
		ch.guarded = now
		claim, claimed, err := p.guardOne(ctx, id, ch)
		switch {
		case err != nil && ctx.Err() == nil:
			p.Log.Warn("watching a channel failed, will try again", "channel", id.Short(), "err", err)
		case claim != nil:
			claims = append(claims, *claim)
		}
		unswept = unswept || claimed
	}
	if err := p.claimAll(ctx, claims, unswept); err != nil && ctx.Err() == nil {
		p.Log.Warn("claiming failed, will try again", "channels", len(claims), "err", err)
	}
}

// guardOne looks after one channel. It returns the line of the next claim when one is due, and whether the channel has
// claims that were not collected. Streams are held up only when there is something to do.
func (p *Provider) guardOne(ctx context.Context, id job.Hash, ch *sellerChannel) (due *job.VoucherClaim, unswept bool, _ error) {
	ch.look.Lock()
	defer ch.look.Unlock()
	ch.mu.Lock()
	done := ch.book.Done
	ch.mu.Unlock()
	if done {
		return nil, false, nil
	}
	state, err := p.chain.Channel(ctx, id)
	if err != nil {
		return nil, false, err
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.book.Closed {
		_, err := p.finish(ctx, ch)
		return nil, false, err
	}
	b := ch.book
	b.Payee = b.Observe(state)
	if state.WithdrawAt == 0 && !ch.book.Withdrawing && b.Claimed == ch.book.Claimed && !b.Balance.Less(ch.book.Balance) {
		// What else changes, a deposit, is looked at with the next voucher.
		return p.due(b), b.Swept.Less(b.Claimed), nil
	}
	// From here on nothing is delivered on a channel that is withdrawn: the book says so.
	if b != ch.book {
		if err := p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
			return nil, false, err
		}
		ch.take(b)
	}
	if state.WithdrawAt == 0 {
		return p.due(b), b.Swept.Less(b.Claimed), nil
	}
	// A withdrawal is a race: it waits for no other channel.
	if c, due := b.Claim(); due {
		p.Log.Warn("the payer is withdrawing: claiming now", "channel", id.Short(), "amount", c.Total)
		if _, err := p.chain.Claim(ctx, []job.VoucherClaim{c}); err != nil {
			return nil, false, err
		}
		b.Claimed = c.Total
		p.reach("provider:guarded")
	}
	if !b.Swept.Less(b.Claimed) {
		return nil, false, nil
	}
	if _, err := p.chain.Settle(ctx, b.Config.Receiver, b.Config.Token); err != nil {
		return nil, false, err
	}
	b.Swept = b.Claimed
	if err := p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
		return nil, false, err
	}
	ch.take(b)
	return nil, false, nil
}

// due returns the line of a claim when a channel has charges that must not wait any longer: a payer may take back what
// is unclaimed after the channel's delay, and we may be down for that long.
func (p *Provider) due(b sellerBook) *job.VoucherClaim {
	c, some := b.Claim()
	if !some || b.Balance.Less(c.Total) { // the second: it was withdrawn, and a claim would fail
		return nil
	}
	waiting, _ := b.Charged.Sub(b.Claimed)
	enough := !p.cfg.ClaimAt.IsZero() && !waiting.Less(p.cfg.ClaimAt)
	late := p.cfg.ClaimAfter != 0 && p.unix() >= b.Since+p.cfg.ClaimAfter
	if !enough && !late {
		return nil
	}
	return &c
}

// maxClaims bounds the lines of one claim transaction: a hundred take about 2.2 million gas.
const maxClaims = 100

// claimAll claims for many channels at once and collects what was claimed. No channel is locked while the chain works:
// what is charged meanwhile waits for the next claim, and a claim that a closing has overtaken changes nothing.
func (p *Provider) claimAll(ctx context.Context, claims []job.VoucherClaim, unswept bool) error {
	at := p.unix()
	for batch := range slices.Chunk(claims, maxClaims) {
		if err := p.claim(ctx, batch, at); err != nil {
			return err
		}
		unswept = true
	}
	if !unswept {
		return nil
	}
	claimed := map[job.Hash]job.Amount{}
	p.mu.Lock()
	all := maps.Clone(p.channels)
	p.mu.Unlock()
	for id, ch := range all {
		ch.mu.Lock()
		if ch.book.Swept.Less(ch.book.Claimed) {
			claimed[id] = ch.book.Claimed
		}
		ch.mu.Unlock()
	}
	if _, err := p.chain.Settle(ctx, p.key.Address(), p.Contracts.Token); err != nil {
		return err
	}
	p.reach("provider:batch-settled")
	for id, amount := range claimed {
		err := p.note(ctx, all[id], func(b sellerBook) sellerBook { b.Swept = job.Max(b.Swept, amount); return b })
		if err != nil {
			return err
		}
	}
	return nil
}

// claim claims one batch. When it fails as a whole, each line is tried for itself, so that one that the contract does
// not take holds up no other.
func (p *Provider) claim(ctx context.Context, batch []job.VoucherClaim, at uint64) error {
	tx, err := p.chain.Claim(ctx, batch)
	if err != nil && len(batch) > 1 && ctx.Err() == nil {
		p.Log.Warn("claiming for several channels failed: claiming one by one", "channels", len(batch), "err", err)
		for line := range slices.Chunk(batch, 1) {
			if err := p.claim(ctx, line, at); err != nil {
				p.Log.Warn("a claim failed, will try again", "channel", line[0].Voucher.Voucher.Channel.Short(), "err", err)
			}
		}
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	p.reach("provider:batch-claimed")
	p.Log.Info("claimed", "channels", len(batch), "gas", tx.Gas)
	for _, c := range batch {
		ch, ok := p.channel(c.Voucher.Voucher.Channel)
		if !ok {
			continue
		}
		err := p.note(ctx, ch, func(b sellerBook) sellerBook {
			b.Claimed = job.Max(b.Claimed, c.Total)
			b.Since = at // what was charged since then
			return b
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// note changes a channel's book after a transaction of ours.
func (p *Provider) note(ctx context.Context, ch *sellerChannel, change func(sellerBook) sellerBook) error {
	ch.look.Lock()
	defer ch.look.Unlock()
	ch.mu.Lock()
	defer ch.mu.Unlock()
	b := change(ch.book)
	if b == ch.book {
		return nil
	}
	if err := p.keep(ctx, entry{kindSelling, b.ID.String(), b}); err != nil {
		return err
	}
	ch.take(b)
	return nil
}
