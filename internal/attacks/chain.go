package attacks

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/txpool"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	gethnode "github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/assay-network/assay/job"
)

const (
	chainID = 84532 // of the embedded chain
	// gasPrice is what every transaction pays, in wei: 0.02 gwei, the price that docs/economics.md reckons with.
	gasPrice   = 20_000_000
	blockGas   = 60_000_000
	fullBlock  = blockGas / 2 // a block that holds more would raise the base fee
	pocketWei  = 1_000_000_000_000_000_000
	pocketSize = 1000 // ether that everybody has at first
)

// chain is a fresh chain in memory. Time stands still between its blocks, each of which comes a second after the one before, unless somebody waits.
type chain struct {
	backend *simulated.Backend
	client  simulated.Client
	signer  types.Signer
	time    uint64 // of the newest block, seconds
	nonces  map[common.Address]uint64
}

// party is somebody with an account.
type party struct {
	name string
	key  *ecdsa.PrivateKey
	at   common.Address
}

func newParty(name string) (*party, error) {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("assay attacks: " + name)))
	if err != nil {
		return nil, err
	}
	return &party{name: name, key: key, at: crypto.PubkeyToAddress(key.PublicKey)}, nil
}

// sign is a signature that the contracts accept.
func (p *party) sign(digest job.Hash) (s job.Signature, err error) {
	b, err := crypto.Sign(digest[:], p.key)
	if err != nil {
		return s, err
	}
	b[64] += 27
	copy(s[:], b)
	return s, nil
}

// rules are those of the main network, as the embedded chain has them. go-ethereum's own developer rules switch on a fork that is only planned, under which
// state costs more.
func rules() *params.ChainConfig {
	c := *params.MergedTestChainConfig
	c.ChainID = big.NewInt(chainID)
	return &c
}

// newChain starts a chain on which the parties are rich.
func newChain(parties []*party) (*chain, error) {
	alloc := types.GenesisAlloc{}
	for _, p := range parties {
		alloc[p.at] = types.Account{Balance: new(big.Int).Mul(big.NewInt(pocketSize), big.NewInt(pocketWei))}
	}
	c := &chain{signer: types.LatestSignerForChainID(big.NewInt(chainID)), nonces: map[common.Address]uint64{}}
	c.backend = simulated.NewBackend(alloc, func(_ *gethnode.Config, e *ethconfig.Config) {
		e.Genesis.Config, e.Genesis.GasLimit, e.Miner.GasCeil = rules(), blockGas, blockGas
		// A block has the time of the clock on the wall, if that is later than a second after the one before. So the chain begins far ahead: only
		// blocks move time, and each play is the same every time.
		e.Genesis.Timestamp = 4_000_000_000
		e.Genesis.BaseFee = big.NewInt(gasPrice / 2)
		e.Miner.GasPrice, e.Miner.Recommit = big.NewInt(1), time.Hour // a block is whole, however slow the machine
		e.TxPool.PriceLimit = 1
		e.TxPool.AccountSlots, e.TxPool.AccountQueue = 1024, 1024
		e.BlobPool.Datadir = ""
	})
	c.client = c.backend.Client()
	c.backend.Commit()
	return c, c.look()
}

func (c *chain) close() error { return c.backend.Close() }

// look reads the time of the newest block.
func (c *chain) look() error {
	h, err := c.client.HeaderByNumber(context.Background(), nil)
	if err != nil {
		return fmt.Errorf("read the newest block: %w", err)
	}
	c.time = h.Time
	if h.BaseFee.Cmp(big.NewInt(gasPrice)) > 0 {
		return fmt.Errorf("the base fee rose to %s wei", h.BaseFee)
	}
	return nil
}

// wait lets so much time pass that the next block is this many seconds after the newest.
func (c *chain) wait(seconds uint64) error {
	if seconds <= 1 {
		return nil
	}
	var err error
	for range 500 {
		// The pool forgets what is in a block a little later than the block is there, and an empty block is made of an empty pool only.
		if err = c.backend.AdjustTime(time.Duration(seconds-1) * time.Second); err == nil {
			return c.look()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("wait %d seconds: %w", seconds, err)
}

// call is a transaction to be made.
type call struct {
	from  *party
	to    *common.Address // nil: data is creation code
	value *big.Int        // nil: 0
	data  []byte
}

// done is a transaction in a block.
type done struct {
	*types.Receipt
	time    uint64
	refused *refusal // why it reverted; nil if it didn't
}

// refusal is a revert, and what it returned, if that is known.
type refusal struct{ data []byte }

// named reports whether the revert is this error: its name with the types of its arguments.
func (r *refusal) named(signature string) bool {
	return r != nil && len(r.data) >= 4 && string(r.data[:4]) == string(crypto.Keccak256([]byte(signature))[:4])
}

// sign makes a transaction of a call.
func (c *chain) sign(t call) (*types.Transaction, error) {
	value := t.value
	if value == nil {
		value = new(big.Int)
	}
	nonce := c.nonces[t.from.at]
	tx, err := types.SignNewTx(t.from.key, c.signer, &types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: nonce, To: t.to, Value: value, Data: t.data,
		Gas: params.MaxTxGas, GasFeeCap: big.NewInt(gasPrice), GasTipCap: big.NewInt(gasPrice),
	})
	if err != nil {
		return nil, fmt.Errorf("sign a transaction of %s: %w", t.from.name, err)
	}
	return tx, nil
}

// hand gives a transaction to the pool. The pool takes one at a time of an account with code and hears of new blocks a moment
// late, so that it may refuse the next one of such an account for a while.
func (c *chain) hand(tx *types.Transaction) error {
	for tries := 0; ; tries++ {
		err := c.client.SendTransaction(context.Background(), tx)
		if err == nil || tries == 200 || !strings.Contains(err.Error(), txpool.ErrInflightTxLimitReached.Error()) {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// send puts calls into blocks, in this order if they are one party's, as many into each as keep it half empty. Those that revert are in blocks too, and cost gas.
func (c *chain) send(calls ...call) ([]done, error) {
	out := make([]done, len(calls))
	for from := 0; from < len(calls); {
		var hashes []common.Hash
		to := from
		for reckoned := 0; to < len(calls) && (to == from || reckoned < fullBlock/2); to++ {
			tx, err := c.sign(calls[to])
			if err != nil {
				return nil, err
			}
			if err := c.hand(tx); err != nil {
				return nil, fmt.Errorf("send a transaction of %s: %w", calls[to].from.name, err)
			}
			c.nonces[calls[to].from.at]++
			hashes = append(hashes, tx.Hash())
			reckoned += 400_000
		}
		c.backend.Commit()
		if err := c.look(); err != nil {
			return nil, err
		}
		for i, h := range hashes {
			r, err := c.client.TransactionReceipt(context.Background(), h)
			for tries := 0; err != nil && tries < 10; tries++ { // left for the next block
				c.backend.Commit()
				if err := c.look(); err != nil {
					return nil, err
				}
				r, err = c.client.TransactionReceipt(context.Background(), h)
			}
			if err != nil {
				return nil, fmt.Errorf("a transaction of %s is in no block: %w", calls[from+i].from.name, err)
			}
			d := done{Receipt: r, time: c.time}
			if r.Status != types.ReceiptStatusSuccessful {
				d.refused = &refusal{}
			}
			out[from+i] = d
		}
		from = to
	}
	return out, nil
}

// one is send for one call. If it reverts, it says with what.
func (c *chain) one(t call) (done, error) {
	// The pending block has the time of the one that is made next, so a call in it ends as the transaction will.
	_, failed := c.client.PendingCallContract(context.Background(), ethereum.CallMsg{From: t.from.at, To: t.to, Value: t.value, Data: t.data})
	d, err := c.send(t)
	if err != nil {
		return done{}, err
	}
	switch {
	case d[0].refused != nil && failed == nil:
		return d[0], fmt.Errorf("a transaction of %s failed that does not revert: it used %d gas", t.from.name, d[0].GasUsed)
	case d[0].refused != nil:
		d[0].refused.data = revertData(failed)
	case failed != nil:
		return d[0], fmt.Errorf("a transaction of %s did not revert: %w", t.from.name, failed)
	}
	return d[0], nil
}

// must is one for a call that may not revert.
func (c *chain) must(t call) (done, error) {
	d, err := c.one(t)
	if err == nil && d.refused != nil {
		return d, fmt.Errorf("a transaction of %s was refused: %x", t.from.name, d.refused.data)
	}
	return d, err
}

// revertData is what a call that failed returned.
func revertData(err error) []byte {
	var with rpc.DataError
	if errors.As(err, &with) {
		if text, ok := with.ErrorData().(string); ok && len(text) >= 2 {
			if b, err := hex.DecodeString(text[2:]); err == nil {
				return b
			}
		}
	}
	return nil
}

// read calls a view in the newest block.
func (c *chain) read(to common.Address, data []byte) ([]byte, error) {
	out, err := c.client.CallContract(context.Background(), ethereum.CallMsg{To: &to, Data: data}, nil)
	if err != nil {
		return nil, fmt.Errorf("read the contract at %s: %w (%x)", to, err, revertData(err))
	}
	return out, nil
}

// readRefused is what a view reverts with; nil if it answers.
func (c *chain) readRefused(to common.Address, data []byte) *refusal {
	_, err := c.client.CallContract(context.Background(), ethereum.CallMsg{To: &to, Data: data}, nil)
	if err == nil {
		return nil
	}
	return &refusal{revertData(err)}
}

// deploy runs creation code and returns where the contract stands.
func (c *chain) deploy(from *party, creation []byte) (common.Address, error) {
	d, err := c.must(call{from: from, data: creation})
	if err != nil {
		return common.Address{}, fmt.Errorf("deploy a contract: %w", err)
	}
	return d.ContractAddress, nil
}

// number is the height of the chain.
func (c *chain) number() (uint64, error) { return c.client.BlockNumber(context.Background()) }

// rewind takes back all blocks above a height: what was in them has not happened.
func (c *chain) rewind(to uint64, parties []*party) error {
	h, err := c.client.HeaderByNumber(context.Background(), new(big.Int).SetUint64(to))
	if err != nil {
		return fmt.Errorf("find block %d: %w", to, err)
	}
	c.backend.Rollback()
	if err := c.backend.Fork(h.Hash()); err != nil {
		return fmt.Errorf("go back to block %d: %w", to, err)
	}
	c.backend.Rollback() // what was in the blocks that are gone went back to the pool
	for _, p := range parties {
		if c.nonces[p.at], err = c.client.NonceAt(context.Background(), p.at, nil); err != nil {
			return err
		}
	}
	return c.look()
}

// balance is somebody's ether, in wei.
func (c *chain) balance(who common.Address) (*big.Int, error) {
	return c.client.BalanceAt(context.Background(), who, nil)
}
