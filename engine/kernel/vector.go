package kernel

import (
	"math/bits"

	"github.com/assay-network/assay/exact"
)

// The functions of this file work on whole vectors what package exact defines
// for one element, and give the same bits for every input. Their assembly does
// the first elements (a multiple of 16) and says how many; the loops here do the
// rest, and everything on machines without assembly.

// half is the rounding term of a shift by s: 2^(s-1), or 0 when nothing is shifted out.
func half(s int) int64 { return int64(1) << s >> 1 }

// Fix32 writes exact.Fix32(v[i], s) to dst[i] for every element of v: any int64
// in, ±(2^31-1) out. Adding half wraps as in the definition. dst is at least as long as v.
func Fix32(dst []int32, v []int64, s int) {
	dst = dst[:len(v)]
	if s < 0 || s > 62 {
		for i, x := range v {
			dst[i] = exact.Fix32(x, s)
		}
		return
	}
	r := half(s)
	for i := fix32SIMD(dst, v, s); i < len(v); i++ {
		dst[i] = exact.Clamp32((v[i] + r) >> (s & 63))
	}
}

// AddFix32 adds exact.Fix32(v[i], s) to h[i] for every element of v, clamped
// to ±(2^31-1). The sum is made in int64: below 2^33. h is at least as long as v.
func AddFix32(h []int32, v []int64, s int) {
	h = h[:len(v)]
	if s < 0 || s > 62 {
		for i, x := range v {
			h[i] = exact.Clamp32(int64(h[i]) + int64(exact.Fix32(x, s)))
		}
		return
	}
	r := half(s)
	for i := addFix32SIMD(h, v, s); i < len(v); i++ {
		h[i] = exact.Clamp32(int64(h[i]) + int64(exact.Clamp32((v[i]+r)>>(s&63))))
	}
}

// Rsh replaces every element of z by exact.Rsh of it.
func Rsh(z []int64, s int) {
	switch {
	case s <= 0:
		return
	case s > 62:
		clear(z)
		return
	}
	r := half(s)
	for i := rshSIMD(z, s); i < len(z); i++ {
		z[i] = (z[i] + r) >> (s & 63)
	}
}

// magnitude is |v| as an unsigned number, also for the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// magnitudes is the bitwise or of all |z_i|: as long in bits as the largest.
func magnitudes(z []int64) uint64 {
	n, most := magnitudesSIMD(z)
	for _, v := range z[n:] {
		most |= magnitude(v)
	}
	return most
}

// quant writes exact.QuantElement(z[i], k) to dst[i], k from 0 to 49.
func quant(dst []int16, z []int64, k int) {
	dst = dst[:len(z)]
	r := half(k)
	for i := quantSIMD(dst, z, k); i < len(z); i++ {
		dst[i] = int16(max(-exact.MaxActivation, min(exact.MaxActivation, (z[i]+r)>>(k&63))))
	}
}

// Quant16 is exact.Quant16: it writes z as int16 in -32767..32767 to dst (at
// least as long as z) and returns the shift, 0 to 49.
func Quant16(dst []int16, z []int64) int {
	k := exact.QuantShift(magnitudes(z))
	quant(dst, z, k)
	return k
}

// Quant16From32 is exact.Quant16 of int32 elements; the shift is 0 to 17.
func Quant16From32(dst []int16, v []int32) int {
	dst = dst[:len(v)]
	n, most := magnitudes32SIMD(v)
	for _, x := range v[n:] {
		most |= uint32(magnitude(int64(x)))
	}
	k := exact.QuantShift(uint64(most))
	for i := quant32SIMD(dst, v, k); i < len(v); i++ {
		dst[i] = exact.QuantElement(int64(v[i]), k)
	}
	return k
}

// Norm is exact.Norm: RMS normalisation of h with gain g, int64 products in z.
// h is not empty; z and g are at least as long.
func Norm(z []int64, h, g []int32, epsilon uint64) { norm(z, h, g, epsilon) }

// NormQuant is exact.Norm followed by exact.Quant16: it writes the normalised
// activations to dst and returns their shift. z is scratch. h is not empty; dst,
// z and g are at least as long. h and g are any int32: |h*J| is at most 2^62 with J in
// 2^30..2^31, y (Q22) is clamped to ±(2^31-1), |y*g| is below 2^62.
func NormQuant(dst []int16, z []int64, h, g []int32, epsilon uint64) int {
	k := exact.QuantShift(norm(z, h, g, epsilon))
	quant(dst, z[:len(h)], k)
	return k
}

// norm is exact.Norm; it returns magnitudes(z).
func norm(z []int64, h, g []int32, epsilon uint64) uint64 {
	z, g = z[:len(h)], g[:len(h)]
	j, s := inverseRMS(h, epsilon)
	n, most := normSIMD(z, h, g, j, s)
	r := half(s)
	for i := n; i < len(h); i++ {
		z[i] = int64(exact.Clamp32((int64(h[i])*j+r)>>(s&63))) * int64(g[i])
		most |= magnitude(z[i])
	}
	return most
}

// inverseRMS is exact.InverseRMS. The squares, at most 2^62 each, are summed in
// two halves of 32 bits, so that 2^32 of them fit.
func inverseRMS(h []int32, epsilon uint64) (j int64, s int) {
	n, low, high := squaresSIMD(h)
	for _, v := range h[n:] {
		q := uint64(int64(v) * int64(v))
		low += q & (1<<32 - 1)
		high += q >> 32
	}
	lo, carry := bits.Add64(high<<32, low, 0)
	return exact.InverseRoot(high>>32+carry, lo, len(h), epsilon)
}

// Gate writes exact.SiLU(exact.Fix32(gate[i], gs)) * exact.Fix32(up[i], us) to
// z[i] for every element of gate. z and up are at least as long; z may be gate.
// Gates and SiLU are Q16 in ±(2^31-1), so |z| (Q32) is below 2^62; the sigmoid is Q30, 0 to
// 2^30. On the way every product is one of 32-bit numbers below 2^62.
func Gate(z, gate, up []int64, gs, us int) {
	z, up = z[:len(gate)], up[:len(gate)]
	n := 0
	if gs >= 0 && gs <= 62 && us >= 0 && us <= 62 {
		n = gateSIMD(z, gate, up, gs, us)
	}
	for i := n; i < len(gate); i++ {
		z[i] = int64(exact.SiLU(exact.Fix32(gate[i], gs))) * int64(exact.Fix32(up[i], us))
	}
}

// Rotate turns the pairs of z (elements 2i and 2i+1) by exact.Rotate with the
// cosines and sines (Q30) in rot, interleaved in the same way. len(rot) is even
// and at most len(z); elements past it stay. All are any int32; a product is at most 2^62,
// and a sum of two that reaches 2^63 wraps as in the definition.
func Rotate(z, rot []int32) {
	z = z[:len(rot)]
	for i := rotateSIMD(z, rot); i+1 < len(rot); i += 2 {
		z[i], z[i+1] = exact.Rotate(z[i], z[i+1], rot[i], rot[i+1])
	}
}

// Max32 is the largest element of v, which is not empty.
func Max32(v []int32) int32 {
	n, most := max32SIMD(v)
	if n == 0 {
		most = v[0]
	}
	for _, x := range v[n:] {
		most = max(most, x)
	}
	return most
}

// Min32 is the smallest element of v, which is not empty.
func Min32(v []int32) int32 {
	n, least := min32SIMD(v)
	if n == 0 {
		least = v[0]
	}
	for _, x := range v[n:] {
		least = min(least, x)
	}
	return least
}

// argmaxBlock is the number of logits of which Argmax keeps only the largest
// before it looks for its place.
const argmaxBlock = 2048

// Argmax is the index of the largest logit, the lowest one on a tie; 0 for no logits.
func Argmax(logits []int32) uint32 {
	block, most := 0, int32(-1<<31)
	for i := 0; i < len(logits); i += argmaxBlock {
		if m := Max32(logits[i:min(i+argmaxBlock, len(logits))]); m > most {
			block, most = i, m
		}
	}
	for i := block; i < len(logits); i++ {
		if logits[i] == most {
			return uint32(i)
		}
	}
	return 0
}

// mean replaces every a in z by exact.Mean(a, total). |a| is at most
// 32767*total, as in every attention output, and total is below 2^39.
func mean(z []int64, total int64) {
	n := 0
	if total >= 1<<22 {
		n = meanSIMD(z, uint64(total), reciprocal(uint64(total)))
	}
	for i := n; i < len(z); i++ {
		z[i] = exact.Mean(z[i], total)
	}
}

// reciprocal is floor(2^(l+30) / total) with l = bitlen(total) from 23 to 39: at
// least 2^30, at most 2^31. A quotient n/total below 2^23, n below 2^(l+23), is
// then q or q+1 with q = (n >> (l-9)) * reciprocal >> 39: the truncation of n
// costs less than 2^-8 of a quotient, that of the reciprocal at most 2^-7.
func reciprocal(total uint64) uint64 {
	l := uint(bits.Len64(total))
	if l <= 33 {
		return 1 << (l + 30) / total
	}
	q, _ := bits.Div64(1<<(l-34), 0, total)
	return q
}
