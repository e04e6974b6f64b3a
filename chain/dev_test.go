package chain

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

func TestRestartContinuesTheSameChain(t *testing.T) {
	dir := t.TempDir()
	start := func() (*Dev, *Client) {
		d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, ChainID: 7777, Listen: "127.0.0.1:0"}))
		return d, must[*Client](t)(Dial(t.Context(), d.URL(), nil, Options{}))
	}
	d, c := start()
	alice := personAt(t, d.URL(), Options{})
	tx := must[job.Tx](t)(alice.Transfer(t.Context(), job.Address{1}, job.Units(42)))
	if c.ChainID() != 7777 {
		t.Errorf("chain id %d", c.ChainID())
	}
	head := must[header](t)(c.latest(t.Context()))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
	d, c = start()
	defer d.Close()
	if again := must[header](t)(c.latest(t.Context())); again.Hash != head.Hash {
		t.Errorf("head was block %d %s, is block %d %s", head.Number, head.Hash, again.Number, again.Hash)
	}
	if got := must[job.Amount](t)(c.Balance(t.Context(), job.Address{1})); got != job.Units(42) {
		t.Errorf("balance after restart: %s", got)
	}
	if r := must[*receipt](t)(c.receipt(t.Context(), common.Hash(tx.Hash))); r == nil || uint64(r.BlockNumber) != tx.Block {
		t.Errorf("receipt after restart: %+v", r)
	}
}

func TestWrongChainIDIsRefused(t *testing.T) {
	dir := t.TempDir()
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, ChainID: 5, Listen: "127.0.0.1:0"}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := StartDev(t.Context(), DevConfig{Dir: dir, ChainID: 6, Listen: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "holds chain 5, not 6") {
		t.Errorf("got %v", err)
	}
	// The refusal must not have left the directory locked.
	d = must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, ChainID: 5, Listen: "127.0.0.1:0"}))
	defer d.Close()
}

func TestAnotherFirstBlockIsRefused(t *testing.T) {
	dir := t.TempDir()
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, faucetKeyName)); err != nil {
		t.Fatal(err)
	}
	_, err := StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "another first block") {
		t.Errorf("got %v", err)
	}
}

func TestBadListenAddresses(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for listen, want := range map[string]string{
		"0.0.0.0:0":             "loopback only",
		"192.0.2.1:8545":        "loopback only",
		"example.org:80":        "loopback only",
		"8545":                  "want host:port",
		"127.0.0.1:99999":       "want host:port",
		taken.Addr().String():   "choose another address",
		"[::ffff:192.0.2.1]:80": "loopback only",
	} {
		d, err := StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: listen})
		if err == nil {
			d.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", listen, err, want)
		}
	}
}

// post sends a JSON-RPC call as curl would.
func post(t *testing.T, body string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, shared.dev.URL(), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(b)
}

func TestJSONRPCByPlainPost(t *testing.T) {
	_, body := post(t, `{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}`, nil)
	var answer struct{ Result string }
	if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Result != "0x14a34" {
		t.Errorf("got %s", body)
	}
	_, body = post(t, `{"jsonrpc":"2.0","id":1,"method":"dev_fund","params":["0x00000000000000000000000000000000000000bb"]}`, nil)
	var funded struct{ Result []string }
	if err := json.Unmarshal([]byte(body), &funded); err != nil || len(funded.Result) != 2 {
		t.Errorf("got %s", body)
	}
}

// A web page that resolves its own name to loopback must not reach the faucet or the clock.
func TestDNSRebindingIsRefused(t *testing.T) {
	resp, _ := post(t, `{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}`, func(r *http.Request) { r.Host = "evil.example" })
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("status %d for a foreign host name", resp.StatusCode)
	}
	resp, _ = post(t, `{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}`, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") })
	if got := resp.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("cross-origin requests are allowed for %q", got)
	}
	resp, _ = post(t, `{"jsonrpc":"2.0","id":1,"method":"dev_increaseTime","params":[1]}`, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") })
	if resp.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("status %d for a form-like post, which browsers send without asking", resp.StatusCode)
	}
}

// Nobody may rewind or reconfigure the chain from outside.
func TestDangerousNamespacesAreClosed(t *testing.T) {
	for _, method := range []string{"debug_setHead", "admin_stopHTTP", "miner_setGasLimit", "personal_listAccounts", "engine_forkchoiceUpdatedV3"} {
		_, body := post(t, `{"jsonrpc":"2.0","id":1,"method":"`+method+`","params":[]}`, nil)
		if !strings.Contains(body, "does not exist") {
			t.Errorf("%s: %s", method, body)
		}
	}
}

func TestWebSocketOnTheSameAddress(t *testing.T) {
	c := must[*Client](t)(Dial(t.Context(), strings.Replace(shared.dev.URL(), "http", "ws", 1), nil, Options{}))
	defer c.Close()
	if c.ChainID() != DefaultChainID {
		t.Errorf("chain id %d", c.ChainID())
	}
}

func TestClockMovesForwardOnly(t *testing.T) {
	dir := t.TempDir()
	config := DevConfig{Dir: dir, Listen: "127.0.0.1:0"}
	d := must[*Dev](t)(StartDev(t.Context(), config))
	c := must[*Client](t)(Dial(t.Context(), d.URL(), nil, Options{}))
	before := must[job.Head](t)(c.Head(t.Context()))
	now := must[uint64](t)(c.IncreaseTime(t.Context(), 100_000))
	after := must[job.Head](t)(c.Head(t.Context()))
	if after.Time != now || now < before.Time+100_000 || now > before.Time+100_010 || after.Number != before.Number+1 {
		t.Errorf("%+v, then %+v; told %d", before, after, now)
	}
	if _, err := c.IncreaseTime(t.Context(), 1<<63); err == nil {
		t.Error("the clock took a step of 2^63 seconds")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = must[*Dev](t)(StartDev(t.Context(), config))
	defer d.Close()
	alice := personAt(t, d.URL(), Options{}) // makes blocks
	if later := must[job.Head](t)(alice.Head(t.Context())); later.Time <= after.Time || later.Time > after.Time+60 {
		t.Errorf("after a restart: %+v, before it: %+v", later, after)
	}
}

func TestIdleBlocksKeepTimeGoing(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0", Idle: 20 * time.Millisecond}))
	defer d.Close()
	c := must[*Client](t)(Dial(t.Context(), d.URL(), nil, Options{}))
	first := must[job.Head](t)(c.Head(t.Context()))
	for limit := time.Now().Add(10 * time.Second); time.Now().Before(limit); time.Sleep(10 * time.Millisecond) {
		if must[job.Head](t)(c.Head(t.Context())).Number >= first.Number+3 {
			return
		}
	}
	t.Error("no idle blocks")
}

func TestFaucetKeyIsPrivate(t *testing.T) {
	dir := t.TempDir()
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: dir, Listen: "127.0.0.1:0"}))
	defer d.Close()
	info, err := os.Stat(filepath.Join(dir, faucetKeyName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

// The pinned rules are today's main network: creating state costs what it costs there, and nothing newer is active.
func TestRulesArePinned(t *testing.T) {
	cfg := chainConfig(1)
	const farFuture = 1 << 40
	if !cfg.IsOsaka(common.Big0, 0) || cfg.IsAmsterdam(common.Big0, farFuture) || cfg.BogotaTime != nil || cfg.UBTTime != nil {
		t.Error("rules are not those of Osaka")
	}
	alice := person(t)
	fresh := must[*Key](t)(GenerateKey())
	tx := must[job.Tx](t)(alice.TransferEther(t.Context(), fresh.Address(), job.Units(1)))
	if tx.Gas != 21_000 {
		t.Errorf("a payment to a new account took %d gas, want 21,000", tx.Gas)
	}
}

// Many people arrive at once on a chain that has not even the test token yet.
func TestFaucetServesACrowd(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	defer d.Close()
	c := must[*Client](t)(Dial(t.Context(), d.URL(), nil, Options{}))
	defer c.Close()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := c.Fund(t.Context(), job.Address{0xfa, byte(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range 20 {
		if got := must[job.Amount](t)(c.Balance(t.Context(), job.Address{0xfa, byte(i)})); got != job.Units(1_000_000_000) {
			t.Errorf("person %d has %s", i, got)
		}
	}
}

// A transaction is mined about as fast as the machine can: nobody waits for a slot.
func TestBlocksComeOnDemand(t *testing.T) {
	alice := person(t)
	best := time.Hour
	for range 5 { // the best of five: other tests share the machine
		start := time.Now()
		must[job.Tx](t)(alice.Transfer(t.Context(), job.Address{1}, job.Units(1)))
		best = min(best, time.Since(start))
	}
	if best > 500*time.Millisecond {
		t.Errorf("the fastest of five transactions took %s", best)
	}
	t.Logf("fastest of five: %s", best)
}
