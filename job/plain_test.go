package job

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlainHasOneEncoding: what is decoded is what was encoded, and no other bytes mean the same.
func TestPlainHasOneEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Plain{MaxTokens: rapid.Uint32Range(1, 1<<20).Draw(t, "max")}
		if rapid.Bool().Draw(t, "chat") {
			for range rapid.IntRange(1, 4).Draw(t, "turns") {
				p.Messages = append(p.Messages, Message{Role: rapid.SampledFrom([]string{"system", "user", "assistant"}).Draw(t, "role"), Content: rapid.String().Draw(t, "content")})
			}
		} else {
			p.Prompt = rapid.StringN(1, 200, -1).Draw(t, "prompt")
		}
		tokens, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodePlain(tokens)
		if err != nil || got.Prompt != p.Prompt || got.MaxTokens != p.MaxTokens || len(got.Messages) != len(p.Messages) {
			t.Fatalf("%+v came back as %+v: %v", p, got, err)
		}
		i := rapid.IntRange(0, len(tokens)).Draw(t, "at")
		if other, err := DecodePlain(slices.Insert(slices.Clone(tokens), i, uint32(' '))); err == nil {
			again, _ := other.Encode()
			if slices.Equal(again, tokens) {
				t.Fatal("a blank more means the same")
			}
		}
	})
}

// TestPlainSmuggling: nothing reaches a server that the lane does not carry.
func TestPlainSmuggling(t *testing.T) {
	for name, text := range map[string]string{
		"a parameter of the server's own": `{"prompt":"x","max_tokens":1,"n":100}`,
		"a second object":                 `{"prompt":"x","max_tokens":1}{"prompt":"y","max_tokens":1}`,
		"two prompts":                     `{"messages":[{"role":"user","content":"x"}],"prompt":"x","max_tokens":1}`,
		"the later of two fields":         `{"prompt":"x","prompt":"y","max_tokens":1}`,
		"no limit":                        `{"prompt":"x","max_tokens":0}`,
		"a tool's result":                 `{"messages":[{"role":"tool","content":"x","tool_call_id":"1"}],"max_tokens":1}`,
		"a tool call":                     `{"messages":[{"role":"assistant","content":"x","tool_calls":[{"id":"1","name":"f","arguments":"{}"}]}],"max_tokens":1}`,
		"another spelling":                `{"Prompt":"x","max_tokens":1}`,
		"nothing":                         ``,
	} {
		if p, err := DecodePlain(BytesAsTokens([]byte(text))); !errors.Is(err, ErrPlain) {
			t.Errorf("%s: taken as %+v (%v)", name, p, err)
		}
	}
	if _, err := DecodePlain([]uint32{256}); !errors.Is(err, ErrPlain) {
		t.Error("a token that is no byte was taken:", err)
	}
}

func TestModelNames(t *testing.T) {
	for _, name := range []string{"a", "llama-3.1-70b", "org/model:Q4_K"[:9], strings.Repeat("x", MaxModelName)} {
		h, err := NameModel(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := ModelName(h); !ok || got != name {
			t.Errorf("%q came back as %q, %t", name, got, ok)
		}
	}
	for _, name := range []string{"", "with blank", "tab\t", "ünicode", strings.Repeat("x", MaxModelName+1)} {
		if _, err := NameModel(name); !errors.Is(err, ErrPlain) {
			t.Errorf("%q was taken: %v", name, err)
		}
	}
	h, _ := NameModel("abc")
	h[10] = 'x' // behind the name
	for _, h := range []Hash{{}, h, Keccak([]byte("a root")), {1, ' '}} {
		if name, ok := ModelName(h); ok {
			t.Errorf("%s passes for the name %q", h, name)
		}
	}
}

// TestCheckPlain: fields of the exact lane have no place in the statistical one.
func TestCheckPlain(t *testing.T) {
	prompt, _ := Plain{Prompt: "x", MaxTokens: 1}.Encode()
	model, _ := NameModel("m")
	good := Request{Lane: LaneStatistical, Model: model, Tokenizer: PlainTokenizer, Sampling: Sampling{TopP: 1000}}
	if _, err := good.CheckPlain(prompt); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Request){
		"the exact lane": func(r *Request) { r.Lane = LaneExact },
		"a root":         func(r *Request) { r.Model = Keccak([]byte("m")) },
		"a tokenizer":    func(r *Request) { r.Tokenizer = Hash{1} },
		"a template":     func(r *Request) { r.Template = Hash{1} },
		"a schema":       func(r *Request) { r.Schema = Hash{1} },
		"biases":         func(r *Request) { r.Sampling.Bias = Hash{1} },
		"top-k":          func(r *Request) { r.Sampling.TopK = 40 },
		"min-p":          func(r *Request) { r.Sampling.MinP = 50 },
		"repetition":     func(r *Request) { r.Sampling.Repeat = 1100 },
	} {
		r := good
		change(&r)
		if _, err := r.CheckPlain(prompt); !errors.Is(err, ErrPlain) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
