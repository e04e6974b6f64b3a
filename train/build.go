package train

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/train/corpus"
)

// ChatTemplate is the Jinja template of the models made here. The begin token is not in it: readers add it
// (tokenizer.ggml.add_bos_token).
const ChatTemplate = `{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}`

// Result is a finished model.
type Result struct {
	GGUF       []byte
	Losses     []float64  // one a step, in nats per answer token
	Exact      Evaluation // of the file in the exact engine, which is what users run
	Float      Evaluation // of the float32 weights before they were rounded
	Parameters int
	Tokens     int // seen in training
}

// Build trains a model, measures it on held-out text and packs it as a GGUF file.
func Build(ctx context.Context, c Config, progress Progress) (Result, error) {
	t, err := NewTrainer(c)
	if err != nil {
		return Result{}, err
	}
	return t.Build(ctx, progress)
}

// Build makes the steps that are left, measures the model on held-out text and packs it as a GGUF file.
func (t *Trainer) Build(ctx context.Context, progress Progress) (Result, error) {
	c := t.config
	if err := t.Run(ctx, progress); err != nil {
		return Result{}, err
	}
	file, err := Pack(c.Name, t.Weights, t.Vocabulary)
	if err != nil {
		return Result{}, err
	}
	r := Result{GGUF: file, Losses: t.Losses, Parameters: len(t.Weights.Flat), Tokens: t.Tokens}
	if r.Float, err = Eval(t.Weights.Predictor(), t.Vocabulary, corpus.HeldOut, HeldOutSeed, c.EvalExamples); err != nil {
		return Result{}, err
	}
	exact, err := ExactPredictor(file, c.Threads)
	if err != nil {
		return Result{}, fmt.Errorf("measure the trained model: %w", err)
	}
	if r.Exact, err = Eval(exact, t.Vocabulary, corpus.HeldOut, HeldOutSeed, c.EvalExamples); err != nil {
		return Result{}, fmt.Errorf("measure the trained model: %w", err)
	}
	return r, nil
}

// HeldOutSeed draws the text that models are measured on.
const HeldOutSeed = 4020
