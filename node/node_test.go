package node_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
)

func ask(t *testing.T, a *testkit.Buyer, q job.Ask) job.Answer {
	t.Helper()
	var text strings.Builder
	var request job.Hash
	answer, err := a.Complete(t.Context(), q, func(d job.Delta) error { request = d.Request; text.WriteString(d.Text); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if request != answer.Request {
		t.Fatalf("the stream is named %s, the answer %s", request, answer.Request)
	}
	if text.String() != answer.Text {
		t.Fatalf("streamed %q, answered %q", text.String(), answer.Text)
	}
	return answer
}

func insist(q job.Ask, agent uint64) job.Ask {
	q.Provider = &agent
	return q
}

func newest(t *testing.T, a *testkit.Buyer, agent uint64) node.ReceiptReport {
	t.Helper()
	list, err := a.Receipts(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.Agent == agent {
			return r
		}
	}
	t.Fatalf("nothing bought from agent %d", agent)
	return node.ReceiptReport{}
}

func channelWith(t *testing.T, a *testkit.Buyer, agent uint64) node.ChannelReport {
	t.Helper()
	list, err := a.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if c.Agent == agent {
			return c
		}
	}
	t.Fatalf("no channel with agent %d", agent)
	return node.ChannelReport{}
}

func TestAnswersAreBoughtCheckedAndSettled(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, alice := w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	for _, q := range []job.Ask{
		testkit.Ask("pay bob 5 dollars"),
		{Model: w.Model.Name(), Messages: []job.Message{{Role: "user", Content: "what is a receipt?"}}, MaxTokens: 30, Sampling: job.Sampling{Temperature: 900, TopP: 950, TopK: 50, MinP: 10}},
		{Model: w.Model.Root().String(), Prompt: "a prompt without a template", MaxTokens: 5, Sampling: job.Sampling{TopP: 1000}},
	} {
		answer := ask(t, alice, q)
		if answer.Agent != bob.Agent() || answer.Checked != "recomputed" {
			t.Fatalf("served by agent %d, checked %q", answer.Agent, answer.Checked)
		}
		raw, err := alice.Receipt(t.Context(), answer.Request)
		if err != nil {
			t.Fatal(err)
		}
		b, err := job.DecodeBundle(raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify.Bundle(b, w.Model); err != nil {
			t.Fatalf("the receipt does not verify: %v", err)
		}
		if b.Receipt.Amount != answer.Cost {
			t.Fatalf("the receipt says %s, the answer %s", b.Receipt.Amount, answer.Cost)
		}
	}
	c := channelWith(t, alice, bob.Agent())
	seller, err := bob.Channel(t.Context(), c.Channel)
	if err != nil {
		t.Fatal(err)
	}
	if seller.Charged != c.Owed {
		t.Fatalf("bob charged %s, alice owes %s", seller.Charged, c.Owed)
	}
	if c, err = alice.CloseChannel(t.Context(), c.Channel); err != nil || c.State != "closed" {
		t.Fatalf("closing: %s, %v", c.State, err)
	}
	state, err := w.Eyes.Channel(t.Context(), c.Channel)
	if err != nil {
		t.Fatal(err)
	}
	if state.Claimed != c.Owed || state.Balance != state.Claimed {
		t.Fatalf("on chain: claimed %s of %s, owed %s", state.Claimed, state.Balance, c.Owed)
	}
	got, err := w.Eyes.Balance(t.Context(), alice.Payer.Address())
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := job.Units(1_000_000_000).Sub(c.Owed); got != want {
		t.Fatalf("alice has %s, want %s", got, want)
	}
	marks, err := w.Eyes.Feedback(t.Context(), bob.Agent())
	if err != nil || len(marks) != 1 || marks[0].Value != 100 {
		t.Fatalf("feedback: %+v, %v", marks, err)
	}
	// A closed channel stays closed; the next question opens a fresh one.
	if next := ask(t, alice, testkit.Ask("pay bob 5 dollars")); next.Agent != bob.Agent() {
		t.Fatalf("served by %d", next.Agent)
	}
}

func TestConcurrentStreamsShareOneChannel(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, alice := w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	ask(t, alice, testkit.Ask("pay bob 5 dollars")) // opens the channel
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			q := testkit.Ask("what is a receipt?")
			q.Sampling.Temperature = 800
			_, errs[i] = alice.Complete(t.Context(), q, nil)
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	c := channelWith(t, alice, bob.Agent())
	seller, err := bob.Channel(t.Context(), c.Channel)
	if err != nil {
		t.Fatal(err)
	}
	if seller.Charged != c.Owed || c.Served != 5 {
		t.Fatalf("bob charged %s, alice owes %s for %d answers", seller.Charged, c.Owed, c.Served)
	}
	if list, err := alice.Channels(t.Context()); err != nil || len(list) != 1 {
		t.Fatalf("%d channels, %v", len(list), err)
	}
}

func TestEveryCheatIsCaughtNamedAndCostsAtMostOneChunk(t *testing.T) {
	cheats := []struct {
		cheat mallory.Cheat
		want  verify.Class
	}{
		{mallory.Honest, ""},
		{mallory.ChangedWeight, verify.WrongComputation},
		{mallory.ForgedToken, verify.WrongComputation},
		{mallory.SlippedPrompt, verify.WrongComputation},
		{mallory.Temperature, verify.WrongComputation},
		{mallory.Overlong, verify.WrongComputation},
		{mallory.LateSeed, verify.ContradictsRequest},
		{mallory.Overcharging, verify.ContradictsRequest},
		{mallory.Overbilling, verify.ContradictsItself},
		{mallory.EarlyStop, verify.ContradictsItself},
		{mallory.ReplayedPapers, verify.Replayed},
		{mallory.Unsigned, verify.Unsigned},
	}
	var plan []mallory.Cheat
	for _, c := range cheats {
		plan = append(plan, c.cheat)
	}
	w := testkit.NewWorld(t)
	bob, mal, alice := w.Bob(t, 0, nil), w.Mallory(t, plan...), w.Alice(t, testkit.Policy())
	var prompt uint32
	for i, c := range cheats {
		q := testkit.Ask("pay carol 12.50 dollars")
		if c.cheat == mallory.Temperature {
			q = testkit.Ask("what is a receipt?")
			q.Sampling.Temperature = 700
		}
		if i > 1 {
			q = insist(q, mal.Agent())
		}
		answer, err := alice.Complete(t.Context(), q, nil)
		prompt = max(prompt, answer.Usage.PromptTokens)
		got := newest(t, alice, mal.Agent())
		switch {
		case i == 0 && (err != nil || answer.Agent != mal.Agent()):
			t.Fatalf("the cheapest provider is not picked: agent %d, %v", answer.Agent, err)
		case i == 1 && (err != nil || answer.Agent != bob.Agent() || len(answer.Failed) != 1):
			t.Fatalf("bob does not step in: agent %d, %+v, %v", answer.Agent, answer.Failed, err)
		case i > 1 && err == nil:
			t.Fatalf("%s: not caught", c.cheat)
		}
		if got.Class != string(c.want) {
			t.Errorf("%s: class %q (%s), want %q", c.cheat, got.Class, got.Reason, c.want)
		}
	}
	if answer := ask(t, alice, testkit.Ask("pay dave 3 dollars")); answer.Agent != bob.Agent() {
		t.Error("the gateway chooses a cheat again")
	}
	c := channelWith(t, alice, mal.Agent())
	chunk := job.Quote{InputPrice: job.Units(testkit.InputPrice), OutputPrice: job.Units(testkit.OutputPrice)}.Cost(prompt+16, testkit.ChunkTokens)
	if chunk.Less(c.AtRisk) {
		t.Errorf("%s at risk, one chunk costs %s", c.AtRisk, chunk)
	}
	if c, err := alice.CloseChannel(t.Context(), c.Channel); err != nil || c.State != "withdrawing" {
		t.Fatalf("closing against mallory's will: %s, %v", c.State, err)
	}
	if _, err := w.Eyes.IncreaseTime(t.Context(), job.MinWithdrawDelay+1); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for channelWith(t, alice, mal.Agent()).State != "closed" {
		if time.Now().After(deadline) {
			t.Fatal("the withdrawal does not end")
		}
		time.Sleep(50 * time.Millisecond)
	}
	took, err := w.Eyes.Balance(t.Context(), mal.Key.Address())
	if err != nil {
		t.Fatal(err)
	}
	earned, _ := took.Sub(job.Units(950_000_000))
	if stolen, _ := earned.Sub(c.Owed); chunk.Less(stolen) {
		t.Errorf("mallory took %s more than she earned, one chunk costs %s", stolen, chunk)
	}
	marks, err := w.Eyes.Feedback(t.Context(), mal.Agent())
	if err != nil || len(marks) != 1 || marks[0].Value >= 0 {
		t.Errorf("marks about mallory: %+v, %v; want one, bad", marks, err)
	}
}

func TestLimitsOfTheWalletHold(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	day := testkit.Policy()
	day.DailyLimit = job.Units(3000)
	alice := w.Alice(t, day)
	for {
		_, err := alice.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil)
		if err == nil {
			continue
		}
		if f := fault(t, err); f.Kind != job.FaultPayment || f.Code != "daily_limit" {
			t.Fatalf("past the day's limit: %v", err)
		}
		break
	}
	if c := channelWith(t, alice, bob.Agent()); day.DailyLimit.Less(c.Owed) {
		t.Errorf("spent %s, the limit is %s", c.Owed, day.DailyLimit)
	}
	locked := testkit.Policy()
	locked.MaxLocked = job.Units(999_999)
	careful := w.Alice(t, locked)
	_, err := careful.Complete(t.Context(), testkit.Ask("pay bob 5 dollars"), nil)
	if f := fault(t, err); f.Kind != job.FaultPayment || f.Code != "deposit_limit" {
		t.Fatalf("past the limit on deposits: %v", err)
	}
	if got, err := w.Eyes.Balance(t.Context(), careful.Payer.Address()); err != nil || got != job.Units(1_000_000_000) {
		t.Errorf("money moved: %s left, %v", got, err)
	}
}

func fault(t *testing.T, err error) *job.Fault {
	t.Helper()
	f, ok := errors.AsType[*job.Fault](err)
	if !ok {
		t.Fatalf("%v is no fault", err)
	}
	return f
}

func TestBadAsksAreRefusedAndMoveNoMoney(t *testing.T) {
	w := testkit.NewWorld(t)
	w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	for _, c := range []struct {
		name string
		ask  job.Ask
		kind job.FaultKind
		code string
	}{
		{"unknown model", job.Ask{Model: "gpt-9", Prompt: "x", Sampling: job.Sampling{TopP: 1000}}, job.FaultNotFound, "model_not_found"},
		{"prompt too large", job.Ask{Model: w.Model.Name(), Prompt: strings.Repeat("pay bob ", 5000), Sampling: job.Sampling{TopP: 1000}}, job.FaultInvalid, "context_length_exceeded"},
		{"answer too long", job.Ask{Model: w.Model.Name(), Prompt: "x", MaxTokens: 1 << 30, Sampling: job.Sampling{TopP: 1000}}, job.FaultInvalid, "context_length_exceeded"},
		{"temperature out of range", job.Ask{Model: w.Model.Name(), Prompt: "x", Sampling: job.Sampling{Temperature: 2001, TopP: 1000}}, job.FaultInvalid, "sampling"},
		{"five stop strings", job.Ask{Model: w.Model.Name(), Prompt: "x", Constraints: job.Constraints{Stop: []string{"a", "b", "c", "d", "e"}}, Sampling: job.Sampling{TopP: 1000}}, job.FaultInvalid, "stop"},
		{"provider that does not exist", insist(testkit.Ask("pay bob 5 dollars"), 77), job.FaultUnavailable, "no_provider"},
	} {
		_, err := alice.Complete(t.Context(), c.ask, nil)
		f := fault(t, err)
		if f.Kind != c.kind || f.Code != c.code {
			t.Errorf("%s: %d %s (%v), want %d %s", c.name, f.Kind.Status(), f.Code, err, c.kind.Status(), c.code)
		}
	}
	if got, err := w.Eyes.Balance(t.Context(), alice.Payer.Address()); err != nil || got != job.Units(1_000_000_000) {
		t.Errorf("money moved: %s left, %v", got, err)
	}
}

func TestAClientThatHangsUpPaysForNoMoreThanWasOnItsWay(t *testing.T) {
	w := testkit.NewWorld(t)
	bob, alice := w.Bob(t, 0, nil), w.Alice(t, testkit.Policy())
	ctx, hangUp := context.WithCancel(t.Context())
	q := testkit.Ask("what is a receipt?")
	_, err := alice.Complete(ctx, q, func(job.Delta) error { hangUp(); return context.Canceled })
	if err == nil {
		t.Fatal("a client that hung up got an answer")
	}
	c := channelWith(t, alice, bob.Agent())
	if seller, err := bob.Channel(t.Context(), c.Channel); err != nil || seller.Charged != c.Owed {
		t.Fatalf("bob charged %s, alice owes %s, %v", seller.Charged, c.Owed, err)
	}
	if two := job.Units(40*16 + 10*64); two.Less(c.Owed) {
		t.Errorf("paid %s after hanging up at the first chunk", c.Owed)
	}
	ask(t, alice, q) // the channel is as good as before
}
