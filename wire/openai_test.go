package wire

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/assay-network/assay/job"
)

func TestThousandths(t *testing.T) {
	for text, want := range map[string]uint32{"0": 0, "-0": 0, "0.0": 0, "1": 1000, "0.7": 700, "0.70000": 700, "0.0005": 1, "0.00049999999999999999": 0, "0.0015": 2,
		"0.6995": 700, "0.9994999999999999999999": 999, "0.9995": 1000, "1e-1": 100, "7E-1": 700, "0.07e+1": 700, "70e-2": 700, "1.2345": 1235, "5e-4": 1, "5e-5": 0,
		"0e999": 0, "123456": 123456000, "1e5": 100000000} {
		if got, err := thousandths(json.Number(text)); err != nil || got != want {
			t.Errorf("%s: %d %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", "-0.1", ".5", "1e", "1e+", "1e1001", "1e-99999999999999999999", "1e9", "1000001", "0x1", "1_0", "NaN", "Infinity", "1.2.3", strings.Repeat("1", 65)} {
		if got, err := thousandths(json.Number(text)); err == nil {
			t.Errorf("%q: %d", text, got)
		}
	}
}

// TestThousandthsAgreeWithRationals compares with math/big, which shares no code.
func TestThousandthsAgreeWithRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(0|[1-9][0-9]{0,6})(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?`).Draw(t, "number")
		exact, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("big.Rat cannot read %s", text)
		}
		exact.Mul(exact, big.NewRat(2000, 1)).Add(exact, big.NewRat(1, 1)).Quo(exact, big.NewRat(2, 1))
		floor := new(big.Int).Quo(exact.Num(), exact.Denom()) // floor(1000x + 1/2), x not negative
		got, err := thousandths(json.Number(text))
		if floor.Cmp(big.NewInt(maxThousandths)) > 0 {
			if err == nil && floor.Cmp(big.NewInt(maxThousandths+1)) > 0 {
				t.Fatalf("%s gives %d, above the bound", text, got)
			}
			return
		}
		if err != nil || floor.Cmp(big.NewInt(int64(got))) != 0 {
			t.Fatalf("%s gives %d (%v), want %s", text, got, err, floor)
		}
	})
}

func TestNamesMatchExactly(t *testing.T) {
	// encoding/json's structs would take "N" and "Temperature" for n and temperature.
	c, f := parseCall([]byte(`{"model":"m","messages":[{"role":"user","content":"x","Role":"tool"}],"N":5,"Temperature":9,"temperature":0}`), true)
	if f != nil || c.ask.Sampling.Temperature != 0 || c.ask.Messages[0].Role != "user" {
		t.Errorf("%+v %v", c, f)
	}
}

// FuzzParseCall: whatever arrives is refused with a reason or gives an ask that can be signed.
func FuzzParseCall(f *testing.F) {
	for _, seed := range []string{hello, `{"model":"m","prompt":["x"],"stop":["a"],"temperature":1e-3,"stream":true,"stream_options":{}}`,
		`{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x"}]}],"top_k":-1,"min_p":0.5,"n":1.0,"tools":[]}`,
		`{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"x"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"tool_choice":"required"}`,
		`{"model":"m","prompt":"x","logprobs":3,"logit_bias":{"5":-1.5,"3":100},"frequency_penalty":-0.5,"repetition_penalty":1.1,"response_format":{"type":"json_schema","json_schema":{"schema":{"type":"array"}}}}`, `{"model":null}`, `[]`, `{"n":"1"}`} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, chat bool) {
		c, fault := parseCall(raw, chat)
		if fault != nil {
			if fault.Kind != job.FaultInvalid || fault.Message == "" || fault.Code == "" {
				t.Fatalf("refused with %+v", fault)
			}
			if _, err := marshal(openAIErrorOf(fault)); err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := c.ask.Sampling.Validate(); err != nil {
			t.Fatal(err)
		}
		if err := c.ask.Constraints.Validate(); err != nil {
			t.Fatal(err)
		}
		if c.ask.TopLogprobs > job.MaxTopLogprobs || c.ask.Must && (len(c.ask.Tools) == 0 || c.ask.Schema != "") {
			t.Fatalf("an ask that cannot be: %+v", c.ask)
		}
		if c.ask.Model == "" || chat != (len(c.ask.Messages) > 0) || chat == (c.ask.Prompt != "") || (!chat && c.ask.MaxTokens == 0) {
			t.Fatalf("an ask that asks nothing: %+v", c.ask)
		}
		for _, m := range c.ask.Messages {
			if m.Role != "system" && m.Role != "user" && m.Role != "assistant" && m.Role != "tool" {
				t.Fatalf("role %q", m.Role)
			}
			if !utf8.ValidString(m.Content) {
				t.Fatalf("content %q", m.Content)
			}
		}
	})
}

// FuzzLineReader: lines come out as they went in, none above the limit, no more bytes than allowed, and never a panic.
func FuzzLineReader(f *testing.F) {
	f.Add([]byte("{}\n{}\n"), uint16(10), uint16(100))
	f.Add([]byte("\n\nabc"), uint16(2), uint16(3))
	f.Add([]byte(strings.Repeat("x", 300)+"\n"), uint16(299), uint16(65535))
	f.Fuzz(func(t *testing.T, raw []byte, limit, total uint16) {
		r := newLineReader(strings.NewReader(string(raw)), int(limit), int64(total))
		var got []byte
		for {
			line, err := r.next()
			if err != nil {
				break
			}
			if len(line) > int(limit) {
				t.Fatalf("a line of %d bytes", len(line))
			}
			got = append(append(got, line...), '\n')
		}
		if len(got) > int(total) || !strings.HasPrefix(string(raw), string(got)) {
			t.Fatalf("%d bytes of lines from %d", len(got), len(raw))
		}
		var line streamLine
		_ = decodeStrict(raw, &line)
	})
}

// TestStreamedTextKeepsItsCharacters cuts a text anywhere; the pieces that leave are whole characters and join to it.
func TestStreamedTextKeepsItsCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var tail, joined string
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			piece := tail + rest[:n]
			rest = rest[n:]
			cut := wholeRunes(piece)
			if !utf8.ValidString(piece[:cut]) {
				t.Fatalf("half a character leaves: %q", piece[:cut])
			}
			joined += piece[:cut]
			tail = piece[cut:]
		}
		if joined != text || tail != "" {
			t.Fatalf("%q + %q, want %q", joined, tail, text)
		}
	})
	for s, want := range map[string]int{"": 0, "a": 1, "\xff": 1, "\x80\x80": 2, "a\xe2\x82": 1, "\xf0\x9f\x99": 0, "\xf0\x9f\x99\x82": 4, "\x80\x80\x80\x80": 4} {
		if got := wholeRunes(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestWhatShapesAnAnswerIsParsed(t *testing.T) {
	c, fault := parseCall([]byte(`{"model":"m","messages":[{"role":"user","content":"x"},
		{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"pay","arguments":"{\"to\":\"bob\"}"}}]},
		{"role":"tool","tool_call_id":"c1","content":"done"}],
		"repetition_penalty":1.15,"frequency_penalty":-0.5,"presence_penalty":1.25,"logit_bias":{"900":-100,"7":2.5,"8":0},"logprobs":true,"top_logprobs":4,
		"tools":[{"type":"function","function":{"name":"pay","description":"d","parameters":{"type": "object"}}},{"type":"function","function":{"name":"quote"}}],
		"tool_choice":{"type":"function","function":{"name":"pay"}},"parallel_tool_calls":false}`), true)
	if fault != nil {
		t.Fatal(fault)
	}
	a := c.ask
	want := job.Sampling{Temperature: 1000, TopP: 1000, Repeat: 1150, Frequency: -500, Presence: 1250}
	if a.Sampling != want || !slices.Equal(a.Bias, []job.TokenBias{{Token: 7, Bias: 2500}, {Token: 900, Bias: -100000}}) || !a.Logprobs || a.TopLogprobs != 4 {
		t.Errorf("%+v", a)
	}
	if len(a.Tools) != 2 || a.Tools[0].Name != "pay" || string(a.Tools[0].Parameters) != `{"type": "object"}` || !strings.Contains(string(a.Tools[0].Definition), `"description":"d"`) ||
		!a.Must || a.Only != "pay" || a.Parallel {
		t.Errorf("%+v", a.ToolUse)
	}
	if m := a.Messages; len(m) != 3 || m[1].ToolCalls[0] != (job.ToolCall{ID: "c1", Name: "pay", Arguments: `{"to":"bob"}`}) || m[2].Role != "tool" || m[2].ToolCallID != "c1" {
		t.Errorf("%+v", a.Messages)
	}
	for body, want := range map[string]string{
		`"response_format":{"type":"text"}`:                                                                            "",
		`"response_format":{"type":"json_object"}`:                                                                     `{"type":"object"}`,
		`"response_format":{"type":"json_schema","json_schema":{"schema":{"a" : [1]}}}`:                                `{"a":[1]}`,
		`"guided_json":{"type":"string"}`:                                                                              `{"type":"string"}`,
		`"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":"none","response_format":{"type":"text"}`: "",
	} {
		c, fault := parseCall([]byte(`{"model":"m","messages":[{"role":"user","content":"x"}],`+body+`}`), true)
		if fault != nil || c.ask.Schema != want || len(c.ask.Tools) > 0 {
			t.Errorf("%s: %v, %q", body, fault, c.ask.Schema)
		}
	}
}

func TestSignedThousandths(t *testing.T) {
	for text, want := range map[string]int32{"-0.5": -500, "-0": 0, "2": 2000, "-100": -100000, "-0.0005": -1, "0.0004": 0} {
		if got, err := signedThousandths(json.Number(text)); err != nil || got != want {
			t.Errorf("%s: %d %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"--1", "-", "", "-+1", "\"1\""} {
		if got, err := signedThousandths(json.Number(text)); err == nil {
			t.Errorf("%q: %d", text, got)
		}
	}
}
