package field_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/verify/field"
)

var modulus = big.NewInt(field.Modulus)

func number(v uint64) *big.Int { return new(big.Int).SetUint64(v) }

// levels runs a test at every level of instructions that this machine has.
func levels(t *testing.T, test func(t *testing.T)) {
	for l := kernel.Plain; l <= kernel.Best(); l++ {
		t.Run(l.String(), func(t *testing.T) {
			before := kernel.Use(l)
			defer kernel.Use(before)
			test(t)
		})
	}
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 61)) }

// residues draws residues, a share of them from the ends.
func residues(r *rand.Rand, n int) []uint64 {
	v := make([]uint64, n)
	for i := range v {
		switch r.IntN(8) {
		case 0:
			v[i] = field.Modulus - 1
		case 1:
			v[i] = 1<<31 - 1
		case 2:
			v[i] = 1 << 31
		default:
			v[i] = r.Uint64N(field.Modulus)
		}
	}
	return v
}

const (
	most  = 1<<(field.SumBits-1) - 1
	least = -1 << (field.SumBits - 1)
)

func sums(r *rand.Rand, n int) []int64 {
	z := make([]int64, n)
	for i := range z {
		switch r.IntN(6) {
		case 0:
			z[i] = least
		case 1:
			z[i] = most
		case 2:
			z[i] = -1
		default:
			z[i] = r.Int64N(most) * (1 - 2*r.Int64N(2)) >> r.IntN(56)
		}
	}
	return z
}

func activations(r *rand.Rand, n int) []int16 {
	a := make([]int16, n)
	for i := range a {
		a[i] = int16([]int{-32768, 32767, r.IntN(1<<16) - 1<<15}[r.IntN(3)])
	}
	return a
}

// dot is the definition.
func dot[T int8 | int16 | int64](v []uint64, x []T) uint64 {
	sum := new(big.Int)
	for i := range x {
		sum.Add(sum, new(big.Int).Mul(number(v[i]), big.NewInt(int64(x[i]))))
	}
	return sum.Mod(sum, modulus).Uint64()
}

var lengths = []int{0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1000, 4095, 4096, 4097, 9000}

func TestDots(t *testing.T) {
	levels(t, func(t *testing.T) {
		for seed, n := range lengths {
			r := random(uint64(seed))
			v, a, z := residues(r, n), activations(r, n), sums(r, n)
			if got, want := field.DotActivations(v, a), dot(v, a); got != want {
				t.Errorf("%d activations: %d, want %d", n, got, want)
			}
			if got, want := field.DotSums(v, z), dot(v, z); got != want {
				t.Errorf("%d sums: %d, want %d", n, got, want)
			}
		}
	})
}

// TestDotExtremes: no sum overflows when every product is as large as it can be.
func TestDotExtremes(t *testing.T) {
	levels(t, func(t *testing.T) {
		const n = 9001
		for _, x := range []uint64{field.Modulus - 1, 1<<31 - 1, 0} {
			for _, y := range []int64{least, most, 1<<28 - 1, 1 - 1<<28, -1} {
				v, z, a := make([]uint64, n), make([]int64, n), make([]int16, n)
				for i := range v {
					v[i], z[i], a[i] = x, y, int16(y>>(field.SumBits-16))
				}
				if got, want := field.DotSums(v, z), dot(v, z); got != want {
					t.Errorf("sums of %d and %d: %d, want %d", x, y, got, want)
				}
				if got, want := field.DotActivations(v, a), dot(v, a); got != want {
					t.Errorf("activations of %d and %d: %d, want %d", x, a[0], got, want)
				}
			}
		}
	})
}

func TestArithmetic(t *testing.T) {
	r := random(1)
	values := append(residues(r, 300), 0, 1, field.Modulus-1)
	for _, a := range values {
		for _, b := range values {
			product := new(big.Int).Mul(number(a), number(b))
			if got := field.Multiply(a, b); got != product.Mod(product, modulus).Uint64() {
				t.Fatalf("%d * %d = %d", a, b, got)
			}
			sum := new(big.Int).Add(number(a), number(b))
			if got := field.Add(a, b); got != sum.Mod(sum, modulus).Uint64() {
				t.Fatalf("%d + %d = %d", a, b, got)
			}
		}
		if got := field.Add(a, field.Negate(a)); got != 0 {
			t.Fatalf("%d and its negative are %d", a, got)
		}
	}
	for _, v := range []int64{0, 1, -1, field.Modulus, -field.Modulus, 1<<63 - 1, -1 << 63, most, least} {
		want := new(big.Int).Mod(big.NewInt(v), modulus).Uint64()
		if got := field.Of(v); got != want {
			t.Errorf("residue of %d is %d, want %d", v, got, want)
		}
	}
}

func TestScaleAdd(t *testing.T) {
	r := random(2)
	const n, rows = 37, 200
	low, high, want := make([]int64, n), make([]int64, n), make([]*big.Int, n)
	for i := range want {
		want[i] = new(big.Int)
	}
	for range rows {
		f := residues(r, 1)[0]
		w := make([]int8, n)
		for i := range w {
			w[i] = int8(r.IntN(256))
			want[i].Add(want[i], new(big.Int).Mul(number(f), big.NewInt(int64(w[i]))))
		}
		field.ScaleAdd(low, high, w, f)
	}
	got := make([]uint64, n)
	field.Join(got, low, high)
	for i := range got {
		if got[i] != want[i].Mod(want[i], modulus).Uint64() {
			t.Fatalf("element %d is %d, want %d", i, got[i], want[i])
		}
	}
}

func TestPacked(t *testing.T) {
	for n := range 70 {
		v := residues(random(uint64(n)), n)
		b := field.AppendPacked(nil, v)
		if len(b) != field.PackedBytes(n) {
			t.Fatalf("%d residues take %d bytes, want %d", n, len(b), field.PackedBytes(n))
		}
		got := make([]uint64, n)
		if err := field.Unpack(got, b); err != nil {
			t.Fatal(err)
		}
		for i := range v {
			if got[i] != v[i] {
				t.Fatalf("%d residues: %d is %d, want %d", n, i, got[i], v[i])
			}
		}
	}
	if err := field.Unpack(make([]uint64, 3), make([]byte, 5)); !errors.Is(err, field.ErrResidue) {
		t.Errorf("too few bytes: %v", err)
	}
	full := field.AppendPacked(nil, []uint64{field.Modulus})
	if err := field.Unpack(make([]uint64, 1), full); !errors.Is(err, field.ErrResidue) {
		t.Errorf("2^61 - 1 was taken for a residue: %v", err)
	}
	full = field.AppendPacked(nil, []uint64{7})
	full[7] |= 0x80
	if err := field.Unpack(make([]uint64, 1), full); !errors.Is(err, field.ErrResidue) {
		t.Errorf("bits behind the last residue: %v", err)
	}
}

func TestIntegers(t *testing.T) {
	levels(t, func(t *testing.T) {
		for width := 1; width <= field.MaxWidth; width++ {
			for n := range 70 {
				z := sums(random(uint64(n)), n)
				for i := range z {
					z[i] >>= field.SumBits - 8*width
				}
				b := field.AppendIntegers(nil, z, width)
				got := make([]int64, n)
				field.Integers(got, append(b, 1, 2, 3), width)
				if !slices.Equal(got, z) || len(b) != n*width {
					t.Fatalf("%d integers of %d bytes: %v, want %v", n, width, got, z)
				}
			}
		}
	})
	for _, c := range []struct {
		z     []int64
		width int
	}{{nil, 1}, {[]int64{0, 127, -128}, 1}, {[]int64{128}, 2}, {[]int64{-129}, 2}, {[]int64{most, least}, 7}, {[]int64{most + 1}, 8}, {[]int64{least - 1}, 8}, {[]int64{-1 << 63}, 8}} {
		if got := field.Width(c.z); got != c.width {
			t.Errorf("%v take %d bytes, want %d", c.z, got, c.width)
		}
	}
}

func TestExpand(t *testing.T) {
	a, b := make([]uint64, 1500), make([]uint64, 700)
	for _, err := range []error{field.Expand([32]byte{1}, a), field.Expand([32]byte{1}, b)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var ones [61]int
	for i, v := range a {
		if v >= field.Modulus || i < len(b) && v != b[i] {
			t.Fatalf("residue %d is %d in the long stretch, %d in the short one", i, v, b[min(i, len(b)-1)])
		}
		for k := range ones {
			ones[k] += int(v >> k & 1)
		}
	}
	for k, n := range ones { // 6 standard deviations
		if n < 750-117 || n > 750+117 {
			t.Errorf("bit %d is set in %d of %d residues", k, n, len(a))
		}
	}
	if err := field.Expand([32]byte{2}, b); err != nil {
		t.Fatal(err)
	}
	if a[0] == b[0] && a[1] == b[1] {
		t.Error("two seeds give the same residues")
	}
}

// FuzzDots holds the levels together.
func FuzzDots(f *testing.F) {
	f.Add(uint64(1), uint16(100))
	f.Add(uint64(2), uint16(5000))
	f.Fuzz(func(t *testing.T, seed uint64, n uint16) {
		r := random(seed)
		v, a, z := residues(r, int(n)), activations(r, int(n)), sums(r, int(n))
		defer kernel.Use(kernel.Use(kernel.Plain))
		one, two := field.DotActivations(v, a), field.DotSums(v, z)
		for l := kernel.Plain + 1; l <= kernel.Best(); l++ {
			kernel.Use(l)
			if got := field.DotActivations(v, a); got != one {
				t.Fatalf("%v: %d activations: %d, plain %d", l, n, got, one)
			}
			if got := field.DotSums(v, z); got != two {
				t.Fatalf("%v: %d sums: %d, plain %d", l, n, got, two)
			}
		}
	})
}

func BenchmarkDots(b *testing.B) {
	const n = 14336
	r := random(3)
	v, a, z := residues(r, n), activations(r, n), sums(r, n)
	raw := make([]byte, 6*n)
	for l := kernel.Plain; l <= min(kernel.Best(), kernel.AVX512); l++ {
		for name, run := range map[string]func() uint64{
			"activations": func() uint64 { return field.DotActivations(v, a) },
			"sums":        func() uint64 { return field.DotSums(v, z) },
			"integers":    func() uint64 { field.Integers(z, raw, 6); return 0 },
		} {
			b.Run(fmt.Sprintf("%s/%v", name, l), func(b *testing.B) {
				defer kernel.Use(kernel.Use(l))
				for b.Loop() {
					run()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/element")
			})
		}
	}
}
