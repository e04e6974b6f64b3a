package train

import (
	"bytes"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
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
