package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// treeOf is the Merkle tree of a held trace.
func (h *heldTrace) treeOf() *trace.Tree {
	h.t.Helper()
	tree, err := trace.NewTree(uint64(len(h.leaves)), 1)
	if err != nil {
		h.t.Fatal(err)
	}
	for i, b := range h.leaves {
		if err := tree.Put(uint64(i), []job.Hash{trace.LeafHash(b)}); err != nil {
			h.t.Fatal(err)
		}
	}
	if _, err := tree.Root(); err != nil {
		h.t.Fatal(err)
	}
	return tree
}

func (h *heldTrace) hashes(first, count uint64) (out []job.Hash) {
	for _, b := range h.leaves[first : first+count] {
		out = append(out, trace.LeafHash(b))
	}
	return out
}

// firstDifference walks down both trees to the leftmost leaf in which they differ.
func firstDifference(t testing.TB, a, b *heldTrace) uint64 {
	t.Helper()
	x, y := a.treeOf(), b.treeOf()
	index := uint64(0)
	for level := x.Rounds(); level > 0; level-- {
		first, count := x.Below(level, index)
		xs, err := x.Children(level, index, a.hashes(first, count))
		if err != nil {
			t.Fatal(err)
		}
		ys, err := y.Children(level, index, b.hashes(first, count))
		if err != nil {
			t.Fatal(err)
		}
		pick := 0
		for pick < 64 && xs[pick] == ys[pick] {
			pick++
		}
		if pick == 64 {
			t.Fatal("the traces do not differ")
		}
		index = index*64 + uint64(pick)
	}
	return index
}

// nudge changes weight i of a row by one.
func nudge(m *model.Matrix, row, i int) {
	at := (row/16*m.Groups()+i/32)*544 + i%32/2*32 + row%16*2 + i%2 // see package kernel
	if m.Panels[at] == 100 {
		m.Panels[at] = 99
	} else {
		m.Panels[at]++
	}
}

func TestALieIsFoundAtItsLeftmostNumber(t *testing.T) {
	config := modeltest.Config{Seed: 31, Shape: tinyShape}
	for _, c := range []struct {
		name string
		lie  func(m *model.Model)
		at   trace.Op
	}{
		{"one weight of a query is off by one", func(m *model.Model) { nudge(&m.Layers[1].Q, 7, 3) }, trace.OpQuery},
		{"one weight of a value is off by one", func(m *model.Model) { nudge(&m.Layers[0].V, 1, 19) }, trace.OpValue},
		{"one weight of O is off by one", func(m *model.Model) { nudge(&m.Layers[0].O, 19, 23) }, trace.OpAttended},
		{"one weight of up is off by one", func(m *model.Model) { nudge(&m.Layers[1].Up, 21, 0) }, trace.OpGates},
		{"one weight of down is off by one", func(m *model.Model) { nudge(&m.Layers[1].Down, 2, 21) }, trace.OpOutput},
		{"one weight of the output is off by one", func(m *model.Model) { nudge(m.Output(), 200, 5) }, trace.OpLogits},
		{"one weight of the embedding is off by one", func(m *model.Model) { nudge(&m.Embedding, 262, 5) }, trace.OpEmbedding},
		{"a gain is off by one", func(m *model.Model) { m.Layers[1].FFNNorm.G[3]++ }, trace.OpFFNProducts},
		{"another position is attended to", func(m *model.Model) { m.Rope.Fine[2*6+1]++ }, trace.OpRotation},
		{"a layer is skipped", func(m *model.Model) {
			clear(m.Layers[1].O.Panels)
			clear(m.Layers[1].Down.Panels)
		}, trace.OpAttended},
	} {
		honest, _ := makeModel(t, config)
		forged, _ := makeModel(t, config)
		c.lie(forged)
		a := Traced{Prompt: []uint32{1, 262, 263, 264}, Sampling: exact.Sampling{Temperature: 900, TopP: 900}, Seed: [32]byte{1}}
		a = tracedAnswer(t, New(forged, Options{}), a, 4) // the answer of the lie
		liar := holdTrace(t, New(forged, Options{}), a)
		checker := holdTrace(t, New(honest, Options{}), a)
		if liar.end.Wrong {
			t.Fatalf("%s: the liar contradicts itself", c.name)
		}
		leaf := firstDifference(t, liar, checker)
		for i := range leaf {
			if !bytes.Equal(liar.leaves[i], checker.leaves[i]) {
				t.Fatalf("%s: leaf %d differs too, before %d", c.name, i, leaf)
			}
		}
		p, _ := liar.claim.Layout().Place(leaf)
		if p.Op != c.at {
			t.Errorf("%s: the first difference is at %v, want %v", c.name, p, c.at)
		}
		// The judge has the true model, since its root is signed: everything before is the liar's own.
		liar.m = honest
		data := liar.leaves[leaf]
		_, width := liar.claim.Elements(leaf)
		element := 0
		for bytes.Equal(data[element*width:(element+1)*width], checker.leaves[leaf][element*width:(element+1)*width]) {
			element++
		}
		right, err := liar.claim.Compute(p, element, data, liar)
		if err != nil || bytes.Equal(right, data[element*width:(element+1)*width]) {
			t.Errorf("%s: element %d of %v passes: %x (%v)", c.name, element, p, right, err)
		}
	}
}

// TestAnyChangedNumberIsFound changes one number of a true trace and leaves the rest as it is.
func TestAnyChangedNumberIsFound(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 32, Shape: tinyShape})
	e := New(m, Options{})
	a := tracedAnswer(t, e, Traced{Prompt: []uint32{1, 262, 263}, Sampling: exact.Sampling{Temperature: 900, TopK: 30, TopP: 900, Repeat: 1100}}, 3)
	h, lie := holdTrace(t, e, a), holdTrace(t, e, a)
	for i := 0; i < len(h.leaves); i += 7 {
		if h.leaves[i] == nil {
			continue
		}
		p, _ := h.claim.Layout().Place(uint64(i))
		count, width := h.claim.Elements(uint64(i))
		element := i % count
		at := element*width + i%width
		lie.leaves[i][at] ^= 1 << (i % 8)
		right, err := lie.claim.Compute(p, element, lie.leaves[i], lie)
		if err != nil || bytes.Equal(right, lie.leaves[i][element*width:(element+1)*width]) {
			t.Errorf("a changed element %d of %v passes (%v)", element, p, err)
		}
		if i%(7*40) == 0 {
			if leaf := firstDifference(t, lie, h); leaf != uint64(i) {
				t.Errorf("the difference at leaf %d is found at %d", i, leaf)
			}
		}
		lie.leaves[i][at] ^= 1 << (i % 8)
	}
}

// TestAWrongSumHasAWrongPart: whatever partial sums a liar posts for a wrong total, one of them does not hold.
func TestAWrongSumHasAWrongPart(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 33, Shape: modeltest.Shape{Dim: 530, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 4, FFN: 20, Vocab: 270, Context: 40}})
	_, _, p := provedAnswer(t, m, ProverOptions{})
	leaf, _ := p.Claim().Layout().Index(trace.Place{Op: trace.OpGates, Row: 3})
	sums, err := p.Sums(leaf, 5)
	if err != nil || len(sums) != 8*3 {
		t.Fatalf("%d bytes of sums, %v", len(sums), err)
	}
	for part := range 3 {
		lie := slices.Clone(sums)
		binary.BigEndian.PutUint64(lie[8*part:], binary.BigEndian.Uint64(lie[8*part:])+1<<40)
		wrong := 0
		for i := range 3 {
			evidence, err := p.PartEvidence(leaf, 5, i)
			if err != nil {
				t.Fatal(err)
			}
			ok, err := p.Claim().JudgePart(p.Root(), leaf, 5, i, int64(binary.BigEndian.Uint64(lie[8*i:])), evidence)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				wrong++
			}
		}
		if wrong != 1 {
			t.Errorf("%d of the parts are found wrong", wrong)
		}
	}
}

func TestTraceOfTheBuiltinModel(t *testing.T) {
	file := builtin.GGUF()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	e := New(m, Options{Threads: 2})
	prompt := m.Tokenizer().Encode("What is a receipt, and who signs it? Tell me what a channel is, too.")
	a := tracedAnswer(t, e, Traced{Prompt: prompt, Sampling: exact.Sampling{Temperature: 700, TopP: 950, Repeat: 1100}, Seed: [32]byte{4}}, 12)
	h := holdTrace(t, e, a)
	h.checkCells(257)
	if !slices.Equal(h.end.Drawn, a.Output) {
		t.Errorf("the trace draws %v, the engine %v", h.end.Drawn, a.Output)
	}
}

// failing is a sink that gives up after some runs.
type failing struct {
	TraceWindow
	left int
}

var errFull = errors.New("full")

func (f *failing) Wants(uint64, uint64) TraceWant { return WantData }

func (f *failing) Data(uint64, [][]byte) error {
	if f.left--; f.left < 0 {
		return errFull
	}
	return nil
}

func TestATraceEndsWhenItIsToldTo(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 34, Shape: tinyShape})
	e := New(m, Options{})
	a := tracedAnswer(t, e, Traced{Prompt: []uint32{1, 2, 3}, Sampling: exact.Greedy}, 3)
	for n := range 5 {
		if _, err := e.Trace(context.Background(), a, &failing{left: 12 * n}, nil); !errors.Is(err, errFull) {
			t.Errorf("the sink's error after %d runs: %v", 12*n, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	var last, total uint64
	sink := &heldTrace{t: t, leaves: make([][]byte, 1<<16), came: make([]bool, 1<<16)}
	_, err := e.Trace(ctx, a, sink, func(done, all uint64) {
		if done < last || done > all {
			t.Errorf("%d leaves of %d done, after %d", done, all, last)
		}
		if last, total = done, all; done > all/2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || last < total/2 {
		t.Errorf("%d of %d leaves, then %v", last, total, err)
	}
	if _, err := e.Trace(context.Background(), Traced{Prompt: []uint32{1}, Sampling: exact.Greedy}, sink, nil); !errors.Is(err, trace.ErrLayout) {
		t.Errorf("an answer of no tokens: %v", err)
	}
	a.Prompt = []uint32{400}
	if _, err := e.Trace(context.Background(), a, &TraceWindow{}, nil); err != nil { // an engine does not serve it, but it may be disputed
		t.Errorf("a prompt outside the vocabulary: %v", err)
	}
}
