package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/spf13/pflag"
)

// loadWith loads a configuration from a file's text, an environment and flags.
func loadWith(t *testing.T, file string, env map[string]string, args ...string) (config, error) {
	t.Helper()
	dir := t.TempDir()
	if file != "" {
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("ASSAY_DATA", dir)
	for k, v := range env {
		t.Setenv(k, v)
	}
	var l loader
	flags := pflag.NewFlagSet("up", pflag.ContinueOnError)
	l.bind(flags, "")
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return l.load()
}

// TestLaterSourcesWin: default, file, environment, flag, for every kind of setting.
func TestLaterSourcesWin(t *testing.T) {
	file := "roles = [\"gateway\"]\nthreads = 3\n[gateway]\ndeposit = \"3\"\nmax_tokens = 30\n[provider]\nchunk_tokens = 3\n"
	env := map[string]string{"ASSAY_THREADS": "4", "ASSAY_GATEWAY_DEPOSIT": "4", "ASSAY_ROLES": "provider", "ASSAY_CHAIN_RPC": "http://env"}
	c, err := loadWith(t, file, env, "--gateway-deposit", "5", "--rpc", "http://flag")
	if err != nil {
		t.Fatal(err)
	}
	if c.Gateway.Deposit != "5" || c.Chain.RPC != "http://flag" {
		t.Errorf("flags do not win: %q, %q", c.Gateway.Deposit, c.Chain.RPC)
	}
	if c.Threads != 4 || len(c.Roles) != 1 || c.Roles[0] != "provider" {
		t.Errorf("the environment does not win over the file: %d, %v", c.Threads, c.Roles)
	}
	if c.Gateway.MaxTokens != 30 || c.Provider.ChunkTokens != 3 {
		t.Errorf("the file does not win over the default: %d, %d", c.Gateway.MaxTokens, c.Provider.ChunkTokens)
	}
	if want := defaultConfig(); c.Gateway.Listen != want.Gateway.Listen {
		t.Errorf("a default changed: %q", c.Gateway.Listen)
	}
}

func TestBadSettingsAreRefused(t *testing.T) {
	for name, file := range map[string]string{
		"no role": "roles = []", "no threads": "threads = 0", "empty chunk": "[provider]\nchunk_tokens = 0", "unknown key": "[gateway]\nfoo = 1",
		"share above one": "[gateway]\ncheck = \"1.5\"", "share of words": "[gateway]\ncheck = \"some\"", "share too fine": "[gateway]\ncheck = \"0.0001\"",
		"no such lane": "[gateway]\nlane = \"fast\"", "a name too long to sell": "[upstream]\nmodel = [\"" + strings.Repeat("x", 32) + "\"]", "a name twice": "[upstream]\nmodel = [\"a\", \"a=b\"]",
		"an empty chunk of bytes": "[upstream]\nchunk_bytes = 0", "an order that cannot travel": "[upstream]\nmax_prompt = 1000000",
		"private maybe": "[chain]\nprivate = \"maybe\"", "a number where text is wanted": "[gateway]\ndeposit = 1",
	} {
		if c, err := loadWith(t, file, nil); err == nil {
			t.Errorf("%s: accepted: %+v", name, c)
		}
	}
}

func TestCheckShare(t *testing.T) {
	for text, want := range map[string]uint32{"all": 1000, "nothing": 0, "0.1": 100, "0.001": 1, "1": 1000, "0.25": 250, "1.0": 1000} {
		c := defaultConfig()
		c.Gateway.Check = text
		if got, err := c.checkShare(); err != nil || got != want {
			t.Errorf("check = %q: %d, %v, want %d", text, got, err, want)
		}
	}
}

// TestPricesHaveALimitByDefault: a gateway that nobody configured does not pay any price.
func TestPricesHaveALimitByDefault(t *testing.T) {
	p, err := defaultConfig().gateway()
	if want := job.Units(100_000_000); err != nil || p.MaxInPrice != want || p.MaxOutPrice != want || p.MaxChunk != 256 {
		t.Errorf("limits %s and %s, chunks of %d, %v", p.MaxInPrice, p.MaxOutPrice, p.MaxChunk, err)
	}
}

// TestRegistryEntriesDoNotLeadIntoTheOwnNetwork: by default private addresses are dialled only beside a local chain.
func TestRegistryEntriesDoNotLeadIntoTheOwnNetwork(t *testing.T) {
	for _, c := range []struct {
		rpc, private string
		want         bool
	}{
		{"", "auto", true}, {"http://127.0.0.1:8545", "auto", true}, {"http://[::1]:8545", "auto", true}, {"http://localhost:1", "auto", true},
		{"https://rpc.example.org", "auto", false}, {"http://10.0.0.5:8545", "auto", false}, {"https://localhost.example.org", "auto", false},
		{"https://rpc.example.org", "yes", true}, {"", "no", false},
	} {
		cfg := defaultConfig()
		cfg.Chain.RPC, cfg.Chain.Private = c.rpc, c.private
		if got := cfg.private(); got != c.want {
			t.Errorf("rpc %q, private %q: %t", c.rpc, c.private, got)
		}
	}
}
