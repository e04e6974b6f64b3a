// Package vocab makes the vocabulary of a small model: which pieces of text are one token. It follows the rules that
// llama.cpp applies to a vocabulary of type SPM, so that what is trained here is tokenised the same way there: start from
// single characters, then again and again join the two neighbours whose joined text is a piece of the highest score, the
// leftmost first.
//
// Two choices help a tiny model to copy names and numbers from a question into an answer. A piece never contains a digit
// beside another character, and a space is a token of its own, so that a word has the same tokens wherever it stands.
//
// It must not know what the text is about or how a model is trained.
package vocab

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"github.com/assay-network/assay/engine/token"
)

// Ids that every vocabulary of this package has. Bytes follow, then the turn marks, then the pieces.
const (
	Unknown   = 0
	Begin     = 1
	End       = 2
	firstByte = 3
	System    = 259
	User      = 260
	Assistant = 261
	EndOfTurn = 262
	firstText = 263
)

// Space is how a piece writes a space.
const Space = "\u2581"

// Vocabulary is an SPM vocabulary: piece i is Pieces[i], its score Scores[i] (higher joins first), its type Types[i].
type Vocabulary struct {
	Pieces []string
	Scores []float32
	Types  []token.Type

	ids       map[string]bool
	tokenizer *token.Tokenizer
}

func (v *Vocabulary) add(piece string, typ token.Type) {
	v.ids[piece] = true
	v.Pieces = append(v.Pieces, piece)
	v.Types = append(v.Types, typ)
	score := float32(0)
	if typ == token.Normal {
		score = -float32(len(v.Pieces) - firstText)
	}
	v.Scores = append(v.Scores, score)
}

// Sample is text to learn pieces from: prose is split into words, and structure is text that repeats to the letter.
type Sample struct {
	Prose     []string
	Structure []string // JSON answers
}

var (
	words    = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)
	segments = regexp.MustCompile(`\[?\{"skill":"|"?,"[a-z]+":"?|"?\},\{"skill":"|"?\}\]?`)
)

// Train makes a vocabulary of size tokens, or of fewer when the text has no more pairs to join. Letters are joined by how
// often two pieces stand side by side in words that occur at least minimum times; then the repeating parts of the
// structure become one piece each.
func Train(s Sample, size, minimum int) (*Vocabulary, error) {
	v := &Vocabulary{ids: map[string]bool{}}
	v.add("<unk>", token.Unknown)
	v.add("<s>", token.Control)
	v.add("</s>", token.Control)
	for b := 0; b < 256; b++ {
		v.add(fmt.Sprintf("<0x%02X>", b), token.Byte)
	}
	for _, mark := range []string{"<|system|>", "<|user|>", "<|assistant|>", "<|end|>"} {
		v.add(mark, token.Control)
	}
	v.add(Space, token.Normal)
	for c := '!'; c <= '~'; c++ {
		v.add(string(c), token.Normal)
	}
	for _, c := range "€£" {
		v.add(string(c), token.Normal)
	}
	structure := ranked(s.Structure, segments, 2)
	// A segment of n parts needs at most n-1 pieces; letters get what the structure leaves.
	letters := ranked(append(append([]string(nil), s.Prose...), s.Structure...), words, minimum)
	v.joinLetters(letters, size-4*len(structure)-4)
	chains := []string{`":`, `":"`, `",`, `","`}
	for _, segment := range structure {
		chains = append(chains, segment.text)
	}
	for _, text := range chains {
		if err := v.addChain(text, size); err != nil {
			return nil, fmt.Errorf("vocabulary: %w", err)
		}
	}
	v.joinLetters(letters, size) // what the structure did not need
	if len(v.Pieces) > size {
		return nil, fmt.Errorf("vocabulary: %d pieces are needed at least; ask for a larger size than %d", len(v.Pieces), size)
	}
	return v, v.index()
}

type counted struct {
	text  string
	count int
	parts []string
}

// ranked counts what the expression finds, most frequent first, then by text.
func ranked(texts []string, expression *regexp.Regexp, minimum int) []counted {
	counts := map[string]int{}
	for _, t := range texts {
		for _, m := range expression.FindAllString(t, -1) {
			counts[m]++
		}
	}
	var out []counted
	for t, n := range counts {
		if n >= minimum {
			out = append(out, counted{text: t, count: n})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].count != out[j].count {
			return out[i].count > out[j].count
		}
		return out[i].text < out[j].text
	})
	return out
}

// joinLetters adds pieces until the vocabulary has limit of them or nothing occurs twice.
func (v *Vocabulary) joinLetters(list []counted, limit int) {
	pairs := map[[2]string]int{}          // how often two pieces stand side by side
	where := map[[2]string]map[int]bool{} // in which words
	count := func(word, sign int) {
		parts := list[word].parts
		for i := 0; i+1 < len(parts); i++ {
			pair := [2]string{parts[i], parts[i+1]}
			if pairs[pair] += sign * list[word].count; pairs[pair] == 0 {
				delete(pairs, pair)
			}
			if where[pair] == nil {
				where[pair] = map[int]bool{}
			}
			where[pair][word] = true
		}
	}
	for i := range list {
		list[i].parts = strings.Split(list[i].text, "")
		count(i, 1)
	}
	for len(v.Pieces) < limit {
		var best [2]string
		most := 1
		for pair, n := range pairs { // order-free: the most frequent pair, the first in order among equals
			if n > most || n == most && most > 1 && less(pair, best) {
				best, most = pair, n
			}
		}
		if most < 2 {
			return
		}
		joined := best[0] + best[1]
		if !v.ids[joined] {
			v.add(joined, token.Normal)
		}
		for word := range where[best] { // order-free: every word is counted by itself
			count(word, -1)
			list[word].parts = join(list[word].parts, best)
			count(word, 1)
		}
		delete(where, best)
	}
}

func less(a, b [2]string) bool {
	if a[0] != b[0] {
		return a[0] < b[0]
	}
	return a[1] < b[1]
}

func join(parts []string, pair [2]string) []string {
	out := parts[:0]
	for i := 0; i < len(parts); i++ {
		if i+1 < len(parts) && parts[i] == pair[0] && parts[i+1] == pair[1] {
			out = append(out, pair[0]+pair[1])
			i++
			continue
		}
		out = append(out, parts[i])
	}
	return out
}

// addChain makes text one piece, with the pieces in between that joining needs.
func (v *Vocabulary) addChain(text string, limit int) error {
	for len(v.Pieces) < limit {
		if err := v.index(); err != nil {
			return err
		}
		parts := v.Encode(text)
		if len(parts) < 2 {
			return nil
		}
		v.add(v.Pieces[parts[0]]+v.Pieces[parts[1]], token.Normal)
	}
	return nil
}

// index builds the tokenizer of what is there: the engine's own, so that training sees the tokens that users will.
func (v *Vocabulary) index() (err error) {
	v.tokenizer, err = token.New(token.Config{Pieces: v.Pieces, Scores: v.Scores, Types: v.Types,
		BOS: Begin, EOS: End, EOT: EndOfTurn, Unknown: Unknown, AddBOS: true})
	return err
}

// Encode gives the tokens of plain text; turn marks in it are text like any other.
func (v *Vocabulary) Encode(text string) []int32 {
	var out []int32
	for _, id := range v.tokenizer.Encode(text) {
		out = append(out, int32(id))
	}
	return out
}

// Of reads the vocabulary out of the pieces, scores and types that a model file of the trainer has.
func Of(pieces []string, scores []float32, types []token.Type) (*Vocabulary, error) {
	if len(pieces) < firstText || len(scores) != len(pieces) || len(types) != len(pieces) {
		return nil, fmt.Errorf("vocabulary: %d pieces with %d scores and %d types; a model of this trainer has at least %d of each", len(pieces), len(scores), len(types), firstText)
	}
	for id, mark := range map[int]string{System: "<|system|>", User: "<|user|>", Assistant: "<|assistant|>", EndOfTurn: "<|end|>"} { // order-free: each is checked by itself
		if pieces[id] != mark {
			return nil, fmt.Errorf("vocabulary: token %d is %q, not %s; only models of this trainer can be read", id, pieces[id], mark)
		}
	}
	v := &Vocabulary{Pieces: pieces, Scores: scores, Types: types}
	return v, v.index()
}
