package dispute_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
)

var (
	alice = job.Address{0xa1} // challenges
	bob   = job.Address{0xb0} // provides
	carol = job.Address{0xca} // happens by
	fault = job.Keccak([]byte("fault"))
	start = uint64(1_800_000_000)
)

// game is a dispute in play. Every step is held against all rules.
type game struct {
	t     *testing.T
	claim alphabet.Claim
	state dispute.State
	shown dispute.Posted
	now   uint64
	steps int
}

func open(t *testing.T, c alphabet.Claim) *game {
	t.Helper()
	s, err := dispute.Open(c, bob, alice, dispute.Terms(c.Bytes(), fault), dispute.BondFor(c.Leaves(), job.Units(1e9)), job.Units(1e9), start)
	if err != nil {
		t.Fatal(err)
	}
	return &game{t: t, claim: c, state: s, now: start}
}

// try plays a move after some seconds.
func (g *game) try(by job.Address, wait uint64, m dispute.Move) error {
	g.t.Helper()
	after, err := dispute.Play(g.claim, g.state, by, g.now+wait, m)
	if err != nil {
		if after != g.state {
			g.t.Fatalf("a refused %T changed the dispute", m)
		}
		return err
	}
	step := dispute.Step{Program: g.claim, Before: g.state, After: after, By: by, At: g.now + wait, Move: m}
	if err := step.Check(); err != nil {
		g.t.Fatalf("%T breaks the rules: %v", m, err)
	}
	g.now += wait
	g.state = after
	g.steps++
	switch m := m.(type) {
	case dispute.Commit:
		g.shown.Children = m.Children
	case dispute.Post:
		g.shown.Children = m.Children
	case dispute.Reveal:
		g.shown.Data = m.Data
	case dispute.Split:
		g.shown.Sums = m.Sums
	}
	return nil
}

func (g *game) must(by job.Address, wait uint64, m dispute.Move) {
	g.t.Helper()
	if err := g.try(by, wait, m); err != nil {
		g.t.Fatal(err)
	}
}

func (g *game) refuse(want error, by job.Address, wait uint64, m dispute.Move) {
	g.t.Helper()
	if err := g.try(by, wait, m); !errors.Is(err, want) {
		g.t.Fatalf("%T when %s is awaited: %v, want %v", m, g.state.Place.Phase, err, want)
	}
}

func trace(t *testing.T, c alphabet.Claim, lies alphabet.Lies) *alphabet.Trace {
	t.Helper()
	tr, err := alphabet.NewTrace(c, lies)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func defence(t *testing.T, c alphabet.Claim, lies alphabet.Lies) dispute.Defence {
	return dispute.Defence{Program: c, Trace: trace(t, c, lies), Claim: c.Bytes(), Fault: fault}
}

func attack(t *testing.T, c alphabet.Claim) dispute.Attack {
	tr := trace(t, c, alphabet.Lies{})
	return dispute.Attack{Program: c, Trace: tr, Contradiction: tr.Contradiction()}
}

// play lets both sides move until one can't, and lets somebody claim the time-out.
func (g *game) play(d dispute.Defence, pick func(dispute.State, dispute.Posted) (dispute.Move, error)) dispute.Outcome {
	g.t.Helper()
	for g.state.Outcome == 0 {
		var m dispute.Move
		var err error
		by := bob
		if g.state.Place.Phase.Turn() == dispute.Provider {
			m, err = d.Move(g.state)
		} else {
			by = alice
			m, err = pick(g.state, g.shown)
		}
		if err == nil {
			err = g.try(by, 60, m)
		}
		if err != nil {
			g.timeout()
		}
		if g.steps > dispute.MaxMoves+1 {
			g.t.Fatal("the dispute does not end")
		}
	}
	return g.state.Outcome
}

// timeout waits for the deadline and ends the dispute in the name of a stranger.
func (g *game) timeout() {
	g.t.Helper()
	over := g.state.Deadline() + 1 - g.now
	if g.state.Place.Phase.Turn() == dispute.Provider {
		m := dispute.Convict{Claim: job.Keccak(g.claim.Bytes()), Fault: fault}
		g.refuse(dispute.ErrEarly, carol, over-1, m)
		g.must(carol, over, m)
	} else {
		g.refuse(dispute.ErrEarly, carol, over-1, dispute.Forfeit{})
		g.must(carol, over, dispute.Forfeit{})
	}
}

// deep is a claim whose trace takes three rounds.
func deep() alphabet.Claim { return alphabet.Recited(5000, 300, -40) }

// lieAt changes one number, and all that follows from it.
func lieAt(leaf uint64, element int) alphabet.Lies {
	return alphabet.Lies{Number: func(l uint64, e int, v int64) int64 {
		if l == leaf && e == element {
			return v + 1
		}
		return v
	}}
}

func TestWhoeverIsRightWins(t *testing.T) {
	for _, c := range []struct {
		name  string
		claim alphabet.Claim
		lies  alphabet.Lies
		at    dispute.Number // where the challenger must end up
		part  int
	}{
		{"the first number", deep(), lieAt(0, 0), dispute.Number{}, 0},
		{"a letter in the middle", deep(), lieAt(131, 3), dispute.Number{Leaf: 131, Element: 3}, 0},
		{"a letter that follows from another leaf", deep(), lieAt(135, 0), dispute.Number{Leaf: 135}, 0},
		{"a sum", deep(), lieAt(65, 6), dispute.Number{Leaf: 65, Element: 6}, 0},
		{"the sum of leaf 0", deep(), lieAt(0, 6), dispute.Number{Element: 6}, 0},
		{"the answer", deep(), lieAt(298, 7), dispute.Number{Leaf: 298, Element: 7}, 0},
		{"one round", alphabet.Recited(64, 60, 5), lieAt(63-5, 5), dispute.Number{Leaf: 58, Element: 5}, 0},
		{"one leaf", alphabet.Recited(1, 1, 5), lieAt(0, 4), dispute.Number{Element: 4}, 0},
		{"a leaf that should be absent", deep(), alphabet.Lies{Data: map[uint64][]byte{4: make([]byte, 56)}}, dispute.Number{Leaf: 4}, 0},
		{"a leaf that should be there", deep(), alphabet.Lies{Data: map[uint64][]byte{7: nil}}, dispute.Number{Leaf: 7}, 0},
		{"a leaf past the letters", deep(), alphabet.Lies{Data: map[uint64][]byte{4999: make([]byte, 56)}}, dispute.Number{Leaf: 4999}, 0},
		{"a leaf too short", deep(), alphabet.Lies{Data: map[uint64][]byte{8: make([]byte, 55)}}, dispute.Number{Leaf: 8}, 0},
		{"a leaf too long", deep(), alphabet.Lies{Data: map[uint64][]byte{8: make([]byte, 64)}}, dispute.Number{Leaf: 8}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := open(t, c.claim)
			if got := g.play(defence(t, c.claim, c.lies), attack(t, c.claim).Move); got != dispute.Convicted {
				t.Errorf("a lying provider ends with outcome %d", got)
			}
			at := g.state.Place
			if at.Leaf != c.at.Leaf || int(at.Element) != c.at.Element {
				t.Errorf("the challenger went to element %d of leaf %d, want %d of %d", at.Element, at.Leaf, c.at.Element, c.at.Leaf)
			}
			if p := g.state.Payout(); p.Challenger != g.state.Bond {
				t.Errorf("a challenger who was right gets %s of %s back", p.Challenger, g.state.Bond)
			}
			// The same walk against the truth: there the provider shows everything.
			g2 := open(t, c.claim)
			if got := g2.play(defence(t, c.claim, alphabet.Lies{}), walkTo(c.claim, c.at, 2)); got != dispute.Shown {
				t.Errorf("an honest provider ends with outcome %d", got)
			}
		})
	}
}

// walkTo picks the way to a number, whatever is shown.
func walkTo(c alphabet.Claim, n dispute.Number, part int) func(dispute.State, dispute.Posted) (dispute.Move, error) {
	return func(s dispute.State, _ dispute.Posted) (dispute.Move, error) {
		choice := 0
		switch s.Place.Phase {
		case dispute.Child:
			choice = int(n.Leaf >> (dispute.Levels * (dispute.Rounds(c.Count) - 1 - int(s.Place.Level))) % dispute.Fan)
		case dispute.Element:
			choice = n.Element
		case dispute.Part:
			choice = part
		}
		return dispute.Pick{Node: s.Node, Choice: uint16(choice)}, nil
	}
}

func TestHonestProviderShowsAnyNumber(t *testing.T) {
	c := alphabet.Recited(200, 131, 7)
	d := defence(t, c, alphabet.Lies{})
	for leaf := range uint64(4096) {
		if leaf%3 != 0 && leaf%5 != 4 || leaf > 140 && leaf%499 != 0 {
			continue // enough of each kind
		}
		for _, element := range []int{0, 1, 5, 6, 7, 8, 65535} {
			for _, part := range []int{0, 3, 4, 65535} {
				if element != 6 && part > 0 {
					continue
				}
				g := open(t, c)
				if got := g.play(d, walkTo(c, dispute.Number{Leaf: leaf, Element: element}, part)); got != dispute.Shown {
					t.Fatalf("element %d of leaf %d, part %d: outcome %d", element, leaf, part, got)
				}
			}
		}
	}
}

func TestAttackRightTraceOfAWrongAnswer(t *testing.T) {
	c := deep()
	c.Last++
	g := open(t, c)
	if got := g.play(defence(t, c, alphabet.Lies{}), attack(t, c).Move); got != dispute.Convicted || g.state.Place.Element != 7 {
		t.Errorf("outcome %d at element %d of leaf %d", got, g.state.Place.Element, g.state.Place.Leaf)
	}
	// With a lie before it, the lie is what is picked; with one after it, the answer is.
	g = open(t, c)
	if got := g.play(defence(t, c, lieAt(200, 6)), attack(t, c).Move); got != dispute.Convicted || g.state.Place.Leaf != 200 {
		t.Errorf("outcome %d at element %d of leaf %d", got, g.state.Place.Element, g.state.Place.Leaf)
	}
	g = open(t, c)
	late := alphabet.Lies{Data: map[uint64][]byte{4000: {1}}}
	if got := g.play(defence(t, c, late), attack(t, c).Move); got != dispute.Convicted || g.state.Place.Leaf != 298 {
		t.Errorf("outcome %d at element %d of leaf %d", got, g.state.Place.Element, g.state.Place.Leaf)
	}
}

func TestHonestChallengerHasNoCaseAgainstTheTruth(t *testing.T) {
	c := deep()
	g := open(t, c)
	m, err := defence(t, c, alphabet.Lies{}).Move(g.state)
	if err != nil {
		t.Fatal(err)
	}
	g.must(bob, 1, m)
	if _, err := attack(t, c).Move(g.state, g.shown); !errors.Is(err, dispute.ErrNoDifference) {
		t.Errorf("error %v, want %v", err, dispute.ErrNoDifference)
	}
	g.must(alice, 1, dispute.Forfeit{}) // gives up, before its time is over
	if g.state.Outcome != dispute.Forfeited {
		t.Errorf("outcome %d", g.state.Outcome)
	}
}

// A provider whose sums give its number, but are made up.
func TestAttackMadeUpPartialSums(t *testing.T) {
	c := deep()
	honest := trace(t, c, alphabet.Lies{})
	sums, err := honest.Sums(65, 6)
	if err != nil {
		t.Fatal(err)
	}
	forged := slices.Clone(sums)
	forged[7]++  // one more in part 0,
	forged[31]-- // one less in part 3: the total is right
	d := defence(t, c, alphabet.Lies{Sums: map[uint64][]byte{65: forged}})
	g := open(t, c)
	for g.state.Place.Phase != dispute.Part {
		if g.state.Place.Phase.Turn() == dispute.Provider {
			m, err := d.Move(g.state)
			if err != nil {
				t.Fatal(err)
			}
			g.must(bob, 1, m)
			continue
		}
		m, _ := walkTo(c, dispute.Number{Leaf: 65, Element: 6}, 0)(g.state, g.shown)
		g.must(alice, 1, m)
	}
	pick, err := attack(t, c).Move(g.state, g.shown)
	if err != nil || pick.(dispute.Pick).Choice != 0 {
		t.Fatalf("picks %v, %v", pick, err)
	}
	g.must(alice, 1, pick)
	m, err := d.Move(g.state)
	if err != nil {
		t.Fatal(err)
	}
	g.refuse(dispute.ErrNumber, bob, 1, m)
	g.timeout()
	if g.state.Outcome != dispute.Convicted {
		t.Errorf("outcome %d", g.state.Outcome)
	}
	// Sums that do not give the number are no move at all.
	forged[31]++
	g = open(t, c)
	if got := g.play(d, walkTo(c, dispute.Number{Leaf: 65, Element: 6}, 0)); got != dispute.Convicted || g.state.Place.Phase != dispute.Over || g.state.Place.Part != 0 {
		t.Errorf("outcome %d", got)
	}
}

func TestDurationIsBounded(t *testing.T) {
	const window = 14 * 24 * 60 * 60 // after which the vault lets go
	if dispute.MaxDuration >= window {
		t.Fatalf("a dispute may take %d seconds, the vault waits %d", dispute.MaxDuration, window)
	}
	// Both sides use every second, of the longest clocks there are.
	c := alphabet.Recited(dispute.MaxLeaves, 300, 1)
	d := defence(t, c, alphabet.Lies{})
	g := open(t, c)
	if g.state.Place.ProviderClock != dispute.MaxClock {
		t.Fatalf("clock %d", g.state.Place.ProviderClock)
	}
	moves := 0
	for ; g.state.Outcome == 0; moves++ {
		wait := g.state.Deadline() - g.now
		if g.state.Place.Phase.Turn() == dispute.Provider {
			m, err := d.Move(g.state)
			if err != nil {
				t.Fatal(err)
			}
			g.must(bob, wait, m)
			continue
		}
		m, _ := walkTo(c, dispute.Number{Leaf: 65, Element: 6}, 1)(g.state, g.shown)
		g.must(alice, wait, m)
	}
	if moves != dispute.MaxMoves || g.now-start > dispute.MaxDuration {
		t.Errorf("%d moves in %d seconds, at most %d in %d", moves, g.now-start, dispute.MaxMoves, dispute.MaxDuration)
	}
}

// Rules that nothing can break say nothing: each is broken here by a step that Play would not make.
func TestEachRuleCanBeBroken(t *testing.T) {
	c := deep()
	d := defence(t, c, alphabet.Lies{})
	g := open(t, c)
	m, err := d.Move(g.state)
	if err != nil {
		t.Fatal(err)
	}
	before := g.state
	g.must(bob, 5, m)
	good := dispute.Step{Program: c, Before: before, After: g.state, By: bob, At: g.now, Move: m}
	pick := dispute.Pick{Node: g.state.Node, Choice: 2}
	picked, err := dispute.Play(c, g.state, alice, g.now+5, pick)
	if err != nil {
		t.Fatal(err)
	}
	goodPick := dispute.Step{Program: c, Before: g.state, After: picked, By: alice, At: g.now + 5, Move: pick}
	q, reply := ask(t), dispute.Answer{Fault: wanted, Evidence: order}
	asked := q.state
	q.must(bob, 5, reply)
	goodAnswer := dispute.Step{Program: c, Before: asked, After: q.state, By: bob, At: q.now, Move: reply}
	change := func(s dispute.Step, f func(*dispute.Step)) dispute.Step { f(&s); return s }
	broken := map[string]dispute.Step{
		"the terms stay":             change(good, func(s *dispute.Step) { s.After.Bond = job.Units(1) }),
		"who is awaited moves":       change(good, func(s *dispute.Step) { s.By = alice }),
		"moves are in time":          change(good, func(s *dispute.Step) { s.At = before.Deadline() + 1 }),
		"time-outs are after time":   change(good, func(s *dispute.Step) { s.Move, s.By = dispute.Convict{}, alice }),
		"the turn passes":            change(good, func(s *dispute.Step) { s.After.Place.Phase = dispute.Children }),
		"clocks are chess clocks":    change(good, func(s *dispute.Step) { s.After.Place.ProviderClock++ }),
		"the root is committed once": change(goodPick, func(s *dispute.Step) { s.After.Top[0]++ }),
		"posts hang below the pick":  change(good, func(s *dispute.Step) { s.After.Node[0]++ }),
		"picks go down one step":     change(goodPick, func(s *dispute.Step) { s.After.Place.Leaf++ }),
		"numbers are named once":     change(goodPick, func(s *dispute.Step) { s.After.Place.Element++ }),
		"the program acquits":        change(good, func(s *dispute.Step) { s.After = over(s.After, dispute.Shown) }),
		"an order answers":           change(goodAnswer, func(s *dispute.Step) { s.Move = dispute.Answer{Fault: wanted} }),
		"only the clock convicts":    change(good, func(s *dispute.Step) { s.After = over(s.After, dispute.Convicted) }),
		"the bond is paid once":      change(good, func(s *dispute.Step) { s.After.Outcome = 77; s.After.Place.Phase = dispute.Over }),
		"what is over stays over":    change(good, func(s *dispute.Step) { s.Before = over(s.Before, dispute.Shown) }),
	}
	for _, r := range dispute.Rules {
		if err := r.Holds(good); err != nil {
			t.Errorf("%s: a good commit breaks it: %v", r.Name, err)
		}
		if err := r.Holds(goodPick); err != nil {
			t.Errorf("%s: a good pick breaks it: %v", r.Name, err)
		}
		if err := r.Holds(goodAnswer); err != nil {
			t.Errorf("%s: a good answer breaks it: %v", r.Name, err)
		}
		s, tried := broken[r.Name]
		if !tried || r.Holds(s) == nil {
			t.Errorf("%s: nothing breaks it", r.Name)
		}
		if r.Why == "" {
			t.Errorf("%s: no reason", r.Name)
		}
	}
}

func over(s dispute.State, o dispute.Outcome) dispute.State {
	s.Outcome, s.Place.Phase = o, dispute.Over
	return s
}
