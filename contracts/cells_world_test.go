package contracts_test

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// court is the exact program in an EVM.
type court struct {
	*machine
	evm     *vm.EVM
	program common.Address
	abi     *bind.ExactProgram
}

func newCourt(t *testing.T) *court {
	t.Helper()
	m := newMachine(t)
	layers, _ := m.deploy(common.FromHex(bind.ExactLayersMetaData.Bin))
	draws, _ := m.deploy(common.FromHex(bind.ExactDrawsMetaData.Bin))
	abi := bind.NewExactProgram()
	program, _ := m.deploy(append(common.FromHex(bind.ExactProgramMetaData.Bin), abi.PackConstructor(layers, draws)...))
	block := vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer, GetHash: func(uint64) common.Hash { return common.Hash{} },
		BlockNumber: big.NewInt(1), Time: m.time, GasLimit: params.MaxTxGas, BaseFee: new(big.Int), BlobBaseFee: big.NewInt(1), Random: new(common.Hash),
	}
	return &court{machine: m, evm: vm.NewEVM(block, m.state, m.rules, vm.Config{}), program: program, abi: abi}
}

// call is a call without a transaction around it, which is ten times faster.
func (c *court) call(data []byte) ([]byte, error) {
	out, _, err := c.evm.StaticCall(common.Address{0xee}, c.program, data, gasBudget())
	return out, err
}

// register shows the program a model.
func (c *court) register(w *world, path []job.Hash) {
	c.t.Helper()
	siblings := make([][32]byte, len(path))
	for i, h := range path {
		siblings[i] = h
	}
	out, _, err := c.evm.Call(common.Address{0xee}, c.program, c.abi.PackRegister(w.header(), siblings), gasBudget(), new(uint256.Int))
	if err != nil || job.Hash(out) != w.facts.Model {
		c.t.Fatalf("register %+v: %x, %v", w.facts.Shape, out, err)
	}
}

// judge asks the contract; a revert is no.
func (c *court) judge(q question) bool {
	out, err := c.call(c.pack(q))
	if err != nil {
		return false
	}
	return new(big.Int).SetBytes(out).Sign() != 0
}

func (c *court) pack(q question) []byte {
	if q.part != trace.WholeElement {
		return c.abi.PackJudgePart(q.claim, q.root, q.leaf, big.NewInt(int64(q.element)), big.NewInt(int64(q.part)), q.sum, q.evidence)
	}
	return c.abi.PackJudge(q.claim, q.root, q.leaf, big.NewInt(int64(q.element)), q.data, q.packed(), q.evidence)
}

// question is one call of judge, or of judgePart if part is not trace.WholeElement.
type question struct {
	claim          []byte
	root           job.Hash
	leaf           uint64
	element, part  int
	data, evidence []byte
	sums           []int64
	sum            int64
}

// packed is the partial sums as judges take them.
func (q question) packed() (b []byte) {
	for _, s := range q.sums {
		b = binary.BigEndian.AppendUint64(b, uint64(s))
	}
	return b
}

// world is an answer of a model that does not exist: its header, tokens and biases are drawn, and so is every number of the trace and the model, when a
// cell asks for it. Trees are built over what was asked for; the other nodes are drawn too.
type world struct {
	facts   trace.Facts
	context uint32
	tokens  []uint32
	prompt  tokenTree
	output  tokenTree
	biases  []exact.Bias

	s      source
	fill   func(p trace.Place, width int, b []byte) // draws the bytes of a leaf
	leaves map[uint64][]byte
	model  map[trace.TensorID]*tensor
	layout *trace.Layout
}

// tensor is what was asked of a tensor.
type tensor struct {
	exponent int32
	leaves   map[uint64][]byte
}

func newWorld(t *testing.T, s source, f trace.Facts, tokens []uint32, biases []exact.Bias) *world {
	t.Helper()
	w := &world{facts: f, s: s, tokens: tokens, biases: biases}
	var err error
	if w.facts.Prompt, err = trace.TokensRoot(trace.Prompt, tokens[:f.PromptTokens]); err != nil {
		t.Fatal(err)
	}
	if w.facts.Output, err = trace.TokensRoot(trace.Output, tokens[f.PromptTokens:]); err != nil {
		t.Fatal(err)
	}
	w.prompt, w.output = newTokenTree(trace.Prompt, tokens[:f.PromptTokens]), newTokenTree(trace.Output, tokens[f.PromptTokens:])
	if w.facts.Biases, err = trace.BiasRoot(biases); err != nil {
		t.Fatal(err)
	}
	c, err := trace.NewClaim(w.facts)
	if err != nil {
		t.Fatalf("%v: %+v", err, f)
	}
	w.layout = c.Layout()
	w.forget()
	return w
}

// forget draws another trace and model.
func (w *world) forget() {
	w.leaves, w.model = map[uint64][]byte{}, map[trace.TensorID]*tensor{}
}

// The world as a source of inputs.

func (w *world) Leaf(index uint64) []byte {
	if b, ok := w.leaves[index]; ok {
		return b
	}
	p, _ := w.layout.Place(index)
	count, width := w.layout.Elements(p)
	b := make([]byte, count*width)
	w.fill(p, width, b)
	w.leaves[index] = b
	return b
}

func (w *world) Token(i uint64) uint32 { return w.tokens[i] }

func (w *world) tensor(t trace.TensorID) *tensor {
	x := w.model[t]
	if x == nil {
		x = &tensor{exponent: int32(w.s.IntN(60) - 10), leaves: map[uint64][]byte{}}
		if w.s.IntN(8) == 0 {
			x.exponent = w.s.i32()
		}
		w.model[t] = x
	}
	return x
}

func (w *world) Exponent(t trace.TensorID) int32 { return w.tensor(t).exponent }

func (w *world) TensorLeaf(t trace.TensorID, leaf uint64) []byte {
	x := w.tensor(t)
	b := x.leaves[leaf]
	if b == nil {
		b = make([]byte, w.facts.Shape.TensorBytes(t, leaf))
		w.s.bytes(b)
		x.leaves[leaf] = b
	}
	return b
}

func (w *world) Bias(token uint32) int32 {
	for _, b := range w.biases {
		if b.Token == token {
			return b.Bias
		}
	}
	return 0
}

// bytes fills b with noise, more often than fill does.
func (s source) bytes(b []byte) {
	if s.IntN(10) == 0 {
		s.fill(b)
		return
	}
	for len(b) >= 8 {
		binary.BigEndian.PutUint64(b, s.Uint64())
		b = b[8:]
	}
	for i := range b {
		b[i] = byte(s.Uint32())
	}
}

// header is leaf 0 of the model's tree, written down as docs/exact.md has it.
func (w *world) header() []byte {
	s := w.facts.Shape
	b := []byte("assay.exact.v2")
	be := binary.BigEndian
	flag := map[bool]uint32{true: 1}
	for _, v := range []uint32{s.Dim, s.Layers, s.Heads, s.KVHeads, s.HeadDim, s.RopeDim, s.FFN, s.Vocab, s.Context, flag[s.Tied], flag[s.Bias], flag[s.QKNorm], s.Residual} {
		b = be.AppendUint32(b, v)
	}
	b = be.AppendUint64(b, s.Epsilon)
	b = be.AppendUint32(b, s.Score)
	return be.AppendUint64(b, s.HeadEpsilon)
}

// claim is the short form that the program takes, as ExactClaim.sol has it.
func (w *world) claim() []byte {
	f := w.facts
	var b []byte
	for _, h := range []job.Hash{f.Model, f.Prompt, f.Output, f.Seed, f.Biases} {
		b = append(b, h[:]...)
	}
	s := f.Sampling
	for _, v := range []uint32{uint32(f.PromptTokens), uint32(f.OutputTokens), s.Temperature, s.TopK, s.TopP, s.MinP, s.Repeat, uint32(s.Frequency), uint32(s.Presence)} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// grove is a Merkle tree of which a few leaves are known. The other nodes are drawn from its salt.
type grove struct {
	kind   trace.Kind
	depth  int
	count  uint64
	leaves map[uint64]job.Hash
	salt   [8]byte
}

func newGrove(s source, k trace.Kind, depth int, count uint64) *grove {
	g := &grove{kind: k, depth: depth, count: count, leaves: map[uint64]job.Hash{}}
	binary.BigEndian.PutUint64(g.salt[:], s.Uint64())
	return g
}

func (g *grove) put(i uint64, data []byte) {
	g.leaves[i] = job.Hash(crypto.Keccak256([]byte{0, byte(g.kind)}, data))
}

func (g *grove) node(level int, i uint64) job.Hash {
	if i<<level >= g.count {
		if level == 0 {
			return job.Hash{}
		}
		e := g.node(level-1, 2*i)
		return job.Hash(crypto.Keccak256([]byte{1}, e[:], e[:]))
	}
	known := false
	for l := range g.leaves {
		known = known || l>>level == i
	}
	switch {
	case !known:
		return job.Hash(crypto.Keccak256(g.salt[:], []byte{byte(level)}, binary.BigEndian.AppendUint64(nil, i)))
	case level == 0:
		return g.leaves[i]
	}
	l, r := g.node(level-1, 2*i), g.node(level-1, 2*i+1)
	return job.Hash(crypto.Keccak256([]byte{1}, l[:], r[:]))
}

func (g *grove) root() job.Hash {
	// Above the lowest tree that holds all leaves stand only empty siblings.
	level := bits.Len64(g.count - 1)
	top := g.node(level, 0)
	empty := job.Hash{}
	for h := range g.depth {
		if h >= level {
			top = job.Hash(crypto.Keccak256([]byte{1}, top[:], empty[:]))
		}
		empty = job.Hash(crypto.Keccak256([]byte{1}, empty[:], empty[:]))
	}
	return job.Hash(crypto.Keccak256(binary.BigEndian.AppendUint64([]byte{2, byte(g.kind)}, g.count), top[:]))
}

func (g *grove) path(i uint64) []job.Hash {
	var out []job.Hash
	for level := range bits.Len64(g.count - 1) {
		out = append(out, g.node(level, i>>level^1))
	}
	return out
}

// grown is a world with trees over what was asked of it: an Opener.
type grown struct {
	*world
	trace   *grove
	model   *grove
	tensors map[trace.TensorID]*grove
}

// grow builds the trees and sets the model's root. Nothing else may be asked of the world after it.
func (w *world) grow() *grown {
	g := &grown{world: w, tensors: map[trace.TensorID]*grove{}}
	depth := 6
	for w.layout.Leaves() > 1<<depth {
		depth += 6
	}
	g.trace = newGrove(w.s, trace.Trace, depth, w.layout.Leaves())
	for i, b := range w.leaves {
		g.trace.put(i, b)
	}
	shape := w.facts.Shape
	g.model = newGrove(w.s, trace.Model, 12, uint64(shape.Tensors())+1)
	g.model.put(0, w.header())
	for id, x := range w.model {
		tree := newGrove(w.s, trace.Tensor, 24, shape.TensorLeaves(id))
		for i, b := range x.leaves {
			tree.put(i, b)
		}
		g.tensors[id] = tree
		rows, cols := w.size(id)
		leaf := binary.BigEndian.AppendUint32(nil, rows)
		leaf = binary.BigEndian.AppendUint32(leaf, cols)
		leaf = binary.BigEndian.AppendUint32(leaf, uint32(x.exponent))
		root := tree.root()
		g.model.put(uint64(id), append(leaf, root[:]...))
	}
	w.facts.Model = g.model.root()
	return g
}

func (g *grown) Leaf(index uint64) ([]byte, []job.Hash, error) {
	b, ok := g.leaves[index]
	if !ok {
		return nil, nil, fmt.Errorf("leaf %d was not asked for before", index)
	}
	return b, g.trace.path(index), nil
}

func (g *grown) Token(i uint64) (uint32, []job.Hash, error) {
	p := g.facts.PromptTokens
	if i < p {
		return g.tokens[i], g.prompt.path(i), nil
	}
	return g.tokens[i], g.output.path(i - p), nil
}

func (g *grown) Tensor(t trace.TensorID) (int32, job.Hash, []job.Hash, error) {
	x := g.world.model[t]
	if x == nil {
		return 0, job.Hash{}, nil, fmt.Errorf("tensor %d was not asked for before", t)
	}
	return x.exponent, g.tensors[t].root(), g.model.path(uint64(t)), nil
}

func (g *grown) TensorLeaf(t trace.TensorID, leaf uint64) ([]byte, []job.Hash, error) {
	return g.world.model[t].leaves[leaf], g.tensors[t].path(leaf), nil
}

func (g *grown) Biases() []exact.Bias { return g.biases }

// size is the rows and columns that a tensor's leaf in the model's tree says.
func (w *world) size(t trace.TensorID) (rows, cols uint32) {
	s := w.facts.Shape
	per := uint32(9)
	if s.Bias {
		per += 3
	}
	if s.QKNorm {
		per += 2
	}
	att, kv := s.Heads*s.HeadDim, s.KVHeads*s.HeadDim
	if t == 1 {
		return s.Vocab, s.Dim
	}
	if behind := int(t) - 2 - int(s.Layers*per); behind >= 0 {
		tail := [][2]uint32{{1, s.Dim}, {s.Vocab, s.Dim}, {256, s.RopeDim}, {(s.Context + 255) / 256, s.RopeDim}}
		if s.Tied {
			tail = append(tail[:1], tail[2:]...)
		}
		return tail[behind][0], tail[behind][1]
	}
	layer := [][2]uint32{{1, s.Dim}, {att, s.Dim}, {kv, s.Dim}, {kv, s.Dim}}
	if s.Bias {
		layer = append(layer, [2]uint32{1, att}, [2]uint32{1, kv}, [2]uint32{1, kv})
	}
	if s.QKNorm {
		layer = append(layer, [2]uint32{1, s.HeadDim}, [2]uint32{1, s.HeadDim})
	}
	layer = append(layer, [2]uint32{s.Dim, att}, [2]uint32{1, s.Dim}, [2]uint32{s.FFN, s.Dim}, [2]uint32{s.FFN, s.Dim}, [2]uint32{s.Dim, s.FFN})
	of := layer[(uint32(t)-2)%per]
	return of[0], of[1]
}

func packParts(c *court, claim []byte, leaf uint64, element int) []byte {
	return c.abi.PackParts(claim, leaf, big.NewInt(int64(element)))
}

// tokenTree is the nodes of a tree of tokens, by level from the leaves up.
type tokenTree [][]job.Hash

func newTokenTree(k trace.Kind, tokens []uint32) tokenTree {
	level := make([]job.Hash, len(tokens))
	for i, v := range tokens {
		level[i] = job.Hash(crypto.Keccak256([]byte{0, byte(k)}, binary.BigEndian.AppendUint32(nil, v)))
	}
	t := tokenTree{level}
	var empty job.Hash
	for len(level) > 1 {
		var above []job.Hash
		for i := 0; i < len(level); i += 2 {
			r := empty
			if i+1 < len(level) {
				r = level[i+1]
			}
			above = append(above, job.Hash(crypto.Keccak256([]byte{1}, level[i][:], r[:])))
		}
		empty = job.Hash(crypto.Keccak256([]byte{1}, empty[:], empty[:]))
		// What lies past the last node is absent, and so is what stands over it.
		level = above
		t = append(t, level)
	}
	return t
}

func (t tokenTree) path(i uint64) (out []job.Hash) {
	var empty job.Hash
	for _, level := range t[:len(t)-1] {
		if sibling := i ^ 1; sibling < uint64(len(level)) {
			out = append(out, level[sibling])
		} else {
			out = append(out, empty)
		}
		empty = job.Hash(crypto.Keccak256([]byte{1}, empty[:], empty[:]))
		i /= 2
	}
	return out
}

// gasBudget is what one transaction may use.
func gasBudget() vm.GasBudget { return vm.NewGasBudget(params.MaxTxGas, 0) }
