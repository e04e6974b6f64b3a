package token

import (
	"math"
	"slices"
	"unicode/utf8"
)

// finder finds the texts of some special tokens in a text. It is the automaton
// of Aho and Corasick: one step a byte, however many tokens there are, so that
// a vocabulary and a message that were made for each other cost no more than others.
type finder struct {
	ids   []uint32 // the longest text first
	text  []string // of each
	leaf  []int32  // the node where each ends
	nodes []finderNode
	first [256]int32           // nodes behind the first one
	next  map[finderEdge]int32 // nodes behind the others
}

type finderEdge struct {
	from int32
	b    byte
}

// finderNode stands for the beginning of a text. Node 0 is the empty one.
type finderNode struct {
	fallback int32 // the longest proper ending of it that is a beginning too
	token    int32 // index of the text that it is; -1 for none
	shorter  int32 // the longest proper ending that is a whole text; 0 for none
	shortest int32 // index of the shortest ending, itself included, that is a whole text; -1 for none
}

// newFinder takes the tokens in the order in which they are preferred, longer
// ones first. Of two with the same text the second is never found.
func newFinder(ids []uint32, pieces []string) *finder {
	f := &finder{ids: ids, nodes: []finderNode{{token: -1, shortest: -1}}, next: map[finderEdge]int32{}}
	type begun struct {
		parent int32
		depth  int32
		b      byte
	}
	how := []begun{{}}
	for i, id := range ids {
		p, at := pieces[id], int32(0)
		for k := range len(p) {
			to := f.edge(at, p[k])
			if to == 0 {
				to = int32(len(f.nodes))
				f.nodes = append(f.nodes, finderNode{token: -1})
				how = append(how, begun{at, int32(k), p[k]})
				if at == 0 {
					f.first[p[k]] = to
				} else {
					f.next[finderEdge{at, p[k]}] = to
				}
			}
			at = to
		}
		if f.nodes[at].token < 0 {
			f.nodes[at].token = int32(i)
		}
		f.text, f.leaf = append(f.text, p), append(f.leaf, at)
	}
	order := make([]int32, 0, len(how)) // shorter beginnings first
	for i := range how[1:] {
		order = append(order, int32(i+1))
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(how[a].depth - how[b].depth) })
	for _, i := range order {
		n := &f.nodes[i]
		if how[i].depth > 0 {
			n.fallback = f.step(f.nodes[how[i].parent].fallback, how[i].b)
		}
		back := f.nodes[n.fallback]
		n.shorter, n.shortest = back.shorter, back.shortest
		if back.token >= 0 {
			n.shorter = n.fallback
		}
		if n.shortest < 0 {
			n.shortest = n.token
		}
	}
	return f
}

// edge is the node behind one byte more, 0 for none.
func (f *finder) edge(from int32, b byte) int32 {
	if from == 0 {
		return f.first[b]
	}
	return f.next[finderEdge{from, b}]
}

// step is the node of the longest ending of the text so far that is a beginning.
func (f *finder) step(at int32, b byte) int32 {
	for {
		if to := f.edge(at, b); to != 0 || at == 0 {
			return to
		}
		at = f.nodes[at].fallback
	}
}

// scan calls hit wherever texts of tokens end in s, with the node of the longest.
func (f *finder) scan(s string, hit func(end int, node int32)) {
	at := int32(0)
	for i := range len(s) {
		at = f.step(at, s[i])
		switch n := &f.nodes[at]; {
		case n.token >= 0:
			hit(i+1, at)
		case n.shorter != 0:
			hit(i+1, n.shorter)
		}
	}
}

// find is a token in a text.
type find struct {
	at    int
	token int32 // index in the finder
}

// cut finds tokens that do not overlap: the preferred ones first, of each the first in the text.
func (f *finder) cut(s string) []find {
	var found []find
	waiting := make([][]int32, len(f.ids)) // ends of the places where each token may be
	f.scan(s, func(end int, node int32) {
		i := f.nodes[node].token
		waiting[i] = append(waiting[i], int32(end))
	})
	taken := make([]uint64, len(s)/64+1) // bytes of the finds so far
	isTaken := func(i int) bool { return taken[i/64]>>(i%64)&1 != 0 }
	for i, ends := range waiting {
		slices.Sort(ends) // some were put off from longer tokens
		length := len(f.text[i])
		for _, end := range ends {
			end := int(end)
			if isTaken(end - 1) {
				continue
			}
			// Finds so far are at least as long, so one that overlaps this covers an end of it.
			if isTaken(end - length) {
				free := 1
				for !isTaken(end - 1 - free) {
					free++
				}
				if k := f.shorterThan(int32(i), free); k >= 0 {
					waiting[k] = append(waiting[k], int32(end))
				}
				continue
			}
			found = append(found, find{end - length, int32(i)})
			for k := end - length; k < end; k++ {
				taken[k/64] |= 1 << (k % 64)
			}
		}
	}
	slices.SortFunc(found, func(a, b find) int { return a.at - b.at })
	return found
}

// shorterThan is the longest token of at most n bytes that a token ends with, -1 for none.
func (f *finder) shorterThan(token int32, n int) int32 {
	for at := f.nodes[f.leaf[token]].shorter; at != 0; at = f.nodes[at].shorter {
		if i := f.nodes[at].token; len(f.text[i]) <= n {
			return i
		}
	}
	return -1
}

// guard puts a mark into every text of a token in s, before its last character;
// one that has no other character is replaced by the mark.
func (f *finder) guard(s string) string {
	var out []byte
	copied, last := 0, math.MinInt // of s; where the last mark went
	f.scan(s, func(end int, node int32) {
		p := f.text[f.nodes[node].shortest]
		_, n := utf8.DecodeLastRuneInString(p)
		// The shortest text that ends here lies inside the others that do, and the
		// last mark is the rightmost: if that broke the shortest, it broke them all.
		if end-len(p) < last {
			return
		}
		out = append(append(out, s[copied:end-n]...), mark...)
		copied, last = end-n, end-n
		if n == len(p) {
			copied, last = end, end
		}
	})
	if out == nil {
		return s
	}
	return string(append(out, s[copied:]...))
}
