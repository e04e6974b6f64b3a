package model

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/assay-network/assay/exact"
)

// Skeleton is a model without the weights of its matrices: header, vectors,
// tables, vocabulary, and of each matrix the shape, the exponent and the root.
// It is what somebody needs who checks parts of a computation and cannot hold the
// weights. It is immutable and safe for concurrent use.
type Skeleton struct{ bare *Model }

const skeletonMagic = "assay.skel.v2\n\x00\x00"

// Skeleton returns the encoded skeleton of m: the magic, a uint64 (little-endian)
// with the length of the description, the description of the stored form, and the
// elements of all vectors and tables in the order of the commitment.
func (m *Model) Skeleton() ([]byte, error) {
	d, err := m.description()
	if err != nil {
		return nil, fmt.Errorf("make a skeleton: %w", err)
	}
	b := []byte(skeletonMagic)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(d)))
	b = append(b, d...)
	for _, t := range m.tensors() {
		if t.matrix == nil {
			b = t.appendInts(b)
		}
	}
	return b, nil
}

// ParseSkeleton reads an encoded skeleton and checks every vector and table
// against its root. The model's root, which is over all of these, is the
// caller's to compare with the one it wants. The vocabulary isn't under that root:
// it has a hash of its own. Errors wrap ErrStored.
func ParseSkeleton(data []byte) (*Skeleton, error) {
	const head = len(skeletonMagic) + 8
	if len(data) < head || string(data[:len(skeletonMagic)]) != skeletonMagic {
		return nil, storedError("it is not the skeleton of a model (make it again from the model)")
	}
	n := binary.LittleEndian.Uint64(data[len(skeletonMagic):])
	if n > maxDescription || n > uint64(len(data)-head) {
		return nil, storedError("a description of %d bytes", n)
	}
	m := new(Model)
	if err := m.parseDescription(data[head : head+int(n)]); err != nil {
		return nil, storedError("%v", err)
	}
	rest := data[head+int(n):]
	var hash leafHasher
	for i, t := range m.tensors() {
		var b []byte
		if t.matrix == nil {
			size := t.storedBytes()
			if int64(len(rest)) < size {
				return nil, storedError("%s: it ends too early", t.name)
			}
			b, rest = rest[:size], rest[size:]
		}
		if err := m.attach(t, m.leaves[i], b, &hash); err != nil {
			return nil, storedError("%s: %v", t.name, err)
		}
	}
	if len(rest) > 0 {
		return nil, storedError("%d bytes follow the last table", len(rest))
	}
	var err error
	if m.root, err = modelRoot(m.header, m.leaves); err != nil {
		return nil, storedError("%v", err)
	}
	return &Skeleton{bare: m}, nil
}

// Bare returns the skeleton as a model whose matrices have no weights. It serves
// to read header, vectors, tables, exponents and vocabulary; it cannot be run.
func (s *Skeleton) Bare() *Model { return s.bare }

// Root returns the model's root, computed from all that the skeleton holds but the vocabulary.
func (s *Skeleton) Root() [32]byte { return s.bare.root }

// leafOf returns what the model's tree says of a matrix of m.
func (m *Model) leafOf(x *Matrix) (leaf, string, error) {
	for i, t := range m.tensors() {
		if t.matrix == x {
			return m.leaves[i], t.name, nil
		}
	}
	return leaf{}, "", errors.New("a matrix of another model")
}

// EachRow calls visit for every row of x, a matrix of m, in order, with its
// weights (32 for each group) and multipliers in memory that is used again. In the
// end it compares the root of what was visited with the model's; errors wrap
// ErrStored, and then nothing that visit saw is to be relied on.
func (m *Model) EachRow(x *Matrix, visit func(row int, w []int8, mul []uint16) error) error {
	want, name, err := m.leafOf(x)
	if err != nil {
		return err
	}
	var hash leafHasher
	hash.begin()
	w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
	for r := range x.Rows {
		x.CopyRow(w, mul, r)
		if bytes.IndexByte(asBytes(&hash.buf, w), 0x80) >= 0 {
			return storedError("%s: row %d holds the weight -128", name, r)
		}
		for _, v := range mul {
			if v > exact.MaxMultiplier {
				return storedError("%s: row %d holds the multiplier %d", name, r, v)
			}
		}
		if err := hash.row(w, mul); err != nil {
			return err
		}
		if err := visit(r, w, mul); err != nil {
			return err
		}
	}
	if hash.end(x.Rows, x.Cols, x.Exp) != want {
		return storedError("%s: its weights are damaged (import the GGUF file again)", name)
	}
	return nil
}

// asBytes copies weights to a buffer.
func asBytes(buf *[]byte, w []int8) []byte {
	*buf = (*buf)[:0]
	for _, v := range w {
		*buf = append(*buf, byte(v))
	}
	return *buf
}
