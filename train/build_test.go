package train

import (
	"bytes"
	"context"
	"math"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/train/corpus"
)

func imported(t *testing.T, file []byte) *model.Model {
	t.Helper()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBuildGivesTheSameFileTwice(t *testing.T) {
	c := tiny()
	a, err := Build(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Threads = 2
	b, err := Build(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.GGUF, b.GGUF) {
		t.Fatal("two runs give different files")
	}
	if a.Exact.Total != c.EvalExamples || a.Float.Total != c.EvalExamples || len(a.Losses) != c.Steps || a.Tokens < c.Steps*c.BatchTokens {
		t.Fatalf("%+v", a)
	}
	if h := imported(t, a.GGUF).Header(); h.Name != c.Name {
		t.Fatalf("the file is named %q", h.Name)
	}
}

// What users send through the chat template must be the tokens that the model was trained on.
func TestChatTemplateGivesTheTrainedTokens(t *testing.T) {
	c := tiny()
	c.Steps = 1
	out := run(t, c)
	file, err := Pack("tiny", out.Weights, out.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	tok := imported(t, file).Tokenizer()
	g := corpus.New(9)
	for i := 0; i < 300; i++ {
		e := g.Next()
		e.Turns[0].User += "€ <|end|> ü" // what a stranger may type
		trained, targets := conversation(out.Vocabulary, e)
		var chat []token.Message
		if e.System != "" {
			chat = append(chat, token.Message{Role: "system", Content: e.System})
		}
		for _, turn := range e.Turns {
			chat = append(chat, token.Message{Role: "user", Content: turn.User}, token.Message{Role: "assistant", Content: turn.Answer})
		}
		prompt, err := tok.EncodeChat(chat[:len(chat)-1])
		if err != nil {
			t.Fatal(err)
		}
		if len(prompt) >= len(trained) || !slices.EqualFunc(prompt, trained[:len(prompt)], func(a uint32, b int32) bool { return a == uint32(b) }) {
			t.Fatalf("the template gives %v, training saw %v", prompt, trained)
		}
		if targets[len(prompt)-2] >= 0 || targets[len(prompt)-1] != trained[len(prompt)] {
			t.Fatal("the answer's first token is not the first one that is learnt after the prompt")
		}
	}
}

// The file holds the weights that were trained: F32 and F16 tensors to their precision, Q8_0 to half a step and the rounding of its scale.
func TestPackKeepsTheWeights(t *testing.T) {
	c := tiny()
	c.Shape.Untied = true
	c.Steps = 1
	out := run(t, c)
	data, err := Pack("tiny", out.Weights, out.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	f, err := gguf.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	w := out.Weights
	for name, want := range map[string][]float32{"token_embd.weight": w.embed.Data, "output.weight": w.output.Data, "output_norm.weight": w.norm,
		"blk.1.attn_k.weight": w.blocks[1].wk.Data, "blk.1.ffn_down.weight": w.blocks[1].wdown.Data, "blk.0.ffn_norm.weight": w.blocks[0].ffnNorm} {
		info, ok := f.Tensor(name)
		if !ok {
			t.Fatalf("no tensor %s", name)
		}
		got := make([]float32, len(want))
		if err := f.ReadRows(info, 0, info.Rows(), got); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			block := want[i/32*32 : min(len(want), i/32*32+32)]
			var most float64
			for _, x := range block {
				most = math.Max(most, math.Abs(float64(x)))
			}
			if math.Abs(float64(got[i]-want[i])) > most/127*0.6 {
				t.Fatalf("%s[%d] is %v in the file, %v in training", name, i, got[i], want[i])
			}
		}
	}
	if _, err := Pack("tiny", out.Weights, trimmed(out)); err == nil {
		t.Fatal("a vocabulary of another size is packed")
	}
	m := imported(t, data)
	if m.Output() == nil || m.Parameters() != uint64(c.Shape.Parameters())+uint64(2*len(out.Vocabulary.Pieces)*c.Shape.Dim) {
		t.Fatalf("imported %d parameters", m.Parameters())
	}
}

// The exact engine's integers and the trainer's floats must agree on what comes next, nearly always.
func TestExactEngineAgreesWithTheTrainer(t *testing.T) {
	c := tiny()
	c.Steps, c.BatchTokens, c.Rate = 60, 1200, 5e-3
	out := run(t, c)
	file, err := Pack("tiny", out.Weights, out.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	exact, err := ExactPredictor(file, 1)
	if err != nil {
		t.Fatal(err)
	}
	float, g := out.Weights.Predictor(), corpus.New(11)
	same, total := 0, 0
	for i := 0; i < 60; i++ {
		tokens, _ := conversation(out.Vocabulary, g.Next())
		a, err := exact(tokens)
		if err != nil {
			t.Fatal(err)
		}
		b, err := float(tokens)
		if err != nil {
			t.Fatal(err)
		}
		for j := range a {
			total++
			if a[j] == b[j] {
				same++
			}
		}
	}
	if total < 1000 || same*100 < total*95 {
		t.Fatalf("the same prediction at %d of %d positions, want 95 in 100", same, total)
	}
}
