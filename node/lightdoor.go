package node

import (
	"context"
	"io"
	"sync"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// LightDoor opens numbers of answers that a provider has sold, for the buyers' light checks. It is part of what was paid for, and bounded: of each answer the root of keys and values is
// computed once and kept, at most lightOpenings openings are made, of at most job.MaxLightPositions positions together, until the window for disputes closes. Each takes about as
// long as reading prompt and answer once, one at a time, and only when the engine has nothing to do that is paid by the piece.
type LightDoor struct {
	p       *Provider
	one     chan struct{} // taken while something is opened
	mu      sync.Mutex
	openers map[job.Hash]*verify.LightOpener // by model
}

// lightOpenings is how many openings of one answer are made.
const lightOpenings = 4

// kindLight is what was shown of an answer; key request id: lightShown.
const kindLight = "light"

type lightShown struct {
	Cache     job.Hash `json:"cache"` // zero: not computed yet
	Openings  int      `json:"openings"`
	Positions int      `json:"positions"`
}

// NewLightDoor makes the door of a provider.
func NewLightDoor(p *Provider) *LightDoor {
	return &LightDoor{p: p, one: make(chan struct{}, 1), openers: map[job.Hash]*verify.LightOpener{}}
}

// Cache names the root of an answer's keys and values.
func (l *LightDoor) Cache(ctx context.Context, a job.LightAsk) (job.Hash, error) {
	claim, shown, err := l.asked(ctx, a)
	if err != nil {
		return job.Hash{}, err
	}
	if !shown.Cache.IsZero() {
		return shown.Cache, nil
	}
	o, done, err := l.begin(claim.model)
	if err != nil {
		return job.Hash{}, err
	}
	defer done()
	root, err := o.Commit(ctx, claim.LightClaim)
	if err != nil {
		return job.Hash{}, err
	}
	return root, l.count(ctx, a.Request, func(s *lightShown) error { s.Cache = root; return nil })
}

// Open writes the opening of the positions that are asked for. Nothing is written if it is refused.
func (l *LightDoor) Open(ctx context.Context, a job.LightAsk, w io.Writer) error {
	claim, _, err := l.asked(ctx, a)
	if err != nil {
		return err
	}
	if len(a.Positions) == 0 || len(a.Positions) > job.MaxLightPositions {
		return job.Faultf(job.FaultInvalid, "positions", "%d positions: want 1 to %d", len(a.Positions), job.MaxLightPositions)
	}
	last := len(claim.Prompt) + len(claim.Output) - 2
	for i, p := range a.Positions {
		if uint64(p) > uint64(last) || i > 0 && p <= a.Positions[i-1] {
			return job.Faultf(job.FaultInvalid, "positions", "position %d: want ascending positions from 0 to %d, each once", p, last)
		}
		claim.Positions = append(claim.Positions, int(p))
	}
	o, done, err := l.begin(claim.model)
	if err != nil {
		return err
	}
	defer done()
	err = l.count(ctx, a.Request, func(s *lightShown) error {
		if s.Openings >= lightOpenings || s.Positions+len(a.Positions) > job.MaxLightPositions {
			return job.Faultf(job.FaultConflict, "shown_enough", "%d openings of %d positions of this answer were made, and at most %d of %d are: recompute it, or send it to a watchtower",
				s.Openings, s.Positions, lightOpenings, job.MaxLightPositions)
		}
		s.Openings, s.Positions = s.Openings+1, s.Positions+len(a.Positions)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = o.Open(ctx, w, claim.LightClaim)
	return err
}

// lightSold is an answer that was sold, as a light check sees it.
type lightSold struct {
	verify.LightClaim
	model *Model
}

// asked finds what somebody asks about, and refuses those who have not bought it.
func (l *LightDoor) asked(ctx context.Context, a job.LightAsk) (lightSold, lightShown, error) {
	p := l.p
	var s sale
	var b sellerBook
	var shown lightShown
	none := func(err error) (lightSold, lightShown, error) { return lightSold{}, lightShown{}, err }
	for _, x := range []struct {
		kind, key string
		to        any
	}{{kindSale, a.Request.String(), &s}, {kindSelling, "", &b}} {
		if x.kind == kindSelling {
			x.key = s.Order.Request.Channel.String()
		}
		if known, err := p.find(ctx, x.kind, x.key, x.to); err != nil {
			return none(asFault(err))
		} else if !known {
			return none(job.Faultf(job.FaultNotFound, "answer_not_found", "request %s was not answered here", a.Request.Short()))
		}
	}
	if err := job.SignedBy(a.Digest(p.assay()), a.Signature, b.Config.PayerAuthorizer); err != nil {
		return none(job.Faultf(job.FaultAuth, "light_signature", "only who bought the answer is shown more of it: sign with the channel's session key: %w", err))
	}
	r, now := s.Order.Request, p.unix()
	switch {
	case a.Time > now+job.MaxSkew || now > a.Time+job.MaxSkew:
		return none(job.Faultf(job.FaultInvalid, "late", "the time is more than two minutes from ours: check the clock and sign again"))
	case s.Receipt == nil:
		return none(job.Faultf(job.FaultConflict, "no_receipt", "the answer has no receipt yet: let it finish first"))
	case r.Lane != job.LaneExact:
		return none(job.Faultf(job.FaultConflict, "not_exact", "answers of the %s lane cannot be opened", r.Lane))
	case now > s.Receipt.Finished/1000+dispute.Window:
		return none(job.Faultf(job.FaultConflict, "too_old", "the window for disputes about this answer has closed, and nothing of it is opened any more"))
	}
	m, ok := p.Library.ByRoot(r.Model)
	if !ok {
		return none(job.Faultf(job.FaultUnavailable, "model_gone", "model %s is not loaded any more", r.Model.Short()))
	}
	if _, err := p.find(ctx, kindLight, a.Request.String(), &shown); err != nil {
		return none(asFault(err))
	}
	return lightSold{verify.LightClaim{
		Prompt: s.Order.Prompt, Output: s.Output, Params: Params(r, s.Order.Constraints, job.Seed(s.Nonce, a.Request)),
		Finish: engine.Finish(s.Receipt.Finish), Cache: a.Cache,
	}, m}, shown, nil
}

// begin takes the door and a free place at the engine, and gives the opener of a model.
func (l *LightDoor) begin(m *Model) (o *verify.LightOpener, done func(), err error) {
	busy := job.Faultf(job.FaultBusy, "busy", "the engine is at work for answers that are being paid; try again in a moment")
	select {
	case l.one <- struct{}{}:
	default:
		return nil, nil, busy
	}
	select {
	case l.p.slots <- struct{}{}:
	default:
		<-l.one
		return nil, nil, busy
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.openers[m.Root()] == nil {
		l.openers[m.Root()] = verify.NewLightOpener(m.Engine())
	}
	return l.openers[m.Root()], func() { <-l.p.slots; <-l.one }, nil
}

// count changes what was shown of an answer, on disk before it is shown. Whoever calls it has the door.
func (l *LightDoor) count(ctx context.Context, request job.Hash, change func(*lightShown) error) error {
	var s lightShown
	if _, err := l.p.find(ctx, kindLight, request.String(), &s); err != nil {
		return asFault(err)
	}
	if err := change(&s); err != nil {
		return err
	}
	return l.p.keep(ctx, entry{kindLight, request.String(), s})
}
