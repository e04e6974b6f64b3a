// Package kernel holds the inner loops of the engine: the linear layers, where
// nearly all the time goes. Every function returns exactly what the plain
// definition in package exact returns, whatever the order and width in which it
// works; tests hold them together.
//
// It knows matrices and vectors only: no layers, no cache, no model.
package kernel

import (
	"sync"

	"github.com/assay-network/assay/exact"
)

// lanes is the number of activation vectors that one pass over a row serves:
// four 64-bit words, each carrying two vectors.
const lanes = 8

// block is one group of eight activation vectors: word p of element i holds
// x[2p][i] + x[2p+1][i] * 2^32. A product with a weight makes two products at
// once, and sums of 32 of them stay below 2^27 in each half, so that the halves
// can be told apart again: the low half is the sign-extended low word, and what
// remains is a multiple of 2^32.
type block = [exact.Group][lanes / 2]int64

// Activations is a batch of int16 vectors of one length, ready for Linear.
// The zero value is empty; its memory is reused by the next Pack.
type Activations struct {
	count, groups int
	single        []int16 // the vector, padded, when count is 1
	blocks        []block // [set of 8 vectors][group] otherwise
}

// Pack takes count vectors of cols elements, vector t at x[t*cols:]. It keeps no reference to x.
func (a *Activations) Pack(x []int16, count, cols int) {
	a.count, a.groups = count, (cols+exact.Group-1)/exact.Group
	if count == 1 {
		n := a.groups * exact.Group
		if cap(a.single) < n {
			a.single = make([]int16, n)
		}
		a.single = a.single[:n]
		copy(a.single, x[:cols])
		clear(a.single[cols:])
		return
	}
	n := (count + lanes - 1) / lanes * a.groups
	if cap(a.blocks) < n {
		a.blocks = make([]block, n)
	}
	a.blocks = a.blocks[:n]
	clear(a.blocks)
	for t := range count {
		set, lane := t/lanes, t%lanes
		shift := 32 * (lane % 2)
		for i, v := range x[t*cols : (t+1)*cols] {
			a.blocks[set*a.groups+i/exact.Group][i%exact.Group][lane/2] += int64(v) << shift
		}
	}
}

// Linear multiplies a matrix of rows × groups (weights w, multipliers m, as
// exact.Dot takes them row by row) with every vector of a: out[t*rows+r] is
// exact.Dot of row r and vector t. It uses at most threads goroutines, which
// have ended when it returns.
func Linear(out []int64, w []int8, m []uint16, rows int, a *Activations, threads int) {
	g := a.groups
	if a.count == 1 {
		Split(threads, rows, 1+minWork/(g*exact.Group), func(lo, hi int) {
			for r := lo; r < hi; r++ {
				out[r] = dot(w[r*g*exact.Group:(r+1)*g*exact.Group], m[r*g:(r+1)*g], a.single)
			}
		})
		return
	}
	Split(threads, rows, 1+minWork/(g*exact.Group*a.count), func(lo, hi int) {
		for r := lo; r < hi; r++ {
			rw, rm := w[r*g*exact.Group:(r+1)*g*exact.Group], m[r*g:(r+1)*g]
			for set := 0; set*lanes < a.count; set++ {
				var acc [lanes]int64
				dotBlocks(&acc, rw, rm, a.blocks[set*g:(set+1)*g])
				for t := set * lanes; t < min(a.count, (set+1)*lanes); t++ {
					out[t*rows+r] = acc[t%lanes]
				}
			}
		}
	})
}

// minWork is the number of multiplications for which another goroutine pays.
const minWork = 1 << 16

// Split calls do on disjoint ranges that cover 0 to n, on at most threads
// goroutines, none of which gets fewer than least elements, and waits for all.
func Split(threads, n, least int, do func(lo, hi int)) {
	parts := max(1, min(threads, n/max(1, least)))
	if parts == 1 {
		do(0, n)
		return
	}
	var wg sync.WaitGroup
	for p := 1; p < parts; p++ {
		wg.Go(func() { do(n*p/parts, n*(p+1)/parts) })
	}
	do(0, n/parts)
	wg.Wait()
}

// dot is exact.Dot with four sums that do not wait for each other.
func dot(w []int8, m []uint16, x []int16) int64 {
	var acc int64
	for g, mul := range m {
		ws := (*[exact.Group]int8)(w[g*exact.Group:])
		xs := (*[exact.Group]int16)(x[g*exact.Group:])
		var s0, s1, s2, s3 int32
		for i := 0; i < exact.Group; i += 4 {
			s0 += int32(ws[i]) * int32(xs[i])
			s1 += int32(ws[i+1]) * int32(xs[i+1])
			s2 += int32(ws[i+2]) * int32(xs[i+2])
			s3 += int32(ws[i+3]) * int32(xs[i+3])
		}
		acc += int64(mul) * int64(s0+s1+s2+s3)
	}
	return acc
}

// dotBlocks adds the products of one row with eight vectors to acc.
func dotBlocks(acc *[lanes]int64, w []int8, m []uint16, x []block) {
	for g, mul := range m {
		ws := (*[exact.Group]int8)(w[g*exact.Group:])
		xs := &x[g]
		var s0, s1, s2, s3 int64
		for i := range exact.Group {
			v := int64(ws[i])
			e := &xs[i]
			s0 += v * e[0]
			s1 += v * e[1]
			s2 += v * e[2]
			s3 += v * e[3]
		}
		f := int64(mul)
		for p, s := range [lanes / 2]int64{s0, s1, s2, s3} {
			low := int64(int32(s))
			acc[2*p] += f * low
			acc[2*p+1] += f * ((s - low) >> 32)
		}
	}
}
