package exact

import (
	"errors"
	"fmt"
)

// Bias is added to the logit of one token before anything is drawn.
type Bias struct {
	Token uint32
	Bias  int32 // thousandths, -MaxBias to MaxBias
}

// Limits of a list of biases.
const (
	MaxBias   = 100_000 // thousandths, either sign
	MaxBiases = 1024
)

// ErrBias is wrapped by errors about lists of biases.
var ErrBias = errors.New("bad list of biases")

// ValidateBias reports a list that is not strictly ascending by token, is too
// long, or has a bias out of range.
func ValidateBias(list []Bias) error {
	if len(list) > MaxBiases {
		return fmt.Errorf("%w: %d entries, at most %d are allowed", ErrBias, len(list), MaxBiases)
	}
	for i, b := range list {
		if b.Bias < -MaxBias || b.Bias > MaxBias {
			return fmt.Errorf("%w: %d for token %d, want -%d to %d thousandths", ErrBias, b.Bias, b.Token, MaxBias, MaxBias)
		}
		if i > 0 && b.Token <= list[i-1].Token {
			return fmt.Errorf("%w: token %d follows token %d, want ascending tokens, each once", ErrBias, b.Token, list[i-1].Token)
		}
	}
	return nil
}

// Penalise is the cell of steps 1 and 2: one Q16 logit after the repetition,
// frequency and presence penalties. seen says that the token occurs in prompt
// or output so far; count is how often it occurs in the output. It is total:
// |Frequency*count| stays below 2^43 for any int32 and uint32 in range.
func Penalise(logit int32, s Sampling, seen bool, count uint32) int32 {
	l := int64(logit)
	if seen && s.Repeat != 0 && s.Repeat != 1000 {
		if l > 0 {
			l = l * 1000 / int64(s.Repeat)
		} else {
			l = -(-l * int64(s.Repeat) / 1000)
		}
		l = int64(Clamp32(l))
	}
	t := int64(s.Frequency) * int64(count)
	if count > 0 {
		t += int64(s.Presence)
	}
	return Clamp32(l - thousandths16(t))
}

// Shift is the cell of step 3: one Q16 logit after a bias in thousandths.
func Shift(logit, bias int32) int32 {
	return Clamp32(int64(logit) + thousandths16(int64(bias)))
}

// thousandths16 is t thousandths in Q16, truncated towards zero. |t| must be
// below 2^46, which a count of 2^32 times a penalty of 2000 is.
func thousandths16(t int64) int64 { return t * 65536 / 1000 }

// Allowed reports bit v of a mask.
func Allowed(mask []uint64, v uint32) bool {
	w := v >> 6
	return uint64(w) < uint64(len(mask)) && mask[w]>>(v&63)&1 != 0
}

// MaskWords is the length of a mask of so many tokens.
func MaskWords(tokens int) int { return (tokens + 63) / 64 }

// Sampler draws the tokens of one answer in order: it remembers what the
// penalties depend on and keeps its buffers from token to token. It is not safe
// for concurrent use.
type Sampler struct {
	sampling Sampling
	bias     []Bias
	seed     [32]byte
	counts   []uint32 // by token, in the output; nil without penalties
	seen     []uint32 // tokens that occur in prompt or output, each once
	marked   []uint64 // the same as a set
	position uint32
	adjusted []int32
	drawer   drawer
}

// NewSampler begins an answer to prompt, of a model with vocab tokens. The
// sampling parameters and biases must be valid; tokens outside the vocabulary
// are passed over.
func NewSampler(s Sampling, bias []Bias, seed [32]byte, vocab int, prompt []uint32) *Sampler {
	p := &Sampler{sampling: s, bias: bias, seed: seed}
	if s.penalises() {
		p.counts = make([]uint32, vocab)
		p.marked = make([]uint64, MaskWords(vocab))
		for _, t := range prompt {
			p.mark(t)
		}
	}
	return p
}

// mark notes that a token occurs, and reports whether it is in the vocabulary.
func (p *Sampler) mark(t uint32) bool {
	if uint64(t) >= uint64(len(p.counts)) {
		return false
	}
	if !Allowed(p.marked, t) {
		p.marked[t>>6] |= 1 << (t & 63)
		p.seen = append(p.seen, t)
	}
	return true
}

// Add takes the next token of the output.
func (p *Sampler) Add(t uint32) {
	p.position++
	if p.mark(t) {
		p.counts[t]++
	}
}

// Next draws the next token from the model's logits (Q16, not empty), among
// those whose bit in allowed is set; nil allows all. It reports false when none
// is allowed. logits stay as they are.
func (p *Sampler) Next(logits []int32, allowed []uint64) (uint32, bool) {
	if len(p.seen) > 0 || len(p.bias) > 0 {
		logits = p.adjust(logits)
	}
	return p.drawer.draw(logits, allowed, p.sampling, p.seed, p.position)
}

// Plain reports whether the next token is simply the Argmax of the logits, so
// that a faster search for it may stand in for Next with a nil mask.
func (p *Sampler) Plain() bool {
	return p.sampling.Temperature == 0 && len(p.seen) == 0 && len(p.bias) == 0
}

// adjust is steps 1 to 3 of the definition. Only logits of tokens that occurred or have a bias change.
func (p *Sampler) adjust(logits []int32) []int32 {
	p.adjusted = append(p.adjusted[:0], logits...)
	for _, t := range p.seen {
		if int(t) < len(logits) {
			p.adjusted[t] = Penalise(p.adjusted[t], p.sampling, true, p.counts[t])
		}
	}
	for _, b := range p.bias {
		if int64(b.Token) < int64(len(logits)) {
			p.adjusted[b.Token] = Shift(p.adjusted[b.Token], b.Bias)
		}
	}
	return p.adjusted
}

// Logprobs gives the natural logarithms of the softmax of logits at
// temperature 1, which nothing else of the sampling touches.
type Logprobs struct {
	most int32
	lnZ  int64 // ln of the sum of masses relative to the largest, Q56
}

// NewLogprobs sums the masses of logits, which must not be empty.
func NewLogprobs(logits []int32) Logprobs {
	l := Logprobs{most: logits[Argmax(logits)]}
	var z uint64
	for _, v := range logits {
		z += uint64(mass(l.below(v)))
	}
	l.lnZ = Ln(z) - 30*ln2 // z is at least 2^30, the mass of the largest, and below 2^62 for 2^31 tokens
	return l
}

// below is D at temperature 1, in Q32.
func (l Logprobs) below(logit int32) int64 { return (int64(l.most) - int64(logit)) << 16 }

// Of is the log-probability of a token with this logit, in Q32, at most 0 but for rounding.
func (l Logprobs) Of(logit int32) int64 { return -l.below(logit) - Rsh(l.lnZ, 24) }

// Top appends the indices of the n largest logits to dst, largest first, lower index first on a tie.
func Top(dst []uint32, logits []int32, n int) []uint32 {
	from := len(dst)
	for v, l := range logits {
		at := len(dst)
		for at > from && l > logits[dst[at-1]] {
			at--
		}
		switch {
		case at-from >= n:
			continue
		case len(dst)-from < n:
			dst = append(dst, 0)
		}
		copy(dst[at+1:], dst[at:len(dst)-1])
		dst[at] = uint32(v)
	}
	return dst
}
