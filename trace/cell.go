package trace

import (
	"encoding/binary"
	"math/bits"

	"github.com/assay-network/assay/exact"
)

// cell computes one element. It asks its source for inputs in the order that docs/trace.md gives, which is the order of evidence.
type cell struct {
	*Claim
	in          Source
	p           Place
	element     int
	width       int
	data        []byte  // of the leaf, of which only elements before this one are read
	sums        []int64 // partial sums, where there are several
	contradicts bool    // whatever the number is, the claim is wrong
}

func int16At(b []byte, i int) int64   { return int64(int16(binary.BigEndian.Uint16(b[2*i:]))) }
func int32At(b []byte, i int) int32   { return int32(binary.BigEndian.Uint32(b[4*i:])) }
func uint32At(b []byte, i int) uint32 { return binary.BigEndian.Uint32(b[4*i:]) }
func int64At(b []byte, i int) int64   { return int64(binary.BigEndian.Uint64(b[8*i:])) }
func uint64At(b []byte, i int) uint64 { return binary.BigEndian.Uint64(b[8*i:]) }

// bytes is the element in the bytes of its width.
func (x *cell) bytes() []byte {
	hi, lo := x.number()
	b := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, hi), lo)
	return b[16-x.width:]
}

// number is the element, its low 64 bits in lo; hi counts where an element has 16 bytes.
func (x *cell) number() (hi, lo uint64) {
	switch x.p.Op {
	case OpSquares, OpFFNSquares, OpFinalSquares:
		return x.squares()
	case OpWinner:
		return x.winner()
	case OpPeaks, OpFFNPeaks, OpFinalPeaks, OpJoinedPeaks, OpGatedPeaks:
		return 0, x.peaks()
	case OpPortions:
		return 0, x.portions()
	case OpToken:
		return 0, x.token()
	}
	return 0, uint64(x.signed())
}

// signed are the elements that are numbers of at most 64 bits, most of them signed.
func (x *cell) signed() int64 {
	e := x.element
	switch x.p.Op {
	case OpRotation:
		return x.rotation()
	case OpEmbedding:
		return x.embedding()
	case OpProducts, OpFFNProducts, OpFinalProducts:
		return x.products()
	case OpInputs, OpFFNInputs, OpFinalInputs:
		return x.normInputs()
	case OpQuery, OpKey:
		return x.query()
	case OpQueryInputs:
		return x.headInputs(x.leaf(OpQuery, x.p.Row, x.p.Leaf))
	case OpKeyInputs:
		return x.headInputs(x.leaf(OpKey, x.p.Row, x.p.Leaf))
	case OpValue:
		return x.value()
	case OpValueInputs:
		return x.valueInputs()
	case OpColumns:
		hd := uint64(x.Shape.HeadDim)
		return int16At(x.leaf(OpValueInputs, x.p.Leaf*Chunk+uint64(e), x.p.Row/hd), 2+int(x.p.Row%hd))
	case OpScores, OpScorePeaks, OpMasses, OpWeights, OpMeans:
		return x.attention()
	case OpJoined, OpJoinedInputs:
		return x.joined()
	case OpAttended, OpOutput:
		return x.stream()
	case OpGates:
		return x.gates()
	case OpGated, OpGatedInputs:
		return x.gated()
	}
	return x.sampling()
}

// at is a leaf of another operation of the same layer.
func (x *cell) at(o Op, row, leaf uint64) Place {
	p := Place{Op: o, Row: row, Leaf: leaf}
	if o.inLayer() {
		p.Layer = x.p.Layer
	}
	return p
}

// leaf is the data there.
func (x *cell) leaf(o Op, row, leaf uint64) []byte { return x.open(x.at(o, row, leaf)) }

func (x *cell) open(p Place) []byte {
	i, _ := x.layout.Index(p)
	return x.in.Leaf(i)
}

// last is the last leaf of a row.
func (x *cell) last(o Op, row uint64) []byte { return x.leaf(o, row, x.layout.per[o]-1) }

// chunk is which chunk of the row an element of a fold stands for.
func (x *cell) chunk() uint64 { return x.p.Leaf*FoldChunk + uint64(x.element) }

// previous is the element before, or the last one of the leaf before; nil for the first of the fold. first is the leaf where the fold begins.
func (x *cell) previous(first uint64) []byte {
	data, i := x.data, x.element
	if i == opScalars[x.p.Op] {
		if x.p.Leaf == first {
			return nil
		}
		data = x.leaf(x.p.Op, x.p.Row, x.p.Leaf-1)
		i = len(data) / x.width
	}
	return data[(i-1)*x.width:][:x.width]
}

// streamLeaf is the numbers of leaf c of the residual stream that the operation's norm or sum reads.
func (x *cell) streamLeaf(c uint64) []byte {
	p := Place{Op: OpOutput, Row: x.p.Row, Leaf: c}
	switch o := x.p.Op; {
	case o >= OpFinalSquares:
		p.Layer, p.Row = x.Shape.Layers-1, x.PromptTokens-1+x.p.Row
	case o >= OpFFNSquares:
		p.Op, p.Layer = OpAttended, x.p.Layer
	case x.p.Layer > 0:
		p.Layer = x.p.Layer - 1
	default:
		p.Op = OpEmbedding
	}
	return x.open(p)[4*opScalars[p.Op]:]
}

// normBase is the first of the four operations of a norm, and the name of its gain.
func (x *cell) normBase() (Op, tensorName) {
	switch o := x.p.Op; {
	case o >= OpFinalSquares:
		return OpFinalSquares, finalGain
	case o >= OpFFNSquares:
		return OpFFNSquares, ffnGain
	}
	return OpSquares, attentionGain
}

// exponent opens a tensor of the cell's layer.
func (x *cell) exponent(n tensorName) int64 {
	return int64(x.in.Exponent(x.Shape.id(n, x.p.Layer)))
}

// tensorLeaf is a leaf of it.
func (x *cell) tensorLeaf(n tensorName, leaf uint64) []byte {
	return x.in.TensorLeaf(x.Shape.id(n, x.p.Layer), leaf)
}

// gain opens a vector and returns its exponent and element i.
func (x *cell) gain(n tensorName, i uint64) (e int64, g int32) {
	e = x.exponent(n)
	return e, int32At(x.tensorLeaf(n, i/gainChunk), int(i%gainChunk))
}

func (x *cell) rotation() int64 {
	x.exponent(fineTable)
	fine := x.tensorLeaf(fineTable, x.p.Row%rotationBlock)
	x.exponent(coarseTable)
	coarse := x.tensorLeaf(coarseTable, x.p.Row/rotationBlock)
	i := int(x.p.Leaf)*Chunk + x.element&^1
	cos, sin := exact.Rotate(int32At(coarse, i), int32At(coarse, i+1), int32At(fine, i), int32At(fine, i+1))
	if x.element%2 == 0 {
		return int64(cos)
	}
	return int64(sin)
}

func (x *cell) embedding() int64 {
	token := x.in.Token(x.p.Row)
	if token >= x.Shape.Vocab {
		return 0
	}
	e := x.exponent(embedding)
	i := int(x.p.Leaf)*Chunk + x.element
	b := x.tensorLeaf(embedding, uint64(token)*wide(uint64(x.Shape.Dim))+uint64(i/WideChunk))
	group := b[i%WideChunk/exact.Group*groupBytes:]
	w := int64(int8(group[i%exact.Group])) * int64(binary.BigEndian.Uint16(group[exact.Group:]))
	return int64(exact.FixAny(w, e-int64(x.Shape.Residual)))
}

func (x *cell) squares() (hi, lo uint64) {
	h := x.streamLeaf(x.chunk())
	if b := x.previous(0); b != nil {
		hi, lo = uint64At(b, 0), uint64At(b, 1)
	}
	return addSquares(hi, lo, h)
}

// addSquares adds the squares of int32 to a 128-bit number.
func addSquares(hi, lo uint64, h []byte) (uint64, uint64) {
	for i := range len(h) / 4 {
		v := int64(int32At(h, i))
		var carry uint64
		lo, carry = bits.Add64(lo, uint64(v*v), 0)
		hi += carry
	}
	return hi, lo
}

func (x *cell) products() int64 {
	base, name := x.normBase()
	if x.element < 2 {
		last := x.last(base, x.p.Row)
		n := len(last) / 16
		j, s := exact.InverseRootAny(uint64At(last, 2*n-2), uint64At(last, 2*n-1), int(x.Shape.Dim), x.Shape.Epsilon)
		if x.element == 0 {
			return j
		}
		return int64(s)
	}
	i := x.element - 2
	_, g := x.gain(name, x.p.Leaf*Chunk+uint64(i))
	h := int64(int32At(x.streamLeaf(x.p.Leaf), i))
	return int64(exact.FixAny(h*int64At(x.data, 0), int64At(x.data, 1))) * int64(g)
}

// magnitude is |v|, also of the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// peaks is the largest magnitude of a chunk and those before it.
func (x *cell) peaks() uint64 {
	c := x.chunk()
	of := x.p.Op - 1 // products, joined, gated
	b := x.leaf(of, x.p.Row, c)
	var most uint64
	if of == OpJoined {
		for i := 1; i < len(b)/4; i++ {
			most = max(most, magnitude(int64(int32At(b, i))))
		}
	} else {
		for i := opScalars[of]; i < len(b)/8; i++ {
			most = max(most, magnitude(int64At(b, i)))
		}
	}
	if prev := x.previous(0); prev != nil {
		most = max(most, uint64At(prev, 0))
	}
	return most
}

// quant is exact.QuantElement for any shift.
func quant(v, k int64) int64 { return int64(exact.QuantElement(v, int(max(-1, min(63, k))))) }

// lastPeak is the shift that the last peak of the row gives.
func (x *cell) lastPeak(o Op) int64 {
	b := x.last(o, x.p.Row)
	return int64(exact.QuantShift(uint64At(b, len(b)/8-1)))
}

// whole is the leaf of 128 numbers that has number i of a wide leaf, and where it stands there.
func (x *cell) whole(o Op, i int) (leaf []byte, at int) {
	return x.leaf(o, x.p.Row, x.p.Leaf*(WideChunk/Chunk)+uint64(i/Chunk)), opScalars[o] + i%Chunk
}

// normInputs are k, E and the quantised products.
func (x *cell) normInputs() int64 {
	base, name := x.normBase()
	switch x.element {
	case 0:
		return x.lastPeak(base + 2)
	case 1:
		return exact.NormQ + x.exponent(name) - int16At(x.data, 0)
	}
	z, at := x.whole(base+1, x.element-2)
	return quant(int64At(z, at), int16At(x.data, 0))
}
