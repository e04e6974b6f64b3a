package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
)

func only(m *model.Model, _ []byte) *model.Model { return m }

// shownTokens are more than two blocks of positions.
func shownTokens(e *Engine, n int) []uint32 {
	tokens := make([]uint32, n)
	for i := range tokens {
		tokens[i] = uint32(i*i+7*i) % e.header.Vocab
	}
	return tokens
}

// TestRevealedLogitsAreTheEngines: what Reveal shows in the end is what a session computes.
func TestRevealedLogitsAreTheEngines(t *testing.T) {
	for _, arch := range []string{"llama", "qwen2", "qwen3"} {
		e := New(only(makeModel(t, modeltest.Config{Seed: 5, Arch: arch, Shape: modeltest.Shape{Dim: 48, Layers: 3, Heads: 6, KVHeads: 2, FFN: 77, Vocab: 301, Context: 192}})), Options{Threads: 2})
		tokens := shownTokens(e, 150)
		want := map[int][]int32{}
		if err := e.NewSession().Extend(tokens, func(i int, logits []int32) error {
			want[i] = append([]int32(nil), logits...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		positions := []int{0, 1, 63, 64, 100, 149}
		var order []string
		entries, shown, last := 0, 0, 0
		err := e.Reveal(t.Context(), Reveal{Tokens: tokens, Positions: positions, Predict: 64,
			Cached: func(layer, position int, c Cached) error {
				if len(c.Keys) != 16 || len(c.Values) != 16 || len(c.KeyExp) != 2 || len(c.ValueExp) != 2 || entries != layer*150+position {
					t.Fatalf("%s: entry %d is layer %d, position %d", arch, entries, layer, position)
				}
				entries++
				return nil
			},
			Sums: func(layer, position int, p Product, z []int64) error {
				order = append(order, fmt.Sprint(layer, position, int(p)))
				if p != LogitsProduct {
					return nil
				}
				m := e.model.Output()
				// The exponent of the activations isn't shown; a shift is right if it gives all logits.
				for s := range 63 {
					got := make([]int32, len(z))
					kernel.Fix32(got, z, s)
					if slices.Equal(got, want[position]) {
						shown++
						return nil
					}
				}
				t.Errorf("%s: the %d logits of position %d are others", arch, m.Rows, position)
				return nil
			},
			Progress: func(done, total int) {
				if done <= last || done > total || total != 450 {
					t.Errorf("%d of %d after %d", done, total, last)
				}
				last = done
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if entries != 450 || shown != 3 || last != 450 || len(order) != 3*6*Products+3 {
			t.Errorf("%s: %d entries, %d logits, %d done, %d sums", arch, entries, shown, last, len(order))
		}
	}
}

// TestRevealedSumsAreDotProducts: the first layer's sums, by the plain definition.
func TestRevealedSumsAreDotProducts(t *testing.T) {
	m := only(makeModel(t, modeltest.Config{Seed: 6, Arch: "qwen2"}))
	e := New(m, Options{Threads: 2})
	tokens := shownTokens(e, 70)
	l := &m.Layers[0]
	err := e.Reveal(t.Context(), Reveal{Tokens: tokens, Positions: []int{66}, Predict: 70,
		Cached: func(int, int, Cached) error { return nil },
		Sums: func(layer, position int, p Product, z []int64) error {
			if layer != 0 || p > ValueProduct {
				return nil
			}
			w, mul := m.Embedding.Row(int(tokens[position]))
			h := make([]int32, m.Header().Dim)
			for i := range h {
				h[i] = exact.Fix32(int64(w[i])*int64(mul[i/exact.Group]), m.Embedding.Exp-int(m.Header().Residual))
			}
			norm, a := make([]int64, len(h)), make([]int16, l.Q.Groups()*exact.Group)
			exact.Norm(norm, h, l.AttentionNorm.G, m.Header().Epsilon)
			exact.Quant16(a[:len(h)], norm)
			x := []*model.Matrix{&l.Q, &l.K, &l.V}[p]
			for r := range z {
				w, mul := x.Row(r)
				if want := exact.Dot(w, mul, a); z[r] != want {
					t.Fatalf("%v, row %d: %d, want %d", p, r, z[r], want)
				}
			}
			return nil
		}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRevealRefuses(t *testing.T) {
	e := New(only(makeModel(t, modeltest.Config{Seed: 6})), Options{Threads: 1})
	quiet := Reveal{Cached: func(int, int, Cached) error { return nil }, Sums: func(int, int, Product, []int64) error { return nil }}
	try := func(ctx context.Context, tokens []uint32, positions ...int) error {
		r := quiet
		r.Tokens, r.Positions = tokens, positions
		return e.Reveal(ctx, r)
	}
	if err := try(t.Context(), nil); !errors.Is(err, ErrEmpty) {
		t.Errorf("no tokens: %v", err)
	}
	if err := try(t.Context(), []uint32{1, 9999}); !errors.Is(err, ErrToken) {
		t.Errorf("a token outside the vocabulary: %v", err)
	}
	if err := try(t.Context(), make([]uint32, 97)); !errors.Is(err, ErrContext) {
		t.Errorf("too many tokens: %v", err)
	}
	for _, positions := range [][]int{{-1}, {2}, {1, 1}, {1, 0}} {
		if err := try(t.Context(), []uint32{1, 2}, positions...); err == nil {
			t.Errorf("positions %v were accepted", positions)
		}
	}
	ctx, stop := context.WithCancelCause(t.Context())
	gone := errors.New("the buyer has gone")
	stop(gone)
	if err := try(ctx, []uint32{1, 2}); !errors.Is(err, gone) {
		t.Errorf("after its context has ended: %v", err)
	}
	r := quiet
	r.Tokens, r.Cached = []uint32{1, 2}, func(int, int, Cached) error { return gone }
	if err := e.Reveal(t.Context(), r); !errors.Is(err, gone) {
		t.Errorf("the error of Cached became %v", err)
	}
}
