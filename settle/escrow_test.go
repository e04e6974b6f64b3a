package settle

import (
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/job"
)

func TestEscrowShares(t *testing.T) {
	base := Escrow{Budget: job.Units(1000), Bond: job.Units(100), FeeBPS: 50, Parts: 4, Delivered: 4, Found: 4}
	contested := base
	contested.Contested, contested.Decided, contested.Price, contested.Claimed = true, true, job.Units(31), 0
	with := func(e Escrow, change func(*Escrow)) Escrow { change(&e); return e }
	for name, c := range map[string]struct {
		e                       Escrow
		provider, client, burnt uint64
	}{
		"silence":              {base, 995 + 100, 0, 5},
		"delivered in part":    {with(base, func(e *Escrow) { e.Delivered, e.Found = 3, 3 }), 747 + 100, 250, 3},
		"nothing came":         {with(base, func(e *Escrow) { e.Delivered, e.Found = 0, 0 }), 0, 1100, 0},
		"convicted":            {with(base, func(e *Escrow) { e.Found = 1 }), 249, 750 + 100, 1},
		"provider right":       {contested, 995 + 169, 0, 5},
		"client right":         {with(contested, func(e *Escrow) { e.Found = 0 }), 0, 1000 + 169, 0},
		"in the middle":        {with(contested, func(e *Escrow) { e.Found = 2 }), 498 + 85, 500 + 84, 2},
		"undecided":            {with(contested, func(e *Escrow) { e.Decided, e.Found = false, 0 }), 498 + 100, 500 + 69, 2},
		"one part proven bad":  {with(contested, func(e *Escrow) { e.Exact, e.Found = true, 3 }), 747, 250 + 169, 3},
		"proven to be less":    {with(contested, func(e *Escrow) { e.Exact, e.Claimed, e.Found = true, 2, 1 }), 249, 750 + 169, 1},
		"less than is claimed": {with(contested, func(e *Escrow) { e.Claimed, e.Found = 2, 0 }), 498, 500 + 169, 2},
	} {
		got := c.e.Share()
		if got.Provider != job.Units(c.provider) || got.Client != job.Units(c.client) || got.Burnt != job.Units(c.burnt) {
			t.Errorf("%s: %+v, want %d, %d, %d", name, got, c.provider, c.client, c.burnt)
		}
	}
}

// TestEscrowAddsUp draws jobs: what goes in comes out, and saying less than one knows to be good never pays the client more than the truth does, nor saying more the provider.
func TestEscrowAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 183))
	for range 20_000 {
		e := Escrow{
			Budget: job.Units(r.Uint64N(1 << uint(1+r.IntN(60)))), FeeBPS: uint16(r.IntN(1001)),
			Parts: uint16(1 + r.IntN(256)), Contested: r.IntN(2) == 0, Decided: r.IntN(4) > 0, Exact: r.IntN(2) == 0,
		}
		e.Delivered = uint16(r.IntN(int(e.Parts) + 1))
		e.Contested = e.Contested && e.Delivered > 0
		e.Found = uint16(r.IntN(int(e.Delivered) + 1))
		e.Bond = job.Units(1 + r.Uint64N(1<<40))
		in := e.Budget.Add(e.Bond)
		if e.Contested {
			e.Claimed = uint16(r.IntN(int(e.Delivered)))
			e.Price = job.Units(r.Uint64N(e.Bond.Uint64() + 1))
			in = in.Add(e.Bond)
		}
		got := e.Share()
		if out := got.Provider.Add(got.Client).Add(got.Burnt).Add(e.Price); out != in {
			t.Fatalf("%s went in, %s came out: %+v %+v", in, out, e, got)
		}
		if e.Contested && e.Decided && !e.Exact && e.Found >= e.Claimed {
			honest := e
			honest.Claimed = min(e.Found, e.Delivered-1)
			if e.Claimed < honest.Claimed && honest.Share().Client.Less(got.Client) {
				t.Fatalf("the client gains by claiming %d where %d are good: %+v", e.Claimed, e.Found, e)
			}
		}
	}
}
