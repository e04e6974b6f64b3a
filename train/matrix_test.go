package train

import (
	"fmt"
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

// hostile are numbers around which rounding and flushing go wrong: halfway between two bfloat16, around the smallest normal number, whose
// products and sums lie there, and zeros of both signs.
func hostile(r *rand.Rand, n int) []float32 {
	s := make([]float32, n)
	around := [][2]int{{-130, 8}, {-70, 14}, {-63, 2}, {-1, 2}, {-12, 30}}[r.IntN(5)]
	for i := range s {
		x := math.Float32frombits(0x3f800000 | r.Uint32()>>9)
		switch r.IntN(5) {
		case 0: // halfway between two bfloat16
			x = math.Float32frombits(math.Float32bits(x)&^0xffff | 0x8000)
		case 1: // a bfloat16
			x = math.Float32frombits(math.Float32bits(x) &^ 0xffff)
		case 2:
			x = 1
		}
		x = float32(math.Ldexp(float64(x), around[0]+r.IntN(around[1])))
		if r.IntN(2) == 0 {
			x = -x
		}
		if r.IntN(20) == 0 {
			x *= 0
		}
		s[i] = x
	}
	return s
}

// contract is MulAdd for one element, written down from the text at Multiplier with numbers of any length.
func contract(c float32, a, b func(k int) float32, depth int) float32 {
	operand := func(x float32) *big.Float {
		if math.Abs(float64(x)) < 0x1p-126 {
			x = 0 // the sign of a zero can only matter where nothing but zeros is added to -0, and no sum starts there
		}
		return new(big.Float).SetMode(big.ToNearestEven).SetPrec(8).SetFloat64(float64(x))
	}
	sum := func(x, y float32) float32 {
		return rounded24(new(big.Float).SetPrec(400).Add(big.NewFloat(float64(x)), big.NewFloat(float64(y))))
	}
	for from := 0; from < depth; from += 32 {
		var sums [2]float32
		for k := from; k < min(from+32, depth); k++ {
			product := new(big.Float).SetPrec(400).Mul(operand(a(k)), operand(b(k)))
			sums[k%2] = rounded24(product.Add(product, big.NewFloat(float64(sums[k%2]))))
		}
		if math.Abs(float64(c)) < 0x1p-126 {
			c *= 0
		}
		c = sum(c, sum(sums[0], sums[1]))
	}
	return c
}

// machineBackEnds are all that this machine has.
func machineBackEnds() map[string]Multiplier {
	backs := map[string]Multiplier{"plain": NewPlainMultiplier()}
	for name, k := range machineKernels() {
		backs[name] = &packed{kernel: k}
	}
	if t := newTiled(); t != nil {
		backs["tiles"] = t
	}
	return backs
}

// Every back end gives the bits of the contract: edges and transposes included, with ordinary numbers and hostile ones.
func TestBackEndsGiveTheSameBits(t *testing.T) {
	backs := machineBackEnds()
	r := rand.New(rand.NewPCG(1, 2))
	for trial := 0; trial < 120; trial++ {
		numbers := fill
		if trial%2 == 1 {
			numbers = hostile
		}
		m, n, k := 1+r.IntN(70), 1+r.IntN(70), 1+r.IntN([]int{300, 20, 70}[trial%3])
		a, b := NewMatrix(numbers(r, m*k), m, k), NewMatrix(numbers(r, k*n), k, n)
		if r.IntN(2) == 0 {
			a = NewMatrix(numbers(r, m*k), k, m).T()
		}
		if r.IntN(2) == 0 {
			b = NewMatrix(numbers(r, n*k), n, k).T()
		}
		start := numbers(r, m*n)
		want := append([]float32(nil), start...)
		backs["plain"].MulAdd(NewMatrix(want, m, n), a, b)
		for range 20 { // the plain back end by the contract, elsewhere all by the plain one
			i, j := r.IntN(m), r.IntN(n)
			exact := contract(start[i*n+j], func(k int) float32 { return a.Data[i*a.RowStride+k*a.ColStride] },
				func(k int) float32 { return b.Data[k*b.RowStride+j*b.ColStride] }, k)
			if got := want[i*n+j]; got != exact {
				t.Fatalf("plain: %dx%dx%d element (%d, %d): %g, want %g", m, k, n, i, j, got, exact)
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
			backs["plain"].MulAdd(NewMatrix(sum, m, n), a, b)
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

// What is flushed is what lies below the normal range after rounding to 24 bits: a sum just below it, by less than half of what 24 bits
// can tell there, stays. Processors of other makers decide before rounding.
func TestFlushingComesAfterRounding(t *testing.T) {
	const n, k = 64, 3
	r := rand.New(rand.NewPCG(5, 6))
	a, b := NewMatrix(make([]float32, n*k), n, k), NewMatrix(make([]float32, k*n), k, n)
	for i := range n {
		a.Data[i*k], b.Data[i] = 0x1p-63, 0x1p-63
		a.Data[i*k+2] = -roundBF16(0x1p-75 * (1 + r.Float32()))
		b.Data[2*n+i] = roundBF16(float32(math.Ldexp(float64(1+r.Float32()), -74-r.IntN(6))))
	}
	want := make([]float32, n*n)
	flushed, kept := 0, 0
	for i := range want {
		if want[i] = bigFMA(a.Data[i/n*k+2], b.Data[2*n+i%n], 0x1p-126); want[i] == 0 {
			flushed++
		} else {
			kept++
		}
	}
	if flushed < 100 || kept < 100 {
		t.Fatalf("%d flushed, %d not: the test does not reach the border", flushed, kept)
	}
	for name, back := range machineBackEnds() {
		got := make([]float32, n*n)
		back.Mul(NewMatrix(got, n, n), a, b)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: element %d: %g, want %g", name, i, got[i], want[i])
			}
		}
	}
}

// Rounding to bfloat16 is the same in plain Go, in vector code and by number theory, for numbers of all kinds.
func TestRoundingToBFloat16(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), math.MaxFloat32, 0x1p-126, 0x1.fffffep-127, 0x1p-149}
	for len(x) < 1<<16 {
		x = append(x, math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32()&^0xffff|0x8000))
	}
	for _, v := range x {
		want := new(big.Float).SetMode(big.ToNearestEven).SetPrec(8)
		if v != v {
			if roundBF16(v) == roundBF16(v) {
				t.Fatal("what is no number became one")
			}
			continue
		}
		if w, _ := want.SetFloat64(float64(v)).Float32(); math.Abs(float64(v)) >= 0x1p-126 && roundBF16(v) != w || math.Abs(float64(v)) < 0x1p-126 && roundBF16(v) != 0 {
			t.Fatalf("%g becomes %g, want %g", v, roundBF16(v), w)
		}
	}
	for name, k := range machineKernels() {
		y := append([]float32(nil), x...)
		k.movers.round(&y[0], len(y))
		for i, v := range y {
			if math.Float32bits(v) != math.Float32bits(roundBF16(x[i])) {
				t.Fatalf("%s: %g becomes %g, want %g", name, x[i], v, roundBF16(x[i]))
			}
		}
	}
}

// rounded24 is v rounded to 24 bits, or 0 when that lies below the normal range.
func rounded24(v *big.Float) float32 {
	v.SetMode(big.ToNearestEven).SetPrec(24)
	if exponent := v.MantExp(nil); v.Sign() == 0 || exponent < -125 {
		return 0
	}
	x, _ := v.Float32()
	return x
}

// bigFMA is x*y+z, rounded once, by big numbers.
func bigFMA(x, y, z float32) float32 {
	product := new(big.Float).SetPrec(400).Mul(big.NewFloat(float64(x)), big.NewFloat(float64(y)))
	return rounded24(product.Add(product, big.NewFloat(float64(z))))
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
		case 0: // around the smallest normal number
			x, z = x*0x1p-110, flush(z*0x1p-130)
		case 1:
			x = -x
		case 2:
			z = -z
		case 3:
			x, y, z = r.Float32()-0.5, r.Float32()-0.5, r.Float32()-0.5
		}
		got, want := fma32(x, y, z), bigFMA(x, y, z)
		if got != want {
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
	for name, back := range machineBackEnds() {
		for _, s := range [][3]int{{512, 192, 448}, {448, 512, 192}, {100, 32, 100}, {150, 192, 4096}} {
			b.Run(fmt.Sprintf("%s/%v", name, s), func(b *testing.B) {
				m, k, n := s[0], s[1], s[2]
				x, w, y := NewMatrix(fill(r, m*k), m, k), NewMatrix(fill(r, n*k), n, k), NewMatrix(fill(r, m*n), m, n)
				for b.Loop() {
					back.MulAdd(y, x, w.T())
				}
				b.ReportMetric(float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
			})
		}
	}
}
