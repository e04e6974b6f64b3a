package engine

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

// answerOf generates and returns the tokens.
func answerOf(t *testing.T, e *Engine, prompt []uint32, p Params) []uint32 {
	t.Helper()
	var out []uint32
	if _, err := e.Generate(context.Background(), prompt, p, func(tok uint32) error {
		out = append(out, tok)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestKeptBeginningsChangeNothing(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 7, Shape: longShape, Sharp: 4})
	plain, caching := New(m, Options{Threads: 2}), New(m, Options{Threads: 2, CacheBytes: 1 << 22})
	begin := randomTokens(200, 300, 1)
	for _, sampling := range []exact.Sampling{exact.Greedy, {Temperature: 900, TopP: 950, Repeat: 1000}} {
		var wg sync.WaitGroup
		for i := range 12 { // some at the same time, with beginnings in common
			prompt := slices.Concat(begin[:100+i%4*33], randomTokens(20, 300, uint64(i%3)))
			p := Params{Sampling: sampling, Seed: [32]byte{byte(i % 2)}, MaxTokens: 100}
			wg.Go(func() {
				got, want := answerOf(t, caching, prompt, p), answerOf(t, plain, prompt, p)
				if !slices.Equal(got, want) {
					t.Errorf("request %d: the cache changes the answer", i)
				}
				c, err := caching.NewChecker(prompt, p)
				if err != nil {
					t.Error(err)
					return
				}
				for part := range slices.Chunk(want, 7) {
					if bad, err := c.Extend(part); bad != nil || err != nil {
						t.Errorf("request %d: the check with a cache says %v %v", i, bad, err)
					}
				}
			})
			if i%4 == 3 {
				wg.Wait()
			}
		}
	}
	if caching.pages.kept == 0 {
		t.Error("nothing was kept, so nothing was tested")
	}
}

// TestDecodingAllocatesNothing compares answers of two lengths: what the longer
// one allocates more is what a token costs. A page of keys and values for each
// 64 tokens and the growth of the output are allowed.
func TestDecodingAllocatesNothing(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 7, Shape: longShape})
	e := New(m, Options{Threads: 2})
	prompt := randomTokens(10, 300, 1)
	for seed := uint64(2); len(answerOf(t, e, prompt, Params{Sampling: exact.Greedy, MaxTokens: 250})) < 250; seed++ {
		if seed > 200 {
			t.Fatal("every answer ends early")
		}
		prompt = randomTokens(10, 300, seed)
	}
	mallocs := func(n int) float64 {
		var before, after runtime.MemStats
		answerOf(t, e, prompt, Params{Sampling: exact.Greedy, MaxTokens: n}) // warm up
		runtime.ReadMemStats(&before)
		for range 5 {
			answerOf(t, e, prompt, Params{Sampling: exact.Greedy, MaxTokens: n})
		}
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs-before.Mallocs) / 5
	}
	short, long := mallocs(50), mallocs(250)
	if perToken := (long - short) / 200; perToken > 0.5 { // the race detector makes pools forget
		t.Errorf("%.2f allocations a token", perToken)
	}
}
