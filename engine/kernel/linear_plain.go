package kernel

import (
	"encoding/binary"

	"github.com/assay-network/assay/exact"
)

// twinLanes is the number of activation vectors that one pass over a row
// serves in plain Go: four 64-bit words, each carrying two vectors.
const twinLanes = 8

// twin is one group of eight activation vectors: word p of element i holds
// x[2p][i] + x[2p+1][i] * 2^32. A product with a weight makes two products at
// once, and sums of 32 of them stay below 2^27 in each half, so that the halves
// can be told apart again: the low half is the sign-extended low word, and what
// remains is a multiple of 2^32.
type twin = [exact.Group][twinLanes / 2]int64

// packTwins makes the form of the batch that plain Go multiplies fastest: [set of 8 vectors][group].
func (a *Activations) packTwins() {
	n := (a.count + twinLanes - 1) / twinLanes * a.groups
	if cap(a.twins) < n {
		a.twins = make([]twin, n)
	}
	a.twins = a.twins[:n]
	clear(a.twins)
	width := a.width()
	for t := range a.count {
		set, lane := t/twinLanes, t%twinLanes
		shift := 32 * (lane % 2)
		for i, v := range a.x[t*width : t*width+a.groups*exact.Group] {
			a.twins[set*a.groups+i/exact.Group][i%exact.Group][lane/2] += int64(v) << shift
		}
	}
}

// linearPlain is the twin of the assembly.
func linearPlain(out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	g, width := a.groups, a.width()
	for p := lo; p < hi; p++ {
		panel := panels[p*g*BlockBytes : (p+1)*g*BlockBytes]
		here := min(PanelRows, rows-p*PanelRows)
		if len(a.twins) == 0 {
			for t := range a.count {
				var acc [PanelRows]int64
				dotPanel(&acc, panel, a.x[t*width:t*width+g*exact.Group])
				copy(out[t*rows+p*PanelRows:], acc[:here])
			}
			continue
		}
		for r := range here {
			for set := 0; set*twinLanes < a.count; set++ {
				var acc [twinLanes]int64
				dotTwins(&acc, panel, r, a.twins[set*g:(set+1)*g])
				for t := set * twinLanes; t < min(a.count, (set+1)*twinLanes); t++ {
					out[t*rows+p*PanelRows+r] = acc[t%twinLanes]
				}
			}
		}
	}
}

// multiplier is that of row r in a block.
func multiplier(block *[BlockBytes]byte, r int) int64 {
	return int64(binary.LittleEndian.Uint16(block[PanelRows*exact.Group+2*r:]))
}

// dotPanel adds the products of a panel's rows with one vector to acc, four
// rows at a time: eight bytes are one pair of columns of four rows.
func dotPanel(acc *[PanelRows]int64, panel []byte, x []int16) {
	for g := 0; g*exact.Group < len(x); g++ {
		b := (*[BlockBytes]byte)(panel[g*BlockBytes:])
		xs := (*[exact.Group]int16)(x[g*exact.Group:])
		for r := 0; r < PanelRows; r += 4 {
			var s0, s1, s2, s3 int32
			for j := range exact.Group / 2 {
				v := binary.LittleEndian.Uint64(b[32*j+2*r:])
				x0, x1 := int32(xs[2*j]), int32(xs[2*j+1])
				s0 += int32(int8(v))*x0 + int32(int8(v>>8))*x1
				s1 += int32(int8(v>>16))*x0 + int32(int8(v>>24))*x1
				s2 += int32(int8(v>>32))*x0 + int32(int8(v>>40))*x1
				s3 += int32(int8(v>>48))*x0 + int32(int8(v>>56))*x1
			}
			acc[r] += multiplier(b, r) * int64(s0)
			acc[r+1] += multiplier(b, r+1) * int64(s1)
			acc[r+2] += multiplier(b, r+2) * int64(s2)
			acc[r+3] += multiplier(b, r+3) * int64(s3)
		}
	}
}

// dotTwins adds the products of row r of a panel with eight vectors to acc.
func dotTwins(acc *[twinLanes]int64, panel []byte, r int, x []twin) {
	for g := range x {
		b := (*[BlockBytes]byte)(panel[g*BlockBytes:])
		xs := &x[g]
		var s0, s1, s2, s3 int64
		for i := range exact.Group {
			v := int64(int8(b[32*(i/2)+2*r+i%2]))
			e := &xs[i]
			s0 += v * e[0]
			s1 += v * e[1]
			s2 += v * e[2]
			s3 += v * e[3]
		}
		f := multiplier(b, r)
		for p, s := range [twinLanes / 2]int64{s0, s1, s2, s3} {
			low := int64(int32(s))
			acc[2*p] += f * low
			acc[2*p+1] += f * ((s - low) >> 32)
		}
	}
}
