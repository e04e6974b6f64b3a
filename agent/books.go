package agent

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
)

// State is where an intent stands.
type State string

// The states of an intent.
const (
	None     State = ""         // not known
	Waiting  State = "waiting"  // for a person
	Approved State = "approved" // by a person, for this very action, once
	Denied   State = "denied"
	Turned   State = "refused"
	Reserved State = "reserved" // charged; it may have been signed
	Settled  State = "settled"  // it took effect
	Released State = "released" // it provably did not, and the charge was given back
)

// Transition is one row of the table of what may follow what.
type Transition struct {
	From  State
	Entry EntryKind
	To    State
}

// transitions is the whole life of an intent. Nothing else is ever applied.
var transitions = []Transition{
	{None, EntryAsked, Waiting},
	{None, EntryReserved, Reserved},
	{None, EntryRefused, Turned},
	{Waiting, EntryApproved, Approved},
	{Waiting, EntryDenied, Denied},
	{Approved, EntryReserved, Reserved},
	{Approved, EntryDenied, Denied},
	{Reserved, EntryTried, Reserved},
	{Reserved, EntrySettled, Settled},
	{Reserved, EntryReleased, Released},
}

// Transitions returns the table of what may follow what, for the docs and their test.
func Transitions() []Transition { return slices.Clone(transitions) }

// EntryKind says what a line of the journal records.
type EntryKind string

// The kinds of entries.
const (
	EntryPolicy   EntryKind = "policy"   // the wallet runs under this policy from here on
	EntryAsked    EntryKind = "asked"    // a person is to decide
	EntryRefused  EntryKind = "refused"  //
	EntryApproved EntryKind = "approved" //
	EntryDenied   EntryKind = "denied"   //
	EntryReserved EntryKind = "reserved" // charged, before anything is signed
	EntryTried    EntryKind = "tried"    // our transaction did nothing, but what was signed may still be used by others
	EntrySettled  EntryKind = "settled"  //
	EntryReleased EntryKind = "released" //
)

// Entry is one line of the journal. Its time is the journal's.
type Entry struct {
	Kind     EntryKind  `json:"kind"`
	Intent   job.Hash   `json:"intent,omitzero"`
	Action   *Action    `json:"action,omitempty"`   // asked, refused, reserved
	Says     string     `json:"says,omitempty"`     // the sentence
	Decision *Decision  `json:"decision,omitempty"` // asked, refused, reserved
	Charged  job.Amount `json:"charged,omitzero"`   // millionths of a dollar: reserved
	Fee      job.Amount `json:"fee,omitzero"`       // wei: charged when reserved, paid when tried, settled or released
	Until    uint64     `json:"until,omitempty"`    // unix seconds that a question or an approval is good: asked, approved
	Tx       job.Hash   `json:"tx,omitzero"`        // tried, settled, released
	Reason   string     `json:"reason,omitempty"`   // denied, tried, released
	Policy   job.Hash   `json:"policy,omitzero"`    // digest of the policy file
}

// Intent is an action on its way.
type Intent struct {
	ID      job.Hash   `json:"id"`
	State   State      `json:"state"`
	Action  Action     `json:"action"`
	Says    string     `json:"says"`
	Reason  string     `json:"reason,omitempty"` // why it waits
	Asked   uint64     `json:"asked"`            // unix seconds
	Until   uint64     `json:"until,omitempty"`  // unix seconds that the question or the approval is good
	Charged job.Amount `json:"charged,omitzero"` // millionths of a dollar that this one is good for
	Fee     job.Amount `json:"fee,omitzero"`     // wei
	digest  job.Hash   // of the action
	when    uint64     // when the fee was charged
}

// group is a set of actions of which at most one can take effect: what they are charged together is the largest.
type group struct {
	members map[job.Hash]job.Amount // those not released, with what each may spend
	charges []charge                // what was charged for the group, oldest first
}

type charge struct {
	when   uint64
	amount job.Amount
}

func (g *group) charged() job.Amount {
	var sum job.Amount
	for _, c := range g.charges {
		sum = sum.Add(c.amount)
	}
	return sum
}

func (g *group) needed() job.Amount {
	var most job.Amount
	for _, a := range g.members { // order-free: a maximum
		most = job.Max(most, a)
	}
	return most
}

// Books are a wallet's memory: the fold of its journal. They are not safe for concurrent use.
type Books struct {
	Dollar job.Address // the network's stablecoin
	latest uint64      // the latest time seen, unix seconds: time never runs back for a cap
	count  uint64      // entries applied
	policy job.Hash    // in force, as the journal says

	spent   spending
	intents map[job.Hash]*Intent
	groups  map[job.Hash]*group
	refused refusals
}

// refusals is what is remembered of actions that were refused: a program that asks again and again must not fill the disk.
type refusals struct {
	digest, reason job.Hash // of the last one written down
	hour           uint64   // unix hours
	count          int      // written down in that hour
}

// maxRefusals bounds the refusals that are written down in an hour; the others are only answered.
const maxRefusals = 100

// NewBooks returns the books of a wallet whose journal is empty.
func NewBooks(dollar job.Address) *Books {
	return &Books{Dollar: dollar, intents: map[job.Hash]*Intent{}, groups: map[job.Hash]*group{}}
}

// ErrJournal says that an entry does not follow from those before it.
var ErrJournal = errors.New("the wallet's journal does not add up")

// maxOpen bounds the intents that wait for a person.
const maxOpen = 256

// Read applies an entry as the journal has it, encoded, with its time in unix seconds.
func (b *Books) Read(at uint64, body []byte) error {
	var e Entry
	if err := json.Unmarshal(body, &e); err != nil {
		return fmt.Errorf("%w: entry %d is not one of ours: %w", ErrJournal, b.count+1, err)
	}
	return b.Apply(at, e)
}

// Apply takes an entry into the books. It refuses, with ErrJournal, what cannot follow.
func (b *Books) Apply(at uint64, e Entry) error {
	b.count++
	b.latest = max(b.latest, at)
	defer b.tidy()
	if e.Kind == EntryPolicy {
		b.policy = e.Policy
		return nil
	}
	in := b.intents[e.Intent]
	from := None
	if in != nil {
		from = in.State
	}
	i := slices.IndexFunc(transitions, func(t Transition) bool { return t.From == from && t.Entry == e.Kind })
	if i < 0 {
		return fmt.Errorf("%w: entry %d: %s cannot follow for intent %s, which is %s", ErrJournal, b.count, e.Kind, e.Intent.Short(), cmp.Or(string(from), "not known"))
	}
	if in == nil {
		if e.Action == nil {
			return fmt.Errorf("%w: entry %d: %s without an action", ErrJournal, b.count, e.Kind)
		}
		if transitions[i].To == Turned {
			if b.refused.hour != b.latest/hour {
				b.refused.hour, b.refused.count = b.latest/hour, 0
			}
			b.refused.digest, b.refused.reason = e.Action.Digest(), reasonHash(e.Decision)
			b.refused.count++
			return nil
		}
		in = &Intent{ID: e.Intent, Action: *e.Action, Says: e.Says, Asked: b.latest, digest: e.Action.Digest()}
		if e.Decision != nil {
			in.Reason = e.Decision.Reason
		}
		b.intents[in.ID] = in
	}
	in.State = transitions[i].To
	switch e.Kind {
	case EntryAsked, EntryApproved:
		in.Until = e.Until
	case EntryDenied:
		delete(b.intents, in.ID)
	case EntryReserved:
		b.reserve(in, e)
	case EntryTried:
		b.correctFee(in, e)
	case EntrySettled:
		b.settle(in, e)
	case EntryReleased:
		b.release(in, e)
	}
	return nil
}

func reasonHash(d *Decision) job.Hash {
	if d == nil {
		return job.Hash{}
	}
	return job.Keccak([]byte(d.Rule))
}

// key names the group of an action.
func (in *Intent) key() job.Hash {
	if in.Action.Once.IsZero() {
		return in.ID
	}
	return in.Action.Once
}

func (b *Books) reserve(in *Intent, e Entry) {
	in.Charged, in.Fee, in.when = e.Charged, e.Fee, b.latest
	g := b.groups[in.key()]
	if g == nil {
		g = &group{members: map[job.Hash]job.Amount{}}
		b.groups[in.key()] = g
	}
	g.members[in.ID] = e.Charged
	if more, ok := g.needed().Sub(g.charged()); ok && !more.IsZero() {
		g.charges = append(g.charges, charge{b.latest, more})
		b.spent.charge(b.latest, more, job.Amount{})
	}
	b.spent.charge(b.latest, job.Amount{}, e.Fee)
}

// correctFee gives back, of the fee, what a receipt proves was not paid; a dearer one is charged.
func (b *Books) correctFee(in *Intent, e Entry) {
	b.spent.giveBack(in.when, job.Amount{}, in.Fee)
	b.spent.charge(in.when, job.Amount{}, e.Fee)
	in.Fee = e.Fee
}

// settle keeps the charge.
func (b *Books) settle(in *Intent, e Entry) {
	b.correctFee(in, e)
	delete(b.intents, in.ID)
}

// release gives back what the group no longer needs, the newest charge first.
func (b *Books) release(in *Intent, e Entry) {
	b.correctFee(in, e)
	delete(b.intents, in.ID)
	g := b.groups[in.key()]
	if g == nil {
		return
	}
	delete(g.members, in.ID)
	less, _ := g.charged().Sub(g.needed())
	for i := len(g.charges) - 1; i >= 0 && !less.IsZero(); i-- {
		part := job.Min(less, g.charges[i].amount)
		g.charges[i].amount, _ = g.charges[i].amount.Sub(part)
		b.spent.giveBack(g.charges[i].when, part, job.Amount{})
		less, _ = less.Sub(part)
	}
	if len(g.members) == 0 {
		delete(b.groups, in.key())
	}
}

// tidy forgets what no window, question or approval needs any more.
func (b *Books) tidy() {
	b.spent.forget(b.latest)
	if b.count%256 != 0 {
		return
	}
	for key, g := range b.groups { // order-free: each is looked at by itself
		last := uint64(0)
		for _, c := range g.charges {
			last = max(last, c.when)
		}
		if last+month+grain < b.latest {
			delete(b.groups, key)
		}
	}
	for id, in := range b.intents { // order-free: each is looked at by itself
		if (in.State == Waiting || in.State == Approved) && in.Until+day < b.latest || in.State == Reserved && in.when+month+grain < b.latest {
			delete(b.intents, id)
		}
	}
}

func (in *Intent) expired(now uint64) bool {
	return (in.State == Waiting || in.State == Approved) && now >= in.Until
}

// Policy returns the digest of the policy that the journal says is in force; zero when none ever was.
func (b *Books) Policy() job.Hash { return b.policy }

// Latest returns the latest time that the journal or a caller has shown, in unix seconds.
func (b *Books) Latest() uint64 { return b.latest }

// Use returns what the windows that end now hold.
func (b *Books) Use(now uint64) Use {
	now = max(now, b.latest)
	var u Use
	u.Hour, _ = b.spent.within(now, hour)
	u.Day, u.FeeDay = b.spent.within(now, day)
	u.Month, _ = b.spent.within(now, month)
	return u
}

// Open returns the intents in one of these states, oldest first. Questions and approvals that are too old are left out.
func (b *Books) Open(now uint64, states ...State) []Intent {
	now = max(now, b.latest)
	var out []Intent
	for _, in := range b.intents { // order-free: sorted below
		if slices.Contains(states, in.State) && !in.expired(now) {
			out = append(out, *in)
		}
	}
	slices.SortFunc(out, func(x, y Intent) int {
		return cmp.Or(cmp.Compare(x.Asked, y.Asked), slices.Compare(x.ID[:], y.ID[:]))
	})
	return out
}

// Ask decides an action at a time and returns the entry that records the decision; the caller writes it to the journal
// with that time, and applies it, before anything is signed. Every policy given must allow the action: the one in force and, when the
// file was changed meanwhile, the file as it is now, so that a change can take away at once and give only at the next
// start. No entry (nil) means that the decision is on record already: the intent returned waits, or is refused again.
func (b *Books) Ask(policies []*Policy, a Action, now uint64) (Decision, Grant, *Entry) {
	now = max(now, b.latest)
	if len(policies) == 0 {
		return Decision{Verdict: Refused, Rule: "policy", Reason: "there is no policy", Help: "name one with --policy"}, Grant{}, nil
	}
	digest := a.Digest()
	var waiting, approved *Intent
	questions := 0
	for _, in := range b.intents { // order-free: of one digest at most one waits and one is approved
		switch {
		case in.expired(now):
		case in.State == Waiting:
			questions++
			if in.digest == digest {
				waiting = in
			}
		case in.State == Approved && in.digest == digest:
			approved = in
		}
	}
	use := b.Use(now)
	if g := b.groups[a.Once]; g != nil && !a.Once.IsZero() {
		use.Shared = g.charged()
	}
	d := policies[0].Decide(use, a, b.Dollar, now, approved != nil)
	fee, lifetime := policies[0].Caps.Fee, policies[0].Approval.Lifetime
	for _, p := range policies[1:] {
		d = Stricter(d, p.Decide(use, a, b.Dollar, now, approved != nil))
		fee, lifetime = fee.tighter(p.Caps.Fee), min(lifetime, p.Approval.Lifetime)
	}
	g := Grant{Intent: b.nextID(digest), MaxFee: fee, Says: policies[0].Sentence(a, b.Dollar)}
	e := &Entry{Intent: g.Intent, Action: &a, Says: g.Says, Decision: &d}
	switch d.Verdict {
	case Allowed:
		e.Kind, e.Charged, e.Fee = EntryReserved, d.Value, fee.Most
		if approved != nil {
			g.Intent, e.Intent = approved.ID, approved.ID
		}
	case Waits:
		if waiting != nil {
			g.Intent = waiting.ID
			return d, g, nil
		}
		if questions >= maxOpen {
			d = Decision{Verdict: Refused, Rule: "approval", Reason: fmt.Sprintf("%d actions wait for a person already", questions), Help: "`assay wallet pending` lists them", Value: d.Value}
			return d, g, nil
		}
		e.Kind, e.Until = EntryAsked, now+lifetime
	default:
		known := b.refused.digest == digest && b.refused.reason == reasonHash(&d)
		if known || b.refused.hour == now/hour && b.refused.count >= maxRefusals {
			return d, g, nil
		}
		e.Kind = EntryRefused
	}
	return d, g, e
}

// Grant is what Ask gives: an intent, the most that may be paid for gas, and the sentence that explains the action. It is
// leave to sign only beside the verdict Allowed, once the entry is in the journal.
type Grant struct {
	Intent job.Hash
	MaxFee Limit // wei
	Says   string
}

// nextID names an intent by its place in the journal and what it is.
func (b *Books) nextID(digest job.Hash) job.Hash {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], b.count+1)
	return job.Keccak([]byte("assay.intent.v1"), n[:], digest[:])
}

// The errors of Answer and End.
var (
	ErrUnknown = errors.New("no such intent is open")
	ErrState   = errors.New("the intent is not in a state for that")
)

// Answer returns the entry by which a person approves or denies an intent that waits, or takes an approval back. An
// approval is good for this very action, once, and for as long again as the question was.
func (b *Books) Answer(id job.Hash, yes bool, now uint64) (*Entry, error) {
	now = max(now, b.latest)
	in := b.intents[id]
	switch {
	case in == nil || in.expired(now):
		return nil, fmt.Errorf("%w: %s: it was answered, or its time is over; `assay wallet pending` lists what waits", ErrUnknown, id.Short())
	case yes && in.State == Waiting:
		return &Entry{Kind: EntryApproved, Intent: id, Until: now + in.Until - in.Asked}, nil
	case !yes && (in.State == Waiting || in.State == Approved):
		return &Entry{Kind: EntryDenied, Intent: id}, nil
	}
	return nil, fmt.Errorf("%w: %s is %s", ErrState, id.Short(), in.State)
}

// Outcome is how a reserved action ended.
type Outcome struct {
	Tx     job.Hash   // the transaction, when there is one
	Fee    job.Amount // wei that were paid for it
	Failed string     // not empty: it provably moved nothing, and this is how we know
	Live   bool       // with Failed: our transaction moved nothing, but whoever has seen what was signed may still use it
}

// End returns the entry that closes a reserved intent; for a live outcome, one that corrects its fee and leaves it open.
func (b *Books) End(id job.Hash, o Outcome) (*Entry, error) {
	in := b.intents[id]
	if in == nil || in.State != Reserved {
		return nil, fmt.Errorf("%w: %s", ErrUnknown, id.Short())
	}
	e := &Entry{Kind: EntrySettled, Intent: id, Fee: o.Fee, Tx: o.Tx}
	switch {
	case o.Failed != "" && o.Live:
		e.Kind, e.Reason = EntryTried, o.Failed
	case o.Failed != "":
		e.Kind, e.Reason = EntryReleased, o.Failed
	}
	return e, nil
}
