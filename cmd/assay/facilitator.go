package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

// facilitatorKey is the account that pays a facilitator's gas.
const facilitatorKey = "facilitator"

func (a *app) facilitatorCommand() *cobra.Command {
	var l loader
	var listen, readyFile string
	var keys []string
	c := &cobra.Command{
		Use:   "facilitator",
		Short: "Run an x402 facilitator: look at payments for other servers, and bring them to the chain",
		Long: `Runs an x402 facilitator (version 2: exact and batch-settlement by EIP-3009) until it is interrupted: POST /verify, POST /settle and
GET /supported. Servers that sell for themselves and have no access to the chain send it the payments that they get. It holds nobody's money;
it pays the gas, from the key "` + facilitatorKey + `" in the data directory's keystore, which needs some ether.

Without --key it answers its own machine only.`,
		Example: `  assay facilitator --rpc http://127.0.0.1:8545
  assay facilitator --rpc https://sepolia.base.org --listen 0.0.0.0:4023 --key "$(openssl rand -hex 24)"`,
		Args: exactly(0, "no arguments"),
		RunE: l.client(func(ctx context.Context, cfg config, _ []string) error {
			host, _, err := net.SplitHostPort(listen)
			if err != nil {
				return &usageError{fmt.Errorf("--listen %q: want host:port, such as 127.0.0.1:4023", listen)}
			}
			if !isLoopback(host) && len(keys) == 0 {
				return &usageError{fmt.Errorf("--listen %q lets other machines in, and without --key anyone who reaches it spends your gas", listen)}
			}
			return a.facilitate(ctx, cfg, listen, keys, readyFile)
		}),
	}
	l.bind(c.Flags(), "data", "log", "chain-")
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:4023", "address of the facilitator's door")
	c.Flags().StringSliceVar(&keys, "key", nil, "key that callers must show as Authorization: Bearer KEY; can be given several times")
	c.Flags().StringVar(&readyFile, "ready", "", "write a JSON file here once the facilitator is up")
	return c
}

func (a *app) facilitate(ctx context.Context, cfg config, listen string, keys []string, readyFile string) (err error) {
	log, err := newLogger(a.err, cfg.Log)
	if err != nil {
		return err
	}
	m := &machine{cfg: cfg, log: log, rpc: cfg.rpcURL()}
	defer func() { err = errors.Join(err, m.close()) }()
	if m.keys, err = openKeys(cfg.Data); err != nil {
		return err
	}
	c, key, err := m.account(ctx, facilitatorKey)
	if err != nil {
		return err
	}
	f, err := node.NewFacilitator(ctx, node.Setting{ChainID: c.ChainID(), Contracts: c.Contracts(), Now: time.Now, Log: log}, c, key.Address())
	if err != nil {
		return err
	}
	ln, err := wire.Listen(ctx, listen)
	if err != nil {
		return err
	}
	url, address := "http://"+dialable(ln.Addr().String()), key.Address()
	log.Info("facilitating", "at", url, "network", fmt.Sprintf("eip155:%d", c.ChainID()), "token", c.Contracts().Token, "gas from", address)
	if err := writeReady(readyFile, ready{RPC: m.rpc, ChainID: c.ChainID(), Provider: url, Wallet: &address, Token: c.Contracts().Token, Addr: c.Contracts()}); err != nil {
		return err
	}
	return wire.Serve(ctx, ln, wire.NewFacilitator(f, wire.FacilitatorOptions{Keys: keys, TillOptions: wire.TillOptions{Log: log}}), wire.ServeOptions{Log: log, Grace: 3 * time.Second})
}
