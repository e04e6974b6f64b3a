package node

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// purchase is a buyer's record of one request.
type purchase struct {
	Channel  job.Hash      `json:"channel"`
	Agent    uint64        `json:"agent"`
	Model    string        `json:"model"`
	Phase    job.Phase     `json:"phase"`
	Started  uint64        `json:"started"` // unix milliseconds
	Output   []uint32      `json:"output"`  // received and found right so far
	Amount   job.Amount    `json:"amount"`  // owed for them
	Full     bool          `json:"full"`    // policy: the tokens are recomputed, not only the signatures checked
	Receipt  *job.Receipt  `json:"receipt,omitempty"`
	Signed   job.Signature `json:"receiptSignature"`
	Class    string        `json:"class,omitempty"`  // of the evidence against it
	Reason   string        `json:"reason,omitempty"` // why it failed
	FirstNon uint32        `json:"firstNonce"`       // batch that its nonce commitment is from
}

// attempt buys the answer from one provider. The catch is set when the provider is to blame.
func (g *Gateway) attempt(ctx context.Context, p plan, from bid, out *outlet) (job.Answer, *job.Catch, error) {
	q, l := from.quote, from.listing
	limit := q.Quote.Cost(uint32(len(p.prompt)), p.maxTokens)
	if err := g.mayspend(ctx, limit); err != nil {
		return job.Answer{}, nil, err
	}
	first := q.Quote.Cost(uint32(len(p.prompt)), min(q.Quote.ChunkTokens, p.maxTokens))
	d, err := g.ensureDeal(ctx, l, q, limit)
	if err != nil {
		return job.Answer{}, blame(l, err), err
	}
	b, err := g.order(ctx, p, d, q, first, limit)
	if err != nil {
		return job.Answer{}, blame(l, err), err
	}
	defer b.end()
	out.request = b.id
	err = b.stream(ctx, out)
	if err != nil {
		return job.Answer{}, b.catch(err), err
	}
	if err := out.flush(); err != nil {
		return job.Answer{}, nil, err
	}
	return b.answer(out.text.String()), nil, nil
}

// busyBuyer is one purchase under way.
type busyBuyer struct {
	g       *Gateway
	d       *deal
	id      job.Hash
	order   job.Order
	rec     purchase
	check   *verify.Stream
	granted job.Amount // part of d.held that is this stream's
	loss    job.Amount // set by a catch
	once    sync.Once
	gone    bool // the client is gone: pay for nothing more
}

// order makes, signs and writes down a request, together with the voucher that pays its prompt and first chunk.
func (g *Gateway) order(ctx context.Context, p plan, d *deal, q job.SignedQuote, first, limit job.Amount) (*busyBuyer, error) {
	full, err := g.sampled()
	if err != nil {
		return nil, err
	}
	nonce, err := g.random()
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	commitment, err := g.commitment(ctx, d)
	if err != nil {
		return nil, err
	}
	r := job.Request{
		Model: p.model.Root(), Tokenizer: p.model.TokenizerHash(), Template: p.template,
		Prompt: p.root, PromptTokens: uint32(len(p.prompt)), MaxTokens: p.maxTokens,
		Sampling: p.ask.Sampling, Stop: job.StopHash(p.ask.Stop), Lane: job.LaneExact,
		Quote: q.Quote.Digest(g.assay()), PriceLimit: limit, Channel: d.book.ID,
		Commitment: commitment, BuyerNonce: nonce, Time: g.unix(),
	}
	b := &busyBuyer{g: g, d: d, id: r.Digest(g.assay())}
	b.rec = purchase{
		Channel: d.book.ID, Agent: d.book.Agent, Model: p.model.Name(), Phase: job.PhaseExecuting, Started: uint64(g.Now().UnixMilli()),
		Full: full, FirstNon: d.book.NextNonce - d.book.NextNonce%job.NonceBatchSize,
	}
	payer, voucher, err := d.book.Authorize(d.held, first)
	if err != nil {
		return nil, moneyFault(err)
	}
	b.order = job.Order{Request: r, Quote: q, Prompt: p.prompt, Stop: p.ask.Stop}
	book := d.book
	book.Payer = payer
	book.NextNonce++
	// Signatures are made before the state is on disk and leave only after it.
	if b.order.Signature, err = g.session.Sign(b.id); err != nil {
		return nil, fmt.Errorf("sign request: %w", err)
	}
	if b.order.Voucher, err = g.sign(voucher); err != nil {
		return nil, err
	}
	if err := g.keepDeal(ctx, d, book, entry{kindOrder, b.id.String(), b.order}, entry{kindPurchase, b.id.String(), b.rec}); err != nil {
		return nil, err
	}
	g.reach("buyer:order-kept")
	d.held, b.granted = d.held.Add(first), first
	d.streams++
	b.check = verify.NewStream(b.terms(p.model))
	return b, nil
}

func (g *Gateway) sign(v job.Voucher) (job.SignedVoucher, error) {
	sig, err := g.session.Sign(v.Digest(g.settlement()))
	if err != nil {
		return job.SignedVoucher{}, fmt.Errorf("sign voucher: %w", err)
	}
	return job.SignedVoucher{Voucher: v, Signature: sig}, nil
}

func (b *busyBuyer) terms(m *Model) verify.Terms {
	t := verify.Terms{
		Domain: b.g.assay(), ID: b.id, Request: b.order.Request, Quote: b.order.Quote.Quote,
		Provider: b.d.book.Config.Receiver, OneChunk: true,
	}
	if b.rec.Full && m != nil {
		r := b.order.Request
		t.Recompute = func(seed job.Hash) (verify.Recomputer, error) {
			return m.Recompute(b.order.Prompt, r.MaxTokens, r.Sampling, b.order.Stop, seed)
		}
	}
	return t
}

// errStop ends a stream from our side: nothing more is wanted.
var errStop = errors.New("enough")

// stream sends the order and takes what comes: check, write down, pay for the next, hand on. out may be nil.
func (b *busyBuyer) stream(ctx context.Context, out *outlet) error {
	// The stream outlives a client that hangs up, until what is paid for has arrived: otherwise the seller would
	// have charged for something that we never saw.
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), streamTime)
	defer cancel()
	err := b.d.peer.Serve(own, b.order, func(d job.Delivery) error {
		if err := b.check.Check(d); err != nil {
			return err
		}
		voucher, err := b.received(own, d, ctx.Err() != nil || b.gone)
		if err != nil {
			return err
		}
		if out != nil && !b.gone {
			if err := out.push(d.Tokens); err != nil {
				b.gone = true
			}
		}
		if voucher == nil {
			if b.check.Done() {
				return nil
			}
			return errStop
		}
		if _, err := b.d.peer.Voucher(own, *voucher); err != nil {
			return fmt.Errorf("pay the next chunk: %w", err)
		}
		return nil
	})
	switch {
	case b.check.Done():
		return b.passed(own)
	case errors.Is(err, errStop):
		return b.failed(own, "abandoned", "the client went away", context.Canceled)
	case err == nil:
		err = &verify.Evidence{Class: verify.Undelivered, Reason: "the stream ended without a receipt", Token: -1}
	}
	return b.failed(own, string(verify.ClassOf(err)), err.Error(), err)
}

// streamTime bounds one answer.
const streamTime = 10 * time.Minute

// received books a delivery that was found right and grants the next chunk, in one step on disk. It returns the
// voucher to send, or nil when the answer is complete or nothing more shall be paid.
func (b *busyBuyer) received(ctx context.Context, d job.Delivery, stop bool) (*job.SignedVoucher, error) {
	r, q := b.order.Request, b.order.Quote.Quote
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec, book := b.rec, b.d.book
	if n := b.check.Count(); n > uint32(len(rec.Output)) { // not seen before a crash
		due, _ := b.check.Amount().Sub(rec.Amount)
		rec.Output = append(rec.Output[:len(rec.Output):len(rec.Output)], d.Tokens[uint32(len(d.Tokens))-(n-uint32(len(rec.Output))):]...)
		rec.Amount = b.check.Amount()
		book.Payer = book.Received(due)
	}
	others, _ := b.d.held.Sub(b.granted)
	var next job.Amount
	var voucher job.Voucher
	if d.Receipt != nil {
		rec.Receipt, rec.Signed = d.Receipt, d.Signature
		rec.Phase = b.phase(rec, job.EventReceipt)
	} else if !stop {
		ahead := min(b.check.Count()+q.ChunkTokens, r.MaxTokens)
		next, _ = q.Cost(r.PromptTokens, ahead).Sub(b.check.Amount())
		var err error
		if book.Payer, voucher, err = book.Authorize(others, next); err != nil {
			return nil, moneyFault(err)
		}
	}
	if err := b.g.keepDeal(ctx, b.d, book, entry{kindPurchase, b.id.String(), rec}); err != nil {
		return nil, err
	}
	b.g.reach("buyer:chunk-kept")
	b.rec = rec
	b.d.held, b.granted = others.Add(next), next
	if d.Receipt != nil || stop {
		return nil, nil
	}
	v, err := b.g.sign(voucher)
	return &v, err
}

// passed records an answer that was found right to the end.
func (b *busyBuyer) passed(ctx context.Context) error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec, book := b.rec, b.d.book
	rec.Phase = b.phase(rec, job.EventPass)
	book.Served++
	own, err := b.g.experience(ctx, book.Agent)
	if err != nil {
		return err
	}
	own.Served++
	own.Paid = own.Paid.Add(rec.Amount)
	spent, err := b.g.spentToday(ctx)
	if err != nil {
		return err
	}
	if err := b.g.keepDeal(ctx, b.d, book, entry{kindPurchase, b.id.String(), rec}, entry{kindExperience, agentKey(book.Agent), own},
		entry{kindSpent, b.g.today(), spent.Add(rec.Amount)}); err != nil {
		return err
	}
	b.rec = rec
	b.g.reach("buyer:answer-kept")
	return nil
}

// failed records an answer that broke off, with the evidence if there is any, and returns cause.
func (b *busyBuyer) failed(ctx context.Context, class, reason string, cause error) error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec, book := b.rec, b.d.book
	rec.Class, rec.Reason = class, reason
	event := job.EventAbandon
	own, err := b.g.experience(ctx, book.Agent)
	if err != nil {
		return err
	}
	switch {
	case verify.ClassOf(cause) != "" && verify.ClassOf(cause) != verify.Undelivered:
		event = job.EventEvidence
		if book.Caught == "" { // the mark on chain names the first evidence
			book.Caught, book.Evidence = class, b.id
		}
		own.Caught++
		own.Class, own.Reason = class, reason
	case class != "abandoned":
		own.Failed++
	}
	rec.Phase = b.phase(rec, event)
	b.loss = book.AtRisk()
	spent, err := b.g.spentToday(ctx)
	if err != nil {
		return err
	}
	if err := b.g.keepDeal(ctx, b.d, book, entry{kindPurchase, b.id.String(), rec}, entry{kindExperience, agentKey(book.Agent), own},
		entry{kindSpent, b.g.today(), spent.Add(rec.Amount)}); err != nil {
		return err
	}
	b.rec = rec
	b.g.dir.forget()
	if f, ok := errors.AsType[*job.Fault](cause); ok && f.Code == "underpaid" {
		return b.concede(ctx, cause)
	}
	return cause
}

// concede brings our book up to what the seller says it charged, as far as we signed for it: after a broken
// connection a chunk may have been charged that never arrived. It happens once a channel and never for a seller that
// was caught, or else a chunk a request could be drained by just saying so. The caller holds d.mu.
func (b *busyBuyer) concede(ctx context.Context, cause error) error {
	report, err := b.d.peer.Channel(ctx, b.d.book.ID)
	book := b.d.book
	if err != nil || !book.Owed.Less(report.Charged) || book.Conceded || book.Caught != "" {
		return cause
	}
	book.Conceded = true
	book.Payer = book.Concede(report.Charged)
	b.g.Log.Warn("the seller charged for what never arrived; conceding what was signed for", "agent", book.Agent, "amount", mustSub(book.Owed, b.d.book.Owed))
	if err := b.g.keepDeal(ctx, b.d, book); err != nil {
		return err
	}
	return cause
}

// phase moves a purchase along the table of package job. A move that the table does not have is a mistake in this
// package: it is logged, and the phase stays.
func (b *busyBuyer) phase(rec purchase, e job.Event) job.Phase {
	next, err := job.Next(rec.Phase, e)
	if err != nil {
		b.g.Log.Error("request cannot move on", "request", b.id.Short(), "err", err)
		return rec.Phase
	}
	return next
}

// end gives back what was granted and not used.
func (b *busyBuyer) end() {
	b.once.Do(func() {
		b.d.mu.Lock()
		b.d.held, _ = b.d.held.Sub(b.granted)
		b.d.streams--
		b.d.mu.Unlock()
	})
}

func (b *busyBuyer) answer(text string) job.Answer {
	r := b.rec.Receipt
	checked := "signatures"
	if b.rec.Full {
		checked = "recomputed"
	}
	n := b.order.Request.PromptTokens
	return job.Answer{
		Request: b.id, Model: b.rec.Model, Text: text, Finish: r.Finish,
		Usage: job.Usage{PromptTokens: n, CompletionTokens: r.Count, TotalTokens: n + r.Count},
		Cost:  r.Amount, Agent: b.rec.Agent, Provider: b.d.book.Config.Receiver, Lane: job.LaneExact, Checked: checked,
	}
}

// catch tells the client about a provider that failed, or returns nil when the failure is ours.
func (b *busyBuyer) catch(err error) *job.Catch {
	f, refused := errors.AsType[*job.Fault](err)
	if verify.ClassOf(err) == "" && (!refused || f.Code == storeFault) {
		return nil
	}
	return &job.Catch{Agent: b.rec.Agent, Request: b.id, Class: string(verify.ClassOf(err)), Reason: err.Error(), Lost: b.loss}
}

// blame tells the client about a provider that failed before anything was ordered.
func blame(l listing, err error) *job.Catch {
	f := asFault(err)
	if f.Kind == job.FaultInternal || f.Code == "deposit_limit" || f.Code == "insufficient_funds" {
		return nil // ours
	}
	return &job.Catch{Agent: l.Agent.ID, Reason: err.Error()}
}

func (g *Gateway) experience(ctx context.Context, agent uint64) (experience, error) {
	var e experience
	_, err := g.find(ctx, kindExperience, agentKey(agent), &e)
	return e, err
}

func (g *Gateway) today() string { return g.Now().UTC().Format(time.DateOnly) }

func (g *Gateway) spentToday(ctx context.Context) (job.Amount, error) {
	var a job.Amount
	_, err := g.find(ctx, kindSpent, g.today(), &a)
	return a, err
}

// mayspend refuses a request whose highest price would break the day's limit.
func (g *Gateway) mayspend(ctx context.Context, limit job.Amount) error {
	if g.cfg.DailyLimit.IsZero() {
		return nil
	}
	spent, err := g.spentToday(ctx)
	if err != nil {
		return err
	}
	if g.cfg.DailyLimit.Less(spent.Add(limit)) {
		return job.Faultf(job.FaultPayment, "daily_limit", "this may cost %s, %s is spent today and the limit is %s: ask for fewer tokens or raise daily_limit", limit, spent, g.cfg.DailyLimit)
	}
	return nil
}

// resumeAll takes up the requests that a crash interrupted: the seller replays what it delivered, so that what was
// charged also arrives, and the answer gets its receipt.
func (g *Gateway) resumeAll(ctx context.Context) {
	var ids []job.Hash
	err := each(ctx, g.Store, kindPurchase, func(key string, p purchase) error {
		id, err := job.ParseHash(key)
		if err == nil && (p.Phase == job.PhaseExecuting || p.Phase == job.PhaseDelivered) {
			ids = append(ids, id)
		}
		return err
	})
	if err != nil {
		g.Log.Error("cannot read the books of interrupted requests", "err", err)
	}
	for _, id := range ids {
		if err := g.resume(ctx, id); err != nil && ctx.Err() == nil {
			g.Log.Warn("an interrupted request could not be completed", "request", id.Short(), "err", err)
		}
	}
}

func (g *Gateway) resume(ctx context.Context, id job.Hash) error {
	b := &busyBuyer{g: g, id: id}
	if ok, err := g.find(ctx, kindPurchase, id.String(), &b.rec); err != nil || !ok {
		return fmt.Errorf("purchase %s: found %t: %w", id.Short(), ok, err)
	}
	if ok, err := g.find(ctx, kindOrder, id.String(), &b.order); err != nil || !ok {
		return fmt.Errorf("order %s: found %t: %w", id.Short(), ok, err)
	}
	g.mu.Lock()
	b.d = g.deals[b.rec.Channel]
	g.mu.Unlock()
	if b.d == nil {
		return fmt.Errorf("request %s: its channel is not in the books", id.Short())
	}
	m, _ := g.Library.ByRoot(b.order.Request.Model)
	b.check = verify.NewStream(b.terms(m))
	if err := b.rejoin(); err != nil {
		return err
	}
	defer b.end()
	return b.stream(ctx, nil)
}

// rejoin takes an interrupted stream's place among those that run: what it was granted ahead is still signed for.
func (b *busyBuyer) rejoin() error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	if b.d.book.Closed {
		return moneyFault(channel.ErrClosed)
	}
	var err error
	if b.d.peer == nil {
		if b.d.peer, err = b.g.dir.dial(b.d.book.Endpoint); err != nil {
			return err
		}
	}
	r, q := b.order.Request, b.order.Quote.Quote
	ahead := q.Cost(r.PromptTokens, min(uint32(len(b.rec.Output))+q.ChunkTokens, r.MaxTokens))
	b.granted, _ = ahead.Sub(b.rec.Amount)
	b.d.held = b.d.held.Add(b.granted)
	b.d.streams++
	return nil
}
