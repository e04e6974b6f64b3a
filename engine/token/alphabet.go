package token

import (
	"strings"
	"unicode/utf8"
)

// Byte-level BPE vocabularies write bytes as characters, in the alphabet that
// GPT-2 began: a printable character of Latin-1 is its own byte, and the 68
// other bytes are, in ascending order, the characters from U+0100 on.

// printable reports whether a byte is written as itself.
func printable(b byte) bool { return b >= '!' && b <= '~' || b >= 0xa1 && b != 0xad }

// alphabet is the character of each byte, and its inverse below U+0144.
var alphabet, unalphabet = func() (chars [256]rune, back [0x144]int16) {
	for i := range back {
		back[i] = -1
	}
	next := rune(0x100)
	for b := range 256 {
		chars[b] = rune(b)
		if !printable(byte(b)) {
			chars[b] = next
			next++
		}
		back[chars[b]] = int16(b)
	}
	return chars, back
}()

// encodeAlphabet writes bytes as characters.
func encodeAlphabet(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(alphabet[s[i]])
	}
	return b.String()
}

// decodeAlphabet is the bytes that a piece stands for. A character outside the
// alphabet stands for itself.
func decodeAlphabet(p string) string {
	if i := strings.IndexFunc(p, func(r rune) bool { return r < '!' || r > '~' }); i < 0 {
		return p
	}
	out := make([]byte, 0, len(p))
	for _, r := range p {
		if r < rune(len(unalphabet)) && unalphabet[r] >= 0 {
			out = append(out, byte(unalphabet[r]))
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// inAlphabet reports whether every character of a piece is a byte.
func inAlphabet(p string) bool {
	for _, r := range p {
		if r >= rune(len(unalphabet)) || unalphabet[r] < 0 {
			return false
		}
	}
	return true
}
