package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	gethlog "github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/rpc"
)

// DevConfig says how to run an embedded chain.
type DevConfig struct {
	Dir     string        // data directory; made when it is not there
	ChainID uint64        // 0: DefaultChainID; fixed for good when Dir is first used
	Listen  string        // loopback address for JSON-RPC, "127.0.0.1:8545"; port 0 takes a free one; "": the default
	Idle    time.Duration // longest time without a block, so that chain time goes on; 0: blocks only for transactions
	Log     *slog.Logger  // nil: silent. go-ethereum has one log per process: its errors go to the last one given
}

// DefaultListen is where an embedded chain answers unless told otherwise: where every Ethereum tool looks first.
const DefaultListen = "127.0.0.1:8545"

// Dev is an embedded development chain: go-ethereum in this process, on disk, with its own block maker. It makes a
// block within milliseconds of a transaction's arrival and answers JSON-RPC over HTTP and WebSocket on loopback.
//
// A block that any client has seen survives a kill -9 of the process, a power failure included (see sealer). The clock
// of the chain never goes back: each block is at least one second later than its parent, so a burst of blocks runs
// ahead of the wall clock, and the chain waits for the wall clock to catch up.
type Dev struct {
	node   *node.Node
	sealer *sealer
	faucet *faucet
	closed sync.Once
}

// devFile records in the data directory what the chain is, for people and for the next start.
type devFile struct {
	ChainID uint64 `json:"chainId"`
}

const (
	devFileName   = "chain.json"
	faucetKeyName = "faucet.key"
	// unfinishedName is there while the database is made for the first time.
	unfinishedName = "unfinished"
	// startLimit bounds how long StartDev may take when its context has no deadline.
	startLimit = time.Minute
)

// StartDev starts the embedded chain of a data directory, making it when the directory is new and continuing it
// otherwise. It fails, with advice, when the directory belongs to another chain id or is in use by another process, or
// when the address is taken. The context bounds the start only; Close ends the chain.
func StartDev(ctx context.Context, c DevConfig) (*Dev, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	if c.ChainID == 0 {
		c.ChainID = DefaultChainID
	}
	if c.Listen == "" {
		c.Listen = DefaultListen
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	} else {
		gethlog.SetDefault(gethlog.NewLogger(failures{c.Log.Handler()}))
	}
	host, port, err := loopback(c.Listen)
	if err != nil {
		return nil, err
	}
	if c.Dir == "" {
		return nil, errors.New("start chain: no data directory given")
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("start chain: %w", err)
	}

	// The node's lock comes first: nothing of the directory is read or written by two processes.
	stack, err := node.New(nodeConfig(c.Dir, host, port))
	if errors.Is(err, node.ErrDatadirUsed) {
		return nil, fmt.Errorf("start chain: %s is in use by another process; stop that one, or give this one its own data directory", c.Dir)
	}
	if err != nil {
		return nil, fmt.Errorf("start chain in %s: %w", c.Dir, err)
	}
	d := &Dev{node: stack}
	if err := d.start(ctx, c); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// start opens the chain on a locked directory; on an error the caller closes d.
func (d *Dev) start(ctx context.Context, c DevConfig) error {
	if err := checkDevFile(filepath.Join(c.Dir, devFileName), c.ChainID); err != nil {
		return err
	}
	key, err := faucetKey(filepath.Join(c.Dir, faucetKeyName))
	if err != nil {
		return fmt.Errorf("faucet key: %w", err)
	}
	g, err := genesis(c.ChainID, key.Address())
	if err != nil {
		return fmt.Errorf("make the first block: %w", err)
	}
	backend, err := d.open(filepath.Join(c.Dir, unfinishedName), g)
	var other *core.GenesisMismatchError
	if errors.As(err, &other) {
		return fmt.Errorf("start chain: %s holds a chain with another first block, made by another version of the contracts or with another faucet key; keep it for that version, or give this one a new data directory: %w", c.Dir, err)
	}
	if err != nil {
		return fmt.Errorf("open the chain in %s: %w", c.Dir, err)
	}
	sealer, err := newSealer(backend, c.Log)
	if err != nil {
		return err
	}
	d.faucet = &faucet{key: key, ready: make(chan struct{})}
	events := filters.NewFilterSystem(backend.APIBackend, filters.Config{})
	d.node.RegisterAPIs([]rpc.API{
		{Namespace: "eth", Service: filters.NewFilterAPI(events)}, // eth_getLogs, and subscriptions over WebSocket
		{Namespace: "dev", Service: &devAPI{d.faucet, sealer}},
	})
	if err := d.node.Start(); err != nil {
		return fmt.Errorf("listen on %s: %w; is another chain running? choose another address", c.Listen, err)
	}
	backend.SetSynced() // there is nobody to sync from
	d.sealer = sealer
	sealer.start(c.Idle)

	// The first block proves that this genesis can carry blocks at all: go-ethereum only logs when it cannot.
	if backend.BlockChain().CurrentBlock().Number.Sign() == 0 {
		if _, err := sealer.commit(); err != nil {
			return fmt.Errorf("make block 1: %w", err)
		}
	}
	attached := d.node.Attach()
	if d.faucet.client, err = newClient(ctx, attached, key, Options{}); err != nil {
		return err
	}
	close(d.faucet.ready)
	return nil
}

// open opens the database. While a database is made, its files can be in a state that its library does not survive: a kill in that moment would make every later
// start fail. So what an unfinished first start has left is thrown away. Nobody can have seen a block of it, for the door opens after this.
func (d *Dev) open(unfinished string, g *core.Genesis) (*eth.Ethereum, error) {
	data := d.node.ResolvePath("chaindata")
	if _, err := os.Stat(unfinished); err == nil {
		if err := os.RemoveAll(data); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(unfinished, nil, 0o600); err != nil {
			return nil, err
		}
	}
	backend, err := eth.New(d.node, ethConfig(g))
	if err != nil {
		return nil, err
	}
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return backend, nil
}

// URL returns the JSON-RPC address, "http://127.0.0.1:…". The same address takes WebSocket connections.
func (d *Dev) URL() string { return d.node.HTTPEndpoint() }

// Reorg replaces the newest blocks by empty ones and adds one more, as a reorganisation of a real chain does. The transactions that they held go back to the pool, and into
// later blocks where they still hold. It is for tests and simulations; no RPC method does it.
func (d *Dev) Reorg(blocks uint64) error { return d.sealer.reorg(blocks) }

// Close stops the block maker and the node, and frees the directory. Later calls do nothing.
func (d *Dev) Close() (err error) {
	d.closed.Do(func() {
		if d.sealer != nil {
			d.sealer.stop()
		}
		if d.faucet != nil && d.faucet.client != nil {
			d.faucet.client.Close()
		}
		if err = d.node.Close(); err != nil {
			err = fmt.Errorf("stop chain: %w", err)
		}
	})
	return err
}

// nodeConfig is a node without peers that answers JSON-RPC on loopback only. A web page cannot reach it: cross-origin
// requests are not allowed, and host names other than localhost are refused (DNS rebinding).
func nodeConfig(dir, host string, port int) *node.Config {
	modules := []string{"eth", "net", "web3", "txpool", "dev"} // nothing that can rewind or reconfigure the chain
	return &node.Config{
		Name: "chain", Version: "1", DataDir: dir, KeyStoreDir: filepath.Join(dir, "chain", "keystore"), // stays empty
		HTTPHost: host, HTTPPort: port, HTTPModules: modules, HTTPVirtualHosts: []string{"localhost"},
		WSHost: host, WSPort: port, WSModules: modules,
		HTTPTimeouts:      rpc.DefaultHTTPTimeouts,
		BatchRequestLimit: 1000, BatchResponseMaxSize: 25 << 20,
		P2P: p2p.Config{MaxPeers: 0, NoDiscovery: true, NoDial: true},
	}
}

// ethConfig keeps every state on disk (see sealer) and makes every transaction eligible for the next block.
func ethConfig(g *core.Genesis) *ethconfig.Config {
	c := ethconfig.Defaults
	c.Genesis = g
	c.NetworkId = g.Config.ChainID.Uint64()
	c.SyncMode = ethconfig.FullSync
	c.StateScheme, c.NoPruning = rawdb.HashScheme, true // archive: state of each block is written with the block
	c.SnapshotCache, c.TrieCleanCache, c.TrieDirtyCache, c.DatabaseCache = 0, 64, 0, 64
	c.DatabaseHandles = 256
	c.TransactionHistory = 0 // every transaction can be looked up
	c.LogNoHistory = true    // blocks are few: searching their blooms is faster than keeping an index in step
	c.Miner.GasCeil = gasLimit
	c.Miner.GasPrice = oneWei
	c.TxPool.NoLocals, c.TxPool.Journal = true, "" // who waits for a transaction sends it again
	c.TxPool.PriceLimit = 1
	c.TxPool.AccountSlots, c.TxPool.AccountQueue = 1024, 1024
	c.BlobPool.Datadir = ""
	c.RPCTxFeeCap = 0
	return &c
}

// loopback splits an address and refuses one that others could reach: the dev namespace hands out money and moves
// time.
func loopback(listen string) (host string, port int, err error) {
	host, p, err := net.SplitHostPort(listen)
	if err == nil {
		port, err = strconv.Atoi(p)
	}
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("listen address %q: want host:port such as %s", listen, DefaultListen)
	}
	if host == "" || host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", 0, fmt.Errorf("listen address %q: the development chain answers on loopback only, such as %s", listen, DefaultListen)
	}
	return host, port, nil
}

// checkDevFile compares the directory's chain id with the one wanted, or records it in a new directory.
func checkDevFile(path string, chainID uint64) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = json.MarshalIndent(devFile{chainID}, "", "  ")
		if err != nil {
			return err
		}
		return writeSecret(path, append(b, '\n'))
	}
	var f devFile
	if err != nil || json.Unmarshal(b, &f) != nil || f.ChainID == 0 {
		return fmt.Errorf("%s is damaged: want {\"chainId\": %d}", path, chainID)
	}
	if f.ChainID != chainID {
		return fmt.Errorf("%s holds chain %d, not %d; start it with chain id %d, or give a new data directory", filepath.Dir(path), f.ChainID, chainID, f.ChainID)
	}
	return nil
}

// faucetKey reads the faucet's key, making it on the first start.
func faucetKey(path string) (*Key, error) {
	secret, err := crypto.LoadECDSA(path)
	if errors.Is(err, fs.ErrNotExist) {
		if secret, err = crypto.GenerateKey(); err != nil {
			return nil, err
		}
		err = writeSecret(path, fmt.Appendf(nil, "%x", crypto.FromECDSA(secret)))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return newKey("faucet", secret), nil
}

// failures passes on what go-ethereum logs as an error. Its warnings are about peers and light use, which are wanted
// here.
type failures struct{ slog.Handler }

// Enabled implements slog.Handler.
func (f failures) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && f.Handler.Enabled(ctx, l)
}

// WithAttrs implements slog.Handler.
func (f failures) WithAttrs(a []slog.Attr) slog.Handler { return failures{f.Handler.WithAttrs(a)} }

// WithGroup implements slog.Handler.
func (f failures) WithGroup(g string) slog.Handler { return failures{f.Handler.WithGroup(g)} }
