// Package exact is the integer arithmetic of the exact lane, semantics version
// "assay.exact.v2": every operation that turns weights, a prompt and a seed
// into tokens, as plain functions of integers. docs/exact.md defines the
// operations and the range of every value; this package is their reference.
//
// It knows nothing of models, files, tokens' text or speed: package engine
// runs the same operations over whole tensors. There are no floats here, no
// state and no goroutines, and no function panics on any input that its
// comment allows.
package exact

import "math/bits"

// Version names the semantics. It is the first field of a model's header and so part of every model root.
const Version = "assay.exact.v2"

// Fixed points and format constants of the semantics.
const (
	Group         = 32  // weights that share one multiplier
	MaxWeight     = 127 // |int8 weight|
	MaxMultiplier = 1<<15 - 1
	MaxActivation = 1<<15 - 1 // |int16 activation|
	MaxInt32      = 1<<31 - 1 // clamp of every int32
	PointQ        = 16        // binary point of queries, keys, gates and logits
	NormQ         = 22        // binary point of a normalised vector before its gain
	RotationQ     = 30        // binary point of the rotation factors
	ProbabilityQ  = 22        // binary point of attention weights
	ScoreQ        = 24        // binary point of the score constant
	ValueExtra    = 8         // bits kept below the cached values in an attention output
	MaxContext    = 1 << 17   // positions
)

// Rsh divides v by 2^s, rounding to nearest, ties up. A negative s leaves v
// as it is; s above 62 gives 0.
func Rsh(v int64, s int) int64 {
	switch {
	case s <= 0:
		return v
	case s >= 63:
		return 0
	}
	return (v + 1<<(s-1)) >> s
}

// Clamp32 limits v to the symmetric int32 range, -(2^31-1) to 2^31-1.
func Clamp32(v int64) int32 {
	return int32(max(-MaxInt32, min(MaxInt32, v)))
}

// Fix32 is v * 2^-s, rounded like Rsh and clamped like Clamp32; for a
// negative s the product is exact before the clamp.
func Fix32(v int64, s int) int32 {
	if s >= 0 {
		return Clamp32(Rsh(v, s))
	}
	limit := int64(MaxInt32) >> min(-s, 31)
	if v > limit {
		return MaxInt32
	}
	if v < -limit {
		return -MaxInt32
	}
	return int32(v << min(-s, 31))
}

// magnitude is |v| as an unsigned number, also for the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// QuantShift is the shift k that brings a vector whose largest magnitude is
// most into 15 bits: max(0, bitlen(most)-15), from 0 to 49.
func QuantShift(most uint64) int { return max(0, bits.Len64(most)-15) }

// QuantElement is one element of Quant16: v shifted by k, clamped to ±32767.
func QuantElement(v int64, k int) int16 {
	return int16(max(-MaxActivation, min(MaxActivation, Rsh(v, k))))
}

// Quant16 writes z as int16 with a common power-of-two scale to dst (as long
// as z) and returns the shift k: z[i] is close to dst[i] * 2^k.
func Quant16(dst []int16, z []int64) int {
	var most uint64
	for _, v := range z {
		most = max(most, magnitude(v))
	}
	k := QuantShift(most)
	for i, v := range z {
		dst[i] = QuantElement(v, k)
	}
	return k
}

// Dot is the row of a linear layer: the sum over groups of m[g] times the dot
// product of 32 weights and activations. w and a hold len(m)*32 elements.
// For at most 2^13 groups the result is below 2^55.
func Dot(w []int8, m []uint16, a []int16) int64 {
	var acc int64
	for g, mul := range m {
		var dot int32
		ws, as := w[g*Group:g*Group+Group], a[g*Group:g*Group+Group]
		for i := range ws {
			dot += int32(ws[i]) * int32(as[i])
		}
		acc += int64(mul) * int64(dot)
	}
	return acc
}

// Isqrt is the integer square root: r*r <= v < (r+1)*(r+1).
func Isqrt(v uint64) uint64 {
	if v == 0 {
		return 0
	}
	r := uint64(1) << ((bits.Len64(v) + 1) / 2) // at least the root
	for {
		n := (r + v/r) / 2
		if n >= r {
			return r
		}
		r = n
	}
}

// InverseRMS returns J and s such that 1/rms of h in Q22 is J * 2^-s: the
// factor of Norm. epsilon is added to the mean square, in units of h squared.
// h must not be empty. J is in 2^30 to 2^31, s in 9 to 40.
func InverseRMS(h []int32, epsilon uint64) (j int64, s int) {
	var hi, lo uint64 // sum of squares, 128 bits
	for _, v := range h {
		m := magnitude(int64(v))
		var carry uint64
		lo, carry = bits.Add64(lo, m*m, 0)
		hi += carry
	}
	return InverseRoot(hi, lo, len(h), epsilon)
}

// InverseRoot is InverseRMS of n elements whose squares sum to hi*2^64 + lo; n is at least 1.
func InverseRoot(hi, lo uint64, n int, epsilon uint64) (j int64, s int) {
	// hi < n, since the mean of squares is below 2^62, so the quotient fits.
	mean, _ := bits.Div64(hi, lo, uint64(n))
	v, over := bits.Add64(mean, epsilon, 0)
	if over != 0 {
		v = 1<<64 - 1
	}
	v = max(v, 1)
	u := (64 - bits.Len64(v)) &^ 1
	r := Isqrt(v << u)
	return int64((1 << 62) / r), 62 - NormQ - u/2
}

// Norm is RMS normalisation with gain g: it writes the int64 products z
// (Q22 plus the gain's exponent) of which Quant16 makes activations. z, h and
// g have one length.
func Norm(z []int64, h, g []int32, epsilon uint64) {
	j, s := InverseRMS(h, epsilon)
	for i, v := range h {
		z[i] = int64(Fix32(int64(v)*j, s)) * int64(g[i])
	}
}

// Rotate turns the pair (x0, x1) by the angle whose cosine and sine are given in Q30.
func Rotate(x0, x1, cos, sin int32) (int32, int32) {
	a, b, c, s := int64(x0), int64(x1), int64(cos), int64(sin)
	return Fix32(a*c-b*s, RotationQ), Fix32(a*s+b*c, RotationQ)
}

// Exp2Neg is 2^-t in Qq for t >= 0 in Q16 and q from 0 to 30, by a polynomial
// of degree five with relative error below 2^-23 before the last rounding.
func Exp2Neg(t int64, q int) int64 {
	n := (t + 65535) >> 16
	f := n<<16 - t
	v := int64(2004816)
	v = 9681963 + (v*f)>>16
	v = 59914700 + (v*f)>>16
	v = 257874615 + (v*f)>>16
	v = 744265554 + (v*f)>>16
	v = 1<<30 + (v*f)>>16
	return Rsh(v, 30-q+int(min(n, 64)))
}

// log2e30 is the base-2 logarithm of e in Q30.
const log2e30 = 1549082005

// SiLU is g / (1 + exp(-g)) for g in Q16, in Q16; its magnitude is at most that of g.
func SiLU(g int32) int32 {
	m := int64(magnitude(int64(g)))
	s := Exp2Neg(Rsh(m*log2e30, 30), 30)
	num := int64(1) << 60
	if g < 0 {
		num = s << 30
	}
	sigma := num / (1<<30 + s)
	return Clamp32(Rsh(int64(g)*sigma, 30))
}

// Score is one attention score in Q16, in units of ln 2: the product of a
// query and a key times the score constant, with the exponents of both.
func Score(dot, constant int64, eq, ek int) int32 {
	return Fix32(dot*constant, ScoreQ-PointQ+eq+ek)
}

// Mean is one element of an attention output: the weighted sum a over the
// total weight z, with ValueExtra more bits, truncated towards zero; 0 if z is 0.
func Mean(a, z int64) int64 {
	if z == 0 {
		return 0
	}
	return a << ValueExtra / z
}
