package token

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestToolCallsAreRead(t *testing.T) {
	f := ToolCall{Name: "f", Arguments: `{"a":1,"b":"x y"}`}
	g := ToolCall{Name: "g", Arguments: `{}`}
	for _, c := range []struct {
		format  ToolFormat
		answer  string
		content string
		calls   []ToolCall
	}{
		{ToolsHermes, "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1, \"b\": \"x y\"}}\n</tool_call>", "", []ToolCall{f}},
		{ToolsHermes, "I look.\n<tool_call>{\"name\":\"f\",\"arguments\":{\"a\":1,\"b\":\"x y\"}}</tool_call>\n<tool_call>{\"name\":\"g\",\"arguments\":{}}</tool_call>", "I look.", []ToolCall{f, g}},
		{ToolsHermes, `<tool_call>{"name":"g","arguments":{}}`, "", []ToolCall{g}}, // ended by the end of the turn
		{ToolsHermes, "plain", "plain", nil},
		{ToolsLlama, `{"name": "f", "parameters": {"a": 1, "b": "x y"}}`, "", []ToolCall{f}},
		{ToolsLlama, `<|python_tag|>{"type":"function","name":"f","parameters":{"a":1,"b":"x y"}}; {"name":"g","parameters":{}}`, "", []ToolCall{f, g}},
		{ToolsMistral, `[TOOL_CALLS] [{"name": "g", "arguments": {}, "id": "abcdefghi"}]`, "", []ToolCall{{"abcdefghi", "g", "{}"}}},
		{ToolsMistral, ` [{"name": "g", "arguments": {}},{"name":"f","arguments":{"a":1,"b":"x y"}}]`, "", []ToolCall{g, f}},
		{ToolsMistral, `Sure. [TOOL_CALLS][{"name": "g", "arguments": {}}]`, "Sure.", []ToolCall{g}},
		{ToolsSkill, `{"skill":"f","a":1,"b":"x y"}`, "", []ToolCall{f}},
		{ToolsSkill, `[{"skill":"f","a":1,"b":"x y"},{"skill":"g"}]`, "", []ToolCall{f, g}},
		{ToolsSkill, `[{"skill":"none"},{"skill":"g"}]`, "", []ToolCall{g}},
		{ToolsSkill, `{"skill":"none"}`, `{"skill":"none"}`, nil},
		{ToolsSkill, `A receipt is {"skill":"g"}`, `A receipt is {"skill":"g"}`, nil},
		{ToolsNone, `{"skill":"g"}`, `{"skill":"g"}`, nil},
	} {
		content, calls := c.format.Parse(c.answer)
		if content != c.content || !slices.Equal(calls, c.calls) {
			t.Errorf("%d %q -> %q %q, want %q %q", c.format, c.answer, content, calls, c.content, c.calls)
		}
	}
}

// Money hangs on calls, so nothing that is almost one becomes one.
func TestAlmostACallIsContent(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	many := strings.Repeat(`{"skill":"g"},`, MaxToolCalls) + `{"skill":"g"}`
	for format, answers := range map[ToolFormat][]string{
		ToolsHermes: {
			`<tool_call>{"name":"f","arguments":{}`, `<tool_call>{"name":"f","arguments":[]}</tool_call>`, `<tool_call>{"name":"f","arguments":"{}"}</tool_call>`,
			`<tool_call>{"name":"f","arguments":{}} x</tool_call>`, `<tool_call>{"name":"f","name":"g","arguments":{}}</tool_call>`,
			`<tool_call>{"name":"","arguments":{}}</tool_call>`, `<tool_call>{"name":"a b","arguments":{}}</tool_call>`, `<tool_call></tool_call>x<tool_call>`,
			`<tool_call>{"name":"f","arguments":{},"extra":1}</tool_call>`, `<tool_call>{"name":"f"}</tool_call>`, `<tool_call>{"name":"f","arguments":` + deep + `}</tool_call>`,
			`<tool_call>{"name":"g","arguments":{}}</tool_call><tool_call>oops</tool_call>`, `<tool_call>{'name':'f','arguments':{}}</tool_call>`,
			`<tool_call>{"name":"f","arguments":{}}{"name":"g","arguments":{}}</tool_call>`,
		},
		ToolsLlama: {
			`{"name":"f","parameters":{}} and more`, `{"name":"f","parameters":{}};`, `{"name":"f","arguments":{}}`, `{"name":"f","parameters":{},}`, `so: {"name":"f","parameters":{}}`,
			`f.call(a="b")`, `{"name":1,"parameters":{}}`, `{"type":"x","name":"f","parameters":{}}`,
		},
		ToolsMistral: {`[]`, `[TOOL_CALLS]{"name":"f","arguments":{}}`, `[{"name":"f","arguments":{}}] x`, `[1]`, `[{"name":"f","arguments":{}}`, `[TOOL_CALLS]`},
		ToolsSkill: {
			`{"skill":"f"`, `{"a":1,"skill":"f"}`, `{"skill":1}`, `{"skill":"f","a":1,"a":2}`, `{"skill":"f"}{"skill":"g"}`, `[]`, `[[{"skill":"f"}]]`, `{}`, ``, `[` + many + `]`,
			`{"skill":"f","a":` + deep + `}`, `{"skill":"f","x":"` + strings.Repeat("x", maxCallBytes) + `"}`,
		},
	} {
		for _, a := range answers {
			if content, calls := format.Parse(a); content != a || len(calls) != 0 {
				t.Errorf("%d %.80q became the calls %q and content %.80q", format, a, calls, content)
			}
		}
	}
}

func TestToolFormatOfFamilies(t *testing.T) {
	for family, want := range map[string]ToolFormat{
		"chatml": ToolsNone, "llama3": ToolsNone, "qwen2.5": ToolsHermes, "qwen3": ToolsHermes, "llama3.1": ToolsLlama, "mistral": ToolsMistral,
	} {
		if got := vocabulary(t, families[family], "a").ToolFormat(); got != want {
			t.Errorf("%s has the format %d, want %d", family, got, want)
		}
	}
	if got := vocabulary(t, simpleTemplate, `{"skill":"`).ToolFormat(); got != ToolsSkill {
		t.Errorf("a vocabulary of skills has the format %d", got)
	}
}

// What a stream shows early is never part of a call.
func TestSettledIsOnlyContent(t *testing.T) {
	for _, c := range []struct {
		format ToolFormat
		answer string
		shown  string // just before the call is complete
	}{
		{ToolsHermes, "I look. \n<tool_call>{\"name\":\"g\",\"arguments\":{}}</tool_call>", "I look."},
		{ToolsHermes, "a < b <tool> text", "a < b <tool> text"},
		{ToolsLlama, `{"name":"g","parameters":{}}`, ""},
		{ToolsLlama, "Hello {", "Hello {"},
		{ToolsMistral, `ok [TOOL_CALLS][{"name":"g","arguments":{}}]`, "ok"},
		{ToolsSkill, ` {"skill":"g"}`, ""},
		{ToolsSkill, "A receipt is", "A receipt is"},
		{ToolsNone, "<tool_call>", "<tool_call>"},
	} {
		shown := 0
		for n := range len(c.answer) + 1 {
			s := c.format.Settled(c.answer[:n])
			if s < shown || s > n {
				t.Fatalf("%d %q: %d bytes are settled after %d were", c.format, c.answer[:n], s, shown)
			}
			shown = s
		}
		if got := c.answer[:shown]; got != c.shown {
			t.Errorf("%d %q showed %q, want %q", c.format, c.answer, got, c.shown)
		}
	}
}

func FuzzToolCalls(f *testing.F) {
	f.Add(`I look. <tool_call>{"name":"f","arguments":{"a":[1,{"b":"\u00e9"}]}}</tool_call>`)
	f.Add(`[{"skill":"pay","to":"bob","amount":"5"},{"skill":"none"}]`)
	f.Add(`[TOOL_CALLS][{"name":"g","arguments":{},"id":"abcdefghi"}]`)
	f.Add(`<|python_tag|>{"name":"f","parameters":{}};{"name":"g","parameters":{"x":1e9}}`)
	f.Fuzz(func(t *testing.T, answer string) {
		for format := ToolsNone; format <= ToolsSkill; format++ {
			start := time.Now()
			content, calls := format.Parse(answer)
			if len(calls) > MaxToolCalls {
				t.Fatalf("%d calls", len(calls))
			}
			if len(calls) == 0 && content != answer {
				t.Fatalf("without calls the content is %q", content)
			}
			for _, c := range calls {
				if !validName(c.Name) || !json.Valid([]byte(c.Arguments)) || c.Arguments[0] != '{' {
					t.Fatalf("call %q", c)
				}
			}
			if n := format.Settled(answer); n > 0 && len(calls) > 0 && !strings.HasPrefix(content, strings.TrimSpace(answer[:n])) {
				t.Fatalf("%q was shown and the content is %q", answer[:n], content)
			}
			if d := time.Since(start); d > time.Second {
				t.Fatalf("took %v", d)
			}
		}
	})
}
