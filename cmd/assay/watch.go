package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

func (a *app) watchCommand() *cobra.Command {
	var l loader
	var readyFile string
	c := &cobra.Command{
		Use:   "watch",
		Short: "Run a watchtower: recompute answers that buyers send, and take wrong ones to the contract",
		Long: `Runs a watchtower until it is interrupted. Buyers' gateways send it their receipts, encrypted to its key; it recomputes a random
share of the answers (dear ones more often), and where one is wrong it opens a dispute, plays it to the end, and fetches its bond, its costs
and its share of the stake that the provider loses. It prints the line that a gateway needs in gateway.watchers.

It needs the models that it watches (` + "`assay model import`" + `) and some ether: the bond of a dispute, which comes back when it wins.
To watch in the same process as other roles: ` + "`assay up --role gateway,provider,watch`" + `.`,
		Example: `  assay watch --rpc http://127.0.0.1:8545 --data ./carol --watch-share 0.05
  assay watch list --data ./carol
  assay up --role gateway --rpc http://127.0.0.1:8545 --data ./alice --gateway-watchers http://127.0.0.1:4022#0x…`,
		Args: exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			if cfg.Chain.RPC == "" {
				return &usageError{fmt.Errorf("--rpc: name the chain to watch, such as http://127.0.0.1:8545")}
			}
			cfg.Roles = []string{"watch"}
			return a.runMachine(ctx, cfg, readyFile, nil)
		}),
	}
	l.bind(c.Flags(), "data", "log", "threads", "chain-", "watch-")
	c.Flags().StringVar(&readyFile, "ready", "", "write a JSON file here once the watchtower is up")
	c.AddCommand(a.watchList())
	return c
}

// startWatch runs a watchtower.
func (m *machine) startWatch(ctx context.Context) error {
	if !m.cfg.has("watch") {
		return nil
	}
	c, key, err := m.account(ctx, watchKey)
	if err != nil {
		return err
	}
	var cfg node.WatchConfig
	if cfg.Share, err = parseShare("watch.share", m.cfg.Watch.Share); err != nil {
		return err
	}
	w, err := node.NewWatchtower(ctx, m.setting(c), cfg, c, key)
	if err != nil {
		return err
	}
	ln, err := wire.Listen(ctx, m.cfg.Watch.Listen)
	if err != nil {
		return err
	}
	doors, err := m.watchDoors(w)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	m.serve(ctx, ln, doors)
	m.group.Go(func() error { w.Run(ctx, time.Second); return nil })
	m.info.Watch = "http://" + dialable(ln.Addr().String()) + "#" + w.Notice().Key.String()
	m.log.Info("watching", "at", m.info.Watch, "as", key.Address(), "share", m.cfg.Watch.Share, "models", strings.Join(m.info.Models, ","))
	return nil
}

// watchers reads the watchtowers that a gateway tells of its answers.
func (c config) watchers() ([]node.WatcherAt, error) {
	var out []node.WatcherAt
	for _, text := range c.Gateway.Watchers {
		endpoint, key, _ := strings.Cut(text, "#")
		k, err := job.ParseHash(key)
		if err != nil || endpoint == "" {
			return nil, fmt.Errorf("gateway.watchers: %q: want URL#KEY, as `assay watch` prints it", text)
		}
		out = append(out, node.WatcherAt{Endpoint: endpoint, Key: k})
	}
	return out, nil
}

// post brings a sealed bundle to a watchtower. Its address is the owner's word, not a stranger's.
func (peers) post(ctx context.Context, endpoint string, s job.Sealed) error {
	p, err := wire.DialPeer(endpoint, wire.PeerOptions{AllowPrivate: true, CallTime: 30 * time.Second})
	if err != nil {
		return err
	}
	defer p.Hangup()
	return p.Bundle(ctx, s)
}
