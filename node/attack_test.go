package node_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
	"github.com/assay-network/assay/wire"
)

// eve is a buyer made by hand: she signs whatever she likes and posts it to a real seller.
type eve struct {
	t       testing.TB
	w       *testkit.World
	bob     *testkit.Seller
	peer    *wire.Peer
	payer   *chain.Key
	session *chain.Key
	chain   *chain.Client
	quote   job.SignedQuote
	nonces  int
}

// tab is one channel of hers.
type tab struct {
	*eve
	config job.ChannelConfig
	id     job.Hash
	offer  job.NonceOffer
	used   int
	signed job.Amount
}

const deposit = 1_000_000

func newEve(t testing.TB, w *testkit.World, bob *testkit.Seller) *eve {
	t.Helper()
	e := &eve{t: t, w: w, bob: bob}
	var err error
	if e.peer, err = wire.DialPeer(bob.Endpoint, wire.PeerOptions{AllowPrivate: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.peer.Hangup)
	e.payer, e.session = key(t), key(t)
	if e.chain, err = chain.Dial(t.Context(), w.URL, e.payer, chain.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.chain.Close)
	if err := e.chain.Fund(t.Context(), e.payer.Address()); err != nil {
		t.Fatal(err)
	}
	e.quote, err = e.peer.Quote(t.Context(), job.QuoteRequest{Buyer: e.payer.Address(), Model: w.Model.Root(), Lane: job.LaneExact})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func key(t testing.TB) *chain.Key {
	t.Helper()
	k, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (e *eve) config() job.ChannelConfig {
	e.nonces++
	return job.ChannelConfig{
		Payer: e.payer.Address(), PayerAuthorizer: e.session.Address(), Receiver: e.bob.Key.Address(), ReceiverAuthorizer: e.bob.Key.Address(),
		Token: e.chain.Contracts().Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Keccak([]byte{byte(e.nonces)}),
	}
}

func (e *eve) id(c job.ChannelConfig) job.Hash { return c.ID(e.chain.SettlementDomain()) }

func (e *eve) sign(k *chain.Key, digest job.Hash) job.Signature {
	e.t.Helper()
	s, err := k.Sign(digest)
	if err != nil {
		e.t.Fatal(err)
	}
	return s
}

func (e *eve) voucher(k *chain.Key, id job.Hash, most job.Amount) job.SignedVoucher {
	v := job.Voucher{Channel: id, MaxClaimable: most}
	return job.SignedVoucher{Voucher: v, Signature: e.sign(k, v.Digest(e.chain.SettlementDomain()))}
}

// open deposits and has bob open the channel.
func (e *eve) open() *tab {
	e.t.Helper()
	c := e.config()
	if _, err := e.chain.Deposit(e.t.Context(), c, job.Units(deposit)); err != nil {
		e.t.Fatal(err)
	}
	offer, err := e.peer.OpenChannel(e.t.Context(), c, e.quote)
	if err != nil {
		e.t.Fatal(err)
	}
	return &tab{eve: e, config: c, id: e.id(c), offer: offer}
}

// price is what count tokens of an order cost.
func price(o job.Order, count uint32) job.Amount {
	return o.Quote.Quote.Cost(o.Request.PromptTokens, count)
}

// draft is a request that bob would take, not signed yet. It takes the next nonce commitment.
func (b *tab) draft(text string, tokens uint32) job.Order {
	b.t.Helper()
	prompt, err := b.w.Model.EncodeChat([]job.Message{{Role: "user", Content: text}})
	if err != nil {
		b.t.Fatal(err)
	}
	root, err := trace.TokensRoot(trace.Prompt, prompt)
	if err != nil {
		b.t.Fatal(err)
	}
	b.used++
	return job.Order{
		Request: job.Request{
			Model: b.w.Model.Root(), Tokenizer: b.w.Model.TokenizerHash(), Template: b.w.Model.TemplateHash(),
			Prompt: root, PromptTokens: uint32(len(prompt)), MaxTokens: tokens, Sampling: job.Sampling{TopP: 1000}, Lane: job.LaneExact,
			Quote: b.quote.Quote.Digest(b.chain.AssayDomain()), PriceLimit: b.quote.Quote.Cost(uint32(len(prompt)), tokens),
			Channel: b.id, Commitment: b.offer.Commitments[b.used-1], BuyerNonce: job.Keccak([]byte{byte(b.used)}), Time: uint64(time.Now().Unix()),
		},
		Quote: b.quote, Prompt: prompt,
	}
}

// seal signs the request as it is now, and pays for its first count tokens.
func (b *tab) seal(o job.Order, count uint32) job.Order {
	o.Signature = b.sign(b.session, o.Request.Digest(b.chain.AssayDomain()))
	o.Voucher = b.voucher(b.session, b.id, b.signed.Add(price(o, count)))
	return o
}

// post sends an order and returns what was delivered.
func (b *tab) post(ctx context.Context, o job.Order) ([]job.Delivery, error) {
	var got []job.Delivery
	err := b.peer.Serve(ctx, o, func(d job.Delivery) error { got = append(got, d); return nil })
	return got, err
}

func (b *tab) charged() job.Amount {
	b.t.Helper()
	c, err := b.bob.Channel(b.t.Context(), b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	return c.Charged
}

// money is where all of it is: eve's purse, bob's purse, in channels, at stake.
func (e *eve) money() [4]job.Amount {
	e.t.Helper()
	var out [4]job.Amount
	for i, a := range []job.Address{e.payer.Address(), e.bob.Key.Address(), e.chain.Contracts().Settlement, e.chain.Contracts().Vault} {
		var err error
		if out[i], err = e.w.Eyes.Balance(e.t.Context(), a); err != nil {
			e.t.Fatal(err)
		}
	}
	return out
}

// refused checks that an attack gets its answer.
func refused(t *testing.T, attack string, err error, kind job.FaultKind, code string) {
	t.Helper()
	f, ok := errors.AsType[*job.Fault](err)
	if !ok || f.Kind != kind || f.Code != code {
		t.Errorf("%s: %v; want %d %s", attack, err, kind.Status(), code)
		if ok {
			t.Logf("got %d %s", f.Kind.Status(), f.Code)
		}
	}
}

func TestMalformedOrdersMoveNoMoney(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	b := e.open()
	other := newEve(t, w, bob)
	stranger := newEve(t, w, w.Bob(t, 1, nil))
	before := e.money()
	stale := e.quote.Quote
	stale.Issued, stale.Expires = stale.Issued-1000, stale.Issued-1
	staleSigned := job.SignedQuote{Quote: stale, Signature: e.sign(bob.Key, stale.Digest(e.chain.AssayDomain()))}
	cheap := e.quote
	cheap.Quote.OutputPrice = job.Units(1)
	requote := func(q job.SignedQuote) func(o *job.Order) {
		return func(o *job.Order) { o.Quote, o.Request.Quote = q, q.Quote.Digest(e.chain.AssayDomain()) }
	}
	for _, c := range []struct {
		attack string
		change func(o *job.Order)
		kind   job.FaultKind
		code   string
	}{
		{"a quote that has expired", requote(staleSigned), job.FaultConflict, "quote_expired"},
		{"a quote of another seller", requote(stranger.quote), job.FaultAuth, "foreign_quote"},
		{"a quote changed after signing", requote(cheap), job.FaultAuth, "foreign_quote"},
		{"a quote made for another buyer", requote(other.quote), job.FaultInvalid, "buyer_mismatch"},
		{"a request that names another quote", func(o *job.Order) { o.Request.Quote = job.Hash{9} }, job.FaultInvalid, "quote_mismatch"},
		{"another lane than the quote's", func(o *job.Order) { o.Request.Lane = job.LaneStatistical }, job.FaultNotFound, "model_not_found"},
		{"an unknown model", func(o *job.Order) { o.Request.Model = job.Hash{9} }, job.FaultNotFound, "model_not_found"},
		{"another tokenizer", func(o *job.Order) { o.Request.Tokenizer = job.Hash{9} }, job.FaultInvalid, "tokenizer_mismatch"},
		{"another template", func(o *job.Order) { o.Request.Template = job.Hash{9} }, job.FaultInvalid, "template_mismatch"},
		{"a request from the past", func(o *job.Order) { o.Request.Time -= job.MaxSkew + 30 }, job.FaultInvalid, "late"},
		{"a request from the future", func(o *job.Order) { o.Request.Time += job.MaxSkew + 30 }, job.FaultInvalid, "late"},
		{"a request beyond the quote's end", func(o *job.Order) { o.Request.Time = o.Quote.Quote.Expires }, job.FaultConflict, "quote_expired"},
		{"a request from the end of time", func(o *job.Order) { o.Request.Time = 1<<64 - 1 }, job.FaultConflict, "quote_expired"},
		{"a request from the beginning of time", func(o *job.Order) { o.Request.Time = 0 }, job.FaultInvalid, "late"},
		{"another prompt than signed", func(o *job.Order) { o.Prompt = append(slices.Clone(o.Prompt), 5) }, job.FaultInvalid, "prompt_mismatch"},
		{"an empty prompt", func(o *job.Order) { o.Prompt, o.Request.PromptTokens = []uint32{}, 0 }, job.FaultInvalid, "prompt_mismatch"},
		{"fewer prompt tokens signed than sent", func(o *job.Order) { o.Request.PromptTokens-- }, job.FaultInvalid, "prompt_mismatch"},
		{"a token outside the vocabulary", func(o *job.Order) { setPrompt(t, o, append(slices.Clone(o.Prompt), w.Model.Vocab())) }, job.FaultInvalid, "bad_token"},
		{"a prompt that is too long for the model", func(o *job.Order) { setPrompt(t, o, make([]uint32, w.Model.Context()+1)) }, job.FaultInvalid, "prompt_too_long"},
		{"a prompt and answer that are too long together", func(o *job.Order) { o.Request.MaxTokens = w.Model.Context(); o.Request.PriceLimit = job.Units(1 << 40) }, job.FaultInvalid, "context_length_exceeded"},
		{"no tokens asked for", func(o *job.Order) { o.Request.MaxTokens = 0 }, job.FaultInvalid, "max_tokens"},
		{"too many tokens asked for", func(o *job.Order) { o.Request.MaxTokens = 1<<32 - 1 }, job.FaultInvalid, "max_tokens"},
		{"a temperature out of range", func(o *job.Order) { o.Request.Sampling.Temperature = job.MaxTemperature + 1 }, job.FaultInvalid, "sampling"},
		{"a top-p of nothing", func(o *job.Order) { o.Request.Sampling.TopP = 0 }, job.FaultInvalid, "sampling"},
		{"a min-p out of range", func(o *job.Order) { o.Request.Sampling.MinP = 1001 }, job.FaultInvalid, "sampling"},
		{"stop strings that were not signed", func(o *job.Order) { o.Stop = []string{"x"} }, job.FaultInvalid, "constraints_mismatch"},
		{"five stop strings", func(o *job.Order) { o.Stop = []string{"a", "b", "c", "d", "e"}; o.Request.Stop = job.StopHash(o.Stop) }, job.FaultInvalid, "constraints_mismatch"},
		{"a repetition penalty out of range", func(o *job.Order) { o.Request.Sampling.Repeat = job.MaxRepeat + 1 }, job.FaultInvalid, "sampling"},
		{"a presence penalty out of range", func(o *job.Order) { o.Request.Sampling.Presence = -job.MaxPenalty - 1 }, job.FaultInvalid, "sampling"},
		{"biases that were not signed", func(o *job.Order) { o.Bias = []job.TokenBias{{Token: 5, Bias: 1}} }, job.FaultInvalid, "constraints_mismatch"},
		{"biases signed and not sent", func(o *job.Order) { o.Request.Sampling.Bias = job.Hash{9} }, job.FaultInvalid, "constraints_mismatch"},
		{"unsorted biases", constrain(job.Constraints{Bias: []job.TokenBias{{Token: 6, Bias: 1}, {Token: 5, Bias: 1}}}), job.FaultInvalid, "constraints_mismatch"},
		{"a token biased twice", constrain(job.Constraints{Bias: []job.TokenBias{{Token: 5, Bias: 1}, {Token: 5, Bias: 2}}}), job.FaultInvalid, "constraints_mismatch"},
		{"a schema that was not signed", func(o *job.Order) { o.Schema = "{}" }, job.FaultInvalid, "constraints_mismatch"},
		{"a schema that nobody can follow", constrain(job.Constraints{Schema: `{"type":"string","pattern":"(a+)+$"}`}), job.FaultInvalid, "schema"},
		{"a schema that is too long", constrain(job.Constraints{Schema: strings.Repeat(" ", job.MaxSchemaBytes) + "{}"}), job.FaultInvalid, "constraints_mismatch"},
		{"a schema bomb", constrain(job.Constraints{Schema: `{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}}}`}), job.FaultInvalid, "schema"},
		{"too many log-probabilities", func(o *job.Order) { o.Logprobs, o.TopLogprobs = true, 1<<31 }, job.FaultInvalid, "top_logprobs"},
		// The answer does not end at the price limit, so a receipt above it would be evidence against an honest seller.
		{"a price limit below what the answer may cost", func(o *job.Order) { o.Request.PriceLimit, _ = o.Request.PriceLimit.Sub(job.Units(1)) }, job.FaultInvalid, "price_limit"},
		{"an unknown channel", func(o *job.Order) { o.Request.Channel = job.Hash{9} }, job.FaultNotFound, "channel_not_found"},
		{"a nonce commitment that was never issued", func(o *job.Order) { o.Request.Commitment = job.Hash{9} }, job.FaultInvalid, "nonce_unknown"},
		{"no nonce commitment", func(o *job.Order) { o.Request.Commitment = job.Hash{} }, job.FaultInvalid, "nonce_unknown"},
	} {
		o := b.draft("pay bob 5 dollars", 16)
		b.used-- // nobody takes the nonce of a refused order
		c.change(&o)
		got, err := b.post(t.Context(), b.seal(o, 8))
		refused(t, c.attack, err, c.kind, c.code)
		if len(got) > 0 || !b.charged().IsZero() {
			t.Fatalf("%s: %d deliveries, %s charged", c.attack, len(got), b.charged())
		}
	}
	o := b.draft("pay bob 5 dollars", 16)
	b.used--
	for attack, sig := range map[string]job.Signature{
		"an unsigned request":                      {},
		"a request signed by somebody else":        e.sign(key(t), o.Request.Digest(e.chain.AssayDomain())),
		"a request signed by the payer's main key": e.sign(e.payer, o.Request.Digest(e.chain.AssayDomain())),
		"a request signed for another chain":       e.sign(e.session, o.Request.Digest(job.AssayDomain(1, e.chain.Contracts().Referee))),
		"a signature over another request":         b.seal(b.changed(o), 8).Signature,
	} {
		forged := b.seal(o, 8)
		forged.Signature = sig
		got, err := b.post(t.Context(), forged)
		refused(t, attack, err, job.FaultAuth, "request_signature")
		if len(got) > 0 || !b.charged().IsZero() {
			t.Fatalf("%s: %d deliveries, %s charged", attack, len(got), b.charged())
		}
	}
	if after := e.money(); after != before {
		t.Errorf("money moved: %v, then %v", before, after)
	}
	// After all of this the channel is as good as new.
	if got, err := b.post(t.Context(), b.seal(b.draft("pay bob 5 dollars", 8), 8)); err != nil || len(got) == 0 {
		t.Fatalf("a good order after the bad ones: %d deliveries, %v", len(got), err)
	}
}

func (b *tab) changed(o job.Order) job.Order { o.Request.MaxTokens++; return o }

// constrain gives an order constraints and commits its request to them.
func constrain(c job.Constraints) func(o *job.Order) {
	return func(o *job.Order) { o.Constraints = c; o.Request.Constrain(c) }
}

func setPrompt(t *testing.T, o *job.Order, prompt []uint32) {
	t.Helper()
	root, err := trace.TokensRoot(trace.Prompt, prompt)
	if err != nil {
		t.Fatal(err)
	}
	o.Prompt, o.Request.Prompt, o.Request.PromptTokens, o.Request.PriceLimit = prompt, root, uint32(len(prompt)), job.Units(1<<40)
}

func TestUnpaidOrdersAreNotServed(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	b, second := e.open(), e.open()
	other := newEve(t, w, bob).open()
	before := e.money()
	for _, c := range []struct {
		attack  string
		voucher func(o job.Order) job.SignedVoucher
		kind    job.FaultKind
		code    string
	}{
		{"no voucher", func(job.Order) job.SignedVoucher { return job.SignedVoucher{} }, job.FaultAuth, "voucher_signature"},
		{"an unsigned voucher", func(o job.Order) job.SignedVoucher {
			v := b.voucher(e.session, b.id, price(o, 8))
			v.Signature = job.Signature{}
			return v
		}, job.FaultAuth, "voucher_signature"},
		{"a voucher signed by somebody else", func(o job.Order) job.SignedVoucher { return b.voucher(key(t), b.id, price(o, 8)) }, job.FaultAuth, "voucher_signature"},
		{"a voucher raised after signing", func(o job.Order) job.SignedVoucher {
			v := b.voucher(e.session, b.id, job.Units(1))
			v.Voucher.MaxClaimable = price(o, 8)
			return v
		}, job.FaultAuth, "voucher_signature"},
		{"a voucher for another channel of the same buyer", func(o job.Order) job.SignedVoucher { return b.voucher(e.session, second.id, price(o, 8)) }, job.FaultAuth, "voucher_signature"},
		{"a voucher for another buyer's channel", func(o job.Order) job.SignedVoucher { return other.voucher(other.session, other.id, price(o, 8)) }, job.FaultAuth, "voucher_signature"},
		{"a voucher above the balance", func(job.Order) job.SignedVoucher { return b.voucher(e.session, b.id, job.Units(deposit+1)) }, job.FaultPayment, "cumulative_exceeds_balance"},
		{"a voucher for nothing", func(job.Order) job.SignedVoucher { return b.voucher(e.session, b.id, job.Amount{}) }, job.FaultPayment, "underpaid"},
		{"a voucher one unit short", func(o job.Order) job.SignedVoucher {
			a, _ := price(o, 8).Sub(job.Units(1))
			return b.voucher(e.session, b.id, a)
		}, job.FaultPayment, "underpaid"},
	} {
		o := b.draft("pay bob 5 dollars", 16)
		b.used--
		o = b.seal(o, 8)
		o.Voucher = c.voucher(o)
		begin := time.Now()
		got, err := b.post(t.Context(), o)
		refused(t, c.attack, err, c.kind, c.code)
		if len(got) > 0 || !b.charged().IsZero() || !second.charged().IsZero() || !other.charged().IsZero() {
			t.Fatalf("%s: %d deliveries, %s charged", c.attack, len(got), b.charged())
		}
		if took := time.Since(begin); took > 1500*time.Millisecond {
			t.Errorf("%s: refused after %v", c.attack, took)
		}
	}
	if after := e.money(); after != before {
		t.Errorf("money moved: %v, then %v", before, after)
	}
	// A paid answer, and then the same voucher once more, and a lower one, for other requests.
	o := b.seal(b.draft("pay bob 5 dollars", 8), 8)
	if _, err := b.post(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	paid := b.charged()
	for attack, v := range map[string]job.SignedVoucher{
		"the same voucher for a second request": o.Voucher,
		"a lower voucher for a second request":  b.voucher(e.session, b.id, job.Units(1)),
	} {
		again := b.seal(b.draft("pay carol 12.50 dollars", 8), 8)
		again.Voucher = v
		b.used--
		got, err := b.post(t.Context(), again)
		refused(t, attack, err, job.FaultPayment, "underpaid")
		if len(got) > 0 || b.charged() != paid {
			t.Fatalf("%s: %d deliveries, %s charged, %s before", attack, len(got), b.charged(), paid)
		}
	}
	if c, err := bob.Channel(t.Context(), b.id); err != nil || c.Ceiling != o.Voucher {
		t.Errorf("the ceiling is %s, want the highest voucher, %s (%v)", c.Ceiling.Voucher.MaxClaimable, o.Voucher.Voucher.MaxClaimable, err)
	}
}

// The seller has four slots and waits three seconds for a voucher. Orders that pay nothing must not hold a slot for it.
func TestUnpaidOrdersHoldNoSlots(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	begin := time.Now()
	var wg sync.WaitGroup
	for range 3 {
		o := b.draft("pay bob 5 dollars", 16)
		o = b.seal(o, 8)
		o.Voucher = b.voucher(b.session, b.id, job.Amount{})
		wg.Go(func() {
			_, err := b.post(t.Context(), o)
			refused(t, "an unpaid order among others", err, job.FaultPayment, "underpaid")
		})
	}
	wg.Wait()
	if took := time.Since(begin); took > 1500*time.Millisecond {
		t.Errorf("unpaid orders held their slots for %v", took)
	}
}
