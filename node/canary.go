package node

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// CanaryFinder is the chain as whoever finds canaries uses it: answers that are wrong on purpose, with a prize. Calls that send return once their transaction is mined.
type CanaryFinder interface {
	// CanaryAt is the canary whose lock a secret opens, as of the newest block; its state is CanaryNone if there is none.
	CanaryAt(ctx context.Context, secret job.Hash) (job.Canary, error)
	// CanaryShown is when it was first shown on chain that the buyer of a request wants a wrong answer, in chain seconds; 0: not yet.
	CanaryShown(ctx context.Context, request job.Hash) (uint64, error)
	ClaimCanary(ctx context.Context, request job.Request, secret, salt job.Hash) (job.Tx, error)
	// CanaryCredit is what canaries owe somebody, in token units.
	CanaryCredit(ctx context.Context, who job.Address) (job.Amount, error)
	CollectCanaries(ctx context.Context, who job.Address) (job.Tx, error)
}

// WatchCanary says of an answer that it was wrong on purpose, and that nothing is left to do.
const WatchCanary = "canary"

// canarySecret is what opens the lock of an answer that might be a canary: nobody has it who has not computed the model up to the first wrong token. It is made of the first leaf of the logits
// from which that token is drawn.
func canarySecret(request job.Hash, p *engine.Prover) (job.Hash, error) {
	end := p.End()
	if !end.Wrong {
		return job.Hash{}, fmt.Errorf("the answer to request %s is right: it cannot be a canary", request.Short())
	}
	layout := p.Claim().Layout()
	wrong, ok := layout.Place(end.Contradiction)
	if !ok {
		return job.Hash{}, fmt.Errorf("request %s: leaf %d is not in the trace", request.Short(), end.Contradiction)
	}
	at, ok := layout.Index(trace.Place{Op: trace.OpLogits, Row: wrong.Row})
	if !ok {
		return job.Hash{}, fmt.Errorf("request %s: output %d has no logits in the trace", request.Short(), wrong.Row)
	}
	logits, err := p.Leaf(at)
	if err != nil {
		return job.Hash{}, fmt.Errorf("compute the logits of output %d: %w", wrong.Row, err)
	}
	return job.CanarySecret(request, uint32(wrong.Row), job.Keccak(logits)), nil
}

// canary looks whether an answer that was found wrong is a canary, and claims its prize. It reports whether a dispute is out of the question: then the answer is done with, or nearly.
// An answer that its buyer did not want wrong is none, whoever has planted it: it is disputed, and the prize taken besides.
// Where a canary's lock, tag or veil are not well made there is nothing to claim, and the dispute that follows brings the prize; but not if somebody has shown under whatever lock that
// the answer is wanted wrong, for then nobody pays for the dispute.
func (c *chase) canary(ctx context.Context, id job.Hash, b watched, p *engine.Prover) (bool, error) {
	secret, err := canarySecret(id, p)
	if err != nil {
		return false, err
	}
	at, err := c.w.chain.CanaryAt(ctx, secret)
	if err != nil {
		return false, err
	}
	salt := job.CanaryVeil(secret, at.Veil)
	wanted := b.Statements.Request.BuyerNonce == job.CanaryConsent(c.ChainID, c.Contracts.Canaries, salt)
	if at.State != job.CanaryPlanted || at.Tag != job.CanaryTag(id, salt) {
		shown, err := c.w.chain.CanaryShown(ctx, id)
		if err != nil {
			return false, err
		}
		if shown != 0 {
			return true, c.caught(ctx, id, b, at.State == job.CanaryFound && at.Finder == c.w.key.Address())
		}
		if at.State == job.CanaryPlanted {
			c.Log.Warn("a canary that cannot be claimed: disputing it", "request", id.Short(), "sponsor", at.Sponsor)
		}
		return false, nil
	}
	c.w.reach("watchtower:claiming")
	tx, err := c.w.chain.ClaimCanary(ctx, b.Statements.Request, secret, salt)
	if err != nil {
		return true, err // somebody may have been faster: the next look sees it
	}
	c.w.reach("watchtower:claimed")
	if !wanted {
		c.Log.Warn("a cheat that was planted as a canary, though its buyer wanted no wrong answer: the prize is ours, and it is disputed all the same", "request", id.Short(), "sponsor", at.Sponsor)
		return false, c.prizes(ctx)
	}
	c.Log.Info("found a canary", "request", id.Short(), "sponsor", at.Sponsor, "prize", at.Prize, "gas", tx.Gas)
	return true, c.caught(ctx, id, b, true)
}

// caught ends the work on an answer that was a canary, and fetches what it has brought.
func (c *chase) caught(ctx context.Context, id job.Hash, b watched, ours bool) error {
	reason := "a canary that another has found"
	if ours {
		reason = "a canary: the prize is ours"
	}
	if err := c.prizes(ctx); err != nil {
		return err
	}
	return c.finish(ctx, id, b, WatchCanary, reason)
}

// prizes fetches what canaries owe us.
func (c *chase) prizes(ctx context.Context) error {
	owed, err := c.w.chain.CanaryCredit(ctx, c.w.key.Address())
	if err != nil || owed.IsZero() {
		return err
	}
	if _, err := c.w.chain.CollectCanaries(ctx, c.w.key.Address()); err != nil {
		return fmt.Errorf("collect the prize of a canary: %w", err)
	}
	c.Log.Info("collected the prizes of canaries", "units", owed)
	return nil
}
