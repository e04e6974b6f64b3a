package token

import (
	"strings"
	"unicode/utf8"
)

// appendBytes appends the bytes that a token stands for. Control, unknown and
// unused tokens, and ids outside the vocabulary, stand for nothing.
func (t *Tokenizer) appendBytes(dst []byte, id uint32) []byte {
	if id >= uint32(len(t.raw)) {
		return dst
	}
	return append(dst, t.raw[id]...)
}

// Bytes is the concatenation of the tokens' bytes, which need not be valid
// UTF-8. Stop strings are searched in it.
func (t *Tokenizer) Bytes(tokens []uint32) []byte {
	var b []byte
	for _, id := range tokens {
		b = t.appendBytes(b, id)
	}
	return b
}

// Decode is the text of the tokens, with U+FFFD for every byte that is not
// valid UTF-8. The space that Encode puts in front of a text is kept: an answer
// begins with one when its first word does.
func (t *Tokenizer) Decode(tokens []uint32) string {
	d := t.NewDecoder()
	var b strings.Builder
	for _, id := range tokens {
		b.WriteString(d.Write(id))
	}
	b.WriteString(d.Flush())
	return b.String()
}

// Decoder turns a stream of tokens into text without ever cutting a UTF-8
// character in two. It is for one stream and not safe for concurrent use.
type Decoder struct {
	t    *Tokenizer
	rest []byte // the beginning of a character, at most 3 bytes
}

// NewDecoder begins a stream.
func (t *Tokenizer) NewDecoder() *Decoder { return &Decoder{t: t} }

// Write takes a token and returns the text that is complete with it, often
// its own text and sometimes nothing yet.
func (d *Decoder) Write(id uint32) string {
	d.rest = d.t.appendBytes(d.rest, id)
	var out []byte
	i := 0
	for i < len(d.rest) {
		if !utf8.FullRune(d.rest[i:]) {
			break
		}
		r, n := utf8.DecodeRune(d.rest[i:])
		out = utf8.AppendRune(out, r)
		i += n
	}
	d.rest = append(d.rest[:0], d.rest[i:]...)
	return string(out)
}

// Flush ends the stream: it returns U+FFFD for each byte of an unfinished character.
func (d *Decoder) Flush() string {
	n := len(d.rest)
	d.rest = d.rest[:0]
	return strings.Repeat("\uFFFD", n)
}
