package node

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/job"
)

// outlet turns checked tokens into text for the client: whole characters only, nothing from a stop string on, and tool
// calls apart from the text. It holds back what may yet turn out to be the beginning of a stop string or of a call.
type outlet struct {
	emit    func(job.Delta) error // nil: only collect
	request job.Hash              // set once it is signed
	tok     *token.Tokenizer
	decode  *token.Decoder
	stops   []string
	held    string   // decoded, not looked at yet
	stopped bool     // a stop string was found
	begun   bool     // something was sent
	text    []byte   // the answer as far as stop strings let it through
	shown   int      // bytes of text that were sent
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

func newOutlet(m *Model, ask job.Ask, emit func(job.Delta) error) *outlet {
	return &outlet{emit: emit, tok: m.Tokenizer(), decode: m.Tokenizer().NewDecoder(), stops: ask.Stop, tools: ask.ToolUse}
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
	var piece strings.Builder
	for i, t := range tokens {
		piece.WriteString(o.decode.Write(t))
		if len(logprobs) == len(tokens) && !o.tok.IsEnd(t) {
			o.logprobs = append(o.logprobs, placed{o.length, o.named(logprobs[i])})
		}
		o.length += len(o.tok.Bytes([]uint32{t}))
	}
	o.tokens = append(o.tokens, tokens...)
	return o.send(piece.String(), false)
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

func (o *outlet) flush() error { return o.send(o.decode.Flush(), true) }

func (o *outlet) send(text string, last bool) error {
	if !o.stopped {
		o.held += text
		ready := o.held
		if i := o.stopAt(); i >= 0 {
			ready, o.stopped = o.held[:i], true
		} else if keep := o.keep(); keep > 0 && !last {
			cut := max(0, len(ready)-keep)
			for cut > 0 && !utf8.RuneStart(o.held[cut]) {
				cut--
			}
			ready = ready[:cut]
		}
		o.held = o.held[len(ready):]
		o.text = append(o.text, ready...)
	}
	until := len(o.text)
	switch {
	case len(o.tools.Tools) == 0:
	case last:
		o.text, o.calls = o.parted()
		until = len(o.text)
	case o.tools.Must: // it is a call, or cut short
		return nil
	default:
		until = o.tok.ToolFormat().Settled(string(o.text))
	}
	return o.show(max(until, o.shown), last)
}

// parted splits the whole answer into what is said and what is called. What was shown already stays said.
func (o *outlet) parted() ([]byte, []job.ToolCall) {
	whole := string(o.text)
	content, found := callsIn(o.tok.ToolFormat(), whole, o.tools.Must)
	for _, c := range found {
		if !slices.ContainsFunc(o.tools.Tools, func(t job.Tool) bool { return t.Name == c.Name }) {
			return o.text, nil // what was not offered cannot be called
		}
	}
	if len(found) == 0 {
		return o.text, nil
	}
	if !o.tools.Parallel {
		found = found[:1]
	}
	said := o.text[:o.shown]
	if rest, ok := strings.CutPrefix(content, strings.TrimLeft(string(said), " \t\r\n")); ok {
		said = append(said, rest...)
	}
	calls := make([]job.ToolCall, len(found))
	for i, c := range found {
		calls[i] = job.ToolCall{ID: c.ID, Name: c.Name, Arguments: c.Arguments}
		if c.ID == "" {
			h := job.Keccak([]byte("call"), o.request[:], []byte(strconv.Itoa(i)))
			calls[i].ID = "call_" + hex.EncodeToString(h[:12])
		}
	}
	return said, calls
}

// show sends the text up to a place, with the log-probabilities of the tokens that begin before it.
func (o *outlet) show(until int, last bool) error {
	d := job.Delta{Request: o.request, Text: string(o.text[o.shown:until])}
	o.shown = until
	if last {
		d.ToolCalls = o.calls
	}
	if d.Text == "" && len(d.ToolCalls) == 0 {
		return nil
	}
	d.Tokens, o.tokens = o.tokens, nil
	for len(o.logprobs) > 0 && (o.logprobs[0].at < until || len(d.ToolCalls) > 0) {
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
		if i := strings.Index(o.held, s); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}
