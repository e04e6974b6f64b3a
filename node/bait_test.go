package node_test

import (
	"context"
	"testing"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/trace"
)

// trap plants canaries under locks of made-up keys, and remembers the last.
type trap struct {
	*chain.Client
	secret, salt job.Hash
}

func (p *trap) PlantCanary(ctx context.Context, request, secret, salt job.Hash, prize job.Amount) (job.Address, job.Tx, error) {
	p.secret, p.salt = job.Keccak(secret[:]), salt
	return p.Client.PlantCanary(ctx, request, p.secret, salt, prize)
}

// Bob plants a canary under the lock of a made-up key, a friend claims it, and hours later carol gets the answer. Under the lock that her computation gives there is nothing. But the friend had to show
// that the answer was wanted wrong, so carol opens no dispute. Dave, who looks at nothing, opens one, and has his bond back when it is excused.
func TestAttackABaitUnderAMadeUpLock(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	trap := &trap{Client: bob.Chain}
	s := sponsored(t, w, bob, trap)
	r := plant(t, s, canaryFor(w))
	raw, err := s.Bundle(ctx, r.Request)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := w.Eyes.CanaryShown(ctx, r.Request); err != nil || at != 0 {
		t.Fatalf("shown at %d before anybody has found it, %v", at, err)
	}
	_, friend := w.Account(t)
	if _, err := friend.ClaimCanary(ctx, b.Request, trap.secret, trap.salt); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*3600); err != nil {
		t.Fatal(err)
	}
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	had := balanceOf(t, w, carol.Key.Address())
	if err := resend(t, s, r.Request, carol.At); err != nil {
		t.Fatal(err)
	}
	eventually(t, "carol sees that it is a canary", func() bool { return stateOf(t, carol, r.Request) == node.WatchCanary })
	if list, err := w.Eyes.Disputes(ctx); err != nil || len(list) != 0 {
		t.Errorf("%d disputes about a bait, %v", len(list), err)
	}
	if got := balanceOf(t, w, carol.Key.Address()); got != had {
		t.Errorf("carol had %s and has %s", had, got)
	}

	_, dave := w.Account(t)
	id, _, err := dave.OpenDispute(ctx, statementsOf(b), job.Amount{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	opened := recordOf(t, dave, id)
	if owed, err := w.Eyes.Owed(ctx, dave.Address()); err != nil || opened.Outcome != dispute.Excused || owed != opened.Bond {
		t.Errorf("it ended as %d, and dave is owed %s of his bond of %s, %v", opened.Outcome, owed, opened.Bond, err)
	}
	if owed, err := w.Eyes.Owed(ctx, bob.Key.Address()); err != nil || !owed.IsZero() {
		t.Errorf("the bait earned %s wei, %v", owed, err)
	}
}

// occupy takes all that the vault would set aside for those who accuse a provider, with disputes about a canary of the provider's own: whoever opened them loses no bond when they are excused.
func occupy(t *testing.T, w *testkit.World, of *testkit.Seller) {
	t.Helper()
	ctx := t.Context()
	s := sponsored(t, w, of, of.Chain)
	raw, err := s.Bundle(ctx, plant(t, s, canaryFor(w)).Request)
	if err != nil {
		t.Fatal(err)
	}
	bait, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	_, friend := w.Account(t)
	for n := 0; ; n++ {
		cover, err := w.Eyes.Cover(ctx, of.Key.Address())
		if err != nil {
			t.Fatal(err)
		}
		if cover.IsZero() {
			t.Logf("%d disputes about one canary occupy the cover", n)
			return
		}
		if _, _, err := friend.OpenDispute(ctx, statementsOf(bait), job.Amount{}); err != nil {
			t.Fatal(err)
		}
	}
}

// show sends a bundle to a watchtower.
func show(t *testing.T, b job.Bundle, to node.WatcherAt) {
	t.Helper()
	raw, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := node.SealBundle(to.Key, raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := testkit.Post(t.Context(), to.Endpoint, sealed); err != nil {
		t.Fatal(err)
	}
}

// Mallory cheats alice, and her friends dispute a canary of hers until nothing is left to set aside for whoever accuses her. Carol is not covered, and accuses her all the same: of those who are right
// she is the first, and the tenth of the stake is hers.
func TestAttackOccupyTheCoverWithCanaries(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	mal := w.Mallory(t, mallory.ForgedToken)
	policy := testkit.Policy()
	policy.CheckShare = 0
	alice := w.Alice(t, policy)
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	answer := ask(t, alice, q)
	occupy(t, w, mal)
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	show(t, receiptOf(t, alice, answer.Request), carol.At)
	var r dispute.Record
	eventually(t, "carol opens a dispute", func() bool {
		list, err := w.Eyes.Disputes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range list {
			if other.Fault.Subject == answer.Request {
				r = other
			}
		}
		return r.ID != 0
	})
	if r.Challenger != carol.Key.Address() || !r.Covered.IsZero() {
		t.Fatalf("opened: %+v", r)
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*24*3600); err != nil { // nobody defends a lie of mallory's
		t.Fatal(err)
	}
	eventually(t, "mallory's stake is lost, and the tenth is carol's", func() bool {
		the, err := w.Eyes.Case(ctx, mal.Key.Address(), 1)
		return err == nil && the.First == carol.Key.Address() && the.Seized == job.Units(50_000_000)
	})
}

// The same, against a contradiction: bob signs two answers for one request.
func TestAttackContradictOneselfWhileTheCoverIsOccupied(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	b := receiptOf(t, alice, ask(t, alice, q).Request)
	occupy(t, w, bob)
	carol := w.Carol(t, node.WatchConfig{Share: 0})
	show(t, b, carol.At)
	receipt := *b.Receipt
	b.Output = append([]uint32{b.Output[0] ^ 1}, b.Output[1:]...)
	var err error
	if receipt.Output, err = trace.TokensRoot(trace.Output, b.Output); err != nil {
		t.Fatal(err)
	}
	b.Receipt = &receipt
	if b.Signed, err = bob.Key.Sign(receipt.Digest(w.Eyes.AssayDomain())); err != nil {
		t.Fatal(err)
	}
	show(t, b, carol.At)
	eventually(t, "bob's stake is lost, and the tenth is carol's", func() bool {
		the, err := w.Eyes.Case(ctx, bob.Key.Address(), 1)
		return err == nil && the.First == carol.Key.Address() && the.Seized == job.Units(50_000_000)
	})
}
