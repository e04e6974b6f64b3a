package token

import (
	"slices"
	"strings"
)

// Option changes how Encode reads a text.
type Option uint8

// The options of Encode.
const (
	// WithBOS puts the BOS token in front when the model asks for one and the
	// text does not begin with it already.
	WithBOS Option = iota + 1
	// WithSpecial recognises the texts of control tokens, such as "</s>". Never
	// give it for text from a stranger: he could end his turn and begin another.
	WithSpecial
)

// space is how the vocabulary writes a space.
const space = "▁"

// Encode turns a text into tokens. It takes time proportional to n log n and
// accepts any bytes; what has no piece becomes byte tokens, or the unknown token.
// Only WithSpecial makes control tokens out of text.
func (t *Tokenizer) Encode(text string, opts ...Option) []uint32 {
	var out []uint32
	atStart := true
	for _, f := range t.split(text, slices.Contains(opts, WithSpecial)) {
		if f.special {
			out = append(out, f.id)
			atStart = true
			continue
		}
		s := f.text
		if slices.Contains(opts, withoutMarks) {
			s = strings.ReplaceAll(s, mark, "")
		}
		switch {
		case t.bpe != nil:
			out = t.encodeBPE(out, s)
		case t.addSpace && atStart:
			out = t.encodeSPM(out, strings.ReplaceAll(" "+s, " ", space))
		default:
			out = t.encodeSPM(out, strings.ReplaceAll(s, " ", space))
		}
		atStart = false
	}
	if slices.Contains(opts, WithBOS) && t.addBOS && (len(out) == 0 || out[0] != t.special.bos) {
		out = append([]uint32{t.special.bos}, out...)
	}
	return out
}

type fragment struct {
	text    string
	id      uint32
	special bool
}

// split cuts the texts of special tokens out of a text, the longest tokens
// first, of equal ones the first in the text. User-defined tokens are always
// recognised, the others when asked.
func (t *Tokenizer) split(text string, all bool) []fragment {
	if text == "" {
		return nil
	}
	f := t.finders.text()
	if all {
		f = t.finders.all()
	}
	var out []fragment
	at := 0
	for _, found := range f.cut(text) {
		if found.at > at {
			out = append(out, fragment{text: text[at:found.at]})
		}
		out = append(out, fragment{id: f.ids[found.token], special: true})
		at = found.at + len(f.text[found.token])
	}
	if at < len(text) {
		out = append(out, fragment{text: text[at:]})
	}
	return out
}

// charLength is the length of a UTF-8 character by its first byte alone, so
// that invalid text is cut in the same way everywhere.
func charLength(first byte) int {
	switch {
	case first >= 0xf0:
		return 4
	case first >= 0xe0:
		return 3
	case first >= 0xc0:
		return 2
	}
	return 1
}

// encodeSPM appends the tokens of s, in which spaces are escaped already.
func (t *Tokenizer) encodeSPM(out []uint32, s string) []uint32 {
	var l list
	l.reset(len(s))
	for i := 0; i < len(s); {
		n := min(charLength(s[i]), len(s)-i)
		l.add(i, n, NoToken)
		i += n
	}
	l.merge(func(left, right *symbol) (key int32, id uint32, ok bool) {
		id, ok = t.ids[s[left.start:left.start+left.length+right.length]]
		if !ok || !t.inText(id) {
			return 0, 0, false
		}
		return -t.ranks[id], id, true
	})
	for sym := range l.all() {
		out = t.emit(out, s[sym.start:sym.start+sym.length])
	}
	return out
}

// emit appends the token of a run, or the tokens of its bytes.
func (t *Tokenizer) emit(out []uint32, run string) []uint32 {
	if id, ok := t.ids[run]; ok && t.inText(id) {
		return append(out, id)
	}
	for i := range len(run) {
		switch id := t.bytes[run[i]]; {
		case id != NoToken:
			out = append(out, id)
		case t.special.unknown != NoToken:
			out = append(out, t.special.unknown)
		}
	}
	return out
}
