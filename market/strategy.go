package market

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/job"
)

// ErrStrategy says that a strategy contradicts itself.
var ErrStrategy = errors.New("this strategy cannot work")

// whole is a share of one, in thousandths.
const whole = 1000

// DemandPoint is one point of a demand curve.
type DemandPoint struct {
	Load  uint32 // thousandths of the capacity that is taken
	Price uint32 // thousandths of the list price
}

// SellerStrategy is how a seller finds its price. It is plain configuration: the same request at the same load always
// gets the same price.
type SellerStrategy struct {
	List        job.Rates     // asked when nothing else is going on
	Floor       job.Rates     // never less than this, whoever asks and however long
	Demand      []DemandPoint // ascending in load; straight lines between, level beyond; none: the list price always
	Concede     uint32        // thousandths of the way from the last price to the floor, at most, in one round
	Rounds      uint32        // counter-offers that are listened to
	Firm        uint64        // seconds that an offer stands, at most MaxFirm
	MaxTime     uint64        // seconds that an agreed price stands, at most
	MaxSlots    uint32        // answers at once that room is kept for, at most
	HoldFee     job.Amount    // for room for one answer, for an hour
	HoldDeposit job.Amount    // money in the channel for room for one answer
}

// maxPrice bounds a point of a demand curve: a hundred times the list price.
const maxPrice = 100 * whole

// Validate reports the first field that contradicts another.
func (s SellerStrategy) Validate() error {
	switch {
	case !s.List.Covers(s.Floor):
		return fmt.Errorf("%w: the floor is above the list price", ErrStrategy)
	case !s.List.Fits() || !s.HoldFee.Fits() || !s.HoldDeposit.Fits():
		return fmt.Errorf("%w: an amount is above 128 bits", ErrStrategy)
	case s.List.Input.Less(s.List.Cached) || s.Floor.Input.Less(s.Floor.Cached):
		return fmt.Errorf("%w: a cached prompt token costs more than another", ErrStrategy)
	case s.Concede > whole:
		return fmt.Errorf("%w: it concedes %d thousandths of the way in a round, at most %d", ErrStrategy, s.Concede, whole)
	case s.Rounds > job.MaxRounds:
		return fmt.Errorf("%w: %d rounds, at most %d", ErrStrategy, s.Rounds, job.MaxRounds)
	case s.Firm == 0 || s.Firm > MaxFirm:
		return fmt.Errorf("%w: offers stand for %d seconds: want 1 to %d", ErrStrategy, s.Firm, MaxFirm)
	case s.MaxTime <= s.Firm:
		return fmt.Errorf("%w: an agreed price ends before the offer does", ErrStrategy)
	case s.MaxSlots > 0 && s.HoldDeposit.IsZero():
		return fmt.Errorf("%w: room would be kept for nothing: name a deposit", ErrStrategy)
	}
	for i, p := range s.Demand {
		if p.Load > whole || p.Price == 0 || p.Price > maxPrice || i > 0 && p.Load <= s.Demand[i-1].Load {
			return fmt.Errorf("%w: point %d of the demand curve: loads rise from 0 to %d thousandths, prices are 1 to %d thousandths of the list price", ErrStrategy, i+1, whole, maxPrice)
		}
	}
	return nil
}

// demand returns the price at a load, in thousandths of the list price.
func (s SellerStrategy) demand(load uint32) uint64 {
	if len(s.Demand) == 0 {
		return whole
	}
	for i, p := range s.Demand {
		if load > p.Load {
			continue
		}
		if i == 0 || load == p.Load {
			return uint64(p.Price)
		}
		a := s.Demand[i-1]
		span, in := uint64(p.Load-a.Load), uint64(load-a.Load)
		return (uint64(a.Price)*(span-in) + uint64(p.Price)*in) / span
	}
	return uint64(s.Demand[len(s.Demand)-1].Price)
}

// Ask returns the first price at a load in thousandths: the list price along the demand curve, and never below the floor.
func (s SellerStrategy) Ask(load uint32) job.Rates {
	n := s.demand(load)
	return s.List.Each(func(a job.Amount) job.Amount { return job.Min(a.MulDivUp(n, whole), mostRate) }).With(s.Floor, job.Max)
}

// mostRate keeps rates within 128 bits.
var mostRate, _ = job.AmountFromBig(new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1)))

// Sealed returns the bid of a sealed auction, where there is no second turn: one step from the first price to the floor.
func (s SellerStrategy) Sealed(load uint32) job.Rates { return s.step(s.Ask(load)) }

// step goes one round's way from a price to the floor.
func (s SellerStrategy) step(last job.Rates) job.Rates {
	return last.With(s.Floor, func(a, floor job.Amount) job.Amount {
		gap, above := a.Sub(floor)
		if !above {
			return floor
		}
		return floor.Add(gap.MulDivUp(uint64(whole-min(s.Concede, whole)), whole))
	})
}

// Answer returns the price that answers a counter-offer: rate by rate the buyer's where that is within this round's reach,
// else as far as it goes in this round; never below the floor, never above its last price. In an open auction, and in the
// last round, it meets any price that is not below the floor: there may be no later. A lower one gets it no further than
// any other round, or naming a price of nothing would show the floor. listens is false when the seller goes no further
// and stands by its last offer.
func (s SellerStrategy) Answer(mode job.Mode, last job.Offer, counter job.Offer, rounds uint32) (rates job.Rates, listens bool) {
	if counter.Round > s.Rounds {
		return last.Rates, false
	}
	least := s.step(last.Rates)
	if (mode == job.ModeOpen || counter.Round >= min(rounds, s.Rounds)) && counter.Rates.Covers(s.Floor) {
		least = s.Floor
	}
	rates = counter.Rates.With(least, job.Max).With(s.Floor, job.Max).With(last.Rates, job.Min)
	if rates.Input.Less(rates.Cached) {
		rates.Cached = rates.Input
	}
	if !rates.Covers(s.Floor) || rates == last.Rates {
		return last.Rates, false // the last offer may be from before the floor was raised: it stands, and no more
	}
	return rates, true
}

// Room returns how many answers room is kept for, what that costs until until, and the deposit that it needs.
func (s SellerStrategy) Room(asked uint32, now, until uint64) (slots uint32, fee, deposit job.Amount) {
	slots = min(asked, s.MaxSlots)
	if slots == 0 || until <= now {
		return 0, job.Amount{}, job.Amount{}
	}
	fee = s.HoldFee.MulDivUp(min(until-now, job.MaxAgreement)*uint64(slots), 3600)
	return slots, job.Min(fee, mostRate), job.Min(s.HoldDeposit.MulDivUp(uint64(slots), 1), mostRate)
}

// BuyerStrategy is how a buyer decides. It is plain configuration.
type BuyerStrategy struct {
	Budget   job.Amount // for all the work; never more than this
	Opening  uint32     // thousandths of what is asked, or of the budget if that is less, that the first counter-offer is worth
	Concede  uint32     // thousandths of the gap between its last price and the most it can pay that it gives up in a round
	Step     uint32     // open auction: thousandths by which the best price is to be beaten
	Deadline uint64     // unix seconds: what is not settled before then is given up
	Quality
}

// Quality is whom a buyer deals with at all.
type Quality struct {
	MinReserve job.Amount // stake set aside for the channel
	MinRight   uint32     // thousandths of right answers, smoothed as in Rank
	MaxChunk   uint32     // output tokens paid ahead at a time; 0: no limit
}

// Validate reports the first field that makes no sense.
func (b BuyerStrategy) Validate() error {
	switch {
	case b.Budget.IsZero() || !b.Budget.Fits():
		return fmt.Errorf("%w: a budget of %s", ErrStrategy, b.Budget)
	case b.Opening > whole || b.Concede > whole || b.Step > whole || b.MinRight > whole:
		return fmt.Errorf("%w: a share is above one", ErrStrategy)
	}
	return nil
}

// qualityRules is what a seller and its offer must be like, each with its reason.
var qualityRules = []struct {
	ok     func(q Quality, o job.Offer, r Record) bool
	reason string
}{
	{func(_ Quality, _ job.Offer, r Record) bool { return r.Proven == 0 }, "it was caught with a wrong answer, provably"},
	{func(_ Quality, _ job.Offer, r Record) bool { return !r.Shunned }, "it gave a wrong answer too recently"},
	{func(q Quality, o job.Offer, _ Record) bool { return !o.Reserve.Less(q.MinReserve) }, "it sets too little stake aside"},
	{func(q Quality, o job.Offer, _ Record) bool { return q.MaxChunk == 0 || o.ChunkTokens <= q.MaxChunk }, "its chunks, which are paid ahead, are longer than the limit"},
	{func(q Quality, _ job.Offer, r Record) bool {
		good, all := r.right()
		return good*whole >= all*uint64(q.MinRight)
	}, "its record is not good enough"},
}

// ErrQuality is the reason behind every refusal of a seller.
var ErrQuality = errors.New("not dealt with")

// Meets checks a seller by its offer and its record.
func (q Quality) Meets(o job.Offer, r Record) error {
	for _, rule := range qualityRules {
		if !rule.ok(q, o, r) {
			return fmt.Errorf("%w: %s", ErrQuality, rule.reason)
		}
	}
	return nil
}

// Verdict is what a buyer does about an offer.
type Verdict uint8

// The verdicts. The zero value is invalid.
const (
	Take    Verdict = iota + 1 // it is good enough, or the last chance
	Bargain                    // answer with a counter-offer
	Leave                      // it costs too much, and there is no time to say so
)

// Decide says what to do about the offer that stands in a talk, and with which rates to counter it. It takes an offer
// that is no dearer than what it would bid itself next, and in the last round whatever lies within the budget.
func (b BuyerStrategy) Decide(t Talk, now uint64) (Verdict, job.Rates) {
	r, o := t.Request.Request, t.Offer.Offer
	ask := Total(r, o)
	var last job.Amount
	if t.Round > 0 {
		last = Total(r, t.Counter.Offer)
	}
	target := b.next(ask, last, t.Round)
	counter := scale(r, o, target)
	switch {
	case !target.Less(ask) && !b.Budget.Less(ask):
		return Take, o.Rates
	case t.Round < r.Rounds && now < min(b.Deadline, r.Closes, o.Expires) && counter != o.Rates:
		return Bargain, counter
	case !b.Budget.Less(ask):
		return Take, o.Rates
	}
	return Leave, job.Rates{}
}

// next is the total that a buyer would pay in the coming round: a share of what is asked, or of the budget when that is
// less, and then nearer to it round by round.
func (b BuyerStrategy) next(ask, last job.Amount, round uint32) job.Amount {
	most := job.Min(b.Budget, ask)
	if round == 0 {
		return most.MulDivUp(uint64(min(b.Opening, whole)), whole)
	}
	gap, below := most.Sub(last)
	if !below {
		return most
	}
	return last.Add(gap.MulDivUp(uint64(min(b.Concede, whole)), whole))
}

// Undercut returns the rates by which a seller in an open auction is told the price to beat; ok is false when it is
// asked no more: its own offer is the best, its rounds are used up, or nothing is left to take off.
func (b BuyerStrategy) Undercut(t Talk, best job.Offer, now uint64) (rates job.Rates, ok bool) {
	r, o := t.Request.Request, t.Offer.Offer
	if t.State != Offered || t.Round >= r.Rounds || now >= min(b.Deadline, r.Closes, o.Expires) || best.From == t.Seller {
		return job.Rates{}, false
	}
	price := Total(r, best)
	step := job.Max(price.MulDivUp(uint64(min(b.Step, whole)), whole), job.Units(1))
	target, left := price.Sub(step)
	rates = scale(r, o, job.Min(target, b.Budget))
	return rates, left && rates != o.Rates
}

// scale returns the rates of o, each lowered in the same proportion, at which all the work costs at most total. They are
// never above those of o.
func scale(r job.RequestForQuote, o job.Offer, total job.Amount) job.Rates {
	num, _ := total.Sub(o.HoldFee)
	den := o.Rates.Cost(r.Work)
	if !num.Less(den) {
		return o.Rates
	}
	return o.Rates.Each(func(a job.Amount) job.Amount {
		v := new(big.Int).Mul(a.Big(), num.Big())
		down, err := job.AmountFromBig(v.Quo(v, den.Big()))
		if err != nil {
			return a // unreachable: the quotient is below a, which fits
		}
		return down
	})
}
