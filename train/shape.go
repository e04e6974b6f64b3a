package train

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
)

// Shape is the architecture of a model: Llama's, with grouped-query attention, SwiGLU, RMSNorm before each half of a
// block and rotary positions on adjacent pairs (elements 2i and 2i+1 of a head); with Bias it is Qwen 2, with QKNorm Qwen 3.
// Files of the latter two pair the halves of a head instead, so that Pack reorders rows.
type Shape struct {
	Dim     int // width of the residual stream
	Layers  int
	Heads   int  // query heads; Dim/Heads is the width of a head and even
	KVHeads int  // key and value heads; divides Heads
	FFN     int  // width of the feed-forward part
	Vocab   int  // tokens
	Context int  // longest sequence
	Untied  bool // a matrix of its own for the output instead of the embedding's transpose
	Bias    bool // queries, keys and values have biases
	QKNorm  bool // RMSNorm over each head's query and key before they are rotated, one gain for all heads of a layer

	RopeBase float64 // 10000 in most models
	Eps      float32 // added to the mean square before the root
}

// HeadDim is the width of one attention head.
func (s Shape) HeadDim() int { return s.Dim / s.Heads }

// KVDim is the width of all keys (or all values) of a position.
func (s Shape) KVDim() int { return s.HeadDim() * s.KVHeads }

// Architecture is the name that model files have for it.
func (s Shape) Architecture() string {
	switch {
	case s.Bias:
		return "qwen2"
	case s.QKNorm:
		return "qwen3"
	}
	return "llama"
}

// Parameters counts the trained numbers.
func (s Shape) Parameters() int {
	block := 2*s.Dim + 2*s.Dim*s.Dim + 2*s.KVDim()*s.Dim + 3*s.FFN*s.Dim
	if s.Bias {
		block += s.Dim + 2*s.KVDim()
	}
	if s.QKNorm {
		block += 2 * s.HeadDim()
	}
	n := s.Vocab*s.Dim + s.Dim + s.Layers*block
	if s.Untied {
		n += s.Vocab * s.Dim
	}
	return n
}

// Validate says what is wrong with the shape.
func (s Shape) Validate() error {
	switch {
	case s.Dim < 2 || s.Layers < 1 || s.Heads < 1 || s.KVHeads < 1 || s.FFN < 1 || s.Vocab < 2 || s.Context < 2:
		return fmt.Errorf("model shape %+v: every size must be positive; set the missing ones", s)
	case s.Dim%s.Heads != 0 || s.HeadDim()%2 != 0:
		return fmt.Errorf("model shape: dim %d must be heads %d times an even width; change one of them", s.Dim, s.Heads)
	case s.Heads%s.KVHeads != 0:
		return fmt.Errorf("model shape: %d heads are not a multiple of %d key heads; change one of them", s.Heads, s.KVHeads)
	case s.Bias && s.QKNorm:
		return errors.New("model shape: no architecture has both biases and QK norm; leave one of them away")
	case s.RopeBase <= 1 || s.Eps <= 0:
		return fmt.Errorf("model shape: rope base %v must be above 1 and eps %v above 0", s.RopeBase, s.Eps)
	case s.Parameters() > 1<<28:
		return fmt.Errorf("model shape: %d parameters are more than this trainer takes (%d)", s.Parameters(), 1<<28)
	}
	return nil
}

// block holds one layer's tensors; matrices are output width x input width.
type block struct {
	attnNorm, ffnNorm []float32
	wq, wk, wv, wo    Matrix
	wgate, wup, wdown Matrix
	bq, bk, bv        []float32 // nil without Bias
	qNorm, kNorm      []float32 // HeadDim gains; nil without QKNorm
}

// Weights are all trained numbers of a model in one slice, with views on its tensors. A gradient has the same form.
type Weights struct {
	Shape  Shape
	Flat   []float32
	embed  Matrix // Vocab x Dim
	output Matrix // Vocab x Dim; the same numbers as embed when tied
	norm   []float32
	blocks []block
	decays []bool // by index of Flat: whether weight decay applies (matrices yes, norms no)
}

// NewWeights returns zeroed weights of a valid shape.
func NewWeights(s Shape) *Weights {
	w := &Weights{Shape: s, Flat: make([]float32, s.Parameters()), decays: make([]bool, s.Parameters())}
	at := 0
	vector := func(n int) []float32 {
		v := w.Flat[at : at+n : at+n]
		at += n
		return v
	}
	matrix := func(rows, cols int) Matrix {
		for i := at; i < at+rows*cols; i++ {
			w.decays[i] = true
		}
		return NewMatrix(vector(rows*cols), rows, cols)
	}
	w.embed = matrix(s.Vocab, s.Dim)
	w.output = w.embed
	if s.Untied {
		w.output = matrix(s.Vocab, s.Dim)
	}
	w.norm = vector(s.Dim)
	for l := 0; l < s.Layers; l++ {
		w.blocks = append(w.blocks, block{
			attnNorm: vector(s.Dim), ffnNorm: vector(s.Dim),
			wq: matrix(s.Dim, s.Dim), wk: matrix(s.KVDim(), s.Dim), wv: matrix(s.KVDim(), s.Dim), wo: matrix(s.Dim, s.Dim),
			wgate: matrix(s.FFN, s.Dim), wup: matrix(s.FFN, s.Dim), wdown: matrix(s.Dim, s.FFN),
		})
		b := &w.blocks[l]
		if s.Bias {
			b.bq, b.bk, b.bv = vector(s.Dim), vector(s.KVDim()), vector(s.KVDim())
		}
		if s.QKNorm {
			b.qNorm, b.kNorm = vector(s.HeadDim()), vector(s.HeadDim())
		}
	}
	return w
}

// clearSums zeroes what the backward pass adds to; it overwrites all other parts of a gradient.
func (w *Weights) clearSums() {
	clear(w.norm)
	if w.Shape.Untied {
		clear(w.embed.Data)
	}
	for _, b := range w.blocks {
		for _, v := range [][]float32{b.attnNorm, b.ffnNorm, b.bq, b.bk, b.bv, b.qNorm, b.kNorm} {
			clear(v)
		}
	}
}

// Init fills the weights from the seed: norms with one, biases with zero, matrices evenly in [-a, a], where a gives each output the
// variance of its input, less for the two matrices that write into the residual stream (by the root of twice the layers).
func (w *Weights) Init(seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0x696e6974))
	uniform := func(m Matrix, deviation float64) {
		a := deviation * math.Sqrt(3)
		for i := range m.Data {
			u := float64(random.Uint64()>>11) / (1 << 53)
			m.Data[i] = float32(float64(a*float64(2*u)) - a)
		}
	}
	ones := func(v []float32) {
		for i := range v {
			v[i] = 1
		}
	}
	fan := func(n int) float64 { return 1 / math.Sqrt(float64(n)) }
	residual := fan(2 * w.Shape.Layers)
	uniform(w.embed, 0.02)
	if w.Shape.Untied {
		uniform(w.output, 0.02)
	}
	ones(w.norm)
	for _, b := range w.blocks {
		ones(b.attnNorm)
		ones(b.ffnNorm)
		ones(b.qNorm)
		ones(b.kNorm)
		in, wide := fan(w.Shape.Dim), fan(w.Shape.FFN)
		for _, m := range []Matrix{b.wq, b.wk, b.wv, b.wgate, b.wup} {
			uniform(m, in)
		}
		uniform(b.wo, float64(in*residual))
		uniform(b.wdown, float64(wide*residual))
	}
}
