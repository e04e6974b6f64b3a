package verify_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/verify"
)

// llama8B is the shape of Llama 3 with 8 billion parameters.
var llama8B = model.Shape{Dim: 4096, Layers: 32, Heads: 32, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 14336, Vocab: 128256, Context: 8192}

func TestTheKeyOfEightBillionParametersIsSmall(t *testing.T) {
	if got := verify.LightKeyBytes(llama8B); got > 6_800_000 {
		t.Errorf("the key has %d bytes", got)
	}
}

func TestLightWorkIsRight(t *testing.T) {
	w, err := verify.NewLightWork(model.Shape{Dim: 64, Layers: 3, Heads: 6, KVHeads: 2, HeadDim: 16, RopeDim: 16, FFN: 96, Vocab: 300, Context: 100}, 70)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if !w.Linear() {
			t.Fatal("the results are not right")
		}
		if _, err := w.Rest(); err != nil {
			t.Fatal(err)
		}
		w.Attention()
	}
	if _, err := verify.NewLightWork(model.Shape{}, 1); err == nil {
		t.Error("a model without heads was accepted")
	}
}

// least runs a benchmark and reports the shortest of its rounds: on a busy machine the mean says little.
func least(b *testing.B, round func()) {
	best := time.Duration(1 << 62)
	for b.Loop() {
		begin := time.Now()
		round()
		best = min(best, time.Since(begin))
	}
	b.ReportMetric(best.Seconds()*1000, "least-ms")
}

// BenchmarkLight is one position of a model in the shape of Llama 8B, with
// random numbers, on one thread: the linear layers, all else but attention, and
// attention by the number of positions.
func BenchmarkLight(b *testing.B) {
	for _, seen := range []int{64, 256, 1024, 4096} {
		w, err := verify.NewLightWork(llama8B, seen)
		if err != nil {
			b.Fatal(err)
		}
		if seen == 64 {
			for l := kernel.Plain; l <= min(kernel.Best(), kernel.AVX512); l++ {
				b.Run(fmt.Sprintf("linear/%v", l), func(b *testing.B) {
					defer kernel.Use(kernel.Use(l))
					least(b, func() {
						if !w.Linear() {
							b.Fatal("the results are not right")
						}
					})
				})
			}
			b.Run("rest", func(b *testing.B) {
				least(b, func() {
					if _, err := w.Rest(); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
		b.Run(fmt.Sprintf("attention/%d", seen), func(b *testing.B) {
			least(b, w.Attention)
		})
		b.Run(fmt.Sprintf("cache of a layer/%d", seen), func(b *testing.B) {
			least(b, func() {
				if err := w.Cache(); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
