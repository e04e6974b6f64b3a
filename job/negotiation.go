package job

import (
	"bytes"
	"fmt"
	"slices"
)

// Mode says how a price is found.
type Mode uint8

// The modes. The zero value is invalid.
const (
	ModeTalk   Mode = iota + 1 // with each seller apart: offers and counter-offers
	ModeOpen                   // a reverse auction in which sellers are told the price to beat
	ModeSealed                 // a reverse auction of bids that nobody can read until nobody can bid any more
)

var modeNames = [...]string{"", "talk", "open", "sealed"}

// String returns the text form.
func (m Mode) String() string { return nameOf("mode", modeNames[:], uint8(m)) }

// MarshalText implements encoding.TextMarshaler; it refuses a value that is no mode.
func (m Mode) MarshalText() ([]byte, error) { return marshalName("mode", modeNames[:], uint8(m)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Mode) UnmarshalText(b []byte) error {
	n, err := parseName("mode", modeNames[:], string(b))
	if err == nil {
		*m = Mode(n)
	}
	return err
}

// Work is what somebody wants done, counted in the units that it is priced in.
type Work struct {
	Model     Hash   `json:"model"`
	Lane      Lane   `json:"lane"`
	Input     uint64 `json:"input"`     // prompt tokens in all
	Cached    uint64 `json:"cached"`    // those of Input that begin as an earlier prompt did
	Output    uint64 `json:"output"`    // output tokens in all
	Seconds   uint64 `json:"seconds"`   // seconds of Machine
	Machine   Hash   `json:"machine"`   // hash of a measurement of a machine; zero: no seconds are wanted
	Jobs      uint64 `json:"jobs"`      // whole jobs, as Spec says
	Spec      Hash   `json:"spec"`      // hash of what one job is; zero: no jobs are wanted
	MaxPrompt uint32 `json:"maxPrompt"` // prompt tokens of one request
	MaxTokens uint32 `json:"maxTokens"` // output tokens of one request
}

// maxUnits bounds each count of Work, so that a price of 128 bits times a count stays far below 256 bits.
const maxUnits = 1 << 48

// Tokens reports whether w asks for answers of a model.
func (w Work) Tokens() bool { return w.Input > 0 || w.Output > 0 }

// Validate reports the first field out of range.
func (w Work) Validate() error {
	switch {
	case w.Lane < LaneExact || w.Lane > LaneAttested:
		return fmt.Errorf("work in %s: %w", w.Lane, ErrRange)
	case max(w.Input, w.Output, w.Seconds, w.Jobs) > maxUnits:
		return fmt.Errorf("work of more than 2^48 units: %w", ErrRange)
	case w.Cached > w.Input:
		return fmt.Errorf("work with more cached prompt tokens than prompt tokens: %w", ErrRange)
	case !w.Tokens() && w.Seconds == 0 && w.Jobs == 0:
		return fmt.Errorf("work of nothing: %w", ErrRange)
	case w.Tokens() && (w.Model.IsZero() || w.MaxPrompt == 0 || w.MaxTokens == 0):
		return fmt.Errorf("tokens without a model or without limits for one request: %w", ErrRange)
	case (w.Seconds > 0) == w.Machine.IsZero():
		return fmt.Errorf("seconds and the machine that they are of go together: %w", ErrRange)
	case (w.Jobs > 0) == w.Spec.IsZero():
		return fmt.Errorf("jobs and what one is go together: %w", ErrRange)
	}
	return nil
}

// Rates is a price for each unit, in the token's smallest units.
type Rates struct {
	Input  Amount `json:"input"`  // for a million prompt tokens
	Cached Amount `json:"cached"` // for a million cached prompt tokens
	Output Amount `json:"output"` // for a million output tokens
	Second Amount `json:"second"` // for a second of the measured machine
	Job    Amount `json:"job"`    // for a whole job
}

// Each returns r with f applied to every rate.
func (r Rates) Each(f func(Amount) Amount) Rates {
	return Rates{f(r.Input), f(r.Cached), f(r.Output), f(r.Second), f(r.Job)}
}

// With returns the rates that f makes of each rate of r and the same rate of o.
func (r Rates) With(o Rates, f func(a, b Amount) Amount) Rates {
	return Rates{f(r.Input, o.Input), f(r.Cached, o.Cached), f(r.Output, o.Output), f(r.Second, o.Second), f(r.Job, o.Job)}
}

// Fits reports whether every rate fits 128 bits.
func (r Rates) Fits() bool {
	return r.Input.Fits() && r.Cached.Fits() && r.Output.Fits() && r.Second.Fits() && r.Job.Fits()
}

// Covers reports whether no rate of r is below the same rate of floor.
func (r Rates) Covers(floor Rates) bool {
	return !r.Input.Less(floor.Input) && !r.Cached.Less(floor.Cached) && !r.Output.Less(floor.Output) && !r.Second.Less(floor.Second) && !r.Job.Less(floor.Job)
}

// Cost returns what w costs at these rates, rounded up once.
func (r Rates) Cost(w Work) Amount {
	tokens := r.Input.MulDivUp(w.Input-min(w.Cached, w.Input), 1).Add(r.Cached.MulDivUp(w.Cached, 1)).Add(r.Output.MulDivUp(w.Output, 1))
	return tokens.MulDivUp(1, 1_000_000).Add(r.Second.MulDivUp(w.Seconds, 1)).Add(r.Job.MulDivUp(w.Jobs, 1))
}

// RequestForQuote opens a negotiation. Its digest names it: every later message says which one it belongs to.
type RequestForQuote struct {
	Buyer   Address `json:"buyer"` // who signs, and pays
	Work    Work    `json:"work"`
	Token   Address `json:"token"` // what prices are in
	Mode    Mode    `json:"mode"`
	Rounds  uint32  `json:"rounds"` // most counter-offers to one seller, 0 .. MaxRounds
	Slots   uint32  `json:"slots"`  // answers at once that room shall be kept for; 0: none
	Salt    Hash    `json:"salt"`
	Issued  uint64  `json:"issued"`  // unix seconds
	Closes  uint64  `json:"closes"`  // offers and sealed bids are taken before then, unix seconds
	Reveals uint64  `json:"reveals"` // sealed: bids are opened from Closes on and before then; else equal to Closes
	Until   uint64  `json:"until"`   // how long the agreed price shall stand, unix seconds
}

// Bounds of a negotiation.
const (
	MaxRounds    = 16        // counter-offers to one seller
	MaxTalkTime  = 24 * 3600 // from Issued to Reveals, seconds
	MaxAgreement = 90 * 24 * 3600
)

var (
	workType  = typeHash(workFields)
	ratesType = typeHash(ratesFields)
	rfqType   = typeHash("RequestForQuote(address buyer,Work work,address token,uint8 mode,uint32 rounds,uint32 slots,bytes32 salt,uint64 issued,uint64 closes,uint64 reveals,uint64 until)" + workFields)
	offerType = typeHash("Offer(bytes32 talk,bytes32 answers,uint32 round,address from,uint256 agent,Rates rates,uint32 chunkTokens,uint128 reserve,uint32 slots,uint128 holdFee,uint128 deposit,uint64 until,uint64 issued,uint64 expires)" + ratesFields)
	bidType   = typeHash("SealedBid(bytes32 talk,address seller,bytes32 commitment,uint64 issued)")
	bookType  = typeHash("BidBook(bytes32 talk,bytes32[] commitments,uint64 issued)")

	intentType      = typeHash("AgentIntent(bytes32 payloadHash,uint64 expiry,uint64 nonce,address agentId,bytes32 coordinationType,uint256 coordinationValue,address[] participants)")
	attestationType = typeHash("AcceptanceAttestation(bytes32 intentHash,address participant,uint64 nonce,uint64 expiry,bytes32 conditionsHash)")
)

const (
	workFields  = "Work(bytes32 model,uint8 lane,uint64 input,uint64 cached,uint64 output,uint64 seconds,bytes32 machine,uint64 jobs,bytes32 spec,uint32 maxPrompt,uint32 maxTokens)"
	ratesFields = "Rates(uint128 input,uint128 cached,uint128 output,uint128 second,uint128 job)"
)

func (w Work) structHash() Hash {
	var e encoder
	e.hash(workType)
	e.hash(w.Model)
	e.uint(uint64(w.Lane))
	e.uint(w.Input)
	e.uint(w.Cached)
	e.uint(w.Output)
	e.uint(w.Seconds)
	e.hash(w.Machine)
	e.uint(w.Jobs)
	e.hash(w.Spec)
	e.uint(uint64(w.MaxPrompt))
	e.uint(uint64(w.MaxTokens))
	return e.sum()
}

func (r Rates) structHash() Hash {
	var e encoder
	e.hash(ratesType)
	e.amount(r.Input)
	e.amount(r.Cached)
	e.amount(r.Output)
	e.amount(r.Second)
	e.amount(r.Job)
	return e.sum()
}

// Digest returns the EIP-712 digest of r, which names the negotiation.
func (r RequestForQuote) Digest(d Domain) Hash {
	var e encoder
	e.hash(rfqType)
	e.address(r.Buyer)
	e.hash(r.Work.structHash())
	e.address(r.Token)
	e.uint(uint64(r.Mode))
	e.uint(uint64(r.Rounds))
	e.uint(uint64(r.Slots))
	e.hash(r.Salt)
	e.uint(r.Issued)
	e.uint(r.Closes)
	e.uint(r.Reveals)
	e.uint(r.Until)
	return d.Digest(e.sum())
}

// Validate reports the first field out of range.
func (r RequestForQuote) Validate() error {
	switch {
	case r.Buyer.IsZero() || r.Token.IsZero():
		return fmt.Errorf("request for a quote without buyer or token: %w", ErrRange)
	case r.Mode < ModeTalk || r.Mode > ModeSealed:
		return fmt.Errorf("request for a quote in %s: %w", r.Mode, ErrRange)
	case r.Rounds > MaxRounds:
		return fmt.Errorf("request for a quote with %d rounds, at most %d: %w", r.Rounds, MaxRounds, ErrRange)
	case r.Mode == ModeSealed && (r.Rounds != 0 || r.Reveals <= r.Closes), r.Mode != ModeSealed && r.Reveals != r.Closes:
		return fmt.Errorf("request for a quote whose rounds or times do not fit its mode, %s: %w", r.Mode, ErrRange)
	case r.Closes <= r.Issued || r.Reveals-r.Issued > MaxTalkTime:
		return fmt.Errorf("request for a quote that takes no time, or more than a day: %w", ErrRange)
	case r.Until <= r.Reveals || r.Until-r.Issued > MaxAgreement:
		return fmt.Errorf("request for a price that ends before the talk does, or later than in 90 days: %w", ErrRange)
	}
	return r.Work.Validate()
}

// Offer is a price for the work of a request. From a seller it is firm until it expires. From the buyer it is a
// counter-offer, which binds nobody: a buyer may talk with several sellers at once, and can keep its word to one.
type Offer struct {
	Talk        Hash    `json:"talk"`    // digest of the request for a quote
	Answers     Hash    `json:"answers"` // digest of the message before it: the request, or an offer of the other side
	Round       uint32  `json:"round"`   // counter-offers so far, this one included
	From        Address `json:"from"`    // who signs
	Agent       uint64  `json:"agent"`   // ERC-8004 id of the seller, 0 from the buyer
	Rates       Rates   `json:"rates"`
	ChunkTokens uint32  `json:"chunkTokens"` // output tokens per paid chunk
	Reserve     Amount  `json:"reserve"`     // stake set aside for the channel
	Slots       uint32  `json:"slots"`       // answers at once that room is kept for
	HoldFee     Amount  `json:"holdFee"`     // price of keeping that room until Until
	Deposit     Amount  `json:"deposit"`     // least money in the channel for room to be kept
	Until       uint64  `json:"until"`       // how long the price stands once agreed, unix seconds
	Issued      uint64  `json:"issued"`      // unix seconds
	Expires     uint64  `json:"expires"`     // how long the offer itself stands, unix seconds
}

// Digest returns the EIP-712 digest of o.
func (o Offer) Digest(d Domain) Hash {
	var e encoder
	e.hash(offerType)
	e.hash(o.Talk)
	e.hash(o.Answers)
	e.uint(uint64(o.Round))
	e.address(o.From)
	e.uint(o.Agent)
	e.hash(o.Rates.structHash())
	e.uint(uint64(o.ChunkTokens))
	e.amount(o.Reserve)
	e.uint(uint64(o.Slots))
	e.amount(o.HoldFee)
	e.amount(o.Deposit)
	e.uint(o.Until)
	e.uint(o.Issued)
	e.uint(o.Expires)
	return d.Digest(e.sum())
}

// SealedBid commits a seller to an offer that it shows later.
type SealedBid struct {
	Talk       Hash    `json:"talk"`
	Seller     Address `json:"seller"` // who signs
	Commitment Hash    `json:"commitment"`
	Issued     uint64  `json:"issued"` // unix seconds
}

// CommitBid returns the commitment to an offer. Without the salt the few plausible prices could be tried one by one.
func CommitBid(offer, salt Hash) Hash { return Keccak([]byte("assay.bid.v1"), offer[:], salt[:]) }

// Digest returns the EIP-712 digest of b.
func (b SealedBid) Digest(d Domain) Hash {
	var e encoder
	e.hash(bidType)
	e.hash(b.Talk)
	e.address(b.Seller)
	e.hash(b.Commitment)
	e.uint(b.Issued)
	return d.Digest(e.sum())
}

// BidBook is the buyer's word on who has bid: sellers open their bids only against it. Two books of one auction are
// proof that the buyer let somebody in after it had seen prices.
type BidBook struct {
	Talk        Hash   `json:"talk"`
	Commitments []Hash `json:"commitments"` // strictly ascending
	Issued      uint64 `json:"issued"`      // unix seconds, not before the request's Closes
}

// MaxBids is how many sellers one auction takes.
const MaxBids = 64

// Digest returns the EIP-712 digest of b.
func (b BidBook) Digest(d Domain) Hash {
	var list encoder
	for _, c := range b.Commitments {
		list.hash(c)
	}
	var e encoder
	e.hash(bookType)
	e.hash(b.Talk)
	e.hash(list.sum())
	e.uint(b.Issued)
	return d.Digest(e.sum())
}

// Holds reports whether the book is in order and has the commitment.
func (b BidBook) Holds(commitment Hash) bool {
	sorted := slices.IsSortedFunc(b.Commitments, func(x, y Hash) int {
		if x == y {
			return -1 // twice is out of order too
		}
		return bytes.Compare(x[:], y[:])
	})
	return sorted && len(b.Commitments) <= MaxBids && slices.Contains(b.Commitments, commitment)
}

// AgreementDomain is the domain of ERC-8001, whose messages make an agreement. The verifying contract is the referee,
// as for every statement about the work itself.
func AgreementDomain(chainID uint64, referee Address) Domain {
	return Domain{Name: "ERC-8001", Version: "1", ChainID: chainID, Contract: referee}
}

// AgentIntent is ERC-8001's proposal, field for field. The buyer signs it to take an offer.
type AgentIntent struct {
	Payload      Hash      `json:"payloadHash"`       // digest of the offer that is taken, which names the request
	Expiry       uint64    `json:"expiry"`            // unix seconds; the offer's own
	Nonce        uint64    `json:"nonce"`             // rises with each intent of an agent
	Agent        Address   `json:"agentId"`           // the buyer, who signs
	Type         Hash      `json:"coordinationType"`  // TradeType
	Value        Amount    `json:"coordinationValue"` // what all the work costs at the agreed rates
	Participants []Address `json:"participants"`      // buyer and seller, strictly ascending
}

// TradeType is the coordination type of an agreement about work for money.
var TradeType = Keccak([]byte("assay.trade.v1"))

// structHash is ERC-8001's intent hash, which attestations name.
func (i AgentIntent) structHash() Hash {
	var list encoder
	for _, p := range i.Participants {
		list.address(p)
	}
	var e encoder
	e.hash(intentType)
	e.hash(i.Payload)
	e.uint(i.Expiry)
	e.uint(i.Nonce)
	e.address(i.Agent)
	e.hash(i.Type)
	e.amount(i.Value)
	e.hash(list.sum())
	return e.sum()
}

// Hash returns ERC-8001's intent hash: the struct hash, not the digest. It names the agreement.
func (i AgentIntent) Hash() Hash { return i.structHash() }

// Digest returns the EIP-712 digest of i, in AgreementDomain.
func (i AgentIntent) Digest(d Domain) Hash { return d.Digest(i.structHash()) }

// Acceptance is ERC-8001's AcceptanceAttestation, field for field. The seller signs it to close the agreement.
type Acceptance struct {
	Intent      Hash    `json:"intentHash"`
	Participant Address `json:"participant"` // the seller, who signs
	Nonce       uint64  `json:"nonce"`
	Expiry      uint64  `json:"expiry"`         // how long the agreed price stands, unix seconds
	Conditions  Hash    `json:"conditionsHash"` // digest of the quote that every request under the agreement names; zero: no tokens are sold
}

// Digest returns the EIP-712 digest of a, in AgreementDomain.
func (a Acceptance) Digest(d Domain) Hash {
	var e encoder
	e.hash(attestationType)
	e.hash(a.Intent)
	e.address(a.Participant)
	e.uint(a.Nonce)
	e.uint(a.Expiry)
	e.hash(a.Conditions)
	return d.Digest(e.sum())
}

// Participants returns two parties in ERC-8001's order.
func Participants(a, b Address) []Address {
	if bytes.Compare(b[:], a[:]) < 0 {
		a, b = b, a
	}
	return []Address{a, b}
}
