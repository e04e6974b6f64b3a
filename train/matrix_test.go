package train

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func fill(r *rand.Rand, n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Float32()*2 - 1
	}
	return s
}

// The contract of Multiplier written as three loops; every back end must give these bits, edges and transposes included.
func TestBackEndsGiveTheSameBits(t *testing.T) {
	backs := map[string]Multiplier{"plain": NewPlainMultiplier(), "best": NewMultiplier()}
	for name, k := range machineKernels() {
		backs[name] = &packed{kernel: k}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for trial := 0; trial < 60; trial++ {
		m, n, k := 1+r.IntN(40), 1+r.IntN(50), 1+r.IntN([]int{300, 20, 40}[trial%3])
		a, b := NewMatrix(fill(r, m*k), m, k), NewMatrix(fill(r, k*n), k, n)
		if r.IntN(2) == 0 {
			a = NewMatrix(fill(r, m*k), k, m).T()
		}
		if r.IntN(2) == 0 {
			b = NewMatrix(fill(r, n*k), n, k).T()
		}
		start := fill(r, m*n)
		want := append([]float32(nil), start...)
		for i := 0; i < m; i++ {
			for j := 0; j < n; j++ {
				for l := 0; l < k; l++ {
					want[i*n+j] = bigFMA(a.Data[i*a.RowStride+l*a.ColStride], b.Data[l*b.RowStride+j*b.ColStride], want[i*n+j])
				}
			}
		}
		for name, back := range backs {
			got := append([]float32(nil), start...)
			back.MulAdd(NewMatrix(got, m, n), a, b)
			for i := range want {
				if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
					t.Fatalf("%s: %dx%dx%d element %d: %v, want %v", name, m, k, n, i, got[i], want[i])
				}
			}
			// Mul is MulAdd to zeros, whatever was there, and leaves what lies between the rows.
			sum, product := make([]float32, m*n), fill(r, m*(n+3))
			old := append([]float32(nil), product...)
			back.MulAdd(NewMatrix(sum, m, n), a, b)
			back.Mul(NewMatrix(product, m, n+3).Columns(1, n), a, b)
			for i := range product {
				want := old[i]
				if j := i%(n+3) - 1; j >= 0 && j < n {
					want = sum[i/(n+3)*n+j]
				}
				if math.Float32bits(product[i]) != math.Float32bits(want) {
					t.Fatalf("%s: product %dx%dx%d element %d: %v, want %v", name, m, k, n, i, product[i], want)
				}
			}
		}
	}
}

// bigFMA is x*y+z rounded once, by big numbers.
func bigFMA(x, y, z float32) float32 {
	product := new(big.Float).SetPrec(200).Mul(big.NewFloat(float64(x)), big.NewFloat(float64(y)))
	sum, _ := product.Add(product, big.NewFloat(float64(z))).Float32()
	return sum
}

// Rounding once, at the places where rounding twice is wrong: sums halfway between two numbers but for bits that float64 loses.
func TestFusedMultiplyAddRoundsOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	twice := 0
	for i := 0; i < 200_000; i++ {
		s := 15 + r.IntN(9)
		x := float32(math.Ldexp(1+math.Ldexp(1, -s), -24)) // x*y is 2^-24 less or more a little
		y := float32(1 - math.Ldexp(1, -s))
		if i%2 == 0 {
			y = 1 + float32(math.Ldexp(1, -r.IntN(24)))
		}
		z := math.Float32frombits(0x3f800000 | r.Uint32()>>9)
		shift := float32(math.Ldexp(1, r.IntN(20)-10))
		x, z = x*shift, z*shift
		switch i % 7 {
		case 0: // below the normal range
			x, z = x*0x1p-110, z*0x1p-130
		case 1:
			x = -x
		case 2:
			z = -z
		case 3:
			x, y, z = r.Float32()-0.5, r.Float32()-0.5, r.Float32()-0.5
		}
		got, want := fma32(x, y, z), bigFMA(x, y, z)
		if math.Float32bits(got) != math.Float32bits(want) {
			t.Fatalf("%g * %g + %g = %g, want %g", x, y, z, got, want)
		}
		if float32(float64(x)*float64(y)+float64(z)) != want {
			twice++
		}
	}
	if twice < 1000 {
		t.Fatalf("rounding twice would be wrong in %d cases only: the test does not reach them", twice)
	}
	for _, x := range [][4]float32{{2, 3, 4, 10}, {0, 5, 0, 0}, {1e38, 10, 0, float32(math.Inf(1))}, {1, -1, 1, 0}} {
		if got := fma32(x[0], x[1], x[2]); got != x[3] {
			t.Errorf("fma(%g, %g, %g) = %g, want %g", x[0], x[1], x[2], got, x[3])
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	backs := map[string]Multiplier{"plain": NewPlainMultiplier()}
	for name, k := range machineKernels() {
		backs[name] = &packed{kernel: k}
	}
	for name, back := range backs {
		b.Run(name, func(b *testing.B) {
			const m, k, n = 512, 128, 352
			x, w, y := NewMatrix(fill(r, m*k), m, k), NewMatrix(fill(r, n*k), n, k), NewMatrix(fill(r, m*n), m, n)
			for b.Loop() {
				back.MulAdd(y, x, w.T())
			}
			b.ReportMetric(float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
