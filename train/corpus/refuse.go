package corpus

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Systematic refusals: what a frame of a skill would ask for is put into the past, given to somebody else, wished, reported
// or made conditional, its object gets a verb that no skill has, and its verb an object that no skill knows.

// These stand before a bare verb phrase.
const pastAsked = "[did we once|did i ever|did i already|did you already|didn't you|did they ever|did anyone|did nobody|didn't we once|have we ever tried to|had i planned to|were you going to|was i supposed to|who forgot to|who was going to|who decided to|who asked you to|who would want to|why would anybody|how many people|how often did we|when did they|where did you|since when do you|what made you|is $who going to|was $who about to|has $who agreed to|is $who allowed to|is it a crime to|who ever wanted to|how did they|why didn't we|why didn't $who|who else wants to|who knows how to|has anybody tried to|how did $who manage to|what happened after they|how long ago did we|in which year did they|whose idea was it to|was it you who wanted to|was it fun to|does it hurt to|does anybody still|don't people usually]"
const thirdParty = "[ask $who to|tell $who to|remind $who to|ask $who how to|ask $who why they|ask $who when to|ask $who whether to|tell $who how to|advise $who to|forbid $who to|beg $who to|invite $who to|teach $who to|persuade $who to|warn $who not to|show $who how to|explain to $who how to|thank $who for offering to|blame $who for wanting to|say sorry to $who for trying to|find out if $who wants to|ask around who wants to|see if $who managed to|nobody told $who to]"
const reported = "[$who says i should|$who thinks we should|the news says they will|my horoscope says i'll|it is said that they|i read that you can|i heard that $who will|the rule is that nobody may|the law says you can't|rumour has it that $who will|according to $who we|i've been told that people|my father always said: never|they claim that you|everybody knows that sellers|i dreamt that we|the book says how to|the plan was to|the idea was to|my old habit was to|it used to be normal to|last time you helped me to|i remember how we used to|as a child i loved to|some day $who may]"
const wished = "[i hope $who will|i wish $who would|if only they would|may nobody ever|i bet they will|$who should never|$who must not|$who would love to|if i were you i'd never|i wonder who will|i wonder whether to|i'm still thinking about whether to|i can't decide whether to|i don't know how to|i haven't decided to|i'm too tired to|i'm not allowed to|i would hate to|god forbid that we|it's a pity that we|don't make me|don't let $who|try not to|you'd better not|better not|rather not|i prefer not to|prefer not to|please avoid having to|hold off, don't|wait, don't|stop, do not|no, don't|not now, don't|it's not necessary to|it isn't time to|it's not my job to|it was silly to|it was nice to|it's fun to|it's hard to|it takes years to|i'm in no mood to|i have no intention to|i'd be crazy to|i changed my mind, don't|i take it back, do not|leave it, don't|we agreed not to|without asking me you can't]"
const conditional = "[unless you|if you ever|if i ever|if someone should|whenever i|whenever people|every time i|before we|before they|after they|because you|since you never|although you could|in case they|when i was young i would|as long as nobody wants to|even if they|each time we|until they]"
const outcome = "[, i laugh|, i get tired|, $who is happy|, nothing happens|, it rains|, the dog barks|, what then|, who cares|, call the police|, i'd be sad|, things go wrong|, don't tell me|, life is hard|||]"
const oddVerbs = "[paint|eat|sing|bake|wash|iron|translate|rename|photograph|knit|polish|frighten|tickle|hug|smell|taste|frame|dream of|laugh at|make fun of|write a song about|draw a picture of|dance with|argue with|water|dust|who painted|why photograph|did you taste|never mind|let's not speak of|i like the colour of|i'm fond of|i once saw|tell a joke about|make a film about|tweet about|google|pray for|be proud of|stop thinking of]"

const oddObject = "[the $thing|a $thing|my $thing|your $thing|$who's $thing|attention to $thing|the window|the oven|the homework|a dinner|the dishes|my bike|the grass|a haircut|the soup|my shoes|the radio|a holiday|the kids|some fresh air|the picture of $who|the best song|tickets for $place|the bus to $place|a table for two|a doctor's appointment|the milk|the mirror in $place|the neighbours|a cold beer|my hair|the laundry|our garden]"
const oddPlace = "[| with $who| for $who| in $place| to $place| tonight| like last year| with care| for fun| before breakfast| and the $thing| without $thing| on the table| from $place]"

// asking skills are those whose questions are requests, so that a question about them refuses nothing.
func (l lesson) asks() bool {
	switch l.Name {
	case "price", "balance", "history", "find-seller", "quote":
		return true
	}
	return false
}

// nearMore is another sentence that comes near to a request of the skill and is none.
func (l lesson) nearMore(r *rand.Rand, f frame) string {
	return pick(r, l.nearPatterns(f))
}

// nearPatterns are all that nearMore draws from.
func (l lesson) nearPatterns(f frame) []string {
	command := f.command()
	out := []string{reported + " " + command, wished + " " + command, wished + " " + command, conditional + " " + command + outcome}
	if l.Name != "quote" && l.Name != "price" { // "ask bob to quote" does ask for a quote
		out = append(out, thirdParty+" "+command)
	}
	var simple []string
	for _, v := range f.verbs {
		if !strings.Contains(v, " ") {
			simple = append(simple, v)
		}
	}
	// Whoever buys, finds or shuts something odd may well mean it: those skills' verbs are left out.
	if len(simple) > 0 && !slices.Contains([]string{"find-seller", "price", "swap", "close-channel", "quote"}, l.Name) {
		out = append(out, "[|please |can you |i want to |could you |let's |i'd like to |did you |who will |don't ]"+oneOf(simple)+" "+oddObject+oddPlace)
	}
	if l.asks() {
		return out
	}
	out = append(out, pastAsked+" "+command, pastAsked+" "+command)
	if f.active {
		return out
	}
	done := oneOf(f.done())
	if l.Name != "dispute" {
		out = append(out, "[was|were|wasn't] "+f.object+" [ever |already |really |also |just ||]"+done+orders(f.phrases))
	}
	if l.Name != "rate" {
		out = append(out, "[leave|keep] "+f.object+" [alone|where it is|for now|out of this|in peace|unchanged|for later]")
	}
	return append(out, oddVerbs+" "+f.object, oddVerbs+" "+f.object+tail(f.phrases, -1),
		"[when|why|where|how|by whom|how often|since when] [was|were] "+f.object+" "+done+orders(f.phrases),
		"[has|have|hasn't|had] "+f.object+" [ever |already |really |never ||]been "+done+orders(f.phrases),
		"[who|which of them|what kind of person] [ever |once |never |almost |first ||]"+done+" "+f.object+orders(f.phrases),
		f.object+" [was|were|got|has been|had been] "+done+tail(f.phrases, -1)+" [by $who|by mistake|last week|years ago|without me|in the end|too late|again and again]",
		f.object+" [must not|should not|shouldn't|can't|need not|cannot|won't|does not have to|doesn't need to|is not to] be "+f.participles())
}

// moreNone are near misses and small talk of all kinds, in whole sentences.
var moreNone = []string{
	"[did|has|had|have] [we|i|you|they|$who] ever [see|seen|hear of|heard of|lose|lost|like|liked|get|got|own|owned] [receipt $n|proposal $n|a channel with $who|$money|a vault]", "[when|where|why] [did i get|did they issue|was|do i need] receipt $n[| issued| from $who]", "receipt $n [was|got|came|is] [eaten by the dog|wet|torn|late|for $thing|from $who|in the drawer|printed twice|long ago|about $thing|in my pocket|nicely written]", "[where|how|why] do [receipts|proposals|channels|votes|sellers|stakes|tokens|limits] [come from|work|exist|matter|help|look like|end|cost money]", "[is|are] [receipts|proposals|channels|sellers|tokens|$coins] [safe|legal|a scam|useful|for everyone|new|old|hard to get]", "who [owns|keeps|reads|signs|made|counts] [all the |the |]" + "[receipts|proposals|channels|votes|tokens]",
	"[how|why|since when|until when] [is|was|stays] [the|my|our] channel [with|to] $who [open|busy|slow|so small|so big|in use]", "[leave|keep] [the|my] [stake|limit|bond|vault|vote|budget] [alone|unchanged|at that|in place|where it is]", "how [is|are|was] [the|my|our] [stake|bond|vault|limit|budget|channel|channels|votes] [secured|used|counted|going|protected|doing these days|measured]", "[is|are|was] [my|the] [stake|bond|vault|limit|channel] [safe|at risk|in danger|lost|too big|high enough|insured|gone|necessary]", "[does|do|did|will] [my|the] [stake|bond|channel|limit|vote] [earn interest|expire|pay off|count|matter|grow by itself|bother you|help]",
	"[no|not a|never a|not another] [vote|dispute|payment|channel|stake|swap|rating] [yet|today|this week|please|from me|any more|without me|until monday]", "there [was|were|is|are] no [votes|disputes|payments|channels|swaps|ratings] [yet|today|in $place|last year|from $who|to speak of]", "what [is|was] [the vote|the outcome|the debate|the quarrel|the idea|the history] [on|of|about|behind] proposal $n", "[who|how many people] [voted|spoke|is|are|was|stood up] [for|against] proposal $n", "how did [$who|you|they|people|the others] vote on proposal $n", "[when|where] [was|is|will] proposal $n [written|discussed|published|decided|be decided|come up]", "proposal $n [bores me|was long|came from $who|will be read in $place|needs more debate|is about $thing|can wait|has many friends|is being discussed|was withdrawn]",
	"[i|we] [thought about|talked about|dreamt of|read about|heard about|wrote about] [paying $who|staking $money|voting|disputing receipt $n|a channel with $who|swapping $money|rating $who]", "[paying $who|staking|voting|swapping $coins|checking receipts|opening channels|rating sellers] [is|was] [fun|hard|boring|new to me|not allowed|a habit|easy|what $who does|how $who got rich]", "[i'd pay|i would pay|i'd send|i might send|i could send] $who [if i could|one day|but i'm broke|something nice|only if $who asks|a visit|my regards]", "[i'd|i would|i could|i might] [pay|send|give|stake|swap|lend] $money [one day|if i had it|but i won't|but to whom|but why|perhaps|some time|for a good joke]", "[i can't|i cannot|i couldn't|nobody can|who can] afford [$money|to pay $who|a channel|$money for $thing]", "[i|we] [trust|like|know|miss|met|remember|avoid|envy|admire|follow] $who[| a lot| from $place| since last year]", "$who [likes|knows|met|follows|misses|envies|called|avoids] [me|us|$who|nobody|everybody]", "$who [should be|is|was|seems] [ashamed|proud|nicer|careful|at work|on holiday|asleep|famous|a good cook|a friend of mine|good at chess|from $place|married|late again]", "$who [should|could|must|will|can] [sing|apologise|sleep|call me|come home|be nicer|visit us|do better|wait|know better|stop smoking|learn to cook]", "is $who [asleep|married|at home|famous|your friend|a robot|known in $place|older than $who|real|a good singer|coming today|taller than me]", "[has|have|did] $who [answer|call|come|arrive|eat|slept|called|eaten|been here|changed|write to you|been to $place]",
	"[what|which] [colour|shape|size|taste|smell|age|weight] [is|has|does] [$money|receipt $n|$who|a channel|a token|the vault][| have]", "$money [is|was|were] [under the bed|stolen|a gift from $who|my first salary|lost in $place|all $who had|not enough for $thing|hard to earn|wasted|burnt]", "[i|we|they] [wasted|burnt|hid|counted|inherited|stole|dropped|gambled away] $money[| in $place| with $who| last year]", "[what|how many $thing|how much bread] [does|can|could|would] [$money|one|you] buy[| in $place| these days]", "how [long|hard] [do|must|did] [i|you|$who] work for $money", "[is|was] $money [stolen|lost|much|a fortune|all you have|the price of $thing|more than $money|less than $money]", "what is [$n|$money] [times|plus|minus|divided by|to the power of] [$n|two]", "[$n|three] [plus|minus|times|divided by] [$n|two]", "[add|multiply|subtract|divide|round|compare] $n [and|by|from|with] $n", "[square root|half|double|a third|two percent] of $n", "is $n [a prime|even|odd|bigger than $n|a lucky number]", "how much is $n [and|times|plus|minus] $n",
	"[rate|exchange rate|value|course|history|future|inventor|colour] of $coins", "[who|what] [invented|is behind|backs|controls|likes] $coins", "[will|did|do|can] $coins [rise|fall|crash|die|last|go up|go down|survive][| this year]", "[should|would] [i|we|one] [hold|trust|like|avoid|mine] $coins", "where [are|is|do people use|can you spend] $coins[| used| in $place]", "$coins [or|and|versus] $coins[|, what is better|, which one]", "what's [better|safer|older|the difference], $coins or $coins", "how [are|is] $coins [made|mined|doing|taxed|stored|printed]",
	"[how|why] [do|does|did] [cats|birds|fish|people|stars|trains|volcanoes] [fly|sleep|sing|shine|move|dream|breathe]", "[what|which|who] is the [biggest|oldest|fastest|best|highest|richest|funniest] [$thing|person|city|animal|mountain|song] [in $place|of all time|on earth|you know]", "[how|where] [can|could|do] i [get|go|fly|drive|walk|swim] to $place", "which [bus|train|road|way|plane] [goes|leads|flies|takes me] to $place", "[where|why|how|when] [is|was|are] [my|the|your] $thing", "[my|the|our|your] $thing [fell|ran away|got lost|broke|disappeared|sings|smells|is in $place|was stolen|needs food|makes noise][| in $place| again| last night]", "[what|who|how] [is|was|are] [your favourite $thing|your opinion of $who|your birthday]", "[are|aren't] you [happy|tired|listening|there|married|in $place|my friend]", "you [are|were|seem] [funny|clever|slow|nice|stupid|great|rude|sweet|not helpful|a machine]", "[wake|call|surprise|amuse|entertain|forgive|believe|trust|leave|kiss|hug|teach] me[| now| please| tomorrow| at seven]", "[who|where] is the [king|president|mayor|owner|queen|boss|painter] of [$place|$thing]", "how [warm|cold|wet|windy|sunny] is it [today|in $place|outside|tomorrow]", "[slam|knock on|paint|lock|kick|touch|smell] the [$thing|door|window|gate|mouth]", "[boil|fry|cook|bake|peel|cut|salt] [the |some |an |]$thing[| for $who| for dinner]", "how [do|does|can|should] [i|one|you] [boil|fry|peel|paint|repair|wash|draw|spell|say] [a |the |]$thing", "[recipe|song|poem|film|joke|news|weather|horoscope][:| -|,| for| about| of] [$thing|$place|today|$who]", "[read|tell|sing|show] [me |us |]a [bedtime story|fairy tale|lullaby|riddle|magic trick|limerick]", "[a|one] [fair|good|normal|crazy] [price|deal|bargain] for $thing",
	"[pay|send|transfer|give] [money|something|some coins] to $who", "[check|dispute|stake|swap|rate|find|verify] something[| with $who| for me]", "[a|one|some|any] [payment|channel|dispute|vote|swap|rating|stake|check|limit|seller|quote|receipt]", "[channel|payment|dispute|vote|stake|swap|rating|limit|quote] [for|with|about|of] [someone|something|whatever|$thing]", "[my|the] [dispute|case|complaint|objection] [about|over|against] receipt $n [was won|was lost|is pending|was settled|is closed|took months|is over]", "how [is|was] the [dispute|case] [about|over] receipt $n [going|decided|won|settled]", "who [won|lost|judged|started|paid for] the [dispute|case] [about|over] receipt $n", "is there [a dispute|a case|any dispute|a quarrel] [about|over] receipt $n", "[ask|tell|call|visit|meet|see|warn|wake|help] $who[| about $thing| about the weather| how they are| what's new| where they live| why they left| when they come| to come here| in $place]", "[ask|tell] $who [how old they are|who they are|what to cook|what time it is|i said hello|i am sorry|the truth|to stop|nothing|not to worry|where $place is|if it rains|about $who]", "[say|send|give] [hello|my regards|my love|greetings|a kiss|my best wishes] to $who", "[spend|waste|save|find|earn|lose] [more|less|time|money|a day] [with|on|for|like] [$who|$thing]", "$who [owes|pays|lends|sends|gives|gave|paid] [$who|me|nobody|everyone] [$money|nothing|a lot|$money every week]", "why [does|did|would|should] $who [have|own|get|need|want|pay|owe|deserve] [$money|money|so much|a channel|my vote|five stars]",
}
