package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/internal/llamacpp"
	"github.com/spf13/cobra"
)

// engineBench is what `assay bench engine` prints. Rates are tokens a second, medians over the rounds.
type engineBench struct {
	Model      string `json:"model"`
	Parameters uint64 `json:"parameters"`
	Threads    int    `json:"threads"`
	Rounds     int    `json:"rounds"`
	Level      string `json:"level"` // of instructions that our kernels use

	engineRates
	LlamaCPP *llamaRates `json:"llama_cpp"` // null where llama.cpp is not installed
	Ratio    *ratios     `json:"ratio"`     // of our rates to llama.cpp's

	perplexityRatio
	Start  *startReport          `json:"start"`
	Spread map[string][2]float64 `json:"spread"` // least and largest sample of each rate
}

// engineRates are ours.
type engineRates struct {
	Decode       float64 `json:"decode_tps"`
	Prefill      float64 `json:"prefill_tps"` // 512 tokens
	Prefill256   float64 `json:"prefill_256_tps"`
	Decode8      float64 `json:"decode8_tps"`          // eight requests at once, all together
	Decode8Share float64 `json:"decode8_of_prefill"`   // Decode8 over Prefill
	Check        float64 `json:"check_speedup"`        // time to generate an answer over time to check it
	CheckTokens  int     `json:"check_answer_tokens"`  // length of that answer
	GBPerSecond  float64 `json:"decode_gb_per_second"` // weights read while decoding
	GMACs        float64 `json:"prefill_gmac_per_second"`
}

// llamaRates are llama.cpp's.
type llamaRates struct {
	Decode     float64 `json:"decode_tps"`
	Prefill    float64 `json:"prefill_tps"`
	Prefill256 float64 `json:"prefill_256_tps"`
	System     string  `json:"system"`
}

type ratios struct {
	Decode     float64 `json:"decode"`
	Prefill    float64 `json:"prefill"`
	Prefill256 float64 `json:"prefill_256"`
}

// perplexityRatio says how much the exact engine's rounding costs, on a trained model.
type perplexityRatio struct {
	Perplexity      float64 `json:"perplexity_ratio"` // exact over float32
	PerplexityModel string  `json:"perplexity_model"`
}

// benchPlan is what to measure, and how often.
type benchPlan struct {
	file    string // GGUF; empty: the synthetic one
	threads int
	rounds  int
	decode  int    // tokens
	answer  int    // tokens of the answer that is checked
	limit   string // of the instructions, a key of limits; empty: the best of this machine
}

// limits are the instructions that both engines can be held to: our level, and the build of llama.cpp that uses no others.
var limits = map[string]struct {
	level kernel.Level
	build string
}{"avx2": {kernel.AVX2, "haswell"}, "avx512": {kernel.AVX512, "icelake"}}

func (a *app) benchEngine() *cobra.Command {
	var p benchPlan
	c := &cobra.Command{
		Use:   "engine [MODEL.gguf]",
		Short: "Measure the exact engine and llama.cpp in turn, on the same file with the same threads",
		Long: `Runs the exact engine and llama.cpp one after the other, round by round, and prints medians with the least and the
largest sample. Without a file it makes one with random weights in the shape of a Llama of 1.1 billion parameters (Q8_0,
1.2 GB, kept in the cache directory): speed does not depend on what the weights are. llama.cpp comes from npm
(.ci/npm.sh test/llamacpp); without it its figures stay empty. The machine should do nothing else meanwhile.`,
		Example: `  assay bench engine
  assay bench engine tinyllama-1.1b-q8_0.gguf --threads 2 --json
  assay bench engine --instructions avx2`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{errors.New("want at most one GGUF file")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				p.file = args[0]
			}
			if p.threads < 1 || p.rounds < 1 || p.decode < 4 || p.answer < 4 {
				return &usageError{errors.New("--threads and --rounds are at least 1, --decode and --answer at least 4")}
			}
			if l, ok := limits[p.limit]; p.limit != "" && (!ok || l.level > kernel.Best()) {
				return &usageError{fmt.Errorf("--instructions %s: want avx2 or avx512, and a processor that has them", p.limit)}
			}
			return a.benchEngineRun(c.Context(), p)
		},
	}
	c.Flags().IntVar(&p.threads, "threads", 2, "threads for both")
	c.Flags().StringVar(&p.limit, "instructions", "", "let both use none newer than avx2 or avx512, as on an older processor (default the best)")
	c.Flags().IntVar(&p.rounds, "rounds", 5, "times that everything is measured")
	c.Flags().IntVar(&p.decode, "decode", 32, "tokens generated when decoding is measured")
	c.Flags().IntVar(&p.answer, "answer", 256, "tokens of the answer that is generated and checked")
	return c
}

func (a *app) benchEngineRun(ctx context.Context, p benchPlan) error {
	begin, now := time.Now(), &status{a: a}
	defer now.clear()
	file, err := benchFile(ctx, p.file, now)
	if err != nil {
		return err
	}
	imported, err := benchImport(ctx, file, now)
	if err != nil {
		return err
	}
	m, err := imported.open()
	if err != nil {
		return err
	}
	b := &bench{now: now, plan: p, m: m, e: engine.New(m, engine.Options{Threads: p.threads}), samples: map[string]figure{}}
	limit := limits[p.limit]
	if p.limit != "" {
		defer kernel.Use(kernel.Use(limit.level))
	}
	llama, err := llamacpp.Start(ctx, file, llamacpp.Options{Threads: p.threads, Build: limit.build})
	switch {
	case errors.Is(err, llamacpp.ErrMissing):
		fmt.Fprintf(a.err, "%v\n", err)
	case err != nil:
		return err
	default:
		b.llama = llama
		defer llama.Close()
	}
	for round := range p.rounds {
		if err := b.round(ctx, round); err != nil {
			return err
		}
	}
	out := b.report()
	out.Model = modelName(file)
	if out.Start, err = startCost(ctx, imported.path, p.threads, now); err != nil {
		return err
	}
	now.say("perplexity of the built-in model")
	if out.perplexityRatio, err = builtinPerplexity(ctx, p.threads); err != nil {
		return err
	}
	now.clear()
	if a.asJSON {
		return a.printJSON(out)
	}
	out.print(a, b.samples)
	a.printf("measured in %.0f s\n", time.Since(begin).Seconds())
	return nil
}

// bench is a run in progress.
type bench struct {
	now     *status
	plan    benchPlan
	m       *model.Model
	e       *engine.Engine
	llama   *llamacpp.Process // nil where it is missing
	samples map[string]figure
}

func (b *bench) add(name string, v float64) { b.samples[name] = append(b.samples[name], v) }

// prompt makes n ordinary tokens; other numbers make other prompts, so that no cache helps.
func (b *bench) prompt(n, number int) []uint32 {
	vocab := b.m.Header().Vocab
	skip := min(300, vocab/2)
	out := make([]uint32, n)
	for i := range out {
		out[i] = skip + uint32((i*7919+number*104729)%int(vocab-skip))
	}
	return out
}

// round measures everything once, ours and llama.cpp's in turn.
func (b *bench) round(ctx context.Context, round int) error {
	say := func(what string) { b.now.say("round %d of %d: %s", round+1, b.plan.rounds, what) }
	for _, n := range []int{256, 512} {
		name := map[int]string{256: "prefill_256_tps", 512: "prefill_tps"}[n]
		say(fmt.Sprintf("a prompt of %d tokens", n))
		prompt := b.prompt(n, 8*round+n)
		begin := time.Now()
		if err := b.e.NewSession().Extend(prompt, nil); err != nil {
			return err
		}
		b.add(name, float64(n)/time.Since(begin).Seconds())
		if b.llama != nil {
			tps, err := b.llama.Prefill(n)
			if err != nil {
				return err
			}
			b.add("llama_cpp."+name, tps)
		}
	}
	say("decoding")
	tps, _, err := b.decode(ctx, 1, b.plan.decode, round)
	if err != nil {
		return err
	}
	b.add("decode_tps", tps)
	if b.llama != nil {
		tps, err := b.llama.Decode(b.plan.decode)
		if err != nil {
			return err
		}
		b.add("llama_cpp.decode_tps", tps)
	}
	say("decoding eight at once")
	if tps, _, err = b.decode(ctx, 8, b.plan.decode, round); err != nil {
		return err
	}
	b.add("decode8_tps", tps)
	say("generating an answer and checking it")
	return b.check(ctx, round)
}

// answerParams are greedy, with the tokens that end an answer ruled out, so that every answer has n tokens.
func answerParams(m *model.Model, n int) engine.Params {
	p := engine.Params{Sampling: exact.Greedy, MaxTokens: n}
	for id := range uint32(m.Tokenizer().Size()) {
		if m.Tokenizer().IsEnd(id) && len(p.Bias) < exact.MaxBiases {
			p.Bias = append(p.Bias, exact.Bias{Token: id, Bias: -exact.MaxBias})
		}
	}
	return p
}

// decode answers so many prompts at once, n tokens each, and returns the rate of all together, from when the last one
// has its first token to when the first one ends, and the first answer.
func (b *bench) decode(ctx context.Context, requests, n, number int) (tps float64, answer []uint32, err error) {
	stamps := make([][]time.Time, requests)
	answers := make([][]uint32, requests)
	errs := make([]error, requests)
	var wg sync.WaitGroup
	for r := range requests {
		wg.Go(func() {
			_, errs[r] = b.e.Generate(ctx, b.prompt(8, 64*number+r), answerParams(b.m, n), func(tok uint32) error {
				stamps[r], answers[r] = append(stamps[r], time.Now()), append(answers[r], tok)
				return nil
			})
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return 0, nil, err
	}
	begin, end, first, last := stamps[0][0], stamps[0][len(stamps[0])-1], stamps[0][0], stamps[0][len(stamps[0])-1]
	for _, s := range stamps {
		one, other := s[0], s[len(s)-1]
		begin, first = later(begin, one), earlier(first, one)
		end, last = earlier(end, other), later(last, other)
	}
	if !begin.Before(end) { // so quick that some ended before others began
		begin, end = first, last
	}
	tokens := 0
	for _, s := range stamps {
		for _, at := range s {
			if at.After(begin) && !at.After(end) {
				tokens++
			}
		}
	}
	if tokens < 2 {
		return 0, nil, errors.New("the answers were too short to measure: give --decode more tokens")
	}
	return float64(tokens) / end.Sub(begin).Seconds(), answers[0], nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// check generates an answer and checks it, both in full.
func (b *bench) check(ctx context.Context, round int) error {
	prompt := b.prompt(8, 5000+round)
	var answer []uint32
	begin := time.Now()
	finish, err := b.e.Generate(ctx, prompt, answerParams(b.m, b.plan.answer), func(tok uint32) error {
		answer = append(answer, tok)
		return nil
	})
	if err != nil {
		return err
	}
	generating := time.Since(begin)
	c, err := b.e.NewChecker(prompt, answerParams(b.m, b.plan.answer))
	if err != nil {
		return err
	}
	begin = time.Now()
	bad, err := c.Extend(answer)
	if err != nil {
		return err
	}
	if bad != nil {
		return fmt.Errorf("the engine disagrees with itself: %w", bad)
	}
	if err := c.Finish(finish); err != nil {
		return err
	}
	b.add("check_speedup", float64(generating)/float64(time.Since(begin)))
	b.add("check_answer_tokens", float64(len(answer)))
	return nil
}

// weightBytes is what one token reads of the matrices, and macs the multiplications of a token, output included.
func weightBytes(m *model.Model) (bytes, macs float64) {
	count := func(x *model.Matrix) {
		bytes += float64(x.Rows) * float64(x.Groups()) * (exact.Group + 2)
		macs += float64(x.Rows) * float64(x.Cols)
	}
	for i := range m.Layers {
		l := &m.Layers[i]
		for _, x := range []*model.Matrix{&l.Q, &l.K, &l.V, &l.O, &l.Gate, &l.Up, &l.Down} {
			count(x)
		}
	}
	count(m.Output())
	return bytes, macs
}

func (b *bench) report() engineBench {
	of := func(name string) float64 { return b.samples[name].median() }
	bytes, macs := weightBytes(b.m)
	_, output := float64(0), float64(b.m.Output().Rows)*float64(b.m.Output().Cols) // a prompt computes no logits
	out := engineBench{
		Parameters: b.m.Parameters(), Threads: b.plan.threads, Rounds: b.plan.rounds, Level: kernel.Current().String(),
		engineRates: engineRates{
			Decode: of("decode_tps"), Prefill: of("prefill_tps"), Prefill256: of("prefill_256_tps"), Decode8: of("decode8_tps"),
			Decode8Share: of("decode8_tps") / of("prefill_tps"), Check: of("check_speedup"), CheckTokens: int(of("check_answer_tokens")),
			GBPerSecond: bytes * of("decode_tps") / 1e9, GMACs: (macs - output) * of("prefill_tps") / 1e9,
		},
		Spread: map[string][2]float64{},
	}
	for name, f := range b.samples {
		out.Spread[name] = f.spread()
	}
	if b.llama != nil {
		out.LlamaCPP = &llamaRates{Decode: of("llama_cpp.decode_tps"), Prefill: of("llama_cpp.prefill_tps"),
			Prefill256: of("llama_cpp.prefill_256_tps"), System: b.llama.System}
		out.Ratio = &ratios{Decode: out.Decode / out.LlamaCPP.Decode, Prefill: out.Prefill / out.LlamaCPP.Prefill,
			Prefill256: out.Prefill256 / out.LlamaCPP.Prefill256}
	}
	return out
}

func (r engineBench) print(a *app, samples map[string]figure) {
	a.printf("%s, %d parameters, %d threads, %s kernels; tokens a second, median [least-largest] of %d rounds\n\n", r.Model, r.Parameters, r.Threads, r.Level, r.Rounds)
	a.printf("%-28s %-26s %-26s %s\n", "", "assay", "llama.cpp", "ratio")
	line := func(title, name string, ratio float64) {
		theirs, times := "-", ""
		if f := samples["llama_cpp."+name]; len(f) > 0 {
			theirs, times = f.String(), fmt.Sprintf("%.2f", ratio)
		}
		a.printf("%-28s %-26s %-26s %s\n", title, samples[name], theirs, times)
	}
	ratio := cmp.Or(r.Ratio, &ratios{})
	line("decode", "decode_tps", ratio.Decode)
	line("prefill, 256 tokens", "prefill_256_tps", ratio.Prefill256)
	line("prefill, 512 tokens", "prefill_tps", ratio.Prefill)
	line("decode, 8 at once", "decode8_tps", 0)
	a.printf("%-28s %.0f %%\n", "  of prefill", 100*r.Decode8Share)
	a.printf("%-28s %s times faster than generating (%d tokens)\n", "checking", samples["check_speedup"], r.CheckTokens)
	a.printf("%-28s %.1f GB/s of weights while decoding, %.0f GMAC/s in prefill\n", "the machine gives", r.GBPerSecond, r.GMACs)
	a.printf("%-28s %.6f of float32's, on %s\n", "perplexity", r.Perplexity, r.PerplexityModel)
	a.printf("%-28s %.0f ms to the first token, %.0f MB of memory for a file of %.0f MB\n", "start", r.Start.MS, float64(r.Start.Memory)/1e6, float64(r.Start.File)/1e6)
}

// benchFile returns the GGUF file to measure with.
func benchFile(ctx context.Context, file string, now *status) (string, error) {
	if file != "" {
		if _, err := os.Stat(file); err != nil {
			return "", fmt.Errorf("there is no file to measure with: %w", err)
		}
		return file, nil
	}
	dir, err := benchCache()
	if err != nil {
		return "", err
	}
	return syntheticFile(ctx, dir, now)
}

// benchCache is where large files for measuring are kept from one run to the next.
func benchCache() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "assay", "bench")
	return dir, os.MkdirAll(dir, 0o700)
}

// benchImport imports a GGUF file into a place of its own in the cache, unless it is there already.
func benchImport(ctx context.Context, file string, now *status) (shelved, error) {
	dir, err := benchCache()
	if err != nil {
		return shelved{}, err
	}
	source, err := os.Stat(file)
	if err != nil {
		return shelved{}, err
	}
	name := modelName(file)
	shelf := shelfOf(filepath.Join(dir, fmt.Sprintf("%s-%d-%d", name, source.Size(), source.ModTime().Unix())))
	if m, ok, err := shelf.find(name); err == nil && ok {
		if _, err := m.open(); err == nil { // made by this version of the arithmetic
			return m, nil
		}
		if err := shelf.remove(m); err != nil {
			return shelved{}, err
		}
	}
	return shelf.put(ctx, name, file, func(done, total int64) { now.say("importing %s: %d %%", file, 100*done/max(1, total)) })
}

// startReport is what it takes to begin to serve a model that was imported before.
type startReport struct {
	MS     float64 `json:"ms"`     // from the start of the process to the model's first token
	Load   float64 `json:"load"`   // of these, until the model is ready
	Memory int64   `json:"memory"` // bytes, at most
	File   int64   `json:"file"`   // bytes of the imported model
}

// startCost runs a process that loads a model and computes one token.
func startCost(ctx context.Context, imported string, threads int, now *status) (*startReport, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	now.say("starting with the imported model")
	begin := time.Now()
	cmd := exec.CommandContext(ctx, exe, "bench", "start", imported, "--threads", fmt.Sprint(threads), "--json")
	raw, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("start a process with the model: %w", err)
	}
	var r startReport
	if err := json.Unmarshal(raw, &r); err != nil {
		return nil, fmt.Errorf("start a process with the model: %w", err)
	}
	r.MS = float64(time.Since(begin).Microseconds()) / 1000
	return &r, nil
}

func (a *app) benchStart() *cobra.Command {
	var threads int
	c := &cobra.Command{
		Use: "start MODEL", Short: "Load an imported model, compute one token, and say what that took", Hidden: true,
		Args: exactly(1, "one imported model"),
		RunE: func(_ *cobra.Command, args []string) error {
			begin := time.Now()
			m, err := readModel(args[0])
			if err != nil {
				return err
			}
			load := time.Since(begin)
			if _, err := engine.New(m, engine.Options{Threads: threads}).NewSession().ExtendLast([]uint32{1}); err != nil {
				return err
			}
			st, err := os.Stat(args[0])
			if err != nil {
				return err
			}
			memory, err := peakMemory()
			if err != nil {
				return err
			}
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			return a.printJSON(startReport{MS: ms(time.Since(begin)), Load: ms(load), Memory: memory, File: st.Size()})
		},
	}
	c.Flags().IntVar(&threads, "threads", 2, "threads")
	return c
}
