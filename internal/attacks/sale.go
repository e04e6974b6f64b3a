package attacks

import (
	"bytes"
	"slices"
	"sync"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/synthetic"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// smallShape has rows of two chunks, so that sums are shown in parts.
var smallShape = synthetic.Shape{Name: "synthetic-small", Dim: 288, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 32, FFN: 320, Vocab: 300, Context: 256}

// tinyShape is a smaller one with the same tokens.
var tinyShape = synthetic.Shape{Name: "synthetic-tiny", Dim: 64, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 32, FFN: 96, Vocab: 300, Context: 256}

// smallFiles are model files, of the small shape and of the tiny one.
var smallFiles = [2]func() ([]byte, error){
	sync.OnceValues(func() ([]byte, error) { return writeModel(smallShape, 1) }),
	sync.OnceValues(func() ([]byte, error) { return writeModel(tinyShape, 2) }),
}

func writeModel(s synthetic.Shape, seed uint64) ([]byte, error) {
	var b bytes.Buffer
	err := synthetic.Write(&b, s, gguf.Q8_0, seed, nil)
	return b.Bytes(), err
}

// smallModel is the small model (0) or the tiny one (1), in memory of its own, which may be changed.
func smallModel(which int) (*model.Model, error) {
	file, err := smallFiles[which]()
	if err != nil {
		return nil, err
	}
	return model.Import(bytes.NewReader(file), int64(len(file)), nil)
}

// order is what a buyer asks for.
type order struct {
	buyer, provider *party
	model           *model.Model // as registered
	channel         job.ChannelConfig
	prompt          []uint32
	sampling        exact.Sampling
	tokens          int
}

// sampling of all orders that say nothing else: every filter and penalty has a part in the trace.
var sampling = exact.Sampling{Temperature: 900, TopK: 50, TopP: 950, MinP: 10, Repeat: 1100, Frequency: 100}

// ask is an order with a channel of its own, and the usual question.
func (p *play) ask(buyer, provider *party, m *model.Model) order {
	o := order{buyer: buyer, provider: provider, model: m, sampling: sampling, tokens: 6, prompt: []uint32{1}}
	if p.err != nil {
		return o
	}
	for i := range uint32(11) {
		o.prompt = append(o.prompt, 260+7*i%40)
	}
	var err error
	o.channel, err = p.channel(buyer, provider)
	if !p.fail(err) {
		p.say(buyer, 0, "puts %s into a channel to %s, behind which %s of the stake are reserved", micro(deposit), provider.name, micro(reserved))
	}
	return o
}

// answer is how a provider answers an order. The zero value is honest.
type answer struct {
	writer   *model.Model            // computes; nil: the model that was asked for
	prompt   []uint32                // nil: the prompt that was asked
	sampling *exact.Sampling         // nil: as asked
	bend     func([]uint32) []uint32 // changes the tokens before they are signed
	say      func(*job.Receipt)      // changes the receipt before it is signed
	root     func([]uint32) job.Hash // of the output; nil: the right one
	chunk    bool                    // a chunk is signed, and no receipt
	quiet    bool                    // nothing is told
}

// sale is an answer that was signed.
type sale struct {
	order
	request    job.Request
	paper      paper
	traced     engine.Traced // the prompt as asked, the tokens as signed
	statements []byte
	claim      []byte // the short form
	fault      dispute.Fault
}

// request signs nothing: it makes the request of an order and the nonce behind its commitment.
func (p *play) request(o order, nonce job.Hash) (job.Request, job.Hash) {
	root, err := trace.TokensRoot(trace.Prompt, o.prompt)
	p.fail(err)
	s := o.sampling
	r := job.Request{
		Model: o.model.Root(), Tokenizer: o.model.Tokenizer().Hash(), Prompt: root, PromptTokens: uint32(len(o.prompt)), MaxTokens: uint32(o.tokens),
		Sampling: job.Sampling{Temperature: s.Temperature, TopK: s.TopK, TopP: s.TopP, MinP: s.MinP, Repeat: s.Repeat, Frequency: s.Frequency, Presence: s.Presence},
		Lane:     job.LaneExact, PriceLimit: job.Units(price), Channel: o.channel.ID(p.payments), Commitment: job.Commit(nonce), BuyerNonce: job.Keccak(nonce[:], []byte("buyer")), Time: p.time,
	}
	return r, r.Digest(p.messages)
}

// nonce is one that nobody has used.
func (p *play) nonce() job.Hash {
	p.salt++
	return job.Keccak([]byte("nonce"), []byte{p.salt})
}

// write lets a model answer.
func (p *play) write(o order, a answer, seed job.Hash) []uint32 {
	m, prompt, s := o.model, o.prompt, o.sampling
	if a.writer != nil {
		m = a.writer
	}
	if a.prompt != nil {
		prompt = a.prompt
	}
	if a.sampling != nil {
		s = *a.sampling
	}
	var out []uint32
	if p.err != nil {
		return nil
	}
	_, err := engine.New(m, engine.Options{Threads: 1}).Generate(p.ctx, prompt, engine.Params{Sampling: s, Seed: seed, MaxTokens: o.tokens}, func(t uint32) error {
		out = append(out, t)
		return nil
	})
	p.fail(err)
	return out
}

// serve lets a provider answer an order, sign, and be paid.
func (p *play) serve(o order, a answer) sale {
	if p.err != nil {
		return sale{order: o}
	}
	nonce := p.nonce()
	request, id := p.request(o, nonce)
	tokens := p.write(o, a, job.Seed(nonce, id))
	if a.bend != nil && p.err == nil {
		tokens = a.bend(slices.Clone(tokens))
	}
	say := a.say
	if a.root != nil {
		say = func(r *job.Receipt) {
			a.say(r)
			r.Output = a.root(tokens)
		}
	}
	if a.chunk {
		say = func(r *job.Receipt) {
			*r = job.Chunk{Request: r.Request, Output: r.Output, Count: r.Count, Amount: r.Amount}.AsReceipt(r.Nonce)
		}
	}
	s := p.sign(o, request, id, nonce, tokens, say)
	if p.err == nil && !p.fail(p.pay(o.buyer, o.provider, o.channel, price)) && !a.quiet {
		p.say(o.provider, 0, "signs an answer of %d tokens and claims %s for it", s.paper.Count, micro(price))
	}
	return s
}

// sign makes the receipt for tokens.
func (p *play) sign(o order, request job.Request, id, nonce job.Hash, tokens []uint32, change func(*job.Receipt)) sale {
	root, err := trace.TokensRoot(trace.Output, tokens)
	if p.fail(err) {
		return sale{order: o}
	}
	r := job.Receipt{Request: id, Output: root, Count: uint32(len(tokens)), Amount: job.Units(price), Nonce: nonce, Finish: job.FinishLength, Started: p.time * 1000, Finished: p.time*1000 + 900}
	if change != nil {
		change(&r)
	}
	s := sale{order: o, request: request, paper: paper{Receipt: r}}
	digest := r.Digest(p.messages)
	if r.IsChunk() {
		digest = job.Chunk{Request: id, Output: r.Output, Count: r.Count, Amount: r.Amount}.Digest(p.messages)
	}
	if s.paper.signature, err = o.provider.sign(digest); p.fail(err) {
		return s
	}
	s.traced = engine.Traced{Prompt: o.prompt, Output: tokens, Sampling: o.sampling, Seed: job.Seed(r.Nonce, id)}
	s.statements = encode(request, s.paper)
	s.fault = dispute.Fault{Subject: id, Channel: request.Channel, Amount: r.Amount}
	return s
}

// judged is a sale that a game can be opened about.
func (p *play) judged(s sale) sale {
	s.claim = p.shortClaim(s.statements)
	return s
}

// trace computes the trace of a sale with a model, for somebody.
func (p *play) trace(s sale, m *model.Model, who *party) *held {
	if p.err != nil {
		return nil
	}
	p.computed(who)
	h, err := hold(p.ctx, m, s.traced)
	p.fail(err)
	return h
}
