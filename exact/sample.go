package exact

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// Sampling says how a token is drawn from logits. Temperature, TopP and MinP
// are in thousandths. Temperature 0 is greedy and ignores the rest; TopK 0,
// TopP 1000 and MinP 0 switch those filters off.
type Sampling struct{ Temperature, TopK, TopP, MinP uint32 }

// Greedy always takes the most likely token.
var Greedy = Sampling{TopP: 1000}

// MaxTemperature is the largest temperature, in thousandths.
const MaxTemperature = 100_000

// Validate reports the first parameter outside its range.
func (s Sampling) Validate() error {
	switch {
	case s.Temperature > MaxTemperature:
		return fmt.Errorf("temperature %d is above %d thousandths", s.Temperature, MaxTemperature)
	case s.TopP < 1 || s.TopP > 1000:
		return fmt.Errorf("top-p %d is not in 1 to 1000 thousandths (1000 switches it off)", s.TopP)
	case s.MinP > 1000:
		return fmt.Errorf("min-p %d is above 1000 thousandths", s.MinP)
	}
	return nil
}

// Argmax is the index of the largest logit, the lowest one on a tie; 0 for none.
func Argmax(logits []int32) uint32 {
	best := 0
	for i, v := range logits {
		if v > logits[best] {
			best = i
		}
	}
	return uint32(best)
}

// gumbelSpan is above the difference of any two noise values in Q32: a token
// whose D exceeds the smallest by more can never be drawn, so its noise need
// not be computed. The noise lies in -3.13 to 22.88.
const gumbelSpan = 27 << 32

// Sample draws the token of the given output position (counted from 0) from
// logits in Q16. The draw is a pure function of the arguments; over random
// seeds its distribution is the softmax of logits / temperature after the
// filters. logits must not be empty and p must be valid.
func Sample(logits []int32, p Sampling, seed [32]byte, position uint32) uint32 {
	top := Argmax(logits)
	if p.Temperature == 0 {
		return top
	}
	d := cooled(logits, logits[top], p.Temperature)
	limit := min(cutoff(d, p), gumbelSpan)
	noise := noiseSource{seed: seed, position: position, block: -1}
	best, bestScore := top, int64(-1<<63)
	for v, dv := range d {
		if dv > limit || p.MinP > 0 && !likely(dv, p.MinP) {
			continue
		}
		if score := noise.gumbel(uint32(v)) - dv; score > bestScore {
			best, bestScore = uint32(v), score
		}
	}
	return best
}

// cooled returns D: how far each logit is below the largest one, divided by the temperature, in Q32.
func cooled(logits []int32, most int32, temperature uint32) []int64 {
	d := make([]int64, len(logits))
	for i, l := range logits {
		d[i] = (int64(most) - int64(l)) * (65536 * 1000) / int64(temperature)
	}
	return d
}

// mass is exp(-D) in Q30.
func mass(d int64) int64 {
	return Exp2Neg(min(d, 1<<37)*94548>>32, 30)
}

// likely is the min-p condition.
func likely(d int64, minP uint32) bool { return 1000*mass(d) >= int64(minP)<<30 }

// cutoff is the largest D that top-k and top-p keep. Both keep a token by
// what lies strictly above it, so both are thresholds on D and ties stay
// together. Sorting is a way to find them, not part of the definition.
func cutoff(d []int64, p Sampling) int64 {
	limit := int64(1<<63 - 1)
	useK := p.TopK > 0 && uint64(p.TopK) < uint64(len(d))
	if !useK && p.TopP == 1000 {
		return limit
	}
	sorted := slices.Clone(d)
	slices.Sort(sorted)
	if useK {
		limit = sorted[p.TopK-1]
		n, _ := slices.BinarySearch(sorted, limit+1)
		sorted = sorted[:n]
	}
	if p.TopP == 1000 {
		return limit
	}
	var total int64
	for _, v := range sorted {
		total += mass(v)
	}
	var above, run int64 // mass of strictly smaller D, and with the run of equal D so far
	for i, v := range sorted {
		if i > 0 && v != sorted[i-1] {
			above = run
		}
		if 1000*above >= int64(p.TopP)*total {
			return sorted[i-1]
		}
		run += mass(v)
	}
	return limit
}

// noiseSource computes noise block by block; a block serves eight neighbouring tokens.
type noiseSource struct {
	seed     [32]byte
	position uint32
	block    int64 // the block held in words, -1 for none
	words    [sha256.Size]byte
}

const noiseDomain = "assay.gumbel.v1"

// uniform returns the 32 random bits of a token.
func (n *noiseSource) uniform(token uint32) uint32 {
	if b := int64(token / 8); b != n.block {
		var msg [len(noiseDomain) + 40]byte
		copy(msg[:], noiseDomain)
		copy(msg[len(noiseDomain):], n.seed[:])
		binary.BigEndian.PutUint32(msg[len(noiseDomain)+32:], n.position)
		binary.BigEndian.PutUint32(msg[len(noiseDomain)+36:], uint32(b))
		n.words, n.block = sha256.Sum256(msg[:]), b
	}
	return binary.BigEndian.Uint32(n.words[token%8*4:])
}

func (n *noiseSource) gumbel(token uint32) int64 { return Gumbel(n.uniform(token)) }

// ln2 is the natural logarithm of 2 in Q56.
const ln2 = 49946518145322874

// Gumbel is -ln(-ln((2r+1)/2^33)) in Q32: standard Gumbel noise when r is
// uniform. The range is about -3.13 to 22.88 and the error below 2^-26.
func Gumbel(r uint32) int64 {
	n := 2*uint64(r) + 1
	var x uint64
	q := int64(56)
	if r < 1<<31 {
		x = uint64(33*ln2 - Ln(n))
	} else { // near 1, where the difference of two logarithms would lose all digits
		w := uint64(1)<<33 - n
		x = 2 * atanh(quotient62(w, 1<<34-w))
		q = 62
	}
	return Rsh(ln2*q-Ln(x), 24)
}

// Ln is the natural logarithm of x in Q56, for 1 <= x < 2^62.
func Ln(x uint64) int64 {
	j := bits.Len64(x) - 1
	y := x << (61 - j)
	if y > 3260954456333195553 { // above sqrt(2): take the logarithm of half of it, which is nearer to 1
		j++
		return ln2*int64(j) - Rsh(int64(2*atanh(quotient62(1<<62-y, y+1<<62))), 6)
	}
	return ln2*int64(j) + Rsh(int64(2*atanh(quotient62(y-1<<61, y+1<<61))), 6)
}

// quotient62 is floor(n * 2^62 / d) for n < d.
func quotient62(n, d uint64) uint64 {
	q, _ := bits.Div64(n>>2, n<<62, d)
	return q
}

// mul62 is floor(a*b / 2^62).
func mul62(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi<<2 | lo>>62
}

// atanhTerms are 1/(2i+1) in Q62.
var atanhTerms = func() (c [13]uint64) {
	for i := range c {
		c[i] = (1 << 62) / uint64(2*i+1)
	}
	return c
}()

// atanh is the inverse hyperbolic tangent of z in Q62, for 0 <= z <= 1/3, by its power series.
func atanh(z uint64) uint64 {
	s := mul62(z, z)
	v := atanhTerms[12]
	for i := 11; i >= 0; i-- {
		v = atanhTerms[i] + mul62(v, s)
	}
	return mul62(z, v)
}
