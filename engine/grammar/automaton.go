package grammar

import (
	"encoding/binary"
	"slices"
)

// A grammar is a set of rules over bytes. Nodes of a rule have edges that take
// a byte, edges that take nothing, calls of other rules, and counted loops; a
// run of the automaton is a node and a stack of where to go on when rules end.
// Several runs may be under way at once. A set of runs, in the order in which
// they are found, is a state; states and what follows them are worked out when
// they are first met and kept.

// node is one place in a rule. At most one of call, loop and final is used.
type node struct {
	edges []edge
	free  []int32 // go on there without a byte
	call  *call
	loop  *loop
	final bool // the rule ends here
}

// edge takes one byte from lo to hi.
type edge struct {
	lo, hi byte
	to     int32
}

// call runs the rule that begins at entry and goes on at ret.
type call struct {
	entry, ret int32
	container  bool // an array or object: one level deeper
}

// loop runs the rule body from least to most times and goes on at exit.
type loop struct {
	body, exit  int32
	least, most int32 // most -1: any number of times
}

// Limits of an automaton.
const (
	MaxDepth   = 32      // of arrays and objects in an answer
	maxNodes   = 1 << 17 // of a grammar
	maxRuns    = 256     // at once: later ones are dropped, so that some valid answers cannot be given
	maxVisits  = 8192    // nodes looked at for one byte
	maxStates  = 8192    // kept
	maxMasks   = 32 << 20
	impossible = MaxDepth + 1
)

// frame is where a run goes on when the rule it is in ends. Equal frames are one.
type frame struct {
	parent *frame
	node   int32
	count  int32 // of the loop, when node is one
	depth  int32
	id     uint32
}

func (f *frame) level() int32 {
	if f == nil {
		return 0
	}
	return f.depth
}

func (f *frame) name() uint32 {
	if f == nil {
		return 0
	}
	return f.id
}

// run is one way to read the text so far.
type run struct {
	node  int32
	stack *frame
}

// state is every way to read the text so far.
type state struct {
	runs   []run
	accept bool        // the text may end here
	next   [256]*state // nil: not worked out yet
	mask   []uint64    // tokens that may follow; nil: not worked out yet
	some   bool        // mask has a bit
}

// dead follows where no text may go on.
var dead = &state{}

// visit is a node that was looked at.
type visit struct {
	node, count int32
	stack       uint32
}

type frameKey struct {
	parent             uint32
	node, count, depth int32
}

// machine keeps the states that were met.
type machine struct {
	nodes  []node
	need   []int32 // by node: the fewest levels that the rest of its rule takes
	start  *state
	frames map[frameKey]*frame
	states map[string]*state
	masks  int // bytes

	seen map[visit]struct{}
	key  []byte
}

func newMachine(nodes []node, need []int32, entry int32) *machine {
	m := &machine{nodes: nodes, need: need, frames: map[frameKey]*frame{}, states: map[string]*state{}, seen: map[visit]struct{}{}}
	var s state
	clear(m.seen)
	m.close(&s, entry, 0, nil)
	m.start = m.intern(&s)
	return m
}

// full says that it is time for a new machine.
func (m *machine) full() bool {
	return len(m.states) > maxStates || m.masks > maxMasks || len(m.frames) > 16*maxStates
}

// adopt finds the state of another machine over the same nodes in this one.
func (m *machine) adopt(old *state) *state {
	s := &state{accept: old.accept, runs: make([]run, len(old.runs))}
	for i, r := range old.runs {
		s.runs[i] = run{r.node, m.adoptFrame(r.stack)}
	}
	return m.intern(s)
}

func (m *machine) adoptFrame(f *frame) *frame {
	if f == nil {
		return nil
	}
	return m.frame(m.adoptFrame(f.parent), f.node, f.count, f.depth)
}

func (m *machine) frame(parent *frame, node, count, depth int32) *frame {
	k := frameKey{parent.name(), node, count, depth}
	f := m.frames[k]
	if f == nil {
		f = &frame{parent, node, count, depth, uint32(len(m.frames) + 1)}
		m.frames[k] = f
	}
	return f
}

func (m *machine) intern(s *state) *state {
	if len(s.runs) == 0 && !s.accept {
		return dead
	}
	m.key = append(m.key[:0], 0)
	if s.accept {
		m.key[0] = 1
	}
	for _, r := range s.runs {
		m.key = binary.LittleEndian.AppendUint32(m.key, uint32(r.node))
		m.key = binary.LittleEndian.AppendUint32(m.key, r.stack.name())
	}
	if have := m.states[string(m.key)]; have != nil {
		return have
	}
	m.states[string(m.key)] = s
	return s
}

// step is the state after one more byte.
func (m *machine) step(s *state, b byte) *state {
	if next := s.next[b]; next != nil {
		return next
	}
	var next state
	clear(m.seen)
	for _, r := range s.runs {
		for _, e := range m.nodes[r.node].edges {
			if e.lo <= b && b <= e.hi {
				m.close(&next, e.to, 0, r.stack)
			}
		}
	}
	s.next[b] = m.intern(&next)
	return s.next[b]
}

// close adds the runs that arrive at a node: the places reached from it without a byte that take one. A run that could
// not end within MaxDepth is left out, so whatever is let begin can be brought to an end. The order is a function of the
// text alone, and so is what the limits cut off.
func (m *machine) close(s *state, at, count int32, stack *frame) {
	v := visit{at, count, stack.name()}
	if _, again := m.seen[v]; again || len(m.seen) >= maxVisits || stack.level()+m.need[at] > MaxDepth {
		return
	}
	m.seen[v] = struct{}{}
	n := &m.nodes[at]
	if len(n.edges) > 0 && len(s.runs) < maxRuns && !slices.Contains(s.runs, run{at, stack}) {
		s.runs = append(s.runs, run{at, stack})
	}
	for _, to := range n.free {
		m.close(s, to, 0, stack)
	}
	switch {
	case n.call != nil:
		depth := stack.level()
		if n.call.container {
			depth++
		}
		m.close(s, n.call.entry, 0, m.frame(stack, n.call.ret, 0, depth))
	case n.loop != nil:
		l := n.loop
		if l.most < 0 || count < l.most {
			more := count + 1
			if l.most < 0 { // beyond the least number, how often does not matter
				more = min(more, l.least)
			}
			m.close(s, l.body, 0, m.frame(stack, at, more, stack.level()))
		}
		if count >= l.least {
			m.close(s, l.exit, 0, stack)
		}
	case n.final && stack == nil:
		s.accept = true
	case n.final:
		m.close(s, stack.node, stack.count, stack.parent)
	}
}

// needs works out, for each node, the fewest levels of arrays and objects that a text must still open from there to the
// end of its rule; impossible when there is no such text.
func needs(nodes []node) []int32 {
	need := make([]int32, len(nodes))
	before := make([][]int32, len(nodes)) // nodes whose need depends on this one
	for i := range need {
		need[i] = impossible
	}
	var work []int32
	depends := func(on, n int32) { before[on] = append(before[on], n) }
	for i := range nodes {
		n := &nodes[i]
		at := int32(i)
		for _, e := range n.edges {
			depends(e.to, at)
		}
		for _, to := range n.free {
			depends(to, at)
		}
		if c := n.call; c != nil {
			depends(c.entry, at)
			depends(c.ret, at)
		}
		if l := n.loop; l != nil {
			depends(l.body, at)
			depends(l.exit, at)
		}
		if n.final {
			need[i] = 0
			work = append(work, before[i]...) // those that come later find it done
		}
	}
	for i := range nodes {
		work = append(work, int32(i))
	}
	for len(work) > 0 {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		if v := needOf(&nodes[at], need); v < need[at] {
			need[at] = v
			work = append(work, before[at]...)
		}
	}
	return need
}

func needOf(n *node, need []int32) int32 {
	least := int32(impossible)
	if n.final {
		return 0
	}
	for _, e := range n.edges {
		least = min(least, need[e.to])
	}
	for _, to := range n.free {
		least = min(least, need[to])
	}
	if c := n.call; c != nil {
		inner := need[c.entry]
		if c.container {
			inner++
		}
		least = min(least, max(inner, need[c.ret]))
	}
	if l := n.loop; l != nil {
		v := need[l.exit]
		if l.least > 0 {
			v = max(v, need[l.body])
		}
		least = min(least, v)
	}
	return min(least, impossible)
}
