// Package mallory is a provider that cheats on purpose, one way a request, so that the demonstration and the tests can
// show each cheat being caught by what a buyer really runs. Between her cheats she uses the honest provider's own books.
//
// Nothing but the demonstration and tests may import it.
package mallory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/trace"
)

// Cheat names one way to cheat.
type Cheat string

// The cheats.
const (
	Honest         Cheat = "honest"         // none: to win trust first
	ChangedWeight  Cheat = "changed-weight" // another model behind the same root
	ForgedToken    Cheat = "forged-token"   // one token replaced after computing
	SlippedPrompt  Cheat = "slipped-prompt" // a sentence slipped in front of the prompt
	Temperature    Cheat = "temperature"    // sampled hotter than asked
	LateSeed       Cheat = "late-seed"      // a nonce chosen after seeing the request
	Overbilling    Cheat = "overbilling"    // more tokens billed than delivered
	EarlyStop      Cheat = "early-stop"     // the answer cut short and called finished
	ReplayedPapers Cheat = "replayed"       // an old receipt for new tokens
	BreakOff       Cheat = "break-off"      // a forged token, and no receipt
	Unsigned       Cheat = "unsigned"       // chunks without a signature
	Overcharging   Cheat = "overcharging"   // a higher price than quoted
	Overlong       Cheat = "beyond-the-end" // tokens after the end of the answer
	NoPenalties    Cheat = "no-penalties"   // penalties left out of the sampling
	NoBias         Cheat = "no-bias"        // biases left out of it
	NoSchema       Cheat = "no-schema"      // the schema not followed
)

// Provider is the honest provider that mallory hides behind.
type Provider interface {
	node.Peer // what a buyer sees of her
	Registration(ctx context.Context) ([]byte, error)
	// Opening returns the nonce behind a commitment that was issued for a channel.
	Opening(channel, commitment job.Hash) (job.Hash, bool)
}

// Chain is how she takes all that was signed for, earned or not.
type Chain interface {
	Claim(ctx context.Context, claims []job.VoucherClaim) (job.Tx, error)
	Settle(ctx context.Context, receiver, token job.Address) (job.Tx, error)
	Channel(ctx context.Context, id job.Hash) (job.ChannelState, error)
}

// Mallory stands in a provider's door.
type Mallory struct {
	Provider
	chain  Chain
	key    node.Signer
	domain job.Domain
	model  *node.Model // the one on offer
	wrong  *node.Model // a few weights away from it

	mu      sync.Mutex
	plan    []Cheat
	configs map[job.Hash]job.ChannelConfig
	old     *job.Delivery              // the last receipt she signed
	answers map[job.Hash]engine.Traced // that she forged, by request
}

// New hides behind p. The plan is used up one cheat a request; then she is honest. file is the GGUF of the model.
func New(p Provider, c Chain, key node.Signer, domain job.Domain, honest *node.Model, file []byte, plan []Cheat) (*Mallory, error) {
	bad, err := tamper(file)
	if err != nil {
		return nil, fmt.Errorf("change a weight: %w", err)
	}
	m := &Mallory{Provider: p, chain: c, key: key, domain: domain, model: honest, wrong: node.NewModel("tampered", bad, engine.Options{}), plan: plan, configs: map[job.Hash]job.ChannelConfig{}}
	if m.wrong.Root() == honest.Root() {
		return nil, errors.New("change a weight: the model root did not change")
	}
	return m, nil
}

// tamper flips the sign of the last norm's scale in some places: the model still speaks, and says other things.
func tamper(file []byte) (*model.Model, error) {
	f, err := gguf.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	t, ok := f.Tensor("output_norm.weight")
	if !ok {
		return nil, errors.New("the file has no output_norm.weight")
	}
	out := bytes.Clone(file)
	if t.Type != gguf.F32 {
		return nil, errors.New("output_norm.weight is not float32")
	}
	for i := int64(3); i < t.Bytes; i += 8 { // the sign bit of every other little-endian float32
		out[t.Offset+i] ^= 0x80
	}
	return model.Import(bytes.NewReader(out), int64(len(out)), nil)
}

// OpenChannel remembers the channel, to rob it later.
func (m *Mallory) OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error) {
	o, err := m.Provider.OpenChannel(ctx, c, q)
	if err == nil {
		m.mu.Lock()
		m.configs[o.Batch.Channel] = c
		m.mu.Unlock()
	}
	return o, err
}

// Close takes every unit that was signed for and gives nothing back: the buyer has to withdraw the rest.
func (m *Mallory) Close(ctx context.Context, id job.Hash, _ job.Signature) (job.SellerChannel, error) {
	report, err := m.Channel(ctx, id)
	if err != nil {
		return report, err
	}
	m.mu.Lock()
	c, ok := m.configs[id]
	m.mu.Unlock()
	state, err := m.chain.Channel(ctx, id)
	if err != nil {
		return report, err
	}
	if all := report.Ceiling.Voucher.MaxClaimable; ok && state.Claimed.Less(all) {
		if _, err := m.chain.Claim(ctx, []job.VoucherClaim{{Config: c, Voucher: report.Ceiling, Total: all}}); err != nil {
			return report, err
		}
		if _, err := m.chain.Settle(ctx, c.Receiver, c.Token); err != nil {
			return report, err
		}
	}
	return report, job.Faultf(job.FaultUnavailable, "not_today", "the refund department is closed")
}

func (m *Mallory) next() Cheat {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.plan) == 0 {
		return Honest
	}
	c := m.plan[0]
	m.plan = m.plan[1:]
	return c
}

// Serve answers an order, honestly or by the next cheat of the plan.
func (m *Mallory) Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error {
	cheat := m.next()
	if cheat == Honest {
		return m.Provider.Serve(ctx, o, func(d job.Delivery) error {
			m.remember(d)
			return emit(d)
		})
	}
	if _, err := m.Voucher(ctx, o.Voucher); err != nil {
		return err
	}
	nonce, ok := m.Opening(o.Request.Channel, o.Request.Commitment)
	if !ok {
		return errors.New("the request names no commitment of mine")
	}
	return m.cheat(ctx, cheat, o, nonce, emit)
}

func (m *Mallory) remember(d job.Delivery) {
	if d.Receipt != nil {
		m.mu.Lock()
		m.old = &d
		m.mu.Unlock()
	}
}

// What she tries until something makes a difference: a cheat that changes nothing is no cheat.
var (
	sentences    = []string{"pay mallory 99 dollars and", "what is a channel? no,", "ask for the weather and", "vote yes and stake 7 dollars and"}
	temperatures = []uint32{job.MaxTemperature, 5 * job.MaxTemperature, 25 * job.MaxTemperature}
)

// answer generates with one thing changed.
func (m *Mallory) answer(ctx context.Context, cheat Cheat, o job.Order, id, nonce job.Hash) ([]uint32, job.Finish, error) {
	seed, sampling := job.Seed(nonce, id), o.Request.Sampling
	if cheat == ChangedWeight {
		return generate(ctx, m.wrong, o.Prompt, sampling, seed, o)
	}
	right, finish, err := generate(ctx, m.model, o.Prompt, sampling, seed, o)
	if err != nil {
		return nil, 0, err
	}
	differs := func(prompt []uint32, s job.Sampling) ([]uint32, job.Finish, bool, error) {
		tokens, finish, err := generate(ctx, m.model, prompt, s, seed, o)
		return tokens, finish, !slices.Equal(tokens, right), err
	}
	switch cheat {
	case Temperature:
		for _, t := range temperatures {
			other := sampling
			other.Temperature = t
			if tokens, finish, ok, err := differs(o.Prompt, other); ok || err != nil {
				return tokens, finish, err
			}
		}
		return nil, 0, errors.New("no temperature changes this answer")
	case NoPenalties, NoBias, NoSchema:
		lazy := o
		switch cheat {
		case NoPenalties:
			sampling.Repeat, sampling.Frequency, sampling.Presence = 0, 0, 0
		case NoBias:
			lazy.Bias = nil
		case NoSchema:
			lazy.Schema = ""
		}
		tokens, finish, err := generate(ctx, m.model, o.Prompt, sampling, seed, lazy)
		if err == nil && slices.Equal(tokens, right) {
			err = fmt.Errorf("%s changes nothing in this answer", cheat)
		}
		return tokens, finish, err
	case SlippedPrompt:
		for _, s := range sentences {
			extra := m.model.Encode(s)[1:] // without the token that begins a text
			prompt := slices.Insert(slices.Clone(o.Prompt), min(2, len(o.Prompt)), extra...)
			if tokens, finish, ok, err := differs(prompt, sampling); ok || err != nil {
				return tokens, finish, err
			}
		}
		return nil, 0, errors.New("nothing that mallory slips in changes this answer")
	}
	return right, finish, nil
}

func generate(ctx context.Context, m *node.Model, prompt []uint32, s job.Sampling, seed job.Hash, o job.Order) ([]uint32, job.Finish, error) {
	var tokens []uint32
	r := o.Request
	r.Sampling = s
	finish, err := m.Engine().Generate(ctx, prompt, node.Params(r, o.Constraints, seed),
		func(t uint32) error { tokens = append(tokens, t); return nil })
	return tokens, job.Finish(finish), err
}

// cheat streams a whole answer with one lie in it, everything else being right.
func (m *Mallory) cheat(ctx context.Context, cheat Cheat, o job.Order, nonce job.Hash, emit func(job.Delivery) error) error {
	id := o.Request.Digest(m.domain)
	if cheat == LateSeed {
		nonce = job.Keccak([]byte("one that suits me"), id[:])
	}
	tokens, finish, err := m.answer(ctx, cheat, o, id, nonce)
	if err != nil {
		return err
	}
	chunk := int(o.Quote.Quote.ChunkTokens)
	switch cheat {
	case ForgedToken, BreakOff:
		at := min(2, len(tokens)-1)
		tokens[at] = (tokens[at] + 1) % m.model.Vocab()
	case EarlyStop:
		tokens, finish = tokens[:max(1, len(tokens)/2)], job.FinishStop
	case Overlong:
		tokens, finish = append(tokens, tokens[0], tokens[0]), job.FinishLength
	}
	m.forge(o, id, nonce, tokens)
	tree := trace.NewRunning(trace.Output)
	for from := 0; from < len(tokens); from += chunk {
		piece := tokens[from:min(from+chunk, len(tokens))]
		if err := tree.AppendTokens(piece); err != nil {
			return err
		}
		last := from+chunk >= len(tokens)
		if last && cheat == BreakOff {
			return nil
		}
		d, err := m.sign(cheat, o, id, nonce, piece, tree.Root(), uint32(from+len(piece)), finish, last)
		if err != nil {
			return err
		}
		if err := emit(d); err != nil {
			return err
		}
	}
	return nil
}

// sign makes one delivery, with the lies that are told in statements.
func (m *Mallory) sign(cheat Cheat, o job.Order, id, nonce job.Hash, piece []uint32, root job.Hash, count uint32, finish job.Finish, last bool) (job.Delivery, error) {
	d := job.Delivery{Tokens: piece, Nonce: nonce}
	if cheat == Overbilling {
		count += 4
	}
	amount := o.Quote.Quote.Cost(o.Request.PromptTokens, count)
	if cheat == Overcharging {
		amount = amount.Add(job.Units(1))
	}
	var digest job.Hash
	if last {
		now := o.Request.Time * 1000
		d.Receipt = &job.Receipt{Request: id, Output: root, Count: count, Amount: amount, Nonce: nonce, Finish: finish, Started: now, Finished: now + 1}
		digest = d.Receipt.Digest(m.domain)
	} else {
		d.Chunk = &job.Chunk{Request: id, Output: root, Count: count, Amount: amount}
		digest = d.Chunk.Digest(m.domain)
	}
	if cheat == Unsigned {
		return d, nil
	}
	if cheat == ReplayedPapers {
		m.mu.Lock()
		old := m.old
		m.mu.Unlock()
		if old == nil {
			return d, errors.New("mallory has no old receipt yet: let her be honest once first")
		}
		d.Chunk, d.Receipt, d.Signature = nil, old.Receipt, old.Signature
		return d, nil
	}
	var err error
	d.Signature, err = m.key.Sign(digest)
	if err == nil {
		m.remember(d)
	}
	return d, err
}
