package kernel

import (
	"sync"

	"golang.org/x/sys/cpu"
)

// detect finds the best level of this machine.
func detect() Level {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI && x.HasAVX512IFMA:
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

// wideTile multiplies one widened panel with a fixed number of vectors; the
// rest is as for tile, but pairs counts pairs of groups, the sums begin at
// start, and next is memory to fetch meanwhile.
type wideTile = func(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func widen512(dst *byte, panel *byte, groups int, start *int64)

//go:noescape
func wide512x1(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func wide512x2(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func wide512x3(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func wide512x4(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func wide512x5(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

//go:noescape
func wide512x6(out *int64, outStride int, panel *byte, x *int16, xStride int, pairs int, start *int64, next *byte)

var wide512 = [...]wideTile{wide512x1, wide512x2, wide512x3, wide512x4, wide512x5, wide512x6}

// wideBytes is the size of a widened block.
const wideBytes = 1152

// wideFrom is the number of vectors from which widening a panel once pays.
const wideFrom = 32

// scratch lends the memory of widened panels.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// linearSIMD computes the panels lo to hi in assembly.
func linearSIMD(l Level, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	switch {
	case l == AVX2:
		linearTiles(tiles256[:], out, panels, rows, a, lo, hi)
	case a.count < wideFrom:
		linearTiles(tiles512[:], out, panels, rows, a, lo, hi)
	default:
		linearWide(out, panels, rows, a, lo, hi)
	}
}

// linearTiles takes the weights as they are: right when few vectors meet each of them.
func linearTiles(tiles []tile, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	widest := len(tiles)
	g, width := a.groups, a.width()
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

// linearWide widens each panel once for all vectors, while the next one is fetched.
func linearWide(out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	g, width := a.groups, a.width()
	pairs := (g + 1) / 2
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	if n := 2 * pairs * wideBytes; cap(*buf) < n {
		*buf = make([]byte, n)
	} else {
		*buf = (*buf)[:n]
	}
	if g%2 == 1 { // the group that fills the last pair
		clear((*buf)[g*wideBytes:])
	}
	var start [PanelRows]int64
	var spill [6 * PanelRows]int64
	widest := len(wide512)
	for p := lo; p < hi; p++ {
		widen512(&(*buf)[0], &panels[p*g*BlockBytes], g, &start[0])
		full := (p+1)*PanelRows <= rows
		for t := 0; t < a.count; t += widest {
			n := min(widest, a.count-t)
			ahead := &panels[min((p+1)*g*BlockBytes+t/widest*256*pairs, len(panels)-1)]
			if full {
				wide512[n-1](&out[t*rows+p*PanelRows], 8*rows, &(*buf)[0], &a.x[t*width], 2*width, pairs, &start[0], ahead)
				continue
			}
			wide512[n-1](&spill[0], 8*PanelRows, &(*buf)[0], &a.x[t*width], 2*width, pairs, &start[0], ahead)
			for k := range n {
				copy(out[(t+k)*rows+p*PanelRows:(t+k+1)*rows], spill[k*PanelRows:(k+1)*PanelRows])
			}
		}
	}
}
