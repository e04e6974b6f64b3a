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
	{"F32", modeltest.Config{Seed: 1}, "6f7c2c7045275e0c0a696563add588fe97af07edd8a51a5809d1f51d14a08316"},
	{"F16 tied", modeltest.Config{Seed: 2, Type: gguf.F16, Tied: true}, "2dacb9ccf16d92bb39d9d4144cc69f8cf169a98720345ea52368d0717e3e7e76"},
	{"Q8_0", modeltest.Config{Seed: 3, Type: gguf.Q8_0, Shape: wide}, "cdcbcbdefff94ea8dac481bc9e93453e89a0e93937724033dcfc4542c09b7523"},
	{"outliers", modeltest.Config{Seed: 4, Outlier: 1000}, "78929a025f4b2db1f86de6d027388da3ced78265ceeb6c99a98284db1ffe6495"},
	{"qwen2", modeltest.Config{Seed: 6, Arch: "qwen2"}, "81f4d2efee42a14ea05471a605b0fcec1c6af97a2ddf889feb993bf5067cf355"},
	{"qwen2 tied", modeltest.Config{Seed: 7, Arch: "qwen2", Type: gguf.Q8_0, Shape: narrow, Tied: true}, "93509e402f8f4acdb979eb8a9ae2ed875d3b3268f766682c2737d833fbc90d27"},
	{"qwen3", modeltest.Config{Seed: 8, Arch: "qwen3", Shape: broad}, "3699a56da4a6b847a9e17a5776bde36496ebeb097909ffdb4894606c43f9e306"},
	{"biases in a llama", modeltest.Config{Seed: 9, Bias: true, Outlier: -50}, "44edcea27f703d2851993b3b2d7812f08442f5de4bd2720985780e44cb76e72c"},
	{"yarn", modeltest.Config{Seed: 10, Arch: "qwen3", Metadata: yarn}, "ee2b4918bf413ba0feb87181ddee771972afd2650db4a3a27462b4fdeca96006"},
	{"BF16", modeltest.Config{Seed: 11, Type: gguf.BF16, Shape: narrow}, "0fa64879fcf95c68caa68952d21972692fc494b6efb090cf9df40130fd72d0c4"},
	{"Q4_0", modeltest.Config{Seed: 11, Type: gguf.Q4_0, Shape: narrow}, "c92e9e70318b4411aa7134d8d95ee63438f24937bc963ac0f09ea4827bd0a0a3"},
	{"Q4_1", modeltest.Config{Seed: 11, Type: gguf.Q4_1, Shape: narrow}, "c35162b514c783d2e9329a369f67086ff866c87f6807516a12453ba598d83c94"},
	{"Q5_0", modeltest.Config{Seed: 11, Type: gguf.Q5_0, Shape: narrow}, "fd798a0971d153dcf9aa154c365890fb444145b8f7fb9651d057b6393d57acca"},
	{"Q5_1", modeltest.Config{Seed: 11, Type: gguf.Q5_1, Shape: narrow}, "a77f57e10d9821e1887750bffb842efa5a6795ae88c011e825239648f0c33e40"},
	{"Q4_K", modeltest.Config{Seed: 11, Type: gguf.Q4_K, Shape: narrow}, "87df2bed1d4da5ddcf42b42f84755ddb84728f639aafdbf77949821b289a7ecf"},
	{"Q5_K", modeltest.Config{Seed: 11, Type: gguf.Q5_K, Shape: narrow}, "e8fd7e3aa8bc08e915cc9007633cc669140cf70dc9e52323c42673e1589593a0"},
	{"Q6_K", modeltest.Config{Seed: 11, Type: gguf.Q6_K, Shape: narrow}, "7b9d12f306224a8a6ea3106afc4b35716d851ec9bb183feecb94930ac40878a6"},
}

// narrow is the smallest shape whose widths are whole blocks of every encoding.
var narrow = modeltest.Shape{Dim: 256, Layers: 1, Heads: 8, KVHeads: 1, FFN: 256, Vocab: 40, Context: 40}

// broad has heads whose size is not Dim/Heads.
var broad = modeltest.Shape{Dim: 48, Layers: 2, Heads: 6, KVHeads: 2, FFN: 77, Vocab: 301, Context: 96, HeadDim: 20}

// yarn stretches the context of a qwen3 file fourfold.
func yarn(w *gguf.Writer) {
	w.String("qwen3.rope.scaling.type", "yarn")
	w.Float32("qwen3.rope.scaling.factor", 4)
	w.Uint32("qwen3.rope.scaling.original_context_length", 24)
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
	m := &Model{header: Header{Shape: Shape{RopeDim: 64, Context: 2000}, RopeTheta: 500000}}
	var err error
	if m.Rope, err = (ropeScaling{factor: rat(1), attention: rat(1)}).tables(m.header); err != nil {
		t.Fatal(err)
	}
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

// rewrite makes a GGUF file with changed metadata or tensors.
func rewrite(t *testing.T, change func(w *gguf.Writer, skip map[string]bool)) []byte {
	t.Helper()
	return rewriteFile(t, file(t, modeltest.Config{Seed: 1}), change)
}

// rewriteFile is rewrite of any file: what change adds comes first, what it puts into skip is left out.
func rewriteFile(t *testing.T, b []byte, change func(w *gguf.Writer, skip map[string]bool)) []byte {
	t.Helper()
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
		"tokenizer":        text("tokenizer.ggml.model", "t5"),
		"bpe unnamed":      text("tokenizer.ggml.model", "gpt2"),
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
		"longrope":         text("llama.rope.scaling.type", "longrope"),
		"scaling factor":   number("llama.rope.scaling.factor", 0.25),
		"scaling nan":      number("llama.rope.scaling.factor", nan),
		"attention factor": number("llama.rope.scaling.attn_factor", 2),
		"logit scale":      number("llama.logit_scale", 0.5),
		"softcap":          number("llama.final_logit_softcapping", 30),
		"looks ahead":      func(w *gguf.Writer, _ map[string]bool) { w.Bool("llama.attention.causal", false) },
		"heads by layer":   func(w *gguf.Writer, _ map[string]bool) { w.Int32s("llama.attention.key_length", []int32{8, 8, 8}) },
		"theta an integer": func(w *gguf.Writer, skip map[string]bool) {
			skip["llama.rope.freq_base"] = true
			w.Uint32("llama.rope.freq_base", 10000)
		},
		"missing tensor":   drop("blk.1.attn_k.weight"),
		"missing norm":     drop("output_norm.weight"),
		"missing vocab":    drop("tokenizer.ggml.tokens"),
		"missing scores":   drop("tokenizer.ggml.scores"),
		"one bias only":    tensor("blk.0.attn_q.bias", []uint64{48}, 1),
		"bias elsewhere":   tensor("blk.0.attn_output.bias", []uint64{48}, 1),
		"extra tensor":     tensor("blk.0.attn_q_norm.weight", []uint64{8}, 1),
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
