// Package corpus writes the training text: requests in plain words with the structured call that answers them, and small
// questions about the network with their answers. Every sentence is our own and comes from the grammars in this package,
// drawn by a seeded generator of fixed algorithm, so that the same seed gives the same text everywhere.
//
// It must not know how text becomes tokens or how a model is trained.
package corpus

import (
	"math/rand/v2"
	"strings"
)

// expand draws one sentence from a pattern: [a|b|] picks one of the alternatives (which may nest), $name is replaced by
// slot(name), and ~ calls slot("~"). Names are lower-case letters.
func expand(r *rand.Rand, pattern string, slot func(name string) []piece) []piece {
	var out []piece
	put := func(more ...piece) {
		for _, p := range more {
			if n := len(out); n > 0 && !p.kept && !out[n-1].kept {
				out[n-1].text += p.text
			} else if p.text != "" {
				out = append(out, p)
			}
		}
	}
	for i := 0; i < len(pattern); {
		switch pattern[i] {
		case '[':
			parts, after := alternatives(pattern, i)
			put(expand(r, parts[r.IntN(len(parts))], slot)...)
			i = after
		case '$':
			end := slotEnd(pattern, i)
			put(slot(pattern[i+1 : end])...)
			i = end
		case '~':
			put(slot("~")...)
			i++
		default:
			end := i + 1
			for end < len(pattern) && !strings.ContainsRune("[$~", rune(pattern[end])) {
				end++
			}
			put(piece{text: pattern[i:end]})
			i = end
		}
	}
	return out
}

func slotEnd(pattern string, at int) int {
	end := at + 1
	for end < len(pattern) && pattern[end] >= 'a' && pattern[end] <= 'z' {
		end++
	}
	return end
}

// alternatives splits the bracket that opens at start and says where the text behind it begins.
func alternatives(pattern string, start int) (parts []string, after int) {
	depth, from := 0, start+1
	for i := start; i < len(pattern); i++ {
		switch pattern[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return append(parts, pattern[from:i]), i + 1
			}
		case '|':
			if depth == 1 {
				parts, from = append(parts, pattern[from:i]), i+1
			}
		}
	}
	panic("corpus: bracket without end in pattern " + pattern) // unreachable: the patterns are constants, and a test draws from every one
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// chance is true in percent of a hundred draws.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }
