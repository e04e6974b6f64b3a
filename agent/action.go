// Package agent decides what a wallet that a program holds may sign. The owner writes a Policy: caps on money over every
// rail together, lists of what is allowed, and amounts above which a person must approve. An Action is one thing the
// wallet is asked to do, in typed fields. Books are the wallet's memory, folded from an append-only journal: what was
// spent when, what waits for approval, what was signed and how it ended.
//
// It is pure: a policy, the books, an action and the time go in; a decision and the entry that records it come out.
// It must not know keys, chains, files or doors, and it never repeats words that somebody else wrote: the sentence that
// explains an action is made from its fields alone.
package agent

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/assay-network/assay/job"
)

// Kind says what an action is. The closed set is the table kinds.
type Kind string

// The kinds of actions.
const (
	OpenChannel  Kind = "open-channel"  // money into a new payment channel
	TopUp        Kind = "top-up"        // more money into an open one
	CloseChannel Kind = "close-channel" // money back out of a channel
	Pay          Kind = "pay"           // money to somebody at once: a transfer, an x402 or MPP payment
	EscrowJob    Kind = "escrow-job"    // money into the escrow of a job
	CloseJob     Kind = "close-job"     // an escrowed job ended, or money taken back out of it
	Stake        Kind = "stake"         // money into the stake vault
	Unstake      Kind = "unstake"       // and back
	Swap         Kind = "swap"          // one token for another
	Vote         Kind = "vote"          // in the governance of the network
	Feedback     Kind = "feedback"      // a mark in the reputation registry
	Call         Kind = "call"          // any other contract call
)

// kindRule is what is true of all actions of a kind.
type kindRule struct {
	kind  Kind
	pays  bool // what it spends goes to somebody: then Action.To must be set, and be an allowed seller
	home  bool // brings money back: spends nothing, and is allowed whatever the policy says of the rest
	calls bool // Action.Contract and Action.Method are set, and must be allowed
	rail  string
}

var kinds = []kindRule{
	{kind: OpenChannel, pays: true, rail: "channel"},
	{kind: TopUp, pays: true, rail: "channel"},
	{kind: CloseChannel, home: true, rail: "channel"},
	{kind: Pay, pays: true, rail: "payment"},
	{kind: EscrowJob, pays: true, rail: "escrow"},
	{kind: CloseJob, home: true, rail: "escrow"},
	{kind: Stake, rail: "vault"},
	{kind: Unstake, home: true, rail: "vault"},
	{kind: Swap, calls: true, rail: "swap"},
	{kind: Vote, rail: "chain"},
	{kind: Feedback, rail: "chain"},
	{kind: Call, calls: true, rail: "chain"},
}

func ruleOf(k Kind) (kindRule, bool) {
	for _, r := range kinds {
		if r.kind == k {
			return r, true
		}
	}
	return kindRule{}, false
}

// Kinds lists the kinds of actions, in the order of the table.
func Kinds() []Kind {
	out := make([]Kind, len(kinds))
	for i, r := range kinds {
		out[i] = r.kind
	}
	return out
}

// Selector is the first four bytes of a contract call: which method.
type Selector [4]byte

// SelectorOf returns the selector of a signature such as "transfer(address,uint256)".
func SelectorOf(signature string) Selector {
	h := job.Keccak([]byte(signature))
	return Selector(h[:4])
}

// ParseSelector reads "0x" and eight lower-case hexadecimal digits.
func ParseSelector(s string) (Selector, error) {
	var m Selector
	return m, m.UnmarshalText([]byte(s))
}

// IsZero reports whether there is no method.
func (m Selector) IsZero() bool { return m == Selector{} }

// String returns "0x" and eight hexadecimal digits.
func (m Selector) String() string { return "0x" + hex.EncodeToString(m[:]) }

// MarshalText implements encoding.TextMarshaler.
func (m Selector) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Selector) UnmarshalText(b []byte) error {
	digits, ok := strings.CutPrefix(string(b), "0x")
	if !ok || len(digits) != 8 || strings.ToLower(digits) != digits {
		return fmt.Errorf("method %.40q: want 0x and 8 lower-case hexadecimal digits", b)
	}
	if _, err := hex.Decode(m[:], []byte(digits)); err != nil {
		return fmt.Errorf("method %.40q: %w", b, err)
	}
	return nil
}

// Sum is an amount of one asset, in its smallest unit. The zero address is ether, in wei.
type Sum struct {
	Token  job.Address `json:"token"`
	Amount job.Amount  `json:"amount"`
}

// maxSums bounds Action.Spend, maxAgents bounds Action.Agents.
const (
	maxSums   = 32
	maxAgents = 64
)

// Action is one thing a wallet is asked to sign. Every field is a value, none is text that somebody else wrote.
type Action struct {
	Kind     Kind        `json:"kind"`
	Chain    uint64      `json:"chain"`             // chain id
	From     job.Address `json:"from"`              // the wallet
	To       job.Address `json:"to,omitzero"`       // who gets the money
	Agents   []uint64    `json:"agents,omitempty"`  // identities whose wallet To is, as the registry says
	Skill    string      `json:"skill,omitempty"`   // in whose service: the name of a skill of ours
	Contract job.Address `json:"contract,omitzero"` // what is called
	Method   Selector    `json:"method,omitzero"`   // and how; zero: ether is sent, nothing called
	Data     job.Hash    `json:"data,omitzero"`     // keccak256 of the whole call, where it is fixed before signing
	Channel  job.Hash    `json:"channel,omitzero"`  //
	Held     job.Amount  `json:"held,omitzero"`     // what the channel holds before
	Spend    []Sum       `json:"spend,omitempty"`   // the most that leaves the wallet or may be taken from it, fees aside
	Once     job.Hash    `json:"once,omitzero"`     // of all actions with this key at most one can ever take effect; zero: none
	Before   uint64      `json:"before,omitempty"`  // unix seconds of chain time after which it cannot take effect; 0: not known
}

type skillKey struct{}

// WithSkill says in whose service what follows is done, for the policy's list of skills.
func WithSkill(ctx context.Context, skill string) context.Context {
	return context.WithValue(ctx, skillKey{}, skill)
}

// SkillOf returns what WithSkill said, "" when nothing was said.
func SkillOf(ctx context.Context) string {
	skill, _ := ctx.Value(skillKey{}).(string)
	return skill
}

// Digest names what an action means: two actions share it when every field is the same but Once and Before, which say by
// which authorization it would be done and until when. An approval is for a digest, once.
func (a Action) Digest() job.Hash {
	a.Once, a.Before = job.Hash{}, 0
	raw, err := json.Marshal(a)
	if err != nil {
		return job.Hash{} // no field can fail to encode
	}
	return job.Keccak([]byte("assay.action.v1"), raw)
}

// Validate refuses actions that are not of the shape of their kind.
func (a Action) Validate() error {
	r, ok := ruleOf(a.Kind)
	switch {
	case !ok:
		return fmt.Errorf("there is no kind of action %.40q", a.Kind)
	case a.From.IsZero():
		return fmt.Errorf("%s: the action does not say whose wallet it is for", a.Kind)
	case r.pays && len(a.Spend) > 0 && a.To.IsZero():
		return fmt.Errorf("%s: the action does not say who is paid", a.Kind)
	case r.calls && a.Contract.IsZero():
		return fmt.Errorf("%s: the action does not say which contract is called", a.Kind)
	case r.home && len(a.Spend) > 0:
		return fmt.Errorf("%s brings money back, and this one spends some", a.Kind)
	case len(a.Spend) > maxSums:
		return fmt.Errorf("%s: %d assets at once, at most %d", a.Kind, len(a.Spend), maxSums)
	case len(a.Agents) > maxAgents:
		return fmt.Errorf("%s: %d identities share one wallet, at most %d", a.Kind, len(a.Agents), maxAgents)
	case (a.Kind == OpenChannel || a.Kind == TopUp) && a.Channel.IsZero():
		return fmt.Errorf("%s: the action does not say which channel", a.Kind)
	}
	if a.Skill != "" && !name.MatchString(a.Skill) {
		return fmt.Errorf("%s: the skill's name is %.40q; want a-z, 0-9 and -", a.Kind, a.Skill)
	}
	for i, s := range a.Spend {
		if s.Amount.IsZero() || !s.Amount.Fits() {
			return fmt.Errorf("%s: the amount %s is outside 1 .. 2^128-1", a.Kind, s.Amount)
		}
		for _, t := range a.Spend[:i] {
			if t.Token == s.Token {
				return fmt.Errorf("%s: the token %s is named twice", a.Kind, s.Token)
			}
		}
	}
	return nil
}

// Covers reports whether what a simulation saw leave the wallet, or become free for others to take, is within what the
// action says. The error names what is not.
func (a Action) Covers(seen []Sum) error {
	for _, s := range seen {
		var said job.Amount
		for _, t := range a.Spend {
			if t.Token == s.Token {
				said = t.Amount
			}
		}
		if said.Less(s.Amount) {
			return fmt.Errorf("it moves %s of %s, and it says at most %s", s.Amount, asset(s.Token), said)
		}
	}
	return nil
}

func asset(token job.Address) string {
	if token.IsZero() {
		return "wei"
	}
	return "token " + token.String()
}
