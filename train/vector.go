package train

import "math"

// lanes are the elementwise loops that machines have in vector code; a field is nil where plain Go does it all. Every field
// takes a count that is a multiple of laneGroup and above 0. Their plain twins, in the methods of vectors, define the bits.
type lanes struct {
	swiglu       func(gated, sig, gate, up *float32, n int)
	swigluBack   func(dgate, d, gate, sig, up *float32, n int)
	expLess      func(x *float32, n int, top float32)
	scaleMax     func(x *float32, n int, scale float32) float32
	scale        func(x *float32, n int, by float32)
	softmaxBack  func(dy, p *float32, n int, dot, scale float32)
	normScale    func(y, x, w *float32, n int, s float32)
	normProducts func(t, dw, dy, x, w *float32, n int, s float32)
	normInput    func(dx, dy, x, w *float32, n int, s, dot float32)
	add          func(dst, src *float32, n int)
	rotate       func(x, cos, sin *float32, heads, dim int)
	adam         func(w, grad, mean, square *float32, n int, c *adamConstants, decays bool)
}

// laneGroup divides the counts that lanes take.
const laneGroup = 16

// vectors computes elementwise loops, in vector code as far as the machine has it; the rest of a slice in plain Go.
type vectors struct{ fast *lanes }

// split is how many of n numbers vector code takes.
func (v vectors) split(n int) int {
	if v.fast.add == nil {
		return 0
	}
	return n &^ (laneGroup - 1)
}

// swiglu writes sigmoid(gate) into sig and gate*sig*up into gated.
func (v vectors) swiglu(gated, sig, gate, up []float32) {
	n := v.split(len(gated))
	if n > 0 {
		v.fast.swiglu(&gated[0], &sig[:n][0], &gate[:n][0], &up[:n][0], n)
	}
	for i := n; i < len(gated); i++ {
		sig[i] = sigmoid32(gate[i])
		gated[i] = float32(gate[i]*sig[i]) * up[i]
	}
}

// swigluBack turns d, the gradient of gated, into that of up, and writes that of gate into dgate.
func (v vectors) swigluBack(dgate, d, gate, sig, up []float32) {
	n := v.split(len(d))
	if n > 0 {
		v.fast.swigluBack(&dgate[:n][0], &d[0], &gate[:n][0], &sig[:n][0], &up[:n][0], n)
	}
	for i := n; i < len(d); i++ {
		silu := float32(gate[i] * sig[i])
		dgate[i] = float32(d[i]*up[i]) * (sig[i] + float32(silu*(1-sig[i])))
		d[i] = d[i] * silu
	}
}

// expLess turns every x into e^(x-top).
func (v vectors) expLess(x []float32, top float32) {
	n := v.split(len(x))
	if n > 0 {
		v.fast.expLess(&x[0], n, top)
	}
	for i := n; i < len(x); i++ {
		x[i] = exp32(x[i] - top)
	}
}

// scaleMax multiplies every x and returns the largest.
func (v vectors) scaleMax(x []float32, scale float32) float32 {
	top := float32(math.Inf(-1))
	n := v.split(len(x))
	if n > 0 {
		top = v.fast.scaleMax(&x[0], n, scale)
	}
	for i := n; i < len(x); i++ {
		x[i] *= scale
		top = max(top, x[i])
	}
	return top
}

// scale multiplies every x.
func (v vectors) scale(x []float32, by float32) {
	n := v.split(len(x))
	if n > 0 {
		v.fast.scale(&x[0], n, by)
	}
	for i := n; i < len(x); i++ {
		x[i] *= by
	}
}

// softmaxBack turns every g into p*(g-dot)*scale.
func (v vectors) softmaxBack(g, p []float32, dot, scale float32) {
	n := v.split(len(g))
	if n > 0 {
		v.fast.softmaxBack(&g[0], &p[:n][0], n, dot, scale)
	}
	for i := n; i < len(g); i++ {
		g[i] = float32(p[i]*(g[i]-dot)) * scale
	}
}

// normScale writes x*s*w into y.
func (v vectors) normScale(y, x, w []float32, s float32) {
	n := v.split(len(y))
	if n > 0 {
		v.fast.normScale(&y[0], &x[:n][0], &w[:n][0], n, s)
	}
	for i := n; i < len(y); i++ {
		y[i] = float32(x[i]*s) * w[i]
	}
}

// normProducts adds g*(x*s) to dw and writes g*w*(x*s) into t.
func (v vectors) normProducts(t, dw, g, x, w []float32, s float32) {
	n := v.split(len(t))
	if n > 0 {
		v.fast.normProducts(&t[0], &dw[:n][0], &g[:n][0], &x[:n][0], &w[:n][0], n, s)
	}
	for i := n; i < len(t); i++ {
		h := float32(x[i] * s)
		dw[i] += float32(g[i] * h)
		t[i] = float32(g[i]*w[i]) * h
	}
}

// normInput adds s*(g*w - x*s*dot) to dx.
func (v vectors) normInput(dx, g, x, w []float32, s, dot float32) {
	n := v.split(len(dx))
	if n > 0 {
		v.fast.normInput(&dx[0], &g[:n][0], &x[:n][0], &w[:n][0], n, s, dot)
	}
	for i := n; i < len(dx); i++ {
		h := float32(x[i] * s)
		dx[i] += float32(s * (float32(g[i]*w[i]) - float32(h*dot)))
	}
}

// add adds src to dst.
func (v vectors) add(dst, src []float32) {
	n := v.split(len(dst))
	if n > 0 {
		v.fast.add(&dst[0], &src[:n][0], n)
	}
	for i := n; i < len(dst); i++ {
		dst[i] += src[i]
	}
}

// rotate turns the pairs of every head in row: (a, b) becomes (a*cos + b*sin[0], b*cos + a*sin[1]), where cos and sin have
// an entry for each number of a head.
func (v vectors) rotate(row, cos, sin []float32) {
	d := len(cos)
	if v.split(d) == d {
		v.fast.rotate(&row[0], &cos[0], &sin[:d][0], len(row)/d, d)
		return
	}
	for ; len(row) >= d; row = row[d:] {
		for i := 0; i+1 < d; i += 2 {
			a, b := row[i], row[i+1]
			row[i] = float32(a*cos[i]) + float32(b*sin[i])
			row[i+1] = float32(b*cos[i+1]) + float32(a*sin[i+1])
		}
	}
}

// adamConstants are the factors of one optimiser step, in the order in which vector code reads them.
type adamConstants struct {
	scale, keep1, new1, keep2, new2, fix1, fix2, epsilon, rate, decay float32
}

// adam makes the optimiser's step for some weights, which either all decay or all don't.
func (v vectors) adam(w, grad, mean, square []float32, c *adamConstants, decays bool) {
	n := v.split(len(w))
	if n > 0 {
		v.fast.adam(&w[0], &grad[:n][0], &mean[:n][0], &square[:n][0], n, c, decays)
	}
	for i := n; i < len(w); i++ {
		g := grad[i] * c.scale
		m := float32(c.keep1*mean[i]) + float32(c.new1*g)
		s := float32(c.keep2*square[i]) + float32(float32(c.new2*g)*g)
		mean[i], square[i] = m, s
		move := float32(m*c.fix1) / (sqrt32(float32(s*c.fix2)) + c.epsilon)
		if decays {
			move += float32(c.decay * w[i])
		}
		w[i] -= float32(c.rate * move)
	}
}
