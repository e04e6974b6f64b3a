package wire

import (
	"context"
	"encoding/json"
	"net/http"
)

// WatchControl is what a watchtower shows its owner: any value, which is written as JSON.
type WatchControl interface {
	Listing(ctx context.Context) (any, error)
}

// NewWatchControl returns the owner's door of a watchtower, to be mounted at /assay/control/ on its listener. It answers loopback connections with the bearer token only.
//
//	GET /assay/control/v1/watch
func NewWatchControl(w WatchControl, o ControlOptions) http.Handler {
	d, mux := newControlDoor(o), http.NewServeMux()
	d.handle(mux, http.MethodGet, "/watch", func(ctx context.Context, _ *http.Request) (any, error) { return w.Listing(ctx) })
	return d.guarded(mux)
}

// Watch mirrors WatchControl.Listing.
func (c *ControlClient) Watch(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/watch")
}
