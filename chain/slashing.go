package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/job"
)

// StakeDisputes returns what the vault knows of the disputes against a provider.
func (c *Client) StakeDisputes(ctx context.Context, provider job.Address) (job.StakeDisputes, error) {
	d, err := call(ctx, c, "disputes of a stake", c.contracts.Vault, vault().PackDisputes(provider.Common()), vault().UnpackDisputes)
	return job.StakeDisputes{Open: d.Open, FrozenUntil: d.FrozenUntil, Cases: d.NewestCase, ClosesAt: d.ClosesAt}, err
}

// Cover returns what the vault would set aside for a challenger's costs if a dispute against the provider were opened now, in token units.
func (c *Client) Cover(ctx context.Context, provider job.Address) (job.Amount, error) {
	units, err := call(ctx, c, "cover", c.contracts.Vault, vault().PackCover(provider.Common()), vault().UnpackCover)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// DisputeCosts returns what a whole dispute costs its challenger, as the game reckons it, in token units.
func (c *Client) DisputeCosts(ctx context.Context) (job.Amount, error) {
	units, err := call(ctx, c, "costs of a dispute", c.contracts.Game, game().PackCosts(), game().UnpackCosts)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// Backing returns how much of what a channel has paid is certain to come back if a dispute that opens now shows the provider's work on it wrong.
func (c *Client) Backing(ctx context.Context, provider job.Address, channel job.Hash) (job.Amount, error) {
	units, err := call(ctx, c, "backing", c.contracts.Vault, vault().PackBacking(channel, provider.Common()), vault().UnpackBacking)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// ProvePayment shows what a channel has paid a provider that lost its stake, so that the channel's payer is refunded. Anyone may do it while claims on the newest
// case are collected, and again when the provider has claimed more.
func (c *Client) ProvePayment(ctx context.Context, cfg job.ChannelConfig) (job.Tx, error) {
	const what = "prove a payment"
	if err := checkConfig(what, cfg, job.Amount{}); err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, what, c.contracts.Vault, vault().PackProve(cfg.Receiver.Common(), bindConfig(cfg)), nil)
}

// CloseCase ends a case whose time for claims is over: it fixes what refunds share. Anyone may do it.
func (c *Client) CloseCase(ctx context.Context, provider job.Address, number uint32) (job.Tx, error) {
	return c.transact(ctx, "close a case", c.contracts.Vault, vault().PackClose(provider.Common(), number), nil)
}

// RefundCase pays a channel's part of a closed case to the channel's payer. Anyone may do it.
func (c *Client) RefundCase(ctx context.Context, provider job.Address, number uint32, channel job.Hash) (job.Tx, error) {
	return c.transact(ctx, "refund from a case", c.contracts.Vault, vault().PackRefund(provider.Common(), number, channel), nil)
}

// Case returns one lost stake of a provider; zero when there is none of that number.
func (c *Client) Case(ctx context.Context, provider job.Address, number uint32) (job.StakeCase, error) {
	got, err := call(ctx, c, "case", c.contracts.Vault, vault().PackCaseOf(provider.Common(), number), vault().UnpackCaseOf)
	if err != nil {
		return job.StakeCase{}, err
	}
	out := job.StakeCase{Opened: got.OpenedAt, Closed: got.Closed, First: job.Address(got.First)}
	for _, a := range []struct {
		to   *job.Amount
		from *big.Int
	}{{&out.Seized, got.Seized}, {&out.Costs, got.Costs}, {&out.Backed, got.Backed}, {&out.Other, got.Other}} {
		if *a.to, err = job.AmountFromBig(a.from); err != nil {
			return job.StakeCase{}, fmt.Errorf("read case: %w", err)
		}
	}
	return out, nil
}

// Credit returns what the vault owes an account, in token units: a challenger's costs and its tenth.
func (c *Client) Credit(ctx context.Context, who job.Address) (job.Amount, error) {
	units, err := call(ctx, c, "credit", c.contracts.Vault, vault().PackCredit(who.Common()), vault().UnpackCredit)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// Collect sends an account what the vault owes it. Anyone may do it.
func (c *Client) Collect(ctx context.Context, who job.Address) (job.Tx, error) {
	return c.transact(ctx, "collect from the vault", c.contracts.Vault, vault().PackCollect(who.Common()), nil)
}
