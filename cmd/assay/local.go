package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
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
	f.BoolVar(&o.raw, "raw", false, "take the prompt as it is, without the model's chat template")
}

// sampling returns the parameters in thousandths.
func (o runOptions) sampling() (job.Sampling, error) {
	milli := func(v float64) uint32 {
		if v < 0 || v > 1e6 {
			return 1 << 31 // out of every range
		}
		return uint32(v*1000 + 0.5)
	}
	s := job.Sampling{Temperature: milli(o.temperature), TopK: o.topK, TopP: milli(o.topP), MinP: milli(o.minP)}
	if err := s.Validate(); err != nil {
		return s, &usageError{err}
	}
	if err := job.ValidateStops(o.stop); err != nil {
		return s, &usageError{err}
	}
	return s, nil
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
	m := node.NewModel(name, raw, cfg.Threads)
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
	finish, err := m.Engine().Generate(ctx, prompt, engine.Params{Sampling: exact.Sampling(sampling), Seed: seed, MaxTokens: limit, Stop: o.stop}, func(t uint32) error {
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

func (a *app) verifyCommand() *cobra.Command {
	var l loader
	var modelFile string
	var quick bool
	c := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check a receipt: every signature, every hash, every token",
		Long: `Takes a bundle (as GET /v1/receipts/{id} or "assay receipts show ID" gives it) and says yes or no. It checks that the
file has its one encoding, all signatures, that quote, channel, nonce, request and receipt belong together, the price,
and recomputes every token of the answer in one pass. It needs no network and trusts nobody. Exit code 0 is yes, 1 is no.`,
		Example: `  assay verify receipt.json
  assay verify receipt.json --model tinyllama.gguf
  curl -s localhost:4020/v1/receipts/0x… | assay verify -`,
		Args: exactly(1, "one file, or - for standard input"),
		RunE: l.run(func(_ context.Context, cfg config, args []string) error {
			data, err := a.readInput(args[0], job.MaxBundleBytes)
			if err != nil {
				return err
			}
			return a.verify(cfg, data, modelFile, quick)
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	c.Flags().StringVarP(&modelFile, "model", "m", "", "model to recompute with (default: found by its root)")
	c.Flags().BoolVar(&quick, "signatures-only", false, "do not recompute the tokens")
	return c
}

// readInput reads a file or standard input, at most limit bytes.
func (a *app) readInput(path string, limit int64) ([]byte, error) {
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes: that is no receipt", path, limit)
	}
	return data, nil
}

// verdict is what verify prints.
type verdict struct {
	OK       bool        `json:"ok"`
	Class    string      `json:"class,omitempty"`
	Reason   string      `json:"reason,omitempty"`
	Request  job.Hash    `json:"request"`
	Model    string      `json:"model,omitempty"`
	Provider job.Address `json:"provider"`
	Tokens   int         `json:"tokens"`
	Amount   job.Amount  `json:"amount"`
	Checked  string      `json:"checked"`
	MS       int64       `json:"ms"`
	Text     string      `json:"text,omitempty"`
}

func (a *app) verify(cfg config, data []byte, modelFile string, quick bool) error {
	begin := time.Now()
	b, err := job.DecodeBundle(data)
	if err != nil {
		return a.printVerdict(verdict{Class: string(verify.BadBundle), Reason: err.Error(), Checked: "nothing"})
	}
	_, amount := b.Claimed()
	v := verdict{
		Request: b.Request.Digest(job.AssayDomain(b.ChainID, b.Referee)), Provider: b.Channel.Receiver,
		Tokens: len(b.Output), Amount: amount, Checked: "signatures and hashes",
	}
	// Signatures and hashes first: they need no model, and most wrong files fall here.
	err = verify.Bundle(b, nil)
	if err == nil && !quick {
		var m *node.Model
		if m, err = modelFor(cfg, b.Request.Model, modelFile); err != nil {
			return err
		}
		v.Model, v.Checked = m.Name(), "signatures, hashes and every token"
		if err = verify.Bundle(b, m); err == nil {
			v.Text = m.Tokenizer().Decode(b.Output)
		}
	}
	v.MS = time.Since(begin).Milliseconds()
	if e, ok := errors.AsType[*verify.Evidence](err); ok {
		v.Class, v.Reason = string(e.Class), e.Reason
		return a.printVerdict(v)
	}
	if err != nil {
		return err
	}
	v.OK = true
	return a.printVerdict(v)
}

// modelFor finds the model with a root: in the file named, or among those that are here.
func modelFor(cfg config, root job.Hash, file string) (*node.Model, error) {
	if file != "" {
		m, name, err := findModel(cfg.Data, file)
		if err != nil {
			return nil, err
		}
		return node.NewModel(name, m, cfg.Threads), nil
	}
	lib, err := loadLibrary(cfg.Data, cfg.Threads)
	if err != nil {
		return nil, err
	}
	m, ok := lib.ByRoot(root)
	if !ok {
		return nil, fmt.Errorf("the receipt is for model %s, which is not here: name its file with --model, import it, or use --signatures-only", root)
	}
	return m, nil
}

func (a *app) printVerdict(v verdict) error {
	no := errNo
	if v.OK {
		no = nil
	}
	if a.asJSON {
		if err := a.printJSON(v); err != nil {
			return err
		}
		return no
	}
	if !v.OK {
		a.printf("NO   %s: %s\n", v.Class, v.Reason)
		return no
	}
	a.printf("YES  checked %s in %d ms\n", v.Checked, v.MS)
	a.printf("     request   %s\n     provider  %s\n     model     %s\n     answer    %d tokens for $%s\n", v.Request, v.Provider, v.Model, v.Tokens, v.Amount.Decimal(tokenDecimals))
	if v.Text != "" {
		quoted, err := json.Marshal(v.Text)
		if err != nil {
			return err
		}
		a.printf("     text      %s\n", quoted)
	}
	return nil
}
