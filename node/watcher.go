package node

import (
	"sync"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
)

// watcher collects the log-probabilities of one answer while the engine makes or checks it.
type watcher struct {
	watching sync.Mutex
	seen     map[int]job.TokenLogprob // by index in the output; nil when none were asked for
}

// observe lets the engine tell the watcher, if the ask wants it.
func (w *watcher) observe(p *engine.Params, ask job.LogprobAsk) {
	if !ask.Logprobs {
		return
	}
	w.seen = map[int]job.TokenLogprob{}
	p.TopLogprobs = int(ask.TopLogprobs)
	p.Observe = func(index int, chosen engine.Logprob, top []engine.Logprob) {
		l := job.TokenLogprob{Alternative: job.Alternative(chosen)}
		for _, a := range top {
			l.Top = append(l.Top, job.Alternative(a))
		}
		w.watching.Lock()
		defer w.watching.Unlock()
		w.seen[index] = l
	}
}

// of returns what was seen of the tokens from an index on, and forgets it: one a token, or none when one is missing.
func (w *watcher) of(from int, tokens []uint32) []job.TokenLogprob {
	w.watching.Lock()
	defer w.watching.Unlock()
	var out []job.TokenLogprob
	for i, t := range tokens {
		l, ok := w.seen[from+i]
		delete(w.seen, from+i)
		if ok && l.Token == t {
			out = append(out, l)
		}
	}
	if len(out) != len(tokens) {
		return nil
	}
	return out
}

// maxLogprobs bounds the log-probabilities of one delivery, which must fit a line of the stream (1 MiB).
const maxLogprobs = 10_000

// told is of, for a delivery: none when they are too many.
func (w *watcher) told(from int, tokens []uint32, ask job.LogprobAsk) []job.TokenLogprob {
	list := w.of(from, tokens)
	if len(list)*(1+int(ask.TopLogprobs)) > maxLogprobs {
		return nil
	}
	return list
}

// logprobs are those of a delivery that was found right: our own when we recomputed it, else the seller's, as far as
// they are what was asked for.
func (b *busyBuyer) logprobs(d job.Delivery) []job.TokenLogprob {
	if !b.order.Logprobs || len(d.Tokens) == 0 {
		return nil
	}
	if b.rec.Full {
		return b.of(int(b.check.Count())-len(d.Tokens), d.Tokens)
	}
	if len(d.Logprobs) != len(d.Tokens) {
		return nil
	}
	for i, l := range d.Logprobs {
		if l.Token != d.Tokens[i] || len(l.Top) > int(b.order.TopLogprobs) {
			return nil
		}
	}
	return d.Logprobs
}
