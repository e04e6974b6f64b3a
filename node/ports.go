// Package node runs the roles of a market participant: the buyer's gateway and the provider. It takes events (a client
// asks, an order arrives, a voucher arrives, a channel must close), lets the pure packages decide, writes the decision
// to the store, and only then acts on it.
//
// It declares the ports it needs and imports no adapter, so that the same code runs on a real chain, real files and
// real sockets, or on anything else that keeps these contracts. It must not know HTTP, SQL or Ethereum's RPC.
package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/assay-network/assay/job"
)

// Signer signs digests with one key.
type Signer interface {
	Address() job.Address
	Sign(digest job.Hash) (job.Signature, error)
}

// Store keeps records durably.
type Store interface {
	// Put writes all records or none, and has them on disk when it returns. An empty body deletes.
	Put(ctx context.Context, records ...job.Record) error
	// Find returns the current body, or false.
	Find(ctx context.Context, kind, key string) ([]byte, bool, error)
	// List returns up to limit records of a kind with keys above after, in key order.
	List(ctx context.Context, kind, after string, limit int) ([]job.Record, error)
}

// ChainView reads what both roles need of the chain.
type ChainView interface {
	Head(ctx context.Context) (job.Head, error)
	Channel(ctx context.Context, id job.Hash) (job.ChannelState, error)
	StakeOf(ctx context.Context, provider job.Address) (job.Stake, error)
	Reservation(ctx context.Context, provider job.Address, channel job.Hash) (job.Reservation, error)
}

// BuyerChain is the chain as a buyer uses it. Every call that sends returns once its transaction is mined.
type BuyerChain interface {
	ChainView
	Agents(ctx context.Context) ([]job.Agent, error)
	Feedback(ctx context.Context, agent uint64) ([]job.Feedback, error)
	Payments(ctx context.Context, provider job.Address) ([]job.Payment, error)
	Deposit(ctx context.Context, c job.ChannelConfig, amount job.Amount) (job.Tx, error)
	InitiateWithdraw(ctx context.Context, c job.ChannelConfig, amount job.Amount) (job.Tx, error)
	FinalizeWithdraw(ctx context.Context, c job.ChannelConfig) (job.Tx, error)
	GiveFeedback(ctx context.Context, f job.Feedback) (job.Tx, error)
}

// SellerChain is the chain as a provider uses it.
type SellerChain interface {
	ChainView
	Court
	Register(ctx context.Context, uri string, meta map[string][]byte) (uint64, job.Tx, error)
	Agent(ctx context.Context, id uint64) (job.Agent, error)
	Agents(ctx context.Context) ([]job.Agent, error)
	SetURI(ctx context.Context, agent uint64, uri string) (job.Tx, error)
	Stake(ctx context.Context, amount job.Amount) ([]job.Tx, error)
	Reserve(ctx context.Context, channel job.Hash, amount job.Amount, until uint64) (job.Tx, error)
	Release(ctx context.Context, provider job.Address, channel job.Hash) (job.Tx, error)
	Claim(ctx context.Context, claims []job.VoucherClaim) (job.Tx, error)
	Settle(ctx context.Context, receiver, token job.Address) (job.Tx, error)
	Refund(ctx context.Context, c job.ChannelConfig, amount job.Amount) (job.Tx, error)
}

// Peer is a provider as a gateway sees it. Refusals come back as *job.Fault.
type Peer interface {
	Offers(ctx context.Context) ([]job.SignedQuote, error)
	Quote(ctx context.Context, r job.QuoteRequest) (job.SignedQuote, error)
	OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error)
	Nonces(ctx context.Context, channel job.Hash, first uint32) (job.NonceOffer, error)
	Channel(ctx context.Context, channel job.Hash) (job.SellerChannel, error)
	Voucher(ctx context.Context, v job.SignedVoucher) (job.SellerChannel, error)
	// Serve streams deliveries to emit until the receipt, an error, or emit's own error.
	Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error
	Close(ctx context.Context, channel job.Hash, auth job.Signature) (job.SellerChannel, error)
}

// Peers reaches providers.
type Peers interface {
	Dial(endpoint string) (Peer, error)
	// Registration fetches a registration file, bounded in size and time.
	Registration(ctx context.Context, uri string) ([]byte, error)
}

// Setting is what both roles share: where they are and what they stand on.
type Setting struct {
	ChainID    uint64
	Contracts  job.Contracts
	Store      Store
	Library    *Library
	Now        func() time.Time
	Random     io.Reader
	Log        *slog.Logger
	Checkpoint func(name string) // called where a crash would hurt most; nil in production
}

func (s Setting) assay() job.Domain { return job.AssayDomain(s.ChainID, s.Contracts.Referee) }
func (s Setting) settlement() job.Domain {
	return job.SettlementDomain(s.ChainID, s.Contracts.Settlement)
}
func (s Setting) unix() uint64 { return uint64(s.Now().Unix()) }

func (s Setting) reach(name string) {
	if s.Checkpoint != nil {
		s.Checkpoint(name)
	}
}

// random returns 32 fresh random bytes.
func (s Setting) random() (job.Hash, error) {
	var h job.Hash
	if _, err := io.ReadFull(s.Random, h[:]); err != nil {
		return h, fmt.Errorf("no randomness: %w", err)
	}
	return h, nil
}

// record encodes v as the body of a record; nil is the record that deletes.
func record(kind, key string, v any) (job.Record, error) {
	if v == nil {
		return job.Record{Kind: kind, Key: key}, nil
	}
	body, err := json.Marshal(v)
	if err != nil {
		return job.Record{}, fmt.Errorf("encode %s %s: %w", kind, key, err)
	}
	return job.Record{Kind: kind, Key: key, Body: body}, nil
}

// keep writes values under their kinds and keys in one transaction. A nil value deletes.
func (s Setting) keep(ctx context.Context, entries ...entry) error {
	records := make([]job.Record, len(entries))
	for i, e := range entries {
		r, err := record(e.kind, e.key, e.value)
		if err != nil {
			return err
		}
		records[i] = r
	}
	if err := s.Store.Put(ctx, records...); err != nil {
		return job.Faultf(job.FaultInternal, storeFault, "cannot write to the journal, so nothing was done: %w", err)
	}
	return nil
}

// storeFault is the code of a fault that means that our own journal could not be written.
const storeFault = "store"

// entry is one value to keep.
type entry struct {
	kind, key string
	value     any
}

// find loads the value under kind and key into v and reports whether there was one.
func (s Setting) find(ctx context.Context, kind, key string, v any) (bool, error) {
	body, ok, err := s.Store.Find(ctx, kind, key)
	if err != nil || !ok {
		return false, err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return false, fmt.Errorf("record %s %s is damaged: %w", kind, key, err)
	}
	return true, nil
}

// each loads every record of a kind, in key order.
func each[T any](ctx context.Context, s Store, kind string, do func(key string, v T) error) error {
	after := ""
	for {
		const page = 256
		records, err := s.List(ctx, kind, after, page)
		if err != nil {
			return err
		}
		for _, r := range records {
			var v T
			if err := json.Unmarshal(r.Body, &v); err != nil {
				return fmt.Errorf("record %s %s is damaged: %w", kind, r.Key, err)
			}
			if err := do(r.Key, v); err != nil {
				return err
			}
			after = r.Key
		}
		if len(records) < page {
			return nil
		}
	}
}

// asFault returns err as a fault, wrapping what is not one as our own failure. What a seller answered becomes "the
// provider failed": its own kind and code mean nothing to our clients.
func asFault(err error) *job.Fault {
	if f, ok := sellerFault(err); ok {
		return &job.Fault{Kind: job.FaultUnavailable, Code: "provider_failed", Message: "the provider: " + f.Message, Cause: err}
	}
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return f
	}
	return job.Faultf(job.FaultInternal, "internal", "%w", err)
}
