package trace

import "github.com/assay-network/assay/exact"

// TensorID is a tensor's leaf in the tree of its model; leaf 0 there is the header.
type TensorID uint32

// tensorName is what a tensor is in its layer, or in the model.
type tensorName uint8

const (
	attentionGain tensorName = iota
	queryMatrix
	keyMatrix
	valueMatrix
	queryBias
	keyBias
	valueBias
	queryGain
	keyGain
	outputMatrix // of attention
	ffnGain
	gateMatrix
	upMatrix
	downMatrix
	layerTensors

	embedding
	finalGain
	logitMatrix // the embedding if the model is tied
	fineTable
	coarseTable
)

// has reports whether a model of this shape has the tensor of its own.
func (s Shape) has(n tensorName) bool {
	switch n {
	case queryBias, keyBias, valueBias:
		return s.Bias
	case queryGain, keyGain:
		return s.QKNorm
	case logitMatrix:
		return !s.Tied
	}
	return true
}

// perLayer is the number of tensors of a layer.
func (s Shape) perLayer() uint32 {
	n := uint32(layerTensors)
	if !s.Bias {
		n -= 3
	}
	if !s.QKNorm {
		n -= 2
	}
	return n
}

// tensors is the number of tensors of the model.
func (s Shape) tensors() uint64 {
	n := 1 + uint64(s.Layers)*uint64(s.perLayer()) + 1 + 2
	if !s.Tied {
		n++
	}
	return n
}

// id is the leaf of a tensor in the model's tree; layer is read where there are layers.
func (s Shape) id(n tensorName, layer uint32) TensorID {
	tail := 2 + s.Layers*s.perLayer() // the final norm's gain
	at := tail
	switch n {
	case embedding:
		return 1
	case finalGain:
	case logitMatrix:
		if s.Tied {
			return 1
		}
		at++
	case fineTable, coarseTable:
		at = uint32(s.tensors()) - 1 + uint32(n-fineTable)
	default:
		at = 2 + layer*s.perLayer()
		for m := attentionGain; m < n; m++ {
			if s.has(m) {
				at++
			}
		}
	}
	return TensorID(at)
}

// name is the inverse of id.
func (s Shape) name(t TensorID) tensorName {
	switch last := TensorID(s.tensors()); {
	case t <= 1:
		return embedding
	case t >= last-1:
		return fineTable + tensorName(min(1, t-(last-1)))
	}
	at := uint32(t) - 2
	if at >= s.Layers*s.perLayer() {
		return finalGain + tensorName(at-s.Layers*s.perLayer())
	}
	at %= s.perLayer()
	for n := attentionGain; ; n++ {
		if s.has(n) {
			if at == 0 {
				return n
			}
			at--
		}
	}
}

// size is the rows and columns of a tensor: a vector has one row.
func (s Shape) size(t TensorID) (rows, cols uint32) {
	att, kv := s.Heads*s.HeadDim, s.KVHeads*s.HeadDim
	switch s.name(t) {
	case queryMatrix:
		return att, s.Dim
	case keyMatrix, valueMatrix:
		return kv, s.Dim
	case queryBias:
		return 1, att
	case keyBias, valueBias:
		return 1, kv
	case queryGain, keyGain:
		return 1, s.HeadDim
	case outputMatrix:
		return s.Dim, att
	case gateMatrix, upMatrix:
		return s.FFN, s.Dim
	case downMatrix:
		return s.Dim, s.FFN
	case embedding, logitMatrix:
		return s.Vocab, s.Dim
	case fineTable:
		return rotationBlock, s.RopeDim
	case coarseTable:
		return uint32(ceil(uint64(s.Context), rotationBlock)), s.RopeDim
	}
	return 1, s.Dim // gains of the stream
}

// gainChunk is the number of gains or biases in a leaf.
const gainChunk = 32

// rotationBlock is the number of positions that one row of the coarse table stands for.
const rotationBlock = 256

// groupBytes is a group of weights with its multiplier.
const groupBytes = exact.Group + 2

// groupsInLeaf is the number of groups of a matrix row in one leaf.
const groupsInLeaf = WideChunk / exact.Group

// vector reports whether a tensor is the gain of a norm or a bias.
func (n tensorName) vector() bool {
	switch n {
	case attentionGain, queryBias, keyBias, valueBias, queryGain, keyGain, ffnGain, finalGain:
		return true
	}
	return false
}

// TensorLeaves is the number of leaves in the tree of a tensor.
func (s Shape) TensorLeaves(t TensorID) uint64 {
	rows, cols := s.size(t)
	switch n := s.name(t); {
	case n.vector():
		return ceil(uint64(cols), gainChunk)
	case n == fineTable || n == coarseTable:
		return uint64(rows)
	}
	return uint64(rows) * wide(uint64(cols))
}

// TensorBytes is the length of a leaf of a tensor.
func (s Shape) TensorBytes(t TensorID, leaf uint64) int {
	_, cols := s.size(t)
	switch n := s.name(t); {
	case n.vector():
		return 4 * int(min(gainChunk, max(uint64(cols), gainChunk*leaf)-gainChunk*leaf))
	case n == fineTable || n == coarseTable:
		return 4 * int(cols)
	}
	groups := ceil(uint64(cols), exact.Group)
	at := leaf % wide(uint64(cols)) * groupsInLeaf
	return groupBytes * int(min(groupsInLeaf, groups-at))
}

// TensorSize is the rows and columns of a tensor; a vector has one row.
func (s Shape) TensorSize(t TensorID) (rows, cols uint32) { return s.size(t) }

// Tensors is the number of tensors of the model; their ids are 1 to that number.
func (s Shape) Tensors() uint32 { return uint32(s.tensors()) }
