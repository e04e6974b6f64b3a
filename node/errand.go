package node

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// ErrandBook keeps payments on disk until their answers have come. Keep has written and synced when it returns; an empty body
// forgets. Lock waits for the turn of whoever looks for a payment and signs one, in this process or another.
type ErrandBook interface {
	Lock(ctx context.Context) (leave func(), err error)
	Keep(key string, body []byte) error
	Kept(key string) ([]byte, bool, error)
}

// ErrandChain is the chain as an errand uses it.
type ErrandChain interface {
	AuthorizationUsed(ctx context.Context, from job.Address, nonce job.Hash) (bool, error)
}

// Errands pays strangers for single things: one signed transfer for each. Before a transfer is signed the wallet is asked, if
// there is one; before it is sent it is on disk, so that asking again for the same thing, after a crash or a lost
// connection, sends the same transfer, which can be made once.
//
// wide: what it stands on, each part of it another's
type Errands struct {
	ChainID uint64
	Token   job.Domain // of the stablecoin
	Key     Signer
	Wallet  *Wallet // nil: nobody is asked
	Chain   ErrandChain
	Book    ErrandBook
	Max     job.Amount // the most that one thing may cost
	Now     func() time.Time
	Random  io.Reader
}

// skillPay is the skill in whose service an errand signs.
const skillPay = "pay"

// errand is what is kept of a payment.
type errand struct {
	Payment job.SignedAuthorization `json:"payment"`
	Intent  job.Hash                `json:"intent,omitzero"` // at the wallet
}

// Pay returns the transfer that pays a bill for the thing that key names. again says that it was signed before: the bill was
// perhaps paid already, and the answer lost.
func (e *Errands) Pay(ctx context.Context, key string, bill job.Bill, timeout time.Duration) (a job.SignedAuthorization, again bool, _ error) {
	leave, err := e.Book.Lock(ctx)
	if err != nil {
		return a, false, fmt.Errorf("another payment is being signed: %w", err)
	}
	defer leave()
	now := uint64(e.Now().Unix())
	body, found, err := e.Book.Kept(key)
	if err != nil {
		return a, false, fmt.Errorf("look for an earlier payment: %w", err)
	}
	if found {
		var old errand
		if err := json.Unmarshal(body, &old); err != nil {
			return a, false, fmt.Errorf("an earlier payment for this is damaged, so nothing is signed: %w", err)
		}
		used, err := e.Chain.AuthorizationUsed(ctx, old.Payment.From, old.Payment.Nonce)
		if err != nil {
			return a, false, err
		}
		if used || now+settleTime < old.Payment.ValidBefore {
			if other := old.Payment.To != bill.PayTo || old.Payment.Value != bill.Amount; other && used {
				return a, false, job.Faultf(job.FaultConflict, "other_price", "%s was paid to %s for this before, or the payment was cancelled, and no answer came; now it costs %s to %s: to pay once more, remove %s from the folder of payments",
					old.Payment.Value, old.Payment.To, bill.Amount, bill.PayTo, key)
			} else if other {
				return a, false, job.Faultf(job.FaultConflict, "other_price", "%s was signed over to %s for this before, and now it costs %s to %s: nothing more is signed until that transfer has run out, at %s",
					old.Payment.Value, old.Payment.To, bill.Amount, bill.PayTo, time.Unix(int64(old.Payment.ValidBefore), 0).UTC().Format(time.RFC3339))
			}
			return old.Payment, true, nil
		} // it ran out unused
	}
	if e.Max.Less(bill.Amount) {
		return a, false, job.Faultf(job.FaultPayment, "too_dear", "this costs %s, and %s is the most that may be paid: raise --max if it is worth that", bill.Amount, e.Max)
	}
	a.Authorization = job.Authorization{From: e.Key.Address(), To: bill.PayTo, Value: bill.Amount, ValidAfter: now - min(now, 600), ValidBefore: now + uint64(timeout/time.Second)}
	if _, err := io.ReadFull(e.Random, a.Nonce[:]); err != nil {
		return a, false, fmt.Errorf("no randomness: %w", err)
	}
	var kept errand
	if e.Wallet != nil {
		grant, err := e.Wallet.Ask(ctx, agent.Action{
			Kind: agent.Pay, Skill: skillPay, Chain: e.ChainID, From: a.From, To: a.To, Spend: []agent.Sum{{Token: bill.Token, Amount: bill.Amount}}, Once: a.Nonce, Before: a.ValidBefore,
		})
		if err != nil {
			return a, false, err
		}
		kept.Intent = grant.Intent
	}
	if a.Signature, err = e.Key.Sign(a.TransferDigest(e.Token)); err != nil {
		return a, false, fmt.Errorf("sign the payment: %w", err)
	}
	kept.Payment = a
	if body, err = json.Marshal(kept); err == nil {
		err = e.Book.Keep(key, body)
	}
	if err != nil {
		return a, false, fmt.Errorf("cannot write the payment down, so it is not sent: %w", err)
	}
	return a, false, nil
}

// Came forgets a payment whose answer has come, and tells the wallet if the transfer was made.
func (e *Errands) Came(ctx context.Context, key string) error {
	body, found, err := e.Book.Kept(key)
	if err != nil || !found {
		return err
	}
	var old errand
	if err := json.Unmarshal(body, &old); err != nil {
		return err
	}
	if e.Wallet != nil && !old.Intent.IsZero() {
		used, err := e.Chain.AuthorizationUsed(ctx, old.Payment.From, old.Payment.Nonce)
		if err != nil {
			return err
		}
		if used {
			if err := e.Wallet.End(ctx, old.Intent, agent.Outcome{}); err != nil {
				return err
			}
		} // else the seller may still take it: the wallet looks from time to time
	}
	return e.Book.Keep(key, nil)
}
