package float_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/internal/llamacpp"
)

// closeness is how far one table of logits is from the float64 evaluation of the same tokens. Only differences between
// logits matter, so the mean of each row is taken out first.
type closeness struct {
	positions int
	rms       float64 // of the centred logits' errors
	spread    float64 // standard deviation of the true logits
	differ    int     // positions with another top token
	widest    float64 // the largest gap, in float64, between the true top token and the one taken instead, in errors of a difference
}

func (c closeness) String() string {
	return fmt.Sprintf("error %.6f of spread %.3f; %d of %d tops differ, widest gap %.2f errors", c.rms, c.spread, c.differ, c.positions, c.widest)
}

// nearTies reports whether every other top token lies within three errors of the true one. What decides between two tokens
// is the difference of their logits, whose error is that of one logit times the square root of two.
func (c closeness) nearTies() bool { return c.widest <= 3 }

func top(row []float64) int {
	best := 0
	for i, v := range row {
		if v > row[best] {
			best = i
		}
	}
	return best
}

// measure compares got with the truth. The error by which a gap is judged is that of the position, or of all positions where
// that is larger: some positions are harder than others.
func measure(truth, got [][]float64) closeness {
	c := closeness{positions: len(truth)}
	errors := make([]float64, len(truth))
	var squares, variance float64
	for t, row := range truth {
		n := float64(len(row))
		var shift, mean float64
		for i, v := range row {
			shift += (got[t][i] - v) / n
			mean += v / n
		}
		for i, v := range row {
			d := got[t][i] - v - shift
			errors[t] += d * d / n
			variance += (v - mean) * (v - mean) / n
		}
		squares += errors[t]
	}
	c.rms, c.spread = math.Sqrt(squares/float64(len(truth))), math.Sqrt(variance/float64(len(truth)))
	for t, row := range truth {
		if a, b := top(row), top(got[t]); a != b {
			c.differ++
			c.widest = max(c.widest, (row[a]-row[b])/(math.Sqrt2*max(c.rms, math.Sqrt(errors[t]))))
		}
	}
	return c
}

// between compares two evaluations of the same tokens with each other. How near a tie is, the truth says; where b takes the
// token that is best in truth, a gap is a's mistake and does not count.
func between(truth, a, b [][]float64) closeness {
	c := measure(a, b)
	c.widest = 0
	for t := range truth {
		if i, k := top(a[t]), top(b[t]); i != k && k != top(truth[t]) {
			row := measure(a[t:t+1], b[t:t+1]).rms
			c.widest = max(c.widest, math.Abs(truth[t][i]-truth[t][k])/(math.Sqrt2*max(c.rms, row)))
		}
	}
	return c
}

// importModel makes the integer model.
func importModel(t testing.TB, file []byte) *model.Model {
	t.Helper()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// exactLogits runs the integer engine.
func exactLogits(t testing.TB, m *model.Model, tokens []uint32) [][]float64 {
	t.Helper()
	rows := make([][]float64, 0, len(tokens))
	err := engine.New(m, engine.Options{Threads: 2}).NewSession().Extend(tokens, func(_ int, logits []int32) error {
		row := make([]float64, len(logits))
		for i, v := range logits {
			row[i] = float64(v) / 65536
		}
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// startLlama runs llama.cpp on a file that lies in memory, or skips where it is missing.
func startLlama(t testing.TB, file []byte, positions int) *llamacpp.Process {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.gguf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := llamacpp.Start(context.WithoutCancel(t.Context()), path, llamacpp.Options{Context: positions + 2, Threads: 1})
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

func llamaLogits(t testing.TB, p *llamacpp.Process, tokens []uint32) [][]float64 {
	t.Helper()
	single, err := p.Logits(tokens)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]float64, len(single))
	for i, row := range single {
		rows[i] = make([]float64, len(row))
		for k, v := range row {
			rows[i][k] = float64(v)
		}
	}
	return rows
}

// rewrite writes the same model again with every matrix in another encoding, and those of the layers times factor.
func rewrite(t testing.TB, f *gguf.File, matrices gguf.TensorType, factor float32) []byte {
	t.Helper()
	var w gguf.Writer
	for _, kv := range f.KVs {
		switch v := kv.Value.(type) {
		case string:
			w.String(kv.Key, v)
		case uint64:
			w.Uint32(kv.Key, uint32(v))
		case float64:
			w.Float32(kv.Key, float32(v))
		case bool:
			w.Bool(kv.Key, v)
		case []string:
			w.Strings(kv.Key, v)
		case []float32:
			w.Float32s(kv.Key, v)
		case []int64:
			x := make([]int32, len(v))
			for i := range v {
				x[i] = int32(v[i])
			}
			w.Int32s(kv.Key, x)
		default:
			t.Fatalf("metadata %s holds a %T", kv.Key, v)
		}
	}
	for _, info := range f.Tensors {
		x := make([]float32, info.Rows()*info.RowLength())
		if err := f.ReadRows(info, 0, info.Rows(), x); err != nil {
			t.Fatal(err)
		}
		typ := gguf.F32
		if len(info.Dims) > 1 {
			typ = matrices
			if strings.HasPrefix(info.Name, "blk.") {
				for i := range x {
					x[i] *= factor
				}
			}
		}
		if err := w.Tensor(info.Name, typ, info.Dims, x); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
