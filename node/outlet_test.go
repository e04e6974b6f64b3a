package node

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/job"
)

// hermes is a small model whose vocabulary has a token for each byte and whose template knows of tools.
func hermes(t *testing.T) *Model {
	t.Helper()
	raw, err := modeltest.GGUF(modeltest.Config{Template: "{% if tools %}<tool_call>{% endif %}{{ messages[0].content }}"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(raw), int64(len(raw)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return NewModel("hermes", m, engine.Options{Threads: 1})
}

// spelled is text as byte tokens.
func spelled(text string) (tokens []uint32) {
	for _, b := range []byte(text) {
		tokens = append(tokens, modeltest.Bytes+uint32(b))
	}
	return tokens
}

// through pushes tokens in pieces of so many, each with a log-probability, and returns the outlet and what it sent.
func through(t *testing.T, m *Model, ask job.Ask, tokens []uint32, size int) (*outlet, string, []job.PieceLogprob) {
	t.Helper()
	var text strings.Builder
	var told []job.PieceLogprob
	o := newOutlet(m.Tokenizer(), ask, func(d job.Delta) error {
		text.WriteString(d.Text)
		told = append(told, d.Logprobs...)
		return nil
	})
	for len(tokens) > 0 {
		n := min(size, len(tokens))
		var logprobs []job.TokenLogprob
		for _, v := range tokens[:n] {
			logprobs = append(logprobs, job.TokenLogprob{Alternative: job.Alternative{Token: v}})
		}
		if err := o.push(tokens[:n], logprobs); err != nil {
			t.Fatal(err)
		}
		tokens = tokens[n:]
	}
	if err := o.flush(); err != nil {
		t.Fatal(err)
	}
	return o, text.String(), told
}

// TestAttackStopStringThatOnlyTheScreenHas asks to stop at U+FFFD, which stands on the screen for bytes that are no
// character. The engine does not stop there, so the text must not either.
func TestAttackStopStringThatOnlyTheScreenHas(t *testing.T) {
	m := hermes(t)
	for size := range 7 {
		_, text, told := through(t, m, job.Ask{Constraints: job.Constraints{Stop: []string{"\uFFFD"}}}, spelled("a\xa8\x8fb\xe2\x82"), size+1)
		if text != "a\uFFFD\uFFFDb\uFFFD\uFFFD" || len(told) != 6 {
			t.Errorf("pieces of %d: %q with %d log-probabilities", size+1, text, len(told))
		}
		_, text, told = through(t, m, job.Ask{Constraints: job.Constraints{Stop: []string{"b€", "€c"}}}, spelled("\xff\xffab€c"), size+1)
		if text != "\uFFFD\uFFFDa" || len(told) != 3 {
			t.Errorf("pieces of %d: %q with %d log-probabilities before the stop string", size+1, text, len(told))
		}
	}
}

// TestEachTokenHasItsLogprob: also those that show nothing, those of one character, and those before a call.
func TestEachTokenHasItsLogprob(t *testing.T) {
	m := hermes(t)
	call := `<tool_call>{"name":"pay","arguments":{"to":"bob"}}</tool_call>`
	tools := job.ToolUse{Tools: []job.Tool{{Name: "pay"}}}
	for _, c := range []struct {
		name, text, want string
		ask              job.Ask
		calls            int
	}{
		{name: "characters", text: "né€😀", want: "né€😀"},
		{name: "half a character at the end", text: "x\xf0\x9f", want: "x\uFFFD\uFFFD"},
		{name: "tools that are not called", text: "hi <tool", want: "hi <tool", ask: job.Ask{ToolUse: tools}},
		{name: "a call after text", text: "Sûre. " + call, want: "Sûre.", ask: job.Ask{ToolUse: tools}, calls: 1},
	} {
		for size := range 9 {
			tokens := append(append([]uint32{modeltest.User}, spelled(c.text)...), modeltest.User, modeltest.End) // control tokens show nothing
			o, text, told := through(t, m, c.ask, tokens, size+1)
			if text != c.want || o.text.String() != c.want || len(o.calls) != c.calls {
				t.Errorf("%s in pieces of %d: %q, %+v; want %q", c.name, size+1, text, o.calls, c.want)
			}
			if len(told) != len(tokens)-1 || len(o.told) != len(told) { // the token that ends the answer has none
				t.Errorf("%s in pieces of %d: %d log-probabilities of %d tokens", c.name, size+1, len(told), len(tokens))
			}
		}
	}
}

// TestAttackLiesInLogprobs: an answer that is not recomputed has the seller's word for them, but never more of them than
// were asked for, nor of other tokens than were paid for.
func TestAttackLiesInLogprobs(t *testing.T) {
	of := func(tokens ...uint32) (list []job.TokenLogprob) {
		for _, v := range tokens {
			list = append(list, job.TokenLogprob{Alternative: job.Alternative{Token: v, Logprob: math.MinInt64}, Top: []job.Alternative{{Token: math.MaxUint32, Logprob: math.MaxInt64}}})
		}
		return list
	}
	b := &busyBuyer{order: job.Order{LogprobAsk: job.LogprobAsk{Logprobs: true, TopLogprobs: 1}}}
	long := of(5, 6)
	long[1].Top = make([]job.Alternative, 2)
	for lie, list := range map[string][]job.TokenLogprob{"one too few": of(5), "one too many": of(5, 6, 7), "another token": of(5, 7), "more alternatives": long} {
		if got := b.logprobs(job.Delivery{Tokens: []uint32{5, 6}, Logprobs: list}); got != nil {
			t.Errorf("%s: believed: %+v", lie, got)
		}
	}
	// A number or a token that cannot be is shown as what it says, and breaks nothing.
	tokens := spelled("ab")
	list := b.logprobs(job.Delivery{Tokens: tokens, Logprobs: of(tokens...)})
	if len(list) != 2 {
		t.Fatalf("not believed: %+v", list)
	}
	o := newOutlet(hermes(t).Tokenizer(), job.Ask{}, nil)
	if err := o.push(tokens, list); err != nil || o.flush() != nil || len(o.told) != 2 || len(o.told[0].Top) != 1 || len(o.told[0].Top[0].Bytes) != 0 {
		t.Errorf("%v, %+v", err, o.told)
	}
	b.order.LogprobAsk = job.LogprobAsk{}
	if got := b.logprobs(job.Delivery{Tokens: []uint32{5}, Logprobs: of(5)}); got != nil {
		t.Errorf("nobody asked: %+v", got)
	}
}
