package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/assay-network/assay/train"
	"github.com/spf13/cobra"
)

func (a *app) trainCommand() *cobra.Command {
	var quick bool
	var threads int
	var out string
	c := &cobra.Command{
		Use:   "train",
		Short: "Train the model that ships with the program, from our own text, with fixed seeds",
		Long: `Makes a small Llama-shaped model from scratch and writes it as GGUF, with its loss curve as SVG beside it. The text comes
from a generator of ours and all seeds are fixed, so the same settings give the same file.`,
		Example: `  assay train --out assay-small.gguf
  assay train --quick --out try.gguf`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			cfg := train.Small()
			if quick {
				cfg = train.Quick()
			}
			cfg.Threads, cfg.Now = threads, time.Now
			return a.train(c.Context(), cfg, out)
		},
	}
	c.Flags().BoolVar(&quick, "quick", false, "a few minutes' run, to see the whole path")
	c.Flags().IntVar(&threads, "threads", 2, "threads; does not change the result")
	c.Flags().StringVarP(&out, "out", "o", "assay-small.gguf", "file to write")
	return c
}

func (a *app) train(ctx context.Context, cfg train.Config, out string) error {
	last := time.Time{}
	r, err := train.Build(ctx, cfg, func(p train.Report) {
		if now := time.Now(); now.Sub(last) > 2*time.Second || p.Step == p.Steps {
			last = now
			fmt.Fprintf(a.err, "\rstep %5d of %d  loss %.4f  %6.0f tokens/s  %s left   ", p.Step, p.Steps, p.Loss, p.TokensPerSecond, p.Remaining.Round(time.Second))
		}
	})
	fmt.Fprintln(a.err)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, r.GGUF, 0o644); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	curve := out[:len(out)-len(filepath.Ext(out))] + ".svg"
	if err := os.WriteFile(curve, train.CurveSVG(r.Losses), 0o644); err != nil {
		return fmt.Errorf("write the loss curve: %w", err)
	}
	sum := sha256.Sum256(r.GGUF)
	if a.asJSON {
		return a.printJSON(map[string]any{
			"file": out, "bytes": len(r.GGUF), "sha256": hex.EncodeToString(sum[:]), "curve": curve, "parameters": r.Parameters,
			"tokens": r.Tokens, "loss": r.Losses[len(r.Losses)-1], "exact": r.Exact, "float": r.Float,
		})
	}
	a.printf("%s  %d bytes, %d parameters, sha256 %x\nloss curve in %s\n", out, len(r.GGUF), r.Parameters, sum, curve)
	a.printf("exact match on held-out text, in the exact engine: %d of %d (%.1f %%)\n", r.Exact.Right, r.Exact.Total, r.Exact.Percent())
	return nil
}
