package gguf

import (
	"encoding/binary"
	"fmt"
	"math"
)

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
// must hold count*t.RowLength() elements. Decoding is exact but for Q8_0,
// where each element is the float32 product of the scale and the int8, rounded once.
func (f *File) ReadRows(t TensorInfo, first, count uint64, dst []float32) error {
	if rows := t.Rows(); first > rows || count > rows-first {
		return fmt.Errorf("read tensor %q: rows %d to %d of %d", t.Name, first, first+count, rows)
	}
	if uint64(len(dst)) != count*t.RowLength() {
		return fmt.Errorf("read tensor %q: destination holds %d elements, want %d", t.Name, len(dst), count*t.RowLength())
	}
	rowBytes := t.RowLength() / t.Type.BlockSize() * t.Type.BlockBytes()
	buf := make([]byte, rowBytes*count)
	if n, err := f.r.ReadAt(buf, t.Offset+int64(first*rowBytes)); n < len(buf) {
		return fmt.Errorf("read tensor %q: %w", t.Name, err)
	}
	Decode(t.Type, buf, dst)
	return nil
}

// Decode turns encoded elements into float32. src must hold exactly
// len(dst) elements of a supported type.
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
	case Q8_0:
		for b := 0; b*32 < len(dst); b++ {
			blk := src[b*34 : b*34+34]
			d := HalfToFloat(binary.LittleEndian.Uint16(blk))
			for i := range 32 {
				dst[b*32+i] = float32(d * float32(int8(blk[2+i])))
			}
		}
	}
}

// HalfToFloat widens an IEEE binary16 number; the result is exact.
func HalfToFloat(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exp := uint32(h>>10) & 31
	man := uint32(h) & 1023
	switch {
	case exp == 31: // infinity or NaN
		return math.Float32frombits(sign | 0x7f800000 | man<<13)
	case exp != 0:
		return math.Float32frombits(sign | (exp+112)<<23 | man<<13)
	case man == 0:
		return math.Float32frombits(sign)
	}
	v := float32(man) / (1 << 24) // subnormal: man * 2^-24, exact
	if sign != 0 {
		v = -v
	}
	return v
}

// FloatToHalf rounds to the nearest IEEE binary16 number, ties to even;
// overflow gives infinity.
func FloatToHalf(f float32) uint16 {
	b := math.Float32bits(f)
	sign := uint16(b>>16) & 0x8000
	exp := int(b>>23) & 255
	man := b & 0x7fffff
	if exp == 255 {
		if man != 0 {
			return sign | 0x7e00
		}
		return sign | 0x7c00
	}
	e := exp - 112 // exponent field of the half
	if e >= 31 {
		return sign | 0x7c00
	}
	shift := uint(13)
	if e <= 0 { // subnormal half: add the hidden bit and shift further
		if e < -10 {
			return sign
		}
		man |= 0x800000
		shift = uint(14 - e)
		e = 0
	}
	h := uint32(e)<<10 | man>>shift
	if e == 0 {
		h = man >> shift
	}
	rest := man & (1<<shift - 1)
	half := uint32(1) << (shift - 1)
	if rest > half || rest == half && h&1 == 1 {
		h++ // may carry into the exponent, which is what rounding up means
	}
	return sign | uint16(h)
}
