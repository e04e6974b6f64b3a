package dispute_test

import (
	"errors"
	"testing"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
)

var (
	order  = []byte("recite from 7 on")
	wanted = dispute.Fault{Subject: job.Keccak(order), Amount: job.Units(5)}
)

// ask begins a question about wanted.
func ask(t *testing.T) *game {
	t.Helper()
	s, err := dispute.Ask(bob, alice, wanted.Hash(), dispute.QuestionBond(job.Units(1e9)), job.Units(1e9), start)
	if err != nil {
		t.Fatal(err)
	}
	return &game{t: t, claim: alphabet.Recited(1, 1, 0), state: s, now: start}
}

func TestAnOrderAnswersAQuestion(t *testing.T) {
	g := ask(t)
	right := dispute.Answer{Fault: wanted, Evidence: order}
	other := wanted
	other.Amount = job.Units(6)
	g.refuse(dispute.ErrTurn, alice, 1, right)
	g.refuse(dispute.ErrTurn, carol, 1, right)
	g.refuse(dispute.ErrOrder, bob, 1, dispute.Answer{Fault: wanted, Evidence: []byte("recite from 8 on")})
	g.refuse(dispute.ErrSame, bob, 1, dispute.Answer{Fault: other, Evidence: order})
	g.refuse(dispute.ErrPhase, alice, 1, dispute.Forfeit{})
	g.refuse(dispute.ErrPhase, bob, 1, dispute.Commit{})
	g.refuse(dispute.ErrPhase, bob, 1, dispute.Show{})
	g.refuse(dispute.ErrLate, bob, dispute.BaseClock+1, right)
	g.must(bob, dispute.BaseClock, right)
	if p := g.state.Payout(); g.state.Outcome != dispute.Shown || p.Provider.Add(p.Burnt) != g.state.Bond || p.Provider.IsZero() {
		t.Errorf("outcome %d, %+v", g.state.Outcome, p)
	}
	g.refuse(dispute.ErrPhase, bob, 0, right)
}

func TestWhoWasNeverAskedLosesByTheClock(t *testing.T) {
	g := ask(t)
	convict := dispute.Convict{Claim: job.Keccak(), Fault: wanted.Hash()}
	g.refuse(dispute.ErrEarly, carol, dispute.BaseClock, convict)
	g.refuse(dispute.ErrSame, carol, dispute.BaseClock+1, dispute.Convict{Claim: job.Keccak([]byte{0}), Fault: wanted.Hash()})
	g.must(carol, dispute.BaseClock+1, convict)
	if g.state.Outcome != dispute.Convicted || g.state.Payout().Challenger != g.state.Bond {
		t.Errorf("outcome %d, %+v", g.state.Outcome, g.state.Payout())
	}
}

// TestADisputeTakesNoAnswer: an order acquits nobody of a wrong computation, and a program that knows no orders takes none.
func TestADisputeTakesNoAnswer(t *testing.T) {
	g := open(t, alphabet.Recited(100, 80, 3))
	g.refuse(dispute.ErrPhase, bob, 1, dispute.Answer{Fault: wanted, Evidence: order})
	s := ask(t).state
	var unknowing struct{ dispute.Program }
	if _, err := dispute.Play(unknowing, s, bob, start+1, dispute.Answer{Fault: wanted, Evidence: order}); !errors.Is(err, dispute.ErrOrder) {
		t.Errorf("%v", err)
	}
	if _, err := dispute.Ask(bob, alice, wanted.Hash(), job.Units(1), job.Units(1e9), start); !errors.Is(err, dispute.ErrBond) {
		t.Errorf("%v", err)
	}
}
