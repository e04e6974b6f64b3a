package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
)

func TestFigure(t *testing.T) {
	if f := (figure{3, 1, 2}); f.median() != 2 || f.spread() != [2]float64{1, 3} {
		t.Errorf("%v: median %g, spread %v", f, f.median(), f.spread())
	}
	if f := (figure{4, 1, 2, 3}); f.median() != 2.5 {
		t.Errorf("median %g, want 2.5", f.median())
	}
	if f := (figure{}); f.median() != 0 || f.spread() != [2]float64{} {
		t.Error("a figure without samples")
	}
}

// decoded runs the program with --json and reads what it prints.
func decoded[T any](t *testing.T, env []string, args ...string) (v T) {
	t.Helper()
	o := invoke(t, env, append(args, "--json")...)
	if o.code != 0 {
		t.Fatalf("assay %v: exit code %d: %s%s", args, o.code, o.out, o.err)
	}
	if err := json.Unmarshal([]byte(o.out), &v); err != nil {
		t.Fatalf("assay %v printed %q: %v", args, o.out, err)
	}
	return v
}

// TestBenchCommands runs the whole of both benchmarks on the built-in model, where they take seconds, and makes the table.
func TestBenchCommands(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "small.gguf")
	if err := os.WriteFile(file, builtin.GGUF(), 0o600); err != nil {
		t.Fatal(err)
	}
	env := []string{"XDG_CACHE_HOME=" + filepath.Join(dir, "cache"), "HOME=" + dir, "ASSAY_LLAMACPP=" + os.Getenv("ASSAY_LLAMACPP")}
	e := decoded[engineBench](t, env, "bench", "engine", file, "--rounds", "2", "--decode", "8", "--answer", "16")
	for name, v := range map[string]float64{"decode_tps": e.Decode, "prefill_tps": e.Prefill, "prefill_256_tps": e.Prefill256,
		"decode8_tps": e.Decode8, "check_speedup": e.Check} {
		s := e.Spread[name]
		if !(v > 0) || v < s[0] || v > s[1] {
			t.Errorf("%s is %g, spread %v", name, v, s)
		}
	}
	if e.Model != "small" || e.Threads != 2 || e.Start == nil || e.Start.MS < e.Start.Load || e.Start.Memory <= 0 {
		t.Errorf("%+v, start %+v", e, e.Start)
	}
	if r := e.Perplexity; r < 0.99 || r > 1.01 {
		t.Errorf("perplexity ratio %g", r)
	}
	if e.LlamaCPP == nil && os.Getenv("ASSAY_REQUIRE_NPM") != "" {
		t.Error("llama.cpp was not measured")
	}
	if e.LlamaCPP != nil && (e.Ratio == nil || e.Ratio.Decode <= 0) {
		t.Errorf("llama.cpp %+v, ratio %+v", e.LlamaCPP, e.Ratio)
	}
	s := decoded[servingBench](t, env, "bench", "serving", builtin.Name, "--requests", "2", "--prompt", "20", "--output", "8")
	if s.Output < 2 || s.Prompt < 40 || s.Served <= 0 || s.Bare <= 0 || len(s.Each) != 2 {
		t.Errorf("%+v", s)
	}
	if e.LlamaCPP == nil {
		return
	}
	var paths []string
	for name, v := range map[string]any{"b.json": e, "c.json": s} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"b.json", "c.json"} {
		paths = append(paths, filepath.Join(dir, name))
	}
	document := filepath.Join(dir, "README.md")
	if err := os.WriteFile(document, []byte("above\n"+tableBegins+"old\n"+tableEnds+"\nbelow\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := invoke(t, env, "bench", "table", paths[0], paths[1], "--into", document); o.code != 0 {
		t.Fatal(o.err)
	}
	text, err := os.ReadFile(document)
	if err != nil || !strings.HasPrefix(string(text), "above\n"+tableBegins+"| small") || !strings.HasSuffix(string(text), tableEnds+"\nbelow\n") || strings.Contains(string(text), "old") {
		t.Errorf("the document became %q (%v)", text, err)
	}
}

// TestEvalCommand: another model's file with a text of its own.
func TestEvalCommand(t *testing.T) {
	dir := t.TempDir()
	file, text := filepath.Join(dir, "small.gguf"), filepath.Join(dir, "text")
	for path, content := range map[string][]byte{file: builtin.GGUF(), text: []byte(strings.Repeat("open a channel with bob for a week. ", 9))} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := decoded[evalReport](t, nil, "eval", file, "--text", text, "--window", "32")
	p := r.Perplexity
	if r.Model != "small" || p.Positions < 50 || p.Exact < 1 || p.Ratio < 0.998 || p.Ratio > 1.002 || p.SameTop < 0.98 {
		t.Errorf("%+v", r)
	}
	if o := invoke(t, nil, "eval", file); o.code != 2 || !strings.Contains(o.err, "--text") {
		t.Errorf("a file without a text: exit code %d, %s", o.code, o.err)
	}
	if err := os.WriteFile(text, []byte("\xff\xfe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := invoke(t, nil, "eval", file, "--text", text); o.code != 1 || !strings.Contains(o.err, "UTF-8") {
		t.Errorf("a text that is none: exit code %d, %s", o.code, o.err)
	}
}
