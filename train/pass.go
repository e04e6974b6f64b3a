package train

// Batch is a few sequences laid end to end, without padding.
type Batch struct {
	Tokens  []int32
	Targets []int32 // the token that should come next; -1 where nothing is asked
	Starts  []int   // where each sequence starts, and the total length at the end
}

// asked counts the positions that have a target.
func (b Batch) asked() int {
	n := 0
	for _, t := range b.Targets {
		if t >= 0 {
			n++
		}
	}
	return n
}

// saved is what the backward pass of one block needs from the forward pass. Rows are positions.
type saved struct {
	in, normed, q, k, v, mixed    []float32 // block input; normed; queries, keys (rotated), values; attention output before wo
	mid, normed2, gate, up, gated []float32 // after attention; normed; the two halves of SwiGLU; their product
	sig                           []float32 // sigmoid of gate
	inv1, inv2                    []float32
	prob                          []float32 // per sequence, per head: length x length
	bare                          bareHeads
}

// bareHeads are queries and keys before QK norm, with 1/rms of each head.
type bareHeads struct{ q, k, invQ, invK []float32 }

// pass runs forward and backward over batches with buffers that it keeps. One goroutine at a time.
type pass struct {
	mul    Multiplier
	vec    vectors
	shape  Shape
	rope   ropeTable
	saved  []saved
	last   []float32 // input of the final norm
	invEnd []float32
	rows   []int // positions with a target

	ends, normedEnds, logits []float32
	slopes
}

// slopes are the derivatives of the loss by what the forward pass computed, under the same names with a d in front.
type slopes struct {
	dx, dmid, dnormed, dwide    []float32
	dgate, dq, dk, dv, dmix, dp []float32
	dends, dnormedEnds          []float32
	products                    []float32 // scratch of the norms' backward pass
	dbareQ, dbareK              []float32
}

func newPass(s Shape, rope ropeTable, mul Multiplier) *pass {
	return &pass{mul: mul, vec: vectors{bestLanes()}, shape: s, rope: rope, saved: make([]saved, s.Layers)}
}

// zeroed gives the buffer n zeros; sized gives it n numbers of any value.
func zeroed(buf *[]float32, rows, cols int) Matrix {
	*buf = grow(*buf, rows*cols)
	clear(*buf)
	return NewMatrix(*buf, rows, cols)
}

func sized(buf *[]float32, rows, cols int) Matrix {
	*buf = grow(*buf, rows*cols)
	return NewMatrix(*buf, rows, cols)
}

// product computes x times the transpose of w into buf.
func (p *pass) product(buf *[]float32, x, w Matrix) Matrix {
	y := sized(buf, x.Rows, w.Rows)
	p.mul.Mul(y, x, w.T())
	return y
}

// forward fills the buffers and leaves the logits of the asked positions in p.logits.
func (p *pass) forward(w *Weights, b Batch) Matrix {
	s, n := p.shape, len(b.Tokens)
	x := sized(&p.saved[0].in, n, s.Dim)
	for i, t := range b.Tokens {
		copy(x.Data[i*s.Dim:(i+1)*s.Dim], w.embed.Data[int(t)*s.Dim:])
	}
	for l := range w.blocks {
		next := &p.last
		if l+1 < s.Layers {
			next = &p.saved[l+1].in
		}
		p.blockForward(&w.blocks[l], &p.saved[l], b, next)
	}
	p.rows = p.rows[:0]
	for i, t := range b.Targets {
		if t >= 0 {
			p.rows = append(p.rows, i)
		}
	}
	ends := sized(&p.ends, len(p.rows), s.Dim)
	for i, r := range p.rows {
		copy(ends.Data[i*s.Dim:(i+1)*s.Dim], p.last[r*s.Dim:])
	}
	normed := sized(&p.normedEnds, len(p.rows), s.Dim)
	p.invEnd = grow(p.invEnd, len(p.rows))
	normForward(p.vec, normed, ends, w.norm, p.invEnd, s.Eps)
	return p.product(&p.logits, normed, w.output)
}

func (p *pass) blockForward(w *block, a *saved, b Batch, next *[]float32) {
	s, n := p.shape, len(b.Tokens)
	x := NewMatrix(a.in, n, s.Dim)
	normed := sized(&a.normed, n, s.Dim)
	a.inv1 = grow(a.inv1, n)
	normForward(p.vec, normed, x, w.attnNorm, a.inv1, s.Eps)
	q, k := p.product(&a.q, normed, w.wq), p.product(&a.k, normed, w.wk)
	v := p.product(&a.v, normed, w.wv)
	if s.Bias {
		addRows(q, w.bq)
		addRows(k, w.bk)
		addRows(v, w.bv)
	}
	if s.QKNorm {
		p.headNorm(q, &a.bare.q, w.qNorm, &a.bare.invQ)
		p.headNorm(k, &a.bare.k, w.kNorm, &a.bare.invK)
	}
	p.rotateAll(q, b, false)
	p.rotateAll(k, b, false)
	mixed := sized(&a.mixed, n, s.Dim)
	p.attention(a, b, func(seq, head int, prob Matrix) {
		from, length := b.Starts[seq], prob.Rows
		qh, kh, vh := p.head(q, from, length, head), p.kvHead(k, from, length, head), p.kvHead(v, from, length, head)
		p.mul.Mul(prob, qh, kh.T())
		softmaxCausal(p.vec, prob, 1/sqrt32(float32(s.HeadDim())))
		p.mul.Mul(p.head(mixed, from, length, head), prob, vh)
	})
	mid := sized(&a.mid, n, s.Dim)
	copy(mid.Data, x.Data)
	p.mul.MulAdd(mid, mixed, w.wo.T())

	normed2 := sized(&a.normed2, n, s.Dim)
	a.inv2 = grow(a.inv2, n)
	normForward(p.vec, normed2, mid, w.ffnNorm, a.inv2, s.Eps)
	gate, up := p.product(&a.gate, normed2, w.wgate), p.product(&a.up, normed2, w.wup)
	gated, sig := sized(&a.gated, n, s.FFN), sized(&a.sig, n, s.FFN)
	p.vec.swiglu(gated.Data, sig.Data, gate.Data, up.Data)
	out := sized(next, n, s.Dim)
	copy(out.Data, mid.Data)
	p.mul.MulAdd(out, gated, w.wdown.T())
}

// perHead views the rows of m, some heads beside each other, as a row a head.
func (p *pass) perHead(m Matrix) Matrix {
	d := p.shape.HeadDim()
	return NewMatrix(m.Data, m.Rows*m.Cols/d, d)
}

// headNorm normalises every head of m in place and keeps what it was in bare.
func (p *pass) headNorm(m Matrix, bare *[]float32, gain []float32, inv *[]float32) {
	old := sized(bare, m.Rows, m.Cols)
	copy(old.Data, m.Data)
	heads := p.perHead(m)
	*inv = grow(*inv, heads.Rows)
	normForward(p.vec, heads, p.perHead(old), gain, *inv, p.shape.Eps)
}

func (p *pass) headNormBackward(buf *[]float32, d Matrix, bare, gain, inv, dgain []float32) Matrix {
	out := zeroed(buf, d.Rows, d.Cols)
	normBackward(p.vec, &p.products, p.perHead(out), p.perHead(d), p.perHead(NewMatrix(bare, d.Rows, d.Cols)), gain, inv, dgain)
	return out
}

// attention calls each for every sequence and head, in order, with the head's matrix of probabilities.
func (p *pass) attention(a *saved, b Batch, each func(seq, head int, prob Matrix)) {
	total := 0
	for i := 0; i+1 < len(b.Starts); i++ {
		length := b.Starts[i+1] - b.Starts[i]
		total += squareSize(length) * p.shape.Heads
	}
	a.prob = grow(a.prob, total)
	at := 0
	for i := 0; i+1 < len(b.Starts); i++ {
		length := b.Starts[i+1] - b.Starts[i]
		for h := 0; h < p.shape.Heads; h++ {
			each(i, h, square(a.prob[at:], length))
			at += squareSize(length)
		}
	}
}

func (p *pass) head(m Matrix, from, length, head int) Matrix {
	return m.Span(from, length).Columns(head*p.shape.HeadDim(), p.shape.HeadDim())
}

func (p *pass) kvHead(m Matrix, from, length, head int) Matrix {
	return p.head(m, from, length, head*p.shape.KVHeads/p.shape.Heads)
}

func (p *pass) rotateAll(m Matrix, b Batch, back bool) {
	for i := 0; i+1 < len(b.Starts); i++ {
		for r := b.Starts[i]; r < b.Starts[i+1]; r++ {
			p.rope.rotate(p.vec, m.Data[r*m.Cols:(r+1)*m.Cols], r-b.Starts[i], back)
		}
	}
}

// gradient runs both ways over b, leaves the gradient of weight * (sum of the asked positions' losses) in grad and returns
// that weighted sum.
func (p *pass) gradient(w, grad *Weights, b Batch, weight float32) float64 {
	s, n := p.shape, len(b.Tokens)
	logits := p.forward(w, b)
	grad.clearSums()
	targets := make([]int32, len(p.rows))
	for i, r := range p.rows {
		targets[i] = b.Targets[r]
	}
	loss := crossEntropy(p.vec, logits, targets, weight)
	ends, normed := NewMatrix(p.ends, len(p.rows), s.Dim), NewMatrix(p.normedEnds, len(p.rows), s.Dim)
	p.mul.Mul(grad.output, logits.T(), normed)
	dnormed := sized(&p.dnormedEnds, len(p.rows), s.Dim)
	p.mul.Mul(dnormed, logits, w.output)
	dends := zeroed(&p.dends, len(p.rows), s.Dim)
	normBackward(p.vec, &p.products, dends, dnormed, ends, w.norm, p.invEnd, grad.norm)

	dx := zeroed(&p.dx, n, s.Dim)
	for i, r := range p.rows {
		copy(dx.Data[r*s.Dim:(r+1)*s.Dim], dends.Data[i*s.Dim:])
	}
	for l := s.Layers - 1; l >= 0; l-- {
		p.blockBackward(&w.blocks[l], &grad.blocks[l], &p.saved[l], b)
	}
	for i, t := range b.Tokens {
		g := grad.embed.Data[int(t)*s.Dim : (int(t)+1)*s.Dim]
		p.vec.add(g, dx.Data[i*s.Dim:(i+1)*s.Dim])
	}
	return loss
}

// blockBackward turns p.dx from the gradient of the block's output into that of its input.
func (p *pass) blockBackward(w, grad *block, a *saved, b Batch) {
	s, n := p.shape, len(b.Tokens)
	dx := NewMatrix(p.dx, n, s.Dim)

	// Feed-forward half: out = mid + wdown(silu(gate)*up).
	dgated := sized(&p.dwide, n, s.FFN)
	p.mul.Mul(dgated, dx, w.wdown)
	p.mul.Mul(grad.wdown, dx.T(), NewMatrix(a.gated, n, s.FFN))
	dgate, dup := sized(&p.dgate, n, s.FFN), dgated
	p.vec.swigluBack(dgate.Data, dup.Data, a.gate, a.sig, a.up)
	normed2 := NewMatrix(a.normed2, n, s.Dim)
	p.mul.Mul(grad.wgate, dgate.T(), normed2)
	p.mul.Mul(grad.wup, dup.T(), normed2)
	dnormed := sized(&p.dnormed, n, s.Dim)
	p.mul.Mul(dnormed, dgate, w.wgate)
	p.mul.MulAdd(dnormed, dup, w.wup)
	normBackward(p.vec, &p.products, dx, dnormed, NewMatrix(a.mid, n, s.Dim), w.ffnNorm, a.inv2, grad.ffnNorm)

	// Attention half: mid = in + wo(attention(normed)).
	p.mul.Mul(grad.wo, dx.T(), NewMatrix(a.mixed, n, s.Dim))
	dmix := sized(&p.dmix, n, s.Dim)
	p.mul.Mul(dmix, dx, w.wo)
	q, k, v := NewMatrix(a.q, n, s.Dim), NewMatrix(a.k, n, s.KVDim()), NewMatrix(a.v, n, s.KVDim())
	dq, dk, dv := sized(&p.dq, n, s.Dim), zeroed(&p.dk, n, s.KVDim()), zeroed(&p.dv, n, s.KVDim())
	p.attention(a, b, func(seq, head int, prob Matrix) {
		from, length := b.Starts[seq], prob.Rows
		dh := p.head(dmix, from, length, head)
		p.mul.MulAdd(p.kvHead(dv, from, length, head), prob.T(), dh)
		p.dp = grow(p.dp, squareSize(length))
		dp := square(p.dp, length)
		p.mul.Mul(dp, dh, p.kvHead(v, from, length, head).T())
		softmaxCausalBackward(p.vec, dp, prob, 1/sqrt32(float32(s.HeadDim())))
		p.mul.Mul(p.head(dq, from, length, head), dp, p.kvHead(k, from, length, head))
		p.mul.MulAdd(p.kvHead(dk, from, length, head), dp.T(), p.head(q, from, length, head))
	})
	p.rotateAll(dq, b, true)
	p.rotateAll(dk, b, true)
	if s.QKNorm {
		dq = p.headNormBackward(&p.dbareQ, dq, a.bare.q, w.qNorm, a.bare.invQ, grad.qNorm)
		dk = p.headNormBackward(&p.dbareK, dk, a.bare.k, w.kNorm, a.bare.invK, grad.kNorm)
	}
	if s.Bias {
		sumRows(grad.bq, dq)
		sumRows(grad.bk, dk)
		sumRows(grad.bv, dv)
	}
	normed := NewMatrix(a.normed, n, s.Dim)
	dnormed = zeroed(&p.dnormed, n, s.Dim)
	for _, part := range []struct{ d, w, grad Matrix }{{dq, w.wq, grad.wq}, {dk, w.wk, grad.wk}, {dv, w.wv, grad.wv}} {
		p.mul.Mul(part.grad, part.d.T(), normed)
		p.mul.MulAdd(dnormed, part.d, part.w)
	}
	normBackward(p.vec, &p.products, dx, dnormed, NewMatrix(a.in, n, s.Dim), w.attnNorm, a.inv1, grad.attnNorm)
}
