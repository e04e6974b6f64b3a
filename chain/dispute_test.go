package chain

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

func smallModel(t testing.TB) *model.Model {
	t.Helper()
	file := must[[]byte](t)(modeltest.GGUF(modeltest.Config{Seed: 41, Arch: "qwen2",
		Shape: modeltest.Shape{Dim: 276, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 6, FFN: 22, Vocab: 270, Context: 600}}))
	return must[*model.Model](t)(model.Import(bytes.NewReader(file), int64(len(file)), nil))
}

// register makes a model judgeable.
func register(t testing.TB, c *Client, m *model.Model) {
	t.Helper()
	leaves := make([][]byte, m.Leaves())
	for i := range leaves {
		leaves[i] = m.Leaf(i)
	}
	o := must[trace.Opening](t)(trace.Open(trace.Model, leaves, 0))
	must[job.Tx](t)(c.RegisterModel(t.Context(), leaves[0], o.Siblings[:trace.Siblings(uint64(len(leaves)))]))
}

// answered is what a provider signed, and how it came to it.
type answered struct {
	job.Statements
	traced engine.Traced
}

var salt byte

// answer lets a model answer, and the provider sign. bend may change the tokens before.
func answer(t testing.TB, provider *Client, m *model.Model, root job.Hash, bend func([]uint32)) answered {
	t.Helper()
	salt++
	now := must[job.Head](t)(provider.Head(t.Context())).Time
	nonce := job.Hash{0x90, salt}
	a := engine.Traced{Prompt: []uint32{1, 262, 263, 264}, Sampling: exact.Sampling{Temperature: 700, TopP: 1000}, Bias: []exact.Bias{{Token: 7, Bias: 1500}, {Token: 9, Bias: -300}}}
	r := job.Request{
		Model: root, Prompt: must[job.Hash](t)(trace.TokensRoot(trace.Prompt, a.Prompt)), PromptTokens: 4, MaxTokens: 4, Lane: job.LaneExact,
		Sampling: job.Sampling{Temperature: 700, TopP: 1000}, PriceLimit: job.Units(1000), Commitment: job.Commit(nonce), Time: now,
	}
	r.Constrain(job.Constraints{Bias: []job.TokenBias{{Token: 7, Bias: 1500}, {Token: 9, Bias: -300}}})
	id := r.Digest(provider.AssayDomain())
	a.Seed = job.Seed(nonce, id)
	_, err := engine.New(m, engine.Options{Threads: 1}).Generate(t.Context(), a.Prompt, engine.Params{Sampling: a.Sampling, Bias: a.Bias, Seed: a.Seed, MaxTokens: 4}, func(tok uint32) error {
		a.Output = append(a.Output, tok)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if bend != nil {
		bend(a.Output)
	}
	c := job.Receipt{
		Request: id, Output: must[job.Hash](t)(trace.TokensRoot(trace.Output, a.Output)), Count: uint32(len(a.Output)), Amount: job.Units(1000), Nonce: nonce,
		Finish: job.FinishLength, Started: now * 1000, Finished: now * 1000,
	}
	return answered{job.Statements{Request: r, Receipt: c, Signature: must[job.Signature](t)(provider.key.Sign(c.Digest(provider.AssayDomain())))}, a}
}

func prove(t testing.TB, m *model.Model, a answered) *engine.Prover {
	t.Helper()
	return must[*engine.Prover](t)(engine.New(m, engine.Options{Threads: 1}).NewProver(context.WithoutCancel(t.Context()), a.traced, engine.ProverOptions{StreamBytes: 1 << 20}))
}

// players are the two sides of a dispute, and how they play.
type players struct {
	provider, challenger *Client
	defence              dispute.Defence
	attack               func(dispute.State, dispute.Posted) (dispute.Move, error)
}

// play makes moves until the dispute is over or nobody can make one that holds. before may be nil.
func (p players) play(t testing.TB, id uint64, before func(moves int)) (dispute.Record, error) {
	t.Helper()
	ctx := t.Context()
	for moves := 0; ; {
		if before != nil {
			before(moves)
		}
		rec, ok := recordOf(t, p.challenger, id)
		state := must[dispute.State](t)(p.challenger.Dispute(ctx, id))
		if ok && rec.Outcome != 0 && state.Place.Phase == dispute.Over {
			return rec, nil
		}
		if !ok || !rec.Shows(state) {
			time.Sleep(20 * time.Millisecond) // the chain is being reorganised
			continue
		}
		who, move, err := p.provider, dispute.Move(nil), error(nil)
		if state.Place.Phase.Turn() == dispute.Provider {
			p.defence.Claim, p.defence.Fault = rec.Claim, rec.Fault.Hash()
			move, err = p.defence.Move(state)
		} else {
			who = p.challenger
			move, err = p.attack(state, rec.Shown)
		}
		if err != nil {
			return rec, err
		}
		if _, err := who.PlayDispute(ctx, id, move, rec.Fault); err != nil {
			return rec, err
		}
		moves++
	}
}

func recordOf(t testing.TB, c *Client, id uint64) (dispute.Record, bool) {
	t.Helper()
	for _, r := range must[[]dispute.Record](t)(c.Disputes(t.Context())) {
		if r.ID == id {
			return r, true
		}
	}
	return dispute.Record{}, false
}

// against is the honest challenger.
func against(p *engine.Prover) dispute.Attack {
	at := dispute.Attack{Program: p.Claim(), Trace: p}
	if end := p.End(); end.Wrong {
		at.Contradiction = &dispute.Number{Leaf: end.Contradiction}
	}
	return at
}

// A false answer loses its provider's stake, a true one its accuser's bond; what everybody is owed arrives.
func TestDisputesOnARealChain(t *testing.T) {
	ctx := t.Context()
	alice, bob := person(t), person(t)
	honest, forged := smallModel(t), smallModel(t)
	forged.Layers[1].Down.Panels[5]++
	root := honest.Root()
	lie := answer(t, bob, forged, root, nil)
	if _, _, err := alice.OpenDispute(ctx, lie.Statements, job.Amount{}); !isFault(err, job.FaultConflict) || !strings.Contains(err.Error(), "UnknownModel") {
		t.Errorf("a model that nobody registered: %v", err)
	}
	register(t, alice, honest)
	if !must[bool](t)(bob.ModelRegistered(ctx, root)) {
		t.Fatal("the model is not registered")
	}
	if _, _, err := alice.OpenDispute(ctx, lie.Statements, job.Amount{}); !strings.Contains(err.Error(), "NothingAtStake") {
		t.Errorf("nothing at stake: %v", err)
	}
	must[[]job.Tx](t)(bob.Stake(ctx, dollars(50)))
	if cover := must[job.Amount](t)(alice.Cover(ctx, bob.Address())); cover != dollars(5) {
		t.Errorf("cover %s", cover)
	}

	true_ := answer(t, bob, honest, root, nil)
	prover := prove(t, honest, true_)
	id, _, err := alice.OpenDispute(ctx, true_.Statements, disputeCosts)
	if err != nil {
		t.Fatal(err)
	}
	rec, _ := recordOf(t, bob, id)
	if read := must[dispute.Reading](t)(bob.ReadClaim(ctx, true_.Statements)); read.Provider != bob.Address() || read.Fault != rec.Fault || !bytes.Equal(read.Claim, rec.Claim) ||
		rec.Fault.Subject != true_.Request.Digest(bob.AssayDomain()) || rec.Covered != disputeCosts || read.Leaves != rec.Leaves {
		t.Errorf("read %+v, opened %+v", read, rec)
	}
	if d := must[job.StakeDisputes](t)(bob.StakeDisputes(ctx, bob.Address())); d.Open != 1 || d.FrozenUntil == 0 {
		t.Errorf("the stake: %+v", d)
	}
	whim := func(s dispute.State, _ dispute.Posted) (dispute.Move, error) { // picks what it likes
		return dispute.Pick{Node: s.Node, Choice: uint16(s.Place.Level % 2)}, nil
	}
	rec, err = players{bob, alice, dispute.Defence{Program: prover.Claim(), Trace: prover}, whim}.play(t, id, nil)
	if err != nil || rec.Outcome != dispute.Shown {
		t.Fatalf("a true answer ends as %d, %v", rec.Outcome, err)
	}
	half, _ := job.AmountFromBig(rec.Bond.MulDivUp(1, 1).Big().Rsh(rec.Bond.Big(), 1))
	if got := must[job.Amount](t)(bob.Owed(ctx, bob.Address())); got != half {
		t.Errorf("bob is owed %s of a bond of %s", got, rec.Bond)
	}
	must[job.Tx](t)(bob.WithdrawOwed(ctx, bob.Address()))
	must[job.Tx](t)(alice.BurnOwed(ctx))

	told, truth := prove(t, forged, lie), prove(t, honest, lie)
	if id, _, err = alice.OpenDispute(ctx, lie.Statements, disputeCosts); err != nil {
		t.Fatal(err)
	}
	rec, err = players{bob, alice, dispute.Defence{Program: told.Claim(), Trace: told}, against(truth).Move}.play(t, id, nil)
	if err == nil || !strings.Contains(err.Error(), "BadEvidence") { // her weight is not below the model's root
		t.Fatalf("a lie: %v", err)
	}
	out := dispute.Convict{Claim: job.Keccak(rec.Claim), Fault: rec.Fault.Hash()}
	if _, err := alice.PlayDispute(ctx, id, out, rec.Fault); !strings.Contains(err.Error(), "StillTime") {
		t.Errorf("before bob's time is over: %v", err)
	}
	must[uint64](t)(alice.IncreaseTime(ctx, 5*24*3600))
	must[job.Tx](t)(alice.PlayDispute(ctx, id, out, rec.Fault))
	if rec, _ = recordOf(t, bob, id); rec.Outcome != dispute.Convicted || !must[bool](t)(bob.Proven(ctx, bob.Address(), rec.Fault.Subject)) {
		t.Errorf("ended as %d", rec.Outcome)
	}
	if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); !got.Total.IsZero() {
		t.Errorf("bob's stake: %+v", got)
	}
	if got := must[job.Amount](t)(alice.Owed(ctx, alice.Address())); got != rec.Bond {
		t.Errorf("alice is owed %s, her bond was %s", got, rec.Bond)
	}
	if got := must[job.Amount](t)(alice.Credit(ctx, alice.Address())); got != disputeCosts {
		t.Errorf("alice's costs: %s", got)
	}
	must[uint64](t)(alice.IncreaseTime(ctx, 22*24*3600))
	must[job.Tx](t)(alice.CloseCase(ctx, bob.Address(), 1))
	if got := must[job.StakeCase](t)(alice.Case(ctx, bob.Address(), 1)); !got.Closed || got.First != alice.Address() || got.Seized != dollars(50) {
		t.Errorf("case %+v", got)
	}
	before := must[job.Amount](t)(alice.Balance(ctx, alice.Address()))
	must[job.Tx](t)(alice.Collect(ctx, alice.Address()))
	if got := must[job.Amount](t)(alice.Balance(ctx, alice.Address())); got != before.Add(disputeCosts).Add(dollars(5)) {
		t.Errorf("alice collected up to %s from %s", got, before)
	}
}

// Contradictions fall in one move, whoever knows of them.
func TestContradictionsAreProvenInOneMove(t *testing.T) {
	ctx := t.Context()
	alice, bob, carol := person(t), person(t), person(t)
	m := smallModel(t)
	must[[]job.Tx](t)(bob.Stake(ctx, dollars(50)))
	must[[]job.Tx](t)(carol.Stake(ctx, dollars(50)))
	sign := func(by *Client, r job.Receipt) job.Signature {
		return must[job.Signature](t)(by.key.Sign(r.Digest(by.AssayDomain())))
	}
	one := answer(t, bob, m, m.Root(), nil).Statements
	other := one.Receipt
	other.Output[0] ^= 1
	p := job.Proof{Kind: job.TwoAnswers, Statements: one, Other: one.Receipt, OtherSignature: one.Signature}
	if _, err := alice.ProveContradiction(ctx, p); !isFault(err, job.FaultConflict) || !strings.Contains(err.Error(), "NoContradiction") {
		t.Errorf("the same answer twice: %v", err)
	}
	p.Other, p.OtherSignature = other, sign(bob, other)
	if txs := must[[]job.Tx](t)(alice.ProveContradiction(ctx, p)); len(txs) != 2 {
		t.Errorf("%d transactions", len(txs))
	}
	if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); !got.Total.IsZero() {
		t.Errorf("two answers signed: bob still has %s", got.Total)
	}
	dear := answer(t, carol, m, m.Root(), nil).Statements
	if kind := dear.Contradicts(); kind != 0 {
		t.Errorf("an honest receipt contradicts its request: %d", kind)
	}
	dear.Receipt.Amount = job.Units(1001)
	dear.Signature = sign(carol, dear.Receipt)
	must[[]job.Tx](t)(alice.ProveContradiction(ctx, job.Proof{Kind: dear.Contradicts(), Statements: dear}))
	if got := must[job.Stake](t)(alice.StakeOf(ctx, carol.Address())); !got.Total.IsZero() {
		t.Errorf("more money than the request allows: carol still has %s", got.Total)
	}
	found := 0
	for _, r := range must[[]dispute.Record](t)(carol.Disputes(ctx)) {
		if (r.Provider == bob.Address() || r.Provider == carol.Address()) && r.Challenger == alice.Address() && r.Outcome == dispute.Convicted && !r.Fault.Subject.IsZero() {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d of 2 convictions are listed", found)
	}
}

// In the middle of a dispute the chain is reorganised again and again, deeper than the dispute is old. Both sides read on and the game ends as it must.
func TestAttackReorgInTheMiddleOfADispute(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	defer d.Close()
	ctx := t.Context()
	alice, bob := personAt(t, d.URL(), Options{PollInterval: 20 * time.Millisecond}), personAt(t, d.URL(), Options{PollInterval: 20 * time.Millisecond})
	must[job.Contracts](t)(Deploy(ctx, d.URL(), alice.key, nil))
	m := smallModel(t)
	register(t, alice, m)
	must[[]job.Tx](t)(bob.Stake(ctx, dollars(50)))
	lie := answer(t, bob, m, m.Root(), func(out []uint32) { out[2] ^= 1 })
	truth := prove(t, m, lie)
	id, _, err := alice.OpenDispute(ctx, lie.Statements, job.Amount{})
	if err != nil {
		t.Fatal(err)
	}
	reorgs := 0
	rec, err := players{bob, alice, dispute.Defence{Program: truth.Claim(), Trace: truth}, against(truth).Move}.play(t, id, func(moves int) {
		if moves >= 2 && reorgs < 4 && moves > reorgs {
			reorgs++
			if err := d.Reorg(uint64(1 + 2*reorgs)); err != nil {
				t.Fatal(err)
			}
		}
	})
	if err == nil || !strings.Contains(err.Error(), "WrongNumber") || reorgs != 4 {
		t.Fatalf("after %d reorgs: %v", reorgs, err)
	}
	fresh := must[*Client](t)(Dial(ctx, d.URL(), nil, Options{}))
	defer fresh.Close()
	again, ok := recordOf(t, fresh, id)
	if now, _ := recordOf(t, alice, id); !ok || now.Moves != again.Moves || !bytes.Equal(now.Claim, again.Claim) || now.Shown.Children != again.Shown.Children {
		t.Errorf("alice reads %d moves, who comes new reads %d", now.Moves, again.Moves)
	}
	must[uint64](t)(alice.IncreaseTime(ctx, 5*24*3600))
	must[job.Tx](t)(alice.PlayDispute(ctx, id, dispute.Convict{Claim: job.Keccak(rec.Claim), Fault: rec.Fault.Hash()}, rec.Fault))
	if err := d.Reorg(1); err != nil { // the conviction itself
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if rec, _ := recordOf(t, alice, id); rec.Outcome == dispute.Convicted {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the conviction is lost")
		}
	}
	if err := d.Reorg(0); err == nil || errors.Is(err, context.Canceled) {
		t.Error("a reorg of nothing is accepted")
	}
}
