package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
)

func (a *app) lightCommand() *cobra.Command {
	c := group("light", "Check answers of models that are too large to run here", a.lightKey(), a.lightCommit(), a.lightAsk(), a.lightOpen())
	c.Long = `A light check is for a buyer who cannot run the model. It takes a small secret key, made once from the model's weights, and an
opening, in which the provider shows its numbers at positions that the buyer has drawn.

  assay light key llama.assay --out llama.light            once, by whoever has the weights for a moment: the buyer's secret
  assay light commit receipt.json                          the provider names the root of its cache, before it is asked
  assay light ask receipt.json --cache 0x… --out ask.json  the buyer draws positions
  assay light open receipt.json ask.json --out opening     the provider opens them
  assay verify receipt.json --light llama.light --question ask.json --opening opening

The buyer of the answer can let its provider's door do all but the key: assay verify receipt.json --light llama.light --from URL

What a passed check shows and what it does not is in docs/light.md.`
	return c
}

// lightKeyReport is what `assay light key` prints.
type lightKeyReport struct {
	File          string   `json:"file"`
	Model         string   `json:"model"`
	Root          job.Hash `json:"root"`
	KeyBytes      int      `json:"keyBytes"`
	SkeletonBytes int      `json:"skeletonBytes"`
	Weights       uint64   `json:"weights"` // that were read and compared with the root
	MS            int64    `json:"ms"`
}

func (a *app) lightKey() *cobra.Command {
	var l loader
	var out string
	c := &cobra.Command{
		Use: "key [MODEL] --out FILE", Short: "Make the buyer's secret key for light checks of a model",
		Long: `Reads every weight of a model once, compares all of them with the model's root, and writes one file: the key, and everything of the
model but its weights. The file is secret: who has it can make wrong openings that pass. Keep it from providers. Every call makes another key.
The model is a name, an imported file or a GGUF file (default: the built-in model), and is not needed afterwards.`,
		Example: `  assay light key --out assay-small.light
  assay light key llama-8b.assay --out llama-8b.light`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{errors.New("want at most one model: a name or a file")}
			}
			return nil
		},
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			if err := free(out, "the key"); err != nil {
				return err
			}
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			m, name, err := findModel(cfg.Data, name)
			if err != nil {
				return err
			}
			begin := time.Now()
			var seed [32]byte
			_, _ = rand.Read(seed[:]) // never fails (crypto/rand)
			k, err := verify.NewLightKey(ctx, m, seed, cfg.Threads, a.percent("reading the weights"))
			if err != nil {
				return err
			}
			skeleton, err := m.Skeleton()
			if err != nil {
				return err
			}
			if err := writeNew(out, func(w io.Writer) error { _, err := w.Write(verify.EncodeLightKit(k, skeleton)); return err }); err != nil {
				return err
			}
			r := lightKeyReport{out, name, m.Root(), verify.LightKeyBytes(m.Header().Shape), len(skeleton), m.Parameters(), time.Since(begin).Milliseconds()}
			if a.asJSON {
				return a.printJSON(r)
			}
			a.printf("wrote %s in %d ms: a key of %d bytes, and %d bytes of the model that are no weights\nmodel  %s, root %s\nKeep the file from providers: who has it can make wrong openings that pass.\n",
				r.File, r.MS, r.KeyBytes, r.SkeletonBytes, r.Model, r.Root)
			return nil
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	c.Flags().StringVar(&out, "out", "", "file to write")
	return c
}

// lightCommitReport is what `assay light commit` prints.
type lightCommitReport struct {
	Request   job.Hash `json:"request"`
	Model     string   `json:"model"`
	Positions int      `json:"positions"` // that the root covers
	Cache     job.Hash `json:"cache"`
	MS        int64    `json:"ms"`
}

func (a *app) lightCommit() *cobra.Command {
	var l loader
	var model string
	c := &cobra.Command{
		Use: "commit RECEIPT", Short: "Name the root of an answer's keys and values, before it is known what will be asked (provider)",
		Long: `Computes prompt and answer of a receipt once more and prints the root over the keys and values of all positions. A buyer that has it before
it draws positions knows that what is opened was not made up for them.`,
		Args: exactly(1, "one receipt, or - for standard input"),
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			b, m, err := a.sold(cfg, args[0], model)
			if err != nil {
				return err
			}
			begin := time.Now()
			o := verify.NewLightOpener(m.Engine())
			o.Progress = a.steps("computing")
			root, err := o.Commit(ctx, lightClaim(b, verify.LightQuestion{}))
			if err != nil {
				return err
			}
			r := lightCommitReport{requestID(b), m.Name(), len(b.Prompt) + len(b.Output) - 1, root, time.Since(begin).Milliseconds()}
			if a.asJSON {
				return a.printJSON(r)
			}
			a.printf("request    %s\nmodel      %s\ncache      %s\n           the root over the keys and values of %d positions: send it to the buyer\n", r.Request, r.Model, r.Cache, r.Positions)
			return nil
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	c.Flags().StringVarP(&model, "model", "m", "", "model of the answer (default: found by its root)")
	return c
}

// askOptions are the flags of `assay light ask`.
type askOptions struct {
	out, cache       string
	anywhere, answer int
	all, uncommitted bool
}

func (a *app) lightAsk() *cobra.Command {
	var o askOptions
	c := &cobra.Command{
		Use: "ask RECEIPT --cache ROOT --out FILE", Short: "Draw the positions of an answer that the provider has to open (buyer)",
		Long: `Draws positions at random and writes them to a file for the provider: some from the whole answer, prompt included, which find a provider
that has made up a share f of its keys and values with probability 1 - (1 - f)^k, and some from which a token of the answer was drawn.
Draw only after the provider has named the root of its cache (--cache): what it opens then cannot be made up for what is asked.
With --all nothing is taken on trust, and no root is needed.`,
		Example: `  assay light ask receipt.json --cache 0x… --out ask.json
  assay light ask receipt.json --all --out ask.json`,
		Args: exactly(1, "one receipt, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error { return a.askLightly(args[0], o) },
	}
	f := c.Flags()
	f.StringVar(&o.out, "out", "", "file to write")
	f.StringVar(&o.cache, "cache", "", "root of the cache, as the provider has named it")
	f.IntVar(&o.anywhere, "positions", 4, "how many positions to draw from prompt and answer")
	f.IntVar(&o.answer, "tokens", 4, "how many tokens of the answer to draw besides")
	f.BoolVar(&o.all, "all", false, "all positions")
	f.BoolVar(&o.uncommitted, "uncommitted", false, "draw though the provider has named no root")
	return c
}

// askedReport is what `assay light ask` prints.
type askedReport struct {
	File string `json:"file"`
	verify.LightQuestion
	Computed int `json:"computed"` // positions that there are
}

func (a *app) askLightly(receipt string, o askOptions) error {
	if err := free(o.out, "the question"); err != nil {
		return err
	}
	var root job.Hash
	var err error
	switch {
	case o.cache != "":
		if root, err = job.ParseHash(o.cache); err != nil {
			return &usageError{fmt.Errorf("--cache: %w", err)}
		}
	case !o.all && !o.uncommitted:
		return &usageError{errors.New("which root has the provider named (`assay light commit RECEIPT` on its side)? Give it with --cache; --uncommitted asks without one, and then the provider chooses the keys and values of what is not opened")}
	}
	b, err := a.receipt(receipt)
	if err != nil {
		return err
	}
	if o.all {
		o.anywhere = len(b.Prompt) + len(b.Output)
	}
	if o.anywhere < 0 || o.answer < 0 || o.anywhere+o.answer == 0 {
		return &usageError{errors.New("--positions and --tokens: want at least one position")}
	}
	var seed [32]byte
	_, _ = rand.Read(seed[:]) // never fails (crypto/rand)
	q, err := verify.NewLightQuestion(b, root, seed, o.anywhere, o.answer)
	if err != nil {
		return err
	}
	raw, err := q.Encode()
	if err != nil {
		return err
	}
	if err := writeNew(o.out, func(w io.Writer) error { _, err := w.Write(raw); return err }); err != nil {
		return err
	}
	r := askedReport{o.out, q, len(b.Prompt) + len(b.Output) - 1}
	if a.asJSON {
		return a.printJSON(r)
	}
	a.printf("wrote %s: %d of %d positions\nSend it to the provider, who answers with `assay light open RECEIPT %s --out FILE`.\n", r.File, len(q.Positions), r.Computed, filepath.Base(r.File))
	return nil
}

// openedReport is what `assay light open` prints.
type openedReport struct {
	File      string   `json:"file"`
	Request   job.Hash `json:"request"`
	Model     string   `json:"model"`
	Positions int      `json:"positions"` // that were opened
	Bytes     int64    `json:"bytes"`
	Cache     job.Hash `json:"cache"`
	MS        int64    `json:"ms"`
}

func (a *app) lightOpen() *cobra.Command {
	var l loader
	var model, out string
	c := &cobra.Command{
		Use: "open RECEIPT QUESTION --out FILE", Short: "Open the positions that a buyer asks for (provider)",
		Long: `Computes prompt and answer of a receipt once more and writes what a light check needs: the results of all linear layers at the positions that
are asked for, and the keys and values of those before.`,
		Args: exactly(2, "a receipt and a question, as `assay light ask` writes it"),
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			if err := free(out, "the opening"); err != nil {
				return err
			}
			b, m, err := a.sold(cfg, args[0], model)
			if err != nil {
				return err
			}
			q, err := readQuestion(args[1], b)
			if err != nil {
				return err
			}
			begin := time.Now()
			o := verify.NewLightOpener(m.Engine())
			o.Progress = a.steps("computing")
			r := openedReport{File: out, Request: requestID(b), Model: m.Name(), Positions: len(q.Positions)}
			err = writeNew(out, func(w io.Writer) error {
				counted := &counter{w: w}
				r.Cache, err = o.Open(ctx, counted, lightClaim(b, q))
				r.Bytes = counted.n
				return err
			})
			if err != nil {
				return err
			}
			r.MS = time.Since(begin).Milliseconds()
			if a.asJSON {
				return a.printJSON(r)
			}
			a.printf("wrote %s in %d ms: %d positions, %d bytes\n", r.File, r.MS, r.Positions, r.Bytes)
			if !q.Cache.IsZero() && q.Cache != r.Cache {
				a.printf("The question says that you had named the cache's root %s. It is %s, so the buyer's check will fail.\n", q.Cache, r.Cache)
			}
			return nil
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	c.Flags().StringVarP(&model, "model", "m", "", "model of the answer (default: found by its root)")
	c.Flags().StringVar(&out, "out", "", "file to write")
	return c
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func requestID(b job.Bundle) job.Hash { return b.Request.Digest(job.AssayDomain(b.ChainID, b.Referee)) }

// lightClaim is what a receipt claims and a question asks of it.
func lightClaim(b job.Bundle, q verify.LightQuestion) verify.LightClaim {
	return verify.LightClaimOf(b, node.Params(b.Request, b.Constraints, job.Seed(b.Nonce, requestID(b))), q)
}

// receipt reads a receipt and checks its signatures and hashes.
func (a *app) receipt(path string) (job.Bundle, error) {
	data, err := a.readInput(path, job.MaxBundleBytes)
	if err != nil {
		return job.Bundle{}, err
	}
	b, err := job.DecodeBundle(data)
	if err != nil {
		return job.Bundle{}, err
	}
	if err := verify.Bundle(b, nil); err != nil {
		return job.Bundle{}, fmt.Errorf("%s: %w (`assay verify %s` says more)", path, err, path)
	}
	return b, nil
}

// sold reads a receipt and finds the model of its answer.
func (a *app) sold(cfg config, path, file string) (job.Bundle, *node.Model, error) {
	b, err := a.receipt(path)
	if err != nil {
		return job.Bundle{}, nil, err
	}
	m, err := modelFor(cfg, b.Request.Model, file)
	if err != nil {
		return job.Bundle{}, nil, err
	}
	if m.Root() != b.Request.Model {
		return job.Bundle{}, nil, fmt.Errorf("the receipt is for model %s, and %s is %s: name the right one with --model", b.Request.Model.Short(), m.Name(), m.Root().Short())
	}
	return b, m, nil
}

// readQuestion reads a question about a receipt.
func readQuestion(path string, b job.Bundle) (verify.LightQuestion, error) {
	data, err := readBounded(path, verify.MaxLightQuestionBytes, "a question")
	if err != nil {
		return verify.LightQuestion{}, err
	}
	q, err := verify.DecodeLightQuestion(data, b)
	if err != nil {
		return q, fmt.Errorf("%s: %w; `assay light ask` writes questions", path, err)
	}
	return q, nil
}

// readBounded reads a file of at most limit bytes.
func readBounded(path string, limit int64, what string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes: that is not %s", path, limit, what)
	}
	return data, nil
}

// free makes sure that there is a name for a file to come, and no file of that name.
func free(path, what string) error {
	if path == "" {
		return &usageError{fmt.Errorf("where should %s go? Name a file with --out", what)}
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already and is not written over: name another file with --out", path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeNew writes a file that only its owner can read, whole or not at all.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".light-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// percent draws how far something is on standard error, at a terminal only.
func (a *app) percent(what string) func(done, total int64) {
	f, ok := a.err.(*os.File)
	if !ok || a.asJSON {
		return nil
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	last := int64(-1)
	return func(done, total int64) {
		if done >= total {
			fmt.Fprint(f, "\r\033[K")
		} else if now := 100 * done / total; now != last {
			last = now
			fmt.Fprintf(f, "\r\033[K%s: %d %%", what, now)
		}
	}
}

// steps is percent for what counts in small numbers.
func (a *app) steps(what string) func(done, total int) {
	draw := a.percent(what)
	if draw == nil {
		return nil
	}
	return func(done, total int) { draw(int64(done), int64(total)) }
}
