package node

import (
	"context"
	"maps"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
)

// reservation is stake that a provider has set aside for a channel, or was about to. It is written down first, so that
// every reservation is found and released in the end, whatever a crash made of its channel.
type reservation struct {
	Payer job.Address `json:"payer"`
	Until uint64      `json:"until"` // unix seconds of chain time
}

// OpenChannel takes a channel into the books once its deposit is on chain: the provider reserves stake for it and
// commits to its first nonces. Calling it again, with a quote that stands, returns the same commitments and sets the
// stake aside for longer when some of its time has passed.
func (p *Provider) OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error) {
	id := c.ID(p.settlement())
	leave, err := p.enter(ctx, id)
	if err != nil {
		return job.NonceOffer{}, err
	}
	defer leave()
	if ch, ok := p.channel(id); ok {
		err = p.renew(ctx, ch, q)
	} else {
		err = p.openNew(ctx, id, c, q)
	}
	if err != nil {
		return job.NonceOffer{}, err
	}
	return p.Nonces(ctx, id, 0)
}

// renew sets stake aside for longer. The caller has the channel's turn.
func (p *Provider) renew(ctx context.Context, ch *sellerChannel, q job.SignedQuote) error {
	ch.mu.Lock()
	id, closed, withdrawing := ch.book.ID, ch.book.Closed, ch.book.Withdrawing
	ch.mu.Unlock()
	switch {
	case closed:
		return job.Faultf(job.FaultConflict, "channel_closed", "channel %s is closed; open another with a fresh salt", id.Short())
	case withdrawing:
		return moneyFault(channel.ErrWithdrawing)
	}
	if err := p.ours(q, p.unix()); err != nil {
		return err
	}
	if err := p.acceptable(ch.config, q.Quote); err != nil {
		return err
	}
	return p.reserve(ctx, id, ch.config.Payer, q.Quote.Reserve)
}

// openNew takes a channel into the books that is not in them. The caller has the channel's turn.
func (p *Provider) openNew(ctx context.Context, id job.Hash, c job.ChannelConfig, q job.SignedQuote) error {
	if err := p.ours(q, p.unix()); err != nil {
		return err
	}
	if err := p.acceptable(c, q.Quote); err != nil {
		return err
	}
	state, err := p.chain.Channel(ctx, id)
	if err != nil {
		return asFault(err)
	}
	if state.Balance.Less(p.cfg.MinDeposit) || state.Balance.IsZero() {
		return job.Faultf(job.FaultPayment, "deposit_below_min_deposit", "channel %s holds %s, at least %s is needed", id.Short(), state.Balance, p.cfg.MinDeposit)
	}
	if state.WithdrawAt != 0 || !state.Claimed.IsZero() {
		return job.Faultf(job.FaultConflict, "channel_busy", "channel %s is used or being withdrawn; open another with a fresh salt", id.Short())
	}
	opened, err := p.place(id, c.Payer)
	if err != nil {
		return err
	}
	defer opened()
	if err := p.reserve(ctx, id, c.Payer, q.Quote.Reserve); err != nil {
		return err
	}
	b := sellerBook{Payee: channel.Payee{Config: c, ID: id}.Observe(state)}
	if err := p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
		return err
	}
	p.mu.Lock()
	p.channels[id] = newSellerChannel(b)
	p.mu.Unlock()
	p.reach("provider:channel-kept")
	return nil
}

// place grants a payer one more channel, or refuses it: opening channels and closing them again costs the payer next to
// nothing, and holds our stake until each reservation ends. The caller calls opened once the channel is in the books or
// will not be.
func (p *Provider) place(id job.Hash, payer job.Address) (opened func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	open, holding := p.openings[payer], p.openings[payer]
	for _, ch := range p.channels {
		if ch.config.Payer == payer && !ch.ended.Load() {
			open++
		}
	}
	for at, r := range p.stakes {
		if r.Payer == payer && at != id { // this channel may have got its stake before a crash
			holding++
		}
	}
	if most := p.cfg.MaxChannelsPerPayer; open >= most {
		return nil, job.Faultf(job.FaultBusy, "too_many_channels", "%s has %d open channels here and %d are allowed: use one of them, or close one", payer, open, most)
	} else if holding >= 2*most {
		return nil, job.Faultf(job.FaultBusy, "too_many_channels", "%d channels of %s, open or closed, hold stake here and %d may: come back when a reservation has ended", holding, payer, 2*most)
	}
	p.openings[payer]++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.openings[payer]--; p.openings[payer] == 0 {
			delete(p.openings, payer)
		}
	}, nil
}

// acceptable lists what a channel must be like, each with its reason.
func (p *Provider) acceptable(c job.ChannelConfig, q job.Quote) error {
	me := p.key.Address()
	for _, r := range []struct {
		ok     bool
		code   string
		reason string
	}{
		{c.Receiver == me && c.ReceiverAuthorizer == me, "receiver_mismatch", "the channel must pay, and be authorized by, the provider that quoted"},
		{c.Token == p.Contracts.Token, "token_mismatch", "the channel is in another token than the quote"},
		{!c.PayerAuthorizer.IsZero(), "payer_authorizer_missing", "requests and vouchers need a session key: a zero authorizer would let a contract wallet change its mind after service"},
		{q.Buyer.IsZero() || q.Buyer == c.Payer, "buyer_mismatch", "the quote was made for another buyer"},
		{c.WithdrawDelay >= job.MinWithdrawDelay && c.WithdrawDelay <= job.MaxWithdrawDelay, "withdraw_delay_out_of_range", "the withdraw delay must lie between 15 minutes and 30 days"},
	} {
		if !r.ok {
			return job.Faultf(job.FaultInvalid, r.code, "%s", r.reason)
		}
	}
	return nil
}

// renewedAfter says when a reservation is extended: once a sixteenth of its time has passed. Anybody who holds a channel
// may ask as often as he likes, and each extension is a transaction of ours.
const renewedAfter = 16

// reserve sets amount aside for a channel, for ReserveFor from now, unless nearly that much is set aside already. The
// caller has the channel's turn.
func (p *Provider) reserve(ctx context.Context, id job.Hash, payer job.Address, amount job.Amount) error {
	if amount.IsZero() {
		return nil
	}
	have, err := p.chain.Reservation(ctx, p.key.Address(), id)
	if err != nil {
		return asFault(err)
	}
	head, err := p.chain.Head(ctx)
	if err != nil {
		return asFault(err)
	}
	// Buyers go by their own clocks, and the newest block of a chain at rest may be old.
	now := max(head.Time, p.unix())
	if !have.Amount.Less(amount) && have.Until >= now+p.cfg.ReserveFor-p.cfg.ReserveFor/renewedAfter {
		return p.noteStake(ctx, id, &reservation{payer, have.Until})
	}
	if !have.Amount.IsZero() && have.Until <= head.Time { // the vault renews none that has ended
		if _, err := p.chain.Release(ctx, p.key.Address(), id); err != nil {
			return asFault(err)
		}
		have = job.Reservation{}
	}
	stake, err := p.chain.StakeOf(ctx, p.key.Address())
	if err != nil {
		return asFault(err)
	}
	amount = job.Max(amount, have.Amount)
	if more, _ := amount.Sub(have.Amount); stake.Free.Less(more) {
		return job.Faultf(job.FaultUnavailable, "stake_exhausted", "no free stake is left for another channel; try another provider")
	}
	until := max(now+p.cfg.ReserveFor, have.Until)
	if err := p.noteStake(ctx, id, &reservation{payer, until}); err != nil {
		return err
	}
	if _, err := p.chain.Reserve(ctx, id, amount, until); err != nil {
		return asFault(err)
	}
	p.reach("provider:reserved")
	return nil
}

// noteStake writes down until when a channel holds stake; nil: no more.
func (p *Provider) noteStake(ctx context.Context, id job.Hash, r *reservation) error {
	p.mu.Lock()
	known, ok := p.stakes[id]
	p.mu.Unlock()
	e := entry{kindStake, id.String(), nil}
	switch {
	case r != nil && ok && known == *r, r == nil && !ok:
		return nil
	case r != nil:
		e.value = *r
	}
	if err := p.keep(ctx, e); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if r == nil {
		delete(p.stakes, id)
	} else {
		p.stakes[id] = *r
	}
	return nil
}

// releaseStake takes back what is reserved beyond its time. It protects nobody any more, so the channel may be open
// still: its payer can have it set aside anew.
func (p *Provider) releaseStake(ctx context.Context) {
	p.mu.Lock()
	stakes := maps.Clone(p.stakes)
	p.mu.Unlock()
	if len(stakes) == 0 {
		return
	}
	head, err := p.chain.Head(ctx)
	for id, r := range stakes {
		if err == nil && r.Until <= head.Time {
			err = p.releaseOne(ctx, id, r.Payer, head)
		}
		if err != nil {
			if ctx.Err() == nil {
				p.Log.Warn("taking back stake failed, will try again", "channel", id.Short(), "err", err)
			}
			return
		}
	}
}

// releaseOne looks before it acts, so that it can be repeated after a crash at any point.
func (p *Provider) releaseOne(ctx context.Context, id job.Hash, payer job.Address, head job.Head) error {
	leave, err := p.enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	have, err := p.chain.Reservation(ctx, p.key.Address(), id)
	switch {
	case err != nil:
		return err
	case have.Amount.IsZero():
		return p.noteStake(ctx, id, nil)
	case have.Until > head.Time:
		return p.noteStake(ctx, id, &reservation{payer, have.Until})
	}
	tx, err := p.chain.Release(ctx, p.key.Address(), id)
	if err != nil {
		return err
	}
	p.reach("provider:released")
	p.Log.Info("took back the stake of a channel", "channel", id.Short(), "amount", have.Amount, "gas", tx.Gas)
	return p.noteStake(ctx, id, nil)
}
