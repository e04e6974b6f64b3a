package engine

import "fmt"

// maxBatch is the number of positions computed together.
const maxBatch = 64

// logitBatch is the number of positions whose logits are computed together:
// fewer, because a row of logits is as long as the vocabulary.
const logitBatch = 8

// Session is one sequence of tokens and its key/value cache. It is not safe
// for concurrent use; sessions of one engine are independent of each other.
type Session struct {
	e      *Engine
	length int
	cache  []layerCache
	work   *workspace
}

// layerCache holds the keys and values of one layer, position after position:
// kvHeads*headDim int16 and kvHeads exponents each.
type layerCache struct {
	keys, values     []int16
	keyExp, valueExp []int32
	kvWidth, kvHeads int
}

func (c *layerCache) truncate(n int) {
	c.keys, c.values = c.keys[:n*c.kvWidth], c.values[:n*c.kvWidth]
	c.keyExp, c.valueExp = c.keyExp[:n*c.kvHeads], c.valueExp[:n*c.kvHeads]
}

// extend makes room for n more positions.
func (c *layerCache) extend(n int) {
	c.keys = append(c.keys, make([]int16, n*c.kvWidth)...)
	c.values = append(c.values, make([]int16, n*c.kvWidth)...)
	c.keyExp = append(c.keyExp, make([]int32, n*c.kvHeads)...)
	c.valueExp = append(c.valueExp, make([]int32, n*c.kvHeads)...)
}

// NewSession begins an empty sequence. Memory grows with its length.
func (e *Engine) NewSession() *Session {
	s := &Session{e: e, cache: make([]layerCache, e.header.Layers), work: &workspace{}}
	for i := range s.cache {
		s.cache[i].kvHeads = int(e.header.KVHeads)
		s.cache[i].kvWidth = int(e.header.KVHeads * e.header.HeadDim)
	}
	return s
}

// Len is the number of tokens in the sequence.
func (s *Session) Len() int { return s.length }

// Truncate forgets all but the first n tokens; an n outside 0..Len changes nothing.
func (s *Session) Truncate(n int) {
	if n < 0 || n > s.length {
		return
	}
	s.length = n
	for i := range s.cache {
		s.cache[i].truncate(n)
	}
}

// Reset forgets all tokens and keeps the memory.
func (s *Session) Reset() { s.Truncate(0) }

// Extend appends tokens and calls each once for every one of them, in order:
// logits are the predictions (Q16, one for each token of the vocabulary) for
// what comes after tokens[i], and are valid until each returns. A nil each only
// fills the cache. When the tokens are refused (ErrToken, ErrContext) or each
// fails, the session is left as it was before the call and the error returned.
func (s *Session) Extend(tokens []uint32, each func(i int, logits []int32) error) error {
	if each == nil {
		return s.extend(tokens, len(tokens), nil)
	}
	return s.extend(tokens, 0, each)
}

// ExtendFrom is Extend that calls each for the tokens from index from on only,
// which saves the work of the logits before it.
func (s *Session) ExtendFrom(tokens []uint32, from int, each func(i int, logits []int32) error) error {
	return s.extend(tokens, max(0, from), each)
}

// ExtendLast appends tokens and returns the logits after the last one, in a
// new slice. tokens must not be empty.
func (s *Session) ExtendLast(tokens []uint32) ([]int32, error) {
	if len(tokens) == 0 {
		return nil, ErrEmpty
	}
	var last []int32
	err := s.extend(tokens, len(tokens)-1, func(_ int, logits []int32) error {
		last = append(last, logits...)
		return nil
	})
	return last, err
}

func (s *Session) extend(tokens []uint32, from int, each func(i int, logits []int32) error) (err error) {
	if err := s.e.checkTokens(tokens); err != nil {
		return err
	}
	if len(tokens) > int(s.e.header.Context)-s.length {
		return fmt.Errorf("%d tokens after %d, context %d: %w", len(tokens), s.length, s.e.header.Context, ErrContext)
	}
	before := s.length
	defer func() {
		if err != nil {
			s.Truncate(before)
		}
	}()
	for first := 0; first < len(tokens); first += maxBatch {
		part := tokens[first:min(first+maxBatch, len(tokens))]
		s.forward(part)
		s.length += len(part)
		skip := max(0, from-first)
		for k := skip; k < len(part); k += logitBatch {
			n := min(logitBatch, len(part)-k)
			logits := s.logits(k, n)
			for i := range n {
				vocab := int(s.e.header.Vocab)
				if err := each(first+k+i, logits[i*vocab:(i+1)*vocab]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// workspace is the memory of one pass, reused from pass to pass.
type workspace struct {
	h       []int32 // residual stream, [position][dim]
	act     actBuffer
	acc     []int64 // results of linear layers
	acc2    []int64
	fixed   []int32 // queries of the batch
	mixed   []int64 // attention outputs, [position][heads*headDim]
	mixExp  []int32 // their exponents, [position][head]
	product []int64 // row of one position before quantisation
	rot     []int32 // rotation factors of each position
	query   []int16
	qExp    []int32
	out     []int32 // logits
	rowW    []int8  // a row of the embedding and its multipliers
	rowM    []uint16
}

// sized returns b with length n, with new memory when it is too small. What it holds is left over from before.
func sized[T any](b *[]T, n int) []T {
	if cap(*b) < n {
		*b = make([]T, n)
	}
	*b = (*b)[:n]
	return *b
}
