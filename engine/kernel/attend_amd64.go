package kernel

// split256 writes q>>8 to high and q&255 to low, n elements, a positive multiple of 16.
//
//go:noescape
func split256(high, low, q *int16, n int)

func splitSIMD(high, low, q []int16) int {
	l, n := body(len(q))
	if l != Plain && n > 0 {
		split256(&high[0], &low[0], &q[0], n)
	}
	return n
}

// scores computes the scores of a fixed number of queries (the number after
// the x in its name; query i at high and low + i*queryStride bytes, counts[i] = 7
// plus its exponent) with 32 positions (512 bits) or 16 (256 bits), and writes them to
// x + i*stride bytes. The panels of 16 positions have pairs*32 int16.

//go:noescape
func scores512x4(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)

//go:noescape
func scores512x1(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)

//go:noescape
func scores256x2(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)

//go:noescape
func scores256x1(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)

// weights turns count scores (a multiple of 16) into weights in two halves and
// returns the sum of the unshifted weights and that of the high halves.

//go:noescape
func weights512(high, low *int16, x, exps *int32, most, least int32, count int) (total, heavy int64)

//go:noescape
func weights256(high, low *int16, x, exps *int32, most, least int32, count int) (total, heavy int64)

// mix adds 32 elements (512 bits) or 16 (256 bits) of the weighted values of
// pairs pairs of positions (a multiple of 8) to the sums of a fixed number of
// queries: query i has its weights PagePositions int16 further, its sums i*stride bytes further.

//go:noescape
func mix512x4(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)

//go:noescape
func mix512x1(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)

//go:noescape
func mix256x2(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)

//go:noescape
func mix256x1(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)

// scoreSIMD scores the first count positions of a page in assembly, and some
// after them, whose scores mean nothing.
func (t *Tile) scoreSIMD(l Level, page int, p *Page, constant uint32, count int) {
	several, one, queries, positions := scores256x2, scores256x1, 2, 16
	if l >= AVX512 {
		several, one, queries, positions = scores512x4, scores512x1, 4, 32
	}
	_ = p.Keys[KeySize(t.headDim)-1]
	_, _ = p.KeyExp[PagePositions-1], t.x[(TileQueries-1)*t.stride+(page+1)*PagePositions-1]
	for first := 0; first < count; first += positions {
		for i := 0; i < t.n; i += queries {
			f := several
			if i+1 == t.n {
				f = one
			}
			f(&t.x[i*t.stride+page*PagePositions+first], 4*t.stride, &t.high[i*t.headDim], &t.low[i*t.headDim], 2*t.headDim,
				&p.Keys[first*t.headDim], t.headDim/2, &p.KeyExp[first], &t.counts[i], int64(constant))
		}
	}
}

// mixSIMD mixes the first count positions of a page, a multiple of 16, in assembly.
func (t *Tile) mixSIMD(l Level, page int, p *Page, count int) {
	several, one, queries, elements, weigh := mix256x2, mix256x1, 2, 16, weights256
	if l >= AVX512 {
		several, one, queries, elements, weigh = mix512x4, mix512x1, 4, 32, weights512
	}
	_ = p.Values[ValueSize(t.headDim)-1]
	_ = p.ValueExp[PagePositions-1]
	step, any := count, int64(0)
	w := &t.weights
	for i := range t.n {
		total, heavy := weigh(&w.high[i][0], &w.low[i][0], &t.x[i*t.stride+page*PagePositions], &p.ValueExp[0], t.most[i], t.least[i], count)
		t.total[i] += total
		any |= total
		if heavy > heavyLimit {
			step = PagePositions / 2
		}
	}
	if any == 0 { // far below the largest score: all weights are 0
		return
	}
	for first := 0; first < count; first += step {
		n := min(step, count-first)
		for i := 0; i < t.n; i += queries {
			f := several
			if i+1 == t.n {
				f = one
			}
			for e := 0; e < t.width; e += elements {
				f(&t.sums[i*t.width+e], 8*t.width, &w.high[i][first], &w.low[i][first], &p.Values[first*t.width+2*e], 4*t.width, n/2)
			}
		}
	}
}
