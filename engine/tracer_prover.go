package engine

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Prover shows anything of an answer's trace that a dispute picks: for the provider that defends the answer, and for the challenger that compares
// with its own. It keeps the upper part of the tree and computes the rest again when asked: the layers from the last one
// on whose input it kept. What it has computed for one move it keeps for the next. It is not safe for concurrent use.
type Prover struct {
	e        *Engine
	ctx      context.Context // of all its work: a prover lives as long as the dispute that it serves
	a        Traced
	claim    *trace.Claim
	tree     *trace.Tree
	root     job.Hash
	end      TraceEnd
	window   *TraceWindow
	marks    traceMarks
	progress func(done, total uint64)
}

// ProverOptions are the settings of a prover. None changes what it shows.
type ProverOptions struct {
	Keep int // of trace.NewTree: 1 keeps half a byte a leaf
	// StreamBytes bounds what is kept of the inputs of layers, so that a move need not compute the layers before again. Positions * dim * 4 bytes are one layer's.
	StreamBytes int
	Progress    func(done, total uint64) // of Trace; may be nil
}

// NewProver computes the whole trace of an answer once. ctx ends all later work too.
func (e *Engine) NewProver(ctx context.Context, a Traced, o ProverOptions) (*Prover, error) {
	claim, err := e.TraceClaim(a)
	if err != nil {
		return nil, err
	}
	tree, err := trace.NewTree(claim.Leaves(), o.Keep)
	if err != nil {
		return nil, err
	}
	p := &Prover{e: e, ctx: ctx, a: a, claim: claim, tree: tree, progress: o.Progress}
	if each := 4 * claim.Layout().Positions() * uint64(e.header.Dim); uint64(o.StreamBytes) >= each {
		p.marks.every = (int(e.header.Layers) + 1 + int(uint64(o.StreamBytes)/each) - 1) / int(uint64(o.StreamBytes)/each)
	}
	if p.end, err = e.trace(ctx, a, TreeSink{tree}, &p.marks, o.Progress); err != nil {
		return nil, fmt.Errorf("trace the answer: %w", err)
	}
	p.root, err = tree.Root()
	return p, err
}

// Claim is what the prover proves, for judges.
func (p *Prover) Claim() *trace.Claim { return p.claim }

// Root is the root of the trace.
func (p *Prover) Root() job.Hash { return p.root }

// End says which tokens the model draws, and whether the answer has others.
func (p *Prover) End() TraceEnd { return p.end }

// Rounds is the level of the top of the tree.
func (p *Prover) Rounds() int { return p.tree.Rounds() }

// Children are the 64 nodes below node index of a level, 1 being the level above the leaves and Rounds that of the top alone.
func (p *Prover) Children(level int, index uint64) ([]job.Hash, error) {
	if level < 1 || level > p.tree.Rounds() {
		return nil, fmt.Errorf("level %d of %d: %w", level, p.tree.Rounds(), trace.ErrTree)
	}
	first, count := p.tree.Below(level, index)
	below, err := p.hashes(first, count)
	if err != nil {
		return nil, err
	}
	return p.tree.Children(level, index, below)
}

// Leaf is the data of a leaf, nil if it is absent.
func (p *Prover) Leaf(index uint64) ([]byte, error) {
	if index >= p.claim.Leaves() {
		return nil, fmt.Errorf("leaf %d of %d: %w", index, p.claim.Leaves(), trace.ErrTree)
	}
	if err := p.need(leafRange{index, 1}); err != nil {
		return nil, err
	}
	b, _ := p.window.Leaf(index)
	return b, nil
}

// Sums are the partial sums of an element that is split, 8 bytes each.
func (p *Prover) Sums(leaf uint64, element int) ([]byte, error) {
	place, _ := p.claim.Layout().Place(leaf)
	parts := p.claim.Parts(leaf, element)
	var want []leafRange
	for i := range parts {
		inputs, err := p.claim.Inputs(leaf, element, i, p.token)
		if err != nil {
			return nil, err
		}
		want = append(want, leavesOf(inputs)...)
	}
	if err := p.need(want...); err != nil {
		return nil, err
	}
	in := &proverSource{p: p}
	var out []byte
	for i := range parts {
		sum, err := p.claim.Part(place, element, i, in)
		if err != nil {
			return nil, err
		}
		out = binary.BigEndian.AppendUint64(out, uint64(sum))
	}
	return out, in.err
}

// Evidence is what a judge needs of an element beside its leaf and its partial sums.
func (p *Prover) Evidence(leaf uint64, element int) ([]byte, error) {
	return p.PartEvidence(leaf, element, trace.WholeElement)
}

// PartEvidence is what a judge needs of a partial sum.
func (p *Prover) PartEvidence(leaf uint64, element, part int) ([]byte, error) {
	inputs, err := p.claim.Inputs(leaf, element, part, p.token)
	if err != nil {
		return nil, err
	}
	var want []leafRange
	for _, r := range leavesOf(inputs) {
		first, count := p.tree.Below(0, r.first)
		want = append(want, leafRange{first, count})
	}
	if err := p.need(want...); err != nil {
		return nil, err
	}
	return p.claim.Evidence(leaf, element, part, proverOpener{p})
}

// leavesOf are the inputs that are leaves of the trace.
func leavesOf(inputs []trace.Input) (out []leafRange) {
	for _, in := range inputs {
		if in.Kind == trace.Trace {
			out = append(out, leafRange{in.Index, 1})
		}
	}
	return out
}

// keptLeaves bounds what a window keeps from move to move, unless one move needs more.
const keptLeaves = 1 << 16

// need computes the leaves that the window does not have.
func (p *Prover) need(ranges ...leafRange) error {
	if p.window == nil || len(p.window.data) > keptLeaves {
		p.window = &TraceWindow{}
	}
	missing := &TraceWindow{data: p.window.data}
	for _, r := range ranges {
		for i := r.first; i < r.first+r.count; i++ {
			if _, ok := p.window.Leaf(i); !ok {
				missing.Want(r.first, r.count)
				break
			}
		}
	}
	if len(missing.ranges) == 0 {
		return nil
	}
	if _, err := p.e.trace(p.ctx, p.a, missing, &p.marks, p.progress); err != nil {
		return fmt.Errorf("compute a part of the trace again: %w", err)
	}
	p.window = missing
	return nil
}

// hashes are those of count leaves from first on.
func (p *Prover) hashes(first, count uint64) ([]job.Hash, error) {
	if count == 0 {
		return nil, nil
	}
	if err := p.need(leafRange{first, count}); err != nil {
		return nil, err
	}
	return p.window.LeafHashes(first, count)
}

// token is one of prompt and output side by side.
func (p *Prover) token(i uint64) uint32 {
	if n := uint64(len(p.a.Prompt)); i >= n {
		return p.a.Output[i-n]
	}
	return p.a.Prompt[i]
}

// proverSource gives a cell what is in the window.
type proverSource struct {
	p   *Prover
	err error
}

func (s *proverSource) Leaf(index uint64) []byte {
	b, ok := s.p.window.Leaf(index)
	if !ok {
		s.err = fmt.Errorf("leaf %d was not computed: %w", index, trace.ErrTree)
		count, width := s.p.claim.Elements(index)
		return make([]byte, count*width)
	}
	return b
}

func (s *proverSource) Token(i uint64) uint32 { return s.p.token(i) }

func (s *proverSource) Exponent(t trace.TensorID) int32 {
	e, _ := s.p.e.model.Tensor(int(t))
	return e
}

func (s *proverSource) TensorLeaf(t trace.TensorID, leaf uint64) []byte {
	b, err := s.p.e.model.TensorLeaf(int(t), leaf)
	if err != nil {
		s.err = err
		return make([]byte, s.p.claim.Shape.TensorBytes(t, leaf))
	}
	return b
}

func (s *proverSource) Bias(token uint32) int32 {
	for _, b := range s.p.a.Bias {
		if b.Token == token {
			return b.Bias
		}
	}
	return 0
}

// proverOpener opens what is in the window, and the model.
type proverOpener struct{ p *Prover }

func (o proverOpener) Leaf(index uint64) ([]byte, []job.Hash, error) {
	below, err := o.p.hashes(o.p.tree.Below(0, index))
	if err != nil {
		return nil, nil, err
	}
	path, err := o.p.tree.Path(index, below)
	b, _ := o.p.window.Leaf(index)
	return b, path, err
}

func (o proverOpener) Token(i uint64) (uint32, []job.Hash, error) {
	kind, tokens := trace.Prompt, o.p.a.Prompt
	if n := uint64(len(tokens)); i >= n {
		kind, tokens, i = trace.Output, o.p.a.Output, i-n
	}
	opening, err := trace.OpenEach(kind, uint64(len(tokens)), i, func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, tokens[i]) })
	if err != nil {
		return 0, nil, err
	}
	return tokens[i], opening.Siblings, nil
}

func (o proverOpener) Tensor(t trace.TensorID) (int32, job.Hash, []job.Hash, error) {
	m := o.p.e.model
	opening, err := trace.OpenEach(trace.Model, uint64(m.Leaves()), uint64(t), func(i uint64) []byte { return m.Leaf(int(i)) })
	if err != nil {
		return 0, job.Hash{}, nil, err
	}
	exponent, root := m.Tensor(int(t))
	return exponent, root, opening.Siblings, nil
}

func (o proverOpener) TensorLeaf(t trace.TensorID, leaf uint64) ([]byte, []job.Hash, error) {
	opening, err := o.p.e.model.OpenTensor(int(t), leaf)
	if err != nil {
		return nil, nil, err
	}
	b, err := o.p.e.model.TensorLeaf(int(t), leaf)
	return b, opening.Siblings, err
}

func (o proverOpener) Biases() []exact.Bias { return o.p.a.Bias }
