package train

import (
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/train/corpus"
)

// A file is measured with its own vocabulary, whichever recipe made it.
func TestFilesBringTheirVocabulary(t *testing.T) {
	c := tiny()
	c.Steps = 1
	out := run(t, c)
	file, err := Pack("tiny", out.Weights, out.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"tiny": file, "built in": builtin.GGUF()} {
		v, err := FileVocabulary(data)
		if err != nil {
			t.Fatal(err)
		}
		if name == "tiny" && (!slices.Equal(v.Pieces, out.Vocabulary.Pieces) || !slices.Equal(v.Encode("pay bob 17"), out.Vocabulary.Encode("pay bob 17"))) {
			t.Fatal("the file has another vocabulary than the run")
		}
		exact, err := ExactPredictor(data, 1)
		if err != nil {
			t.Fatal(err)
		}
		if e, err := Eval(exact, v, corpus.HeldOut, 1, 10); err != nil || e.Total != 10 {
			t.Errorf("%s: %d of 10 requests measured, error %v", name, e.Total, err)
		}
	}
	if _, err := FileVocabulary(file[:100]); err == nil {
		t.Error("half a file has a vocabulary")
	}
}
