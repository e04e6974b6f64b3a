package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/train"
)

// tinyRecipe is a run of a second.
func tinyRecipe() train.Config {
	c := train.Small()
	c.Shape.Dim, c.Shape.Layers, c.Shape.Heads, c.Shape.KVHeads, c.Shape.FFN = 32, 1, 2, 1, 48
	c.Pieces, c.Steps, c.BatchTokens, c.Warmup, c.EvalExamples, c.Name = 700, 6, 300, 2, 5, "tiny"
	return c
}

// stopAt stops a run when the progress line names a step.
type stopAt struct {
	step string
	stop func()
}

func (s stopAt) Write(p []byte) (int, error) {
	if strings.Contains(string(p), s.step) {
		s.stop()
	}
	return len(p), nil
}

// A training run that is stopped leaves a checkpoint, and resumed it gives the file of a run that was not.
func TestStoppedTrainingGoesOn(t *testing.T) {
	dir := t.TempDir()
	whole, parts := filepath.Join(dir, "whole.gguf"), filepath.Join(dir, "parts.gguf")
	a := &app{out: io.Discard, err: io.Discard}
	if err := a.train(context.Background(), tinyRecipe(), trainOptions{out: whole}); err != nil {
		t.Fatal(err)
	}
	err := a.train(context.Background(), tinyRecipe(), trainOptions{out: parts, resume: true})
	if err == nil || !strings.Contains(err.Error(), "no checkpoint") {
		t.Fatalf("resumed from nothing: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stopped := &app{out: io.Discard, err: stopAt{"step 1 of 6", cancel}}
	if err := stopped.train(ctx, tinyRecipe(), trainOptions{out: parts}); err == nil || !strings.Contains(err.Error(), "--resume") {
		t.Fatalf("stopped run: %v", err)
	}
	if _, err := os.Stat(parts); err == nil {
		t.Fatal("a stopped run has written a model")
	}
	var out bytes.Buffer
	a = &app{out: &out, err: io.Discard, asJSON: true}
	if err := a.train(context.Background(), tinyRecipe(), trainOptions{out: parts, resume: true, curve: filepath.Join(dir, "c.svg")}); err != nil {
		t.Fatal(err)
	}
	x, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(parts)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) {
		t.Fatal("the resumed run gives another file")
	}
	var report struct {
		Bytes  int
		SHA256 string
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil || report.Bytes != len(y) || len(report.SHA256) != 64 {
		t.Fatalf("report %s: %v", out.Bytes(), err)
	}
	for _, curve := range []string{filepath.Join(dir, "whole.svg"), filepath.Join(dir, "c.svg")} {
		if svg, err := os.ReadFile(curve); err != nil || !bytes.Contains(svg, []byte("<svg")) {
			t.Fatalf("loss curve %s: %v", curve, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*.checkpoint*")); err != nil || len(left) > 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
}
