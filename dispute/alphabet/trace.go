package alphabet

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Lies say how a trace departs from the truth. The zero value is the truth.
type Lies struct {
	// Number may return another value for an element than the true one, given the numbers before it; those after follow from what it returns.
	Number func(leaf uint64, element int, value int64) int64
	// Data replaces the data of whole leaves in the tree, present or not; numbers after them follow from what they were.
	Data map[uint64][]byte
	// Sums replaces the partial sums that are shown for the sum of a leaf.
	Sums map[uint64][]byte
}

// Trace is a recital as somebody has computed it. It implements dispute.Trace.
type Trace struct {
	claim  Claim
	data   [][]byte
	sums   map[uint64][]byte
	levels [][]job.Hash // levels[k] are the nodes 6k levels above the leaves that are over one which may be present
	empty  []job.Hash   // and those over none
}

// maxLetters bounds what a trace holds in memory.
const maxLetters = 1 << 20

// NewTrace recites, with the given lies.
func NewTrace(c Claim, lies Lies) (*Trace, error) {
	if c.Letters == 0 || c.Count < c.Letters || c.Count > dispute.MaxLeaves || c.Letters > maxLetters {
		return nil, fmt.Errorf("an alphabet of %d leaves, %d of them with letters: want 1 to %d with letters", c.Count, c.Letters, maxLetters)
	}
	t := &Trace{claim: c, sums: lies.Sums}
	held := c.Letters
	for i := range lies.Data { // order-free: a maximum
		if i >= c.Count || i >= maxLetters {
			return nil, fmt.Errorf("a lie about leaf %d of %d", i, c.Count)
		}
		held = max(held, i+1)
	}
	number := lies.Number
	if number == nil {
		number = func(_ uint64, _ int, value int64) int64 { return value }
	}
	letter := c.First - 1
	for i := range held {
		var leaf []byte
		count, _ := c.Elements(i)
		for e := range count {
			value := letter + 1
			switch e {
			case sum:
				value = total(t.partials(i))
			case answer:
				value = letter
			}
			value = number(i, e, value)
			if e < letters {
				letter = value
			}
			leaf = binary.BigEndian.AppendUint64(leaf, uint64(value))
		}
		t.data = append(t.data, leaf)
	}
	hashes := make([]job.Hash, len(t.data))
	for i := range t.data {
		if other, lied := lies.Data[uint64(i)]; lied {
			t.data[i] = other
		}
		if len(t.data[i]) > 0 {
			hashes[i] = trace.LeafHash(t.data[i])
		}
	}
	t.grow(hashes)
	return t, nil
}

// grow makes the tree.
func (t *Trace) grow(hashes []job.Hash) {
	t.levels = [][]job.Hash{hashes}
	t.empty = []job.Hash{{}}
	for k := range dispute.Rounds(t.claim.Count) {
		below := t.levels[k]
		up := make([]job.Hash, (len(below)+dispute.Fan-1)/dispute.Fan)
		for i := range up {
			up[i] = trace.Fold(t.nodes(k, uint64(i)), 0)
		}
		t.levels = append(t.levels, up)
		t.empty = append(t.empty, trace.Fold(t.nodes(k, uint64(len(up))), 0))
	}
}

// nodes are number 64*i to 64*i + 63 of those 6k levels above the leaves.
func (t *Trace) nodes(k int, i uint64) []job.Hash {
	out := make([]job.Hash, dispute.Fan)
	for j := range out {
		out[j] = t.empty[k]
		if at := i*dispute.Fan + uint64(j); at < uint64(len(t.levels[k])) {
			out[j] = t.levels[k][at]
		}
	}
	return out
}

// partials are the partial sums of the sum of leaf i, as they follow from the leaf before; none in leaf 0.
func (t *Trace) partials(i uint64) []byte {
	if i == 0 {
		return nil
	}
	var out []byte
	for k := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(at(t.data[before(i)], k)*int64(k+1)))
	}
	return out
}

func total(sums []byte) (v int64) {
	for i := range len(sums) / 8 {
		v += at(sums, i)
	}
	return v
}

// Children implements dispute.Trace.
func (t *Trace) Children(level int, index uint64) ([]job.Hash, error) {
	if level < 1 || level >= len(t.levels) {
		return nil, fmt.Errorf("level %d of %d", level, len(t.levels)-1)
	}
	return t.nodes(level-1, index), nil
}

// Leaf implements dispute.Trace.
func (t *Trace) Leaf(index uint64) ([]byte, error) {
	if index >= uint64(len(t.data)) {
		return nil, nil
	}
	return t.data[index], nil
}

// Sums implements dispute.Trace.
func (t *Trace) Sums(leaf uint64, element int) ([]byte, error) {
	if element != sum || leaf == 0 || leaf >= uint64(len(t.data)) {
		return nil, fmt.Errorf("element %d of leaf %d has no parts", element, leaf)
	}
	if other, lied := t.sums[leaf]; lied {
		return other, nil
	}
	return t.partials(leaf), nil
}

// Evidence implements dispute.Trace.
func (t *Trace) Evidence(leaf uint64, element int) ([]byte, error) {
	if element != 0 || leaf == 0 {
		return nil, nil
	}
	return t.opening(before(leaf)), nil
}

// PartEvidence implements dispute.Trace.
func (t *Trace) PartEvidence(leaf uint64, _, _ int) ([]byte, error) {
	if leaf == 0 {
		return nil, nil
	}
	return t.opening(before(leaf)), nil
}

// opening is a leaf's data and its siblings, the lowest first.
func (t *Trace) opening(leaf uint64) []byte {
	var out []byte
	if leaf < uint64(len(t.data)) {
		out = append(out, t.data[leaf]...)
	}
	for k := range len(t.levels) - 1 {
		beside := [dispute.Fan]job.Hash(t.nodes(k, leaf>>dispute.Levels))
		for _, sibling := range dispute.Siblings(beside, leaf) {
			out = append(out, sibling[:]...)
		}
		leaf >>= dispute.Levels
	}
	return out
}

// Contradiction is the number of a true trace that the claim contradicts: the answer, if it is not the one that was signed. Nil if there is none.
func (t *Trace) Contradiction() *dispute.Number {
	last := t.claim.last()
	if data := t.data[last]; len(data) == 8*width && at(data, letters-1) != t.claim.Last {
		return &dispute.Number{Leaf: last, Element: answer}
	}
	return nil
}
