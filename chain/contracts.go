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

	// ERC-8004 registries of the main networks, then of the test networks.
	canonicalIdentity   = []job.Address{mustAddress("0x8004a169fb4a3325136eb29fa0ceb6d2e539a432"), mustAddress("0x8004a818bfb912233c491871b3d84c89a494bd9e")}
	canonicalReputation = []job.Address{mustAddress("0x8004baa17c55a88189ae136b182e5fda19de9b63"), mustAddress("0x8004b663056a597dffe9eccc1965a193b7388713")}
)

// part is one contract of a deployment: where its address is kept, how it is made, and where it may stand already.
type part struct {
	name      string
	bin       string                            // creation code, "0x…"
	address   func(*job.Contracts) *job.Address // field of the deployment
	args      func(job.Contracts) []byte        // encoded constructor arguments; they may name earlier parts
	canonical []job.Address                     // places where others may have deployed it
}

// parts lists the contracts in the order in which they depend on each other.
var parts = []part{
	{
		name: "IdentityRegistry", bin: bind.IdentityRegistryMetaData.Bin, canonical: canonicalIdentity,
		address: func(c *job.Contracts) *job.Address { return &c.Identity },
	},
	{
		name: "ReputationRegistry", bin: bind.ReputationRegistryMetaData.Bin, canonical: canonicalReputation,
		address: func(c *job.Contracts) *job.Address { return &c.Reputation },
		args:    func(c job.Contracts) []byte { return reputation().PackConstructor(c.Identity.Common()) },
	},
	{
		name: "TestUSD", bin: bind.TestUSDMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Token },
	},
	{
		name: "BatchSettlement", bin: bind.BatchSettlementMetaData.Bin, canonical: []job.Address{canonicalSettlement},
		address: func(c *job.Contracts) *job.Address { return &c.Settlement },
	},
	{
		name: "ERC3009Collector", bin: bind.ERC3009CollectorMetaData.Bin, canonical: []job.Address{canonicalCollector},
		address: func(c *job.Contracts) *job.Address { return &c.Collector },
		args:    func(c job.Contracts) []byte { return collector().PackConstructor(c.Settlement.Common()) },
	},
	{
		name: "StakeVault", bin: bind.StakeVaultMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Vault },
		args:    func(c job.Contracts) []byte { return vault().PackConstructor(c.Token.Common()) },
	},
	{
		name: "Referee", bin: bind.RefereeMetaData.Bin,
		address: func(c *job.Contracts) *job.Address { return &c.Referee },
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

// Addresses returns the deployment on an embedded chain, or on a public one that has the canonical ERC-8004
// registries: any process can compute it without asking anybody. On other chains the settlement contract may stand at
// a CREATE2 address of ours instead; a Client looks, and its Contracts says what it found.
func Addresses(chainID uint64) job.Contracts {
	public := false
	switch chainID {
	case 1, 10, 56, 100, 137, 8453, 42161, 59144, 534352: // Ethereum, OP, BSC, Gnosis, Polygon, Base, Arbitrum, Linea, Scroll
		public = true
	}
	c, _ := resolve(job.Contracts{}, func(a job.Address) (bool, error) {
		registry := a == canonicalIdentity[0] || a == canonicalReputation[0]
		return registry && public || a == canonicalSettlement || a == canonicalCollector, nil
	})
	return c
}

// resolve fills the empty fields of known: with the first canonical address that has code, else with our CREATE2
// address.
func resolve(known job.Contracts, hasCode func(job.Address) (bool, error)) (job.Contracts, error) {
	for _, p := range parts {
		field := p.address(&known)
		if !field.IsZero() {
			continue
		}
		for _, a := range p.canonical {
			there, err := hasCode(a)
			if err != nil {
				return job.Contracts{}, fmt.Errorf("look for %s at %s: %w", p.name, a, err)
			}
			if there {
				*field = a
				break
			}
		}
		if field.IsZero() {
			*field = create2(p.initCode(known))
		}
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
