package contracts_test

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// exactBench is where answers of models are judged: the referee's statements, the exact program, the game, the vault. Nothing in it is a toy.
type exactBench struct {
	*tribunal
	referee, receipts, program common.Address
}

func newExactBench(t *testing.T, m *model.Model) *exactBench {
	t.Helper()
	b := &exactBench{tribunal: newTribunal(t)}
	b.referee, _ = b.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	settlement, _ := b.deploy(common.FromHex(bind.BatchSettlementMetaData.Bin))
	b.receipts, _ = b.deploy(join(common.FromHex(bind.ReceiptsMetaData.Bin), bind.NewReceipts().PackConstructor(b.referee, settlement)))
	layers, _ := b.deploy(common.FromHex(bind.ExactLayersMetaData.Bin))
	draws, _ := b.deploy(common.FromHex(bind.ExactDrawsMetaData.Bin))
	b.program, _ = b.deploy(join(common.FromHex(bind.ExactProgramMetaData.Bin), bind.NewExactProgram().PackConstructor(layers, draws)))
	b.game, b.vault = b.sit(b.receipts, b.program)

	leaves := make([][]byte, m.Leaves())
	for i := range leaves {
		leaves[i] = m.Leaf(i)
	}
	o, err := trace.Open(trace.Model, leaves, 0)
	if err != nil {
		t.Fatal(err)
	}
	var siblings [][32]byte
	for _, h := range o.Siblings[:trace.Siblings(uint64(len(leaves)))] {
		siblings = append(siblings, h)
	}
	b.send(b.someone("anybody").address, b.program, bind.NewExactProgram().PackRegister(leaves[0], siblings))
	return b
}

// served is a provider's answer to a request: what it signed, and how it says that it came to it.
type served struct {
	accusation
	traced engine.Traced
}

// serve lets a model answer a request to the model with this root, and signs. bend may change the tokens before they are signed.
func (b *exactBench) serve(m *model.Model, root job.Hash, prompt []uint32, tokens int, bend func([]uint32)) served {
	b.t.Helper()
	salt++
	provider := b.staked("provider")
	nonce := job.Hash{0x90, salt}
	promptRoot, err := trace.TokensRoot(trace.Prompt, prompt)
	if err != nil {
		b.t.Fatal(err)
	}
	a := engine.Traced{Prompt: prompt, Sampling: exact.Sampling{Temperature: 900, TopK: 50, TopP: 950, MinP: 10, Repeat: 1100, Frequency: 100}}
	request := bind.StatementsRequest{
		Model: root, Prompt: promptRoot, PromptTokens: uint32(len(prompt)), MaxTokens: uint32(tokens),
		Sampling: bind.StatementsSampling{Temperature: 900, TopK: 50, TopP: 950, MinP: 10, Repeat: 1100, Frequency: 100},
		Lane:     1, PriceLimit: big.NewInt(1e6), Commitment: job.Keccak([]byte("assay.nonce.v1"), nonce[:]), Time: b.time - 60,
	}
	id := job.Hash(b.ask(b.referee, bind.NewReferee().PackRequestDigest(request)))
	a.Seed = job.Keccak([]byte("assay.seed.v1"), nonce[:], id[:])
	_, err = engine.New(m, engine.Options{Threads: 1}).Generate(context.Background(), prompt, engine.Params{Sampling: a.Sampling, Seed: a.Seed, MaxTokens: tokens}, func(tok uint32) error {
		a.Output = append(a.Output, tok)
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	if bend != nil {
		bend(a.Output)
	}
	outputRoot, err := trace.TokensRoot(trace.Output, a.Output)
	if err != nil {
		b.t.Fatal(err)
	}
	receipt := bind.StatementsReceipt{
		Request: id, Output: outputRoot, Count: uint32(len(a.Output)), Amount: big.NewInt(1000), Nonce: nonce, Finish: 2,
		Started: (b.time - 50) * 1000, Finished: (b.time - 40) * 1000,
	}
	signature := provider.sign(b.t, job.Hash(b.ask(b.referee, bind.NewReferee().PackReceiptDigest(receipt))))
	s := served{traced: a, accusation: accusation{provider: provider, statements: encode(request, receipt, signature)}}
	read, err := bind.NewReceipts().UnpackReceiptsCheck(b.ask(b.receipts, bind.NewReceipts().PackReceiptsCheck(s.statements)))
	if err != nil {
		b.t.Fatal(err)
	}
	s.short = read.Claim
	s.fault = dispute.Fault{Subject: id, Amount: job.Units(1000)}
	return s
}

func (b *exactBench) prove(m *model.Model, a engine.Traced) *engine.Prover {
	b.t.Helper()
	p, err := engine.New(m, engine.Options{Threads: 2}).NewProver(context.Background(), a, engine.ProverOptions{StreamBytes: 64 << 20})
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// against is the honest challenger, who computes with the true model.
func (b *exactBench) against(p *engine.Prover) dispute.Attack {
	at := dispute.Attack{Program: p.Claim(), Trace: p}
	if end := p.End(); end.Wrong {
		at.Contradiction = &dispute.Number{Leaf: end.Contradiction}
	}
	return at
}

func loadModel(t *testing.T, file []byte, err error) *model.Model {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestDisputeAboutAnswersOfModels takes answers of a small model to the contract: a forged weight with the trace of the forged model, another token with the true trace, and a true answer.
func TestDisputeAboutAnswersOfModels(t *testing.T) {
	config := modeltest.Config{Seed: 41, Arch: "qwen2", Shape: modeltest.Shape{Dim: 276, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 6, FFN: 22, Vocab: 270, Context: 600}}
	file, err := modeltest.GGUF(config)
	honest, forged := loadModel(t, file, err), loadModel(t, file, err)
	root := honest.Root()
	forged.Layers[1].Down.Panels[5]++ // one weight, by one
	b := newExactBench(t, honest)
	stranger := b.someone("carol")
	prompt := []uint32{1, 262, 263, 264}
	play := func(name string, s served, liar *model.Model, pick func(p *engine.Prover) picker, want dispute.Outcome) *match {
		t.Helper()
		truth := b.prove(honest, s.traced)
		told := truth
		if liar != honest {
			told = b.prove(liar, s.traced)
		}
		s.program = truth.Claim()
		m := b.accuse(s.accusation, b.someone("challenger"))
		d := dispute.Defence{Program: told.Claim(), Trace: told, Claim: s.short, Fault: s.fault.Hash()}
		if got := m.play(d, pick(truth), stranger); got != want {
			t.Errorf("%s: outcome %d at %+v, want %d", name, got, m.state.Place, want)
		}
		t.Logf("%s: leaf %d of %d, element %d, part %d: %d gas in %d moves", name, m.state.Place.Leaf, m.state.Leaves, m.state.Place.Element, m.state.Place.Part, m.total, m.moves)
		return m
	}
	attack := func(p *engine.Prover) picker { return b.against(p).Move }
	play("a weight off by one", b.serve(forged, root, prompt, 4, nil), forged, attack, dispute.Convicted)
	play("another token, and the true trace", b.serve(honest, root, prompt, 4, func(out []uint32) { out[2] ^= 1 }), honest, attack, dispute.Convicted)
	play("another token, and a false trace", b.serve(honest, root, prompt, 4, func(out []uint32) { out[2] ^= 1 }), forged, attack, dispute.Convicted)
	r := newSource(5)
	for i := range 12 {
		play(fmt.Sprintf("a true answer, accused %d", i), b.serve(honest, root, prompt, 4, nil), honest, func(p *engine.Prover) picker {
			n := dispute.Number{Leaf: r.Uint64N(p.Claim().Leaves())}
			if count, _ := p.Claim().Elements(n.Leaf); count > 0 {
				n.Element = r.IntN(count)
			}
			return towards(p.Claim(), n, r)
		}, dispute.Shown)
	}
}

// towards picks the way to a number, whatever is shown, and any part of it.
func towards(p dispute.Program, n dispute.Number, r source) picker {
	return func(s dispute.State, _ dispute.Posted) (dispute.Move, error) {
		choice := 0
		switch s.Place.Phase {
		case dispute.Child:
			choice = int(n.Leaf >> (dispute.Levels * (s.Place.Rounds - 1 - s.Place.Level)) % dispute.Fan)
		case dispute.Element:
			choice = n.Element
		case dispute.Part:
			choice = r.IntN(p.Parts(n.Leaf, n.Element))
		}
		return dispute.Pick{Node: s.Node, Choice: uint16(choice)}, nil
	}
}

// TestDisputeAboutTheBuiltinModel plays whole disputes about an answer of the model that the binary brings, and says what they cost.
func TestDisputeAboutTheBuiltinModel(t *testing.T) {
	if testing.Short() {
		t.Skip("it traces an answer of the built-in model")
	}
	honest := loadModel(t, builtin.GGUF(), nil)
	b := newExactBench(t, honest)
	prompt := []uint32{1}
	for i := range uint32(31) {
		prompt = append(prompt, 300+i)
	}
	s := b.serve(honest, honest.Root(), prompt, 4, nil)
	truth := b.prove(honest, s.traced)
	s.program = truth.Claim()
	d := dispute.Defence{Program: truth.Claim(), Trace: truth, Claim: s.short, Fault: s.fault.Hash()}
	stranger, r := b.someone("carol"), newSource(6)
	cells, whole := map[string]uint64{}, uint64(0)
	rounds := uint8(0)
	for range 30 {
		n := dispute.Number{Leaf: r.Uint64N(truth.Claim().Leaves())}
		if count, _ := truth.Claim().Elements(n.Leaf); count > 0 {
			n.Element = r.IntN(count)
		}
		m := b.accuse(s.accusation, b.someone("mallory"))
		if got := m.play(d, towards(truth.Claim(), n, r), stranger); got != dispute.Shown {
			t.Fatalf("a true number is not shown: outcome %d at %+v", got, m.state.Place)
		}
		for name, gas := range m.gas {
			cells[name] = max(cells[name], gas)
		}
		whole, rounds = max(whole, m.total), m.state.Place.Rounds
	}
	lie := b.serve(honest, honest.Root(), prompt, 4, func(out []uint32) { out[len(out)-1] = (out[len(out)-1] + 7) % honest.Header().Vocab })
	lied := b.prove(honest, lie.traced)
	lie.program = lied.Claim()
	m := b.accuse(lie.accusation, b.someone("alice"))
	if got := m.play(dispute.Defence{Program: lied.Claim(), Trace: lied, Claim: lie.short, Fault: lie.fault.Hash()}, b.against(lied).Move, stranger); got != dispute.Convicted {
		t.Errorf("a false token: outcome %d", got)
	}
	t.Logf("built-in model, %d leaves, %d rounds to a leaf: at most %d gas for a dispute that is shown, %d for the false token; %v", truth.Claim().Leaves(), rounds, whole, m.total, cells)
	for _, name := range []string{"show", "show part"} { // the dearest cell of this model, and the payout that follows it
		if cells[name] > 268_000 {
			t.Errorf("%s uses %d gas", name, cells[name])
		}
	}
}
