package settle

import (
	"math/big"

	"github.com/assay-network/assay/job"
)

// BackingNumerator over BackingDenominator is the part of a reservation that certainly comes back to the buyer whose work
// proves wrong: three tenths. Half of a stake is burnt, a tenth is for the challenger and up to a tenth for costs, so of every
// reservation three tenths can be promised at once.
const (
	BackingNumerator   = 3
	BackingDenominator = 10
)

// Slashing is one seized stake with everything that was proven against it in its claim window.
type Slashing struct {
	Seized  job.Amount
	Winners []Winner
	Claims  []PaidClaim
}

// Winner is a challenger that won a dispute, in the order in which they won.
type Winner struct {
	Opened  uint64     // when its dispute opened, unix seconds
	Covered job.Amount // what was set aside for its costs then
}

// PaidClaim is what a channel may ask of a seized stake.
type PaidClaim struct {
	Owed     job.Amount // what the provider's own statements say that the wrong work cost
	Paid     job.Amount // what the channel has paid out to the provider, less what earlier cases counted
	Reserved job.Amount // the reservation that stood behind the channel when the stake was seized
}

// Shares says who gets what of a seized stake. Everything adds up to it.
type Shares struct {
	Finder  int          // index of the winner that gets the tenth: the one whose dispute opened first
	Tenth   job.Amount   // a tenth of the stake
	Costs   []job.Amount // by winner
	Refunds []job.Amount // by claim, when they are paid out in their order
	Burnt   job.Amount   // at least half of the stake
}

// Backing returns how much of a reservation certainly comes back.
func Backing(reserved job.Amount) job.Amount {
	return mulDiv(reserved, job.Units(BackingNumerator), job.Units(BackingDenominator))
}

// Share divides a seized stake, as contracts/src/StakeVault.sol does:
//
//   - a tenth goes to the winner whose dispute opened first (the earlier winner on a tie);
//   - each winner gets back what was set aside for its costs, while another tenth lasts;
//   - each claim is min(Owed, Paid); up to Backing of its reservation it is paid in full, and all claims together share pro rata what
//     is left of half the stake for the parts beyond;
//   - the rest is burnt.
//
// The sum of the reservations must not be above the stake, which the vault makes sure of. Without a winner nothing
// is seized: all is zero.
func (s Slashing) Share() Shares {
	out := Shares{Costs: make([]job.Amount, len(s.Winners)), Refunds: make([]job.Amount, len(s.Claims))}
	if len(s.Winners) == 0 {
		return out
	}
	ten := job.Units(10)
	out.Tenth = mulDiv(s.Seized, job.Units(1), ten)
	pot := out.Tenth
	for i, w := range s.Winners {
		if w.Opened < s.Winners[out.Finder].Opened {
			out.Finder = i
		}
		out.Costs[i] = job.Min(w.Covered, pot)
		pot = minus(pot, out.Costs[i])
	}
	costs := minus(out.Tenth, pot)

	left := minus(mulDiv(s.Seized, job.Units(1), job.Units(2)), out.Tenth.Add(costs))
	var beyond job.Amount
	others := make([]job.Amount, len(s.Claims))
	for i, c := range s.Claims {
		claim := job.Min(c.Owed, c.Paid)
		out.Refunds[i] = job.Min(claim, Backing(c.Reserved))
		others[i] = minus(claim, out.Refunds[i])
		left, beyond = minus(left, out.Refunds[i]), beyond.Add(others[i])
	}
	left = job.Min(left, beyond)
	out.Burnt = minus(s.Seized, out.Tenth.Add(costs).Add(left))
	for i := range s.Claims {
		out.Burnt = minus(out.Burnt, out.Refunds[i])
	}
	for i, other := range others {
		share := mulDiv(other, left, beyond) // of what is left, over what is still due: the last one takes the exact rest
		left, beyond = minus(left, share), minus(beyond, other)
		out.Refunds[i] = out.Refunds[i].Add(share)
	}
	return out
}

// mulDiv returns floor(a·b / c), and zero for a zero c.
func mulDiv(a, b, c job.Amount) job.Amount {
	if c.IsZero() {
		return job.Amount{}
	}
	product := new(big.Int).Mul(a.Big(), b.Big())
	return fromBig(product.Quo(product, c.Big()))
}

// fromBig converts a value that fits; beyond 128 bits it is the largest amount, which no sum of money reaches.
func fromBig(b *big.Int) job.Amount {
	a, err := job.AmountFromBig(b)
	if err != nil {
		a, _ = job.AmountFromBig(new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1)))
	}
	return a
}

// minus is a - b, or zero.
func minus(a, b job.Amount) job.Amount {
	d, _ := a.Sub(b)
	return d
}
