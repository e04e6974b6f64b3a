package dispute

import "github.com/assay-network/assay/job"

// What the contract fixes, in seconds, leaves, gas and wei.
const (
	Extension       = 3 * 60 * 60      // seconds that a side has at least when its turn comes
	BaseClock       = 24 * 60 * 60     // seconds that each side has in all, before the size of the trace counts
	MaxClock        = 4 * 24 * 60 * 60 // seconds that each side has in all at most
	LeavesPerSecond = 500              // leaves that add a second

	Rho         = 10         // by how much accusing falsely costs more than defending
	DefenceGas  = 450_000    // gas of a whole defence,
	RoundGas    = 120_000    // and more for each round
	MinGasPrice = 50_000_000 // wei that gas is reckoned at, at least; otherwise twice the base fee
	LeafCost    = 200_000    // wei that computing one leaf again is reckoned at
	AnswerGas   = 150_000    // gas of answering a question

	QuestionShare = 10 // what part of a challenger's costs is set aside for whoever asks a question
)

// MaxMoves is the most moves that a dispute can take: with 8 rounds, 11 of the provider and 10 of the challenger.
const MaxMoves = 21

// MaxDuration is the longest that a dispute can take, in seconds: both clocks, and an extension with each move.
const MaxDuration = 2*MaxClock + MaxMoves*Extension

// ClockFor is the seconds that each side has for all its moves.
func ClockFor(leaves uint64) uint32 { return uint32(min(BaseClock+leaves/LeavesPerSecond, MaxClock)) }

// DefenceCost is what a provider's defence is reckoned at, in wei: gas at twice the base fee, and computing the trace again.
func DefenceCost(leaves uint64, baseFee job.Amount) job.Amount {
	gas := DefenceGas + RoundGas*uint64(Rounds(leaves))
	return gasPrice(baseFee).MulDivUp(gas, 1).Add(job.Units(LeafCost).MulDivUp(leaves, 1))
}

// BondFor is the least bond of a challenger, in wei: Rho times the defence.
func BondFor(leaves uint64, baseFee job.Amount) job.Amount {
	return DefenceCost(leaves, baseFee).MulDivUp(Rho, 1)
}

// QuestionBond is the least bond of whoever asks a question, in wei: Rho times what answering costs.
func QuestionBond(baseFee job.Amount) job.Amount {
	return gasPrice(baseFee).MulDivUp(Rho*AnswerGas, 1)
}

// gasPrice is what a unit of gas is reckoned at, in wei.
func gasPrice(baseFee job.Amount) job.Amount {
	return job.Max(baseFee.Add(baseFee), job.Units(MinGasPrice))
}

// Payout is what a dispute that ended pays out of the bond. A challenger that loses pays for the defence with half of its bond; the other half is burnt, so that accusing
// oneself earns nothing. What a convicted provider's stake pays is the vault's business.
type Payout struct{ Provider, Challenger, Burnt job.Amount }

// Payout returns who gets the bond; nobody while the dispute runs.
func (s State) Payout() Payout {
	switch s.Outcome {
	case Shown, Forfeited:
		burnt := s.Bond.MulDivUp(1, 2)
		defence, _ := s.Bond.Sub(burnt)
		return Payout{Provider: defence, Burnt: burnt}
	case Convicted:
		return Payout{Challenger: s.Bond}
	}
	return Payout{}
}
