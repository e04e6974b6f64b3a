// Package trace holds the Merkle commitments of the protocol: to prompts and outputs, to batches of nonces, to models
// and to traces, and their openings. Trees have a fixed depth and separate domains for leaves, nodes and roots, so that no leaf can
// be read as a node, no tree of one kind as another, and no opening can be longer or shorter than its kind says.
//
// It also defines the trace of an answer, as docs/trace.md does: Layout is the order of its numbers, Claim judges a
// single one of them from opened inputs, as the contract does.
//
// It is pure and knows only job and exact. It must not know how a model is stored or run, or what a dispute is.
//
//	leaf  = keccak256(0x00 ‖ kind ‖ data)
//	node  = keccak256(0x01 ‖ left ‖ right)        an absent leaf is 32 zero bytes
//	root  = keccak256(0x02 ‖ kind ‖ uint64 count ‖ top)
package trace

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
)

// Kind says what a tree commits to, and fixes its depth.
type Kind uint8

// The kinds. The zero value is invalid.
const (
	Prompt Kind = 1 // prompt tokens, one a leaf, as big-endian uint32
	Output Kind = 2 // output tokens, likewise
	Nonces Kind = 3 // nonce commitments, 32 bytes a leaf
	Model  Kind = 4 // the header and tensors of a model
	Tensor Kind = 5 // a tensor, in pieces that package engine/model defines
	Biases Kind = 6 // the biases of a request: token, then bias, four bytes each
	Trace  Kind = 7 // the trace of an answer; its depth follows from its number of leaves, see Tree
)

// Depth returns the fixed depth of k's trees; a tree holds at most 2^Depth leaves. It is 0 for Trace.
func (k Kind) Depth() int {
	switch k {
	case Prompt, Output:
		return 20
	case Nonces:
		return 5
	case Model:
		return 12
	case Tensor:
		return 24
	case Biases:
		return 10
	}
	return 0
}

// ErrFull says that a tree has no room for another leaf.
var ErrFull = errors.New("merkle tree is full")

// ErrOpening says that an opening does not lead to the root.
var ErrOpening = errors.New("opening does not match the root")

func leafHash(k Kind, data []byte) job.Hash { return job.Keccak([]byte{0x00, byte(k)}, data) }
func nodeHash(l, r job.Hash) job.Hash       { return job.Keccak([]byte{0x01}, l[:], r[:]) }
func rootHash(k Kind, count uint64, top job.Hash) job.Hash {
	b := binary.BigEndian.AppendUint64([]byte{0x02, byte(k)}, count)
	return job.Keccak(b, top[:])
}

// maxDepth is the largest Depth of any kind.
const maxDepth = 24

// maxHeight is the largest depth of a trace: 64^9 leaves are more than any layout has.
const maxHeight = 54

// empties[i] is the node over 2^i absent leaves.
var empties = func() (e [maxHeight + 1]job.Hash) {
	for i := 1; i <= maxHeight; i++ {
		e[i] = nodeHash(e[i-1], e[i-1])
	}
	return e
}()

// Running is an append-only tree that keeps only its frontier: 32 bytes a level, whatever the number of leaves. Use
// NewRunning; copying a Running copies the tree.
type Running struct {
	kind  Kind
	count uint64
	// full[i] is the complete subtree of 2^i leaves that ends at the frontier; meaningful where bit i of count is set.
	full [maxDepth + 1]job.Hash
}

// NewRunning returns an empty tree of the kind.
func NewRunning(k Kind) Running { return Running{kind: k} }

// Count returns the number of leaves.
func (t *Running) Count() uint64 { return t.count }

// Append adds one leaf. It fails with ErrFull past 2^Depth leaves.
func (t *Running) Append(data []byte) error {
	depth := t.kind.Depth()
	if depth == 0 || t.count == 1<<depth {
		return fmt.Errorf("tree kind %d with %d leaves: %w", t.kind, t.count, ErrFull)
	}
	h := leafHash(t.kind, data)
	level := 0
	for ; t.count>>level&1 == 1; level++ {
		h = nodeHash(t.full[level], h)
	}
	t.full[level] = h
	t.count++
	return nil
}

// AppendTokens adds one leaf for each token.
func (t *Running) AppendTokens(tokens []uint32) error {
	for _, tok := range tokens {
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], tok)
		if err := t.Append(b[:]); err != nil {
			return err
		}
	}
	return nil
}

// Root returns the root over the leaves so far.
func (t *Running) Root() job.Hash {
	return rootHash(t.kind, t.count, t.node(t.kind.Depth()))
}

// Top returns the node over all of the tree's places, below its root.
func (t *Running) Top() job.Hash { return t.node(t.kind.Depth()) }

// RootOver returns the root that says that so many leaves are below a top. Only a tree that says the truth has a root that Running gives.
func RootOver(k Kind, count uint64, top job.Hash) job.Hash { return rootHash(k, count, top) }

// Over is the node over one leaf. That over an absent one is zero.
func Over(k Kind, data []byte) job.Hash { return leafHash(k, data) }

// TokensRoot returns the root over tokens, for kind Prompt or Output.
func TokensRoot(k Kind, tokens []uint32) (job.Hash, error) {
	t := NewRunning(k)
	if err := t.AppendTokens(tokens); err != nil {
		return job.Hash{}, err
	}
	return t.Root(), nil
}

// Root returns the root over leaves of any data.
func Root(k Kind, leaves [][]byte) (job.Hash, error) {
	t := NewRunning(k)
	for _, l := range leaves {
		if err := t.Append(l); err != nil {
			return job.Hash{}, err
		}
	}
	return t.Root(), nil
}

// Opening shows that one leaf stands at Index in a tree of Count leaves.
type Opening struct {
	Index    uint64     `json:"index"`
	Count    uint64     `json:"count"`
	Siblings []job.Hash `json:"siblings"` // from the leaf's level upwards; exactly Depth of them
}

// Open returns the opening of leaves[index]. It builds the levels as it goes: O(leaves) hashes.
func Open(k Kind, leaves [][]byte, index int) (Opening, error) {
	depth := k.Depth()
	if depth == 0 || index < 0 || index >= len(leaves) || len(leaves) > 1<<depth {
		return Opening{}, fmt.Errorf("open leaf %d of %d in tree kind %d: out of range", index, len(leaves), k)
	}
	level := make([]job.Hash, len(leaves))
	for i, l := range leaves {
		level[i] = leafHash(k, l)
	}
	o := Opening{Index: uint64(index), Count: uint64(len(leaves))}
	for d := range depth {
		if sib := index ^ 1; sib < len(level) {
			o.Siblings = append(o.Siblings, level[sib])
		} else {
			o.Siblings = append(o.Siblings, empties[d])
		}
		next := level[:0]
		for i := 0; i < len(level); i += 2 {
			r := empties[d]
			if i+1 < len(level) {
				r = level[i+1]
			}
			next = append(next, nodeHash(level[i], r))
		}
		level, index = next, index/2
	}
	return o, nil
}

// Check verifies that data is the leaf that o opens under root.
func (o Opening) Check(k Kind, root job.Hash, data []byte) error {
	if len(o.Siblings) != k.Depth() || k.Depth() == 0 || o.Index >= o.Count || o.Count > 1<<k.Depth() {
		return fmt.Errorf("opening of leaf %d of %d with %d siblings: %w", o.Index, o.Count, len(o.Siblings), ErrOpening)
	}
	h := leafHash(k, data)
	for d, sib := range o.Siblings {
		if o.Index>>d&1 == 1 {
			h = nodeHash(sib, h)
		} else {
			h = nodeHash(h, sib)
		}
	}
	if rootHash(k, o.Count, h) != root {
		return fmt.Errorf("leaf %d of %d: %w", o.Index, o.Count, ErrOpening)
	}
	return nil
}

// OpenEach is Open of count leaves that data gives one by one: O(count) hashes, but a handful in memory.
func OpenEach(k Kind, count, index uint64, data func(i uint64) []byte) (Opening, error) {
	depth := k.Depth()
	if depth == 0 || index >= count || count > 1<<depth {
		return Opening{}, fmt.Errorf("open leaf %d of %d in tree kind %d: out of range", index, count, k)
	}
	siblings, err := Path(k, count, index, data)
	return Opening{Index: index, Count: count, Siblings: siblings}, err
}

// Path returns the siblings on the way from leaf index, which may be absent, to the top of a tree of count leaves: as many as the kind is deep.
func Path(k Kind, count, index uint64, data func(i uint64) []byte) ([]job.Hash, error) {
	depth := k.Depth()
	if depth == 0 || index >= 1<<depth || count > 1<<depth {
		return nil, fmt.Errorf("way from leaf %d of %d in tree kind %d: out of range", index, count, k)
	}
	var siblings []job.Hash
	for d := range depth { // the sibling d levels up is over the 2^d leaves from here on
		first := (index>>d ^ 1) << d
		if first >= count {
			siblings = append(siblings, empties[d])
			continue
		}
		t := NewRunning(k)
		for i := first; i < min(first+1<<d, count); i++ {
			if err := t.Append(data(i)); err != nil {
				return nil, err
			}
		}
		siblings = append(siblings, t.node(d))
	}
	return siblings, nil
}

// node is the node over the first 2^d leaves, of which the tree has no more.
func (t *Running) node(d int) job.Hash {
	if t.count == 1<<d {
		return t.full[d]
	}
	h := empties[0]
	for i := range d {
		if t.count>>i&1 == 1 {
			h = nodeHash(t.full[i], h)
		} else {
			h = nodeHash(h, empties[i])
		}
	}
	return h
}
