package attacks

import (
	"errors"

	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// proofs are the attacks with proofs that prove something else, and with moves that are not one's own.
var proofs = []Attack{
	{Name: "wrong-index", Title: "mallory proves a wrong number with the right value at the wrong index, at a later index, and with paths of the wrong depth",
		Why: "the contract derives from the index which numbers a cell reads; what opens must open there", play: playWrongIndex},
	{Name: "leaf-as-node", Title: "mallory commits to a leaf where a node belongs",
		Why: "leaves and nodes are hashed with different first bytes, and the depth is fixed: there is nothing she can show below", play: playLeafAsNode},
	{Name: "node-as-leaf", Title: "mallory commits to a node where a leaf belongs",
		Why: "no leaf's data hash to it", play: playNodeAsLeaf},
	{Name: "garbage-commitment", Title: "mallory commits to garbage to gain time",
		Why: "nobody can tell at first, but she cannot show what is below it", play: playGarbage},
	{Name: "copied-moves", Title: "eve copies every move out of the pool and sends it before its author, and replays old ones",
		Why: "a move counts only from whoever is to move, for the position that it names", play: playCopiedMoves},
	{Name: "silence", Title: "a side falls silent, at every step at which that side is to move",
		Why: "every step has a clock, and anybody may say that it has run out", play: playSilence},
	{Name: "last-second", Title: "both sides make every move in its last second",
		Why: "a side has at least three hours for each move, however late the other one moved; after the deadline it is too late", play: playLastSecond},
	{Name: "not-leftmost", Title: "eve disputes mallory's false answer, but picks a number that isn't the leftmost wrong one",
		Why: "behind the first wrong number everything follows from it; eve loses, the claim is no truer for that, and alice disputes again", play: playNotLeftmost},
	{Name: "both-lie", Title: "mallory lies, and so does her accuser",
		Why: "each dispute is judged by one number: the accuser points at a right one and pays, the next one finds the wrong one", play: playBothLie},
}

// showed is a defence up to the cell, where what it shows is changed.
func showed(s dispute.Showing, evidence []byte) dispute.Show {
	s.Evidence = evidence
	return dispute.Show{Showing: s}
}

func playWrongIndex(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	// Element i of a leaf of columns is the value of one dimension at position i. She shows that of position 4 as that of position 3.
	at := trace.Place{Op: trace.OpColumns, Layer: 1, Row: 5}
	told := p.bent(truth, at, 3, func(now, leaf []byte) { copy(now, leaf[4*2:5*2]) })
	if p.err != nil {
		return
	}
	p.say(p.alice, 0, "computes the answer again, and disputes to see the trace")
	d := p.accuse(s, p.alice, truth.claim)
	defends := s.defends(shown{told}, told.claim)
	d.until(dispute.Cell, defends, attacks(truth))
	_, move, err := d.next(defends, nil)
	show, ok := move.(dispute.Show)
	if p.fail(err) {
		return
	}
	if !ok || told.claim.Parts(d.state.Place.Leaf, 3) != 1 || int(d.state.Place.Element) != 3 {
		p.failf("alice picked another number: %+v", d.state.Place)
		return
	}
	elsewhere := func(op trace.Op, layer uint32, row uint64) []byte {
		leaf, err := told.find(trace.Place{Op: op, Layer: layer, Row: row})
		if p.fail(err) {
			return nil
		}
		data, path, err := opener{told}.Leaf(leaf)
		p.fail(err)
		out := append([]byte{}, data...)
		for _, h := range path[:trace.Siblings(told.claim.Leaves())] {
			out = append(out, h[:]...)
		}
		return out
	}
	good := show.Evidence
	for _, try := range []struct {
		name     string
		evidence []byte
		want     error
	}{
		{"opens the right inputs of the wrong number", good, dispute.ErrNumber},
		{"opens the value that she claims, where it stands: at position 4", elsewhere(trace.OpValueInputs, 1, 4), dispute.ErrNoEvidence},
		{"opens the value at a later index", elsewhere(trace.OpValueInputs, 1, 14), dispute.ErrNoEvidence},
		{"opens the value of the first layer", elsewhere(trace.OpValueInputs, 0, 3), dispute.ErrNoEvidence},
		{"leaves out a level of the path", good[:len(good)-32], dispute.ErrNoEvidence},
		{"adds a level to the path", append(append([]byte{}, good...), make([]byte, 32)...), dispute.ErrNoEvidence},
		{"brings no path", nil, dispute.ErrNoEvidence},
	} {
		if p.err != nil {
			return
		}
		if err := d.try(p.mallory, 30, showed(show.Showing, try.evidence)); !errors.Is(err, try.want) {
			p.failf("mallory %s: %v, want %v", try.name, err, try.want)
			return
		}
		p.say(p.mallory, 0, "%s: refused, %s", try.name, reason(try.want))
	}
	d.timeout(p.carol)
	d.over()
	p.outcome(d.state.Outcome, dispute.Convicted)
	p.reap(s)
}

// committing sets the scene in which mallory's commitment is what is wrong, up to alice's first pick. change is given the 64 nodes.
func (p *play) committing(change func(nodes *[64]job.Hash, truth *held)) (*match, sale, *held, dispute.Commit) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return nil, s, truth, dispute.Commit{}
	}
	d := p.accuse(s, p.alice, truth.claim)
	_, move, err := d.next(s.defends(shown{truth}, truth.claim), nil)
	if p.fail(err) {
		return d, s, truth, dispute.Commit{}
	}
	commit := move.(dispute.Commit)
	change(&commit.Children, truth)
	p.fail(d.try(p.mallory, 30, commit))
	if p.err == nil {
		pick, err := attacks(truth)(d.state, d.posted)
		if !p.fail(err) {
			p.fail(d.try(p.alice, 30, pick))
		}
	}
	return d, s, truth, commit
}

// stuck checks that the provider's move is refused, waits, and follows the money.
func (d *match) stuck(s sale, tries ...dispute.Move) {
	for _, m := range tries {
		if d.err != nil {
			return
		}
		err := d.try(d.mallory, 30, m)
		if err == nil {
			d.failf("a %T of something else was taken", m)
			return
		}
		d.say(d.mallory, 0, "tries to %s: refused, %s", moves.Says(m), reason(err))
	}
	d.timeout(d.carol)
	d.over()
	d.outcome(d.state.Outcome, dispute.Convicted)
	d.reap(s)
}

func playLeafAsNode(p *play) {
	d, s, truth, commit := p.committing(func(nodes *[64]job.Hash, truth *held) { nodes[7] = trace.LeafHash(truth.leaves[0]) })
	if p.err != nil {
		return
	}
	siblings := dispute.Siblings(commit.Children, 7)
	var data [64]job.Hash
	for i := range data {
		if at := 32 * i; at+32 <= len(truth.leaves[0]) {
			copy(data[i][:], truth.leaves[0][at:])
		}
	}
	d.stuck(s, dispute.Reveal{Data: truth.leaves[0], Siblings: siblings}, dispute.Post{Children: data, Siblings: siblings})
}

func playNodeAsLeaf(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	left, right := job.Hash{1}, job.Hash{2}
	told := truth.with(3, nil)
	for h := 0; h < len(told.nodes); h++ { // the node stands in the tree as if it were a leaf's hash
		if h == 0 {
			told.nodes[0][3] = pair(left, right)
			continue
		}
		i := uint64(3) >> h
		told.nodes[h][i] = pair(told.node(h-1, 2*i), told.node(h-1, 2*i+1))
	}
	d := p.accuse(s, p.alice, truth.claim)
	d.until(dispute.Leaf, s.defends(shown{told}, told.claim), attacks(truth))
	children, err := told.Children(1, 0)
	if p.fail(err) {
		return
	}
	siblings := dispute.Siblings([64]job.Hash(children), 3)
	d.stuck(s, dispute.Reveal{Data: append([]byte{1}, append(left[:], right[:]...)...), Siblings: siblings},
		dispute.Reveal{Data: append(left[:], right[:]...), Siblings: siblings}, dispute.Reveal{Data: truth.leaves[3], Siblings: siblings}, dispute.Reveal{Siblings: siblings})
}

func playGarbage(p *play) {
	d, s, _, commit := p.committing(func(nodes *[64]job.Hash, _ *held) {
		for i := range nodes {
			nodes[i] = job.Keccak([]byte{byte(i)})
		}
	})
	if p.err != nil {
		return
	}
	siblings := dispute.Siblings(commit.Children, d.state.Place.Leaf)
	d.stuck(s, dispute.Post{Children: commit.Children, Siblings: siblings}, dispute.Post{})
}

// aSum is a number that is shown in parts, so that the way to it takes every phase there is.
func aSum(h *held) (dispute.Number, error) {
	leaf, err := h.find(trace.Place{Op: trace.OpGates, Layer: 1, Row: 8, Leaf: 1})
	return dispute.Number{Leaf: leaf, Element: 17}, err
}

// honest sets the scene in which bob has answered rightly and somebody accuses him. The books of both begin.
func (p *play) honest(accuser *party) (sale, *held, dispute.Number) {
	m := p.model()
	p.enrol(p.bob)
	s := p.judged(p.serve(p.ask(p.alice, p.bob, m), answer{}))
	p.watch(true, p.bob)
	p.watch(false, accuser)
	truth := p.trace(s, m, p.bob)
	if p.err != nil {
		return s, truth, dispute.Number{}
	}
	n, err := aSum(truth)
	p.fail(err)
	return s, truth, n
}

func playCopiedMoves(p *play) {
	s, truth, n := p.honest(p.mallory)
	if p.err != nil {
		return
	}
	d := p.accuse(s, p.mallory, truth.claim)
	d.quiet = true
	copies, replays := 0, 0
	for p.err == nil && d.state.Outcome == 0 {
		by, move, err := d.next(s.defends(shown{truth}, truth.claim), walks(n, 1))
		if p.fail(err) {
			return
		}
		if err := d.try(p.eve, 1, move); !errors.Is(err, dispute.ErrTurn) {
			p.failf("eve's copy of a %T: %v", move, err)
		}
		copies++
		p.fail(d.try(by, 1, move))
		if p.err == nil && d.try(by, 1, move) == nil {
			p.failf("a %T was taken twice", move)
		}
		replays++
	}
	p.say(p.eve, 0, "copied %d moves and was refused with NotYourMove() each time; %d replayed moves were refused, too", copies, replays)
	d.over()
	p.outcome(d.state.Outcome, dispute.Shown)
	p.fetch(p.bob)
}

func playSilence(p *play) {
	m := p.model()
	p.watch(false, p.mallory)
	p.enrol(p.mallory)
	p.enrol(p.bob)
	p.watch(true, p.alice)
	var phases [3][]dispute.Phase
	for phase := dispute.Root; phase <= dispute.PartCell; phase++ {
		phases[phase.Turn()] = append(phases[phase.Turn()], phase)
	}
	// One sale for all of mallory's disputes: it cannot be convicted twice, so they all end before the first is.
	channel := p.ask(p.alice, p.mallory, m)
	s := p.judged(p.serve(channel, answer{}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	n, err := aSum(truth)
	if p.fail(err) {
		return
	}
	var open []*match
	for _, phase := range phases[dispute.Provider] {
		d := p.accuse(s, p.alice, truth.claim)
		d.quiet = true
		d.until(phase, s.defends(shown{truth}, truth.claim), walks(n, 1))
		p.say(p.mallory, 0, "falls silent when %s is awaited, in dispute %s", phase, d.id)
		open = append(open, d)
	}
	for i, d := range open {
		if p.err != nil {
			return
		}
		d.timeoutFrom(p.carol)
		d.over()
		p.say(p.carol, 0, "says that mallory's time is over: convicted in dispute %s", d.id)
		if d.state.Outcome != dispute.Convicted {
			p.failf("dispute %d ended with %s", i, outcomeName(d.state.Outcome))
		}
	}
	p.story.Outcome = "who is silent loses"
	bobs := p.judged(p.serve(p.ask(p.alice, p.bob, m), answer{}))
	p.watch(true, p.bob)
	right := p.trace(bobs, m, p.bob)
	if p.err != nil {
		return
	}
	for _, phase := range phases[dispute.Challenger] {
		d := p.accuse(bobs, p.mallory, right.claim)
		d.quiet = true
		d.until(phase, bobs.defends(shown{right}, right.claim), walks(n, 1))
		p.say(p.mallory, 0, "accuses bob, and falls silent when %s is awaited", phase)
		d.timeoutFrom(p.carol)
		d.over()
		if p.err == nil && d.state.Outcome != dispute.Forfeited {
			p.failf("it ended with %s", outcomeName(d.state.Outcome))
		}
	}
	p.fetch(p.bob)
	p.reap(s)
}

// timeoutFrom is timeout where time may have passed already.
func (m *match) timeoutFrom(stranger *party) {
	if m.err != nil {
		return
	}
	if m.time+1 <= m.state.Deadline() {
		m.timeout(stranger)
		return
	}
	var move dispute.Move = dispute.Forfeit{}
	if m.state.Place.Phase.Turn() == dispute.Provider {
		move = m.conviction()
	}
	m.fail(m.try(stranger, 1, move))
}

func playLastSecond(p *play) {
	s, truth, n := p.honest(p.mallory)
	if p.err != nil {
		return
	}
	d := p.accuse(s, p.mallory, truth.claim)
	for p.err == nil && d.state.Outcome == 0 {
		by, move, err := d.next(s.defends(shown{truth}, truth.claim), walks(n, 1))
		if p.fail(err) {
			return
		}
		left := d.state.Deadline() - p.time
		if d.game.Moves > 0 && left < dispute.Extension {
			p.failf("after a move in the last second the other side has %d seconds", left)
		}
		var over dispute.Move = dispute.Forfeit{}
		if d.state.Place.Phase.Turn() == dispute.Provider {
			over = d.conviction()
		}
		if err := d.try(p.carol, left-1, over); !errors.Is(err, dispute.ErrEarly) {
			p.failf("a time-out a second before the deadline: %v", err)
		}
		p.fail(d.try(by, 1, move)) // in the last second
	}
	d.over()
	p.outcome(d.state.Outcome, dispute.Shown)
	// A second later it is too late.
	d = p.accuse(s, p.mallory, truth.claim)
	d.quiet = true
	d.until(dispute.Element, s.defends(shown{truth}, truth.claim), walks(n, 1))
	if p.err == nil {
		_, move, _ := d.next(nil, walks(n, 1))
		if err := d.try(p.mallory, d.state.Deadline()+1-p.time, move); !errors.Is(err, dispute.ErrLate) {
			p.failf("a move a second after the deadline: %v", err)
		}
		p.say(p.mallory, 0, "accuses bob again, and moves a second late: refused, TooLate(uint256)")
	}
	d.timeoutFrom(p.carol)
	d.over()
	p.fetch(p.bob)
}

// secondLie is what mallory tells in the attacks with two challengers: one number of the last layer.
func (p *play) secondLie() (sale, *held, *held) {
	m, o := p.sold(6)
	p.watch(false, p.eve)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	return s, truth, p.bent(truth, trace.Place{Op: trace.OpAttended, Layer: 0, Row: 10, Leaf: 1}, 40, func(now, _ []byte) { raise(now) })
}

// fails lets eve dispute a number, and lose.
func (p *play) fails(s sale, truth, told *held, at trace.Place, element int, text string) {
	if p.err != nil {
		return
	}
	leaf, err := truth.find(at)
	if p.fail(err) {
		return
	}
	p.say(p.eve, 0, "%s", text)
	d := p.accuse(s, p.eve, truth.claim)
	got := d.finish(s.defends(shown{told}, told.claim), walks(dispute.Number{Leaf: leaf, Element: element}, 0))
	p.outcome(got, dispute.Shown)
}

func playNotLeftmost(p *play) {
	s, truth, told := p.secondLie()
	p.fails(s, truth, told, trace.Place{Op: trace.OpOutput, Layer: 1, Row: 10}, 3, "sees that mallory's last layer is wrong, and disputes it there")
	p.convict(s, truth, told)
}

func playBothLie(p *play) {
	s, truth, told := p.secondLie()
	p.fails(s, truth, told, trace.Place{Op: trace.OpQuery, Layer: 0, Row: 3}, 3, "says without having computed anything that the first layer is wrong")
	p.convict(s, truth, told)
}
