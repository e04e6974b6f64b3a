package node_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
)

// settle closes a tab as eve may, and checks who got what: bob exactly what he charged, eve the rest.
func (b *tab) settle() {
	b.t.Helper()
	before := b.money()
	charged := b.charged()
	state, err := b.w.Eyes.Channel(b.t.Context(), b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	auth := b.sign(b.session, job.Refund{Channel: b.id, Nonce: state.RefundNonce}.Digest(b.chain.SettlementDomain()))
	if _, err := b.peer.Close(b.t.Context(), b.id, auth); err != nil {
		b.t.Fatal(err)
	}
	after := b.money()
	paid, _ := after[1].Sub(before[1])
	back, _ := after[0].Sub(before[0])
	rest, _ := job.Units(deposit).Sub(charged)
	if paid != charged || back != rest {
		b.t.Errorf("bob charged %s and got %s; eve got %s back, want %s", charged, paid, back, rest)
	}
}

// pay posts a voucher for everything charged before o, and count tokens of o.
func (b *tab) pay(ctx context.Context, o job.Order, count uint32) error {
	_, err := b.peer.Voucher(ctx, b.voucher(b.session, b.id, b.signed.Add(price(o, count))))
	return err
}

// buy posts an order and pays chunk by chunk, as an honest buyer does.
func (b *tab) buy(ctx context.Context, o job.Order) ([]job.Delivery, error) {
	var got []job.Delivery
	err := b.peer.Serve(ctx, o, func(d job.Delivery) error {
		got = append(got, d)
		if d.Receipt != nil {
			return nil
		}
		return b.pay(ctx, o, min(d.Chunk.Count+testkit.ChunkTokens, o.Request.MaxTokens))
	})
	return got, err
}

// same compares deliveries by what is signed and said.
func same(a, b job.Delivery) bool {
	return a.Signature == b.Signature && a.Nonce == b.Nonce && slices.Equal(a.Tokens, b.Tokens)
}

func TestAnOrderPaidTwiceIsChargedOnce(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	o := b.seal(b.draft("pay bob 5 dollars", 40), 8)
	first, err := b.buy(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	charged := b.charged()
	if want := first[len(first)-1].Receipt.Amount; charged != want {
		t.Fatalf("charged %s, the receipt says %s", charged, want)
	}
	again, err := b.buy(t.Context(), o)
	if err != nil || !slices.EqualFunc(first, again, same) {
		t.Errorf("posted again: %d deliveries, %v; want the same %d", len(again), err, len(first))
	}
	// At the same time, on a new order: each of them gets the same answer, and it is charged once.
	b.signed = charged
	o = b.seal(b.draft("what is a receipt?", 40), 8)
	results := make([][]job.Delivery, 4)
	errs := make([]error, len(results))
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() { results[i], errs[i] = b.buy(t.Context(), o) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !slices.EqualFunc(r, results[0], same) {
			t.Error("the same order got two answers")
		}
	}
	last := results[0][len(results[0])-1].Receipt
	if want := charged.Add(last.Amount); b.charged() != want {
		t.Errorf("charged %s for an order posted four times, want %s", b.charged(), want)
	}
	b.settle()
}

// Two connections resume one order that broke off after its first chunk: what they both bring is charged once.
func TestAnOrderResumedTwiceAtOnceIsChargedOnce(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	o := b.seal(b.draft("what is a receipt?", 40), 8)
	if _, err := b.post(t.Context(), o); err == nil {
		t.Fatal("an answer for one chunk's price")
	}
	if err := b.pay(t.Context(), o, 40); err != nil {
		t.Fatal(err)
	}
	results := make([][]job.Delivery, 3)
	errs := make([]error, len(results))
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() { results[i], errs[i] = b.post(t.Context(), o) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if last := results[0][len(results[0])-1].Receipt; b.charged() != last.Amount {
		t.Errorf("charged %s, the receipt says %s", b.charged(), last.Amount)
	}
	b.settle()
}

func TestANonceUsedTwiceIsRefused(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	b, second := e.open(), e.open()
	if _, err := b.buy(t.Context(), b.seal(b.draft("pay bob 5 dollars", 8), 8)); err != nil {
		t.Fatal(err)
	}
	charged := b.charged()
	b.signed = charged
	for attack, c := range map[string]struct {
		commitment job.Hash
		kind       job.FaultKind
		code       string
	}{
		"a commitment that another request used":             {b.offer.Commitments[0], job.FaultConflict, "nonce_used"},
		"a commitment of the same buyer's other channel":     {second.offer.Commitments[0], job.FaultInvalid, "nonce_unknown"},
		"a commitment to a nonce that the seller never made": {job.Commit(job.Hash{1}), job.FaultInvalid, "nonce_unknown"},
	} {
		o := b.draft("pay carol 12.50 dollars", 8)
		o.Request.Commitment = c.commitment
		got, err := b.post(t.Context(), b.seal(o, 8))
		refused(t, attack, err, c.kind, c.code)
		if len(got) > 0 || b.charged() != charged {
			t.Fatalf("%s: %d deliveries, %s charged, %s before", attack, len(got), b.charged(), charged)
		}
	}
	// Two requests at once for one commitment: one is served.
	one, two := b.draft("pay bob 5 dollars", 8), b.draft("pay carol 12.50 dollars", 8)
	two.Request.Commitment = one.Request.Commitment
	both := b.signed.Add(price(one, 8)).Add(price(two, 8))
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i, o := range []job.Order{one, two} {
		o = b.seal(o, 8)
		o.Voucher = b.voucher(b.session, b.id, both)
		wg.Go(func() { _, errs[i] = b.post(t.Context(), o) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("two requests for one nonce: %v and %v", errs[0], errs[1])
	}
	refused(t, "a commitment raced for", errors.Join(errs...), job.FaultConflict, "nonce_used")
	b.settle()
	second.settle()
}

// Anybody may ask for nonces; what is handed out and not used is bounded, and what was handed out stays to be had.
func TestNoncesThatNobodyUsesRunOut(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	for first := uint32(job.NonceBatchSize); ; first += job.NonceBatchSize {
		_, err := b.peer.Nonces(t.Context(), b.id, first)
		if err == nil && first < 8192 {
			continue
		}
		refused(t, "a flood of nonces", err, job.FaultConflict, "nonces_unused")
		break
	}
	if again, err := b.peer.Nonces(t.Context(), b.id, 0); err != nil || !slices.Equal(again.Commitments, b.offer.Commitments) {
		t.Errorf("the first batch is another one now: %v", err)
	}
	_, err := b.peer.Nonces(t.Context(), b.id, 1<<30)
	refused(t, "nonces far ahead", err, job.FaultInvalid, "nonce_range")
	if _, err := b.buy(t.Context(), b.seal(b.draft("pay bob 5 dollars", 8), 8)); err != nil {
		t.Fatal(err)
	}
	b.settle()
}

// A buyer takes the first chunk and never pays again: the seller stops, has delivered nothing unpaid, and claims the
// one chunk.
func TestABuyerWhoStopsPayingGetsNoMore(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	o := b.seal(b.draft("what is a receipt?", 64), testkit.ChunkTokens)
	begin := time.Now()
	got, err := b.post(t.Context(), o)
	refused(t, "no second voucher", err, job.FaultPayment, "underpaid")
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("the seller waited %v", took)
	}
	if len(got) != 1 || len(got[0].Tokens) != testkit.ChunkTokens || got[0].Chunk == nil {
		t.Fatalf("got %d deliveries", len(got))
	}
	if b.charged() != price(o, testkit.ChunkTokens) {
		t.Fatalf("charged %s, want %s", b.charged(), price(o, testkit.ChunkTokens))
	}
	// Paying later goes on where it stopped.
	if err := b.pay(t.Context(), o, 2*testkit.ChunkTokens); err != nil {
		t.Fatal(err)
	}
	rest, err := b.buy(t.Context(), o)
	if err != nil || !same(rest[0], got[0]) || rest[len(rest)-1].Receipt == nil {
		t.Fatalf("going on: %d deliveries, %v", len(rest), err)
	}
	if b.charged() != rest[len(rest)-1].Receipt.Amount {
		t.Errorf("charged %s, the receipt says %s", b.charged(), rest[len(rest)-1].Receipt.Amount)
	}
	b.settle()
}

func TestOpeningABadChannelIsRefused(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	other := newEve(t, w, bob)
	before := e.money()
	stakeBefore, err := w.Eyes.StakeOf(t.Context(), bob.Key.Address())
	if err != nil {
		t.Fatal(err)
	}
	cheap := e.quote
	cheap.Quote.Reserve = job.Amount{}
	for _, c := range []struct {
		attack string
		change func(c *job.ChannelConfig, q *job.SignedQuote)
		kind   job.FaultKind
		code   string
	}{
		{"another receiver", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.Receiver = e.payer.Address() }, job.FaultInvalid, "receiver_mismatch"},
		{"another receiver authorizer", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.ReceiverAuthorizer = e.payer.Address() }, job.FaultInvalid, "receiver_mismatch"},
		{"another token", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.Token = job.Address{9} }, job.FaultInvalid, "token_mismatch"},
		{"no session key", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.PayerAuthorizer = job.Address{} }, job.FaultInvalid, "payer_authorizer_missing"},
		{"no time to claim", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.WithdrawDelay = job.MinWithdrawDelay - 1 }, job.FaultInvalid, "withdraw_delay_out_of_range"},
		{"a delay beyond the contract's", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.WithdrawDelay = job.MaxWithdrawDelay + 1 }, job.FaultInvalid, "withdraw_delay_out_of_range"},
		{"a delay beyond any number", func(c *job.ChannelConfig, _ *job.SignedQuote) { c.WithdrawDelay = 1<<64 - 1 }, job.FaultInvalid, "withdraw_delay_out_of_range"},
		{"another buyer's quote", func(_ *job.ChannelConfig, q *job.SignedQuote) { *q = other.quote }, job.FaultInvalid, "buyer_mismatch"},
		{"a quote changed after signing", func(_ *job.ChannelConfig, q *job.SignedQuote) { *q = cheap }, job.FaultAuth, "foreign_quote"},
		{"nothing deposited", func(*job.ChannelConfig, *job.SignedQuote) {}, job.FaultPayment, "deposit_below_min_deposit"},
	} {
		config, quote := e.config(), e.quote
		c.change(&config, &quote)
		_, err := e.peer.OpenChannel(t.Context(), config, quote)
		refused(t, c.attack, err, c.kind, c.code)
		_, err = e.peer.Channel(t.Context(), e.id(config))
		refused(t, c.attack+" left nothing behind", err, job.FaultNotFound, "channel_not_found")
	}
	if after := e.money(); after != before {
		t.Errorf("money moved: %v, then %v", before, after)
	}
	if stake, err := w.Eyes.StakeOf(t.Context(), bob.Key.Address()); err != nil || stake != stakeBefore {
		t.Errorf("bob's stake moved: %+v, then %+v (%v)", stakeBefore, stake, err)
	}
	small := e.config()
	if _, err := e.chain.Deposit(t.Context(), small, job.Units(99_999)); err != nil {
		t.Fatal(err)
	}
	_, err = e.peer.OpenChannel(t.Context(), small, e.quote)
	refused(t, "too little deposited", err, job.FaultPayment, "deposit_below_min_deposit")
	leaving := e.config()
	if _, err := e.chain.Deposit(t.Context(), leaving, job.Units(deposit)); err != nil {
		t.Fatal(err)
	}
	if _, err := e.chain.InitiateWithdraw(t.Context(), leaving, job.Units(deposit)); err != nil {
		t.Fatal(err)
	}
	_, err = e.peer.OpenChannel(t.Context(), leaving, e.quote)
	refused(t, "a channel that is being withdrawn", err, job.FaultConflict, "channel_busy")
}

func TestVouchersOnAWithdrawnChannelBuyNothing(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	b := e.open()
	o := b.seal(b.draft("what is a receipt?", 64), testkit.ChunkTokens)
	o.Voucher = b.voucher(b.session, b.id, job.Units(deposit)) // all of it is signed for
	enough := errors.New("enough")
	var withdrawing error
	err := b.peer.Serve(t.Context(), o, func(job.Delivery) error { // takes one chunk, and starts to withdraw
		_, withdrawing = e.chain.InitiateWithdraw(t.Context(), b.config, job.Units(deposit))
		return enough
	})
	if !errors.Is(err, enough) || withdrawing != nil {
		t.Fatalf("%v, %v", err, withdrawing)
	}
	deadline := time.Now().Add(10 * time.Second)
	for { // bob sees it and claims what he charged
		state, err := w.Eyes.Channel(t.Context(), b.id)
		if err != nil {
			t.Fatal(err)
		}
		if have, err := w.Eyes.Balance(t.Context(), bob.Key.Address()); err == nil && !state.Claimed.IsZero() && state.Claimed == b.charged() && have == job.Units(950_000_000).Add(state.Claimed) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("claimed %s of %s", state.Claimed, b.charged())
		}
		time.Sleep(20 * time.Millisecond)
	}
	charged := b.charged()
	unfinished := b.draft("pay bob 5 dollars", 8)
	_, err = b.post(t.Context(), b.seal(unfinished, 8))
	refused(t, "a new order while withdrawing", err, job.FaultPayment, "withdrawal_pending")
	_, err = b.peer.Voucher(t.Context(), o.Voucher)
	refused(t, "a voucher while withdrawing", err, job.FaultPayment, "withdrawal_pending")
	if _, err := w.Eyes.IncreaseTime(t.Context(), job.MinWithdrawDelay+1); err != nil {
		t.Fatal(err)
	}
	if _, err := e.chain.FinalizeWithdraw(t.Context(), b.config); err != nil {
		t.Fatal(err)
	}
	unfinished = b.seal(unfinished, 8)
	unfinished.Voucher = o.Voucher
	_, err = b.post(t.Context(), unfinished)
	refused(t, "a stale ceiling after the withdrawal", err, job.FaultPayment, "cumulative_exceeds_balance")
	if b.charged() != charged {
		t.Errorf("charged %s after the withdrawal, %s before", b.charged(), charged)
	}
	if have, err := w.Eyes.Balance(t.Context(), bob.Key.Address()); err != nil || have != job.Units(950_000_000).Add(charged) {
		t.Errorf("bob has %s, charged %s (%v)", have, charged, err)
	}
}

func TestOnlyThePayerClosesAndOnlyAQuietChannel(t *testing.T) {
	w := testkit.NewWorld(t)
	b := newEve(t, w, w.Bob(t, 0, nil)).open()
	state, err := w.Eyes.Channel(t.Context(), b.id)
	if err != nil {
		t.Fatal(err)
	}
	closing := job.Refund{Channel: b.id, Nonce: state.RefundNonce}
	domain := b.chain.SettlementDomain()
	before := b.money()
	other, some := closing, closing
	other.Nonce++
	some.Amount = job.Units(1)
	for attack, auth := range map[string]job.Signature{
		"closing unsigned":                   {},
		"closing signed by somebody else":    b.sign(key(t), closing.Digest(domain)),
		"closing signed by the main key":     b.sign(b.payer, closing.Digest(domain)),
		"closing of another round":           b.sign(b.session, other.Digest(domain)),
		"a refund passed off for a closing":  b.sign(b.session, some.Digest(domain)),
		"a voucher passed off for a closing": b.voucher(b.session, b.id, job.Units(1)).Signature,
	} {
		_, err := b.peer.Close(t.Context(), b.id, auth)
		refused(t, attack, err, job.FaultAuth, "close_not_authorized")
	}
	auth := b.sign(b.session, closing.Digest(domain))
	_, err = b.peer.Close(t.Context(), job.Hash{9}, auth)
	refused(t, "closing an unknown channel", err, job.FaultNotFound, "channel_not_found")
	if after := b.money(); after != before {
		t.Errorf("money moved: %v, then %v", before, after)
	}
	o := b.seal(b.draft("what is a receipt?", 64), testkit.ChunkTokens)
	enough := errors.New("enough")
	err = b.peer.Serve(t.Context(), o, func(job.Delivery) error {
		_, err := b.peer.Close(t.Context(), b.id, auth)
		refused(t, "closing while an answer streams", err, job.FaultConflict, "channel_busy")
		return enough
	})
	if !errors.Is(err, enough) {
		t.Fatalf("the stream ended by itself: %v", err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for { // the seller notices that nobody listens any more
		if _, err = b.peer.Close(t.Context(), b.id, auth); err == nil {
			break
		}
		refused(t, "closing a busy channel", err, job.FaultConflict, "channel_busy")
		if time.Now().After(deadline) {
			t.Fatal("the stream does not end")
		}
		time.Sleep(20 * time.Millisecond)
	}
	closed := b.money()
	for range 2 {
		if report, err := b.peer.Close(t.Context(), b.id, job.Signature{}); err != nil || !report.Closed || len(report.Txs) > 0 {
			t.Errorf("closing again: %+v, %v; want no transaction, somebody has to pay for it", report, err)
		}
	}
	_, err = b.post(t.Context(), b.seal(b.draft("pay bob 5 dollars", 8), 8))
	refused(t, "an order on a closed channel", err, job.FaultConflict, "channel_closed")
	_, err = b.peer.Voucher(t.Context(), b.voucher(b.session, b.id, job.Units(deposit)))
	refused(t, "a voucher on a closed channel", err, job.FaultConflict, "channel_closed")
	_, err = b.peer.OpenChannel(t.Context(), b.config, b.quote)
	refused(t, "opening a closed channel", err, job.FaultConflict, "channel_closed")
	if after := b.money(); after != closed {
		t.Errorf("money moved: %v, then %v", closed, after)
	}
}
