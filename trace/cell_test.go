package trace

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
)

// hostile is a Source of whatever a party may have committed to: noise, and the ends of every range.
type hostile struct {
	c      *Claim
	random *rand.Rand
	asked  int
}

func (h *hostile) bytes(n int) []byte {
	b := make([]byte, n)
	fill := h.random.IntN(7)
	for i := range b {
		switch fill {
		case 0:
			b[i] = byte(h.random.Uint32())
		case 1:
			b[i] = 0xff
		case 2:
			b[i] = 0x7f | byte(i%2)<<7
		case 3:
			b[i] = []byte{0x80, 0, 0, 0, 0x80, 0, 0, 0}[i%8]
		case 4:
			b[i] = []byte{0x80, 0, 0x7f, 0xff}[h.random.IntN(4)]
		case 5:
			if i%8 == 0 {
				b[i] = 0x80 // the smallest int64
			}
		}
	}
	return b
}

func (h *hostile) Leaf(index uint64) []byte {
	h.asked++
	count, width := h.c.Elements(index)
	if count == 0 {
		panic("a cell asks for an absent leaf")
	}
	return h.bytes(count * width)
}

func (h *hostile) Token(i uint64) uint32 {
	h.asked++
	if h.random.IntN(2) == 0 {
		return h.random.Uint32N(h.c.Shape.Vocab)
	}
	return h.random.Uint32()
}

func (h *hostile) Exponent(t TensorID) int32 {
	h.asked++
	if t < 1 || uint32(t) > h.c.Shape.Tensors() {
		panic("a cell asks for a tensor that the model does not have")
	}
	return int32(binary.BigEndian.Uint32(h.bytes(4)))
}

func (h *hostile) TensorLeaf(t TensorID, leaf uint64) []byte {
	if leaf >= h.c.Shape.TensorLeaves(t) {
		panic("a cell asks for a leaf that the tensor does not have")
	}
	return h.bytes(h.c.Shape.TensorBytes(t, leaf))
}

func (h *hostile) Bias(uint32) int32 { return int32(binary.BigEndian.Uint32(h.bytes(4))) }

// claims are of shapes and parameters that have every operation between them.
func claims(t testing.TB) (all []*Claim) {
	t.Helper()
	normed := small
	normed.QKNorm, normed.Bias, normed.Tied = true, true, true
	for _, f := range []Facts{
		{Shape: small, PromptTokens: 300, OutputTokens: 3, Sampling: full},
		{Shape: normed, PromptTokens: 3, OutputTokens: 200, Sampling: exact.Greedy, Biases: job.Hash{1}},
		{Shape: small, PromptTokens: 2, OutputTokens: 2, Sampling: exact.Sampling{Temperature: 1, TopP: 1}},
		{Shape: normed, PromptTokens: 2, OutputTokens: 2, Sampling: exact.Sampling{Temperature: 100_000, TopP: 1000, TopK: 1, MinP: 1000, Presence: -2000}, Biases: job.Hash{1}},
		{Shape: eight, PromptTokens: 1000, OutputTokens: 24, Sampling: full},
	} {
		c, err := NewClaim(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// somePlace is any leaf, of any operation as often as of any other.
func somePlace(c *Claim, random *rand.Rand) (Place, int) {
	l := c.Layout()
	for {
		p := Place{Op: Op(random.IntN(int(opCount)))}
		rows, per := l.Span(p.Op)
		if rows == 0 {
			continue
		}
		if p.Op.inLayer() {
			p.Layer = random.Uint32N(c.Shape.Layers)
		}
		p.Row, p.Leaf = random.Uint64N(rows), random.Uint64N(per)
		if random.IntN(4) == 0 {
			p.Row = rows - 1
		}
		if count, _ := l.Elements(p); count > 0 {
			return p, count
		}
	}
}

func TestCellsAreTotal(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, c := range claims(t) {
		seen := map[Op]int{}
		for range 6000 {
			p, count := somePlace(c, random)
			h := &hostile{c: c, random: random}
			_, width := c.Layout().Elements(p)
			element := random.IntN(count)
			if random.IntN(3) == 0 {
				element = random.IntN(min(5, count))
			}
			b, err := c.Compute(p, element, h.bytes(count*width), h)
			if err != nil || len(b) != width {
				t.Fatalf("element %d of %v: %x, %v", element, p, b, err)
			}
			seen[p.Op]++
		}
		for o := range opCount {
			if c.Layout().Has(o) && seen[o] == 0 {
				t.Errorf("no cell of %v", o)
			}
		}
	}
}

// TestInputsComeBefore holds the order of the trace: whatever a cell reads has a smaller index.
func TestInputsComeBefore(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 6))
	for _, c := range claims(t) {
		for range 6000 {
			p, count := somePlace(c, random)
			index, _ := c.Layout().Index(p)
			element := random.IntN(count)
			parts := c.Parts(index, element)
			for _, part := range []int{WholeElement, random.IntN(parts)} {
				inputs, err := c.Inputs(index, element, part, func(uint64) uint32 { return c.Shape.Vocab - 1 })
				if part != WholeElement && parts == 1 {
					if !errors.Is(err, ErrLayout) {
						t.Fatalf("element %d of %v has no parts: %v", element, p, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				var last uint64
				for k, in := range inputs {
					if in.Kind != Trace {
						if k > 0 && inputs[k-1].Kind == Trace && in.Kind != Biases {
							t.Fatalf("element %d of %v: %v stands behind the leaves of the trace", element, p, in)
						}
						continue
					}
					if in.Index >= index || last > in.Index {
						t.Fatalf("element %d of %v, leaf %d, reads leaf %d after %d", element, p, index, in.Index, last)
					}
					last = in.Index
				}
			}
		}
	}
}

// FuzzJudge: no evidence makes a judge fail otherwise than by an error, and none makes it accept what does not open.
func FuzzJudge(f *testing.F) {
	all := claims(f)
	f.Add(uint64(1), uint64(2), []byte("evidence"))
	f.Fuzz(func(t *testing.T, seed, more uint64, evidence []byte) {
		random := rand.New(rand.NewPCG(seed, more))
		c := all[random.IntN(len(all))]
		p, count := somePlace(c, random)
		h := &hostile{c: c, random: random}
		index, _ := c.Layout().Index(p)
		_, width := c.Layout().Elements(p)
		element := random.IntN(count)
		parts := c.Parts(index, element)
		sums := []byte{}
		if parts > 1 {
			sums = h.bytes(8 * parts)
		}
		for len(evidence) > 0 && len(evidence) < 5000 && random.IntN(2) == 0 { // long enough to open something
			evidence = append(evidence, h.bytes(700)...)
		}
		ok, err := c.Judge(job.Hash{1}, index, element, h.bytes(count*width), sums, evidence)
		inputs, _ := c.Inputs(index, element, WholeElement, func(uint64) uint32 { return 0 })
		if len(inputs) > 0 && (ok || err == nil) {
			t.Fatalf("element %d of %v is judged on noise: %v, %v", element, p, ok, err)
		}
		if ok, err := c.JudgePart(job.Hash{1}, index, element, random.IntN(parts), 0, evidence); ok || err == nil {
			t.Fatalf("a part of element %d of %v is judged on noise: %v, %v", element, p, ok, err)
		}
	})
}

func TestABiasIsShownOrItsAbsence(t *testing.T) {
	list := []exact.Bias{{Token: 3, Bias: -7}, {Token: 9, Bias: 1}, {Token: 10, Bias: 100000}, {Token: 299, Bias: 4}}
	for n := 1; n <= len(list); n++ {
		root, err := BiasRoot(list[:n])
		if err != nil {
			t.Fatal(err)
		}
		c, err := NewClaim(Facts{Shape: small, PromptTokens: 1, OutputTokens: 1, Sampling: exact.Greedy, Biases: root})
		if err != nil {
			t.Fatal(err)
		}
		tokens := []uint32{0, 2, 3, 4, 8, 9, 10, 11, 298, 299}
		for _, v := range tokens {
			evidence, want, err := biasEvidence(list[:n], v)
			if err != nil {
				t.Fatal(err)
			}
			o := &opened{c: c, rest: evidence}
			if got := o.Bias(v); got != want || o.end() != nil {
				t.Fatalf("token %d of %d biases: %d, want %d (%v)", v, n, got, want, o.end())
			}
			for _, other := range tokens { // evidence of one token shows nothing wrong of another
				o := &opened{c: c, rest: evidence}
				got := o.Bias(other)
				_, right, _ := biasEvidence(list[:n], other)
				if o.end() == nil && got != right {
					t.Fatalf("evidence for token %d shows %d for token %d, which has %d", v, got, other, right)
				}
			}
		}
	}
	if root, err := BiasRoot(nil); err != nil || root != (job.Hash{}) {
		t.Errorf("no biases have the root %x (%v)", root, err)
	}
}
