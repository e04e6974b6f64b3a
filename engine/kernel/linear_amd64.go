package kernel

import (
	"golang.org/x/sys/cpu"

	"github.com/assay-network/assay/exact"
)

// detect finds the best level of this machine.
func detect() Level {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI:
		return AVX512
	case x.HasAVX2:
		return AVX2
	}
	return Plain
}

// A tile multiplies one panel (groups blocks) with a fixed number of vectors:
// vector t at x + t*xStride bytes, groups*32 int16 each; its 16 results go to
// out + t*outStride bytes. In a group, int32 sums of 32 products stay below
// 2^27; times a multiplier below 2^42; int64 sums of 2^13 groups below 2^55.
type tile = func(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x1(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x2(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x3(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x4(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x5(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x6(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x7(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile512x8(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile256x1(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile256x2(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile256x3(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

//go:noescape
func tile256x4(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int)

var (
	tiles512 = [...]tile{tile512x1, tile512x2, tile512x3, tile512x4, tile512x5, tile512x6, tile512x7, tile512x8}
	tiles256 = [...]tile{tile256x1, tile256x2, tile256x3, tile256x4}
)

// linearSIMD computes the panels lo to hi in assembly.
func linearSIMD(l Level, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	tiles := tiles256[:]
	if l == AVX512 {
		tiles = tiles512[:]
	}
	widest := len(tiles)
	g, width := a.groups, a.groups*exact.Group
	var spill [8 * PanelRows]int64 // results of a last panel that has less than 16 rows
	for p := lo; p < hi; p++ {
		panel := &panels[p*g*BlockBytes]
		full := (p+1)*PanelRows <= rows
		for t := 0; t < a.count; t += widest {
			n := min(widest, a.count-t)
			if full {
				tiles[n-1](&out[t*rows+p*PanelRows], 8*rows, panel, &a.x[t*width], 2*width, g)
				continue
			}
			tiles[n-1](&spill[0], 8*PanelRows, panel, &a.x[t*width], 2*width, g)
			for k := range n {
				copy(out[(t+k)*rows+p*PanelRows:(t+k+1)*rows], spill[k*PanelRows:(k+1)*PanelRows])
			}
		}
	}
}
