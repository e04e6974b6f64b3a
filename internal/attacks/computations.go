package attacks

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// computations are the attacks in which a provider computes something else than it was asked for.
var computations = []Attack{
	{Name: "changed-model", Title: "mallory answers with another model behind the same root: the last norm's gains are negated",
		Why: "the trace must open the model's tensors under the root that the request names",
		play: forgedModel(func(m *model.Model) {
			for i := range m.OutputNorm.G {
				m.OutputNorm.G[i] = -m.OutputNorm.G[i]
			}
		})},
	{Name: "weight-off-by-one", Title: "mallory computes with a model in which one weight is off by one",
		Why:  "the first sum that reads this weight is a number of her trace, and does not follow from the weight under the model's root",
		play: forgedModel(func(m *model.Model) { nudge(&m.Layers[1].Down, 2, 21) })},
	{Name: "skipped-layer", Title: "mallory skips the second layer to save time",
		Why: "a skipped layer adds nothing to the residual stream, where the weights add something",
		play: forgedModel(func(m *model.Model) {
			clear(m.Layers[1].O.Panels)
			clear(m.Layers[1].Down.Panels)
		})},
	{Name: "lower-bits", Title: "mallory computes with weights of 4 bits and sells them as 8",
		Why: "the first sum differs already",
		play: forgedModel(func(m *model.Model) {
			for i := range m.Layers {
				l := &m.Layers[i]
				for _, x := range []*model.Matrix{&l.Q, &l.K, &l.V, &l.O, &l.Gate, &l.Up, &l.Down} {
					coarsen(x)
				}
			}
		})},
	{Name: "softmax-rounding", Title: "mallory rounds one weight of one softmax up where it must be rounded down, and computes on from there",
		Why:  "the contract computes this one weight from the scores that she has committed to",
		play: bentTrace(trace.Place{Op: trace.OpWeights, Row: 13}, 7, func(now, _ []byte) { raise(now) })},
	{Name: "wrong-position", Title: "mallory lets one head attend to the position before the right one",
		Why:  "the score of a position must follow from the key of this position, which stands further left",
		play: bentTrace(trace.Place{Op: trace.OpScores, Layer: 1, Row: 15}, 9, func(now, leaf []byte) { copy(now, leaf[8*4:9*4]) })},
	{Name: "small-writes-big-scores", Title: "mallory lets a small model write and the big one only score",
		Why: "the big model's own trace ends in other tokens: the first of them is a number that nobody can show", play: playSmallWrites},
	{Name: "forged-token", Title: "mallory replaces one token after computing, and bends her trace to it",
		Why: "the token is the index of the last winner, which stands before it", play: playForgedToken},
	{Name: "contradicting-trace", Title: "mallory replaces one token after computing, and commits to the true trace",
		Why: "the traces don't differ, but a token in the trace must also be the one under the receipt's root", play: playContradictingTrace},
	{Name: "slipped-prompt", Title: "mallory slips words into the prompt",
		Why: "the request names the root of the prompt's tokens; from them other tokens follow", play: playSlippedPrompt},
	{Name: "other-prompt", Title: "mallory answers another prompt of the same length",
		Why: "the first embedding of another token cannot be shown: the token opens under the prompt's root", play: playOtherPrompt},
	{Name: "hotter-sampling", Title: "mallory samples at another temperature than she was asked for",
		Why: "the temperature is in the signed request, which the contract reads; the draws must follow from it", play: playHotterSampling},
	{Name: "overbilling", Title: "mallory bills ten tokens and delivers six",
		Why: "a token in the trace opens under the receipt's root, and four of the ten are under none", play: playOverbilling},
	{Name: "overflow", Title: "mallory puts the largest and smallest numbers there are into her trace",
		Why: "every cell is total: sums wrap in the contract as they do in Go, nothing reverts, and the first wrong number is found as ever", play: playOverflow},
}

// nudge changes weight i of a row by one.
func nudge(m *model.Matrix, row, i int) {
	at := (row/16*m.Groups()+i/32)*panelGroup + i%32/2*32 + row%16*2 + i%2 // as package kernel lays them out
	if m.Panels[at] == 100 {
		m.Panels[at] = 99
	} else {
		m.Panels[at]++
	}
}

// panelGroup is the bytes of 32 columns of 16 rows: weights, then a multiplier for each row.
const panelGroup, panelWeights = 544, 512

// coarsen leaves four bits of each weight.
func coarsen(m *model.Matrix) {
	for at := 0; at < len(m.Panels); at += panelGroup {
		for i := range panelWeights {
			m.Panels[at+i] = byte(int8(m.Panels[at+i]) / 16 * 16)
		}
	}
}

// raise adds one to a number of four bytes.
func raise(b []byte) { binary.BigEndian.PutUint32(b, binary.BigEndian.Uint32(b)+1) }

// sold sets the scene of most attacks: mallory has stake, and alice buys from her. It returns the model, the order, and nil when something failed.
func (p *play) sold(tokens int) (*model.Model, order) {
	m := p.model()
	p.watch(false, p.mallory)
	p.enrol(p.mallory)
	p.watch(true, p.alice)
	o := p.ask(p.alice, p.mallory, m)
	o.tokens = tokens
	return m, o
}

// forgedModel answers and defends with a changed model.
func forgedModel(change func(*model.Model)) func(*play) {
	return func(p *play) {
		m, o := p.sold(6)
		forged, err := smallModel(0)
		if p.fail(err) {
			return
		}
		change(forged)
		s := p.judged(p.serve(o, answer{writer: forged}))
		p.convict(s, p.trace(s, m, p.alice), p.trace(s, forged, p.mallory))
	}
}

// bentTrace answers rightly, and commits to a trace with one wrong number from which everything behind it follows. change is given the number and its leaf.
func bentTrace(at trace.Place, element int, change func(now, leaf []byte)) func(*play) {
	return func(p *play) {
		m, o := p.sold(6)
		s := p.judged(p.serve(o, answer{}))
		truth := p.trace(s, m, p.alice)
		p.convict(s, truth, p.bent(truth, at, element, change))
	}
}

// bent is a trace with one wrong number.
func (p *play) bent(truth *held, at trace.Place, element int, change func(now, leaf []byte)) *held {
	if p.err != nil {
		return nil
	}
	leaf, err := truth.find(at)
	if p.fail(err) {
		return nil
	}
	p.computed(p.mallory)
	told, err := truth.bend(leaf, element, func(now []byte) { change(now, truth.leaves[leaf]) })
	if !p.fail(err) && bytes.Equal(told.leaves[leaf], truth.leaves[leaf]) {
		p.failf("the lie changes nothing")
	}
	return told
}

// convict plays the dispute of an honest buyer against a false answer or trace, and follows the money.
func (p *play) convict(s sale, truth, told *held) {
	if p.err != nil {
		return
	}
	switch {
	case int(s.paper.Count) != len(truth.end.Drawn) || s.paper.Output != truth.claim.Output:
		p.say(s.buyer, 0, "computes the answer again: %d tokens, which are not those under the receipt's root", len(truth.end.Drawn))
	case truth.end.Wrong:
		p.say(s.buyer, 0, "computes the answer again, and gets another one: the model draws %v, the receipt says %v", truth.end.Drawn, s.traced.Output)
	default:
		p.say(s.buyer, 0, "computes the answer again; the tokens are right, and she disputes to see the trace")
	}
	d := p.accuse(s, s.buyer, truth.claim)
	p.outcome(d.finish(s.defends(shown{told}, told.claim), attacks(truth)), dispute.Convicted)
	p.harvest(s.provider, []*party{s.buyer}, map[*party]job.ChannelConfig{s.buyer: s.channel})
}

func playSmallWrites(p *play) {
	m, o := p.sold(6)
	small, err := smallModel(1)
	if p.fail(err) {
		return
	}
	p.say(p.mallory, 0, "answers with a model of %d parameters instead of %d", small.Parameters(), m.Parameters())
	s := p.judged(p.serve(o, answer{writer: small}))
	truth := p.trace(s, m, p.alice)
	p.convict(s, truth, truth)
}

// forge changes the third token.
func forge(tokens []uint32) []uint32 {
	tokens[2] = (tokens[2] + 1) % uint32(smallShape.Vocab)
	return tokens
}

func playForgedToken(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{bend: forge}))
	truth := p.trace(s, m, p.alice)
	told := p.bent(truth, trace.Place{Op: trace.OpToken, Row: 2}, 0, func(now, _ []byte) { binary.BigEndian.PutUint32(now, s.traced.Output[2]) })
	p.convict(s, truth, told)
}

func playContradictingTrace(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{bend: forge}))
	truth := p.trace(s, m, p.alice)
	p.convict(s, truth, truth)
}

func playSlippedPrompt(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{prompt: slices.Insert(slices.Clone(o.prompt), 2, 271, 280, 293)}))
	truth := p.trace(s, m, p.alice)
	p.convict(s, truth, truth) // hers is longer than the request's prompt has places for
}

func playOtherPrompt(p *play) {
	m, o := p.sold(6)
	other := slices.Clone(o.prompt)
	other[4]++
	s := p.judged(p.serve(o, answer{prompt: other}))
	liar := s
	liar.traced.Prompt = other
	p.convict(s, p.trace(s, m, p.alice), p.trace(liar, m, p.mallory))
}

func playHotterSampling(p *play) {
	m, o := p.sold(6)
	hot := o.sampling
	hot.Temperature = 2000
	s := p.judged(p.serve(o, answer{sampling: &hot}))
	liar := s
	liar.traced.Sampling = hot
	p.convict(s, p.trace(s, m, p.alice), p.trace(liar, m, p.mallory))
}

func playOverbilling(p *play) {
	m, o := p.sold(10)
	var all []uint32
	s := p.judged(p.serve(o, answer{
		bend: func(t []uint32) []uint32 { all = t; return t[:min(6, len(t))] },
		say:  func(r *job.Receipt) { r.Count = 10 },
	}))
	if p.err == nil && len(all) != 10 {
		p.failf("the answer ends after %d tokens by itself", len(all))
	}
	s.traced.Output = all // alice continues as the model does; the trace has ten tokens, as the receipt says
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	first, err := truth.find(trace.Place{Op: trace.OpToken})
	if p.fail(err) {
		return
	}
	truth.end = engine.TraceEnd{Drawn: truth.end.Drawn, Wrong: true, Contradiction: first} // no token of ten opens under a root over six
	p.convict(s, truth, truth)
}

func playOverflow(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	all := func(now, _ []byte) { // the largest unsigned, -1 signed
		for i := range now {
			now[i] = 0xff
		}
	}
	squares := trace.Place{Op: trace.OpSquares, Layer: 1, Row: 16}
	told := p.bent(truth, squares, 2, all)
	if p.err != nil {
		return
	}
	// Behind the lie everything follows from it, also in the contract: who picks there loses.
	p.watch(false, p.eve)
	for _, n := range []struct {
		op      trace.Op
		element int
	}{{trace.OpProducts, 0}, {trace.OpProducts, 5}, {trace.OpInputs, 30}, {trace.OpQuery, 3}} {
		leaf, err := truth.find(trace.Place{Op: n.op, Layer: 1, Row: 16})
		if p.fail(err) {
			return
		}
		d := p.accuse(s, p.eve, truth.claim)
		d.quiet = true
		got := d.finish(s.defends(shown{told}, told.claim), walks(dispute.Number{Leaf: leaf, Element: n.element}, 1))
		p.say(p.eve, 0, "disputes a number that follows from the overflow (%s, element %d): %s", n.op, n.element, outcomeName(got))
		p.outcome(got, dispute.Shown)
	}
	p.convict(s, truth, told)
}
