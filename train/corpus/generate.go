package corpus

import (
	"fmt"
	"math/rand/v2"
)

// Turn is a question and its answer. Call says whether the answer is a structured call (JSON) or a sentence.
type Turn struct {
	User, Answer string
	Call         bool
}

// Kind says what an example is about: the name of a skill, or None, Several or Fact.
type Kind string

// Kinds that are no skill's name.
const (
	None    Kind = "none"    // no skill serves it
	Several Kind = "several" // more than one call
	Fact    Kind = "fact"    // a question about the network
)

// Example is one conversation. System is empty in most.
type Example struct {
	System string
	Turns  []Turn
	Kind   Kind // of the last turn
}

// Set is a grammar to draw from. The three share no sentence pattern, and only Training's names are ever trained on.
type Set int

// Training is what models learn from, Development what its makers decide by, HeldOut what the finished model is measured on.
const (
	Training Set = iota
	Development
	HeldOut
)

// Generator draws examples. Equal seeds and sets give equal examples.
type Generator struct {
	source *rand.PCG // all the state there is
	r      *rand.Rand
	set    Set
}

func newGenerator(set Set, seed, stream uint64) *Generator {
	source := rand.NewPCG(seed, stream)
	return &Generator{source: source, r: rand.New(source), set: set}
}

// MarshalBinary writes the generator's position, so that a generator of the same kind can go on there.
func (g *Generator) MarshalBinary() ([]byte, error) { return g.source.MarshalBinary() }

// UnmarshalBinary goes to a position that MarshalBinary wrote.
func (g *Generator) UnmarshalBinary(position []byte) error {
	if err := g.source.UnmarshalBinary(position); err != nil {
		return fmt.Errorf("position in the text: %w", err)
	}
	return nil
}

// New returns a generator of training examples: conversations about skills, things to refuse and facts.
func New(seed uint64) *Generator {
	return newGenerator(Training, seed, 0x7472_6169_6e)
}

// NewRequests returns a generator of examples to measure with: single requests, no facts, with names that never occur in
// training. For Training the sentences are those of training, so that only names and numbers are new.
func NewRequests(set Set, seed uint64) *Generator {
	return newGenerator(set+measured, seed, 0x6865_6c64+uint64(set))
}

// phraseShare is how often, in percent, a sentence is one of the phrases and not made by the regular grammar.
const phraseShare = 60

// measured marks the generators of NewRequests.
const measured = 100

// Next draws an example.
func (g *Generator) Next() Example {
	var e Example
	r := g.r
	if g.set < measured {
		if chance(r, 6) {
			e.System = g.system()
		}
		for chance(r, 8) && len(e.Turns) < 3 {
			t, _ := g.turn()
			e.Turns = append(e.Turns, t)
		}
	}
	t, kind := g.turn()
	e.Turns, e.Kind = append(e.Turns, t), kind
	return e
}

func (g *Generator) turn() (Turn, Kind) {
	r := g.r
	none, several := 29, 14 // percent
	if g.set < measured {
		if chance(r, 9) {
			return g.fact(), Fact
		}
		none, several = 40, 17
	}
	for {
		q := &request{r: r, held: g.set >= measured}
		var text string
		kind := Several
		switch p := r.IntN(100); {
		case p < none:
			kind = None
			text = polish(r, g.refused(q), false)
		case p < none+several:
			text = polish(r, g.several(q), false)
		default:
			pieces, command := g.one(q)
			kind = Kind(q.calls[0].skill.Name)
			text = polish(r, pieces, command)
		}
		if len(text) > 0 && len(text) < 260 {
			return Turn{text, q.answer(), true}, kind
		}
	}
}

// skillAt draws which skill to ask for; payments are asked for most.
func (g *Generator) skillAt() int {
	if chance(g.r, 12) {
		return 0
	}
	return g.r.IntN(len(taught))
}

// fill draws a pattern whose slots belong to q's calls; ~ begins another call of the same skill.
func fill(q *request, pattern string) []piece {
	return expand(q.r, expandMacros(pattern), func(name string) []piece {
		if name == "~" {
			q.begin(q.last().skill)
			return nil
		}
		return []piece{{q.slot(name), true}}
	})
}

// one draws a request for one skill and says whether it is a bare command.
func (g *Generator) one(q *request) ([]piece, bool) {
	i := g.skillAt()
	q.begin(taught[i].Skill)
	if foreign := g.foreign(); foreign != nil {
		return fill(q, pick(g.r, foreign.Requests[taught[i].Name])), false
	}
	pattern, command := g.asked(taught[i], 0)
	return fill(q, pattern), command
}

// foreign is the grammar that the generator measures with, nil for the training grammar.
func (g *Generator) foreign() *Sentences {
	switch g.set {
	case Development + measured:
		return &development
	case HeldOut + measured:
		return &heldOut
	}
	return nil
}

// asked picks a pattern of a skill. bare is as in lesson.draw.
func (g *Generator) asked(l lesson, bare int) (pattern string, command bool) {
	if chance(g.r, phraseShare-bare/3) {
		return pick(g.r, spoken[l.Name]), false
	}
	return l.draw(g.r, bare)
}

// draw picks a pattern. A bare one, wanted with that percentage at least, is a command that can be joined with others.
func (l lesson) draw(r *rand.Rand, bare int) (pattern string, command bool) {
	if chance(r, 14) {
		return l.wanted(r), false
	}
	if len(l.frames) == 0 || !chance(r, 55+bare/2) {
		return pick(r, l.plain), false
	}
	f := pick(r, l.frames)
	if chance(r, bare) {
		return f.all[0].pattern, true
	}
	at := r.IntN(f.weight)
	for i, m := range f.all {
		if at -= m.weight; at < 0 {
			return m.pattern, i == 0
		}
	}
	return f.all[0].pattern, true
}

// several draws a sentence with more than one request.
func (g *Generator) several(q *request) []piece {
	r, foreign := g.r, g.foreign()
	if chance(r, 30) || g.set == Training && chance(r, 20) {
		var candidates []int
		for i, l := range taught {
			if foreign == nil || foreign != nil && len(foreign.Lists[l.Name]) > 0 {
				candidates = append(candidates, i)
			}
		}
		l := taught[pick(r, candidates)]
		list := ""
		if foreign != nil {
			list = pick(r, foreign.Lists[l.Name])
		} else {
			list = g.listed(l)
		}
		q.begin(l.Skill)
		out := fill(q, list)
		q.share(0)
		return out
	}
	joins, last := joins, -1
	if chance(r, phraseShare) {
		joins = spoken["joins"]
	}
	if foreign != nil {
		joins = foreign.Joins
	}
	return expand(r, pick(r, joins), func(string) []piece {
		if chance(r, 5) {
			q.begin(noSkill)
			return fill(q, pick(r, refusedTasks))
		}
		i := g.skillAt()
		if last >= 0 && foreign == nil && chance(r, 15) { // the same again
			i = last
		}
		last = i
		q.begin(taught[i].Skill)
		if foreign != nil {
			return fill(q, pick(r, foreign.Requests[taught[i].Name]))
		}
		pattern, _ := g.asked(taught[i], 70)
		return fill(q, pattern)
	})
}

// refused draws something that no skill serves.
func (g *Generator) refused(q *request) []piece {
	q.begin(noSkill)
	if foreign := g.foreign(); foreign != nil {
		return fill(q, pick(g.r, foreign.None))
	}
	return fill(q, g.refusal())
}

// refusal draws a pattern of training that no skill serves.
func (g *Generator) refusal() string {
	if chance(g.r, phraseShare) {
		return pick(g.r, spoken["none"])
	}
	return refusal(g.r)
}

// listed draws a pattern with several calls of a skill.
func (g *Generator) listed(l lesson) string {
	if chance(g.r, phraseShare) {
		return pick(g.r, spoken[l.Name+" lists"])
	}
	return l.listed(g.r)
}

func (g *Generator) fact() Turn {
	r := g.r
	f := pick(r, facts)
	var q []piece
	if n := len(f.terms); n > 0 && (len(f.questions) == 0 || chance(r, 60)) {
		q = expand(r, pick(r, factForms), func(slot string) []piece {
			term := pick(r, f.terms)
			if slot == "plural" {
				return []piece{{text: plural(term)}}
			}
			if chance(r, 12) { // people leave the article out
				term = bareTerm(term)
			}
			return []piece{{text: term}}
		})
	} else {
		q = expand(r, pick(r, f.questions), nil)
	}
	return Turn{polish(r, q, false), f.answer, false}
}

// system draws the kind of text that programs put before a conversation. The model should not mind it.
func (g *Generator) system() string {
	return polish(g.r, expand(g.r, "[you are|act as|be] [a|an] [helpful|kind|short|careful|honest|polite|useful] [assistant|agent|helper|bot|clerk][|.| for $who.| of the network.]"+
		"[|| answer briefly.| be brief.| use json.| do what you are told.| never lie.| think first.| reply in english.]", func(name string) []piece {
		return []piece{{other(g.r, false, name), true}}
	}), false)
}
