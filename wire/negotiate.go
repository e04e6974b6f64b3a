package wire

import (
	"context"
	"io"
	"net/http"
	"net/netip"
	"sync"

	"github.com/assay-network/assay/job"
	"golang.org/x/time/rate"
)

// Negotiator is what a Seller that negotiates has besides. A door whose seller is none answers as if the paths did not
// exist.
type Negotiator interface {
	// Haggle answers a request for a quote, or a counter-offer, with a firm offer. FaultConflict with code "declined":
	// the seller goes no further, and stands by its last offer.
	Haggle(ctx context.Context, h job.Haggle) (job.SignedOffer, error)
	// SealBid commits to a bid in a sealed auction. Asking again returns the same.
	SealBid(ctx context.Context, r job.SignedRequestForQuote) (job.SignedBid, error)
	// OpenBid shows the bid, against the buyer's book of all bids.
	OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error)
	// Agree signs an agreement that the buyer has signed. Asking again returns the same.
	Agree(ctx context.Context, a job.Agreement) (job.Agreement, error)
	// Hold keeps room for the buyer of an agreement whose channel is funded, and charges the agreed fee there.
	Hold(ctx context.Context, h job.Holding) (job.Hold, error)
}

const talksPrefix = sellerPrefix + "/negotiation"

// maxTalkBody bounds one message of a negotiation, in bytes: an opening with the largest book has less than 8 KiB.
const maxTalkBody = 32 << 10

// negotiate adds the paths of a seller that negotiates.
func (d *sellerDoor) negotiate(mux *http.ServeMux, n Negotiator) {
	crowd := newCrowd()
	talk(d, mux, crowd, "/offers", n.Haggle)
	talk(d, mux, crowd, "/bids", n.SealBid)
	talk(d, mux, crowd, "/openings", n.OpenBid)
	talk(d, mux, crowd, "/agreements", n.Agree)
	talk(d, mux, crowd, "/holds", n.Hold)
}

// talk registers a call of a negotiation: post, with a small body, and not too often from one place.
func talk[In, Out any](d *sellerDoor, mux *http.ServeMux, c *crowd, path string, f func(context.Context, In) (Out, error)) {
	inner := http.NewServeMux()
	post(d, inner, talksPrefix+path, func(ctx context.Context, _ *http.Request, in In) (any, error) { return f(ctx, in) })
	mux.HandleFunc(talksPrefix+path, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !c.admits(r.RemoteAddr):
			d.refuse(w, http.StatusTooManyRequests, job.Faultf(job.FaultBusy, "rate_limit_exceeded", "too many messages of negotiations from your address: try again in a moment"))
		case r.ContentLength > maxTalkBody:
			w.Header().Set("Connection", "close")
			d.fail(w, r, job.Faultf(job.FaultTooLarge, "body_too_large", "a message of a negotiation has at most %d bytes", maxTalkBody))
		default:
			r.Body = cutBody{io.LimitReader(r.Body, maxTalkBody), r.Body} // one without a length is cut, and then no JSON
			inner.ServeHTTP(w, r)
		}
	})
}

type cutBody struct {
	io.Reader
	io.Closer
}

// How often negotiations may be spoken to: each message costs a signature or two, and most strangers want one price.
const (
	talksPerSecond        = 10 // from one address
	talksAtOnce           = 60
	allTalksPerSecond     = 200 // from everybody
	allTalksAtOnce        = 400
	maxCrowd              = 4096 // addresses remembered
	addressBits6          = 64   // who has one IPv6 address has 2^64 of them
	addressBits4      int = 32
)

// crowd limits how often each address, and all together, may call.
type crowd struct {
	all   *rate.Limiter
	mu    sync.Mutex
	known map[netip.Prefix]*rate.Limiter
}

func newCrowd() *crowd {
	return &crowd{all: rate.NewLimiter(allTalksPerSecond, allTalksAtOnce), known: map[netip.Prefix]*rate.Limiter{}}
}

// admits reports whether one more call from this remote address may come in. An address's own limit is asked first, so
// that one that calls too often takes nothing from the others.
func (c *crowd) admits(remote string) bool {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	ip, bits := at.Addr().Unmap().WithZone(""), addressBits4
	if ip.Is6() {
		bits = addressBits6
	}
	place, err := ip.Prefix(bits)
	if err != nil {
		return false
	}
	c.mu.Lock()
	l, ok := c.known[place]
	if !ok {
		if len(c.known) >= maxCrowd {
			clear(c.known) // the limit on all still holds
		}
		l = rate.NewLimiter(talksPerSecond, talksAtOnce)
		c.known[place] = l
	}
	c.mu.Unlock()
	return l.Allow() && c.all.Allow()
}

// Haggle mirrors Negotiator.Haggle.
func (p *Peer) Haggle(ctx context.Context, h job.Haggle) (job.SignedOffer, error) {
	var out job.SignedOffer
	return out, p.do(ctx, http.MethodPost, talksPrefix+"/offers", h, &out)
}

// SealBid mirrors Negotiator.SealBid.
func (p *Peer) SealBid(ctx context.Context, r job.SignedRequestForQuote) (job.SignedBid, error) {
	var out job.SignedBid
	return out, p.do(ctx, http.MethodPost, talksPrefix+"/bids", r, &out)
}

// OpenBid mirrors Negotiator.OpenBid.
func (p *Peer) OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error) {
	var out job.OpenedBid
	return out, p.do(ctx, http.MethodPost, talksPrefix+"/openings", o, &out)
}

// Agree mirrors Negotiator.Agree.
func (p *Peer) Agree(ctx context.Context, a job.Agreement) (job.Agreement, error) {
	var out job.Agreement
	return out, p.do(ctx, http.MethodPost, talksPrefix+"/agreements", a, &out)
}

// Hold mirrors Negotiator.Hold.
func (p *Peer) Hold(ctx context.Context, h job.Holding) (job.Hold, error) {
	var out job.Hold
	return out, p.do(ctx, http.MethodPost, talksPrefix+"/holds", h, &out)
}
