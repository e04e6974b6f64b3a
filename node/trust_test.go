package node_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// door stands in a provider's door and bends what goes through.
type door struct {
	wire.Seller
	serve func(job.Delivery) job.Delivery // each delivery, on its way out
	fault atomic.Pointer[job.Fault]       // answered instead of serving
	open  atomic.Pointer[job.Fault]       // answered instead of opening a channel
	chunk uint32                          // chunk size written into firm quotes
	sign  func(job.Quote) job.SignedQuote
}

func (d *door) Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error {
	if f := d.fault.Load(); f != nil {
		return f
	}
	return d.Seller.Serve(ctx, o, func(x job.Delivery) error {
		if d.serve != nil {
			x = d.serve(x)
		}
		return emit(x)
	})
}

func (d *door) OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error) {
	if f := d.open.Load(); f != nil {
		return job.NonceOffer{}, f
	}
	return d.Seller.OpenChannel(ctx, c, q)
}

func (d *door) Quote(ctx context.Context, r job.QuoteRequest) (job.SignedQuote, error) {
	q, err := d.Seller.Quote(ctx, r)
	if d.chunk != 0 && err == nil {
		q.Quote.ChunkTokens = d.chunk
		q = d.sign(q.Quote)
	}
	return q, err
}

// behind starts bob with d in his door, a little cheaper than others by discount.
func behind(t *testing.T, w *testkit.World, discount int64, d *door) *testkit.Seller {
	return w.Bob(t, -discount, func(p *node.Provider, c *chain.Client, k *chain.Key) wire.Seller {
		d.Seller = p
		d.sign = func(q job.Quote) job.SignedQuote {
			sig, err := k.Sign(q.Digest(c.AssayDomain()))
			if err != nil {
				t.Error(err)
			}
			return job.SignedQuote{Quote: q, Signature: sig}
		}
		return d
	})
}

// TestAttackFramingAnHonestProviderOnTheWay: whoever can flip a byte between bob and alice can make an answer useless,
// and must not be able to ruin bob's record with others: nothing of it goes on chain.
func TestAttackFramingAnHonestProviderOnTheWay(t *testing.T) {
	for name, bend := range map[string]func(job.Delivery) job.Delivery{
		"a flipped token":      func(d job.Delivery) job.Delivery { d.Tokens[0] ^= 1; return d },
		"a flipped nonce":      func(d job.Delivery) job.Delivery { d.Nonce[3] ^= 1; return d },
		"a stripped signature": func(d job.Delivery) job.Delivery { d.Signature = job.Signature{}; return d },
	} {
		t.Run(name, func(t *testing.T) {
			w := testkit.NewWorld(t)
			bob, alice := behind(t, w, 0, &door{serve: bend}), w.Alice(t, testkit.Policy())
			_, err := alice.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil)
			if err == nil {
				t.Fatal("a bent answer was taken")
			}
			got := newest(t, alice, bob.Agent())
			if got.Class == "" || got.Proven {
				t.Errorf("class %q, proven %t", got.Class, got.Proven)
			}
			if _, err := alice.Receipt(t.Context(), got.ID); fault(t, err).Kind != job.FaultNotFound {
				t.Errorf("there is a proof: %v", err)
			}
			c := channelWith(t, alice, bob.Agent())
			if _, err := alice.CloseChannel(t.Context(), c.Channel); err != nil {
				t.Fatal(err)
			}
			if marks, err := w.Eyes.Feedback(t.Context(), bob.Agent()); err != nil || len(marks) != 0 {
				t.Errorf("marks about bob: %+v, %v", marks, err)
			}
		})
	}
}

// TestProofOfACheatConvincesAnybody: the gateway keeps the failing statement, and a stranger with the file alone finds
// the same.
func TestProofOfACheatConvincesAnybody(t *testing.T) {
	w := testkit.NewWorld(t)
	mal, alice := w.Mallory(t, mallory.ForgedToken, mallory.EarlyStop), w.Alice(t, testkit.Policy())
	for _, want := range []verify.Class{verify.WrongComputation, verify.ContradictsItself} {
		q := insist(testkit.Ask("what is a receipt?"), mal.Agent())
		q.Sampling.Temperature = 500
		if _, err := alice.Complete(t.Context(), q, nil); err == nil {
			t.Fatal("not caught")
		}
		got := newest(t, alice, mal.Agent())
		if !got.Proven || !got.Complete {
			t.Fatalf("%s is not proven: %+v", want, got)
		}
		raw, err := alice.Receipt(t.Context(), got.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, err := job.DecodeBundle(raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify.Bundle(b, w.Model); verify.ClassOf(err) != want || !verify.Proven(err) {
			t.Errorf("a stranger finds %v, alice found %s", err, want)
		}
	}
}

// TestAttackASellersWordsPassForOurs: a seller that answers with codes and statuses that mean something to us stops
// nobody from buying elsewhere.
func TestAttackASellersWordsPassForOurs(t *testing.T) {
	words := []*job.Fault{
		job.Faultf(job.FaultInternal, "store", "disk"), job.Faultf(job.FaultPayment, "deposit_limit", "no"), job.Faultf(job.FaultPayment, "daily_limit", "no"),
		job.Faultf(job.FaultPayment, "insufficient_funds", "no"), job.Faultf(job.FaultInvalid, "context_length_exceeded", "no"), job.Faultf(job.FaultInternal, "internal", "no"),
	}
	w := testkit.NewWorld(t)
	d := &door{}
	liar, bob, alice := behind(t, w, 5_000_000, d), w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	for _, where := range []*atomic.Pointer[job.Fault]{&d.open, &d.fault} {
		for _, f := range words {
			where.Store(f)
			answer, err := alice.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil)
			if err != nil || answer.Agent != bob.Agent() {
				t.Fatalf("%s %s: agent %d, %v", f.Code, f.Message, answer.Agent, err)
			}
			if _, err := alice.Complete(t.Context(), insist(testkit.Ask("pay bob 5 dollars"), liar.Agent()), nil); fault(t, err).Kind != job.FaultUnavailable {
				t.Errorf("%s: the client is told %v", f.Code, err)
			}
		}
		where.Store(nil)
	}
	list, err := alice.Providers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Agent == liar.Agent() && p.Failed == 0 {
			t.Error("the liar's record shows no failure")
		}
	}
}

// TestAttackAChunkAsLongAsTheAnswer: what is paid ahead is the buyer's to bound, not the seller's.
func TestAttackAChunkAsLongAsTheAnswer(t *testing.T) {
	w := testkit.NewWorld(t)
	greedy := behind(t, w, 5_000_000, &door{chunk: 1 << 20})
	bob, alice := w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	answer, err := alice.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil)
	if err != nil || answer.Agent != bob.Agent() {
		t.Fatalf("agent %d, %v", answer.Agent, err)
	}
	list, err := alice.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if c.Agent == greedy.Agent() {
			t.Errorf("money went to a seller that wants all of it ahead: %+v", c)
		}
	}
}

// TestAttackReputationForACent: marks count once for each paid channel, whoever writes however many.
func TestAttackReputationForACent(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, smearer, alice := w.Bob(t, 0, nil), w.Alice(t, testkit.Policy()), w.Alice(t, testkit.Policy())
	ask(t, smearer, testkit.Ask("pay bob 5 dollars"))
	if _, err := smearer.CloseChannel(t.Context(), channelWith(t, smearer, bob.Agent()).Channel); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := smearer.Chain.GiveFeedback(t.Context(), job.Feedback{Agent: bob.Agent(), Value: -100, Tag1: "assay.exact"}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := alice.Providers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Good != 1 || list[0].Bad != 0 {
		t.Errorf("bob's marks: %d good, %d bad; want the one that a paid channel allows", list[0].Good, list[0].Bad)
	}
}

// TestAFailingProviderComesLastForAWhile, and is not asked first again and again.
func TestAFailingProviderComesLastForAWhile(t *testing.T) {
	w := testkit.NewWorld(t)
	d := &door{}
	d.fault.Store(job.Faultf(job.FaultUnavailable, "down", "down"))
	flaky, bob, alice := behind(t, w, 5_000_000, d), w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	first := ask(t, alice, testkit.Ask("pay bob 5 dollars"))
	if first.Agent != bob.Agent() || len(first.Failed) != 1 || first.Failed[0].Agent != flaky.Agent() {
		t.Fatalf("agent %d, failed %+v", first.Agent, first.Failed)
	}
	if second := ask(t, alice, testkit.Ask("pay bob 5 dollars")); second.Agent != bob.Agent() || len(second.Failed) != 0 {
		t.Errorf("the failing provider was asked first again: %+v", second.Failed)
	}
}
