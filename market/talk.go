package market

import (
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
)

// Talk is a negotiation between a buyer and one seller, as far as its signed messages have carried it. Every method
// takes one more message and returns the talk after it, or refuses the message; t itself never changes.
type Talk struct {
	ID      job.Hash // digest of the request
	Request job.SignedRequestForQuote
	Seller  job.Address // whose messages count
	State   State
	Round   uint32          // counter-offers so far
	Offer   job.SignedOffer // the seller's firm offer that stands last, once there is one
	Counter job.SignedOffer // the buyer's last counter-offer, once there is one
	Bid     job.SignedBid   // sealed: the seller's commitment
	domain  job.Domain
}

// The refusals a caller may want to tell apart. Each wraps the text that says what is wrong.
var (
	// ErrLate: the message came after its time, or what it answers has run out.
	ErrLate = errors.New("too late")
	// ErrForeign: the message belongs to another talk, answers another message, or is from somebody else.
	ErrForeign = errors.New("not part of this negotiation")
	// ErrTerms: the message says something that no agreement may hold.
	ErrTerms = errors.New("impossible terms")
)

// MaxFirm is how long an offer may stand, in seconds: who signs prices for longer gives an option away.
const MaxFirm = 3600

// Ask opens a talk with a seller by a buyer's signed request.
func Ask(d job.Domain, r job.SignedRequestForQuote, seller job.Address, now uint64) (Talk, error) {
	switch {
	case r.Request.Issued > now+job.MaxSkew:
		return Talk{}, fmt.Errorf("%w: the request was issued in the future: check both clocks", ErrLate)
	case now >= r.Request.Closes:
		return Talk{}, fmt.Errorf("%w: the request closed at %d", ErrLate, r.Request.Closes)
	}
	return ask(d, r, seller)
}

// ask is Ask at whatever time: an offer may stand longer than its request.
func ask(d job.Domain, r job.SignedRequestForQuote, seller job.Address) (Talk, error) {
	t := Talk{Request: r, Seller: seller, State: Asked, ID: r.Request.Digest(d), domain: d}
	if err := r.Request.Validate(); err != nil {
		return Talk{}, fmt.Errorf("%w: %w", ErrTerms, err)
	}
	if seller.IsZero() || seller == r.Request.Buyer {
		return Talk{}, fmt.Errorf("%w: a buyer cannot negotiate with itself", ErrForeign)
	}
	if err := job.SignedBy(t.ID, r.Signature, r.Request.Buyer); err != nil {
		return Talk{}, fmt.Errorf("the request for a quote: %w", err)
	}
	return t, nil
}

// Rejoin restores a talk in which the seller's offer last stands, from what the buyer brings back: the request and that
// offer, which bears the seller's own signature. So a seller needs to keep nothing between two turns.
func Rejoin(d job.Domain, r job.SignedRequestForQuote, last job.SignedOffer, seller job.Address, now uint64) (Talk, error) {
	t, err := ask(d, r, seller)
	if err != nil {
		return Talk{}, err
	}
	t.State = Offered
	if r.Request.Mode == job.ModeSealed {
		t.State = Opened
	}
	if err := t.fromSeller(last, now); err != nil {
		return Talk{}, err
	}
	t.Round, t.Offer = last.Offer.Round, last
	return t, nil
}

// offerRules is what every offer must fulfil, each with its reason.
var offerRules = []struct {
	ok     func(r job.RequestForQuote, o job.Offer) bool
	reason string
}{
	{func(_ job.RequestForQuote, o job.Offer) bool {
		return o.Rates.Fits() && o.Reserve.Fits() && o.HoldFee.Fits() && o.Deposit.Fits()
	}, "an amount is above 128 bits"},
	{func(r job.RequestForQuote, o job.Offer) bool { return !r.Work.Tokens() || o.ChunkTokens > 0 }, "tokens are paid in chunks of none"},
	{func(_ job.RequestForQuote, o job.Offer) bool { return !o.Rates.Input.Less(o.Rates.Cached) }, "a cached prompt token costs more than another"},
	{func(_ job.RequestForQuote, o job.Offer) bool {
		return o.Expires > o.Issued && o.Expires-o.Issued <= MaxFirm
	}, "it stands for no time, or for more than an hour"},
	{func(r job.RequestForQuote, o job.Offer) bool {
		return o.Until > o.Expires && o.Until <= r.Until
	}, "the agreed price would end before the offer does, or later than was asked"},
	{func(r job.RequestForQuote, o job.Offer) bool { return o.Slots <= r.Slots }, "it keeps more room than was asked for"},
	{func(_ job.RequestForQuote, o job.Offer) bool {
		return o.Slots > 0 || o.HoldFee.IsZero() && o.Deposit.IsZero()
	}, "it charges for keeping no room"},
	{func(_ job.RequestForQuote, o job.Offer) bool { return o.Slots == 0 || !o.Deposit.IsZero() }, "room is kept only against money in a channel"},
}

func (t Talk) sane(o job.Offer) error {
	for _, r := range offerRules {
		if !r.ok(t.Request.Request, o) {
			return fmt.Errorf("%w: %s", ErrTerms, r.reason)
		}
	}
	return nil
}

// fromSeller checks a seller's offer by itself, wherever it stands in the talk.
func (t Talk) fromSeller(s job.SignedOffer, now uint64) error {
	o := s.Offer
	switch {
	case o.Talk != t.ID:
		return fmt.Errorf("%w: the offer is for another request", ErrForeign)
	case o.From != t.Seller:
		return fmt.Errorf("%w: the offer is from %s, the talk is with %s", ErrForeign, o.From, t.Seller)
	case o.Round > t.Request.Request.Rounds:
		return fmt.Errorf("%w: round %d of %d", ErrForeign, o.Round, t.Request.Request.Rounds)
	case o.Issued > now+job.MaxSkew:
		return fmt.Errorf("%w: the offer was issued in the future: check both clocks", ErrLate)
	case now >= o.Expires:
		return fmt.Errorf("%w: the offer expired at %d; ask for a new one", ErrLate, o.Expires)
	}
	if err := t.sane(o); err != nil {
		return err
	}
	if err := job.SignedBy(o.Digest(t.domain), s.Signature, t.Seller); err != nil {
		return fmt.Errorf("the seller's offer: %w", err)
	}
	return nil
}

// move looks a move up in the table.
func (t Talk) move(m Move, by Party) (Talk, error) {
	next, err := Next(t.Request.Request.Mode, t.State, m, by)
	t.State = next
	return t, err
}

// TakeOffer takes the seller's offer: its first, or its answer to a counter-offer.
func (t Talk) TakeOffer(s job.SignedOffer, now uint64) (Talk, error) {
	next, err := t.move(MoveOffer, Seller)
	if err != nil {
		return t, err
	}
	answers := t.ID
	if t.State == Countered {
		answers = t.Counter.Offer.Digest(t.domain)
	}
	switch o := s.Offer; {
	case now >= t.Request.Request.Closes:
		return t, fmt.Errorf("%w: the request closed at %d", ErrLate, t.Request.Request.Closes)
	case o.Answers != answers:
		return t, fmt.Errorf("%w: the offer answers another message than the last", ErrForeign)
	case o.Round != t.Round:
		return t, fmt.Errorf("%w: the offer is of round %d, this is round %d", ErrForeign, o.Round, t.Round)
	}
	if err := t.fromSeller(s, now); err != nil {
		return t, err
	}
	next.Offer = s
	return next, nil
}

// TakeCounter takes the buyer's counter-offer.
func (t Talk) TakeCounter(s job.SignedOffer, now uint64) (Talk, error) {
	next, err := t.move(MoveCounter, Buyer)
	if err != nil {
		return t, err
	}
	r := t.Request.Request
	switch o := s.Offer; {
	case o.Talk != t.ID || o.Answers != t.Offer.Offer.Digest(t.domain):
		return t, fmt.Errorf("%w: the counter-offer answers another message than the last", ErrForeign)
	case o.From != r.Buyer || o.Agent != 0:
		return t, fmt.Errorf("%w: the counter-offer is from %s, the buyer is %s", ErrForeign, o.From, r.Buyer)
	case o.Round <= t.Round: // a seller that declined a round has not seen it when it rejoins
		return t, fmt.Errorf("%w: the counter-offer is of round %d, that was round %d", ErrForeign, o.Round, t.Round)
	case o.Round > r.Rounds:
		return t, fmt.Errorf("%w: the request allows %d counter-offers", ErrForeign, r.Rounds)
	case o.Issued > now+job.MaxSkew || now >= o.Expires || now >= r.Closes:
		return t, fmt.Errorf("%w: the counter-offer has run out, or is from the future", ErrLate)
	}
	if err := t.sane(s.Offer); err != nil {
		return t, err
	}
	if err := job.SignedBy(s.Offer.Digest(t.domain), s.Signature, r.Buyer); err != nil {
		return t, fmt.Errorf("the counter-offer: %w", err)
	}
	next.Round, next.Counter = s.Offer.Round, s
	return next, nil
}

// Decline ends the talk at the wish of one side. A seller that declines a counter-offer still stands by its last offer.
func (t Talk) Decline(by Party) (Talk, error) { return t.move(MoveDecline, by) }

// Tick ends the talk when its time is over at now; before that it changes nothing.
func (t Talk) Tick(now uint64) Talk {
	r := t.Request.Request
	var over bool
	m := MoveExpire
	switch t.State {
	case Asked:
		over = now >= r.Closes
	case Sealed:
		over = now >= r.Reveals
	case Booked:
		over, m = now >= r.Reveals, MoveWithhold
	case Offered, Countered, Opened, Proposed:
		over = now >= t.Offer.Offer.Expires
	}
	if !over {
		return t
	}
	next, err := t.move(m, Clock)
	if err != nil {
		return t // a state that is over
	}
	return next
}

// TakeBid takes the seller's commitment to a bid.
func (t Talk) TakeBid(s job.SignedBid, now uint64) (Talk, error) {
	next, err := t.move(MoveSeal, Seller)
	if err != nil {
		return t, err
	}
	switch b := s.Bid; {
	case b.Talk != t.ID || b.Seller != t.Seller || b.Commitment.IsZero():
		return t, fmt.Errorf("%w: the sealed bid is for another request, or from somebody else", ErrForeign)
	case now >= t.Request.Request.Closes:
		return t, fmt.Errorf("%w: bids were taken until %d", ErrLate, t.Request.Request.Closes)
	}
	if err := job.SignedBy(s.Bid.Digest(t.domain), s.Signature, t.Seller); err != nil {
		return t, fmt.Errorf("the sealed bid: %w", err)
	}
	next.Bid = s
	return next, nil
}

// TakeBook takes the buyer's list of all bids. Before Closes it is refused: somebody could still bid.
func (t Talk) TakeBook(s job.SignedBook, now uint64) (Talk, error) {
	next, err := t.move(MoveBook, Buyer)
	if err != nil {
		return t, err
	}
	if err := CheckBook(t.domain, t.Request, s, t.Bid.Bid.Commitment, now); err != nil {
		return t, err
	}
	return next, nil
}

// CheckBook is what a seller asks of a book before it shows the bid that it committed to.
func CheckBook(d job.Domain, r job.SignedRequestForQuote, s job.SignedBook, commitment job.Hash, now uint64) error {
	switch b := s.Book; {
	case b.Talk != r.Request.Digest(d):
		return fmt.Errorf("%w: the book is of another request", ErrForeign)
	case b.Issued < r.Request.Closes || now < r.Request.Closes:
		return fmt.Errorf("%w: bids are opened from %d on, when nobody can bid any more", ErrTerms, r.Request.Closes)
	case now >= r.Request.Reveals:
		return fmt.Errorf("%w: bids were opened until %d", ErrLate, r.Request.Reveals)
	case !b.Holds(commitment):
		return fmt.Errorf("%w: the bid is not in the book, or the book is out of order", ErrForeign)
	}
	if err := job.SignedBy(s.Book.Digest(d), s.Signature, r.Request.Buyer); err != nil {
		return fmt.Errorf("the book of bids: %w", err)
	}
	return nil
}

// TakeOpening takes the offer that the seller committed to.
func (t Talk) TakeOpening(o job.OpenedBid, now uint64) (Talk, error) {
	next, err := t.move(MoveOpen, Seller)
	if err != nil {
		return t, err
	}
	switch {
	case now >= t.Request.Request.Reveals:
		return t, fmt.Errorf("%w: bids were opened until %d", ErrLate, t.Request.Request.Reveals)
	case job.CommitBid(o.Offer.Offer.Digest(t.domain), o.Salt) != t.Bid.Bid.Commitment:
		return t, fmt.Errorf("%w: the bid that was opened is not the one that was sealed", ErrForeign)
	case o.Offer.Offer.Answers != t.ID || o.Offer.Offer.Round != 0:
		return t, fmt.Errorf("%w: the bid answers another message than the request", ErrForeign)
	}
	if err := t.fromSeller(o.Offer, now); err != nil {
		return t, err
	}
	next.Offer = o.Offer
	return next, nil
}
