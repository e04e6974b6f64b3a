package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/synthetic"
)

// benchSeed decides the weights of the model that benchmarks use.
const benchSeed = 1

// syntheticFile returns the file with random weights, making it if it is not in dir yet.
func syntheticFile(ctx context.Context, dir string, now *status) (string, error) {
	shape := synthetic.Billion
	path := filepath.Join(dir, fmt.Sprintf("%s-q8_0.gguf", shape.Name))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	f, err := os.CreateTemp(dir, ".synthetic-*")
	if err != nil {
		return "", fmt.Errorf("make a model to measure with: %w", err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	out := bufio.NewWriterSize(&stoppable{ctx, f}, 1<<20)
	err = synthetic.Write(out, shape, gguf.Q8_0, benchSeed, func(done, total int) {
		now.say("making a model to measure with: %d %%", 100*done/total)
	})
	if err = errors.Join(err, out.Flush(), f.Close()); err != nil {
		return "", fmt.Errorf("make a model to measure with in %s (it needs 1.2 GB): %w", dir, err)
	}
	return path, os.Rename(f.Name(), path)
}

// stoppable is a writer that fails once ctx has ended.
type stoppable struct {
	ctx context.Context
	f   *os.File
}

// Write implements io.Writer.
func (s *stoppable) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.f.Write(b)
}
