package node

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// ProviderConfig says what a provider sells and on which terms.
type ProviderConfig struct {
	Terms       market.Terms
	Models      []job.Hash    // roots of the models on offer; each must be in the library
	MinDeposit  job.Amount    // smallest channel worth opening
	MaxStreams  int           // requests served at once
	VoucherWait time.Duration // how long a stream waits for its next voucher
	ReserveFor  uint64        // seconds a channel's stake stays reserved after opening
}

// Provider sells answers. Create one with NewProvider, then Announce and Run.
type Provider struct {
	Setting
	cfg   ProviderConfig
	chain SellerChain
	key   Signer

	mu       sync.Mutex
	agent    uint64
	endpoint string
	secret   job.Hash
	channels map[job.Hash]*sellerChannel
	serving  map[job.Hash]chan struct{} // by request id; closed when the stream ends
	slots    chan struct{}
}

// sellerChannel is one open channel: its book on disk, and what is in flight.
type sellerChannel struct {
	config job.ChannelConfig // the book's, which never changes

	mu      sync.Mutex
	book    sellerBook
	held    job.Amount    // granted to pieces that are being made
	streams int           // orders that are here, paid or not
	working int           // those of them that had a piece paid
	worked  time.Time     // when the last of those ended
	raised  chan struct{} // closed and replaced when the ceiling rises
}

func newSellerChannel(b sellerBook) *sellerChannel {
	return &sellerChannel{config: b.Config, book: b, raised: make(chan struct{})}
}

// sellerBook is what a provider keeps on disk of a channel.
type sellerBook struct {
	channel.Payee
	Issued uint32     `json:"issued"` // nonce commitments handed out
	Next   uint32     `json:"next"`   // one past the highest of them that an order has used
	Done   bool       `json:"done"`   // closed, paid out and refunded: nothing can change any more
	Swept  job.Amount `json:"swept"`  // of what was claimed: collected too
}

// Kinds of records a provider keeps.
const (
	kindProvider = "provider" // key "self": identity and secret
	kindSelling  = "selling"  // key channel id: sellerBook
	kindSale     = "sale"     // key request id: sale
	kindNonce    = "nonce"    // key commitment: the request that used it
)

// self is a provider's own record.
type self struct {
	Secret job.Hash `json:"secret"` // all nonces derive from it
	Agent  uint64   `json:"agent"`
	Named  bool     `json:"named"` // Agent is set
}

// NewProvider loads a provider's books. It sells nothing until Announce.
func NewProvider(ctx context.Context, s Setting, cfg ProviderConfig, chain SellerChain, key Signer) (*Provider, error) {
	p := &Provider{Setting: s, cfg: cfg, chain: chain, key: key, channels: map[job.Hash]*sellerChannel{}, serving: map[job.Hash]chan struct{}{}, slots: make(chan struct{}, max(1, cfg.MaxStreams))}
	for _, root := range cfg.Models {
		if _, ok := s.Library.ByRoot(root); !ok {
			return nil, fmt.Errorf("model %s is on offer but not here: import it with `assay model import`", root.Short())
		}
	}
	var me self
	known, err := s.find(ctx, kindProvider, "self", &me)
	if err != nil {
		return nil, err
	}
	if !known {
		if me.Secret, err = s.random(); err != nil {
			return nil, err
		}
		if err := s.keep(ctx, entry{kindProvider, "self", me}); err != nil {
			return nil, err
		}
	}
	p.secret, p.agent = me.Secret, me.Agent
	return p, each(ctx, s.Store, kindSelling, func(_ string, b sellerBook) error {
		p.channels[b.ID] = newSellerChannel(b)
		return nil
	})
}

// Agent returns the provider's ERC-8004 id, valid after Announce.
func (p *Provider) Agent() uint64 { p.mu.Lock(); defer p.mu.Unlock(); return p.agent }

// Announce registers the provider at the identity registry, or moves its registration to endpoint, and brings its
// stake up to stake. It is idempotent: after a crash it finds what was done and does the rest.
func (p *Provider) Announce(ctx context.Context, endpoint string, stake job.Amount) error {
	uri := endpoint + RegistrationPath
	p.mu.Lock()
	p.endpoint = endpoint
	p.mu.Unlock()
	if err := p.register(ctx, uri); err != nil {
		return fmt.Errorf("register as a provider: %w", err)
	}
	have, err := p.chain.StakeOf(ctx, p.key.Address())
	if err != nil {
		return fmt.Errorf("read own stake: %w", err)
	}
	held, _ := have.Total.Sub(have.Unbonding)
	if missing, _ := stake.Sub(held); !missing.IsZero() {
		if _, err := p.chain.Stake(ctx, missing); err != nil {
			return fmt.Errorf("stake %s: %w", missing, err)
		}
		p.reach("provider:staked")
		p.Log.Info("staked", "amount", missing)
	}
	return nil
}

func (p *Provider) register(ctx context.Context, uri string) error {
	var me self
	if _, err := p.find(ctx, kindProvider, "self", &me); err != nil {
		return err
	}
	if !me.Named {
		// A crash may have come between the transaction and the record of it: look for an identity of ours first.
		agents, err := p.chain.Agents(ctx)
		if err != nil {
			return err
		}
		for _, a := range agents {
			if a.Owner == p.key.Address() {
				me.Agent, me.Named = a.ID, true
			}
		}
	}
	if !me.Named {
		id, tx, err := p.chain.Register(ctx, uri, nil)
		if err != nil {
			return err
		}
		p.reach("provider:registered")
		me.Agent, me.Named = id, true
		p.Log.Info("registered", "agent", id, "gas", tx.Gas)
	}
	if err := p.keep(ctx, entry{kindProvider, "self", me}); err != nil {
		return err
	}
	p.mu.Lock()
	p.agent = me.Agent
	p.mu.Unlock()
	now, err := p.chain.Agent(ctx, me.Agent)
	if err != nil {
		return err
	}
	if now.URI != uri {
		if _, err := p.chain.SetURI(ctx, me.Agent, uri); err != nil {
			return err
		}
	}
	return nil
}

// Registration returns the ERC-8004 registration file.
func (p *Provider) Registration(context.Context) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return registrationFile(p.endpoint, p.agent, p.ChainID, p.Contracts.Identity)
}

// Offers returns the price list: one open quote for each model.
func (p *Provider) Offers(ctx context.Context) ([]job.SignedQuote, error) {
	var out []job.SignedQuote
	for _, root := range p.cfg.Models {
		q, err := p.Quote(ctx, job.QuoteRequest{Model: root, Lane: job.LaneExact})
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// Quote makes a firm, signed quote.
func (p *Provider) Quote(_ context.Context, r job.QuoteRequest) (job.SignedQuote, error) {
	if r.Lane != job.LaneExact {
		return job.SignedQuote{}, job.Faultf(job.FaultInvalid, "unknown_lane", "only the exact lane is sold here, not %s", r.Lane)
	}
	if !p.sells(r.Model) {
		return job.SignedQuote{}, job.Faultf(job.FaultNotFound, "model_not_found", "model %s is not on offer here", r.Model.Short())
	}
	m, _ := p.Library.ByRoot(r.Model)
	terms := p.cfg.Terms
	terms.MaxPrompt = min(terms.MaxPrompt, m.Context())
	terms.MaxTokens = min(terms.MaxTokens, m.Context())
	q := terms.Offer(p.key.Address(), p.Agent(), p.Contracts.Token, r, p.unix())
	sig, err := p.key.Sign(q.Digest(p.assay()))
	if err != nil {
		return job.SignedQuote{}, fmt.Errorf("sign quote: %w", err)
	}
	return job.SignedQuote{Quote: q, Signature: sig}, nil
}

func (p *Provider) sells(root job.Hash) bool {
	for _, m := range p.cfg.Models {
		if m == root {
			return true
		}
	}
	return false
}

// ours checks that a quote was made here and still stands at time at.
func (p *Provider) ours(q job.SignedQuote, at uint64) error {
	if err := job.SignedBy(q.Quote.Digest(p.assay()), q.Signature, p.key.Address()); err != nil {
		return job.Faultf(job.FaultAuth, "foreign_quote", "this quote was not made here: %w", err)
	}
	if at >= q.Quote.Expires {
		return job.Faultf(job.FaultConflict, "quote_expired", "the quote expired at %d; ask for a new one", q.Quote.Expires)
	}
	return nil
}

// OpenChannel takes a channel into the books once its deposit is on chain: the provider reserves stake for it and
// commits to its first nonces. Calling it again returns the same commitments.
func (p *Provider) OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error) {
	id := c.ID(p.settlement())
	if ch, ok := p.channel(id); ok {
		ch.mu.Lock()
		closed := ch.book.Closed
		ch.mu.Unlock()
		if closed {
			return job.NonceOffer{}, job.Faultf(job.FaultConflict, "channel_closed", "channel %s is closed; open another with a fresh salt", id.Short())
		}
		return p.Nonces(ctx, id, 0)
	}
	if err := p.ours(q, p.unix()); err != nil {
		return job.NonceOffer{}, err
	}
	if err := p.acceptable(c, q.Quote); err != nil {
		return job.NonceOffer{}, err
	}
	state, err := p.chain.Channel(ctx, id)
	if err != nil {
		return job.NonceOffer{}, asFault(err)
	}
	if state.Balance.Less(p.cfg.MinDeposit) || state.Balance.IsZero() {
		return job.NonceOffer{}, job.Faultf(job.FaultPayment, "deposit_below_min_deposit", "channel %s holds %s, at least %s is needed", id.Short(), state.Balance, p.cfg.MinDeposit)
	}
	if state.WithdrawAt != 0 || !state.Claimed.IsZero() {
		return job.NonceOffer{}, job.Faultf(job.FaultConflict, "channel_busy", "channel %s is used or being withdrawn; open another with a fresh salt", id.Short())
	}
	if err := p.reserve(ctx, id, q.Quote.Reserve); err != nil {
		return job.NonceOffer{}, err
	}
	p.reach("provider:reserved")
	p.mu.Lock()
	if _, ok := p.channels[id]; !ok {
		b := sellerBook{Payee: channel.Payee{Config: c, ID: id}.Observe(state)}
		if err := p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
			p.mu.Unlock()
			return job.NonceOffer{}, err
		}
		p.channels[id] = newSellerChannel(b)
		p.reach("provider:channel-kept")
	}
	p.mu.Unlock()
	return p.Nonces(ctx, id, 0)
}

// acceptable lists what a channel must be like, each with its reason.
func (p *Provider) acceptable(c job.ChannelConfig, q job.Quote) error {
	me := p.key.Address()
	for _, r := range []struct {
		ok     bool
		code   string
		reason string
	}{
		{c.Receiver == me && c.ReceiverAuthorizer == me, "receiver_mismatch", "the channel must pay, and be authorized by, the provider that quoted"},
		{c.Token == p.Contracts.Token, "token_mismatch", "the channel is in another token than the quote"},
		{!c.PayerAuthorizer.IsZero(), "payer_authorizer_missing", "requests and vouchers need a session key: a zero authorizer would let a contract wallet change its mind after service"},
		{q.Buyer.IsZero() || q.Buyer == c.Payer, "buyer_mismatch", "the quote was made for another buyer"},
		{c.WithdrawDelay >= job.MinWithdrawDelay && c.WithdrawDelay <= job.MaxWithdrawDelay, "withdraw_delay_out_of_range", "the withdraw delay must lie between 15 minutes and 30 days"},
	} {
		if !r.ok {
			return job.Faultf(job.FaultInvalid, r.code, "%s", r.reason)
		}
	}
	return nil
}

func (p *Provider) reserve(ctx context.Context, id job.Hash, amount job.Amount) error {
	have, err := p.chain.Reservation(ctx, p.key.Address(), id)
	if err != nil {
		return asFault(err)
	}
	if !have.Amount.Less(amount) {
		return nil
	}
	head, err := p.chain.Head(ctx)
	if err != nil {
		return asFault(err)
	}
	stake, err := p.chain.StakeOf(ctx, p.key.Address())
	if err != nil {
		return asFault(err)
	}
	if stake.Free.Less(amount) {
		return job.Faultf(job.FaultUnavailable, "stake_exhausted", "no free stake is left for another channel; try another provider")
	}
	if _, err := p.chain.Reserve(ctx, id, amount, head.Time+p.cfg.ReserveFor); err != nil {
		return asFault(fmt.Errorf("reserve stake: %w", err))
	}
	return nil
}

func (p *Provider) channel(id job.Hash) (*sellerChannel, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ch, ok := p.channels[id]
	return ch, ok
}

func (p *Provider) open(id job.Hash) (*sellerChannel, error) {
	ch, ok := p.channel(id)
	if !ok {
		return nil, job.Faultf(job.FaultNotFound, "channel_not_found", "channel %s is not open here: POST it to /assay/v1/channels after the deposit", id.Short())
	}
	return ch, nil
}

// Channel reports what the provider knows of a channel.
func (p *Provider) Channel(_ context.Context, id job.Hash) (job.SellerChannel, error) {
	ch, err := p.open(id)
	if err != nil {
		return job.SellerChannel{}, err
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.book.Report(), nil
}

// Voucher takes a voucher into the books and wakes the streams that wait for it.
func (p *Provider) Voucher(ctx context.Context, v job.SignedVoucher) (job.SellerChannel, error) {
	ch, err := p.open(v.Voucher.Channel)
	if err != nil {
		return job.SellerChannel{}, err
	}
	if err := p.accept(ctx, ch, v); err != nil {
		return job.SellerChannel{}, err
	}
	return p.Channel(ctx, v.Voucher.Channel)
}

func (p *Provider) accept(ctx context.Context, ch *sellerChannel, v job.SignedVoucher) error {
	state, err := p.chain.Channel(ctx, v.Voucher.Channel)
	if err != nil {
		return asFault(err)
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	payee, err := ch.book.Accept(p.settlement(), v, state)
	if err != nil {
		return moneyFault(err)
	}
	if payee == ch.book.Payee {
		return nil
	}
	b := ch.book
	b.Payee = payee
	if err := p.keep(ctx, entry{kindSelling, payee.ID.String(), b}); err != nil {
		return err
	}
	ch.book = b
	p.reach("provider:voucher-kept")
	close(ch.raised)
	ch.raised = make(chan struct{})
	return nil
}
