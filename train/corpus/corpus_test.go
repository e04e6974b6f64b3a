package corpus

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestEqualSeedsGiveEqualText(t *testing.T) {
	a, b, c := New(7), New(7), New(8)
	same := true
	for i := 0; i < 200; i++ {
		x, y := a.Next(), b.Next()
		if !reflect.DeepEqual(x, y) {
			t.Fatalf("example %d: %v and %v", i, x, y)
		}
		same = same && reflect.DeepEqual(x, c.Next())
	}
	if same {
		t.Fatal("another seed gives the same text")
	}
}

// measuredSets are the generators that models are measured with.
func measuredSets(seed uint64) []*Generator {
	return []*Generator{NewRequests(Training, seed), NewRequests(Development, seed), NewRequests(HeldOut, seed)}
}

// calls reads an answer: the calls with the names of their arguments in the order written, and their values.
type readCall struct {
	skill  string
	args   []string
	values map[string]any
}

func calls(t *testing.T, answer string) (out []readCall) {
	t.Helper()
	if !strings.HasPrefix(answer, "[") {
		answer = "[" + answer + "]"
	}
	var raw []json.RawMessage
	if err := json.Unmarshal([]byte(answer), &raw); err != nil {
		t.Fatalf("%s: %v", answer, err)
	}
	for _, one := range raw {
		var c readCall
		if err := json.Unmarshal(one, &c.values); err != nil {
			t.Fatalf("%s: %v", answer, err)
		}
		d := json.NewDecoder(bytes.NewReader(one))
		d.Token()
		for d.More() {
			key, _ := d.Token()
			c.args = append(c.args, key.(string))
			d.Token()
		}
		c.skill, _ = c.values["skill"].(string)
		c.args = c.args[1:]
		out = append(out, c)
	}
	return out
}

// required are the arguments without which a call of a skill makes no sense.
var required = map[string][]string{"pay": {"to", "amount", "currency"}, "open-channel": {"amount", "currency"}, "find-seller": {"work"}, "verify-receipt": {"receipt"}, "dispute": {"receipt"},
	"stake": {"amount", "currency"}, "unstake": {"amount", "currency"}, "vote": {"proposal", "choice"}, "limit": {"amount", "currency", "per"}, "swap": {"amount", "from", "to"}, "rate": {"seller", "score"}, "quote": {"seller"}}

func TestCallsFollowTheRegistry(t *testing.T) {
	registry := map[string]Skill{"none": noSkill}
	for _, s := range Skills() {
		registry[s.Name] = s
	}
	for number, g := range append(measuredSets(1), New(1)) {
		seen := map[string]bool{}
		for i := 0; i < 20000; i++ {
			for _, turn := range g.Next().Turns {
				if !turn.Call {
					continue
				}
				all := calls(t, turn.Answer)
				if len(all) == 1 && turn.Answer[0] == '[' || len(all) > 4 {
					t.Fatalf("%q: %d calls in %s", turn.User, len(all), turn.Answer)
				}
				for _, c := range all {
					s, ok := registry[c.skill]
					if !ok {
						t.Fatalf("%q answers with a skill that is not registered: %s", turn.User, turn.Answer)
					}
					at := -1
					for _, a := range c.args {
						if next := slices.Index(s.Args, a); next <= at {
							t.Fatalf("%s: argument %s is unknown or out of order", turn.Answer, a)
						} else {
							at = next
						}
						seen[c.skill+" "+a] = true
					}
					for _, a := range required[c.skill] {
						if !slices.Contains(c.args, a) {
							t.Fatalf("%q: no %s in %s", turn.User, a, turn.Answer)
						}
					}
				}
			}
		}
		for _, s := range Skills() {
			for _, a := range s.Args {
				if !seen[s.Name+" "+a] {
					t.Errorf("generator %d: no sentence fills %s of %s", number, a, s.Name)
				}
			}
		}
	}
}

// Names, works and identifiers must be copied letter for letter, so the answer's must stand in the question.
func TestCopiedArgumentsStandInTheQuestion(t *testing.T) {
	for _, g := range append(measuredSets(2), New(2)) {
		for i := 0; i < 20000; i++ {
			for _, turn := range g.Next().Turns {
				if !turn.Call {
					continue
				}
				for _, c := range calls(t, turn.Answer) {
					for _, a := range []string{"to", "seller", "of", "receipt", "work"} {
						v, ok := c.values[a].(string)
						if !ok || c.skill == "swap" || a == "receipt" && v == "last" {
							continue
						}
						if !strings.Contains(turn.User, v) {
							t.Fatalf("%q does not contain %s %q", turn.User, a, v)
						}
					}
				}
			}
		}
	}
}

// A question with two answers can't be learnt.
func TestNoQuestionHasTwoAnswers(t *testing.T) {
	answers := map[string]string{}
	for _, g := range append(measuredSets(3), New(3)) {
		for i := 0; i < 40000; i++ {
			for _, turn := range g.Next().Turns {
				if old, ok := answers[turn.User]; ok && old != turn.Answer {
					t.Errorf("%q is answered with %s and with %s", turn.User, old, turn.Answer)
				}
				answers[turn.User] = turn.Answer
			}
		}
	}
}

// What the model explains it does not refuse.
func TestNoPhraseRefusesAFact(t *testing.T) {
	explained := map[string]bool{}
	for _, f := range facts {
		for _, q := range f.questions {
			for _, s := range sentences(q) {
				explained[s] = true
			}
		}
		for _, form := range factForms {
			for _, term := range f.terms {
				for _, term := range []string{term, bareTerm(term)} {
					for _, s := range sentences(strings.NewReplacer("$plural", plural(term), "$term", term).Replace(form)) {
						explained[s] = true
					}
				}
			}
		}
	}
	if len(explained) < 1000 {
		t.Fatalf("only %d questions about facts", len(explained))
	}
	for _, p := range spoken["none"] {
		for _, s := range sentences(p) {
			if explained[s] {
				t.Errorf("%q is refused by the phrase %q and explained as a fact", s, p)
			}
		}
	}
}

func TestMeasuredNamesAreNew(t *testing.T) {
	names := func(g *Generator) map[string]bool {
		out := map[string]bool{}
		for i := 0; i < 20000; i++ {
			for _, turn := range g.Next().Turns {
				if turn.Call {
					for _, c := range calls(t, turn.Answer) {
						for _, a := range []string{"to", "seller", "of"} {
							if v, ok := c.values[a].(string); ok && c.skill != "swap" {
								out[v] = true
							}
						}
					}
				}
			}
		}
		return out
	}
	train := names(New(4))
	for _, g := range measuredSets(4) {
		fresh := 0
		for n := range names(g) {
			if slices.Contains(knownNames, strings.ToLower(n)) {
				continue
			}
			if fresh++; train[n] {
				t.Errorf("measured name %q occurs in training", n)
			}
		}
		if fresh < 1000 {
			t.Fatalf("only %d measured names are not common ones", fresh)
		}
	}
}

// The shares of what models are measured on: more than a quarter must be refused, a seventh asks for several things.
func TestMeasuredSharesOfKinds(t *testing.T) {
	for _, g := range measuredSets(5) {
		kinds := map[Kind]int{}
		for i := 0; i < 5000; i++ {
			kinds[g.Next().Kind]++
		}
		if n := kinds[None]; n < 1300 || n > 1600 {
			t.Errorf("%d of 5000 must be refused, want about 1450", n)
		}
		if n := kinds[Several]; n < 600 || n > 900 {
			t.Errorf("%d of 5000 ask for several things, want about 750", n)
		}
		for _, s := range Skills() {
			if kinds[Kind(s.Name)] < 100 {
				t.Errorf("only %d of 5000 ask for %s", kinds[Kind(s.Name)], s.Name)
			}
		}
		if kinds[Fact] > 0 {
			t.Error("facts are measured as requests")
		}
	}
}

func TestPositionInTheText(t *testing.T) {
	a, b := New(6), New(99)
	for i := 0; i < 100; i++ {
		a.Next()
	}
	position, err := a.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.UnmarshalBinary(position); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 100; i++ {
		if x, y := a.Next(), b.Next(); !reflect.DeepEqual(x, y) {
			t.Fatalf("example %d after the position: %v and %v", i, x, y)
		}
	}
	if err := b.UnmarshalBinary(position[:5]); err == nil {
		t.Fatal("half a position is taken")
	}
}

func TestVerbForms(t *testing.T) {
	for verb, want := range map[string][2]string{"send": {"sending", "sent"}, "pay out": {"paying out", "paid out"}, "tip": {"tipping", "tipped"}, "move": {"moving", "moved"}, "verify": {"verifying", "verified"},
		"destroy": {"destroying", "destroyed"}, "set up": {"setting up", "set up"}, "close": {"closing", "closed"}, "see": {"seeing", "seen"}, "remit": {"remitting", "remitted"}} {
		if g, p := gerund(verb), participle(verb); g != want[0] || p != want[1] {
			t.Errorf("%s: %s and %s, want %s and %s", verb, g, p, want[0], want[1])
		}
	}
}

// readWords turns a number in words back into digits, by the way such words are built.
func readWords(t *testing.T, text string) int {
	total, group := 0, 0
	for _, w := range strings.Fields(strings.ReplaceAll(text, "-", " ")) {
		switch {
		case w == "and":
		case w == "a":
			group++
		case w == "hundred":
			group *= 100
		case w == "thousand":
			total, group = total+group*1000, 0
		case w == "million":
			total, group = (total+group)*1_000_000, 0
		case slices.Contains(units, w):
			group += slices.Index(units, w)
		case slices.Contains(tens, w):
			group += slices.Index(tens, w) * 10
		default:
			t.Fatalf("no number word: %q in %q", w, text)
		}
	}
	return total + group
}

func TestNumbersInWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := 0; i < 20000; i++ {
		n := 1 + r.IntN([]int{20, 100, 1000, 1_000_000, 999_999_999}[i%5])
		if got := readWords(t, spell(r, n)); got != n {
			t.Fatalf("%d is spelt so that it reads %d", n, got)
		}
		d := strings.ReplaceAll(digits(r, n), ",", "")
		d = strings.Replace(strings.Replace(d, "k", "000", 1), " million", "000000", 1)
		if d != strconv.Itoa(n) {
			t.Fatalf("%d is written %s", n, d)
		}
	}
}
