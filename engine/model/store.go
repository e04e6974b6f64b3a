package model

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// The stored form, made to be mapped into memory. Numbers are little-endian
// unless the description says otherwise:
//
//	0       magic "assay.model.v2\n\x00"
//	16      uint64 size of the whole
//	24      uint64 length n of the description
//	32      the description, n bytes
//	32+n    SHA-256 of all before it
//	        each tensor in the order of the commitment, at the next multiple of 64:
//	          matrix: the panels (package kernel)
//	          vector: the elements as int32
//	          table:  the factors as int32
//
// The gaps between are zero. The description is the header leaf, the fields for
// people, the leaf of every tensor, and the stored tokenizer. So the root can be
// computed from the description, and a tensor be checked against it by itself.
const (
	storeMagic = "assay.model.v2\n\x00"
	storeHead  = 32
	alignment  = 64
)

// maxDescription bounds the description: header, leaves, name and tokenizer.
const maxDescription = 128 << 20

// ErrStored is wrapped by every error about bytes that are not a stored model.
var ErrStored = errors.New("not an intact stored model")

func storedError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrStored, fmt.Sprintf(format, args...))
}

// plan is where everything lies in the stored form.
type plan struct {
	offset []int64 // of each tensor
	size   int64   // of the whole
}

// plan lays out a model whose header is known but for the constants, which do not change its length.
func (m *Model) plan() (plan, error) {
	if m.leaves == nil {
		m.leaves = make([]leaf, len(m.tensors()))
	}
	d, err := m.description()
	if err != nil {
		return plan{}, err
	}
	if len(d) > maxDescription {
		return plan{}, unsupported("header and vocabulary take %d bytes, at most %d are accepted", len(d), maxDescription)
	}
	return m.planAfter(storeHead + int64(len(d)) + sha256.Size), nil
}

// planAfter lays out the tensors behind a head of the given length.
func (m *Model) planAfter(head int64) plan {
	p := plan{size: head}
	for _, t := range m.tensors() {
		at := (p.size + alignment - 1) / alignment * alignment
		p.offset = append(p.offset, at)
		p.size = at + t.storedBytes()
	}
	return p
}

// storedBytes is the size of a tensor in the stored form.
func (t tensor) storedBytes() int64 {
	if t.matrix != nil {
		return int64(kernel.PanelBytes(t.rows, t.matrix.Groups()))
	}
	return 4 * int64(t.rows) * int64(t.cols)
}

// appendInts appends a vector or table in the stored form.
func (t tensor) appendInts(b []byte) []byte {
	v := t.table
	if t.vector != nil {
		v = &t.vector.G
	}
	for _, x := range *v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return b
}

// readInts is the inverse of appendInts.
func (t tensor) readInts(b []byte) {
	v := make([]int32, len(b)/4)
	for i := range v {
		v[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	if t.vector != nil {
		t.vector.G = v
	} else {
		*t.table = v
	}
}

func (m *Model) description() ([]byte, error) {
	le := binary.LittleEndian
	h := m.header
	b := headerLeaf(h)
	b = le.AppendUint32(b, math.Float32bits(h.RopeTheta))
	b = le.AppendUint32(b, math.Float32bits(h.NormEpsilon))
	b = le.AppendUint32(b, h.TrainContext)
	b = le.AppendUint32(b, uint32(len(h.Name)))
	b = append(b, h.Name...)
	for _, l := range m.leaves {
		b = l.appendTo(b)
	}
	return m.tokenizer.AppendBinary(b)
}

// head is the stored form up to the first tensor's gap.
func (m *Model) head() ([]byte, error) {
	d, err := m.description()
	if err != nil {
		return nil, fmt.Errorf("store model: %w", err)
	}
	b := []byte(storeMagic)
	b = binary.LittleEndian.AppendUint64(b, uint64(m.planAfter(storeHead+int64(len(d))+sha256.Size).size))
	b = binary.LittleEndian.AppendUint64(b, uint64(len(d)))
	b = append(b, d...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// Map makes a model of the stored form without copying its matrices: they stay
// in data, which must not change or go away while the model is in use. It checks
// everything but the weights of the matrices, so it takes milliseconds whatever
// the size; Verify checks those. Weights that are not what the root says make
// wrong answers, and nothing worse. Errors wrap ErrStored.
func Map(data []byte) (*Model, error) {
	size := int64(len(data))
	if size < storeHead || string(data[:len(storeMagic)]) != storeMagic {
		if bytes.HasPrefix(data, []byte("assay.model.v1")) {
			return nil, storedError("an earlier version of this program made it: import the GGUF file again")
		}
		return nil, storedError("it does not begin with its magic number (was the import interrupted? import the GGUF file again)")
	}
	if promised := binary.LittleEndian.Uint64(data[16:]); promised != uint64(size) {
		return nil, storedError("it has %d bytes, its head promises %d (was it copied completely?)", size, promised)
	}
	n := binary.LittleEndian.Uint64(data[24:])
	if n > maxDescription || int64(n) > size-storeHead-sha256.Size {
		return nil, storedError("a description of %d bytes", n)
	}
	head := int64(storeHead + n)
	if got := sha256.Sum256(data[:head]); !bytes.Equal(got[:], data[head:head+sha256.Size]) {
		return nil, storedError("its description is damaged")
	}
	m := &Model{data: data}
	if err := m.parseDescription(data[storeHead:head]); err != nil {
		return nil, storedError("%v", err)
	}
	p := m.planAfter(head + sha256.Size)
	if p.size != size {
		return nil, storedError("it has %d bytes, its shape needs %d", size, p.size)
	}
	var hash leafHasher
	for i, t := range m.tensors() {
		if err := m.attach(t, m.leaves[i], data[p.offset[i]:][:t.storedBytes():t.storedBytes()], &hash); err != nil {
			return nil, storedError("%s: %v", t.name, err)
		}
	}
	var err error
	if m.root, err = modelRoot(m.header, m.leaves); err != nil {
		return nil, storedError("%v", err)
	}
	return m, nil
}

// attach gives a tensor its data. Vectors and tables are checked against their leaf at once.
func (m *Model) attach(t tensor, l leaf, b []byte, hash *leafHasher) error {
	if int(l.rows) != t.rows || int(l.cols) != t.cols {
		return fmt.Errorf("%d rows of %d, want %d of %d", l.rows, l.cols, t.rows, t.cols)
	}
	if l.exp < -64 || l.exp > 64 {
		return fmt.Errorf("an exponent of %d", l.exp)
	}
	if t.matrix != nil {
		t.matrix.Exp, t.matrix.Panels = int(l.exp), b
		return nil
	}
	t.readInts(b)
	if t.vector != nil {
		t.vector.Exp = int(l.exp)
		for _, g := range t.vector.G {
			if g > 1<<23 || g < -(1<<23) {
				return errors.New("an element is out of range")
			}
		}
	}
	got, err := t.leaf(hash)
	if err == nil && got != l {
		err = errors.New("it is damaged")
	}
	return err
}

// parseDescription reads header, names, leaves and tokenizer, with the checks of an import.
func (m *Model) parseDescription(d []byte) error {
	version := len(exact.Version)
	if len(d) < version+headerFields+16 || string(d[:version]) != exact.Version {
		return fmt.Errorf("its semantics are not %s (import the GGUF file again)", exact.Version)
	}
	be, le := binary.BigEndian, binary.LittleEndian
	h := &m.header
	p := d[version:]
	var flags [3]uint32
	for _, dst := range []*uint32{&h.Dim, &h.Layers, &h.Heads, &h.KVHeads, &h.HeadDim, &h.RopeDim, &h.FFN, &h.Vocab, &h.Context, &flags[0], &flags[1], &flags[2], &h.Residual} {
		*dst = be.Uint32(p)
		p = p[4:]
	}
	h.Tied, h.Bias, h.QKNorm = flags[0] == 1, flags[1] == 1, flags[2] == 1
	h.Epsilon, h.Score, h.HeadEpsilon = be.Uint64(p), be.Uint32(p[8:]), be.Uint64(p[12:])
	p = p[20:]
	h.RopeTheta = math.Float32frombits(le.Uint32(p))
	h.NormEpsilon = math.Float32frombits(le.Uint32(p[4:]))
	h.TrainContext = le.Uint32(p[8:])
	name := le.Uint32(p[12:])
	p = p[16:]
	if name > maxName || int(name) > len(p) {
		return fmt.Errorf("a name of %d bytes", name)
	}
	h.Name, p = string(p[:name]), p[name:]
	if err := h.Shape.check(); err != nil {
		return err
	}
	if max(flags[0], flags[1], flags[2]) > 1 || h.Residual < 8 || h.Residual > 26 || h.Epsilon > 1<<62 || h.HeadEpsilon > 1<<62 ||
		!h.QKNorm && h.HeadEpsilon != 0 || h.Score != scoreConstant(h.HeadDim) {
		return errors.New("constants out of range")
	}
	m.shapeTensors()
	m.leaves = make([]leaf, len(m.tensors()))
	if len(p) < len(m.leaves)*leafBytes {
		return errors.New("it lacks the leaves of its tensors")
	}
	for i := range m.leaves {
		m.leaves[i], p = parseLeaf(p), p[leafBytes:]
	}
	var err error
	if m.tokenizer, err = token.Parse(p); err != nil {
		return err
	}
	if m.tokenizer.Size() != int(h.Vocab) {
		return fmt.Errorf("%d tokens for %d rows", m.tokenizer.Size(), h.Vocab)
	}
	return nil
}

// WriteTo writes the stored form: the same bytes for the same model.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(m.data)
	if err != nil {
		return int64(n), fmt.Errorf("store model: %w", err)
	}
	return int64(n), nil
}

// Verify hashes every weight and compares with the root: what Map leaves out.
// It also refuses weights that no import makes. It uses at most threads
// goroutines; progress may be nil. Errors wrap ErrStored, or are ctx's cause when it ends first.
func (m *Model) Verify(ctx context.Context, threads int, progress Progress) error {
	ts := m.tensors()
	meter := newMeter(progress)
	for _, t := range ts {
		meter.total += t.storedBytes()
	}
	return parallel(len(ts), threads, func() func(i int) error {
		var hash leafHasher
		return func(i int) error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			t := ts[i]
			if t.matrix != nil {
				if err := t.matrix.checkRanges(); err != nil {
					return storedError("%s: %v", t.name, err)
				}
			}
			got, err := t.leaf(&hash)
			if err == nil && got != m.leaves[i] {
				err = errors.New("its weights are damaged (import the GGUF file again)")
			}
			if err != nil {
				return storedError("%s: %v", t.name, err)
			}
			meter.add(t.storedBytes())
			return nil
		}
	})
}

// checkRanges refuses what no import produces and the ranges of docs/exact.md exclude.
func (m *Matrix) checkRanges() error {
	groups := m.Groups()
	w, mul := make([]int8, groups*exact.Group), make([]uint16, groups)
	for r := range len(m.Panels) / (groups * kernel.BlockBytes) * kernel.PanelRows { // to the end of the last panel
		m.CopyRow(w, mul, r)
		for _, v := range w {
			if v == -128 || r >= m.Rows && v != 0 {
				return fmt.Errorf("row %d holds the weight %d", r, v)
			}
		}
		for _, v := range mul {
			if v > exact.MaxMultiplier || r >= m.Rows && v != 0 {
				return fmt.Errorf("row %d holds the multiplier %d", r, v)
			}
		}
	}
	return nil
}
