package chain

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/params"
)

// DefaultChainID is the chain id of an embedded chain unless told otherwise: Base Sepolia's, which the public x402
// test clients have built in.
const DefaultChainID = 84532

// gasLimit is that of a block, as on the main network.
const gasLimit = 60_000_000

// faucetWei is what the faucet starts with: 2^96 wei, about 79 billion ether.
var faucetWei = new(big.Int).Lsh(big.NewInt(1), 96)

// deployerCode is the runtime code of the CREATE2 proxy: copy the call data after the salt, CREATE2, return the 20
// bytes of the address or revert.
var deployerCode = common.FromHex("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3")

// chainConfig is the embedded chain's rules, pinned: those of the main network as of BPO2 (Osaka with today's blob
// schedule), all from block 0, and nothing that is only planned. go-ethereum's own developer rules switch on a future
// fork under which creating state costs two to four times as much gas, so they would misreport every cost.
func chainConfig(chainID uint64) *params.ChainConfig {
	zero := func() *big.Int { return new(big.Int) }
	now := func() *uint64 { return new(uint64) }
	return &params.ChainConfig{
		ChainID:        new(big.Int).SetUint64(chainID),
		HomesteadBlock: zero(), EIP150Block: zero(), EIP155Block: zero(), EIP158Block: zero(),
		ByzantiumBlock: zero(), ConstantinopleBlock: zero(), PetersburgBlock: zero(), IstanbulBlock: zero(),
		MuirGlacierBlock: zero(), BerlinBlock: zero(), LondonBlock: zero(), ArrowGlacierBlock: zero(),
		GrayGlacierBlock: zero(), MergeNetsplitBlock: zero(), TerminalTotalDifficulty: zero(),
		ShanghaiTime: now(), CancunTime: now(), PragueTime: now(), OsakaTime: now(), BPO1Time: now(), BPO2Time: now(),
		DepositContractAddress: common.HexToAddress("0x00000000219ab540356cBB839Cbe05303d7705Fa"),
		Ethash:                 new(params.EthashConfig),
		BlobScheduleConfig: &params.BlobScheduleConfig{
			Cancun: params.DefaultCancunBlobConfig, Prague: params.DefaultPragueBlobConfig,
			BPO1: params.DefaultBPO1BlobConfig, BPO2: params.DefaultBPO2BlobConfig,
		},
	}
}

// genesis returns the first block of an embedded chain: precompiles and system contracts (without which no block can
// be made), the CREATE2 deployer, the x402 contracts at the addresses that x402 clients expect, and a rich faucet.
func genesis(chainID uint64, faucet job.Address) (*core.Genesis, error) {
	owner := faucet.Common()
	g := core.DeveloperGenesisBlock(gasLimit, &owner)
	g.Config = chainConfig(chainID)
	g.Alloc[owner] = types.Account{Balance: faucetWei}
	g.Alloc[deployer.Common()] = types.Account{Code: deployerCode, Nonce: 1, Balance: new(big.Int)}

	for _, c := range []struct {
		at   job.Address
		code []byte
	}{
		{canonicalSettlement, common.FromHex(bind.BatchSettlementMetaData.Bin)},
		{canonicalCollector, append(common.FromHex(bind.ERC3009CollectorMetaData.Bin), collector().PackConstructor(canonicalSettlement.Common())...)},
	} {
		runtimeCode, err := construct(chainID, c.at, c.code)
		if err != nil {
			return nil, fmt.Errorf("run the constructor of the contract at %s: %w", c.at, err)
		}
		g.Alloc[c.at.Common()] = types.Account{Code: runtimeCode, Nonce: 1, Balance: new(big.Int)}
	}
	return g, nil
}

// construct runs creation code in an in-memory EVM as if it were being deployed at the address at, and returns the
// runtime code. So immutables that depend on address and chain id (EIP-712 domain separators) come out as in a real
// deployment. It refuses constructors that write storage, which would be lost.
func construct(chainID uint64, at job.Address, initCode []byte) ([]byte, error) {
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		return nil, err
	}
	db.CreateAccount(at.Common())
	db.SetCode(at.Common(), initCode, tracing.CodeChangeUnspecified)
	code, _, err := runtime.Call(at.Common(), nil, &runtime.Config{
		ChainConfig: chainConfig(chainID), State: db, GasLimit: gasLimit, Random: new(common.Hash),
		Difficulty: new(big.Int), BlockNumber: new(big.Int), BaseFee: big.NewInt(params.InitialBaseFee),
	})
	if err != nil {
		return nil, err
	}
	if len(code) == 0 || bytes.Equal(code, initCode) || code[0] == 0xef {
		return nil, errors.New("it returned no runtime code")
	}
	db.IntermediateRoot(chainConfig(chainID).Rules(new(big.Int), true, 0)) // flushes what was written into the storage root
	if root := db.GetStorageRoot(at.Common()); root != types.EmptyRootHash && root != (common.Hash{}) {
		return nil, errors.New("it wrote storage, which a genesis of code alone would lose")
	}
	return code, nil
}
