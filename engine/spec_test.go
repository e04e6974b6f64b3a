package engine

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

// byCells evaluates a sequence the way docs/exact.md is written: one
// position and one element after another, with nothing shared with the engine
// but the scalar operations of package exact.
type byCells struct {
	m          *model.Model
	h          model.Header
	keys, vals [][][]int16 // [layer*kvHeads+head][position][element]
	ek, ev     [][]int     // [layer*kvHeads+head][position]
}

func newByCells(m *model.Model) *byCells {
	n := int(m.Header().Layers * m.Header().KVHeads)
	return &byCells{m: m, h: m.Header(), keys: make([][][]int16, n), vals: make([][][]int16, n), ek: make([][]int, n), ev: make([][]int, n)}
}

// rowDot is one element of a linear layer.
func rowDot(m *model.Matrix, r int, a []int16) int64 {
	w, mul := m.Row(r)
	var acc int64
	for c, x := range a {
		// Within a group the multiplier can be taken inside the sum.
		acc += int64(mul[c/32]) * int64(w[c]) * int64(x)
	}
	return acc
}

func quant(z []int64) ([]int16, int) {
	a := make([]int16, len(z))
	k := exact.Quant16(a, z)
	return a, k
}

func (b *byCells) norm(h []int32, g model.Vector) ([]int16, int) {
	j, s := exact.InverseRMS(h, b.h.Epsilon)
	z := make([]int64, len(h))
	for i := range h {
		z[i] = int64(exact.Fix32(int64(h[i])*j, s)) * int64(g.G[i])
	}
	a, k := quant(z)
	return a, 22 + g.Exp - k
}

// biased is one element of a projection of exponent e with its bias, if the model has biases.
func (b *byCells) biased(acc int64, bias model.Vector, i, e int) int64 {
	switch s := bias.Exp - e; {
	case !b.h.Bias:
		return acc
	case s >= 0:
		return acc + exact.Rsh(int64(bias.G[i]), s)
	default:
		return acc + int64(bias.G[i])<<min(-s, 38)
	}
}

// head is a projected, normalised (with QK norm), rotated and quantised query or key head.
func (b *byCells) head(m *model.Matrix, bias, norm model.Vector, j int, x []int16, e int, rot []int32) ([]int16, int) {
	hd := int(b.h.HeadDim)
	z := make([]int64, hd)
	for d := range z {
		z[d] = int64(exact.Fix32(b.biased(rowDot(m, j*hd+d, x), bias, j*hd+d, m.Exp+e), m.Exp+e-16))
	}
	if b.h.QKNorm {
		h := make([]int32, hd)
		for d := range h {
			h[d] = int32(z[d])
		}
		f, s := exact.InverseRMS(h, b.h.HeadEpsilon)
		for d := range z {
			z[d] = int64(exact.Fix32(int64(exact.Fix32(z[d]*f, s))*int64(norm.G[d]), 22+norm.Exp-16))
		}
	}
	for i := 0; i < int(b.h.RopeDim); i += 2 {
		c, s := int64(rot[i]), int64(rot[i+1])
		z[i], z[i+1] = int64(exact.Fix32(z[i]*c-z[i+1]*s, 30)), int64(exact.Fix32(z[i]*s+z[i+1]*c, 30))
	}
	a, k := quant(z)
	return a, 16 - k
}

func (b *byCells) mix(l, j int, q []int16, eq int) ([]int64, int) {
	kv := l*int(b.h.KVHeads) + j/int(b.h.Heads/b.h.KVHeads)
	var x []int64
	for p, key := range b.keys[kv] {
		var dot int64
		for d := range q {
			dot += int64(q[d]) * int64(key[d])
		}
		x = append(x, int64(exact.Fix32(dot*int64(b.h.Score), 8+eq+b.ek[kv][p])))
	}
	most, least := slices.Max(x), slices.Min(b.ev[kv])
	out := make([]int64, len(q))
	var total int64
	for p, v := range b.vals[kv] {
		weight := exact.Exp2Neg(most-x[p], 22)
		total += weight
		for d := range out {
			out[d] += (weight >> min(b.ev[kv][p]-least, 63)) * int64(v[d])
		}
	}
	for d := range out {
		out[d] = out[d] * 256 / total
	}
	return out, least + 8
}

// add projects activations back into the stream.
func (b *byCells) add(h []int32, m *model.Matrix, a []int16, e int) {
	for i := range h {
		h[i] = exact.Clamp32(int64(h[i]) + int64(exact.Fix32(rowDot(m, i, a), m.Exp+e-int(b.h.Residual))))
	}
}

func (b *byCells) step(tok uint32, position int) []int32 {
	emb := &b.m.Embedding
	w, mul := emb.Row(int(tok))
	h := make([]int32, b.h.Dim)
	for i := range h {
		h[i] = exact.Fix32(int64(w[i])*int64(mul[i/32]), emb.Exp-int(b.h.Residual))
	}
	rot := make([]int32, b.h.RopeDim)
	b.m.Rotation(position, rot)
	for l := range b.m.Layers {
		b.attention(l, h, rot)
		layer := &b.m.Layers[l]
		x, e := b.norm(h, layer.FFNNorm)
		z := make([]int64, b.h.FFN)
		for i := range z {
			g := exact.SiLU(exact.Fix32(rowDot(&layer.Gate, i, x), layer.Gate.Exp+e-16))
			z[i] = int64(g) * int64(exact.Fix32(rowDot(&layer.Up, i, x), layer.Up.Exp+e-16))
		}
		a, k := quant(z)
		b.add(h, &layer.Down, a, 32-k)
	}
	x, e := b.norm(h, b.m.OutputNorm)
	logits := make([]int32, b.h.Vocab)
	for v := range logits {
		logits[v] = exact.Fix32(rowDot(b.m.Output(), v, x), b.m.Output().Exp+e-16)
	}
	return logits
}

func (b *byCells) attention(l int, h []int32, rot []int32) {
	layer, hd := &b.m.Layers[l], int(b.h.HeadDim)
	x, e := b.norm(h, layer.AttentionNorm)
	for j := range int(b.h.KVHeads) {
		at := l*int(b.h.KVHeads) + j
		key, ek := b.head(&layer.K, layer.KBias, layer.KNorm, j, x, e, rot)
		b.keys[at], b.ek[at] = append(b.keys[at], key), append(b.ek[at], ek)
		z := make([]int64, hd)
		for d := range z {
			z[d] = b.biased(rowDot(&layer.V, j*hd+d, x), layer.VBias, j*hd+d, layer.V.Exp+e)
		}
		v, k := quant(z)
		b.vals[at], b.ev[at] = append(b.vals[at], v), append(b.ev[at], layer.V.Exp+e-k)
	}
	var outs [][]int64
	var exps []int
	for j := range int(b.h.Heads) {
		q, eq := b.head(&layer.Q, layer.QBias, layer.QNorm, j, x, e, rot)
		o, eo := b.mix(l, j, q, eq)
		outs, exps = append(outs, o), append(exps, eo)
	}
	least := slices.Min(exps)
	var z []int64
	for j, o := range outs {
		for _, v := range o {
			z = append(z, exact.Rsh(v, exps[j]-least))
		}
	}
	a, k := quant(z)
	b.add(h, &layer.O, a, least-k)
}

// everyLevel runs f with the instructions of each level that this machine has.
func everyLevel(t *testing.T, f func(t *testing.T)) {
	for l := kernel.Plain; l <= kernel.Best(); l++ {
		t.Run(l.String(), func(t *testing.T) {
			defer kernel.Use(kernel.Use(l))
			f(t)
		})
	}
}

// twins are the models that the engine and its twin both compute: each architecture, and large weights.
var twins = []modeltest.Config{
	{Seed: 1},
	{Seed: 2, Tied: true, Shape: modeltest.Shape{Dim: 64, Layers: 2, Heads: 4, KVHeads: 4, FFN: 96, Vocab: 300, Context: 700}},
	{Seed: 4, Outlier: 1000},
	{Seed: 6, Sharp: 3000, Outlier: -4000},
	{Seed: 7, Bias: true, Outlier: 1000},
	{Seed: 8, Arch: "qwen2", Shape: modeltest.Shape{Dim: 70, Layers: 2, Heads: 14, KVHeads: 2, HeadDim: 10, FFN: 64, Vocab: 300, Context: 200}},
	{Seed: 9, Arch: "qwen3", Outlier: 1000, Shape: modeltest.Shape{Dim: 64, Layers: 2, Heads: 4, KVHeads: 1, HeadDim: 64, FFN: 64, Vocab: 300, Context: 200}},
}

func TestEngineEqualsTheCells(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		for _, c := range twins {
			m, _ := makeModel(t, c)
			tokens := randomTokens(80, int(m.Header().Vocab), 11)
			b := newByCells(m)
			err := New(m, Options{Threads: 2}).NewSession().Extend(tokens, func(i int, got []int32) error {
				if want := b.step(tokens[i], i); !slices.Equal(got, want) {
					t.Fatalf("seed %d: the logits after position %d differ", c.Seed, i)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestExtremeModelsDoNotPanic runs models as a hostile stored file could hold
// them: every number at the end of its range, exponents included. What they
// answer is nonsense, but the same nonsense everywhere.
func TestExtremeModelsDoNotPanic(t *testing.T) {
	everyLevel(t, testExtremeModels)
}

func testExtremeModels(t *testing.T) {
	for round := range 12 {
		m, _ := makeModel(t, modeltest.Config{Seed: 1, Arch: []string{"llama", "qwen2", "qwen3"}[round/2%3]})
		spoil(m, uint64(round))
		tokens := randomTokens(12, int(m.Header().Vocab), uint64(round))
		b := newByCells(m)
		batched := logitsOf(t, New(m, Options{Threads: 3}), tokens, 12)
		for i, tok := range tokens {
			if vocab := int(m.Header().Vocab); !slices.Equal(batched[i*vocab:(i+1)*vocab], b.step(tok, i)) {
				t.Fatalf("round %d: the logits after position %d differ", round, i)
			}
		}
	}
}

func spoil(m *model.Model, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 2))
	exp := func() int {
		if seed%2 == 0 {
			return r.IntN(129) - 64
		}
		return []int{-64, 64, 0, 20}[r.IntN(4)]
	}
	matrix := func(x *model.Matrix) {
		x.Exp = exp()
		w, mul := x.Row(0)
		for row := range x.Rows {
			for i := range w {
				w[i] = []int8{-127, 127}[r.IntN(2)]
				if seed%3 == 0 {
					w[i] = 127
				}
			}
			for i := range mul {
				mul[i] = exact.MaxMultiplier
			}
			kernel.PutRow(x.Panels, row, w, mul)
		}
	}
	vector := func(x *model.Vector) {
		x.Exp = exp()
		for i := range x.G {
			x.G[i] = []int32{1 << 23, -1 << 23, 0, 1}[r.IntN(4)]
		}
	}
	matrix(&m.Embedding)
	matrix(m.Output())
	vector(&m.OutputNorm)
	for i := range m.Layers {
		l := &m.Layers[i]
		vector(&l.AttentionNorm)
		vector(&l.FFNNorm)
		for _, x := range []*model.Vector{&l.QBias, &l.KBias, &l.VBias, &l.QNorm, &l.KNorm} {
			vector(x)
		}
		for _, x := range []*model.Matrix{&l.Q, &l.K, &l.V, &l.O, &l.Gate, &l.Up, &l.Down} {
			matrix(x)
		}
	}
	for _, table := range [][]int32{m.Rope.Fine, m.Rope.Coarse} {
		for i := range table {
			table[i] = []int32{-1 << 31, 1<<31 - 1, 0, 1 << 30}[r.IntN(4)]
		}
	}
}
