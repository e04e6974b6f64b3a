package train

import (
	"sort"
	"strings"

	"github.com/assay-network/assay/train/corpus"
	"github.com/assay-network/assay/train/vocab"
)

// Score counts the answers that were right to the last token.
type Score struct{ Right, Total int }

// Percent is the share of right answers, 0 to 100.
func (s Score) Percent() float64 { return 100 * float64(s.Right) / float64(max(s.Total, 1)) }

// Evaluation is the outcome of Eval: exact match in all and by kind of example.
type Evaluation struct {
	Score
	Calls      Score       // of those that a skill serves: right to the last character, every call of several
	Refused    Score       // of those that no skill serves
	FalseCalls int         // of the latter, those answered with a call; the others that went wrong are answered with a sentence
	Kinds      []KindScore // sorted by kind
	Wrong      []Miss      // the first few that failed
}

// KindScore is the score of one kind of example.
type KindScore struct {
	Kind corpus.Kind
	Score
}

// Miss is a wrong answer: the first token that the model would have written differently is at At; it writes Wrote there.
type Miss struct {
	Question, Want string
	At             int
	Wrote          string
}

// Predictor gives for each position of tokens the token that the model finds most likely to come next (the lowest id
// among equals).
type Predictor func(tokens []int32) ([]int32, error)

// maxMisses is how many wrong answers Eval keeps.
const maxMisses = 200

// Eval measures greedy answers on n requests of a set, drawn from seed, with names that training never shows. One pass over
// question and right answer is enough: greedy decoding writes the right answer exactly when each of its tokens is the most
// likely one there.
func Eval(predict Predictor, v *vocab.Vocabulary, set corpus.Set, seed uint64, n int) (Evaluation, error) {
	var out Evaluation
	kinds := map[corpus.Kind]*Score{}
	g := corpus.NewRequests(set, seed)
	for i := 0; i < n; i++ {
		e := g.Next()
		tokens, targets := conversation(v, e)
		next, err := predict(tokens)
		if err != nil {
			return out, err
		}
		k := kinds[e.Kind]
		if k == nil {
			k = &Score{}
			kinds[e.Kind] = k
		}
		miss := -1
		for at, want := range targets {
			if want >= 0 && next[at] != want && miss < 0 {
				miss = at
			}
		}
		half := &out.Calls
		if e.Kind == corpus.None {
			half = &out.Refused
		}
		for _, score := range []*Score{k, half, &out.Score} {
			score.Total++
			if miss < 0 {
				score.Right++
			}
		}
		if miss < 0 {
			continue
		}
		wrote := v.Pieces[next[miss]]
		if begun := miss > 0 && targets[miss-1] >= 0; e.Kind == corpus.None && (begun || isCallStart(wrote)) {
			out.FalseCalls++
		}
		if len(out.Wrong) < maxMisses {
			last := e.Turns[len(e.Turns)-1]
			out.Wrong = append(out.Wrong, Miss{Question: last.User, Want: last.Answer, At: miss, Wrote: wrote})
		}
	}
	for k, s := range kinds {
		out.Kinds = append(out.Kinds, KindScore{k, *s})
	}
	sort.Slice(out.Kinds, func(i, j int) bool { return out.Kinds[i].Kind < out.Kinds[j].Kind })
	return out, nil
}

// isCallStart says whether a piece begins an answer that is a call or an array of calls; sentences begin with a letter.
func isCallStart(piece string) bool {
	return strings.HasPrefix(piece, "{") || strings.HasPrefix(piece, "[")
}

// Predictor returns the float32 model's own predictions, for one goroutine at a time.
func (w *Weights) Predictor() Predictor {
	p := newPass(w.Shape, newRopeTable(w.Shape), NewMultiplier())
	return func(tokens []int32) ([]int32, error) {
		logits := p.forward(w, Batch{Tokens: tokens, Targets: make([]int32, len(tokens)), Starts: []int{0, len(tokens)}})
		next := make([]int32, len(tokens))
		for i := range next {
			row := logits.Data[i*logits.Cols : (i+1)*logits.Cols]
			for j, x := range row {
				if x > row[next[i]] {
					next[i] = int32(j)
				}
			}
		}
		return next, nil
	}
}
