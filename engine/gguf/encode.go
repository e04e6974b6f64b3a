package gguf

import (
	"encoding/binary"
	"math"
)

// Encode turns float32 elements into the bytes of a tensor encoding of
// TensorTypes; the types with blocks need whole blocks. The scales are the
// plainest that fit, not the best that a search could find, and the same on
// every machine:
//
//   - Q8_0: max|x|/127 as llama.cpp has it, elements rounded half away from zero.
//   - Q4_0, Q5_0, Q6_K: the element of the largest magnitude gets the most negative q.
//   - Q4_1, Q5_1, Q4_K, Q5_K: the range from the smallest (at most 0 in the K types) to the largest element, in equal steps.
func Encode(t TensorType, data []float32) []byte {
	n := uint64(len(data))
	if t.BlockSize() == 0 {
		return nil
	}
	out := make([]byte, 0, n/t.BlockSize()*t.BlockBytes())
	switch t {
	case F32:
		for _, x := range data {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
		return out
	case F16:
		for _, x := range data {
			out = binary.LittleEndian.AppendUint16(out, FloatToHalf(x))
		}
		return out
	case BF16:
		for _, x := range data {
			out = binary.LittleEndian.AppendUint16(out, FloatToBrain(x))
		}
		return out
	}
	size := int(t.BlockSize())
	for ; len(data) >= size; data = data[size:] {
		out = appendBlock(out, t, data[:size])
	}
	return out
}

func appendBlock(out []byte, t TensorType, x []float32) []byte {
	switch t {
	case Q8_0:
		return appendQ8_0(out, x)
	case Q4_0:
		return appendSymmetric(out, x, 4)
	case Q5_0:
		return appendSymmetric(out, x, 5)
	case Q4_1:
		return appendAffine(out, x, 4)
	case Q5_1:
		return appendAffine(out, x, 5)
	case Q4_K:
		return appendParts(out, x, 4)
	case Q5_K:
		return appendParts(out, x, 5)
	}
	return appendQ6_K(out, x)
}

// inverse is 1/d, 0 for 0.
func inverse(d float32) float32 {
	if d == 0 {
		return 0
	}
	return 1 / d
}

// level is the integer nearest to v, between low and high.
func level(v float32, low, high int) int {
	r := math.Round(float64(v))
	if !(r > float64(low)) { // NaN too
		return low
	}
	return int(min(r, float64(high)))
}

// extreme is the element of the largest magnitude, with its sign.
func extreme(x []float32) (e float32) {
	for _, v := range x {
		if math.Abs(float64(v)) > math.Abs(float64(e)) {
			e = v
		}
	}
	return e
}

func appendQ8_0(out []byte, x []float32) []byte {
	d := float32(math.Abs(float64(extreme(x)))) / 127
	inv := inverse(d)
	out = binary.LittleEndian.AppendUint16(out, FloatToHalf(d))
	for _, v := range x {
		out = append(out, byte(int8(level(float32(v*inv), -127, 127))))
	}
	return out
}

// appendLevels appends what Q4 and Q5 share: the fifth bits if there are any, then the fours, element i beside i+16.
func appendLevels(out []byte, q *[32]int, bits int) []byte {
	if bits == 5 {
		var high uint32
		for i, v := range q {
			high |= uint32(v>>4) << i
		}
		out = binary.LittleEndian.AppendUint32(out, high)
	}
	for i := range 16 {
		out = append(out, byte(q[i]&15|q[i+16]&15<<4))
	}
	return out
}

// appendSymmetric appends a block of Q4_0 or Q5_0.
func appendSymmetric(out []byte, x []float32, bits int) []byte {
	zero := 1 << (bits - 1)
	d := extreme(x) / float32(-zero)
	inv := inverse(d)
	var q [32]int
	for i, v := range x {
		q[i] = level(float32(v*inv), -zero, zero-1) + zero
	}
	return appendLevels(binary.LittleEndian.AppendUint16(out, FloatToHalf(d)), &q, bits)
}

// appendAffine appends a block of Q4_1 or Q5_1.
func appendAffine(out []byte, x []float32, bits int) []byte {
	low, high := x[0], x[0]
	for _, v := range x {
		low, high = min(low, v), max(high, v)
	}
	most := 1<<bits - 1
	d := float32(high-low) / float32(most)
	inv := inverse(d)
	var q [32]int
	for i, v := range x {
		q[i] = level(float32(float32(v-low)*inv), 0, most)
	}
	out = binary.LittleEndian.AppendUint16(out, FloatToHalf(d))
	return appendLevels(binary.LittleEndian.AppendUint16(out, FloatToHalf(low)), &q, bits)
}

// appendParts appends a block of Q4_K or Q5_K.
func appendParts(out []byte, x []float32, bits int) []byte {
	most := 1<<bits - 1
	var scale, low [8]float32
	for j := range scale {
		high := float32(0)
		for _, v := range x[j*32 : j*32+32] {
			low[j], high = min(low[j], v), max(high, v)
		}
		scale[j], low[j] = float32(high-low[j])/float32(most), -low[j]
	}
	d := FloatToHalf(extreme(scale[:]) / 63)
	m := FloatToHalf(extreme(low[:]) / 63)
	df, mf := HalfToFloat(d), HalfToFloat(m)
	var packed [12]byte
	var q [256]int
	for j := range scale {
		s, t := level(float32(scale[j]*inverse(df)), 0, 63), level(float32(low[j]*inverse(mf)), 0, 63)
		putScaleMin(&packed, j, byte(s), byte(t))
		inv, mt := inverse(float32(df*float32(s))), float32(mf*float32(t))
		for i, v := range x[j*32 : j*32+32] {
			q[j*32+i] = level(float32(float32(v+mt)*inv), 0, most)
		}
	}
	out = binary.LittleEndian.AppendUint16(out, d)
	out = binary.LittleEndian.AppendUint16(out, m)
	out = append(out, packed[:]...)
	if bits == 5 {
		for i := range 32 {
			var b int
			for j := range 8 {
				b |= q[j*32+i] >> 4 << j
			}
			out = append(out, byte(b))
		}
	}
	for j := 0; j < 8; j += 2 {
		for i := range 32 {
			out = append(out, byte(q[j*32+i]&15|q[j*32+32+i]&15<<4))
		}
	}
	return out
}

// putScaleMin is the inverse of scaleMin; b is zero at first.
func putScaleMin(b *[12]byte, j int, scale, minimum byte) {
	if j < 4 {
		b[j] |= scale
		b[j+4] |= minimum
		return
	}
	b[j+4] |= scale&15 | minimum<<4
	b[j-4] |= scale >> 4 << 6
	b[j] |= minimum >> 4 << 6
}

func appendQ6_K(out []byte, x []float32) []byte {
	var scale [16]float32
	for p := range scale {
		scale[p] = extreme(x[p*16:p*16+16]) / -32
	}
	d := FloatToHalf(float32(math.Abs(float64(extreme(scale[:])))) / 127)
	df := HalfToFloat(d)
	var low [128]byte
	var high [64]byte
	var scales [16]byte
	for p, sp := range scale {
		s := level(float32(sp*inverse(df)), -127, 127)
		scales[p] = byte(int8(s))
		inv := inverse(float32(df * float32(s)))
		h, k, first := p/8, p%8/2, p%2*16
		for i, v := range x[p*16 : p*16+16] {
			q := level(float32(v*inv), -32, 31) + 32
			low[h*64+k%2*32+first+i] |= byte(q & 15 << (k / 2 * 4))
			high[h*32+first+i] |= byte(q >> 4 << (2 * k))
		}
	}
	out = append(append(append(out, low[:]...), high[:]...), scales[:]...)
	return binary.LittleEndian.AppendUint16(out, d)
}
