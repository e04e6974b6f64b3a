package node_test

import (
	"crypto/ecdsa"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// stranger is somebody with a key and an Ethereum client of his own.
type stranger struct {
	t   *testing.T
	w   *testkit.World
	key *ecdsa.PrivateKey
	eth *ethclient.Client
}

func newStranger(t *testing.T, w *testkit.World) *stranger {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	eth, err := ethclient.DialContext(t.Context(), w.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(eth.Close)
	s := &stranger{t, w, key, eth}
	if err := w.Eyes.Fund(t.Context(), s.address()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stranger) address() job.Address { return job.Address(crypto.PubkeyToAddress(s.key.PublicKey)) }

func (s *stranger) send(data []byte) {
	s.t.Helper()
	ctx := s.t.Context()
	nonce, err := s.eth.PendingNonceAt(ctx, common.Address(s.address()))
	if err != nil {
		s.t.Fatal(err)
	}
	price, err := s.eth.SuggestGasPrice(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	to := common.Address(s.w.Eyes.Contracts().Identity)
	tx, err := types.SignNewTx(s.key, types.LatestSignerForChainID(new(big.Int).SetUint64(s.w.Eyes.ChainID())), &types.LegacyTx{
		Nonce: nonce, To: &to, Gas: 500_000, GasPrice: new(big.Int).Mul(price, big.NewInt(2)), Data: data,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.eth.SendTransaction(ctx, tx); err != nil {
		s.t.Fatal(err)
	}
	soon(s.t, "mined", func() bool {
		r, err := s.eth.TransactionReceipt(ctx, tx.Hash())
		return err == nil && r.Status == types.ReceiptStatusSuccessful
	})
}

// gift registers an agent with a URI and makes somebody its owner.
func (s *stranger) gift(uri string, to job.Address) uint64 {
	s.t.Helper()
	registry := bind.NewIdentityRegistry()
	s.send(registry.PackRegisterWithURI(uri))
	for _, a := range s.agents() {
		if a.Owner == s.address() {
			s.send(registry.PackTransferFrom(common.Address(s.address()), common.Address(to), new(big.Int).SetUint64(a.ID)))
			return a.ID
		}
	}
	s.t.Fatal("no agent was registered")
	return 0
}

func (s *stranger) agents() []job.Agent {
	s.t.Helper()
	agents, err := s.w.Eyes.Agents(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return agents
}

// An identity comes with a record. One that somebody gave us is not ours, whatever its URI says.
func TestAnIdentityThatSomebodyGaveUsIsNotAdopted(t *testing.T) {
	w := testkit.NewWorld(t)
	mallory := newStranger(t, w)
	key, c := w.Account(t)
	s := w.Setting(t, c, t.TempDir())
	const endpoint = "http://127.0.0.1:1"
	before := mallory.gift(endpoint+node.RegistrationPath, key.Address())
	s.Checkpoint = func(name string) {
		if name == "provider:registered" {
			mallory.gift(endpoint+node.RegistrationPath, key.Address())
			panic("killed")
		}
	}
	start := func() *node.Provider {
		p, err := node.NewProvider(t.Context(), s, w.Terms(), c, key)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Fatal("the seller did not die after registering")
			}
		}()
		_ = start().Announce(t.Context(), endpoint, job.Units(stake))
	}()
	own := before + 1
	s.Checkpoint = nil
	for range 2 {
		p := start()
		if err := p.Announce(t.Context(), endpoint, job.Units(stake)); err != nil {
			t.Fatal(err)
		}
		if p.Agent() != own {
			t.Fatalf("the seller is agent %d, it registered agent %d and was given %d", p.Agent(), own, before)
		}
	}
	if n := len(mallory.agents()); n != 3 {
		t.Errorf("%d agents, want two gifts and one of the seller's own", n)
	}
}
