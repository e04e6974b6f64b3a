package kernel

import "math/bits"

// Every function below works on the first n elements of its vectors, n a
// positive multiple of 16. The shifts are 0 to 62 (0 to 49 in quant, 9 to 40 in
// norm), round is half of the shift. Names end in the width of the registers.

//go:noescape
func fix512(dst *int32, v *int64, n, s int, round int64)

//go:noescape
func fix256(dst *int32, v *int64, n, s int, round int64)

//go:noescape
func addFix512(h *int32, v *int64, n, s int, round int64)

//go:noescape
func addFix256(h *int32, v *int64, n, s int, round int64)

//go:noescape
func rsh512(z *int64, n, s int, round int64)

//go:noescape
func rsh256(z *int64, n, s int, round int64)

//go:noescape
func magnitudes512(z *int64, n int) (most uint64)

//go:noescape
func magnitudes256(z *int64, n int) (most uint64)

//go:noescape
func quant512(dst *int16, z *int64, n, k int, round int64)

//go:noescape
func quant256(dst *int16, z *int64, n, k int, round int64)

//go:noescape
func magnitudesInt32x512(v *int32, n int) (most uint32)

//go:noescape
func magnitudesInt32x256(v *int32, n int) (most uint32)

//go:noescape
func quantInt32x512(dst *int16, v *int32, n, first, add, second int)

//go:noescape
func quantInt32x256(dst *int16, v *int32, n, first, add, second int)

//go:noescape
func squares512(h *int32, n int) (low, high uint64)

//go:noescape
func squares256(h *int32, n int) (low, high uint64)

//go:noescape
func norm512(z *int64, h, gain *int32, n int, j int64, s int, round int64) (most uint64)

//go:noescape
func norm256(z *int64, h, gain *int32, n int, j int64, s int, round int64) (most uint64)

//go:noescape
func gate512(z, gate, up *int64, n, gs, us int)

//go:noescape
func gate256(z, gate, up *int64, n, gs, us int)

//go:noescape
func rotate512(z, rot *int32, n int)

//go:noescape
func rotate256(z, rot *int32, n int)

//go:noescape
func largest512(v *int32, n int) (most int32)

//go:noescape
func largest256(v *int32, n int) (most int32)

//go:noescape
func smallest512(v *int32, n int) (least int32)

//go:noescape
func smallest256(v *int32, n int) (least int32)

//go:noescape
func mean512(z *int64, n int, total, reciprocal uint64, shift int)

//go:noescape
func mean256(z *int64, n int, total, reciprocal uint64, shift int)

// body is the number of elements that the assembly of the current level does of n.
func body(n int) (Level, int) {
	l := Current()
	if l == Plain {
		return l, 0
	}
	return l, n &^ 15
}

func fix32SIMD(dst []int32, v []int64, s int) int {
	l, n := body(len(v))
	switch {
	case n == 0:
	case l >= AVX512:
		fix512(&dst[0], &v[0], n, s, half(s))
	default:
		fix256(&dst[0], &v[0], n, s, half(s))
	}
	return n
}

func addFix32SIMD(h []int32, v []int64, s int) int {
	l, n := body(len(v))
	switch {
	case n == 0:
	case l >= AVX512:
		addFix512(&h[0], &v[0], n, s, half(s))
	default:
		addFix256(&h[0], &v[0], n, s, half(s))
	}
	return n
}

func rshSIMD(z []int64, s int) int {
	l, n := body(len(z))
	switch {
	case n == 0:
	case l >= AVX512:
		rsh512(&z[0], n, s, half(s))
	default:
		rsh256(&z[0], n, s, half(s))
	}
	return n
}

func magnitudesSIMD(z []int64) (int, uint64) {
	l, n := body(len(z))
	switch {
	case n == 0:
		return 0, 0
	case l >= AVX512:
		return n, magnitudes512(&z[0], n)
	}
	return n, magnitudes256(&z[0], n)
}

func quantSIMD(dst []int16, z []int64, k int) int {
	l, n := body(len(z))
	switch {
	case n == 0:
	case l >= AVX512:
		quant512(&dst[0], &z[0], n, k, half(k))
	default:
		quant256(&dst[0], &z[0], n, k, half(k))
	}
	return n
}

func magnitudes32SIMD(v []int32) (int, uint32) {
	l, n := body(len(v))
	switch {
	case n == 0:
		return 0, 0
	case l >= AVX512:
		return n, magnitudesInt32x512(&v[0], n)
	}
	return n, magnitudesInt32x256(&v[0], n)
}

// quant32SIMD rounds in two shifts, since adding half first could overflow an
// int32: ((v >> (k-1)) + 1) >> 1.
func quant32SIMD(dst []int16, v []int32, k int) int {
	l, n := body(len(v))
	first, one := max(0, k-1), min(1, k)
	switch {
	case n == 0:
	case l >= AVX512:
		quantInt32x512(&dst[0], &v[0], n, first, one, one)
	default:
		quantInt32x256(&dst[0], &v[0], n, first, one, one)
	}
	return n
}

func squaresSIMD(h []int32) (n int, low, high uint64) {
	l, n := body(len(h))
	switch {
	case n == 0:
	case l >= AVX512:
		low, high = squares512(&h[0], n)
	default:
		low, high = squares256(&h[0], n)
	}
	return n, low, high
}

// normSIMD halves the one factor that does not fit an int32, j = 2^31, and its shift with it.
func normSIMD(z []int64, h, g []int32, j int64, s int) (int, uint64) {
	l, n := body(len(h))
	if j == 1<<31 {
		j, s = j/2, s-1
	}
	switch {
	case n == 0:
		return 0, 0
	case l >= AVX512:
		return n, norm512(&z[0], &h[0], &g[0], n, j, s, half(s))
	}
	return n, norm256(&z[0], &h[0], &g[0], n, j, s, half(s))
}

func gateSIMD(z, gate, up []int64, gs, us int) int {
	l, n := body(len(gate))
	switch {
	case n == 0:
	case l >= AVX512:
		gate512(&z[0], &gate[0], &up[0], n, gs, us)
	default:
		gate256(&z[0], &gate[0], &up[0], n, gs, us)
	}
	return n
}

func rotateSIMD(z, rot []int32) int {
	l, n := body(len(rot))
	switch {
	case n == 0:
	case l >= AVX512:
		rotate512(&z[0], &rot[0], n)
	default:
		rotate256(&z[0], &rot[0], n)
	}
	return n
}

func max32SIMD(v []int32) (int, int32) {
	l, n := body(len(v))
	switch {
	case n == 0:
		return 0, 0
	case l >= AVX512:
		return n, largest512(&v[0], n)
	}
	return n, largest256(&v[0], n)
}

func min32SIMD(v []int32) (int, int32) {
	l, n := body(len(v))
	switch {
	case n == 0:
		return 0, 0
	case l >= AVX512:
		return n, smallest512(&v[0], n)
	}
	return n, smallest256(&v[0], n)
}

func meanSIMD(z []int64, total, reciprocal uint64) int {
	l, n := body(len(z))
	shift := bits.Len64(total) - 9
	switch {
	case n == 0:
	case l >= AVX512:
		mean512(&z[0], n, total, reciprocal, shift)
	default:
		mean256(&z[0], n, total, reciprocal, shift)
	}
	return n
}
