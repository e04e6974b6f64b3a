package node

import (
	"strings"
	"unicode/utf8"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/job"
)

// outlet turns checked tokens into text for the client: whole characters only, and nothing from a stop string on. It
// holds back what may yet turn out to be the beginning of a stop string.
type outlet struct {
	emit    func(job.Delta) error // nil: only collect
	request job.Hash              // set once it is signed
	decode  *token.Decoder
	stops   []string
	longest int    // bytes of the longest stop string
	held    string // decoded, not sent yet
	stopped bool
	begun   bool // something was sent
	text    strings.Builder
}

func newOutlet(m *Model, stops []string, emit func(job.Delta) error) *outlet {
	o := &outlet{emit: emit, decode: m.Tokenizer().NewDecoder(), stops: stops}
	for _, s := range stops {
		o.longest = max(o.longest, len(s))
	}
	return o
}

func (o *outlet) push(tokens []uint32) error {
	var piece strings.Builder
	for _, t := range tokens {
		piece.WriteString(o.decode.Write(t))
	}
	return o.send(piece.String(), tokens, false)
}

func (o *outlet) flush() error { return o.send(o.decode.Flush(), nil, true) }

func (o *outlet) send(text string, tokens []uint32, last bool) error {
	if o.stopped {
		return nil
	}
	o.held += text
	ready := o.held
	if i := o.stopAt(); i >= 0 {
		ready, o.stopped = o.held[:i], true
	} else if keep := o.longest - 1; keep > 0 && !last {
		cut := max(0, len(ready)-keep)
		for cut > 0 && !utf8.RuneStart(o.held[cut]) {
			cut--
		}
		ready = ready[:cut]
	}
	o.held = o.held[len(ready):]
	if ready == "" {
		return nil
	}
	o.text.WriteString(ready)
	if o.emit == nil {
		return nil
	}
	o.begun = true
	return o.emit(job.Delta{Request: o.request, Text: ready, Tokens: tokens})
}

// stopAt returns where the first stop string begins in the held text, or -1.
func (o *outlet) stopAt() int {
	first := -1
	for _, s := range o.stops {
		if i := strings.Index(o.held, s); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}
