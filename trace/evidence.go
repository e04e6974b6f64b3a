package trace

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
)

// Opener has what a party needs to show a cell. A path holds siblings from the leaf's level upwards, at least as many as Siblings of the tree's leaves;
// what is above is not used. Token counts prompt and output side by side, and opens each in its own tree.
type Opener interface {
	Leaf(index uint64) (data []byte, path []job.Hash, err error)
	Token(i uint64) (token uint32, path []job.Hash, err error)
	Tensor(t TensorID) (exponent int32, root job.Hash, path []job.Hash, err error)
	TensorLeaf(t TensorID, leaf uint64) (data []byte, path []job.Hash, err error)
	Biases() []exact.Bias
}

// WholeElement in place of the number of a partial sum means the element itself.
const WholeElement = -1

// Evidence opens the inputs of an element of leaf index, for Judge, or with part not WholeElement those of one of its partial sums, for JudgePart.
func (c *Claim) Evidence(index uint64, element, part int, from Opener) ([]byte, error) {
	g := &gatherer{c: c, from: from}
	if err := c.ask(index, element, part, g); err != nil {
		return nil, err
	}
	return g.out, g.err
}

// Input is one input of a cell.
type Input struct {
	Kind  Kind     // Trace, Prompt or Output (a token), Model (a tensor's exponent), Tensor (a leaf of one) or Biases
	Index uint64   // the leaf of the trace, prompt, output or tensor; the token whose bias it is
	Of    TensorID // for Model and Tensor
}

// Inputs lists the inputs of an element, or of one of its partial sums, in the order of its evidence. token gives the tokens of prompt and
// output side by side: the embedding of one depends on which it is.
func (c *Claim) Inputs(index uint64, element, part int, token func(i uint64) uint32) ([]Input, error) {
	r := &recorder{c: c, token: token}
	err := c.ask(index, element, part, r)
	return r.inputs, err
}

// ask makes the cell ask for its inputs.
func (c *Claim) ask(index uint64, element, part int, in Source) error {
	p, ok := c.layout.Place(index)
	if !ok {
		return fmt.Errorf("%w: leaf %d of %d", ErrLayout, index, c.layout.leaves)
	}
	if part != WholeElement {
		_, err := c.Part(p, element, part, in)
		return err
	}
	count, width := c.layout.Elements(p)
	x, err := c.cell(p, element, make([]byte, count*width), in)
	if err != nil {
		return err
	}
	if parts := c.layout.Parts(p, element); parts > 1 {
		x.sums = make([]int64, parts)
	}
	x.number()
	return nil
}

// gatherer is a Source that writes down what it was asked for, with its openings.
type gatherer struct {
	c    *Claim
	from Opener
	out  []byte
	err  error
}

// put appends data and the path of a tree of count leaves.
func (g *gatherer) put(data []byte, path []job.Hash, count uint64, err error) {
	if n := Siblings(count); err == nil && len(path) < n {
		err = fmt.Errorf("%w: %d siblings in a tree of %d leaves", ErrOpening, len(path), count)
	} else if err == nil {
		path = path[:n]
	}
	if g.err != nil || err != nil {
		if g.err == nil {
			g.err = err
		}
		return
	}
	g.out = append(g.out, data...)
	for _, h := range path {
		g.out = append(g.out, h[:]...)
	}
}

// sized is data, or zeros if it is of another length than it must have.
func (g *gatherer) sized(data []byte, n int, err *error) []byte {
	if len(data) != n {
		if *err == nil {
			*err = fmt.Errorf("%w: an input of %d bytes, want %d", ErrEvidence, len(data), n)
		}
		return make([]byte, n)
	}
	return data
}

func (g *gatherer) Leaf(index uint64) []byte {
	data, path, err := g.from.Leaf(index)
	p, _ := g.c.layout.Place(index)
	count, width := g.c.layout.Elements(p)
	data = g.sized(data, count*width, &err)
	g.put(data, path, g.c.layout.leaves, err)
	return data
}

func (g *gatherer) Token(i uint64) uint32 {
	token, path, err := g.from.Token(i)
	count := g.c.PromptTokens
	if i >= count {
		count = g.c.OutputTokens
	}
	g.put(binary.BigEndian.AppendUint32(nil, token), path, count, err)
	return token
}

func (g *gatherer) Exponent(t TensorID) int32 {
	exponent, root, path, err := g.from.Tensor(t)
	g.put(append(binary.BigEndian.AppendUint32(nil, uint32(exponent)), root[:]...), path, 1+g.c.Shape.tensors(), err)
	return exponent
}

func (g *gatherer) TensorLeaf(t TensorID, leaf uint64) []byte {
	data, path, err := g.from.TensorLeaf(t, leaf)
	data = g.sized(data, g.c.Shape.TensorBytes(t, leaf), &err)
	g.put(data, path, g.c.Shape.TensorLeaves(t), err)
	return data
}

func (g *gatherer) Bias(token uint32) int32 {
	b, bias, err := biasEvidence(g.from.Biases(), token)
	g.put(b, nil, 1, err)
	return bias
}

// biasLeaves are the leaves of the tree of a list of biases.
func biasLeaves(list []exact.Bias) [][]byte {
	leaves := make([][]byte, len(list))
	for i, b := range list {
		leaves[i] = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, b.Token), uint32(b.Bias))
	}
	return leaves
}

// BiasRoot is the root of a list of biases, which must be valid (exact.ValidateBias); the zero hash for none.
func BiasRoot(list []exact.Bias) (job.Hash, error) {
	if len(list) == 0 {
		return job.Hash{}, nil
	}
	return Root(Biases, biasLeaves(list))
}

// biasEvidence shows the bias of a token, or between which others it would stand.
func biasEvidence(list []exact.Bias, token uint32) (out []byte, bias int32, err error) {
	slot := 0
	for slot < len(list) && list[slot].Token < token {
		slot++
	}
	out = binary.BigEndian.AppendUint16(nil, uint16(len(list)))
	out = binary.BigEndian.AppendUint16(out, uint16(slot))
	leaves := biasLeaves(list)
	show := func(i int) {
		o, e := Open(Biases, leaves, i)
		if e != nil {
			err = e
			return
		}
		out = append(out, leaves[i]...)
		for _, h := range o.Siblings[:Siblings(uint64(len(leaves)))] {
			out = append(out, h[:]...)
		}
	}
	if slot < len(list) {
		show(slot)
		if list[slot].Token == token {
			return out, list[slot].Bias, err
		}
	}
	if slot > 0 {
		show(slot - 1)
	}
	return out, 0, err
}

// recorder is a Source that writes down what it was asked for.
type recorder struct {
	c      *Claim
	token  func(i uint64) uint32
	inputs []Input
}

func (r *recorder) add(k Kind, index uint64, of TensorID) {
	r.inputs = append(r.inputs, Input{Kind: k, Index: index, Of: of})
}

func (r *recorder) Leaf(index uint64) []byte {
	r.add(Trace, index, 0)
	p, _ := r.c.layout.Place(index)
	count, width := r.c.layout.Elements(p)
	return make([]byte, count*width)
}

func (r *recorder) Token(i uint64) uint32 {
	if n := r.c.PromptTokens; i < n {
		r.add(Prompt, i, 0)
	} else {
		r.add(Output, i-n, 0)
	}
	return r.token(i)
}

func (r *recorder) Exponent(t TensorID) int32 {
	r.add(Model, uint64(t), t)
	return 0
}

func (r *recorder) TensorLeaf(t TensorID, leaf uint64) []byte {
	r.add(Tensor, leaf, t)
	return make([]byte, r.c.Shape.TensorBytes(t, leaf))
}

func (r *recorder) Bias(token uint32) int32 {
	r.add(Biases, uint64(token), 0)
	return 0
}
