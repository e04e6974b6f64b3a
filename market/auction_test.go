package market

import (
	"errors"
	"testing"

	"github.com/assay-network/assay/job"
)

// sealed is a talk in which robert has committed to an offer, and what he committed to.
func sealed(t *testing.T) (Talk, job.OpenedBid) {
	t.Helper()
	talk, err := Ask(domain, signedRequest(request(job.ModeSealed, 0)), robert.at(), begin)
	if err != nil {
		t.Fatal(err)
	}
	o := job.OpenedBid{Offer: robert.offer(firmOffer(talk.ID, talk.ID, 0, someRates)), Salt: job.Hash{0x5a}}
	b := job.SealedBid{Talk: talk.ID, Seller: robert.at(), Commitment: job.CommitBid(o.Offer.Offer.Digest(domain), o.Salt), Issued: begin}
	if talk, err = talk.TakeBid(job.SignedBid{Bid: b, Signature: robert.sign(b.Digest(domain))}, begin+1); err != nil {
		t.Fatal(err)
	}
	return talk, o
}

func book(p person, b job.BidBook) job.SignedBook {
	return job.SignedBook{Book: b, Signature: p.sign(b.Digest(domain))}
}

func TestSealedBidsAreOpenedAndTaken(t *testing.T) {
	talk, o := sealed(t)
	talk, err := talk.TakeBook(book(alice, Book(talk.ID, []job.SignedBid{talk.Bid}, begin+60)), begin+60)
	if err != nil {
		t.Fatal(err)
	}
	if talk, err = talk.TakeOpening(o, begin+61); err != nil || talk.State != Opened {
		t.Fatalf("%s, %v", talk.State, err)
	}
	if err := CheckAgreement(domain, agree(t, talk, begin+62)); err != nil {
		t.Fatal(err)
	}
}

func TestSealedBidsCannotBeSniped(t *testing.T) {
	talk, o := sealed(t)
	list := Book(talk.ID, []job.SignedBid{talk.Bid}, begin+60)
	booked, err := talk.TakeBook(book(alice, list), begin+60)
	if err != nil {
		t.Fatal(err)
	}
	cheaper := o
	cheaper.Offer = robert.offer(firmOffer(talk.ID, talk.ID, 0, job.Rates{Output: job.Units(1)}))
	late, err := Ask(domain, signedRequest(request(job.ModeSealed, 0)), eve.at(), begin+59)
	if err != nil {
		t.Fatal(err)
	}
	lateBid := job.SealedBid{Talk: late.ID, Seller: eve.at(), Commitment: job.Hash{3}, Issued: begin + 59}
	copied := job.SealedBid{Talk: late.ID, Seller: eve.at(), Commitment: talk.Bid.Bid.Commitment, Issued: begin}
	for _, c := range []struct {
		attack string
		do     func() error
		want   error
	}{
		{"a bid after the others closed", func() error {
			_, err := late.TakeBid(job.SignedBid{Bid: lateBid, Signature: eve.sign(lateBid.Digest(domain))}, begin+60)
			return err
		}, ErrLate},
		{"a bid from outside the book is opened", func() error {
			return CheckBook(domain, talk.Request, book(alice, list), job.Hash{3}, begin+60)
		}, ErrForeign},
		{"another price than the sealed one", func() error { _, err := booked.TakeOpening(cheaper, begin+61); return err }, ErrForeign},
		{"another salt than the sealed one", func() error {
			x := o
			x.Salt = job.Hash{}
			_, err := booked.TakeOpening(x, begin+61)
			return err
		}, ErrForeign},
		{"a bid that is opened too late", func() error { _, err := booked.TakeOpening(o, begin+120); return err }, ErrLate},
		{"a copied commitment, which its copier cannot open", func() error {
			x, err := Ask(domain, signedRequest(request(job.ModeSealed, 0)), eve.at(), begin)
			if err != nil {
				return err
			}
			if x, err = x.TakeBid(job.SignedBid{Bid: copied, Signature: eve.sign(copied.Digest(domain))}, begin); err != nil {
				return err
			}
			if x, err = x.TakeBook(book(alice, list), begin+60); err != nil {
				return err
			}
			_, err = x.TakeOpening(o, begin+61) // even with robert's own offer
			return err
		}, ErrForeign},
		{"the buyer asks for prices while bids are taken", func() error {
			early := list
			early.Issued = begin + 59
			_, err := talk.TakeBook(book(alice, early), begin+59)
			return err
		}, ErrTerms},
		{"the buyer dates the book ahead", func() error { _, err := talk.TakeBook(book(alice, list), begin+59); return err }, ErrTerms},
		{"a book that somebody else signed", func() error { _, err := talk.TakeBook(book(eve, list), begin+60); return err }, job.ErrSignature},
		{"a book of another auction", func() error {
			x := list
			x.Talk = job.Hash{4}
			_, err := talk.TakeBook(book(alice, x), begin+60)
			return err
		}, ErrForeign},
		{"a book that leaves the bid out", func() error {
			_, err := talk.TakeBook(book(alice, job.BidBook{Talk: talk.ID, Issued: begin + 60}), begin+60)
			return err
		}, ErrForeign},
		{"a second book, with one more bid", func() error {
			more := Book(talk.ID, []job.SignedBid{talk.Bid, {Bid: lateBid}}, begin+61)
			_, err := booked.TakeBook(book(alice, more), begin+61)
			return err
		}, ErrMove},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.attack, err)
		}
	}
	if held := booked.Tick(begin + 120); held.State != Declined {
		t.Errorf("a bid that was held back is %s", held.State)
	}
}

func TestTheLowestGoodOfferWins(t *testing.T) {
	r := request(job.ModeOpen, 3)
	bidder := func(agent uint64, output uint64, issued uint64, rec Record) Bidder {
		o := firmOffer(job.Hash{}, job.Hash{}, 0, job.Rates{Output: job.Units(output)})
		o.Agent, o.Issued = agent, issued
		return Bidder{Talk{Request: job.SignedRequestForQuote{Request: r}, State: Offered, Seller: job.Address{byte(agent)}, Offer: job.SignedOffer{Offer: o}}, rec}
	}
	b := BuyerStrategy{Budget: job.Units(1_000_000), Quality: Quality{MinReserve: job.Units(1000), MinRight: 400}}
	good := Record{Served: 9}
	thin := bidder(9, 100, begin, good)
	thin.Talk.Offer.Offer.Reserve = job.Units(999)
	gone := bidder(9, 100, begin, good)
	gone.Talk.Offer.Offer.Expires = begin + 1
	for _, c := range []struct {
		name string
		list []Bidder
		want int
	}{
		{"the lower", []Bidder{bidder(1, 900_000, begin, good), bidder(2, 800_000, begin, good)}, 1},
		{"the earlier of two equal ones", []Bidder{bidder(1, 800_000, begin+1, good), bidder(2, 800_000, begin, good)}, 1},
		{"the lower id of two equal ones", []Bidder{bidder(2, 800_000, begin, good), bidder(1, 800_000, begin, good)}, 1},
		{"nobody within the budget", []Bidder{bidder(1, 2_000_002, begin, good)}, -1},
		{"not the caught one", []Bidder{bidder(1, 1, begin, Record{Proven: 1}), bidder(2, 800_000, begin, good)}, 1},
		{"not the shunned one", []Bidder{bidder(1, 1, begin, Record{Shunned: true}), bidder(2, 800_000, begin, good)}, 1},
		{"not the one with a bad record", []Bidder{bidder(1, 1, begin, Record{Failed: 9}), bidder(2, 800_000, begin, good)}, 1},
		{"a newcomer", []Bidder{bidder(1, 1, begin, Record{}), bidder(2, 800_000, begin, good)}, 0},
		{"not the one with less stake", []Bidder{thin, bidder(2, 800_000, begin, good)}, 1},
		{"not one that has run out", []Bidder{gone, bidder(2, 800_000, begin, good)}, 1},
	} {
		got, refused := b.Award(c.list, begin+2)
		if got != c.want || got >= 0 && refused[got] != nil {
			t.Errorf("%s: picked %d, want %d (%v)", c.name, got, c.want, refused)
		}
	}
}

func TestSellersAreToldThePriceToBeatUntilNobodyCan(t *testing.T) {
	b := BuyerStrategy{Budget: job.Units(10_000_000), Step: 50, Deadline: begin + 60}
	talk := offered(t, job.ModeOpen, 2)
	rival := talk.Offer.Offer
	rival.From, rival.Rates.Output = eve.at(), job.Units(1_000_000)
	rates, ok := b.Undercut(talk, rival, begin+3)
	if !ok || Total(talk.Request.Request, job.Offer{Rates: rates}) != job.Units(949_999) { // 1,000,000 less 5 %, rate by rate rounded down
		t.Fatalf("told %+v, %t", rates, ok)
	}
	if _, ok := b.Undercut(talk, talk.Offer.Offer, begin+3); ok {
		t.Error("the best is asked to beat itself")
	}
	if _, ok := b.Undercut(talk, rival, begin+60); ok {
		t.Error("asked after the deadline")
	}
	talk.Round = 2
	if _, ok := b.Undercut(talk, rival, begin+3); ok {
		t.Error("asked beyond the rounds")
	}
}

func TestPricesRiseWithTheLoad(t *testing.T) {
	s := SellerStrategy{
		List: job.Rates{Output: job.Units(1000)}, Floor: job.Rates{Output: job.Units(600)}, Firm: 60, MaxTime: 1000,
		Demand: []DemandPoint{{100, 500}, {500, 1000}, {1000, 3000}}, MaxSlots: 3, HoldFee: job.Units(7200), HoldDeposit: job.Units(50),
	}
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	for load, want := range map[uint32]uint64{0: 600, 100: 600, 300: 750, 500: 1000, 750: 2000, 1000: 3000} {
		if got := s.Ask(load).Output; got != job.Units(want) {
			t.Errorf("at %d: %s, want %d", load, got, want)
		}
	}
	s.Concede = 250
	if got := s.Sealed(500).Output; got != job.Units(900) {
		t.Errorf("a sealed bid of %s, want 900", got)
	}
	if slots, fee, deposit := s.Room(5, begin, begin+1800); slots != 3 || fee != job.Units(3*3600) || deposit != job.Units(150) {
		t.Errorf("room for %d costs %s and needs %s", slots, fee, deposit)
	}
	for name, change := range map[string]func(*SellerStrategy){
		"a floor above the list":   func(s *SellerStrategy) { s.Floor.Input = job.Units(1) },
		"a curve that turns back":  func(s *SellerStrategy) { s.Demand = []DemandPoint{{500, 1000}, {500, 2000}} },
		"a load above all":         func(s *SellerStrategy) { s.Demand = []DemandPoint{{1001, 1000}} },
		"a price of nothing":       func(s *SellerStrategy) { s.Demand = []DemandPoint{{0, 0}} },
		"more than the whole way":  func(s *SellerStrategy) { s.Concede = 1001 },
		"rounds without end":       func(s *SellerStrategy) { s.Rounds = job.MaxRounds + 1 },
		"offers that never stand":  func(s *SellerStrategy) { s.Firm = 0 },
		"offers that outlast":      func(s *SellerStrategy) { s.MaxTime = 60 },
		"room for nothing":         func(s *SellerStrategy) { s.HoldDeposit = job.Amount{} },
		"a dearer cache than none": func(s *SellerStrategy) { s.List.Cached = job.Units(1) },
	} {
		bad := s
		change(&bad)
		if err := bad.Validate(); !errors.Is(err, ErrStrategy) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
