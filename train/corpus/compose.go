package corpus

import "strings"

// frame is one way of asking for something with a verb: "send" + "$money" + "to $to". From it the operators of compose make
// the moods of English: command, wish, question, passive, gerund, phrase moved to the front, telegram.
type frame struct {
	verbs   []string // base forms, with particles behind: "hand over"
	object  string   // pattern; may be empty
	phrases []string // patterns, in the usual order; a leading ? marks one that may be missing
	active  bool     // the object has no passive ("pay bob 5 dollars" has two objects)
	noun    bool     // object and phrases say enough without the verb: "a channel with bob for a week"

	all    []mood // what moods gives
	weight int    // of all of them
}

// verb makes a frame from verbs parted by commas. A minus before the object forbids the passive, a plus allows leaving the verb out.
func verb(verbs, object string, phrases ...string) frame {
	f := frame{verbs: strings.Split(verbs, ","), phrases: phrases}
	f.active, f.noun = strings.HasPrefix(object, "-"), strings.HasPrefix(object, "+")
	f.object = strings.TrimLeft(object, "-+")
	f.active = f.active || f.object == ""
	for _, p := range phrases { // nothing "is taken and buy euros"
		f.active = f.active || strings.HasPrefix(p, "and ") || strings.HasPrefix(p, "[and")
	}
	f.all = f.moods()
	for _, m := range f.all {
		f.weight += m.weight
	}
	return f
}

// mood is one operator applied to a frame: a pattern, and how often it is drawn. Bare moods are commands that can be
// wrapped and joined.
type mood struct {
	pattern string
	weight  int
}

// tail writes the phrases in the given order with what may be missing in brackets.
func tail(phrases []string, without int) string {
	var b strings.Builder
	for i, p := range phrases {
		switch {
		case i == without:
		case strings.HasPrefix(p, "?"):
			b.WriteString("[||| " + p[1:] + "]")
		default:
			b.WriteString(" " + p)
		}
	}
	return b.String()
}

// orders is tail in the usual order and, when there are two phrases or more, with the first one last.
func orders(phrases []string) string {
	if len(phrases) < 2 {
		return tail(phrases, -1)
	}
	turned := append(append([]string(nil), phrases[1:]...), phrases[0])
	return "[" + tail(phrases, -1) + "|" + tail(phrases, -1) + "|" + tail(turned, -1) + "]"
}

func oneOf(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return "[" + strings.Join(list, "|") + "]"
}

func each(list []string, change func(string) string) []string {
	var out []string
	for _, s := range list {
		out = append(out, change(s))
	}
	return out
}

func spaced(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// command is the frame as a bare verb phrase: "send $money to $to".
func (f frame) command() string { return spaced(oneOf(f.verbs), f.object) + orders(f.phrases) }

func (f frame) gerunds() string {
	return spaced(oneOf(each(f.verbs, gerund)), f.object) + orders(f.phrases)
}
func (f frame) participles() string { return oneOf(f.done()) + orders(f.phrases) }

// done are the participles of the verbs, of "give me" only where there are no others.
func (f frame) done() []string {
	var out []string
	for _, v := range f.verbs {
		if !strings.HasSuffix(v, " me") {
			out = append(out, participle(v))
		}
	}
	if len(out) == 0 {
		return each(f.verbs, participle)
	}
	return out
}

// moods applies the operators.
func (f frame) moods() []mood {
	out := []mood{{f.command(), 30}, {wishes + " " + f.command(), 24}, {gerundWishes + " " + f.gerunds(), 7}}
	if !f.active {
		out = append(out, mood{f.object + " [should|must|has to|have to|needs to|is to|are to|shall|can|ought to] be " + f.participles(), 5},
			mood{"[i want|i need|i'd like|i would like|get|have|let me have|i wish to see|we want|we need|please have] " + f.object + "[| to be] " + f.participles(), 6},
			mood{"[make sure|make sure that|ensure|ensure that|see to it that|check that|i ask that] " + f.object + " [is|are|gets|get] " + f.participles(), 3},
			mood{"[can|could] " + f.object + " be " + f.participles(), 2},
			mood{f.object + " [needs|need|requires|wants|could use|is due for|is ready for|is up for] " + oneOf(each(f.verbs, gerund)) + orders(f.phrases), 2},
			mood{f.object + " [is due to be|is supposed to be|is ready to be|is waiting to be|had better be|is meant to be|will be|would best be|wants to be] " + f.participles(), 2},
			mood{fine + " if " + f.object + " [were|was|got|could be|would be] " + f.participles(), 2},
			mood{"[it's important that|it is necessary that|i insist that|i demand that|i suggest that|i propose that|my wish is that|what should happen is that|what i want is that|the idea is that|i'd prefer that|you must see that|take care that|it is time that] " + f.object + " [is|be|gets|should be] " + f.participles(), 2},
			mood{"[it's|it is|what i want is|what we need is|there's|there is|i have] " + f.object + " [to be|that should be|that must be|that has to be|that needs to be] " + f.participles(), 2},
			mood{f.object + "[,|:| -|;] [please |now |can you |could you |i want to |i'd like to |||]" + oneOf(f.verbs) + " [it|it|them|that|this]" + orders(f.phrases), 4})
	}
	if !f.active {
		out = append(out, mood{"[as for|about|regarding|concerning|when it comes to|now to] " + f.object + "[, |: ][please |just |can you |could you |i'd like to |let's |you should |||]" + oneOf(f.verbs) + " [it|it|them|that]" + orders(f.phrases), 2})
	}
	out = append(out, mood{moreWishes + " " + f.command(), 6}, mood{fine + " if [you|we|someone|you guys] [would|could|can|will] " + f.command(), 3},
		mood{"[someone please|somebody please|one of you please|your next job is to|the right thing is to|all that's left is to|there's nothing left but to|i'm asking you to|i called to|i wrote to|i am going ahead to|i'm about to|i've come to|i am planning to|i've been meaning to|i think we should|i think i should|i guess i'll|maybe we should|perhaps you could|i believe it's best to|someone should|somebody should|we should|you guys should|one of you should] " + f.command(), 3},
		mood{spaced(oneOf(f.verbs), f.object) + " [quickly|directly|right away|at once|then|as agreed|as promised|once more|today if you can|as usual|immediately|carefully|for good]" + orders(f.phrases), 2})
	for i, p := range f.phrases {
		if p := strings.TrimPrefix(p, "?"); !strings.HasPrefix(p, "and ") && !strings.HasPrefix(p, "[and ") {
			out = append(out, mood{p + "[,| ,|] [please |i want to |can you ||||]" + spaced(oneOf(f.verbs), f.object) + tail(f.phrases, i), 3})
		}
	}
	if f.object != "" && len(f.phrases) > 0 && !strings.HasPrefix(f.phrases[0], "?") {
		out = append(out, mood{spaced(oneOf(f.verbs), strings.TrimSpace(tail(f.phrases[:1], -1)), f.object) + tail(f.phrases[1:], -1), 4})
	}
	if f.noun {
		out = append(out, mood{f.object + orders(f.phrases), 8}, mood{"[i want|i need|i'd like|i would like|we need|give me|get me|let me have|can i have|what i need is|it is time for|set me up with] " + f.object + orders(f.phrases), 6})
	}
	return out
}

// wishes stand before a bare verb phrase, gerundWishes before a gerund.
const wishes = "[" + wish + "]"
const wish = "[please|kindly|just|now|next|quickly|simply|then|also|ok|hey] [|please]" +
	"|[can|could|will|would|can't|won't] you [|please|kindly|just|quickly|help me to|help me]" +
	"|[i|we] [want to|need to|wish to|would like to|'d like to|have to|must|should|shall|will|am going to|intend to|plan to|hope to|mean to|decided to|'ve decided to|'d love to|am trying to|am ready to|'ll]" +
	"|[i want|i need|i'd like|i would like|i ask|i expect|i beg|i order|we want|i wish for] [you|my agent|the agent|the wallet|the gateway|my wallet] to" +
	"|[let me|let us|let's|help me|help me to|help us|allow me to]" +
	"|[go ahead and|make sure to|make sure you|be so kind as to|be so good as to|do me a favour and|do me a favor and|don't forget to|remember to|try to|be quick and|be nice and|hurry and|feel free to|be sure to|get ready to]" +
	"|[time to|it is time to|it's time to|i am here to|i'm here to|my wish is to|my plan is to|the plan is to|what i want is to|what i need is to|all i want is to|the next step is to|your task is to|your job is to|the task is to|the goal is to|i came to|my request is to|the thing to do is to]" +
	"|you [should|must|may|need to|have to|ought to|are to]" +
	"|[is it possible to|would it be possible to|is there a way to|are you able to|would you be able to|do you think you can|i wonder if you could|i was wondering if you could|it would be nice to|it would be great to|it would help me to|i'd be glad if you could|i'd be happy if you could|i would appreciate it if you could|if you can,|if possible,|when you have time,|as soon as you can,]"

const moreWishes = "[why not|why don't you|why don't we|how about you|could i ask you to|may i ask you to|might you|i'd be much obliged if you'd|it's high time to|it's high time we|i've no choice but to|nothing would please me more than to|my next order is to|my order to you is to|i feel the need to|i'd have you|if you don't mind,|when you get a chance,|the moment you can,|before you go,|first of all,|in short,|basically,|to be clear,|actually,|look,|you know what,|here's the thing:|your orders:|what's next is to|next on my list is to|what remains is to|all i ask is that you|i trust you to|i count on you to|i rely on you to|i leave it to you to|are you ready to|are you free to|is there any chance you could|any chance you could|any way to|i'd say|i say|i vow to|it falls to you to|use the wallet to|on my behalf,|in my name,|as my agent,|dear agent,|your turn to|the order of the day is to|today i want to|this time i'd like to|this is to|i write to|with your help i want to|it would please me to|i will be happy to|we are set to|step in and|get going and|come on,|quick,]"

const fine = "[it would be good|it would be great|it would be nice|i'd be happy|i'd be glad|i would be grateful|i'd feel better|i'd like it|i'd love it|it would help|i would appreciate it|it'd be fine|it would be best|i'd be pleased|it would make me happy|would it be ok|would it be fine|is it ok]"

const gerundWishes = "[[would|do] you mind|how about|what about|help me with|assist me with|can you help me with|i need help with|i am in favour of|i insist on|i suggest|let's start by|start by|please start|go on with|proceed with|i'm thinking of|i feel like|i am interested in|let's try|begin by|i am for|go ahead with|it's about|my request is about|consider]"

var irregular = map[string]string{"send": "sent", "give": "given", "pay": "paid", "make": "made", "put": "put", "take": "taken", "lend": "lent", "bring": "brought",
	"throw": "thrown", "fling": "flung", "get": "got", "find": "found", "draw": "drawn", "set": "set", "buy": "bought", "sell": "sold", "cut": "cut", "begin": "begun", "shut": "shut",
	"hold": "held", "keep": "kept", "write": "written", "leave": "left", "do": "done", "withdraw": "withdrawn", "shoot": "shot", "spend": "spent", "run": "run", "let": "let", "bet": "bet",
	"grow": "grown", "wind": "wound", "fight": "fought", "seek": "sought", "bind": "bound", "build": "built", "undo": "undone", "read": "read", "see": "seen", "tell": "told", "say": "said", "feed": "fed", "mean": "meant"}

var doubling = map[string]bool{"drop": true, "tip": true, "slip": true, "swap": true, "cap": true, "ship": true, "flip": true, "stop": true, "top": true, "get": true, "put": true, "set": true,
	"cut": true, "shut": true, "run": true, "grab": true, "plan": true, "let": true, "submit": true, "begin": true, "trim": true, "scan": true, "commit": true, "pin": true, "chip": true, "transfer": true, "log": true, "remit": true, "bet": true}

// inflect changes the first word of a verb with particles.
func inflect(verb string, change func(string) string) string {
	first, rest, found := strings.Cut(verb, " ")
	if found {
		rest = " " + rest
	}
	return change(first) + rest
}

func gerund(verb string) string {
	return inflect(verb, func(v string) string {
		switch {
		case doubling[v]:
			return v + v[len(v)-1:] + "ing"
		case strings.HasSuffix(v, "e") && !strings.HasSuffix(v, "ee"):
			return v[:len(v)-1] + "ing"
		}
		return v + "ing"
	})
}

func participle(verb string) string {
	return inflect(verb, func(v string) string {
		switch p := irregular[v]; {
		case p != "":
			return p
		case doubling[v]:
			return v + v[len(v)-1:] + "ed"
		case strings.HasSuffix(v, "e"):
			return v + "d"
		case strings.HasSuffix(v, "y") && !strings.ContainsAny(v[len(v)-2:len(v)-1], "aeou"):
			return v[:len(v)-1] + "ied"
		}
		return v + "ed"
	})
}
