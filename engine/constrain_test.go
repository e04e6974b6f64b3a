package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/assay-network/assay/engine/grammar"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

const callSchema = `{"type":"object","properties":{"name":{"enum":["pay","quote"]},"n":{"type":"integer","minimum":0,"maximum":99},"ok":{"type":"boolean"}},"required":["name","n"],"additionalProperties":false}`

// constrained are parameters that use everything that changes a token.
func constrained(seed byte) Params {
	p := sampled(60)
	p.Seed[0] = seed
	p.Sampling.Repeat, p.Sampling.Frequency, p.Sampling.Presence = 1200, 300, -200
	p.Bias = []exact.Bias{{Token: 5, Bias: 1000}, {Token: 270, Bias: -100000}, {Token: 299, Bias: 1500}}
	return p
}

func TestConstrainedAnswersAreCheckedToo(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{Threads: 2})
	prompt := []uint32{1, 270, 280, 290}
	for _, schema := range []string{"", callSchema, `{"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":3}`} {
		for seed := range byte(4) {
			p := constrained(seed)
			p.Schema = schema
			out, finish := generate(t, e, prompt, p)
			if schema != "" {
				text := string(m.Tokenizer().Bytes(out))
				if finish == FinishStop && !json.Valid([]byte(text)) {
					t.Fatalf("%s gives %q", schema, text)
				}
				if seed == 0 {
					t.Logf("%q, %v", text, finish)
				}
			}
			for _, n := range []int{1, 3, 100} {
				c, bad := feed(t, e, prompt, p, out, n)
				if bad != nil {
					t.Fatalf("seed %d, parts of %d: %v", seed, n, bad)
				}
				if err := c.Finish(finish); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestAttackIgnoredConstraints answers without one of the constraints, as a seller would who saves himself the work,
// and checks the answer with it.
func TestAttackIgnoredConstraints(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	prompt := []uint32{1, 270, 280, 290}
	for name, ignore := range map[string]func(p *Params){
		"repetition": func(p *Params) { p.Sampling.Repeat = 1000 },
		"frequency":  func(p *Params) { p.Sampling.Frequency = 0 },
		"presence":   func(p *Params) { p.Sampling.Presence = 0 },
		"bias":       func(p *Params) { p.Bias = nil },
		"one bias":   func(p *Params) { p.Bias = p.Bias[1:2] },
		"schema":     func(p *Params) { p.Schema = "" },
		"another":    func(p *Params) { p.Schema = strings.Replace(callSchema, `"quote"`, `"judge"`, 1) },
	} {
		caught, same := 0, 0
		for seed := range byte(12) {
			want := constrained(seed)
			want.Sampling.Presence = 1500
			if name == "schema" || name == "another" {
				want.Schema = callSchema
			}
			lazy := want
			ignore(&lazy)
			right, _ := generate(t, e, prompt, want)
			out, _ := generate(t, e, prompt, lazy)
			_, bad := feed(t, e, prompt, want, out, 100)
			switch {
			case slices.Equal(out, right):
				same++
			case bad == nil && len(out) >= len(right):
				t.Fatalf("%s ignored, another answer, not noticed", name)
			default:
				caught++
			}
		}
		t.Logf("%s: %d caught, %d without a difference", name, caught, same)
		if caught == 0 {
			t.Errorf("%s: ignoring it never changed the answer: the test shows nothing", name)
		}
	}
}

func TestSchemasThatTheEngineRefuses(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	for _, schema := range []string{`{"type":"string","pattern":"x"}`, `{`, `false`} {
		p := sampled(5)
		p.Schema = schema
		if _, err := e.NewChecker([]uint32{1}, p); !errors.Is(err, grammar.ErrSchema) || !errors.Is(e.CheckSchema(schema), grammar.ErrSchema) {
			t.Errorf("%s: %v", schema, err)
		}
	}
	if err := e.CheckSchema(callSchema); err != nil {
		t.Error(err)
	}
	p := sampled(5)
	p.Bias = []exact.Bias{{Token: 5}, {Token: 4}}
	if _, err := e.NewChecker([]uint32{1}, p); !errors.Is(err, exact.ErrBias) {
		t.Errorf("unsorted biases: %v", err)
	}
}

// observed collects what Observe is told.
type observed struct {
	mu   sync.Mutex
	said map[int]string
	sum  map[int]int64
}

func (o *observed) hear(index int, chosen Logprob, top []Logprob) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.said[index] = fmt.Sprint(chosen, top)
	o.sum[index] = chosen.Logprob
}

func TestLogprobsAreReportedAndChangeNothing(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{Threads: 2})
	prompt := []uint32{1, 270, 280, 290}
	plain, finish := generate(t, e, prompt, constrained(3))
	p := constrained(3)
	made := &observed{said: map[int]string{}, sum: map[int]int64{}}
	p.Observe, p.TopLogprobs = made.hear, 5
	out, f := generate(t, e, prompt, p)
	if !slices.Equal(out, plain) || f != finish {
		t.Fatal("log-probabilities change the answer")
	}
	checked := &observed{said: map[int]string{}, sum: map[int]int64{}}
	p.Observe = checked.hear
	if _, bad := feed(t, e, prompt, p, out, 7); bad != nil {
		t.Fatal(bad)
	}
	for i, tok := range out {
		if made.said[i] == "" || made.said[i] != checked.said[i] {
			t.Errorf("token %d: the maker says %s, the checker %s", i, made.said[i], checked.said[i])
		}
		if !strings.HasPrefix(made.said[i], fmt.Sprintf("{%d ", tok)) || made.sum[i] > 0 {
			t.Errorf("token %d is %d, and was reported as %s", i, tok, made.said[i])
		}
	}
	p.TopLogprobs = MaxTopLogprobs + 1
	if p.Validate() == nil {
		t.Error("21 alternatives pass")
	}
}

func TestTheOldestSchemaIsForgotten(t *testing.T) {
	m, _ := makeModel(t, modeltest.Config{Seed: 1})
	e := New(m, Options{})
	for i := range 3 * maxGrammars {
		if err := e.CheckSchema(fmt.Sprintf(`{"const":%d}`, i%(2*maxGrammars))); err != nil {
			t.Fatal(err)
		}
		if err := e.CheckSchema(callSchema); err != nil {
			t.Fatal(err)
		}
	}
	if len(e.schemas.kept) != maxGrammars || len(e.schemas.order) != maxGrammars || e.schemas.kept[callSchema] == nil {
		t.Errorf("%d schemas are kept", len(e.schemas.kept))
	}
}
