package node

import (
	"maps"
	"math"
	"slices"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// goods are what a request names of what it asks for, and what bounds it: a model of the exact lane (Model), or a name in
// the statistical one (named).
type goods interface {
	Name() string
	Root() job.Hash // what stands in the request's model field
	TokenizerHash() job.Hash
	TemplateHash() job.Hash // zero: there is none
	Vocab() uint32
	Context() uint32 // tokens
}

// named is a model of the statistical lane: a name, of which nobody but its seller knows what is behind it.
type named struct {
	name string
	root job.Hash
}

func (n named) Name() string            { return n.name }
func (n named) Root() job.Hash          { return n.root }
func (n named) TokenizerHash() job.Hash { return job.PlainTokenizer }
func (n named) TemplateHash() job.Hash  { return job.Hash{} }
func (n named) Vocab() uint32           { return math.MaxUint8 + 1 }
func (n named) Context() uint32         { return math.MaxUint32 }

// pieces turns output tokens into the bytes that they stand for.
type pieces interface {
	Bytes(tokens []uint32) []byte
	IsEnd(t uint32) bool
	ToolFormat() token.ToolFormat
}

// plainPieces are the bytes that are the tokens of the statistical lane. No byte ends an answer.
type plainPieces struct{}

// Bytes implements pieces. What is no byte, verify has refused before.
func (plainPieces) Bytes(tokens []uint32) []byte {
	b, _ := job.TokensAsBytes(tokens)
	return b
}

func (plainPieces) IsEnd(uint32) bool            { return false }
func (plainPieces) ToolFormat() token.ToolFormat { return token.ToolsNone }

// lane is the lane of an ask: what it says, else what the owner prefers, else the exact one.
func (g *Gateway) lane(ask job.Ask) job.Lane {
	for _, l := range []job.Lane{ask.Lane, g.cfg.Lane} {
		if l != 0 {
			return l
		}
	}
	return job.LaneExact
}

// preparePlain bounds an ask of the statistical lane and writes its prompt.
func (g *Gateway) preparePlain(ask job.Ask) (plan, error) {
	refuse := func(param, reason string) error {
		return &job.Fault{Kind: job.FaultInvalid, Code: "lane", Param: param, Message: reason + " (the answer was asked for in the statistical lane; the exact lane has this)"}
	}
	p := plan{ask: ask, lane: job.LaneStatistical}
	root, err := job.NameModel(ask.Model)
	if err != nil {
		return p, &job.Fault{Kind: job.FaultNotFound, Code: "model_not_found", Param: "model", Message: err.Error(), Cause: err}
	}
	p.goods = named{ask.Model, root}
	if err := ask.Sampling.Validate(); err != nil {
		return p, job.Faultf(job.FaultInvalid, "sampling", "%w", err)
	}
	if err := job.ValidateStops(ask.Stop); err != nil {
		return p, &job.Fault{Kind: job.FaultInvalid, Code: "stop", Param: "stop", Message: err.Error(), Cause: err}
	}
	s := ask.Sampling
	for _, c := range []struct {
		asked         bool
		param, reason string
	}{
		{len(ask.Tools) > 0, "tools", "no tools are sold there yet: the answer's text is all that is signed"},
		{ask.Schema != "", "response_format", "nobody can hold an unknown server to a schema"},
		{len(ask.Bias) > 0, "logit_bias", "the tokens are the server's own, so nobody can name one"},
		{ask.Logprobs, "logprobs", "the tokens are the server's own, so are their probabilities"},
		{s.TopK != 0, "top_k", "not every server knows it"},
		{s.MinP != 0, "min_p", "not every server knows it"},
		{s.Repeat != 0 && s.Repeat != 1000, "repetition_penalty", "every server means something else by it"},
	} {
		if c.asked {
			return p, refuse(c.param, c.reason)
		}
	}
	plain := job.Plain{Messages: ask.Messages, Prompt: ask.Prompt, MaxTokens: ask.MaxTokens}
	if plain.MaxTokens == 0 {
		plain.MaxTokens = max(1, g.cfg.MaxTokens)
	}
	if plain.MaxTokens > maxPlainTokens {
		return p, &job.Fault{Kind: job.FaultInvalid, Code: "max_tokens", Param: "max_tokens", Message: "max_tokens is beyond what one answer may have: ask for fewer"}
	}
	if p.prompt, err = plain.Encode(); err != nil {
		return p, &job.Fault{Kind: job.FaultInvalid, Code: "messages", Param: "messages", Message: err.Error(), Cause: err}
	}
	p.maxTokens = plain.MaxTokens * job.BytesPerToken
	p.root, err = trace.TokensRoot(trace.Prompt, p.prompt)
	return p, err
}

// maxPlainTokens keeps an answer of the statistical lane within one tree of tokens.
const maxPlainTokens = 1 << 16

// plainUnits is how many bytes of the statistical lane stand for one token where limits on prices are compared.
const plainUnits = 4

// per is a limit on the price of a million tokens, in a lane's own units: a byte is a quarter of a token. Zero stays
// no limit.
func per(lane job.Lane, limit job.Amount) job.Amount {
	if lane == job.LaneExact || limit.IsZero() {
		return limit
	}
	return limit.MulDivUp(1, plainUnits)
}

// sentWas is what can be said of the part of an answer that was sent before it broke off.
func sentWas(lane job.Lane) string {
	if lane == job.LaneExact {
		return "right"
	}
	return "signed and paid"
}

// namedModels are the models on offer in the statistical lane, by name.
func namedModels(listings []listing) []job.ModelInfo {
	byName := map[string]*job.ModelInfo{}
	for _, l := range listings {
		here := map[string]bool{}
		for _, o := range l.Offers {
			name, ok := job.ModelName(o.Quote.Model)
			if !ok || o.Quote.Lane != job.LaneStatistical || here[name] {
				continue
			}
			here[name] = true
			if byName[name] == nil {
				byName[name] = &job.ModelInfo{Name: name, Root: o.Quote.Model, Lane: job.LaneStatistical, Chat: true}
			}
			m := byName[name]
			m.Context = max(m.Context, o.Quote.MaxPrompt)
			m.Providers++
		}
	}
	out := make([]job.ModelInfo, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, *byName[name])
	}
	return out
}
