package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

const builtinName = builtin.Name

func (a *app) providerCommand() *cobra.Command {
	return group("provider", "Look at the providers in the registry", asking(a, "list", "List providers with price, stake and record",
		"Asks the running gateway for every registered provider: what it offers, what it has at stake, and what is known of it.",
		exactly(0, "no arguments"),
		func(ctx context.Context, c *wire.ControlClient, _ []string) (json.RawMessage, error) {
			return c.Providers(ctx)
		},
		func(list []node.ProviderReport) error {
			a.printf("%-6s %-28s %10s %10s %12s %7s %7s %7s\n", "agent", "endpoint", "in $/M", "out $/M", "free stake", "served", "failed", "caught")
			for _, p := range list {
				in, out := "-", "-"
				for _, o := range slices.Backward(p.Offers) {
					if o.Quote.Lane == job.LaneExact { // the first one stays
						in, out = o.Quote.InputPrice.Decimal(tokenDecimals), o.Quote.OutputPrice.Decimal(tokenDecimals)
					}
				}
				a.printf("%-6d %-28s %10s %10s %12s %7d %7d %7d\n", p.Agent, p.Endpoint, in, out, p.Stake.Free.Decimal(tokenDecimals), p.Served, p.Failed, p.Caught)
				for _, o := range p.Offers {
					if name, ok := job.ModelName(o.Quote.Model); ok && o.Quote.Lane == job.LaneStatistical {
						a.printf("       %s in the statistical lane: $%s in, $%s out per million bytes\n", name, o.Quote.InputPrice.Decimal(tokenDecimals), o.Quote.OutputPrice.Decimal(tokenDecimals))
					}
				}
				switch {
				case p.Problem != "":
					a.printf("       not usable: %s\n", p.Problem)
				case p.Proven > 0:
					a.printf("       not chosen any more: caught %d times with proof\n", p.Proven)
				case p.Avoided:
					a.printf("       not chosen for a while: an answer was wrong, without proof\n")
				}
			}
			return nil
		}))
}

func (a *app) channelCommand() *cobra.Command {
	row := func(r node.ChannelReport) {
		a.printf("%s  agent %-4d %-12s deposit %12s  owed %12s  at risk %10s  answers %d\n",
			r.Channel, r.Agent, r.State, r.Deposit.Decimal(tokenDecimals), r.Owed.Decimal(tokenDecimals), r.AtRisk.Decimal(tokenDecimals), r.Served)
	}
	return group("channel", "Look at payment channels and close them", asking(a, "list", "List the gateway's channels", "Lists the channels of the running gateway, open and closed.", exactly(0, "no arguments"),
		func(ctx context.Context, c *wire.ControlClient, _ []string) (json.RawMessage, error) {
			return c.Channels(ctx)
		},
		func(list []node.ChannelReport) error {
			for _, r := range list {
				row(r)
			}
			return nil
		}),
		asking(a, "close ID", "Close a channel: the provider is paid, the rest comes back",
			"Asks the provider to claim what it earned and refund the rest. If it does not, the gateway withdraws by the contract's own delay.",
			exactly(1, "one channel id"),
			func(ctx context.Context, c *wire.ControlClient, args []string) (json.RawMessage, error) {
				id, err := job.ParseHash(args[0])
				if err != nil {
					return nil, &usageError{err}
				}
				return c.CloseChannel(ctx, id)
			},
			func(r node.ChannelReport) error { row(r); return nil }))
}

func (a *app) receiptsCommand() *cobra.Command {
	c := asking(a, "receipts", "List receipts, newest first; `receipts show ID` prints one",
		"Lists what the running gateway bought. `assay receipts show ID` prints the bundle that `assay verify` takes.", exactly(0, "no arguments"),
		func(ctx context.Context, c *wire.ControlClient, _ []string) (json.RawMessage, error) {
			return c.Receipts(ctx, wire.MaxReceipts)
		},
		func(list []node.ReceiptReport) error {
			for _, r := range list {
				what := r.Phase + ", " + r.Checked
				if r.Class != "" {
					what = r.Phase + ": " + r.Class + ", " + shown(r.Proven)
				}
				if r.Assured != "" { // older records do not say
					what += ", " + r.Assured
				}
				a.printf("%s  %s  agent %-4d %5d %ss  $%s  %s\n", r.ID, time.UnixMilli(int64(r.Started)).Format(time.DateTime), r.Agent, r.Tokens, cmp.Or(r.Unit, "token"), r.Cost.Decimal(tokenDecimals), what)
			}
			return nil
		})
	c.AddCommand(a.receiptShow())
	return c
}

// shown says what a piece of evidence is worth to others.
func shown(proven bool) string {
	if proven {
		return "provable to anybody"
	}
	return "the buyer's word only"
}

func (a *app) receiptShow() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "show ID", Short: "Print a receipt with its evidence, as `assay verify` takes it", Args: exactly(1, "one receipt id"),
		RunE: l.client(func(ctx context.Context, cfg config, args []string) error {
			if _, err := job.ParseHash(args[0]); err != nil {
				return &usageError{err}
			}
			raw, err := fetchReceipt(ctx, cfg.gatewayURL(), args[0], cfg.firstKey())
			if err != nil {
				return err
			}
			_, err = a.out.Write(raw)
			return err
		}),
	}
	l.bind(c.Flags(), "data", "gateway-listen")
	return c
}

func (a *app) walletCommand() *cobra.Command {
	return group("wallet", "Make keys, look at balances, and decide what a program may spend", a.walletNew(), a.walletList(), a.walletBalance(),
		a.walletPolicy(), a.walletPending(), a.walletAnswer("approve ID", "Let an action that waits be done", true), a.walletAnswer("deny ID", "Refuse an action that waits, or take an approval back", false), a.walletJournal())
}

func (a *app) walletNew() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "new NAME", Short: "Make a key in the data directory's keystore", Args: exactly(1, "one name"),
		Long: `Makes a key and keeps it encrypted (Web3 Secret Storage). The password is ASSAY_PASSWORD, or one that the program makes
and keeps beside the keys, readable by you alone.`,
		RunE: l.run(func(_ context.Context, cfg config, args []string) error {
			keys, err := openKeys(cfg.Data)
			if err != nil {
				return err
			}
			k, err := keys.New(args[0])
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(map[string]any{"name": args[0], "address": k.Address()})
			}
			a.printf("%s  %s\n", k.Address(), args[0])
			return nil
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}

// keyLine is one key in a listing.
type keyLine struct {
	Name    string      `json:"name"`
	Address job.Address `json:"address"`
}

func listKeys(cfg config) ([]keyLine, error) {
	keys, err := openKeys(cfg.Data)
	if err != nil {
		return nil, err
	}
	list, err := keys.List()
	if err != nil {
		return nil, err
	}
	out := []keyLine{}
	for _, k := range list {
		out = append(out, keyLine{k.Name, k.Address})
	}
	return out, nil
}

func (a *app) walletList() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "list", Short: "List the keys", Args: exactly(0, "no arguments"),
		RunE: l.run(func(_ context.Context, cfg config, _ []string) error {
			list, err := listKeys(cfg)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(list)
			}
			for _, k := range list {
				a.printf("%s  %s\n", k.Address, k.Name)
			}
			if len(list) == 0 {
				a.printf("no keys yet: `assay wallet new NAME` makes one, `assay up` makes those it needs\n")
			}
			return nil
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}

func (a *app) walletBalance() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "balance [ADDRESS]", Short: "Show dollars and ether of the keys, or of an address",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{fmt.Errorf("want at most one address")}
			}
			return nil
		},
		RunE: l.client(func(ctx context.Context, cfg config, args []string) error {
			list, err := listKeys(cfg)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				at, err := job.ParseAddress(args[0])
				if err != nil {
					return &usageError{err}
				}
				list = []keyLine{{"", at}}
			}
			return a.balances(ctx, cfg, list)
		}),
	}
	l.bind(c.Flags(), "data", "chain-rpc", "chain-listen")
	return c
}

func (a *app) balances(ctx context.Context, cfg config, list []keyLine) error {
	c, err := readOnly(ctx, cfg)
	if err != nil {
		return err
	}
	defer c.Close()
	out := []account{}
	for _, k := range list {
		line, err := accountOf(ctx, c, k.Name, k.Address)
		if err != nil {
			return err
		}
		out = append(out, line)
	}
	if a.asJSON {
		return a.printJSON(out)
	}
	a.printf("%-42s  %-10s %16s %26s\n", "address", "key", "dollars", "ether")
	for _, x := range out {
		a.printf("%s  %-10s %16s %26s\n", x.Address, x.Name, x.Dollars.Decimal(tokenDecimals), x.Wei.Decimal(18))
	}
	return nil
}
