package wire

import (
	"context"
	"net/http"
	"time"

	"github.com/assay-network/assay/job"
)

// Watch is what a watchtower's node does behind its door. Errors that the sender should read are *job.Fault.
type Watch interface {
	// Notice says who this is and what bundles are encrypted to.
	Notice() job.WatchNotice
	// Take takes a sealed bundle, and refuses what can't be watched.
	Take(ctx context.Context, s job.Sealed) error
}

// taken is the answer to a bundle.
type taken struct {
	Taken bool `json:"taken"`
}

// NewWatch returns the watchtower's door. It is for everybody; of the options it uses those of short calls.
//
//	GET  /assay/v1/watch     -> job.WatchNotice
//	POST /assay/v1/bundles   job.Sealed -> {"taken":true}
func NewWatch(w Watch, o SellerOptions) http.Handler {
	if o.MaxCalls <= 0 {
		o.MaxCalls = defaultConcurrent
	}
	if o.CallTime <= 0 {
		o.CallTime = 30 * time.Second
	}
	d := &sellerDoor{door: newDoor(o.Log, o.BodyTime, refusePeer), calls: newSlots(o.MaxCalls), opts: o} // a seller's door that sells nothing
	mux := http.NewServeMux()
	mux.HandleFunc(sellerPrefix+"/watch", d.method(http.MethodGet, func(rw http.ResponseWriter, r *http.Request) {
		d.call(rw, r, func(context.Context, *http.Request) (any, error) { return w.Notice(), nil })
	}))
	post(d, mux, sellerPrefix+"/bundles", func(ctx context.Context, _ *http.Request, s job.Sealed) (any, error) {
		return taken{true}, w.Take(ctx, s)
	})
	mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		d.fail(rw, r, job.Faultf(job.FaultNotFound, "unknown_url", "there is nothing at %s", printable(r.URL.Path, 100)))
	})
	return d.outermost(mux)
}

// Watch asks a watchtower who it is.
func (p *Peer) Watch(ctx context.Context) (job.WatchNotice, error) {
	var out job.WatchNotice
	return out, p.do(ctx, http.MethodGet, sellerPrefix+"/watch", nil, &out)
}

// Bundle brings a sealed bundle to a watchtower.
func (p *Peer) Bundle(ctx context.Context, s job.Sealed) error {
	var out taken
	return p.do(ctx, http.MethodPost, sellerPrefix+"/bundles", s, &out)
}
