package contracts_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
)

// Where x402 clients look for the contracts, on every chain.
var (
	settlementAddress = common.HexToAddress("0x4020074e9dF2ce1deE5A9C1b5c3f541D02a10003")
	collectorAddress  = common.HexToAddress("0x4020806089470a89826cB9fB1f4059150b550004")
)

func boundConfig(c job.ChannelConfig) bind.BatchSettlementChannelConfig {
	return bind.BatchSettlementChannelConfig{
		Payer: common.Address(c.Payer), PayerAuthorizer: common.Address(c.PayerAuthorizer),
		Receiver: common.Address(c.Receiver), ReceiverAuthorizer: common.Address(c.ReceiverAuthorizer),
		Token: common.Address(c.Token), WithdrawDelay: new(big.Int).SetUint64(c.WithdrawDelay), Salt: c.Salt,
	}
}

// highS returns the other valid ECDSA signature of the same message by the same key.
func highS(signature []byte) []byte {
	s := new(big.Int).SetBytes(signature[32:64])
	other := append([]byte(nil), signature...)
	s.Sub(crypto.S256().Params().N, s).FillBytes(other[32:64])
	other[64] ^= 27 ^ 28
	return other
}

// shop is a payer and a receiver on a chain laid out as the development chain's genesis lays it out.
type shop struct {
	*machine
	alice, session, bob account
	token               common.Address
	domain              job.Domain
	salt                uint64
}

func newShop(t *testing.T) *shop {
	m := newMachine(t)
	m.place(settlementAddress, common.FromHex(bind.BatchSettlementMetaData.Bin))
	m.place(collectorAddress, join(common.FromHex(bind.ERC3009CollectorMetaData.Bin),
		bind.NewERC3009Collector().PackConstructor(settlementAddress)))
	token, _ := m.deploy(common.FromHex(bind.TestUSDMetaData.Bin))
	s := &shop{
		machine: m, token: token,
		alice: newAccount(t, "alice"), session: newAccount(t, "session"), bob: newAccount(t, "bob"),
		domain: job.SettlementDomain(devChain, job.Address(settlementAddress)),
	}
	m.send(s.alice.address, token, bind.NewTestUSD().PackMint(s.alice.address, big.NewInt(1e12)))
	return s
}

func (s *shop) config(salt byte) job.ChannelConfig {
	return job.ChannelConfig{
		Payer: job.Address(s.alice.address), PayerAuthorizer: job.Address(s.session.address),
		Receiver: job.Address(s.bob.address), ReceiverAuthorizer: job.Address(s.bob.address),
		Token: job.Address(s.token), WithdrawDelay: 3600, Salt: job.Hash{31: salt},
	}
}

var word = func(name string) abi.Argument {
	typ, err := abi.NewType(name, "", nil)
	if err != nil {
		panic(err) // the names are constants of this file
	}
	return abi.Argument{Type: typ}
}

// deposit lets an outsider submit alice's signed deposit.
func (s *shop) deposit(c job.ChannelConfig, amount int64) uint64 {
	s.t.Helper()
	s.salt++
	id := c.ID(s.domain)
	nonce := job.Keccak(id[:], common.BigToHash(new(big.Int).SetUint64(s.salt)).Bytes())
	before := new(big.Int).SetUint64(s.time + 300)
	usd := job.Domain{Name: "Assay Test Dollar", Version: "1", ChainID: devChain, Contract: job.Address(s.token)}
	typeHash := crypto.Keccak256([]byte("ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"))
	digest := usd.Digest(job.Keccak(typeHash,
		common.LeftPadBytes(s.alice.address[:], 32), common.LeftPadBytes(collectorAddress[:], 32),
		common.BigToHash(big.NewInt(amount)).Bytes(), make([]byte, 32), common.BigToHash(before).Bytes(), nonce[:]))
	data, err := abi.Arguments{word("uint256"), word("uint256"), word("uint256"), word("bytes")}.
		Pack(new(big.Int), before, new(big.Int).SetUint64(s.salt), s.alice.sign(s.t, digest))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.send(common.Address{0x0f}, settlementAddress,
		bind.NewBatchSettlement().PackDeposit(boundConfig(c), big.NewInt(amount), collectorAddress, data))
}

func (s *shop) voucher(c job.ChannelConfig, total uint64) bind.BatchSettlementVoucherClaim {
	s.t.Helper()
	v := job.Voucher{Channel: c.ID(s.domain), MaxClaimable: job.Units(total)}
	return bind.BatchSettlementVoucherClaim{
		Voucher:      bind.BatchSettlementVoucher{Channel: boundConfig(c), MaxClaimableAmount: v.MaxClaimable.Big()},
		Signature:    s.session.sign(s.t, v.Digest(s.domain)),
		TotalClaimed: v.MaxClaimable.Big(),
	}
}

func (s *shop) balance(of common.Address) int64 {
	s.t.Helper()
	raw, err := s.view(s.token, bind.NewTestUSD().PackBalanceOf(of))
	if err != nil {
		s.t.Fatal(err)
	}
	return new(big.Int).SetBytes(raw).Int64()
}

// TestChannelAtCanonicalAddress opens, claims, settles, refunds and withdraws at the addresses of x402 clients, follows
// the money to the last unit, and keeps the cost of each step near that of x402's own contract.
func TestChannelAtCanonicalAddress(t *testing.T) {
	s := newShop(t)
	settlement := bind.NewBatchSettlement()
	for name, creation := range map[string][]byte{
		"BatchSettlement":    common.FromHex(bind.BatchSettlementMetaData.Bin),
		"StakeVault":         join(common.FromHex(bind.StakeVaultMetaData.Bin), bind.NewStakeVault().PackConstructor(s.token, settlementAddress, common.Address{}, big.NewInt(1))),
		"Referee":            common.FromHex(bind.RefereeMetaData.Bin),
		"TestUSD":            common.FromHex(bind.TestUSDMetaData.Bin),
		"IdentityRegistry":   common.FromHex(bind.IdentityRegistryMetaData.Bin),
		"ReputationRegistry": join(common.FromHex(bind.ReputationRegistryMetaData.Bin), bind.NewReputationRegistry().PackConstructor(s.token)),
	} {
		at, gas := s.deploy(creation)
		size := len(s.state.GetCode(at))
		t.Logf("%-22s %6d bytes, %8d gas to deploy", name, size, gas)
		if size > 24_576 {
			t.Errorf("%s has %d bytes: a chain refuses more than 24,576 (EIP-170)", name, size)
		}
	}
	// What x402's own contract costs, in gas of a whole transaction, plus 5 %: this token asks whether the payer has
	// code, for ERC-1271 (2,600 gas for a cold account), which theirs in that measurement did not.
	within := func(what string, gas, reference uint64) {
		t.Helper()
		t.Logf("%-22s %8d gas (reference %d)", what, gas, reference)
		if gas > reference*105/100 {
			t.Errorf("%s costs %d gas, reference %d", what, gas, reference)
		}
	}
	claim := func(claims ...bind.BatchSettlementVoucherClaim) uint64 {
		t.Helper()
		return s.send(s.bob.address, settlementAddress, settlement.PackClaim(claims))
	}

	other := s.config(0)
	within("deposit, first of all", s.deposit(other, 1_000), 132_431)
	c := s.config(1)
	within("deposit, new channel", s.deposit(c, 1_000_000), 132_431)
	within("deposit, top-up", s.deposit(c, 500_000), 94_339)
	within("claim, first", claim(s.voucher(other, 1)), 65_457)
	claim(s.voucher(c, 1_000))
	within("claim, later", claim(s.voucher(c, 2_000)), 48_357)
	s.send(s.bob.address, settlementAddress, settlement.PackSettle(s.bob.address, s.token))
	if got := s.balance(s.bob.address); got != 2_001 {
		t.Fatalf("bob has %d after settling 2,001", got)
	}
	ten := make([]bind.BatchSettlementVoucherClaim, 10)
	for i := range ten {
		more := s.config(byte(100 + i))
		s.deposit(more, 1_000)
		claim(s.voucher(more, 1))
		ten[i] = s.voucher(more, 10)
	}
	within("claim, 10 channels", claim(ten...), 238_308)
	within("settle", s.send(s.bob.address, settlementAddress, settlement.PackSettle(s.bob.address, s.token)), 46_214)
	within("refund", s.send(s.bob.address, settlementAddress, settlement.PackRefund(boundConfig(c), big.NewInt(498_000))), 74_210)
	within("initiateWithdraw", s.send(s.session.address, settlementAddress, settlement.PackInitiateWithdraw(boundConfig(c), big.NewInt(1_000_000))), 52_665)
	if _, err := s.apply(s.session.address, &settlementAddress, settlement.PackFinalizeWithdraw(boundConfig(c))); err == nil {
		t.Fatal("a withdrawal was finalized before its delay was over")
	}
	s.time += 3600
	within("finalizeWithdraw", s.send(s.session.address, settlementAddress, settlement.PackFinalizeWithdraw(boundConfig(c))), 50_520)

	// alice put in 1,000 + 1,500,000 + 10 * 1,000 and got 1,498,000 back; bob got 2,001 + 100 - 0; the rest is in channels.
	got := fmt.Sprint(s.balance(s.alice.address), s.balance(s.bob.address), s.balance(settlementAddress))
	want := fmt.Sprint(int64(1e12)-1_511_000+1_498_000, 2_001+100, 1_511_000-1_498_000-2_101)
	if got != want {
		t.Errorf("balances of alice, bob and the contract: %s, want %s", got, want)
	}
}

// TestRegistryAndVaultGas keeps what an agent's life costs beside its payments near the reference and says the rest.
func TestRegistryAndVaultGas(t *testing.T) {
	m := newMachine(t)
	identity, _ := m.deploy(common.FromHex(bind.IdentityRegistryMetaData.Bin))
	reputation, _ := m.deploy(join(common.FromHex(bind.ReputationRegistryMetaData.Bin), bind.NewReputationRegistry().PackConstructor(identity)))
	token, _ := m.deploy(common.FromHex(bind.TestUSDMetaData.Bin))
	vault, _ := m.deploy(join(common.FromHex(bind.StakeVaultMetaData.Bin), bind.NewStakeVault().PackConstructor(token, settlementAddress, common.Address{}, big.NewInt(1000))))
	alice, bob := newAccount(t, "alice").address, newAccount(t, "bob").address

	within := func(what string, gas, most uint64) {
		t.Helper()
		t.Logf("%-22s %8d gas (at most %d)", what, gas, most)
		if gas > most {
			t.Errorf("%s costs %d gas, at most %d", what, gas, most)
		}
	}
	feedback := func() uint64 {
		t.Helper()
		return m.send(alice, reputation, bind.NewReputationRegistry().PackGiveFeedback(
			new(big.Int), big.NewInt(100), 0, "successRate", "", "", "", [32]byte{1}))
	}
	within("register", m.send(bob, identity, bind.NewIdentityRegistry().PackRegisterWithURI("http://127.0.0.1:4020/agent.json")), 200_000)
	within("giveFeedback, first", feedback(), 193_141)
	within("giveFeedback, later", feedback(), 111_291)

	v, usd, sum := bind.NewStakeVault(), bind.NewTestUSD(), big.NewInt(1_000_000)
	m.send(bob, token, usd.PackMint(bob, sum))
	m.send(bob, token, usd.PackApprove(vault, sum))
	within("stake", m.send(bob, vault, v.PackStake(sum)), 100_000)
	within("reserve", m.send(bob, vault, v.PackReserve([32]byte{1}, big.NewInt(1000), m.time+3600)), 100_000)
	within("requestUnstake", m.send(bob, vault, v.PackRequestUnstake(big.NewInt(1000))), 80_000)
	m.time += 14 * 24 * 3600
	within("release", m.send(alice, vault, v.PackRelease([32]byte{1}, bob)), 50_000)
	within("withdraw", m.send(bob, vault, v.PackWithdraw()), 80_000)
	raw, err := m.view(vault, v.PackStakeOf(bob))
	if err != nil {
		t.Fatal(err)
	}
	books, err := v.UnpackStakeOf(raw)
	if err != nil || books.Total.Int64() != 999_000 || books.Reserved.Sign() != 0 || books.Unbonding.Sign() != 0 {
		t.Errorf("bob's books at the end: %v (%v)", books, err)
	}
}
