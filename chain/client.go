package chain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Options tune a Client. Zero values stand for the defaults named.
type Options struct {
	Contracts     job.Contracts // addresses that differ from what the client would find; zero fields are looked up
	Confirmations uint64        // blocks on top of a transaction's own before it counts; 0 on a chain with one block maker
	PollInterval  time.Duration // longest pause between looks for a receipt; default 1 s (the first looks come faster)
	Timeout       time.Duration // for one call, retries included; default 20 s
	MineTimeout   time.Duration // for a sent transaction to be mined and confirmed; default 2 min
	FromBlock     uint64        // where to start looking for events: the block of the deployment, on a long chain
	BlockRange    uint64        // blocks per event query; default 2,000, which public endpoints allow
	Guard         Guard         // decides what the key may sign; nil: everything
}

func (o Options) withDefaults() Options {
	if o.PollInterval <= 0 {
		o.PollInterval = time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.MineTimeout <= 0 {
		o.MineTimeout = 2 * time.Minute
	}
	if o.BlockRange == 0 {
		o.BlockRange = 2000
	}
	return o
}

// Client talks to one EVM chain on behalf of one key. It is safe for concurrent use; clients that share a *Key share
// its sequence of transactions too.
type Client struct {
	rpc       *rpc.Client
	eth       *ethclient.Client
	key       *Key
	chainID   *big.Int
	contracts job.Contracts
	opts      Options

	agents   agentLog
	feedback feedbackLog
	payments paymentLog
	disputes disputeLog
	canaries canaryLog
	domains  tokenDomains
}

// Dial connects to a node by its URL (http, https, ws, wss), asks it for its chain id, and finds the contracts: at the
// canonical addresses where they stand, else at our CREATE2 addresses, unless the options say otherwise.
// It does not ask whether they are deployed; Deploy does that. With a nil key it can only read. It fails with FaultUnavailable when no node answers
// within the timeout.
func Dial(ctx context.Context, url string, key *Key, o Options) (*Client, error) {
	connect, cancel := context.WithTimeout(ctx, o.withDefaults().Timeout)
	defer cancel()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32 // of concurrent senders; the default, 2, opens a connection for nearly every call
	conn, err := rpc.DialOptions(connect, url, rpc.WithHTTPClient(&http.Client{Timeout: o.withDefaults().Timeout, Transport: transport}))
	if err != nil {
		return nil, unavailable(url, err)
	}
	c, err := newClient(ctx, conn, key, o)
	if err != nil {
		conn.Close()
		var f *job.Fault
		if errors.As(err, &f) && f.Kind == job.FaultUnavailable {
			return nil, unavailable(url, f.Cause)
		}
		return nil, err
	}
	return c, nil
}

func unavailable(url string, cause error) *job.Fault {
	return &job.Fault{
		Kind: job.FaultUnavailable, Code: "chain_unavailable", Cause: cause,
		Message: fmt.Sprintf("no Ethereum node answers at %s: %v; start one with `assay up`, or check the RPC address", url, cause),
	}
}

// newClient makes a client over an open connection.
func newClient(ctx context.Context, conn *rpc.Client, key *Key, o Options) (*Client, error) {
	if key == nil {
		key = &Key{} // the zero address, without a secret
	}
	c := &Client{rpc: conn, eth: ethclient.NewClient(conn), key: key, opts: o.withDefaults()}
	var err error
	if c.chainID, err = ask(ctx, c, "chain id", c.eth.ChainID); err != nil {
		return nil, err
	}
	if !c.chainID.IsUint64() {
		return nil, fmt.Errorf("chain id %s is above 64 bits", c.chainID)
	}
	c.contracts, err = resolve(c.ChainID(), o.Contracts, func(a job.Address) (bool, error) { return c.hasCode(ctx, a) })
	if err != nil {
		return nil, err
	}
	at := func(a job.Address) scanner {
		return scanner{client: c, address: a, next: c.opts.FromBlock, from: c.opts.FromBlock}
	}
	c.agents.scanner, c.feedback.scanner, c.payments.scanner = at(c.contracts.Identity), at(c.contracts.Reputation), at(c.contracts.Settlement)
	c.disputes.scanner = at(c.contracts.Game)
	c.canaries.scanner = at(c.contracts.Canaries)
	return c, nil
}

// Close ends the connection.
func (c *Client) Close() { c.rpc.Close() }

// ChainID returns the chain's id.
func (c *Client) ChainID() uint64 { return c.chainID.Uint64() }

// Contracts returns the addresses in use.
func (c *Client) Contracts() job.Contracts { return c.contracts }

// Address returns the account that this client signs for; zero when it can only read.
func (c *Client) Address() job.Address { return c.key.Address() }

// AssayDomain returns the EIP-712 domain of quotes, requests, chunks and receipts on this chain.
func (c *Client) AssayDomain() job.Domain { return job.AssayDomain(c.ChainID(), c.contracts.Referee) }

// SettlementDomain returns the EIP-712 domain of channels and vouchers on this chain.
func (c *Client) SettlementDomain() job.Domain {
	return job.SettlementDomain(c.ChainID(), c.contracts.Settlement)
}

// Head returns the newest block.
func (c *Client) Head(ctx context.Context) (job.Head, error) {
	h, err := ask(ctx, c, "newest block", c.latest)
	if err != nil {
		return job.Head{}, err
	}
	return job.Head{Number: uint64(h.Number), Time: uint64(h.Time)}, nil
}

// Ether returns an account's balance in wei.
func (c *Client) Ether(ctx context.Context, a job.Address) (job.Amount, error) {
	wei, err := ask(ctx, c, "ether balance", func(ctx context.Context) (*big.Int, error) {
		return c.eth.BalanceAt(ctx, a.Common(), nil)
	})
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(wei)
}

// Balance returns an account's balance in the token's smallest unit.
func (c *Client) Balance(ctx context.Context, a job.Address) (job.Amount, error) {
	units, err := call(ctx, c, "token balance", c.contracts.Token, token().PackBalanceOf(a.Common()), token().UnpackBalanceOf)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// Transfer sends tokens.
func (c *Client) Transfer(ctx context.Context, to job.Address, amount job.Amount) (job.Tx, error) {
	if c.opts.Guard != nil {
		a, err := c.paying(ctx, agent.Pay, to, c.contracts.Token, amount)
		if err != nil {
			return job.Tx{}, err
		}
		ctx = c.means(ctx, a)
	}
	return c.transact(ctx, "transfer tokens", c.contracts.Token, token().PackTransfer(to.Common(), amount.Big()), nil)
}

// TransferEther sends wei.
func (c *Client) TransferEther(ctx context.Context, to job.Address, wei job.Amount) (job.Tx, error) {
	if c.opts.Guard != nil {
		a, err := c.paying(ctx, agent.Pay, to, job.Address{}, wei)
		if err != nil {
			return job.Tx{}, err
		}
		ctx = c.means(ctx, a)
	}
	return c.transact(ctx, "send ether", to, nil, wei.Big())
}

func (c *Client) hasCode(ctx context.Context, a job.Address) (bool, error) {
	code, err := ask(ctx, c, "contract code", func(ctx context.Context) ([]byte, error) {
		return c.eth.CodeAt(ctx, a.Common(), nil)
	})
	return len(code) > 0, err
}

// call runs a view function on the newest block.
func call[T any](ctx context.Context, c *Client, what string, to job.Address, data []byte, unpack func([]byte) (T, error)) (T, error) {
	var zero T
	target := to.Common()
	out, err := ask(ctx, c, what, func(ctx context.Context) ([]byte, error) {
		return c.eth.CallContract(ctx, ethereum.CallMsg{From: c.key.Address().Common(), To: &target, Data: data}, nil)
	})
	if err != nil {
		return zero, err
	}
	if len(out) == 0 { // every view of ours returns something
		return zero, job.Faultf(job.FaultNotFound, "no_contract", "read %s: no contract at %s on chain %d; deploy the contracts first, or check the addresses", what, to, c.chainID)
	}
	v, err := unpack(out)
	if err != nil {
		return zero, fmt.Errorf("read %s from %s: %w; is it the contract it should be?", what, to, err)
	}
	return v, nil
}

const (
	retryFirst = 50 * time.Millisecond
	retryMost  = time.Second
)

// ask runs one read of the chain. Failures of the connection are tried again with growing pauses until the timeout;
// what the node itself answers is final. A failing connection ends as FaultUnavailable, a refusing contract as
// FaultConflict.
func ask[T any](ctx context.Context, c *Client, what string, read func(context.Context) (T, error)) (T, error) {
	var zero T
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	for pause := retryFirst; ; pause = min(2*pause, retryMost) {
		v, err := read(ctx)
		if err == nil {
			return v, nil
		}
		if !isTransport(err) {
			return zero, refusal(what, err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return zero, job.Faultf(job.FaultUnavailable, "chain_unavailable", "%s: the Ethereum node does not answer: %w", what, err)
		}
	}
}

// isTransport tells failures of the connection, worth another try, from answers of the node.
func isTransport(err error) bool {
	if errors.Is(err, ethereum.NotFound) {
		return false
	}
	var status rpc.HTTPError
	if errors.As(err, &status) {
		return status.StatusCode == http.StatusTooManyRequests || status.StatusCode >= 500
	}
	var answer rpc.Error
	if errors.As(err, &answer) {
		const limitExceeded = -32005 // EIP-1474
		return answer.ErrorCode() == limitExceeded
	}
	var neterr interface{ Timeout() bool }
	return errors.As(err, &neterr) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, rpc.ErrClientQuit) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, rpc.ErrNoResult)
}
