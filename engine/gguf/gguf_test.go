package gguf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"testing"
)

// sample is a small file with one entry of every kind that Writer knows.
func sample(t testing.TB) []byte {
	var w Writer
	w.String("general.architecture", "llama")
	w.Uint32("a.count", 7)
	w.Float32("a.float", 1.5)
	w.Bool("a.flag", true)
	w.Strings("a.words", []string{"x", "", "yz"})
	w.Float32s("a.floats", []float32{1, -2.25})
	w.Int32s("a.ints", []int32{-1, 2})
	data := make([]float32, 64)
	for i := range data {
		data[i] = float32(i) - 31.5
	}
	if err := w.Tensor("f32", F32, []uint64{32, 2}, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Tensor("f16", F16, []uint64{16, 4}, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Tensor("q8", Q8_0, []uint64{64}, data); err != nil {
		t.Fatal(err)
	}
	for _, typ := range TensorTypes() {
		if err := w.Tensor("all."+typ.String(), typ, []uint64{256}, make([]float32, 256)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	b := sample(t)
	f, err := Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := f.String("general.architecture"); !ok || s != "llama" {
		t.Errorf("architecture = %q, %v", s, ok)
	}
	if v, ok := f.Uint("a.count"); !ok || v != 7 {
		t.Errorf("count = %d, %v", v, ok)
	}
	if v, ok := f.Float("a.float"); !ok || v != 1.5 {
		t.Errorf("float = %v, %v", v, ok)
	}
	if v, ok := f.Bool("a.flag"); !ok || !v {
		t.Errorf("flag = %v, %v", v, ok)
	}
	if v, _ := f.Strings("a.words"); !reflect.DeepEqual(v, []string{"x", "", "yz"}) {
		t.Errorf("words = %q", v)
	}
	if v, _ := f.Float32s("a.floats"); !reflect.DeepEqual(v, []float32{1, -2.25}) {
		t.Errorf("floats = %v", v)
	}
	if v, _ := f.Ints("a.ints"); !reflect.DeepEqual(v, []int64{-1, 2}) {
		t.Errorf("ints = %v", v)
	}
	if _, ok := f.String("a.count"); ok {
		t.Error("a number was returned as a string")
	}
	for _, name := range []string{"f32", "f16", "q8"} {
		ti, ok := f.Tensor(name)
		if !ok {
			t.Fatalf("no tensor %q", name)
		}
		dst := make([]float32, 64)
		if err := f.ReadRows(ti, 0, ti.Rows(), dst); err != nil {
			t.Fatal(err)
		}
		for i, v := range dst {
			if math.Abs(float64(v)-(float64(i)-31.5)) > 0.13 { // half a step of Q8_0 at 31.5
				t.Errorf("%s[%d] = %v", name, i, v)
			}
		}
	}
	ti, _ := f.Tensor("f16")
	row := make([]float32, 16)
	if err := f.ReadRows(ti, 3, 1, row); err != nil || row[0] != 48-31.5 {
		t.Errorf("row 3 starts with %v, %v", row[0], err)
	}
	if err := f.ReadRows(ti, 4, 1, row); err == nil {
		t.Error("a row past the end was read")
	}
}

func TestHalfConversionIsExactForEveryHalf(t *testing.T) {
	for i := range 1 << 16 {
		h := uint16(i)
		f := HalfToFloat(h)
		if math.IsNaN(float64(f)) {
			if g := FloatToHalf(f); !math.IsNaN(float64(HalfToFloat(g))) {
				t.Fatalf("NaN %#x became %#x", h, g)
			}
			continue
		}
		if g := FloatToHalf(f); g != h {
			t.Fatalf("%#x -> %v -> %#x", h, f, g)
		}
	}
}

func TestFloatToHalfRoundsToNearestEven(t *testing.T) {
	for i := range uint16(0x7bff) { // between every two neighbours
		a, b := HalfToFloat(i), HalfToFloat(i+1)
		mid := float32((float64(a) + float64(b)) / 2)
		want := i
		if i&1 == 1 {
			want = i + 1
		}
		if got := FloatToHalf(mid); got != want {
			t.Fatalf("midpoint of %#x and %#x -> %#x", i, i+1, got)
		}
		if got := FloatToHalf(math.Nextafter32(mid, b)); got != i+1 {
			t.Fatalf("above the midpoint of %#x -> %#x", i, got)
		}
		if got := FloatToHalf(math.Nextafter32(mid, a)); got != i {
			t.Fatalf("below the midpoint of %#x -> %#x", i, got)
		}
	}
	if FloatToHalf(70000) != 0x7c00 || FloatToHalf(-1e-12) != 0x8000 {
		t.Error("overflow must give infinity and underflow a signed zero")
	}
}

func TestEveryTruncationIsRefused(t *testing.T) {
	b := sample(t)
	end := len(b) - len(b)%32
	for n := range b {
		if n >= end-32 && n > len(b)-40 {
			break // only trailing padding is missing
		}
		if _, err := Read(bytes.NewReader(b[:n]), int64(n)); err == nil {
			t.Fatalf("the first %d of %d bytes were accepted", n, len(b))
		}
	}
}

func TestHostileHeadsAreRefused(t *testing.T) {
	le := binary.LittleEndian
	head := func(tensors, kvs uint64, rest []byte) []byte {
		b := le.AppendUint32(nil, Magic)
		b = le.AppendUint32(b, 3)
		b = le.AppendUint64(b, tensors)
		b = le.AppendUint64(b, kvs)
		return append(b, rest...)
	}
	kv := func(key string, typ uint32, val []byte) []byte {
		return append(le.AppendUint32(appendString(nil, key), typ), val...)
	}
	tensor := func(name string, dims []uint64, typ uint32, off uint64) []byte {
		b := le.AppendUint32(appendString(nil, name), uint32(len(dims)))
		for _, d := range dims {
			b = le.AppendUint64(b, d)
		}
		return le.AppendUint64(le.AppendUint32(b, typ), off)
	}
	pad := func(b []byte) []byte { return append(b, make([]byte, 4096)...) }
	array := func(elem uint32, n uint64) []byte { return le.AppendUint64(le.AppendUint32(nil, elem), n) }
	cases := map[string][]byte{
		"empty":                 {},
		"wrong magic":           []byte("GGML\x03\x00\x00\x00aaaaaaaaaaaaaaaa"),
		"version 1":             append(le.AppendUint32(le.AppendUint32(nil, Magic), 1), make([]byte, 64)...),
		"a billion keys":        head(0, 1<<30, nil),
		"a billion tensors":     head(1<<30, 0, nil),
		"huge string":           pad(head(0, 1, kv("a", 8, le.AppendUint64(nil, 1<<60)))),
		"string over the limit": pad(head(0, 1, kv("a", 8, le.AppendUint64(nil, MaxStringBytes+1)))),
		"huge array":            pad(head(0, 1, kv("a", 9, array(4, 1<<40)))),
		"array past the end":    pad(head(0, 1, kv("a", 9, array(4, 1<<20)))),
		"nested array":          pad(head(0, 1, kv("a", 9, array(9, 1)))),
		"unknown type":          pad(head(0, 1, kv("a", 77, nil))),
		"key twice":             pad(head(0, 2, append(kv("a", 0, []byte{1}), kv("a", 0, []byte{1})...))),
		"alignment 3":           pad(head(0, 1, kv("general.alignment", 4, le.AppendUint32(nil, 3)))),
		"alignment 0":           pad(head(0, 1, kv("general.alignment", 4, le.AppendUint32(nil, 0)))),
		"no dimensions":         pad(head(1, 0, tensor("t", nil, 0, 0))),
		"five dimensions":       pad(head(1, 0, tensor("t", []uint64{1, 1, 1, 1, 1}, 0, 0))),
		"zero dimension":        pad(head(1, 0, tensor("t", []uint64{4, 0}, 0, 0))),
		"overflowing shape":     pad(head(1, 0, tensor("t", []uint64{1 << 40, 1 << 40}, 0, 0))),
		"unknown encoding":      pad(head(1, 0, tensor("t", []uint64{32}, 4, 0))),
		"partial block":         pad(head(1, 0, tensor("t", []uint64{33}, 8, 0))),
		"partial large block":   pad(head(1, 0, tensor("t", []uint64{128}, 12, 0))),
		"encoding of blocks":    pad(head(1, 0, tensor("t", []uint64{256}, 10, 0))), // Q2_K
		"offset past the end":   pad(head(1, 0, tensor("t", []uint64{4}, 0, 1<<20))),
		"offset overflow":       pad(head(1, 0, tensor("t", []uint64{4}, 0, math.MaxUint64-31))),
		"unaligned":             pad(head(1, 0, tensor("t", []uint64{4}, 0, 8))),
		"tensor twice":          pad(head(2, 0, append(tensor("t", []uint64{4}, 0, 0), tensor("t", []uint64{4}, 0, 32)...))),
		"overlap":               pad(head(2, 0, append(tensor("t", []uint64{16}, 0, 0), tensor("u", []uint64{4}, 0, 32)...))),
	}
	for name, b := range cases {
		if _, err := Read(bytes.NewReader(b), int64(len(b))); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func TestWriterRefusesMistakes(t *testing.T) {
	var w Writer
	if err := w.Tensor("t", F32, []uint64{3}, make([]float32, 4)); err == nil {
		t.Error("a wrong length was accepted")
	}
	if err := w.Tensor("t", Q8_0, []uint64{33}, make([]float32, 33)); err == nil {
		t.Error("a partial block was accepted")
	}
	if err := w.Tensor("t", F32, []uint64{1}, make([]float32, 1)); err != nil {
		t.Error(err)
	}
	if err := w.Tensor("t", F32, []uint64{1}, make([]float32, 1)); err == nil {
		t.Error("a name was accepted twice")
	}
	w.Bool("k", true)
	w.Bool("k", true)
	if _, err := w.WriteTo(&bytes.Buffer{}); err == nil {
		t.Error("a key was accepted twice")
	}
}

// FuzzRead checks that no input makes the parser panic or hand out a tensor
// that lies outside the file.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add([]byte("GGUF\x03\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for _, ti := range g.Tensors {
			n := ti.Rows() * ti.RowLength()
			if n > 1<<20 {
				t.Fatalf("tensor of %d elements in a file of %d bytes", n, len(b))
			}
			if err := g.ReadRows(ti, 0, ti.Rows(), make([]float32, n)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
