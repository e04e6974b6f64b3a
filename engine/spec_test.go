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

// head is a projected, rotated and quantised query or key head.
func (b *byCells) head(m *model.Matrix, j int, x []int16, e int, rot []int32) ([]int16, int) {
	hd := int(b.h.HeadDim)
	z := make([]int64, hd)
	for d := range z {
		z[d] = int64(exact.Fix32(rowDot(m, j*hd+d, x), m.Exp+e-16))
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
		key, ek := b.head(&layer.K, j, x, e, rot)
		b.keys[at], b.ek[at] = append(b.keys[at], key), append(b.ek[at], ek)
		z := make([]int64, hd)
		for d := range z {
			z[d] = rowDot(&layer.V, j*hd+d, x)
		}
		v, k := quant(z)
		b.vals[at], b.ev[at] = append(b.vals[at], v), append(b.ev[at], layer.V.Exp+e-k)
	}
	var outs [][]int64
	var exps []int
	for j := range int(b.h.Heads) {
		q, eq := b.head(&layer.Q, j, x, e, rot)
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

func TestEngineEqualsTheCells(t *testing.T) {
	for _, c := range append(configs, struct {
		name   string
		config modeltest.Config
		logits uint64
	}{"large weights", modeltest.Config{Seed: 6, Sharp: 3000, Outlier: -4000}, 0}) {
		m, _ := makeModel(t, c.config)
		tokens := randomTokens(40, int(m.Header().Vocab), 11)
		b := newByCells(m)
		err := New(m, Options{Threads: 2}).NewSession().Extend(tokens, func(i int, got []int32) error {
			if want := b.step(tokens[i], i); !slices.Equal(got, want) {
				t.Fatalf("%s: the logits after position %d differ", c.name, i)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestExtremeModelsDoNotPanic runs models as a hostile stored file could hold
// them: every number at the end of its range, exponents included. What they
// answer is nonsense, but the same nonsense everywhere.
func TestExtremeModelsDoNotPanic(t *testing.T) {
	for round := range 12 {
		m, _ := makeModel(t, modeltest.Config{Seed: 1})
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
