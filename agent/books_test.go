package agent

import (
	"cmp"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/assay-network/assay/job"
)

var (
	dollar = job.Address{19: 0xd0}
	bob    = job.Address{19: 0xb0}
	wallet = job.Address{19: 0xa1}
)

// begin is a time within the sample policy's life.
const begin = 1_800_000_000

// desk is books with their journal, as a wallet keeps them.
type desk struct {
	t     testing.TB
	books *Books
	rules []*Policy
	now   uint64
	lines [][]byte
	times []uint64
}

func newDesk(t testing.TB, text string) *desk {
	t.Helper()
	p, err := ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, books: NewBooks(dollar), rules: []*Policy{p}, now: begin}
}

func (d *desk) write(e *Entry, err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	if e == nil {
		return
	}
	raw, err := json.Marshal(e)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.books.Read(d.now, raw); err != nil {
		d.t.Fatal(err)
	}
	d.lines, d.times = append(d.lines, raw), append(d.times, d.now)
}

func (d *desk) ask(a Action) (Decision, job.Hash) {
	d.t.Helper()
	dec, g, e := d.books.Ask(d.rules, a, d.now)
	d.write(e, nil)
	return dec, g.Intent
}

// restart reads the journal into new books.
func (d *desk) restart() {
	d.t.Helper()
	b := NewBooks(dollar)
	for i, l := range d.lines {
		if err := b.Read(d.times[i], l); err != nil {
			d.t.Fatal(err)
		}
	}
	d.books = b
}

func (d *desk) want(a Action, v Verdict, rule string) job.Hash {
	d.t.Helper()
	dec, id := d.ask(a)
	if dec.Verdict != v || dec.Rule != rule {
		d.t.Errorf("%s %s (%s); want %s %s", dec.Verdict, dec.Rule, dec.Reason, v, rule)
	}
	return id
}

func pay(units uint64) Action {
	return Action{Kind: Pay, Chain: 1, From: wallet, To: bob, Spend: []Sum{{dollar, job.Units(units)}}}
}

func open(units uint64, channel byte) Action {
	return Action{Kind: OpenChannel, Chain: 1, From: wallet, To: bob, Channel: job.Hash{channel}, Spend: []Sum{{dollar, job.Units(units)}}, Once: job.Hash{channel, 1}}
}

const cents = 10_000

func TestAttackSplitPaymentUnderTheCap(t *testing.T) {
	d := newDesk(t, sample)
	for range 5 { // five dollars in parts below every limit of one payment
		d.want(pay(100*cents), Allowed, "")
	}
	d.want(pay(1), Refused, "caps.hour")
	d.now += hour + grain
	for range 5 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now += hour + grain
	for range 5 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now += hour + grain
	for range 5 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now += hour + grain
	d.want(pay(1), Refused, "caps.day")
	d.restart()
	d.want(pay(1), Refused, "caps.day")
}

func TestAttackMidnight(t *testing.T) {
	d := newDesk(t, strings.Replace(sample, `hour    = "5.00 USD"`, `hour = "none"`, 1))
	const midnight = begin - begin%day + day
	d.now = midnight - 1
	for range 20 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now = midnight + 1 // a calendar's day would let twenty more pass
	d.want(pay(1), Refused, "caps.day")
}

func TestAttackTwoRailsAtOnce(t *testing.T) {
	d := newDesk(t, sample)
	for i := range 5 {
		d.want(open(80*cents, byte(i+1)), Allowed, "")
	}
	d.want(pay(100*cents), Allowed, "")
	d.want(pay(1), Refused, "caps.hour")
	d.want(open(1, 9), Refused, "caps.hour")
}

func TestAttackTwoTokensAtOnce(t *testing.T) {
	d := newDesk(t, sample)
	ether := pay(0)
	ether.Spend = []Sum{{Amount: must(job.ParseAmount("333333333333334"))}} // a little over one dollar at 3000
	d.want(ether, Waits, "approval.above")
	ether.Spend[0].Amount = must(job.ParseAmount("333333333333333"))
	d.want(ether, Allowed, "")
	both := pay(100 * cents)
	both.Spend = append(both.Spend, Sum{Amount: must(job.ParseAmount("666666666666666"))})
	d.want(both, Refused, "caps.payment")
	other := pay(0)
	other.Spend = []Sum{{job.Address{1}, job.Units(1)}}
	d.want(other, Refused, "tokens")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAttackClockSetBack(t *testing.T) {
	d := newDesk(t, sample)
	for range 5 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now -= 40 * day // before everything that was spent
	d.want(pay(1), Refused, "caps.hour")
	d.restart()
	d.want(pay(1), Refused, "caps.hour")
}

func TestAttackReplayedApproval(t *testing.T) {
	d := newDesk(t, sample)
	a := pay(150 * cents)
	id := d.want(a, Waits, "approval.above")
	if again := d.want(a, Waits, "approval.above"); again != id {
		t.Error("asked again, the same action makes another question")
	}
	e, err := d.books.Answer(id, true, d.now)
	d.write(e, err)
	if got := d.want(a, Allowed, ""); got != id {
		t.Error("the approved action has another intent")
	}
	if next := d.want(a, Waits, "approval.above"); next == id {
		t.Error("an approval was good twice")
	}
	if err := d.books.Apply(d.now, Entry{Kind: EntryApproved, Intent: id, Until: d.now + 900}); !errors.Is(err, ErrJournal) {
		t.Errorf("a second approval in the journal: %v", err)
	}
}

func TestAttackApprovalForAnAlteredAction(t *testing.T) {
	d := newDesk(t, strings.Replace(sample, `["agent:7", "0x00000000000000000000000000000000000000b0"]`, `["*"]`, 1))
	a := pay(150 * cents)
	id := d.want(a, Waits, "approval.above")
	d.write(d.books.Answer(id, true, d.now))
	dearer := pay(151 * cents)
	d.want(dearer, Waits, "approval.above")
	other := a
	other.To = job.Address{19: 0xee}
	d.want(other, Waits, "approval.above")
	d.want(a, Allowed, "")
}

// A payment that was approved is signed over a fresh nonce: the approval is for what it means.
func TestApprovalIsForTheMeaning(t *testing.T) {
	d := newDesk(t, sample)
	a := pay(150 * cents)
	a.Once, a.Before = job.Hash{1}, begin+60
	id := d.want(a, Waits, "approval.above")
	d.write(d.books.Answer(id, true, d.now))
	a.Once, a.Before = job.Hash{2}, begin+120
	d.want(a, Allowed, "")
	a.Once = job.Hash{3}
	d.want(a, Waits, "approval.above") // and for one
}

func TestApprovalLiftsNoCap(t *testing.T) {
	d := newDesk(t, sample)
	a := pay(190 * cents)
	id := d.want(a, Waits, "approval.above")
	d.write(d.books.Answer(id, true, d.now))
	for range 4 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.want(a, Refused, "caps.hour")
}

func TestOldApprovalIsWorthNothing(t *testing.T) {
	d := newDesk(t, sample)
	id := d.want(pay(150*cents), Waits, "approval.above")
	d.now += 800
	d.write(d.books.Answer(id, true, d.now))
	d.now += 900
	d.want(pay(150*cents), Waits, "approval.above")
	if _, err := d.books.Answer(id, true, d.now); !errors.Is(err, ErrUnknown) {
		t.Errorf("answering an expired question: %v", err)
	}
	d.restart()
}

func TestDeniedStaysDenied(t *testing.T) {
	d := newDesk(t, sample)
	id := d.want(pay(150*cents), Waits, "approval.above")
	d.write(d.books.Answer(id, false, d.now))
	if _, err := d.books.Answer(id, true, d.now); !errors.Is(err, ErrUnknown) {
		t.Errorf("approving what was denied: %v", err)
	}
	if next := d.want(pay(150*cents), Waits, "approval.above"); next == id {
		t.Error("a denied intent came back")
	}
}

func TestAttackPolicyRaisedWhileRunning(t *testing.T) {
	d := newDesk(t, sample)
	raised := parsed(t, strings.Replace(sample, `payment = "2.00 USD"`, `payment = "50.00 USD"`, 1))
	lowered := parsed(t, strings.Replace(sample, `payment = "2.00 USD"`, `payment = "0.50 USD"`, 1))
	first := d.rules[0]
	d.rules = []*Policy{first, raised}
	d.want(pay(300*cents), Refused, "caps.payment") // a change cannot give
	d.rules = []*Policy{first, lowered}
	d.want(pay(60*cents), Refused, "caps.payment") // it can take away
	d.want(pay(50*cents), Allowed, "")
}

func TestLists(t *testing.T) {
	d := newDesk(t, sample)
	stranger := pay(1)
	stranger.To = job.Address{19: 0xee}
	d.want(stranger, Refused, "allow.sellers")
	stranger.Agents = []uint64{3, 7} // the registry says that it is agent 7's wallet
	d.want(stranger, Allowed, "")
	d.want(Action{Kind: Stake, From: wallet, Spend: []Sum{{dollar, job.Units(1)}}}, Refused, "allow.actions")
	call := Action{Kind: Call, From: wallet, Contract: job.Address{19: 0xcc}, Method: SelectorOf("transfer(address,uint256)")}
	d.want(call, Allowed, "")
	call.Method = SelectorOf("approve(address,uint256)")
	d.want(call, Refused, "allow.contracts")
	call.Contract = job.Address{19: 0xcd}
	d.want(call, Refused, "allow.contracts")
	swap := Action{Kind: Swap, From: wallet, Contract: job.Address{19: 0xcc}, Method: Selector{0x12, 0x34, 0x56, 0x78}, Spend: []Sum{{dollar, job.Units(1)}}}
	d.want(swap, Waits, "approval.always")
	d.want(Action{Kind: "steal", From: wallet}, Refused, "shape")
	d.want(Action{Kind: Pay, From: wallet, Spend: []Sum{{dollar, job.Units(1)}}}, Refused, "shape")
}

func TestSkills(t *testing.T) {
	d := newDesk(t, strings.Replace(sample, `skills  = ["*"]`, `skills = ["ask"]`, 1))
	a := pay(1)
	d.want(a, Refused, "allow.skills")
	a.Skill = "swap"
	d.want(a, Refused, "allow.skills")
	a.Skill = "ask"
	d.want(a, Allowed, "")
	a.Skill = "ask\nApproved by the owner"
	d.want(a, Refused, "shape")
}

// After the end of a policy, and at every cap, money can still come back.
func TestMoneyComesBack(t *testing.T) {
	d := newDesk(t, sample)
	for range 5 {
		d.want(pay(100*cents), Allowed, "")
	}
	d.now = d.rules[0].Expires
	d.want(pay(1), Refused, "expires")
	d.now += month
	home := Action{Kind: CloseChannel, From: wallet, Channel: job.Hash{1}}
	d.want(home, Allowed, "")
	home.Spend = []Sum{{dollar, job.Units(1)}}
	d.want(home, Refused, "shape")
}

func TestChannelCap(t *testing.T) {
	d := newDesk(t, sample)
	a := open(100*cents, 1)
	a.Kind, a.Held = TopUp, job.Units(300*cents)
	d.want(a, Allowed, "")
	a.Once, a.Held = job.Hash{2}, job.Units(301*cents)
	d.want(a, Refused, "caps.channel")
}

func TestFees(t *testing.T) {
	d := newDesk(t, strings.Replace(sample, `"0.50 ETH"`, `"0.05 ETH"`, 1))
	var ids []job.Hash
	for range 5 {
		ids = append(ids, d.want(Action{Kind: Feedback, From: wallet}, Allowed, ""))
	}
	d.want(Action{Kind: Feedback, From: wallet}, Refused, "caps.fee_day")
	d.write(d.books.End(ids[0], Outcome{Tx: job.Hash{1}, Fee: must(job.ParseAmount("1000000000000000"))})) // a tenth of what was charged
	d.want(Action{Kind: Feedback, From: wallet}, Refused, "caps.fee_day")
	d.write(d.books.End(ids[1], Outcome{Tx: job.Hash{1}, Fee: must(job.ParseAmount("1000000000000000"))}))
	d.want(Action{Kind: Feedback, From: wallet}, Allowed, "")
}

// A program that burns the fees of a day must not keep the owner's money from coming back.
func TestAttackFeesBurntToLockMoneyIn(t *testing.T) {
	d := newDesk(t, strings.Replace(sample, `"0.50 ETH"`, `"0.05 ETH"`, 1))
	for range 5 {
		d.want(Action{Kind: Feedback, From: wallet}, Allowed, "")
	}
	d.want(Action{Kind: Feedback, From: wallet}, Refused, "caps.fee_day")
	before := d.books.Use(d.now).FeeDay
	d.want(Action{Kind: CloseChannel, From: wallet, Channel: job.Hash{1}}, Allowed, "")
	if after := d.books.Use(d.now).FeeDay; !before.Less(after) {
		t.Errorf("fees of the day were %s and are %s: what brings money back counts too", before, after)
	}
	d.want(Action{Kind: Feedback, From: wallet}, Refused, "caps.fee_day")
}

// A deposit whose transaction failed while its authorization is abroad stays charged, and only its gas is known.
func TestAttackRevertWithALiveAuthorization(t *testing.T) {
	d := newDesk(t, sample)
	id := d.want(open(90*cents, 1), Allowed, "")
	wei := job.Units(1000)
	for range 2 { // written twice, it is charged once
		d.write(d.books.End(id, Outcome{Tx: job.Hash{1}, Fee: wei, Failed: "reverted", Live: true}))
	}
	d.restart()
	if u := d.books.Use(d.now); u.Hour != job.Units(90*cents) || u.FeeDay != wei {
		t.Errorf("%s and %s wei are charged", u.Hour, u.FeeDay)
	}
	if left := d.books.Open(d.now, Reserved); len(left) != 1 || left[0].Fee != wei {
		t.Errorf("open: %+v", left)
	}
	d.write(d.books.End(id, Outcome{Fee: wei, Failed: "its authorization ran out unused"}))
	d.restart()
	if u := d.books.Use(d.now); !u.Hour.IsZero() || u.FeeDay != wei {
		t.Errorf("%s and %s wei are charged", u.Hour, u.FeeDay)
	}
}

func TestGivenBackOnlyWhenItFailed(t *testing.T) {
	d := newDesk(t, sample)
	for range 4 {
		d.want(pay(100*cents), Allowed, "")
	}
	id := d.want(pay(100*cents), Allowed, "")
	d.want(pay(1), Refused, "caps.hour") // nobody knows how the five ended
	d.restart()
	d.want(pay(1), Refused, "caps.hour")
	d.write(d.books.End(id, Outcome{Failed: "the node refused it before it was sent"}))
	d.want(pay(100*cents), Allowed, "")
	if _, err := d.books.End(id, Outcome{Failed: "again"}); !errors.Is(err, ErrUnknown) {
		t.Errorf("given back twice: %v", err)
	}
}

// Two tries of one deposit can only both be paid if the token took one authorization twice: they are charged once, at
// the larger amount, and what is given back never uncovers the one that may have been paid.
func TestTriesOfOneDepositAreChargedOnce(t *testing.T) {
	d := newDesk(t, sample)
	first := d.want(open(60*cents, 1), Allowed, "")
	d.now += grain
	second := d.want(open(90*cents, 1), Allowed, "")
	third := d.want(open(40*cents, 1), Allowed, "")
	spent := func(units uint64) {
		t.Helper()
		if got := d.books.Use(d.now).Hour; got != job.Units(units) {
			t.Errorf("spent %s, want %d", got, units)
		}
	}
	spent(90 * cents)
	d.write(d.books.End(second, Outcome{Failed: "reverted"}))
	spent(60 * cents)
	d.write(d.books.End(first, Outcome{Tx: job.Hash{1}}))
	spent(60 * cents)
	d.write(d.books.End(third, Outcome{Failed: "reverted"}))
	spent(60 * cents)
	d.restart()
	spent(60 * cents)
}

// The names in a sentence are the owner's: nothing that another party chose gets into it.
func TestSentences(t *testing.T) {
	p := parsed(t, sample)
	for _, c := range []struct {
		a    Action
		want string
	}{
		{open(100*cents, 1), "Put 1.00 USD into a new channel that pays 0x00000000000000000000000000000000000000b0."},
		{Action{Kind: Pay, To: bob, Agents: []uint64{7}, Spend: []Sum{{dollar, job.Units(480)}, {job.Address{}, must(job.ParseAmount("1000000000000000000"))}}, Skill: "pay"},
			"Pay 0.00048 USD and 1.000000000000000000 ETH to 0x00000000000000000000000000000000000000b0 (agent 7), for the skill pay."},
		{Action{Kind: Call, Contract: job.Address{19: 0xcc}, Method: SelectorOf("transfer(address,uint256)"), Spend: []Sum{{job.Address{1}, job.Units(5)}}},
			"Call transfer(address,uint256) of contract 0x00000000000000000000000000000000000000cc, which takes 5 units of token 0x0100000000000000000000000000000000000000."},
		{Action{Kind: Call, Contract: job.Address{19: 0xcc}, Method: Selector{1, 2, 3, 4}}, "Call the unlisted method 0x01020304 of contract 0x00000000000000000000000000000000000000cc."},
	} {
		if got := p.Sentence(c.a, dollar); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func TestCovers(t *testing.T) {
	a := pay(100)
	if err := a.Covers([]Sum{{dollar, job.Units(100)}}); err != nil {
		t.Error(err)
	}
	for _, seen := range [][]Sum{{{dollar, job.Units(101)}}, {{dollar, job.Units(100)}, {job.Address{9}, job.Units(1)}}, {{job.Address{}, job.Units(1)}}} {
		if a.Covers(seen) == nil {
			t.Errorf("%v is covered", seen)
		}
	}
}

// Whatever happens in whatever order: no window ever holds more than its cap, and reading the journal again gives the
// same books.
func TestCapsHold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t, strings.Replace(sample, `above    = "1.00 USD"`, `above = "1.90 USD"`, 1))
		type paid struct {
			at, units uint64
		}
		var ledger []paid
		var waiting, reserved []job.Hash
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			switch rapid.IntRange(0, 5).Draw(rt, "what") {
			case 0:
				d.now += uint64(rapid.IntRange(0, 2*hour).Draw(rt, "later"))
			case 1:
				if len(waiting) > 0 {
					id := waiting[rapid.IntRange(0, len(waiting)-1).Draw(rt, "which")]
					if e, err := d.books.Answer(id, rapid.Bool().Draw(rt, "yes"), d.now); err == nil {
						d.write(e, nil)
					}
				}
			case 2:
				if len(reserved) > 0 {
					if e, err := d.books.End(reserved[rapid.IntRange(0, len(reserved)-1).Draw(rt, "which")], Outcome{Tx: job.Hash{1}}); err == nil {
						d.write(e, nil)
					}
				}
			default:
				units := uint64(rapid.IntRange(1, 220*cents).Draw(rt, "units"))
				dec, id := d.ask(pay(units))
				switch dec.Verdict {
				case Allowed:
					reserved = append(reserved, id)
					ledger = append(ledger, paid{d.now, units})
				case Waits:
					waiting = append(waiting, id)
				}
			}
		}
		for i, last := range ledger { // the windows that end with each payment
			var inHour, inDay uint64
			for _, p := range ledger[:i+1] {
				if p.at+hour > last.at {
					inHour += p.units
				}
				if p.at+day > last.at {
					inDay += p.units
				}
			}
			if inHour > 500*cents || inDay > 2000*cents || last.units > 200*cents {
				t.Fatalf("%d within an hour, %d within a day, %d at once", inHour, inDay, last.units)
			}
		}
		before := d.books.Use(d.now)
		d.restart()
		if after := d.books.Use(d.now); after != before {
			t.Fatalf("after a restart %+v, before %+v", after, before)
		}
	})
}

// A program that is refused again and again fills neither the disk nor the list of questions.
func TestAttackFloodOfQuestions(t *testing.T) {
	d := newDesk(t, sample)
	for i := range uint64(1000) {
		d.want(pay(300*cents+i), Refused, "caps.payment")
	}
	if len(d.lines) > maxRefusals {
		t.Errorf("%d refusals were written down", len(d.lines))
	}
	d.now += hour
	d.want(pay(300*cents), Refused, "caps.payment")
	if last := d.times[len(d.times)-1]; last != d.now {
		t.Error("an hour later a refusal is not written down")
	}
	for i := range uint64(maxOpen) {
		d.want(pay(150*cents+i), Waits, "approval.above")
	}
	d.want(pay(199*cents), Refused, "approval")
}

// The page for owners names every step that there is.
func TestDocsNameEveryStep(t *testing.T) {
	raw, err := os.ReadFile("../docs/wallet.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range Transitions() {
		from := cmp.Or(string(step.From), "new")
		found := false
		for line := range strings.Lines(string(raw)) {
			if cells := strings.Split(line, "|"); len(cells) == 5 && strings.TrimSpace(cells[1]) == from {
				found = strings.Contains(cells[3], string(step.To))
			}
		}
		if !found {
			t.Errorf("docs/wallet.md does not say that %s may become %s", from, step.To)
		}
	}
}

// A journal whose entries do not follow from each other is refused.
func TestAttackForgedEntries(t *testing.T) {
	a := pay(1)
	for _, entries := range [][]Entry{
		{{Kind: EntryReleased, Intent: job.Hash{1}}},
		{{Kind: EntryApproved, Intent: job.Hash{1}}},
		{{Kind: EntryAsked, Intent: job.Hash{1}, Action: &a}, {Kind: EntryReserved, Intent: job.Hash{1}, Action: &a}},
		{{Kind: EntryReserved, Intent: job.Hash{1}, Action: &a}, {Kind: EntrySettled, Intent: job.Hash{1}}, {Kind: EntryReleased, Intent: job.Hash{1}}},
		{{Kind: EntryReserved, Intent: job.Hash{1}}},
		{{Kind: "gift", Intent: job.Hash{1}}},
	} {
		b := NewBooks(dollar)
		var err error
		for _, e := range entries {
			if err = b.Apply(begin, e); err != nil {
				break
			}
		}
		if !errors.Is(err, ErrJournal) {
			t.Errorf("%+v: %v", entries, err)
		}
	}
	if err := NewBooks(dollar).Read(begin, []byte("{")); !errors.Is(err, ErrJournal) {
		t.Errorf("%v", err)
	}
}
