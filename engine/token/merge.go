package token

import (
	"iter"
	"slices"
)

// symbol is a run of the text in a doubly linked list; an absorbed one has length 0.
type symbol struct {
	start, length int32
	prev, next    int32
	id            uint32 // its token; SentencePiece decides about that at the end
}

// candidate is a pair of neighbours that together are a piece.
type candidate struct {
	key         int32 // the smallest merges first
	left, right int32
	length      int32  // of both together, to recognise a stale entry
	id          uint32 // of both together
}

func (c candidate) before(d candidate) bool {
	return c.key < d.key || c.key == d.key && c.left < d.left
}

// list is the text in symbols, and a binary heap of candidates. Its buffers
// are used again for the next text.
type list struct {
	symbols []symbol
	heap    []candidate
}

// reset empties the list and makes room for n symbols.
func (l *list) reset(n int) { l.symbols, l.heap = slices.Grow(l.symbols[:0], n), l.heap[:0] }

// add appends a symbol.
func (l *list) add(start, length int, id uint32) {
	n := int32(len(l.symbols))
	if n > 0 {
		l.symbols[n-1].next = n
	}
	l.symbols = append(l.symbols, symbol{int32(start), int32(length), n - 1, -1, id})
}

// merge joins neighbours, always the pair with the smallest key, the leftmost of
// equals, until no pair is a piece. It takes time proportional to n log n.
func (l *list) merge(pair func(left, right *symbol) (key int32, id uint32, ok bool)) {
	consider := func(left, right int32) {
		if left < 0 || right < 0 {
			return
		}
		a, b := &l.symbols[left], &l.symbols[right]
		if key, id, ok := pair(a, b); ok {
			l.push(candidate{key, left, right, a.length + b.length, id})
		}
	}
	for i := int32(1); i < int32(len(l.symbols)); i++ {
		consider(i-1, i)
	}
	for len(l.heap) > 0 {
		c := l.pop()
		left, right := &l.symbols[c.left], &l.symbols[c.right]
		if left.length == 0 || right.length == 0 || left.length+right.length != c.length {
			continue // one of them has been merged since
		}
		left.length, left.id, right.length = c.length, c.id, 0
		left.next = right.next
		if right.next >= 0 {
			l.symbols[right.next].prev = c.left
		}
		consider(left.prev, c.left)
		consider(c.left, left.next)
	}
}

// all are the symbols that are left.
func (l *list) all() iter.Seq[symbol] {
	return func(yield func(symbol) bool) {
		if len(l.symbols) == 0 {
			return
		}
		for i := int32(0); i >= 0; i = l.symbols[i].next {
			if !yield(l.symbols[i]) {
				return
			}
		}
	}
}

// push and pop are container/heap without its interface, which would allocate
// for every pair.
func (l *list) push(c candidate) {
	l.heap = append(l.heap, c)
	i := len(l.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !l.heap[i].before(l.heap[up]) {
			break
		}
		l.heap[i], l.heap[up] = l.heap[up], l.heap[i]
		i = up
	}
}

func (l *list) pop() candidate {
	best, n := l.heap[0], len(l.heap)-1
	l.heap[0] = l.heap[n]
	l.heap = l.heap[:n]
	for i := 0; ; {
		down := 2*i + 1
		if down >= n {
			return best
		}
		if down+1 < n && l.heap[down+1].before(l.heap[down]) {
			down++
		}
		if !l.heap[down].before(l.heap[i]) {
			return best
		}
		l.heap[i], l.heap[down] = l.heap[down], l.heap[i]
		i = down
	}
}
