package market

import (
	"errors"
	"fmt"
	"strings"

	"github.com/assay-network/assay/job"
)

// State is where a negotiation with one seller stands.
type State uint8

// The states. The zero value is invalid.
const (
	Asked     State = iota + 1 // the buyer's request for a quote is out
	Offered                    // a firm offer of the seller stands
	Countered                  // the buyer has answered it with a counter-offer
	Sealed                     // the seller has committed to a bid
	Booked                     // the buyer has fixed who bids
	Opened                     // the seller has opened its bid, which is a firm offer now
	Proposed                   // the buyer has signed the agreement
	Agreed                     // both have
	Declined                   // one side wants no more
	Expired                    // time ran out
)

// Move is what changes where a negotiation stands.
type Move uint8

// The moves. The zero value is invalid.
const (
	MoveOffer    Move = iota + 1 // the seller names a price
	MoveCounter                  // the buyer names another one
	MoveSeal                     // the seller commits to a bid
	MoveBook                     // the buyer signs the list of all bids
	MoveOpen                     // the seller shows the bid that it committed to
	MoveWithhold                 // the seller does not
	MovePropose                  // the buyer takes the seller's offer and signs the agreement
	MoveSign                     // the seller signs it too
	MoveDecline                  // whose turn it is wants no more
	MoveExpire                   // the time for the next move is over
)

// Party is who makes a move.
type Party uint8

// The parties. The zero value is invalid.
const (
	Buyer  Party = iota + 1
	Seller       //
	Clock        // time, which waits for neither
)

var (
	stateNames = [...]string{"", "asked", "offered", "countered", "sealed", "booked", "opened", "proposed", "agreed", "declined", "expired"}
	moveNames  = [...]string{"", "offer", "counter", "seal", "book", "open", "withhold", "propose", "sign", "decline", "expire"}
	partyNames = [...]string{"", "buyer", "seller", "clock"}
)

func nameIn(names []string, n uint8) string {
	if int(n) < len(names) && n > 0 {
		return names[n]
	}
	return fmt.Sprintf("number %d", n)
}

// String returns the text form.
func (s State) String() string { return nameIn(stateNames[:], uint8(s)) }

// String returns the text form.
func (m Move) String() string { return nameIn(moveNames[:], uint8(m)) }

// String returns the text form.
func (p Party) String() string { return nameIn(partyNames[:], uint8(p)) }

// Over reports whether nothing can happen any more.
func (s State) Over() bool { return s == Agreed || s == Declined || s == Expired }

// auctions says in which modes a transition is legal.
type modes uint8

const (
	anyMode    modes = iota
	inOpen           // talk and open
	whenSealed       // sealed
)

func (m modes) String() string { return [...]string{"any", "talk, open", "sealed"}[m] }

func (m modes) has(mode job.Mode) bool {
	return m == anyMode || (m == whenSealed) == (mode == job.ModeSealed)
}

// Transition is one legal move of a negotiation.
type Transition struct {
	From  State
	Move  Move
	By    Party
	To    State
	modes modes
	Why   string // the reason it is legal
}

// transitions is the table. docs/negotiation.md is drawn from it.
var transitions = [...]Transition{
	{Asked, MoveOffer, Seller, Offered, inOpen, "a seller's offer is firm until it expires, so that the buyer can count on it while it asks others"},
	{Asked, MoveSeal, Seller, Sealed, whenSealed, "nobody, the buyer included, can read a price while others may still bid"},
	{Asked, MoveDecline, Seller, Declined, anyMode, "nobody has to sell, and no reason is owed"},
	{Asked, MoveDecline, Buyer, Declined, anyMode, "asking binds to nothing"},
	{Asked, MoveExpire, Clock, Expired, anyMode, "a request names the time after which no answer counts"},
	{Offered, MovePropose, Buyer, Proposed, anyMode, "the offer is firm, so taking it needs nobody's consent"},
	{Offered, MoveCounter, Buyer, Countered, inOpen, "a counter-offer binds nobody: the buyer may talk with several sellers and can keep its word to one"},
	{Offered, MoveDecline, Buyer, Declined, anyMode, "a firm offer binds the seller only"},
	{Offered, MoveExpire, Clock, Expired, anyMode, "a price cannot be held for ever"},
	{Countered, MoveOffer, Seller, Offered, inOpen, "the seller meets the counter-offer, or goes some of the way; the rounds are counted"},
	{Countered, MoveDecline, Seller, Offered, inOpen, "who goes no further still stands by what was offered: that is firm until it expires"},
	{Countered, MovePropose, Buyer, Proposed, inOpen, "the offer that was countered is firm all the same, also when no answer comes"},
	{Countered, MoveDecline, Buyer, Declined, inOpen, "a counter-offer binds nobody"},
	{Countered, MoveExpire, Clock, Expired, inOpen, "the offer that was countered has run out"},
	{Sealed, MoveBook, Buyer, Booked, whenSealed, "the signed book fixes who bids, before the first bid is opened: a bid that comes later has seen others"},
	{Sealed, MoveDecline, Buyer, Declined, whenSealed, "an auction may be called off while nobody has shown a price"},
	{Sealed, MoveExpire, Clock, Expired, whenSealed, "without a book nobody has to show a price"},
	{Booked, MoveOpen, Seller, Opened, whenSealed, "the offer must be the one that was committed to"},
	{Booked, MoveWithhold, Clock, Declined, whenSealed, "a bid that is not opened in time is no bid; the buyer remembers who held it back"},
	{Opened, MovePropose, Buyer, Proposed, whenSealed, "the winner is paid what it bid; haggling now would make every later bid worth less"},
	{Opened, MoveDecline, Buyer, Declined, whenSealed, "another bid won, or none was good enough"},
	{Opened, MoveExpire, Clock, Expired, whenSealed, "a price cannot be held for ever"},
	{Proposed, MoveSign, Seller, Agreed, anyMode, "both have signed the same terms"},
	{Proposed, MoveDecline, Seller, Declined, anyMode, "the offer ran out on the way, or was taken already; any other refusal breaks a signed promise"},
	{Proposed, MoveExpire, Clock, Expired, anyMode, "what only the buyer has signed binds nobody once the offer has run out"},
}

// Transitions returns every legal move, in the order of the table.
func Transitions() []Transition { return append([]Transition(nil), transitions[:]...) }

// ErrMove says that a move is not legal where a negotiation stands.
var ErrMove = errors.New("illegal move")

// Next returns where a negotiation stands after a move. What the table does not list is refused with ErrMove; the text
// names the moves that would be legal.
func Next(mode job.Mode, s State, m Move, by Party) (State, error) {
	var legal []string
	for _, t := range transitions {
		if t.From != s || !t.modes.has(mode) {
			continue
		}
		if t.Move == m && t.By == by {
			return t.To, nil
		}
		legal = append(legal, fmt.Sprintf("%s (%s)", t.Move, t.By))
	}
	if len(legal) == 0 {
		return 0, fmt.Errorf("%w: %s by the %s in a negotiation (%s) that is %s, which has no next state", ErrMove, m, by, mode, s)
	}
	return 0, fmt.Errorf("%w: %s by the %s in a negotiation (%s) that is %s, where only %s can happen", ErrMove, m, by, mode, s, strings.Join(legal, ", "))
}

// Table draws the table of transitions in Markdown, as docs/negotiation.md shows it.
func Table() string {
	var b strings.Builder
	b.WriteString("| from | move | by | to | in mode | because |\n|---|---|---|---|---|---|\n")
	for i, t := range transitions {
		from := "**" + t.From.String() + "**"
		if i > 0 && transitions[i-1].From == t.From {
			from = ""
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", from, t.Move, t.By, t.To, t.modes, t.Why)
	}
	return b.String()
}
