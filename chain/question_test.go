package chain

import (
	"strings"
	"testing"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Whoever was asked shows the order; whoever was not loses its stake by the clock.
func TestQuestionsOnARealChain(t *testing.T) {
	ctx := t.Context()
	alice, bob, mallory := person(t), person(t), person(t)
	m := smallModel(t)
	must[[]job.Tx](t)(bob.Stake(ctx, dollars(50)))
	must[[]job.Tx](t)(mallory.Stake(ctx, dollars(50)))
	session := must[*Key](t)(GenerateKey())
	inChannel := func(provider *Client) (job.Statements, []byte) {
		config := job.ChannelConfig{
			Payer: alice.Address(), PayerAuthorizer: session.Address(), Receiver: provider.Address(), ReceiverAuthorizer: provider.Address(),
			Token: provider.Contracts().Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Hash{3},
		}
		s := answer(t, provider, m, m.Root(), nil).Statements
		s.Request.Channel = config.ID(provider.SettlementDomain())
		s.Receipt.Request = s.Request.Digest(provider.AssayDomain())
		s.Signature = must[job.Signature](t)(provider.key.Sign(s.Receipt.Digest(provider.AssayDomain())))
		return s, job.EncodeOrder(config, must[job.Signature](t)(session.Sign(s.Receipt.Request)))
	}

	s, order := inChannel(bob)
	id, _, err := alice.AskOrder(ctx, s, job.Units(10_000))
	if err != nil {
		t.Fatal(err)
	}
	rec, ok := recordOf(t, bob, id)
	state := must[dispute.State](t)(bob.Dispute(ctx, id))
	if !ok || state.Place.Phase != dispute.Asked || !rec.Shows(state) || rec.Leaves != 0 || rec.Covered != job.Units(10_000) || rec.Bond != state.Bond || rec.Fault.Channel != s.Request.Channel {
		t.Fatalf("asked %+v, stands at %+v", rec, state)
	}
	_, foreign := inChannel(bob)
	if _, err := bob.PlayDispute(ctx, id, dispute.Answer{Fault: rec.Fault, Evidence: foreign}, rec.Fault); err == nil || !strings.Contains(err.Error(), "NotOrdered") {
		t.Errorf("the order of another request: %v", err)
	}
	must[job.Tx](t)(bob.PlayDispute(ctx, id, dispute.Answer{Fault: rec.Fault, Evidence: order}, rec.Fault))
	if rec, _ = recordOf(t, alice, id); rec.Outcome != dispute.Shown || must[job.Amount](t)(bob.Owed(ctx, bob.Address())).IsZero() {
		t.Errorf("bob was asked, and it ended as %d", rec.Outcome)
	}

	forged, _ := inChannel(mallory)
	if id, _, err = alice.AskOrder(ctx, forged, job.Amount{}); err != nil {
		t.Fatal(err)
	}
	rec, _ = recordOf(t, alice, id)
	must[uint64](t)(alice.IncreaseTime(ctx, dispute.BaseClock+60))
	must[job.Tx](t)(alice.PlayDispute(ctx, id, dispute.Convict{Claim: job.Keccak(rec.Claim), Fault: rec.Fault.Hash()}, rec.Fault))
	if got := must[job.Stake](t)(alice.StakeOf(ctx, mallory.Address())); !got.Total.IsZero() {
		t.Errorf("nobody asked mallory, and she keeps %s", got.Total)
	}

	// A suppressed stop, and a limit that was not reached: what has to be shown goes along.
	tok := m.Tokenizer()
	w := dispute.Witness{Vocabulary: tok.VocabularyHash(), Ends: tok.Ends()}
	if len(w.Ends) == 0 || dispute.TokenizerHash(w.Vocabulary, w.Ends) != tok.Hash() {
		t.Fatalf("end tokens %v are not those of the tokenizer's hash", w.Ends)
	}
	for i := range m.Leaves() {
		w.Model = append(w.Model, m.Leaf(i))
	}
	for _, c := range []struct {
		output []uint32
		kind   job.Contradiction
	}{{[]uint32{9, w.Ends[0], 7, 7}, job.GoesOn}, {[]uint32{9, 7}, job.NoLimit}} {
		s, _ = inChannel(bob)
		w.Output = c.output
		s.Request.Tokenizer, s.Request.MaxTokens = tok.Hash(), 20
		s.Receipt.Request = s.Request.Digest(bob.AssayDomain())
		s.Receipt.Output, s.Receipt.Count = must[job.Hash](t)(trace.TokensRoot(trace.Output, w.Output)), uint32(len(w.Output))
		s.Signature = must[job.Signature](t)(bob.key.Sign(s.Receipt.Digest(bob.AssayDomain())))
		kind, evidence, err := w.Contradiction(s)
		if kind != c.kind || err != nil {
			t.Fatalf("kind %d, want %d: %v", kind, c.kind, err)
		}
		must[[]job.Tx](t)(alice.ProveContradiction(ctx, job.Proof{Kind: kind, Statements: s, Evidence: evidence}))
		if !must[bool](t)(alice.Proven(ctx, bob.Address(), s.Receipt.Request)) {
			t.Errorf("kind %d is not proven", kind)
		}
	}
	if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); !got.Total.IsZero() {
		t.Errorf("bob keeps %s", got.Total)
	}
}
