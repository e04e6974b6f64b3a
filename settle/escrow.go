package settle

import "github.com/assay-network/assay/job"

// Escrow is an escrowed job at its end, as the evaluator contract knows it.
type Escrow struct {
	Budget job.Amount
	Bond   job.Amount // of the provider; the client's, if it has contested, is the same
	Price  job.Amount // what a panel was paid out of the client's bond; zero in the exact lane
	FeeBPS uint16     // what is burnt of a payment, in hundredths of a percent

	Parts     uint16 // ordered
	Delivered uint16 // as the provider says; 0: nothing came in time
	Claimed   uint16 // good ones, as the client says; below Delivered
	Found     uint16 // good ones, as the judge says; at most Delivered
	Exact     bool   // what was found is proven: it counts also where it is less than the client admits
	Contested bool
	Decided   bool // false: no juror has answered
}

// EscrowShares says who gets what of the budget and the bonds. With Escrow.Price they add up to what was put in.
type EscrowShares struct {
	Good     uint16 // parts that are paid
	Provider job.Amount
	Client   job.Amount
	Burnt    job.Amount
}

// Share divides budget and bonds, as contracts/src/Jobs.sol and Evaluator.sol do:
//
//   - the provider gets Budget · good / Parts, rounded down, less the fee, which is burnt; the client gets the rest;
//   - a contested job whose jurors say nothing is paid in the middle of what both sides say, and one whose jurors find less than the client admits is paid as the client says;
//   - without contest the provider gets its bond back if all that it delivered is good, otherwise the client gets it;
//   - with contest whoever's number is further from what was found loses its bond: the panel is paid from it and the other side gets the rest. Equally far: both pay half
//     of the panel, the provider the smaller half. Not decided: the client pays it. In the exact lane one bad part loses the provider's bond.
func (e Escrow) Share() EscrowShares {
	out := EscrowShares{Good: e.Found}
	if e.Contested && !e.Decided {
		out.Good = e.Claimed + (e.Delivered-e.Claimed)/2
	}
	if e.Contested && !e.Exact {
		out.Good = max(out.Good, e.Claimed)
	}
	pay := mulDiv(e.Budget, job.Units(uint64(out.Good)), job.Units(uint64(e.Parts)))
	out.Burnt = mulDiv(pay, job.Units(uint64(e.FeeBPS)), job.Units(10_000))
	out.Provider, out.Client = minus(pay, out.Burnt), minus(e.Budget, pay)

	toProvider, toClient := e.bonds(out.Good)
	out.Provider, out.Client = out.Provider.Add(toProvider), out.Client.Add(toClient)
	return out
}

// bonds says who gets the bonds when so many parts are good.
func (e Escrow) bonds(good uint16) (toProvider, toClient job.Amount) {
	if !e.Contested {
		if e.Delivered != 0 && good == e.Delivered {
			return e.Bond, job.Amount{}
		}
		return job.Amount{}, e.Bond
	}
	all := minus(e.Bond.Add(e.Bond), e.Price)
	fromProvider, fromClient := e.Delivered-good, max(good, e.Claimed)-min(good, e.Claimed)
	switch {
	case !e.Decided:
		return e.Bond, minus(e.Bond, e.Price)
	case e.Exact && fromProvider == 0:
		return all, job.Amount{}
	case e.Exact:
		return job.Amount{}, all
	case fromProvider == fromClient:
		half := minus(e.Bond, mulDiv(e.Price, job.Units(1), job.Units(2)))
		return half, minus(all, half)
	case fromProvider < fromClient:
		return all, job.Amount{}
	}
	return job.Amount{}, all
}
