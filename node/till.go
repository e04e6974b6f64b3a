package node

import (
	"context"
	"errors"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
)

// TillChain is the chain as a till uses it, besides what the provider does there.
type TillChain interface {
	TokenDomain(ctx context.Context) (job.Domain, error)
	Balance(ctx context.Context, a job.Address) (job.Amount, error)
	TransferWithAuthorization(ctx context.Context, a job.SignedAuthorization) (job.Tx, error)
	AuthorizationUsed(ctx context.Context, from job.Address, nonce job.Hash) (bool, error)
	// TransferMade returns the transaction, in the blocks from one on, that made the transfer; zero: there is none.
	TransferMade(ctx context.Context, a job.Authorization, from uint64) (job.Hash, error)
	DepositFor(ctx context.Context, c job.ChannelConfig, d job.Deposit) (job.Tx, error)
}

// Till sells a provider's answers to buyers who sign no request of ours, by other people's payment protocols. Such a
// buyer has less recourse, and is told so: the provider chooses the nonce knowing the request, and its statements are
// signed in a domain that no contract takes. What they say can be recomputed all the same.
//
// All that an answer may cost is there before it begins. On a channel the ceiling covers it, and only what was
// delivered is charged; payments on one channel are taken in the order in which they arrive, each starting from what is
// charged and what answers in the making may yet cost. Money that is sent once is kept whole.
//
// Everything is on disk before it is acted on. While an answer has not arrived, the same payment with the same request
// goes on where it broke off, and is never charged twice; for money sent once that holds for good.
type Till struct {
	p       *Provider
	chain   TillChain
	token   job.Domain
	prepare func(job.Ask) (plan, error)
}

// tillDelay is the withdrawal delay that buyers are asked for, in seconds: long enough to claim even after a day's outage.
const tillDelay = 24 * 3600

// settleTime is how long an authorization must still be good for, in seconds: until the transfer is mined.
const settleTime = 6

// kindTender is the kind of a till's records; key payment id: tender.
const kindTender = "tender"

// tender is what a till keeps of a payment.
type tender struct {
	Asked   job.Hash   `json:"asked"`             // digest of the request without what the provider adds, its price included
	Request job.Hash   `json:"request,omitzero"`  // id of the sale, once it has begun
	Price   *job.Price `json:"price,omitempty"`   // for which money sent once was taken: later prices do not touch it
	Seen    uint64     `json:"seen,omitempty"`    // block at which money sent once was accepted
	Settled bool       `json:"settled,omitempty"` // money sent once is here
	Tx      job.Hash   `json:"tx,omitzero"`
}

// NewTill opens a till for a provider. maxTokens is the length of an answer whose buyer names none.
func NewTill(ctx context.Context, p *Provider, chain TillChain, maxTokens uint32) (*Till, error) {
	token, err := chain.TokenDomain(ctx)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.till = true
	p.mu.Unlock()
	desk := &Gateway{Setting: p.Setting, cfg: GatewayConfig{MaxTokens: maxTokens}} // only to read asks
	return &Till{p: p, chain: chain, token: token, prepare: desk.prepare}, nil
}

// Cashier says what a buyer must know to pay here.
func (t *Till) Cashier() job.Cashier {
	return job.Cashier{ChainID: t.p.ChainID, Contracts: t.p.Contracts, Token: t.token, Receiver: t.p.key.Address(), Delay: tillDelay, MinDeposit: t.p.cfg.MinDeposit, Agent: t.p.Agent()}
}

// ChallengeKey is a secret for binding challenges to this provider.
func (t *Till) ChallengeKey() job.Hash {
	return job.Keccak([]byte("assay.challenge.key.v1"), t.p.secret[:])
}

// Models lists what is sold here.
func (t *Till) Models(context.Context) ([]job.ModelInfo, error) {
	var out []job.ModelInfo
	for _, m := range t.p.Library.Models() {
		if t.p.sells(m.Root()) {
			out = append(out, job.ModelInfo{Name: m.Name(), Root: m.Root(), Lane: job.LaneExact, Context: m.Context(), Providers: 1, Chat: !m.TemplateHash().IsZero()})
		}
	}
	return out, nil
}

// Price says what an ask may cost at most.
func (t *Till) Price(ctx context.Context, ask job.Ask) (job.Price, error) {
	pl, err := t.plan(ask)
	if err != nil {
		return job.Price{}, err
	}
	return t.price(ctx, pl)
}

// plan reads an ask.
func (t *Till) plan(ask job.Ask) (plan, error) {
	pl, err := t.prepare(ask)
	if err != nil {
		return pl, err
	}
	if pl.lane != job.LaneExact { // an answer that breaks off there cannot be made again, and money sent once is gone
		return pl, &job.Fault{Kind: job.FaultInvalid, Code: "lane", Param: "lane", Message: "this door sells the exact lane only: buy the statistical one through a gateway"}
	}
	return pl, nil
}

// price is what we ask for a plan now.
func (t *Till) price(ctx context.Context, pl plan) (job.Price, error) {
	q, err := t.p.Quote(ctx, job.QuoteRequest{Model: pl.model.Root(), Lane: job.LaneExact})
	if err != nil {
		return job.Price{}, err
	}
	n := uint32(len(pl.prompt))
	if n > q.Quote.MaxPrompt || pl.maxTokens > q.Quote.MaxTokens {
		return job.Price{}, job.Faultf(job.FaultInvalid, "context_length_exceeded", "the prompt has %d tokens and %d may be answered; at most %d and %d are sold: shorten the prompt or lower max_tokens", n, pl.maxTokens, q.Quote.MaxPrompt, q.Quote.MaxTokens)
	}
	return job.Price{Amount: q.Quote.Cost(n, pl.maxTokens), PromptTokens: n, MaxTokens: pl.maxTokens, Model: pl.model.Name(), Quote: q}, nil
}

// purchaseOrder is an unsigned request made ready.
type purchaseOrder struct {
	plan
	price   job.Price
	request job.Request // without nonces and time
	asked   job.Hash
	payment job.Hash // payment id
}

// at makes the order ready for a price, which for money that we have is the one of then.
func (o *purchaseOrder) at(p job.Price) {
	o.price = p
	o.request.MaxTokens, o.request.PriceLimit = p.MaxTokens, p.Amount
}

// Emit gets an answer piece by piece: text, what became of the payment so far, and what the provider signed about it.
type Emit = func(d job.Delta, paid job.Paid, said job.Delivery) error

// Sell answers an ask for a payment. Refusals of the payment are faults of kind FaultPayment; one that wraps
// *job.OutOfStep says what voucher would have been taken.
func (t *Till) Sell(ctx context.Context, ask job.Ask, pay job.Tender, emit Emit) (job.Answer, job.Paid, error) {
	if (pay.Once == nil) == (pay.Channel == nil) {
		return job.Answer{}, job.Paid{}, refusedPayment("payload", "want either money sent once or a voucher")
	}
	pl, err := t.plan(ask)
	if err != nil {
		return job.Answer{}, job.Paid{}, err
	}
	// What was asked has neither our price nor the length that we choose: both may change while an answer is owed.
	o := purchaseOrder{plan: pl, request: job.Request{
		Model: pl.model.Root(), Tokenizer: pl.model.TokenizerHash(), Template: pl.template, Prompt: pl.root, PromptTokens: uint32(len(pl.prompt)), MaxTokens: ask.MaxTokens,
		Sampling: pl.ask.Sampling, Lane: job.LaneExact,
	}}
	o.request.Constrain(pl.ask.Constraints)
	o.asked = o.request.Digest(t.p.unsigned())
	if pay.Once != nil {
		return t.sellOnce(ctx, o, *pay.Once, emit)
	}
	return t.sellOnChannel(ctx, o, *pay.Channel, emit)
}

// room refuses a payment while there is no place for its answer: before money moves.
func (t *Till) room() error {
	if n := cap(t.p.sessions); len(t.p.sessions) >= n {
		return job.Faultf(job.FaultBusy, "busy", "%d answers are being made already; try again in a moment", n)
	}
	return nil
}

// underWay refuses a second post of a payment whose answer is being made. It does not wait: a buyer who reads slowly
// could have others wait in every place that the door has.
func underWay() *job.Fault {
	return job.Faultf(job.FaultBusy, "payment_under_way", "the answer that this pays for is being sent already; try again when that is over")
}

// refusedPayment is a fault that another payment may mend.
func refusedPayment(code, format string, args ...any) *job.Fault {
	return job.Faultf(job.FaultPayment, code, format, args...)
}

// sellOnce answers for money that is sent once.
func (t *Till) sellOnce(ctx context.Context, o purchaseOrder, a job.SignedAuthorization, emit Emit) (job.Answer, job.Paid, error) {
	o.payment = job.Keccak([]byte("assay.payment.once.v1"), a.From[:], a.Nonce[:])
	leave, _ := t.p.tryEnter(o.payment)
	if leave == nil {
		return job.Answer{}, job.Paid{}, underWay()
	}
	defer leave()
	var rec tender
	known, err := t.p.find(ctx, kindTender, o.payment.String(), &rec)
	if err != nil {
		return job.Answer{}, job.Paid{}, asFault(err)
	}
	if known && (rec.Asked != o.asked || rec.Price == nil) {
		return job.Answer{}, job.Paid{}, refusedPayment("nonce_already_used", "this payment belongs to another request")
	}
	if known {
		o.at(*rec.Price)
	} else {
		price, err := t.price(ctx, o.plan)
		if err != nil {
			return job.Answer{}, job.Paid{}, err
		}
		o.at(price)
		// The head comes first: a transfer that is mined while we look is then found from there on.
		head, err := t.p.chain.Head(ctx)
		if err != nil {
			return job.Answer{}, job.Paid{}, asFault(err)
		}
		if err := checkOnce(ctx, t.chain, t.token, a, t.p.key.Address(), o.price.Amount, t.p.unix()); err != nil {
			return job.Answer{}, job.Paid{}, err
		}
		rec = tender{Asked: o.asked, Price: &price, Seen: head.Number}
		if err := t.p.keep(ctx, entry{kindTender, o.payment.String(), rec}); err != nil {
			return job.Answer{}, job.Paid{}, err
		}
		t.p.reach("till:accepted")
	}
	if !rec.Settled {
		if err := t.room(); err != nil {
			return job.Answer{}, job.Paid{}, err
		}
		if rec, err = t.collect(ctx, o.payment, rec, a); err != nil {
			return job.Answer{}, job.Paid{}, err
		}
	}
	// The money is ours: whoever closed the door meanwhile can come back for the answer with the same payment.
	book := sellerBook{Payee: channel.Payee{ID: o.payment, Balance: o.price.Amount}}
	book.Ceiling.Voucher.MaxClaimable = o.price.Amount
	ch := newSellerChannel(book)
	old, err := t.begun(ctx, rec)
	if err != nil {
		return job.Answer{}, job.Paid{}, err
	}
	ch.held = rest(o, old)
	return t.serve(ctx, o, ch, counter{rec: rec, old: old, left: ch.held, once: true, emit: emit, paid: func(*saleStream, job.Amount) job.Paid {
		return job.Paid{Payer: a.From, Amount: o.price.Amount, Tx: rec.Tx}
	}})
}

// checkOnce lists what money sent once must be like. The transfer itself is simulated before it is sent.
func checkOnce(ctx context.Context, chain TillChain, token job.Domain, a job.SignedAuthorization, to job.Address, amount job.Amount, now uint64) error {
	switch err := job.SignedBy(a.TransferDigest(token), a.Signature, a.From); {
	case err != nil:
		return refusedPayment("signature", "%w", err)
	case a.To != to:
		return refusedPayment("recipient_mismatch", "the money goes to %s, not to %s", a.To, to)
	case a.Value != amount:
		return refusedPayment("authorization_value", "it is for %s, this may cost %s", a.Value, amount)
	case a.ValidBefore < now+settleTime:
		return refusedPayment("payload_authorization_valid_before", "it has expired, or will before it is mined")
	case a.ValidAfter >= now:
		return refusedPayment("payload_authorization_valid_after", "it is not valid yet")
	}
	used, err := chain.AuthorizationUsed(ctx, a.From, a.Nonce)
	if err != nil {
		return asFault(err)
	}
	if used {
		return refusedPayment("nonce_already_used", "this authorization was used or cancelled")
	}
	have, err := chain.Balance(ctx, a.From)
	if err != nil {
		return asFault(err)
	}
	if have.Less(a.Value) {
		return refusedPayment("insufficient_balance", "%s has %s", a.From, have)
	}
	return nil
}

// collect makes the transfer, or finds that it was made: a crash may have come after it was sent, and others may send it too.
func (t *Till) collect(ctx context.Context, id job.Hash, rec tender, a job.SignedAuthorization) (tender, error) {
	ctx = context.WithoutCancel(ctx)
	tx, err := t.chain.TransferWithAuthorization(ctx, a)
	rec.Tx = tx.Hash
	if err != nil {
		if f, ok := errors.AsType[*job.Fault](err); ok && (f.Kind == job.FaultUnavailable || f.Code == "not_mined") {
			return rec, err // it may be mined yet: the same payment finds out
		}
		made, lookErr := t.chain.TransferMade(ctx, a.Authorization, rec.Seen)
		if lookErr != nil {
			return rec, asFault(lookErr)
		}
		if made.IsZero() {
			if err := t.p.keep(ctx, entry{kindTender, id.String(), nil}); err != nil {
				return rec, err
			}
			return rec, refusedPayment("transaction_failed", "the transfer was not made: %w", err)
		}
		rec.Tx = made
	}
	t.p.reach("till:collected")
	rec.Settled = true
	return rec, t.p.keep(ctx, entry{kindTender, id.String(), rec})
}
