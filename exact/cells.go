package exact

// The cells of this file are what a trace needs beside the operations above:
// total on whatever bytes a party may commit to, so they say for every input
// what the others say for inputs in their range, and nothing panics.

// Biased adds a bias b of a linear layer to acc, in units of acc: t is the
// exponent of the bias less that of acc. |b| is at most 2^23 in a model, so the
// term stays below 2^62; for others it wraps.
func Biased(acc int64, b int32, t int64) int64 {
	if t >= 0 {
		return acc + Rsh(int64(b), int(min(t, 63)))
	}
	return acc + int64(b)<<-max(t, -38)
}

// FixAny is Fix32 for any shift.
func FixAny(v, s int64) int32 { return Fix32(v, int(max(-64, min(64, s)))) }

// InverseRootAny is InverseRoot for any sum of squares: the mean is cut to 64
// bits. n is 1 to 2^31.
func InverseRootAny(hi, lo uint64, n int, epsilon uint64) (j int64, s int) {
	return InverseRoot(hi%uint64(n), lo, n, epsilon)
}

// Below is how far a score x lies below the peak, at least 0: an argument of Exp2Neg.
func Below(peak, x int32) int64 { return max(0, int64(peak)-int64(x)) }

// Weight is the attention weight of a position whose value has exponent e,
// when the least exponent is least: 0 to 2^22.
func Weight(below, e, least int64) int64 {
	return Exp2Neg(below, ProbabilityQ) >> min(max(0, e-least), 63)
}

// Cool is D of a token whose logit is d below the largest, at a temperature
// above 0 in thousandths: Q32, below 2^58.
func Cool(d, temperature uint32) int64 {
	return int64(d) * (65536 * 1000) / int64(temperature)
}

// Mass is exp(-D) in Q30, for D in Q32, at least 0.
func Mass(d int64) int64 { return mass(d) }

// Excluded is the score of a token that takes no part in the draw.
const Excluded = -1 << 63

// Draws gives the scores of the tokens of one draw. The zero value is of no
// use; NewDraws makes one. Scores of neighbouring tokens share their noise, so
// one Draws for all of them is faster than one for each.
type Draws struct {
	sampling Sampling
	noise    noiseSource
}

// NewDraws is the draw of one output position, for a temperature above 0.
func NewDraws(s Sampling, seed [32]byte, position uint32) *Draws {
	return &Draws{sampling: s, noise: noiseSource{seed: seed, position: position, block: -1}}
}

// Score is G - D of a token whose logit is d (Q16) below the largest, or
// Excluded if d is above the cut or min-p leaves it out.
func (s *Draws) Score(token, d uint32, cut uint64) int64 {
	if uint64(d) > cut {
		return Excluded
	}
	cooled := Cool(d, s.sampling.Temperature)
	if s.sampling.MinP > 0 && !likely(cooled, s.sampling.MinP) {
		return Excluded
	}
	return Gumbel(s.noise.uniform(token)) - cooled
}

// Digits is the number of values of one digit of a difference of logits.
const Digits = 16

// Passes is the number of digits of a difference.
const Passes = 8

// Digit reports whether the first pass digits of d are prefix, and which the
// next one is. pass is 0 to 7.
func Digit(d uint32, pass int, prefix uint64) (digit int, in bool) {
	return int(d >> (28 - 4*pass) & (Digits - 1)), uint64(d)>>(32-4*pass) == prefix
}

// RankStep goes one digit further in the search for the rank-th smallest
// difference: the digit is the least with which at least rank tokens are
// counted, the last one if there is none. What wraps, wraps to 32 bits.
func RankStep(prefix, rank uint32, counts func(digit int) uint32) (newPrefix, newRank uint32) {
	var below uint32
	b := 0
	for ; b < Digits-1; b++ {
		c := counts(b)
		if below+c >= rank {
			break
		}
		below += c
	}
	return prefix<<4 + uint32(b), rank - below
}

// PortionStep is the same search for the smallest difference down to which the
// masses make want thousandths. In the step after pass 0 want is TopP, to be
// multiplied by the sum of all masses: first says so. What wraps, wraps to 64 bits.
func PortionStep(prefix, want uint64, first bool, masses func(digit int) uint64) (newPrefix, newWant uint64) {
	if first {
		var total uint64
		for b := range Digits {
			total += masses(b)
		}
		want *= total
	}
	var below uint64
	b := 0
	for ; b < Digits-1; b++ {
		m := masses(b)
		if 1000*(below+m) >= want {
			break
		}
		below += m
	}
	return prefix<<4 + uint64(b), want - 1000*below
}

// Penalises reports whether logits depend on the tokens so far.
func (s Sampling) Penalises() bool { return s.penalises() }
