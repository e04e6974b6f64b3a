package engine

import (
	"errors"
	"fmt"
)

// ErrFinish says that an answer ended for another reason than the one claimed.
var ErrFinish = errors.New("the finish reason does not hold")

// Mismatch is the first place where an answer departs from what the exact
// lane computes.
type Mismatch struct {
	Index int    // of the output token, from 0
	Got   uint32 // the token in the answer
	Want  uint32 // the token that belongs there, unless Over
	Over  bool   // the answer had already ended before this token
}

// Error describes the mismatch.
func (m *Mismatch) Error() string {
	if m.Over {
		return fmt.Sprintf("output token %d is %d, but the answer had ended before it", m.Index, m.Got)
	}
	return fmt.Sprintf("output token %d is %d, the exact lane computes %d", m.Index, m.Got, m.Want)
}

// Checker recomputes an answer as its tokens arrive. Each Extend is one
// batched pass over the new tokens, much cheaper than generating them; keys and
// values of earlier ones are kept. It is not safe for concurrent use.
type Checker struct {
	answer  *answer
	session *Session
	tokens  []uint32 // prompt and output, as far as given
	pending []uint32 // prompt that has not been computed yet
	next    uint32   // the token that the exact lane computes next
	finish  Finish   // why the answer has ended, or 0
	bad     *Mismatch
}

// NewChecker begins the check of an answer to prompt. It computes nothing yet.
func (e *Engine) NewChecker(prompt []uint32, p Params) (*Checker, error) {
	a, err := e.newAnswer(prompt, p)
	if err != nil {
		return nil, err
	}
	s := e.adopt(prompt[:len(prompt)-1])
	return &Checker{answer: a, session: s, tokens: append([]uint32(nil), prompt...), pending: append([]uint32(nil), prompt[s.length:]...)}, nil
}

// Count is the number of output tokens found right so far.
func (c *Checker) Count() int { return c.answer.count }

// Ended returns why the answer has ended after the tokens so far, or 0.
func (c *Checker) Ended() Finish { return c.finish }

// errMismatch stops a pass early.
var errMismatch = errors.New("mismatch")

// Extend checks the next tokens of the answer. It returns nil when they are
// the tokens that the exact lane computes, else the first that is not; from
// then on every call returns that one. The error is about the check itself (a
// token outside the vocabulary is a mismatch, not an error).
func (c *Checker) Extend(tokens []uint32) (*Mismatch, error) {
	if c.bad != nil || len(tokens) == 0 {
		return c.bad, nil
	}
	if c.pending == nil { // c.next predicts tokens[0]
		if !c.take(tokens[0], c.next) {
			return c.bad, nil
		}
	}
	// The pass feeds every token; logits after feed[i] predict feed[i+1]. What
	// cannot be fed cannot be right, so the feed ends before it.
	feed := append(c.pending, tokens...)
	from := max(0, len(c.pending)-1)
	usable := len(c.pending)
	for usable < len(feed) && feed[usable] < c.session.e.header.Vocab {
		usable++
	}
	usable = min(usable, int(c.session.e.header.Context)-c.session.Len())
	err := c.session.ExtendFrom(feed[:usable], from, func(i int, logits []int32) error {
		if c.finish == 0 {
			c.next = c.answer.choose(logits)
		}
		if i+1 < len(feed) && !c.take(feed[i+1], c.next) {
			return errMismatch
		}
		return nil
	})
	if err != nil && !errors.Is(err, errMismatch) {
		return nil, fmt.Errorf("check answer: %w", err)
	}
	c.pending = nil
	c.tokens = append(c.tokens, tokens...)
	if c.session.length <= len(c.tokens) {
		c.session.keep(c.tokens)
	}
	return c.bad, nil
}

// take compares one token with the computed one and follows the answer.
func (c *Checker) take(got, want uint32) bool {
	switch {
	case c.finish != 0:
		c.bad = &Mismatch{Index: c.answer.count, Got: got, Over: true}
	case got != want:
		c.bad = &Mismatch{Index: c.answer.count, Got: got, Want: want}
	default:
		c.finish = c.answer.add(got)
		return true
	}
	return false
}

// Finish checks the claimed finish reason after the last token has been
// given to Extend. The error wraps ErrFinish, or is the mismatch found before.
func (c *Checker) Finish(claimed Finish) error {
	switch {
	case c.bad != nil:
		return c.bad
	case c.finish == 0:
		return fmt.Errorf("%w: claimed %v after %d tokens, but the answer goes on", ErrFinish, claimed, c.answer.count)
	case c.finish != claimed:
		return fmt.Errorf("%w: claimed %v, but it ended by %v", ErrFinish, claimed, c.finish)
	}
	return nil
}
