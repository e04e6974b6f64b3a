package node

import (
	"context"
	"errors"
	"slices"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// WatcherAt is a watchtower that a buyer trusts to read its bundles.
type WatcherAt struct {
	Endpoint string   // of its door
	Key      job.Hash // that bundles are encrypted to
}

// kindToWatch is a bundle that watchtowers are still to get; key request id: toWatch.
const kindToWatch = "towatch"

// toWatch is how far a bundle has come.
type toWatch struct {
	Since uint64   `json:"since"`          // unix seconds
	Told  []string `json:"told,omitempty"` // endpoints that took it, or never will
}

// forWatchers is what is kept with an answer so that watchtowers get its bundle, also after a crash.
func (b *busyBuyer) forWatchers() []entry {
	if len(b.g.cfg.Watchers) == 0 || b.order.Request.Assurance() != job.Judgeable {
		return nil
	}
	return []entry{{kindToWatch, b.id.String(), toWatch{Since: b.g.unix()}}}
}

// telling brings bundles to watchtowers. It belongs to one goroutine.
type telling struct {
	g     *Gateway
	tries attempts[string] // by endpoint
}

// tell sends what waits to every watchtower that can be reached.
func (t *telling) tell(ctx context.Context) error {
	type one struct {
		id job.Hash
		toWatch
	}
	var all []one
	err := each(ctx, t.g.Store, kindToWatch, func(key string, v toWatch) error {
		id, err := job.ParseHash(key)
		all = append(all, one{id, v})
		return err
	})
	for _, o := range all {
		if err != nil || ctx.Err() != nil {
			return err
		}
		err = t.tellOne(ctx, o.id, o.toWatch)
	}
	return err
}

func (t *telling) tellOne(ctx context.Context, id job.Hash, v toWatch) error {
	g := t.g
	raw, err := g.Receipt(ctx, id)
	if err != nil {
		return err
	}
	told := len(v.Told)
	for _, at := range g.cfg.Watchers {
		if slices.Contains(v.Told, at.Endpoint) || !t.tries.due(at.Endpoint, g.Now()) {
			continue
		}
		sealed, err := SealBundle(at.Key, raw)
		if err == nil {
			err = g.cfg.Post(ctx, at.Endpoint, sealed)
		}
		if ctx.Err() != nil {
			return nil
		}
		if final(err) {
			v.Told = append(v.Told, at.Endpoint)
			t.tries.note(at.Endpoint, nil, g.Now())
		} else {
			t.tries.note(at.Endpoint, err, g.Now())
		}
		if err != nil {
			g.Log.Warn("a watchtower did not take a bundle", "watchtower", at.Endpoint, "request", id.Short(), "again", !final(err), "err", err)
		}
	}
	switch {
	case len(v.Told) >= len(g.cfg.Watchers) || g.unix() > v.Since+dispute.Window:
		return g.keep(ctx, entry{kindToWatch, id.String(), nil})
	case len(v.Told) > told:
		return g.keep(ctx, entry{kindToWatch, id.String(), v})
	}
	return nil
}

// final reports whether sending again would change nothing.
func final(err error) bool {
	if err == nil {
		return true
	}
	f, ok := errors.AsType[*job.Fault](err)
	return ok && (f.Kind == job.FaultInvalid || f.Kind == job.FaultNotFound || f.Kind == job.FaultConflict || f.Kind == job.FaultTooLarge)
}
