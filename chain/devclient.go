package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// Fund asks a development chain's faucet for 10 ETH and 1,000 tUSD. Chains without a faucet refuse.
func (c *Client) Fund(ctx context.Context, to job.Address) error {
	_, err := ask(ctx, c, "faucet", func(ctx context.Context) (struct{}, error) {
		var hashes []common.Hash
		return struct{}{}, c.rpc.CallContext(ctx, &hashes, "dev_fund", to.Common())
	})
	if err != nil {
		return fmt.Errorf("fund %s (only a development chain of ours has a faucet): %w", to, err)
	}
	return nil
}

// IncreaseTime moves a development chain's clock forward and returns the chain's new time in unix seconds.
func (c *Client) IncreaseTime(ctx context.Context, seconds uint64) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	var t hexutil.Uint64
	// Not tried again when the answer is lost: that could move the clock twice.
	if err := c.rpc.CallContext(ctx, &t, "dev_increaseTime", seconds); err != nil {
		return 0, fmt.Errorf("move the clock (only a development chain of ours can): %w", err)
	}
	return uint64(t), nil
}

// Version asks the node what it is.
func (c *Client) Version(ctx context.Context) (string, error) {
	return ask(ctx, c, "client version", func(ctx context.Context) (string, error) {
		var v string
		return v, c.rpc.CallContext(ctx, &v, "web3_clientVersion")
	})
}

// HasFaucet reports whether the node is one of our development chains, which fund anybody.
func (c *Client) HasFaucet(ctx context.Context) bool {
	modules, err := ask(ctx, c, "modules", func(ctx context.Context) (map[string]string, error) {
		var m map[string]string
		return m, c.rpc.CallContext(ctx, &m, "rpc_modules")
	})
	_, ok := modules["dev"]
	return err == nil && ok
}

// Missing names the contracts that have no code at the client's addresses.
func (c *Client) Missing(ctx context.Context) ([]string, error) {
	var missing []string
	for _, p := range parts {
		there, err := c.hasCode(ctx, *p.address(&c.contracts))
		if err != nil {
			return nil, err
		}
		if !there {
			missing = append(missing, p.name)
		}
	}
	return missing, nil
}

// GasUsed adds up the gas of all blocks from a number on, and returns the newest block it counted.
func (c *Client) GasUsed(ctx context.Context, from uint64) (gas, head uint64, err error) {
	h, err := c.Head(ctx)
	if err != nil {
		return 0, 0, err
	}
	for n := from; n <= h.Number; n++ {
		header, err := ask(ctx, c, "block header", func(ctx context.Context) (*types.Header, error) {
			return c.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(n))
		})
		if err != nil {
			return 0, 0, err
		}
		gas += header.GasUsed
	}
	return gas, h.Number, nil
}

// Supply returns how many of the token's smallest units exist.
func (c *Client) Supply(ctx context.Context) (job.Amount, error) {
	units, err := call(ctx, c, "token supply", c.contracts.Token, token().PackTotalSupply(), token().UnpackTotalSupply)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}
