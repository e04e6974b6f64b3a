// Package float evaluates a GGUF file in ordinary floating point, straight from the textbook: the yardstick for the
// accuracy of the exact engine, and the other half of `assay eval`. Weights are taken as the file's encoding defines them;
// nothing is rounded to integers. In float64 it is the truth that others are measured against; in float32 it is what a usual
// program computes.
//
// No answer that anybody signs, checks or pays for may come from here: its last bits differ from machine to machine. It
// must not know the exact engine, its integer models, or files: the file comes in by engine/gguf.
package float

import (
	"errors"
	"fmt"
	"math"

	"github.com/assay-network/assay/engine/gguf"
)

// Number is the arithmetic: float32 or float64.
type Number interface{ float32 | float64 }

// ErrUnsupported is wrapped by errors about files that hold something that this package cannot evaluate.
var ErrUnsupported = errors.New("the float reference cannot evaluate this file")

func unsupported(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, args...))
}

// shape is the architecture, as the metadata has it.
type shape struct {
	dim, layers, heads, kvHeads, headDim, ropeDim, ffn, vocab, context int
	eps                                                                float64
	halves                                                             bool // rotation pairs elements i and i+ropeDim/2, not 2i and 2i+1
}

// Model is a file ready to be evaluated. It is safe for concurrent use.
type Model[T Number] struct {
	shape
	f       *gguf.File
	threads int
	held    map[string][]float32 // tensors kept in memory, by name
	rope    rotation
}

// heldElements is the size of a model whose tensors are decoded once and kept: 1 GiB of float32. Larger ones are decoded
// from the file for every batch.
const heldElements = 1 << 28

// New reads the metadata of a file of architecture llama, qwen2 or qwen3. threads is the number of goroutines that a call
// may use. Errors wrap ErrUnsupported, or are those of reading the file.
func New[T Number](f *gguf.File, threads int) (*Model[T], error) {
	m := &Model[T]{f: f, threads: max(1, threads), held: map[string][]float32{}}
	if err := m.readShape(); err != nil {
		return nil, err
	}
	if err := m.readRotation(); err != nil {
		return nil, err
	}
	if err := m.checkTensors(); err != nil {
		return nil, err
	}
	var elements uint64
	for _, t := range f.Tensors {
		elements += t.Rows() * t.RowLength()
	}
	for _, t := range f.Tensors {
		// Vectors are always held: they are small.
		if elements > heldElements && len(t.Dims) > 1 {
			continue
		}
		x := make([]float32, t.Rows()*t.RowLength())
		if err := f.ReadRows(t, 0, t.Rows(), x); err != nil {
			return nil, err
		}
		m.held[t.Name] = x
	}
	return m, nil
}

// Vocab is the number of tokens.
func (m *Model[T]) Vocab() int { return m.vocab }

// Context is the number of positions the file declares.
func (m *Model[T]) Context() int { return m.context }

// number reads an integer of the architecture's metadata, within 1 to limit.
func (m *Model[T]) number(arch, key string, fallback, limit int) (int, error) {
	v, ok := m.f.Uint(arch + "." + key)
	if !ok {
		v = uint64(fallback)
	}
	if v < 1 || v > uint64(limit) {
		return 0, unsupported("%s.%s is %d, want 1 to %d", arch, key, v, limit)
	}
	return int(v), nil
}

func (m *Model[T]) readShape() error {
	arch, _ := m.f.String("general.architecture")
	switch arch {
	case "llama":
	case "qwen2", "qwen3":
		m.halves = true
	default:
		return unsupported("architecture %q", arch)
	}
	var err error
	take := func(dst *int, key string, fallback, limit int) {
		if err == nil {
			*dst, err = m.number(arch, key, fallback, limit)
		}
	}
	take(&m.dim, "embedding_length", 0, 1<<16)
	take(&m.layers, "block_count", 0, 1<<10)
	take(&m.heads, "attention.head_count", 0, 1<<10)
	take(&m.kvHeads, "attention.head_count_kv", m.heads, 1<<10)
	take(&m.ffn, "feed_forward_length", 0, 1<<18)
	take(&m.context, "context_length", 0, math.MaxInt32)
	if err != nil {
		return err
	}
	take(&m.headDim, "attention.key_length", m.dim/m.heads, 1<<10)
	take(&m.ropeDim, "rope.dimension_count", m.headDim, 1<<10)
	if err != nil {
		return err
	}
	if m.heads%m.kvHeads != 0 || m.ropeDim > m.headDim || m.ropeDim%2 != 0 {
		return unsupported("%d heads, %d key/value heads, %d of %d elements rotated", m.heads, m.kvHeads, m.ropeDim, m.headDim)
	}
	eps, ok := m.f.Float(arch + ".attention.layer_norm_rms_epsilon")
	if !ok {
		return unsupported("%s.attention.layer_norm_rms_epsilon is missing", arch)
	}
	m.eps = eps
	e, ok := m.f.Tensor("token_embd.weight")
	if !ok {
		return unsupported("token_embd.weight is missing")
	}
	m.vocab = int(e.Rows())
	return nil
}

// checkTensors makes sure that everything a pass reads is there in the right shape, so that a pass cannot fail but by reading.
func (m *Model[T]) checkTensors() error {
	want := func(name string, cols, rows int, optional bool) error {
		t, ok := m.f.Tensor(name)
		switch {
		case !ok && optional:
			return nil
		case !ok:
			return unsupported("tensor %s is missing", name)
		case int(t.RowLength()) != cols || int(t.Rows()) != rows:
			return unsupported("tensor %s is %d by %d, want %d by %d", name, t.RowLength(), t.Rows(), cols, rows)
		}
		return nil
	}
	q, kv := m.heads*m.headDim, m.kvHeads*m.headDim
	errs := []error{want("token_embd.weight", m.dim, m.vocab, false), want("output_norm.weight", m.dim, 1, false), want("output.weight", m.dim, m.vocab, true)}
	for l := range m.layers {
		for _, t := range []struct {
			name       string
			cols, rows int
			optional   bool
		}{
			{"attn_norm.weight", m.dim, 1, false}, {"attn_q.weight", m.dim, q, false}, {"attn_k.weight", m.dim, kv, false}, {"attn_v.weight", m.dim, kv, false},
			{"attn_q.bias", q, 1, true}, {"attn_k.bias", kv, 1, true}, {"attn_v.bias", kv, 1, true},
			{"attn_q_norm.weight", m.headDim, 1, true}, {"attn_k_norm.weight", m.headDim, 1, true},
			{"attn_output.weight", q, m.dim, false}, {"ffn_norm.weight", m.dim, 1, false},
			{"ffn_gate.weight", m.dim, m.ffn, false}, {"ffn_up.weight", m.dim, m.ffn, false}, {"ffn_down.weight", m.ffn, m.dim, false},
		} {
			errs = append(errs, want(blk(l, t.name), t.cols, t.rows, t.optional))
		}
	}
	return errors.Join(errs...)
}

// blk is the name of a tensor of a layer.
func blk(layer int, name string) string { return fmt.Sprintf("blk.%d.%s", layer, name) }
