package dispute

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Trace is a player's own computation of the claim, which it can look into anywhere. Its errors are the player's trouble (a lost disk, no time), never the
// opponent's doing.
type Trace interface {
	// Children returns the 64 nodes below node index of a level, 1 being the level above the leaves and Rounds that of the top alone. It is asked only for
	// nodes that are over some leaf.
	Children(level int, index uint64) ([]job.Hash, error)
	// Leaf returns the data of a leaf, none if it is absent.
	Leaf(index uint64) ([]byte, error)
	// Sums returns the partial sums of a split element, 8 bytes each, big-endian.
	Sums(leaf uint64, element int) ([]byte, error)
	// Evidence returns what Program.Judge needs beside the leaf itself.
	Evidence(leaf uint64, element int) ([]byte, error)
	// PartEvidence returns what Program.JudgePart needs.
	PartEvidence(leaf uint64, element, part int) ([]byte, error)
}

// absent returns node number 6k above the leaves over absent leaves only.
func absent(k int) job.Hash {
	var h job.Hash
	for range k {
		var same [Fan]job.Hash
		for i := range same {
			same[i] = h
		}
		h = fold(same)
	}
	return h
}

// children returns what t shows below node index of a level, and knows by itself what is below nodes over no leaf.
func children(t Trace, leaves uint64, level int, index uint64) (out [Fan]job.Hash, err error) {
	if index > (leaves-1)>>(Levels*level) {
		nothing := absent(level - 1)
		for i := range out {
			out[i] = nothing
		}
		return out, nil
	}
	nodes, err := t.Children(level, index)
	if err != nil {
		return out, fmt.Errorf("children of node %d of level %d: %w", index, level, err)
	}
	if len(nodes) != Fan {
		return out, fmt.Errorf("node %d of level %d has %d children, not %d", index, level, len(nodes), Fan)
	}
	return [Fan]job.Hash(nodes), nil
}

// Siblings are those of child number index (modulo 64) below its parent, the lowest first.
func Siblings(children [Fan]job.Hash, index uint64) (siblings [Levels]job.Hash) {
	nodes, at := children[:], index%Fan
	for h := range siblings {
		siblings[h] = nodes[at^1]
		up := make([]job.Hash, len(nodes)/2)
		for i := range up {
			up[i] = pair(nodes[2*i], nodes[2*i+1])
		}
		nodes, at = up, at/2
	}
	return siblings
}

// ErrNotMyTurn says that a player was asked for a move when the other's is awaited.
var ErrNotMyTurn = errors.New("the other side is to move")

// Defence is a provider that has computed the claim: it shows whatever is picked. One that has computed it rightly can show all of it.
type Defence struct {
	Program Program
	Trace   Trace
	Claim   []byte   // its short form
	Fault   job.Hash // of its encoding
}

// Move returns the provider's next move in s.
func (d Defence) Move(s State) (Move, error) {
	at, rounds := s.Place, int(s.Place.Rounds)
	switch at.Phase {
	case Root:
		nodes, err := children(d.Trace, s.Leaves, rounds, 0)
		return Commit{nodes}, err
	case Children, Leaf:
		level := rounds - int(at.Level) + 1 // of the node that the child was picked from
		beside, err := children(d.Trace, s.Leaves, level, at.Leaf>>Levels)
		if err != nil {
			return nil, err
		}
		siblings := Siblings(beside, at.Leaf)
		if at.Phase == Leaf {
			data, err := d.leaf(s)
			return Reveal{data, siblings}, err
		}
		nodes, err := children(d.Trace, s.Leaves, level-1, at.Leaf)
		return Post{nodes, siblings}, err
	case Cell:
		return d.cell(s)
	case PartCell:
		return d.part(s)
	}
	return nil, fmt.Errorf("%s is awaited: %w", at.Phase, ErrNotMyTurn)
}

// leaf returns the data of the leaf in question; there is none past the end.
func (d Defence) leaf(s State) ([]byte, error) {
	if s.Place.Leaf >= s.Leaves {
		return nil, nil
	}
	return d.Trace.Leaf(s.Place.Leaf)
}

func (d Defence) cell(s State) (Move, error) {
	data, err := d.leaf(s)
	if err != nil {
		return nil, err
	}
	leaf, element := s.Place.Leaf, int(s.Place.Element)
	showing := Showing{Claim: d.Claim, Fault: d.Fault, Element: element, Data: data}
	count := 0
	if leaf < s.Leaves {
		count, _ = d.Program.Elements(leaf)
	}
	if element >= count {
		return Show{showing}, nil
	}
	if d.Program.Parts(leaf, element) > 1 {
		if showing.Sums, err = d.Trace.Sums(leaf, element); err != nil {
			return nil, err
		}
		showing.Evidence, err = d.Trace.Evidence(leaf, element)
		return Split{showing}, err
	}
	showing.Evidence, err = d.Trace.Evidence(leaf, element)
	return Show{showing}, err
}

func (d Defence) part(s State) (Move, error) {
	leaf, element, part := s.Place.Leaf, int(s.Place.Element), int(s.Place.Part)
	sums, err := d.Trace.Sums(leaf, element)
	if err != nil {
		return nil, err
	}
	showing := Showing{Claim: d.Claim, Fault: d.Fault, Element: element, Part: part, Sums: sums}
	if 8*part < len(sums) {
		showing.Evidence, err = d.Trace.PartEvidence(leaf, element, part)
	}
	return ShowPart{showing}, err
}

// ErrNoDifference says that what the provider shows is what the challenger has computed: there is nothing to accuse it of, and the challenger should give up.
var ErrNoDifference = errors.New("the provider shows what I have computed")

// Number is one element of one leaf.
type Number struct {
	Leaf    uint64
	Element int
}

// Attack is a challenger that has computed the claim rightly: it walks to the leftmost number in which the provider's trace differs from its own. There every
// input is right and the number is wrong, so nothing can show it.
//
// Contradiction, if there is one, is the number of the right trace that contradicts what the provider signed (the token that should have been another): no trace shows it, so it is
// as good as a difference there. A provider may well commit to the right trace of a wrong answer, and then it is all that there is.
type Attack struct {
	Program       Program
	Trace         Trace
	Contradiction *Number
}

// Posted is what the provider showed last: of the three, what the phase calls for (Child, Element, Part).
type Posted struct {
	Children [Fan]job.Hash
	Data     []byte
	Sums     []byte
}

// Move returns the challenger's next pick in s. It fails with ErrNoDifference when it has no case.
func (a Attack) Move(s State, shown Posted) (Move, error) {
	var choice int
	var err error
	switch s.Place.Phase {
	case Child:
		choice, err = a.child(s, shown.Children)
	case Element:
		choice, err = a.element(s, shown.Data)
	case Part:
		choice, err = a.part(s, shown.Sums)
	default:
		return nil, fmt.Errorf("%s is awaited: %w", s.Place.Phase, ErrNotMyTurn)
	}
	if err != nil {
		return nil, err
	}
	return Pick{Node: s.Node, Choice: uint16(choice)}, nil
}

func (a Attack) child(s State, shown [Fan]job.Hash) (int, error) {
	level := int(s.Place.Rounds - s.Place.Level)
	mine, err := children(a.Trace, s.Leaves, level, s.Place.Leaf)
	if err != nil {
		return 0, err
	}
	first := Fan
	if c := a.Contradiction; c != nil && c.Leaf>>(Levels*level) == s.Place.Leaf {
		first = int(c.Leaf >> (Levels * (level - 1)) % Fan)
	}
	for i := range first {
		if mine[i] != shown[i] {
			return i, nil
		}
	}
	if first == Fan {
		return 0, ErrNoDifference
	}
	return first, nil
}

func (a Attack) element(s State, shown []byte) (int, error) {
	leaf := s.Place.Leaf
	if leaf >= s.Leaves {
		if len(shown) == 0 {
			return 0, ErrNoDifference
		}
		return 0, nil // no leaf is there: nothing can show this one
	}
	mine, err := a.Trace.Leaf(leaf)
	if err != nil {
		return 0, err
	}
	count, width := a.Program.Elements(leaf)
	if len(shown) != len(mine) || len(mine) != count*width {
		return 0, nil // a leaf of the wrong length can't be shown, whichever element is picked
	}
	first := count
	if c := a.Contradiction; c != nil && c.Leaf == leaf {
		first = min(c.Element, count)
	}
	for i := range first {
		if !bytes.Equal(mine[i*width:(i+1)*width], shown[i*width:(i+1)*width]) {
			return i, nil
		}
	}
	if first == count {
		return 0, ErrNoDifference
	}
	return first, nil
}

func (a Attack) part(s State, shown []byte) (int, error) {
	mine, err := a.Trace.Sums(s.Place.Leaf, int(s.Place.Element))
	if err != nil {
		return 0, err
	}
	for i := range min(len(mine), len(shown)) / 8 {
		if !bytes.Equal(mine[8*i:8*i+8], shown[8*i:8*i+8]) {
			return i, nil
		}
	}
	return 0, ErrNoDifference
}

// Top is the node over all of a trace: what a provider with this trace commits to.
func Top(t Trace, leaves uint64) (job.Hash, error) {
	if leaves == 0 || leaves > MaxLeaves {
		return job.Hash{}, fmt.Errorf("the top of %d leaves: %w", leaves, ErrLeaves)
	}
	nodes, err := children(t, leaves, Rounds(leaves), 0)
	return trace.Fold(nodes[:], 0), err
}
