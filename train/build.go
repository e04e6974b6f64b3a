package train

import (
	"bytes"
	"context"
	"fmt"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/train/vocab"
)

// ChatTemplate is the Jinja template of the models made here. The begin token is not in it: readers add it
// (tokenizer.ggml.add_bos_token).
const ChatTemplate = `{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}`

// Result is a finished model.
type Result struct {
	GGUF       []byte
	Losses     []float64  // one a step, in nats per answer token
	Exact      Evaluation // of the file in the exact engine, which is what users run
	Float      Evaluation // of the float32 weights before they were rounded
	Parameters int
	Tokens     int // seen in training
}

// Build trains a model, measures it on held-out text and packs it as a GGUF file.
func Build(ctx context.Context, c Config, progress Progress) (Result, error) {
	t, err := Run(ctx, c, progress)
	if err != nil {
		return Result{}, err
	}
	file, err := Pack(c.Name, t.Weights, t.Vocabulary)
	if err != nil {
		return Result{}, err
	}
	r := Result{GGUF: file, Losses: t.Losses, Parameters: len(t.Weights.Flat), Tokens: t.Tokens}
	if r.Float, err = Eval(t.Weights.Predictor(), t.Vocabulary, HeldOutSeed, c.EvalExamples); err != nil {
		return Result{}, err
	}
	exact, err := ExactPredictor(file, c.Threads)
	if err != nil {
		return Result{}, fmt.Errorf("measure the trained model: %w", err)
	}
	if r.Exact, err = Eval(exact, t.Vocabulary, HeldOutSeed, c.EvalExamples); err != nil {
		return Result{}, fmt.Errorf("measure the trained model: %w", err)
	}
	return r, nil
}

// HeldOutSeed draws the text that models are measured on.
const HeldOutSeed = 4020

// Pack writes a model as GGUF: matrices as Q8_0 where rows are a multiple of 32 and as F16 where not, norms as F32.
func Pack(name string, w *Weights, v *vocab.Vocabulary) ([]byte, error) {
	s := w.Shape
	if len(v.Pieces) != s.Vocab {
		return nil, fmt.Errorf("pack model: %d tokens in the vocabulary, %d in the weights; they must be from one run", len(v.Pieces), s.Vocab)
	}
	var g gguf.Writer
	g.String("general.architecture", "llama")
	g.String("general.name", name)
	g.Uint32("general.file_type", 7) // mostly Q8_0
	g.Uint32("llama.context_length", uint32(s.Context))
	g.Uint32("llama.embedding_length", uint32(s.Dim))
	g.Uint32("llama.block_count", uint32(s.Layers))
	g.Uint32("llama.feed_forward_length", uint32(s.FFN))
	g.Uint32("llama.attention.head_count", uint32(s.Heads))
	g.Uint32("llama.attention.head_count_kv", uint32(s.KVHeads))
	g.Float32("llama.attention.layer_norm_rms_epsilon", s.Eps)
	g.Uint32("llama.rope.dimension_count", uint32(s.HeadDim()))
	g.Float32("llama.rope.freq_base", float32(s.RopeBase))
	g.Uint32("llama.vocab_size", uint32(s.Vocab))
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
		vector(at("attn_norm"), b.attnNorm)
		matrix(at("attn_q"), b.wq)
		matrix(at("attn_k"), b.wk)
		matrix(at("attn_v"), b.wv)
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
