package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

// negotiateConfig is how a provider negotiates. Prices are shares of its price list.
type negotiateConfig struct {
	Floor       string   `toml:"floor" help:"share of the price list that is never gone below; 1: no discounts"`
	Demand      []string `toml:"demand" help:"price at a load, as LOAD:PRICE in shares of capacity and of the price list; straight lines between"`
	Concede     string   `toml:"concede" help:"share of the way from the last price to the floor that is conceded in a round, at most"`
	Rounds      uint32   `toml:"rounds" help:"counter-offers that are listened to"`
	Days        uint32   `toml:"days" help:"days that an agreed price stands, at most"`
	MaxHold     uint32   `toml:"max_hold" help:"answers at once that room is kept for, for one buyer; 0: none"`
	HoldFee     string   `toml:"hold_fee" help:"dollars for keeping room for one answer, for an hour"`
	HoldDeposit string   `toml:"hold_deposit" help:"dollars that must lie in the buyer's channel for room for one answer"`
}

func defaultNegotiation() negotiateConfig {
	return negotiateConfig{
		Floor: "0.7", Demand: []string{"0:1", "0.5:1.2", "1:2"}, Concede: "0.2", Rounds: 6, Days: 7, MaxHold: 2, HoldFee: "0.01", HoldDeposit: "0.50",
	}
}

// wideShare reads a share that may be above one, in thousandths.
func wideShare(name, text string) (uint32, error) {
	whole, frac, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(whole+(frac + "000")[:3], 10, 32)
	if err != nil || len(frac) > 3 || whole == "" {
		return 0, fmt.Errorf("%s = %q: want a number such as 0.75, with at most three decimals", name, text)
	}
	return uint32(n), nil
}

// shares reads several shares and keeps the first error.
type shares struct{ err error }

func (s *shares) read(name, text string) uint32 {
	n, err := wideShare(name, text)
	if s.err == nil {
		s.err = err
	}
	return n
}

// node returns the settings as the node takes them.
func (c negotiateConfig) node() (node.NegotiatorConfig, error) {
	var s shares
	var p purse
	out := node.NegotiatorConfig{
		Floor: s.read("negotiate.floor", c.Floor), Concede: s.read("negotiate.concede", c.Concede), Rounds: c.Rounds, MaxTime: uint64(c.Days) * 86_400, MaxSlots: c.MaxHold,
		HoldFee: p.read("negotiate.hold_fee", c.HoldFee), HoldDeposit: p.read("negotiate.hold_deposit", c.HoldDeposit),
	}
	for _, point := range c.Demand {
		load, price, ok := strings.Cut(point, ":")
		if !ok {
			return out, fmt.Errorf("negotiate.demand: %q: want LOAD:PRICE, such as 0.5:1.2", point)
		}
		out.Demand = append(out.Demand, market.DemandPoint{Load: s.read("negotiate.demand", load), Price: s.read("negotiate.demand", price)})
	}
	if s.err == nil {
		s.err = p.err
	}
	return out, s.err
}

// negotiator lets the machine's provider negotiate.
func (m *machine) negotiator(ctx context.Context, p *node.Provider) (*node.Negotiator, error) {
	cfg, err := m.cfg.Negotiate.node()
	if err != nil {
		return nil, err
	}
	return node.NewNegotiator(ctx, p, cfg)
}

// Negotiate implements wire.Bargainer.
func (o *owner) Negotiate(ctx context.Context, b job.Bargain) (any, error) {
	return o.g.Negotiate(ctx, b)
}

// Agreements implements wire.Bargainer.
func (o *owner) Agreements(ctx context.Context) (any, error) { return o.g.Agreements(ctx) }

// bargainFlags is what `assay negotiate` is told.
type bargainFlags struct {
	model, work, budget, auction   string
	sellers                        []string
	rounds, hold                   uint32
	time, duration                 time.Duration
	opening, concede, step, record string
	stake                          string
}

func (a *app) negotiateCommand() *cobra.Command {
	var l loader
	var f bargainFlags
	c := &cobra.Command{
		Use:   "negotiate",
		Short: "Find a price for work: talk with sellers, or hold an auction, and sign an agreement",
		Long: `Asks sellers for a price for a certain amount of work, through the running gateway. Without --auction it talks with each of them: offers and
counter-offers. --auction open tells each the price to beat; --auction sealed takes bids that nobody can read until nobody can bid any more. It signs an
agreement with the one whose offer is best. The agreed price is then the price of every request to that seller for that model, until the agreement ends.
It never agrees to more than the budget. Nothing is paid for an agreement, but for room that is kept (--hold).`,
		Example: `  assay negotiate --work input=2000000,output=500000 --budget 1.50
  assay negotiate --work output=1000000 --budget 1.60 --auction sealed --time 5s
  assay negotiate --work input=100000,output=100000 --budget 1 --seller 3 --hold 2
  assay negotiate list`,
		Args: exactly(0, "no arguments"),
		RunE: l.client(func(ctx context.Context, cfg config, _ []string) error {
			b, err := f.bargain()
			if err != nil {
				return &usageError{err}
			}
			client, err := control(cfg)
			if err != nil {
				return err
			}
			defer client.Hangup()
			raw, err := client.Negotiate(ctx, b)
			if err != nil {
				return err
			}
			var r node.NegotiationReport
			if err := json.Unmarshal(raw, &r); err != nil {
				return fmt.Errorf("the node answered something else than expected (is it another version?): %w", err)
			}
			if a.asJSON {
				err = a.printJSON(r)
			} else {
				a.tellNegotiation(r)
			}
			if err == nil && !r.Agreed {
				return errNo
			}
			return err
		}),
	}
	l.bind(c.Flags(), "data", "gateway-listen")
	fl := c.Flags()
	fl.StringVar(&f.model, "model", builtinName, "name or root of the model")
	fl.StringVar(&f.work, "work", "", "tokens in all: input=N,output=N")
	fl.StringVar(&f.budget, "budget", "", "most dollars for all of it")
	fl.StringSliceVar(&f.sellers, "seller", nil, "ids of the agents to ask (default: whoever fits)")
	fl.StringVar(&f.auction, "auction", "", "open or sealed (default: none, talk with each seller)")
	fl.Uint32Var(&f.rounds, "rounds", 6, "most counter-offers to one seller")
	fl.Uint32Var(&f.hold, "hold", 0, "answers at once that room shall be kept for, against a fee and a deposit")
	fl.DurationVar(&f.time, "time", 10*time.Second, "time that sellers have; in a sealed auction to bid, and as long again to open their bids")
	fl.DurationVar(&f.duration, "for", 24*time.Hour, "how long the agreed price shall stand")
	fl.StringVar(&f.opening, "opening", "0.7", "first counter-offer, as a share of what is asked")
	fl.StringVar(&f.concede, "concede", "0.4", "share of the gap that is given up in a round")
	fl.StringVar(&f.step, "step", "0.05", "open auction: share by which the best price is to be beaten")
	fl.StringVar(&f.record, "min-record", "0.4", "least share of right answers, where a newcomer counts as 0.5")
	fl.StringVar(&f.stake, "min-stake", "0", "least dollars of stake that the seller sets aside for the channel")
	c.AddCommand(asking(a, "list", "List agreements that stand", "Lists the prices that the running gateway has agreed on and that still stand.", exactly(0, "no arguments"),
		func(ctx context.Context, c *wire.ControlClient, _ []string) (json.RawMessage, error) {
			return c.Agreements(ctx)
		},
		func(list []node.NegotiationReport) error {
			for _, r := range list {
				a.tellAgreement(r)
			}
			if len(list) == 0 {
				a.printf("no agreement stands: `assay negotiate` makes one\n")
			}
			return nil
		}))
	return c
}

// bargain reads the flags.
func (f bargainFlags) bargain() (job.Bargain, error) {
	var s shares
	var p purse
	b := job.Bargain{
		Model: f.model, Lane: job.LaneExact, Mode: job.ModeTalk, Budget: p.read("--budget", f.budget), Rounds: f.rounds, Slots: f.hold,
		Time: uint64(f.time / time.Second), For: uint64(f.duration / time.Second),
		Wishes: job.Wishes{
			Opening: s.read("--opening", f.opening), Concede: s.read("--concede", f.concede), Step: s.read("--step", f.step),
			MinRight: s.read("--min-record", f.record), MinReserve: p.read("--min-stake", f.stake),
		},
	}
	switch f.auction {
	case "":
	case "open":
		b.Mode = job.ModeOpen
	case "sealed":
		b.Mode = job.ModeSealed
	default:
		return b, fmt.Errorf("--auction %s: want open or sealed, or leave it away to talk with each seller", f.auction)
	}
	if b.Time < 1 || b.Time > wire.MaxBargainTime {
		return b, fmt.Errorf("--time %s: want 1s to %ds", f.time, wire.MaxBargainTime)
	}
	for part := range strings.SplitSeq(f.work, ",") {
		unit, count, _ := strings.Cut(strings.TrimSpace(part), "=")
		n, err := strconv.ParseUint(count, 10, 64)
		switch {
		case f.work == "" || err != nil || n == 0:
			return b, fmt.Errorf("--work %q: want how many tokens in all, such as input=200000,output=50000", f.work)
		case unit == "input":
			b.Input = n
		case unit == "output":
			b.Output = n
		default:
			return b, fmt.Errorf("--work: %q is not sold through channels: want input and output tokens", unit)
		}
	}
	for _, id := range f.sellers {
		n, err := strconv.ParseUint(strings.TrimSpace(id), 10, 64)
		if err != nil {
			return b, fmt.Errorf("--seller %q: want the id of an agent, as `assay provider list` shows it", id)
		}
		b.Sellers = append(b.Sellers, n)
	}
	if s.err == nil {
		s.err = p.err
	}
	return b, s.err
}

// tellNegotiation tells a negotiation turn by turn.
func (a *app) tellNegotiation(r node.NegotiationReport) {
	a.printf("asked for %d prompt tokens and %d output tokens of %s, at most $%s (%s)\n", r.Work.Input, r.Work.Output, r.Model, r.Budget.Decimal(tokenDecimals), modeWords(r.Mode))
	for _, t := range r.Turns {
		who := fmt.Sprintf("agent %d", t.Agent)
		switch t.By {
		case market.Buyer.String():
			who = "you to " + strconv.FormatUint(t.Agent, 10)
		case market.Clock.String():
			who = "time up " + strconv.FormatUint(t.Agent, 10)
		}
		line := fmt.Sprintf("  round %-2d %-12s %-9s", t.Round, who, t.Move)
		if t.Total != nil {
			line += fmt.Sprintf("$%s in all  (in $%s/M, out $%s/M)", t.Total.Decimal(tokenDecimals), t.Rates.Input.Decimal(tokenDecimals), t.Rates.Output.Decimal(tokenDecimals))
		}
		if t.Note != "" {
			line += " " + t.Note
		}
		a.printf("%s\n", strings.TrimRight(line, " "))
	}
	if !r.Agreed {
		a.printf("no agreement: %s\n", r.Reason)
		return
	}
	a.tellAgreement(r)
}

func modeWords(m job.Mode) string {
	return map[job.Mode]string{job.ModeTalk: "talking with each", job.ModeOpen: "open auction", job.ModeSealed: "sealed auction"}[m]
}

// tellAgreement tells what was agreed, in one or two lines.
func (a *app) tellAgreement(r node.NegotiationReport) {
	o := r.Agreement.Offer.Offer
	a.printf("agreed with agent %d: in $%s/M, out $%s/M until %s  (%s)\n", r.Agent, o.Rates.Input.Decimal(tokenDecimals), o.Rates.Output.Decimal(tokenDecimals),
		time.Unix(int64(r.Agreement.Acceptance.Expiry), 0).Format(time.DateTime), r.ID)
	switch {
	case r.Hold != nil:
		a.printf("  room is kept for %d answers at once, for $%s, on channel %s\n", r.Hold.Slots, r.Hold.Fee.Decimal(tokenDecimals), r.Hold.Channel.Short())
	case r.HoldNote != "":
		a.printf("  no room is kept: %s\n", r.HoldNote)
	}
}
