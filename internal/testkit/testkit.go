// Package testkit sets up alice, bob and mallory on a real chain for tests: an embedded Ethereum chain with all
// contracts, journals on disk, doors on real sockets. Nothing in it pretends.
//
// Only tests import it. It must not know what a test expects: it sets up and hands over.
package testkit

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
	"github.com/assay-network/assay/wire"
)

// World is a chain with our contracts and a model, shared by the participants of a test.
type World struct {
	URL   string
	Model *node.Model
	Eyes  *chain.Client // reads the chain and pays for nothing
	Dev   *chain.Dev    // the chain itself
}

var loadModel = sync.OnceValues(func() (*node.Model, error) {
	file := builtin.GGUF()
	m, err := model.Import(bytes.NewReader(file), int64(len(file)), nil)
	if err != nil {
		return nil, err
	}
	return node.NewModel(builtin.Name, m, engine.Options{Threads: 2}), nil
})

// Quiet is a logger that says nothing, or everything when the test is verbose.
func Quiet(t testing.TB) *slog.Logger {
	if testing.Verbose() {
		return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	return slog.New(slog.NewTextHandler(io.Discard, nil))
}

// NewWorld starts a chain in a temporary directory and deploys the contracts.
func NewWorld(t testing.TB) *World {
	t.Helper()
	ctx := t.Context()
	dev, err := chain.StartDev(ctx, chain.DevConfig{Dir: filepath.Join(t.TempDir(), "chain"), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := dev.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &World{URL: dev.URL(), Dev: dev}
	if w.Model, err = loadModel(); err != nil {
		t.Fatal(err)
	}
	key, c := w.Account(t)
	if _, err := chain.Deploy(ctx, w.URL, key, nil); err != nil {
		t.Fatal(err)
	}
	w.Eyes = c
	return w
}

// Account makes a key with play money on the chain.
func (w *World) Account(t testing.TB) (*chain.Key, *chain.Client) {
	t.Helper()
	key, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	c, err := chain.Dial(t.Context(), w.URL, key, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	if err := c.Fund(t.Context(), key.Address()); err != nil {
		t.Fatal(err)
	}
	return key, c
}

// Setting is where a participant keeps its journal, and what it stands on.
func (w *World) Setting(t testing.TB, c *chain.Client, dir string) node.Setting {
	t.Helper()
	s, err := store.Open(filepath.Join(dir, "assay.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	lib := &node.Library{}
	if err := lib.Add(w.Model); err != nil {
		t.Fatal(err)
	}
	return node.Setting{
		ChainID: c.ChainID(), Contracts: c.Contracts(), Store: s, Library: lib, Now: time.Now, Random: rand.Reader, Log: Quiet(t),
	}
}

// Seller is a provider at a real socket.
type Seller struct {
	*node.Provider
	Key      *chain.Key
	Chain    *chain.Client
	Endpoint string
	Setting  node.Setting // what it stands on, for those who look into its journal
}

// Price of a seller, in smallest units per million tokens.
const (
	InputPrice  = 10_000_000
	OutputPrice = 40_000_000
	ChunkTokens = 8
)

// Bob starts an honest provider whose output price differs from OutputPrice by more.
func (w *World) Bob(t testing.TB, more int64, wrap func(*node.Provider, *chain.Client, *chain.Key) wire.Seller) *Seller {
	t.Helper()
	cfg := w.Terms()
	cfg.Terms.OutputPrice = job.Units(uint64(OutputPrice + more))
	return w.BobWith(t, cfg, wrap)
}

// Terms is what a provider sells and how, unless a test wants it otherwise.
func (w *World) Terms() node.ProviderConfig {
	return node.ProviderConfig{
		Terms: market.Terms{
			InputPrice: job.Units(InputPrice), OutputPrice: job.Units(OutputPrice), ChunkTokens: ChunkTokens,
			MaxPrompt: 4096, MaxTokens: 4096, Reserve: job.Units(2_000_000), Lifetime: 600,
		},
		Models: []job.Hash{w.Model.Root()}, MinDeposit: job.Units(100_000), MaxStreams: 4, VoucherWait: 3 * time.Second, ReserveFor: 8 * 24 * 3600,
		ClaimAt: job.Units(1_000_000), ClaimAfter: 3600,
	}
}

// BobWith starts an honest provider that sells by cfg. wrap may be nil.
func (w *World) BobWith(t testing.TB, cfg node.ProviderConfig, wrap func(*node.Provider, *chain.Client, *chain.Key) wire.Seller) *Seller {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	key, c := w.Account(t)
	setting := w.Setting(t, c, t.TempDir())
	p, err := node.NewProvider(ctx, setting, cfg, c, key)
	if err != nil {
		t.Fatal(err)
	}
	var seller wire.Seller = p
	if wrap != nil {
		seller = wrap(p, c, key)
	}
	door := httptest.NewServer(wire.NewSeller(seller, wire.SellerOptions{Log: Quiet(t)}))
	if err := p.Announce(ctx, door.URL, job.Units(50_000_000)); err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	run := p.Run
	if n, ok := seller.(*node.Negotiator); ok {
		run = n.Run
	}
	running.Go(func() { run(ctx, 200*time.Millisecond) })
	t.Cleanup(func() { door.Close(); cancel(); running.Wait() })
	return &Seller{p, key, c, door.URL, setting}
}

// Mallory starts a provider that cheats by plan, a little cheaper than bob.
func (w *World) Mallory(t testing.TB, plan ...mallory.Cheat) *Seller {
	t.Helper()
	return w.Bob(t, -1_000_000, func(p *node.Provider, c *chain.Client, k *chain.Key) wire.Seller {
		m, err := mallory.New(p, c, k, c.AssayDomain(), w.Model, builtin.GGUF(), plan)
		if err != nil {
			t.Fatal(err)
		}
		return m
	})
}

// Buyer is a gateway with its keys.
type Buyer struct {
	*node.Gateway
	Payer, Session *chain.Key
	Chain          *chain.Client
}

// Policy is a buyer's policy that allows what tests do.
func Policy() node.GatewayConfig {
	return node.GatewayConfig{
		Deposit: job.Units(1_000_000), MaxLocked: job.Units(10_000_000), DailyLimit: job.Units(5_000_000), MinReserve: job.Units(1_000_000),
		MinReserveFor: 7 * 24 * 3600, CheckShare: 1000, MaxTokens: 64,
	}
}

// Alice starts a gateway.
func (w *World) Alice(t testing.TB, policy node.GatewayConfig) *Buyer {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	payer, c := w.Account(t)
	session, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	g, err := node.NewGateway(ctx, w.Setting(t, c, t.TempDir()), policy, c, Peers{}, payer, session)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { g.Run(ctx, 200*time.Millisecond) })
	t.Cleanup(func() { cancel(); running.Wait() })
	return &Buyer{g, payer, session, c}
}

// Watcher is a watchtower at a real socket.
type Watcher struct {
	*node.Watchtower
	Key     *chain.Key
	Chain   *chain.Client
	At      node.WatcherAt // what buyers name
	Setting node.Setting   // what it stands on, for those who go on after a crash
	Stop    func()         // ends its work, not its door
}

// Carol starts a watchtower.
func (w *World) Carol(t testing.TB, cfg node.WatchConfig) *Watcher { return w.CarolWith(t, cfg, nil) }

// CarolWith starts a watchtower whose setting a test has changed; change may be nil.
func (w *World) CarolWith(t testing.TB, cfg node.WatchConfig, change func(*node.Setting)) *Watcher {
	t.Helper()
	key, c := w.Account(t)
	s := w.Setting(t, c, t.TempDir())
	if change != nil {
		change(&s)
	}
	return w.CarolAgain(t, cfg, &Watcher{Key: key, Chain: c, Setting: s})
}

// CarolAgain starts a watchtower where another has stopped.
func (w *World) CarolAgain(t testing.TB, cfg node.WatchConfig, was *Watcher) *Watcher {
	t.Helper()
	tower, err := node.NewWatchtower(t.Context(), was.Setting, cfg, was.Chain, was.Key)
	if err != nil {
		t.Fatal(err)
	}
	door := httptest.NewServer(wire.NewWatch(tower, wire.SellerOptions{Log: Quiet(t)}))
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { tower.Run(ctx, 100*time.Millisecond) })
	stop := func() { cancel(); running.Wait() }
	t.Cleanup(func() { door.Close(); stop() })
	return &Watcher{tower, was.Key, was.Chain, node.WatcherAt{Endpoint: door.URL, Key: tower.Notice().Key}, was.Setting, stop}
}

// Post brings a sealed bundle to a watchtower over HTTP.
func Post(ctx context.Context, endpoint string, s job.Sealed) error {
	p, err := wire.DialPeer(endpoint, wire.PeerOptions{AllowPrivate: true})
	if err != nil {
		return err
	}
	defer p.Hangup()
	return p.Bundle(ctx, s)
}

// Peers reaches providers over HTTP on loopback.
type Peers struct{}

// Dial implements node.Peers.
func (Peers) Dial(endpoint string) (node.Peer, error) {
	return wire.DialPeer(endpoint, wire.PeerOptions{AllowPrivate: true})
}

// Registration implements node.Peers.
func (Peers) Registration(ctx context.Context, uri string) ([]byte, error) {
	return wire.FetchRegistration(ctx, uri, wire.FetchOptions{AllowPrivate: true})
}

// Ask is a greedy chat question.
func Ask(text string) job.Ask {
	return job.Ask{Model: builtin.Name, Messages: []job.Message{{Role: "user", Content: text}}, MaxTokens: 40, Sampling: job.Sampling{TopP: 1000}}
}
