package node

import (
	"context"
	"errors"

	"github.com/assay-network/assay/job"
)

// FacilitatorChain is the chain as a facilitator uses it: it pays the gas of other people's payments.
type FacilitatorChain interface {
	TillChain
	Head(ctx context.Context) (job.Head, error)
	Channel(ctx context.Context, id job.Hash) (job.ChannelState, error)
	ClaimFor(ctx context.Context, claims []job.VoucherClaim, authorizer job.Signature) (job.Tx, error)
	RefundSigned(ctx context.Context, c job.ChannelConfig, r job.Refund, authorizer job.Signature) (job.Tx, error)
	Settle(ctx context.Context, receiver, token job.Address) (job.Tx, error)
}

// Facilitator looks at payments for servers that have no access to the chain, and brings them there. It holds nobody's
// money and no secret but its own gas. It keeps no books: what was brought to the chain can be seen there, so that the
// same payment can be brought again after a crash and is made once.
type Facilitator struct {
	s     Setting
	chain FacilitatorChain
	token job.Domain
	self  job.Address
}

// settledWithin is how many blocks back a payment that was made already is looked for.
const settledWithin = 5000

// NewFacilitator returns a facilitator that pays gas from the account self of chain. Of the setting it needs no store.
func NewFacilitator(ctx context.Context, s Setting, chain FacilitatorChain, self job.Address) (*Facilitator, error) {
	token, err := chain.TokenDomain(ctx)
	if err != nil {
		return nil, err
	}
	return &Facilitator{s: s, chain: chain, token: token, self: self}, nil
}

// Cashier says which chain and token this facilitator serves; its receiver is the account that pays the gas.
func (f *Facilitator) Cashier() job.Cashier {
	return job.Cashier{ChainID: f.s.ChainID, Contracts: f.s.Contracts, Token: f.token, Receiver: f.self}
}

// Verify says whether a payment is good for a bill, and who pays. Refusals are faults of kind FaultPayment. For a
// channel it tells the channel's state.
func (f *Facilitator) Verify(ctx context.Context, bill job.Bill, pay job.Tender) (job.Paid, error) {
	if bill.Token != f.s.Contracts.Token {
		return job.Paid{}, refusedPayment("token_mismatch", "only %s is served here", f.s.Contracts.Token)
	}
	if pay.Once != nil {
		paid := job.Paid{Payer: pay.Once.From, Amount: bill.Amount}
		return paid, checkOnce(ctx, f.chain, f.token, *pay.Once, bill.PayTo, bill.Amount, f.s.unix())
	}
	paid, _, err := f.verifyChannel(ctx, bill, *pay.Channel)
	return paid, err
}

// verifyChannel is Verify for a channel. spent says that the authorization of its deposit was used before, or cancelled.
func (f *Facilitator) verifyChannel(ctx context.Context, bill job.Bill, c job.ChannelPayment) (_ job.Paid, spent bool, _ error) {
	paid := job.Paid{Payer: c.Config.Payer}
	id, err := f.checkChannel(c, bill)
	if err != nil {
		return paid, spent, err
	}
	if err = f.look(ctx, id, &paid); err != nil {
		return paid, spent, err
	}
	ceiling, balance := c.Voucher.Voucher.MaxClaimable, paid.State.Balance
	switch {
	case paid.State.WithdrawAt != 0:
		return paid, spent, refusedPayment("withdrawal_pending", "the payer is taking its money back")
	case c.Deposit != nil:
		if spent, err = checkDeposit(ctx, f.chain, f.token, f.s.Contracts.Collector, c, id, f.s.unix()); err != nil {
			return paid, spent, err
		}
		if !spent {
			balance = balance.Add(c.Deposit.Amount)
			break
		}
		// It adds nothing. It may have been made since we looked.
		if err := f.look(ctx, id, &paid); err != nil {
			return paid, spent, err
		}
		balance = paid.State.Balance
	case balance.IsZero():
		return paid, spent, refusedPayment("channel_not_found", "channel %s holds nothing", id.Short())
	}
	switch {
	case balance.Less(ceiling):
		return paid, spent, refusedPayment("cumulative_exceeds_balance", "the ceiling is %s, the channel holds %s", ceiling, balance)
	case !paid.State.Claimed.Less(ceiling):
		return paid, spent, refusedPayment("cumulative_below_claimed", "the ceiling is %s, and %s is claimed already", ceiling, paid.State.Claimed)
	}
	return paid, spent, nil
}

// look reads a channel's state.
func (f *Facilitator) look(ctx context.Context, id job.Hash, paid *job.Paid) (err error) {
	if paid.State, err = f.chain.Channel(ctx, id); err != nil {
		return asFault(err)
	}
	paid.Channel = job.SellerChannel{Channel: id, Balance: paid.State.Balance, Claimed: paid.State.Claimed}
	return nil
}

// checkChannel sees that a voucher is signed, and its channel is what the bill asks for.
func (f *Facilitator) checkChannel(c job.ChannelPayment, bill job.Bill) (job.Hash, error) {
	id := c.Config.ID(f.s.settlement())
	for _, r := range []struct {
		ok   bool
		code string
	}{
		{c.Voucher.Voucher.Channel == id, "channel_id_mismatch"},
		{c.Config.Receiver == bill.PayTo, "receiver_mismatch"},
		{c.Config.ReceiverAuthorizer == bill.Authorizer && !bill.Authorizer.IsZero(), "receiver_authorizer_mismatch"},
		{c.Config.Token == bill.Token, "token_mismatch"},
		{c.Config.WithdrawDelay >= job.MinWithdrawDelay && c.Config.WithdrawDelay <= job.MaxWithdrawDelay, "withdraw_delay_out_of_range"},
		{bill.Delay == 0 || c.Config.WithdrawDelay == bill.Delay, "withdraw_delay_mismatch"},
		{!c.Config.PayerAuthorizer.IsZero(), "voucher_signature"}, // a contract wallet may change its mind
		{job.SignedBy(c.Voucher.Voucher.Digest(f.s.settlement()), c.Voucher.Signature, c.Config.PayerAuthorizer) == nil, "voucher_signature"},
	} {
		if !r.ok {
			return id, refusedPayment(r.code, "the channel or its voucher is not what the bill asks for: %s", r.code)
		}
	}
	return id, nil
}

// Settle makes a payment's transfer or deposit. One that is made already is reported as it is.
func (f *Facilitator) Settle(ctx context.Context, bill job.Bill, pay job.Tender) (job.Paid, error) {
	if pay.Channel != nil {
		if pay.Channel.Deposit == nil {
			return job.Paid{}, refusedPayment("payload_type", "a voucher is settled by a claim")
		}
		return f.settleDeposit(ctx, bill, *pay.Channel)
	}
	paid, err := f.Verify(ctx, bill, pay)
	if err != nil {
		return f.settledBefore(ctx, paid, *pay.Once, err)
	}
	ctx = context.WithoutCancel(ctx)
	tx, err := f.chain.TransferWithAuthorization(ctx, *pay.Once)
	if err != nil {
		return f.settledBefore(ctx, paid, *pay.Once, onChain("transaction_failed", err))
	}
	paid.Tx = tx.Hash
	return paid, nil
}

func (f *Facilitator) settleDeposit(ctx context.Context, bill job.Bill, c job.ChannelPayment) (job.Paid, error) {
	if bill.Token != f.s.Contracts.Token {
		return job.Paid{}, refusedPayment("token_mismatch", "only %s is served here", f.s.Contracts.Token)
	}
	paid, spent, err := f.verifyChannel(ctx, bill, c)
	if err != nil {
		return paid, err
	}
	id, ctx := paid.Channel.Channel, context.WithoutCancel(ctx)
	if spent { // nothing can be sent, and the channel holds enough
		a := job.SignedAuthorization{Authorization: c.Deposit.Authorization(c.Config.Payer, f.s.Contracts.Collector, id)}
		if paid, err = f.settledBefore(ctx, paid, a, refusedPayment("deposit_transaction_failed", "the deposit's authorization was cancelled, or used long ago: pay with the voucher alone")); err == nil {
			paid.Amount = c.Deposit.Amount
		}
		return paid, err
	}
	tx, err := f.chain.DepositFor(ctx, c.Config, *c.Deposit)
	if err != nil {
		return paid, onChain("deposit_transaction_failed", err)
	}
	paid.Tx, paid.Amount = tx.Hash, c.Deposit.Amount
	err = f.look(ctx, id, &paid)
	return paid, err
}

// settledBefore looks whether a transfer that is refused now was made before: then it is settled.
func (f *Facilitator) settledBefore(ctx context.Context, paid job.Paid, a job.SignedAuthorization, why error) (job.Paid, error) {
	fault, ok := errors.AsType[*job.Fault](why)
	if !ok || (fault.Code != "nonce_already_used" && fault.Code != "transaction_failed" && fault.Code != "deposit_transaction_failed") {
		return paid, why
	}
	head, err := f.chain.Head(ctx)
	if err != nil {
		return paid, asFault(err)
	}
	if paid.Tx, err = f.chain.TransferMade(ctx, a.Authorization, head.Number-min(head.Number, settledWithin)); err != nil {
		return paid, asFault(err)
	}
	if paid.Tx.IsZero() {
		return paid, why
	}
	return paid, nil
}

// onChain is a refusal by the chain; a chain that does not answer is no refusal.
func onChain(code string, err error) error {
	if f, ok := errors.AsType[*job.Fault](err); ok && (f.Kind == job.FaultUnavailable || f.Code == "not_mined") {
		return err
	}
	return refusedPayment(code, "%w", err)
}

// maxFacilitated bounds the claims of one transaction, for the gas of a block.
const maxFacilitated = 100

// Claim brings claims to the chain that their receiver's side signed.
func (f *Facilitator) Claim(ctx context.Context, c job.SignedClaims) (job.Paid, error) {
	if len(c.Claims) == 0 || len(c.Claims) > maxFacilitated {
		return job.Paid{}, refusedPayment("payload_type", "%d claims: want 1 to %d", len(c.Claims), maxFacilitated)
	}
	authorizer := c.Claims[0].Config.ReceiverAuthorizer
	for _, v := range c.Claims {
		if v.Config.Token != f.s.Contracts.Token || v.Config.ReceiverAuthorizer != authorizer {
			return job.Paid{}, refusedPayment("receiver_authorizer_mismatch", "the claims of one batch have one authorizer, and our token")
		}
	}
	if err := job.SignedBy(c.Digest(f.s.settlement()), c.By, authorizer); err != nil {
		return job.Paid{}, refusedPayment("authorizer_address_mismatch", "%w", err)
	}
	tx, err := f.chain.ClaimFor(context.WithoutCancel(ctx), c.Claims, c.By)
	if err != nil {
		return job.Paid{}, onChain("claim_transaction_failed", err)
	}
	return job.Paid{Tx: tx.Hash}, nil
}

// Sweep pays a receiver what is claimed for it.
func (f *Facilitator) Sweep(ctx context.Context, receiver, token job.Address) (job.Paid, error) {
	if token != f.s.Contracts.Token {
		return job.Paid{}, refusedPayment("token_mismatch", "only %s is served here", f.s.Contracts.Token)
	}
	tx, err := f.chain.Settle(context.WithoutCancel(ctx), receiver, token)
	if err != nil {
		return job.Paid{}, onChain("settle_transaction_failed", err)
	}
	return job.Paid{Tx: tx.Hash}, nil
}

// Refund gives a payer back what its receiver's side signed, after the claims that come with it.
func (f *Facilitator) Refund(ctx context.Context, r job.SignedRefund) (job.Paid, error) {
	id := r.Config.ID(f.s.settlement())
	paid := job.Paid{Payer: r.Config.Payer}
	r.Refund.Channel = id
	switch {
	case r.Config.Token != f.s.Contracts.Token:
		return paid, refusedPayment("token_mismatch", "only %s is served here", f.s.Contracts.Token)
	case job.SignedBy(r.Refund.Digest(f.s.settlement()), r.By, r.Config.ReceiverAuthorizer) != nil:
		return paid, refusedPayment("authorizer_address_mismatch", "the refund is not signed by the channel's receiverAuthorizer")
	}
	before, err := f.chain.Channel(ctx, id)
	if err != nil {
		return paid, asFault(err)
	}
	if before.RefundNonce != r.Refund.Nonce {
		return paid, refusedPayment("refund_transaction_failed", "the refund's nonce is %d, the channel's %d", r.Refund.Nonce, before.RefundNonce)
	}
	ctx = context.WithoutCancel(ctx)
	if len(r.Before.Claims) > 0 {
		if _, err := f.Claim(ctx, r.Before); err != nil {
			return paid, err
		}
	}
	tx, err := f.chain.RefundSigned(ctx, r.Config, r.Refund, r.By)
	if err != nil {
		return paid, onChain("refund_transaction_failed", err)
	}
	paid.Tx = tx.Hash
	if paid.State, err = f.chain.Channel(ctx, id); err != nil {
		return paid, asFault(err)
	}
	paid.Amount, _ = before.Balance.Sub(paid.State.Balance)
	paid.Channel = job.SellerChannel{Channel: id, Balance: paid.State.Balance, Claimed: paid.State.Claimed}
	return paid, nil
}
