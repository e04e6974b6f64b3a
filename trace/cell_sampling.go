package trace

import "github.com/assay-network/assay/exact"

// allDifferences is tau where nothing cuts.
const allDifferences = 1<<32 - 1

// sampling is an element of the operations from the logits to the draws that is a signed number.
func (x *cell) sampling() int64 {
	e := x.element
	v := uint32(x.p.Leaf*Chunk) + uint32(e)
	switch x.p.Op {
	case OpLogits:
		if e == 0 {
			return x.exponentOf(x.linear(0)) - exact.PointQ
		}
		return int64(exact.FixAny(x.acc(x.linear(uint64(e-1))), int64(int32At(x.data, 0))))
	case OpCounts:
		token := x.in.Token(x.p.Row)
		var n uint32
		if x.p.Row > 0 {
			n = uint32At(x.leaf(OpCounts, x.p.Row-1, x.p.Leaf), e)
		}
		return int64(counted(n, token == v, x.p.Row >= x.PromptTokens))
	case OpAdjusted:
		l := int32At(x.leaf(OpLogits, x.p.Row, x.p.Leaf), 1+e)
		if x.layout.Has(OpCounts) {
			n := uint32At(x.leaf(OpCounts, x.PromptTokens-1+x.p.Row, x.p.Leaf), e)
			l = exact.Penalise(l, x.Sampling, n&1 == 1, n>>1)
		}
		if x.layout.biased {
			l = exact.Shift(l, x.in.Bias(v))
		}
		return int64(l)
	case OpBest:
		b := x.choices(x.chunk())
		most := int32At(b, 0)
		for i := 1; i < len(b)/4; i++ {
			most = max(most, int32At(b, i))
		}
		if prev := x.previous(0); prev != nil {
			most = max(most, int32At(prev, 0))
		}
		return int64(most)
	case OpRanks:
		return x.ranks()
	}
	return x.draws()
}

// counted is 2 * count + seen of a token after one more.
func counted(n uint32, same, drawn bool) uint32 {
	if !same {
		return n
	}
	if drawn {
		n += 2
	}
	return n | 1
}

// choices are the logits of chunk c from which the token is drawn.
func (x *cell) choices(c uint64) []byte {
	if x.layout.Has(OpAdjusted) {
		return x.leaf(OpAdjusted, x.p.Row, c)
	}
	return x.leaf(OpLogits, x.p.Row, c)[4:]
}

// best is the largest logit.
func (x *cell) best() int64 {
	b := x.last(OpBest, x.p.Row)
	return int64(int32At(b, len(b)/4-1))
}

// passOf is the pass and the chunk of a leaf of ranks or portions.
func (x *cell) passOf() (pass int, c uint64) {
	each := x.layout.per[x.p.Op] / exact.Passes
	return int(x.p.Leaf / each), x.p.Leaf % each
}

// endOf is the last leaf of a pass.
func (x *cell) endOf(o Op, pass int) []byte {
	return x.leaf(o, x.p.Row, uint64(pass+1)*(x.layout.per[o]/exact.Passes)-1)
}

// rankStep is the step that follows from the last leaf of a pass of ranks.
func rankStep(b []byte) (prefix, rank uint32) {
	return exact.RankStep(uint32At(b, 1), uint32At(b, 2), func(d int) uint32 { return uint32At(b, 3+d) })
}

// ranks are M, prefix, rank, then the counts of the digit.
func (x *cell) ranks() int64 {
	pass, c := x.passOf()
	switch x.element {
	case 0:
		return x.best()
	case 1, 2:
		prefix, rank := uint32(0), x.Sampling.TopK
		if pass > 0 {
			prefix, rank = rankStep(x.endOf(OpRanks, pass-1))
		}
		if x.element == 1 {
			return int64(prefix)
		}
		return int64(rank)
	}
	b := x.choices(c)
	var n uint32
	if c > 0 {
		n = uint32At(x.leaf(OpRanks, x.p.Row, x.p.Leaf-1), x.element)
	}
	most, prefix := uint32At(x.data, 0), uint64(uint32At(x.data, 1))
	for i := range len(b) / 4 {
		if digit, in := exact.Digit(most-uint32At(b, i), pass, prefix); in && digit == x.element-3 {
			n++
		}
	}
	return int64(n)
}

// portionStep is the step that follows from the last leaf of a pass of portions.
func portionStep(b []byte, pass int) (prefix, want uint64) {
	return exact.PortionStep(uint64At(b, 2), uint64At(b, 3), pass == 0, func(d int) uint64 { return uint64At(b, 4+d) })
}

// cut is tau of top-k.
func (x *cell) cut() uint64 {
	if !x.layout.Has(OpRanks) {
		return allDifferences
	}
	tau, _ := rankStep(x.endOf(OpRanks, exact.Passes-1))
	return uint64(tau)
}

// portions are M, tau, prefix, want, then the masses of the digit.
func (x *cell) portions() uint64 {
	pass, c := x.passOf()
	switch x.element {
	case 0:
		return uint64(x.best())
	case 1:
		return x.cut()
	case 2, 3:
		prefix, want := uint64(0), uint64(x.Sampling.TopP)
		if pass > 0 {
			prefix, want = portionStep(x.endOf(OpPortions, pass-1), pass-1)
		}
		if x.element == 2 {
			return prefix
		}
		return want
	}
	b := x.choices(c)
	var mass uint64
	if c > 0 {
		mass = uint64At(x.leaf(OpPortions, x.p.Row, x.p.Leaf-1), x.element)
	}
	most, tau, prefix := uint32(uint64At(x.data, 0)), uint64At(x.data, 1), uint64At(x.data, 2)
	for i := range len(b) / 4 {
		d := most - uint32At(b, i)
		if digit, in := exact.Digit(d, pass, prefix); in && uint64(d) <= tau && digit == x.element-4 {
			mass += uint64(exact.Mass(exact.Cool(d, x.Sampling.Temperature)))
		}
	}
	return mass
}

// draws are M, tau, then the scores.
func (x *cell) draws() int64 {
	switch x.element {
	case 0:
		return x.best()
	case 1:
		if x.layout.Has(OpPortions) {
			tau, _ := portionStep(x.endOf(OpPortions, exact.Passes-1), exact.Passes-1)
			return int64(tau)
		}
		return int64(x.cut())
	}
	i := x.element - 2
	d := uint32(uint64At(x.data, 0)) - uint32At(x.choices(x.p.Leaf), i)
	draws := exact.NewDraws(x.Sampling, x.Seed, uint32(x.p.Row))
	return draws.Score(uint32(x.p.Leaf*Chunk)+uint32(i), d, uint64At(x.data, 1))
}

// winner is the score and index of the first largest token of a chunk and those before it.
func (x *cell) winner() (score, index uint64) {
	c := x.chunk()
	best, at := int64(exact.Excluded), uint64(0)
	better := func(s int64, i uint64) {
		if s > best {
			best, at = s, i
		}
	}
	var chunk func()
	if x.layout.Has(OpDraws) {
		b := x.leaf(OpDraws, x.p.Row, c)
		chunk = func() {
			for i := 2; i < len(b)/8; i++ {
				better(int64At(b, i), c*Chunk+uint64(i-2))
			}
		}
	} else {
		b := x.choices(c)
		chunk = func() {
			for i := range len(b) / 4 {
				better(int64(int32At(b, i)), c*Chunk+uint64(i))
			}
		}
	}
	if prev := x.previous(0); prev != nil {
		best, at = int64At(prev, 0), uint64At(prev, 1)
	}
	chunk()
	return uint64(best), at
}

// token is the index of the last winner. The output must have the same token there.
func (x *cell) token() uint64 {
	token := x.in.Token(x.PromptTokens + x.p.Row)
	b := x.last(OpWinner, x.p.Row)
	index := uint64At(b, len(b)/8-1)
	x.contradicts = uint64(token) != index
	return index
}
