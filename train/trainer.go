package train

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/assay-network/assay/train/corpus"
	"github.com/assay-network/assay/train/vocab"
)

// Trainer is a run between two steps: everything that the next step depends on. A step is Draw, Gradient and Apply, which
// may be called one by one: whoever has the state before a step and its batches gets the state after it, bit for bit.
type Trainer struct {
	Weights    *Weights
	Vocabulary *vocab.Vocabulary
	Losses     []float64 // one a step made, in nats per answer token
	Tokens     int       // seen so far, questions included

	config Config
	text   *corpus.Generator
	opt    *adamW
	team   *team
}

// NewTrainer prepares a run from its first step.
func NewTrainer(c Config) (*Trainer, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	v, err := Vocabulary(c)
	if err != nil {
		return nil, err
	}
	c.Shape.Vocab = len(v.Pieces)
	w := NewWeights(c.Shape)
	w.Init(c.Seed)
	return &Trainer{Weights: w, Vocabulary: v, config: c, team: newTeam(c), opt: newAdamW(len(w.Flat)),
		text: corpus.New(c.Seed + 1)}, nil // other text than the vocabulary's
}

// Steps is how many steps have been made.
func (t *Trainer) Steps() int { return len(t.Losses) }

// Draw takes the batches of the next step from the data, one a shard.
func (t *Trainer) Draw() []Batch {
	batches := make([]Batch, t.config.Shards)
	for i := range batches {
		batches[i] = draw(t.text, t.Vocabulary, (t.config.BatchTokens+t.config.Shards-1)/t.config.Shards, t.config.Shape.Context)
	}
	return batches
}

// Gradient computes the gradient of the mean loss over the asked positions of the batches, and that loss in nats. What it
// returns is overwritten by the next call.
func (t *Trainer) Gradient(batches []Batch) (*Weights, float64, error) {
	if len(batches) != t.config.Shards {
		return nil, 0, fmt.Errorf("training: %d batches for %d shards; give one a shard", len(batches), t.config.Shards)
	}
	loss := t.team.gradient(t.Weights, batches)
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		return nil, 0, fmt.Errorf("training diverged at step %d: the loss is %v; use a lower rate than %v", t.Steps()+1, loss, t.config.Rate)
	}
	return t.team.grads[0], loss, nil
}

// Apply makes the optimiser's step with a gradient and its loss.
func (t *Trainer) Apply(gradient *Weights, loss float64) {
	t.opt.step(t.Weights, gradient, clipScale(gradient, t.config.Clip), t.config.rate(t.Steps()), t.config.Decay, t.team.parallel)
	t.Losses = append(t.Losses, loss)
}

// Step makes one step.
func (t *Trainer) Step() error {
	batches := t.Draw()
	gradient, loss, err := t.Gradient(batches)
	if err != nil {
		return err
	}
	t.Apply(gradient, loss)
	for _, b := range batches {
		t.Tokens += len(b.Tokens)
	}
	return nil
}

// Run makes all steps that are left. It stops early with the context's error when ctx ends; the trainer is then between
// two steps and can be saved or go on.
func (t *Trainer) Run(ctx context.Context, progress Progress) error {
	c := t.config
	var start time.Time
	if c.Now != nil {
		start = c.Now()
	}
	first, seen := t.Steps(), t.Tokens
	for t.Steps() < c.Steps {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("training stopped at step %d of %d: %w", t.Steps(), c.Steps, err)
		}
		if err := t.Step(); err != nil {
			return err
		}
		if progress == nil {
			continue
		}
		r := Report{Step: t.Steps(), Steps: c.Steps, Loss: t.Losses[t.Steps()-1], Tokens: t.Tokens}
		if c.Now != nil {
			if d := c.Now().Sub(start); d > 0 {
				r.TokensPerSecond = float64(t.Tokens-seen) / d.Seconds()
				r.Remaining = time.Duration(float64(d) / float64(t.Steps()-first) * float64(c.Steps-t.Steps()))
			}
		}
		progress(r)
	}
	return nil
}

// Run trains a model from the first step to the last.
func Run(ctx context.Context, c Config, progress Progress) (*Trainer, error) {
	t, err := NewTrainer(c)
	if err != nil {
		return nil, err
	}
	if err := t.Run(ctx, progress); err != nil {
		return nil, err
	}
	return t, nil
}

// recipe is the configuration without what leaves no mark on the result.
func (c Config) recipe() Config {
	c.Threads, c.Now, c.EvalExamples = 0, nil, 0
	return c
}

// sameRecipe says whether two configurations give the same run.
func sameRecipe(a, b Config) bool {
	a, b = a.recipe(), b.recipe()
	return slices.Equal([]any{a.Name, a.Shape, a.Pieces, a.Seed, a.Steps, a.BatchTokens, a.Shards, a.Rate, a.Warmup, a.Decay, a.Clip},
		[]any{b.Name, b.Shape, b.Pieces, b.Seed, b.Steps, b.BatchTokens, b.Shards, b.Rate, b.Warmup, b.Decay, b.Clip})
}
