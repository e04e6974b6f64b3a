package wire

import (
	"strings"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// The parts of an answer beside its text, as OpenAI's API has them: tool calls and log-probabilities.

// callPart is a tool call, or in a stream a piece of one.
type callPart struct {
	Index    *int         `json:"index,omitempty"` // in a stream
	ID       string       `json:"id,omitempty"`
	Type     string       `json:"type,omitempty"`
	Function functionPart `json:"function"`
}

type functionPart struct {
	Name      string `json:"name,omitempty"`
	Arguments string `json:"arguments"`
}

func callParts(calls []job.ToolCall) []callPart {
	var list []callPart
	for _, c := range calls {
		list = append(list, callPart{ID: c.ID, Type: "function", Function: functionPart{Name: c.Name, Arguments: c.Arguments}})
	}
	return list
}

// streamedCalls are the pieces of calls, in order: for each its name, then its arguments.
func streamedCalls(calls []job.ToolCall) []callPart {
	var list []callPart
	for i, c := range calls {
		index := i
		list = append(list,
			callPart{Index: &index, ID: c.ID, Type: "function", Function: functionPart{Name: c.Name}},
			callPart{Index: &index, Function: functionPart{Arguments: c.Arguments}})
	}
	return list
}

// finishOf is the finish reason in OpenAI's words.
func finishOf(a job.Answer) string {
	if len(a.ToolCalls) > 0 && a.Finish == job.FinishStop {
		return "tool_calls"
	}
	return a.Finish.String()
}

// chatLogprobs is the form of a chat.
type chatLogprobs struct {
	Content []tokenLogprob `json:"content"`
	Refusal *struct{}      `json:"refusal"`
}

type tokenLogprob struct {
	Token   string         `json:"token"`
	Logprob float64        `json:"logprob"`
	Bytes   []int          `json:"bytes"`
	Top     []tokenLogprob `json:"top_logprobs,omitzero"` // not of an alternative
}

// natural turns Q32 into the number that JSON carries. Only people and programs that show it use it.
func natural(q int64) float64 { return float64(min(q, 0)) / (1 << 32) }

func tokenLogprobOf(p job.PieceLogprob) tokenLogprob {
	t := tokenLogprob{Token: strings.ToValidUTF8(string(p.Bytes), "\uFFFD"), Logprob: natural(p.Logprob), Bytes: []int{}, Top: []tokenLogprob{}}
	for _, b := range p.Bytes {
		t.Bytes = append(t.Bytes, int(b))
	}
	return t
}

// chatLogprobsOf is nil when they were not asked for.
func chatLogprobsOf(c call, list []job.PieceLogprob) *chatLogprobs {
	if !c.ask.Logprobs || len(list) == 0 {
		return nil
	}
	out := &chatLogprobs{Content: []tokenLogprob{}}
	for _, p := range list {
		t := tokenLogprobOf(p)
		for _, a := range p.Top {
			t.Top = append(t.Top, alternative(a))
		}
		out.Content = append(out.Content, t)
	}
	return out
}

// alternative is a tokenLogprob without alternatives of its own.
func alternative(p job.PieceLogprob) tokenLogprob { t := tokenLogprobOf(p); t.Top = nil; return t }

// textLogprobs is the form of a completion.
type textLogprobs struct {
	Tokens  []string             `json:"tokens"`
	Values  []float64            `json:"token_logprobs"`
	Top     []map[string]float64 `json:"top_logprobs"`
	Offsets []int                `json:"text_offset"` // in characters, from the start of the answer
}

// place is how far into a text tokens have come that may end within a character.
type place struct {
	characters int
	rest       []byte // of a character that is not whole
}

func (p *place) add(raw []byte) {
	p.rest = append(p.rest, raw...)
	for len(p.rest) > 0 && utf8.FullRune(p.rest) {
		_, n := utf8.DecodeRune(p.rest)
		p.rest = p.rest[n:]
		p.characters++
	}
}

// textLogprobsOf is nil when they were not asked for. at is where the first token begins; it is moved behind the last.
func textLogprobsOf(c call, list []job.PieceLogprob, at *place) *textLogprobs {
	if !c.ask.Logprobs || len(list) == 0 {
		return nil
	}
	out := &textLogprobs{}
	for _, p := range list {
		text := strings.ToValidUTF8(string(p.Bytes), "\uFFFD")
		out.Tokens, out.Values, out.Offsets = append(out.Tokens, text), append(out.Values, natural(p.Logprob)), append(out.Offsets, at.characters)
		at.add(p.Bytes)
		if c.ask.TopLogprobs == 0 {
			continue
		}
		top := map[string]float64{text: natural(p.Logprob)}
		for _, a := range p.Top {
			name := strings.ToValidUTF8(string(a.Bytes), "\uFFFD")
			if _, taken := top[name]; !taken { // parts of characters look alike
				top[name] = natural(a.Logprob)
			}
		}
		out.Top = append(out.Top, top)
	}
	return out
}
