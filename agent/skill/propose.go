package skill

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Refusal says why a sentence does not become a call, and what can be said instead.
type Refusal struct {
	Why     string
	Instead string
}

// Error implements error.
func (r *Refusal) Error() string {
	if r.Instead == "" {
		return r.Why
	}
	return r.Why + ": " + r.Instead
}

func refuse(instead, format string, args ...any) error {
	return &Refusal{fmt.Sprintf(format, args...), instead}
}

const (
	sayOne    = "say one thing at a time, such as \"pay bob 5 dollars\" (`assay skills list` shows what there is)"
	sayItAll  = "nothing was done. Say only what the call can hold, or call the skill with its arguments"
	askIt     = "`assay ask` puts questions to a model"
	maxLength = 400 // of a sentence and of the model's answer, in bytes
)

// Propose reads what the model answered to a sentence and returns the call, if the answer is one call of a skill that
// works, complete and of the right types, and if it says what the sentence says: no argument that is not in the sentence,
// and, where money moves, no word of the sentence that the call does not hold. Everything else is a *Refusal.
func Propose(sentence, answer string) (Call, error) {
	if len(sentence) > maxLength {
		return Call{}, refuse("say it shorter", "the sentence has %d bytes, at most %d are read", len(sentence), maxLength)
	}
	answer = strings.TrimSpace(answer)
	switch {
	case strings.HasPrefix(answer, "["):
		return Call{}, refuse(sayOne, "the sentence asks for several things")
	case !strings.HasPrefix(answer, "{"):
		return Call{}, refuse(askIt, "the sentence asks for nothing that is done here")
	}
	values, err := object([]byte(answer))
	if err != nil || len(values) == 0 || values[0].name != "skill" {
		return Call{}, refuse(sayOne, "the model's proposal is no call")
	}
	var name string
	if json.Unmarshal(values[0].value, &name) != nil || name == "none" {
		return Call{}, refuse(sayOne, "no skill does what the sentence says")
	}
	s, ok := ByName(name)
	if !ok || len(s.Examples) == 0 {
		return Call{}, refuse("`assay skills list` shows what works", "%.40q does not work here", name)
	}
	for i, f := range values[1:] { // people write names with capitals
		var v string
		if a, ok := s.Arg(f.name); ok && (a.Type == Person || a.Type == Seller || a.Type == Receipt) && json.Unmarshal(f.value, &v) == nil && !IsAddress(v) {
			if raw, err := json.Marshal(strings.ToLower(v)); err == nil {
				values[1+i].value = raw
			}
		}
	}
	c, err := s.call(values[1:])
	if err != nil {
		return Call{}, &Refusal{"the model's proposal does not hold: " + err.Error(), sayItAll}
	}
	if err := faithful(sentence, c); err != nil {
		return Call{}, err
	}
	return c, nil
}

// faithful compares a sentence with a call, word by word.
func faithful(sentence string, c Call) error {
	tokens, err := split(sentence)
	if err != nil {
		return err
	}
	s := c.Skill
	moves := s.Effect != Reads
	if moves && strings.Contains(sentence, "?") && !asksUs(tokens) {
		return refuse("leave the question mark away, if it shall be done", "the sentence is a question")
	}
	said := c.verbatim()
	found := make([]int, len(said))
	places := make([]int, len(said))
	var numbers []string
	last := false // "the last receipt"
	for i := 0; i < len(tokens); {
		if k, n := match(said, tokens[i:]); n > 0 {
			found[k]++
			places[k] = i
			i += n
			continue
		}
		if v, n := number(tokens[i:], c.takesDays()); n > 0 {
			numbers = append(numbers, v)
			i += n
			continue
		}
		t := tokens[i]
		i++
		if slices.Contains(newest, t) {
			last = true
		}
		switch reason, denied := limits[t]; {
		case slices.Contains(s.Words, t):
		case denied:
			return refuse(sayItAll, "the sentence says %q, %s", t, reason)
		case slices.Contains(filler, t) || slices.Contains(dollarWords, t) && s.takes(Dollars):
		case moves:
			return refuse(sayItAll, "the sentence says %q, and the call %s has no place for it", t, s.Name)
		}
	}
	for k, v := range said {
		switch {
		case v == "last":
			if !last {
				return refuse(sayItAll, "the model proposes the last receipt, and the sentence does not say so")
			}
		case found[k] == 0:
			return refuse(sayItAll, "the model proposes %q, which the sentence does not say", v)
		case found[k] > 1:
			return refuse(sayItAll, "the sentence says %q more than once", v)
		}
	}
	if len(s.Must) > 0 && !slices.ContainsFunc(tokens, func(t string) bool { return slices.Contains(s.Must, t) }) {
		return refuse(sayItAll, "the model proposes %s, and the sentence does not say so", s.Name)
	}
	if want := c.numbers(); !slices.Equal(slices.Sorted(slices.Values(numbers)), want) {
		return refuse(sayItAll, "the numbers of the sentence (%s) are not those of the proposal (%s)", list(numbers), list(want))
	}
	return c.towards(tokens, said, places)
}

// asksUs reports whether a question is a polite request: "could you pay bob 5 dollars?".
func asksUs(tokens []string) bool {
	for i := 0; i+1 < len(tokens); i++ {
		if slices.Contains([]string{"can", "could", "would", "will"}, tokens[i]) && tokens[i+1] == "you" {
			return true
		}
	}
	return false
}

// towards sees that the one who is paid stands where the sentence puts the one who is paid: "let bob pay 5 dollars" has
// the words of "pay bob 5 dollars".
func (c Call) towards(tokens, said []string, places []int) error {
	if c.Skill.Name != "pay" {
		return nil
	}
	at := places[slices.Index(said, strings.ToLower(c.Args["to"]))]
	ok := at > 0 && (tokens[at-1] == "to" || slices.Contains(payVerbs, tokens[at-1]))
	if at+1 < len(tokens) {
		ok = ok && tokens[at+1] != "to" && !slices.Contains(payVerbs, tokens[at+1])
	}
	if !ok {
		return refuse("say it as \"pay bob 5 dollars\" or \"send 5 dollars to bob\"", "it is not clear that %s is the one who is paid", c.Args["to"])
	}
	return nil
}

// verbatim lists the arguments that the sentence must hold letter by letter.
func (c Call) verbatim() []string {
	var out []string
	for _, a := range c.Skill.Args {
		v, ok := c.Args[a.Name]
		if ok && a.Type != Dollars && a.Type != Count && a.Name != "currency" {
			out = append(out, strings.ToLower(v))
		}
	}
	return out
}

// numbers lists the numbers of a call, sorted, in the form in which number reads them.
func (c Call) numbers() []string {
	var out []string
	for _, a := range c.Skill.Args {
		if v, ok := c.Args[a.Name]; ok && (a.Type == Dollars || a.Type == Count) {
			out = append(out, canonical(v))
		}
	}
	slices.Sort(out)
	return out
}

func (c Call) takesDays() bool {
	_, ok := c.Skill.Arg("days")
	return ok
}

func (s Skill) takes(t Type) bool {
	return slices.ContainsFunc(s.Args, func(a Arg) bool { return a.Type == t })
}

func list(v []string) string {
	if len(v) == 0 {
		return "none"
	}
	return strings.Join(v, ", ")
}

// match finds the argument that the next tokens spell, and how many tokens it takes.
func match(said, tokens []string) (which, n int) {
	for k, v := range said {
		parts := strings.Fields(v)
		if v != "last" && len(parts) > n && len(parts) <= len(tokens) && slices.Equal(parts, tokens[:len(parts)]) {
			which, n = k, len(parts)
		}
	}
	return which, n
}
