package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/exact"
)

// fill draws numbers of the full range, extremes more often than chance has them.
func fill(r *rand.Rand, w []int8, m []uint16, x []int16) {
	for i := range w {
		w[i] = int8(r.IntN(255) - 127)
		if r.IntN(4) == 0 {
			w[i] = []int8{-127, 127, 0}[r.IntN(3)]
		}
	}
	for i := range m {
		m[i] = uint16(r.IntN(1 << 15))
		if r.IntN(4) == 0 {
			m[i] = exact.MaxMultiplier
		}
	}
	for i := range x {
		x[i] = int16(r.IntN(65535) - 32767)
		if r.IntN(4) == 0 {
			x[i] = []int16{-32767, 32767, 0}[r.IntN(3)]
		}
	}
}

// eachLevel runs a test with every set of instructions that this machine has.
func eachLevel(t *testing.T, do func(t *testing.T)) {
	for l := Plain; l <= Best(); l++ {
		t.Run(l.String(), func(t *testing.T) {
			defer Use(Use(l))
			do(t)
		})
	}
}

// panelsOf packs rows.
func panelsOf(w []int8, m []uint16, rows, groups int) []byte {
	panels := make([]byte, PanelBytes(rows, groups))
	for r := range rows {
		PutRow(panels, r, w[r*groups*32:(r+1)*groups*32], m[r*groups:(r+1)*groups])
	}
	return panels
}

func TestLinearEqualsTheDefinition(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		var a Activations // reused, as the engine does
		team := NewTeam(3)
		defer team.Close()
		for round := range 300 {
			rows, cols, count := 1+r.IntN(70), 1+r.IntN(200), 1+r.IntN(21)
			if round%4 == 0 {
				count += 20 + r.IntN(30)
			}
			groups := (cols + 31) / 32
			w, m, x := make([]int8, rows*groups*32), make([]uint16, rows*groups), make([]int16, count*cols)
			fill(r, w, m, x)
			if round%10 == 0 { // all extremes of one sign
				for i := range w {
					w[i] = -127
				}
				for i := range m {
					m[i] = exact.MaxMultiplier
				}
				for i := range x {
					x[i] = 32767
				}
			}
			a.Pack(x, count, cols)
			out := make([]int64, count*rows)
			team.Linear(&a, Product{out, panelsOf(w, m, rows, groups), rows})
			for c := range count {
				padded := make([]int16, groups*32)
				copy(padded, x[c*cols:(c+1)*cols])
				for row := range rows {
					want := exact.Dot(w[row*groups*32:(row+1)*groups*32], m[row*groups:(row+1)*groups], padded)
					if got := out[c*rows+row]; got != want {
						t.Fatalf("%d rows, %d columns, %d vectors: [%d][%d] = %d, want %d", rows, cols, count, c, row, got, want)
					}
				}
			}
		}
	})
}

// Rows of several pieces, batches of several blocks and more than one batch, extremes of each sign.
func TestLongRowsEqualTheDefinition(t *testing.T) {
	shapes := []struct{ rows, cols, count int }{
		{17, 32 * 512, 28}, {16, 32 * 513, 29}, {33, 32 * 16, 64}, {47, 32*17 - 5, 65}, {16, 32*31 + 1, 127},
		{48, 32 * 33, 128}, {5, 32*48 + 31, 129}, {31, 32 * 64, 143}, {20, 64 * 9, 144}, {16, 32, 260},
	}
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		var a Activations
		for _, s := range shapes {
			groups := (s.cols + 31) / 32
			w, m, x := make([]int8, s.rows*groups*32), make([]uint16, s.rows*groups), make([]int16, s.count*s.cols)
			fill(r, w, m, x)
			panels := panelsOf(w, m, s.rows, groups)
			for sign := range 5 {
				if sign > 0 { // each product has its largest magnitude, and all have one sign
					for i := range w {
						w[i] = int8(127 - 254*(sign&1))
					}
					for i := range m {
						m[i] = exact.MaxMultiplier
					}
					for i := range x {
						x[i] = int16(32767 - 65534*(sign>>1&1))
					}
					panels = panelsOf(w, m, s.rows, groups)
				}
				a.Pack(x, s.count, s.cols)
				out := make([]int64, s.count*s.rows)
				var nobody *Team
				nobody.Linear(&a, Product{out, panels, s.rows})
				padded := make([]int16, groups*32)
				for c := 0; c < s.count; c += 1 + r.IntN(7) {
					copy(padded, x[c*s.cols:(c+1)*s.cols])
					for row := range s.rows {
						want := exact.Dot(w[row*groups*32:(row+1)*groups*32], m[row*groups:(row+1)*groups], padded)
						if got := out[c*s.rows+row]; got != want {
							t.Fatalf("%+v, sign %d: [%d][%d] = %d, want %d", s, sign, c, row, got, want)
						}
					}
				}
			}
		}
	})
}

func TestPanelsGiveRowsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const rows, groups = 37, 5
	w, m := make([]int8, rows*groups*32), make([]uint16, rows*groups)
	fill(r, w, m, nil)
	panels := panelsOf(w, m, rows, groups)
	w2, m2 := make([]int8, groups*32), make([]uint16, groups)
	for row := range rows {
		CopyRow(w2, m2, panels, row)
		if fmt.Sprint(w2) != fmt.Sprint(w[row*groups*32:(row+1)*groups*32]) || fmt.Sprint(m2) != fmt.Sprint(m[row*groups:(row+1)*groups]) {
			t.Fatalf("row %d came back changed", row)
		}
	}
}

// BenchmarkLinear is one matrix of the 1.1-billion Llama shape for each batch; GMAC/s by one thread.
func BenchmarkLinear(b *testing.B) {
	const rows, cols = 5632, 2048
	r := rand.New(rand.NewPCG(1, 2))
	w, m := make([]int8, rows*cols), make([]uint16, rows*cols/32)
	fill(r, w, m, nil)
	panels := panelsOf(w, m, rows, cols/32)
	for l := Plain; l <= Best(); l++ {
		for _, count := range []int{1, 2, 4, 8, 64} {
			b.Run(fmt.Sprintf("%v/vectors=%d", l, count), func(b *testing.B) {
				defer Use(Use(l))
				x, out := make([]int16, count*cols), make([]int64, count*rows)
				fill(r, nil, nil, x)
				var a Activations
				a.Pack(x, count, cols)
				var alone *Team
				for b.Loop() {
					alone.Linear(&a, Product{out, panels, rows})
				}
				b.ReportMetric(float64(rows*cols*count)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
			})
		}
	}
}
