package attacks

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"math/rand/v2"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// imagined is an answer of a model that is too large to be here: every number of its trace and every weight is drawn when a cell asks for it, and trees are built over what
// was asked for; their other nodes are drawn, too. Whoever plays a dispute about one of the numbers that were computed sees no difference.
type imagined struct {
	facts   trace.Facts
	claim   *trace.Claim
	tokens  []uint32
	biases  []exact.Bias
	random  *rand.Rand
	leaves  map[uint64][]byte
	tensors map[trace.TensorID]*imaginedTensor

	tree  *grove // of the trace
	model *grove
	roots map[trace.TensorID]*grove
}

type imaginedTensor struct {
	exponent int32
	leaves   map[uint64][]byte
}

// imagine draws an answer. The roots of the model, the seed and so the claim are set later.
func imagine(f trace.Facts, seed uint64) (*imagined, error) {
	v := &imagined{facts: f, random: rand.New(rand.NewPCG(seed, 1)), leaves: map[uint64][]byte{}, tensors: map[trace.TensorID]*imaginedTensor{}}
	for range f.PromptTokens + f.OutputTokens {
		v.tokens = append(v.tokens, v.random.Uint32N(f.Shape.Vocab))
	}
	for i := range uint32(exact.MaxBiases) {
		v.biases = append(v.biases, exact.Bias{Token: 2*i + 1, Bias: v.random.Int32N(100_000)})
	}
	var err error
	if v.facts.Prompt, err = trace.TokensRoot(trace.Prompt, v.tokens[:f.PromptTokens]); err != nil {
		return nil, err
	}
	if v.facts.Output, err = trace.TokensRoot(trace.Output, v.tokens[f.PromptTokens:]); err != nil {
		return nil, err
	}
	if v.facts.Biases, err = trace.BiasRoot(v.biases); err != nil {
		return nil, err
	}
	return v, v.settle()
}

// settle makes the claim of the facts as they are.
func (v *imagined) settle() (err error) {
	v.claim, err = trace.NewClaim(v.facts)
	return err
}

// number is one number of the trace that can be shown, whole or in parts.
type number struct {
	place   trace.Place
	leaf    uint64
	element int
}

// compute makes a number and all its partial sums right. Numbers must come in the order of the trace.
func (v *imagined) compute(n number) error {
	data := v.leaf(n.leaf)
	if n.element >= inFront[n.place.Op] {
		v.arrange(n.place, data)
	}
	_, width := v.claim.Elements(n.leaf)
	b, err := v.claim.Compute(n.place, n.element, data, imaginedSource{v})
	if err != nil {
		return err
	}
	copy(data[n.element*width:], b)
	return nil
}

// leaf is the data of a leaf: no byte is 0, which is the dearest, and logits are as near to each other as real ones.
func (v *imagined) leaf(index uint64) []byte {
	if b, ok := v.leaves[index]; ok {
		return b
	}
	p, _ := v.claim.Layout().Place(index)
	count, width := v.claim.Elements(index)
	b := make([]byte, count*width)
	for i := range b {
		b[i] = byte(1 + v.random.IntN(255))
		if p.Op == trace.OpAdjusted && i%4 < 2 {
			b[i] = 0x11
		}
	}
	v.leaves[index] = b
	return b
}

// arrange sets what stands in front of the numbers of a leaf such that the dearest case comes: nothing is cut, and all tokens of a chunk count.
func (v *imagined) arrange(p trace.Place, data []byte) {
	be := binary.BigEndian
	switch p.Op {
	case trace.OpToken: // the winner is the token that was signed
		_, per := v.claim.Layout().Span(trace.OpWinner)
		i, _ := v.claim.Layout().Index(trace.Place{Op: trace.OpWinner, Row: p.Row, Leaf: per - 1})
		b := v.leaf(i)
		be.PutUint64(b[len(b)-8:], uint64(v.tokens[v.facts.PromptTokens+p.Row]))
	case trace.OpRanks:
		be.PutUint32(data, 0x11120000)
		be.PutUint32(data[4:], 0)
	case trace.OpPortions, trace.OpDraws:
		be.PutUint64(data, 0x11120000)
		if p.Op == trace.OpPortions {
			be.PutUint64(data[16:], 0)
		}
	}
}

func (v *imagined) tensor(t trace.TensorID) *imaginedTensor {
	x := v.tensors[t]
	if x == nil {
		x = &imaginedTensor{exponent: int32(v.random.IntN(60) - 10), leaves: map[uint64][]byte{}}
		v.tensors[t] = x
	}
	return x
}

func (v *imagined) tensorLeaf(t trace.TensorID, leaf uint64) []byte {
	x := v.tensor(t)
	b := x.leaves[leaf]
	if b == nil {
		b = make([]byte, v.facts.Shape.TensorBytes(t, leaf))
		for i := range b {
			b[i] = byte(1 + v.random.IntN(255))
		}
		x.leaves[leaf] = b
	}
	return b
}

// imaginedSource implements trace.Source.
type imaginedSource struct{ v *imagined }

// Leaf implements trace.Source.
func (s imaginedSource) Leaf(index uint64) []byte { return s.v.leaf(index) }

// Token implements trace.Source.
func (s imaginedSource) Token(i uint64) uint32 { return s.v.tokens[i] }

// Exponent implements trace.Source.
func (s imaginedSource) Exponent(t trace.TensorID) int32 { return s.v.tensor(t).exponent }

// TensorLeaf implements trace.Source.
func (s imaginedSource) TensorLeaf(t trace.TensorID, leaf uint64) []byte {
	return s.v.tensorLeaf(t, leaf)
}

// Bias implements trace.Source.
func (s imaginedSource) Bias(token uint32) int32 {
	for _, b := range s.v.biases {
		if b.Token == token {
			return b.Bias
		}
	}
	return 0
}

// header is leaf 0 of the model's tree, as docs/exact.md has it.
func (v *imagined) header() []byte {
	s, be := v.facts.Shape, binary.BigEndian
	flag := map[bool]uint32{true: 1}
	b := []byte("assay.exact.v2")
	for _, x := range []uint32{s.Dim, s.Layers, s.Heads, s.KVHeads, s.HeadDim, s.RopeDim, s.FFN, s.Vocab, s.Context, flag[s.Tied], flag[s.Bias], flag[s.QKNorm], s.Residual} {
		b = be.AppendUint32(b, x)
	}
	b = be.AppendUint64(b, s.Epsilon)
	b = be.AppendUint32(b, s.Score)
	return be.AppendUint64(b, s.HeadEpsilon)
}

// found builds the trees of the model over what was asked of it, and so the model's root.
func (v *imagined) found() {
	shape := v.facts.Shape
	v.model, v.roots = newGrove(v.random, trace.Model, uint64(shape.Tensors())+1), map[trace.TensorID]*grove{}
	v.model.put(0, v.header())
	for id := trace.TensorID(1); uint32(id) <= shape.Tensors(); id++ {
		x := v.tensors[id]
		if x == nil {
			continue
		}
		tree := newGrove(v.random, trace.Tensor, shape.TensorLeaves(id))
		for i, b := range x.leaves { // order-free: each has a place of its own
			tree.put(i, b)
		}
		v.roots[id] = tree
		rows, cols := shape.TensorSize(id)
		leaf := binary.BigEndian.AppendUint32(nil, rows)
		leaf = binary.BigEndian.AppendUint32(leaf, cols)
		leaf = binary.BigEndian.AppendUint32(leaf, uint32(x.exponent))
		root := tree.root(trace.Tensor.Depth())
		v.model.put(uint64(id), append(leaf, root[:]...))
	}
	v.facts.Model = v.model.root(trace.Model.Depth())
}

// plant builds the tree of the trace.
func (v *imagined) plant() {
	v.tree = newGrove(v.random, trace.Trace, v.claim.Leaves())
	for i, b := range v.leaves { // order-free: each has a place of its own
		v.tree.put(i, b)
	}
}

// root is that of the trace.
func (v *imagined) root() job.Hash { return v.tree.root(dispute.Levels * v.claim.Layout().Rounds()) }

// Children implements dispute.Trace.
func (v *imagined) Children(level int, index uint64) ([]job.Hash, error) {
	out := make([]job.Hash, dispute.Fan)
	for i := range out {
		out[i] = v.tree.node(dispute.Levels*(level-1), index*dispute.Fan+uint64(i))
	}
	return out, nil
}

// Leaf implements dispute.Trace.
func (v *imagined) Leaf(index uint64) ([]byte, error) {
	b, ok := v.leaves[index]
	if !ok {
		return nil, fmt.Errorf("leaf %d was not imagined", index)
	}
	return b, nil
}

// Sums implements dispute.Trace.
func (v *imagined) Sums(leaf uint64, element int) (out []byte, err error) {
	p, _ := v.claim.Layout().Place(leaf)
	for i := range v.claim.Parts(leaf, element) {
		sum, err := v.claim.Part(p, element, i, imaginedSource{v})
		if err != nil {
			return nil, err
		}
		out = binary.BigEndian.AppendUint64(out, uint64(sum))
	}
	return out, nil
}

// Evidence implements dispute.Trace.
func (v *imagined) Evidence(leaf uint64, element int) ([]byte, error) {
	return v.PartEvidence(leaf, element, trace.WholeElement)
}

// PartEvidence implements dispute.Trace.
func (v *imagined) PartEvidence(leaf uint64, element, part int) ([]byte, error) {
	return v.claim.Evidence(leaf, element, part, imaginedOpener{v})
}

// imaginedOpener implements trace.Opener.
type imaginedOpener struct{ v *imagined }

// Leaf implements trace.Opener.
func (o imaginedOpener) Leaf(index uint64) ([]byte, []job.Hash, error) {
	b, err := o.v.Leaf(index)
	return b, o.v.tree.path(index), err
}

// Token implements trace.Opener.
func (o imaginedOpener) Token(i uint64) (uint32, []job.Hash, error) {
	kind, tokens := trace.Prompt, o.v.tokens[:o.v.facts.PromptTokens]
	if n := uint64(len(tokens)); i >= n {
		kind, tokens, i = trace.Output, o.v.tokens[n:], i-n
	}
	opening, err := trace.OpenEach(kind, uint64(len(tokens)), i, func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, tokens[i]) })
	return tokens[i], opening.Siblings, err
}

// Tensor implements trace.Opener.
func (o imaginedOpener) Tensor(t trace.TensorID) (int32, job.Hash, []job.Hash, error) {
	x := o.v.tensors[t]
	if x == nil || o.v.roots[t] == nil {
		return 0, job.Hash{}, nil, fmt.Errorf("tensor %d was not imagined", t)
	}
	return x.exponent, o.v.roots[t].root(trace.Tensor.Depth()), o.v.model.path(uint64(t)), nil
}

// TensorLeaf implements trace.Opener.
func (o imaginedOpener) TensorLeaf(t trace.TensorID, leaf uint64) ([]byte, []job.Hash, error) {
	b := o.v.tensors[t].leaves[leaf]
	if b == nil || o.v.roots[t] == nil {
		return nil, nil, fmt.Errorf("leaf %d of tensor %d was not imagined", leaf, t)
	}
	return b, o.v.roots[t].path(leaf), nil
}

// Biases implements trace.Opener.
func (o imaginedOpener) Biases() []exact.Bias { return o.v.biases }

// grove is a Merkle tree of which a few leaves are known. The other nodes are drawn from its salt.
type grove struct {
	kind  trace.Kind
	count uint64
	known map[spot]job.Hash // zero: known to be over a known leaf, not yet computed
	salt  [8]byte
}

// spot is a node: so many levels above the leaves, and its number there.
type spot struct {
	level int
	at    uint64
}

func newGrove(r *rand.Rand, k trace.Kind, count uint64) *grove {
	g := &grove{kind: k, count: count, known: map[spot]job.Hash{}}
	binary.BigEndian.PutUint64(g.salt[:], r.Uint64())
	return g
}

// put sets a leaf. All leaves come before the first question.
func (g *grove) put(i uint64, data []byte) {
	g.known[spot{0, i}] = job.Keccak([]byte{0, byte(g.kind)}, data)
	for level := 1; level <= bits.Len64(g.count-1); level++ {
		at := spot{level, i >> level}
		if _, ok := g.known[at]; ok {
			return
		}
		g.known[at] = job.Hash{}
	}
}

func (g *grove) node(level int, i uint64) job.Hash {
	if i<<level >= g.count {
		return g.nothing(level)
	}
	if level > bits.Len64(g.count-1) {
		return pair(g.node(level-1, 2*i), g.node(level-1, 2*i+1))
	}
	at := spot{level, i}
	h, known := g.known[at]
	if !known && g.kind == trace.Trace && level%dispute.Levels != 0 {
		// Posts show nodes 6 levels apart, so only those are drawn.
		return pair(g.node(level-1, 2*i), g.node(level-1, 2*i+1))
	}
	if !known {
		return job.Keccak(g.salt[:], []byte{byte(level)}, binary.BigEndian.AppendUint64(nil, i))
	}
	if h == (job.Hash{}) {
		h = pair(g.node(level-1, 2*i), g.node(level-1, 2*i+1))
		g.known[at] = h
	}
	return h
}

// nothing is a node over absent leaves.
func (g *grove) nothing(level int) (h job.Hash) {
	for range level {
		h = pair(h, h)
	}
	return h
}

// root is that of a tree of fixed depth.
func (g *grove) root(depth int) job.Hash {
	top := g.node(depth, 0)
	return job.Keccak(binary.BigEndian.AppendUint64([]byte{2, byte(g.kind)}, g.count), top[:])
}

func (g *grove) path(i uint64) (out []job.Hash) {
	for level := range bits.Len64(g.count - 1) {
		out = append(out, g.node(level, i>>level^1))
	}
	return out
}
