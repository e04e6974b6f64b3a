package node

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// dealState is where a buyer's channel stands.
type dealState string

const (
	dealOpening     dealState = "opening"     // salt chosen, deposit perhaps sent
	dealOpen        dealState = "open"        // deposited
	dealClosing     dealState = "closing"     // the seller was asked to settle and refund
	dealWithdrawing dealState = "withdrawing" // the seller did not: waiting for the contract's delay
	dealClosed      dealState = "closed"      // nothing is left in it
)

// dealBook is what a buyer keeps on disk of a channel.
type dealBook struct {
	channel.Payer
	Agent     uint64          `json:"agent"`
	Endpoint  string          `json:"endpoint"`
	State     dealState       `json:"state"`
	Quote     job.SignedQuote `json:"quote"`
	NextNonce uint32          `json:"nextNonce"`          // the first commitment not used in a request
	Funded    job.Hash        `json:"funded"`             // transaction of the first deposit
	Reserved  uint64          `json:"reserved,omitempty"` // the seller's stake is set aside until then, unix seconds
	dealRecord
}

// dealRecord is how the seller did on a channel, and what became of that on chain.
type dealRecord struct {
	Served   uint64   `json:"served"` // answers found right
	Caught   string   `json:"caught,omitempty"`
	CaughtAt uint64   `json:"caughtAt,omitempty"` // unix seconds
	Evidence job.Hash `json:"evidence"`           // request id of the first proof
	Doubted  bool     `json:"doubted,omitempty"`  // an answer was wrong, without proof
	Plain    bool     `json:"plain,omitempty"`    // not all was bought in the exact lane
	Conceded bool     `json:"conceded,omitempty"`
	Paid     job.Hash `json:"paid"`             // transaction of a claim, once seen
	Marked   bool     `json:"marked,omitempty"` // feedback is given
	Feedback job.Hash `json:"feedback"`         // its transaction; zero when a crash came before we knew it
}

// deal is one channel in use.
type deal struct {
	agent    uint64                   // book.Agent, which never changes
	shown    atomic.Pointer[dealBook] // the book as it is on disk, for reports: they wait for nobody
	catching sync.Mutex               // one catchUp at a time; taken before mu

	mu          sync.Mutex
	book        dealBook
	held        job.Amount // granted ahead to streams that are running
	streams     int
	peer        Peer
	interrupted []job.Hash // requests whose stream broke off: the seller may have charged what never arrived
	retry       backoff    // of catchUp
}

func newDeal(b dealBook) *deal {
	d := &deal{agent: b.Agent}
	d.take(b)
	return d
}

// take makes b, which is on disk, the deal's book. The caller holds d.mu, or is the only one who knows d.
func (d *deal) take(b dealBook) {
	d.book = b
	d.shown.Store(&b)
}

// Kinds of records a buyer keeps.
const (
	kindDeal       = "deal"       // key channel id: dealBook
	kindOffer      = "offer"      // key channel id / first index: nonce offer
	kindOrder      = "order"      // key request id: order
	kindPurchase   = "purchase"   // key request id: purchase
	kindExperience = "experience" // key agent id: experience
	kindSpent      = "spent"      // key day: amount
	kindRunning    = "running"    // key request id: channel id; deleted when the request is over
	kindEvidence   = "evidence"   // key request id: wrong
	kindBought     = "bought"     // key newest first (boughtKey): request id
)

func mustSub(a, b job.Amount) job.Amount { r, _ := a.Sub(b); return r }

// ensureDeal returns an open channel to a provider with room for need, opening one or adding to one. A provider that
// takes its time holds up those who wait for a channel to it, and nobody else.
func (g *Gateway) ensureDeal(ctx context.Context, l listing, q job.SignedQuote, need job.Amount) (*deal, error) {
	if d := g.current(l.Agent); d != nil {
		d.mu.Lock()
		ready := d.book.State == dealOpen && d.missing(need).IsZero() && d.book.Reserved >= g.unix()+g.cfg.MinReserveFor
		if ready {
			d.peer = l.peer
		}
		d.mu.Unlock()
		if ready {
			return d, nil
		}
	}
	opening := g.openingLock(l.Agent.ID)
	opening.Lock()
	defer opening.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// What is paid is waited for, whether the client is still there or not.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), openTime)
	defer cancel()
	d := g.current(l.Agent)
	if d == nil {
		var err error
		if d, err = g.newDeal(ctx, l, q); err != nil {
			return nil, err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.peer = l.peer
	if d.book.State == dealOpening {
		if err := g.fund(ctx, d, q, need); err != nil {
			return nil, err
		}
	}
	if d.book.Reserved < g.unix()+g.cfg.MinReserveFor {
		if err := g.renew(ctx, d, q); err != nil {
			return nil, err
		}
	}
	return d, g.topUp(ctx, d, need)
}

// renew makes the seller set its stake aside for longer, and sees on chain that it did. The caller holds d.mu.
func (g *Gateway) renew(ctx context.Context, d *deal, q job.SignedQuote) error {
	if _, err := d.peer.OpenChannel(ctx, d.book.Config, q); err != nil {
		return err
	}
	until, err := g.seeReserve(ctx, d.book, q)
	if err != nil {
		return err
	}
	b := d.book
	b.Reserved = until
	return g.keepDeal(ctx, d, b)
}

// seeReserve checks on chain that the stake which a quote promises is set aside for long enough, and returns until when.
func (g *Gateway) seeReserve(ctx context.Context, b dealBook, q job.SignedQuote) (until uint64, err error) {
	r, err := g.chain.Reservation(ctx, b.Config.Receiver, b.ID)
	if err != nil {
		return 0, asFault(err)
	}
	if r.Amount.Less(q.Quote.Reserve) || r.Until < g.unix()+g.cfg.MinReserveFor {
		return 0, sellerFaultf("stake_not_reserved", "agent %d has not set aside the stake its quote promises", b.Agent)
	}
	return r.Until, nil
}

// openTime bounds opening a channel: two transactions and a few calls.
const openTime = 3 * time.Minute

// openingLock returns the lock under which channels to a provider are opened and topped up.
func (g *Gateway) openingLock(agent uint64) *sync.Mutex {
	g.mu.Lock()
	defer g.mu.Unlock()
	l, ok := g.opening[agent]
	if !ok {
		l = &sync.Mutex{}
		g.opening[agent] = l
	}
	return l
}

// current returns the deal with a provider that new requests go through, or nil. A deal with a wallet that the provider
// has left is none.
func (g *Gateway) current(a job.Agent) *deal {
	for _, d := range g.all() {
		if d.agent != a.ID || d.shown.Load().Config.Receiver != a.Wallet {
			continue
		}
		if state := d.shown.Load().State; state == dealOpen || state == dealOpening {
			return d
		}
	}
	return nil
}

// newDeal fixes a fresh channel and writes it down. The salt is random: after any refund an old voucher must not fit
// a new channel.
func (g *Gateway) newDeal(ctx context.Context, l listing, q job.SignedQuote) (*deal, error) {
	stake, err := g.chain.StakeOf(ctx, q.Quote.Provider)
	if err != nil {
		return nil, asFault(err)
	}
	if stake.Free.Less(q.Quote.Reserve) {
		return nil, sellerFaultf("stake_exhausted", "agent %d has %s free stake and its quote promises %s for a channel", l.Agent.ID, stake.Free, q.Quote.Reserve)
	}
	// The quote may be minutes old: see that the seller is there before money goes where only it can give it back at once.
	if _, err := l.peer.Quote(ctx, job.QuoteRequest{Buyer: g.payer.Address(), Model: q.Quote.Model, Lane: q.Quote.Lane}); err != nil {
		return nil, err
	}
	salt, err := g.random()
	if err != nil {
		return nil, err
	}
	c := job.ChannelConfig{
		Payer: g.payer.Address(), PayerAuthorizer: g.session.Address(),
		Receiver: q.Quote.Provider, ReceiverAuthorizer: q.Quote.Provider,
		Token: q.Quote.Token, WithdrawDelay: job.MinWithdrawDelay, Salt: salt,
	}
	d := newDeal(dealBook{
		Payer: channel.Payer{Config: c, ID: c.ID(g.settlement())},
		Agent: l.Agent.ID, Endpoint: l.Endpoint, State: dealOpening, Quote: q,
	})
	if err := g.keepDeal(ctx, d, d.book); err != nil {
		return nil, err
	}
	g.reach("buyer:deal-kept")
	g.mu.Lock()
	g.deals[d.book.ID] = d
	g.mu.Unlock()
	return d, nil
}

// fund deposits into a channel that is being opened, makes the seller take it into its books, and checks on chain that
// the promised stake is set aside. The caller holds d.mu. After a crash it goes on where it stopped.
func (g *Gateway) fund(ctx context.Context, d *deal, q job.SignedQuote, need job.Amount) error {
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	b := d.book
	if state.Balance.IsZero() {
		tx, err := g.deposit(ctx, d, job.Max(g.cfg.Deposit, need))
		if err != nil {
			return err
		}
		b.Funded = tx.Hash
		if state, err = g.chain.Channel(ctx, b.ID); err != nil {
			return asFault(err)
		}
	}
	// What the chain holds is what counts, also when a crash came between a deposit and the record of it.
	b.Deposit = state.Balance
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	offer, err := d.peer.OpenChannel(ctx, b.Config, q)
	if err != nil {
		return err
	}
	if err := g.checkOffer(offer, b, 0); err != nil {
		return err
	}
	if b.Reserved, err = g.seeReserve(ctx, b, q); err != nil {
		return err
	}
	b.State = dealOpen
	if err := g.keepDeal(ctx, d, b, entry{kindOffer, offerKey(b.ID, 0), offer}); err != nil {
		return err
	}
	g.reach("buyer:deal-open")
	return nil
}

// keepDeal writes a deal's new book down, with whatever belongs to the same step, and only then takes it over. The
// caller holds d.mu (or is the only one who knows d).
func (g *Gateway) keepDeal(ctx context.Context, d *deal, b dealBook, with ...entry) error {
	if err := g.keep(ctx, append(with, entry{kindDeal, b.ID.String(), b})...); err != nil {
		return err
	}
	d.take(b)
	g.noteDeposit(b)
	return nil
}

// noteDeposit remembers how much money the deal holds, for mayLock.
func (g *Gateway) noteDeposit(b dealBook) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if b.State == dealClosed {
		delete(g.deposits, b.ID)
	} else {
		g.deposits[b.ID] = b.Deposit
	}
}

// mayLock refuses deposits beyond the limit on money in open channels, and counts what it grants at once, so that two
// deposits at a time cannot both slip under the limit. noteDeposit puts the true number there afterwards.
func (g *Gateway) mayLock(id job.Hash, amount job.Amount) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	var locked job.Amount
	for _, a := range g.deposits {
		locked = locked.Add(a)
	}
	if g.cfg.MaxLocked.Less(locked.Add(amount)) {
		return job.Faultf(job.FaultPayment, "deposit_limit", "open channels hold %s and the limit is %s: close one or raise max_locked", locked, g.cfg.MaxLocked)
	}
	g.deposits[id] = g.deposits[id].Add(amount)
	return nil
}

// skillAsk is the skill in whose service a gateway signs.
const skillAsk = "ask"

// deposit puts money into a channel. The caller holds d.mu and records what the chain says afterwards.
func (g *Gateway) deposit(ctx context.Context, d *deal, amount job.Amount) (job.Tx, error) {
	if err := g.mayLock(d.book.ID, amount); err != nil {
		return job.Tx{}, err
	}
	tx, err := g.chain.Deposit(agent.WithSkill(ctx, skillAsk), d.book.Config, amount)
	if err != nil {
		g.noteDeposit(d.book)
		if f := walletFault(err); f != nil {
			return tx, f
		}
		return tx, job.Faultf(job.FaultPayment, "insufficient_funds", "cannot put %s into a channel: %w", amount, err)
	}
	g.reach("buyer:deposited")
	g.Log.Info("put money into a channel", "agent", d.agent, "amount", amount, "gas", tx.Gas)
	return tx, nil
}

// missing returns what a deal lacks for need beyond what is owed and granted. The caller holds d.mu.
func (d *deal) missing(need job.Amount) job.Amount {
	want := job.Max(d.book.Owed.Add(d.held).Add(need), d.book.Ceiling)
	return mustSub(want, d.book.Deposit)
}

// topUp adds to a channel that has too little room. The caller holds d.mu.
func (g *Gateway) topUp(ctx context.Context, d *deal, need job.Amount) error {
	if d.missing(need).IsZero() {
		return nil
	}
	// A crash may have come between an earlier deposit and the record of it: look before paying once more.
	if err := g.seeDeposit(ctx, d); err != nil {
		return err
	}
	missing := d.missing(need)
	if missing.IsZero() {
		return nil
	}
	if _, err := g.deposit(ctx, d, job.Max(g.cfg.Deposit, missing)); err != nil {
		return err
	}
	return g.seeDeposit(ctx, d)
}

// seeDeposit records what the chain holds in a channel. The caller holds d.mu.
func (g *Gateway) seeDeposit(ctx context.Context, d *deal) error {
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	if state.Balance == d.book.Deposit {
		return nil
	}
	b := d.book
	b.Deposit = state.Balance
	return g.keepDeal(ctx, d, b)
}

func offerKey(id job.Hash, first uint32) string { return fmt.Sprintf("%s/%010d", id, first) }

// commitment returns the next nonce commitment that no request has used, fetching another batch when one is used up.
// The caller holds d.mu and writes the book down, with NextNonce raised, before it signs a request.
func (g *Gateway) commitment(ctx context.Context, d *deal) (job.Hash, error) {
	first := d.book.NextNonce - d.book.NextNonce%job.NonceBatchSize
	var offer job.NonceOffer
	known, err := g.find(ctx, kindOffer, offerKey(d.book.ID, first), &offer)
	if err != nil {
		return job.Hash{}, err
	}
	if !known {
		if offer, err = d.peer.Nonces(ctx, d.book.ID, first); err != nil {
			return job.Hash{}, err
		}
		if err := g.checkOffer(offer, d.book, first); err != nil {
			return job.Hash{}, err
		}
		if err := g.keep(ctx, entry{kindOffer, offerKey(d.book.ID, first), offer}); err != nil {
			return job.Hash{}, err
		}
	}
	return offer.Commitments[d.book.NextNonce-first], nil
}

// checkOffer checks that a batch of nonce commitments is the provider's, for this channel and place.
func (g *Gateway) checkOffer(o job.NonceOffer, b dealBook, first uint32) error {
	leaves := make([][]byte, len(o.Commitments))
	for i, c := range o.Commitments {
		leaves[i] = c[:]
	}
	bad := func(format string, args ...any) error {
		return sellerFaultf("bad_nonce_batch", "agent %d gave a bad batch of nonce commitments: %w", b.Agent, fmt.Errorf(format, args...))
	}
	root, err := trace.Root(trace.Nonces, leaves)
	switch {
	case err != nil:
		return bad("%w", err)
	case len(leaves) != job.NonceBatchSize || root != o.Batch.Root:
		return bad("the commitments are not those under its root")
	case o.Batch.Channel != b.ID || o.Batch.First != first:
		return bad("it is for another channel or place")
	}
	if err := job.SignedBy(o.Batch.Digest(g.assay()), o.Signature, b.Config.Receiver); err != nil {
		return bad("%w", err)
	}
	return nil
}
