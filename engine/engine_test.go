package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

func makeModel(t testing.TB, c modeltest.Config) (*model.Model, []byte) {
	t.Helper()
	b, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(b), int64(len(b)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, b
}

func randomTokens(n, vocab int, seed uint64) []uint32 {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(r.IntN(vocab))
	}
	return out
}

// logitsOf runs tokens in batches of the given sizes (the last one repeats) and returns all logits.
func logitsOf(t testing.TB, e *Engine, tokens []uint32, sizes ...int) []int32 {
	t.Helper()
	s := e.NewSession()
	var out []int32
	for len(tokens) > 0 {
		n := min(sizes[0], len(tokens))
		if len(sizes) > 1 {
			sizes = sizes[1:]
		}
		if err := s.Extend(tokens[:n], func(_ int, l []int32) error { out = append(out, l...); return nil }); err != nil {
			t.Fatal(err)
		}
		tokens = tokens[n:]
	}
	return out
}

func hashOf(v []int32) uint64 {
	h := fnv.New64a()
	for _, x := range v {
		h.Write([]byte{byte(x), byte(x >> 8), byte(x >> 16), byte(x >> 24)})
	}
	return h.Sum64()
}

var configs = []struct {
	name   string
	config modeltest.Config
	logits uint64 // hash of the logits of 90 random tokens: the semantics of v1
}{
	{"grouped queries, odd widths", modeltest.Config{Seed: 1}, 0xe88734bf716841ca},
	{"F16, tied", modeltest.Config{Seed: 2, Type: gguf.F16, Tied: true}, 0x1a85610374c4bbcc},
	{"Q8_0, several rotation blocks", modeltest.Config{Seed: 3, Type: gguf.Q8_0, Shape: modeltest.Shape{Dim: 64, Layers: 2, Heads: 4, KVHeads: 4, FFN: 96, Vocab: 300, Context: 700}}, 0x9397f299cb3ced13},
	{"outliers", modeltest.Config{Seed: 4, Outlier: 1000}, 0x354d4cef4b0c0352},
}

func TestLogitsAreTheRecordedOnes(t *testing.T) {
	for _, c := range configs {
		m, _ := makeModel(t, c.config)
		tokens := randomTokens(90, int(m.Header().Vocab), 7)
		if got := hashOf(logitsOf(t, New(m, Options{Threads: 1}), tokens, 64)); got != c.logits {
			t.Errorf("%s on %s: the logits have changed: hash %#x, recorded %#x", c.name, runtime.GOARCH, got, c.logits)
		}
	}
}

func TestLogitsOnArm64(t *testing.T) {
	modeltest.RunOnArm64(t, "TestLogitsAreTheRecordedOnes")
}

func TestThreadsAndBatchesChangeNothing(t *testing.T) {
	for _, c := range configs {
		m, _ := makeModel(t, c.config)
		tokens := randomTokens(90, int(m.Header().Vocab), 7)
		want := logitsOf(t, New(m, Options{Threads: 1}), tokens, 1)
		for _, threads := range []int{1, 2, 5} {
			for _, sizes := range [][]int{{1}, {2}, {3, 1, 64, 5}, {7, 9}, {90}} {
				got := logitsOf(t, New(m, Options{Threads: threads}), tokens, sizes...)
				if !slices.Equal(got, want) {
					t.Errorf("%s: %d threads and batches of %v give other logits", c.name, threads, sizes)
				}
			}
		}
	}
}

// TestAccuracyAgainstFloat64 compares logits with float64 on the same integer
// weights (what the engine's arithmetic costs) and on the file's own weights
// (what int8 costs as well: random weights are its worst case, since they use
// their whole range evenly and nothing in the model is robust to errors). The
// last model has a residual channel 1000 times the others, as trained models have them.
func TestAccuracyAgainstFloat64(t *testing.T) {
	for _, c := range configs {
		m, b := makeModel(t, c.config)
		tokens := randomTokens(96, int(m.Header().Vocab), 8)
		ref := newReference(t, b)
		e := New(m, Options{Threads: 2})
		whole := measure(t, e, ref, tokens)
		t.Logf("%s, file: %v", c.name, whole)
		ref.useImported(m)
		arithmetic := measure(t, e, ref, tokens)
		t.Logf("%s, arithmetic: %v", c.name, arithmetic)
		if arithmetic.rms > 0.002*arithmetic.spread || arithmetic.divergence > 1e-6 {
			t.Errorf("%s: the arithmetic is too far from float64: %v", c.name, arithmetic)
		}
		if whole.divergence > 3e-3 {
			t.Errorf("%s: the import is too far from float64: %v", c.name, whole)
		}
	}
}

func sampled(maxTokens int) Params {
	return Params{Sampling: exact.Sampling{Temperature: 900, TopK: 50, TopP: 950}, Seed: [32]byte{9}, MaxTokens: maxTokens}
}

func generate(t testing.TB, e *Engine, prompt []uint32, p Params) ([]uint32, Finish) {
	t.Helper()
	var out []uint32
	f, err := e.Generate(context.Background(), prompt, p, func(tok uint32) error { out = append(out, tok); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out, f
}

func TestGenerateIsAFunctionOfItsInputs(t *testing.T) {
	m, b := makeModel(t, modeltest.Config{Seed: 1})
	prompt := []uint32{1, 270, 280, 290}
	want, finish := generate(t, New(m, Options{Threads: 1}), prompt, sampled(60))
	for threads := 1; threads <= 3; threads++ {
		again, err := model.Import(bytes.NewReader(b), int64(len(b)), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, f := generate(t, New(again, Options{Threads: threads}), prompt, sampled(60))
		if !slices.Equal(got, want) || f != finish {
			t.Errorf("%d threads: %v %v, want %v %v", threads, got, f, want, finish)
		}
	}
	other := sampled(60)
	other.Seed[31] = 1
	if got, _ := generate(t, New(m, Options{}), prompt, other); slices.Equal(got, want) {
		t.Error("another seed gives the same answer")
	}
}

func TestFinishReasons(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt := []uint32{1, 270}
	hot := Params{Sampling: exact.Sampling{Temperature: 100000, TopP: 1000}, MaxTokens: 1000}
	seen := map[Finish]bool{}
	for s := range 60 {
		p := hot
		p.Seed[0] = byte(s)
		out, f := generate(t, e, prompt, p)
		seen[f] = true
		last := out[len(out)-1]
		switch {
		case f == FinishStop && !m.Tokenizer().IsEnd(last):
			t.Fatalf("stopped after %d, which is no end token", last)
		case f == FinishLength && len(prompt)+len(out) != int(m.Header().Context):
			t.Fatalf("the context of %d was left at %d", m.Header().Context, len(prompt)+len(out))
		}
		if slices.ContainsFunc(out[:len(out)-1], m.Tokenizer().IsEnd) {
			t.Fatal("the answer goes on after an end token")
		}
	}
	if !seen[FinishStop] || !seen[FinishLength] {
		t.Errorf("the draws reached only %v", seen)
	}
	if out, f := generate(t, e, prompt, sampled(5)); f != FinishLength || len(out) != 5 {
		t.Errorf("5 tokens at most gave %d, %v", len(out), f)
	}
}

func TestStopStringsAcrossTokens(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt := []uint32{1, 270}
	out, _ := generate(t, e, prompt, sampled(40))
	text := string(m.Tokenizer().Bytes(out))
	for n := 1; n <= 4; n++ {
		for at := 0; at+n <= len(text); at += 3 {
			p := sampled(40)
			p.Stop = []string{"never appears in this", text[at : at+n]}
			got, f := generate(t, e, prompt, p)
			end := strings.Index(text, p.Stop[1]) + n
			want := 0
			for want < len(out) && len(m.Tokenizer().Bytes(out[:want])) < end {
				want++
			}
			if f != FinishStop || len(got) != want || !slices.Equal(got, out[:want]) {
				t.Fatalf("stop %q: %d tokens, %v; want %d of %q", p.Stop[1], len(got), f, want, text)
			}
			c, err := e.NewChecker(prompt, p)
			if err != nil {
				t.Fatal(err)
			}
			if bad, err := c.Extend(got); bad != nil || err != nil || c.Finish(FinishStop) != nil {
				t.Fatalf("the checker disagrees: %v, %v, %v", bad, err, c.Finish(FinishStop))
			}
		}
	}
}

func TestBadInputsAreRefused(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	ok := sampled(5)
	long := randomTokens(96, 300, 1)
	for name, c := range map[string]struct {
		prompt []uint32
		change func(*Params)
		want   error
	}{
		"empty prompt":  {nil, nil, ErrEmpty},
		"token outside": {[]uint32{1, 301}, nil, ErrToken},
		"full context":  {long, nil, ErrContext},
		"no tokens":     {[]uint32{1}, func(p *Params) { p.MaxTokens = 0 }, nil},
		"empty stop":    {[]uint32{1}, func(p *Params) { p.Stop = []string{""} }, nil},
		"long stop":     {[]uint32{1}, func(p *Params) { p.Stop = []string{strings.Repeat("x", 257)} }, nil},
		"many stops":    {[]uint32{1}, func(p *Params) { p.Stop = slices.Repeat([]string{"x"}, 17) }, nil},
		"top-p":         {[]uint32{1}, func(p *Params) { p.Sampling.TopP = 0 }, nil},
	} {
		p := ok
		if c.change != nil {
			c.change(&p)
		}
		_, err := e.Generate(context.Background(), c.prompt, p, func(uint32) error { return nil })
		_, err2 := e.NewChecker(c.prompt, p)
		if err == nil || err2 == nil || c.want != nil && !(errors.Is(err, c.want) && errors.Is(err2, c.want)) {
			t.Errorf("%s: errors %v and %v", name, err, err2)
		}
	}
	if out, _ := generate(t, e, long[:95], ok); len(out) != 1 {
		t.Errorf("with room for one token, %d came", len(out))
	}
}

func TestSessionIsUntouchedByErrors(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	tokens := randomTokens(96, 300, 3)
	want := logitsOf(t, e, tokens, 96)
	s := e.NewSession()
	if err := s.Extend(tokens[:10], nil); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	for name, err := range map[string]error{
		"token":   s.Extend([]uint32{1, 2, 999}, nil),
		"context": s.Extend(tokens[:87], nil),
		"each":    s.Extend(tokens[20:90], func(i int, _ []int32) error { return map[bool]error{true: stop}[i == 66] }),
	} {
		if err == nil || s.Len() != 10 {
			t.Fatalf("%s: error %v, length %d", name, err, s.Len())
		}
	}
	last, err := s.ExtendLast(tokens[10:])
	if err != nil || !slices.Equal(last, want[95*301:]) {
		t.Fatalf("after the errors the session computes something else (%v)", err)
	}
	s.Truncate(40)
	s.Truncate(41)
	s.Truncate(-1)
	if s.Len() != 40 {
		t.Fatalf("length %d after truncating to 40", s.Len())
	}
	if last, err = s.ExtendLast(tokens[40:]); err != nil || !slices.Equal(last, want[95*301:]) {
		t.Fatalf("after truncating the session computes something else (%v)", err)
	}
	s.Reset()
	if _, err := s.ExtendLast(nil); !errors.Is(err, ErrEmpty) || s.Len() != 0 {
		t.Errorf("nothing to extend with: %v", err)
	}
}

func TestGenerateHearsCancellation(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{Threads: 2})
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	_, err := e.Generate(ctx, []uint32{1}, sampled(90), func(uint32) error {
		if n++; n == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 3 {
		t.Errorf("after cancelling at token 3: %d tokens, %v", n, err)
	}
	broken := errors.New("broken pipe")
	if _, err := e.Generate(context.Background(), []uint32{1}, sampled(9), func(uint32) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the error of emit became %v", err)
	}
}

func TestNoGoroutineOutlivesACall(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	before := runtime.NumGoroutine()
	generate(t, New(m, Options{Threads: 8}), []uint32{1, 2, 3}, sampled(20))
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond) // a finished goroutine may still be counted for a moment
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func BenchmarkEngine(b *testing.B) {
	m, _ := makeModel(b, modeltest.Config{Seed: 1, Shape: modeltest.Shape{Dim: 256, Layers: 4, Heads: 8, KVHeads: 4, FFN: 704, Vocab: 1024, Context: 512}})
	for _, threads := range []int{1, 2} {
		for _, batch := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("threads=%d/batch=%d", threads, batch), func(b *testing.B) {
				s := New(m, Options{Threads: threads}).NewSession()
				tokens := randomTokens(batch, 1024, 1)
				b.ReportAllocs()
				for b.Loop() {
					if s.Len()+batch > 256 {
						s.Reset()
					}
					if err := s.ExtendFrom(tokens, 0, func(int, []int32) error { return nil }); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(batch)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
			})
		}
	}
}
