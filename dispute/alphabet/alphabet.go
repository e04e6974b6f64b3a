// Package alphabet is a toy program for the dispute game, the twin of contracts/src/Alphabet.sol: a provider recites an alphabet of integers, each the successor of
// the one before. It has one of everything that a real program has: elements computed from the same leaf and from earlier ones, a sum
// that is shown in parts, absent leaves, and an answer that the trace must end in.
//
// Every fifth leaf (4, 9, ...) is absent, and so are those from number Letters on. A present leaf has 7 elements of 8 bytes (int64, wrapping), the last one 8:
//
//	0 to 5   letters: the one before plus 1; the very first is First
//	6        the sum over k < 4 of (letter k of the present leaf before) * (k + 1), in 4 parts; 0 in leaf 0, in one part
//	7        the answer: letter 5, which must be Last
//
// Evidence, where an element needs the leaf before: its data, then its siblings up to the top.
//
// It is for tests of the game and for showing it; it must not know of models.
package alphabet

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

const (
	width   = 8
	letters = 6 // in a leaf
	sum     = 6 // the number of that element
	answer  = 7
	parts   = 4
	plain   = 7 * width // bytes of a leaf that is not the last
)

// ErrEvidence says that evidence has the wrong length or does not lead to the root, or that there is no such number.
var ErrEvidence = errors.New("the evidence does not open the leaf before")

// Claim is what a recital comes to: so many leaves, absent ones included, of which the first Letters (at least 1, at most Count) may be present; the first letter and the last.
type Claim struct {
	Count, Letters uint64
	First, Last    int64
}

// Recited is the true claim of a recital: the one that ends where it must.
func Recited(count, present uint64, first int64) Claim {
	c := Claim{Count: count, Letters: present, First: first}
	n := c.last() + 1
	c.Last = first + int64(letters*(n-n/5)-1)
	return c
}

// Ordered implements dispute.Orders: the subject is the hash of some bytes that whoever orders a recital gives the provider.
func (Claim) Ordered(f dispute.Fault, evidence []byte) bool { return job.Keccak(evidence) == f.Subject }

// Bytes is the claim as the contract reads it: four words.
func (c Claim) Bytes() []byte {
	out := make([]byte, 0, 128)
	for i, v := range [4]uint64{c.Count, c.Letters, uint64(c.First), uint64(c.Last)} {
		var word [32]byte
		if i >= 2 && int64(v) < 0 {
			for j := range word {
				word[j] = 0xff
			}
		}
		binary.BigEndian.PutUint64(word[24:], v)
		out = append(out, word[:]...)
	}
	return out
}

// before is the last present leaf before number leaf, which is at least 1.
func before(leaf uint64) uint64 {
	if (leaf-1)%5 == 4 {
		return leaf - 2
	}
	return leaf - 1
}

// last is the number of the last present leaf.
func (c Claim) last() uint64 { return before(c.Letters) }

// Leaves implements dispute.Program.
func (c Claim) Leaves() uint64 { return c.Count }

// Elements implements dispute.Program.
func (c Claim) Elements(leaf uint64) (count, size int) {
	switch {
	case leaf >= c.Letters || leaf%5 == 4:
		return 0, 0
	case leaf == c.last():
		return 8, width
	}
	return 7, width
}

// Parts implements dispute.Program.
func (c Claim) Parts(leaf uint64, element int) int {
	if element == sum && leaf != 0 {
		return parts
	}
	return 1
}

func at(numbers []byte, i int) int64 { return int64(binary.BigEndian.Uint64(numbers[8*i:])) }

// Judge implements dispute.Program.
func (c Claim) Judge(root job.Hash, leaf uint64, element int, data, sums, evidence []byte) (bool, error) {
	count, _ := c.Elements(leaf)
	if element < 0 || element >= count || len(data) != count*width {
		return false, fmt.Errorf("element %d of leaf %d: %w", element, leaf, ErrEvidence)
	}
	if p := c.Parts(leaf, element); p == 1 && len(sums) != 0 || p > 1 && len(sums) != 8*p {
		return false, fmt.Errorf("%d bytes of sums: %w", len(sums), ErrEvidence)
	}
	value := at(data, element)
	if element == 0 && leaf != 0 {
		before, err := c.open(root, leaf, evidence)
		if err != nil {
			return false, err
		}
		return value == at(before, letters-1)+1, nil
	}
	switch {
	case len(evidence) != 0:
		return false, ErrEvidence
	case element == 0:
		return value == c.First, nil
	case element == answer:
		return value == at(data, letters-1) && value == c.Last, nil
	case element < letters:
		return value == at(data, element-1)+1, nil
	}
	var total int64
	for i := range len(sums) / 8 {
		total += at(sums, i)
	}
	return value == total, nil
}

// JudgePart implements dispute.Program.
func (c Claim) JudgePart(root job.Hash, leaf uint64, element, part int, value int64, evidence []byte) (bool, error) {
	if element != sum || leaf == 0 || part < 0 || part >= parts {
		return false, fmt.Errorf("part %d of element %d of leaf %d: %w", part, element, leaf, ErrEvidence)
	}
	before, err := c.open(root, leaf, evidence)
	if err != nil {
		return false, err
	}
	return value == at(before, part)*int64(part+1), nil
}

// open returns the data of the present leaf before number leaf, which evidence opens under root.
func (c Claim) open(root job.Hash, leaf uint64, evidence []byte) ([]byte, error) {
	steps := dispute.Rounds(c.Count)
	if len(evidence) != plain+steps*dispute.Levels*32 {
		return nil, ErrEvidence
	}
	data, path := evidence[:plain], evidence[plain:]
	h, index := trace.LeafHash(data), before(leaf)
	for ; len(path) > 0; path, index = path[32:], index/2 {
		sibling := job.Hash(path[:32])
		if index%2 == 0 {
			h = job.Keccak([]byte{0x01}, h[:], sibling[:])
		} else {
			h = job.Keccak([]byte{0x01}, sibling[:], h[:])
		}
	}
	if trace.TopRoot(c.Count, h) != root {
		return nil, ErrEvidence
	}
	return data, nil
}
