package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/store"
)

// ggufFile writes a model with random weights and returns its path and the root that importing must give.
func ggufFile(t *testing.T, name string, c modeltest.Config) (string, job.Hash) {
	t.Helper()
	raw, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(raw), int64(len(raw)), nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, m.Root()
}

// command runs the program in this process, with text on its standard input.
func command(t *testing.T, input string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(args, strings.NewReader(input), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

func must[T any](t *testing.T, o outcome) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(o.out), &v); err != nil || o.code != 0 {
		t.Fatalf("code %d: %s%s", o.code, o.out, o.err)
	}
	return v
}

func leftOver(t *testing.T, data string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(shelfOf(data).dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestModelsComeAndGo is the life of an imported model, with every command.
func TestModelsComeAndGo(t *testing.T) {
	data := t.TempDir()
	file, root := ggufFile(t, "chatty.gguf", modeltest.Config{Seed: 1, Arch: "qwen3"})
	other, otherRoot := ggufFile(t, "other.gguf", modeltest.Config{Seed: 2, Type: gguf.Q4_K, Shape: modeltest.Blocks, Arch: "qwen2"})

	r := must[modelReport](t, command(t, "", "model", "import", file, "--data", data, "--json"))
	if r.Name != "chatty" || r.Root != root || !r.QKNorm || r.Biases || filepath.Base(r.File) != strings.TrimPrefix(root.String(), "0x")+".assay" {
		t.Errorf("%+v", r)
	}
	if o := command(t, "", "model", "import", file, "--data", data); o.code != 0 || !strings.Contains(o.out, root.String()) {
		t.Errorf("the same again: %+v", o)
	}
	if o := command(t, "", "model", "import", file, "--data", data, "--name", "copy"); o.code != 1 || !strings.Contains(o.err, "here already, as chatty") {
		t.Errorf("the same under another name: %+v", o)
	}
	if o := command(t, "", "model", "import", other, "--data", data, "--name", "chatty"); o.code != 1 || !strings.Contains(o.err, "belongs to another model") {
		t.Errorf("another under the same name: %+v", o)
	}
	if o := command(t, "", "model", "import", other, "--data", data); o.code != 0 || !strings.Contains(o.out, "biases") {
		t.Errorf("%+v", o)
	}
	for _, name := range []string{"chatty", root.String(), file} {
		if got := must[modelReport](t, command(t, "", "model", "info", name, "--data", data, "--json")); got.Root != root {
			t.Errorf("info %s: %+v", name, got)
		}
		if got := must[struct{ Root job.Hash }](t, command(t, "", "model", "root", name, "--data", data, "--json")); got.Root != root {
			t.Errorf("root %s: %+v", name, got)
		}
	}
	list := must[[]modelLine](t, command(t, "", "model", "list", "--data", data, "--json"))
	if len(list) != 3 || list[1].Name != "chatty" || list[2].Root != otherRoot || list[2].Parameters == 0 || list[2].Bytes == 0 {
		t.Errorf("%+v", list)
	}
	lib, err := loadLibrary(data, engine.Options{})
	if err != nil || len(lib.Models()) != 3 {
		t.Fatalf("%d models, %v", len(lib.Models()), err)
	}

	if o := command(t, "", "model", "rm", "chatty", "--data", data, "--json"); o.code != 2 || !strings.Contains(o.out, "--force") {
		t.Errorf("a program that does not say --force: %+v", o)
	}
	if o := command(t, "no\n", "model", "rm", "chatty", "--data", data); o.code != 1 || !strings.Contains(o.err, "nothing was deleted") {
		t.Errorf("no: %+v", o)
	}
	if o := command(t, "", "model", "rm", "chatty", "--data", data); o.code != 1 {
		t.Errorf("nobody answers: %+v", o)
	}
	if o := command(t, "yes\n", "model", "rm", "chatty", "--data", data); o.code != 0 {
		t.Errorf("yes: %+v", o)
	}
	if got := must[struct{ Removed string }](t, command(t, "", "model", "rm", otherRoot.String(), "--data", data, "--json", "--force")); got.Removed != "other" {
		t.Errorf("%+v", got)
	}
	if names := leftOver(t, data); len(names) != 0 {
		t.Errorf("left over: %v", names)
	}
	for _, name := range []string{"chatty", "assay-small"} {
		if o := command(t, "", "model", "rm", name, "--data", data, "--force"); o.code != 1 {
			t.Errorf("rm %s: %+v", name, o)
		}
	}
}

// TestTheModelOnSaleIsKept: named in the settings, or sold by a running node.
func TestTheModelOnSaleIsKept(t *testing.T) {
	data := t.TempDir()
	file, _ := ggufFile(t, "goods.gguf", modeltest.Config{Seed: 1})
	if o := command(t, "", "model", "import", file, "--data", data); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	if o := command(t, "", "model", "rm", "goods", "--data", data, "--force", "--provider-models", "goods"); o.code != 1 || !strings.Contains(o.err, "on sale") {
		t.Errorf("named in the settings: %+v", o)
	}
	running, err := store.Open(filepath.Join(data, "assay.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := writeReady(filepath.Join(data, nodeFile), ready{Provider: "http://127.0.0.1:1", Models: []string{"assay-small", "goods"}}); err != nil {
		t.Fatal(err)
	}
	if o := command(t, "", "model", "rm", "goods", "--data", data, "--force"); o.code != 1 || !strings.Contains(o.err, "stop the node") {
		t.Errorf("sold by a running node: %+v", o)
	}
	if err := running.Close(); err != nil { // the file that it left is stale now, as after a crash
		t.Fatal(err)
	}
	if o := command(t, "", "model", "rm", "goods", "--data", data, "--force"); o.code != 0 {
		t.Errorf("after the node: %+v", o)
	}
}

// TestDamagedWeightsStopTheNode: mapping takes a model as it is; the check in the background finds the flipped bit.
func TestDamagedWeightsStopTheNode(t *testing.T) {
	data := t.TempDir()
	file, root := ggufFile(t, "sick.gguf", modeltest.Config{Seed: 1})
	if o := command(t, "", "model", "import", file, "--data", data); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	if err := checkWeights(t.Context(), data, log); err != nil {
		t.Fatalf("before the damage: %v", err)
	}
	path := shelfOf(data).file(root)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Map(raw)
	if err != nil {
		t.Fatal(err)
	}
	m.Layers[1].Up.Panels[40] ^= 4 // raw[...]: the panels lie in it
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadLibrary(data, engine.Options{}); err != nil {
		t.Errorf("mapping must not hash the weights: %v", err)
	}
	if err := checkWeights(t.Context(), data, log); !errors.Is(err, model.ErrStored) || !strings.Contains(err.Error(), "sick") || !strings.Contains(err.Error(), "blk.1.ffn_up.weight") {
		t.Errorf("after the damage: %v", err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := checkWeights(ended, data, log); err != nil {
		t.Errorf("a node that ends is not sick: %v", err)
	}
}

// TestAModelUnderAnothersNameIsRefused: the file is called after its root, and must hold that model.
func TestAModelUnderAnothersNameIsRefused(t *testing.T) {
	data := t.TempDir()
	var roots []job.Hash
	for i := range 2 {
		file, root := ggufFile(t, fmt.Sprintf("m%d.gguf", i), modeltest.Config{Seed: uint64(i)})
		if o := command(t, "", "model", "import", file, "--data", data); o.code != 0 {
			t.Fatalf("%+v", o)
		}
		roots = append(roots, root)
	}
	s := shelfOf(data)
	if err := os.Rename(s.file(roots[0]), s.file(roots[1])); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"m0", "m1"} {
		if o := command(t, "", "model", "info", name, "--data", data); o.code != 1 || !strings.Contains(o.err, "assay model rm "+name) {
			t.Errorf("%s: %+v", name, o)
		}
		if o := command(t, "", "model", "rm", name, "--data", data, "--force"); o.code != 0 {
			t.Errorf("rm %s: %+v", name, o)
		}
	}
	if err := os.WriteFile(filepath.Join(s.dir, "m2"+nameExt), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := command(t, "", "model", "list", "--data", data); o.code != 1 || !strings.Contains(o.err, "assay model rm m2") {
		t.Errorf("a name without a root: %+v", o)
	}
	if o := command(t, "", "model", "rm", "m2", "--data", data, "--force"); o.code != 0 || len(leftOver(t, data)) != 0 {
		t.Errorf("rm: %+v, left: %v", o, leftOver(t, data))
	}
}

// TestAnImportThatFailsLeavesNothing: interrupted, on a full disk, of a file that is none.
func TestAnImportThatFailsLeavesNothing(t *testing.T) {
	data := t.TempDir()
	file, _ := ggufFile(t, "m.gguf", modeltest.Config{Seed: 1})
	s := shelfOf(data)
	ended, stop := context.WithCancelCause(t.Context())
	stop(errors.New("ctrl-c"))
	if _, err := s.put(ended, "m", file, nil); err == nil || !strings.Contains(err.Error(), "ctrl-c") {
		t.Errorf("interrupted: %v", err)
	}
	err := s.fill(func(f *os.File) (string, error) {
		return "", fmt.Errorf("store model: %w", &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC})
	})
	if err == nil || !strings.Contains(err.Error(), "is full") || !strings.Contains(err.Error(), "--data") {
		t.Errorf("full disk: %v", err)
	}
	if err := os.WriteFile(file, []byte("GGUF\x03\x00\x00\x00 and no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.put(t.Context(), "m", file, nil); !errors.Is(err, gguf.ErrFormat) {
		t.Errorf("cut short: %v", err)
	}
	if _, err := s.put(t.Context(), "m", filepath.Dir(file), nil); err == nil {
		t.Error("a directory was imported")
	}
	if names := leftOver(t, data); len(names) != 0 {
		t.Errorf("left over: %v", names)
	}
}

func TestNamesThatWouldLeaveTheFolderAreRefused(t *testing.T) {
	file, root := ggufFile(t, "m.gguf", modeltest.Config{Seed: 1})
	for _, name := range []string{"../m", "a/b", `a\b`, ".hidden", "assay-small", root.String(), strings.Repeat("m", 101), "m\x00", "m\n", "m\x1b[2J"} {
		if o := command(t, "", "model", "import", file, "--data", t.TempDir(), "--name", name); o.code != 2 {
			t.Errorf("%q: %+v", name, o)
		}
	}
}

// A process that is killed while it imports leaves a file as large as a model; the next import takes it away, and leaves
// alone what another import is writing and what is none of its own.
func TestWhatAKilledImportLeftIsSwept(t *testing.T) {
	s := shelf{t.TempDir()}
	old := time.Now().Add(-2 * staleAfter)
	for name, stays := range map[string]bool{".import-123": false, ".import-456": true, "a.assay": true, ".other": true} { // order-free: each its own file
		path := filepath.Join(s.dir, name)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if name != ".import-456" {
			if err := os.Chtimes(path, old, old); err != nil {
				t.Fatal(err)
			}
		}
		s.sweep(time.Now().Add(-staleAfter))
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
