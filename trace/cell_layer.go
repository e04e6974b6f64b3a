package trace

import (
	"encoding/binary"

	"github.com/assay-network/assay/exact"
)

// linear says which sum an element of a linear layer is.
type linear struct {
	matrix, bias tensorName
	row          uint64 // of the matrix
	inputs       Op
}

// linear is that of the cell, for the element that is number i of its leaf's sums (for scalars, any).
func (x *cell) linear(i uint64) linear {
	hd := uint64(x.Shape.HeadDim)
	switch p := x.p; p.Op {
	case OpQuery:
		return linear{queryMatrix, queryBias, p.Leaf*hd + i, OpInputs}
	case OpKey:
		return linear{keyMatrix, keyBias, p.Leaf*hd + i, OpInputs}
	case OpValue:
		return linear{valueMatrix, valueBias, p.Leaf*hd + i, OpInputs}
	case OpAttended:
		return linear{matrix: outputMatrix, row: p.Leaf*Chunk + i, inputs: OpJoinedInputs}
	case OpOutput:
		return linear{matrix: downMatrix, row: p.Leaf*Chunk + i, inputs: OpGatedInputs}
	case OpGates:
		if n := uint64(x.layout.gates(p.Leaf)); i >= n {
			return linear{matrix: upMatrix, row: p.Leaf*Chunk + i - n, inputs: OpFFNInputs}
		}
		return linear{matrix: gateMatrix, row: p.Leaf*Chunk + i, inputs: OpFFNInputs}
	}
	return linear{matrix: logitMatrix, row: x.p.Leaf*Chunk + i, inputs: OpFinalInputs}
}

// exponentOf is the exponent of a linear layer's sums: that of its matrix and that of its inputs.
func (x *cell) exponentOf(l linear) int64 {
	return x.exponent(l.matrix) + int16At(x.leaf(l.inputs, x.p.Row, 0), 1)
}

// weights opens chunk part of a row of the matrix.
func (x *cell) weights(l linear, part int) []byte {
	x.exponent(l.matrix)
	_, cols := x.Shape.size(x.Shape.id(l.matrix, x.p.Layer))
	return x.tensorLeaf(l.matrix, l.row*wide(uint64(cols))+uint64(part))
}

// dot is the partial sum of a leaf of weights and one of inputs.
func dot(w, a []byte) int64 {
	a = a[2*2:] // k, E
	var acc int64
	for ; len(w) >= groupBytes; w = w[groupBytes:] {
		var d int64
		for i := range min(exact.Group, len(a)/2) {
			d += int64(int8(w[i])) * int16At(a, i)
		}
		acc += int64(binary.BigEndian.Uint16(w[exact.Group:])) * d
		a = a[min(2*exact.Group, len(a)):]
	}
	return acc
}

// part is partial sum number part of the element.
func (x *cell) part(part int) int64 {
	switch i := uint64(x.element); x.p.Op {
	case OpMeans:
		return x.meanPart(part)
	case OpGates:
		return x.linearPart(x.linear(i-2), part)
	default:
		return x.linearPart(x.linear(i-1), part)
	}
}

func (x *cell) linearPart(l linear, part int) int64 {
	w := x.weights(l, part)
	return dot(w, x.leaf(l.inputs, x.p.Row, uint64(part)))
}

// total is the sum of the parts.
func (x *cell) total() (sum int64) {
	for _, v := range x.sums {
		sum += v
	}
	return sum
}

// acc is the element's sum, from its parts or, where there is one, from its inputs.
func (x *cell) acc(l linear) int64 {
	if len(x.sums) > 0 {
		return x.total()
	}
	return x.linearPart(l, 0)
}

// projected is the sum of a query, key or value with its bias, whose exponent is e.
func (x *cell) projected(e int64) int64 {
	l := x.linear(uint64(x.element) - 1)
	if !x.Shape.Bias {
		return x.acc(l)
	}
	be, b := x.gain(l.bias, l.row)
	return exact.Biased(x.acc(l), b, be-e)
}

// query is an element of a query or a key: s, the sums, what the norm makes of them, what the rotation makes of that, k, E.
func (x *cell) query() int64 {
	hd, e := int(x.Shape.HeadDim), x.element
	if e == 0 {
		return x.exponentOf(x.linear(0)) - exact.PointQ
	}
	s := int64(int32At(x.data, 0))
	if e <= hd {
		return int64(exact.FixAny(x.projected(s+exact.PointQ), s))
	}
	from, norm := 1, queryGain // of what is rotated
	if x.p.Op == OpKey {
		norm = keyGain
	}
	if x.Shape.QKNorm {
		from = hd + 3
		if e < from {
			hi, lo := addSquares(0, 0, x.data[4:4+4*hd])
			j, t := exact.InverseRootAny(hi, lo, hd, x.Shape.HeadEpsilon)
			if e == hd+1 {
				return j
			}
			return int64(t)
		}
		if i := e - from; i < hd {
			ge, g := x.gain(norm, uint64(i))
			y := exact.FixAny(int64(int32At(x.data, 1+i))*int64(uint32At(x.data, hd+1)), int64(int32At(x.data, hd+2)))
			return int64(exact.FixAny(int64(y)*int64(g), exact.NormQ+ge-exact.PointQ))
		}
	}
	rotated := from + hd
	switch i := e - rotated; {
	case i < int(x.Shape.RopeDim):
		rot := x.leaf(OpRotation, x.p.Row, uint64(i/Chunk))
		i &^= 1
		at := i % Chunk
		x0, x1 := exact.Rotate(int32At(x.data, from+i), int32At(x.data, from+i+1), int32At(rot, at), int32At(rot, at+1))
		if e-rotated == i {
			return int64(x0)
		}
		return int64(x1)
	case i < hd:
		return int64(int32At(x.data, from+i))
	case i > hd: // E
		return exact.PointQ - int64(int32At(x.data, e-1))
	}
	var most uint64
	for i := range hd {
		most = max(most, magnitude(int64(int32At(x.data, rotated+i))))
	}
	return int64(exact.QuantShift(most))
}

// headInputs are E and the quantised elements of a query or key.
func (x *cell) headInputs(head []byte) int64 {
	n := len(head) / 4
	if x.element == 0 {
		return int64(int32At(head, n-1))
	}
	return quant(int64(int32At(head, n-2-int(x.Shape.HeadDim)+x.element-1)), int64(int32At(head, n-2)))
}

// value is an element of a value: e, the sums, k.
func (x *cell) value() int64 {
	hd, e := int(x.Shape.HeadDim), x.element
	switch {
	case e == 0:
		return x.exponentOf(x.linear(0))
	case e <= hd:
		return x.projected(int64At(x.data, 0))
	}
	var most uint64
	for i := range hd {
		most = max(most, magnitude(int64At(x.data, 1+i)))
	}
	return int64(exact.QuantShift(most))
}

// valueInputs are E, the least E so far, and the quantised elements.
func (x *cell) valueInputs() int64 {
	if x.element == 1 {
		least := int16At(x.data, 0)
		if x.p.Row > 0 {
			least = min(least, int16At(x.leaf(OpValueInputs, x.p.Row-1, x.p.Leaf), 1))
		}
		return least
	}
	v := x.leaf(OpValue, x.p.Row, x.p.Leaf)
	k := int64At(v, 1+int(x.Shape.HeadDim))
	if x.element == 0 {
		return int64At(v, 0) - k
	}
	return quant(int64At(v, x.element-1), k)
}

// head is the head of a leaf of scores, peaks, masses, weights or means, and its chunk of positions or of chunks.
func (x *cell) head() (j, c uint64) {
	each := x.layout.per[x.p.Op] / uint64(x.Shape.Heads)
	return x.p.Leaf / each, x.p.Leaf % each
}

// kv is the key/value head of a head.
func (x *cell) kv(j uint64) uint64 { return j / uint64(x.Shape.Heads/x.Shape.KVHeads) }

// ofHead is leaf c of head j of another operation, at the cell's position.
func (x *cell) ofHead(o Op, j, c uint64) []byte {
	return x.leaf(o, x.p.Row, j*(x.layout.per[o]/uint64(x.Shape.Heads))+c)
}

// lastOfHead is the last number of a fold over the positions of head j: the end of its last leaf that is not absent.
func (x *cell) lastOfHead(o Op, j uint64) []byte {
	b := x.ofHead(o, j, x.p.Row/(Chunk*FoldChunk))
	return b[len(b)-opWidth[o]:]
}

// attention is an element of the operations from scores to means.
func (x *cell) attention() int64 {
	j, c := x.head()
	p, e := x.p.Row, x.element
	switch x.p.Op {
	case OpScores:
		q, k := x.leaf(OpQueryInputs, p, j), x.leaf(OpKeyInputs, c*Chunk+uint64(e), x.kv(j))
		var dot int64
		for i := 1; i <= int(x.Shape.HeadDim); i++ {
			dot += int16At(q, i) * int16At(k, i)
		}
		return int64(exact.FixAny(dot*int64(x.Shape.Score), exact.ScoreQ-exact.PointQ+int16At(q, 0)+int16At(k, 0)))
	case OpScorePeaks:
		b := x.ofHead(OpScores, j, c*FoldChunk+uint64(e))
		most := int32At(b, 0)
		for i := 1; i < len(b)/4; i++ {
			most = max(most, int32At(b, i))
		}
		if prev := x.previous(x.p.Leaf - c); prev != nil {
			most = max(most, int32At(prev, 0))
		}
		return int64(most)
	case OpMasses:
		if e == 0 {
			return int64(int32At(x.lastOfHead(OpScorePeaks, j), 0))
		}
		b := x.ofHead(OpScores, j, c*FoldChunk+uint64(e-1))
		peak := int32(int64At(x.data, 0))
		var mass int64
		if prev := x.previous(x.p.Leaf - c); prev != nil {
			mass = int64At(prev, 0)
		}
		for i := range len(b) / 4 {
			mass += exact.Exp2Neg(exact.Below(peak, int32At(b, i)), exact.ProbabilityQ)
		}
		return mass
	case OpWeights:
		switch e {
		case 0:
			return int64(int32At(x.lastOfHead(OpScorePeaks, j), 0))
		case 1:
			return int16At(x.leaf(OpValueInputs, p, x.kv(j)), 1)
		}
		exp := int16At(x.leaf(OpValueInputs, c*Chunk+uint64(e-2), x.kv(j)), 0)
		score := int32At(x.ofHead(OpScores, j, c), e-2)
		return exact.Weight(exact.Below(int32At(x.data, 0), score), exp, int64(int32At(x.data, 1)))
	}
	return x.mean(j)
}

// mean is an element of an attention output: Z, Eo, Em, the outputs.
func (x *cell) mean(j uint64) int64 {
	switch x.element {
	case 0:
		return int64At(x.lastOfHead(OpMasses, j), 0)
	case 1:
		return int16At(x.leaf(OpValueInputs, x.p.Row, x.kv(j)), 1) + exact.ValueExtra
	case 2:
		least := int64At(x.data, 1)
		if j > 0 {
			least = min(least, int64At(x.leaf(OpMeans, x.p.Row, j-1), 2))
		}
		return least
	}
	acc := x.total()
	if len(x.sums) == 0 {
		acc = x.meanPart(0)
	}
	return exact.Mean(acc, int64At(x.data, 0))
}

// meanPart is the sum over a chunk of positions of weights times values.
func (x *cell) meanPart(part int) int64 {
	j, _ := x.head()
	v := x.leaf(OpColumns, x.kv(j)*uint64(x.Shape.HeadDim)+uint64(x.element-3), uint64(part))
	w := x.ofHead(OpWeights, j, uint64(part))
	var sum int64
	for i := range len(w)/4 - 2 {
		sum += int64(int32At(w, 2+i)) * int16At(v, i)
	}
	return sum
}

// joined are the heads side by side in one exponent, and their quantised form.
func (x *cell) joined() int64 {
	heads, hd := uint64(x.Shape.Heads), uint64(x.Shape.HeadDim)
	if x.p.Op == OpJoined {
		if x.element == 0 {
			return int64At(x.leaf(OpMeans, x.p.Row, heads-1), 2)
		}
		i := x.p.Leaf*Chunk + uint64(x.element-1)
		b := x.leaf(OpMeans, x.p.Row, i/hd)
		shift := int64At(b, 1) - int64(int32At(x.data, 0))
		return int64(exact.Clamp32(exact.Rsh(int64At(b, 3+int(i%hd)), int(max(-1, min(63, shift))))))
	}
	switch x.element {
	case 0:
		return x.lastPeak(OpJoinedPeaks)
	case 1:
		first, _ := x.whole(OpJoined, 0)
		return int64(int32At(first, 0)) - int16At(x.data, 0)
	}
	z, at := x.whole(OpJoined, x.element-2)
	return quant(int64(int32At(z, at)), int16At(x.data, 0))
}

// stream is s, then the residual stream after attention or the feed-forward layer.
func (x *cell) stream() int64 {
	if x.element == 0 {
		return x.exponentOf(x.linear(0)) - int64(x.Shape.Residual)
	}
	i := x.element - 1
	l := x.linear(uint64(i))
	var w []byte
	acc := x.total()
	if len(x.sums) == 0 {
		w = x.weights(l, 0)
	}
	old := int32At(x.streamLeaf(x.p.Leaf), i)
	if w != nil {
		acc = dot(w, x.leaf(l.inputs, x.p.Row, 0))
	}
	return int64(exact.Clamp32(int64(old) + int64(exact.FixAny(acc, int64(int32At(x.data, 0))))))
}

// gates are the two shifts, then gate and up.
func (x *cell) gates() int64 {
	if x.element < 2 {
		n := uint64(x.layout.gates(x.p.Leaf))
		return x.exponentOf(x.linear(uint64(x.element)*n)) - exact.PointQ // number n is the first of up
	}
	i := uint64(x.element - 2)
	shift := int32At(x.data, 0)
	if i >= uint64(x.layout.gates(x.p.Leaf)) {
		shift = int32At(x.data, 1)
	}
	return int64(exact.FixAny(x.acc(x.linear(i)), int64(shift)))
}

// gated are the products of gate and up, and their quantised form.
func (x *cell) gated() int64 {
	if x.p.Op == OpGated {
		i := x.p.Leaf*Chunk + uint64(x.element)
		b := x.leaf(OpGates, x.p.Row, i/Chunk)
		at, n := int(i%Chunk), (len(b)/4-2)/2
		return int64(exact.SiLU(int32At(b, 2+at))) * int64(int32At(b, 2+n+at))
	}
	switch x.element {
	case 0:
		return x.lastPeak(OpGatedPeaks)
	case 1:
		return 2*exact.PointQ - int16At(x.data, 0)
	}
	z, at := x.whole(OpGated, x.element-2)
	return quant(int64At(z, at), int16At(x.data, 0))
}
