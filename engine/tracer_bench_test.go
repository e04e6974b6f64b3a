package engine

import (
	"bytes"
	"context"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/synthetic"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// forgetting is a sink that counts.
type forgetting struct{ leaves int }

func (f *forgetting) Wants(uint64, uint64) TraceWant { return WantHashes }
func (f *forgetting) Hashes(_ uint64, hashes []job.Hash) error {
	f.leaves += len(hashes)
	return nil
}
func (f *forgetting) Data(uint64, [][]byte) error { return nil }

// computed wants the last leaf only, so all layers are computed and next to nothing is hashed.
type computed struct{ TraceWindow }

// benchTrace measures the whole trace with its tree, and the computation alone.
func benchTrace(b *testing.B, m *model.Model, prompt, output int) {
	e := New(m, Options{Threads: 2})
	a := Traced{Prompt: randomTokens(prompt, int(m.Header().Vocab), 1), Output: randomTokens(output, int(m.Header().Vocab), 2),
		Sampling: exact.Sampling{Temperature: 800, TopP: 950, TopK: 40}}
	c, err := e.TraceClaim(a)
	if err != nil {
		b.Fatal(err)
	}
	cost := c.Layout().Cost()
	run := func(name string, do func() error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
			seconds := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(float64(cost.Leaves)/seconds, "leaves/s")
			b.ReportMetric(float64(cost.Bytes)/seconds/1e6, "MB/s")
			b.ReportMetric(float64(cost.Products)/seconds/1e9, "Gproducts/s")
		})
	}
	b.Logf("%d leaves, %d MB, %d rounds", cost.Leaves, cost.Bytes>>20, c.Layout().Rounds())
	run("tree", func() error {
		tree, err := trace.NewTree(cost.Leaves, 1)
		if err != nil {
			return err
		}
		if _, err = e.Trace(context.Background(), a, TreeSink{tree}, nil); err != nil {
			return err
		}
		_, err = tree.Root()
		return err
	})
	run("leaves", func() error {
		_, err := e.Trace(context.Background(), a, &forgetting{}, nil)
		return err
	})
	run("window", func() error {
		var w computed
		w.Want(cost.Leaves-1, 1)
		_, err := e.Trace(context.Background(), a, &w, nil)
		return err
	})
}

func BenchmarkTraceBuiltin(b *testing.B) {
	file := builtin.GGUF()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		b.Fatal(err)
	}
	benchTrace(b, m, 60, 60)
}

// BenchmarkTrace15M is a model of 15 million parameters.
func BenchmarkTrace15M(b *testing.B) {
	var file bytes.Buffer
	s := synthetic.Shape{Name: "synthetic-15m", Dim: 288, Layers: 6, Heads: 6, KVHeads: 6, HeadDim: 48, FFN: 768, Vocab: 32000, Context: 512}
	if err := synthetic.Write(&file, s, gguf.F16, 1, nil); err != nil {
		b.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(file.Bytes()), int64(file.Len()), nil)
	if err != nil {
		b.Fatal(err)
	}
	benchTrace(b, m, 100, 60)
}
