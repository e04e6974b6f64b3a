package trace

// Op is an operation of the trace: all numbers of one meaning, of one layer where there are layers. docs/trace.md says what each
// computes. The order of the constants is the order of the trace.
type Op uint8

// The operations. The 29 from OpSquares to OpOutput repeat for every layer.
const (
	OpRotation Op = iota
	OpEmbedding

	OpSquares
	OpProducts
	OpPeaks
	OpInputs
	OpQuery
	OpQueryInputs
	OpKey
	OpKeyInputs
	OpValue
	OpValueInputs
	OpColumns
	OpScores
	OpScorePeaks
	OpMasses
	OpWeights
	OpMeans
	OpJoined
	OpJoinedPeaks
	OpJoinedInputs
	OpAttended
	OpFFNSquares
	OpFFNProducts
	OpFFNPeaks
	OpFFNInputs
	OpGates
	OpGated
	OpGatedPeaks
	OpGatedInputs
	OpOutput

	OpFinalSquares
	OpFinalProducts
	OpFinalPeaks
	OpFinalInputs
	OpLogits
	OpCounts
	OpAdjusted
	OpBest
	OpRanks
	OpPortions
	OpDraws
	OpWinner
	OpToken

	opCount
)

// opNames are the names of docs/trace.md.
var opNames = [opCount]string{
	"rotation", "embedding", "squares", "products", "peaks", "inputs", "query", "queryInputs", "key", "keyInputs", "value", "valueInputs",
	"columns", "scores", "scorePeaks", "masses", "weights", "means", "joined", "joinedPeaks", "joinedInputs", "attended", "ffnSquares",
	"ffnProducts", "ffnPeaks", "ffnInputs", "gates", "gated", "gatedPeaks", "gatedInputs", "output", "finalSquares", "finalProducts",
	"finalPeaks", "finalInputs", "logits", "counts", "adjusted", "best", "ranks", "portions", "draws", "winner", "token",
}

// String is the name of the operation in docs/trace.md.
func (o Op) String() string {
	if o < opCount {
		return opNames[o]
	}
	return "unknown operation"
}

// inLayer reports whether each layer has the operation.
func (o Op) inLayer() bool { return o >= OpSquares && o <= OpOutput }

// opWidth is the number of bytes of an element.
var opWidth = [opCount]int{
	4, 4,
	16, 8, 8, 2, 4, 2, 4, 2, 8, 2, 2, 4, 4, 8, 4, 8, 4, 8, 2, 4, 16, 8, 8, 2, 4, 8, 8, 2, 4,
	16, 8, 8, 2, 4, 4, 4, 4, 4, 8, 8, 16, 4,
}

// opScalars is the number of scalars in front of a leaf's numbers, for the operations whose leaves are chunks of a vector.
var opScalars = [opCount]int{
	OpProducts: 2, OpFFNProducts: 2, OpFinalProducts: 2, OpInputs: 2, OpFFNInputs: 2, OpFinalInputs: 2, OpGatedInputs: 2, OpJoinedInputs: 2,
	OpJoined: 1, OpAttended: 1, OpOutput: 1, OpMasses: 1, OpLogits: 1, OpWeights: 2, OpRanks: 3, OpPortions: 4, OpDraws: 2,
}

// Place is where a leaf stands in the trace: leaf Leaf of row Row of an operation. Layer is 0 where the operation has no layers.
type Place struct {
	Op    Op     `json:"op"`
	Layer uint32 `json:"layer"`
	Row   uint64 `json:"row"`
	Leaf  uint64 `json:"leaf"`
}
