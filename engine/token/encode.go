package token

import (
	"container/heap"
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
		if t.addSpace && atStart {
			s = " " + s
		}
		out = t.merge(out, strings.ReplaceAll(s, " ", space))
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
// first. User-defined tokens are always recognised, the others when asked.
func (t *Tokenizer) split(text string, all bool) []fragment {
	if text == "" {
		return nil
	}
	parts := []fragment{{text: text}}
	for _, id := range t.parsed {
		if !all && t.types[id] != UserDefined {
			continue
		}
		piece := t.pieces[id]
		if !strings.Contains(text, piece) {
			continue
		}
		var next []fragment
		for _, f := range parts {
			if f.special {
				next = append(next, f)
				continue
			}
			rest := f.text
			for {
				i := strings.Index(rest, piece)
				if i < 0 {
					break
				}
				if i > 0 {
					next = append(next, fragment{text: rest[:i]})
				}
				next = append(next, fragment{id: id, special: true})
				rest = rest[i+len(piece):]
			}
			if rest != "" {
				next = append(next, fragment{text: rest})
			}
		}
		parts = next
	}
	return parts
}

// symbol is a run of the text in a doubly linked list; an absorbed one has length 0.
type symbol struct {
	start, length int
	prev, next    int
}

// candidate is a pair of neighbours that together are a piece.
type candidate struct {
	rank        int32
	left, right int
	length      int // of both together, to recognise a stale entry
}

// queue orders candidates: best score first, then the leftmost.
type queue []candidate

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].rank != q[j].rank {
		return q[i].rank > q[j].rank
	}
	return q[i].left < q[j].left
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(candidate)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
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

// merge appends the tokens of s, in which spaces are escaped already.
func (t *Tokenizer) merge(out []uint32, s string) []uint32 {
	symbols := make([]symbol, 0, len(s))
	for i := 0; i < len(s); {
		n := min(charLength(s[i]), len(s)-i)
		symbols = append(symbols, symbol{i, n, len(symbols) - 1, len(symbols) + 1})
		i += n
	}
	if len(symbols) == 0 {
		return out
	}
	symbols[len(symbols)-1].next = -1
	var q queue
	consider := func(l, r int) {
		if l < 0 || r < 0 {
			return
		}
		n := symbols[l].length + symbols[r].length
		if id, ok := t.ids[s[symbols[l].start:symbols[l].start+n]]; ok {
			heap.Push(&q, candidate{t.ranks[id], l, r, n})
		}
	}
	for i := 1; i < len(symbols); i++ {
		consider(i-1, i)
	}
	for len(q) > 0 {
		c := heap.Pop(&q).(candidate)
		l, r := &symbols[c.left], &symbols[c.right]
		if l.length == 0 || r.length == 0 || l.length+r.length != c.length {
			continue // one of them has been merged since
		}
		l.length, r.length = c.length, 0
		l.next = r.next
		if r.next >= 0 {
			symbols[r.next].prev = c.left
		}
		consider(l.prev, c.left)
		consider(c.left, l.next)
	}
	for i := 0; i >= 0; i = symbols[i].next {
		out = t.emit(out, s[symbols[i].start:symbols[i].start+symbols[i].length])
	}
	return out
}

// emit appends the token of a run, or the tokens of its bytes.
func (t *Tokenizer) emit(out []uint32, run string) []uint32 {
	if id, ok := t.ids[run]; ok {
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
