package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/engine/modeltest"
)

// within fails the test when f takes longer than any machine needs.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		buf := make([]byte, 1<<16)
		t.Fatalf("%s: still waiting\n%s", what, buf[:runtime.Stack(buf, true)])
	}
}

// A call that ends just when another comes must not wait for that one: in a
// steady stream of calls it would never return.
func TestAStreamOfCallsDoesNotHoldAFinishedOne(t *testing.T) {
	q := &queue{idle: make(chan struct{})} // a goroutine that has not looked up yet
	q.more, q.left = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
	r := &request{}
	q.submit(r)
	q.close(r, nil)
	returned := make(chan error)
	go func() { returned <- q.finish(r) }()
	for over := false; !over; runtime.Gosched() {
		q.mu.Lock()
		over = q.calls == 0
		q.mu.Unlock()
	}
	q.submit(&request{}) // this one goes on for ever
	within(t, "a finished call beside a new one", func() { <-returned })
}

// Answers to prompts of one token come back into every pass; a longer prompt must get its rows all the same.
func TestShortPromptsDoNotStarveALongOne(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	q := &e.queue
	for _, answers := range []int{1, 63, 64, 127, 128, 500} {
		q.ready = nil
		for range answers {
			q.ready = append(q.ready, &request{session: e.NewSession(), tokens: make([]uint32, 1)})
		}
		long := &request{session: e.NewSession(), tokens: make([]uint32, 90)}
		q.ready = append(q.ready, long)
		q.gather()
		if n := len(q.pass.rows); long.rows < leastPrompt || n > maxBatch {
			t.Errorf("beside %d answers the prompt gets %d of %d rows", answers, long.rows, n)
		}
		if len(q.batch)+len(q.ready) != answers+1 {
			t.Errorf("beside %d answers %d requests are left", answers, len(q.batch)+len(q.ready))
		}
	}
}

// A server's handler may end by a panic; its request must not keep the queue waiting.
func TestAPanicOfTheConsumerLeavesNoRequest(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{Threads: 2})
	within(t, "a panic", func() {
		defer func() {
			if recover() != "gone" {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = e.Generate(context.Background(), []uint32{1}, sampled(60), func(uint32) error { panic("gone") })
	})
	if e.queue.calls != 0 || e.queue.idle != nil {
		t.Errorf("%d calls are left", e.queue.calls)
	}
}

// stuck is a consumer that does not take its tokens until it is told to.
type stuck struct{ free chan struct{} }

func (s stuck) emit(uint32) error { <-s.free; return nil }

// TestCancelledFailingAndStuckCallersHarmNobody lets everything happen at once
// that can happen to a call, and looks at the answers of those to whom nothing did.
func TestCancelledFailingAndStuckCallersHarmNobody(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 3, Sharp: 3})
	before := runtime.NumGoroutine()
	e := New(m, Options{Threads: 3, CacheBytes: 1 << 18})
	prompts := make([][]uint32, 6)
	want := make([][]uint32, len(prompts))
	for i := range prompts {
		prompts[i] = randomTokens(1+i*13, 301, uint64(i%3))
		want[i] = answerOf(t, New(m, Options{Threads: 1}), prompts[i], sampled(20))
	}
	broken := errors.New("broken pipe")
	idle := stuck{make(chan struct{})}
	var waiting, rest sync.WaitGroup
	for range 3 {
		waiting.Go(func() {
			if _, err := e.Generate(context.Background(), prompts[0], sampled(90), idle.emit); err != nil {
				t.Error(err)
			}
		})
	}
	call := func(kind int, r *rand.Rand) error {
		i := r.IntN(len(prompts))
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var got []uint32
		at := r.IntN(12)
		_, err := e.Generate(ctx, prompts[i], sampled(20), func(tok uint32) error {
			got = append(got, tok)
			switch {
			case kind == 1 && len(got) > at:
				cancel()
			case kind == 2 && len(got) > at:
				return broken
			case kind == 3:
				time.Sleep(time.Duration(r.IntN(300)) * time.Microsecond)
			}
			return nil
		})
		switch {
		case !slices.Equal(got, want[i][:len(got)]):
			return fmt.Errorf("kind %d: another answer", kind)
		case err == nil && len(got) < len(want[i]):
			return fmt.Errorf("kind %d: an answer cut short", kind)
		case kind == 0 && err != nil, kind == 3 && err != nil:
			return err
		case err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, broken):
			return err
		}
		return nil
	}
	for kind := range 5 {
		for worker := range 3 {
			rest.Go(func() {
				r := rand.New(rand.NewPCG(uint64(kind), uint64(worker)))
				for range 10 {
					if kind == 4 { // cancelled by somebody else, perhaps before it begins
						ctx, cancel := context.WithCancel(context.Background())
						go func() { time.Sleep(time.Duration(r.IntN(500)) * time.Microsecond); cancel() }()
						_, _ = e.Generate(ctx, prompts[1], sampled(40), func(uint32) error { return nil })
						s := e.NewSession()
						if err := s.Extend(prompts[2], func(i int, _ []int32) error { return broken }); !errors.Is(err, broken) || s.Len() != 0 {
							t.Errorf("a failing call became %v, %d tokens", err, s.Len())
						}
						cancel()
					} else if err := call(kind, r); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	within(t, "calls beside stuck ones", rest.Wait)
	close(idle.free)
	within(t, "stuck calls that go on", waiting.Wait)
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines before, %d after", before, n)
	}
	if e.queue.calls != 0 || len(e.queue.ready) != 0 || e.queue.idle != nil {
		t.Errorf("%d calls and %d requests are left", e.queue.calls, len(e.queue.ready))
	}
}
