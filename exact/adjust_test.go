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

func TestPenaliseVectors(t *testing.T) {
	for _, c := range []struct {
		logit int32
		s     Sampling
		seen  bool
		count uint32
		want  int32
	}{
		{65536, Sampling{Repeat: 2000}, true, 0, 32768},
		{65536, Sampling{Repeat: 2000}, false, 0, 65536},
		{-65536, Sampling{Repeat: 2000}, true, 3, -131072},
		{65537, Sampling{Repeat: 2000}, true, 0, 32768},   // floor
		{-65537, Sampling{Repeat: 1300}, true, 0, -85198}, // 65537*1.3 = 85198.1
		{0, Sampling{Repeat: 10000}, true, 1, 0},
		{MaxInt32, Sampling{Repeat: 100}, true, 0, MaxInt32},
		{-MaxInt32, Sampling{Repeat: 10000}, true, 0, -MaxInt32},
		{math.MinInt32, Sampling{Repeat: 1000}, true, 0, -MaxInt32},
		{math.MinInt32, Sampling{Repeat: 10000, Frequency: 2000, Presence: 2000}, true, math.MaxUint32, -MaxInt32},
		{MaxInt32, Sampling{Repeat: 100, Frequency: -2000, Presence: -2000}, true, math.MaxUint32, MaxInt32},
		{100000, Sampling{Repeat: 1000, Frequency: 500}, true, 2, 100000 - 65536},
		{100000, Sampling{Repeat: 1000, Frequency: 500}, true, 0, 100000}, // in the prompt only
		{100000, Sampling{Repeat: 1000, Presence: 1000}, true, 5, 100000 - 65536},
		{0, Sampling{Repeat: 1000, Frequency: 1}, true, 1, -65}, // 65.536 towards zero
		{0, Sampling{Repeat: 1000, Frequency: -1}, true, 1, 65}, // the same the other way
		{0, Sampling{Frequency: 2000, Presence: -1000}, true, 2, -3 * 65536},
		{-131072, Sampling{Repeat: 1500, Frequency: 1000, Presence: 250}, true, 1, -196608 - 81920},
	} {
		if got := Penalise(c.logit, c.s, c.seen, c.count); got != c.want {
			t.Errorf("Penalise(%d, %+v, %t, %d) = %d, want %d", c.logit, c.s, c.seen, c.count, got, c.want)
		}
	}
}

func TestShiftVectors(t *testing.T) {
	for _, c := range []struct{ logit, bias, want int32 }{
		{0, 1000, 65536}, {0, -1000, -65536}, {5, 1, 70}, {5, -1, -60}, {0, MaxBias, 6553600},
		{MaxInt32, MaxBias, MaxInt32}, {-MaxInt32, -MaxBias, -MaxInt32}, {math.MinInt32, 0, -MaxInt32},
	} {
		if got := Shift(c.logit, c.bias); got != c.want {
			t.Errorf("Shift(%d, %d) = %d, want %d", c.logit, c.bias, got, c.want)
		}
	}
}

// slowAdjust is steps 1 to 3 as docs/exact.md has them, word for word over big integers.
func slowAdjust(logit int32, s Sampling, inText bool, inOutput int, bias int32) int32 {
	clamp := func(v *big.Int) *big.Int {
		for _, limit := range []int64{MaxInt32, -MaxInt32} {
			if l := big.NewInt(limit); v.Cmp(l) == int(min(1, max(-1, limit))) {
				return l
			}
		}
		return v
	}
	thousand := big.NewInt(1000)
	steps := func(t *big.Int) *big.Int { // sign(t)*floor(|t|*65536/1000)
		d := new(big.Int).Mul(new(big.Int).Abs(t), big.NewInt(65536))
		d.Div(d, thousand) // of positive numbers, so it floors
		return d.Mul(d, big.NewInt(int64(t.Sign())))
	}
	l := big.NewInt(int64(logit))
	if inText && s.Repeat != 0 && s.Repeat != 1000 {
		repeat := big.NewInt(int64(s.Repeat))
		if l.Sign() > 0 {
			l.Mul(l, thousand).Div(l, repeat)
		} else {
			l.Neg(l)
			l.Neg(l.Mul(l, repeat).Div(l, thousand))
		}
		l = clamp(l)
	}
	t := big.NewInt(int64(s.Frequency) * int64(inOutput))
	if inOutput > 0 {
		t.Add(t, big.NewInt(int64(s.Presence)))
	}
	l = clamp(l.Sub(l, steps(t)))
	return int32(clamp(l.Add(l, steps(big.NewInt(int64(bias))))).Int64())
}

func drawSampling(t *rapid.T) Sampling {
	return Sampling{
		Temperature: rapid.SampledFrom([]uint32{0, 1, 300, 1000, 2500, MaxTemperature}).Draw(t, "temperature"),
		TopK:        rapid.SampledFrom([]uint32{0, 1, 2, 10, 59, 60, 1 << 31}).Draw(t, "k"),
		TopP:        rapid.SampledFrom([]uint32{1, 300, 900, 999, 1000}).Draw(t, "p"),
		MinP:        rapid.SampledFrom([]uint32{0, 1, 100, 1000}).Draw(t, "min"),
		Repeat:      rapid.SampledFrom([]uint32{0, 100, 900, 1000, 1100, 1300, MaxRepeat}).Draw(t, "repeat"),
		Frequency:   rapid.SampledFrom([]int32{-2000, -300, 0, 0, 1, 700, 2000}).Draw(t, "frequency"),
		Presence:    rapid.SampledFrom([]int32{-2000, -301, 0, 0, 1, 500, 2000}).Draw(t, "presence"),
	}
}

// TestSamplerEqualsTheDefinition walks through answers: at each position the
// token of the Sampler is the one that the definition gives for prompt, output,
// biases and mask.
func TestSamplerEqualsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vocab := rapid.IntRange(1, 150).Draw(t, "vocab")
		token := rapid.Uint32Range(0, uint32(vocab)-1)
		p := drawSampling(t)
		prompt := rapid.SliceOfN(token, 1, 20).Draw(t, "prompt")
		var bias []Bias
		for v := range uint32(vocab) {
			if rapid.IntRange(0, 9).Draw(t, "biased") == 0 {
				bias = append(bias, Bias{v, rapid.SampledFrom([]int32{-MaxBias, -1, 0, 999, 5000, MaxBias}).Draw(t, "bias")})
			}
		}
		if err := ValidateBias(bias); err != nil {
			t.Fatal(err)
		}
		var seed [32]byte
		binary.BigEndian.PutUint64(seed[:], rapid.Uint64().Draw(t, "seed"))
		spread := rapid.SampledFrom([]int32{0, 3, 1 << 15, 1 << 18, 1 << 22, MaxInt32}).Draw(t, "spread")
		s := NewSampler(p, bias, seed, vocab, prompt)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "logits"), 1))
		var output []uint32
		for n := range 12 {
			logits := make([]int32, vocab)
			for v := range logits {
				logits[v] = int32(rng.Int64N(2*int64(spread)+1) - int64(spread))
			}
			var allowed []uint64
			if rapid.Bool().Draw(t, "masked") {
				allowed = make([]uint64, MaskWords(vocab))
				for v := range vocab {
					if rng.IntN(3) == 0 {
						allowed[v/64] |= 1 << (v % 64)
					}
				}
			}
			var ids []uint32 // the allowed tokens, and their logits after steps 1 to 3
			var left []int32
			before := slices.Clone(logits)
			for v, l := range logits {
				if allowed != nil && !Allowed(allowed, uint32(v)) {
					continue
				}
				count, extra := 0, int32(0)
				for _, o := range output {
					if o == uint32(v) {
						count++
					}
				}
				for _, b := range bias {
					if b.Token == uint32(v) {
						extra = b.Bias
					}
				}
				ids = append(ids, uint32(v))
				left = append(left, slowAdjust(l, p, slices.Contains(prompt, uint32(v)) || count > 0, count, extra))
			}
			if s.Plain() && allowed == nil {
				if got, _ := s.Next(logits, nil); got != Argmax(logits) {
					t.Fatalf("plain, and drew %d where the largest is %d", got, Argmax(logits))
				}
			}
			got, ok := s.Next(logits, allowed)
			if ok != (len(ids) > 0) {
				t.Fatalf("of %d allowed tokens one was found: %t", len(ids), ok)
			}
			if !slices.Equal(logits, before) {
				t.Fatal("the logits were changed")
			}
			if !ok {
				return
			}
			if want := ids[slowDraw(left, ids, p, seed, uint32(n))]; got != want {
				t.Fatalf("position %d, %+v: drew %d, the definition gives %d", n, p, got, want)
			}
			output = append(output, got)
			s.Add(got)
		}
	})
}

func TestSamplerVectors(t *testing.T) {
	logits := make([]int32, 200)
	for i := range logits {
		logits[i] = int32(i*i*2654435761%327680) - 100000
	}
	seed := sha256.Sum256([]byte("vector"))
	mask := make([]uint64, MaskWords(len(logits)))
	for v := 0; v < len(logits); v += 3 {
		mask[v/64] |= 1 << (v % 64)
	}
	run := func(p Sampling, bias []Bias, mask []uint64) (out []uint32) {
		s := NewSampler(p, bias, seed, len(logits), []uint32{1, 2, 3, 113})
		for range 8 {
			v, _ := s.Next(logits, mask)
			out = append(out, v)
			s.Add(v)
		}
		return out
	}
	got := [][]uint32{
		run(Sampling{TopP: 1000, Repeat: 1200}, nil, nil),
		run(Sampling{TopP: 1000, Frequency: 400, Presence: 100}, nil, nil),
		run(Sampling{Temperature: 800, TopP: 950, TopK: 40, Repeat: 1100}, []Bias{{7, 5000}, {150, -100000}}, mask),
	}
	want := [][]uint32{
		{87, 172, 174, 112, 111, 31, 126, 187},
		{87, 172, 174, 112, 111, 31, 126, 187},
		{111, 75, 33, 141, 54, 123, 153, 153},
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("the semantics have changed: run %d gives %v, want %v", i, got[i], want[i])
		}
	}
}

func TestValidateBias(t *testing.T) {
	long := make([]Bias, MaxBiases+1)
	for i := range long {
		long[i].Token = uint32(i)
	}
	for _, ok := range [][]Bias{nil, {}, {{0, 0}}, {{1, MaxBias}, {2, -MaxBias}, {math.MaxUint32, 1}}, long[1:]} {
		if err := ValidateBias(ok); err != nil {
			t.Errorf("%v: %v", ok, err)
		}
	}
	for name, bad := range map[string][]Bias{
		"descending": {{2, 1}, {1, 1}}, "twice": {{1, 1}, {1, 2}}, "too much": {{1, MaxBias + 1}}, "too little": {{1, -MaxBias - 1}}, "too many": long,
	} {
		if ValidateBias(bad) == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

// TestMaskedDrawsFollowTheSoftmax checks that a mask leaves the proportions of what it allows.
func TestMaskedDrawsFollowTheSoftmax(t *testing.T) {
	logits := []int32{0, 65536, 131072, 400000, 150000, 90000, 30000}
	mask := []uint64{0b1110110} // all but 0 and 3, the likeliest
	bias := []Bias{{6, 1000}}
	s := NewSampler(Sampling{Temperature: 1000, TopP: 1000}, bias, sha256.Sum256([]byte("mask")), len(logits), []uint32{0})
	const draws = 200_000
	counts := make([]int, len(logits))
	for range draws {
		v, _ := s.Next(logits, mask)
		counts[v]++
		s.Add(v)
	}
	var total, stat float64
	prob := make([]float64, len(logits))
	for v, l := range logits {
		if Allowed(mask, uint32(v)) {
			prob[v] = math.Exp(float64(l) / 65536)
			if v == 6 {
				prob[v] *= math.E
			}
			total += prob[v]
		}
	}
	for v, n := range counts {
		if prob[v] == 0 {
			if n > 0 {
				t.Errorf("token %d is not allowed and was drawn %d times", v, n)
			}
			continue
		}
		want := prob[v] / total * draws
		stat += (float64(n) - want) * (float64(n) - want) / want
	}
	if p := chiSquareTail(stat, 4); p < 0.001 {
		t.Errorf("chi-square %.2f, p = %.2g", stat, p)
	}
}

func TestLogprobsAgainstFloat(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 2, 50, 5000} {
		logits := make([]int32, n)
		for i := range logits {
			logits[i] = int32(rng.NormFloat64() * 4 * 65536)
		}
		var z float64
		for _, l := range logits {
			z += math.Exp(float64(l) / 65536)
		}
		lp := NewLogprobs(logits)
		for _, l := range logits {
			want := float64(l)/65536 - math.Log(z)
			if got := float64(lp.Of(l)) / (1 << 32); math.Abs(got-want) > 1e-5 {
				t.Fatalf("of %d tokens: %v, want %v", n, got, want)
			}
		}
	}
	extreme := []int32{-MaxInt32, MaxInt32, math.MinInt32}
	if got := NewLogprobs(extreme).Of(MaxInt32); got != 0 {
		t.Errorf("the certain token has log-probability %d", got)
	}
	if got := NewLogprobs(extreme).Of(-MaxInt32); got != -(2*MaxInt32)<<16 {
		t.Errorf("the impossible token has log-probability %d", got)
	}
}

func TestTopIsTheHeadOfTheSortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		logits := rapid.SliceOfN(rapid.Int32Range(-5, 5), 0, 40).Draw(t, "logits")
		n := rapid.IntRange(0, 20).Draw(t, "n")
		want := make([]uint32, len(logits))
		for i := range want {
			want[i] = uint32(i)
		}
		slices.SortStableFunc(want, func(a, b uint32) int { return int(logits[b]) - int(logits[a]) })
		got := Top([]uint32{99}, logits, n)
		if got[0] != 99 || !slices.Equal(got[1:], want[:min(n, len(want))]) {
			t.Fatalf("%d of %v: %v, want %v", n, logits, got, want)
		}
	})
}

func TestSamplerDoesNotAllocate(t *testing.T) {
	logits := make([]int32, 4096)
	for i := range logits {
		logits[i] = int32(i*i*2654435761%327680) - 100000
	}
	mask := make([]uint64, MaskWords(len(logits)))
	for i := range mask {
		mask[i] = 0xaaaaaaaaaaaaaaaa
	}
	for name, p := range map[string]Sampling{
		"greedy":    Greedy,
		"sampled":   {Temperature: 800, TopP: 950, TopK: 100},
		"penalised": {Temperature: 800, TopP: 950, MinP: 10, Repeat: 1100, Frequency: 300},
	} {
		s := NewSampler(p, []Bias{{3, 100}}, [32]byte{1}, len(logits), []uint32{1, 2, 3})
		s.Next(logits, mask)
		s.Add(5)
		if n := testing.AllocsPerRun(10, func() { s.Next(logits, mask) }); n > 0 {
			t.Errorf("%s: %v allocations a token", name, n)
		}
	}
}

func BenchmarkSample(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 6))
	logits := make([]int32, 152_000)
	for i := range logits {
		logits[i] = int32(rng.NormFloat64() * 3 * 65536)
	}
	for name, p := range map[string]Sampling{
		"greedy": Greedy, "temperature": {Temperature: 1000, TopP: 1000}, "top-p": {Temperature: 800, TopP: 950},
		"top-k and top-p": {Temperature: 800, TopP: 950, TopK: 40}, "min-p": {Temperature: 1000, TopP: 1000, MinP: 50},
		"penalties": {TopP: 1000, Repeat: 1100},
	} {
		b.Run(name, func(b *testing.B) {
			s := NewSampler(p, nil, [32]byte{1}, len(logits), []uint32{1, 2, 3})
			for range b.N {
				v, _ := s.Next(logits, nil)
				s.Add(v)
			}
		})
	}
}
