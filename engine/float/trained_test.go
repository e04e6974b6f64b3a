package float_test

import (
	"math"
	"os"
	"testing"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/float"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/train/corpus"
)

// trainedPositions is the length of the text on which trained models are compared.
const trainedPositions = 5000

// conversations draws questions with their answers, as the model's template writes them, until they have n tokens.
func conversations(t testing.TB, tok *token.Tokenizer, n int) (sequences [][]uint32) {
	t.Helper()
	g := corpus.New(77)
	for total := 0; total < n; {
		e := g.Next()
		var messages []token.Message
		for _, turn := range e.Turns {
			messages = append(messages, token.Message{Role: "user", Content: turn.User}, token.Message{Role: "assistant", Content: turn.Answer})
		}
		tokens, err := tok.EncodeChat(messages)
		if err != nil {
			t.Fatal(err)
		}
		sequences = append(sequences, tokens)
		total += len(tokens)
	}
	return sequences
}

// comparison sums up what three evaluations of the same text say.
type comparison struct {
	exact, llama        closeness
	between             closeness // the exact engine against llama.cpp
	lossExact, lossTrue float64   // mean negative log-likelihood of the next token
}

// compareText evaluates sequences in the exact engine, in llama.cpp and in float64.
func compareText(t *testing.T, file []byte, m *model.Model, sequences [][]uint32) (c comparison) {
	t.Helper()
	reference, err := float.New[float64](open(t, file), 2)
	if err != nil {
		t.Fatal(err)
	}
	longest := 0
	for _, s := range sequences {
		longest = max(longest, len(s))
	}
	p := startLlama(t, file, longest)
	var truth, exact, llama [][]float64
	var predicted float64
	for _, s := range sequences {
		a, b := evaluateWith(t, reference, s, len(s)), exactLogits(t, m, s)
		truth, exact, llama = append(truth, a...), append(exact, b...), append(llama, llamaLogits(t, p, s)...)
		for i, next := range s[1:] {
			c.lossTrue -= logSoftmax(a[i])[next]
			c.lossExact -= logSoftmax(b[i])[next]
			predicted++
		}
	}
	c.lossTrue, c.lossExact = c.lossTrue/predicted, c.lossExact/predicted
	c.exact, c.llama, c.between = measure(truth, exact), measure(truth, llama), between(truth, llama, exact)
	t.Logf("%d positions in %d sequences", len(truth), len(sequences))
	t.Logf("exact:     %v", c.exact)
	t.Logf("llama.cpp: %v", c.llama)
	t.Logf("between:   %v", c.between)
	t.Logf("perplexity: exact %.6f, float64 %.6f, ratio %.6f", math.Exp(c.lossExact), math.Exp(c.lossTrue), math.Exp(c.lossExact-c.lossTrue))
	return c
}

func logSoftmax(x []float64) []float64 {
	most := x[top(x)]
	var total float64
	for _, v := range x {
		total += math.Exp(v - most)
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v - most - math.Log(total)
	}
	return out
}

// check holds a comparison against what is promised of trained models. Both compute with weights of 8 bits only when the
// file has them.
func (c comparison) check(t *testing.T, eightBits bool) {
	t.Helper()
	if eightBits && c.exact.rms > c.llama.rms {
		t.Errorf("the exact engine's error is %g, llama.cpp's %g", c.exact.rms, c.llama.rms)
	}
	if 50*c.between.differ > c.between.positions {
		t.Errorf("%d of %d top tokens differ from llama.cpp's, more than 2 %%", c.between.differ, c.between.positions)
	}
	// llama.cpp rounds activations to 8 bits, and now and then that alone costs it a token that is no near tie.
	if !c.between.nearTies() || !c.exact.nearTies() {
		t.Errorf("a top token that is no near tie: against llama.cpp %v; against float64 %v", c.between, c.exact)
	}
	if r := math.Exp(c.lossExact - c.lossTrue); r > 1.002 {
		t.Errorf("the perplexity is %.5f times float64's", r)
	}
}

// TestBuiltinAgainstLlamaCpp: the built-in model, teacher-forced over text of its own kind.
func TestBuiltinAgainstLlamaCpp(t *testing.T) {
	file := builtin.GGUF()
	m := importModel(t, file)
	compareText(t, file, m, conversations(t, m.Tokenizer(), trainedPositions)).check(t, true)
}

// TestFileAgainstLlamaCpp does the same with any trained model: ASSAY_TEST_GGUF names the file and ASSAY_TEST_TEXT a text.
func TestFileAgainstLlamaCpp(t *testing.T) {
	name, text := os.Getenv("ASSAY_TEST_GGUF"), os.Getenv("ASSAY_TEST_TEXT")
	if name == "" || text == "" {
		t.Skip("set ASSAY_TEST_GGUF to a model and ASSAY_TEST_TEXT to a text to compare on them")
	}
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	m := importModel(t, file)
	tokens := m.Tokenizer().Encode(string(content), token.WithBOS)
	tokens = tokens[:min(len(tokens), trainedPositions)]
	var sequences [][]uint32
	for window := min(256, int(m.Header().Context)); len(tokens) > 1; tokens = tokens[min(window, len(tokens)):] {
		sequences = append(sequences, tokens[:min(window, len(tokens))])
	}
	info, _ := open(t, file).Tensor("blk.0.attn_q.weight")
	compareText(t, file, m, sequences).check(t, info.Type == gguf.Q8_0)
}
