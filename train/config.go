// Package train makes small language models: a trainer for the Llama architecture with forward and backward passes by
// hand, and the recipe of the model that Assay ships.
//
// A run is a pure function of its Config: the same configuration gives the same bits, whatever the number of threads and
// whichever matrix back end runs, because every sum has a fixed order (see Multiplier) and every batch is cut into a fixed
// number of shards whose gradients are added in order. So one step of somebody else's training can be recomputed.
//
// It must not know about files, networks, chains or the clock: bytes come out of Build, and the caller lends a clock if it
// wants to see rates.
package train

import (
	"errors"
	"fmt"
	"time"
)

// Config says everything that a training run depends on. The zero value of Threads and Now may stay.
type Config struct {
	Name   string // general.name of the model file
	Shape  Shape  // Vocab is filled in from the vocabulary
	Pieces int    // size of the vocabulary at most

	Seed        uint64  // of the text and of the first weights
	Steps       int     // optimiser steps
	BatchTokens int     // tokens a step, about: whole conversations are taken
	Shards      int     // parts that a batch is cut into; changes the bits, Threads does not
	Rate        float32 // highest learning rate, reached after Warmup steps; then it falls in a straight line to zero at the last step
	Warmup      int     // steps
	Decay       float32 // AdamW weight decay, for matrices
	Clip        float32 // largest norm of the gradient; a longer one is scaled down

	EvalExamples int              // held-out conversations measured at the end
	Threads      int              // goroutines at most; 0 means one
	Now          func() time.Time `json:"-"` // for Progress; nil leaves rates and times at zero
}

// Small is the recipe of the model that Assay ships, engine/builtin.
func Small() Config {
	return Config{
		Name: "assay-small",
		Shape: Shape{Dim: 256, Layers: 5, Heads: 8, KVHeads: 4, FFN: 448, Context: 512,
			RopeBase: 10000, Eps: 1e-5},
		Pieces: 4096, Seed: 1, Steps: 32000, BatchTokens: 1024, Shards: 2,
		Rate: 1.6e-3, Warmup: 300, Decay: 0.1, Clip: 1, EvalExamples: 2000,
	}
}

// Quick is Small cut down to two or three minutes, to try the whole path out. The model that comes out makes mistakes.
func Quick() Config {
	c := Small()
	c.Name, c.Steps, c.Warmup, c.EvalExamples = "assay-quick", 600, 60, 200
	return c
}

// Validate says what is wrong with the configuration.
func (c Config) Validate() error {
	shape := c.Shape
	shape.Vocab = max(c.Pieces, 2)
	if err := shape.Validate(); err != nil {
		return err
	}
	switch {
	case c.Name == "":
		return errors.New("training: the model needs a name")
	case c.Pieces < 400 || c.Pieces > 1<<16:
		return fmt.Errorf("training: a vocabulary of %d pieces is out of range; take 400 to 65536", c.Pieces)
	case c.Steps < 1 || c.Steps > 10_000_000 || c.BatchTokens < 1 || c.BatchTokens > 1<<20:
		return fmt.Errorf("training: %d steps of %d tokens are out of range; take at least one of each", c.Steps, c.BatchTokens)
	case c.Shards < 1 || c.Shards > 256:
		return fmt.Errorf("training: %d shards are out of range; take 1 to 256", c.Shards)
	case !(c.Rate > 0 && c.Rate < 1) || c.Warmup < 0 || c.Decay < 0 || !(c.Clip > 0):
		return fmt.Errorf("training: rate %v, warm-up %d, decay %v or clip %v is out of range", c.Rate, c.Warmup, c.Decay, c.Clip)
	case c.Shape.Context < 64:
		return fmt.Errorf("training: a context of %d cannot hold the corpus; take 64 or more", c.Shape.Context)
	}
	return nil
}

// rate is the learning rate of a step, counted from 0.
func (c Config) rate(step int) float32 {
	if step < c.Warmup {
		return c.Rate * float32(step+1) / float32(c.Warmup)
	}
	return c.Rate * float32(c.Steps-step) / float32(max(c.Steps-c.Warmup, 1))
}
