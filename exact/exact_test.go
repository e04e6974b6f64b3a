package exact

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// interesting numbers: small, around powers of two, and extremes.
func int64s() *rapid.Generator[int64] {
	return rapid.Custom(func(t *rapid.T) int64 {
		v := int64(1)<<rapid.IntRange(0, 62).Draw(t, "bit") + rapid.Int64Range(-3, 3).Draw(t, "near")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			v = rapid.Int64().Draw(t, "any")
		case 1:
			v = -v
		}
		return v
	})
}

func TestRshRoundsToNearestTiesUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := int64s().Draw(t, "v") / 2 // room for the rounding
		s := rapid.IntRange(-5, 70).Draw(t, "s")
		want := new(big.Int).SetInt64(v)
		switch {
		case s >= 63:
			want.SetInt64(0)
		case s > 0:
			want.Add(want, new(big.Int).Lsh(big.NewInt(1), uint(s-1)))
			want.Rsh(want, uint(s)) // floors
		}
		if got := Rsh(v, s); want.Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("Rsh(%d, %d) = %d, want %v", v, s, got, want)
		}
	})
}

func TestFix32EqualsTheDefinition(t *testing.T) {
	limit := big.NewInt(MaxInt32)
	rapid.Check(t, func(t *rapid.T) {
		v := int64s().Draw(t, "v") / 2
		s := rapid.IntRange(-80, 70).Draw(t, "s")
		want := big.NewInt(Rsh(v, s))
		if s < 0 {
			want = new(big.Int).Lsh(big.NewInt(v), uint(-s))
		}
		if want.CmpAbs(limit) > 0 {
			want = new(big.Int).Mul(limit, big.NewInt(int64(want.Sign())))
		}
		if got := Fix32(v, s); want.Cmp(big.NewInt(int64(got))) != 0 {
			t.Fatalf("Fix32(%d, %d) = %d, want %v", v, s, got, want)
		}
	})
}

func TestFix32OfExtremes(t *testing.T) {
	for _, c := range []struct {
		v    int64
		s    int
		want int32
	}{
		{math.MinInt64, 0, -MaxInt32}, {math.MinInt64, -1, -MaxInt32}, {math.MaxInt64, -64, MaxInt32},
		{0, -100, 0}, {1, -31, MaxInt32}, {1, -30, 1 << 30}, {-1, -30, -1 << 30}, {math.MinInt64, 63, 0}, {math.MinInt64, 62, -2},
	} {
		if got := Fix32(c.v, c.s); got != c.want {
			t.Errorf("Fix32(%d, %d) = %d, want %d", c.v, c.s, got, c.want)
		}
	}
}

func TestQuant16KeepsFifteenBits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.SliceOfN(int64s(), 1, 40).Draw(t, "z")
		for i := range z {
			z[i] /= 2
		}
		dst := make([]int16, len(z))
		k := Quant16(dst, z)
		most := int64(0)
		for i, v := range z {
			if dst[i] == -32768 {
				t.Fatal("-32768 must not appear")
			}
			most = max(most, int64(math.Abs(float64(dst[i]))))
			diff := new(big.Int).Sub(big.NewInt(v), new(big.Int).Lsh(big.NewInt(int64(dst[i])), uint(k)))
			if diff.CmpAbs(new(big.Int).Lsh(big.NewInt(1), uint(k))) > 0 {
				t.Fatalf("%d became %d * 2^%d", v, dst[i], k)
			}
		}
		if k > 0 && most < 1<<14 {
			t.Fatalf("a shift of %d leaves only %d", k, most)
		}
	})
	dst := make([]int16, 2)
	if k := Quant16(dst, []int64{math.MinInt64, math.MaxInt64}); k != 49 || dst[0] != -16384 {
		t.Errorf("extremes: %v, shift %d", dst, k)
	}
}

func TestIsqrt(t *testing.T) {
	check := func(v uint64) {
		r := new(big.Int).SetUint64(Isqrt(v))
		if want := new(big.Int).Sqrt(new(big.Int).SetUint64(v)); r.Cmp(want) != 0 {
			t.Fatalf("Isqrt(%d) = %v, want %v", v, r, want)
		}
	}
	for _, v := range []uint64{0, 1, 2, 3, 4, 1<<62 - 1, 1 << 62, math.MaxUint64, math.MaxUint64 - 1} {
		check(v)
	}
	for r := uint64(1); r < 1<<32; r = r*5/3 + 1 {
		check(r * r)
		check(r*r - 1)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100000 {
		check(rng.Uint64() >> (rng.Uint64() % 64))
	}
}

func TestNormAgainstFloat(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 2000 {
		n := 1 + rng.IntN(200)
		h, g := make([]int32, n), make([]int32, n)
		scale := math.Exp2(float64(round%29) + 1)
		var ss float64
		for i := range h {
			h[i] = Clamp32(int64(rng.NormFloat64() * scale))
			if rng.IntN(100) == 0 {
				h[i] = Clamp32(int64(h[i]) * 1000)
			}
			g[i] = int32(rng.IntN(1<<24) - 1<<23)
			ss += float64(h[i]) * float64(h[i])
		}
		const eps = 1000
		z := make([]int64, n)
		Norm(z, h, g, eps)
		rms := math.Sqrt(math.Floor(ss/float64(n)) + eps)
		for i := range z {
			want := float64(h[i]) / rms * (1 << NormQ) * float64(g[i])
			// y is rounded to an integer and its factor known to 31 bits.
			slack := math.Abs(float64(g[i]))*0.51 + math.Abs(want)*1e-8
			if math.Abs(float64(z[i])-want) > slack {
				t.Fatalf("n %d, h %d: %d, want %.1f", n, h[i], z[i], want)
			}
		}
	}
}

func TestNormOfExtremes(t *testing.T) {
	for _, h := range [][]int32{{0, 0}, {1}, {MaxInt32, -MaxInt32, MaxInt32}, {math.MinInt32, math.MinInt32}, {MaxInt32, 0, 0, 0}} {
		for _, eps := range []uint64{0, 1, 1 << 62, math.MaxUint64} {
			j, s := InverseRMS(h, eps)
			if j < 1<<30 || j > 1<<31 || s < 9 || s > 40 {
				t.Errorf("InverseRMS(%v, %d) = %d, %d", h, eps, j, s)
			}
		}
	}
	long := make([]int32, 1<<16)
	for i := range long {
		long[i] = MaxInt32
	}
	z, g := make([]int64, len(long)), make([]int32, len(long))
	g[0] = 1
	Norm(z, long, g, 0)
	if z[0] != 1<<NormQ {
		t.Errorf("a constant vector is normalised to %d, want 2^22", z[0])
	}
}

func TestExp2NegAgainstFloat(t *testing.T) {
	for x := int64(0); x < 40<<16; x += 37 {
		want := math.Exp2(-float64(x)/65536) * (1 << 30)
		if got := float64(Exp2Neg(x, 30)); math.Abs(got-want) > 0.51+want*1.2e-7 {
			t.Fatalf("Exp2Neg(%d) = %v, want %v", x, got, want)
		}
	}
	last := int64(1) << 62
	for x := int64(0); x < 20<<16; x++ {
		v := Exp2Neg(x, 30)
		if v > last {
			t.Fatalf("Exp2Neg rises at %d", x)
		}
		last = v
	}
	if Exp2Neg(0, 30) != 1<<30 || Exp2Neg(65536, 22) != 1<<21 || Exp2Neg(1<<33, 30) != 0 {
		t.Error("powers of two must be exact, and what is far below 0")
	}
}

func TestSiLUAgainstFloat(t *testing.T) {
	for _, g := range []int32{0, 1, -1, MaxInt32, -MaxInt32} {
		checkSiLU(t, g)
	}
	for g := int32(-20 << 16); g < 20<<16; g += 11 {
		checkSiLU(t, g)
	}
}

func checkSiLU(t *testing.T, g int32) {
	t.Helper()
	x := float64(g) / 65536
	want := x / (1 + math.Exp(-x)) * 65536
	if got := float64(SiLU(g)); math.Abs(got-want) > 1+math.Abs(want)*3e-5 {
		t.Fatalf("SiLU(%v) = %v, want %v (in Q16)", x, got, want)
	}
}

func TestDotOfExtremes(t *testing.T) {
	const groups = 64
	w, m, a := make([]int8, groups*Group), make([]uint16, groups), make([]int16, groups*Group)
	for i := range w {
		w[i], a[i] = -127, 32767
	}
	for g := range m {
		m[g] = MaxMultiplier
	}
	if got, want := Dot(w, m, a), int64(-groups)*32*127*32767*32767; got != want {
		t.Errorf("Dot = %d, want %d", got, want)
	}
}

func TestMeanTruncatesTowardsZero(t *testing.T) {
	for _, c := range [][3]int64{{-1, 1000, 0}, {1, 1000, 0}, {-1000, 3, -85333}, {1000, 3, 85333}, {5, 0, 0}} {
		if got := Mean(c[0], c[1]); got != c[2] {
			t.Errorf("Mean(%d, %d) = %d, want %d", c[0], c[1], got, c[2])
		}
	}
}
