package node_test

import (
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/trace"
)

// Alice checks signatures only, so mallory's forged token gets its receipt and its money. Carol's watchtower gets the bundle, finds it wrong, and plays a dispute
// against a mallory who defends herself as well as can be. Carol's node dies at every checkpoint on the way, and is started again. In the end mallory's stake is lost, carol has
// her bond, her costs and the tenth, and alice what she paid.
func TestAttackForgedTokenMeetsAWatchtower(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	mal := w.Mallory(t, mallory.ForgedToken)
	watching := node.WatchConfig{Share: 1000}
	deaths := &mortal{left: []string{"bundle-kept", "accusing", "accused", "move-made", "move-played"}, died: make(chan string, 5)}
	carol := w.CarolWith(t, watching, deaths.change)
	revive := func() {
		select {
		case at := <-deaths.died:
			carol.Stop()
			carol = w.CarolAgain(t, watching, carol)
			deaths.clock.Add(200) // what was on its way when she died has arrived by now, or never will
			t.Logf("carol died at %s", at)
		default:
		}
	}
	policy := testkit.Policy()
	policy.CheckShare, policy.Watchers, policy.Post = 0, []node.WatcherAt{carol.At}, testkit.Post
	alice := w.Alice(t, policy)
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	answer := ask(t, alice, q)
	b := receiptOf(t, alice, answer.Request)
	if _, err := alice.CloseChannel(ctx, channelWith(t, alice, mal.Agent()).Channel); err != nil { // mallory takes her money
		t.Fatal(err)
	}

	var r dispute.Record
	find := func() bool {
		revive()
		list, err := w.Eyes.Disputes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(r dispute.Record) bool { return r.Fault.Subject == answer.Request })
		if i >= 0 {
			r = list[i]
		}
		return i >= 0
	}
	eventually(t, "carol opens a dispute", find)
	if r.Provider != mal.Key.Address() || r.Challenger != carol.Key.Address() {
		t.Fatalf("opened: %+v", r)
	}
	lie, err := w.Model.Engine().NewProver(ctx, node.Traced(b.Request, b.Constraints, b.Prompt, b.Output, job.Seed(b.Receipt.Nonce, answer.Request)), engine.ProverOptions{StreamBytes: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defence := dispute.Defence{Program: lie.Claim(), Trace: lie, Claim: r.Claim, Fault: r.Fault.Hash()}
	for {
		var s dispute.State
		eventually(t, "carol's move", func() bool {
			find()
			if s, err = mal.Chain.Dispute(ctx, r.ID); err != nil {
				t.Fatal(err)
			}
			return r.Shows(s) && s.Place.Phase.Turn() == dispute.Provider
		})
		move, err := defence.Move(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := mal.Chain.PlayDispute(ctx, r.ID, move, r.Fault); err != nil {
			t.Logf("after %d moves mallory cannot show her number: %v", r.Moves, err)
			break
		}
	}
	if list, err := w.Eyes.Disputes(ctx); err != nil || len(list) != 1 || len(deaths.ahead()) != 0 {
		t.Errorf("%d disputes, want one whatever carol went through; she was not at %v (%v)", len(list), deaths.ahead(), err)
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*24*3600); err != nil {
		t.Fatal(err)
	}
	eventually(t, "mallory is convicted", func() bool { return find() && r.Outcome == dispute.Convicted })
	if stake, err := w.Eyes.StakeOf(ctx, mal.Key.Address()); err != nil || !stake.Total.IsZero() {
		t.Errorf("mallory's stake: %+v, %v", stake, err)
	}
	balance := func(who job.Address) job.Amount {
		units, err := w.Eyes.Balance(ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		return units
	}
	const before = 1_000_000_000
	eventually(t, "carol has her costs", func() bool { return balance(carol.Key.Address()) == job.Units(before+100_000) })
	eventually(t, "alice's payment is shown", func() bool {
		c, err := w.Eyes.Case(ctx, mal.Key.Address(), 1)
		return err == nil && c.Backed == b.Receipt.Amount
	})
	had := balance(alice.Payer.Address())
	if _, err := w.Eyes.IncreaseTime(ctx, dispute.ClaimWindow); err != nil {
		t.Fatal(err)
	}
	eventually(t, "carol has the tenth", func() bool { return balance(carol.Key.Address()) == job.Units(before+100_000+5_000_000) })
	eventually(t, "alice is refunded", func() bool { return balance(alice.Payer.Address()) == had.Add(b.Receipt.Amount) })
	if owed, err := w.Eyes.Owed(ctx, carol.Key.Address()); err != nil || !owed.IsZero() {
		t.Errorf("carol's bond is not fetched: %s, %v", owed, err)
	}
	eventually(t, "carol is done", func() bool {
		list, err := carol.Reports(ctx)
		return err == nil && len(list) == 1 && list[0].State == node.WatchDone
	})
}

// mortal lets a watchtower die at one checkpoint after the other: whoever comes there goes no further, as after a kill.
type mortal struct {
	mu    sync.Mutex
	left  []string
	died  chan string
	clock atomic.Int64 // seconds that its clock is ahead
}

// ahead are the checkpoints that it has not come to.
func (m *mortal) ahead() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.left
}

func (m *mortal) change(s *node.Setting) {
	s.Now = func() time.Time { return time.Now().Add(time.Duration(m.clock.Load()) * time.Second) }
	s.Checkpoint = func(name string) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if len(m.left) > 0 && name == "watchtower:"+m.left[0] {
			m.died <- m.left[0]
			m.left = m.left[1:]
			runtime.Goexit()
		}
	}
}

// Bob signs two answers for one request. Nobody recomputes anything: whoever sees both has the proof.
func TestAttackTwoAnswersForOneRequestMeetAWatchtower(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	carol := w.Carol(t, node.WatchConfig{Share: 0})
	policy := testkit.Policy()
	policy.Watchers, policy.Post = []node.WatcherAt{carol.At}, testkit.Post
	alice := w.Alice(t, policy)
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	b := receiptOf(t, alice, ask(t, alice, q).Request)
	eventually(t, "carol has the bundle", func() bool {
		list, err := carol.Reports(ctx)
		return err == nil && len(list) == 1
	})
	send := func(b job.Bundle) error {
		raw, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := node.SealBundle(carol.At.Key, raw)
		if err != nil {
			t.Fatal(err)
		}
		return testkit.Post(ctx, carol.At.Endpoint, sealed)
	}
	if err := send(b); err != nil {
		t.Errorf("the same bundle again: %v", err)
	}
	forged := b
	forged.Output = slices.Clone(b.Output)
	forged.Output[0] ^= 1
	if err := send(forged); !isInvalid(err, "bad_bundle") {
		t.Errorf("tokens that the receipt does not sign: %v", err)
	}
	receipt := *b.Receipt
	var err error
	if receipt.Output, err = trace.TokensRoot(trace.Output, forged.Output); err != nil {
		t.Fatal(err)
	}
	forged.Receipt = &receipt
	if forged.Signed, err = bob.Key.Sign(receipt.Digest(w.Eyes.AssayDomain())); err != nil {
		t.Fatal(err)
	}
	if err := send(forged); err != nil {
		t.Fatal(err)
	}
	eventually(t, "bob's stake is lost", func() bool {
		stake, err := w.Eyes.StakeOf(ctx, bob.Key.Address())
		return err == nil && stake.Total.IsZero()
	})
	for name, s := range map[string]job.Sealed{"nothing": {}, "noise": {Sealed: make([]byte, 500)}, "too much": {Sealed: make([]byte, job.MaxSealedBytes+1)}} {
		if err := carol.Take(ctx, s); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// Mallory cheats in every way that ends in a signed receipt, each time as another provider. Alice checks signatures only. Whatever the cheat, carol takes it to the contract,
// in one move where the statements contradict each other and else in a dispute, and the stake behind it is lost.
func TestAttackEveryCheatMeetsAWatchtower(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	carol := w.Carol(t, node.WatchConfig{Share: 1000})
	policy := testkit.Policy()
	policy.CheckShare, policy.Watchers, policy.Post = 0, []node.WatcherAt{carol.At}, testkit.Post
	policy.MaxLocked = job.Units(50_000_000)
	alice := w.Alice(t, policy)
	cheats := map[mallory.Cheat]*testkit.Seller{}
	for _, cheat := range []mallory.Cheat{
		mallory.ForgedToken, mallory.ChangedWeight, mallory.SlippedPrompt, mallory.Temperature, mallory.LateSeed,
		mallory.Overbilling, mallory.Overcharging, mallory.Overlong, mallory.EarlyStop,
	} {
		cheats[cheat] = w.Mallory(t, cheat)
		q := insist(testkit.Ask("pay carol 12.50 dollars"), cheats[cheat].Agent())
		if cheat == mallory.Temperature {
			q = insist(testkit.Ask("what is a receipt?"), cheats[cheat].Agent())
			q.Sampling.Temperature = 700
		}
		if cheat != mallory.Overlong { // who may not go on after an order's end
			q.MaxTokens = 6 // one chunk: its first statement is its receipt
		}
		if _, err := alice.Complete(ctx, q, nil); err != nil {
			t.Logf("%s: alice sees by herself: %v", cheat, err)
		}
	}
	eventually(t, "carol knows of all of them", func() bool {
		list, err := carol.Reports(ctx)
		return err == nil && len(list) == len(cheats) && !slices.ContainsFunc(list, func(r node.WatchReport) bool { return r.State != node.WatchWrong })
	})
	var disputed []dispute.Record
	eventually(t, "carol has accused all of them", func() bool {
		var err error
		disputed, err = w.Eyes.Disputes(ctx)
		return err == nil && len(disputed) == len(cheats)
	})
	in := map[bool]int{}
	for _, r := range disputed {
		in[r.Leaves == 0]++
	}
	if in[false] != 4 {
		t.Errorf("%d disputes and %d proofs in one move, want 4 and 5", in[false], in[true])
	}
	if _, err := w.Eyes.IncreaseTime(ctx, 2*24*3600); err != nil { // nobody defends a lie of mallory's
		t.Fatal(err)
	}
	for cheat, mal := range cheats {
		eventually(t, string(cheat)+" costs the stake", func() bool {
			stake, err := w.Eyes.StakeOf(ctx, mal.Key.Address())
			return err == nil && stake.Total.IsZero()
		})
	}
}

func isInvalid(err error, code string) bool {
	f, ok := errors.AsType[*job.Fault](err)
	return ok && f.Code == code
}
