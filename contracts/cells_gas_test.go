package contracts_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// maxCellGas is what showing a cell may cost, as a transaction of its own: base price, calldata at the floor of EIP-7623, and execution.
const maxCellGas = 200_000

// llama8B is the shape of Llama 3 with 8 billion parameters.
var llama8B = trace.Shape{Dim: 4096, Layers: 32, Heads: 32, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 14336, Vocab: 128256, Context: 8192,
	Residual: 16, Epsilon: 42950, Score: 2139500}

// TestCellGas shows every kind of cell of a large model in a transaction and prints what it costs. Leaves are random bytes, dearer than real ones; every filter of the sampling is on.
func TestCellGas(t *testing.T) {
	for _, c := range []struct {
		name           string
		shape          trace.Shape
		prompt, output uint64
	}{
		{"Llama 8B, 1024 tokens", llama8B, 512, 513},
		{"Llama 8B, 32768 tokens", with(llama8B, func(s *trace.Shape) { s.Context = 1 << 17 }), 32000, 769},
		{"Qwen3 32B, 4096 tokens", trace.Shape{Dim: 5120, Layers: 64, Heads: 64, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 25600, Vocab: 151936,
			Context: 40960, QKNorm: true, Residual: 16, Epsilon: 42950, Score: 2139500, HeadEpsilon: 4295}, 3000, 97},
		{"at the bounds", trace.Shape{Dim: 32768, Layers: 6, Heads: 384, KVHeads: 32, HeadDim: 160, RopeDim: 160, FFN: 61440, Vocab: 131072,
			Context: 1 << 17, Bias: true, QKNorm: true, Residual: 16, Epsilon: 42950, Score: 1512854, HeadEpsilon: 4295}, 32000, 769},
		{"a vocabulary at the bound", with(llama8B, func(s *trace.Shape) { s.Layers, s.Vocab, s.Context = 100, 1<<20, 1<<17 }), 32000, 97},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && c.shape != llama8B {
				t.Skip("the bounds take a while")
			}
			measureCells(t, c.shape, c.prompt, c.output)
		})
	}
}

func with(s trace.Shape, change func(*trace.Shape)) trace.Shape {
	change(&s)
	return s
}

// cost is what one call took.
type cost struct {
	op                     trace.Op
	element                int
	call                   string
	bytes, gas, executions uint64
}

func measureCells(t *testing.T, shape trace.Shape, prompt, output uint64) {
	c := newCourt(t)
	s := newSource(51)
	f := trace.Facts{Shape: shape, PromptTokens: prompt, OutputTokens: output, Sampling: exact.Sampling{
		Temperature: 800, TopK: 1000, TopP: 950, MinP: 1, Repeat: 1100, Frequency: 300, Presence: 100}}
	s.bytes(f.Seed[:])
	tokens := make([]uint32, prompt+output)
	for i := range tokens {
		tokens[i] = s.Uint32N(shape.Vocab)
	}
	biases := make([]exact.Bias, exact.MaxBiases)
	for i := range biases {
		biases[i] = exact.Bias{Token: uint32(2*i + 1), Bias: int32(s.IntN(100_000))}
	}
	// Biases take a trace of at most 2^30 leaves.
	bare, err := trace.NewLayout(shape, prompt, output, f.Sampling, false)
	if err != nil {
		t.Fatal(err)
	}
	if bare.Leaves() > 1<<30 {
		biases = nil
	}
	w := newWorld(t, s, f, tokens, biases)
	w.fill = func(p trace.Place, _ int, b []byte) {
		for i := range b {
			b[i] = byte(1 + s.IntN(255)) // no byte is 0
			if p.Op == trace.OpAdjusted && i%4 < 2 {
				b[i] = 0x11 // logits as near to each other as real ones: all have the first digit 0
			}
		}
	}
	largest := map[trace.Op]cost{}
	for o := trace.OpRotation; o <= trace.OpToken; o++ {
		rows, per := w.layout.Span(o)
		if per == 0 {
			t.Fatalf("the trace has no %s", o)
		}
		for _, leaf := range []uint64{0, per / 2, per - 1} { // the first leaf of a fold, one with a leaf before it, the end
			p := trace.Place{Op: o, Row: rows - 1, Leaf: leaf}
			if o >= trace.OpSquares && o <= trace.OpOutput {
				p.Layer = shape.Layers - 1
			}
			count, width := w.layout.Elements(p)
			for _, element := range []int{0, 1, 2, 3, 4, count / 2, count - 1} {
				if element < 0 || element >= count {
					continue
				}
				for _, part := range []int{trace.WholeElement, w.layout.Parts(p, element) - 2} {
					if part == 0 || part < trace.WholeElement {
						continue
					}
					x := c.measure(t, w, p, element, part, make([]byte, count*width))
					if x.gas > largest[o].gas {
						largest[o] = x
					}
				}
			}
		}
	}
	all := make([]cost, 0, len(largest))
	for _, x := range largest {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b cost) int { return int(b.gas) - int(a.gas) })
	table := fmt.Sprintf("%d leaves, %d rounds\n%-14s %8s %-9s %9s %11s %9s\n", w.layout.Leaves(), w.layout.Rounds(), "operation", "element", "call", "calldata", "execution", "gas")
	for _, x := range all {
		table += fmt.Sprintf("%-14s %8d %-9s %9d %11d %9d\n", x.op, x.element, x.call, x.bytes, x.executions, x.gas)
		if x.gas > maxCellGas {
			t.Errorf("%s, element %d, %s: %d gas, at most %d are allowed", x.op, x.element, x.call, x.gas, maxCellGas)
		}
	}
	t.Logf("%s\nthe largest: %s with %d gas", table, all[0].op, all[0].gas)
}

// measure shows one cell in a transaction.
func (c *court) measure(t *testing.T, w *world, p trace.Place, element, part int, data []byte) cost {
	t.Helper()
	w.forget()
	w.fill(p, 0, data)
	switch p.Op { // the draw is what was signed; differences from the largest logit are below 2^28, and nothing is cut
	case trace.OpToken:
		w.aim(p, element, data)
	case trace.OpRanks:
		binary.BigEndian.PutUint32(data, 0x11120000)
		binary.BigEndian.PutUint32(data[4:], 0)
	case trace.OpPortions, trace.OpDraws:
		binary.BigEndian.PutUint64(data, 0x11120000)
		binary.BigEndian.PutUint64(data[16:], 0)
	}
	q, _ := w.question(t, c, p, element, part, data, true)
	call := c.pack(q)
	result, err := c.apply(common.Address{0xaa}, &c.program, call)
	if err != nil || result.ReturnData[31] != 1 {
		t.Fatalf("%+v element %d part %d: %v", p, element, part, err)
	}
	x := cost{op: p.Op, element: element, call: "judge", bytes: uint64(len(call)), gas: result.UsedGas}
	if part != trace.WholeElement {
		x.call = "judgePart"
	}
	x.executions = c.execution(call)
	return x
}

// execution is the gas of a call without what the transaction around it costs.
func (c *court) execution(call []byte) uint64 {
	budget := gasBudget()
	_, left, _ := c.evm.StaticCall(common.Address{0xee}, c.program, call, budget)
	return budget.ExecutionGas - left.ExecutionGas
}
