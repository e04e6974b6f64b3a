package model

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// Leaves is the number of leaves of the model's tree: the header, then one for each tensor.
func (m *Model) Leaves() int { return 1 + len(m.leaves) }

// Leaf is leaf i of the model's tree, 0 to Leaves-1: the header, or a tensor's rows, columns, exponent and root.
func (m *Model) Leaf(i int) []byte {
	if i == 0 {
		return headerLeaf(m.header)
	}
	return m.leaves[i-1].appendTo(nil)
}

// Tensor is the exponent and the root of tensor i, 1 to Leaves-1.
func (m *Model) Tensor(i int) (exponent int32, root [32]byte) {
	return m.leaves[i-1].exp, m.leaves[i-1].root
}

// TensorLeaf is leaf number at of the tree of tensor i. It fails where there is no such leaf.
func (m *Model) TensorLeaf(i int, at uint64) ([]byte, error) {
	ts := m.tensors()
	if i < 1 || i > len(ts) {
		return nil, fmt.Errorf("tensor %d of %d: there is none", i, len(ts))
	}
	t := ts[i-1]
	if count := t.count(); at >= count {
		return nil, fmt.Errorf("leaf %d of the %d of tensor %d: there is none", at, count, i)
	}
	return t.leafData(at), nil
}

// OpenTensor is the opening of a leaf of tensor i. It hashes the whole tensor.
func (m *Model) OpenTensor(i int, at uint64) (trace.Opening, error) {
	if _, err := m.TensorLeaf(i, at); err != nil {
		return trace.Opening{}, err
	}
	t := m.tensors()[i-1]
	return trace.OpenEach(trace.Tensor, t.count(), at, t.leafData)
}

// count is the number of leaves of a tensor's tree.
func (t tensor) count() uint64 {
	switch {
	case t.matrix != nil:
		return uint64(t.matrix.Rows) * uint64(chunksOf(t.matrix.Groups(), chunkGroups))
	case t.vector != nil:
		return uint64(chunksOf(t.cols, vectorChunk))
	}
	return uint64(t.rows)
}

func chunksOf(n, chunk int) int { return (n + chunk - 1) / chunk }

// leafData is one leaf of a tensor's tree, below count: what leafHasher hashes.
func (t tensor) leafData(at uint64) []byte {
	ints := func(v []int32, from, n int) (b []byte) {
		for _, x := range v[from:min(from+n, len(v))] {
			b = binary.BigEndian.AppendUint32(b, uint32(x))
		}
		return b
	}
	switch {
	case t.vector != nil:
		return ints(t.vector.G, int(at)*vectorChunk, vectorChunk)
	case t.table != nil:
		return ints(*t.table, int(at)*t.cols, t.cols)
	}
	groups := t.matrix.Groups()
	per := uint64(chunksOf(groups, chunkGroups))
	row, first := int(at/per), int(at%per)*chunkGroups
	n := min(chunkGroups, groups-first)
	w, mul := make([]int8, n*exact.Group), make([]uint16, n)
	block := row/kernel.PanelRows*groups + first // of the row's panel, where the chunk begins
	kernel.CopyRow(w, mul, t.matrix.Panels[block*kernel.BlockBytes:], row%kernel.PanelRows)
	b := make([]byte, 0, n*(exact.Group+2))
	for g, m := range mul {
		for _, v := range w[g*exact.Group : (g+1)*exact.Group] {
			b = append(b, byte(v))
		}
		b = binary.BigEndian.AppendUint16(b, m)
	}
	return b
}
