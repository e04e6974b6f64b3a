package node_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// Mallory forges a token, is paid for her chunks, and breaks off before there is a receipt. Alice checks signatures only. Carol's watchtower gets the last chunk that was signed and
// takes it to the contract like a receipt.
func TestAttackBreakOffBeforeTheReceiptMeetsAWatchtower(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	mal := w.Mallory(t, mallory.BreakOff)
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	policy := testkit.Policy()
	policy.CheckShare, policy.Watchers, policy.Post = 0, []node.WatcherAt{carol.At}, testkit.Post
	alice := w.Alice(t, policy)
	q := testkit.Ask("what is a receipt?")
	q.MaxTokens = 24
	if _, err := alice.Complete(ctx, q, nil); err == nil {
		t.Fatal("an answer without a receipt is whole")
	}
	bought, err := alice.Receipts(ctx, 1)
	if err != nil || len(bought) != 1 || !bought[0].Complete || bought[0].Tokens == 0 {
		t.Fatalf("bought %+v, %v", bought, err)
	}
	// She has paid for what arrived, and is at most a chunk ahead.
	if c := channelWith(t, alice, mal.Agent()); job.Units(testkit.ChunkTokens*testkit.OutputPrice/1_000_000+1).Less(c.AtRisk) || c.Owed != bought[0].Cost {
		t.Errorf("alice has signed %s beyond the %s that she owes for %s", c.AtRisk, c.Owed, bought[0].Cost)
	}
	// Mallory's node does not answer for the rest; alice gives it up when she closes the channel.
	if _, err := alice.CloseChannel(ctx, channelWith(t, alice, mal.Agent()).Channel); err != nil {
		t.Fatal(err)
	}
	b := receiptOf(t, alice, bought[0].ID)
	if b.Receipt != nil || b.Chunk == nil || b.Chunk.Count < testkit.ChunkTokens {
		t.Fatalf("the bundle says %+v, %+v", b.Receipt, b.Chunk)
	}
	var r dispute.Record
	eventually(t, "carol opens a dispute", func() bool {
		list, err := w.Eyes.Disputes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(r dispute.Record) bool { return r.Fault.Subject == bought[0].ID })
		if i >= 0 {
			r = list[i]
		}
		return i >= 0
	})
	if r.Provider != mal.Key.Address() || r.Challenger != carol.Key.Address() || r.Fault.Amount != b.Chunk.Amount || r.Leaves == 0 {
		t.Fatalf("opened: %+v", r)
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*24*3600); err != nil { // nobody defends a lie of mallory's
		t.Fatal(err)
	}
	eventually(t, "mallory's stake is lost", func() bool {
		stake, err := w.Eyes.StakeOf(ctx, mal.Key.Address())
		return err == nil && stake.Total.IsZero()
	})
}

// Alice hangs up in the middle of a right answer, and mallory accuses bob of the chunk that he signed last. His node computes the trace of this part of the answer and shows what she picks.
func TestAttackFalseAccusationOfAChunk(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	policy := testkit.Policy()
	policy.Watchers, policy.Post = []node.WatcherAt{carol.At}, testkit.Post
	alice := w.Alice(t, policy)
	q := testkit.Ask("what is a receipt?")
	q.MaxTokens = 24
	enough := errors.New("enough")
	if _, err := alice.Complete(ctx, q, func(job.Delta) error { return enough }); err == nil {
		t.Fatal("nobody hung up")
	}
	bought, err := alice.Receipts(ctx, 1)
	if err != nil || len(bought) != 1 {
		t.Fatal(bought, err)
	}
	b := receiptOf(t, alice, bought[0].ID)
	said, ok := b.Statements()
	if !ok || !said.Receipt.IsChunk() {
		t.Fatalf("bob signed %+v", said)
	}
	eventually(t, "carol finds the part right", func() bool {
		list, err := carol.Reports(ctx)
		return err == nil && len(list) == 1 && list[0].State == node.WatchRight && list[0].Request == bought[0].ID
	})
	_, mal := w.Account(t)
	id, _, err := mal.OpenDispute(ctx, said, job.Amount{})
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(4 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		r := recordOf(t, mal, id)
		if r.Outcome != 0 || time.Now().After(deadline) {
			if r.Outcome != dispute.Shown {
				t.Fatalf("after %d moves it ended as %d", r.Moves, r.Outcome)
			}
			break
		}
		s, err := mal.Dispute(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if r.Shows(s) && s.Place.Phase.Turn() == dispute.Challenger {
			if _, err := mal.PlayDispute(ctx, id, dispute.Pick{Node: s.Node, Choice: uint16(s.Place.Level % 2)}, r.Fault); err != nil {
				t.Fatal(err)
			}
		}
	}
	stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
	if err != nil || stake.Total != job.Units(50_000_000) {
		t.Errorf("bob's stake: %+v, %v", stake, err)
	}
}

// Bob's node is down when mallory says that nobody asked him. It reads the question from the chain and the order from its journal when it starts again.
func TestAttackFalseQuestionWhileTheNodeIsDown(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := idle(t, w, w.Terms(), nil, nil)
	stop := running(t, bob.Provider, 100*time.Millisecond)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 4
	statements := statementsOf(receiptOf(t, alice, ask(t, alice, q).Request))
	stop()
	_, mal := w.Account(t)
	id, _, err := mal.AskOrder(ctx, statements, job.Amount{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := node.NewProvider(ctx, bob.Setting, w.Terms(), bob.Chain, bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	running(t, again, 100*time.Millisecond)
	eventually(t, "bob's answer", func() bool { return recordOf(t, mal, id).Outcome == dispute.Shown })
	stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
	if err != nil || stake.Total != job.Units(50_000_000) {
		t.Errorf("bob's stake: %+v, %v", stake, err)
	}
}
