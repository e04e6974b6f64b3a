package model

import (
	"fmt"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/exact"
)

// architecture is what differs between the families that the exact lane runs.
// All of it is undone at import: an imported model has no architecture.
type architecture struct {
	name string // general.architecture, and the prefix of its keys
	// halves: a rotation turns elements i and i+RopeDim/2 of a head, not 2i and 2i+1.
	halves bool
	// qkNorm: each head of queries and keys is normalised.
	qkNorm bool
}

// architectureOf finds the family of a file.
func architectureOf(f *gguf.File) (architecture, error) {
	name, _ := f.String("general.architecture")
	switch name {
	case "llama":
		return architecture{name: name}, nil
	case "qwen2":
		return architecture{name: name, halves: true}, nil
	case "qwen3":
		return architecture{name: name, halves: true, qkNorm: true}, nil
	}
	return architecture{}, unsupported("architecture %q (llama, qwen2 and qwen3 are)", name)
}

// metadata reads the architecture's own keys and remembers the first that is wrong.
type metadata struct {
	f    *gguf.File
	arch string
	err  error
}

func (d *metadata) fail(format string, args ...any) {
	if d.err == nil {
		d.err = unsupported(format, args...)
	}
}

// uint reads an integer. What is not required is fallback when it is absent.
func (d *metadata) uint(key string, fallback uint32, required bool) uint32 {
	key = d.arch + "." + key
	v, ok := d.f.Uint(key)
	switch {
	case ok && v <= 1<<31:
		return uint32(v)
	case ok:
		d.fail("%s is %d", key, v)
	case required:
		d.fail("the file lacks the integer %s", key)
	default:
		if _, there := d.f.Value(key); there {
			d.fail("%s is not one non-negative integer", key)
		}
	}
	return fallback
}

// float reads a number; absent, it is fallback. It must lie in low to high.
func (d *metadata) float(key string, fallback, low, high float64) float64 {
	key = d.arch + "." + key
	v, ok := d.f.Float(key)
	if !ok {
		if _, there := d.f.Value(key); there {
			d.fail("%s is not a number", key)
		}
		return fallback
	}
	if !(v >= low && v <= high) {
		d.fail("%s is %g, want %g to %g", key, v, low, high)
		return fallback
	}
	return v
}

// altering are keys that change what a model computes in ways that the exact
// lane does not know; a file that has one (other than as 0 or false) is refused.
var altering = []string{
	"expert_count", "logit_scale", "embedding_scale", "residual_scale", "attention.scale", "attention.clamp_kqv", "attention.max_alibi_bias",
	"attn_logit_softcapping", "final_logit_softcapping", "rope.dimension_sections", "use_parallel_residual",
}

func (d *metadata) refuseAltering() {
	for _, key := range altering {
		v, there := d.f.Value(d.arch + "." + key)
		if there && v != uint64(0) && v != int64(0) && v != float64(0) && v != false {
			d.fail("%s.%s", d.arch, key)
		}
	}
	if causal, ok := d.f.Bool(d.arch + ".attention.causal"); ok && !causal {
		d.fail("attention that looks ahead (%s.attention.causal)", d.arch)
	}
}

// readHeader fills in everything of the header that does not depend on weights.
func (m *Model) readHeader(f *gguf.File, a architecture) error {
	d := &metadata{f: f, arch: a.name}
	h := &m.header
	h.Dim = d.uint("embedding_length", 0, true)
	h.Layers = d.uint("block_count", 0, true)
	h.FFN = d.uint("feed_forward_length", 0, true)
	h.Heads = d.uint("attention.head_count", 0, true)
	h.KVHeads = d.uint("attention.head_count_kv", h.Heads, false)
	h.TrainContext = d.uint("context_length", 0, true)
	h.Context = min(h.TrainContext, exact.MaxContext)
	if window := d.uint("attention.sliding_window", 0, false); window > 0 {
		h.Context = min(h.Context, window) // inside the window the results are the same
	}
	d.refuseAltering()
	if d.err != nil {
		return d.err
	}
	if h.Heads == 0 {
		return unsupported("a model without heads")
	}
	if h.HeadDim = d.uint("attention.key_length", 0, false); h.HeadDim == 0 {
		if h.Dim%h.Heads != 0 {
			return unsupported("embedding length %d is not a multiple of %d heads", h.Dim, h.Heads)
		}
		h.HeadDim = h.Dim / h.Heads
	}
	if v := d.uint("attention.value_length", h.HeadDim, false); v != h.HeadDim {
		return unsupported("keys of %d and values of %d elements", h.HeadDim, v)
	}
	h.RopeDim = d.uint("rope.dimension_count", h.HeadDim, false)
	h.NormEpsilon = float32(d.float("attention.layer_norm_rms_epsilon", -1, 0, 1))
	h.RopeTheta = float32(d.float("rope.freq_base", 10000, 1, 1e12))
	if d.err != nil {
		return d.err
	}
	if h.NormEpsilon < 0 {
		return unsupported("the file lacks the number %s.attention.layer_norm_rms_epsilon", a.name)
	}
	emb, ok := f.Tensor("token_embd.weight")
	if !ok || len(emb.Dims) != 2 || emb.Dims[1] > MaxVocab {
		return unsupported("token_embd.weight is missing or not a matrix of at most %d rows", MaxVocab)
	}
	h.Vocab = uint32(emb.Dims[1])
	_, has := f.Tensor("output.weight")
	h.Tied = !has
	_, h.Bias = f.Tensor("blk.0.attn_q.bias")
	h.QKNorm = a.qkNorm
	if h.Name, _ = f.String("general.name"); len(h.Name) > maxName {
		h.Name = h.Name[:maxName]
	}
	if err := h.Shape.check(); err != nil {
		return unsupported("%v", err)
	}
	return nil
}

// maxName is the longest model name kept, in bytes.
const maxName = 256

// ropeFactors is the tensor of per-frequency divisors that some models carry.
const ropeFactors = "rope_freqs.weight"

// checkTensors makes sure that the file holds exactly the tensors that the
// shape needs, in the right shapes. A tensor left over would be a part of the
// model that the exact lane ignores, so it is refused.
func (m *Model) checkTensors(f *gguf.File) error {
	known := map[string]bool{}
	for _, want := range m.tensors() {
		if want.table != nil {
			continue // computed, not read
		}
		t, ok := f.Tensor(want.name)
		if !ok {
			return unsupported("the file lacks the tensor %s", want.name)
		}
		if t.RowLength() != uint64(want.cols) || t.Rows() != uint64(want.rows) {
			return unsupported("tensor %s has the shape %v, want %v", want.name, t.Dims, []int{want.cols, want.rows})
		}
		known[want.name] = true
	}
	for _, t := range f.Tensors {
		if known[t.Name] {
			continue
		}
		if t.Name == ropeFactors && t.RowLength() == uint64(m.header.RopeDim/2) && t.Rows() == 1 {
			continue
		}
		return unsupported("the file has a tensor %s of shape %v that such a model does not use", t.Name, t.Dims)
	}
	return nil
}

// interleave returns, for a head of headDim elements of which the first ropeDim
// are rotated by halves, the element that comes to each place when the partners
// of a rotation are put side by side: 0, ropeDim/2, 1, ropeDim/2+1, ...
func interleave(headDim, ropeDim int) []int {
	from := make([]int, headDim)
	for i := range from {
		switch {
		case i >= ropeDim:
			from[i] = i
		default:
			from[i] = i/2 + i%2*(ropeDim/2)
		}
	}
	return from
}

// order is the order of the rows (of a matrix) or elements (of a vector) that a
// tensor takes at import, nil where it is the file's own. With rotations by
// halves, queries and keys, their biases and their gains are reordered inside
// each head; the products of queries with keys are the same sums.
func (m *Model) order(a architecture, t tensor) []int {
	if !a.halves || !t.rotated {
		return nil
	}
	head := interleave(int(m.header.HeadDim), int(m.header.RopeDim))
	n := t.rows // of a matrix
	if t.vector != nil {
		n = t.cols
	}
	from := make([]int, n)
	for i := range from {
		from[i] = i/len(head)*len(head) + head[i%len(head)]
	}
	return from
}

func errorIn(name string, err error) error { return fmt.Errorf("tensor %s: %w", name, err) }
