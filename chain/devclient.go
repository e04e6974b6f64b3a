package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
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

// Spent is what the transactions of some blocks cost together.
type Spent struct {
	Gas  uint64
	Fee  job.Amount // wei
	Head uint64     // newest block counted
}

// SpentFrom adds up all transactions from block from on.
func (c *Client) SpentFrom(ctx context.Context, from uint64) (Spent, error) {
	head, err := c.Head(ctx)
	if err != nil {
		return Spent{}, err
	}
	s := Spent{Head: head.Number}
	fee := new(big.Int)
	for n := from; n <= head.Number; n++ {
		receipts, err := ask(ctx, c, "block receipts", func(ctx context.Context) ([]*types.Receipt, error) {
			return c.eth.BlockReceipts(ctx, rpc.BlockNumberOrHashWithNumber(rpc.BlockNumber(n)))
		})
		if err != nil {
			return Spent{}, err
		}
		for _, r := range receipts {
			s.Gas += r.GasUsed
			fee.Add(fee, new(big.Int).Mul(r.EffectiveGasPrice, new(big.Int).SetUint64(r.GasUsed)))
		}
	}
	s.Fee, err = job.AmountFromBig(fee)
	return s, err
}

// Supply returns how many of the token's smallest units exist.
func (c *Client) Supply(ctx context.Context) (job.Amount, error) {
	units, err := call(ctx, c, "token supply", c.contracts.Token, token().PackTotalSupply(), token().UnpackTotalSupply)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}
