package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
	"github.com/spf13/cobra"
)

// servingBench is what `assay bench serving` prints.
type servingBench struct {
	Model    string  `json:"model"`
	Threads  int     `json:"threads"`
	Requests int     `json:"requests"`
	Prompt   int     `json:"prompt_tokens"` // of all requests together
	Output   int     `json:"output_tokens"`
	Served   float64 `json:"served_cpu_s"`     // user and system time of the provider's process, seconds
	Bare     float64 `json:"bare_cpu_s"`       // of the engine alone, for the same tokens
	Overhead float64 `json:"overhead_percent"` // of Served over Bare
	Each     figure  `json:"each_percent"`     // the same for every pair of requests
	Idle     float64 `json:"idle_percent"`     // of one core, of the provider's process before the first request
	Gateway  float64 `json:"gateway_cpu_s"`    // the buyer's side, which does not recompute here
}

type servingPlan struct {
	model    string
	threads  int
	requests int
	prompt   int
	output   uint32
	dir      string
}

func (a *app) benchServing() *cobra.Command {
	var p servingPlan
	c := &cobra.Command{
		Use:   "serving [MODEL.gguf]",
		Short: "Measure what serving costs beyond computing: HTTP, signatures, chunks, vouchers, the journal",
		Long: `Starts a chain, a provider and a gateway as processes of their own, sends requests through the gateway, and computes the same
answers with the bare engine, in turn. Compared is processor time, the provider's process against the engine alone. Without
a file it uses the same model as ` + "`assay bench engine`" + `; assay-small means the built-in one, on which everything but
the engine weighs much more.`,
		Example: `  assay bench serving
  assay bench serving assay-small --requests 20`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{errors.New("want at most one GGUF file")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				p.model = args[0]
			}
			if p.threads < 1 || p.requests < 1 || p.prompt < 1 || p.output < 1 {
				return &usageError{errors.New("--threads, --requests, --prompt and --output are at least 1")}
			}
			return a.benchServingRun(c.Context(), p)
		},
	}
	c.Flags().IntVar(&p.threads, "threads", 2, "threads of the engine")
	c.Flags().IntVar(&p.requests, "requests", 8, "requests to serve, and to compute again")
	c.Flags().IntVar(&p.prompt, "prompt", 128, "tokens of a prompt, about")
	c.Flags().Uint32Var(&p.output, "output", 64, "tokens of an answer")
	return c
}

func (a *app) benchServingRun(ctx context.Context, p servingPlan) error {
	out, err := a.measureServing(ctx, p)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.printJSON(out)
	}
	a.printf("%s, %d threads, %d requests with %d prompt and %d output tokens in all\n\n", out.Model, out.Threads, out.Requests, out.Prompt, out.Output)
	a.printf("  processor time of the bare engine  %8.2f s\n  processor time of the provider     %8.2f s\n", out.Bare, out.Served)
	a.printf("  more                               %8.2f %%   (each pair: %v)\n", out.Overhead, out.Each)
	a.printf("  the provider when idle             %8.2f %% of a core\n  the buyer's gateway                %8.2f s\n", out.Idle, out.Gateway)
	return nil
}

// measureServing starts the processes, measures, and ends them.
func (a *app) measureServing(ctx context.Context, p servingPlan) (out servingBench, err error) {
	now := &status{a: a}
	defer now.clear()
	s := &serving{plan: p, now: now}
	if s.dir, err = os.MkdirTemp("", "assay-bench-"); err != nil {
		return out, fmt.Errorf("make a directory for the processes: %w", err)
	}
	defer func() {
		for i := len(s.cast) - 1; i >= 0; i-- {
			s.cast[i].stop()
		}
		if err == nil {
			_ = os.RemoveAll(s.dir) // a temporary directory that stays is no reason to fail
		}
	}()
	if err := s.start(ctx); err != nil {
		return out, err
	}
	return s.measure(ctx)
}

// weightsHashed is what a node logs when it has hashed a model's weights.
const weightsHashed = "the weights are those of the root"

// serving is a run in progress.
type serving struct {
	plan servingPlan
	now  *status
	dir  string

	cast              []*process
	provider, gateway *process
	name              string
	m                 *model.Model
	e                 *engine.Engine
}

// start brings up chain, provider and gateway, and the bare engine.
func (s *serving) start(ctx context.Context) error {
	var imported *shelved
	if s.plan.model == builtin.Name {
		m, err := builtinModel()
		if err != nil {
			return err
		}
		s.name, s.m = builtin.Name, m
	} else {
		file, err := benchFile(ctx, s.plan.model, s.now)
		if err != nil {
			return err
		}
		found, err := benchImport(ctx, file, s.now)
		if err != nil {
			return err
		}
		if s.m, err = found.open(); err != nil {
			return err
		}
		s.name, imported = found.name, &found
	}
	s.e = engine.New(s.m, engine.Options{Threads: s.plan.threads})
	run := func(name string, args ...string) (*process, error) {
		s.now.say("starting the %s", name)
		dir := filepath.Join(s.dir, name)
		if imported != nil && name != "chain" {
			if err := imported.lend(shelfOf(dir)); err != nil {
				return nil, err
			}
		}
		p, err := startProcess(ctx, name, dir, args...)
		if p != nil {
			s.cast = append(s.cast, p)
		}
		return p, err
	}
	chain, err := run("chain", "chain", "--chain-listen", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if err := deployAll(ctx, chain.info.RPC, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	common := []string{"--rpc", chain.info.RPC, "--threads", fmt.Sprint(s.plan.threads)}
	if s.provider, err = run("provider", append([]string{"up", "--role", "provider", "--provider-listen", "127.0.0.1:0", "--provider-models", s.name}, common...)...); err != nil {
		return err
	}
	s.gateway, err = run("gateway", append([]string{"up", "--role", "gateway", "--gateway-listen", "127.0.0.1:0", "--gateway-check", "nothing"}, common...)...)
	return err
}

// lend makes an imported model appear on another shelf, without a copy.
func (m shelved) lend(to shelf) error {
	if err := os.MkdirAll(to.dir, 0o700); err != nil {
		return err
	}
	for _, path := range []string{m.path, filepath.Join(filepath.Dir(m.path), m.name+nameExt)} {
		at := filepath.Join(to.dir, filepath.Base(path))
		if os.Link(path, at) != nil { // on another file system
			if err := os.Symlink(path, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// text makes a prompt of about as many tokens as planned.
func (s *serving) text(number int) string {
	var b strings.Builder
	for i := 0; len(s.m.Tokenizer().Encode(b.String())) < s.plan.prompt; i++ {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%c%d", 'a'+(i*7+number)%26, (i*131+number*17)%1000)
	}
	return b.String()
}

// settle waits until provider and gateway have nothing left to do from their start, which is to hash an imported model's
// weights, and returns the provider's share of a core when idle.
func (s *serving) settle(ctx context.Context) (percent float64, err error) {
	for _, p := range []*process{s.provider, s.gateway} {
		for s.name != builtin.Name && !strings.Contains(p.tail(1000), weightsHashed) {
			s.now.say("waiting until the %s has hashed the model's weights", p.name)
			select {
			case <-ctx.Done():
				return 0, ctx.Err()
			case err := <-p.done:
				p.done <- err
				return 0, fmt.Errorf("the %s ended: %s", p.name, p.tail(3))
			case <-time.After(200 * time.Millisecond):
			}
		}
	}
	const look = 2 * time.Second
	for {
		s.now.say("waiting until the provider is idle")
		before, err := processTime(s.provider.cmd.Process.Pid)
		if err != nil {
			return 0, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(look):
		}
		after, err := processTime(s.provider.cmd.Process.Pid)
		if err != nil {
			return 0, err
		}
		if percent = 100 * float64(after-before) / float64(look); percent < 10 {
			return percent, nil
		}
	}
}

// measure serves and computes every request, in turn.
func (s *serving) measure(ctx context.Context) (servingBench, error) {
	out := servingBench{Model: s.name, Threads: s.plan.threads, Requests: s.plan.requests}
	// The first request opens the channel, which is paid once.
	if _, _, _, err := s.serve(ctx, s.plan.requests); err != nil {
		return out, err
	}
	if _, _, err := s.compute(ctx, s.plan.requests); err != nil {
		return out, err
	}
	var err error
	if out.Idle, err = s.settle(ctx); err != nil {
		return out, err
	}
	buyer, err := processTime(s.gateway.cmd.Process.Pid)
	if err != nil {
		return out, err
	}
	for i := range s.plan.requests {
		s.now.say("request %d of %d", i+1, s.plan.requests)
		served, prompt, output, err := s.serve(ctx, i)
		if err != nil {
			return out, err
		}
		bare, tokens, err := s.compute(ctx, i)
		if err != nil {
			return out, err
		}
		if tokens != output {
			return out, fmt.Errorf("the provider gave %d tokens, the bare engine %d: the two do not compute the same", output, tokens)
		}
		out.Prompt, out.Output = out.Prompt+prompt, out.Output+output
		out.Served, out.Bare = out.Served+served.Seconds(), out.Bare+bare.Seconds()
		out.Each = append(out.Each, 100*(served.Seconds()/bare.Seconds()-1))
	}
	out.Overhead = 100 * (out.Served/out.Bare - 1)
	done, err := processTime(s.gateway.cmd.Process.Pid)
	out.Gateway = (done - buyer).Seconds()
	return out, err
}

// serve asks through the gateway and returns the processor time that the provider used until it was idle again.
func (s *serving) serve(ctx context.Context, number int) (used time.Duration, prompt, output int, err error) {
	before, err := processTime(s.provider.cmd.Process.Pid)
	if err != nil {
		return 0, 0, 0, err
	}
	q := question{base: s.gateway.info.Gateway, prompt: s.text(number), o: runOptions{model: s.name, topP: 1, maxTokens: s.plan.output, raw: true}}
	r, err := q.send(ctx, func(string) {})
	if err != nil {
		return 0, 0, 0, fmt.Errorf("%w\nthe provider last said: %s", err, s.provider.tail(4))
	}
	after, err := processTime(s.provider.cmd.Process.Pid)
	return after - before, int(r.Usage.PromptTokens), int(r.Usage.CompletionTokens), err
}

// compute does the same with the engine in this process.
func (s *serving) compute(ctx context.Context, number int) (used time.Duration, tokens int, err error) {
	before, err := cpuTime()
	if err != nil {
		return 0, 0, err
	}
	prompt := s.m.Tokenizer().Encode(s.text(number), token.WithBOS)
	_, err = s.e.Generate(ctx, prompt, engine.Params{Sampling: exact.Greedy, MaxTokens: int(s.plan.output)}, func(uint32) error {
		tokens++
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	after, err := cpuTime()
	return after - before, tokens, err
}
