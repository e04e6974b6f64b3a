// Package kernel holds the inner loops of the engine, where nearly all the
// time goes: the linear layers, attention and the operations on whole vectors.
// Every function returns exactly what the plain definition in package exact
// returns, whatever the order and width in which it works; tests hold them
// together. Assembly for amd64 stands beside a plain Go twin that every machine
// has (Level).
//
// It knows matrices and vectors only: no layers, no model, no tokens.
package kernel

import "github.com/assay-network/assay/exact"

// Activations is a batch of int16 vectors of one length, ready for Linear.
// The zero value is empty; its memory is reused by the next Pack. A call of
// Linear only reads it.
type Activations struct {
	count, groups int
	x             []int16 // [vector][width], zero padded
	twins         []twin  // the same for plain Go, made only there
}

// Pack takes count vectors of cols elements, vector t at x[t*cols:]. Elements
// are -32767 to 32767. It keeps no reference to x.
func (a *Activations) Pack(x []int16, count, cols int) {
	a.count, a.groups = count, (cols+exact.Group-1)/exact.Group
	width := a.width()
	if n := count * width; cap(a.x) < n {
		a.x = make([]int16, n)
	} else {
		a.x = a.x[:n]
	}
	for t := range count {
		row := a.x[t*width : (t+1)*width]
		copy(row, x[t*cols:(t+1)*cols])
		clear(row[cols:])
	}
	a.twins = a.twins[:0]
	if Current() == Plain && count > twinLanes/2 {
		a.packTwins()
	}
}

// width is the length of a padded vector: an even number of groups, because some kernels take two at a time.
func (a *Activations) width() int { return (a.groups + 1) / 2 * 2 * exact.Group }

// Linear multiplies a matrix of rows rows in panels with every vector of a:
// out[t*rows+r] is exact.Dot of row r and vector t, below 2^55 in magnitude
// for at most 2^13 groups.
func (t *Team) Linear(out []int64, panels []byte, rows int, a *Activations) {
	_ = out[a.count*rows-1]
	_ = panels[PanelBytes(rows, a.groups)-1]
	n := (rows + PanelRows - 1) / PanelRows
	least := 1 + minWork/(PanelRows*a.groups*exact.Group*a.count)
	l := Current()
	if t.threads() == 1 || n < 2*least {
		linear(l, out, panels, rows, a, 0, n)
		return
	}
	t.loop = loop{n: n, chunk: t.chunk(n, least), linear: linearLoop{l, out, panels, rows, a}}
	t.share()
}

// minWork is the number of multiplications for which another goroutine pays.
const minWork = 1 << 16

// linear computes the panels lo to hi.
func linear(l Level, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	if l == Plain || len(a.twins) > 0 {
		linearPlain(out, panels, rows, a, lo, hi)
		return
	}
	linearSIMD(l, out, panels, rows, a, lo, hi)
}
