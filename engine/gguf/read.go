package gguf

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sort"
)

// File is the parsed head of a GGUF file and a window on its tensor data.
// It is safe for concurrent use when the io.ReaderAt is.
type File struct {
	Version uint32
	KVs     []KeyValue   // in file order
	Tensors []TensorInfo // in file order

	r       io.ReaderAt
	keys    map[string]int
	tensors map[string]int
}

// Read parses the head of a GGUF file of the given size in bytes. Errors wrap
// ErrFormat when the file is at fault, else the error of r.
func Read(r io.ReaderAt, size int64) (*File, error) {
	limit := min(size, MaxHeaderBytes)
	p := &parser{r: bufio.NewReaderSize(io.NewSectionReader(r, 0, limit), 1<<16), left: limit}
	f := &File{r: r, keys: map[string]int{}, tensors: map[string]int{}}
	if err := p.head(f); err != nil {
		return nil, err
	}
	align, err := alignment(f)
	if err != nil {
		return nil, err
	}
	consumed := limit - p.left
	data := (consumed + align - 1) / align * align
	if err := placeTensors(f.Tensors, data, size, align); err != nil {
		return nil, err
	}
	return f, nil
}

func alignment(f *File) (int64, error) {
	i, ok := f.keys["general.alignment"]
	if !ok {
		return defaultAlignment, nil
	}
	a, ok := f.KVs[i].Value.(uint64)
	if !ok || a < 8 || a > maxAlignment || a&(a-1) != 0 {
		return 0, formatError("general.alignment must be a power of two from 8 to %d", maxAlignment)
	}
	return int64(a), nil
}

// placeTensors turns relative offsets into absolute ones and checks that the
// tensors lie inside the file, aligned, without overlap.
func placeTensors(ts []TensorInfo, data, size, align int64) error {
	order := make([]int, len(ts))
	for i := range ts {
		t := &ts[i]
		order[i] = i
		if t.Offset%align != 0 {
			return formatError("tensor %q starts at %d, which is not aligned to %d", t.Name, t.Offset, align)
		}
		if data > size || t.Offset > size-data || t.Bytes > size-data-t.Offset {
			return formatError("tensor %q reaches past the end of the file (is the download complete?)", t.Name)
		}
		t.Offset += data
	}
	sort.Slice(order, func(a, b int) bool { return ts[order[a]].Offset < ts[order[b]].Offset })
	for k := 1; k < len(order); k++ {
		a, b := ts[order[k-1]], ts[order[k]]
		if a.Offset+a.Bytes > b.Offset {
			return formatError("tensors %q and %q overlap", a.Name, b.Name)
		}
	}
	return nil
}

// parser reads little-endian values and knows how many bytes may still come.
type parser struct {
	r    *bufio.Reader
	left int64
	buf  [8]byte
}

func (p *parser) bytes(n int64) ([]byte, error) {
	if n > p.left {
		return nil, formatError("it ends inside its head, or the head is larger than %d bytes", MaxHeaderBytes)
	}
	p.left -= n
	b := p.buf[:]
	if n > 8 {
		b = make([]byte, n)
	}
	if _, err := io.ReadFull(p.r, b[:n]); err != nil {
		return nil, fmt.Errorf("read gguf head: %w", err)
	}
	return b[:n], nil
}

func (p *parser) u32() (uint32, error) {
	b, err := p.bytes(4)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint32(b), nil
}

func (p *parser) u64() (uint64, error) {
	b, err := p.bytes(8)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(b), nil
}

func (p *parser) str(limit uint64, what string) (string, error) {
	n, err := p.u64()
	if err != nil {
		return "", err
	}
	if n > limit {
		return "", formatError("%s of %d bytes, at most %d are accepted", what, n, limit)
	}
	b, err := p.bytes(int64(n))
	if err != nil {
		return "", err
	}
	return string(b), nil
}

func (p *parser) head(f *File) error {
	magic, err := p.u32()
	if err != nil {
		return err
	}
	if magic != Magic {
		return formatError("it does not begin with \"GGUF\"")
	}
	if f.Version, err = p.u32(); err != nil {
		return err
	}
	if f.Version != 2 && f.Version != 3 {
		return formatError("version %d (2 and 3, little-endian, are supported)", f.Version)
	}
	tensors, err := p.u64()
	if err != nil {
		return err
	}
	kvs, err := p.u64()
	if err != nil {
		return err
	}
	if tensors > MaxTensors || kvs > MaxKeyValues {
		return formatError("%d tensors and %d metadata entries, at most %d and %d are accepted", tensors, kvs, MaxTensors, MaxKeyValues)
	}
	for range kvs {
		kv, err := p.keyValue()
		if err != nil {
			return err
		}
		if _, twice := f.keys[kv.Key]; twice {
			return formatError("metadata key %q appears twice", kv.Key)
		}
		f.keys[kv.Key] = len(f.KVs)
		f.KVs = append(f.KVs, kv)
	}
	for range tensors {
		t, err := p.tensor()
		if err != nil {
			return err
		}
		if _, twice := f.tensors[t.Name]; twice {
			return formatError("tensor %q appears twice", t.Name)
		}
		f.tensors[t.Name] = len(f.Tensors)
		f.Tensors = append(f.Tensors, t)
	}
	return nil
}

func (p *parser) keyValue() (KeyValue, error) {
	key, err := p.str(MaxKeyBytes, "a key")
	if err != nil {
		return KeyValue{}, err
	}
	t, err := p.u32()
	if err != nil {
		return KeyValue{}, err
	}
	kv := KeyValue{Key: key, Type: ValueType(t)}
	switch kv.Type {
	case String:
		kv.Value, err = p.str(MaxStringBytes, "the value of "+key)
	case Array:
		kv.Elem, kv.Value, err = p.array(key)
	default:
		kv.Value, err = p.scalar(kv.Type, key)
	}
	return kv, err
}

func (p *parser) scalar(t ValueType, key string) (any, error) {
	w := t.width()
	if w == 0 {
		return nil, formatError("metadata %q has the unknown type %d", key, t)
	}
	b, err := p.bytes(w)
	if err != nil {
		return nil, err
	}
	switch t {
	case Float32:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), nil
	case Float64:
		return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
	case Bool:
		return b[0] != 0, nil
	case Int8, Int16, Int32, Int64:
		return signed(b), nil
	}
	return unsigned(b), nil
}

func unsigned(b []byte) uint64 {
	var v uint64
	for i, x := range b {
		v |= uint64(x) << (8 * i)
	}
	return v
}

func signed(b []byte) int64 {
	shift := 64 - 8*len(b)
	return int64(unsigned(b)<<shift) >> shift
}

func (p *parser) array(key string) (ValueType, any, error) {
	e, err := p.u32()
	if err != nil {
		return 0, nil, err
	}
	n, err := p.u64()
	if err != nil {
		return 0, nil, err
	}
	elem := ValueType(e)
	if n > MaxArrayElements {
		return 0, nil, formatError("metadata %q has %d elements, at most %d are accepted", key, n, MaxArrayElements)
	}
	least := elem.width()
	if elem == String {
		least = 8 // the length alone
	}
	if least == 0 {
		return 0, nil, formatError("metadata %q is an array of type %d, which is not supported", key, e)
	}
	if int64(n)*least > p.left {
		return 0, nil, formatError("metadata %q is longer than the file", key)
	}
	v, err := p.elements(elem, int(n), key)
	return elem, v, err
}

func (p *parser) elements(elem ValueType, n int, key string) (any, error) {
	if elem == String {
		out := make([]string, n)
		for i := range out {
			s, err := p.str(MaxStringBytes, "an element of "+key)
			if err != nil {
				return nil, err
			}
			out[i] = s
		}
		return out, nil
	}
	w := int(elem.width())
	b, err := p.bytes(int64(n * w))
	if err != nil {
		return nil, err
	}
	switch elem {
	case Float32:
		out := make([]float32, n)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
		return out, nil
	case Float64:
		out := make([]float64, n)
		for i := range out {
			out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
		}
		return out, nil
	case Bool:
		out := make([]bool, n)
		for i := range out {
			out[i] = b[i] != 0
		}
		return out, nil
	}
	out := make([]int64, n)
	for i := range out {
		x := b[w*i : w*i+w]
		switch elem {
		case Int8, Int16, Int32, Int64:
			out[i] = signed(x)
		default:
			u := unsigned(x)
			if u > math.MaxInt64 {
				return nil, formatError("metadata %q holds an integer above 2^63", key)
			}
			out[i] = int64(u)
		}
	}
	return out, nil
}

func (p *parser) tensor() (TensorInfo, error) {
	name, err := p.str(MaxKeyBytes, "a tensor name")
	if err != nil {
		return TensorInfo{}, err
	}
	n, err := p.u32()
	if err != nil {
		return TensorInfo{}, err
	}
	if n == 0 || n > MaxDims {
		return TensorInfo{}, formatError("tensor %q has %d dimensions, want 1 to %d", name, n, MaxDims)
	}
	t := TensorInfo{Name: name, Dims: make([]uint64, n)}
	for i := range t.Dims {
		if t.Dims[i], err = p.u64(); err != nil {
			return TensorInfo{}, err
		}
	}
	typ, err := p.u32()
	if err != nil {
		return TensorInfo{}, err
	}
	t.Type = TensorType(typ)
	off, err := p.u64()
	if err != nil {
		return TensorInfo{}, err
	}
	size, err := tensorBytes(t.Type, t.Dims)
	if err != nil {
		return TensorInfo{}, formatError("tensor %q: %v", name, err)
	}
	if off > 1<<62 {
		return TensorInfo{}, formatError("tensor %q starts past the end of the file", name)
	}
	t.Offset, t.Bytes = int64(off), int64(size)
	return t, nil
}
