package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/settle"
	"github.com/assay-network/assay/wire"
	"golang.org/x/sync/errgroup"
)

// startChain is act 1: the chain starts, stops, and goes on where it was.
func (d *demo) startChain(ctx context.Context, a *act) error {
	start := func(listen string) error {
		p, err := startProcess(ctx, "chain", filepath.Join(d.dir, "chain"), "chain", "--chain-listen", listen)
		d.cast = append(d.cast, p)
		d.chain = p
		return err
	}
	if err := start("127.0.0.1:0"); err != nil {
		return err
	}
	look := func() (job.Head, error) {
		c, err := readOnly(ctx, config{Chain: chainConfig{RPC: d.chain.info.RPC}})
		if err != nil {
			return job.Head{}, err
		}
		d.eyes = c
		return c.Head(ctx)
	}
	before, err := look()
	if err != nil {
		return err
	}
	d.tell(a, "go-ethereum in process, on disk, chain id %d, JSON-RPC for any Ethereum tool at %s", d.eyes.ChainID(), d.chain.info.RPC)
	d.eyes.Close()
	d.chain.stop()
	d.cast = d.cast[:0]
	if err := start(strings.TrimPrefix(d.chain.info.RPC, "http://")); err != nil {
		return err
	}
	after, err := look()
	if err != nil {
		return err
	}
	if after.Number < before.Number {
		return fmt.Errorf("the chain lost blocks in a restart: %d, then %d", before.Number, after.Number)
	}
	d.tell(a, "stopped and started again: block %d, then %d: the same chain", before.Number, after.Number)
	return nil
}

// deployContracts is act 2.
func (d *demo) deployContracts(ctx context.Context, a *act) error {
	key, err := chain.GenerateKey()
	if err != nil {
		return err
	}
	list, contracts, err := deployWith(ctx, d.chain.info.RPC, key)
	if err != nil {
		return err
	}
	for _, c := range list {
		d.tell(a, "%-20s %s  %9d gas", c.Name, c.Address, c.Gas)
	}
	d.tell(a, "%-20s %s  in the first block, where x402 clients expect it", "BatchSettlement", contracts.Settlement)
	d.books = append(d.books, line{Entry: settle.Entry{Account: "deployer"}, at: key.Address()},
		line{Entry: settle.Entry{Account: "in channels"}, at: contracts.Settlement}, line{Entry: settle.Entry{Account: "at stake"}, at: contracts.Vault})
	return nil
}

// Prices of the demonstration, in dollars per million tokens: mallory is cheaper, that is her bait.
const (
	bobIn, bobOut         = "10.00", "40.00"
	malloryIn, malloryOut = "8.00", "32.00"
	chunkTokens           = "8"
)

// startCast is act 3: everybody gets keys, an identity, and what the roles need. Nobody is told of anybody else.
func (d *demo) startCast(ctx context.Context, a *act) error {
	common := []string{"--rpc", d.chain.info.RPC, "--threads", "1"}
	seller := func(name, command, in, out string, more ...string) (*process, error) {
		args := append([]string{command, "--provider-listen", "127.0.0.1:0", "--provider-input-price", in, "--provider-output-price", out,
			"--provider-chunk-tokens", chunkTokens}, common...)
		return startProcess(ctx, name, filepath.Join(d.dir, name), append(args, more...)...)
	}
	var cheats []string
	for _, p := range plan {
		cheats = append(cheats, string(p.cheat))
	}
	cheats = append(cheats, string(courtCheat))
	var err error
	if d.bob, err = seller("bob", "up", bobIn, bobOut, "--role", "provider"); d.bob != nil {
		d.cast = append(d.cast, d.bob)
	}
	if err != nil {
		return err
	}
	var g errgroup.Group
	g.Go(func() (err error) {
		d.mal, err = seller("mallory", "demo-mallory", malloryIn, malloryOut, "--cheats", strings.Join(cheats, ","))
		return err
	})
	g.Go(func() (err error) {
		d.alice, err = startProcess(ctx, "alice", filepath.Join(d.dir, "alice"), append([]string{"up", "--role", "gateway", "--gateway-listen", "127.0.0.1:0",
			"--gateway-deposit", "1.00"}, common...)...)
		return err
	})
	err = g.Wait()
	for _, p := range []*process{d.mal, d.alice} {
		if p != nil {
			d.cast = append(d.cast, p)
		}
	}
	if err != nil {
		return err
	}
	d.books = append([]line{{Entry: settle.Entry{Account: "alice"}, at: *d.alice.info.Payer}, {Entry: settle.Entry{Account: "bob"}, at: *d.bob.info.Wallet},
		{Entry: settle.Entry{Account: "mallory"}, at: *d.mal.info.Wallet}}, d.books...)
	if err := d.readBooks(ctx, func(l *line, a job.Amount) { l.Before = a }); err != nil {
		return err
	}
	var providers []node.ProviderReport
	if err := d.ownerAsks(ctx, &providers, (*wire.ControlClient).Providers); err != nil {
		return err
	}
	d.tell(a, "alice    buys      %s/v1  (wallet %s)", d.alice.info.Gateway, d.alice.info.Payer)
	names := map[uint64]string{*d.bob.info.Agent: "bob", *d.mal.info.Agent: "mallory"}
	for _, p := range providers {
		if len(p.Offers) == 0 {
			return fmt.Errorf("alice finds no offer of agent %d: %s", p.Agent, p.Problem)
		}
		q := p.Offers[0].Quote
		d.tell(a, "%-8s agent %d   $%s in, $%s out a million tokens, $%s at stake, %s", names[p.Agent], p.Agent,
			q.InputPrice.Decimal(tokenDecimals), q.OutputPrice.Decimal(tokenDecimals), p.Stake.Total.Decimal(tokenDecimals), p.Endpoint)
	}
	d.tell(a, "alice found them by the registry's events and their registration files")
	if len(providers) != 2 {
		return fmt.Errorf("alice finds %d providers, want 2", len(providers))
	}
	return nil
}
