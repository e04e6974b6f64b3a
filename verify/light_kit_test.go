package verify_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

func TestAKitIsReadAsItWasWritten(t *testing.T) {
	s := newStage(t, modeltest.Config{Seed: 9})
	skeleton, err := s.m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	file := verify.EncodeLightKit(s.key, skeleton)
	kit, err := verify.ParseLightKit(file)
	if err != nil {
		t.Fatal(err)
	}
	if kit.Key.Root() != s.m.Root() || kit.Skeleton.Root() != s.m.Root() || !slices.Equal(kit.Key.Encode(), s.key.Encode()) {
		t.Fatal("it is another kit")
	}
	for _, n := range []int{0, 15, 23, 24, 25, len(skeleton), 24 + len(skeleton), len(file) - 1} {
		if _, err := verify.ParseLightKit(file[:n]); !errors.Is(err, verify.ErrLightKey) {
			t.Errorf("the first %d bytes: %v", n, err)
		}
	}
	if _, err := verify.ParseLightKit(append(slices.Clone(file), 0)); !errors.Is(err, verify.ErrLightKey) {
		t.Errorf("a byte more: %v", err)
	}
	for at := range 24 { // the magic and the length
		bad := slices.Clone(file)
		bad[at] ^= 0x80
		if _, err := verify.ParseLightKit(bad); !errors.Is(err, verify.ErrLightKey) {
			t.Errorf("byte %d changed: %v", at, err)
		}
	}
	other := newStage(t, modeltest.Config{Seed: 10})
	if _, err := verify.ParseLightKit(verify.EncodeLightKit(other.key, skeleton)); !errors.Is(err, verify.ErrLightKey) {
		t.Errorf("the key of another model: %v", err)
	}
}

func TestQuestionsDrawPositionsOfTheirAnswer(t *testing.T) {
	b := job.Bundle{ChainID: 5, Prompt: make([]uint32, 30), Output: make([]uint32, 10)}
	cache := job.Hash{7}
	counts := make([]int, 39)
	for i := range 400 {
		q, err := verify.NewLightQuestion(b, cache, [32]byte{byte(i), byte(i >> 8)}, 3, 2)
		if err != nil {
			t.Fatal(err)
		}
		answer := 0
		for j, p := range q.Positions {
			if p < 0 || p >= 39 || j > 0 && p <= q.Positions[j-1] {
				t.Fatalf("positions %v", q.Positions)
			}
			if p >= 29 {
				answer++
			}
			counts[p]++
		}
		if len(q.Positions) < 3 || len(q.Positions) > 5 || answer < 2 || q.Cache != cache {
			t.Fatalf("question %+v", q)
		}
		raw, err := q.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := verify.DecodeLightQuestion(raw, b); err != nil || !slices.Equal(again.Positions, q.Positions) || again.Request != q.Request || again.Cache != cache {
			t.Fatalf("read as %+v: %v", again, err)
		}
	}
	for p, n := range counts {
		if n == 0 {
			t.Errorf("position %d was never drawn", p)
		}
	}
	all, err := verify.NewLightQuestion(b, job.Hash{}, [32]byte{}, 1000, 0)
	if err != nil || len(all.Positions) != 39 {
		t.Errorf("%d of all positions: %v", len(all.Positions), err)
	}
	for _, c := range [][2]int{{0, 0}, {-1, 2}, {2, -1}} {
		if _, err := verify.NewLightQuestion(b, job.Hash{}, [32]byte{}, c[0], c[1]); err == nil {
			t.Errorf("drew %v", c)
		}
	}
	if _, err := verify.NewLightQuestion(job.Bundle{Prompt: []uint32{1}}, job.Hash{}, [32]byte{}, 1, 1); verify.ClassOf(err) != verify.BadBundle {
		t.Errorf("an answer without tokens: %v", err)
	}

	raw, _ := all.Encode()
	text := string(raw)
	other := b
	other.Request.Time++
	for name, c := range map[string]struct {
		text string
		b    job.Bundle
	}{
		"another request":  {text, other},
		"another version":  {strings.Replace(text, "question.v1", "question.v0", 1), b},
		"something behind": {text + "{}", b},
		"another field":    {strings.Replace(text, "{", `{"x":1,`, 1), b},
		"no JSON":          {"positions", b},
		"nothing":          {"", b},
		"a fraction":       {strings.Replace(text, "[0,", "[0.5,", 1), b},
		"too large":        {strings.Repeat(" ", verify.MaxLightQuestionBytes) + text, b},
	} {
		if _, err := verify.DecodeLightQuestion([]byte(c.text), c.b); !errors.Is(err, verify.ErrLightQuestion) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
