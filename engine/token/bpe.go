package token

import (
	"fmt"
	"strings"
)

// bpe is what byte-level BPE has beside the vocabulary.
type bpe struct {
	rule   *rule
	merges [][2]uint32 // the two tokens that merge, the best first

	rank  map[[2]uint32]merged
	words map[string]uint32 // tokens by their bytes, when the rule ignores merges
}

// merged is the token that a pair becomes, and how early.
type merged struct {
	rank int32
	id   uint32
}

// newBPE reads the merges of a file: two pieces with a space between them.
func newBPE(pre string, pieces, merges []string) (*bpe, error) {
	r, err := ruleOf(pre)
	if err != nil {
		return nil, err
	}
	if len(merges) > MaxMerges {
		return nil, fmt.Errorf("%d merges, at most %d are accepted", len(merges), MaxMerges)
	}
	ids := make(map[string]uint32, len(pieces))
	for i, p := range pieces {
		ids[p] = uint32(i)
	}
	b := &bpe{rule: r, merges: make([][2]uint32, len(merges))}
	for i, m := range merges {
		// A piece may begin with a space, so the first one separates only from the second byte on.
		cut := -1
		if m != "" {
			cut = strings.IndexByte(m[1:], ' ') + 1
		}
		if cut <= 0 {
			return nil, fmt.Errorf("merge %d is %q, want two pieces with a space between them", i, m)
		}
		left, ok := ids[m[:cut]]
		right, ok2 := ids[m[cut+1:]]
		if !ok || !ok2 {
			return nil, fmt.Errorf("merge %d joins %q and %q, which are not both in the vocabulary", i, m[:cut], m[cut+1:])
		}
		b.merges[i] = [2]uint32{left, right}
	}
	return b, nil
}

// index builds the look-up tables. Every merge must make a token of the
// vocabulary, and none a control token.
func (b *bpe) index(t *Tokenizer) error {
	b.rank = make(map[[2]uint32]merged, len(b.merges))
	var text []byte
	for i, m := range b.merges {
		for _, id := range m {
			if id >= uint32(len(t.pieces)) {
				return fmt.Errorf("merge %d joins token %d, which is outside the vocabulary of %d", i, id, len(t.pieces))
			}
		}
		text = append(append(text[:0], t.pieces[m[0]]...), t.pieces[m[1]]...)
		id, ok := t.ids[string(text)]
		if !ok {
			return fmt.Errorf("merge %d makes %q, which is not in the vocabulary", i, text)
		}
		if !t.inText(id) || !t.inText(m[0]) || !t.inText(m[1]) {
			return fmt.Errorf("merge %d makes the control token %q out of text, which would let a message forge it", i, text)
		}
		if _, twice := b.rank[m]; !twice {
			b.rank[m] = merged{int32(i), id}
		}
	}
	for v := range 256 {
		if id, ok := t.ids[string(alphabet[v])]; ok && t.inText(id) {
			t.bytes[v] = id
		}
	}
	if !b.rule.ignoreMerges {
		return nil
	}
	b.words = make(map[string]uint32, len(t.pieces))
	for i, p := range t.pieces {
		switch {
		case p == "" || !t.inText(uint32(i)) || !inAlphabet(p):
		case t.types[i] == Normal:
			b.words[t.raw[i]] = uint32(i)
		default:
			b.words[decodeAlphabet(p)] = uint32(i)
		}
	}
	return nil
}

// maxSeenBytes is the length of the longest word that is remembered.
const maxSeenBytes = 32

// encodeBPE appends the tokens of a text. A byte without a token of its own, which
// a complete vocabulary does not have, is left out, as llama.cpp does.
func (t *Tokenizer) encodeBPE(out []uint32, text string) []uint32 {
	c := scan(text)
	var l list
	type span struct{ from, to int32 } // of out
	seen := map[string]span{}          // short words so far: text repeats itself
	from := int32(0)
	for _, end := range t.bpe.rule.cut(&c) {
		word := text[c.at[from]:c.at[end]]
		from = end
		if id, ok := t.bpe.words[word]; ok {
			out = append(out, id)
			continue
		}
		if s, ok := seen[word]; ok {
			out = append(out, out[s.from:s.to]...)
			continue
		}
		first := int32(len(out))
		l.reset(len(word))
		for i := range len(word) {
			l.add(i, 1, t.bytes[word[i]])
		}
		l.merge(func(left, right *symbol) (key int32, id uint32, ok bool) {
			m, ok := t.bpe.rank[[2]uint32{left.id, right.id}]
			return m.rank, m.id, ok
		})
		for s := range l.all() {
			if s.id != NoToken {
				out = append(out, s.id)
			}
		}
		if len(word) <= maxSeenBytes {
			seen[word] = span{first, int32(len(out))}
		}
	}
	return out
}
