package corpus

import "math/rand/v2"

// Events are requests as nouns: "a payment of $money to $to". They serve every skill alike: what wants them is a call,
// what tells of them, denies them or asks about them is not.

// wanting stands before an event that is asked for, granting behind it.
const wanting = "[i'm after|i could do with|i could use|i would welcome|i am asking for|i came for|i'm here for|i request|we request|i hereby order|it's time for|let there be|there has to be|let's have|could we have|can we have|may i ask for|might i have|could you arrange|please arrange|can you manage|please organise|can you see to|see to|i'll take|wanted:|needed:|task:|order:|to do:|request:|required:|the next thing is|next up is|what's needed is|what i'm after is|all i ask for is|i'd be glad of|i've got to have|i was hoping for|would you get me|what i still lack is|my order is|this is a request for|kindly provide|be so kind as to arrange|i wish for|i wish i had|we should have|i must have|would it be possible to have|is it possible to have|bring about|think you could manage|do me the favour of|what i'd like is|what i wish for is|my wish is|how about|what about|make sure there is|take care of|work on|let it be|give us|get us]"
const granting = "[ is what i want| is what i need| is what i'm after| is wanted| is needed| is next| is all i need| is all i want| would be good| would be great| would be nice| would help| would suit me| would be welcome|, that's my wish|, that's what i want|, if you please|, make it so|, go ahead|, do it|, that's the task|, can you do that|, can that be done|, is that possible|, can you manage that|, get it done|, see to it|, yes please| - do it|, that's the plan| it is|, go for it|, would that be possible|, i ask you|, make it happen| is due now| is my request| is my wish|, that would be all|, arrange that]"

// recalling stands before an event that is only talked about, dismissing behind it.
const recalling = "[no need for|there was never any need for|no call for|we never had|i never got|i never asked for|nobody asked for|who asked for|who wanted|did you see|did you ever see|have you seen|i've heard of|i heard about|i dreamt of|i read about|i was told about|we talked about|we laughed about|what came of|whatever happened to|what became of|how did you like|what did $who say about|tell $who about|remind $who of|do you remember|thanks for|sorry about|so much for|what's wrong with|what's the use of|what's the point of|what good is|what do you think of|how would you describe|who invented|who decides on|who is behind|i don't care about|i'm not after|i could do without|i can live without|i did not ask for|i don't want|i don't need|we don't need|we do not want|hold off on|hold off with|wait with|anything but|instead of|the opposite of|it's not about|this isn't about|$who got|$who had|$who never got|$who dreams of|$who told me about|$who was promised|$who is against|last year we had|yesterday there was|is there any reason for|it is too early for|it's too late for|the day before|the story of|a poem about|a picture of|a song about|draw|paint|sing about|spell|translate|without|nothing comes of|nothing is as good as|would $who like|imagine|suppose there were|if only $who had|i wonder who got|how does $who like|$who keeps talking about|why was there|how come there was|when was there|it wasn't me who wanted|i wouldn't dream of|please forget|forget about|spare me|keep me away from|save yourself]"
const dismissing = "[ was nice| was a mistake| would be wrong| is not what i want| is not what i asked for| is the last thing i want| is out of the question| can wait| has to wait| will not be needed| isn't needed| isn't necessary| never happened| did not work| didn't help| came too late| made me laugh| is over| is old news| was cancelled| was never wanted| took too long| went well| made $who happy| surprised $who| is not for me| is a secret|, who wants that| - no, leave it|, or rather not|, no thanks|, not today|, not yet|, not any more|, what for|, what does that mean|, how does that work|, said $who|, asked $who| happened last year| was $who's idea| belongs to $who| reminds me of $thing| is like $thing| was a bad joke| was the talk of $place| was all i heard|, i wonder how|, whose idea was that|, that was yesterday|, i'd rather sing| made no difference| was never mentioned again]"

var (
	payEvents     = []string{"a [payment|transfer|tip] of $money to $to", "a $money [payment|transfer] to $to", "a payment to $to over $money", "$money to $to for $why", "a transfer to $to, $money"}
	priceEvents   = []string{"the [price|cost] of $tokens tokens[| at $seller]", "$seller's price for $tokens tokens", "a price for $tokens tokens from $seller", "the cost of $tokens tokens at $seller", "an estimate for $tokens tokens"}
	openEvents    = []string{"a channel [to|with] $seller [with|of|over] $money[|| for $span| until $until]", "a payment channel of $money for $span", "a $money channel [to|with] $seller", "a channel with $money in it", "a fresh channel for $seller, $money[|, $span]"}
	closeEvents   = []string{"an end to [my|our|the] channel [with|to] $seller", "the closure of [my|our|the] channel [with|to] $seller", "the rest of my money from the channel [with|to] $seller", "a final settlement of the channel [with|to] $seller"}
	findEvents    = []string{"[a seller|someone|a provider|somebody] for $work[|| under $money]", "someone who does $work[|| for $money]", "a seller of $work", "[a list|a choice] of sellers for $work"}
	verifyEvents  = []string{"a [check|verification|review|test] of receipt $id", "a second look at receipt $id", "a check on $last", "a thorough inspection of receipt $id"}
	disputeEvents = []string{"a [dispute|case|challenge|complaint] [over|about|against] receipt $id", "a referee for receipt $id", "a dispute about $last", "a fight over receipt $id"}
	stakeEvents   = []string{"an extra stake of $money", "$money more in the vault", "a stake of $money", "an increase of my stake by $money", "another $money in my bond"}
	unstakeEvents = []string{"$money [out of|back from] [the|my] [stake|vault|bond]", "a withdrawal of $money from [the|my] [vault|stake|bond]", "a stake smaller by $money", "a cut of $money in my stake", "the release of $money from my stake"}
	voteEvents    = []string{"a $choice on proposal $proposal", "a vote $side proposal $proposal", "a $choice from me [to|for|on] proposal $proposal", "a $choice vote on proposal $proposal"}
	balanceEvents = []string{"my [balance|account balance]", "$of's [balance|account balance]", "a look [at|into] [my wallet|my account|the account of $of|$of's wallet]", "the balance of $of", "a view of my funds"}
	historyEvents = []string{"my [payments|spending|purchases] $past", "a [list|summary] of my [payments|receipts|spending][| $past]", "an overview of what i spent $past", "the full list of my payments $past"}
	limitEvents   = []string{"a [spending |]limit of $money $every $period", "a [cap|budget|ceiling] of $money $every $period", "a $cadence limit of $money", "a maximum of $money $every $period for my spending"}
	swapEvents    = []string{"a [swap|trade|exchange] of $money [for|into] $want", "$want for $money", "a conversion of $money to $want", "a change from $money to $want"}
	rateEvents    = []string{"a [rating|score|mark] of $score for $seller", "$score stars for $seller", "a $score out of 5 for $seller", "a review of $seller with $score stars"}
	quoteEvents   = []string{"a [quote|offer|price list] from $seller", "$seller's [prices|price list|rates]", "the prices of $seller", "a look at the prices of $seller", "a word from $seller about the price"}
)

// wanted draws a pattern that asks for an event.
func (l lesson) wanted(r *rand.Rand) string {
	event := pick(r, l.events)
	switch p := r.IntN(100); {
	case p < 55:
		return wanting + " " + event
	case p < 95:
		return event + granting
	}
	return "[would|will|might] " + event + " be [possible|an option|doable|feasible]"
}

// unwanted draws a pattern that talks about an event.
func (l lesson) unwanted(r *rand.Rand) string {
	event := pick(r, l.events)
	if chance(r, 62) {
		return recalling + " " + event
	}
	return event + dismissing
}

// eventPatterns are all that wanted and unwanted can draw.
func (l lesson) eventPatterns() (wantedOnes, unwantedOnes []string) {
	for _, e := range l.events {
		wantedOnes = append(wantedOnes, wanting+" "+e, e+granting, "[would|will|might] "+e+" be [possible|an option|doable|feasible]")
		unwantedOnes = append(unwantedOnes, recalling+" "+e, e+dismissing)
	}
	return wantedOnes, unwantedOnes
}
