package kernel

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/exact"
)

// everyLevel runs f with the instructions of each level that this machine has.
func everyLevel(t *testing.T, f func(t *testing.T)) {
	for l := Plain; l <= Best(); l++ {
		t.Run(l.String(), func(t *testing.T) {
			defer Use(Use(l))
			f(t)
		})
	}
}

// lengths are those of vectors: none, shorter than a register, multiples, and with rests.
var lengths = []int{1, 2, 7, 15, 16, 17, 32, 48, 63, 64, 128, 200}

// draw64 draws an int64 of a random number of bits, or an extreme.
func draw64(r *rand.Rand) int64 {
	switch r.IntN(12) {
	case 0:
		return []int64{-1 << 63, 1<<63 - 1, 0, -1, 1, -1<<63 + 1, 1<<31 - 1, -1 << 31, 1 << 31, 1<<15 - 1, -1 << 15}[r.IntN(11)]
	case 1: // near a power of two, where bit lengths and roundings turn
		return (int64(1)<<r.IntN(63) + int64(r.IntN(3)) - 1) * int64(1-2*r.IntN(2))
	}
	return int64(r.Uint64()) >> r.IntN(64)
}

func draw32(r *rand.Rand) int32 {
	switch r.IntN(12) {
	case 0:
		return []int32{-1 << 31, 1<<31 - 1, 0, -1, 1, -1<<31 + 1, 1<<15 - 1, -1 << 15, 1 << 15}[r.IntN(9)]
	case 1:
		return (int32(1)<<r.IntN(31) + int32(r.IntN(3)) - 1) * int32(1-2*r.IntN(2))
	}
	return int32(r.Uint32()) >> r.IntN(32)
}

// vector64 draws a vector whose elements have at most a random number of bits,
// so that common scales and clamps get their turn.
func vector64(r *rand.Rand, n int) []int64 {
	v, s := make([]int64, n), r.IntN(64)
	if r.IntN(3) == 0 {
		s = 0
	}
	for i := range v {
		v[i] = draw64(r) >> s
	}
	return v
}

func vector32(r *rand.Rand, n int) []int32 {
	v, s := make([]int32, n), r.IntN(32)
	if r.IntN(3) == 0 {
		s = 0
	}
	for i := range v {
		v[i] = draw32(r) >> s
	}
	return v
}

func same[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%s: element %d of %d is %v, want %v", what, i, len(got), got[i], want[i])
			}
		}
	}
}

// shifts are those that the definitions allow, outside of what the assembly does included.
func shift(r *rand.Rand) int { return r.IntN(76) - 6 }

func TestShiftsEqualTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for round := range 6000 {
			n, s := lengths[round%len(lengths)], shift(r)
			v, h := vector64(r, n), vector32(r, n)
			got, sum, shifted := make([]int32, n), slices.Clone(h), slices.Clone(v)
			Fix32(got, v, s)
			AddFix32(sum, v, s)
			Rsh(shifted, s)
			want, wantSum, wantShifted := make([]int32, n), make([]int32, n), make([]int64, n)
			for i, x := range v {
				want[i] = exact.Fix32(x, s)
				wantSum[i] = exact.Clamp32(int64(h[i]) + int64(want[i]))
				wantShifted[i] = exact.Rsh(x, s)
			}
			same(t, fmt.Sprintf("Fix32 by %d", s), got, want)
			same(t, fmt.Sprintf("AddFix32 by %d", s), sum, wantSum)
			same(t, fmt.Sprintf("Rsh by %d", s), shifted, wantShifted)
		}
	})
}

func TestQuant16EqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for round := range 6000 {
			n := lengths[round%len(lengths)]
			z, v := vector64(r, n), vector32(r, n)
			got, want := make([]int16, n), make([]int16, n)
			if k, wantK := Quant16(got, z), exact.Quant16(want, z); k != wantK {
				t.Fatalf("shift %d, want %d", k, wantK)
			}
			same(t, "Quant16", got, want)
			for i, x := range v {
				z[i] = int64(x)
			}
			if k, wantK := Quant16From32(got, v), exact.Quant16(want, z); k != wantK {
				t.Fatalf("shift of int32 %d, want %d", k, wantK)
			}
			same(t, "Quant16From32", got, want)
		}
	})
}

func TestNormEqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		for round := range 6000 {
			n := lengths[round%len(lengths)]
			h, g := vector32(r, n), vector32(r, n)
			switch round % 8 {
			case 0: // one outlier in a quiet stream
				clear(h)
				h[r.IntN(n)] = []int32{1, 1<<31 - 1, -1 << 31}[r.IntN(3)]
			case 1:
				for i := range h {
					h[i] = -1 << 31
				}
			case 2: // the largest factor: a power of four as the mean square
				for i := range h {
					h[i] = 1 << r.IntN(31) * int32(1-2*r.IntN(2))
				}
				for i := range h {
					h[i] = h[0]
				}
			}
			epsilon := r.Uint64() >> r.IntN(64)
			if r.IntN(3) == 0 {
				epsilon = 0
			}
			z, want := make([]int64, n), make([]int64, n)
			got16, want16 := make([]int16, n), make([]int16, n)
			exact.Norm(want, h, g, epsilon)
			Norm(z, h, g, epsilon)
			same(t, "Norm", z, want)
			if k, wantK := NormQuant(got16, z, h, g, epsilon), exact.Quant16(want16, want); k != wantK {
				t.Fatalf("shift %d, want %d", k, wantK)
			}
			same(t, "NormQuant", got16, want16)
		}
	})
}

func TestGateEqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		for round := range 6000 {
			n, gs, us := lengths[round%len(lengths)], shift(r), shift(r)
			gate, up := vector64(r, n), vector64(r, n)
			switch round % 4 {
			case 0: // the range of real gates: Q16, up to some hundreds
				gs = 0
				for i := range gate {
					gate[i] = int64(r.IntN(1<<25) - 1<<24)
				}
			case 1: // and around 0, where the sigmoid is far from 0 and 1
				gs = 0
				for i := range gate {
					gate[i] = int64(r.IntN(1<<20) - 1<<19)
				}
			}
			z, want := make([]int64, n), make([]int64, n)
			Gate(z, gate, up, gs, us)
			for i := range want {
				want[i] = int64(exact.SiLU(exact.Fix32(gate[i], gs))) * int64(exact.Fix32(up[i], us))
			}
			same(t, fmt.Sprintf("Gate by %d and %d", gs, us), z, want)
		}
	})
}

// TestGateOverItsWholeCurve takes every gate of -2^21 to 2^21 in Q16 (past ±25
// the sigmoid is 0 or 1), and steps through all others.
func TestGateOverItsWholeCurve(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		const n = 1 << 12
		gate, up, z := make([]int64, n), make([]int64, n), make([]int64, n)
		for i := range up {
			up[i] = 1
		}
		check := func(first, step int64) {
			for i := range gate {
				gate[i] = first + int64(i)*step
			}
			Gate(z, gate, up, 0, 0)
			for i, g := range gate {
				if want := int64(exact.SiLU(exact.Clamp32(g))); z[i] != want {
					t.Fatalf("SiLU(%d) = %d, want %d", g, z[i], want)
				}
			}
		}
		for first := int64(-1 << 21); first < 1<<21; first += n {
			check(first, 1)
		}
		for first := int64(-1 << 31); first < 1<<31; first += n * 1009 {
			check(first, 1009)
		}
	})
}

func TestRotateEqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		for round := range 4000 {
			n := lengths[round%len(lengths)] &^ 1
			rot := vector32(r, n)
			z := vector32(r, n+2)
			want := slices.Clone(z)
			for i := 0; i < n; i += 2 {
				want[i], want[i+1] = exact.Rotate(z[i], z[i+1], rot[i], rot[i+1])
			}
			Rotate(z, rot)
			same(t, "Rotate", z, want)
		}
	})
}

func TestExtremesAndArgmax(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(11, 12))
		if Argmax(nil) != 0 {
			t.Fatal("Argmax of nothing is not 0")
		}
		for round := range 3000 {
			n := lengths[round%len(lengths)]
			if round%50 == 0 {
				n = argmaxBlock*(1+r.IntN(3)) + r.IntN(40)
			}
			v := vector32(r, n)
			if round%3 == 0 { // few different values: ties, within and across blocks
				for i := range v {
					v[i] = int32(r.IntN(3)) - 1<<30
				}
			}
			if got, want := Max32(v), slices.Max(v); got != want {
				t.Fatalf("Max32 = %d, want %d", got, want)
			}
			if got, want := Min32(v), slices.Min(v); got != want {
				t.Fatalf("Min32 = %d, want %d", got, want)
			}
			if got, want := Argmax(v), slices.Index(v, slices.Max(v)); int(got) != want {
				t.Fatalf("Argmax = %d, want %d", got, want)
			}
		}
	})
}

func TestMeanEqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(13, 14))
		for round := range 6000 {
			n := lengths[round%len(lengths)]
			total := int64(1)<<22 + int64(r.Uint64()>>25>>r.IntN(20)) // below 2^39 + 2^22
			switch round % 5 {
			case 0:
				total = int64(1) << (22 + r.IntN(17))
			case 1:
				total = int64(1)<<(23+r.IntN(16)) - 1
			case 2:
				total = int64(r.IntN(1 << 20)) // no attention has it, and 0 must not divide
			}
			total = min(total, 1<<39-1)
			z := make([]int64, n)
			for i := range z {
				z[i] = int64(r.Uint64()%(uint64(total)*65535+1)) - total*32767
				switch r.IntN(4) {
				case 0: // a multiple of the total, and its neighbours
					z[i] = total*int64(r.IntN(65535)-32767)/256*int64(r.IntN(2)) + int64(r.IntN(3)-1)
				case 1:
					z[i] = total * []int64{32767, -32767, 0}[r.IntN(3)]
				}
				z[i] = max(-total*32767, min(total*32767, z[i]))
			}
			want := make([]int64, n)
			for i := range z {
				want[i] = exact.Mean(z[i], total)
			}
			mean(z, total)
			same(t, fmt.Sprintf("mean by %d", total), z, want)
		}
	})
}

func BenchmarkVector(b *testing.B) {
	const n = 2048
	r := rand.New(rand.NewPCG(1, 2))
	v, v2, z := make([]int64, n), make([]int64, n), make([]int64, n)
	h, g, h2 := make([]int32, n), make([]int32, n), make([]int32, n)
	d := make([]int16, n)
	for i := range v {
		v[i], v2[i] = int64(r.Uint64())>>25, int64(r.Uint64())>>25
		h[i], g[i] = int32(r.Uint32())>>8, int32(r.Uint32())>>9
	}
	logits := make([]int32, 32000)
	for i := range logits {
		logits[i] = int32(r.Uint32())
	}
	for _, c := range []struct {
		name string
		n    int
		f    func()
	}{
		{"Fix32", n, func() { Fix32(h2, v, 20) }},
		{"AddFix32", n, func() { AddFix32(h2, v, 20) }},
		{"Rsh", n, func() { Rsh(z, 1) }},
		{"Quant16", n, func() { Quant16(d, v) }},
		{"Quant16From32", n, func() { Quant16From32(d, h) }},
		{"NormQuant", n, func() { NormQuant(d, z, h, g, 1000) }},
		{"Gate", n, func() { Gate(z, v, v2, 19, 20) }},
		{"Rotate", n, func() { Rotate(h2, g) }},
		{"Argmax", len(logits), func() { Argmax(logits) }},
		{"mean", n, func() { mean(v, 1<<38-5) }},
	} {
		for l := Plain; l <= Best(); l++ {
			b.Run(c.name+"/"+l.String(), func(b *testing.B) {
				defer Use(Use(l))
				for b.Loop() {
					c.f()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.n), "ns/element")
			})
		}
	}
}
