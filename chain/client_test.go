package chain

import (
	"errors"
	"testing"

	"github.com/assay-network/assay/job"
)

func TestFundGivesEtherAndTestDollars(t *testing.T) {
	alice := person(t)
	ether := must[job.Amount](t)(alice.Ether(t.Context(), alice.Address()))
	units := must[job.Amount](t)(alice.Balance(t.Context(), alice.Address()))
	if ether.String() != "10000000000000000000" || units != job.Units(1_000_000_000) {
		t.Fatalf("got %s wei and %s units, want 10 ether and 1,000 tUSD", ether, units)
	}
}

func TestTransferMovesTokensAndReportsCost(t *testing.T) {
	alice, bob := person(t), person(t)
	before := must[job.Amount](t)(alice.Ether(t.Context(), alice.Address()))
	tx := must[job.Tx](t)(alice.Transfer(t.Context(), bob.Address(), job.Units(250)))
	after := must[job.Amount](t)(alice.Ether(t.Context(), alice.Address()))
	if got := must[job.Amount](t)(bob.Balance(t.Context(), bob.Address())); got != job.Units(1_000_000_250) {
		t.Errorf("bob has %s", got)
	}
	if spent, _ := before.Sub(after); spent != tx.Fee || tx.Gas < 30_000 || tx.Gas > 80_000 || tx.Block == 0 {
		t.Errorf("transaction says %+v, the account lost %s wei", tx, spent)
	}
}

func TestRevertIsNamedAndNothingIsSent(t *testing.T) {
	alice, bob := person(t), person(t)
	before := must[job.Amount](t)(alice.Ether(t.Context(), alice.Address()))
	_, err := alice.Transfer(t.Context(), bob.Address(), job.Units(5_000_000_000))
	var revert *Revert
	if !errors.As(err, &revert) || revert.Name != "ERC20InsufficientBalance" || len(revert.Args) != 3 || revert.Args[0] != alice.Address().String() {
		t.Fatalf("got %v", err)
	}
	if !isFault(err, job.FaultPayment) {
		t.Errorf("kind: %v", err)
	}
	if after := must[job.Amount](t)(alice.Ether(t.Context(), alice.Address())); after != before {
		t.Errorf("gas was spent on a call that must fail")
	}
}
