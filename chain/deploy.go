package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// deployerTx deploys the CREATE2 proxy. Nobody has its sender's key: the signature was made up, and the sender is
// whoever it recovers to. So on every chain it can make this one contract and nothing else. It pays 100 gwei a unit for
// 100,000 units of gas.
var deployerTx = common.FromHex("0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222")

// Deploy puts on a chain whichever contracts it lacks, at addresses that any process can compute, paid for by key, and
// returns where they all are. It is idempotent: a second call deploys nothing. progress, when not nil, is told of each
// contract deployed.
func Deploy(ctx context.Context, url string, key *Key, progress func(name string, addr job.Address, tx job.Tx)) (job.Contracts, error) {
	c, err := Dial(ctx, url, key, Options{})
	if err != nil {
		return job.Contracts{}, fmt.Errorf("deploy: %w", err)
	}
	defer c.Close()
	if err := c.ensureDeployed(ctx, c.contracts, "", progress); err != nil {
		return job.Contracts{}, err
	}
	return c.contracts, nil
}

// ensureDeployed deploys what is missing of a deployment; only the part with this name unless it is "".
func (c *Client) ensureDeployed(ctx context.Context, to job.Contracts, only string, progress func(string, job.Address, job.Tx)) error {
	for _, p := range parts {
		if only != "" && p.name != only {
			continue
		}
		at := *p.address(&to)
		there, err := c.hasCode(ctx, at)
		if err != nil {
			return fmt.Errorf("deploy %s: %w", p.name, err)
		}
		if there {
			continue
		}
		if p.made != nil {
			return job.Faultf(job.FaultNotFound, "no_contract", "deploy %s: nothing stands at %s, though what makes it is deployed; leave its address out, or correct it", p.name, at)
		}
		code := p.initCode(to)
		if want := create2(code); at != want {
			return job.Faultf(job.FaultNotFound, "no_contract", "deploy %s: nothing stands at %s, which was given as its address, and only %s can be deployed to; leave the address out, or correct it", p.name, at, want)
		}
		if err := c.ensureDeployer(ctx, progress); err != nil {
			return err
		}
		tx, err := c.transact(ctx, "deploy "+p.name, deployer, append(make([]byte, 32), code...), nil) // salt 0
		if err != nil {
			// Another process may have been faster, which is as good.
			if c.appears(ctx, at, err) {
				continue
			}
			return err
		}
		if there, err := c.hasCode(ctx, at); err != nil || !there {
			return errors.Join(fmt.Errorf("deploy %s: transaction %s left nothing at %s", p.name, tx.Hash, at), err)
		}
		if progress != nil {
			progress(p.name, at, tx)
		}
	}
	return nil
}

// appears says whether a contract stands at an address after its deployment
// failed. The proxy refuses what somebody else has just deployed, and its gas is
// estimated on the pending block: so after a refusal this waits for some blocks.
func (c *Client) appears(ctx context.Context, at job.Address, failed error) bool {
	var refused *Revert
	for tries := 0; ; tries++ {
		if there, err := c.hasCode(ctx, at); err == nil && there {
			return true
		}
		if tries == 40 || !errors.As(failed, &refused) {
			return false
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// ensureDeployer puts the CREATE2 proxy in place with its well-known transaction, on the few chains that lack it.
func (c *Client) ensureDeployer(ctx context.Context, progress func(string, job.Address, job.Tx)) error {
	there, err := c.hasCode(ctx, deployer)
	if err != nil || there {
		return err
	}
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(deployerTx); err != nil {
		return fmt.Errorf("deploy the CREATE2 proxy: %w", err)
	}
	sender, err := types.Sender(types.HomesteadSigner{}, tx)
	if err != nil {
		return fmt.Errorf("deploy the CREATE2 proxy: %w", err)
	}
	have, err := c.Ether(ctx, job.Address(sender))
	if err != nil {
		return fmt.Errorf("deploy the CREATE2 proxy: %w", err)
	}
	if missing := new(big.Int).Sub(tx.Cost(), have.Big()); missing.Sign() > 0 {
		if _, err := c.transact(ctx, "pay for the CREATE2 proxy", job.Address(sender), nil, missing); err != nil {
			return err
		}
	}
	const what = "deploy the CREATE2 proxy"
	if _, err := ask(ctx, c, what, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.eth.SendTransaction(ctx, tx)
	}); err != nil && !says(err, "already known", "already imported", "nonce too low") {
		return fmt.Errorf("%w; the proxy's fixed transaction has no chain id and pays 100 gwei a unit of gas, which this chain may refuse: have its operator deploy %s", err, deployer)
	}
	_, mined, err := c.await(ctx, what, ethereum.CallMsg{From: sender, Data: tx.Data()}, tx)
	if err != nil {
		return err
	}
	if progress != nil {
		progress("CREATE2 proxy", deployer, mined)
	}
	return nil
}
