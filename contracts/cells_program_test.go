package contracts_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// TestContractJudgesRealAnswers lets the engine answer and trace, and shows numbers of every operation to the contract: it must accept each, and refuse each
// that is off by one.
func TestContractJudgesRealAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		file   func() ([]byte, error)
		prompt int
	}{
		"builtin": {func() ([]byte, error) { return builtin.GGUF(), nil }, 12},
		"llama":   {func() ([]byte, error) { return modeltest.GGUF(modeltest.Config{Seed: 4, Outlier: 1000, Bias: true}) }, 40},
		"qwen2":   {func() ([]byte, error) { return modeltest.GGUF(modeltest.Config{Seed: 2, Arch: "qwen2", Tied: true}) }, 20},
		"qwen3 over several chunks": {func() ([]byte, error) {
			return modeltest.GGUF(modeltest.Config{Seed: 6, Arch: "qwen3", Shape: modeltest.Shape{Dim: 34, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 10, FFN: 40, Vocab: 262, Context: 900}})
		}, 300},
		"rows of several chunks": {func() ([]byte, error) {
			return modeltest.GGUF(modeltest.Config{Seed: 5, Type: gguf.Q8_0, Tied: true, Shape: modeltest.Shape{Dim: 320, Layers: 2, Heads: 10, KVHeads: 5, FFN: 608, Vocab: 300, Context: 96}})
		}, 8},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := c.file()
			if err != nil {
				t.Fatal(err)
			}
			judgeAnswer(t, file, c.prompt)
		})
	}
}

func judgeAnswer(t *testing.T, file []byte, prompt int) {
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := newSource(61)
	e := engine.New(m, engine.Options{Threads: 1})
	vocab := m.Header().Vocab
	a := engine.Traced{Prompt: []uint32{1}, Seed: [32]byte{9}, Bias: []exact.Bias{{Token: 5, Bias: 1000}, {Token: 131, Bias: -2000}, {Token: vocab - 1, Bias: 500}},
		Sampling: exact.Sampling{Temperature: 900, TopK: 60, TopP: 950, MinP: 10, Repeat: 1200, Frequency: 100, Presence: -50}}
	for len(a.Prompt) < prompt {
		a.Prompt = append(a.Prompt, 5+s.Uint32N(vocab-5))
	}
	_, err = e.Generate(context.Background(), a.Prompt, engine.Params{Sampling: a.Sampling, Seed: a.Seed, Bias: a.Bias, MaxTokens: 4}, func(tok uint32) error {
		a.Output = append(a.Output, tok)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	prover, err := e.NewProver(context.Background(), a, engine.ProverOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c := newCourt(t)
	leaves := make([][]byte, m.Leaves())
	for i := range leaves {
		leaves[i] = m.Leaf(i)
	}
	o, err := trace.Open(trace.Model, leaves, 0)
	if err != nil {
		t.Fatal(err)
	}
	claim := prover.Claim()
	w := &world{facts: claim.Facts, layout: claim.Layout()}
	if !bytes.Equal(w.header(), leaves[0]) {
		t.Fatalf("the header leaf is %x, the test makes %x", leaves[0], w.header())
	}
	c.register(w, o.Siblings[:trace.Siblings(uint64(len(leaves)))])

	l := claim.Layout()
	shown := 0
	for op := trace.OpRotation; op <= trace.OpToken; op++ {
		rows, per := l.Span(op)
		for range 3 {
			p := trace.Place{Op: op, Row: s.Uint64N(rows), Leaf: s.Uint64N(per)}
			if op >= trace.OpSquares && op <= trace.OpOutput {
				p.Layer = s.Uint32N(m.Header().Layers)
			}
			count, width := l.Elements(p)
			if count == 0 {
				continue
			}
			leaf, _ := l.Index(p)
			data, err := prover.Leaf(leaf)
			if err != nil {
				t.Fatal(err)
			}
			for _, element := range []int{0, 1, 2, s.IntN(count), count - 1} {
				if element >= count {
					continue
				}
				q := question{claim: w.claim(), root: prover.Root(), leaf: leaf, element: element, part: trace.WholeElement, data: data}
				if parts := l.Parts(p, element); parts > 1 {
					sums, err := prover.Sums(leaf, element)
					if err != nil {
						t.Fatal(err)
					}
					for i := range parts {
						q.sums = append(q.sums, int64(binary.BigEndian.Uint64(sums[8*i:])))
					}
					part := q
					part.part = s.IntN(parts)
					part.sum = q.sums[part.part]
					if part.evidence, err = prover.PartEvidence(leaf, element, part.part); err != nil {
						t.Fatal(err)
					}
					right := c.judge(part)
					part.sum++
					if !right || c.judge(part) {
						t.Fatalf("%+v element %d part %d: right is accepted: %t, wrong is accepted: %t", p, element, part.part, right, c.judge(part))
					}
				}
				if q.evidence, err = prover.Evidence(leaf, element); err != nil {
					t.Fatal(err)
				}
				right := c.judge(q)
				q.data = slices.Clone(data)
				q.data[(element+1)*width-1]++
				if !right || c.judge(q) {
					t.Fatalf("%+v element %d: right is accepted: %t, off by one is accepted: %t", p, element, right, c.judge(q))
				}
				shown++
			}
		}
	}
	t.Logf("%d leaves, %d numbers shown", l.Leaves(), shown)
}

// TestProgramKnowsOnlyWhatFitsTheBound registers headers at and past every bound.
func TestProgramKnowsOnlyWhatFitsTheBound(t *testing.T) {
	c := newCourt(t)
	s := newSource(62)
	try := func(change func(*trace.Shape)) bool {
		w := &world{s: s, facts: trace.Facts{Shape: with(llama8B, change)}}
		shape := w.facts.Shape
		// Tensors that a shape has, whatever is wrong with it otherwise.
		count := uint64(shape.Layers)*9 + 5
		if shape.Tied {
			count--
		}
		g := newGrove(s, trace.Model, 12, count+1)
		if count >= 1<<12 {
			g = newGrove(s, trace.Model, 12, 1<<12)
		}
		g.put(0, w.header())
		var siblings [][32]byte
		for _, h := range g.path(0) {
			siblings = append(siblings, h)
		}
		out, err := c.machine.view(c.program, c.abi.PackRegister(w.header(), siblings))
		if err == nil && job.Hash(out) != g.root() {
			t.Fatalf("%+v was registered as %x, its root is %s", shape, out, g.root())
		}
		return err == nil
	}
	type change = func(*trace.Shape)
	for name, pair := range map[string][2]change{ // the last that is good, the first that is not
		"dim":        {func(s *trace.Shape) { s.Dim = 32768 }, func(s *trace.Shape) { s.Dim = 32769 }},
		"small dim":  {func(s *trace.Shape) { s.Dim = 2 }, func(s *trace.Shape) { s.Dim = 1 }},
		"layers":     {func(s *trace.Shape) { s.Layers = 450 }, func(s *trace.Shape) { s.Layers = 451 }},
		"no layers":  {func(s *trace.Shape) { s.Layers = 1 }, func(s *trace.Shape) { s.Layers = 0 }},
		"heads":      {func(s *trace.Shape) { s.Heads, s.KVHeads, s.HeadDim, s.RopeDim = 1024, 1, 32, 32 }, func(s *trace.Shape) { s.Heads, s.KVHeads, s.HeadDim, s.RopeDim = 1025, 1, 32, 32 }},
		"groups":     {func(s *trace.Shape) { s.KVHeads = 16 }, func(s *trace.Shape) { s.KVHeads = 12 }},
		"no groups":  {func(s *trace.Shape) { s.KVHeads = 1 }, func(s *trace.Shape) { s.KVHeads = 0 }},
		"head":       {func(s *trace.Shape) { s.HeadDim = 160 }, func(s *trace.Shape) { s.HeadDim = 162 }},
		"odd head":   {func(s *trace.Shape) { s.HeadDim = 130 }, func(s *trace.Shape) { s.HeadDim = 131 }},
		"attention":  {func(s *trace.Shape) { s.Heads, s.HeadDim = 480, 128 }, func(s *trace.Shape) { s.Heads, s.HeadDim = 488, 128 }},
		"rope":       {func(s *trace.Shape) { s.RopeDim = 128 }, func(s *trace.Shape) { s.RopeDim = 130 }},
		"no rope":    {func(s *trace.Shape) { s.RopeDim = 2 }, func(s *trace.Shape) { s.RopeDim = 0 }},
		"ffn":        {func(s *trace.Shape) { s.FFN = 61440 }, func(s *trace.Shape) { s.FFN = 61441 }},
		"no ffn":     {func(s *trace.Shape) { s.FFN = 1 }, func(s *trace.Shape) { s.FFN = 0 }},
		"vocab":      {func(s *trace.Shape) { s.Vocab = 1 << 20 }, func(s *trace.Shape) { s.Vocab = 1<<20 + 1 }},
		"matrix":     {func(s *trace.Shape) { s.Dim, s.Vocab = 32768, 1<<17 }, func(s *trace.Shape) { s.Dim, s.Vocab = 32768, 1<<17+1 }},
		"context":    {func(s *trace.Shape) { s.Context = 1 << 17 }, func(s *trace.Shape) { s.Context = 1<<17 + 1 }},
		"residual":   {func(s *trace.Shape) { s.Residual = 26 }, func(s *trace.Shape) { s.Residual = 27 }},
		"low stream": {func(s *trace.Shape) { s.Residual = 8 }, func(s *trace.Shape) { s.Residual = 7 }},
		"epsilon":    {func(s *trace.Shape) { s.Epsilon = 1 << 62 }, func(s *trace.Shape) { s.Epsilon = 1<<62 + 1 }},
		"heads' own": {func(s *trace.Shape) { s.HeadEpsilon = 0 }, func(s *trace.Shape) { s.HeadEpsilon = 1 }},
	} {
		if !try(pair[0]) {
			t.Errorf("%s: the last good one is refused", name)
		}
		if try(pair[1]) {
			t.Errorf("%s: past the bound, and registered", name)
		}
	}
}

// TestAttackHeaderOfAnotherKind offers things that are not a header leaf with its path.
func TestAttackHeaderOfAnotherKind(t *testing.T) {
	c := newCourt(t)
	s := newSource(63)
	w := &world{s: s, facts: trace.Facts{Shape: llama8B}}
	g := newGrove(s, trace.Model, 12, uint64(llama8B.Tensors())+1)
	g.put(0, w.header())
	var path [][32]byte
	for _, h := range g.path(0) {
		path = append(path, h)
	}
	version := append([]byte("assay.exact.v3"), w.header()[14:]...)
	for name, x := range map[string]struct {
		header []byte
		path   [][32]byte
	}{
		"another version": {version, path}, "short": {w.header()[:85], path}, "long": {append(w.header(), 0), path},
		"short path": {w.header(), path[1:]}, "long path": {w.header(), append(slices.Clone(path), [32]byte{})},
	} {
		if _, err := c.machine.view(c.program, c.abi.PackRegister(x.header, x.path)); err == nil {
			t.Errorf("%s: registered", name)
		}
	}
	if _, err := c.machine.view(c.program, c.abi.PackRegister(w.header(), path)); err != nil {
		t.Errorf("the right one: %v", err)
	}
}

// TestClaimsThatCannotBeJudged asks for the number of leaves of claims just inside and just outside every range.
func TestClaimsThatCannotBeJudged(t *testing.T) {
	c := newCourt(t)
	s := newSource(64)
	shape := with(llama8B, func(s *trace.Shape) { s.Context = 40000; s.Layers = 2 })
	f := trace.Facts{Shape: shape, PromptTokens: 3, OutputTokens: 2, Sampling: exact.Greedy}
	w := newWorld(t, s, f, []uint32{1, 2, 3, 4, 5}, nil)
	w.fill = w.numbers
	g := w.grow()
	c.register(w, g.model.path(0))
	leaves := func(claim []byte) error { _, err := c.call(c.abi.PackLeaves(claim)); return err }
	if err := leaves(w.claim()); err != nil {
		t.Fatal(err)
	}
	for name, claim := range map[string][]byte{"short": w.claim()[:195], "long": append(w.claim(), 0), "empty": nil, "unknown model": append([]byte{^w.claim()[0]}, w.claim()[1:]...)} {
		if leaves(claim) == nil {
			t.Errorf("%s: has leaves", name)
		}
	}
	field := func(i int, v uint32) []byte {
		claim := w.claim()
		binary.BigEndian.PutUint32(claim[160+4*i:], v)
		return claim
	}
	negative := func(v int32) uint32 { return uint32(v) }
	for _, x := range []struct {
		name      string
		field     int
		good, bad uint32
	}{
		{"prompt", 0, 1, 0}, {"output", 1, 1, 0}, {"positions", 0, 32767, 32768}, {"context", 1, 32766, 39998}, {"temperature", 2, 100000, 100001},
		{"top-p", 4, 1, 0}, {"top-p", 4, 1000, 1001}, {"min-p", 5, 1000, 1001}, {"repeat", 6, 100, 99}, {"repeat", 6, 10000, 10001}, {"no repeat", 6, 0, 1},
		{"frequency", 7, 2000, 2001}, {"frequency", 7, negative(-2000), negative(-2001)}, {"presence", 8, 2000, 2001}, {"presence", 8, negative(-2000), negative(-2001)},
	} {
		if err := leaves(field(x.field, x.good)); err != nil {
			t.Errorf("%s of %d: %v", x.name, int32(x.good), err)
		}
		if leaves(field(x.field, x.bad)) == nil {
			t.Errorf("%s of %d: has leaves", x.name, int32(x.bad))
		}
	}
}

// TestClaimOfStatements holds the short claim to package job: the seed, the fields, and what is refused.
func TestClaimOfStatements(t *testing.T) {
	c := newCourt(t)
	s := newSource(65)
	for range 50 {
		id, nonce := s.randomHash(), s.randomHash()
		w := &world{facts: trace.Facts{Model: s.randomHash(), Prompt: s.randomHash(), Output: s.randomHash(), Seed: job.Seed(nonce, id), Biases: s.hash(),
			PromptTokens: uint64(s.Uint32()), OutputTokens: uint64(s.Uint32()),
			Sampling: exact.Sampling{Temperature: s.u32(), TopK: s.u32(), TopP: s.u32(), MinP: s.u32(), Repeat: s.u32(), Frequency: s.i32(), Presence: s.i32()}}}
		f := w.facts
		request := bind.StatementsRequest{Model: f.Model, Prompt: f.Prompt, PromptTokens: uint32(f.PromptTokens), Lane: 1, PriceLimit: new(big.Int),
			Sampling: bind.StatementsSampling{Temperature: f.Sampling.Temperature, TopK: f.Sampling.TopK, TopP: f.Sampling.TopP, MinP: f.Sampling.MinP,
				Repeat: f.Sampling.Repeat, Frequency: f.Sampling.Frequency, Presence: f.Sampling.Presence, Bias: f.Biases}}
		receipt := bind.StatementsReceipt{Request: id, Output: f.Output, Count: uint32(f.OutputTokens), Amount: new(big.Int), Nonce: nonce}
		out, err := c.call(c.abi.PackClaimOf(request, id, receipt))
		if got, _ := c.abi.UnpackClaimOf(out); err != nil || !bytes.Equal(got, w.claim()) {
			t.Fatalf("claim %x (%v), want %x", got, err, w.claim())
		}
		other := func(change func(*bind.StatementsRequest, *bind.StatementsReceipt)) {
			a, b := request, receipt
			change(&a, &b)
			if _, err := c.call(c.abi.PackClaimOf(a, id, b)); err == nil {
				t.Fatalf("a claim of %+v and %+v", a, b)
			}
		}
		other(func(a *bind.StatementsRequest, _ *bind.StatementsReceipt) { a.Lane = 2 })
		other(func(a *bind.StatementsRequest, _ *bind.StatementsReceipt) { a.Schema[31] = 1 })
		other(func(a *bind.StatementsRequest, _ *bind.StatementsReceipt) { a.Stop[0] = 1 })
		other(func(_ *bind.StatementsRequest, b *bind.StatementsReceipt) { b.Request[0] ^= 1 })
	}
}

// TestAttackLeafPassedOffAsNode shows a token that is an inner node of the tree, one level up: the domains of leaves and nodes differ, and so do the lengths.
func TestAttackLeafPassedOffAsNode(t *testing.T) {
	c := newCourt(t)
	s := newSource(66)
	w := newWorld(t, s, trace.Facts{Shape: with(llama8B, func(s *trace.Shape) { s.Layers, s.Vocab, s.Dim = 1, 300, 64 }), PromptTokens: 8, OutputTokens: 1, Sampling: exact.Greedy},
		[]uint32{1, 2, 3, 4, 5, 6, 7, 8, 9}, nil)
	w.fill = w.numbers
	p := trace.Place{Op: trace.OpEmbedding, Row: 2}
	count, width := w.layout.Elements(p)
	q, _ := w.question(t, c, p, 5, trace.WholeElement, make([]byte, count*width), false)
	if !c.judge(q) {
		t.Fatal("the right cell is refused")
	}
	// The evidence begins with the token and 3 siblings; drop the token and the lowest sibling for their node.
	leaf := func(v uint32) []byte { return crypto.Keccak256([]byte{0, 1}, binary.BigEndian.AppendUint32(nil, v)) }
	node := crypto.Keccak256([]byte{1}, leaf(3), leaf(4))
	for name, evidence := range map[string][]byte{
		"node for token":      append(slices.Clone(node), q.evidence[4+32:]...),
		"shorter path":        append(slices.Clone(q.evidence[:4]), q.evidence[4+32:]...),
		"longer path":         append(slices.Clone(q.evidence[:4+32]), q.evidence[4:]...),
		"siblings swapped":    join(q.evidence[:4], q.evidence[36:68], q.evidence[4:36], q.evidence[68:]),
		"neighbour's token":   join(binary.BigEndian.AppendUint32(nil, 4), leaf(3), q.evidence[36:]),
		"nothing":             nil,
		"something left over": append(slices.Clone(q.evidence), make([]byte, 32)...),
	} {
		bad := q
		bad.evidence = evidence
		if c.judge(bad) {
			t.Errorf("%s: accepted", name)
		}
	}
}
