package arch

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func report(t *testing.T, bad []string) {
	t.Helper()
	for _, b := range bad {
		t.Error(b)
	}
}

// each runs check on every production file that people wrote.
func each(t *testing.T, check func(s *source, r rule) []string) {
	t.Helper()
	for _, s := range openRepo(t).goes {
		if s.test || s.generated {
			continue
		}
		r, _ := ruleFor(s.pkg) // TestImports reports packages that are not in the table
		report(t, check(s, r))
	}
}

func TestImports(t *testing.T) {
	unknown := map[string]bool{}
	for _, s := range openRepo(t).goes {
		if s.test || unknown[s.pkg] {
			continue
		}
		if _, known := ruleFor(s.pkg); !known {
			unknown[s.pkg] = true
			t.Errorf("package %s is not in the table of internal/arch: add a line that says what it may import, and why", s.pkg)
			continue
		}
		for _, spec := range s.file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if bad := checkImport(s.pkg, p); bad != "" {
				t.Errorf("%s: package %s %s", s.at(spec.Pos()), s.pkg, bad)
			}
		}
	}
}

// TestTable: the table itself follows the picture in DESIGN: adapters never meet, and nothing below knows what is above.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range table {
		if seen[r.path] {
			t.Errorf("%s has two lines", r.path)
		}
		seen[r.path] = true
		if r.kind == 0 || r.why == "" {
			t.Errorf("%s has no kind or no reason", r.path)
		}
		for _, p := range r.imports {
			target, known := ruleFor(strings.TrimSuffix(p, "/..."))
			if !known && p != "..." {
				t.Errorf("%s may import %s, which is not in the table", r.path, p)
			}
			bad := r.kind == pure && target.kind != pure ||
				r.kind == adapter && target.kind != pure && !strings.HasPrefix(p, "contracts/") ||
				r.path == "node" && target.kind != pure
			if bad {
				t.Errorf("%s must not import %s", r.path, p)
			}
		}
	}
}

func TestClock(t *testing.T) {
	each(t, func(s *source, r rule) []string { return checkClock(s, r.kind) })
}

func TestRandomness(t *testing.T) {
	each(t, func(s *source, r rule) []string {
		if r.kind != pure && r.kind != shell {
			return nil // an adapter may well spread its retries
		}
		return checkRandom(s)
	})
}

func TestFloats(t *testing.T) {
	each(t, func(s *source, r rule) []string {
		if r.kind != pure || r.floats {
			return nil
		}
		return checkFloats(s)
	})
}

func TestGoroutines(t *testing.T) {
	each(t, func(s *source, r rule) []string {
		if r.kind != pure {
			return nil
		}
		return checkThreads(s, r.threads)
	})
}

func TestPanics(t *testing.T) {
	each(t, func(s *source, r rule) []string { return checkPanic(s, r.kind) })
}

func TestNames(t *testing.T) {
	each(t, func(s *source, _ rule) []string { return checkNames(s) })
}

func TestStructs(t *testing.T) {
	each(t, func(s *source, _ rule) []string { return checkStructs(s) })
}

func TestExportedDocs(t *testing.T) {
	each(t, func(s *source, _ rule) []string { return checkDocs(s) })
}

// TestMapOrder: the order of a map differs from run to run, so no result that people must agree on may come from it.
func TestMapOrder(t *testing.T) {
	r := openRepo(t)
	packages := map[string][]*source{}
	for _, s := range r.goes {
		if !s.test && slices.Contains(consensus, s.pkg) && s.builds() {
			packages[s.pkg] = append(packages[s.pkg], s)
		}
	}
	var names []string
	for _, p := range consensus {
		if len(packages[p]) > 0 {
			names = append(names, p)
		}
	}
	if len(names) < 2 {
		t.Fatal("no consensus packages found")
	}
	exported, err := exports(r.root, names)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range names {
		bad, err := checkMaps(packages[p][0].fset, p, packages[p], exported)
		if err != nil {
			t.Error(err)
		}
		report(t, bad)
	}
}

// limits is how a package comment says where the package ends.
var limits = regexp.MustCompile(`(?i)\b(must not|must never|knows? nothing|does not know|nothing but|knows [^.]* only)\b`)

// TestPackageComments: a package says what it is for, and what it must not know.
func TestPackageComments(t *testing.T) {
	comments := map[string]string{}
	for _, s := range openRepo(t).goes {
		if s.test {
			continue
		}
		comments[s.pkg] += s.file.Doc.Text()
	}
	for pkg, text := range comments {
		switch {
		case len(strings.Join(strings.Fields(text), " ")) < 60:
			t.Errorf("package %s has no comment that says what it is for", pkg)
		case !strings.HasPrefix(pkg, "cmd/") && !limits.MatchString(strings.Join(strings.Fields(text), " ")):
			t.Errorf("the comment of package %s does not say what it must not know (\"It must not know ...\")", pkg)
		}
	}
}

// TestFormat: every Go file is as gofmt writes it.
func TestFormat(t *testing.T) {
	for _, s := range openRepo(t).goes {
		want, err := format.Source(s.text)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if !bytes.Equal(want, s.text) {
			t.Errorf("%s is not formatted: run gofmt -w %s", s.name, s.name)
		}
	}
}

// maxLines is where a file becomes two.
const maxLines = 600

// TestFileLength: a file that nobody can hold in the head holds two things.
func TestFileLength(t *testing.T) {
	r := openRepo(t)
	generated := map[string]bool{}
	for _, s := range r.goes {
		generated[s.name] = s.generated
	}
	for name, text := range r.texts {
		switch path.Ext(name) {
		case ".go", ".sol", ".mjs", ".js", ".sh", ".s", ".py":
			if n := bytes.Count(text, []byte("\n")); n > maxLines && !generated[name] && !bytes.HasPrefix(text, []byte("// Code generated")) {
				t.Errorf("%s has %d lines, at most %d: look for the second thing in it", name, n, maxLines)
			}
		}
	}
}

func TestNoMachinePlaces(t *testing.T) {
	hosts := registryHosts(goProxy())
	for name, text := range openRepo(t).texts {
		report(t, checkPlaces(name, string(text), hosts))
	}
}

func TestLinks(t *testing.T) {
	r := openRepo(t)
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(r.root, filepath.FromSlash(name)))
		return err == nil && !strings.HasPrefix(name, "..")
	}
	documents := 0
	for name := range r.texts {
		if path.Ext(name) == ".md" {
			documents++
			report(t, checkLinks(name, exists, func(n string) string { return string(r.texts[n]) }))
		}
	}
	if documents == 0 {
		t.Fatal("no documents found")
	}
}

// TestReadmeTree: the README's tree names every top-level directory that is there, and none that is not.
func TestReadmeTree(t *testing.T) {
	r := openRepo(t)
	_, rest, ok := strings.Cut(string(r.texts["README.md"]), "<!-- tree begins -->\n```text\n")
	tree, _, ok2 := strings.Cut(rest, "```\n<!-- tree ends -->")
	if !ok || !ok2 {
		t.Fatal("README.md lacks the markers of the tree")
	}
	var named []string
	for line := range strings.Lines(tree) {
		if line[0] != ' ' && strings.Contains(line, "/") {
			dir, _, _ := strings.Cut(line, "/")
			named = append(named, dir)
		}
	}
	there := map[string]bool{}
	for name := range r.texts {
		if dir, _, nested := strings.Cut(name, "/"); nested && dir[0] != '.' {
			there[dir] = true
		}
	}
	for dir := range there {
		if !slices.Contains(named, dir) {
			t.Errorf("README.md's tree does not name %s/", dir)
		}
	}
	for _, dir := range named {
		if info, err := fs.Stat(os.DirFS(r.root), dir); err != nil || !info.IsDir() {
			t.Errorf("README.md's tree names %s/, which does not exist", dir)
		}
	}
}
