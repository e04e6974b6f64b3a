package kernel

import "github.com/assay-network/assay/exact"

// Geometry of cached keys and values.
const (
	PagePositions = 64 // positions of a Page
	TileQueries   = 8  // most queries of a Tile
)

// panelPositions is the number of positions that stand side by side in the keys.
const panelPositions = 16

// absent marks a place of the scores that has no position; no score is as low.
const absent = -1 << 31

// heavyLimit bounds the sum of the high halves of weights that one int32 takes:
// 65536 * 32767 < 2^31. 32 positions stay below it whatever the weights.
const heavyLimit = 1 << 16

// Page is the keys and values of PagePositions positions of one head. The
// zero value of its memory is an empty page; KeySize and ValueSize say how much
// there is.
//
// Keys are [position/16][element/2][position%16][element%2], so that a pair of
// query elements meets 16 positions at once. Values are [position/2][element,
// padded to 32][position%2], so that a pair of weights meets a row of elements;
// of each 16 elements i and i+8 are neighbours.
type Page struct {
	Keys, Values     []int16 // -32767 to 32767
	KeyExp, ValueExp []int32 // PagePositions exponents; those of keys are 0 to 16
}

// KeySize is len(Keys) for heads of headDim elements, which is even.
func KeySize(headDim int) int { return PagePositions * headDim }

// ValueSize is len(Values).
func ValueSize(headDim int) int { return PagePositions * padded(headDim) }

// padded is the number of elements of a row of values.
func padded(headDim int) int { return (headDim + 31) &^ 31 }

// SetKey stores the key of a position, 0 to PagePositions-1, and its exponent.
func (p *Page) SetKey(position int, key []int16, exp int32) {
	p.KeyExp[position] = exp
	at := p.Keys[position/panelPositions*panelPositions*len(key)+position%panelPositions*2:]
	for i := 0; i+1 < len(key); i += 2 {
		at[i*panelPositions], at[i*panelPositions+1] = key[i], key[i+1]
	}
}

// SetValue stores the value of a position and its exponent.
func (p *Page) SetValue(position int, value []int16, exp int32) {
	p.ValueExp[position] = exp
	row := p.Values[position/2*2*padded(len(value))+position%2:]
	for i, v := range value {
		row[i&^15*2+(i&7*2+i>>3&1)*2] = v
	}
}

// Tile computes attention for up to TileQueries queries whose heads share keys
// and values. In order: Reset, Query for each, Score for each page, Mix for each
// page, Output for each. The zero value is ready; its memory is reused.
type Tile struct {
	n, headDim, width int
	stride            int     // places for scores of a query
	high, low         []int16 // [query][headDim]: a query is high*256 + low, low 0 to 255
	counts            [TileQueries]int64
	seen              [TileQueries]int // positions that a query attends to
	x                 []int32          // scores, [query][stride]
	most, least       [TileQueries]int32
	total             [TileQueries]int64
	weights           weights
	sums              []int64 // outputs before the division, [query][width]
	peaks             bool    // most is known
}

// weights are those of one page: high*2048 + low, high 0 to 2048, low -1024 to 1023.
type weights struct {
	high, low [TileQueries][PagePositions]int16
}

// grow returns b with length n, with new memory when it is too small.
func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}

// Reset begins a tile of n queries of headDim elements (even, at most 256) over
// the first pages of a sequence.
func (t *Tile) Reset(n, headDim, pages int) {
	t.n, t.headDim, t.width, t.stride = n, headDim, padded(headDim), pages*PagePositions
	t.high, t.low = grow(t.high, TileQueries*headDim), grow(t.low, TileQueries*headDim)
	t.x = grow(t.x, TileQueries*t.stride)
	t.sums = grow(t.sums, TileQueries*t.width)
	clear(t.sums)
	t.peaks = false
}

// Query sets query i: its elements (-32767 to 32767), its exponent (0 to 16) and
// the number of positions it attends to, at least 1.
func (t *Tile) Query(i int, q []int16, exp int32, seen int) {
	high, low := t.high[i*t.headDim:(i+1)*t.headDim], t.low[i*t.headDim:(i+1)*t.headDim]
	q = q[:len(high)]
	for k := splitSIMD(high, low, q); k < len(q); k++ {
		high[k], low[k] = q[k]>>8, q[k]&255
	}
	t.counts[i] = exact.ScoreQ - exact.PointQ - 1 + int64(exp)
	t.seen[i] = seen
	t.least[i], t.total[i] = 1<<31-1, 0
}

// within is the number of positions of a page that query i attends to.
func (t *Tile) within(i, page int) int {
	return max(0, min(PagePositions, t.seen[i]-page*PagePositions))
}

// reach is the number of positions of a page that some query attends to.
func (t *Tile) reach(page int) int {
	most := 0
	for i := range t.n {
		most = max(most, t.within(i, page))
	}
	return most
}

// Score computes exact.Score of every query with the keys of page number page,
// and the least exponent of its values. constant is the score constant, below 2^31.
//
// dot = high*256 + low: |high| is at most 128 and low at most 255, so int32 sums of 256
// products stay below 255*32767*256 < 2^31. dot is below 2^38, times the constant below 2^63.
func (t *Tile) Score(page int, p *Page, constant uint32) {
	count := t.reach(page)
	if l := Current(); l == Plain {
		t.scorePlain(page, p, constant, count)
	} else {
		t.scoreSIMD(l, page, p, constant, count)
	}
	whole := int32(1<<31 - 1)
	if count == PagePositions {
		whole = Min32(p.ValueExp)
	}
	for i := range t.n {
		switch n := t.within(i, page); n {
		case 0:
		case PagePositions:
			t.least[i] = min(t.least[i], whole)
		default:
			t.least[i] = min(t.least[i], Min32(p.ValueExp[:n]))
		}
	}
}

// peak finds the largest score of each query and marks the places behind its positions.
func (t *Tile) peak() {
	for i := range t.n {
		x := t.x[i*t.stride : (i+1)*t.stride]
		for k := t.seen[i]; k < len(x); k++ {
			x[k] = absent
		}
		t.most[i] = Max32(x[:min(len(x), (t.seen[i]+15)&^15)])
	}
	t.peaks = true
}

// Mix adds the values of a page, each times its weight, to the outputs. All
// pages have been scored.
//
// A weight is W = exp2neg(most - x, 22) >> (exponent - least), at most 2^22. It is
// split so that int32 sums of a page's products fit: those of the low parts are at most
// 64*1024*32767 < 2^31, those of the high ones have heavyLimit.
func (t *Tile) Mix(page int, p *Page) {
	if !t.peaks {
		t.peak()
	}
	count := t.reach(page)
	if count == 0 {
		return
	}
	if l := Current(); l == Plain {
		t.mixPlain(page, p)
	} else {
		t.mixSIMD(l, page, p, (count+15)&^15)
	}
}

// Output writes the attention output of query i to dst (headDim elements) and
// returns its exponent: exact.Mean of the sums, |o| < 2^23.
func (t *Tile) Output(i int, dst []int64) int32 {
	dst = dst[:t.headDim]
	copy(dst, t.sums[i*t.width:])
	mean(dst, t.total[i])
	return t.least[i] + exact.ValueExtra
}

// scorePlain is Score in plain Go, for the first count positions.
func (t *Tile) scorePlain(page int, p *Page, constant uint32, count int) {
	pairs := t.headDim / 2
	for i := range t.n {
		high, low := t.high[i*t.headDim:(i+1)*t.headDim], t.low[i*t.headDim:(i+1)*t.headDim]
		x := t.x[i*t.stride+page*PagePositions:][:PagePositions]
		for first := 0; first < count; first += panelPositions {
			var dots [panelPositions]int64
			panel := p.Keys[first*t.headDim:][:pairs*2*panelPositions]
			for j := range pairs {
				q0, q1 := int64(high[2*j])<<8+int64(low[2*j]), int64(high[2*j+1])<<8+int64(low[2*j+1])
				keys := (*[2 * panelPositions]int16)(panel[j*2*panelPositions:])
				for s := range dots {
					dots[s] += q0*int64(keys[2*s]) + q1*int64(keys[2*s+1])
				}
			}
			for s, dot := range dots {
				shift := int(t.counts[i]) + 1 + int(p.KeyExp[first+s])
				x[first+s] = exact.Fix32(dot*int64(constant), shift)
			}
		}
	}
}

// mixPlain is Mix in plain Go, two positions at a time, as they stand in memory.
func (t *Tile) mixPlain(page int, p *Page) {
	for i := range t.n {
		x := t.x[i*t.stride+page*PagePositions:][:t.within(i, page)]
		sums := t.sums[i*t.width : (i+1)*t.width]
		for s := 0; s < len(x); s += 2 {
			w0 := t.weigh(i, x[s], p.ValueExp[s])
			w1 := int64(0)
			if s+1 < len(x) {
				w1 = t.weigh(i, x[s+1], p.ValueExp[s+1])
			}
			if w0|w1 == 0 {
				continue
			}
			row := p.Values[s*t.width:][:2*t.width]
			for c := 0; c < len(sums); c += 16 {
				sum, v := (*[16]int64)(sums[c:]), (*[32]int16)(row[2*c:])
				for k := range 8 {
					sum[k] += w0*int64(v[4*k]) + w1*int64(v[4*k+1])
					sum[k+8] += w0*int64(v[4*k+2]) + w1*int64(v[4*k+3])
				}
			}
		}
	}
}

// weigh returns the weight of a score of query i and adds it to the total.
func (t *Tile) weigh(i int, x, exp int32) int64 {
	w := exact.Exp2Neg(int64(t.most[i])-int64(x), exact.ProbabilityQ)
	t.total[i] += w
	return w >> min(uint32(exp-t.least[i]), 63)
}
