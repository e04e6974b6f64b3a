package chain

import (
	"sync"
	"testing"

	"github.com/assay-network/assay/job"
)

// TestADepositTriedAgainIsNotPaidTwice: two deposits made from the same sight of a channel, as before and after a crash,
// move the money once.
func TestADepositTriedAgainIsNotPaidTwice(t *testing.T) {
	alice, bob := person(t), person(t)
	cfg := job.ChannelConfig{
		Payer: alice.Address(), PayerAuthorizer: alice.Address(), Receiver: bob.Address(), ReceiverAuthorizer: bob.Address(),
		Token: alice.Contracts().Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Hash{7, 7, 7},
	}
	amount := job.Units(1_000_000)
	var data [2][]byte
	head := must[job.Head](t)(alice.Head(t.Context()))
	for i := range data {
		var err error
		if data[i], err = alice.authorizeDeposit(t.Context(), cfg, amount, job.ChannelState{}, head.Time+authorizationLife); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	var errs [2]error
	for i := range data {
		wg.Go(func() {
			_, errs[i] = alice.transact(t.Context(), "deposit", alice.contracts.Settlement,
				settlement().PackDeposit(bindConfig(cfg), amount.Big(), alice.contracts.Collector.Common(), data[i]), nil)
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("want one deposit to fail: %v, %v", errs[0], errs[1])
	}
	id := cfg.ID(alice.SettlementDomain())
	if state, err := alice.Channel(t.Context(), id); err != nil || state.Balance != amount {
		t.Fatalf("the channel holds %s, %v", state.Balance, err)
	}
	if _, err := alice.Deposit(t.Context(), cfg, amount); err != nil { // a top-up is another deposit
		t.Fatal(err)
	}
	if state, err := alice.Channel(t.Context(), id); err != nil || state.Balance != job.Units(2_000_000) {
		t.Fatalf("after a top-up the channel holds %s, %v", state.Balance, err)
	}
}
