package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

// shower is a provider that shows n bytes and then fails with err.
type shower struct {
	n   int
	err error
}

func (s shower) Cache(_ context.Context, a job.LightAsk) (job.Hash, error) { return a.Request, s.err }

func (s shower) Open(_ context.Context, _ job.LightAsk, w io.Writer) error {
	for left := s.n; left > 0; left -= 1000 {
		if _, err := w.Write(make([]byte, min(left, 1000))); err != nil {
			return err
		}
	}
	return s.err
}

func kindOf(err error) job.FaultKind {
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return f.Kind
	}
	return 0
}

// An opening comes whole or not at all, and never more than is asked for.
func TestLightDoor(t *testing.T) {
	noLeaks(t)
	refusal := job.Faultf(job.FaultConflict, "shown_enough", "enough")
	for name, c := range map[string]struct {
		s     shower
		limit int64
		want  job.FaultKind // 0: none
	}{
		"whole":               {shower{n: 150_000}, 150_000, 0},
		"too much":            {shower{n: 150_001}, 150_000, job.FaultUnavailable},
		"refused":             {shower{err: refusal}, 10, job.FaultConflict},
		"broken off":          {shower{n: 150_000, err: refusal}, 150_000, job.FaultUnavailable},
		"our own failure":     {shower{err: errors.New("secret")}, 10, job.FaultInternal},
		"broken by a failure": {shower{n: 3000, err: errors.New("secret")}, 3000, job.FaultUnavailable},
	} {
		base, _ := start(t, NewLight(c.s, http.NotFoundHandler(), SellerOptions{Log: quiet}))
		p := dialled(t, base)
		var got bytes.Buffer
		n, err := p.LightOpening(t.Context(), job.LightAsk{Positions: []uint32{1}}, &got, c.limit)
		if kindOf(err) != c.want || err == nil && (n != int64(c.s.n) || got.Len() != c.s.n) {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
		root, err := p.LightCache(t.Context(), job.LightAsk{Request: job.Hash{7}, Positions: []uint32{}})
		if (err == nil) != (c.s.err == nil) || err == nil && root != (job.Hash{7}) {
			t.Errorf("%s: root %s, %v", name, root, err)
		}
	}
}

// dialled is a buyer's way to a provider on this machine.
func dialled(t *testing.T, base string) *Peer {
	t.Helper()
	p, err := DialPeer(base, PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Hangup)
	return p
}

// What is no ask is refused before anything is computed, and what belongs to the seller's door gets there.
func TestLightDoorHostileBodies(t *testing.T) {
	noLeaks(t)
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	base, client := start(t, NewLight(shower{n: 10}, next, SellerOptions{Log: quiet}))
	for name, c := range map[string]struct {
		method, path, kind, body string
		want                     int
	}{
		"no body":       {http.MethodPost, "/light/openings", "application/json", "", http.StatusBadRequest},
		"no object":     {http.MethodPost, "/light/openings", "application/json", "[]", http.StatusBadRequest},
		"another field": {http.MethodPost, "/light/openings", "application/json", `{"free":true}`, http.StatusBadRequest},
		"twice":         {http.MethodPost, "/light/cache", "application/json", `{"time":1}{"time":1}`, http.StatusBadRequest},
		"negative":      {http.MethodPost, "/light/openings", "application/json", `{"positions":[-1]}`, http.StatusBadRequest},
		"a form":        {http.MethodPost, "/light/openings", "text/plain", `{}`, http.StatusUnsupportedMediaType},
		"too long":      {http.MethodPost, "/light/openings", "application/json", `{"positions":[` + strings.Repeat("1,", MaxBody/2) + `1]}`, http.StatusRequestEntityTooLarge},
		"got":           {http.MethodGet, "/light/openings", "application/json", "", http.StatusMethodNotAllowed},
		"the seller's":  {http.MethodGet, "/offers", "application/json", "", http.StatusTeapot},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, base+sellerPrefix+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", c.kind)
		resp, err := client.Do(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d", name, resp.StatusCode, c.want)
		}
	}
}

// A provider that answers with something else than an opening is not believed.
func TestLightPeerDistrusts(t *testing.T) {
	noLeaks(t)
	for name, h := range map[string]http.HandlerFunc{
		"a page": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<p>")
		},
		"a redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"a failure":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
	} {
		base, _ := start(t, h)
		p := dialled(t, base)
		if n, err := p.LightOpening(t.Context(), job.LightAsk{}, io.Discard, 100); kindOf(err) != job.FaultUnavailable || n != 0 {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
		if _, err := p.LightCache(t.Context(), job.LightAsk{}); kindOf(err) != job.FaultUnavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
}
