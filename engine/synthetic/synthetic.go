// Package synthetic writes llama-architecture GGUF files with random weights in the shapes of real models, row by row, so
// that a benchmark of a billion parameters needs neither a download nor the memory to hold it. The same shape and seed give
// the same bytes on every machine.
//
// It knows nothing of running a model. Weights are drawn so that every layer about keeps the size of what passes through
// it, as in trained models, but the text that comes out means nothing.
package synthetic

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/assay-network/assay/engine/gguf"
)

// Shape is the architecture, with a vocabulary of its own.
type Shape struct {
	Name                                 string
	Dim, Layers, Heads, KVHeads, HeadDim int // HeadDim is even, and Heads*HeadDim a multiple of the encoding's block
	FFN, Vocab, Context                  int
}

// Billion is the shape of a Llama of 1.1 billion parameters.
var Billion = Shape{Name: "synthetic-1.1b", Dim: 2048, Layers: 22, Heads: 32, KVHeads: 4, HeadDim: 64, FFN: 5632, Vocab: 32000, Context: 2048}

// Parameters is the number of weights.
func (s Shape) Parameters() int {
	q, kv := s.Heads*s.HeadDim, s.KVHeads*s.HeadDim
	return 2*s.Dim*s.Vocab + s.Dim + s.Layers*(2*s.Dim*q+2*s.Dim*kv+3*s.Dim*s.FFN+2*s.Dim)
}

// Write makes a file of the shape with all matrices in one encoding. progress may be nil; else it is called now and then
// with the weights written and their total.
func Write(w io.Writer, s Shape, matrices gguf.TensorType, seed uint64, progress func(done, total int)) error {
	if s.Dim < 2 || s.Layers < 1 || s.KVHeads < 1 || s.Heads%s.KVHeads != 0 || s.HeadDim < 2 || s.HeadDim%2 != 0 || s.FFN < 1 || s.Context < 1 {
		return fmt.Errorf("write a synthetic model: the shape %+v makes no model", s)
	}
	if s.Vocab < minVocab || s.Vocab > 1<<20 {
		return fmt.Errorf("write a synthetic model: a vocabulary of %d, want %d to %d", s.Vocab, minVocab, 1<<20)
	}
	g := &generator{typ: matrices, seed: seed, total: s.Parameters(), progress: progress}
	s.metadata(&g.w)
	g.tensors(s)
	if err := errors.Join(g.errs...); err != nil {
		return err
	}
	_, err := g.w.WriteTo(w)
	return err
}

// minVocab is the number of tokens that every vocabulary has: three special ones, 256 bytes and a space.
const minVocab = 260

func (s Shape) metadata(w *gguf.Writer) {
	w.String("general.architecture", "llama")
	w.String("general.name", s.Name)
	for _, kv := range []struct {
		key string
		v   int
	}{
		{"context_length", s.Context}, {"embedding_length", s.Dim}, {"block_count", s.Layers}, {"feed_forward_length", s.FFN},
		{"attention.head_count", s.Heads}, {"attention.head_count_kv", s.KVHeads}, {"attention.key_length", s.HeadDim},
		{"attention.value_length", s.HeadDim}, {"rope.dimension_count", s.HeadDim}, {"vocab_size", s.Vocab},
	} {
		w.Uint32("llama."+kv.key, uint32(kv.v))
	}
	w.Float32("llama.attention.layer_norm_rms_epsilon", 1e-5)
	w.Float32("llama.rope.freq_base", 10000)
	w.String("tokenizer.ggml.model", "llama")
	pieces, scores, kinds := make([]string, s.Vocab), make([]float32, s.Vocab), make([]int32, s.Vocab)
	for i := range pieces {
		scores[i] = -float32(i)
		switch {
		case i < 3:
			pieces[i], kinds[i] = []string{"<unk>", "<s>", "</s>"}[i], []int32{2, 3, 3}[i]
		case i < 259:
			pieces[i], kinds[i] = fmt.Sprintf("<0x%02X>", i-3), 6
		case i == 259:
			pieces[i], kinds[i] = "▁", 1
		case i < 260+26:
			pieces[i], kinds[i] = string(rune('a'+i-260)), 1
		default:
			pieces[i], kinds[i] = fmt.Sprintf("▁%c%d", 'a'+i%26, i), 1
		}
	}
	w.Strings("tokenizer.ggml.tokens", pieces)
	w.Float32s("tokenizer.ggml.scores", scores)
	w.Int32s("tokenizer.ggml.token_type", kinds)
	w.Uint32("tokenizer.ggml.unknown_token_id", 0)
	w.Uint32("tokenizer.ggml.bos_token_id", 1)
	w.Uint32("tokenizer.ggml.eos_token_id", 2)
}

// generator adds tensors whose rows are drawn when they are written.
type generator struct {
	w        gguf.Writer
	typ      gguf.TensorType
	seed     uint64
	tensor   uint64 // each has a stream of its own
	done     int
	total    int
	progress func(done, total int)
	errs     []error
}

// matrix adds one whose products about keep the size of the vectors they take, times gain.
func (g *generator) matrix(name string, in, out int, gain float64) {
	// A uniform number in -1..1 has the variance 1/3. The square root is exactly rounded, so this is the same everywhere.
	scale := float32(gain * math.Sqrt(3/float64(in)))
	r := g.source()
	g.errs = append(g.errs, g.w.Stream(name, g.typ, []uint64{uint64(in), uint64(out)}, func(_ uint64, dst []float32) {
		draw(r, dst, scale)
		g.report(len(dst))
	}))
}

// gains adds a norm's gains, around 1.
func (g *generator) gains(name string, n int) {
	r := g.source()
	g.errs = append(g.errs, g.w.Stream(name, gguf.F32, []uint64{uint64(n)}, func(_ uint64, dst []float32) {
		draw(r, dst, 0.25)
		for i := range dst {
			dst[i]++
		}
		g.report(len(dst))
	}))
}

func (g *generator) source() *rand.PCG {
	g.tensor++
	return rand.NewPCG(g.seed, g.tensor)
}

func (g *generator) report(n int) {
	before := g.done >> 23
	if g.done += n; g.progress != nil && (g.done>>23 != before || g.done == g.total) {
		g.progress(g.done, g.total)
	}
}

// draw fills dst with uniform numbers in -scale..scale, two from each word of r.
func draw(r *rand.PCG, dst []float32, scale float32) {
	var word uint64
	for i := range dst {
		if i%2 == 0 {
			word = r.Uint64()
		}
		dst[i] = float32(float32(int32(uint32(word)))/(1<<31)) * scale
		word >>= 32
	}
}

func (g *generator) tensors(s Shape) {
	q, kv := s.Heads*s.HeadDim, s.KVHeads*s.HeadDim
	g.matrix("token_embd.weight", s.Dim, s.Vocab, 1)
	for i := range s.Layers {
		p := fmt.Sprintf("blk.%d.", i)
		g.gains(p+"attn_norm.weight", s.Dim)
		g.matrix(p+"attn_q.weight", s.Dim, q, 1)
		g.matrix(p+"attn_k.weight", s.Dim, kv, 1)
		g.matrix(p+"attn_v.weight", s.Dim, kv, 1)
		g.matrix(p+"attn_output.weight", q, s.Dim, 0.5)
		g.gains(p+"ffn_norm.weight", s.Dim)
		g.matrix(p+"ffn_gate.weight", s.Dim, s.FFN, 1)
		g.matrix(p+"ffn_up.weight", s.Dim, s.FFN, 1)
		g.matrix(p+"ffn_down.weight", s.FFN, s.Dim, 0.5)
	}
	g.gains("output_norm.weight", s.Dim)
	g.matrix("output.weight", s.Dim, s.Vocab, 2)
}
