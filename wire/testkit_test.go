package wire

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

// quiet drops what doors log.
var quiet = slog.New(slog.DiscardHandler)

// noLeaks fails the test when goroutines are left over after its other clean-ups. Call it first.
func noLeaks(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		var now int
		for range 100 {
			if now = runtime.NumGoroutine(); now <= before {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		buf := make([]byte, 1<<20)
		t.Errorf("%d goroutines before, %d after:\n%s", before, now, buf[:runtime.Stack(buf, true)])
	})
}

// start serves h on a loopback socket through Serve and returns its base URL and a client that keeps no connections.
func start(t *testing.T, h http.Handler) (string, *http.Client) {
	t.Helper()
	return startWith(t, h, ServeOptions{Grace: 3 * time.Second}), &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

func startWith(t *testing.T, h http.Handler, o ServeOptions) string {
	t.Helper()
	o.Log = quiet
	ctx, stop := context.WithCancel(t.Context())
	ln, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, ln, h, o) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("stop the server: %v", err)
		}
	})
	return "http://" + ln.Addr().String()
}

// echoDesk is a small desk that answers with the words of the last message (or the prompt) in reverse, a token a word.
// The prompts "/panic", "/late-panic", "/broke", "/wait" and "/late-error" make it misbehave.
type echoDesk struct {
	mu       sync.Mutex
	last     job.Ask
	bundles  map[job.Hash][]byte
	waiting  chan struct{} // gets a value when "/wait" begins
	canceled chan error    // gets the cause when "/wait" ends
	cut      chan error    // gets what emit returned when it failed
}

func newEchoDesk() *echoDesk {
	return &echoDesk{bundles: map[job.Hash][]byte{}, waiting: make(chan struct{}, 16), canceled: make(chan error, 16), cut: make(chan error, 16)}
}

var echoModel = job.ModelInfo{Name: "assay/echo", Root: job.Keccak([]byte("echo")), Lane: job.LaneExact, Context: 2048, Providers: 1, Chat: true}

func (d *echoDesk) Models(context.Context) ([]job.ModelInfo, error) {
	return []job.ModelInfo{echoModel}, nil
}

func (d *echoDesk) Receipt(_ context.Context, id job.Hash) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if b, ok := d.bundles[id]; ok {
		return b, nil
	}
	return nil, job.Faultf(job.FaultNotFound, "receipt_not_found", "no receipt %s", id)
}

func (d *echoDesk) Complete(ctx context.Context, ask job.Ask, emit func(job.Delta) error) (job.Answer, error) {
	d.mu.Lock()
	d.last = ask
	d.mu.Unlock()
	if ask.Model != echoModel.Name {
		return job.Answer{}, job.Faultf(job.FaultNotFound, "model_not_found", "no model %q", ask.Model)
	}
	text := ask.Prompt
	if n := len(ask.Messages); n > 0 {
		text = ask.Messages[n-1].Content
	}
	switch text {
	case "/panic":
		panic("secret detail")
	case "/late-panic":
		if err := emit(job.Delta{Text: "so far"}); err != nil {
			return job.Answer{}, err
		}
		panic("secret detail")
	case "/broke":
		return job.Answer{}, job.Faultf(job.FaultPayment, "no_money", "the wallet is empty: add money")
	case "/inner":
		return job.Answer{}, errors.New("secret detail")
	case "/unavailable":
		return job.Answer{}, job.Faultf(job.FaultUnavailable, "no_provider", "nobody serves this now")
	case "/late-error":
		if err := emit(job.Delta{Text: "so far"}); err != nil {
			return job.Answer{}, err
		}
		return job.Answer{}, job.Faultf(job.FaultUnavailable, "provider_lost", "the provider is gone")
	case "/wait":
		if err := emit(job.Delta{Text: "so far"}); err != nil {
			return job.Answer{}, err
		}
		d.waiting <- struct{}{}
		<-ctx.Done()
		d.canceled <- context.Cause(ctx)
		return job.Answer{}, ctx.Err()
	}
	id := job.Keccak([]byte(text))
	if ask.Must {
		call := job.ToolCall{ID: "call_1", Name: ask.Tools[0].Name, Arguments: `{"to":"bob","amount":5}`}
		answer := job.Answer{Request: id, Model: ask.Model, Finish: job.FinishStop, ToolCalls: []job.ToolCall{call}, Cost: job.Units(480), Agent: 7,
			Usage: job.Usage{PromptTokens: 1, CompletionTokens: 9, TotalTokens: 10}, Lane: job.LaneExact, Checked: "recomputed", Assured: job.Recomputing}
		return answer, emit(job.Delta{Request: id, ToolCalls: answer.ToolCalls})
	}
	if ask.Schema != "" {
		text = `{"n":7,"answer":"yes"}`
	}
	var told []job.PieceLogprob
	words := strings.Fields(text)
	finish := job.FinishStop
	var out strings.Builder
	tokens := uint32(0)
	for i := len(words) - 1; i >= 0; i-- {
		if ask.MaxTokens > 0 && tokens == ask.MaxTokens {
			finish = job.FinishLength
			break
		}
		piece := words[i]
		if tokens > 0 {
			piece = " " + piece
		}
		tokens++
		out.WriteString(piece)
		if ask.Logprobs {
			l := job.PieceLogprob{Bytes: []byte(piece), Logprob: -int64(tokens) << 31}
			for range ask.TopLogprobs {
				l.Top = append(l.Top, job.PieceLogprob{Bytes: []byte(" other"), Logprob: -5 << 32})
			}
			told = append(told, l)
			if err := emit(job.Delta{Request: id, Text: piece, Tokens: []uint32{tokens}, Logprobs: told[len(told)-1:]}); err != nil {
				return job.Answer{}, err
			}
			continue
		}
		half := len(piece) / 2 // cuts characters in two, as byte-level tokens do
		for _, p := range []string{piece[:half], piece[half:]} {
			if err := emit(job.Delta{Request: id, Text: p, Tokens: []uint32{tokens}}); err != nil {
				d.cut <- err
				return job.Answer{}, err
			}
		}
	}
	d.mu.Lock()
	d.bundles[id] = []byte(`{"bundle":"` + id.String() + `"}`)
	d.mu.Unlock()
	prompt := uint32(len(words))
	return job.Answer{Request: id, Model: ask.Model, Text: out.String(), Finish: finish,
		Usage: job.Usage{PromptTokens: prompt, CompletionTokens: tokens, TotalTokens: prompt + tokens},
		Cost:  job.Units(480), Agent: 7, Provider: job.Address{1}, Lane: job.LaneExact, Checked: "recomputed", Assured: job.Judgeable, Logprobs: told}, nil
}

func (d *echoDesk) lastAsk() job.Ask {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last
}

// sendJSON sends a JSON body and returns the status, the headers and the whole answer.
func sendJSON(t *testing.T, c *http.Client, url, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	return send(t, c, req, header...)
}

func get(t *testing.T, c *http.Client, url string, header ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, c, req, header...)
}

func send(t *testing.T, c *http.Client, req *http.Request, header ...string) (int, http.Header, string) {
	t.Helper()
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
			continue
		}
		if header[i+1] == "" {
			req.Header.Del(header[i])
			continue
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(raw)
}

// events splits a stream into its data fields.
func events(t *testing.T, body string) []string {
	t.Helper()
	var list []string
	for _, e := range strings.Split(strings.TrimSuffix(body, "\n\n"), "\n\n") {
		data, ok := strings.CutPrefix(e, "data: ")
		if !ok || strings.Contains(data, "\n") {
			t.Fatalf("not an event: %q", e)
		}
		list = append(list, data)
	}
	return list
}

func parse[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// wantFault checks that err is a fault of a kind and code.
func wantFault(t *testing.T, err error, kind job.FaultKind, code string) *job.Fault {
	t.Helper()
	var f *job.Fault
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	if f.Kind != kind || f.Code != code {
		t.Fatalf("got %s %q (%s), want %s %q", kindWord(f.Kind), f.Code, f.Message, kindWord(kind), code)
	}
	return f
}

// rawServer accepts connections and lets f talk to each, to play a server that keeps to no rule. f's connection is
// closed when the test ends.
func rawServer(t *testing.T, f func(conn net.Conn)) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	var open []net.Conn
	all.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, conn)
			mu.Unlock()
			all.Go(func() {
				defer conn.Close()
				if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					f(conn)
				}
			})
		}
	})
	t.Cleanup(func() {
		ln.Close()
		mu.Lock()
		for _, c := range open {
			c.Close()
		}
		mu.Unlock()
		all.Wait()
	})
	return "http://" + ln.Addr().String()
}

// replyRaw sends a fixed answer with a body.
func replyRaw(conn net.Conn, status, kind, body string) {
	fmt.Fprintf(conn, "HTTP/1.1 %s\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s", status, kind, body)
}
