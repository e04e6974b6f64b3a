package main

import (
	"context"
	"net/http"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

// providerDoors joins a provider's doors on one listener: for gateways, who sign their requests and may look closer at what they bought, and for anybody with an x402 client, who does not.
func (m *machine) providerDoors(ctx context.Context, seller wire.Seller, p *node.Provider, c *chain.Client) (http.Handler, error) {
	till, err := node.NewTill(ctx, p, c, m.cfg.Gateway.MaxTokens)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle(node.TillPath+"/", http.StripPrefix("/pay", wire.NewTill(till, wire.TillOptions{Log: m.log})))
	mux.Handle("/", wire.NewLight(node.NewLightDoor(p), wire.NewSeller(seller, wire.SellerOptions{Log: m.log}), wire.SellerOptions{Log: m.log}))
	return mux, nil
}
