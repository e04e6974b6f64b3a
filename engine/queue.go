package engine

import (
	"sync"

	"github.com/assay-network/assay/engine/kernel"
)

// maxBatch is the number of rows of a pass. Larger batches read the weights less
// often, but their activations no longer fit the second cache beside a panel; and
// an answer's tokens should come steadily beside another's long prompt.
const (
	maxBatch    = 64
	leastPrompt = 8 // rows for prompts, however many answers are being written
)

// logitElements bounds the logits computed together: rows times vocabulary.
const logitElements = 1 << 20

// verdict says how a request goes on after one of its rows.
type verdict int

const (
	ended  verdict = iota // nothing beyond the tokens that were asked for
	again                 // feed the next token in the next pass
	parked                // feed the next token when resume is called
)

// request is work on one session: tokens to feed, and what to do with the
// predictions after them.
type request struct {
	session *Session
	tokens  []uint32 // not fed yet
	base    int      // index of tokens[0] among all tokens of the request
	from    int      // predictions are wanted from this index on
	// take gets the predictions after token i, in order, and says what comes
	// next. It runs in the queue's goroutine and must not wait for anything.
	take func(i int, logits []int32) (next uint32, v verdict, err error)

	rows    int // in the pass being computed
	first   int // the first of them
	state   verdict
	single  [1]uint32
	waiting bool  // parked, and not resumed
	resumed bool  // resumed before the pass that parks it was over
	cancel  error // set by stop; noticed before the next pass
	err     error
	done    chan struct{} // closed when the request is finished
	stopped bool          // done is closed
}

// queue gathers the requests of an engine into passes, so that many of them
// share one reading of the weights. While requests wait, one goroutine computes
// for all; it ends with the last of them. Grouping cannot change a result,
// since every row is computed from its own sequence alone.
type queue struct {
	e *Engine

	mu    sync.Mutex
	more  *sync.Cond    // something is ready, or no calls are left
	left  *sync.Cond    // the goroutine is about to end, or another call has come for which it stays
	ready []*request    // want rows in the next pass, in order of arrival
	calls int           // requests that have not finished
	idle  chan struct{} // closed when the goroutine has ended; nil when there is none

	pass   *pass // used by the goroutine only
	batch  []*request
	wanted []want
	h      []int32 // residual streams whose predictions are wanted
}

// want is one row whose predictions are wanted: token i of the request.
type want struct {
	r    *request
	i    int
	row  int
	last bool // of the tokens that the request has
}

// wait does a request and returns its error.
func (q *queue) wait(r *request) error {
	q.submit(r)
	return q.finish(r)
}

// submit hands a request in. finish must be called after it.
func (q *queue) submit(r *request) {
	r.done = make(chan struct{})
	q.mu.Lock()
	defer q.mu.Unlock()
	q.calls++
	q.left.Broadcast()
	q.enter(r)
}

// enter makes a request part of the next pass and sees to it that there is one.
func (q *queue) enter(r *request) {
	q.ready = append(q.ready, r)
	q.more.Signal()
	if q.idle == nil {
		q.idle = make(chan struct{})
		go q.run(q.idle) // joined: finish waits for it
	}
}

// finish waits for the end of a request, and with the last one for the end of
// the goroutine, unless that gets another call to work for: then it is that
// call's to wait for, or one of a steady stream of calls would never return.
func (q *queue) finish(r *request) error {
	<-r.done
	q.mu.Lock()
	q.calls--
	idle := q.idle
	q.more.Signal()
	for idle != nil && q.idle == idle && q.calls == 0 {
		q.left.Wait()
	}
	ending := q.idle != idle
	q.mu.Unlock()
	if ending {
		<-idle
	}
	return r.err
}

// resume lets a parked request go on.
func (q *queue) resume(r *request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !r.waiting || r.stopped {
		r.resumed = true
		return
	}
	r.waiting = false
	q.enter(r)
}

// stop ends a request early with an error, before its next pass.
func (q *queue) stop(r *request, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if r.stopped {
		return
	}
	r.cancel = err
	if r.waiting {
		q.close(r, err)
	}
}

func (q *queue) close(r *request, err error) {
	r.err, r.stopped = err, true
	close(r.done)
}

// run computes passes as long as there are calls.
func (q *queue) run(idle chan struct{}) {
	defer close(idle)
	team := kernel.NewTeam(q.e.threads)
	defer team.Close()
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		for len(q.ready) == 0 && q.calls > 0 {
			q.more.Wait()
		}
		if len(q.ready) == 0 {
			q.idle = nil
			q.left.Broadcast()
			return
		}
		if !q.gather() {
			continue
		}
		q.mu.Unlock()
		q.pass.team = team
		q.compute()
		q.mu.Lock()
		q.settle()
	}
}

// gather chooses the rows of the next pass: one for every request that has a
// single token, the rest in order of arrival. Some are always left for prompts,
// or a stream of short ones could keep a long one waiting for ever.
func (q *queue) gather() bool {
	if q.pass == nil {
		q.pass = newPass(q.e)
	}
	p := q.pass
	p.rows, q.batch = p.rows[:0], q.batch[:0]
	waiting := q.ready[:0]
	for _, r := range q.ready {
		if r.cancel != nil {
			q.close(r, r.cancel)
			continue
		}
		waiting = append(waiting, r)
	}
	clear(q.ready[len(waiting):])
	q.ready = waiting
	room, least := maxBatch, 0
	for _, r := range q.ready {
		r.rows = 0
		if len(r.tokens) > 1 {
			least = leastPrompt
		}
	}
	for _, r := range q.ready {
		if len(r.tokens) == 1 && room > least {
			r.rows = 1
			room--
		}
	}
	rest := q.ready[:0]
	for _, r := range q.ready {
		if len(r.tokens) > 1 && room > 0 {
			r.rows = min(room, len(r.tokens))
			room -= r.rows
		}
		if r.rows == 0 {
			rest = append(rest, r)
			continue
		}
		r.first = len(p.rows)
		q.batch = append(q.batch, r)
		for k, tok := range r.tokens[:r.rows] {
			p.rows = append(p.rows, row{session: r.session, token: tok, position: r.session.length + k})
		}
	}
	clear(q.ready[len(rest):])
	q.ready = rest
	return len(q.batch) > 0
}

// compute does one pass and gives every request its predictions.
func (q *queue) compute() {
	p := q.pass
	p.forward()
	q.wanted = q.wanted[:0]
	for _, r := range q.batch {
		r.session.length += r.rows
		r.state, r.err = ended, nil
		for k := range r.rows {
			if i := r.base + k; i >= r.from {
				q.wanted = append(q.wanted, want{r: r, i: i, row: r.first + k, last: k+1 == len(r.tokens)})
			}
		}
		r.base += r.rows
		r.tokens = r.tokens[r.rows:]
	}
	dim, vocab := int(q.e.header.Dim), int(q.e.header.Vocab)
	most := max(8, min(maxBatch, logitElements/vocab))
	for first := 0; first < len(q.wanted); first += most {
		part := q.wanted[first:min(first+most, len(q.wanted))]
		h := sized(&q.h, len(part)*dim)
		for k, w := range part {
			copy(h[k*dim:(k+1)*dim], p.h[w.row*dim:(w.row+1)*dim])
		}
		q.give(part, p.logits(h, len(part)))
	}
}

// give hands logits to the requests they are for. Those of one request go in
// order; different requests are served side by side.
func (q *queue) give(part []want, logits []int32) {
	vocab := int(q.e.header.Vocab)
	if part[0].r == part[len(part)-1].r {
		for k, w := range part {
			w.take(logits[k*vocab : (k+1)*vocab])
		}
		return
	}
	q.pass.team.Split(len(part), 1, func(lo, hi int) {
		for lo > 0 && lo < hi && part[lo].r == part[lo-1].r { // begun by the range before
			lo++
		}
		for k := lo; k < len(part) && (k < hi || k > lo && part[k].r == part[k-1].r); k++ {
			part[k].take(logits[k*vocab : (k+1)*vocab])
		}
	})
}

func (w want) take(logits []int32) {
	r := w.r
	if r.err != nil {
		return
	}
	next, v, err := r.take(w.i, logits)
	r.err = err
	if w.last && err == nil && v != ended {
		r.single[0] = next
		r.tokens = r.single[:]
		r.state = v
	}
}

// settle decides what becomes of the requests of the pass.
func (q *queue) settle() {
	for _, r := range q.batch {
		switch {
		case r.err != nil:
			q.close(r, r.err)
		case r.cancel != nil:
			q.close(r, r.cancel)
		case len(r.tokens) == 0:
			q.close(r, nil)
		case r.state == parked && !r.resumed:
			r.waiting = true
		default:
			r.resumed = false
			q.ready = append(q.ready, r)
		}
	}
	clear(q.batch)
}
