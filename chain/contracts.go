package chain

import (
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// The addresses that existing clients and other deployments fix.
var (
	// deployer is the CREATE2 proxy that most chains have (github.com/Arachnid/deterministic-deployment-proxy): the
	// first 32 bytes of a call are the salt, the rest is creation code.
	deployer = mustAddress("0x4e59b44847b379578588920ca78fbf26c0b4956c")

	// x402 batch-settlement and its ERC-3009 collector, as the npm clients have them built in.
	canonicalSettlement = mustAddress("0x4020074e9df2ce1dee5a9c1b5c3f541d02a10003")
	canonicalCollector  = mustAddress("0x4020806089470a89826cb9fb1f4059150b550004")

	// ERC-8004 registries of the main networks, and of the test networks.
	mainIdentity, mainReputation = mustAddress("0x8004a169fb4a3325136eb29fa0ceb6d2e539a432"), mustAddress("0x8004baa17c55a88189ae136b182e5fda19de9b63")
	testIdentity, testReputation = mustAddress("0x8004a818bfb912233c491871b3d84c89a494bd9e"), mustAddress("0x8004b663056a597dffe9eccc1965a193b7388713")
)

// disputeCosts is what a whole dispute costs its challenger where a unit of gas costs 0.02 gwei and an ether 2500 dollars: about 1.6 million units of gas.
// The least stake is ten times that. See docs/economics.md; a deployment on a dearer chain has another, and other addresses.
var disputeCosts = job.Units(100_000)

// Of escrowed jobs: what is burnt of a payment, in hundredths of a percent; what a juror's seat costs and what a panel pays for each seat, in token units.
const jobFee = 50

var jurorSeat, jurorFee = job.Units(20_000_000), job.Units(1_000_000)

// part is one contract of a deployment: where its address is kept, how it is made, and where it may stand already.
type part struct {
	name      string
	bin       string                            // creation code, "0x…"
	address   func(*job.Contracts) *job.Address // field of the deployment
	args      func(job.Contracts) []byte        // encoded constructor arguments; they may name earlier parts
	canonical func(chainID uint64) job.Address  // where others have deployed it; zero: nowhere
	made      func(job.Contracts) job.Address   // where an earlier part makes it; nil: it is deployed by itself
}

// parts lists the contracts in the order in which they depend on each other.
var parts = []part{
	{
		name: "IdentityRegistry", bin: bind.IdentityRegistryMetaData.Bin, canonical: onPublic(mainIdentity, testIdentity),
		address: func(c *job.Contracts) *job.Address { return &c.Identity },
	},
	{
		name: "ReputationRegistry", bin: bind.ReputationRegistryMetaData.Bin, canonical: onPublic(mainReputation, testReputation),
		address: func(c *job.Contracts) *job.Address { return &c.Reputation },
		args:    func(c job.Contracts) []byte { return reputation().PackConstructor(c.Identity.Common()) },
	},
	{
		name: "TestUSD", bin: bind.TestUSDMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Token },
	},
	{
		name: "BatchSettlement", bin: bind.BatchSettlementMetaData.Bin, canonical: everywhere(canonicalSettlement),
		address: func(c *job.Contracts) *job.Address { return &c.Settlement },
	},
	{
		name: "ERC3009Collector", bin: bind.ERC3009CollectorMetaData.Bin, canonical: everywhere(canonicalCollector),
		address: func(c *job.Contracts) *job.Address { return &c.Collector },
		args:    func(c job.Contracts) []byte { return collector().PackConstructor(c.Settlement.Common()) },
	},
	{
		name: "Referee", bin: bind.RefereeMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Referee },
	},
	{
		name: "Receipts", bin: bind.ReceiptsMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Receipts },
		args: func(c job.Contracts) []byte {
			return receipts().PackConstructor(c.Referee.Common(), c.Settlement.Common())
		},
	},
	{
		name: "ExactLayers", bin: bind.ExactLayersMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Layers },
	},
	{
		name: "ExactDraws", bin: bind.ExactDrawsMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Draws },
	},
	{
		name: "ExactProgram", bin: bind.ExactProgramMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Program },
		args:    func(c job.Contracts) []byte { return program().PackConstructor(c.Layers.Common(), c.Draws.Common()) },
	},
	{
		name: "StakedGame", bin: bind.StakedGameMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Maker },
		args: func(c job.Contracts) []byte {
			return bind.NewStakedGame().PackConstructor(c.Token.Common(), c.Settlement.Common(), c.Receipts.Common(), c.Program.Common(), c.Referee.Common(), disputeCosts.Big())
		},
	},
	{
		name: "StakeVault", made: func(c job.Contracts) job.Address { return madeBy(c.Maker, 1) },
		address: func(c *job.Contracts) *job.Address { return &c.Vault },
	},
	{
		name: "Dispute", made: func(c job.Contracts) job.Address { return madeBy(c.Maker, 2) },
		address: func(c *job.Contracts) *job.Address { return &c.Game },
	},
	{
		name: "Canaries", made: func(c job.Contracts) job.Address { return madeBy(c.Maker, 3) },
		address: func(c *job.Contracts) *job.Address { return &c.Canaries },
	},
	{
		name: "ValidationRegistry", bin: bind.ValidationRegistryMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Escrow.Validation },
		args:    func(c job.Contracts) []byte { return validation().PackConstructor(c.Identity.Common()) },
	},
	{
		name: "Jobs", bin: bind.JobsMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Escrow.Jobs },
		args:    func(c job.Contracts) []byte { return jobs().PackConstructor(c.Token.Common(), jobFee) },
	},
	{
		name: "Panel", bin: bind.PanelMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Escrow.Panel },
		args: func(c job.Contracts) []byte {
			return panel().PackConstructor(c.Token.Common(), jurorSeat.Big(), jurorFee.Big())
		},
	},
	{
		name: "Evaluator", bin: bind.EvaluatorMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Escrow.Evaluator },
		args: func(c job.Contracts) []byte {
			e := c.Escrow
			return evaluator().PackConstructor(e.Jobs.Common(), c.Vault.Common(), c.Receipts.Common(), e.Panel.Common(), c.Identity.Common(), c.Reputation.Common(), e.Validation.Common())
		},
	},
	{
		name: "Recorder", made: func(c job.Contracts) job.Address { return madeBy(c.Escrow.Evaluator, 1) },
		address: func(c *job.Contracts) *job.Address { return &c.Escrow.Recorder },
	},
}

// Parsed bindings; parsing an ABI takes about a millisecond, so once is enough.
var (
	identity   = sync.OnceValue(bind.NewIdentityRegistry)
	reputation = sync.OnceValue(bind.NewReputationRegistry)
	token      = sync.OnceValue(bind.NewTestUSD)
	settlement = sync.OnceValue(bind.NewBatchSettlement)
	collector  = sync.OnceValue(bind.NewERC3009Collector)
	vault      = sync.OnceValue(bind.NewStakeVault)
	referee    = sync.OnceValue(bind.NewReferee)
	receipts   = sync.OnceValue(bind.NewReceipts)
	program    = sync.OnceValue(bind.NewExactProgram)
	game       = sync.OnceValue(bind.NewDispute)
	validation = sync.OnceValue(bind.NewValidationRegistry)
	jobs       = sync.OnceValue(bind.NewJobs)
	panel      = sync.OnceValue(bind.NewPanel)
	evaluator  = sync.OnceValue(bind.NewEvaluator)
	recorder   = sync.OnceValue(bind.NewRecorder)
)

// initCode returns creation code and constructor arguments.
func (p part) initCode(c job.Contracts) []byte {
	code := common.FromHex(p.bin)
	if p.args != nil {
		code = append(code, p.args(c)...)
	}
	return code
}

// create2 returns where the deployer puts initCode with salt 0 (EIP-1014).
func create2(initCode []byte) job.Address {
	return job.Address(crypto.CreateAddress2(deployer.Common(), [32]byte{}, crypto.Keccak256(initCode)))
}

// madeBy returns where a contract's creation number nonce stands.
func madeBy(maker job.Address, nonce uint64) job.Address {
	return job.Address(crypto.CreateAddress(maker.Common(), nonce))
}

// onPublic returns the registry address of a known public chain. It goes by chain id, not by what has code: on any other
// chain, somebody could put the public registry's code, under his own control, where it stands elsewhere, and so lead
// clients away from ours. (Base Sepolia is left out: its id is the embedded chain's default. Name the registries in
// Options there.)
func onPublic(mainnet, testnet job.Address) func(uint64) job.Address {
	return func(chainID uint64) job.Address {
		switch chainID {
		case 1, 10, 56, 100, 137, 8453, 42161, 59144, 534352: // Ethereum, OP, BSC, Gnosis, Polygon, Base, Arbitrum, Linea, Scroll
			return mainnet
		case 11155111: // Sepolia
			return testnet
		}
		return job.Address{}
	}
}

func everywhere(a job.Address) func(uint64) job.Address { return func(uint64) job.Address { return a } }

// Addresses returns the deployment on an embedded chain with this id, or on a public chain that has everything: any
// process can compute it without asking anybody. On other chains the settlement contract may stand at a CREATE2
// address of ours instead; a Client looks, and its Contracts says what it found.
func Addresses(chainID uint64) job.Contracts {
	c, _ := resolve(chainID, job.Contracts{}, func(job.Address) (bool, error) { return true, nil }) // cannot fail
	return c
}

// resolve fills the empty fields of known: with the canonical address when it has code, else with our CREATE2 address.
func resolve(chainID uint64, known job.Contracts, hasCode func(job.Address) (bool, error)) (job.Contracts, error) {
	for _, p := range parts {
		field := p.address(&known)
		if !field.IsZero() {
			continue
		}
		if p.made != nil {
			*field = p.made(known)
			continue
		}
		if p.canonical != nil {
			if at := p.canonical(chainID); !at.IsZero() {
				there, err := hasCode(at)
				if err != nil {
					return job.Contracts{}, fmt.Errorf("look for %s at %s: %w", p.name, at, err)
				}
				if there {
					*field = at
					continue
				}
			}
		}
		*field = create2(p.initCode(known))
	}
	return known, nil
}

// mustAddress parses an address constant of this package.
func mustAddress(s string) (a job.Address) {
	b, err := hex.DecodeString(strings.TrimPrefix(s, "0x"))
	if err != nil || len(b) != len(a) {
		panic("chain: malformed address constant " + s) // unreachable: the constants above parse, or no test would start
	}
	copy(a[:], b)
	return a
}
