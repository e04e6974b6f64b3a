package token

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// appendVocab is the canonical form that VocabularyHash is of: the kind as a byte
// (0 SentencePiece, 1 BPE); big-endian uint32 count, then for each token its
// length, bytes, rank and type; then BOS, EOS, EOT, unknown, and the two flags
// as bytes; for BPE the length and bytes of the name of the rule that cuts
// words, the count of merges, and the two tokens of each.
func (t *Tokenizer) appendVocab(b []byte) []byte {
	be := binary.BigEndian
	b = append(b, flag(t.bpe != nil))
	b = be.AppendUint32(b, uint32(len(t.pieces)))
	for i, p := range t.pieces {
		b = be.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
		b = be.AppendUint32(b, uint32(t.ranks[i]))
		b = append(b, byte(t.types[i]))
	}
	s := t.special
	for _, id := range []uint32{s.bos, s.eos, s.eot, s.unknown} {
		b = be.AppendUint32(b, id)
	}
	b = append(b, flag(t.addBOS), flag(t.addSpace))
	if t.bpe == nil {
		return b
	}
	b = be.AppendUint32(b, uint32(len(t.bpe.rule.name)))
	b = append(b, t.bpe.rule.name...)
	b = be.AppendUint32(b, uint32(len(t.bpe.merges)))
	for _, m := range t.bpe.merges {
		b = be.AppendUint32(be.AppendUint32(b, m[0]), m[1])
	}
	return b
}

func flag(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// AppendBinary appends the stored form: the canonical vocabulary, then the
// length and bytes of the chat template. It never fails.
func (t *Tokenizer) AppendBinary(b []byte) ([]byte, error) {
	b = t.appendVocab(b)
	b = binary.BigEndian.AppendUint32(b, uint32(len(t.template)))
	return append(b, t.template...), nil
}

var errShort = errors.New("stored tokenizer is cut short")

type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n uint32) []byte {
	if uint64(n) > uint64(len(r.b)) {
		r.err = errShort
		r.b = nil
		return nil
	}
	x := r.b[:n]
	r.b = r.b[n:]
	return x
}

func (r *reader) u32() uint32 {
	if x := r.take(4); x != nil {
		return binary.BigEndian.Uint32(x)
	}
	return 0
}

func (r *reader) flag() bool {
	x := r.take(1)
	if x == nil || x[0] > 1 {
		r.err = errShort
		return false
	}
	return x[0] == 1
}

// Parse reads the stored form and checks it as New does.
func Parse(b []byte) (*Tokenizer, error) {
	r := &reader{b: b}
	isBPE := r.flag()
	n := r.u32()
	if n == 0 || n > MaxVocab || uint64(n)*9 > uint64(len(b)) {
		return nil, fmt.Errorf("stored tokenizer has %d tokens: %w", n, errShort)
	}
	t := &Tokenizer{pieces: make([]string, n), ranks: make([]int32, n), types: make([]Type, n)}
	all := string(r.b) // one copy that all pieces share
	for i := range t.pieces {
		n := r.u32()
		at := len(all) - len(r.b)
		t.pieces[i] = all[at : at+len(r.take(n))]
		t.ranks[i] = int32(r.u32())
		if x := r.take(1); x != nil {
			t.types[i] = Type(x[0])
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	t.special = specials{r.u32(), r.u32(), r.u32(), r.u32()}
	t.addBOS, t.addSpace = r.flag(), r.flag()
	if isBPE {
		if err := r.bpe(t); err != nil {
			return nil, err
		}
	}
	t.template = string(r.take(r.u32()))
	if r.err != nil {
		return nil, r.err
	}
	if len(r.b) != 0 {
		return nil, fmt.Errorf("stored tokenizer has %d bytes too many", len(r.b))
	}
	return t, t.index()
}

// bpe reads what only BPE has.
func (r *reader) bpe(t *Tokenizer) error {
	name := string(r.take(r.u32()))
	n := r.u32()
	if r.err != nil {
		return r.err
	}
	rule, err := ruleOf(name)
	if err != nil {
		return err
	}
	if rule.name != name {
		return fmt.Errorf("stored tokenizer names the rule %q, want %q", name, rule.name)
	}
	if n > MaxMerges || uint64(n)*8 > uint64(len(r.b)) {
		return fmt.Errorf("stored tokenizer has %d merges: %w", n, errShort)
	}
	t.bpe = &bpe{rule: rule, merges: make([][2]uint32, n)}
	for i := range t.bpe.merges {
		t.bpe.merges[i] = [2]uint32{r.u32(), r.u32()}
	}
	return r.err
}
