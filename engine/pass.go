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

	h    []int32 // residual stream, [row][dim]
	act  actBuffer
	acc  []int64 // results of linear layers, [row][matrix rows]
	acc2 []int64
	out  []int32 // logits
	z    []int64 // normalised rows before quantisation
	exps []int   // exponents of the activations that acc and acc2 were made from
	rowW []int8  // a row of the embedding and its multipliers
	rowM []uint16
	attn attentionBuffers
	loop passLoops
}

// passLoops are the bodies of the loops over rows and what they read. They are
// made once, since a func that meets another goroutine is allocated.
type passLoops struct {
	rows      func(lo, hi int) // calls body for each row
	body      func(t int)
	normalise func(t int)
	project   func(t int)
	gate      func(t int)
	logits    func(t int)

	from   []int32 // what normalise reads
	gain   *model.Vector
	matrix *model.Matrix // whose results project and logits take
	layer  *model.Layer
}

// newPass makes a pass of an engine.
func newPass(e *Engine) *pass {
	p := &pass{e: e}
	l, a, dim := &p.loop, &p.act, int(e.header.Dim)
	l.rows = func(lo, hi int) {
		for t := lo; t < hi; t++ {
			l.body(t)
		}
	}
	l.normalise = func(t int) {
		at, end := t*dim, (t+1)*dim
		a.exp[t] = exact.NormQ + l.gain.Exp - kernel.NormQuant(a.row(t), p.z[at:end], l.from[at:end], l.gain.G, e.header.Epsilon)
	}
	l.project = func(t int) {
		at, end := t*dim, (t+1)*dim
		kernel.AddFix32(p.h[at:end], p.acc[at:end], l.matrix.Exp+a.exp[t]-int(e.header.Residual))
	}
	l.gate = func(t int) {
		gate, up := &l.layer.Gate, &l.layer.Up
		at, end, exp := t*gate.Rows, (t+1)*gate.Rows, p.exps[t]-exact.PointQ
		z := p.acc[at:end]
		kernel.Gate(z, z, p.acc2[at:end], gate.Exp+exp, up.Exp+exp)
		a.exp[t] = 2*exact.PointQ - kernel.Quant16(a.row(t), z)
	}
	l.logits = func(t int) {
		at, end := t*l.matrix.Rows, (t+1)*l.matrix.Rows
		kernel.Fix32(p.out[at:end], p.acc[at:end], l.matrix.Exp+a.exp[t]-exact.PointQ)
	}
	p.makeLoops()
	return p
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

// product is a matrix to be multiplied with every vector of the batch: result
// of vector t, row r at [t*Rows+r] of dst.
func (p *pass) product(dst *[]int64, m *model.Matrix) kernel.Product {
	return kernel.Product{Out: sized(dst, len(p.act.exp)*m.Rows), Panels: m.Panels, Rows: m.Rows}
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

// each calls body for n rows, side by side when a row is worth it; cost is about
// the elements of a row.
func (p *pass) each(n, cost int, body func(t int)) {
	if n == 1 {
		body(0)
		return
	}
	p.loop.body = body
	p.team.Split(n, 1+rowWork/cost, p.loop.rows)
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
	dim := int(p.e.header.Dim)
	p.act.shape(n, dim)
	sized(&p.z, n*dim)
	p.loop.from, p.loop.gain = h, g
	p.each(n, dim, p.loop.normalise)
	p.act.pack()
}

// project adds a matrix times the batch's activations to the residual stream.
func (p *pass) project(m *model.Matrix, n int) {
	p.team.Linear(&p.act.packed, p.product(&p.acc, m))
	p.loop.matrix = m
	p.each(n, m.Rows, p.loop.project)
}

// feedForward replaces the activations by the gated product.
func (p *pass) feedForward(l *model.Layer, n int) {
	p.team.Linear(&p.act.packed, p.product(&p.acc, &l.Gate), p.product(&p.acc2, &l.Up))
	p.exps = append(p.exps[:0], p.act.exp...)
	p.act.shape(n, l.Gate.Rows)
	p.loop.layer = l
	p.each(n, 4*l.Gate.Rows, p.loop.gate)
	p.act.pack()
}

// logits computes the predictions after n rows of h.
func (p *pass) logits(h []int32, n int) []int32 {
	p.normalise(h, n, &p.e.model.OutputNorm)
	m := p.e.model.Output()
	p.team.Linear(&p.act.packed, p.product(&p.acc, m))
	sized(&p.out, n*m.Rows)
	p.loop.matrix = m
	p.each(n, m.Rows, p.loop.logits)
	return p.out
}
