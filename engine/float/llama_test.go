package float_test

import (
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/modeltest"
)

// TestDecodersAgainstLlamaCpp: a file of each encoding means the same numbers to llama.cpp as to us. A scale or a bit in
// the wrong place would put the two further apart than the logits are from each other.
func TestDecodersAgainstLlamaCpp(t *testing.T) {
	raw, err := modeltest.GGUF(modeltest.Config{Shape: modeltest.Blocks, Seed: 77})
	if err != nil {
		t.Fatal(err)
	}
	tokens := someTokens(5, 24, modeltest.Blocks.Vocab)
	for _, typ := range gguf.TensorTypes() {
		file := rewrite(t, open(t, raw), typ, scale)
		truth := evaluate[float64](t, open(t, file), tokens, 2, len(tokens))
		if c := measure(truth, llamaLogits(t, startLlama(t, file, len(tokens)), tokens)); c.rms > c.spread/15 {
			t.Errorf("%v: %v", typ, c)
		}
	}
}

// TestRopeScalingAgainstLlamaCpp: rotations are stretched as llama.cpp stretches them.
func TestRopeScalingAgainstLlamaCpp(t *testing.T) {
	yarn := func(arch string, factor, attention float32, trained uint32) func(w *gguf.Writer) {
		return func(w *gguf.Writer) {
			w.String(arch+".rope.scaling.type", "yarn")
			w.Float32(arch+".rope.scaling.factor", factor)
			w.Float32(arch+".rope.scaling.attn_factor", attention)
			w.Uint32(arch+".rope.scaling.original_context_length", trained)
		}
	}
	shape := modeltest.Shape{Dim: 128, Layers: 2, Heads: 2, KVHeads: 1, FFN: 256, Vocab: 301, Context: 192}
	tokens := someTokens(5, 150, shape.Vocab)
	for name, c := range map[string]modeltest.Config{
		"yarn in qwen3": {Arch: "qwen3", Metadata: yarn("qwen3", 4, 1, 48)},
		"yarn in qwen2": {Arch: "qwen2", Metadata: yarn("qwen2", 8, 0.8, 4096)},
		"yarn in llama": {Metadata: yarn("llama", 4, 1, 48)},
		"linear": {Metadata: func(w *gguf.Writer) {
			w.String("llama.rope.scaling.type", "linear")
			w.Float32("llama.rope.scaling.factor", 4)
		}},
		"none, and a factor that does not count": {Metadata: func(w *gguf.Writer) {
			w.String("llama.rope.scaling.type", "none")
			w.Float32("llama.rope.scaling.factor", 4)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			c.Shape, c.Seed = shape, 78
			file, err := modeltest.GGUF(c)
			if err != nil {
				t.Fatal(err)
			}
			theirs := llamaLogits(t, startLlama(t, file, len(tokens)), tokens)
			got := measure(theirs, exactLogits(t, importModel(t, file), tokens))
			t.Log(got)
			if got.rms > got.spread/10 {
				t.Errorf("%v", got)
			}
			c.Metadata = nil
			if file, err = modeltest.GGUF(c); err != nil {
				t.Fatal(err)
			}
			if plain := measure(theirs, exactLogits(t, importModel(t, file), tokens)); name[:4] != "none" && plain.rms < 2*got.rms {
				t.Errorf("without scaling the logits are as close: %v", plain)
			}
		})
	}
}
