package gguf

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// TestNumbersOfEncodings pins what strangers' files call the encodings, and their sizes.
func TestNumbersOfEncodings(t *testing.T) {
	want := map[uint32]struct {
		name            string
		elements, bytes uint64
	}{
		0: {"F32", 1, 4}, 1: {"F16", 1, 2}, 2: {"Q4_0", 32, 18}, 3: {"Q4_1", 32, 20}, 6: {"Q5_0", 32, 22}, 7: {"Q5_1", 32, 24}, 8: {"Q8_0", 32, 34},
		12: {"Q4_K", 256, 144}, 13: {"Q5_K", 256, 176}, 14: {"Q6_K", 256, 210}, 30: {"BF16", 1, 2},
	}
	if len(want) != len(TensorTypes()) {
		t.Fatalf("%d encodings, want %d", len(TensorTypes()), len(want))
	}
	for _, typ := range TensorTypes() {
		w := want[uint32(typ)]
		if typ.String() != w.name || typ.BlockSize() != w.elements || typ.BlockBytes() != w.bytes {
			t.Errorf("encoding %d is %v: %d elements in %d bytes, want %+v", uint32(typ), typ, typ.BlockSize(), typ.BlockBytes(), w)
		}
	}
}

// element decodes one element of a block on its own, field by field, as the
// format's tables describe it: what the decoders must agree with.
func element(t TensorType, b []byte, i int) float32 {
	h := func(at int) float32 { return HalfToFloat(binary.LittleEndian.Uint16(b[at:])) }
	nibble := func(at, i int) int { // of 32 elements in 16 bytes
		return int(b[at+i%16]) >> (4 * (i / 16)) % 16
	}
	bit := func(at, i int) int { return int(b[at+i/8]) >> (i % 8) % 2 }
	bits := func(at, first, n int) int { // n bits of a run of bytes, from bit first
		v := 0
		for k := range n {
			v += bit(at, first+k) << k
		}
		return v
	}
	sub := func(at, j int) (s, m int) { // 6-bit scale and minimum of part j
		if j < 4 {
			return bits(at+j, 0, 6), bits(at+4+j, 0, 6)
		}
		return bits(at+4+j, 0, 4) + bits(at+j-4, 6, 2)*16, bits(at+4+j, 4, 4) + bits(at+j, 6, 2)*16
	}
	switch t {
	case Q8_0:
		return h(0) * float32(int8(b[2+i]))
	case Q4_0:
		return h(0) * float32(nibble(2, i)-8)
	case Q4_1:
		p := h(0) * float32(nibble(4, i))
		return p + h(2)
	case Q5_0:
		return h(0) * float32(nibble(6, i)+16*bit(2, i)-16)
	case Q5_1:
		p := h(0) * float32(nibble(8, i)+16*bit(4, i))
		return p + h(2)
	case Q4_K, Q5_K:
		j := i / 32
		s, m := sub(4, j)
		at, fifth := 16, 0
		if t == Q5_K {
			at, fifth = 48, 16*bits(16+i%32, j, 1)
		}
		q := bits(at+j/2*32+i%32, 4*(j%2), 4) + fifth
		scale, low := h(0)*float32(s), h(2)*float32(m)
		p := scale * float32(q)
		return p - low
	case Q6_K:
		in := i % 128
		q := bits(i/128*64+in%64, 4*(in/64), 4) + 16*bits(128+i/128*32+in%32, in/32*2, 2)
		scale := h(208) * float32(int8(b[192+i/16]))
		return scale * float32(q-32)
	}
	return float32(math.NaN())
}

func blockTypes() (ts []TensorType) {
	for _, t := range TensorTypes() {
		if t.BlockSize() > 1 {
			ts = append(ts, t)
		}
	}
	return ts
}

func same(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b }

// TestDecodersAgainstOneElementAtATime feeds random bytes, infinities and NaN scales included. (amd64 does not fuse, so
// the plain expressions of element round as Decode must everywhere; the model roots are compared on arm64.)
func TestDecodersAgainstOneElementAtATime(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, typ := range blockTypes() {
		n := int(typ.BlockSize())
		src := make([]byte, 3*typ.BlockBytes())
		dst := make([]float32, 3*n)
		for range 300 {
			for i := range src {
				src[i] = byte(r.Uint32())
			}
			Decode(typ, src, dst)
			for i, v := range dst {
				block := src[i/n*int(typ.BlockBytes()):][:typ.BlockBytes()]
				if want := element(typ, block, i%n); !same(v, want) {
					t.Fatalf("%v element %d: %v, want %v", typ, i, v, want)
				}
			}
		}
	}
}

// TestHandMadeBlocks decodes blocks whose numbers can be followed with a pencil.
func TestHandMadeBlocks(t *testing.T) {
	one, half := []byte{0x00, 0x3c}, []byte{0x00, 0x38} // 1 and 0.5
	cat := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	fill := func(b byte, n int) []byte { return bytes.Repeat([]byte{b}, n) }
	for _, c := range []struct {
		typ         TensorType
		block       []byte
		first, last float32
	}{
		{Q8_0, cat(half, []byte{0x80}, fill(0, 30), []byte{3}), -64, 1.5},
		{Q4_0, cat(half, fill(0xf0, 16)), -4, 3.5},
		{Q4_1, cat(half, one, fill(0xf0, 16)), 1, 8.5},
		{Q5_0, cat(half, []byte{0, 0, 0, 0x80}, fill(0xf1, 16)), -7.5, 7.5},
		{Q5_1, cat(half, one, []byte{1, 0, 0, 0}, fill(0x21, 16)), 9.5, 2},
		// part 0: scale 2, minimum 3; part 7: scale 4+16*1, minimum 5+16*2
		{Q4_K, cat(half, one, []byte{2, 0, 0, 1 << 6, 3, 0, 0, 2 << 6, 0, 0, 0, 5<<4 | 4}, fill(0x97, 128)), 2*3.5 - 3, 20*4.5 - 37},
		{Q5_K, cat(half, one, []byte{2, 0, 0, 1 << 6, 3, 0, 0, 2 << 6, 0, 0, 0, 5<<4 | 4}, fill(1, 32), fill(0x97, 128)), 2*11.5 - 3, 20*4.5 - 37},
		{Q6_K, cat(fill(0x21, 128), fill(0xc1, 64), []byte{2}, fill(0, 14), []byte{0xfd}, half), 2 * 0.5 * (17 - 32), -3 * 0.5 * (50 - 32)},
		{BF16, []byte{0x80, 0x3f}, 1, 1},
	} {
		dst := make([]float32, c.typ.BlockSize())
		Decode(c.typ, c.block, dst)
		if dst[0] != c.first || dst[len(dst)-1] != c.last {
			t.Errorf("%v: %v ... %v, want %v ... %v", c.typ, dst[0], dst[len(dst)-1], c.first, c.last)
		}
	}
}

// TestEncodingsKeepNumbers bounds the error of encoding by the steps that the bits allow.
func TestEncodingsKeepNumbers(t *testing.T) {
	steps := map[TensorType]float64{F32: 0, F16: 1. / 2048, BF16: 1. / 256, Q8_0: 1. / 220, Q4_0: 1. / 7.5, Q4_1: 1. / 14.5, Q5_0: 1. / 15.5, Q5_1: 1. / 30,
		Q4_K: 1. / 11, Q5_K: 1. / 20, Q6_K: 1. / 20}
	r := rand.New(rand.NewPCG(3, 4))
	for _, typ := range TensorTypes() {
		for range 200 {
			x := make([]float32, 512)
			size := float32(math.Ldexp(1, r.IntN(12)-6))
			for i := range x {
				x[i] = (2*r.Float32() - 1) * size
			}
			y := make([]float32, len(x))
			b := Encode(typ, x)
			if uint64(len(b)) != uint64(len(x))/typ.BlockSize()*typ.BlockBytes() {
				t.Fatalf("%v: %d bytes", typ, len(b))
			}
			Decode(typ, b, y)
			for i := range x {
				if d := math.Abs(float64(x[i] - y[i])); d > steps[typ]*float64(size)*1.01 {
					t.Fatalf("%v: %v became %v, of a range of %v", typ, x[i], y[i], size)
				}
			}
		}
		zeros, back := make([]float32, 256), make([]float32, 256)
		Decode(typ, Encode(typ, zeros), back)
		for _, v := range back {
			if v != 0 {
				t.Errorf("%v: a zero became %v", typ, v)
			}
		}
	}
}

func TestFloatToBrainRoundsToNearestEven(t *testing.T) {
	for _, c := range []struct {
		f float32
		b uint16
	}{{1, 0x3f80}, {-2, 0xc000}, {1 + 1./256, 0x3f80}, {1 + 3./256, 0x3f82}, {1 + 1./256 + 1e-6, 0x3f81}, {math.MaxFloat32, 0x7f80}, {float32(math.Inf(-1)), 0xff80}} {
		if got := FloatToBrain(c.f); got != c.b {
			t.Errorf("%v -> %#x, want %#x", c.f, got, c.b)
		}
	}
	nan := math.Float32frombits(0x7f800001)
	out := make([]float32, 1)
	Decode(BF16, Encode(BF16, []float32{nan}), out)
	if out[0] == out[0] {
		t.Error("NaN became a number")
	}
}

// TestStreamedTensorsEqualThoseHeld writes the same file both ways.
func TestStreamedTensorsEqualThoseHeld(t *testing.T) {
	x := make([]float32, 3*256)
	for i := range x {
		x[i] = float32(i%37) - 18
	}
	for _, typ := range TensorTypes() {
		var a, b Writer
		if err := a.Tensor("t", typ, []uint64{256, 3}, x); err != nil {
			t.Fatal(err)
		}
		if err := b.Stream("t", typ, []uint64{256, 3}, func(r uint64, dst []float32) { copy(dst, x[r*256:]) }); err != nil {
			t.Fatal(err)
		}
		for _, w := range []*Writer{&a, &b} {
			if err := w.Tensor("after", F32, []uint64{3}, x[:3]); err != nil {
				t.Fatal(err)
			}
		}
		var fa, fb bytes.Buffer
		na, err := a.WriteTo(&fa)
		if err != nil || na != int64(fa.Len()) {
			t.Fatal(na, err)
		}
		if _, err := b.WriteTo(&fb); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(fa.Bytes(), fb.Bytes()) {
			t.Errorf("%v: the two files differ", typ)
		}
	}
}

// FuzzDecode gives blocks of any bytes to every decoder: none may panic or differ from the definition.
func FuzzDecode(f *testing.F) {
	for _, typ := range blockTypes() {
		f.Add(uint32(typ), Encode(typ, make([]float32, 256)))
	}
	f.Fuzz(func(t *testing.T, number uint32, b []byte) {
		typ := TensorType(number)
		if typ.BlockSize() < 2 || uint64(len(b)) < typ.BlockBytes() {
			return
		}
		dst := make([]float32, typ.BlockSize())
		Decode(typ, b[:typ.BlockBytes()], dst)
		for i, v := range dst {
			if want := element(typ, b, i); !same(v, want) {
				t.Fatalf("%v element %d: %v, want %v", typ, i, v, want)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for _, typ := range TensorTypes() {
		b.Run(typ.String(), func(b *testing.B) {
			x := make([]float32, 1<<16)
			for i := range x {
				x[i] = float32(i%255) - 127
			}
			src := Encode(typ, x)
			b.SetBytes(int64(len(x)))
			for b.Loop() {
				Decode(typ, src, x)
			}
		})
	}
}
