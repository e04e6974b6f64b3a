package field

import (
	"encoding/binary"
	"math/bits"

	"github.com/assay-network/assay/engine/kernel"
)

// MaxWidth is the most bytes of an integer that DotSums takes.
const MaxWidth = SumBits / 8

// Width is the least number of bytes, at least 1, that hold every element of z
// in two's complement; above MaxWidth they are not integers of SumBits bits.
func Width(z []int64) int {
	var all uint64
	for _, v := range z {
		all |= uint64(v ^ v>>63)
	}
	return bits.Len64(all)/8 + 1
}

// AppendIntegers appends the low width bytes, 1 to 8, of every element of z, lowest byte first.
func AppendIntegers(b []byte, z []int64, width int) []byte {
	for _, v := range z {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], uint64(v))
		b = append(b, word[:width]...)
	}
	return b
}

// Integers reads len(dst) integers of width bytes, 1 to MaxWidth, from b, which
// holds so many.
func Integers(dst []int64, b []byte, width int) {
	b = b[:len(dst)*width]
	shift := 64 - 8*width
	i := integersSIMD(kernel.Current(), dst, b, width)
	for ; i < len(dst) && i*width+8 <= len(b); i++ {
		dst[i] = int64(binary.LittleEndian.Uint64(b[i*width:])) << shift >> shift
	}
	for ; i < len(dst); i++ {
		var word [8]byte
		copy(word[:], b[i*width:])
		dst[i] = int64(binary.LittleEndian.Uint64(word[:])) << shift >> shift
	}
}
