package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
	"github.com/assay-network/assay/wire"
	"github.com/lmittmann/tint"
	"golang.org/x/sync/errgroup"
)

// tokenDecimals is what our stablecoin and every usual one has.
const tokenDecimals = 6

// dollars parses a setting that holds an amount of money.
func dollars(name, text string) (job.Amount, error) {
	a, err := job.ParseDecimal(text, tokenDecimals)
	if err != nil {
		return a, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}

// purse parses several amounts and keeps the first error.
type purse struct{ err error }

func (p *purse) read(name, text string) job.Amount {
	a, err := dollars(name, text)
	if p.err == nil {
		p.err = err
	}
	return a
}

func newLogger(w io.Writer, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log = %q: want debug, info, warn or error", level)
	}
	f, ok := w.(*os.File)
	color := false
	if ok {
		st, err := f.Stat()
		color = err == nil && st.Mode()&os.ModeCharDevice != 0
	}
	return slog.New(tint.NewTextHandler(w, &tint.Options{Level: l, TimeFormat: time.TimeOnly, NoColor: !color})), nil
}

// openKeys opens the keystore of a data directory. The password comes from ASSAY_PASSWORD, or from a file that is made
// on first use and that only the owner can read.
func openKeys(data string) (*chain.Keys, error) {
	dir := filepath.Join(data, "keys")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the keystore: %w", err)
	}
	password := os.Getenv("ASSAY_PASSWORD")
	if password == "" {
		path := filepath.Join(dir, "password")
		raw, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			var b [24]byte
			_, _ = rand.Read(b[:]) // never fails (crypto/rand)
			raw = []byte(hex.EncodeToString(b[:]))
			err = os.WriteFile(path, raw, 0o600)
		}
		if err != nil {
			return nil, fmt.Errorf("keystore password: %w", err)
		}
		password = strings.TrimSpace(string(raw))
	}
	// The password file lies beside the keys, so a slow key derivation would protect nothing; with a password of the
	// owner's own it does.
	if os.Getenv("ASSAY_PASSWORD") == "" {
		return chain.OpenKeys(dir, password, chain.LightScrypt())
	}
	return chain.OpenKeys(dir, password)
}

// ensureKey unlocks the named key, making it when there is none.
func ensureKey(keys *chain.Keys, name string) (*chain.Key, error) {
	list, err := keys.List()
	if err != nil {
		return nil, err
	}
	for _, k := range list {
		if k.Name == name {
			return keys.Unlock(name)
		}
	}
	return keys.New(name)
}

// The names of a node's keys.
const (
	payerKey    = "payer"    // holds the buyer's money
	sessionKey  = "session"  // signs requests and vouchers
	providerKey = "provider" // signs quotes and receipts, is paid, stakes
	watchKey    = "watch"    // opens disputes, bonds, is paid for winning them
)

// machine is a node being run: what was started, in order.
type machine struct {
	cfg   config
	log   *slog.Logger
	dev   *chain.Dev
	rpc   string
	keys  *chain.Keys
	store *store.Store
	lib   *node.Library
	group *errgroup.Group
	// wallet decides what the payer's key may sign; nil: everything.
	wallet *node.Wallet
	// wrapSeller lets mallory stand in the provider's door; nil for everybody else.
	wrapSeller func(p *node.Provider, c *chain.Client, k *chain.Key) (wire.Seller, error)
	info       ready
	closers    []func() error
}

// ready is what a started node tells whoever waits for it.
type ready struct {
	RPC      string        `json:"rpc"`
	ChainID  uint64        `json:"chainId"`
	Gateway  string        `json:"gateway,omitempty"`
	Provider string        `json:"provider,omitempty"`
	Agent    *uint64       `json:"agent,omitempty"`
	Payer    *job.Address  `json:"payer,omitempty"`
	Wallet   *job.Address  `json:"wallet,omitempty"` // the provider's
	Watch    string        `json:"watch,omitempty"`  // what gateways name as a watcher
	Models   []string      `json:"models"`
	Upstream []string      `json:"upstream,omitempty"` // servers whose answers are sold in the statistical lane
	Token    job.Address   `json:"token"`
	Addr     job.Contracts `json:"contracts"`
}

// startMachine brings a node up in order. When a step fails, what was started before is stopped again.
func startMachine(ctx context.Context, cfg config, log *slog.Logger, group *errgroup.Group, prepare func(*machine)) (*machine, error) {
	if err := cfg.servable(); err != nil {
		return nil, err
	}
	if err := cfg.riskyPrivate(); err != nil {
		log.Warn(err.Error())
	}
	m := &machine{cfg: cfg, log: log, group: group}
	if prepare != nil {
		prepare(m)
	}
	for _, step := range []func(context.Context) error{m.openData, m.openModels, m.openChain, m.startProvider, m.startGateway, m.startWatch} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, m.close())
		}
	}
	if err := m.leaveAddresses(); err != nil {
		return nil, errors.Join(err, m.close())
	}
	group.Go(func() error { return checkWeights(ctx, cfg.Data, log) })
	return m, nil
}

// close stops everything in the reverse order of its start.
func (m *machine) close() error {
	var errs []error
	for i := len(m.closers) - 1; i >= 0; i-- {
		errs = append(errs, m.closers[i]())
	}
	m.closers = nil
	return errors.Join(errs...)
}

func (m *machine) openData(context.Context) error {
	if err := os.MkdirAll(m.cfg.Data, 0o700); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	var err error
	if m.store, err = store.Open(filepath.Join(m.cfg.Data, "assay.db")); err != nil {
		return err
	}
	m.closers = append(m.closers, m.store.Close)
	m.keys, err = openKeys(m.cfg.Data)
	return err
}

func (m *machine) openModels(context.Context) error {
	var err error
	m.lib, err = loadLibrary(m.cfg.Data, m.cfg.engine())
	if err != nil {
		return err
	}
	for _, model := range m.lib.Models() {
		m.info.Models = append(m.info.Models, model.Name())
	}
	return nil
}

func (m *machine) openChain(ctx context.Context) error {
	m.rpc = m.cfg.Chain.RPC
	if m.rpc == "" {
		m.log.Info("starting the embedded chain", "id", m.cfg.Chain.ID, "rpc", m.cfg.Chain.Listen)
		dev, err := chain.StartDev(ctx, chain.DevConfig{
			Dir: filepath.Join(m.cfg.Data, "chain"), ChainID: m.cfg.Chain.ID, Listen: m.cfg.Chain.Listen, Idle: 15 * time.Second, Log: m.log,
		})
		if err != nil {
			return err
		}
		m.dev, m.rpc = dev, dev.URL()
		m.closers = append(m.closers, dev.Close)
		if err := deployAll(ctx, m.rpc, m.log); err != nil {
			return err
		}
	}
	m.info.RPC = m.rpc
	return nil
}

// deployAll puts our contracts on a development chain, paid for by a throw-away key that its faucet fills.
func deployAll(ctx context.Context, url string, log *slog.Logger) error {
	key, err := chain.GenerateKey()
	if err != nil {
		return err
	}
	c, err := chain.Dial(ctx, url, key, chain.Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	missing, err := c.Missing(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	if err := c.Fund(ctx, key.Address()); err != nil {
		return err
	}
	_, err = chain.Deploy(ctx, url, key, func(name string, at job.Address, tx job.Tx) {
		log.Info("deployed", "contract", name, "at", at, "gas", tx.Gas)
	})
	return err
}

// account connects to the chain with one of the node's keys, and fills its purse when the chain has a faucet.
func (m *machine) account(ctx context.Context, name string) (*chain.Client, *chain.Key, error) {
	key, err := ensureKey(m.keys, name)
	if err != nil {
		return nil, nil, err
	}
	if name == payerKey {
		if err := m.openGuard(ctx); err != nil {
			return nil, nil, err
		}
	}
	c, err := chain.Dial(ctx, m.rpc, key, m.options(name))
	if err != nil {
		return nil, nil, err
	}
	m.closers = append(m.closers, func() error { c.Close(); return nil })
	missing, err := c.Missing(ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(missing) > 0 {
		return nil, nil, fmt.Errorf("the chain at %s lacks the contracts %s: `assay chain deploy --rpc %s` puts them there", m.rpc, strings.Join(missing, ", "), m.rpc)
	}
	if !c.HasFaucet(ctx) {
		return c, key, nil
	}
	if have, err := c.Ether(ctx, key.Address()); err != nil {
		return nil, nil, err
	} else if have.IsZero() {
		if err := c.Fund(ctx, key.Address()); err != nil {
			return nil, nil, err
		}
		m.log.Info("the faucet filled a purse", "key", name, "address", key.Address())
	}
	return c, key, nil
}

func (m *machine) setting(c *chain.Client) node.Setting {
	m.info.ChainID, m.info.Addr, m.info.Token = c.ChainID(), c.Contracts(), c.Contracts().Token
	return node.Setting{
		ChainID: c.ChainID(), Contracts: c.Contracts(), Store: m.store, Library: m.lib,
		Now: time.Now, Random: rand.Reader, Log: m.log, Checkpoint: crashPoint(m.log),
	}
}

// crashPoint reads ASSAY_CRASH_AT=name or name#n (the names themselves have colons). At the n-th time that a node reaches the named checkpoint the
// process kills itself, as a power failure would. The crash tests use it.
func crashPoint(log *slog.Logger) func(string) {
	want, count, _ := strings.Cut(os.Getenv("ASSAY_CRASH_AT"), "#")
	if want == "" {
		return nil
	}
	left, err := strconv.Atoi(count)
	if err != nil {
		left = 1
	}
	var mu sync.Mutex
	return func(name string) {
		mu.Lock()
		defer mu.Unlock()
		if name != want {
			return
		}
		if left--; left == 0 {
			log.Warn("killing this process at a checkpoint, as asked", "checkpoint", name)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
}

func (m *machine) startProvider(ctx context.Context) error {
	if !m.cfg.has("provider") {
		return nil
	}
	c, key, err := m.account(ctx, providerKey)
	if err != nil {
		return err
	}
	cfg, stake, err := m.providerConfig()
	if err != nil {
		return err
	}
	p, err := node.NewProvider(ctx, m.setting(c), cfg, c, key)
	if err != nil {
		return err
	}
	talker, err := m.negotiator(ctx, p)
	if err != nil {
		return err
	}
	ln, err := wire.Listen(ctx, m.cfg.Provider.Listen)
	if err != nil {
		return err
	}
	endpoint := m.cfg.Provider.Endpoint
	if endpoint == "" {
		endpoint = "http://" + ln.Addr().String()
	}
	var seller wire.Seller = talker
	if m.wrapSeller != nil {
		if seller, err = m.wrapSeller(p, c, key); err != nil {
			return errors.Join(err, ln.Close())
		}
	}
	doors, err := m.providerDoors(ctx, seller, p, c)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	m.serve(ctx, ln, doors)
	if err := p.Announce(ctx, endpoint, stake); err != nil {
		return err
	}
	m.group.Go(func() error { talker.Run(ctx, time.Second); return nil })
	agent, wallet := p.Agent(), key.Address()
	m.info.Provider, m.info.Agent, m.info.Wallet = endpoint, &agent, &wallet
	for _, s := range cfg.Upstream.Servers {
		m.info.Upstream = append(m.info.Upstream, s.Name())
	}
	m.log.Info("selling", "agent", agent, "endpoint", endpoint, "models", strings.Join(m.info.Models, ","))
	return nil
}

// serve answers a listener in the background until ctx ends.
func (m *machine) serve(ctx context.Context, ln net.Listener, h netHandler) {
	m.group.Go(func() error { return wire.Serve(ctx, ln, h, wire.ServeOptions{Log: m.log, Grace: 3 * time.Second}) })
}

// provider is what the settings say of a provider, models left out, and the stake it wants.
func (c config) provider() (node.ProviderConfig, job.Amount, error) {
	pc := c.Provider
	var p purse
	cfg := node.ProviderConfig{
		Terms: market.Terms{
			InputPrice: p.read("provider.input_price", pc.InputPrice), OutputPrice: p.read("provider.output_price", pc.OutputPrice),
			ChunkTokens: pc.ChunkTokens, MaxPrompt: 1 << 17, MaxTokens: 1 << 17,
			Reserve: p.read("provider.reserve", pc.Reserve), Lifetime: 600,
		},
		MinDeposit: p.read("provider.min_deposit", pc.MinDeposit), MaxStreams: pc.MaxStreams,
		VoucherWait: 15 * time.Second,
		ReserveFor:  8 * 24 * 3600, // buyers insist on seven days
		ClaimAt:     job.Units(1_000_000), ClaimAfter: 3600,
	}
	stake := p.read("provider.stake", pc.Stake)
	if p.err != nil {
		return cfg, stake, p.err
	}
	var err error
	cfg.Upstream, err = c.Upstream.upstream(cfg.Terms)
	return cfg, stake, err
}

func (m *machine) providerConfig() (node.ProviderConfig, job.Amount, error) {
	cfg, stake, err := m.cfg.provider()
	if err != nil {
		return cfg, stake, err
	}
	pc := m.cfg.Provider
	for _, model := range m.lib.Models() {
		if len(pc.Models) == 0 || contains(pc.Models, model.Name()) {
			cfg.Models = append(cfg.Models, model.Root())
		}
	}
	if only := len(cfg.Upstream.Servers) > 0 && len(pc.Models) == 1 && pc.Models[0] == "none"; len(cfg.Models) == 0 && !only {
		return cfg, stake, fmt.Errorf("provider.models = %v: none of them is here; `assay model list` shows what is", pc.Models)
	}
	return cfg, stake, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (m *machine) startGateway(ctx context.Context) error {
	if !m.cfg.has("gateway") {
		return nil
	}
	c, payer, err := m.account(ctx, payerKey)
	if err != nil {
		return err
	}
	session, err := ensureKey(m.keys, sessionKey)
	if err != nil {
		return err
	}
	cfg, err := m.cfg.gateway()
	if err != nil {
		return err
	}
	g, err := node.NewGateway(ctx, m.setting(c), cfg, c, peers{m.cfg.private()}, payer, session)
	if err != nil {
		return err
	}
	token, err := wire.TokenFile(filepath.Join(m.cfg.Data, "control.token"))
	if err != nil {
		return err
	}
	ln, err := wire.Listen(ctx, m.cfg.Gateway.Listen)
	if err != nil {
		return err
	}
	owner := &owner{g: g, c: c, info: &m.info}
	m.serve(ctx, ln, gatewayDoors(g, owner, token, wire.GatewayOptions{Keys: m.cfg.Gateway.APIKeys, Hosts: m.cfg.hosts(), Log: m.log}))
	m.group.Go(func() error { g.Run(ctx, time.Second); return nil })
	if m.wallet != nil {
		m.group.Go(func() error { return m.lookAfterWallet(ctx, c) })
	}
	address := payer.Address()
	m.info.Gateway, m.info.Payer = "http://"+dialable(ln.Addr().String()), &address
	m.log.Info("buying", "gateway", m.info.Gateway+"/v1", "payer", address)
	return nil
}

// gateway is what the settings say of a gateway.
func (c config) gateway() (node.GatewayConfig, error) {
	gc := c.Gateway
	var p purse
	cfg := node.GatewayConfig{
		Deposit: p.read("gateway.deposit", gc.Deposit), MaxLocked: p.read("gateway.max_locked", gc.MaxLocked),
		DailyLimit: p.read("gateway.daily_limit", gc.DailyLimit), MaxInPrice: p.read("gateway.max_input_price", gc.MaxInput),
		MaxOutPrice: p.read("gateway.max_output_price", gc.MaxOutput), MinReserve: p.read("gateway.min_reserve", gc.MinReserve),
		MinReserveFor: 7 * 24 * 3600, MaxChunk: gc.MaxChunk, MaxTokens: gc.MaxTokens, Post: peers{c.private()}.post,
	}
	cfg.Lane, _ = job.ParseLane(gc.Lane) // validate has looked
	var err error
	if cfg.Watchers, err = c.watchers(); err != nil {
		return cfg, err
	}
	if cfg.CheckShare, err = c.checkShare(); err != nil {
		return cfg, err
	}
	return cfg, p.err
}

// peers lets the gateway reach providers over HTTP.
type peers struct{ private bool }

func (p peers) Dial(endpoint string) (node.Peer, error) {
	return wire.DialPeer(endpoint, wire.PeerOptions{AllowPrivate: p.private})
}

func (p peers) Registration(ctx context.Context, uri string) ([]byte, error) {
	return wire.FetchRegistration(ctx, uri, wire.FetchOptions{AllowPrivate: p.private})
}

// writeReady tells whoever waits at path that the node is up. The file appears whole or not at all.
func writeReady(path string, info ready) error {
	if path == "" {
		return nil
	}
	raw, err := json.Marshal(info)
	if err != nil {
		return err
	}
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("ready file: %w", err)
	}
	return os.Rename(tmp, path)
}
