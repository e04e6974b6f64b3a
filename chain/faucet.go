package chain

import (
	"context"
	"fmt"
	"math/big"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	hexmath "github.com/ethereum/go-ethereum/common/math"
)

var (
	oneWei = big.NewInt(1)
	// fundWei and fundUnits are what dev_fund gives: 10 ether, and 1,000 test dollars of six decimals.
	fundWei   = new(big.Int).Mul(big.NewInt(10), big.NewInt(1e18))
	fundUnits = big.NewInt(1_000_000_000)
)

// faucet gives away the play money of an embedded chain.
type faucet struct {
	key    *Key
	ready  chan struct{} // closed once client is set
	client *Client
	deploy sync.Mutex // the test token is deployed once, by whoever asks first
}

// fund sends 10 ether and mints 1,000 tUSD to an address and returns when both are mined. The test token is deployed
// first when the chain has none.
func (f *faucet) fund(ctx context.Context, to job.Address) ([]job.Tx, error) {
	contracts := f.client.Contracts()
	f.deploy.Lock()
	err := f.client.ensureDeployed(ctx, contracts, "TestUSD", nil)
	f.deploy.Unlock()
	if err != nil {
		return nil, fmt.Errorf("faucet: %w", err)
	}
	ether, err := f.client.transact(ctx, "send ether", to, nil, fundWei)
	if err != nil {
		return nil, fmt.Errorf("faucet: %w", err)
	}
	mint, err := f.client.transact(ctx, "mint test dollars", contracts.Token, token().PackMint(to.Common(), fundUnits), nil)
	if err != nil {
		return nil, fmt.Errorf("faucet: %w", err)
	}
	return []job.Tx{ether, mint}, nil
}

// devAPI is the JSON-RPC namespace "dev" of an embedded chain. Its exported methods are the RPC methods.
type devAPI struct {
	faucet *faucet
	sealer *sealer
}

// Fund is dev_fund(address): it gives 10 ETH and 1,000 tUSD and returns the hashes of the two mined transactions.
func (a *devAPI) Fund(ctx context.Context, to common.Address) ([]common.Hash, error) {
	select {
	case <-a.faucet.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	txs, err := a.faucet.fund(ctx, job.Address(to))
	if err != nil {
		return nil, err
	}
	hashes := make([]common.Hash, len(txs))
	for i, tx := range txs {
		hashes[i] = common.Hash(tx.Hash)
	}
	return hashes, nil
}

// IncreaseTime is dev_increaseTime(seconds): it moves the chain's clock forward for good, makes a block at the new
// time, and returns that time. Seconds may be a number or a decimal or hexadecimal string.
func (a *devAPI) IncreaseTime(seconds hexmath.HexOrDecimal64) (hexutil.Uint64, error) {
	block, err := a.sealer.increaseTime(uint64(seconds))
	if err != nil {
		return 0, err
	}
	return hexutil.Uint64(block.Time()), nil
}
