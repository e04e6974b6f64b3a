package train

import "math"

// Every product here is rounded by a conversion before it is added: without it the compiler may fuse the two on some
// machines, and the same step would give other bits there.

// exp32 approximates e^x with a relative error below 4e-7 for x in [-87, 88]; below it gives 0 and above it clamps.
// x = n ln 2 + r with |r| <= ln2/2, and e^r by its Taylor polynomial of degree 7.
func exp32(x float32) float32 {
	if x < -87 {
		return 0
	}
	if x > 88 {
		x = 88
	}
	const invLn2, ln2Hi, ln2Lo = 1.44269504, 0.693359375, -2.12194440e-4
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

// normForward writes x/rms(x)*w row by row into y and 1/rms into inv.
func normForward(y, x Matrix, w, inv []float32, eps float32) {
	d := x.Cols
	for i := 0; i < x.Rows; i++ {
		row, out := x.Data[i*d:(i+1)*d], y.Data[i*d:(i+1)*d]
		var sum float32
		for _, v := range row {
			sum += float32(v * v)
		}
		s := 1 / sqrt32(float32(sum/float32(d))+eps)
		inv[i] = s
		for j, v := range row {
			out[j] = float32(v*s) * w[j]
		}
	}
}

// normBackward adds the gradient of the norm's input to dx and that of its weight to dw.
func normBackward(dx, dy, x Matrix, w, inv, dw []float32) {
	d := x.Cols
	for i := 0; i < x.Rows; i++ {
		row, g, out := x.Data[i*d:(i+1)*d], dy.Data[i*d:(i+1)*d], dx.Data[i*d:(i+1)*d]
		s := inv[i]
		var dot float32
		for j, v := range row {
			h := float32(v * s)
			dw[j] += float32(g[j] * h)
			dot += float32(float32(g[j]*w[j]) * h)
		}
		dot /= float32(d)
		for j, v := range row {
			h := float32(v * s)
			out[j] += float32(s * (float32(g[j]*w[j]) - float32(h*dot)))
		}
	}
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

// ropeTable holds cos and sin of position * base^(-2i/headDim), i-th pair of each position.
type ropeTable struct {
	half     int
	cos, sin []float32
}

func newRopeTable(s Shape) ropeTable {
	half := s.HeadDim() / 2
	t := ropeTable{half: half, cos: make([]float32, s.Context*half), sin: make([]float32, s.Context*half)}
	for i := 0; i < half; i++ {
		f := math.Pow(s.RopeBase, -float64(2*i)/float64(2*half))
		for p := 0; p < s.Context; p++ {
			sin, cos := math.Sincos(float64(p) * f)
			t.cos[p*half+i], t.sin[p*half+i] = float32(cos), float32(sin)
		}
	}
	return t
}

// rotate turns the pairs of every head in row by the angles of position; sign -1 turns back, which is also the gradient.
func (t ropeTable) rotate(row []float32, position int, sign float32) {
	cos, sin := t.cos[position*t.half:(position+1)*t.half], t.sin[position*t.half:(position+1)*t.half]
	for h := 0; h < len(row); h += 2 * t.half {
		for i := range cos {
			c, s := cos[i], sin[i]*sign
			a, b := row[h+2*i], row[h+2*i+1]
			row[h+2*i] = float32(a*c) - float32(b*s)
			row[h+2*i+1] = float32(a*s) + float32(b*c)
		}
	}
}

// softmaxCausal turns row i of the square matrix of scores into probabilities over columns 0..i, after scaling; later
// columns become 0.
func softmaxCausal(p Matrix, scale float32) {
	n := p.Rows
	for i := 0; i < n; i++ {
		row := p.Data[i*n : (i+1)*n]
		top := float32(math.Inf(-1))
		for j := 0; j <= i; j++ {
			row[j] *= scale
			top = max(top, row[j])
		}
		var sum float32
		for j := 0; j <= i; j++ {
			row[j] = exp32(row[j] - top)
			sum += row[j]
		}
		inv := 1 / sum
		for j := 0; j <= i; j++ {
			row[j] *= inv
		}
		clear(row[i+1:])
	}
}

// softmaxCausalBackward turns the gradient of the probabilities into that of the unscaled scores, in place.
func softmaxCausalBackward(dp, p Matrix, scale float32) {
	n := p.Rows
	for i := 0; i < n; i++ {
		row, g := p.Data[i*n:(i+1)*n], dp.Data[i*n:(i+1)*n]
		var dot float32
		for j := 0; j <= i; j++ {
			dot += float32(row[j] * g[j])
		}
		for j := 0; j <= i; j++ {
			g[j] = float32(row[j]*(g[j]-dot)) * scale
		}
		clear(g[i+1:])
	}
}

// crossEntropy replaces a row of logits by the gradient of weight * -ln softmax(row)[target] and returns that loss.
func crossEntropy(row []float32, target int32, weight float32) float64 {
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	at := row[target] - top
	var sum float32
	for j, v := range row {
		row[j] = exp32(v - top)
		sum += row[j]
	}
	scale := weight / sum
	for j := range row {
		row[j] *= scale
	}
	row[target] -= weight
	return float64(weight) * (math.Log(float64(sum)) - float64(at))
}
