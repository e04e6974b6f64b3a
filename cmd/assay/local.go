package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

// runOptions are the flags of commands that generate text.
type runOptions struct {
	model       string
	temperature float64
	topK        uint32
	topP, minP  float64
	maxTokens   uint32
	stop        []string
	raw         bool

	repetition          float64 // 0 and 1: off
	frequency, presence float64
	bias                []string // TOKEN=BIAS
	schema              string   // file
	jsonObject          bool
}

func (o *runOptions) bind(c *cobra.Command) {
	f := c.Flags()
	f.StringVarP(&o.model, "model", "m", "", "model name or file (default: the built-in model)")
	f.Float64VarP(&o.temperature, "temperature", "t", 0, "0 is greedy; up to 2")
	f.Uint32Var(&o.topK, "top-k", 0, "sample among the k best tokens; 0: all")
	f.Float64Var(&o.topP, "top-p", 1, "sample among the best tokens with this share of the probability")
	f.Float64Var(&o.minP, "min-p", 0, "leave out tokens less likely than this share of the best one's probability")
	f.Uint32VarP(&o.maxTokens, "max-tokens", "n", 0, "longest answer (default: what fits)")
	f.StringArrayVar(&o.stop, "stop", nil, "end the answer at this text (up to four times)")
	f.Float64Var(&o.repetition, "repetition-penalty", 1, "make tokens of prompt and answer less likely: 0.1 to 10, 1: off")
	f.Float64Var(&o.frequency, "frequency-penalty", 0, "make tokens less likely each time that they are in the answer: -2 to 2")
	f.Float64Var(&o.presence, "presence-penalty", 0, "make tokens less likely once they are in the answer: -2 to 2")
	f.StringArrayVar(&o.bias, "logit-bias", nil, "TOKEN=BIAS: make the token with this id likelier or less likely, -100 to 100 (may be repeated)")
	f.StringVar(&o.schema, "schema", "", "file with a JSON schema that the answer follows")
	f.BoolVar(&o.jsonObject, "json-object", false, "the answer is a JSON object")
	f.BoolVar(&o.raw, "raw", false, "take the prompt as it is, without the model's chat template")
}

// thousandths rounds to three decimals. What cannot be right is a number out of every range.
func thousandths(v float64) int32 {
	if !(math.Abs(v) <= 1e6) { // nor is it a number at all
		return math.MinInt32
	}
	return int32(math.Round(v * 1000))
}

// sampling returns the parameters in thousandths.
func (o runOptions) sampling() (job.Sampling, error) {
	milli := func(v float64) uint32 { return uint32(thousandths(v)) } // negative: out of every range
	s := job.Sampling{
		Temperature: milli(o.temperature), TopK: o.topK, TopP: milli(o.topP), MinP: milli(o.minP),
		Repeat: milli(o.repetition), Frequency: thousandths(o.frequency), Presence: thousandths(o.presence),
	}
	if err := s.Validate(); err != nil {
		return s, &usageError{err}
	}
	return s, nil
}

// constraints reads what else shapes the answer, as the gateway would take it.
func (o runOptions) constraints() (job.Constraints, error) {
	c := job.Constraints{Stop: o.stop}
	for _, text := range o.bias {
		id, bias, _ := strings.Cut(text, "=")
		token, err := strconv.ParseUint(id, 10, 32)
		v, err2 := strconv.ParseFloat(bias, 64)
		if err != nil || err2 != nil {
			return c, &usageError{fmt.Errorf("--logit-bias %q: want the id of a token, \"=\", and a number from -100 to 100", text)}
		}
		c.Bias = append(c.Bias, job.TokenBias{Token: uint32(token), Bias: thousandths(v)})
	}
	slices.SortFunc(c.Bias, func(a, b job.TokenBias) int { return cmp.Compare(a.Token, b.Token) })
	switch {
	case o.schema != "" && o.jsonObject:
		return c, &usageError{errors.New("--schema and --json-object: take one of them")}
	case o.jsonObject:
		c.Schema = wire.AnyObject
	case o.schema != "":
		raw, err := os.ReadFile(o.schema)
		if err != nil {
			return c, fmt.Errorf("--schema: %w", err)
		}
		var b bytes.Buffer
		if err := json.Compact(&b, raw); err != nil {
			return c, fmt.Errorf("--schema %s: %w", o.schema, err)
		}
		c.Schema = b.String()
	}
	if err := c.Validate(); err != nil {
		return c, &usageError{err}
	}
	return c, nil
}

// promptOf joins the arguments, or reads standard input when there are none.
func (a *app) promptOf(args []string) (string, error) {
	if len(args) > 0 {
		return strings.Join(args, " "), nil
	}
	raw, err := io.ReadAll(io.LimitReader(a.in, 1<<20))
	if err != nil {
		return "", fmt.Errorf("read the prompt from standard input: %w", err)
	}
	if text := strings.TrimRight(string(raw), "\n"); text != "" {
		return text, nil
	}
	return "", &usageError{fmt.Errorf("nothing to ask: give the prompt as an argument or on standard input")}
}

func (a *app) runCommand() *cobra.Command {
	var l loader
	var o runOptions
	var seedText string
	c := &cobra.Command{
		Use:   "run [PROMPT...]",
		Short: "Run a model here, without chain, provider or payment",
		Long: `Runs the exact engine on this machine. The same model, prompt, parameters and seed give the same tokens everywhere; a
greedy run (temperature 0) needs no seed.`,
		Example: `  assay run "open a channel with 20 dollars for a week"
  assay run -t 0.8 --seed 0x…  -n 64 "what is a receipt?"
  assay run --schema call.json "pay bob 5 dollars"
  assay run -m story.gguf --raw "Once upon a time"`,
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			prompt, err := a.promptOf(args)
			if err != nil {
				return err
			}
			return a.runLocal(ctx, cfg, o, seedText, prompt)
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	o.bind(c)
	c.Flags().StringVar(&seedText, "seed", "", "32 bytes as 0x and 64 hexadecimal digits (default: drawn at random)")
	return c
}

func (a *app) runLocal(ctx context.Context, cfg config, o runOptions, seedText, text string) error {
	sampling, err := o.sampling()
	if err != nil {
		return err
	}
	shape, err := o.constraints()
	if err != nil {
		return err
	}
	var seed job.Hash
	if seedText == "" {
		_, _ = rand.Read(seed[:]) // never fails (crypto/rand)
	} else if seed, err = job.ParseHash(seedText); err != nil {
		return &usageError{fmt.Errorf("--seed: %w", err)}
	}
	raw, name, err := findModel(cfg.Data, o.model)
	if err != nil {
		return err
	}
	m := node.NewModel(name, raw, cfg.engine())
	if n := len(shape.Bias); n > 0 && shape.Bias[n-1].Token >= m.Vocab() {
		return &usageError{fmt.Errorf("--logit-bias: there is no token %d: this model's vocabulary ends at %d", shape.Bias[n-1].Token, m.Vocab()-1)}
	}
	prompt := m.Encode(text)
	if !o.raw && !m.TemplateHash().IsZero() {
		if prompt, err = m.EncodeChat([]job.Message{{Role: "user", Content: text}}); err != nil {
			return err
		}
	}
	room := int(m.Context()) - len(prompt)
	if room < 1 {
		return fmt.Errorf("the prompt has %d tokens and the model's context is %d: shorten it", len(prompt), m.Context())
	}
	limit := room
	if o.maxTokens > 0 {
		limit = min(room, int(o.maxTokens))
	}
	var tokens []uint32
	decode := m.Tokenizer().NewDecoder()
	var answer strings.Builder
	say := func(s string) {
		answer.WriteString(s)
		if !a.asJSON {
			a.printf("%s", s)
		}
	}
	begin := time.Now()
	finish, err := m.Engine().Generate(ctx, prompt, node.Params(job.Request{Sampling: sampling, MaxTokens: uint32(limit)}, shape, seed), func(t uint32) error {
		tokens = append(tokens, t)
		say(decode.Write(t))
		return nil
	})
	if err != nil {
		return err
	}
	say(decode.Flush())
	if a.asJSON {
		return a.printJSON(map[string]any{
			"model": name, "root": m.Root(), "text": answer.String(), "prompt": prompt, "tokens": tokens,
			"finish": job.Finish(finish).String(), "seed": seed, "ms": time.Since(begin).Milliseconds(),
		})
	}
	a.printf("\n")
	return nil
}
