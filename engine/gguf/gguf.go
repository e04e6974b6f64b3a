// Package gguf reads and writes GGUF files, the container in which llama.cpp
// and its relatives ship models: a list of typed metadata, a directory of
// tensors, and the tensor data.
//
// The reader is written for files from strangers: every length is checked
// against the size of the file and a fixed limit before memory is taken, and
// tensors may not overlap, so the memory used is bounded by the file's size.
// The writer produces the same bytes for the same input on every machine.
//
// The package knows nothing of what the metadata means, nor of any model
// architecture, and touches no files: bytes come in by io.ReaderAt and go out
// by io.Writer.
package gguf

import (
	"errors"
	"fmt"
	"math/bits"
)

// Magic is the first four bytes of a file ("GGUF") as a little-endian number.
const Magic uint32 = 0x46554747

// WriteVersion is the container version that Writer produces. The reader
// takes 2 and 3, which differ only in that 3 allows big-endian files; those
// are refused.
const WriteVersion uint32 = 3

// Limits of what Read accepts.
const (
	MaxKeyValues     = 1 << 16   // metadata entries
	MaxTensors       = 1 << 16   // tensors
	MaxDims          = 4         // dimensions of a tensor
	MaxKeyBytes      = 1 << 16   // bytes of a key or a tensor name
	MaxStringBytes   = 1 << 24   // bytes of one string value
	MaxArrayElements = 1 << 22   // elements of one array
	MaxHeaderBytes   = 128 << 20 // bytes of everything before the tensor data
	maxAlignment     = 1 << 16
	defaultAlignment = 32
)

// ErrFormat is wrapped by every error that says that the bytes are not an
// acceptable GGUF file.
var ErrFormat = errors.New("not an acceptable GGUF file")

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

// ValueType is the type tag of a metadata value.
type ValueType uint32

// The metadata types of the format.
const (
	Uint8 ValueType = iota
	Int8
	Uint16
	Int16
	Uint32
	Int32
	Float32
	Bool
	String
	Array
	Uint64
	Int64
	Float64
)

// width is the size of a scalar in bytes, 0 for strings, arrays and unknown types.
func (t ValueType) width() int64 {
	switch t {
	case Uint8, Int8, Bool:
		return 1
	case Uint16, Int16:
		return 2
	case Uint32, Int32, Float32:
		return 4
	case Uint64, Int64, Float64:
		return 8
	}
	return 0
}

// KeyValue is one metadata entry. Value holds, by Type: uint64 for the
// unsigned integers, int64 for the signed ones, float64 for Float32 and
// Float64, bool, string; for Array, by Elem: []int64 for every integer type,
// []float32, []float64, []bool or []string.
type KeyValue struct {
	Key   string
	Type  ValueType
	Elem  ValueType // element type when Type is Array
	Value any
}

// TensorInfo describes one tensor. Dims lists the row length first, as the
// file does: a matrix that llama.cpp calls [in, out] has Dims {in, out} and is
// stored as out rows of in elements.
type TensorInfo struct {
	Name   string
	Dims   []uint64
	Type   TensorType
	Offset int64 // from the start of the file
	Bytes  int64
}

// RowLength is the number of elements in a row (the first dimension).
func (t TensorInfo) RowLength() uint64 { return t.Dims[0] }

// RowBytes is the encoded size of a row.
func (t TensorInfo) RowBytes() uint64 {
	return t.RowLength() / t.Type.BlockSize() * t.Type.BlockBytes()
}

// Rows is the number of rows (the product of the other dimensions).
func (t TensorInfo) Rows() uint64 {
	n := uint64(1)
	for _, d := range t.Dims[1:] {
		n *= d
	}
	return n
}

// tensorBytes is the encoded size of a tensor of the given shape. It fails on
// an empty or overflowing shape, and on rows that are not whole blocks.
func tensorBytes(typ TensorType, dims []uint64) (uint64, error) {
	if len(dims) == 0 || len(dims) > MaxDims {
		return 0, fmt.Errorf("%d dimensions, want 1 to %d", len(dims), MaxDims)
	}
	if typ.BlockSize() == 0 {
		return 0, fmt.Errorf("encoding %v is not supported (%v are; convert the file to one of them, Q8_0 for instance)", typ, TensorTypes())
	}
	if dims[0]%typ.BlockSize() != 0 {
		return 0, fmt.Errorf("rows of %d elements are not whole %v blocks of %d", dims[0], typ, typ.BlockSize())
	}
	n := dims[0] / typ.BlockSize()
	for i, d := range dims {
		if d == 0 {
			return 0, errors.New("a dimension is zero")
		}
		if i > 0 {
			hi, lo := bits.Mul64(n, d)
			if hi != 0 {
				return 0, errors.New("the shape overflows")
			}
			n = lo
		}
	}
	hi, lo := bits.Mul64(n, typ.BlockBytes())
	if hi != 0 || lo > 1<<62 {
		return 0, errors.New("the shape overflows")
	}
	return lo, nil
}
