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
