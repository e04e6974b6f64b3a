// Package token turns text into a model's tokens and back, with the results
// of llama.cpp, for the two kinds of vocabulary that GGUF files of the llama,
// qwen2 and qwen3 architectures carry:
//
//   - SentencePiece ("llama"): neighbouring pieces merge by score, bytes stand
//     for what has no piece, a space goes in front of the text;
//   - byte-level BPE ("gpt2"): text is cut into words by a rule that the file
//     names, and the bytes of a word merge by the file's list of merges.
//
// It also renders the file's chat template and reads tool calls back out of
// an answer. Control tokens come from templates only, never from a message.
//
// It is pure: it knows nothing of files, weights or sampling. Scores are kept
// as integer ranks, so no float takes part after import, and the Unicode
// classes are a table of its own, so no version of Go changes a token.
package token

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/assay-network/assay/job"
)

// Type is what a token stands for, with the numbers of the GGUF format.
type Type uint8

// The token types.
const (
	Normal      Type = 1
	Unknown     Type = 2
	Control     Type = 3
	UserDefined Type = 4
	Unused      Type = 5
	Byte        Type = 6
)

// Limits of a vocabulary.
const (
	MaxVocab      = 1 << 20
	MaxPieceBytes = 1024
	MaxMerges     = 1 << 21
	MaxSpecial    = 4096    // control, unknown and user-defined tokens
	maxSpecial    = 1 << 18 // bytes of their texts together
	MaxTemplate   = 1 << 16
	MaxEndTokens  = 16
)

// NoToken stands for an absent BOS, EOS, EOT or unknown token.
const NoToken = math.MaxUint32

// Config is a vocabulary as the model file gives it.
type Config struct {
	Kind           string // tokenizer.ggml.model: "llama" or "" for SentencePiece, "gpt2" for byte-level BPE
	Pre            string // tokenizer.ggml.pre: how BPE cuts text into words; unused by SentencePiece
	Pieces         []string
	Scores         []float32 // SentencePiece: one a piece; only their order matters
	Types          []Type    // one a piece; BPE without any: all Normal
	Merges         []string  // BPE: pairs of pieces with a space between them, the earlier the better
	BOS, EOS, EOT  uint32    // NoToken when absent
	Unknown        uint32
	AddBOS         bool   // WithBOS puts BOS in front
	AddEOS         bool   // the file wants EOS behind a text; no prompt of ours does
	AddSpacePrefix bool   // a space goes in front of text
	Template       string // chat template (Jinja), may be empty
}

// Tokenizer is an immutable vocabulary, safe for concurrent use.
type Tokenizer struct {
	pieces   []string
	ranks    []int32 // scores as ordinals: equal scores have equal ranks; all 0 for BPE
	types    []Type
	special  specials
	addBOS   bool
	addSpace bool
	template string
	bpe      *bpe // nil for SentencePiece

	ids     map[string]uint32 // by the text in the vocabulary
	raw     []string          // the bytes that each token stands for in a text
	bytes   [256]uint32       // the token of each byte
	finders finders
	ends    map[uint32]bool

	vocabulary func() [32]byte // keccak-256 of the canonical form
}

// finders find special tokens in texts; each is made when it is first used.
type finders struct {
	all     func() *finder // control, unknown and user-defined tokens
	text    func() *finder // user-defined ones, which are recognised in any text
	control func() *finder // the others, which no text may forge
}

type specials struct{ bos, eos, eot, unknown uint32 }

// endTexts are control tokens that end a turn in common chat formats; files
// often fail to name them in their metadata.
var endTexts = []string{
	"<|end|>", "<|eot_id|>", "<|im_end|>", "<end_of_turn>", "<|endoftext|>", "<|eom_id|>", "<EOT>", "<|end_of_text|>",
}

// New checks a vocabulary and builds its tokenizer.
func New(c Config) (*Tokenizer, error) {
	n := len(c.Pieces)
	if n == 0 || n > MaxVocab {
		return nil, fmt.Errorf("vocabulary of %d tokens, want 1 to %d", n, MaxVocab)
	}
	t := &Tokenizer{
		pieces: slices.Clone(c.Pieces), types: slices.Clone(c.Types),
		special: specials{c.BOS, c.EOS, c.EOT, c.Unknown},
		addBOS:  c.AddBOS, addSpace: c.AddSpacePrefix, template: c.Template,
	}
	var err error
	switch c.Kind {
	case "", "llama":
		if len(c.Scores) != n {
			return nil, fmt.Errorf("vocabulary of %d tokens has %d scores", n, len(c.Scores))
		}
		t.ranks, err = rank(c.Scores)
	case "gpt2":
		t.ranks, t.addSpace = make([]int32, n), false
		if len(t.types) == 0 {
			t.types = slices.Repeat([]Type{Normal}, n)
		}
		t.bpe, err = newBPE(c.Pre, c.Pieces, c.Merges)
	default:
		err = fmt.Errorf("tokenizer model %q, want \"llama\" (SentencePiece) or \"gpt2\" (byte-level BPE)", c.Kind)
	}
	if err != nil {
		return nil, err
	}
	if len(t.types) != n {
		return nil, fmt.Errorf("vocabulary of %d tokens has %d types", n, len(t.types))
	}
	// Files now and then forget to say that the end of a turn is a control token.
	for i, p := range t.pieces {
		if (t.types[i] == Normal || t.types[i] == UserDefined) && slices.Contains(endTexts, p) {
			t.types[i] = Control
		}
	}
	return t, t.index()
}

// rank replaces scores by their order.
func rank(scores []float32) ([]int32, error) {
	sorted := slices.Clone(scores)
	for _, s := range sorted {
		if s != s {
			return nil, errors.New("a token score is not a number")
		}
	}
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	ranks := make([]int32, len(scores))
	for i, s := range scores {
		k, _ := slices.BinarySearch(sorted, s)
		ranks[i] = int32(k)
	}
	return ranks, nil
}

// index validates the fields that are committed to and builds the look-up tables.
func (t *Tokenizer) index() error {
	n := uint32(len(t.pieces))
	if len(t.template) > MaxTemplate {
		return fmt.Errorf("chat template of %d bytes, at most %d are accepted", len(t.template), MaxTemplate)
	}
	for _, id := range []uint32{t.special.bos, t.special.eos, t.special.eot, t.special.unknown} {
		if id != NoToken && id >= n {
			return fmt.Errorf("special token %d is outside the vocabulary of %d", id, n)
		}
	}
	if t.addBOS && t.special.bos == NoToken {
		return errors.New("the vocabulary asks for a BOS token and names none")
	}
	t.ids = make(map[string]uint32, n)
	t.raw = make([]string, n)
	for i := range t.bytes {
		t.bytes[i] = NoToken
	}
	var special []uint32
	bytes := 0
	for i, p := range t.pieces {
		if err := t.indexPiece(uint32(i), p); err != nil {
			return err
		}
		if (!t.inText(uint32(i)) || t.types[i] == UserDefined) && p != "" {
			if strings.Contains(p, mark) {
				return fmt.Errorf("special token %d holds a NUL character", i)
			}
			special = append(special, uint32(i))
			bytes += len(p)
		}
	}
	if len(special) > MaxSpecial || bytes > maxSpecial {
		return fmt.Errorf("%d special tokens of %d bytes, at most %d of %d are accepted", len(special), bytes, MaxSpecial, maxSpecial)
	}
	t.indexSpecial(special)
	t.indexEnds()
	t.vocabulary = sync.OnceValue(func() [32]byte { return job.Keccak(t.appendVocab(nil)) })
	if t.bpe != nil {
		return t.bpe.index(t)
	}
	return nil
}

// indexPiece checks one token and enters it into the look-up tables.
func (t *Tokenizer) indexPiece(id uint32, p string) error {
	if len(p) > MaxPieceBytes {
		return fmt.Errorf("token %d is %d bytes long, at most %d are accepted", id, len(p), MaxPieceBytes)
	}
	typ := t.types[id]
	if typ < Normal || typ > Byte {
		return fmt.Errorf("token %d has the unknown type %d", id, typ)
	}
	if p != "" {
		t.ids[p] = id
	}
	switch typ {
	case Byte:
		b, ok := byteOf(p)
		if !ok {
			return fmt.Errorf("byte token %d has the text %q, want <0x00> to <0xFF>", id, p)
		}
		t.bytes[b] = id
		t.raw[id] = string([]byte{b})
	case Normal:
		if t.bpe != nil {
			t.raw[id] = decodeAlphabet(p)
		} else {
			t.raw[id] = strings.ReplaceAll(p, space, " ")
		}
	case UserDefined:
		t.raw[id] = p
	}
	return nil
}

// indexSpecial prepares to find special tokens, the longest first.
func (t *Tokenizer) indexSpecial(ids []uint32) {
	slices.SortStableFunc(ids, func(a, b uint32) int { return len(t.pieces[b]) - len(t.pieces[a]) })
	of := func(ok func(id uint32) bool) func() *finder {
		return sync.OnceValue(func() *finder {
			return newFinder(slices.DeleteFunc(slices.Clone(ids), func(id uint32) bool { return !ok(id) }), t.pieces)
		})
	}
	t.finders = finders{
		all:     of(func(uint32) bool { return true }),
		text:    of(t.inText),
		control: of(func(id uint32) bool { return !t.inText(id) }),
	}
}

// inText reports whether a token may come out of plain text: a control token
// may not, or a message could forge the end of its turn.
func (t *Tokenizer) inText(id uint32) bool { return t.types[id] != Control && t.types[id] != Unknown }

func (t *Tokenizer) indexEnds() {
	t.ends = map[uint32]bool{}
	for _, id := range []uint32{t.special.eos, t.special.eot} {
		if id != NoToken {
			t.ends[id] = true
		}
	}
	for _, text := range endTexts {
		if id, ok := t.ids[text]; ok && t.types[id] == Control {
			t.ends[id] = true
			if t.special.eot == NoToken {
				t.special.eot = id
			}
		}
	}
}

// byteOf parses "<0xAB>".
func byteOf(p string) (byte, bool) {
	if len(p) != 6 || !strings.HasPrefix(p, "<0x") || p[5] != '>' {
		return 0, false
	}
	var v byte
	for _, c := range []byte(p[3:5]) {
		switch {
		case c >= '0' && c <= '9':
			v = v<<4 | (c - '0')
		case c >= 'A' && c <= 'F':
			v = v<<4 | (c - 'A' + 10)
		case c >= 'a' && c <= 'f':
			v = v<<4 | (c - 'a' + 10)
		default:
			return 0, false
		}
	}
	return v, true
}

// Size is the number of tokens.
func (t *Tokenizer) Size() int { return len(t.pieces) }

// BOS is the token that begins a text, or NoToken.
func (t *Tokenizer) BOS() uint32 { return t.special.bos }

// EOS is the token that ends a text, or NoToken.
func (t *Tokenizer) EOS() uint32 { return t.special.eos }

// EOT is the token that ends a turn of a chat, or NoToken.
func (t *Tokenizer) EOT() uint32 { return t.special.eot }

// IsEnd reports whether generation stops after this token.
func (t *Tokenizer) IsEnd(id uint32) bool { return t.ends[id] }

// Ends are the tokens after which generation stops, ascending; at most ten.
func (t *Tokenizer) Ends() []uint32 { return slices.Sorted(maps.Keys(t.ends)) }

// ID finds a token by its exact text in the vocabulary, where a space is "▁"
// (SentencePiece) or bytes are written in the alphabet of GPT-2 (BPE).
func (t *Tokenizer) ID(piece string) (uint32, bool) {
	id, ok := t.ids[piece]
	return id, ok
}

// Piece is the text of a token in the vocabulary, "" outside it.
func (t *Tokenizer) Piece(id uint32) string {
	if id >= uint32(len(t.pieces)) {
		return ""
	}
	return t.pieces[id]
}

// Hash commits to everything that decides how text becomes tokens and where
// generation ends: kind, pieces, score ranks, types, merges, the rule that cuts
// words, special tokens and flags. The chat template has a hash of its own.
// It is keccak-256 of its domain, the vocabulary's hash and the end tokens (big-endian, ascending), so that a contract can
// be shown which tokens end an answer without being shown the vocabulary.
func (t *Tokenizer) Hash() [32]byte {
	vocabulary := t.vocabulary()
	var ends []byte
	for _, id := range t.Ends() {
		ends = binary.BigEndian.AppendUint32(ends, id)
	}
	return job.Keccak([]byte("assay.tokenizer.v3"), vocabulary[:], ends)
}

// VocabularyHash is the part of Hash that is over the canonical vocabulary.
func (t *Tokenizer) VocabularyHash() [32]byte { return t.vocabulary() }

// TemplateHash is keccak-256 of the chat template, zero when there is none.
func (t *Tokenizer) TemplateHash() [32]byte {
	if t.template == "" {
		return [32]byte{}
	}
	return job.Keccak([]byte(t.template))
}

// Template is the chat template, "" when there is none.
func (t *Tokenizer) Template() string { return t.template }
