package dispute

import (
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
)

// Step is a move that was played: everything there is to know of it.
type Step struct {
	Program       Program
	Before, After State
	By            job.Address
	At            uint64
	Move          Move
}

// Rule is one thing that must be true of every step.
type Rule struct {
	Name string
	Why  string
	// Holds returns what is wrong with the step, nil for nothing.
	Holds func(Step) error
}

// Rules are what every legal step keeps to. Play is written without them; tests check every step of every game against all of them.
var Rules = []Rule{
	{"the terms stay", "what is at stake was agreed when the dispute opened: no move may change parties, bond, claim or the length of the trace", termsStay},
	{"who is awaited moves", "only the provider commits and only the challenger picks; others may only claim a time-out", awaitedMoves},
	{"moves are in time", "a move after its deadline would race with whoever claims the time-out", inTime},
	{"time-outs are after time", "nobody may be declared late while he can still move", timeouts},
	{"the turn passes", "nobody moves twice, so nobody can be kept waiting for a move that is not his", turnPasses},
	{"clocks are chess clocks", "the mover pays for his own time only, and the other has at least the extension, so that a late move steals no win", clocks},
	{"the root is committed once", "every later post is checked against it: a provider that could replace it could answer each pick from another trace", rootOnce},
	{"posts hang below the pick", "what is shown must be part of what was committed, at the place that was picked", postsHang},
	{"picks go down one step", "a dispute ends after as many rounds as the trace is deep, and leads to exactly one leaf", picksDescend},
	{"numbers are named once", "element and part are what was picked, until the end", numbersStay},
	{"the program acquits", "a provider wins by moving only if the program says that the number is right, or if there is no such number", programAcquits},
	{"an order answers", "a provider that was never asked has nothing to show, and one that was can't be made to compute anything", orderAnswers},
	{"only the clock convicts", "a wrong move counts for nothing, so that a move which a reorg puts elsewhere loses nothing", clockConvicts},
	{"the bond is paid once", "everything that was put in goes to somebody, and only when the dispute is over", bondPaid},
	{"what is over stays over", "a second ending would pay twice", overStays},
}

// Check returns all the rules that a step breaks, joined, or nil.
func (s Step) Check() error {
	var broken []error
	for _, r := range Rules {
		if err := r.Holds(s); err != nil {
			broken = append(broken, fmt.Errorf("%s: %w (%s)", r.Name, err, r.Why))
		}
	}
	return errors.Join(broken...)
}

func isEnding(m Move) bool {
	switch m.(type) {
	case Forfeit, Convict:
		return true
	}
	return false
}

// late reports whether the deadline before the step has passed.
func (s Step) late() bool { return s.At > s.Before.Deadline() }

// awaited is the address whose move it was.
func (s Step) awaited() job.Address {
	if s.Before.Place.Phase.Turn() == Challenger {
		return s.Before.Challenger
	}
	return s.Before.Provider
}

func termsStay(s Step) error {
	a, b := s.Before, s.After
	if a.Challenger != b.Challenger || a.Provider != b.Provider || a.Bond != b.Bond || a.Leaves != b.Leaves || a.Place.Rounds != b.Place.Rounds || a.Terms != b.Terms {
		return fmt.Errorf("from %+v to %+v", a, b)
	}
	return nil
}

func awaitedMoves(s Step) error {
	turn := s.Before.Place.Phase.Turn()
	switch s.Move.(type) {
	case Pick, Forfeit:
		if turn != Challenger {
			return fmt.Errorf("%T when %s is awaited", s.Move, s.Before.Place.Phase)
		}
	default:
		if turn != Provider {
			return fmt.Errorf("%T when %s is awaited", s.Move, s.Before.Place.Phase)
		}
	}
	if !isEnding(s.Move) && s.By != s.awaited() {
		return fmt.Errorf("%x moved for %x", s.By, s.awaited())
	}
	return nil
}

func inTime(s Step) error {
	if s.At < s.Before.Place.MovedAt {
		return errors.New("time went back")
	}
	if !isEnding(s.Move) && s.late() {
		return fmt.Errorf("%d seconds late", s.At-s.Before.Deadline())
	}
	return nil
}

func timeouts(s Step) error {
	if isEnding(s.Move) && !s.late() && s.By != s.awaited() {
		return fmt.Errorf("%d seconds early", s.Before.Deadline()-s.At)
	}
	return nil
}

func turnPasses(s Step) error {
	was, is := s.Before.Place.Phase, s.After.Place.Phase
	if is != Over && was.Turn() == is.Turn() {
		return fmt.Errorf("after %s comes %s", was, is)
	}
	return nil
}

func clocks(s Step) error {
	if isEnding(s.Move) {
		return nil
	}
	mover, other := s.Before.Place.ProviderClock, s.Before.Place.ChallengerClock
	moverNow, otherNow := s.After.Place.ProviderClock, s.After.Place.ChallengerClock
	if s.Before.Place.Phase.Turn() == Challenger {
		mover, other, moverNow, otherNow = other, mover, otherNow, moverNow
	}
	switch {
	case s.After.Place.MovedAt != s.At:
		return fmt.Errorf("the move at %d is noted at %d", s.At, s.After.Place.MovedAt)
	case uint64(moverNow)+s.At-s.Before.Place.MovedAt != uint64(mover):
		return fmt.Errorf("the mover had %d, used %d, has %d", mover, s.At-s.Before.Place.MovedAt, moverNow)
	case otherNow != max(other, Extension):
		return fmt.Errorf("the other had %d and has %d", other, otherNow)
	}
	return nil
}

func rootOnce(s Step) error {
	_, first := s.Move.(Commit)
	if first && !s.Before.Top.IsZero() || !first && s.After.Top != s.Before.Top {
		return fmt.Errorf("%T changed the root", s.Move)
	}
	return nil
}

func postsHang(s Step) error {
	var node job.Hash
	var siblings [Levels]job.Hash
	switch m := s.Move.(type) {
	case Commit:
		if s.After.Node != s.After.Top || s.After.Top != fold(m.Children) {
			return errors.New("the top is not that of the children")
		}
		return nil
	case Post:
		node, siblings = fold(m.Children), m.Siblings
	case Reveal:
		node, siblings = leafHash(m.Data), m.Siblings
	case Split:
		if s.After.Node != job.Keccak(m.Sums) {
			return errors.New("other sums are noted than were shown")
		}
		return nil
	default:
		if s.After.Node != s.Before.Node {
			return fmt.Errorf("%T changed what was shown", s.Move)
		}
		return nil
	}
	if s.After.Node != node || under(node, s.Before.Place.Leaf, siblings) != s.Before.Node {
		return fmt.Errorf("%T does not hang below child %d", s.Move, s.Before.Place.Leaf%Fan)
	}
	return nil
}

func picksDescend(s Step) error {
	a, b := s.Before.Place, s.After.Place
	m, picked := s.Move.(Pick)
	if !picked || a.Phase != Child {
		if a.Level != b.Level || a.Leaf != b.Leaf {
			return fmt.Errorf("%T went from leaf %d, level %d to leaf %d, level %d", s.Move, a.Leaf, a.Level, b.Leaf, b.Level)
		}
		return nil
	}
	rounds := Rounds(s.Before.Leaves)
	if m.Choice >= Fan || b.Leaf != a.Leaf<<Levels+uint64(m.Choice) || b.Level != a.Level+1 || int(b.Level) > rounds || (b.Phase == Leaf) != (int(b.Level) == rounds) {
		return fmt.Errorf("pick %d went from leaf %d, level %d to leaf %d, level %d of %d", m.Choice, a.Leaf, a.Level, b.Leaf, b.Level, rounds)
	}
	if m.Node != s.Before.Node {
		return errors.New("the pick was for another position")
	}
	return nil
}

func numbersStay(s Step) error {
	want := s.Before.Place
	if m, picked := s.Move.(Pick); picked {
		switch want.Phase {
		case Element:
			want.Element = m.Choice
		case Part:
			want.Part = m.Choice
		}
	}
	if got := s.After.Place; got.Element != want.Element || got.Part != want.Part {
		return fmt.Errorf("element %d, part %d became element %d, part %d", want.Element, want.Part, got.Element, got.Part)
	}
	return nil
}

func orderAnswers(s Step) error {
	asked := s.Before.Place.Phase == Asked
	if asked != (s.Before.Leaves == 0) || s.After.Place.Phase == Asked {
		return fmt.Errorf("a question about %d leaves, and %s awaited after it", s.Before.Leaves, s.After.Place.Phase)
	}
	if !asked || s.After.Outcome != Shown {
		return nil
	}
	m, answered := s.Move.(Answer)
	if orders, known := s.Program.(Orders); !answered || !known || !orders.Ordered(m.Fault, m.Evidence) || Terms(nil, m.Fault.Hash()) != s.Before.Terms {
		return fmt.Errorf("by %T", s.Move)
	}
	return nil
}

func programAcquits(s Step) error {
	if s.After.Outcome != Shown || s.Before.Place.Phase == Asked {
		return nil
	}
	at := s.Before.Place
	switch m := s.Move.(type) {
	case Show:
		count, width := 0, 0
		if at.Leaf < s.Before.Leaves {
			count, width = s.Program.Elements(at.Leaf)
		}
		if len(m.Data) != count*width || leafHash(m.Data) != s.Before.Node {
			return errors.New("with another leaf than was shown, or one that should not be")
		}
		if int(at.Element) >= count {
			return nil
		}
		right, err := s.Program.Judge(s.Before.Root(), at.Leaf, int(at.Element), m.Data, nil, m.Evidence)
		if err != nil || !right || s.Program.Parts(at.Leaf, int(at.Element)) != 1 {
			return fmt.Errorf("element %d of leaf %d is not right (%w)", at.Element, at.Leaf, err)
		}
		return nil
	case ShowPart:
		if job.Keccak(m.Sums) != s.Before.Node {
			return errors.New("with other sums than were shown")
		}
		if 8*int(at.Part) >= len(m.Sums) {
			return nil
		}
		right, err := s.Program.JudgePart(s.Before.Root(), at.Leaf, int(at.Element), int(at.Part), number(m.Sums, int(at.Part)), m.Evidence)
		if err != nil || !right {
			return fmt.Errorf("part %d of element %d of leaf %d is not right (%w)", at.Part, at.Element, at.Leaf, err)
		}
		return nil
	}
	return fmt.Errorf("by %T", s.Move)
}

func clockConvicts(s Step) error {
	_, convict := s.Move.(Convict)
	_, forfeit := s.Move.(Forfeit)
	if (s.After.Outcome == Convicted) != convict || (s.After.Outcome == Forfeited) != forfeit {
		return fmt.Errorf("%T ends it as %d", s.Move, s.After.Outcome)
	}
	return nil
}

func bondPaid(s Step) error {
	p := s.After.Payout()
	if sum := p.Provider.Add(p.Challenger).Add(p.Burnt); (s.After.Outcome != 0 && sum != s.After.Bond) || (s.After.Outcome == 0 && !sum.IsZero()) {
		return fmt.Errorf("of a bond of %s, %s is paid", s.After.Bond, sum)
	}
	return nil
}

func overStays(s Step) error {
	if s.Before.Outcome != 0 || (s.After.Outcome != 0) != (s.After.Place.Phase == Over) {
		return fmt.Errorf("outcome %d before, %d after, %s awaited", s.Before.Outcome, s.After.Outcome, s.After.Place.Phase)
	}
	return nil
}
