package settle

import (
	"math/big"

	"github.com/assay-network/assay/job"
)

// Million is one in the unit of shares: parts per million.
const Million = 1_000_000

// Audit is the question whether cheating on one answer pays: an answer is checked with probability Rate, a checked
// cheat is found with probability Detection, and whoever is found loses Stake and the Reward that it would have earned
// later. Rates are in parts per million (at most Million), amounts in token units.
type Audit struct {
	Rate      uint32     `json:"rate_ppm"`
	Detection uint32     `json:"detection_ppm"`
	Stake     job.Amount `json:"stake"`
	Reward    job.Amount `json:"reward"`
	Gain      job.Amount `json:"gain"` // by cheating on one answer
}

// Deterred reports whether cheating on one answer loses on average: Rate * Detection * (Stake + Reward) > Gain.
// (The reference's audit formula, verification.md 3.5: q*d*(S+R) > G.)
func (a Audit) Deterred() bool {
	loss := new(big.Int).Mul(a.found(), a.Stake.Add(a.Reward).Big())
	return loss.Cmp(new(big.Int).Mul(a.Gain.Big(), square)) > 0
}

// LargestGain returns the most that one answer may gain a cheat with cheating on it still losing on average; false if no
// gain is deterred at all, not even none.
func (a Audit) LargestGain() (job.Amount, bool) {
	loss := new(big.Int).Mul(a.found(), a.Stake.Add(a.Reward).Big())
	if loss.Sign() == 0 {
		return job.Amount{}, false
	}
	loss.Sub(loss, big.NewInt(1))
	return fromBig(loss.Quo(loss, square)), true
}

// LeastStake returns the smallest Stake that deters, whatever a.Stake is; false if none does, because nothing is
// ever found.
func (a Audit) LeastStake() (job.Amount, bool) {
	found := a.found()
	if found.Sign() == 0 {
		return job.Amount{}, false
	}
	least := new(big.Int).Mul(a.Gain.Big(), square)
	least.Quo(least, found).Add(least, big.NewInt(1))
	return minus(fromBig(least), a.Reward), true
}

// LeastRate returns the smallest Rate that deters, whatever a.Rate is; false if checking every answer does not.
func (a Audit) LeastRate() (uint32, bool) {
	each := new(big.Int).Mul(big.NewInt(int64(a.Detection)), a.Stake.Add(a.Reward).Big())
	if each.Sign() == 0 {
		return 0, false
	}
	rate := new(big.Int).Mul(a.Gain.Big(), square)
	rate.Quo(rate, each).Add(rate, big.NewInt(1))
	if rate.Cmp(big.NewInt(Million)) > 0 {
		return 0, false
	}
	return uint32(rate.Uint64()), true
}

// Campaign is cheating on many answers before the first proof can land. The stake is lost once, however many were
// false, so what is gained together counts.
type Campaign struct {
	Audit
	Answers uint64 `json:"answers"` // on which the provider cheats
}

// Found returns a lower bound of the probability that at least one of the answers is found out, in parts per million:
// 1 - (1 - Rate*Detection)^Answers.
func (c Campaign) Found() uint32 {
	// (1 - p)^n by squaring, in units of 2^-128, rounded up at each step so that the result is never too small.
	one := new(big.Int).Lsh(big.NewInt(1), 128)
	missed := new(big.Int).Mul(one, new(big.Int).Sub(square, c.found()))
	missed = quoUp(missed, square)
	all := new(big.Int).Set(one)
	for n := c.Answers; n > 0; n >>= 1 {
		if n&1 == 1 {
			all = quoUp(all.Mul(all, missed), one)
		}
		missed = quoUp(new(big.Int).Mul(missed, missed), one)
	}
	found := new(big.Int).Sub(one, all)
	found.Mul(found, big.NewInt(Million)).Rsh(found, 128)
	return uint32(found.Uint64())
}

// Deterred reports whether the campaign loses on average: Found * (Stake + Reward) > Answers * Gain. The left side is
// concave in the number of answers and the right side a line through zero, so a campaign that does not pay at some number
// does not pay at any smaller one either.
func (c Campaign) Deterred() bool {
	loss := new(big.Int).Mul(big.NewInt(int64(c.Found())), c.Stake.Add(c.Reward).Big())
	gain := new(big.Int).Mul(c.Gain.Big(), new(big.Int).SetUint64(c.Answers))
	return loss.Cmp(gain.Mul(gain, big.NewInt(Million))) > 0
}

// Sellable returns what careful buyers pay at most while nothing of it can be disputed yet, when all of the stake is
// reserved: three tenths of it. They go by what certainly comes back to them.
func (a Audit) Sellable() job.Amount { return Backing(a.Stake) }

// Gas is what steps of a dispute use, in units of gas.
type Gas struct {
	Defence uint64 `json:"defence"` // everything that a provider sends to defend itself once
	Dispute uint64 `json:"dispute"` // everything that both sides send, with opening and payout
}

// Price turns gas into tokens.
type Price struct {
	WeiPerGas     job.Amount `json:"wei_per_gas"`
	UnitsPerEther job.Amount `json:"units_per_ether"` // token units
}

// Of returns what gas costs in token units, rounded up.
func (p Price) Of(gas uint64) job.Amount {
	wei := new(big.Int).Mul(p.WeiPerGas.Big(), new(big.Int).SetUint64(gas))
	return fromBig(quoUp(wei.Mul(wei, p.UnitsPerEther.Big()), ether))
}

// Ratio is by how many times accusing falsely must cost more than defending, and the least stake more than a dispute.
const Ratio = 10

// MinimumStake returns the least stake on which promises may rest: Ratio times what a whole dispute costs, gas and
// recomputation, so that the challenger's tenth alone pays for one.
func MinimumStake(p Price, gas Gas, work job.Amount) job.Amount {
	return p.Of(gas.Dispute).Add(work).MulDivUp(Ratio, 1)
}

// Bond holds the costs of a defence in one unit (gas, wei or tokens) for the bond formula of BoLD, equation 55, with
// its names: proof of the last step, update of a clock, bisection down to it, once more for each further level.
type Bond struct {
	Proof  uint64 `json:"proof"`
	Update uint64 `json:"update"`
	Bisect uint64 `json:"bisect"`
	Levels uint64 `json:"levels"` // k_max: levels of refinement beyond the first; 0 here
	Root   uint64 `json:"root"`   // G_root: what opening costs the accuser anyway
}

// Least returns the smallest bond with which an accuser loses at least ratio times what the defence costs:
// S >= ratio*(G_proof + (k+1)*G_update + G_bisect) + (ratio-1)*k*G_bisect - G_root.
func (b Bond) Least(ratio uint64) job.Amount {
	once := job.Units(b.Proof).Add(job.Units(b.Bisect)).Add(job.Units(b.Update).MulDivUp(b.Levels, 1)).Add(job.Units(b.Update))
	sum := once.MulDivUp(ratio, 1)
	if ratio > 0 {
		sum = sum.Add(job.Units(b.Bisect).MulDivUp(b.Levels, 1).MulDivUp(ratio-1, 1))
	}
	return minus(sum, job.Units(b.Root))
}

var (
	square = big.NewInt(Million * Million)
	ether  = new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)
)

// found is the probability that cheating on one answer is found, in units of one over square.
func (a Audit) found() *big.Int {
	return new(big.Int).Mul(big.NewInt(int64(min(a.Rate, Million))), big.NewInt(int64(min(a.Detection, Million))))
}

// quoUp returns ceil(a / b) for positive b.
func quoUp(a, b *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}
