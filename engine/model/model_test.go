package model

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

func importBytes(t testing.TB, b []byte) *Model {
	t.Helper()
	m, err := Import(bytes.NewReader(b), int64(len(b)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func file(t testing.TB, c modeltest.Config) []byte {
	t.Helper()
	b, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var wide = modeltest.Shape{Dim: 64, Layers: 2, Heads: 4, KVHeads: 4, FFN: 96, Vocab: 300, Context: 700}

// goldenRoots pin the importer: a change here is a change of the semantics and needs a new version.
var goldenRoots = []struct {
	name   string
	config modeltest.Config
	root   string
}{
	{"F32", modeltest.Config{Seed: 1}, "4f971ee5082537c1ddb005553e7bf2af52fe37fc8ac318012ff35b9183b00080"},
	{"F16 tied", modeltest.Config{Seed: 2, Type: gguf.F16, Tied: true}, "ac3d8a211f59a5776cb2bd12300437dff60ebf5bbbe436b2960fa5aa18ccc008"},
	{"Q8_0", modeltest.Config{Seed: 3, Type: gguf.Q8_0, Shape: wide}, "615154a5e81ce132a2f0550c942b91cc6091755d42ae8cb632425eab7679bed3"},
	{"outliers", modeltest.Config{Seed: 4, Outlier: 1000}, "7b9e56b7cd00e4b7029fae67391584e7874bd6ea0058c6690d1bb72f8cc7e346"},
}

func TestRootsAreTheRecordedOnes(t *testing.T) {
	for _, c := range goldenRoots {
		root := importBytes(t, file(t, c.config)).Root()
		if got := hex.EncodeToString(root[:]); got != c.root {
			t.Errorf("%s on %s: root %s, want %s", c.name, runtime.GOARCH, got, c.root)
		}
	}
}

func TestRootsOnArm64(t *testing.T) {
	modeltest.RunOnArm64(t, "TestRootsAreTheRecordedOnes", "TestTablesAgainstFloat")
}

func TestTablesAgainstFloat(t *testing.T) {
	w, err := frequencies(500000, 64, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &Model{header: Header{Shape: Shape{RopeDim: 64, Context: 2000}}}
	m.Rope.Fine, m.Rope.Coarse = rotations(RopeBlock, 1, w), rotations(coarseRows(2000), RopeBlock, w)
	dst := make([]int32, 64)
	for p := range 2000 {
		m.Rotation(p, dst)
		for i := range 32 {
			angle := float64(p) * math.Pow(500000, -float64(2*i)/64)
			for k, want := range []float64{math.Cos(angle), math.Sin(angle)} {
				if got := float64(dst[2*i+k]) / (1 << 30); math.Abs(got-want) > 4e-9 {
					t.Fatalf("position %d, frequency %d: %v, want %v", p, i, got, want)
				}
			}
		}
	}
	for _, d := range []uint32{2, 8, 64, 80, 128, 256} {
		want := math.Round(math.Log2(math.E) / math.Sqrt(float64(d)) * (1 << 24))
		if got := float64(scoreConstant(d)); got != want {
			t.Errorf("score constant of %d: %v, want %v", d, got, want)
		}
	}
}

func TestQuantisationKeepsWeights(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 9, Outlier: 1000})
	f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	m := importBytes(t, b)
	for _, x := range m.tensors() {
		if x.matrix == nil {
			continue
		}
		ti, _ := f.Tensor(x.name)
		row := make([]float32, ti.RowLength())
		scale := math.Ldexp(1, -x.matrix.Exp)
		for r := range x.matrix.Rows {
			if err := f.ReadRows(ti, uint64(r), 1, row); err != nil {
				t.Fatal(err)
			}
			w, mul := x.matrix.Row(r)
			for i, v := range row {
				step := float64(mul[i/exact.Group]) * scale
				if got := float64(w[i]) * step; math.Abs(got-float64(v)) > step*0.500001 {
					t.Fatalf("%s[%d][%d] = %v, stored as %v", x.name, r, i, v, got)
				}
				if w[i] == -128 {
					t.Fatalf("%s holds -128", x.name)
				}
			}
			for _, v := range w[len(row):] {
				if v != 0 {
					t.Fatalf("%s: padding holds %d", x.name, v)
				}
			}
		}
	}
}

func TestQ8FilesKeepTheirIntegers(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 3, Type: gguf.Q8_0, Shape: wide})
	f, _ := gguf.Read(bytes.NewReader(b), int64(len(b)))
	ti, _ := f.Tensor("blk.0.ffn_up.weight")
	raw := b[ti.Offset : ti.Offset+ti.Bytes]
	m := importBytes(t, b)
	up := &m.Layers[0].Up
	for r := range up.Rows {
		w, _ := up.Row(r)
		for i := range up.Cols {
			k := r*up.Cols + i
			if q := int8(raw[k/32*34+2+k%32]); q != w[i] {
				t.Fatalf("weight %d was %d in the file and is %d", k, q, w[i])
			}
		}
	}
}

func TestStoredFormRoundTrip(t *testing.T) {
	for _, c := range goldenRoots {
		m := importBytes(t, file(t, c.config))
		var b bytes.Buffer
		n, err := m.WriteTo(&b)
		if err != nil || n != int64(b.Len()) {
			t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
		}
		back, err := Read(bytes.NewReader(b.Bytes()), n)
		if err != nil {
			t.Fatal(err)
		}
		if back.Root() != m.Root() || back.Header() != m.Header() || back.Tokenizer().Hash() != m.Tokenizer().Hash() {
			t.Fatalf("%s: what was read is another model", c.name)
		}
		var again bytes.Buffer
		if _, err := back.WriteTo(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Fatalf("%s: storing it again gives other bytes (%v)", c.name, err)
		}
	}
}

func TestEveryFlippedByteOfAStoredModelIsNoticed(t *testing.T) {
	m := importBytes(t, file(t, modeltest.Config{Seed: 5, Shape: modeltest.Shape{Dim: 8, Layers: 1, Heads: 2, KVHeads: 1, FFN: 5, Vocab: 12, Context: 4}}))
	var buf bytes.Buffer
	if _, err := m.WriteTo(&buf); err != nil {
		t.Fatal(err)
	}
	b := buf.Bytes()
	step := max(1, len(b)/1500) // all of the head, a sample of the tables
	for i := 0; i < len(b); i++ {
		if i > 700 {
			i += step - 1
		}
		if i >= len(b) {
			break
		}
		b[i] ^= 0x10
		if _, err := Read(bytes.NewReader(b), int64(len(b))); !errors.Is(err, ErrStored) {
			t.Fatalf("byte %d of %d: error %v", i, len(b), err)
		}
		b[i] ^= 0x10
	}
	for n := 0; n < len(b); n += 1 + n/50 {
		if _, err := Read(bytes.NewReader(b[:n]), int64(n)); !errors.Is(err, ErrStored) {
			t.Fatalf("cut to %d bytes: error %v", n, err)
		}
	}
}

// rewrite makes a GGUF file with changed metadata or tensors.
func rewrite(t *testing.T, change func(w *gguf.Writer, skip map[string]bool)) []byte {
	t.Helper()
	b := file(t, modeltest.Config{Seed: 1})
	f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var w gguf.Writer
	skip := map[string]bool{}
	change(&w, skip)
	for _, kv := range f.KVs {
		if skip[kv.Key] {
			continue
		}
		switch v := kv.Value.(type) {
		case string:
			w.String(kv.Key, v)
		case uint64:
			w.Uint32(kv.Key, uint32(v))
		case float64:
			w.Float32(kv.Key, float32(v))
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
		}
	}
	for _, ti := range f.Tensors {
		if skip[ti.Name] {
			continue
		}
		x := make([]float32, ti.Rows()*ti.RowLength())
		if err := f.ReadRows(ti, 0, ti.Rows(), x); err != nil {
			t.Fatal(err)
		}
		if err := w.Tensor(ti.Name, ti.Type, ti.Dims, x); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := w.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileAndUnsupportedFilesAreRefused(t *testing.T) {
	set := func(key string, v uint32) func(*gguf.Writer, map[string]bool) {
		return func(w *gguf.Writer, skip map[string]bool) { skip[key] = true; w.Uint32(key, v) }
	}
	text := func(key, v string) func(*gguf.Writer, map[string]bool) {
		return func(w *gguf.Writer, skip map[string]bool) { skip[key] = true; w.String(key, v) }
	}
	number := func(key string, v float32) func(*gguf.Writer, map[string]bool) {
		return func(w *gguf.Writer, skip map[string]bool) { skip[key] = true; w.Float32(key, v) }
	}
	drop := func(name string) func(*gguf.Writer, map[string]bool) {
		return func(_ *gguf.Writer, skip map[string]bool) { skip[name] = true }
	}
	tensor := func(name string, dims []uint64, fill float32) func(*gguf.Writer, map[string]bool) {
		return func(w *gguf.Writer, skip map[string]bool) {
			skip[name] = true
			n := uint64(1)
			for _, d := range dims {
				n *= d
			}
			x := make([]float32, n)
			for i := range x {
				x[i] = fill
			}
			if err := w.Tensor(name, gguf.F32, dims, x); err != nil {
				t.Fatal(err)
			}
		}
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for name, change := range map[string]func(*gguf.Writer, map[string]bool){
		"architecture":     text("general.architecture", "mamba"),
		"tokenizer":        text("tokenizer.ggml.model", "gpt2"),
		"experts":          set("llama.expert_count", 8),
		"no layers":        set("llama.block_count", 0),
		"many layers":      set("llama.block_count", 1<<30),
		"no heads":         set("llama.attention.head_count", 0),
		"odd heads":        set("llama.attention.head_count", 5),
		"kv heads":         set("llama.attention.head_count_kv", 4),
		"no kv heads":      set("llama.attention.head_count_kv", 0),
		"odd rotation":     set("llama.rope.dimension_count", 3),
		"wide rotation":    set("llama.rope.dimension_count", 64),
		"no context":       set("llama.context_length", 0),
		"wrong ffn":        set("llama.feed_forward_length", 78),
		"huge ffn":         set("llama.feed_forward_length", 1<<31),
		"wrong dim":        set("llama.embedding_length", 96),
		"value length":     set("llama.attention.value_length", 10),
		"bos outside":      set("tokenizer.ggml.bos_token_id", 301),
		"missing dim":      drop("llama.embedding_length"),
		"missing eps":      drop("llama.attention.layer_norm_rms_epsilon"),
		"eps":              number("llama.attention.layer_norm_rms_epsilon", nan),
		"theta":            number("llama.rope.freq_base", 0.5),
		"theta nan":        number("llama.rope.freq_base", nan),
		"yarn":             text("llama.rope.scaling.type", "yarn"),
		"missing tensor":   drop("blk.1.attn_k.weight"),
		"missing norm":     drop("output_norm.weight"),
		"missing vocab":    drop("tokenizer.ggml.tokens"),
		"missing scores":   drop("tokenizer.ggml.scores"),
		"extra tensor":     tensor("blk.0.attn_q.bias", []uint64{48}, 1),
		"wrong shape":      tensor("blk.0.attn_q.weight", []uint64{48, 47}, 1),
		"nan weight":       tensor("blk.0.attn_q.weight", []uint64{48, 48}, nan),
		"infinite weight":  tensor("blk.2.ffn_down.weight", []uint64{77, 48}, inf),
		"huge weight":      tensor("output.weight", []uint64{48, 301}, 1e30),
		"infinite gain":    tensor("output_norm.weight", []uint64{48}, inf),
		"tiny gain":        tensor("output_norm.weight", []uint64{48}, 1e-30),
		"rotation factors": tensor("rope_freqs.weight", []uint64{4}, 0),
		"factors' shape":   tensor("rope_freqs.weight", []uint64{3}, 1),
	} {
		b := rewrite(t, change)
		if _, err := Import(bytes.NewReader(b), int64(len(b)), nil); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%s: error %v, want ErrUnsupported", name, err)
		}
	}
	if _, err := Import(strings.NewReader("GGUF"), 4, nil); !errors.Is(err, gguf.ErrFormat) {
		t.Errorf("a cut file: %v", err)
	}
}

func TestShapesThatCannotBeCommittedToAreRefused(t *testing.T) {
	ok := Shape{Dim: 4096, Layers: 450, Heads: 32, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 14336, Vocab: 128256, Context: 1 << 17}
	if err := ok.check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Shape){
		"layers":     func(s *Shape) { s.Layers = 451 },
		"embedding":  func(s *Shape) { s.Vocab, s.Dim = 1<<20, 1<<16 },
		"context":    func(s *Shape) { s.Context = 1<<17 + 1 },
		"head width": func(s *Shape) { s.HeadDim = 258 },
		"attention":  func(s *Shape) { s.Heads, s.KVHeads, s.HeadDim = 1024, 1024, 512 },
	} {
		s := ok
		change(&s)
		if s.check() == nil {
			t.Errorf("%s: %+v was accepted", name, s)
		}
	}
}

func TestUnusualFilesAreAccepted(t *testing.T) {
	base := importBytes(t, rewrite(t, func(*gguf.Writer, map[string]bool) {}))
	ones := func(v float32) []byte {
		return rewrite(t, func(w *gguf.Writer, _ map[string]bool) {
			if err := w.Tensor("rope_freqs.weight", gguf.F32, []uint64{4}, []float32{v, v, v, v}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if importBytes(t, ones(1)).Root() != base.Root() {
		t.Error("rotation factors of 1 change the model")
	}
	linear := rewrite(t, func(w *gguf.Writer, _ map[string]bool) {
		w.String("llama.rope.scaling.type", "linear")
		w.Float32("llama.rope.scaling.factor", 4)
	})
	if a := importBytes(t, linear); a.Root() != importBytes(t, ones(4)).Root() || a.Root() == base.Root() {
		t.Error("linear scaling by 4 must equal rotation factors of 4, and must matter")
	}
	zero := rewrite(t, func(w *gguf.Writer, skip map[string]bool) {
		skip["blk.0.attn_q.weight"] = true
		if err := w.Tensor("blk.0.attn_q.weight", gguf.F32, []uint64{48, 48}, make([]float32, 48*48)); err != nil {
			t.Fatal(err)
		}
	})
	if x := importBytes(t, zero).Layers[0].Q; x.Exp != 0 || bytes.ContainsFunc(x.Panels, func(r rune) bool { return r != 0 }) {
		t.Error("a zero matrix must be stored as zeros")
	}
}

// failing returns an error after n bytes.
type failing struct {
	r io.ReaderAt
	n int64
}

var errDisk = errors.New("disk on fire")

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.n {
		return 0, errDisk
	}
	return f.r.ReadAt(p, off)
}

func TestReadErrorsAreReported(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 1})
	for n := int64(0); n < int64(len(b)); n += int64(len(b)) / 50 {
		if _, err := Import(failing{bytes.NewReader(b), n}, int64(len(b)), nil); !errors.Is(err, errDisk) {
			t.Fatalf("after %d bytes: %v", n, err)
		}
	}
}

func TestProgressReachesTheTotal(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 1})
	var last, total int64
	if _, err := Import(bytes.NewReader(b), int64(len(b)), func(done, all int64) {
		if done < last || done > all {
			t.Fatalf("progress went from %d to %d of %d", last, done, all)
		}
		last, total = done, all
	}); err != nil {
		t.Fatal(err)
	}
	if last != total || total == 0 {
		t.Errorf("progress ended at %d of %d", last, total)
	}
}

// FuzzImport checks that no file makes the importer panic.
func FuzzImport(f *testing.F) {
	b, err := modeltest.GGUF(modeltest.Config{Seed: 5, Shape: modeltest.Shape{Dim: 8, Layers: 1, Heads: 2, KVHeads: 1, FFN: 5, Vocab: 12, Context: 4}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Import(bytes.NewReader(b), int64(len(b)), nil)
		if err == nil && len(m.Layers) == 0 {
			t.Fatal("a model without layers was accepted")
		}
	})
}
