package main

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/settle"
	"github.com/spf13/cobra"
)

// economicsReport is what `assay economics` prints. Amounts are in millionths of a dollar, gas prices in wei.
type economicsReport struct {
	Audit       auditReport       `json:"audit"`
	Campaign    campaignReport    `json:"campaign"`
	Dispute     disputeReport     `json:"dispute"`
	Slash       slashReport       `json:"slash"`
	Simulation  *simulationReport `json:"simulation,omitempty"`
	Assumptions []string          `json:"assumptions"`
}

type auditReport struct {
	settle.Audit
	Deterred    bool        `json:"deterred"`
	LeastStake  *job.Amount `json:"least_stake"`    // null: no stake deters
	LeastRate   *uint32     `json:"least_rate_ppm"` // null: checking everything does not deter
	LargestGain *job.Amount `json:"largest_gain"`   // on one answer; null: none is deterred
}

// campaignReport is about cheating on everything that careful buyers pay for before the first proof can land.
type campaignReport struct {
	Sellable job.Amount `json:"sellable"`
	Answers  uint64     `json:"answers"`
	Found    uint32     `json:"found_ppm"`
	Gain     job.Amount `json:"gain"`
	Deterred bool       `json:"deterred"`
}

type disputeReport struct {
	Gas          settle.Gas   `json:"gas"`
	Price        settle.Price `json:"price"`
	Work         job.Amount   `json:"work"`
	Cost         job.Amount   `json:"cost"`
	MinimumStake job.Amount   `json:"minimum_stake"`
	Defence      job.Amount   `json:"defence"`
	Bond         job.Amount   `json:"bond"`
}

// slashReport says what becomes of the stake when it is lost.
type slashReport struct {
	Burnt      job.Amount `json:"burnt_at_least"`
	Challenger job.Amount `json:"challenger_tenth"`
	Costs      job.Amount `json:"costs_at_most"`
	Buyers     job.Amount `json:"buyers_at_least"`
	Back       job.Amount `json:"back_by_slashing_oneself_at_most"`
}

type simulationReport struct {
	Windows     int    `json:"windows"`
	Cheating    string `json:"cheating_average"`         // what a cheat has more than an honest provider, dollars a window
	SelfSlash   string `json:"self_slash_best"`          // the best window of those that slash themselves, dollars
	SelfPaid    int    `json:"self_slash_windows_paid"`  // windows in which that paid
	UnwholeSeen int    `json:"windows_somebody_unwhole"` // windows in which an honest buyer or challenger lost
}

// economicsOptions are the flags, as typed.
type economicsOptions struct {
	rate, detection, stake, reward, gain, price string
	gasPrice, ether, work                       string
	gas                                         settle.Gas
	windows                                     int
	seed                                        uint64
}

func (a *app) economicsCommand() *cobra.Command {
	var o economicsOptions
	c := &cobra.Command{
		Use:   "economics",
		Short: "Calculate what audits, stake and bonds deter",
		Long: `Calculates with the formulas of docs/economics.md: whether cheating on an answer pays, what stake or audit rate it takes, what a dispute
costs, the least stake and bond that follow, and who gets what when a stake is lost. Then it plays random windows of a market with these
numbers, in which providers cheat or slash themselves through friends. Dollars have six decimals.`,
		Example: `  assay economics
  assay economics --rate 0.005 --stake 200 --gain 0.002
  assay economics --gas-price 2 --ether 3000 --json`,
		Args: exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			r, err := o.calculate()
			if err != nil {
				return &usageError{err}
			}
			if a.asJSON {
				return a.printJSON(r)
			}
			a.printEconomics(r)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.rate, "rate", "0.01", "q: part of the answers that somebody checks")
	f.StringVar(&o.detection, "detection", "1", "d: part of the checked false answers that are found out; 1 in the exact lane")
	f.StringVar(&o.stake, "stake", "50", "S: dollars at stake")
	f.StringVar(&o.reward, "reward", "0.001", "R: dollars of later earnings that are lost too")
	f.StringVar(&o.gain, "gain", "0.0007", "G: dollars gained by one false answer")
	f.StringVar(&o.price, "price", "0.001", "dollars that an answer sells for; at least the gain")
	f.StringVar(&o.gasPrice, "gas-price", "0.02", "gwei that a unit of gas costs")
	f.StringVar(&o.ether, "ether", "2500", "dollars that an ether costs")
	f.StringVar(&o.work, "work", "0.02", "dollars that recomputing the trace for a dispute costs")
	f.Uint64Var(&o.gas.Dispute, "gas", 1_600_000, "gas of a whole dispute, opening and payout in it")
	f.Uint64Var(&o.gas.Defence, "defence-gas", 1_170_000, "gas of a provider's moves in it")
	f.IntVar(&o.windows, "windows", 1000, "windows of the market to simulate; 0: none")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the simulation")
	return c
}

// calculate reads the flags and fills the report.
func (o economicsOptions) calculate() (economicsReport, error) {
	var audit settle.Audit
	var price, wei, etherPrice, work job.Amount
	for _, v := range []struct {
		flag, text string
		decimals   int
		to         *job.Amount
	}{
		{"stake", o.stake, tokenDecimals, &audit.Stake}, {"reward", o.reward, tokenDecimals, &audit.Reward}, {"gain", o.gain, tokenDecimals, &audit.Gain},
		{"price", o.price, tokenDecimals, &price}, {"gas-price", o.gasPrice, 9, &wei}, {"ether", o.ether, tokenDecimals, &etherPrice}, {"work", o.work, tokenDecimals, &work},
	} {
		amount, err := job.ParseDecimal(v.text, v.decimals)
		if err != nil {
			return economicsReport{}, fmt.Errorf("--%s: %w", v.flag, err)
		}
		*v.to = amount
	}
	for _, v := range []struct {
		flag, text string
		to         *uint32
	}{{"rate", o.rate, &audit.Rate}, {"detection", o.detection, &audit.Detection}} {
		share, err := job.ParseDecimal(v.text, 6)
		if err != nil || share.Uint64() > settle.Million {
			return economicsReport{}, fmt.Errorf("--%s: %q is not a part from 0 to 1 with at most six decimals", v.flag, v.text)
		}
		*v.to = uint32(share.Uint64())
	}
	if price.Less(audit.Gain) || price.IsZero() {
		return economicsReport{}, fmt.Errorf("--gain: %s is more than the answer sells for, or --price is zero", o.gain)
	}
	if o.windows < 0 || o.windows > 1_000_000 {
		return economicsReport{}, fmt.Errorf("--windows: want 0 to 1000000")
	}

	r := economicsReport{Audit: auditReport{Audit: audit, Deterred: audit.Deterred()}, Assumptions: []string{
		"buyers pay on a channel at most three tenths of what is reserved for it, until what they paid can no longer be disputed",
		"at least one watcher checks at the given rate, and a provider cannot tell an audit from an order",
		"an answer that is found false is proven in its dispute window",
	}}
	if v, ok := audit.LeastStake(); ok {
		r.Audit.LeastStake = &v
	}
	if v, ok := audit.LeastRate(); ok {
		r.Audit.LeastRate = &v
	}
	if v, ok := audit.LargestGain(); ok {
		r.Audit.LargestGain = &v
	}
	campaign := settle.Campaign{Audit: audit, Answers: new(big.Int).Quo(audit.Sellable().Big(), price.Big()).Uint64()}
	r.Campaign = campaignReport{Sellable: audit.Sellable(), Answers: campaign.Answers, Found: campaign.Found(),
		Gain: audit.Gain.MulDivUp(campaign.Answers, 1), Deterred: campaign.Answers == 0 || campaign.Deterred()}

	gas := settle.Price{WeiPerGas: wei, UnitsPerEther: etherPrice}
	defence := gas.Of(o.gas.Defence).Add(work)
	r.Dispute = disputeReport{Gas: o.gas, Price: gas, Work: work, Cost: gas.Of(o.gas.Dispute).Add(work), MinimumStake: settle.MinimumStake(gas, o.gas, work),
		Defence: defence, Bond: settle.Bond{Proof: defence.Uint64()}.Least(settle.Ratio)}

	lost := settle.Slashing{Seized: audit.Stake, Winners: []settle.Winner{{Covered: audit.Stake}}, Claims: []settle.PaidClaim{{Owed: audit.Stake, Paid: audit.Stake}}}.Share()
	r.Slash = slashReport{Burnt: lost.Burnt, Challenger: lost.Tenth, Costs: lost.Costs[0], Buyers: lost.Refunds[0],
		Back: lost.Tenth.Add(lost.Costs[0]).Add(lost.Refunds[0])}
	r.Simulation = o.simulate(audit, price, r)
	return r, nil
}

// simulate plays the market with these numbers: in one half of the windows the provider cheats on a random part of its answers, in the
// other it also slashes itself through friends.
func (o economicsOptions) simulate(audit settle.Audit, price job.Amount, r economicsReport) *simulationReport {
	const channels, budget = 10, 20_000_000 // answers in all, so that no setting takes minutes
	if o.windows == 0 || r.Campaign.Answers == 0 || r.Campaign.Answers > budget/10 {
		return nil
	}
	cheap, _ := price.Sub(audit.Gain)
	market := settle.Market{Audit: audit, Price: price, Cost: price, Cheap: cheap, Channels: channels, ChallengeCost: r.Dispute.Cost, FriendCost: r.Dispute.Cost.MulDivUp(1, 10)}
	rng := rand.New(rand.NewPCG(o.seed, 0))
	out := &simulationReport{Windows: min(o.windows, max(10, int(budget/(2*r.Campaign.Answers))))}
	sum, best := new(big.Int), (*big.Int)(nil)
	for range out.Windows {
		s := settle.Strategy{Cheat: rng.Uint32N(settle.Million + 1), Promise: settle.Million}
		w := settle.Simulate(rng, market, s)
		sum.Add(sum, w.Gains.Big()).Sub(sum, w.Losses.Big())
		s.Friends, s.Early, s.Promise = 1+rng.IntN(30), rng.IntN(2) == 0, rng.Uint32N(2*settle.Million)
		s.Circular, s.Reserved = audit.Stake.MulDivUp(rng.Uint64N(10), 1), rng.Uint32N(settle.Million)
		self := settle.Simulate(rng, market, s)
		net := new(big.Int).Sub(self.Gains.Big(), self.Losses.Big())
		if best == nil || net.Cmp(best) > 0 {
			best = net
		}
		if net.Sign() >= 0 {
			out.SelfPaid++
		}
		for _, w := range []settle.Outcome{w, self} {
			if !w.Unwhole.IsZero() || !w.Shortfall.IsZero() {
				out.UnwholeSeen++
			}
		}
	}
	out.Cheating, out.SelfSlash = signedDollars(sum.Quo(sum, big.NewInt(int64(out.Windows)))), signedDollars(best)
	return out
}

// withSign puts the dollar sign behind the minus.
func withSign(dollars string) string {
	if rest, negative := strings.CutPrefix(dollars, "-"); negative {
		return "-$" + rest
	}
	return "$" + dollars
}

// signedDollars writes millionths of a dollar that may be owed.
func signedDollars(v *big.Int) string {
	sign := ""
	if v.Sign() < 0 {
		sign = "-"
	}
	amount, err := job.AmountFromBig(new(big.Int).Abs(v))
	if err != nil {
		return v.String()
	}
	return sign + amount.Decimal(tokenDecimals)
}

func (a *app) printEconomics(r economicsReport) {
	usd := func(v job.Amount) string { return "$" + v.Decimal(tokenDecimals) }
	pays := func(deterred bool) string {
		if deterred {
			return "does not pay"
		}
		return "PAYS"
	}
	share := func(ppm uint32) string { return job.Units(uint64(ppm)).Decimal(6) }
	a.printf("one answer     q d (S + R) = %s * %s * (%s + %s); gain %s: cheating %s\n", share(r.Audit.Rate), share(r.Audit.Detection), usd(r.Audit.Stake), usd(r.Audit.Reward), usd(r.Audit.Gain), pays(r.Audit.Deterred))
	if v := r.Audit.LeastStake; v != nil {
		a.printf("               with this rate it takes a stake of %s\n", usd(*v))
	}
	if v := r.Audit.LeastRate; v != nil {
		a.printf("               with this stake it takes a rate of %s\n", share(*v))
	}
	if v := r.Audit.LargestGain; v != nil {
		a.printf("               both together deter gains up to %s an answer\n", usd(*v))
	}
	a.printf("all at once    careful buyers have at most %s at risk, %d answers; false ones are found with probability %s and gain %s: cheating %s\n",
		usd(r.Campaign.Sellable), r.Campaign.Answers, share(r.Campaign.Found), usd(r.Campaign.Gain), pays(r.Campaign.Deterred))
	a.printf("a dispute      costs %s (%d gas and recomputation), so the least stake is %s\n", usd(r.Dispute.Cost), r.Dispute.Gas.Dispute, usd(r.Dispute.MinimumStake))
	a.printf("defending      costs %s, so the bond of an accuser is %s; half of a lost bond pays for it, half is burnt\n", usd(r.Dispute.Defence), usd(r.Dispute.Bond))
	a.printf("a lost stake   %s burnt at least, %s for the challenger and %s for costs at most, %s for buyers at least\n",
		usd(r.Slash.Burnt), usd(r.Slash.Challenger), usd(r.Slash.Costs), usd(r.Slash.Buyers))
	a.printf("               who slashes itself through friends gets back at most %s\n", usd(r.Slash.Back))
	if s := r.Simulation; s != nil {
		a.printf("simulated      %d windows each: a cheat gains %s a window on average; the best self-slash gained %s, and %d paid; in %d windows somebody honest lost\n",
			s.Windows, withSign(s.Cheating), withSign(s.SelfSlash), s.SelfPaid, s.UnwholeSeen)
	}
	for _, text := range r.Assumptions {
		a.printf("assumed        %s\n", text)
	}
}
