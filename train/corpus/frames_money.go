package corpus

// The training grammar's frames of skills that move money. $on is a day for which a payment is meant.

var payFrames = []frame{
	verb("send,transfer,wire,pay,give,move,forward,remit,deliver,route,push,pass,hand,hand over,ship,dispatch,direct,donate,return,lend,bring,pay out,send out,send over,pass on,advance", "$money", "to $to", "?$on"),
	verb("pay,send,give,tip,hand,wire,lend,toss,slip,slide,spot,shoot,drop,throw,forward,advance,bring,transfer,owe and pay", "-$to $money", "?$on"),
	verb("pay,send,give,tip,hand,wire,forward", "-$to [the amount of|a sum of|a total of|the sum of|exactly|about|only|another|an extra|a further] $money", "?$on"),
	verb("reward,thank,compensate,reimburse,refund,tip,repay,credit,supply,provide,fund,support,sponsor", "$to", "[with|by sending|by paying] $money", "?$on"),
	verb("reimburse,compensate,reward,refund,repay,pay,thank", "$to", "for $why", "[with|in the amount of|the sum of] $money"),
	verb("pay,give,send,wire,transfer", "-$to $money for $why", "?$on"),
	verb("send,pay,transfer,give,wire,move", "$money", "to $to", "for $why"),
	verb("make,do,start,issue,schedule,arrange,execute,initiate,submit,place,process,complete,authorise,authorize,approve,trigger,send off,send,prepare,perform,carry out", "+a [payment|transfer|transaction|remittance|money transfer|bank transfer]", "[of|for|over|worth|in the amount of|totalling] $money", "[to|for|in favour of] $to", "?$on"),
	verb("make,do,start,issue,schedule,arrange,submit,place,process,send", "+a $money [payment|transfer|transaction|tip|gift|donation|bonus]", "[to|for] $to", "?$on"),
	verb("settle,clear,pay off,square,cover,pay,take care of,pay back,sort out,deal with", "[my debt|my bill|my tab|the bill|the invoice|what i owe|the account|the tab|my dues|the debt|my loan]", "[with|to] $to", "[of|by paying|with|for|, which is|amounting to|:] $money"),
	verb("take,withdraw,use,grab,pull,draw,get", "$money", "[from|out of] [my|the] [wallet|account|balance|funds|purse]", "and [give|send|pass|hand|pay|forward|transfer] it to $to"),
	verb("put,drop,load,place,deposit,leave,credit", "$money", "[in|into|to|on] $to's [account|wallet|pocket|balance|purse|hands|name]", "?$on"),
	verb("transfer,move,send,push", "$money", "from my [wallet|account|balance|funds|purse]", "[to|over to|on to] [$to|$to|$to's wallet|$to's account]"),
	verb("top up,fill,load,credit,fund", "$to's [account|wallet|balance|purse]", "with $money"),
	verb("spend", "$money", "on $to"),
}

var payMore = []string{
	"[payment|transfer|tip|transaction|remittance|money]:[| please] $money [to|for|->|=>] $to", "[payment|transfer|tip][:| -|,|] $to[,|] $money", "$to[:| -|,| =| ->| <-] $money", "$money[ -> | => |: |, | > ]$to",
	"$to [is getting|is due|will get|will receive|shall have|should have|ought to get|must receive|has earned|has a claim to|is to receive|is to get|can have|gets] $money[| from me| from my wallet| from us]",
	"[recipient|payee|to|receiver|beneficiary][:|] $to[,|;|] [amount|sum|value][:|] $money", "[amount|sum|value][:|] $money[,|;|] [recipient|payee|to|receiver|beneficiary][:|] $to",
	"[pay|send|transfer][:|] [to|recipient][:|] $to[,|] [amount|sum][:|] $money", "i [still |]owe $to $money[,| and] [please |][settle it|pay it back|take care of it|square it|send it over|let's settle that|pay it for me|transfer it|clear it|deal with it]",
	"$to [helped me|did a great job|did good work|was kind to me|paid for lunch|paid for me|won our bet|is waiting|needs help|asked for money|sent me a bill|sent an invoice|lent me money][.|,|, so|. so|;| and] [please |][send|pay|give|transfer|wire] [him|her|them] $money",
	"[my|our] [friend|colleague|brother|sister|agent|partner|neighbour|client|supplier] $to [needs|is owed|should get|should receive|gets|wants|has to get] $money", "[send|pay|give|transfer] [my|our] [friend|colleague|brother|sister|agent|partner|client|supplier] $to $money",
	"[send|pay|give|transfer] $money to [my|our] [friend|colleague|brother|sister|agent|partner|client|supplier] $to", "[there is|here is|here's|i have] $money for $to[| please send it|, send it|, deliver it|]",
	"[the bill|the invoice|the debt|my debt|the fee] [of|from] $to is $money[, pay it|, please pay|, settle it| and should be paid]", "what about sending $to $money", "[with|using] my [wallet|account], [pay|send|give] $to $money",
	"$money [should|must|has to|needs to] [go|get|reach|arrive|be on its way|make its way|find its way|be with|land with|end up with] [to |at |]$to", "$money [goes|go|must go|will go|are going] to $to", "[i want|i'd like|i would like|i need|we want] $money [sent|paid|given|to go|to be with|moved|wired|out] to $to",
	"[my payment|the payment|a payment] to $to [should be|is|must be|will be] $money", "[let|make] $to [have|get|receive|be paid] $money", "pay $money $to", "$on[,|] [send|pay|give|transfer] $to $money", "$on[,|] [send|pay|transfer|wire] $money to $to", "[schedule|plan|set up|prepare] [|a payment of |a transfer of ]$money [to|for] $to $on",
	"[buy|get] $to [lunch|dinner|a drink|a beer|a present|flowers] for $money", "$to [asked me for|asks for|charged me|bills me|invoiced me|wants] $money[,| and|, please|:] [pay|send it|transfer it|give it to them|settle it]", "it's $to's [birthday|day], send [them |him |her |]$money",
	"[do the|handle the|execute the] [transfer|payment] to $to[,|:| of| -] $money", "hand $to $money", "[please |]see that $money goes to $to", "[i want|we want|i'd like] $to to [receive|be paid|be given|end up with|own] $money", "$to [earned|deserves] $money[, send it|, pay up|, please pay|]", "[compensation|reward|refund|tip|bonus|salary|wage|fee|rent] for $to[:|,|] $money", "i [lost|owe] $money to $to[,| and] [pay|settle|send it]",
}

var payLists = []string{
	"[send|pay|give|transfer|wire] $to [|and |, ]~$to $money each", "[send|pay|give|tip] $to $money and ~$to $money", "[send|transfer|wire|pay|give] $money to $to and ~$money to $to", "[send|transfer|give] $money to $to, ~$money to $to and ~$money to $to", "[pay|tip|give] [both |]$to and ~$to $money",
	"[pay|send] $to $money, ~$to $money[| and ~$to $money]", "$money [each |]to $to and ~$to", "$money for $to[,| and] ~$money for $to", "$to[:|] $money, ~$to[:|] $money",
	"$to [gets|should get] $money and ~$to [gets|should get|] $money", "give $money to [each of |both |]$to and ~$to", "[pay|send|give] $to, ~$to and ~$to $money each",
}

var openFrames = []frame{
	verb("open,start,create,set up,make,establish,prepare,arrange,begin,launch,initiate,build,get,add,spin up,set,open up,bring up", "+a [|new |payment |fresh |second ][channel|payment channel|payment link]", "[with|of|over|holding|worth|containing|funded with|carrying|loaded with|backed by] $money", "?$for"),
	verb("open,start,create,set up,make,establish,prepare,arrange,begin,launch,initiate,add", "+a [|new |payment ][channel|payment channel]", "[to|with|towards|for] $seller", "[with|of|over|holding|worth|containing|funded with|carrying|at|using|for] $money", "?$for"),
	verb("open,start,create,set up,make,establish,arrange,launch", "+a [|new |payment ][channel|payment channel]", "$for", "[with|of|over|holding|worth] $money"),
	verb("open,start,create,set up,make,establish,arrange,launch", "+a $money [channel|payment channel]", "?[to|with|towards|for] $seller", "?$for"),
	verb("fund,fill,load,feed,finance,back", "a [|new ][channel|payment channel]", "[with|using|by] $money", "?$for"),
	verb("fund,fill,load,finance,open", "a [|new ][channel|payment channel]", "[to|with] $seller", "with $money", "?$for"),
	verb("lock,put,deposit,place,reserve,set aside,put aside,lock up,block,commit,keep,load,allocate,park,tie up,freeze,invest,escrow", "$money", "[in|into|inside] a [|new |payment ][channel|payment channel]", "?[to|with|towards|for] $seller", "?$for"),
	verb("connect,link", "-me [to|with] $seller", "[through|by|with|via|over|using] a [|payment ]channel", "[of|with|over|worth] $money", "?$for"),
	verb("use,take,reserve", "$money", "to [open|start|create|fund|set up] a [channel|payment channel]", "?[to|with] $seller", "?$for"),
}

var openMore = []string{
	"[new|another|open] channel[:|,|] $money[|,| and] $days", "[channel|payment channel|new channel][:| -|] [with |to |]$seller, $money[|, $days| $for]", "$seller[,|:] [new channel|channel|open a channel], $money[|, $days]", "[i need|i want|i'd like] a channel [to|with] $seller[,| and] [put|lock|deposit|load] $money in[ it|][| $for]",
	"open a channel [to|with] $seller[,| and| then] [put|lock|deposit|load|place] $money [in it|into it|in][| $for]", "$for[,|] [i want|i need|open|start|set up|keep|give me] a [channel|payment channel] [with|to] $seller [with|of|holding|and] $money", "$for[,|] [i want|i need|open|start|set up|lock] a [channel|payment channel] [with|of|holding|worth] $money",
	"[my|the|our] [new |]channel [to|with] $seller should [have|hold|contain|be worth|carry|start with] $money[| and last $days| $for]", "with $money[,|] [open|start|create|set up] a channel[| to $seller| with $seller][| $for]", "a channel [with|to] $seller[,|] $money[,|] $days", "i want to [buy|work|trade] [from|with] $seller $for, [so |][open|start|set up] a channel [of|with] $money",
	"[channel|open][:| -|] seller $seller[,|] [amount|deposit] $money[|, $days]", "[i'd like|get me|give me] a channel of $money, lasting $days", "get a channel going with $seller, $money $for", "[let it|it should|and it should] [hold|have] $money and last $days: a [new |]channel [with|to] $seller",
	"[open|create] a channel that [holds|has|contains|carries] $money[| and lasts $days| and stays open $for]", "[open|create|start] a channel [with|to] $seller that [holds|has|contains|carries] $money[| and lasts $days| and stays open $for]", "[get|set] up a channel, $money, $days",
}

var openLists = []string{
	"[open|start|create|set up] [channels|a channel] [to|with] $seller and ~$seller [with|of|over] $money [each|][| $for]", "open a channel [to|with] $seller with $money and ~one [to|with] $seller with $money",
}

var stakeFrames = []frame{
	verb("stake,bond,lock,lock up,commit,pledge,put up,post,deposit", "-$money", "[as a provider|as stake|as a bond|as collateral|as my stake|as security|in the vault|in the stake vault|as my guarantee]"),
	verb("stake,bond,pledge", "-[exactly|about|only|all of|another|an additional|an extra|a further|some|up to||||] $money", "?$on"),
	verb("add,put,deposit,move,transfer,send,place,pay,lock,throw,load,push,contribute,bring,invest", "$money", "[to|into|in|on|onto|towards] [the|my] [stake|vault|bond|stake vault|collateral|staked funds|provider stake|security deposit|guarantee]"),
	verb("raise,increase,grow,extend,boost,top up,lift,strengthen,enlarge,expand,bump,bump up,up,build up", "[my|the|our] [stake|bond|collateral|provider stake|guarantee]", "[by|with|using] [|another |an extra |a further ]$money"),
	verb("back,secure,guarantee,cover,support", "[my|our|the] [offer|promise|word|service|node|provider|work|services|offers]", "with [|a stake of |a bond of ]$money"),
	verb("put up,post,make,provide,deposit,place,offer", "[a|the] [stake|bond|collateral|guarantee] of $money"),
	verb("take,use,lock", "$money", "[from|out of] my [wallet|account|balance]", "and [stake it|bond it|put it in the vault|add it to my stake]"),
}

var stakeMore = []string{
	"[stake|new stake|more stake|stake more|additional stake|add to stake|staking][:| -|] $money", "$money [more|extra|] [to|into|for|in|on] [the|my] [stake|vault|bond|collateral]", "[as|for] [a |the |]stake[,| use| take| put up| i put up| i offer] $money", "my [stake|bond] [should|must|has to|shall|will|is to] [grow|rise|go up|increase|be raised|be higher] by $money", "put $money at stake", "i [stake|bond|pledge|lock up] $money",
	"i [have|got] $money to stake", "$money [should|must|shall] [go into|be added to|join|end up in] [my|the] [stake|vault|bond]", "[more|bigger|higher] stake please[:|,|] $money", "[i'm|i am] staking $money", "[i will|i'll|let me|i want to] [be|become] a provider with [a stake of |]$money[| as stake| staked]",
}

var unstakeFrames = []frame{
	verb("unstake,unbond,unlock,destake", "-[exactly|only|all of|another|some|about|||||] $money"),
	verb("withdraw,take,pull,remove,get,free,release,take out,pull out,draw,move,return,get back,take back,recover,extract,retrieve,claim back,bring back", "$money", "[from|out of|off|of] [the|my|our] [stake|vault|bond|stake vault|collateral|staked funds|provider stake|guarantee]"),
	verb("lower,reduce,decrease,cut,shrink,trim,diminish,bring down,scale down,drop,lessen", "[my|the|our] [stake|bond|collateral|provider stake|guarantee]", "by $money"),
	verb("free,release,unlock,unbond,liberate,return", "$money", "[of|from] my [stake|bond|collateral|staked funds|deposit in the vault]"),
	verb("move,send,transfer,bring,pay", "$money", "from [the|my] [stake|vault|bond|collateral]", "[back |][to|into] my [wallet|account|balance]"),
}

var unstakeMore = []string{
	"[unstake|unbond|unstaking|less stake|stake less|withdraw stake|withdraw from stake][:| -|] $money", "$money [out of|from|off|less] [the|my] [stake|vault|bond|collateral]", "my [stake|bond] [should|must|has to|shall|will|is to] [shrink|fall|go down|decrease|be lowered|be lower|be reduced] by $money", "get $money out of the vault",
	"[i want|i need|i'd like|give me|get me|let me have|hand me] $money back[| from| out of] [my|the] [stake|bond|vault|collateral]", "i [am unstaking|unstake|unbond|take back] $money", "[give|pay] [me |]back $money [of|from] [my|the] [stake|bond]", "$money of my stake [should|must|can|shall] [come back|be freed|be returned|be released|go back to my wallet]", "i [no longer need|don't need] $money of my stake",
}

var limitFrames = []frame{
	verb("set,put,make,create,define,add,impose,establish,introduce,give me,configure,apply,enforce", "+[a|my|the] [spending |payment |budget |]limit", "[of|to|at|for] $money", "$every $period"),
	verb("set,put,make,create,define,fix,impose", "+[a|my|the] [$cadence ][limit|cap|budget|allowance|spending limit|maximum]", "[of|to|at|for] $money"),
	verb("set,make,give me,define,fix,create", "[a|my|the] [budget|cap|allowance|maximum|ceiling|spending cap]", "[of|to|at|as] $money", "$every $period"),
	verb("limit,cap,restrict,hold,keep,bound,curb,constrain,reduce", "[my |the |our |][spending|payments|expenses|outgoings|costs|spendings|purchases|agent|wallet|expenditure]", "[to|at|below|under|within] [|at most |no more than ]$money", "$every $period"),
	verb("allow,permit,authorise,let,authorize", "-[my agent|me|the wallet|the agent|us|my wallet|this wallet|it] [to spend |to pay |spending ||up to |at most |no more than ]$money", "$every $period"),
	verb("change,raise,lower,increase,reduce,adjust,bring,move,update,drop", "[the|my|our] [spending |payment |][limit|cap|budget|allowance]", "to $money", "$every $period"),
	verb("stop,block,refuse,forbid,deny,reject,prevent,decline,prohibit", "[payments|spending|purchases|anything|everything|costs|transfers]", "[above|over|beyond|of more than|exceeding|past] $money", "$every $period"),
	verb("spend", "-[at most|no more than|not more than|up to|a maximum of|less than|only] $money", "$every $period"),
}

var limitMore = []string{
	"[limit|budget|cap|allowance|spending limit|max|maximum][:| -|] $money[ /|/| per | a |, per |, each ]$period", "[$cadence] [limit|budget|cap|allowance|maximum|spending limit][:| -| is| of| should be|] $money", "[my|the|our] [$cadence] [limit|budget|cap|allowance|maximum] [is|should be|must be|shall be|is now] $money",
	"[never|do not|don't|you must not|you may not|you should not|i must not|i shouldn't|i don't want to|i do not want to|we must not] [ever |][spend|pay|use|pay out|give out] [more than|over|above|beyond|in excess of] $money $every $period", "[keep|hold] [my|the] [spending|costs|expenses|payments] [under|below|within|at] $money $every $period", "$every $period[,|] [spend |i spend |you may spend |i may spend |][at most|no more than|not more than|only|up to|a maximum of] $money",
	"[the|my] [most|maximum] [i want to|i will|you may|we can|i can] [spend|pay] [$every $period] is $money", "i [only |]want to spend [|at most |no more than |up to |only |a maximum of ]$money $every $period", "$money $every $period [is enough|is my limit|is the most|tops|max|maximum|is the cap|should be the limit|and not more|is all i want to spend]",
	"[max|maximum|at most|up to|no more than|limit|cap at] $money[ /|/| per | a | each ]$period", "[nothing|no payments] [over|above|beyond] $money $every $period", "my [agent|wallet] [may|can|must|should] [not |]spend [at most|no more than|more than|up to] $money $every $period", "my spending [should|must|shall] [stay|be|remain] [below|under|within|at most|no more than] $money $every $period",
	"$every $period[,|] i want to [limit|cap] [my spending|spending|payments] [to|at] $money", "i can [only |]afford $money $every $period",
}

var swapFrames = []frame{
	verb("swap,exchange,convert,change,trade,turn,flip,transform,switch,sell,trade in,swap out,rotate,roll", "$money", "[to|into|for|in|against] $want"),
	verb("buy,get,acquire,purchase,obtain,order", "$want", "[with|for|using|worth|from|paying with] $money"),
	verb("take,use,spend", "$money", "[and|to] [buy|get|acquire|purchase] $want"),
	verb("make,do,perform,execute,start,place,run,arrange", "+a [swap|trade|exchange|conversion|currency exchange] of $money", "[to|into|for|in] $want"),
	verb("make,do,perform,execute", "+a [swap|trade|exchange|conversion]", "from $money", "[to|into] $want"),
	verb("swap,exchange,convert,change,trade", "my $money", "[to|into|for] $want"),
}

var swapMore = []string{
	"[swap|convert|exchange|trade|change][:| -|] $money[ -> | => | > |, | = | to ]$want", "$money[ -> | => | in | as | into | to ]$want[| please]", "[i want|i need|i'd like|give me|get me|let me have|i would like] $want[,|] [for|in exchange for|in return for|using|from] $money", "[i have|i've got|here are|i hold] $money[,| and| but] [want|need|i want|i need|i'd rather have|make it|turn it into|swap it for|swap it into|convert it to] $want",
	"$money [should|must|shall] [become|be|be turned into|be converted to|be swapped for|be changed into] $want", "[into|to] $want[,|] [swap|convert|change|turn] $money", "make $money [into |]$want", "[for|with] $money[,|] [buy|get|i want] [me |]$want", "$want for $money", "[i'd|i would] [rather|like to] have $want [than|instead of] $money", "[get|buy] me $money worth of $want", "[buy|get|purchase] $want worth $money",
}
