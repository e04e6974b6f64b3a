package model

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// TestRotationByHalvesIsUndone writes a qwen2 file again as a llama one with the rows of queries and keys interleaved by
// hand: nothing of the architecture may be left, so the two have the same root.
func TestRotationByHalvesIsUndone(t *testing.T) {
	for _, shape := range []modeltest.Shape{modeltest.Default, broad} {
		b := file(t, modeltest.Config{Seed: 21, Arch: "qwen2", Shape: shape})
		f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		qwen := importBytes(t, b)
		head := int(qwen.Header().HeadDim)
		asLlama := rewriteFile(t, b, func(w *gguf.Writer, skip map[string]bool) {
			w.String("general.architecture", "llama")
			skip["general.architecture"] = true
			for _, kv := range f.KVs {
				name, ours := bytes.CutPrefix([]byte(kv.Key), []byte("qwen2."))
				switch v := kv.Value.(type) {
				case uint64:
					if ours {
						w.Uint32("llama."+string(name), uint32(v))
					}
				case float64:
					if ours {
						w.Float32("llama."+string(name), float32(v))
					}
				}
			}
			for _, ti := range f.Tensors {
				if !bytes.Contains([]byte(ti.Name), []byte("attn_q.")) && !bytes.Contains([]byte(ti.Name), []byte("attn_k.")) {
					continue
				}
				width, n := int(ti.RowLength()), int(ti.Rows())
				if n == 1 { // a bias: its elements are the rows
					width, n = 1, width
				}
				x := make([]float32, n*width)
				if err := f.ReadRows(ti, 0, ti.Rows(), x); err != nil {
					t.Fatal(err)
				}
				var y []float32
				for first := 0; first < n; first += head {
					for i := range head / 2 {
						for _, r := range []int{first + i, first + i + head/2} {
							y = append(y, x[r*width:(r+1)*width]...)
						}
					}
				}
				skip[ti.Name] = true
				if err := w.Tensor(ti.Name, ti.Type, ti.Dims, y); err != nil {
					t.Fatal(err)
				}
			}
		})
		if llama := importBytes(t, asLlama); llama.Root() != qwen.Root() {
			for i, x := range qwen.tensors() {
				if qwen.leaves[i] != llama.leaves[i] {
					t.Errorf("head size %d: %s differs", head, x.name)
				}
			}
			t.Errorf("head size %d: another root", head)
		}
	}
}

func TestInterleave(t *testing.T) {
	if got, want := interleave(8, 8), []int{0, 4, 1, 5, 2, 6, 3, 7}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := interleave(8, 4), []int{0, 2, 1, 3, 4, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("half rotated: %v, want %v", got, want)
	}
}

// TestQKNormGainsFollowTheirElements: the gains of a qwen3 model are reordered as the elements that they multiply.
func TestQKNormGainsFollowTheirElements(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 22, Arch: "qwen3"})
	f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	m := importBytes(t, b)
	h := m.Header()
	if !h.QKNorm || h.Bias || h.HeadEpsilon != 42950 { // 1e-5 * 2^32
		t.Errorf("QK norm %v, biases %v, epsilon %d", h.QKNorm, h.Bias, h.HeadEpsilon)
	}
	for name, v := range map[string]Vector{"blk.1.attn_q_norm.weight": m.Layers[1].QNorm, "blk.1.attn_k_norm.weight": m.Layers[1].KNorm} {
		ti, _ := f.Tensor(name)
		x := make([]float32, 8)
		if err := f.ReadRows(ti, 0, 1, x); err != nil {
			t.Fatal(err)
		}
		for i, k := range []int{0, 4, 1, 5, 2, 6, 3, 7} {
			if got := math.Ldexp(float64(v.G[i]), -v.Exp); math.Abs(got-float64(x[k])) > 1e-6 {
				t.Errorf("%s[%d] = %v, want %v", name, i, got, x[k])
			}
		}
	}
}

// TestBiasesKeepTheirOutliers: the large ones lie in range, the small ones keep their precision.
func TestBiasesKeepTheirOutliers(t *testing.T) {
	b := file(t, modeltest.Config{Seed: 23, Bias: true})
	f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	m := importBytes(t, b)
	for name, v := range map[string]Vector{"blk.0.attn_q.bias": m.Layers[0].QBias, "blk.0.attn_k.bias": m.Layers[0].KBias, "blk.0.attn_v.bias": m.Layers[0].VBias} {
		ti, _ := f.Tensor(name)
		x := make([]float32, ti.RowLength())
		if err := f.ReadRows(ti, 0, 1, x); err != nil {
			t.Fatal(err)
		}
		if len(v.G) != len(x) {
			t.Fatalf("%s has %d elements, want %d", name, len(v.G), len(x))
		}
		for i, want := range x {
			if got := math.Ldexp(float64(v.G[i]), -v.Exp); math.Abs(got-float64(want)) > math.Ldexp(0.51, -v.Exp) || v.G[i] > 1<<23 || v.G[i] < -(1<<23) {
				t.Errorf("%s[%d] = %v (%d), want %v", name, i, got, v.G[i], want)
			}
		}
	}
}

func TestASlidingWindowBoundsTheContext(t *testing.T) {
	with := func(window uint32) Header {
		return importBytes(t, file(t, modeltest.Config{Seed: 1, Metadata: func(w *gguf.Writer) { w.Uint32("llama.attention.sliding_window", window) }})).Header()
	}
	for window, want := range map[uint32]uint32{0: 96, 40: 40, 4096: 96} {
		if h := with(window); h.Context != want || h.TrainContext != 96 {
			t.Errorf("window %d: context %d of %d, want %d", window, h.Context, h.TrainContext, want)
		}
	}
}

// yarnAngles is the textbook in float64: what llama.cpp computes for a pair of a head of dim elements, and what it multiplies by.
func yarnAngles(theta float64, dim int, factor, trained, fast, slow float64) (w []float64, magnitude float64) {
	correction := func(turns float64) float64 {
		return float64(dim) * math.Log(trained/(turns*2*math.Pi)) / (2 * math.Log(theta))
	}
	low, high := max(0, math.Floor(correction(fast))), min(float64(dim-1), math.Ceil(correction(slow)))
	for i := range dim / 2 {
		extrapolated := math.Pow(theta, -2*float64(i)/float64(dim))
		mix := 1 - min(1, max(0, (float64(i)-low)/max(0.001, high-low)))
		w = append(w, extrapolated/factor*(1-mix)+extrapolated*mix)
	}
	return w, 1 + 0.1*math.Log(factor)
}

func TestYarnAgainstFloat(t *testing.T) {
	for _, c := range []struct {
		theta                       float32
		dim                         int
		factor, trained, fast, slow float64
		context                     uint32
	}{
		{1e6, 128, 4, 32768, 32, 1, 131072},
		{10000, 64, 8, 4096, 32, 1, 32768},
		{10000, 16, 2, 24, 32, 1, 96},
		{500000, 64, 1, 8192, 16, 2, 8192},
	} {
		s := ropeScaling{factor: rat(c.factor), attention: rat(1), yarn: true, trained: uint32(c.trained), betaFast: rat(c.fast), betaSlow: rat(c.slow)}
		m := &Model{header: Header{Shape: Shape{RopeDim: uint32(c.dim), Context: c.context}, RopeTheta: c.theta}}
		var err error
		if m.Rope, err = s.tables(m.header); err != nil {
			t.Fatal(err)
		}
		w, magnitude := yarnAngles(float64(c.theta), c.dim, c.factor, c.trained, c.fast, c.slow)
		dst := make([]int32, c.dim)
		for p := 0; p < int(c.context); p += 1 + p/3 {
			m.Rotation(p, dst)
			for i, f := range w {
				for k, want := range []float64{magnitude * math.Cos(float64(p)*f), magnitude * math.Sin(float64(p)*f)} {
					if got := float64(dst[2*i+k]) / (1 << 30); math.Abs(got-want) > 1e-8 {
						t.Fatalf("%+v: position %d, frequency %d: %v, want %v", c, p, i, got, want)
					}
				}
			}
		}
	}
}

// TestRotationsThatGrowTooMuchAreRefused: the coarse table holds factors below 2.
func TestRotationsThatGrowTooMuchAreRefused(t *testing.T) {
	with := func(attention float32) error {
		b := file(t, modeltest.Config{Seed: 1, Arch: "qwen3", Metadata: func(w *gguf.Writer) { yarn(w); w.Float32("qwen3.rope.scaling.attn_factor", attention) }})
		_, err := Import(bytes.NewReader(b), int64(len(b)), nil)
		return err
	}
	if err := with(1.7); err != nil { // 1.7 * (1 + ln(4)/10) = 1.94
		t.Error(err)
	}
	if with(1.8) == nil {
		t.Error("an attention factor of 1.8 with yarn by 4 was accepted")
	}
}

// bytePairs is a file with a byte-level BPE vocabulary of the given rule.
func bytePairs(t *testing.T, pre string, more func(w *gguf.Writer)) []byte {
	t.Helper()
	pieces := []string{"<|endoftext|>"}
	for r := rune(0); len(pieces) < 257; r++ { // bytes in the printable form that these vocabularies use
		c := r
		switch {
		case r < 33:
			c = 256 + r
		case r > 126 && r < 161:
			c = 289 + r - 127
		case r == 173:
			c = 323
		}
		pieces = append(pieces, string(c))
	}
	pieces = append(pieces, "Ġa", "ab", "abc")
	return rewriteFile(t, file(t, modeltest.Config{Seed: 1, Arch: "qwen2", Shape: modeltest.Shape{Dim: 48, Layers: 1, Heads: 6, KVHeads: 2, FFN: 77, Vocab: len(pieces), Context: 96}}),
		func(w *gguf.Writer, skip map[string]bool) {
			for _, key := range []string{"model", "tokens", "scores", "token_type", "bos_token_id", "eos_token_id", "unknown_token_id"} {
				skip["tokenizer.ggml."+key] = true
			}
			w.String("tokenizer.ggml.model", "gpt2")
			w.String("tokenizer.ggml.pre", pre)
			w.Strings("tokenizer.ggml.tokens", pieces)
			types := make([]int32, len(pieces))
			for i := range types {
				types[i] = 1
			}
			types[0] = 3
			w.Int32s("tokenizer.ggml.token_type", types)
			w.Strings("tokenizer.ggml.merges", []string{"Ġ a", "a b", "ab c"})
			w.Uint32("tokenizer.ggml.eos_token_id", 0)
			if more != nil {
				more(w)
			}
		})
}

// TestFilesThatDoNotSayWhetherTheyWantBOSGetWhatTheirRuleSays: the rule of the
// words decides, under all of its names, as it does in llama.cpp.
func TestFilesThatDoNotSayWhetherTheyWantBOSGetWhatTheirRuleSays(t *testing.T) {
	for pre, want := range map[string]bool{"llama-bpe": true, "llama3": true, "falcon3": true, "tekken": true, "qwen2": false, "smollm": false} { // order-free: each its own file
		b := bytePairs(t, pre, func(w *gguf.Writer) { w.Uint32("tokenizer.ggml.bos_token_id", 0) })
		got := importBytes(t, b).Tokenizer().Encode("abc", token.WithBOS)
		if begins := got[0] == 0; begins != want {
			t.Errorf("%s: %v begins with BOS: %v, want %v", pre, got, begins, want)
		}
	}
}

// TestBytePairVocabulariesAreRead: kind, merges and pre-type reach the tokenizer.
func TestBytePairVocabulariesAreRead(t *testing.T) {
	m := importBytes(t, bytePairs(t, "qwen2", nil))
	tok := m.Tokenizer()
	if got := tok.Encode("abc abc"); len(got) != 4 || got[0] != 259 || got[1] != 257 || tok.Piece(got[2]) != "b" {
		t.Errorf("tokens %v", got)
	}
	if !tok.IsEnd(0) || tok.IsEnd(1) {
		t.Error("the end of text is not an end, or another token is")
	}
	back, err := Map(m.data)
	if err != nil || back.Tokenizer().Hash() != tok.Hash() {
		t.Errorf("stored and read: %v", err)
	}
}

// TestEveryEncodingImports: what the exact model holds is what the file's numbers are, to half a step of its group.
func TestEveryEncodingImports(t *testing.T) {
	for _, typ := range gguf.TensorTypes() {
		b := file(t, modeltest.Config{Seed: 24, Type: typ, Shape: modeltest.Blocks, Outlier: 30})
		f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		m := importBytes(t, b)
		x := &m.Layers[1].Down
		ti, _ := f.Tensor("blk.1.ffn_down.weight")
		if ti.Type != typ {
			t.Fatalf("%v is %v", ti.Name, ti.Type)
		}
		row := make([]float32, ti.RowLength())
		for r := range x.Rows {
			if err := f.ReadRows(ti, uint64(r), 1, row); err != nil {
				t.Fatal(err)
			}
			w, mul := x.Row(r)
			for i, v := range row {
				step := math.Ldexp(float64(mul[i/exact.Group]), -x.Exp)
				if got := float64(w[i]) * step; math.Abs(got-float64(v)) > step*0.500001 {
					t.Fatalf("%v [%d][%d] = %v, stored as %v", typ, r, i, v, got)
				}
			}
		}
	}
}
