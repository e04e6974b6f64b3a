package engine

import (
	"errors"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

// feed gives an answer to a fresh checker in parts of n tokens.
func feed(t *testing.T, e *Engine, prompt []uint32, p Params, answer []uint32, n int) (*Checker, *Mismatch) {
	t.Helper()
	c, err := e.NewChecker(prompt, p)
	if err != nil {
		t.Fatal(err)
	}
	var bad *Mismatch
	for i := 0; i < len(answer) && bad == nil; i += n {
		if bad, err = c.Extend(answer[i:min(i+n, len(answer))]); err != nil {
			t.Fatal(err)
		}
	}
	return c, bad
}

func TestCheckerAgreesWithGenerate(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{Threads: 2})
	for seed := range byte(6) {
		p := sampled(70)
		p.Seed[0] = seed
		if seed == 0 {
			p.Sampling = exact.Greedy
		}
		prompt := randomTokens(3+int(seed)*5, 300, uint64(seed))
		out, finish := generate(t, e, prompt, p)
		for _, n := range []int{1, 2, 16, 100} {
			c, bad := feed(t, e, prompt, p, out, n)
			if bad != nil {
				t.Fatalf("seed %d, parts of %d: %v", seed, n, bad)
			}
			if err := c.Finish(finish); err != nil || c.Count() != len(out) || c.Ended() != finish {
				t.Errorf("seed %d, parts of %d: %v after %d tokens", seed, n, err, c.Count())
			}
			for _, lie := range []Finish{0, FinishStop, FinishLength, 9} {
				if err := c.Finish(lie); lie != finish && !errors.Is(err, ErrFinish) {
					t.Errorf("the claim %v was believed", lie)
				}
			}
		}
	}
}

func TestForgedTokenIsFoundWhereverItIs(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt, p := []uint32{1, 270, 280}, sampled(20)
	out, _ := generate(t, e, prompt, p)
	for i := range out {
		for _, forged := range []uint32{out[i] ^ 1, 300, 301, 1<<32 - 1} {
			if forged == out[i] {
				continue
			}
			lie := slices.Clone(out)
			lie[i] = forged
			for _, n := range []int{1, 3, 100} {
				c, bad := feed(t, e, prompt, p, lie, n)
				if bad == nil || bad.Index != i || bad.Got != forged || bad.Want != out[i] || bad.Over {
					t.Fatalf("token %d forged, parts of %d: %+v", i, n, bad)
				}
				if again, err := c.Extend(out[:1]); again != bad || err != nil || c.Finish(FinishLength) == nil {
					t.Fatal("a failed check must stay failed")
				}
			}
		}
	}
}

func TestTokensBilledPastTheEnd(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt := []uint32{1, 270, 280}
	fill := randomTokens(91, 300, 4)
	for name, c := range map[string]struct {
		prompt []uint32
		p      Params
	}{"max tokens": {prompt, sampled(10)}, "context": {fill, sampled(1000)}} {
		out, _ := generate(t, e, c.prompt, c.p)
		for _, extra := range [][]uint32{{5}, {1<<32 - 1}, {5, 6, 7}} {
			for _, n := range []int{1, 4, 100} {
				_, bad := feed(t, e, c.prompt, c.p, append(slices.Clone(out), extra...), n)
				if bad == nil || !bad.Over || bad.Index != len(out) || bad.Got != extra[0] {
					t.Errorf("%s: %d tokens too many in parts of %d: %+v", name, len(extra), n, bad)
				}
			}
		}
	}
}

func TestAnswerCutBeforeItsEnd(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt, p := []uint32{1, 270, 280}, sampled(10)
	out, _ := generate(t, e, prompt, p)
	for n := range len(out) {
		c, bad := feed(t, e, prompt, p, out[:n], 4)
		if bad != nil {
			t.Fatal(bad)
		}
		for _, f := range []Finish{FinishStop, FinishLength} {
			if err := c.Finish(f); !errors.Is(err, ErrFinish) {
				t.Errorf("cut after %d tokens and claimed %v: %v", n, f, err)
			}
		}
	}
}

func TestOtherParametersGiveAnotherAnswer(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	changed, _ := makeModel(t, modeltest.Config{Seed: 2})
	e := New(m, Options{})
	prompt, p := []uint32{1, 270, 280}, sampled(40)
	out, _ := generate(t, e, prompt, p)
	for name, c := range map[string]struct {
		e      *Engine
		prompt []uint32
		change func(*Params)
	}{
		"another model":       {New(changed, Options{}), prompt, nil},
		"a longer prompt":     {e, []uint32{1, 270, 271, 280}, nil},
		"another temperature": {e, prompt, func(p *Params) { p.Sampling.Temperature = 400 }},
		"greedy":              {e, prompt, func(p *Params) { p.Sampling = exact.Greedy }},
		"another seed":        {e, prompt, func(p *Params) { p.Seed[5] = 1 }},
	} {
		q := p
		if c.change != nil {
			c.change(&q)
		}
		if _, bad := feed(t, c.e, c.prompt, q, out, 100); bad == nil {
			t.Errorf("%s: the answer was accepted", name)
		}
	}
}
