package attacks

import (
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// match is one dispute, played in the contract and in package dispute at once.
type match struct {
	*play
	sale
	program    dispute.Program
	layout     *trace.Layout // of its trace; nil in a question
	id         *big.Int
	challenger *party
	state      dispute.State
	posted     dispute.Posted
	game       Game
	quiet      bool // tells nothing
}

// mover makes a side's next move.
type mover func(dispute.State, dispute.Posted) (dispute.Move, error)

// defends is the mover of a provider with this trace.
func (s sale) defends(t dispute.Trace, c *trace.Claim) mover {
	d := dispute.Defence{Program: c, Trace: t, Claim: s.claim, Fault: s.fault.Hash()}
	return func(at dispute.State, _ dispute.Posted) (dispute.Move, error) { return d.Move(at) }
}

// attacks is the mover of a challenger who has computed rightly.
func attacks(h *held) mover {
	a := dispute.Attack{Program: h.claim, Trace: shown{h}}
	if h.end.Wrong {
		a.Contradiction = &dispute.Number{Leaf: h.end.Contradiction}
	}
	return a.Move
}

// walks picks the way to a number, whatever is shown.
func walks(n dispute.Number, part int) mover {
	return func(s dispute.State, _ dispute.Posted) (dispute.Move, error) {
		choice := part
		switch s.Place.Phase {
		case dispute.Child:
			choice = int(n.Leaf >> (dispute.Levels * (s.Place.Rounds - 1 - s.Place.Level)) % dispute.Fan)
		case dispute.Element:
			choice = n.Element
		}
		return dispute.Pick{Node: s.Node, Choice: uint16(choice)}, nil
	}
}

// accuse opens a dispute about a sale, with the least bond.
func (p *play) accuse(s sale, challenger *party, claim *trace.Claim) *match {
	m := &match{play: p, sale: s, challenger: challenger}
	m.game.ByMove = map[string]uint64{}
	if p.err != nil {
		return m
	}
	f := claim.Facts
	f.Prompt, f.Output = s.request.Prompt, s.paper.Output // as signed, which is what the contract goes by
	signed, err := trace.NewClaim(f)
	if p.fail(err) {
		return m
	}
	m.program, m.layout = signed, signed.Layout()
	bond := dispute.BondFor(claim.Leaves(), job.Units(0))
	d := p.act(call{from: challenger, to: &p.court.game, value: bond.Big(), data: p.g.PackOpen(s.statements, new(big.Int))}, "")
	if p.err != nil {
		return m
	}
	for _, l := range d.Logs {
		if e, err := p.g.UnpackOpenedEvent(l); l.Address == p.court.game && err == nil {
			m.id = e.Id
		}
	}
	if m.id == nil {
		p.failf("the opening of a dispute left no event")
		return m
	}
	m.state, err = dispute.Open(m.program, job.Address(s.provider.at), job.Address(challenger.at), dispute.Terms(s.claim, s.fault.Hash()), bond, job.Units(0), d.time)
	if p.fail(err) {
		return m
	}
	m.used("open", d.GasUsed)
	m.game.Leaves = claim.Leaves()
	m.tellf(challenger, d.GasUsed, "opens dispute %s with a bond of %s: the trace has %d leaves, the clocks %s each; %s's stake is frozen", m.id, ether(bond.Big()), claim.Leaves(), span(uint64(m.state.Place.ProviderClock)), s.provider.name)
	m.compare()
	return m
}

func (m *match) tellf(who *party, gas uint64, format string, args ...any) {
	if !m.quiet {
		m.say(who, gas, format, args...)
	}
}

func (m *match) used(what string, gas uint64) {
	m.game.ByMove[what] = max(m.game.ByMove[what], gas)
	m.game.Gas += gas
	switch what {
	case "show", "split", "show part":
		m.game.LargestCell = max(m.game.LargestCell, gas)
	}
}

// pack is the transaction for a move.
func (m *match) pack(move dispute.Move) (string, []byte) {
	name, data, err := moves.Call(m.id, move, m.fault)
	m.fail(err)
	return name, data
}

// reason is the contract's name for an error of package dispute.
func reason(err error) string {
	if names := moves.Refusals(err); len(names) > 0 {
		return names[0]
	}
	return err.Error()
}

// try plays a move in the contract and in Go, so many seconds (at least one) after the newest block. Both must accept it, or refuse it for the same reason, and stand
// alike afterwards. It returns why the move was refused.
func (m *match) try(by *party, wait uint64, move dispute.Move) error {
	m.idle(wait)
	if m.err != nil {
		return m.err
	}
	name, data := m.pack(move)
	d, err := m.one(call{from: by, to: &m.court.game, data: data})
	if m.fail(err) {
		return m.err
	}
	return m.mined(by, name, move, d)
}

// mined compares a transaction that was made of a move with what Go says of it.
func (m *match) mined(by *party, name string, move dispute.Move, d done) error {
	before := m.state
	after, err := dispute.Play(m.program, before, job.Address(by.at), d.time, move)
	switch {
	case (err == nil) != (d.refused == nil):
		m.failf("%s by %s in phase %s: Go says %v, the contract %v", name, by.name, before.Place.Phase, err, d.refused)
		return m.err
	case err != nil && !d.refused.named(reason(err)):
		m.failf("%s by %s in phase %s: Go says %v, the contract %x", name, by.name, before.Place.Phase, err, d.refused.data)
		return m.err
	case err != nil:
		if name == "show" || name == "split" || name == "show part" {
			m.game.LargestCell = max(m.game.LargestCell, d.GasUsed)
		}
		m.compare()
		return err
	}
	step := dispute.Step{Program: m.program, Before: before, After: after, By: job.Address(by.at), At: d.time, Move: move}
	if m.fail(step.Check()) {
		return m.err
	}
	m.state = after
	m.game.Moves++
	if name == "pick" {
		m.game.Rounds++
	}
	m.used(name, d.GasUsed)
	m.follow(d, move)
	m.compare()
	m.tellf(by, d.GasUsed, "%s", m.describe(before, move))
	return nil
}

// follow reads what was shown out of the events, as a player does.
func (m *match) follow(d done, move dispute.Move) {
	for _, l := range d.Logs {
		if l.Address != m.court.game || m.err != nil {
			continue
		}
		switch move.(type) {
		case dispute.Commit, dispute.Post:
			e, err := m.g.UnpackPostedEvent(l)
			if m.fail(err) {
				return
			}
			for i, c := range e.Children {
				m.posted.Children[i] = c
			}
		case dispute.Reveal:
			e, err := m.g.UnpackRevealedEvent(l)
			if m.fail(err) {
				return
			}
			m.posted.Data = e.Data
		case dispute.Split:
			e, err := m.g.UnpackSplitEvent(l)
			if m.fail(err) {
				return
			}
			m.posted.Sums = e.Sums
		}
	}
}

// compare holds the contract's state against Go's.
func (m *match) compare() {
	if m.err != nil {
		return
	}
	raw, err := m.read(m.court.game, m.g.PackDisputeOf(m.id))
	if m.fail(err) {
		return
	}
	got, err := m.g.UnpackDisputeOf(raw)
	if m.fail(err) {
		return
	}
	if m.state.Outcome != 0 {
		if got.Challenger != (common.Address{}) || got.Place.Phase != 0 || got.Leaves != 0 {
			m.failf("a dispute that is over is still there: %+v", got)
		}
		return
	}
	s, at := m.state, m.state.Place
	want := bind.DisputeGame{
		Challenger: common.Address(s.Challenger), Bond: s.Bond.Big(), Provider: common.Address(s.Provider), Leaves: s.Leaves, Terms: s.Terms,
		Place: bind.DisputePlace{Phase: uint8(at.Phase), Rounds: at.Rounds, Level: at.Level, Leaf: at.Leaf, Element: at.Element, Part: at.Part,
			ProviderClock: at.ProviderClock, ChallengerClock: at.ChallengerClock, MovedAt: new(big.Int).SetUint64(at.MovedAt)},
		Top: s.Top, Node: s.Node,
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		m.failf("the contract stands at\n%+v\nGo at\n%+v", got, want)
	}
}

// conviction is the time-out of the provider.
func (m *match) conviction() dispute.Convict {
	return dispute.Convict{Claim: job.Keccak(m.claim), Fault: m.fault.Hash()}
}

// timeout ends the dispute in a stranger's name, at the first second in which that is possible.
func (m *match) timeout(stranger *party) {
	if m.err != nil {
		return
	}
	var move dispute.Move = dispute.Forfeit{}
	if m.state.Place.Phase.Turn() == dispute.Provider {
		move = m.conviction()
	}
	if err := m.try(stranger, m.state.Deadline()+1-m.time, move); err != nil {
		m.fail(err)
	}
}

// turn is who is to move, and how.
func (m *match) turn(provider, challenger mover) (*party, mover) {
	if m.state.Place.Phase.Turn() == dispute.Provider {
		return m.provider, provider
	}
	return m.challenger, challenger
}

// next is the move that is made next.
func (m *match) next(provider, challenger mover) (*party, dispute.Move, error) {
	by, how := m.turn(provider, challenger)
	move, err := how(m.state, m.posted)
	return by, move, err
}

// until plays up to a phase.
func (m *match) until(phase dispute.Phase, provider, challenger mover) {
	for m.err == nil && m.state.Place.Phase != phase {
		if m.state.Outcome != 0 {
			m.failf("the dispute ended before %s was awaited", phase)
			return
		}
		by, move, err := m.next(provider, challenger)
		if m.fail(err) {
			return
		}
		m.fail(m.try(by, 30, move))
	}
}

// finish plays until the dispute is over. Who can't move loses by the clock, which carol minds.
func (m *match) finish(provider, challenger mover) dispute.Outcome {
	for m.err == nil && m.state.Outcome == 0 {
		by, move, err := m.next(provider, challenger)
		if err == nil {
			err = m.try(by, 30, move)
		}
		if m.err == nil && err != nil {
			m.game.Stuck = reason(err)
			if move != nil {
				m.tellf(by, 0, "tries to %s: refused, %s", moves.Says(move), reason(err))
			} else {
				m.tellf(by, 0, "has no move: %v", err)
			}
			m.timeout(m.carol)
		}
		if m.game.Moves > dispute.MaxMoves+1 {
			m.failf("the dispute does not end")
		}
	}
	m.over()
	return m.state.Outcome
}

// over puts the dispute into the story.
func (m *match) over() {
	m.game.Outcome = outcomeName(m.state.Outcome)
	m.story.Games = append(m.story.Games, m.game)
}

// describe says what a move did.
func (m *match) describe(before dispute.State, move dispute.Move) string {
	at := before.Place
	switch v := move.(type) {
	case dispute.Commit:
		return fmt.Sprintf("commits to a whole trace: root %s", m.state.Root().Short())
	case dispute.Pick:
		switch at.Phase {
		case dispute.Child:
			return fmt.Sprintf("picks node %d of 64 (round %d of %d)", v.Choice, at.Level+1, at.Rounds)
		case dispute.Element:
			return fmt.Sprintf("picks element %d", v.Choice)
		}
		return fmt.Sprintf("picks partial sum %d", v.Choice)
	case dispute.Post:
		return "shows the 64 nodes below it"
	case dispute.Reveal:
		if p, ok := m.layout.Place(at.Leaf); ok {
			return fmt.Sprintf("shows leaf %d: %s, layer %d, row %d (%d bytes)", at.Leaf, p.Op, p.Layer, p.Row, len(v.Data))
		}
		return fmt.Sprintf("shows that there is no leaf %d", at.Leaf)
	case dispute.Show:
		return "shows the number: the contract computes the same. Acquitted"
	case dispute.Split:
		return fmt.Sprintf("shows %d partial sums, which give the number", len(v.Sums)/8)
	case dispute.ShowPart:
		return "shows the partial sum: the contract computes the same. Acquitted"
	case dispute.Answer:
		return "shows the signature of the channel's key under the request. Acquitted"
	case dispute.Forfeit:
		return "says that the challenger's time is over. Acquitted"
	case dispute.Convict:
		return fmt.Sprintf("says that %s's time is over. Convicted: the stake is seized", m.provider.name)
	}
	return fmt.Sprintf("%T", move)
}
