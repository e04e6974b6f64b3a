package verify_test

import (
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// shaped uses every constraint.
var shaped = job.Constraints{
	Stop:   []string{"never in it"},
	Bias:   []job.TokenBias{{Token: 40, Bias: -job.MaxBias}, {Token: 50, Bias: 2000}},
	Schema: `{"type":"array","items":{"type":"boolean"},"minItems":3,"maxItems":5}`,
}

func TestAShapedAnswerIsChecked(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	b := honest(t, m, alice, bob, "what is a receipt?", job.Sampling{Temperature: 900, TopP: 1000, Repeat: 1200, Presence: 300}, 60, shaped)
	if b.Receipt.Finish != job.FinishStop {
		t.Errorf("an answer of at most five booleans ends by %s", b.Receipt.Finish)
	}
	raw, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify.Bundle(again, m); err != nil {
		t.Fatal(err)
	}
	if again.Assurance != job.Recomputing {
		t.Errorf("it says %q of itself", again.Assurance)
	}
}

// TestAttackConstraintsThatWereNotSigned puts other constraints beside an honest answer: no fault of the provider's.
func TestAttackConstraintsThatWereNotSigned(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	good := honest(t, m, alice, bob, "what is a receipt?", greedy, 40, shaped)
	for name, change := range map[string]func(b *job.Bundle){
		"no schema":       func(b *job.Bundle) { b.Schema = "" },
		"another schema":  func(b *job.Bundle) { b.Schema = `{"type":"array","items":{"type":"null"}}` },
		"a space in it":   func(b *job.Bundle) { b.Schema += " " },
		"no bias":         func(b *job.Bundle) { b.Bias = nil },
		"another bias":    func(b *job.Bundle) { b.Bias = []job.TokenBias{{Token: 40, Bias: 1}} },
		"unsorted biases": func(b *job.Bundle) { b.Bias = []job.TokenBias{shaped.Bias[1], shaped.Bias[0]} },
		"no stop":         func(b *job.Bundle) { b.Stop = nil },
	} {
		b := good
		change(&b)
		if err := verify.Bundle(b, m); verify.ClassOf(err) != verify.BadBundle || verify.Proven(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAttackAnsweringOutsideTheConstraints has bob sign what the model would say without them.
func TestAttackAnsweringOutsideTheConstraints(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	for name, lazy := range map[string]job.Constraints{
		"schema ignored": {Stop: shaped.Stop, Bias: shaped.Bias},
		"all ignored":    {},
	} {
		b := honest(t, m, alice, bob, "what is a receipt?", greedy, 40, shaped)
		b.Output = honest(t, m, alice, bob, "what is a receipt?", greedy, 40, lazy).Output
		reseal(t, &b, bob)
		if err := verify.Bundle(b, m); verify.ClassOf(err) != verify.WrongComputation || !verify.Proven(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
