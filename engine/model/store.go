package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// The stored form, all numbers little-endian:
//
//	magic "assay.model.v1\n\x00" (16 bytes)
//	uint32 length of the description, the description, its SHA-256
//	root (32 bytes)
//	for each tensor in the order of the commitment:
//	  matrix: int32 exponent, the panels (package kernel)
//	  vector: int32 exponent, the gains as int32
//	  table:  the factors as int32
//
// The description is the header leaf, the fields for people, and the stored tokenizer.
const storeMagic = "assay.model.v1\n\x00"

// maxDescription bounds the description: header, name and tokenizer.
const maxDescription = 128 << 20

// ErrStored is wrapped by every error about bytes that are not a stored model.
var ErrStored = errors.New("not a stored model")

func (m *Model) description() ([]byte, error) {
	le := binary.LittleEndian
	h := m.header
	b := headerLeaf(h)
	b = le.AppendUint32(b, math.Float32bits(h.RopeTheta))
	b = le.AppendUint32(b, math.Float32bits(h.NormEpsilon))
	b = le.AppendUint32(b, h.TrainContext)
	b = le.AppendUint32(b, uint32(len(h.Name)))
	b = append(b, h.Name...)
	return m.tokenizer.AppendBinary(b)
}

// WriteTo writes the stored form: the same bytes for the same model.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	d, err := m.description()
	if err != nil {
		return 0, fmt.Errorf("store model: %w", err)
	}
	head := append([]byte(storeMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(d)))...)
	head = append(head, d...)
	sum := sha256.Sum256(d)
	head = append(append(head, sum[:]...), m.root[:]...)
	out := &counter{w: w}
	out.write(head)
	for _, t := range m.tensors() {
		out.tensor(t)
	}
	if out.err != nil {
		return out.n, fmt.Errorf("store model: %w", out.err)
	}
	return out.n, nil
}

// counter writes until the first error.
type counter struct {
	w   io.Writer
	n   int64
	err error
	buf []byte
}

func (c *counter) write(b []byte) {
	if c.err != nil {
		return
	}
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.err = err
}

const ioChunk = 1 << 16

func (c *counter) int32s(v []int32) {
	for len(v) > 0 {
		n := min(len(v), ioChunk)
		c.buf = c.buf[:0]
		for _, x := range v[:n] {
			c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(x))
		}
		c.write(c.buf)
		v = v[n:]
	}
}

func (c *counter) tensor(t tensor) {
	switch {
	case t.matrix != nil:
		c.int32s([]int32{int32(t.matrix.Exp)})
		c.write(t.matrix.Panels)
	case t.vector != nil:
		c.int32s([]int32{int32(t.vector.Exp)})
		c.int32s(t.vector.G)
	default:
		c.int32s(*t.table)
	}
}

// Read reads a stored model and checks it against its own root, so that
// damaged bytes are never run. The size of everything is known from the header
// and compared with size before memory is taken. Errors wrap ErrStored, or are those of r.
func Read(r io.ReaderAt, size int64) (*Model, error) {
	in := &source{r: r, size: size}
	head := in.take(int64(len(storeMagic)) + 4)
	if in.err != nil {
		return nil, in.err
	}
	if !bytes.HasPrefix(head, []byte(storeMagic)) {
		return nil, fmt.Errorf("%w: it does not begin with its magic number (import the GGUF file again)", ErrStored)
	}
	n := binary.LittleEndian.Uint32(head[len(storeMagic):])
	if n > maxDescription {
		return nil, fmt.Errorf("%w: a description of %d bytes", ErrStored, n)
	}
	d, sum, root := in.take(int64(n)), in.take(sha256.Size), in.take(32)
	if in.err != nil {
		return nil, in.err
	}
	if got := sha256.Sum256(d); !bytes.Equal(got[:], sum) {
		return nil, fmt.Errorf("%w: its description is damaged", ErrStored)
	}
	m := &Model{}
	if err := m.parseDescription(d); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrStored, err)
	}
	copy(m.root[:], root)
	m.shapeTensors()
	if want := in.at + m.storedBytes(); want != size {
		return nil, fmt.Errorf("%w: it has %d bytes, its header promises %d", ErrStored, size, want)
	}
	for _, t := range m.tensors() {
		in.tensor(t, int(m.header.Dim), int(m.header.RopeDim))
	}
	if in.err != nil {
		return nil, in.err
	}
	got, err := m.computeRoot()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrStored, err)
	}
	if got != m.root {
		return nil, fmt.Errorf("%w: its weights are damaged (root %x, recorded %x)", ErrStored, got, m.root)
	}
	return m, nil
}

// storedBytes is the size of all tensors in the stored form.
func (m *Model) storedBytes() int64 {
	var n int64
	for _, t := range m.tensors() {
		switch {
		case t.matrix != nil:
			n += 4 + int64(kernel.PanelBytes(t.matrix.Rows, t.matrix.Groups()))
		case t.vector != nil:
			n += 4 + 4*int64(m.header.Dim)
		default:
			n += 4 * int64(t.rows) * int64(m.header.RopeDim)
		}
	}
	return n
}

// parseDescription reads header, names and tokenizer, with the checks of an import.
func (m *Model) parseDescription(d []byte) error {
	version := len(exact.Version)
	const fields = 11*4 + 8 + 4
	if len(d) < version+fields+16 || string(d[:version]) != exact.Version {
		return fmt.Errorf("its semantics are not %s (import the GGUF file again)", exact.Version)
	}
	be, le := binary.BigEndian, binary.LittleEndian
	h := &m.header
	p := d[version:]
	var tied uint32
	for i, dst := range []*uint32{&h.Dim, &h.Layers, &h.Heads, &h.KVHeads, &h.HeadDim, &h.RopeDim, &h.FFN, &h.Vocab, &h.Context, &tied, &h.Residual} {
		*dst = be.Uint32(p[4*i:])
	}
	h.Tied = tied == 1
	h.Epsilon = be.Uint64(p[44:])
	h.Score = be.Uint32(p[52:])
	p = p[fields:]
	h.RopeTheta = math.Float32frombits(le.Uint32(p))
	h.NormEpsilon = math.Float32frombits(le.Uint32(p[4:]))
	h.TrainContext = le.Uint32(p[8:])
	name := le.Uint32(p[12:])
	p = p[16:]
	if name > maxName || int(name) > len(p) {
		return fmt.Errorf("a name of %d bytes", name)
	}
	h.Name = string(p[:name])
	if err := h.Shape.check(); err != nil {
		return err
	}
	if tied > 1 || h.Residual < 8 || h.Residual > 26 || h.Epsilon > 1<<62 || h.Score != scoreConstant(h.HeadDim) {
		return errors.New("constants out of range")
	}
	var err error
	if m.tokenizer, err = token.Parse(p[name:]); err != nil {
		return err
	}
	if m.tokenizer.Size() != int(h.Vocab) {
		return fmt.Errorf("%d tokens for %d rows", m.tokenizer.Size(), h.Vocab)
	}
	return nil
}

// source reads forward until the first error.
type source struct {
	r        io.ReaderAt
	at, size int64
	err      error
	buf      []byte
}

// take returns the next n bytes in new memory.
func (s *source) take(n int64) []byte {
	if s.err == nil && n > s.size-s.at {
		s.err = fmt.Errorf("%w: it is cut short", ErrStored)
	}
	if s.err != nil {
		return nil
	}
	b := make([]byte, n)
	s.fill(b)
	return b
}

func (s *source) fill(b []byte) {
	if s.err != nil {
		return
	}
	if n, err := s.r.ReadAt(b, s.at); n < len(b) {
		s.err = fmt.Errorf("read stored model: %w", err)
	}
	s.at += int64(len(b))
}

// chunks calls do with pieces of n elements of the given width.
func (s *source) chunks(n, width int, do func(first int, b []byte)) {
	if s.buf == nil {
		s.buf = make([]byte, 4*ioChunk)
	}
	for i := 0; i < n && s.err == nil; i += ioChunk {
		b := s.buf[:min(ioChunk, n-i)*width]
		s.fill(b)
		do(i, b)
	}
}

func (s *source) int32s(n int) []int32 {
	v := make([]int32, n)
	s.chunks(n, 4, func(first int, b []byte) {
		for i := 0; i < len(b); i += 4 {
			v[first+i/4] = int32(binary.LittleEndian.Uint32(b[i:]))
		}
	})
	return v
}

func (s *source) tensor(t tensor, dim, ropeDim int) {
	switch {
	case t.matrix != nil:
		x := t.matrix
		x.Exp = s.exponent()
		if s.err != nil {
			return
		}
		x.allocate()
		s.fill(x.Panels)
		s.checkMatrix(x)
	case t.vector != nil:
		t.vector.Exp = s.exponent()
		t.vector.G = s.int32s(dim)
		for _, g := range t.vector.G {
			if g > 1<<23 || g < -(1<<23) {
				s.fail("a gain is out of range")
			}
		}
	default:
		*t.table = s.int32s(t.rows * ropeDim)
	}
}

func (s *source) fail(why string) {
	if s.err == nil {
		s.err = fmt.Errorf("%w: %s", ErrStored, why)
	}
}

// exponent reads an exponent and bounds it.
func (s *source) exponent() int {
	e := s.int32s(1)[0]
	if e < -64 || e > 64 {
		s.fail("an exponent is out of range")
	}
	return int(e)
}

// checkMatrix refuses what no import produces and the ranges of docs/exact.md exclude.
func (s *source) checkMatrix(x *Matrix) {
	w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
	for r := range (x.Rows + kernel.PanelRows - 1) / kernel.PanelRows * kernel.PanelRows { // to the end of the last panel
		x.CopyRow(w, mul, r)
		if r >= x.Rows && (slices.Max(w) != 0 || slices.Min(w) != 0 || slices.Max(mul) != 0) {
			s.fail("the padding of a matrix is not zero")
		}
		if slices.Min(w) == -128 {
			s.fail("a weight is -128")
		}
		if slices.Max(mul) > exact.MaxMultiplier {
			s.fail("a multiplier is out of range")
		}
	}
}
