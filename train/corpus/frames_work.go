package corpus

// The training grammar's frames of skills about work, sellers and receipts.

var closeFrames = []frame{
	verb("close,end,stop,settle,finish,shut,terminate,cancel,wind down,shut down,close down,wind up,settle and close,close out,dissolve,tear down,conclude,discontinue,kill,drop,finalise,take down,remove", "[the|my|our|this|that|the open] [channel|payment channel]", "[with|to|towards] $seller", "?[now|and get the rest back|and get my money back|and return what is left|today|and refund me|and bring the rest home]"),
	verb("close,end,stop,settle,finish,shut,terminate,cancel,wind down,shut down,close down,dissolve,conclude", "[the|my|our|this|that|the open] [channel|payment channel]", "?[and get the rest back|and get my money back|and return what is left|today]"),
	verb("get,take,withdraw,recover,collect,pull,fetch,return", "[my money|my deposit|the rest|what is left|the remaining money|the remainder|what remains]", "[from|out of|of] [the|my|our] [channel|payment channel]", "?[with|to] $seller"),
	verb("stop,quit,finish,end", "-[buying from|working with|trading with|paying] $seller and close [the|our|my] channel"),
}

var closeMore = []string{
	"[close|channel close|close channel|end channel|settle channel][:| -|] $seller", "[i'm|i am|we are] [done|finished|through] with $seller[,|;|.| so| and] [please |][close|end|settle|shut|finish] [the|our|my] channel", "[my|the|our] channel [with|to] $seller [can|should|must|has to|needs to|is to] [go|end|close|stop|be closed|be ended|be settled|be shut|be finished]", "[no|i want no|i need no] [more |]channel [with|to] $seller[ any more| anymore| any longer|]",
	"i [do not|don't] [want|need|use] [the|my|our] channel [with|to] $seller [any more|anymore|any longer][|, close it|, so close it]", "i [no longer] [want|need|use] [the|my|our] channel [with|to] $seller", "$seller's channel [can|should|must] be closed", "close $seller's channel", "[that was it|that's all|we are done] with $seller, [close|end] the channel", "[i want|give me|get me] [the rest of |][my money|my deposit|what is left] back from $seller's channel",
	"[the|my] channel [with|to] $seller is [over|finished|no longer needed|done][|, close it]", "wind up my channel with $seller", "the channel to $seller can be closed", "[say goodbye to|part with|leave] $seller and close [the|our|my] channel",
}

var closeLists = []string{
	"[close|end|settle|shut|terminate] [the|my] channels [with|to] $seller and ~$seller", "close the channel [to|with] $seller and [also |]~[the one|that] [to|with] $seller",
}

const seller = "[a seller|a provider|someone|somebody|sellers|providers|anyone|a vendor|an agent|agents|a worker|a machine|a node]"
const cheap = "[|a cheap |a good |the best |the cheapest |a reliable |an honest |a fast |an affordable |a trusted |a decent |the fastest ][seller|provider|vendor|agent]"
const under = "[for|at|under|below|for less than|for at most|for up to|for no more than|within|cheaper than|charging less than|costing at most|for under|not above|at up to|with a budget of] $money"

var findFrames = []frame{
	verb("find,look for,search for,show,get,list,locate,seek,hunt for,suggest,recommend,pick,choose,select,fetch,identify,discover,look up,point me to,bring me", "-[me |]"+seller+" [for|who does|who can do|offering|that offers|that does|selling|that sells|who sells|doing|able to do|that can do|providing|good at|to do|with]", "$work", "?"+under),
	verb("find,look for,search for,show,get,list,locate,seek,suggest,recommend,pick,choose,select,look up,name", "-[me |]"+cheap+" [for|of|who does|offering|that offers|doing|with|in|to do]", "$work", "?"+under),
	verb("hire,get,employ,find,book", "-[someone|somebody|an agent|a seller|a provider] [for|to do|to handle|who does|that does]", "$work", "?"+under),
	verb("search,browse,scan,look through,check,query,go through,comb,look in,ask", "-[the |][market|registry|marketplace|network|list of sellers] for", "$work", "?"+under),
	verb("buy,order,get,purchase,find,shop for,source", "-[me |some ||]", "$work", "?"+under),
	verb("see,know,find out,learn,check,tell me,show me", "-[who|which seller|which provider|what seller] [sells|offers|does|can do|provides|has|is good at]", "$work", "?"+under),
	verb("compare,list,show,show me,rank,display", "-[all|the|all the||the available] [sellers|providers|offers|vendors] [of|for|doing|with|offering]", "$work", "?"+under),
}

var findMore = []string{
	"[find|seller|seller search|search|wanted|looking for|need][:| -|] $work[|, " + under + "|, max $money|, budget $money]", "$work[:|,] [who does it|who sells it|who offers it|find someone|find a seller|anyone]", "who [can|could|would|will] [do|sell me|help me with|handle|take on|provide] $work[| for me][| " + under + "]", "[i need|i want|i'd like|we need|i require] [someone|somebody|a seller|a provider|an agent|help] [for|with|to do|who does|that does|who can do|who offers] $work[| " + under + "]",
	"$work is what i need[|, who does it|, find it|, find a seller|, who offers it]", "[which|what] [sellers|providers|seller|provider|agents|vendors] [is|are] [there |good |best |cheapest |available |the cheapest |the best |]for $work", "[has|does] [anyone|anybody|someone|somebody] [offer|sell|do|provide|got|have] $work[| " + under + "]", "[do|does] [any|some] [seller|sellers|provider|providers|agents] [offer|sell|do|provide|have] $work[| " + under + "]",
	"where [do|could|would|should] i [get|find|buy|order] $work[| " + under + "]", "[is|are] there [any |some |]" + "[sellers|providers|agents|vendors|someone|anyone] [for|who do|doing|offering|with|that offer] $work[| " + under + "]", "i [am|'m] [looking|searching|shopping] for $work[| " + under + "]", "[i|we] [need|want|require] $work[,| and] [find|get|show|look for] [me |][a seller|a provider|someone|sellers|offers]", "[my|our] budget is $money[,| and] i [need|want] $work", "for $money[,|] [find|get|buy|look for|who does|who offers] [me |]$work",
	"[cheapest|best|good|cheap] [seller|provider|offer|price] for $work", "$work [under|below|for] $money", "[sellers|providers|offers|vendors] [of|for|with] $work[| " + under + "]", "which sellers have $work", "is there anybody who offers $work", "whom [can|should|do] i [ask|pay|hire] for $work", "[the|a] [job|task] is $work[,|.|:] [who does it|find a seller|find someone]", "[can|could] [someone|anyone|somebody] do $work[| for $money| for me]",
}

var findLists = []string{
	"[find|look for|search for|get|show me|i need|i want] [a seller|a provider|someone|sellers|providers] for $work and [|someone for |one for |also for ]~$work", "who [sells|offers|does] $work and who [sells|offers|does] ~$work",
}

var verifyFrames = []frame{
	verb("verify,check,prove,recheck,validate,recompute,inspect,examine,test,audit,review,confirm,look into,look at,double check,double-check,check on,go over,look over,scan,control,re-verify,analyse,authenticate,assess,evaluate,certify", "[|the |my |that ][receipt|receipt number|receipt no] $id", "?[for me|again|once more|carefully|for errors|please]"),
	verb("verify,check,prove,recheck,validate,recompute,inspect,examine,test,audit,review,confirm,look into,look at,double check,go over", "$last", "?[for me|again|once more|carefully|for errors]"),
	verb("verify,check,confirm,find out,tell me,see,make sure,know,say,show me,look", "-[if|whether|that] [|the |my ][receipt $id|receipt $id|$last] [is|was] [right|correct|valid|true|genuine|honest|good|real|ok|fine|in order|sound|accurate|legit]"),
	verb("run,do,make,perform,start,carry out,request", "a [check|verification|test|audit|validation|review|recheck|recomputation]", "[on|of|for|against] [|the |my ][receipt $id|receipt $id|$last]"),
	verb("verify,check,confirm,recheck,validate", "[the work|the job|the answer|the result|the output|the signature|the numbers|the tokens]", "[of|behind|in|on|for] [|the |my ][receipt $id|receipt $id|$last]"),
}

var verifyMore = []string{
	"[verify|check|verification|receipt check|verify receipt|check receipt|validate][:| -|] [receipt |]$id", "[is|was|does|did] [|the |my |that ]receipt $id [valid|genuine|real|sound|legit|in order|fine|accurate|authentic|trustworthy|look right|look ok|look good|seem right|check out|hold|hold up|pass|match|add up|verify]", "[is|was] $last [genuine|real|sound|legit|in order|fine|accurate|authentic]", "receipt $id[:|,| -|] [valid or not|good or bad|is it ok|check it|please check|verify it|please verify|true or false|right or wrong|right|verify]",
	"[is there anything wrong|is something wrong|what is wrong|is anything off] with [|the |my ][receipt $id|$last]", "[how good|how sound|how honest] is receipt $id", "[are|is] [the numbers|everything|all|the work|the answer|the result] [in|of|on] [receipt $id|$last] [right|correct|ok|fine|in order|good]", "[i doubt|i don't trust|i am not sure about|i'm unsure about] receipt $id[,| so| and|;] [check it|verify it|please check|recheck it|please verify it]", "i [got|received|have] receipt $id[,| and|.| -] [check it|verify it|is it valid|is it ok|is it right|please check it|please verify it|can you check it]", "does receipt $id hold", "look at receipt $id and tell me if it is [valid|ok|right|correct]", "[can|should] [i|we] [trust|believe|rely on] [|the ][receipt $id|$last]", "with receipt $id, is [everything|all] [ok|right|fine|in order]", "[has|did] [the seller|anyone] [cheat|cheated] [in|on|with] [receipt $id|$last]",
	"check number $id of my receipts", "the receipt [with the |with |][number|id] $id[,|:] [check it|verify it|is it valid|is it right]", "[verify|check|validate|inspect] the receipt [with the |with |][number|id] $id", "[has|is] receipt $id [been |]correctly [computed|signed|done]",
}

var verifyLists = []string{
	"[verify|check|validate|audit|recheck|inspect] receipts $id and ~$id", "[verify|check|validate] receipt $id and [|also |then ]~receipt $id", "are receipts $id and ~$id [valid|right|ok|good|correct]", "[verify|check|validate] receipts $id, ~$id and ~$id", "[check|verify] [both |]$last and ~receipt $id",
}

var disputeFrames = []frame{
	verb("dispute,challenge,contest,appeal,fight,attack,refute,oppose,protest,question formally,object to,complain about,protest against,appeal against", "[|the |my |that ][receipt|receipt number|receipt no] $id", "?[for me|in court|before the referee|on the chain|at the contract|now]"),
	verb("dispute,challenge,contest,appeal,fight,refute,object to,complain about", "$last", "?[before the referee|on the chain]"),
	verb("open,start,file,raise,begin,launch,bring,make,submit,lodge,initiate,register,create,send in,put in", "+a [dispute|challenge|case|complaint|claim|formal dispute]", "[about|over|on|for|against|concerning|regarding|with|because of] [|the |my ][receipt $id|receipt $id|$last]"),
	verb("take,bring,send,submit,refer,escalate,carry,forward,hand over", "[|the |my ][receipt $id|$last]", "to [the|a] [contract|referee|judge|court|chain]"),
	verb("dispute,challenge,contest", "[the work|the job|the answer|the result|the output]", "[of|behind|in|on|for] [|the |my ][receipt $id|$last]"),
	verb("accuse,sue,challenge,report,denounce,prosecute", "[the seller|the provider]", "[of|over|for|because of|about] [|the |my ][receipt $id|$last]"),
	verb("prove,show,demonstrate", "-that [receipt $id|$last] [is|was] [wrong|false|a lie|fake|forged|a fraud|incorrect]"),
}

var disputeMore = []string{
	"[dispute|challenge|open dispute|new dispute|appeal][:| -|] [receipt |]$id", "[receipt $id|$last] [is|was|looks|seems|must be] [wrong|false|a lie|forged|not right|incorrect|fake|a fraud|bogus|not honest|rubbish|bad|faulty|a cheat][,| and|, so|.| -|;] [please |][dispute it|challenge it|i want to dispute it|contest it|open a dispute|file a dispute|start a dispute|fight it|i object|take it to the referee|take it to court|dispute that|raise a dispute]", "i [do not|don't|can't|cannot|won't|refuse to|will not] [accept|agree with|recognise|acknowledge] [|the |my ][receipt $id|$last]", "[i was|we were] [cheated|deceived|tricked|lied to] [in|on|with|by] [|the ][receipt $id|$last]", "the [seller|provider] [lied|cheated|tricked me|deceived me|delivered garbage|was dishonest] [in|on|with|about] [receipt $id|$last]", "[there is|there's] [a mistake|an error|something wrong|cheating|fraud] in receipt $id[,| and|, so] [dispute it|challenge it|i dispute it|open a dispute]", "i [dispute|challenge|contest|reject|object to] [|the |my ][receipt $id|$last]", "receipt $id is [not acceptable|unacceptable]", "receipt $id [must|should|has to|needs to] [go|be taken|be brought|be sent] to [the|a] [referee|judge|court|contract]", "receipt $id is wrong, take it to the referee", "let us fight receipt $id", "[dispute|challenge|contest] the receipt [with the |with |][number|id] $id", "[the referee|the contract|a judge] should [decide about|look at|rule on|judge|decide on|rule over] receipt $id", "against receipt $id i [want to |][open|file|start|raise] a [dispute|challenge]", "[i want|we want] [a dispute|the referee|a ruling|a judgement] [on|about|over|for] receipt $id",
}

var disputeLists = []string{
	"[dispute|challenge|contest] receipts $id and ~$id", "[dispute|challenge|contest] receipt $id and [|also ]~receipt $id", "[open|file|start|raise] disputes [about|over|on|for|against] receipts $id and ~$id",
}

var rateFrames = []frame{
	verb("rate,score,mark,grade,review,evaluate,assess,rank,judge", "$seller", "[with |as |at |a |with a |]$score[| stars| out of 5| of 5| points| out of five]"),
	verb("give,award,grant,leave,hand,assign", "-$seller [|a |a rating of |a score of |a mark of ]$score[| stars| out of 5| points]"),
	verb("give,award,assign,leave", "[a |a rating of |a score of |][$score stars|$score points|$score out of 5|$score out of five]", "to $seller"),
	verb("leave,write,give,submit,post,send,record,enter,add,publish,file,put in,register,note", "+[feedback|a rating|a mark|a score|a review|a grade|an evaluation] of $score[| stars| points| out of 5]", "[for|to|about|on] $seller"),
	verb("set,make,put,change,update", "[the|my] [rating|score|mark|grade|feedback] [of|for] $seller", "[to|at|as] $score[| stars| points]"),
	verb("put,write,note,enter,record", "[$score stars|$score points|a $score|$score]", "[in the feedback|as feedback|as a score|as my rating|in the review|down] for $seller"),
}

var rateMore = []string{
	"[rate|rating|feedback|score|review|mark][:| -|] $seller[,|:|] $score[| stars| out of 5| points|/5]", "$seller[:| -|,] $score[ stars| out of 5| points|/5| of 5]", "$score[ stars| out of 5| points|/5] [for|to] $seller", "$seller [was|did|is] [great|good|bad|ok|awful|terrible|excellent|slow|fast|so so|helpful|perfect|poor|fine|a good job|a great job|a bad job|well|badly][,|:|.|;| so| and] [give|rate|score|mark|that makes|i'd say|i say|make it|that's|he gets|she gets|they get] [them |him |her |it |]$score[| stars| out of 5| points]", "$seller [gets|deserves|earned|receives|should get|has earned|is worth|merits|scores|would get] [a |]$score[| stars| points| out of 5][| from me]", "i [give|rate|score|mark|would give|would rate|'d give|'d rate] $seller [a |][$score|$score stars|$score points|$score out of 5]", "[my|the|our] [feedback|rating|mark|score|review|grade|verdict] [for|of|on|about] $seller[:|,| is| would be| should be] [a |]$score[| stars| out of 5| points]", "[for|to] $seller[,|] [i give |give |my rating is |a rating of |a score of |][$score stars|$score points|$score out of 5|a $score]", "put $score stars down for $seller", "i would give $seller $score out of 5", "the work of $seller [is worth|deserves|gets|was worth] $score[| stars| points| out of 5]", "how about $score stars for $seller",
}

var rateLists = []string{
	"[rate|give|score] $seller $score and ~$seller $score[| stars]", "$seller [gets|deserves] $score[| stars] and ~$seller [gets |deserves |]$score[| stars]", "[give|rate] [both |]$seller and ~$seller $score[| stars| points]",
}

const offer = "[quote|offer|price list|price offer|firm quote|price|price quote|proposal of prices]"

var quoteFrames = []frame{
	verb("get,ask for,request,fetch,obtain,order,demand,retrieve,pull,bring,show,show me,get me,bring me,find,give me,see,collect", "[a|the|an] "+offer, "[from|of|by] $seller"),
	verb("ask,get,beg,press,query,contact,message,approach,call", "-$seller for [a|an|the|its|his|her|their] [quote|offer|price list|price offer|firm quote|prices|terms|rates|conditions]"),
	verb("show,show me,list,check,look up,compare,find out,tell me,get,fetch,give me,see,display,read,look at,inspect,learn,print", "-[the [prices|price list|rates|tariffs|fees|charges|terms] of $seller|$seller's [prices|price list|offer|quote|rates|fees|charges|tariff|terms]]"),
	verb("find out,tell me,show me,check,see,know,learn,ask", "-[what|how much] $seller [charges|asks|costs|wants|asks for|takes|would charge|is asking]"),
	verb("talk to,speak to,speak with,talk with,negotiate with,check with,write to", "-$seller about [the |their |its |][prices|price|terms|rates]"),
	verb("have,let,make,ask", "-$seller [to |][quote|make an offer|give me a quote|send a quote|name a price|send me a price list|quote me a price|send an offer|tell me the price|state their prices]"),
}

var quoteMore = []string{
	"[quote|offer|price list|prices|rates][:| -|] $seller", "$seller[:| -|,] [quote|offer|price list|prices|rates|what do you charge|what does it cost|how much]", "[quote|offer|price list|prices|rates|fees] [from|of|for|by] $seller", "what [are|is] [the |]" + "[prices|price list|rates|fees|charges|terms|offer|quote|tariff|conditions] [of|from|at] $seller", "what [are|is] $seller's [prices|price list|rates|fees|charges|terms|offer|quote|tariff]", "[what|how much] [does|would|will|is] $seller [charge|charging|ask|asking|sell for|cost|want|take|charge me|charge us|demand|bill]", "how [expensive|cheap|dear|pricey|costly] [is|would be] $seller", "is $seller [expensive|cheap|pricey|affordable|costly]", "[could|can|will|would] $seller [make|give|send|offer|name|quote] [me |us |][a|an|the] " + "[quote|offer|price|price list]", "[i want|i need|i'd like|we need|we want] [a|an|the] " + offer + " [from|of|by] $seller", "[i want|i'd like|i need|we want] to [know|see|hear|find out|learn|check] [what $seller charges|$seller's prices|how much $seller asks|what $seller wants|the prices of $seller|$seller's rates|$seller's offer|how expensive $seller is]",
	"let me [see|know|hear] [what $seller charges|$seller's prices|$seller's offer|how much $seller asks|how expensive $seller is]", "i want an offer from $seller", "before i buy[,|] [show me|tell me|get] $seller's prices", "$seller should [quote|make an offer|name a price|send me a quote|give me a quote|tell me the prices]", "at what price does $seller [work|sell]", "what would it cost [me |]to [hire|use|work with|buy from] $seller", "[what|which] prices does $seller [have|ask|offer|charge]",
}

var quoteLists = []string{
	"[get|fetch|ask for|request|i want|i need] [quotes|offers] [from|of] $seller and ~$seller", "ask $seller and ~$seller for [a quote|an offer|quotes|their prices]", "[compare|show me|list|show] the prices of $seller and ~$seller", "what do $seller and ~$seller charge",
}
