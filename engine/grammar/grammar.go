// Package grammar keeps an answer to a JSON schema: it compiles the schema
// into an automaton over bytes and says, after each token, which tokens may
// follow so that the text can still become a document that is valid for the
// schema. What it says is a function of the schema's text, the vocabulary and
// the tokens so far, so two machines always agree on it.
//
// It is pure, and knows nothing of models, logits or requests.
//
// The documents are canonical JSON: properties in the order of the schema, no
// white space but one optional space after each ':' and ',', at most MaxDepth
// arrays and objects inside each other, numbers of at most 18 digits before and
// behind the point and three in the exponent. Additional properties come after
// the declared ones, and their names are written without escapes if the schema
// declares any.
package grammar

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ErrSchema is wrapped by errors about the schema: what is wrong with it, or what is not supported.
var ErrSchema = errors.New("the JSON schema cannot be used")

// ErrToken says that a token was not allowed where it stood.
var ErrToken = errors.New("the token is not allowed here")

// Tokens is a vocabulary, as engine/token has it.
type Tokens interface {
	Size() int
	Bytes(tokens []uint32) []byte // of these tokens; control tokens have none
	IsEnd(token uint32) bool      // generation ends after it
}

// Vocabulary is a vocabulary prepared for masks. It is immutable.
type Vocabulary struct {
	size   int
	order  []uint32 // tokens that have bytes, by their bytes
	at     []uint32 // where in text each of them begins; one more at the end
	shared []uint16 // bytes that each of them has in common with the one before
	text   []byte
	ends   []uint64
	end    []bool // of each token
	most   int    // bytes of the longest token
}

// maxTokenBytes bounds the tokens that an answer to a schema may use; longer ones are left out.
const maxTokenBytes = 1024

// NewVocabulary prepares a vocabulary, which takes a moment for a large one.
func NewVocabulary(t Tokens) *Vocabulary {
	v := &Vocabulary{size: t.Size(), ends: make([]uint64, (t.Size()+63)/64), end: make([]bool, t.Size())}
	type entry struct {
		id   uint32
		text string
	}
	var list []entry
	for id := range uint32(v.size) {
		if t.IsEnd(id) {
			v.ends[id/64] |= 1 << (id % 64)
			v.end[id] = true
			continue
		}
		if b := t.Bytes([]uint32{id}); len(b) > 0 && len(b) <= maxTokenBytes {
			list = append(list, entry{id, string(b)})
			v.most = max(v.most, len(b))
		}
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.id, b.id))
	})
	last := ""
	for _, e := range list {
		n := 0
		for n < len(last) && n < len(e.text) && last[n] == e.text[n] {
			n++
		}
		v.order, v.at, v.shared = append(v.order, e.id), append(v.at, uint32(len(v.text))), append(v.shared, uint16(n))
		v.text = append(v.text, e.text...)
		last = e.text
	}
	v.at = append(v.at, uint32(len(v.text)))
	return v
}

// Grammar is a compiled schema for one vocabulary, safe for concurrent use.
// What it works out for one answer serves the others.
type Grammar struct {
	vocab *Vocabulary
	bytes map[uint32]int // place of a token in the vocabulary's order
	nodes []node
	need  []int32
	entry int32

	mu   sync.Mutex
	m    *machine
	path []*state // of the token being walked
}

// Compile compiles a schema for a vocabulary. The error wraps ErrSchema and
// says which part of the schema is at fault.
func Compile(schema string, v *Vocabulary) (*Grammar, error) {
	root, err := parse(schema)
	if err != nil {
		return nil, err
	}
	c := newCompiler(root)
	end := c.final()
	entry := c.value(root, "#", end)
	if c.err == nil {
		c.err = c.cycles()
	}
	if c.err != nil {
		return nil, c.err
	}
	g := &Grammar{vocab: v, bytes: make(map[uint32]int, len(v.order)), nodes: c.nodes, need: needs(c.nodes), entry: entry, path: make([]*state, v.most+1)}
	if g.need[entry] >= impossible {
		return nil, fmt.Errorf("%w: no document with at most %d levels is valid for it", ErrSchema, MaxDepth)
	}
	for i, id := range v.order {
		g.bytes[id] = i
	}
	g.m = newMachine(g.nodes, g.need, g.entry)
	return g, nil
}

// State is how far one answer has come. It is not safe for concurrent use.
type State struct {
	g     *Grammar
	m     *machine
	s     *state
	ended bool // after an end token
}

// Start is the state before the first token.
func (g *Grammar) Start() *State {
	g.mu.Lock()
	defer g.mu.Unlock()
	m := g.machine()
	return &State{g: g, m: m, s: m.start}
}

// machine is the current machine, a new one when the old has grown too large.
func (g *Grammar) machine() *machine {
	if g.m.full() {
		g.m = newMachine(g.nodes, g.need, g.entry)
	}
	return g.m
}

// move sees that the state belongs to the current machine.
func (s *State) move() *machine {
	if m := s.g.machine(); m != s.m {
		s.m, s.s = m, m.adopt(s.s)
	}
	return s.m
}

// nothing is a mask without a bit.
var nothing = []uint64{}

// Allowed returns the tokens that may follow, bit t%64 of word t/64 for token
// t; what is beyond its end may not. The caller must not change it. End tokens
// may follow where the document is complete, and nothing follows them.
func (s *State) Allowed() []uint64 {
	if s.ended {
		return nothing
	}
	s.g.mu.Lock()
	defer s.g.mu.Unlock()
	s.g.fill(s.move(), s.s)
	return s.s.mask
}

// Any reports whether Allowed has a token. It may lack one in a vocabulary
// without end tokens, or without the bytes that the schema asks for.
func (s *State) Any() bool {
	s.Allowed()
	return !s.ended && s.s.some
}

// Done reports whether the text so far is a document that is valid for the schema.
func (s *State) Done() bool { return s.ended || s.s.accept }

// Advance takes the next token. The error wraps ErrToken, and leaves the state as it was.
func (s *State) Advance(token uint32) error {
	v := s.g.vocab
	if s.ended || uint64(token) >= uint64(v.size) {
		return fmt.Errorf("token %d: %w", token, ErrToken)
	}
	if v.end[token] {
		if !s.s.accept {
			return fmt.Errorf("token %d ends a document that is not complete: %w", token, ErrToken)
		}
		s.ended = true
		return nil
	}
	i, ok := s.g.bytes[token]
	if !ok {
		return fmt.Errorf("token %d has no text: %w", token, ErrToken)
	}
	s.g.mu.Lock()
	defer s.g.mu.Unlock()
	m := s.move()
	next := s.s
	for _, b := range v.text[v.at[i]:v.at[i+1]] {
		if next = m.step(next, b); next == dead {
			return fmt.Errorf("token %d: %w", token, ErrToken)
		}
	}
	s.s = next
	return nil
}

// fill works out the mask of a state: it walks through the tokens in the order
// of their bytes, each from where it leaves the path of the one before.
func (g *Grammar) fill(m *machine, s *state) {
	if s.mask != nil {
		return
	}
	v := g.vocab
	mask := make([]uint64, len(v.ends))
	g.path[0] = s
	failed := maxTokenBytes + 1 // bytes that were taken before the first that was not
	for i, id := range v.order {
		from := int(v.shared[i])
		if from > failed {
			continue // it begins with what was refused
		}
		failed = maxTokenBytes + 1
		at, end := int(v.at[i]), int(v.at[i+1])
		for k := from; k < end-at; k++ {
			next := m.step(g.path[k], v.text[at+k])
			if next == dead {
				failed = k
				break
			}
			g.path[k+1] = next
		}
		if failed > maxTokenBytes {
			mask[id/64] |= 1 << (id % 64)
			s.some = true
		}
	}
	if s.accept {
		for i, w := range v.ends {
			mask[i] |= w
			s.some = s.some || w != 0
		}
	}
	s.mask = mask
	m.masks += 8 * len(mask)
}
