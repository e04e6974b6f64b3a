package soak

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

var (
	wanted = flag.Int("tokens", 10_000, "tokens to compare")
	seed   = flag.Uint64("soak-seed", 1, "where to begin")
)

// subject is a model under test.
type subject struct {
	name  string
	model *model.Model
}

// subjects are small models of every architecture, in several encodings, and the built-in one.
func subjects(t *testing.T) []subject {
	t.Helper()
	files := []struct {
		name string
		c    modeltest.Config
	}{
		{"llama F16, odd widths", modeltest.Config{Shape: modeltest.Default, Type: gguf.F16}},
		{"llama Q4_K, outliers", modeltest.Config{Shape: modeltest.Blocks, Type: gguf.Q4_K, Outlier: 1000}},
		{"qwen2 Q8_0, tied", modeltest.Config{Arch: "qwen2", Shape: modeltest.Blocks, Type: gguf.Q8_0, Tied: true}},
		{"qwen3 Q6_K", modeltest.Config{Arch: "qwen3", Shape: modeltest.Blocks, Type: gguf.Q6_K}},
	}
	out := []subject{{builtin.Name, imported(t, builtin.GGUF())}}
	for i, f := range files {
		f.c.Seed = uint64(i) + 100
		file, err := modeltest.GGUF(f.c)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, subject{f.name, imported(t, file)})
	}
	return out
}

func imported(t *testing.T, file []byte) *model.Model {
	t.Helper()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// request is one thing to ask, and what came of it first.
type request struct {
	prompt []uint32
	params engine.Params
	answer []uint32
	finish engine.Finish
}

// size is how long things are: the beginnings that prompts share, all but one, and answers.
type size struct{ stem, answer int }

// draw makes requests of every kind: greedy and sampled, with and without penalties and biases, with prompts that begin
// alike and not. One prompt in eight about fills the context, and begins with pages that a prefix cache keeps.
func draw(r *rand.Rand, m *model.Model, n int, z size) []*request {
	h := m.Header()
	stems := make([][]uint32, 4)
	for i := range stems {
		stems[i] = tokens(r, r.IntN(min(z.stem, int(h.Context)-20)), h.Vocab)
	}
	long := tokens(r, int(h.Context)-9-r.IntN(20), h.Vocab)
	out := make([]*request, n)
	for i := range out {
		stem := stems[r.IntN(len(stems))]
		if r.IntN(2) == 0 {
			stem = stem[:r.IntN(len(stem)+1)]
		}
		if i%8 == 7 {
			stem = long
		}
		prompt := append(slices.Clone(stem), tokens(r, 1+r.IntN(8), h.Vocab)...)
		out[i] = &request{prompt: prompt, params: params(r, h.Vocab, z.answer)}
	}
	return out
}

func tokens(r *rand.Rand, n int, vocab uint32) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = r.Uint32N(vocab)
	}
	return out
}

func params(r *rand.Rand, vocab uint32, longest int) engine.Params {
	p := engine.Params{Sampling: exact.Greedy, MaxTokens: 1 + r.IntN(longest)}
	if r.IntN(3) > 0 {
		p.Sampling.Temperature = 200 + r.Uint32N(1800)
		for i := range p.Seed {
			p.Seed[i] = byte(r.Uint32())
		}
		if r.IntN(2) == 0 {
			p.Sampling.TopK = r.Uint32N(60)
		}
		if r.IntN(2) == 0 {
			p.Sampling.TopP = 500 + r.Uint32N(501)
		}
		if r.IntN(3) == 0 {
			p.Sampling.MinP = r.Uint32N(100)
		}
	}
	if r.IntN(4) == 0 {
		p.Sampling.Repeat = 900 + r.Uint32N(600)
		p.Sampling.Frequency = int32(r.IntN(2000)) - 1000
		p.Sampling.Presence = int32(r.IntN(2000)) - 1000
	}
	if r.IntN(5) == 0 {
		p.Bias = []exact.Bias{{Token: r.Uint32N(vocab), Bias: int32(r.IntN(20_000)) - 10_000}}
	}
	return p
}

// variant is a way to compute.
type variant struct {
	level   kernel.Level
	threads int
	batch   int // requests at a time
	cached  bool
}

func (v variant) String() string {
	return fmt.Sprintf("%v, %d threads, %d at a time, prefix cache %v", v.level, v.threads, v.batch, v.cached)
}

// variants are all ways to compute that this machine has.
func variants() (out []variant) {
	for level := kernel.Plain; level <= kernel.Best(); level++ {
		for _, threads := range []int{1, 2} {
			for _, batch := range []int{1, 2, 3, 8, 21, 64} {
				for _, cached := range []bool{false, true} {
					out = append(out, variant{level, threads, batch, cached})
				}
			}
		}
	}
	return out
}

func (v variant) engine(m *model.Model) *engine.Engine {
	o := engine.Options{Threads: v.threads}
	if v.cached {
		o.CacheBytes = 1 << 20 // so little that pages also go again
	}
	return engine.New(m, o)
}

// each calls do for every request, so many at a time, and returns the first error.
func (v variant) each(rs []*request, do func(*request) error) error {
	errs := make([]error, len(rs))
	places := make(chan struct{}, v.batch)
	var wg sync.WaitGroup
	for i, r := range rs {
		places <- struct{}{}
		wg.Go(func() {
			errs[i] = do(r)
			<-places
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// establish computes the answers in the plainest way: no assembly, one thread, one request at a time, nothing shared.
func establish(m *model.Model, rs []*request) error {
	defer kernel.Use(kernel.Use(kernel.Plain))
	for _, r := range rs {
		var err error
		e := engine.New(m, engine.Options{Threads: 1})
		r.finish, err = e.Generate(context.Background(), r.prompt, r.params, func(tok uint32) error {
			r.answer = append(r.answer, tok)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// compare computes the answers again and counts the tokens compared. It generates them, and checks them in one pass each,
// which computes every token in a batch with its neighbours. The error is the first difference.
func (v variant) compare(m *model.Model, rs []*request) (compared int, err error) {
	defer kernel.Use(kernel.Use(v.level))
	e := v.engine(m)
	err = v.each(rs, func(r *request) error {
		var got []uint32
		finish, err := e.Generate(context.Background(), r.prompt, r.params, func(tok uint32) error {
			got = append(got, tok)
			return nil
		})
		if err == nil && (finish != r.finish || !slices.Equal(got, r.answer)) {
			err = fmt.Errorf("generated %v (%v), want %v (%v)", got, finish, r.answer, r.finish)
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("%v: %w", v, err)
	}
	err = v.each(rs, func(r *request) error {
		c, err := e.NewChecker(r.prompt, r.params)
		if err != nil {
			return err
		}
		if bad, err := c.Extend(r.answer); err != nil || bad != nil {
			return errors.Join(err, fmt.Errorf("checking: %v", bad))
		}
		return c.Finish(r.finish)
	})
	if err != nil {
		return 0, fmt.Errorf("%v: %w", v, err)
	}
	for _, r := range rs {
		compared += 2 * len(r.answer)
	}
	return compared, nil
}

// TestSoak compares -tokens tokens.
func TestSoak(t *testing.T) {
	models := subjects(t)
	all := variants()
	const pool = 64
	perPool, z := 12, size{150, 96}
	if *wanted <= 20_000 { // reach every model soon
		perPool, z = 3, size{20, 12}
	}
	r := rand.New(rand.NewPCG(*seed, 0x736f616b))
	order := r.Perm(len(all))
	used := map[variant]bool{}
	begin, last, done := time.Now(), time.Now(), 0
	for round := 0; done < *wanted; round++ {
		s := models[round%len(models)]
		rs := draw(r, s.model, pool, z)
		if err := establish(s.model, rs); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for k := range perPool {
			v := all[order[(round*perPool+k)%len(order)]]
			n, err := v.compare(s.model, rs)
			if err != nil {
				t.Fatalf("%s, round %d of seed %d, %v", s.name, round, *seed, err)
			}
			done += n
			used[v] = true
		}
		if time.Since(last) > 5*time.Second {
			last = time.Now()
			left := time.Duration(float64(time.Since(begin)) / float64(done) * float64(max(0, *wanted-done)))
			fmt.Fprintf(os.Stderr, "soak: %d of %d tokens, 0 differ, %v left\n", done, *wanted, left.Round(time.Second))
		}
	}
	t.Logf("%d tokens in %d of %d ways on %d models, best instructions %v: 0 differ (%v)", done, len(used), len(all), len(models), kernel.Best(), time.Since(begin).Round(time.Second))
}

// TestSoakNoticesADifference: a comparison that cannot fail would prove nothing.
func TestSoakNoticesADifference(t *testing.T) {
	m := imported(t, builtin.GGUF())
	rs := draw(rand.New(rand.NewPCG(3, 3)), m, 3, size{9, 9})
	if err := establish(m, rs); err != nil {
		t.Fatal(err)
	}
	v := variant{level: kernel.Best(), threads: 2, batch: 3}
	if _, err := v.compare(m, rs); err != nil {
		t.Fatal(err)
	}
	rs[1].answer[len(rs[1].answer)-1] ^= 1
	if _, err := v.compare(m, rs); err == nil {
		t.Error("a changed token went unnoticed")
	}
}
