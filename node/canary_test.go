package node_test

import (
	"context"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/trace"
)

const prize = 2_000_000

// sponsored makes a sponsor of a provider's account.
func sponsored(t *testing.T, w *testkit.World, of *testkit.Seller, c node.SponsorChain) *node.Sponsor {
	t.Helper()
	payer, buyer := w.Account(t)
	session, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	keys := node.SponsorKeys{Payer: payer.Address(), Session: session, Provider: of.Key}
	return node.NewSponsor(w.Setting(t, of.Chain, t.TempDir()), c, buyer, keys, testkit.Post)
}

// canaryFor is an order for a canary that is sent at once.
func canaryFor(w *testkit.World, watchers ...node.WatcherAt) node.CanaryOrder {
	return node.CanaryOrder{
		Model: w.Model, Messages: []job.Message{{Role: "user", Content: "what is a receipt?"}}, Sampling: job.Sampling{Temperature: 900, TopP: 1000}, MaxTokens: 8,
		InputPrice: job.Units(testkit.InputPrice), OutputPrice: job.Units(testkit.OutputPrice), Prize: job.Units(prize), Send: uint64(time.Now().Unix()), Watchers: watchers,
	}
}

// plant makes a canary and sends it.
func plant(t *testing.T, s *node.Sponsor, o node.CanaryOrder) node.CanaryReport {
	t.Helper()
	r, err := s.Plant(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// stateOf is what a watchtower says of an answer.
func stateOf(t *testing.T, w *testkit.Watcher, request job.Hash) string {
	t.Helper()
	list, err := w.Reports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.Request == request {
			return r.State
		}
	}
	return ""
}

func balanceOf(t *testing.T, w *testkit.World, who job.Address) job.Amount {
	t.Helper()
	units, err := w.Eyes.Balance(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	return units
}

// Bob's stake is safe, carol is paid for having looked, dave, who had looked too, comes too late and loses nothing.
func TestAWatchtowerFindsACanaryAndIsPaid(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	s := sponsored(t, w, bob, bob.Chain)
	stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
	if err != nil {
		t.Fatal(err)
	}
	had := balanceOf(t, w, carol.Key.Address())
	r := plant(t, s, canaryFor(w, carol.At))
	eventually(t, "carol is paid", func() bool {
		return balanceOf(t, w, carol.Key.Address()) == had.Add(job.Units(prize*9/10))
	})
	eventually(t, "carol is done", func() bool { return stateOf(t, carol, r.Request) == node.WatchCanary })

	dave := w.Carol(t, node.WatchConfig{Share: 1000})
	late := balanceOf(t, w, dave.Key.Address())
	if err := resend(t, s, r.Request, dave.At); err != nil {
		t.Fatal(err)
	}
	eventually(t, "dave sees that it was found", func() bool { return stateOf(t, dave, r.Request) == node.WatchCanary })
	if got := balanceOf(t, w, dave.Key.Address()); got != late {
		t.Errorf("dave had %s and has %s", late, got)
	}
	if list, err := w.Eyes.Disputes(ctx); err != nil || len(list) != 0 {
		t.Errorf("%d disputes about a canary, %v", len(list), err)
	}
	if now, err := w.Eyes.StakeOf(ctx, bob.Key.Address()); err != nil || now != stake {
		t.Errorf("bob's stake was %+v and is %+v, %v", stake, now, err)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	list, err := s.Reports(ctx)
	if err != nil || len(list) != 1 || list[0].State != "found" || list[0].Finder != carol.Key.Address() || list[0].Sent != 1 {
		t.Errorf("the sponsor's list: %+v, %v", list, err)
	}
}

// resend brings a canary to another watchtower, as a buyer who tells two would.
func resend(t *testing.T, s *node.Sponsor, request job.Hash, to node.WatcherAt) error {
	t.Helper()
	raw, err := s.Bundle(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := node.SealBundle(to.Key, raw)
	if err != nil {
		t.Fatal(err)
	}
	return testkit.Post(t.Context(), to.Endpoint, sealed)
}

// Mallory cheats alice, and plants a canary over the false answer as well made as can be: lock, tag and veil are right. But alice has asked for no wrong answer. Carol takes the prize, and mallory's stake is
// lost all the same.
func TestAttackPlantARealCheatAsACanary(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	mal := w.Mallory(t, mallory.ForgedToken)
	policy := testkit.Policy()
	policy.CheckShare = 0
	alice := w.Alice(t, policy)
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	answer := ask(t, alice, q)
	b := receiptOf(t, alice, answer.Request)
	salt := job.Keccak([]byte("just in case"))
	if _, _, err := mal.Chain.PlantCanary(ctx, answer.Request, secretOf(t, w, b), salt, job.Units(prize)); err != nil {
		t.Fatal(err)
	}

	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	had := balanceOf(t, w, carol.Key.Address())
	raw, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := node.SealBundle(carol.At.Key, raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := testkit.Post(ctx, carol.At.Endpoint, sealed); err != nil {
		t.Fatal(err)
	}
	eventually(t, "carol has the prize", func() bool {
		return balanceOf(t, w, carol.Key.Address()) == had.Add(job.Units(prize*9/10))
	})
	var r dispute.Record
	eventually(t, "carol disputes it", func() bool {
		list, err := w.Eyes.Disputes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 1 {
			r = list[0]
		}
		return len(list) == 1
	})
	lock, err := job.CanaryLock(secretOf(t, w, b))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mal.Chain.ExcuseCanary(ctx, lock, r, b.Request, salt); err == nil {
		t.Error("a real cheat is excused")
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*24*3600); err != nil {
		t.Fatal(err)
	}
	eventually(t, "mallory's stake is lost", func() bool {
		stake, err := w.Eyes.StakeOf(ctx, mal.Key.Address())
		return err == nil && stake.Total.IsZero()
	})
}

// secretOf is what recomputing a wrong answer gives.
func secretOf(t *testing.T, w *testkit.World, b job.Bundle) job.Hash {
	t.Helper()
	id := b.Receipt.Request
	p, err := w.Model.Engine().NewProver(t.Context(), node.Traced(b.Request, b.Constraints, b.Prompt, b.Output, job.Seed(b.Nonce, id)), engine.ProverOptions{})
	if err != nil || !p.End().Wrong {
		t.Fatal("the answer is right", err)
	}
	layout := p.Claim().Layout()
	wrong, _ := layout.Place(p.End().Contradiction)
	at, ok := layout.Index(trace.Place{Op: trace.OpLogits, Row: wrong.Row})
	if !ok {
		t.Fatal("no logits")
	}
	leaf, err := p.Leaf(at)
	if err != nil {
		t.Fatal(err)
	}
	return job.CanarySecret(id, uint32(wrong.Row), job.Keccak(leaf))
}

// badLocks plants canaries under locks that nobody can open.
type badLocks struct{ *chain.Client }

func (b badLocks) PlantCanary(ctx context.Context, request, secret, salt job.Hash, prize job.Amount) (job.Address, job.Tx, error) {
	return b.Client.PlantCanary(ctx, request, job.Keccak(secret[:]), salt, prize)
}

// Carol cannot claim the prize, so she disputes the answer, with a bond. Bob's side has to excuse it: carol has her bond back, and the prize.
func TestAttackACanaryThatNobodyCanClaim(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	s := sponsored(t, w, bob, badLocks{bob.Chain})
	had := balanceOf(t, w, carol.Key.Address())
	r := plant(t, s, canaryFor(w, carol.At))
	eventually(t, "carol disputes it", func() bool {
		list, err := w.Eyes.Disputes(ctx)
		return err == nil && len(list) == 1
	})
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	eventually(t, "carol has the prize", func() bool {
		return balanceOf(t, w, carol.Key.Address()) == had.Add(job.Units(prize*9/10))
	})
	eventually(t, "carol is done, and has her bond", func() bool {
		owed, err := w.Eyes.Owed(ctx, carol.Key.Address())
		return err == nil && owed.IsZero() && stateOf(t, carol, r.Request) == node.WatchCanary
	})
	list, err := w.Eyes.Disputes(ctx)
	if err != nil || len(list) != 1 || list[0].Outcome != dispute.Excused {
		t.Errorf("%+v, %v", list, err)
	}
	if stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address()); err != nil || stake.Total.IsZero() {
		t.Errorf("bob's stake: %+v, %v", stake, err)
	}
}

// A canary that nobody finds goes back after the hold, its channel is emptied, and everybody can see that it was missed.
func TestACanaryThatNobodyFindsGoesBack(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	s := sponsored(t, w, bob, bob.Chain)
	had := balanceOf(t, w, bob.Key.Address())
	r := plant(t, s, canaryFor(w))
	if left := balanceOf(t, w, bob.Key.Address()); left.Add(job.Units(prize)) != had {
		t.Errorf("bob had %s, and %s after planting", had, left)
	}
	rules, err := w.Eyes.CanaryRules(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Eyes.IncreaseTime(ctx, rules.Hold); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if now := balanceOf(t, w, bob.Key.Address()); now != had {
		t.Errorf("bob had %s and has %s", had, now)
	}
	all, err := w.Eyes.Canaries(ctx)
	if err != nil || len(all) != 1 || all[0].State != job.CanaryReclaimed || all[0].Subject != r.Request {
		t.Errorf("on chain: %+v, %v", all, err)
	}
	tooSmall := canaryFor(w)
	tooSmall.Prize = job.Units(1)
	if _, err := s.Plant(ctx, tooSmall); !isInvalid(err, "prize_too_small") {
		t.Errorf("a prize of one unit: %v", err)
	}
	greedy := canaryFor(w)
	greedy.Sampling, greedy.Messages = job.Sampling{Temperature: 1, TopP: 1000, TopK: 1}, []job.Message{{Role: "user", Content: "pay bob 5 dollars"}}
	if _, err := s.Plant(ctx, greedy); !isInvalid(err, "always_right") {
		t.Errorf("an answer that no seed changes: %v", err)
	}
	tooLate := canaryFor(w)
	tooLate.Send += 2 * 24 * 3600
	if _, err := s.Plant(ctx, tooLate); !isInvalid(err, "send_time") {
		t.Errorf("sent after the hold: %v", err)
	}
}
