package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
)

// builtinModel imports the model that ships inside the program.
func builtinModel() (*model.Model, error) {
	raw := builtin.GGUF()
	m, err := model.Import(strings.NewReader(string(raw)), int64(len(raw)), nil)
	if err != nil {
		return nil, fmt.Errorf("the built-in model: %w", err)
	}
	return m, nil
}

// loadLibrary loads the built-in model and all that were imported into a data directory.
func loadLibrary(data string, o engine.Options) (*node.Library, error) {
	lib := &node.Library{}
	m, err := builtinModel()
	if err != nil {
		return nil, err
	}
	if err := lib.Add(node.NewModel(builtin.Name, m, o)); err != nil {
		return nil, err
	}
	list, err := shelfOf(data).list()
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		m, err := s.open()
		if err != nil {
			return nil, err
		}
		if err := lib.Add(node.NewModel(s.name, m, o)); err != nil {
			return nil, err
		}
	}
	return lib, nil
}

// checkWeights hashes the weights of every imported model, one after the other on one processor, while the node serves:
// mapping a model checks all but those. The first damaged one ends the node.
func checkWeights(ctx context.Context, data string, log *slog.Logger) error {
	list, err := shelfOf(data).list()
	if err != nil {
		return err
	}
	for _, s := range list {
		m, err := s.open()
		if err != nil {
			return err
		}
		begin := time.Now()
		if err := m.Verify(ctx, 1, nil); ctx.Err() != nil {
			return nil
		} else if err != nil {
			return fmt.Errorf("the model %s is damaged, so this node stops: %w; `assay model rm --force %s`, then import it again", s.name, err, s.name)
		}
		log.Info("the weights are those of the root", "model", s.name, "root", s.root.Short(), "took", time.Since(begin).Round(time.Millisecond))
	}
	return nil
}

// findModel resolves what a person typed: nothing (the built-in model), the name of an imported one, or a file.
func findModel(data, name string) (*model.Model, string, error) {
	if name == "" || name == builtin.Name {
		m, err := builtinModel()
		return m, builtin.Name, err
	}
	found, ok, err := shelfOf(data).find(name)
	if err != nil {
		return nil, "", err
	}
	if ok {
		m, err := found.open()
		return m, found.name, err
	}
	if _, err := os.Stat(name); err != nil {
		return nil, "", fmt.Errorf("there is no model or file %q: `assay model list` shows the models, `assay model import FILE` adds one", name)
	}
	m, err := readModel(name)
	return m, modelName(name), err
}

func modelName(path string) string {
	return strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), importedExt), ".gguf")
}

func (a *app) modelCommand() *cobra.Command {
	return group("model", "Import models and look at them", a.modelImport(), a.modelInfo(), a.modelRoot(), a.modelList(), a.modelRemove())
}

// modelReport is what the model commands print of a model.
// wide: it is one flat JSON document
type modelReport struct {
	Name       string   `json:"name"`
	Root       job.Hash `json:"root"`
	Tokenizer  job.Hash `json:"tokenizer"`
	Template   job.Hash `json:"template"`
	Dim        uint32   `json:"dim"`
	Layers     uint32   `json:"layers"`
	Heads      uint32   `json:"heads"`
	KVHeads    uint32   `json:"kvHeads"`
	FFN        uint32   `json:"ffn"`
	Vocab      uint32   `json:"vocab"`
	Context    uint32   `json:"context"`
	Parameters uint64   `json:"parameters"`
	Arithmetic string   `json:"semantics"`
	Biases     bool     `json:"biases"`
	QKNorm     bool     `json:"qkNorm"`
	Tied       bool     `json:"tied"`
	HeadDim    uint32   `json:"headDim"`
	File       string   `json:"file,omitempty"`
	Seconds    float64  `json:"seconds,omitempty"` // that importing took
}

func describe(name string, m *model.Model) modelReport {
	h := m.Header()
	return modelReport{
		Name: name, Root: m.Root(), Tokenizer: m.Tokenizer().Hash(), Template: m.Tokenizer().TemplateHash(),
		Dim: uint32(h.Dim), Layers: uint32(h.Layers), Heads: uint32(h.Heads), KVHeads: uint32(h.KVHeads), FFN: uint32(h.FFN),
		Vocab: uint32(h.Vocab), Context: uint32(h.Context), Parameters: m.Parameters(),
		Arithmetic: exact.Version, Biases: h.Bias, QKNorm: h.QKNorm, Tied: h.Tied, HeadDim: h.HeadDim,
	}
}

func (a *app) printModel(r modelReport) error {
	if a.asJSON {
		return a.printJSON(r)
	}
	a.printf("name        %s\nroot        %s\ntokenizer   %s\ntemplate    %s\n", r.Name, r.Root, r.Tokenizer, r.Template)
	extras := ""
	for _, e := range []struct {
		is   bool
		text string
	}{{r.Biases, ", biases"}, {r.QKNorm, ", QK norm"}, {r.Tied, ", tied"}} {
		if e.is {
			extras += e.text
		}
	}
	a.printf("shape       dim %d, %d layers, %d/%d heads of %d, feed-forward %d%s\n", r.Dim, r.Layers, r.Heads, r.KVHeads, r.HeadDim, r.FFN, extras)
	a.printf("vocabulary  %d tokens\ncontext     %d tokens\nparameters  %d\n", r.Vocab, r.Context, r.Parameters)
	if r.File != "" {
		a.printf("file        %s\n", r.File)
	}
	if r.Seconds > 0 {
		a.printf("imported    in %.1f s\n", r.Seconds)
	}
	return nil
}

func (a *app) modelImport() *cobra.Command {
	var l loader
	var name string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Turn a GGUF file into an exact integer model that this node can sell and check",
		Long: `Reads a GGUF file, turns it into the integer model of the exact lane, and keeps that in the data directory. The same
file gives the same model root on every machine. The GGUF file is not needed afterwards.

Architectures: llama (Llama 1 to 3, TinyLlama, SmolLM2, Mistral), qwen2, qwen3. Tensors: F32, F16, BF16, Q8_0, Q4_0, Q4_1,
Q5_0, Q5_1, Q4_K, Q5_K, Q6_K. Q8_0 loses least for its size; the smaller ones are imported as they are and get no smaller.`,
		Example: `  assay model import tinyllama-1.1b-q8_0.gguf --name tinyllama`,
		Args:    exactly(1, "one GGUF file"),
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			if name == "" {
				name = modelName(args[0])
			}
			if err := validName(name); err != nil {
				return err
			}
			begin := time.Now()
			s, err := shelfOf(cfg.Data).put(ctx, name, args[0], a.importProgress(args[0]))
			if err != nil {
				return err
			}
			m, err := s.open()
			if err != nil {
				return err
			}
			r := describe(name, m)
			r.File, r.Seconds = s.path, math.Round(10*time.Since(begin).Seconds())/10
			return a.printModel(r)
		}),
	}
	l.bind(c.Flags(), "data")
	c.Flags().StringVar(&name, "name", "", "name to serve it under (default: the file's name)")
	return c
}

// importProgress draws a line on standard error, at a terminal only.
func (a *app) importProgress(file string) model.Progress {
	f, ok := a.err.(*os.File)
	if !ok || a.asJSON {
		return nil
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	begin, last := time.Now(), time.Time{}
	return func(done, total int64) {
		now := time.Now()
		if done == total {
			fmt.Fprint(f, "\r\033[K")
			return
		}
		if now.Sub(last) < 100*time.Millisecond || done == 0 {
			return
		}
		last = now
		left := time.Duration(float64(now.Sub(begin)) * (float64(total)/float64(done) - 1))
		fmt.Fprintf(f, "\r\033[Kimporting %s: %d of %d MB, %d %%, %v left", filepath.Base(file), done>>20, total>>20, 100*done/total, left.Round(time.Second))
	}
}

// modelArg makes a command that looks at one model, the built-in one when none is named.
func (a *app) modelArg(use, short string, show func(name string, m *model.Model) error) *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: use + " [MODEL]", Short: short,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{fmt.Errorf("want at most one model: a name or a file")}
			}
			return nil
		},
		RunE: l.run(func(_ context.Context, cfg config, args []string) error {
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			m, name, err := findModel(cfg.Data, name)
			if err != nil {
				return err
			}
			return show(name, m)
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}

func (a *app) modelInfo() *cobra.Command {
	return a.modelArg("info", "Show what a model is", func(name string, m *model.Model) error { return a.printModel(describe(name, m)) })
}

func (a *app) modelRoot() *cobra.Command {
	return a.modelArg("root", "Print a model's root: what a request commits to", func(name string, m *model.Model) error {
		root := job.Hash(m.Root())
		if a.asJSON {
			return a.printJSON(map[string]any{"name": name, "root": root})
		}
		a.printf("%s\n", root)
		return nil
	})
}

// modelLine is one model in the list.
type modelLine struct {
	Name       string   `json:"name"`
	Root       job.Hash `json:"root"`
	Context    uint32   `json:"context"`
	Parameters uint64   `json:"parameters"`
	Bytes      int64    `json:"bytes,omitempty"` // of its file; the built-in model has none
	File       string   `json:"file,omitempty"`
}

func (a *app) modelList() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "list", Short: "List the models in the data directory", Args: exactly(0, "no arguments"),
		RunE: l.run(func(_ context.Context, cfg config, _ []string) error {
			m, err := builtinModel()
			if err != nil {
				return err
			}
			list := []modelLine{{Name: builtin.Name, Root: m.Root(), Context: m.Header().Context, Parameters: m.Parameters()}}
			imported, err := shelfOf(cfg.Data).list()
			if err != nil {
				return err
			}
			for _, s := range imported {
				m, err := s.open()
				if err != nil {
					return err
				}
				line := modelLine{Name: s.name, Root: s.root, Context: m.Header().Context, Parameters: m.Parameters(), File: s.path}
				if st, err := os.Stat(s.path); err == nil {
					line.Bytes = st.Size()
				}
				list = append(list, line)
			}
			if a.asJSON {
				return a.printJSON(list)
			}
			for _, m := range list {
				size := "in the program"
				if m.Bytes > 0 {
					size = fmt.Sprintf("%.1f MB", float64(m.Bytes)/1e6)
				}
				a.printf("%-20s %s  %.4g M parameters, context %d, %s\n", m.Name, m.Root, float64(m.Parameters)/1e6, m.Context, size)
			}
			return nil
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}

func (a *app) modelRemove() *cobra.Command {
	var l loader
	var force bool
	c := &cobra.Command{
		Use: "rm MODEL", Short: "Delete an imported model",
		Long: `Deletes an imported model, named by its name or its root, from the data directory. A model that a running node sells, or
that the settings name for sale, is kept: a provider has to be able to show its work until the last dispute is over.`,
		Args: exactly(1, "one model: its name or its root"),
		RunE: l.run(func(_ context.Context, cfg config, args []string) error {
			s := shelfOf(cfg.Data)
			m, ok, err := s.find(args[0])
			switch {
			case err != nil:
				return s.removeName(args[0], err)
			case !ok && args[0] == builtin.Name:
				return fmt.Errorf("%s is part of the program and cannot be removed", args[0])
			case !ok:
				return fmt.Errorf("there is no imported model %q: `assay model list` shows the models", args[0])
			}
			if err := onSale(cfg, m); err != nil {
				return err
			}
			if !force {
				if err := a.confirm(fmt.Sprintf("Delete the model %s (root %s)?", m.name, m.root.Short())); err != nil {
					return err
				}
			}
			if err := s.remove(m); err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(map[string]any{"ok": true, "removed": m.name, "root": m.root})
			}
			a.printf("removed %s\n", m.name)
			return nil
		}),
	}
	l.bind(c.Flags(), "data", "roles", "provider-models")
	c.Flags().BoolVar(&force, "force", false, "do not ask")
	return c
}

// onSale reports why a model must stay: the settings name it, or a node that runs on this data directory sells it.
func onSale(cfg config, m shelved) error {
	if cfg.has("provider") && contains(cfg.Provider.Models, m.name) {
		return fmt.Errorf("%s is on sale: take it out of provider.models first", m.name)
	}
	path := filepath.Join(cfg.Data, "assay.db")
	if _, err := os.Stat(path); err != nil {
		return nil // no node has ever run here
	}
	s, err := store.Open(path)
	if err == nil {
		return s.Close() // nobody else has it open: no node runs
	}
	if !errors.Is(err, store.ErrInUse) {
		return nil // no node can run on a store that cannot be opened; `assay doctor` says what is wrong with it
	}
	raw, err := os.ReadFile(filepath.Join(cfg.Data, nodeFile))
	var info ready
	if err != nil || json.Unmarshal(raw, &info) != nil || info.Provider != "" && contains(info.Models, m.name) {
		return fmt.Errorf("%s is on sale: a node runs on %s and sells it; stop the node first", m.name, cfg.Data)
	}
	return nil
}

// confirm asks a question that only yes answers.
func (a *app) confirm(question string) error {
	if a.asJSON {
		return &usageError{errors.New("a program has to say --force: nobody is there to ask")}
	}
	fmt.Fprintf(a.err, "%s [y/N] ", question)
	answer, _ := bufio.NewReader(io.LimitReader(a.in, 100)).ReadString('\n')
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
		return errors.New("nothing was deleted (--force does not ask)")
	}
	return nil
}
