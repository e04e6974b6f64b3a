package model

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"github.com/assay-network/assay/exact"
)

// maxWeight bounds the weights of an acceptable file.
const maxWeight = 1 << 40

// maxAbs is the largest magnitude of x, or an error for NaN, infinity and absurd weights.
func maxAbs(x []float32) (float64, error) {
	most := math.Float32frombits(magnitude(x))
	if !(most <= maxWeight) { // also catches NaN
		return 0, fmt.Errorf("it holds the weight %v, and weights of up to %g are usable", most, float64(maxWeight))
	}
	return float64(most), nil
}

// magnitude is the largest |x| as the bits of a float32. Without their sign,
// such bits are in the order of the numbers, with infinity and NaN above all.
func magnitude(x []float32) (most uint32) {
	for _, v := range x {
		most = max(most, math.Float32bits(v)&0x7fffffff)
	}
	return most
}

// matrixExponent is the largest e up to 62 with most * 2^e <= 32767*127; 0 for an empty matrix.
func matrixExponent(most float64) int {
	if most == 0 {
		return 0
	}
	const limit = exact.MaxMultiplier * exact.MaxWeight // just below 2^22
	f, p := math.Frexp(most)                            // most = f * 2^p, f in [0.5, 1)
	e := 22 - p
	if math.Ldexp(f, 22) > limit {
		e--
	}
	return min(e, 62)
}

// quantizeRow writes one row of weights as groups, zero padded. w and m are as
// long as the row's groups need.
func quantizeRow(w []int8, m []uint16, x []float32, exp int) {
	scale := math.Ldexp(1, exp)
	for g := range m {
		group := x[g*exact.Group : min((g+1)*exact.Group, len(x))]
		// Scaling by a power of two is exact; each quotient is rounded once and
		// is too far from an integer or a half (2^-40 of it at least) for that, or
		// for adding a half, to change the result.
		most := float64(math.Float32frombits(magnitude(group)))
		mul := math.Ceil(float64(most*scale) / exact.MaxWeight)
		m[g] = uint16(mul)
		out := w[g*exact.Group : (g+1)*exact.Group]
		if mul == 0 || len(group) < exact.Group {
			clear(out)
		}
		if mul == 0 {
			continue
		}
		for i, v := range group {
			q := float64(float64(v)*scale) / mul
			out[i] = int8(int32(q + math.Copysign(0.5, q)))
		}
	}
}

// quantizeVector imports the gains of a norm, or biases.
func quantizeVector(x []float32) (Vector, error) {
	most, err := maxAbs(x)
	if err != nil {
		return Vector{}, err
	}
	v := Vector{G: make([]int32, len(x))}
	if most == 0 {
		return v, nil
	}
	if most < math.Ldexp(1, -24) || most > math.Ldexp(1, 24) {
		return Vector{}, fmt.Errorf("its largest element is %g, which is not a usable one", most)
	}
	_, p := math.Frexp(most) // floor(log2 most) = p-1
	v.Exp = 22 - (p - 1)
	for i, g := range x {
		v.G[i] = int32(math.Round(math.Ldexp(float64(g), v.Exp)))
	}
	return v, nil
}

// magnitudes counts the elements of an imported embedding by the bit length of
// |multiplier*weight|, at most 22.
type magnitudes [24]int

// count adds a row. A nil receiver counts nothing.
func (c *magnitudes) count(w []int8, mul []uint16) {
	if c == nil {
		return
	}
	for i, v := range w {
		c[bits.Len32(uint32(max(int32(v), -int32(v)))*uint32(mul[i/exact.Group]))]++
	}
}

// residualPoint chooses the binary point of the residual stream from the
// imported embedding of exponent exp: the median of its non-zero elements becomes
// 2^12 to 2^13. A median, because a few large channels must not coarsen all the others.
func (c *magnitudes) residualPoint(exp int) uint32 {
	total, b := 0, 0
	for _, n := range c[1:] {
		total += n
	}
	for sum := 0; 2*sum < total; {
		b++
		sum += c[b]
	}
	return uint32(max(8, min(26, 13+exp-b)))
}

// epsilonInt is round(eps * 2^(2*point)), ties up, at most 2^62.
func epsilonInt(eps float32, point uint32) uint64 {
	x := new(big.Rat).SetFloat64(float64(eps))
	x.Mul(x, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(2*point))))
	x.Add(x, big.NewRat(1, 2))
	q := new(big.Int).Quo(x.Num(), x.Denom()) // positive, so this floors
	if q.BitLen() > 62 {
		return 1 << 62
	}
	return q.Uint64()
}
