package corpus

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Lists beyond those of the frames' files. ~ begins the next call of the same skill.

var (
	stakeLists   = []string{"[stake|bond] $money and [then |]~another $money", "stake $money [now and|and later|and after that] ~$money[ more|]", "[raise|increase] my stake by $money and then by ~$money"}
	unstakeLists = []string{"[unstake|unbond] $money and [then |]~another $money", "take $money [out of|from] the vault and then ~$money[ more|]", "[lower|reduce] my stake by $money and then by ~$money"}
	historyLists = []string{"[show|list] my payments of the last $span and ~of the last $span", "my spending in the last $span and ~in the last $span", "what did i [spend|pay] in the last $span and ~in the last $span"}
	limitLists   = []string{"at most $money $every $period and ~$money $every $period", "[set|put] a limit of $money $every $period and ~[one of |]$money $every $period", "[allow|limit my spending to] $money $every $period and ~$money $every $period", "limits: $money per $period, ~$money per $period", "[never|don't] spend more than $money $every $period or ~$money $every $period"}
	swapLists    = []string{"[swap|convert|change|exchange] $money [to|into] $want and ~$money [to|into] $want", "$money to $want and ~$money to $want", "[sell|use] $money for $want and ~$money for $want", "[buy|get] $want for $money and ~$want for $money"}
)

var payWiderLists = []string{
	"[both |]$to and ~$to [get|should get|receive|must have|have to get|are owed|need|each get] $money[| each| from me]", "$to, ~$to and ~$to [get|should get|receive] $money[| each]", "$money [goes|go|should go] to $to and ~$money to $to", "[first|now] [pay|send|give] $to $money, then ~$to $money", "$to [gets|receives] $money, ~$to $money[ and ~$to $money|]", "i owe $to $money and ~$to $money[, pay them|, settle both|]", "[pay|send] $money to $to[,| and] [also|plus|as well as] ~$money to $to", "[send|pay|give] $money each to $to[,| and] ~$to[| and ~$to]", "[pay|tip|reward] $to as well as ~$to with $money", "[pay|send|give|tip] [these people|everyone here|them both|the two] $money[ each|]: $to[,| and] ~$to", "payments: $to $money, ~$to $money[, ~$to $money|]", "let $to and ~$to have $money[ each|]", "not only $to but also ~$to gets $money", "$to should get $money, and so should ~$to", "$to is owed $money, ~$to is owed $money", "$money for $to, the same for ~$to", "[pay|send] $to $money and do the same for ~$to", "one transfer to $to, $money, ~another to $to, $money", "along with $to, ~$to [gets|should get] $money[ too|]",
}

var otherLists = map[string][]string{
	"price":          {"[price|cost] of $tokens tokens and ~of $tokens tokens[| at $seller]", "how much are $tokens tokens and ~$tokens tokens", "[compare|tell me] the price of $tokens tokens [at|from|between] $seller and ~$seller", "for $tokens tokens, what do [both |]$seller and ~$seller [charge|want|ask]", "[at|with] $seller and [at|with] ~$seller, what do $tokens tokens cost", "prices of $tokens tokens: $seller, ~$seller[, ~$seller|]", "how much would $tokens tokens be [at|with] $seller, and [at|with] ~$seller", "$tokens tokens at $seller as well as ~at $seller, how much"},
	"open-channel":   {"open [two |]channels: [one |]to $seller with $money, ~[one |]to $seller with $money", "$seller and ~$seller [each |]get a channel [of|with] $money", "[i need|i want] channels [with|to] both $seller and ~$seller, $money each", "a channel to $seller and ~one to $seller, $money each", "a channel of $money each for $seller and ~$seller", "lock $money in a channel to $seller and ~$money in one to $seller", "channels of $money [to|with] $seller as well as ~$seller"},
	"close-channel":  {"[close|end|shut|settle] both channels, [the one |]with $seller and [the one |]with ~$seller", "[close|end] [the|my] channel [with|to] $seller, then ~[the one|that] [with|to] $seller", "[close|end|shut] [the|my] channels: $seller, ~$seller[ and ~$seller|]", "[close|end|shut] [the|my] channels [with|to] $seller, ~$seller and ~$seller", "i'm done with [both |]$seller and ~$seller, close the channels", "channels [to|with] $seller as well as ~$seller [should be closed|closed, please]", "no more channels [with|to] $seller and ~$seller", "close $seller's channel and ~$seller's", "neither the channel with $seller nor ~the one with $seller is needed, close both"},
	"find-seller":    {"i need $work as well as ~$work", "[sellers|someone] for both $work and ~$work", "[find|look for] [sellers|providers] for $work, ~$work[ and ~$work|]", "who does $work, and who ~$work", "two jobs, $work and ~$work, find sellers", "[buy|get|order] [me |]$work and also ~$work", "$work and ~$work[:|,] who [does|sells|offers] [that|them]", "find someone for $work and someone else for ~$work", "[first|now] find $work, then ~$work"},
	"verify-receipt": {"[are|is] both receipt $id and ~receipt $id [valid|ok|right|correct]", "receipts $id and ~$id[:|,] [check them|verify both|are they valid|check both|verify|valid]", "have receipts $id and ~$id [checked|verified|validated]", "[check|verify|validate] [these|two|both] receipts: $id[,| and] ~$id", "[check|verify] receipts $id, ~$id and ~$id", "[check|verify|validate] receipt $id as well as ~$id", "first [check|verify] receipt $id, then ~$id", "[do|did] receipts $id and ~$id [check out|hold up|match|hold|add up]", "is receipt $id valid and [is |]~receipt $id[ too|]", "receipts $id, ~$id[, ~$id|] - [check them all|verify all|verify]", "[were|was] [the seller|they] honest in receipts $id and ~$id", "not just receipt $id but also ~$id should be checked"},
	"dispute":        {"receipts $id and ~$id are [wrong|false|forged], [dispute|challenge] [both|them]", "[dispute|challenge] both receipt $id and ~receipt $id", "[dispute|challenge|contest] receipts $id, ~$id and ~$id", "have receipts $id and ~$id [disputed|challenged]", "i [dispute|challenge|reject|object to] receipt $id as well as ~$id", "[take|bring] receipts $id and ~$id to the referee", "first [dispute|challenge] receipt $id, then ~$id", "a dispute over receipt $id and ~one over receipt $id", "receipts $id, ~$id[, ~$id|]: [dispute|challenge] [them|all|]", "i do not accept receipts $id and ~$id"},
	"vote":           {"[my vote is|put me down as|i say|i choose] $choice on proposals $proposal and ~$proposal", "[on|for] both proposals $proposal and ~$proposal [i vote|vote|i say|my vote is] $choice", "proposal $proposal $choice, ~proposal $proposal $choice", "proposals $yes, ~$yes and ~$yes [have my support|should pass, vote yes|: yes]", "i [support|back|approve] proposal $yes but ~oppose proposal $no", "i [oppose|reject] proposal $no but ~support proposal $yes", "[yes|aye] to proposal $yes, ~no to proposal $no", "[no|nay] to proposal $no and ~yes to proposal $yes", "vote for proposal $yes and ~against proposal $no", "vote $choice on $proposal, ~$choice on $proposal[ and ~$choice on $proposal|]", "[support|back] both proposal $yes and ~proposal $yes", "[i'm|i am] $side proposal $proposal as well as ~$proposal", "vote $choice on proposal $proposal and the same on ~$proposal", "[reject|oppose] [proposals |]$no, ~$no and ~$no"},
	"balance":        {"what [do|does] $of and ~$of [have|own|possess]", "[what|how much] [money |]has $of got, and ~$of", "$of's balance and ~that of $of", "[both|the] balances[:|,] $of and ~$of", "are $of and ~$of [rich|broke|solvent|poor]", "balances of $of, ~$of and ~$of", "how much money is in the accounts of $of and ~$of", "what is in $of's wallet and in ~$of's", "first the balance of $of, then ~of $of", "[compare|show] what $of and ~$of have", "have $of and ~$of got [any |]money", "$of as well as ~$of, [how much do they have|their balances]", "is $of rich, and is ~$of"},
	"rate":           {"$seller: $score, ~$seller: $score[, ~$seller: $score|]", "[rate|mark|score] $seller $score, ~$seller $score[ and ~$seller $score|]", "give $score stars to $seller and ~$score to $seller", "ratings: $seller $score, ~$seller $score", "[leave|give] [both |]$seller and ~$seller [a rating of |a score of |]$score[ stars|]", "i give $seller $score and ~$seller $score[ stars|]", "$seller was good, $score, ~$seller was bad, $score", "$seller as well as ~$seller [gets|deserves] $score[ stars|]", "my ratings are $score for $seller and ~$score for $seller", "rate $seller, ~$seller and ~$seller $score[ stars| each|]", "put down $score for $seller and ~$score for $seller"},
	"quote":          {"what are the prices of $seller and ~$seller", "how expensive are $seller and ~$seller", "have $seller and ~$seller [quote|send a quote|make an offer|send price lists]", "[a quote|an offer|a price list] from $seller and ~one from $seller", "$seller and ~$seller[:|,] [quotes|prices|offers|what do they charge]", "[i want|i'd like|get] quotes from [both |]$seller and ~$seller", "[quotes|offers|prices] from $seller, ~$seller and ~$seller", "what does $seller charge, and what ~$seller", "[see|show me|find out] what $seller and ~$seller [charge|want|ask]", "$seller's prices as well as ~$seller's", "could $seller and ~$seller make me an offer", "ask $seller as well as ~$seller for [a quote|prices|an offer]", "which is cheaper, $seller or ~$seller", "[ask for|request] the price lists of $seller and ~$seller"},
}

// listed draws a sentence that asks for the same thing several times. Half are made from a frame, the verb said once:
// "close the channel with a and the channel with b".
func (l lesson) listed(r *rand.Rand) string {
	if gapped := l.gapped(); len(gapped) > 0 && chance(r, 35) {
		return pick(r, gapped)
	}
	return pick(r, l.lists)
}

// gapped are the lists that the frames give. Frames that have no slot to tell the parts by are left out, and what is
// optional, as it would not be clear which part it belongs to.
func (l lesson) gapped() (out []string) {
	if !slices.Contains([]string{"pay", "price", "close-channel", "find-seller", "verify-receipt", "dispute", "vote", "swap", "rate", "quote"}, l.Name) {
		return nil
	}
	for _, f := range l.frames {
		part, whole := f.object, true
		for _, p := range f.phrases {
			if !strings.HasPrefix(p, "?") {
				part += " " + p
			}
			whole = whole && !strings.HasPrefix(p, "and ") && !strings.HasPrefix(p, "[and")
		}
		sure := part
		for strings.Contains(sure, "[") { // a slot that is one choice among others tells nothing apart
			at := strings.Index(sure, "[")
			_, after := alternatives(sure, at)
			sure = sure[:at] + sure[after:]
		}
		if !whole || !strings.Contains(sure, "$") || strings.Contains(sure, "$last") {
			continue
		}
		first := spaced(oneOf(f.verbs), part)
		part = strings.TrimPrefix(strings.TrimPrefix(part, "[me |]"), "[me |some ||]")
		out = append(out, "[|||please |can you |i want to |could you |let's |i'd like to ]"+first+"[ and| and also|, and| plus|, then| and then|, also|, and after that| and afterwards| along with| together with] ~"+strings.TrimSpace(part),
			first+", ~"+strings.TrimSpace(part)+"[ and|, and] ~"+strings.TrimSpace(part))
	}
	return out
}
