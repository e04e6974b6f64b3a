package exact

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// Sampling says how a token is drawn from logits. Temperature, TopP, MinP,
// Repeat, Frequency and Presence are in thousandths. Temperature 0 is greedy
// and ignores the filters; TopK 0, TopP 1000 and MinP 0 switch those off, and
// so do Repeat 1000 (or 0), Frequency 0 and Presence 0 for the penalties.
type Sampling struct {
	Temperature, TopK, TopP, MinP uint32
	Repeat                        uint32 // divides the logits of tokens that occurred
	Frequency, Presence           int32  // subtracted for each time, and once, that a token is in the output
}

// Greedy always takes the most likely token.
var Greedy = Sampling{TopP: 1000, Repeat: 1000}

// Limits of the parameters, in thousandths.
const (
	MaxTemperature = 100_000
	MinRepeat      = 100
	MaxRepeat      = 10_000
	MaxPenalty     = 2000 // of Frequency and Presence, either sign
)

// Validate reports the first parameter outside its range.
func (s Sampling) Validate() error {
	switch {
	case s.Temperature > MaxTemperature:
		return fmt.Errorf("temperature %d is above %d thousandths", s.Temperature, MaxTemperature)
	case s.TopP < 1 || s.TopP > 1000:
		return fmt.Errorf("top-p %d is not in 1 to 1000 thousandths (1000 switches it off)", s.TopP)
	case s.MinP > 1000:
		return fmt.Errorf("min-p %d is above 1000 thousandths", s.MinP)
	case s.Repeat != 0 && (s.Repeat < MinRepeat || s.Repeat > MaxRepeat):
		return fmt.Errorf("repetition penalty %d is not in %d to %d thousandths (1000 switches it off)", s.Repeat, MinRepeat, MaxRepeat)
	case s.Frequency < -MaxPenalty || s.Frequency > MaxPenalty:
		return fmt.Errorf("frequency penalty %d is not in -%d to %d thousandths", s.Frequency, MaxPenalty, MaxPenalty)
	case s.Presence < -MaxPenalty || s.Presence > MaxPenalty:
		return fmt.Errorf("presence penalty %d is not in -%d to %d thousandths", s.Presence, MaxPenalty, MaxPenalty)
	}
	return nil
}

// penalises reports whether logits depend on the tokens so far.
func (s Sampling) penalises() bool {
	return s.Repeat != 0 && s.Repeat != 1000 || s.Frequency != 0 || s.Presence != 0
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
// logits in Q16 by temperature, top-k, top-p and min-p; Sampler has the
// penalties, biases and masks that come before. The draw is a pure function of
// the arguments; over random seeds its distribution is the softmax of
// logits / temperature after the filters. logits must not be empty and p must
// be valid.
func Sample(logits []int32, p Sampling, seed [32]byte, position uint32) uint32 {
	var s drawer
	token, _ := s.draw(logits, nil, p, seed, position)
	return token
}

// excluded is the D of a token that a mask forbids; a real D is not negative.
const excluded = -1

// drawer draws tokens, and keeps its buffers for the next time.
type drawer struct {
	d     []int64 // by token
	near  []int64 // what the threshold needs sorted
	count [buckets]uint32
	heavy [buckets]int64
}

// draw is step 5 of the definition, over the tokens whose bit in allowed is
// set (all, when it is nil). It reports whether there is any.
func (s *drawer) draw(logits []int32, allowed []uint64, p Sampling, seed [32]byte, position uint32) (uint32, bool) {
	top, ok := argmax(logits, allowed)
	if !ok || p.Temperature == 0 {
		return top, ok
	}
	s.cool(logits, allowed, logits[top], p.Temperature)
	limit := min(s.cutoff(p), gumbelSpan)
	noise := noiseSource{seed: seed, position: position, block: -1}
	best, bestScore := top, int64(-1<<63)
	for v, dv := range s.d {
		if dv < 0 || dv > limit || p.MinP > 0 && !likely(dv, p.MinP) {
			continue
		}
		r := noise.uniform(uint32(v))
		// The noise is at most -ln(w/2^33) with w = 2^33 - (2r+1), and that is at
		// most (34 - bitlen(w)) ln 2; the margin covers its error, below 2^-26.
		if most := int64(34-bits.Len64(1<<33-(2*uint64(r)+1)))*ln2q32 + 1<<8; most-dv <= bestScore {
			continue
		}
		if score := Gumbel(r) - dv; score > bestScore {
			best, bestScore = uint32(v), score
		}
	}
	return best, true
}

// ln2q32 is ln 2 in Q32, rounded up.
const ln2q32 = 2977044472

// argmax is Argmax over the tokens that are allowed.
func argmax(logits []int32, allowed []uint64) (uint32, bool) {
	if allowed == nil {
		return Argmax(logits), len(logits) > 0
	}
	best, found := 0, false
	for w, word := range allowed {
		for ; word != 0; word &= word - 1 {
			v := w<<6 + bits.TrailingZeros64(word)
			if v >= len(logits) {
				return uint32(best), found
			}
			if !found || logits[v] > logits[best] {
				best, found = v, true
			}
		}
	}
	return uint32(best), found
}

// cool fills d: how far each logit is below the largest one, divided by the temperature, in Q32.
func (s *drawer) cool(logits []int32, allowed []uint64, most int32, temperature uint32) {
	s.d = slices.Grow(s.d[:0], len(logits))[:len(logits)]
	for i, l := range logits {
		if allowed != nil && !Allowed(allowed, uint32(i)) {
			s.d[i] = excluded
			continue
		}
		s.d[i] = (int64(most) - int64(l)) * (65536 * 1000) / int64(temperature)
	}
}

// mass is exp(-D) in Q30.
func mass(d int64) int64 {
	return Exp2Neg(min(d, 1<<37)*94548>>32, 30)
}

// likely is the min-p condition.
func likely(d int64, minP uint32) bool { return 1000*mass(d) >= int64(minP)<<30 }

// A bucket holds the D of one 128th; the last one also everything above.
const (
	buckets   = 4096
	bucketOf  = 32 - 7
	noCutoff  = int64(1<<63 - 1)
	bucketEnd = buckets - 1
)

func bucket(d int64) int { return int(min(d>>bucketOf, bucketEnd)) }

// cutoff is the largest D that top-k and top-p keep. Both keep a token by
// what lies strictly above it, so both are thresholds on D and ties stay
// together. Counts and masses of buckets bracket the threshold, and only the
// bucket where it lies is sorted: ways to find it, not part of the definition.
func (s *drawer) cutoff(p Sampling) int64 {
	limit := noCutoff
	if p.TopK > 0 && uint64(p.TopK) < uint64(len(s.d)) {
		limit = s.kth(p.TopK)
	}
	if p.TopP == 1000 {
		return limit
	}
	s.heavy = [buckets]int64{}
	var total int64
	for _, v := range s.d {
		if v >= 0 && v <= limit {
			m := mass(v)
			s.heavy[bucket(v)] += m
			total += m
		}
	}
	want := int64(p.TopP) * total
	var above int64 // mass of strictly smaller D
	for b, h := range s.heavy {
		if 1000*(above+h) < want { // nothing in it, nor what follows it, is cut
			above += h
			continue
		}
		// The first D at which 1000*above >= want is cut, and lies in this bucket
		// or begins the next one.
		s.gather(b, limit)
		for i, v := range s.near {
			if i > 0 && v != s.near[i-1] && 1000*above >= want {
				return s.near[i-1]
			}
			// The mass of equal D counts from the next different one on; adding it at
			// once is the same, since the condition is looked at only there.
			above += mass(v)
		}
		if len(s.near) > 0 {
			return s.near[len(s.near)-1]
		}
	}
	return limit
}

// kth is the k-th smallest D, or none if fewer are allowed.
func (s *drawer) kth(k uint32) int64 {
	s.count = [buckets]uint32{}
	for _, v := range s.d {
		if v >= 0 {
			s.count[bucket(v)]++
		}
	}
	for b, n := range s.count {
		if k > n {
			k -= n
			continue
		}
		s.gather(b, noCutoff)
		return s.near[k-1]
	}
	return noCutoff
}

// gather sorts the D of one bucket, up to a limit.
func (s *drawer) gather(b int, limit int64) {
	s.near = s.near[:0]
	for _, v := range s.d {
		if v >= 0 && v <= limit && bucket(v) == b {
			s.near = append(s.near, v)
		}
	}
	slices.Sort(s.near)
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
