package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Team is a few goroutines that share loops. Between two loops its members look
// out for the next one for some microseconds before they go to sleep: a model
// has hundreds of short loops a token, and waking a thread takes longer than
// many of them. A nil Team works alone. One goroutine uses a Team at a time.
type Team struct {
	// state is the number of the loop (from bit 16 on), the members in it
	// (bits 1 to 15) and whether it may still be entered (bit 0).
	state atomic.Uint64
	next  atomic.Int64 // first index that nobody has taken
	loop  loop
	seats []*seat
	gone  sync.WaitGroup
	over  atomic.Bool
}

// loop is the work that is shared: elements 0 to n, at least so many at a time,
// by do or as a linear layer (a func of whose arguments would be allocated each time).
type loop struct {
	n, least int
	do       func(lo, hi int)
	linear   linearLoop
}

// seat is where a member sleeps.
type seat struct {
	asleep atomic.Bool
	wake   chan struct{}
}

// NewTeam starts a team of threads goroutines, the caller counted. Close must be called.
func NewTeam(threads int) *Team {
	t := &Team{}
	for range threads - 1 {
		s := &seat{wake: make(chan struct{}, 1)}
		t.seats = append(t.seats, s)
		t.gone.Go(func() { t.member(s) }) // joined: Close waits for it
	}
	return t
}

// Close ends the members and waits for them.
func (t *Team) Close() {
	t.over.Store(true)
	t.rouse()
	t.gone.Wait()
}

func (t *Team) rouse() {
	for _, s := range t.seats {
		if s.asleep.CompareAndSwap(true, false) {
			s.wake <- struct{}{}
		}
	}
}

// threads is the size of the team.
func (t *Team) threads() int {
	if t == nil {
		return 1
	}
	return len(t.seats) + 1
}

// Split calls do on disjoint ranges that cover 0 to n, of least elements or
// more, side by side, and waits for all.
func (t *Team) Split(n, least int, do func(lo, hi int)) {
	least = max(1, least)
	if t.threads() == 1 || n < 2*least {
		do(0, n)
		return
	}
	t.loop = loop{n: n, least: least, do: do}
	t.share()
	t.loop.do = nil
}

// share runs the loop with everybody.
func (t *Team) share() {
	t.next.Store(0)
	number := t.state.Load()>>16 + 1
	t.state.Store(number<<16 | 1)
	t.rouse()
	t.take()
	// Nothing is left to take: nobody may enter any more, those inside finish.
	for {
		s := t.state.Load()
		if t.state.CompareAndSwap(s, s&^1) {
			break
		}
	}
	for spins := 0; t.state.Load()>>1&0x7fff != 0; spins++ {
		pause(spins)
	}
}

// take works on the loop until nothing is left of it. It takes large parts
// first and small ones in the end, so that all finish at about the same time,
// also when one is held up.
func (t *Team) take() {
	l := &t.loop
	for {
		lo := t.next.Load()
		part := max(int64(l.least), (int64(l.n)-lo)/int64(2*t.threads()))
		hi := min(lo+part, int64(l.n))
		if lo >= hi {
			return
		}
		if !t.next.CompareAndSwap(lo, hi) {
			continue
		}
		if l.do != nil {
			l.do(int(lo), int(hi))
		} else {
			l.linear.run(int(lo), int(hi))
		}
	}
}

// patience is how often a member looks for a new loop before it sleeps, some tens of microseconds in all.
const patience = 400

// member waits for loops and enters them.
func (t *Team) member(s *seat) {
	var seen uint64
	for spins := 0; !t.over.Load(); {
		now := t.state.Load()
		if now&1 == 1 && now>>16 != seen {
			if t.state.CompareAndSwap(now, now+2) {
				seen = now >> 16
				t.take()
				t.state.Add(^uint64(1)) // minus 2
				spins = 0
			}
			continue
		}
		if spins++; spins < patience {
			pause(spins)
			continue
		}
		spins = 0
		s.asleep.Store(true)
		// A loop that began before asleep was set did not rouse this member.
		if now := t.state.Load(); (now&1 == 1 && now>>16 != seen || t.over.Load()) && s.asleep.CompareAndSwap(true, false) {
			continue
		}
		<-s.wake
	}
}

// pause passes a little time; now and then it lets other goroutines run.
func pause(spins int) {
	if spins%32 == 31 || !relax() {
		runtime.Gosched()
	}
}
