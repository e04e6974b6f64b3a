package field

import (
	"encoding/binary"
	"errors"
)

// ErrResidue says that bytes hold a number that is no residue.
var ErrResidue = errors.New("a number of 61 bits that is not below 2^61 - 1")

// PackedBytes is the size of n packed residues: 61 bits each.
func PackedBytes(n int) int { return (61*n + 7) / 8 }

// AppendPacked appends residues in 61 bits each, lowest bits first; what is left of the last byte is 0.
func AppendPacked(b []byte, residues []uint64) []byte {
	var held uint64 // bits that are not written yet
	var n uint
	for _, v := range residues {
		held |= v << n
		if n+61 < 64 {
			n += 61
			continue
		}
		b = binary.LittleEndian.AppendUint64(b, held)
		held = v >> (64 - n)
		n -= 3
	}
	for ; n > 0; n -= min(n, 8) {
		b = append(b, byte(held))
		held >>= 8
	}
	return b
}

// Unpack reads len(dst) residues from b, which is PackedBytes long. It fails
// with ErrResidue on bytes that AppendPacked doesn't make.
func Unpack(dst []uint64, b []byte) error {
	if len(b) != PackedBytes(len(dst)) {
		return ErrResidue
	}
	for i := range dst {
		at := 61 * i
		var word [16]byte
		copy(word[:], b[at/8:min(len(b), at/8+9)])
		v := binary.LittleEndian.Uint64(word[:])
		if s := uint(at % 8); s > 0 {
			v = v>>s | uint64(word[8])<<(64-s)
		}
		if v &= Modulus; v == Modulus {
			return ErrResidue
		}
		dst[i] = v
	}
	if used := 61 * len(dst) % 8; used != 0 && b[len(b)-1]>>used != 0 {
		return ErrResidue
	}
	return nil
}
