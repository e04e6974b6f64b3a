package engine

import (
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// attentionBuffers is the memory of attention in a pass.
type attentionBuffers struct {
	rot    []int32 // rotation factors, [row][ropeDim]
	query  []int16 // rotated queries, [row][heads*headDim]
	qExp   []int32 // [row][head]
	mixed  []int64 // outputs, [row][heads*headDim]
	mixExp []int32 // their exponents, [row][head]
}

// beginAttention prepares what all layers of a pass share.
func (p *pass) beginAttention() {
	rd := int(p.e.header.RopeDim)
	rot := sized(&p.attn.rot, len(p.rows)*rd)
	for t, r := range p.rows {
		p.e.model.Rotation(r.position, rot[t*rd:(t+1)*rd])
		for i := range r.session.cache {
			r.session.cache[i].extend(1)
		}
	}
}

// attention replaces the batch's activations (the normalised stream) by the
// attention outputs of all heads, and writes the batch's keys and values to
// the caches.
func (p *pass) attention(l *model.Layer, layer int) {
	n := len(p.rows)
	p.queries(l)
	p.keys(l, layer)
	p.values(l, layer)
	h, w := p.e.header, &p.attn
	heads, hd := int(h.Heads), int(h.HeadDim)
	mixed, mixExp := sized(&w.mixed, n*heads*hd), sized(&w.mixExp, n*heads)
	work := n * heads * hd * (p.rows[n-1].position + 1) // about the multiplications
	p.team.Split(n*heads, n*heads*attentionWork/max(1, work), func(lo, hi int) {
		var weights []int64
		for i := lo; i < hi; i++ {
			r := p.rows[i/heads]
			mixExp[i] = p.attend(mixed[i*hd:(i+1)*hd], sized(&weights, r.position+1), &r.session.cache[layer], r.position, i/heads, i%heads)
		}
	})
	p.act.shape(n, heads*hd)
	for t := range n {
		p.act.exp[t] = join(p.act.row(t), mixed[t*heads*hd:(t+1)*heads*hd], mixExp[t*heads:(t+1)*heads], hd)
	}
	p.act.pack()
}

// attentionWork is the number of multiplications for which another goroutine pays.
const attentionWork = 1 << 15

// queries fills the rotated int16 queries of the batch.
func (p *pass) queries(l *model.Layer) {
	h, w := p.e.header, &p.attn
	acc := p.linear(&p.acc, &l.Q)
	sized(&w.query, len(p.rows)*l.Q.Rows)
	sized(&w.qExp, len(p.rows)*int(h.Heads))
	for t := range p.rows {
		p.heads(w.query[t*l.Q.Rows:], w.qExp[t*int(h.Heads):], acc[t*l.Q.Rows:(t+1)*l.Q.Rows], l.Q.Exp, t)
	}
}

// keys writes the batch's keys to the caches.
func (p *pass) keys(l *model.Layer, layer int) {
	acc := p.linear(&p.acc, &l.K)
	for t, r := range p.rows {
		c := &r.session.cache[layer]
		p.heads(c.keys[r.position*c.kvWidth:], c.keyExp[r.position*c.kvHeads:], acc[t*c.kvWidth:(t+1)*c.kvWidth], l.K.Exp, t)
	}
}

// heads turns the result of a query or key projection of row t (its heads
// side by side in acc) into rotated int16 heads and their exponents.
func (p *pass) heads(dst []int16, exps []int32, acc []int64, matrixExp, t int) {
	hd, rd := int(p.e.header.HeadDim), int(p.e.header.RopeDim)
	shift := matrixExp + p.act.exp[t] - exact.PointQ
	rot := p.attn.rot[t*rd : (t+1)*rd]
	z := sized(&p.product, hd)
	for j := 0; j*hd < len(acc); j++ {
		for i := range z {
			z[i] = int64(exact.Fix32(acc[j*hd+i], shift))
		}
		for i := 0; i < rd; i += 2 {
			a, b := exact.Rotate(int32(z[i]), int32(z[i+1]), rot[i], rot[i+1])
			z[i], z[i+1] = int64(a), int64(b)
		}
		exps[j] = int32(exact.PointQ - exact.Quant16(dst[j*hd:(j+1)*hd], z))
	}
}

// values writes the batch's values to the caches.
func (p *pass) values(l *model.Layer, layer int) {
	hd := int(p.e.header.HeadDim)
	acc := p.linear(&p.acc, &l.V)
	for t, r := range p.rows {
		c := &r.session.cache[layer]
		for j := range c.kvHeads {
			k := exact.Quant16(c.values[r.position*c.kvWidth+j*hd:][:hd], acc[t*c.kvWidth+j*hd:][:hd])
			c.valueExp[r.position*c.kvHeads+j] = int32(l.V.Exp + p.act.exp[t] - k)
		}
	}
}

// attend computes one head of row t, which is at position last of its
// sequence, into dst and returns its exponent. weights is scratch, one for each position.
func (p *pass) attend(dst, weights []int64, c *layerCache, last, t, head int) int32 {
	h := p.e.header
	hd := int(h.HeadDim)
	kv := head / int(h.Heads/h.KVHeads)
	q := p.attn.query[(t*int(h.Heads)+head)*hd:][:hd]
	eq := int(p.attn.qExp[t*int(h.Heads)+head])
	most, least := int64(-1<<62), int32(1<<31-1)
	for s := range last + 1 {
		key := c.keys[s*c.kvWidth+kv*hd:][:hd]
		var dot int64
		for i, v := range key {
			dot += int64(v) * int64(q[i])
		}
		x := int64(exact.Score(dot, int64(h.Score), eq, int(c.keyExp[s*c.kvHeads+kv])))
		weights[s] = x
		most = max(most, x)
		least = min(least, c.valueExp[s*c.kvHeads+kv])
	}
	clear(dst)
	var total int64
	for s := range last + 1 {
		weight := exact.Exp2Neg(most-weights[s], exact.ProbabilityQ)
		total += weight
		weight >>= min(uint32(c.valueExp[s*c.kvHeads+kv]-least), 63)
		if weight == 0 {
			continue
		}
		for i, v := range c.values[s*c.kvWidth+kv*hd:][:hd] {
			dst[i] += weight * int64(v)
		}
	}
	for i, a := range dst {
		dst[i] = exact.Mean(a, total)
	}
	return least + exact.ValueExtra
}

// join brings the heads of one position to a common exponent and quantises
// them; it returns the exponent of the result.
func join(dst []int16, z []int64, exps []int32, headDim int) int {
	least := exps[0]
	for _, e := range exps {
		least = min(least, e)
	}
	for j, e := range exps {
		for i := range headDim {
			z[j*headDim+i] = exact.Rsh(z[j*headDim+i], int(e-least))
		}
	}
	return int(least) - exact.Quant16(dst, z)
}
