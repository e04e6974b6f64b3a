package llamacpp_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/internal/llamacpp"
)

// start runs llama.cpp on the built-in model, or skips where it is missing.
func start(t *testing.T) *llamacpp.Process { return startBuild(t, "") }

func startBuild(t *testing.T, build string) *llamacpp.Process {
	t.Helper()
	file := filepath.Join(t.TempDir(), "small.gguf")
	if err := os.WriteFile(file, builtin.GGUF(), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := llamacpp.Start(context.WithoutCancel(t.Context()), file, llamacpp.Options{Context: 128, Build: build})
	if errors.Is(err, llamacpp.ErrMissing) && os.Getenv("ASSAY_REQUIRE_NPM") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// TestTalk: the logits that come back over the pipe are those from which llama.cpp itself decodes.
func TestTalk(t *testing.T) {
	p := start(t)
	tokens, err := p.Tokenize("pay bob 5 dollars")
	if err != nil || len(tokens) == 0 {
		t.Fatal(tokens, err)
	}
	rows, err := p.Logits(tokens)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(tokens) || len(rows[0]) != p.Vocab {
		t.Fatalf("%d rows of %d, want %d of %d", len(rows), len(rows[0]), len(tokens), p.Vocab)
	}
	last := rows[len(rows)-1]
	best := slices.Index(last, slices.Max(last))
	next, err := p.Greedy(tokens, 1)
	if err != nil || len(next) != 1 || next[0] != uint32(best) {
		t.Errorf("greedy gives %v (%v), the largest logit is of token %d", next, err, best)
	}
	again, err := p.Logits(tokens[:2]) // another request starts afresh
	if err != nil || math.Abs(float64(again[1][7]-rows[1][7])) > 0.05 {
		t.Errorf("the second request gives %v (%v), the first gave %v", again[1][7], err, rows[1][7])
	}
}

// TestAnOlderProcessor: the build for AVX2 says that it uses nothing newer.
func TestAnOlderProcessor(t *testing.T) {
	p := startBuild(t, "haswell")
	if !strings.Contains(p.System, "AVX2 = 1") || strings.Contains(p.System, "AVX512 = 1") || strings.Contains(p.System, "AMX_INT8 = 1") {
		t.Errorf("llama.cpp uses %s", p.System)
	}
	if rows, err := p.Logits([]uint32{5, 6}); err != nil || len(rows) != 2 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if _, err := llamacpp.Start(t.Context(), "x.gguf", llamacpp.Options{Build: "abacus"}); err == nil {
		t.Error("a build that the package has not was started")
	}
}

func TestTimes(t *testing.T) {
	p := start(t)
	for name, measure := range map[string]func(int) (float64, error){"prefill": p.Prefill, "decode": p.Decode} {
		if tps, err := measure(64); err != nil || !(tps > 1) {
			t.Errorf("%s: %v tokens a second, %v", name, tps, err)
		}
	}
}

// TestRefusals: what llama.cpp cannot do is an error, and the process lives on.
func TestRefusals(t *testing.T) {
	p := start(t)
	if _, err := p.Logits([]uint32{1 << 30}); err == nil {
		t.Error("a token outside the vocabulary was evaluated")
	}
	if _, err := p.Tokenize("still there"); err != nil {
		t.Error(err)
	}
}

func TestMissing(t *testing.T) {
	t.Setenv("ASSAY_LLAMACPP", t.TempDir())
	if _, err := llamacpp.Find(); !errors.Is(err, llamacpp.ErrMissing) {
		t.Error("an empty directory passes for an installation:", err)
	}
}
