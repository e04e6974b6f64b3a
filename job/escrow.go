package job

import (
	"bytes"
	"fmt"
	"slices"
)

// Escrow holds the addresses of the contracts for escrowed jobs.
type Escrow struct {
	Jobs       Address `json:"jobs"`      // ERC-8183: holds the budgets
	Evaluator  Address `json:"evaluator"` // judges jobs that name it as evaluator and as hook
	Recorder   Address `json:"recorder"`  // writes how they ended into the ERC-8004 registries
	Panel      Address `json:"panel"`     // draws jurors
	Validation Address `json:"validation"`
}

// Judge says who judges a contested escrowed job.
type Judge uint8

// The judges, in the numbers of the contract.
const (
	JudgeNone  Judge = iota
	JudgeExact       // the dispute game: a part is bad if the provider was convicted over its request
	JudgePanel       // drawn jurors
)

var judges = [...]string{"none", "exact", "panel"}

func (j Judge) String() string {
	if int(j) < len(judges) {
		return judges[j]
	}
	return fmt.Sprintf("judge %d", uint8(j))
}

// MarshalText writes the name.
func (j Judge) MarshalText() ([]byte, error) { return []byte(j.String()), nil }

// UnmarshalText reads a name.
func (j *Judge) UnmarshalText(b []byte) error { return stateNamed(j, judges[:], string(b)) }

// stateNamed reads what MarshalText has written; unlike parseName it knows the state zero.
func stateNamed[T ~uint8](to *T, names []string, name string) error {
	i := slices.Index(names, name)
	if i < 0 {
		return fmt.Errorf("there is no %q: want one of %v", name, names)
	}
	*to = T(i)
	return nil
}

// ParseJudge reads "exact" or "panel".
func ParseJudge(s string) (Judge, error) {
	for j := JudgeExact; int(j) < len(judges); j++ {
		if s == judges[j] {
			return j, nil
		}
	}
	return JudgeNone, fmt.Errorf("there is no judge %q: take exact or panel", s)
}

// EscrowTerms is what client and provider agree on before a job is funded.
type EscrowTerms struct {
	Judge   Judge  `json:"judge"`
	Parts   uint16 `json:"parts"`   // of how many parts the work consists, 1 to 256
	Deliver uint64 `json:"deliver"` // how long work can be submitted, seconds from the funding on
	Review  uint64 `json:"review"`  // how long the client can contest after that, seconds
	Bond    Amount `json:"bond"`    // that each side puts up, in token units
	Agent   uint64 `json:"agent"`   // the provider's ERC-8004 identity plus one; 0: none, and nothing is recorded
	Subject Hash   `json:"subject"` // exact: Merkle root over the ids of the requests; panel: hash of what was ordered
}

// EscrowStatus is the state of a job in ERC-8183.
type EscrowStatus uint8

// The states, in the numbers of the contract.
const (
	EscrowOpen EscrowStatus = iota
	EscrowFunded
	EscrowSubmitted
	EscrowCompleted
	EscrowRejected
	EscrowExpired
)

var escrowStates = [...]string{"open", "funded", "submitted", "completed", "rejected", "expired"}

func (s EscrowStatus) String() string {
	if int(s) < len(escrowStates) {
		return escrowStates[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// MarshalText writes the name.
func (s EscrowStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a name.
func (s *EscrowStatus) UnmarshalText(b []byte) error {
	return stateNamed(s, escrowStates[:], string(b))
}

// EscrowJob is an ERC-8183 job as the contract has it.
type EscrowJob struct {
	ID          uint64       `json:"id"`
	Status      EscrowStatus `json:"status"`
	Client      Address      `json:"client"`
	Provider    Address      `json:"provider"`
	Evaluator   Address      `json:"evaluator"`
	Hook        Address      `json:"hook"`
	Budget      Amount       `json:"budget"` // token units
	Paid        Amount       `json:"paid"`   // to the provider, once completed
	Burnt       Amount       `json:"burnt"`
	ExpiredAt   uint64       `json:"expiredAt"` // unix seconds
	Deliverable Hash         `json:"deliverable"`
	Description string       `json:"description"`
}

// DealPhase is where a job stands with its evaluator.
type DealPhase uint8

// The phases, in the numbers of the contract.
const (
	DealNone      DealPhase = iota // no terms, or not accepted
	DealAccepted                   // the provider has bonded
	DealWorking                    // funded
	DealReview                     // submitted
	DealContested                  // the client disagrees
	DealOver
)

var dealPhases = [...]string{"none", "accepted", "working", "review", "contested", "over"}

func (p DealPhase) String() string {
	if int(p) < len(dealPhases) {
		return dealPhases[p]
	}
	return fmt.Sprintf("phase %d", uint8(p))
}

// MarshalText writes the name.
func (p DealPhase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a name.
func (p *DealPhase) UnmarshalText(b []byte) error { return stateNamed(p, dealPhases[:], string(b)) }

// EscrowDeal is what became of a job's terms.
type EscrowDeal struct {
	Phase     DealPhase `json:"phase"`
	Contested bool      `json:"contested"`
	Decided   bool      `json:"decided"`
	Delivered uint16    `json:"delivered"` // parts, as the provider says
	Claimed   uint16    `json:"claimed"`   // good parts, as the client says
	Bad       uint16    `json:"bad"`       // parts over which the provider was convicted, at the end also those whose receipts it did not show
	Good      uint16    `json:"good"`      // what was found
	Until     uint64    `json:"until"`     // end of the window that runs, unix seconds
	ShowBy    uint64    `json:"showBy"`    // exact: until when demanded receipts can be shown, unix seconds
	Demanded  []uint16  `json:"demanded"`  // exact: parts whose receipts were demanded and not shown
	Bond      Amount    `json:"bond"`      // what the provider has put up
	Case      uint64    `json:"case"`      // of the panel; 0: none
	Accepted  Hash      `json:"accepted"`  // the terms that the provider has accepted
}

// WorkRecord is what an agent's escrowed jobs add up to.
type WorkRecord struct {
	Jobs    uint64 `json:"jobs"`
	Weight  Amount `json:"weight"`  // the fees on their budgets, in token units
	Percent uint8  `json:"percent"` // good parts of those delivered, weighed by these fees
}

// PanelCase is a question to drawn jurors, and its newest panel.
type PanelCase struct {
	Case      uint64        `json:"case"`
	Most      uint16        `json:"most"` // answers are numbers from 0 to this
	Rounds    uint8         `json:"rounds"`
	Over      bool          `json:"over"`
	Decided   bool          `json:"decided"`
	Outcome   uint16        `json:"outcome"`
	Seats     uint16        `json:"seats"`     // of the newest panel
	SeedBlock uint64        `json:"seedBlock"` // that draws it
	Asked     uint64        `json:"asked"`     // unix seconds
	Drawn     uint64        `json:"drawn"`     // unix seconds; 0: not yet
	Ballots   []PanelBallot `json:"ballots"`
}

// PanelBallot is one seat's part in a panel.
type PanelBallot struct {
	Seat      uint32  `json:"seat"`
	Juror     Address `json:"juror"`
	Committed bool    `json:"committed"`
	Revealed  bool    `json:"revealed"`
	Answer    uint16  `json:"answer"` // once it is revealed
}

// RequestsRoot returns the subject of a job in the exact lane: the Merkle root over the ids of its requests, in the order of the parts. Leaves name their part; a node
// without a partner moves up as it is.
func RequestsRoot(requests []Hash) Hash {
	if len(requests) == 0 {
		return Hash{}
	}
	level := requestLeaves(requests)
	for len(level) > 1 {
		level = joined(level)
	}
	return level[0]
}

// RequestsPath returns what leads from the request of a part to the root; nil for a part that there is not.
func RequestsPath(requests []Hash, part int) []Hash {
	if part < 0 || part >= len(requests) {
		return nil
	}
	var path []Hash
	for level := requestLeaves(requests); len(level) > 1; level, part = joined(level), part/2 {
		if sibling := part ^ 1; sibling < len(level) {
			path = append(path, level[sibling])
		}
	}
	return path
}

func requestLeaves(requests []Hash) []Hash {
	leaves := make([]Hash, len(requests))
	for i, r := range requests {
		var part Hash // the number as a word
		part[30], part[31] = byte(i>>8), byte(i)
		inner := Keccak(part[:], r[:])
		leaves[i] = Keccak(inner[:])
	}
	return leaves
}

// joined is the next level of a tree: pairs are hashed with the smaller hash first.
func joined(level []Hash) []Hash {
	var next []Hash
	for i := 0; i < len(level); i += 2 {
		if i+1 == len(level) {
			next = append(next, level[i])
			continue
		}
		a, b := level[i], level[i+1]
		if bytes.Compare(a[:], b[:]) > 0 {
			a, b = b, a
		}
		next = append(next, Keccak(a[:], b[:]))
	}
	return next
}
