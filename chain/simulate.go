package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// The events by which tokens say that something left an account, or may be taken from it by another.
var (
	topicTransfer       = crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)"))                          // ERC-20, ERC-721, and ether in simulations
	topicApproval       = crypto.Keccak256Hash([]byte("Approval(address,address,uint256)"))                          // ERC-20, ERC-721
	topicApprovalForAll = crypto.Keccak256Hash([]byte("ApprovalForAll(address,address,bool)"))                       // ERC-721, ERC-1155
	topicSingle         = crypto.Keccak256Hash([]byte("TransferSingle(address,address,address,uint256,uint256)"))    // ERC-1155
	topicBatch          = crypto.Keccak256Hash([]byte("TransferBatch(address,address,address,uint256[],uint256[])")) // ERC-1155
	everything          = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))                      // the largest amount there is
)

// maxTouched bounds the tokens, and the allowances, that one transaction may change.
const maxTouched = 16

// simCall is the result of one simulated call.
type simCall struct {
	Return hexutil.Bytes  `json:"returnData"`
	Logs   []*types.Log   `json:"logs"`
	Status hexutil.Uint64 `json:"status"`
	Error  *simError      `json:"error"`
}

// simError is why a simulated call failed. It is an rpc.DataError, so that refusal reads the contract's reason.
type simError struct {
	Text string `json:"message"`
	Num  int    `json:"code"`
	Data string `json:"data"`
}

// Error implements error.
func (e *simError) Error() string { return e.Text }

// ErrorCode implements rpc.Error.
func (e *simError) ErrorCode() int { return e.Num }

// ErrorData implements rpc.DataError.
func (e *simError) ErrorData() any { return e.Data }

var _ rpc.DataError = (*simError)(nil)

// simulate runs a transaction on a copy of the chain (eth_simulateV1) and returns what would leave this account or
// become free for others to take: by the balances before and after it of every token that speaks of this account, by
// those tokens' own events where they say more, and by allowances. A transaction that fails is refused with the contract's reason, and so is
// everything when the node cannot simulate.
//
// It shows what the transaction does to the chain as it is now; others may change the chain before it is mined. A token that
// moves money without an event and is not the network's own goes unseen.
func (c *Client) simulate(ctx context.Context, what string, msg ethereum.CallMsg) ([]agent.Sum, error) {
	first, err := c.simulated(ctx, what, msg.From, []ethereum.CallMsg{msg})
	if err != nil {
		return nil, err
	}
	if first[0].Status != 1 {
		return nil, c.simulationFailed(what, first[0])
	}
	seen := watchLogs(msg.From, first[0].Logs)
	tokens := slices.SortedFunc(maps.Keys(seen.tokens), func(a, b common.Address) int { return bytes.Compare(a[:], b[:]) })
	if dollar := c.contracts.Token.Common(); !slices.Contains(tokens, dollar) {
		tokens = append(tokens, dollar)
	}
	if len(tokens) > maxTouched || len(seen.spenders) > maxTouched {
		return nil, job.Faultf(job.FaultConflict, "simulation", "%s: not signed: the simulation touches %d tokens and %d allowances of this wallet, at most %d are looked at", what, len(tokens), len(seen.spenders), maxTouched)
	}
	if err := c.measure(ctx, what, msg, tokens, seen); err != nil {
		return nil, err
	}
	return seen.sums()
}

// simulated runs calls one after the other in a block that follows the newest.
func (c *Client) simulated(ctx context.Context, what string, from common.Address, calls []ethereum.CallMsg) ([]simCall, error) {
	list := make([]map[string]any, len(calls))
	for i, m := range calls {
		list[i] = map[string]any{"from": from, "to": m.To, "input": hexutil.Bytes(m.Data)}
		if m.Value != nil && m.Value.Sign() > 0 {
			list[i]["value"] = (*hexutil.Big)(m.Value)
		}
	}
	arg := map[string]any{"blockStateCalls": []any{map[string]any{"calls": list}}, "traceTransfers": true}
	return ask(ctx, c, what, func(ctx context.Context) ([]simCall, error) {
		var blocks []struct {
			Calls []simCall `json:"calls"`
		}
		err := c.rpc.CallContext(ctx, &blocks, "eth_simulateV1", arg, "pending")
		if err != nil && says(err, "pending block is not available", "pending state is not available", "header not found", "unknown block") {
			err = c.rpc.CallContext(ctx, &blocks, "eth_simulateV1", arg, "latest")
		}
		var answer rpc.Error
		const noMethod = -32601
		switch {
		case errors.As(err, &answer) && answer.ErrorCode() == noMethod:
			return nil, job.Faultf(job.FaultUnavailable, "no_simulation", "this Ethereum node cannot simulate (eth_simulateV1), and the wallet's policy signs nothing unseen: use another node")
		case err != nil:
			return nil, err
		case len(blocks) != 1 || len(blocks[0].Calls) != len(calls):
			return nil, fmt.Errorf("the node's simulation has another shape than asked for")
		}
		return blocks[0].Calls, nil
	})
}

func (c *Client) simulationFailed(what string, r simCall) error {
	if r.Error == nil {
		return job.Faultf(job.FaultConflict, "reverted", "%s: the simulation failed without a reason", what)
	}
	if r.Error.Data == "" && len(r.Return) > 0 {
		r.Error.Data = r.Return.String()
	}
	return refusal(what, r.Error)
}

// sight is what a simulation saw of one account.
type sight struct {
	tokens   map[common.Address]*flow
	spenders []spender
	most     map[common.Address]bool // an approval without any bound
}

// flow is what moved of one token, or of ether.
type flow struct{ out, in, counted, allowed big.Int }

// spender is somebody who was given an allowance.
type spender struct{ token, who common.Address }

func (s *sight) flow(token common.Address) *flow {
	f := s.tokens[token]
	if f == nil {
		f = &flow{}
		s.tokens[token] = f
	}
	return f
}

// watchLogs reads what events say of an account.
func watchLogs(me common.Address, logs []*types.Log) *sight {
	s := &sight{tokens: map[common.Address]*flow{}, most: map[common.Address]bool{}}
	topic := func(l *types.Log, i int) common.Address { return common.BytesToAddress(l.Topics[i][:]) }
	for _, l := range logs {
		if l == nil || len(l.Topics) < 3 {
			continue
		}
		value := new(big.Int)
		if len(l.Topics) == 3 && len(l.Data) >= 32 {
			value.SetBytes(l.Data[:32])
		} else {
			value.SetInt64(1) // one piece of a collection
		}
		switch l.Topics[0] {
		case topicTransfer:
			if topic(l, 1) == me {
				f := s.flow(l.Address)
				f.out.Add(&f.out, value)
			}
			if topic(l, 2) == me && len(l.Topics) == 3 { // pieces of a collection do not make up for each other
				f := s.flow(l.Address)
				f.in.Add(&f.in, value)
			}
		case topicApproval:
			if topic(l, 1) != me {
				continue
			}
			f := s.flow(l.Address)
			if len(l.Topics) > 3 {
				f.allowed.Add(&f.allowed, value)
			} else if at := (spender{l.Address, topic(l, 2)}); !slices.Contains(s.spenders, at) {
				s.spenders = append(s.spenders, at)
			}
		case topicApprovalForAll:
			if topic(l, 1) == me && new(big.Int).SetBytes(l.Data).Sign() != 0 {
				s.flow(l.Address)
				s.most[l.Address] = true
			}
		case topicSingle, topicBatch:
			if topic(l, 2) == me {
				s.flow(l.Address)
				s.most[l.Address] = true // several kinds of pieces: no one number says how much
			}
		}
	}
	return s
}

// measure runs the transaction once more between readings of balances and allowances.
func (c *Client) measure(ctx context.Context, what string, msg ethereum.CallMsg, tokens []common.Address, seen *sight) error {
	var reads []ethereum.CallMsg
	for _, t := range tokens {
		if t != etherToken {
			reads = append(reads, ethereum.CallMsg{To: &t, Data: token().PackBalanceOf(msg.From)})
		}
	}
	for _, s := range seen.spenders {
		reads = append(reads, ethereum.CallMsg{To: &s.token, Data: token().PackAllowance(msg.From, s.who)})
	}
	results, err := c.simulated(ctx, what, msg.From, slices.Concat(reads, []ethereum.CallMsg{msg}, reads))
	if err != nil {
		return err
	}
	if r := results[len(reads)]; r.Status != 1 {
		return c.simulationFailed(what, r)
	}
	for i, m := range reads {
		before, after := number(results[i]), number(results[len(reads)+1+i])
		if before == nil || after == nil {
			continue // no such token: its events are all there is
		}
		f := seen.flow(*m.To)
		switch more := new(big.Int).Sub(after, before); {
		case i >= len(reads)-len(seen.spenders) && more.Sign() > 0:
			f.allowed.Add(&f.allowed, more)
		case i < len(reads)-len(seen.spenders) && more.Sign() < 0:
			f.counted.Neg(more)
		}
	}
	return nil
}

// number returns the number that a view function answered, nil when it did not.
func number(r simCall) *big.Int {
	if r.Status != 1 || len(r.Return) != 32 {
		return nil
	}
	return new(big.Int).SetBytes(r.Return)
}

// sums adds up, by token, what leaves the account (the larger of what balances and events say) and what others may
// newly take.
func (s *sight) sums() ([]agent.Sum, error) {
	var out []agent.Sum
	for _, token := range slices.SortedFunc(maps.Keys(s.tokens), func(a, b common.Address) int { return bytes.Compare(a[:], b[:]) }) {
		f := s.tokens[token]
		gone := new(big.Int).Sub(&f.out, &f.in)
		if gone.Cmp(&f.counted) < 0 {
			gone = &f.counted
		}
		total := new(big.Int)
		if gone.Sign() > 0 {
			total.Set(gone)
		}
		total.Add(total, &f.allowed)
		if s.most[token] || total.Cmp(everything) > 0 {
			total = everything
		}
		if total.Sign() == 0 {
			continue
		}
		amount, err := job.AmountFromBig(total)
		if err != nil {
			return nil, err
		}
		at := job.Address(token)
		if token == etherToken {
			at = job.Address{}
		}
		out = append(out, agent.Sum{Token: at, Amount: amount})
	}
	return out, nil
}
