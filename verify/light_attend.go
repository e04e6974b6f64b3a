package verify

import (
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// lightCache is the keys and values of one layer.
type lightCache struct {
	headDim int
	heads   [][]kernel.Page // by key/value head, then position / PagePositions
}

func newLightCache(s model.Shape, positions int) lightCache {
	hd := int(s.HeadDim)
	c := lightCache{headDim: hd, heads: make([][]kernel.Page, s.KVHeads)}
	for j := range c.heads {
		for range (positions + kernel.PagePositions - 1) / kernel.PagePositions {
			c.heads[j] = append(c.heads[j], kernel.Page{
				Keys: make([]int16, kernel.KeySize(hd)), Values: make([]int16, kernel.ValueSize(hd)),
				KeyExp: make([]int32, kernel.PagePositions), ValueExp: make([]int32, kernel.PagePositions),
			})
		}
	}
	return c
}

// put stores the entry of a position.
func (c *lightCache) put(position int, e engine.Cached) {
	for j, pages := range c.heads {
		page, at := &pages[position/kernel.PagePositions], position%kernel.PagePositions
		head := func(x []int16) []int16 { return x[j*c.headDim : (j+1)*c.headDim] }
		page.SetKey(at, head(e.Keys), e.KeyExp[j])
		page.SetValue(at, head(e.Values), e.ValueExp[j])
	}
}

// keep makes the cache entry of a chosen position from the results of its projections.
func (l *lightCheck) keep(layer, position int, b *model.Layer) error {
	r, e, hd := &l.row, &l.entry, l.cache.headDim
	keys, values := r.sums[engine.KeyProduct], r.sums[engine.ValueProduct]
	rotated := l.rotated(keys, b.K.Exp, &b.KBias, &b.KNorm)
	valueExp := b.V.Exp + r.exp
	addBias(values, &b.VBias, valueExp)
	for j := range e.KeyExp {
		at, end := j*hd, (j+1)*hd
		e.KeyExp[j] = int32(exact.PointQ - kernel.Quant16From32(e.Keys[at:end], rotated[at:end]))
		e.ValueExp[j] = int32(valueExp - kernel.Quant16(e.Values[at:end], values[at:end]))
	}
	l.cache.put(position, *e)
	if l.leaves == nil {
		return nil
	}
	l.raw = appendEntry(l.raw[:0], hd, *e)
	return l.leaves.add(position, l.raw, layer+1 == len(l.m.Layers))
}

// queries makes the rotated int16 queries.
func (l *lightCheck) queries(b *model.Layer) {
	r, hd := &l.row, l.cache.headDim
	z := l.rotated(r.sums[engine.QueryProduct], b.Q.Exp, &b.QBias, &b.QNorm)
	for j := range r.qExp {
		at, end := j*hd, (j+1)*hd
		r.qExp[j] = int32(exact.PointQ - kernel.Quant16From32(r.query[at:end], z[at:end]))
	}
}

// rotated turns the results of a query or key projection into Q16: bias, norm of each head, rotation. It overwrites acc.
func (l *lightCheck) rotated(acc []int64, matrixExp int, bias, norm *model.Vector) []int32 {
	r, hd, e := &l.row, l.cache.headDim, matrixExp+l.row.exp
	addBias(acc, bias, e)
	z := r.fixed[:len(acc)]
	kernel.Fix32(z, acc, e-exact.PointQ)
	for at := 0; at < len(z); at += hd {
		head := z[at : at+hd]
		if l.header.QKNorm {
			kernel.Norm(acc[at:at+hd], head, norm.G, l.header.HeadEpsilon)
			kernel.Fix32(head, acc[at:at+hd], exact.NormQ+norm.Exp-exact.PointQ)
		}
		kernel.Rotate(head, r.rot)
	}
	return z
}

// maxBiasShift bounds the shift of a bias to the left.
const maxBiasShift = 38

// addBias adds a bias to results of exponent e; a model without biases has empty ones.
func addBias(acc []int64, b *model.Vector, e int) {
	s := b.Exp - e
	for i, v := range b.G {
		if s >= 0 {
			acc[i] += exact.Rsh(int64(v), s)
		} else {
			acc[i] += int64(v) << min(-s, maxBiasShift)
		}
	}
}

// attend computes the attention of the row's queries over positions 0 to p and
// makes the input of the output matrix.
func (l *lightCheck) attend(p int) {
	r, hd := &l.row, l.cache.headDim
	group := len(r.qExp) / len(l.cache.heads)
	for j, pages := range l.cache.heads {
		pages = pages[:p/kernel.PagePositions+1]
		for first := j * group; first < (j+1)*group; first += kernel.TileQueries {
			r.tileHeads(pages, first, min(first+kernel.TileQueries, (j+1)*group), hd, p+1, l.header.Score)
		}
	}
	least := r.mExp[0]
	for _, e := range r.mExp {
		least = min(least, e)
	}
	for j, e := range r.mExp {
		kernel.Rsh(r.mixed[j*hd:(j+1)*hd], int(e-least))
	}
	r.exp = int(least) - kernel.Quant16(r.a, r.mixed)
}

// tileHeads computes the heads first to end-1, which share the keys and values of pages.
func (r *lightRow) tileHeads(pages []kernel.Page, first, end, headDim, seen int, score uint32) {
	t := &r.tile
	t.Reset(end-first, headDim, len(pages))
	for h := first; h < end; h++ {
		t.Query(h-first, r.query[h*headDim:(h+1)*headDim], r.qExp[h], seen)
	}
	for i := range pages {
		t.Score(i, &pages[i], score)
	}
	for i := range pages {
		t.Mix(i, &pages[i])
	}
	for h := first; h < end; h++ {
		r.mExp[h] = t.Output(h-first, r.mixed[h*headDim:(h+1)*headDim])
	}
}
