package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/job"
)

// courtCheat is what mallory does with the request after those of plan: the one that is taken to the contract.
const courtCheat = mallory.ForgedToken

// court is act 8: dave doesn't recompute, but sends his receipts to carol's watchtower; she takes mallory's false one to the contract. Mallory's own node defends it.
func (d *demo) court(ctx context.Context, a *act) error {
	common := []string{"--rpc", d.chain.info.RPC, "--threads", "1"}
	start := func(name string, args ...string) (*process, error) {
		p, err := startProcess(ctx, name, filepath.Join(d.dir, name), append(args, common...)...)
		if p != nil {
			d.cast = append(d.cast, p)
		}
		return p, err
	}
	carol, err := start("carol", "watch", "--watch-listen", "127.0.0.1:0", "--watch-share", "all")
	if err != nil {
		return err
	}
	dave, err := start("dave", "up", "--role", "gateway", "--gateway-listen", "127.0.0.1:0", "--gateway-deposit", "1.00", "--gateway-check", "nothing",
		"--gateway-watchers", carol.info.Watch)
	if err != nil {
		return err
	}
	wallet := *d.mal.info.Wallet
	before, err := d.eyes.StakeOf(ctx, wallet)
	if err != nil {
		return err
	}
	q := question{base: dave.info.Gateway, prompt: "what is a receipt?", provider: strconv.FormatUint(*d.mal.info.Agent, 10), o: runOptions{topP: 1, maxTokens: 48}}
	r, err := q.send(ctx, func(string) {})
	if err != nil {
		return fmt.Errorf("dave's question: %w", err)
	}
	a.Paid = a.Paid.Add(r.Assay.Cost)
	d.tell(a, "dave checks nothing himself. He asks mallory %q, pays $%s, and has her signed receipt for: %s", q.prompt, r.Assay.Cost.Decimal(tokenDecimals), r.Text)
	d.tell(a, "his gateway sends every receipt, encrypted, to carol's watchtower, which computes the answers again")
	end, rounds, err := d.untilConvicted(ctx, a, wallet)
	if err != nil {
		return err
	}
	spent, err := d.eyes.SpentFrom(ctx, end.Block)
	if err != nil {
		return err
	}
	after, err := d.eyes.StakeOf(ctx, wallet)
	if err != nil {
		return err
	}
	if !after.Total.IsZero() {
		return fmt.Errorf("mallory still has $%s at stake", after.Total.Decimal(tokenDecimals))
	}
	d.tell(a, "mallory is convicted: her stake of $%s is seized. A trace of %d leaves, %d rounds, %d gas for the whole dispute", before.Total.Decimal(tokenDecimals), end.Leaves, rounds, spent.Gas)
	books, err := d.eyes.StakeDisputes(ctx, wallet)
	if err != nil {
		return err
	}
	seized, err := d.eyes.Case(ctx, wallet, books.Cases)
	if err != nil {
		return err
	}
	d.tell(a, "of the $%s at least half is burnt; a tenth and $%s of costs are carol's, the rest is for those who paid mallory, for 21 days", seized.Seized.Decimal(tokenDecimals), seized.Costs.Decimal(tokenDecimals))
	return nil
}

// untilConvicted waits until the dispute against a provider has ended, and lets the chain's clock run where the provider has no move. It returns the dispute and the number of picks.
func (d *demo) untilConvicted(ctx context.Context, a *act, provider job.Address) (end dispute.Record, picks int, err error) {
	const patience = 8 * time.Second // for a provider's move
	limit, told, moved := time.Now().Add(3*time.Minute), -1, time.Now()
	for time.Now().Before(limit) {
		list, err := d.eyes.Disputes(ctx)
		if err != nil {
			return end, 0, err
		}
		for _, r := range list {
			if r.Provider == provider {
				end = r
			}
		}
		switch {
		case end.ID == 0: // not opened yet
		case end.Outcome == dispute.Convicted:
			return end, picks, nil
		case end.Outcome != 0:
			return end, picks, fmt.Errorf("mallory's false receipt was not convicted (outcome %d)", end.Outcome)
		default:
			s, err := d.eyes.Dispute(ctx, end.ID)
			if err != nil {
				return end, 0, err
			}
			if end.Moves != told && s.Outcome == 0 && s.Place.Rounds > 0 {
				if told < 0 {
					d.tell(a, "carol opens dispute %d with a bond of %s ether: another token should be there", end.ID, end.Bond.Decimal(18)[:8])
				}
				told, moved, picks = end.Moves, time.Now(), picksOf(s)
			}
			if s.Place.Phase.Turn() == dispute.Provider && time.Since(moved) > patience {
				if err := d.runOut(ctx, a, s); err != nil {
					return end, 0, err
				}
				moved = time.Now()
			}
		}
		select {
		case <-ctx.Done():
			return end, 0, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return end, picks, fmt.Errorf("mallory's false receipt was not convicted in three minutes: %+v", end)
}

// picksOf is how many picks led to where a dispute stands.
func picksOf(s dispute.State) int {
	n := int(s.Place.Level)
	switch s.Place.Phase {
	case dispute.Cell, dispute.Part:
		n++
	case dispute.PartCell:
		n += 2
	}
	return n
}

// runOut lets the provider's time pass.
func (d *demo) runOut(ctx context.Context, a *act, s dispute.State) error {
	head, err := d.eyes.Head(ctx)
	if err != nil || head.Time > s.Deadline() {
		return err
	}
	d.tell(a, "mallory has shown all that she can; where the %s is awaited she could show nothing that is right. Her clock runs out: %d hours pass on the development chain", s.Place.Phase, (s.Deadline()-head.Time)/3600)
	_, err = d.eyes.IncreaseTime(ctx, s.Deadline()-head.Time+1)
	return err
}
