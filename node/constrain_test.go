package node_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// payTool is a tool whose calls always end within a few tokens.
var payTool = job.Tool{Name: "pay", Parameters: json.RawMessage(`{"type":"object","properties":{"to":{"$ref":"#/$defs/who"},"amount":{"type":"integer","minimum":1,"maximum":99}},"required":["to","amount"],"$defs":{"who":{"enum":["bob","carol"]}}}`)}

const yesOrNo = `{"type":"object","properties":{"n":{"type":"integer","minimum":0,"maximum":99},"answer":{"enum":["yes","no"]}},"required":["n","answer"],"additionalProperties":false}`

// bundleOf fetches a receipt and checks it from its file alone.
func bundleOf(t *testing.T, w *testkit.World, a *testkit.Buyer, id job.Hash) job.Bundle {
	t.Helper()
	raw, err := a.Receipt(t.Context(), id)
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
	return b
}

func TestEverythingThatShapesAnAnswerIsInItsReceipt(t *testing.T) {
	w := testkit.NewWorld(t)
	w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())

	q := testkit.Ask("pay bob 5 dollars")
	plain := ask(t, alice, q)
	if b := bundleOf(t, w, alice, plain.Request); b.Assurance != job.Judgeable || plain.Assured != job.Judgeable {
		t.Errorf("a plain answer is %q, its bundle %q", plain.Assured, b.Assurance)
	}
	first := bundleOf(t, w, alice, plain.Request).Output[0]

	q.Sampling.Frequency, q.Sampling.Presence, q.Sampling.Repeat = 700, 200, 1100
	q.Bias = []job.TokenBias{{Token: first, Bias: -job.MaxBias}}
	biased := ask(t, alice, q)
	b := bundleOf(t, w, alice, biased.Request)
	if slices.Contains(b.Output, first) || !slices.Equal(b.Bias, q.Bias) || b.Assurance != job.Judgeable {
		t.Errorf("token %d is forbidden: %v, biases %v, %s", first, b.Output, b.Bias, b.Assurance)
	}

	q = testkit.Ask("is it raining?")
	q.Schema = yesOrNo
	shaped := ask(t, alice, q)
	var v struct {
		N      int    `json:"n"`
		Answer string `json:"answer"`
	}
	if err := json.Unmarshal([]byte(shaped.Text), &v); err != nil || v.Answer != "yes" && v.Answer != "no" || shaped.Finish != job.FinishStop {
		t.Errorf("%q does not follow the schema: %v", shaped.Text, err)
	}
	if b := bundleOf(t, w, alice, shaped.Request); b.Schema != yesOrNo || b.Assurance != job.Recomputing || shaped.Assured != job.Recomputing {
		t.Errorf("the bundle has the schema %q and is %q", b.Schema, b.Assurance)
	}
	list, err := alice.Receipts(t.Context(), 10)
	if err != nil || len(list) != 3 || list[0].Assured != job.Recomputing || list[1].Assured != job.Judgeable {
		t.Errorf("the receipts say %+v: %v", list, err)
	}
	q.Schema = strings.Replace(yesOrNo, `"maximum":99`, `"pattern":"x"`, 1)
	_, err = alice.Complete(t.Context(), q, nil)
	refused(t, "a schema that is not supported", err, job.FaultInvalid, "response_format")
	q.Schema, q.Bias = "", []job.TokenBias{{Token: w.Model.Vocab(), Bias: 1}}
	_, err = alice.Complete(t.Context(), q, nil)
	refused(t, "a bias of no token", err, job.FaultInvalid, "logit_bias")
}

func TestToolsAreCalled(t *testing.T) {
	w := testkit.NewWorld(t)
	w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.Tools, q.Parallel = []job.Tool{payTool, {Name: "price"}}, true

	must := q
	must.Must = true
	var calls []job.ToolCall
	answer, err := alice.Complete(t.Context(), must, func(d job.Delta) error { calls = append(calls, d.ToolCalls...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(calls, answer.ToolCalls) || len(calls) != 1 || answer.Text != "" || !strings.HasPrefix(calls[0].ID, "call_") {
		t.Fatalf("streamed %+v, answered %+v and %q", calls, answer.ToolCalls, answer.Text)
	}
	bundleOf(t, w, alice, answer.Request)
	must.Only = "price"
	if answer = ask(t, alice, must); len(answer.ToolCalls) != 1 || answer.ToolCalls[0].Name != "price" || answer.ToolCalls[0].Arguments != "{}" {
		t.Errorf("price was to be called: %+v, %q", answer.ToolCalls, answer.Text)
	}
	must.Only = "pay"
	answer = ask(t, alice, must)
	var v struct {
		To     string `json:"to"`
		Amount int    `json:"amount"`
	}
	if len(answer.ToolCalls) != 1 || json.Unmarshal([]byte(answer.ToolCalls[0].Arguments), &v) != nil || v.Amount < 1 || v.Amount > 99 || v.To != "bob" && v.To != "carol" {
		t.Errorf("pay was to be called: %+v, %q", answer.ToolCalls, answer.Text)
	}

	// Left to itself the model calls pay in its own words; a tool that is not offered is not called, but said.
	free := ask(t, alice, q)
	if len(free.ToolCalls) != 1 || free.ToolCalls[0].Name != "pay" || !strings.Contains(free.ToolCalls[0].Arguments, `"to":"bob"`) || free.Text != "" {
		t.Errorf("%+v, %q", free.ToolCalls, free.Text)
	}
	q.Tools = []job.Tool{{Name: "weather"}}
	if said := ask(t, alice, q); len(said.ToolCalls) > 0 || !strings.Contains(said.Text, "bob") {
		t.Errorf("%+v, %q", said.ToolCalls, said.Text)
	}

	q.Tools, q.Must = []job.Tool{{Name: "pay", Parameters: json.RawMessage(`{"type":"object","properties":{"to":{"type":"string","pattern":"x"}}}`)}}, true
	_, err = alice.Complete(t.Context(), q, nil)
	refused(t, "parameters that are not supported", err, job.FaultInvalid, "tools")
	// Arguments are an object: anything else would be paid for and be no call.
	for _, parameters := range []string{`{"type":"string"}`, `{"properties":{}}`, `{"type":["object","null"]}`, `[]`} {
		q.Tools = []job.Tool{{Name: "pay", Parameters: json.RawMessage(parameters)}}
		_, err = alice.Complete(t.Context(), q, nil)
		refused(t, parameters, err, job.FaultInvalid, "tools")
	}
	q.Tools = []job.Tool{{Name: "pay", Parameters: json.RawMessage(`{}`)}}
	if answer = ask(t, alice, q); len(answer.ToolCalls) != 1 || answer.ToolCalls[0].Arguments != "{}" {
		t.Errorf("a tool without arguments: %+v, %q", answer.ToolCalls, answer.Text)
	}
}

func TestLogprobsAreRecomputedOrTheSellers(t *testing.T) {
	w := testkit.NewWorld(t)
	w.Bob(t, 0, nil)
	lazy := testkit.Policy()
	lazy.CheckShare = 0
	var told [2][]job.PieceLogprob
	for i, policy := range []struct{ checked string }{{"recomputed"}, {"signatures"}} {
		p := testkit.Policy()
		if i == 1 {
			p = lazy
		}
		alice := w.Alice(t, p)
		q := testkit.Ask("pay bob 5 dollars")
		q.LogprobAsk = job.LogprobAsk{Logprobs: true, TopLogprobs: 3}
		var streamed []job.PieceLogprob
		var text strings.Builder
		answer, err := alice.Complete(t.Context(), q, func(d job.Delta) error { streamed = append(streamed, d.Logprobs...); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if answer.Checked != policy.checked {
			t.Fatalf("checked %q, want %q", answer.Checked, policy.checked)
		}
		for _, l := range answer.Logprobs {
			text.Write(l.Bytes)
			if len(l.Top) != 3 || l.Logprob > 1<<20 || string(l.Top[0].Bytes) != string(l.Bytes) || l.Top[0].Logprob != l.Logprob {
				t.Errorf("%+v: a greedy token is the likeliest", l)
			}
		}
		if text.String() != answer.Text || len(streamed) != len(answer.Logprobs) || len(streamed) == 0 {
			t.Errorf("%d log-probabilities streamed, %d in the answer, for %q of %q", len(streamed), len(answer.Logprobs), text.String(), answer.Text)
		}
		told[i] = answer.Logprobs
	}
	for i, l := range told[0] {
		if len(told[1]) != len(told[0]) || told[1][i].Logprob != l.Logprob {
			t.Fatalf("the seller says %+v, we compute %+v", told[1], told[0])
		}
	}
}

// TestAttackIgnoredConstraintsAreWrongComputation has mallory save herself the penalties, the biases, and the schema.
func TestAttackIgnoredConstraintsAreWrongComputation(t *testing.T) {
	w := testkit.NewWorld(t)
	cheats := []mallory.Cheat{mallory.NoBias, mallory.NoPenalties, mallory.NoSchema}
	mal, alice := w.Mallory(t, cheats...), w.Alice(t, testkit.Policy())
	for _, cheat := range cheats {
		q := insist(testkit.Ask("what is a receipt?"), mal.Agent())
		switch cheat {
		case mallory.NoBias:
			for v := uint32(4); v < min(w.Model.Vocab(), 1000); v += 2 { // every other token is forbidden
				q.Bias = append(q.Bias, job.TokenBias{Token: v, Bias: -job.MaxBias})
			}
		case mallory.NoPenalties:
			q.Sampling.Repeat, q.Sampling.Presence, q.Sampling.Frequency = 3000, 2000, 2000
		case mallory.NoSchema:
			q.Schema = yesOrNo
		}
		if _, err := alice.Complete(t.Context(), q, nil); err == nil {
			t.Fatalf("%s: not caught", cheat)
		}
		got := newest(t, alice, mal.Agent())
		if got.Class != string(verify.WrongComputation) || !got.Proven {
			t.Errorf("%s: class %q (%s), proven %t", cheat, got.Class, got.Reason, got.Proven)
		}
	}
}
