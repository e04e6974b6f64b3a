package node_test

import (
	"context"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// cancelling is a chain on which every authorization was cancelled by its payer.
type cancelling struct{ *chain.Client }

func (cancelling) AuthorizationUsed(context.Context, job.Address, job.Hash) (bool, error) {
	return true, nil
}

// TestFacilitatorSpentDeposit shows a facilitator deposits that can never be made: they add nothing to a channel, and a deposit that
// was made already is not counted again, nor sent again.
func TestFacilitatorSpentDeposit(t *testing.T) {
	m := newThief(t)
	ctx := t.Context()
	key, c := m.w.Account(t)
	s := m.w.Setting(t, c, t.TempDir())
	honest, err := node.NewFacilitator(ctx, s, c, key.Address())
	if err != nil {
		t.Fatal(err)
	}
	deceived, err := node.NewFacilitator(ctx, s, cancelling{c}, key.Address())
	if err != nil {
		t.Fatal(err)
	}
	token, err := c.TokenDomain(ctx)
	if err != nil {
		t.Fatal(err)
	}
	bob := m.bob.Key.Address()
	bill := job.Bill{Token: c.Contracts().Token, PayTo: bob, Authorizer: bob, Amount: job.Units(1000)}
	config, amount := m.config(1), job.Units(200_000)
	d := job.Deposit{Amount: amount, ValidBefore: uint64(time.Now().Unix()) + 300, Salt: job.Hash{1}}
	d.Signature = sign(t, m.key, d.Authorization(config.Payer, c.Contracts().Collector, config.ID(m.domain())).ReceiveDigest(token))
	paying := func(ceiling job.Amount) job.Tender {
		return job.Tender{Channel: &job.ChannelPayment{Config: config, Voucher: m.voucher(config, ceiling), Deposit: &d}}
	}
	if _, err := deceived.Verify(ctx, bill, paying(job.Units(1000))); code(err) != "cumulative_exceeds_balance" {
		t.Errorf("a cancelled deposit into an empty channel: %v", err)
	}
	if _, err := deceived.Settle(ctx, bill, paying(job.Units(1000))); code(err) != "cumulative_exceeds_balance" {
		t.Errorf("a cancelled deposit settled: %v", err)
	}
	if paid, err := honest.Verify(ctx, bill, paying(job.Units(1000))); err != nil || !paid.State.Balance.IsZero() {
		t.Fatalf("an honest deposit: %v", err)
	}
	first, err := honest.Settle(ctx, bill, paying(job.Units(1000)))
	if err != nil || first.State.Balance != amount || first.Tx.IsZero() {
		t.Fatalf("an honest deposit settled: %v", err)
	}
	if _, err := honest.Verify(ctx, bill, paying(amount.Add(job.Units(1)))); code(err) != "cumulative_exceeds_balance" {
		t.Errorf("a used deposit is counted twice: %v", err)
	}
	again, err := honest.Settle(ctx, bill, paying(job.Units(1000)))
	if err != nil || again.Tx != first.Tx || again.Amount != amount || again.State.Balance != amount {
		t.Errorf("settled again by %s, not %s: %v", again.Tx, first.Tx, err)
	}
}
