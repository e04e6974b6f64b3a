package model

import (
	"math/big"

	"github.com/assay-network/assay/engine/gguf"
)

// ropeScaling is how a file stretches rotations over a longer context than the
// model was first trained on.
type ropeScaling struct {
	factor    *big.Rat   // divides the frequencies; at least 1
	divisors  []*big.Rat // of each frequency by itself (rope_freqs.weight), or nil
	attention *big.Rat   // multiplies the rotated queries and keys
	yarn      bool       // factor touches the slow frequencies only
	trained   uint32     // yarn: the context of the first training
	betaFast  *big.Rat   // yarn: frequencies that turn more often in it keep their pace
	betaSlow  *big.Rat   // yarn: those that turn less often are divided by factor
}

func rat(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

// maxFactor bounds the stretching of a context.
const maxFactor = 1024

// readScaling reads what the file says about stretching. The keys mean what
// llama.cpp takes them to mean.
func readScaling(f *gguf.File, a architecture, h Header) (ropeScaling, error) {
	d := &metadata{f: f, arch: a.name}
	s := ropeScaling{}
	kind, _ := f.String(a.name + ".rope.scaling.type")
	factor := d.float("rope.scaling.factor", d.float("rope.scale_linear", 1, 1, maxFactor), 1, maxFactor)
	s.attention = rat(d.float("rope.scaling.attn_factor", 1, 0.01, 2))
	switch kind {
	case "", "linear":
	case "none":
		factor = 1
	case "yarn":
		s.yarn = true
		s.trained = d.uint("rope.scaling.original_context_length", h.TrainContext, false)
		s.betaFast = rat(d.float("rope.scaling.yarn_beta_fast", 32, 0.01, 4096))
		s.betaSlow = rat(d.float("rope.scaling.yarn_beta_slow", 1, 0.01, 4096))
		if d.float("rope.scaling.yarn_ext_factor", 1, 0, 1) != 1 || d.float("rope.scaling.yarn_attn_factor", 1, 0, 2) != 1 ||
			d.float("rope.scaling.yarn_log_multiplier", 0, -1, 1) != 0 {
			d.fail("yarn with an extrapolation or attention factor, or a log multiplier, of its own")
		}
		if s.trained == 0 || h.RopeTheta <= 1 {
			d.fail("yarn with an original context of %d and the base %g", s.trained, h.RopeTheta)
		}
	default:
		d.fail("rotary scaling of type %q (none, linear, yarn, and llama3 by way of %s, are)", kind, ropeFactors)
	}
	if d.err != nil {
		return s, d.err
	}
	s.factor = rat(factor)
	t, has := f.Tensor(ropeFactors)
	if !has {
		return s, nil
	}
	x := make([]float32, h.RopeDim/2)
	if err := f.ReadRows(t, 0, 1, x); err != nil {
		return s, err
	}
	for _, v := range x {
		if !(v > 1e-6 && v < 1e6) {
			return s, unsupported("%s holds %g", ropeFactors, v)
		}
		s.divisors = append(s.divisors, rat(float64(v)))
	}
	return s, nil
}

// magnitude is what rotated queries and keys are multiplied by, below 2: the
// attention factor, and with yarn 1 + ln(factor)/10.
func (s ropeScaling) magnitude() (fixed, error) {
	m := fromRat(s.attention)
	if s.yarn {
		m = m.mul(fromInt(1).add(fromRat(s.factor).log().over(10)))
	}
	if m.round(30) >= 1<<31 {
		return m, unsupported("rotary scaling that makes queries and keys more than twice as large")
	}
	return m, nil
}

// frequencies are the angles that one position turns each pair of elements of
// a head of dim rotated ones by, in radians.
func (s ropeScaling) frequencies(theta float32, dim int) []fixed {
	ln := fromRat(rat(float64(theta))).log()
	w := make([]fixed, dim/2)
	for i := range w {
		w[i] = ln.times(int64(-2 * i)).over(int64(dim)).exp()
		if s.divisors != nil {
			w[i] = w[i].div(fromRat(s.divisors[i]))
		}
	}
	factor := fromRat(s.factor)
	if !s.yarn {
		for i := range w {
			w[i] = w[i].div(factor)
		}
		return w
	}
	one := fromInt(1)
	// turns finds the frequency that makes beta turns in the trained context.
	turns := func(beta *big.Rat) fixed {
		return fromInt(int64(s.trained)).div(fromRat(beta).mul(twoPi())).log().times(int64(dim)).div(ln.times(2))
	}
	low, high := max(0, turns(s.betaFast).floor()), min(int64(dim)-1, turns(s.betaSlow).ceil())
	width := fromRat(big.NewRat(1, 1000))
	if high > low {
		width = fromInt(high - low)
	}
	for i := range w {
		slow := fromInt(int64(i) - low).div(width) // 0: keeps its pace, 1: is divided
		switch {
		case slow.Sign() < 0:
			slow = fromInt(0)
		case slow.Cmp(one.Int) > 0:
			slow = one
		}
		w[i] = w[i].mul(slow.div(factor).add(one.sub(slow)))
	}
	return w
}

// rotations is rows × frequencies of cosine and sine in Q30, row r being the
// rotation of r*step positions, times magnitude. Each row is the one before
// turned once more; at 192 bits the errors of all turns together stay far below
// the rounding.
func rotations(rows, step int, w []fixed, magnitude fixed) []int32 {
	circle := twoPi()
	out := make([]int32, rows*2*len(w))
	for i, f := range w {
		angle := f.times(int64(step))
		turnSin, turnCos := fixed{angle.Int.Mod(angle.Int, circle.Int)}.sinCos()
		sin, cos := fromInt(0), magnitude
		for r := range rows {
			out[(r*len(w)+i)*2], out[(r*len(w)+i)*2+1] = int32(cos.round(30)), int32(sin.round(30))
			sin, cos = sin.mul(turnCos).add(cos.mul(turnSin)), cos.mul(turnCos).sub(sin.mul(turnSin))
		}
	}
	return out
}

// tables makes the rotation tables of a header.
func (s ropeScaling) tables(h Header) (Rope, error) {
	magnitude, err := s.magnitude()
	if err != nil {
		return Rope{}, err
	}
	w := s.frequencies(h.RopeTheta, int(h.RopeDim))
	return Rope{
		Fine:   rotations(RopeBlock, 1, w, fromInt(1)),
		Coarse: rotations(coarseRows(h.Context), RopeBlock, w, magnitude),
	}, nil
}
