package contracts_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
)

// TestDisputeWholeGame plays a lie to its end and a false accusation to its end, and follows the money.
func TestDisputeWholeGame(t *testing.T) {
	c := newTribunal(t)
	stranger := c.someone("carol")

	liar := c.staked("bob")
	m := c.open(c.claimBy(liar, alphabet.Recited(5000, 300, -40)), c.someone("alice"))
	if got := m.play(m.defence(lieAt(131, 3)), m.attack().Move, stranger); got != dispute.Convicted {
		t.Fatalf("outcome %d", got)
	}
	if owed := c.owed(m.challenger.address); owed.Cmp(m.state.Bond.Big()) != 0 {
		t.Errorf("the challenger is owed %d of its bond of %s", owed, m.state.Bond)
	}

	honest := c.staked("bob")
	m = c.open(c.claimBy(honest, alphabet.Recited(5000, 300, -40)), c.someone("mallory"))
	if got := m.play(m.defence(alphabet.Lies{}), walk(m.claim, dispute.Number{Leaf: 65, Element: 6}, 2), stranger); got != dispute.Shown {
		t.Fatalf("outcome %d", got)
	}
	paid := m.state.Payout()
	if owed := c.owed(honest.address); owed.Cmp(paid.Provider.Big()) != 0 {
		t.Errorf("the provider is owed %d, want %s", owed, paid.Provider)
	}
	c.checkBooks(t, nil)
}

// checkBooks holds what the game has against what it owes: open bonds, and what can be withdrawn or burnt.
func (c *tribunal) checkBooks(t *testing.T, open []*match, owing ...account) {
	t.Helper()
	sum := new(big.Int)
	for _, m := range open {
		if m.state.Outcome == 0 {
			sum.Add(sum, m.state.Bond.Big())
		}
	}
	if len(owing) > 0 {
		for _, a := range owing {
			sum.Add(sum, c.owed(a.address))
		}
		sum.Add(sum, c.owed([20]byte{}))
		if held := c.state.GetBalance(c.game).ToBig(); held.Cmp(sum) != 0 {
			t.Errorf("the game holds %d wei and owes %d", held, sum)
		}
	}
}

// gamesPlayed is how many random games Go and the EVM play: 150, or ASSAY_DISPUTE_GAMES.
func gamesPlayed(t *testing.T) int {
	if v := os.Getenv("ASSAY_DISPUTE_GAMES"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if testing.Short() {
		return 50
	}
	return 150
}

// TestDisputeRandomGamesAgree plays random games, honest and not, with bad moves and late ones in between. Go and the EVM must agree about
// every one, and whoever is honest must win.
func TestDisputeRandomGamesAgree(t *testing.T) {
	c := newTribunal(t)
	r := rand.New(rand.NewPCG(7, 77))
	stranger := c.someone("carol")
	var open []*match
	owing := []account{stranger}
	outcomes := map[string]int{}
	refused := 0
	for range gamesPlayed(t) {
		m := c.open(c.claimBy(c.staked("provider"), randomClaim(r)), c.someone("challenger"))
		open, owing = append(open, m), append(owing, m.provider, m.challenger)
		s := newScript(r, m)
		for m.state.Outcome == 0 {
			for range r.IntN(3) {
				if s.mischief(stranger) {
					refused++
				}
			}
			if m.state.Outcome == 0 {
				s.step(stranger)
			}
			if m.moves > 2*dispute.MaxMoves {
				t.Fatal("the dispute does not end")
			}
		}
		s.judge()
		outcomes[fmt.Sprintf("%s: %d", s, m.state.Outcome)]++
	}
	c.checkBooks(t, open, owing...)
	t.Logf("%d bad moves refused; outcomes %v", refused, outcomes)
	if refused < 2*len(open) || len(outcomes) < 5 {
		t.Errorf("%d bad moves in %d games, %d kinds of ending: the games are too tame", refused, len(open), len(outcomes))
	}
}

func randomClaim(r *rand.Rand) alphabet.Claim {
	letters := 1 + r.Uint64N(200)
	count := letters
	switch r.IntN(3) {
	case 0:
		count += r.Uint64N(5000)
	case 1:
		count += r.Uint64N(1 << 40)
	}
	return alphabet.Recited(count, letters, int64(r.Uint64()))
}

// script is how the two sides of a random game behave.
type script struct {
	*match
	r             *rand.Rand
	defence       dispute.Defence
	attack        dispute.Attack
	target        dispute.Number
	liar, walker  bool // provider lies; challenger picks the way to the target whatever it sees
	falls, sleeps bool // provider, challenger stops moving at some point
}

func newScript(r *rand.Rand, m *match) *script {
	s := &script{match: m, r: r, liar: r.IntN(2) == 0, walker: r.IntN(2) == 0, falls: r.IntN(5) == 0, sleeps: r.IntN(5) == 0}
	s.target = dispute.Number{Leaf: r.Uint64N(m.claim.Letters), Element: r.IntN(9)}
	lies := alphabet.Lies{}
	if s.liar {
		at := dispute.Number{Leaf: r.Uint64N(m.claim.Letters), Element: r.IntN(7)}
		switch r.IntN(4) {
		case 0:
			lies.Data = map[uint64][]byte{at.Leaf: make([]byte, r.IntN(70))}
		case 1:
			lies.Data = map[uint64][]byte{r.Uint64N(min(m.claim.Count, 1000)): make([]byte, 8*r.IntN(9))}
		default:
			if at.Leaf%5 == 4 {
				at.Leaf--
			}
			lies = lieAt(at.Leaf, at.Element)
		}
	}
	s.defence, s.attack = m.defence(lies), m.attack()
	truth, _ := dispute.Top(s.attack.Trace, m.claim.Count)
	told, _ := dispute.Top(s.defence.Trace, m.claim.Count)
	s.liar = truth != told // some lies say nothing new
	return s
}

func (s *script) String() string {
	name := "honest"
	if s.liar {
		name = "lying"
	}
	if s.falls {
		name += ", falling silent"
	}
	if s.walker {
		name += " against a walker"
	} else {
		name += " against the honest"
	}
	if s.sleeps {
		name += ", falling silent"
	}
	return name
}

// next is the move that the side to move would make, or nil.
func (s *script) next() (account, dispute.Move) {
	if s.state.Place.Phase.Turn() == dispute.Provider {
		move, err := s.defence.Move(s.state)
		if err != nil {
			return s.provider, nil
		}
		return s.provider, move
	}
	pick := s.attack.Move
	if s.walker {
		pick = walk(s.claim, s.target, uint16(s.r.IntN(5)))
	}
	move, err := pick(s.state, s.shown)
	if err != nil {
		return s.challenger, nil
	}
	return s.challenger, move
}

// step makes the next move, at any time up to the last second, or lets the time run out.
func (s *script) step(stranger account) {
	s.t.Helper()
	by, move := s.next()
	silent := s.falls
	if s.state.Place.Phase.Turn() == dispute.Challenger {
		silent = s.sleeps
	}
	if move == nil || silent && s.r.IntN(4) == 0 {
		s.timeout(stranger)
		return
	}
	wait := s.r.Uint64N(600)
	if s.r.IntN(6) == 0 {
		wait = s.state.Deadline() - s.time // the last second
	}
	if s.try(by, wait, move) != nil {
		s.timeout(stranger) // a liar who can't show it
	}
}

// judge holds the outcome against who was honest.
func (s *script) judge() {
	s.t.Helper()
	if !s.liar && !s.falls && s.state.Outcome == dispute.Convicted {
		s.t.Fatalf("%s: an honest provider was convicted", s)
	}
	if s.liar && !s.walker && !s.sleeps && s.state.Outcome != dispute.Convicted {
		s.t.Fatalf("%s: an honest challenger lost", s)
	}
}

// mischief tries something that the rules do not allow, or that happens to be allowed; Go and the EVM must agree. It reports whether it was refused.
func (s *script) mischief(stranger account) bool {
	s.t.Helper()
	who := []account{s.provider, s.challenger, stranger}[s.r.IntN(3)]
	by, move := s.next()
	switch s.r.IntN(9) {
	case 0: // the right move by somebody
		if move == nil || who == by {
			return false
		}
		return s.try(who, 0, move) != nil
	case 1: // too late
		if move == nil {
			return false
		}
		return s.try(by, s.state.Deadline()-s.time+1+s.r.Uint64N(1000), move) != nil
	case 2:
		return s.try(stranger, s.r.Uint64N(10), dispute.Forfeit{}) != nil
	case 3:
		return s.try(stranger, s.r.Uint64N(10), s.conviction()) != nil
	case 4: // another kind of move
		return s.try(who, 0, s.anyMove()) != nil
	case 5: // a pick for another position, or out of range
		pick := dispute.Pick{Node: s.state.Node, Choice: uint16(64 + s.r.IntN(60000))}
		if s.state.Place.Phase != dispute.Child || s.r.IntN(2) == 0 {
			pick = dispute.Pick{Node: s.state.Top, Choice: 1}
			if pick.Node == s.state.Node {
				pick.Node[3]++
			}
		}
		return s.try(s.challenger, 0, pick) != nil
	case 6: // the end by a stranger with another fault
		bad := s.conviction()
		bad.Claim[0]++
		if s.state.Place.Phase.Turn() != dispute.Provider || s.r.IntN(2) == 0 {
			return false
		}
		return s.try(s.provider, 0, bad) != nil
	default:
		if by != s.provider || move == nil {
			return false
		}
		return s.try(by, 0, s.garble(move)) != nil
	}
}

// anyMove is a move of any kind, with the numbers that the honest trace gives.
func (s *script) anyMove() dispute.Move {
	showing := dispute.Showing{Claim: s.claim.Bytes(), Fault: s.fault.Hash(), Element: int(s.state.Place.Element), Part: int(s.state.Place.Part)}
	if s.state.Place.Phase == dispute.Root {
		return dispute.Show{Showing: showing} // a commitment would be taken, whatever it is
	}
	return []dispute.Move{dispute.Commit{}, dispute.Post{}, dispute.Reveal{Data: []byte{1}}, dispute.Show{Showing: showing}, dispute.Split{Showing: showing},
		dispute.ShowPart{Showing: showing}}[s.r.IntN(6)]
}

// garble changes a move of the provider's a little.
func (s *script) garble(move dispute.Move) dispute.Move {
	flip := func(b []byte) []byte {
		b = slices.Clone(b)
		if len(b) == 0 {
			return []byte{1}
		}
		b[s.r.IntN(len(b))] ^= 1 << s.r.IntN(8)
		return b
	}
	show := func(w dispute.Showing) dispute.Showing {
		switch s.r.IntN(8) {
		case 0:
			w.Claim = flip(w.Claim)
		case 1:
			w.Fault = job.Hash(flip(w.Fault[:]))
		case 2:
			w.Element++
		case 3:
			w.Data = flip(w.Data)
		case 4:
			w.Sums = flip(w.Sums)
		case 5:
			w.Evidence = flip(w.Evidence)
		case 6:
			w.Evidence = append(slices.Clone(w.Evidence), 0)
		default:
			w.Sums = append(slices.Clone(w.Sums), make([]byte, 8)...)
		}
		return w
	}
	switch v := move.(type) {
	case dispute.Post:
		if s.r.IntN(2) == 0 {
			v.Children[s.r.IntN(64)][s.r.IntN(32)]++
		} else {
			v.Siblings[s.r.IntN(6)][s.r.IntN(32)]++
		}
		return v
	case dispute.Reveal:
		if s.r.IntN(2) == 0 {
			v.Data = flip(v.Data)
		} else {
			v.Siblings[s.r.IntN(6)][s.r.IntN(32)]++
		}
		return v
	case dispute.Show:
		v.Showing = show(v.Showing)
		return v
	case dispute.Split:
		v.Showing = show(v.Showing)
		return v
	case dispute.ShowPart:
		v.Showing = show(v.Showing)
		return v
	}
	return dispute.Reveal{} // a commitment can't be garbled: any will do
}

// TestDisputeConstantsAgree: what both sides reckon with is the same.
func TestDisputeConstantsAgree(t *testing.T) {
	c := newTribunal(t)
	g := bind.NewDispute()
	for _, leaves := range []uint64{1, 64, 65, 4096, 4097, 27_000_000, 1 << 30, dispute.MaxLeaves} {
		clock := new(big.Int).SetBytes(c.read(g.PackClockFor(leaves)))
		if clock.Uint64() != uint64(dispute.ClockFor(leaves)) {
			t.Errorf("%d leaves: clock %d in the EVM, %d in Go", leaves, clock, dispute.ClockFor(leaves))
		}
		bond := new(big.Int).SetBytes(c.read(g.PackBondFor(leaves)))
		if want := dispute.BondFor(leaves, job.Units(baseFee)); bond.Cmp(want.Big()) != 0 {
			t.Errorf("%d leaves: bond %d in the EVM, %s in Go", leaves, bond, want)
		}
	}
}
