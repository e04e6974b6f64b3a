package node_test

import (
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// eventually waits until ok says yes, for as long as tracing an answer may take on a busy machine.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(4 * time.Minute); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not yet: %s", what)
		}
	}
}

func receiptOf(t testing.TB, a *testkit.Buyer, request job.Hash) job.Bundle {
	t.Helper()
	raw, err := a.Receipt(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func statementsOf(b job.Bundle) job.Statements {
	return job.Statements{Request: b.Request, Receipt: *b.Receipt, Signature: b.Signed}
}

func recordOf(t testing.TB, c *chain.Client, id uint64) dispute.Record {
	t.Helper()
	list, err := c.Disputes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.ID == id {
			return r
		}
	}
	return dispute.Record{}
}

// Mallory accuses bob of a right answer. Bob's node defends it without a person, although it is stopped and started again in the middle; then she accuses him
// again and says no more. Both times her bond pays him.
func TestAttackFalseAccusations(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := idle(t, w, w.Terms(), nil, nil)
	stop := running(t, bob.Provider, 100*time.Millisecond)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	statements := statementsOf(receiptOf(t, alice, ask(t, alice, q).Request))
	if known, err := w.Eyes.ModelRegistered(ctx, w.Model.Root()); err != nil || !known {
		t.Fatalf("the model of a provider is registered: %t, %v", known, err)
	}
	_, mallory := w.Account(t)
	accuse := func() dispute.Record {
		id, _, err := mallory.OpenDispute(ctx, statements, job.Amount{})
		if err != nil {
			t.Fatal(err)
		}
		return recordOf(t, mallory, id)
	}
	worth := func() job.Amount {
		wei, err := w.Eyes.Ether(ctx, bob.Key.Address())
		if err != nil {
			t.Fatal(err)
		}
		return wei
	}

	before := worth()
	r := accuse()
	for restarted := false; recordOf(t, mallory, r.ID).Outcome == 0; {
		now := recordOf(t, mallory, r.ID)
		s, err := mallory.Dispute(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !now.Shows(s) || s.Place.Phase.Turn() != dispute.Challenger {
			eventually(t, "bob's move", func() bool { return recordOf(t, mallory, r.ID).Moves > now.Moves })
			continue
		}
		if now.Moves >= 3 && !restarted {
			restarted = true
			stop()
			again, err := node.NewProvider(ctx, bob.Setting, w.Terms(), bob.Chain, bob.Key)
			if err != nil {
				t.Fatal(err)
			}
			stop = running(t, again, 100*time.Millisecond)
		}
		pick := dispute.Pick{Node: s.Node, Choice: uint16(now.Moves % 2)}
		if _, err := mallory.PlayDispute(ctx, r.ID, pick, now.Fault); err != nil {
			t.Fatal(err)
		}
	}
	if got := recordOf(t, mallory, r.ID); got.Outcome != dispute.Shown {
		t.Fatalf("ended as %d", got.Outcome)
	}
	eventually(t, "bob has his half of the bond", func() bool { return before.Less(worth()) })

	before = worth()
	r = accuse()
	eventually(t, "bob commits to his trace", func() bool { return recordOf(t, mallory, r.ID).Moves == 1 })
	if _, err := mallory.IncreaseTime(ctx, dispute.BaseClock+3600); err != nil {
		t.Fatal(err)
	}
	eventually(t, "mallory's silence ends it", func() bool { return recordOf(t, mallory, r.ID).Outcome == dispute.Forfeited })
	eventually(t, "bob has his half of the bond again", func() bool { return before.Less(worth()) })
	stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
	if err != nil || stake.Total != job.Units(50_000_000) {
		t.Errorf("bob's stake: %+v, %v", stake, err)
	}
}

// Mallory says that nobody has asked bob for an answer. His node shows the order, and half of her bond pays for it.
func TestAttackFalseQuestion(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 4
	statements := statementsOf(receiptOf(t, alice, ask(t, alice, q).Request))
	_, mallory := w.Account(t)
	id, _, err := mallory.AskOrder(ctx, statements, job.Amount{})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "bob's answer", func() bool { return recordOf(t, mallory, id).Outcome == dispute.Shown })
	stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
	if err != nil || stake.Total != job.Units(50_000_000) {
		t.Errorf("bob's stake: %+v, %v", stake, err)
	}
}

// Again and again the chain forgets the newest blocks while bob's node defends an answer, deeper than the dispute is old. The node reads where things stand and goes on.
func TestAttackReorgsWhileANodeDefends(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 4
	statements := statementsOf(receiptOf(t, alice, ask(t, alice, q).Request))
	_, mallory := w.Account(t)
	if _, _, err := mallory.OpenDispute(ctx, statements, job.Amount{}); err != nil {
		t.Fatal(err)
	}
	reorgs, seen := 0, 0
	eventually(t, "the dispute ends", func() bool {
		list, err := mallory.Disputes(ctx)
		if err != nil || len(list) == 0 { // it was forgotten, and is on its way back
			return false
		}
		r := list[0]
		if r.Outcome != 0 {
			if r.Outcome != dispute.Shown {
				t.Fatalf("ended as %d", r.Outcome)
			}
			return reorgs >= 4
		}
		if r.Moves > seen && reorgs < 5 {
			reorgs++
			seen = r.Moves
			if err := w.Dev.Reorg(uint64(2 * reorgs)); err != nil {
				t.Fatal(err)
			}
			return false
		}
		s, err := mallory.Dispute(ctx, r.ID)
		if err != nil || !r.Shows(s) || s.Place.Phase.Turn() != dispute.Challenger {
			return false
		}
		pick := dispute.Pick{Node: s.Node, Choice: uint16(s.Place.Level % 2)}
		if _, err := mallory.PlayDispute(ctx, r.ID, pick, r.Fault); err != nil {
			t.Logf("a pick that the reorganisation overtook: %v", err)
		}
		return false
	})
	t.Logf("%d reorganisations", reorgs)
}
