package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"golang.org/x/sync/errgroup"
)

// TestAttackOpenGateway: a gateway that other machines reach has keys, or does not start.
func TestAttackOpenGateway(t *testing.T) {
	for _, c := range []struct {
		listen string
		keys   []string
		want   bool
	}{
		{"127.0.0.1:4020", nil, true}, {"localhost:0", nil, true}, {"[::1]:4020", nil, true}, {"127.8.9.1:1", nil, true},
		{"0.0.0.0:4020", nil, false}, {":4020", nil, false}, {"[::]:4020", nil, false}, {"192.168.1.2:4020", nil, false}, {"example.org:4020", nil, false},
		{"localhost.example.org:4020", nil, false}, {"0.0.0.0:4020", []string{""}, false}, {"0.0.0.0:4020", []string{"key"}, true}, {"nonsense", []string{"key"}, false},
	} {
		cfg := defaultConfig()
		cfg.Gateway.Listen, cfg.Gateway.APIKeys = c.listen, c.keys
		if err := cfg.servable(); (err == nil) != c.want {
			t.Errorf("listen %q, keys %q: %v", c.listen, c.keys, err)
		}
		cfg.Roles = []string{"provider"}
		if err := cfg.servable(); err != nil {
			t.Errorf("a provider needs no gateway keys: %v", err)
		}
	}
	r := invoke(t, nil, "up", "--data", t.TempDir(), "--gateway-listen", "0.0.0.0:0", "--chain-listen", "127.0.0.1:0")
	if r.code != 1 || !strings.Contains(r.err, "gateway.api_keys") {
		t.Errorf("up: code %d: %s", r.code, r.err)
	}
}

// TestProviderNamesAnAddressThatCanBeDialled: [::] in a public registry helps nobody.
func TestProviderNamesAnAddressThatCanBeDialled(t *testing.T) {
	for listen, want := range map[string]bool{"127.0.0.1:4021": true, "bob.example.org:4021": true, "0.0.0.0:4021": false, "[::]:4021": false, ":4021": false} {
		cfg := defaultConfig()
		cfg.Provider.Listen = listen
		if err := cfg.servable(); (err == nil) != want {
			t.Errorf("listen %q: %v", listen, err)
		}
		cfg.Provider.Endpoint = "https://bob.example.org"
		if err := cfg.servable(); err != nil {
			t.Errorf("listen %q with an endpoint: %v", listen, err)
		}
	}
}

func TestDialable(t *testing.T) {
	for in, want := range map[string]string{"[::]:4020": "127.0.0.1:4020", "0.0.0.0:1": "127.0.0.1:1", ":7": "127.0.0.1:7", "10.0.0.2:5": "10.0.0.2:5", "[::1]:5": "[::1]:5", "bob:5": "bob:5"} {
		if got := dialable(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestConfirmations: by default none where there is one block maker, three elsewhere; and they reach the chain's client.
func TestConfirmations(t *testing.T) {
	for _, c := range []struct {
		file string
		args []string
		want uint64
	}{
		{"", nil, 0}, {"", []string{"--rpc", "http://127.0.0.1:8545"}, 0}, {"", []string{"--rpc", "https://rpc.example.org"}, 3}, {"[chain]\nrpc = \"https://rpc.example.org\"", nil, 3},
		{"", []string{"--rpc", "https://rpc.example.org", "--chain-confirmations", "0"}, 0}, {"[chain]\nconfirmations = 12", nil, 12},
		{"[chain]\nconfirmations = 0\nrpc = \"https://rpc.example.org\"", nil, 0},
	} {
		cfg, err := loadWith(t, c.file, nil, c.args...)
		if err != nil || cfg.Chain.Confirmations != c.want || cfg.chainOptions().Confirmations != c.want {
			t.Errorf("%q %v: %d, %v, want %d", c.file, c.args, cfg.Chain.Confirmations, err, c.want)
		}
	}
	if _, err := loadWith(t, "[chain]\nconfirmations = 1001", nil); err == nil {
		t.Error("a thousand and one confirmations were accepted")
	}

	// A chain that makes blocks for transactions only: with one confirmation asked for, a single transaction waits.
	dev, err := chain.StartDev(t.Context(), chain.DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dev.Close() })
	if err := deployAll(t.Context(), dev.URL(), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	for n, waits := range map[uint64]bool{0: false, 1: true} {
		keys, err := openKeys(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		m := &machine{rpc: dev.URL(), keys: keys, log: slog.New(slog.DiscardHandler), cfg: config{Chain: chainConfig{Confirmations: n}}}
		c, _, err := m.account(t.Context(), payerKey)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
		_, err = c.TransferEther(ctx, job.Address{0xaa}, job.Units(1))
		cancel()
		if (err != nil) != waits {
			t.Errorf("%d confirmations: %v", n, err)
		}
		if err := m.close(); err != nil {
			t.Error(err)
		}
	}
}

// TestNodeLeavesItsAddresses: with free ports, nobody has to tell the other commands where the node is.
func TestNodeLeavesItsAddresses(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "node")
	key := "let-me-in"
	p := up(t, dir, "--gateway-listen", "0.0.0.0:0", "--gateway-api-keys", key, "--provider-listen", "127.0.0.1:0", "--chain-listen", "127.0.0.1:0")
	if !strings.HasPrefix(p.info.Gateway, "http://127.0.0.1:") {
		t.Errorf("the node says it is at %s", p.info.Gateway)
	}
	r := invoke(t, nil, "ask", "--data", dir, "--api-key", key, "--json", "pay bob 5 dollars")
	var answer reply
	if err := json.Unmarshal([]byte(r.out), &answer); r.code != 0 || err != nil {
		t.Fatalf("ask: code %d: %s%s", r.code, r.out, r.err)
	}
	env := []string{"ASSAY_GATEWAY_API_KEYS=" + key}
	for _, args := range [][]string{{"receipts"}, {"receipts", "show", answer.Assay.Receipt.String()}, {"channel", "list"}, {"provider", "list"}, {"wallet", "balance"}, {"doctor"}} {
		if r := invoke(t, env, append(args, "--data", dir)...); r.code != 0 || r.out == "" {
			t.Errorf("%v: code %d: %s%s", args, r.code, r.out, r.err)
		}
	}
	if r := invoke(t, nil, "ask", "--data", dir, "--gateway-listen", freePort(t), "hi"); r.code != 1 {
		t.Errorf("the flag does not win over the node's own word: %s%s", r.out, r.err)
	}
	reachFromElsewhere(t, p.info.Gateway, key)
	p.stop()
	if _, err := os.Stat(filepath.Join(dir, nodeFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a stopped node leaves %s behind: %v", nodeFile, err)
	}
}

// reachFromElsewhere calls the gateway at this machine's own outer address, if it has one, as another machine would.
func reachFromElsewhere(t *testing.T, base, key string) {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		port := base[strings.LastIndex(base, ":"):]
		for auth, want := range map[string]int{"": 401, "Bearer " + key: 200} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+ip.IP.String()+port+"/v1/models", nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = "127.0.0.1"
			req.Header.Set("Authorization", auth)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Errorf("%s: %v", ip.IP, err)
				continue
			}
			_ = resp.Body.Close()
			if resp.StatusCode != want {
				t.Errorf("from %s with %q: status %d, want %d", ip.IP, auth, resp.StatusCode, want)
			}
		}
		return
	}
	t.Log("this machine has no address but loopback")
}

// TestDamagedAddressesChangeNothing: what a killed or broken node left is no reason to fail.
func TestDamagedAddressesChangeNothing(t *testing.T) {
	for _, text := range []string{"", "{", `{"gateway":7}`, `{"gateway":"ftp://evil.example"}`} {
		cfg := defaultConfig()
		cfg.Data = t.TempDir()
		if err := os.WriteFile(filepath.Join(cfg.Data, nodeFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg.adopt(nil)
		if want := defaultConfig(); cfg.Gateway.Listen != want.Gateway.Listen || cfg.Chain.RPC != want.Chain.RPC {
			t.Errorf("%q: %+v %+v", text, cfg.Gateway, cfg.Chain)
		}
	}
}

// TestPrivateAddressesWithARemoteChain: allowed when somebody insists, but said.
func TestPrivateAddressesWithARemoteChain(t *testing.T) {
	t.Parallel()
	cfg := defaultConfig()
	cfg.Chain.Private = "yes"
	if err := cfg.riskyPrivate(); err != nil {
		t.Errorf("with a local chain: %v", err)
	}
	cfg.Chain.RPC = "http://192.0.2.1:1"
	if err := cfg.riskyPrivate(); err == nil {
		t.Error("with a remote chain nothing is said")
	}
	cfg.Data, cfg.Log = filepath.Join(t.TempDir(), "data"), "info"
	var text safeBuffer
	log, err := newLogger(&text, "info")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // it need not get further than the warning
	if _, err := startMachine(ctx, cfg, log, &errgroup.Group{}, nil); err == nil {
		t.Error("the node is up without a chain")
	}
	if !strings.Contains(text.String(), "inside your network") {
		t.Errorf("no warning: %s", text.String())
	}
	r := invoke(t, nil, "doctor", "--data", cfg.Data, "--rpc", cfg.Chain.RPC, "--chain-private", "yes", "--gateway-listen", ":1")
	if r.code != 1 || !strings.Contains(r.out, "inside your network") || !strings.Contains(r.out, "gateway.api_keys") {
		t.Errorf("doctor: code %d: %s%s", r.code, r.out, r.err)
	}
}

// TestDoctorSeesChannelsInTrouble judges reports as a gateway gives them.
func TestDoctorSeesChannelsInTrouble(t *testing.T) {
	const now = 2_000_000
	for _, c := range []struct {
		state, caught string
		at            uint64
		sick, silent  bool
		says          string
	}{
		{"open", "", 0, false, true, ""}, {"closed", "unsigned", 0, false, true, ""}, {"closing", "", 0, false, true, ""},
		{"opening", "", 0, true, false, "opening"}, {"open", "wrong computation", 0, true, false, "wrong computation"},
		{"withdrawing", "", now - 10, false, false, "under way"}, {"withdrawing", "", now - job.MinWithdrawDelay - 1000, true, false, "not taken"},
	} {
		f := examineChannel(node.ChannelReport{State: c.state, Caught: c.caught}, job.ChannelState{WithdrawAt: c.at}, now)
		if (f == nil) != c.silent || (f != nil && (f.OK == c.sick || !strings.Contains(f.Says, c.says) || (c.sick && f.Mend == ""))) {
			t.Errorf("%+v: %+v", c, f)
		}
	}
}

// TestDoctorSeesStakeRunningOut: a provider whose stake is all reserved cannot take another buyer.
func TestDoctorSeesStakeRunningOut(t *testing.T) {
	t.Parallel()
	dir := home(t)
	up(t, dir)
	for reserve, want := range map[string]int{"2": 0, "1000": 1} {
		r := invoke(t, nil, "doctor", "--data", dir, "--provider-reserve", reserve)
		if r.code != want || strings.Contains(r.out, "BAD  stake") != (want == 1) {
			t.Errorf("reserve %s: code %d: %s%s", reserve, r.code, r.out, r.err)
		}
	}
}
