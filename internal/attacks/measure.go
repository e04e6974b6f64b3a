package attacks

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/synthetic"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// CellGas is the dearest number of an operation, shown to the contract in a transaction of its own.
type CellGas struct {
	Op      string `json:"operation"`
	Element int    `json:"element"`
	Part    bool   `json:"part"`  // it is a partial sum
	Bytes   int    `json:"bytes"` // of calldata
	Gas     uint64 `json:"gas"`
}

// Figures are what disputes about a model's answers take. GasTotal counts everything from the opening to the winner's fetching what the game owes him.
type Figures struct {
	Model       string    `json:"model"`
	Parameters  uint64    `json:"parameters"`
	Tokens      int       `json:"tokens"` // of prompt and answer
	Leaves      uint64    `json:"leaves"`
	Rounds      int       `json:"rounds"`           // a post and a pick, at most
	GasTotal    uint64    `json:"gas_total"`        // of the dearest dispute
	LargestCell uint64    `json:"gas_largest_cell"` // where cells were shown alone: the dearest; otherwise the dearest move that showed one, acquittal included
	Seconds     float64   `json:"seconds"`          // to trace the answer once; 0: nothing was traced
	Games       []Game    `json:"disputes"`
	Cells       []CellGas `json:"cells,omitempty"`
}

// add counts a dispute that ended, and what fetching its winnings cost.
func (f *Figures) add(g Game, fetch uint64) {
	g.ByMove["fetch"] = fetch
	g.Gas += fetch
	f.Games = append(f.Games, g)
	f.Rounds = max(f.Rounds, g.Rounds)
	f.GasTotal = max(f.GasTotal, g.Gas)
	if f.Cells == nil {
		f.LargestCell = max(f.LargestCell, g.LargestCell)
	}
}

// stage is a play without a story.
func stage(ctx context.Context, act func(*play)) error {
	p := &play{ctx: ctx, books: map[*party]*book{}}
	p.begin()
	if p.err == nil {
		act(p)
	}
	p.end()
	return p.err
}

// fetched is the gas of fetching what the game owes somebody.
func (p *play) fetched(who *party) uint64 {
	return p.act(call{from: who, to: &p.game, data: p.g.PackWithdraw(who.at)}, "").gas()
}

// gas is what a transaction used; 0 if it was not made.
func (d done) gas() uint64 {
	if d.Receipt == nil {
		return 0
	}
	return d.GasUsed
}

// Llama8B is the shape of Llama 3 with 8 billion parameters.
var Llama8B = trace.Shape{Dim: 4096, Layers: 32, Heads: 32, KVHeads: 8, HeadDim: 128, RopeDim: 128, FFN: 14336, Vocab: 128256, Context: 8192,
	Residual: 16, Epsilon: 42950, Score: 2139500}

// MeasureShape plays disputes about an answer of a model of a shape of which only the numbers in question exist: weights and numbers are drawn when a cell reads them, every
// filter of the sampling is on, the request has as many biases as it may, and no byte is 0, which is the dearest. Contracts and transactions are real: the gas is that of a model that exists. It also
// shows the dearest numbers of every operation in transactions of their own.
func MeasureShape(ctx context.Context, name string, shape trace.Shape, prompt, output uint64, progress func(string)) (Figures, error) {
	f := Figures{Model: name, Parameters: parameters(shape), Tokens: int(prompt + output)}
	err := stage(ctx, func(p *play) { p.fail(p.measureShape(&f, shape, prompt, output, progress)) })
	return f, err
}

// parameters is the number of weights of a shape.
func parameters(s trace.Shape) uint64 {
	dim, q, kv, ffn := uint64(s.Dim), uint64(s.Heads*s.HeadDim), uint64(s.KVHeads*s.HeadDim), uint64(s.FFN)
	return 2*dim*uint64(s.Vocab) + dim + uint64(s.Layers)*(2*dim*q+2*dim*kv+3*dim*ffn+2*dim)
}

func (p *play) measureShape(f *Figures, shape trace.Shape, prompt, output uint64, progress func(string)) error {
	s := exact.Sampling{Temperature: 800, TopK: 1000, TopP: 950, MinP: 1, Repeat: 1100, Frequency: 300, Presence: 100}
	v, err := imagine(trace.Facts{Shape: shape, PromptTokens: prompt, OutputTokens: output, Sampling: s}, 7)
	if err != nil {
		return err
	}
	f.Leaves = v.claim.Leaves()
	numbers := dear(v.claim.Layout(), shape.Layers)
	progress(fmt.Sprintf("drawing %d numbers of a trace of %d leaves", len(numbers), f.Leaves))
	if err := v.computeAll(p.ctx, numbers); err != nil {
		return err
	}
	v.found()
	sold, err := p.imaginedSale(v)
	if err != nil {
		return err
	}
	// The seed follows from the request, which names the model's root, which is that of the weights that were read. So the numbers are computed once more.
	if err := v.computeAll(p.ctx, numbers); err != nil {
		return err
	}
	v.plant()
	if err := p.showAlone(f, v, sold, numbers, progress); err != nil {
		return err
	}
	return p.playImagined(f, v, sold, numbers, progress)
}

// imaginedSale signs the imagined answer, and sets its seed.
func (p *play) imaginedSale(v *imagined) (sale, error) {
	p.enrol(p.bob)
	if p.err != nil {
		return sale{}, p.err
	}
	channel, err := p.channel(p.alice, p.bob)
	if err != nil {
		return sale{}, err
	}
	f, s := v.facts, v.facts.Sampling
	nonce := p.nonce()
	request := job.Request{
		Model: f.Model, Prompt: f.Prompt, PromptTokens: uint32(f.PromptTokens), MaxTokens: uint32(f.OutputTokens), Lane: job.LaneExact, PriceLimit: job.Units(price),
		Sampling: job.Sampling{Temperature: s.Temperature, TopK: s.TopK, TopP: s.TopP, MinP: s.MinP, Repeat: s.Repeat, Frequency: s.Frequency, Presence: s.Presence, Bias: f.Biases},
		Channel:  channel.ID(p.payments), Commitment: job.Commit(nonce), BuyerNonce: nonce, Time: p.time,
	}
	id := request.Digest(p.messages)
	v.facts.Seed = job.Seed(nonce, id)
	if err := errors.Join(v.settle(), p.registerHeader(v.header(), v.model.path(0))); err != nil {
		return sale{}, err
	}
	sold := p.judged(p.sign(order{buyer: p.alice, provider: p.bob, channel: channel}, request, id, nonce, v.tokens[f.PromptTokens:], nil))
	return sold, p.err
}

func (v *imagined) computeAll(ctx context.Context, numbers []number) error {
	for _, n := range numbers {
		if err := errors.Join(ctx.Err(), v.compute(n)); err != nil {
			return err
		}
	}
	return nil
}

// dear lists numbers of every operation among which the dearest are, in the order of the trace: of the last row and layer, in the first leaf, in the middle one (which has a leaf before it), and in the last.
func dear(l *trace.Layout, layers uint32) (out []number) {
	for o := trace.OpRotation; o <= trace.OpToken; o++ {
		rows, per := l.Span(o)
		if per == 0 {
			continue
		}
		leaves := []uint64{0, per / 2, per - 1}
		slices.Sort(leaves)
		for _, leaf := range slices.Compact(leaves) {
			p := trace.Place{Op: o, Row: rows - 1, Leaf: leaf}
			if o == trace.OpToken {
				p.Row = 0 // its winner must not be among the numbers, because it is set to what was signed
			}
			if o >= trace.OpSquares && o <= trace.OpOutput {
				p.Layer = layers - 1
			}
			index, _ := l.Index(p)
			count, _ := l.Elements(p)
			elements := []int{0, 2, 3, 4, count / 2}
			slices.Sort(elements)
			for _, e := range slices.Compact(elements) {
				if front := inFront[o]; front > 0 && (e < front) != (leaf == per/2) {
					continue // behind arranged scalars the numbers are right, the scalars are not; so those are shown in the middle leaf
				}
				if e >= 0 && e < count {
					out = append(out, number{p, index, e})
				}
			}
		}
	}
	return out
}

// inFront is how many scalars stand in front of the numbers of a leaf, where they decide what a number costs.
var inFront = map[trace.Op]int{trace.OpRanks: 3, trace.OpPortions: 4, trace.OpDraws: 2}

// showAlone shows numbers to the contract, each in a transaction.
func (p *play) showAlone(f *Figures, v *imagined, s sale, numbers []number, progress func(string)) error {
	program, root := bind.NewExactProgram(), v.root()
	dearest := map[trace.Op]CellGas{}
	show := func(n number, part bool, data []byte) error {
		raw, err := p.read(p.program, data)
		if err == nil && (len(raw) != 32 || raw[31] != 1) {
			err = errors.New("the contract says that it is wrong")
		}
		if err != nil {
			return fmt.Errorf("show element %d of %+v: %w", n.element, n.place, err)
		}
		d, err := p.must(call{from: p.bob, to: &p.court.program, data: data})
		if err == nil && d.GasUsed > dearest[n.place.Op].Gas {
			dearest[n.place.Op] = CellGas{Op: n.place.Op.String(), Element: n.element, Part: part, Bytes: len(data), Gas: d.GasUsed}
		}
		return err
	}
	for i, n := range numbers {
		if i%20 == 0 {
			progress(fmt.Sprintf("showing number %d of %d alone", i+1, len(numbers)))
		}
		var sums []byte
		parts := v.claim.Parts(n.leaf, n.element)
		if parts > 1 {
			all, err := v.Sums(n.leaf, n.element)
			if err != nil {
				return err
			}
			sums = all
			evidence, err := v.PartEvidence(n.leaf, n.element, parts-2)
			if err != nil {
				return err
			}
			if err := show(n, true, program.PackJudgePart(s.claim, root, n.leaf, big.NewInt(int64(n.element)), big.NewInt(int64(parts-2)), int64At(sums, parts-2), evidence)); err != nil {
				return err
			}
		}
		evidence, err := v.Evidence(n.leaf, n.element)
		if err != nil {
			return err
		}
		if err := show(n, false, program.PackJudge(s.claim, root, n.leaf, big.NewInt(int64(n.element)), v.leaves[n.leaf], sums, evidence)); err != nil {
			return err
		}
	}
	for _, c := range dearest { // order-free: sorted below
		f.Cells = append(f.Cells, c)
	}
	slices.SortFunc(f.Cells, func(a, b CellGas) int { return int(b.Gas) - int(a.Gas) })
	f.LargestCell = f.Cells[0].Gas
	return nil
}

func int64At(b []byte, i int) int64 { return int64(binary.BigEndian.Uint64(b[8*i:])) }

// playImagined plays whole disputes about the numbers that are dear: each operation whose numbers are split, and the dearest other.
func (p *play) playImagined(f *Figures, v *imagined, s sale, numbers []number, progress func(string)) error {
	seen := map[trace.Op]bool{}
	// The first dispute of all writes some storage that nobody has written before; it is not counted.
	first := p.accuse(s, p.mallory, v.claim)
	first.quiet = true
	first.finish(s.defends(v, v.claim), walks(dispute.Number{Leaf: numbers[0].leaf, Element: numbers[0].element}, 0))
	p.fetched(p.bob)
	for _, n := range numbers {
		split := v.claim.Parts(n.leaf, n.element) > 1
		if seen[n.place.Op] || !split && n.place.Op.String() != f.Cells[0].Op {
			continue
		}
		seen[n.place.Op] = true
		progress(fmt.Sprintf("playing a dispute about %s", n.place.Op))
		d := p.accuse(s, p.mallory, v.claim)
		d.quiet = true
		if got := d.finish(s.defends(v, v.claim), walks(dispute.Number{Leaf: n.leaf, Element: n.element}, 0)); p.err == nil && got != dispute.Shown {
			p.failf("a dispute about %+v ended with %s: %s", n.place, outcomeName(got), d.game.Stuck)
		}
		if p.err != nil {
			return p.err
		}
		f.add(d.game, p.fetched(p.bob))
	}
	// And one that is lost at the last move, by the clock.
	for _, n := range numbers {
		if n.place.Op != trace.OpOutput || v.claim.Parts(n.leaf, n.element) < 2 {
			continue
		}
		d := p.accuse(s, p.alice, v.claim)
		d.quiet = true
		d.until(dispute.PartCell, s.defends(v, v.claim), walks(dispute.Number{Leaf: n.leaf, Element: n.element}, 0))
		d.timeout(p.carol)
		d.over()
		d.game.Outcome = outcomeName(d.state.Outcome)
		f.add(d.game, p.fetched(p.alice))
		break
	}
	return p.err
}

// Middle is the shape of a model of 24 million parameters that is made here, with random weights.
var Middle = synthetic.Shape{Name: "synthetic-24m", Dim: 288, Layers: 6, Heads: 6, KVHeads: 6, HeadDim: 48, FFN: 768, Vocab: 32000, Context: 512}

// MakeModel makes a model with random weights, the same on every machine.
func MakeModel(s synthetic.Shape) (*model.Model, error) {
	var b bytes.Buffer
	if err := synthetic.Write(&b, s, gguf.Q8_0, 1, nil); err != nil {
		return nil, err
	}
	file := b.Bytes()
	return model.Import(bytes.NewReader(file), int64(len(file)), nil)
}

// MeasureModel plays two whole disputes about answers of a model: one about a forged token, which the honest challenger wins, and a false accusation of a right answer, at a number
// that is split, which the honest provider wins.
func MeasureModel(ctx context.Context, name string, m *model.Model, prompt []uint32, tokens, threads int, progress func(string)) (Figures, error) {
	f := Figures{Model: name, Parameters: m.Parameters(), Tokens: len(prompt) + tokens}
	err := stage(ctx, func(p *play) { p.measureModel(&f, m, prompt, tokens, threads, progress) })
	return f, err
}

func (p *play) measureModel(f *Figures, m *model.Model, prompt []uint32, tokens, threads int, progress func(string)) {
	if p.fail(p.register(m)) {
		return
	}
	e := engine.New(m, engine.Options{Threads: threads})
	serve := func(provider *party, bend func([]uint32) []uint32) (sale, *engine.Prover) {
		p.enrol(provider)
		o := p.ask(p.alice, provider, m)
		o.prompt, o.tokens = prompt, tokens
		s := p.judged(p.serve(o, answer{bend: bend}))
		if p.err != nil {
			return s, nil
		}
		begin := time.Now()
		proof, err := e.NewProver(p.ctx, s.traced, engine.ProverOptions{StreamBytes: 64 << 20, Progress: func(done, total uint64) { progress(fmt.Sprintf("tracing: %d of %d leaves", done, total)) }})
		f.Seconds = time.Since(begin).Seconds()
		p.fail(err)
		return s, proof
	}
	s, proof := serve(p.mallory, func(t []uint32) []uint32 {
		t[len(t)-1] = (t[len(t)-1] + 1) % m.Header().Vocab
		return t
	})
	if p.err != nil {
		return
	}
	f.Leaves = proof.Claim().Leaves()
	progress("playing a dispute about a forged token")
	d := p.accuse(s, p.alice, proof.Claim())
	d.quiet = true
	attack := dispute.Attack{Program: proof.Claim(), Trace: proof}
	if end := proof.End(); end.Wrong {
		attack.Contradiction = &dispute.Number{Leaf: end.Contradiction}
	}
	if got := d.finish(s.defends(proof, proof.Claim()), attack.Move); p.err == nil && got != dispute.Convicted {
		p.failf("a forged token: %s", outcomeName(got))
	}
	f.add(d.game, p.fetched(p.alice))

	s, proof = serve(p.bob, nil)
	if p.err != nil {
		return
	}
	h := m.Header()
	row := uint64(len(prompt)) - 1 // the answer may end early
	f.Tokens = len(prompt) + len(s.traced.Output)
	leaf, ok := proof.Claim().Layout().Index(trace.Place{Op: trace.OpOutput, Layer: h.Layers - 1, Row: row})
	if !ok {
		p.failf("the trace has no row %d", row)
		return
	}
	progress("playing a false accusation")
	d = p.accuse(s, p.mallory, proof.Claim())
	d.quiet = true
	if got := d.finish(s.defends(proof, proof.Claim()), walks(dispute.Number{Leaf: leaf, Element: 7}, 0)); p.err == nil && got != dispute.Shown {
		p.failf("a false accusation: %s", outcomeName(got))
	}
	f.add(d.game, p.fetched(p.bob))
}
