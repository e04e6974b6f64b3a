package model

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

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
	tied := uint32(0)
	if h.Tied {
		tied = 1
	}
	for _, v := range []uint32{h.Dim, h.Layers, h.Heads, h.KVHeads, h.HeadDim, h.RopeDim, h.FFN, h.Vocab, h.Context, tied, h.Residual} {
		b = be.AppendUint32(b, v)
	}
	b = be.AppendUint64(b, h.Epsilon)
	return be.AppendUint32(b, h.Score)
}

// computeRoot commits to the whole model. Trees of different tensors are
// hashed side by side; that is most of the time of reading a stored model.
func (m *Model) computeRoot() ([32]byte, error) {
	ts := m.tensors()
	leaves, errs := make([][]byte, len(ts)), make([]error, len(ts))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ts)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(ts)); i = next.Add(1) - 1 {
				leaves[i], errs[i] = m.tensorLeaf(ts[i])
			}
		})
	}
	wg.Wait()
	all := trace.NewRunning(trace.Model)
	if err := all.Append(headerLeaf(m.header)); err != nil {
		return [32]byte{}, err
	}
	for i, t := range ts {
		if errs[i] != nil {
			return [32]byte{}, fmt.Errorf("commit to %s: %w", t.name, errs[i])
		}
		if err := all.Append(leaves[i]); err != nil {
			return [32]byte{}, fmt.Errorf("commit to %s: %w", t.name, err)
		}
	}
	return all.Root(), nil
}

// tensorLeaf is a tensor's leaf in the model's tree: rows, columns, exponent and the root of its own tree.
func (m *Model) tensorLeaf(t tensor) ([]byte, error) {
	tree := trace.NewRunning(trace.Tensor)
	var rows, cols, exp int
	var err error
	switch {
	case t.matrix != nil:
		rows, cols, exp = t.matrix.Rows, t.matrix.Cols, t.matrix.Exp
		err = appendMatrix(&tree, t.matrix)
	case t.vector != nil:
		rows, cols, exp = 1, len(t.vector.G), t.vector.Exp
		err = appendInts(&tree, t.vector.G, vectorChunk)
	default:
		rows, cols, exp = t.rows, int(m.header.RopeDim), exact.RotationQ
		err = appendInts(&tree, *t.table, cols)
	}
	if err != nil {
		return nil, err
	}
	be := binary.BigEndian
	b := be.AppendUint32(nil, uint32(rows))
	b = be.AppendUint32(b, uint32(cols))
	b = be.AppendUint32(b, uint32(int32(exp)))
	root := tree.Root()
	return append(b, root[:]...), nil
}

func appendMatrix(tree *trace.Running, x *Matrix) error {
	var leaf []byte
	w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
	for r := range x.Rows {
		x.CopyRow(w, mul, r)
		for g := 0; g < len(mul); g += chunkGroups {
			leaf = leaf[:0]
			for k := g; k < min(g+chunkGroups, len(mul)); k++ {
				for _, v := range w[k*exact.Group : (k+1)*exact.Group] {
					leaf = append(leaf, byte(v))
				}
				leaf = binary.BigEndian.AppendUint16(leaf, mul[k])
			}
			if err := tree.Append(leaf); err != nil {
				return err
			}
		}
	}
	return nil
}

func appendInts(tree *trace.Running, v []int32, chunk int) error {
	var leaf []byte
	for i := 0; i < len(v); i += chunk {
		leaf = leaf[:0]
		for _, x := range v[i:min(i+chunk, len(v))] {
			leaf = binary.BigEndian.AppendUint32(leaf, uint32(x))
		}
		if err := tree.Append(leaf); err != nil {
			return err
		}
	}
	return nil
}
