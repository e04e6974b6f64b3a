package engine

import (
	"sync"
	"sync/atomic"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
)

// pageTokens is the number of positions of a page.
const pageTokens = kernel.PagePositions

// pageKey is the tokens whose keys and values a page holds.
type pageKey = [pageTokens]uint32

// page holds keys and values of pageTokens positions of one sequence, for all
// layers. Sequences with a common beginning share pages: one that is written to
// has a single holder (refs is 1), every other is immutable.
type page struct {
	refs atomic.Int32 // sequences and caches that hold it
	data []int16      // [layer][kv head]: keys, values
	exps []int32      // [layer][kv head]: exponents of keys, of values
}

// pageCache gives out pages and keeps those of common beginnings, within a
// bound on their bytes; the ones not asked for the longest go first. It is safe
// for concurrent use.
type pageCache struct {
	layers, kvHeads, headDim int

	mu     sync.Mutex
	limit  int     // bytes of kept pages
	kept   int     // pages in the tree
	free   []*page // held by nobody
	root   prefix  // of the tree; has no page
	oldest *prefix // ends of the list in the order of use
	newest *prefix
}

// prefix is a node of the tree: a page after the pages of its parents. Whoever
// uses a node uses its parents after it, so no parent is older in the list than
// any of its children, and the oldest node is a leaf.
type prefix struct {
	parent       *prefix
	key          pageKey
	page         *page
	next         map[pageKey]*prefix
	older, newer *prefix
}

// freePages is the most pages kept for the next sequence.
const freePages = 8

// newPageCache makes a cache for models of a shape that keeps at most limit bytes.
func newPageCache(s model.Shape, limit int) *pageCache {
	return &pageCache{layers: int(s.Layers), kvHeads: int(s.KVHeads), headDim: int(s.HeadDim), limit: limit}
}

// blockSize is the int16 elements of one layer and head in a page.
func (c *pageCache) blockSize() int { return kernel.KeySize(c.headDim) + kernel.ValueSize(c.headDim) }

// pageBytes is the memory of a page.
func (c *pageCache) pageBytes() int {
	return c.layers * c.kvHeads * (2*c.blockSize() + 4*2*pageTokens)
}

// take returns a page with one holder. What it holds is left over from before.
func (c *pageCache) take() *page {
	c.mu.Lock()
	var p *page
	if n := len(c.free); n > 0 {
		p = c.free[n-1]
		c.free[n-1] = nil
		c.free = c.free[:n-1]
	}
	c.mu.Unlock()
	if p == nil {
		n := c.layers * c.kvHeads
		p = &page{data: make([]int16, n*c.blockSize()), exps: make([]int32, n*2*pageTokens)}
	}
	p.refs.Store(1)
	return p
}

// release ends one holding of p.
func (c *pageCache) release(p *page) {
	if p.refs.Add(-1) > 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spare(p)
}

// spare keeps a page that nobody holds for the next take; c.mu is held.
func (c *pageCache) spare(p *page) {
	if len(c.free) < freePages {
		c.free = append(c.free, p)
	}
}

// block is the part of a page that belongs to one layer and head.
func (c *pageCache) block(p *page, layer, head int) kernel.Page {
	i, size, keys := layer*c.kvHeads+head, c.blockSize(), kernel.KeySize(c.headDim)
	d, e := p.data[i*size:(i+1)*size], p.exps[i*2*pageTokens:(i+1)*2*pageTokens]
	return kernel.Page{Keys: d[:keys:keys], Values: d[keys:], KeyExp: e[:pageTokens:pageTokens], ValueExp: e[pageTokens:]}
}

// match returns the kept pages of the longest beginning of tokens. The caller
// becomes a holder of each.
func (c *pageCache) match(tokens []uint32) []*page {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := &c.root
	var pages []*page
	for ; len(tokens) >= pageTokens; tokens = tokens[pageTokens:] {
		child := n.next[pageKey(tokens)]
		if child == nil {
			break
		}
		n = child
		n.page.refs.Add(1)
		pages = append(pages, n.page)
	}
	c.use(n)
	return pages
}

// insert keeps the full pages of a sequence for others that begin with the same
// tokens; pages[i] holds tokens from i*pageTokens on. Pages that are there
// already stay. The sequence must not be computed at the same time.
func (c *pageCache) insert(tokens []uint32, pages []*page) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := &c.root
	for i := 0; len(tokens) >= pageTokens && i < len(pages) && (i+1)*c.pageBytes() <= c.limit; i++ {
		key := pageKey(tokens)
		tokens = tokens[pageTokens:]
		child := n.next[key]
		if child == nil {
			pages[i].refs.Add(1)
			child = &prefix{parent: n, key: key, page: pages[i]}
			if n.next == nil {
				n.next = map[pageKey]*prefix{}
			}
			n.next[key] = child
			c.kept++
		}
		n = child
	}
	c.use(n)
	for c.kept*c.pageBytes() > c.limit {
		c.evict()
	}
}

// use makes n and then its parents the newest.
func (c *pageCache) use(n *prefix) {
	for ; n != &c.root; n = n.parent {
		c.unlink(n)
		n.older, n.newer = c.newest, nil
		if c.newest == nil {
			c.oldest = n
		} else {
			c.newest.newer = n
		}
		c.newest = n
	}
}

// unlink takes n out of the list, if it is in there.
func (c *pageCache) unlink(n *prefix) {
	switch {
	case n.older != nil:
		n.older.newer = n.newer
	case c.oldest == n:
		c.oldest = n.newer
	}
	switch {
	case n.newer != nil:
		n.newer.older = n.older
	case c.newest == n:
		c.newest = n.older
	}
	n.older, n.newer = nil, nil
}

// evict drops the oldest node.
func (c *pageCache) evict() {
	n := c.oldest
	c.unlink(n)
	delete(n.parent.next, n.key)
	c.kept--
	if n.page.refs.Add(-1) == 0 {
		c.spare(n.page)
	}
}

// history is the keys and values of one sequence: its pages, in order. All but
// the last are full.
type history struct {
	cache *pageCache
	pages []*page
}

// reserve makes room for n positions after the first length ones, and sees to
// it that nobody else holds the page that they begin in.
func (h *history) reserve(length, n int) {
	if at := length / pageTokens; length%pageTokens != 0 && n > 0 && h.pages[at].refs.Load() > 1 {
		shared, own := h.pages[at], h.cache.take()
		copy(own.data, shared.data)
		copy(own.exps, shared.exps)
		h.pages[at] = own
		h.cache.release(shared)
	}
	for len(h.pages)*pageTokens < length+n {
		h.pages = append(h.pages, h.cache.take())
	}
}

// truncate drops the pages behind the first n positions.
func (h *history) truncate(n int) {
	keep := min(len(h.pages), (n+pageTokens-1)/pageTokens)
	for _, p := range h.pages[keep:] {
		h.cache.release(p)
	}
	clear(h.pages[keep:])
	h.pages = h.pages[:keep]
}
