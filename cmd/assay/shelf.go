package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
)

// A data directory keeps imported models in its folder "models": each in one file that is called after its root, so
// that a file's name says what must be in it, and beside them a small text file for each name, which holds the root.
const (
	importedExt = ".assay"
	nameExt     = ".name"
)

// shelf is such a folder. It need not exist.
type shelf struct{ dir string }

func shelfOf(data string) shelf { return shelf{filepath.Join(data, "models")} }

// shelved is one imported model on a shelf.
type shelved struct {
	name string
	root job.Hash
	path string
}

// file is where the model with a root lies.
func (s shelf) file(root job.Hash) string {
	return filepath.Join(s.dir, strings.TrimPrefix(root.String(), "0x")+importedExt)
}

// list returns the models by name.
func (s shelf) list() ([]shelved, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read imported models: %w", err)
	}
	var out []shelved
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), nameExt)
		if !ok {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(s.dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read imported models: %w", err)
		}
		root, err := job.ParseHash(strings.TrimSpace(string(raw)))
		if err != nil {
			return nil, fmt.Errorf("%s does not hold a model root: `assay model rm %s` and import the model again", filepath.Join(s.dir, e.Name()), name)
		}
		out = append(out, shelved{name, root, s.file(root)})
	}
	return out, nil
}

// find looks a model up by its name or its root.
func (s shelf) find(name string) (shelved, bool, error) {
	list, err := s.list()
	i := slices.IndexFunc(list, func(m shelved) bool { return m.name == name || m.root.String() == strings.ToLower(name) })
	if i < 0 {
		return shelved{}, false, err
	}
	return list[i], true, nil
}

// validName refuses what cannot be one file's name, or would be taken for something else.
func validName(name string) error {
	_, err := job.ParseHash(name)
	switch {
	case name == "" || len(name) > 100 || strings.ContainsAny(name, `/\`) || strings.ContainsFunc(name, unicode.IsControl) || strings.HasPrefix(name, ".") || err == nil:
		return &usageError{fmt.Errorf("a model's name is one word of at most 100 characters without slashes and control characters, not %q", name)}
	case name == builtin.Name:
		return &usageError{fmt.Errorf("%s is the built-in model: choose another name with --name", name)}
	}
	return nil
}

// put imports a GGUF file under a name. What is written appears whole or not at all. The same file may be imported
// again; another model under a name that is taken, or the same under another name, is refused.
func (s shelf) put(ctx context.Context, name, source string, progress model.Progress) (shelved, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return shelved{}, fmt.Errorf("import model: %w", err)
	}
	s.sweep(time.Now().Add(-staleAfter))
	var m shelved
	err := s.fill(func(f *os.File) (string, error) {
		root, err := importGGUF(ctx, source, f, progress)
		if err != nil {
			return "", err
		}
		m = shelved{name, root, s.file(root)}
		return m.path, s.free(m)
	})
	if err != nil {
		return shelved{}, err
	}
	return m, s.fill(func(f *os.File) (string, error) {
		_, err := fmt.Fprintln(f, m.root)
		return filepath.Join(s.dir, name+nameExt), err
	})
}

// free makes sure that neither name nor root belong to another model.
func (s shelf) free(m shelved) error {
	list, err := s.list()
	if err != nil {
		return err
	}
	for _, have := range list {
		switch {
		case have.name == m.name && have.root != m.root:
			return fmt.Errorf("the name %s belongs to another model (%s): choose another with --name, or `assay model rm %s` first", m.name, have.root.Short(), m.name)
		case have.name != m.name && have.root == m.root:
			return fmt.Errorf("this model is here already, as %s (root %s)", have.name, have.root.Short())
		}
	}
	return nil
}

// unfinished begins the names of files that are being written; one that has not been written to for staleAfter was left
// by a process that was killed.
const (
	unfinished = ".import-"
	staleAfter = 24 * time.Hour
)

// sweep takes away what killed imports left behind, as large as the models that they were about. What cannot be taken
// away stays: it is in nobody's way.
func (s shelf) sweep(before time.Time) {
	entries, _ := os.ReadDir(s.dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unfinished) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}

// fill makes a file on the shelf: write fills it and says where it belongs.
func (s shelf) fill(write func(f *os.File) (path string, err error)) error {
	f, err := os.CreateTemp(s.dir, unfinished+"*")
	if err != nil {
		return fmt.Errorf("import model: %w", err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	path, err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("the disk that holds %s is full: free some space there, or choose another data directory with --data (%w)", s.dir, err)
	}
	return err
}

// importGGUF writes the imported form of a GGUF file to f and returns the root. It stops when ctx ends.
func importGGUF(ctx context.Context, source string, f *os.File, progress model.Progress) (job.Hash, error) {
	g, size, err := openRegular(source)
	if err != nil {
		return job.Hash{}, err
	}
	defer g.Close()
	im, err := model.NewImporter(g, size)
	if err == nil {
		err = f.Truncate(im.Size())
	}
	var root [32]byte
	if err == nil {
		root, err = im.Store(interruptible{ctx, f}, progress)
	}
	if err != nil {
		return job.Hash{}, fmt.Errorf("model %s: %w", source, err)
	}
	return job.Hash(root), nil
}

// interruptible is a file that cannot be written any more once ctx has ended.
type interruptible struct {
	ctx context.Context
	f   *os.File
}

// WriteAt implements io.WriterAt.
func (w interruptible) WriteAt(p []byte, off int64) (int, error) {
	if w.ctx.Err() != nil {
		return 0, context.Cause(w.ctx)
	}
	return w.f.WriteAt(p, off)
}

// remove takes a model away: its name, and its file unless another name leads there. A node that has it mapped keeps it
// until it ends.
func (s shelf) remove(m shelved) error {
	if err := os.Remove(filepath.Join(s.dir, m.name+nameExt)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove model: %w", err)
	}
	list, err := s.list()
	if err != nil || slices.ContainsFunc(list, func(have shelved) bool { return have.path == m.path }) {
		return err
	}
	if err := os.Remove(m.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove model: %w", err)
	}
	return nil
}

// removeName takes away a name whose file cannot be read: what list complained of. Other complaints are passed on.
func (s shelf) removeName(name string, complaint error) error {
	path := filepath.Join(s.dir, name+nameExt)
	raw, err := os.ReadFile(path)
	if strings.ContainsAny(name, `/\`) || err != nil {
		return complaint
	}
	if _, err := job.ParseHash(strings.TrimSpace(string(raw))); err == nil {
		return complaint
	}
	return os.Remove(path)
}

// saveModel writes the imported form of a model that is in memory, whole or not at all.
func saveModel(path string, m *model.Model) error {
	s := shelf{filepath.Dir(path)}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	return s.fill(func(f *os.File) (string, error) {
		_, err := m.WriteTo(f)
		return path, err
	})
}

// openRegular opens a file that is to be read at any place.
func openRegular(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("open model: %w", err)
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = fmt.Errorf("%s: not a file", path)
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, fmt.Errorf("open model: %w", err)
	}
	return f, st.Size(), nil
}

// open maps the model and makes sure that it is the one that its file is called after.
func (m shelved) open() (*model.Model, error) {
	x, err := readModel(m.path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w (`assay model rm %s` takes it away)", m.name, err, m.name)
	}
	if got := job.Hash(x.Root()); got != m.root {
		return nil, fmt.Errorf("%s: the file %s holds another model (root %s): `assay model rm %s` and import it again", m.name, m.path, got.Short(), m.name)
	}
	return x, nil
}

// readModel reads a model file in either form: GGUF is imported into memory, the imported form is mapped (and not
// checked against its root: model.Verify does that). The mapping stays until the process ends.
func readModel(path string) (*model.Model, error) {
	f, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var magic [4]byte
	if _, err := f.ReadAt(magic[:], 0); err != nil {
		return nil, fmt.Errorf("open model %s: too short to be a model: %w", path, err)
	}
	var m *model.Model
	if string(magic[:]) == "GGUF" {
		m, err = model.Import(f, size, nil)
	} else {
		var data []byte
		if data, err = mapFile(f, size); err == nil {
			m, err = model.Map(data)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", path, err)
	}
	return m, nil
}

// readWhole is mapFile where files cannot be mapped.
func readWhole(f io.ReaderAt, size int64) ([]byte, error) {
	b := make([]byte, size)
	if n, err := f.ReadAt(b, 0); n < len(b) {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return b, nil
}
