package corpus

// Whole sentences of the training grammar, skill by skill: the most common ways to ask.

var payBasic = []string{
	"[pay|send|give|transfer|tip] $to $money",
	"pay $to $money", "pay $to $money", "pay $to $bare",
	"[send|transfer|pay|give] $money to $to",
	"[move|wire] $money to $to",
	"[make a payment of|transfer] $money to $to",
	"$to [should|must] get $money from me",
	"i owe $to $money[, pay it|, send it|]",
	"$money for $to",
	"[let|have] $to have $money",
	"settle [my debt|what i owe] with $to[:|,] $money",
	"$money to $to", "$to $money",
	"[i want to|i need to|i have to|i must|let me|let's] [pay|send|give] $to $money",
	"[can|could|would] you [send|transfer|pay|give] $money to $to",
	"[forward|remit|deliver|route|hand over] $money to $to", "[reward|thank|compensate|reimburse|refund] $to [with|for] $money",
	"[make sure|see to it] [that |]$to [has|gets|receives] $money", "[i'd like|i want] $to to [get|have] $money",
	"$to [is owed|needs|wants|asks for|is waiting for] $money[, pay it|, send it|]", "[a payment|payment] of $money [for|to] $to",
	"[i promised|i lost a bet to|i bought something from] $to[:|,] [pay|send|give] [them|him|her] $money", "[buy|get] $to a coffee for $money",
	"[pay|send] $money over to $to", "[pay|transfer] to $to $money", "[pay|send] $to exactly $money", "[another|also] $money [for|to] $to",
	"hand $to $money", "please see that $money goes to $to", "i want $to to receive $money",
}

var priceBasic = []string{
	"what [does|do|would|will] $tokens tokens cost", "what does $tokens tokens cost",
	"how much [is|are|does it cost for|for] $tokens tokens",
	"how much [do|would|will|does] $tokens tokens cost",
	"[price|cost|the price|the cost] [of|for] $tokens tokens",
	"[what is|what's|tell me|show me|give me] the [price|cost] [of|for] $tokens tokens",
	"how much [does|would|will] $seller [charge|ask|want|take] for $tokens tokens",
	"what does $seller [charge|ask|want|take] for $tokens tokens",
	"what [do|does] $tokens tokens [from|at|with] $seller cost",
	"how much [is|are] $tokens tokens [from|at|with] $seller",
	"[price|cost] of $tokens tokens [at|from|with] $seller",
	"what [do|will|would] i pay for $tokens tokens[| at $seller| from $seller]",
	"what [does it cost|does a job cost|do tokens cost|are the prices|is the price]", "how much is it",
	"[i need|i want|i would buy|i am going to use] $tokens tokens, what [does that cost|will it cost|is the price]", "[estimate|calculate|compute|work out] the [price|cost] of $tokens tokens[| from $seller| at $seller]",
	"[cost|price] for $tokens tokens", "[and |]for $tokens tokens", "if i [use|buy|order] $tokens tokens[| from $seller], [what|how much] [do i pay|is that|does it cost]", "how [expensive|cheap] are $tokens tokens[| from $seller| at $seller]",
	"[tell me|show me|find out|i want to know] what $tokens tokens [cost|would cost|will cost][| at $seller]", "what is the [rate|charge|fee] for $tokens tokens[| at $seller]", "what does $seller take for $tokens tokens", "$tokens tokens [from|at] $seller cost [what|how much]",
	"does $seller [sell|have] $tokens tokens and [for how much|at what price]",
	"[quote|price] me $tokens tokens", "get [me |]a [quote|price] for $tokens tokens[| from $seller]",
	"what would i have to pay for $tokens tokens", "$tokens tokens, how much", "give me $seller's price for $tokens tokens",
}

var openBasic = []string{
	"open a channel with $money for $span", "[open|start|create] a channel with $money for $span",
	"[open|start|create|set up|make] a [channel|payment channel] [with|of|over|holding] $money for $span",
	"[open|start|create|set up] a [channel|payment channel] [to|with] $seller [with|of|over] $money for $span",
	"[open|start|create|set up] a [channel|payment channel] [to|with] $seller for $span with $money",
	"open a $money channel[| to $seller| with $seller] for $span",
	"[fund|open] a channel[| to $seller] for $span with $money",
	"[lock|put|deposit] $money in a channel[| with $seller| to $seller] for $span",
	"i [need|want] a channel[| to $seller| with $seller] [with|of] $money for $span",
	"[i want to|let me|let us] open a [channel|payment channel] [with|of|for|worth] $money[|, $span| for $span| that lasts $span]", "[new|another] channel[| to $seller| with $seller][:|,] $money, $span", "channel [with|to] $seller, $money, $span",
	"[open|start|create] a [channel|payment channel] [that lasts|lasting|running] $span with $money", "[begin|establish|prepare|arrange|make] a channel [with|of] $money [for|over|lasting] $span", "[begin|establish|prepare|arrange] a channel [with|to] $seller [with|of] $money for $span",
	"[open|make] a $span channel with $money", "keep a channel [to|with] $seller open for $span with $money", "[fund|fill] a [new |]channel with $money[| for $span]", "[reserve|set aside|put aside] $money for $span in a channel[| with $seller| to $seller]",
	"[open|start] a channel for $span[| to $seller| with $seller][,| and] [put|lock] $money in[ it|]", "open a channel and [put|lock|load] $money [in it|into it] for $span",
	"open a channel to $seller with $money", "open a channel with $money",
	"i'd like a channel of $money, lasting $span", "for $span, open a channel with $money", "get a channel going with $seller, $money for $span",
}

var closeBasic = []string{
	"close [the|my|our] channel [with|to] $seller", "[end|stop|settle|finish] [the|my|our] channel [with|to] $seller",
	"close [the|my] [channel|payment channel]", "close [|the |my ]channel $seller", "[i want to|] close the channel [with|to] $seller and get [the rest|my money] back",
	"shut [the|my] channel [with|to] $seller", "[terminate|cancel|wind down|settle and close] [the|my|our] channel[| with $seller| to $seller]", "[i do not need|i don't need|i no longer need] [the|my] channel [with|to] $seller[| any more]",
	"[the|my|our] channel with $seller [is done|is finished|should be closed|must end|should end]", "get my [money|deposit|rest] back from [the|my] channel[| with $seller| to $seller]", "close it with $seller", "[let us|let's] close the channel[| with $seller]", "i am done with $seller, close [the|our] channel",
	"wind up my channel with $seller", "the channel to $seller can be closed",
}

var findBasic = []string{
	"[find|look for|search for|show me|get me|list] [a seller|a provider|someone|sellers|providers] [for|who does|who can do|offering] $work",
	"[find|look for|search for] [a cheap|a good|the best|the cheapest] [seller|provider] [for|of] $work",
	"who [sells|offers|does|can do|provides] $work", "where can i [buy|get|find] $work", "i need [someone for|a seller for|] $work",
	"[find|look for] [a seller|a provider|someone] [for|who does] $work [for|at|under|below|for less than|for at most|for up to] $money",
	"who [sells|offers|does] $work [under|below|for less than|for at most] $money",
	"[is there|are there|do you know] [a seller|sellers|someone|anyone|somebody] [for|who does|who can do|that offers|with] $work", "[which|what] [provider|seller|providers|sellers] [does|do|offer|offers|can do] $work", "[i want|i'd like|i would like] to [buy|get|order|have] $work[| for $money| under $money]",
	"[help me find|find me] $work[| for $money| under $money| for less than $money]", "[any|some] [sellers|providers] [of|for] $work", "[i am|we are] looking for [a seller of|a provider of|] $work", "who is [good at|the best at|cheap for|the cheapest for] $work", "[search|browse] the [market|registry] for $work",
	"[show|list] [all|me] [the |][sellers|providers] [of|for] $work", "[recommend|suggest|pick|choose] [a seller|a provider|someone] for $work[| under $money| below $money]", "[someone|a seller|a provider] for $work",
	"which sellers have $work", "is there anybody who offers $work", "i am looking for $work under $money",
}

var verifyBasic = []string{
	"[verify|check|prove|recheck|validate] [|the |my ]receipt $id", "[verify|check|recheck|validate] $last",
	"is [|the |my ]receipt $id [valid|good|right|correct|ok|true]", "is $last [valid|good|right|correct|ok]",
	"[can you|could you|] [check|verify|recompute] receipt [number |no |]$id", "did receipt $id [check out|hold up]",
	"[verify|check] if receipt $id is [right|correct|valid]", "make sure [that |]receipt $id is [right|correct|valid]", "[is|was] [the answer|the job|the work] of receipt $id [right|correct|honest]", "[i want to|let me|i need to] [check|verify|recheck] receipt $id", "[run|do] a check [on|of] receipt $id",
	"[can i|should i|do we] trust [receipt $id|$last]", "[see|tell me|find out] [if|whether] receipt $id is [valid|true|good|honest|right]", "receipt $id[, is it|: is it|, is that] [valid|good|right|ok]", "[inspect|examine|test|audit|review|look into] receipt $id", "[inspect|examine|test|audit|review] $last", "was $last [honest|right|true]",
	"does [the |]receipt $id [match|add up|check out]",
	"does receipt $id hold", "look at receipt $id and tell me if it is valid",
}

var disputeBasic = []string{
	"[dispute|challenge|contest] [|the |my ]receipt $id", "[dispute|challenge|contest] $last",
	"[open|start|file|raise] a [dispute|challenge] [about|over|on|for|against] [|the |my ]receipt $id",
	"receipt $id is [wrong|false|a lie|forged|not right], [dispute|challenge] it", "i [want to|will] [dispute|challenge|contest] receipt $id",
	"take receipt $id to the [contract|referee|judge]", "i do not accept receipt $id", "[i disagree with|i object to|i protest against|i reject|reject] receipt $id", "[i disagree with|i object to|reject] $last", "[the|my] [answer|job|work] of receipt $id [is|was] [wrong|false|a lie|bad][, dispute it|, challenge it]",
	"[begin|launch|bring|make|start] a [dispute|challenge|case] [over|about|against|for] receipt $id", "[prove|show] that receipt $id is [wrong|false|a lie]", "receipt $id [is|was] [a fraud|a fake|cheating|dishonest], [dispute|challenge] it", "the seller [cheated|lied] [on|in|with] receipt $id", "accuse the seller of receipt $id",
	"receipt $id is wrong, take it to the referee", "let us fight receipt $id",
}

var stakeBasic = []string{
	"stake $money", "[stake|bond] $money[| as a provider| as stake| in the vault]", "[add|put|deposit] $money [to|into] [the|my] [stake|vault|bond]",
	"[raise|increase] my stake by $money", "put up $money as stake", "[bond|lock up|stake] another $money", "[top up|grow|extend] [my|the] [stake|bond] [by|with] $money", "[i want|i'd like] to [add|put] $money [to|into] [the|my] [stake|vault]", "[move|send|transfer] $money [to|into] [the|my] [stake|vault|bond]", "increase the bond by $money", "back my [offer|promise|word] with $money",
	"stake [exactly|about|only|all of] $money", "[my|the] stake [goes|should go] up by $money", "$money [to|into|for] [the|my] stake", "i [want to|will|would like to] stake $money",
	"my stake should grow by $money", "put $money at stake",
}

var unstakeBasic = []string{
	"[unstake|unbond|unlock] $money", "[withdraw|take|pull] $money [from|out of] [the|my] [stake|vault|bond]", "[lower|reduce|decrease] my stake by $money",
	"take back $money of my stake", "[free|release|return|remove] $money [of|from] [my|the] [stake|bond|vault]", "[i want|i'd like] $money back from [my|the] [stake|vault|bond]", "[my|the] stake [goes|should go] down by $money", "[cut|shrink] [my|the] stake by $money", "[withdraw|pull out|get back] $money of [my|the] [stake|bond]", "unstake [another|exactly|only] $money",
	"$money [out of|from] [the|my] [stake|vault]", "i [want to|will] unstake $money",
	"get $money out of the vault", "my stake should shrink by $money",
}

var voteBasic = []string{
	"vote $choice on proposal $proposal", "[vote|i vote] $choice [on|for] proposal $proposal", "[cast|put] [a|my] $choice vote [on|for] proposal $proposal",
	"$choice [on|to] proposal $proposal", "[vote|i am|i vote] $side proposal $proposal", "[cast my|my] vote on proposal $proposal is $choice", "[i support|i back|approve|accept|i like] proposal $yes", "[i oppose|i reject|reject|decline|i am against|i dislike] proposal $no", "[i want to|let me|i will] vote $choice [on|for] proposal $proposal", "[count me|mark me|write me down] as $choice [on|for] proposal $proposal", "proposal $proposal [gets|has|should get] my $choice",
	"[for|on] proposal $proposal[:|,] $choice", "my answer to proposal $proposal is $choice", "[vote|we vote] $side number $proposal", "proposal $proposal, $choice",
	"on proposal $proposal i say $choice", "put me down as $choice on proposal $proposal",
}

var balanceBasic = []string{
	"[what is|what's|show|show me|tell me|check|give me] [my|the] balance", "balance", "my balance", "how much [money |]do i have[| left]", "how much [money |]is [left |]in my [wallet|account]",
	"[what is|what's|show|show me|check|tell me] [the balance of $of|$of's balance]", "how much [money |]does $of have", "balance of $of", "what do i have[| left]",
	"how [rich|broke] am i", "can i afford anything", "[how much|what] [is|do i have] in [my|the] wallet", "my [wallet|account|funds|money]", "[show|show me|check|count|look at] my [money|wallet|funds|account|coins]", "what [am i worth|do i own|is my balance now]", "[do i|have i] [have|got] [any |enough ]money[| left]", "how much money is left", "how many dollars do i have",
	"how much is in $of's [wallet|account]", "what [does $of own|is $of's balance|is in the wallet of $of]", "[show|check] the [wallet|account|funds] of $of", "[is|how] [rich|broke] is $of", "what is the balance [of|for] $of",
	"how full is my wallet", "what is left in my account", "what has $of got",
}

var historyBasic = []string{
	"[show|list|give|tell] me my [payments|receipts|history|spending] [of|for|from|over|in] the [last|past] $span", "[show|list] [my|the] [payments|receipts|history|spending] [of|for|from|over] the [last|past] $span",
	"what did i [spend|pay|buy] in the [last|past] $span", "[show|list] [me |]my [payments|receipts|history|spending]", "[payments|receipts|history] of the [last|past] $span", "[what|which] [payments|purchases] did i make in the [last|past] $span", "[list|show|print|give me] [everything|all] [i bought|i paid|i spent|payments|receipts] in the [last|past] $span", "[who|whom] did i pay in the [last|past] $span", "[look at|look up|open|see] my [payments|receipts|history|spending][| of the last $span| of the past $span]",
	"[my|the] [payments|receipts|history|spending] of the [last|past] $span", "[what was|how high was] my spending in the [last|past] $span", "how much have i [spent|paid] [in|over] the [last|past] $span", "my [payments|receipts|history|spending]", "what [have i bought|did i buy] [in|over|during] the [last|past] $span", "how much did i spend in the [last|past] $span",
	"where did my money go in the last $span", "what have i paid for over the past $span",
}

var limitBasic = []string{
	"[set|put|make] [a|my] [spending |]limit [of|to|at] $money $every $period", "[limit|cap] [my |][spending|payments] [to|at] $money $every $period",
	"[never|do not|don't] [spend|pay] more than $money $every $period", "[i want to|] spend at most $money $every $period", "at most $money $every $period",
	"my limit is $money [a|per|each] $period", "[allow|permit|let] [my agent|me|the wallet] [to spend |]$money $every $period", "[change|raise|lower] [the|my] [spending |]limit to $money $every $period", "[stop|block] [payments|spending] [above|over|beyond] $money $every $period", "[i should not|i must not|i can't] spend [more than|over] $money $every $period",
	"[a|the] [budget|allowance|cap] of $money $every $period", "my [budget|allowance|cap] is $money $every $period", "[not|no] more than $money [a|each|every] $period", "$money $every $period [at most|and no more|is the limit]", "allow [|up to |at most ]$money [a|per|each] $period",
	"keep my spending under $money a $period", "no more than $money per $period please",
}

var swapBasic = []string{
	"[swap|exchange|convert|change|trade|turn] $money [to|into|for] $want", "[swap|exchange|convert|trade] $money [to|into|for] $want", "[can you|could you] [swap|convert|exchange] $money [to|into|for] $want",
	"i want to [swap|convert|change] $money [to|into|for] $want", "[i need|i'd like|i would like] to [exchange|swap|trade|turn] $money [to|into|for] $want", "[sell|use] $money [to|into|for] $want", "[do|make] a swap of $money [to|into|for] $want", "[flip|transform|switch] $money [to|into|for] $want", "$money [to|into|for] $want please", "[buy|get] $want [with|for] $money", "[take|use] $money [and|to] [buy|get] $want",
	"make $money [to|into|for] $want",
}

var rateBasic = []string{
	"[rate|give|score] $seller $score", "[give|leave] $seller $score stars", "[rate|mark|score] $seller [with |as |]$score[| stars| out of 5| of 5| points]",
	"$seller [gets|deserves|earned] $score[| stars| out of 5| points]", "[leave|write|give] [feedback|a rating|a mark] of $score [for|to] $seller", "[my rating for|i rate] $seller [|is |with ]$score", "$seller [was|did] [great|good|bad|ok|awful], [give them|that is|so] $score", "[a|my] [mark|score|rating|grade] of $score [for|to] $seller", "[mark|score|grade] $seller [at|as|with|a] $score", "[rate|review] $seller[:|,] $score[| stars| points]", "$score [stars|points|out of 5] [for|to] $seller",
	"[my|the] [score|mark|grade|feedback] [for|of|on] $seller is $score", "[i want to|let me] [give|rate] $seller $score[| stars| points| out of 5]", "[set|make] [the|my] [rating|score] of $seller [to|] $score", "[write|put] $score [in the feedback|as feedback|as a score] for $seller",
	"put $score stars down for $seller", "i would give $seller $score out of 5",
}

var quoteBasic = []string{
	"[get|ask for|request|fetch] [a|the] [quote|offer|price list] [from|of] $seller", "[ask|get] $seller for [a|an] [quote|offer|price list]", "what are $seller's prices", "[show|show me|list] the prices of $seller",
	"[show|show me|list] $seller's [prices|price list|offer]", "what does $seller [charge|ask|sell|offer]", "how [expensive|cheap] is $seller", "[what|how much] does $seller [cost|charge me|ask for]", "[i want|i need|get me] [a|the] [quote|offer|price list] [from|of] $seller", "[quote|offer|price list|prices] [from|of] $seller", "[check|look up|compare|find out] [the prices of $seller|$seller's prices]", "what [are|is] the [prices|price list|offer|quote] of $seller", "[could|can] $seller [make|give|send] me [a|an] [quote|offer]",
	"$seller's [prices|quote|offer|price list]", "[tell|show] me $seller's [prices|quote|offer|price list]", "[talk|speak] to $seller about [the |]prices",
	"let me see what $seller charges", "i want an offer from $seller",
}
