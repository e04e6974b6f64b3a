package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/exact"
)

// sequence is keys and values of one head, as the definition takes them and in pages.
type sequence struct {
	headDim          int
	keys, values     [][]int16
	keyExp, valueExp []int32
	pages            []Page
}

func newPage(headDim int) Page {
	return Page{Keys: make([]int16, KeySize(headDim)), Values: make([]int16, ValueSize(headDim)),
		KeyExp: make([]int32, PagePositions), ValueExp: make([]int32, PagePositions)}
}

// draw16 fills v with numbers of the full range, or with extremes.
func draw16(r *rand.Rand, v []int16, extreme int) {
	for i := range v {
		switch {
		case extreme == 0:
			v[i] = int16(r.IntN(65535) - 32767)
		case extreme == 1:
			v[i] = 32767
		case extreme == 2:
			v[i] = -32767
		default:
			v[i] = []int16{32767, -32767, 0, -1, 255, 256}[r.IntN(6)]
		}
	}
}

// newSequence draws n positions. What a page holds behind its last position is
// rubbish, as in a page that is used again.
func newSequence(r *rand.Rand, n, headDim, kind int) *sequence {
	s := &sequence{headDim: headDim}
	for p := range n {
		if p%PagePositions == 0 {
			page := newPage(headDim)
			draw16(r, page.Keys, 0)
			for i := range page.KeyExp {
				page.KeyExp[i], page.ValueExp[i] = int32(r.Uint32()), int32(r.Uint32())
			}
			s.pages = append(s.pages, page)
		}
		k, v := make([]int16, headDim), make([]int16, headDim)
		extreme := kind % 5
		if extreme == 4 {
			extreme = r.IntN(4)
		}
		draw16(r, k, extreme)
		draw16(r, v, (extreme+p)%4)
		ke, ve := int32(r.IntN(17)), int32(10+r.IntN(30))
		switch kind % 3 {
		case 0: // weights near each other: every sum as large as it gets
			ke, ve = 16, 20
		case 1:
			ve = int32(r.IntN(200) - 100)
		}
		s.keys, s.values = append(s.keys, k), append(s.values, v)
		s.keyExp, s.valueExp = append(s.keyExp, ke), append(s.valueExp, ve)
		page := &s.pages[p/PagePositions]
		page.SetKey(p%PagePositions, k, ke)
		page.SetValue(p%PagePositions, v, ve)
	}
	return s
}

// attend is the definition, position by position.
func (s *sequence) attend(q []int16, eq int32, seen int, constant uint32) ([]int64, int32) {
	x := make([]int64, seen)
	most, least := int64(-1<<62), int32(1<<31-1)
	for p := range seen {
		var dot int64
		for i, v := range s.keys[p] {
			dot += int64(v) * int64(q[i])
		}
		x[p] = int64(exact.Score(dot, int64(constant), int(eq), int(s.keyExp[p])))
		most, least = max(most, x[p]), min(least, s.valueExp[p])
	}
	out := make([]int64, s.headDim)
	var total int64
	for p := range seen {
		w := exact.Exp2Neg(most-x[p], exact.ProbabilityQ)
		total += w
		w >>= min(uint32(s.valueExp[p]-least), 63)
		for i, v := range s.values[p] {
			out[i] += w * int64(v)
		}
	}
	for i, a := range out {
		out[i] = exact.Mean(a, total)
	}
	return out, least + exact.ValueExtra
}

func (t *Tile) run(pages []Page, constant uint32) {
	for i := range pages {
		t.Score(i, &pages[i], constant)
	}
	for i := range pages {
		t.Mix(i, &pages[i])
	}
}

func TestAttentionEqualsTheDefinition(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		var tile Tile // reused, as the engine does
		for round := range 400 {
			hd := []int{2, 6, 8, 16, 32, 48, 64, 80, 96, 128, 256}[round%11]
			n := 1 + r.IntN(200)
			kind := r.IntN(15)
			s := newSequence(r, n, hd, kind)
			queries := 1 + r.IntN(TileQueries)
			tile.Reset(queries, hd, len(s.pages))
			constant := uint32(1+r.IntN(1<<25)) >> r.IntN(12)
			if kind%3 == 0 {
				constant = 1 // all scores 0 or near it
			}
			type query struct {
				q    []int16
				exp  int32
				seen int
			}
			qs := make([]query, queries)
			last := n
			for i := range qs {
				q := query{make([]int16, hd), int32(r.IntN(17)), max(1, n-r.IntN(80))}
				if i == 0 || i == r.IntN(queries) {
					q.seen = last
				}
				draw16(r, q.q, r.IntN(4))
				tile.Query(i, q.q, q.exp, q.seen)
				qs[i] = q
			}
			tile.run(s.pages, constant)
			got := make([]int64, hd)
			for i, q := range qs {
				want, wantExp := s.attend(q.q, q.exp, q.seen, constant)
				exp := tile.Output(i, got)
				same(t, fmt.Sprintf("round %d: query %d of %d over %d of %d positions, head %d, kind %d", round, i, queries, q.seen, n, hd, kind), got, want)
				if exp != wantExp {
					t.Fatalf("exponent %d, want %d", exp, wantExp)
				}
			}
		}
	})
}

// TestAttentionAtItsBounds: all weights the largest, all values the largest, the
// longest heads and sums: nothing overflows.
func TestAttentionAtItsBounds(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		const hd, n = 256, 5 * PagePositions
		r := rand.New(rand.NewPCG(3, 4))
		for extreme := 1; extreme <= 2; extreme++ {
			s := newSequence(r, n, hd, 0)
			for p := range n {
				draw16(r, s.keys[p], extreme)
				draw16(r, s.values[p], 3-extreme)
				s.pages[p/PagePositions].SetKey(p%PagePositions, s.keys[p], 0)
				s.pages[p/PagePositions].SetValue(p%PagePositions, s.values[p], 7)
				s.keyExp[p], s.valueExp[p] = 0, 7
			}
			var tile Tile
			q := make([]int16, hd)
			for sign := 1; sign <= 2; sign++ {
				draw16(r, q, sign)
				tile.Reset(TileQueries, hd, len(s.pages))
				for i := range TileQueries {
					tile.Query(i, q, 0, n-i)
				}
				tile.run(s.pages, 1<<24*3/2)
				got := make([]int64, hd)
				for i := range TileQueries {
					want, _ := s.attend(q, 0, n-i, 1<<24*3/2)
					tile.Output(i, got)
					same(t, "extreme head", got, want)
				}
			}
		}
	})
}

func BenchmarkAttention(b *testing.B) {
	for _, hd := range []int{64, 128} {
		for _, n := range []int{256, 1024, 4096} {
			for _, queries := range []int{1, 4, 8} {
				for l := Plain; l <= Best(); l++ {
					if queries == 4 && l == Plain {
						continue
					}
					b.Run(fmt.Sprintf("head=%d/positions=%d/queries=%d/%s", hd, n, queries, l), func(b *testing.B) {
						defer Use(Use(l))
						r := rand.New(rand.NewPCG(1, 2))
						s := newSequence(r, n, hd, 3)
						for i := range s.pages { // a temperature as in real models
							for k := range PagePositions {
								s.pages[i].KeyExp[k], s.pages[i].ValueExp[k] = 14, 20
							}
						}
						var tile Tile
						q, out := make([]int16, hd), make([]int64, hd)
						draw16(r, q, 0)
						for b.Loop() {
							tile.Reset(queries, hd, len(s.pages))
							for i := range queries {
								tile.Query(i, q, 14, n)
							}
							tile.run(s.pages, 1<<20)
							for i := range queries {
								tile.Output(i, out)
							}
						}
						b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*queries), "ns/query-position")
					})
				}
			}
		}
	}
}

// TestNoAllocations: what runs for every token takes its memory once.
func TestNoAllocations(t *testing.T) {
	everyLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		const n = 200
		v, u, z := vector64(r, n), vector64(r, n), make([]int64, n)
		h, g, d := vector32(r, n), vector32(r, n), make([]int16, n)
		s := newSequence(r, 150, 64, 0)
		q, out := make([]int16, 64), make([]int64, 64)
		var tile Tile
		if allocs := testing.AllocsPerRun(10, func() {
			Fix32(h, v, 20)
			AddFix32(h, v, 20)
			Rsh(z, 3)
			Quant16(d, v)
			Quant16From32(d, h)
			NormQuant(d, z, h, g, 1)
			Gate(z, v, u, 10, 10)
			Rotate(h, g)
			Argmax(h)
			tile.Reset(TileQueries, 64, len(s.pages))
			for i := range TileQueries {
				tile.Query(i, q, 3, 150-i)
			}
			tile.run(s.pages, 1<<20)
			tile.Output(0, out)
		}); allocs != 0 {
			t.Errorf("%v allocations", allocs)
		}
	})
}
