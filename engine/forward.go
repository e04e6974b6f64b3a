package engine

import (
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// actBuffer holds the int16 activations of a batch: vector t at x[t*width:]
// with the exponent exp[t].
type actBuffer struct {
	x      []int16
	exp    []int
	width  int
	packed kernel.Activations
}

func (a *actBuffer) shape(n, width int) {
	a.width = width
	sized(&a.x, n*width)
	sized(&a.exp, n)
}

func (a *actBuffer) row(t int) []int16 { return a.x[t*a.width : (t+1)*a.width] }

// pack prepares the batch for linear layers.
func (a *actBuffer) pack() { a.packed.Pack(a.x, len(a.exp), a.width) }

// linear multiplies every vector of the batch with a matrix: result of vector
// t, row r at [t*Rows+r].
func (s *Session) linear(dst *[]int64, m *model.Matrix) []int64 {
	a := &s.work.act
	out := sized(dst, len(a.exp)*m.Rows)
	kernel.Linear(out, m.Panels, m.Rows, &a.packed, s.e.threads)
	return out
}

// forward appends a batch of at most maxBatch tokens to the cache and leaves
// the residual stream of each in the workspace. It does not change s.length.
func (s *Session) forward(tokens []uint32) {
	h := s.e.header
	w := s.work
	n, dim := len(tokens), int(h.Dim)
	sized(&w.h, n*dim)
	sized(&w.rot, n*int(h.RopeDim))
	for t, tok := range tokens {
		s.embed(w.h[t*dim:(t+1)*dim], tok)
		s.e.model.Rotation(s.length+t, w.rot[t*int(h.RopeDim):(t+1)*int(h.RopeDim)])
	}
	for i := range s.e.model.Layers {
		l := &s.e.model.Layers[i]
		s.normalise(w.h, n, &l.AttentionNorm)
		s.attention(l, &s.cache[i], n)
		s.project(&l.O, n)
		s.normalise(w.h, n, &l.FFNNorm)
		s.feedForward(l, n)
		s.project(&l.Down, n)
	}
}

// embed writes the residual stream of a token.
func (s *Session) embed(dst []int32, tok uint32) {
	e := &s.e.model.Embedding
	w, m := sized(&s.work.rowW, e.Groups()*exact.Group), sized(&s.work.rowM, e.Groups())
	e.CopyRow(w, m, int(tok))
	shift := e.Exp - int(s.e.header.Residual)
	for i := range dst {
		dst[i] = exact.Fix32(int64(w[i])*int64(m[i/exact.Group]), shift)
	}
}

// normalise makes the batch's activations from n rows of h by RMS normalisation with gain g.
func (s *Session) normalise(h []int32, n int, g *model.Vector) {
	a := &s.work.act
	dim := int(s.e.header.Dim)
	a.shape(n, dim)
	z := sized(&s.work.product, dim)
	for t := range n {
		exact.Norm(z, h[t*dim:(t+1)*dim], g.G, s.e.header.Epsilon)
		a.exp[t] = exact.NormQ + g.Exp - exact.Quant16(a.row(t), z)
	}
	a.pack()
}

// project adds a matrix times the batch's activations to the residual stream.
func (s *Session) project(m *model.Matrix, n int) {
	w := s.work
	acc := s.linear(&w.acc, m)
	for t := range n {
		shift := m.Exp + w.act.exp[t] - int(s.e.header.Residual)
		row := w.h[t*m.Rows : (t+1)*m.Rows]
		for i, v := range acc[t*m.Rows : (t+1)*m.Rows] {
			row[i] = exact.Clamp32(int64(row[i]) + int64(exact.Fix32(v, shift)))
		}
	}
}

// feedForward replaces the activations by the gated product.
func (s *Session) feedForward(l *model.Layer, n int) {
	w := s.work
	gate, up := s.linear(&w.acc, &l.Gate), s.linear(&w.acc2, &l.Up)
	width := l.Gate.Rows
	exps := append([]int(nil), w.act.exp...)
	w.act.shape(n, width)
	z := sized(&w.product, width)
	for t := range n {
		gs, us := l.Gate.Exp+exps[t]-exact.PointQ, l.Up.Exp+exps[t]-exact.PointQ
		for i := range z {
			g := exact.SiLU(exact.Fix32(gate[t*width+i], gs))
			z[i] = int64(g) * int64(exact.Fix32(up[t*width+i], us))
		}
		w.act.exp[t] = 2*exact.PointQ - exact.Quant16(w.act.row(t), z)
	}
	w.act.pack()
}

// logits computes the predictions of n positions of the last batch, from
// position first of it on.
func (s *Session) logits(first, n int) []int32 {
	w := s.work
	dim := int(s.e.header.Dim)
	s.normalise(w.h[first*dim:], n, &s.e.model.OutputNorm)
	m := s.e.model.Output()
	acc := s.linear(&w.acc, m)
	out := sized(&w.out, n*m.Rows)
	for t := range n {
		shift := m.Exp + w.act.exp[t] - exact.PointQ
		for i, v := range acc[t*m.Rows : (t+1)*m.Rows] {
			out[t*m.Rows+i] = exact.Fix32(v, shift)
		}
	}
	return out
}
