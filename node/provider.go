package node

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
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
	MaxStreams  int           // answers computed at once
	VoucherWait time.Duration // how long a stream waits for its next voucher
	// ReserveFor is how many seconds a channel's stake stays reserved after opening, and after each renewal. Short, since
	// the vault gives nothing back sooner; longer than buyers insist on, or they renew without end.
	ReserveFor uint64
	// MaxChannelsPerPayer bounds the open channels of one payer; 0: 3. Twice as many may hold stake, the closed ones
	// whose reservation has not ended included.
	MaxChannelsPerPayer int
	ClaimAt             job.Amount // unclaimed charges of a channel that are claimed at once; zero: no such limit
	ClaimAfter          uint64     // seconds that a charge may wait to be claimed; 0: until the channel ends
	Upstream            UpstreamConfig
}

// Provider sells answers. Create one with NewProvider, then Announce and Run.
//
// Locks are taken in this order: the turn of an order or of a channel (enter), a channel's look, the channel's mu, and
// mu last. Under mu nobody calls out. Under a channel's locks its own journal entries are written and its own
// transactions are waited for, which holds up that channel and no other.
type Provider struct {
	Setting
	cfg   ProviderConfig
	chain SellerChain
	key   Signer

	mu       sync.Mutex
	agent    uint64
	endpoint string
	till     bool // it also sells to buyers who sign no request
	secret   job.Hash
	channels map[job.Hash]*sellerChannel
	stakes   map[job.Hash]reservation   // by channel: stake that is, or may be, set aside
	openings map[job.Address]int        // by payer: channels that are being opened
	turns    map[job.Hash]chan struct{} // by request or channel id; closed when the turn ends

	upstream *upstreams
	slots    chan struct{} // taken while the engine works
	sessions chan struct{} // taken while an answer is in memory, those that wait for money or a slot included
}

// sellerChannel is one open channel: its book on disk, and what is in flight.
type sellerChannel struct {
	config job.ChannelConfig // the book's, which never changes
	ended  atomic.Bool       // the book's: nothing can be bought on it now

	// look is held from reading the channel on chain until what was read is in the book, so that an older reading
	// never replaces a newer one. Answers go on meanwhile.
	look sync.Mutex

	mu      sync.Mutex
	book    sellerBook
	held    job.Amount    // granted to pieces that are being made
	streams int           // orders that are here, paid or not
	working int           // those of them that had a piece paid
	worked  time.Time     // when the last of those ended
	raised  chan struct{} // closed and replaced when the ceiling rises
	replays tally
	room    int          // places kept for this channel that nobody is in
	lapsed  int          // places whose hold ended while somebody was in them
	guarded time.Time    // when guard looked at it last; guard's own
	offered []job.Amount // sums that vouchers of a till were told to start from, the latest last
}

func newSellerChannel(b sellerBook) *sellerChannel {
	ch := &sellerChannel{config: b.Config, raised: make(chan struct{})}
	ch.take(b)
	return ch
}

// take makes b, which is on disk, the channel's book. The caller holds ch.mu, or is the only one who knows ch.
func (ch *sellerChannel) take(b sellerBook) {
	ch.book = b
	ch.ended.Store(b.Closed || b.Balance == b.Claimed)
}

// sellerBook is what a provider keeps on disk of a channel.
type sellerBook struct {
	channel.Payee
	Issued uint32     `json:"issued"`          // nonce commitments handed out
	Next   uint32     `json:"next"`            // one past the highest of them that an order has used
	Done   bool       `json:"done"`            // closed, paid out and refunded: nothing can change any more
	Swept  job.Amount `json:"swept"`           // of what was claimed: collected too
	Since  uint64     `json:"since,omitempty"` // when the oldest charge that is not claimed was made, unix seconds
}

// Kinds of records a provider keeps.
const (
	kindProvider = "provider" // key "self": identity and secret
	kindSelling  = "selling"  // key channel id: sellerBook
	kindSale     = "sale"     // key request id: sale
	kindNonce    = "nonce"    // key commitment: the request that used it
	kindStake    = "stake"    // key channel id: reservation; deleted when it was released
)

// self is a provider's own record.
type self struct {
	Secret job.Hash `json:"secret"` // all nonces derive from it
	Agent  uint64   `json:"agent"`
	Named  bool     `json:"named"`            // Agent is set
	Intent string   `json:"intent,omitempty"` // URI that an identity was, or was about to be, registered with
}

// NewProvider loads a provider's books. It sells nothing until Announce.
func NewProvider(ctx context.Context, s Setting, cfg ProviderConfig, chain SellerChain, key Signer) (*Provider, error) {
	cfg.MaxStreams = max(1, cfg.MaxStreams)
	if cfg.MaxChannelsPerPayer <= 0 {
		cfg.MaxChannelsPerPayer = 3
	}
	p := &Provider{
		Setting: s, cfg: cfg, chain: chain, key: key,
		channels: map[job.Hash]*sellerChannel{}, stakes: map[job.Hash]reservation{}, openings: map[job.Address]int{}, turns: map[job.Hash]chan struct{}{},
		upstream: newUpstreams(s, cfg.Upstream),
		slots:    make(chan struct{}, cfg.MaxStreams), sessions: make(chan struct{}, sessionsPerSlot*cfg.MaxStreams),
	}
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
	err = each(ctx, s.Store, kindSelling, func(_ string, b sellerBook) error {
		p.channels[b.ID] = newSellerChannel(b)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, each(ctx, s.Store, kindStake, func(key string, r reservation) error {
		id, err := job.ParseHash(key)
		if err != nil {
			return fmt.Errorf("record %s %s is damaged: %w", kindStake, key, err)
		}
		p.stakes[id] = r
		return nil
	})
}

// Agent returns the provider's ERC-8004 id, valid after Announce.
func (p *Provider) Agent() uint64 { p.mu.Lock(); defer p.mu.Unlock(); return p.agent }

// Announce registers the provider at the identity registry, or moves its registration to endpoint, brings its
// stake up to stake, and makes its models judgeable. It is idempotent: after a crash it finds what was done and does the rest.
func (p *Provider) Announce(ctx context.Context, endpoint string, stake job.Amount) error {
	uri := endpoint + RegistrationPath
	p.mu.Lock()
	p.endpoint = endpoint
	p.mu.Unlock()
	p.upstream.look(ctx) // so that the first price list is whole
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
	for _, root := range p.cfg.Models {
		m, _ := p.Library.ByRoot(root) // NewProvider has looked
		if err := p.judgeable(ctx, p.chain, m); err != nil {
			return err
		}
	}
	return nil
}

func (p *Provider) register(ctx context.Context, uri string) error {
	var me self
	_, err := p.find(ctx, kindProvider, "self", &me)
	if err != nil {
		return err
	}
	if !me.Named && me.Intent != "" {
		if me.Agent, me.Named, err = p.registered(ctx, me.Intent); err != nil {
			return err
		}
	}
	if !me.Named {
		me.Intent = uri
		if err := p.keep(ctx, entry{kindProvider, "self", me}); err != nil {
			return err
		}
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

// registered looks for the identity that a crash kept us from writing down. Anybody may give us an identity of his own
// with a record of his own, and under any URI, so it must be ours in every respect: a transfer clears the wallet, and
// nobody but us can set it to our address.
func (p *Provider) registered(ctx context.Context, uri string) (agent uint64, ok bool, err error) {
	agents, err := p.chain.Agents(ctx)
	if err != nil {
		return 0, false, err
	}
	me := p.key.Address()
	for _, a := range agents {
		if a.Owner == me && a.Wallet == me && a.URI == uri {
			return a.ID, true, nil
		}
	}
	return 0, false, nil
}

// Registration returns the ERC-8004 registration file.
func (p *Provider) Registration(context.Context) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return registrationFile(p.endpoint, p.agent, p.ChainID, p.Contracts.Identity, p.till, len(p.cfg.Upstream.Servers) > 0)
}

// Offers returns the price list: one open quote for each model, of the statistical lane only for those that can be had now.
func (p *Provider) Offers(ctx context.Context) ([]job.SignedQuote, error) {
	var out []job.SignedQuote
	for _, root := range p.cfg.Models {
		q, err := p.Quote(ctx, job.QuoteRequest{Model: root, Lane: job.LaneExact})
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	for _, name := range p.upstream.offered() {
		model, err := job.NameModel(name)
		if err != nil {
			return nil, err
		}
		q, err := p.Quote(ctx, job.QuoteRequest{Model: model, Lane: job.LaneStatistical})
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// wares finds what a lane has under a model field, and on which terms it is sold.
func (p *Provider) wares(lane job.Lane, model job.Hash) (goods, market.Terms, error) {
	switch lane {
	case job.LaneExact:
		if m, ok := p.Library.ByRoot(model); ok && p.sells(model) {
			return m, p.cfg.Terms, nil
		}
	case job.LaneStatistical:
		if n, ok := p.upstream.find(model); ok {
			return n, p.cfg.Upstream.Terms, nil
		}
	default:
		return nil, market.Terms{}, job.Faultf(job.FaultInvalid, "unknown_lane", "only the exact and the statistical lane are sold here, not %s", lane)
	}
	shown := model.Short()
	if name, ok := job.ModelName(model); ok && lane == job.LaneStatistical {
		shown = name
	}
	return nil, market.Terms{}, job.Faultf(job.FaultNotFound, "model_not_found", "model %s is not on offer here in the %s lane now", shown, lane)
}

// Quote makes a firm, signed quote.
func (p *Provider) Quote(_ context.Context, r job.QuoteRequest) (job.SignedQuote, error) {
	m, terms, err := p.wares(r.Lane, r.Model)
	if err != nil {
		return job.SignedQuote{}, err
	}
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
	if err := job.SignedBy(v.Voucher.Digest(p.settlement()), v.Signature, ch.config.PayerAuthorizer); err != nil {
		return moneyFault(fmt.Errorf("%w: %w", channel.ErrVoucher, err)) // a stranger's costs no look at the chain
	}
	ch.look.Lock()
	defer ch.look.Unlock()
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
	ch.take(b)
	p.reach("provider:voucher-kept")
	close(ch.raised)
	ch.raised = make(chan struct{})
	return nil
}
