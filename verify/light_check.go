package verify

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify/field"
)

// Light checks an opening of a claim, which it reads to its end. A nil error is a
// yes; a *LightFault says where the opening is wrong, an *Evidence what is wrong
// with the claim itself; any other error is a failure to check. Memory is that of
// the cache of one layer for the positions before the last chosen one, whatever the
// opening says. A *bytes.Buffer is read without copying. It must be given the key and the skeleton of the claim's model.
func Light(ctx context.Context, k *LightKey, s *model.Skeleton, c LightClaim, opening io.Reader) (LightReport, error) {
	if k.root != s.Root() {
		return LightReport{}, fmt.Errorf("%w: the key is for model %s, the skeleton of %s", ErrLightKey, k.root.Short(), job.Hash(s.Root()).Short())
	}
	if err := c.check(s.Bare().Header()); err != nil {
		return LightReport{}, err
	}
	if _, ready := opening.(*bytes.Buffer); !ready {
		opening = bufio.NewReaderSize(opening, 1<<16)
	}
	l := newLightCheck(k, s, c, opening)
	if err := l.run(ctx); err != nil {
		return LightReport{}, err
	}
	last := c.Positions[len(c.Positions)-1]
	return LightReport{Positions: c.Positions, Tokens: l.found, Given: last + 1 - len(c.Positions), Committed: !c.Cache.IsZero()}, nil
}

// lightCheck is one call of Light.
type lightCheck struct {
	key      *LightKey
	skeleton *model.Skeleton
	m        *model.Model // without weights
	header   model.Header
	claim    LightClaim
	tokens   []uint32
	in       io.Reader
	raw      []byte       // of what is being read
	leaves   *cacheLeaves // nil if the cache's root isn't known
	cache    lightCache
	h        [][]int32 // residual streams of the chosen positions
	row      lightRow
	found    []int // indices of the output tokens found right
	entry    engine.Cached
}

// lightRow is the memory for one position in one layer.
type lightRow struct {
	sums  [engine.Products][]int64
	z     []int64 // before quantisation
	a     []int16 // input of a linear layer
	exp   int     // its exponent
	fixed []int32 // queries or keys in Q16
	query []int16
	qExp  []int32
	rot   []int32 // rotation factors of the position
	mixed []int64 // attention outputs
	mExp  []int32
	tile  kernel.Tile
}

func newLightCheck(k *LightKey, s *model.Skeleton, c LightClaim, in io.Reader) *lightCheck {
	l := &lightCheck{key: k, skeleton: s, m: s.Bare(), header: s.Bare().Header(), claim: c, tokens: c.tokens(), in: in}
	if !c.Cache.IsZero() {
		l.leaves = newCacheLeaves(k.root, len(l.tokens))
	}
	shape := l.header.Shape
	l.cache = newLightCache(shape, c.Positions[len(c.Positions)-1]+1)
	l.entry = newCached(shape)
	l.row = newLightRow(shape)
	return l
}

func newLightRow(s model.Shape) lightRow {
	width, widest := int(s.Heads*s.HeadDim), int(max(s.Dim, s.FFN, s.Heads*s.HeadDim))
	r := lightRow{
		z: make([]int64, widest), a: make([]int16, widest), fixed: make([]int32, width), query: make([]int16, width),
		qExp: make([]int32, s.Heads), rot: make([]int32, s.RopeDim), mixed: make([]int64, width), mExp: make([]int32, s.Heads),
	}
	for p := range r.sums {
		r.sums[p] = make([]int64, productRows(s, engine.Product(p)))
	}
	return r
}

// broken is a fault of the file.
func broken(what, format string, args ...any) error {
	return &LightFault{Position: -1, Layer: -1, What: what, Reason: fmt.Sprintf(format, args...)}
}

// read returns the next n bytes, valid until the next call.
func (l *lightCheck) read(n int, what string) ([]byte, error) {
	if b, ok := l.in.(*bytes.Buffer); ok && b.Len() >= n {
		return b.Next(n), nil
	}
	l.raw = slices.Grow(l.raw[:0], n)[:n]
	_, err := io.ReadFull(l.in, l.raw)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, broken(what, "the opening ends there")
	}
	if err != nil {
		return nil, fmt.Errorf("read the opening: %w", err)
	}
	return l.raw, nil
}

// run goes through the opening.
func (l *lightCheck) run(ctx context.Context) error {
	head := openingHead(l.key.root, len(l.tokens), l.claim.Positions)
	got, err := l.read(len(head), "beginning")
	if err != nil {
		return err
	}
	if !bytes.Equal(got, head) {
		return broken("beginning", "it is not an opening of the chosen positions of this answer, by this model")
	}
	if err := l.embed(); err != nil {
		return err
	}
	for i := range l.m.Layers {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := l.layer(i); err != nil {
			return err
		}
	}
	if err := l.draws(); err != nil {
		return err
	}
	if err := l.committed(); err != nil {
		return err
	}
	var more [1]byte
	if n, err := io.ReadFull(l.in, more[:]); n > 0 {
		return broken("end", "something follows")
	} else if !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the opening: %w", err)
	}
	return nil
}

// embed sets the residual streams from the opened rows of the embedding.
func (l *lightCheck) embed() error {
	x := &l.m.Embedding
	w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
	shift := x.Exp - int(l.header.Residual)
	for _, p := range l.claim.Positions {
		b, err := l.read(l.skeleton.RowBytes(), "embedding")
		if err != nil {
			return err
		}
		if err := l.skeleton.CheckRow(w, mul, l.tokens[p], b); err != nil {
			return &LightFault{Position: p, Layer: -1, What: "embedding", Reason: err.Error()}
		}
		h := make([]int32, l.header.Dim)
		for i := range h {
			h[i] = exact.Fix32(int64(w[i])*int64(mul[i/exact.Group]), shift)
		}
		l.h = append(l.h, h)
	}
	return nil
}

// layer checks one block.
func (l *lightCheck) layer(i int) error {
	chosen := l.claim.Positions
	for p := range chosen[len(chosen)-1] {
		if _, found := slices.BinarySearch(chosen, p); found {
			continue
		}
		b, err := l.read(entryBytes(l.header.Shape), "cache")
		if err != nil {
			return err
		}
		if err := parseEntry(b, int(l.header.HeadDim), l.entry); err != nil {
			return &LightFault{Position: p, Layer: i, What: "cache", Reason: err.Error()}
		}
		l.cache.put(p, l.entry)
		if l.leaves != nil {
			if err := l.leaves.add(p, b, i+1 == len(l.m.Layers)); err != nil {
				return err
			}
		}
	}
	for k, p := range chosen {
		if err := l.position(i, p, l.h[k]); err != nil {
			return err
		}
	}
	return nil
}

// position checks one block of one chosen position, whose residual stream is h.
func (l *lightCheck) position(i, p int, h []int32) error {
	b, r := &l.m.Layers[i], &l.row
	l.normalise(h, &b.AttentionNorm)
	if err := l.check(i, p, projections); err != nil {
		return err
	}
	l.m.Rotation(p, r.rot)
	if err := l.keep(i, p, b); err != nil {
		return err
	}
	l.queries(b)
	l.attend(p)
	if err := l.check(i, p, attended); err != nil {
		return err
	}
	l.add(h, b.O.Exp, engine.AttendedProduct)
	l.normalise(h, &b.FFNNorm)
	if err := l.check(i, p, gateAndUp); err != nil {
		return err
	}
	l.gate(b)
	if err := l.check(i, p, down); err != nil {
		return err
	}
	l.add(h, b.Down.Exp, engine.DownProduct)
	return nil
}

// sums reads the results of a linear layer.
func (l *lightCheck) sums(dst []int64, what string) error {
	b, err := l.read(1, what)
	if err != nil {
		return err
	}
	width := int(b[0])
	if width < 1 || width > field.MaxWidth {
		return broken(what, "integers of %d bytes, want 1 to %d", width, field.MaxWidth)
	}
	if b, err = l.read(width*len(dst), what); err != nil {
		return err
	}
	field.Integers(dst, b, width)
	return nil
}

// check reads the results of a group of linear layers and compares them with their input.
func (l *lightCheck) check(layer, position int, g lightGroup) error {
	var z [3][]int64
	n := 0
	for _, p := range g.products() {
		dst := l.row.sums[p]
		if err := l.sums(dst, p.String()); err != nil {
			return err
		}
		z[n] = dst
		n++
	}
	if !l.key.holds(layer, g, l.row.a[:groupCols(l.header.Shape, g)], z[:n]...) {
		return &LightFault{Position: position, Layer: layer, What: groupName(g), Reason: "the results are not what the weights make of what came before"}
	}
	return nil
}

// groupName names a group for people.
func groupName(g lightGroup) string {
	return [...]string{"queries, keys and values", "attention output", "gates and ups", "feed-forward output", "logits"}[g]
}

// normalise makes the input of the next linear layers by RMS normalisation.
func (l *lightCheck) normalise(h []int32, g *model.Vector) {
	r := &l.row
	r.exp = exact.NormQ + g.Exp - kernel.NormQuant(r.a, r.z, h, g.G, l.header.Epsilon)
}

// add adds the results of a linear layer to the residual stream.
func (l *lightCheck) add(h []int32, matrixExp int, p engine.Product) {
	kernel.AddFix32(h, l.row.sums[p], matrixExp+l.row.exp-int(l.header.Residual))
}

// gate makes the input of the down projection.
func (l *lightCheck) gate(b *model.Layer) {
	r := &l.row
	gates, ups := r.sums[engine.GateProduct], r.sums[engine.UpProduct]
	e := r.exp - exact.PointQ
	kernel.Gate(gates, gates, ups, b.Gate.Exp+e, b.Up.Exp+e)
	r.exp = 2*exact.PointQ - kernel.Quant16(r.a, gates)
}

// draws checks the logits of the chosen positions that predict, and the tokens drawn from them.
func (l *lightCheck) draws() error {
	draw, err := engine.NewDraw(l.skeleton, l.claim.Prompt, l.claim.Params)
	if err != nil {
		return fmt.Errorf("follow the answer: %w", err)
	}
	out, first := l.claim.Output, len(l.claim.Prompt)-1
	fed := 0
	var finish engine.Finish
	feed := func(until int) error { // the draw follows the output as far as that
		for ; fed < until; fed++ {
			if finish != 0 {
				return &LightFault{Position: first + fed, Layer: -1, What: "output", Reason: fmt.Sprintf("the answer had ended before token %d", fed)}
			}
			finish = draw.Add(out[fed])
		}
		return nil
	}
	z, logits := []int64(nil), []int32(nil)
	for k, p := range l.claim.Positions {
		i := p - first
		if i < 0 {
			continue
		}
		if z == nil {
			z, logits = make([]int64, l.header.Vocab), make([]int32, l.header.Vocab)
		}
		if err := feed(i); err != nil {
			return err
		}
		if err := l.logits(p, l.h[k], z, logits); err != nil {
			return err
		}
		if finish != 0 {
			return &LightFault{Position: p, Layer: -1, What: "output", Reason: fmt.Sprintf("the answer had ended before token %d", i)}
		}
		if tok := draw.Next(logits); tok != out[i] {
			return &LightFault{Position: p, Layer: -1, What: "token", Reason: fmt.Sprintf("output token %d is %d, the exact lane computes %d", i, out[i], tok)}
		}
		l.found = append(l.found, i)
	}
	if err := feed(len(out)); err != nil {
		return err
	}
	if want := l.claim.Finish; want != 0 && finish != want {
		return &LightFault{Position: first + len(out) - 1, Layer: -1, What: "output", Reason: fmt.Sprintf("the answer is said to end by %v, by its tokens it is %v", want, finish)}
	}
	return nil
}

// logits reads and checks the results of the output matrix.
func (l *lightCheck) logits(p int, h []int32, z []int64, logits []int32) error {
	l.normalise(h, &l.m.OutputNorm)
	if err := l.sums(z, "logits"); err != nil {
		return err
	}
	if !l.key.holds(0, groupsOfBlock, l.row.a[:l.header.Dim], z) {
		return &LightFault{Position: p, Layer: len(l.m.Layers), What: groupName(groupsOfBlock), Reason: "the results are not what the weights make of what came before"}
	}
	kernel.Fix32(logits, z, l.m.Output().Exp+l.row.exp-exact.PointQ)
	return nil
}

// committed reads the leaves of the positions behind the last chosen one and compares the cache's root.
func (l *lightCheck) committed() error {
	for p := l.claim.Positions[len(l.claim.Positions)-1] + 1; p < len(l.tokens); p++ {
		b, err := l.read(32, "leaves of the cache")
		if err != nil {
			return err
		}
		if l.leaves != nil {
			copy(l.leaves.leaves[p][:], b)
		}
	}
	if l.leaves == nil {
		return nil
	}
	if got := l.leaves.sum(); got != l.claim.Cache {
		return broken("cache", "its root is %s, the provider had named %s", got.Short(), l.claim.Cache.Short())
	}
	return nil
}
