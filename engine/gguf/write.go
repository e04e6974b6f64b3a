package gguf

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// Writer collects metadata and tensors and writes them as one GGUF file.
// Entries come out in the order in which they were added. The zero value is
// ready for use. A Writer holds all tensor data in memory.
type Writer struct {
	kvs     []byte
	nkv     uint64
	keys    map[string]bool
	tensors []pending
	names   map[string]bool
	err     error // the first mistake, reported by WriteTo
}

type pending struct {
	name string
	typ  TensorType
	dims []uint64
	data []byte
}

func (w *Writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("write gguf: "+format, args...)
	}
}

func appendString(b []byte, s string) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(len(s)))
	return append(b, s...)
}

func (w *Writer) key(k string, t ValueType) {
	if w.keys == nil {
		w.keys = map[string]bool{}
	}
	if w.keys[k] || k == "" || len(k) > MaxKeyBytes {
		w.fail("metadata key %q is empty, too long or used twice", k)
	}
	w.keys[k] = true
	w.nkv++
	w.kvs = appendString(w.kvs, k)
	w.kvs = binary.LittleEndian.AppendUint32(w.kvs, uint32(t))
}

func (w *Writer) array(k string, t ValueType, n int) {
	w.key(k, Array)
	if n > MaxArrayElements {
		w.fail("metadata %q has %d elements, at most %d are allowed", k, n, MaxArrayElements)
	}
	w.kvs = binary.LittleEndian.AppendUint32(w.kvs, uint32(t))
	w.kvs = binary.LittleEndian.AppendUint64(w.kvs, uint64(n))
}

// String adds a string.
func (w *Writer) String(key, v string) {
	w.key(key, String)
	w.kvs = appendString(w.kvs, v)
}

// Uint32 adds an unsigned 32-bit integer.
func (w *Writer) Uint32(key string, v uint32) {
	w.key(key, Uint32)
	w.kvs = binary.LittleEndian.AppendUint32(w.kvs, v)
}

// Float32 adds a 32-bit float.
func (w *Writer) Float32(key string, v float32) {
	w.key(key, Float32)
	w.kvs = binary.LittleEndian.AppendUint32(w.kvs, math.Float32bits(v))
}

// Bool adds a boolean.
func (w *Writer) Bool(key string, v bool) {
	w.key(key, Bool)
	b := byte(0)
	if v {
		b = 1
	}
	w.kvs = append(w.kvs, b)
}

// Strings adds an array of strings.
func (w *Writer) Strings(key string, v []string) {
	w.array(key, String, len(v))
	for _, s := range v {
		w.kvs = appendString(w.kvs, s)
	}
}

// Float32s adds an array of 32-bit floats.
func (w *Writer) Float32s(key string, v []float32) {
	w.array(key, Float32, len(v))
	for _, x := range v {
		w.kvs = binary.LittleEndian.AppendUint32(w.kvs, math.Float32bits(x))
	}
}

// Int32s adds an array of signed 32-bit integers.
func (w *Writer) Int32s(key string, v []int32) {
	w.array(key, Int32, len(v))
	for _, x := range v {
		w.kvs = binary.LittleEndian.AppendUint32(w.kvs, uint32(x))
	}
}

// Tensor encodes data and adds it under name. dims lists the row length
// first: an [in, out] matrix of out rows has dims {in, out}, and
// data[o*in+i] is the weight from input i to output o. It fails when the
// shape does not match, or for Q8_0 when rows are not a multiple of 32.
func (w *Writer) Tensor(name string, typ TensorType, dims []uint64, data []float32) error {
	size, err := tensorBytes(typ, dims)
	if err != nil {
		return fmt.Errorf("write gguf: tensor %q: %w", name, err)
	}
	if n := size / typ.BlockBytes() * typ.BlockSize(); n != uint64(len(data)) {
		return fmt.Errorf("write gguf: tensor %q: %d elements given, the shape has %d", name, len(data), n)
	}
	if w.names == nil {
		w.names = map[string]bool{}
	}
	if name == "" || len(name) > 63 || w.names[name] {
		return fmt.Errorf("write gguf: tensor name %q is empty, over 63 bytes or used twice", name)
	}
	w.names[name] = true
	w.tensors = append(w.tensors, pending{name, typ, append([]uint64(nil), dims...), Encode(typ, data)})
	return nil
}

// Encode turns float32 elements into the bytes of a tensor encoding. Q8_0
// needs a multiple of 32 elements. Each Q8_0 block has the scale
// max|x|/127 as binary16 and int8 elements rounded half away from zero, from
// the unrounded scale (the convention of llama.cpp's quantiser).
func Encode(t TensorType, data []float32) []byte {
	out := make([]byte, 0, uint64(len(data))/t.BlockSize()*t.BlockBytes())
	switch t {
	case F32:
		for _, x := range data {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	case F16:
		for _, x := range data {
			out = binary.LittleEndian.AppendUint16(out, FloatToHalf(x))
		}
	case Q8_0:
		for i := 0; i+32 <= len(data); i += 32 {
			out = appendQ8Block(out, data[i:i+32])
		}
	}
	return out
}

func appendQ8Block(out []byte, x []float32) []byte {
	var most float32
	for _, v := range x {
		most = max(most, float32(math.Abs(float64(v))))
	}
	d := float32(most / 127)
	var inv float32
	if d != 0 {
		inv = float32(1 / d)
	}
	out = binary.LittleEndian.AppendUint16(out, FloatToHalf(d))
	for _, v := range x {
		q := math.Round(float64(float32(v * inv)))
		out = append(out, byte(int8(max(-127, min(127, q)))))
	}
	return out
}

// WriteTo writes the file. It reports the first mistake made while adding
// metadata, before writing anything.
func (w *Writer) WriteTo(dst io.Writer) (int64, error) {
	if w.err != nil {
		return 0, w.err
	}
	head := binary.LittleEndian.AppendUint32(nil, Magic)
	head = binary.LittleEndian.AppendUint32(head, WriteVersion)
	head = binary.LittleEndian.AppendUint64(head, uint64(len(w.tensors)))
	head = binary.LittleEndian.AppendUint64(head, w.nkv)
	head = append(head, w.kvs...)
	offset := uint64(0)
	for _, t := range w.tensors {
		head = appendString(head, t.name)
		head = binary.LittleEndian.AppendUint32(head, uint32(len(t.dims)))
		for _, d := range t.dims {
			head = binary.LittleEndian.AppendUint64(head, d)
		}
		head = binary.LittleEndian.AppendUint32(head, uint32(t.typ))
		head = binary.LittleEndian.AppendUint64(head, offset)
		offset += uint64(len(t.data)+defaultAlignment-1) / defaultAlignment * defaultAlignment
	}
	var total int64
	for i := -1; i < len(w.tensors); i++ {
		part := head
		if i >= 0 {
			part = w.tensors[i].data
		}
		if tail := len(part) % defaultAlignment; tail != 0 {
			part = append(part[:len(part):len(part)], make([]byte, defaultAlignment-tail)...)
		}
		n, err := dst.Write(part)
		total += int64(n)
		if err != nil {
			return total, fmt.Errorf("write gguf: %w", err)
		}
	}
	return total, nil
}
