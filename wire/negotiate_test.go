package wire

import (
	"bytes"
	"context"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

// talkingSeller answers each message of a negotiation with what it was given.
type talkingSeller struct{ *memorySeller }

func (talkingSeller) Haggle(_ context.Context, h job.Haggle) (job.SignedOffer, error) {
	if h.Counter == nil {
		return job.SignedOffer{}, job.Faultf(job.FaultConflict, "declined", "no further than this")
	}
	return *h.Counter, nil
}

func (talkingSeller) SealBid(_ context.Context, r job.SignedRequestForQuote) (job.SignedBid, error) {
	return job.SignedBid{Bid: job.SealedBid{Commitment: r.Request.Salt, Issued: r.Request.Issued}, Signature: r.Signature}, nil
}

func (talkingSeller) OpenBid(_ context.Context, o job.Opening) (job.OpenedBid, error) {
	return job.OpenedBid{Salt: o.Book.Book.Commitments[len(o.Book.Book.Commitments)-1]}, nil
}

func (talkingSeller) Agree(_ context.Context, a job.Agreement) (job.Agreement, error) { return a, nil }

func (talkingSeller) Hold(_ context.Context, h job.Holding) (job.Hold, error) {
	return job.Hold{Agreement: h.Agreement, Channel: h.Channel, Slots: 3, Fee: h.Voucher.Voucher.MaxClaimable, Until: 9}, nil
}

var someRequest = job.SignedRequestForQuote{
	Request: job.RequestForQuote{Buyer: job.Address{5}, Token: job.Address{4}, Mode: job.ModeSealed, Salt: job.Hash{8}, Issued: 1, Closes: 2, Reveals: 3, Until: 4,
		Work: job.Work{Model: job.Hash{2}, Lane: job.LaneExact, Input: 1 << 48, MaxPrompt: 1, MaxTokens: 1}},
	Signature: job.Signature{64: 28},
}

func TestNegotiationsCrossTheWireWhole(t *testing.T) {
	noLeaks(t)
	base, _ := start(t, NewSeller(talkingSeller{newMemorySeller()}, SellerOptions{Log: quiet}))
	p, err := DialPeer(base, PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Hangup()
	ctx := t.Context()
	most, err := job.ParseAmount("340282366920938463463374607431768211455")
	if err != nil {
		t.Fatal(err)
	}
	counter := job.SignedOffer{Offer: job.Offer{Talk: job.Hash{1}, Answers: job.Hash{2}, Round: 16, From: job.Address{5}, Rates: job.Rates{Output: most}, Until: 1 << 63, Expires: 7}, Signature: job.Signature{64: 27}}
	if got, err := p.Haggle(ctx, job.Haggle{Request: someRequest, Last: &counter, Counter: &counter}); err != nil || got != counter {
		t.Errorf("haggle: %+v, %v", got, err)
	}
	_, err = p.Haggle(ctx, job.Haggle{Request: someRequest})
	if f, ok := err.(*job.Fault); !ok || f.Kind != job.FaultConflict || f.Code != "declined" {
		t.Errorf("a seller that declines: %v", err)
	}
	if got, err := p.SealBid(ctx, someRequest); err != nil || got.Bid.Commitment != someRequest.Request.Salt || got.Signature != someRequest.Signature {
		t.Errorf("bid: %+v, %v", got, err)
	}
	book := job.SignedBook{Book: job.BidBook{Talk: job.Hash{1}, Issued: 2}}
	for i := range job.MaxBids {
		book.Book.Commitments = append(book.Book.Commitments, job.Keccak([]byte(strconv.Itoa(i))))
	}
	if got, err := p.OpenBid(ctx, job.Opening{Request: someRequest, Book: book}); err != nil || got.Salt != book.Book.Commitments[job.MaxBids-1] {
		t.Errorf("opening against the largest book: %+v, %v", got, err)
	}
	a := job.Agreement{Request: someRequest, Offer: counter, Intent: job.AgentIntent{Payload: job.Hash{3}, Value: most, Participants: []job.Address{{1}, {2}}}, Acceptance: job.Acceptance{Expiry: 1}, Quote: someQuote}
	if got, err := p.Agree(ctx, a); err != nil || !reflect.DeepEqual(got, a) {
		t.Errorf("agreement: %+v, %v", got, err)
	}
	if got, err := p.Hold(ctx, job.Holding{Agreement: job.Hash{1}, Channel: someChannel, Voucher: job.SignedVoucher{Voucher: job.Voucher{Channel: someChannel, MaxClaimable: most}}}); err != nil || got.Fee != most || got.Slots != 3 {
		t.Errorf("hold: %+v, %v", got, err)
	}
}

func TestSellerThatDoesNotNegotiateHasNoSuchDoor(t *testing.T) {
	noLeaks(t)
	base, _ := start(t, NewSeller(newMemorySeller(), SellerOptions{Log: quiet}))
	p, err := DialPeer(base, PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Hangup()
	if _, err := p.SealBid(t.Context(), someRequest); err == nil || !strings.Contains(err.Error(), "there is nothing at") {
		t.Errorf("got %v", err)
	}
}

func TestFloodOfNegotiationsIsTurnedAway(t *testing.T) {
	noLeaks(t)
	base, client := start(t, NewSeller(talkingSeller{newMemorySeller()}, SellerOptions{Log: quiet}))
	send := func(body []byte, chunked bool) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+talksPrefix+"/holds", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if chunked {
			req.ContentLength = -1
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp
	}
	long := append([]byte(`{"agreement":"`), bytes.Repeat([]byte("0"), maxTalkBody)...)
	if got := send(long, false).StatusCode; got != http.StatusRequestEntityTooLarge {
		t.Errorf("a long message: status %d", got)
	}
	if got := send(long, true).StatusCode; got != http.StatusBadRequest {
		t.Errorf("a long message that does not say its length: status %d", got)
	}
	turned := 0
	for range 2 * talksAtOnce {
		resp := send([]byte(`{}`), false)
		if resp.StatusCode == http.StatusTooManyRequests {
			turned++
			if resp.Header.Get("Retry-After") == "" {
				t.Fatal("turned away without saying when to come back")
			}
		}
	}
	if turned < talksAtOnce/2 {
		t.Errorf("%d of %d messages turned away", turned, 2*talksAtOnce)
	}
	resp, err := client.Get(base + sellerPrefix + "/offers")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the price list is shut too: status %d", resp.StatusCode)
	}
}

func TestCrowdCountsANetworkAsOne(t *testing.T) {
	c := newCrowd()
	for i := range talksAtOnce {
		if !c.admits("[2001:db8::" + strconv.FormatInt(int64(i+1), 16) + "]:1") {
			t.Fatalf("call %d turned away", i)
		}
	}
	if c.admits("[2001:db8::ffff]:2") {
		t.Error("another address of the same network is a fresh start")
	}
	if !c.admits("192.0.2.1:1") || !c.admits("[::ffff:192.0.2.2]:1") {
		t.Error("others are turned away too")
	}
	if c.admits("nonsense") {
		t.Error("an address that is none comes in")
	}
}
