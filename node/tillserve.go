package node

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// begun returns the sale that a payment was spent on; nil: none yet.
func (t *Till) begun(ctx context.Context, rec tender) (*sale, error) {
	if rec.Request.IsZero() {
		return nil, nil
	}
	var s sale
	found, err := t.p.find(ctx, kindSale, rec.Request.String(), &s)
	if err != nil || !found {
		return nil, job.Faultf(job.FaultInternal, "internal", "sale %s: found %t: %w", rec.Request.Short(), found, err)
	}
	return &s, nil
}

// rest is what an answer may cost beyond what was charged for it.
func rest(o purchaseOrder, old *sale) job.Amount {
	switch {
	case old == nil:
		return o.price.Amount
	case old.Receipt != nil:
		return job.Amount{}
	}
	r, q := old.Order.Request, old.Order.Quote.Quote
	left := q.Cost(r.PromptTokens, r.MaxTokens)
	if n := uint32(len(old.Output)); n > 0 {
		left, _ = left.Sub(q.Cost(r.PromptTokens, n))
	}
	return left
}

// counter is where one answer is handed over.
type counter struct {
	rec     tender
	old     *sale      // what was served of it before; nil: nothing
	channel job.Hash   // zero: money sent once
	left    job.Amount // set aside for the answer, and part of the channel's held
	once    bool
	voucher job.SignedVoucher
	emit    Emit
	paid    func(st *saleStream, cost job.Amount) job.Paid
}

// serve makes the answer, goes on with it, or repeats it.
func (t *Till) serve(ctx context.Context, o purchaseOrder, ch *sellerChannel, c counter) (job.Answer, job.Paid, error) {
	none := func(err error) (job.Answer, job.Paid, error) { return job.Answer{}, job.Paid{}, err }
	st := &saleStream{p: t.p, ch: ch, tree: trace.NewRunning(trace.Output), prepaid: &prepaid{left: c.left, once: c.once}}
	defer st.release()
	part, err := ch.join(streamsPerSlot * t.p.cfg.MaxStreams)
	if err != nil {
		return none(err)
	}
	defer part()
	if c.old != nil {
		st.id, st.sale = c.rec.Request, *c.old
	} else {
		nonce := job.Keccak([]byte("assay.nonce.unsigned.v1"), t.p.secret[:], o.payment[:])
		r := o.request
		r.Quote, r.Channel, r.Commitment, r.BuyerNonce, r.Time = o.price.Quote.Quote.Digest(t.p.assay()), c.channel, job.Commit(nonce), o.payment, t.p.unix()
		st.id = r.Digest(t.p.unsigned())
		st.sale = sale{
			Order: job.Order{Request: r, Quote: o.price.Quote, Prompt: o.prompt, Constraints: o.ask.Constraints, Voucher: c.voucher},
			Nonce: nonce, Started: uint64(t.p.Now().UnixMilli()),
		}
	}
	st.sale.Order.LogprobAsk = o.ask.LogprobAsk
	var last job.Delivery
	out := newOutlet(o.pieces(), o.ask, func(d job.Delta) error { return c.emit(d, c.paid(st, costOf(last)), last) })
	out.request = st.id
	st.emit = func(d job.Delivery) error {
		last = d
		if err := out.push(d.Tokens, d.Logprobs); err != nil {
			return err
		}
		if d.Receipt != nil {
			return out.flush()
		}
		return nil
	}
	if c.old != nil {
		err = st.resume(ctx, st.sale.Order)
	} else {
		err = t.begin(ctx, o, c.rec, st)
	}
	if err != nil {
		return none(err)
	}
	if last.Receipt == nil {
		return none(job.Faultf(job.FaultUnavailable, "broken_off", "the answer broke off: send the same request with the same payment for the rest"))
	}
	if !c.once && ctx.Err() == nil { // it arrived: the same voucher buys no other answer
		if err := t.p.keep(ctx, entry{kindTender, o.payment.String(), nil}); err != nil {
			return none(err)
		}
	}
	n := o.price.PromptTokens
	answer := job.Answer{
		Request: st.id, Model: o.model.Name(), Text: out.text.String(), Finish: last.Receipt.Finish, ToolCalls: out.calls, Logprobs: out.told,
		Usage: job.Usage{PromptTokens: n, CompletionTokens: last.Receipt.Count, TotalTokens: n + last.Receipt.Count},
		Cost:  last.Receipt.Amount, Agent: t.p.Agent(), Provider: t.p.key.Address(), Lane: job.LaneExact,
		Checked: uncheckedByUs, Assured: job.Recomputing,
	}
	return answer, c.paid(st, last.Receipt.Amount), nil
}

// uncheckedByUs stands where a gateway says how far it checked an answer.
const uncheckedByUs = "nothing: this is the provider itself, and the request is not signed"

func costOf(d job.Delivery) job.Amount {
	switch {
	case d.Receipt != nil:
		return d.Receipt.Amount
	case d.Chunk != nil:
		return d.Chunk.Amount
	}
	return job.Amount{}
}

// begin answers a request that is new.
func (t *Till) begin(ctx context.Context, o purchaseOrder, rec tender, st *saleStream) error {
	if err := st.waitPaid(ctx); err != nil {
		return err
	}
	if err := st.admit(ctx); err != nil {
		return err
	}
	rec.Asked, rec.Request = o.asked, st.id
	if err := t.p.keep(ctx, entry{kindSale, st.id.String(), st.sale}, entry{kindTender, o.payment.String(), rec}); err != nil {
		return err
	}
	t.p.reach("till:sale-kept")
	return st.compute(ctx)
}

// Receipt returns what the provider claims about an answer that was sold here, as JSON (job.UnsignedBundle). It costs nothing: whoever has the
// id has the answer.
func (t *Till) Receipt(ctx context.Context, id job.Hash) ([]byte, error) {
	var s sale
	found, err := t.p.find(ctx, kindSale, id.String(), &s)
	if err != nil {
		return nil, asFault(err)
	}
	r := s.Order.Request
	if !found || s.Receipt == nil || r.Digest(t.p.unsigned()) != id {
		return nil, job.Faultf(job.FaultNotFound, "receipt_not_found", "no answer with the receipt %s was sold here", id.Short())
	}
	b := job.UnsignedBundle{
		Version: job.UnsignedVersion, ChainID: t.p.ChainID, Referee: t.p.Contracts.Referee, Quote: s.Order.Quote, Request: r, Prompt: s.Order.Prompt,
		Constraints: s.Order.Constraints, Output: s.Output, Nonce: s.Nonce, Receipt: *s.Receipt,
	}
	if b.Signed, err = t.p.key.Sign(s.Receipt.Digest(t.p.unsigned())); err != nil {
		return nil, fmt.Errorf("sign receipt: %w", err)
	}
	return json.Marshal(b)
}
