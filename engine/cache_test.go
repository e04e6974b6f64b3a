package engine

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/modeltest"
)

var longShape = modeltest.Shape{Dim: 32, Layers: 2, Heads: 4, KVHeads: 2, FFN: 32, Vocab: 300, Context: 500}

// logitsAfter continues a session and returns the last logits.
func logitsAfter(t *testing.T, s *Session, tokens []uint32) []int32 {
	t.Helper()
	l, err := s.ExtendLast(tokens)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestSharedPagesChangeNothing keeps, finds, cuts, rewrites and drops common
// beginnings at random. Every answer is that of a sequence computed alone.
func TestSharedPagesChangeNothing(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1, Shape: longShape})
	alone := New(m, Options{Threads: 1})
	e := New(m, Options{Threads: 2})
	e.pages.limit = 9 * e.pages.pageBytes()
	r := rand.New(rand.NewPCG(1, 2))
	bases := [][]uint32{randomTokens(450, 300, 1), randomTokens(450, 300, 2)}
	text := func() []uint32 { // a base, with another base or something new from some place on
		a := slices.Clone(bases[r.IntN(2)])
		from := r.IntN(len(a)) / 32 * 32
		if r.IntN(3) == 0 {
			copy(a[from:], randomTokens(len(a)-from, 300, uint64(r.IntN(3))))
		} else {
			copy(a[from:], bases[r.IntN(2)][from:])
		}
		return a[:1+r.IntN(len(a))]
	}
	found := 0
	type live struct {
		s      *Session
		tokens []uint32
	}
	var sessions []live
	for round := range 120 {
		var l live
		switch k := r.IntN(4); {
		case k == 0 && len(sessions) > 0: // go on with an old sequence from an earlier place
			i := r.IntN(len(sessions))
			l = sessions[i]
			cut := 1 + r.IntN(len(l.tokens))
			l.s.Truncate(cut - 1)
			l.tokens = append(slices.Clone(l.tokens[:cut-1]), randomTokens(1+r.IntN(90), 300, uint64(round))...)
			l.tokens = l.tokens[:min(len(l.tokens), 490)]
			sessions[i].tokens = l.tokens
		default:
			l.tokens = text()
			l.s = e.adopt(l.tokens[:len(l.tokens)-1])
			found += l.s.Len()
			sessions = append(sessions, l)
		}
		got := logitsAfter(t, l.s, l.tokens[l.s.Len():])
		if want := logitsAfter(t, alone.NewSession(), l.tokens); !slices.Equal(got, want) {
			t.Fatalf("round %d: shared pages change the logits after %d tokens", round, len(l.tokens))
		}
		if r.IntN(2) == 0 {
			e.pages.insert(l.tokens, l.s.cache.pages)
		}
		if len(sessions) > 4 {
			sessions[0].s.Reset()
			sessions = sessions[1:]
		}
		if bytes := e.pages.kept * e.pages.pageBytes(); bytes > e.pages.limit {
			t.Fatalf("%d bytes are kept, the limit is %d", bytes, e.pages.limit)
		}
	}
	if found < 1000 {
		t.Errorf("only %d positions were found in the cache: the test does not test it", found)
	}
}

// TestCutSequenceDoesNotWriteIntoSharedPages is the attack on other requests by
// one that shares their beginning: it goes back and continues differently.
func TestCutSequenceDoesNotWriteIntoSharedPages(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1, Shape: longShape})
	e := New(m, Options{Threads: 1})
	e.pages.limit = 100 * e.pages.pageBytes()
	prompt, evil := randomTokens(200, 300, 1), randomTokens(200, 300, 2)
	first := e.NewSession()
	want := logitsAfter(t, first, prompt)
	e.pages.insert(prompt, first.cache.pages)
	for _, cut := range []int{1, 63, 64, 65, 100, 191} {
		mallory := e.adopt(prompt)
		mallory.Truncate(cut)
		logitsAfter(t, mallory, evil)
		owner := e.NewSession() // whoever filled the pages must not write into them either
		owner.cache.pages, owner.length = e.pages.match(prompt), 192
		owner.Truncate(cut)
		logitsAfter(t, owner, evil)
		first.Truncate(199)
		if got := logitsAfter(t, first, prompt[199:]); !slices.Equal(got, want) {
			t.Fatalf("cut at %d: another sequence has changed", cut)
		}
		bob := e.adopt(prompt)
		if bob.Len() != 192 {
			t.Fatalf("%d positions are shared, want 192", bob.Len())
		}
		if got := logitsAfter(t, bob, prompt[bob.Len():]); !slices.Equal(got, want) {
			t.Fatalf("cut at %d: the kept pages have changed", cut)
		}
	}
}

// TestOldestBeginningsGoFirst: what was used last stays, and a beginning stays
// as long as what continues it.
func TestOldestBeginningsGoFirst(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1, Shape: longShape})
	e := New(m, Options{Threads: 1})
	c := e.pages
	c.limit = 4 * c.pageBytes()
	a, b, d := randomTokens(192, 300, 1), randomTokens(128, 300, 2), randomTokens(128, 300, 3)
	fill := func(tokens []uint32) []*page {
		var pages []*page
		for range len(tokens) / pageTokens {
			pages = append(pages, c.take())
		}
		return pages
	}
	c.insert(a, fill(a)) // three pages
	c.insert(b[:64], fill(b[:64]))
	if n := len(c.match(a[:64])); n != 1 {
		t.Fatalf("%d pages of a, want 1", n)
	}
	c.insert(d[:64], fill(d[:64])) // one must go: the last of a
	if got := []int{len(c.match(a)), len(c.match(b)), len(c.match(d))}; !slices.Equal(got, []int{2, 1, 1}) {
		t.Fatalf("pages kept of a, b, d: %v, want 2, 1, 1", got)
	}
	c.match(b)
	c.insert(d, fill(d)) // two pages of d, the first of which is there
	if got := []int{len(c.match(a)), len(c.match(b)), len(c.match(d))}; !slices.Equal(got, []int{1, 1, 2}) {
		t.Fatalf("pages kept of a, b, d: %v, want 1, 1, 2", got)
	}
	c.limit = 0
	c.insert(d, fill(d))
	if c.kept != 0 || c.oldest != nil || c.newest != nil || len(c.root.next) != 0 {
		t.Errorf("%d pages are kept with a limit of 0", c.kept)
	}
}

// TestPagesAreUsedAgain: a sequence that ends gives its pages to the next.
func TestPagesAreUsedAgain(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1, Shape: longShape})
	e := New(m, Options{Threads: 1})
	tokens := randomTokens(300, 300, 1)
	s := e.NewSession()
	want := logitsAfter(t, s, tokens)
	s.Reset()
	if len(e.pages.free) != 5 {
		t.Fatalf("%d pages are free after a sequence of 300 tokens, want 5", len(e.pages.free))
	}
	s = e.NewSession()
	logitsAfter(t, s, randomTokens(290, 300, 2)) // leaves other numbers behind
	s.Reset()
	if got := logitsAfter(t, s, tokens); !slices.Equal(got, want) {
		t.Error("what a page held before has changed a result")
	}
}

// TestMixedBatchesChangeNothing computes sequences of different lengths in common passes.
func TestMixedBatchesChangeNothing(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1, Shape: longShape})
	e := New(m, Options{Threads: 2})
	everyLevel(t, func(t *testing.T) {
		p := newPass(e)
		p.team = kernel.NewTeam(2)
		defer p.team.Close()
		r := rand.New(rand.NewPCG(3, 4))
		var sessions []*Session
		var tokens [][]uint32
		for i := range 7 {
			sessions = append(sessions, e.NewSession())
			tokens = append(tokens, randomTokens(400, 300, uint64(i)))
		}
		for range 6 {
			p.rows = p.rows[:0]
			ends := map[int]int{}
			for i, s := range sessions {
				for k := range r.IntN(4) * r.IntN(12) {
					p.rows = append(p.rows, row{session: s, token: tokens[i][s.length+k], position: s.length + k})
					ends[i] = len(p.rows)
				}
			}
			if len(p.rows) == 0 {
				continue
			}
			p.forward()
			for _, x := range p.rows {
				x.session.length = max(x.session.length, x.position+1)
			}
			dim := longShape.Dim
			for i, end := range ends {
				got := p.logits(slices.Clone(p.h[(end-1)*dim:end*dim]), 1)
				if want := logitsAfter(t, e.NewSession(), tokens[i][:sessions[i].length]); !slices.Equal(got, want) {
					t.Fatalf("sequence %d: a mixed batch changes the logits after %d tokens", i, sessions[i].length)
				}
			}
		}
	})
}
