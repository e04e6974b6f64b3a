package main

import (
	"context"
	"net/http"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

type netHandler = http.Handler

// gatewayDoors joins the OpenAI door and the owner's door on one listener.
func gatewayDoors(g *node.Gateway, o *owner, token string, opts wire.GatewayOptions) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/assay/control/", wire.NewControl(o, wire.ControlOptions{Token: token, Log: opts.Log}))
	mux.Handle("/", wire.NewGateway(g, opts))
	return mux
}

// owner answers the owner's questions about a running gateway.
type owner struct {
	g    *node.Gateway
	c    *chain.Client
	info *ready
}

// nodeStatus is the answer to Status.
type nodeStatus struct {
	ready
	Head job.Head `json:"head"`
}

// Status implements wire.Control.
func (o *owner) Status(ctx context.Context) (any, error) {
	head, err := o.c.Head(ctx)
	return nodeStatus{*o.info, head}, err
}

// Channels implements wire.Control.
func (o *owner) Channels(ctx context.Context) (any, error) { return o.g.Channels(ctx) }

// Receipts implements wire.Control.
func (o *owner) Receipts(ctx context.Context, limit int) (any, error) {
	return o.g.Receipts(ctx, limit)
}

// Providers implements wire.Control.
func (o *owner) Providers(ctx context.Context) (any, error) { return o.g.Providers(ctx) }

// CloseChannel implements wire.Control.
func (o *owner) CloseChannel(ctx context.Context, id job.Hash) (any, error) {
	return o.g.CloseChannel(ctx, id)
}

// account is one line of Balances.
type account struct {
	Name    string      `json:"name"`
	Address job.Address `json:"address"`
	Dollars job.Amount  `json:"dollars"` // smallest units of the stablecoin
	Wei     job.Amount  `json:"wei"`
}

// Balances implements wire.Control.
func (o *owner) Balances(ctx context.Context) (any, error) {
	list := []account{}
	for _, a := range []struct {
		name string
		at   *job.Address
	}{{payerKey, o.info.Payer}, {providerKey, o.info.Wallet}} {
		if a.at == nil {
			continue
		}
		line, err := accountOf(ctx, o.c, a.name, *a.at)
		if err != nil {
			return nil, err
		}
		list = append(list, line)
	}
	return list, nil
}

// accountOf reads both purses of an address.
func accountOf(ctx context.Context, c *chain.Client, name string, at job.Address) (account, error) {
	dollars, err := c.Balance(ctx, at)
	if err != nil {
		return account{}, err
	}
	wei, err := c.Ether(ctx, at)
	return account{name, at, dollars, wei}, err
}
