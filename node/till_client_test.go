package node_test

import (
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/ethereum/go-ethereum/crypto"
)

// buyer is a key with money that knows nothing of Assay.
func buyer(t *testing.T, from *testkit.Seller) *ecdsa.PrivateKey {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := from.Chain.Fund(t.Context(), job.Address(crypto.PubkeyToAddress(key.PublicKey))); err != nil {
		t.Fatal(err)
	}
	return key
}

// tillOf opens a till's door at a real socket and returns its base URL.
func tillOf(t *testing.T, bob *testkit.Seller) (*node.Till, string) {
	t.Helper()
	till, err := node.NewTill(t.Context(), bob.Provider, bob.Chain, 64)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/pay/", http.StripPrefix("/pay", wire.NewTill(till, wire.TillOptions{Log: testkit.Quiet(t)})))
	door := httptest.NewServer(mux)
	t.Cleanup(door.Close)
	return till, door.URL + "/pay/v1"
}

// npm runs a script of a folder below test and sees that all its checks passed.
func npm(t *testing.T, folder string, least int, script string, args ...string) {
	t.Helper()
	dir := filepath.Join("..", "test", folder)
	missing := t.Skipf
	if os.Getenv("ASSAY_REQUIRE_NPM") == "1" { // as `make test` sets it
		missing = t.Fatalf
	}
	program, err := exec.LookPath("node")
	if err != nil {
		missing("Node.js is not installed: install version 20 or newer, then run `make deps`")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "viem")); err != nil {
		missing("the public clients are not installed: run `make deps`")
	}
	cmd := exec.CommandContext(t.Context(), program, append([]string{script}, args...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	var result struct {
		OK     bool
		Checks map[string]any
	}
	if jsonErr := json.Unmarshal(out, &result); jsonErr != nil || err != nil || !result.OK || len(result.Checks) < least {
		t.Fatalf("%v %v: %s", err, jsonErr, out)
	}
}

func secret(key *ecdsa.PrivateKey) string { return "0x" + hex.EncodeToString(crypto.FromECDSA(key)) }

// TestOfficialX402Client has the unmodified npm clients @x402/fetch and @x402/evm (test/x402/client.mjs) buy answers from a
// provider over a real socket and a real chain.
func TestOfficialX402Client(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	_, base := tillOf(t, bob)
	npm(t, "x402", 9, "client.mjs", base, w.URL, secret(buyer(t, bob)), bob.Chain.Contracts().Token.String(), w.Model.Name())
}

// TestOfficialX402Server has the parts of npm's @x402 packages that a server uses (test/x402/facilitator.mjs) go through our facilitator.
func TestOfficialX402Server(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	key, c := w.Account(t)
	f, err := node.NewFacilitator(t.Context(), w.Setting(t, c, t.TempDir()), c, key.Address())
	if err != nil {
		t.Fatal(err)
	}
	door := httptest.NewServer(wire.NewFacilitator(f, wire.FacilitatorOptions{TillOptions: wire.TillOptions{Log: testkit.Quiet(t)}}))
	t.Cleanup(door.Close)
	receiver, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	token, err := c.TokenDomain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	npm(t, "x402", 6, "facilitator.mjs", door.URL, w.URL, secret(buyer(t, bob)), secret(receiver), token.Contract.String(), token.Name, token.Version)
}

// TestOfficialMPPClient has the unmodified npm client mppx (test/mpp/client.mjs) buy answers by charges of method evm.
func TestOfficialMPPClient(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	_, base := tillOf(t, bob)
	token, err := bob.Chain.TokenDomain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	npm(t, "mpp", 5, "client.mjs", base, w.URL, secret(buyer(t, bob)), token.Contract.String(), token.Name, token.Version, w.Model.Name())
}
