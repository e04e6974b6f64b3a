package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
	"github.com/spf13/cobra"
)

// canaryFile is where a sponsor keeps its canaries: beside the node's own file, which a running node has open.
const canaryFile = "canaries.db"

func (a *app) canaryCommand() *cobra.Command {
	return group("canary", "Plant wrong answers with a prize, so that watchtowers stay awake", a.canaryPlant(), a.canaryList(), a.canaryReclaim(), a.canaryKeep())
}

// canaryFlags are the settings that every one of them takes.
func canaryFlags(l *loader, c *cobra.Command) {
	l.bind(c.Flags(), "data", "log", "threads", "chain-", "gateway-watchers", "provider-input", "provider-output")
}

// sponsored runs a command with a sponsor: the keys and models of a data directory, and a chain.
func (a *app) sponsored(ctx context.Context, cfg config, do func(*machine, *chain.Client, *node.Sponsor) error) (err error) {
	if cfg.Chain.RPC == "" {
		return &usageError{fmt.Errorf("--rpc: name the chain, such as http://127.0.0.1:8545")}
	}
	m := &machine{cfg: cfg}
	if m.log, err = newLogger(a.err, cfg.Log); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.close()) }()
	if m.store, err = store.Open(filepath.Join(cfg.Data, canaryFile)); err != nil {
		return err
	}
	m.closers = append(m.closers, m.store.Close)
	if m.keys, err = openKeys(cfg.Data); err != nil {
		return err
	}
	if err := m.openModels(ctx); err != nil {
		return err
	}
	m.rpc = cfg.Chain.RPC
	c, provider, err := m.account(ctx, providerKey)
	if err != nil {
		return err
	}
	buyer, payer, err := m.account(ctx, payerKey)
	if err != nil {
		return err
	}
	session, err := ensureKey(m.keys, sessionKey)
	if err != nil {
		return err
	}
	keys := node.SponsorKeys{Payer: payer.Address(), Session: session, Provider: provider}
	return do(m, c, node.NewSponsor(m.setting(c), c, buyer, keys, peers{}.post))
}

func (a *app) canaryPlant() *cobra.Command {
	var l loader
	var prize, model string
	var within time.Duration
	order := node.CanaryOrder{Sampling: job.Sampling{TopP: 1000}}
	c := &cobra.Command{
		Use:   "plant PROMPT...",
		Short: "Make wrong answers on purpose, put down a prize for each, and send them to watchtowers",
		Long: `Makes a wrong answer to each prompt: drawn by the model itself, with another seed than the request gives, and signed with the provider's key of this data directory. The prize is
put down before anything is sent. Whoever recomputes the answer finds a key to the prize: nine tenths go to it, one tenth is burnt. The provider's stake is safe as long as
` + "`assay canary keep`" + ` runs for it, which ends disputes about canaries; what nobody finds within 8 days goes back.

The orders are signed by the session key of this data directory and say, hidden under a hash, that a wrong answer is wanted. So no other buyer's answer can ever be a canary.`,
		Example: `  assay canary plant --rpc http://127.0.0.1:8545 --data ./bob --gateway-watchers http://127.0.0.1:4022#0x… --prize 0.50 "what is a channel?"`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{fmt.Errorf("want at least one prompt: `%s`", c.UseLine())}
			}
			return nil
		},
		RunE: l.run(func(ctx context.Context, cfg config, args []string) (err error) {
			if within < 0 {
				return &usageError{fmt.Errorf("--within: %s: want no time or some", within)}
			}
			if order.Watchers, err = cfg.watchers(); err != nil {
				return err
			}
			if len(order.Watchers) == 0 {
				return &usageError{fmt.Errorf("--gateway-watchers: name the watchtowers that are to get the canary, as `assay watch` prints them")}
			}
			var p purse
			order.Prize = p.read("--prize", prize)
			order.InputPrice, order.OutputPrice = p.read("provider.input_price", cfg.Provider.InputPrice), p.read("provider.output_price", cfg.Provider.OutputPrice)
			if p.err != nil {
				return p.err
			}
			return a.sponsored(ctx, cfg, func(m *machine, c *chain.Client, s *node.Sponsor) error {
				var ok bool
				if order.Model, ok = m.lib.Find(model); !ok {
					return fmt.Errorf("--model: %q is not here; `assay model list` shows what is", model)
				}
				if order.Agent, err = agentOf(ctx, c, c.Address()); err != nil {
					return err
				}
				return a.plantAll(ctx, s, order, args, within)
			})
		}),
	}
	canaryFlags(&l, c)
	c.Flags().StringVar(&prize, "prize", "0.20", "dollars for whoever finds a canary; the least is what a dispute costs")
	c.Flags().StringVar(&model, "model", builtinName, "the model whose answer is to be wrong")
	c.Flags().Uint32Var(&order.MaxTokens, "max-tokens", 64, "the longest answer")
	c.Flags().Uint32Var(&order.Sampling.Temperature, "temperature", 800, "temperature of the order, in thousandths")
	c.Flags().DurationVar(&within, "within", 0, "send each canary at a random moment within this time, by `assay canary keep`; 0: now")
	return c
}

// plantAll plants one canary for each prompt, and sends those that are due.
func (a *app) plantAll(ctx context.Context, s *node.Sponsor, order node.CanaryOrder, prompts []string, within time.Duration) error {
	list := []node.CanaryReport{}
	for _, text := range prompts {
		wait, err := rand.Int(rand.Reader, big.NewInt(int64(within/time.Second)+1))
		if err != nil {
			return err
		}
		order.Messages, order.Send = []job.Message{{Role: "user", Content: text}}, uint64(time.Now().Unix())+wait.Uint64()
		r, err := s.Plant(ctx, order)
		if err != nil {
			return err
		}
		list = append(list, r)
	}
	if err := s.Step(ctx); err != nil {
		return err
	}
	all, err := s.Reports(ctx)
	if err != nil {
		return err
	}
	for i, r := range list { // as they stand now
		for _, now := range all {
			if now.Request == r.Request {
				list[i] = now
			}
		}
	}
	if a.asJSON {
		return a.printJSON(list)
	}
	a.canaryTable(list)
	return nil
}

// canaryList is what `assay canary list` says.
type canaryList struct {
	Canaries  []node.CanaryReport `json:"canaries"`
	Found     int                 `json:"found"`  // of all sponsors' canaries on this chain
	Missed    int                 `json:"missed"` // likewise
	Waiting   int                 `json:"waiting"`
	CatchRate *float64            `json:"catchRate,omitempty"` // found of found and missed; none where nothing is decided
}

func (a *app) canaryList() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "list", Short: "List this sponsor's canaries, and how many of all on the chain were found",
		Long: `Lists the canaries of this data directory. The last line counts every sponsor's on this chain: found, missed (reclaimed or lapsed) and waiting.`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			return a.sponsored(ctx, cfg, func(_ *machine, c *chain.Client, s *node.Sponsor) error { return a.listCanaries(ctx, c, s) })
		}),
	}
	canaryFlags(&l, c)
	return c
}

func (a *app) listCanaries(ctx context.Context, c *chain.Client, s *node.Sponsor) error {
	mine, err := s.Reports(ctx)
	if err != nil {
		return err
	}
	all, err := c.Canaries(ctx)
	if err != nil {
		return err
	}
	list := canaryList{Canaries: mine}
	for _, x := range all {
		switch x.State {
		case job.CanaryFound:
			list.Found++
		case job.CanaryReclaimed, job.CanaryLapsed:
			list.Missed++
		default:
			list.Waiting++
		}
	}
	if n := list.Found + list.Missed; n > 0 {
		rate := float64(list.Found) / float64(n)
		list.CatchRate = &rate
	}
	if a.asJSON {
		return a.printJSON(list)
	}
	a.canaryTable(mine)
	a.printf("on this chain: %d found, %d missed, %d waiting\n", list.Found, list.Missed, list.Waiting)
	return nil
}

func (a *app) canaryTable(list []node.CanaryReport) {
	a.printf("%-12s %-10s %12s %-16s %-9s %s\n", "request", "state", "prize $", "send", "sent", "finder")
	for _, r := range list {
		finder := "-"
		if !r.Finder.IsZero() {
			finder = r.Finder.String()
		}
		a.printf("%-12s %-10s %12s %-16s %-9s %s\n", r.Request.Short(), r.State, r.Prize.Decimal(tokenDecimals),
			time.Unix(int64(r.Send), 0).Format("2006-01-02 15:04"), fmt.Sprintf("%d of %d", r.Sent, r.Of), finder)
	}
}

func (a *app) canaryReclaim() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "reclaim", Short: "Take the prizes of canaries back that nobody has found in time",
		Long: `Takes back the prizes of this sponsor's canaries that nobody has found within 8 days of planting, and shows which answers they were. It also sends what is due and ends
disputes about canaries, as one round of ` + "`assay canary keep`" + `.`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			return a.sponsored(ctx, cfg, func(_ *machine, c *chain.Client, s *node.Sponsor) error {
				if err := s.Step(ctx); err != nil {
					return err
				}
				return a.listCanaries(ctx, c, s)
			})
		}),
	}
	canaryFlags(&l, c)
	return c
}

func (a *app) canaryKeep() *cobra.Command {
	var l loader
	var every time.Duration
	c := &cobra.Command{
		Use: "keep", Short: "Look after this sponsor's canaries until interrupted: send, excuse disputes, reclaim",
		Long: `Sends canaries when their time has come, ends disputes about them before the provider's stake is in danger, and takes prizes back that nobody has found. A provider that has
canaries out keeps this running beside its node.`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			if every < time.Second {
				return &usageError{fmt.Errorf("--every: %s: want at least a second", every)}
			}
			for ctx.Err() == nil {
				// The file is opened for each round only, so that the other commands can be used meanwhile.
				err := a.sponsored(ctx, cfg, func(_ *machine, _ *chain.Client, s *node.Sponsor) error { return s.Step(ctx) })
				var usage *usageError
				if errors.As(err, &usage) {
					return err
				}
				if err != nil && ctx.Err() == nil {
					fmt.Fprintf(a.err, "assay: looking after canaries failed, will try again: %v\n", err)
				}
				select {
				case <-ctx.Done():
				case <-time.After(every):
				}
			}
			return nil
		}),
	}
	canaryFlags(&l, c)
	c.Flags().DurationVar(&every, "every", 30*time.Second, "how often to look")
	return c
}

// agentOf finds the agent of a provider's account, 0 if it has none.
func agentOf(ctx context.Context, c *chain.Client, provider job.Address) (uint64, error) {
	agents, err := c.Agents(ctx)
	if err != nil {
		return 0, err
	}
	for _, x := range agents {
		if x.Wallet == provider {
			return x.ID, nil
		}
	}
	return 0, nil
}
