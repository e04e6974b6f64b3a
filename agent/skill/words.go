package skill

import (
	"strconv"
	"strings"
)

func words(s string) []string { return strings.Fields(s) }

// filler is what sentences of every skill may hold, because it changes nothing.
var filler = words("please kindly hi hello hey thanks thank you can could would will i i'd i'll i'm want wish like need to the a an of my me now right just go ahead let let's us it is " +
	"for with from at in on some money amount sum account wallet funds here there this that out over do want's we we'd our your big small quick quickly today's asap dear assay")

var dollarWords = words("dollar dollars usd buck bucks $")

var payVerbs = words("pay send give transfer wire tip remit hand forward")

// newest are the words of "my last receipt".
var newest = words("last latest newest recent just")

// limits are the words by which a sentence says more than any call holds, with what they say.
var limits = limitWords(map[string]string{
	"which is a condition, and a call has none": "if unless when whenever while until till once after before provided providing assuming assume except only but instead depending depends in-case should " +
		"as-soon-as case condition conditional conditionally otherwise then else long soon without whether suppose supposing",
	"which forbids or takes back": "not don't dont won't wont can't cannot cant never no none nobody nothing stop cancel refuse avoid neither nor undo revoke reverse shouldn't wouldn't couldn't isn't " +
		"doesn't didn't ain't forbid hold deny halt abort forget ignore mustn't",
	"and a call is done at once and one time": "tomorrow tonight later today monday tuesday wednesday thursday friday saturday sunday weekend next every each daily weekly monthly yearly again twice thrice " +
		"schedule scheduled noon midnight morning evening afternoon o'clock am pm hourly regularly always per soonest eventually repeatedly times",
	"and a call does one thing for one": "and or both all everybody everyone also plus as-well too either anyone somebody someone half-each split",
	"which is about somebody else's words or about the past": "said says say told tells asked asks ask wants wanted did does done was were has had have paid sent gave maybe perhaps might may pretend imagine " +
		"example story joke why who what how which where how's who's he she they them his her their him",
})

func limitWords(by map[string]string) map[string]string {
	out := map[string]string{}
	for reason, list := range by { // order-free: no word is listed twice, which a test holds
		for _, w := range words(list) {
			out[w] = reason
		}
	}
	return out
}

// split cuts a sentence into words in lower case, without the punctuation around them. Amounts lose their "$" to a word
// of its own, and thousands their commas.
func split(sentence string) ([]string, error) {
	var out []string
	text := strings.NewReplacer("\u2019", "'", "\u201c", " ", "\u201d", " ").Replace(sentence)
	for _, r := range text {
		if r > '~' || r < ' ' && r != '\t' && r != '\n' {
			return nil, refuse("write it in plain letters", "the sentence holds the character %q, which may look like another", r)
		}
	}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		w = strings.Trim(w, `.,;:!?"()[]{}'`)
		if rest, ok := strings.CutPrefix(w, "$"); ok {
			out = append(out, "$")
			w = rest
		} else if rest, ok := strings.CutSuffix(w, "$"); ok {
			out = append(out, "$")
			w = rest
		}
		w = strings.TrimPrefix(w, "#")
		if isDigits(strings.ReplaceAll(w, ",", "")) && thousands(w) {
			w = strings.ReplaceAll(w, ",", "")
		}
		if a, b, ok := strings.Cut(w, "-"); ok && small[a] != 0 && small[b] != 0 { // twenty-five
			out = append(out, a, b)
			continue
		}
		if w != "" {
			out = append(out, w)
		}
	}
	return out, nil
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// thousands reports whether the commas of a number stand where thousands end.
func thousands(w string) bool {
	parts := strings.Split(w, ",")
	for i, p := range parts {
		if i == 0 && (len(p) < 1 || len(p) > 3) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1
}

// canonical writes a decimal without needless zeros.
func canonical(v string) string {
	whole, frac, _ := strings.Cut(v, ".")
	whole, frac = strings.TrimLeft(whole, "0"), strings.TrimRight(frac, "0")
	if whole == "" {
		whole = "0"
	}
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

var small = map[string]uint64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

var scales = map[string]uint64{"hundred": 100, "thousand": 1000, "million": 1_000_000}

var spans = map[string]uint64{"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}

// number reads the number with which tokens begin: digits or words, "a dollar" and "half a dollar", and where spans of
// time count, weeks, months and years as days. It returns the canonical decimal and how many tokens it takes.
func number(tokens []string, days bool) (value string, n int) {
	if len(tokens) >= 3 && tokens[0] == "half" && tokens[1] == "a" && contains(dollarWords, tokens[2]) {
		return "0.5", 2
	}
	if len(tokens) >= 2 && (tokens[0] == "a" || tokens[0] == "one") && contains(dollarWords, tokens[1]) {
		return "1", 1
	}
	if days {
		if len(tokens) >= 2 && contains(words("a last past"), tokens[0]) && spans[tokens[1]] > 0 {
			return strconv.FormatUint(spans[tokens[1]], 10), 2
		}
	}
	if t := tokens[0]; isDecimal(t) {
		v, n := canonical(t), 1
		whole, err := strconv.ParseUint(v, 10, 32)
		if err == nil && len(tokens) > 1 {
			if x := scales[tokens[1]]; x > 0 {
				return strconv.FormatUint(whole*x, 10), 2
			}
			if x := spans[tokens[1]]; days && x > 0 {
				return strconv.FormatUint(whole*x, 10), 2
			}
		}
		return v, n
	}
	v, n := spelled(tokens)
	if n == 0 {
		return "", 0
	}
	if n < len(tokens) && days && spans[tokens[n]] > 0 {
		v *= spans[tokens[n]]
		n++
	}
	return strconv.FormatUint(v, 10), n
}

func isDecimal(t string) bool {
	whole, frac, dot := strings.Cut(t, ".")
	return len(t) <= 20 && isDigits(whole) && (!dot || isDigits(frac))
}

// spelled reads "twenty five", "a hundred and five", "two thousand".
func spelled(tokens []string) (value uint64, n int) {
	var total, part uint64
	met := false // a number word, so that a scale may follow
	for n < len(tokens) && n < 12 {
		t := tokens[n]
		next := ""
		if n+1 < len(tokens) {
			next = tokens[n+1]
		}
		v, isSmall := small[t]
		x := scales[t]
		_, nextSmall := small[next]
		switch {
		case isSmall && (part%100 == 0 || part%10 == 0 && v < 10 && part%100 >= 20):
			part += v
			met = true
		case t == "a" && !met && scales[next] > 0:
			part, met = 1, true
		case x == 100 && met && part > 0 && part < 100:
			part *= 100
		case x >= 1000 && met && part > 0 && (total == 0 || x < 1_000_000):
			total += part * x
			part = 0
		case t == "and" && met && nextSmall && (part%100 == 0) && (part > 0 || total > 0):
		default:
			if !met {
				return 0, 0
			}
			return total + part, n
		}
		n++
	}
	if !met {
		return 0, 0
	}
	return total + part, n
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}
