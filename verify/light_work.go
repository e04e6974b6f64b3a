package verify

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/verify/field"
)

// LightWork is the work of checking one position of a model of any shape, with
// random numbers in place of a model: for measuring what a check costs where the
// model itself is not at hand. It runs the code of Light.
type LightWork struct {
	check  *lightCheck
	input  []int16
	sums   []byte // the results of all linear layers, as an opening has them
	entry  []byte
	seen   int
	z      []int64
	logits []int32
}

// workExp is the exponent of a matrix whose weights are like those of large models.
const workExp = 26

// workWidth is the bytes of a result: what the results of large models need.
const workWidth = 6

// NewLightWork prepares the check of a position that attends to seen positions,
// itself included. The residues are random but for one in each group, which is
// such that the results are right.
func NewLightWork(s model.Shape, seen int) (*LightWork, error) {
	if seen < 1 || s.KVHeads == 0 || s.Heads%s.KVHeads != 0 || s.RopeDim > s.HeadDim {
		return nil, fmt.Errorf("measure a light check over %d positions with %d heads and %d for keys: no such check", seen, s.Heads, s.KVHeads)
	}
	key, err := newLightKey([32]byte{}, [32]byte{1}, s)
	if err != nil {
		return nil, err
	}
	if err := field.Expand([32]byte{2}, key.residues); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(1, 2))
	w := &LightWork{seen: seen, z: make([]int64, s.Vocab), logits: make([]int32, s.Vocab)}
	l := &lightCheck{key: key, m: &model.Model{Layers: make([]model.Layer, s.Layers)}, cache: newLightCache(s, seen), row: newLightRow(s), entry: newCached(s)}
	l.header.Shape, l.header.Score, l.header.Residual = s, 1<<21, 16
	w.check = l
	w.input = make([]int16, len(l.row.a))
	for i := range w.input {
		w.input[i] = int16(r.IntN(1<<16) - 1<<15)
	}
	for g := projections; g <= groupsOfBlock; g++ {
		w.input[groupCols(s, g)-1] = 1 // its residue makes the results right
	}
	l.h = [][]int32{make([]int32, s.Dim)}
	gain := model.Vector{Exp: exact.NormQ, G: make([]int32, s.Dim)}
	for i := range gain.G {
		l.h[0][i], gain.G[i] = r.Int32N(1<<20), 1<<22+r.Int32N(1<<20)
	}
	l.m.OutputNorm = gain
	for i := range l.m.Layers {
		b := &l.m.Layers[i]
		b.AttentionNorm, b.FFNNorm = gain, gain
		for p := engine.QueryProduct; p <= engine.DownProduct; p++ {
			matrixOf(l.m, i, p).Exp = workExp
		}
		for g := range groupsOfBlock {
			w.group(r, i, g)
		}
	}
	w.group(r, 0, groupsOfBlock)
	for i := range l.row.rot {
		l.row.rot[i] = r.Int32N(1 << 30)
	}
	for j := range l.entry.Keys {
		l.entry.Keys[j], l.entry.Values[j] = int16(r.IntN(1<<15)), int16(r.IntN(1<<15))
	}
	w.entry = appendEntry(nil, int(s.HeadDim), l.entry)
	if err := w.Cache(); err != nil {
		return nil, err
	}
	w.restore()
	return w, nil
}

// group appends random results of a group, and makes them right by its last residue.
func (w *LightWork) group(r *rand.Rand, layer int, g lightGroup) {
	k := w.check.key
	right, at := uint64(0), 0
	for _, p := range g.products() {
		z := make([]int64, productRows(k.shape, p))
		for i := range z {
			z[i] = r.Int64N(1<<42) - 1<<41
		}
		w.sums = append(w.sums, workWidth)
		w.sums = field.AppendIntegers(w.sums, z, workWidth)
		right = field.Add(right, field.DotSums(k.random[at:], z))
		at += len(z)
	}
	v := k.group(layer, g)
	last := len(v) - 1
	v[last] = field.Add(right, field.Negate(field.DotActivations(v, w.input[:last])))
}

// restore makes the inputs random again.
func (w *LightWork) restore() { copy(w.check.row.a, w.input) }

// Linear reads the results of all linear layers, the logits too, and checks
// them. It reports whether they are right, which they are.
func (w *LightWork) Linear() bool {
	l := w.check
	w.restore()
	l.in = bytes.NewBuffer(w.sums)
	for i := range l.m.Layers {
		for g := range groupsOfBlock {
			if l.check(i, 0, g) != nil {
				return false
			}
		}
	}
	return l.sums(w.z, "logits") == nil && l.key.holds(0, groupsOfBlock, l.row.a[:l.header.Dim], w.z)
}

// Rest computes all else but attention: norms, rotations, quantisation, gates, the stream, and the largest logit, which it returns.
func (w *LightWork) Rest() (uint32, error) {
	l, h := w.check, w.check.h[0]
	for i := range l.m.Layers {
		b := &l.m.Layers[i]
		l.normalise(h, &b.AttentionNorm)
		if err := l.keep(i, w.seen-1, b); err != nil {
			return 0, err
		}
		l.queries(b)
		l.row.exp = exact.PointQ - kernel.Quant16(l.row.a, l.row.mixed)
		l.add(h, b.O.Exp, engine.AttendedProduct)
		l.normalise(h, &b.FFNNorm)
		l.gate(b)
		l.add(h, b.Down.Exp, engine.DownProduct)
	}
	l.normalise(h, &l.m.OutputNorm)
	kernel.Fix32(w.logits, w.z, workExp+l.row.exp-exact.PointQ)
	return kernel.Argmax(w.logits), nil
}

// Attention computes the attention of all layers, each over the keys and values of the same one.
func (w *LightWork) Attention() {
	for range w.check.m.Layers {
		w.check.attend(w.seen - 1)
	}
}

// Cache reads one layer's keys and values of all positions, as from an opening.
func (w *LightWork) Cache() error {
	l := w.check
	for p := range w.seen {
		if err := parseEntry(w.entry, l.cache.headDim, l.entry); err != nil {
			return err
		}
		l.cache.put(p, l.entry)
	}
	return nil
}
