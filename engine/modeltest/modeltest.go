// Package modeltest makes small GGUF files with random weights for tests, of any
// of the architectures and encodings that the engine imports: the same bytes for
// the same configuration on every machine. They have the troubles of real models
// (outlier channels, large biases) and say nothing sensible. It is for tests only
// and must not be linked into the binary.
package modeltest

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/assay-network/assay/engine/gguf"
)

// Config describes a file. Zero fields take the values of Default, or are off.
type Config struct {
	Seed    uint64
	Arch    string // "llama" (also if empty), "qwen2" (biases and rotation by halves) or "qwen3" (QK norm and rotation by halves)
	Shape   Shape
	Type    gguf.TensorType // of the matrices; the widths must be whole blocks of it
	Tied    bool
	Bias    bool    // biases of queries, keys and values; always on with qwen2
	Outlier float32 // factor on one channel of the embedding and one of each layer's output; 0 = 1
	// Sharp multiplies the output matrix; larger values make more decided predictions. 0 = 1.
	Sharp    float32
	Template string
	// Metadata adds entries to the file, rotary scaling for instance.
	Metadata func(w *gguf.Writer)
}

// Shape is the architecture in numbers.
type Shape struct {
	Dim, Layers, Heads, KVHeads, FFN, Vocab, Context int
	HeadDim                                          int // 0 = Dim/Heads
}

// Default is a shape with everything that makes trouble: grouped queries,
// widths that are no multiple of 32 and a vocabulary that is no multiple of 16.
var Default = Shape{Dim: 48, Layers: 3, Heads: 6, KVHeads: 2, FFN: 77, Vocab: 301, Context: 96}

// Blocks is a small shape whose widths are whole blocks of every encoding.
var Blocks = Shape{Dim: 256, Layers: 2, Heads: 8, KVHeads: 2, FFN: 512, Vocab: 301, Context: 96}

// head is the size of a head.
func (s Shape) head() int {
	if s.HeadDim != 0 {
		return s.HeadDim
	}
	return s.Dim / s.Heads
}

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
	switch c.Arch {
	case "":
		c.Arch = "llama"
	case "qwen2":
		c.Bias = true
	case "llama", "qwen3":
	default:
		return nil, fmt.Errorf("make a random model: architecture %q, want llama, qwen2 or qwen3", c.Arch)
	}
	var w gguf.Writer
	c.metadata(&w)
	f := &file{Config: c, w: &w, random: rand.New(rand.NewPCG(c.Seed, 0x6173736179))}
	if err := f.tensors(); err != nil {
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
	w.String("general.architecture", c.Arch)
	w.String("general.name", fmt.Sprintf("random-%d", c.Seed))
	type number struct {
		key string
		v   int
	}
	numbers := []number{
		{"context_length", s.Context}, {"embedding_length", s.Dim}, {"block_count", s.Layers}, {"feed_forward_length", s.FFN},
		{"attention.head_count", s.Heads}, {"attention.head_count_kv", s.KVHeads}, {"rope.dimension_count", s.head()},
	}
	if s.HeadDim != 0 {
		numbers = append(numbers, number{"attention.key_length", s.HeadDim}, number{"attention.value_length", s.HeadDim})
	}
	for _, n := range numbers {
		w.Uint32(c.Arch+"."+n.key, uint32(n.v))
	}
	w.Float32(c.Arch+".attention.layer_norm_rms_epsilon", 1e-5)
	w.Float32(c.Arch+".rope.freq_base", 10000)
	if c.Metadata != nil {
		c.Metadata(w)
	}
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

// file adds tensors whose numbers are drawn while they are written, one after the other.
type file struct {
	Config
	w      *gguf.Writer
	random *rand.Rand
	err    error
}

// draw fills x with numbers that do not depend on the machine's floating point:
// uniform integers scaled by a power of two and one multiplication.
func (f *file) draw(x []float32, scale float32) {
	for i := range x {
		x[i] = float32(float32(int32(f.random.Uint32()))/(1<<31)) * scale
	}
}

// add adds a tensor of out rows (0: a vector) of in elements.
func (f *file) add(name string, typ gguf.TensorType, in, out int, row func(x []float32)) {
	dims := []uint64{uint64(in), uint64(out)}
	if out == 0 {
		dims = dims[:1]
	}
	if f.err == nil {
		f.err = f.w.Stream(name, typ, dims, func(_ uint64, x []float32) { row(x) })
	}
}

// matrix adds out rows of in weights up to scale, those of channel (if not negative) times Outlier.
func (f *file) matrix(name string, in, out int, scale float32, channel int) {
	f.add(name+".weight", f.Type, in, out, func(x []float32) {
		f.draw(x, scale)
		if channel >= 0 && f.Outlier != 1 {
			x[channel] *= f.Outlier
		}
	})
}

// gain adds the gains of a norm, 0.75 to 1.25.
func (f *file) gain(name string, n, channel int) {
	f.add(name+".weight", gguf.F32, n, 0, func(x []float32) {
		f.draw(x, 0.25)
		for i := range x {
			x[i]++
		}
		if channel >= 0 && f.Outlier != 1 { // trained models damp their outlier channels in the norms
			x[channel] *= 0.01
		}
	})
}

// bias adds biases of up to scale, a few of them a hundred times as large if
// outliers are wanted, as the keys of Qwen2 have them.
func (f *file) bias(name string, n int, scale float32, outliers bool) {
	f.add(name+".bias", gguf.F32, n, 0, func(x []float32) {
		f.draw(x, scale)
		for i := 5; outliers && i < len(x); i += 37 {
			x[i] *= 100
		}
	})
}

func (f *file) tensors() error {
	s := f.Shape
	q, kv := s.head()*s.Heads, s.head()*s.KVHeads
	channel := s.Dim / 3 // the one that Outlier makes large
	f.matrix("token_embd", s.Dim, s.Vocab, 0.1, channel)
	for i := range s.Layers {
		p := fmt.Sprintf("blk.%d.", i)
		f.gain(p+"attn_norm", s.Dim, channel)
		f.matrix(p+"attn_q", s.Dim, q, 0.4, -1)
		f.matrix(p+"attn_k", s.Dim, kv, 0.4, -1)
		f.matrix(p+"attn_v", s.Dim, kv, 0.3, -1)
		if f.Bias {
			f.bias(p+"attn_q", q, 0.5, false)
			f.bias(p+"attn_k", kv, 0.5, true)
			f.bias(p+"attn_v", kv, 0.1, false)
		}
		if f.Arch == "qwen3" {
			f.gain(p+"attn_q_norm", s.head(), -1)
			f.gain(p+"attn_k_norm", s.head(), -1)
		}
		f.matrix(p+"attn_output", q, s.Dim, 0.3, -1)
		f.gain(p+"ffn_norm", s.Dim, channel)
		f.matrix(p+"ffn_gate", s.Dim, s.FFN, 0.3, -1)
		f.matrix(p+"ffn_up", s.Dim, s.FFN, 0.3, -1)
		f.matrix(p+"ffn_down", s.FFN, s.Dim, 0.3, -1)
	}
	f.gain("output_norm", s.Dim, channel)
	if !f.Tied {
		f.matrix("output", s.Dim, s.Vocab, 0.3*f.Sharp, -1)
	}
	return f.err
}
