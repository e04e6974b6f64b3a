package corpus

import (
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

// orderedArgs reads a call and gives its argument names in the order written.
func orderedArgs(t *testing.T, answer string) (skill string, args []string, values map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(answer), &values); err != nil {
		t.Fatalf("%s: %v", answer, err)
	}
	d := json.NewDecoder(strings.NewReader(answer))
	d.Token()
	for d.More() {
		key, _ := d.Token()
		if args = append(args, key.(string)); true {
			d.Token()
		}
	}
	skill, _ = values["skill"].(string)
	return skill, args[1:], values
}

func TestCallsFollowTheRegistry(t *testing.T) {
	registry := map[string]Skill{"none": {Name: "none"}}
	for _, s := range Skills() {
		registry[s.Name] = s
	}
	seen := map[string]bool{}
	g := New(1)
	for i := 0; i < 20000; i++ {
		for _, turn := range g.Next().Turns {
			if !turn.Call {
				continue
			}
			name, args, _ := orderedArgs(t, turn.Answer)
			s, ok := registry[name]
			if !ok {
				t.Fatalf("%q answers with a skill that is not registered: %s", turn.User, turn.Answer)
			}
			at := -1
			for _, a := range args {
				if next := slices.Index(s.Args, a); next <= at {
					t.Fatalf("%s: argument %s is unknown or out of order", turn.Answer, a)
				} else {
					at = next
				}
				seen[name+" "+a] = true
			}
		}
	}
	for _, s := range Skills() {
		for _, a := range s.Args {
			if !seen[s.Name+" "+a] {
				t.Errorf("no sentence fills %s of %s", a, s.Name)
			}
		}
	}
}

// Names and numbers must be copied letter for letter, so the answer's must stand in the question.
func TestCopiedArgumentsStandInTheQuestion(t *testing.T) {
	for _, g := range []*Generator{New(2), NewHeldOut(2)} {
		for i := 0; i < 20000; i++ {
			for _, turn := range g.Next().Turns {
				if !turn.Call {
					continue
				}
				_, _, values := orderedArgs(t, turn.Answer)
				for _, a := range []string{"to", "seller", "of", "receipt", "work"} {
					v, ok := values[a].(string)
					if !ok || values["skill"] == "swap" || a == "receipt" && v == "last" {
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

// A question with two answers can't be learnt.
func TestNoQuestionHasTwoAnswers(t *testing.T) {
	answers := map[string]string{}
	for _, g := range []*Generator{New(3), NewHeldOut(3)} {
		for i := 0; i < 60000; i++ {
			for _, turn := range g.Next().Turns {
				if old, ok := answers[turn.User]; ok && old != turn.Answer {
					t.Errorf("%q is answered with %s and with %s", turn.User, old, turn.Answer)
				}
				answers[turn.User] = turn.Answer
			}
		}
	}
}

func TestHeldOutNamesAreNew(t *testing.T) {
	names := func(g *Generator) map[string]bool {
		out := map[string]bool{}
		for i := 0; i < 20000; i++ {
			for _, turn := range g.Next().Turns {
				if turn.Call {
					_, _, values := orderedArgs(t, turn.Answer)
					for _, a := range []string{"to", "seller", "of"} {
						if v, ok := values[a].(string); ok && values["skill"] != "swap" {
							out[v] = true
						}
					}
				}
			}
		}
		return out
	}
	train, held, fresh := names(New(4)), names(NewHeldOut(4)), 0
	for n := range held {
		if slices.Contains(knownNames, strings.ToLower(n)) {
			continue
		}
		if fresh++; train[n] {
			t.Errorf("held-out name %q occurs in training", n)
		}
	}
	if fresh < 1000 {
		t.Fatalf("only %d held-out names are not common ones", fresh)
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
