package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/spf13/cobra"
)

// importedExt ends the name of an imported model: <name>.assay in the data directory's models folder.
const importedExt = ".assay"

func modelsDir(data string) string { return filepath.Join(data, "models") }

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
func loadLibrary(data string, threads int) (*node.Library, error) {
	lib := &node.Library{}
	m, err := builtinModel()
	if err != nil {
		return nil, err
	}
	if err := lib.Add(node.NewModel(builtin.Name, m, threads)); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(modelsDir(data))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read imported models: %w", err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), importedExt)
		if !ok {
			continue
		}
		m, err := readModel(filepath.Join(modelsDir(data), e.Name()))
		if err != nil {
			return nil, err
		}
		if err := lib.Add(node.NewModel(name, m, threads)); err != nil {
			return nil, err
		}
	}
	return lib, nil
}

// readModel reads a model file in either form: GGUF is imported, the imported form is read.
func readModel(path string) (*model.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("open model %s: not a file", path)
	}
	var magic [4]byte
	if _, err := f.ReadAt(magic[:], 0); err != nil {
		return nil, fmt.Errorf("open model %s: too short to be a model: %w", path, err)
	}
	var m *model.Model
	if string(magic[:]) == "GGUF" {
		m, err = model.Import(f, st.Size(), nil)
	} else {
		var data []byte
		if data, err = os.ReadFile(path); err == nil {
			m, err = model.Map(data)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", path, err)
	}
	return m, nil
}

// findModel resolves what a person typed: nothing (the built-in model), the name of an imported one, or a file.
func findModel(data, name string) (*model.Model, string, error) {
	if name == "" || name == builtin.Name {
		m, err := builtinModel()
		return m, builtin.Name, err
	}
	if imported := filepath.Join(modelsDir(data), name+importedExt); !strings.ContainsAny(name, `/\`) {
		if _, err := os.Stat(imported); err == nil {
			m, err := readModel(imported)
			return m, name, err
		}
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
	return group("model", "Import models and look at them", a.modelImport(), a.modelInfo(), a.modelRoot(), a.modelList())
}

// modelReport is what the model commands print of a model.
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
	File       string   `json:"file,omitempty"`
}

func describe(name string, m *model.Model) modelReport {
	h := m.Header()
	return modelReport{
		Name: name, Root: m.Root(), Tokenizer: m.Tokenizer().Hash(), Template: m.Tokenizer().TemplateHash(),
		Dim: uint32(h.Dim), Layers: uint32(h.Layers), Heads: uint32(h.Heads), KVHeads: uint32(h.KVHeads), FFN: uint32(h.FFN),
		Vocab: uint32(h.Vocab), Context: uint32(h.Context), Parameters: m.Parameters(),
	}
}

func (a *app) printModel(r modelReport) error {
	if a.asJSON {
		return a.printJSON(r)
	}
	a.printf("name        %s\nroot        %s\ntokenizer   %s\ntemplate    %s\n", r.Name, r.Root, r.Tokenizer, r.Template)
	a.printf("shape       dim %d, %d layers, %d/%d heads, feed-forward %d\n", r.Dim, r.Layers, r.Heads, r.KVHeads, r.FFN)
	a.printf("vocabulary  %d tokens\ncontext     %d tokens\nparameters  %d\n", r.Vocab, r.Context, r.Parameters)
	if r.File != "" {
		a.printf("file        %s\n", r.File)
	}
	return nil
}

func (a *app) modelImport() *cobra.Command {
	var l loader
	var name string
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Turn a GGUF file into an exact integer model that this node can sell and check",
		Long: `Reads a GGUF file (architecture llama; F32, F16 or Q8_0), turns it into the integer model of the exact lane, and keeps
it in the data directory. The same file gives the same model root on every machine.`,
		Example: `  assay model import tinyllama-1.1b-q8_0.gguf --name tinyllama`,
		Args:    exactly(1, "one GGUF file"),
		RunE: l.run(func(_ context.Context, cfg config, args []string) error {
			if name == "" {
				name = modelName(args[0])
			}
			if strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") {
				return &usageError{fmt.Errorf("a model's name is one word without slashes, not %q", name)}
			}
			m, err := readModel(args[0])
			if err != nil {
				return err
			}
			path := filepath.Join(modelsDir(cfg.Data), name+importedExt)
			if err := saveModel(path, m); err != nil {
				return err
			}
			r := describe(name, m)
			r.File = path
			return a.printModel(r)
		}),
	}
	l.bind(c.Flags(), "data")
	c.Flags().StringVar(&name, "name", "", "name to serve it under (default: the file's name)")
	return c
}

// saveModel writes the imported form so that it appears whole or not at all.
func saveModel(path string, m *model.Model) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".import-*")
	if err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = m.WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("save model to %s (is the disk full?): %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	return nil
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

func (a *app) modelList() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "list", Short: "List the models in the data directory", Args: exactly(0, "no arguments"),
		RunE: l.run(func(_ context.Context, cfg config, _ []string) error {
			lib, err := loadLibrary(cfg.Data, 1)
			if err != nil {
				return err
			}
			type line struct {
				Name    string   `json:"name"`
				Root    job.Hash `json:"root"`
				Context uint32   `json:"context"`
			}
			list := []line{}
			for _, m := range lib.Models() {
				list = append(list, line{m.Name(), m.Root(), m.Context()})
			}
			if a.asJSON {
				return a.printJSON(list)
			}
			for _, m := range list {
				a.printf("%-20s %s  context %d\n", m.Name, m.Root, m.Context)
			}
			return nil
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}
