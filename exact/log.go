package exact

import "math/bits"

// ln2 is the natural logarithm of 2 in Q56.
const ln2 = 49946518145322874

// Gumbel is -ln(-ln((2r+1)/2^33)) in Q32: standard Gumbel noise when r is
// uniform. The range is about -3.13 to 22.88 and the error below 2^-26.
func Gumbel(r uint32) int64 {
	n := 2*uint64(r) + 1
	var x uint64
	q := int64(56)
	if r < 1<<31 {
		x = uint64(33*ln2 - Ln(n))
	} else { // near 1, where the difference of two logarithms would lose all digits
		w := uint64(1)<<33 - n
		x = 2 * atanh(quotient62(w, 1<<34-w))
		q = 62
	}
	return Rsh(ln2*q-Ln(x), 24)
}

// Ln is the natural logarithm of x in Q56, for 1 <= x < 2^62. Where the series is
// negative its magnitude is rounded, so ties go away from zero there.
func Ln(x uint64) int64 {
	j := bits.Len64(x) - 1
	y := x << (61 - j)
	if y > 3260954456333195553 { // above sqrt(2): take the logarithm of half of it, which is nearer to 1
		j++
		return ln2*int64(j) - Rsh(int64(2*atanh(quotient62(1<<62-y, y+1<<62))), 6)
	}
	return ln2*int64(j) + Rsh(int64(2*atanh(quotient62(y-1<<61, y+1<<61))), 6)
}

// quotient62 is floor(n * 2^62 / d) for n < d.
func quotient62(n, d uint64) uint64 {
	q, _ := bits.Div64(n>>2, n<<62, d)
	return q
}

// mul62 is floor(a*b / 2^62).
func mul62(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi<<2 | lo>>62
}

// atanhTerms are 1/(2i+1) in Q62.
var atanhTerms = func() (c [13]uint64) {
	for i := range c {
		c[i] = (1 << 62) / uint64(2*i+1)
	}
	return c
}()

// atanh is the inverse hyperbolic tangent of z in Q62, for 0 <= z <= 1/3, by its power series.
func atanh(z uint64) uint64 {
	s := mul62(z, z)
	v := atanhTerms[12]
	for i := 11; i >= 0; i-- {
		v = atanhTerms[i] + mul62(v, s)
	}
	return mul62(z, v)
}
