package chain

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

func TestDeploymentIsWhereItWasComputed(t *testing.T) {
	if want := Addresses(DefaultChainID); shared.contracts != want {
		t.Errorf("deployed at %+v, computed %+v", shared.contracts, want)
	}
	c := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), nil, Options{}))
	defer c.Close()
	if c.Contracts() != shared.contracts || c.contracts.Settlement != canonicalSettlement || c.contracts.Collector != canonicalCollector {
		t.Errorf("client found %+v", c.Contracts())
	}
	for _, p := range parts {
		if !must[bool](t)(c.hasCode(t.Context(), *p.address(&c.contracts))) {
			t.Errorf("%s has no code", p.name)
		}
	}
	// What is wired together by constructors must be wired to these.
	if a := must[common.Address](t)(call(t.Context(), c, "", c.contracts.Reputation, reputation().PackGetIdentityRegistry(), reputation().UnpackGetIdentityRegistry)); job.Address(a) != c.contracts.Identity {
		t.Errorf("reputation stands on identity registry %s", a)
	}
	if a := must[common.Address](t)(call(t.Context(), c, "", c.contracts.Vault, vault().PackToken(), vault().UnpackToken)); job.Address(a) != c.contracts.Token {
		t.Errorf("vault holds token %s", a)
	}
	if a := must[common.Address](t)(call(t.Context(), c, "", c.contracts.Collector, collector().PackX402BatchSettlement(), collector().UnpackX402BatchSettlement)); job.Address(a) != c.contracts.Settlement {
		t.Errorf("collector pays %s", a)
	}
}

// The settlement contract was put into the genesis, not deployed: it must still think of itself as standing there, or
// every voucher would be signed for another domain.
func TestGenesisContractsKnowWhereTheyStand(t *testing.T) {
	c := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), nil, Options{}))
	defer c.Close()
	cfg := job.ChannelConfig{
		Payer: job.Address{1}, PayerAuthorizer: job.Address{2}, Receiver: job.Address{3}, ReceiverAuthorizer: job.Address{3},
		Token: c.contracts.Token, WithdrawDelay: 3600, Salt: job.Hash{9},
	}
	if got, want := must[job.Hash](t)(c.ChannelID(t.Context(), cfg)), cfg.ID(c.SettlementDomain()); got != want {
		t.Errorf("contract says channel %s, we say %s", got, want)
	}
	if got := must[[32]byte](t)(call(t.Context(), c, "", c.contracts.Referee, referee().PackDomainSeparator(), referee().UnpackDomainSeparator)); job.Hash(got) != c.AssayDomain().Separator() {
		t.Errorf("referee's domain is %x, ours %s", got, c.AssayDomain().Separator())
	}
}

func TestDeployIsIdempotent(t *testing.T) {
	alice := person(t)
	deployed := 0
	again := must[job.Contracts](t)(Deploy(t.Context(), shared.dev.URL(), alice.key, func(string, job.Address, job.Tx) { deployed++ }))
	if deployed != 0 || again != shared.contracts {
		t.Errorf("%d contracts deployed again, at %+v", deployed, again)
	}
	if missing := must[[]string](t)(alice.Missing(t.Context())); len(missing) != 0 {
		t.Errorf("missing: %v", missing)
	}
}

// Two processes that deploy at the same time must not trip over each other.
func TestDeployRace(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	defer d.Close()
	results := make(chan error, 2)
	for range 2 {
		k := must[*Key](t)(GenerateKey())
		if err := fundAt(t.Context(), d.URL(), k.Address()); err != nil {
			t.Fatal(err)
		}
		go func() {
			_, err := Deploy(context.WithoutCancel(t.Context()), d.URL(), k, nil)
			results <- err
		}()
	}
	for range 2 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
}

func TestMissingContractsAreSaidToBeMissing(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	defer d.Close()
	alice := personAt(t, d.URL(), Options{})
	if _, err := alice.StakeOf(t.Context(), alice.Address()); !isFault(err, job.FaultNotFound) || !strings.Contains(err.Error(), "deploy the contracts first") {
		t.Errorf("read: %v", err)
	}
	if _, _, err := alice.Register(t.Context(), "data:,", nil); !isFault(err, job.FaultNotFound) {
		t.Errorf("send: %v", err)
	}
	if missing := must[[]string](t)(alice.Missing(t.Context())); len(missing) != len(parts)-3 { // all but token (faucet), settlement and collector (genesis)
		t.Errorf("missing: %v", missing)
	}
}

// The presigned transaction makes the very contract that our genesis holds, at the very address.
func TestDeployerTransactionMakesTheDeployer(t *testing.T) {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(deployerTx); err != nil {
		t.Fatal(err)
	}
	sender, err := types.Sender(types.HomesteadSigner{}, tx)
	if err != nil {
		t.Fatal(err)
	}
	if at := crypto.CreateAddress(sender, tx.Nonce()); job.Address(at) != deployer {
		t.Errorf("it deploys at %s", at)
	}
	if code := must[[]byte](t)(construct(1, deployer, tx.Data())); !bytes.Equal(code, deployerCode) {
		t.Errorf("it deploys %x", code)
	}
}

// A chain without the CREATE2 proxy gets it. The embedded chain always has it, so a door in front of it hides it from
// the first look; the transaction that follows is refused there (it carries no chain id), and the error must say so.
func TestDeployWithoutProxyNamesTheWayOut(t *testing.T) {
	alice := person(t)
	hide := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		if bytes.Contains(body, []byte("eth_getCode")) {
			id, _, _ := bytes.Cut(body[bytes.Index(body, []byte(`"id":`))+5:], []byte(","))
			_, _ = w.Write([]byte(`{"jsonrpc":"2.0","id":` + string(id) + `,"result":"0x"}`))
			return
		}
		resp, err := http.Post(shared.dev.URL(), "application/json", bytes.NewReader(body))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		_, _ = io.Copy(w, resp.Body)
	}))
	defer hide.Close()
	_, err := Deploy(t.Context(), hide.URL, alice.key, nil)
	if err == nil || !strings.Contains(err.Error(), "have its operator deploy "+deployer.String()) {
		t.Errorf("got %v", err)
	}
}

func TestConstructRefusesStorageAndNothing(t *testing.T) {
	for name, code := range map[string]string{
		"writes storage":  "0x6001600055600160005360016000f3", // sstore(0,1); return 1 byte 01
		"returns nothing": "0x00",
		"reverts":         "0x60006000fd",
	} {
		if got, err := construct(1, job.Address{7}, common.FromHex(code)); err == nil {
			t.Errorf("%s: accepted, code %x", name, got)
		}
	}
}

func TestGivenAddressesWin(t *testing.T) {
	other := job.Address{0xee}
	c := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), person(t).key, Options{Contracts: job.Contracts{Token: other}}))
	defer c.Close()
	if c.Contracts().Token != other || c.Contracts().Vault == shared.contracts.Vault || c.Contracts().Identity != shared.contracts.Identity {
		t.Errorf("got %+v", c.Contracts())
	}
	// Nothing stands there, and nothing of ours can be put there.
	if err := c.ensureDeployed(t.Context(), c.Contracts(), "", nil); !isFault(err, job.FaultNotFound) || !strings.Contains(err.Error(), "TestUSD") {
		t.Errorf("deploy: %v", err)
	}
}

// Mallory puts the public registry's code at its public address on a chain that is not public. Nobody may follow.
func TestRegistriesCannotBeSubstituted(t *testing.T) {
	everywhereCode := func(job.Address) (bool, error) { return true, nil }
	for chainID, want := range map[uint64]job.Address{
		DefaultChainID: create2(parts[0].initCode(job.Contracts{})),
		31337:          create2(parts[0].initCode(job.Contracts{})),
		1:              mainIdentity,
		8453:           mainIdentity,
		11155111:       testIdentity,
	} {
		if got := must[job.Contracts](t)(resolve(chainID, job.Contracts{}, everywhereCode)); got.Identity != want {
			t.Errorf("chain %d: identity registry at %s, want %s", chainID, got.Identity, want)
		}
	}
	// A public id without the public registry (a local chain that borrows the id) falls back to ours.
	none := must[job.Contracts](t)(resolve(1, job.Contracts{}, func(job.Address) (bool, error) { return false, nil }))
	if none.Identity != create2(parts[0].initCode(none)) || none.Settlement == canonicalSettlement {
		t.Errorf("got %+v", none)
	}
}
