package wire

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/assay-network/assay/job"
)

// Seller is what a provider's node does behind its door. Errors that the buyer should read are *job.Fault; any other
// becomes a bare 500. Every method may be called from many requests at once, and ctx ends when the buyer goes away.
// Peer has the same methods, so a buyer's node need not know which of the two it holds.
type Seller interface {
	// Registration returns the provider's ERC-8004 registration file (JSON, at most MaxRegistration bytes).
	Registration(ctx context.Context) ([]byte, error)
	// Offers returns the open quotes that make up the price list, at most MaxOffers.
	Offers(ctx context.Context) ([]job.SignedQuote, error)
	// Quote returns a firm quote for one buyer. FaultNotFound: the model is not served.
	Quote(ctx context.Context, q job.QuoteRequest) (job.SignedQuote, error)
	// OpenChannel tells the seller of a channel whose deposit is on chain. It reserves stake and returns the first
	// batch of nonce commitments. Opening an open channel again returns the same. FaultPayment: no deposit is seen.
	OpenChannel(ctx context.Context, config job.ChannelConfig, quote job.SignedQuote) (job.NonceOffer, error)
	// Nonces returns the batch of commitments that starts at nonce first, a multiple of job.NonceBatchSize.
	Nonces(ctx context.Context, channel job.Hash, first uint32) (job.NonceOffer, error)
	// Channel returns the seller's books of a channel. FaultNotFound: it has none.
	Channel(ctx context.Context, channel job.Hash) (job.SellerChannel, error)
	// Voucher takes a higher voucher, usually while a stream waits for it. A voucher that is not above the one held
	// changes nothing and is no error.
	Voucher(ctx context.Context, v job.SignedVoucher) (job.SellerChannel, error)
	// Serve runs an order and calls emit, from one goroutine, with each delivery as it is ready. It returns after the
	// delivery with the receipt, or with emit's own error when that fails.
	Serve(ctx context.Context, order job.Order, emit func(job.Delivery) error) error
	// Close claims, settles and refunds the rest of a channel at the payer's wish; auth is a signature of the
	// channel's payerAuthorizer, over what the node decides. Closing twice returns the same.
	Close(ctx context.Context, channel job.Hash, auth job.Signature) (job.SellerChannel, error)
}

// SellerOptions bounds a seller's door. The zero value is ready to use.
type SellerOptions struct {
	MaxStreams int           // orders served at once; 0: 64
	MaxCalls   int           // other calls at once, counted apart so that vouchers get through when all streams are busy; 0: 128
	CallTime   time.Duration // for a call that is no order; 0: 2 minutes, as closing waits for the chain
	StreamTime time.Duration // for a whole order; 0: 30 minutes
	BodyTime   time.Duration // for a request's body to arrive; 0: 15 seconds
	WriteTime  time.Duration // for the buyer to take one delivery; 0: 30 seconds
	Log        *slog.Logger  // nil: slog.Default()
}

// The paths of the seller's door.
const (
	registrationPath = "/.well-known/agent-registration.json"
	sellerPrefix     = "/assay/v1"
)

// opening is the body of POST /assay/v1/channels.
type opening struct {
	Config job.ChannelConfig `json:"config"`
	Quote  job.SignedQuote   `json:"quote"`
}

// closing is the body of POST /assay/v1/channels/{id}/close.
type closing struct {
	Signature job.Signature `json:"signature"`
}

// offers is the body of GET /assay/v1/offers.
type offers struct {
	Offers []job.SignedQuote `json:"offers"`
}

type sellerDoor struct {
	door
	seller  Seller
	streams slots
	calls   slots
	opts    SellerOptions
}

// NewSeller returns the provider's door:
//
//	GET  /.well-known/agent-registration.json
//	GET  /assay/v1/offers
//	POST /assay/v1/quotes                     job.QuoteRequest -> job.SignedQuote
//	POST /assay/v1/channels                   {config, quote} -> job.NonceOffer
//	GET  /assay/v1/channels/{id}              -> job.SellerChannel
//	GET  /assay/v1/channels/{id}/nonces?first=32   -> job.NonceOffer
//	POST /assay/v1/channels/{id}/vouchers     job.SignedVoucher -> job.SellerChannel
//	POST /assay/v1/channels/{id}/close        {signature} -> job.SellerChannel
//	POST /assay/v1/requests                   job.Order -> job.Delivery, one a line (application/x-ndjson)
//	POST /assay/v1/negotiation/offers         job.Haggle -> job.SignedOffer; these five if s is a Negotiator
//	POST /assay/v1/negotiation/bids           job.SignedRequestForQuote -> job.SignedBid
//	POST /assay/v1/negotiation/openings       job.Opening -> job.OpenedBid
//	POST /assay/v1/negotiation/agreements     job.Agreement -> job.Agreement
//	POST /assay/v1/negotiation/holds          job.Holding -> job.Hold
//
// Errors are {"error":{"kind","code","message","param"}} with the kind's status; a stream that fails after its first
// line ends with such a line.
func NewSeller(s Seller, o SellerOptions) http.Handler {
	if o.MaxCalls <= 0 {
		o.MaxCalls = 2 * defaultConcurrent
	}
	if o.CallTime <= 0 {
		o.CallTime = 2 * time.Minute
	}
	if o.StreamTime <= 0 {
		o.StreamTime = 30 * time.Minute
	}
	if o.WriteTime <= 0 {
		o.WriteTime = defaultWriteTime
	}
	d := &sellerDoor{door: newDoor(o.Log, o.BodyTime, refusePeer), seller: s, streams: newSlots(o.MaxStreams), calls: newSlots(o.MaxCalls), opts: o}
	mux := http.NewServeMux()
	get := func(path string, f func(ctx context.Context, r *http.Request) (any, error)) {
		mux.HandleFunc(path, d.method(http.MethodGet, func(w http.ResponseWriter, r *http.Request) { d.call(w, r, f) }))
	}
	get(registrationPath, d.registration)
	get(sellerPrefix+"/offers", d.offers)
	get(sellerPrefix+"/channels/{id}", d.channel)
	get(sellerPrefix+"/channels/{id}/nonces", d.nonces)
	post(d, mux, sellerPrefix+"/quotes", func(ctx context.Context, _ *http.Request, q job.QuoteRequest) (any, error) {
		return d.seller.Quote(ctx, q)
	})
	post(d, mux, sellerPrefix+"/channels", func(ctx context.Context, _ *http.Request, o opening) (any, error) {
		return d.seller.OpenChannel(ctx, o.Config, o.Quote)
	})
	post(d, mux, sellerPrefix+"/channels/{id}/vouchers", d.voucher)
	post(d, mux, sellerPrefix+"/channels/{id}/close", func(ctx context.Context, r *http.Request, c closing) (any, error) {
		id, err := pathHash(r)
		if err != nil {
			return nil, err
		}
		return d.seller.Close(ctx, id, c.Signature)
	})
	mux.HandleFunc(sellerPrefix+"/requests", d.method(http.MethodPost, d.serve))
	if n, ok := s.(Negotiator); ok {
		d.negotiate(mux, n)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, job.Faultf(job.FaultNotFound, "unknown_url", "there is nothing at %s", printable(r.URL.Path, 100)))
	})
	return d.outermost(mux)
}

// call answers a short call: f's value as JSON, or its error.
func (d *sellerDoor) call(w http.ResponseWriter, r *http.Request, f func(context.Context, *http.Request) (any, error)) {
	if !d.calls.take() {
		d.busy(w, "calls")
		return
	}
	defer d.calls.give()
	ctx, cancel := patience(r, d.opts.CallTime)
	defer cancel()
	var v any
	if err := d.protect(r, func() (err error) { v, err = f(ctx, r); return err }); err != nil {
		d.fail(w, r, err)
		return
	}
	if raw, ok := v.([]byte); ok {
		writeRaw(w, http.StatusOK, raw)
		return
	}
	writeJSON(w, http.StatusOK, v)
}

// post registers a call with a strict JSON body of type T.
func post[T any](d *sellerDoor, mux *http.ServeMux, path string, f func(context.Context, *http.Request, T) (any, error)) {
	mux.HandleFunc(path, d.method(http.MethodPost, func(w http.ResponseWriter, r *http.Request) {
		raw, ok := d.body(w, r)
		if !ok {
			return
		}
		var in T
		if f := decodeStrict(raw, &in); f != nil {
			d.fail(w, r, f)
			return
		}
		d.call(w, r, func(ctx context.Context, r *http.Request) (any, error) { return f(ctx, r, in) })
	}))
}

// pathHash returns the channel id in the path.
func pathHash(r *http.Request) (job.Hash, error) {
	id, err := job.ParseHash(r.PathValue("id"))
	if err != nil {
		f := job.Faultf(job.FaultInvalid, "invalid_channel", "the channel id in the path: want 0x and 64 lower-case hexadecimal digits")
		f.Param = "id"
		return job.Hash{}, f
	}
	return id, nil
}

func (d *sellerDoor) registration(ctx context.Context, _ *http.Request) (any, error) {
	raw, err := d.seller.Registration(ctx)
	if err == nil && len(raw) > MaxRegistration {
		return nil, fmt.Errorf("registration file of %d bytes: at most %d may be served", len(raw), MaxRegistration)
	}
	return raw, err
}

func (d *sellerDoor) offers(ctx context.Context, _ *http.Request) (any, error) {
	list, err := d.seller.Offers(ctx)
	if err == nil && len(list) > MaxOffers {
		return nil, fmt.Errorf("price list of %d quotes: at most %d may be served", len(list), MaxOffers)
	}
	return offers{Offers: list}, err
}

func (d *sellerDoor) channel(ctx context.Context, r *http.Request) (any, error) {
	id, err := pathHash(r)
	if err != nil {
		return nil, err
	}
	return d.seller.Channel(ctx, id)
}

func (d *sellerDoor) nonces(ctx context.Context, r *http.Request) (any, error) {
	id, err := pathHash(r)
	if err != nil {
		return nil, err
	}
	first, err := strconv.ParseUint(r.URL.Query().Get("first"), 10, 32)
	if err != nil || first%job.NonceBatchSize != 0 {
		f := job.Faultf(job.FaultInvalid, "invalid_first", "first: want a multiple of %d below 2^32", job.NonceBatchSize)
		f.Param = "first"
		return nil, f
	}
	return d.seller.Nonces(ctx, id, uint32(first))
}

func (d *sellerDoor) voucher(ctx context.Context, r *http.Request, v job.SignedVoucher) (any, error) {
	id, err := pathHash(r)
	if err != nil {
		return nil, err
	}
	if id != v.Voucher.Channel {
		f := job.Faultf(job.FaultInvalid, "wrong_channel", "the voucher is for another channel than the path names")
		f.Param = "voucher.channelId"
		return nil, f
	}
	return d.seller.Voucher(ctx, v)
}

// serve streams an order. The status is only sent with the first delivery, so that an order refused before it gets a
// proper one.
func (d *sellerDoor) serve(w http.ResponseWriter, r *http.Request) {
	raw, ok := d.body(w, r)
	if !ok {
		return
	}
	var order job.Order
	if f := decodeStrict(raw, &order); f != nil {
		d.fail(w, r, f)
		return
	}
	if !d.streams.take() {
		d.busy(w, "orders")
		return
	}
	defer d.streams.give()
	ctx, cancel := patience(r, d.opts.StreamTime)
	defer cancel()
	out := &lineWriter{w: w, rc: http.NewResponseController(w), patience: d.opts.WriteTime}
	err := d.protect(r, func() error {
		return d.seller.Serve(ctx, order, func(del job.Delivery) error { return out.line(del) })
	})
	switch {
	case err == nil && out.begun:
	case err == nil:
		d.fail(w, r, fmt.Errorf("order %s ended without a delivery", order.Request.Channel.Short()))
	case !out.begun:
		d.fail(w, r, err)
	case out.broken == nil:
		_ = out.line(faultBodyOf(d.fault(r, err))) // the buyer is gone when this fails
	}
}
