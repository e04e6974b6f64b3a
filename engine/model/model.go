// Package model turns weights that people publish into the integer model of
// the exact lane, and keeps it: it imports GGUF files, commits to the result by
// a Merkle root, and stores the result in a form that can be mapped into memory.
//
// Import uses floats only in ways that give the same bits on every machine
// (scaling by powers of two, single divisions, comparisons; never a sum of a
// product, which some machines fuse); everything it produces is integers. The
// package knows nothing of running a model, of files or of the network.
package model

import (
	"fmt"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// Limits of a model's shape. See docs/exact.md for why they hold every value in range.
const (
	MaxDim     = 1 << 16
	MaxLayers  = 450 // so that all tensors fit the model's tree
	MaxHeads   = 1024
	MaxHeadDim = 256
	MaxFFN     = 1 << 18
	MaxVocab   = 1 << 20
	maxLeaves  = 1 << 24 // of a tensor's tree
)

// Shape is the architecture of a model: counts, no weights.
type Shape struct {
	Dim     uint32 // elements of the residual stream
	Layers  uint32
	Heads   uint32 // query heads
	KVHeads uint32 // key/value heads; divides Heads
	HeadDim uint32
	RopeDim uint32 // leading elements of a head that are rotated; even
	FFN     uint32 // width of the feed-forward layer
	Vocab   uint32
	Context uint32 // positions
	Tied    bool   // the output matrix is the embedding
	Bias    bool   // queries, keys and values have biases
	QKNorm  bool   // each head of queries and keys is normalised before it is rotated
}

// Constants are the derived integers of the header, defined in docs/exact.md.
type Constants struct {
	Residual uint32 // binary point of the residual stream
	Epsilon  uint64 // RMS norm epsilon in units of the squared stream
	Score    uint32 // log2(e)/sqrt(HeadDim) in Q24
	// HeadEpsilon is the RMS norm epsilon in units of squared queries and keys (Q32); 0 without QKNorm.
	HeadEpsilon uint64
}

// Header describes a model. Shape and Constants are part of the model root;
// the rest is for people.
type Header struct {
	Shape
	Constants
	Name         string  // as the file says, at most 256 bytes, may be empty
	RopeTheta    float32 // the rotation tables were made from it
	NormEpsilon  float32
	TrainContext uint32 // context the file declares, before it is limited to 2^17
}

// Matrix is a weight matrix: Rows outputs, Cols inputs. A row has Groups()
// groups of 32 int8 weights w, zero padded, each group with a multiplier m: a
// weight is w * m * 2^-Exp. Panels holds them as package kernel lays them out.
type Matrix struct {
	Rows, Cols int
	Exp        int
	Panels     []byte
}

// Groups is the number of groups of a row.
func (m *Matrix) Groups() int { return (m.Cols + exact.Group - 1) / exact.Group }

// Row returns the weights and multipliers of row r, 0 to Rows-1, in new memory.
func (m *Matrix) Row(r int) ([]int8, []uint16) {
	w, mul := make([]int8, m.Groups()*exact.Group), make([]uint16, m.Groups())
	m.CopyRow(w, mul, r)
	return w, mul
}

// CopyRow is Row into memory of the caller: 32 weights and one multiplier for each group.
func (m *Matrix) CopyRow(w []int8, mul []uint16, r int) { kernel.CopyRow(w, mul, m.Panels, r) }

// Vector is the gain of a norm, or a bias: an element is G * 2^-Exp, |G| at
// most 2^23. One that the model does not have is empty.
type Vector struct {
	Exp int
	G   []int32
}

// Layer is one transformer block.
type Layer struct {
	AttentionNorm Vector
	Q, K, V, O    Matrix
	QBias         Vector // Heads*HeadDim elements if the model has biases
	KBias, VBias  Vector // KVHeads*HeadDim elements, likewise
	QNorm, KNorm  Vector // HeadDim gains if the model has QKNorm
	FFNNorm       Vector
	Gate, Up      Matrix
	Down          Matrix
}

// RopeBlock is the number of positions that one coarse rotation stands for.
const RopeBlock = 256

// Rope holds the rotation factors in Q30: cosine and sine for each of RopeDim/2
// frequencies, interleaved. Fine has RopeBlock rows of RopeDim elements (one a
// position), Coarse a row for every RopeBlock positions.
type Rope struct {
	Fine, Coarse []int32
}

// Model is an imported model. It is immutable and safe for concurrent use.
type Model struct {
	header     Header
	tokenizer  *token.Tokenizer
	Embedding  Matrix
	Layers     []Layer
	OutputNorm Vector
	output     Matrix // unused when tied
	Rope       Rope
	leaves     []leaf // one a tensor, in the order of the commitment
	root       [32]byte
	data       []byte // the stored form; the panels of all matrices lie in it
}

// Header returns shape, constants and names.
func (m *Model) Header() Header { return m.header }

// Tokenizer returns the vocabulary that came with the weights.
func (m *Model) Tokenizer() *token.Tokenizer { return m.tokenizer }

// Root returns the Merkle root over header, tensors and tables. It is the
// model's identity in requests.
func (m *Model) Root() [32]byte { return m.root }

// Output is the matrix that makes logits; it is the embedding in a tied model.
func (m *Model) Output() *Matrix {
	if m.header.Tied {
		return &m.Embedding
	}
	return &m.output
}

// Parameters is the number of weights, padding not counted.
func (m *Model) Parameters() uint64 {
	var n uint64
	for _, t := range m.tensors() {
		switch {
		case t.matrix != nil:
			n += uint64(t.matrix.Rows) * uint64(t.matrix.Cols)
		case t.vector != nil:
			n += uint64(t.cols)
		}
	}
	return n
}

// Rotation writes the factors of a position (cosine, sine for each frequency)
// to dst, which holds RopeDim elements. position must be below the context.
func (m *Model) Rotation(position int, dst []int32) {
	n := int(m.header.RopeDim)
	fine := m.Rope.Fine[position%RopeBlock*n:][:n]
	coarse := m.Rope.Coarse[position/RopeBlock*n:][:n]
	for i := 0; i < n; i += 2 {
		dst[i], dst[i+1] = exact.Rotate(coarse[i], coarse[i+1], fine[i], fine[i+1])
	}
}

// check reports the first field outside its range.
func (s Shape) check() error {
	between := func(name string, v, lo, hi uint32) error {
		if v < lo || v > hi {
			return fmt.Errorf("%s is %d, want %d to %d", name, v, lo, hi)
		}
		return nil
	}
	for _, err := range []error{
		between("embedding length", s.Dim, 2, MaxDim),
		between("layer count", s.Layers, 1, MaxLayers),
		between("head count", s.Heads, 1, MaxHeads),
		between("key/value head count", s.KVHeads, 1, s.Heads),
		between("head size", s.HeadDim, 2, MaxHeadDim),
		between("rotated size", s.RopeDim, 2, s.HeadDim),
		between("feed-forward length", s.FFN, 1, MaxFFN),
		between("vocabulary", s.Vocab, 2, MaxVocab),
		between("context", s.Context, 1, exact.MaxContext),
		between("attention width", s.Heads*s.HeadDim, 2, MaxFFN),
	} {
		if err != nil {
			return err
		}
	}
	for _, m := range [][2]uint32{{s.Vocab, s.Dim}, {s.FFN, s.Dim}, {s.Dim, s.FFN}, {s.Heads * s.HeadDim, s.Dim}, {s.Dim, s.Heads * s.HeadDim}} {
		const chunk = chunkGroups * exact.Group
		if uint64(m[0])*uint64((m[1]+chunk-1)/chunk) > maxLeaves {
			return fmt.Errorf("a matrix of %d rows and %d columns is too large to commit to", m[0], m[1])
		}
	}
	perLayer := 9 + 3*flag(s.Bias) + 2*flag(s.QKNorm)
	if leaves := 1 + 5 + s.Layers*perLayer; leaves > 1<<trace.Model.Depth() {
		return fmt.Errorf("%d layers of %d tensors are too many to commit to", s.Layers, perLayer)
	}
	if s.HeadDim%2 != 0 || s.RopeDim%2 != 0 {
		return fmt.Errorf("head size %d and rotated size %d must be even", s.HeadDim, s.RopeDim)
	}
	if s.Heads%s.KVHeads != 0 {
		return fmt.Errorf("%d heads cannot share %d key/value heads evenly", s.Heads, s.KVHeads)
	}
	return nil
}

// shapeTensors makes the empty tensors of the shape, without their data.
func (m *Model) shapeTensors() {
	s := m.header.Shape
	matrix := func(rows, cols uint32) Matrix { return Matrix{Rows: int(rows), Cols: int(cols)} }
	q, kv := s.Heads*s.HeadDim, s.KVHeads*s.HeadDim
	m.Embedding = matrix(s.Vocab, s.Dim)
	m.Layers = make([]Layer, s.Layers)
	for i := range m.Layers {
		m.Layers[i] = Layer{
			Q: matrix(q, s.Dim), K: matrix(kv, s.Dim), V: matrix(kv, s.Dim), O: matrix(s.Dim, q),
			Gate: matrix(s.FFN, s.Dim), Up: matrix(s.FFN, s.Dim), Down: matrix(s.Dim, s.FFN),
		}
	}
	if !s.Tied {
		m.output = matrix(s.Vocab, s.Dim)
	}
}

// tensor is one committed part of a model: exactly one pointer is set.
type tensor struct {
	name       string // name in a GGUF file; of a table, its name here
	matrix     *Matrix
	vector     *Vector
	table      *[]int32
	rows, cols int  // a vector has one row
	rotated    bool // its rows (of a vector: its elements) are those of heads that are rotated
}

// tensors lists every part in the order of the commitment and of the stored form.
func (m *Model) tensors() []tensor {
	s := m.header.Shape
	dim, head := int(s.Dim), int(s.HeadDim)
	var ts []tensor
	matrix := func(name string, x *Matrix, rotated bool) {
		ts = append(ts, tensor{name: name + ".weight", matrix: x, rows: x.Rows, cols: x.Cols, rotated: rotated})
	}
	vector := func(name string, v *Vector, n int, rotated bool) {
		ts = append(ts, tensor{name: name, vector: v, rows: 1, cols: n, rotated: rotated})
	}
	matrix("token_embd", &m.Embedding, false)
	for i := range m.Layers {
		l := &m.Layers[i]
		p := fmt.Sprintf("blk.%d.", i)
		vector(p+"attn_norm.weight", &l.AttentionNorm, dim, false)
		matrix(p+"attn_q", &l.Q, true)
		matrix(p+"attn_k", &l.K, true)
		matrix(p+"attn_v", &l.V, false)
		if s.Bias {
			vector(p+"attn_q.bias", &l.QBias, l.Q.Rows, true)
			vector(p+"attn_k.bias", &l.KBias, l.K.Rows, true)
			vector(p+"attn_v.bias", &l.VBias, l.V.Rows, false)
		}
		if s.QKNorm {
			vector(p+"attn_q_norm.weight", &l.QNorm, head, true)
			vector(p+"attn_k_norm.weight", &l.KNorm, head, true)
		}
		matrix(p+"attn_output", &l.O, false)
		vector(p+"ffn_norm.weight", &l.FFNNorm, dim, false)
		matrix(p+"ffn_gate", &l.Gate, false)
		matrix(p+"ffn_up", &l.Up, false)
		matrix(p+"ffn_down", &l.Down, false)
	}
	vector("output_norm.weight", &m.OutputNorm, dim, false)
	if !s.Tied {
		matrix("output", &m.output, false)
	}
	rope := int(s.RopeDim)
	return append(ts,
		tensor{name: "fine rotation", table: &m.Rope.Fine, rows: RopeBlock, cols: rope},
		tensor{name: "coarse rotation", table: &m.Rope.Coarse, rows: coarseRows(s.Context), cols: rope})
}

func coarseRows(context uint32) int { return (int(context) + RopeBlock - 1) / RopeBlock }
