package engine

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// heldTrace keeps all leaves, and gives them to cells.
type heldTrace struct {
	t      testing.TB
	m      *model.Model
	answer Traced
	claim  *trace.Claim
	leaves [][]byte
	came   []bool
	end    TraceEnd
}

func (h *heldTrace) Wants(uint64, uint64) TraceWant  { return WantData }
func (h *heldTrace) Hashes(uint64, []job.Hash) error { return nil }

func (h *heldTrace) Data(first uint64, leaves [][]byte) error {
	for i, b := range leaves {
		at := first + uint64(i)
		if h.came[at] {
			return fmt.Errorf("leaf %d came a second time", at)
		}
		h.leaves[at], h.came[at] = slices.Clone(b), true
	}
	return nil
}

func (h *heldTrace) Leaf(index uint64) []byte { return h.leaves[index] }

func (h *heldTrace) Token(i uint64) uint32 {
	if n := uint64(len(h.answer.Prompt)); i >= n {
		return h.answer.Output[i-n]
	}
	return h.answer.Prompt[i]
}

func (h *heldTrace) Exponent(t trace.TensorID) int32 {
	e, _ := h.m.Tensor(int(t))
	return e
}

func (h *heldTrace) TensorLeaf(t trace.TensorID, leaf uint64) []byte {
	b, err := h.m.TensorLeaf(int(t), leaf)
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

func (h *heldTrace) Bias(token uint32) int32 {
	for _, b := range h.answer.Bias {
		if b.Token == token {
			return b.Bias
		}
	}
	return 0
}

// holdTrace computes a whole trace.
func holdTrace(t testing.TB, e *Engine, a Traced) *heldTrace {
	t.Helper()
	c, err := e.TraceClaim(a)
	if err != nil {
		t.Fatal(err)
	}
	n := c.Layout().Leaves()
	h := &heldTrace{t: t, m: e.Model(), answer: a, claim: c, leaves: make([][]byte, n), came: make([]bool, n)}
	if h.end, err = e.Trace(context.Background(), a, h, nil); err != nil {
		t.Fatal(err)
	}
	return h
}

// checkCells compares every step-th element with its cell, and every leaf with the layout.
func (h *heldTrace) checkCells(step int) {
	h.t.Helper()
	h.check(func(leaf, e int, _ trace.Place) bool { return (leaf*31+e)%step == 0 || e == 0 })
}

// check is checkCells of the elements that are chosen.
func (h *heldTrace) check(chosen func(leaf, e int, p trace.Place) bool) {
	h.t.Helper()
	l := h.claim.Layout()
	checked, wrong := 0, map[trace.Op]int{}
	seen := map[trace.Op]bool{}
	for i, data := range h.leaves {
		if !h.came[i] {
			h.t.Fatalf("leaf %d of %d never came", i, len(h.leaves))
		}
		p, _ := l.Place(uint64(i))
		count, width := l.Elements(p)
		if (data == nil) != (count == 0) || len(data) != count*width {
			h.t.Fatalf("leaf %d, %v, has %d bytes, want %d elements of %d", i, p, len(data), count, width)
		}
		seen[p.Op] = true
		for e := range count {
			if !chosen(i, e, p) {
				continue
			}
			got, err := h.claim.Compute(p, e, data, h)
			if err != nil {
				h.t.Fatal(err)
			}
			checked++
			if want := data[e*width : (e+1)*width]; !bytes.Equal(got, want) {
				if wrong[p.Op]++; wrong[p.Op] <= 2 {
					h.t.Errorf("element %d of leaf %d, %v, is %x, its cell gives %x", e, i, p, want, got)
				}
			}
		}
	}
	for o := trace.OpRotation; o <= trace.OpToken; o++ {
		if l.Has(o) && !seen[o] {
			h.t.Errorf("no leaf of %v", o)
		}
	}
	h.t.Logf("%d leaves, %d elements computed", len(h.leaves), checked)
}

// traceSampling are parameters with every combination of what leaves a trace of its own.
func traceSampling(vocab int) (all []Traced) {
	for mask := range 64 {
		var a Traced
		s := exact.Sampling{TopP: 1000, Repeat: 1000}
		if mask&1 != 0 {
			s.Temperature = 800
		}
		if mask&2 != 0 {
			s.TopK = 40
		}
		if mask&4 != 0 {
			s.TopP = 900
		}
		if mask&8 != 0 {
			s.MinP = 20
		}
		if mask&16 != 0 {
			s.Repeat, s.Frequency, s.Presence = 1300, 200, -150
		}
		if mask&32 != 0 {
			a.Bias = []exact.Bias{{Token: 3, Bias: -5000}, {Token: 200, Bias: 4000}, {Token: uint32(vocab - 1), Bias: 1500}}
		}
		if mask&1 == 0 && mask&14 != 0 {
			continue // greedy ignores them
		}
		a.Sampling, a.Seed = s, [32]byte{byte(mask), 7}
		all = append(all, a)
	}
	return all
}

// tracedAnswer generates the output of a.
func tracedAnswer(t testing.TB, e *Engine, a Traced, n int) Traced {
	t.Helper()
	p := Params{Sampling: a.Sampling, Seed: a.Seed, Bias: a.Bias, MaxTokens: n}
	a.Output, _ = generate(t, e, a.Prompt, p)
	return a
}

var tinyShape = modeltest.Shape{Dim: 20, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 6, FFN: 22, Vocab: 270, Context: 600}

func TestEveryNumberOfATraceIsItsCell(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 11, Shape: tinyShape})
	e := New(m, Options{Threads: 2})
	for _, a := range traceSampling(tinyShape.Vocab) {
		a.Prompt = []uint32{1, 262, 263}
		a = tracedAnswer(t, e, a, 4)
		h := holdTrace(t, e, a)
		h.checkCells(1)
		if !slices.Equal(h.end.Drawn, a.Output) || h.end.Wrong {
			t.Errorf("%+v: the trace draws %v, the engine %v", a.Sampling, h.end.Drawn, a.Output)
		}
		if t.Failed() {
			return
		}
	}
}

func TestTraceOfEveryArchitecture(t *testing.T) {
	for _, c := range []struct {
		config modeltest.Config
		prompt int
		step   int
	}{
		{modeltest.Config{Seed: 1}, 40, 3},
		{modeltest.Config{Seed: 2, Arch: "qwen2", Tied: true}, 20, 3},
		{modeltest.Config{Seed: 3, Arch: "qwen3"}, 20, 3},
		{modeltest.Config{Seed: 4, Outlier: 1000, Bias: true}, 20, 3},
		{modeltest.Config{Seed: 5, Type: gguf.Q8_0, Tied: true, Shape: modeltest.Shape{Dim: 320, Layers: 2, Heads: 10, KVHeads: 5, FFN: 608, Vocab: 300, Context: 96}}, 20, 29},
		{modeltest.Config{Seed: 6, Arch: "qwen3", Shape: modeltest.Shape{Dim: 34, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 10, FFN: 40, Vocab: 262, Context: 900}}, 530, 97},
	} {
		m, _ := makeModel(t, c.config)
		e := New(m, Options{Threads: 2})
		a := Traced{Prompt: randomTokens(c.prompt, int(m.Header().Vocab), 3), Sampling: exact.Sampling{Temperature: 900, TopK: 50, TopP: 950, Repeat: 1100}, Seed: [32]byte{5}}
		a = tracedAnswer(t, e, a, 6)
		h := holdTrace(t, e, a)
		h.checkCells(c.step)
		if !slices.Equal(h.end.Drawn, a.Output) {
			t.Errorf("%+v: the trace draws %v, the engine %v", c.config, h.end.Drawn, a.Output)
		}
	}
}

// TestFoldsOfManyLeaves has more than 16 chunks of everything that is folded: the stream, the feed-forward layer, the vocabulary, the positions.
func TestFoldsOfManyLeaves(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 7, Type: gguf.Q8_0, Tied: true, Shape: modeltest.Shape{Dim: 2112, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 16, FFN: 2112, Vocab: 2300, Context: 16}})
	e := New(m, Options{Threads: 2})
	a := tracedAnswer(t, e, Traced{Prompt: []uint32{1, 7}, Sampling: exact.Sampling{Temperature: 900, TopK: 50, TopP: 950, Presence: 300}}, 2)
	h := holdTrace(t, e, a)
	h.checkCells(211)
	if !slices.Equal(h.end.Drawn, a.Output) {
		t.Errorf("the trace draws %v, the engine %v", h.end.Drawn, a.Output)
	}

	const positions = 2100
	m, _ = makeModel(t, modeltest.Config{Seed: 8, Shape: modeltest.Shape{Dim: 4, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 2, FFN: 4, Vocab: 262, Context: positions + 2}})
	e = New(m, Options{Threads: 2})
	a = tracedAnswer(t, e, Traced{Prompt: randomTokens(positions, 262, 4), Sampling: exact.Greedy}, 1)
	h = holdTrace(t, e, a)
	h.check(func(leaf, e int, p trace.Place) bool {
		switch p.Op {
		case trace.OpScorePeaks, trace.OpMasses:
			return p.Row >= 2040 && p.Row%7 == 0
		}
		return (leaf*31+e)%4999 == 0
	})
	if !slices.Equal(h.end.Drawn, a.Output) {
		t.Errorf("after %d positions the trace draws %v, the engine %v", positions, h.end.Drawn, a.Output)
	}
}
