package gguf

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// Writer collects metadata and tensors and writes them as one GGUF file.
// Entries come out in the order in which they were added. The zero value is
// ready for use. A Writer holds the data of
// tensors added by Tensor in memory, and a row of those added by Stream.
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
	size uint64                        // of the encoded data
	data []byte                        // the encoded data, or
	row  func(r uint64, dst []float32) // what makes it, row by row
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
// shape does not match, or when rows are not whole blocks of the encoding.
func (w *Writer) Tensor(name string, typ TensorType, dims []uint64, data []float32) error {
	t, err := w.place(name, typ, dims)
	if err != nil {
		return err
	}
	if n := t.size / typ.BlockBytes() * typ.BlockSize(); n != uint64(len(data)) {
		return fmt.Errorf("write gguf: tensor %q: %d elements given, the shape has %d", name, len(data), n)
	}
	t.data = Encode(typ, data)
	w.add(t)
	return nil
}

// Stream adds a tensor whose elements are made while the file is written: row
// is called once for each row, in order, with the row's number and room for
// its dims[0] elements.
func (w *Writer) Stream(name string, typ TensorType, dims []uint64, row func(r uint64, dst []float32)) error {
	t, err := w.place(name, typ, dims)
	if err != nil {
		return err
	}
	t.row = row
	w.add(t)
	return nil
}

func (w *Writer) add(t pending) {
	if w.names == nil {
		w.names = map[string]bool{}
	}
	w.names[t.name] = true
	w.tensors = append(w.tensors, t)
}

// place checks a tensor's shape and name.
func (w *Writer) place(name string, typ TensorType, dims []uint64) (pending, error) {
	size, err := tensorBytes(typ, dims)
	if err != nil {
		return pending{}, fmt.Errorf("write gguf: tensor %q: %w", name, err)
	}
	if name == "" || len(name) > 63 || w.names[name] {
		return pending{}, fmt.Errorf("write gguf: tensor name %q is empty, over 63 bytes or used twice", name)
	}
	return pending{name: name, typ: typ, dims: append([]uint64(nil), dims...), size: size}, nil
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
		offset += (t.size + defaultAlignment - 1) / defaultAlignment * defaultAlignment
	}
	out := &alignedWriter{w: dst}
	out.write(head)
	out.align()
	for _, t := range w.tensors {
		if t.row == nil {
			out.write(t.data)
		} else {
			out.stream(t)
		}
		out.align()
	}
	if out.err != nil {
		return out.n, fmt.Errorf("write gguf: %w", out.err)
	}
	return out.n, nil
}

// alignedWriter writes until the first error.
type alignedWriter struct {
	w   io.Writer
	n   int64
	err error
}

func (a *alignedWriter) write(b []byte) {
	if a.err != nil {
		return
	}
	n, err := a.w.Write(b)
	a.n += int64(n)
	a.err = err
}

func (a *alignedWriter) align() {
	if tail := a.n % defaultAlignment; tail != 0 {
		a.write(make([]byte, defaultAlignment-tail))
	}
}

func (a *alignedWriter) stream(t pending) {
	x := make([]float32, t.dims[0])
	rows := t.size / (t.dims[0] / t.typ.BlockSize() * t.typ.BlockBytes())
	for r := range rows {
		if a.err != nil {
			return
		}
		t.row(r, x)
		a.write(Encode(t.typ, x))
	}
}
