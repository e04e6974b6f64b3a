// Package wire holds the HTTP doors of a node and the clients that go through them: the OpenAI-compatible gateway, the
// seller's door and its mirror image Peer, the till where anybody pays by x402 or MPP, a facilitator for other sellers and
// a Shopper who pays them, and the control door of the command line.
//
// It is an adapter: it turns bytes from a socket into values of package job, hands them to an interface that the node
// satisfies (Desk, Seller, Control), and turns what comes back into bytes. Everything that arrives is bounded (size,
// time, count) and distrusted, on both sides. It must not know how an answer is made, checked, stored or paid, nor any
// chain; it imports job and nothing else of this project.
package wire

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/assay-network/assay/job"
)

// Limits that every door and client keeps.
const (
	MaxBody         = 1 << 20  // bytes of one JSON body, either way
	MaxLine         = 1 << 20  // bytes of one NDJSON line
	MaxHeader       = 64 << 10 // bytes of all headers of a request or a response
	MaxRegistration = 64 << 10 // bytes of a registration file
	MaxOffers       = 256      // quotes in one price list
	maxErrorBody    = 64 << 10 // bytes read of a body that goes with an error status
)

const (
	defaultBodyTime   = 15 * time.Second // for a request's body to arrive
	defaultWriteTime  = 30 * time.Second // for one write to be taken by the other side
	defaultConcurrent = 64
	readingAtOnce     = 256      // bodies being read at the same time
	drained           = 16 << 20 // bytes of a body read only to be refused politely
)

// refusal writes an error in the shape of one door.
type refusal func(w http.ResponseWriter, status int, f *job.Fault)

// door is what the three doors share.
type door struct {
	log      *slog.Logger
	refuse   refusal
	reading  slots
	bodyTime time.Duration
}

func newDoor(log *slog.Logger, bodyTime time.Duration, refuse refusal) door {
	if log == nil {
		log = slog.Default()
	}
	if bodyTime <= 0 {
		bodyTime = defaultBodyTime
	}
	return door{log: log, refuse: refuse, reading: make(slots, readingAtOnce), bodyTime: bodyTime}
}

// slots is a counting semaphore that never waits: a full house is said at once, so that nobody queues unseen.
type slots chan struct{}

func newSlots(n int) slots {
	if n <= 0 {
		n = defaultConcurrent
	}
	return make(slots, n)
}

func (s slots) take() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

func (s slots) give() { <-s }

// fail writes err as a refusal. Errors that are no *job.Fault are our own failure: they are logged and told apart from
// nothing else, so that no inner detail leaves.
func (d *door) fail(w http.ResponseWriter, r *http.Request, err error) {
	f := d.fault(r, err)
	d.refuse(w, f.Kind.Status(), f)
}

// fault turns err into a fault that may leave the house.
func (d *door) fault(r *http.Request, err error) *job.Fault {
	f, inner := faultOf(err)
	if inner && r.Context().Err() == nil {
		d.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "err", err)
	}
	return f
}

// method admits one HTTP method and lets h answer it.
func (d *door) method(name string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != name && (name != http.MethodGet || r.Method != http.MethodHead) {
			w.Header().Set("Allow", name)
			d.refuse(w, http.StatusMethodNotAllowed, job.Faultf(job.FaultInvalid, "method_not_allowed",
				"%s is not allowed here: use %s", printable(r.Method, 20), name))
			return
		}
		h(w, r)
	}
}

// busy says that a limit on work at the same time is reached.
func (d *door) busy(w http.ResponseWriter, what string) {
	d.refuse(w, http.StatusTooManyRequests, job.Faultf(job.FaultBusy, "rate_limit_exceeded", "too many %s at once: try again in a moment", what))
}

// body reads a whole JSON body of at most MaxBody bytes, or writes the refusal and returns false. The read deadline is
// set for the body alone: one for the whole request (http.Server.ReadTimeout) would cancel long answers.
func (d *door) body(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		d.refuse(w, http.StatusUnsupportedMediaType, job.Faultf(job.FaultInvalid, "unsupported_media_type",
			"send the body as Content-Type: application/json"))
		return nil, false
	}
	if enc := r.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		d.refuse(w, http.StatusUnsupportedMediaType, job.Faultf(job.FaultInvalid, "unsupported_media_type",
			"send the body without Content-Encoding"))
		return nil, false
	}
	if !d.reading.take() {
		d.busy(w, "uploads")
		return nil, false
	}
	defer d.reading.give()
	rc := http.NewResponseController(w)
	_ = rc.SetReadDeadline(time.Now().Add(d.bodyTime)) // not supported by a recorder in a test: then there is no socket to guard
	raw, f := readAll(r.Body, MaxBody)
	if f != nil {
		// A client that is still sending would see a reset connection instead of the reason, so the rest is read away
		// as far as that is cheap.
		if n, err := io.CopyN(io.Discard, r.Body, drained); n == drained || err != io.EOF {
			w.Header().Set("Connection", "close")
		}
		d.fail(w, r, f)
		return nil, false
	}
	_ = rc.SetReadDeadline(time.Time{})
	return raw, true
}

// protect runs f and turns a panic into an error, so that one bad request harms nobody else and tells nobody how we
// are built.
func (d *door) protect(r *http.Request, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("panic while serving", "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
			err = job.Faultf(job.FaultInternal, "internal_error", "internal error: the operator finds it in the node's log")
		}
	}()
	return f()
}

// outermost is the last net under a handler: whatever still panics there is logged and becomes a 500, or a cut
// connection when the answer has begun.
func (d *door) outermost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := &tracked{ResponseWriter: w}
		if err := d.protect(r, func() error { next.ServeHTTP(t, r); return nil }); err != nil {
			if t.wrote { // make the end fail to go out, so that half an answer does not look whole
				_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
				return
			}
			d.fail(w, r, err)
		}
	})
}

// tracked remembers whether the answer has begun.
type tracked struct {
	http.ResponseWriter
	wrote bool
}

func (t *tracked) WriteHeader(status int) { t.wrote = true; t.ResponseWriter.WriteHeader(status) }

func (t *tracked) Write(b []byte) (int, error) { t.wrote = true; return t.ResponseWriter.Write(b) }

// Unwrap lets http.ResponseController reach the connection.
func (t *tracked) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// patience derives the context under which one request is answered.
func patience(r *http.Request, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), d)
}

// retryAfter spreads the next tries of many clients over a few seconds.
func retryAfter() string { return strconv.Itoa(1 + rand.IntN(3)) }

// seconds formats a duration for a person.
func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }
