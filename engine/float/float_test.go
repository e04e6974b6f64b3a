package float_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/float"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/modeltest"
)

// open parses a GGUF file that lies in memory.
func open(t testing.TB, file []byte) *gguf.File {
	t.Helper()
	f, err := gguf.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// evaluate returns the logits after each token, in float64 whatever T is.
func evaluate[T float.Number](t testing.TB, f *gguf.File, tokens []uint32, threads, batch int) [][]float64 {
	t.Helper()
	m, err := float.New[T](f, threads)
	if err != nil {
		t.Fatal(err)
	}
	return evaluateWith(t, m, tokens, batch)
}

func evaluateWith[T float.Number](t testing.TB, m *float.Model[T], tokens []uint32, batch int) [][]float64 {
	t.Helper()
	var rows [][]float64
	s := m.NewSession()
	for at := 0; at < len(tokens); at += batch {
		err := s.Extend(tokens[at:min(len(tokens), at+batch)], func(_ int, logits []T) error {
			row := make([]float64, len(logits))
			for i, v := range logits {
				row[i] = float64(v)
			}
			rows = append(rows, row)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// someTokens draws ordinary tokens.
func someTokens(seed uint64, n, vocab int) []uint32 {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(r.IntN(vocab))
	}
	return out
}

// apart is the largest difference of two tables of logits.
func apart(a, b [][]float64) float64 {
	var most float64
	for t := range a {
		for i := range a[t] {
			most = max(most, math.Abs(a[t][i]-b[t][i]))
		}
	}
	return most
}

// TestPrecisions: float32 and float64 agree as far as float32 goes, and batches, threads and splits change nothing.
func TestPrecisions(t *testing.T) {
	f := open(t, builtin.GGUF())
	tokens := someTokens(1, 150, 1024)
	truth := evaluate[float64](t, f, tokens, 1, 1000)
	if len(truth) != len(tokens) {
		t.Fatalf("%d rows for %d tokens", len(truth), len(tokens))
	}
	if d := apart(truth, evaluate[float64](t, f, tokens, 3, 7)); d > 1e-9 {
		t.Errorf("another split of the same tokens is %g away", d)
	}
	single := evaluate[float32](t, f, tokens, 2, 1000)
	if d := apart(truth, single); d > 0.01 || d == 0 {
		t.Errorf("float32 is %g away from float64", d)
	}
}

// TestHostileFiles: what cannot be evaluated is refused with a reason, before any pass.
func TestHostileFiles(t *testing.T) {
	for name, change := range map[string]func(w *gguf.Writer){
		"architecture": func(w *gguf.Writer) { w.String("general.architecture", "mamba") },
		"no numbers":   func(w *gguf.Writer) { w.String("general.architecture", "llama") },
		"absurd": func(w *gguf.Writer) {
			w.String("general.architecture", "llama")
			w.Uint32("llama.embedding_length", math.MaxUint32)
		},
	} {
		var w gguf.Writer
		change(&w)
		if err := w.Tensor("token_embd.weight", gguf.F32, []uint64{2, 2}, make([]float32, 4)); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := w.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		if _, err := float.New[float64](open(t, b.Bytes()), 1); !errors.Is(err, float.ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
	file, err := modeltest.GGUF(modeltest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := float.New[float32](open(t, file), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.NewSession().Extend([]uint32{uint32(m.Vocab())}, nil); err == nil {
		t.Error("a token outside the vocabulary was evaluated")
	}
}
