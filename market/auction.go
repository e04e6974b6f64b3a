package market

import (
	"bytes"
	"slices"

	"github.com/assay-network/assay/job"
)

// Bidder is one seller in a negotiation with several.
type Bidder struct {
	Talk   Talk
	Record Record
}

// standing reports whether the bidder has an offer that can be taken at now.
func (b Bidder) standing(now uint64) bool {
	_, err := Next(b.Talk.Request.Request.Mode, b.Talk.State, MovePropose, Buyer)
	return err == nil && now < b.Talk.Offer.Offer.Expires
}

// Award picks the best of the offers that stand at now: the lowest total for the whole work among those that fit the
// budget and the quality asked for; of equal ones the earlier, then the lower agent id, so that everybody who sees the
// same offers picks the same. It returns -1 when there is none. refused says why the others do not count, by index; it
// is nil for those that do.
func (b BuyerStrategy) Award(bidders []Bidder, now uint64) (best int, refused []error) {
	best, refused = -1, make([]error, len(bidders))
	for i, x := range bidders {
		r, o := x.Talk.Request.Request, x.Talk.Offer.Offer
		switch {
		case !x.standing(now):
			refused[i] = ErrLate
		case b.Budget.Less(Total(r, o)):
			refused[i] = ErrTerms
		default:
			refused[i] = b.Meets(o, x.Record)
		}
		if refused[i] == nil && (best < 0 || before(r, o, bidders[best].Talk.Offer.Offer)) {
			best = i
		}
	}
	return best, refused
}

func before(r job.RequestForQuote, a, b job.Offer) bool {
	x, y := Total(r, a), Total(r, b)
	switch {
	case x != y:
		return x.Less(y)
	case a.Issued != b.Issued:
		return a.Issued < b.Issued
	}
	return a.Agent < b.Agent
}

// Book lists the bids of a sealed auction, in the order that a book has, each once: who copies another's commitment
// cannot open it.
func Book(talk job.Hash, bids []job.SignedBid, now uint64) job.BidBook {
	b := job.BidBook{Talk: talk, Issued: now}
	for _, s := range bids {
		b.Commitments = append(b.Commitments, s.Bid.Commitment)
	}
	slices.SortFunc(b.Commitments, func(x, y job.Hash) int { return bytes.Compare(x[:], y[:]) })
	b.Commitments = slices.Compact(b.Commitments)
	b.Commitments = b.Commitments[:min(len(b.Commitments), job.MaxBids)]
	return b
}
