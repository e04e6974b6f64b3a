package wire

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// Control is what a node lets its owner see and do. The values are whatever the node wants to show; they are written
// as JSON. Errors that the owner should read are *job.Fault.
type Control interface {
	Status(ctx context.Context) (any, error)
	Channels(ctx context.Context) (any, error)
	// Receipts returns the newest limit receipts (1 .. MaxReceipts), newest first.
	Receipts(ctx context.Context, limit int) (any, error)
	Providers(ctx context.Context) (any, error)
	Balances(ctx context.Context) (any, error)
	// CloseChannel closes one of the owner's channels and returns what came of it. FaultNotFound: there is none.
	CloseChannel(ctx context.Context, channel job.Hash) (any, error)
}

// MaxReceipts is the most receipts that one control call lists.
const MaxReceipts = 1000

const controlPrefix = "/assay/control/v1"

// ControlOptions configures a control door.
type ControlOptions struct {
	Token    string        // bearer token, from TokenFile; an empty one locks the door
	Hosts    []string      // host names allowed in the Host header besides loopback
	CallTime time.Duration // for one call; 0: 2 minutes, as closing a channel waits for the chain
	Log      *slog.Logger  // nil: slog.Default()
}

// TokenFile returns the control token kept at path, and makes one (32 random bytes in hexadecimal, mode 0600) when
// there is none.
func TokenFile(path string) (string, error) {
	token, err := ReadToken(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return token, err
	}
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	token = hex.EncodeToString(b[:])
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // somebody was faster
		return ReadToken(path)
	}
	if err != nil {
		return "", fmt.Errorf("make the control token: %w", err)
	}
	_, err = f.WriteString(token + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fmt.Errorf("write the control token %s: %w", path, err)
	}
	return token, nil
}

// ReadToken returns the control token at path, as the command line needs it. The error wraps fs.ErrNotExist when the
// node has not made one yet.
func ReadToken(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the control token (is the node's data directory right, and was it ever started?): %w", err)
	}
	token := strings.TrimSpace(string(raw))
	if len(token) < 32 || len(token) > 256 {
		return "", fmt.Errorf("the control token in %s is damaged: delete the file and start the node again", path)
	}
	return token, nil
}

type controlDoor struct {
	door
	local local
	keys  keyring
	opts  ControlOptions
}

// NewControl returns the owner's door, to be mounted at /assay/control/ on the gateway's listener:
//
//	GET  /assay/control/v1/{status,channels,receipts?limit=N,providers,balances}
//	POST /assay/control/v1/channels/{id}/close
//
// It answers loopback connections with the bearer token only.
func NewControl(c Control, o ControlOptions) http.Handler {
	d, mux := newControlDoor(o), http.NewServeMux()
	handle := func(method, path string, f func(context.Context, *http.Request) (any, error)) {
		d.handle(mux, method, path, f)
	}
	handle(http.MethodGet, "/status", func(ctx context.Context, _ *http.Request) (any, error) { return c.Status(ctx) })
	handle(http.MethodGet, "/channels", func(ctx context.Context, _ *http.Request) (any, error) { return c.Channels(ctx) })
	handle(http.MethodGet, "/providers", func(ctx context.Context, _ *http.Request) (any, error) { return c.Providers(ctx) })
	handle(http.MethodGet, "/balances", func(ctx context.Context, _ *http.Request) (any, error) { return c.Balances(ctx) })
	handle(http.MethodGet, "/receipts", func(ctx context.Context, r *http.Request) (any, error) {
		limit := 100
		if s := r.URL.Query().Get("limit"); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n < 1 || n > MaxReceipts {
				f := job.Faultf(job.FaultInvalid, "invalid_limit", "limit: want 1 to %d", MaxReceipts)
				f.Param = "limit"
				return nil, f
			}
			limit = n
		}
		return c.Receipts(ctx, limit)
	})
	handle(http.MethodPost, "/channels/{id}/close", func(ctx context.Context, r *http.Request) (any, error) {
		id, err := pathHash(r)
		if err != nil {
			return nil, err
		}
		return c.CloseChannel(ctx, id)
	})
	if b, ok := c.(Bargainer); ok {
		d.bargains(mux, b)
	}
	return d.guarded(mux)
}

func newControlDoor(o ControlOptions) *controlDoor {
	if o.CallTime <= 0 {
		o.CallTime = 2 * time.Minute
	}
	return &controlDoor{door: newDoor(o.Log, 0, refusePeer), local: newLocal(o.Hosts, nil), keys: newKeyring([]string{o.Token}), opts: o}
}

// handle registers a call.
func (d *controlDoor) handle(mux *http.ServeMux, method, path string, f func(context.Context, *http.Request) (any, error)) {
	mux.HandleFunc(controlPrefix+path, d.method(method, func(w http.ResponseWriter, r *http.Request) { d.call(w, r, f) }))
}

// guarded lets this machine's owner in to what mux has, and nobody else.
func (d *controlDoor) guarded(mux *http.ServeMux) http.Handler {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, job.Faultf(job.FaultNotFound, "unknown_url", "there is nothing at %s", printable(r.URL.Path, 100)))
	})
	return d.outermost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f := d.local.check(r); f != nil {
			d.refuse(w, http.StatusForbidden, f)
			return
		}
		if !fromLoopback(r) {
			d.refuse(w, http.StatusForbidden, job.Faultf(job.FaultAuth, "not_local", "the control door answers this machine only"))
			return
		}
		if !d.keys.admits(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="assay control"`)
			d.fail(w, r, job.Faultf(job.FaultAuth, "invalid_token", "the control token is missing or wrong: it is in the node's data directory"))
			return
		}
		mux.ServeHTTP(w, r)
	}))
}

func (d *controlDoor) call(w http.ResponseWriter, r *http.Request, f func(context.Context, *http.Request) (any, error)) {
	ctx, cancel := patience(r, d.opts.CallTime)
	defer cancel()
	var v any
	if err := d.protect(r, func() (err error) { v, err = f(ctx, r); return err }); err != nil {
		d.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, v)
}
