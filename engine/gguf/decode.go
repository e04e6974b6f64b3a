package gguf

import (
	"encoding/binary"
	"math"
)

// Decode turns encoded elements into float32. dst must be whole blocks of a
// type of TensorTypes, and src exactly their bytes; other types leave dst as it is.
//
// F32, F16 and BF16 decode exactly. In the others every product and every sum
// of a formula below is rounded once to float32, in the order written and never
// fused, so that a file means the same numbers on every machine:
//
//	Q8_0        d * w
//	Q4_0, Q5_0  d * (q - 2^(bits-1))
//	Q4_1, Q5_1  (d * q) + m
//	Q4_K, Q5_K  ((d * s) * q) - (m * t)
//	Q6_K        (d * s) * (q - 32)
func Decode(t TensorType, src []byte, dst []float32) {
	switch t {
	case F32:
		for i := range dst {
			dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(src[4*i:]))
		}
	case F16:
		for i := range dst {
			dst[i] = HalfToFloat(binary.LittleEndian.Uint16(src[2*i:]))
		}
	case BF16:
		for i := range dst {
			dst[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(src[2*i:])) << 16)
		}
	default:
		decode := blockDecoder(t)
		if decode == nil {
			return
		}
		n, size := int(t.BlockSize()), int(t.BlockBytes())
		for b := 0; (b+1)*n <= len(dst); b++ {
			decode(dst[b*n:(b+1)*n], src[b*size:(b+1)*size])
		}
	}
}

// blockDecoder is the function that decodes one block of a type with blocks.
func blockDecoder(t TensorType) func(dst []float32, src []byte) {
	switch t {
	case Q8_0:
		return decodeQ8_0
	case Q4_0:
		return decodeQ4_0
	case Q4_1:
		return decodeQ4_1
	case Q5_0:
		return decodeQ5_0
	case Q5_1:
		return decodeQ5_1
	case Q4_K:
		return decodeQ4_K
	case Q5_K:
		return decodeQ5_K
	case Q6_K:
		return decodeQ6_K
	}
	return nil
}

func half(b []byte) float32 { return HalfToFloat(binary.LittleEndian.Uint16(b)) }

// decodeQ8_0 reads d, 32 int8.
func decodeQ8_0(dst []float32, src []byte) {
	d := half(src)
	w := src[2:34]
	dst = dst[:len(w)]
	for i, v := range w {
		dst[i] = float32(d * float32(int8(v)))
	}
}

// decodeQ4_0 reads d, 16 bytes: element i in the low, i+16 in the high half of byte i.
func decodeQ4_0(dst []float32, src []byte) {
	d := half(src)
	for i, v := range src[2:18] {
		dst[i] = float32(d * float32(int(v&15)-8))
		dst[i+16] = float32(d * float32(int(v>>4)-8))
	}
}

// decodeQ4_1 reads d, m, 16 bytes as Q4_0 has them.
func decodeQ4_1(dst []float32, src []byte) {
	d, m := half(src), half(src[2:])
	for i, v := range src[4:20] {
		dst[i] = float32(d*float32(v&15)) + m
		dst[i+16] = float32(d*float32(v>>4)) + m
	}
}

// decodeQ5_0 reads d, 32 fifth bits, 16 bytes as Q4_0 has them.
func decodeQ5_0(dst []float32, src []byte) {
	d, high := half(src), binary.LittleEndian.Uint32(src[2:])
	for i, v := range src[6:22] {
		dst[i] = float32(d * float32(int(v&15|byte(high>>i&1)<<4)-16))
		dst[i+16] = float32(d * float32(int(v>>4|byte(high>>(i+16)&1)<<4)-16))
	}
}

// decodeQ5_1 reads d, m, 32 fifth bits, 16 bytes as Q4_0 has them.
func decodeQ5_1(dst []float32, src []byte) {
	d, m, high := half(src), half(src[2:]), binary.LittleEndian.Uint32(src[4:])
	for i, v := range src[8:24] {
		dst[i] = float32(d*float32(v&15|byte(high>>i&1)<<4)) + m
		dst[i+16] = float32(d*float32(v>>4|byte(high>>(i+16)&1)<<4)) + m
	}
}

// scaleMin takes the 6-bit scale and minimum of part j (0..7) out of the 12
// bytes that hold them all: parts 0 to 3 lie in the low six bits of bytes j and
// j+4; of parts 4 to 7 the low four bits lie in byte j+4 (scale in its low half,
// minimum in its high half) and the upper two in the top of bytes j-4 and j.
func scaleMin(b []byte, j int) (scale, minimum byte) {
	if j < 4 {
		return b[j] & 63, b[j+4] & 63
	}
	return b[j+4]&15 | b[j-4]>>6<<4, b[j+4]>>4 | b[j]>>6<<4
}

// decodeQ4_K reads d, m, 12 bytes of scales and minima, then for each pair of
// parts 32 bytes: the even part in the low halves, the odd one in the high halves.
func decodeQ4_K(dst []float32, src []byte) {
	d, m := half(src), half(src[2:])
	for j := range 8 {
		s, t := scaleMin(src[4:16], j)
		ds, mt := float32(d*float32(s)), float32(m*float32(t))
		shift := uint(j&1) * 4
		out := dst[j*32 : j*32+32]
		for i, v := range src[16+j/2*32 : 16+j/2*32+32] {
			out[i] = float32(ds*float32(v>>shift&15)) - mt
		}
	}
}

// decodeQ5_K reads what Q4_K has, with 32 bytes of fifth bits before the four:
// bit j of byte i belongs to element i of part j.
func decodeQ5_K(dst []float32, src []byte) {
	d, m := half(src), half(src[2:])
	high := src[16:48]
	for j := range 8 {
		s, t := scaleMin(src[4:16], j)
		ds, mt := float32(d*float32(s)), float32(m*float32(t))
		shift := uint(j&1) * 4
		out := dst[j*32 : j*32+32]
		for i, v := range src[48+j/2*32 : 48+j/2*32+32] {
			out[i] = float32(ds*float32(v>>shift&15|high[i]>>j&1<<4)) - mt
		}
	}
}

// decodeQ6_K reads 128 bytes of low fours, 64 of high twos, 16 int8 scales, d.
// Each half of 128 elements takes 64 bytes of fours and 32 of twos: its
// elements 32k+i have their four in byte i + 32*(k&1), low half for k < 2, and
// their two at bit 2k of byte i.
func decodeQ6_K(dst []float32, src []byte) {
	d := half(src[208:])
	for part := range 16 {
		ds := float32(d * float32(int8(src[192+part])))
		h, k, first := part/8, part%8/2, part%2*16
		low := src[h*64+k%2*32+first:][:16]
		high := src[128+h*32+first:][:16]
		out := dst[part*16 : part*16+16]
		for i := range out {
			q := low[i]>>(k/2*4)&15 | high[i]>>(2*k)&3<<4
			out[i] = float32(ds * float32(int(q)-32))
		}
	}
}
