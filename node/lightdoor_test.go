package node_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// Alice has a key for light checks and no model. Bob's door names the root of the answer's keys and values, she draws, it opens, and what it opens passes. It opens to her only, in time, and not for ever.
func TestLightDoorOpensToTheBuyer(t *testing.T) {
	w, ctx := testkit.NewWorld(t), t.Context()
	bob := w.Bob(t, 0, nil)
	alice := w.Alice(t, testkit.Policy())
	q := testkit.Ask("pay bob 5 dollars")
	q.MaxTokens = 6
	b := receiptOf(t, alice, ask(t, alice, q).Request)
	id := b.Receipt.Request
	m := w.Model.Engine().Model()
	k, err := verify.NewLightKey(ctx, m, [32]byte{4}, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	skeleton, err := m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	kit, err := verify.ParseLightKit(verify.EncodeLightKit(k, skeleton))
	if err != nil {
		t.Fatal(err)
	}
	open := func(p *node.Provider) *wire.Peer {
		door := httptest.NewServer(wire.NewLight(node.NewLightDoor(p), http.NotFoundHandler(), wire.SellerOptions{Log: testkit.Quiet(t)}))
		t.Cleanup(door.Close)
		peer, err := wire.DialPeer(door.URL, wire.PeerOptions{AllowPrivate: true})
		if err != nil {
			t.Fatal(err)
		}
		return peer
	}
	peer := open(bob.Provider)
	signed := func(a job.LightAsk, by node.Signer) job.LightAsk {
		if a.Time == 0 {
			a.Time = uint64(time.Now().Unix())
		}
		var err error
		if a.Signature, err = by.Sign(a.Digest(w.Eyes.AssayDomain())); err != nil {
			t.Fatal(err)
		}
		return a
	}
	refused := func(what, code string, a job.LightAsk) {
		t.Helper()
		if _, err := peer.LightOpening(ctx, a, io.Discard, 1<<30); err == nil || fault(t, err).Code != code {
			t.Errorf("%s: %v, want %s", what, err, code)
		}
	}
	// The engine's places may be taken by who pays: then it says so at once, and later there is one.
	patient := func(do func() error) {
		t.Helper()
		var err error
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			f, ok := errors.AsType[*job.Fault](do())
			if !ok {
				return
			}
			if err = f; f.Kind != job.FaultBusy || time.Now().After(deadline) {
				t.Fatal(err)
			}
		}
	}
	var root job.Hash
	patient(func() (err error) {
		root, err = peer.LightCache(ctx, signed(job.LightAsk{Request: id}, alice.Session))
		return err
	})
	check := func(peer *wire.Peer, seed byte) {
		t.Helper()
		question, err := verify.NewLightQuestion(b, root, [32]byte{seed}, 3, 3)
		if err != nil {
			t.Fatal(err)
		}
		a := job.LightAsk{Request: id, Cache: root}
		for _, p := range question.Positions {
			a.Positions = append(a.Positions, uint32(p))
		}
		var opening bytes.Buffer
		patient(func() error {
			opening.Reset()
			_, err := peer.LightOpening(ctx, signed(a, alice.Session), &opening, 1<<30)
			return err
		})
		r, err := verify.LightBundle(ctx, b, kit, node.Params(b.Request, b.Constraints, job.Seed(b.Nonce, id)), question, &opening)
		if err != nil || !r.Committed || len(r.Tokens) == 0 {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	check(peer, 1)

	one := job.LightAsk{Request: id, Cache: root, Positions: []uint32{0}}
	refused("signed by bob himself", "light_signature", signed(one, bob.Key))
	changed := signed(one, alice.Session)
	changed.Positions = []uint32{1}
	refused("other positions than were signed", "light_signature", changed)
	old := one
	old.Time = uint64(time.Now().Unix()) - 1000
	refused("an old wish", "late", signed(old, alice.Session))
	other := one
	other.Request[0]++
	refused("another request", "answer_not_found", signed(other, alice.Session))
	for what, list := range map[string][]uint32{
		"no positions": nil, "too many": make([]uint32, job.MaxLightPositions+1), "twice": {3, 3}, "descending": {3, 2}, "behind the end": {uint32(len(b.Prompt) + len(b.Output) - 1)}, "far behind": {1<<32 - 1},
	} {
		bad := one
		bad.Positions = list
		refused(what, "positions", signed(bad, alice.Session))
	}

	// After a restart bob knows what he has shown.
	again, err := node.NewProvider(ctx, bob.Setting, w.Terms(), bob.Chain, bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	peer = open(again)
	if same, err := peer.LightCache(ctx, signed(job.LightAsk{Request: id}, alice.Session)); err != nil || same != root {
		t.Errorf("the root was %s, and is %s (%v)", root, same, err)
	}
	for seed := range byte(3) {
		check(peer, 2+seed)
	}
	refused("a fifth opening", "shown_enough", signed(one, alice.Session))
	if _, err := peer.LightCache(ctx, signed(job.LightAsk{Request: id}, alice.Session)); err != nil {
		t.Errorf("the root is named as often as anybody likes: %v", err)
	}
}
