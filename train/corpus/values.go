package corpus

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// said is a value and one way to say it: "five dollars" for "5".
type said struct{ text, value string }

var knownNames = strings.Fields("alice bob mallory carol dave eve frank grace heidi ivan judy oscar peggy trent victor walter " +
	"anna ben clara david emma felix hanna jonas karl lena mia noah olga paul rosa sam tom uma vera will yara zoe " +
	"li mei raj priya omar fatima kofi ama diego lucia pedro ines yuki kenji sven ingrid")

var onsets = strings.Fields("b c d f g h j k l m n p r s t v w z br ch cl dr fl gr kr pl sh st th tr")
var vowels = strings.Fields("a e i o u a e i o ai ea io ou")
var codas = strings.Fields("n r s l t k m x d ck nd rt")

// name draws the name of a person, a machine or a shop. Names of the held-out half never appear in training.
func name(r *rand.Rand, held bool) string {
	for {
		n := anyName(r)
		h := fnv.New32a()
		h.Write([]byte(strings.ToLower(n)))
		if known := slices.Contains(knownNames, n); known || (h.Sum32()%8 == 0) == held && !slices.Contains(notNames, strings.ToLower(n)) {
			return n
		}
	}
}

// notNames are words that chance could make and that would read as something else in a sentence.
var notNames = strings.Fields("the this that them then than there their these those they she her him his out one two ten for from with")

func anyName(r *rand.Rand) string {
	var n string
	switch p := r.IntN(100); {
	case p < 25:
		n = pick(r, knownNames)
	case p < 85:
		for i := 1 + r.IntN(3); i > 0 || len(n) < 3; i-- {
			n += pick(r, onsets) + pick(r, vowels)
			if chance(r, 30) {
				n += pick(r, codas)
			}
		}
	default:
		for i := 3 + r.IntN(6); i > 0; i-- {
			n += string(rune('a' + r.IntN(26)))
		}
	}
	switch p := r.IntN(100); {
	case p < 4:
		n += strconv.Itoa(r.IntN(100))
	case p < 7:
		n += ".eth"
	case p < 9:
		n += "-" + pick(r, onsets) + pick(r, vowels) + pick(r, codas)
	case p < 17:
		n = strings.ToUpper(n[:1]) + n[1:]
	}
	return n
}

var units = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
var tens = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")

// spell writes n in words, 1 <= n < 1,000,000,000.
func spell(r *rand.Rand, n int) string {
	one := func(unit string) string {
		if chance(r, 60) {
			return "a " + unit
		}
		return "one " + unit
	}
	group := func(n, size int, unit string) string {
		s := one(unit)
		if n/size > 1 {
			s = spell(r, n/size) + " " + unit
		}
		if rest := n % size; rest > 0 {
			join := " "
			if rest < 100 && chance(r, 60) {
				join = " and "
			}
			s += join + spell(r, rest)
		}
		return s
	}
	switch {
	case n < 20:
		return units[n]
	case n < 100:
		s := tens[n/10]
		if n%10 > 0 {
			s += pick(r, []string{" ", "-"}) + units[n%10]
		}
		return s
	case n < 1000:
		return group(n, 100, "hundred")
	case n < 1_000_000:
		return group(n, 1000, "thousand")
	}
	return group(n, 1_000_000, "million")
}

// inWords is spell, now and then without the "a" of "a thousand".
func inWords(r *rand.Rand, n int) string {
	s := spell(r, n)
	if chance(r, 10) {
		return strings.TrimPrefix(s, "a ")
	}
	return s
}

// digits writes n in digits the way people do: 12000, 12,000 or 12k.
func digits(r *rand.Rand, n int) string {
	s := strconv.Itoa(n)
	switch {
	case n >= 1000 && n%1000 == 0 && n < 1_000_000 && chance(r, 25):
		return strconv.Itoa(n/1000) + "k"
	case n >= 1_000_000 && n%1_000_000 == 0 && chance(r, 50):
		return strconv.Itoa(n/1_000_000) + " million"
	case n >= 1000 && chance(r, 40):
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + "," + s[i:]
		}
	}
	return s
}

// whole draws a whole number from a range that suits small payments.
func whole(r *rand.Rand) int {
	switch p := r.IntN(100); {
	case p < 40:
		return 1 + r.IntN(20)
	case p < 65:
		return 1 + r.IntN(99)
	case p < 75:
		return (1 + r.IntN(20)) * 10
	case p < 88:
		return 100 + r.IntN(900)
	case p < 94:
		return (1 + r.IntN(20)) * 100
	}
	return 1000 + r.IntN(9000)
}

func sayWhole(r *rand.Rand, n int) string {
	simple := n <= 20 || n < 100 && n%10 == 0 || n%100 == 0 && n <= 1000
	if simple && chance(r, 45) || n < 1000 && chance(r, 20) {
		return inWords(r, n)
	}
	return digits(r, n)
}

type currency struct {
	code, symbol string
	one, many    []string
}

var currencies = []currency{
	{"USD", "$", strings.Fields("dollar usd buck USD"), strings.Fields("dollars dollars dollars usd bucks USD")},
	{"EUR", "€", strings.Fields("euro eur EUR"), strings.Fields("euros euros euro eur EUR")},
	{"GBP", "£", strings.Fields("pound gbp GBP"), strings.Fields("pounds pounds gbp GBP")},
	{"USDC", "", strings.Fields("usdc USDC"), strings.Fields("usdc USDC")},
	{"ETH", "", strings.Fields("eth ether ETH"), strings.Fields("eth ether ETH")},
}

func anyCurrency(r *rand.Rand) currency {
	if chance(r, 55) {
		return currencies[0]
	}
	return pick(r, currencies)
}

// sum is an amount of money: the words, the decimal amount and the currency's code.
type sum struct{ text, amount, code string }

// bareMoney draws an amount without a currency, which is meant in dollars.
func bareMoney(r *rand.Rand) sum {
	n := whole(r)
	return sum{sayWhole(r, n), strconv.Itoa(n), "USD"}
}

// money draws an amount with its currency.
func money(r *rand.Rand) sum {
	c := anyCurrency(r)
	var amount, text string
	switch p := r.IntN(100); {
	case p < 18: // decimals are always digits
		amount = strconv.Itoa(pick(r, []int{0, 0, 0, 1, 2, 3, r.IntN(10), r.IntN(100), r.IntN(1000)})) + "." + pick(r, []string{
			"5", "25", "50", "75", "10", "05", "01", "99", strconv.Itoa(r.IntN(10)), strconv.Itoa(10 + r.IntN(90)), "00" + strconv.Itoa(1+r.IntN(9))})
		text = amount
	case p < 21:
		return sum{"half a " + c.one[0], "0.5", c.code}
	default:
		n := whole(r)
		amount, text = strconv.Itoa(n), sayWhole(r, n)
	}
	if c.symbol != "" && text[0] <= '9' && !strings.Contains(text, " ") && chance(r, 30) {
		return sum{c.symbol + text, amount, c.code}
	}
	if amount == "1" {
		if chance(r, 40) {
			return sum{"a " + c.one[0], amount, c.code}
		}
		return sum{text + " " + pick(r, c.one), amount, c.code}
	}
	return sum{text + " " + pick(r, c.many), amount, c.code}
}

// tokenCount draws a number of tokens, "a thousand" being the usual one.
func tokenCount(r *rand.Rand) said {
	var n int
	switch p := r.IntN(100); {
	case p < 15:
		n = 1000
	case p < 25:
		n = 1_000_000
	case p < 45:
		n = (1 + r.IntN(20)) * 1000
	case p < 60:
		n = (1 + r.IntN(90)) * 100
	case p < 75:
		n = (1 + r.IntN(99)) * 10
	case p < 82:
		n = (1 + r.IntN(50)) * 1_000_000
	default:
		n = 1 + r.IntN(99999)
	}
	if (n%1000 == 0 || n <= 20 || n <= 1000 && n%100 == 0) && chance(r, 50) {
		return said{inWords(r, n), strconv.Itoa(n)}
	}
	return said{digits(r, n), strconv.Itoa(n)}
}

// span draws a length of time in whole days.
func span(r *rand.Rand) said {
	unit := pick(r, []struct {
		one  string
		days int
		top  int
	}{{"day", 1, 90}, {"week", 7, 10}, {"week", 7, 4}, {"month", 30, 12}, {"year", 365, 2}})
	n := 1
	if chance(r, 60) {
		n = 1 + r.IntN(unit.top)
	}
	if unit.days == 1 && chance(r, 50) {
		n = 1 + r.IntN(10)
	}
	value := strconv.Itoa(n * unit.days)
	if n == 1 {
		return said{pick(r, []string{"a ", "a ", "one ", "1 "}) + unit.one, value}
	}
	if n < len(units) && chance(r, 50) {
		return said{units[n] + " " + unit.one + "s", value}
	}
	return said{strconv.Itoa(n) + " " + unit.one + "s", value}
}

// identifier draws what people call a receipt or a job: a number or a few hexadecimal digits.
func identifier(r *rand.Rand) string {
	if chance(r, 55) {
		return strconv.Itoa(1 + r.IntN(pick(r, []int{99, 999, 99999})))
	}
	const hex = "0123456789abcdef"
	s := pick(r, []string{"", "", "0x"})
	for i := 4 + r.IntN(5); i > 0; i-- {
		s += string(hex[r.IntN(16)])
	}
	return s
}

var works = []string{"translation", "summaries", "inference", "rendering", "training", "image work", "code review", "embeddings", "speech", "transcription",
	"classification", "search", "math", "writing", "proofreading", "video", "storage", "fine tuning", "data cleaning", "a small model", "a large model", "chat", "gpu time",
	"editing", "labelling", "captions", "ocr", "sentiment analysis", "forecasts", "moderation", "drawings", "logos", "web design", "research", "tutoring", "image recognition", "question answering", "text to speech", "speech recognition", "indexing",
	"simulation", "testing", "debugging", "scraping", "ranking", "clustering", "anomaly detection", "face detection", "music", "voice overs", "subtitles", "bookkeeping", "planning", "scheduling", "reviews", "reports"}
var workKinds = strings.Fields("legal medical german french spanish chinese python rust fast cheap batch daily scientific technical financial large small simple long short private local online urgent weekly nightly handwritten english")

// work draws what a seller does. Of the longer names an eighth is never trained on.
func work(r *rand.Rand, held bool) string {
	for {
		w := pick(r, works)
		if strings.HasPrefix(w, "a ") || !chance(r, 40) {
			return w
		}
		w = pick(r, workKinds) + " " + w
		h := fnv.New32a()
		h.Write([]byte(w))
		if (h.Sum32()%8 == 0) == held {
			return w
		}
	}
}
