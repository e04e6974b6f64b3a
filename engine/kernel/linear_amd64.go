package kernel

import (
	"sync"

	"golang.org/x/sys/cpu"

	"github.com/assay-network/assay/exact"
)

// detect finds the best level of this machine.
func detect() Level {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI && x.HasAVX512IFMA:
		if tilesAllowed() {
			return AMX
		}
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
// Meanwhile it fetches an eighth of the eight panels from next on.
type tile = func(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

// streams is the number of panels that are read, or fetched, at the same time.
const streams = 8

// many512 multiplies eight panels, panelBytes apart, with one vector.
//
//go:noescape
func many512(out *int64, panels *byte, panelBytes int, x *int16, groups int)

//go:noescape
func tile512x1(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x2(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x3(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x4(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x5(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x6(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x7(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile512x8(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile256x1(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile256x2(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile256x3(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

//go:noescape
func tile256x4(out *int64, outStride int, panel *byte, x *int16, xStride int, groups int, next *byte, panelBytes int)

var (
	tiles512 = [...]tile{tile512x1, tile512x2, tile512x3, tile512x4, tile512x5, tile512x6, tile512x7, tile512x8}
	tiles256 = [...]tile{tile256x1, tile256x2, tile256x3, tile256x4}
)

// wideTile adds the products of a widened piece of a panel (pairs counts pairs
// of groups) with a fixed number of vectors to acc, 16 sums for each, even rows
// first. start is taken in once. Each pair fetches 256 bytes of another of the
// panels from next on.
type wideTile = func(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func widen512(dst *byte, piece *byte, groups int, start *int64)

//go:noescape
func spread512(out *int64, outStride int, acc *int64, n int)

//go:noescape
func wide512x1(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func wide512x2(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func wide512x3(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func wide512x4(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func wide512x5(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

//go:noescape
func wide512x6(acc *int64, piece *byte, x *int16, xStride int, pairs int, start *int64, next *byte, panelBytes int)

var wide512 = [...]wideTile{wide512x1, wide512x2, wide512x3, wide512x4, wide512x5, wide512x6}

const (
	wideBytes  = 1152 // of a widened block
	widePairs  = 8    // pairs of groups in a piece: it stays in the first cache
	wideBatch  = 64   // vectors whose sums stay there too
	widePieces = 2 * widePairs * wideBytes
)

// wideMemory is what linearWide works in.
type wideMemory struct {
	piece [widePieces]byte
	acc   [wideBatch * PanelRows]int64
	spill [wideBatch * PanelRows]int64 // results of a last panel that has less than 16 rows
	start [PanelRows]int64
}

// wideFrom is the number of vectors from which widening a panel once pays.
const wideFrom = 24

// scratch lends such memory.
var scratch = sync.Pool{New: func() any { return new(wideMemory) }}

// linearSIMD computes the panels lo to hi in assembly.
func linearSIMD(l Level, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	switch {
	case len(a.bytes) > 0:
		linearAMX(out, panels, rows, a, lo, hi)
	case l == AVX2:
		linearTiles(tiles256[:], out, panels, rows, a, lo, hi)
	case a.count == 1:
		linearOne(out, panels, rows, a, lo, hi)
	case a.count < wideFrom:
		linearTiles(tiles512[:], out, panels, rows, a, lo, hi)
	default:
		linearWide(out, panels, rows, a, lo, hi)
	}
}

// fetching says what a panel's computation fetches meanwhile: panels go in
// eights, and each fetches an eighth of all panels of the next eight.
type fetching struct {
	at    int // offset in the panels
	size  int // of a panel
	bytes int // of each panel, from at on
}

// fetches is for panel p of lo to hi.
func fetches(p, lo, hi, size int) fetching {
	next := (p-lo)/streams*streams + lo + streams
	if next+streams > hi { // nothing of ours is left
		return fetching{at: p * size}
	}
	return fetching{at: next*size + (p-lo)%streams*size/streams, size: size, bytes: size / streams}
}

// linearTiles takes the weights as they are: right when few vectors meet each of them.
func linearTiles(tiles []tile, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	widest := len(tiles)
	width, size := a.width(), a.groups*BlockBytes
	for p := lo; p < hi; p++ {
		full := (p+1)*PanelRows <= rows
		f := fetches(p, lo, hi, size)
		next := &panels[f.at]
		for t := 0; t < a.count; t += widest {
			n := min(widest, a.count-t)
			x, panel := &a.x[t*width], &panels[p*size]
			if full {
				tiles[n-1](&out[t*rows+p*PanelRows], 8*rows, panel, x, 2*width, a.groups, next, f.size)
				continue
			}
			mem := scratch.Get().(*wideMemory)
			tiles[n-1](&mem.spill[0], 8*PanelRows, panel, x, 2*width, a.groups, next, f.size)
			place(out, mem.spill[:], rows, p, t, n)
			scratch.Put(mem)
		}
	}
}

// linearOne is for a single vector: eight panels at a time.
func linearOne(out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	size := a.groups * BlockBytes
	for ; lo+streams <= min(hi, rows/PanelRows); lo += streams {
		many512(&out[lo*PanelRows], &panels[lo*size], size, &a.x[0], a.groups)
	}
	linearTiles(tiles512[:], out, panels, rows, a, lo, hi)
}

// linearWide widens each piece of a panel once for all vectors.
func linearWide(out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	mem := scratch.Get().(*wideMemory)
	defer scratch.Put(mem)
	width, size := a.width(), a.groups*BlockBytes
	for p := lo; p < hi; p++ {
		f := fetches(p, lo, hi, size)
		for t := 0; t < a.count; t += wideBatch {
			n := min(wideBatch, a.count-t)
			mem.panel(panels, p, a.groups, a.x[t*width:], width, n, f)
			f = fetching{at: p * size}
			if (p+1)*PanelRows <= rows {
				spread512(&out[t*rows+p*PanelRows], 8*rows, &mem.acc[0], n)
				continue
			}
			spread512(&mem.spill[0], 8*PanelRows, &mem.acc[0], n)
			place(out, mem.spill[:], rows, p, t, n)
		}
	}
}

// panel leaves the products of panel p with n vectors in acc.
func (m *wideMemory) panel(panels []byte, p, groups int, x []int16, width, n int, f fetching) {
	clear(m.acc[:n*PanelRows])
	pieces := (groups + 2*widePairs - 1) / (2 * widePairs)
	calls := pieces * ((n + len(wide512) - 1) / len(wide512))
	step := (f.bytes/calls + 63) &^ 63
	for g := 0; g < groups; g += 2 * widePairs {
		here := min(2*widePairs, groups-g)
		if here%2 == 1 { // the group that fills the last pair
			clear(m.piece[here*wideBytes : (here+1)*wideBytes])
		}
		widen512(&m.piece[0], &panels[(p*groups+g)*BlockBytes], here, &m.start[0])
		pairs := (here + 1) / 2
		for t := 0; t < n; t += len(wide512) {
			k := min(len(wide512), n-t)
			wide512[k-1](&m.acc[t*PanelRows], &m.piece[0], &x[t*width+g*exact.Group], 2*width, pairs, &m.start[0], &panels[f.at], f.size)
			if f.bytes > 0 {
				f.at += step
				f.bytes -= step
			} else {
				f.size = 0
			}
		}
	}
}
