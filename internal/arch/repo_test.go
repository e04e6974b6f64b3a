package arch

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// source is one Go file.
type source struct {
	name      string // path below the root, with slashes
	pkg       string // directory below the root, "." for the root
	text      []byte
	test      bool
	generated bool
	file      *ast.File
	fset      *token.FileSet
}

// repository is every file that matters, read once.
type repository struct {
	root  string
	goes  []*source
	texts map[string][]byte // every text file, Go included
}

// skipped are directories that hold nothing we wrote: these names anywhere, and these paths.
var skipped = map[string]bool{".git": true, "node_modules": true, "./build": true, "./bin": true, "./contracts/out": true, "./contracts/cache": true}

var repo = sync.OnceValues(load)

func load() (*repository, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return nil, err
	}
	r := &repository{root: root, texts: map[string][]byte{}}
	fset := token.NewFileSet()
	err = filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if d.IsDir() {
			if full != root && (skipped[d.Name()] || skipped["./"+name]) {
				return fs.SkipDir
			}
			return nil
		}
		info, err := d.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > 4<<20 {
			return err
		}
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		if bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0 {
			return nil // not text
		}
		r.texts[name] = text
		// tools is a module of its own, for developers.
		if !strings.HasSuffix(name, ".go") || strings.HasPrefix(name, "tools/") || strings.Contains(name, "/testdata/") {
			return nil
		}
		s, err := parse(fset, name, text)
		if err != nil {
			return err
		}
		r.goes = append(r.goes, s)
		return nil
	})
	return r, err
}

func parse(fset *token.FileSet, name string, text []byte) (*source, error) {
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return &source{
		name: name, pkg: path.Dir(name), text: text, file: f, fset: fset,
		test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(f),
	}, nil
}

func openRepo(t *testing.T) *repository {
	t.Helper()
	r, err := repo()
	if err != nil {
		t.Fatal(err)
	}
	if len(r.goes) < 10 {
		t.Fatalf("only %d Go files found below %s", len(r.goes), r.root)
	}
	return r
}

// at returns the file and line of a position.
func (s *source) at(pos token.Pos) string {
	p := s.fset.Position(pos)
	return p.String()
}

// marked reports whether the line of pos, or the line above it, has a comment that starts with mark and gives a reason.
func (s *source) marked(pos token.Pos, mark string) bool {
	line := s.fset.Position(pos).Line
	for _, group := range s.file.Comments {
		for _, c := range group.List {
			reason, ok := strings.CutPrefix(c.Text, "// "+mark+":")
			at := s.fset.Position(c.Pos()).Line
			if ok && (at == line || at == line-1) && len(strings.TrimSpace(reason)) >= 10 {
				return true
			}
		}
	}
	return false
}

// builds reports whether the file is part of the build on this machine.
func (s *source) builds() bool {
	ctx := build.Default
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.text)), nil }
	ok, err := ctx.MatchFile(path.Dir(s.name), path.Base(s.name))
	return err == nil && ok
}
