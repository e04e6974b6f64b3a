package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// The markers between which a document holds the table.
const (
	tableBegins = "<!-- bench begins -->\n"
	tableEnds   = "<!-- bench ends -->"
)

func (a *app) benchTable() *cobra.Command {
	var into string
	c := &cobra.Command{
		Use: "table ENGINE.json SERVING.json", Short: "Write what the other two printed with --json as a table, between the markers of a document", Hidden: true,
		Args: exactly(2, "what `bench engine --json` and `bench serving --json` printed"),
		RunE: func(_ *cobra.Command, args []string) error {
			var e engineBench
			var s servingBench
			for i, v := range []any{&e, &s} {
				raw, err := os.ReadFile(args[i])
				if err == nil {
					err = json.Unmarshal(raw, v)
				}
				if err != nil {
					return fmt.Errorf("read %s: %w", args[i], err)
				}
			}
			if e.LlamaCPP == nil || e.Ratio == nil || e.Start == nil {
				return errors.New("the table needs llama.cpp's figures too: run .ci/npm.sh test/llamacpp and measure again")
			}
			table := benchMarkdown(e, s)
			if into == "" {
				a.printf("%s", table)
				return nil
			}
			old, err := os.ReadFile(into)
			if err != nil {
				return err
			}
			changed, err := putBetween(string(old), tableBegins, tableEnds, table)
			if err != nil {
				return fmt.Errorf("%s: %w", into, err)
			}
			return os.WriteFile(into, []byte(changed), 0o644)
		},
	}
	c.Flags().StringVar(&into, "into", "", "document to change (default: print)")
	return c
}

// putBetween replaces what stands between two markers.
func putBetween(document, begin, end, text string) (string, error) {
	head, rest, ok := strings.Cut(document, begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return "", fmt.Errorf("the markers %s and %s are missing", strings.TrimSpace(begin), end)
	}
	return head + begin + text + end + tail, nil
}

// benchMarkdown is the table of one run.
func benchMarkdown(e engineBench, s servingBench) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s, %d threads, %s kernels | this engine | llama.cpp | ratio |\n|---|---|---|---|\n", e.Model, e.Threads, e.Level)
	rate := func(name string) string {
		f := e.Spread[name]
		return fmt.Sprintf("[%.3g-%.3g]", f[0], f[1])
	}
	row := func(title, name string, ours, theirs, ratio float64) {
		fmt.Fprintf(&b, "| %s, tokens/s | %.3g %s | %.3g %s | %.2f |\n", title, ours, rate(name), theirs, rate("llama_cpp."+name), ratio)
	}
	row("decode", "decode_tps", e.Decode, e.LlamaCPP.Decode, e.Ratio.Decode)
	row("prefill of 256 tokens", "prefill_256_tps", e.Prefill256, e.LlamaCPP.Prefill256, e.Ratio.Prefill256)
	row("prefill of 512 tokens", "prefill_tps", e.Prefill, e.LlamaCPP.Prefill, e.Ratio.Prefill)
	fmt.Fprintf(&b, "| decode of 8 requests at once, tokens/s | %.3g %s | - | %.0f %% of prefill |\n", e.Decode8, rate("decode8_tps"), 100*e.Decode8Share)
	fmt.Fprintf(&b, "| checking an answer of %d tokens | %.3g %s times faster than generating it | - | - |\n", e.CheckTokens, e.Check, rate("check_speedup"))
	fmt.Fprintf(&b, "| perplexity of %s, exact over float32 | %.6f | - | - |\n", e.PerplexityModel, e.Perplexity)
	fmt.Fprintf(&b, "| start with the imported model, to the first token | %.0f ms, %.0f MB for a file of %.0f MB | - | - |\n", e.Start.MS, float64(e.Start.Memory)/1e6, float64(e.Start.File)/1e6)
	fmt.Fprintf(&b, "| processor time of serving %d requests, beyond the bare engine | %.2f %% | - | - |\n", s.Requests, s.Overhead)
	fmt.Fprintf(&b, "\nMedians of %d rounds [least-largest], both engines in turn on the same file, made by `make bench-table`.\n", e.Rounds)
	return b.String()
}
