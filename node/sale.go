package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/assay-network/assay/channel"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// sale is a provider's record of one request. It is kept until the dispute window closes: who loses it loses by the
// clock.
type sale struct {
	Order   job.Order    `json:"order"`
	Nonce   job.Hash     `json:"nonce"`
	Output  []uint32     `json:"output"` // delivered and charged so far, whole chunks but for the last
	Started uint64       `json:"started"`
	Receipt *job.Receipt `json:"receipt,omitempty"`
}

// Serve answers an order as a stream of paid pieces. Everything is on disk before it is sent, so a crash loses
// nothing; posting the same order again resumes it without charging twice.
func (p *Provider) Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error {
	id := o.Request.Digest(p.assay())
	ch, err := p.open(o.Request.Channel)
	if err != nil {
		return err
	}
	if err := job.SignedBy(id, o.Signature, ch.config.PayerAuthorizer); err != nil {
		return job.Faultf(job.FaultAuth, "request_signature", "the request must be signed by the channel's session key: %w", err)
	}
	leave, err := p.enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	default:
		return job.Faultf(job.FaultBusy, "busy", "%d answers are being made already; try again in a moment", cap(p.slots))
	}
	ch.mu.Lock()
	ch.streams++
	ch.mu.Unlock()
	defer func() {
		ch.mu.Lock()
		ch.streams--
		ch.mu.Unlock()
	}()
	var s sale
	known, err := p.find(ctx, kindSale, id.String(), &s)
	if err != nil {
		return asFault(err)
	}
	if !known {
		if err := p.checkOrder(o, ch); err != nil {
			return err
		}
	}
	st := &saleStream{p: p, ch: ch, id: id, sale: s, emit: emit, tree: trace.NewRunning(trace.Output)}
	defer st.release()
	if s.Receipt == nil {
		if err := p.accept(ctx, ch, o.Voucher); err != nil {
			return err
		}
	}
	if !known {
		// The order is written down once its first piece is paid for.
		st.sale.Order = o
		if err := st.waitPaid(ctx, min(o.Quote.Quote.ChunkTokens, o.Request.MaxTokens)); err != nil {
			return err
		}
		if st.sale, err = p.book(ctx, id, o, ch); err != nil {
			return err
		}
	}
	return st.run(ctx)
}

// enter lets one stream at a time run for an order. A second post of the same order waits for the end of the first, and
// then replays what it delivered: two streams over one record would charge each piece twice. Those who wait take none
// of our slots, and the door bounds how many there are.
func (p *Provider) enter(ctx context.Context, id job.Hash) (leave func(), err error) {
	for {
		p.mu.Lock()
		other, taken := p.serving[id]
		if !taken {
			done := make(chan struct{})
			p.serving[id] = done
			p.mu.Unlock()
			return func() {
				p.mu.Lock()
				delete(p.serving, id)
				p.mu.Unlock()
				close(done)
			}, nil
		}
		p.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// checkOrder judges a new order. No money moves and nothing is kept when it is refused.
func (p *Provider) checkOrder(o job.Order, ch *sellerChannel) error {
	r, q, now := o.Request, o.Quote.Quote, p.unix()
	if err := p.ours(o.Quote, max(r.Time, now-min(now, job.MaxSkew))); err != nil {
		return err
	}
	m, ok := p.Library.ByRoot(r.Model)
	if !ok || !p.sells(r.Model) {
		return job.Faultf(job.FaultNotFound, "model_not_found", "model %s is not on offer here", r.Model.Short())
	}
	root, err := trace.TokensRoot(trace.Prompt, o.Prompt)
	if err != nil {
		return job.Faultf(job.FaultTooLarge, "prompt_too_long", "%w", err)
	}
	vocab := m.Vocab()
	for _, c := range []struct {
		ok     bool
		code   string
		reason string
	}{
		{q.Digest(p.assay()) == r.Quote && q.Model == r.Model && q.Lane == r.Lane, "quote_mismatch", "the request names another quote, model or lane than the quote that came with it"},
		{q.Buyer.IsZero() || q.Buyer == ch.config.Payer, "buyer_mismatch", "the quote was made for another buyer"},
		{r.Tokenizer == m.TokenizerHash(), "tokenizer_mismatch", "the request names another tokenizer than the model's"},
		{r.Template.IsZero() || r.Template == m.TemplateHash(), "template_mismatch", "the request names another chat template than the model's"},
		{r.Time <= now+job.MaxSkew && now <= r.Time+job.MaxSkew, "late", "the request's time is more than two minutes from ours: check the clock and sign a new one"},
		{len(o.Prompt) > 0 && root == r.Prompt && uint64(len(o.Prompt)) == uint64(r.PromptTokens), "prompt_mismatch", "the prompt's tokens are not those that the request commits to"},
		{!slices.ContainsFunc(o.Prompt, func(t uint32) bool { return t >= vocab }), "bad_token", "the prompt has a token outside the vocabulary"},
		{r.PromptTokens <= q.MaxPrompt, "prompt_too_long", "the prompt is longer than the quote allows"},
		{r.MaxTokens > 0 && r.MaxTokens <= q.MaxTokens, "max_tokens", "max tokens must be at least one and at most what the quote allows"},
		{uint64(r.PromptTokens)+uint64(r.MaxTokens) <= uint64(m.Context()), "context_length_exceeded", "prompt and answer together are longer than the model's context"},
		{r.Sampling.Validate() == nil, "sampling", "a sampling parameter is out of range"},
		{job.ValidateStops(o.Stop) == nil && job.StopHash(o.Stop) == r.Stop, "stop_mismatch", "the stop strings are not those that the request commits to"},
		// An answer ends at a stop or at max tokens, never at the price limit, and a receipt above the limit would be
		// evidence against us.
		{!r.PriceLimit.Less(q.Cost(r.PromptTokens, r.MaxTokens)), "price_limit", "the price limit does not cover the prompt and max tokens: raise it or ask for fewer"},
	} {
		if !c.ok {
			return job.Faultf(job.FaultInvalid, c.code, "%s", c.reason)
		}
	}
	return nil
}

// book writes a new sale down, with the nonce it uses up, before any work is done.
func (p *Provider) book(ctx context.Context, id job.Hash, o job.Order, ch *sellerChannel) (sale, error) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.book.Closed {
		return sale{}, moneyFault(channel.ErrClosed)
	}
	var usedBy job.Hash
	used, err := p.find(ctx, kindNonce, o.Request.Commitment.String(), &usedBy)
	if err != nil {
		return sale{}, asFault(err)
	}
	if used {
		return sale{}, job.Faultf(job.FaultConflict, "nonce_used", "this nonce commitment belongs to request %s already: take the next one", usedBy.Short())
	}
	s := sale{Order: o, Started: uint64(p.Now().UnixMilli())}
	var issued bool
	var index uint32
	if s.Nonce, index, issued = p.opens(ch.book, o.Request.Commitment); !issued {
		return sale{}, job.Faultf(job.FaultInvalid, "nonce_unknown", "the request names a nonce commitment that was not issued for this channel")
	}
	b := ch.book
	b.Next = max(b.Next, index+1)
	if err := p.keep(ctx, entry{kindSale, id.String(), s}, entry{kindNonce, o.Request.Commitment.String(), id}, entry{kindSelling, b.ID.String(), b}); err != nil {
		return sale{}, err
	}
	ch.book = b
	p.reach("provider:sale-kept")
	return s, nil
}

// saleStream is one order being answered.
type saleStream struct {
	p    *Provider
	ch   *sellerChannel
	id   job.Hash
	sale sale
	emit func(job.Delivery) error

	tree    trace.Running
	sent    uint32   // tokens of pieces sent in this call
	pending []uint32 // tokens of the piece being made
	hold    job.Amount
	holding bool
	working bool // counted in ch.working
}

func (s *saleStream) cost(count uint32) job.Amount {
	return s.sale.Order.Quote.Quote.Cost(s.sale.Order.Request.PromptTokens, count)
}

func (s *saleStream) run(ctx context.Context) error {
	r := s.sale.Order.Request
	if s.sale.Receipt != nil {
		for _, t := range s.sale.Output {
			if err := s.token(ctx, t); err != nil {
				return err
			}
		}
		return s.receipt(ctx, s.sale.Receipt.Finish)
	}
	m, _ := s.p.Library.ByRoot(r.Model)
	if m == nil {
		return job.Faultf(job.FaultUnavailable, "model_gone", "model %s is not loaded any more", r.Model.Short())
	}
	finish, err := m.Engine().Generate(ctx, s.sale.Order.Prompt, engine.Params{
		Sampling:  exact.Sampling(r.Sampling),
		Seed:      job.Seed(s.sale.Nonce, s.id),
		MaxTokens: int(r.MaxTokens),
		Stop:      s.sale.Order.Stop,
	}, func(t uint32) error { return s.token(ctx, t) })
	if err != nil {
		return err
	}
	return s.receipt(ctx, job.Finish(finish))
}

// token takes the next token into the piece being made, and sends the piece when it is full. Before the first token
// of a piece it waits until the piece is paid.
func (s *saleStream) token(ctx context.Context, t uint32) error {
	q := s.sale.Order.Quote.Quote
	if len(s.pending) == 0 && !s.holding && !s.charged(s.sent+1) {
		if err := s.waitPaid(ctx, min(s.sent+q.ChunkTokens, s.sale.Order.Request.MaxTokens)); err != nil {
			return err
		}
	}
	s.pending = append(s.pending, t)
	if uint32(len(s.pending)) < q.ChunkTokens {
		return nil
	}
	return s.deliver(ctx, nil)
}

// charged reports whether the first count tokens were charged before this call (a resumed order).
func (s *saleStream) charged(count uint32) bool { return count <= uint32(len(s.sale.Output)) }

// waitPaid holds the price of the tokens up to count. Between pieces it waits for the voucher that covers it. Before
// the first piece it waits only if other streams on the channel, paid ones that run or have just ended, may have taken
// the room that this order's voucher made: theirs is on its way. Otherwise an underpaid order is refused at once, so
// that unpaid orders cannot hold slots by waiting for each other.
func (s *saleStream) waitPaid(ctx context.Context, count uint32) error {
	paid := s.cost(uint32(len(s.sale.Output)))
	if len(s.sale.Output) == 0 {
		paid = job.Amount{} // the prompt is paid with the first piece
	}
	need, _ := s.cost(count).Sub(paid)
	deadline := time.NewTimer(s.p.cfg.VoucherWait)
	defer deadline.Stop()
	for {
		s.ch.mu.Lock()
		err := s.ch.book.Covers(s.ch.held, need)
		raised := s.ch.raised
		if err == nil {
			s.ch.held = s.ch.held.Add(need)
			s.hold, s.holding = need, true
			if !s.working {
				s.working = true
				s.ch.working++
			}
		}
		alone := s.ch.working == 0 && s.p.Now().Sub(s.ch.worked) > s.p.cfg.VoucherWait
		s.ch.mu.Unlock()
		if err == nil {
			return nil
		}
		if first := s.sent == 0 && len(s.sale.Output) == 0; !errors.Is(err, channel.ErrUnderpaid) || (first && alone) {
			return moneyFault(err)
		}
		select {
		case <-raised:
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline.C:
			return moneyFault(err)
		}
	}
}

// release gives back what this stream holds of its channel.
func (s *saleStream) release() {
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	if s.holding {
		s.ch.held, _ = s.ch.held.Sub(s.hold)
		s.holding = false
	}
	if s.working {
		s.ch.working--
		s.ch.worked = s.p.Now()
		s.working = false
	}
}

// deliver charges the pending piece, writes it down, and sends it. With a receipt it is the last one.
func (s *saleStream) deliver(ctx context.Context, receipt *job.Receipt) error {
	if err := s.tree.AppendTokens(s.pending); err != nil {
		return job.Faultf(job.FaultTooLarge, "answer_too_long", "%w", err)
	}
	count := s.sent + uint32(len(s.pending))
	if err := s.charge(ctx, count, receipt); err != nil {
		return err
	}
	d := job.Delivery{Tokens: s.pending, Nonce: s.sale.Nonce}
	var digest job.Hash
	if receipt == nil {
		d.Chunk = &job.Chunk{Request: s.id, Output: s.tree.Root(), Count: count, Amount: s.cost(count)}
		digest = d.Chunk.Digest(s.p.assay())
	} else {
		d.Receipt = receipt
		digest = receipt.Digest(s.p.assay())
	}
	var err error
	if d.Signature, err = s.p.key.Sign(digest); err != nil {
		return fmt.Errorf("sign delivery: %w", err)
	}
	s.sent, s.pending = count, nil
	return s.emit(d)
}

// charge books the tokens up to count that were not charged before, together with the sale's new state.
func (s *saleStream) charge(ctx context.Context, count uint32, receipt *job.Receipt) error {
	if s.charged(count) && (receipt == nil || s.sale.Receipt != nil) {
		return nil
	}
	var before job.Amount
	if n := uint32(len(s.sale.Output)); n > 0 {
		before = s.cost(n)
	}
	due, _ := s.cost(count).Sub(before)
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	payee, err := s.ch.book.Charge(due)
	if err != nil {
		return moneyFault(err)
	}
	next, b := s.sale, s.ch.book
	if !s.charged(count) {
		next.Output = append(slices.Clone(s.sale.Output), s.pending...)
	}
	next.Receipt = receipt
	b.Payee = payee
	if err := s.p.keep(ctx, entry{kindSale, s.id.String(), next}, entry{kindSelling, b.ID.String(), b}); err != nil {
		return err
	}
	s.sale, s.ch.book = next, b
	if s.holding {
		s.ch.held, _ = s.ch.held.Sub(s.hold)
		s.holding = false
	}
	s.p.reach("provider:chunk-kept")
	return nil
}

// receipt sends the last piece.
func (s *saleStream) receipt(ctx context.Context, f job.Finish) error {
	r := s.sale.Receipt
	if r == nil {
		tree := s.tree
		if err := tree.AppendTokens(s.pending); err != nil {
			return job.Faultf(job.FaultTooLarge, "answer_too_long", "%w", err)
		}
		count := s.sent + uint32(len(s.pending))
		r = &job.Receipt{
			Request: s.id, Output: tree.Root(), Count: count, Amount: s.cost(count), Nonce: s.sale.Nonce, Finish: f,
			Started: s.sale.Started, Finished: uint64(s.p.Now().UnixMilli()),
		}
	}
	return s.deliver(ctx, r)
}

// moneyFault translates the refusals of package channel for a peer.
func moneyFault(err error) *job.Fault {
	kind, code := job.FaultInternal, "internal"
	switch {
	case errors.Is(err, channel.ErrUnderpaid):
		kind, code = job.FaultPayment, "underpaid"
	case errors.Is(err, channel.ErrOverBalance):
		kind, code = job.FaultPayment, "cumulative_exceeds_balance"
	case errors.Is(err, channel.ErrWithdrawing):
		kind, code = job.FaultPayment, "withdrawal_pending"
	case errors.Is(err, channel.ErrClosed):
		kind, code = job.FaultConflict, "channel_closed"
	case errors.Is(err, channel.ErrVoucher):
		kind, code = job.FaultAuth, "voucher_signature"
	}
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return f
	}
	return job.Faultf(kind, code, "%w", err)
}
