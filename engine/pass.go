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
	team *kernel.Team
	rows []row

	h       []int32 // residual stream, [row][dim]
	act     actBuffer
	acc     []int64 // results of linear layers, [row][matrix rows]
	acc2    []int64
	out     []int32 // logits
	product []int64 // rows before quantisation
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
	p.team.Linear(out, m.Panels, m.Rows, &a.packed)
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

// each calls do for n rows, side by side when a row is worth it; cost is about
// the elements of a row.
func (p *pass) each(n, cost int, do func(t int)) {
	if n == 1 {
		do(0)
		return
	}
	p.team.Split(n, 1+rowWork/cost, func(lo, hi int) {
		for t := lo; t < hi; t++ {
			do(t)
		}
	})
}

// rowWork is the number of elements for which another goroutine pays.
const rowWork = 4096

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
	a, dim := &p.act, int(p.e.header.Dim)
	a.shape(n, dim)
	z, epsilon := sized(&p.product, n*dim), p.e.header.Epsilon
	p.each(n, dim, func(t int) {
		at, end := t*dim, (t+1)*dim
		a.exp[t] = exact.NormQ + g.Exp - kernel.NormQuant(a.row(t), z[at:end], h[at:end], g.G, epsilon)
	})
	a.pack()
}

// project adds a matrix times the batch's activations to the residual stream.
func (p *pass) project(m *model.Matrix, n int) {
	acc := p.linear(&p.acc, m)
	p.each(n, m.Rows, func(t int) {
		at, end := t*m.Rows, (t+1)*m.Rows
		kernel.AddFix32(p.h[at:end], acc[at:end], m.Exp+p.act.exp[t]-int(p.e.header.Residual))
	})
}

// feedForward replaces the activations by the gated product.
func (p *pass) feedForward(l *model.Layer, n int) {
	gate, up := p.linear(&p.acc, &l.Gate), p.linear(&p.acc2, &l.Up)
	width := l.Gate.Rows
	p.exps = append(p.exps[:0], p.act.exp...)
	a := &p.act
	a.shape(n, width)
	p.each(n, 4*width, func(t int) {
		z, u, e := gate[t*width:(t+1)*width], up[t*width:(t+1)*width], p.exps[t]-exact.PointQ
		kernel.Gate(z, z, u, l.Gate.Exp+e, l.Up.Exp+e)
		a.exp[t] = 2*exact.PointQ - kernel.Quant16(a.row(t), z)
	})
	a.pack()
}

// logits computes the predictions after n rows of h.
func (p *pass) logits(h []int32, n int) []int32 {
	p.normalise(h, n, &p.e.model.OutputNorm)
	m := p.e.model.Output()
	acc := p.linear(&p.acc, m)
	out := sized(&p.out, n*m.Rows)
	p.each(n, m.Rows, func(t int) {
		at, end := t*m.Rows, (t+1)*m.Rows
		kernel.Fix32(out[at:end], acc[at:end], m.Exp+p.act.exp[t]-exact.PointQ)
	})
	return out
}
