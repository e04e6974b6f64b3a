package train

import (
	"slices"
	"testing"

	"github.com/assay-network/assay/train/corpus"
	"github.com/assay-network/assay/train/vocab"
)

// A refusal that was answered with a call is a false call, whatever it calls; one answered with a sentence is only wrong.
func TestFalseCalls(t *testing.T) {
	c := Quick()
	v, err := Vocabulary(c)
	if err != nil {
		t.Fatal(err)
	}
	right := func(tokens []int32) []int32 { return append(slices.Clone(tokens[1:]), vocab.EndOfTurn) }
	answer := func(tokens []int32) int { return slices.Index(tokens, vocab.Assistant) } // its prediction begins the answer
	for _, test := range []struct {
		name        string
		predict     Predictor
		right, call bool
	}{
		{"the right answer", func(tokens []int32) ([]int32, error) { return right(tokens), nil }, true, false},
		{"another skill", func(tokens []int32) ([]int32, error) {
			next := right(tokens)
			next[answer(tokens)+1] = v.Encode("pay")[0]
			return next, nil
		}, false, true},
		{"several calls", func(tokens []int32) ([]int32, error) {
			next := right(tokens)
			next[answer(tokens)] = v.Encode(`[{"skill":"`)[0]
			return next, nil
		}, false, true},
		{"a sentence", func(tokens []int32) ([]int32, error) {
			next := right(tokens)
			next[answer(tokens)] = v.Encode("Hello")[0]
			return next, nil
		}, false, false},
	} {
		e, err := Eval(test.predict, v, corpus.Development, 1, 50)
		if err != nil {
			t.Fatal(err)
		}
		none, calls, all := e.Refused.Total, e.FalseCalls, e.Refused.Right
		if none == 0 || (calls == none) != test.call || (calls == 0) == test.call || (all == none) != test.right {
			t.Errorf("%s: %d false calls and %d right answers of %d refusals", test.name, calls, all, none)
		}
	}
}
