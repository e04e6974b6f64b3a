package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/assay-network/assay/job"
)

// memorySeller is a small seller that keeps its channels in memory. It charges one unit a token and never gives credit:
// an order waits until a voucher covers its next chunk of two tokens.
type memorySeller struct {
	mu        sync.Mutex
	channels  map[job.Hash]job.SellerChannel
	raised    chan struct{}                             // gets a value with each voucher
	order     job.Order                                 // the last one
	misbehave func(emit func(job.Delivery) error) error // instead of serving
	ended     chan error                                // gets the cause when an order's context ends before it
}

func newMemorySeller() *memorySeller {
	return &memorySeller{channels: map[job.Hash]job.SellerChannel{}, raised: make(chan struct{}, 64), ended: make(chan error, 8)}
}

var (
	someQuote = job.SignedQuote{Quote: job.Quote{Provider: job.Address{1}, Agent: 3, Model: job.Hash{2}, Lane: job.LaneExact, Token: job.Address{4},
		InputPrice: job.Units(1), OutputPrice: job.Units(1_000_000), ChunkTokens: 2, MaxPrompt: 100, MaxTokens: 100, Issued: 1, Expires: 2}, Signature: job.Signature{64: 27}}
	someConfig  = job.ChannelConfig{Payer: job.Address{5}, Receiver: job.Address{1}, Token: job.Address{4}, WithdrawDelay: 900, Salt: job.Hash{6}}
	someChannel = job.Hash{7}
)

func (s *memorySeller) Registration(context.Context) ([]byte, error) {
	return []byte(`{"type":"https://eips.ethereum.org/EIPS/eip-8004#registration-v1"}`), nil
}

func (s *memorySeller) Offers(context.Context) ([]job.SignedQuote, error) {
	return []job.SignedQuote{someQuote, someQuote}, nil
}

func (s *memorySeller) Quote(_ context.Context, q job.QuoteRequest) (job.SignedQuote, error) {
	if q.Model != someQuote.Quote.Model {
		f := job.Faultf(job.FaultNotFound, "model_not_found", "model %s is not served", q.Model.Short())
		f.Param = "model"
		return job.SignedQuote{}, f
	}
	out := someQuote
	out.Quote.Buyer, out.Quote.Lane = q.Buyer, q.Lane
	return out, nil
}

func (s *memorySeller) batch(channel job.Hash, first uint32) job.NonceOffer {
	o := job.NonceOffer{Batch: job.NonceBatch{Channel: channel, First: first, Root: job.Hash{8}}, Signature: job.Signature{1}}
	for i := range job.NonceBatchSize {
		o.Commitments = append(o.Commitments, job.Commit(job.Hash{byte(i), byte(first)}))
	}
	return o
}

func (s *memorySeller) OpenChannel(_ context.Context, config job.ChannelConfig, quote job.SignedQuote) (job.NonceOffer, error) {
	if config != someConfig || quote != someQuote {
		return job.NonceOffer{}, job.Faultf(job.FaultPayment, "no_deposit", "no deposit is seen")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[someChannel] = job.SellerChannel{Channel: someChannel, Balance: job.Units(50)}
	return s.batch(someChannel, 0), nil
}

func (s *memorySeller) Nonces(_ context.Context, channel job.Hash, first uint32) (job.NonceOffer, error) {
	return s.batch(channel, first), nil
}

func (s *memorySeller) Channel(_ context.Context, channel job.Hash) (job.SellerChannel, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.channels[channel]
	if !ok {
		return c, job.Faultf(job.FaultNotFound, "channel_not_found", "no channel %s", channel.Short())
	}
	return c, nil
}

func (s *memorySeller) Voucher(ctx context.Context, v job.SignedVoucher) (job.SellerChannel, error) {
	s.mu.Lock()
	c := s.channels[v.Voucher.Channel]
	if c.Ceiling.Voucher.MaxClaimable.Less(v.Voucher.MaxClaimable) {
		c.Ceiling = v
		s.channels[v.Voucher.Channel] = c
	}
	s.mu.Unlock()
	s.raised <- struct{}{}
	return s.Channel(ctx, v.Voucher.Channel)
}

func (s *memorySeller) Close(ctx context.Context, channel job.Hash, auth job.Signature) (job.SellerChannel, error) {
	if auth.IsZero() {
		return job.SellerChannel{}, job.Faultf(job.FaultAuth, "bad_signature", "the payer did not sign this")
	}
	c, err := s.Channel(ctx, channel)
	c.Closed, c.Txs = true, []job.Hash{{1}, {2}}
	return c, err
}

func (s *memorySeller) Serve(ctx context.Context, order job.Order, emit func(job.Delivery) error) error {
	s.mu.Lock()
	s.order = order
	misbehave := s.misbehave
	s.mu.Unlock()
	if misbehave != nil {
		return misbehave(emit)
	}
	if order.Request.MaxTokens == 0 {
		return job.Faultf(job.FaultInvalid, "no_tokens", "an order for nothing")
	}
	for count := uint32(0); count < order.Request.MaxTokens; {
		next := min(count+2, order.Request.MaxTokens)
		for {
			s.mu.Lock()
			paid := s.channels[order.Request.Channel].Ceiling.Voucher.MaxClaimable
			s.mu.Unlock()
			if !job.Max(paid, order.Voucher.Voucher.MaxClaimable).Less(job.Units(uint64(next))) {
				break
			}
			select {
			case <-s.raised:
			case <-ctx.Done():
				s.ended <- context.Cause(ctx)
				return ctx.Err()
			}
		}
		d := job.Delivery{Nonce: job.Hash{9}, Signature: job.Signature{1}}
		for ; count < next; count++ {
			d.Tokens = append(d.Tokens, order.Prompt[int(count)%len(order.Prompt)])
		}
		if next == order.Request.MaxTokens {
			d.Receipt = &job.Receipt{Count: count, Amount: job.Units(uint64(count)), Nonce: d.Nonce, Finish: job.FinishLength}
		} else {
			d.Chunk = &job.Chunk{Count: count, Amount: job.Units(uint64(count))}
		}
		if err := emit(d); err != nil {
			return err
		}
	}
	return nil
}

func startSeller(t *testing.T, so SellerOptions, po PeerOptions) (*memorySeller, *Peer, string) {
	t.Helper()
	s := newMemorySeller()
	so.Log = quiet
	base, _ := start(t, NewSeller(s, so))
	po.AllowPrivate = true
	p, err := DialPeer(base, po)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Hangup)
	return s, p, base
}

// A Peer stands in for the seller behind it.
var _ Seller = (*Peer)(nil)

func anOrder(tokens uint32, paid uint64) job.Order {
	return job.Order{Request: job.Request{Channel: someChannel, MaxTokens: tokens, PromptTokens: 3, Lane: job.LaneExact, PriceLimit: job.Units(9)},
		Signature: job.Signature{3}, Quote: someQuote, Prompt: []uint32{10, 20, 30}, Constraints: job.Constraints{Stop: []string{"<end>"}},
		Voucher: job.SignedVoucher{Voucher: job.Voucher{Channel: someChannel, MaxClaimable: job.Units(paid)}}}
}

func TestPeerMirrorsTheSeller(t *testing.T) {
	noLeaks(t)
	s, p, _ := startSeller(t, SellerOptions{}, PeerOptions{})
	ctx := t.Context()
	same := func(what string, viaPeer, direct any, err1, err2 error) {
		t.Helper()
		if err1 != nil || err2 != nil || !reflect.DeepEqual(viaPeer, direct) {
			t.Errorf("%s: got %+v (%v), want %+v (%v)", what, viaPeer, err1, direct, err2)
		}
	}
	r1, e1 := p.Registration(ctx)
	r2, e2 := s.Registration(ctx)
	same("registration", r1, r2, e1, e2)
	o1, e1 := p.Offers(ctx)
	o2, e2 := s.Offers(ctx)
	same("offers", o1, o2, e1, e2)
	ask := job.QuoteRequest{Buyer: job.Address{9}, Model: job.Hash{2}, Lane: job.LaneExact}
	q1, e1 := p.Quote(ctx, ask)
	q2, e2 := s.Quote(ctx, ask)
	same("quote", q1, q2, e1, e2)
	n1, e1 := p.OpenChannel(ctx, someConfig, someQuote)
	n2, e2 := s.OpenChannel(ctx, someConfig, someQuote)
	same("open", n1, n2, e1, e2)
	n1, e1 = p.Nonces(ctx, someChannel, 64)
	n2, e2 = s.Nonces(ctx, someChannel, 64)
	same("nonces", n1, n2, e1, e2)
	v := job.SignedVoucher{Voucher: job.Voucher{Channel: someChannel, MaxClaimable: job.Units(5)}, Signature: job.Signature{2}}
	v1, e1 := p.Voucher(ctx, v)
	v2, e2 := s.Voucher(ctx, v)
	same("voucher", v1, v2, e1, e2)
	c1, e1 := p.Channel(ctx, someChannel)
	c2, e2 := s.Channel(ctx, someChannel)
	same("channel", c1, c2, e1, e2)
	x1, e1 := p.Close(ctx, someChannel, job.Signature{1})
	x2, e2 := s.Close(ctx, someChannel, job.Signature{1})
	same("close", x1, x2, e1, e2)
}

func TestFaultsCrossTheWire(t *testing.T) {
	noLeaks(t)
	s, p, _ := startSeller(t, SellerOptions{}, PeerOptions{})
	ctx := t.Context()
	_, err := p.Quote(ctx, job.QuoteRequest{Model: job.Hash{99}})
	if f := wantFault(t, err, job.FaultNotFound, "model_not_found"); f.Param != "model" || !strings.Contains(f.Message, "is not served") {
		t.Errorf("%+v", f)
	}
	_, err = p.OpenChannel(ctx, job.ChannelConfig{}, someQuote)
	wantFault(t, err, job.FaultPayment, "no_deposit")
	_, err = p.Channel(ctx, job.Hash{1})
	wantFault(t, err, job.FaultNotFound, "channel_not_found")
	_, err = p.Close(ctx, someChannel, job.Signature{})
	wantFault(t, err, job.FaultAuth, "bad_signature")
	_, err = p.Nonces(ctx, someChannel, 5)
	wantFault(t, err, job.FaultInvalid, "invalid_first")
	wantFault(t, p.Serve(ctx, anOrder(0, 0), nil), job.FaultInvalid, "no_tokens")
	// Every kind, before and after the first line of a stream.
	for k := job.FaultInvalid; k <= job.FaultUnavailable; k++ {
		for lines := range 2 {
			s.mu.Lock()
			s.misbehave = func(emit func(job.Delivery) error) error {
				for range lines {
					if err := emit(job.Delivery{Tokens: []uint32{1}}); err != nil {
						return err
					}
				}
				f := job.Faultf(k, "the_code", "the reason")
				f.Param = "p"
				return f
			}
			s.mu.Unlock()
			got := 0
			err := p.Serve(ctx, anOrder(4, 4), func(job.Delivery) error { got++; return nil })
			if f := wantFault(t, err, k, "the_code"); f.Message != "the reason" || f.Param != "p" || got != lines {
				t.Errorf("%+v after %d lines, want %d", f, got, lines)
			}
		}
	}
	s.mu.Lock()
	s.misbehave = func(func(job.Delivery) error) error { return errors.New("secret detail") }
	s.mu.Unlock()
	if f := wantFault(t, p.Serve(ctx, anOrder(4, 4), nil), job.FaultInternal, "internal_error"); strings.Contains(f.Message, "secret") {
		t.Errorf("an inner detail leaves: %s", f.Message)
	}
	s.mu.Lock()
	s.misbehave = func(func(job.Delivery) error) error { panic("secret detail") }
	s.mu.Unlock()
	wantFault(t, p.Serve(ctx, anOrder(4, 4), nil), job.FaultInternal, "internal_error")
}

// TestVouchersRunBesideTheStream pays chunk by chunk: the seller stops without the next voucher, so the stream would
// hang if deliveries were not flushed or vouchers waited for streams.
func TestVouchersRunBesideTheStream(t *testing.T) {
	noLeaks(t)
	s, p, _ := startSeller(t, SellerOptions{MaxStreams: 1, MaxCalls: 1}, PeerOptions{IdleTime: 5 * time.Second})
	if _, err := p.OpenChannel(t.Context(), someConfig, someQuote); err != nil {
		t.Fatal(err)
	}
	order, paid := anOrder(9, 2), uint64(2)
	var tokens []uint32
	var receipt *job.Receipt
	err := p.Serve(t.Context(), order, func(d job.Delivery) error {
		tokens = append(tokens, d.Tokens...)
		if receipt = d.Receipt; receipt != nil {
			return nil
		}
		paid += 2
		_, err := p.Voucher(t.Context(), job.SignedVoucher{Voucher: job.Voucher{Channel: someChannel, MaxClaimable: job.Units(paid)}})
		return err
	})
	if err != nil || receipt == nil || receipt.Count != 9 || !reflect.DeepEqual(tokens, []uint32{10, 20, 30, 10, 20, 30, 10, 20, 30}) {
		t.Errorf("%v, %v, %+v", err, tokens, receipt)
	}
	if !reflect.DeepEqual(s.order, order) {
		t.Errorf("the seller got %+v, want %+v", s.order, order)
	}
}

func TestBuyerThatLeavesEndsTheOrder(t *testing.T) {
	noLeaks(t)
	s, p, _ := startSeller(t, SellerOptions{}, PeerOptions{})
	enough := errors.New("enough")
	if err := p.Serve(t.Context(), anOrder(9, 2), func(job.Delivery) error { return enough }); err != enough { //nolint:errorlint // must come back as it is
		t.Errorf("got %v, want emit's own error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := p.Serve(ctx, anOrder(9, 2), func(job.Delivery) error {
		time.AfterFunc(50*time.Millisecond, cancel) // while it waits for the next line
		return nil
	})
	if f := wantFault(t, err, job.FaultUnavailable, "canceled"); !errors.Is(f, context.Canceled) {
		t.Errorf("%v does not wrap the cancellation", f)
	}
	for range 2 {
		select {
		case <-s.ended:
		case <-time.After(5 * time.Second):
			t.Fatal("the seller was not told")
		}
	}
}

// TestSellerDoorRefuses sends what no Peer would.
func TestSellerDoorRefuses(t *testing.T) {
	noLeaks(t)
	_, _, base := startSeller(t, SellerOptions{BodyTime: 500 * time.Millisecond}, PeerOptions{})
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	id := someChannel.String()
	for _, tc := range []struct {
		name, method, path, body string
		status                   int
		code                     string
	}{
		{"unknown field", "POST", "/assay/v1/quotes", `{"buyer":"0x0500000000000000000000000000000000000000","extra":1}`, 400, "invalid_json"},
		{"trailing data", "POST", "/assay/v1/quotes", `{}{}`, 400, "invalid_json"},
		{"upper-case hash", "POST", "/assay/v1/quotes", `{"model":"0x` + strings.Repeat("AB", 32) + `"}`, 400, "invalid_json"},
		{"lane out of range", "POST", "/assay/v1/quotes", `{"lane":256}`, 400, "invalid_json"},
		{"negative amount", "POST", "/assay/v1/channels/" + id + "/vouchers", `{"voucher":{"channelId":"` + id + `","maxClaimableAmount":"-1"}}`, 400, "invalid_json"},
		{"amount as a number", "POST", "/assay/v1/channels/" + id + "/vouchers", `{"voucher":{"channelId":"` + id + `","maxClaimableAmount":1}}`, 400, "invalid_json"},
		{"amount of 129 bits", "POST", "/assay/v1/channels/" + id + "/vouchers", `{"voucher":{"maxClaimableAmount":"340282366920938463463374607431768211456"}}`, 400, "invalid_json"},
		{"voucher of another channel", "POST", "/assay/v1/channels/" + id + "/vouchers", `{"voucher":{"maxClaimableAmount":"1"}}`, 400, "wrong_channel"},
		{"channel of a wrong form", "GET", "/assay/v1/channels/abc", "", 400, "invalid_channel"},
		{"no JSON", "POST", "/assay/v1/requests", "{", 400, "invalid_json"},
		{"token out of range", "POST", "/assay/v1/requests", `{"prompt":[4294967296]}`, 400, "invalid_json"},
		{"huge", "POST", "/assay/v1/requests", `{"stop":["` + strings.Repeat("x", MaxBody) + `"]}`, 413, "body_too_large"},
		{"deep", "POST", "/assay/v1/requests", strings.Repeat("[", 200_000), 400, "invalid_json"},
		{"wrong method", "DELETE", "/assay/v1/channels/" + id, "", 405, "method_not_allowed"},
		{"unknown path", "GET", "/assay/v2/offers", "", 404, "unknown_url"},
		{"path games", "GET", "/assay/v1/channels/..%2f..%2foffers", "", 400, "invalid_channel"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), tc.method, base+tc.path, strings.NewReader(tc.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			status, _, body := send(t, c, req)
			if e := parse[faultBody](t, body).Error; status != tc.status || e.Code != tc.code || e.Message == "" || len(body) > 2000 {
				t.Errorf("%d %s, want %d %s", status, body, tc.status, tc.code)
			}
		})
	}
}

func TestAttackManyOrdersAtOnce(t *testing.T) {
	noLeaks(t)
	s, p, _ := startSeller(t, SellerOptions{MaxStreams: 1}, PeerOptions{})
	if _, err := p.OpenChannel(t.Context(), someConfig, someQuote); err != nil {
		t.Fatal(err)
	}
	first := make(chan struct{})
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		done <- p.Serve(ctx, anOrder(9, 2), func(job.Delivery) error { close(first); return nil })
	}()
	<-first
	wantFault(t, p.Serve(t.Context(), anOrder(9, 2), nil), job.FaultBusy, "rate_limit_exceeded")
	if _, err := p.Voucher(t.Context(), job.SignedVoucher{Voucher: job.Voucher{Channel: someChannel}}); err != nil {
		t.Errorf("a voucher while the streams are busy: %v", err)
	}
	cancel()
	<-done
	<-s.ended
}

// TestOrdersKeepEveryBit sends drawn orders over a socket: what arrives is what was sent.
func TestOrdersKeepEveryBit(t *testing.T) {
	s, p, _ := startSeller(t, SellerOptions{}, PeerOptions{})
	s.misbehave = func(emit func(job.Delivery) error) error {
		return emit(job.Delivery{Receipt: &job.Receipt{}})
	}
	hash := rapid.Custom(func(t *rapid.T) (h job.Hash) {
		copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
		return h
	})
	amount := rapid.Custom(func(t *rapid.T) job.Amount {
		return job.Units(rapid.Uint64().Draw(t, "low")).MulDivUp(rapid.Uint64().Draw(t, "high"), 1)
	})
	rapid.Check(t, func(rt *rapid.T) {
		o := job.Order{
			Request: job.Request{Model: hash.Draw(rt, "model"), Tokenizer: hash.Draw(rt, "tokenizer"), Template: hash.Draw(rt, "template"), Prompt: hash.Draw(rt, "prompt"),
				PromptTokens: rapid.Uint32().Draw(rt, "promptTokens"), MaxTokens: rapid.Uint32().Draw(rt, "maxTokens"),
				Sampling: job.Sampling{Temperature: rapid.Uint32().Draw(rt, "temperature"), TopK: rapid.Uint32().Draw(rt, "topK"), TopP: rapid.Uint32().Draw(rt, "topP"), MinP: rapid.Uint32().Draw(rt, "minP"),
					Repeat: rapid.Uint32().Draw(rt, "repeat"), Frequency: rapid.Int32().Draw(rt, "frequency"), Presence: rapid.Int32().Draw(rt, "presence"), Bias: hash.Draw(rt, "bias")},
				Schema: hash.Draw(rt, "schemaHash"), Stop: hash.Draw(rt, "stop"), Lane: job.Lane(rapid.Byte().Draw(rt, "lane")), Quote: hash.Draw(rt, "quote"), PriceLimit: amount.Draw(rt, "limit"), Channel: hash.Draw(rt, "channel"),
				Commitment: hash.Draw(rt, "commitment"), BuyerNonce: hash.Draw(rt, "nonce"), Time: rapid.Uint64().Draw(rt, "time")},
			Quote:  someQuote,
			Prompt: rapid.SliceOfN(rapid.Uint32(), 1, 50).Draw(rt, "tokens"),
			Constraints: job.Constraints{
				Stop: rapid.SliceOfN(rapid.String(), 1, 4).Draw(rt, "stops"), Schema: rapid.String().Draw(rt, "schema"),
				Bias: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) job.TokenBias {
					return job.TokenBias{Token: rapid.Uint32().Draw(t, "token"), Bias: rapid.Int32().Draw(t, "bias")}
				}), 1, 9).Draw(rt, "biases"),
			},
			Voucher: job.SignedVoucher{Voucher: job.Voucher{Channel: hash.Draw(rt, "channel"), MaxClaimable: amount.Draw(rt, "max")}},
		}
		copy(o.Signature[:], rapid.SliceOfN(rapid.Byte(), 65, 65).Draw(rt, "signature"))
		if err := p.Serve(t.Context(), o, func(job.Delivery) error { return nil }); err != nil {
			rt.Fatal(err)
		}
		d := job.AssayDomain(1, job.Address{1})
		if !reflect.DeepEqual(s.order, o) || s.order.Request.Digest(d) != o.Request.Digest(d) {
			rt.Fatalf("got %+v, want %+v", s.order, o)
		}
	})
}

func TestStreamsAreReadToTheirEnd(t *testing.T) {
	for text, want := range map[string][]string{"": nil, "a\n": {"a"}, "a\n\nb\n": {"a", "", "b"}, strings.Repeat("x", 100) + "\n": {strings.Repeat("x", 100)}} {
		r := newLineReader(strings.NewReader(text), 100, 1000)
		var got []string
		for {
			line, err := r.next()
			if err == io.EOF { //nolint:errorlint // next returns it bare
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			got = append(got, string(line))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q", text, got)
		}
	}
	if _, err := newLineReader(strings.NewReader("abc"), 100, 100).next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a line without end: %v", err)
	}
	for _, text := range []string{strings.Repeat("x", 101) + "\n", strings.Repeat("x", 101), strings.Repeat("x", 1<<20)} {
		if _, err := newLineReader(strings.NewReader(text), 100, 1<<30).next(); !errors.Is(err, errLine) {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
	r := newLineReader(strings.NewReader("aaaa\nbbbb\ncccc\n"), 100, 12)
	var err error
	for n := 0; err == nil; n++ {
		if _, err = r.next(); n > 3 {
			t.Fatal("no end")
		}
	}
	if !errors.Is(err, errLine) {
		t.Errorf("too many bytes in all: %v", err)
	}
}
