package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/assay-network/assay/engine/grammar"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// Finish is why an answer ended, with the numbers of the protocol.
type Finish uint8

// The reasons. The zero value means that the answer has not ended.
const (
	FinishStop   Finish = 1 // the last token ends a turn, a stop string occurs in the text, or the schema allows nothing more
	FinishLength Finish = 2 // MaxTokens tokens, or the context is full
)

// String names the reason as OpenAI's API does.
func (f Finish) String() string {
	switch f {
	case FinishStop:
		return "stop"
	case FinishLength:
		return "length"
	}
	return fmt.Sprintf("unfinished (%d)", uint8(f))
}

// Limits of Params.
const (
	MaxStops     = 16
	MaxStopBytes = 256
)

// Params decide an answer, together with the model and the prompt.
type Params struct {
	Sampling  exact.Sampling
	Seed      [32]byte
	MaxTokens int      // at least 1
	Stop      []string // strings of 1 to 256 bytes that end the answer; searched in the bytes of the output
	Bias      []exact.Bias
	Schema    string // a JSON schema that the text follows, "" for none; package grammar says what is supported

	// Observe, if set, is told of each token when it is chosen, before it is
	// emitted, and perhaps of one more that is not: its index in the output, its
	// log-probability, and those of the TopLogprobs likeliest tokens. It changes
	// nothing in the answer. It may be called from another goroutine, one that
	// computes for everybody, so it must not wait for anything.
	Observe     func(index int, chosen Logprob, top []Logprob)
	TopLogprobs int // 0 to MaxTopLogprobs
}

// Validate reports the first parameter outside its range.
func (p Params) Validate() error {
	if err := p.Sampling.Validate(); err != nil {
		return err
	}
	if err := exact.ValidateBias(p.Bias); err != nil {
		return err
	}
	if p.TopLogprobs < 0 || p.TopLogprobs > MaxTopLogprobs {
		return fmt.Errorf("%d top log-probabilities, want 0 to %d", p.TopLogprobs, MaxTopLogprobs)
	}
	if p.MaxTokens < 1 {
		return fmt.Errorf("max tokens is %d, want at least 1", p.MaxTokens)
	}
	if len(p.Stop) > MaxStops {
		return fmt.Errorf("%d stop strings, at most %d are allowed", len(p.Stop), MaxStops)
	}
	for _, s := range p.Stop {
		if s == "" || len(s) > MaxStopBytes {
			return fmt.Errorf("a stop string of %d bytes, want 1 to %d", len(s), MaxStopBytes)
		}
	}
	return nil
}

// answer follows an output token by token and says when it ends.
type answer struct {
	params  Params
	sampler *exact.Sampler
	tok     *token.Tokenizer
	room    int // tokens that the context still takes
	count   int
	tail    []byte // the end of the text, long enough for any stop string
	longest int
	follows *grammar.State // the schema so far, nil without one
	top     []uint32       // a buffer
}

// newAnswer checks prompt and parameters.
func (e *Engine) newAnswer(prompt []uint32, p Params) (*answer, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if len(prompt) == 0 {
		return nil, ErrEmpty
	}
	if err := e.checkTokens(prompt); err != nil {
		return nil, err
	}
	room := int(e.header.Context) - len(prompt)
	if room < 1 {
		return nil, fmt.Errorf("prompt of %d tokens, context %d: %w", len(prompt), e.header.Context, ErrContext)
	}
	a := &answer{params: p, tok: e.model.Tokenizer(), room: room}
	a.sampler = exact.NewSampler(p.Sampling, p.Bias, p.Seed, int(e.header.Vocab), prompt)
	if p.Schema != "" {
		var err error
		if a.follows, err = e.follow(p.Schema); err != nil {
			return nil, err
		}
	}
	for _, s := range p.Stop {
		a.longest = max(a.longest, len(s))
	}
	return a, nil
}

// choose is the token that the exact lane draws next.
func (a *answer) choose(logits []int32) uint32 {
	var next uint32
	switch {
	case a.follows != nil: // something is allowed: add ends the answer where nothing may follow
		next, _ = a.sampler.Next(logits, a.follows.Allowed())
	case a.sampler.Plain():
		next = kernel.Argmax(logits)
	default:
		next, _ = a.sampler.Next(logits, nil)
	}
	if a.params.Observe != nil {
		a.observe(logits, next)
	}
	return next
}

// add takes the next token of the output and returns why it ends the answer, or 0.
func (a *answer) add(tok uint32) Finish {
	a.count++
	a.sampler.Add(tok)
	if a.tok.IsEnd(tok) {
		return FinishStop
	}
	if a.follows != nil && (a.follows.Advance(tok) != nil || !a.follows.Any()) {
		return FinishStop
	}
	if a.longest > 0 {
		a.tail = append(a.tail, a.tok.Bytes([]uint32{tok})...)
		for _, s := range a.params.Stop {
			if bytes.Contains(a.tail, []byte(s)) {
				return FinishStop
			}
		}
		// Only a match that reaches into the next token can be new.
		if keep := a.longest - 1; len(a.tail) > keep {
			a.tail = append(a.tail[:0], a.tail[len(a.tail)-keep:]...)
		}
	}
	if a.count >= a.params.MaxTokens || a.count >= a.room {
		return FinishLength
	}
	return 0
}

// runAhead is how many tokens generation may be ahead of emit.
const runAhead = 8

// outlet carries tokens from the pass that drew them to the caller of Generate.
type outlet struct {
	mu     sync.Mutex
	tokens []uint32
	finish Finish
	parked bool          // the pass waits for the caller
	wake   chan struct{} // holds one signal
}

func (o *outlet) put(tok uint32, f Finish) verdict {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tokens = append(o.tokens, tok)
	o.finish = f
	select {
	case o.wake <- struct{}{}:
	default:
	}
	switch {
	case f != 0:
		return ended
	case len(o.tokens) >= runAhead:
		o.parked = true
		return parked
	}
	return again
}

// next moves what there is to buf.
func (o *outlet) next(buf []uint32) (tokens []uint32, f Finish, resume bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	tokens = append(buf[:0], o.tokens...)
	o.tokens = o.tokens[:0]
	resume, o.parked = o.parked, false
	return tokens, o.finish, resume
}

// Generate answers a prompt. It calls emit for every token of the output in
// order, the one that ends the answer included; the tokens after it are
// computed meanwhile, a few at most. It stops with the error of emit or of ctx;
// ErrEmpty, ErrToken and ErrContext say what is wrong with the prompt.
func (e *Engine) Generate(ctx context.Context, prompt []uint32, p Params, emit func(tok uint32) error) (Finish, error) {
	a, err := e.newAnswer(prompt, p)
	if err != nil {
		return 0, err
	}
	o := &outlet{wake: make(chan struct{}, 1)}
	last := len(prompt) - 1
	s := e.adopt(prompt[:last])
	fed := append([]uint32(nil), prompt...)
	r := &request{session: s, tokens: prompt[s.length:], base: s.length, from: last}
	r.take = func(i int, logits []int32) (uint32, verdict, error) {
		if i == last { // whoever asks the same meanwhile need not wait for the end
			s.keep(fed)
		}
		tok := a.choose(logits)
		fed = append(fed, tok)
		return tok, o.put(tok, a.add(tok)), nil
	}
	finish, err := e.serve(ctx, r, o, emit)
	s.keep(fed)
	s.Reset()
	if err != nil {
		return 0, err
	}
	return finish, nil
}

// errLeft ends the request of a caller who left by a panic.
var errLeft = errors.New("the caller of Generate has gone")

// serve does a request and delivers its answer. Whatever way emit ends, no
// request stays behind for which the queue would wait.
func (e *Engine) serve(ctx context.Context, r *request, o *outlet, emit func(tok uint32) error) (finish Finish, err error) {
	e.queue.submit(r)
	err = errLeft // unless deliver returns
	defer func() {
		if err != nil {
			e.queue.stop(r, err)
		}
		if failed := e.queue.finish(r); err == nil {
			err = failed
		}
	}()
	finish, err = deliver(ctx, &e.queue, r, o, emit)
	return finish, err
}

// deliver calls emit until the answer has ended.
func deliver(ctx context.Context, q *queue, r *request, o *outlet, emit func(tok uint32) error) (Finish, error) {
	var buf [runAhead]uint32
	for {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-o.wake:
		}
		tokens, finish, resume := o.next(buf[:])
		for _, tok := range tokens {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			if err := emit(tok); err != nil {
				return 0, err
			}
		}
		if finish != 0 {
			return finish, nil
		}
		if resume {
			q.resume(r)
		}
	}
}
