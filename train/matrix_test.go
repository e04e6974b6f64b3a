package train

import (
	"math"
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
		backs[name] = &packed{run: k}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for trial := 0; trial < 60; trial++ {
		m, n, k := 1+r.IntN(40), 1+r.IntN(50), 1+r.IntN(600)
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
					want[i*n+j] += float32(a.Data[i*a.RowStride+l*a.ColStride] * b.Data[l*b.RowStride+j*b.ColStride])
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
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	backs := map[string]Multiplier{"plain": NewPlainMultiplier()}
	for name, k := range machineKernels() {
		backs[name] = &packed{run: k}
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
