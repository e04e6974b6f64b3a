package gguf

import "fmt"

// Value returns the value of a metadata key (see KeyValue for its Go type).
func (f *File) Value(key string) (any, bool) {
	i, ok := f.keys[key]
	if !ok {
		return nil, false
	}
	return f.KVs[i].Value, true
}

// String returns a string value; ok is false when the key is absent or not a string.
func (f *File) String(key string) (v string, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.(string)
	return v, ok
}

// Uint returns a non-negative integer value of any integer type.
func (f *File) Uint(key string) (uint64, bool) {
	x, _ := f.Value(key)
	switch v := x.(type) {
	case uint64:
		return v, true
	case int64:
		return uint64(v), v >= 0
	}
	return 0, false
}

// Float returns a float32 or float64 value.
func (f *File) Float(key string) (v float64, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.(float64)
	return v, ok
}

// Bool returns a boolean value.
func (f *File) Bool(key string) (v, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.(bool)
	return v, ok
}

// Strings returns an array of strings. The slice is the file's own: do not change it.
func (f *File) Strings(key string) (v []string, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.([]string)
	return v, ok
}

// Float32s returns an array of float32. The slice is the file's own: do not change it.
func (f *File) Float32s(key string) (v []float32, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.([]float32)
	return v, ok
}

// Ints returns an array of integers of any type. The slice is the file's own: do not change it.
func (f *File) Ints(key string) (v []int64, ok bool) {
	x, _ := f.Value(key)
	v, ok = x.([]int64)
	return v, ok
}

// Tensor finds a tensor by name.
func (f *File) Tensor(name string) (TensorInfo, bool) {
	i, ok := f.tensors[name]
	if !ok {
		return TensorInfo{}, false
	}
	return f.Tensors[i], true
}

// ReadRows decodes count rows of a tensor, from row first, into dst, which
// must hold count*t.RowLength() elements. See Decode for how exact that is.
func (f *File) ReadRows(t TensorInfo, first, count uint64, dst []float32) error {
	if uint64(len(dst)) != count*t.RowLength() {
		return fmt.Errorf("read tensor %q: destination holds %d elements, want %d", t.Name, len(dst), count*t.RowLength())
	}
	buf := make([]byte, t.RowBytes()*count)
	if err := f.ReadRaw(t, first, count, buf); err != nil {
		return err
	}
	Decode(t.Type, buf, dst)
	return nil
}

// ReadRaw reads count rows of a tensor, from row first, as they are encoded
// into dst, which must hold count*t.RowBytes() bytes.
func (f *File) ReadRaw(t TensorInfo, first, count uint64, dst []byte) error {
	if rows := t.Rows(); first > rows || count > rows-first {
		return fmt.Errorf("read tensor %q: rows %d to %d of %d", t.Name, first, first+count, rows)
	}
	if uint64(len(dst)) != count*t.RowBytes() {
		return fmt.Errorf("read tensor %q: destination holds %d bytes, want %d", t.Name, len(dst), count*t.RowBytes())
	}
	if n, err := f.r.ReadAt(dst, t.Offset+int64(first*t.RowBytes())); n < len(dst) {
		return fmt.Errorf("read tensor %q: %w", t.Name, err)
	}
	return nil
}
