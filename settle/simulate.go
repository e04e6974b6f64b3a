package settle

import (
	"math/rand/v2"

	"github.com/assay-network/assay/job"
)

// MaxAnswers bounds the answers that Simulate plays on one channel, whatever the stake and the price.
const MaxAnswers = 1 << 20

// Market is what a provider sells into, for one dispute window. Amounts in token units.
type Market struct {
	Audit                    // Gain is not read: it is Cost - Cheap
	Price         job.Amount // of an answer
	Cost          job.Amount // of computing an answer
	Cheap         job.Amount // of a false answer; at most Cost
	Channels      int        // careful buyers, each with one channel
	ChallengeCost job.Amount // what a dispute costs the challenger, and what is set aside for it
	FriendCost    job.Amount // what opening and losing a dispute against oneself costs, bond aside
}

// Strategy is what a provider does, alone or with friends.
type Strategy struct {
	Cheat    uint32     // part of the answers that are false, parts per million
	Promise  uint32     // reservations that it tries to make, in parts per million of its stake
	Friends  int        // disputes that friends open against it in order to win them; 0: it waits until it is caught
	Early    bool       // the friends open before the honest challenger does
	Circular job.Amount // what provider and friend have paid each other on a channel of theirs
	Reserved uint32     // part of the stake reserved for that channel, parts per million
}

// Outcome is how a window ended. Amounts in token units; Coalition is the provider with its friends.
type Outcome struct {
	Sold      uint64     // answers
	False     uint64     // of these
	Seized    bool       // the stake was lost
	Gains     job.Amount // what the coalition has more than an honest provider had: costs saved, shares of the seized stake
	Losses    job.Amount // what it has less: stake, future reward, costs of friends
	Unwhole   job.Amount // what careful buyers paid for false answers and did not get back after a slash
	Honest    bool       // an honest challenger played
	Shortfall job.Amount // of the honest challenger's costs
	Burnt     job.Amount
}

// Simulate plays one window. Careful buyers pay on a channel no more than Backing of its reservation; the
// reservations of all channels together are at most the stake, whatever the provider tries, because the vault refuses more. The
// first proof makes everybody else look at his own receipts and prove what is false.
func Simulate(r *rand.Rand, m Market, s Strategy) Outcome {
	friend := mulDiv(m.Stake, job.Units(uint64(s.Reserved)), job.Units(Million))
	out, claims := sell(r, m, s, minus(m.Stake, friend))

	caught := false
	for range out.False {
		caught = caught || r.Uint32N(Million) < m.Rate && r.Uint32N(Million) < m.Detection
	}
	out.Gains = minus(m.Cost, m.Cheap).MulDivUp(out.False, 1)
	if !caught && s.Friends == 0 {
		return out
	}

	// What is set aside for costs is set aside in the order of opening.
	var winners []Winner
	pot := mulDiv(m.Stake, job.Units(1), job.Units(10))
	honest := -1
	join := func(opened uint64) {
		w := Winner{Opened: opened, Covered: job.Min(pot, m.ChallengeCost)}
		pot = minus(pot, w.Covered)
		winners = append(winners, w)
	}
	friends := func(opened uint64) {
		for i := range s.Friends {
			join(opened + uint64(i))
		}
	}
	const accusation = 1 << 32 // when the honest challenger opens; friends are faster to win in any case
	if s.Early {
		friends(0)
	}
	var mine Winner
	if caught {
		// An honest challenger looks at what is set aside for it, and stays away when that does not pay for the dispute.
		if mine.Covered = job.Min(pot, m.ChallengeCost); mine.Covered == m.ChallengeCost || len(winners) == 0 {
			mine.Opened, out.Honest = accusation, true
			pot = minus(pot, mine.Covered)
		}
	}
	if !s.Early {
		friends(accusation + 1)
	}
	if out.Honest {
		honest = len(winners)
		winners = append(winners, mine)
	}
	if s.Friends > 0 {
		claims = append(claims, PaidClaim{Owed: s.Circular, Paid: s.Circular, Reserved: friend})
	}
	settleOutcome(&out, m, s, honest, Slashing{Seized: m.Stake, Winners: winners, Claims: claims})
	return out
}

// sell serves careful buyers and returns what their channels may claim if everything false comes out.
func sell(r *rand.Rand, m Market, s Strategy, free job.Amount) (out Outcome, claims []PaidClaim) {
	each := mulDiv(m.Stake, job.Units(uint64(s.Promise)), job.Units(Million*uint64(max(m.Channels, 1))))
	for range m.Channels {
		if free.Less(each) {
			break // the vault refuses, and the buyer goes elsewhere
		}
		free = minus(free, each)
		answers := min(mulDiv(Backing(each), job.Units(1), m.Price).Uint64(), MaxAnswers)
		var wrong uint64
		for range answers {
			if r.Uint32N(Million) < s.Cheat {
				wrong++
			}
		}
		out.Sold, out.False = out.Sold+answers, out.False+wrong
		paid := m.Price.MulDivUp(answers, 1)
		claims = append(claims, PaidClaim{Owed: m.Price.MulDivUp(wrong, 1), Paid: paid, Reserved: each})
	}
	return out, claims
}

// settleOutcome shares the stake and says what everybody has of it.
func settleOutcome(out *Outcome, m Market, s Strategy, honest int, seized Slashing) {
	shares := seized.Share()
	out.Seized, out.Burnt = true, shares.Burnt
	out.Losses = m.Stake.Add(m.Reward).Add(m.FriendCost.MulDivUp(uint64(s.Friends), 1))
	for i, costs := range shares.Costs {
		if i == shares.Finder {
			costs = costs.Add(shares.Tenth)
		}
		if i != honest {
			out.Gains = out.Gains.Add(costs)
			continue
		}
		out.Shortfall = minus(m.ChallengeCost, costs)
	}
	for i, c := range seized.Claims {
		if s.Friends > 0 && i == len(seized.Claims)-1 {
			out.Gains = out.Gains.Add(shares.Refunds[i])
			continue
		}
		out.Unwhole = out.Unwhole.Add(minus(c.Owed, shares.Refunds[i]))
	}
}

// Accuse is what a false accuser and the provider are left with after a number of accusations that fail, each with a bond
// of Bond.Least. Half of a lost bond pays the provider for its defence, half is burnt.
func Accuse(accusations uint64, bond, defence job.Amount) (accuser, provider Change) {
	lost := bond.MulDivUp(accusations, 1)
	accuser.Less = lost
	provider.More = mulDiv(bond, job.Units(1), job.Units(2)).MulDivUp(accusations, 1)
	provider.Less = defence.MulDivUp(accusations, 1)
	return accuser, provider
}

// Change is a gain and a loss, kept apart because amounts are never negative.
type Change struct{ More, Less job.Amount }
