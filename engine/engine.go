// Package engine runs an imported model exactly: the same tokens for the same
// model, prompt, parameters and seed on every machine, with any number of
// threads, one token at a time or in batches. docs/exact.md defines what it
// computes; package exact has the operations one by one.
//
// It is pure: no files, no clock, no global randomness, and no goroutine
// outlives the calls that it works for. It knows nothing of requests, money or receipts.
package engine

import (
	"errors"
	"fmt"
	"sync"

	"github.com/assay-network/assay/engine/model"
)

// ErrContext says that a sequence does not fit the model's context.
var ErrContext = errors.New("the sequence does not fit the model's context")

// ErrToken says that a token is outside the model's vocabulary.
var ErrToken = errors.New("token outside the vocabulary")

// ErrEmpty says that there is nothing to predict from.
var ErrEmpty = errors.New("there are no tokens: a prompt needs at least one")

// Options are the settings of an engine. None of them changes a result.
type Options struct {
	Threads int // goroutines that compute, 1 to 1024; what is outside means the nearest
	// CacheBytes bounds the keys and values that are kept of finished sequences,
	// for those that begin with the same tokens; 0 keeps none. How long an answer
	// takes then tells whether somebody asked something with the same beginning.
	CacheBytes int
}

// maxThreads is far below what a kernel.Team can count.
const maxThreads = 1024

// Engine runs one model. It is safe for concurrent use: what is asked of it at
// the same time is computed together, which is faster and changes no result.
type Engine struct {
	model   *model.Model
	header  model.Header
	threads int
	queue   queue
	pages   *pageCache
	schemas grammars
}

// New makes an engine for m.
func New(m *model.Model, o Options) *Engine {
	e := &Engine{model: m, header: m.Header(), threads: min(max(1, o.Threads), maxThreads)}
	e.queue.e = e
	e.queue.more, e.queue.left = sync.NewCond(&e.queue.mu), sync.NewCond(&e.queue.mu)
	e.pages = newPageCache(e.header.Shape, o.CacheBytes)
	return e
}

// Model returns the model that the engine runs.
func (e *Engine) Model() *model.Model { return e.model }

// checkTokens reports the first token outside the vocabulary.
func (e *Engine) checkTokens(tokens []uint32) error {
	for i, t := range tokens {
		if t >= e.header.Vocab {
			return fmt.Errorf("token %d at position %d: %w of %d", t, i, ErrToken, e.header.Vocab)
		}
	}
	return nil
}
