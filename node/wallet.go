package node

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// WalletLog keeps a wallet's journal. Several processes may have it open.
type WalletLog interface {
	// View hands out the lines that were not handed out yet.
	View(ctx context.Context, read func(job.LogLine) error) error
	// Update does the same and then appends what write returns, with a time in unix milliseconds, so that nobody else
	// appends between what was read and what is written. The line is on disk, and was read, when it returns nil.
	Update(ctx context.Context, at int64, read func(job.LogLine) error, write func() ([]byte, error)) error
}

// WalletConfig is what a wallet stands on.
type WalletConfig struct {
	Log    WalletLog
	Policy []byte                 // the policy file as it was at the start; nil: nothing can be asked, only looked at and answered
	Look   []byte                 // a policy file to report beside the books, which comes not into force
	File   func() ([]byte, error) // the policy file as it is now; nil: it does not change
	Dollar job.Address            // the network's stablecoin
	Now    func() time.Time
	Slog   *slog.Logger
	// Checkpoint is called where a crash would hurt most; nil in production.
	Checkpoint func(name string)
}

// Wallet decides what a key may sign, and remembers it on disk before it is signed. It is safe for concurrent use, and
// so are several wallets, in several processes, over one journal: caps hold for all of them together.
type Wallet struct {
	cfg    WalletConfig
	policy *agent.Policy // in force; nil: nothing is signed
	shown  *agent.Policy // to be reported

	mu     sync.Mutex // of the books; a write to the log is waited for under it
	books  *agent.Books
	failed error
}

// NewWallet reads a wallet's journal, checks every line of it, and notes which policy is in force.
func NewWallet(ctx context.Context, cfg WalletConfig) (*Wallet, error) {
	w := &Wallet{cfg: cfg, books: agent.NewBooks(cfg.Dollar)}
	var err error
	if cfg.Policy != nil {
		if w.policy, err = agent.ParsePolicy(cfg.Policy); err != nil {
			return nil, err
		}
	}
	if cfg.Look != nil {
		if w.shown, err = agent.ParsePolicy(cfg.Look); err != nil {
			return nil, err
		}
	}
	return w, w.update(ctx, func(uint64) (*agent.Entry, error) {
		if w.policy == nil || w.books.Policy() == w.policy.Digest {
			return nil, nil
		}
		return &agent.Entry{Kind: agent.EntryPolicy, Policy: w.policy.Digest}, nil
	})
}

// update lets write decide on the newest books and writes its entry down. The time given to write, in unix seconds, is
// the entry's.
func (w *Wallet) update(ctx context.Context, write func(now uint64) (*agent.Entry, error)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed != nil {
		return w.failed
	}
	at := w.cfg.Now().UnixMilli()
	var damage error
	err := w.cfg.Log.Update(ctx, at, func(l job.LogLine) error {
		damage = w.books.Read(seconds(l.Time), l.Body)
		return damage
	}, func() ([]byte, error) {
		e, err := write(seconds(at))
		if err != nil || e == nil {
			return nil, err
		}
		return json.Marshal(e)
	})
	if damage != nil { // the books hold half of something: nothing is signed on them
		w.failed = fmt.Errorf("the wallet signs nothing any more: %w", err)
		return w.failed
	}
	return err
}

func seconds(ms int64) uint64 { return uint64(max(ms, 0) / 1000) }

// rules returns the policy in force, and the file as it is now when it was changed: both must allow an action. A file
// that cannot be read allows nothing.
func (w *Wallet) rules() ([]*agent.Policy, error) {
	if w.policy == nil {
		return nil, errors.New("no policy was given: name one with --policy")
	}
	if w.cfg.File == nil {
		return []*agent.Policy{w.policy}, nil
	}
	raw, err := w.cfg.File()
	if err != nil {
		return nil, fmt.Errorf("the policy file cannot be read, so nothing is signed: %w", err)
	}
	if job.Keccak(raw) == w.policy.Digest {
		return []*agent.Policy{w.policy}, nil
	}
	now, err := agent.ParsePolicy(raw)
	if err != nil {
		return nil, fmt.Errorf("the policy file was changed and has a mistake, so nothing is signed: %w", err)
	}
	return []*agent.Policy{w.policy, now}, nil
}

// The codes of the faults by which a wallet refuses.
const (
	PolicyRefused  = "policy_refused"
	ApprovalNeeded = "approval_needed"
)

// Ask decides an action. When it returns a grant, the action is charged against every cap, on disk; the caller may sign
// it, and must say with End how it ended. The error is a fault with code PolicyRefused or ApprovalNeeded.
func (w *Wallet) Ask(ctx context.Context, a agent.Action) (agent.Grant, error) {
	rules, err := w.rules()
	if err != nil {
		return agent.Grant{}, job.Faultf(job.FaultPayment, PolicyRefused, "%w", err)
	}
	var g agent.Grant
	var d agent.Decision
	var news *agent.Entry
	err = w.update(ctx, func(now uint64) (*agent.Entry, error) {
		d, g, news = w.books.Ask(rules, a, now)
		return news, nil
	})
	if err != nil {
		return agent.Grant{}, job.Faultf(job.FaultInternal, storeFault, "cannot write to the wallet's journal, so nothing is signed: %w", err)
	}
	w.reach("wallet:" + string(d.Verdict))
	switch d.Verdict {
	case agent.Allowed:
		return g, nil
	case agent.Waits:
		if news != nil {
			w.warn("an action waits for a person", "says", g.Says, "why", d.Reason, "intent", g.Intent)
		}
		return agent.Grant{}, job.Faultf(job.FaultPayment, ApprovalNeeded, "this waits for its owner: %s. %s `assay wallet approve %s` allows it, `assay wallet deny %s` does not; then ask again",
			d.Reason, g.Says, g.Intent, g.Intent)
	}
	if news != nil {
		w.warn("the policy refuses an action", "says", g.Says, "rule", d.Rule, "why", d.Reason)
	}
	return agent.Grant{}, job.Faultf(job.FaultPayment, PolicyRefused, "the wallet's policy refuses this (%s): %s; to change that: %s", d.Rule, d.Reason, d.Help)
}

// walletFault returns the fault by which a wallet refused something, or nil.
func walletFault(err error) *job.Fault {
	f, ok := errors.AsType[*job.Fault](err)
	if ok && (f.Code == PolicyRefused || f.Code == ApprovalNeeded) {
		return f
	}
	return nil
}

func (w *Wallet) warn(text string, args ...any) {
	if w.cfg.Slog != nil {
		w.cfg.Slog.Warn(text, args...)
	}
}

func (w *Wallet) reach(name string) {
	if w.cfg.Checkpoint != nil {
		w.cfg.Checkpoint(name)
	}
}

// End records how a granted action ended. It is written even when ctx is over.
func (w *Wallet) End(ctx context.Context, intent job.Hash, o agent.Outcome) error {
	w.reach("wallet:ending")
	err := w.update(context.WithoutCancel(ctx), func(uint64) (*agent.Entry, error) { return w.books.End(intent, o) })
	if err == nil {
		w.reach("wallet:ended")
	}
	return err
}

// Reconcile looks up how the actions ended whose process did not live to say, and records it. fate says how, or that it
// is not known yet. What fate knows without the transaction keeps the fee that is charged: nobody saw what gas was paid.
func (w *Wallet) Reconcile(ctx context.Context, fate func(context.Context, agent.Action) (agent.Outcome, bool, error)) error {
	r, err := w.Report(ctx)
	if err != nil {
		return err
	}
	now := seconds(w.cfg.Now().UnixMilli())
	for _, in := range r.Unsure {
		if now < in.Asked+quiet { // whoever signed it may still be waiting for it
			continue
		}
		o, known, err := fate(ctx, in.Action)
		if err != nil {
			return err
		}
		if !known {
			continue
		}
		if o.Tx.IsZero() && in.Action.Kind != agent.Pay { // the gas of a payment without a transaction of ours is the seller's
			o.Fee = in.Fee
		}
		if err := w.End(ctx, in.ID, o); err != nil && !errors.Is(err, agent.ErrUnknown) {
			return err
		}
	}
	return nil
}

// quiet is how long an action is left to those who signed it, in seconds: longer than a transaction is waited for.
const quiet = 3600

// Answer approves or denies what waits. The intent may be named by the beginning of its id, eight digits at least.
func (w *Wallet) Answer(ctx context.Context, id string, yes bool) (agent.Intent, error) {
	var found agent.Intent
	err := w.update(ctx, func(now uint64) (*agent.Entry, error) {
		var err error
		if found, err = pick(w.books.Open(now, agent.Waiting, agent.Approved), id); err != nil {
			return nil, err
		}
		return w.books.Answer(found.ID, yes, now)
	})
	return found, err
}

// minPrefix is how much of an id must be typed: "0x" and eight digits.
const minPrefix = 10

func pick(list []agent.Intent, id string) (agent.Intent, error) {
	if len(id) < minPrefix || !strings.HasPrefix(id, "0x") {
		return agent.Intent{}, fmt.Errorf("%.80q names no intent: want the id that `assay wallet pending` shows, or its first eight digits", id)
	}
	match := slices.DeleteFunc(list, func(in agent.Intent) bool { return !strings.HasPrefix(in.ID.String(), id) })
	switch len(match) {
	case 1:
		return match[0], nil
	case 0:
		return agent.Intent{}, fmt.Errorf("%w: %.80s: it was answered, or its time is over; `assay wallet pending` lists what waits", agent.ErrUnknown, id)
	}
	return agent.Intent{}, fmt.Errorf("%.80s begins the ids of %d intents: give more digits", id, len(match))
}

// WalletReport is a wallet as its owner sees it.
type WalletReport struct {
	Policy  *agent.Policy  `json:"policy,omitempty"`
	Use     agent.Use      `json:"use"`
	Waiting []agent.Intent `json:"waiting"` // for a person
	Unsure  []agent.Intent `json:"unsure"`  // charged, without a known end
	Latest  uint64         `json:"latest"`  // unix seconds of the latest entry
	InForce job.Hash       `json:"inForce"` // digest of the policy that the journal names last
}

// Report reads what others wrote and says how things stand.
func (w *Wallet) Report(ctx context.Context) (WalletReport, error) {
	if err := w.update(ctx, func(uint64) (*agent.Entry, error) { return nil, nil }); err != nil {
		return WalletReport{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	now := seconds(w.cfg.Now().UnixMilli())
	return WalletReport{
		Policy: cmp.Or(w.policy, w.shown), Use: w.books.Use(now), Waiting: w.books.Open(now, agent.Waiting, agent.Approved),
		Unsure: w.books.Open(now, agent.Reserved), Latest: w.books.Latest(), InForce: w.books.Policy(),
	}, nil
}
