package engine

import (
	"math/bits"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// traceBlock is the memory of the positions that are computed together: lo to hi-1.
type traceBlock struct {
	lo, hi  int
	act     actBuffer // inputs of the next linear layers
	shifts  []int     // k of each row of act
	z       []int64   // what act was quantised from
	sums    [3][]int64
	queries traceHeads
	keys    traceHeads
	values  []int64 // after the bias, [row][kvHeads*headDim]
	vShift  []int   // k, [row][kvHead]
	vExp    []int   // e, [row]
	mix     traceMix
}

// traceHeads are the stages of the queries or keys of a block, [row][heads*headDim].
type traceHeads struct {
	heads                  int
	fixed, normed, rotated []int32
	quantised              []int16
	shifts                 []int // of fixed, [row]
	quantShift             []int // k, [row][head]
}

// traceCache are the keys and values of one layer, for all positions.
type traceCache struct {
	keys   []int16 // [kvHead][position][headDim]
	keyExp []int32 // [kvHead][position]
	values []int16 // [kvHead][headDim][position]
	exp    []int32 // [kvHead][position]
	least  []int32 // of exp up to the position
}

// embedded writes the rotation and the embedding.
func (t *tracer) embedded() error {
	h, n := &t.e.header, len(t.tokens)
	dim := int(h.Dim)
	err := t.emit(trace.OpRotation, 0, n, func(p int, w *rowWriter) {
		rot := make([]int32, h.RopeDim)
		t.e.model.Rotation(p, rot)
		w.chunks(rot)
	})
	if err != nil {
		return err
	}
	t.h = make([]int32, n*dim)
	em := &t.e.model.Embedding
	weights, mul := make([]int8, em.Groups()*exact.Group), make([]uint16, em.Groups())
	for p, tok := range t.tokens {
		if tok >= h.Vocab {
			continue // it embeds as 0
		}
		em.CopyRow(weights, mul, int(tok))
		for i := range dim {
			t.h[p*dim+i] = exact.Fix32(int64(weights[i])*int64(mul[i/exact.Group]), em.Exp-int(h.Residual))
		}
	}
	return t.emit(trace.OpEmbedding, 0, n, func(p int, w *rowWriter) { w.chunks(t.h[p*dim : (p+1)*dim]) })
}

// ints appends int32 elements.
func (w *rowWriter) ints(v []int32) {
	for _, x := range v {
		w.put32(int64(x))
	}
}

// chunks appends a vector in leaves of 128, after the scalars, if any.
func (w *rowWriter) chunks(v []int32, scalars ...int64) {
	for i := 0; i < len(v); i += trace.Chunk {
		for _, s := range scalars {
			w.put32(s)
		}
		w.ints(v[i:min(i+trace.Chunk, len(v))])
		w.close()
	}
}

// oneLayer computes a layer for all positions and writes it.
func (t *tracer) oneLayer(l *model.Layer) error {
	h, n := &t.e.header, len(t.tokens)
	kv, hd := int(h.KVHeads), int(h.HeadDim)
	c := &t.cache
	sized(&c.keys, kv*n*hd)
	sized(&c.values, kv*n*hd)
	sized(&c.keyExp, kv*n)
	sized(&c.exp, kv*n)
	sized(&c.least, kv*n)
	end := t.endOfLayer(int(t.layer))
	final := t.sink.Wants(end, t.l.Leaves()-end) == 0 // nobody asks what comes of this layer
	for lo := 0; lo < n; lo += traceRows {
		t.block.lo, t.block.hi = lo, min(lo+traceRows, n)
		if err := t.blockOfLayer(l, final && !t.wantsRows(trace.OpSquares, trace.OpOutput, lo, t.block.hi)); err != nil {
			return err
		}
	}
	return t.emit(trace.OpColumns, 0, kv*hd, func(row int, w *rowWriter) {
		column := c.values[row*n : (row+1)*n]
		for i := 0; i < n; i += trace.Chunk {
			for _, v := range column[i:min(i+trace.Chunk, n)] {
				w.put16(int64(v))
			}
			w.close()
		}
	})
}

// blockOfLayer computes a layer for the positions of the block; only keys and values, if nobody wants more.
func (t *tracer) blockOfLayer(l *model.Layer, keysOnly bool) error {
	b := &t.block
	dim := int(t.e.header.Dim)
	stream := t.h[b.lo*dim : b.hi*dim]
	if err := t.norm(trace.OpSquares, stream, &l.AttentionNorm); err != nil {
		return err
	}
	if err := t.projections(l); err != nil || keysOnly {
		return err
	}
	if err := t.mixed(); err != nil {
		return err
	}
	if err := t.joined(); err != nil {
		return err
	}
	if err := t.project(trace.OpAttended, stream, &l.O); err != nil {
		return err
	}
	if err := t.norm(trace.OpFFNSquares, stream, &l.FFNNorm); err != nil {
		return err
	}
	if err := t.feedForward(l); err != nil {
		return err
	}
	return t.project(trace.OpOutput, stream, &l.Down)
}

// rowsOf calls do for each row of the block, side by side. cost is about the elements of a row.
func (t *tracer) rowsOf(cost int, do func(r int)) {
	t.team.Split(t.block.hi-t.block.lo, 1+rowWork/cost, func(lo, hi int) {
		for r := lo; r < hi; r++ {
			do(r)
		}
	})
}

// norm makes the block's inputs from the rows of h, and writes the four operations from first on.
func (t *tracer) norm(first trace.Op, h []int32, g *model.Vector) error {
	b, eps, dim := &t.block, t.e.header.Epsilon, int(t.e.header.Dim)
	n := b.hi - b.lo
	b.act.shape(n, dim)
	sized(&b.z, n*dim)
	sized(&b.shifts, n)
	t.rowsOf(dim, func(r int) {
		at, end := r*dim, (r+1)*dim
		b.shifts[r] = kernel.NormQuant(b.act.row(r), b.z[at:end], h[at:end], g.G, eps)
		b.act.exp[r] = exact.NormQ + g.Exp - b.shifts[r]
	})
	row := func(p int) []int32 { return h[(p-b.lo)*dim : (p-b.lo+1)*dim] }
	if err := t.emit(first, b.lo, b.hi, func(p int, w *rowWriter) { w.squares(row(p)) }); err != nil {
		return err
	}
	err := t.emit(first+1, b.lo, b.hi, func(p int, w *rowWriter) {
		j, s := exact.InverseRMS(row(p), eps)
		w.chunks64(b.z[(p-b.lo)*dim:(p-b.lo+1)*dim], uint64(j), uint64(s))
	})
	if err != nil {
		return err
	}
	return t.quantised(first+2, first+3, dim)
}

// squares appends the running sums of squares.
func (w *rowWriter) squares(h []int32) {
	var hi, lo uint64
	w.fold(len(h), func(i int) {
		var carry uint64
		lo, carry = bits.Add64(lo, uint64(int64(h[i])*int64(h[i])), 0)
		hi += carry
	}, func() {
		w.put64(hi)
		w.put64(lo)
	})
}

// fold calls take for each of n elements and put after every chunk of them, and cuts what put writes into leaves of 16 chunks, which begin with the scalars.
func (w *rowWriter) fold(n int, take func(i int), put func(), scalars ...uint64) {
	for c := 0; c*trace.Chunk < n; c++ {
		if c%trace.FoldChunk == 0 {
			if c > 0 {
				w.close()
			}
			for _, s := range scalars {
				w.put64(s)
			}
		}
		for i := c * trace.Chunk; i < min((c+1)*trace.Chunk, n); i++ {
			take(i)
		}
		put()
	}
	w.close()
}

// chunks64 appends a vector of int64 in leaves of 128, each after the scalars.
func (w *rowWriter) chunks64(v []int64, scalars ...uint64) {
	for i := 0; i < len(v); i += trace.Chunk {
		for _, s := range scalars {
			w.put64(s)
		}
		for _, x := range v[i:min(i+trace.Chunk, len(v))] {
			w.put64(uint64(x))
		}
		w.close()
	}
}

// quantised writes peaks and inputs: those of z and act, of so many elements.
func (t *tracer) quantised(peaks, inputs trace.Op, width int) error {
	b := &t.block
	err := t.emit(peaks, b.lo, b.hi, func(p int, w *rowWriter) {
		z, most := b.z[(p-b.lo)*width:(p-b.lo+1)*width], uint64(0)
		w.fold(width, func(i int) { most = max(most, magnitude(z[i])) }, func() { w.put64(most) })
	})
	if err != nil {
		return err
	}
	err = t.emit(inputs, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		a := b.act.row(r)
		for i := 0; i < width; i += trace.WideChunk {
			w.put16(int64(b.shifts[r]))
			w.put16(int64(b.act.exp[r]))
			for _, x := range a[i:min(i+trace.WideChunk, width)] {
				w.put16(int64(x))
			}
			w.close()
		}
	})
	b.act.pack()
	return err
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// product is matrix m times the inputs of the block, into sums i.
func (t *tracer) product(i int, m *model.Matrix) kernel.Product {
	b := &t.block
	return kernel.Product{Out: sized(&b.sums[i], (b.hi-b.lo)*m.Rows), Panels: m.Panels, Rows: m.Rows}
}

// projections makes queries, keys and values, the latter two in the cache too.
func (t *tracer) projections(l *model.Layer) error {
	b, h, n := &t.block, &t.e.header, len(t.tokens)
	hd, kv := int(h.HeadDim), int(h.KVHeads)
	t.team.Linear(&b.act.packed, t.product(0, &l.Q), t.product(1, &l.K), t.product(2, &l.V))
	b.queries.heads, b.keys.heads = int(h.Heads), kv
	t.heads(&b.queries, b.sums[0], &l.Q, &l.QBias, &l.QNorm)
	t.heads(&b.keys, b.sums[1], &l.K, &l.KBias, &l.KNorm)
	sized(&b.vShift, (b.hi-b.lo)*kv)
	sized(&b.vExp, b.hi-b.lo)
	b.values = b.sums[2]
	c := &t.cache
	for r := range b.hi - b.lo {
		p, e := b.lo+r, l.V.Exp+b.act.exp[r]
		b.vExp[r] = e
		v := b.values[r*kv*hd : (r+1)*kv*hd]
		addBias(v, &l.VBias, e)
		quantised := make([]int16, hd)
		for j := range kv {
			copy(c.keys[(j*n+p)*hd:(j*n+p+1)*hd], b.keys.quantised[(r*kv+j)*hd:])
			c.keyExp[j*n+p] = int32(exact.PointQ - b.keys.quantShift[r*kv+j])
			k := kernel.Quant16(quantised, v[j*hd:(j+1)*hd])
			b.vShift[r*kv+j] = k
			for i, x := range quantised {
				c.values[(j*hd+i)*n+p] = x
			}
			c.exp[j*n+p] = int32(e - k)
			c.least[j*n+p] = int32(e - k)
			if p > 0 {
				c.least[j*n+p] = min(int32(e-k), c.least[j*n+p-1])
			}
		}
	}
	if err := t.emitHeads(&b.queries, trace.OpQuery, trace.OpQueryInputs); err != nil {
		return err
	}
	if err := t.emitHeads(&b.keys, trace.OpKey, trace.OpKeyInputs); err != nil {
		return err
	}
	return t.emitValues()
}

// heads turns sums into queries or keys: bias, norm, rotation, quantisation.
func (t *tracer) heads(x *traceHeads, sums []int64, m *model.Matrix, bias, norm *model.Vector) {
	b, h := &t.block, &t.e.header
	n, width, hd := b.hi-b.lo, m.Rows, int(h.HeadDim)
	sized(&x.fixed, n*width)
	sized(&x.normed, n*width)
	sized(&x.rotated, n*width)
	sized(&x.quantised, n*width)
	sized(&x.shifts, n)
	sized(&x.quantShift, n*x.heads)
	t.rowsOf(4*width, func(r int) {
		e := m.Exp + b.act.exp[r]
		at, end := r*width, (r+1)*width
		x.shifts[r] = e - exact.PointQ
		addBias(sums[at:end], bias, e)
		kernel.Fix32(x.fixed[at:end], sums[at:end], e-exact.PointQ)
		copy(x.normed[at:end], x.fixed[at:end])
		rot := make([]int32, h.RopeDim)
		t.e.model.Rotation(b.lo+r, rot)
		for j := at; j < end; j += hd {
			if h.QKNorm {
				kernel.Norm(sums[j:j+hd], x.fixed[j:j+hd], norm.G, h.HeadEpsilon)
				kernel.Fix32(x.normed[j:j+hd], sums[j:j+hd], exact.NormQ+norm.Exp-exact.PointQ)
			}
			copy(x.rotated[j:j+hd], x.normed[j:j+hd])
			kernel.Rotate(x.rotated[j:j+hd], rot)
			x.quantShift[j/hd] = kernel.Quant16From32(x.quantised[j:j+hd], x.rotated[j:j+hd])
		}
	})
}

// emitHeads writes queries or keys.
func (t *tracer) emitHeads(x *traceHeads, op, inputs trace.Op) error {
	b, h := &t.block, &t.e.header
	hd := int(h.HeadDim)
	err := t.emit(op, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		for j := range x.heads {
			i := r*x.heads + j
			w.put32(int64(x.shifts[r]))
			w.ints(x.fixed[i*hd : (i+1)*hd])
			if h.QKNorm {
				f, s := exact.InverseRMS(x.fixed[i*hd:(i+1)*hd], h.HeadEpsilon)
				w.put32(f)
				w.put32(int64(s))
				w.ints(x.normed[i*hd : (i+1)*hd])
			}
			w.ints(x.rotated[i*hd : (i+1)*hd])
			w.put32(int64(x.quantShift[i]))
			w.put32(int64(exact.PointQ - x.quantShift[i]))
			w.close()
		}
	})
	if err != nil {
		return err
	}
	return t.emit(inputs, b.lo, b.hi, func(p int, w *rowWriter) {
		for j := range x.heads {
			i := (p-b.lo)*x.heads + j
			w.put16(int64(exact.PointQ - x.quantShift[i]))
			for _, v := range x.quantised[i*hd : (i+1)*hd] {
				w.put16(int64(v))
			}
			w.close()
		}
	})
}

// emitValues writes values and their inputs.
func (t *tracer) emitValues() error {
	b, h, n := &t.block, &t.e.header, len(t.tokens)
	hd, kv := int(h.HeadDim), int(h.KVHeads)
	err := t.emit(trace.OpValue, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		for j := range kv {
			w.put64(uint64(b.vExp[r]))
			for _, v := range b.values[(r*kv+j)*hd : (r*kv+j+1)*hd] {
				w.put64(uint64(v))
			}
			w.put64(uint64(b.vShift[r*kv+j]))
			w.close()
		}
	})
	if err != nil {
		return err
	}
	c := &t.cache
	return t.emit(trace.OpValueInputs, b.lo, b.hi, func(p int, w *rowWriter) {
		for j := range kv {
			w.put16(int64(c.exp[j*n+p]))
			w.put16(int64(c.least[j*n+p]))
			for i := range hd {
				w.put16(int64(c.values[(j*hd+i)*n+p]))
			}
			w.close()
		}
	})
}

// project adds a matrix times the block's inputs to the stream, and writes it.
func (t *tracer) project(op trace.Op, stream []int32, m *model.Matrix) error {
	b, dim := &t.block, m.Rows
	t.team.Linear(&b.act.packed, t.product(0, m))
	shift := func(r int) int { return m.Exp + b.act.exp[r] - int(t.e.header.Residual) }
	t.rowsOf(dim, func(r int) { kernel.AddFix32(stream[r*dim:(r+1)*dim], b.sums[0][r*dim:(r+1)*dim], shift(r)) })
	return t.emit(op, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		w.chunks(stream[r*dim:(r+1)*dim], int64(shift(r)))
	})
}

// feedForward makes the inputs of the down projection from those of the gates.
func (t *tracer) feedForward(l *model.Layer) error {
	b, f := &t.block, l.Gate.Rows
	n := b.hi - b.lo
	t.team.Linear(&b.act.packed, t.product(0, &l.Gate), t.product(1, &l.Up))
	gs, us := make([]int, n), make([]int, n)
	for r := range n {
		gs[r], us[r] = l.Gate.Exp+b.act.exp[r]-exact.PointQ, l.Up.Exp+b.act.exp[r]-exact.PointQ
	}
	err := t.emit(trace.OpGates, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		gate, up := b.sums[0][r*f:(r+1)*f], b.sums[1][r*f:(r+1)*f]
		for i := 0; i < f; i += trace.Chunk {
			w.put32(int64(gs[r]))
			w.put32(int64(us[r]))
			for _, v := range gate[i:min(i+trace.Chunk, f)] {
				w.put32(int64(exact.Fix32(v, gs[r])))
			}
			for _, v := range up[i:min(i+trace.Chunk, f)] {
				w.put32(int64(exact.Fix32(v, us[r])))
			}
			w.close()
		}
	})
	if err != nil {
		return err
	}
	b.act.shape(n, f)
	sized(&b.z, n*f)
	t.rowsOf(4*f, func(r int) {
		z := b.z[r*f : (r+1)*f]
		kernel.Gate(z, b.sums[0][r*f:(r+1)*f], b.sums[1][r*f:(r+1)*f], gs[r], us[r])
		b.shifts[r] = kernel.Quant16(b.act.row(r), z)
		b.act.exp[r] = 2*exact.PointQ - b.shifts[r]
	})
	err = t.emit(trace.OpGated, b.lo, b.hi, func(p int, w *rowWriter) { w.chunks64(b.z[(p-b.lo)*f : (p-b.lo+1)*f]) })
	if err != nil {
		return err
	}
	return t.quantised(trace.OpGatedPeaks, trace.OpGatedInputs, f)
}
