package token

import (
	"slices"
	"unicode/utf8"
)

// class is what the rules that cut words tell apart.
type class uint8

// The classes: letters are the Unicode category L, numbers N, punctuation P;
// spaces have the property White_Space; everything else, unassigned and
// invalid included, is other.
const (
	other class = iota
	letter
	number
	blank
	punct
)

// classOf is the class of a character, from classRuns.
func classOf(r rune) class {
	if r < 128 {
		return classASCII[r]
	}
	i, exact := slices.BinarySearchFunc(classRuns, uint32(r), func(run, r uint32) int { return int(run>>3) - int(r) })
	if !exact {
		i--
	}
	return class(classRuns[i] & 7)
}

var classASCII = func() (table [128]class) {
	run := 0
	for r := range table {
		for run+1 < len(classRuns) && classRuns[run+1]>>3 <= uint32(r) {
			run++
		}
		table[r] = class(classRuns[run] & 7)
	}
	return table
}()

// chars is a text cut into characters. A byte that is not part of valid UTF-8
// is a character of class other, so that no byte of a text is ever lost.
type chars struct {
	text  string
	at    []int32 // offset of each character, and len(text) at the end
	class []class
}

func scan(text string) chars {
	c := chars{text: text, at: make([]int32, 0, len(text)+1), class: make([]class, 0, len(text))}
	for i := 0; i < len(text); {
		n := 1
		k := other
		if b := text[i]; b < utf8.RuneSelf {
			k = classASCII[b]
		} else {
			var r rune
			if r, n = utf8.DecodeRuneInString(text[i:]); n > 1 {
				k = classOf(r)
			}
		}
		c.at, c.class = append(c.at, int32(i)), append(c.class, k)
		i += n
	}
	c.at = append(c.at, int32(len(text)))
	return c
}

// ascii is character i when it is below 128, else 255.
func (c *chars) ascii(i int) byte {
	if b := c.text[c.at[i]]; b < utf8.RuneSelf {
		return b
	}
	return 255
}

// run is the end of the characters from i on that satisfy ok, at most to.
func (c *chars) run(i, to int, ok func(class) bool) int {
	for i < to && ok(c.class[i]) {
		i++
	}
	return i
}

func isLetter(k class) bool { return k == letter }
func isNumber(k class) bool { return k == number }
func isBlank(k class) bool  { return k == blank }

// isSign is what the rules write as [^\s\p{L}\p{N}].
func isSign(k class) bool { return k == other || k == punct }
