package node

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/settle"
)

// Close ends a channel for good: claim what is due, collect it, refund the rest. auth is the payerAuthorizer's
// signature over a Refund of zero with the channel's refund nonce. It can be repeated until everything is done.
func (p *Provider) Close(ctx context.Context, id job.Hash, auth job.Signature) (job.SellerChannel, error) {
	ch, err := p.open(id)
	if err != nil {
		return job.SellerChannel{}, err
	}
	return p.closeFor(ctx, ch, func(b sellerBook, state job.ChannelState) error {
		if err := job.SignedBy(closeRequest(id, state).Digest(p.settlement()), auth, b.Config.PayerAuthorizer); err != nil {
			return job.Faultf(job.FaultAuth, "close_not_authorized", "only the payer's session key may close a channel: %w", err)
		}
		return nil
	})
}

// closeFor closes a channel if its payer's side has allowed it, or goes on with a closing.
func (p *Provider) closeFor(ctx context.Context, ch *sellerChannel, allowed func(sellerBook, job.ChannelState) error) (job.SellerChannel, error) {
	ch.look.Lock()
	defer ch.look.Unlock()
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if !ch.book.Closed {
		state, err := p.chain.Channel(ctx, ch.book.ID)
		if err != nil {
			return job.SellerChannel{}, asFault(err)
		}
		if err := allowed(ch.book, state); err != nil {
			return job.SellerChannel{}, err
		}
		if ch.streams > 0 {
			return job.SellerChannel{}, job.Faultf(job.FaultConflict, "channel_busy", "%d answers are still streaming on this channel; close it when they are done", ch.streams)
		}
		b := ch.book
		b.Closed = true
		if err := p.keep(ctx, entry{kindSelling, b.ID.String(), b}); err != nil {
			return job.SellerChannel{}, err
		}
		ch.take(b)
		p.reach("provider:closing")
	}
	if ch.book.Done {
		return ch.book.Report(), nil // anybody may ask again, so it costs no gas
	}
	txs, err := p.finish(ctx, ch)
	if err != nil {
		return job.SellerChannel{}, asFault(err)
	}
	report := ch.book.Report()
	report.Txs = txs
	return report, nil
}

// closeRequest is what the payer signs to ask for the closing of a channel: a refund of nothing, which no contract
// would act on, at the refund nonce that the channel has now.
func closeRequest(id job.Hash, state job.ChannelState) job.Refund {
	return job.Refund{Channel: id, Nonce: state.RefundNonce}
}

// finish carries out what is left of a closing, re-reading the chain before each step, so that it can be repeated
// after a crash at any point. The caller holds ch.look and ch.mu.
func (p *Provider) finish(ctx context.Context, ch *sellerChannel) ([]job.Hash, error) {
	var txs []job.Hash
	c := ch.book.Config
	state, err := p.chain.Channel(ctx, ch.book.ID)
	if err != nil {
		return nil, err
	}
	plan := settle.Seller(ch.book.Payee, state)
	if plan.Claim != nil {
		tx, err := p.chain.Claim(ctx, []job.VoucherClaim{*plan.Claim})
		if err != nil {
			return nil, fmt.Errorf("claim: %w", err)
		}
		txs = append(txs, tx.Hash)
		p.reach("provider:claimed")
	}
	if plan.Sweep {
		tx, err := p.chain.Settle(ctx, c.Receiver, c.Token)
		if err != nil {
			return nil, fmt.Errorf("settle: %w", err)
		}
		txs = append(txs, tx.Hash)
		p.reach("provider:settled")
	}
	if !plan.Refund.IsZero() {
		tx, err := p.chain.Refund(ctx, c, plan.Refund)
		if err != nil {
			return nil, fmt.Errorf("refund: %w", err)
		}
		txs = append(txs, tx.Hash)
		p.reach("provider:refunded")
	}
	if state, err = p.chain.Channel(ctx, ch.book.ID); err != nil {
		return nil, err
	}
	b := ch.book
	b.Payee = b.Observe(state)
	b.Done, b.Swept = b.Balance == b.Claimed, b.Claimed
	if err := p.keep(ctx, entry{kindSelling, b.ID.String(), b}); err != nil {
		return nil, err
	}
	ch.take(b)
	return txs, nil
}
