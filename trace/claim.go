package trace

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
)

// Claim is what both parties of a dispute about an answer have signed, as far as a cell needs it: enough to say of any single number
// of the trace whether it follows from the numbers before it. NewClaim makes one; it is immutable and safe for concurrent use.
type Claim struct {
	Facts
	layout *Layout
}

// Facts are the parts of a Claim.
type Facts struct {
	Shape        Shape    // of the model's header
	Model        job.Hash // roots of the model, the tokens and the list of biases; the last is zero for none
	Prompt       job.Hash
	Output       job.Hash
	Biases       job.Hash
	PromptTokens uint64
	OutputTokens uint64
	Sampling     exact.Sampling
	Seed         [32]byte
}

// NewClaim checks the facts. It fails with ErrLayout where there is no trace.
func NewClaim(f Facts) (*Claim, error) {
	l, err := NewLayout(f.Shape, f.PromptTokens, f.OutputTokens, f.Sampling, f.Biases != job.Hash{})
	if err != nil {
		return nil, err
	}
	return &Claim{Facts: f, layout: l}, nil
}

// Layout is the order of the claim's trace.
func (c *Claim) Layout() *Layout { return c.layout }

// Leaves is the number of leaves of the trace.
func (c *Claim) Leaves() uint64 { return c.layout.leaves }

// Elements is the number of elements of a leaf and the bytes of each; 0 elements if it is absent or there is no such leaf.
func (c *Claim) Elements(leaf uint64) (count, width int) {
	p, ok := c.layout.Place(leaf)
	if !ok {
		return 0, 0
	}
	return c.layout.Elements(p)
}

// Parts is the number of partial sums of an element; 1 for one that is judged as it is.
func (c *Claim) Parts(leaf uint64, element int) int {
	p, ok := c.layout.Place(leaf)
	if !ok {
		return 1
	}
	return c.layout.Parts(p, element)
}

// Source gives a cell its inputs: numbers of the trace before it, parts of the model, tokens and biases. What it returns is bytes or
// numbers of the length and range asked for, whatever they say; a source that fails keeps the error to itself and returns zeros.
type Source interface {
	// Leaf is the data of an earlier leaf that is not absent, as long as Layout.Elements says.
	Leaf(index uint64) []byte
	// Token is number i of prompt and output side by side.
	Token(i uint64) uint32
	// Exponent is that of a tensor.
	Exponent(t TensorID) int32
	// TensorLeaf is a leaf of the tensor that Exponent was asked about last, TensorBytes long.
	TensorLeaf(t TensorID, leaf uint64) []byte
	// Bias is that of a token in thousandths, 0 without one.
	Bias(token uint32) int32
}

// Compute is the number that belongs at element of a leaf with this data (of which only earlier elements are read), in the bytes of
// its width. It fails with ErrLayout for places and elements that the trace does not have.
func (c *Claim) Compute(p Place, element int, data []byte, in Source) ([]byte, error) {
	x, err := c.cell(p, element, data, in)
	if err != nil {
		return nil, err
	}
	if parts := c.layout.Parts(p, element); parts > 1 {
		x.sums = make([]int64, parts)
		for i := range x.sums {
			x.sums[i] = x.part(i)
		}
	}
	return x.bytes(), nil
}

// Part is partial sum number part of an element that is split into that many or more.
func (c *Claim) Part(p Place, element, part int, in Source) (int64, error) {
	count, width := c.layout.Elements(p)
	x, err := c.cell(p, element, make([]byte, count*width), in)
	if err != nil {
		return 0, err
	}
	if parts := c.layout.Parts(p, element); parts == 1 || part < 0 || part >= parts {
		return 0, fmt.Errorf("%w: partial sum %d of %d of element %d of %v", ErrLayout, part, parts, element, p)
	}
	return x.part(part), nil
}

func (c *Claim) cell(p Place, element int, data []byte, in Source) (*cell, error) {
	count, width := c.layout.Elements(p)
	if element < 0 || element >= count || len(data) != count*width {
		return nil, fmt.Errorf("%w: element %d of %d, in %d bytes, of %v", ErrLayout, element, count, len(data), p)
	}
	return &cell{Claim: c, in: in, p: p, element: element, data: data, width: width}, nil
}

// ErrEvidence says that the evidence for a cell is not what the cell needs: too short or long, or not below the roots.
var ErrEvidence = errors.New("the evidence does not open the cell's inputs")

// Judge reports whether element of leaf index is what its inputs give. data is the leaf's, as the parties have settled, root that of the trace, below
// which evidence opens the inputs; see docs/trace.md for its form. For an element of several parts sums are its partial sums, 8 bytes each, and the question is
// whether they give the element; otherwise sums is empty. It is the twin of the contract's judge: where that reverts, it fails, with ErrEvidence or ErrLayout.
func (c *Claim) Judge(root job.Hash, index uint64, element int, data, sums, evidence []byte) (bool, error) {
	p, ok := c.layout.Place(index)
	if !ok {
		return false, fmt.Errorf("%w: leaf %d of %d", ErrLayout, index, c.layout.leaves)
	}
	in := &opened{c: c, root: root, before: index, rest: evidence}
	x, err := c.cell(p, element, data, in)
	if err != nil {
		return false, err
	}
	parts := c.layout.Parts(p, element)
	if parts == 1 && len(sums) != 0 || parts > 1 && len(sums) != 8*parts {
		return false, fmt.Errorf("%w: %d bytes of partial sums for %d parts", ErrEvidence, len(sums), parts)
	}
	for i := range len(sums) / 8 {
		x.sums = append(x.sums, int64At(sums, i))
	}
	want := x.bytes()
	if err := in.end(); err != nil {
		return false, err
	}
	return !x.contradicts && string(want) == string(data[element*x.width:][:x.width]), nil
}

// JudgePart reports whether partial sum part of an element of leaf index is sum. See Judge.
func (c *Claim) JudgePart(root job.Hash, index uint64, element, part int, sum int64, evidence []byte) (bool, error) {
	p, ok := c.layout.Place(index)
	if !ok {
		return false, fmt.Errorf("%w: leaf %d of %d", ErrLayout, index, c.layout.leaves)
	}
	in := &opened{c: c, root: root, before: index, rest: evidence}
	is, err := c.Part(p, element, part, in)
	if err != nil {
		return false, err
	}
	if err := in.end(); err != nil {
		return false, err
	}
	return is == sum, nil
}

// opened is a Source of evidence: it reads one input after the other and checks that each is below its root.
type opened struct {
	c      *Claim
	root   job.Hash
	before uint64 // inputs have smaller indices
	rest   []byte
	tensor job.Hash // root of the tensor opened last
	err    error
}

func (o *opened) fail(format string, args ...any) {
	if o.err == nil {
		o.err = fmt.Errorf("%w: "+format, append([]any{ErrEvidence}, args...)...)
	}
}

// end reports what was wrong.
func (o *opened) end() error {
	if len(o.rest) > 0 {
		o.fail("%d bytes are left over", len(o.rest))
	}
	return o.err
}

// take is the next n bytes, zeros where there are not so many.
func (o *opened) take(n int) []byte {
	if n > len(o.rest) {
		o.fail("it ends early")
		o.rest = nil
		return make([]byte, n)
	}
	b := o.rest[:n]
	o.rest = o.rest[n:]
	return b
}

// open checks that data, whose siblings are the next bytes, is leaf index of count below root.
func (o *opened) open(k Kind, depth int, index, count uint64, data []byte, root job.Hash) {
	if index >= count || depth < Siblings(count) {
		o.fail("leaf %d of %d", index, count)
		return
	}
	path := o.take(32 * Siblings(count))
	if o.err == nil && climb(k, depth, index, count, leafHash(k, data), func(h int) job.Hash { return job.Hash(path[32*h:]) }) != root {
		o.fail("leaf %d of %d of kind %d is another one", index, count, k)
	}
}

func (o *opened) Leaf(index uint64) []byte {
	l := o.c.layout
	p, _ := l.Place(index)
	count, width := l.Elements(p)
	data := o.take(count * width)
	if index >= o.before || count == 0 {
		o.fail("leaf %d is no input of a cell of leaf %d", index, o.before) // the cells ask for none such
	}
	o.open(Trace, 6*rounds(l.leaves), index, l.leaves, data, o.root)
	return data
}

func (o *opened) Token(i uint64) uint32 {
	data := o.take(4)
	if c := o.c; i < c.PromptTokens {
		o.open(Prompt, Prompt.Depth(), i, c.PromptTokens, data, c.Prompt)
	} else {
		o.open(Output, Output.Depth(), i-c.PromptTokens, c.OutputTokens, data, c.Output)
	}
	return binary.BigEndian.Uint32(data)
}

func (o *opened) Exponent(t TensorID) int32 {
	d := o.take(4 + 32)
	rows, cols := o.c.Shape.size(t)
	leaf := binary.BigEndian.AppendUint32(nil, rows)
	leaf = binary.BigEndian.AppendUint32(leaf, cols)
	leaf = append(leaf, d...)
	o.open(Model, Model.Depth(), uint64(t), 1+o.c.Shape.tensors(), leaf, o.c.Model)
	o.tensor = job.Hash(d[4:])
	return int32(binary.BigEndian.Uint32(d))
}

func (o *opened) TensorLeaf(t TensorID, leaf uint64) []byte {
	data := o.take(o.c.Shape.TensorBytes(t, leaf))
	o.open(Tensor, Tensor.Depth(), leaf, o.c.Shape.TensorLeaves(t), data, o.tensor)
	return data
}

func (o *opened) Bias(token uint32) int32 {
	d := o.take(4)
	count, slot := uint64(binary.BigEndian.Uint16(d)), uint64(binary.BigEndian.Uint16(d[2:]))
	if count == 0 || count > 1<<Biases.Depth() || slot > count {
		o.fail("bias %d of %d", slot, count)
		return 0
	}
	entry := func(i uint64) (uint32, int32) {
		b := o.take(8)
		o.open(Biases, Biases.Depth(), i, count, b, o.c.Biases)
		return binary.BigEndian.Uint32(b), int32(binary.BigEndian.Uint32(b[4:]))
	}
	if slot < count {
		at, bias := entry(slot)
		switch {
		case at == token:
			return bias
		case at < token:
			o.fail("bias %d is of token %d, before %d", slot, at, token)
			return 0
		}
	}
	if slot > 0 {
		if at, _ := entry(slot - 1); at >= token {
			o.fail("bias %d is of token %d, not before %d", slot-1, at, token)
		}
	}
	return 0
}
