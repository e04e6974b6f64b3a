package train

import (
	"bytes"
	"fmt"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/train/vocab"
)

// Pack writes a model as GGUF, of the architecture that its shape has: matrices as Q8_0 where rows are a multiple of 32 and as
// F16 where not, norms and biases as F32.
func Pack(name string, w *Weights, v *vocab.Vocabulary) ([]byte, error) {
	s := w.Shape
	if len(v.Pieces) != s.Vocab {
		return nil, fmt.Errorf("pack model: %d tokens in the vocabulary, %d in the weights; they must be from one run", len(v.Pieces), s.Vocab)
	}
	var g gguf.Writer
	arch := s.Architecture()
	g.String("general.architecture", arch)
	g.String("general.name", name)
	g.Uint32("general.file_type", 7) // mostly Q8_0
	g.Uint32(arch+".context_length", uint32(s.Context))
	g.Uint32(arch+".embedding_length", uint32(s.Dim))
	g.Uint32(arch+".block_count", uint32(s.Layers))
	g.Uint32(arch+".feed_forward_length", uint32(s.FFN))
	g.Uint32(arch+".attention.head_count", uint32(s.Heads))
	g.Uint32(arch+".attention.head_count_kv", uint32(s.KVHeads))
	g.Float32(arch+".attention.layer_norm_rms_epsilon", s.Eps)
	g.Uint32(arch+".attention.key_length", uint32(s.HeadDim()))
	g.Uint32(arch+".attention.value_length", uint32(s.HeadDim()))
	g.Uint32(arch+".rope.dimension_count", uint32(s.HeadDim()))
	g.Float32(arch+".rope.freq_base", float32(s.RopeBase))
	g.Uint32(arch+".vocab_size", uint32(s.Vocab))
	g.String("tokenizer.ggml.model", "llama")
	g.Strings("tokenizer.ggml.tokens", v.Pieces)
	g.Float32s("tokenizer.ggml.scores", v.Scores)
	types := make([]int32, len(v.Types))
	for i, t := range v.Types {
		types[i] = int32(t)
	}
	g.Int32s("tokenizer.ggml.token_type", types)
	g.Uint32("tokenizer.ggml.bos_token_id", vocab.Begin)
	g.Uint32("tokenizer.ggml.eos_token_id", vocab.End)
	g.Uint32("tokenizer.ggml.eot_token_id", vocab.EndOfTurn)
	g.Uint32("tokenizer.ggml.unknown_token_id", vocab.Unknown)
	g.Bool("tokenizer.ggml.add_bos_token", true)
	g.Bool("tokenizer.ggml.add_eos_token", false)
	g.Bool("tokenizer.ggml.add_space_prefix", false)
	g.String("tokenizer.chat_template", ChatTemplate)

	var failed error
	vector := func(name string, x []float32) {
		if err := g.Tensor(name, gguf.F32, []uint64{uint64(len(x))}, x); err != nil && failed == nil {
			failed = err
		}
	}
	matrix := func(name string, m Matrix) {
		typ := gguf.Q8_0
		if m.Cols%32 != 0 {
			typ = gguf.F16
		}
		if err := g.Tensor(name, typ, []uint64{uint64(m.Cols), uint64(m.Rows)}, m.Data); err != nil && failed == nil {
			failed = err
		}
	}
	matrix("token_embd.weight", w.embed)
	for i, b := range w.blocks {
		at := func(part string) string { return fmt.Sprintf("blk.%d.%s.weight", i, part) }
		bias := func(part string) string { return fmt.Sprintf("blk.%d.%s.bias", i, part) }
		if arch != "llama" {
			b = byHalves(b, s.HeadDim())
		}
		vector(at("attn_norm"), b.attnNorm)
		matrix(at("attn_q"), b.wq)
		matrix(at("attn_k"), b.wk)
		matrix(at("attn_v"), b.wv)
		if s.Bias {
			vector(bias("attn_q"), b.bq)
			vector(bias("attn_k"), b.bk)
			vector(bias("attn_v"), b.bv)
		}
		if s.QKNorm {
			vector(at("attn_q_norm"), b.qNorm)
			vector(at("attn_k_norm"), b.kNorm)
		}
		matrix(at("attn_output"), b.wo)
		vector(at("ffn_norm"), b.ffnNorm)
		matrix(at("ffn_gate"), b.wgate)
		matrix(at("ffn_up"), b.wup)
		matrix(at("ffn_down"), b.wdown)
	}
	vector("output_norm.weight", w.norm)
	if s.Untied {
		matrix("output.weight", w.output)
	}
	var out bytes.Buffer
	if _, err := g.WriteTo(&out); failed == nil {
		failed = err
	}
	if failed != nil {
		return nil, fmt.Errorf("pack model: %w", failed)
	}
	return out.Bytes(), nil
}

// byHalves reorders queries and keys, rows, biases and gains, for the architectures that rotate element i of a head with element
// i + half of it: ours 2i and 2i+1 become i and half + i. Their products do not change.
func byHalves(b block, headDim int) block {
	order := func(v []float32, width int) []float32 {
		out := make([]float32, len(v))
		for r := 0; r < len(v)/width; r++ {
			head, i := r/headDim*headDim, r%headDim
			to := head + i/2 + i%2*(headDim/2)
			copy(out[to*width:(to+1)*width], v[r*width:(r+1)*width])
		}
		return out
	}
	b.wq, b.wk = NewMatrix(order(b.wq.Data, b.wq.Cols), b.wq.Rows, b.wq.Cols), NewMatrix(order(b.wk.Data, b.wk.Cols), b.wk.Rows, b.wk.Cols)
	b.bq, b.bk, b.qNorm, b.kNorm = order(b.bq, 1), order(b.bk, 1), order(b.qNorm, 1), order(b.kNorm, 1)
	return b
}
