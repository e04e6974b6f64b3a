package node_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

const stake, perChannel = 50_000_000, 2_000_000

// idle is a provider at its door that does not Run, unless a test says so: what Run would do can be seen step by step.
func idle(t testing.TB, w *testkit.World, cfg node.ProviderConfig, change func(*node.Setting), on func(*chain.Client) node.SellerChain) *testkit.Seller {
	t.Helper()
	key, c := w.Account(t)
	s := w.Setting(t, c, t.TempDir())
	if change != nil {
		change(&s)
	}
	var port node.SellerChain = c
	if on != nil {
		port = on(c)
	}
	p, err := node.NewProvider(t.Context(), s, cfg, port, key)
	if err != nil {
		t.Fatal(err)
	}
	door := httptest.NewServer(wire.NewSeller(p, wire.SellerOptions{Log: testkit.Quiet(t)}))
	t.Cleanup(door.Close)
	if err := p.Announce(t.Context(), door.URL, job.Units(stake)); err != nil {
		t.Fatal(err)
	}
	return &testkit.Seller{Provider: p, Key: key, Chain: c, Endpoint: door.URL, Setting: s}
}

// running runs a provider until the test ends, or until stop.
func running(t testing.TB, p *node.Provider, every time.Duration) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { p.Run(ctx, every) })
	stop = func() { cancel(); wg.Wait() }
	t.Cleanup(stop)
	return stop
}

// soon waits until ok says yes.
func soon(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not yet: %s", what)
		}
	}
}

func (e *eve) freeStake() job.Amount {
	e.t.Helper()
	s, err := e.w.Eyes.StakeOf(e.t.Context(), e.bob.Key.Address())
	if err != nil {
		e.t.Fatal(err)
	}
	return s.Free
}

func (b *tab) reservation() job.Reservation {
	b.t.Helper()
	r, err := b.w.Eyes.Reservation(b.t.Context(), b.bob.Key.Address(), b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b *tab) state() job.ChannelState {
	b.t.Helper()
	s, err := b.w.Eyes.Channel(b.t.Context(), b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// Channels cost their payer nothing when they are opened and closed again, and hold two dollars of stake each.
func TestOneBuyerCannotUseUpTheStake(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	e := newEve(t, w, bob)
	try := func() error {
		c := e.config()
		if _, err := e.chain.Deposit(t.Context(), c, job.Units(deposit)); err != nil {
			t.Fatal(err)
		}
		_, err := e.peer.OpenChannel(t.Context(), c, e.quote)
		return err
	}
	three := []*tab{e.open(), e.open(), e.open()}
	refused(t, "a fourth open channel", try(), job.FaultBusy, "too_many_channels")
	three[0].settle()
	again := []*tab{e.open()} // a closed one makes room
	for range 2 {
		again[len(again)-1].settle()
		again = append(again, e.open())
	}
	again[2].settle()
	refused(t, "opening and closing over and over", try(), job.FaultBusy, "too_many_channels")
	if free, want := e.freeStake(), job.Units(stake-6*perChannel); free != want {
		t.Errorf("free stake %s, want %s", free, want)
	}
	newEve(t, w, bob).open() // others are served
	// When the reservations have ended the stake comes back by itself, also that of the channels that stay open.
	if _, err := w.Eyes.IncreaseTime(t.Context(), 8*24*3600+60); err != nil {
		t.Fatal(err)
	}
	soon(t, "all stake is free again", func() bool { return e.freeStake() == job.Units(stake) })
	three[2].settle()
	e.open()
}

// Channels that were emptied while the seller was down are not open, though nobody closed them.
func TestWithdrawnChannelsMakeRoomForOthers(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := idle(t, w, w.Terms(), nil, nil)
	e := newEve(t, w, bob)
	three := []*tab{e.open(), e.open(), e.open()}
	for _, b := range three {
		if _, err := e.chain.InitiateWithdraw(t.Context(), b.config, job.Units(deposit)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Eyes.IncreaseTime(t.Context(), job.MinWithdrawDelay+1); err != nil {
		t.Fatal(err)
	}
	for _, b := range three {
		if _, err := e.chain.FinalizeWithdraw(t.Context(), b.config); err != nil {
			t.Fatal(err)
		}
	}
	c := e.config()
	if _, err := e.chain.Deposit(t.Context(), c, job.Units(deposit)); err != nil {
		t.Fatal(err)
	}
	_, err := e.peer.OpenChannel(t.Context(), c, e.quote)
	refused(t, "a fourth channel, as far as the seller knows", err, job.FaultBusy, "too_many_channels")
	running(t, bob.Provider, 50*time.Millisecond)
	soon(t, "the seller has seen that they are empty", func() bool {
		_, err := e.peer.OpenChannel(t.Context(), c, e.quote)
		return err == nil
	})
}

func TestStakeIsReservedForLongerOnDemandAndNotOftener(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := idle(t, w, w.Terms(), nil, nil)
	e := newEve(t, w, bob)
	b := e.open()
	first := b.reservation()
	reopen := func() {
		t.Helper()
		if offer, err := b.peer.OpenChannel(t.Context(), b.config, b.quote); err != nil || !slices.Equal(offer.Commitments, b.offer.Commitments) {
			t.Fatalf("opened again: %v", err)
		}
	}
	reopen()
	if again := b.reservation(); again != first {
		t.Errorf("asking at once made the seller pay for a transaction: %+v, then %+v", first, again)
	}
	later := func(seconds uint64) {
		t.Helper()
		if _, err := w.Eyes.IncreaseTime(t.Context(), seconds); err != nil {
			t.Fatal(err)
		}
	}
	later(24 * 3600)
	other := newEve(t, w, w.Bob(t, 1, nil))
	_, err := b.peer.OpenChannel(t.Context(), b.config, other.quote)
	refused(t, "a renewal with somebody else's quote", err, job.FaultAuth, "foreign_quote")
	_, err = b.peer.OpenChannel(t.Context(), b.config, newEve(t, w, bob).quote)
	refused(t, "a renewal with another buyer's quote", err, job.FaultInvalid, "buyer_mismatch")
	if again := b.reservation(); again != first {
		t.Errorf("a refused renewal changed %+v to %+v", first, again)
	}
	reopen()
	if second := b.reservation(); second.Until < first.Until+24*3600 || second.Amount != first.Amount {
		t.Errorf("renewed from %+v to %+v", first, second)
	}
	// One that has ended is set aside anew, and one that ended and was released too.
	later(9 * 24 * 3600)
	reopen()
	third := b.reservation()
	later(9 * 24 * 3600)
	running(t, bob.Provider, 50*time.Millisecond)
	soon(t, "released", func() bool { return b.reservation().Amount.IsZero() })
	reopen()
	if last := b.reservation(); last.Amount != first.Amount || last.Until < third.Until+9*24*3600 {
		t.Errorf("after its end: %+v", last)
	}
}

// A crash between a transaction and the record of it: what was set aside is found and released all the same.
func TestStakeOfAChannelLostInACrashIsReleased(t *testing.T) {
	w := testkit.NewWorld(t)
	var armed atomic.Bool
	bob := idle(t, w, w.Terms(), func(s *node.Setting) {
		s.Checkpoint = func(name string) {
			if name == "provider:reserved" && armed.Load() {
				panic("killed")
			}
		}
	}, nil)
	e := newEve(t, w, bob)
	c := e.config()
	if _, err := e.chain.Deposit(t.Context(), c, job.Units(deposit)); err != nil {
		t.Fatal(err)
	}
	armed.Store(true)
	if _, err := e.peer.OpenChannel(t.Context(), c, e.quote); err == nil {
		t.Fatal("opened, though the seller died")
	}
	if free, want := e.freeStake(), job.Units(stake-perChannel); free != want {
		t.Fatalf("free stake %s, want %s", free, want)
	}
	armed.Store(false)
	reborn, err := node.NewProvider(t.Context(), bob.Setting, w.Terms(), bob.Chain, bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Eyes.IncreaseTime(t.Context(), 8*24*3600+60); err != nil {
		t.Fatal(err)
	}
	running(t, reborn, 50*time.Millisecond)
	soon(t, "all stake is free again", func() bool { return e.freeStake() == job.Units(stake) })
}

// What is not claimed is lost to a payer who withdraws while the seller is down. So it is claimed as it adds up, for
// all channels at once.
func TestChargesAreClaimedWhileTheChannelIsOpen(t *testing.T) {
	w := testkit.NewWorld(t)
	cfg := w.Terms()
	cfg.ClaimAt, cfg.ClaimAfter = job.Units(1500), 0
	bob := idle(t, w, cfg, nil, nil)
	e := newEve(t, w, bob)
	one, two, small := e.open(), e.open(), newEve(t, w, bob).open()
	for _, b := range []*tab{one, two} {
		if _, err := b.buy(t.Context(), b.seal(b.draft("what is a receipt?", 40), 8)); err != nil {
			t.Fatal(err)
		}
		if b.charged().Less(cfg.ClaimAt) {
			t.Fatalf("charged %s: this test needs more", b.charged())
		}
	}
	if _, err := small.buy(t.Context(), small.seal(small.draft("pay bob 5 dollars", 1), 1)); err != nil {
		t.Fatal(err)
	}
	if !small.charged().Less(cfg.ClaimAt) || small.charged().IsZero() {
		t.Fatalf("charged %s: this test needs less", small.charged())
	}
	stop := running(t, bob.Provider, 50*time.Millisecond)
	purse := func() job.Amount { return e.money()[1] }
	both := one.charged().Add(two.charged())
	soon(t, "claimed and collected", func() bool { return purse() == job.Units(950_000_000).Add(both) })
	if one.state().Claimed != one.charged() || two.state().Claimed != two.charged() || !small.state().Claimed.IsZero() {
		t.Errorf("claimed %s, %s and %s", one.state().Claimed, two.state().Claimed, small.state().Claimed)
	}
	payments, err := w.Eyes.Payments(t.Context(), bob.Key.Address())
	if err != nil || len(payments) != 2 || payments[0].Tx != payments[1].Tx {
		t.Errorf("payments %+v, %v; want two in one transaction", payments, err)
	}
	stop()
	// Later what is left is claimed for its age; here by a seller that was down meanwhile.
	cfg.ClaimAt, cfg.ClaimAfter = job.Amount{}, 1
	reborn, err := node.NewProvider(t.Context(), bob.Setting, cfg, bob.Chain, bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	running(t, reborn, 50*time.Millisecond)
	all := job.Units(950_000_000).Add(both).Add(small.charged())
	soon(t, "the small one too", func() bool { return purse() == all && small.state().Claimed == small.charged() })
	// The payer takes back what is unclaimed, and that is nothing of ours.
	if _, err := e.chain.InitiateWithdraw(t.Context(), one.config, mustSubtract(t, one.state().Balance, one.state().Claimed)); err != nil {
		t.Fatal(err)
	}
	if _, err := e.chain.InitiateWithdraw(t.Context(), two.config, job.Units(deposit)); err == nil {
		t.Error("the payer takes back what was claimed")
	}
}

func mustSubtract(t *testing.T, a, b job.Amount) job.Amount {
	t.Helper()
	r, ok := a.Sub(b)
	if !ok {
		t.Fatalf("%s is less than %s", a, b)
	}
	return r
}

// collect serves an order without a wire in between.
func collect(ctx context.Context, p *node.Provider, o job.Order) ([]job.Delivery, error) {
	var got []job.Delivery
	err := p.Serve(ctx, o, func(d job.Delivery) error { got = append(got, d); return nil })
	return got, err
}

// What was charged comes from disk: a seller that has no model any more still delivers it.
func TestARepostedOrderCostsNoWork(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := idle(t, w, w.Terms(), nil, nil)
	b := newEve(t, w, bob).open()
	whole := b.seal(b.draft("pay bob 5 dollars", 40), 8)
	want, err := b.buy(t.Context(), whole)
	if err != nil {
		t.Fatal(err)
	}
	b.signed = b.charged()
	part := b.seal(b.draft("what is a receipt?", 40), 8)
	first, err := b.post(t.Context(), part)
	refused(t, "one chunk's price for more", err, job.FaultPayment, "underpaid")
	if len(first) != 1 {
		t.Fatalf("%d deliveries", len(first))
	}
	charged := b.charged()
	s := bob.Setting
	s.Library = &node.Library{}
	cfg := w.Terms()
	cfg.Models, cfg.VoucherWait = nil, 50*time.Millisecond
	empty, err := node.NewProvider(t.Context(), s, cfg, bob.Chain, bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := collect(t.Context(), empty, whole); err != nil || !slices.EqualFunc(got, want, same) {
		t.Errorf("a finished order: %d deliveries, %v; want the same %d", len(got), err, len(want))
	}
	got, err := collect(t.Context(), empty, part)
	refused(t, "an order that is not paid on", err, job.FaultPayment, "underpaid")
	if !slices.EqualFunc(got, first, same) {
		t.Errorf("a partly delivered order: %d deliveries; want the same chunk", len(got))
	}
	// Without end it is not to be had either.
	refusal := error(nil)
	for range 60 {
		if _, refusal = collect(t.Context(), empty, whole); refusal != nil {
			break
		}
	}
	refused(t, "one order over and over", refusal, job.FaultBusy, "too_many_replays")
	report, err := empty.Channel(t.Context(), b.id)
	if err != nil || report.Charged != charged {
		t.Errorf("charged %s for replays, %s before (%v)", report.Charged, charged, err)
	}
}

// A slot is for computing. One that waits for its voucher leaves it to others.
func TestABuyerWhoStopsPayingHoldsNoSlot(t *testing.T) {
	w := testkit.NewWorld(t)
	cfg := w.Terms()
	cfg.MaxStreams, cfg.VoucherWait = 1, 6*time.Second
	bob := w.BobWith(t, cfg, nil)
	b, honest := newEve(t, w, bob).open(), newEve(t, w, bob).open()
	o := b.seal(b.draft("what is a receipt?", 64), 8)
	started := make(chan struct{})
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		err := b.peer.Serve(t.Context(), o, func(job.Delivery) error { close(started); return nil })
		refused(t, "no second voucher", err, job.FaultPayment, "underpaid")
	})
	<-started
	begin := time.Now()
	if _, err := honest.buy(t.Context(), honest.seal(honest.draft("pay bob 5 dollars", 40), 8)); err != nil {
		t.Fatalf("beside a stream that waits for its voucher: %v", err)
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("served after %v: behind a stream that waits for its voucher", took)
	}
	// Nor does one channel take up the door: those that wait for their turn count.
	errs := make([]error, 3)
	var posts sync.WaitGroup
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	for i := range errs {
		posts.Go(func() { _, errs[i] = b.post(ctx, o) })
	}
	posts.Wait()
	refused(t, "one order posted many times at once", firstFault(errs), job.FaultBusy, "too_many_streams")
}

func firstFault(errs []error) error {
	for _, err := range errs {
		if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultBusy {
			return err
		}
	}
	return errors.Join(errs...)
}

// Hanging up in the middle of a piece does not make it free.
func TestABuyerWhoHangsUpPaysForThePieceThatWasBegun(t *testing.T) {
	w := testkit.NewWorld(t)
	ctx, hangUp := context.WithCancel(t.Context())
	bob := idle(t, w, w.Terms(), func(s *node.Setting) {
		s.Checkpoint = func(name string) {
			if name == "provider:sale-kept" {
				hangUp() // the order is booked, the engine has not begun
			}
		}
	}, nil)
	b := newEve(t, w, bob).open()
	o := b.seal(b.draft("what is a receipt?", 40), 40)
	got, err := collect(ctx, bob.Provider, o)
	if !errors.Is(err, context.Canceled) || len(got) > 0 {
		t.Fatalf("%d deliveries, %v", len(got), err)
	}
	if b.charged() != price(o, testkit.ChunkTokens) {
		t.Fatalf("charged %s, want one chunk, %s", b.charged(), price(o, testkit.ChunkTokens))
	}
	// It is not lost to the buyer, and the rest is to be had.
	rest, err := b.post(t.Context(), o)
	if err != nil || len(rest) < 2 || len(rest[0].Tokens) != testkit.ChunkTokens || rest[len(rest)-1].Receipt == nil {
		t.Fatalf("going on: %d deliveries, %v", len(rest), err)
	}
	if b.charged() != rest[len(rest)-1].Receipt.Amount {
		t.Errorf("charged %s, the receipt says %s", b.charged(), rest[len(rest)-1].Receipt.Amount)
	}
	b.settle()
}

// Each piece of an answer that is bought one connection at a time costs us the whole answer before it.
func TestAnAnswerIsNotComputedAnewWithoutEnd(t *testing.T) {
	w := testkit.NewWorld(t)
	var minutes atomic.Int64
	cfg := w.Terms()
	cfg.Terms.ChunkTokens, cfg.VoucherWait = 1, 10*time.Millisecond
	bob := idle(t, w, cfg, func(s *node.Setting) {
		s.Now = func() time.Time { return time.Now().Add(time.Duration(minutes.Load()) * time.Minute) }
	}, nil)
	b := newEve(t, w, bob).open()
	o := b.seal(b.draft("what is a receipt?", 40), 1)
	var got []job.Delivery
	var err error
	for paid := uint32(1); paid <= 40; paid++ {
		minutes.Add(1)
		o.Voucher = b.voucher(b.session, b.id, price(o, paid))
		if got, err = collect(t.Context(), bob.Provider, o); err == nil {
			t.Fatalf("the answer ended after %d tokens: this test needs a longer one", paid)
		}
		if f := fault(t, err); f.Code != "underpaid" {
			break
		}
		if uint32(len(got)) != paid {
			t.Fatalf("%d pieces for the price of %d", len(got), paid)
		}
	}
	refused(t, "a piece for each connection", err, job.FaultConflict, "resumed_too_often")
	if want := price(o, uint32(len(got))); b.charged() != want || len(got) == 0 {
		t.Errorf("%d pieces and %s charged, want %s", len(got), b.charged(), want)
	}
}

// slowEyes holds back one reading of the chain, as a slow node does.
type slowEyes struct {
	*chain.Client
	hold atomic.Bool
	read chan struct{} // closed when the reading is made
	go_  chan struct{} // closed when it may be used
}

func (s *slowEyes) Channel(ctx context.Context, id job.Hash) (job.ChannelState, error) {
	state, err := s.Client.Channel(ctx, id)
	if s.hold.CompareAndSwap(true, false) {
		close(s.read)
		<-s.go_
	}
	return state, err
}

func TestALateReadingDoesNotUndoAWithdrawal(t *testing.T) {
	w := testkit.NewWorld(t)
	eyes := &slowEyes{read: make(chan struct{}), go_: make(chan struct{})}
	bob := idle(t, w, w.Terms(), nil, func(c *chain.Client) node.SellerChain { eyes.Client = c; return eyes })
	e := newEve(t, w, bob)
	b := e.open()
	if _, err := b.buy(t.Context(), b.seal(b.draft("pay bob 5 dollars", 8), 8)); err != nil {
		t.Fatal(err)
	}
	eyes.hold.Store(true)
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := b.peer.Voucher(t.Context(), b.voucher(b.session, b.id, job.Units(deposit/2))); err != nil {
			t.Errorf("a voucher from before the withdrawal: %v", err)
		}
	})
	<-eyes.read
	if _, err := e.chain.InitiateWithdraw(t.Context(), b.config, job.Units(deposit)); err != nil {
		t.Fatal(err)
	}
	running(t, bob.Provider, time.Hour) // looks once
	for range 50 {                      // it may see the withdrawal while the voucher's reading is under way, or wait for it
		if !b.state().Claimed.IsZero() {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	close(eyes.go_)
	wg.Wait()
	soon(t, "claimed", func() bool {
		return b.state().Claimed == b.charged() && e.money()[1] == job.Units(950_000_000).Add(b.charged())
	})
	soon(t, "the book knows of the withdrawal", func() bool {
		_, err := b.peer.OpenChannel(t.Context(), b.config, b.quote) // answered from the book
		f, ok := errors.AsType[*job.Fault](err)
		return ok && f.Code == "withdrawal_pending"
	})
}
