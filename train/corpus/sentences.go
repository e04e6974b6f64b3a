package corpus

// Sentences is a grammar to measure with: whole sentences in the pattern language, without operators. Requests and Lists go
// by the name of a skill.
type Sentences struct {
	Requests map[string][]string
	Lists    map[string][]string // ~ begins the next call of the same skill
	None     []string
	Joins    []string // $a and $b stand for whole requests
}

// joins put several requests of the training grammar into one message.
var joins = []string{
	"$a and $b", "$a and $b", "$a and $b", "$a and then $b", "$a, then $b", "$a, and $b", "$a. $b", "$a. then $b", "$a; $b", "$a and also $b", "$a, also $b", "$a. also $b", "$a & $b", "first $a, then $b", "first $a and then $b", "first $a. then $b",
	"$a. after that $b", "$a, after that $b", "$a and after that $b", "$a, $b", "1. $a 2. $b", "1) $a, 2) $b", "$a plus $b", "two things: $a and $b", "do this: $a, $b", "$a. next, $b", "$a, next $b", "$a. and $b", "$a. and then $b", "please $a and $b", "can you $a and $b", "i want to $a and $b", "i'd like to $a and then $b", "could you $a and also $b",
	"$a, $b and $c", "$a, then $b, then $c", "first $a, then $b and then $c", "$a. $b. $c", "$a and $b and $c", "$a; $b; $c", "one: $a, two: $b", "$a, and then please $b", "$a. please also $b", "$a. additionally $b", "$a as well as $b", "$a, besides $b", "$a. finally $b", "$a and finally $b", "$a, further $b", "both $a and $b", "$a. $b too", "$a followed by $b", "$a, later $b",
	"$a, oh and $b", "$a; also $b", "$a, and while you're at it $b", "$a. while you are at it, $b", "$a, once done $b", "$a; when that is finished, $b", "$a. afterwards $b", "before anything else $a, then $b", "$a, on top of that $b", "$a. on top of that, $b", "$a, and another thing: $b", "$a. second, $b", "first: $a. second: $b", "first, $a; second, $b", "firstly $a, secondly $b", "a) $a b) $b", "a: $a, b: $b", "- $a - $b", "1: $a; 2: $b", "1. $a, 2. $b, 3. $c", "step one: $a. step two: $b", "step 1 $a, step 2 $b", "three things: $a, $b and $c", "a few things: $a; $b", "two requests: $a. $b", "i have two wishes: $a and $b", "my list: $a, $b", "todo: $a; $b", "to do: $a, $b, $c", "it's two things, $a and $b", "$a / $b", "$a + $b", "$a >> $b", "$a | $b", "$a... $b", "$a! $b", "$a, plus $b", "$a. plus, $b", "$a, next thing: $b", "$a and, if you can, $b", "$a and, after that, $b", "$a and, please, $b", "not only $a but also $b", "$a, but also $b", "$a. but also $b", "$a, then again $b", "$a. and please $b", "$a. could you also $b", "$a. can you also $b", "$a, could you then $b", "$a. i also want to $b", "$a. i also need this: $b", "$a, same time $b", "at the same time $a and $b", "$a. besides, $b", "$a. in addition, $b", "$a, in addition $b", "in addition to this: $a, do this: $b", "$a, lastly $b", "$a. lastly, $b", "to start with $a, then $b", "start with this: $a. go on with this: $b", "begin with this: $a, continue with this: $b", "$a. next up: $b", "$a, right after that $b", "$a. thanks. $b", "$a, thanks, and $b", "$a. ok, now this: $b", "$a. there's more: $b", "$a. one more: $b", "$a, one last thing, $b", "$a. last thing: $b", "$a. ps: $b", "$a, $b and also $c", "$a. $b. and $c", "$a, and $b, and $c", "$a. after that $b. after that $c", "please do two things: $a; $b", "can you do this: $a. and this: $b", "i need two things done, $a and $b", "this and that: $a, $b", "tasks: $a, $b", "$a, $b", "$a; $b", "$a. $b", "$a and $b",
}
