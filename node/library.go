package node

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// Model is a loaded model under the name that a client uses for it. It implements verify.Model.
type Model struct {
	name   string
	model  *model.Model
	engine *engine.Engine
	root   job.Hash
}

// NewModel wraps an imported model for serving and checking.
func NewModel(name string, m *model.Model, o engine.Options) *Model {
	return &Model{name: name, model: m, engine: engine.New(m, o), root: job.Hash(m.Root())}
}

// Name returns the name that clients ask for.
func (m *Model) Name() string { return m.name }

// Root returns the model root.
func (m *Model) Root() job.Hash { return m.root }

// Engine returns the exact engine over the model.
func (m *Model) Engine() *engine.Engine { return m.engine }

// Tokenizer returns the model's tokenizer.
func (m *Model) Tokenizer() *token.Tokenizer { return m.model.Tokenizer() }

// Context returns the context length in tokens.
func (m *Model) Context() uint32 { return uint32(m.model.Header().Context) }

// Vocab returns the size of the vocabulary.
func (m *Model) Vocab() uint32 { return uint32(m.model.Header().Vocab) }

// TokenizerHash commits to the tokenizer.
func (m *Model) TokenizerHash() job.Hash { return job.Hash(m.Tokenizer().Hash()) }

// TemplateHash commits to the chat template; zero when the model has none.
func (m *Model) TemplateHash() job.Hash { return job.Hash(m.Tokenizer().TemplateHash()) }

// Encode tokenises a plain prompt. Control tokens written out in it stay text.
func (m *Model) Encode(text string) []uint32 { return m.Tokenizer().Encode(text, token.WithBOS) }

// EncodeChat renders messages with the model's chat template and tokenises the result. Control tokens written out in
// a message stay text: nobody ends another's turn.
func (m *Model) EncodeChat(messages []job.Message) ([]uint32, error) {
	return m.encodeTurns(job.Ask{Messages: messages})
}

// Params is what decides the answer to a request, together with model and prompt, once the seed is known.
func Params(r job.Request, c job.Constraints, seed job.Hash) engine.Params {
	s := r.Sampling
	bias := make([]exact.Bias, len(c.Bias))
	for i, b := range c.Bias {
		bias[i] = exact.Bias(b)
	}
	return engine.Params{
		Sampling: exact.Sampling{
			Temperature: s.Temperature, TopK: s.TopK, TopP: s.TopP, MinP: s.MinP,
			Repeat: s.Repeat, Frequency: s.Frequency, Presence: s.Presence,
		},
		Seed: seed, MaxTokens: int(r.MaxTokens), Stop: c.Stop, Bias: bias, Schema: c.Schema,
	}
}

// constraints reports, as a fault, what in the constraints of an ask this model cannot follow.
func (m *Model) constraints(c job.Constraints) error {
	refuse := func(param string, err error) error {
		return &job.Fault{Kind: job.FaultInvalid, Code: param, Param: param, Message: err.Error(), Cause: err}
	}
	if err := job.ValidateStops(c.Stop); err != nil {
		return refuse("stop", err)
	}
	if err := job.ValidateBias(c.Bias); err != nil {
		return refuse("logit_bias", err)
	}
	if n := len(c.Bias); n > 0 && c.Bias[n-1].Token >= m.Vocab() {
		return refuse("logit_bias", fmt.Errorf("there is no token %d: this model's vocabulary ends at %d", c.Bias[n-1].Token, m.Vocab()-1))
	}
	if err := c.Validate(); err != nil {
		return refuse("response_format", err)
	}
	if c.Schema != "" {
		if err := m.engine.CheckSchema(c.Schema); err != nil {
			return refuse("response_format", err)
		}
	}
	return nil
}

// Recompute implements verify.Model.
func (m *Model) Recompute(prompt []uint32, r job.Request, c job.Constraints, seed job.Hash) (verify.Recomputer, error) {
	return m.recompute(prompt, Params(r, c, seed))
}

func (m *Model) recompute(prompt []uint32, p engine.Params) (verify.Recomputer, error) {
	vocab := m.Vocab()
	if len(prompt) == 0 || slices.ContainsFunc(prompt, func(t uint32) bool { return t >= vocab }) {
		return nil, &verify.Evidence{Class: verify.ContradictsRequest, Reason: "the prompt is empty or has a token outside the vocabulary", Token: -1}
	}
	checker, err := m.engine.NewChecker(prompt, p)
	if err != nil {
		return nil, err
	}
	return recomputer{checker}, nil
}

// recomputer lets engine's checker speak verify's words.
type recomputer struct{ c *engine.Checker }

func (r recomputer) Extend(tokens []uint32) (*verify.Mismatch, error) {
	m, err := r.c.Extend(tokens)
	if err != nil || m == nil {
		return nil, err
	}
	return &verify.Mismatch{Index: m.Index, Claim: m.Got, Want: m.Want}, nil
}

func (r recomputer) Finish(f job.Finish) error { return r.c.Finish(engine.Finish(f)) }

// Library holds the models that are loaded. It is filled before the roles start and read-only from then on.
type Library struct{ models []*Model }

// Add puts a model on the shelf. A second model of the same name or root is refused.
func (l *Library) Add(m *Model) error {
	for _, have := range l.models {
		if have.name == m.name || have.root == m.root {
			return fmt.Errorf("model %s (%s) is loaded already as %s", m.name, m.root.Short(), have.name)
		}
	}
	l.models = append(l.models, m)
	return nil
}

// ByRoot finds a model by its root.
func (l *Library) ByRoot(root job.Hash) (*Model, bool) {
	for _, m := range l.models {
		if m.root == root {
			return m, true
		}
	}
	return nil, false
}

// Find finds a model by its name or by the text form of its root.
func (l *Library) Find(name string) (*Model, bool) {
	for _, m := range l.models {
		if m.name == name || m.root.String() == strings.ToLower(name) {
			return m, true
		}
	}
	return nil, false
}

// Models returns all models in the order in which they were added.
func (l *Library) Models() []*Model { return slices.Clone(l.models) }
