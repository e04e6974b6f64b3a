package engine

import (
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// row is one position of one sequence in a pass. Rows of one sequence stand
// next to each other, positions rising.
type row struct {
	session  *Session
	token    uint32
	position int
}

// pass computes a batch of rows, of one sequence or of many, through all
// layers. It owns the memory of the computation and reuses it; a pass is used
// by one goroutine at a time.
type pass struct {
	e    *Engine
	rows []row

	h       []int32 // residual stream, [row][dim]
	act     actBuffer
	acc     []int64 // results of linear layers, [row][matrix rows]
	acc2    []int64
	out     []int32 // logits
	product []int64 // one row before quantisation
	exps    []int   // exponents of the activations that acc and acc2 were made from
	rowW    []int8  // a row of the embedding and its multipliers
	rowM    []uint16
	attn    attentionBuffers
}

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

// sized returns b with length n, with new memory when it is too small. What it holds is left over from before.
func sized[T any](b *[]T, n int) []T {
	if cap(*b) < n {
		*b = make([]T, n)
	}
	*b = (*b)[:n]
	return *b
}

// linear multiplies every vector of the batch with a matrix: result of vector
// t, row r at [t*Rows+r].
func (p *pass) linear(dst *[]int64, m *model.Matrix) []int64 {
	a := &p.act
	out := sized(dst, len(a.exp)*m.Rows)
	kernel.Linear(out, m.Panels, m.Rows, &a.packed, p.e.threads)
	return out
}

// forward appends the rows to the caches of their sequences and leaves the
// residual stream of each in h. It does not change the lengths of sessions.
func (p *pass) forward() {
	n, dim := len(p.rows), int(p.e.header.Dim)
	sized(&p.h, n*dim)
	for t, r := range p.rows {
		p.embed(p.h[t*dim:(t+1)*dim], r.token)
	}
	p.beginAttention()
	for i := range p.e.model.Layers {
		l := &p.e.model.Layers[i]
		p.normalise(p.h, n, &l.AttentionNorm)
		p.attention(l, i)
		p.project(&l.O, n)
		p.normalise(p.h, n, &l.FFNNorm)
		p.feedForward(l, n)
		p.project(&l.Down, n)
	}
}

// embed writes the residual stream of a token.
func (p *pass) embed(dst []int32, tok uint32) {
	e := &p.e.model.Embedding
	w, m := sized(&p.rowW, e.Groups()*exact.Group), sized(&p.rowM, e.Groups())
	e.CopyRow(w, m, int(tok))
	shift := e.Exp - int(p.e.header.Residual)
	for i := range dst {
		dst[i] = exact.Fix32(int64(w[i])*int64(m[i/exact.Group]), shift)
	}
}

// normalise makes the batch's activations from n rows of h by RMS normalisation with gain g.
func (p *pass) normalise(h []int32, n int, g *model.Vector) {
	a := &p.act
	dim := int(p.e.header.Dim)
	a.shape(n, dim)
	z := sized(&p.product, dim)
	for t := range n {
		exact.Norm(z, h[t*dim:(t+1)*dim], g.G, p.e.header.Epsilon)
		a.exp[t] = exact.NormQ + g.Exp - exact.Quant16(a.row(t), z)
	}
	a.pack()
}

// project adds a matrix times the batch's activations to the residual stream.
func (p *pass) project(m *model.Matrix, n int) {
	acc := p.linear(&p.acc, m)
	for t := range n {
		shift := m.Exp + p.act.exp[t] - int(p.e.header.Residual)
		h := p.h[t*m.Rows : (t+1)*m.Rows]
		for i, v := range acc[t*m.Rows : (t+1)*m.Rows] {
			h[i] = exact.Clamp32(int64(h[i]) + int64(exact.Fix32(v, shift)))
		}
	}
}

// feedForward replaces the activations by the gated product.
func (p *pass) feedForward(l *model.Layer, n int) {
	gate, up := p.linear(&p.acc, &l.Gate), p.linear(&p.acc2, &l.Up)
	width := l.Gate.Rows
	exps := append(p.exps[:0], p.act.exp...)
	p.exps = exps
	p.act.shape(n, width)
	z := sized(&p.product, width)
	for t := range n {
		gs, us := l.Gate.Exp+exps[t]-exact.PointQ, l.Up.Exp+exps[t]-exact.PointQ
		for i := range z {
			g := exact.SiLU(exact.Fix32(gate[t*width+i], gs))
			z[i] = int64(g) * int64(exact.Fix32(up[t*width+i], us))
		}
		p.act.exp[t] = 2*exact.PointQ - exact.Quant16(p.act.row(t), z)
	}
	p.act.pack()
}

// logits computes the predictions of the given rows of h, in place of them.
func (p *pass) logits(h []int32, n int) []int32 {
	p.normalise(h, n, &p.e.model.OutputNorm)
	m := p.e.model.Output()
	acc := p.linear(&p.acc, m)
	out := sized(&p.out, n*m.Rows)
	for t := range n {
		shift := m.Exp + p.act.exp[t] - exact.PointQ
		for i, v := range acc[t*m.Rows : (t+1)*m.Rows] {
			out[t*m.Rows+i] = exact.Fix32(v, shift)
		}
	}
	return out
}
