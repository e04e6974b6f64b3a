package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// purchase is a buyer's record of one request.
type purchase struct {
	Channel  job.Hash   `json:"channel"`
	Agent    uint64     `json:"agent"`
	Model    string     `json:"model"`
	Phase    job.Phase  `json:"phase"`
	Started  uint64     `json:"started"`          // unix milliseconds
	Output   []uint32   `json:"output"`           // received and found right so far
	Amount   job.Amount `json:"amount"`           // owed for them
	Assured  string     `json:"assured"`          // job.Request.Assurance
	Full     bool       `json:"full"`             // policy: the tokens are recomputed, not only the signatures checked
	Class    string     `json:"class,omitempty"`  // of the evidence against it
	Proven   bool       `json:"proven,omitempty"` // the evidence convinces anybody: Receipt gives it
	Reason   string     `json:"reason,omitempty"` // why it failed
	FirstNon uint32     `json:"firstNonce"`       // batch that its nonce commitment is from
	Counted  job.Amount `json:"counted"`          // part of Amount that the day's spending includes
	said
}

// said is what the seller signed last about an answer that was found right so far: the receipt, or the chunk before an answer broke off.
type said struct {
	Receipt *job.Receipt  `json:"receipt,omitempty"`
	Chunk   *job.Chunk    `json:"chunk,omitempty"`
	Nonce   job.Hash      `json:"nonce"` // that came with it
	Signed  job.Signature `json:"receiptSignature"`
}

// attempt buys the answer from one provider. The catch is set when the provider is to blame.
func (g *Gateway) attempt(ctx context.Context, p plan, from bid, out *outlet) (job.Answer, *job.Catch, error) {
	q, l := from.quote, from.listing
	limit := q.Quote.Cost(uint32(len(p.prompt)), p.maxTokens)
	kept, err := g.promise(ctx, limit)
	if err != nil {
		return job.Answer{}, nil, err
	}
	defer kept()
	d, err := g.ensureDeal(ctx, l, q, limit)
	if err != nil {
		return job.Answer{}, g.blame(ctx, l, err), err
	}
	for try := 0; ; try++ {
		// Else the seller's sum is ahead of ours and the next voucher too low for it. A seller that did not answer just
		// now may be back, but no client waits for long to find out.
		patience := catchUpTime
		if !d.catchUpDue(g.Now()) {
			patience = catchUpGlance
		}
		hurry, done := context.WithTimeout(ctx, patience)
		g.catchUp(hurry, d)
		done()
		b, err := g.order(ctx, p, d, q, limit)
		if err != nil {
			return job.Answer{}, g.blame(ctx, l, err), err
		}
		out.request = b.id
		err = b.stream(ctx, out)
		b.end()
		if err != nil && b.again && try == 0 && !out.begun && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return job.Answer{}, b.catch(err), err
		}
		if err := out.flush(); err != nil {
			return job.Answer{}, nil, err
		}
		return b.answer(out), nil, nil
	}
}

// busyBuyer is one purchase under way.
type busyBuyer struct {
	g       *Gateway
	d       *deal
	peer    Peer // the deal's, when this stream began
	id      job.Hash
	order   job.Order
	rec     purchase
	check   *verify.Stream
	granted job.Amount // part of d.held that is this stream's
	loss    job.Amount // set by a catch
	once    sync.Once
	bad     *job.Delivery // what was found wrong
	gone    bool          // nobody waits for the answer: take what is new, and pay for nothing more

	again bool // the order was refused for its voucher, which another order may get right

	watcher // of the recomputation
}

// order makes, signs and writes down a request, together with the voucher that pays its prompt and first chunk.
func (g *Gateway) order(ctx context.Context, p plan, d *deal, q job.SignedQuote, limit job.Amount) (*busyBuyer, error) {
	first := q.Quote.Cost(uint32(len(p.prompt)), min(q.Quote.ChunkTokens, p.maxTokens))
	full := false
	var err error
	if p.model != nil { // else there is nothing to recompute with
		full, err = g.sampled()
	}
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
		Model: p.goods.Root(), Tokenizer: p.goods.TokenizerHash(), Template: p.template,
		Prompt: p.root, PromptTokens: uint32(len(p.prompt)), MaxTokens: p.maxTokens,
		Sampling: p.ask.Sampling, Lane: p.lane,
		Quote: q.Quote.Digest(g.assay()), PriceLimit: limit, Channel: d.book.ID,
		Commitment: commitment, BuyerNonce: nonce, Time: g.unix(),
	}
	r.Constrain(p.ask.Constraints)
	b := &busyBuyer{g: g, d: d, peer: d.peer, id: r.Digest(g.assay())}
	b.rec = purchase{
		Channel: d.book.ID, Agent: d.book.Agent, Model: p.goods.Name(), Phase: job.PhaseExecuting, Started: uint64(g.Now().UnixMilli()),
		Assured: r.Assurance(), Full: full, FirstNon: d.book.NextNonce - d.book.NextNonce%job.NonceBatchSize,
	}
	payer, voucher, err := d.book.Authorize(d.held, first)
	if err != nil {
		return nil, moneyFault(err)
	}
	b.order = job.Order{Request: r, Quote: q, Prompt: p.prompt, Constraints: p.ask.Constraints, LogprobAsk: p.ask.LogprobAsk}
	book := d.book
	book.Payer, book.Quote = payer, q
	book.NextNonce++
	book.Plain = book.Plain || p.lane != job.LaneExact
	// Signatures are made before the state is on disk and leave only after it.
	if b.order.Signature, err = g.session.Sign(b.id); err != nil {
		return nil, fmt.Errorf("sign request: %w", err)
	}
	if b.order.Voucher, err = g.sign(voucher); err != nil {
		return nil, err
	}
	if err := g.keepDeal(ctx, d, book, entry{kindOrder, b.id.String(), b.order}, entry{kindPurchase, b.id.String(), b.rec},
		entry{kindBought, boughtKey(b.rec.Started, b.id), b.id}, entry{kindRunning, b.id.String(), book.ID}); err != nil {
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
		Provider: b.d.shown.Load().Config.Receiver, OneChunk: true,
	}
	if b.rec.Full && m != nil {
		t.Recompute = func(seed job.Hash) (verify.Recomputer, error) {
			params := Params(b.order.Request, b.order.Constraints, seed)
			b.observe(&params, b.order.LogprobAsk)
			return m.recompute(b.order.Prompt, params)
		}
	}
	return t
}

// errStop ends a stream from our side: nothing more is wanted.
var errStop = errors.New("enough")

// stream sends the order and takes what comes: check, write down, pay for the next, hand on. out may be nil.
func (b *busyBuyer) stream(ctx context.Context, out *outlet) error {
	// The stream outlives a client that hangs up, until what is paid for has arrived: otherwise the seller would
	// have charged for something that we never saw. One that nobody waits for ends with the node.
	base := context.WithoutCancel(ctx)
	if out == nil {
		base = ctx
	}
	own, cancel := context.WithTimeout(base, streamTime)
	defer cancel()
	err := b.peer.Serve(own, b.order, func(d job.Delivery) error {
		if err := b.check.Check(d); err != nil {
			b.bad = &d
			return err
		}
		voucher, stop, err := b.received(own, d, b.gone || (out != nil && ctx.Err() != nil))
		if err != nil {
			return err
		}
		if out != nil && !b.gone {
			if err := out.push(d.Tokens, b.logprobs(d)); err != nil {
				b.gone = true
			}
		}
		switch {
		case stop:
			return errStop
		case voucher == nil:
			return nil
		}
		if _, err := b.peer.Voucher(own, *voucher); err != nil {
			return fmt.Errorf("pay the next chunk: %w", err)
		}
		return nil
	})
	keeping := context.WithoutCancel(own) // what happened is written down, however late it is
	switch {
	case b.check.Done():
		return b.passed(keeping)
	case errors.Is(err, errStop):
		return b.failed(keeping, "abandoned", "the client went away", context.Canceled)
	case own.Err() != nil && base.Err() != nil:
		return base.Err() // the node stops; the request is taken up again when it starts
	case err == nil:
		err = &verify.Evidence{Class: verify.Undelivered, Reason: "the stream ended without a receipt", Token: -1}
	}
	return b.failed(keeping, string(verify.ClassOf(err)), err.Error(), err)
}

// streamTime bounds one answer.
const streamTime = 10 * time.Minute

// received books a delivery that was found right and grants the next chunk, in one step on disk. It returns the
// voucher to send, nil when there is nothing to pay now: the answer is complete, or this is a piece from before an
// interruption and the next one is paid too. With enough set nothing more is paid, and stop says that the stream
// should end: at the first piece that is new, since until then the seller only repeats.
func (b *busyBuyer) received(ctx context.Context, d job.Delivery, enough bool) (_ *job.SignedVoucher, stop bool, _ error) {
	r, q := b.order.Request, b.order.Quote.Quote
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec, book := b.rec, b.d.book
	n, had := b.check.Count(), uint32(len(b.rec.Output))
	if n >= had {
		rec.said = said{Receipt: d.Receipt, Chunk: d.Chunk, Nonce: d.Nonce, Signed: d.Signature}
	}
	if n > had {
		due, _ := b.check.Amount().Sub(rec.Amount)
		rec.Output = append(rec.Output[:had:had], d.Tokens[uint32(len(d.Tokens))-(n-had):]...)
		rec.Amount = b.check.Amount()
		book.Payer = book.Received(due)
	}
	if d.Receipt == nil && (n < had || (n == had && enough)) {
		return nil, false, nil
	}
	others, _ := b.d.held.Sub(b.granted)
	var next job.Amount
	var voucher job.Voucher
	pay := d.Receipt == nil && !enough
	if d.Receipt != nil {
		if rec.Phase == job.PhaseExecuting { // not when a crash came after the receipt
			rec.Phase = b.phase(rec, job.EventReceipt)
		}
	}
	if pay {
		next, _ = q.Cost(r.PromptTokens, min(n+q.ChunkTokens, r.MaxTokens)).Sub(b.check.Amount())
		var err error
		if book.Payer, voucher, err = book.Authorize(others, next); err != nil {
			return nil, false, moneyFault(err)
		}
	}
	if err := b.g.keepDeal(ctx, b.d, book, entry{kindPurchase, b.id.String(), rec}); err != nil {
		return nil, false, err
	}
	b.g.reach("buyer:chunk-kept")
	b.rec = rec
	b.d.held, b.granted = others.Add(next), next
	if !pay {
		return nil, d.Receipt == nil, nil
	}
	v, err := b.g.sign(voucher)
	return &v, false, err
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
	own = own.served(rec.Amount)
	if err := b.settled(ctx, book, rec, own, append(b.forWatchers(), entry{kindRunning, b.id.String(), nil})...); err != nil {
		return err
	}
	b.g.reach("buyer:answer-kept")
	return nil
}

// settled writes down where a request stands, and counts into the day's spending what is not counted yet. Requests on
// several channels share the day's sum, so they take turns. The caller holds d.mu.
func (b *busyBuyer) settled(ctx context.Context, book dealBook, rec purchase, own experience, with ...entry) error {
	b.g.spending.Lock()
	defer b.g.spending.Unlock()
	spent, err := b.g.spentToday(ctx)
	if err != nil {
		return err
	}
	spent = spent.Add(mustSub(rec.Amount, rec.Counted))
	rec.Counted = rec.Amount
	with = append(with, entry{kindPurchase, b.id.String(), rec}, entry{kindExperience, agentKey(book.Agent), own}, entry{kindSpent, b.g.today(), spent})
	if err := b.g.keepDeal(ctx, b.d, book, with...); err != nil {
		return err
	}
	b.rec = rec
	return nil
}

// failed records an answer that broke off, with the evidence if there is any, and returns cause. When the connection
// broke, or the seller is in trouble, it may have charged a piece that never arrived: the request stays open until
// catchUp has asked.
func (b *busyBuyer) failed(ctx context.Context, class, reason string, cause error) error {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	rec, book := b.rec, b.d.book
	again := rec.Class != "" || rec.Reason != "" // it failed before and was tried once more
	rec.Class, rec.Reason = class, reason
	own, err := b.g.experience(ctx, book.Agent)
	if err != nil {
		return err
	}
	event, over := job.EventAbandon, true
	var with []entry
	switch {
	case b.bad != nil && verify.ClassOf(cause) != "":
		event = job.EventEvidence
		rec.Proven = verify.Proven(cause)
		with = append(with, entry{kindEvidence, b.id.String(), wrong{rec.Output, *b.bad}})
		own = own.caught(b.g.unix(), class, reason, rec.Proven)
		switch {
		case !rec.Proven:
			book.Doubted = true
		case book.Caught == "": // the mark on chain names the first proof
			book.Caught, book.Evidence, book.CaughtAt = class, b.id, b.g.unix()
		}
	case class != "abandoned":
		over = !unsure(cause) || b.g.unix()-min(b.g.unix(), b.order.Request.Time) > catchUpFor
		if !again {
			own = own.failed(b.g.unix())
		}
	}
	if over {
		rec.Phase = b.phase(rec, event)
		with = append(with, entry{kindRunning, b.id.String(), nil})
		if rec.Proven || rec.Chunk != nil { // what the provider signed so far may be wrong, too
			with = append(with, b.forWatchers()...)
		}
	}
	b.loss = book.AtRisk()
	if err := b.settled(ctx, book, rec, own, with...); err != nil {
		return err
	}
	if !over && !slices.Contains(b.d.interrupted, b.id) {
		b.d.interrupted = append(b.d.interrupted, b.id)
	}
	b.g.dir.forget()
	if f, ok := sellerFault(cause); ok && f.Code == "underpaid" {
		b.again = len(rec.Output) == 0
		if err := b.concede(ctx); err != nil {
			return err
		}
	}
	return cause
}

// concede brings our book up to what the seller says it charged, as far as we signed for it: a chunk may have been
// charged that never arrived and cannot be had any more. It happens once a channel and never for a seller that was
// caught, or else a chunk a request could be drained by just saying so; and never while a piece that the seller counts
// may still arrive and be counted here. The caller holds d.mu.
func (b *busyBuyer) concede(ctx context.Context) error {
	book := b.d.book
	if book.Conceded || book.Caught != "" || b.d.streams > 1 || len(b.d.interrupted) > 0 {
		return nil
	}
	report, err := b.peer.Channel(ctx, book.ID)
	if err != nil || !book.Owed.Less(report.Charged) {
		return nil // nothing to concede, or nobody to say how much
	}
	book.Conceded = true
	book.Payer = book.Concede(report.Charged)
	b.g.Log.Warn("the seller charged for what never arrived; conceding what was signed for", "agent", book.Agent, "amount", mustSub(book.Owed, b.d.book.Owed))
	return b.g.keepDeal(ctx, b.d, book)
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

func (b *busyBuyer) answer(out *outlet) job.Answer {
	r := b.rec.Receipt
	checked := "signatures"
	if b.rec.Full {
		checked = "recomputed"
	}
	n := b.order.Request.PromptTokens
	return job.Answer{
		Request: b.id, Model: b.rec.Model, Text: out.text.String(), Finish: r.Finish,
		Usage: job.Usage{PromptTokens: n, CompletionTokens: r.Count, TotalTokens: n + r.Count},
		Cost:  r.Amount, Agent: b.rec.Agent, Provider: b.d.shown.Load().Config.Receiver, Lane: b.order.Request.Lane, Checked: checked,
		Assured: b.order.Request.Assurance(), ToolCalls: out.calls, Logprobs: out.told,
	}
}

// catch tells the client about a provider that failed, or returns nil when the failure is ours.
func (b *busyBuyer) catch(err error) *job.Catch {
	if _, sellers := sellerFault(err); verify.ClassOf(err) == "" && !sellers {
		return nil
	}
	return &job.Catch{Agent: b.rec.Agent, Request: b.id, Class: string(verify.ClassOf(err)), Proven: verify.Proven(err), Reason: err.Error(), Lost: b.loss}
}

// blame notes and tells the client about a provider that failed before anything was ordered, or returns nil when the
// failure is ours.
func (g *Gateway) blame(ctx context.Context, l listing, err error) *job.Catch {
	if _, sellers := sellerFault(err); !sellers {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	own, readErr := g.experience(ctx, l.Agent.ID)
	if readErr == nil {
		readErr = g.keep(ctx, entry{kindExperience, agentKey(l.Agent.ID), own.failed(g.unix())})
	}
	if readErr != nil {
		g.Log.Warn("a failure could not be noted", "agent", l.Agent.ID, "err", readErr)
	}
	g.dir.forget()
	return &job.Catch{Agent: l.Agent.ID, Reason: err.Error()}
}

// wrong is an answer that was found wrong: what was right before, and the delivery that was not.
type wrong struct {
	Output   []uint32     `json:"output"`
	Delivery job.Delivery `json:"delivery"`
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

// promise refuses a request whose highest price could break the day's limit, together with what is spent and with the
// highest prices of the requests under way. kept takes the promise back once the request is over and counted.
func (g *Gateway) promise(ctx context.Context, limit job.Amount) (kept func(), err error) {
	g.spending.Lock()
	defer g.spending.Unlock()
	spent, err := g.spentToday(ctx)
	if err != nil {
		return nil, err
	}
	if all := spent.Add(g.promised).Add(limit); !g.cfg.DailyLimit.IsZero() && g.cfg.DailyLimit.Less(all) {
		return nil, job.Faultf(job.FaultPayment, "daily_limit", "this may cost %s, %s is spent today, %s is promised to requests under way, and the limit is %s: ask for fewer tokens or raise daily_limit",
			limit, spent, g.promised, g.cfg.DailyLimit)
	}
	g.promised = g.promised.Add(limit)
	return func() {
		g.spending.Lock()
		defer g.spending.Unlock()
		g.promised = mustSub(g.promised, limit)
	}, nil
}
