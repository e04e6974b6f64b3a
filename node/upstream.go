package node

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/engine/pool"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// Upstream is a server behind a provider that makes answers in the statistical lane. Errors with FaultInvalid are the
// request's fault, FaultBusy says that the server takes no more now, any other is the server's failure.
type Upstream interface {
	Name() string // for the log
	// Models asks what the server has now.
	Models(ctx context.Context) ([]string, error)
	// Complete calls emit, from one goroutine, with the text of an answer; emit's own error comes back as it is.
	Complete(ctx context.Context, call job.UpstreamCall, emit func(text string) error) (job.Finish, error)
}

// UpstreamConfig says what a provider sells in the statistical lane.
type UpstreamConfig struct {
	Servers []Upstream        // none: nothing is sold
	Models  map[string]string // name on offer to the servers' own; none: whatever they list, where its name can be sold
	// Terms hold where Provider's own do not: a token is a byte there.
	Terms    market.Terms
	Parallel int // answers that one server makes at once
}

// upstreams are a provider's servers: the pool decides, and this asks them.
type upstreams struct {
	cfg UpstreamConfig
	log *slog.Logger
	now func() time.Time

	mu   sync.Mutex
	pool *pool.Pool
	has  [][]string // by server: the models of its last list
}

// Bounds on how servers are tried and looked at.
const (
	maxUpstreamTries = 3 // servers for one answer, before its first byte
	maxPlainOffers   = 128
	lookEvery        = 10 * time.Second
	lookFirst        = time.Second
	lookLongest      = time.Minute
)

func newUpstreams(s Setting, cfg UpstreamConfig) *upstreams {
	return &upstreams{
		cfg: cfg, log: s.Log, now: s.Now, has: make([][]string, len(cfg.Servers)),
		pool: pool.New(len(cfg.Servers), pool.Config{Parallel: cfg.Parallel, Every: lookEvery, First: lookFirst, Longest: lookLongest}),
	}
}

// look looks at every server that is due, all at once, and waits for them.
func (u *upstreams) look(ctx context.Context) {
	u.mu.Lock()
	due := u.pool.Due(u.now())
	u.mu.Unlock()
	var wg sync.WaitGroup
	for _, i := range due {
		wg.Go(func() {
			list, err := u.cfg.Servers[i].Models(ctx)
			u.looked(i, list, err)
		})
	}
	wg.Wait()
}

func (u *upstreams) looked(i int, list []string, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	found := pool.Up
	switch f, ok := errors.AsType[*job.Fault](err); {
	case ok && f.Kind == job.FaultBusy:
		found = pool.Draining
	case err != nil:
		found = pool.Down
	}
	before, _ := u.pool.State(i)
	if found == pool.Up {
		u.has[i] = list
	}
	u.pool.Looked(i, found, u.now())
	if after, busy := u.pool.State(i); after != before {
		u.log.Info("an upstream server changed", "server", u.cfg.Servers[i].Name(), "was", before, "is", after, "answers", busy, "models", len(list), "err", err)
	}
}

// run keeps looking until ctx ends.
func (u *upstreams) run(ctx context.Context) {
	if len(u.cfg.Servers) == 0 {
		return
	}
	tick := time.NewTicker(lookFirst / 2)
	defer tick.Stop()
	for {
		u.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// served is what the servers call a model that is on offer.
func (u *upstreams) served(name string) string {
	if len(u.cfg.Models) > 0 {
		return u.cfg.Models[name]
	}
	return name
}

// offered lists the names of the models that a server has which is up, in order.
func (u *upstreams) offered() []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	var names []string
	if len(u.cfg.Models) > 0 {
		for name := range u.cfg.Models {
			names = append(names, name)
		}
	} else {
		for _, list := range u.has {
			names = append(names, list...)
		}
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool {
		_, err := job.NameModel(name)
		return err != nil || !u.had(u.served(name))
	})
	return names[:min(len(names), maxPlainOffers)]
}

// had reports whether a server that is up has a model. The caller holds u.mu.
func (u *upstreams) had(model string) bool {
	for i := range u.has {
		if state, _ := u.pool.State(i); state == pool.Up && u.able(i, model) {
			return true
		}
	}
	return false
}

// able reports whether a server listed a model when it was last seen up. The caller holds u.mu.
func (u *upstreams) able(i int, model string) bool {
	return model != "" && slices.Contains(u.has[i], model)
}

// find returns the goods with a model field, if they are on offer now.
func (u *upstreams) find(model job.Hash) (named, bool) {
	name, ok := job.ModelName(model)
	return named{name, model}, ok && slices.Contains(u.offered(), name)
}

// complete gets an answer from one server, or, as long as no text has come, from another.
func (u *upstreams) complete(ctx context.Context, name string, call job.UpstreamCall, emit func(string) error) (job.Finish, error) {
	call.Model = u.served(name)
	var tried []int
	var last error
	for len(tried) < maxUpstreamTries {
		u.mu.Lock()
		i, err := u.pool.Begin(func(i int) bool { return !slices.Contains(tried, i) && u.able(i, call.Model) })
		u.mu.Unlock()
		switch {
		case err != nil && last != nil:
			return 0, last
		case errors.Is(err, pool.ErrBusy):
			return 0, errAllBusy
		case err != nil:
			return 0, job.Faultf(job.FaultUnavailable, "upstream_down", "no server behind this provider makes answers of %s now", name)
		}
		tried = append(tried, i)
		var begun bool
		var ours error
		finish, err := u.cfg.Servers[i].Complete(ctx, call, func(text string) error {
			begun = true
			ours = emit(text)
			return ours
		})
		if err == nil && !begun {
			err = job.Faultf(job.FaultUnavailable, "empty_answer", "the answer is empty")
		}
		outcome, final := blameUpstream(ctx, err, ours)
		u.mu.Lock()
		u.pool.End(i, outcome, u.now())
		u.mu.Unlock()
		if err == nil {
			return finish, nil
		}
		if final {
			return 0, err
		}
		if outcome == pool.Neither {
			last = errAllBusy
			continue
		}
		u.log.Warn("an upstream server failed", "server", u.cfg.Servers[i].Name(), "begun", begun, "err", err)
		// What failed and where is the operator's to know.
		last = job.Faultf(job.FaultUnavailable, "upstream_failed", "the server behind this provider failed")
		if begun {
			return 0, job.Faultf(job.FaultUnavailable, "broken_off", "the server behind this provider failed in the middle of the answer: what was delivered is all there is")
		}
	}
	return 0, last
}

var errAllBusy = job.Faultf(job.FaultBusy, "busy", "all servers behind this provider are busy; try again in a moment")

// blameUpstream says how an answer ended for the server that made it, and whether its error is for the buyer as it is.
func blameUpstream(ctx context.Context, err, ours error) (o pool.Outcome, final bool) {
	f, ok := errors.AsType[*job.Fault](err)
	switch {
	case err == nil:
		return pool.Good, true
	case ours != nil || ctx.Err() != nil:
		return pool.Neither, true
	case ok && f.Kind == job.FaultInvalid:
		return pool.Good, true // it is well enough to refuse
	case ok && f.Kind == job.FaultBusy:
		return pool.Neither, false
	}
	return pool.Failed, false
}

// errBrokenOff ends an order whose answer broke off: asking again would give another answer, and its pieces are signed.
var errBrokenOff = job.Faultf(job.FaultConflict, "broken_off", "this answer broke off and cannot be made again: what was delivered is all there is; ask anew for the rest")

// checkPlain judges what is special about an order of the statistical lane.
func checkPlain(o job.Order) error {
	if _, err := o.Request.CheckPlain(o.Prompt); err != nil {
		return job.Faultf(job.FaultInvalid, "not_plain", "%w", err)
	}
	if o.Logprobs {
		return job.Faultf(job.FaultInvalid, "logprobs", "the statistical lane has no log-probabilities: leave logprobs out")
	}
	return nil
}

// errEnough ends the reading of an answer that has reached its limit.
var errEnough = errors.New("the answer is as long as it may be")

// relay sells what a server answers. What is delivered is charged, byte by byte; what the server says of its tokens is not
// even read. The buyer's context ends it between pieces only.
func (s *saleStream) relay(ctx context.Context) error {
	o := s.sale.Order
	plain, err := o.Request.CheckPlain(o.Prompt)
	if err != nil {
		return job.Faultf(job.FaultInvalid, "not_plain", "%w", err)
	}
	name, _ := job.ModelName(o.Request.Model)
	seed := job.Seed(s.sale.Nonce, s.id)
	call := job.UpstreamCall{
		Plain: plain, Sampling: o.Request.Sampling, Stop: o.Stop, Seed: binary.BigEndian.Uint32(seed[:4]) >> 1, MaxBytes: o.Request.MaxTokens,
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	finish, err := s.p.upstream.complete(work, name, call, func(text string) error {
		for _, b := range []byte(text) {
			if s.made == o.Request.MaxTokens {
				return errEnough
			}
			if err := s.token(ctx, uint32(b)); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		finish, err = job.FinishLength, nil
	}
	if err != nil {
		return err
	}
	return s.receipt(ctx, finish)
}
