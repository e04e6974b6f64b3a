package engine

import (
	"bytes"
	"context"
	"fmt"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// Finish is why an answer ended, with the numbers of the protocol.
type Finish uint8

// The reasons. The zero value means that the answer has not ended.
const (
	FinishStop   Finish = 1 // the last token ends a turn, or a stop string occurs in the text
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
}

// Validate reports the first parameter outside its range.
func (p Params) Validate() error {
	if err := p.Sampling.Validate(); err != nil {
		return err
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
	tok     *token.Tokenizer
	room    int // tokens that the context still takes
	count   int
	tail    []byte // the end of the text, long enough for any stop string
	longest int
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
	for _, s := range p.Stop {
		a.longest = max(a.longest, len(s))
	}
	return a, nil
}

// choose is the token that the exact lane draws next.
func (a *answer) choose(logits []int32) uint32 {
	return exact.Sample(logits, a.params.Sampling, a.params.Seed, uint32(a.count))
}

// add takes the next token of the output and returns why it ends the answer, or 0.
func (a *answer) add(tok uint32) Finish {
	a.count++
	if a.tok.IsEnd(tok) {
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

// Generate answers a prompt. It calls emit for every token of the output in
// order, the one that ends the answer included. It stops with the error of
// emit or of ctx; ErrEmpty, ErrToken and ErrContext say what is wrong with the prompt.
func (e *Engine) Generate(ctx context.Context, prompt []uint32, p Params, emit func(tok uint32) error) (Finish, error) {
	a, err := e.newAnswer(prompt, p)
	if err != nil {
		return 0, err
	}
	s := e.NewSession()
	last := len(prompt) - 1
	for at := 0; at < last; at += maxBatch { // in parts, so that ctx is heard during a long prompt
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := s.Extend(prompt[at:min(at+maxBatch, last)], nil); err != nil {
			return 0, err
		}
	}
	next := prompt[last]
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		var chosen uint32
		err := s.Extend([]uint32{next}, func(_ int, logits []int32) error {
			chosen = a.choose(logits)
			return nil
		})
		if err != nil {
			return 0, err
		}
		if err := emit(chosen); err != nil {
			return 0, err
		}
		if f := a.add(chosen); f != 0 {
			return f, nil
		}
		next = chosen
	}
}
