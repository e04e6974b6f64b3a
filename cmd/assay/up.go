package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

func (a *app) upCommand() *cobra.Command {
	var l loader
	var readyFile string
	c := &cobra.Command{
		Use:   "up",
		Short: "Run a node: an embedded chain, a provider and a gateway, as its roles say",
		Long: `Runs a node until it is interrupted. Without settings it runs everything in one process: an Ethereum development
chain, a provider that sells the built-in model, and a gateway on 127.0.0.1:4020 for any OpenAI client. State is kept in
the data directory; stop it and start it again and it goes on where it was.

Every setting can stand in a TOML file (config.toml in the data directory), in the environment, or in a flag; the flag
wins. --gateway-max-locked is max_locked under [gateway] in the file and ASSAY_GATEWAY_MAX_LOCKED in the environment.`,
		Example: `  assay up
  assay up --role provider --rpc http://127.0.0.1:8545 --data ./bob --provider-output-price 1.50
  assay up --role gateway  --rpc http://127.0.0.1:8545 --data ./alice --gateway-check 0.1
  assay up --upstream http://127.0.0.1:8000 --upstream-model llama-70b=meta-llama/Llama-3.1-70B-Instruct`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			return a.runMachine(ctx, cfg, readyFile, nil)
		}),
	}
	l.bind(c.Flags(), "")
	c.Flags().StringVar(&readyFile, "ready", "", "write a JSON file here once the node is up")
	return c
}

// runMachine runs a node until ctx ends.
func (a *app) runMachine(ctx context.Context, cfg config, readyFile string, prepare func(*machine)) error {
	log, err := newLogger(a.err, cfg.Log)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	// Starting may be interrupted too.
	m, err := startMachine(ctx, cfg, log, group, prepare)
	if err != nil {
		return err
	}
	if err := writeReady(readyFile, m.info); err == nil {
		a.printReady(m.info, cfg.firstKey() != "")
		group.Go(func() error { <-ctx.Done(); return nil })
	} else {
		group.Go(func() error { return err })
	}
	err = group.Wait()
	log.Info("stopping")
	if closeErr := m.close(); err == nil {
		err = closeErr
	}
	return err
}

// printReady says where everything is. keyed: the gateway asks for a key.
func (a *app) printReady(r ready, keyed bool) {
	if a.asJSON {
		_ = a.printJSON(r)
		return
	}
	a.printf("\n  chain     %s  (id %d)\n", r.RPC, r.ChainID)
	if r.Provider != "" {
		a.printf("  provider  %s  (agent %d)\n", r.Provider, *r.Agent)
	}
	if r.Gateway != "" {
		a.printf("  gateway   %s/v1\n", r.Gateway)
	}
	if r.Watch != "" {
		a.printf("  watch     %s  (name it in gateway.watchers)\n", r.Watch)
	}
	a.printf("  models    %s\n", strings.Join(r.Models, ", "))
	if len(r.Upstream) > 0 {
		a.printf("  upstream  %s  (sold in the statistical lane; /v1/models lists what they have)\n", strings.Join(r.Upstream, ", "))
	}
	if r.Gateway != "" {
		key := ""
		if keyed {
			key = "-H 'Authorization: Bearer '$KEY "
		}
		a.printf("\n  try:  curl %s/v1/chat/completions -H 'Content-Type: application/json' %s\\\n"+
			"          -d '{\"model\":\"%s\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"pay bob 5 dollars\"}]}'\n", r.Gateway, key, r.Models[0])
	}
	a.printf("\n  Ctrl-C stops it; what it knows stays in the data directory.\n\n")
}

func (a *app) chainCommand() *cobra.Command {
	var l loader
	var readyFile string
	c := &cobra.Command{
		Use:   "chain",
		Short: "Run a development chain alone",
		Long: `Runs go-ethereum in this process as a development chain, on disk, and answers JSON-RPC on loopback. Stop it and start
it again and the same chain goes on. Besides Ethereum's own methods it has dev_fund(address), which gives play money,
and dev_increaseTime(seconds).`,
		Example: `  assay chain --data ./chain --chain-listen 127.0.0.1:8545
  assay chain deploy --rpc http://127.0.0.1:8545`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			if cfg.Chain.RPC != "" {
				return &usageError{fmt.Errorf("--rpc names a chain that runs elsewhere; this command runs one")}
			}
			return a.runChain(ctx, cfg, readyFile)
		}),
	}
	l.bind(c.Flags(), "data", "chain-", "log")
	c.Flags().StringVar(&readyFile, "ready", "", "write a JSON file here once the chain is up")
	c.AddCommand(a.deployCommand())
	return c
}

func (a *app) runChain(ctx context.Context, cfg config, readyFile string) error {
	log, err := newLogger(a.err, cfg.Log)
	if err != nil {
		return err
	}
	dev, err := chain.StartDev(ctx, chain.DevConfig{Dir: cfg.Data, ChainID: cfg.Chain.ID, Listen: cfg.Chain.Listen, Log: log})
	if err != nil {
		return err
	}
	info := ready{RPC: dev.URL(), ChainID: cfg.Chain.ID, Models: []string{}}
	if err := writeReady(readyFile, info); err != nil {
		_ = dev.Close()
		return err
	}
	if a.asJSON {
		_ = a.printJSON(info)
	} else {
		a.printf("chain %d at %s, data in %s\n", info.ChainID, info.RPC, cfg.Data)
	}
	<-ctx.Done()
	return dev.Close()
}

func (a *app) deployCommand() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use:   "deploy",
		Short: "Put our contracts on a chain, as far as they are missing",
		Long: `Deploys the contracts that a chain lacks, at addresses that any process can compute. The key named "payer" in the data
directory pays for the gas; on a development chain of ours its faucet fills that purse first.`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			if cfg.Chain.RPC == "" {
				return &usageError{fmt.Errorf("name the chain with --rpc URL")}
			}
			return a.deploy(ctx, cfg)
		}),
	}
	l.bind(c.Flags(), "data", "chain-rpc", "log")
	return c
}

// deployed is one line of what deploying did.
type deployed struct {
	Name    string      `json:"name"`
	Address job.Address `json:"address"`
	Gas     uint64      `json:"gas"`
}

func (a *app) deploy(ctx context.Context, cfg config) error {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return err
	}
	keys, err := openKeys(cfg.Data)
	if err != nil {
		return err
	}
	key, err := ensureKey(keys, payerKey)
	if err != nil {
		return err
	}
	list, contracts, err := deployWith(ctx, cfg.Chain.RPC, key)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.printJSON(map[string]any{"ok": true, "deployed": list, "contracts": contracts})
	}
	for _, d := range list {
		a.printf("%-22s %s  gas %d\n", d.Name, d.Address, d.Gas)
	}
	if len(list) == 0 {
		a.printf("everything was there already\n")
	}
	return nil
}

// deployWith deploys what is missing, filling the key's purse first where there is a faucet.
func deployWith(ctx context.Context, rpc string, key *chain.Key) ([]deployed, job.Contracts, error) {
	c, err := chain.Dial(ctx, rpc, key, chain.Options{})
	if err != nil {
		return nil, job.Contracts{}, err
	}
	defer c.Close()
	if have, err := c.Ether(ctx, key.Address()); err != nil {
		return nil, job.Contracts{}, err
	} else if have.IsZero() {
		if !c.HasFaucet(ctx) {
			return nil, job.Contracts{}, fmt.Errorf("the key %s has no ether to pay for gas: send it some and try again", key.Address())
		}
		if err := c.Fund(ctx, key.Address()); err != nil {
			return nil, job.Contracts{}, err
		}
	}
	list := []deployed{}
	contracts, err := chain.Deploy(ctx, rpc, key, func(name string, at job.Address, tx job.Tx) {
		list = append(list, deployed{name, at, tx.Gas})
	})
	return list, contracts, err
}
