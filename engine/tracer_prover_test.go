package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// provedAnswer is a short answer with everything that sampling has, and its prover.
func provedAnswer(t testing.TB, m *model.Model, o ProverOptions) (*Engine, Traced, *Prover) {
	t.Helper()
	e := New(m, Options{Threads: 2})
	a := Traced{Prompt: []uint32{1, 262, 263, 264}, Seed: [32]byte{3},
		Sampling: exact.Sampling{Temperature: 900, TopK: 60, TopP: 950, MinP: 10, Repeat: 1200, Frequency: 100},
		Bias:     []exact.Bias{{Token: 5, Bias: 1000}, {Token: 130, Bias: -2000}, {Token: 266, Bias: 500}}}
	a = tracedAnswer(t, e, a, 4)
	p, err := e.NewProver(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	return e, a, p
}

// cellShow is an element with all that a judge takes.
type cellShow struct {
	leaf           uint64
	element        int
	data           []byte
	sums, evidence []byte
}

func showCell(t testing.TB, p *Prover, leaf uint64, element int) cellShow {
	t.Helper()
	s := cellShow{leaf: leaf, element: element}
	var err error
	if s.data, err = p.Leaf(leaf); err != nil {
		t.Fatal(err)
	}
	if p.Claim().Parts(leaf, element) > 1 {
		if s.sums, err = p.Sums(leaf, element); err != nil {
			t.Fatal(err)
		}
	}
	if s.evidence, err = p.Evidence(leaf, element); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s cellShow) judge(c *trace.Claim, root job.Hash) (bool, error) {
	return c.Judge(root, s.leaf, s.element, s.data, s.sums, s.evidence)
}

// someElements picks from every operation of every layer the first, the last and some other leaves, and of each of them every step-th element and the last.
func someElements(c *trace.Claim, step int, do func(leaf uint64, element int)) {
	l := c.Layout()
	random := rand.New(rand.NewPCG(1, 2))
	for op := trace.OpRotation; op <= trace.OpToken; op++ {
		rows, per := l.Span(op)
		for layer := range c.Shape.Layers {
			for k := range 4 {
				p := trace.Place{Op: op, Layer: layer}
				switch {
				case rows == 0:
					continue
				case k == 1:
					p.Row, p.Leaf = rows-1, per-1
				case k > 1:
					p.Row, p.Leaf = random.Uint64N(rows), random.Uint64N(per)
				}
				i, ok := l.Index(p)
				count, _ := l.Elements(p)
				if !ok || count == 0 {
					continue
				}
				for e := 0; e < count; e += step {
					do(i, e)
				}
				do(i, count-1)
			}
		}
	}
}

func TestAJudgeAcceptsEveryRightCellAndNoOther(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 21, Arch: "qwen3", Bias: true,
		Shape: modeltest.Shape{Dim: 300, Layers: 1, Heads: 2, KVHeads: 1, HeadDim: 6, FFN: 270, Vocab: 270, Context: 64}})
	_, _, p := provedAnswer(t, m, ProverOptions{StreamBytes: 1 << 20})
	c, root := p.Claim(), p.Root()
	random := rand.New(rand.NewPCG(3, 4))
	cells, parts := 0, 0
	someElements(c, 61, func(leaf uint64, element int) {
		place, _ := c.Layout().Place(leaf)
		s := showCell(t, p, leaf, element)
		cells++
		if ok, err := s.judge(c, root); !ok || err != nil {
			t.Fatalf("element %d of %v is not accepted: %v, %v", element, place, ok, err)
		}
		_, width := c.Elements(leaf)
		wrong := s
		wrong.data = slices.Clone(s.data)
		wrong.data[element*width+random.IntN(width)] ^= 1 << random.IntN(8)
		if ok, _ := wrong.judge(c, root); ok {
			t.Fatalf("a wrong element %d of %v is accepted", element, place)
		}
		if len(s.sums) > 0 {
			wrong = s
			wrong.sums = append(slices.Clone(s.sums), make([]byte, 8)...)
			if ok, _ := wrong.judge(c, root); ok {
				t.Fatalf("one partial sum more of element %d of %v is accepted", element, place)
			}
			part := random.IntN(len(s.sums) / 8)
			sum := int64(binary.BigEndian.Uint64(s.sums[8*part:]))
			evidence, err := p.PartEvidence(leaf, element, part)
			if err != nil {
				t.Fatal(err)
			}
			if right, err := c.JudgePart(root, leaf, element, part, sum, evidence); !right || err != nil {
				t.Fatalf("partial sum %d of element %d of %v is not accepted: %v, %v", part, element, place, right, err)
			}
			if right, _ := c.JudgePart(root, leaf, element, part, sum+1, evidence); right {
				t.Fatalf("a wrong partial sum %d of element %d of %v is accepted", part, element, place)
			}
			parts++
		}
		for range 3 { // evidence is exactly what opens the inputs: no byte may be another, none left out or added
			if len(s.evidence) == 0 {
				break
			}
			forged := s
			forged.evidence = slices.Clone(s.evidence)
			forged.evidence[random.IntN(len(forged.evidence))] ^= 1 << random.IntN(8)
			if ok, err := forged.judge(c, root); ok || err == nil {
				t.Fatalf("forged evidence for element %d of %v: %v, %v", element, place, ok, err)
			}
		}
		short, long := s, s
		if len(s.evidence) > 0 {
			short.evidence = s.evidence[:len(s.evidence)-1]
			if ok, err := short.judge(c, root); ok || err == nil {
				t.Fatalf("evidence without its last byte, element %d of %v: %v, %v", element, place, ok, err)
			}
		}
		long.evidence = append(slices.Clone(s.evidence), 0)
		if ok, err := long.judge(c, root); ok || err == nil {
			t.Fatalf("evidence with one more byte, element %d of %v: %v, %v", element, place, ok, err)
		}
	})
	t.Logf("%d cells, %d of them of several parts, of a trace of %d leaves", cells, parts, c.Leaves())
}

func TestAProverThatKeepsLessShowsTheSame(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 22, Shape: tinyShape})
	_, _, one := provedAnswer(t, m, ProverOptions{})
	_, _, two := provedAnswer(t, m, ProverOptions{Keep: 2, StreamBytes: 1 << 20})
	_, _, some := provedAnswer(t, m, ProverOptions{StreamBytes: 2 * 4 * 20 * 7}) // two of three streams
	if one.Root() != two.Root() || one.Rounds() != two.Rounds() {
		t.Fatalf("roots %x and %x", one.Root(), two.Root())
	}
	node := one.tree.Top()
	index := uint64(0)
	for level := one.Rounds(); level > 0; level-- {
		a, err := one.Children(level, index)
		if err != nil {
			t.Fatal(err)
		}
		b, err := two.Children(level, index)
		if err != nil || !slices.Equal(a, b) {
			t.Fatalf("level %d: the children differ: %v", level, err)
		}
		if trace.Fold(a, level-1) != node {
			t.Fatalf("level %d: the children do not make the node", level)
		}
		pick := uint64(5)
		node, index = a[pick], index*64+pick
	}
	leaf, err := two.Leaf(index)
	if err != nil || trace.LeafHash(leaf) != node {
		t.Fatalf("the walk does not end at leaf %d: %v", index, err)
	}
	if one.marks.every != 0 || two.marks.every != 1 || some.marks.every != 2 {
		t.Errorf("streams are kept before every %d, %d and %d layers", one.marks.every, two.marks.every, some.marks.every)
	}
	n := 0
	someElements(one.Claim(), 97, func(leaf uint64, element int) {
		if n++; n%7 != 1 {
			return
		}
		x := showCell(t, one, leaf, element)
		for _, p := range []*Prover{two, some} {
			p.window = nil
			y := showCell(t, p, leaf, element)
			if !bytes.Equal(x.data, y.data) || !bytes.Equal(x.sums, y.sums) || !bytes.Equal(x.evidence, y.evidence) {
				t.Errorf("element %d of leaf %d is shown in another way", element, leaf)
			}
		}
	})
}

func TestAFalseTokenIsContradictedByTheTraceOfItsClaim(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 23, Shape: tinyShape})
	e, a, _ := provedAnswer(t, m, ProverOptions{})
	for i := range a.Output {
		for _, token := range []uint32{(a.Output[i] + 1) % 270, 270, 1<<32 - 1} {
			lie := a
			lie.Output = slices.Clone(a.Output)
			lie.Output[i] = token
			p, err := e.NewProver(context.Background(), lie, ProverOptions{})
			if err != nil {
				t.Fatal(err)
			}
			want, _ := p.Claim().Layout().Index(trace.Place{Op: trace.OpToken, Row: uint64(i)})
			if end := p.End(); !end.Wrong || end.Contradiction != want {
				t.Fatalf("token %d in place of %d: %+v, want a contradiction at leaf %d", token, a.Output[i], end, want)
			}
			s := showCell(t, p, want, 0)
			if ok, err := s.judge(p.Claim(), p.Root()); ok || err != nil {
				t.Fatalf("the token leaf of a false answer: %v, %v", ok, err)
			}
			s.data = binary.BigEndian.AppendUint32(nil, token) // nor does it help to lie there too
			if ok, err := s.judge(p.Claim(), p.Root()); ok || err != nil {
				t.Fatalf("the token leaf of a false answer, changed: %v, %v", ok, err)
			}
		}
	}
}

// TestAMeanOverManyPositionsIsSplit: the attention of a late position is a sum of as many parts as there are chunks of positions.
func TestAMeanOverManyPositionsIsSplit(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 24, Shape: tinyShape})
	e := New(m, Options{Threads: 2})
	a := tracedAnswer(t, e, Traced{Prompt: randomTokens(290, 270, 5), Sampling: exact.Greedy}, 2)
	p, err := e.NewProver(context.Background(), a, ProverOptions{StreamBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Claim()
	for _, row := range []uint64{127, 128, 289} {
		leaf, _ := c.Layout().Index(trace.Place{Op: trace.OpMeans, Layer: 1, Row: row, Leaf: 3})
		parts := int(row/128) + 1
		if got := c.Parts(leaf, 5); got != parts {
			t.Fatalf("a mean over %d positions has %d parts", row+1, got)
		}
		s := showCell(t, p, leaf, 5)
		if ok, err := s.judge(c, p.Root()); !ok || err != nil {
			t.Fatalf("a mean over %d positions: %v, %v", row+1, ok, err)
		}
		for part := range len(s.sums) / 8 {
			evidence, err := p.PartEvidence(leaf, 5, part)
			if err != nil {
				t.Fatal(err)
			}
			sum := int64(binary.BigEndian.Uint64(s.sums[8*part:]))
			if ok, err := c.JudgePart(p.Root(), leaf, 5, part, sum, evidence); !ok || err != nil {
				t.Errorf("part %d of a mean over %d positions: %v, %v", part, row+1, ok, err)
			}
			if ok, _ := c.JudgePart(p.Root(), leaf, 5, part, sum^1, evidence); ok {
				t.Errorf("a wrong part %d of a mean over %d positions is accepted", part, row+1)
			}
		}
	}
}

// TestTraceRootIsTheRecordedOne: a trace is the same on every machine, and a change of its order or of a cell does not go unnoticed.
func TestTraceRootIsTheRecordedOne(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 25, Arch: "qwen3", Bias: true, Shape: tinyShape})
	_, _, p := provedAnswer(t, m, ProverOptions{})
	const recorded = "0xce23cca6bed036c91ac91bb7781c3963c37dc97abcbe003d998930e7e4a8731a"
	if got := p.Root().String(); got != recorded {
		t.Errorf("the root of the trace is %s, recorded is %s", got, recorded)
	}
}

func TestTraceRootOnArm64(t *testing.T) {
	modeltest.RunOnArm64(t, "TestTraceRootIsTheRecordedOne")
}
