package market

import (
	"crypto/ecdsa"
	"errors"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"
)

// person is somebody who signs.
type person struct{ key *ecdsa.PrivateKey }

func named(name string) person {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		panic(err) // unreachable: a hash is a key, but for one in 2^128
	}
	return person{key}
}

func (p person) at() job.Address { return job.Address(crypto.PubkeyToAddress(p.key.PublicKey)) }

func (p person) sign(digest job.Hash) job.Signature {
	raw, err := crypto.Sign(digest[:], p.key)
	if err != nil {
		panic(err) // unreachable: the digest has 32 bytes
	}
	raw[64] += 27
	return job.Signature(raw)
}

func (p person) offer(o job.Offer) job.SignedOffer {
	return job.SignedOffer{Offer: o, Signature: p.sign(o.Digest(domain))}
}

var (
	alice, robert, eve = named("alice"), named("robert"), named("eve")
	begin              = uint64(1_000_000)
)

func request(mode job.Mode, rounds uint32) job.RequestForQuote {
	r := job.RequestForQuote{
		Buyer: alice.at(), Token: job.Address{9}, Mode: mode, Rounds: rounds, Slots: 2, Salt: job.Hash{1},
		Issued: begin, Closes: begin + 60, Reveals: begin + 60, Until: begin + 86_400,
		Work: job.Work{Model: job.Hash{7}, Lane: job.LaneExact, Input: 1_000_000, Output: 500_000, MaxPrompt: 4096, MaxTokens: 1024},
	}
	if mode == job.ModeSealed {
		r.Rounds, r.Reveals = 0, begin+120
	}
	return r
}

func signedRequest(r job.RequestForQuote) job.SignedRequestForQuote {
	return job.SignedRequestForQuote{Request: r, Signature: alice.sign(r.Digest(domain))}
}

func firmOffer(talk, answers job.Hash, round uint32, rates job.Rates) job.Offer {
	return job.Offer{
		Talk: talk, Answers: answers, Round: round, From: robert.at(), Agent: 5, Rates: rates, ChunkTokens: 16, Reserve: job.Units(1000),
		Until: begin + 80_000, Issued: begin + 1, Expires: begin + 600,
	}
}

var someRates = job.Rates{Input: job.Units(500_000), Cached: job.Units(500_000), Output: job.Units(2_000_000)}

// offered is a talk in which robert's first offer stands.
func offered(t *testing.T, mode job.Mode, rounds uint32) Talk {
	t.Helper()
	talk, err := Ask(domain, signedRequest(request(mode, rounds)), robert.at(), begin)
	if err != nil {
		t.Fatal(err)
	}
	if talk, err = talk.TakeOffer(robert.offer(firmOffer(talk.ID, talk.ID, 0, someRates)), begin+2); err != nil {
		t.Fatal(err)
	}
	return talk
}

func counterOf(talk Talk, round uint32, rates job.Rates) job.Offer {
	o := talk.Offer.Offer
	o.Answers, o.From, o.Agent, o.Round, o.Rates = o.Digest(domain), alice.at(), 0, round, rates
	return o
}

// agree carries a talk to its agreement.
func agree(t *testing.T, talk Talk, now uint64) job.Agreement {
	t.Helper()
	i, err := talk.Propose(1)
	if err != nil {
		t.Fatal(err)
	}
	next, a, err := talk.TakeIntent(i, alice.sign(i.Digest(agreed(domain))), now)
	if err != nil {
		t.Fatal(err)
	}
	full := signFor(t, robert, a)
	if next, err = next.TakeAgreement(a, full); err != nil || next.State != Agreed {
		t.Fatalf("%s, %v", next.State, err)
	}
	return full
}

func signFor(t *testing.T, p person, a job.Agreement) job.Agreement {
	t.Helper()
	acc, q, err := Accept(domain, a)
	if err != nil {
		t.Fatal(err)
	}
	a.Acceptance, a.SellerSignature = acc, p.sign(acc.Digest(agreed(domain)))
	a.Quote = job.SignedQuote{Quote: q, Signature: p.sign(q.Digest(domain))}
	return a
}

func TestTermsThatBothSignedAreThePriceOfRequests(t *testing.T) {
	talk := offered(t, job.ModeTalk, 3)
	lower := someRates
	lower.Output = job.Units(1_500_000)
	talk, err := talk.TakeCounter(alice.offer(counterOf(talk, 1, lower)), begin+3)
	if err != nil {
		t.Fatal(err)
	}
	met := firmOffer(talk.ID, talk.Counter.Offer.Digest(domain), 1, lower)
	if talk, err = talk.TakeOffer(robert.offer(met), begin+4); err != nil {
		t.Fatal(err)
	}
	a := agree(t, talk, begin+5)
	if err := CheckAgreement(domain, a); err != nil {
		t.Fatal(err)
	}
	q := a.Quote
	if q.Quote.OutputPrice != lower.Output || q.Quote.Buyer != alice.at() || q.Quote.Expires != met.Until || a.Intent.Value != job.Units(1_250_000) {
		t.Fatalf("agreed %+v for %s", q.Quote, a.Intent.Value)
	}
	need := Need{Buyer: alice.at(), Model: job.Hash{7}, Lane: job.LaneExact, Token: job.Address{9}, Prompt: 10, MaxTokens: 10, Now: begin + 1000}
	if err := Acceptable(domain, q, need); err != nil {
		t.Fatalf("the agreed quote is no quote: %v", err)
	}
	if !Standing(a, begin+79_999) || Standing(a, begin+80_000) {
		t.Error("the agreement does not end when it says")
	}
}

func TestMessagesThatDoNotBelongAreRefused(t *testing.T) {
	start, err := Ask(domain, signedRequest(request(job.ModeTalk, 2)), robert.at(), begin)
	if err != nil {
		t.Fatal(err)
	}
	talk := offered(t, job.ModeTalk, 2)
	other := request(job.ModeTalk, 2)
	other.Salt = job.Hash{2}
	first := firmOffer(start.ID, start.ID, 0, someRates)
	for _, c := range []struct {
		attack string
		do     func() error
		want   error
	}{
		{"a request that somebody else signed", func() error {
			r := signedRequest(request(job.ModeTalk, 2))
			r.Signature = eve.sign(start.ID)
			_, err := Ask(domain, r, robert.at(), begin)
			return err
		}, job.ErrSignature},
		{"a request altered on the way", func() error {
			r := signedRequest(request(job.ModeTalk, 2))
			r.Request.Work.Output = 1
			_, err := Ask(domain, r, robert.at(), begin)
			return err
		}, job.ErrSignature},
		{"a request on another chain", func() error {
			_, err := Ask(job.AssayDomain(1, domain.Contract), signedRequest(request(job.ModeTalk, 2)), robert.at(), begin)
			return err
		}, job.ErrSignature},
		{"a request that has closed", func() error {
			_, err := Ask(domain, signedRequest(request(job.ModeTalk, 2)), robert.at(), begin+60)
			return err
		}, ErrLate},
		{"a request from the future", func() error {
			_, err := Ask(domain, signedRequest(request(job.ModeTalk, 2)), robert.at(), begin-job.MaxSkew-1)
			return err
		}, ErrLate},
		{"a talk with oneself", func() error {
			_, err := Ask(domain, signedRequest(request(job.ModeTalk, 2)), alice.at(), begin)
			return err
		}, ErrForeign},
		{"an offer replayed from another talk", func() error {
			o := first
			o.Talk = other.Digest(domain)
			_, err := start.TakeOffer(robert.offer(o), begin)
			return err
		}, ErrForeign},
		{"an offer by somebody else", func() error {
			o := first
			o.From = eve.at()
			_, err := start.TakeOffer(eve.offer(o), begin)
			return err
		}, ErrForeign},
		{"an offer altered on the way", func() error {
			s := robert.offer(first)
			s.Offer.Rates.Output = job.Units(1)
			_, err := start.TakeOffer(s, begin)
			return err
		}, job.ErrSignature},
		{"an offer that has run out", func() error {
			o := first
			o.Issued, o.Expires = begin-10, begin+5
			_, err := start.TakeOffer(robert.offer(o), begin+5)
			return err
		}, ErrLate},
		{"an offer that stands for a day", func() error {
			o := first
			o.Expires = o.Issued + MaxFirm + 1
			_, err := start.TakeOffer(robert.offer(o), begin+5)
			return err
		}, ErrTerms},
		{"an offer that charges for no room", func() error {
			o := first
			o.HoldFee = job.Units(1)
			_, err := start.TakeOffer(robert.offer(o), begin+5)
			return err
		}, ErrTerms},
		{"room against no money", func() error {
			o := first
			o.Slots = 1
			_, err := start.TakeOffer(robert.offer(o), begin+5)
			return err
		}, ErrTerms},
		{"an offer after the request closed", func() error {
			o := first
			o.Expires = begin + 3000
			_, err := start.TakeOffer(robert.offer(o), begin+60)
			return err
		}, ErrLate},
		{"an offer of a later round than the talk", func() error {
			o := first
			o.Round = 1
			_, err := start.TakeOffer(robert.offer(o), begin+5)
			return err
		}, ErrForeign},
		{"a counter-offer to an offer that was never made", func() error {
			o := counterOf(talk, 1, someRates)
			o.Answers = job.Hash{5}
			_, err := talk.TakeCounter(alice.offer(o), begin+5)
			return err
		}, ErrForeign},
		{"a counter-offer in the buyer's name", func() error {
			_, err := talk.TakeCounter(eve.offer(counterOf(talk, 1, someRates)), begin+5)
			return err
		}, job.ErrSignature},
		{"more rounds than were asked for", func() error {
			_, err := talk.TakeCounter(alice.offer(counterOf(talk, 3, someRates)), begin+5)
			return err
		}, ErrForeign},
		{"the same round again", func() error {
			next, err := talk.TakeCounter(alice.offer(counterOf(talk, 1, job.Rates{})), begin+5)
			if err != nil {
				return err
			}
			back, err := next.Decline(Seller)
			if err != nil || back.State != Offered {
				t.Fatalf("%s, %v", back.State, err)
			}
			_, err = back.TakeCounter(alice.offer(counterOf(talk, 1, job.Rates{})), begin+5)
			return err
		}, ErrForeign},
		{"an earlier offer of the same seller brought back as its answer", func() error {
			next, err := talk.TakeCounter(alice.offer(counterOf(talk, 1, job.Rates{})), begin+5)
			if err != nil {
				return err
			}
			_, err = next.TakeOffer(talk.Offer, begin+6)
			return err
		}, ErrForeign},
		{"an offer that the seller never signed is brought back to it", func() error {
			o := first
			o.Rates = job.Rates{}
			_, err := Rejoin(domain, start.Request, alice.offer(o), robert.at(), begin+5)
			return err
		}, job.ErrSignature},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.attack, err)
		}
	}
}

func TestAgreementsThatSayAnythingElseAreRefused(t *testing.T) {
	talk := offered(t, job.ModeTalk, 2)
	good := agree(t, talk, begin+5)
	cheaper := talk.Offer.Offer
	cheaper.Rates.Output = job.Units(1)
	for _, c := range []struct {
		attack string
		change func(a *job.Agreement)
	}{
		{"a lower price", func(a *job.Agreement) { a.Offer.Offer.Rates.Output = job.Units(1) }},
		{"a lower price that the buyer signed for the seller", func(a *job.Agreement) { a.Offer = alice.offer(cheaper) }},
		{"a price that only the seller signed", func(a *job.Agreement) { a.Offer = robert.offer(cheaper) }},
		{"other work", func(a *job.Agreement) { a.Request.Request.Work.Output *= 2 }},
		{"a higher total", func(a *job.Agreement) { a.Intent.Value = a.Intent.Value.Add(job.Units(1)) }},
		{"a third participant", func(a *job.Agreement) { a.Intent.Participants = append(a.Intent.Participants, eve.at()) }},
		{"participants out of order", func(a *job.Agreement) {
			a.Intent.Participants = []job.Address{a.Intent.Participants[1], a.Intent.Participants[0]}
		}},
		{"another kind of coordination", func(a *job.Agreement) { a.Intent.Type = job.Hash{} }},
		{"a used nonce", func(a *job.Agreement) { a.Intent.Nonce++ }},
		{"a longer time", func(a *job.Agreement) { a.Acceptance.Expiry++ }},
		{"another participant accepts", func(a *job.Agreement) { a.Acceptance.Participant = eve.at() }},
		{"somebody else signs for the seller", func(a *job.Agreement) { a.SellerSignature = eve.sign(a.Acceptance.Digest(agreed(domain))) }},
		{"somebody else signs for the buyer", func(a *job.Agreement) { a.BuyerSignature = eve.sign(a.Intent.Digest(agreed(domain))) }},
		{"the seller has not signed", func(a *job.Agreement) { a.SellerSignature = job.Signature{} }},
		{"an intent signed for the referee's own domain", func(a *job.Agreement) { a.BuyerSignature = alice.sign(a.Intent.Digest(domain)) }},
		{"a dearer quote", func(a *job.Agreement) {
			a.Quote.Quote.OutputPrice = job.Units(9)
			a.Quote.Signature = robert.sign(a.Quote.Quote.Digest(domain))
		}},
		{"a quote that the seller did not sign", func(a *job.Agreement) { a.Quote.Signature = eve.sign(a.Quote.Quote.Digest(domain)) }},
	} {
		bad := good
		bad.Intent.Participants = append([]job.Address(nil), good.Intent.Participants...)
		c.change(&bad)
		if err := CheckAgreement(domain, bad); err == nil {
			t.Errorf("%s: passes", c.attack)
		}
	}
	i, err := talk.Propose(1)
	if err != nil {
		t.Fatal(err)
	}
	sig := alice.sign(i.Digest(agreed(domain)))
	if _, _, err := talk.TakeIntent(i, sig, talk.Offer.Offer.Expires); !errors.Is(err, ErrLate) {
		t.Errorf("an offer taken after it ran out: %v", err)
	}
	next, a, err := talk.TakeIntent(i, sig, begin+5)
	if err != nil {
		t.Fatal(err)
	}
	i.Nonce = 2
	_, second, err := talk.TakeIntent(i, alice.sign(i.Digest(agreed(domain))), begin+5)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := next.TakeAgreement(a, signFor(t, robert, second)); !errors.Is(err, ErrForeign) {
		t.Errorf("the seller answers with an agreement that was not the question: %v", err)
	}
}

func TestCachedTokensSecondsAndJobsHaveNoChannelYet(t *testing.T) {
	r := request(job.ModeTalk, 0)
	r.Work.Cached = 10
	o := firmOffer(job.Hash{}, job.Hash{}, 0, job.Rates{Input: job.Units(5), Cached: job.Units(4)})
	if _, err := QuoteOf(r, o); !errors.Is(err, ErrNoQuote) {
		t.Errorf("a discount that no channel bills: %v", err)
	}
	r.Work = job.Work{Lane: job.LaneExact, Jobs: 1, Spec: job.Hash{1}}
	if q, err := QuoteOf(r, o); err != nil || q != (job.Quote{}) {
		t.Errorf("jobs only: %+v, %v", q, err)
	}
}

func TestAnOfferOutlivesItsRequest(t *testing.T) {
	talk := offered(t, job.ModeTalk, 2)
	if _, err := Rejoin(domain, talk.Request, talk.Offer, robert.at(), begin+599); err != nil {
		t.Errorf("a firm offer is refused once its request has closed: %v", err)
	}
	if _, err := Rejoin(domain, talk.Request, talk.Offer, robert.at(), begin+600); !errors.Is(err, ErrLate) {
		t.Errorf("an offer that has run out: %v", err)
	}
	agree(t, talk, begin+599)
}

func TestTimeEndsWhatNobodyEnds(t *testing.T) {
	asked, err := Ask(domain, signedRequest(request(job.ModeTalk, 2)), robert.at(), begin)
	if err != nil {
		t.Fatal(err)
	}
	stands := offered(t, job.ModeTalk, 2)
	for _, c := range []struct {
		talk Talk
		at   uint64
		want State
	}{
		{asked, begin + 59, Asked}, {asked, begin + 60, Expired},
		{stands, begin + 599, Offered}, {stands, begin + 600, Expired},
	} {
		if got := c.talk.Tick(c.at); got.State != c.want || got.Tick(c.at+1_000_000).State != Expired {
			t.Errorf("%s at %d: %s, want %s", c.talk.State, c.at, got.State, c.want)
		}
	}
}

func drawnRates(t *rapid.T, name string, low, high uint64) job.Rates {
	one := func(unit string) job.Amount { return job.Units(rapid.Uint64Range(low, high).Draw(t, name+unit)) }
	r := job.Rates{Input: one(" input"), Output: one(" output")}
	r.Cached = r.Input
	return r
}

// TestNobodyLeavesTheirLimits plays every strategy against every other.
func TestNobodyLeavesTheirLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		floor := drawnRates(t, "floor", 0, 1_000_000)
		add := drawnRates(t, "margin", 0, 3_000_000)
		s := SellerStrategy{
			Floor: floor, List: floor.With(add, job.Amount.Add), Concede: rapid.Uint32Range(0, 1000).Draw(t, "seller concedes"), Rounds: rapid.Uint32Range(0, job.MaxRounds).Draw(t, "seller rounds"),
			Firm: 600, MaxTime: 80_000, Demand: []DemandPoint{{0, 900}, {500, 1000}, {1000, rapid.Uint32Range(1000, 5000).Draw(t, "full")}},
		}
		if err := s.Validate(); err != nil {
			t.Fatal(err)
		}
		b := BuyerStrategy{
			Budget: job.Units(rapid.Uint64Range(1, 8_000_000).Draw(t, "budget")), Opening: rapid.Uint32Range(0, 1000).Draw(t, "opening"), Concede: rapid.Uint32Range(0, 1000).Draw(t, "buyer concedes"),
			Deadline: begin + 60,
		}
		r := request(rapid.SampledFrom([]job.Mode{job.ModeTalk, job.ModeOpen}).Draw(t, "mode"), rapid.Uint32Range(0, job.MaxRounds).Draw(t, "rounds"))
		load := rapid.Uint32Range(0, 1000).Draw(t, "load")
		talk, err := Ask(domain, signedRequest(r), robert.at(), begin)
		if err != nil {
			t.Fatal(err)
		}
		if talk, err = talk.TakeOffer(robert.offer(firmOffer(talk.ID, talk.ID, 0, s.Ask(load))), begin+2); err != nil {
			t.Fatal(err)
		}
		for turns := uint32(0); ; turns++ {
			if turns > r.Rounds {
				t.Fatal("the talk does not end")
			}
			verdict, rates := b.Decide(talk, begin+3)
			if verdict == Take {
				total := Total(r, talk.Offer.Offer)
				if b.Budget.Less(total) {
					t.Fatalf("agreed on %s, the budget is %s", total, b.Budget)
				}
				break
			}
			if verdict == Leave {
				if !b.Budget.Less(Total(r, talk.Offer.Offer)) {
					t.Fatal("left an offer within the budget")
				}
				break
			}
			if bid := Total(r, job.Offer{Rates: rates}); b.Budget.Less(bid) {
				t.Fatalf("bid %s, the budget is %s", bid, b.Budget)
			}
			if talk, err = talk.TakeCounter(alice.offer(counterOf(talk, talk.Round+1, rates)), begin+3); err != nil {
				t.Fatal(err)
			}
			// The seller knows only what the buyer brings.
			mine, err := Rejoin(domain, talk.Request, talk.Offer, robert.at(), begin+3)
			if err != nil {
				t.Fatal(err)
			}
			if mine, err = mine.TakeCounter(talk.Counter, begin+3); err != nil {
				t.Fatal(err)
			}
			answer, listens := s.Answer(r.Mode, mine.Offer.Offer, mine.Counter.Offer, r.Rounds)
			if !answer.Covers(s.Floor) || !mine.Offer.Offer.Rates.Covers(answer) {
				t.Fatalf("offers %+v after %+v, the floor is %+v", answer, mine.Offer.Offer.Rates, s.Floor)
			}
			if !listens {
				talk, err = talk.Decline(Seller)
			} else {
				talk, err = talk.TakeOffer(robert.offer(firmOffer(talk.ID, talk.Counter.Offer.Digest(domain), talk.Round, answer)), begin+3)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
