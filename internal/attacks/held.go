package attacks

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// held is a whole trace in memory, true or not, which can show what it holds: as a player's own to package dispute, as the inputs of cells and with their openings to package trace.
type held struct {
	m      *model.Model
	a      engine.Traced
	claim  *trace.Claim
	end    engine.TraceEnd
	leaves [][]byte
	nodes  [][]job.Hash // nodes[h] are those h levels above the leaves that are over one
	absent []job.Hash   // and one over none
	err    error        // of the source
}

// hold computes the trace of an answer with a model.
func hold(ctx context.Context, m *model.Model, a engine.Traced) (*held, error) {
	e := engine.New(m, engine.Options{Threads: 1})
	claim, err := e.TraceClaim(a)
	if err != nil {
		return nil, err
	}
	h := &held{m: m, a: a, claim: claim, leaves: make([][]byte, claim.Leaves())}
	if h.end, err = e.Trace(ctx, a, h, nil); err != nil {
		return nil, fmt.Errorf("trace an answer: %w", err)
	}
	h.grow()
	return h, nil
}

// Wants implements engine.TraceSink.
func (h *held) Wants(uint64, uint64) engine.TraceWant { return engine.WantData }

// Hashes implements engine.TraceSink.
func (h *held) Hashes(uint64, []job.Hash) error { return nil }

// Data implements engine.TraceSink.
func (h *held) Data(first uint64, leaves [][]byte) error {
	for i, b := range leaves {
		if b != nil {
			h.leaves[first+uint64(i)] = append([]byte{}, b...)
		}
	}
	return nil
}

// grow makes the tree.
func (h *held) grow() {
	level := make([]job.Hash, len(h.leaves))
	for i, b := range h.leaves {
		if len(b) > 0 {
			level[i] = trace.LeafHash(b)
		}
	}
	h.nodes, h.absent = [][]job.Hash{level}, []job.Hash{{}}
	for d := range dispute.Levels * dispute.Rounds(uint64(len(h.leaves))) {
		up := make([]job.Hash, (len(level)+1)/2)
		for i := range up {
			up[i] = pair(h.node(d, uint64(2*i)), h.node(d, uint64(2*i+1)))
		}
		h.nodes, h.absent, level = append(h.nodes, up), append(h.absent, pair(h.absent[d], h.absent[d])), up
	}
}

func pair(l, r job.Hash) job.Hash { return job.Keccak([]byte{0x01}, l[:], r[:]) }

func (h *held) node(depth int, i uint64) job.Hash {
	if i < uint64(len(h.nodes[depth])) {
		return h.nodes[depth][i]
	}
	return h.absent[depth]
}

// bend changes one number, makes everything behind it follow from it, and so lies in this number only.
func (h *held) bend(leaf uint64, element int, change func(now []byte)) (*held, error) {
	out := &held{m: h.m, a: h.a, claim: h.claim, end: h.end, leaves: append([][]byte{}, h.leaves...)}
	for i := leaf; i < uint64(len(out.leaves)); i++ {
		p, _ := h.claim.Layout().Place(i)
		count, width := h.claim.Elements(i)
		data := append([]byte{}, h.leaves[i]...)
		for e := range count {
			at := data[e*width : (e+1)*width]
			if i == leaf && e < element {
				continue
			}
			if i == leaf && e == element {
				change(at)
				continue
			}
			b, err := h.claim.Compute(p, e, data, source{out})
			if err != nil {
				return nil, err
			}
			copy(at, b)
		}
		if count > 0 {
			out.leaves[i] = data
		}
	}
	out.grow()
	return out, out.err
}

// with is the trace with other data for one leaf and nothing else changed.
func (h *held) with(leaf uint64, data []byte) *held {
	out := &held{m: h.m, a: h.a, claim: h.claim, end: h.end, leaves: append([][]byte{}, h.leaves...)}
	out.leaves[leaf] = data
	out.grow()
	return out
}

// find is the leaf at a place.
func (h *held) find(p trace.Place) (uint64, error) {
	i, ok := h.claim.Layout().Index(p)
	if !ok {
		return 0, fmt.Errorf("the trace has no %+v", p)
	}
	return i, nil
}

// Children implements dispute.Trace.
func (h *held) Children(level int, index uint64) ([]job.Hash, error) {
	out := make([]job.Hash, dispute.Fan)
	for i := range out {
		out[i] = h.node(dispute.Levels*(level-1), index*dispute.Fan+uint64(i))
	}
	return out, nil
}

// Evidence implements dispute.Trace.
func (h *held) Evidence(leaf uint64, element int) ([]byte, error) {
	return h.PartEvidence(leaf, element, trace.WholeElement)
}

// PartEvidence implements dispute.Trace.
func (h *held) PartEvidence(leaf uint64, element, part int) ([]byte, error) {
	return h.claim.Evidence(leaf, element, part, opener{h})
}

// Sums implements dispute.Trace.
func (h *held) Sums(leaf uint64, element int) (out []byte, err error) {
	p, _ := h.claim.Layout().Place(leaf)
	for i := range h.claim.Parts(leaf, element) {
		sum, err := h.claim.Part(p, element, i, source{h})
		if err != nil {
			return nil, err
		}
		out = binary.BigEndian.AppendUint64(out, uint64(sum))
	}
	return out, h.err
}

// shown is a held trace as a player's own. It implements dispute.Trace.
type shown struct{ *held }

// Leaf implements dispute.Trace.
func (s shown) Leaf(index uint64) ([]byte, error) { return s.leaves[index], nil }

// token is one of prompt and output side by side.
func (h *held) token(i uint64) uint32 {
	if n := uint64(len(h.a.Prompt)); i >= n {
		return h.a.Output[i-n]
	}
	return h.a.Prompt[i]
}

// source gives cells their inputs. It implements trace.Source.
type source struct{ h *held }

// Leaf implements trace.Source.
func (s source) Leaf(index uint64) []byte { return s.h.leaves[index] }

// Token implements trace.Source.
func (s source) Token(i uint64) uint32 { return s.h.token(i) }

// Exponent implements trace.Source.
func (s source) Exponent(t trace.TensorID) int32 {
	e, _ := s.h.m.Tensor(int(t))
	return e
}

// TensorLeaf implements trace.Source.
func (s source) TensorLeaf(t trace.TensorID, leaf uint64) []byte {
	b, err := s.h.m.TensorLeaf(int(t), leaf)
	if err != nil {
		s.h.err = err
		return make([]byte, s.h.claim.Shape.TensorBytes(t, leaf))
	}
	return b
}

// Bias implements trace.Source: the answers here have none.
func (s source) Bias(uint32) int32 { return 0 }

// opener opens the inputs of cells. It implements trace.Opener.
type opener struct{ h *held }

// Leaf implements trace.Opener.
func (o opener) Leaf(index uint64) ([]byte, []job.Hash, error) {
	var path []job.Hash
	for d := range len(o.h.nodes) - 1 {
		path = append(path, o.h.node(d, index>>d^1))
	}
	return o.h.leaves[index], path, nil
}

// Token implements trace.Opener.
func (o opener) Token(i uint64) (uint32, []job.Hash, error) {
	kind, tokens := trace.Prompt, o.h.a.Prompt
	if n := uint64(len(tokens)); i >= n {
		kind, tokens, i = trace.Output, o.h.a.Output, i-n
	}
	opening, err := trace.OpenEach(kind, uint64(len(tokens)), i, func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, tokens[i]) })
	if err != nil {
		return 0, nil, err
	}
	return tokens[i], opening.Siblings, nil
}

// Tensor implements trace.Opener.
func (o opener) Tensor(t trace.TensorID) (int32, job.Hash, []job.Hash, error) {
	m := o.h.m
	opening, err := trace.OpenEach(trace.Model, uint64(m.Leaves()), uint64(t), func(i uint64) []byte { return m.Leaf(int(i)) })
	exponent, root := m.Tensor(int(t))
	return exponent, root, opening.Siblings, err
}

// TensorLeaf implements trace.Opener.
func (o opener) TensorLeaf(t trace.TensorID, leaf uint64) ([]byte, []job.Hash, error) {
	opening, err := o.h.m.OpenTensor(int(t), leaf)
	if err != nil {
		return nil, nil, err
	}
	b, err := o.h.m.TensorLeaf(int(t), leaf)
	return b, opening.Siblings, err
}

// Biases implements trace.Opener.
func (o opener) Biases() []exact.Bias { return nil }
