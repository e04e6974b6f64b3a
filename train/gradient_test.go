package train

import (
	"math"
	"math/rand/v2"
	"testing"
)

// referenceLoss is a second forward pass, in float64 and with nothing shared but the layout of the weights: position by
// position, as the textbook has it. It returns the sum of the asked positions' losses.
func referenceLoss(w *Weights, flat []float64, b Batch) float64 {
	s := w.Shape
	offset := func(view []float32) []float64 { // the float64 numbers that a view of w.Flat stands for
		for i := range w.Flat {
			if &w.Flat[i] == &view[0] {
				return flat[i : i+len(view)]
			}
		}
		panic("not a view of the weights")
	}
	apply := func(m Matrix, x []float64) []float64 {
		d, y := offset(m.Data), make([]float64, m.Rows)
		for i := range y {
			for j, v := range x {
				y[i] += d[i*m.Cols+j] * v
			}
		}
		return y
	}
	norm := func(x []float64, w []float32) []float64 {
		var sum float64
		for _, v := range x {
			sum += v * v
		}
		y, g := make([]float64, len(x)), offset(w)
		for i := range x {
			y[i] = x[i] / math.Sqrt(sum/float64(len(x))+float64(s.Eps)) * g[i]
		}
		return y
	}
	plus := func(x []float64, bias []float32) []float64 {
		if bias == nil {
			return x
		}
		for i, b := range offset(bias) {
			x[i] += b
		}
		return x
	}
	perHead := func(x []float64, gain []float32) []float64 {
		if gain == nil {
			return x
		}
		var y []float64
		for hd := s.HeadDim(); len(x) > 0; x = x[hd:] {
			y = append(y, norm(x[:hd], gain)...)
		}
		return y
	}
	rotate := func(x []float64, pos int) []float64 {
		y, hd := make([]float64, len(x)), s.HeadDim()
		for i := 0; i < len(x); i += 2 {
			angle := float64(pos) * math.Pow(s.RopeBase, -float64(i%hd)/float64(hd))
			sin, cos := math.Sincos(angle)
			y[i], y[i+1] = x[i]*cos-x[i+1]*sin, x[i]*sin+x[i+1]*cos
		}
		return y
	}
	var loss float64
	for q := 0; q+1 < len(b.Starts); q++ {
		tokens, targets := b.Tokens[b.Starts[q]:b.Starts[q+1]], b.Targets[b.Starts[q]:b.Starts[q+1]]
		xs := make([][]float64, len(tokens))
		for i, t := range tokens {
			xs[i] = append([]float64(nil), offset(w.embed.Data)[int(t)*s.Dim:(int(t)+1)*s.Dim]...)
		}
		for _, l := range w.blocks {
			var ks, vs [][]float64
			for i, x := range xs {
				h := norm(x, l.attnNorm)
				query := rotate(perHead(plus(apply(l.wq, h), l.bq), l.qNorm), i)
				ks, vs = append(ks, rotate(perHead(plus(apply(l.wk, h), l.bk), l.kNorm), i)), append(vs, plus(apply(l.wv, h), l.bv))
				mixed, hd := make([]float64, s.Dim), s.HeadDim()
				for head := 0; head < s.Heads; head++ {
					kv := head / (s.Heads / s.KVHeads)
					var sum float64
					weights := make([]float64, i+1)
					for j := range weights {
						var dot float64
						for c := 0; c < hd; c++ {
							dot += query[head*hd+c] * ks[j][kv*hd+c]
						}
						weights[j] = math.Exp(dot / math.Sqrt(float64(hd)))
						sum += weights[j]
					}
					for j, p := range weights {
						for c := 0; c < hd; c++ {
							mixed[head*hd+c] += p / sum * vs[j][kv*hd+c]
						}
					}
				}
				for c, v := range apply(l.wo, mixed) {
					x[c] += v
				}
			}
			for _, x := range xs {
				h := norm(x, l.ffnNorm)
				gate, up := apply(l.wgate, h), apply(l.wup, h)
				for c := range gate {
					gate[c] = gate[c] / (1 + math.Exp(-gate[c])) * up[c]
				}
				for c, v := range apply(l.wdown, gate) {
					x[c] += v
				}
			}
		}
		for i, x := range xs {
			if targets[i] < 0 {
				continue
			}
			logits := apply(w.output, norm(x, w.norm))
			var sum float64
			for _, v := range logits {
				sum += math.Exp(v)
			}
			loss += math.Log(sum) - logits[targets[i]]
		}
	}
	return loss
}

func randomBatch(r *rand.Rand, vocab int, lengths ...int) Batch {
	b := Batch{Starts: []int{0}}
	for _, n := range lengths {
		for i := 0; i < n; i++ {
			b.Tokens = append(b.Tokens, int32(r.IntN(vocab)))
			target := int32(r.IntN(vocab))
			if r.IntN(3) == 0 {
				target = -1
			}
			b.Targets = append(b.Targets, target)
		}
		b.Starts = append(b.Starts, len(b.Tokens))
	}
	return b
}

// The hand-written backward pass against central differences of the float64 reference, tensor by tensor.
func TestGradientMatchesFiniteDifferences(t *testing.T) {
	for _, variant := range []Shape{{}, {Untied: true}, {Bias: true}, {QKNorm: true}} {
		s := Shape{Bias: variant.Bias, QKNorm: variant.QKNorm, Dim: 24, Layers: 2, Heads: 4, KVHeads: 2, FFN: 20, Vocab: 30, Context: 16, RopeBase: 10000, Eps: 1e-5, Untied: variant.Untied}
		w, grad := NewWeights(s), NewWeights(s)
		w.Init(7)
		r := rand.New(rand.NewPCG(3, 4))
		for i := range w.Flat { // off the symmetric start, norms included
			w.Flat[i] += float32(r.NormFloat64() * 0.1)
		}
		b := randomBatch(r, s.Vocab, 9, 1, 5)
		flat := make([]float64, len(w.Flat))
		for i, v := range w.Flat {
			flat[i] = float64(v)
		}
		p := newPass(s, newRopeTable(s), unrounded{}) // bfloat16 would hide small mistakes
		loss := p.gradient(w, grad, b, 0.5)
		if want := referenceLoss(w, flat, b) / 2; math.Abs(loss-want) > 1e-5*want {
			t.Fatalf("loss %v, reference %v", loss, want)
		}
		for i := 0; i < len(flat); i += 1 + r.IntN(29) {
			const h = 1e-4
			old := flat[i]
			flat[i] = old + h
			up := referenceLoss(w, flat, b)
			flat[i] = old - h
			want := (up - referenceLoss(w, flat, b)) / (2 * h) * 0.5
			flat[i] = old
			if got := float64(grad.Flat[i]); math.Abs(got-want) > 2e-5+1e-4*math.Abs(want) {
				t.Fatalf("%s, untied %v: gradient %d of %d: %v, finite difference %v", s.Architecture(), s.Untied, i, len(flat), got, want)
			}
		}
	}
}

// unrounded is a Multiplier that rounds the result only.
type unrounded struct{}

func (unrounded) Mul(c, a, b Matrix) {
	clearMatrix(c)
	unrounded{}.MulAdd(c, a, b)
}

func (unrounded) MulAdd(c, a, b Matrix) {
	for i := range c.Rows {
		for j := range c.Cols {
			sum := float64(c.Data[i*c.RowStride+j])
			for k := range a.Cols {
				sum += float64(a.Data[i*a.RowStride+k*a.ColStride]) * float64(b.Data[k*b.RowStride+j*b.ColStride])
			}
			c.Data[i*c.RowStride+j] = float32(sum)
		}
	}
}

// A product of the Multiplier is as far from the one in float64 as two operands rounded to 8 bits allow, and little more.
func TestProductsAreWithinTheErrorOfBFloat16(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	const m, k, n = 50, 500, 60
	a, b := NewMatrix(fill(r, m*k), m, k), NewMatrix(fill(r, k*n), k, n)
	got, want, size := NewMatrix(make([]float32, m*n), m, n), NewMatrix(make([]float32, m*n), m, n), NewMatrix(make([]float32, m*n), m, n)
	NewMultiplier().Mul(got, a, b)
	unrounded{}.Mul(want, a, b)
	for _, x := range [][]float32{a.Data, b.Data} {
		for i, v := range x {
			x[i] = float32(math.Abs(float64(v)))
		}
	}
	unrounded{}.Mul(size, a, b)
	var worst, mean float64
	for i := range got.Data {
		e := math.Abs(float64(got.Data[i]-want.Data[i])) / float64(size.Data[i])
		worst, mean = max(worst, e), mean+e/(m*n)
	}
	if worst > 1.01/256 {
		t.Errorf("an error of %g of the sum of magnitudes; two roundings to bfloat16 allow 1/256", worst)
	}
	if mean > 2e-4 {
		t.Errorf("a mean error of %g of the sum of magnitudes: more than independent roundings give", mean)
	}
}

// The whole gradient in bfloat16 points where that of float64 products does.
func TestGradientIsWithinTheErrorOfBFloat16(t *testing.T) {
	s := Shape{Dim: 64, Layers: 3, Heads: 4, KVHeads: 2, FFN: 96, Vocab: 200, Context: 64, RopeBase: 10000, Eps: 1e-5}
	w := NewWeights(s)
	w.Init(9)
	b := randomBatch(rand.New(rand.NewPCG(5, 5)), s.Vocab, 40, 30, 50)
	var grads [2]*Weights
	var losses [2]float64
	for i, mul := range []Multiplier{NewMultiplier(), unrounded{}} {
		grads[i] = NewWeights(s)
		losses[i] = newPass(s, newRopeTable(s), mul).gradient(w, grads[i], b, 1.0/32)
	}
	if math.Abs(losses[0]-losses[1]) > 1e-3*losses[1] {
		t.Errorf("loss %v in bfloat16, %v with products in float64", losses[0], losses[1])
	}
	var dot, one, other float64
	for i, x := range grads[0].Flat {
		x, y := float64(x), float64(grads[1].Flat[i])
		dot, one, other = dot+x*y, one+x*x, other+y*y
	}
	if cosine, length := dot/math.Sqrt(one*other), math.Sqrt(one/other); cosine < 0.9998 || math.Abs(length-1) > 0.01 {
		t.Errorf("the gradient in bfloat16 has cosine %v with the one of float64 products, and %v of its length", cosine, length)
	}
}

func TestExponentialIsClose(t *testing.T) {
	for x := float32(-86.9); x < 88; x += 0.0137 {
		want := math.Exp(float64(x))
		if got := float64(exp32(x)); math.Abs(got-want) > 4e-7*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if exp32(-1000) != 0 || exp32(float32(math.Inf(-1))) != 0 {
		t.Fatal("far below zero the exponential is not 0")
	}
}
