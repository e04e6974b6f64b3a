package verify_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// part is a stretch of an opening.
type part struct {
	what            string // "head", "row", "cache", "leaf" or the name of a linear layer
	position, layer int
	at, size, width int
}

// parts takes an opening apart, as the description of the format has it.
func parts(t testing.TB, m *model.Model, c verify.LightClaim, b []byte) (list []part) {
	t.Helper()
	h := m.Header()
	at, n := 0, len(c.Prompt)+len(c.Output)-1
	add := func(what string, position, layer, size, width int) {
		list = append(list, part{what, position, layer, at, size, width})
		at += size
	}
	sums := func(p engine.Product, position, layer, rows int) {
		add("width", position, layer, 1, 0)
		width := int(b[at-1])
		add(p.String(), position, layer, rows*width, width)
	}
	add("head", 0, 0, 16+32+8+4*len(c.Positions), 0)
	leaves := (m.Embedding.Groups() + 7) / 8
	for _, p := range c.Positions {
		add("row", p, 0, m.Embedding.Groups()*34+leaves*24*32, 0)
	}
	last := c.Positions[len(c.Positions)-1]
	for l := range m.Layers {
		x := &m.Layers[l]
		for p := range last {
			if !slices.Contains(c.Positions, p) {
				add("cache", p, l, int(h.KVHeads)*(3+4*int(h.HeadDim)), 0)
			}
		}
		for _, p := range c.Positions {
			for i, w := range []*model.Matrix{&x.Q, &x.K, &x.V, &x.O, &x.Gate, &x.Up, &x.Down} {
				sums(engine.Product(i), p, l, w.Rows)
			}
		}
	}
	for _, p := range c.Positions {
		if p >= len(c.Prompt)-1 {
			sums(engine.LogitsProduct, p, len(m.Layers), int(h.Vocab))
		}
	}
	for p := last + 1; p < n; p++ {
		add("leaf", p, 0, 32, 0)
	}
	if at != len(b) {
		t.Fatalf("the parts have %d bytes, the opening %d", at, len(b))
	}
	return list
}

// element is integer i of a part, and a place to put it.
func (p part) element(b []byte, i int) int64 {
	var word [8]byte
	copy(word[:], b[p.at+i*p.width:][:p.width])
	shift := 64 - 8*p.width
	return int64(binary.LittleEndian.Uint64(word[:])) << shift >> shift
}

func (p part) set(b []byte, i int, v int64) {
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], uint64(v))
	copy(b[p.at+i*p.width:][:p.width], word[:])
}

// TestASumOffByOneIsRefused: any result of any linear layer, at its place.
func TestASumOffByOneIsRefused(t *testing.T) {
	for _, c := range lightModels {
		s := newStage(t, c.config)
		claim := s.answer(t, 10, sampled)
		claim.Positions = []int{4, 9, 11}
		opening := s.open(t, &claim)
		claim.Cache = job.Hash{}
		for k, p := range parts(t, s.m, claim, opening) {
			if p.width == 0 {
				continue
			}
			for _, d := range []int64{1, -1} {
				i := (k*131 + 17) % (p.size / p.width)
				was := p.element(opening, i)
				p.set(opening, i, was+d)
				if p.element(opening, i) != was+d { // no room in this width
					p.set(opening, i, was)
					continue
				}
				f := s.fails(t, claim, opening)
				p.set(opening, i, was)
				if f.Position != p.position || f.Layer != p.layer {
					t.Fatalf("%s: %s of layer %d at position %d off by %d: %v", c.name, p.what, p.layer, p.position, d, f)
				}
			}
		}
		if _, err := s.check(t, claim, opening); err != nil {
			t.Fatalf("%s: the test spoilt the opening: %v", c.name, err)
		}
	}
}

// TestSumsThatChangePlacesAreRefused: the residues of r are all different.
func TestSumsThatChangePlacesAreRefused(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 10, sampled)
	claim.Positions = []int{9}
	opening := s.open(t, &claim)
	for _, p := range parts(t, s.m, claim, opening) {
		if p.width == 0 {
			continue
		}
		a, b := p.element(opening, 0), p.element(opening, 1)
		p.set(opening, 0, b)
		p.set(opening, 1, a)
		s.fails(t, claim, opening)
		p.set(opening, 0, a+1)
		p.set(opening, 1, b-1)
		s.fails(t, claim, opening)
		p.set(opening, 0, a)
		p.set(opening, 1, b)
	}
}

// TestEveryByteOfAnOpeningCounts: with the cache's root named before, no byte can be another.
func TestEveryByteOfAnOpeningCounts(t *testing.T) {
	s := newStage(t, modeltest.Config{Seed: 8, Shape: modeltest.Shape{Dim: 16, Layers: 2, Heads: 2, KVHeads: 1, FFN: 24, Vocab: 40, Context: 32}})
	claim := s.answer(t, 6, engine.Params{MaxTokens: 5})
	claim.Positions = []int{2, 5, 7}
	opening := s.open(t, &claim)
	for _, p := range parts(t, s.m, claim, opening) {
		step := 1
		if p.what == "row" {
			step = 5
		}
		for i := p.at; i < p.at+p.size; i += step {
			opening[i] ^= 1 << (i % 8)
			s.fails(t, claim, opening)
			opening[i] ^= 1 << (i % 8)
		}
	}
	for _, n := range []int{0, 10, 60, len(opening) / 2, len(opening) - 1} {
		s.fails(t, claim, opening[:n])
	}
	s.fails(t, claim, append(opening, 0))
}

// TestACachedElementOffByOneIsRefused: keys and values of positions that were not chosen, by the root that was named.
func TestACachedElementOffByOneIsRefused(t *testing.T) {
	for _, c := range lightModels {
		s := newStage(t, c.config)
		claim := s.answer(t, 10, engine.Params{MaxTokens: 3})
		claim.Positions = []int{9}
		opening := s.open(t, &claim)
		for k, p := range parts(t, s.m, claim, opening) {
			if p.what != "cache" {
				continue
			}
			at := p.at + 3 + 2*(k%(2*int(s.m.Header().HeadDim)))
			opening[at]++
			s.fails(t, claim, opening)
			opening[at]--
		}
	}
}

// TestWrongTokensAreRefused: the tokens of the answer, whatever is opened.
func TestWrongTokensAreRefused(t *testing.T) {
	for _, params := range []engine.Params{{MaxTokens: 8}, sampled} {
		s := newStage(t, lightModels[3].config)
		claim := s.answer(t, 12, params)
		truth, finish := slices.Clone(claim.Output), claim.Finish
		for i := range truth {
			claim.Output = slices.Clone(truth)
			claim.Output[i] = (truth[i] + 1) % s.m.Header().Vocab
			claim.Finish = 0
			claim.Positions = []int{11 + i}
			f := s.fails(t, claim, s.open(t, &claim))
			if f.Position != 11+i || f.What != "token" {
				t.Errorf("token %d: %v", i, f)
			}
		}
		claim.Output, claim.Finish, claim.Positions = truth, engine.FinishStop+engine.FinishLength-finish, []int{0}
		if f := s.fails(t, claim, s.open(t, &claim)); f.What != "output" {
			t.Errorf("a wrong reason for ending: %v", f)
		}
		claim.Output, claim.Finish = append(slices.Clone(truth), truth[0]), 0
		if f := s.fails(t, claim, s.open(t, &claim)); f.What != "output" {
			t.Errorf("a token behind the end: %v", f)
		}
		claim.Output, claim.Params.Seed = truth, [32]byte{99}
		claim.Positions = span(0, 11+len(truth))
		if params.Sampling.Temperature > 0 {
			s.fails(t, claim, s.open(t, &claim))
		}
	}
}

// TestOneWeightOffByOneIsRefused: a provider computes with weights of which one is another.
func TestOneWeightOffByOneIsRefused(t *testing.T) {
	honest := newStage(t, lightModels[0].config)
	for i, pick := range []func(m *model.Model) *model.Matrix{
		func(m *model.Model) *model.Matrix { return &m.Layers[0].Q }, func(m *model.Model) *model.Matrix { return &m.Layers[1].K },
		func(m *model.Model) *model.Matrix { return &m.Layers[2].V }, func(m *model.Model) *model.Matrix { return &m.Layers[0].O },
		func(m *model.Model) *model.Matrix { return &m.Layers[1].Gate }, func(m *model.Model) *model.Matrix { return &m.Layers[2].Up },
		func(m *model.Model) *model.Matrix { return &m.Layers[0].Down }, (*model.Model).Output,
	} {
		m := randomModel(t, lightModels[0].config)
		x := pick(m)
		x.Panels[40]++ // column 2 or 3 of some row
		e := engine.New(m, engine.Options{Threads: 2})
		cheat := stage{m: m, engine: e, opener: verify.NewLightOpener(e)}
		claim := cheat.answer(t, 10, engine.Params{MaxTokens: 4})
		claim.Positions = span(0, 13)
		opening := cheat.open(t, &claim)
		f := honest.fails(t, claim, opening)
		if i < 7 && f.Layer != []int{0, 1, 2, 0, 1, 2, 0}[i] {
			t.Errorf("matrix %d: %v", i, f)
		}
		if _, err := verify.NewLightKey(t.Context(), m, [32]byte{1}, 2, nil); !errors.Is(err, model.ErrStored) {
			t.Errorf("matrix %d: a key of weights that are not the root's: %v", i, err)
		}
	}
}

// TestAnotherModelsOpeningIsRefused: a smaller or another model computes, under the name of the right one.
func TestAnotherModelsOpeningIsRefused(t *testing.T) {
	honest := newStage(t, lightModels[0].config)
	other := lightModels[0].config
	other.Seed++
	cheat := newStage(t, other)
	claim := cheat.answer(t, 10, engine.Params{MaxTokens: 4})
	claim.Positions = []int{9, 10}
	opening := cheat.open(t, &claim)
	honest.fails(t, claim, opening)
	root := honest.m.Root()
	copy(opening[16:], root[:])
	if f := honest.fails(t, claim, opening); f.What != "embedding" {
		t.Errorf("under the right root: %v", f)
	}
	if _, err := verify.Light(t.Context(), cheat.key, honest.skeleton, claim, bytes.NewReader(opening)); !errors.Is(err, verify.ErrLightKey) {
		t.Errorf("with the key of another model: %v", err)
	}
}

// TestAMadeUpCache: what a light check doesn't show, and what finds it. The cheat computes the
// chosen position honestly, over keys and values of another prompt.
func TestAMadeUpCache(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 10, engine.Params{MaxTokens: 4})
	other := claim
	other.Prompt = slices.Clone(claim.Prompt)
	other.Prompt[4] ^= 1
	other.Positions = []int{8}
	opening := s.open(t, &other)
	claim.Positions = other.Positions
	r, err := s.check(t, claim, opening)
	if err != nil || r.Given != 8 || r.Committed || r.Complete() {
		t.Fatalf("not even given the cache: %+v, %v", r, err)
	}
	if claim.Cache, err = s.opener.Commit(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	s.fails(t, claim, opening)
	// With the made-up cache named before, the position that was made up finds it.
	claim.Cache, claim.Positions = other.Cache, []int{4}
	other.Positions = claim.Positions
	opening = s.open(t, &other)
	if f := s.fails(t, claim, opening); f.What != "embedding" {
		t.Errorf("the other token: %v", f)
	}
	honest := claim
	opening = s.open(t, &honest)
	if f := s.fails(t, claim, opening); f.What != "cache" {
		t.Errorf("the right position under the root of another cache: %v", f)
	}
}

// TestHostileCaches: numbers that no model gives are refused before anything is computed with them.
func TestHostileCaches(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 10, engine.Params{MaxTokens: 4})
	claim.Positions = []int{9}
	opening := s.open(t, &claim)
	claim.Cache = job.Hash{}
	for _, p := range parts(t, s.m, claim, opening) {
		if p.what != "cache" || p.position%4 != 0 {
			continue
		}
		for _, bytes := range [][2]int{{0, 17}, {0, 255}, {2, 0x7f}, {2, 0x80}} {
			was := opening[p.at+bytes[0]]
			opening[p.at+bytes[0]] = byte(bytes[1])
			if f := s.fails(t, claim, opening); f.Position != p.position || f.Layer != p.layer || f.What != "cache" {
				t.Errorf("exponents %v: %v", bytes, f)
			}
			opening[p.at+bytes[0]] = was
		}
		a, b := opening[p.at+3], opening[p.at+4]
		opening[p.at+3], opening[p.at+4] = 0, 0x80
		if f := s.fails(t, claim, opening); f.What != "cache" {
			t.Errorf("an element of -32768: %v", f)
		}
		opening[p.at+3], opening[p.at+4] = a, b
	}
}

func TestWidthsAreBounded(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 10, engine.Params{MaxTokens: 4})
	claim.Positions = []int{9}
	opening := s.open(t, &claim)
	for _, p := range parts(t, s.m, claim, opening) {
		if p.what != "width" {
			continue
		}
		was := opening[p.at]
		for _, width := range []byte{0, 8, 255} { // eight bytes would hold a sum that is off by the modulus
			opening[p.at] = width
			if f := s.fails(t, claim, opening); f.Position != -1 {
				t.Errorf("width %d: %v", width, f)
			}
		}
		opening[p.at] = was
	}
}

func TestClaimsThatNoOpeningIsFor(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	good := s.answer(t, 10, engine.Params{MaxTokens: 4})
	good.Positions = []int{9}
	for name, spoil := range map[string]func(c *verify.LightClaim){
		"no positions":        func(c *verify.LightClaim) { c.Positions = nil },
		"a position behind":   func(c *verify.LightClaim) { c.Positions = []int{13} },
		"a negative position": func(c *verify.LightClaim) { c.Positions = []int{-1} },
		"a position twice":    func(c *verify.LightClaim) { c.Positions = []int{4, 4} },
		"no output":           func(c *verify.LightClaim) { c.Output = nil },
		"no prompt":           func(c *verify.LightClaim) { c.Prompt = nil },
		"too long":            func(c *verify.LightClaim) { c.Output = make([]uint32, 200) },
		"outside vocabulary":  func(c *verify.LightClaim) { c.Output = []uint32{1, 1 << 31} },
	} {
		c := good
		spoil(&c)
		if _, err := s.opener.Open(t.Context(), io.Discard, c); err == nil {
			t.Errorf("%s: it was opened", name)
		}
		if _, err := s.check(t, c, nil); err == nil {
			t.Errorf("%s: it was checked", name)
		} else if _, fault := errors.AsType[*verify.LightFault](err); fault {
			t.Errorf("%s: the opening was blamed: %v", name, err)
		}
	}
}
