package train

import (
	"sync"
	"time"

	"github.com/assay-network/assay/train/corpus"
	"github.com/assay-network/assay/train/vocab"
)

// Report is what a caller sees after each step.
type Report struct {
	Step, Steps     int           // steps made, steps in all
	Loss            float64       // mean over the answer tokens of this step's batch, in nats
	Tokens          int           // tokens seen so far, questions included
	TokensPerSecond float64       // since the start; 0 without a clock
	Remaining       time.Duration // estimate; 0 without a clock
}

// Progress is called after each step, from the goroutine that called Run; it may write a checkpoint. It may be nil.
type Progress func(Report)

// A vocabulary is made from so many conversations for each of its pieces, but no more than the maximum.
const (
	vocabularyExamples    = 16
	maxVocabularyExamples = 50_000
)

// vocabularyMinimum is how often a word must occur there to have a say, which leaves invented names out.
const vocabularyMinimum = 10

// Vocabulary makes the vocabulary that a run with this configuration uses.
func Vocabulary(c Config) (*vocab.Vocabulary, error) {
	var s vocab.Sample
	g := corpus.New(c.Seed)
	for i := 0; i < min(c.Pieces*vocabularyExamples, maxVocabularyExamples); i++ {
		for _, t := range g.Next().Turns {
			s.Prose = append(s.Prose, t.User)
			if t.Call {
				s.Structure = append(s.Structure, t.Answer)
			} else {
				s.Prose = append(s.Prose, t.Answer)
			}
		}
	}
	return vocab.Train(s, c.Pieces, vocabularyMinimum)
}

// conversation turns an example into tokens, and says by targets which of them the model should learn to write.
func conversation(v *vocab.Vocabulary, e corpus.Example) (tokens, targets []int32) {
	put := func(learn bool, ids ...int32) {
		for _, id := range ids {
			if n := len(tokens); learn && n > 0 {
				targets[n-1] = id
			}
			tokens, targets = append(tokens, id), append(targets, -1)
		}
	}
	put(false, vocab.Begin)
	if e.System != "" {
		put(false, vocab.System)
		put(false, v.Encode(e.System)...)
		put(false, vocab.EndOfTurn)
	}
	for _, t := range e.Turns {
		put(false, vocab.User)
		put(false, v.Encode(t.User)...)
		put(false, vocab.EndOfTurn, vocab.Assistant)
		put(true, v.Encode(t.Answer)...)
		put(true, vocab.EndOfTurn)
	}
	return tokens, targets
}

// draw fills one shard with conversations from the generator.
func draw(g *corpus.Generator, v *vocab.Vocabulary, tokens, context int) Batch {
	b := Batch{Starts: []int{0}}
	for len(b.Tokens) < tokens {
		t, targets := conversation(v, g.Next())
		if len(t) > context {
			continue
		}
		b.Tokens, b.Targets = append(b.Tokens, t...), append(b.Targets, targets...)
		b.Starts = append(b.Starts, len(b.Tokens))
	}
	return b
}

// team computes the shards of a batch on a few goroutines. Each shard has its own gradient, so that who computed it and
// when leaves no mark.
type team struct {
	passes []*pass    // one a goroutine
	grads  []*Weights // one a shard
}

func newTeam(c Config) *team {
	t := &team{}
	rope := newRopeTable(c.Shape)
	for i := 0; i < min(max(c.Threads, 1), c.Shards); i++ {
		t.passes = append(t.passes, newPass(c.Shape, rope, NewMultiplier()))
	}
	for i := 0; i < c.Shards; i++ {
		t.grads = append(t.grads, NewWeights(c.Shape))
	}
	return t
}

// gradient leaves the gradient of the mean loss over all asked positions in grads[0] and returns that loss.
func (t *team) gradient(w *Weights, shards []Batch) float64 {
	asked := 0
	for _, b := range shards {
		asked += b.asked()
	}
	weight := 1 / float32(max(asked, 1))
	losses := make([]float64, len(shards))
	var group sync.WaitGroup
	for i, p := range t.passes {
		group.Go(func() {
			for s := i; s < len(shards); s += len(t.passes) {
				losses[s] = p.gradient(w, t.grads[s], shards[s], weight)
			}
		})
	}
	group.Wait()
	var loss float64
	for _, l := range losses {
		loss += l
	}
	v := vectors{bestLanes()}
	t.parallel(len(w.Flat), func(from, to int) {
		for _, g := range t.grads[1:] {
			v.add(t.grads[0].Flat[from:to], g.Flat[from:to])
		}
	})
	return loss
}

// parallel cuts 0..n into one part a goroutine and runs part on all of them at once.
func (t *team) parallel(n int, part func(from, to int)) {
	var group sync.WaitGroup
	for i := range t.passes {
		from, to := i*n/len(t.passes)&^(laneGroup-1), (i+1)*n/len(t.passes)&^(laneGroup-1)
		if i+1 == len(t.passes) {
			to = n
		}
		group.Go(func() { part(from, to) })
	}
	group.Wait()
}
