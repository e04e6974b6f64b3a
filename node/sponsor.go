package node

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// SponsorChain is the chain as a sponsor of canaries uses it, with the account of its provider.
type SponsorChain interface {
	Court
	StakeOf(ctx context.Context, provider job.Address) (job.Stake, error)
	CanaryRules(ctx context.Context) (job.CanaryRules, error)
	// Canaries lists every canary that was ever planted, the oldest first.
	Canaries(ctx context.Context) ([]job.Canary, error)
	PlantCanary(ctx context.Context, request, secret, salt job.Hash, prize job.Amount) (job.Address, job.Tx, error)
	ExcuseCanary(ctx context.Context, lock job.Address, r dispute.Record, request job.Request, salt job.Hash) (job.Tx, error)
	ReclaimCanary(ctx context.Context, lock job.Address, request job.Request, salt job.Hash) (job.Tx, error)
	CanaryCredit(ctx context.Context, who job.Address) (job.Amount, error)
	CollectCanaries(ctx context.Context, who job.Address) (job.Tx, error)
	Channel(ctx context.Context, id job.Hash) (job.ChannelState, error)
	Refund(ctx context.Context, c job.ChannelConfig, amount job.Amount) (job.Tx, error)
}

// SponsorBuyer opens the channels over which canaries are ordered: an account of its own, as a buyer's is.
type SponsorBuyer interface {
	Deposit(ctx context.Context, c job.ChannelConfig, amount job.Amount) (job.Tx, error)
}

// SponsorKeys are the keys that a canary is made with: the payer's address, the session key that signs its order, and the provider's key that signs the wrong answer.
type SponsorKeys struct {
	Payer             job.Address
	Session, Provider Signer
}

// Sponsor makes canaries: it orders an answer that it wants wrong, has its own provider sign one that was drawn with another seed, puts down a prize, and sends it to watchtowers like any
// other. Everything is on disk before it is on chain, and what has become of it is read from the chain each time, so that a restart loses nothing.
type Sponsor struct {
	Setting
	chain SponsorChain
	buyer SponsorBuyer
	keys  SponsorKeys
	post  func(ctx context.Context, endpoint string, s job.Sealed) error
}

// NewSponsor returns a sponsor. post brings a sealed bundle to a watchtower.
func NewSponsor(s Setting, c SponsorChain, b SponsorBuyer, k SponsorKeys, post func(ctx context.Context, endpoint string, s job.Sealed) error) *Sponsor {
	return &Sponsor{Setting: s, chain: c, buyer: b, keys: k, post: post}
}

// CanaryOrder says what canary to make.
type CanaryOrder struct {
	Model                   *Model
	Messages                []job.Message
	Sampling                job.Sampling
	MaxTokens               uint32
	InputPrice, OutputPrice job.Amount // token units a million tokens
	Agent                   uint64     // the provider's
	Prize                   job.Amount // token units
	Send                    uint64     // when to send it, unix seconds
	Watchers                []WatcherAt
}

// CanaryReport is a canary of ours in a listing.
type CanaryReport struct {
	Request job.Hash    `json:"request"`
	Lock    job.Address `json:"lock"`
	State   string      `json:"state"` // of the chain, or made: not planted yet
	Prize   job.Amount  `json:"prize"`
	Planted uint64      `json:"planted,omitempty"` // chain seconds
	Send    uint64      `json:"send"`
	Sent    int         `json:"sent"` // watchtowers that have it
	Of      int         `json:"of"`
	Finder  job.Address `json:"finder,omitzero"`
}

// kindCanary is a canary of ours; key request id: canaryBook.
const kindCanary = "canary"

// canaryBook is what a sponsor keeps of a canary. Whoever reads it can claim the prize.
type canaryBook struct {
	Secret   job.Hash    `json:"secret"`
	Salt     job.Hash    `json:"salt"`
	Lock     job.Address `json:"lock"`
	Bundle   []byte      `json:"bundle"`
	Prize    job.Amount  `json:"prize"`
	Send     uint64      `json:"send"`
	Watchers []WatcherAt `json:"watchers"`
	Told     []string    `json:"told,omitempty"`
	Refunded bool        `json:"refunded,omitempty"`
}

const (
	// canaryDelay is the withdraw delay of a canary's channel, in seconds: the usual one.
	canaryDelay = 900
	// latestSend is how long after planting a canary is sent at the latest, in seconds: the contract holds prizes for a day longer than answers can be disputed.
	latestSend = 20 * 60 * 60
	// otherSeeds is how many seeds are tried until an answer comes out otherwise.
	otherSeeds = 16
	// hotStep is by how much the temperature rises from one seed to the next in the second half of them, in thousandths.
	hotStep = 250
	// canaryTook is how long a canary's answer seems to have taken, in milliseconds a token.
	canaryTook = 40
)

// Plant makes a canary, opens its channel, and puts down its prize. Step sends it.
func (s *Sponsor) Plant(ctx context.Context, o CanaryOrder) (CanaryReport, error) {
	rules, err := s.chain.CanaryRules(ctx)
	if err != nil {
		return CanaryReport{}, err
	}
	if o.Prize.Less(rules.Least) {
		return CanaryReport{}, job.Faultf(job.FaultInvalid, "prize_too_small", "a prize is at least %s units: what a dispute costs", rules.Least)
	}
	if now := s.unix(); o.Send+600 < now || o.Send > now+latestSend {
		return CanaryReport{}, job.Faultf(job.FaultInvalid, "send_time", "a canary is sent within %d hours: later its answer could still be disputed when its prize goes back", latestSend/3600)
	}
	if stake, err := s.chain.StakeOf(ctx, s.keys.Provider.Address()); err != nil {
		return CanaryReport{}, err
	} else if stake.Total.IsZero() {
		return CanaryReport{}, job.Faultf(job.FaultConflict, "no_stake", "nothing is at stake for provider %s, so no watchtower looks at its answers: put something at stake first", s.keys.Provider.Address())
	}
	book, b, err := s.make(ctx, o)
	if err != nil {
		return CanaryReport{}, err
	}
	id := b.Request.Digest(s.assay())
	if err := s.keep(ctx, entry{kindCanary, id.String(), book}); err != nil {
		return CanaryReport{}, err
	}
	s.reach("sponsor:made")
	if _, err := s.buyer.Deposit(ctx, b.Channel, b.Request.PriceLimit); err != nil {
		return CanaryReport{}, fmt.Errorf("open the canary's channel: %w", err)
	}
	var tx job.Tx
	if book.Lock, tx, err = s.chain.PlantCanary(ctx, id, book.Secret, book.Salt, o.Prize); err != nil {
		return CanaryReport{}, err
	}
	s.Log.Info("planted a canary", "request", id.Short(), "prize", o.Prize, "gas", tx.Gas)
	s.reach("sponsor:planted")
	if err := s.keep(ctx, entry{kindCanary, id.String(), book}); err != nil {
		return CanaryReport{}, err
	}
	return CanaryReport{Request: id, Lock: book.Lock, State: job.CanaryPlanted.String(), Prize: o.Prize, Send: o.Send, Of: len(o.Watchers)}, nil
}

// make makes a wrong answer to an order that consents to it, signed like any other.
func (s *Sponsor) make(ctx context.Context, o CanaryOrder) (book canaryBook, b job.Bundle, err error) {
	var salt, nonce, channelSalt job.Hash
	for _, h := range []*job.Hash{&salt, &nonce, &channelSalt} {
		if *h, err = s.random(); err != nil {
			return book, b, err
		}
	}
	b = job.Bundle{Version: job.BundleVersion, ChainID: s.ChainID, Referee: s.Contracts.Referee, Settlement: s.Contracts.Settlement, Nonce: nonce}
	provider := s.keys.Provider.Address()
	b.Channel = job.ChannelConfig{
		Payer: s.keys.Payer, PayerAuthorizer: s.keys.Session.Address(), Receiver: provider, ReceiverAuthorizer: provider,
		Token: s.Contracts.Token, WithdrawDelay: canaryDelay, Salt: channelSalt,
	}
	if err := s.papers(&b, o, job.CanaryConsent(s.ChainID, s.Contracts.Canaries, salt)); err != nil {
		return book, b, err
	}
	id := b.Request.Digest(s.assay())
	prover, finish, err := s.wrong(ctx, o.Model, &b, id)
	if err != nil {
		return book, b, err
	}
	if err := s.receipt(&b, id, finish, o.Send); err != nil {
		return book, b, err
	}
	book = canaryBook{Salt: salt, Prize: o.Prize, Send: o.Send, Watchers: o.Watchers}
	if book.Secret, err = canarySecret(id, prover); err != nil {
		return book, b, err
	}
	if book.Lock, err = job.CanaryLock(book.Secret); err != nil {
		return book, b, err
	}
	book.Bundle, err = b.Encode()
	return book, b, err
}

// papers fills in quote, nonces and request of a canary.
func (s *Sponsor) papers(b *job.Bundle, o CanaryOrder, consent job.Hash) (err error) {
	d, m := s.assay(), o.Model
	if b.Prompt, err = m.EncodeChat(o.Messages); err != nil {
		return err
	}
	n := uint32(len(b.Prompt))
	b.Quote.Quote = job.Quote{
		Provider: s.keys.Provider.Address(), Agent: o.Agent, Model: m.Root(), Lane: job.LaneExact, Token: s.Contracts.Token, InputPrice: o.InputPrice, OutputPrice: o.OutputPrice,
		ChunkTokens: o.MaxTokens, MaxPrompt: n, MaxTokens: o.MaxTokens, Issued: o.Send - 60, Expires: o.Send + 600,
	}
	if err := b.Quote.Quote.Validate(); err != nil {
		return fmt.Errorf("the canary's quote: %w", err)
	}
	if b.Quote.Signature, err = s.keys.Provider.Sign(b.Quote.Quote.Digest(d)); err != nil {
		return err
	}
	var leaves [][]byte
	for i := range job.NonceBatchSize {
		secret, err := s.random()
		if err != nil {
			return err
		}
		c := job.Commit(secret)
		if i == 0 {
			c = job.Commit(b.Nonce)
		}
		b.Nonces.Commitments = append(b.Nonces.Commitments, c)
		leaves = append(leaves, c[:])
	}
	channel := b.Channel.ID(s.settlement())
	b.Nonces.Batch.Channel = channel
	if b.Nonces.Batch.Root, err = trace.Root(trace.Nonces, leaves); err != nil {
		return err
	}
	if b.Nonces.Signature, err = s.keys.Provider.Sign(b.Nonces.Batch.Digest(d)); err != nil {
		return err
	}
	prompt, err := trace.TokensRoot(trace.Prompt, b.Prompt)
	if err != nil {
		return err
	}
	b.Request = job.Request{
		Model: m.Root(), Tokenizer: m.TokenizerHash(), Template: m.TemplateHash(), Prompt: prompt, PromptTokens: n, MaxTokens: o.MaxTokens, Sampling: o.Sampling, Lane: job.LaneExact,
		Quote: b.Quote.Quote.Digest(d), PriceLimit: b.Quote.Quote.Cost(n, o.MaxTokens), Channel: channel, Commitment: job.Commit(b.Nonce), BuyerNonce: consent, Time: o.Send,
	}
	b.Signature, err = s.keys.Session.Sign(b.Request.Digest(d))
	return err
}

// wrong draws a canary's answer with another seed than the one that the request and the nonce give, and where the model is so certain that this changes nothing, at a higher temperature than the
// request says: it reads like any answer of the model, and the first token that falls otherwise is wrong.
func (s *Sponsor) wrong(ctx context.Context, m *Model, b *job.Bundle, id job.Hash) (*engine.Prover, job.Finish, error) {
	draw := func(r job.Request, seed job.Hash) (tokens []uint32, f job.Finish, err error) {
		finish, err := m.Engine().Generate(ctx, b.Prompt, Params(r, b.Constraints, seed), func(t uint32) error { tokens = append(tokens, t); return nil })
		if err != nil {
			err = fmt.Errorf("draw a canary's answer: %w", err)
		}
		return tokens, job.Finish(finish), err
	}
	right, _, err := draw(b.Request, job.Seed(b.Nonce, id))
	if err != nil {
		return nil, 0, err
	}
	hotter := b.Request
	for try := range otherSeeds {
		seed, err := s.random()
		if err != nil {
			return nil, 0, err
		}
		if try >= otherSeeds/2 {
			hotter.Sampling.Temperature = max(hotter.Sampling.Temperature+hotStep, job.MaxTemperature/4)
		}
		var finish job.Finish
		if b.Output, finish, err = draw(hotter, seed); err != nil {
			return nil, 0, err
		}
		if slices.Equal(b.Output, right) {
			continue
		}
		prover, err := m.Engine().NewProver(ctx, Traced(b.Request, b.Constraints, b.Prompt, b.Output, job.Seed(b.Nonce, id)), engine.ProverOptions{StreamBytes: proverStream})
		if err != nil {
			return nil, 0, err
		}
		if prover.End().Wrong {
			return prover, finish, nil
		}
	}
	return nil, 0, job.Faultf(job.FaultInvalid, "always_right", "%d seeds gave the right answer: ask for more tokens, or for something less certain", otherSeeds)
}

// receipt signs a canary's answer.
func (s *Sponsor) receipt(b *job.Bundle, id job.Hash, finish job.Finish, send uint64) error {
	root, err := trace.TokensRoot(trace.Output, b.Output)
	if err != nil {
		return err
	}
	n := uint32(len(b.Output))
	started := 1000*send + uint64(b.Nonce[0])
	b.Receipt = &job.Receipt{
		Request: id, Output: root, Count: n, Amount: b.Quote.Quote.Cost(b.Request.PromptTokens, n), Nonce: b.Nonce, Finish: finish,
		Started: started, Finished: started + uint64(n)*canaryTook,
	}
	b.Signed, err = s.keys.Provider.Sign(b.Receipt.Digest(s.assay()))
	return err
}

// Run looks after all canaries until ctx ends: see Step.
func (s *Sponsor) Run(ctx context.Context, every time.Duration) {
	s.repeat(ctx, every, "looking after canaries", s.Step)
}

// Step does for every canary what can be done now: it sends what is due, excuses disputes about them, takes prizes back that nobody has found in time, and fetches what is owed.
func (s *Sponsor) Step(ctx context.Context) error {
	planted, err := s.planted(ctx)
	if err != nil {
		return err
	}
	rules, err := s.chain.CanaryRules(ctx)
	if err != nil {
		return err
	}
	head, err := s.chain.Head(ctx)
	if err != nil {
		return err
	}
	records, err := s.chain.Disputes(ctx)
	if err != nil {
		return err
	}
	busy, err := s.excuse(ctx, records, planted)
	if err != nil {
		return err
	}
	err = each(ctx, s.Store, kindCanary, func(key string, b canaryBook) error {
		at := planted[b.Lock]
		switch {
		case at.State == job.CanaryPlanted && len(b.Told) < len(b.Watchers) && s.unix() >= b.Send:
			return s.send(ctx, key, b)
		case at.State == job.CanaryPlanted && head.Time >= at.Planted+rules.Hold && !busy[key]:
			return s.reclaim(ctx, key, b)
		case (at.State == job.CanaryFound || at.State == job.CanaryReclaimed) && !b.Refunded:
			return s.refund(ctx, key, b)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.collect(ctx)
}

// planted are all canaries on chain, by lock.
func (s *Sponsor) planted(ctx context.Context) (map[job.Address]job.Canary, error) {
	list, err := s.chain.Canaries(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[job.Address]job.Canary, len(list))
	for _, c := range list {
		out[c.Lock] = c
	}
	return out, nil
}

// excuse ends the disputes that run about canaries of ours, and says which requests they are about.
func (s *Sponsor) excuse(ctx context.Context, records []dispute.Record, planted map[job.Address]job.Canary) (map[string]bool, error) {
	busy := map[string]bool{}
	for _, r := range records {
		if r.Provider != s.keys.Provider.Address() || r.Outcome != 0 {
			continue
		}
		var b canaryBook
		key := r.Fault.Subject.String()
		if known, err := s.find(ctx, kindCanary, key, &b); err != nil {
			return nil, err
		} else if !known {
			continue
		}
		busy[key] = true
		bundle, err := job.DecodeBundle(b.Bundle)
		if err != nil {
			return nil, err
		}
		if r.Leaves == 0 {
			if _, err := s.chain.PlayDispute(ctx, r.ID, dispute.Answer{Fault: r.Fault, Evidence: job.EncodeOrder(bundle.Channel, bundle.Signature)}, r.Fault); err != nil {
				return nil, err
			}
			continue
		}
		tx, err := s.chain.ExcuseCanary(ctx, b.Lock, r, bundle.Request, b.Salt)
		if err != nil {
			s.Log.Error("a dispute about a canary is not excused: do it before the provider's time runs out, or its stake is lost", "dispute", r.ID, "request", r.Fault.Subject.Short(), "planted", planted[b.Lock].State, "err", err)
			continue
		}
		s.Log.Info("excused a dispute about a canary", "dispute", r.ID, "challenger", r.Challenger, "gas", tx.Gas)
	}
	return busy, nil
}

// send brings a canary to the watchtowers that have not got it yet.
func (s *Sponsor) send(ctx context.Context, key string, b canaryBook) error {
	told := len(b.Told)
	for _, at := range b.Watchers {
		if slices.Contains(b.Told, at.Endpoint) {
			continue
		}
		sealed, err := SealBundle(at.Key, b.Bundle)
		if err == nil {
			err = s.post(ctx, at.Endpoint, sealed)
		}
		if err != nil {
			s.Log.Warn("a watchtower did not take a canary", "watchtower", at.Endpoint, "again", !final(err), "err", err)
		}
		if final(err) {
			b.Told = append(b.Told, at.Endpoint)
		}
	}
	if len(b.Told) == told {
		return nil
	}
	s.reach("sponsor:sent")
	return s.keep(ctx, entry{kindCanary, key, b})
}

// reclaim takes the prize of a canary back that nobody has found.
func (s *Sponsor) reclaim(ctx context.Context, key string, b canaryBook) error {
	bundle, err := job.DecodeBundle(b.Bundle)
	if err != nil {
		return err
	}
	tx, err := s.chain.ReclaimCanary(ctx, b.Lock, bundle.Request, b.Salt)
	if err != nil {
		return err
	}
	s.Log.Info("nobody found a canary: its prize goes back", "request", key, "prize", b.Prize, "gas", tx.Gas)
	return nil
}

// refund empties a canary's channel: nothing was ever paid out of it.
func (s *Sponsor) refund(ctx context.Context, key string, b canaryBook) error {
	bundle, err := job.DecodeBundle(b.Bundle)
	if err != nil {
		return err
	}
	state, err := s.chain.Channel(ctx, bundle.Request.Channel)
	if err != nil {
		return err
	}
	if left, ok := state.Balance.Sub(state.Claimed); ok && !left.IsZero() {
		if _, err := s.chain.Refund(ctx, bundle.Channel, left); err != nil {
			return err
		}
	}
	b.Refunded = true
	return s.keep(ctx, entry{kindCanary, key, b})
}

// collect fetches prizes that went back.
func (s *Sponsor) collect(ctx context.Context) error {
	me := s.keys.Provider.Address()
	owed, err := s.chain.CanaryCredit(ctx, me)
	if err != nil || owed.IsZero() {
		return err
	}
	_, err = s.chain.CollectCanaries(ctx, me)
	return err
}

// Reports lists our canaries, by request.
func (s *Sponsor) Reports(ctx context.Context) ([]CanaryReport, error) {
	planted, err := s.planted(ctx)
	if err != nil {
		return nil, err
	}
	out := []CanaryReport{}
	err = each(ctx, s.Store, kindCanary, func(key string, b canaryBook) error {
		id, err := job.ParseHash(key)
		at := planted[b.Lock]
		r := CanaryReport{Request: id, Lock: b.Lock, State: at.State.String(), Prize: b.Prize, Planted: at.Planted, Send: b.Send, Sent: len(b.Told), Of: len(b.Watchers), Finder: at.Finder}
		if at.State == job.CanaryNone {
			r.State = "made"
		}
		out = append(out, r)
		return err
	})
	return out, err
}

// Bundle is the answer of a canary of ours, as watchtowers take it.
func (s *Sponsor) Bundle(ctx context.Context, request job.Hash) ([]byte, error) {
	var b canaryBook
	known, err := s.find(ctx, kindCanary, request.String(), &b)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, job.Faultf(job.FaultNotFound, "no_canary", "request %s is no canary of ours", request.Short())
	}
	return b.Bundle, nil
}
