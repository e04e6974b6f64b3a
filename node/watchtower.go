package node

import (
	"context"
	"crypto/hpke"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// WatchChain is the chain as a watchtower uses it.
type WatchChain interface {
	Court
	CanaryFinder
	StakeOf(ctx context.Context, provider job.Address) (job.Stake, error)
	OpenDispute(ctx context.Context, s job.Statements, cover job.Amount) (uint64, job.Tx, error)
	ProveContradiction(ctx context.Context, p job.Proof) ([]job.Tx, error)
	// Cover is what the vault would set aside for a challenger's costs now, DisputeCosts what they are reckoned at, in token units.
	Cover(ctx context.Context, provider job.Address) (job.Amount, error)
	DisputeCosts(ctx context.Context) (job.Amount, error)
	StakeDisputes(ctx context.Context, provider job.Address) (job.StakeDisputes, error)
	Case(ctx context.Context, provider job.Address, number uint32) (job.StakeCase, error)
	ProvePayment(ctx context.Context, c job.ChannelConfig) (job.Tx, error)
	CloseCase(ctx context.Context, provider job.Address, number uint32) (job.Tx, error)
	RefundCase(ctx context.Context, provider job.Address, number uint32, channel job.Hash) (job.Tx, error)
	Credit(ctx context.Context, who job.Address) (job.Amount, error)
	Collect(ctx context.Context, who job.Address) (job.Tx, error)
}

// WatchConfig says how a watchtower watches.
type WatchConfig struct {
	// Share is the thousandths of the bundles that are recomputed, whatever they cost. Dear answers are drawn more often: as often as twice their price goes into
	// the provider's stake, see docs/economics.md.
	Share   uint32
	MaxHeld int // bundles held at once; 0: 20,000
}

// Watchtower takes bundles that buyers encrypt to it, recomputes a random share, and takes what is wrong to the contract: it opens disputes, plays them to the end, and fetches what
// they bring to it and to the buyers. What it has to do it reads from its journal and from the chain each time, so it goes on after a restart, and after a
// reorganisation of the chain, wherever things stand then.
type Watchtower struct {
	Setting
	cfg   WatchConfig
	chain WatchChain
	key   Signer
	seal  hpke.PrivateKey

	mu      sync.Mutex
	held    int                 // books on disk
	waiting []job.Hash          // requests whose answers are to be recomputed, the oldest first
	wrong   map[job.Hash]uint64 // those that are to be taken to the contract, by when they came
	came    uint64
}

// Kinds of records a watchtower keeps.
const (
	kindWatchSelf   = "watchtower"   // key "self": the secret of its key
	kindWatched     = "watched"      // key request id: watched
	kindWatchBundle = "watchbundle"  // key request id: the bundle's bytes, while they are needed
	kindWatchNonce  = "watchednonce" // key provider/nonce: the request whose receipt has it
)

// What a watchtower has found out about an answer.
const (
	WatchSkipped    = "skipped"    // not drawn; the receipt is kept, in case that it contradicts another
	WatchWaiting    = "waiting"    // drawn, and not recomputed yet
	WatchRight      = "right"      //
	WatchWrong      = "wrong"      // to be proven, or being proven
	WatchUnprovable = "unprovable" // wrong, but not for a contract
	WatchDone       = "done"       // proven, and everybody was paid
)

// watched is what a watchtower keeps of an answer.
type watched struct {
	State      string            `json:"state"`
	Statements job.Statements    `json:"statements"`
	Channel    job.ChannelConfig `json:"channel"` // whose receiver is the provider
	Until      uint64            `json:"until"`   // when the dispute window closes, chain seconds
	Class      string            `json:"class,omitempty"`
	Reason     string            `json:"reason,omitempty"`
	Proof      *job.Proof        `json:"proof,omitempty"` // with another receipt
	Tried      uint64            `json:"tried,omitempty"` // when an accusation was last sent, unix seconds: it may be on its way
	Case       uint32            `json:"case,omitempty"`  // of the lost stake, once it is lost
	Paid       int               `json:"paid,omitempty"`  // how often the channel's payments were shown
}

// WatchReport is an answer in a listing.
type WatchReport struct {
	Request  job.Hash    `json:"request"`
	Provider job.Address `json:"provider"`
	State    string      `json:"state"`
	Class    string      `json:"class,omitempty"`
	Reason   string      `json:"reason,omitempty"`
	Until    uint64      `json:"until"`
}

// NewWatchtower loads a watchtower's books.
func NewWatchtower(ctx context.Context, s Setting, cfg WatchConfig, chain WatchChain, key Signer) (*Watchtower, error) {
	if cfg.MaxHeld <= 0 {
		cfg.MaxHeld = 20_000
	}
	w := &Watchtower{Setting: s, cfg: cfg, chain: chain, key: key, wrong: map[job.Hash]uint64{}}
	var secret job.Hash
	known, err := s.find(ctx, kindWatchSelf, "self", &secret)
	if err != nil {
		return nil, err
	}
	if !known {
		if secret, err = s.random(); err != nil {
			return nil, err
		}
		if err := s.keep(ctx, entry{kindWatchSelf, "self", secret}); err != nil {
			return nil, err
		}
	}
	if w.seal, err = sealingKey(secret); err != nil {
		return nil, fmt.Errorf("make the watchtower's key: %w", err)
	}
	return w, each(ctx, s.Store, kindWatched, func(key string, b watched) error {
		id, err := job.ParseHash(key)
		if err != nil {
			return fmt.Errorf("record %s %s is damaged: %w", kindWatched, key, err)
		}
		w.held++
		w.line(id, b.State)
		return nil
	})
}

// line puts a request where its state belongs. The caller holds mu, or is the only one who knows w.
func (w *Watchtower) line(id job.Hash, state string) {
	delete(w.wrong, id)
	switch state {
	case WatchWaiting:
		w.waiting = append(w.waiting, id)
	case WatchWrong:
		w.came++
		w.wrong[id] = w.came
	}
}

// Notice says who this is, and what bundles are encrypted to.
func (w *Watchtower) Notice() job.WatchNotice {
	n := job.WatchNotice{Address: w.key.Address(), Share: w.cfg.Share, Models: []job.Hash{}}
	copy(n.Key[:], w.seal.PublicKey().Bytes())
	for _, m := range w.Library.Models() {
		n.Models = append(n.Models, m.Root())
	}
	return n
}

// Reports lists what is known of answers, by request.
func (w *Watchtower) Reports(ctx context.Context) ([]WatchReport, error) {
	out := []WatchReport{}
	err := each(ctx, w.Store, kindWatched, func(key string, b watched) error {
		id, err := job.ParseHash(key)
		out = append(out, WatchReport{Request: id, Provider: b.Channel.Receiver, State: b.State, Class: b.Class, Reason: b.Reason, Until: b.Until})
		return err
	})
	return out, err
}

// Take takes a sealed bundle. Whoever sent it learns whether it can be watched, and not whether it will be.
func (w *Watchtower) Take(ctx context.Context, s job.Sealed) error {
	raw, err := unseal(w.seal, s)
	if err != nil {
		return err
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		return job.Faultf(job.FaultInvalid, "bad_bundle", "%w", err)
	}
	return w.take(ctx, b, raw)
}

// fit refuses what can never be taken to a contract, and returns what is wrong with the bundle without recomputing it.
func (w *Watchtower) fit(ctx context.Context, b job.Bundle, said job.Statements) (found error, until uint64, stake job.Amount, err error) {
	refuse := func(code, format string, args ...any) error {
		return job.Faultf(job.FaultInvalid, code, format, args...)
	}
	switch {
	case b.ChainID != w.ChainID || b.Referee != w.Contracts.Referee || b.Settlement != w.Contracts.Settlement:
		return nil, 0, stake, refuse("other_chain", "the bundle is of another chain, or of other contracts than are watched here")
	case said.Signature == job.Signature{}:
		return nil, 0, stake, refuse("unsigned", "the bundle has no statement of the provider's")
	case b.Request.Assurance() != job.Judgeable:
		return nil, 0, stake, refuse("not_judgeable", "the answer is %s", b.Request.Assurance())
	}
	if _, ok := w.Library.ByRoot(b.Request.Model); !ok {
		return nil, 0, stake, job.Faultf(job.FaultNotFound, "model_not_found", "model %s is not watched here", b.Request.Model.Short())
	}
	if found = verify.Bundle(b, nil); found != nil && !verify.Proven(found) {
		return nil, 0, stake, refuse("bad_bundle", "%w", found)
	}
	head, err := w.chain.Head(ctx)
	if err != nil {
		return nil, 0, stake, asFault(err)
	}
	// A receipt from the future can be disputed from now on, but we hold nothing for ever.
	until = min(said.Since(), head.Time) + dispute.Window
	if head.Time > until {
		return nil, 0, stake, refuse("too_old", "the dispute window closed at second %d of the chain's time", until)
	}
	books, err := w.chain.StakeOf(ctx, b.Channel.Receiver)
	if err != nil {
		return nil, 0, stake, asFault(err)
	}
	return found, until, books.Total, nil
}

// take writes a bundle down, and draws whether it is to be recomputed. A second receipt for the same request, or with the same nonce, is proof by itself.
func (w *Watchtower) take(ctx context.Context, b job.Bundle, raw []byte) error {
	said, _ := b.Statements()
	found, until, stake, err := w.fit(ctx, b, said)
	if err != nil {
		return err
	}
	id := b.Request.Digest(w.assay())
	book := watched{State: WatchSkipped, Channel: b.Channel, Until: until, Statements: said}
	nonceKey := b.Channel.Receiver.String() + "/" + said.Receipt.Nonce.String()

	w.mu.Lock()
	defer w.mu.Unlock()
	var before watched
	again, err := w.find(ctx, kindWatched, id.String(), &before)
	if err != nil {
		return asFault(err)
	}
	if again {
		if before.Proof != nil || before.State == WatchDone {
			return nil
		}
		if before.Statements.Receipt.Contradicts(said.Receipt) {
			before.State, before.Class, before.Reason = WatchWrong, string(verify.ContradictsItself), "two statements about one answer say different things"
			before.Proof = &job.Proof{Kind: job.TwoAnswers, Statements: before.Statements, Other: said.Receipt, OtherSignature: b.Signed}
			return w.note(ctx, id, before)
		}
		if before.State == WatchWrong || !longer(said.Receipt, before.Statements.Receipt) {
			return nil
		}
	}
	if w.held >= w.cfg.MaxHeld && !again {
		return job.Faultf(job.FaultBusy, "busy", "%d bundles are held already; try again tomorrow, or send it to another watchtower", w.held)
	}
	var other job.Hash
	if twice, err := w.find(ctx, kindWatchNonce, nonceKey, &other); err != nil {
		return asFault(err)
	} else if twice && other != id && !said.Receipt.IsChunk() { // a chunk doesn't sign its nonce
		var first watched
		if known, err := w.find(ctx, kindWatched, other.String(), &first); err != nil {
			return asFault(err)
		} else if known && !first.Statements.Receipt.IsChunk() {
			found = &verify.Evidence{Class: verify.ContradictsItself, Reason: "one nonce in the receipts of two requests", Token: -1, Proven: true}
			book.Proof = &job.Proof{Kind: job.NonceTwice, Statements: book.Statements, Other: first.Statements.Receipt, OtherSignature: first.Statements.Signature}
		}
	}
	drawn, err := w.drawn(said.Receipt.Amount, stake)
	if err != nil {
		return asFault(err)
	}
	switch {
	case found != nil:
		book.State, book.Class, book.Reason = WatchWrong, string(verify.ClassOf(found)), found.Error()
	case drawn || before.State == WatchWaiting || before.State == WatchRight: // what was drawn once is drawn for good
		book.State = WatchWaiting
	}
	entries := []entry{{kindWatchNonce, nonceKey, id}}
	if book.State != WatchSkipped {
		entries = append(entries, entry{kindWatchBundle, id.String(), raw})
	}
	if err := w.note(ctx, id, book, entries...); err != nil {
		return err
	}
	if !again {
		w.held++
	}
	w.Log.Debug("took a bundle", "request", id.Short(), "provider", book.Channel.Receiver, "state", book.State)
	w.reach("watchtower:bundle-kept")
	return nil
}

// note keeps a book and puts the request where it belongs now. The caller holds mu.
func (w *Watchtower) note(ctx context.Context, id job.Hash, b watched, with ...entry) error {
	if err := w.keep(ctx, append(with, entry{kindWatched, id.String(), b})...); err != nil {
		return err
	}
	w.line(id, b.State)
	return nil
}

// longer reports whether an answer that had broken off has gone on.
func longer(now, before job.Receipt) bool {
	return before.IsChunk() && (!now.IsChunk() || now.Count > before.Count)
}

// drawn draws whether an answer of this price, by a provider with this stake, is recomputed. Nobody else can know before. Where nothing is at stake there is nothing to gain.
func (w *Watchtower) drawn(price, stake job.Amount) (bool, error) {
	if stake.IsZero() {
		return false, nil
	}
	const all = 1_000_000
	share := uint64(w.cfg.Share) * all / 1000
	if price.Less(stake) {
		share = max(share, price.MulDivUp(2*all, 1).Uint64()/max(1, stake.Uint64()))
	} else {
		share = all
	}
	var b [8]byte
	if _, err := io.ReadFull(w.Random, b[:]); err != nil {
		return false, fmt.Errorf("no randomness: %w", err)
	}
	return binary.BigEndian.Uint64(b[:])%all < share, nil
}

// Run recomputes and accuses until ctx ends.
func (w *Watchtower) Run(ctx context.Context, every time.Duration) {
	var both sync.WaitGroup
	defer both.Wait()
	both.Go(func() { w.repeat(ctx, every, "recomputing answers", w.check) })
	c := &chase{provers: provers{Setting: w.Setting}, w: w, tries: attempts[job.Hash]{}, ended: -1}
	w.repeat(ctx, every, "looking after disputes", c.look)
}

// repeat does something every so often until ctx ends.
func (s Setting) repeat(ctx context.Context, every time.Duration, what string, do func(context.Context) error) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn(what+" failed, will try again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// check recomputes what waits, the oldest first.
func (w *Watchtower) check(ctx context.Context) error {
	for ctx.Err() == nil {
		w.mu.Lock()
		if len(w.waiting) == 0 {
			w.mu.Unlock()
			return nil
		}
		id := w.waiting[0]
		w.mu.Unlock()
		if err := w.recompute(ctx, id); err != nil {
			return fmt.Errorf("request %s: %w", id.Short(), err)
		}
		w.mu.Lock()
		if i := slices.Index(w.waiting, id); i >= 0 {
			w.waiting = slices.Delete(w.waiting, i, i+1)
		}
		w.mu.Unlock()
	}
	return nil
}

// recompute judges one answer.
func (w *Watchtower) recompute(ctx context.Context, id job.Hash) error {
	b, known, err := w.bundle(ctx, id)
	if err != nil {
		return err
	}
	var found error
	if known {
		m, ok := w.Library.ByRoot(b.Request.Model)
		if !ok {
			return fmt.Errorf("model %s is not here any more: import it again", b.Request.Model.Short())
		}
		if found = verify.Bundle(b, m); found != nil && verify.ClassOf(found) == "" {
			return found
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var book watched
	if ok, err := w.find(ctx, kindWatched, id.String(), &book); err != nil || !ok || book.State != WatchWaiting {
		return err
	}
	if said, _ := b.Statements(); known && said.Receipt != book.Statements.Receipt {
		return nil // the answer has gone on meanwhile, and waits again
	}
	if found == nil {
		book.State = WatchRight
		w.Log.Info("an answer is right", "request", id.Short(), "provider", book.Channel.Receiver)
		return w.note(ctx, id, book, entry{kindWatchBundle, id.String(), nil})
	}
	book.State, book.Class, book.Reason = WatchWrong, string(verify.ClassOf(found)), found.Error()
	w.Log.Warn("a wrong answer: taking it to the contract", "request", id.Short(), "provider", book.Channel.Receiver, "class", book.Class, "reason", book.Reason)
	return w.note(ctx, id, book)
}

// bundle loads a bundle that is kept.
func (w *Watchtower) bundle(ctx context.Context, id job.Hash) (job.Bundle, bool, error) {
	var raw []byte
	ok, err := w.find(ctx, kindWatchBundle, id.String(), &raw)
	if err != nil || !ok {
		return job.Bundle{}, false, err
	}
	b, err := job.DecodeBundle(raw)
	return b, true, err
}

// forget drops what is of no use any more: books whose window has closed, and of which nothing is left to do.
func (w *Watchtower) forget(ctx context.Context, now uint64) error {
	var old []entry
	err := each(ctx, w.Store, kindWatched, func(key string, b watched) error {
		if b.State == WatchWrong || now <= b.Until {
			return nil
		}
		old = append(old, entry{kindWatched, key, nil}, entry{kindWatchBundle, key, nil},
			entry{kindWatchNonce, b.Channel.Receiver.String() + "/" + b.Statements.Receipt.Nonce.String(), nil})
		return nil
	})
	if err != nil || len(old) == 0 {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.keep(ctx, old...); err != nil {
		return err
	}
	w.held -= len(old) / 3
	return nil
}

// refused reports whether the contract refused a transaction, as opposed to the chain being out of reach.
func refused(err error) bool {
	f, ok := errors.AsType[*job.Fault](err)
	return ok && f.Kind == job.FaultConflict
}
