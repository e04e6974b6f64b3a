package model

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// rowBlock is the level of a tensor's tree from which on a RowOpener keeps the
// nodes: to open a leaf it hashes the 2^rowBlock leaves around it again.
const rowBlock = 8

// RowOpener shows rows of a model's embedding under the model's root. It keeps
// the upper part of the tree, 64 bytes for every 256 leaves, and is safe for
// concurrent use.
type RowOpener struct {
	x       *Matrix
	leaves  int          // of a row
	count   int          // of the tensor
	upper   [][]job.Hash // nodes of the levels from rowBlock on
	missing []job.Hash   // nodes over absent leaves, by level
}

// NewRowOpener hashes the embedding of m once, about a second for half a gigabyte.
func NewRowOpener(m *Model) *RowOpener {
	x := &m.Embedding
	o := &RowOpener{x: x, leaves: rowLeaves(x)}
	o.count = x.Rows * o.leaves
	o.missing = make([]job.Hash, trace.Tensor.Depth()+1)
	for i := 1; i < len(o.missing); i++ {
		o.missing[i] = parent(o.missing[i-1], o.missing[i-1])
	}
	var level []job.Hash
	for first := 0; first < o.count; first += 1 << rowBlock {
		path := o.block(first)
		level = append(level, path[rowBlock][0])
	}
	for d := rowBlock; d < trace.Tensor.Depth(); d++ {
		o.upper = append(o.upper, level)
		level = o.raise(level, d)
	}
	return o
}

// rowLeaves is the number of leaves of a row.
func rowLeaves(x *Matrix) int { return (x.Groups() + chunkGroups - 1) / chunkGroups }

// parent is the node over two, as package trace defines it.
func parent(l, r job.Hash) job.Hash { return job.Keccak([]byte{0x01}, l[:], r[:]) }

// raise makes the level above level d.
func (o *RowOpener) raise(level []job.Hash, d int) []job.Hash {
	next := make([]job.Hash, 0, (len(level)+1)/2)
	for i := 0; i < len(level); i += 2 {
		r := o.missing[d]
		if i+1 < len(level) {
			r = level[i+1]
		}
		next = append(next, parent(level[i], r))
	}
	return next
}

// block hashes the block of leaves that begins at first: the levels 0 to rowBlock.
func (o *RowOpener) block(first int) (levels [rowBlock + 1][]job.Hash) {
	w, mul := make([]int8, o.x.Groups()*exact.Group), make([]uint16, o.x.Groups())
	row := -1
	var buf []byte
	for i := first; i < min(first+1<<rowBlock, o.count); i++ {
		if r := i / o.leaves; r != row {
			row = r
			o.x.CopyRow(w, mul, row)
		}
		buf = appendChunk(buf[:0], w, mul, i%o.leaves)
		levels[0] = append(levels[0], job.Keccak([]byte{0x00, byte(trace.Tensor)}, buf))
	}
	for d := range rowBlock {
		levels[d+1] = o.raise(levels[d], d)
	}
	return levels
}

// appendChunk appends leaf number chunk of a row.
func appendChunk(b []byte, w []int8, mul []uint16, chunk int) []byte {
	for g := chunk * chunkGroups; g < min((chunk+1)*chunkGroups, len(mul)); g++ {
		for _, v := range w[g*exact.Group : (g+1)*exact.Group] {
			b = append(b, byte(v))
		}
		b = binary.BigEndian.AppendUint16(b, mul[g])
	}
	return b
}

// Open returns row r of the embedding with its way to the root: for each leaf
// the data, then the siblings from the leaf's level upwards.
func (o *RowOpener) Open(r int) ([]byte, error) {
	if r < 0 || r >= o.x.Rows {
		return nil, fmt.Errorf("open row %d of %d: out of range", r, o.x.Rows)
	}
	w, mul := o.x.Row(r)
	var b []byte
	var levels [rowBlock + 1][]job.Hash
	first := -1
	for c := range o.leaves {
		index := r*o.leaves + c
		if at := index >> rowBlock << rowBlock; at != first {
			first = at
			levels = o.block(first)
		}
		b = appendChunk(b, w, mul, c)
		for d := range trace.Tensor.Depth() {
			level, from := levels[min(d, rowBlock)], first>>d
			if d >= rowBlock {
				level, from = o.upper[d-rowBlock], 0
			}
			sibling := o.missing[d]
			if at := index>>d ^ 1 - from; at < len(level) {
				sibling = level[at]
			}
			b = append(b, sibling[:]...)
		}
	}
	return b, nil
}

// RowBytes is the length of an opened row of the embedding.
func (s *Skeleton) RowBytes() int {
	x := &s.bare.Embedding
	return x.Groups()*(exact.Group+2) + rowLeaves(x)*trace.Tensor.Depth()*32
}

// CheckRow reads what RowOpener.Open has made of row r of the embedding and
// checks that it leads to the model's root. It writes the weights to w (32 for each
// group) and the multipliers to mul. Errors wrap trace.ErrOpening.
func (s *Skeleton) CheckRow(w []int8, mul []uint16, r uint32, opened []byte) error {
	x := &s.bare.Embedding
	if len(opened) != s.RowBytes() || uint64(r) >= uint64(x.Rows) {
		return fmt.Errorf("row %d of the embedding in %d bytes: %w", r, len(opened), trace.ErrOpening)
	}
	want, _, err := s.bare.leafOf(x)
	if err != nil {
		return err
	}
	leaves := rowLeaves(x)
	o := trace.Opening{Count: uint64(x.Rows) * uint64(leaves), Siblings: make([]job.Hash, trace.Tensor.Depth())}
	for c := range leaves {
		n := min(chunkGroups, x.Groups()-c*chunkGroups)
		data := opened[:n*(exact.Group+2)]
		opened = opened[len(data):]
		for d := range o.Siblings {
			copy(o.Siblings[d][:], opened)
			opened = opened[32:]
		}
		o.Index = uint64(r)*uint64(leaves) + uint64(c)
		if err := o.Check(trace.Tensor, job.Hash(want.root), data); err != nil {
			return fmt.Errorf("row %d of the embedding: %w", r, err)
		}
		for g := range n {
			part := data[g*(exact.Group+2):]
			for i, v := range part[:exact.Group] {
				w[(c*chunkGroups+g)*exact.Group+i] = int8(v)
			}
			mul[c*chunkGroups+g] = binary.BigEndian.Uint16(part[exact.Group:])
		}
	}
	return nil
}
