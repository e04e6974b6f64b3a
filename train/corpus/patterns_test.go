package corpus

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// slotClass puts slots into classes, so that "pay $seller" and "pay $to" are one pattern.
var slotClass = map[string]string{"to": "N", "seller": "N", "of": "N", "who": "N", "money": "M", "bare": "M", "proposal": "P", "yes": "P", "no": "P", "neutral": "P", "until": "D", "since": "D", "n": "I", "id": "I"}

var punctuation = regexp.MustCompile(`[.,:;?!()<>=*/-]`)

// acceptor is a regular expression for every sentence of a pattern, slots as classes in capitals, without punctuation and
// minding no spaces.
func acceptor(pattern string) string {
	pattern = macros.Replace(pattern)
	var out strings.Builder
	var walk func(p string)
	walk = func(p string) {
		for i := 0; i < len(p); {
			switch c := p[i]; c {
			case '[':
				parts, after := alternatives(p, i)
				out.WriteString("(?:")
				for n, part := range parts {
					if n > 0 {
						out.WriteByte('|')
					}
					walk(part)
				}
				out.WriteByte(')')
				i = after
			case '$':
				end := slotEnd(p, i)
				out.WriteString(" *" + slotName(p[i+1:end]) + " *")
				i = end
			case '~':
				i++
			case ' ':
				out.WriteString(" *")
				i++
			default:
				if !punctuation.MatchString(string(c)) {
					out.WriteString(regexp.QuoteMeta(string(c)))
				}
				i++
			}
		}
	}
	walk(pattern)
	return out.String()
}

func slotName(slot string) string {
	if c := slotClass[slot]; c != "" {
		return c
	}
	return strings.ToUpper(slot)
}

// known is a pattern ready to be held against sentences.
type known struct {
	pattern string
	re      *regexp.Regexp
	slots   []string // that every sentence of it has
}

func (k known) match(sentence string) bool {
	for _, s := range k.slots { // saves most of the work
		if !strings.Contains(sentence, s) {
			return false
		}
	}
	return k.re.MatchString(sentence)
}

func accept(t *testing.T, pattern string) known {
	t.Helper()
	re, err := regexp.Compile(`^ *(?:` + acceptor(pattern) + `) *$`)
	if err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	k := known{pattern: pattern, re: re}
	for i, depth, p := 0, 0, macros.Replace(pattern); i < len(p); i++ {
		switch {
		case p[i] == '[':
			depth++
		case p[i] == ']':
			depth--
		case p[i] == '$' && depth == 0:
			k.slots = append(k.slots, slotName(p[i+1:slotEnd(p, i)]))
		}
	}
	return k
}

// sentences expands a pattern into all of its sentences, written as acceptor reads them.
func sentences(pattern string) []string {
	var all func(p string) []string
	all = func(p string) []string {
		out := []string{""}
		add := func(more []string) {
			var next []string
			for _, a := range out {
				for _, b := range more {
					next = append(next, a+b)
				}
			}
			out = next
		}
		for i := 0; i < len(p); {
			switch p[i] {
			case '[':
				parts, after := alternatives(p, i)
				var options []string
				for _, part := range parts {
					options = append(options, all(part)...)
				}
				add(options)
				i = after
			case '$':
				end := slotEnd(p, i)
				add([]string{" " + slotName(p[i+1:end]) + " "})
				i = end
			default:
				add([]string{strings.Trim(p[i:i+1], "~")})
				i++
			}
		}
		return out
	}
	list := all(macros.Replace(pattern))
	for i, s := range list {
		list[i] = strings.Join(strings.Fields(punctuation.ReplaceAllString(s, " ")), " ")
	}
	return list
}

// trainingPatterns are all patterns that training can show, near misses left out: they are made from the same frames.
func trainingPatterns() []string {
	var out []string
	for _, l := range taught {
		out = append(append(out, l.plain...), l.lists...)
		out = append(append(out, spoken[l.Name]...), spoken[l.Name+" lists"]...)
		out = append(out, l.gapped()...)
		wantedOnes, unwantedOnes := l.eventPatterns()
		out = append(append(out, wantedOnes...), unwantedOnes...)
		for _, f := range l.frames {
			for _, m := range f.moods() {
				out = append(out, m.pattern)
			}
		}
	}
	for _, l := range taught {
		for _, f := range l.frames {
			out = append(out, forbidding+" "+f.command(), gerundForbidding+" "+f.gerunds(), asking+" "+f.command(), others+" "+f.command())
			out = append(out, l.nearPatterns(f)...)
		}
	}
	for _, list := range [][]string{incomplete, talk, statements, aboutMoney, refusedTasks, noneForms, moreNone, spoken["none"]} {
		out = append(out, list...)
	}
	return out
}

func (s Sentences) patterns() []string {
	out := append([]string(nil), s.None...)
	for _, l := range taught {
		out = append(append(out, s.Requests[l.Name]...), s.Lists[l.Name]...)
	}
	return out
}

// courteous is what can be taken off the front of a request without changing what it asks.
var courteous = []string{wish, strings.Join(courtesy, "|"), strings.Join(greetings, "|"),
	"be a dear and|be so nice as to|see if you can|let's|i'd be happy to|i'm supposed to|do|i have to|could i|can i|may i|can we|could we|i'd love to|i'm ready to|i'm willing to|i can't|let|have|please could i|would it be ok to|would you be a dear and|could you be a dear and"}

// skeletons are a sentence with its politeness taken off in every way.
func skeletons(fronts []*regexp.Regexp, s string) []string {
	out := []string{s}
	for i := 0; i < len(out) && i < 20; i++ {
		for _, f := range fronts {
			if at := f.FindStringIndex(out[i]); at != nil && at[1] > 0 {
				out = append(out, strings.TrimSpace(out[i][at[1]:]))
			}
		}
		for _, c := range closers {
			if bare, found := strings.CutSuffix(out[i], " "+strings.TrimSpace(punctuation.ReplaceAllString(c, ""))); found {
				out = append(out, bare)
			}
		}
	}
	return out
}

func spaceless(sentence string) string { return strings.ReplaceAll(sentence, " ", "") }

// The three grammars share no sentence pattern: every sentence that the development and the held-out grammar can write,
// with its slots open and as it is or without politeness, is held against every pattern of training and of each other.
func TestGrammarsShareNoPattern(t *testing.T) {
	var fronts []*regexp.Regexp
	for _, c := range courteous {
		fronts = append(fronts, regexp.MustCompile(`^(?:`+acceptor("["+c+"]")+`) `))
	}
	against := func(name string, s Sentences, patterns []string) {
		var all []known
		whole := map[string]string{} // patterns that write one sentence, by that sentence without spaces: a lookup instead of an expression
		for _, p := range patterns {
			if one := macros.Replace(p); !strings.ContainsRune(one, '[') {
				whole[spaceless(sentences(p)[0])] = p
				continue
			}
			all = append(all, accept(t, p))
		}
		count := 0
		for _, p := range s.patterns() {
		next:
			for _, sentence := range sentences(p) {
				count++
				for _, bare := range skeletons(fronts, sentence) {
					if pattern, found := whole[spaceless(bare)]; found {
						t.Errorf("%s: %q (%q, from %q) is the sentence %q", name, sentence, bare, p, pattern)
						break
					}
					for _, k := range all {
						if k.match(bare) {
							t.Errorf("%s: %q (%q, from %q) is a sentence of %.200q", name, sentence, bare, p, k.pattern)
							break next
						}
					}
				}
			}
		}
		t.Logf("%s: %d sentences against %d patterns", name, count, len(patterns))
		if count < 100 {
			t.Errorf("%s: only %d sentences", name, count)
		}
	}
	against("held out, training", heldOut, trainingPatterns())
	against("development, training", development, trainingPatterns())
	against("development, held out", development, heldOut.patterns())
	for _, a := range [][2][]string{{heldOut.Joins, slices.Concat(joins, spoken["joins"])}, {development.Joins, slices.Concat(joins, spoken["joins"])}, {development.Joins, heldOut.Joins}} {
		for _, x := range a[0] {
			for _, y := range a[1] {
				if x == y {
					t.Errorf("two grammars join requests with %q", x)
				}
			}
		}
	}
}
