package train

import (
	"math"
	"unsafe"
)

const (
	plainRows = 8
	plainCols = 16
)

var plain = kernel{rows: plainRows, cols: plainCols, run: whole(kernelPlain)}

// kernelPlain is the plain Go twin of the assembly kernels and the definition of what they compute.
func kernelPlain(k int, a *float32, row, col int, b, c *float32, ldc int) {
	as, bs := unsafe.Slice(a, (plainRows-1)*row+(k-1)*col+1), unsafe.Slice(b, k*plainCols)
	cs := unsafe.Slice(c, (plainRows-1)*ldc+plainCols)
	for i := 0; i < plainRows; i++ {
		acc := (*[plainCols]float32)(cs[i*ldc : i*ldc+plainCols])
		for t := 0; t < k; t++ {
			x := as[i*row+t*col]
			line := (*[plainCols]float32)(bs[t*plainCols : (t+1)*plainCols])
			for j := range acc {
				acc[j] = fma32(x, line[j], acc[j])
			}
		}
	}
}

// fma32 is x*y + z rounded once to float32. The product is exact in float64. Rounding the float64 sum a second time is wrong
// only where that sum lies halfway between two float32 numbers (or below their normal range) without being exact; there the
// sum is rounded to odd first (Boldo and Melquiond), which keeps on which side of the middle it lies.
func fma32(x, y, z float32) float32 {
	p, c := float64(x)*float64(y), float64(z)
	s := p + c
	bits := math.Float64bits(s)
	if bits&(1<<29-1) != 1<<28 && math.Abs(s) >= 0x1p-126 {
		return float32(s)
	}
	t := s - p
	lost := (p - (s - t)) + (c - t) // s + lost is the exact sum
	if lost != 0 && bits&1 == 0 {
		if (lost > 0) == (s > 0) {
			bits++
		} else {
			bits--
		}
	}
	return float32(math.Float64frombits(bits))
}
