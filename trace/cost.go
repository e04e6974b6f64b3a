package trace

import (
	"math/bits"
	"time"

	"github.com/assay-network/assay/exact"
)

// Cost is about what making a trace takes.
type Cost struct {
	Leaves   uint64 // absent ones included
	Bytes    uint64 // in all leaves, which are hashed; exact
	Products uint64 // multiplications of linear layers and attention
}

// Cost is that of the whole trace. It is O(operations).
func (l *Layout) Cost() Cost {
	s := l.shape
	c := Cost{Leaves: l.leaves}
	for o := range opCount {
		if l.per[o] == 0 {
			continue
		}
		n := l.numbers(o) * uint64(opWidth[o])
		if o.inLayer() {
			n *= uint64(s.Layers)
		}
		c.Bytes += n
	}
	dim, att, kv := uint64(s.Dim), uint64(s.Heads)*uint64(s.HeadDim), uint64(s.KVHeads)*uint64(s.HeadDim)
	c.Products = uint64(s.Layers)*(l.n*dim*(2*att+2*kv+3*uint64(s.FFN))+l.n*(l.n+1)*att) + l.outputs*dim*uint64(s.Vocab)
	return c
}

// numbers is the number of elements in all leaves of an operation of one layer.
func (l *Layout) numbers(o Op) uint64 {
	s := l.shape
	scalars := uint64(opScalars[o])
	dim, att := uint64(s.Dim), uint64(s.Heads)*uint64(s.HeadDim)
	all := l.rows[o]
	row := func(elements uint64) uint64 { return all * (elements + scalars*l.per[o]) }
	switch o {
	case OpRotation:
		return row(uint64(s.RopeDim))
	case OpEmbedding, OpProducts, OpInputs, OpAttended, OpFFNProducts, OpFFNInputs, OpOutput, OpFinalProducts, OpFinalInputs:
		return row(dim)
	case OpSquares, OpPeaks, OpFFNSquares, OpFFNPeaks, OpFinalSquares, OpFinalPeaks:
		return row(chunks(dim))
	case OpJoined, OpJoinedInputs:
		return row(att)
	case OpJoinedPeaks:
		return row(chunks(att))
	case OpGates:
		return all * 2 * (uint64(s.FFN) + l.per[o])
	case OpGated, OpGatedInputs:
		return row(uint64(s.FFN))
	case OpGatedPeaks:
		return row(chunks(uint64(s.FFN)))
	case OpColumns:
		return all * l.n
	case OpScores, OpWeights:
		return uint64(s.Heads) * (l.n*(l.n+1)/2 + scalars*ceilSum(l.n, Chunk))
	case OpScorePeaks, OpMasses: // a value a chunk, and scalars for each leaf of those
		return uint64(s.Heads) * (ceilSum(l.n, Chunk) + scalars*ceilSum(l.n, Chunk*FoldChunk))
	case OpLogits, OpCounts, OpAdjusted, OpDraws:
		return row(uint64(s.Vocab))
	case OpBest, OpWinner:
		return row(chunks(uint64(s.Vocab)))
	case OpRanks, OpPortions:
		return row(exact.Digits * l.per[o])
	case OpToken:
		return all
	}
	return all * l.per[o] * uint64(l.elements(Place{Op: o})) // one leaf a head
}

// ceilSum is the sum of ceil(i / chunk) for i from 1 to n.
func ceilSum(n, chunk uint64) uint64 {
	whole := n / chunk
	return chunk*whole*(whole+1)/2 + n%chunk*(whole+1)
}

// Time is about how long it takes at so many bytes and products a second; zero means no limit.
func (c Cost) Time(bytesPerSecond, productsPerSecond uint64) time.Duration {
	part := func(n, rate uint64) time.Duration {
		if rate == 0 {
			return 0
		}
		hi, lo := bits.Mul64(n, uint64(time.Second))
		if hi >= rate {
			return 1<<63 - 1
		}
		d, _ := bits.Div64(hi, lo, rate)
		return time.Duration(min(d, 1<<62))
	}
	a, b := part(c.Bytes, bytesPerSecond), part(c.Products, productsPerSecond)
	if a+b < a {
		return 1<<63 - 1
	}
	return a + b
}
