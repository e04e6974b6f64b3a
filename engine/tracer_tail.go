package engine

import (
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

// traceTail is the memory of the outputs that are computed together: the same as block.lo to block.hi-1.
type traceTail struct {
	vocab  int
	logits []int32 // [row][vocab]
	chosen []int32 // after penalties and biases; logits where there are none
	best   []int32 // [row]
	cut    []uint64
	scores []int64
	won    []uint32
	shift  []int
}

// tailNumbers bounds the logits that are computed together.
const tailNumbers = 4 << 20

// outputs writes the final norm, the logits and the draws.
func (t *tracer) outputs() error {
	n, v := len(t.a.Output), int(t.e.header.Vocab)
	if t.l.Has(trace.OpCounts) {
		if err := t.counts(); err != nil {
			return err
		}
	}
	step := min(traceRows, max(1, tailNumbers/v))
	after := newOccurrences(t.a.Prompt, v)
	for lo := 0; lo < n; lo += step {
		t.block.lo, t.block.hi = lo, min(lo+step, n)
		if !t.wantsRows(trace.OpFinalSquares, trace.OpToken, lo, t.block.hi) {
			for i := lo; i < t.block.hi; i++ {
				after.before(t.a.Output, i)
			}
			continue
		}
		if err := t.blockOfOutputs(after); err != nil {
			return err
		}
	}
	return nil
}

// occurrences are the counts of a trace after some tokens.
type occurrences []uint32

// newOccurrences are those after a prompt.
func newOccurrences(prompt []uint32, vocab int) occurrences {
	o := make(occurrences, vocab)
	for _, tok := range prompt {
		o.add(tok, false)
	}
	return o
}

// add takes one more token.
func (o occurrences) add(tok uint32, drawn bool) {
	if uint64(tok) >= uint64(len(o)) {
		return
	}
	if drawn {
		o[tok] += 2
	}
	o[tok] |= 1
}

// before goes on to the counts before output i is drawn, from those before the one before it.
func (o occurrences) before(output []uint32, i int) {
	if i > 0 {
		o.add(output[i-1], true)
	}
}

// counts writes the counts at every position.
func (t *tracer) counts() error {
	o := newOccurrences(nil, int(t.e.header.Vocab))
	for p, tok := range t.tokens {
		o.add(tok, p >= len(t.a.Prompt))
		err := t.emit(trace.OpCounts, p, p+1, func(_ int, w *rowWriter) {
			for i := 0; i < len(o); i += trace.Chunk {
				for _, n := range o[i:min(i+trace.Chunk, len(o))] {
					w.put32(int64(n))
				}
				w.close()
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// blockOfOutputs computes and writes some outputs. o are the counts before the first of them; it moves on.
func (t *tracer) blockOfOutputs(o occurrences) error {
	b, h, m := &t.block, &t.e.header, t.e.model.Output()
	dim, v := int(h.Dim), m.Rows
	first := len(t.a.Prompt) - 1
	if err := t.norm(trace.OpFinalSquares, t.h[(first+b.lo)*dim:(first+b.hi)*dim], &t.e.model.OutputNorm); err != nil {
		return err
	}
	n := b.hi - b.lo
	l := &traceTail{vocab: v, logits: make([]int32, n*v), best: make([]int32, n), cut: make([]uint64, n), won: make([]uint32, n), shift: make([]int, n)}
	t.team.Linear(&b.act.packed, t.product(0, m))
	t.rowsOf(v, func(r int) {
		l.shift[r] = m.Exp + b.act.exp[r] - exact.PointQ
		kernel.Fix32(l.logits[r*v:(r+1)*v], b.sums[0][r*v:(r+1)*v], l.shift[r])
	})
	err := t.emit(trace.OpLogits, b.lo, b.hi, func(i int, w *rowWriter) {
		r := i - b.lo
		w.chunks(l.logits[r*v:(r+1)*v], int64(l.shift[r]))
	})
	if err != nil {
		return err
	}
	if err := t.adjusted(l, o); err != nil {
		return err
	}
	err = t.emit(trace.OpBest, b.lo, b.hi, func(i int, w *rowWriter) {
		row, best := l.row(i-b.lo), int32(-1<<31)
		w.fold(v, func(k int) { best = max(best, row[k]) }, func() { w.put32(int64(best)) })
	})
	if err != nil {
		return err
	}
	return t.drawn(l)
}

// row are the logits from which output r of the block is drawn.
func (l *traceTail) row(r int) []int32 { return l.chosen[r*l.vocab : (r+1)*l.vocab] }

// adjusted applies penalties and biases.
func (t *tracer) adjusted(l *traceTail, o occurrences) error {
	b, v := &t.block, l.vocab
	l.chosen = l.logits
	if t.l.Has(trace.OpAdjusted) {
		l.chosen = make([]int32, len(l.logits))
	}
	for r := range b.hi - b.lo {
		o.before(t.a.Output, b.lo+r)
		if t.l.Has(trace.OpAdjusted) {
			row := l.row(r)
			for k, x := range l.logits[r*v : (r+1)*v] {
				row[k] = x
				if t.l.Has(trace.OpCounts) {
					row[k] = exact.Penalise(x, t.a.Sampling, o[k]&1 == 1, o[k]>>1)
				}
			}
			for _, bias := range t.a.Bias {
				if int64(bias.Token) < int64(v) {
					row[bias.Token] = exact.Shift(row[bias.Token], bias.Bias)
				}
			}
		}
		l.best[r] = kernel.Max32(l.row(r))
	}
	return t.emit(trace.OpAdjusted, b.lo, b.hi, func(i int, w *rowWriter) { w.chunks(l.row(i - b.lo)) })
}

// drawn writes the search for the cut, the scores and the winners.
func (t *tracer) drawn(l *traceTail) error {
	b, v, s := &t.block, l.vocab, t.a.Sampling
	n := b.hi - b.lo
	for r := range n {
		l.cut[r] = 1<<32 - 1
	}
	if t.l.Has(trace.OpRanks) {
		if err := t.ranks(l); err != nil {
			return err
		}
	}
	if t.l.Has(trace.OpPortions) {
		if err := t.portions(l); err != nil {
			return err
		}
	}
	l.scores = make([]int64, n*v)
	t.rowsOf(16*v, func(r int) {
		scores, row := l.scores[r*v:(r+1)*v], l.row(r)
		if s.Temperature == 0 {
			for k, x := range row {
				scores[k] = int64(x)
			}
			return
		}
		draws := exact.NewDraws(s, t.a.Seed, uint32(b.lo+r))
		for k, x := range row {
			scores[k] = draws.Score(uint32(k), uint32(l.best[r])-uint32(x), l.cut[r])
		}
	})
	err := t.emit(trace.OpDraws, b.lo, b.hi, func(i int, w *rowWriter) {
		r := i - b.lo
		w.chunks64(l.scores[r*v:(r+1)*v], uint64(int64(l.best[r])), l.cut[r])
	})
	if err != nil {
		return err
	}
	for r := range n {
		best := int64(exact.Excluded)
		for k, x := range l.scores[r*v : (r+1)*v] {
			if x > best {
				best, l.won[r] = x, uint32(k)
			}
		}
	}
	err = t.emit(trace.OpWinner, b.lo, b.hi, func(i int, w *rowWriter) {
		best, at, scores := int64(exact.Excluded), 0, l.scores[(i-b.lo)*v:(i-b.lo+1)*v]
		w.fold(v, func(k int) {
			if scores[k] > best {
				best, at = scores[k], k
			}
		}, func() {
			w.put64(uint64(best))
			w.put64(uint64(at))
		})
	})
	if err != nil {
		return err
	}
	for r, tok := range l.won {
		t.end.Drawn = append(t.end.Drawn, tok)
		if i := b.lo + r; !t.end.Wrong && tok != t.a.Output[i] {
			t.end.Wrong = true
			t.end.Contradiction, _ = t.l.Index(trace.Place{Op: trace.OpToken, Row: uint64(i)})
		}
	}
	return t.emit(trace.OpToken, b.lo, b.hi, func(i int, w *rowWriter) {
		w.put32(int64(l.won[i-b.lo]))
		w.close()
	})
}

// ranks writes the search for the rank-th smallest difference of each row, and makes it the cut.
func (t *tracer) ranks(l *traceTail) error {
	b := &t.block
	search := func(r int, w *rowWriter) {
		row, best := l.row(r), uint32(l.best[r])
		prefix, rank := uint32(0), t.a.Sampling.TopK
		for pass := range exact.Passes {
			var counts [exact.Digits]uint32
			for i := 0; i < len(row); i += trace.Chunk {
				for _, x := range row[i:min(i+trace.Chunk, len(row))] {
					if digit, in := exact.Digit(best-uint32(x), pass, uint64(prefix)); in {
						counts[digit]++
					}
				}
				if w == nil {
					continue
				}
				w.put32(int64(l.best[r]))
				w.put32(int64(prefix))
				w.put32(int64(rank))
				for _, n := range counts {
					w.put32(int64(n))
				}
				w.close()
			}
			prefix, rank = exact.RankStep(prefix, rank, func(d int) uint32 { return counts[d] })
		}
		if w == nil {
			l.cut[r] = uint64(prefix)
		}
	}
	t.rowsOf(8*l.vocab, func(r int) { search(r, nil) })
	return t.emit(trace.OpRanks, b.lo, b.hi, func(i int, w *rowWriter) { search(i-b.lo, w) })
}

// portions writes the search for the difference down to which the masses make the portion, and makes it the cut.
func (t *tracer) portions(l *traceTail) error {
	b, temperature := &t.block, t.a.Sampling.Temperature
	cut := append([]uint64(nil), l.cut...)
	search := func(r int, w *rowWriter) {
		row, best, tau := l.row(r), uint32(l.best[r]), cut[r]
		prefix, want := uint64(0), uint64(t.a.Sampling.TopP)
		for pass := range exact.Passes {
			var masses [exact.Digits]uint64
			for i := 0; i < len(row); i += trace.Chunk {
				for _, x := range row[i:min(i+trace.Chunk, len(row))] {
					d := best - uint32(x)
					if digit, in := exact.Digit(d, pass, prefix); in && uint64(d) <= tau {
						masses[digit] += uint64(exact.Mass(exact.Cool(d, temperature)))
					}
				}
				if w == nil {
					continue
				}
				w.put64(uint64(int64(l.best[r])))
				w.put64(tau)
				w.put64(prefix)
				w.put64(want)
				for _, m := range masses {
					w.put64(m)
				}
				w.close()
			}
			prefix, want = exact.PortionStep(prefix, want, pass == 0, func(d int) uint64 { return masses[d] })
		}
		if w == nil {
			l.cut[r] = prefix
		}
	}
	t.rowsOf(16*l.vocab, func(r int) { search(r, nil) })
	return t.emit(trace.OpPortions, b.lo, b.hi, func(i int, w *rowWriter) { search(i-b.lo, w) })
}
