package train

import "math"

// Every product here is rounded by a conversion before it is added: without it the compiler may fuse the two on some
// machines, and the same step would give other bits there.

const invLn2, ln2Hi, ln2Lo = 1.44269504, 0.693359375, -2.12194440e-4 // ln2Hi + ln2Lo is ln 2; n*ln2Hi is exact

// expConstants are those of exp32 for vector code, each sixteen times: the bounds, the factors, the polynomial's coefficients
// from the highest power on, and as bits the exponent's bias and the sign.
var expConstants = func() (t [15][16]uint32) {
	for i, c := range []float32{-87, 88, invLn2, 12582912, ln2Hi, ln2Lo, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1,
		math.Float32frombits(127), math.Float32frombits(1 << 31)} {
		for j := range t[i] {
			t[i][j] = math.Float32bits(c)
		}
	}
	return t
}()

// exp32 approximates e^x with a relative error below 4e-7 for x in [-87, 88]; below it gives 0 and above it clamps.
// x = n ln 2 + r with |r| <= ln2/2, and e^r by its Taylor polynomial of degree 7.
func exp32(x float32) float32 {
	if x < -87 {
		return 0
	}
	if x > 88 {
		x = 88
	}
	shifted := float32(x*invLn2) + 12582912 // 1.5*2^23: the addition rounds to an integer
	n := shifted - 12582912
	r := x - float32(n*ln2Hi)
	r -= float32(n * ln2Lo)
	p := float32(1.0 / 5040)
	p = float32(p*r) + 1.0/720
	p = float32(p*r) + 1.0/120
	p = float32(p*r) + 1.0/24
	p = float32(p*r) + 1.0/6
	p = float32(p*r) + 0.5
	p = float32(p*r) + 1
	p = float32(p*r) + 1
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

func sigmoid32(x float32) float32 { return 1 / (1 + exp32(-x)) }

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// chains is how many sums run beside each other: each waits for its own last addition only.
const chains = 4

// dots adds the products of a and b to sum, j rising.
func dots(a, b []float32, sum float32) float32 {
	b = b[:len(a)]
	for j, x := range a {
		sum += float32(x * b[j])
	}
	return sum
}

// dotsOfRows calls each with every row's number and the sum of products of a's and b's row, up to the length that width
// gives for it, j rising.
func dotsOfRows(a, b Matrix, width func(i int) int, each func(i int, sum float32)) {
	row := func(m Matrix, i int) []float32 { return m.Data[i*m.RowStride:][:width(i)] }
	i := 0
	for ; i+chains <= a.Rows; i += chains {
		a0, a1, a2, a3 := row(a, i), row(a, i+1), row(a, i+2), row(a, i+3)
		b0, b1, b2, b3 := row(b, i), row(b, i+1), row(b, i+2), row(b, i+3)
		n := min(len(a0), len(a1), len(a2), len(a3))
		var s0, s1, s2, s3 float32
		c0, c1, c2, c3, d0, d1, d2, d3 := a0[:n], a1[:n], a2[:n], a3[:n], b0[:n], b1[:n], b2[:n], b3[:n]
		for j := range n {
			s0 += float32(c0[j] * d0[j])
			s1 += float32(c1[j] * d1[j])
			s2 += float32(c2[j] * d2[j])
			s3 += float32(c3[j] * d3[j])
		}
		each(i, dots(a0[n:], b0[n:], s0))
		each(i+1, dots(a1[n:], b1[n:], s1))
		each(i+2, dots(a2[n:], b2[n:], s2))
		each(i+3, dots(a3[n:], b3[n:], s3))
	}
	for ; i < a.Rows; i++ {
		each(i, dots(row(a, i), row(b, i), 0))
	}
}

// sums adds x to start, j rising.
func sums(x []float32, start float32) float32 {
	for _, v := range x {
		start += v
	}
	return start
}

// sumsOfRows is dotsOfRows without the second factor.
func sumsOfRows(a Matrix, width func(i int) int, each func(i int, sum float32)) {
	row := func(i int) []float32 { return a.Data[i*a.RowStride:][:width(i)] }
	i := 0
	for ; i+chains <= a.Rows; i += chains {
		a0, a1, a2, a3 := row(i), row(i+1), row(i+2), row(i+3)
		n := min(len(a0), len(a1), len(a2), len(a3))
		var s0, s1, s2, s3 float32
		c0, c1, c2, c3 := a0[:n], a1[:n], a2[:n], a3[:n]
		for j := range n {
			s0 += c0[j]
			s1 += c1[j]
			s2 += c2[j]
			s3 += c3[j]
		}
		each(i, sums(a0[n:], s0))
		each(i+1, sums(a1[n:], s1))
		each(i+2, sums(a2[n:], s2))
		each(i+3, sums(a3[n:], s3))
	}
	for ; i < a.Rows; i++ {
		each(i, sums(row(i), 0))
	}
}

// normForward writes x/rms(x)*w row by row into y and 1/rms into inv. Rows are as long as their stride.
func normForward(v vectors, y, x Matrix, w, inv []float32, eps float32) {
	d := x.Cols
	dotsOfRows(x, x, func(int) int { return d }, func(i int, sum float32) {
		s := 1 / sqrt32(float32(sum/float32(d))+eps)
		inv[i] = s
		v.normScale(y.Data[i*d:(i+1)*d], x.Data[i*d:(i+1)*d], w, s)
	})
}

// normBackward adds the gradient of the norm's input to dx and that of its weight to dw. The buffer is scratch.
func normBackward(v vectors, buf *[]float32, dx, dy, x Matrix, w, inv, dw []float32) {
	d := x.Cols
	t := sized(buf, x.Rows, d)
	for i := 0; i < x.Rows; i++ {
		v.normProducts(t.Data[i*d:(i+1)*d], dw, dy.Data[i*d:(i+1)*d], x.Data[i*d:(i+1)*d], w, inv[i])
	}
	sumsOfRows(t, func(int) int { return d }, func(i int, dot float32) {
		v.normInput(dx.Data[i*d:(i+1)*d], dy.Data[i*d:(i+1)*d], x.Data[i*d:(i+1)*d], w, inv[i], dot/float32(d))
	})
}

// addRows adds the vector to every row.
func addRows(m Matrix, v []float32) {
	for i := 0; i < m.Rows; i++ {
		for j, row := 0, m.Data[i*m.Cols:(i+1)*m.Cols]; j < len(row); j++ {
			row[j] += v[j]
		}
	}
}

// sumRows adds every row to the vector.
func sumRows(v []float32, m Matrix) {
	for i := 0; i < m.Rows; i++ {
		for j, x := range m.Data[i*m.Cols : (i+1)*m.Cols] {
			v[j] += x
		}
	}
}

// ropeTable holds cos and sin of position * base^(-2i/headDim) for the i-th pair of each position, each number twice, as
// vectors.rotate takes them: the first sine of a pair has the sign of the turn's first half, minus forward and plus back.
type ropeTable struct {
	dim             int
	cos, sin, minus []float32
}

func newRopeTable(s Shape) ropeTable {
	d := s.HeadDim()
	t := ropeTable{dim: d, cos: make([]float32, s.Context*d), sin: make([]float32, s.Context*d), minus: make([]float32, s.Context*d)}
	for i := 0; i < d; i += 2 {
		f := math.Pow(s.RopeBase, -float64(i)/float64(d))
		for p := 0; p < s.Context; p++ {
			sin64, cos64 := math.Sincos(float64(p) * f)
			sin, cos, at := float32(sin64), float32(cos64), p*d+i
			t.cos[at], t.cos[at+1] = cos, cos
			t.sin[at], t.sin[at+1] = -sin, sin
			t.minus[at], t.minus[at+1] = sin, -sin
		}
	}
	return t
}

// rotate turns the pairs of every head in row by the angles of position; back turns back, which is also the gradient.
func (t ropeTable) rotate(v vectors, row []float32, position int, back bool) {
	sin := t.sin
	if back {
		sin = t.minus
	}
	v.rotate(row, t.cos[position*t.dim:(position+1)*t.dim], sin[position*t.dim:(position+1)*t.dim])
}

// square views buffer numbers as n x n with rows padded to a multiple of laneGroup, so that vector code may run over their
// ends; squareSize is how many numbers that takes.
func square(buf []float32, n int) Matrix {
	stride := squareSize(n) / n
	return Matrix{Data: buf[:n*stride], Rows: n, Cols: n, RowStride: stride, ColStride: 1}
}

func squareSize(n int) int { return n * ((n + laneGroup - 1) &^ (laneGroup - 1)) }

// causal is how many numbers of row i count, and to where vector code runs.
func causal(i int) (width, padded int) { return i + 1, (i + laneGroup) &^ (laneGroup - 1) }

// softmaxCausal turns row i of the square matrix of scores into probabilities over columns 0..i, after scaling; later
// columns become 0.
func softmaxCausal(v vectors, p Matrix, scale float32) {
	for i := 0; i < p.Rows; i++ {
		row := p.Data[i*p.RowStride:][:p.RowStride]
		width, padded := causal(i)
		for j := width; j < padded; j++ {
			row[j] = float32(math.Inf(-1))
		}
		v.expLess(row[:padded], v.scaleMax(row[:padded], scale))
		clear(row[width:])
	}
	sumsOfRows(p, func(i int) int { return i + 1 }, func(i int, sum float32) {
		_, padded := causal(i)
		v.scale(p.Data[i*p.RowStride:][:padded], 1/sum)
	})
}

// softmaxCausalBackward turns the gradient of the probabilities into that of the unscaled scores, in place.
func softmaxCausalBackward(v vectors, dp, p Matrix, scale float32) {
	dotsOfRows(p, dp, func(i int) int { return i + 1 }, func(i int, dot float32) {
		row, g := p.Data[i*p.RowStride:][:p.RowStride], dp.Data[i*dp.RowStride:][:dp.RowStride]
		width, padded := causal(i)
		v.softmaxBack(g[:padded], row[:padded], dot, scale)
		clear(g[width:])
	})
}

// crossEntropy replaces every row of logits by the gradient of weight * -ln softmax(row)[target] and returns the sum of
// those losses.
func crossEntropy(v vectors, logits Matrix, targets []int32, weight float32) float64 {
	row := func(i int) []float32 { return logits.Data[i*logits.Cols:][:logits.Cols] }
	at := make([]float32, logits.Rows)
	for i := range at {
		x := row(i)
		top := v.scaleMax(x, 1)
		at[i] = x[targets[i]] - top
		v.expLess(x, top)
	}
	var loss float64
	sumsOfRows(logits, func(int) int { return logits.Cols }, func(i int, sum float32) {
		x := row(i)
		v.scale(x, weight/sum)
		x[targets[i]] -= weight
		loss += float64(weight) * (math.Log(float64(sum)) - float64(at[i]))
	})
	return loss
}
