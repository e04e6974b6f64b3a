package wire

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

type wholeChat struct {
	ID, Object, Model string
	Created           int64
	Choices           []struct {
		Index   int
		Message struct{ Role, Content string }
		Text    string
		Finish  string `json:"finish_reason"`
	}
	Usage job.Usage
	Assay struct {
		Receipt  job.Hash
		Lane     string
		Unit     string
		Agent    uint64
		Provider job.Address
		Cost     job.Amount
		Checked  string
		Failed   []job.Catch
	}
}

type chunkOf struct {
	ID, Object, Model string
	Choices           []struct {
		Index  int
		Text   string
		Delta  struct{ Role, Content string }
		Finish *string `json:"finish_reason"`
	}
	Usage *job.Usage
	Assay *struct{ Receipt job.Hash }
}

type refusedBody struct {
	Error struct {
		Message, Type string
		Param, Code   *string
	}
}

func startGateway(t *testing.T, o GatewayOptions) (string, *http.Client, *echoDesk) {
	t.Helper()
	desk := newEchoDesk()
	o.Log = quiet
	base, client := start(t, NewGateway(desk, o))
	return base, client, desk
}

func TestChatAnswersInOnePiece(t *testing.T) {
	noLeaks(t)
	base, c, desk := startGateway(t, GatewayOptions{})
	status, header, body := sendJSON(t, c, base+"/v1/chat/completions",
		`{"model":"assay/echo","messages":[{"role":"developer","content":"be brief"},{"role":"user","content":[{"type":"text","text":"one "},{"type":"text","text":"two naïve"}]}],
		"temperature":0.7,"top_p":0.9,"min_p":0.05,"top_k":40,"max_completion_tokens":2,"stop":["a","b"],"user":"u","unknown_field":{"x":1},"n":1,"presence_penalty":0.0}`,
		ProviderHeader, "7")
	if status != 200 {
		t.Fatalf("status %d: %s", status, body)
	}
	got := parse[wholeChat](t, body)
	id := job.Keccak([]byte("one two naïve"))
	if header.Get(ReceiptHeader) != id.String() || got.Assay.Receipt != id || got.ID != "chatcmpl-"+id.String()[2:] {
		t.Errorf("receipt %s, body %s, id %s: want %s in each", header.Get(ReceiptHeader), got.Assay.Receipt, got.ID, id)
	}
	if got.Object != "chat.completion" || got.Created == 0 || got.Model != "assay/echo" || len(got.Choices) != 1 {
		t.Fatalf("head of the answer: %s", body)
	}
	if ch := got.Choices[0]; ch.Message.Role != "assistant" || ch.Message.Content != "naïve two" || ch.Finish != "length" {
		t.Errorf("choice: %+v", ch)
	}
	if got.Usage != (job.Usage{PromptTokens: 3, CompletionTokens: 2, TotalTokens: 5}) {
		t.Errorf("usage: %+v", got.Usage)
	}
	if a := got.Assay; a.Lane != "exact" || a.Unit != "token" || a.Agent != 7 || a.Cost.String() != "480" || a.Checked != "recomputed" || a.Failed == nil {
		t.Errorf("assay: %+v in %s", a, body)
	}
	ask := desk.lastAsk()
	if ask.Sampling != (job.Sampling{Temperature: 700, TopP: 900, MinP: 50, TopK: 40, Repeat: 1000}) || ask.MaxTokens != 2 || ask.User != "u" ||
		len(ask.Stop) != 2 || ask.Provider == nil || *ask.Provider != 7 || ask.Messages[0].Role != "system" {
		t.Errorf("ask: %+v", ask)
	}
	status, _, bundle := get(t, c, base+"/v1/receipts/"+id.String())
	if status != 200 || !strings.Contains(bundle, id.String()) {
		t.Errorf("receipt: %d %s", status, bundle)
	}
	if status, _, same := get(t, c, base+"/v1/receipts/"+got.ID); status != 200 || same != bundle {
		t.Errorf("receipt by answer id: %d %s", status, same)
	}
}

func TestDefaultsAreOpenAIs(t *testing.T) {
	base, c, desk := startGateway(t, GatewayOptions{})
	if status, _, body := sendJSON(t, c, base+"/v1/completions", `{"model":"assay/echo","prompt":["a b"]}`); status != 200 {
		t.Fatal(body)
	}
	if ask := desk.lastAsk(); ask.MaxTokens != 16 || ask.Sampling != (job.Sampling{Temperature: 1000, TopP: 1000, Repeat: 1000}) || ask.Prompt != "a b" {
		t.Errorf("completion: %+v", ask)
	}
	if status, _, body := sendJSON(t, c, base+"/v1/chat/completions", `{"model":"assay/echo","messages":[{"role":"user","content":"x"}],"temperature":null,"stop":null}`); status != 200 {
		t.Fatal(body)
	}
	if ask := desk.lastAsk(); ask.MaxTokens != 0 || ask.Sampling != (job.Sampling{Temperature: 1000, TopP: 1000, Repeat: 1000}) || ask.Stop != nil {
		t.Errorf("chat: %+v", ask)
	}
}

func TestChatStreams(t *testing.T) {
	noLeaks(t)
	base, c, _ := startGateway(t, GatewayOptions{})
	const prompt = "日本語 größer 🙂🙃 <b>&"
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/v1/chat/completions",
		strings.NewReader(`{"model":"assay/echo","messages":[{"role":"user","content":"`+prompt+`"}],"stream":true,"stream_options":{"include_usage":true}}`))
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	id := job.Keccak([]byte(prompt))
	if resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream") || resp.Header.Get(ReceiptHeader) != id.String() {
		t.Fatalf("%d %v", resp.StatusCode, resp.Header)
	}
	list := events(t, string(raw))
	if list[len(list)-1] != "[DONE]" {
		t.Fatalf("no end mark: %q", list)
	}
	var text strings.Builder
	var finish string
	first, last := parse[chunkOf](t, list[0]), parse[chunkOf](t, list[len(list)-2])
	if first.Choices[0].Delta.Role != "assistant" || first.Object != "chat.completion.chunk" || !strings.HasPrefix(first.ID, "chatcmpl-") {
		t.Errorf("first chunk: %s", list[0])
	}
	for _, e := range list[:len(list)-1] {
		ch := parse[chunkOf](t, e)
		if ch.ID != first.ID {
			t.Errorf("id changes: %s", e)
		}
		for _, choice := range ch.Choices {
			text.WriteString(choice.Delta.Content)
			if choice.Finish != nil {
				finish = *choice.Finish
			}
		}
	}
	if text.String() != "<b>& 🙂🙃 größer 日本語" || finish != "stop" {
		t.Errorf("text %q, finish %q", text.String(), finish)
	}
	if len(last.Choices) != 0 || last.Usage == nil || last.Usage.TotalTokens != 8 || last.Assay == nil || last.Assay.Receipt != id {
		t.Errorf("last chunk: %s", list[len(list)-2])
	}
}

func TestCompletionStreamsWithoutUsage(t *testing.T) {
	base, c, _ := startGateway(t, GatewayOptions{})
	_, _, body := sendJSON(t, c, base+"/v1/completions", `{"model":"assay/echo","prompt":"a b","stream":true}`)
	list := events(t, body)
	var text string
	for _, e := range list[:len(list)-1] {
		ch := parse[chunkOf](t, e)
		if len(ch.Choices) != 1 || ch.Usage != nil || ch.Object != "text_completion" {
			t.Errorf("chunk: %s", e)
		}
		text += ch.Choices[0].Text
	}
	last := parse[chunkOf](t, list[len(list)-2])
	if text != "b a" || last.Assay == nil || *last.Choices[0].Finish != "stop" {
		t.Errorf("%q from %q", text, list)
	}
}

func TestModelsAreListed(t *testing.T) {
	base, c, _ := startGateway(t, GatewayOptions{})
	_, _, body := get(t, c, base+"/v1/models")
	list := parse[struct {
		Object string
		Data   []struct {
			ID, Object string
			OwnedBy    string `json:"owned_by"`
			Assay      job.ModelInfo
		}
	}](t, body)
	if list.Object != "list" || len(list.Data) != 1 || list.Data[0].ID != "assay/echo" || list.Data[0].Object != "model" || list.Data[0].Assay != echoModel {
		t.Errorf("models: %s", body)
	}
	for _, id := range []string{"assay/echo", "assay%2Fecho", echoModel.Root.String()} {
		if status, _, one := get(t, c, base+"/v1/models/"+id); status != 200 || !strings.Contains(one, `"id":"assay/echo"`) {
			t.Errorf("model %s: %d %s", id, status, one)
		}
	}
	status, _, body := get(t, c, base+"/v1/models/none")
	if e := parse[refusedBody](t, body); status != 404 || *e.Error.Code != "model_not_found" || *e.Error.Param != "model" {
		t.Errorf("unknown model: %d %s", status, body)
	}
}

// TestRefusals goes through what a client can do wrong: status, type, code and param as OpenAI's clients expect them.
func TestRefusals(t *testing.T) {
	base, c, _ := startGateway(t, GatewayOptions{})
	chat := func(extra string) string {
		return `{"model":"assay/echo","messages":[{"role":"user","content":"x"}]` + extra + `}`
	}
	said := func(text string) string {
		return `{"model":"assay/echo","messages":[{"role":"user","content":"` + text + `"}]}`
	}
	for _, tc := range []struct {
		name, path, body string
		status           int
		code, param      string
	}{
		{"unknown model", "chat/completions", `{"model":"nope","messages":[{"role":"user","content":"x"}]}`, 404, "model_not_found", ""},
		{"no model", "chat/completions", `{"messages":[]}`, 400, "missing_required_parameter", "model"},
		{"model of a wrong type", "chat/completions", `{"model":5}`, 400, "invalid_value", "model"},
		{"no JSON", "chat/completions", `{"model":`, 400, "invalid_json", ""},
		{"a list", "chat/completions", `[]`, 400, "invalid_json", ""},
		{"null", "chat/completions", `null`, 400, "invalid_json", ""},
		{"empty body", "chat/completions", ``, 400, "invalid_json", ""},
		{"two values", "chat/completions", chat("") + "{}", 400, "invalid_json", ""},
		{"broken UTF-8", "chat/completions", said("\xff"), 400, "invalid_json", ""},
		{"no messages", "chat/completions", `{"model":"assay/echo"}`, 400, "missing_required_parameter", "messages"},
		{"null message", "chat/completions", `{"model":"assay/echo","messages":[null]}`, 400, "invalid_value", "messages[0].role"},
		{"unknown role", "chat/completions", `{"model":"assay/echo","messages":[{"role":"judge","content":"x"}]}`, 400, "invalid_value", "messages[0].role"},
		{"picture", "chat/completions", `{"model":"assay/echo","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}]}`, 400, "invalid_value", "messages[0].content"},
		{"no content", "chat/completions", `{"model":"assay/echo","messages":[{"role":"user"}]}`, 400, "missing_required_parameter", "messages[0].content"},
		{"two answers", "chat/completions", chat(`,"n":2`), 400, "unsupported_parameter", "n"},
		{"seed", "chat/completions", chat(`,"seed":1`), 400, "unsupported_parameter", "seed"},
		{"logprobs as text", "chat/completions", chat(`,"logprobs":"yes"`), 400, "invalid_value", "logprobs"},
		{"top logprobs alone", "chat/completions", chat(`,"top_logprobs":2`), 400, "invalid_value", "top_logprobs"},
		{"too many top logprobs", "chat/completions", chat(`,"logprobs":true,"top_logprobs":21`), 400, "invalid_value", "top_logprobs"},
		{"nameless tool", "chat/completions", chat(`,"tools":[{"type":"function"}]`), 400, "invalid_value", "tools[0]"},
		{"tool with a bad name", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a b"}}]`), 400, "invalid_value", "tools[0].function.name"},
		{"tool with bad parameters", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a","parameters":[]}}]`), 400, "invalid_value", "tools[0].function.parameters"},
		{"tool whose arguments are a string", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a","parameters":{"type":"string"}}}]`), 400, "invalid_value", "tools[0].function.parameters"},
		{"two tools of one name", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"a"}}]`), 400, "invalid_value", "tools[1].function.name"},
		{"choice without tools", "chat/completions", chat(`,"tool_choice":"required"`), 400, "invalid_value", "tool_choice"},
		{"choice of an unknown tool", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":{"type":"function","function":{"name":"b"}}`), 400, "invalid_value", "tool_choice"},
		{"unknown choice", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":"maybe"`), 400, "invalid_value", "tool_choice"},
		{"tools and a schema", "chat/completions", chat(`,"tools":[{"type":"function","function":{"name":"a"}}],"response_format":{"type":"json_object"}`), 400, "invalid_value", "response_format"},
		{"tools in a completion", "completions", `{"model":"assay/echo","prompt":"x","tools":[{"type":"function","function":{"name":"a"}}]}`, 400, "unsupported_parameter", "tools"},
		{"functions", "chat/completions", chat(`,"functions":[{"name":"f"}]`), 400, "unsupported_parameter", "functions"},
		{"unknown format", "chat/completions", chat(`,"response_format":{"type":"xml"}`), 400, "invalid_value", "response_format"},
		{"schema that is none", "chat/completions", chat(`,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":"y"}}`), 400, "invalid_value", "response_format"},
		{"schema too long", "chat/completions", chat(`,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"title":"` + strings.Repeat("x", job.MaxSchemaBytes) + `"}}}`), 400, "invalid_value", "response_format"},
		{"presence penalty", "chat/completions", chat(`,"presence_penalty":2.1`), 400, "invalid_value", "presence_penalty"},
		{"frequency penalty", "chat/completions", chat(`,"frequency_penalty":-2.001`), 400, "invalid_value", "frequency_penalty"},
		{"repetition penalty", "chat/completions", chat(`,"repetition_penalty":0.05`), 400, "invalid_value", "repetition_penalty"},
		{"logit bias too strong", "chat/completions", chat(`,"logit_bias":{"5":101}`), 400, "invalid_value", "logit_bias"},
		{"logit bias of a word", "chat/completions", chat(`,"logit_bias":{"five":1}`), 400, "invalid_value", "logit_bias"},
		{"logit bias twice", "chat/completions", chat(`,"logit_bias":{"5":1,"05":2}`), 400, "invalid_value", "logit_bias"},
		{"result of no call", "chat/completions", `{"model":"assay/echo","messages":[{"role":"tool","content":"x"}]}`, 400, "missing_required_parameter", "messages[0].tool_call_id"},
		{"call by a user", "chat/completions", `{"model":"assay/echo","messages":[{"role":"user","content":"x","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{}"}}]}]}`, 400, "invalid_value", "messages[0].tool_calls"},
		{"call without an object", "chat/completions", `{"model":"assay/echo","messages":[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"5"}}]}]}`, 400, "invalid_value", "messages[0].tool_calls[0].function.arguments"},
		{"temperature too high", "chat/completions", chat(`,"temperature":2.0005`), 400, "invalid_value", "temperature"},
		{"temperature as text", "chat/completions", chat(`,"temperature":"1"`), 400, "invalid_value", "temperature"},
		{"top_p zero", "chat/completions", chat(`,"top_p":0`), 400, "invalid_value", "top_p"},
		{"min_p above one", "chat/completions", chat(`,"min_p":1.1`), 400, "invalid_value", "min_p"},
		{"top_k of a half", "chat/completions", chat(`,"top_k":1.5`), 400, "invalid_value", "top_k"},
		{"no tokens", "chat/completions", chat(`,"max_tokens":0`), 400, "invalid_value", "max_tokens"},
		{"negative tokens", "chat/completions", chat(`,"max_completion_tokens":-1`), 400, "invalid_value", "max_completion_tokens"},
		{"two limits", "chat/completions", chat(`,"max_tokens":1,"max_completion_tokens":2`), 400, "invalid_value", "max_tokens"},
		{"five stops", "chat/completions", chat(`,"stop":["a","b","c","d","e"]`), 400, "invalid_value", "stop"},
		{"empty stop", "chat/completions", chat(`,"stop":""`), 400, "invalid_value", "stop"},
		{"stream options alone", "chat/completions", chat(`,"stream_options":{"include_usage":true}`), 400, "invalid_value", "stream_options"},
		{"echo", "completions", `{"model":"assay/echo","prompt":"x","echo":true}`, 400, "unsupported_parameter", "echo"},
		{"best_of", "completions", `{"model":"assay/echo","prompt":"x","best_of":2}`, 400, "unsupported_parameter", "best_of"},
		{"suffix", "completions", `{"model":"assay/echo","prompt":"x","suffix":"y"}`, 400, "unsupported_parameter", "suffix"},
		{"logprobs of a completion", "completions", `{"model":"assay/echo","prompt":"x","logprobs":21}`, 400, "invalid_value", "logprobs"},
		{"two prompts", "completions", `{"model":"assay/echo","prompt":["x","y"]}`, 400, "invalid_value", "prompt"},
		{"token prompt", "completions", `{"model":"assay/echo","prompt":[1,2]}`, 400, "invalid_value", "prompt"},
		{"no prompt", "completions", `{"model":"assay/echo"}`, 400, "missing_required_parameter", "prompt"},
		{"no money", "chat/completions", said("/broke"), 402, "no_money", ""},
		{"no provider", "chat/completions", said("/unavailable"), 503, "no_provider", ""},
		{"our own failure", "chat/completions", said("/inner"), 500, "internal_error", ""},
		{"too large", "chat/completions", said(strings.Repeat("x", MaxBody)), 413, "body_too_large", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, stream := range []string{"", `"stream":true,`} { // a stream that has not begun fails the same way
				body := tc.body
				if stream != "" && strings.HasPrefix(body, "{\"model\":\"") {
					if tc.param == "stream_options" {
						continue
					}
					body = "{" + stream + body[1:]
				}
				status, header, text := sendJSON(t, c, base+"/v1/"+tc.path, body)
				e := parse[refusedBody](t, text).Error
				if status != tc.status || e.Code == nil || *e.Code != tc.code || e.Message == "" || e.Type != openAITypes[job.FaultKindOf(tc.status)] {
					t.Fatalf("%d %s", status, text)
				}
				if (e.Param == nil && tc.param != "") || (e.Param != nil && *e.Param != tc.param) {
					t.Errorf("param in %s: want %q", text, tc.param)
				}
				if strings.Contains(text, "secret") {
					t.Errorf("an inner detail leaves: %s", text)
				}
				if (status == 503) != (header.Get("Retry-After") != "") {
					t.Errorf("Retry-After %q with %d", header.Get("Retry-After"), status)
				}
			}
		})
	}
	for _, tc := range []struct {
		name   string
		status int
		got    func() (int, http.Header, string)
	}{
		{"unknown path", 404, func() (int, http.Header, string) { return get(t, c, base+"/v1/nothing") }},
		{"wrong method", 405, func() (int, http.Header, string) { return get(t, c, base+"/v1/chat/completions") }},
		{"unknown receipt", 404, func() (int, http.Header, string) { return get(t, c, base+"/v1/receipts/"+job.Hash{9}.String()) }},
		{"receipt of a wrong form", 400, func() (int, http.Header, string) { return get(t, c, base+"/v1/receipts/0xZZ") }},
		{"provider of a wrong form", 400, func() (int, http.Header, string) {
			return sendJSON(t, c, base+"/v1/chat/completions", chat(""), ProviderHeader, "bob")
		}},
		{"wrong content type", 415, func() (int, http.Header, string) {
			return sendJSON(t, c, base+"/v1/chat/completions", chat(""), "Content-Type", "text/plain")
		}},
		{"no content type", 415, func() (int, http.Header, string) {
			return sendJSON(t, c, base+"/v1/chat/completions", chat(""), "Content-Type", "")
		}},
		{"compressed", 415, func() (int, http.Header, string) {
			return sendJSON(t, c, base+"/v1/chat/completions", chat(""), "Content-Encoding", "gzip")
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, _, text := tc.got()
			if e := parse[refusedBody](t, text).Error; status != tc.status || e.Message == "" || e.Type != "invalid_request_error" {
				t.Errorf("%d %s, want %d", status, text, tc.status)
			}
		})
	}
}

func TestFailureInMidStreamIsAnEvent(t *testing.T) {
	noLeaks(t)
	base, c, _ := startGateway(t, GatewayOptions{})
	for prompt, code := range map[string]string{"/late-error": "provider_lost", "/late-panic": "internal_error"} {
		status, _, body := sendJSON(t, c, base+"/v1/chat/completions", `{"model":"assay/echo","stream":true,"messages":[{"role":"user","content":"`+prompt+`"}]}`)
		list := events(t, body)
		if e := parse[refusedBody](t, list[len(list)-1]).Error; status != 200 || e.Code == nil || *e.Code != code || strings.Contains(body, "secret") || strings.Contains(body, "[DONE]") {
			t.Errorf("%s: %d %s", prompt, status, body)
		}
	}
}

func TestClientThatLeavesStopsTheBuying(t *testing.T) {
	noLeaks(t)
	for _, stream := range []string{"true", "false"} {
		base, c, desk := startGateway(t, GatewayOptions{BodyTime: 300 * time.Millisecond})
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, base+"/v1/completions",
			strings.NewReader(`{"model":"assay/echo","prompt":"/wait","stream":`+stream+`}`))
		req.Header.Set("Content-Type", "application/json")
		left := make(chan struct{})
		go func() {
			defer close(left)
			resp, err := c.Do(req)
			if err == nil {
				defer resp.Body.Close()
				_, _ = io.Copy(io.Discard, resp.Body)
			}
		}()
		<-desk.waiting
		select {
		case err := <-desk.canceled:
			t.Fatalf("canceled while the client was there (a deadline of the body reached the answer): %v", err)
		case <-time.After(600 * time.Millisecond):
		}
		leave()
		select {
		case <-desk.canceled:
		case <-time.After(5 * time.Second):
			t.Fatal("the desk was not told that the client is gone")
		}
		<-left
	}
}
