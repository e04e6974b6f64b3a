package node

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// outlet turns checked tokens into text for the client: whole characters only, nothing from a stop string on, and tool
// calls apart from the text. It holds back what may yet turn out to be the beginning of a stop string or of a call. Stop
// strings are sought in the bytes of the tokens, as the engine does, and not in the text that is shown for them.
type outlet struct {
	emit    func(job.Delta) error // nil: only collect
	request job.Hash              // set once it is signed
	tok     pieces
	stops   []string
	held    []byte // not looked at yet
	stopped bool   // a stop string was found
	begun   bool   // something was sent
	whole   []byte // the answer as far as stop strings let it through
	shown   int    // bytes of whole that were sent
	text    strings.Builder
	tokens  []uint32 // whose text is not sent yet

	tools    job.ToolUse
	calls    []job.ToolCall
	length   int // bytes of the tokens so far
	logprobs []placed
	told     []job.PieceLogprob // sent
}

// placed is a log-probability and where its token begins in the answer.
type placed struct {
	at int
	p  job.PieceLogprob
}

func newOutlet(tok pieces, ask job.Ask, emit func(job.Delta) error) *outlet {
	return &outlet{emit: emit, tok: tok, stops: ask.Stop, tools: ask.ToolUse}
}

// keep is how many bytes may be the beginning of a stop string.
func (o *outlet) keep() int {
	longest := 1
	for _, s := range o.stops {
		longest = max(longest, len(s))
	}
	return longest - 1
}

// push takes tokens, and their log-probabilities if there are any: as many, or none.
func (o *outlet) push(tokens []uint32, logprobs []job.TokenLogprob) error {
	for i, t := range tokens {
		if len(logprobs) == len(tokens) && !o.tok.IsEnd(t) {
			o.logprobs = append(o.logprobs, placed{o.length, o.named(logprobs[i])})
		}
		piece := o.tok.Bytes([]uint32{t})
		o.length += len(piece)
		o.held = append(o.held, piece...)
	}
	o.tokens = append(o.tokens, tokens...)
	return o.send(false)
}

// named gives the tokens of a log-probability their bytes.
func (o *outlet) named(l job.TokenLogprob) job.PieceLogprob {
	bytes := func(t uint32) []byte { return o.tok.Bytes([]uint32{t}) }
	p := job.PieceLogprob{Bytes: bytes(l.Token), Logprob: l.Logprob}
	for _, a := range l.Top {
		p.Top = append(p.Top, job.PieceLogprob{Bytes: bytes(a.Token), Logprob: a.Logprob})
	}
	return p
}

func (o *outlet) flush() error { return o.send(true) }

func (o *outlet) send(last bool) error {
	if !o.stopped {
		ready := len(o.held)
		if i := o.stopAt(); i >= 0 {
			ready, o.stopped = i, true
		} else if !last {
			ready = max(0, ready-o.keep())
		}
		o.whole = append(o.whole, o.held[:ready]...)
		o.held = append(o.held[:0], o.held[ready:]...)
	}
	until := len(o.whole)
	if !last && !o.stopped {
		until = wholeRunes(o.whole)
	}
	switch {
	case len(o.tools.Tools) == 0:
	case last:
		if said, calls := o.parted(); len(calls) > 0 {
			o.calls = calls
			return o.show(until, said, true)
		}
	case o.tools.Must: // it is a call, or cut short
		return nil
	default:
		until = min(until, o.tok.ToolFormat().Settled(string(o.whole)))
	}
	until = max(until, o.shown)
	return o.show(until, readable(o.whole[o.shown:until]), last)
}

// wholeRunes is how many bytes of b are whole characters: all of them, but for at most three that begin one.
func wholeRunes(b []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(b); back++ {
		if i := len(b) - back; utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}

// readable is bytes as text, with U+FFFD for each byte of no character.
func readable(b []byte) string { return string([]rune(string(b))) }

// parted splits the whole answer into what is said and what is called. It returns no calls, or what is yet to be said
// besides them: what was shown already stays said.
func (o *outlet) parted() (said string, calls []job.ToolCall) {
	content, found := callsIn(o.tok.ToolFormat(), readable(o.whole), o.tools.Must)
	for _, c := range found {
		if !slices.ContainsFunc(o.tools.Tools, func(t job.Tool) bool { return t.Name == c.Name }) {
			return "", nil // what was not offered cannot be called
		}
	}
	if len(found) > 1 && !o.tools.Parallel {
		found = found[:1]
	}
	if rest, ok := strings.CutPrefix(content, strings.TrimLeft(o.text.String(), " \t\r\n")); ok {
		said = rest
	}
	for i, c := range found {
		call := job.ToolCall{ID: c.ID, Name: c.Name, Arguments: c.Arguments}
		if c.ID == "" {
			h := job.Keccak([]byte("call"), o.request[:], []byte(strconv.Itoa(i)))
			call.ID = "call_" + hex.EncodeToString(h[:12])
		}
		calls = append(calls, call)
	}
	return said, calls
}

// show sends text, which is the answer up to a place, with the log-probabilities of the tokens that begin before it. The
// last piece has those of the tokens without text too.
func (o *outlet) show(until int, text string, last bool) error {
	d := job.Delta{Request: o.request, Text: text}
	o.shown = until
	o.text.WriteString(text)
	if last {
		d.ToolCalls = o.calls
	}
	rest := last && !o.stopped || len(d.ToolCalls) > 0
	if text == "" && len(d.ToolCalls) == 0 && (!rest || len(o.logprobs) == 0) {
		return nil
	}
	d.Tokens, o.tokens = o.tokens, nil
	for len(o.logprobs) > 0 && (o.logprobs[0].at < until || rest) {
		d.Logprobs = append(d.Logprobs, o.logprobs[0].p)
		o.logprobs = o.logprobs[1:]
	}
	o.told = append(o.told, d.Logprobs...)
	if o.emit == nil {
		return nil
	}
	o.begun = true
	return o.emit(d)
}

// stopAt returns where the first stop string begins in the held text, or -1.
func (o *outlet) stopAt() int {
	first := -1
	for _, s := range o.stops {
		if i := bytes.Index(o.held, []byte(s)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}
