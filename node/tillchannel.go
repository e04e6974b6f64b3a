package node

import (
	"context"
	"slices"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
)

// sellOnChannel answers for a voucher.
func (t *Till) sellOnChannel(ctx context.Context, o purchaseOrder, c job.ChannelPayment, emit Emit) (job.Answer, job.Paid, error) {
	none := func(err error) (job.Answer, job.Paid, error) { return job.Answer{}, job.Paid{}, err }
	id, err := t.checkVoucher(c)
	if err != nil {
		return none(err)
	}
	if err := t.p.acceptable(c.Config, job.Quote{}); err != nil {
		return none(asPayment(err))
	}
	o.payment = job.Keccak([]byte("assay.payment.channel.v1"), id[:], []byte(c.Voucher.Voucher.MaxClaimable.String()), o.asked[:])
	leave, _ := t.p.tryEnter(o.payment)
	if leave == nil {
		return none(underWay())
	}
	defer leave()
	var rec tender
	if _, err := t.p.find(ctx, kindTender, o.payment.String(), &rec); err != nil {
		return none(asFault(err))
	}
	old, err := t.begun(ctx, rec)
	if err != nil {
		return none(err)
	}
	var ch *sellerChannel
	var state job.ChannelState
	var price job.Price
	if old == nil {
		if price, err = t.price(ctx, o.plan); err != nil {
			return none(err)
		}
	} else {
		r, q := old.Order.Request, old.Order.Quote
		price = job.Price{Amount: r.PriceLimit, PromptTokens: r.PromptTokens, MaxTokens: r.MaxTokens, Model: o.model.Name(), Quote: q}
	}
	o.at(price)
	left := rest(o, old)
	if old != nil {
		if ch, err = t.p.open(id); err == nil {
			err = ch.holdAgain(left)
		}
	} else {
		ch, state, rec.Tx, err = t.fund(ctx, o, c, id)
	}
	if err != nil {
		return none(err)
	}
	return t.serve(ctx, o, ch, counter{rec: rec, old: old, channel: id, left: left, voucher: c.Voucher, emit: emit, paid: func(st *saleStream, cost job.Amount) job.Paid {
		ch.mu.Lock()
		defer ch.mu.Unlock()
		others, _ := ch.held.Sub(st.prepaid.left)
		if st.has.hold {
			others, _ = others.Sub(st.hold)
		}
		return job.Paid{Payer: c.Config.Payer, Amount: cost, Tx: rec.Tx, Channel: ch.book.Report(), State: state, Next: ch.book.Charged.Add(others)}
	}})
}

// checkVoucher sees that a voucher is for the channel that it came with, by that channel's authorizer.
func (t *Till) checkVoucher(c job.ChannelPayment) (job.Hash, error) {
	id := c.Config.ID(t.p.settlement())
	if c.Voucher.Voucher.Channel != id {
		return id, refusedPayment("channel_id_mismatch", "the voucher is for channel %s, the configuration's id here is %s", c.Voucher.Voucher.Channel, id)
	}
	if err := job.SignedBy(c.Voucher.Voucher.Digest(t.p.settlement()), c.Voucher.Signature, c.Config.PayerAuthorizer); err != nil {
		return id, refusedPayment("voucher_signature", "%w", err)
	}
	return id, nil
}

// asPayment is a refusal that another payment may mend.
func asPayment(err error) error {
	f := asFault(err)
	if f.Kind == job.FaultInternal || f.Kind == job.FaultUnavailable || f.Kind == job.FaultBusy {
		return f
	}
	return &job.Fault{Kind: job.FaultPayment, Code: f.Code, Message: f.Message, Cause: err}
}

// holdAgain sets aside what the rest of an answer that broke off may cost.
func (ch *sellerChannel) holdAgain(left job.Amount) error {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if left.IsZero() {
		return nil
	}
	if err := ch.book.Covers(ch.held, left); err != nil {
		return moneyFault(err)
	}
	ch.held = ch.held.Add(left)
	return nil
}

// outOfStep is the refusal of a voucher that does not start from what the books have. The caller holds ch.mu; ch may be nil.
func outOfStep(ch *sellerChannel, id job.Hash, next, amount job.Amount, state job.ChannelState) error {
	o := &job.OutOfStep{Want: next.Add(amount), Next: next, State: state, Channel: job.SellerChannel{Channel: id, Balance: state.Balance, Claimed: state.Claimed}}
	if ch != nil {
		o.Channel = ch.book.Report()
		ch.offered = append(ch.offered[max(0, len(ch.offered)-maxOffered+1):], next)
	}
	return &job.Fault{Kind: job.FaultPayment, Code: "cumulative_amount_mismatch", Message: o.Error(), Cause: o}
}

// fund takes the voucher of a new payment into the books, after the deposit that came with it, and sets its amount aside. It returns the channel and
// the deposit's transaction, zero when there was none.
func (t *Till) fund(ctx context.Context, o purchaseOrder, c job.ChannelPayment, id job.Hash) (*sellerChannel, job.ChannelState, job.Hash, error) {
	var tx job.Hash
	fail := func(err error) (*sellerChannel, job.ChannelState, job.Hash, error) {
		return nil, job.ChannelState{}, tx, err
	}
	leave, err := t.p.enter(ctx, id)
	if err != nil {
		return fail(err)
	}
	defer leave()
	state, err := t.p.chain.Channel(ctx, id)
	if err != nil {
		return fail(asFault(err))
	}
	ch, open := t.p.channel(id)
	if err := t.usable(ch, state); err != nil {
		return fail(err)
	}
	if err := t.inStep(ch, id, c.Voucher, o.price.Amount, state); err != nil { // before money is moved
		return fail(err)
	}
	if err := t.room(); err != nil {
		return fail(err)
	}
	if c.Deposit != nil {
		if tx, err = t.deposit(ctx, c, id, state); err != nil {
			return fail(err)
		}
		if state, err = t.p.chain.Channel(ctx, id); err != nil {
			return fail(asFault(err))
		}
	}
	switch {
	case !open && state.Balance.Less(t.p.cfg.MinDeposit):
		return fail(refusedPayment("deposit_below_min_deposit", "the channel holds %s, at least %s is wanted", state.Balance, t.p.cfg.MinDeposit))
	case state.Balance.Less(c.Voucher.Voucher.MaxClaimable):
		return fail(refusedPayment("cumulative_exceeds_balance", "the ceiling is %s, the channel holds %s", c.Voucher.Voucher.MaxClaimable, state.Balance))
	}
	if !open {
		if ch, err = t.open(ctx, id, c.Config, state); err != nil {
			return fail(err)
		}
	}
	state, err = t.prepay(ctx, ch, c.Voucher, o.price.Amount)
	return ch, state, tx, err
}

// usable refuses channels on which a voucher may be worth less, or more, than it says.
func (t *Till) usable(ch *sellerChannel, state job.ChannelState) error {
	switch {
	case state.WithdrawAt != 0: // a top-up does not cancel it
		return asPayment(moneyFault(channel.ErrWithdrawing))
	case state.RefundNonce != 0:
		// Ceilings signed before the refund are good again after the next deposit: this protects the buyer from us.
		return refusedPayment("channel_refunded", "money was refunded from this channel, and vouchers from before it would be good again: open another with a fresh salt")
	case ch == nil && !state.Claimed.IsZero():
		return refusedPayment("cumulative_below_claimed", "%s was claimed from this channel, and our books have nothing of it: open another with a fresh salt", state.Claimed)
	case ch == nil:
		return nil
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.book.Closed {
		return asPayment(moneyFault(channel.ErrClosed))
	}
	return nil
}

// inStep says whether a voucher starts from what the books have. A lower one does not pay; after a higher one the buyer's books would stay wrong.
func (t *Till) inStep(ch *sellerChannel, id job.Hash, v job.SignedVoucher, amount job.Amount, state job.ChannelState) error {
	if ch != nil {
		ch.mu.Lock()
		defer ch.mu.Unlock()
		return ch.inStep(v, amount, state)
	}
	if v.Voucher.MaxClaimable != amount {
		return outOfStep(nil, id, job.Amount{}, amount, state)
	}
	return nil
}

// maxOffered is how many of the sums that buyers were told to start from are remembered for each channel.
const maxOffered = 8

// inStep is for one who holds ch.mu. A buyer that starts from what it was told is in step, though an answer that was in the making
// then may have cost less than was held for it.
func (ch *sellerChannel) inStep(v job.SignedVoucher, amount job.Amount, state job.ChannelState) error {
	next := ch.book.Charged.Add(ch.held)
	if v.Voucher.MaxClaimable == next.Add(amount) {
		return nil
	}
	if from, ok := v.Voucher.MaxClaimable.Sub(amount); ok && next.Less(from) && slices.Contains(ch.offered, from) {
		return nil
	}
	return outOfStep(ch, ch.book.ID, next, amount, state)
}

// checkDeposit lists what a deposit must be like. used says that it was made already, before a crash or by somebody else, or
// cancelled: the channel's balance tells.
func checkDeposit(ctx context.Context, chain TillChain, token job.Domain, collector job.Address, c job.ChannelPayment, id job.Hash, now uint64) (used bool, _ error) {
	d := *c.Deposit
	a := d.Authorization(c.Config.Payer, collector, id)
	if err := job.SignedBy(a.ReceiveDigest(token), d.Signature, c.Config.Payer); err != nil {
		return false, refusedPayment("receive_authorization_signature", "%w", err)
	}
	used, err := chain.AuthorizationUsed(ctx, c.Config.Payer, a.Nonce)
	if err != nil {
		return false, asFault(err)
	}
	if used {
		return true, nil
	}
	have, err := chain.Balance(ctx, c.Config.Payer)
	switch {
	case err != nil:
		return false, asFault(err)
	case d.ValidBefore < now+settleTime:
		return false, refusedPayment("payload_authorization_valid_before", "the deposit has expired, or will before it is mined")
	case d.ValidAfter >= now:
		return false, refusedPayment("payload_authorization_valid_after", "the deposit is not valid yet")
	case have.Less(d.Amount):
		return false, refusedPayment("insufficient_balance", "%s has %s", c.Config.Payer, have)
	}
	return false, nil
}

// deposit makes the deposit that came with a voucher. The caller has the channel's turn.
func (t *Till) deposit(ctx context.Context, c job.ChannelPayment, id job.Hash, state job.ChannelState) (job.Hash, error) {
	d := *c.Deposit
	if d.Amount.Less(t.p.cfg.MinDeposit) {
		return job.Hash{}, refusedPayment("deposit_below_min_deposit", "a deposit of %s is not worth its gas: at least %s is taken", d.Amount, t.p.cfg.MinDeposit)
	}
	used, err := checkDeposit(ctx, t.chain, t.token, t.p.Contracts.Collector, c, id, t.p.unix())
	if err != nil || used {
		return job.Hash{}, err
	}
	if holds := state.Balance.Add(d.Amount); holds.Less(c.Voucher.Voucher.MaxClaimable) {
		return job.Hash{}, refusedPayment("cumulative_exceeds_balance", "the ceiling is %s, the channel would hold %s", c.Voucher.Voucher.MaxClaimable, holds)
	}
	tx, err := t.chain.DepositFor(context.WithoutCancel(ctx), c.Config, d)
	if err != nil {
		return tx.Hash, onChain("deposit_transaction_failed", err)
	}
	t.p.reach("till:deposited")
	return tx.Hash, nil
}

// open takes a channel into the books. No stake is set aside for it: nothing that is said on it can be taken to a
// contract. The caller has the channel's turn.
func (t *Till) open(ctx context.Context, id job.Hash, cfg job.ChannelConfig, state job.ChannelState) (*sellerChannel, error) {
	opened, err := t.p.place(id, cfg.Payer)
	if err != nil {
		return nil, err
	}
	defer opened()
	b := sellerBook{Payee: channel.Payee{Config: cfg, ID: id}.Observe(state)}
	if err := t.p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
		return nil, err
	}
	ch := newSellerChannel(b)
	t.p.mu.Lock()
	t.p.channels[id] = ch
	t.p.mu.Unlock()
	t.p.reach("till:channel-kept")
	return ch, nil
}

// prepay takes a voucher and sets amount aside for the answer that it pays. Vouchers are taken in the order in which they
// come here, each from where the one before it ends.
func (t *Till) prepay(ctx context.Context, ch *sellerChannel, v job.SignedVoucher, amount job.Amount) (job.ChannelState, error) {
	ch.look.Lock()
	defer ch.look.Unlock()
	state, err := t.p.chain.Channel(ctx, v.Voucher.Channel)
	if err != nil {
		return state, asFault(err)
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if err := ch.inStep(v, amount, state); err != nil {
		return state, err
	}
	b := ch.book
	if b.Payee, err = b.Accept(t.p.settlement(), v, state); err != nil {
		return state, asPayment(moneyFault(err))
	}
	if err := b.Covers(ch.held, amount); err != nil {
		return state, asPayment(moneyFault(err))
	}
	if b != ch.book {
		if err := t.p.keep(ctx, entry{kindSelling, b.ID.String(), b}); err != nil {
			return state, err
		}
		ch.take(b)
	}
	t.p.reach("till:voucher-kept")
	ch.held = ch.held.Add(amount)
	return state, nil
}

// Refund closes a channel at its payer's wish, shown by a voucher for exactly what was charged: claims what is due and gives the
// rest back. Only the whole rest is given, since vouchers signed before a refund are good again after the next deposit.
func (t *Till) Refund(ctx context.Context, c job.ChannelPayment, amount *job.Amount) (job.Paid, error) {
	id, err := t.checkVoucher(c)
	if err != nil {
		return job.Paid{}, err
	}
	ch, open := t.p.channel(id)
	if !open {
		return job.Paid{}, refusedPayment("missing_channel", "channel %s is not open here", id.Short())
	}
	var before job.ChannelState
	report, err := t.p.closeFor(ctx, ch, func(b sellerBook, state job.ChannelState) error {
		before = state
		available, _ := state.Balance.Sub(job.Max(b.Charged, state.Claimed))
		switch {
		case c.Voucher.Voucher.MaxClaimable != b.Charged:
			return outOfStep(ch, id, b.Charged, job.Amount{}, state)
		case available.IsZero():
			return refusedPayment("refund_no_balance", "nothing is left to refund")
		case amount != nil && amount.Less(available):
			return refusedPayment("refund_amount_invalid", "%s is left; a refund closes the channel, so it is all or nothing", available)
		}
		return nil
	})
	if err != nil {
		return job.Paid{}, asPayment(err)
	}
	state, err := t.p.chain.Channel(ctx, id)
	if err != nil {
		return job.Paid{}, asFault(err)
	}
	paid := job.Paid{Payer: c.Config.Payer, Channel: report, State: state, Next: report.Charged}
	paid.Amount, _ = before.Balance.Sub(state.Balance)
	if n := len(report.Txs); n > 0 {
		paid.Tx = report.Txs[n-1]
	}
	return paid, nil
}
