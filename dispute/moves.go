package dispute

import (
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/job"
)

// Move is one of Commit, Pick, Post, Reveal, Show, Split, ShowPart, Answer, Forfeit and Convict.
type Move interface {
	// play returns the dispute after the move. by may be anybody and at any time not before the last move; an error leaves things as they were.
	play(p Program, s State, by job.Address, at uint64) (State, error)
}

// Play returns the dispute after a move by somebody at a time, in seconds. It fails, and nothing has changed, when the rules do not allow the move; see
// the errors of this package.
func Play(p Program, s State, by job.Address, at uint64, m Move) (State, error) {
	after, err := m.play(p, s, by, at)
	if err != nil {
		return s, fmt.Errorf("%T when %s is awaited: %w", m, s.Place.Phase, err)
	}
	return after, nil
}

// Commit is the provider's first move: the 64 nodes 6 levels below the top of its trace.
type Commit struct{ Children [Fan]job.Hash }

// Pick is the challenger's move: a child (0 to 63), an element or a part of what was shown last. Node is the state's, so that the pick holds for no other position.
type Pick struct {
	Node   job.Hash
	Choice uint16
}

// Post shows the 64 nodes below the one that was picked. Siblings lead from that one to the node it was picked from, the lowest first.
type Post struct {
	Children [Fan]job.Hash
	Siblings [Levels]job.Hash
}

// Reveal shows the data of the leaf that was picked; none if it is absent. Siblings as in Post.
type Reveal struct {
	Data     []byte
	Siblings [Levels]job.Hash
}

// Showing is what the provider brings to show a number. Claim and Fault are those of the opening; Element and Part name the number; Data is the leaf's and Sums
// the partial sums; each empty where it is not needed.
type Showing struct {
	Claim         []byte
	Fault         job.Hash
	Element, Part int
	Data          []byte
	Sums          []byte
	Evidence      []byte
}

// Show shows that the picked element is right.
type Show struct{ Showing }

// Split shows the partial sums that give the picked element.
type Split struct{ Showing }

// ShowPart shows that the picked partial sum is right.
type ShowPart struct{ Showing }

// Answer shows that the work was ordered. Fault is that of the question.
type Answer struct {
	Fault    Fault
	Evidence []byte
}

// Forfeit ends a dispute whose challenger has run out of time; the challenger itself may give up earlier.
type Forfeit struct{}

// Convict ends a dispute whose provider has run out of time; the provider itself may give up earlier. The claim of a question is empty.
type Convict struct{ Claim, Fault job.Hash } // hashes

// pass checks that side may make a move of this phase now, and gives the turn to the other.
func pass(s State, phase Phase, by job.Address, at uint64) (State, error) {
	if s.Place.Phase != phase {
		return s, ErrPhase
	}
	mine, other, who := &s.Place.ProviderClock, &s.Place.ChallengerClock, s.Provider
	if phase.Turn() == Challenger {
		mine, other, who = other, mine, s.Challenger
	}
	if by != who {
		return s, ErrTurn
	}
	if at < s.Place.MovedAt || at-s.Place.MovedAt > uint64(*mine) {
		return s, ErrLate
	}
	*mine -= uint32(at - s.Place.MovedAt)
	*other = max(*other, Extension)
	s.Place.MovedAt = at
	return s, nil
}

func (m Commit) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Root, by, at)
	if err != nil {
		return s, err
	}
	s.Top = fold(m.Children)
	s.Node = s.Top
	s.Place.Phase = Child
	return s, nil
}

func (m Pick) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	if s.Place.Phase.Turn() != Challenger {
		return s, ErrPhase
	}
	phase := s.Place.Phase
	s, err := pass(s, phase, by, at)
	switch {
	case err != nil:
		return s, err
	case m.Node != s.Node:
		return s, ErrPosition
	case phase == Child && m.Choice >= Fan:
		return s, ErrChoice
	}
	switch phase {
	case Child:
		s.Place.Leaf = s.Place.Leaf<<Levels | uint64(m.Choice)
		s.Place.Level++
		s.Place.Phase = Children
		if s.Place.Level == s.Place.Rounds {
			s.Place.Phase = Leaf
		}
	case Element:
		s.Place.Element = m.Choice
		s.Place.Phase = Cell
	default:
		s.Place.Part = m.Choice
		s.Place.Phase = PartCell
	}
	return s, nil
}

func (m Post) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Children, by, at)
	if err != nil {
		return s, err
	}
	node := fold(m.Children)
	if under(node, s.Place.Leaf, m.Siblings) != s.Node {
		return s, ErrUnder
	}
	s.Node = node
	s.Place.Phase = Child
	return s, nil
}

func (m Reveal) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Leaf, by, at)
	if err != nil {
		return s, err
	}
	node := leafHash(m.Data)
	if under(node, s.Place.Leaf, m.Siblings) != s.Node {
		return s, ErrUnder
	}
	s.Node = node
	s.Place.Phase = Element
	return s, nil
}

// cell checks that what is shown is what was picked. It reports whether there is such an element; a leaf that is rightly absent has none.
func (m Showing) cell(p Program, s State) (bool, error) {
	if Terms(m.Claim, m.Fault) != s.Terms || m.Element != int(s.Place.Element) || leafHash(m.Data) != s.Node {
		return false, ErrSame
	}
	count, width := 0, 0
	if s.Place.Leaf < s.Leaves {
		count, width = p.Elements(s.Place.Leaf)
	}
	if len(m.Data) != count*width {
		return false, ErrLength
	}
	return m.Element < count, nil
}

// judge asks the program about the element.
func (m Showing) judge(p Program, s State) error {
	right, err := p.Judge(s.Root(), s.Place.Leaf, m.Element, m.Data, m.Sums, m.Evidence)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoEvidence, err)
	}
	if !right {
		return ErrNumber
	}
	return nil
}

func (m Show) play(p Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Cell, by, at)
	if err != nil {
		return s, err
	}
	there, err := m.cell(p, s)
	if err != nil {
		return s, err
	}
	if there {
		if p.Parts(s.Place.Leaf, m.Element) != 1 {
			return s, ErrParts
		}
		if len(m.Sums) != 0 {
			return s, ErrSame
		}
		if err := m.judge(p, s); err != nil {
			return s, err
		}
	}
	return end(s, Shown), nil
}

func (m Split) play(p Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Cell, by, at)
	if err != nil {
		return s, err
	}
	there, err := m.cell(p, s)
	if err != nil {
		return s, err
	}
	if !there {
		return s, ErrParts
	}
	if parts := p.Parts(s.Place.Leaf, m.Element); parts < 2 || len(m.Sums) != 8*parts {
		return s, ErrParts
	}
	if err := m.judge(p, s); err != nil {
		return s, err
	}
	s.Node = job.Keccak(m.Sums)
	s.Place.Phase = Part
	return s, nil
}

func (m ShowPart) play(p Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, PartCell, by, at)
	if err != nil {
		return s, err
	}
	if Terms(m.Claim, m.Fault) != s.Terms || m.Element != int(s.Place.Element) || m.Part != int(s.Place.Part) ||
		job.Keccak(m.Sums) != s.Node {
		return s, ErrSame
	}
	if 8*m.Part < len(m.Sums) {
		right, err := p.JudgePart(s.Root(), s.Place.Leaf, m.Element, m.Part, number(m.Sums, m.Part), m.Evidence)
		if err != nil {
			return s, fmt.Errorf("%w: %w", ErrNoEvidence, err)
		}
		if !right {
			return s, ErrNumber
		}
	}
	return end(s, Shown), nil
}

func (m Answer) play(p Program, s State, by job.Address, at uint64) (State, error) {
	s, err := pass(s, Asked, by, at)
	if err != nil {
		return s, err
	}
	if Terms(nil, m.Fault.Hash()) != s.Terms {
		return s, ErrSame
	}
	if orders, known := p.(Orders); !known || !orders.Ordered(m.Fault, m.Evidence) {
		return s, ErrOrder
	}
	return end(s, Shown), nil
}

func (m Forfeit) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	if s.Place.Phase.Turn() != Challenger {
		return s, ErrPhase
	}
	if at <= s.Deadline() && by != s.Challenger {
		return s, ErrEarly
	}
	return end(s, Forfeited), nil
}

func (m Convict) play(_ Program, s State, by job.Address, at uint64) (State, error) {
	if s.Place.Phase.Turn() != Provider {
		return s, ErrPhase
	}
	if at <= s.Deadline() && by != s.Provider {
		return s, ErrEarly
	}
	if job.Keccak(m.Claim[:], m.Fault[:]) != s.Terms {
		return s, ErrSame
	}
	return end(s, Convicted), nil
}

// number is the i-th of numbers of 8 bytes.
func number(numbers []byte, i int) int64 { return int64(binary.BigEndian.Uint64(numbers[8*i:])) }

func end(s State, o Outcome) State {
	s.Outcome = o
	s.Place.Phase = Over
	return s
}
