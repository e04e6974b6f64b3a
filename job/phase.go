package job

import (
	"errors"
	"fmt"
	"strings"
)

// Phase is how far a job has come. Phases are stored and shown by their text form.
type Phase uint8

// The phases, in the order of a job that goes well; the last two are where it goes otherwise. The zero value is
// invalid.
const (
	PhaseQuoted    Phase = iota + 1 // a provider has signed a firm quote
	PhaseAgreed                     // the buyer has chosen it
	PhaseFunded                     // a channel holds the price, and stake is reserved for it
	PhaseExecuting                  // the signed request is out, chunks come back and are paid one by one
	PhaseDelivered                  // the receipt is here
	PhaseChecked                    // every check that policy asks for has passed
	PhaseSettled                    // the provider has its money on chain, the buyer the rest
	PhaseRecorded                   // the outcome is in the reputation registry
	PhaseDisputed                   // there is evidence against the provider
	PhaseFailed                     // it ended without an answer, and nobody can be proven wrong
)

// Event is what moves a job from one phase to the next.
type Event uint8

// The events. The zero value is invalid.
const (
	EventAccept   Event = iota + 1 // the buyer takes the quote
	EventFund                      // a channel, new or already open, is seen to hold enough
	EventSend                      // the signed request goes out with the first voucher
	EventChunk                     // a signed chunk arrives and is paid
	EventReceipt                   // the signed receipt arrives
	EventPass                      // the checks pass
	EventSettle                    // the provider claims what it is owed, and the rest goes back
	EventWithdraw                  // the buyer takes back what was not claimed, once the delay is over
	EventFeedback                  // feedback is mined
	EventEvidence                  // something signed contradicts the request, itself, or the computation
	EventAbandon                   // one side gives up, with nothing to prove
	EventExpire                    // the quote runs out
)

// Transition is one legal move of a job.
type Transition struct {
	From  Phase
	Event Event
	To    Phase
	Why   string // the reason it is legal
}

// transitions is the table: the first line of each phase that leads elsewhere is the way of a job that goes well.
var transitions = [...]Transition{
	{PhaseQuoted, EventAccept, PhaseAgreed, "a quote is firm until it expires, so taking it needs nobody's consent"},
	{PhaseQuoted, EventExpire, PhaseFailed, "an expired quote binds nobody"},
	{PhaseAgreed, EventFund, PhaseFunded, "nothing is ordered before the money and the stake behind it are seen on chain"},
	{PhaseAgreed, EventAbandon, PhaseFailed, "before the request is sent nobody owes anything"},
	{PhaseFunded, EventSend, PhaseExecuting, "the order carries the voucher for the prompt and the first chunk"},
	{PhaseFunded, EventAbandon, PhaseFailed, "money in a channel stays the buyer's until a voucher is signed"},
	{PhaseExecuting, EventReceipt, PhaseDelivered, "the receipt ends the stream and names the final cost"},
	{PhaseExecuting, EventChunk, PhaseExecuting, "each chunk is signed before the next is paid for"},
	{PhaseExecuting, EventEvidence, PhaseDisputed, "a chunk can be checked as soon as it is here"},
	{PhaseExecuting, EventAbandon, PhaseFailed, "a silent provider has signed nothing that proves it wrong"},
	{PhaseDelivered, EventPass, PhaseChecked, "policy says how much is recomputed"},
	{PhaseDelivered, EventEvidence, PhaseDisputed, "the whole answer is here to be checked"},
	{PhaseChecked, EventSettle, PhaseSettled, "vouchers are claimed when the provider likes, many at once"},
	{PhaseChecked, EventWithdraw, PhaseSettled, "a provider that never claims must not lock the buyer's money"},
	{PhaseChecked, EventEvidence, PhaseDisputed, "a later, fuller check may find what the first was not asked to look for"},
	{PhaseSettled, EventFeedback, PhaseRecorded, "feedback counts only with proof of payment"},
	{PhaseDisputed, EventSettle, PhaseSettled, "chunks that were paid and right stay paid"},
	{PhaseDisputed, EventWithdraw, PhaseSettled, "the buyer needs nobody's consent to stop paying"},
	{PhaseFailed, EventSettle, PhaseSettled, "chunks that were paid before it failed stay paid"},
	{PhaseFailed, EventWithdraw, PhaseSettled, "what was not claimed goes back"},
}

// Transitions returns every legal move, in the order of the table.
func Transitions() []Transition { return append([]Transition(nil), transitions[:]...) }

// ErrTransition says that an event is not legal in a phase.
var ErrTransition = errors.New("illegal transition")

// Next returns the phase after e happens in p. What the table does not list is refused with ErrTransition; the text
// names the events that would be legal.
func Next(p Phase, e Event) (Phase, error) {
	var legal []string
	for _, t := range transitions {
		if t.From != p {
			continue
		}
		if t.Event == e {
			return t.To, nil
		}
		legal = append(legal, t.Event.String())
	}
	if len(legal) == 0 {
		return 0, fmt.Errorf("%w: %s in phase %s, which has no next phase", ErrTransition, e, p)
	}
	return 0, fmt.Errorf("%w: %s in phase %s, where only %s can happen", ErrTransition, e, p, strings.Join(legal, ", "))
}

var (
	phaseNames = [...]string{"", "quoted", "agreed", "funded", "executing", "delivered", "checked", "settled", "recorded", "disputed", "failed"}
	eventNames = [...]string{"", "accept", "fund", "send", "chunk", "receipt", "pass", "settle", "withdraw", "feedback", "evidence", "abandon", "expire"}
)

// String returns the text form.
func (p Phase) String() string { return nameOf("phase", phaseNames[:], uint8(p)) }

// MarshalText implements encoding.TextMarshaler; it refuses a value that is no phase.
func (p Phase) MarshalText() ([]byte, error) { return marshalName("phase", phaseNames[:], uint8(p)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Phase) UnmarshalText(b []byte) error {
	n, err := parseName("phase", phaseNames[:], string(b))
	if err == nil {
		*p = Phase(n)
	}
	return err
}

// String returns the text form.
func (e Event) String() string { return nameOf("event", eventNames[:], uint8(e)) }

// MarshalText implements encoding.TextMarshaler; it refuses a value that is no event.
func (e Event) MarshalText() ([]byte, error) { return marshalName("event", eventNames[:], uint8(e)) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (e *Event) UnmarshalText(b []byte) error {
	n, err := parseName("event", eventNames[:], string(b))
	if err == nil {
		*e = Event(n)
	}
	return err
}

func nameOf(what string, names []string, n uint8) string {
	if n > 0 && int(n) < len(names) {
		return names[n]
	}
	return fmt.Sprintf("%s %d", what, n)
}

func marshalName(what string, names []string, n uint8) ([]byte, error) {
	if n == 0 || int(n) >= len(names) {
		return nil, fmt.Errorf("%s %d does not exist", what, n)
	}
	return []byte(names[n]), nil
}

func parseName(what string, names []string, s string) (uint8, error) {
	for i := 1; i < len(names); i++ {
		if names[i] == s {
			return uint8(i), nil
		}
	}
	return 0, fmt.Errorf("%s %.40q: want one of %s", what, s, strings.Join(names[1:], ", "))
}

// Diagram draws the table as text: the way of a job that goes well from top to bottom, and beside it everything else
// that may happen. The README shows it.
func Diagram() string {
	const column = 26
	var b strings.Builder
	onPath := map[Phase]bool{}
	for p := PhaseQuoted; ; {
		onPath[p] = true
		next, event, others := waysOut(p)
		fmt.Fprintf(&b, "%s\n", p)
		if next == 0 {
			break
		}
		line := fmt.Sprintf("   | %s", event)
		if others != "" {
			line = fmt.Sprintf("%-*s or %s", column, line, others)
		}
		fmt.Fprintf(&b, "%s\n", line)
		if onPath[next] { // a loop in the table would otherwise be drawn forever
			break
		}
		p = next
	}
	for p := PhaseQuoted; int(p) < len(phaseNames); p++ {
		if onPath[p] {
			continue
		}
		next, event, others := waysOut(p)
		switch {
		case next == 0:
			fmt.Fprintf(&b, "\n%s", p)
		case others == "":
			fmt.Fprintf(&b, "\n%-*s %s -> %s", column, p, event, next)
		default:
			fmt.Fprintf(&b, "\n%-*s %s -> %s, %s", column, p, event, next, others)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// waysOut returns the first move in the table that leaves p (zero when there is none) and the text of all other moves.
func waysOut(p Phase) (next Phase, event Event, others string) {
	var rest []string
	for _, t := range transitions {
		switch {
		case t.From != p:
		case next == 0 && t.To != p:
			next, event = t.To, t.Event
		case t.To == p:
			rest = append(rest, t.Event.String()+" (stays)")
		default:
			rest = append(rest, t.Event.String()+" -> "+t.To.String())
		}
	}
	return next, event, strings.Join(rest, ", ")
}
