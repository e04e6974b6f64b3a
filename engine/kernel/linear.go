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
	bytes         []byte  // in place of x, what tiles take
}

// Pack takes count vectors of cols elements, vector t at x[t*cols:]. Elements
// are -32767 to 32767. It keeps no reference to x.
func (a *Activations) Pack(x []int16, count, cols int) {
	a.count, a.groups = count, (cols+exact.Group-1)/exact.Group
	a.twins = a.twins[:0]
	if a.packAMX(x, cols) {
		return
	}
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
	if Current() == Plain && count > twinLanes/2 {
		a.packTwins()
	}
}

// width is the length of a padded vector: an even number of groups, because some kernels take two at a time.
func (a *Activations) width() int { return (a.groups + 1) / 2 * 2 * exact.Group }

// Product is one matrix, of Rows rows in panels, and where its products go:
// Out[t*Rows+r] is exact.Dot of row r and vector t, below 2^55 in magnitude for
// at most 2^13 groups.
type Product struct {
	Out    []int64
	Panels []byte
	Rows   int
}

// panels is the number of panels of the matrix.
func (p *Product) panels() int { return (p.Rows + PanelRows - 1) / PanelRows }

// maxProducts is the number of matrices that Linear takes.
const maxProducts = 3

// Linear multiplies up to three matrices of as many columns with every vector
// of a, in one loop of the team.
func (t *Team) Linear(a *Activations, products ...Product) {
	l := linearLoop{level: Current(), a: a}
	n := 0
	for i := range products {
		p := &products[i]
		_ = p.Out[a.count*p.Rows-1]
		_ = p.Panels[PanelBytes(p.Rows, a.groups)-1]
		l.products[i] = *p
		n += p.panels()
	}
	least := 1 + minWork/(PanelRows*a.groups*exact.Group*a.count)
	if t.threads() == 1 || n < 2*least {
		l.run(0, n)
		return
	}
	t.loop = loop{n: n, least: least, linear: l}
	t.share()
}

// minWork is the number of multiplications for which another goroutine pays.
const minWork = 1 << 16

// linearLoop is one call of Linear; its elements are the panels of all matrices.
type linearLoop struct {
	level    Level
	a        *Activations
	products [maxProducts]Product
}

// run computes the panels lo to hi.
func (l *linearLoop) run(lo, hi int) {
	for i := range l.products {
		p := &l.products[i]
		n := p.panels()
		if from, to := max(lo, 0), min(hi, n); from < to {
			if l.level == Plain || len(l.a.twins) > 0 {
				linearPlain(p.Out, p.Panels, p.Rows, l.a, from, to)
			} else {
				linearSIMD(l.level, p.Out, p.Panels, p.Rows, l.a, from, to)
			}
		}
		lo, hi = lo-n, hi-n
	}
}
