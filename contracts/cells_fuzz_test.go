package contracts_test

import (
	"encoding/binary"
	"math/bits"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// cellCases is how many cases of each kind of cell Go and Solidity must agree on. ASSAY_CELL_CASES sets another number.
func cellCases(t *testing.T) int {
	if v := os.Getenv("ASSAY_CELL_CASES"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			t.Fatalf("ASSAY_CELL_CASES is %q: want a number of cases", v)
		}
		return n
	}
	if testing.Short() {
		return 100
	}
	return 2000
}

// TestCellsAgree draws models, answers and every byte that a cell reads, and asks both judges: package trace and the contract. Where the number is what
// Go computes both must accept it; after a change somewhere (of the number, another one, the place, the evidence) both must say the same.
func TestCellsAgree(t *testing.T) {
	cases := cellCases(t)
	const perWorld = 50
	for o := trace.OpRotation; o <= trace.OpToken; o++ {
		t.Run(o.String(), func(t *testing.T) {
			t.Parallel()
			c := newCourt(t)
			s := newSource(1000 + uint64(o))
			accepted, refused := 0, 0
			for done := 0; done < cases; {
				w := drawWorld(t, s, o)
				for range min(perWorld, cases-done) {
					done++
					q, g := w.drawCase(t, c, o)
					claim, err := trace.NewClaim(w.facts)
					if err != nil {
						t.Fatal(err)
					}
					w.both(t, c, claim, q, true)
					accepted++
					if s.IntN(2) == 0 {
						continue
					}
					if w.both(t, c, claim, w.spoil(q, g), false) {
						accepted++
					} else {
						refused++
					}
				}
			}
			if refused < cases/5 || accepted < cases {
				t.Errorf("%d accepted, %d refused of %d: the draw misses a side", accepted, refused, cases)
			}
		})
	}
}

// both asks both judges and fails the test if they differ, or if sure is set and they refuse.
func (w *world) both(t *testing.T, c *court, claim *trace.Claim, q question, sure bool) bool {
	t.Helper()
	var want bool
	var err error
	if q.part == trace.WholeElement {
		want, err = claim.Judge(q.root, q.leaf, q.element, q.data, q.packed(), q.evidence)
	} else {
		want, err = claim.JudgePart(q.root, q.leaf, q.element, q.part, q.sum, q.evidence)
	}
	want = want && err == nil
	got := c.judge(q)
	if got != want || sure && !got {
		p, _ := w.layout.Place(q.leaf)
		_, reverted := c.call(c.pack(q))
		t.Fatalf("%+v element %d part %d: Go says %t (%v), Solidity %t (%v)\n%+v\ntokens %d data %x\nsums %d sum %d",
			p, q.element, q.part, want, err, got, reverted, w.facts, len(w.tokens), q.data, q.sums, q.sum)
	}
	return got
}

// pick is one of the values.
func pick[T any](s source, of ...T) T { return of[s.IntN(len(of))] }

// drawWorld draws an answer whose trace has the operation.
func drawWorld(t *testing.T, s source, o trace.Op) *world {
	t.Helper()
	for {
		f := trace.Facts{Shape: trace.Shape{
			Dim: pick[uint32](s, 2, 3, 31, 130, 256, 257, 300, 520, 2100), Layers: 1 + s.Uint32N(3), FFN: pick[uint32](s, 1, 33, 129, 256, 300, 700, 2200),
			HeadDim: pick[uint32](s, 2, 6, 32, 128, 130, 160), Vocab: pick[uint32](s, 2, 100, 129, 300, 2100),
			Tied: s.IntN(2) == 0, Bias: s.IntN(2) == 0, QKNorm: s.IntN(2) == 0, Residual: 8 + s.Uint32N(19), Epsilon: s.u64(62), Score: s.u32(),
		}}
		h := &f.Shape
		if h.QKNorm {
			h.HeadEpsilon = s.u64(40)
		}
		if s.IntN(4) > 0 {
			h.Epsilon, h.Score = s.u64(30), 1<<24>>s.IntN(5)
		}
		h.RopeDim = pick(s, 2, h.HeadDim, h.HeadDim/4*2+2)
		h.RopeDim = min(h.RopeDim, h.HeadDim)
		h.KVHeads = 1 + s.Uint32N(3)
		h.Heads = h.KVHeads * (1 + s.Uint32N(3))
		f.PromptTokens, f.OutputTokens = 1+uint64(s.IntN(300)), 1+uint64(s.IntN(40))
		if s.IntN(8) == 0 {
			f.PromptTokens = 2100
		}
		h.Context = uint32(f.PromptTokens+f.OutputTokens) + s.Uint32N(600)
		f.Sampling = exact.Sampling{
			Temperature: pick[uint32](s, 0, 1, 700, 1000, 100000), TopK: pick[uint32](s, 0, 1, 5, 90, 1<<31), TopP: pick[uint32](s, 1, 500, 950, 1000),
			MinP: pick[uint32](s, 0, 1, 100, 1000), Repeat: pick[uint32](s, 0, 100, 1000, 1100, 10000), Frequency: pick[int32](s, -2000, 0, 0, 700, 2000), Presence: pick[int32](s, -2000, 0, 0, 1, 2000),
		}
		s.fill(f.Seed[:])
		tokens := make([]uint32, f.PromptTokens+f.OutputTokens)
		for i := range tokens {
			tokens[i] = s.Uint32N(h.Vocab)
			if s.IntN(10) == 0 {
				tokens[i] = s.u32()
			}
		}
		var biases []exact.Bias
		if s.IntN(2) == 0 {
			for v := range h.Vocab {
				if s.IntN(3) == 0 && len(biases) < exact.MaxBiases {
					biases = append(biases, exact.Bias{Token: v, Bias: int32(s.IntN(2*exact.MaxBias+1) - exact.MaxBias)})
				}
			}
		}
		w := newWorld(t, s, f, tokens, biases)
		w.fill = w.numbers
		if w.layout.Has(o) {
			return w
		}
	}
}

// numbers draws a leaf: noise, one end of the range, or numbers of a common magnitude between small scalars.
func (w *world) numbers(_ trace.Place, width int, b []byte) {
	s := w.s
	if k := s.IntN(8); k < 2 {
		s.bytes(b)
		return
	}
	size := s.IntN(8*width + 1)
	for i := 0; i < len(b)/width; i++ {
		n := size
		if scalar := i < 4 || i >= len(b)/width-2; scalar && s.IntN(4) > 0 {
			n = 6
		}
		e := b[i*width : (i+1)*width]
		s.bytes(e)
		narrow(e, n)
	}
}

// narrow keeps the low n bits of a two's complement number, sign-extended.
func narrow(e []byte, n int) {
	var hi, lo uint64
	for _, x := range e {
		hi, lo = hi<<8|lo>>56, lo<<8|uint64(x)
	}
	switch {
	case n == 0:
		hi, lo = 0, 0
	case n <= 64:
		lo = uint64(int64(lo<<(64-n)) >> (64 - n))
		hi = uint64(int64(lo) >> 63)
	default:
		hi = uint64(int64(hi<<(128-n)) >> (128 - n))
	}
	for i := range e {
		j := len(e) - 1 - i
		e[i] = byte(lo >> (8 * j))
		if j >= 8 {
			e[i] = byte(hi >> (8 * (j - 8)))
		}
	}
}

// drawCase draws a place of the operation, an element, and a question about it whose answer is yes; its model is registered.
func (w *world) drawCase(t *testing.T, c *court, o trace.Op) (question, *grown) {
	t.Helper()
	w.forget()
	s, l := w.s, w.layout
	rows, per := l.Span(o)
	var p trace.Place
	var count, width int
	for count == 0 {
		p = trace.Place{Op: o, Row: s.Uint64N(rows), Leaf: s.Uint64N(per)}
		if o >= trace.OpSquares && o <= trace.OpOutput {
			p.Layer = s.Uint32N(w.facts.Shape.Layers)
		}
		if o == trace.OpCounts && s.IntN(2) == 0 {
			p.Leaf = min(uint64(w.tokens[p.Row])/128, per-1)
		}
		count, width = l.Elements(p)
	}
	element := s.IntN(count)
	if s.IntN(2) == 0 {
		element = min(s.IntN(4), count-1)
	} else if s.IntN(4) == 0 {
		element = count - 1 - min(s.IntN(2), count-1)
	}
	data := make([]byte, count*width)
	w.fill(p, width, data)
	element = w.aim(p, element, data)

	part := trace.WholeElement
	if parts := l.Parts(p, element); parts > 1 && s.IntN(2) == 0 {
		part = s.IntN(parts)
	}
	return w.question(t, c, p, element, part, data, s.IntN(2) == 0)
}

// question asks about an element of a leaf, or about one of its parts, so that the answer is yes: the element in data is set. otherSums: the partial
// sums that are shown are not those of the inputs, but have the same total. The model is registered.
func (w *world) question(t *testing.T, c *court, p trace.Place, element, part int, data []byte, otherSums bool) (question, *grown) {
	t.Helper()
	claim, err := trace.NewClaim(w.facts)
	if err != nil {
		t.Fatal(err)
	}
	q := question{element: element, part: part, data: data}
	q.leaf, _ = w.layout.Index(p)
	parts := w.layout.Parts(p, element)
	for i := 0; i < parts && parts > 1; i++ {
		if part != trace.WholeElement && i != part {
			continue
		}
		if q.sum, err = claim.Part(p, element, i, w); err != nil {
			t.Fatal(err)
		}
		q.sums = append(q.sums, q.sum)
	}
	if part == trace.WholeElement {
		want, err := claim.Compute(p, element, data, w)
		if err != nil {
			t.Fatal(err)
		}
		width := len(want)
		copy(data[element*width:], want)
	}
	if otherSums && len(q.sums) > 1 {
		last := len(q.sums) - 1
		for i := range last {
			other := int64(w.s.Uint64())
			q.sums[last] += q.sums[i] - other
			q.sums[i] = other
		}
	}
	g := w.grow()
	if claim, err = trace.NewClaim(w.facts); err != nil {
		t.Fatal(err)
	}
	if q.evidence, err = claim.Evidence(q.leaf, element, q.part, g); err != nil {
		t.Fatalf("%+v element %d part %d: %v", p, element, q.part, err)
	}
	q.claim, q.root = w.claim(), g.trace.root()
	c.register(w, g.model.path(0))
	return q, g
}

// aim makes a case likely to be one where something happens, where noise would rarely be: it changes inputs and earlier elements, and says which element to ask about.
func (w *world) aim(p trace.Place, element int, data []byte) int {
	s, l := w.s, w.layout
	if p.Op != trace.OpToken && s.IntN(4) == 0 {
		return element
	}
	be := binary.BigEndian
	choices, skip := trace.OpAdjusted, 0
	if !l.Has(choices) {
		choices, skip = trace.OpLogits, 1
	}
	near := func(chunk uint64) (k int, d, most uint32) { // a token of the chunk, and a largest logit that much above its own
		i, _ := l.Index(trace.Place{Op: choices, Row: p.Row, Leaf: chunk})
		b := w.Leaf(i)
		k = s.IntN(len(b)/4 - skip)
		d = s.Uint32() >> s.IntN(32)
		return k, d, be.Uint32(b[4*(k+skip):]) + d
	}
	chunks := (uint64(w.facts.Shape.Vocab) + 127) / 128
	pass := int(p.Leaf / chunks)
	switch p.Op {
	case trace.OpRanks:
		_, d, most := near(p.Leaf % chunks)
		be.PutUint32(data, most)
		be.PutUint32(data[4:], uint32(uint64(d)>>(32-4*pass)))
		return 3 + int(d>>(28-4*pass)&15)
	case trace.OpPortions:
		_, d, most := near(p.Leaf % chunks)
		be.PutUint64(data, uint64(int64(int32(most))))
		be.PutUint64(data[8:], uint64(d)+s.u64(32)>>s.IntN(33)-uint64(s.IntN(2)))
		be.PutUint64(data[16:], uint64(d)>>(32-4*pass))
		return 4 + int(d>>(28-4*pass)&15)
	case trace.OpDraws:
		k, d, most := near(p.Leaf)
		be.PutUint64(data, uint64(int64(int32(most))))
		be.PutUint64(data[8:], uint64(d)+s.u64(32)>>s.IntN(33)-uint64(s.IntN(2)))
		return 2 + k
	case trace.OpCounts:
		if v := w.tokens[p.Row]; uint64(v/128) == p.Leaf && int(v%128) < len(data)/4 {
			return int(v % 128)
		}
	case trace.OpToken:
		_, per := l.Span(trace.OpWinner)
		i, _ := l.Index(trace.Place{Op: trace.OpWinner, Row: p.Row, Leaf: per - 1})
		b := w.Leaf(i)
		be.PutUint64(b[len(b)-8:], uint64(w.tokens[w.facts.PromptTokens+p.Row]))
	}
	return element
}

// spoil changes something about a question.
func (w *world) spoil(q question, g *grown) question {
	s := w.s
	flip := func(b []byte) []byte {
		if len(b) == 0 {
			return []byte{0}
		}
		b = slices.Clone(b)
		b[s.IntN(len(b))] ^= 1 << s.IntN(8)
		return b
	}
	count, width := len(q.data), 1
	if p, ok := w.layout.Place(q.leaf); ok {
		count, width = w.layout.Elements(p)
	}
	switch s.IntN(10) {
	case 0:
		q.evidence = flip(q.evidence)
	case 1:
		q.evidence = append(slices.Clone(q.evidence), 0)
	case 2:
		q.evidence = q.evidence[:max(0, len(q.evidence)-1-s.IntN(64))]
	case 3:
		q.root[s.IntN(32)] ^= 1
	case 4:
		q.leaf += 1 + s.Uint64N(3)
	case 5:
		q.element = s.IntN(count + 2)
	default:
		if q.part != trace.WholeElement {
			if s.IntN(3) == 0 {
				q.part++
			} else {
				q.sum += 1 << s.IntN(64)
			}
			return q
		}
		if len(q.sums) > 0 && s.IntN(2) == 0 {
			q.sums = slices.Clone(q.sums)
			q.sums[s.IntN(len(q.sums))] += 1 << s.IntN(64)
			return q
		}
		q.data = slices.Clone(q.data)
		q.data[q.element*width+s.IntN(width)] ^= 1 << s.IntN(8)
	}
	return q
}

// TestLayoutsAgree holds the contract's order of the trace to Go's: number of leaves, elements, widths and parts at drawn places and at the seams.
func TestLayoutsAgree(t *testing.T) {
	c := newCourt(t)
	s := newSource(41)
	for range 20 {
		w := drawWorld(t, s, trace.OpToken)
		g := w.grow()
		c.register(w, g.model.path(0))
		l, claim := w.layout, w.claim()
		out, err := c.call(c.abi.PackLeaves(claim))
		if n, _ := c.abi.UnpackLeaves(out); err != nil || n != l.Leaves() {
			t.Fatalf("%d leaves (%v), Go has %d\n%+v", n, err, l.Leaves(), w.facts)
		}
		check := func(i uint64) {
			p, ok := l.Place(i)
			count, width := l.Elements(p)
			out, err := c.call(c.abi.PackElements(claim, i))
			if !ok {
				if err == nil {
					t.Fatalf("leaf %d of %d has elements", i, l.Leaves())
				}
				return
			}
			got, _ := c.abi.UnpackElements(out)
			if err != nil || got.Count.Int64() != int64(count) || got.Width.Int64() != int64(width) {
				t.Fatalf("leaf %d, %+v: %v elements of %v (%v), Go has %d of %d\n%+v", i, p, got.Count, got.Width, err, count, width, w.facts)
			}
			if count == 0 {
				return
			}
			e := s.IntN(count)
			out, err = c.call(packParts(c, claim, i, e))
			if parts, _ := c.abi.UnpackParts(out); err != nil || parts.Int64() != int64(l.Parts(p, e)) {
				t.Fatalf("leaf %d, %+v, element %d: %v parts (%v), Go has %d\n%+v", i, p, e, parts, err, l.Parts(p, e), w.facts)
			}
		}
		check(l.Leaves())
		for o := trace.OpRotation; o <= trace.OpToken; o++ {
			rows, per := l.Span(o)
			if per == 0 {
				continue
			}
			for _, row := range []uint64{0, rows - 1, s.Uint64N(rows)} {
				for _, leaf := range []uint64{0, per - 1, s.Uint64N(per)} {
					i, _ := l.Index(trace.Place{Op: o, Row: row, Leaf: leaf})
					check(i)
				}
			}
		}
		for range 20 {
			check(s.Uint64N(l.Leaves() + 3))
		}
	}
}

// TestGroveIsATree holds the tests' own trees to package trace's.
func TestGroveIsATree(t *testing.T) {
	s := newSource(42)
	for count := 1; count < 40; count++ {
		g := newGrove(s, trace.Tensor, 24, uint64(count))
		leaves := make([][]byte, count)
		for i := range leaves {
			leaves[i] = []byte{byte(s.Uint32())}
			g.put(uint64(i), leaves[i])
		}
		want, err := trace.Root(trace.Tensor, leaves)
		if err != nil || g.root() != want {
			t.Fatalf("%d leaves: %s, want %s (%v)", count, g.root(), want, err)
		}
		o, _ := trace.Open(trace.Tensor, leaves, count-1)
		if got := g.path(uint64(count - 1)); !slices.Equal(got, o.Siblings[:bits.Len64(uint64(count-1))]) {
			t.Fatalf("%d leaves: path %v, want %v", count, got, o.Siblings)
		}
	}
}
