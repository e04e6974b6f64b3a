package contracts_test

import (
	"bytes"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"github.com/assay-network/assay/job"
)

// devChain is the chain id of the embedded chain.
const devChain = 84532

// machine is go-ethereum's EVM on a state of its own, under today's mainnet rules. It charges what a block would.
type machine struct {
	t     *testing.T
	state *state.StateDB
	rules *params.ChainConfig
	time  uint64 // seconds
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	rules := *params.MergedTestChainConfig // up to and with Osaka
	rules.ChainID = big.NewInt(devChain)
	return &machine{t: t, state: db, rules: &rules, time: 1_800_000_000}
}

// apply runs one transaction as a block would and returns what it used and returned. A revert is an error.
func (m *machine) apply(from common.Address, to *common.Address, data []byte) (*core.ExecutionResult, error) {
	m.t.Helper()
	block := vm.BlockContext{
		CanTransfer: core.CanTransfer,
		Transfer:    core.Transfer,
		GetHash:     func(uint64) common.Hash { return common.Hash{} },
		BlockNumber: big.NewInt(1),
		Time:        m.time,
		GasLimit:    params.MaxTxGas,
		BaseFee:     new(big.Int),
		BlobBaseFee: big.NewInt(1),
		Random:      new(common.Hash),
	}
	message := &core.Message{
		From: from, To: to, Nonce: m.state.GetNonce(from), Data: data, GasLimit: params.MaxTxGas,
		Value: new(uint256.Int), GasPrice: new(uint256.Int), GasFeeCap: new(uint256.Int), GasTipCap: new(uint256.Int),
	}
	result, err := core.ApplyMessage(vm.NewEVM(block, m.state, m.rules, vm.Config{}), message, nil)
	if err != nil {
		return nil, err
	}
	m.state.Finalise(m.rules.Rules(big.NewInt(1), true, m.time))
	if result.Err != nil {
		return result, fmt.Errorf("%w: %x", result.Err, result.ReturnData)
	}
	return result, nil
}

// send applies a transaction that must succeed and returns its gas.
func (m *machine) send(from, to common.Address, data []byte) uint64 {
	m.t.Helper()
	result, err := m.apply(from, &to, data)
	if err != nil {
		m.t.Fatalf("transaction to %s: %v", to, err)
	}
	return result.UsedGas
}

// view calls without leaving a trace.
func (m *machine) view(to common.Address, data []byte) ([]byte, error) {
	m.t.Helper()
	before := m.state.Snapshot()
	saved := m.state
	m.state = m.state.Copy()
	result, err := m.apply(common.Address{0xee}, &to, data)
	m.state = saved
	m.state.RevertToSnapshot(before)
	if err != nil {
		return nil, err
	}
	return result.ReturnData, nil
}

// deploy runs creation code and returns the address and the gas.
func (m *machine) deploy(creation []byte) (common.Address, uint64) {
	m.t.Helper()
	from := common.Address{0xde, 0x91}
	at := crypto.CreateAddress(from, m.state.GetNonce(from))
	result, err := m.apply(from, nil, creation)
	if err != nil {
		m.t.Fatalf("deploy: %v", err)
	}
	return at, result.UsedGas
}

// place runs creation code and moves the runtime code that it returns to an address of choice, as the genesis of the
// development chain does. It fails if the constructor wrote storage, which would be lost.
func (m *machine) place(at common.Address, creation []byte) {
	m.t.Helper()
	made, _ := m.deploy(creation)
	if root := m.state.GetStorageRoot(made); root != (common.Hash{}) && root != types.EmptyRootHash {
		m.t.Fatalf("the constructor of %s wrote storage", at)
	}
	m.state.SetCode(at, m.state.GetCode(made), 0)
	m.state.Finalise(m.rules.Rules(big.NewInt(1), true, m.time))
}

// account is a key and its address.
type account struct {
	key     *ecdsa.PrivateKey
	address common.Address
}

// newAccount makes a key that depends on the name only.
func newAccount(t *testing.T, name string) account {
	t.Helper()
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		t.Fatal(err)
	}
	return account{key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

func (a account) sign(t *testing.T, digest job.Hash) []byte {
	t.Helper()
	signature, err := crypto.Sign(digest[:], a.key)
	if err != nil {
		t.Fatal(err)
	}
	signature[64] += 27
	return signature
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
