package corpus

// Requests that no skill serves. The lists are mixed with each other, so that the model learns to refuse what it doesn't
// know rather than these sentences.
var noneForms = []string{
	"what is [the weather|the time|the date|the news][| today| tomorrow| in $place]", "will it [rain|snow] [today|tomorrow|in $place]", "tell me a [joke|story|secret|riddle]",
	"[book|find|reserve] [a flight|a hotel|a table|a train|a room][| to $place| in $place| for two]", "[play|sing|stop] [some music|a song|the radio|$thing]",
	"[write|read|make up|compose] [a poem|a letter|a song|an essay|a book][| about $thing| for $who]", "[call|text|phone|email|wake|invite|visit] $who", "what is a $thing", "what is $thing",
	"who is $who", "where is [$place|$who|the $thing]", "[buy|sell|fix|paint|clean|wash|move|break|open|close|find|send] [a|the|my|some] $thing", "[pay|send money|transfer|tip]", "[pay|tip] $who", "send [it|them|that] to $who",
	"how [old|tall|far|big|heavy] is [$who|$place|the $thing|a $thing]", "how many $thing are in [$place|a $thing]", "[turn|switch] [on|off] the [light|$thing]", "translate $thing",
	"what is [$n plus $n|$n times $n|$n minus $n]", "[is|are] $thing [good|bad|blue|green|heavy]", "do you [like|love|know|want] [$thing|$who|me|$place]", "[open|close] the [door|window|$thing]",
	"remind me to [call $who|buy $thing|sleep]", "[cook|bake|order|eat] [$thing|dinner|a pizza|a cake]", "$who [is|was] [in $place|at home|late|my friend]", "[i am|i feel] [hungry|tired|happy|bored|cold|lost]",
	"$thing $thing $thing", "$thing", "$n", "$n $n $n", "why is the [sky|sea|grass|$thing] [blue|green|cold|big]", "the $thing is [red|broken|gone|in $place]", "[drive|walk|take] me [home|to $place]",
	"when [is|was] [$who born|the party|the game|christmas]", "who [won|made|wrote|invented] [the game|the $thing|$thing]", "spell $thing", "delete [everything|all files|the $thing]", "[show|draw] me a [picture of a |]$thing",
	"what is the [capital|king|river] of $place", "let us [go|talk|dance|play]", "[no|yes|ok|maybe|sure|what|why|hm]", "asdf", "[vote|swap|rate]", "[set|make] an alarm", "[fire|hire] $who",
	"[i like|i hate|i saw|i lost|i found|i made|i broke] [my|the|a] $thing", "[what|which] $thing is [better|faster|older|nicer]", "[read|show|tell] me [the |]$thing", "[take|make] a [photo|picture|note|list] of [the |my ]$thing", "how [do|can|should] i [cook|fix|clean|draw|paint|grow|learn|train] [a|my|the] $thing",
	"[my|the|our] $thing [is|was] [late|sick|old|new|hungry|broken]", "[recommend|suggest] a [song|film|book|game|restaurant]", "[count|add|divide] $n and $n", "[does|did|will] $who [like|have|want|see] [the |a ]$thing", "[why|when|how] did $who [leave|win|lose|sleep|go to $place]",
	"[order|bring|get] me a $thing", "[stop|start|pause] the [game|$thing|clock]", "[good|bad] $thing", "[what|how] about $place", "$who and $who", "[run|jump|swim|fly] to $place", "is $place [far|big|nice|cold]", "can you [sing|dance|swim|cook|drive|fly|see me]", "[i am|my name is] $who", "$who $who $who",
	"write [code|a program|an app] for a $thing", "[explain|describe|define] [the |a ]$thing", "tell me about [the |a |]$thing", "how does a $thing work", "what does $thing mean", "what is a $thing [for|good for]", "the meaning of $thing",
}

var heldNoneForms = []string{"how do i get to $place", "water the $thing", "did $who see the $thing", "what colour is a $thing", "give my $thing a name"}

var places = []string{"paris", "london", "berlin", "rome", "tokyo", "madrid", "the park", "the city", "the kitchen", "africa", "the moon", "school", "my house", "the garden", "new york", "the north"}

var things = []string{"dog", "cat", "table", "chair", "car", "house", "tree", "river", "mountain", "apple", "banana", "bread", "shoe", "hat", "coat", "lamp", "phone", "cup", "spoon", "horse", "zebra", "bird", "fish", "flower",
	"piano", "guitar", "bicycle", "train", "boat", "plane", "cloud", "star", "stone", "door", "window", "bottle", "pencil", "paper", "clock", "mirror", "bridge", "island", "forest", "desert", "storm", "ghost", "dragon", "robot",
	"doctor", "teacher", "king", "poem", "movie", "football", "chess", "soup", "cheese", "coffee", "tea", "sugar", "salt", "gold", "silver", "glass", "wood", "wool", "potato", "carrot", "garden", "kitchen", "planet", "volcano",
	"philosophy", "history of art", "gravity", "music", "love", "sleep", "weather", "winter", "summer", "democracy", "a blue whale", "old maps", "sand"}
