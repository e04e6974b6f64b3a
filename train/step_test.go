package train

import (
	"testing"

	"github.com/assay-network/assay/train/corpus"
	"github.com/assay-network/assay/train/vocab"
)

func BenchmarkStep(b *testing.B) {
	c := Small()
	v, err := Vocabulary(c)
	if err != nil {
		b.Fatal(err)
	}
	c.Shape.Vocab = len(v.Pieces)
	w := NewWeights(c.Shape)
	w.Init(1)
	c.Shards = 1
	t := newTeam(c)
	opt := newAdamW(len(w.Flat))
	g := corpus.New(2)
	tokens := 0
	for b.Loop() {
		batch := draw(g, v, 1024, 512)
		tokens += len(batch.Tokens)
		t.gradient(w, []Batch{batch})
		opt.step(w, t.grads[0], 1, 1e-4, 0.1, t.parallel)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func corpusFor(c Config) *corpus.Generator { return corpus.New(c.Seed + 1) }

// trimmed is the run's vocabulary without its last piece.
func trimmed(t *Trainer) *vocab.Vocabulary {
	v := *t.Vocabulary
	v.Pieces = v.Pieces[:len(v.Pieces)-1]
	return &v
}
