package market

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

var update = flag.Bool("update", false, "rewrite the table in docs/negotiation.md")

func TestTheTableInTheDocsIsTheTable(t *testing.T) {
	const file, begin, end = "../docs/negotiation.md", "<!-- market.Table begins -->\n", "<!-- market.Table ends -->"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(raw), begin)
	drawn, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", file)
	}
	if drawn == Table() {
		return
	}
	if !*update {
		t.Fatalf("%s shows another table: go test ./market -run Docs -update", file)
	}
	if err := os.WriteFile(file, []byte(head+begin+Table()+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryStateIsReachedAndLeft(t *testing.T) {
	type key struct {
		s State
		m Move
		p Party
		x modes
	}
	seen, reached := map[key]bool{}, map[State]bool{Asked: true}
	leaves := map[State]bool{}
	for _, tr := range Transitions() {
		k := key{tr.From, tr.Move, tr.By, tr.modes}
		if seen[k] {
			t.Errorf("%s by the %s from %s is listed twice", tr.Move, tr.By, tr.From)
		}
		seen[k] = true
		if !reached[tr.From] {
			t.Errorf("%s is left before anything leads there", tr.From)
		}
		reached[tr.To], leaves[tr.From] = true, true
		if len(tr.Why) < 20 {
			t.Errorf("%s from %s has no reason", tr.Move, tr.From)
		}
		if tr.From.Over() {
			t.Errorf("%s is over, and left by %s", tr.From, tr.Move)
		}
	}
	for s := Asked; int(s) < len(stateNames); s++ {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
		if leaves[s] == s.Over() {
			t.Errorf("%s: over is %t, left is %t", s, s.Over(), leaves[s])
		}
		timed := false
		for _, tr := range transitions {
			timed = timed || tr.From == s && tr.By == Clock
		}
		if !s.Over() && !timed {
			t.Errorf("a negotiation can hang in %s for ever", s)
		}
	}
}

// TestNoShortcut names what must never be legal, whatever else the table comes to hold.
func TestNoShortcut(t *testing.T) {
	for _, c := range []struct {
		attack string
		mode   job.Mode
		from   State
		move   Move
		by     Party
	}{
		{"agree without an offer", job.ModeTalk, Asked, MovePropose, Buyer},
		{"the seller signs what nobody proposed", job.ModeTalk, Offered, MoveSign, Seller},
		{"the seller takes a counter-offer as if it were binding", job.ModeTalk, Countered, MoveSign, Seller},
		{"the seller answers its own offer", job.ModeTalk, Offered, MoveOffer, Seller},
		{"the buyer counters itself", job.ModeTalk, Countered, MoveCounter, Buyer},
		{"the seller takes a firm offer back", job.ModeTalk, Offered, MoveDecline, Seller},
		{"the buyer signs for the seller", job.ModeTalk, Proposed, MoveSign, Buyer},
		{"sign twice", job.ModeTalk, Agreed, MoveSign, Seller},
		{"walk out of an agreement", job.ModeTalk, Agreed, MoveDecline, Buyer},
		{"revive what ran out", job.ModeTalk, Expired, MovePropose, Buyer},
		{"bid in the open in a sealed auction", job.ModeSealed, Asked, MoveOffer, Seller},
		{"open a bid before the book is closed", job.ModeSealed, Sealed, MoveOpen, Seller},
		{"bid after the book is closed", job.ModeSealed, Booked, MoveSeal, Seller},
		{"seal a second bid", job.ModeSealed, Sealed, MoveSeal, Seller},
		{"sign a second book", job.ModeSealed, Booked, MoveBook, Buyer},
		{"haggle over an opened bid", job.ModeSealed, Opened, MoveCounter, Buyer},
		{"take a bid back once prices are known", job.ModeSealed, Opened, MoveDecline, Seller},
		{"take a sealed bid unread", job.ModeSealed, Sealed, MovePropose, Buyer},
		{"a sealed bid in an open auction", job.ModeOpen, Asked, MoveSeal, Seller},
		{"no move at all", job.ModeTalk, Asked, 0, Buyer},
		{"no state at all", job.ModeTalk, 0, MoveOffer, Seller},
	} {
		if next, err := Next(c.mode, c.from, c.move, c.by); !errors.Is(err, ErrMove) || !strings.Contains(err.Error(), c.from.String()) {
			t.Errorf("%s: now %s, %v", c.attack, next, err)
		}
	}
}
