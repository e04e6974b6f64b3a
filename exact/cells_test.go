package exact

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// someDifferences has ties, gaps and the ends of the range; 0 is always among them, as the largest logit's own is.
func someDifferences(random *rand.Rand) []uint32 {
	d := []uint32{0}
	for range 1 + random.IntN(300) {
		d = append(d, random.Uint32()>>random.UintN(32))
	}
	for range random.IntN(20) {
		d = append(d, d[random.IntN(len(d))])
	}
	if random.IntN(4) == 0 {
		d = append(d, 1<<32-1)
	}
	return d
}

func TestDigitsFindTheRankOfADifference(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 400 {
		d := someDifferences(random)
		k := 1 + random.IntN(len(d))
		prefix, rank := uint32(0), uint32(k)
		for pass := range Passes {
			var counts [Digits]uint32
			for _, x := range d {
				if digit, in := Digit(x, pass, uint64(prefix)); in {
					counts[digit]++
				}
			}
			prefix, rank = RankStep(prefix, rank, func(i int) uint32 { return counts[i] })
		}
		slices.Sort(d)
		if want := d[k-1]; prefix != want {
			t.Fatalf("number %d of %v is found to be %d, want %d", k, d, prefix, want)
		}
		if rank == 0 {
			t.Fatal("the rank that is left is 0")
		}
	}
}

// TestDigitsFindThePortion holds the search to step 6 of the definition: a token is kept if the mass of those with smaller D is below the portion.
func TestDigitsFindThePortion(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	for range 400 {
		d := someDifferences(random)
		temperature := 1 + random.Uint32N(MaxTemperature)>>random.UintN(17)
		topP := 1 + random.Uint64N(999)
		mass := func(x uint32) uint64 { return uint64(Mass(Cool(x, temperature))) }
		prefix, want := uint64(0), topP
		for pass := range Passes {
			var masses [Digits]uint64
			for _, x := range d {
				if digit, in := Digit(x, pass, prefix); in {
					masses[digit] += mass(x)
				}
			}
			prefix, want = PortionStep(prefix, want, pass == 0, func(i int) uint64 { return masses[i] })
		}
		var total uint64
		for _, x := range d {
			total += mass(x)
		}
		for _, x := range d {
			var smaller uint64
			for _, y := range d {
				if Cool(y, temperature) < Cool(x, temperature) {
					smaller += mass(y)
				}
			}
			if kept := 1000*smaller < topP*total; kept != (uint64(x) <= prefix) {
				t.Fatalf("difference %d at %d thousandths of %d: kept %v, but the cut is %d", x, topP, total, kept, prefix)
			}
		}
	}
}

func TestTheWinnerOfScoresIsWhatSampleDraws(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for n := range 200 {
		logits := make([]int32, 1+random.IntN(200))
		for i := range logits {
			logits[i] = int32(random.Uint32()) >> (10 + random.UintN(8))
		}
		s := Sampling{Temperature: 1 + random.Uint32N(3000), TopP: 1000, MinP: random.Uint32N(200)}
		most := logits[Argmax(logits)]
		draws := NewDraws(s, [32]byte{byte(n)}, uint32(n))
		best, at := int64(Excluded), 0
		for i, l := range logits {
			score := draws.Score(uint32(i), uint32(most)-uint32(l), 1<<32-1)
			if alone := NewDraws(s, [32]byte{byte(n)}, uint32(n)).Score(uint32(i), uint32(most)-uint32(l), 1<<32-1); alone != score {
				t.Fatalf("token %d has the score %d, alone %d", i, score, alone)
			}
			if score > best {
				best, at = score, i
			}
		}
		if want := Sample(logits, s, [32]byte{byte(n)}, uint32(n)); uint32(at) != want {
			t.Fatalf("%+v: the best score is of token %d, Sample draws %d", s, at, want)
		}
		if draws.Score(0, 5, 4) != Excluded {
			t.Fatal("a token above the cut has a score")
		}
	}
}

// TestCellsOfAnyInput: the cells of hostile numbers are those of the definition where it has any, and never panic.
func TestCellsOfAnyInput(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	ends := []int64{0, 1, -1, 1<<31 - 1, -1 << 31, 1<<63 - 1, -1 << 63, 1 << 62, 40, -40, 64, 1 << 32}
	any64 := func() int64 {
		if random.IntN(2) == 0 {
			return ends[random.IntN(len(ends))]
		}
		return int64(random.Uint64()) >> random.UintN(64)
	}
	for range 50_000 {
		v, s := any64(), any64()
		got := FixAny(v, s)
		switch {
		case s > 62 && got != 0, s >= 0 && s <= 62 && got != Clamp32(Rsh(v, int(s))), s < 0 && v == 0 && got != 0, s < -31 && v > 0 && got != MaxInt32, s < -31 && v < 0 && got != -MaxInt32:
			t.Fatalf("FixAny(%d, %d) is %d", v, s, got)
		}
		b := int32(any64())
		switch sum := Biased(v, b, s); {
		case s > 62 && sum != v, s >= 0 && s <= 62 && sum != v+Rsh(int64(b), int(s)), s < 0 && s > -38 && sum != v+int64(b)<<-s, s <= -38 && sum != v+int64(b)<<38:
			t.Fatalf("Biased(%d, %d, %d) is %d", v, b, s, sum)
		}
		if w := Weight(Below(int32(any64()), int32(any64())), any64()>>32, any64()>>32); w < 0 || w > 1<<ProbabilityQ {
			t.Fatalf("a weight of %d", w)
		}
		n := 1 + random.IntN(1<<17)
		if j, k := InverseRootAny(uint64(any64()), uint64(any64()), n, uint64(any64())); j < 1<<30 || j > 1<<31 || k < 9 || k > 40 {
			t.Fatalf("an inverse root of %d, %d", j, k)
		}
		d := uint32(any64())
		if D := Cool(d, 1+random.Uint32()); D < 0 || D >= 1<<58 || Mass(D) < 0 || Mass(D) > 1<<30 {
			t.Fatalf("D %d of %d, mass %d", D, d, Mass(D))
		}
		RankStep(uint32(any64()), uint32(any64()), func(int) uint32 { return uint32(any64()) })
		PortionStep(uint64(any64()), uint64(any64()), random.IntN(2) == 0, func(int) uint64 { return uint64(any64()) })
	}
}
