package float_test

import (
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/modeltest"
)

// encodings are the tensor types that files come in.
var encodings = []gguf.TensorType{
	gguf.F32, gguf.F16, gguf.BF16, gguf.Q8_0, gguf.Q4_0, gguf.Q4_1, gguf.Q5_0, gguf.Q5_1, gguf.Q4_K, gguf.Q5_K, gguf.Q6_K,
}

// TestAccuracyOnRandomWeights: on files of every architecture and tensor type the exact engine's logits are as close to
// float64 as those of llama.cpp's Q8_0 path, or closer, and where its top token is another one the two are a near tie.
func TestAccuracyOnRandomWeights(t *testing.T) {
	shape := modeltest.Shape{Dim: 256, Layers: 3, Heads: 8, KVHeads: 2, FFN: 512, Vocab: 400, Context: 128}
	for i, arch := range []string{"llama", "qwen2", "qwen3"} {
		for k, typ := range encodings {
			t.Run(arch+" "+typ.String(), func(t *testing.T) {
				compare(t, modeltest.Config{Arch: arch, Shape: shape, Seed: uint64(20 + len(encodings)*i + k), Tied: i > 0 && k%2 == 0}, typ)
			})
		}
		t.Run(arch+" with outlier channels", func(t *testing.T) {
			compare(t, modeltest.Config{Arch: arch, Shape: shape, Seed: 12, Outlier: 1000}, gguf.Q8_0)
		})
	}
}

// scale makes a matrix of Dim columns keep the size of what it multiplies, as trained ones about do. The weights of
// modeltest are drawn for narrower models; wide ones would double every error with every layer.
const scale = 0.35

// compare measures one file, with its matrices in the given encoding.
func compare(t *testing.T, c modeltest.Config, typ gguf.TensorType) {
	raw, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	file := rewrite(t, open(t, raw), typ, scale)
	f := open(t, file)
	tokens := someTokens(5, c.Shape.Context, c.Shape.Vocab)
	truth := evaluate[float64](t, f, tokens, 2, len(tokens))
	ours := measure(truth, exactLogits(t, importModel(t, file), tokens))
	theirs := measure(truth, llamaLogits(t, startLlama(t, rewrite(t, f, gguf.Q8_0, 1), len(tokens)), tokens))
	t.Logf("exact:     %v", ours)
	t.Logf("llama.cpp: %v", theirs)
	if ours.rms > theirs.rms {
		t.Errorf("the exact engine's error is %g, llama.cpp's %g", ours.rms, theirs.rms)
	}
	if !ours.nearTies() {
		t.Errorf("a top token that is no near tie: %v", ours)
	}
	if theirs.rms > theirs.spread/5 {
		t.Errorf("llama.cpp is %g from float64 at a spread of %g: the reference itself is wrong", theirs.rms, theirs.spread)
	}
}
