package attacks

import (
	"math/big"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// endings are the attacks about where an answer ends, and about whether it was asked for. All fall without a trace.
var endings = []Attack{
	{Name: "suppressed-stop", Title: "mallory writes on after the token that ends the answer, to bill more",
		Why: "the request's tokenizer names its end tokens; one of them opens in the middle of the output", play: playSuppressedStop},
	{Name: "early-stop", Title: "mallory cuts the answer short and says that it ended by itself",
		Why: "the last token opens under the receipt's root, and it ends nothing", play: playEarlyStop},
	{Name: "unreached-limit", Title: "mallory cuts the answer short and says that it reached the limit",
		Why: "the limits are in the request and in the model's header", play: playUnreachedLimit},
	{Name: "billed-beyond-root", Title: "mallory bills ten tokens under a root that says six",
		Why: "the root is the hash of its count and of the node below: both are shown, and the count is not the one on the bill", play: playBilledBeyondRoot},
	{Name: "hollow-root", Title: "mallory bills ten tokens under a root that says ten, and six are below it",
		Why: "the seventh leaf opens, and it is none", play: playHollowRoot},
	{Name: "broken-off", Title: "mallory writes with a small model, is paid chunk by chunk, and breaks off before the receipt",
		Why: "each chunk is signed, and its request names nonce and all: the contract takes the last chunk for a receipt", play: playBrokenOff},
	{Name: "forged-request", Title: "mallory makes up a request in alice's name, and signs a right answer to it",
		Why: "\"I was never asked this\": she would have to show the signature of alice's key under the request", play: playForgedRequest},
	{Name: "false-question", Title: "mallory says of one of bob's answers that nobody asked for it",
		Why: "bob keeps the signed request; his answer takes one transaction, and half of her bond pays for it", play: playFalseQuestion},
}

// witness is what alice knows of an answer.
func witness(m *model.Model, s sale) dispute.Witness {
	t := m.Tokenizer()
	w := dispute.Witness{Prompt: s.prompt, Output: s.traced.Output, Vocabulary: t.VocabularyHash(), Ends: t.Ends()}
	for i := range m.Leaves() {
		w.Model = append(w.Model, m.Leaf(i))
	}
	return w
}

// encodeShown is abi.encode of a request, a receipt, its signature, and what is shown besides.
func encodeShown(q job.Request, p paper, evidence []byte) []byte {
	r := bind.NewReferee()
	head := append(r.PackRequestDigest(boundRequest(q))[4:], r.PackReceiptDigest(boundReceipt(p.Receipt))[4:]...)
	signature := append(word32(uint64(len(p.signature))), padded(p.signature[:])...)
	first := uint64(len(head)) + 64
	head = append(append(head, word32(first)...), word32(first+uint64(len(signature)))...)
	head = append(head, signature...)
	return append(append(head, word32(uint64(len(evidence)))...), padded(evidence)...)
}

// ended takes an answer that ends wrongly to the contract.
func (p *play) ended(m *model.Model, s sale, want job.Contradiction) {
	if p.err != nil {
		return
	}
	kind, evidence, err := witness(m, s).Contradiction(job.Statements{Request: s.request, Receipt: s.paper.Receipt, Signature: s.paper.signature})
	if p.fail(err) {
		return
	}
	if kind != want {
		p.failf("alice sees contradiction %d, want %d", kind, want)
		return
	}
	p.prove(p.alice, uint8(kind), encodeShown(s.request, s.paper, evidence), p.mallory)
	p.reap(s)
}

func playSuppressedStop(p *play) {
	m, o := p.sold(6)
	s := p.serve(o, answer{bend: func(t []uint32) []uint32 {
		t[3] = m.Tokenizer().Ends()[0]
		return t
	}})
	p.ended(m, s, job.GoesOn)
}

func playEarlyStop(p *play) {
	m, o := p.sold(6)
	s := p.serve(o, answer{bend: func(t []uint32) []uint32 { return t[:3] }, say: func(r *job.Receipt) { r.Finish = job.FinishStop }})
	p.ended(m, s, job.NoStop)
}

func playUnreachedLimit(p *play) {
	m, o := p.sold(6)
	s := p.serve(o, answer{bend: func(t []uint32) []uint32 { return t[:3] }})
	p.ended(m, s, job.NoLimit)
}

func playBilledBeyondRoot(p *play) {
	m, o := p.sold(10)
	s := p.serve(o, answer{bend: func(t []uint32) []uint32 { return t[:6] }, say: func(r *job.Receipt) { r.Count = 10 }})
	p.ended(m, s, job.OtherCount)
}

func playHollowRoot(p *play) {
	m, o := p.sold(10)
	s := p.serve(o, answer{bend: func(t []uint32) []uint32 {
		return t[:6]
	}, say: func(r *job.Receipt) { r.Count = 10 }, root: func(t []uint32) job.Hash {
		tree := trace.NewRunning(trace.Output)
		p.fail(tree.AppendTokens(t))
		return trace.RootOver(trace.Output, 10, tree.Top())
	}})
	p.ended(m, s, job.OtherCount)
}

func playBrokenOff(p *play) {
	m, o := p.sold(6)
	small, err := smallModel(1)
	if p.fail(err) {
		return
	}
	o.tokens = 20
	s := p.judged(p.serve(o, answer{writer: small, chunk: true, bend: func(t []uint32) []uint32 { return t[:6] }}))
	p.say(p.mallory, 0, "breaks off: there is no receipt, and will be none")
	truth := p.trace(s, m, p.alice)
	p.convict(s, truth, truth)
}

// orders is a program that knows what was ordered, as the contract reads it.
type orders struct {
	dispute.Program
	p *play
}

// Ordered implements dispute.Orders.
func (o orders) Ordered(f dispute.Fault, evidence []byte) bool {
	raw, err := o.p.read(o.p.receipts, bind.NewReceipts().PackOrdered(moves.Fault(f), evidence))
	return err == nil && new(big.Int).SetBytes(raw).Sign() != 0
}

// question asks whether a sale was ordered.
func (p *play) question(s sale, challenger *party) *match {
	s.claim = nil
	m := &match{play: p, sale: s, program: orders{p: p}, challenger: challenger}
	m.game.ByMove = map[string]uint64{}
	if p.err != nil {
		return m
	}
	bond := dispute.QuestionBond(job.Amount{})
	d := p.act(call{from: challenger, to: &p.court.game, value: bond.Big(), data: p.g.PackAsk(s.statements, new(big.Int))},
		"says \"I was never asked this\", with a bond of %s; %s's stake is frozen", ether(bond.Big()), s.provider.name)
	if p.err != nil {
		return m
	}
	for _, l := range d.Logs {
		if e, err := p.g.UnpackAskedEvent(l); l.Address == p.court.game && err == nil {
			m.id = e.Id
		}
	}
	if m.id == nil {
		p.failf("the question left no event")
		return m
	}
	var err error
	m.state, err = dispute.Ask(job.Address(s.provider.at), job.Address(challenger.at), s.fault.Hash(), bond, job.Amount{}, d.time)
	if p.fail(err) {
		return m
	}
	m.used("ask", d.GasUsed)
	m.compare()
	return m
}

// signedOrder is a request's signature by somebody, as a provider answers with it.
func (p *play) signedOrder(s sale, by *party) []byte {
	signature, err := by.sign(s.paper.Request)
	p.fail(err)
	return job.EncodeOrder(s.channel, signature)
}

func playForgedRequest(p *play) {
	_, o := p.sold(6)
	s := p.serve(o, answer{quiet: true})
	p.say(p.mallory, 0, "makes up a request in alice's name, answers it rightly, signs the receipt, and claims %s with a voucher of alice's", micro(price))
	if p.err != nil {
		return
	}
	d := p.question(s, p.alice)
	if err := d.try(p.mallory, 60, dispute.Answer{Fault: s.fault, Evidence: p.signedOrder(s, p.mallory)}); err == nil {
		p.failf("mallory's own signature is taken for alice's")
		return
	}
	p.say(p.mallory, 0, "answers with her own signature under the request: refused, NotOrdered()")
	d.timeout(p.carol)
	d.over()
	p.outcome(d.state.Outcome, dispute.Convicted)
	p.reap(s)
}

func playFalseQuestion(p *play) {
	s, _, _ := p.honest(p.mallory)
	if p.err != nil {
		return
	}
	d := p.question(s, p.mallory)
	p.fail(d.try(p.bob, 60, dispute.Answer{Fault: s.fault, Evidence: p.signedOrder(s, p.alice)}))
	d.over()
	p.outcome(d.state.Outcome, dispute.Shown)
	p.fetch(p.bob)
}
