package builtin_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

func TestFileIsTheRecordedOne(t *testing.T) {
	sum := sha256.Sum256(builtin.GGUF())
	if got := hex.EncodeToString(sum[:]); got != builtin.SHA256 {
		t.Fatalf("the model file hashes to %s, builtin.SHA256 says %s; run make model, or record the new hash", got, builtin.SHA256)
	}
}

// What the shipped model answers in the exact engine, greedily.
func TestAnswers(t *testing.T) {
	file := builtin.GGUF()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Header().Name != builtin.Name {
		t.Fatalf("the file is named %q", m.Header().Name)
	}
	e, tok := engine.New(m, engine.Options{Threads: 2}), m.Tokenizer()
	for question, want := range map[string]string{
		"pay bob 5 dollars":                         `{"skill":"pay","to":"bob","amount":"5","currency":"USD"}`,
		"what does a thousand tokens cost":          `{"skill":"price","tokens":1000}`,
		"open a channel with 20 dollars for a week": `{"skill":"open-channel","amount":"20","currency":"USD","days":7}`,
		"What is a receipt?":                        "A receipt is the seller's signed statement of what was asked, what was answered and what it cost. Anyone can check it again.",
		"what is the weather today":                 `{"skill":"none"}`,
	} {
		prompt, err := tok.EncodeChat([]token.Message{{Role: "user", Content: question}})
		if err != nil {
			t.Fatal(err)
		}
		var answer []uint32
		finish, err := e.Generate(context.Background(), prompt, engine.Params{Sampling: exact.Greedy, MaxTokens: 200}, func(id uint32) error {
			answer = append(answer, id)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := tok.Decode(answer); got != want || finish != engine.FinishStop {
			t.Errorf("%q: %s (%v), want %s", question, got, finish, want)
		}
	}
}
