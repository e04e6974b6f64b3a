package engine

import (
	"fmt"
	"sync"

	"github.com/assay-network/assay/engine/grammar"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
)

// maxGrammars bounds the compiled schemas that are kept.
const maxGrammars = 16

// grammars compiles schemas for one tokenizer, and keeps the latest ones.
type grammars struct {
	mu    sync.Mutex
	vocab *grammar.Vocabulary // nil before the first schema
	kept  map[string]*grammar.Grammar
	order []string // of kept, the one used last at the end
}

// compile returns the grammar of a schema.
func (g *grammars) compile(schema string, t *token.Tokenizer) (*grammar.Grammar, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if have := g.kept[schema]; have != nil {
		g.use(schema)
		return have, nil
	}
	if g.vocab == nil {
		g.vocab = grammar.NewVocabulary(t)
		g.kept = map[string]*grammar.Grammar{}
	}
	made, err := grammar.Compile(schema, g.vocab)
	if err != nil {
		return nil, err
	}
	if len(g.order) >= maxGrammars {
		delete(g.kept, g.order[0])
		g.order = g.order[1:]
	}
	g.kept[schema] = made
	g.order = append(g.order, schema)
	return made, nil
}

// use moves a schema to the end of the order.
func (g *grammars) use(schema string) {
	for i, s := range g.order {
		if s == schema {
			g.order = append(append(g.order[:i:i], g.order[i+1:]...), schema)
			return
		}
	}
}

// CheckSchema reports why answers cannot follow a schema: what is wrong with
// it or not supported, with grammar.ErrSchema, or that this model's vocabulary
// lacks the pieces. Parameters with a schema that passes are not refused for it.
func (e *Engine) CheckSchema(schema string) error {
	_, err := e.follow(schema)
	return err
}

// follow begins an answer to a schema.
func (e *Engine) follow(schema string) (*grammar.State, error) {
	g, err := e.schemas.compile(schema, e.model.Tokenizer())
	if err != nil {
		return nil, err
	}
	s := g.Start()
	if !s.Any() {
		return nil, fmt.Errorf("%w: no token of this model can begin such an answer", grammar.ErrSchema)
	}
	return s, nil
}

// MaxTopLogprobs bounds the alternatives that are reported for a token.
const MaxTopLogprobs = 20

// Logprob is a token with the natural logarithm of its probability, in Q32:
// that of the model's own distribution, at temperature 1 and before penalties,
// biases and masks.
type Logprob struct {
	Token   uint32
	Logprob int64
}

// observe reports the log-probabilities of the token that was chosen and of the likeliest ones.
func (a *answer) observe(logits []int32, chosen uint32) {
	p := exact.NewLogprobs(logits)
	a.top = exact.Top(a.top[:0], logits, a.params.TopLogprobs)
	top := make([]Logprob, len(a.top))
	for i, t := range a.top {
		top[i] = Logprob{t, p.Of(logits[t])}
	}
	a.params.Observe(a.count, Logprob{chosen, p.Of(logits[chosen])}, top)
}
