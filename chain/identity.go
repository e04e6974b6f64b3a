package chain

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sync"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// maxURI bounds the registration URIs that Agents returns, in bytes (data: URIs hold a whole file). An agent with a
// longer one is left out.
const maxURI = 64 << 10

// walletKey is the ERC-8004 metadata entry that holds the agent's wallet.
const walletKey = "agentWallet"

// Register makes an ERC-8004 identity owned by this client's account, with the URI of its registration file and
// on-chain metadata, and returns its agent id. The account's address becomes the agent's wallet.
func (c *Client) Register(ctx context.Context, uri string, meta map[string][]byte) (uint64, job.Tx, error) {
	if len(uri) > maxURI {
		return 0, job.Tx{}, job.Faultf(job.FaultTooLarge, "uri_too_long", "register: the registration URI has %d bytes; at most %d", len(uri), maxURI)
	}
	var entries []bind.IdentityRegistryMetadataEntry
	for _, k := range slices.Sorted(maps.Keys(meta)) {
		entries = append(entries, bind.IdentityRegistryMetadataEntry{MetadataKey: k, MetadataValue: meta[k]})
	}
	data := identity().PackRegisterWithURI(uri)
	if len(entries) > 0 {
		data = identity().PackRegisterWithMetadata(uri, entries)
	}
	r, tx, err := c.execute(ctx, "register", c.contracts.Identity, data, nil)
	if err != nil {
		return 0, job.Tx{}, err
	}
	for _, l := range r.Logs {
		if l.Address != c.contracts.Identity.Common() || len(l.Topics) == 0 {
			continue
		}
		if e, err := identity().UnpackRegisteredEvent(l); err == nil {
			if agent, ok := small(e.AgentId); ok {
				return agent, tx, nil
			}
		}
	}
	return 0, tx, fmt.Errorf("register: transaction %s reports no agent id; is %s an ERC-8004 registry?", tx.Hash, c.contracts.Identity)
}

// SetURI moves an agent's registration file.
func (c *Client) SetURI(ctx context.Context, agent uint64, uri string) (job.Tx, error) {
	return c.transact(ctx, "set agent URI", c.contracts.Identity, identity().PackSetAgentURI(id(agent), uri), nil)
}

// SetMetadata writes one entry of an agent's on-chain metadata.
func (c *Client) SetMetadata(ctx context.Context, agent uint64, key string, value []byte) (job.Tx, error) {
	return c.transact(ctx, "set agent metadata", c.contracts.Identity, identity().PackSetMetadata(id(agent), key, value), nil)
}

// Metadata reads one entry of an agent's on-chain metadata; nil when there is none.
func (c *Client) Metadata(ctx context.Context, agent uint64, key string) ([]byte, error) {
	return call(ctx, c, "agent metadata", c.contracts.Identity, identity().PackGetMetadata(id(agent), key), identity().UnpackGetMetadata)
}

// Agent reads one agent as it is now. It fails with FaultNotFound for an id that does not exist.
func (c *Client) Agent(ctx context.Context, agent uint64) (job.Agent, error) {
	owner, err := call(ctx, c, "agent owner", c.contracts.Identity, identity().PackOwnerOf(id(agent)), identity().UnpackOwnerOf)
	if err != nil {
		return job.Agent{}, err
	}
	wallet, err := call(ctx, c, "agent wallet", c.contracts.Identity, identity().PackGetAgentWallet(id(agent)), identity().UnpackGetAgentWallet)
	if err != nil {
		return job.Agent{}, err
	}
	uri, err := call(ctx, c, "agent URI", c.contracts.Identity, identity().PackTokenURI(id(agent)), identity().UnpackTokenURI)
	if err != nil {
		return job.Agent{}, err
	}
	return job.Agent{ID: agent, Owner: job.Address(owner), Wallet: job.Address(wallet), URI: uri}, nil
}

// Agents returns every agent of the registry as it is now, by id, from the registry's events. Agents with a URI above
// 64 KiB and burnt ones are left out. Each call reads only the blocks since the last one.
func (c *Client) Agents(ctx context.Context) ([]job.Agent, error) {
	l := &c.agents
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byID == nil {
		l.byID = map[uint64]job.Agent{}
	}
	if err := l.scan(ctx, l.topics(), func() { clear(l.byID) }, l.add); err != nil {
		return nil, fmt.Errorf("list agents: %w", err)
	}
	var agents []job.Agent
	for _, n := range slices.Sorted(maps.Keys(l.byID)) {
		if a := l.byID[n]; len(a.URI) <= maxURI {
			agents = append(agents, a)
		}
	}
	return agents, nil
}

// agentLog folds the registry's events into the present state of every agent.
type agentLog struct {
	mu sync.Mutex
	scanner
	byID map[uint64]job.Agent
}

func (*agentLog) topics() [][]common.Hash {
	events := identity().GetABI().Events
	return [][]common.Hash{{
		events["Registered"].ID, events["URIUpdated"].ID, events["Transfer"].ID, events["MetadataSet"].ID,
	}}
}

func (l *agentLog) add(log types.Log) {
	switch events := identity().GetABI().Events; log.Topics[0] {
	case events["Registered"].ID:
		if e, err := identity().UnpackRegisteredEvent(&log); err == nil {
			l.change(e.AgentId, func(a *job.Agent) { a.URI, a.Owner = clip(e.AgentURI), job.Address(e.Owner) })
		}
	case events["URIUpdated"].ID:
		if e, err := identity().UnpackURIUpdatedEvent(&log); err == nil {
			l.change(e.AgentId, func(a *job.Agent) { a.URI = clip(e.NewURI) })
		}
	case events["Transfer"].ID:
		e, err := identity().UnpackTransferEvent(&log)
		if err != nil {
			return
		}
		if agent, ok := small(e.TokenId); ok && e.To == (common.Address{}) {
			delete(l.byID, agent)
		} else {
			l.change(e.TokenId, func(a *job.Agent) {
				a.Owner = job.Address(e.To)
				if e.From != (common.Address{}) {
					a.Wallet = job.Address{} // a sold agent pays nobody until its owner says whom
				}
			})
		}
	case events["MetadataSet"].ID:
		if len(log.Topics) < 3 || log.Topics[2] != crypto.Keccak256Hash([]byte(walletKey)) {
			return
		}
		if e, err := identity().UnpackMetadataSetEvent(&log); err == nil {
			l.change(e.AgentId, func(a *job.Agent) {
				a.Wallet = job.Address{}
				if len(e.MetadataValue) == len(a.Wallet) {
					copy(a.Wallet[:], e.MetadataValue)
				}
			})
		}
	}
}

func (l *agentLog) change(agent *big.Int, f func(*job.Agent)) {
	n, ok := small(agent)
	if !ok {
		return
	}
	a := l.byID[n]
	a.ID = n
	f(&a)
	l.byID[n] = a
}

// small returns an agent id that fits 64 bits. A nil one, which comes of an event without data, does not.
func small(agent *big.Int) (uint64, bool) {
	if agent == nil || !agent.IsUint64() {
		return 0, false
	}
	return agent.Uint64(), true
}

// clip keeps an oversized URI from taking memory; its length still shows that it is too long.
func clip(uri string) string {
	if len(uri) > maxURI {
		return string([]byte(uri[:maxURI+1]))
	}
	return uri
}

func id(agent uint64) *big.Int { return new(big.Int).SetUint64(agent) }
