package gguf

import "fmt"

// TensorType is the element encoding of a tensor, with the number that the format gives it.
type TensorType uint32

// The encodings that this package reads and writes. All numbers in blocks are
// little-endian. A scale or minimum d, m is a binary16; q is an unsigned field
// of a few bits. Decode has the order of the fields.
const (
	F32  TensorType = 0  // IEEE binary32
	F16  TensorType = 1  // IEEE binary16
	Q4_0 TensorType = 2  // blocks of 32: d * (q - 8), 4 bits
	Q4_1 TensorType = 3  // blocks of 32: d * q + m, 4 bits
	Q5_0 TensorType = 6  // blocks of 32: d * (q - 16), 5 bits
	Q5_1 TensorType = 7  // blocks of 32: d * q + m, 5 bits
	Q8_0 TensorType = 8  // blocks of 32: d * int8
	Q4_K TensorType = 12 // blocks of 256, 8 parts with 6-bit scale and minimum: (d*s) * q - (m*t), 4 bits
	Q5_K TensorType = 13 // as Q4_K, 5 bits
	Q6_K TensorType = 14 // blocks of 256, 16 parts with an int8 scale: (d*s) * (q - 32), 6 bits
	BF16 TensorType = 30 // the upper half of a binary32
)

// TensorTypes lists every encoding that this package reads and writes, by number.
func TensorTypes() []TensorType {
	return []TensorType{F32, F16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, BF16}
}

// layout is the size of an encoding: elements and bytes of a block.
type layout struct {
	name            string
	elements, bytes uint64
}

// layout describes t; its name is "" when t is none of TensorTypes.
func (t TensorType) layout() layout {
	switch t {
	case F32:
		return layout{"F32", 1, 4}
	case F16:
		return layout{"F16", 1, 2}
	case Q4_0:
		return layout{"Q4_0", 32, 18}
	case Q4_1:
		return layout{"Q4_1", 32, 20}
	case Q5_0:
		return layout{"Q5_0", 32, 22}
	case Q5_1:
		return layout{"Q5_1", 32, 24}
	case Q8_0:
		return layout{"Q8_0", 32, 34}
	case Q4_K:
		return layout{"Q4_K", 256, 144}
	case Q5_K:
		return layout{"Q5_K", 256, 176}
	case Q6_K:
		return layout{"Q6_K", 256, 210}
	case BF16:
		return layout{"BF16", 1, 2}
	}
	return layout{}
}

// BlockSize is the number of elements in one block of the encoding, 0 when unknown.
func (t TensorType) BlockSize() uint64 { return t.layout().elements }

// BlockBytes is the number of bytes of one block of the encoding, 0 when unknown.
func (t TensorType) BlockBytes() uint64 { return t.layout().bytes }

// String names the encoding as llama.cpp does.
func (t TensorType) String() string {
	if l := t.layout(); l.name != "" {
		return l.name
	}
	return fmt.Sprintf("type %d", uint32(t))
}
