package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// call is a structured call being drawn: the skill and the arguments met so far, already in JSON form.
type call struct {
	skill Skill
	args  map[string]string
}

// request is a question being drawn with the calls that answer it.
type request struct {
	r     *rand.Rand
	held  bool // names, works and numbers from the half that training never shows
	calls []*call
}

// begin starts another call; the slots that follow fill it.
func (q *request) begin(s Skill) { q.calls = append(q.calls, &call{s, map[string]string{}}) }

func (q *request) last() *call { return q.calls[len(q.calls)-1] }

func (q *request) quoted(arg, value string) { q.last().args[arg] = `"` + value + `"` }

// answer writes the calls with their arguments in the skill's order, as an object or, when there are several, an array.
// Calls of one skill that stand beside each other lend each other what they lack: "pay bob and zoe 5 dollars each".
func (q *request) answer() string {
	if len(q.calls) == 1 {
		return q.calls[0].json()
	}
	var all []string
	for _, c := range q.calls {
		all = append(all, c.json())
	}
	return "[" + strings.Join(all, ",") + "]"
}

// share completes calls from..end with each other's arguments.
func (q *request) share(from int) {
	group := q.calls[from:]
	for _, c := range group {
		for _, a := range c.skill.Args {
			for _, other := range group {
				if _, ok := c.args[a]; !ok && other.args[a] != "" {
					c.args[a] = other.args[a]
				}
			}
		}
	}
}

func (c *call) json() string {
	out := `{"skill":"` + c.skill.Name + `"`
	for _, a := range c.skill.Args {
		if v, ok := c.args[a]; ok {
			out += `,"` + a + `":` + v
		}
	}
	return out + "}"
}

// slot draws the text of one slot and notes its arguments.
func (q *request) slot(slotName string) string {
	r := q.r
	switch slotName {
	case "to", "seller", "of":
		n := name(r, q.held)
		q.quoted(slotName, n)
		return n
	case "money", "bare":
		draw := money
		if slotName == "bare" { // no currency named: dollars
			draw = bareMoney
		}
		m := draw(r)
		for q.last().args["to"] == `"`+m.code+`"` { // of a swap
			m = draw(r)
		}
		q.quoted("amount", m.amount)
		q.quoted("currency", m.code)
		q.quoted("from", m.code)
		return m.text
	case "want":
		other := pick(r, currencies)
		for q.last().args["from"] == `"`+other.code+`"` {
			other = pick(r, currencies)
		}
		q.quoted("to", other.code)
		return pick(r, other.many)
	case "tokens":
		n := tokenCount(r)
		q.last().args["tokens"] = n.value
		return n.text
	case "span":
		d := span(r)
		q.last().args["days"] = d.value
		return d.text
	case "until", "since", "onday":
		d := date(r, slotName)
		q.quoted(map[string]string{"until": "until", "since": "since", "onday": "on"}[slotName], d.value)
		return d.text
	case "work":
		w := work(r, q.held)
		q.quoted("work", w)
		return w
	case "id":
		id := identifier(r)
		q.quoted("receipt", id)
		return pick(r, []string{"", "", "", "", "", "#", "no. "}) + id
	case "last":
		q.quoted("receipt", "last")
		return pick(r, []string{"my last receipt", "the last receipt", "my latest receipt", "the receipt i just got", "the latest receipt", "the most recent receipt", "my newest receipt", "the receipt from just now", "my most recent receipt", "the newest receipt", "the last receipt i got", "the receipt i got last"})
	case "proposal":
		n := 1 + r.IntN(pick(r, []int{20, 200, 2000}))
		q.last().args["proposal"] = strconv.Itoa(n)
		if n < 20 && chance(r, 12) {
			return units[n]
		}
		return pick(r, []string{"", "", "", "number ", "#", "no. "}) + strconv.Itoa(n)
	case "choice":
		v := pick(r, []said{{"yes", "yes"}, {"yes", "yes"}, {"yes", "yes"}, {"no", "no"}, {"no", "no"}, {"no", "no"}, {"abstain", "abstain"}, {"abstain", "abstain"}, {"aye", "yes"}, {"yea", "yes"}, {"nay", "no"}})
		q.quoted("choice", v.value)
		return v.text
	case "yes", "no":
		q.quoted("choice", slotName)
		return q.slot("proposal")
	case "neutral":
		q.quoted("choice", "abstain")
		return q.slot("proposal")
	case "side":
		v := pick(r, []said{{"for", "yes"}, {"in favour of", "yes"}, {"in favor of", "yes"}, {"in support of", "yes"}, {"against", "no"}, {"against", "no"}})
		q.quoted("choice", v.value)
		return v.text
	case "period":
		p := pick(r, []string{"day", "day", "week", "month", "hour"})
		q.quoted("per", p)
		return p
	case "cadence":
		p := pick(r, []said{{"daily", "day"}, {"daily", "day"}, {"weekly", "week"}, {"monthly", "month"}, {"hourly", "hour"}})
		q.quoted("per", p.value)
		return p.text
	case "score":
		n := r.IntN(6)
		q.last().args["score"] = strconv.Itoa(n)
		if chance(r, 40) {
			return units[n]
		}
		return strconv.Itoa(n)
	}
	return other(r, q.held, slotName)
}

// other fills the slots that have no argument: people, places and things that are only talked about.
func other(r *rand.Rand, held bool, slot string) string {
	switch slot {
	case "place":
		return pick(r, places)
	case "thing":
		if chance(r, 12) {
			return strings.ToLower(anyName(r))
		}
		return pick(r, things)
	case "who":
		return name(r, held)
	case "n":
		return strconv.Itoa(r.IntN(1000))
	case "coins":
		return pick(r, pick(r, currencies).many)
	case "why":
		return pick(r, reasons)
	}
	panic("corpus: no slot named " + slot) // unreachable: the patterns are constants, and a test draws from every one
}

var reasons = []string{"lunch", "dinner", "the coffee", "the tickets", "the book", "the work", "the translation", "his help", "her help", "their help", "rent", "the rent", "the taxi", "the trip", "last week", "yesterday", "the job", "the concert",
	"groceries", "the hotel", "the drinks", "the repair", "the gift", "the party", "the flight", "the course", "the lesson", "electricity", "the server", "the logo", "the website", "the design", "the code", "the report", "gas", "breakfast", "pizza", "the movie", "the photos", "that"}

// macros stand for patterns that many sentences share.
var macros = strings.NewReplacer(
	"$every", "[a|a|per|each|every|in a|for each]",
	"$for", "[[for|for|for|over|lasting|for the next|during|for a period of|for about|that lasts|running for] $span|[until|till|up to|through|ending on|ending|to last until|valid until] $until]",
	"$past", "[[in|of|for|from|over|during|within|through|across] the [last|past|previous] $span|[since|from] $since]",
	"$days", "$span",
	"$on", "$onday",
)

// expandMacros writes the macros of a pattern out.
func expandMacros(pattern string) string {
	if !strings.Contains(pattern, "$") {
		return pattern
	}
	return macros.Replace(pattern)
}
