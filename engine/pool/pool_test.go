package pool

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var cfg = Config{Parallel: 2, Every: 10 * time.Second, First: time.Second, Longest: time.Minute}

func anybody(int) bool { return true }

// at is a time in seconds.
func at(s int) time.Time { return time.Unix(int64(s), 0) }

// lookAll makes every server that is due be found in a state.
func lookAll(p *Pool, found State, now time.Time) (looked []int) {
	looked = p.Due(now)
	for _, i := range looked {
		p.Looked(i, found, now)
	}
	return looked
}

func TestLeastLoadedFirst(t *testing.T) {
	p := New(3, cfg)
	if _, err := p.Begin(anybody); !errors.Is(err, ErrDown) {
		t.Fatal("a server that nobody has looked at was picked:", err)
	}
	if n := len(lookAll(p, Up, at(0))); n != 3 {
		t.Fatal(n, "servers were due")
	}
	var got []int
	for range 6 {
		i, err := p.Begin(anybody)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, i)
	}
	for i, want := range []int{0, 1, 2, 0, 1, 2} {
		if got[i] != want {
			t.Fatalf("picked %v", got)
		}
	}
	if _, err := p.Begin(anybody); !errors.Is(err, ErrBusy) {
		t.Error("more answers than the servers take:", err)
	}
	p.End(1, Good, at(1))
	if i, err := p.Begin(anybody); err != nil || i != 1 {
		t.Error("the free one was not picked:", i, err)
	}
	if _, err := p.Begin(func(i int) bool { return i > 5 }); !errors.Is(err, ErrDown) {
		t.Error("a server that is not able was picked:", err)
	}
}

// TestFlapping: a server that looks well and fails its answers is looked at ever later.
func TestFlapping(t *testing.T) {
	p := New(1, cfg)
	now := at(0)
	var waits []time.Duration
	for range 8 {
		if len(lookAll(p, Up, now)) != 1 {
			t.Fatal("not looked at when due")
		}
		i, err := p.Begin(anybody)
		if err != nil {
			t.Fatal(err)
		}
		p.End(i, Failed, now)
		begin := now
		for len(p.Due(now)) == 0 {
			now = now.Add(time.Second)
		}
		p.Looked(0, Up, now)
		waits = append(waits, now.Sub(begin))
		now = now.Add(cfg.Every)
	}
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		if waits[i] != want*time.Second {
			t.Fatalf("waited %v", waits)
		}
	}
	lookAll(p, Up, now)
	i, _ := p.Begin(anybody)
	p.End(i, Good, now) // one good answer ends the row
	i, _ = p.Begin(anybody)
	p.End(i, Failed, now)
	if len(p.Due(now.Add(time.Second))) != 1 {
		t.Error("a good answer did not end the row")
	}
}

// TestDraining: a server that drains keeps its answers and gets no new ones.
func TestDraining(t *testing.T) {
	p := New(2, cfg)
	lookAll(p, Up, at(0))
	i, _ := p.Begin(anybody)
	for _, j := range p.Due(at(20)) {
		found := Up
		if j == i {
			found = Draining
		}
		p.Looked(j, found, at(20))
	}
	for range 2 {
		if j, err := p.Begin(anybody); err != nil || j == i {
			t.Fatal("a draining server was picked", j, err)
		}
	}
	if s, busy := p.State(i); s != Draining || busy != 1 {
		t.Fatal(s, busy)
	}
	p.End(i, Good, at(21))
	lookAll(p, Up, at(40))
	if j, err := p.Begin(anybody); err != nil || j != i {
		t.Error("it is up again and was not picked", j, err)
	}
}

// TestStaleLook: a look that began before an answer failed does not bring the server back.
func TestStaleLook(t *testing.T) {
	p := New(1, cfg)
	lookAll(p, Up, at(0))
	i, _ := p.Begin(anybody)
	p.Due(at(20))
	p.End(i, Failed, at(20))
	p.Looked(i, Up, at(20))
	if s, _ := p.State(i); s != Down {
		t.Error("it is", s)
	}
}

// TestRandomLives: whatever happens, no more than Parallel answers run on a server, only servers that are up get one, and the least
// loaded of them; and one that works again is picked within the longest wait.
func TestRandomLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "servers")
		p := New(n, cfg)
		now := at(1000)
		var running []int
		var looks []int
		t.Repeat(map[string]func(*rapid.T){
			"wait": func(t *rapid.T) { now = now.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "s")) * time.Second) },
			"due":  func(*rapid.T) { looks = append(looks, p.Due(now)...) },
			"found": func(t *rapid.T) {
				if len(looks) == 0 {
					t.Skip()
				}
				p.Looked(looks[0], rapid.SampledFrom([]State{Up, Up, Draining, Down}).Draw(t, "state"), now)
				looks = looks[1:]
			},
			"begin": func(t *rapid.T) {
				least, up := cfg.Parallel, false
				for i := range n {
					if s, busy := p.State(i); s == Up {
						up, least = true, min(least, busy)
					}
				}
				i, err := p.Begin(anybody)
				switch {
				case !up && !errors.Is(err, ErrDown), up && least >= cfg.Parallel && !errors.Is(err, ErrBusy):
					t.Fatal(i, err)
				case up && least < cfg.Parallel:
					if s, busy := p.State(i); err != nil || s != Up || busy != least+1 {
						t.Fatalf("picked %d: %s with %d answers, the least has %d (%v)", i, s, busy, least, err)
					}
					running = append(running, i)
				}
			},
			"end": func(t *rapid.T) {
				if len(running) == 0 {
					t.Skip()
				}
				p.End(running[0], rapid.SampledFrom([]Outcome{Good, Neither, Failed}).Draw(t, "outcome"), now)
				running = running[1:]
			},
			"": func(t *rapid.T) {
				total := 0
				for i := range n {
					_, busy := p.State(i)
					if busy < 0 || busy > cfg.Parallel {
						t.Fatalf("server %d makes %d answers", i, busy)
					}
					total += busy
				}
				if total != len(running) {
					t.Fatalf("%d answers counted, %d are running", total, len(running))
				}
			},
		})
		for _, i := range looks {
			p.Looked(i, Down, now)
		}
		now = now.Add(cfg.Longest)
		for _, i := range running {
			p.End(i, Neither, now)
		}
		lookAll(p, Up, now)
		if _, err := p.Begin(anybody); err != nil {
			t.Fatal("nobody is picked though all are up:", err)
		}
	})
}
