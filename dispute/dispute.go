// Package dispute is the game about a claim: a challenger says that a provider's signed claim is wrong, the provider commits to its computation as one
// Merkle root and shows 64 nodes at a time, the challenger picks one, down to one leaf, one element, and for long sums one part; then the
// provider must show that the program gives this number. Who can't move in time loses.
//
// It is the twin of contracts/src/Dispute.sol: positions, moves, clocks and bonds as pure functions, and the two honest players. Rules holds what must be true of
// every move, with the reason for each. Time is always an argument: chain seconds since 1970.
//
// It is pure and knows job and trace. It must not know what is computed (Program), how statements are signed, or how stake is shared out.
package dispute

import (
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Fan is the number of nodes that a post shows: those 6 levels below one node.
const Fan = 64

// Levels is how many levels a post goes down.
const Levels = 6

// MaxLeaves is the most leaves that a trace may have.
const MaxLeaves = 1 << 47

// Phase says whose move is awaited, and which.
type Phase uint8

// The phases, as the contract numbers them.
const (
	Over     Phase = iota // nobody's: the dispute has ended, or never was
	Root                  // provider: Commit
	Child                 // challenger: Pick one of 64 nodes
	Children              // provider: Post the 64 nodes below it
	Leaf                  // provider: Reveal the leaf's data
	Element               // challenger: Pick an element of the leaf
	Cell                  // provider: Show it, or Split it into partial sums
	Part                  // challenger: Pick one of them
	PartCell              // provider: ShowPart
	Asked                 // provider: Answer that it was asked for the work
)

var phaseNames = [...]string{"over", "root", "child", "children", "leaf", "element", "cell", "part", "part cell", "asked"}

func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return fmt.Sprintf("phase %d", uint8(p))
}

// Side is one of the two players.
type Side uint8

// The sides; the zero value is nobody.
const (
	Provider Side = iota + 1
	Challenger
)

// Turn is the side whose move the phase awaits; zero when the dispute is over.
func (p Phase) Turn() Side {
	switch p {
	case Child, Element, Part:
		return Challenger
	case Root, Children, Leaf, Cell, PartCell, Asked:
		return Provider
	}
	return 0
}

// Outcome is how a dispute ended.
type Outcome uint8

// The outcomes; the zero value says that it has not.
const (
	Shown     Outcome = iota + 1 // the provider showed the number: acquitted
	Forfeited                    // the challenger gave up, or its time ran out: acquitted
	Convicted                    // the provider gave up, or its time ran out
	Excused                      // the answer was ordered wrong, a canary: the provider keeps its stake, the challenger its bond
)

// Place is where a dispute stands. Clocks are seconds left, without what has passed since MovedAt.
type Place struct {
	Phase           Phase
	Rounds          uint8  // how many children are picked on the way to a leaf
	Level           uint8  // how many were picked
	Leaf            uint64 // their numbers, 6 bits each; the number of the leaf when there are as many as rounds
	Element, Part   uint16
	ProviderClock   uint32
	ChallengerClock uint32
	MovedAt         uint64
}

// State is one dispute. Terms binds the claim and the fault; Top is the node over the whole trace; Node is what the last post showed: the node over
// 64 children, the leaf's hash, or the hash of the partial sums.
type State struct {
	Challenger, Provider job.Address
	Bond                 job.Amount // wei
	Leaves               uint64     // of the trace, absent ones included; none in a question
	Terms                job.Hash
	Place                Place
	Top, Node            job.Hash
	Outcome              Outcome
}

// Program computes the numbers of one claim: the contract's IProgram with the claim filled in. It is total: errors only say that evidence is malformed or
// does not open what it must.
type Program interface {
	Leaves() uint64
	// Elements returns how many elements a leaf below Leaves has and their width in bytes; none if it is absent.
	Elements(leaf uint64) (count, width int)
	// Parts returns into how many partial sums an element is split; 1: it isn't.
	Parts(leaf uint64, element int) int
	// Judge says whether the element of the leaf with this data is what its inputs give, or, for a split one, what sums (8 bytes each, big-endian) give.
	Judge(root job.Hash, leaf uint64, element int, data, sums, evidence []byte) (bool, error)
	JudgePart(root job.Hash, leaf uint64, element, part int, sum int64, evidence []byte) (bool, error)
}

// Errors of moves. All leave the dispute as it was.
var (
	ErrPhase      = errors.New("another move is awaited")
	ErrTurn       = errors.New("it is somebody else's move")
	ErrLate       = errors.New("the mover's time has run out")
	ErrEarly      = errors.New("the side to move still has time")
	ErrPosition   = errors.New("the pick is for another position")
	ErrChoice     = errors.New("the choice is out of range")
	ErrUnder      = errors.New("what was posted does not lead to the node that was picked")
	ErrSame       = errors.New("the claim, the fault, the number, the data or the sums are not those of this dispute")
	ErrLength     = errors.New("the leaf has another length than the program says")
	ErrParts      = errors.New("the element must be split, or can't be, or has another number of parts")
	ErrNumber     = errors.New("the program says that the number is wrong")
	ErrLeaves     = errors.New("the trace has no leaves, or too many")
	ErrBond       = errors.New("the bond is too small")
	ErrNoEvidence = errors.New("the evidence does not open the inputs")
	ErrOrder      = errors.New("the answer does not show that the work was ordered")
)

// Orders says whether evidence shows that whoever pays has ordered the work of a fault: the contract's IClaims. Answers are played with a Program that is Orders too.
type Orders interface {
	Ordered(f Fault, evidence []byte) bool
}

// Terms binds the claim (its short form) and the fault (the hash of its encoding) of a dispute.
func Terms(claim []byte, fault job.Hash) job.Hash {
	c := job.Keccak(claim)
	return job.Keccak(c[:], fault[:])
}

// Rounds is how many picks lead from the top to a leaf: the smallest r from 1 on with 64^r >= leaves; leaves is at least 1.
func Rounds(leaves uint64) int {
	r := 1
	for last := (leaves - 1) >> Levels; last != 0; last >>= Levels {
		r++
	}
	return r
}

// Open begins a dispute at a time. terms is what Terms returns for the claim; the bond must reach BondFor at baseFee, in wei.
func Open(p Program, provider, challenger job.Address, terms job.Hash, bond, baseFee job.Amount, at uint64) (State, error) {
	leaves := p.Leaves()
	if leaves == 0 || leaves > MaxLeaves {
		return State{}, fmt.Errorf("open a dispute about %d leaves: %w", leaves, ErrLeaves)
	}
	if least := BondFor(leaves, baseFee); bond.Less(least) {
		return State{}, fmt.Errorf("open a dispute with %s wei, the least is %s: %w", bond, least, ErrBond)
	}
	clock := ClockFor(leaves)
	return State{
		Challenger: challenger, Provider: provider, Bond: bond, Leaves: leaves, Terms: terms,
		Place: Place{Phase: Root, Rounds: uint8(Rounds(leaves)), ProviderClock: clock, ChallengerClock: clock, MovedAt: at},
	}, nil
}

// Ask begins a question at a time: somebody says that the provider was never asked for the work of a fault. It has no claim and no trace; the provider answers, or loses. The bond must reach
// QuestionBond at baseFee, in wei.
func Ask(provider, challenger job.Address, fault job.Hash, bond, baseFee job.Amount, at uint64) (State, error) {
	if least := QuestionBond(baseFee); bond.Less(least) {
		return State{}, fmt.Errorf("ask with %s wei, the least is %s: %w", bond, least, ErrBond)
	}
	return State{
		Challenger: challenger, Provider: provider, Bond: bond, Terms: Terms(nil, fault),
		Place: Place{Phase: Asked, ProviderClock: ClockFor(0), ChallengerClock: ClockFor(0), MovedAt: at},
	}, nil
}

// Deadline is the last second in which the side to move can move; 0 when the dispute is over.
func (s State) Deadline() uint64 {
	switch s.Place.Phase.Turn() {
	case Provider:
		return s.Place.MovedAt + uint64(s.Place.ProviderClock)
	case Challenger:
		return s.Place.MovedAt + uint64(s.Place.ChallengerClock)
	}
	return 0
}

// Root is the root of the trace that the provider has committed to.
func (s State) Root() job.Hash { return trace.TopRoot(s.Leaves, s.Top) }

// under is the node 6 levels above hash, which is child number index modulo 64.
func under(hash job.Hash, index uint64, siblings [Levels]job.Hash) job.Hash {
	for h, sibling := range siblings {
		if index>>h&1 == 0 {
			hash = pair(hash, sibling)
		} else {
			hash = pair(sibling, hash)
		}
	}
	return hash
}

// pair is a node of the trace's tree over its two halves.
func pair(left, right job.Hash) job.Hash { return job.Keccak([]byte{0x01}, left[:], right[:]) }

// fold is the node over 64 children.
func fold(children [Fan]job.Hash) job.Hash { return trace.Fold(children[:], 0) }

// leafHash is the hash of a leaf with this data; an absent one has none.
func leafHash(data []byte) job.Hash {
	if len(data) == 0 {
		return job.Hash{}
	}
	return trace.LeafHash(data)
}

// Fault is what a wrong claim breaks, as the contract is told: all of it signed by the provider or following from that.
type Fault struct {
	Subject job.Hash   // the same for every proof about one piece of work: the id of a request
	Channel job.Hash   // the payment channel; zero: none
	Amount  job.Amount // what the provider's statement says the work costs, in token units
}

// Hash is keccak256 of the ABI encoding, three words.
func (f Fault) Hash() job.Hash {
	var amount [32]byte
	f.Amount.Big().FillBytes(amount[:])
	return job.Keccak(f.Subject[:], f.Channel[:], amount[:])
}
