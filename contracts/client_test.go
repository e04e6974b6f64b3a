package contracts_test

import (
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
)

// TestPaymentMadeByTheX402Client takes a payment that npm's @x402/evm 2.27.0 signed (its
// createBatchSettlementEIP3009DepositPayload, with the keys of newShop and its clock at 1,800,000,000) through our
// contracts: the deposit is collected, the voucher is claimed, and the client's channel id is ours.
func TestPaymentMadeByTheX402Client(t *testing.T) {
	raw, err := os.ReadFile("testdata/x402-deposit.json")
	if err != nil {
		t.Fatal(err)
	}
	var message struct {
		Payload struct {
			ChannelConfig struct {
				Payer, PayerAuthorizer, Receiver, ReceiverAuthorizer, Token common.Address
				WithdrawDelay                                               uint64
				Salt                                                        common.Hash
			}
			Voucher struct {
				ChannelID          common.Hash `json:"channelId"`
				MaxClaimableAmount uint64      `json:",string"`
				Signature          hexutil.Bytes
			}
			Deposit struct {
				Amount        uint64 `json:",string"`
				Authorization struct {
					ERC3009 struct {
						ValidAfter  uint64 `json:",string"`
						ValidBefore uint64 `json:",string"`
						Salt        common.Hash
						Signature   hexutil.Bytes
					} `json:"erc3009Authorization"`
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &message); err != nil {
		t.Fatal(err)
	}
	s := newShop(t)
	p := message.Payload
	config := job.ChannelConfig{
		Payer: job.Address(p.ChannelConfig.Payer), PayerAuthorizer: job.Address(p.ChannelConfig.PayerAuthorizer),
		Receiver: job.Address(p.ChannelConfig.Receiver), ReceiverAuthorizer: job.Address(p.ChannelConfig.ReceiverAuthorizer),
		Token: job.Address(p.ChannelConfig.Token), WithdrawDelay: p.ChannelConfig.WithdrawDelay, Salt: job.Hash(p.ChannelConfig.Salt),
	}
	if p.ChannelConfig.Token != s.token || p.ChannelConfig.Payer != s.alice.address {
		t.Fatalf("the payment is in token %s by %s, the shop has %s and %s: sign it again", p.ChannelConfig.Token, p.ChannelConfig.Payer, s.token, s.alice.address)
	}
	if got := config.ID(s.domain); got != job.Hash(p.Voucher.ChannelID) {
		t.Fatalf("channel id %s, the client has %s", got, p.Voucher.ChannelID)
	}

	settlement := bind.NewBatchSettlement()
	authorization := p.Deposit.Authorization.ERC3009
	data, err := abi.Arguments{word("uint256"), word("uint256"), word("uint256"), word("bytes")}.
		Pack(units(authorization.ValidAfter), units(authorization.ValidBefore), authorization.Salt.Big(), []byte(authorization.Signature))
	if err != nil {
		t.Fatal(err)
	}
	s.send(common.Address{0x0f}, settlementAddress,
		settlement.PackDeposit(boundConfig(config), units(p.Deposit.Amount), collectorAddress, data))
	s.send(s.bob.address, settlementAddress, settlement.PackClaim([]bind.BatchSettlementVoucherClaim{{
		Voucher:      bind.BatchSettlementVoucher{Channel: boundConfig(config), MaxClaimableAmount: units(p.Voucher.MaxClaimableAmount)},
		Signature:    p.Voucher.Signature,
		TotalClaimed: units(p.Voucher.MaxClaimableAmount),
	}}))
	s.send(s.bob.address, settlementAddress, settlement.PackSettle(s.bob.address, s.token))
	if got := s.balance(s.bob.address); got != 2500 {
		t.Errorf("bob got %d of a voucher for 2500", got)
	}
	if got := s.balance(settlementAddress); got != 1_000_000-2500 {
		t.Errorf("the channel holds %d", got)
	}
}

func units(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
