package kernel

import (
	"sync"
	"unsafe"

	"github.com/assay-network/assay/exact"
)

// Tiles multiply bytes and sum int32. A product that is exact needs more bits,
// so both sides are taken apart into digits of a byte: an activation is
// hi * 2^8 + lo, and a weight times its multiplier, below 2^22 in magnitude, is
// d2 * 2^16 + d1 * 2^8 + d0, where hi and d2 are signed. The six products of
// digits go to four sums, of weight 1, 2^8, 2^16 and 2^24. The multipliers are in
// the weights then, so that sums may run over a whole row, and the vector units
// have next to nothing to do.

const (
	tileVectors = 16   // vectors of a tile
	stepColumns = 64   // columns of a tile
	stepSize    = 2048 // bytes of 16 vectors in a step of 64 columns
	pieceSteps  = 8    // steps of a piece: its digits are about what the first cache holds

	// amxGroups bounds a row. The sum of weight 2^8 grows most, by at most
	// 255*255 + 127*255 a column, so that int32 holds it for 22,000 columns.
	amxGroups = 1 << 9
	// amxFrom is the number of vectors from which tiles pay.
	amxFrom = 28
	// amxBatch is the number of vectors that meet a piece before the next piece.
	amxBatch = 128
	// amxWork is the number of multiplications of one call, if a panel needs no
	// more: a hundred microseconds, for the collector cannot stop a goroutine inside.
	amxWork = 1 << 23

	alignment = 4096
	digitSize = 2 * pieceSteps * 3 * 1024         // of two pieces
	sumsSize  = amxBatch / tileVectors * 4 * 1024 // four tiles for 16 vectors
	spillSize = amxBatch * PanelRows * 8          // results of a last panel that has less than 16 rows
)

// amxPack splits steps*64 activations of one vector into bytes: low bytes to dst,
// high bytes 1024 bytes further, the next 64 of each 2048 bytes further.
//
//go:noescape
func amxPack(dst *byte, x *int16, steps int)

// amx multiplies panels, one after another in memory, with one batch of vectors that packAMX
// packed. Vector t has its 16 results of panel p at out + t*outStride + p*128 bytes. digits
// (at a multiple of 1024) and sums are memory to work in.
//
//go:noescape
func amx(out *int64, outStride int, panel *byte, panels, groups int, x *byte, count int, digits, sums *byte)

// amxMemory is what amx works in, each part at a multiple of 4096.
type amxMemory struct{ digits, sums, spill []byte }

// amxScratch lends such memory.
var amxScratch = sync.Pool{New: func() any {
	b := aligned(nil, digitSize+sumsSize+spillSize)
	return &amxMemory{b[:digitSize], b[digitSize : digitSize+sumsSize], b[digitSize+sumsSize:]}
}}

// aligned returns b with length n, with new memory at a multiple of 4096 when it is too small.
func aligned(b []byte, n int) []byte {
	if cap(b) >= n {
		return b[:n]
	}
	b = make([]byte, n+alignment-1)
	skip := -uintptr(unsafe.Pointer(&b[0])) & (alignment - 1)
	return b[skip : skip+uintptr(n)]
}

// steps is the number of tiles that the columns of a vector need.
func (a *Activations) steps() int { return (a.groups + 1) / 2 }

// packAMX makes the form of the batch that tiles multiply, if that pays, and says whether it did:
// [batch of 128 vectors][piece of 8 steps][block of 16 vectors][step][lo, hi][vector][64 columns],
// the order in which they are read. Vectors that the last block lacks hold anything.
func (a *Activations) packAMX(x []int16, cols int) bool {
	a.bytes = a.bytes[:0]
	if Current() != AMX || a.count < amxFrom || a.groups > amxGroups {
		return false
	}
	steps := a.steps()
	blocks := (a.count + tileVectors - 1) / tileVectors
	a.bytes = aligned(a.bytes, blocks*steps*stepSize)
	const most = amxBatch / tileVectors // blocks of a batch
	var last [stepColumns]int16
	full := cols / stepColumns // steps that need no padding
	for t := range a.count {
		v := x[t*cols : (t+1)*cols]
		if full < steps {
			clear(last[copy(last[:], v[full*stepColumns:]):])
		}
		batch := t / amxBatch
		here := min(most, blocks-batch*most)
		block, at := t%amxBatch/tileVectors, t%tileVectors*stepColumns
		for s := 0; s < steps; s += pieceSteps {
			n := min(pieceSteps, steps-s)
			dst := a.bytes[(batch*most*steps+here*s+block*n)*stepSize+at:]
			if m := min(n, full-s); m > 0 {
				amxPack(&dst[0], &v[s*stepColumns], m)
			}
			if s+n > full {
				amxPack(&dst[(n-1)*stepSize], &last[0], 1)
			}
		}
	}
	return true
}

// linearAMX computes the panels lo to hi with tiles.
func linearAMX(out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	mem := amxScratch.Get().(*amxMemory)
	defer amxScratch.Put(mem)
	size := a.groups * BlockBytes
	for t := 0; t < a.count; t += amxBatch {
		n := min(amxBatch, a.count-t)
		x := &a.bytes[t/tileVectors*a.steps()*stepSize]
		most := max(1, amxWork/(n*PanelRows*a.groups*exact.Group))
		full := min(hi, rows/PanelRows)
		for p := lo; p < full; p += most {
			amx(&out[t*rows+p*PanelRows], 8*rows, &panels[p*size], min(most, full-p), a.groups, x, n, &mem.digits[0], &mem.sums[0])
		}
		if full < hi {
			spill := unsafe.Slice((*int64)(unsafe.Pointer(&mem.spill[0])), amxBatch*PanelRows)
			amx(&spill[0], 8*PanelRows, &panels[full*size], 1, a.groups, x, n, &mem.digits[0], &mem.sums[0])
			place(out, spill, rows, full, t, n)
		}
	}
}

// place copies the spilled results of panel p and n vectors from t on to where they belong.
func place(out, spill []int64, rows, p, t, n int) {
	for k := range n {
		copy(out[(t+k)*rows+p*PanelRows:(t+k+1)*rows], spill[k*PanelRows:(k+1)*PanelRows])
	}
}
