package node

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sync"

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
	NextNonce uint32          `json:"nextNonce"` // the first commitment not used in a request
	Funded    job.Hash        `json:"funded"`    // transaction of the first deposit
	Paid      job.Hash        `json:"paid"`      // transaction of a claim, once seen
	Caught    string          `json:"caught,omitempty"`
	Evidence  job.Hash        `json:"evidence"` // request id of the failing receipt
	Feedback  job.Hash        `json:"feedback"` // transaction of the feedback, once given
	Served    uint64          `json:"served"`   // answers found right
	Conceded  bool            `json:"conceded,omitempty"`
}

// deal is one channel in use.
type deal struct {
	mu      sync.Mutex
	book    dealBook
	held    job.Amount // granted ahead to streams that are running
	streams int
	peer    Peer
}

// Kinds of records a buyer keeps.
const (
	kindDeal       = "deal"       // key channel id: dealBook
	kindOffer      = "offer"      // key channel id / first index: nonce offer
	kindOrder      = "order"      // key request id: order
	kindPurchase   = "purchase"   // key request id: purchase
	kindExperience = "experience" // key agent id: experience
	kindSpent      = "spent"      // key day: amount
)

const feedbackTag = "assay.exact"

// ensureDeal returns an open channel to a provider with room for need, opening one or adding to one.
func (g *Gateway) ensureDeal(ctx context.Context, l listing, q job.SignedQuote, need job.Amount) (*deal, error) {
	g.dealing.Lock()
	defer g.dealing.Unlock()
	d := g.current(l.Agent.ID)
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
	if err := g.topUp(ctx, d, need); err != nil {
		return nil, err
	}
	d.book.Quote = q
	return d, nil
}

// current returns the deal with a provider that new requests go through, or nil.
func (g *Gateway) current(agent uint64) *deal {
	for _, d := range g.all() {
		d.mu.Lock()
		use := d.book.Agent == agent && (d.book.State == dealOpen || d.book.State == dealOpening)
		d.mu.Unlock()
		if use {
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
		return nil, job.Faultf(job.FaultUnavailable, "stake_exhausted", "agent %d has %s free stake and its quote promises %s for a channel", l.Agent.ID, stake.Free, q.Quote.Reserve)
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
	d := &deal{book: dealBook{
		Payer: channel.Payer{Config: c, ID: c.ID(g.settlement())},
		Agent: l.Agent.ID, Endpoint: l.Endpoint, State: dealOpening, Quote: q,
	}}
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
		amount := job.Max(g.cfg.Deposit, need)
		if err := g.mayLock(amount); err != nil {
			return err
		}
		tx, err := g.chain.Deposit(ctx, b.Config, amount)
		if err != nil {
			return job.Faultf(job.FaultPayment, "insufficient_funds", "cannot open a channel with %s: %w", amount, err)
		}
		g.reach("buyer:deposited")
		g.Log.Info("opened a channel", "agent", b.Agent, "deposit", amount, "gas", tx.Gas)
		b.Deposit, b.Funded = amount, tx.Hash
	} else {
		b.Deposit = state.Balance // a crash came between the deposit and the record of it
	}
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
	reserved, err := g.chain.Reservation(ctx, b.Config.Receiver, b.ID)
	if err != nil {
		return asFault(err)
	}
	if reserved.Amount.Less(q.Quote.Reserve) || reserved.Until < g.unix()+g.cfg.MinReserveFor {
		return job.Faultf(job.FaultUnavailable, "stake_not_reserved", "agent %d has not set aside the stake its quote promises", b.Agent)
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
	d.book = b
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

// mayLock refuses deposits beyond the limit on money in open channels.
func (g *Gateway) mayLock(amount job.Amount) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	var locked job.Amount
	for _, a := range g.deposits {
		locked = locked.Add(a)
	}
	if g.cfg.MaxLocked.Less(locked.Add(amount)) {
		return job.Faultf(job.FaultPayment, "deposit_limit", "open channels hold %s and the limit is %s: close one or raise max_locked", locked, g.cfg.MaxLocked)
	}
	return nil
}

// topUp adds to a channel that has too little room. The caller holds d.mu.
func (g *Gateway) topUp(ctx context.Context, d *deal, need job.Amount) error {
	want := d.book.Owed.Add(d.held).Add(need)
	missing, short := job.Max(want, d.book.Ceiling).Sub(d.book.Deposit)
	if !short || missing.IsZero() {
		return nil
	}
	amount := job.Max(g.cfg.Deposit, missing)
	if err := g.mayLock(amount); err != nil {
		return err
	}
	tx, err := g.chain.Deposit(ctx, d.book.Config, amount)
	if err != nil {
		return job.Faultf(job.FaultPayment, "insufficient_funds", "cannot add %s to the channel: %w", amount, err)
	}
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	b := d.book
	b.Deposit = state.Balance // what the chain holds is what counts, also if a crash came before a record
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	g.Log.Info("added to a channel", "agent", b.Agent, "amount", amount, "gas", tx.Gas)
	return nil
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

// CloseChannel ends a channel. An honest seller settles and refunds at once; otherwise the buyer withdraws by the
// contract's delay, and Run finishes that.
func (g *Gateway) CloseChannel(ctx context.Context, id job.Hash) (ChannelReport, error) {
	g.mu.Lock()
	d, ok := g.deals[id]
	g.mu.Unlock()
	if !ok {
		return ChannelReport{}, job.Faultf(job.FaultNotFound, "channel_not_found", "no channel %s: `assay channels` lists them", id.Short())
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.streams > 0 {
		return ChannelReport{}, job.Faultf(job.FaultConflict, "channel_busy", "%d answers are still streaming on this channel", d.streams)
	}
	if err := g.settleDeal(ctx, d); err != nil {
		return ChannelReport{}, err
	}
	return d.report(), nil
}

// settleDeal takes a closing as far as it goes now. The caller holds d.mu.
func (g *Gateway) settleDeal(ctx context.Context, d *deal) error {
	switch d.book.State {
	case dealClosed, dealWithdrawing:
		return g.finishDeal(ctx, d)
	case dealOpening:
		return job.Faultf(job.FaultConflict, "channel_opening", "the channel is still being opened")
	}
	b := d.book
	b.State, b.Closed = dealClosing, true
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	g.reach("buyer:closing")
	if err := g.askToClose(ctx, d); err != nil {
		g.Log.Warn("the seller does not close the channel: withdrawing", "agent", b.Agent, "err", err)
		if err := g.withdraw(ctx, d); err != nil {
			return err
		}
	}
	return g.finishDeal(ctx, d)
}

func (g *Gateway) askToClose(ctx context.Context, d *deal) error {
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return err
	}
	if d.peer == nil {
		if d.peer, err = g.dir.dial(d.book.Endpoint); err != nil {
			return err
		}
	}
	auth, err := g.session.Sign(closeRequest(d.book.ID, state).Digest(g.settlement()))
	if err != nil {
		return fmt.Errorf("sign closing: %w", err)
	}
	if _, err := d.peer.Close(ctx, d.book.ID, auth); err != nil {
		return err
	}
	if state, err = g.chain.Channel(ctx, d.book.ID); err != nil {
		return err
	}
	if state.Balance != state.Claimed {
		return fmt.Errorf("it says that the channel is closed, and the chain says that %s was not refunded", mustSub(state.Balance, state.Claimed))
	}
	return nil
}

func mustSub(a, b job.Amount) job.Amount { r, _ := a.Sub(b); return r }

// withdraw starts the contract's own way out, which needs nobody's consent.
func (g *Gateway) withdraw(ctx context.Context, d *deal) error {
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	if state.WithdrawAt == 0 {
		rest, _ := state.Balance.Sub(state.Claimed)
		if !rest.IsZero() {
			if _, err := g.chain.InitiateWithdraw(ctx, d.book.Config, rest); err != nil {
				return asFault(fmt.Errorf("start withdrawing: %w", err))
			}
		}
	}
	b := d.book
	b.State = dealWithdrawing
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	return nil
}

// finishDeal completes a withdrawal that is ripe, marks a channel closed when nothing is left in it, and gives the
// feedback that is due. The caller holds d.mu.
func (g *Gateway) finishDeal(ctx context.Context, d *deal) error {
	if d.book.State == dealClosed {
		return g.feedback(ctx, d)
	}
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	if d.book.State == dealWithdrawing && state.WithdrawAt != 0 {
		head, err := g.chain.Head(ctx)
		if err != nil {
			return asFault(err)
		}
		if head.Time < state.WithdrawAt+d.book.Config.WithdrawDelay {
			return g.feedback(ctx, d)
		}
		if _, err := g.chain.FinalizeWithdraw(ctx, d.book.Config); err != nil {
			return asFault(fmt.Errorf("finish withdrawing: %w", err))
		}
		if state, err = g.chain.Channel(ctx, d.book.ID); err != nil {
			return asFault(err)
		}
	}
	if state.Balance == state.Claimed {
		b := d.book
		b.State = dealClosed
		if err := g.keepDeal(ctx, d, b); err != nil {
			return err
		}
	}
	return g.feedback(ctx, d)
}

// feedback writes to the reputation registry, once a channel, tied to the payment. A bad mark names the failing
// receipt. A channel that bought nothing says nothing. The caller holds d.mu.
func (g *Gateway) feedback(ctx context.Context, d *deal) error {
	b := d.book
	if !b.Feedback.IsZero() || (b.Caught == "" && (b.Served == 0 || b.State != dealClosed)) {
		return nil
	}
	if b.Paid.IsZero() {
		payments, err := g.chain.Payments(ctx, b.Config.Receiver)
		if err != nil {
			return asFault(err)
		}
		for _, p := range payments {
			if p.Channel == b.ID {
				b.Paid = p.Tx
			}
		}
	}
	proof := b.Paid
	if proof.IsZero() {
		proof = b.Funded // nothing was claimed yet: the deposit shows that money was at stake
	}
	file, err := json.Marshal(map[string]any{
		"agentRegistry": registryName(g.ChainID, g.Contracts.Identity),
		"agentId":       b.Agent,
		"clientAddress": fmt.Sprintf("eip155:%d:%s", g.ChainID, b.Config.Payer),
		"createdAt":     g.Now().UTC().Format("2006-01-02T15:04:05Z"),
		"value":         feedbackValue(b), "valueDecimals": 0,
		"tag1": feedbackTag, "tag2": b.Caught,
		"channel": b.ID, "receipt": b.Evidence,
		"proofOfPayment": map[string]string{
			"fromAddress": b.Config.Payer.String(), "toAddress": b.Config.Receiver.String(),
			"chainId": fmt.Sprint(g.ChainID), "txHash": proof.String(),
		},
	})
	if err != nil {
		return fmt.Errorf("encode feedback: %w", err)
	}
	given, err := g.givenAlready(ctx, b)
	if err != nil {
		return err
	}
	if !given {
		tx, err := g.chain.GiveFeedback(ctx, job.Feedback{
			Agent: b.Agent, Value: feedbackValue(b), Tag1: feedbackTag, Tag2: b.Caught, Endpoint: b.Endpoint,
			URI: "data:application/json;base64," + base64.StdEncoding.EncodeToString(file), Hash: job.Keccak(file),
		})
		if err != nil {
			return asFault(fmt.Errorf("give feedback: %w", err))
		}
		g.reach("buyer:feedback-given")
		b.Feedback = tx.Hash
		g.Log.Info("gave feedback", "agent", b.Agent, "value", feedbackValue(b), "about", b.Caught, "gas", tx.Gas)
	} else {
		b.Feedback = b.ID // a crash came between the transaction and the record of it
	}
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	g.dir.forget()
	return nil
}

// givenAlready looks for feedback of ours that names this channel.
func (g *Gateway) givenAlready(ctx context.Context, b dealBook) (bool, error) {
	marks, err := g.chain.Feedback(ctx, b.Agent)
	if err != nil {
		return false, asFault(err)
	}
	for _, f := range marks {
		if f.Client != b.Config.Payer {
			continue
		}
		raw, ok := cutDataURI(f.URI)
		var about struct {
			Channel job.Hash `json:"channel"`
		}
		if ok && json.Unmarshal(raw, &about) == nil && about.Channel == b.ID {
			return true, nil
		}
	}
	return false, nil
}

func feedbackValue(b dealBook) int64 {
	if b.Caught != "" {
		return -100
	}
	return 100
}

// checkOffer checks that a batch of nonce commitments is the provider's, for this channel and place.
func (g *Gateway) checkOffer(o job.NonceOffer, b dealBook, first uint32) error {
	leaves := make([][]byte, len(o.Commitments))
	for i, c := range o.Commitments {
		leaves[i] = c[:]
	}
	bad := func(format string, args ...any) error {
		return job.Faultf(job.FaultUnavailable, "bad_nonce_batch", "agent %d gave a bad batch of nonce commitments: %w", b.Agent, fmt.Errorf(format, args...))
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
