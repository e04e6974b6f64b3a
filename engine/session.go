package engine

import "fmt"

// Session is one sequence of tokens and its key/value cache. It is not safe
// for concurrent use; sessions of one engine are independent of each other.
type Session struct {
	e      *Engine
	length int
	cache  history
}

// NewSession begins an empty sequence. Memory grows with its length.
func (e *Engine) NewSession() *Session {
	return &Session{e: e, cache: history{cache: e.pages}}
}

// adopt begins a sequence with as many of the tokens as are kept, in whole pages.
func (e *Engine) adopt(tokens []uint32) *Session {
	s := e.NewSession()
	s.cache.pages = e.pages.match(tokens)
	s.length = len(s.cache.pages) * pageTokens
	return s
}

// keep keeps the sequence for others that begin with the same tokens, which
// are all those it has.
func (s *Session) keep(tokens []uint32) { s.e.pages.insert(tokens[:s.length], s.cache.pages) }

// Len is the number of tokens in the sequence.
func (s *Session) Len() int { return s.length }

// Truncate forgets all but the first n tokens; an n outside 0..Len changes nothing.
func (s *Session) Truncate(n int) {
	if n < 0 || n > s.length {
		return
	}
	s.length = n
	s.cache.truncate(n)
}

// Reset forgets all tokens and keeps the memory.
func (s *Session) Reset() { s.Truncate(0) }

// Extend appends tokens and calls each once for every one of them, in order:
// logits are the predictions (Q16, one for each token of the vocabulary) for
// what comes after tokens[i], and are valid until each returns. A nil each only
// fills the cache. When the tokens are refused (ErrToken, ErrContext) or each
// fails, the session is left as it was before the call and the error returned.
// each may run in another goroutine than the caller's, which waits for it.
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

// fits says whether the sequence can take these tokens.
func (s *Session) fits(tokens []uint32) error {
	if err := s.e.checkTokens(tokens); err != nil {
		return err
	}
	if len(tokens) > int(s.e.header.Context)-s.length {
		return fmt.Errorf("%d tokens after %d, context %d: %w", len(tokens), s.length, s.e.header.Context, ErrContext)
	}
	return nil
}

func (s *Session) extend(tokens []uint32, from int, each func(i int, logits []int32) error) error {
	if err := s.fits(tokens); err != nil || len(tokens) == 0 {
		return err
	}
	before := s.length
	r := &request{session: s, tokens: tokens, from: from}
	r.take = func(i int, logits []int32) (uint32, verdict, error) { return 0, ended, each(i, logits) }
	err := s.e.queue.wait(r)
	if err != nil {
		s.Truncate(before)
	}
	return err
}
