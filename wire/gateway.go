package wire

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// Desk is the buyer's side of a node, as the gateway needs it. Errors are *job.Fault; any other becomes a bare 500.
// Every method may be called from many requests at once, and ctx ends when the client goes away.
type Desk interface {
	// Models lists what can be asked for now.
	Models(ctx context.Context) ([]job.ModelInfo, error)
	// Complete gets an answer. It calls emit, from one goroutine, with each piece of checked text; the pieces together
	// are Answer.Text. When emit fails the client is gone: Complete stops buying and returns an error.
	// FaultNotFound: no such model. FaultPayment: no money. FaultUnavailable: nobody serves it now.
	Complete(ctx context.Context, ask job.Ask, emit func(job.Delta) error) (job.Answer, error)
	// Receipt returns the bundle of an answer as canonical JSON. FaultNotFound: there is none.
	Receipt(ctx context.Context, id job.Hash) ([]byte, error)
}

// GatewayOptions configures a gateway. The zero value is ready to use on loopback. A gateway spends its owner's money, so
// without keys it answers no connection from elsewhere, wherever it listens.
type GatewayOptions struct {
	Keys          []string      // API keys; none: no key is asked for, and only this machine is answered
	Hosts         []string      // host names allowed in the Host header besides loopback
	Origins       []string      // web origins allowed besides loopback, such as "https://wallet.example"
	MaxConcurrent int           // answers in the making at once; 0: 64
	AnswerTime    time.Duration // for a whole answer; 0: 10 minutes, as OpenAI's clients wait
	BodyTime      time.Duration // for a request's body to arrive; 0: 15 seconds
	WriteTime     time.Duration // for the client to take one piece of a stream; 0: 30 seconds
	Now           func() time.Time
	Log           *slog.Logger // nil: slog.Default()
}

// The headers of the gateway's own.
const (
	ReceiptHeader  = "X-Assay-Receipt"  // of an answer: the receipt's id
	ProviderHeader = "X-Assay-Provider" // of a request: the agent id to insist on
	LaneHeader     = "X-Assay-Lane"     // of a request: exact or statistical
)

type gateway struct {
	door
	desk    Desk
	local   local
	keys    keyring
	answers slots
	calls   slots
	opts    GatewayOptions
}

// NewGateway returns the OpenAI-compatible door:
//
//	POST /v1/chat/completions, /v1/completions   streaming (SSE) and not
//	GET  /v1/models, /v1/models/{id}
//	GET  /v1/receipts/{id}                       the bundle that assay verify takes
//	GET  /healthz
//
// Errors have OpenAI's shape, {"error":{"message","type","param","code"}}.
func NewGateway(desk Desk, o GatewayOptions) http.Handler {
	if o.AnswerTime <= 0 {
		o.AnswerTime = 10 * time.Minute
	}
	if o.WriteTime <= 0 {
		o.WriteTime = defaultWriteTime
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	g := &gateway{door: newDoor(o.Log, o.BodyTime, refuseOpenAI), desk: desk, local: newLocal(o.Hosts, o.Origins),
		keys: newKeyring(o.Keys), answers: newSlots(o.MaxConcurrent), calls: newSlots(2 * defaultConcurrent), opts: o}
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/chat/completions", g.method(http.MethodPost, g.keyed(g.complete(true))))
	mux.HandleFunc("/v1/completions", g.method(http.MethodPost, g.keyed(g.complete(false))))
	mux.HandleFunc("/v1/models", g.method(http.MethodGet, g.keyed(g.listing(g.models))))
	mux.HandleFunc("/v1/models/{id...}", g.method(http.MethodGet, g.keyed(g.listing(g.model))))
	mux.HandleFunc("/v1/receipts/{id}", g.method(http.MethodGet, g.keyed(g.listing(g.receipt))))
	mux.HandleFunc("/healthz", g.method(http.MethodGet, func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	}))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		g.fail(w, r, job.Faultf(job.FaultNotFound, "unknown_url", "there is nothing at %s: try /v1/models", printable(r.URL.Path, 100)))
	})
	return g.outermost(g.guarded(mux))
}

// guarded keeps other machines out as long as there are no keys, and foreign web pages always; it lets allowed ones in
// (CORS).
func (g *gateway) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(g.keys) == 0 && !fromLoopback(r) { // the Host header is the caller's word
			g.refuse(w, http.StatusForbidden, job.Faultf(job.FaultAuth, "not_local",
				"without API keys this gateway answers its own machine only: set gateway.api_keys to let others in"))
			return
		}
		if f := g.local.check(r); f != nil {
			g.refuse(w, http.StatusForbidden, f)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" {
			h := w.Header()
			h.Set("Access-Control-Allow-Origin", origin)
			h.Add("Vary", "Origin")
			h.Set("Access-Control-Expose-Headers", ReceiptHeader+", Retry-After")
			if r.Method == http.MethodOptions {
				h.Set("Access-Control-Allow-Methods", "GET, POST")
				if asked := r.Header.Get("Access-Control-Request-Headers"); len(asked) < 2048 {
					h.Set("Access-Control-Allow-Headers", printable(asked, 2048))
				}
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (g *gateway) keyed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if len(g.keys) > 0 && !g.keys.admits(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="assay"`)
			g.fail(w, r, job.Faultf(job.FaultAuth, "invalid_api_key", "the API key is missing or wrong: send Authorization: Bearer KEY with a key from the gateway's configuration"))
			return
		}
		next(w, r)
	}
}

// listing answers a call that buys nothing.
func (g *gateway) listing(f func(ctx context.Context, r *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !g.calls.take() {
			g.busy(w, "calls")
			return
		}
		defer g.calls.give()
		ctx, cancel := patience(r, time.Minute)
		defer cancel()
		var v any
		if err := g.protect(r, func() (err error) { v, err = f(ctx, r); return err }); err != nil {
			g.fail(w, r, err)
			return
		}
		if raw, ok := v.([]byte); ok {
			writeRaw(w, http.StatusOK, raw)
			return
		}
		writeJSON(w, http.StatusOK, v)
	}
}

func (g *gateway) models(ctx context.Context, _ *http.Request) (any, error) {
	list, err := g.desk.Models(ctx)
	if err != nil {
		return nil, err
	}
	page := modelList{Object: "list", Data: make([]modelObject, 0, len(list))}
	for _, m := range list {
		page.Data = append(page.Data, modelObjectOf(m))
	}
	return page, nil
}

func (g *gateway) model(ctx context.Context, r *http.Request) (any, error) {
	list, err := g.desk.Models(ctx)
	if err != nil {
		return nil, err
	}
	id := r.PathValue("id")
	for _, m := range list {
		if m.Name == id || m.Root.String() == id {
			return modelObjectOf(m), nil
		}
	}
	f := job.Faultf(job.FaultNotFound, "model_not_found", "the model %q is not on offer: /v1/models lists what is", printable(id, 100))
	f.Param = "model"
	return nil, f
}

// receipt takes the id as the header has it, or as the answer's own id has it.
func (g *gateway) receipt(ctx context.Context, r *http.Request) (any, error) {
	text := r.PathValue("id")
	for _, prefix := range []string{chatID, textID} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			text = "0x" + rest
		}
	}
	id, err := job.ParseHash(text)
	if err != nil {
		return nil, invalid("id", "the receipt id: want 0x and 64 lower-case hexadecimal digits, as in %s", ReceiptHeader)
	}
	return g.desk.Receipt(ctx, id)
}

// complete serves both completion endpoints.
func (g *gateway) complete(chat bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		raw, ok := g.body(w, r)
		if !ok {
			return
		}
		c, f := parseCall(raw, chat)
		if f == nil {
			c.ask.Provider, f = insisted(r)
		}
		if f == nil {
			f = c.laneFrom(r)
		}
		if f != nil {
			g.fail(w, r, f)
			return
		}
		if !g.answers.take() {
			g.busy(w, "answers")
			return
		}
		defer g.answers.give()
		ctx, cancel := patience(r, g.opts.AnswerTime)
		defer cancel()
		if c.stream {
			g.stream(ctx, w, r, c)
		} else {
			g.whole(ctx, w, r, c)
		}
	}
}

// insisted returns the agent that the request's header insists on, or nil.
func insisted(r *http.Request) (*uint64, *job.Fault) {
	text := r.Header.Get(ProviderHeader)
	if text == "" {
		return nil, nil
	}
	agent, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return nil, invalid(ProviderHeader, "%s: want the agent id of a provider, a whole number", ProviderHeader)
	}
	return &agent, nil
}

// whole answers in one piece.
func (g *gateway) whole(ctx context.Context, w http.ResponseWriter, r *http.Request, c call) {
	var answer job.Answer
	err := g.protect(r, func() (err error) {
		answer, err = g.desk.Complete(ctx, c.ask, func(job.Delta) error { return ctx.Err() })
		return err
	})
	if err != nil {
		g.fail(w, r, err)
		return
	}
	w.Header().Set(ReceiptHeader, answer.Request.String())
	writeJSON(w, http.StatusOK, wholeReply(c, answer, g.opts.Now().Unix()))
}

// stream answers piece by piece. The status goes out with the first piece, so that whatever fails before it gets a
// proper one.
func (g *gateway) stream(ctx context.Context, w http.ResponseWriter, r *http.Request, c call) {
	s := newEventStream(w, c, g.opts.Now().Unix(), g.opts.WriteTime)
	var answer job.Answer
	err := g.protect(r, func() (err error) {
		answer, err = g.desk.Complete(ctx, c.ask, func(d job.Delta) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			s.name(d.Request)
			return s.piece(d)
		})
		return err
	})
	switch {
	case err == nil:
		err = s.finish(answer)
	case !s.begun:
		g.fail(w, r, err)
		return
	case s.broken == nil:
		err = s.fail(g.fault(r, err))
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		g.log.Debug("stream ended early", "path", r.URL.Path, "err", err)
	}
}
