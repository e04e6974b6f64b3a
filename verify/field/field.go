// Package field is the arithmetic of light checks: sums of products modulo the
// prime 2^61 - 1, and the secret vector that they are taken with.
//
// Every function gives the same numbers at every level of instructions; the
// assembly for amd64 stands beside a plain Go twin. The package knows numbers
// only: no matrices, no model, no verdicts.
package field

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/assay-network/assay/engine/kernel"
)

// Modulus is p = 2^61 - 1, a prime. Residues are 0 to p-1.
const Modulus = 1<<61 - 1

// SumBits bounds the integers that DotSums takes: -2^55 to 2^55-1, what seven
// bytes hold. An integer of which twice as much is below p is 0 only if its residue is.
const SumBits = 56

// Reduce is the residue of v.
func Reduce(v uint64) uint64 {
	v = v>>61 + v&Modulus
	if v >= Modulus {
		v -= Modulus
	}
	return v
}

// Of is the residue of a signed v.
func Of(v int64) uint64 {
	if v < 0 {
		return Negate(Reduce(-uint64(v)))
	}
	return Reduce(uint64(v))
}

// Add is a + b of residues.
func Add(a, b uint64) uint64 { return Reduce(a + b) }

// Negate is -a of a residue.
func Negate(a uint64) uint64 {
	if a == 0 {
		return 0
	}
	return Modulus - a
}

// Multiply is a * b of residues.
func Multiply(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return Reduce(hi<<3 | lo>>61 + lo&Modulus) // hi is below 2^58, and 2^64 is 8
}

// wide is the residue of a signed number of 128 bits.
func wide(hi int64, lo uint64) uint64 { return Add(Multiply(Of(hi), 8), Reduce(lo)) }

// Expand fills dst with the residues that a seed stands for: the low 61 bits of
// the words (little-endian) of AES-256 in counter mode from 0, the seed being
// the key. To who doesn't know the seed every residue comes with probability
// 2^-61, but 0 with 2^-60.
func Expand(seed [32]byte, dst []uint64) error {
	block, err := aes.NewCipher(seed[:])
	if err != nil {
		return fmt.Errorf("expand a seed: %w", err)
	}
	var iv [aes.BlockSize]byte
	stream := cipher.NewCTR(block, iv[:])
	var buf [4096]byte
	for len(dst) > 0 {
		n := min(len(dst), len(buf)/8)
		clear(buf[:8*n])
		stream.XORKeyStream(buf[:8*n], buf[:8*n])
		for i := range n {
			dst[i] = Reduce(binary.LittleEndian.Uint64(buf[8*i:]) & Modulus)
		}
		dst = dst[n:]
	}
	return nil
}

// chunk is the most elements of which the sums of a lane fit 64 bits, whatever the number of lanes.
const chunk = 1 << 12

// DotActivations is the residue of the sum of v[i] * a[i]: residues and any
// int16. v is at least as long as a.
func DotActivations(v []uint64, a []int16) uint64 {
	var sum uint64
	for len(a) > 0 {
		n := min(len(a), chunk)
		low, high, done := activationsSIMD(kernel.Current(), v[:n], a[:n])
		for i := done; i < n; i++ {
			x := int64(a[i])
			low += int64(v[i]&lowMask) * x
			high += int64(v[i]>>lowBits) * x
		}
		// The sums of 2^12 products of 31 and 16 bits are below 2^59.
		sum = Add(sum, Add(Of(low), Multiply(Of(high), 1<<lowBits)))
		v, a = v[n:], a[n:]
	}
	return sum
}

// A residue is taken as low + high * 2^31.
const (
	lowBits = 31
	lowMask = 1<<lowBits - 1
)

// DotSums is the residue of the sum of r[i] * z[i]: residues and integers of
// SumBits bits. r is at least as long as z.
func DotSums(r []uint64, z []int64) uint64 {
	var sum uint64
	for len(z) > 0 {
		n := min(len(z), chunk)
		part, done := sumsSIMD(kernel.Current(), r[:n], z[:n])
		sum = Add(sum, Add(part, dotSums(r[done:n], z[done:n])))
		r, z = r[n:], z[n:]
	}
	return sum
}

// dotSums is DotSums in plain Go.
func dotSums(r []uint64, z []int64) uint64 {
	var sum uint64
	for len(z) > 0 {
		n := min(len(z), 512) // products of 117 bits: the sum stays below 2^127
		var hi, lo, carry uint64
		for i, x := range z[:n] {
			h, l := bits.Mul64(r[i], uint64(x))
			lo, carry = bits.Add64(lo, l, 0)
			hi += h - r[i]&uint64(x>>63) + carry // uint64(x) is x + 2^64 where x is negative
		}
		sum = Add(sum, wide(int64(hi), lo))
		r, z = r[n:], z[n:]
	}
	return sum
}

// ScaleAdd adds f * w[i] to low[i] + high[i] * 2^31 for every weight, f a residue.
// A residue from 2^20 of them fits: low and high then stay below 2^58. low and
// high are at least as long as w.
func ScaleAdd(low, high []int64, w []int8, f uint64) {
	low, high = low[:len(w)], high[:len(w)]
	f0, f1 := int64(f&lowMask), int64(f>>lowBits)
	for i, x := range w {
		low[i] += f0 * int64(x)
		high[i] += f1 * int64(x)
	}
}

// Join writes the residues of low[i] + high[i] * 2^31, what ScaleAdd has made, to dst.
func Join(dst []uint64, low, high []int64) {
	for i := range dst {
		dst[i] = Add(Of(low[i]), Multiply(Of(high[i]), 1<<lowBits))
	}
}
