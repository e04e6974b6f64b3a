package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// nonces is the sequence of one account on one chain. The lock is held from taking a number to the node's word that it
// has the transaction, so numbers are used in order and without gaps.
type nonces struct {
	mu    sync.Mutex
	known bool
	next  uint64
}

// sequence returns the key's sequence on a chain.
func (k *Key) sequence(chainID uint64) *nonces {
	k.mu.Lock()
	defer k.mu.Unlock()
	n, ok := k.nonces[chainID]
	if !ok {
		if k.nonces == nil {
			k.nonces = map[uint64]*nonces{}
		}
		n = &nonces{}
		k.nonces[chainID] = n
	}
	return n
}

// forget makes the next transaction ask the node for its number.
func (n *nonces) forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.known = false
}

const (
	// submitTries bounds how often a transaction is numbered anew because another process used its number.
	submitTries = 5
	// resendAfter is how long a transaction may be unknown to the node before it is sent again: a restarted node has
	// forgotten what was waiting.
	resendAfter = 500 * time.Millisecond
	// replacedAfter is how often in a row the node may say that a transaction's number is used, without having mined
	// it, before that is believed (once can be a matter of timing).
	replacedAfter = 3
	// pollFirst is the first pause between looks for a receipt; each is half as long again, up to Options.PollInterval.
	pollFirst = 3 * time.Millisecond
)

// transact simulates a call, signs and sends it, and waits until it is mined and confirmed. value is in wei, nil for
// none. Nothing is sent when the simulation fails: the error then carries the contract's reason. An error with code
// "not_mined" means that the transaction was sent and may still be mined.
func (c *Client) transact(ctx context.Context, what string, to job.Address, data []byte, value *big.Int) (job.Tx, error) {
	_, tx, err := c.execute(ctx, what, to, data, value)
	return tx, err
}

// execute is transact for callers that need the receipt's events too.
func (c *Client) execute(ctx context.Context, what string, to job.Address, data []byte, value *big.Int) (*receipt, job.Tx, error) {
	if c.key.secret == nil {
		return nil, job.Tx{}, fmt.Errorf("%s: %w", what, errNoKey)
	}
	if value == nil {
		value = new(big.Int)
	}
	target := to.Common()
	msg := ethereum.CallMsg{From: c.key.Address().Common(), To: &target, Data: data, Value: value}
	if len(data) > 0 { // a call to an address without code would succeed and do nothing
		there, err := c.hasCode(ctx, to)
		if err != nil {
			c.dropDeposit(ctx, err)
			return nil, job.Tx{}, fmt.Errorf("%s: %w", what, err)
		}
		if !there {
			fault := job.Faultf(job.FaultNotFound, "no_contract", "%s: no contract at %s on chain %d; deploy the contracts first, or check the addresses", what, to, c.chainID)
			c.dropDeposit(ctx, fault)
			return nil, job.Tx{}, fault
		}
	}
	if c.opts.Guard != nil {
		return c.guarded(ctx, what, msg)
	}
	tx, err := c.submit(ctx, what, msg, nil)
	if err != nil {
		return nil, job.Tx{}, err
	}
	return c.await(ctx, what, msg, tx)
}

// submit simulates, prices, numbers, signs and sends. g is what the client's guard granted, nil without a guard.
func (c *Client) submit(ctx context.Context, what string, msg ethereum.CallMsg, g *granted) (*types.Transaction, error) {
	gas, err := ask(ctx, c, what, func(ctx context.Context) (uint64, error) { return c.estimate(ctx, msg) })
	if err != nil {
		return nil, err
	}
	// What others do before it is mined may make it dearer (a first entry in an empty slot): leave room. Only what is
	// used is paid.
	gas += gas/4 + 5_000
	tip, feeCap, err := c.fees(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	if err := g.pricey(what, gas, feeCap); err != nil {
		return nil, err
	}

	seq := c.key.sequence(c.ChainID())
	seq.mu.Lock()
	defer seq.mu.Unlock()
	for try := 1; ; try++ {
		if !seq.known {
			seq.next, err = ask(ctx, c, "transaction count", func(ctx context.Context) (uint64, error) {
				return c.eth.PendingNonceAt(ctx, msg.From)
			})
			if err != nil {
				return nil, fmt.Errorf("%s: %w", what, err)
			}
			seq.known = true
		}
		tx, err := c.key.signTx(c.chainID, &types.DynamicFeeTx{
			ChainID: c.chainID, Nonce: seq.next, GasTipCap: tip, GasFeeCap: feeCap, Gas: gas,
			To: msg.To, Value: msg.Value, Data: msg.Data,
		})
		if err != nil {
			return nil, fmt.Errorf("%s: sign: %w", what, err)
		}
		sent := 0
		if g != nil {
			g.sent = true
		}
		_, err = ask(ctx, c, what, func(ctx context.Context) (struct{}, error) {
			sent++
			return struct{}{}, c.eth.SendTransaction(ctx, tx)
		})
		// When an answer was lost, the node may have the transaction already, waiting or even mined. When the very first
		// try finds it there, another process has sent the same thing with the same key, and ours is still to be done.
		ours := sent > 1
		switch {
		case err == nil, ours && says(err, "already known", "already imported"), ours && c.mined(ctx, tx):
			seq.next++
			return tx, nil
		case says(err, "already known", "already imported", "nonce too low", "nonce too high", "replacement transaction underpriced") && try < submitTries:
			seq.known = false // another process with this key, or a chain that was set back: count again
		default:
			seq.known = false
			return nil, err
		}
	}
}

// estimate simulates on the block being made where the node offers that (its time is the next block's, which matters
// for deadlines on a chain that makes blocks on demand), else on the newest.
func (c *Client) estimate(ctx context.Context, msg ethereum.CallMsg) (uint64, error) {
	arg := map[string]any{"from": msg.From, "to": msg.To, "value": (*hexutil.Big)(msg.Value)}
	if len(msg.Data) > 0 {
		arg["input"] = hexutil.Bytes(msg.Data)
	}
	var gas hexutil.Uint64
	err := c.rpc.CallContext(ctx, &gas, "eth_estimateGas", arg, "pending")
	if err != nil && says(err, "pending block is not available", "pending state is not available", "header not found", "unknown block") {
		err = c.rpc.CallContext(ctx, &gas, "eth_estimateGas", arg, "latest")
	}
	return uint64(gas), err
}

// header is what is needed of a block. (ethclient's own type refuses headers with fields missing, which some chains
// leave out.)
type header struct {
	Hash    common.Hash    `json:"hash"`
	Number  hexutil.Uint64 `json:"number"`
	Time    hexutil.Uint64 `json:"timestamp"`
	BaseFee *hexutil.Big   `json:"baseFeePerGas"`
}

// latest returns the newest block's header.
func (c *Client) latest(ctx context.Context) (header, error) { return c.header(ctx, "latest") }

// header returns a block's header by number ("0x…") or tag.
func (c *Client) header(ctx context.Context, block string) (header, error) {
	var h *header
	if err := c.rpc.CallContext(ctx, &h, "eth_getBlockByNumber", block, false); err != nil {
		return header{}, err
	}
	if h == nil {
		return header{}, ethereum.NotFound
	}
	return *h, nil
}

// fees returns the tip and the most to be paid for a unit of gas, in wei: room for the base fee to double.
func (c *Client) fees(ctx context.Context) (tip, feeCap *big.Int, err error) {
	tip, err = ask(ctx, c, "suggested tip", c.eth.SuggestGasTipCap)
	if err != nil {
		return nil, nil, err
	}
	if tip.Sign() == 0 {
		tip = oneWei // some nodes hold back transactions that tip nothing
	}
	head, err := ask(ctx, c, "newest block", c.latest)
	if err != nil {
		return nil, nil, err
	}
	if head.BaseFee == nil {
		return nil, nil, fmt.Errorf("chain %d has no base fee (EIP-1559), which is needed here", c.chainID)
	}
	feeCap = new(big.Int).Lsh(head.BaseFee.ToInt(), 1)
	return tip, feeCap.Add(feeCap, tip), nil
}

// mined reports whether the node has a receipt for tx.
func (c *Client) mined(ctx context.Context, tx *types.Transaction) bool {
	r, err := c.receipt(ctx, tx.Hash())
	return err == nil && r != nil
}

// receipt is what is needed of a transaction receipt; nil from the chain means not mined.
type receipt struct {
	BlockHash   common.Hash    `json:"blockHash"`
	BlockNumber hexutil.Uint64 `json:"blockNumber"`
	GasUsed     hexutil.Uint64 `json:"gasUsed"`
	GasPrice    *hexutil.Big   `json:"effectiveGasPrice"`
	Status      hexutil.Uint64 `json:"status"`
	Logs        []*types.Log   `json:"logs"`
}

func (c *Client) receipt(ctx context.Context, tx common.Hash) (*receipt, error) {
	return ask(ctx, c, "receipt", func(ctx context.Context) (*receipt, error) {
		var r *receipt
		return r, c.rpc.CallContext(ctx, &r, "eth_getTransactionReceipt", tx)
	})
}

// await waits until tx is mined and has its confirmations, sending it again when the node forgot it.
func (c *Client) await(ctx context.Context, what string, msg ethereum.CallMsg, tx *types.Transaction) (_ *receipt, _ job.Tx, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.MineTimeout)
	defer cancel()
	defer func() {
		if err != nil { // the number may be free again: the next transaction asks
			c.key.sequence(c.ChainID()).forget()
		}
	}()
	resend, used := time.Now().Add(resendAfter), 0
	for pause := pollFirst; ; pause = min(pause+pause/2+time.Millisecond, c.opts.PollInterval) {
		r, err := c.receipt(ctx, tx.Hash())
		switch {
		case err != nil && ctx.Err() == nil && !isFault(err, job.FaultUnavailable):
			return nil, job.Tx{}, fmt.Errorf("%s: %w", what, err)
		case err == nil && r != nil && r.Status == 0:
			return nil, job.Tx{}, c.failed(ctx, what, msg, tx, r)
		case err == nil && r != nil && r.GasPrice != nil:
			done, err := c.confirmed(ctx, r)
			if err == nil && done {
				return r, minedTx(tx, r), nil
			}
		case err == nil && r == nil && time.Now().After(resend):
			resend = time.Now().Add(resendAfter)
			err := c.eth.SendTransaction(ctx, tx) // "already known" is the usual answer
			if err == nil || !says(err, "nonce too low") {
				used = 0
			} else if used++; used == replacedAfter {
				return nil, job.Tx{}, job.Faultf(job.FaultConflict, "replaced",
					"%s: transaction %s was replaced by another one with number %d of %s; does another program use this key? look at its effect, then try again", what, tx.Hash(), tx.Nonce(), c.key.Address())
			}
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, job.Tx{}, job.Faultf(job.FaultUnavailable, "not_mined",
				"%s: transaction %s (number %d of %s) was sent but is not mined and confirmed yet; it may still be: look it up before doing it again: %w",
				what, tx.Hash(), tx.Nonce(), c.key.Address(), ctx.Err())
		}
	}
}

// confirmed reports whether a receipt's block is deep enough and still part of the chain. A node may show a receipt
// before its block is the newest one; what is read next must not be the state from before the transaction.
func (c *Client) confirmed(ctx context.Context, r *receipt) (bool, error) {
	head, err := ask(ctx, c, "newest block", c.latest)
	if err != nil || uint64(head.Number) < uint64(r.BlockNumber)+c.opts.Confirmations {
		return false, err
	}
	if c.opts.Confirmations == 0 {
		return true, nil
	}
	block, err := ask(ctx, c, "block", func(ctx context.Context) (header, error) {
		return c.header(ctx, hexutil.EncodeUint64(uint64(r.BlockNumber)))
	})
	return err == nil && block.Hash == r.BlockHash, err
}

func minedTx(tx *types.Transaction, r *receipt) job.Tx {
	fee, _ := job.AmountFromBig(new(big.Int).Mul(r.GasPrice.ToInt(), new(big.Int).SetUint64(uint64(r.GasUsed)))) // far below 128 bits
	return job.Tx{Hash: job.Hash(tx.Hash()), Block: uint64(r.BlockNumber), Gas: uint64(r.GasUsed), Fee: fee}
}

// failed finds out why a mined transaction reverted, by running it again on the block before its own.
func (c *Client) failed(ctx context.Context, what string, msg ethereum.CallMsg, tx *types.Transaction, r *receipt) error {
	msg.Gas = tx.Gas()
	_, err := c.eth.CallContract(ctx, msg, new(big.Int).SetUint64(uint64(r.BlockNumber)-1))
	if err == nil {
		err = errors.New("something else in the same block came first; try again")
	}
	reason := refusal(what, err)
	return job.Faultf(job.FaultConflict, "reverted", "%s: transaction %s was mined but changed nothing (its gas is spent): %w", what, tx.Hash(), reason)
}

// isFault reports whether err is a fault of this kind.
func isFault(err error, kind job.FaultKind) bool {
	f, ok := asFault(err)
	return ok && f.Kind == kind
}

func asFault(err error) (*job.Fault, bool) { return errors.AsType[*job.Fault](err) }

// says reports whether a node's answer contains one of the phrases; JSON-RPC has no codes for these cases.
func says(err error, phrases ...string) bool {
	text := strings.ToLower(err.Error())
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}
