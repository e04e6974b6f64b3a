package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

const upstreamKey = "sk-very-secret"

// upstreamAt is a server that h answers for, with little patience for it.
func upstreamAt(t *testing.T, h http.HandlerFunc) *Upstream {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body) // a server sees that its client is gone only when it has read the request
		r.Body = io.NopCloser(bytes.NewReader(raw))
		h(w, r)
	}))
	t.Cleanup(s.Close)
	u, err := DialUpstream(s.URL+"/v1", UpstreamOptions{
		Key: upstreamKey, CheckTime: 300 * time.Millisecond, FirstTime: 300 * time.Millisecond, IdleTime: 300 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(u.Hangup)
	return u
}

// streams answers with server-sent events, one for each line.
func streams(lines ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, l := range lines {
			_, _ = io.WriteString(w, l+"\n\n")
			w.(http.Flusher).Flush()
		}
	}
}

func delta(text string) string {
	return fmt.Sprintf(`data: {"choices":[{"delta":{"content":%q}}]}`, text)
}

const stopped = `data: {"choices":[{"delta":{},"finish_reason":"stop"}]}`

var plainCall = job.UpstreamCall{
	Model: "m", Plain: job.Plain{Messages: []job.Message{{Role: "user", Content: "hi"}}, MaxTokens: 8},
	Sampling: job.Sampling{Temperature: 700, TopP: 950, Frequency: -1500}, Stop: []string{"END"}, Seed: 7, MaxBytes: 64,
}

func complete(t *testing.T, u *Upstream, c job.UpstreamCall) (string, job.Finish, error) {
	t.Helper()
	var b strings.Builder
	f, err := u.Complete(t.Context(), c, func(s string) error { b.WriteString(s); return nil })
	return b.String(), f, err
}

// TestUpstreamIsAskedInOpenAIsWords: what a server receives, and what is made of its answer.
func TestUpstreamIsAskedInOpenAIsWords(t *testing.T) {
	var body map[string]any
	var path, key string
	u := upstreamAt(t, func(w http.ResponseWriter, r *http.Request) {
		path, key = r.URL.Path, r.Header.Get("Authorization")
		_ = json.NewDecoder(r.Body).Decode(&body)
		streams(": a comment", "event: message\n"+delta("Grü"), "data:"+strings.TrimPrefix(delta("ße"), "data: ")+"\r", stopped,
			`data: {"choices":[],"usage":{"completion_tokens":4000000000}}`, "data: [DONE]", "nothing of this is read")(w, r)
	})
	text, finish, err := complete(t, u, plainCall)
	if err != nil || text != "Grüße" || finish != job.FinishStop {
		t.Fatal(text, finish, err)
	}
	raw, _ := json.Marshal(body)
	const want = `{"frequency_penalty":-1.5,"max_tokens":8,"messages":[{"content":"hi","role":"user"}],"model":"m","seed":7,"stop":["END"],"stream":true,"temperature":0.7,"top_p":0.95}`
	if string(raw) != want || path != "/v1/chat/completions" || key != "Bearer "+upstreamKey {
		t.Errorf("asked %s %s %s", path, key, raw)
	}
	c := plainCall
	c.Messages, c.Prompt = nil, "once"
	u = upstreamAt(t, func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		streams(`data: {"choices":[{"text":" upon","finish_reason":null}]}`, `data: {"choices":[{"text":" a time","finish_reason":"length"}]}`)(w, r)
	})
	if text, finish, err := complete(t, u, c); err != nil || text != " upon a time" || finish != job.FinishLength || path != "/v1/completions" {
		t.Error(text, finish, err, path)
	}
	u = upstreamAt(t, func(w http.ResponseWriter, _ *http.Request) { // a server that cannot stream
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"choices":[{"message":{"role":"assistant","content":"all at once"},"finish_reason":"stop"}]}`)
	})
	if text, _, err := complete(t, u, plainCall); err != nil || text != "all at once" {
		t.Error(text, err)
	}
}

// TestHostileUpstreams: whatever a server sends, reading ends soon, with its failure, and what came before stays.
func TestHostileUpstreams(t *testing.T) {
	hang := func(lines ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			streams(lines...)(w, r)
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		}
	}
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		text string
	}{
		"hangs before the header": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, ""},
		"hangs before the first":  {hang(), ""},
		"hangs in the middle":     {hang(delta("ab")), "ab"},
		"comments forever": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, ": still here\n\n")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}, ""},
		"ends in the middle":    {streams(delta("ab")), "ab"},
		"ends without a reason": {streams(delta("ab"), "data: [DONE]"), "ab"},
		"drops the connection":  {func(w http.ResponseWriter, r *http.Request) { streams(delta("ab"))(w, r); panic(http.ErrAbortHandler) }, "ab"},
		"a line without end": {func(w http.ResponseWriter, r *http.Request) {
			streams(delta("ab"))(w, r)
			_, _ = io.WriteString(w, "data: "+strings.Repeat("x", 1<<20))
		}, "ab"},
		"endless small lines": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, "data: {}\n\n"); err != nil {
					return
				}
			}
		}, ""},
		"garbage":                    {streams(delta("ab"), "\x00\xff\x1b[31m"), "ab"},
		"garbage for JSON":           {streams(delta("ab"), "data: <html>"), "ab"},
		"a page":                     {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>\nbusy</html>") }, ""},
		"an error in the stream":     {streams(delta("ab"), `data: {"error":{"message":"out of memory `+upstreamKey+`"}}`), "ab"},
		"goes on after the end":      {streams(delta("ab"), stopped, delta("cd")), "ab"},
		"an unknown reason":          {streams(delta("ab"), `data: {"choices":[{"delta":{},"finish_reason":"bored"}]}`), "ab"},
		"several answers":            {streams(`data: {"choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}]}`), ""},
		"a tool that nobody offered": {streams(`data: {"choices":[{"delta":{"tool_calls":[{"id":"1"}]}}]}`), ""},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		}, ""},
		"status 500": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "\x1b[2J"+upstreamKey, 500) }, ""},
		"the key is wrong": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"error":{"message":"bad key `+upstreamKey+`"}}`, 401)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := upstreamAt(t, c.h)
			begin := time.Now()
			text, finish, err := complete(t, u, plainCall)
			f, ok := errors.AsType[*job.Fault](err)
			if !ok || f.Kind != job.FaultUnavailable || finish != 0 || text != c.text {
				t.Errorf("%q, %s, %v", text, finish, err)
			}
			if err != nil && (strings.Contains(err.Error(), upstreamKey) || strings.ContainsAny(err.Error(), "\x1b\x00")) {
				t.Errorf("the error is not fit to be shown: %q", err)
			}
			if time.Since(begin) > 3*time.Second {
				t.Error("it took", time.Since(begin))
			}
		})
	}
}

// TestUpstreamRefusals: the request's fault and a full house are told apart from a failure.
func TestUpstreamRefusals(t *testing.T) {
	for status, want := range map[int]job.FaultKind{400: job.FaultInvalid, 413: job.FaultInvalid, 422: job.FaultInvalid, 429: job.FaultBusy, 503: job.FaultBusy, 404: job.FaultUnavailable} {
		u := upstreamAt(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, `{"error":{"message":"the prompt is too long"}}`)
		})
		_, _, err := complete(t, u, plainCall)
		f, ok := errors.AsType[*job.Fault](err)
		if !ok || f.Kind != want || want == job.FaultInvalid && !strings.Contains(f.Message, "too long") {
			t.Errorf("%d: %v", status, err)
		}
	}
}

// TestUpstreamTextBeyondTheLimit: reading ends there, and the buyer going away ends it too.
func TestUpstreamTextBeyondTheLimit(t *testing.T) {
	gone := make(chan struct{})
	u := upstreamAt(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(gone)
		for r.Context().Err() == nil {
			streams(delta(strings.Repeat("x", 40)))(w, r)
		}
	})
	text, finish, err := complete(t, u, plainCall)
	if err != nil || finish != job.FinishLength || len(text) != 80 {
		t.Error(len(text), finish, err)
	}
	select {
	case <-gone:
	case <-time.After(3 * time.Second):
		t.Error("the server was left to go on")
	}
	ours := errors.New("the buyer is gone")
	u = upstreamAt(t, streams(delta("ab"), delta("cd"), stopped))
	if _, err := u.Complete(t.Context(), plainCall, func(string) error { return ours }); err != ours {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := u.Complete(ctx, plainCall, func(string) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestSlowBuyer: a buyer that takes longer to pay than a server may be silent is no failure of the server.
func TestSlowBuyer(t *testing.T) {
	u := upstreamAt(t, streams(delta("ab"), delta("cd"), stopped, "data: [DONE]"))
	var text string
	finish, err := u.Complete(t.Context(), plainCall, func(s string) error { text += s; time.Sleep(500 * time.Millisecond); return nil })
	if err != nil || finish != job.FinishStop || text != "abcd" {
		t.Error(text, finish, err)
	}
}

// TestAttackSlowBuyerRunsTheServersTimeOut: time that a buyer takes is not the server's.
func TestAttackSlowBuyerRunsTheServersTimeOut(t *testing.T) {
	u := upstreamAt(t, streams(delta("ab"), delta("cd"), stopped, "data: [DONE]"))
	u.opts.StreamTime = 800 * time.Millisecond
	finish, err := u.Complete(t.Context(), plainCall, func(string) error { time.Sleep(time.Second); return nil })
	if err != nil || finish != job.FinishStop {
		t.Error(finish, err)
	}
}

// TestAttackKeyAcrossTheCut: an error that repeats the key where the text is cut doesn't show its beginning.
func TestAttackKeyAcrossTheCut(t *testing.T) {
	for _, cut := range []int{40, 100, 200, 400} {
		for _, h := range []http.HandlerFunc{
			func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, strings.Repeat("x", cut-4)+upstreamKey, 400)
			},
			func(w http.ResponseWriter, _ *http.Request) {
				http.Error(w, strings.Repeat("x", max(0, cut-60))+upstreamKey, 500)
			},
			streams("data: " + strings.Repeat("x", cut-4) + upstreamKey),
			streams(strings.Repeat("x", cut-4) + upstreamKey),
		} {
			_, _, err := complete(t, upstreamAt(t, h), plainCall)
			if err == nil || strings.Contains(err.Error(), upstreamKey[:4]) {
				t.Errorf("at %d: %v", cut, err)
			}
		}
	}
}

func TestUpstreamModels(t *testing.T) {
	list := `{"object":"list","data":[{"id":"llama"},{"id":"qwen\u001b[2J"}]}`
	u := upstreamAt(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, list) })
	names, err := u.Models(t.Context())
	if err != nil || len(names) != 2 || names[0] != "llama" || strings.Contains(names[1], "\x1b") {
		t.Error(names, err)
	}
	for _, bad := range []string{"<html>", strings.Repeat(" ", 2<<20), `{"data":[` + strings.Repeat(`{"id":"x"},`, 2000) + `{}]}`} {
		list = bad
		if _, err := u.Models(t.Context()); err == nil {
			t.Errorf("a list of %d bytes was taken", len(bad))
		}
	}
	for _, url := range []string{"ftp://x", "http://user:pass@x", "http://x/?q=1", "x"} {
		if _, err := DialUpstream(url, UpstreamOptions{}); err == nil {
			t.Errorf("%s was taken", url)
		}
	}
}
