package trace

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/assay-network/assay/job"
)

// fan is the number of nodes that a round of a dispute shows: six levels down.
const fan = 64

// ErrTree says that a tree was not given what it was asked about.
var ErrTree = errors.New("the trace's tree does not have it")

// LeafHash is the hash of a trace leaf with this data; an absent one, data nil, is 32 zero bytes.
func LeafHash(data []byte) job.Hash {
	if data == nil {
		return job.Hash{}
	}
	return leafHash(Trace, data)
}

// Tree commits to a trace. Leaves are put in any order, runs of neighbours at a time; it holds on to one node for every 64^keep leaves and what is
// above, and to incomplete groups below. It is not safe for concurrent use.
type Tree struct {
	leaves  uint64
	keep    int
	missing uint64              // leaves not put yet
	pending []map[uint64]*group // by level below keep, by number of the group
	levels  [][]job.Hash        // levels[k] are the nodes 6k levels above the leaves, from k = keep on; the last is the top alone
	have    []bool              // of levels[keep]
}

// group is 64 neighbouring nodes, some of which are not known yet.
type group struct {
	nodes [fan]job.Hash
	have  uint64
}

// NewTree is a tree of so many leaves, from 1 to 2^36. keep says how many times six levels above the leaves the lowest nodes are that stay: 1 needs half a byte a leaf;
// 2 a 64th of that, but opening a leaf then needs 4096 neighbours. What is outside 1 to the tree's rounds means the nearest.
func NewTree(leaves uint64, keep int) (*Tree, error) {
	if leaves == 0 || leaves > maxLeaves {
		return nil, fmt.Errorf("a trace of %d leaves: %w", leaves, ErrLayout)
	}
	keep = max(1, min(keep, rounds(leaves)))
	t := &Tree{leaves: leaves, keep: keep, missing: leaves, levels: make([][]job.Hash, rounds(leaves)+1)}
	for range keep {
		t.pending = append(t.pending, map[uint64]*group{})
	}
	n := t.width(keep)
	t.levels[keep], t.have = make([]job.Hash, n), make([]bool, n)
	return t, nil
}

// width is the number of nodes 6k levels up that are over some leaf.
func (t *Tree) width(k int) uint64 { return ((t.leaves - 1) >> (6 * k)) + 1 }

// Put gives the hashes of neighbouring leaves, see LeafHash. It fails with ErrTree for leaves that the tree has already, or does not have room for.
func (t *Tree) Put(first uint64, hashes []job.Hash) error {
	if n := uint64(len(hashes)); n > t.missing || first > t.leaves-n {
		return fmt.Errorf("%d leaves from %d on: %w", n, first, ErrTree)
	}
	for i, h := range hashes {
		if err := t.put(0, first+uint64(i), h); err != nil {
			return err
		}
	}
	t.missing -= uint64(len(hashes))
	return nil
}

// put sets node i of level k, and the nodes above that it completes.
func (t *Tree) put(k int, i uint64, h job.Hash) error {
	if k == t.keep {
		t.levels[k][i], t.have[i] = h, true
		return nil
	}
	at, bit := i/fan, i%fan
	g := t.pending[k][at]
	if g == nil {
		if t.done(k+1, at) {
			return fmt.Errorf("leaf below node %d of level %d: %w a second time", i, k, ErrTree)
		}
		g = &group{}
		t.pending[k][at] = g
	}
	if g.have>>bit&1 == 1 {
		return fmt.Errorf("node %d of level %d: %w a second time", i, k, ErrTree)
	}
	g.nodes[bit] = h
	g.have |= 1 << bit
	if uint64(bits.OnesCount64(g.have)) < min(fan, t.width(k)-at*fan) {
		return nil
	}
	delete(t.pending[k], at)
	return t.put(k+1, at, fold(g.nodes[:t.inGroup(k, at)], 6*k))
}

// inGroup is the number of nodes of level k in group at.
func (t *Tree) inGroup(k int, at uint64) uint64 { return min(fan, t.width(k)-at*fan) }

// done reports whether node i of level k is known.
func (t *Tree) done(k int, i uint64) bool {
	for ; k < t.keep; k, i = k+1, i/fan {
		if g := t.pending[k][i/fan]; g != nil {
			return g.have>>(i%fan)&1 == 1
		}
	}
	return t.have[i]
}

// fold is the node six levels above at most 64 neighbours, which are height levels above the leaves. Its argument stays as it is.
func fold(nodes []job.Hash, height int) job.Hash {
	var level [fan]job.Hash
	n := copy(level[:], nodes)
	for h := height; h < height+6; h++ {
		n = halve(level[:], n, h)
	}
	return level[0]
}

// halve replaces the first n nodes, h levels above the leaves, by those above them.
func halve(level []job.Hash, n, h int) int {
	for i := 0; i < n; i += 2 {
		r := empties[h]
		if i+1 < n {
			r = level[i+1]
		}
		level[i/2] = nodeHash(level[i], r)
	}
	return (n + 1) / 2
}

// Root closes the tree and returns its root. It fails with ErrTree while leaves are missing.
func (t *Tree) Root() (job.Hash, error) {
	if t.missing > 0 {
		return job.Hash{}, fmt.Errorf("%d of %d leaves are missing: %w", t.missing, t.leaves, ErrTree)
	}
	r := rounds(t.leaves)
	for k := t.keep; k < r; k++ {
		if t.levels[k+1] != nil {
			continue
		}
		up := make([]job.Hash, t.width(k+1))
		for i := range up {
			at := uint64(i) * fan
			up[i] = fold(t.levels[k][at:at+t.inGroup(k, uint64(i))], 6*k)
		}
		t.levels[k+1] = up
	}
	return rootHash(Trace, t.leaves, t.levels[r][0]), nil
}

// Rounds is how often Children leads from the root's node to leaves.
func (t *Tree) Rounds() int { return rounds(t.leaves) }

// Leaves is the number of leaves, absent ones included.
func (t *Tree) Leaves() uint64 { return t.leaves }

// Top is the node below the root, once Root has closed the tree.
func (t *Tree) Top() job.Hash { return t.levels[rounds(t.leaves)][0] }

// Below are the leaves of which the tree needs the hashes to show what is below node index of level k, or, with k = 0, to open leaf index. count is
// 0 when it needs none.
func (t *Tree) Below(k int, index uint64) (first, count uint64) {
	if k > t.keep {
		return 0, 0
	}
	size := uint64(1) << (6 * t.keep)
	first = index << (6 * k) &^ (size - 1)
	if first >= t.leaves {
		return 0, 0
	}
	return first, min(size, t.leaves-first)
}

// Children are the 64 nodes six levels below node index of level k, a level being six of the tree's: 1 is that above the leaves, Rounds that
// of the top alone. below holds the hashes of the leaves that Below names; where that is none, it is not read. Nodes over
// no leaf are those over absent leaves. Root must have closed the tree.
func (t *Tree) Children(k int, index uint64, below []job.Hash) ([]job.Hash, error) {
	if k < 1 || k > t.Rounds() || index >= t.width(k) {
		return nil, fmt.Errorf("node %d of level %d: %w", index, k, ErrTree)
	}
	level, first := t.levels[k-1], uint64(0)
	if k <= t.keep {
		var err error
		if level, first, err = t.rise(k, index, below, k-1); err != nil {
			return nil, err
		}
	}
	out := make([]job.Hash, fan)
	for i := range out {
		out[i] = empties[6*(k-1)]
		if at := index*fan + uint64(i); at < t.width(k-1) {
			out[i] = level[at-first]
		}
	}
	return out, nil
}

// rise folds the leaves of the kept node above node index of level k up to level to. It returns the nodes and the number of the first.
func (t *Tree) rise(k int, index uint64, below []job.Hash, to int) ([]job.Hash, uint64, error) {
	first, count := t.Below(k, index)
	if uint64(len(below)) != count {
		return nil, 0, fmt.Errorf("%d leaf hashes for %d leaves: %w", len(below), count, ErrTree)
	}
	level := below
	for j := range to {
		up := make([]job.Hash, (len(level)+fan-1)/fan)
		for i := range up {
			up[i] = fold(level[i*fan:min((i+1)*fan, len(level))], 6*j)
		}
		level = up
	}
	return level, first >> (6 * to), nil
}

// Path is the opening of a leaf: its siblings from its own level upwards, as many as Siblings says. below holds the hashes of the leaves that
// Below(0, leaf) names. Root must have closed the tree.
func (t *Tree) Path(leaf uint64, below []job.Hash) ([]job.Hash, error) {
	if leaf >= t.leaves {
		return nil, fmt.Errorf("leaf %d of %d: %w", leaf, t.leaves, ErrTree)
	}
	var out []job.Hash
	for k := 0; k < t.Rounds(); k++ {
		nodes, err := t.Children(k+1, leaf>>(6*k)/fan, below)
		if err != nil {
			return nil, err
		}
		n := int(min(fan, t.width(k)-leaf>>(6*k)/fan*fan))
		at := int(leaf >> (6 * k) % fan)
		for h := 6 * k; h < 6*k+6 && len(out) < Siblings(t.leaves); h++ {
			if sib := at ^ 1; sib < n {
				out = append(out, nodes[sib])
			} else {
				out = append(out, empties[h])
			}
			n, at = halve(nodes, n, h), at/2
		}
	}
	return out, nil
}

// Siblings is the number of siblings of an opening in a tree of count leaves, at least 1: those above are over absent leaves only, and are not shown.
func Siblings(count uint64) int { return bits.Len64(count - 1) }

// climb is the root of a tree of this kind, depth and number of leaves in which a leaf has this hash and the siblings that Siblings counts.
func climb(k Kind, depth int, index, count uint64, leaf job.Hash, siblings func(h int) job.Hash) job.Hash {
	shown := Siblings(count)
	for h := range depth {
		sib := empties[h]
		if h < shown {
			sib = siblings(h)
		}
		if index>>h&1 == 1 {
			leaf = nodeHash(sib, leaf)
		} else {
			leaf = nodeHash(leaf, sib)
		}
	}
	return rootHash(k, count, leaf)
}

// CheckPath verifies that a leaf with this hash (LeafHash) stands at index in a trace of so many leaves.
func CheckPath(root job.Hash, index, leaves uint64, leaf job.Hash, path []job.Hash) error {
	if leaves == 0 || leaves > maxLeaves || index >= leaves || len(path) != Siblings(leaves) {
		return fmt.Errorf("opening of leaf %d of %d with %d siblings: %w", index, leaves, len(path), ErrOpening)
	}
	if climb(Trace, 6*rounds(leaves), index, leaves, leaf, func(h int) job.Hash { return path[h] }) != root {
		return fmt.Errorf("leaf %d of %d: %w", index, leaves, ErrOpening)
	}
	return nil
}

// Fold is the node over its 64 children, which stand 6k levels above the leaves: what a party that posts children has to match.
func Fold(children []job.Hash, k int) job.Hash {
	if len(children) != fan || k < 0 || 6*k+6 > maxHeight {
		return job.Hash{}
	}
	return fold(children, 6*k)
}

// TopRoot is the root of a trace of so many leaves whose uppermost node is top.
func TopRoot(leaves uint64, top job.Hash) job.Hash { return rootHash(Trace, leaves, top) }
