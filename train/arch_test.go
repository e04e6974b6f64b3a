package train

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/train/corpus"
)

// Every architecture that the trainer knows comes out as a file that the engine reads and computes as the trainer does:
// biases and QK norms count, and their elements are paired for rotation as the architecture has it.
func TestArchitecturesComeOutAsTrained(t *testing.T) {
	for _, variant := range []Shape{{}, {Untied: true}, {Bias: true}, {QKNorm: true}} {
		c := tiny()
		c.Shape.Bias, c.Shape.QKNorm, c.Shape.Untied = variant.Bias, variant.QKNorm, variant.Untied
		c.Steps, c.Rate, c.Warmup = 30, 5e-3, 5
		trainer, err := NewTrainer(c)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(5, 6))
		for i := range trainer.Weights.Flat { // vectors off their symmetric start
			if !trainer.Weights.decays[i] {
				trainer.Weights.Flat[i] += float32(r.NormFloat64() * 0.3)
			}
		}
		if err := trainer.Run(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		file, err := Pack(c.Name, trainer.Weights, trainer.Vocabulary)
		if err != nil {
			t.Fatal(err)
		}
		m := imported(t, file)
		if h := m.Header(); h.Bias != variant.Bias || h.QKNorm != variant.QKNorm {
			t.Fatalf("%s: imported with biases %v and QK norm %v", c.Shape.Architecture(), h.Bias, h.QKNorm)
		}
		exact, err := ExactPredictor(file, 1)
		if err != nil {
			t.Fatal(err)
		}
		float, g := trainer.Weights.Predictor(), corpus.New(11)
		same, total := 0, 0
		for i := 0; i < 30; i++ {
			tokens, _ := conversation(trainer.Vocabulary, g.Next())
			a, err := exact(tokens)
			if err != nil {
				t.Fatal(err)
			}
			b, err := float(tokens)
			if err != nil {
				t.Fatal(err)
			}
			for j := range a {
				total++
				if a[j] == b[j] {
					same++
				}
			}
		}
		if total < 600 || same*100 < total*95 {
			t.Errorf("%s: the engine agrees at %d of %d positions, want 95 in 100", c.Shape.Architecture(), same, total)
		}
	}
}
