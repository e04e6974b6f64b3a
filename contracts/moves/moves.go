// Package moves writes the moves of package dispute as calls of the game contract (contracts/src/Dispute.sol), and knows what that contract calls the game's
// refusals. It is the one place where the two meet: the client in chain, the attacks and the tests all call it. It must not know how a call is sent, or
// by whom.
package moves

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// Call is the contract's call for a move in the dispute with the given id: the move's short name, under which gas is counted, and the call data. fault
// is that of the opening; only Convict needs it.
func Call(id *big.Int, move dispute.Move, fault dispute.Fault) (name string, data []byte, err error) {
	g := bind.NewDispute()
	switch m := move.(type) {
	case dispute.Commit:
		return "commit", g.PackCommit(id, words64(m.Children)), nil
	case dispute.Pick:
		return "pick", g.PackPick(id, m.Node, big.NewInt(int64(m.Choice))), nil
	case dispute.Post:
		return "post", g.PackPost(id, words64(m.Children), words6(m.Siblings)), nil
	case dispute.Reveal:
		return "reveal", g.PackReveal(id, m.Data, words6(m.Siblings)), nil
	case dispute.Show:
		return "show", g.PackShow(id, showing(m.Showing)), nil
	case dispute.Split:
		return "split", g.PackSplit(id, showing(m.Showing)), nil
	case dispute.ShowPart:
		return "show part", g.PackShowPart(id, showing(m.Showing)), nil
	case dispute.Answer:
		return "answer", g.PackAnswer(id, Fault(m.Fault), m.Evidence), nil
	case dispute.Forfeit:
		return "forfeit", g.PackForfeit(id), nil
	case dispute.Convict:
		return "convict", g.PackConvict(id, m.Claim, Fault(fault)), nil
	}
	return "", nil, fmt.Errorf("dispute %d: the contract has no call for a move %T", id, move)
}

// Says what somebody who makes a move tries to do, as it follows "tries to" or stands before an error.
func Says(move dispute.Move) string {
	switch move.(type) {
	case dispute.Commit:
		return "commit to a trace"
	case dispute.Pick:
		return "pick"
	case dispute.Post:
		return "show nodes"
	case dispute.Reveal:
		return "show a leaf"
	case dispute.Show:
		return "show the number"
	case dispute.Split:
		return "show partial sums"
	case dispute.ShowPart:
		return "show the partial sum"
	case dispute.Answer:
		return "answer a question"
	case dispute.Forfeit:
		return "end a dispute that its challenger left"
	}
	return "end a dispute that its provider left"
}

// Fault is the contract's form of a fault.
func Fault(f dispute.Fault) bind.Fault {
	return bind.Fault{Subject: f.Subject, Channel: f.Channel, Amount: f.Amount.Big()}
}

func showing(s dispute.Showing) bind.DisputeShowing {
	return bind.DisputeShowing{
		Claim: s.Claim, Fault: s.Fault, Element: big.NewInt(int64(s.Element)), Part: big.NewInt(int64(s.Part)),
		Data: s.Data, Sums: s.Sums, Evidence: s.Evidence,
	}
}

func words64(h [dispute.Fan]job.Hash) (out [dispute.Fan][32]byte) {
	for i := range h {
		out[i] = h[i]
	}
	return out
}

func words6(h [dispute.Levels]job.Hash) (out [dispute.Levels][32]byte) {
	for i := range h {
		out[i] = h[i]
	}
	return out
}

var refusals = []struct {
	err   error
	names []string
}{
	{dispute.ErrPhase, []string{"WrongPhase(uint8)"}}, {dispute.ErrTurn, []string{"NotYourMove()"}}, {dispute.ErrLate, []string{"TooLate(uint256)"}},
	{dispute.ErrEarly, []string{"StillTime(uint256)"}}, {dispute.ErrPosition, []string{"AnotherPosition(bytes32)"}}, {dispute.ErrChoice, []string{"ChoiceOutOfRange()"}},
	{dispute.ErrUnder, []string{"NotUnderNode()"}}, {dispute.ErrSame, []string{"NotTheSame()"}}, {dispute.ErrLength, []string{"WrongLength()"}},
	{dispute.ErrParts, []string{"WrongParts()"}}, {dispute.ErrNumber, []string{"WrongNumber()"}}, {dispute.ErrOrder, []string{"NotOrdered()"}},
	{dispute.ErrNoEvidence, []string{"BadEvidence()", "NoSuchElement()"}}, // the second is the toy program's
}

// Refusals are the signatures of the errors with which the contract refuses what package dispute refuses with err, the usual one first; none if err is
// no refusal of the game.
func Refusals(err error) []string {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.names
		}
	}
	return nil
}
