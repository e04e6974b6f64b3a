package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"time"
	"unicode/utf8"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/float"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/train/corpus"
	"github.com/spf13/cobra"
)

// evalReport is what `assay eval` prints.
type evalReport struct {
	Model      string       `json:"model"`
	Perplexity perplexity   `json:"perplexity"`
	Calls      *callsReport `json:"calls,omitempty"` // of the built-in model
}

// perplexity compares the exact engine with a float32 evaluation of the same file on the same text. A perplexity is
// exp of the mean negative log-likelihood of each token after the first of its window.
type perplexity struct {
	Text      string  `json:"text"`
	Positions int     `json:"positions"` // tokens predicted
	Exact     float64 `json:"exact"`
	Float32   float64 `json:"float32"`
	Ratio     float64 `json:"ratio"`    // Exact over Float32
	SameTop   float64 `json:"same_top"` // share of positions at which both find the same token most likely
}

// evalText is what to measure on: windows of tokens, each evaluated by itself.
type evalText struct {
	name    string
	windows [][]uint32
}

func (t evalText) positions() (n int) {
	for _, w := range t.windows {
		n += len(w) - 1
	}
	return n
}

type evalOptions struct {
	text      string
	positions int
	window    int
	threads   int
	calls     int // requests of each set; 0 leaves the calls out
}

func (a *app) evalCommand() *cobra.Command {
	var o evalOptions
	c := &cobra.Command{
		Use:   "eval [MODEL.gguf]",
		Short: "Measure a model: what exact arithmetic costs it, and for the built-in one how good its calls are",
		Long: `Evaluates a text in the exact engine and in float32, from the same GGUF file, and prints both perplexities and their ratio:
what rounding to integers costs. The built-in model is measured on text of its own generator, and on turning requests into
calls (three sets: sentence patterns held out, those by which the recipe was chosen, those of training; all with names that
training never shows); for another one name a UTF-8 text with --text. Float32 is plain Go here, so a large model takes its time.`,
		Example: `  assay eval
  assay eval tinyllama-1.1b-q8_0.gguf --text book.txt --positions 1000`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return &usageError{errors.New("want at most one GGUF file")}
			case len(args) == 1 && args[0] != builtin.Name && o.text == "":
				return &usageError{errors.New("name a text with --text FILE: only the built-in model brings its own")}
			case o.positions < 1 || o.window < 2 || o.threads < 1 || o.calls < 0:
				return &usageError{errors.New("--positions and --threads are at least 1, --window at least 2, --calls at least 0")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			name, file := builtin.Name, builtin.GGUF()
			var r io.ReaderAt = bytes.NewReader(file)
			size := int64(len(file))
			if len(args) == 1 && args[0] != builtin.Name {
				f, err := os.Open(args[0])
				if err != nil {
					return fmt.Errorf("open model: %w", err)
				}
				defer f.Close()
				st, err := f.Stat()
				if err != nil {
					return fmt.Errorf("open model: %w", err)
				}
				name, r, size = modelName(args[0]), f, st.Size()
			}
			if len(args) == 1 && args[0] != builtin.Name {
				o.calls = 0 // another model has another vocabulary and was never taught the skills
			}
			return a.eval(c.Context(), name, r, size, o)
		},
	}
	c.Flags().StringVar(&o.text, "text", "", "UTF-8 text to measure on")
	c.Flags().IntVar(&o.positions, "positions", 5000, "tokens to predict, at most")
	c.Flags().IntVar(&o.window, "window", 512, "tokens that are evaluated together, at most")
	c.Flags().IntVar(&o.threads, "threads", 2, "threads; changes the speed only")
	c.Flags().IntVar(&o.calls, "calls", 2000, "requests that the built-in model is to turn into calls, of each set; 0 for none")
	return c
}

func (a *app) eval(ctx context.Context, name string, r io.ReaderAt, size int64, o evalOptions) error {
	f, err := gguf.Read(r, size)
	if err != nil {
		return fmt.Errorf("model %s: %w (eval needs the GGUF file, not the imported form)", name, err)
	}
	now := &status{a: a}
	defer now.clear()
	now.say("importing %s", name)
	m, err := model.Import(r, size, nil)
	if err != nil {
		return fmt.Errorf("model %s: %w", name, err)
	}
	text, err := evalTextOf(m, o)
	if err != nil {
		return err
	}
	begin := time.Now()
	p, err := measurePerplexity(ctx, f, m, text, o.threads, func(done, total int) {
		left := time.Duration(float64(time.Since(begin)) / float64(done) * float64(total-done)).Round(time.Second)
		now.say("perplexity: %d of %d tokens, %s left", done, total, left)
	})
	now.clear()
	if err != nil {
		return err
	}
	report := evalReport{Model: name, Perplexity: p}
	if o.calls > 0 {
		begin := time.Now()
		report.Calls, err = measureCalls(ctx, builtin.GGUF(), o.calls, o.threads, func(done, total int) {
			left := time.Duration(float64(time.Since(begin)) / float64(done) * float64(total-done)).Round(time.Second)
			now.say("calls: %d of %d requests, %s left", done, total, left)
		})
		now.clear()
		if err != nil {
			return err
		}
	}
	if a.asJSON {
		return a.printJSON(report)
	}
	a.printf("%s on %s, %d tokens predicted\n", name, p.Text, p.Positions)
	a.printf("  perplexity, exact engine  %.6f\n  perplexity, float32       %.6f\n", p.Exact, p.Float32)
	a.printf("  ratio                     %.6f\n  same most likely token    %.2f %%\n", p.Ratio, 100*p.SameTop)
	if report.Calls != nil {
		a.printCalls(report.Calls)
	}
	return nil
}

// evalTextOf reads the text and cuts it into windows.
func evalTextOf(m *model.Model, o evalOptions) (evalText, error) {
	window := min(o.window, int(m.Header().Context))
	if o.text == "" {
		windows, err := ownText(m.Tokenizer(), o.positions, window)
		return evalText{"conversations of its own generator", windows}, err
	}
	raw, err := os.ReadFile(o.text)
	if err != nil {
		return evalText{}, fmt.Errorf("read the text: %w", err)
	}
	if !utf8.Valid(raw) {
		return evalText{}, fmt.Errorf("%s is not UTF-8 text: convert it first", o.text)
	}
	text := evalText{name: o.text}
	tokens := m.Tokenizer().Encode(string(raw[:min(len(raw), 64*o.positions)]), token.WithBOS) // no token has more bytes on average
	tokens = tokens[:min(len(tokens), o.positions+1)]
	for len(tokens) > 1 {
		n := min(window, len(tokens))
		text.windows = append(text.windows, tokens[:n])
		tokens = tokens[n:]
	}
	if len(text.windows) == 0 {
		return evalText{}, fmt.Errorf("%s has fewer than two tokens: there is nothing to predict", o.text)
	}
	return text, nil
}

// ownText draws conversations whose sentences training never uses, as the model's template writes them.
func ownText(tok *token.Tokenizer, positions, window int) (windows [][]uint32, err error) {
	const seed = 0x6576616c
	g := corpus.NewRequests(corpus.HeldOut, seed)
	for n := 0; n < positions; {
		var messages []token.Message
		for _, t := range g.Next().Turns {
			messages = append(messages, token.Message{Role: "user", Content: t.User}, token.Message{Role: "assistant", Content: t.Answer})
		}
		tokens, err := tok.EncodeChat(messages)
		if err != nil {
			return nil, err
		}
		tokens = tokens[:min(len(tokens), window, positions-n+1)]
		if len(tokens) > 1 {
			windows = append(windows, tokens)
		}
		n += len(tokens) - 1
	}
	return windows, nil
}

// measurePerplexity evaluates a text both ways. progress is called with the tokens predicted so far and all of them.
func measurePerplexity(ctx context.Context, f *gguf.File, m *model.Model, text evalText, threads int, progress func(done, total int)) (perplexity, error) {
	p := perplexity{Text: text.name}
	reference, err := float.New[float32](f, threads)
	if err != nil {
		return p, err
	}
	e := engine.New(m, engine.Options{Threads: threads})
	var lossExact, lossFloat float64
	same := 0
	for _, w := range text.windows {
		// The exact half is the quicker one: it goes first and keeps what it found.
		tops, logits := make([]int, len(w)), make([]float64, m.Header().Vocab)
		err := e.NewSession().Extend(w, func(i int, q16 []int32) error {
			for k, v := range q16 {
				logits[k] = float64(v) / 65536
			}
			if i+1 < len(w) {
				var loss float64
				loss, tops[i] = lossOf(logits, int(w[i+1]))
				lossExact += loss
			}
			return ctx.Err()
		})
		if err != nil {
			return p, err
		}
		err = reference.NewSession().Extend(w, func(i int, single []float32) error {
			for k, v := range single {
				logits[k] = float64(v)
			}
			if i+1 < len(w) {
				loss, top := lossOf(logits, int(w[i+1]))
				lossFloat += loss
				p.Positions++
				if top == tops[i] {
					same++
				}
			}
			return ctx.Err()
		})
		if err != nil {
			return p, err
		}
		progress(p.Positions, text.positions())
	}
	n := float64(p.Positions)
	p.Exact, p.Float32 = math.Exp(lossExact/n), math.Exp(lossFloat/n)
	p.Ratio, p.SameTop = math.Exp((lossExact-lossFloat)/n), float64(same)/n
	return p, nil
}

// lossOf is the negative log-likelihood of a token, and the most likely one.
func lossOf(logits []float64, tok int) (loss float64, top int) {
	for i, v := range logits {
		if v > logits[top] {
			top = i
		}
	}
	var total float64
	for _, v := range logits {
		total += math.Exp(v - logits[top])
	}
	return math.Log(total) - (logits[tok] - logits[top]), top
}

// builtinPerplexity measures the model that ships with the program.
func builtinPerplexity(ctx context.Context, threads int) (perplexityRatio, error) {
	file := builtin.GGUF()
	r := bytes.NewReader(file)
	f, err := gguf.Read(r, int64(len(file)))
	if err != nil {
		return perplexityRatio{}, err
	}
	m, err := builtinModel()
	if err != nil {
		return perplexityRatio{}, err
	}
	text, err := evalTextOf(m, evalOptions{positions: 2000, window: 512})
	if err != nil {
		return perplexityRatio{}, err
	}
	p, err := measurePerplexity(ctx, f, m, text, threads, func(int, int) {})
	return perplexityRatio{Perplexity: p.Ratio, PerplexityModel: builtin.Name}, err
}
