package chain

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sync"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

var canaries = sync.OnceValue(bind.NewCanaries)

// CanaryRules reads what the contract fixes.
func (c *Client) CanaryRules(ctx context.Context) (r job.CanaryRules, err error) {
	const what = "rules of canaries"
	at := c.contracts.Canaries
	least, err := call(ctx, c, what, at, canaries().PackLeast(), canaries().UnpackLeast)
	if err != nil {
		return r, err
	}
	if r.Hold, err = call(ctx, c, what, at, canaries().PackHOLD(), canaries().UnpackHOLD); err != nil {
		return r, err
	}
	part, err := call(ctx, c, what, at, canaries().PackOPENING(), canaries().UnpackOPENING)
	if err != nil {
		return r, err
	}
	if part.Sign() <= 0 {
		return r, fmt.Errorf("%s: %s is no contract for canaries", what, at)
	}
	if r.Least, err = job.AmountFromBig(least); err != nil {
		return r, fmt.Errorf("%s: %w", what, err)
	}
	r.Opening, err = job.AmountFromBig(new(big.Int).Div(least, part))
	return r, err
}

// PlantCanary puts down a prize for an answer that is wrong on purpose, after letting the contract take the tokens when it may not yet. secret is what recomputing the answer to the
// request gives, salt what the request's nonce consents with.
func (c *Client) PlantCanary(ctx context.Context, request, secret, salt job.Hash, prize job.Amount) (job.Address, job.Tx, error) {
	const what = "plant a canary"
	if err := fits(what, prize); err != nil {
		return job.Address{}, job.Tx{}, err
	}
	lock, err := job.CanaryLock(secret)
	if err != nil {
		return job.Address{}, job.Tx{}, err
	}
	if err := c.allowCanaries(ctx, prize); err != nil {
		return job.Address{}, job.Tx{}, err
	}
	data := canaries().PackPlant(lock.Common(), job.CanaryTag(request, salt), job.CanaryVeil(secret, salt), prize.Big())
	tx, err := c.transact(ctx, what, c.contracts.Canaries, data, nil)
	return lock, tx, err
}

// allowCanaries lets the contract take tokens of this account when it may not yet.
func (c *Client) allowCanaries(ctx context.Context, amount job.Amount) error {
	at := c.contracts.Canaries.Common()
	allowed, err := call(ctx, c, "token allowance", c.contracts.Token, token().PackAllowance(c.Address().Common(), at), token().UnpackAllowance)
	if err != nil || allowed.Cmp(amount.Big()) >= 0 {
		return err
	}
	_, err = c.transact(ctx, "approve prizes", c.contracts.Token, token().PackApprove(at, amount.Big()), nil)
	return err
}

// ClaimCanary has a canary's prize credited to this account, and shows which request it was of. Nobody who copies the transaction gains anything: the signature in it names the finder.
func (c *Client) ClaimCanary(ctx context.Context, request job.Request, secret, salt job.Hash) (job.Tx, error) {
	const what = "claim a canary"
	key, err := crypto.ToECDSA(secret[:])
	if err != nil {
		return job.Tx{}, fmt.Errorf("%s: %w", what, err)
	}
	digest := job.CanaryClaim(c.ChainID(), c.contracts.Canaries, c.Address())
	signature, err := newKey("", key).Sign(digest)
	if err != nil {
		return job.Tx{}, err
	}
	lock := crypto.PubkeyToAddress(key.PublicKey)
	return c.transact(ctx, what, c.contracts.Canaries, canaries().PackClaim(lock, c.Address().Common(), bindRequest(request), salt, signature[:]), nil)
}

// ExcuseCanary ends a dispute about a canary before its provider has moved: the provider keeps its stake, the challenger has its bond back, and the prize if nobody had found the
// canary. If somebody else had, this account pays what opening the dispute has cost.
func (c *Client) ExcuseCanary(ctx context.Context, lock job.Address, r dispute.Record, request job.Request, salt job.Hash) (job.Tx, error) {
	rules, err := c.CanaryRules(ctx)
	if err != nil {
		return job.Tx{}, err
	}
	if err := c.allowCanaries(ctx, rules.Opening); err != nil {
		return job.Tx{}, err
	}
	data := canaries().PackExcuse(lock.Common(), id(r.ID), job.Keccak(r.Claim), bind.Fault{Subject: r.Fault.Subject, Channel: r.Fault.Channel, Amount: r.Fault.Amount.Big()}, bindRequest(request), salt)
	return c.transact(ctx, "excuse a dispute", c.contracts.Canaries, data, nil)
}

// ReclaimCanary gives the prize of a canary that nobody has found back to its sponsor, and shows which answer it was.
func (c *Client) ReclaimCanary(ctx context.Context, lock job.Address, request job.Request, salt job.Hash) (job.Tx, error) {
	return c.transact(ctx, "reclaim a canary", c.contracts.Canaries, canaries().PackReclaim(lock.Common(), bindRequest(request), salt), nil)
}

// LapseCanary burns a prize that nobody has found or reclaimed for long. Anyone may do it.
func (c *Client) LapseCanary(ctx context.Context, lock job.Address) (job.Tx, error) {
	return c.transact(ctx, "burn a canary's prize", c.contracts.Canaries, canaries().PackLapse(lock.Common()), nil)
}

// CanaryShown returns when somebody has first shown the contract that the buyer of a request wants a wrong answer, in chain seconds; 0: nobody has. It counts whatever the lock was, so that no
// canary under a made-up lock can lure anybody into a dispute that is excused.
func (c *Client) CanaryShown(ctx context.Context, request job.Hash) (uint64, error) {
	const what = "whether an answer is wanted wrong"
	at, err := call(ctx, c, what, c.contracts.Canaries, canaries().PackShownAt(request), canaries().UnpackShownAt)
	if err != nil {
		return 0, err
	}
	if !at.IsUint64() {
		return 0, fmt.Errorf("%s: %s is no time", what, at)
	}
	return at.Uint64(), nil
}

// CanaryCredit returns what canaries owe an account, in token units.
func (c *Client) CanaryCredit(ctx context.Context, who job.Address) (job.Amount, error) {
	units, err := call(ctx, c, "credit of canaries", c.contracts.Canaries, canaries().PackCredit(who.Common()), canaries().UnpackCredit)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(units)
}

// CollectCanaries sends an account what canaries owe it. Anyone may do it.
func (c *Client) CollectCanaries(ctx context.Context, who job.Address) (job.Tx, error) {
	return c.transact(ctx, "collect prizes", c.contracts.Canaries, canaries().PackCollect(who.Common()), nil)
}

// Canaries returns every canary that was ever planted, the oldest first, from the contract's events. Each call reads only the blocks since the last one; after a reorganisation of
// the chain it reads them all again.
func (c *Client) Canaries(ctx context.Context) ([]job.Canary, error) {
	l := &c.canaries
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byLock == nil {
		l.byLock = map[job.Address]job.Canary{}
	}
	if err := l.scan(ctx, l.topics(), func() { clear(l.byLock); l.order = nil }, l.add); err != nil {
		return nil, fmt.Errorf("list canaries: %w", err)
	}
	out := make([]job.Canary, 0, len(l.order))
	for _, lock := range l.order {
		out = append(out, l.byLock[lock])
	}
	return out, nil
}

// CanaryAt returns the canary whose lock a secret opens; its state is CanaryNone if there is none.
func (c *Client) CanaryAt(ctx context.Context, secret job.Hash) (job.Canary, error) {
	lock, err := job.CanaryLock(secret)
	if err != nil {
		return job.Canary{}, err
	}
	if _, err := c.Canaries(ctx); err != nil {
		return job.Canary{}, err
	}
	c.canaries.mu.Lock()
	defer c.canaries.mu.Unlock()
	return c.canaries.byLock[lock], nil
}

// canaryLog folds the contract's events into what is known of every canary.
type canaryLog struct {
	mu sync.Mutex
	scanner
	byLock map[job.Address]job.Canary
	order  []job.Address
}

func (*canaryLog) topics() [][]common.Hash {
	events := canaries().GetABI().Events
	var ids []common.Hash
	for _, name := range slices.Sorted(maps.Keys(events)) {
		if name != "Collected" {
			ids = append(ids, events[name].ID)
		}
	}
	return [][]common.Hash{ids}
}

func (l *canaryLog) add(log types.Log) {
	a := canaries()
	change := func(lock common.Address, change func(*job.Canary)) {
		if c, known := l.byLock[job.Address(lock)]; known {
			change(&c)
			l.byLock[job.Address(lock)] = c
		}
	}
	switch events := a.GetABI().Events; log.Topics[0] {
	case events["Planted"].ID:
		e, err := a.UnpackPlantedEvent(&log)
		if err != nil || e.Prize == nil { // the unpacker leaves nil what an event without data should hold
			return
		}
		prize, err := job.AmountFromBig(e.Prize)
		if err != nil {
			return
		}
		lock := job.Address(e.Lock)
		if _, known := l.byLock[lock]; !known {
			l.order = append(l.order, lock)
		}
		l.byLock[lock] = job.Canary{
			Lock: lock, Sponsor: job.Address(e.Sponsor), State: job.CanaryPlanted, Prize: prize, Tag: e.Tag, Veil: e.Veil, Planted: log.BlockTimestamp,
		}
	case events["Found"].ID:
		if e, err := a.UnpackFoundEvent(&log); err == nil {
			change(e.Lock, func(c *job.Canary) {
				c.State, c.Found, c.Finder, c.Subject = job.CanaryFound, log.BlockTimestamp, job.Address(e.Finder), e.Subject
			})
		}
	case events["Reclaimed"].ID:
		if e, err := a.UnpackReclaimedEvent(&log); err == nil {
			change(e.Lock, func(c *job.Canary) { c.State, c.Subject = job.CanaryReclaimed, e.Subject })
		}
	case events["Lapsed"].ID:
		if e, err := a.UnpackLapsedEvent(&log); err == nil {
			change(e.Lock, func(c *job.Canary) { c.State = job.CanaryLapsed })
		}
	}
}
