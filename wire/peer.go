package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// PeerOptions bounds a Peer. The zero value is ready to use.
type PeerOptions struct {
	AllowPrivate bool          // dial loopback and private addresses too: for development
	CallTime     time.Duration // for a whole call that is no order; 0: 2 minutes, as closing waits for the chain
	IdleTime     time.Duration // for the first and for each further line of a stream to arrive whole; 0: 2 minutes
	StreamTime   time.Duration // for a whole order; 0: 30 minutes
}

// Peer speaks to a provider's door over HTTP; it has the methods of Seller, so that a buyer's node holds either. The
// other side is distrusted: whatever it sends is bounded in size, time and count and strictly parsed, redirects are
// refused, and no error text of its carries control characters. Signatures are not checked here. Errors are *job.Fault, with the
// seller's kind and code where it sent one, but for an error that emit returned, which comes back as it is.
// A Peer may be used from many goroutines at once.
type Peer struct {
	caller
	opts PeerOptions
}

// DialPeer returns a Peer for the provider at endpoint (http://HOST:PORT or https://HOST, a path prefix allowed). No
// connection is made until the first call.
func DialPeer(endpoint string, o PeerOptions) (*Peer, error) {
	u, err := parseEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if u.RawQuery != "" {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "endpoint %q: want no query", printable(endpoint, 200))
	}
	if o.CallTime <= 0 {
		o.CallTime = 2 * time.Minute
	}
	if o.IdleTime <= 0 {
		o.IdleTime = 2 * time.Minute
	}
	if o.StreamTime <= 0 {
		o.StreamTime = 30 * time.Minute
	}
	// The header comes with the first delivery of a stream, or with a transaction mined; calls and streams have timers
	// of their own, so the transport's is only a net.
	transport := newTransport(o.AllowPrivate, max(o.CallTime, o.IdleTime))
	return &Peer{caller: caller{base: u, client: &http.Client{Transport: transport, CheckRedirect: stayPut}, limit: MaxBody}, opts: o}, nil
}

// Hangup closes idle connections.
func (p *Peer) Hangup() { p.client.CloseIdleConnections() }

// Registration mirrors Seller.Registration.
func (p *Peer) Registration(ctx context.Context) ([]byte, error) {
	var raw []byte
	err := p.within(ctx, func(ctx context.Context) (err error) {
		raw, err = p.fetch(ctx, http.MethodGet, registrationPath, nil, MaxRegistration+1)
		return err
	})
	return bytes.TrimSuffix(raw, []byte("\n")), err
}

// Offers mirrors Seller.Offers.
func (p *Peer) Offers(ctx context.Context) ([]job.SignedQuote, error) {
	var list offers
	if err := p.do(ctx, http.MethodGet, sellerPrefix+"/offers", nil, &list); err != nil {
		return nil, err
	}
	if len(list.Offers) > MaxOffers {
		return nil, badPeer(p.base, "sent a price list of %d quotes: at most %d are taken", len(list.Offers), MaxOffers)
	}
	return list.Offers, nil
}

// Quote mirrors Seller.Quote.
func (p *Peer) Quote(ctx context.Context, q job.QuoteRequest) (job.SignedQuote, error) {
	var out job.SignedQuote
	return out, p.do(ctx, http.MethodPost, sellerPrefix+"/quotes", q, &out)
}

// OpenChannel mirrors Seller.OpenChannel.
func (p *Peer) OpenChannel(ctx context.Context, config job.ChannelConfig, quote job.SignedQuote) (job.NonceOffer, error) {
	return p.nonceOffer(ctx, http.MethodPost, sellerPrefix+"/channels", opening{Config: config, Quote: quote})
}

// Nonces mirrors Seller.Nonces.
func (p *Peer) Nonces(ctx context.Context, channel job.Hash, first uint32) (job.NonceOffer, error) {
	return p.nonceOffer(ctx, http.MethodGet, channelPath(channel)+"/nonces?first="+strconv.FormatUint(uint64(first), 10), nil)
}

func (p *Peer) nonceOffer(ctx context.Context, method, path string, in any) (job.NonceOffer, error) {
	var out job.NonceOffer
	if err := p.do(ctx, method, path, in, &out); err != nil {
		return job.NonceOffer{}, err
	}
	if len(out.Commitments) != job.NonceBatchSize {
		return job.NonceOffer{}, badPeer(p.base, "sent a batch of %d nonce commitments: want %d", len(out.Commitments), job.NonceBatchSize)
	}
	return out, nil
}

// Channel mirrors Seller.Channel.
func (p *Peer) Channel(ctx context.Context, channel job.Hash) (job.SellerChannel, error) {
	var out job.SellerChannel
	return out, p.do(ctx, http.MethodGet, channelPath(channel), nil, &out)
}

// Voucher mirrors Seller.Voucher.
func (p *Peer) Voucher(ctx context.Context, v job.SignedVoucher) (job.SellerChannel, error) {
	var out job.SellerChannel
	return out, p.do(ctx, http.MethodPost, channelPath(v.Voucher.Channel)+"/vouchers", v, &out)
}

// Close mirrors Seller.Close.
func (p *Peer) Close(ctx context.Context, channel job.Hash, auth job.Signature) (job.SellerChannel, error) {
	var out job.SellerChannel
	return out, p.do(ctx, http.MethodPost, channelPath(channel)+"/close", closing{Signature: auth}, &out)
}

func channelPath(id job.Hash) string { return sellerPrefix + "/channels/" + id.String() }

func (p *Peer) do(ctx context.Context, method, path string, in, out any) error {
	return p.within(ctx, func(ctx context.Context) error { return p.json(ctx, method, path, in, out) })
}

func (p *Peer) within(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, p.opts.CallTime)
	defer cancel()
	return f(ctx)
}

// streamLine is one line of a stream: a delivery, or the error that ends it.
type streamLine struct {
	job.Delivery
	Error *faultFields `json:"error"`
}

// errIdle is the cause of a stream's end when a line takes too long.
var errIdle = errors.New("nothing came for too long")

// Serve mirrors Seller.Serve. It returns nil only after the delivery with the receipt; what comes after that is not
// read. A stream that ends before is FaultUnavailable with code "stream_cut"; one that delivers more tokens than were
// ordered, or more lines than that many tokens need, is cut with code "bad_peer".
func (p *Peer) Serve(ctx context.Context, order job.Order, emit func(job.Delivery) error) error {
	ctx, cancel := context.WithTimeout(ctx, p.opts.StreamTime)
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	idle := time.AfterFunc(p.opts.IdleTime, func() { stop(errIdle) })
	defer idle.Stop()

	resp, err := p.send(ctx, http.MethodPost, sellerPrefix+"/requests", order)
	if err != nil {
		return p.streamFault(ctx, err)
	}
	defer resp.Body.Close()
	if kind := mediaType(resp); kind != ndjsonType {
		return badPeer(p.base, "answers an order with %q: want %s", printable(kind, 60), ndjsonType)
	}
	// Every line but the first and the last must bring a token, and a token takes at most 11 bytes.
	lines, tokens := uint64(order.Request.MaxTokens)+2, uint64(order.Request.MaxTokens)
	const lineOverhead = 2048 // a signed chunk or receipt, with its names
	total := min(lines, 1<<24)*lineOverhead + min(tokens, 1<<28)*11
	in := newLineReader(resp.Body, MaxLine, int64(total))
	for ; lines > 0; lines-- {
		raw, err := in.next()
		if err != nil {
			return p.streamFault(ctx, err)
		}
		idle.Stop() // emit may take its time: it checks, and pays
		var line streamLine
		if f := decodeStrict(raw, &line); f != nil {
			return badPeer(p.base, "sent a line that is no delivery: %w", f)
		}
		if line.Error != nil {
			return line.Error.fault(http.StatusInternalServerError)
		}
		if uint64(len(line.Tokens)) > tokens {
			return badPeer(p.base, "delivered more than the %d tokens that were ordered", order.Request.MaxTokens)
		}
		tokens -= uint64(len(line.Tokens))
		if err := emit(line.Delivery); err != nil {
			return err
		}
		if line.Receipt != nil {
			idle.Reset(time.Second)
			_, _ = in.next() // its end, so that the seller is not cut off while it writes its books and the connection is kept
			return nil
		}
		idle.Reset(p.opts.IdleTime)
	}
	return badPeer(p.base, "sent more lines than %d tokens need", order.Request.MaxTokens)
}

// streamFault says why reading a stream failed.
func (p *Peer) streamFault(ctx context.Context, err error) error {
	var f *job.Fault
	switch {
	case errors.Is(context.Cause(ctx), errIdle):
		return job.Faultf(job.FaultUnavailable, "timeout", "%s sent nothing whole for %s: the stream is given up", p.base.Host, seconds(p.opts.IdleTime))
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return job.Faultf(job.FaultUnavailable, "timeout", "%s took too long for one order: the stream is given up", p.base.Host)
	case ctx.Err() != nil:
		return job.Faultf(job.FaultUnavailable, "canceled", "the order was given up: %w", ctx.Err())
	case errors.As(err, &f):
		return f
	case errors.Is(err, errLine):
		return badPeer(p.base, "sent too much: %w", err)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return job.Faultf(job.FaultUnavailable, "stream_cut", "%s ended the stream without a receipt", p.base.Host)
	}
	return job.Faultf(job.FaultUnavailable, "stream_cut", "the stream of %s broke: %w", p.base.Host, err)
}

// badPeer is the fault of a peer that does not keep to the protocol.
func badPeer(u *url.URL, format string, args ...any) *job.Fault {
	f := job.Faultf(job.FaultUnavailable, "bad_peer", u.Host+" "+format, args...)
	f.Message = printable(f.Message, 500)
	return f
}

// caller makes bounded JSON calls.
type caller struct {
	base   *url.URL
	client *http.Client
	token  string // bearer token, if any
	limit  int64  // bytes of an answer
}

// send makes a request and returns the answer when its status is 200; the caller closes its body. Otherwise it returns
// the fault that came with the status.
func (c *caller) send(ctx context.Context, method, path string, in any) (*http.Response, error) {
	var body io.Reader
	if in != nil {
		raw, err := marshal(in)
		if err != nil {
			return nil, fmt.Errorf("write the request: %w", err)
		}
		if len(raw) > MaxBody {
			return nil, job.Faultf(job.FaultTooLarge, "body_too_large", "a request of %d bytes: at most %d may be sent, shorten the prompt", len(raw), MaxBody)
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.base.String(), "/")+path, body)
	if err != nil {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "make the request: %w", err)
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, unreachable(c.base, err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		return nil, redirected(c.base)
	}
	return nil, c.refused(resp)
}

// refused reads the fault that goes with an error status. Fields that it does not know are ignored, so that the text of
// a newer node, or of a proxy in between, is not lost.
func (c *caller) refused(resp *http.Response) error {
	raw, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // what did arrive is all there is to say
	var body faultBody
	if mediaType(resp) == "application/json" && jsonLoose(raw, &body) && body.Error != nil {
		return body.Error.fault(resp.StatusCode)
	}
	kind := job.FaultKindOf(resp.StatusCode)
	if resp.StatusCode == http.StatusBadGateway || resp.StatusCode == http.StatusGatewayTimeout {
		kind = job.FaultUnavailable
	}
	return job.Faultf(kind, "bad_peer", "%s answers with status %d and no reason", c.base.Host, resp.StatusCode)
}

// fetch makes a request and returns the answer's JSON bytes, at most limit.
func (c *caller) fetch(ctx context.Context, method, path string, in any, limit int64) ([]byte, error) {
	resp, err := c.send(ctx, method, path, in)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if kind := mediaType(resp); kind != "application/json" {
		return nil, badPeer(c.base, "answers with %q: want application/json", printable(kind, 60))
	}
	if resp.ContentLength > limit {
		return nil, badPeer(c.base, "answers with %d bytes: at most %d are read", resp.ContentLength, limit)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, unreachable(c.base, err)
	}
	if int64(len(raw)) > limit {
		return nil, badPeer(c.base, "answers with more than the %d bytes that are read", limit)
	}
	return raw, nil
}

// json makes a request and parses the answer strictly into out.
func (c *caller) json(ctx context.Context, method, path string, in, out any) error {
	raw, err := c.fetch(ctx, method, path, in, c.limit)
	if err != nil {
		return err
	}
	if f := decodeStrict(raw, out); f != nil {
		return badPeer(c.base, "sent an answer that cannot be read: %w", f)
	}
	return nil
}

func mediaType(resp *http.Response) string {
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		return resp.Header.Get("Content-Type")
	}
	return kind
}
