package engine

import (
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// traceMix is attention over a few rows of the block, whose first position is lo: arrays of [row][head][position], positions up to the row's own.
type traceMix struct {
	lo, n          int // first position, rows
	stride         int // positions of the sequence
	x, mass, share []int32
	peak           []int32 // [row][head]
	total          []int64
	out            []int64 // outputs, [row of the block][head*headDim]
	exp            []int32 // Eo, [row of the block][head]
}

// mixNumbers bounds the numbers of each array of a traceMix, unless one row has more.
const mixNumbers = 4 << 20

// mixed computes the attention of the block's rows and writes scores to means.
func (t *tracer) mixed() error {
	b, h := &t.block, &t.e.header
	m := &b.mix
	heads := int(h.Heads)
	m.stride = len(t.tokens)
	sized(&m.out, (b.hi-b.lo)*heads*int(h.HeadDim))
	sized(&m.exp, (b.hi-b.lo)*heads)
	step := max(1, mixNumbers/(heads*m.stride))
	for m.lo = b.lo; m.lo < b.hi; m.lo += step {
		m.n = min(step, b.hi-m.lo)
		cells := m.n * heads * m.stride
		sized(&m.x, cells)
		sized(&m.mass, cells)
		sized(&m.share, cells)
		sized(&m.peak, m.n*heads)
		sized(&m.total, m.n*heads)
		t.team.Split(m.n*heads, 1+attentionWork/(2*(m.lo+m.n)*int(h.HeadDim)), func(lo, hi int) {
			for i := lo; i < hi; i++ {
				t.attend(m.lo+i/heads, i%heads)
			}
		})
		if err := t.emitMix(); err != nil {
			return err
		}
	}
	return nil
}

// attend computes head j at position p.
func (t *tracer) attend(p, j int) {
	b, h, c := &t.block, &t.e.header, &t.cache
	m, n, hd := &b.mix, len(t.tokens), int(h.HeadDim)
	kv := j / int(h.Heads/h.KVHeads)
	at := (p-m.lo)*int(h.Heads) + j
	x, mass, share := m.x[at*n:at*n+p+1], m.mass[at*n:at*n+p+1], m.share[at*n:at*n+p+1]
	row := (p-b.lo)*int(h.Heads) + j
	q, eq := b.queries.quantised[row*hd:(row+1)*hd], exact.PointQ-b.queries.quantShift[row]
	keys := c.keys[kv*n*hd:]
	var peak int32 = -1 << 31
	for s := range x {
		var dot int64
		k := keys[s*hd : (s+1)*hd]
		for i, v := range q {
			dot += int64(v) * int64(k[i])
		}
		x[s] = exact.Score(dot, int64(h.Score), eq, int(c.keyExp[kv*n+s]))
		peak = max(peak, x[s])
	}
	least := c.least[kv*n+p]
	var total int64
	for s, v := range x {
		mass[s] = int32(exact.Exp2Neg(int64(peak)-int64(v), exact.ProbabilityQ))
		total += int64(mass[s])
		share[s] = int32(int64(mass[s]) >> min(uint32(c.exp[kv*n+s]-least), 63))
	}
	m.peak[at], m.total[at] = peak, total
	m.exp[row] = least + exact.ValueExtra
	for i := range hd {
		var sum int64
		for s, v := range c.values[(kv*hd+i)*n:][:p+1] {
			sum += int64(share[s]) * int64(v)
		}
		m.out[row*hd+i] = exact.Mean(sum, total)
	}
}

// emitMix writes scores to means of the rows in the mix.
func (t *tracer) emitMix() error {
	b, h, m := &t.block, &t.e.header, &t.block.mix
	heads, hd := int(h.Heads), int(h.HeadDim)
	// chunked writes for each head what there is of each chunk of positions, in the leaves of an operation with one leaf a chunk.
	chunked := func(op trace.Op, write func(w *rowWriter, at, from, to int)) error {
		return t.emit(op, m.lo, m.lo+m.n, func(p int, w *rowWriter) {
			for j := range heads {
				for from := 0; from < m.stride; from += trace.Chunk {
					if from > p {
						w.absent()
						continue
					}
					at := (p-m.lo)*heads + j
					write(w, at, at*m.stride+from, at*m.stride+min(from+trace.Chunk, p+1))
					w.close()
				}
			}
		})
	}
	if err := chunked(trace.OpScores, func(w *rowWriter, _, from, to int) { w.ints(m.x[from:to]) }); err != nil {
		return err
	}
	err := t.emit(trace.OpScorePeaks, m.lo, m.lo+m.n, func(p int, w *rowWriter) {
		t.overChunks(p, w, func(at int) (func(i int), func(), []uint64) {
			var peak int32 = -1 << 31
			return func(i int) { peak = max(peak, m.x[at+i]) }, func() { w.put32(int64(peak)) }, nil
		})
	})
	if err != nil {
		return err
	}
	err = t.emit(trace.OpMasses, m.lo, m.lo+m.n, func(p int, w *rowWriter) {
		t.overChunks(p, w, func(at int) (func(i int), func(), []uint64) {
			var sum int64
			return func(i int) { sum += int64(m.mass[at+i]) }, func() { w.put64(uint64(sum)) }, []uint64{uint64(int64(m.peak[at/m.stride]))}
		})
	})
	if err != nil {
		return err
	}
	least := func(w *rowWriter, at int) {
		row := m.lo - b.lo + at/heads
		w.put32(int64(m.exp[row*heads+at%heads]) - exact.ValueExtra)
	}
	err = chunked(trace.OpWeights, func(w *rowWriter, at, from, to int) {
		w.put32(int64(m.peak[at]))
		least(w, at)
		w.ints(m.share[from:to])
	})
	if err != nil {
		return err
	}
	return t.emit(trace.OpMeans, m.lo, m.lo+m.n, func(p int, w *rowWriter) {
		all := int64(1<<63 - 1)
		for j := range heads {
			row := (p-b.lo)*heads + j
			w.put64(uint64(m.total[(p-m.lo)*heads+j]))
			w.put64(uint64(m.exp[row]))
			all = min(all, int64(m.exp[row]))
			w.put64(uint64(all))
			for _, v := range m.out[row*hd : (row+1)*hd] {
				w.put64(uint64(v))
			}
			w.close()
		}
	})
}

// overChunks writes the folds of the heads of position p, over the chunks of positions that it attends to. begin starts that of a head whose numbers begin at at.
func (t *tracer) overChunks(p int, w *rowWriter, begin func(at int) (take func(i int), put func(), scalars []uint64)) {
	m, heads := &t.block.mix, int(t.e.header.Heads)
	_, per := t.l.Span(trace.OpScorePeaks)
	for j := range heads {
		before := len(w.ends)
		take, put, scalars := begin(((p-m.lo)*heads + j) * m.stride)
		w.fold(p+1, take, put, scalars...)
		for len(w.ends)-before < int(per)/heads {
			w.absent()
		}
	}
}

// joined brings the heads to one exponent and writes that; they become the block's inputs.
func (t *tracer) joined() error {
	b, h, m := &t.block, &t.e.header, &t.block.mix
	heads, hd := int(h.Heads), int(h.HeadDim)
	width, n := heads*hd, b.hi-b.lo
	b.act.shape(n, width)
	sized(&b.z, n*width)
	least := make([]int32, n)
	t.rowsOf(width, func(r int) {
		z, exps := b.z[r*width:(r+1)*width], m.exp[r*heads:(r+1)*heads]
		copy(z, m.out[r*width:(r+1)*width])
		b.act.exp[r] = join(b.act.row(r), z, exps, hd)
		least[r] = exps[0]
		for _, e := range exps {
			least[r] = min(least[r], e)
		}
		b.shifts[r] = int(least[r]) - b.act.exp[r]
	})
	err := t.emit(trace.OpJoined, b.lo, b.hi, func(p int, w *rowWriter) {
		r := p - b.lo
		z := b.z[r*width : (r+1)*width]
		for i := 0; i < width; i += trace.Chunk {
			w.put32(int64(least[r]))
			for _, v := range z[i:min(i+trace.Chunk, width)] {
				w.put32(v)
			}
			w.close()
		}
	})
	if err != nil {
		return err
	}
	return t.quantised(trace.OpJoinedPeaks, trace.OpJoinedInputs, width)
}
