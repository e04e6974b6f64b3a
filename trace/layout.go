package trace

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/assay-network/assay/exact"
)

// Shape is the header of a model: what of it decides how a trace is laid out and computed. docs/exact.md has the meaning and range
// of every field.
type Shape struct {
	Dim, Layers, Heads, KVHeads, HeadDim, RopeDim, FFN, Vocab, Context uint32

	Tied, Bias, QKNorm bool

	Residual    uint32
	Epsilon     uint64
	Score       uint32
	HeadEpsilon uint64
}

// The sizes of leaves.
const (
	Chunk     = 128 // elements of 4 or 8 bytes of a vector, and positions
	WideChunk = 256 // elements of 2 bytes of a vector
	FoldChunk = 16  // values of a fold
)

// Bounds of a trace, so that the most expensive cell stays below what a judge can spend.
const (
	maxDim          = 1 << 15
	maxHeadDim      = 160
	maxWide         = 61440 // of the feed-forward layer, and of all heads
	maxPositions    = 1 << 15
	maxLeaves       = 1 << 36
	maxBiasedLeaves = 1 << 30 // if the request has biases
)

// ErrLayout says that there is no trace of such a computation.
var ErrLayout = errors.New("no trace has this shape")

// check reports a shape that has a cell that would cost too much to judge, or that no model has.
func (s Shape) check() error {
	type bound struct {
		name      string
		v, lo, hi uint32
	}
	for _, b := range []bound{
		{"dim", s.Dim, 2, maxDim}, {"layers", s.Layers, 1, 450}, {"heads", s.Heads, 1, 1024}, {"key/value heads", s.KVHeads, 1, s.Heads},
		{"head size", s.HeadDim, 2, maxHeadDim}, {"rotated size", s.RopeDim, 2, s.HeadDim}, {"feed-forward width", s.FFN, 1, maxWide},
		{"vocabulary", s.Vocab, 2, 1 << 20}, {"context", s.Context, 1, exact.MaxContext}, {"attention width", s.Heads * s.HeadDim, 2, maxWide},
		{"residual", s.Residual, 8, 26},
	} {
		if b.v < b.lo || b.v > b.hi {
			return fmt.Errorf("%w: %s is %d, want %d to %d", ErrLayout, b.name, b.v, b.lo, b.hi)
		}
	}
	if s.HeadDim%2 != 0 || s.RopeDim%2 != 0 || s.Heads%s.KVHeads != 0 {
		return fmt.Errorf("%w: head size %d and rotated size %d must be even, and %d heads must share %d key/value heads evenly",
			ErrLayout, s.HeadDim, s.RopeDim, s.Heads, s.KVHeads)
	}
	return nil
}

// Layout is the order of the leaves of one trace. It is a handful of numbers, whatever the size of the trace, and immutable.
type Layout struct {
	shape    Shape
	p, n     uint64 // tokens of the prompt; positions
	outputs  uint64
	sampling exact.Sampling
	biased   bool

	per, rows, start [opCount]uint64 // leaves of a row, rows, first leaf within the layer or, outside layers, of all
	layers           uint64          // first leaf of layer 0
	layer            uint64          // leaves of a layer
	leaves           uint64          // of the whole trace
}

// NewLayout is the layout of the trace of output tokens drawn after a prompt. biased says that the request has biases. It fails
// with ErrLayout for shapes, lengths and parameters outside the bounds of docs/trace.md.
func NewLayout(s Shape, prompt, output uint64, sampling exact.Sampling, biased bool) (*Layout, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if err := sampling.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLayout, err)
	}
	if prompt < 1 || output < 1 || prompt > uint64(s.Context) || output > uint64(s.Context) || prompt+output > uint64(s.Context) {
		return nil, fmt.Errorf("%w: %d tokens after a prompt of %d, context %d", ErrLayout, output, prompt, s.Context)
	}
	l := &Layout{shape: s, p: prompt, n: prompt + output - 1, outputs: output, sampling: sampling, biased: biased}
	l.count()
	l.place()
	most := uint64(maxLeaves)
	if biased {
		most = maxBiasedLeaves
	}
	if l.n > maxPositions || l.leaves > most {
		return nil, fmt.Errorf("%w: %d positions and %d leaves, at most %d and %d are judgeable", ErrLayout, l.n, l.leaves, maxPositions, most)
	}
	return l, nil
}

func ceil(x, chunk uint64) uint64 { return (x + chunk - 1) / chunk }

// chunks, wide and folds are C, B and F of docs/trace.md: leaves of a vector of 4 or 8 bytes and of 2 bytes, and of a fold.
func chunks(x uint64) uint64 { return ceil(x, Chunk) }
func wide(x uint64) uint64   { return ceil(x, WideChunk) }
func folds(x uint64) uint64  { return ceil(x, FoldChunk) }

// count sets the leaves of a row and the rows of every operation.
func (l *Layout) count() {
	s := l.shape
	heads, kv := uint64(s.Heads), uint64(s.KVHeads)
	dim, att, ffn, vocab := chunks(uint64(s.Dim)), chunks(heads*uint64(s.HeadDim)), chunks(uint64(s.FFN)), chunks(uint64(s.Vocab))
	dim2, att2, ffn2 := wide(uint64(s.Dim)), wide(heads*uint64(s.HeadDim)), wide(uint64(s.FFN))
	along := chunks(l.n)
	for o := range opCount {
		l.rows[o] = l.n
		if o >= OpFinalSquares && o != OpCounts {
			l.rows[o] = l.outputs
		}
	}
	l.rows[OpColumns] = kv * uint64(s.HeadDim)
	for o, per := range [opCount]uint64{
		OpRotation: chunks(uint64(s.RopeDim)), OpEmbedding: dim,
		OpSquares: folds(dim), OpProducts: dim, OpPeaks: folds(dim), OpInputs: dim2,
		OpQuery: heads, OpQueryInputs: heads, OpKey: kv, OpKeyInputs: kv, OpValue: kv, OpValueInputs: kv,
		OpColumns: along, OpScores: heads * along, OpScorePeaks: heads * folds(along), OpMasses: heads * folds(along),
		OpWeights: heads * along, OpMeans: heads,
		OpJoined: att, OpJoinedPeaks: folds(att), OpJoinedInputs: att2, OpAttended: dim,
		OpFFNSquares: folds(dim), OpFFNProducts: dim, OpFFNPeaks: folds(dim), OpFFNInputs: dim2,
		OpGates: ffn, OpGated: ffn, OpGatedPeaks: folds(ffn), OpGatedInputs: ffn2, OpOutput: dim,
		OpFinalSquares: folds(dim), OpFinalProducts: dim, OpFinalPeaks: folds(dim), OpFinalInputs: dim2,
		OpLogits: vocab, OpCounts: vocab, OpAdjusted: vocab, OpBest: folds(vocab), OpRanks: exact.Passes * vocab, OpPortions: exact.Passes * vocab,
		OpDraws: vocab, OpWinner: folds(vocab), OpToken: 1,
	} {
		if l.Has(Op(o)) {
			l.per[o] = per
		}
	}
}

// place sets where every operation begins.
func (l *Layout) place() {
	var at uint64
	for o := range opCount {
		switch o {
		case OpSquares:
			l.layers, at = at, 0
		case OpFinalSquares:
			l.layer = at
			at = l.layers + l.layer*uint64(l.shape.Layers)
		}
		l.start[o] = at
		at += l.per[o] * l.rows[o]
	}
	l.leaves = at
}

// Has reports whether the trace has the operation: some depend on the sampling parameters.
func (l *Layout) Has(o Op) bool {
	s := l.sampling
	switch o {
	case OpCounts:
		return s.Penalises()
	case OpAdjusted:
		return s.Penalises() || l.biased
	case OpRanks:
		return s.Temperature > 0 && s.TopK > 0 && s.TopK < l.shape.Vocab
	case OpPortions:
		return s.Temperature > 0 && s.TopP < 1000
	case OpDraws:
		return s.Temperature > 0
	}
	return o < opCount
}

// Leaves is the number of leaves, absent ones included: at least 1, at most 2^36.
func (l *Layout) Leaves() uint64 { return l.leaves }

// Positions is n, the number of positions that are evaluated.
func (l *Layout) Positions() uint64 { return l.n }

// Prompt and Outputs are the numbers of tokens.
func (l *Layout) Prompt() uint64 { return l.p }

// Outputs is the number of tokens drawn.
func (l *Layout) Outputs() uint64 { return l.outputs }

// Rounds is how often one descends six levels from the root to a leaf.
func (l *Layout) Rounds() int { return rounds(l.leaves) }

// rounds is the smallest r of at least 1 such that 64^r is at least leaves.
func rounds(leaves uint64) int { return max(1, (bits.Len64(leaves-1)+5)/6) }

// Span is the number of rows of an operation and of leaves of each row; 0 where the trace has none.
func (l *Layout) Span(o Op) (rows, leaves uint64) {
	if o >= opCount || l.per[o] == 0 {
		return 0, 0
	}
	return l.rows[o], l.per[o]
}

// Index is the leaf at a place. It reports whether there is such a place.
func (l *Layout) Index(p Place) (uint64, bool) {
	rows, per := l.Span(p.Op)
	if p.Row >= rows || p.Leaf >= per {
		return 0, false
	}
	at := l.start[p.Op] + p.Row*per + p.Leaf
	if p.Op.inLayer() {
		return at + l.layers + uint64(p.Layer)*l.layer, p.Layer < l.shape.Layers
	}
	return at, p.Layer == 0
}

// Place is where leaf index stands. It reports whether the trace has so many leaves.
func (l *Layout) Place(index uint64) (Place, bool) {
	if index >= l.leaves {
		return Place{}, false
	}
	var p Place
	first, last := OpRotation, OpEmbedding
	switch tail := l.layers + l.layer*uint64(l.shape.Layers); {
	case index >= tail:
		first, last = OpFinalSquares, OpToken
	case index >= l.layers:
		index -= l.layers
		p.Layer = uint32(index / l.layer)
		index %= l.layer
		first, last = OpSquares, OpOutput
	}
	p.Op = first
	for o := first + 1; o <= last && l.start[o] <= index; o++ {
		if l.per[o] > 0 {
			p.Op = o
		}
	}
	index -= l.start[p.Op]
	p.Row, p.Leaf = index/l.per[p.Op], index%l.per[p.Op]
	return p, true
}

// within is how many of n elements are in leaf c of leaves of so many.
func within(n, c, chunk uint64) int {
	if c*chunk >= n {
		return 0
	}
	return int(min(chunk, n-c*chunk))
}

// Elements is the number of elements of a leaf, scalars included, and the bytes of each. An absent leaf has 0, and so has a place
// that does not exist.
func (l *Layout) Elements(p Place) (count, width int) {
	if p.Op >= opCount {
		return 0, 0
	}
	width = opWidth[p.Op]
	if _, ok := l.Index(p); !ok {
		return 0, width
	}
	return l.elements(p), width
}

func (l *Layout) elements(p Place) int {
	s := l.shape
	dim, att := uint64(s.Dim), uint64(s.Heads)*uint64(s.HeadDim)
	vector := func(n uint64) int {
		if opWidth[p.Op] == 2 {
			return opScalars[p.Op] + within(n, p.Leaf, WideChunk)
		}
		return opScalars[p.Op] + within(n, p.Leaf, Chunk)
	}
	fold := func(n uint64) int { return within(chunks(n), p.Leaf, FoldChunk) }
	switch p.Op {
	case OpRotation:
		return vector(uint64(s.RopeDim))
	case OpEmbedding, OpProducts, OpInputs, OpAttended, OpFFNProducts, OpFFNInputs, OpOutput, OpFinalProducts, OpFinalInputs:
		return vector(dim)
	case OpSquares, OpPeaks, OpFFNSquares, OpFFNPeaks, OpFinalSquares, OpFinalPeaks:
		return fold(dim)
	case OpQuery, OpKey:
		if s.QKNorm {
			return 3*int(s.HeadDim) + 5
		}
		return 2*int(s.HeadDim) + 3
	case OpQueryInputs, OpKeyInputs:
		return int(s.HeadDim) + 1
	case OpValue, OpValueInputs, OpMeans:
		if p.Op == OpMeans {
			return int(s.HeadDim) + 3
		}
		return int(s.HeadDim) + 2
	case OpColumns:
		return within(l.n, p.Leaf, Chunk)
	case OpScores, OpWeights:
		if seen := within(p.Row+1, p.Leaf%chunks(l.n), Chunk); seen > 0 {
			return opScalars[p.Op] + seen
		}
		return 0
	case OpScorePeaks, OpMasses:
		if seen := within(chunks(p.Row+1), p.Leaf%folds(chunks(l.n)), FoldChunk); seen > 0 {
			return opScalars[p.Op] + seen
		}
		return 0
	case OpJoined, OpJoinedInputs:
		return vector(att)
	case OpJoinedPeaks:
		return fold(att)
	case OpGates:
		return 2 + 2*l.gates(p.Leaf)
	case OpGated, OpGatedInputs:
		return vector(uint64(s.FFN))
	case OpGatedPeaks:
		return fold(uint64(s.FFN))
	case OpLogits, OpCounts, OpAdjusted, OpDraws:
		return vector(uint64(s.Vocab))
	case OpBest, OpWinner:
		return fold(uint64(s.Vocab))
	case OpRanks, OpPortions:
		return opScalars[p.Op] + exact.Digits
	}
	return 1 // OpToken
}

// gates is the number of gates in a leaf of OpGates.
func (l *Layout) gates(leaf uint64) int {
	return within(uint64(l.shape.FFN), leaf, Chunk)
}

// Parts is the number of partial sums that an element is split into before it is judged; 1 for one that is judged as it is.
func (l *Layout) Parts(p Place, element int) int {
	if count, _ := l.Elements(p); element < 0 || element >= count {
		return 1
	}
	s, hd := l.shape, int(l.shape.HeadDim)
	cols := uint64(0)
	switch p.Op {
	case OpQuery, OpKey, OpValue:
		if element >= 1 && element <= hd {
			cols = uint64(s.Dim)
		}
	case OpMeans:
		if element >= 3 {
			return int(chunks(p.Row + 1))
		}
	case OpAttended, OpOutput, OpLogits:
		if element >= 1 {
			cols = uint64(s.Dim)
			switch p.Op {
			case OpAttended:
				cols = uint64(s.Heads) * uint64(s.HeadDim)
			case OpOutput:
				cols = uint64(s.FFN)
			}
		}
	case OpGates:
		if element >= 2 {
			cols = uint64(s.Dim)
		}
	}
	return max(1, int(wide(cols)))
}
