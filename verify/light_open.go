package verify

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify/field"
)

// An opening, version 1. Numbers are little-endian, signed ones in two's complement:
//
//	magic, root of the model (32 bytes), uint32 positions computed, uint32 chosen positions, each as uint32
//	for each chosen position: the row of its token in the embedding, as model.RowOpener gives it
//	for each layer:
//	    the cache entry of each position before the last chosen one that isn't chosen itself
//	    for each chosen position: the results of queries, keys, values, attention output, gates, ups and feed-forward output
//	for each chosen position that predicts a token of the output: the results of the logits
//	for each position after the last chosen one: its leaf of the cache's root (32 bytes)
//
// A cache entry is, for each key/value head: the key's exponent (1 byte), the value's (int16), the key and the value
// (int16 an element). Results of a linear layer are one byte with their width, 1 to 7, and then so many bytes for each.
// Everything but the widths has a length that model and claim give; nothing follows.
const openingMagic = "assay.opening1\n\x00"

// The root of a cache commits to the keys and values of all positions: leaf s is
// SHA-256 of the domain, uint32 s, and the entries of position s in all layers, the root
// is SHA-256 of another domain, the model's root, the number of positions and all leaves.
const (
	cacheLeafDomain = "assay.cache.leaf.v1"
	cacheRootDomain = "assay.cache.root.v1"
)

// Bounds of the exponents of cached keys and values; those that a model gives are well inside.
const (
	maxKeyExp   = exact.PointQ
	maxValueExp = 1 << 10
)

// entryBytes is the size of a cache entry.
func entryBytes(s model.Shape) int { return int(s.KVHeads) * (3 + 4*int(s.HeadDim)) }

// appendEntry appends one cache entry.
func appendEntry(b []byte, headDim int, c engine.Cached) []byte {
	le := binary.LittleEndian
	for j := range c.KeyExp {
		b = append(b, byte(c.KeyExp[j]))
		b = le.AppendUint16(b, uint16(c.ValueExp[j]))
		for _, list := range [][]int16{c.Keys, c.Values} {
			for _, v := range list[j*headDim : (j+1)*headDim] {
				b = le.AppendUint16(b, uint16(v))
			}
		}
	}
	return b
}

// parseEntry reads a cache entry into c, whose slices have the lengths of the
// shape. It refuses what no model gives, so that nothing overflows later.
func parseEntry(b []byte, headDim int, c engine.Cached) error {
	le := binary.LittleEndian
	for j := range c.KeyExp {
		c.KeyExp[j], c.ValueExp[j] = int32(b[0]), int32(int16(le.Uint16(b[1:])))
		b = b[3:]
		if c.KeyExp[j] > maxKeyExp || c.ValueExp[j] > maxValueExp || c.ValueExp[j] < -maxValueExp {
			return fmt.Errorf("exponents %d and %d of head %d are out of range", c.KeyExp[j], c.ValueExp[j], j)
		}
		for _, list := range [][]int16{c.Keys, c.Values} {
			if !elements(list[j*headDim:(j+1)*headDim], b) {
				return fmt.Errorf("an element of head %d is out of range", j)
			}
			b = b[2*headDim:]
		}
	}
	return nil
}

// elements reads int16 elements from b and reports whether none is -32768, which no quantisation gives.
func elements(dst []int16, b []byte) bool {
	const ones, tops = 0x0001_0001_0001_0001, 0x8000_8000_8000_8000
	le := binary.LittleEndian
	b = b[:2*len(dst)]
	bad := uint64(0)
	for ; len(dst) >= 4 && len(b) >= 8; dst, b = dst[4:], b[8:] {
		w := le.Uint64(b)
		dst[0], dst[1], dst[2], dst[3] = int16(w), int16(w>>16), int16(w>>32), int16(w>>48)
		w ^= tops
		bad |= (w - ones) & ^w & tops // not 0 if one of the four is now 0
	}
	for i := range dst {
		dst[i] = int16(le.Uint16(b[2*i:]))
		if dst[i] == -1<<15 {
			return false
		}
	}
	return bad == 0
}

// newCached makes room for a cache entry.
func newCached(s model.Shape) engine.Cached {
	n, width := int(s.KVHeads), int(s.KVHeads*s.HeadDim)
	return engine.Cached{Keys: make([]int16, width), Values: make([]int16, width), KeyExp: make([]int32, n), ValueExp: make([]int32, n)}
}

// cacheLeaves collects the leaves of a cache's root, layer by layer.
type cacheLeaves struct {
	root   job.Hash // of the model
	states [][]byte // of SHA-256, by position, between two layers
	leaves []job.Hash
}

// errHash cannot happen: SHA-256 keeps its state and takes every write.
var errHash = errors.New("SHA-256 does not give its state")

// marshaler is a hash that can be set aside.
type marshaler interface {
	io.Writer
	Sum(b []byte) []byte
	AppendBinary(b []byte) ([]byte, error)
	UnmarshalBinary(data []byte) error
}

func newCacheLeaves(root job.Hash, positions int) *cacheLeaves {
	return &cacheLeaves{root: root, states: make([][]byte, positions), leaves: make([]job.Hash, positions)}
}

// add takes the entry of a position in one more layer; last says that it is the last one.
func (c *cacheLeaves) add(position int, entry []byte, last bool) error {
	h, ok := sha256.New().(marshaler)
	if !ok {
		return errHash
	}
	if c.states[position] == nil {
		head := binary.LittleEndian.AppendUint32([]byte(cacheLeafDomain), uint32(position))
		if _, err := h.Write(head); err != nil {
			return err
		}
	} else if err := h.UnmarshalBinary(c.states[position]); err != nil {
		return err
	}
	if _, err := h.Write(entry); err != nil {
		return err
	}
	if last {
		c.states[position] = nil
		h.Sum(c.leaves[position][:0])
		return nil
	}
	var err error
	c.states[position], err = h.AppendBinary(c.states[position][:0])
	return err
}

// sum is the root over all leaves.
func (c *cacheLeaves) sum() job.Hash {
	h := sha256.New()
	b := append([]byte(cacheRootDomain), c.root[:]...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(c.leaves)))
	for _, l := range c.leaves {
		b = append(b, l[:]...)
	}
	h.Write(b)
	return job.Hash(h.Sum(nil))
}

// openingHead is the beginning of an opening, up to the rows.
func openingHead(root job.Hash, positions int, chosen []int) []byte {
	le := binary.LittleEndian
	b := append([]byte(openingMagic), root[:]...)
	b = le.AppendUint32(b, uint32(positions))
	b = le.AppendUint32(b, uint32(len(chosen)))
	for _, p := range chosen {
		b = le.AppendUint32(b, uint32(p))
	}
	return b
}

// LightOpener makes openings for one model. It is safe for concurrent use.
type LightOpener struct {
	engine *engine.Engine
	rows   *model.RowOpener
	// Progress is told how much of the computation is done. It may be nil.
	Progress func(done, total int)
}

// NewLightOpener prepares openings of the engine's model. It hashes the embedding once.
func NewLightOpener(e *engine.Engine) *LightOpener {
	return &LightOpener{engine: e, rows: model.NewRowOpener(e.Model())}
}

// Commit computes the root of the cache of a claim, which a provider names before it is told which positions to open.
func (o *LightOpener) Commit(ctx context.Context, c LightClaim) (job.Hash, error) {
	c.Positions = []int{0}
	if err := c.check(o.engine.Model().Header()); err != nil {
		return job.Hash{}, err
	}
	c.Positions = nil
	w := o.newWriter(io.Discard, c)
	if err := w.reveal(ctx); err != nil {
		return job.Hash{}, err
	}
	return w.leaves.sum(), nil
}

// Open writes the opening of a claim's positions to w and returns the root of
// the cache. It computes prompt and output once and holds the results of one layer
// of the chosen positions.
func (o *LightOpener) Open(ctx context.Context, w io.Writer, c LightClaim) (job.Hash, error) {
	if err := c.check(o.engine.Model().Header()); err != nil {
		return job.Hash{}, err
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := o.newWriter(buffered, c)
	err := out.open(ctx)
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return job.Hash{}, fmt.Errorf("open positions for a light check: %w", err)
	}
	return out.leaves.sum(), nil
}

// openingWriter writes one opening.
type openingWriter struct {
	o      *LightOpener
	w      io.Writer
	claim  LightClaim
	tokens []uint32
	shape  model.Shape
	leaves *cacheLeaves
	last   int    // the last chosen position; -1 for none
	layer  int    // that is being written
	entry  []byte // a cache entry
	sums   bytes.Buffer
}

func (o *LightOpener) newWriter(w io.Writer, c LightClaim) *openingWriter {
	m := o.engine.Model()
	out := &openingWriter{o: o, w: w, claim: c, tokens: c.tokens(), shape: m.Header().Shape, last: -1}
	if n := len(c.Positions); n > 0 {
		out.last = c.Positions[n-1]
	}
	out.leaves = newCacheLeaves(job.Hash(m.Root()), len(out.tokens))
	return out
}

func (w *openingWriter) open(ctx context.Context) error {
	if _, err := w.w.Write(openingHead(w.leaves.root, len(w.tokens), w.claim.Positions)); err != nil {
		return err
	}
	for _, p := range w.claim.Positions {
		row, err := w.o.rows.Open(int(w.tokens[p]))
		if err != nil {
			return err
		}
		if _, err := w.w.Write(row); err != nil {
			return err
		}
	}
	if err := w.reveal(ctx); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	for _, l := range w.leaves.leaves[w.last+1:] {
		if _, err := w.w.Write(l[:]); err != nil {
			return err
		}
	}
	return nil
}

// reveal runs the model and writes what it shows.
func (w *openingWriter) reveal(ctx context.Context) error {
	return w.o.engine.Reveal(ctx, engine.Reveal{
		Tokens: w.tokens, Positions: w.claim.Positions, Predict: len(w.claim.Prompt) - 1,
		Cached: w.cached, Sums: w.sum, Progress: w.o.Progress,
	})
}

// flush writes the results that wait for the end of their layer's cache.
func (w *openingWriter) flush() error {
	_, err := w.sums.WriteTo(w.w)
	return err
}

func (w *openingWriter) cached(layer, position int, c engine.Cached) error {
	if layer != w.layer {
		w.layer = layer
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.entry = appendEntry(w.entry[:0], int(w.shape.HeadDim), c)
	if err := w.leaves.add(position, w.entry, layer+1 == int(w.shape.Layers)); err != nil {
		return err
	}
	if _, chosen := slices.BinarySearch(w.claim.Positions, position); chosen || position > w.last {
		return nil
	}
	_, err := w.w.Write(w.entry)
	return err
}

func (w *openingWriter) sum(_, _ int, _ engine.Product, z []int64) error {
	width := field.Width(z)
	w.sums.WriteByte(byte(width))
	b := field.AppendIntegers(w.sums.AvailableBuffer(), z, width)
	w.sums.Write(b)
	return nil
}
