// Package modeltest makes small llama-architecture GGUF files with random
// weights for tests: the same bytes for the same configuration on every
// machine. It is for tests only and must not be linked into the binary.
package modeltest

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/assay-network/assay/engine/gguf"
)

// Config describes the file. Zero fields take the values of Default.
type Config struct {
	Seed    uint64
	Shape   Shape
	Type    gguf.TensorType // of the matrices; Q8_0 needs widths that are multiples of 32
	Tied    bool
	Outlier float32 // factor on one channel of the embedding and one of each layer's output; 0 = 1
	// Sharp multiplies the output matrix; larger values make more decided predictions. 0 = 1.
	Sharp    float32
	Template string
}

// Shape is the architecture.
type Shape struct {
	Dim, Layers, Heads, KVHeads, FFN, Vocab, Context int
}

// Default is a shape with everything that makes trouble: grouped queries,
// widths that are no multiple of 32 and a vocabulary that is no multiple of 16.
var Default = Shape{Dim: 48, Layers: 3, Heads: 6, KVHeads: 2, FFN: 77, Vocab: 301, Context: 96}

// Special tokens of every vocabulary made here.
const (
	Unknown = 0
	BOS     = 1
	EOS     = 2
	User    = 3 // "<|user|>"
	End     = 4 // "<|end|>", ends a turn
	Bytes   = 5 // the first of 256 byte tokens
)

// Pieces returns a vocabulary of n tokens: the special ones, bytes, then
// short words, those with a space in front first.
func Pieces(n int) (pieces []string, scores []float32, types []int32) {
	add := func(p string, t int32) {
		if len(pieces) < n {
			scores = append(scores, -float32(len(pieces)))
			pieces, types = append(pieces, p), append(types, t)
		}
	}
	add("<unk>", 2)
	for _, p := range []string{"<s>", "</s>", "<|user|>", "<|end|>"} {
		add(p, 3)
	}
	for b := range 256 {
		add(fmt.Sprintf("<0x%02X>", b), 6)
	}
	add("▁", 1)
	for c := 'a'; c <= 'z'; c++ {
		add(string(c), 1)
	}
	for c := 'a'; c <= 'z'; c++ {
		add("▁"+string(c), 1)
	}
	for i := 0; len(pieces) < n; i++ {
		add(fmt.Sprintf("%c%c%d", 'a'+i%26, 'a'+i/26%26, i), 1)
	}
	return pieces, scores, types
}

// source draws weights that do not depend on the machine's floating point:
// uniform integers scaled by a power of two and one multiplication.
type source struct{ *rand.Rand }

func (s source) weights(n int, scale float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(float32(int32(s.Uint32()))/(1<<31)) * scale
	}
	return out
}

// GGUF makes the file.
func GGUF(c Config) ([]byte, error) {
	if c.Shape == (Shape{}) {
		c.Shape = Default
	}
	if c.Outlier == 0 {
		c.Outlier = 1
	}
	if c.Sharp == 0 {
		c.Sharp = 1
	}
	var w gguf.Writer
	c.metadata(&w)
	if err := c.tensors(&w); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (c Config) metadata(w *gguf.Writer) {
	s := c.Shape
	w.String("general.architecture", "llama")
	w.String("general.name", fmt.Sprintf("random-%d", c.Seed))
	for _, kv := range []struct {
		key string
		v   int
	}{
		{"context_length", s.Context}, {"embedding_length", s.Dim}, {"block_count", s.Layers}, {"feed_forward_length", s.FFN},
		{"attention.head_count", s.Heads}, {"attention.head_count_kv", s.KVHeads}, {"rope.dimension_count", s.Dim / s.Heads},
	} {
		w.Uint32("llama."+kv.key, uint32(kv.v))
	}
	w.Float32("llama.attention.layer_norm_rms_epsilon", 1e-5)
	w.Float32("llama.rope.freq_base", 10000)
	w.String("tokenizer.ggml.model", "llama")
	pieces, scores, types := Pieces(s.Vocab)
	w.Strings("tokenizer.ggml.tokens", pieces)
	w.Float32s("tokenizer.ggml.scores", scores)
	w.Int32s("tokenizer.ggml.token_type", types)
	w.Uint32("tokenizer.ggml.bos_token_id", BOS)
	w.Uint32("tokenizer.ggml.eos_token_id", EOS)
	w.Uint32("tokenizer.ggml.unknown_token_id", Unknown)
	if c.Template != "" {
		w.String("tokenizer.chat_template", c.Template)
	}
}

func (c Config) tensors(w *gguf.Writer) error {
	s := c.Shape
	r := source{rand.New(rand.NewPCG(c.Seed, 0x6173736179))}
	var err error
	matrix := func(name string, in, out int, scale float32, channel int) {
		x := r.weights(in*out, scale)
		if channel >= 0 && c.Outlier != 1 {
			for i := channel; i < len(x); i += in {
				x[i] *= c.Outlier
			}
		}
		if err == nil {
			err = w.Tensor(name, c.Type, []uint64{uint64(in), uint64(out)}, x)
		}
	}
	gain := func(name string) {
		x := r.weights(s.Dim, 0.25)
		for i := range x {
			x[i]++
		}
		if c.Outlier != 1 { // trained models damp their outlier channels in the norms
			x[outlierChannel(s)] *= 0.01
		}
		if err == nil {
			err = w.Tensor(name, gguf.F32, []uint64{uint64(s.Dim)}, x)
		}
	}
	kv := s.Dim / s.Heads * s.KVHeads
	matrix("token_embd.weight", s.Dim, s.Vocab, 0.1, outlierChannel(s))
	for i := range s.Layers {
		p := fmt.Sprintf("blk.%d.", i)
		gain(p + "attn_norm.weight")
		matrix(p+"attn_q.weight", s.Dim, s.Dim, 0.4, -1)
		matrix(p+"attn_k.weight", s.Dim, kv, 0.4, -1)
		matrix(p+"attn_v.weight", s.Dim, kv, 0.3, -1)
		matrix(p+"attn_output.weight", s.Dim, s.Dim, 0.3, -1)
		gain(p + "ffn_norm.weight")
		matrix(p+"ffn_gate.weight", s.Dim, s.FFN, 0.3, -1)
		matrix(p+"ffn_up.weight", s.Dim, s.FFN, 0.3, -1)
		matrix(p+"ffn_down.weight", s.FFN, s.Dim, 0.3, -1)
	}
	gain("output_norm.weight")
	if !c.Tied {
		matrix("output.weight", s.Dim, s.Vocab, 0.3*c.Sharp, -1)
	}
	return err
}

// outlierChannel is the channel that Config.Outlier makes large.
func outlierChannel(s Shape) int { return s.Dim / 3 }
