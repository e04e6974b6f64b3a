package train

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"
)

// tiny is a run of a second: narrow and short, but through every part.
func tiny() Config {
	c := Small()
	c.Shape.Dim, c.Shape.Layers, c.Shape.Heads, c.Shape.KVHeads, c.Shape.FFN = 32, 2, 2, 1, 48
	c.Pieces, c.Steps, c.BatchTokens, c.Warmup, c.EvalExamples, c.Name = 700, 12, 400, 4, 5, "tiny"
	return c
}

func run(t *testing.T, c Config) *Trainer {
	t.Helper()
	out, err := Run(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameBits(a, b []float32) bool {
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

func TestSameBitsWithAnyNumberOfThreads(t *testing.T) {
	c := tiny()
	one := run(t, c)
	for _, threads := range []int{1, 2, 3} {
		c.Threads = threads
		if again := run(t, c); !sameBits(one.Weights.Flat, again.Weights.Flat) {
			t.Fatalf("%d threads: other weights than the first run", threads)
		}
	}
	c.Seed++
	if other := run(t, c); sameBits(one.Weights.Flat, other.Weights.Flat) {
		t.Fatal("another seed gives the same weights")
	}
}

// A step recomputed with the plain back end gives the bits of the fast one: what an auditor without this machine does.
func TestStepRecomputedInPlainGo(t *testing.T) {
	c := tiny()
	v, err := Vocabulary(c)
	if err != nil {
		t.Fatal(err)
	}
	c.Shape.Vocab = len(v.Pieces)
	var grads [2]*Weights
	for i, mul := range []Multiplier{NewMultiplier(), NewPlainMultiplier()} {
		w := NewWeights(c.Shape)
		w.Init(5)
		grads[i] = NewWeights(c.Shape)
		p := newPass(c.Shape, newRopeTable(c.Shape), mul)
		if i == 1 {
			p.vec = vectors{&lanes{}}
		}
		p.gradient(w, grads[i], draw(corpusFor(c), v, 600, c.Shape.Context), 1)
	}
	if !sameBits(grads[0].Flat, grads[1].Flat) {
		t.Fatal("the plain back end gives another gradient")
	}
}

func TestLossGoesDown(t *testing.T) {
	c := tiny()
	c.Steps, c.BatchTokens, c.Rate = 60, 1200, 5e-3
	var reports int
	clock := time.Unix(0, 0)
	c.Now = func() time.Time { clock = clock.Add(time.Second); return clock }
	out, err := Run(context.Background(), c, func(r Report) {
		reports++
		if r.Step != reports || r.TokensPerSecond <= 0 || r.Remaining != time.Duration(c.Steps-r.Step)*time.Second {
			t.Fatalf("report %d: %+v", reports, r)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	first, last := out.Losses[0], out.Losses[len(out.Losses)-1]
	if math.Abs(first-math.Log(float64(len(out.Vocabulary.Pieces)))) > 0.3 || last > 0.75*first {
		t.Fatalf("loss from %.3f to %.3f; want the start near ln of the vocabulary and the end well below", first, last)
	}
	if reports != c.Steps {
		t.Fatalf("%d reports for %d steps", reports, c.Steps)
	}
	if err := wellFormed(CurveSVG(out.Losses)); err != nil {
		t.Fatal(err)
	}
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestRunStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, tiny(), func(r Report) {
		if r.Step == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "step 3 of 12") {
		t.Fatal(err)
	}
}

func TestConfigMistakesAreNamed(t *testing.T) {
	for name, spoil := range map[string]func(*Config){
		"heads": func(c *Config) { c.Shape.KVHeads = 3 }, "dim": func(c *Config) { c.Shape.Dim = 100; c.Shape.Heads = 6 },
		"steps": func(c *Config) { c.Steps = 0 }, "vocabulary": func(c *Config) { c.Pieces = 10 },
		"rate": func(c *Config) { c.Rate = float32(math.NaN()) }, "shards": func(c *Config) { c.Shards = 0 },
		"name": func(c *Config) { c.Name = "" }, "parameters": func(c *Config) { c.Shape.Dim = 6 << 13 },
		"context": func(c *Config) { c.Shape.Context = 8 },
	} {
		c := Small()
		spoil(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
	if err := Small().Validate(); err != nil {
		t.Fatal(err)
	}
}

// The rate rises, then falls in a straight line that ends after the last step.
func TestRateOfEveryStep(t *testing.T) {
	c := Config{Rate: 1, Warmup: 10, Steps: 80}
	for step, want := range map[int]float32{0: 0.1, 9: 1, 10: 1, 45: 0.5, 79: 1.0 / 70} {
		if got := c.rate(step); math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("step %d: %v, want %v", step, got, want)
		}
	}
}

// The weights of the tiny run, as every machine should get them: the same test built for arm64 passes under qemu-user.
// A change of the corpus, the vocabulary or the arithmetic changes this on purpose; put the new hash here then.
func TestGoldenWeights(t *testing.T) {
	const want = "417418eb954d0d59e140d145f2b47a62e661492953df1eb904387c581a429685"
	h := sha256.New()
	if err := binary.Write(h, binary.LittleEndian, run(t, tiny()).Weights.Flat); err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Fatalf("weights hash to %s, want %s", got, want)
	}
}
