package node

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// The tags of feedback in the reputation registry: about a channel on which all was bought in the exact lane, and about
// one on which not all was.
const (
	feedbackTag      = "assay.exact"
	plainFeedbackTag = "assay.statistical"
)

func (b dealBook) tag() string {
	if b.Plain {
		return plainFeedbackTag
	}
	return feedbackTag
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
	g.catchUp(ctx, d) // so that our books name what the seller will claim
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

// settleDeal takes a closing as far as it goes now; it can be repeated after a crash at any point. The caller holds
// d.mu.
func (g *Gateway) settleDeal(ctx context.Context, d *deal) error {
	switch d.book.State {
	case dealClosed, dealWithdrawing:
		return g.finishDeal(ctx, d)
	case dealOpening:
		return g.abandonOpening(ctx, d)
	case dealOpen:
		b := d.book
		b.State, b.Closed = dealClosing, true
		if err := g.keepDeal(ctx, d, b); err != nil {
			return err
		}
		g.reach("buyer:closing")
	}
	if err := g.askToClose(ctx, d); err != nil {
		if ctx.Err() != nil {
			return ctx.Err() // the owner is gone, which says nothing about the seller
		}
		g.Log.Warn("the seller does not close the channel: withdrawing", "agent", d.agent, "err", err)
		if err := g.withdraw(ctx, d); err != nil {
			return err
		}
	}
	return g.finishDeal(ctx, d)
}

// abandonOpening gives up a channel that was never opened at the seller's. What was deposited comes back by the
// contract's own way: the seller may not know the channel. The caller holds d.mu.
func (g *Gateway) abandonOpening(ctx context.Context, d *deal) error {
	state, err := g.chain.Channel(ctx, d.book.ID)
	if err != nil {
		return asFault(err)
	}
	b := d.book
	b.State, b.Closed, b.Deposit = dealClosing, true, state.Balance
	if err := g.keepDeal(ctx, d, b); err != nil {
		return err
	}
	if state.Balance != state.Claimed {
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
	if state.Balance == state.Claimed {
		return nil // it did so before we could write it down
	}
	if err := g.reachSeller(ctx, d); err != nil {
		return err
	}
	auth, err := g.session.Sign(closeRequest(d.book.ID, state).Digest(g.settlement()))
	if err != nil {
		return fmt.Errorf("sign closing: %w", err)
	}
	if _, err := d.peer.Close(ctx, d.book.ID, auth); err != nil {
		d.peer = nil // it may have moved
		g.dir.forget()
		return err
	}
	if state, err = g.chain.Channel(ctx, d.book.ID); err != nil {
		return err
	}
	g.reach("buyer:refunded")
	if state.Balance != state.Claimed {
		return fmt.Errorf("it says that the channel is closed, and the chain says that %s was not refunded", mustSub(state.Balance, state.Claimed))
	}
	return nil
}

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
			g.reach("buyer:withdrawing")
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
	if d.book.State == dealWithdrawing && state.WithdrawAt != 0 && state.Balance != state.Claimed {
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
		g.reach("buyer:withdrawn")
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
		g.reach("buyer:closed")
	}
	return g.feedback(ctx, d)
}

// feedback writes to the reputation registry, once a channel, tied to the payment. A bad mark needs proof, and commits
// to the bundle that shows it. A channel that bought nothing, or in which something was wrong without proof, says
// nothing. The caller holds d.mu.
func (g *Gateway) feedback(ctx context.Context, d *deal) error {
	b := d.book
	if b.Marked || (b.Caught == "" && (b.Served == 0 || b.Doubted || b.State != dealClosed)) {
		return nil
	}
	var evidence job.Hash
	if b.Caught != "" {
		bundle, err := g.Receipt(ctx, b.Evidence)
		if err != nil {
			return err
		}
		evidence = job.Keccak(bundle)
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
		"tag1": b.tag(), "tag2": b.Caught,
		"channel": b.ID, "receipt": b.Evidence, "evidenceHash": evidence, // of the bundle that assay verify takes
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
	b.Marked = true
	if !given {
		tx, err := g.chain.GiveFeedback(agent.WithSkill(ctx, skillAsk), job.Feedback{
			Agent: b.Agent, Value: feedbackValue(b), Tag1: b.tag(), Tag2: b.Caught, Endpoint: b.Endpoint,
			URI: "data:application/json;base64," + base64.StdEncoding.EncodeToString(file), Hash: job.Keccak(file),
		})
		if f := walletFault(err); f != nil && f.Code == ApprovalNeeded {
			return nil // the wallet has asked its owner
		} else if f != nil {
			g.Log.Warn("no feedback is given, by the wallet's policy", "agent", b.Agent, "why", f.Message)
			return g.keepDeal(ctx, d, b)
		}
		if err != nil {
			return asFault(fmt.Errorf("give feedback: %w", err))
		}
		g.reach("buyer:feedback-given")
		b.Feedback = tx.Hash
		g.Log.Info("gave feedback", "agent", b.Agent, "value", feedbackValue(b), "about", b.Caught, "gas", tx.Gas)
	} // else a crash came between the transaction and the record of it
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
		if about, ok := aboutChannel(f.URI); ok && about == b.ID {
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

// aboutChannel returns the channel that a feedback file names, when the file stands in the URI itself.
func aboutChannel(uri string) (job.Hash, bool) {
	raw, ok := cutDataURI(uri)
	var about struct {
		Channel job.Hash `json:"channel"`
	}
	return about.Channel, ok && json.Unmarshal(raw, &about) == nil && !about.Channel.IsZero()
}
