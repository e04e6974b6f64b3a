package engine_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// What a prover shows is what the game of package dispute asks for.
var (
	_ dispute.Trace   = (*engine.Prover)(nil)
	_ dispute.Program = (*trace.Claim)(nil)
)

var (
	challenger = job.Address{0xa1}
	provider   = job.Address{0xb0}
	fault      = job.Hash{1}
)

// playDispute plays until the dispute is decided. The provider moves as long as the rules let it; then its time runs out.
func playDispute(t *testing.T, p *engine.Prover, pick func(dispute.State, dispute.Posted) (dispute.Move, error)) (dispute.Outcome, dispute.Place) {
	t.Helper()
	const start = 1_800_000_000
	c := p.Claim()
	terms := []byte("the claim")
	s, err := dispute.Open(c, provider, challenger, dispute.Terms(terms, fault), dispute.BondFor(c.Leaves(), job.Units(1)), job.Units(1), start)
	if err != nil {
		t.Fatal(err)
	}
	d := dispute.Defence{Program: c, Trace: p, Claim: terms, Fault: fault}
	var shown dispute.Posted
	for s.Outcome == 0 {
		by := provider
		move := d.Move
		if s.Place.Phase.Turn() == dispute.Challenger {
			by, move = challenger, func(s dispute.State) (dispute.Move, error) { return pick(s, shown) }
		}
		m, err := move(s)
		if err == nil {
			var after dispute.State
			if after, err = dispute.Play(c, s, by, s.Place.MovedAt, m); err == nil {
				step := dispute.Step{Program: c, Before: s, After: after, By: by, At: s.Place.MovedAt, Move: m}
				if err := step.Check(); err != nil {
					t.Fatal(err)
				}
				s = after
			}
		}
		switch m := m.(type) {
		case dispute.Commit:
			shown.Children = m.Children
		case dispute.Post:
			shown.Children = m.Children
		case dispute.Reveal:
			shown.Data = m.Data
		case dispute.Split:
			shown.Sums = m.Sums
		}
		switch {
		case err != nil && by == provider:
			t.Logf("at leaf %d, element %d, the provider cannot show: %v", s.Place.Leaf, s.Place.Element, err)
			return dispute.Convicted, s.Place
		case err != nil:
			if !errors.Is(err, dispute.ErrNoDifference) {
				t.Fatal(err)
			}
			return dispute.Forfeited, s.Place
		}
	}
	return s.Outcome, s.Place
}

func importModel(t *testing.T, c modeltest.Config) *model.Model {
	t.Helper()
	b, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(b), int64(len(b)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func proverOf(t *testing.T, m *model.Model, a engine.Traced) *engine.Prover {
	t.Helper()
	p, err := engine.New(m, engine.Options{Threads: 2}).NewProver(context.Background(), a, engine.ProverOptions{StreamBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDisputesAboutAnswers plays whole games: about true answers with whatever picks, about the answer of a forged model, and about a token that the model does not
// draw, with a trace that hides it and with one that does not.
func TestDisputesAboutAnswers(t *testing.T) {
	config := modeltest.Config{Seed: 41, Arch: "qwen2", Shape: modeltest.Shape{Dim: 276, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 6, FFN: 22, Vocab: 270, Context: 600}}
	honest, forged := importModel(t, config), importModel(t, config)
	forged.Layers[1].Down.Panels[5]++ // one weight, by one
	a := engine.Traced{Prompt: []uint32{1, 262, 263, 264}, Sampling: exact.Sampling{Temperature: 900, TopK: 50, TopP: 950, Repeat: 1100}}
	answer := func(m *model.Model) engine.Traced {
		out := a
		_, err := engine.New(m, engine.Options{}).Generate(context.Background(), a.Prompt, engine.Params{Sampling: a.Sampling, MaxTokens: 4}, func(tok uint32) error {
			out.Output = append(out.Output, tok)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}

	random := rand.New(rand.NewPCG(1, 2))
	true1 := proverOf(t, honest, answer(honest))
	outcomes := map[dispute.Outcome]int{}
	for range 40 {
		outcome, at := playDispute(t, true1, func(s dispute.State, shown dispute.Posted) (dispute.Move, error) {
			choices := 64
			switch s.Place.Phase {
			case dispute.Child: // only where there is something
				choices = 1 + int(min(63, (s.Leaves-1)>>(6*(s.Place.Rounds-s.Place.Level-1))-s.Place.Leaf<<6))
			case dispute.Element:
				choices, _ = true1.Claim().Elements(s.Place.Leaf)
			case dispute.Part:
				choices = true1.Claim().Parts(s.Place.Leaf, int(s.Place.Element))
			}
			return dispute.Pick{Node: s.Node, Choice: uint16(random.IntN(max(1, choices)))}, nil
		})
		outcomes[outcome]++
		if outcome == dispute.Convicted {
			t.Fatalf("an honest provider loses at %+v", at)
		}
	}
	t.Logf("a true answer, picked at random: %v", outcomes)
	attack := func(p *engine.Prover) dispute.Attack {
		at := dispute.Attack{Program: p.Claim(), Trace: p}
		if end := p.End(); end.Wrong {
			at.Contradiction = &dispute.Number{Leaf: end.Contradiction}
		}
		return at
	}
	if outcome, _ := playDispute(t, true1, attack(proverOf(t, honest, answer(honest))).Move); outcome != dispute.Forfeited {
		t.Errorf("a challenger without a case: outcome %d", outcome)
	}

	lie := answer(forged)
	if outcome, at := playDispute(t, proverOf(t, forged, lie), attack(proverOf(t, honest, lie)).Move); outcome != dispute.Convicted {
		t.Errorf("a forged weight: outcome %d at %+v", outcome, at)
	}
	lie = answer(honest)
	lie.Output = slices.Clone(lie.Output)
	lie.Output[2] ^= 1
	if outcome, at := playDispute(t, proverOf(t, honest, lie), attack(proverOf(t, honest, lie)).Move); outcome != dispute.Convicted {
		t.Errorf("another token, and the true trace: outcome %d at %+v", outcome, at)
	}
	if outcome, at := playDispute(t, proverOf(t, forged, lie), attack(proverOf(t, honest, lie)).Move); outcome != dispute.Convicted {
		t.Errorf("another token, and a false trace: outcome %d at %+v", outcome, at)
	}
}
