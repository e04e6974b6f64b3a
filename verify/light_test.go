package verify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// stage is a model with both sides of a light check.
type stage struct {
	m        *model.Model
	engine   *engine.Engine
	opener   *verify.LightOpener
	skeleton *model.Skeleton
	key      *verify.LightKey
}

func randomModel(t testing.TB, c modeltest.Config) *model.Model {
	t.Helper()
	b, err := modeltest.GGUF(c)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Import(bytes.NewReader(b), int64(len(b)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func skeletonOf(t testing.TB, m *model.Model) *model.Skeleton {
	t.Helper()
	b, err := m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	s, err := model.ParseSkeleton(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func keyOf(t testing.TB, m *model.Model) *verify.LightKey {
	t.Helper()
	k, err := verify.NewLightKey(t.Context(), m, [32]byte{1, 2, 3}, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newStage(t testing.TB, c modeltest.Config) stage {
	t.Helper()
	m := randomModel(t, c)
	e := engine.New(m, engine.Options{Threads: 2})
	return stage{m: m, engine: e, opener: verify.NewLightOpener(e), skeleton: skeletonOf(t, m), key: keyOf(t, m)}
}

// answer is a true claim about a prompt of n tokens.
func (s stage) answer(t testing.TB, n int, p engine.Params) verify.LightClaim {
	t.Helper()
	prompt := make([]uint32, n)
	for i := range prompt {
		prompt[i] = uint32(i*i*31+7*i) % s.m.Header().Vocab
	}
	if p.Sampling == (exact.Sampling{}) {
		p.Sampling = exact.Greedy
	}
	c := verify.LightClaim{Prompt: prompt, Params: p}
	var err error
	c.Finish, err = s.engine.Generate(t.Context(), prompt, p, func(tok uint32) error {
		c.Output = append(c.Output, tok)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open makes the opening of a claim, and names its cache.
func (s stage) open(t testing.TB, c *verify.LightClaim) []byte {
	t.Helper()
	root, err := s.opener.Commit(t.Context(), *c)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	again, err := s.opener.Open(t.Context(), &b, *c)
	if err != nil {
		t.Fatal(err)
	}
	if again != root {
		t.Fatalf("the cache's root was %s and is %s with the opening", root.Short(), again.Short())
	}
	c.Cache = root
	return b.Bytes()
}

func (s stage) check(t testing.TB, c verify.LightClaim, opening []byte) (verify.LightReport, error) {
	t.Helper()
	return verify.Light(t.Context(), s.key, s.skeleton, c, bytes.NewReader(opening))
}

// fails checks that an opening is refused by a fault, and returns it.
func (s stage) fails(t testing.TB, c verify.LightClaim, opening []byte) *verify.LightFault {
	t.Helper()
	_, err := s.check(t, c, opening)
	f, ok := errors.AsType[*verify.LightFault](err)
	if !ok {
		t.Fatalf("it passed, or failed otherwise: %v", err)
	}
	return f
}

func span(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

var lightModels = []struct {
	name   string
	config modeltest.Config
}{
	{"llama", modeltest.Config{Seed: 1, Shape: modeltest.Shape{Dim: 48, Layers: 3, Heads: 6, KVHeads: 2, FFN: 77, Vocab: 301, Context: 160}}},
	{"tied", modeltest.Config{Seed: 2, Tied: true, Outlier: 1000}},
	{"wide", modeltest.Config{Seed: 3, Shape: modeltest.Shape{Dim: 288, Layers: 1, Heads: 9, KVHeads: 1, FFN: 515, Vocab: 301, Context: 64}}},
	{"qwen2", modeltest.Config{Seed: 4, Arch: "qwen2"}},
	{"qwen3", modeltest.Config{Seed: 5, Arch: "qwen3", Shape: modeltest.Shape{Dim: 48, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 36, FFN: 64, Vocab: 301, Context: 96}}},
}

var sampled = engine.Params{MaxTokens: 12, Seed: [32]byte{7},
	Sampling: exact.Sampling{Temperature: 1500, TopK: 40, TopP: 950, MinP: 5, Repeat: 1300, Frequency: 200, Presence: -100},
	Bias:     []exact.Bias{{Token: 100, Bias: 2000}, {Token: 200, Bias: -90000}}}

func TestHonestOpeningsPass(t *testing.T) {
	for _, c := range lightModels {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t, c.config)
			long := 40
			if c.name == "llama" { // more than two pages
				long = 140
			}
			for _, p := range []engine.Params{{MaxTokens: 9}, sampled} {
				claim := s.answer(t, long, p)
				n := long + len(claim.Output) - 1
				for _, positions := range [][]int{{0}, {long - 2}, {long - 1}, {n - 1}, {3, long - 1, long, n - 1}, span(0, 5), span(0, n)} {
					claim.Positions = positions
					opening := s.open(t, &claim)
					r, err := s.check(t, claim, opening)
					if err != nil {
						t.Fatalf("positions %v: %v", positions, err)
					}
					var tokens []int
					for _, p := range positions {
						if p >= long-1 {
							tokens = append(tokens, p-long+1)
						}
					}
					given := positions[len(positions)-1] + 1 - len(positions)
					if !slices.Equal(r.Tokens, tokens) || r.Given != given || !r.Committed || r.Complete() != (given == 0) {
						t.Errorf("positions %v: report %+v", positions, r)
					}
					claim.Cache = job.Hash{}
					if r, err = s.check(t, claim, opening); err != nil || r.Committed {
						t.Errorf("positions %v, cache not named: %+v, %v", positions, r, err)
					}
				}
			}
		})
	}
}

// TestEveryLevelOfInstructionsJudgesAlike: a buyer's machine needs no particular instructions.
func TestEveryLevelOfInstructionsJudgesAlike(t *testing.T) {
	s := newStage(t, lightModels[2].config)
	claim := s.answer(t, 20, sampled)
	claim.Positions = []int{5, 19, 21}
	opening := s.open(t, &claim)
	for l := kernel.Plain; l <= kernel.Best(); l++ {
		before := kernel.Use(l)
		again := s.open(t, &claim)
		_, err := s.check(t, claim, opening)
		same := bytes.Equal(keyOf(t, s.m).Encode(), s.key.Encode()) && bytes.Equal(again, opening)
		kernel.Use(before)
		if err != nil || !same {
			t.Errorf("%v: the same key and opening: %v; %v", l, same, err)
		}
	}
}

// TestTheBuiltInModelPasses: a model that has been trained, every position of an answer.
func TestTheBuiltInModelPasses(t *testing.T) {
	m, err := model.Import(bytes.NewReader(builtin.GGUF()), int64(len(builtin.GGUF())), nil)
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New(m, engine.Options{Threads: 2})
	s := stage{m: m, engine: e, opener: verify.NewLightOpener(e), skeleton: skeletonOf(t, m), key: keyOf(t, m)}
	claim := s.answer(t, 24, sampled)
	claim.Positions = span(0, 23+len(claim.Output))
	opening := s.open(t, &claim)
	r, err := s.check(t, claim, opening)
	if err != nil || !r.Complete() || len(r.Tokens) != len(claim.Output) {
		t.Fatalf("%+v, %v", r, err)
	}
	skeleton, err := m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d parameters: key %d bytes, skeleton %d, opening of %d positions %d", m.Parameters(), len(s.key.Encode()), len(skeleton), len(claim.Positions), len(opening))
}

// TestAnswersToSchemasPass: the masks of a schema are part of the check.
func TestAnswersToSchemasPass(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 20, engine.Params{MaxTokens: 30, Schema: `{"type":"array","items":{"type":"boolean"},"maxItems":3}`})
	claim.Positions = span(0, 19+len(claim.Output))
	if _, err := s.check(t, claim, s.open(t, &claim)); err != nil {
		t.Fatal(err)
	}
	claim.Params.Schema = ""
	s.fails(t, claim, s.open(t, &claim))
}

func TestLightKeyFile(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	b := s.key.Encode()
	if len(b) != verify.LightKeyBytes(s.m.Header().Shape) {
		t.Errorf("the key has %d bytes, want %d", len(b), verify.LightKeyBytes(s.m.Header().Shape))
	}
	k, err := verify.ParseLightKey(b, s.skeleton)
	if err != nil || !bytes.Equal(k.Encode(), b) {
		t.Fatalf("it is not read as it was written: %v", err)
	}
	claim := s.answer(t, 10, sampled)
	claim.Positions = span(0, 10)
	s.key = k
	if _, err := s.check(t, claim, s.open(t, &claim)); err != nil {
		t.Errorf("with a key from a file: %v", err)
	}
	for i := range b {
		b[i] ^= 1
		if _, err := verify.ParseLightKey(b, s.skeleton); !errors.Is(err, verify.ErrLightKey) {
			t.Fatalf("byte %d of the key was changed: %v", i, err)
		}
		b[i] ^= 1
	}
	for _, n := range []int{0, 15, 100, len(b) - 1} {
		if _, err := verify.ParseLightKey(b[:n], s.skeleton); !errors.Is(err, verify.ErrLightKey) {
			t.Errorf("the first %d bytes: %v", n, err)
		}
	}
	other := skeletonOf(t, randomModel(t, lightModels[1].config))
	if _, err := verify.ParseLightKey(b, other); !errors.Is(err, verify.ErrLightKey) {
		t.Errorf("the key of another model: %v", err)
	}
}

func TestLightKeysReportAndStop(t *testing.T) {
	m := randomModel(t, lightModels[0].config)
	last := int64(0)
	if _, err := verify.NewLightKey(t.Context(), m, [32]byte{1}, 1, func(done, total int64) {
		if done <= last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}); err != nil {
		t.Fatal(err)
	}
	if last == 0 {
		t.Error("no progress was reported")
	}
	for _, threads := range []int{-1, 1, 3} {
		if !bytes.Equal(keyOf(t, m).Encode(), mustKey(t, m, threads).Encode()) {
			t.Errorf("%d threads make another key", threads)
		}
	}
	ctx, stop := cancelled(t)
	if _, err := verify.NewLightKey(ctx, m, [32]byte{1}, 2, nil); !errors.Is(err, stop) {
		t.Errorf("after its context has ended: %v", err)
	}
}

func cancelled(t *testing.T) (context.Context, error) {
	t.Helper()
	gone := errors.New("nobody waits any more")
	ctx, stop := context.WithCancelCause(t.Context())
	stop(gone)
	return ctx, gone
}

func mustKey(t *testing.T, m *model.Model, threads int) *verify.LightKey {
	t.Helper()
	k, err := verify.NewLightKey(t.Context(), m, [32]byte{1, 2, 3}, threads, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// FuzzLight: no bytes make it panic, and none but the honest ones pass.
func FuzzLight(f *testing.F) {
	s := newStage(f, modeltest.Config{Seed: 8, Shape: modeltest.Shape{Dim: 16, Layers: 2, Heads: 2, KVHeads: 1, FFN: 24, Vocab: 40, Context: 32}})
	claim := s.answer(f, 6, engine.Params{MaxTokens: 5})
	claim.Positions = []int{2, 7}
	honest := s.open(f, &claim)
	list := parts(f, s.m, claim, honest)
	bare := claim
	bare.Cache = job.Hash{}
	f.Add([]byte{0}, uint16(3), uint32(0))
	f.Add(bytes.Repeat([]byte{0xff}, 200), uint16(9), uint32(1))
	f.Add([]byte{0x80}, uint16(40), uint32(2))
	f.Fuzz(func(t *testing.T, with []byte, which uint16, at uint32) {
		p := list[int(which)%len(list)]
		b := slices.Clone(honest)
		copy(b[p.at+int(at)%max(1, p.size):], with)
		if _, err := s.check(t, claim, b); (err == nil) != bytes.Equal(b, honest) {
			t.Fatalf("%d bytes in %s at %d: %v", len(with), p.what, p.at, err)
		}
		_, err := s.check(t, bare, b) // bytes of the cache may be others and change nothing; they must not hurt
		if _, fault := errors.AsType[*verify.LightFault](err); err != nil && !fault {
			t.Fatal(fmt.Errorf("the check itself failed: %w", err))
		}
	})
}

// TestAWriterThatFailsEndsTheOpening, and a reader that fails isn't the opening's fault.
func TestAWriterThatFailsEndsTheOpening(t *testing.T) {
	s := newStage(t, lightModels[0].config)
	claim := s.answer(t, 10, engine.Params{MaxTokens: 4})
	claim.Positions = []int{3, 9}
	opening := s.open(t, &claim)
	full := errors.New("the disk is full")
	for _, room := range []int{0, 100, len(opening) - 1} {
		if _, err := s.opener.Open(t.Context(), &limited{room, full}, claim); !errors.Is(err, full) {
			t.Errorf("after %d bytes: %v", room, err)
		}
		in := io.MultiReader(bytes.NewReader(opening[:room]), iotest.ErrReader(full))
		if _, err := verify.Light(t.Context(), s.key, s.skeleton, claim, in); !errors.Is(err, full) {
			t.Errorf("reading %d bytes: %v", room, err)
		}
	}
	if _, err := verify.Light(t.Context(), s.key, s.skeleton, claim, bytes.NewBuffer(opening)); err != nil {
		t.Errorf("from a buffer: %v", err)
	}
	ctx, gone := cancelled(t)
	if _, err := verify.Light(ctx, s.key, s.skeleton, claim, bytes.NewReader(opening)); !errors.Is(err, gone) {
		t.Errorf("after its context has ended: %v", err)
	}
	if _, err := s.opener.Open(ctx, io.Discard, claim); !errors.Is(err, gone) {
		t.Errorf("opening after its context has ended: %v", err)
	}
}

// limited takes so many bytes.
type limited struct {
	room int
	err  error
}

func (l *limited) Write(b []byte) (int, error) {
	if len(b) > l.room {
		return 0, l.err
	}
	l.room -= len(b)
	return len(b), nil
}

func TestPositionsAreDrawnEvenly(t *testing.T) {
	const n, k, rounds = 12, 5, 3000
	var count [n]int
	for i := range rounds {
		list, err := verify.LightPositions([32]byte{byte(i), byte(i >> 8)}, n, k)
		if err != nil || len(list) != k {
			t.Fatalf("%v, %v", list, err)
		}
		for j, p := range list {
			if p < 0 || p >= n || j > 0 && p <= list[j-1] {
				t.Fatalf("positions %v", list)
			}
			count[p]++
		}
	}
	for p, c := range count { // 1,250 each, with a standard deviation of 27
		if c < 1250-162 || c > 1250+162 {
			t.Errorf("position %d was drawn %d times of %d", p, c, rounds)
		}
	}
	if all, err := verify.LightPositions([32]byte{1}, n, n); err != nil || !slices.Equal(all, span(0, n)) {
		t.Errorf("all of them: %v, %v", all, err)
	}
	if _, err := verify.LightPositions([32]byte{1}, 3, 4); err == nil {
		t.Error("4 of 3 positions were drawn")
	}
}
