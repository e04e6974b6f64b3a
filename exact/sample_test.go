package exact

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLnAgainstBigFloat(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for i := range 20000 {
		x := max(1, rng.Uint64()>>(2+rng.Uint64()%61))
		if i < 2000 {
			x = uint64(i + 1)
		}
		got := float64(Ln(x)) / (1 << 56)
		if want := math.Log(float64(x)); math.Abs(got-want) > 1e-14*(1+want) {
			t.Fatalf("Ln(%d) = %.17g, want %.17g", x, got, want)
		}
	}
	for x, want := range map[uint64]int64{ // order-free: each stands alone; by hand from docs/exact.md
		1: 0, 2: ln2, 3: 79163358301925546,
		// ties in the last shift behind a negative series
		15: 195135582025352161, 120: 344975136461320783, 5984: 626673691808228885, 3679006616352431081: 3080402657861127131,
	} {
		if got := Ln(x); got != want {
			t.Errorf("Ln(%d) = %d, want %d", x, got, want)
		}
	}
}

// gumbelReference is the noise in float64, exact next to 1 too by way of log1p.
func gumbelReference(r uint32) float64 {
	w := float64(uint64(1)<<33 - (2*uint64(r) + 1))
	x := w / (1 << 33) // exact
	e := -math.Log1p(-x)
	return -math.Log(e)
}

func TestGumbelAgainstFloat(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	check := func(r uint32) {
		got, want := float64(Gumbel(r))/(1<<32), gumbelReference(r)
		if math.Abs(got-want) > 2e-8 {
			t.Fatalf("Gumbel(%d) = %.12f, want %.12f", r, got, want)
		}
	}
	for _, r := range []uint32{0, 1, 2, 1<<31 - 1, 1 << 31, 1<<31 + 1, math.MaxUint32, math.MaxUint32 - 1, 1580030168} {
		check(r)
	}
	for range 200000 {
		check(rng.Uint32())
	}
	if span := Gumbel(math.MaxUint32) - Gumbel(0); span >= gumbelSpan {
		t.Errorf("noise spans %d, more than the shortcut assumes", span)
	}
	last := int64(math.MinInt64)
	for r := uint64(0); r < 1<<32; r += 65521 {
		g := Gumbel(uint32(r))
		if g < last {
			t.Fatalf("Gumbel falls at %d", r)
		}
		last = g
	}
}

// slowSample is the definition word for word, without shortcuts.
func slowSample(logits []int32, p Sampling, seed [32]byte, position uint32) uint32 {
	ids := make([]uint32, len(logits))
	for v := range ids {
		ids[v] = uint32(v)
	}
	return uint32(slowDraw(logits, ids, p, seed, position))
}

// slowDraw is slowSample over some of the tokens: ids are theirs, and the
// result is an index into ids.
func slowDraw(logits []int32, ids []uint32, p Sampling, seed [32]byte, position uint32) int {
	most := slices.Max(logits)
	if p.Temperature == 0 {
		return slices.Index(logits, most)
	}
	n := len(logits)
	d, keep := make([]int64, n), make([]bool, n)
	for v, l := range logits {
		d[v] = (int64(most) - int64(l)) * 65536 * 1000 / int64(p.Temperature)
	}
	for v := range d {
		above := 0
		for u := range d {
			if d[u] < d[v] {
				above++
			}
		}
		keep[v] = p.TopK == 0 || above < int(p.TopK)
	}
	total := new(big.Int)
	for v := range d {
		if keep[v] {
			total.Add(total, big.NewInt(mass(d[v])))
		}
	}
	kept := slices.Clone(keep)
	for v := range d {
		above := new(big.Int)
		for u := range d {
			if kept[u] && d[u] < d[v] {
				above.Add(above, big.NewInt(mass(d[u])))
			}
		}
		left := above.Mul(above, big.NewInt(1000))
		right := new(big.Int).Mul(total, big.NewInt(int64(p.TopP)))
		if p.TopP < 1000 && left.Cmp(right) >= 0 {
			keep[v] = false
		}
		if 1000*mass(d[v]) < int64(p.MinP)<<30 {
			keep[v] = false
		}
	}
	best, bestScore := -1, int64(0)
	for v := range d {
		msg := append([]byte("assay.gumbel.v1"), seed[:]...)
		msg = binary.BigEndian.AppendUint32(msg, position)
		msg = binary.BigEndian.AppendUint32(msg, ids[v]/8)
		h := sha256.Sum256(msg)
		score := Gumbel(binary.BigEndian.Uint32(h[ids[v]%8*4:])) - d[v]
		if keep[v] && (best < 0 || score > bestScore) {
			best, bestScore = v, score
		}
	}
	return best
}

func TestSampleEqualsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spread := rapid.SampledFrom([]int32{0, 3, 1 << 15, 1 << 18, 1 << 22, MaxInt32}).Draw(t, "spread")
		logits := rapid.SliceOfN(rapid.Int32Range(-spread, spread), 1, 60).Draw(t, "logits")
		p := Sampling{
			Temperature: rapid.SampledFrom([]uint32{0, 1, 300, 1000, 2500, MaxTemperature}).Draw(t, "temperature"),
			TopK:        rapid.SampledFrom([]uint32{0, 1, 2, 10, 59, 60, 1 << 31}).Draw(t, "k"),
			TopP:        rapid.SampledFrom([]uint32{1, 300, 900, 999, 1000}).Draw(t, "p"),
			MinP:        rapid.SampledFrom([]uint32{0, 1, 100, 1000}).Draw(t, "min"),
		}
		var seed [32]byte
		binary.BigEndian.PutUint64(seed[:], rapid.Uint64().Draw(t, "seed"))
		position := rapid.Uint32().Draw(t, "position")
		if got, want := Sample(logits, p, seed, position), slowSample(logits, p, seed, position); got != want {
			t.Fatalf("%v %+v: drew %d, the definition gives %d", logits, p, got, want)
		}
	})
}

func TestSampleVectors(t *testing.T) {
	logits := make([]int32, 40)
	for i := range logits {
		logits[i] = int32(i*i*2654435761%327680) - 100000
	}
	seed := sha256.Sum256([]byte("vector"))
	var got []uint32
	for _, p := range []Sampling{Greedy, {Temperature: 1000, TopP: 1000}, {Temperature: 700, TopK: 5, TopP: 900}, {Temperature: 1500, TopP: 1000, MinP: 50}} {
		for pos := range uint32(6) {
			got = append(got, Sample(logits, p, seed, pos))
		}
	}
	want := []uint32{
		31, 31, 31, 31, 31, 31,
		19, 1, 33, 23, 17, 17,
		19, 31, 33, 28, 28, 31,
		19, 1, 33, 23, 17, 17,
	}
	if !slices.Equal(got, want) {
		t.Errorf("the semantics have changed: drew %v, want %v", got, want)
	}
}

// chiSquareTail is the probability that a chi-square variable with k degrees
// of freedom exceeds x: the regularised upper incomplete gamma function, by its
// series below the mean and by its continued fraction above.
func chiSquareTail(x float64, k int) float64 {
	a, z := float64(k)/2, x/2
	lg, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(z) - z - lg)
	if z < a+1 {
		sum, term := 1/a, 1/a
		for n := 1; term > sum*1e-15; n++ {
			term *= z / (a + float64(n))
			sum += term
		}
		return 1 - front*sum
	}
	f, c, d := 1e-300, 1e300, 0.0
	b := z + 1 - a
	d = 1 / b
	f = d
	for i := 1; i < 10000; i++ {
		an := -float64(i) * (float64(i) - a)
		b += 2
		d = 1 / (an*d + b)
		c = b + an/c
		f *= c * d
		if math.Abs(c*d-1) < 1e-14 {
			break
		}
	}
	return front * f
}

func TestChiSquareTailAgainstTables(t *testing.T) {
	for _, c := range []struct {
		x    float64
		k    int
		want float64
	}{{3.841, 1, 0.05}, {18.307, 10, 0.05}, {29.588, 10, 0.001}, {4.865, 10, 0.9}, {124.342, 100, 0.05}} {
		if got := chiSquareTail(c.x, c.k); math.Abs(got-c.want) > c.want*0.002 {
			t.Errorf("tail(%v, %d) = %v, want %v", c.x, c.k, got, c.want)
		}
	}
}

// TestMillionDrawsFollowTheSoftmax draws a million tokens for each of several
// distributions and compares the counts with the real-valued softmax after the
// filters, by Pearson's chi-square statistic. Seeds are fixed, so the test
// always gives the same verdict; a wrong distribution gives p-values near 0.
func TestMillionDrawsFollowTheSoftmax(t *testing.T) {
	draws := 1_000_000
	if testing.Short() {
		draws = 100_000
	}
	peaked := []int32{0, 65536, 131072, 200000, 262144, 300000, 340000, 393216, -100000}
	flat := make([]int32, 50)
	for i := range flat {
		flat[i] = int32(i % 7 * 3000)
	}
	for name, c := range map[string]struct {
		logits []int32
		p      Sampling
		kept   []int // indices that the filters keep; nil for all
	}{
		"peaked":      {peaked, Sampling{Temperature: 1000, TopP: 1000}, nil},
		"hot":         {peaked, Sampling{Temperature: 2500, TopP: 1000}, nil},
		"cold, top-k": {peaked, Sampling{Temperature: 700, TopP: 1000, TopK: 4}, []int{4, 5, 6, 7}},
		"top-p":       {peaked, Sampling{Temperature: 1000, TopP: 800}, []int{5, 6, 7}},
		"min-p":       {peaked, Sampling{Temperature: 1000, TopP: 1000, MinP: 200}, []int{5, 6, 7}},
		"flat":        {flat, Sampling{Temperature: 1000, TopP: 1000}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prob := make([]float64, len(c.logits))
			var total float64
			for v, l := range c.logits {
				if c.kept == nil || slices.Contains(c.kept, v) {
					prob[v] = math.Exp(float64(l) / 65536 * 1000 / float64(c.p.Temperature))
					total += prob[v]
				}
			}
			seed := sha256.Sum256([]byte(name))
			counts := make([]int, len(c.logits))
			for i := range draws {
				counts[Sample(c.logits, c.p, seed, uint32(i))]++
			}
			stat, cells := 0.0, 0
			for v, n := range counts {
				want := prob[v] / total * float64(draws)
				if want == 0 {
					if n > 0 {
						t.Errorf("token %d is filtered out and was drawn %d times", v, n)
					}
					continue
				}
				if want < 5 {
					t.Fatalf("token %d is expected %v times: too rare for the test", v, want)
				}
				stat += (float64(n) - want) * (float64(n) - want) / want
				cells++
			}
			p := chiSquareTail(stat, cells-1)
			t.Logf("chi-square %.2f over %d cells, p = %.4f", stat, cells, p)
			if p < 0.001 {
				t.Errorf("chi-square %.2f over %d cells, p = %.2g: the draws do not follow the distribution", stat, cells, p)
			}
		})
	}
}

func TestNoiseIsFreshAtEveryPositionAndSeed(t *testing.T) {
	logits := make([]int32, 64)
	seen := map[[4]uint32]bool{}
	for s := range 50 {
		seed := [32]byte{byte(s)}
		for pos := uint32(0); pos < 200; pos += 4 {
			var k [4]uint32
			for i := range k {
				k[i] = Sample(logits, Sampling{Temperature: 1000, TopP: 1000}, seed, pos+uint32(i))
			}
			seen[k] = true
		}
	}
	if len(seen) < 2490 { // of 2500, with 64^4 possible
		t.Errorf("only %d different runs of draws in 2500", len(seen))
	}
}

func TestValidate(t *testing.T) {
	for _, ok := range []Sampling{
		Greedy, {Temperature: 100000, TopK: 1 << 31, TopP: 1, MinP: 1000},
		{TopP: 1000, Repeat: 100, Frequency: -2000, Presence: 2000}, {TopP: 1000, Repeat: 10000, Frequency: 2000, Presence: -2000},
	} {
		if err := ok.Validate(); err != nil {
			t.Errorf("%+v: %v", ok, err)
		}
	}
	for _, bad := range []Sampling{{}, {Temperature: 100001, TopP: 1000}, {TopP: 1001}, {TopP: 1000, MinP: 1001},
		{TopP: 1000, Repeat: 99}, {TopP: 1000, Repeat: 10001}, {TopP: 1000, Frequency: 2001}, {TopP: 1000, Frequency: -2001},
		{TopP: 1000, Presence: 2001}, {TopP: 1000, Presence: -2001}} {
		if bad.Validate() == nil {
			t.Errorf("%+v was accepted", bad)
		}
	}
}

func FuzzSampleIsTotal(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8}, uint32(1000), uint32(3), uint32(900), uint32(10), uint32(0))
	f.Fuzz(func(t *testing.T, b []byte, temp, k, topP, minP, pos uint32) {
		logits := make([]int32, min(len(b)/4, 200))
		for i := range logits {
			logits[i] = int32(binary.BigEndian.Uint32(b[4*i:]))
		}
		p := Sampling{Temperature: temp, TopK: k, TopP: topP, MinP: minP}
		if len(logits) == 0 || p.Validate() != nil {
			return
		}
		seed := sha256.Sum256(b)
		got := Sample(logits, p, seed, pos)
		if want := slowSample(logits, p, seed, pos); got != want {
			t.Fatalf("%+v: drew %d, the definition gives %d", p, got, want)
		}
	})
}
