package chain

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// Stake adds tokens of this client's account to its stake, after letting the vault take them when it may not yet. It
// returns the one or two transactions, in order; an error may come with those that were mined.
func (c *Client) Stake(ctx context.Context, amount job.Amount) ([]job.Tx, error) {
	if err := fits("stake", amount); err != nil {
		return nil, err
	}
	allowed, err := call(ctx, c, "token allowance", c.contracts.Token,
		token().PackAllowance(c.Address().Common(), c.contracts.Vault.Common()), token().UnpackAllowance)
	if err != nil {
		return nil, err
	}
	ctx = c.means(ctx, agent.Action{Kind: agent.Stake, Spend: []agent.Sum{{Token: c.contracts.Token, Amount: amount}}})
	if ctx, err = c.asOne(ctx); err != nil {
		return nil, err
	}
	var txs []job.Tx
	if allowed.Cmp(amount.Big()) < 0 {
		tx, err := c.transact(ctx, "approve stake", c.contracts.Token, token().PackApprove(c.contracts.Vault.Common(), amount.Big()), nil)
		if err != nil {
			return nil, err
		}
		txs = append(txs, tx)
	}
	tx, err := c.transact(ctx, "stake", c.contracts.Vault, vault().PackStake(amount.Big()), nil)
	if err != nil {
		return txs, err
	}
	return append(txs, tx), nil
}

// RequestUnstake asks for free stake back; it stops counting at once and can be taken with WithdrawStake after the
// vault's unbonding delay.
func (c *Client) RequestUnstake(ctx context.Context, amount job.Amount) (job.Tx, error) {
	if err := fits("request unstake", amount); err != nil {
		return job.Tx{}, err
	}
	ctx = c.means(ctx, agent.Action{Kind: agent.Unstake})
	return c.transact(ctx, "request unstake", c.contracts.Vault, vault().PackRequestUnstake(amount.Big()), nil)
}

// WithdrawStake takes what was asked for with RequestUnstake, once the delay is over.
func (c *Client) WithdrawStake(ctx context.Context) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.Unstake})
	return c.transact(ctx, "withdraw stake", c.contracts.Vault, vault().PackWithdraw(), nil)
}

// StakeOf returns a provider's account in the vault.
func (c *Client) StakeOf(ctx context.Context, provider job.Address) (job.Stake, error) {
	books, err := call(ctx, c, "stake", c.contracts.Vault, vault().PackStakeOf(provider.Common()), vault().UnpackStakeOf)
	if err != nil {
		return job.Stake{}, err
	}
	var s job.Stake
	if s.Total, err = job.AmountFromBig(books.Total); err != nil {
		return job.Stake{}, fmt.Errorf("read stake: %w", err)
	}
	if s.Reserved, err = job.AmountFromBig(books.Reserved); err != nil {
		return job.Stake{}, fmt.Errorf("read stake: %w", err)
	}
	if s.Unbonding, err = job.AmountFromBig(books.Unbonding); err != nil {
		return job.Stake{}, fmt.Errorf("read stake: %w", err)
	}
	s.Free, _ = s.Total.Sub(s.Reserved.Add(s.Unbonding)) // the contract keeps total >= reserved + unbonding
	return s, nil
}

// Reserve sets aside part of this account's free stake for a channel until a time (unix seconds of chain time). A
// running reservation is raised and extended by another call; amount is the new total, not the increase.
func (c *Client) Reserve(ctx context.Context, channel job.Hash, amount job.Amount, until uint64) (job.Tx, error) {
	if err := fits("reserve stake", amount); err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "reserve stake", c.contracts.Vault, vault().PackReserve(channel, amount.Big(), until), nil)
}

// Release returns a provider's reservation that has ended to its free stake. Anyone may do it.
func (c *Client) Release(ctx context.Context, provider job.Address, channel job.Hash) (job.Tx, error) {
	return c.transact(ctx, "release stake", c.contracts.Vault, vault().PackRelease(channel, provider.Common()), nil)
}

// Reservation returns what a provider has set aside for a channel; zero when nothing. Past Until it protects nobody.
func (c *Client) Reservation(ctx context.Context, provider job.Address, channel job.Hash) (job.Reservation, error) {
	held, err := call(ctx, c, "reservation", c.contracts.Vault, vault().PackReservation(channel, provider.Common()), vault().UnpackReservation)
	if err != nil {
		return job.Reservation{}, err
	}
	amount, err := job.AmountFromBig(held.Amount)
	if err != nil {
		return job.Reservation{}, fmt.Errorf("read reservation: %w", err)
	}
	return job.Reservation{Amount: amount, Until: held.Until}, nil
}

// fits refuses amounts that no contract could take, before anything is encoded.
func fits(what string, a job.Amount) error {
	if !a.Fits() {
		return job.Faultf(job.FaultInvalid, "amount_too_large", "%s: amount %s is above 128 bits", what, a)
	}
	return nil
}
