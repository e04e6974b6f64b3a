// Package pool decides which of several servers makes the next answer: the least loaded one that is healthy. It also
// decides when a server is looked at again, ever later while it stays down.
//
// It is pure: the clock is an argument, and it is told how answers and looks ended. It must not know what a server is,
// how one is asked, or who pays. It is not safe for concurrent use.
//
//	| state    | gets new answers | becomes                                                            |
//	|----------|------------------|--------------------------------------------------------------------|
//	| unknown  | no               | up, draining or down, by the first look                            |
//	| up       | yes              | down when an answer or a look fails; draining when a look says so  |
//	| draining | no, keeps its own| up, or down, by a later look                                       |
//	| down     | no               | up, or draining, by a later look                                   |
package pool

import (
	"errors"
	"time"
)

// State is what the pool thinks of a server.
type State uint8

// The states.
const (
	Unknown  State = iota // not looked at yet
	Up                    // takes answers
	Draining              // ends those that it has, and takes no new ones
	Down                  // failed
)

func (s State) String() string {
	switch s {
	case Up:
		return "up"
	case Draining:
		return "draining"
	case Down:
		return "down"
	}
	return "unknown"
}

// Config bounds a pool.
type Config struct {
	Parallel int           // answers of one server at once, at least 1
	Every    time.Duration // between two looks at a server that is not down
	First    time.Duration // from a failure to the next look; twice as long with each more in a row
	Longest  time.Duration // at most
}

// Pool is a number of servers, known by their places from 0 on. Use New.
type Pool struct {
	cfg     Config
	servers []server
	turn    uint64 // answers given out
}

// server is what is known of one.
type server struct {
	state    State
	busy     int       // answers that it is making
	failures int       // in a row, looks and answers; only an answer ends the row
	last     uint64    // the turn in which it got its last answer
	next     time.Time // when to look again
	looking  bool
	seen     int // failures when the look under way began
}

// The reasons why no server can take an answer.
var (
	ErrDown = errors.New("no server is up")
	ErrBusy = errors.New("all servers are busy")
)

// New makes a pool of n servers, none of which was looked at.
func New(n int, c Config) *Pool {
	c.Parallel = max(1, c.Parallel)
	return &Pool{cfg: c, servers: make([]server, n)}
}

// Begin picks the server for the next answer among those that are able to make it, and counts the answer: the one with the
// fewest answers under way, of equal ones the one that has waited longest. Every Begin needs an End.
func (p *Pool) Begin(able func(i int) bool) (int, error) {
	best, err := -1, ErrDown
	for i := range p.servers {
		s := &p.servers[i]
		if s.state != Up || !able(i) {
			continue
		}
		if s.busy >= p.cfg.Parallel {
			err = ErrBusy
			continue
		}
		if best < 0 || s.busy < p.servers[best].busy || s.busy == p.servers[best].busy && s.last < p.servers[best].last {
			best = i
		}
	}
	if best < 0 {
		return -1, err
	}
	p.turn++
	p.servers[best].busy++
	p.servers[best].last = p.turn
	return best, nil
}

// End says how an answer ended: ok, or by the server's fault. An answer that ended for another reason is no news; it counts as neither.
func (p *Pool) End(i int, outcome Outcome, now time.Time) {
	s := &p.servers[i]
	s.busy--
	switch outcome {
	case Good:
		s.failures = 0
	case Failed:
		p.failed(s, now)
	}
}

// Outcome is how an answer ended.
type Outcome uint8

// The outcomes.
const (
	Neither Outcome = iota // the client's or our own doing
	Good
	Failed
)

func (p *Pool) failed(s *server, now time.Time) {
	s.state = Down
	s.failures++
	wait := p.cfg.Longest
	if n := s.failures - 1; n < 30 && p.cfg.First<<n < wait {
		wait = p.cfg.First << n
	}
	s.next = now.Add(wait)
}

// Due returns the servers that are to be looked at now. Each needs a Looked before it is due again.
func (p *Pool) Due(now time.Time) []int {
	var due []int
	for i := range p.servers {
		if s := &p.servers[i]; !s.looking && !now.Before(s.next) {
			s.looking, s.seen = true, s.failures
			due = append(due, i)
		}
	}
	return due
}

// Looked says what a look at a server has found: Up, Draining or Down. A look that found it up, while an answer failed, is stale.
func (p *Pool) Looked(i int, found State, now time.Time) {
	s := &p.servers[i]
	s.looking = false
	switch {
	case found == Down || found == Unknown:
		p.failed(s, now)
	case s.failures == s.seen:
		s.state, s.next = found, now.Add(p.cfg.Every)
	}
}

// State returns what the pool thinks of a server, and how many answers it is making.
func (p *Pool) State(i int) (State, int) { return p.servers[i].state, p.servers[i].busy }
