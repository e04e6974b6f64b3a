package engine

import (
	"context"
	"fmt"
	"slices"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
)

// Product names a linear layer of a transformer block; LogitsProduct is the one behind all blocks.
type Product int

// The linear layers, in the order in which a position computes them.
const (
	QueryProduct Product = iota
	KeyProduct
	ValueProduct
	AttendedProduct // the output matrix of attention
	GateProduct
	UpProduct
	DownProduct
	LogitsProduct
)

// Products is the number of linear layers of a block.
const Products = 7

// String names the layer's results.
func (p Product) String() string {
	names := [...]string{"queries", "keys", "values", "attention output", "gates", "ups", "feed-forward output", "logits"}
	if p < 0 || int(p) >= len(names) {
		return fmt.Sprintf("product %d", int(p))
	}
	return names[p]
}

// Cached is what one layer keeps of one position: keys and values of all
// key/value heads side by side, and their exponents, one a head.
type Cached struct {
	Keys, Values     []int16
	KeyExp, ValueExp []int32
}

// Reveal says what Engine.Reveal shows, and to whom. The funcs are called in one
// goroutine, layer by layer, in each layer by rising position, for a position
// first with what is cached and then with its sums in the order of Product. What
// they are given is valid until they return; an error of theirs ends Reveal.
type Reveal struct {
	Tokens    []uint32 // at positions 0, 1, ...
	Positions []int    // whose sums are shown, ascending, each once
	Predict   int      // logits are shown for positions from this one on
	// Cached gets the cache entry of every position.
	Cached func(layer, position int, c Cached) error
	// Sums gets the integer results of the linear layers (exact.Dot, |z| < 2^55),
	// before biases. The logits come after the last layer, as those of layer Layers.
	Sums func(layer, position int, p Product, z []int64) error
	// Progress is told how many positions times layers are done. It may be nil.
	Progress func(done, total int)
}

// Reveal computes tokens from the beginning and shows intermediate results. It
// goes through the model layer by layer, so that it holds the residual stream of
// all positions and the cache of one layer only. It shares nothing with what the
// engine computes meanwhile.
func (e *Engine) Reveal(ctx context.Context, r Reveal) error {
	if err := e.checkReveal(r); err != nil {
		return err
	}
	team := kernel.NewTeam(e.threads)
	defer team.Close()
	return newRevealer(e, team, r).run(ctx)
}

func (e *Engine) checkReveal(r Reveal) error {
	if err := e.checkTokens(r.Tokens); err != nil {
		return err
	}
	if len(r.Tokens) == 0 {
		return ErrEmpty
	}
	if len(r.Tokens) > int(e.header.Context) {
		return fmt.Errorf("%d tokens, context %d: %w", len(r.Tokens), e.header.Context, ErrContext)
	}
	for i, p := range r.Positions {
		if p < 0 || p >= len(r.Tokens) || i > 0 && p <= r.Positions[i-1] {
			return fmt.Errorf("position %d of %d tokens: want ascending positions, each once", p, len(r.Tokens))
		}
	}
	return nil
}

// revealer is one call of Reveal. It runs the loops of a pass and looks at what
// goes into them: the bodies of the loops over rows are wrapped.
type revealer struct {
	Reveal
	e    *Engine
	pass *pass
	h    []int32 // residual streams of all positions

	layer   *model.Layer
	shown   []bool                       // by row of the block: its sums are wanted
	kept    [maxBatch][Products + 1]sums // by row of the block
	entries [maxBatch]Cached
	done    int
}

type sums = []int64

// newRevealer prepares a pass of its own.
func newRevealer(e *Engine, team *kernel.Team, r Reveal) *revealer {
	v := &revealer{Reveal: r, e: e, pass: newPass(e)}
	p := v.pass
	p.team = team
	v.h = make([]int32, len(r.Tokens)*int(e.header.Dim))
	cut := func(z []int64, t, width int) []int64 { return z[t*width : (t+1)*width] }
	before := func(f *func(t int), look func(t int)) {
		body := *f
		*f = func(t int) {
			if v.shown[t] {
				look(t)
			}
			body(t)
		}
	}
	loops, w := &p.loop, &p.attn
	before(&w.loops.project, func(t int) {
		l := v.layer
		v.keep(t, QueryProduct, cut(p.acc, t, l.Q.Rows))
		v.keep(t, KeyProduct, cut(p.acc2, t, l.K.Rows))
		v.keep(t, ValueProduct, cut(w.values, t, l.V.Rows))
	})
	before(&loops.project, func(t int) {
		which := DownProduct
		if loops.matrix == &v.layer.O {
			which = AttendedProduct
		}
		v.keep(t, which, cut(p.acc, t, loops.matrix.Rows))
	})
	before(&loops.gate, func(t int) {
		v.keep(t, GateProduct, cut(p.acc, t, v.layer.Gate.Rows))
		v.keep(t, UpProduct, cut(p.acc2, t, v.layer.Up.Rows))
	})
	before(&loops.logits, func(t int) { v.keep(t, LogitsProduct, cut(p.acc, t, loops.matrix.Rows)) })
	project := w.loops.project
	w.loops.project = func(t int) {
		project(t)
		v.cached(t)
	}
	return v
}

func (v *revealer) keep(t int, p Product, z []int64) {
	v.kept[t][p] = append(v.kept[t][p][:0], z...)
}

// cached makes the cache entry of row t from what the projections have left:
// rotated keys in Q16, and values with their biases.
func (v *revealer) cached(t int) {
	p, w := v.pass, &v.pass.attn
	width, hd := v.layer.K.Rows, int(v.e.header.HeadDim)
	n := width / hd
	c := &v.entries[t]
	sized(&c.Keys, width)
	sized(&c.Values, width)
	sized(&c.KeyExp, n)
	sized(&c.ValueExp, n)
	keys, values := w.fixed[t*v.layer.Q.Rows:][:width], w.values[t*width:][:width]
	e := v.layer.V.Exp + p.act.exp[t]
	for j := range n {
		at, end := j*hd, (j+1)*hd
		c.KeyExp[j] = int32(exact.PointQ - kernel.Quant16From32(c.Keys[at:end], keys[at:end]))
		c.ValueExp[j] = int32(e - kernel.Quant16(c.Values[at:end], values[at:end]))
	}
}

// run goes through all layers, and then through the logits.
func (v *revealer) run(ctx context.Context) error {
	p, n, dim := v.pass, len(v.Tokens), int(v.e.header.Dim)
	one := v.e.header.Shape
	one.Layers = 1
	s := &Session{e: v.e, cache: history{cache: newPageCache(one, 0)}}
	rows := make([]row, n)
	for i, tok := range v.Tokens {
		rows[i] = row{session: s, token: tok, position: i}
		p.embed(v.h[i*dim:(i+1)*dim], tok)
	}
	for i := range v.e.model.Layers {
		v.layer = &v.e.model.Layers[i]
		for first := 0; first < n; first += maxBatch {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			end := min(n, first+maxBatch)
			p.rows, p.h = rows[first:end], v.h[first*dim:end*dim]
			v.mark(first, end)
			v.block()
			if err := v.report(i, first, end); err != nil {
				return err
			}
		}
	}
	return v.logits(ctx)
}

// block is one layer for the rows of the pass; the cache of a pass has one layer.
func (v *revealer) block() {
	p, l, n := v.pass, v.layer, len(v.pass.rows)
	p.beginAttention()
	p.normalise(p.h, n, &l.AttentionNorm)
	p.attention(l, 0)
	p.project(&l.O, n)
	p.normalise(p.h, n, &l.FFNNorm)
	p.feedForward(l, n)
	p.project(&l.Down, n)
}

// mark notes which rows of a block are shown.
func (v *revealer) mark(first, end int) {
	v.shown = v.shown[:0]
	for i := first; i < end; i++ {
		_, found := slices.BinarySearch(v.Positions, i)
		v.shown = append(v.shown, found)
	}
}

// report shows one layer of a block.
func (v *revealer) report(layer, first, end int) error {
	for i := first; i < end; i++ {
		t := i - first
		if err := v.Cached(layer, i, v.entries[t]); err != nil {
			return err
		}
		for p := QueryProduct; p <= DownProduct && v.shown[t]; p++ {
			if err := v.Sums(layer, i, p, v.kept[t][p]); err != nil {
				return err
			}
		}
	}
	v.done += end - first
	if v.Progress != nil {
		v.Progress(v.done, len(v.Tokens)*len(v.e.model.Layers))
	}
	return nil
}

// logits shows the sums of the output matrix, a few positions at a time.
func (v *revealer) logits(ctx context.Context) error {
	from, _ := slices.BinarySearch(v.Positions, v.Predict)
	dim, layers := int(v.e.header.Dim), len(v.e.model.Layers)
	v.shown = v.shown[:0]
	for range maxBatch {
		v.shown = append(v.shown, true)
	}
	most := max(1, min(maxBatch, logitElements/int(v.e.header.Vocab)))
	var h []int32
	for part := range slices.Chunk(v.Positions[from:], most) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		h = h[:0]
		for _, i := range part {
			h = append(h, v.h[i*dim:(i+1)*dim]...)
		}
		v.pass.logits(h, len(part))
		for t, i := range part {
			if err := v.Sums(layers, i, LogitsProduct, v.kept[t][LogitsProduct]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Draw follows one answer without a model: it draws tokens from logits and says
// when the answer ends, exactly as Generate does. It is not safe for concurrent use.
type Draw struct{ answer *answer }

// NewDraw begins an answer to prompt; the skeleton gives context and vocabulary.
// It refuses what Generate refuses.
func NewDraw(s *model.Skeleton, prompt []uint32, p Params) (*Draw, error) {
	e := &Engine{model: s.Bare(), header: s.Bare().Header()}
	a, err := e.newAnswer(prompt, p)
	if err != nil {
		return nil, err
	}
	return &Draw{a}, nil
}

// Next is the token that logits (Q16, one for each token of the vocabulary) give.
func (d *Draw) Next(logits []int32) uint32 { return d.answer.choose(logits) }

// Add takes the next token of the output and returns why it ends the answer, or 0.
func (d *Draw) Add(tok uint32) Finish { return d.answer.add(tok) }
