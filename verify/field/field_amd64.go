package field

import "github.com/assay-network/assay/engine/kernel"

// lanes is what the assembly of sums leaves: for each of the four products of
// halves (those of z before those of r) the sums of the low 32 bits of its
// partial sums, then of the rest, lane by lane.
type lanes [8][8]int64

// activations256 sums n elements, a positive multiple of 16, at most chunk.
//
//go:noescape
func activations256(v *uint64, a *int16, n int) (low, high int64)

//go:noescape
func activations512(v *uint64, a *int16, n int) (low, high int64)

// sums256 adds to out what n elements make, a positive multiple of 16, at most
// chunk. It fills four lanes of each row.
//
//go:noescape
func sums256(out *lanes, r *uint64, z *int64, n int)

//go:noescape
func sums512(out *lanes, r *uint64, z *int64, n int)

// activationsSIMD sums the first done elements.
func activationsSIMD(level kernel.Level, v []uint64, a []int16) (low, high int64, done int) {
	done = len(a) &^ 15
	switch {
	case level == kernel.Plain || done == 0:
		return 0, 0, 0
	case level == kernel.AVX2:
		low, high = activations256(&v[0], &a[0], done)
	default:
		low, high = activations512(&v[0], &a[0], done)
	}
	return low, high, done
}

// zLowBits is the width of the low half of an integer; the rest is signed.
const zLowBits = 28

// sumsSIMD sums the first done elements.
func sumsSIMD(level kernel.Level, r []uint64, z []int64) (sum uint64, done int) {
	done = len(z) &^ 15
	var out lanes
	switch {
	case level == kernel.Plain || done == 0:
		return 0, 0
	case level == kernel.AVX2:
		sums256(&out, &r[0], &z[0], done)
	default:
		sums512(&out, &r[0], &z[0], done)
	}
	var rows [8]int64
	for i := range out {
		for _, v := range out[i] {
			rows[i] += v
		}
	}
	for i, shift := range [4]uint{0, lowBits, zLowBits, zLowBits + lowBits} {
		part := Add(Of(rows[i]), Multiply(Of(rows[i+4]), 1<<32))
		sum = Add(sum, Multiply(part, 1<<shift))
	}
	return sum, done
}

// integers256 reads n integers of width bytes, n a positive multiple of 4, two at
// a time: order brings those of 16 bytes to the upper ends of two lanes, and shift
// is what is then below them. It reads up to 16 bytes from where each two begin.
//
//go:noescape
func integers256(dst *int64, b *byte, n, width int, order *[16]byte, shift int)

// integersSIMD reads the first done integers.
func integersSIMD(level kernel.Level, dst []int64, b []byte, width int) (done int) {
	if level == kernel.Plain || len(b) < 32 {
		return 0
	}
	if done = min(len(dst), (len(b)-16)/width+2) &^ 3; done == 0 {
		return 0
	}
	var order [16]byte
	for i := range order {
		order[i] = 0x80 // makes a 0
		if at := i%8 - (8 - width); at >= 0 {
			order[i] = byte(i/8*width + at)
		}
	}
	integers256(&dst[0], &b[0], done, width, &order, 64-8*width)
	return done
}
