package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Turn is a question and its answer. Call says whether the answer is a structured call (JSON) or a sentence.
type Turn struct {
	User, Answer string
	Call         bool
}

// Kind says what an example is about: the name of a skill, "none", or "fact".
type Kind string

// Example is one conversation. System is empty in most.
type Example struct {
	System string
	Turns  []Turn
	Kind   Kind // of the last turn
	Unseen bool // the last turn has a sentence form that training never shows
}

// Generator draws examples. Equal seeds give equal examples.
type Generator struct {
	r    *rand.Rand
	held bool
	name string // the name in the call being drawn
	// unseen says that the turn being drawn has a held-out form.
	unseen bool
}

// New returns a generator of training examples.
func New(seed uint64) *Generator {
	return &Generator{r: rand.New(rand.NewPCG(seed, 0x7472_6169_6e))}
}

// NewHeldOut returns a generator of examples to measure with: single turns whose names never occur in training and half of
// whose sentences have a form that never does.
func NewHeldOut(seed uint64) *Generator {
	return &Generator{r: rand.New(rand.NewPCG(seed, 0x6865_6c64)), held: true}
}

// Next draws an example.
func (g *Generator) Next() Example {
	var e Example
	r := g.r
	if !g.held {
		if chance(r, 8) {
			e.System = g.system()
		}
		for chance(r, 10) && len(e.Turns) < 3 {
			t, _ := g.turn()
			e.Turns = append(e.Turns, t)
		}
	}
	t, kind := g.turn()
	e.Turns, e.Kind, e.Unseen = append(e.Turns, t), kind, g.unseen
	return e
}

func (g *Generator) turn() (Turn, Kind) {
	r := g.r
	g.name, g.unseen = "", false
	switch p := r.IntN(100); {
	case p < 22:
		return g.fact(), "fact"
	case p < 34:
		return Turn{g.polish(expand(r, g.form(noneForms, heldNoneForms), g.other), true), `{"skill":"none"}`, true}, "none"
	}
	s := skills[0] // payments are asked for most
	if !chance(r, 14) {
		s = pick(r, skills)
	}
	c := &call{r: r, held: g.held, args: map[string]string{}}
	text := expand(r, g.form(s.Patterns, s.Held), c.slot)
	g.name = c.name
	return Turn{g.polish(text, false), c.json(s), true}, Kind(s.Name)
}

func (g *Generator) form(train, held []string) string {
	if g.held && chance(g.r, 50) {
		g.unseen = true
		return pick(g.r, held)
	}
	return pick(g.r, train)
}

func (g *Generator) fact() Turn {
	r := g.r
	f := pick(r, facts)
	var q string
	if n := len(f.terms); n > 0 && (len(f.questions) == 0 || chance(r, 60)) {
		q = expand(r, g.form(factForms, heldFactForms), func(slot string) string {
			term := pick(r, f.terms)
			if slot == "plural" {
				return plural(term)
			}
			if chance(r, 12) { // people leave the article out
				term = strings.TrimPrefix(strings.TrimPrefix(term, "a "), "the ")
			}
			return term
		})
	} else {
		q = expand(r, pick(r, f.questions), nil)
	}
	return Turn{g.polish(q, true), f.answer, false}
}

// other fills the slots of requests that nothing serves.
func (g *Generator) other(slot string) string {
	switch slot {
	case "place":
		return pick(g.r, places)
	case "thing":
		if chance(g.r, 10) {
			return strings.ToLower(anyName(g.r))
		}
		return pick(g.r, things)
	case "who":
		return name(g.r, g.held)
	case "n":
		return strconv.Itoa(g.r.IntN(1000))
	}
	panic("corpus: no slot named " + slot) // unreachable: the patterns are constants, and a test draws from every one
}

var openers = []string{"please ", "please ", "can you ", "could you ", "i want to ", "i would like to ", "i'd like to ", "hi, ", "hello, ", "hey, ", "ok, ", "now ", "would you ", "please, ", "hi, please ", "hello, can you "}
var closers = []string{" please", ", please", " now", " thanks", ", thanks", " for me", " right now", " today"}

// polish adds what people add: courtesy, a capital letter, an end mark.
func (g *Generator) polish(text string, asked bool) string {
	r := g.r
	text = strings.TrimSpace(text)
	if !asked && chance(r, 18) && verbFirst(text) {
		text = pick(r, openers) + text
	} else if chance(r, 4) {
		text = pick(r, []string{"hi, ", "hello, ", "ok, ", "hey, ", "so ", "tell me, "}) + text
	}
	if !asked && chance(r, 10) {
		text += pick(r, closers)
	}
	text = strings.ReplaceAll(text, "  ", " ")
	if chance(r, 30) && !g.startsWithName(text) {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	question := startsWithAny(strings.ToLower(text), "what", "how", "who", "is ", "can ", "could ", "where", "did ", "which", "why", "does", "are ", "do ", "will", "would")
	switch {
	case question && chance(r, 50):
		text += "?"
	case !question && chance(r, 20):
		text += "."
	case chance(r, 2):
		text += "!"
	}
	return text
}

// startsWithName is true for the names drawn last: they are copied letter for letter, so their case must stay.
func (g *Generator) startsWithName(text string) bool {
	return g.name != "" && strings.HasPrefix(text, g.name)
}

func verbFirst(text string) bool {
	return startsWithAny(text, "pay", "send", "give", "transfer", "tip", "move", "make", "open", "start", "create", "set up", "fund", "lock", "put", "deposit", "close", "end", "stop", "find", "look", "search", "show", "get",
		"list", "verify", "check", "recheck", "validate", "dispute", "challenge", "contest", "file", "stake", "bond", "add", "raise", "unstake", "withdraw", "take", "lower", "vote", "cast", "swap", "exchange", "convert", "rate", "limit", "cap", "hand", "ask", "quote", "price me")
}

func startsWithAny(text string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

// system draws the kind of text that programs put before a conversation. The model should not mind it.
func (g *Generator) system() string {
	r := g.r
	s := expand(r, "[you are|act as|be] [a|an] [helpful|kind|short|careful|honest|polite|useful] [assistant|agent|helper|bot|clerk][|.| for $who.| of the network.]"+
		"[|| answer briefly.| be brief.| use json.| do what you are told.| never lie.| think first.| reply in english.]", g.other)
	if chance(r, 50) {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}
