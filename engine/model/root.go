package model

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// chunkGroups is the number of groups of a row in one leaf: 256 weights, so
// that one leaf and its proof fit a cell of the referee.
const chunkGroups = 8

// vectorChunk is the number of gains in one leaf.
const vectorChunk = 32

// headerLeaf is the canonical form of the committed part of the header.
func headerLeaf(h Header) []byte {
	b := []byte(exact.Version)
	be := binary.BigEndian
	for _, v := range []uint32{h.Dim, h.Layers, h.Heads, h.KVHeads, h.HeadDim, h.RopeDim, h.FFN, h.Vocab, h.Context, flag(h.Tied), flag(h.Bias), flag(h.QKNorm), h.Residual} {
		b = be.AppendUint32(b, v)
	}
	b = be.AppendUint64(b, h.Epsilon)
	b = be.AppendUint32(b, h.Score)
	return be.AppendUint64(b, h.HeadEpsilon)
}

// headerFields is the length of what headerLeaf puts behind the version.
const headerFields = 13*4 + 8 + 4 + 8

func flag(v bool) uint32 {
	if v {
		return 1
	}
	return 0
}

// leaf is what the model's tree says of a tensor: its shape, its exponent and the root of its own tree.
type leaf struct {
	rows, cols uint32
	exp        int32
	root       [32]byte
}

const leafBytes = 12 + 32

func (l leaf) appendTo(b []byte) []byte {
	be := binary.BigEndian
	b = be.AppendUint32(b, l.rows)
	b = be.AppendUint32(b, l.cols)
	b = be.AppendUint32(b, uint32(l.exp))
	return append(b, l.root[:]...)
}

func parseLeaf(b []byte) (l leaf) {
	be := binary.BigEndian
	l.rows, l.cols, l.exp = be.Uint32(b), be.Uint32(b[4:]), int32(be.Uint32(b[8:]))
	copy(l.root[:], b[12:leafBytes])
	return l
}

// modelRoot commits to the whole model.
func modelRoot(h Header, leaves []leaf) ([32]byte, error) {
	all := trace.NewRunning(trace.Model)
	err := all.Append(headerLeaf(h))
	for i := 0; i < len(leaves) && err == nil; i++ {
		err = all.Append(leaves[i].appendTo(nil))
	}
	if err != nil {
		return [32]byte{}, fmt.Errorf("commit to the model: %w", err)
	}
	return all.Root(), nil
}

// leafHasher makes the tree of one tensor. Its buffer is reused.
type leafHasher struct {
	tree trace.Running
	buf  []byte
}

func (h *leafHasher) begin() { h.tree = trace.NewRunning(trace.Tensor) }

func (h *leafHasher) end(rows, cols, exp int) leaf {
	return leaf{rows: uint32(rows), cols: uint32(cols), exp: int32(exp), root: h.tree.Root()}
}

// row appends the leaves of one row of a matrix.
func (h *leafHasher) row(w []int8, mul []uint16) error {
	for g := 0; g < len(mul); g += chunkGroups {
		h.buf = h.buf[:0]
		for k := g; k < min(g+chunkGroups, len(mul)); k++ {
			for _, v := range w[k*exact.Group : (k+1)*exact.Group] {
				h.buf = append(h.buf, byte(v))
			}
			h.buf = binary.BigEndian.AppendUint16(h.buf, mul[k])
		}
		if err := h.tree.Append(h.buf); err != nil {
			return err
		}
	}
	return nil
}

// ints appends the leaves of a vector or a table.
func (h *leafHasher) ints(v []int32, chunk int) error {
	for i := 0; i < len(v); i += chunk {
		h.buf = h.buf[:0]
		for _, x := range v[i:min(i+chunk, len(v))] {
			h.buf = binary.BigEndian.AppendUint32(h.buf, uint32(x))
		}
		if err := h.tree.Append(h.buf); err != nil {
			return err
		}
	}
	return nil
}

// leaf computes the leaf of a tensor that is in memory.
func (t tensor) leaf(h *leafHasher) (leaf, error) {
	h.begin()
	switch {
	case t.matrix != nil:
		x := t.matrix
		w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
		for r := range x.Rows {
			x.CopyRow(w, mul, r)
			if err := h.row(w, mul); err != nil {
				return leaf{}, err
			}
		}
		return h.end(x.Rows, x.Cols, x.Exp), nil
	case t.vector != nil:
		err := h.ints(t.vector.G, vectorChunk)
		return h.end(1, t.cols, t.vector.Exp), err
	}
	err := h.ints(*t.table, t.cols)
	return h.end(t.rows, t.cols, exact.RotationQ), err
}
