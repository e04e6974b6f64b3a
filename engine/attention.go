package engine

import (
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// attention replaces the batch's activations (the normalised stream) by the
// attention outputs of all heads, and appends the batch's keys and values to
// the cache.
func (s *Session) attention(l *model.Layer, c *layerCache, n int) {
	s.queries(l, n)
	c.extend(n)
	s.keys(l, c, n)
	s.values(l, c, n)
	h, w := s.e.header, s.work
	heads, hd := int(h.Heads), int(h.HeadDim)
	mixed, mixExp := sized(&w.mixed, n*heads*hd), sized(&w.mixExp, n*heads)
	work := n * heads * hd * (s.length + n) // about the multiplications
	kernel.Split(s.e.threads, n*heads, n*heads*attentionWork/max(1, work), func(lo, hi int) {
		weights := make([]int64, s.length+n)
		for i := lo; i < hi; i++ {
			mixExp[i] = s.attend(mixed[i*hd:(i+1)*hd], weights, c, i/heads, i%heads)
		}
	})
	w.act.shape(n, heads*hd)
	for t := range n {
		w.act.exp[t] = join(w.act.row(t), mixed[t*heads*hd:(t+1)*heads*hd], mixExp[t*heads:(t+1)*heads], hd)
	}
	w.act.pack()
}

// attentionWork is the number of multiplications for which another goroutine pays.
const attentionWork = 1 << 15

// queries fills the rotated int16 queries of the batch.
func (s *Session) queries(l *model.Layer, n int) {
	h, w := s.e.header, s.work
	acc := s.linear(&w.acc, &l.Q)
	sized(&w.query, n*l.Q.Rows)
	sized(&w.qExp, n*int(h.Heads))
	for t := range n {
		s.heads(w.query[t*l.Q.Rows:], w.qExp[t*int(h.Heads):], acc[t*l.Q.Rows:(t+1)*l.Q.Rows], l.Q.Exp, t)
	}
}

// keys fills the last n positions of the key cache.
func (s *Session) keys(l *model.Layer, c *layerCache, n int) {
	acc := s.linear(&s.work.acc, &l.K)
	for t := range n {
		p := s.length + t
		s.heads(c.keys[p*c.kvWidth:], c.keyExp[p*c.kvHeads:], acc[t*c.kvWidth:(t+1)*c.kvWidth], l.K.Exp, t)
	}
}

// heads turns the result of a query or key projection of position t of the
// batch (its heads side by side in acc) into rotated int16 heads and their exponents.
func (s *Session) heads(dst []int16, exps []int32, acc []int64, matrixExp, t int) {
	h, w := s.e.header, s.work
	hd, rd := int(h.HeadDim), int(h.RopeDim)
	shift := matrixExp + w.act.exp[t] - exact.PointQ
	rot := w.rot[t*rd : (t+1)*rd]
	z := sized(&w.product, hd)
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

// values fills the last n positions of the value cache.
func (s *Session) values(l *model.Layer, c *layerCache, n int) {
	hd := int(s.e.header.HeadDim)
	acc := s.linear(&s.work.acc, &l.V)
	for t := range n {
		p := s.length + t
		for j := range c.kvHeads {
			k := exact.Quant16(c.values[p*c.kvWidth+j*hd:][:hd], acc[t*c.kvWidth+j*hd:][:hd])
			c.valueExp[p*c.kvHeads+j] = int32(l.V.Exp + s.work.act.exp[t] - k)
		}
	}
}

// attend computes one head of position t of the batch into dst and returns
// its exponent. weights is scratch, one for each position.
func (s *Session) attend(dst, weights []int64, c *layerCache, t, head int) int32 {
	h := s.e.header
	hd, last := int(h.HeadDim), s.length+t
	kv := head / int(h.Heads/h.KVHeads)
	q := s.work.query[(t*int(h.Heads)+head)*hd:][:hd]
	eq := int(s.work.qExp[t*int(h.Heads)+head])
	most, least := int64(-1<<62), int32(1<<31-1)
	for p := range last + 1 {
		key := c.keys[p*c.kvWidth+kv*hd:][:hd]
		var dot int64
		for i, v := range key {
			dot += int64(v) * int64(q[i])
		}
		x := int64(exact.Score(dot, int64(h.Score), eq, int(c.keyExp[p*c.kvHeads+kv])))
		weights[p] = x
		most = max(most, x)
		least = min(least, c.valueExp[p*c.kvHeads+kv])
	}
	clear(dst)
	var total int64
	for p := range last + 1 {
		weight := exact.Exp2Neg(most-weights[p], exact.ProbabilityQ)
		total += weight
		weight >>= min(uint32(c.valueExp[p*c.kvHeads+kv]-least), 63)
		if weight == 0 {
			continue
		}
		for i, v := range c.values[p*c.kvWidth+kv*hd:][:hd] {
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
