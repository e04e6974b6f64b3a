package train

import (
	"math"
	"unsafe"
)

const (
	plainRows = 8
	plainCols = 16
)

var plain = kernel{rows: plainRows, cols: plainCols, run: kernelPlain}

// kernelPlain is the plain Go twin of the assembly kernels and the definition of what they compute.
func kernelPlain(blocks int, a, b, c *float32, ldc int) {
	as, bs := unsafe.Slice(a, blocks*blockDepth*plainRows), unsafe.Slice(b, blocks*blockDepth*plainCols)
	cs := unsafe.Slice(c, (plainRows-1)*ldc+plainCols)
	for ; len(as) > 0; as, bs = as[blockDepth*plainRows:], bs[blockDepth*plainCols:] {
		for i := 0; i < plainRows; i++ {
			var sums [2][plainCols]float32 // of the even and of the odd products
			for k := 0; k < blockDepth; k++ {
				x, line, acc := as[k*plainRows+i], (*[plainCols]float32)(bs[k*plainCols:]), &sums[k%2]
				for j := range acc {
					acc[j] = fma32(x, line[j], acc[j])
				}
			}
			row := (*[plainCols]float32)(cs[i*ldc:])
			for j := range row {
				row[j] = flush(flush(row[j]) + flush(sums[0][j]+sums[1][j]))
			}
		}
	}
}

const smallest = 0x1p-126 // of the normal numbers

// flush is x, or zero with its sign when x lies below the normal range. A sum of two float32 numbers that lies there is exact, so
// that it does not matter whether it is flushed before or after rounding.
func flush(x float32) float32 {
	if math.Abs(float64(x)) < smallest {
		return math.Float32frombits(math.Float32bits(x) & (1 << 31))
	}
	return x
}

// roundBF16 rounds to the nearest bfloat16, ties to even; what lies below the normal range becomes zero.
func roundBF16(x float32) float32 {
	bits := math.Float32bits(x)
	switch {
	case bits&0x7f800000 == 0:
		bits &= 1 << 31
	case x != x:
		bits |= 1 << 22
	default:
		bits += 0x7fff + bits>>16&1
	}
	return math.Float32frombits(bits &^ 0xffff)
}

// fma32 is x*y + z rounded once to 24 bits, or zero with its sign when that lies below float32's normal range; x and y are bfloat16
// numbers (24 bits would do). The product is exact in float64. Rounding the float64 sum a second time is wrong only where that sum
// lies halfway between two numbers of 24 bits without being exact; there the sum is rounded to odd first (Boldo and Melquiond),
// which keeps on which side of the middle it lies.
func fma32(x, y, z float32) float32 {
	p, c := float64(x)*float64(y), float64(z)
	s := p + c
	bits := math.Float64bits(s)
	if bits&(1<<29-1) == 1<<28 {
		t := s - p
		lost := (p - (s - t)) + (c - t) // s + lost is the exact sum
		if lost != 0 {
			if (lost > 0) == (s > 0) {
				bits++
			} else {
				bits--
			}
		}
		s = math.Float64frombits(bits)
	}
	if math.Abs(s) < smallest*(1-0x1p-25) { // from there on 24 bits round to smallest
		return math.Float32frombits(uint32(math.Float64bits(s)>>32) & (1 << 31))
	}
	if math.Abs(s) < smallest {
		return float32(math.Copysign(smallest, s))
	}
	return float32(s)
}
