package corpus

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// piece is a part of a sentence. What is kept (names, numbers, dates) is copied by the answer or means a number, so that
// noise leaves it alone.
type piece struct {
	text string
	kept bool
}

func plain(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// free applies change to the parts of a sentence that noise may touch.
func free(pieces []piece, change func(string) string) {
	for i, p := range pieces {
		if !p.kept {
			pieces[i].text = change(p.text)
		}
	}
}

var letters = regexp.MustCompile(`[a-z]+`)

// slang is how people shorten; the right sides are drawn.
var slang = []struct {
	from *regexp.Regexp
	to   []string
}{
	{regexp.MustCompile(`\byou\b`), []string{"u", "ya"}}, {regexp.MustCompile(`\bplease\b`), []string{"pls", "plz", "pleas", "pls"}}, {regexp.MustCompile(`\bwant to\b`), []string{"wanna"}},
	{regexp.MustCompile(`\bgoing to\b`), []string{"gonna"}}, {regexp.MustCompile(`\bhave to\b`), []string{"gotta"}}, {regexp.MustCompile(`\bwhat is\b`), []string{"what's", "whats"}}, {regexp.MustCompile(`\bi am\b`), []string{"im", "i'm"}},
	{regexp.MustCompile(`\bi will\b`), []string{"i'll", "ill"}}, {regexp.MustCompile(`\bi would\b`), []string{"i'd", "id"}}, {regexp.MustCompile(`\bdo not\b`), []string{"don't", "dont"}}, {regexp.MustCompile(`\bdon't\b`), []string{"dont"}},
	{regexp.MustCompile(`\band\b`), []string{"&", "n"}}, {regexp.MustCompile(`\bcan't\b`), []string{"cant"}}, {regexp.MustCompile(`\bit is\b`), []string{"it's", "its"}}, {regexp.MustCompile(`\bare\b`), []string{"r"}},
	{regexp.MustCompile(`\bthanks\b`), []string{"thx", "ty"}}, {regexp.MustCompile(`\bwith\b`), []string{"w/"}}, {regexp.MustCompile(`\blet me\b`), []string{"lemme"}}, {regexp.MustCompile(`\bgive me\b`), []string{"gimme"}},
	{regexp.MustCompile(`\bokay\b`), []string{"ok"}}, {regexp.MustCompile(`\bhow much\b`), []string{"how mch", "howmuch", "hw much"}}, {regexp.MustCompile(`\bi'd\b`), []string{"id"}}, {regexp.MustCompile(`\bi'm\b`), []string{"im"}}, {regexp.MustCompile(`'s\b`), []string{"s"}},
}

var articles = regexp.MustCompile(`\b(the|a|an|my|me) `)

// noisy makes the mistakes and shortenings that people make. Each kind is drawn by itself.
func noisy(r *rand.Rand, pieces []piece) {
	if chance(r, 9) {
		s := pick(r, slang)
		to := pick(r, s.to)
		free(pieces, func(t string) string { return s.from.ReplaceAllString(t, to) })
	}
	if chance(r, 6) {
		for _, s := range slang {
			to := pick(r, s.to)
			if chance(r, 50) {
				free(pieces, func(t string) string { return s.from.ReplaceAllString(t, to) })
			}
		}
	}
	if chance(r, 5) { // telegraphic
		free(pieces, func(t string) string { return articles.ReplaceAllString(t, "") })
	}
	if chance(r, 12) {
		free(pieces, func(t string) string { return strings.ReplaceAll(t, ",", "") })
	}
	for n := typos(r); n > 0; n-- {
		mistype(r, pieces)
	}
}

func typos(r *rand.Rand) int {
	switch p := r.IntN(100); {
	case p < 8:
		return 1
	case p < 10:
		return 2
	}
	return 0
}

const rows = "qwertyuiop asdfghjkl zxcvbnm"

// mistype spoils one word of four letters or more: two letters swapped, one left out, doubled, or its neighbour on the keyboard.
func mistype(r *rand.Rand, pieces []piece) {
	type place struct{ piece, from, to int }
	var places []place
	for i, p := range pieces {
		if !p.kept {
			for _, m := range letters.FindAllStringIndex(p.text, -1) {
				if m[1]-m[0] >= 4 {
					places = append(places, place{i, m[0], m[1]})
				}
			}
		}
	}
	if len(places) == 0 {
		return
	}
	at := pick(r, places)
	p := &pieces[at.piece]
	i := at.from + 1 + r.IntN(at.to-at.from-2) // neither the first letter nor the last
	t := p.text
	switch r.IntN(4) {
	case 0:
		p.text = t[:i] + t[i+1:i+2] + t[i:i+1] + t[i+2:]
	case 1:
		p.text = t[:i] + t[i+1:]
	case 2:
		p.text = t[:i+1] + t[i:]
	default:
		k := strings.IndexByte(rows, t[i])
		if k+1 < len(rows) && rows[k+1] != ' ' {
			p.text = t[:i] + rows[k+1:k+2] + t[i+1:]
		}
	}
}

var alone = regexp.MustCompile(`\bi\b`)

var greetings = []string{"hi, ", "hello, ", "hey, ", "ok, ", "hey assay, ", "so ", "well, ", "hi there, ", "listen, ", "hello. ", "hi! ", "good morning, ", "good evening, ", "alright, ", "right, ", "quick one: ", "one more thing: ", "by the way, ", "dear assay, ", "yo, ", "hey there ", "um, ", "oh, ", "assay, ", "next: ", "also ", "now, ", "sorry, ", "excuse me, ", "great, ", "ah, ", "hmm, ", "ok so ", "question: ", "request: ", "thanks. ", "perfect, "}
var courtesy = []string{"please ", "please ", "please, ", "can you ", "could you ", "would you ", "will you ", "kindly ", "just ", "can you please ", "could you please "}
var closers = []string{" please", ", please", " pls", " now", " thanks", ", thanks", " for me", " right now", " thank you", ", thank you", ". thanks!", " asap", " quickly", " if you can", " if possible", " when you can", " immediately", " at once", ", ok?", ", will you", ", would you", ", can you", ", could you", " - thanks", " :)", ", it's urgent", ", it is urgent", ", no hurry", ", i'm in a hurry", ". that's all", " and that's it", " straight away", ", cheers", ". that is all", ", dear", " again", ", quick", " as soon as possible", " as soon as you can", " without delay", ". don't forget", ", ok", ". it is important", " soon"}

// polish adds what people add: a greeting, courtesy, a closing word, capitals, an end mark. A command may take courtesy.
func polish(r *rand.Rand, pieces []piece, command bool) string {
	front := func(s string) { pieces = append([]piece{{text: s}}, pieces...) }
	if command && chance(r, 10) {
		front(pick(r, courtesy))
	}
	if chance(r, 7) {
		front(pick(r, greetings))
	}
	if chance(r, 9) {
		pieces = append(pieces, piece{text: pick(r, closers)})
	}
	noisy(r, pieces)
	pieces = squeeze(pieces)
	if len(pieces) == 0 {
		return ""
	}
	if chance(r, 2) {
		free(pieces, strings.ToUpper)
	}
	if first := &pieces[0]; chance(r, 30) && !first.kept && first.text != "" {
		first.text = strings.ToUpper(first.text[:1]) + first.text[1:]
		if chance(r, 70) {
			free(pieces, func(t string) string { return alone.ReplaceAllString(t, "I") })
		}
	}
	text := plain(pieces)
	if strings.ContainsAny(text[len(text)-1:], ".!?):") {
		return text
	}
	question := startsWithAny(strings.ToLower(text), "what", "how", "who", "is ", "can ", "could ", "where", "did ", "which", "why", "does", "are ", "do ", "will", "would", "has ", "was ", "may ", "whats", "should")
	switch {
	case question && chance(r, 50):
		text += "?"
	case !question && chance(r, 22):
		text += "."
	case chance(r, 2):
		text += pick(r, []string{"!", "!!", "...", " ?", "??"})
	}
	return text
}

var spaces = regexp.MustCompile(` {2,}`)

// squeeze removes doubled spaces, spaces before commas and those at the ends.
func squeeze(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		if !p.kept {
			p.text = spaces.ReplaceAllString(p.text, " ")
			p.text = strings.ReplaceAll(p.text, " ,", ",")
			if n := len(out); strings.HasPrefix(p.text, " ") && (n == 0 || strings.HasSuffix(out[n-1].text, " ")) {
				p.text = p.text[1:]
			}
			if n := len(out); n > 0 && strings.HasPrefix(p.text, ",") && !out[n-1].kept {
				out[n-1].text = strings.TrimRight(out[n-1].text, " ")
			}
		}
		if p.text != "" {
			out = append(out, p)
		}
	}
	if n := len(out); n > 0 && !out[n-1].kept {
		out[n-1].text = strings.TrimRight(out[n-1].text, " ,")
		if out[n-1].text == "" {
			out = out[:n-1]
		}
	}
	return out
}

func startsWithAny(text string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
