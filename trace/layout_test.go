package trace

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/assay-network/assay/exact"
)

var small = Shape{Dim: 20, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 6, RopeDim: 4, FFN: 140, Vocab: 300, Context: 600, Residual: 20, Score: 1000}

// eight is a Llama of 8 billion parameters.
var eight = Shape{Dim: 4096, Layers: 32, Heads: 32, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 14336, Vocab: 128256, Context: 8192, Residual: 20, Score: 2141002}

// full has every operation.
var full = exact.Sampling{Temperature: 700, TopK: 40, TopP: 900, MinP: 10, Repeat: 1100}

func layoutOf(t testing.TB, s Shape, prompt, output uint64, p exact.Sampling, biased bool) *Layout {
	t.Helper()
	l, err := NewLayout(s, prompt, output, p, biased)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestPlaceAndIndexAreInverse(t *testing.T) {
	for _, p := range []exact.Sampling{full, exact.Greedy, {Temperature: 500, TopP: 1000, Frequency: 10}, {Temperature: 1, TopK: 3, TopP: 1000}} {
		for _, n := range [][2]uint64{{1, 1}, {5, 3}, {130, 2}, {290, 10}} {
			l := layoutOf(t, small, n[0], n[1], p, n[1] == 3)
			var before Place
			for i := range l.Leaves() {
				at, ok := l.Place(i)
				back, there := l.Index(at)
				if !ok || !there || back != i {
					t.Fatalf("leaf %d is at %v, which is leaf %d", i, at, back)
				}
				later := at.Layer > before.Layer || at.Op >= OpFinalSquares
				if i > 0 && at.Op <= before.Op && !later && (at.Op < before.Op || at.Row < before.Row || at.Row == before.Row && at.Leaf <= before.Leaf) {
					t.Fatalf("leaf %d at %v follows %v", i, at, before)
				}
				before = at
			}
			if before.Op != OpToken || before.Row != n[1]-1 {
				t.Errorf("the last leaf is at %v", before)
			}
			if _, ok := l.Place(l.Leaves()); ok {
				t.Error("there is a leaf past the end")
			}
		}
	}
	l := layoutOf(t, eight, 1000, 24, full, true)
	random := rand.New(rand.NewPCG(1, 1))
	for range 200_000 {
		i := random.Uint64N(l.Leaves())
		at, ok := l.Place(i)
		if back, there := l.Index(at); !ok || !there || back != i {
			t.Fatalf("leaf %d is at %v, which is leaf %d", i, at, back)
		}
	}
	c := l.Cost()
	t.Logf("8 billion parameters, 1,024 tokens: %d leaves, %d rounds, %.1f GB, %.1f T products", c.Leaves, l.Rounds(), float64(c.Bytes)/1e9, float64(c.Products)/1e12)
}

func TestNoPlaceIsTooStrange(t *testing.T) {
	l := layoutOf(t, small, 5, 3, full, true)
	random := rand.New(rand.NewPCG(2, 1))
	for range 100_000 {
		p := Place{Op: Op(random.UintN(256)), Layer: random.Uint32() >> random.UintN(32), Row: random.Uint64() >> random.UintN(64), Leaf: random.Uint64() >> random.UintN(64)}
		i, ok := l.Index(p)
		count, width := l.Elements(p)
		if ok && (i >= l.Leaves() || width == 0) || !ok && count != 0 {
			t.Fatalf("%v: leaf %d of %d, %v, %d elements", p, i, l.Leaves(), ok, count)
		}
		if parts := l.Parts(p, int(random.Int32())-1<<30); parts != 1 {
			t.Fatalf("%v: %d parts of an element that is not there", p, parts)
		}
	}
}

func TestCostCountsEveryByte(t *testing.T) {
	for _, n := range [][2]uint64{{1, 1}, {129, 3}, {260, 9}} {
		for _, norm := range []bool{false, true} {
			s := small
			s.QKNorm = norm
			l := layoutOf(t, s, n[0], n[1], full, false)
			var want uint64
			for i := range l.Leaves() {
				at, _ := l.Place(i)
				count, width := l.Elements(at)
				want += uint64(count * width)
			}
			if got := l.Cost(); got.Bytes != want || got.Leaves != l.Leaves() {
				t.Errorf("%v tokens: %d bytes, counted %d", n, got.Bytes, want)
			}
		}
	}
	if d := (Cost{Bytes: 3000, Products: 500}).Time(1000, 1000); d != 3500*time.Millisecond {
		t.Errorf("3000 bytes and 500 products at 1000 a second take %v", d)
	}
	if d := (Cost{Bytes: 1 << 63, Products: 1 << 63}).Time(1, 1); d != 1<<63-1 {
		t.Errorf("for ever is %v", d)
	}
}

func TestWhatHasNoTrace(t *testing.T) {
	change := func(f func(s *Shape)) Shape {
		s := small
		f(&s)
		return s
	}
	for name, s := range map[string]Shape{
		"zero":           {},
		"wide":           change(func(s *Shape) { s.Dim = 1<<15 + 1 }),
		"odd head":       change(func(s *Shape) { s.HeadDim = 5 }),
		"heads":          change(func(s *Shape) { s.KVHeads = 3 }),
		"many heads":     change(func(s *Shape) { s.Heads, s.KVHeads, s.HeadDim = 1<<31, 1<<30, 8 }),
		"large heads":    change(func(s *Shape) { s.HeadDim = 162 }),
		"wide ffn":       change(func(s *Shape) { s.FFN = 61441 }),
		"many wide":      change(func(s *Shape) { s.Heads, s.HeadDim = 512, 122 }),
		"long":           change(func(s *Shape) { s.Context = 1<<17 + 1 }),
		"residual":       change(func(s *Shape) { s.Residual = 30 }),
		"rotated beyond": change(func(s *Shape) { s.RopeDim = 8 }),
	} {
		if _, err := NewLayout(s, 3, 3, exact.Greedy, false); !errors.Is(err, ErrLayout) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, n := range [][2]uint64{{0, 1}, {1, 0}, {599, 2}, {600, 1}, {1 << 63, 1 << 63}, {1<<64 - 1, 2}} {
		if _, err := NewLayout(small, n[0], n[1], exact.Greedy, false); !errors.Is(err, ErrLayout) {
			t.Errorf("%v tokens: %v", n, err)
		}
	}
	if _, err := NewLayout(small, 1, 1, exact.Sampling{}, false); !errors.Is(err, ErrLayout) {
		t.Errorf("top-p 0: %v", err)
	}
	long := small
	long.Context = 1 << 17
	if _, err := NewLayout(eight, 2000, 2000, full, true); err != nil {
		t.Errorf("biases: %v", err)
	}
	deep := eight
	deep.Layers, deep.Context = 450, 1<<15
	if _, err := NewLayout(deep, 8000, 4, exact.Greedy, true); !errors.Is(err, ErrLayout) {
		t.Errorf("too many leaves for biases: %v", err)
	}
	if _, err := NewLayout(deep, 8000, 4, exact.Greedy, false); err != nil {
		t.Errorf("as many without biases: %v", err)
	}
	if _, err := NewLayout(long, 1<<15, 2, exact.Greedy, false); !errors.Is(err, ErrLayout) {
		t.Errorf("too many positions: %v", err)
	}
}
