package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assay-network/assay/train"
	"github.com/spf13/cobra"
)

type trainOptions struct {
	quick   bool
	threads int
	out     string
	curve   string
	resume  bool
	every   time.Duration // between checkpoints
}

func (a *app) trainCommand() *cobra.Command {
	var o trainOptions
	c := &cobra.Command{
		Use:   "train",
		Short: "Train the model that ships with the program, from our own text, with fixed seeds",
		Long: `Makes a small Llama-shaped model from scratch and writes it as GGUF, with its loss curve as SVG beside it. The text comes
from a generator of ours and all seeds are fixed, so the same settings give the same file, to the last bit.

The state of the run (weights, optimiser, position in the text) is kept in a checkpoint beside the file. A run that was
stopped goes on there with --resume and ends with the same bits.`,
		Example: `  assay train --out assay-small.gguf
  assay train --out assay-small.gguf --resume
  assay train --quick --out try.gguf`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg := train.Small()
			if o.quick {
				cfg = train.Quick()
			}
			cfg.Threads, cfg.Now = o.threads, time.Now
			return a.train(c.Context(), cfg, o)
		},
	}
	c.Flags().BoolVar(&o.quick, "quick", false, "a few minutes' run, to see the whole path")
	c.Flags().IntVar(&o.threads, "threads", 2, "threads; does not change the result")
	c.Flags().StringVarP(&o.out, "out", "o", "assay-small.gguf", "file to write")
	c.Flags().StringVar(&o.curve, "curve", "", "loss curve to write (default: beside the file)")
	c.Flags().BoolVar(&o.resume, "resume", false, "go on from the checkpoint of a stopped run")
	c.Flags().DurationVar(&o.every, "checkpoint-every", time.Minute, "time between two checkpoints; 0 for none")
	return c
}

func (a *app) train(ctx context.Context, cfg train.Config, o trainOptions) error {
	bare := strings.TrimSuffix(o.out, filepath.Ext(o.out))
	checkpoint, curve := bare+".checkpoint", o.curve
	if curve == "" {
		curve = bare + ".svg"
	}
	t, err := startTraining(cfg, checkpoint, o.resume)
	if err != nil {
		return err
	}
	last, saved := time.Time{}, time.Now()
	var unsaved error
	r, err := t.Build(ctx, func(p train.Report) {
		now := time.Now()
		if now.Sub(last) > time.Second || p.Step == p.Steps {
			last = now
			fmt.Fprintf(a.err, "\r\033[K%s", trainingLine(p))
		}
		if o.every > 0 && now.Sub(saved) > o.every && p.Step < p.Steps && unsaved == nil {
			saved, unsaved = now, saveCheckpoint(t, checkpoint)
		}
	})
	fmt.Fprintln(a.err)
	if err != nil {
		if errors.Is(err, context.Canceled) && t.Steps() > 0 {
			if saveErr := saveCheckpoint(t, checkpoint); saveErr != nil {
				return errors.Join(err, saveErr)
			}
			return fmt.Errorf("%w; go on with --resume", err)
		}
		return err
	}
	if unsaved != nil {
		fmt.Fprintln(a.err, "no checkpoint could be kept:", unsaved)
	}
	if err := os.WriteFile(o.out, r.GGUF, 0o644); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	if err := os.WriteFile(curve, train.CurveSVG(r.Losses), 0o644); err != nil {
		return fmt.Errorf("write the loss curve: %w", err)
	}
	if err := os.Remove(checkpoint); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the checkpoint of the finished run: %w", err)
	}
	sum := sha256.Sum256(r.GGUF)
	if a.asJSON {
		return a.printJSON(map[string]any{
			"file": o.out, "bytes": len(r.GGUF), "sha256": hex.EncodeToString(sum[:]), "curve": curve, "parameters": r.Parameters,
			"tokens": r.Tokens, "loss": r.Losses[len(r.Losses)-1], "exact": r.Exact, "float": r.Float,
		})
	}
	a.printf("%s  %d bytes, %d parameters, sha256 %x\nloss curve in %s\n", o.out, len(r.GGUF), r.Parameters, sum, curve)
	a.printf("held-out requests, in the exact engine: %d of %d calls right to the last character (%.1f %%), %d false calls on %d requests that no skill serves\n",
		r.Exact.Calls.Right, r.Exact.Calls.Total, r.Exact.Calls.Percent(), r.Exact.FalseCalls, r.Exact.Refused.Total)
	return nil
}

// startTraining prepares a run, from its first step or from the checkpoint.
func startTraining(cfg train.Config, checkpoint string, resume bool) (*train.Trainer, error) {
	if !resume {
		return train.NewTrainer(cfg)
	}
	f, err := os.Open(checkpoint)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no checkpoint %s to resume from; leave --resume away to start", checkpoint)
	} else if err != nil {
		return nil, fmt.Errorf("open the checkpoint: %w", err)
	}
	defer f.Close()
	return train.Resume(cfg, f)
}

// saveCheckpoint replaces the checkpoint in one move, so that a crash leaves the old one or the new one.
func saveCheckpoint(t *train.Trainer, name string) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	defer os.Remove(f.Name()) // fails once it is renamed
	if err := errors.Join(t.Save(f), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	return nil
}

// trainingLine is the progress bar: share done, step, loss, rate and time left.
func trainingLine(p train.Report) string {
	const width = 24
	full := width * p.Step / max(p.Steps, 1)
	return fmt.Sprintf("[%s%s] step %d of %d  loss %.4f  %.0f tokens/s  %s left", strings.Repeat("#", full), strings.Repeat(".", width-full),
		p.Step, p.Steps, p.Loss, p.TokensPerSecond, p.Remaining.Round(time.Second))
}
