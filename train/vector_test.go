package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// wild are numbers of all sizes and signs: zeros, infinities, the smallest and those at the bounds of exp32 among them.
func wild(r *rand.Rand, n int) []float32 {
	special := []float32{0, float32(math.Copysign(0, -1)), 1, -1, 87, -87, 88, -88, 87.5, -87.00001, 88.00001, 1e-45, -1e-45, 0x1p-126, 3e38, -3e38,
		float32(math.Inf(1)), float32(math.Inf(-1))}
	x := make([]float32, n)
	for i := range x {
		switch r.IntN(8) {
		case 0:
			x[i] = special[r.IntN(len(special))]
		case 1:
			x[i] = math.Float32frombits(r.Uint32())
			if x[i] != x[i] {
				x[i] = 2
			}
		case 2, 3:
			x[i] = r.Float32()*200 - 100
		default:
			x[i] = float32(r.NormFloat64())
		}
	}
	return x
}

// same compares bits; of what is no number only that it is none.
func same(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool {
		return math.Float32bits(x) == math.Float32bits(y) || x != x && y != y
	})
}

// Every loop in vector code gives the bits of its plain twin at every length, and writes nothing behind the end.
func TestVectorCodeGivesThePlainBits(t *testing.T) {
	plain := vectors{&lanes{}}
	for name, l := range machineLanes() {
		v := vectors{l}
		r := rand.New(rand.NewPCG(9, 1))
		for trial := 0; trial < 1500; trial++ {
			n := r.IntN(150)
			var in [6][]float32
			for i := range in {
				in[i] = wild(r, n+3) // three more that must stay
			}
			for i := 0; i < n && trial%2 == 0; i++ {
				in[4][i] = max(in[4][i], -in[4][i]) // squares for Adam
			}
			p, q := wild(r, 1)[0], wild(r, 1)[0]
			c := &adamConstants{scale: 0.3, keep1: beta1, new1: 1 - beta1, keep2: beta2, new2: 1 - beta2, fix1: 1.2, fix2: 3, epsilon: adamEpsilon, rate: 1e-3, decay: 0.1}
			for op, f := range map[string]func(v vectors, x [][]float32) float32{
				"swiglu":       func(v vectors, x [][]float32) float32 { v.swiglu(x[0], x[1], x[2], x[3]); return 0 },
				"swigluBack":   func(v vectors, x [][]float32) float32 { v.swigluBack(x[0], x[1], x[2], x[3], x[4]); return 0 },
				"expLess":      func(v vectors, x [][]float32) float32 { v.expLess(x[0], p); return 0 },
				"expLess zero": func(v vectors, x [][]float32) float32 { v.expLess(x[0], 0); return 0 },
				"scaleMax":     func(v vectors, x [][]float32) float32 { return v.scaleMax(x[0], 0.25) },
				"scale":        func(v vectors, x [][]float32) float32 { v.scale(x[0], p); return 0 },
				"softmaxBack":  func(v vectors, x [][]float32) float32 { v.softmaxBack(x[0], x[1], p, q); return 0 },
				"normScale":    func(v vectors, x [][]float32) float32 { v.normScale(x[0], x[1], x[2], p); return 0 },
				"normProducts": func(v vectors, x [][]float32) float32 { v.normProducts(x[0], x[1], x[2], x[3], x[4], p); return 0 },
				"normInput":    func(v vectors, x [][]float32) float32 { v.normInput(x[0], x[1], x[2], x[3], p, q); return 0 },
				"add":          func(v vectors, x [][]float32) float32 { v.add(x[0], x[1]); return 0 },
				"adam":         func(v vectors, x [][]float32) float32 { v.adam(x[0], x[1], x[2], x[4], c, false); return 0 },
				"adam, decays": func(v vectors, x [][]float32) float32 { v.adam(x[0], x[1], x[2], x[4], c, true); return 0 },
				"rotate": func(v vectors, x [][]float32) float32 {
					if d := []int{2, 6, 16, 32, 48}[trial%5]; n >= d {
						v.rotate(x[0][:n/d*d], x[1][:d], x[2][:d])
					}
					return 0
				},
			} {
				a, b := make([][]float32, len(in)), make([][]float32, len(in))
				for i := range in {
					a[i], b[i] = slices.Clone(in[i])[:n], slices.Clone(in[i])[:n]
				}
				wantReturn, gotReturn := f(plain, a), f(v, b)
				bad := ""
				if op != "scaleMax" || !slices.ContainsFunc(a[0], func(x float32) bool { return x != x }) { // the largest of no numbers is anything
					if wantReturn != gotReturn {
						bad = fmt.Sprintf("returns %v, want %v", gotReturn, wantReturn)
					}
				}
				for i := range in {
					if !same(a[i][:n+3], b[i][:n+3]) {
						bad = fmt.Sprintf("vector %d: %v, want %v", i, b[i][:n+3], a[i][:n+3])
					}
				}
				if bad != "" {
					t.Fatalf("%s: %s of %d numbers: %s", name, op, n, bad)
				}
			}
		}
	}
}

// The sums of several rows side by side are those of each row alone, in order.
func TestSumsOfRowsKeepTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for rows := 0; rows < 20; rows++ {
		const cols = 37
		a, b := NewMatrix(fill(r, rows*cols), rows, cols), NewMatrix(fill(r, rows*cols), rows, cols)
		width := func(i int) int { return (i*7)%cols + 1 }
		next := 0
		check := func(what string, i int, got, want float32) {
			if i != next || math.Float32bits(got) != math.Float32bits(want) {
				t.Fatalf("%s of row %d (want row %d): %v, want %v", what, i, next, got, want)
			}
			next++
		}
		sumsOfRows(a, width, func(i int, got float32) {
			var want float32
			for _, x := range a.Data[i*cols:][:width(i)] {
				want += x
			}
			check("sum", i, got, want)
		})
		if next != rows {
			t.Fatalf("%d sums of %d rows", next, rows)
		}
		next = 0
		dotsOfRows(a, b, width, func(i int, got float32) {
			var want float32
			for j, x := range a.Data[i*cols:][:width(i)] {
				want += float32(x * b.Data[i*cols+j])
			}
			check("dot product", i, got, want)
		})
		if next != rows {
			t.Fatalf("%d dot products of %d rows", next, rows)
		}
	}
}
