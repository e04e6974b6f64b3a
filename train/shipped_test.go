package train

import (
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/train/corpus"
)

// The model in engine/builtin belongs to the recipe in this package: same shape, same vocabulary, and good at the
// corpus's held-out requests, in the exact engine.
func TestShippedModelBelongsToTheRecipe(t *testing.T) {
	c := Small()
	v, err := Vocabulary(c)
	if err != nil {
		t.Fatal(err)
	}
	m := imported(t, builtin.GGUF())
	h := m.Header()
	if h.Name != c.Name || int(h.Dim) != c.Shape.Dim || int(h.Layers) != c.Shape.Layers || int(h.FFN) != c.Shape.FFN || int(h.Vocab) != len(v.Pieces) {
		t.Fatalf("shape of the file: %+v", h)
	}
	tok := m.Tokenizer()
	for _, text := range []string{"pay bob 5 dollars", `{"skill":"open-channel","seller":"zoe","amount":"20"}`, "A receipt is signed: 17.5 € for Xy-9"} {
		if got := tok.Encode(text); !slices.EqualFunc(got, v.Encode(text), func(a uint32, b int32) bool { return a == uint32(b) }) {
			t.Fatalf("%q: tokens %v in the file, %v by the recipe", text, got, v.Encode(text))
		}
	}
	exact, err := ExactPredictor(builtin.GGUF(), 2)
	if err != nil {
		t.Fatal(err)
	}
	for set, least := range map[corpus.Set]float64{corpus.Training: 92, corpus.Development: 85, corpus.HeldOut: 89} {
		e, err := Eval(exact, v, set, HeldOutSeed+1, 120)
		if err != nil {
			t.Fatal(err)
		}
		if e.Percent() < least || e.Calls.Total+e.Refused.Total != 120 {
			t.Errorf("set %d: %d of 120 requests are right, want %v %%: %v", set, e.Right, least, e.Wrong)
		}
	}
}
