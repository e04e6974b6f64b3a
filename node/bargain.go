package node

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// Negotiating is a Peer that negotiates. A seller that does not answers FaultNotFound.
type Negotiating interface {
	Haggle(ctx context.Context, h job.Haggle) (job.SignedOffer, error)
	SealBid(ctx context.Context, r job.SignedRequestForQuote) (job.SignedBid, error)
	OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error)
	Agree(ctx context.Context, a job.Agreement) (job.Agreement, error)
	Hold(ctx context.Context, h job.Holding) (job.Hold, error)
}

// Turn is one thing that was said in a negotiation.
type Turn struct {
	Agent uint64      `json:"agent"` // the seller
	Round uint32      `json:"round"`
	By    string      `json:"by"`
	Move  string      `json:"move"`
	State string      `json:"state"`           // after it
	Rates *job.Rates  `json:"rates,omitempty"` // of an offer
	Total *job.Amount `json:"total,omitempty"` // what all the work costs by it
	Note  string      `json:"note,omitempty"`
}

// NegotiationReport is how a negotiation went.
type NegotiationReport struct {
	Talk      job.Hash       `json:"talk"` // digest of the request for a quote
	Mode      job.Mode       `json:"mode"`
	Model     string         `json:"model"`
	Work      job.Work       `json:"work"`
	Budget    job.Amount     `json:"budget"`
	Turns     []Turn         `json:"turns"`
	Agreed    bool           `json:"agreed"`
	Reason    string         `json:"reason,omitempty"` // why nothing was agreed
	Agent     uint64         `json:"agent,omitempty"`  // of the seller
	ID        job.Hash       `json:"id"`               // intent hash of the agreement
	Agreement *job.Agreement `json:"agreement,omitempty"`
	Hold      *job.Hold      `json:"hold,omitempty"`
	HoldNote  string         `json:"holdNote,omitempty"` // why no room is kept though some was agreed
}

// kindAgreement is the kind of the NegotiationReport that a buyer keeps of each agreement; its key is the time when it is
// over and its intent hash (lapseKey).
const kindAgreement = "agreement"

// bargainer is one seller in a negotiation of ours.
type bargainer struct {
	g       *Gateway
	b       *bargaining
	listing listing
	peer    Negotiating
	talk    market.Talk
	done    bool // it has declined: its last offer is all there is
}

// bargaining is one negotiation of ours, with all its sellers.
type bargaining struct {
	request  job.SignedRequestForQuote
	strategy market.BuyerStrategy
	mu       sync.Mutex
	turns    []Turn
}

// maxBargainers is how many sellers are asked at once, the best by their price lists.
const maxBargainers = 16

// say notes a turn.
func (x *bargainer) say(by market.Party, m market.Move, o *job.Offer, note string) {
	t := Turn{Agent: x.listing.Agent.ID, Round: x.talk.Round, By: by.String(), Move: m.String(), State: x.talk.State.String(), Note: note}
	if o != nil {
		total := market.Total(x.talk.Request.Request, *o)
		t.Rates, t.Total = &o.Rates, &total
	}
	x.b.mu.Lock()
	defer x.b.mu.Unlock()
	x.b.turns = append(x.b.turns, t)
}

// Negotiate finds a price for work as b says: it talks with sellers, and signs an agreement with the one whose offer is
// best. The agreed price is the price of every later request to that seller for that model until the agreement ends. That
// nothing was agreed is no error.
func (g *Gateway) Negotiate(ctx context.Context, b job.Bargain) (NegotiationReport, error) {
	m, ok := g.Library.Find(b.Model)
	if !ok {
		return NegotiationReport{}, &job.Fault{Kind: job.FaultNotFound, Code: "model_not_found", Param: "model", Message: fmt.Sprintf("the model %.80q does not exist here: /v1/models lists those that do", b.Model)}
	}
	sellers, err := g.bargainers(ctx, b, m)
	if err != nil {
		return NegotiationReport{}, err
	}
	n, err := g.openTalks(b, m, sellers)
	if err != nil {
		return NegotiationReport{}, err
	}
	if b.Mode == job.ModeSealed {
		err = g.sealedAuction(ctx, n, sellers)
	} else {
		err = g.haggle(ctx, n, sellers)
	}
	if err != nil {
		return NegotiationReport{}, err
	}
	r := NegotiationReport{Talk: n.request.Request.Digest(g.assay()), Mode: b.Mode, Model: m.Name(), Work: n.request.Request.Work, Budget: b.Budget}
	best, agreement, err := g.award(ctx, n, sellers)
	r.Turns = n.turns
	switch {
	case err != nil:
		return NegotiationReport{}, err
	case best == nil:
		r.Reason = "no seller made an offer that fits the budget and the wishes"
		return r, nil
	}
	r.Agreed, r.Agent, r.ID, r.Agreement = true, best.listing.Agent.ID, agreement.Intent.Hash(), &agreement
	if err := g.keep(ctx, entry{kindAgreement, lapseKey(agreement), r}); err != nil {
		return NegotiationReport{}, err
	}
	g.reach("buyer:agreed")
	g.noteAgreement(r)
	g.Log.Info("agreed on a price", "agent", r.Agent, "agreement", r.ID.Short(), "worth", agreement.Intent.Value, "until", agreement.Acceptance.Expiry)
	if agreement.Offer.Offer.Slots == 0 {
		return r, nil
	}
	if hold, err := g.holdRoom(ctx, best, agreement); err != nil { // the price stands all the same
		r.HoldNote = asFault(err).Message
	} else {
		r.Hold = &hold
	}
	return r, nil
}

// bargainers are the sellers to ask: those that were named, or the best by record and price list.
func (g *Gateway) bargainers(ctx context.Context, b job.Bargain, m *Model) ([]*bargainer, error) {
	listings, err := g.dir.list(ctx, true)
	if err != nil {
		return nil, err
	}
	lane := cmp.Or(b.Lane, job.LaneExact)
	var fit []market.Candidate
	byAgent := map[uint64]listing{}
	for _, l := range listings {
		if l.Problem != "" || len(b.Sellers) > 0 && !slices.Contains(b.Sellers, l.Agent.ID) {
			continue
		}
		for _, o := range l.Offers {
			if o.Quote.Model == m.Root() && o.Quote.Lane == lane && o.Quote.Token == g.Contracts.Token {
				fit, byAgent[l.Agent.ID] = append(fit, market.Candidate{Quote: o, Record: l.Record}), l
				break
			}
		}
	}
	var out []*bargainer
	for _, c := range market.Rank(fit, 1000, 1000) {
		l := byAgent[c.Quote.Quote.Agent]
		if peer, ok := negotiating(l.peer); ok && len(out) < maxBargainers {
			out = append(out, &bargainer{g: g, listing: l, peer: peer})
		}
	}
	if len(out) == 0 {
		return nil, job.Faultf(job.FaultUnavailable, "no_provider", "no seller that negotiates offers %s in the %s lane: `assay provider list` shows who is there", m.Name(), lane)
	}
	return out, nil
}

// openTalks signs one request for a quote and opens a talk with each seller.
func (g *Gateway) openTalks(b job.Bargain, m *Model, sellers []*bargainer) (*bargaining, error) {
	prompt, answer := m.Context(), m.Context()
	for _, x := range sellers { // what all of them can do
		for _, o := range x.listing.Offers {
			if o.Quote.Model == m.Root() {
				prompt, answer = min(prompt, o.Quote.MaxPrompt), min(answer, o.Quote.MaxTokens)
			}
		}
	}
	salt, err := g.random()
	if err != nil {
		return nil, err
	}
	now := g.unix()
	r := job.RequestForQuote{
		Buyer: g.payer.Address(), Token: g.Contracts.Token, Mode: b.Mode, Rounds: b.Rounds, Slots: b.Slots, Salt: salt,
		Issued: now, Closes: now + b.Time, Reveals: now + b.Time, Until: now + b.For,
		Work: job.Work{Model: m.Root(), Lane: cmp.Or(b.Lane, job.LaneExact), Input: b.Input, Output: b.Output, MaxPrompt: prompt, MaxTokens: answer},
	}
	if b.Mode == job.ModeSealed {
		r.Rounds, r.Reveals = 0, now+2*b.Time
	}
	n := &bargaining{strategy: market.BuyerStrategy{
		Budget: b.Budget, Opening: b.Opening, Concede: b.Concede, Step: b.Step, Deadline: r.Closes,
		Quality: market.Quality{MinReserve: job.Max(b.MinReserve, g.cfg.MinReserve), MinRight: b.MinRight, MaxChunk: g.cfg.MaxChunk},
	}}
	if err := n.strategy.Validate(); err != nil {
		return nil, job.Faultf(job.FaultInvalid, "bargain", "%w", err)
	}
	if err := r.Validate(); err != nil {
		return nil, job.Faultf(job.FaultInvalid, "bargain", "%w", err)
	}
	n.request.Request = r
	if n.request.Signature, err = g.payer.Sign(r.Digest(g.assay())); err != nil {
		return nil, fmt.Errorf("sign request for a quote: %w", err)
	}
	for _, x := range sellers {
		x.b = n
		if x.talk, err = market.Ask(g.assay(), n.request, x.listing.Agent.Wallet, now); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// ask gets the seller's answer to the request alone, or to a counter-offer.
func (x *bargainer) ask(ctx context.Context, counter *job.SignedOffer) error {
	h := job.Haggle{Request: x.b.request, Counter: counter}
	if counter != nil {
		h.Last = &x.talk.Offer
		next, err := x.talk.TakeCounter(*counter, x.g.unix())
		if err != nil {
			return err
		}
		x.talk = next
		x.say(market.Buyer, market.MoveCounter, &counter.Offer, "")
	}
	offer, err := x.peer.Haggle(ctx, h)
	if err == nil {
		var next market.Talk
		if next, err = x.talk.TakeOffer(offer, x.g.unix()); err == nil && offer.Offer.Agent != x.listing.Agent.ID {
			err = fmt.Errorf("the offer names agent %d", offer.Offer.Agent)
		}
		if err == nil {
			x.talk = next
			x.say(market.Seller, market.MoveOffer, &offer.Offer, "")
			return nil
		}
	}
	// It declines, is gone, or says what it may not: in each case its last offer is what is left.
	x.done = true
	next, declined := x.talk.Decline(market.Seller)
	if declined == nil {
		x.talk = next
	}
	x.say(market.Seller, market.MoveDecline, nil, asFault(bySeller(err)).Message)
	return nil
}

// counter signs a counter-offer to the offer that stands.
func (x *bargainer) counter(rates job.Rates) (*job.SignedOffer, error) {
	o := x.talk.Offer.Offer
	c := o
	c.Answers, c.From, c.Agent, c.Round, c.Rates = o.Digest(x.g.assay()), x.g.payer.Address(), 0, x.talk.Round+1, rates
	c.Issued = x.g.unix()
	sig, err := x.g.payer.Sign(c.Digest(x.g.assay()))
	if err != nil {
		return nil, fmt.Errorf("sign counter-offer: %w", err)
	}
	return &job.SignedOffer{Offer: c, Signature: sig}, nil
}

// haggle talks with all sellers, round by round, until nobody has anything to answer.
func (g *Gateway) haggle(ctx context.Context, n *bargaining, sellers []*bargainer) error {
	errs := make([]error, len(sellers))
	counters := make([]*job.SignedOffer, len(sellers))
	busy := make([]bool, len(sellers))
	for i := range busy {
		busy[i] = true
	}
	for slices.Contains(busy, true) { // at most one turn for each round, which the request bounds
		var wg sync.WaitGroup
		for i, x := range sellers {
			if busy[i] {
				wg.Go(func() { errs[i] = x.ask(ctx, counters[i]) })
			}
		}
		wg.Wait()
		if err := ctx.Err(); err != nil {
			return err
		}
		best, _ := n.strategy.Award(bidders(sellers), g.unix())
		for i, x := range sellers {
			if errs[i] != nil {
				return errs[i]
			}
			rates, more := n.answer(x, sellers, best, g.unix())
			if busy[i] = more; !more {
				continue
			}
			var err error
			if counters[i], err = x.counter(rates); err != nil {
				return err
			}
		}
	}
	return nil
}

// answer decides how the offer that stands with a seller is countered, if it is.
func (n *bargaining) answer(x *bargainer, sellers []*bargainer, best int, now uint64) (job.Rates, bool) {
	if x.done || x.talk.State != market.Offered {
		return job.Rates{}, false
	}
	if n.request.Request.Mode == job.ModeOpen && best >= 0 {
		return n.strategy.Undercut(x.talk, sellers[best].talk.Offer.Offer, now)
	}
	verdict, rates := n.strategy.Decide(x.talk, now)
	return rates, verdict == market.Bargain
}

func bidders(sellers []*bargainer) []market.Bidder {
	out := make([]market.Bidder, len(sellers))
	for i, x := range sellers {
		out[i] = market.Bidder{Talk: x.talk, Record: x.listing.Record}
	}
	return out
}

// award signs an agreement with the seller whose offer is best; when it does not keep its word, with the next.
func (g *Gateway) award(ctx context.Context, n *bargaining, sellers []*bargainer) (*bargainer, job.Agreement, error) {
	for {
		best, _ := n.strategy.Award(bidders(sellers), g.unix())
		if best < 0 {
			return nil, job.Agreement{}, nil
		}
		x := sellers[best]
		a, err := g.propose(ctx, x)
		if err == nil {
			return x, a, nil
		}
		if _, its := sellerFault(err); !its || ctx.Err() != nil {
			return nil, job.Agreement{}, err
		}
		if next, declined := x.talk.Decline(market.Seller); declined == nil {
			x.talk = next
		}
		x.say(market.Seller, market.MoveDecline, nil, asFault(err).Message)
		g.Log.Warn("a seller did not keep to its firm offer", "agent", x.listing.Agent.ID, "err", err)
	}
}

// propose takes the offer that stands with a seller, and returns the agreement that both have signed.
func (g *Gateway) propose(ctx context.Context, x *bargainer) (job.Agreement, error) {
	i, err := x.talk.Propose(uint64(g.Now().UnixNano()))
	if err != nil {
		return job.Agreement{}, err
	}
	sig, err := g.payer.Sign(i.Digest(job.AgreementDomain(g.ChainID, g.Contracts.Referee)))
	if err != nil {
		return job.Agreement{}, fmt.Errorf("sign agreement: %w", err)
	}
	offer := x.talk.Offer.Offer
	next, proposed, err := x.talk.TakeIntent(i, sig, g.unix())
	if err != nil {
		return job.Agreement{}, err
	}
	x.talk = next
	x.say(market.Buyer, market.MovePropose, &offer, "")
	a, err := x.peer.Agree(ctx, proposed)
	if err != nil {
		return a, bySeller(err)
	}
	if next, err = x.talk.TakeAgreement(proposed, a); err != nil {
		return a, sellerFaultf("bad_agreement", "agent %d signed something else than was proposed: %w", x.listing.Agent.ID, err)
	}
	x.talk = next
	x.say(market.Seller, market.MoveSign, &offer, "")
	return a, nil
}
