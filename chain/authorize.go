package chain

import (
	"context"
	"fmt"
	"math/big"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

// authorizationLife is how long a signed deposit can be used, in seconds of chain time: long enough to be mined on a
// slow day, short enough that a forgotten one is worthless.
const authorizationLife = 3600

var receiveAuthorizationType = job.Keccak([]byte("ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"))

// collectorData is the layout of an ERC-3009 collector's data: validAfter, validBefore, salt, signature.
var collectorData = abi.Arguments{{Type: mustType("uint256")}, {Type: mustType("uint256")}, {Type: mustType("uint256")}, {Type: mustType("bytes")}}

// mustType parses an ABI type constant of this package.
func mustType(name string) abi.Type {
	t, err := abi.NewType(name, "", nil)
	if err != nil {
		panic("chain: malformed ABI type constant " + name) // unreachable: the constants above parse, or no test would start
	}
	return t
}

// tokenDomains remembers the EIP-712 name and version of tokens.
type tokenDomains struct {
	mu    sync.Mutex
	known map[job.Address]job.Domain
}

// tokenDomain returns a token's EIP-712 domain, from its name and version as x402 does.
func (c *Client) tokenDomain(ctx context.Context, at job.Address) (job.Domain, error) {
	c.domains.mu.Lock()
	d, ok := c.domains.known[at]
	c.domains.mu.Unlock()
	if ok {
		return d, nil
	}
	name, err := call(ctx, c, "token name", at, token().PackName(), token().UnpackName)
	if err != nil {
		return job.Domain{}, err
	}
	version, err := call(ctx, c, "token version", at, token().PackVersion(), token().UnpackVersion)
	if err != nil {
		return job.Domain{}, err
	}
	d = job.Domain{Name: name, Version: version, ChainID: c.ChainID(), Contract: at}
	c.domains.mu.Lock()
	defer c.domains.mu.Unlock()
	if c.domains.known == nil {
		c.domains.known = map[job.Address]job.Domain{}
	}
	c.domains.known[at] = d
	return d, nil
}

// depositSalt derives the salt of the next deposit from the channel as it is before it. A deposit that was sent and not
// seen mined before a crash, and the one sent in its place, share one authorization: the token takes only one of them.
func depositSalt(channel job.Hash, before job.ChannelState) job.Hash {
	return job.Keccak([]byte("assay.deposit.v1"), channel[:], common.LeftPadBytes(before.Balance.Big().Bytes(), 32), id(before.RefundNonce).Bytes())
}

// depositNonce is the nonce of the authorization of the next deposit: the token takes each only once.
func depositNonce(channel job.Hash, before job.ChannelState) job.Hash {
	salt := depositSalt(channel, before)
	return job.Keccak(channel[:], salt[:])
}

// authorizeDeposit signs EIP-3009's ReceiveWithAuthorization from payer to collector and returns it as the x402
// collector takes it: abi.encode(validAfter, validBefore, salt, signature). The authorization's nonce is
// keccak256(abi.encode(channel id, salt)), so it can fund no other channel. The salt follows from the channel's state before
// it; the authorization ends at before, in unix seconds of chain time.
func (c *Client) authorizeDeposit(ctx context.Context, cfg job.ChannelConfig, amount job.Amount, state job.ChannelState, before uint64) ([]byte, error) {
	domain, err := c.tokenDomain(ctx, cfg.Token)
	if err != nil {
		return nil, err
	}
	channel := cfg.ID(c.SettlementDomain())
	salt, nonce := depositSalt(channel, state), depositNonce(channel, state)

	payer, to := cfg.Payer, c.contracts.Collector
	typeHash := receiveAuthorizationType
	digest := domain.Digest(job.Keccak(
		typeHash[:], common.LeftPadBytes(payer[:], 32), common.LeftPadBytes(to[:], 32), common.LeftPadBytes(amount.Big().Bytes(), 32),
		make([]byte, 32), common.LeftPadBytes(id(before).Bytes(), 32), nonce[:],
	))
	sig, err := c.key.Sign(digest)
	if err != nil {
		return nil, err
	}
	encoded, err := collectorData.Pack(common.Big0, id(before), new(big.Int).SetBytes(salt[:]), sig[:])
	if err != nil {
		return nil, fmt.Errorf("encode authorization: %w", err)
	}
	return encoded, nil
}
