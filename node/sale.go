package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/assay-network/assay/channel"
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
	Resumed uint32       `json:"resumed,omitempty"` // how often the answer was computed anew from its beginning
}

// Bounds on what one buyer may ask of us besides what it pays for.
const (
	// sessionsPerSlot times MaxStreams answers may be in memory, most of them waiting for money or for a slot.
	sessionsPerSlot = 2
	// streamsPerSlot times MaxStreams orders may be here on one channel, those that wait for their turn included.
	streamsPerSlot = 2
	// maxResumed bounds how often one answer is computed anew from its beginning for the price of its next piece.
	maxResumed = 16
	// A known order may be posted maxReplays times a minute, and those of one channel maxChannelReplays times.
	maxReplays        = 12
	maxChannelReplays = 120
)

// Serve answers an order as a stream of paid pieces. Everything is on disk before it is sent, so a crash loses
// nothing; posting the same order again resumes it without charging twice. What was charged is replayed from disk, also
// after the channel has closed; the engine works only for pieces that are paid, and a piece that it has begun is
// finished and charged even when the buyer hangs up, who can still fetch it.
func (p *Provider) Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error {
	id := o.Request.Digest(p.assay())
	ch, err := p.open(o.Request.Channel)
	if err != nil {
		return err
	}
	if err := job.SignedBy(id, o.Signature, ch.config.PayerAuthorizer); err != nil {
		return job.Faultf(job.FaultAuth, "request_signature", "the request must be signed by the channel's session key: %w", err)
	}
	part, err := ch.join(streamsPerSlot * p.cfg.MaxStreams)
	if err != nil {
		return err
	}
	defer part()
	leave, err := p.enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	st := &saleStream{p: p, ch: ch, id: id, emit: emit, tree: trace.NewRunning(trace.Output)}
	defer st.release()
	known, err := p.find(ctx, kindSale, id.String(), &st.sale)
	if err != nil {
		return asFault(err)
	}
	if known {
		return st.resume(ctx, o)
	}
	if err := p.checkOrder(o, ch); err != nil {
		return err
	}
	return st.begin(ctx, o)
}

// join counts an order among those that are here on the channel, so that one buyer cannot take up the whole door.
func (ch *sellerChannel) join(most int) (part func(), err error) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.streams >= most {
		return nil, job.Faultf(job.FaultBusy, "too_many_streams", "%d orders are here on this channel already; try again when one of them is done", ch.streams)
	}
	ch.streams++
	return func() {
		ch.mu.Lock()
		defer ch.mu.Unlock()
		ch.streams--
	}, nil
}

// tally counts how often known orders are posted in a minute.
type tally struct {
	minute int64
	all    int
	orders map[job.Hash]int
}

// replay counts one more post of a known order, or refuses it.
func (ch *sellerChannel) replay(id job.Hash, now time.Time) error {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	t := &ch.replays
	if minute := now.Unix() / 60; t.orders == nil || t.minute != minute {
		*t = tally{minute: minute, orders: map[job.Hash]int{}}
	}
	if t.orders[id] >= maxReplays || t.all >= maxChannelReplays {
		return job.Faultf(job.FaultBusy, "too_many_replays", "this order, or others of its channel, was posted too often; try again in a minute")
	}
	t.orders[id]++
	t.all++
	return nil
}

// enter gives the turn of an order or of a channel, one at a time. A second post of the same order waits for the end of
// the first, and then replays what it delivered: two streams over one record would charge each piece twice. Those who
// wait take none of our slots, and join bounds how many there are.
func (p *Provider) enter(ctx context.Context, id job.Hash) (leave func(), err error) {
	for {
		leave, other := p.tryEnter(id)
		if leave != nil {
			return leave, nil
		}
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// tryEnter is enter for one who does not wait: without the turn it returns what is closed when the turn is over.
func (p *Provider) tryEnter(id job.Hash) (leave func(), other <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if other, taken := p.turns[id]; taken {
		return nil, other
	}
	done := make(chan struct{})
	p.turns[id] = done
	return func() {
		p.mu.Lock()
		delete(p.turns, id)
		p.mu.Unlock()
		close(done)
	}, nil
}

// checkOrder judges a new order. No money moves and nothing is kept when it is refused.
func (p *Provider) checkOrder(o job.Order, ch *sellerChannel) error {
	r, q, now := o.Request, o.Quote.Quote, p.unix()
	if err := p.ours(o.Quote, max(r.Time, now-min(now, job.MaxSkew))); err != nil {
		return err
	}
	m, _, err := p.wares(r.Lane, r.Model)
	if err != nil {
		return err
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
		{r.Carries(o.Constraints) == nil, "constraints_mismatch", "stop strings, biases or schema are out of range or not those that the request commits to"},
		{o.TopLogprobs <= job.MaxTopLogprobs, "top_logprobs", "too many alternatives for each token"},
		// An answer ends at a stop or at max tokens, never at the price limit, and a receipt above the limit would be
		// evidence against us.
		{!r.PriceLimit.Less(q.Cost(r.PromptTokens, r.MaxTokens)), "price_limit", "the price limit does not cover the prompt and max tokens: raise it or ask for fewer"},
	} {
		if !c.ok {
			return job.Faultf(job.FaultInvalid, c.code, "%s", c.reason)
		}
	}
	if r.Lane == job.LaneStatistical {
		return checkPlain(o)
	}
	if o.Schema == "" {
		return nil
	}
	exact, _ := p.Library.ByRoot(r.Model)                        // wares has looked
	if err := exact.Engine().CheckSchema(o.Schema); err != nil { // last, as it takes the longest
		return job.Faultf(job.FaultInvalid, "schema", "answers cannot follow this JSON schema: %w", err)
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
	ch.take(b)
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
	sent    uint32     // tokens of the pieces made so far, all of them charged
	made    uint32     // tokens that the engine gave in this call
	pending []uint32   // tokens of the piece being made
	hold    job.Amount // granted to the piece being made
	broken  error      // why nobody listens any more
	prepaid *prepaid   // of an unsigned request; nil: the pieces are paid one by one
	watcher            // of the engine
	has     struct {   // what release gives back
		hold, work, slot, session, kept bool
	}
}

func (s *saleStream) cost(count uint32) job.Amount {
	return s.sale.Order.Quote.Quote.Cost(s.sale.Order.Request.PromptTokens, count)
}

// begin serves a new order. It is written down once its first piece is paid for and there is room for it.
func (s *saleStream) begin(ctx context.Context, o job.Order) error {
	if err := s.p.accept(ctx, s.ch, o.Voucher); err != nil {
		return err
	}
	s.sale.Order = o
	if err := s.waitPaid(ctx); err != nil {
		return err
	}
	if err := s.admit(ctx); err != nil {
		return err
	}
	var err error
	if s.sale, err = s.p.book(ctx, s.id, o, s.ch); err != nil {
		return err
	}
	return s.compute(ctx)
}

// resume serves an order that was posted before: what was charged comes from disk, and costs no work.
func (s *saleStream) resume(ctx context.Context, o job.Order) error {
	if err := s.ch.replay(s.id, s.p.Now()); err != nil {
		return err
	}
	chunk := s.sale.Order.Quote.Quote.ChunkTokens
	for out := s.sale.Output; len(out) > 0 || s.sale.Receipt != nil; {
		whole := uint32(len(out)) >= chunk
		n := min(uint32(len(out)), chunk)
		s.pending, out = append([]uint32(nil), out[:n]...), out[n:]
		receipt := s.sale.Receipt
		if whole {
			receipt = nil
		}
		if err := s.send(ctx, receipt); err != nil {
			return err
		}
		if s.broken != nil || receipt != nil {
			return s.broken
		}
	}
	if s.sent > 0 && s.sale.Order.Request.Lane != job.LaneExact {
		return errBrokenOff // nobody can make the rest of it
	}
	if s.prepaid == nil {
		if err := s.p.accept(ctx, s.ch, o.Voucher); err != nil {
			return err
		}
	}
	if s.sent < s.sale.Order.Request.MaxTokens {
		if err := s.waitPaid(ctx); err != nil {
			return err
		}
	} // else only the receipt is missing
	if s.sale.Resumed >= maxResumed {
		return job.Faultf(job.FaultConflict, "resumed_too_often", "this answer broke off %d times and is not computed again: ask anew for the rest", s.sale.Resumed)
	}
	if err := s.admit(ctx); err != nil {
		return err
	}
	next := s.sale
	next.Resumed++
	if err := s.p.keep(ctx, entry{kindSale, s.id.String(), next}); err != nil {
		return err
	}
	s.sale = next
	return s.compute(ctx)
}

// admit takes a place for an answer in memory, and a slot. Who finds no place may go elsewhere at once; who has one waits
// for a slot, and gets it in turn.
func (s *saleStream) admit(ctx context.Context) error {
	if s.takeKept() {
		return s.takeSlot(ctx)
	}
	select {
	case s.p.sessions <- struct{}{}:
		s.has.session = true
	default:
		return job.Faultf(job.FaultBusy, "busy", "%d answers are being made already; try again in a moment", cap(s.p.sessions))
	}
	return s.takeSlot(ctx)
}

func (s *saleStream) takeSlot(ctx context.Context) error {
	if s.has.slot {
		return nil
	}
	select {
	case s.p.slots <- struct{}{}:
		s.has.slot = true
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *saleStream) giveSlot() {
	if s.has.slot {
		<-s.p.slots
		s.has.slot = false
	}
}

// compute runs the engine. The buyer's context ends it between pieces only: what a piece has cost us is charged.
func (s *saleStream) compute(ctx context.Context) error {
	r := s.sale.Order.Request
	if r.Lane == job.LaneStatistical {
		return s.relay(ctx)
	}
	m, _ := s.p.Library.ByRoot(r.Model)
	if m == nil {
		return job.Faultf(job.FaultUnavailable, "model_gone", "model %s is not loaded any more", r.Model.Short())
	}
	params := Params(r, s.sale.Order.Constraints, job.Seed(s.sale.Nonce, s.id))
	s.observe(&params, s.sale.Order.LogprobAsk)
	finish, err := m.Engine().Generate(context.WithoutCancel(ctx), s.sale.Order.Prompt, params, func(t uint32) error { return s.token(ctx, t) })
	if err != nil {
		return err
	}
	return s.receipt(ctx, job.Finish(finish))
}

// token takes the next token into the piece being made, and sends the piece when it is full. Before the first token
// of a piece it sees that somebody listens, and waits until the piece is paid, without a slot.
func (s *saleStream) token(ctx context.Context, t uint32) error {
	s.made++
	if s.made <= s.sent { // charged before this call, and replayed from disk
		if t != s.sale.Output[s.made-1] {
			return job.Faultf(job.FaultInternal, "not_reproduced", "token %d of this answer comes out differently than before the interruption", s.made-1)
		}
		return nil
	}
	if len(s.pending) == 0 && !s.has.hold {
		if s.broken != nil {
			return s.broken
		}
		if err := s.waitPaid(ctx); err != nil {
			return err
		}
		if err := s.takeSlot(ctx); err != nil {
			return err
		}
	}
	s.pending = append(s.pending, t)
	if uint32(len(s.pending)) < s.sale.Order.Quote.Quote.ChunkTokens {
		return nil
	}
	return s.deliver(ctx, nil)
}

// waitPaid holds the price of the next piece. Between pieces it waits for the voucher that covers it. Before the first
// piece it waits only if other streams on the channel, paid ones that run or have just ended, may have taken the room
// that this order's voucher made: theirs is on its way. Otherwise an underpaid order is refused at once. Nobody holds a
// slot while it waits here.
func (s *saleStream) waitPaid(ctx context.Context) error {
	q, r := s.sale.Order.Quote.Quote, s.sale.Order.Request
	need := s.cost(min(s.sent+q.ChunkTokens, r.MaxTokens))
	if s.sent > 0 { // the prompt is paid with the first piece
		need, _ = need.Sub(s.cost(s.sent))
	}
	if s.prepaid != nil {
		return s.takePrepaid(need)
	}
	deadline := time.NewTimer(s.p.cfg.VoucherWait)
	defer deadline.Stop()
	for {
		s.ch.mu.Lock()
		err := s.ch.book.Covers(s.ch.held, need)
		raised := s.ch.raised
		if err == nil {
			s.ch.held = s.ch.held.Add(need)
			s.hold, s.has.hold = need, true
			if !s.has.work {
				s.has.work = true
				s.ch.working++
			}
		}
		alone := s.ch.working == 0 && s.p.Now().Sub(s.ch.worked) > s.p.cfg.VoucherWait
		s.ch.mu.Unlock()
		if err == nil {
			return nil
		}
		if !errors.Is(err, channel.ErrUnderpaid) || (s.sent == 0 && alone) {
			return moneyFault(err)
		}
		s.giveSlot()
		select {
		case <-raised:
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline.C:
			return moneyFault(err)
		}
	}
}

// release gives back what this stream holds.
func (s *saleStream) release() {
	s.giveSlot()
	if s.has.session {
		<-s.p.sessions
		s.has.session = false
	}
	s.giveKept()
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	if s.has.hold {
		s.ch.held, _ = s.ch.held.Sub(s.hold)
		s.has.hold = false
	}
	if s.prepaid != nil {
		s.ch.held, _ = s.ch.held.Sub(s.prepaid.left)
		s.prepaid.left = job.Amount{}
	}
	if s.has.work {
		s.ch.working--
		s.ch.worked = s.p.Now()
		s.has.work = false
	}
}

// deliver charges the pending piece, writes it down, and sends it. With a receipt it is the last one. The slot is given
// back meanwhile: a buyer may take its time to read.
func (s *saleStream) deliver(ctx context.Context, receipt *job.Receipt) error {
	if err := s.charge(context.WithoutCancel(ctx), receipt); err != nil {
		return err
	}
	s.giveSlot()
	if err := s.send(ctx, receipt); err != nil {
		return err
	}
	if receipt == nil && s.broken == nil {
		s.broken = s.takeSlot(ctx)
	}
	return nil // the answer may end here, and then its receipt is written down though nobody listens
}

// send signs and sends the pending piece, which is charged. Its error is our own: that nobody listens is noted in broken.
func (s *saleStream) send(ctx context.Context, receipt *job.Receipt) error {
	if err := s.tree.AppendTokens(s.pending); err != nil {
		return job.Faultf(job.FaultTooLarge, "answer_too_long", "%w", err)
	}
	d := job.Delivery{Tokens: s.pending, Nonce: s.sale.Nonce, Logprobs: s.told(int(s.sent), s.pending, s.sale.Order.LogprobAsk)}
	s.sent, s.pending = s.sent+uint32(len(s.pending)), nil
	var digest job.Hash
	if receipt == nil {
		d.Chunk = &job.Chunk{Request: s.id, Output: s.tree.Root(), Count: s.sent, Amount: s.cost(s.sent)}
		digest = d.Chunk.Digest(s.domain())
	} else {
		d.Receipt = receipt
		digest = receipt.Digest(s.domain())
	}
	var err error
	if d.Signature, err = s.p.key.Sign(digest); err != nil {
		return fmt.Errorf("sign delivery: %w", err)
	}
	if s.broken == nil {
		s.broken = ctx.Err()
	}
	if s.broken == nil {
		s.broken = s.emit(d)
	}
	return nil
}

// charge books the pending tokens, together with the sale's new state.
func (s *saleStream) charge(ctx context.Context, receipt *job.Receipt) error {
	var before job.Amount
	if s.sent > 0 {
		before = s.cost(s.sent)
	}
	due, _ := s.cost(s.sent + uint32(len(s.pending))).Sub(before)
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	next, b := s.sale, s.ch.book
	var err error
	if b.Payee, err = s.ch.book.Charge(due); err != nil {
		return moneyFault(err)
	}
	if !s.ch.book.Claimed.Less(s.ch.book.Charged) {
		b.Since = s.p.unix()
	}
	next.Output = append(slices.Clone(s.sale.Output), s.pending...)
	next.Receipt = receipt
	entries := []entry{{kindSale, s.id.String(), next}}
	if s.prepaid == nil || !s.prepaid.once {
		entries = append(entries, entry{kindSelling, b.ID.String(), b})
	}
	if err := s.p.keep(ctx, entries...); err != nil {
		return err
	}
	s.sale = next
	s.ch.take(b)
	if s.has.hold {
		s.ch.held, _ = s.ch.held.Sub(s.hold)
		s.has.hold = false
	}
	s.p.reach("provider:chunk-kept")
	return nil
}

// receipt charges and sends the last piece.
func (s *saleStream) receipt(ctx context.Context, f job.Finish) error {
	tree := s.tree
	if err := tree.AppendTokens(s.pending); err != nil {
		return job.Faultf(job.FaultTooLarge, "answer_too_long", "%w", err)
	}
	count := s.sent + uint32(len(s.pending))
	err := s.deliver(ctx, &job.Receipt{
		Request: s.id, Output: tree.Root(), Count: count, Amount: s.cost(count), Nonce: s.sale.Nonce, Finish: f,
		Started: s.sale.Started, Finished: uint64(s.p.Now().UnixMilli()),
	})
	if err != nil {
		return err
	}
	return s.broken
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
