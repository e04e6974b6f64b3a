//go:build unix

package kernel

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Registers survive the signals by which the runtime stops goroutines, and the collector.
func TestLinearSurvivesSignals(t *testing.T) {
	const rows, cols, count = 64, 2048, 64
	r := rand.New(rand.NewPCG(11, 12))
	w, m, x := make([]int8, rows*cols), make([]uint16, rows*cols/32), make([]int16, count*cols)
	fill(r, w, m, x)
	panels := panelsOf(w, m, rows, cols/32)
	eachLevel(t, func(t *testing.T) {
		if Current() == Plain {
			t.Skip("no assembly")
		}
		var a Activations
		a.Pack(x, count, cols)
		want := make([]int64, count*rows)
		var nobody *Team
		nobody.Linear(&a, Product{want, panels, rows})
		var over atomic.Bool
		var sent atomic.Int64
		var all sync.WaitGroup
		all.Go(func() {
			for !over.Load() {
				if err := syscall.Kill(syscall.Getpid(), syscall.SIGURG); err != nil {
					t.Error(err)
					return
				}
				sent.Add(1)
			}
		})
		all.Go(func() {
			for !over.Load() {
				runtime.GC()
			}
		})
		for range 3 {
			all.Go(func() {
				out := make([]int64, count*rows)
				for begin := time.Now(); time.Since(begin) < 300*time.Millisecond; {
					clear(out)
					nobody.Linear(&a, Product{out, panels, rows})
					if !slices.Equal(out, want) {
						t.Error("a result changed")
						break
					}
				}
			})
		}
		time.Sleep(350 * time.Millisecond)
		over.Store(true)
		all.Wait()
		t.Logf("%d signals", sent.Load())
	})
}
