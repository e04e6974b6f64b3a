package engine

import (
	"sync"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// attentionBuffers is the memory of attention in a pass.
type attentionBuffers struct {
	rot    []int32 // rotation factors, [row][ropeDim]
	values []int64 // results of the value projection, [row][kvHeads*headDim]
	fixed  []int32 // queries or keys in Q16, [row][heads*headDim]
	query  []int16 // rotated queries, [row][heads*headDim]
	qExp   []int32 // [row][head]
	single []int16 // a key or value before it goes to its page, [row][headDim]
	mixed  []int64 // outputs, [row][heads*headDim]
	mixExp []int32 // their exponents, [row][head]

	loops attentionLoops
	tiles []tile
	work  int // about the multiplications of all tiles
	mu    sync.Mutex
	idle  []*kernel.Tile // not in use
}

// attentionLoops are the bodies of the loops that threads share, made once,
// since making a func allocates; and the layer that they work on.
type attentionLoops struct {
	project func(row int)    // queries, keys and values from the results of their matrices
	attend  func(lo, hi int) // tiles
	join    func(row int)    // the heads of a row become its activations
	l       *model.Layer
	layer   int
}

// tile is queries of one sequence that share a kv head: query i of the rows
// from row on, counted row by row and head by head inside the group, for i from first to last-1.
type tile struct {
	row, head   int
	first, last int
}

// segments calls do for each run of rows of one sequence.
func (p *pass) segments(do func(first, n int)) {
	for first := 0; first < len(p.rows); {
		n := 1
		for first+n < len(p.rows) && p.rows[first+n].session == p.rows[first].session {
			n++
		}
		do(first, n)
		first += n
	}
}

// beginAttention prepares what all layers of a pass share.
func (p *pass) beginAttention() {
	h, w := &p.e.header, &p.attn
	rd, group := int(h.RopeDim), int(h.Heads/h.KVHeads)
	rot := sized(&w.rot, len(p.rows)*rd)
	for t, r := range p.rows {
		p.e.model.Rotation(r.position, rot[t*rd:(t+1)*rd])
	}
	w.tiles, w.work = w.tiles[:0], 0
	p.segments(func(first, n int) {
		r := p.rows[first]
		r.session.cache.reserve(r.position, n)
		w.work += n * (r.position + n) * int(2*h.Heads*h.HeadDim)
		for head := range int(h.KVHeads) {
			// The last queries attend to the most positions: they go first.
			for last := n * group; last > 0; last -= kernel.TileQueries {
				w.tiles = append(w.tiles, tile{row: first, head: head, first: max(0, last-kernel.TileQueries), last: last})
			}
		}
	})
}

// attention replaces the batch's activations (the normalised stream) by the
// attention outputs of all heads, and writes the batch's keys and values to
// the caches.
func (p *pass) attention(l *model.Layer, layer int) {
	h, w, n := &p.e.header, &p.attn, len(p.rows)
	width := l.Q.Rows
	p.team.Linear(&p.act.packed, p.product(&p.acc, &l.Q), p.product(&p.acc2, &l.K), p.product(&w.values, &l.V))
	sized(&w.fixed, n*width)
	sized(&w.query, n*width)
	sized(&w.qExp, n*int(h.Heads))
	sized(&w.single, n*int(h.HeadDim))
	sized(&w.mixed, n*width)
	sized(&w.mixExp, n*int(h.Heads))
	w.loops.l, w.loops.layer = l, layer
	p.each(n, 4*width, w.loops.project)
	p.team.Split(len(w.tiles), 1+len(w.tiles)*attentionWork/w.work, w.loops.attend)
	p.act.shape(n, width)
	p.each(n, width, w.loops.join)
	p.act.pack()
}

// makeLoops sets the bodies of the loops.
func (p *pass) makeLoops() {
	w, heads, hd := &p.attn, int(p.e.header.Heads), int(p.e.header.HeadDim)
	w.loops.project = func(t int) {
		l, layer := w.loops.l, w.loops.layer
		width, kvWidth := l.Q.Rows, l.K.Rows
		p.queries(l, t, p.acc[t*width:(t+1)*width])
		p.keys(l, layer, t, p.acc2[t*kvWidth:(t+1)*kvWidth])
		p.values(l, layer, t, w.values[t*kvWidth:(t+1)*kvWidth])
	}
	w.loops.attend = func(lo, hi int) {
		k := p.tile()
		for i := lo; i < hi; i++ {
			p.attend(k, w.tiles[i], w.loops.layer)
		}
		p.putTile(k)
	}
	w.loops.join = func(t int) {
		width := heads * hd
		p.act.exp[t] = join(p.act.row(t), w.mixed[t*width:(t+1)*width], w.mixExp[t*heads:(t+1)*heads], hd)
	}
}

// attentionWork is the number of multiplications for which another goroutine pays.
const attentionWork = 1 << 16

// queries makes the rotated int16 queries of row t from the result of their projection.
func (p *pass) queries(l *model.Layer, t int, acc []int64) {
	w, heads, hd := &p.attn, int(p.e.header.Heads), int(p.e.header.HeadDim)
	z := p.rotated(w.fixed[t*len(acc):(t+1)*len(acc)], acc, l.Q.Exp, &l.QBias, &l.QNorm, t)
	for j := range heads {
		at := t*len(acc) + j*hd
		w.qExp[t*heads+j] = int32(exact.PointQ - kernel.Quant16From32(w.query[at:at+hd], z[j*hd:(j+1)*hd]))
	}
}

// keys writes the keys of row t to its sequence's page.
func (p *pass) keys(l *model.Layer, layer, t int, acc []int64) {
	w, hd, r := &p.attn, int(p.e.header.HeadDim), p.rows[t]
	c := &r.session.cache
	at := t * l.Q.Rows // a row of keys is at most as long as one of queries, which are done
	z := p.rotated(w.fixed[at:at+len(acc)], acc, l.K.Exp, &l.KBias, &l.KNorm, t)
	key := w.single[t*hd : (t+1)*hd]
	for j := range len(acc) / hd {
		exp := int32(exact.PointQ - kernel.Quant16From32(key, z[j*hd:(j+1)*hd]))
		block := c.cache.block(c.pages[r.position/pageTokens], layer, j)
		block.SetKey(r.position%pageTokens, key, exp)
	}
}

// values writes the values of row t to its sequence's page.
func (p *pass) values(l *model.Layer, layer, t int, acc []int64) {
	w, hd, r := &p.attn, int(p.e.header.HeadDim), p.rows[t]
	c, e := &r.session.cache, l.V.Exp+p.act.exp[t]
	addBias(acc, &l.VBias, e)
	value := w.single[t*hd : (t+1)*hd]
	for j := range len(acc) / hd {
		k := kernel.Quant16(value, acc[j*hd:(j+1)*hd])
		block := c.cache.block(c.pages[r.position/pageTokens], layer, j)
		block.SetValue(r.position%pageTokens, value, int32(e-k))
	}
}

// rotated turns the result of a query or key projection of row t, its heads
// side by side, into Q16 in z: bias, norm of each head, rotation. It overwrites acc.
func (p *pass) rotated(z []int32, acc []int64, matrixExp int, bias, norm *model.Vector, t int) []int32 {
	h := &p.e.header
	hd, rd, e := int(h.HeadDim), int(h.RopeDim), matrixExp+p.act.exp[t]
	addBias(acc, bias, e)
	kernel.Fix32(z, acc, e-exact.PointQ)
	rot := p.attn.rot[t*rd : (t+1)*rd]
	for j := 0; j < len(z); j += hd {
		head := z[j : j+hd]
		if h.QKNorm {
			kernel.Norm(acc[j:j+hd], head, norm.G, h.HeadEpsilon)
			kernel.Fix32(head, acc[j:j+hd], exact.NormQ+norm.Exp-exact.PointQ)
		}
		kernel.Rotate(head, rot)
	}
	return z
}

// maxBiasShift bounds the shift of a bias to the left: |b| is at most 2^23, so it stays below 2^62.
const maxBiasShift = 38

// addBias adds a bias to a row of projections of exponent e. A model without biases has empty ones.
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

// tile returns a tile that nobody uses.
func (p *pass) tile() *kernel.Tile {
	w := &p.attn
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.idle)
	if n == 0 {
		return new(kernel.Tile)
	}
	k := w.idle[n-1]
	w.idle = w.idle[:n-1]
	return k
}

func (p *pass) putTile(k *kernel.Tile) {
	p.attn.mu.Lock()
	defer p.attn.mu.Unlock()
	p.attn.idle = append(p.attn.idle, k)
}

// attend computes the queries of one tile into mixed and mixExp.
func (p *pass) attend(k *kernel.Tile, t tile, layer int) {
	h, w := &p.e.header, &p.attn
	heads, hd, group := int(h.Heads), int(h.HeadDim), int(h.Heads/h.KVHeads)
	at := func(i int) (row, index int) { // of query i of the tile, and its place among all heads of all rows
		row = t.row + (t.first+i)/group
		return row, row*heads + t.head*group + (t.first+i)%group
	}
	n := t.last - t.first
	last, _ := at(n - 1)
	c := &p.rows[last].session.cache
	pages := p.rows[last].position/pageTokens + 1
	k.Reset(n, hd, pages)
	for i := range n {
		row, index := at(i)
		k.Query(i, w.query[index*hd:(index+1)*hd], w.qExp[index], p.rows[row].position+1)
	}
	for i, page := range c.pages[:pages] {
		block := c.cache.block(page, layer, t.head)
		k.Score(i, &block, h.Score)
	}
	for i, page := range c.pages[:pages] {
		block := c.cache.block(page, layer, t.head)
		k.Mix(i, &block)
	}
	for i := range n {
		_, index := at(i)
		w.mixExp[index] = k.Output(i, w.mixed[index*hd:(index+1)*hd])
	}
}

// join brings the heads of one position to a common exponent and quantises
// them; it returns the exponent of the result.
func join(dst []int16, z []int64, exps []int32, headDim int) int {
	least := exps[0]
	for _, e := range exps {
		least = min(least, e)
	}
	for j, e := range exps {
		kernel.Rsh(z[j*headDim:(j+1)*headDim], int(e-least))
	}
	return int(least) - kernel.Quant16(dst, z)
}
