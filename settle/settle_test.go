package settle

import (
	"testing"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"pgregory.net/rapid"
)

// However far a channel was used and claimed: the plan pays the seller exactly what it charged and the payer the rest.
func TestSellerTakesWhatItChargedAndRefundsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		balance := rapid.Uint64Range(0, 1000).Draw(t, "balance")
		ceiling := rapid.Uint64Range(0, balance).Draw(t, "ceiling")
		charged := rapid.Uint64Range(0, ceiling).Draw(t, "charged")
		claimed := rapid.Uint64Range(0, charged).Draw(t, "claimed")
		p := channel.Payee{Charged: job.Units(charged), Ceiling: job.SignedVoucher{Voucher: job.Voucher{MaxClaimable: job.Units(ceiling)}}}
		plan := Seller(p, job.ChannelState{Balance: job.Units(balance), Claimed: job.Units(claimed)})
		after := job.Units(claimed)
		if plan.Claim != nil {
			if plan.Claim.Voucher.Voucher.MaxClaimable.Less(plan.Claim.Total) {
				t.Fatal("claims above the voucher")
			}
			after = plan.Claim.Total
		}
		if after != job.Units(charged) {
			t.Fatalf("the seller ends with %s, charged %d", after, charged)
		}
		if after.Add(plan.Refund) != job.Units(balance) {
			t.Fatalf("%s claimed and %s refunded of %d", after, plan.Refund, balance)
		}
	})
}

func TestBalanceSeesAUnitAppearOrVanish(t *testing.T) {
	even := []Entry{
		{Account: "alice", Before: job.Units(100), After: job.Units(60)},
		{Account: "bob", Before: job.Units(0), After: job.Units(45), Minted: job.Units(5)},
	}
	if err := Balance(even); err != nil {
		t.Fatalf("even books: %v", err)
	}
	for _, d := range []uint64{44, 46} {
		odd := append([]Entry{}, even...)
		odd[1].After = job.Units(d)
		if Balance(odd) == nil {
			t.Errorf("bob has %d and nobody noticed", d)
		}
	}
}
