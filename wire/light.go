package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/assay-network/assay/job"
)

// Light is what a provider shows of answers that it has sold. Errors that the buyer should read are *job.Fault. Peer has methods like these.
type Light interface {
	// Cache names the root of an answer's keys and values.
	Cache(ctx context.Context, a job.LightAsk) (job.Hash, error)
	// Open writes an opening to w. What it refuses it refuses before it writes.
	Open(ctx context.Context, a job.LightAsk, w io.Writer) error
}

const (
	lightPrefix = sellerPrefix + "/light"
	openingType = "application/octet-stream"
	// maxShownAtOnce bounds the calls that are in the door; the work behind it is done one at a time.
	maxShownAtOnce = 8
)

// NewLight returns next, the provider's door, with the door for light checks in it. Of the options it uses those of orders and of the socket.
//
//	POST /assay/v1/light/cache      job.LightAsk -> job.LightCache
//	POST /assay/v1/light/openings   job.LightAsk -> the opening (application/octet-stream); a stream that breaks off is none
func NewLight(l Light, next http.Handler, o SellerOptions) http.Handler {
	o.MaxCalls = maxShownAtOnce
	if o.CallTime <= 0 {
		o.CallTime = 10 * time.Minute // as long as reading a long answer takes
	}
	if o.WriteTime <= 0 {
		o.WriteTime = defaultWriteTime
	}
	d := &sellerDoor{door: newDoor(o.Log, o.BodyTime, refusePeer), calls: newSlots(o.MaxCalls), opts: o}
	mux := http.NewServeMux()
	post(d, mux, lightPrefix+"/cache", func(ctx context.Context, _ *http.Request, a job.LightAsk) (any, error) {
		root, err := l.Cache(ctx, a)
		return job.LightCache{Cache: root}, err
	})
	mux.HandleFunc(lightPrefix+"/openings", d.method(http.MethodPost, func(w http.ResponseWriter, r *http.Request) { d.show(w, r, l) }))
	mux.Handle("/", next)
	return d.outermost(mux)
}

// show streams an opening.
func (d *sellerDoor) show(w http.ResponseWriter, r *http.Request, l Light) {
	raw, ok := d.body(w, r)
	if !ok {
		return
	}
	var a job.LightAsk
	if f := decodeStrict(raw, &a); f != nil {
		d.fail(w, r, f)
		return
	}
	if !d.calls.take() {
		d.busy(w, "openings")
		return
	}
	defer d.calls.give()
	ctx, cancel := patience(r, d.opts.CallTime)
	defer cancel()
	out := &byteWriter{w: w, rc: http.NewResponseController(w), patience: d.opts.WriteTime}
	err := d.protect(r, func() error { return l.Open(ctx, a, out) })
	switch {
	case err == nil:
	case !out.begun:
		d.fail(w, r, err)
	default: // what has gone out is no opening: make sure that it does not look whole
		_ = d.fault(r, err) // logs what is our own failure
		_ = out.rc.SetWriteDeadline(time.Unix(1, 0))
	}
}

// byteWriter gives each piece a bounded time to be taken.
type byteWriter struct {
	w        http.ResponseWriter
	rc       *http.ResponseController
	patience time.Duration
	begun    bool
}

// Write implements io.Writer.
func (b *byteWriter) Write(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		b.w.Header().Set("Content-Type", openingType)
		b.w.Header().Set("Cache-Control", "no-store")
	}
	_ = b.rc.SetWriteDeadline(time.Now().Add(b.patience))
	return b.w.Write(p)
}

// LightCache mirrors Light.Cache.
func (p *Peer) LightCache(ctx context.Context, a job.LightAsk) (job.Hash, error) {
	var out job.LightCache
	err := p.do(ctx, http.MethodPost, lightPrefix+"/cache", a, &out)
	return out.Cache, err
}

// LightOpening mirrors Light.Open: it writes what comes to w, at most limit bytes, and returns how many came. What it wrote before an error is of no use.
func (p *Peer) LightOpening(ctx context.Context, a job.LightAsk, w io.Writer, limit int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, p.opts.StreamTime)
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	idle := time.AfterFunc(p.opts.StreamTime, func() { stop(errIdle) }) // the first byte comes when prompt and answer were read
	defer idle.Stop()
	resp, err := p.send(ctx, http.MethodPost, lightPrefix+"/openings", a)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if kind := mediaType(resp); kind != openingType {
		return 0, badPeer(p.base, "answers with %q: want %s", printable(kind, 60), openingType)
	}
	n, buf := int64(0), make([]byte, 64<<10)
	for {
		idle.Reset(p.opts.IdleTime)
		k, err := resp.Body.Read(buf)
		if n += int64(k); n > limit {
			return n, badPeer(p.base, "sent an opening of more than the %d bytes that are read", limit)
		}
		if _, werr := w.Write(buf[:k]); werr != nil {
			return n, werr
		}
		switch {
		case errors.Is(err, io.EOF):
			return n, nil
		case errors.Is(context.Cause(ctx), errIdle):
			return n, job.Faultf(job.FaultUnavailable, "timeout", "%s sent nothing for %s: the opening is given up", p.base.Host, seconds(p.opts.IdleTime))
		case err != nil:
			return n, job.Faultf(job.FaultUnavailable, "stream_cut", "%s broke the opening off: %w", p.base.Host, err)
		}
	}
}
