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
}
