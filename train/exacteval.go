package train

import (
	"bytes"
	"fmt"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/train/vocab"
)

// ExactPredictor imports a GGUF file into the exact engine and returns its predictions: what users of the model get.
// For one goroutine at a time.
func ExactPredictor(file []byte, threads int) (Predictor, error) {
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		return nil, err
	}
	session := engine.New(m, engine.Options{Threads: threads}).NewSession()
	return func(tokens []int32) ([]int32, error) {
		ids, next := make([]uint32, len(tokens)), make([]int32, len(tokens))
		for i, t := range tokens {
			ids[i] = uint32(t)
		}
		session.Reset()
		err := session.Extend(ids, func(i int, logits []int32) error {
			for j, x := range logits {
				if x > logits[next[i]] {
					next[i] = int32(j)
				}
			}
			return nil
		})
		return next, err
	}, nil
}

// FileVocabulary reads the vocabulary of a model file that this trainer wrote, of whatever recipe.
func FileVocabulary(file []byte) (*vocab.Vocabulary, error) {
	f, err := gguf.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("vocabulary of the model: %w", err)
	}
	pieces, _ := f.Strings("tokenizer.ggml.tokens")
	scores, _ := f.Float32s("tokenizer.ggml.scores")
	ids, _ := f.Ints("tokenizer.ggml.token_type")
	types := make([]token.Type, len(ids))
	for i, id := range ids {
		types[i] = token.Type(id)
	}
	return vocab.Of(pieces, scores, types)
}
