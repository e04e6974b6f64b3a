package market

import (
	"errors"
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
)

// ErrNoQuote says that what was agreed cannot be bought through a channel.
var ErrNoQuote = errors.New("no quote for a channel can say this")

// QuoteOf returns the quote that an agreed offer comes to: what every request under the agreement names as its price,
// and what a contract judges bills by. Both sides can make it; the seller signs it. It is zero when no tokens are sold.
func QuoteOf(r job.RequestForQuote, o job.Offer) (job.Quote, error) {
	w := r.Work
	switch {
	case !w.Tokens():
		return job.Quote{}, nil
	case w.Cached > 0 && o.Rates.Cached != o.Rates.Input:
		return job.Quote{}, fmt.Errorf("%w: channels bill cached prompt tokens as all others", ErrNoQuote)
	}
	return job.Quote{
		Provider: o.From, Agent: o.Agent, Buyer: r.Buyer, Model: w.Model, Lane: w.Lane, Token: r.Token,
		InputPrice: o.Rates.Input, OutputPrice: o.Rates.Output, ChunkTokens: o.ChunkTokens, MaxPrompt: w.MaxPrompt, MaxTokens: w.MaxTokens,
		Reserve: o.Reserve, Issued: o.Issued, Expires: o.Until,
	}, nil
}

// Propose makes the intent by which the buyer takes the offer that stands. nonce must be above that of every earlier
// intent of this buyer.
func (t Talk) Propose(nonce uint64) (job.AgentIntent, error) {
	if _, err := t.move(MovePropose, Buyer); err != nil {
		return job.AgentIntent{}, err
	}
	r, o := t.Request.Request, t.Offer.Offer
	value := Total(r, o)
	if !value.Fits() {
		return job.AgentIntent{}, fmt.Errorf("%w: the work costs more than 128 bits hold", ErrTerms)
	}
	return job.AgentIntent{
		Payload: o.Digest(t.domain), Expiry: o.Expires, Nonce: nonce, Agent: r.Buyer, Type: job.TradeType,
		Value: value, Participants: job.Participants(r.Buyer, t.Seller),
	}, nil
}

// Total returns what all the work of a request costs by an offer, room that is kept included.
func Total(r job.RequestForQuote, o job.Offer) job.Amount { return o.Rates.Cost(r.Work).Add(o.HoldFee) }

// agreed is the domain of agreements on the same chain and before the same referee as d.
func agreed(d job.Domain) job.Domain { return job.AgreementDomain(d.ChainID, d.Contract) }

// TakeIntent takes the buyer's signed intent and returns the agreement with the seller's part still missing.
func (t Talk) TakeIntent(i job.AgentIntent, sig job.Signature, now uint64) (Talk, job.Agreement, error) {
	next, err := t.move(MovePropose, Buyer)
	if err != nil {
		return t, job.Agreement{}, err
	}
	want, err := t.Propose(i.Nonce)
	if err != nil {
		return t, job.Agreement{}, err
	}
	switch {
	case now >= t.Offer.Offer.Expires:
		return t, job.Agreement{}, fmt.Errorf("%w: the offer expired at %d; ask for a new one", ErrLate, t.Offer.Offer.Expires)
	case !sameIntent(i, want):
		return t, job.Agreement{}, fmt.Errorf("%w: the agreement says something else than the offer that stands", ErrForeign)
	}
	if err := job.SignedBy(i.Digest(agreed(t.domain)), sig, i.Agent); err != nil {
		return t, job.Agreement{}, fmt.Errorf("the buyer's part of the agreement: %w", err)
	}
	return next, job.Agreement{Request: t.Request, Offer: t.Offer, Intent: i, BuyerSignature: sig}, nil
}

func sameIntent(a, b job.AgentIntent) bool {
	return a.Payload == b.Payload && a.Expiry == b.Expiry && a.Nonce == b.Nonce && a.Agent == b.Agent && a.Type == b.Type && a.Value == b.Value &&
		slices.Equal(a.Participants, b.Participants)
}

// Accept makes the seller's part of an agreement that TakeIntent returned, and the quote that goes with it. The seller
// signs both.
func Accept(d job.Domain, a job.Agreement) (job.Acceptance, job.Quote, error) {
	q, err := QuoteOf(a.Request.Request, a.Offer.Offer)
	if err != nil {
		return job.Acceptance{}, job.Quote{}, err
	}
	acc := job.Acceptance{Intent: a.Intent.Hash(), Participant: a.Offer.Offer.From, Nonce: a.Intent.Nonce, Expiry: a.Offer.Offer.Until}
	if q != (job.Quote{}) {
		acc.Conditions = q.Digest(d)
	}
	return acc, q, nil
}

// TakeAgreement takes an agreement that the seller has signed too, in answer to the buyer's intent.
func (t Talk) TakeAgreement(proposed, a job.Agreement) (Talk, error) {
	next, err := t.move(MoveSign, Seller)
	if err != nil {
		return t, err
	}
	if a.Intent.Hash() != proposed.Intent.Hash() || a.BuyerSignature != proposed.BuyerSignature {
		return t, fmt.Errorf("%w: the seller signed another agreement than the one that was proposed", ErrForeign)
	}
	return next, CheckAgreement(t.domain, a)
}

// CheckAgreement checks that both sides have signed the same terms: the request, the seller's offer for it, the intent
// by which the buyer takes that offer, the seller's acceptance of that intent, and the quote that these terms come to.
// Anybody can check it, whenever; whether the agreement still stands is another question (see Standing).
func CheckAgreement(d job.Domain, a job.Agreement) error {
	r, o := a.Request.Request, a.Offer.Offer
	at := max(r.Issued, o.Issued) // every signature was made while request and offer stood
	t, err := Rejoin(d, a.Request, a.Offer, o.From, at)
	if err != nil {
		return fmt.Errorf("the agreement does not hold: %w", err)
	}
	_, want, err := t.TakeIntent(a.Intent, a.BuyerSignature, at)
	if err != nil {
		return fmt.Errorf("the agreement does not hold: %w", err)
	}
	acc, q, err := Accept(d, want)
	if err != nil {
		return fmt.Errorf("the agreement does not hold: %w", err)
	}
	if a.Acceptance != acc || a.Quote.Quote != q {
		return fmt.Errorf("the agreement does not hold: %w: the seller's part says something else than the buyer's", ErrForeign)
	}
	if err := job.SignedBy(acc.Digest(agreed(d)), a.SellerSignature, o.From); err != nil {
		return fmt.Errorf("the seller's part of the agreement: %w", err)
	}
	if q == (job.Quote{}) {
		return nil
	}
	if err := job.SignedBy(q.Digest(d), a.Quote.Signature, o.From); err != nil {
		return fmt.Errorf("the agreed quote: %w", err)
	}
	return nil
}

// Standing reports whether the price of a checked agreement still stands at now.
func Standing(a job.Agreement, now uint64) bool { return now < a.Acceptance.Expiry }
