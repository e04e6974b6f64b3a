package train

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

// stopped makes the first n steps of a run and saves it.
func stopped(t *testing.T, c Config, n int) []byte {
	t.Helper()
	trainer, err := NewTrainer(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = trainer.Run(ctx, func(r Report) {
		if r.Step == n {
			cancel()
		}
	})
	if n < c.Steps && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := trainer.Save(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// A run that was stopped, saved and resumed ends with the bits of one that was not.
func TestResumedRunHasTheSameBits(t *testing.T) {
	c := tiny()
	whole := run(t, c)
	for _, at := range []int{1, 5, c.Steps} {
		c.Threads = at % 3
		resumed, err := Resume(c, bytes.NewReader(stopped(t, c, at)))
		if err != nil {
			t.Fatal(err)
		}
		if resumed.Steps() != at {
			t.Fatalf("resumed at step %d, want %d", resumed.Steps(), at)
		}
		if err := resumed.Run(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if !sameBits(whole.Weights.Flat, resumed.Weights.Flat) || !sameBits(whole.opt.mean, resumed.opt.mean) || !sameBits(whole.opt.square, resumed.opt.square) {
			t.Fatalf("resumed after %d steps: other bits than the whole run", at)
		}
		if resumed.Tokens != whole.Tokens || len(resumed.Losses) != c.Steps || resumed.Losses[c.Steps-1] != whole.Losses[c.Steps-1] {
			t.Fatalf("resumed after %d steps: %d tokens and %d losses, want %d and %d", at, resumed.Tokens, len(resumed.Losses), whole.Tokens, c.Steps)
		}
	}
}

// Anybody with the state before a step and its batches gets the state after it.
func TestStepByHandIsTheStep(t *testing.T) {
	c := tiny()
	a, err := NewTrainer(c)
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewTrainer(c)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 3; i++ {
		if err := a.Step(); err != nil {
			t.Fatal(err)
		}
		gradient, loss, err := b.Gradient(b.Draw())
		if err != nil {
			t.Fatal(err)
		}
		b.Apply(gradient, loss)
	}
	if !sameBits(a.Weights.Flat, b.Weights.Flat) {
		t.Fatal("three steps by hand give other weights")
	}
	if _, _, err := a.Gradient(a.Draw()[:1]); err == nil || !strings.Contains(err.Error(), "shard") {
		t.Fatalf("one batch for two shards: %v", err)
	}
}

func TestResumeRefusesWhatDoesNotFit(t *testing.T) {
	c := tiny()
	good := stopped(t, c, 2)
	changed := func(at int) []byte {
		b := bytes.Clone(good)
		b[at] ^= 1
		return b
	}
	other := c
	other.Rate *= 2
	wide := c
	wide.Shape.FFN = 64
	for name, x := range map[string]struct {
		c    Config
		file []byte
		want string
	}{
		"empty":         {c, nil, "no checkpoint"},
		"another file":  {c, []byte("GGUF and so on, and on, and on"), "no checkpoint"},
		"long header":   {c, append([]byte(checkpointMagic), 255, 255, 255, 255), "no checkpoint"},
		"header":        {c, changed(len(checkpointMagic) + 5), "no checkpoint"},
		"cut":           {c, good[:len(good)/2], "cut short"},
		"no hash":       {c, good[:len(good)-32], "damaged"},
		"weight":        {c, changed(len(good) / 3), "damaged"},
		"hash":          {c, changed(len(good) - 1), "damaged"},
		"other rate":    {other, good, "other settings"},
		"another shape": {wide, good, "other settings"},
	} {
		if _, err := Resume(x.c, bytes.NewReader(x.file)); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: error is %v, want %q in it", name, err, x.want)
		}
	}
}
