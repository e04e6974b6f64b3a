package token

import (
	"fmt"
	"slices"
	"strings"
)

// A cutter cuts the characters from..to of a text into words and appends the
// end of each, so that the last end is to. It runs in time proportional to
// to-from, whatever the text.
type cutter func(c *chars, from, to int, ends []int32) []int32

// rule is how a family of models cuts text into words before merging. The
// families publish regular expressions with look-ahead, which Go's regexp has
// not; these are the same languages written out by hand.
type rule struct {
	name         string
	aliases      []string // other values of tokenizer.ggml.pre with the same rule
	ignoreMerges bool     // a word that is a token is that token, whatever the merges say
	addBOS       bool     // a file that does not say whether BOS goes in front means yes
	cutters      []cutter // each cuts what the one before left
}

// rules are the known values of tokenizer.ggml.pre.
var rules = []rule{
	{"llama-bpe", []string{"llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2"}, true, true, []cutter{modern{digits: 3}.cut}},
	{"dbrx", []string{"smaug-bpe"}, false, false, []cutter{modern{digits: 3}.cut}},
	{"qwen2", []string{"deepseek-r1-qwen", "stablelm2", "megrez", "hunyuan", "solar-open", "grok-2"}, false, false, []cutter{modern{digits: 1}.cut}},
	{"smollm", []string{"starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b"}, false, false, []cutter{cutEachNumber, cutGPT2}},
	{"gpt-2", []string{"phi-2", "mpt", "olmo", "jais", "trillion", "gigachat", "a.x-4.0", "mellum", "exaone4"}, false, false, []cutter{cutGPT2}},
	{"tekken", nil, true, true, []cutter{modern{digits: 1, slash: true, cased: true}.cut}},
	{"gpt-4o", []string{"llama4"}, false, false, []cutter{modern{digits: 3, slash: true, cased: true, suffix: true}.cut}},
	{"default", nil, false, false, []cutter{cutSigns, cutGPT2, cutNumbers, cutThreeDigits}},
}

// ruleOf finds a rule by the value of tokenizer.ggml.pre.
func ruleOf(pre string) (*rule, error) {
	names := make([]string, len(rules))
	for i := range rules {
		if r := &rules[i]; r.name == pre || slices.Contains(r.aliases, pre) {
			return r, nil
		}
		names[i] = rules[i].name
	}
	if pre == "" {
		return nil, fmt.Errorf("the file does not say how its tokenizer cuts words (tokenizer.ggml.pre): convert the model again with a current converter")
	}
	return nil, fmt.Errorf("the tokenizer cuts words in the way %q, which is not known here: use a model with one of %s", pre, strings.Join(names, ", "))
}

// AddsBOS reports whether a byte-level BPE file with this tokenizer.ggml.pre
// that lacks tokenizer.ggml.add_bos_token means yes, as llama.cpp has it.
func AddsBOS(pre string) bool {
	r, err := ruleOf(pre)
	return err == nil && r.addBOS
}

// cut applies all cutters in turn and returns the ends of the words.
func (r *rule) cut(c *chars) []int32 {
	ends := []int32{int32(len(c.class))}
	for _, cut := range r.cutters {
		next := make([]int32, 0, len(ends)+len(c.class)/4)
		from := 0
		for _, end := range ends {
			next = cut(c, from, int(end), next)
			from = int(end)
		}
		ends = next
	}
	return ends
}

// contraction is the length in characters of 's, 't, 'm, 'd, 're, 've or 'll
// at i, else 0.
func contraction(c *chars, i, to int, anyCase bool) int {
	if i+1 >= to || c.ascii(i) != '\'' {
		return 0
	}
	low := func(i int) byte {
		b := c.ascii(i)
		if anyCase && b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		return b
	}
	switch low(i + 1) {
	case 's', 't', 'm', 'd':
		return 2
	case 'r', 'v':
		if i+2 < to && low(i+2) == 'e' {
			return 3
		}
	case 'l':
		if i+2 < to && low(i+2) == 'l' {
			return 3
		}
	}
	return 0
}

// cutBlanks is the end of the word that begins with the blank at i: all blanks
// but the last, which belongs to the word behind it, or all at the end of the
// text, or the only one.
func cutBlanks(c *chars, i, to int) int {
	end := c.run(i, to, isBlank)
	if end < to && end-i > 1 {
		end--
	}
	return end
}

// cutGPT2: contractions in lower case; letters, numbers or signs with one space
// in front; blanks.
func cutGPT2(c *chars, from, to int, ends []int32) []int32 {
	for i := from; i < to; {
		if n := contraction(c, i, to, false); n > 0 {
			i += n
			ends = append(ends, int32(i))
			continue
		}
		first := i
		if c.ascii(i) == ' ' && i+1 < to {
			first++
		}
		switch k := c.class[first]; {
		case isLetter(k):
			i = c.run(first, to, isLetter)
		case isNumber(k):
			i = c.run(first, to, isNumber)
		case isSign(k):
			i = c.run(first, to, isSign)
		default:
			i = cutBlanks(c, i, to)
		}
		ends = append(ends, int32(i))
	}
	return ends
}

// modern is the family of rules since Llama 3: contractions in any case;
// letters with any one sign or blank but a line break in front; numbers in
// groups; signs with one space in front and line breaks behind; blanks up to
// a line break; other blanks.
type modern struct {
	digits int  // numbers in a group
	slash  bool // slashes may follow signs as line breaks do
	cased  bool // a word ends where a lower-case letter meets an upper-case one; no contractions by themselves
	suffix bool // with cased: contractions end a word
}

func (m modern) cut(c *chars, from, to int, ends []int32) []int32 {
	for i := from; i < to; {
		i = m.word(c, i, to)
		ends = append(ends, int32(i))
	}
	return ends
}

// word is the end of the word that begins at i.
func (m modern) word(c *chars, i, to int) int {
	if !m.cased {
		if n := contraction(c, i, to, true); n > 0 {
			return i + n
		}
	}
	b, k := c.ascii(i), c.class[i]
	if b != '\r' && b != '\n' && k != number {
		first := i
		if k != letter {
			first++
		}
		if first < to && c.class[first] == letter {
			return m.letters(c, first, to)
		}
	}
	if k == number {
		return c.run(i, min(to, i+m.digits), isNumber)
	}
	first := i
	if b == ' ' && i+1 < to {
		first++
	}
	if isSign(c.class[first]) {
		end := c.run(first, to, isSign)
		for end < to {
			if b := c.ascii(end); b != '\r' && b != '\n' && (b != '/' || !m.slash) {
				break
			}
			end++
		}
		return end
	}
	broken := 0
	for j := i; j < to && c.class[j] == blank; j++ {
		if b := c.ascii(j); b == '\r' || b == '\n' {
			broken = j + 1
		}
	}
	if broken > 0 {
		return broken
	}
	return cutBlanks(c, i, to)
}

// letters is the end of the letters that begin at i.
func (m modern) letters(c *chars, i, to int) int {
	if !m.cased {
		return c.run(i, to, isLetter)
	}
	// As llama.cpp approximates it: only ASCII letters have a case, all others
	// count as both. A word is upper-case letters and then at least one
	// lower-case letter, or else upper-case letters alone.
	upper := func(j int) bool { b := c.ascii(j); return c.class[j] == letter && (b < 'a' || b > 'z') }
	lower := func(j int) bool { b := c.ascii(j); return c.class[j] == letter && (b < 'A' || b > 'Z') }
	end := i
	for end < to && upper(end) {
		end++
	}
	if end < to && lower(end) {
		for end < to && lower(end) {
			end++
		}
	} else {
		// No lower-case letter follows: give back to the last letter that is both.
		for j := end - 1; j >= i; j-- {
			if lower(j) {
				end = j + 1
				break
			}
		}
	}
	if m.suffix {
		end += contraction(c, end, to, true)
	}
	return end
}

// isolate cuts out what match finds, and leaves what is between as it is.
// match returns the end of a find at i, or i.
func isolate(c *chars, from, to int, ends []int32, match func(i int) int) []int32 {
	open := false // characters before i wait for their end
	for i := from; i < to; {
		end := match(i)
		if end == i {
			open = true
			i++
			continue
		}
		if open {
			ends = append(ends, int32(i))
			open = false
		}
		ends = append(ends, int32(end))
		i = end
	}
	if open {
		ends = append(ends, int32(to))
	}
	return ends
}

// cutEachNumber makes every number a word.
func cutEachNumber(c *chars, from, to int, ends []int32) []int32 {
	return isolate(c, from, to, ends, func(i int) int {
		if c.class[i] == number {
			return i + 1
		}
		return i
	})
}

// cutNumbers makes runs of numbers words.
func cutNumbers(c *chars, from, to int, ends []int32) []int32 {
	return isolate(c, from, to, ends, func(i int) int { return c.run(i, to, isNumber) })
}

// cutSigns makes runs of punctuation and of the symbols $+<=>^~| words.
func cutSigns(c *chars, from, to int, ends []int32) []int32 {
	return isolate(c, from, to, ends, func(i int) int {
		for i < to && (c.class[i] == punct || strings.IndexByte("$+<=>^~|", c.ascii(i)) >= 0) {
			i++
		}
		return i
	})
}

// cutThreeDigits makes every three ASCII digits a word.
func cutThreeDigits(c *chars, from, to int, ends []int32) []int32 {
	digit := func(i int) bool { b := c.ascii(i); return b >= '0' && b <= '9' }
	return isolate(c, from, to, ends, func(i int) int {
		if i+3 <= to && digit(i) && digit(i+1) && digit(i+2) {
			return i + 3
		}
		return i
	})
}
