package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/internal/attacks"
	"github.com/assay-network/assay/verify"
)

// disputeBench is what `assay dispute bench` prints. The first seven are the figures; what was not measured is null.
type disputeBench struct {
	Rounds      *int     `json:"rounds"`             // a post and a pick; 8-billion shape, 1,024 tokens
	GasTotal    *uint64  `json:"gas_total"`          // of the dearest dispute played, opening and payout in it; same
	LargestCell *uint64  `json:"gas_largest_cell"`   // the dearest number shown in a transaction of its own, proofs included; same
	LightMs     *float64 `json:"light_ms_per_token"` // of one thread's time, linear layers of the same shape
	LightKey    *int     `json:"light_key_bytes"`    // same
	Check       *float64 `json:"check_speedup"`      // time to generate an answer over time to check it by computing it again
	Serving     *float64 `json:"serving_overhead"`   // percent of CPU time beyond the engine's

	Large   *attacks.Figures  `json:"llama_8b,omitempty"`
	Models  []attacks.Figures `json:"models,omitempty"`
	Light   *lightFigures     `json:"light,omitempty"`
	Checked *checkFigures     `json:"check,omitempty"`
	Served  *servingBench     `json:"serving,omitempty"`
	Notes   []string          `json:"notes"`
}

// lightFigures are milliseconds of processor time on one thread, for one token of the 8-billion shape.
type lightFigures struct {
	Linear    float64         `json:"linear_ms"`
	Rest      float64         `json:"rest_ms"`
	Attention map[int]float64 `json:"attention_ms"` // by the positions that are attended to
	KeyBytes  int             `json:"key_bytes"`
	Level     string          `json:"instructions"`
}

type checkFigures struct {
	Model    string  `json:"model"`
	Tokens   int     `json:"tokens"`
	Generate float64 `json:"generate_s"`
	Check    float64 `json:"check_s"`
}

// disputePlan is what to measure, and how.
type disputePlan struct {
	parts   []string
	model   string // of check and serving
	threads int
	serving servingPlan
}

var disputeParts = []string{"large", "models", "light", "check", "serving"}

func (a *app) disputeBench() *cobra.Command {
	var p disputePlan
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure rounds and gas of disputes, light checks, checking, and the overhead of serving",
		Long: `Plays whole disputes on a fresh chain in memory and prints what they take. Parts:

  large    disputes about an answer of 1,024 tokens of a Llama of 8 billion parameters, and the dearest number of every operation
  models   disputes about answers of the built-in model and of a model of 24 million parameters with random weights
  light    the work of a light check of one token, same 8-billion shape, one thread
  check    how much faster an answer is checked than generated (1.1-billion shape)
  serving  what receipts, vouchers and HTTP add to the processor time of the engine (1.1-billion shape; several minutes)

The 8-billion figures are by shape: weights and numbers are drawn at random where a cell or a check reads them, and nothing else of the model exists.`,
		Example: `  assay dispute bench --json
  assay dispute bench --only large,models`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			for _, part := range p.parts {
				if !slices.Contains(disputeParts, part) {
					return &usageError{fmt.Errorf("--only: there is no part %q; want %s", part, strings.Join(disputeParts, ", "))}
				}
			}
			if p.threads < 1 || p.serving.requests < 1 {
				return &usageError{errors.New("--threads and --requests are at least 1")}
			}
			out, err := a.measureDisputes(c.Context(), p)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(out)
			}
			a.printDisputeBench(out)
			return nil
		},
	}
	f := c.Flags()
	f.StringSliceVar(&p.parts, "only", disputeParts, "parts to measure")
	f.StringVar(&p.model, "model", "", "GGUF file for check and serving (a model of 1.1 billion parameters is made otherwise)")
	f.IntVar(&p.threads, "threads", 2, "threads of the engine; light checks use one")
	f.IntVar(&p.serving.requests, "requests", 8, "requests to serve")
	p.serving.prompt, p.serving.output = 128, 64
	return c
}

func (a *app) measureDisputes(ctx context.Context, p disputePlan) (out disputeBench, err error) {
	now := &status{a: a}
	defer now.clear()
	say := func(what string) func(string) {
		return func(text string) { now.say("%s: %s", what, text) }
	}
	wants := func(part string) bool { return slices.Contains(p.parts, part) }
	if wants("large") {
		f, err := attacks.MeasureShape(ctx, "Llama 8B, by shape", attacks.Llama8B, 512, 512, say("8-billion shape"))
		if err != nil {
			return out, err
		}
		out.Large, out.Rounds, out.GasTotal, out.LargestCell = &f, &f.Rounds, &f.GasTotal, &f.LargestCell
		out.Notes = append(out.Notes, "llama_8b is by shape: its weights and the numbers of its trace are random, and only those exist that the disputes and cells read; contracts, transactions and gas are real",
			"gas_total is of the dearest of the disputes listed, from the opening to the winner's fetching what the game owes; no byte of its numbers is 0, which is the dearest. What a conviction pays out of the stake comes weeks later and is not in it, nor what the very first dispute of a game pays for fresh storage")
	}
	if wants("models") {
		if out.Models, err = a.measureModels(ctx, p, say); err != nil {
			return out, err
		}
	}
	if wants("light") {
		f, err := measureLight(ctx, say("light check"))
		if err != nil {
			return out, err
		}
		out.Light, out.LightMs, out.LightKey = &f, &f.Linear, &f.KeyBytes
		out.Notes = append(out.Notes, "light is of the same shape with random numbers, one token at a time: processor time of one thread, the least of several runs; attention comes on top, by the number of positions")
	}
	if wants("check") {
		f, err := measureCheck(ctx, p, now)
		if err != nil {
			return out, err
		}
		ratio := f.Generate / f.Check
		out.Checked, out.Check = &f, &ratio
	}
	if wants("serving") {
		plan := p.serving
		plan.model, plan.threads = p.model, p.threads
		f, err := a.measureServing(ctx, plan)
		if err != nil {
			return out, err
		}
		out.Served, out.Serving = &f, &f.Overhead
	}
	return out, nil
}

// measureModels plays disputes about answers of models that exist.
func (a *app) measureModels(ctx context.Context, p disputePlan, say func(string) func(string)) ([]attacks.Figures, error) {
	small, err := builtinModel()
	if err != nil {
		return nil, err
	}
	say("models")("making a model of 24 million parameters")
	middle, err := attacks.MakeModel(attacks.Middle)
	if err != nil {
		return nil, err
	}
	var out []attacks.Figures
	for _, x := range []struct {
		name   string
		m      *model.Model
		prompt []uint32
	}{
		{builtin.Name, small, small.Tokenizer().Encode("What is a receipt, and who signs it? Tell me what a channel is, too.", token.WithBOS)},
		{attacks.Middle.Name, middle, ordinary(middle, 48)},
	} {
		f, err := attacks.MeasureModel(ctx, x.name, x.m, x.prompt, 16, p.threads, say(x.name))
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// ordinary makes n tokens that are no special ones.
func ordinary(m *model.Model, n int) []uint32 {
	b := bench{m: m}
	return b.prompt(n, 1)
}

// measureLight measures the work of a light check of one token.
func measureLight(ctx context.Context, say func(string)) (lightFigures, error) {
	s := attacks.Llama8B
	shape := model.Shape{Dim: s.Dim, Layers: s.Layers, Heads: s.Heads, KVHeads: s.KVHeads, HeadDim: s.HeadDim, RopeDim: s.RopeDim, FFN: s.FFN, Vocab: s.Vocab, Context: s.Context}
	f := lightFigures{Attention: map[int]float64{}, KeyBytes: verify.LightKeyBytes(shape), Level: kernel.Current().String()}
	for _, seen := range []int{256, 1024, 4096} {
		say(fmt.Sprintf("one token over %d positions", seen))
		w, err := verify.NewLightWork(shape, seen)
		if err != nil {
			return f, err
		}
		if f.Linear == 0 {
			right := true
			if f.Linear, err = least(ctx, 200, func() error {
				right = right && w.Linear()
				return nil
			}); err != nil {
				return f, err
			}
			if !right {
				return f, errors.New("the linear layers of a light check are not right")
			}
			if f.Rest, err = least(ctx, 50, func() error { _, err := w.Rest(); return err }); err != nil {
				return f, err
			}
		}
		if f.Attention[seen], err = least(ctx, 20, func() error { w.Attention(); return nil }); err != nil {
			return f, err
		}
	}
	return f, nil
}

// least is the shortest processor time of so many runs, in milliseconds.
func least(ctx context.Context, runs int, run func() error) (float64, error) {
	var shortest time.Duration
	for i := range runs {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		before, err := cpuTime()
		if err != nil {
			return 0, err
		}
		if err := run(); err != nil {
			return 0, err
		}
		after, err := cpuTime()
		if err != nil {
			return 0, err
		}
		if d := after - before; i == 0 || d < shortest {
			shortest = d
		}
	}
	return shortest.Seconds() * 1000, nil
}

// measureCheck generates an answer and checks it by computing it again.
func measureCheck(ctx context.Context, p disputePlan, now *status) (checkFigures, error) {
	file, err := benchFile(ctx, p.model, now)
	if err != nil {
		return checkFigures{}, err
	}
	found, err := benchImport(ctx, file, now)
	if err != nil {
		return checkFigures{}, err
	}
	m, err := found.open()
	if err != nil {
		return checkFigures{}, err
	}
	f := checkFigures{Model: found.name}
	now.say("generating and checking an answer")
	e := engine.New(m, engine.Options{Threads: p.threads})
	params := answerParams(m, 64)
	prompt := ordinary(m, 8)
	var answer []uint32
	begin := time.Now()
	finish, err := e.Generate(ctx, prompt, params, func(t uint32) error {
		answer = append(answer, t)
		return nil
	})
	if err != nil {
		return f, err
	}
	f.Generate, f.Tokens = time.Since(begin).Seconds(), len(answer)
	c, err := e.NewChecker(prompt, params)
	if err != nil {
		return f, err
	}
	begin = time.Now()
	bad, err := c.Extend(answer)
	if err != nil {
		return f, err
	}
	if bad != nil {
		return f, fmt.Errorf("the engine disagrees with itself: %w", bad)
	}
	if err := c.Finish(finish); err != nil {
		return f, err
	}
	f.Check = time.Since(begin).Seconds()
	return f, nil
}

func (a *app) printDisputeBench(r disputeBench) {
	if f := r.Large; f != nil {
		a.printf("%s, %d tokens, %d leaves\n", f.Model, f.Tokens, f.Leaves)
		a.printf("  rounds, a post and a pick           %9d   (target: at most 7; by halving: 43)\n", f.Rounds)
		a.printf("  gas of a whole dispute, the dearest %9d   (target: at most 1,600,000)\n", f.GasTotal)
		a.printf("  gas of the dearest number alone     %9d   (target: at most 200,000), of %s\n", f.LargestCell, f.Cells[0].Op)
	}
	for _, f := range r.Models {
		a.printf("%s, %d parameters, %d tokens, %d leaves, traced in %.1f s\n", f.Model, f.Parameters, f.Tokens, f.Leaves, f.Seconds)
		for _, g := range f.Games {
			a.printf("  %-36s %d rounds, %d gas, %d for the dearest number shown\n", g.Outcome, g.Rounds, g.Gas, g.LargestCell)
		}
	}
	if f := r.Light; f != nil {
		a.printf("light check of a token, 8-billion shape, one thread (%s), ms of processor time\n", f.Level)
		a.printf("  linear layers %.2f (target: at most 1.9), all else but attention %.2f, attention over 256 positions %.2f, 1,024 %.2f, 4,096 %.2f; key %.2f MB (target: at most 6.8)\n",
			f.Linear, f.Rest, f.Attention[256], f.Attention[1024], f.Attention[4096], float64(f.KeyBytes)/1e6)
	}
	if f := r.Checked; f != nil {
		a.printf("checking an answer of %d tokens by computing it again: %.1f times faster than generating it (%s)\n", f.Tokens, *r.Check, f.Model)
	}
	if f := r.Served; f != nil {
		a.printf("serving %s: %.2f %% more processor time than the engine alone (target: at most 1 %%)\n", f.Model, f.Overhead)
	}
	for _, n := range r.Notes {
		a.printf("note: %s\n", n)
	}
}
