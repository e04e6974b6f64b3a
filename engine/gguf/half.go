package gguf

import "math"

// HalfToFloat widens an IEEE binary16 number; the result is exact.
func HalfToFloat(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exp := uint32(h>>10) & 31
	man := uint32(h) & 1023
	switch {
	case exp == 31: // infinity or NaN
		return math.Float32frombits(sign | 0x7f800000 | man<<13)
	case exp != 0:
		return math.Float32frombits(sign | (exp+112)<<23 | man<<13)
	case man == 0:
		return math.Float32frombits(sign)
	}
	v := float32(man) / (1 << 24) // subnormal: man * 2^-24, exact
	if sign != 0 {
		v = -v
	}
	return v
}

// FloatToHalf rounds to the nearest IEEE binary16 number, ties to even;
// overflow gives infinity.
func FloatToHalf(f float32) uint16 {
	b := math.Float32bits(f)
	sign := uint16(b>>16) & 0x8000
	exp := int(b>>23) & 255
	man := b & 0x7fffff
	if exp == 255 {
		if man != 0 {
			return sign | 0x7e00
		}
		return sign | 0x7c00
	}
	e := exp - 112 // exponent field of the half
	if e >= 31 {
		return sign | 0x7c00
	}
	shift := uint(13)
	if e <= 0 { // subnormal half: add the hidden bit and shift further
		if e < -10 {
			return sign
		}
		man |= 0x800000
		shift = uint(14 - e)
		e = 0
	}
	h := uint32(e)<<10 | man>>shift
	if e == 0 {
		h = man >> shift
	}
	rest := man & (1<<shift - 1)
	half := uint32(1) << (shift - 1)
	if rest > half || rest == half && h&1 == 1 {
		h++ // may carry into the exponent, which is what rounding up means
	}
	return sign | uint16(h)
}

// FloatToBrain rounds to the nearest bfloat16, ties to even; NaN stays NaN.
func FloatToBrain(f float32) uint16 {
	b := math.Float32bits(f)
	if b&0x7fffffff > 0x7f800000 {
		return uint16(b>>16) | 0x40 // a quiet NaN, whatever its payload was
	}
	return uint16((b + 0x7fff + b>>16&1) >> 16)
}
