package dispute

import "github.com/assay-network/assay/job"

// Reading is what the contract reads in signed statements.
type Reading struct {
	Provider job.Address // who answers for the claim with its stake
	Finished uint64      // when the work was done, in seconds since 1970
	Fault    Fault
	Claim    []byte // its short form; none where the statements contradict each other
	Leaves   uint64 // of the claim's trace
}

// Record is what a chain tells of a dispute: how it was opened, what was shown last, and how it ended. A question is one about no leaves, with an empty claim. Of a contradiction that was proven in one move it has the parties and the subject only.
type Record struct {
	ID                   uint64
	Provider, Challenger job.Address
	Leaves               uint64
	Bond                 job.Amount // wei
	Covered              job.Amount // of the challenger's costs, in token units
	Fault                Fault
	Claim                []byte // its short form
	Block                uint64 // in which it was opened
	Moves                int    // since then
	Shown                Posted // nothing once it is over
	Outcome              Outcome
}

// Shows reports whether what was shown last is what the state stands on. Record and state are read one after the other, so one of them may be newer, or of a chain
// that was reorganised meanwhile: then no move should be made of them.
func (r Record) Shows(s State) bool {
	if r.Leaves != s.Leaves || Terms(r.Claim, r.Fault.Hash()) != s.Terms {
		return false
	}
	switch s.Place.Phase {
	case Child:
		return fold(r.Shown.Children) == s.Node
	case Element:
		return leafHash(r.Shown.Data) == s.Node
	case Part:
		return job.Keccak(r.Shown.Sums) == s.Node
	}
	return s.Place.Phase != Over
}

// Windows that the contracts fix, in seconds.
const (
	Window      = 7 * 24 * 60 * 60  // after the work was finished, in which a dispute may be opened
	ClaimWindow = 21 * 24 * 60 * 60 // after a stake was lost, in which claims on it are collected
)
