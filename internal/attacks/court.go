package attacks

import (
	"bytes"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Money of a court, in millionths of a dollar.
const (
	disputeCosts = 100_000 // as chain deploys it; the least stake is ten times that
	stakeOf      = 50_000_000
	reserved     = 10_000_000 // of a stake, for one channel: three tenths of it are certain
	price        = 400_000    // of an answer
	deposit      = 1_000_000
	pocketUSD    = 1_000_000_000
)

const (
	withdrawDelay = 15 * 60
	reserveFor    = 60 * 24 * 3600
	claimWindow   = 21 * 24 * 3600 // of the vault
)

// court is a chain with all contracts that a dispute about an answer needs. Nothing in it is a toy.
type court struct {
	*chain
	founder                                 *party
	usd, settlement, collector              common.Address
	referee, receipts, program, game, vault common.Address
	messages, payments                      job.Domain
	g                                       *bind.Dispute
	v                                       *bind.StakeVault
	salt                                    byte
}

func newCourt(parties []*party) (*court, error) {
	founder, err := newParty("founder")
	if err != nil {
		return nil, err
	}
	k, err := newChain(append([]*party{founder}, parties...))
	if err != nil {
		return nil, err
	}
	c := &court{chain: k, founder: founder, g: bind.NewDispute(), v: bind.NewStakeVault()}
	if err := c.build(); err != nil {
		return nil, fmt.Errorf("found a court: %w", err)
	}
	usd := bind.NewTestUSD()
	for _, p := range parties {
		if _, err := c.must(call{from: p, to: &c.usd, data: usd.PackMint(p.at, big.NewInt(pocketUSD))}); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// build deploys everything, as package chain does.
func (c *court) build() error {
	var layers, draws, maker common.Address
	for _, part := range []struct {
		to   *common.Address
		code string
		args func() []byte
	}{
		{&c.usd, bind.TestUSDMetaData.Bin, nil},
		{&c.settlement, bind.BatchSettlementMetaData.Bin, nil},
		{&c.collector, bind.ERC3009CollectorMetaData.Bin, func() []byte { return bind.NewERC3009Collector().PackConstructor(c.settlement) }},
		{&c.referee, bind.RefereeMetaData.Bin, nil},
		{&c.receipts, bind.ReceiptsMetaData.Bin, func() []byte { return bind.NewReceipts().PackConstructor(c.referee, c.settlement) }},
		{&layers, bind.ExactLayersMetaData.Bin, nil},
		{&draws, bind.ExactDrawsMetaData.Bin, nil},
		{&c.program, bind.ExactProgramMetaData.Bin, func() []byte { return bind.NewExactProgram().PackConstructor(layers, draws) }},
		{&maker, bind.StakedGameMetaData.Bin, func() []byte {
			return bind.NewStakedGame().PackConstructor(c.usd, c.settlement, c.receipts, c.program, c.referee, big.NewInt(disputeCosts))
		}},
	} {
		code := common.FromHex(part.code)
		if part.args != nil {
			code = append(code, part.args()...)
		}
		var err error
		if *part.to, err = c.deploy(c.founder, code); err != nil {
			return err
		}
	}
	made := bind.NewStakedGame()
	for to, data := range map[*common.Address][]byte{&c.game: made.PackGame(), &c.vault: made.PackVault()} {
		raw, err := c.read(maker, data)
		if err != nil {
			return err
		}
		*to = common.BytesToAddress(raw)
	}
	c.messages = job.AssayDomain(chainID, job.Address(c.referee))
	c.payments = job.SettlementDomain(chainID, job.Address(c.settlement))
	return nil
}

// register makes a model judgeable.
func (c *court) register(m *model.Model) error {
	opening, err := trace.OpenEach(trace.Model, uint64(m.Leaves()), 0, func(i uint64) []byte { return m.Leaf(int(i)) })
	if err != nil {
		return fmt.Errorf("open the model's header: %w", err)
	}
	return c.registerHeader(m.Leaf(0), opening.Siblings[:trace.Siblings(uint64(m.Leaves()))])
}

func (c *court) registerHeader(header []byte, path []job.Hash) error {
	siblings := make([][32]byte, len(path))
	for i, h := range path {
		siblings[i] = h
	}
	_, err := c.must(call{from: c.founder, to: &c.program, data: bind.NewExactProgram().PackRegister(header, siblings)})
	return err
}

// stake makes somebody a provider.
func (c *court) stake(p *party) error {
	for _, t := range []call{
		{from: p, to: &c.usd, data: bind.NewTestUSD().PackApprove(c.vault, big.NewInt(stakeOf))},
		{from: p, to: &c.vault, data: c.v.PackStake(big.NewInt(stakeOf))},
	} {
		if _, err := c.must(t); err != nil {
			return fmt.Errorf("stake for %s: %w", p.name, err)
		}
	}
	return nil
}

// stakeLeft is what somebody has in the vault, in millionths of a dollar.
func (c *court) stakeLeft(p *party) (uint64, error) {
	raw, err := c.read(c.vault, c.v.PackStakeOf(p.at))
	if err != nil {
		return 0, err
	}
	books, err := c.v.UnpackStakeOf(raw)
	return books.Total.Uint64(), err
}

// usdOf is somebody's money, in millionths of a dollar.
func (c *court) usdOf(who common.Address) (*big.Int, error) {
	raw, err := c.read(c.usd, bind.NewTestUSD().PackBalanceOf(who))
	return new(big.Int).SetBytes(raw), err
}

// owed is what the game owes somebody, in wei.
func (c *court) owed(who common.Address) (*big.Int, error) {
	raw, err := c.read(c.game, c.g.PackOwed(who))
	return new(big.Int).SetBytes(raw), err
}

// channel opens a payment channel from a buyer to a provider with money in it and stake reserved behind it.
func (c *court) channel(buyer, provider *party) (job.ChannelConfig, error) {
	c.salt++
	cfg := job.ChannelConfig{
		Payer: job.Address(buyer.at), PayerAuthorizer: job.Address(buyer.at), Receiver: job.Address(provider.at), ReceiverAuthorizer: job.Address(provider.at),
		Token: job.Address(c.usd), WithdrawDelay: withdrawDelay, Salt: job.Hash{31: c.salt},
	}
	id := cfg.ID(c.payments)
	data, err := c.authorize(buyer, id)
	if err != nil {
		return cfg, err
	}
	for _, t := range []call{
		{from: buyer, to: &c.settlement, data: bind.NewBatchSettlement().PackDeposit(boundConfig(cfg), big.NewInt(deposit), c.collector, data)},
		{from: provider, to: &c.vault, data: c.v.PackReserve(id, big.NewInt(reserved), c.time+reserveFor)},
	} {
		if _, err := c.must(t); err != nil {
			return cfg, fmt.Errorf("open a channel from %s to %s: %w", buyer.name, provider.name, err)
		}
	}
	return cfg, nil
}

// authorize is a buyer's signature under a deposit (EIP-3009), as the collector takes it.
func (c *court) authorize(buyer *party, id job.Hash) ([]byte, error) {
	word := func(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }
	until := c.time + 3600
	nonce := job.Keccak(id[:], word(1))
	kind := job.Keccak([]byte("ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"))
	usd := job.Domain{Name: "Assay Test Dollar", Version: "1", ChainID: chainID, Contract: job.Address(c.usd)}
	s, err := buyer.sign(usd.Digest(job.Keccak(kind[:], common.LeftPadBytes(buyer.at[:], 32), common.LeftPadBytes(c.collector[:], 32), word(deposit), word(0), word(until), nonce[:])))
	if err != nil {
		return nil, err
	}
	number, err := abi.NewType("uint256", "", nil)
	if err != nil {
		return nil, err
	}
	blob, err := abi.NewType("bytes", "", nil)
	if err != nil {
		return nil, err
	}
	return abi.Arguments{{Type: number}, {Type: number}, {Type: number}, {Type: blob}}.Pack(new(big.Int), new(big.Int).SetUint64(until), big.NewInt(1), s[:])
}

// pay lets the provider claim so much of a channel, with the buyer's voucher.
func (c *court) pay(buyer, provider *party, cfg job.ChannelConfig, amount uint64) error {
	v := job.Voucher{Channel: cfg.ID(c.payments), MaxClaimable: job.Units(amount)}
	s, err := buyer.sign(v.Digest(c.payments))
	if err != nil {
		return err
	}
	b := bind.NewBatchSettlement()
	claim := bind.BatchSettlementVoucherClaim{
		Voucher: bind.BatchSettlementVoucher{Channel: boundConfig(cfg), MaxClaimableAmount: v.MaxClaimable.Big()}, Signature: s[:], TotalClaimed: v.MaxClaimable.Big(),
	}
	for _, data := range [][]byte{b.PackClaim([]bind.BatchSettlementVoucherClaim{claim}), b.PackSettle(provider.at, c.usd)} {
		if _, err := c.must(call{from: provider, to: &c.settlement, data: data}); err != nil {
			return fmt.Errorf("claim what %s paid: %w", buyer.name, err)
		}
	}
	return nil
}

// takeBack lets a buyer fetch what nobody claimed of a channel, after notice.
func (c *court) takeBack(buyer *party, cfg job.ChannelConfig, amount uint64) error {
	b := bind.NewBatchSettlement()
	if _, err := c.must(call{from: buyer, to: &c.settlement, data: b.PackInitiateWithdraw(boundConfig(cfg), new(big.Int).SetUint64(amount))}); err != nil {
		return fmt.Errorf("give notice: %w", err)
	}
	if err := c.wait(withdrawDelay + 1); err != nil {
		return err
	}
	_, err := c.must(call{from: buyer, to: &c.settlement, data: b.PackFinalizeWithdraw(boundConfig(cfg))})
	return err
}

func boundConfig(c job.ChannelConfig) bind.BatchSettlementChannelConfig {
	return bind.BatchSettlementChannelConfig{
		Payer: common.Address(c.Payer), PayerAuthorizer: common.Address(c.PayerAuthorizer),
		Receiver: common.Address(c.Receiver), ReceiverAuthorizer: common.Address(c.ReceiverAuthorizer),
		Token: common.Address(c.Token), WithdrawDelay: new(big.Int).SetUint64(c.WithdrawDelay), Salt: c.Salt,
	}
}

func boundRequest(r job.Request) bind.StatementsRequest {
	s := r.Sampling
	return bind.StatementsRequest{
		Model: r.Model, Tokenizer: r.Tokenizer, Template: r.Template, Prompt: r.Prompt, PromptTokens: r.PromptTokens, MaxTokens: r.MaxTokens,
		Sampling: bind.StatementsSampling{Temperature: s.Temperature, TopK: s.TopK, TopP: s.TopP, MinP: s.MinP, Repeat: s.Repeat, Frequency: s.Frequency, Presence: s.Presence, Bias: s.Bias},
		Stop:     r.Stop, Schema: r.Schema, Lane: uint8(r.Lane), Quote: r.Quote, PriceLimit: r.PriceLimit.Big(), Channel: r.Channel, Commitment: r.Commitment,
		BuyerNonce: r.BuyerNonce, Time: r.Time,
	}
}

func boundReceipt(r job.Receipt) bind.StatementsReceipt {
	return bind.StatementsReceipt{
		Request: r.Request, Output: r.Output, Count: r.Count, Amount: r.Amount.Big(), Nonce: r.Nonce, Finish: uint8(r.Finish), Started: r.Started, Finished: r.Finished,
	}
}

// paper is a receipt and the signature under it.
type paper struct {
	job.Receipt
	signature job.Signature
}

// encode is abi.encode of a request and of papers, each a receipt and its signature.
func encode(q job.Request, papers ...paper) []byte {
	r := bind.NewReferee()
	head := r.PackRequestDigest(boundRequest(q))[4:]
	size := len(head)
	for _, p := range papers {
		size += len(r.PackReceiptDigest(boundReceipt(p.Receipt))) - 4 + 32
	}
	var tail []byte
	for _, p := range papers {
		head = append(head, r.PackReceiptDigest(boundReceipt(p.Receipt))[4:]...)
		head = append(head, word32(uint64(size+len(tail)))...)
		tail = append(tail, word32(uint64(len(p.signature)))...)
		tail = append(tail, padded(p.signature[:])...)
	}
	return append(head, tail...)
}

func word32(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }

func padded(b []byte) []byte { return append(bytes.Clone(b), make([]byte, (32-len(b)%32)%32)...) }
