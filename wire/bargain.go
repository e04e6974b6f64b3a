package wire

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/assay-network/assay/job"
)

// Bargainer is what a Control whose node negotiates has besides.
type Bargainer interface {
	// Negotiate finds a price for work and returns how that went. It takes as long as the bargain allows.
	Negotiate(ctx context.Context, b job.Bargain) (any, error)
	// Agreements lists the agreements that stand.
	Agreements(ctx context.Context) (any, error)
}

// MaxBargainTime is how long sellers may be given in one negotiation, in seconds: the call waits for its end.
const MaxBargainTime = 60

// bargains adds the paths of a node that negotiates:
//
//	GET  /assay/control/v1/agreements
//	POST /assay/control/v1/negotiations   job.Bargain
func (d *controlDoor) bargains(mux *http.ServeMux, b Bargainer) {
	mux.HandleFunc(controlPrefix+"/agreements", d.method(http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
		d.call(w, r, func(ctx context.Context, _ *http.Request) (any, error) { return b.Agreements(ctx) })
	}))
	mux.HandleFunc(controlPrefix+"/negotiations", d.method(http.MethodPost, func(w http.ResponseWriter, r *http.Request) {
		raw, ok := d.body(w, r)
		if !ok {
			return
		}
		var in job.Bargain
		if f := decodeStrict(raw, &in); f != nil {
			d.fail(w, r, f)
			return
		}
		if in.Time == 0 || in.Time > MaxBargainTime {
			f := job.Faultf(job.FaultInvalid, "invalid_time", "time: sellers get 1 to %d seconds", MaxBargainTime)
			f.Param = "time"
			d.fail(w, r, f)
			return
		}
		d.call(w, r, func(ctx context.Context, _ *http.Request) (any, error) { return b.Negotiate(ctx, in) })
	}))
}

// Negotiate mirrors Bargainer.Negotiate.
func (c *ControlClient) Negotiate(ctx context.Context, b job.Bargain) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(2*b.Time)*time.Second+time.Minute)
	defer cancel()
	return c.valid(c.fetch(ctx, http.MethodPost, controlPrefix+"/negotiations", b, c.limit))
}

// Agreements mirrors Bargainer.Agreements.
func (c *ControlClient) Agreements(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/agreements")
}
