package model

import (
	"errors"
	"fmt"
	"io"
	"math/big"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// ErrUnsupported is wrapped by errors about files that are well formed but
// hold a model that the exact lane cannot run.
var ErrUnsupported = errors.New("this model is not supported")

func unsupported(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, args...))
}

// Import turns a GGUF file of the llama architecture with F32, F16 or Q8_0
// tensors into an exact model. progress may be nil; else it is called now and
// then with the bytes of tensor data done and their total. Memory is bounded by
// about 1.1 bytes for each weight in the file. Errors wrap gguf.ErrFormat for a
// malformed file, ErrUnsupported for one that says something the exact lane
// lacks, or the error of r.
func Import(r io.ReaderAt, size int64, progress func(done, total int64)) (*Model, error) {
	f, err := gguf.Read(r, size)
	if err != nil {
		return nil, err
	}
	m := &Model{}
	if err := m.readHeader(f); err != nil {
		return nil, err
	}
	if m.tokenizer, err = readTokenizer(f); err != nil {
		return nil, err
	}
	if n := m.tokenizer.Size(); n != int(m.header.Vocab) {
		return nil, unsupported("the vocabulary has %d tokens and the embedding %d rows", n, m.header.Vocab)
	}
	m.shapeTensors()
	if err := m.checkTensors(f); err != nil {
		return nil, err
	}
	im := &importer{f: f, progress: progress}
	for _, t := range f.Tensors {
		im.total += t.Bytes
	}
	if err := im.run(m); err != nil {
		return nil, err
	}
	h := &m.header
	h.Residual = residualPoint(&m.Embedding)
	h.Epsilon = epsilonInt(h.NormEpsilon, h.Residual)
	h.Score = scoreConstant(h.HeadDim)
	if m.root, err = m.computeRoot(); err != nil {
		return nil, err
	}
	return m, nil
}

// metadata reads required integers and remembers the first that is missing.
type metadata struct {
	f   *gguf.File
	err error
}

func (d *metadata) uint(key string, fallback uint32, required bool) uint32 {
	v, ok := d.f.Uint(key)
	switch {
	case ok && v <= 1<<31:
		return uint32(v)
	case d.err != nil:
	case ok:
		d.err = unsupported("%s is %d", key, v)
	case required:
		d.err = unsupported("the file lacks the integer %s", key)
	}
	return fallback
}

func (m *Model) readHeader(f *gguf.File) error {
	if arch, _ := f.String("general.architecture"); arch != "llama" {
		return unsupported("architecture %q (only llama is)", arch)
	}
	d := &metadata{f: f}
	h := &m.header
	h.Dim = d.uint("llama.embedding_length", 0, true)
	h.Layers = d.uint("llama.block_count", 0, true)
	h.FFN = d.uint("llama.feed_forward_length", 0, true)
	h.Heads = d.uint("llama.attention.head_count", 0, true)
	h.KVHeads = d.uint("llama.attention.head_count_kv", h.Heads, false)
	h.TrainContext = d.uint("llama.context_length", 0, true)
	h.Context = min(h.TrainContext, exact.MaxContext)
	if d.uint("llama.expert_count", 0, false) > 0 {
		return unsupported("mixtures of experts")
	}
	if d.err != nil {
		return d.err
	}
	if h.Heads == 0 || h.Dim%h.Heads != 0 {
		return unsupported("embedding length %d is not a multiple of %d heads", h.Dim, h.Heads)
	}
	h.HeadDim = d.uint("llama.attention.key_length", h.Dim/h.Heads, false)
	if v := d.uint("llama.attention.value_length", h.HeadDim, false); v != h.HeadDim {
		return unsupported("keys of %d and values of %d elements", h.HeadDim, v)
	}
	h.RopeDim = d.uint("llama.rope.dimension_count", h.HeadDim, false)
	if d.err != nil {
		return d.err
	}
	emb, ok := f.Tensor("token_embd.weight")
	if !ok || len(emb.Dims) != 2 || emb.Dims[1] > MaxVocab {
		return unsupported("token_embd.weight is missing or not a matrix of at most %d rows", MaxVocab)
	}
	h.Vocab = uint32(emb.Dims[1])
	_, has := f.Tensor("output.weight")
	h.Tied = !has
	if h.Name, _ = f.String("general.name"); len(h.Name) > maxName {
		h.Name = h.Name[:maxName]
	}
	eps, ok := f.Float("llama.attention.layer_norm_rms_epsilon")
	if !ok || !(eps >= 0 && eps <= 1) {
		return unsupported("llama.attention.layer_norm_rms_epsilon is missing or not in 0 to 1")
	}
	h.NormEpsilon = float32(eps)
	h.RopeTheta = 10000
	if theta, ok := f.Float("llama.rope.freq_base"); ok {
		h.RopeTheta = float32(theta)
	}
	if err := h.Shape.check(); err != nil {
		return unsupported("%v", err)
	}
	return nil
}

// maxName is the longest model name kept, in bytes.
const maxName = 256

// readTokenizer builds the tokenizer of the file's vocabulary.
func readTokenizer(f *gguf.File) (*token.Tokenizer, error) {
	if kind, _ := f.String("tokenizer.ggml.model"); kind != "llama" {
		return nil, unsupported("tokenizer %q (only the SentencePiece kind, \"llama\", is)", kind)
	}
	c := token.Config{AddBOS: true, AddSpacePrefix: true, BOS: 1, EOS: 2, Unknown: 0, EOT: token.NoToken}
	c.Pieces, _ = f.Strings("tokenizer.ggml.tokens")
	c.Scores, _ = f.Float32s("tokenizer.ggml.scores")
	types, _ := f.Ints("tokenizer.ggml.token_type")
	for _, t := range types {
		if t < 0 || t > 255 {
			return nil, unsupported("a token has type %d", t)
		}
		c.Types = append(c.Types, token.Type(t))
	}
	n := uint64(len(c.Pieces))
	for _, special := range []struct {
		key string
		id  *uint32
	}{
		{"tokenizer.ggml.bos_token_id", &c.BOS}, {"tokenizer.ggml.eos_token_id", &c.EOS},
		{"tokenizer.ggml.eot_token_id", &c.EOT}, {"tokenizer.ggml.unknown_token_id", &c.Unknown},
	} {
		v, ok := f.Uint(special.key)
		switch {
		case ok && v < n:
			*special.id = uint32(v)
		case ok:
			return nil, unsupported("%s is %d and the vocabulary has %d tokens", special.key, v, n)
		case uint64(*special.id) >= n:
			*special.id = token.NoToken
		}
	}
	if v, ok := f.Bool("tokenizer.ggml.add_bos_token"); ok {
		c.AddBOS = v
	}
	if v, ok := f.Bool("tokenizer.ggml.add_space_prefix"); ok {
		c.AddSpacePrefix = v
	}
	c.Template, _ = f.String("tokenizer.chat_template")
	t, err := token.New(c)
	if err != nil {
		return nil, unsupported("%v", err)
	}
	return t, nil
}

// ropeFactors is the tensor of per-frequency divisors that some models carry.
const ropeFactors = "rope_freqs.weight"

// checkTensors makes sure that the file holds exactly the tensors that the
// shape needs, in the right shapes. A tensor left over would be a part of the
// model that the exact lane ignores, so it is refused.
func (m *Model) checkTensors(f *gguf.File) error {
	known := map[string]bool{}
	for _, want := range m.tensors() {
		dims := [2]uint64{uint64(m.header.Dim), 1}
		if want.matrix != nil {
			dims = [2]uint64{uint64(want.matrix.Cols), uint64(want.matrix.Rows)}
		}
		if want.table != nil {
			continue // computed, not read
		}
		t, ok := f.Tensor(want.name)
		if !ok {
			return unsupported("the file lacks the tensor %s", want.name)
		}
		if t.RowLength() != dims[0] || t.Rows() != dims[1] {
			return unsupported("tensor %s has the shape %v, want %v", want.name, t.Dims, dims)
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
		return unsupported("the file has a tensor %s of shape %v that a llama model does not use", t.Name, t.Dims)
	}
	return nil
}

// importer walks over the tensors of a file.
type importer struct {
	f           *gguf.File
	progress    func(done, total int64)
	done, total int64
}

func (im *importer) run(m *Model) error {
	for _, t := range m.tensors() {
		var err error
		switch {
		case t.matrix != nil:
			err = im.matrix(t.name, t.matrix)
		case t.vector != nil:
			*t.vector, err = im.vector(t.name)
		}
		if err != nil {
			return err
		}
	}
	return im.tables(m)
}

func (im *importer) advance(bytes int64) {
	im.done += bytes
	if im.progress != nil {
		im.progress(im.done, im.total)
	}
}

func (im *importer) vector(name string) (Vector, error) {
	t, _ := im.f.Tensor(name)
	x := make([]float32, t.RowLength())
	if err := im.f.ReadRows(t, 0, 1, x); err != nil {
		return Vector{}, err
	}
	v, err := quantizeVector(x)
	if err != nil {
		return Vector{}, unsupported("tensor %s: %v", name, err)
	}
	im.advance(t.Bytes)
	return v, nil
}

// blockElements is about how many weights are decoded at once.
const blockElements = 1 << 18

// matrix reads a tensor twice: for its largest weight, and to quantise it.
func (im *importer) matrix(name string, dst *Matrix) error {
	t, _ := im.f.Tensor(name)
	cols := dst.Cols
	step := max(1, blockElements/cols)
	buf := make([]float32, step*cols)
	each := func(do func(first int, x []float32) error) error {
		for r := 0; r < dst.Rows; r += step {
			n := min(step, dst.Rows-r)
			if err := im.f.ReadRows(t, uint64(r), uint64(n), buf[:n*cols]); err != nil {
				return err
			}
			if err := do(r, buf[:n*cols]); err != nil {
				return err
			}
			im.advance(t.Bytes * int64(n) / int64(dst.Rows) / 2)
		}
		return nil
	}
	start := im.done
	var most float64
	err := each(func(_ int, x []float32) error {
		a, err := maxAbs(x)
		if err != nil {
			return unsupported("tensor %s: %v", name, err)
		}
		most = max(most, a)
		return nil
	})
	if err != nil {
		return err
	}
	dst.Exp = matrixExponent(most)
	dst.allocate()
	w, mul := make([]int8, dst.Groups()*exact.Group), make([]uint16, dst.Groups())
	err = each(func(first int, x []float32) error {
		for i := 0; i*cols < len(x); i++ {
			clear(w)
			quantizeRow(w, mul, x[i*cols:(i+1)*cols], dst.Exp)
			kernel.PutRow(dst.Panels, first+i, w, mul)
		}
		return nil
	})
	im.done = start
	im.advance(t.Bytes)
	return err
}

// tables makes the rotation tables.
func (im *importer) tables(m *Model) error {
	h := m.header
	factor, err := im.frequencyFactors(h)
	if err != nil {
		return err
	}
	w, err := frequencies(h.RopeTheta, int(h.RopeDim), factor)
	if err != nil {
		return unsupported("llama.rope.freq_base %g: %v", h.RopeTheta, err)
	}
	m.Rope.Fine = rotations(RopeBlock, 1, w)
	m.Rope.Coarse = rotations(coarseRows(h.Context), RopeBlock, w)
	return nil
}

// frequencyFactors are the divisors of the frequencies, nil when they are all 1.
func (im *importer) frequencyFactors(h Header) ([]*big.Rat, error) {
	scale := new(big.Rat).SetInt64(1)
	kind, _ := im.f.String("llama.rope.scaling.type")
	linear, given := im.f.Float("llama.rope.scaling.factor")
	switch {
	case kind == "linear" || kind == "" && given:
		if !(linear >= 1 && linear <= 1024) {
			return nil, unsupported("llama.rope.scaling.factor is %g", linear)
		}
		scale.SetFloat64(linear)
	case kind != "" && kind != "none":
		return nil, unsupported("rotary scaling of type %q", kind)
	}
	t, has := im.f.Tensor(ropeFactors)
	if !has && scale.IsInt() && scale.Num().IsInt64() && scale.Num().Int64() == 1 {
		return nil, nil
	}
	out := make([]*big.Rat, h.RopeDim/2)
	x := make([]float32, len(out))
	if has {
		if err := im.f.ReadRows(t, 0, 1, x); err != nil {
			return nil, err
		}
		im.advance(t.Bytes)
	}
	for i := range out {
		out[i] = new(big.Rat).Set(scale)
		if !has {
			continue
		}
		if !(x[i] > 1e-6 && x[i] < 1e6) {
			return nil, unsupported("%s holds %g", ropeFactors, x[i])
		}
		out[i].Mul(out[i], new(big.Rat).SetFloat64(float64(x[i])))
	}
	return out, nil
}
