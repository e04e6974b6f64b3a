package node

import (
	"context"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// negotiating returns what a peer says in a negotiation, its errors marked as the seller's.
func negotiating(p Peer) (Negotiating, bool) {
	d, ok := p.(distrusted)
	if !ok {
		return nil, false
	}
	inner, ok := d.peer.(Negotiating)
	return distrustedTalk{inner}, ok
}

// distrustedTalk is a Negotiating whose errors are marked as the seller's.
type distrustedTalk struct{ peer Negotiating }

func (d distrustedTalk) Haggle(ctx context.Context, h job.Haggle) (job.SignedOffer, error) {
	v, err := d.peer.Haggle(ctx, h)
	return v, bySeller(err)
}

func (d distrustedTalk) SealBid(ctx context.Context, r job.SignedRequestForQuote) (job.SignedBid, error) {
	v, err := d.peer.SealBid(ctx, r)
	return v, bySeller(err)
}

func (d distrustedTalk) OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error) {
	v, err := d.peer.OpenBid(ctx, o)
	return v, bySeller(err)
}

func (d distrustedTalk) Agree(ctx context.Context, a job.Agreement) (job.Agreement, error) {
	v, err := d.peer.Agree(ctx, a)
	return v, bySeller(err)
}

func (d distrustedTalk) Hold(ctx context.Context, h job.Holding) (job.Hold, error) {
	v, err := d.peer.Hold(ctx, h)
	return v, bySeller(err)
}

// loadAgreements reads the agreements that still stand.
func (g *Gateway) loadAgreements(ctx context.Context) error {
	return each(ctx, g.Store, kindAgreement, func(_ string, r NegotiationReport) error {
		g.noteAgreement(r)
		return nil
	})
}

// noteAgreement makes an agreed price the one that requests name. A later agreement takes the place of an earlier one.
func (g *Gateway) noteAgreement(r NegotiationReport) {
	if r.Agreement == nil || !market.Standing(*r.Agreement, g.unix()) {
		return
	}
	key := quoteKey{r.Agent, r.Agreement.Quote.Quote.Model}
	g.mu.Lock()
	defer g.mu.Unlock()
	if old, ok := g.agreed[key]; !ok || old.Quote.Issued <= r.Agreement.Quote.Quote.Issued {
		g.agreed[key] = r.Agreement.Quote
	}
}

// agreedOr returns the price that was agreed with a seller where that is what need asks for, else the offer o.
func (g *Gateway) agreedOr(o job.SignedQuote, l listing, need market.Need) job.SignedQuote {
	if q, ok := g.agreedQuote(l, need); ok {
		return q
	}
	return o
}

// agreedQuote returns the price that was agreed with a seller, as long as it stands and is no worse than its price list.
func (g *Gateway) agreedQuote(l listing, need market.Need) (job.SignedQuote, bool) {
	key := quoteKey{l.Agent.ID, need.Model}
	g.mu.Lock()
	q, ok := g.agreed[key]
	if ok && q.Quote.Expires <= need.Now+30 { // an order may take a while to arrive
		delete(g.agreed, key)
		ok = false
	}
	g.mu.Unlock()
	return q, ok && g.acceptable(q, l, need) == nil
}

// Agreements lists the negotiations that ended in an agreement which still stands, those that end first in front.
func (g *Gateway) Agreements(ctx context.Context) ([]NegotiationReport, error) {
	out := []NegotiationReport{}
	return out, each(ctx, g.Store, kindAgreement, func(_ string, r NegotiationReport) error {
		if r.Agreement != nil && market.Standing(*r.Agreement, g.unix()) {
			out = append(out, r)
		}
		return nil
	})
}
