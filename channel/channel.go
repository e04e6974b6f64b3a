// Package channel decides about money in motion: what a buyer may sign, what a seller may accept and charge, over one
// x402 batch-settlement channel whose vouchers are cumulative.
//
// It is pure: states go in, states or refusals come out. It must not know how vouchers travel, where states are kept,
// or what the money buys. Whoever calls it writes the new state to disk before acting on it.
//
// Both sides keep one cumulative amount for the whole channel, in the order in which chunks are granted, however many
// streams run at once. The seller's Charged and the buyer's Owed are the same sum; the ceiling that the buyer has
// signed runs ahead of it by at most one chunk of each stream.
package channel

import (
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
)

// The refusals a caller may want to tell apart.
var (
	// ErrUnderpaid: the ceiling does not cover the next piece; a higher voucher mends it.
	ErrUnderpaid = errors.New("the voucher does not cover this")
	// ErrOverBalance: the channel does not hold that much; a deposit mends it.
	ErrOverBalance = errors.New("the channel does not hold that much")
	// ErrWithdrawing: the payer has a withdrawal pending, so a voucher may be worthless by the time it is claimed.
	ErrWithdrawing = errors.New("a withdrawal is pending on this channel")
	// ErrClosed: the channel takes no more work.
	ErrClosed = errors.New("the channel is closed")
	// ErrVoucher: the voucher is not for this channel or not by its authorizer.
	ErrVoucher = errors.New("not a valid voucher for this channel")
)

// Payee is the seller's book of one channel.
type Payee struct {
	Config  job.ChannelConfig `json:"config"`
	ID      job.Hash          `json:"id"`
	Balance job.Amount        `json:"balance"` // on chain, as last seen
	Claimed job.Amount        `json:"claimed"` // on chain, as last seen
	Charged job.Amount        `json:"charged"` // for everything delivered, in total
	Ceiling job.SignedVoucher `json:"ceiling"` // the highest voucher held
	Closed  bool              `json:"closed"`
	// Withdrawing: the payer has given notice on chain that it takes back what is unclaimed.
	Withdrawing bool `json:"withdrawing,omitempty"`
}

// Observe takes over what the chain says about the channel.
func (p Payee) Observe(s job.ChannelState) Payee {
	p.Balance, p.Claimed, p.Withdrawing = s.Balance, s.Claimed, s.WithdrawAt != 0
	return p
}

// Accept takes a voucher. The same or a lower ceiling changes nothing (vouchers are cumulative and may arrive twice
// or out of order), but its signature must be good all the same: a check skipped for a known amount is a hole.
func (p Payee) Accept(d job.Domain, v job.SignedVoucher, onChain job.ChannelState) (Payee, error) {
	if p.Closed {
		return p, ErrClosed
	}
	if v.Voucher.Channel != p.ID {
		return p, fmt.Errorf("%w: it names channel %s", ErrVoucher, v.Voucher.Channel.Short())
	}
	if err := job.SignedBy(v.Voucher.Digest(d), v.Signature, p.Config.PayerAuthorizer); err != nil {
		return p, fmt.Errorf("%w: %w", ErrVoucher, err)
	}
	if onChain.WithdrawAt != 0 {
		return p, ErrWithdrawing // top-ups do not cancel a withdrawal in this contract
	}
	p = p.Observe(onChain)
	if p.Balance.Less(v.Voucher.MaxClaimable) {
		return p, fmt.Errorf("%w: ceiling %s, balance %s", ErrOverBalance, v.Voucher.MaxClaimable, p.Balance)
	}
	if p.Ceiling.Voucher.MaxClaimable.Less(v.Voucher.MaxClaimable) {
		p.Ceiling = v
	}
	return p, nil
}

// Covers reports whether a next piece may be delivered: everything charged, everything held for pieces being made in
// other streams, and this piece must lie under the ceiling, and the channel must still hold it: what the payer withdrew
// is gone, whatever it signed before.
func (p Payee) Covers(held, next job.Amount) error {
	switch {
	case p.Closed:
		return ErrClosed
	case p.Withdrawing:
		return ErrWithdrawing
	}
	need := p.Charged.Add(held).Add(next)
	if p.Ceiling.Voucher.MaxClaimable.Less(need) {
		return fmt.Errorf("%w: need a ceiling of %s, hold %s", ErrUnderpaid, need, p.Ceiling.Voucher.MaxClaimable)
	}
	if p.Balance.Less(need) {
		return fmt.Errorf("%w: need %s, balance %s", ErrOverBalance, need, p.Balance)
	}
	return nil
}

// Charge books a delivered piece. It refuses what the ceiling does not cover: an honest seller never claims more than
// it charged, and never charges more than was signed for.
func (p Payee) Charge(amount job.Amount) (Payee, error) {
	sum := p.Charged.Add(amount)
	if p.Ceiling.Voucher.MaxClaimable.Less(sum) {
		return p, fmt.Errorf("%w: charged %s, hold a ceiling of %s", ErrUnderpaid, sum, p.Ceiling.Voucher.MaxClaimable)
	}
	p.Charged = sum
	return p, nil
}

// Claim returns the line for the next claim transaction, or false when nothing new is due.
func (p Payee) Claim() (job.VoucherClaim, bool) {
	if !p.Claimed.Less(p.Charged) {
		return job.VoucherClaim{}, false
	}
	return job.VoucherClaim{Config: p.Config, Voucher: p.Ceiling, Total: p.Charged}, true
}

// Report returns what the payer is told about the channel.
func (p Payee) Report() job.SellerChannel {
	return job.SellerChannel{Channel: p.ID, Balance: p.Balance, Charged: p.Charged, Claimed: p.Claimed, Ceiling: p.Ceiling, Closed: p.Closed}
}

// Payer is the buyer's book of one channel.
type Payer struct {
	Config  job.ChannelConfig `json:"config"`
	ID      job.Hash          `json:"id"`
	Deposit job.Amount        `json:"deposit"` // put in so far
	Ceiling job.Amount        `json:"ceiling"` // highest amount signed: the most this channel can cost
	Owed    job.Amount        `json:"owed"`    // for everything received and found right
	Closed  bool              `json:"closed"`
}

// Authorize raises the ceiling to what is owed, what other streams were granted ahead (held), and the next piece. It
// returns the voucher to sign once the new state is on disk. A ceiling never falls: the old voucher is out already.
func (p Payer) Authorize(held, next job.Amount) (Payer, job.Voucher, error) {
	if p.Closed {
		return p, job.Voucher{}, ErrClosed
	}
	want := job.Max(p.Ceiling, p.Owed.Add(held).Add(next))
	if p.Deposit.Less(want) {
		return p, job.Voucher{}, fmt.Errorf("%w: need %s, deposited %s", ErrOverBalance, want, p.Deposit)
	}
	p.Ceiling = want
	return p, job.Voucher{Channel: p.ID, MaxClaimable: want}, nil
}

// Received books a piece that was checked and found right.
func (p Payer) Received(amount job.Amount) Payer {
	p.Owed = p.Owed.Add(amount)
	return p
}

// AtRisk returns what the seller could claim beyond what it earned.
func (p Payer) AtRisk() job.Amount {
	r, _ := p.Ceiling.Sub(p.Owed)
	return r
}

// Room returns what may still be signed for.
func (p Payer) Room() job.Amount {
	r, _ := p.Deposit.Sub(p.Ceiling)
	return r
}

// Concede takes the seller's word for what it charged, as far as it was signed for: after a crash or a broken
// connection a chunk may have been delivered and never received. It costs at most what was at risk anyway.
func (p Payer) Concede(charged job.Amount) Payer {
	p.Owed = job.Max(p.Owed, job.Min(charged, p.Ceiling))
	return p
}
