package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// NegotiatorConfig is how a provider negotiates. Prices are shares of its price list, so that one configuration fits
// all its models.
type NegotiatorConfig struct {
	Floor       uint32 // thousandths of the price list that it never goes below
	Demand      []market.DemandPoint
	Concede     uint32     // as in market.SellerStrategy
	Rounds      uint32     // as in market.SellerStrategy
	MaxTime     uint64     // seconds that an agreed price stands, at most
	MaxSlots    uint32     // answers at once that room is kept for, for one buyer
	HoldFee     job.Amount // for room for one answer, for an hour
	HoldDeposit job.Amount // money in the channel for room for one answer
}

// firmFor is how many seconds an offer stands: long enough to hear other sellers, and to open a channel.
const firmFor = 600

// Negotiator negotiates for a provider. Between two turns of a talk it keeps nothing: what it offered comes back with its
// own signature. What it must not forget is on disk before it leaves: sealed bids, and agreements.
type Negotiator struct {
	*Provider
	cfg NegotiatorConfig

	room  sync.Mutex            // taken last
	kept  int                   // places that are kept for somebody
	holds map[job.Hash]job.Hold // by intent hash
}

// Kinds of records a negotiating provider keeps.
const (
	kindBid    = "bid"    // key digest of the request: sealedOffer
	kindTaken  = "taken"  // key digest of the request: intent hash of the agreement
	kindAgreed = "agreed" // key intent hash: job.Agreement
	kindLapses = "lapses" // key time and intent hash (lapseKey): digest of the request; when an agreement is over
)

// sealedOffer is a bid that was committed to.
type sealedOffer struct {
	Bid    job.SignedBid `json:"bid"`
	Opened job.OpenedBid `json:"opened"`
	Until  uint64        `json:"until"`          // when it is over, unix seconds
	Book   job.Hash      `json:"book,omitempty"` // digest of the book against which it was opened
}

// Bounds on what strangers may make us keep. What is over is deleted first.
const (
	maxSealed     = 1024
	maxAgreements = 1000 // one page of the store
)

// NewNegotiator lets a provider negotiate. Call it before the provider answers anybody.
func NewNegotiator(ctx context.Context, p *Provider, cfg NegotiatorConfig) (*Negotiator, error) {
	n := &Negotiator{Provider: p, cfg: cfg, holds: map[job.Hash]job.Hold{}}
	if err := n.strategy(job.Quote{InputPrice: job.Units(1000), OutputPrice: job.Units(1000)}).Validate(); err != nil {
		return nil, fmt.Errorf("the provider's negotiation: %w", err)
	}
	return n, n.loadHolds(ctx)
}

// strategy is how the provider finds its price for what q sells.
func (n *Negotiator) strategy(q job.Quote) market.SellerStrategy {
	list := job.Rates{Input: q.InputPrice, Cached: q.InputPrice, Output: q.OutputPrice} // channels bill cached tokens as others
	return market.SellerStrategy{
		List: list, Floor: list.Each(func(a job.Amount) job.Amount { return a.MulDivUp(uint64(n.cfg.Floor), 1000) }),
		Demand: n.cfg.Demand, Concede: n.cfg.Concede, Rounds: n.cfg.Rounds, Firm: firmFor, MaxTime: n.cfg.MaxTime,
		MaxSlots: n.cfg.MaxSlots, HoldFee: n.cfg.HoldFee, HoldDeposit: n.cfg.HoldDeposit,
	}
}

// load is how much of the provider's capacity is taken, in thousandths.
func (n *Negotiator) load() uint32 {
	share := func(taken, all int) uint32 { return uint32(taken * 1000 / max(all, 1)) }
	return max(share(len(n.slots), cap(n.slots)), share(len(n.sessions), cap(n.sessions)))
}

// sellable returns the open quote for the work of a request, or why it is not sold here.
func (n *Negotiator) sellable(ctx context.Context, r job.RequestForQuote) (job.Quote, error) {
	w := r.Work
	if err := r.Validate(); err != nil {
		return job.Quote{}, job.Faultf(job.FaultInvalid, "request_for_quote", "%w", err)
	}
	switch {
	case !w.Tokens() || w.Seconds > 0 || w.Jobs > 0:
		return job.Quote{}, job.Faultf(job.FaultInvalid, "unit_not_sold", "only tokens are sold here, neither seconds nor whole jobs")
	case r.Token != n.Contracts.Token:
		return job.Quote{}, job.Faultf(job.FaultInvalid, "token_mismatch", "prices here are in %s", n.Contracts.Token)
	}
	s, err := n.Quote(ctx, job.QuoteRequest{Buyer: r.Buyer, Model: w.Model, Lane: w.Lane})
	if err != nil {
		return job.Quote{}, err
	}
	if w.MaxPrompt > s.Quote.MaxPrompt || w.MaxTokens > s.Quote.MaxTokens {
		return job.Quote{}, job.Faultf(job.FaultTooLarge, "request_too_long", "a request may have %d prompt tokens and %d output tokens here", s.Quote.MaxPrompt, s.Quote.MaxTokens)
	}
	return s.Quote, nil
}

// talkFault translates the refusals of package market for a peer.
func talkFault(err error) error {
	kind, code := job.FaultInvalid, "negotiation"
	switch {
	case err == nil:
		return nil
	case errors.Is(err, job.ErrSignature):
		kind, code = job.FaultAuth, "signature"
	case errors.Is(err, market.ErrLate):
		kind, code = job.FaultConflict, "too_late"
	case errors.Is(err, market.ErrForeign):
		kind, code = job.FaultConflict, "another_talk"
	case errors.Is(err, market.ErrMove):
		kind, code = job.FaultConflict, "illegal_move"
	case errors.Is(err, market.ErrTerms):
		code = "terms"
	}
	return job.Faultf(kind, code, "%w", err)
}

// declined is the answer of a seller that goes no further.
func declined(o job.Offer) error {
	return job.Faultf(job.FaultConflict, "declined", "no further than this: the last offer stands until %d", o.Expires)
}

// Haggle answers a request for a quote, or a counter-offer.
func (n *Negotiator) Haggle(ctx context.Context, h job.Haggle) (job.SignedOffer, error) {
	now, me := n.unix(), n.key.Address()
	q, err := n.sellable(ctx, h.Request.Request)
	if err != nil {
		return job.SignedOffer{}, err
	}
	s := n.strategy(q)
	t, err := market.Ask(n.assay(), h.Request, me, now)
	if err != nil {
		return job.SignedOffer{}, talkFault(err)
	}
	var o job.Offer
	switch {
	case h.Last == nil && h.Counter == nil:
		o = n.first(t, q, now, now+firmFor)
		o.Rates = s.Ask(n.load())
	case h.Last == nil || h.Counter == nil:
		return job.SignedOffer{}, job.Faultf(job.FaultInvalid, "negotiation", "a counter-offer comes with the offer that it answers: send last and counter, or neither")
	default:
		if t, err = market.Rejoin(n.assay(), h.Request, *h.Last, me, now); err == nil {
			t, err = t.TakeCounter(*h.Counter, now)
		}
		if err != nil {
			return job.SignedOffer{}, talkFault(err)
		}
		o = t.Offer.Offer
		var listens bool
		if o.Rates, listens = s.Answer(t.Request.Request.Mode, t.Offer.Offer, t.Counter.Offer, t.Request.Request.Rounds); !listens {
			return job.SignedOffer{}, declined(t.Offer.Offer)
		}
		o.Answers, o.Round, o.Issued, o.Expires = t.Counter.Offer.Digest(n.assay()), t.Round, now, min(now+firmFor, o.Until-1)
	}
	signed, err := n.signOffer(o)
	if err != nil {
		return job.SignedOffer{}, err
	}
	if _, err := t.TakeOffer(signed, now); err != nil { // what we would refuse ourselves is not sent
		return job.SignedOffer{}, talkFault(err)
	}
	return signed, nil
}

// first is an offer that answers a request, but for its price.
func (n *Negotiator) first(t market.Talk, q job.Quote, now, expires uint64) job.Offer {
	r := t.Request.Request
	o := job.Offer{
		Talk: t.ID, Answers: t.ID, From: n.key.Address(), Agent: n.Agent(), ChunkTokens: q.ChunkTokens, Reserve: q.Reserve,
		Until: min(r.Until, now+n.cfg.MaxTime), Issued: now,
	}
	o.Expires = min(expires, o.Until-1)
	o.Slots, o.HoldFee, o.Deposit = n.strategy(q).Room(r.Slots, now, o.Until)
	return o
}

func (n *Negotiator) signOffer(o job.Offer) (job.SignedOffer, error) {
	sig, err := n.key.Sign(o.Digest(n.assay()))
	if err != nil {
		return job.SignedOffer{}, fmt.Errorf("sign offer: %w", err)
	}
	return job.SignedOffer{Offer: o, Signature: sig}, nil
}

// SealBid commits to a bid in a sealed auction. The bid is on disk before its commitment leaves: one that is forgotten
// could not be opened. Asking again returns the same.
func (n *Negotiator) SealBid(ctx context.Context, r job.SignedRequestForQuote) (job.SignedBid, error) {
	now := n.unix()
	q, err := n.sellable(ctx, r.Request)
	if err != nil {
		return job.SignedBid{}, err
	}
	t, err := market.Ask(n.assay(), r, n.key.Address(), now)
	if err != nil {
		return job.SignedBid{}, talkFault(err)
	}
	leave, err := n.enter(ctx, t.ID)
	if err != nil {
		return job.SignedBid{}, err
	}
	defer leave()
	var b sealedOffer
	if known, err := n.find(ctx, kindBid, t.ID.String(), &b); err != nil {
		return job.SignedBid{}, asFault(err)
	} else if known {
		return b.Bid, nil
	}
	if err := n.roomForBid(ctx, now); err != nil {
		return job.SignedBid{}, err
	}
	// It is dated at the closing, from when on it may be read, and stands for a while after the last chance to open it.
	closes, reveals := r.Request.Closes, r.Request.Reveals
	if reveals-closes > market.MaxFirm-firmFor {
		return job.SignedBid{}, job.Faultf(job.FaultInvalid, "negotiation", "bids are opened within %d seconds here", market.MaxFirm-firmFor)
	}
	o := n.first(t, q, closes, reveals+firmFor)
	o.Rates = n.strategy(q).Sealed(n.load())
	if b.Opened.Offer, err = n.signOffer(o); err != nil {
		return job.SignedBid{}, err
	}
	if b.Opened.Salt, err = n.random(); err != nil {
		return job.SignedBid{}, err
	}
	b.Until = o.Expires
	b.Bid.Bid = job.SealedBid{Talk: t.ID, Seller: n.key.Address(), Commitment: job.CommitBid(o.Digest(n.assay()), b.Opened.Salt), Issued: now}
	if b.Bid.Signature, err = n.key.Sign(b.Bid.Bid.Digest(n.assay())); err != nil {
		return job.SignedBid{}, fmt.Errorf("sign bid: %w", err)
	}
	if _, err := t.TakeBid(b.Bid, now); err != nil {
		return job.SignedBid{}, talkFault(err)
	}
	if err := n.keep(ctx, entry{kindBid, t.ID.String(), b}); err != nil {
		return job.SignedBid{}, err
	}
	n.reach("provider:bid-kept")
	return b.Bid, nil
}

// roomForBid deletes bids that are over, and refuses when as many as may be are not.
func (n *Negotiator) roomForBid(ctx context.Context, now uint64) error {
	var over []entry
	standing := 0
	err := each(ctx, n.Store, kindBid, func(key string, b sealedOffer) error {
		if b.Until <= now {
			over = append(over, entry{kindBid, key, nil})
		} else {
			standing++
		}
		return nil
	})
	if err != nil {
		return asFault(err)
	}
	if standing >= maxSealed {
		return job.Faultf(job.FaultBusy, "too_many_bids", "%d auctions are bid in here already: try again in a few minutes", standing)
	}
	if len(over) == 0 {
		return nil
	}
	return n.keep(ctx, over...)
}

// OpenBid shows a bid against the buyer's book of all bids, and against no second one.
func (n *Negotiator) OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error) {
	id := o.Request.Request.Digest(n.assay())
	leave, err := n.enter(ctx, id)
	if err != nil {
		return job.OpenedBid{}, err
	}
	defer leave()
	var b sealedOffer
	known, err := n.find(ctx, kindBid, id.String(), &b)
	if err != nil {
		return job.OpenedBid{}, asFault(err)
	}
	if !known {
		return job.OpenedBid{}, job.Faultf(job.FaultNotFound, "no_bid", "there is no bid from here in this auction")
	}
	if err := market.CheckBook(n.assay(), o.Request, o.Book, b.Bid.Bid.Commitment, n.unix()); err != nil {
		return job.OpenedBid{}, talkFault(err)
	}
	book := o.Book.Book.Digest(n.assay())
	if b.Book == book {
		return b.Opened, nil
	}
	if !b.Book.IsZero() {
		return job.OpenedBid{}, job.Faultf(job.FaultConflict, "second_book", "the buyer has signed another book of this auction before")
	}
	b.Book = book
	if err := n.keep(ctx, entry{kindBid, id.String(), b}); err != nil {
		return job.OpenedBid{}, err
	}
	return b.Opened, nil
}

// Agree signs an agreement that the buyer has signed: the offer in it is ours, firm, and not taken yet. It is on disk
// before it leaves, so that no offer is taken twice. Asking again returns the same.
func (n *Negotiator) Agree(ctx context.Context, a job.Agreement) (job.Agreement, error) {
	now := n.unix()
	t, err := market.Rejoin(n.assay(), a.Request, a.Offer, n.key.Address(), now)
	if err != nil {
		return n.agreedBefore(ctx, a, talkFault(err))
	}
	_, proposed, err := t.TakeIntent(a.Intent, a.BuyerSignature, now)
	if err != nil {
		return job.Agreement{}, talkFault(err)
	}
	leave, err := n.enter(ctx, t.ID)
	if err != nil {
		return job.Agreement{}, err
	}
	defer leave()
	var taken job.Hash
	if known, err := n.find(ctx, kindTaken, t.ID.String(), &taken); err != nil {
		return job.Agreement{}, asFault(err)
	} else if known {
		return n.agreedBefore(ctx, a, job.Faultf(job.FaultConflict, "taken", "an offer of this talk was taken already, by agreement %s", taken.Short()))
	}
	if err := n.roomForAgreement(ctx, now); err != nil {
		return job.Agreement{}, err
	}
	full, err := n.countersign(proposed)
	if err != nil {
		return job.Agreement{}, err
	}
	id := full.Intent.Hash()
	err = n.keep(ctx, entry{kindTaken, t.ID.String(), id}, entry{kindAgreed, id.String(), full}, entry{kindLapses, lapseKey(full), t.ID})
	if err != nil {
		return job.Agreement{}, err
	}
	n.reach("provider:agreed")
	n.Log.Info("agreed", "agreement", id.Short(), "buyer", full.Intent.Agent, "worth", full.Intent.Value, "until", full.Acceptance.Expiry)
	return full, nil
}

// countersign adds the seller's part to an agreement.
func (n *Negotiator) countersign(a job.Agreement) (job.Agreement, error) {
	acc, q, err := market.Accept(n.assay(), a)
	if err != nil {
		return a, talkFault(err)
	}
	a.Acceptance, a.Quote.Quote = acc, q
	if a.SellerSignature, err = n.key.Sign(acc.Digest(job.AgreementDomain(n.ChainID, n.Contracts.Referee))); err != nil {
		return a, fmt.Errorf("sign agreement: %w", err)
	}
	if a.Quote.Signature, err = n.key.Sign(q.Digest(n.assay())); err != nil {
		return a, fmt.Errorf("sign quote: %w", err)
	}
	return a, nil
}

// agreedBefore returns the agreement that was made of the same intent, which a buyer whose connection broke asks for
// again, or else refuses.
func (n *Negotiator) agreedBefore(ctx context.Context, a job.Agreement, refuse error) (job.Agreement, error) {
	var made job.Agreement
	known, err := n.find(ctx, kindAgreed, a.Intent.Hash().String(), &made)
	switch {
	case err != nil:
		return job.Agreement{}, asFault(err)
	case !known || made.BuyerSignature != a.BuyerSignature:
		return job.Agreement{}, refuse
	}
	return made, nil
}

// lapseKey orders agreements by when they are over.
func lapseKey(a job.Agreement) string {
	return fmt.Sprintf("%020d/%s", a.Acceptance.Expiry, a.Intent.Hash())
}

// roomForAgreement forgets agreements that are over, and refuses when as many as may be are not.
func (n *Negotiator) roomForAgreement(ctx context.Context, now uint64) error {
	list, err := n.Store.List(ctx, kindLapses, "", maxAgreements)
	if err != nil {
		return asFault(err)
	}
	var over []job.Record
	for _, r := range list {
		at, id, _ := strings.Cut(r.Key, "/")
		until, err := strconv.ParseUint(at, 10, 64)
		if err != nil {
			return asFault(fmt.Errorf("record %s %s is damaged: %w", kindLapses, r.Key, err))
		}
		if until > now {
			break
		}
		var talk job.Hash
		if err := json.Unmarshal(r.Body, &talk); err != nil {
			return asFault(fmt.Errorf("record %s %s is damaged: %w", kindLapses, r.Key, err))
		}
		over = append(over, job.Record{Kind: kindLapses, Key: r.Key}, job.Record{Kind: kindAgreed, Key: id}, job.Record{Kind: kindTaken, Key: talk.String()})
	}
	if len(over) > 0 {
		if err := n.Store.Put(ctx, over...); err != nil {
			return asFault(err)
		}
		return nil
	}
	if len(list) >= maxAgreements {
		return job.Faultf(job.FaultBusy, "too_many_agreements", "%d agreements stand here already: come back when one of them is over", len(list))
	}
	return nil
}
