package node_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
)

// backend is a server behind a provider whose behaviour a test writes.
type backend struct {
	name   string
	models []string
	answer func(ctx context.Context, c job.UpstreamCall, emit func(string) error) (job.Finish, error)
	down   atomic.Bool

	mu    sync.Mutex
	calls []job.UpstreamCall
}

func (b *backend) Name() string { return b.name }

func (b *backend) Models(context.Context) ([]string, error) {
	if b.down.Load() {
		return nil, errors.New("connection refused")
	}
	return b.models, nil
}

func (b *backend) Complete(ctx context.Context, c job.UpstreamCall, emit func(string) error) (job.Finish, error) {
	b.mu.Lock()
	b.calls = append(b.calls, c)
	b.mu.Unlock()
	return b.answer(ctx, c, emit)
}

func (b *backend) called() int { b.mu.Lock(); defer b.mu.Unlock(); return len(b.calls) }

// says answers with pieces of text and a reason for ending.
func says(finish job.Finish, pieces ...string) func(context.Context, job.UpstreamCall, func(string) error) (job.Finish, error) {
	return func(_ context.Context, _ job.UpstreamCall, emit func(string) error) (job.Finish, error) {
		for _, p := range pieces {
			if err := emit(p); err != nil {
				return 0, err
			}
		}
		return finish, nil
	}
}

// dies answers with pieces of text and then fails.
func dies(pieces ...string) func(context.Context, job.UpstreamCall, func(string) error) (job.Finish, error) {
	return func(_ context.Context, _ job.UpstreamCall, emit func(string) error) (job.Finish, error) {
		for _, p := range pieces {
			if err := emit(p); err != nil {
				return 0, err
			}
		}
		return 0, errors.New("10.0.0.7:8000: connection reset")
	}
}

const plainChunk = 16 // bytes

func relaying(w *testkit.World, servers ...*backend) node.ProviderConfig {
	cfg := w.Terms()
	cfg.Upstream = node.UpstreamConfig{
		Terms: market.Terms{
			InputPrice: job.Units(1_000_000), OutputPrice: job.Units(4_000_000), ChunkTokens: plainChunk, MaxPrompt: 1 << 16, MaxTokens: 1 << 16,
			Reserve: job.Units(2_000_000), Lifetime: 600,
		},
		Parallel: 2,
	}
	for _, s := range servers {
		cfg.Upstream.Servers = append(cfg.Upstream.Servers, s)
	}
	return cfg
}

func plainAsk(text string) job.Ask {
	return job.Ask{
		Model: "llama-70b", Lane: job.LaneStatistical, Messages: []job.Message{{Role: "user", Content: text}}, MaxTokens: 20,
		Sampling: job.Sampling{Temperature: 700, TopP: 1000},
	}
}

// offered waits until the gateway sees a model in the statistical lane.
func offered(t *testing.T, a *testkit.Buyer, name string) job.ModelInfo {
	t.Helper()
	for range 100 {
		if _, err := a.Providers(t.Context()); err != nil { // looks anew
			t.Fatal(err)
		}
		list, err := a.Models(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.Name == name && m.Lane == job.LaneStatistical {
				return m
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s is not on offer", name)
	return job.ModelInfo{}
}

func plainBundle(t *testing.T, a *testkit.Buyer, id job.Hash) job.Bundle {
	t.Helper()
	raw, err := a.Receipt(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestStatisticalLane: an answer of an unknown server is sold, signed and paid byte by byte, and says what it does not prove.
func TestStatisticalLane(t *testing.T) {
	w := testkit.NewWorld(t)
	text := "Grüße: a receipt says who said what, and for how much."
	s := &backend{name: "gpu", models: []string{"llama-70b", "a name that nobody can sell"}, answer: says(job.FinishStop, text[:1], text[1:4], text[4:])}
	bob := w.BobWith(t, relaying(w, s), nil)
	alice := w.Alice(t, testkit.Policy())
	if m := offered(t, alice, "llama-70b"); m.Providers != 1 {
		t.Errorf("%d providers", m.Providers)
	}
	answer := ask(t, alice, plainAsk("what is a receipt?"))
	if answer.Text != text || answer.Lane != job.LaneStatistical || answer.Assured != job.Plausible || answer.Checked != "signatures" || answer.Agent != bob.Agent() {
		t.Errorf("%+v", answer)
	}
	b := plainBundle(t, alice, answer.Request)
	prompt, _ := job.TokensAsBytes(b.Prompt)
	cost := job.Units(uint64(len(prompt))*1_000_000+uint64(len(text))*4_000_000).MulDivUp(1, 1_000_000)
	if answer.Cost != cost || int(answer.Usage.CompletionTokens) != len(text) || int(answer.Usage.PromptTokens) != len(prompt) {
		t.Errorf("cost %s for %+v, want %s for %d and %d bytes", answer.Cost, answer.Usage, cost, len(prompt), len(text))
	}
	if out, ok := job.TokensAsBytes(b.Output); !ok || string(out) != text {
		t.Errorf("the receipt is about %q", out)
	}
	if err := verify.Bundle(b, nil); err != nil {
		t.Error(err)
	}
	if err := verify.Bundle(b, w.Model); err == nil || verify.ClassOf(err) != "" {
		t.Error("it passes for something that can be recomputed:", err)
	}
	call := s.calls[0]
	if call.Model != "llama-70b" || call.Messages[0].Content != "what is a receipt?" || call.Plain.MaxTokens != 20 || call.MaxBytes != 160 || call.Sampling.Temperature != 700 {
		t.Errorf("the server was asked %+v", call)
	}
	exact := ask(t, alice, job.Ask{Model: w.Model.Name(), Prompt: "pay bob", MaxTokens: 4, Sampling: job.Sampling{TopP: 1000}})
	if exact.Lane != job.LaneExact || exact.Checked != "recomputed" {
		t.Errorf("the exact lane beside it: %+v", exact)
	}
}

// TestWhatTheLaneDoesNotCarry: what cannot be promised is refused before anything is paid, by the gateway and by the provider.
func TestWhatTheLaneDoesNotCarry(t *testing.T) {
	w := testkit.NewWorld(t)
	s := &backend{name: "gpu", models: []string{"llama-70b"}, answer: says(job.FinishStop, "no")}
	w.BobWith(t, relaying(w, s), nil)
	alice := w.Alice(t, testkit.Policy())
	offered(t, alice, "llama-70b")
	for param, change := range map[string]func(*job.Ask){
		"tools":              func(q *job.Ask) { q.Tools = []job.Tool{{Name: "f"}} },
		"response_format":    func(q *job.Ask) { q.Schema = "{}" },
		"logit_bias":         func(q *job.Ask) { q.Bias = []job.TokenBias{{Token: 1, Bias: 1}} },
		"logprobs":           func(q *job.Ask) { q.Logprobs = true },
		"top_k":              func(q *job.Ask) { q.Sampling.TopK = 40 },
		"min_p":              func(q *job.Ask) { q.Sampling.MinP = 40 },
		"repetition_penalty": func(q *job.Ask) { q.Sampling.Repeat = 1100 },
		"messages":           func(q *job.Ask) { q.Messages[0].Role = "tool" },
		"model":              func(q *job.Ask) { q.Model = "no such name" },
		"max_tokens":         func(q *job.Ask) { q.MaxTokens = 1 << 30 },
		"lane":               func(q *job.Ask) { q.Lane = job.LaneAttested },
	} {
		q := plainAsk("hello")
		change(&q)
		_, err := alice.Complete(t.Context(), q, nil)
		if f, ok := errors.AsType[*job.Fault](err); !ok || f.Param != param || f.Kind != job.FaultInvalid && f.Kind != job.FaultNotFound {
			t.Errorf("%s: %v", param, err)
		}
	}
	q := plainAsk("hello") // the same name in the lane that a request has by itself
	q.Lane = 0
	if _, err := alice.Complete(t.Context(), q, nil); err == nil || !strings.Contains(err.Error(), "statistical") {
		t.Error("a name of the statistical lane was served in the exact one:", err)
	}
	if n := s.called(); n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

// TestUpstreamDiesInTheMiddle: the buyer pays for what was delivered, whole chunks, and for nothing else.
func TestUpstreamDiesInTheMiddle(t *testing.T) {
	w := testkit.NewWorld(t)
	text := strings.Repeat("0123456789", 4) // two chunks and a half
	s := &backend{name: "gpu", models: []string{"llama-70b"}, answer: dies(text)}
	bob := w.BobWith(t, relaying(w, s), nil)
	alice := w.Alice(t, testkit.Policy())
	offered(t, alice, "llama-70b")
	var got strings.Builder
	_, err := alice.Complete(t.Context(), plainAsk("hello"), func(d job.Delta) error { got.WriteString(d.Text); return nil })
	if err == nil || !strings.Contains(err.Error(), "broke off") || strings.Contains(err.Error(), "10.0.0.7") {
		t.Error("the buyer was told:", err)
	}
	if got.String() != text[:2*plainChunk] {
		t.Errorf("delivered %q", got.String())
	}
	r := newest(t, alice, bob.Agent())
	prompt, _ := job.Plain{Messages: plainAsk("hello").Messages, MaxTokens: 20}.Encode()
	cost := job.Units(uint64(len(prompt))*1_000_000+2*plainChunk*4_000_000).MulDivUp(1, 1_000_000)
	ch := channelWith(t, alice, bob.Agent())
	if r.Tokens != 2*plainChunk || r.Cost != cost || ch.Owed != cost {
		t.Errorf("%d bytes for %s, owed %s: want %d for %s", r.Tokens, r.Cost, ch.Owed, 2*plainChunk, cost)
	}
	seen, err := bob.Channel(t.Context(), ch.Channel)
	if err != nil || seen.Charged != cost {
		t.Errorf("bob charged %s (%v), want %s", seen.Charged, err, cost)
	}
	for range 100 { // nothing stays open: nobody can make the rest
		if r = newest(t, alice, bob.Agent()); r.Phase == job.PhaseFailed.String() {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if r.Phase != job.PhaseFailed.String() || s.called() != 1 {
		t.Errorf("the request is %s, and the server was asked %d times", r.Phase, s.called())
	}
}

// TestPoolWithOneDying: before the first byte another server takes over; the dead one gets nothing until it is well again.
func TestPoolWithOneDying(t *testing.T) {
	w := testkit.NewWorld(t)
	bad := &backend{name: "bad", models: []string{"llama-70b"}, answer: dies()}
	good := &backend{name: "good", models: []string{"llama-70b"}, answer: says(job.FinishStop, "from the good one")}
	w.BobWith(t, relaying(w, bad, good), nil)
	alice := w.Alice(t, testkit.Policy())
	offered(t, alice, "llama-70b")
	bad.down.Store(true)
	for i := range 4 {
		if a := ask(t, alice, plainAsk(fmt.Sprint("question ", i))); a.Text != "from the good one" || len(a.Failed) > 0 {
			t.Fatalf("%+v", a)
		}
	}
	if b, g := bad.called(), good.called(); b != 1 || g != 4 {
		t.Errorf("the bad one was asked %d times, the good one %d", b, g)
	}
	good.answer = dies()
	_, err := alice.Complete(t.Context(), plainAsk("nobody left"), nil)
	if err == nil || strings.Contains(err.Error(), "10.0.0.7") {
		t.Error("nobody is up, and the answer is", err)
	}
}

// TestUpstreamNeverStops: an answer ends at the limit that the buyer signed, whatever the server sends.
func TestUpstreamNeverStops(t *testing.T) {
	w := testkit.NewWorld(t)
	s := &backend{name: "gpu", models: []string{"llama-70b"}}
	s.answer = func(_ context.Context, _ job.UpstreamCall, emit func(string) error) (job.Finish, error) {
		for {
			if err := emit("more and more "); err != nil {
				return 0, err
			}
		}
	}
	w.BobWith(t, relaying(w, s), nil)
	alice := w.Alice(t, testkit.Policy())
	offered(t, alice, "llama-70b")
	a := ask(t, alice, plainAsk("hello"))
	if len(a.Text) != 20*job.BytesPerToken || a.Finish != job.FinishLength {
		t.Errorf("%d bytes, %s", len(a.Text), a.Finish)
	}
	if err := verify.Bundle(plainBundle(t, alice, a.Request), nil); err != nil {
		t.Error(err)
	}
}

// TestEmptyAnswer: an answer without text costs nothing.
func TestEmptyAnswer(t *testing.T) {
	w := testkit.NewWorld(t)
	s := &backend{name: "gpu", models: []string{"llama-70b"}, answer: says(job.FinishStop)}
	bob := w.BobWith(t, relaying(w, s), nil)
	alice := w.Alice(t, testkit.Policy())
	offered(t, alice, "llama-70b")
	if _, err := alice.Complete(t.Context(), plainAsk("hello"), nil); err == nil {
		t.Error("an empty answer was taken")
	}
	if owed := channelWith(t, alice, bob.Agent()).Owed; !owed.IsZero() {
		t.Errorf("it costs %s", owed)
	}
}
