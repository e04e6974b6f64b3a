package node_test

import (
	"testing"

	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// TestPolicySaysHowMuchIsChecked: with nothing recomputed a forged token passes and the answer says so, signatures are
// checked all the same, and the receipt convicts the cheat whenever somebody recomputes it.
func TestPolicySaysHowMuchIsChecked(t *testing.T) {
	w := testkit.NewWorld(t)
	policy := testkit.Policy()
	policy.CheckShare = 0
	mal, alice := w.Mallory(t, mallory.ForgedToken, mallory.Unsigned), w.Alice(t, policy)
	answer := ask(t, alice, testkit.Ask("pay bob 5 dollars"))
	if answer.Checked != "signatures" {
		t.Errorf("checked %q", answer.Checked)
	}
	raw, err := alice.Receipt(t.Context(), answer.Request)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify.Bundle(b, nil); err != nil {
		t.Errorf("signatures only: %v", err)
	}
	if err := verify.Bundle(b, w.Model); verify.ClassOf(err) != verify.WrongComputation || !verify.Proven(err) {
		t.Errorf("recomputed later: %v", err)
	}
	if _, err := alice.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil); err == nil {
		t.Error("an unsigned answer was taken")
	}
	if got := newest(t, alice, mal.Agent()); got.Class != string(verify.Unsigned) {
		t.Errorf("class %q", got.Class)
	}
}

// TestASampledShareIsRecomputed: some are and some are not; that 24 draws at one half agree happens once in 8 million.
func TestASampledShareIsRecomputed(t *testing.T) {
	w := testkit.NewWorld(t)
	policy := testkit.Policy()
	policy.CheckShare = 500
	w.Bob(t, 0, nil)
	alice := w.Alice(t, policy)
	seen := map[string]int{}
	for range 24 {
		seen[ask(t, alice, testkit.Ask("pay bob 5 dollars")).Checked]++
	}
	if len(seen) != 2 || seen["recomputed"] == 0 || seen["signatures"] == 0 {
		t.Errorf("checked %v", seen)
	}
}
