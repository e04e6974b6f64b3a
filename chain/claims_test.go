package chain

import (
	"encoding/binary"
	"math/big"
	"slices"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

// TestHundredClaims claims from a hundred channels in one transaction, each for the first time, and then again.
func TestHundredClaims(t *testing.T) {
	const channels, most = 100, 25_000
	alice, bob := person(t), person(t)
	ctx := t.Context()
	token := must[job.Domain](t)(alice.TokenDomain(ctx))
	head := must[job.Head](t)(alice.Head(ctx))
	var deposits [][]byte
	claims := make([]job.VoucherClaim, channels)
	for i := range claims {
		cfg := job.ChannelConfig{
			Payer: alice.Address(), PayerAuthorizer: alice.Address(), Receiver: bob.Address(), ReceiverAuthorizer: bob.Address(),
			Token: alice.contracts.Token, WithdrawDelay: job.MinWithdrawDelay,
		}
		binary.BigEndian.PutUint64(cfg.Salt[24:], uint64(i)+1)
		channel := cfg.ID(alice.SettlementDomain())
		d := job.Deposit{Amount: job.Units(10_000), ValidBefore: head.Time + 3600, Salt: cfg.Salt}
		d.Signature = must[job.Signature](t)(alice.key.Sign(d.Authorization(cfg.Payer, alice.contracts.Collector, channel).ReceiveDigest(token)))
		data := must[[]byte](t)(collectorData.Pack(common.Big0, id(d.ValidBefore), new(big.Int).SetBytes(d.Salt[:]), d.Signature[:]))
		deposits = append(deposits, settlement().PackDeposit(bindConfig(cfg), d.Amount.Big(), alice.contracts.Collector.Common(), data))
		v := job.Voucher{Channel: channel, MaxClaimable: job.Units(5_000 + uint64(i))}
		claims[i] = job.VoucherClaim{
			Config: cfg, Total: job.Units(4_000 + uint64(i)),
			Voucher: job.SignedVoucher{Voucher: v, Signature: must[job.Signature](t)(alice.key.Sign(v.Digest(alice.SettlementDomain())))},
		}
	}
	for some := range slices.Chunk(deposits, 50) {
		must[job.Tx](t)(alice.transact(ctx, "deposits", alice.contracts.Settlement, settlement().PackMulticall(some), nil))
	}
	first := must[job.Tx](t)(bob.Claim(ctx, claims))
	for i := range claims {
		claims[i].Total = claims[i].Voucher.Voucher.MaxClaimable
	}
	later := must[job.Tx](t)(bob.Claim(ctx, claims))
	t.Logf("gas a channel: %d the first time, %d later", first.Gas/channels, later.Gas/channels)
	if first.Gas > channels*most || later.Gas > channels*most {
		t.Errorf("claiming from %d channels took %d gas, later %d: more than %d each", channels, first.Gas, later.Gas, most)
	}
	for _, c := range claims {
		s := must[job.ChannelState](t)(bob.Channel(ctx, c.Voucher.Voucher.Channel))
		if s.Claimed != c.Total {
			t.Fatalf("claimed %s, want %s", s.Claimed, c.Total)
		}
	}
}
