package node_test

import (
	"context"
	"crypto/rand"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// talker starts a provider that negotiates down to floor, in thousandths of its price list. wrap may be nil.
func talker(t *testing.T, w *testkit.World, more int64, floor uint32, wrap func(*node.Negotiator) wire.Seller) *testkit.Seller {
	t.Helper()
	return w.Bob(t, more, func(p *node.Provider, _ *chain.Client, _ *chain.Key) wire.Seller {
		n, err := node.NewNegotiator(t.Context(), p, node.NegotiatorConfig{
			Floor: floor, Concede: 400, Rounds: 6, MaxTime: 86_400, MaxSlots: 2, HoldFee: job.Units(1000), HoldDeposit: job.Units(200_000),
		})
		if err != nil {
			t.Fatal(err)
		}
		if wrap != nil {
			return wrap(n)
		}
		return n
	})
}

// bargain asks for half a million tokens each way; by the price list that is 5 and 20 dollars.
func bargain(w *testkit.World, mode job.Mode) job.Bargain {
	return job.Bargain{
		Model: w.Model.Name(), Input: 500_000, Output: 500_000, Mode: mode, Budget: job.Units(24_000_000), Rounds: 6, Time: 40, For: 3600,
		Wishes: job.Wishes{Opening: 600, Concede: 400, Step: 50},
	}
}

func negotiate(t *testing.T, a *testkit.Buyer, b job.Bargain) node.NegotiationReport {
	t.Helper()
	r, err := a.Negotiate(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	for _, turn := range r.Turns {
		total := "-"
		if turn.Total != nil {
			total = turn.Total.String()
		}
		t.Logf("agent %d, round %d: %s: %s, now %s: %s %s", turn.Agent, turn.Round, turn.By, turn.Move, turn.State, total, turn.Note)
	}
	if r.Agreed && b.Budget.Less(r.Agreement.Intent.Value) {
		t.Fatalf("agreed on %s, the budget is %s", r.Agreement.Intent.Value, b.Budget)
	}
	return r
}

func TestNegotiatedPriceIsWhatRequestsCost(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, carl := talker(t, w, 0, 800, nil), talker(t, w, 4_000_000, 600, nil) // carl lists higher and goes lower
	alice := w.Alice(t, testkit.Policy())
	domain := w.Eyes.AssayDomain()

	talked := negotiate(t, alice, bargain(w, job.ModeTalk))
	if !talked.Agreed || len(talked.Turns) < 6 {
		t.Fatalf("%+v", talked)
	}
	if err := market.CheckAgreement(domain, *talked.Agreement); err != nil {
		t.Fatal(err)
	}
	poor := bargain(w, job.ModeTalk)
	poor.Budget = job.Units(10_000_000)
	if r := negotiate(t, alice, poor); r.Agreed || r.Reason == "" {
		t.Fatalf("agreed below every floor: %+v", r)
	}

	open := negotiate(t, alice, bargain(w, job.ModeOpen))
	if !open.Agreed || open.Agent != carl.Agent() || !open.Agreement.Intent.Value.Less(job.Units(21_000_000)) {
		t.Fatalf("bob goes down to 20 dollars, carl further: agent %d, %s", open.Agent, open.Reason)
	}
	floor := job.Rates{Input: job.Units(6_000_000), Cached: job.Units(6_000_000), Output: job.Units(26_400_000)}
	if !open.Agreement.Offer.Offer.Rates.Covers(floor) {
		t.Fatalf("carl sells below his floor: %+v", open.Agreement.Offer.Offer.Rates)
	}

	answer := ask(t, alice, insist(testkit.Ask("pay bob 5 dollars"), carl.Agent()))
	raw, err := alice.Receipt(t.Context(), answer.Request)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify.Bundle(bundle, w.Model); err != nil {
		t.Fatal(err)
	}
	if bundle.Quote != open.Agreement.Quote {
		t.Fatalf("the request names %+v, agreed was %+v", bundle.Quote.Quote, open.Agreement.Quote.Quote)
	}
	if want := open.Agreement.Quote.Quote.Cost(answer.Usage.PromptTokens, answer.Usage.CompletionTokens); answer.Cost != want {
		t.Fatalf("the answer cost %s, at the agreed price it is %s", answer.Cost, want)
	}
	list, err := alice.Agreements(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%d agreements stand, %v", len(list), err)
	}
	if bob.Agent() == carl.Agent() {
		t.Fatal("one seller only")
	}
}

// liar opens another bid than the one that it sealed.
type liar struct {
	*node.Negotiator
	key    *chain.Key
	domain job.Domain
}

func (l liar) OpenBid(ctx context.Context, o job.Opening) (job.OpenedBid, error) {
	b, err := l.Negotiator.OpenBid(ctx, o)
	if err != nil {
		return b, err
	}
	b.Offer.Offer.Rates = b.Offer.Offer.Rates.Each(func(job.Amount) job.Amount { return job.Units(1) })
	b.Offer.Signature, err = l.key.Sign(b.Offer.Offer.Digest(l.domain))
	return b, err
}

func TestSealedBidThatChangesIsNoBid(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := talker(t, w, 0, 800, nil)
	sniper := w.Bob(t, -1_000_000, func(p *node.Provider, c *chain.Client, k *chain.Key) wire.Seller {
		n, err := node.NewNegotiator(t.Context(), p, node.NegotiatorConfig{Floor: 500, Concede: 900, Rounds: 6, MaxTime: 86_400})
		if err != nil {
			t.Fatal(err)
		}
		return liar{n, k, c.AssayDomain()}
	})
	alice := w.Alice(t, testkit.Policy())
	b := bargain(w, job.ModeSealed)
	b.Time = 6
	r := negotiate(t, alice, b)
	if !r.Agreed || r.Agent != bob.Agent() {
		t.Fatalf("agreed %t, agent %d, want %d", r.Agreed, r.Agent, bob.Agent())
	}
	withheld := false
	for _, turn := range r.Turns {
		withheld = withheld || turn.Agent == sniper.Agent() && turn.Move == market.MoveWithhold.String()
	}
	if !withheld {
		t.Error("the changed bid is not called one that was held back")
	}
	providers, err := alice.Providers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range providers {
		if p.Agent == sniper.Agent() && p.Failed != 1 {
			t.Errorf("the buyer remembers %d failures of the sniper", p.Failed)
		}
	}
}

// rogue speaks to a seller's door as a buyer that keeps to no rule.
type rogue struct {
	t    *testing.T
	key  *chain.Key
	peer *wire.Peer
	w    *testkit.World
}

func (s rogue) request(mode job.Mode, wait uint64) job.SignedRequestForQuote {
	s.t.Helper()
	now := uint64(time.Now().Unix())
	r := job.RequestForQuote{
		Buyer: s.key.Address(), Token: s.w.Eyes.Contracts().Token, Mode: mode, Rounds: 6, Issued: now, Closes: now + wait, Reveals: now + wait, Until: now + 3600,
		Work: job.Work{Model: s.w.Model.Root(), Lane: job.LaneExact, Input: 1000, Output: 1000, MaxPrompt: 100, MaxTokens: 100},
	}
	if _, err := rand.Read(r.Salt[:]); err != nil {
		s.t.Fatal(err)
	}
	if mode == job.ModeSealed {
		r.Rounds, r.Reveals = 0, now+wait+60
	}
	return job.SignedRequestForQuote{Request: r, Signature: s.sign(r.Digest(s.w.Eyes.AssayDomain()))}
}

func (s rogue) sign(digest job.Hash) job.Signature {
	s.t.Helper()
	sig, err := s.key.Sign(digest)
	if err != nil {
		s.t.Fatal(err)
	}
	return sig
}

// proposal is an agreement on an offer that the seller has not signed yet.
func (s rogue) proposal(r job.SignedRequestForQuote, o job.SignedOffer, nonce uint64) job.Agreement {
	s.t.Helper()
	d := s.w.Eyes.AssayDomain()
	i := job.AgentIntent{
		Payload: o.Offer.Digest(d), Expiry: o.Offer.Expires, Nonce: nonce, Agent: s.key.Address(), Type: job.TradeType,
		Value: market.Total(r.Request, o.Offer), Participants: job.Participants(s.key.Address(), o.Offer.From),
	}
	return job.Agreement{Request: r, Offer: o, Intent: i, BuyerSignature: s.sign(i.Digest(job.AgreementDomain(d.ChainID, d.Contract)))}
}

func TestSellersDoorRefusesWhatItNeverOffered(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := talker(t, w, 0, 800, nil)
	key, _ := w.Account(t)
	peer, err := wire.DialPeer(bob.Endpoint, wire.PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Hangup()
	s := rogue{t, key, peer, w}
	ctx, d := t.Context(), w.Eyes.AssayDomain()
	refused := func(attack, code string, err error) {
		t.Helper()
		f, ok := errors.AsType[*job.Fault](err)
		if !ok || f.Code != code {
			t.Errorf("%s: %v, want the code %s", attack, err, code)
		}
	}
	r := s.request(job.ModeTalk, 60)
	first, err := peer.Haggle(ctx, job.Haggle{Request: r})
	if err != nil {
		t.Fatal(err)
	}
	counter := func(o job.SignedOffer, change func(*job.Offer)) *job.SignedOffer {
		c := o.Offer
		c.Answers, c.From, c.Agent, c.Round = o.Offer.Digest(d), key.Address(), 0, o.Offer.Round+1
		change(&c)
		return &job.SignedOffer{Offer: c, Signature: s.sign(c.Digest(d))}
	}
	cheap := func(c *job.Offer) { c.Rates = job.Rates{} }

	low := first
	low.Offer.Rates.Output = job.Units(1)
	_, err = peer.Haggle(ctx, job.Haggle{Request: r, Last: &low, Counter: counter(low, cheap)})
	refused("an offer altered and brought back", "signature", err)
	low.Signature = s.sign(low.Offer.Digest(d))
	_, err = peer.Haggle(ctx, job.Haggle{Request: r, Last: &low, Counter: counter(low, cheap)})
	refused("an offer that the buyer signed for the seller", "signature", err)
	_, err = peer.Agree(ctx, s.proposal(r, low, 1))
	refused("an agreement on it", "signature", err)
	other := s.request(job.ModeTalk, 60)
	_, err = peer.Haggle(ctx, job.Haggle{Request: other, Last: &first, Counter: counter(first, cheap)})
	refused("an offer brought to another talk", "another_talk", err)
	_, err = peer.Haggle(ctx, job.Haggle{Request: r, Last: &first, Counter: counter(first, func(c *job.Offer) { c.Round = 7 })})
	refused("more rounds than the request allows", "another_talk", err)
	sealed := s.request(job.ModeSealed, 2)
	_, err = peer.Haggle(ctx, job.Haggle{Request: sealed})
	refused("an open price in a sealed auction", "illegal_move", err)

	// A price of nothing, round after round: it does not show the floor.
	last, floor := first, job.Rates{Input: job.Units(8_000_000), Cached: job.Units(8_000_000), Output: job.Units(32_000_000)}
	for range 6 {
		next, err := peer.Haggle(ctx, job.Haggle{Request: r, Last: &last, Counter: counter(last, cheap)})
		if err != nil {
			t.Fatal(err)
		}
		if !next.Offer.Rates.Covers(floor) || !last.Offer.Rates.Covers(next.Offer.Rates) {
			t.Fatalf("%+v after %+v", next.Offer.Rates, last.Offer.Rates)
		}
		last = next
	}
	if last.Offer.Rates == floor {
		t.Errorf("a buyer that bids nothing gets the floor, %+v", floor)
	}
	_, err = peer.Haggle(ctx, job.Haggle{Request: r, Last: &last, Counter: counter(last, cheap)})
	refused("a round too many", "another_talk", err)
	made, err := peer.Agree(ctx, s.proposal(r, last, 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := market.CheckAgreement(d, made); err != nil {
		t.Fatal(err)
	}
	if again, err := peer.Agree(ctx, s.proposal(r, last, 1)); err != nil || again.SellerSignature != made.SellerSignature {
		t.Errorf("the same agreement asked for again: %v", err)
	}
	_, err = peer.Agree(ctx, s.proposal(r, last, 2))
	refused("an offer taken twice", "taken", err)
	_, err = peer.Agree(ctx, s.proposal(r, first, 3))
	refused("an earlier offer of a talk that is settled", "taken", err)

	bid, err := peer.SealBid(ctx, sealed)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := peer.SealBid(ctx, sealed); err != nil || again != bid {
		t.Errorf("asking for a bid again gives another: %v", err)
	}
	book := func(more ...job.SignedBid) job.SignedBook {
		b := market.Book(bid.Bid.Talk, append(more, bid), max(uint64(time.Now().Unix()), sealed.Request.Closes))
		return job.SignedBook{Book: b, Signature: s.sign(b.Digest(d))}
	}
	_, err = peer.OpenBid(ctx, job.Opening{Request: sealed, Book: book()})
	if time.Now().Unix() < int64(sealed.Request.Closes) {
		refused("a bid opened while others may bid", "terms", err)
	}
	time.Sleep(time.Until(time.Unix(int64(sealed.Request.Closes), 0)))
	one := book()
	opened, err := peer.OpenBid(ctx, job.Opening{Request: sealed, Book: one})
	if err != nil || job.CommitBid(opened.Offer.Offer.Digest(d), opened.Salt) != bid.Bid.Commitment {
		t.Fatalf("opened %+v, %v", opened, err)
	}
	_, err = peer.OpenBid(ctx, job.Opening{Request: sealed, Book: book(job.SignedBid{Bid: job.SealedBid{Commitment: job.Hash{1}}})})
	refused("a second book, with a bid that came later", "second_book", err)
	if _, err := peer.OpenBid(ctx, job.Opening{Request: sealed, Book: one}); err != nil {
		t.Errorf("the same book again: %v", err)
	}
}

func TestRoomIsKeptAgainstMoneyOnly(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, alice := talker(t, w, 0, 800, nil), w.Alice(t, testkit.Policy())
	b := bargain(w, job.ModeTalk)
	b.Slots = 2
	r := negotiate(t, alice, b)
	if r.Hold == nil || r.Hold.Slots != 2 || r.Hold.Fee.IsZero() {
		t.Fatalf("hold %+v: %s", r.Hold, r.HoldNote)
	}
	c := channelWith(t, alice, bob.Agent())
	seller, err := bob.Channel(t.Context(), c.Channel)
	if err != nil || seller.Charged != r.Hold.Fee || c.Owed != r.Hold.Fee || c.AtRisk.IsZero() == false {
		t.Fatalf("bob charged %s, alice owes %s, the fee is %s (%v)", seller.Charged, c.Owed, r.Hold.Fee, err)
	}
	peer, err := wire.DialPeer(bob.Endpoint, wire.PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Hangup()
	if again, err := peer.Hold(t.Context(), job.Holding{Agreement: r.ID, Channel: c.Channel}); err != nil || again != *r.Hold {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	if _, err := peer.Hold(t.Context(), job.Holding{Agreement: job.Hash{1}, Channel: c.Channel}); err == nil {
		t.Error("room without an agreement")
	}

	// An agreement alone keeps nothing: mallory has no channel, and takes alice's for her own agreement.
	key, _ := w.Account(t)
	s := rogue{t, key, peer, w}
	q := s.request(job.ModeTalk, 60)
	q.Request.Slots = 1
	q.Signature = s.sign(q.Request.Digest(w.Eyes.AssayDomain()))
	offer, err := peer.Haggle(t.Context(), job.Haggle{Request: q})
	if err != nil || offer.Offer.Deposit != job.Units(200_000) {
		t.Fatalf("%+v, %v", offer.Offer, err)
	}
	made, err := peer.Agree(t.Context(), s.proposal(q, offer, 1))
	if err != nil {
		t.Fatal(err)
	}
	_, err = peer.Hold(t.Context(), job.Holding{Agreement: made.Intent.Hash(), Channel: c.Channel})
	if f, ok := errors.AsType[*job.Fault](err); !ok || f.Code != "buyer_mismatch" {
		t.Errorf("room against another's money: %v", err)
	}
	_, err = peer.Hold(t.Context(), job.Holding{Agreement: made.Intent.Hash(), Channel: job.Hash{9}})
	if f, ok := errors.AsType[*job.Fault](err); !ok || f.Code != "channel_not_found" {
		t.Errorf("room against no money: %v", err)
	}

	before := c.Owed
	answer := ask(t, alice, testkit.Ask("pay bob 5 dollars")) // in a place that is kept
	if c = channelWith(t, alice, bob.Agent()); c.Owed != before.Add(answer.Cost) {
		t.Fatalf("alice owes %s, fee and answer are %s and %s", c.Owed, before, answer.Cost)
	}
	if c, err = alice.CloseChannel(t.Context(), c.Channel); err != nil || c.State != "closed" {
		t.Fatalf("closing: %s, %v", c.State, err)
	}
	state, err := w.Eyes.Channel(t.Context(), c.Channel)
	if err != nil || state.Claimed != c.Owed || state.Balance != state.Claimed {
		t.Fatalf("on chain: claimed %s of %s, owed %s (%v)", state.Claimed, state.Balance, c.Owed, err)
	}
}

// forgetful keeps room and charges for it, and then its answer is lost.
type forgetful struct {
	*node.Negotiator
	lost *atomic.Bool
}

func (f forgetful) Hold(ctx context.Context, h job.Holding) (job.Hold, error) {
	hold, err := f.Negotiator.Hold(ctx, h)
	if err == nil && !f.lost.Swap(true) {
		return job.Hold{}, job.Faultf(job.FaultUnavailable, "unreachable", "the connection broke")
	}
	return hold, err
}

func TestRoomWhoseAnswerIsLostIsPaidOnce(t *testing.T) {
	w := testkit.NewWorld(t)
	var lost atomic.Bool
	bob := talker(t, w, 0, 800, func(n *node.Negotiator) wire.Seller { return forgetful{n, &lost} })
	alice := w.Alice(t, testkit.Policy())
	b := bargain(w, job.ModeTalk)
	b.Slots = 1
	r := negotiate(t, alice, b)
	if !r.Agreed || r.Hold != nil && !lost.Load() {
		t.Fatalf("%+v", r)
	}
	var kept *job.Hold
	for range 200 {
		list, err := alice.Agreements(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatalf("%d agreements, %v", len(list), err)
		}
		if kept = list[0].Hold; kept != nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if kept == nil {
		t.Fatal("the seller is not asked again")
	}
	c := channelWith(t, alice, bob.Agent())
	seller, err := bob.Channel(t.Context(), c.Channel)
	if err != nil || seller.Charged != kept.Fee || c.Owed != kept.Fee {
		t.Fatalf("bob charged %s, alice owes %s, the fee is %s (%v)", seller.Charged, c.Owed, kept.Fee, err)
	}
}
