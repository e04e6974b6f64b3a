package engine

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// TraceSink takes the leaves of a trace as they are computed: in runs of neighbours, each leaf once, the runs in no particular order.
// Its methods are called by one goroutine at a time.
type TraceSink interface {
	// Wants says what is to be done with count leaves from first on. What nobody wants is not written, and perhaps not computed.
	Wants(first, count uint64) TraceWant
	// Hashes takes the hashes of a run (trace.LeafHash), zero for absent leaves. The slice is only lent.
	Hashes(first uint64, hashes []job.Hash) error
	// Data takes the data of a run, nil for absent leaves. All of it is only lent.
	Data(first uint64, leaves [][]byte) error
}

// TraceWant is a set of what a sink takes of some leaves; 0 is nothing.
type TraceWant uint8

// What a sink may want.
const (
	WantHashes TraceWant = 1 << iota
	WantData
)

// Traced is an answer whose trace is asked for. Tokens outside the vocabulary are allowed in the output: an answer need not be a good one to be disputed.
type Traced struct {
	Prompt, Output []uint32
	Sampling       exact.Sampling
	Bias           []exact.Bias
	Seed           [32]byte
}

// TraceEnd is what a finished trace says of the answer.
type TraceEnd struct {
	Drawn []uint32 // the tokens that belong where the output's are, given those before them; not all when the sink wanted no more
	// Contradiction is the leaf of the first of them that is not the output's, if Wrong: whoever commits to a trace that has been
	// computed rightly loses at that leaf.
	Contradiction uint64
	Wrong         bool
}

// TraceShape is what the layout of traces needs of a model.
func TraceShape(h model.Header) trace.Shape {
	return trace.Shape{
		Dim: h.Dim, Layers: h.Layers, Heads: h.Heads, KVHeads: h.KVHeads, HeadDim: h.HeadDim, RopeDim: h.RopeDim, FFN: h.FFN, Vocab: h.Vocab, Context: h.Context,
		Tied: h.Tied, Bias: h.Bias, QKNorm: h.QKNorm, Residual: h.Residual, Epsilon: h.Epsilon, Score: h.Score, HeadEpsilon: h.HeadEpsilon,
	}
}

// TraceClaim is the claim that the answer is one of this engine's model, with what a judge of cells needs.
func (e *Engine) TraceClaim(a Traced) (*trace.Claim, error) {
	f := trace.Facts{Shape: TraceShape(e.header), Model: e.model.Root(), PromptTokens: uint64(len(a.Prompt)), OutputTokens: uint64(len(a.Output)),
		Sampling: a.Sampling, Seed: a.Seed}
	if err := exact.ValidateBias(a.Bias); err != nil {
		return nil, err
	}
	var err error
	if f.Prompt, err = trace.TokensRoot(trace.Prompt, a.Prompt); err != nil {
		return nil, fmt.Errorf("commit to the prompt: %w", err)
	}
	if f.Output, err = trace.TokensRoot(trace.Output, a.Output); err != nil {
		return nil, fmt.Errorf("commit to the output: %w", err)
	}
	if f.Biases, err = trace.BiasRoot(a.Bias); err != nil {
		return nil, fmt.Errorf("commit to the biases: %w", err)
	}
	return trace.NewClaim(f)
}

// traceRows is the number of positions that are computed together.
const traceRows = 64

// tracer computes the trace of one answer, layer by layer.
type tracer struct {
	e        *Engine
	ctx      context.Context
	l        *trace.Layout
	a        Traced
	team     *kernel.Team
	sink     TraceSink
	progress func(done, total uint64)
	done     uint64
	end      TraceEnd

	layer  uint32
	marks  *traceMarks
	tokens []uint32 // of all positions
	h      []int32  // residual stream, [position][dim]
	cache  traceCache
	block  traceBlock
	run    traceRun
}

// Trace computes every number of an answer's trace and gives the leaves to sink, all of which TraceClaim's layout has, or as many as it wants.
// progress, if not nil, is told now and then how many leaves are done, of how many. Memory grows with the
// positions, times the width of the residual stream and of one layer's keys and values. It fails with ErrContext or trace.ErrLayout
// when there is no such trace, and with the error of ctx or the sink.
func (e *Engine) Trace(ctx context.Context, a Traced, sink TraceSink, progress func(done, total uint64)) (TraceEnd, error) {
	return e.trace(ctx, a, sink, &traceMarks{}, progress)
}

// traceMarks is the residual stream before some layers, from which a later trace of the same answer may go on. Mark i is that before layer i, and there may be
// one more, of the end.
type traceMarks struct {
	every  int // write down each so many layers; 0: none
	stream map[int][]int32
}

// keep writes down h before layer i, if it should.
func (m *traceMarks) keep(i int, h []int32) {
	if m.every == 0 || i%m.every != 0 || m.stream[i] != nil {
		return
	}
	if m.stream == nil {
		m.stream = map[int][]int32{}
	}
	m.stream[i] = append([]int32(nil), h...)
}

// last is the last mark behind layer i and not behind layer until, or i if there is none.
func (m *traceMarks) last(i, until int) int {
	for j := until; j > i; j-- {
		if m.stream[j] != nil {
			return j
		}
	}
	return i
}

func (e *Engine) trace(ctx context.Context, a Traced, sink TraceSink, marks *traceMarks, progress func(done, total uint64)) (TraceEnd, error) {
	c, err := e.TraceClaim(a)
	if err != nil {
		return TraceEnd{}, err
	}
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	team := kernel.NewTeam(e.threads)
	defer team.Close()
	t := &tracer{e: e, ctx: ctx, l: c.Layout(), a: a, team: team, sink: sink, marks: marks, progress: progress}
	t.tokens = append(append([]uint32(nil), a.Prompt...), a.Output[:len(a.Output)-1]...)
	err = t.all()
	return t.end, err
}

// all goes through the whole trace, as far as the sink wants it.
func (t *tracer) all() error {
	if err := t.embedded(); err != nil {
		return err
	}
	layers := len(t.e.model.Layers)
	for i := 0; i < layers; i++ {
		t.layer = uint32(i)
		if !t.wantsFrom(trace.Place{Op: trace.OpSquares, Layer: t.layer}) {
			return nil
		}
		t.marks.keep(i, t.h)
		if next := t.marks.last(i, t.nextWanted(i)); next > i {
			copy(t.h, t.marks.stream[next])
			i = next - 1
			continue
		}
		if err := t.oneLayer(&t.e.model.Layers[i]); err != nil {
			return err
		}
	}
	t.layer = 0
	if !t.wantsFrom(trace.Place{Op: trace.OpFinalSquares}) {
		return nil
	}
	t.marks.keep(layers, t.h)
	return t.outputs()
}

// nextWanted is the first layer from i on of which the sink wants something; the number of layers if there is none.
func (t *tracer) nextWanted(i int) int {
	for ; i < len(t.e.model.Layers); i++ {
		first, _ := t.l.Index(trace.Place{Op: trace.OpSquares, Layer: uint32(i)})
		end := t.endOfLayer(i)
		if t.sink.Wants(first, end-first) != 0 {
			return i
		}
	}
	return i
}

// endOfLayer is the first leaf behind a layer.
func (t *tracer) endOfLayer(i int) uint64 {
	p := trace.Place{Op: trace.OpSquares, Layer: uint32(i + 1)}
	if i+1 == len(t.e.model.Layers) {
		p = trace.Place{Op: trace.OpFinalSquares}
	}
	end, _ := t.l.Index(p)
	return end
}

// wantsRows reports whether the sink wants anything of rows lo to hi-1 of the operations from first to last but those of other rows (columns, counts).
func (t *tracer) wantsRows(first, last trace.Op, lo, hi int) bool {
	for op := first; op <= last; op++ {
		_, per := t.l.Span(op)
		if per == 0 || op == trace.OpColumns || op == trace.OpCounts {
			continue
		}
		at, _ := t.l.Index(trace.Place{Op: op, Layer: t.layerOf(op), Row: uint64(lo)})
		if t.sink.Wants(at, uint64(hi-lo)*per) != 0 {
			return true
		}
	}
	return false
}

// wantsFrom reports whether the sink wants anything from a place on.
func (t *tracer) wantsFrom(p trace.Place) bool {
	first, _ := t.l.Index(p)
	return t.sink.Wants(first, t.l.Leaves()-first) != 0
}

// rowWriter takes the leaves of one row, one after the other.
type rowWriter struct {
	buf    []byte
	ends   []int // of each leaf in buf; -1 for an absent one
	leaves [][]byte
	hashes []job.Hash
}

func (w *rowWriter) reset() { w.buf, w.ends = w.buf[:0], w.ends[:0] }

// close ends a leaf.
func (w *rowWriter) close() { w.ends = append(w.ends, len(w.buf)) }

// absent is a leaf that is not there.
func (w *rowWriter) absent() { w.ends = append(w.ends, -1) }

func (w *rowWriter) put16(v int64) { w.buf = append(w.buf, byte(v>>8), byte(v)) }

func (w *rowWriter) put32(v int64) {
	w.buf = append(w.buf, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func (w *rowWriter) put64(v uint64) {
	w.buf = append(w.buf, byte(v>>56), byte(v>>48), byte(v>>40), byte(v>>32), byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

// finish cuts the row into leaves and hashes them if that is wanted.
func (w *rowWriter) finish(want TraceWant) {
	w.leaves, w.hashes = w.leaves[:0], w.hashes[:0]
	at := 0
	for _, end := range w.ends {
		if end < 0 {
			w.leaves = append(w.leaves, nil)
			continue
		}
		w.leaves = append(w.leaves, w.buf[at:end:end])
		at = end
	}
	if want&WantHashes != 0 {
		for _, b := range w.leaves {
			w.hashes = append(w.hashes, trace.LeafHash(b))
		}
	}
}

// traceRun is what the goroutines of a team share while they write rows.
type traceRun struct {
	write   func(row int, w *rowWriter)
	writers []rowWriter // one a row
	first   int
	want    TraceWant
	hashes  []job.Hash
	leaves  [][]byte
}

// runBytes is about how much is written before the sink gets it.
const runBytes = 8 << 20

// emit writes rows lo to hi-1 of an operation. write writes the leaves of one row in order; it is called by several goroutines at once, each for other rows.
func (t *tracer) emit(op trace.Op, lo, hi int, write func(row int, w *rowWriter)) error {
	_, per := t.l.Span(op)
	if per == 0 {
		return nil
	}
	const leafBytes = 768 // about
	step := max(1, int(runBytes/(per*leafBytes)))
	for ; lo < hi; lo += step {
		n := min(step, hi-lo)
		if err := t.rows(op, lo, n, int(per), write); err != nil {
			return err
		}
	}
	return nil
}

// rows writes n rows and gives them to the sink.
func (t *tracer) rows(op trace.Op, lo, n, per int, write func(row int, w *rowWriter)) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	first, _ := t.l.Index(trace.Place{Op: op, Layer: t.layerOf(op), Row: uint64(lo)})
	count := uint64(n * per)
	t.done += count
	r := &t.run
	if r.want = t.sink.Wants(first, count); r.want == 0 {
		return nil
	}
	r.write, r.first = write, lo
	for len(t.run.writers) < n {
		t.run.writers = append(t.run.writers, rowWriter{})
	}
	const workLeaves = 16 // for which another goroutine pays
	t.team.Split(n, 1+workLeaves/per, t.writeRows)
	r.write = nil
	r.hashes, r.leaves = r.hashes[:0], r.leaves[:0]
	for i := range n {
		r.hashes, r.leaves = append(r.hashes, t.run.writers[i].hashes...), append(r.leaves, t.run.writers[i].leaves...)
	}
	if len(r.leaves) != int(count) {
		return fmt.Errorf("trace %v: %d leaves of %d rows were written, want %d: this is a bug in the tracer", op, len(r.leaves), n, count)
	}
	if r.want&WantHashes != 0 {
		if err := t.sink.Hashes(first, r.hashes); err != nil {
			return err
		}
	}
	if r.want&WantData != 0 {
		if err := t.sink.Data(first, r.leaves); err != nil {
			return err
		}
	}
	t.progress(t.done, t.l.Leaves())
	return nil
}

// writeRows writes some rows of a run.
func (t *tracer) writeRows(lo, hi int) {
	for i := lo; i < hi; i++ {
		w := &t.run.writers[i]
		w.reset()
		t.run.write(t.run.first+i, w)
		w.finish(t.run.want)
	}
}

// layerOf is the layer of a place of an operation.
func (t *tracer) layerOf(op trace.Op) uint32 {
	if op >= trace.OpSquares && op <= trace.OpOutput {
		return t.layer
	}
	return 0
}
