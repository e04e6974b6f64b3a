// Package settle turns the end of a channel into who gets what, and holds the books to it: every unit that went in
// comes out somewhere.
//
// It is pure: it must not know how a claim or a refund becomes a transaction.
package settle

import (
	"fmt"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
)

// Plan is what an honest seller does to close a channel, in this order.
type Plan struct {
	Claim  *job.VoucherClaim // nil: nothing is due
	Sweep  bool              // collect what was claimed but not yet paid out
	Refund job.Amount        // back to the payer; zero: nothing is left
}

// Seller plans the closing of a channel as the chain has it now. The seller takes what it charged, no more, however
// much the voucher would allow, and gives back the rest.
func Seller(p channel.Payee, onChain job.ChannelState) Plan {
	p = p.Observe(onChain)
	var plan Plan
	claimed := p.Claimed
	if c, due := p.Claim(); due {
		plan.Claim, claimed = &c, c.Total
	}
	plan.Sweep = !claimed.IsZero()
	plan.Refund, _ = p.Balance.Sub(claimed)
	return plan
}

// Entry is one account in a table of balances.
type Entry struct {
	Account string     `json:"account"`
	Before  job.Amount `json:"before"`
	After   job.Amount `json:"after"`
	Minted  job.Amount `json:"minted"` // created for this account in between (a test coin)
}

// Balance checks that the books add up: all that was there before and all that was minted is there after.
func Balance(entries []Entry) error {
	var in, out job.Amount
	for _, e := range entries {
		in, out = in.Add(e.Before).Add(e.Minted), out.Add(e.After)
	}
	if in != out {
		return fmt.Errorf("the books do not add up: %s went in, %s came out", in, out)
	}
	return nil
}
