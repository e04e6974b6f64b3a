package corpus

// development is the grammar by which the training grammar and the recipe were chosen. Its patterns occur neither in
// training nor in the held-out grammar.
var development = Sentences{
	Requests: map[string][]string{
		"pay": {
			"would you get $to the $money i owe", "$to: please take $money from me and pay", "see if you can send $money, it goes to $to", "$money, that's for $to, send it", "i'm supposed to pay $to, the sum is $money", "let's send $to some money, $money", "there's an open bill from $to over $money, settle it", "$to was so kind to lend me $money, give it back", "wire transfer, $money, beneficiary $to", "please arrange for $money to reach $to $on", "$money is due to $to, please pay it", "pay off the $money i owe $to", "can $to be paid $money for $why",
		},
		"price":          {"how pricey is a job with $tokens tokens", "$tokens tokens, what would the bill be", "i'd need $tokens tokens, cost", "do you happen to know what $seller takes for $tokens tokens", "is there a price for $tokens tokens", "what price would $seller put on $tokens tokens", "would you tell me the price if i took $tokens tokens", "how costly might $tokens tokens get", "what amount would $tokens tokens cost me at $seller"},
		"open-channel":   {"i wish i had a channel with $seller holding $money", "$seller and me, a channel, $money", "let's get a channel to $seller off the ground with $money $for", "channel wanted: $money with $seller", "there should be a channel to $seller with $money in it", "do open a channel, $seller is the seller, $money the deposit", "my money, $money, should sit in a channel to $seller $for", "put together a channel for $seller with $money"},
		"close-channel":  {"the channel i have with $seller should go away", "i don't buy from $seller any more, close our channel", "my business with $seller is over, shut the channel", "please have my channel to $seller settled", "no further need for the channel with $seller", "let go of the channel with $seller", "bring the channel to $seller to an end", "$seller can have the channel closed"},
		"find-seller":    {"who around here does $work", "i can't do $work myself, find me a seller", "whom would you pick for $work", "show me where to get $work for $money", "know anyone offering $work", "which of the sellers could do $work under $money", "a seller, please, for $work", "$work must be done, who's offering", "i'd pay up to $money for $work, find someone", "give me names of sellers for $work"},
		"verify-receipt": {"take a close look at receipt $id, is it ok", "i'm not convinced by receipt $id, verify it", "would you say receipt $id is correct", "receipt $id, please check whether it's right", "just to be safe, check receipt $id", "is there any problem with receipt $id", "could you see about receipt $id being valid", "has receipt $id been computed properly", "see that $last is verified"},
		"dispute":        {"receipt $id is nonsense and i dispute it", "i have a problem with receipt $id, open a dispute", "they cheated me with receipt $id, challenge it", "call in the referee about receipt $id", "my objection is to receipt $id", "what receipt $id says isn't true, challenge it", "there must be a dispute about receipt $id"},
		"stake":          {"my bond needs $money more", "i'd like to have $money staked", "make my stake bigger by $money", "please take $money and stake it", "let $money be added to the stake", "want to stake: $money", "go up with my stake, $money"},
		"unstake":        {"i'd want $money from the vault again", "less stake for me, take out $money", "get me back $money that i staked", "please let $money come out of my stake", "could you unlock $money from the vault"},
		"vote":           {"what i vote on proposal $proposal is $choice", "proposal $proposal should have my vote, a $choice", "$choice, that's my vote for proposal $proposal", "i go for $choice in the case of proposal $proposal", "do vote $choice when it's about proposal $proposal", "i'd rather vote $side proposal $proposal", "i can't support proposal $no, vote against", "happy to support proposal $yes", "there's a vote on proposal $proposal, mine is $choice"},
		"balance":        {"anything left in my purse", "what money do i have these days", "how is my balance looking", "is $of doing well, money-wise", "what's there in my account", "how much is to be found in $of's account", "what does $of's account hold", "let me hear how much i've got"},
		"history":        {"since $since, what have i bought", "which bills did i pay in the last $span", "may i have a look at my receipts of the last $span", "how much money went out over the past $span", "what went on with my payments in the last $span", "recent spending, the last $span", "i'd like my history back to $since", "all that i paid since $since please"},
		"limit":          {"i shouldn't be able to spend more than $money $every $period", "give my agent $money $every $period and no more", "let it be $money $every $period at the very most", "please hold me to $money $every $period", "spending has to end at $money $every $period", "not above $money $every $period, please", "$money will do as a $cadence limit", "we agree on a limit: $money $every $period"},
		"swap":           {"i hold $money and would like $want", "please turn my $money to $want", "$want would be better than $money, swap", "do me $want out of $money", "all of the $money into $want please", "could you get $want for the $money i have", "i sell $money, i buy $want"},
		"rate":           {"$seller did what i asked, so $score stars", "let me leave $score stars for $seller", "i am leaving $seller a rating of $score", "$seller's rating by me is $score", "please note my $score stars for $seller", "the grade i give to $seller is $score", "it was a $score star job by $seller"},
		"quote":          {"what do they charge over at $seller", "try to get an offer out of $seller", "could $seller's price list be shown", "a price list of $seller, please", "tell $seller to send me a quote", "how much money does $seller want", "what kind of prices has $seller got"},
	},
	Lists: map[string][]string{
		"pay":            {"send $money to each of these: $to, ~$to", "$to needs $money and ~$to needs $money, pay", "one payment of $money to $to, ~one of $money to $to"},
		"verify-receipt": {"take a look at receipts $id and ~$id, are they right"},
		"vote":           {"i'm for $choice on proposals $proposal and ~$proposal"},
		"rate":           {"for $seller $score stars, for ~$seller $score stars"},
		"balance":        {"how rich are $of and ~$of"},
		"quote":          {"let $seller and ~$seller send me their offers"},
		"close-channel":  {"please have the channels to $seller and ~$seller closed"},
	},
	None: []string{
		"i might pay $who", "i'd love to pay but i don't know whom", "$who got $money, did you know", "it's not time to pay $who $money", "leave $who without money", "i was paid $money by $who", "transfer it to someone", "how come $who has $money", "i want to open something with $who", "my channel with $who stays open", "how is the channel with $who doing", "what did receipt $n cost", "receipt $n got lost in $place", "there's no need for a dispute over receipt $n", "did we ever dispute receipt $n", "how safe is my stake of $money", "keep my stake as it is", "what's your vote on proposal $n", "did proposal $n go through", "no vote on proposal $n yet", "do i have $money worth of $coins", "how do $coins work", "where do $coins come from", "$who deserves better", "is $who a good seller", "how is my limit", "i like to spend $money", "what is a fair price for $thing", "ask $who how it's going", "$who doesn't answer",
		"paint $who with $thing", "which way to $place", "what's the best $thing", "have you seen my $thing", "let's talk about $thing", "make me laugh", "i lost my $thing in $place", "who's the king of $place", "i want to go to $place", "what year is it", "can $thing fly", "wake me up", "you're funny", "shut the $thing", "is there $thing in $place",
	},
	Joins: []string{
		"$a. now $b", "$a, together with that $b", "$a. as for the rest, $b", "$a, moreover $b", "$a. that done, $b", "here is what i need: $a, $b", "$a. at the end $b", "$a. what's more: $b. and $c",
	},
}
