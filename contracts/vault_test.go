package contracts_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/settle"
)

// judge is the account that plays the game for the vaults of these tests.
var judge = common.Address{0x1d}

// courtroom is a shop whose seller bob has stake in a vault that obeys judge.
type courtroom struct {
	*shop
	vault common.Address
	bind  *bind.StakeVault
}

func newCourtroom(t *testing.T, stake uint64) *courtroom {
	s := newShop(t)
	v := bind.NewStakeVault()
	at, _ := s.deploy(join(common.FromHex(bind.StakeVaultMetaData.Bin), v.PackConstructor(s.token, settlementAddress, judge, big.NewInt(1))))
	amount := new(big.Int).SetUint64(stake)
	s.send(s.bob.address, s.token, bind.NewTestUSD().PackMint(s.bob.address, amount))
	s.send(s.bob.address, s.token, bind.NewTestUSD().PackApprove(at, amount))
	s.send(s.bob.address, at, v.PackStake(amount))
	return &courtroom{shop: s, vault: at, bind: v}
}

// pay lets alice pay bob so much out of a channel.
func (c *courtroom) pay(channel job.ChannelConfig, amount uint64) {
	c.t.Helper()
	c.deposit(channel, int64(amount))
	c.send(c.bob.address, settlementAddress, bind.NewBatchSettlement().PackClaim([]bind.BatchSettlementVoucherClaim{c.voucher(channel, amount)}))
}

func (c *courtroom) number(data []byte, what string) uint64 {
	c.t.Helper()
	raw, err := c.view(c.vault, data)
	if err != nil {
		c.t.Fatalf("%s: %v", what, err)
	}
	return new(big.Int).SetBytes(raw).Uint64()
}

// TestVaultSharesAsSettleSays draws stakes, reservations, payments, statements, disputes and their order, plays each case on
// go-ethereum's EVM, and compares every unit with package settle.
func TestVaultSharesAsSettleSays(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 0xa55a))
	gas := map[string]uint64{}
	for range 40 {
		playCase(t, r, gas)
	}
	for _, what := range []string{"freeze", "slash, first", "slash, later", "prove", "close", "refund", "collect"} {
		t.Logf("%-14s at most %7d gas", what, gas[what])
	}
	for what, most := range map[string]uint64{"freeze": 130_000, "slash, first": 260_000} { // they are part of every dispute
		if gas[what] > most {
			t.Errorf("%s costs %d gas, at most %d", what, gas[what], most)
		}
	}
}

func playCase(t *testing.T, r *rand.Rand, gas map[string]uint64) {
	stake := 1 + r.Uint64N(1<<uint(1+r.IntN(35)))
	c := newCourtroom(t, stake)
	bob, none := c.bob.address, common.Address{0x0f}
	send := func(what string, from common.Address, data []byte) {
		t.Helper()
		gas[what] = max(gas[what], c.send(from, c.vault, data))
	}

	want := settle.Slashing{Seized: job.Units(stake)}
	channels := make([]job.ChannelConfig, 1+r.IntN(4))
	free := stake
	for i := range channels {
		channels[i] = c.config(byte(i))
		claim := settle.PaidClaim{Owed: job.Units(1 + r.Uint64N(stake)), Paid: job.Units(1 + r.Uint64N(stake))}
		if reserved := r.Uint64N(free + 1); reserved > 0 && r.IntN(4) > 0 {
			free -= reserved
			c.send(bob, c.vault, c.bind.PackReserve(channels[i].ID(c.domain), new(big.Int).SetUint64(reserved), c.time+100*86400))
			claim.Reserved = job.Units(reserved)
		}
		want.Claims = append(want.Claims, claim)
		c.pay(channels[i], claim.Paid.Uint64())
	}

	// Disputes open one after the other and end in another order; the first to end say what is owed.
	disputes := len(channels) + r.IntN(5)
	opened := make([]settle.Winner, disputes)
	for i := range opened {
		c.time += uint64(r.IntN(2))
		costs := r.Uint64N(stake/5 + 2)
		cover := c.number(c.bind.PackCover(bob), "cover")
		opened[i] = settle.Winner{Opened: c.time, Covered: job.Units(min(costs, cover))}
		send("freeze", judge, c.bind.PackFreeze([32]byte{31: byte(i)}, bob, new(big.Int).SetUint64(costs)))
	}
	for n, i := range r.Perm(disputes) {
		c.time += uint64(r.IntN(86400))
		fault := bind.Fault{Subject: [32]byte{1, byte(n)}, Amount: new(big.Int)}
		if n < len(channels) {
			fault.Channel, fault.Amount = channels[n].ID(c.domain), want.Claims[n].Owed.Big()
		}
		what := "slash, later"
		if n == 0 {
			what = "slash, first"
		}
		send(what, judge, c.bind.PackSlash([32]byte{31: byte(i)}, challenger(n), fault))
		want.Winners = append(want.Winners, opened[i])
	}
	for _, i := range r.Perm(len(channels)) {
		send("prove", none, c.bind.PackProve(bob, boundConfig(channels[i])))
	}
	c.time += 21 * 86400
	send("close", none, c.bind.PackClose(bob, 1))

	shares := want.Share()
	for i, channel := range channels {
		before := c.balance(c.alice.address)
		send("refund", none, c.bind.PackRefund(bob, 1, channel.ID(c.domain)))
		if got := c.balance(c.alice.address) - before; uint64(got) != shares.Refunds[i].Uint64() {
			t.Errorf("claim %d got %d, want %s: %+v", i, got, shares.Refunds[i], want)
		}
	}
	for n := range want.Winners {
		due := shares.Costs[n]
		if n == shares.Finder {
			due = due.Add(shares.Tenth)
		}
		if got := c.number(c.bind.PackCredit(challenger(n)), "credit"); got != due.Uint64() {
			t.Errorf("winner %d has %d, want %s: %+v", n, got, due, want)
		}
		if !due.IsZero() {
			send("collect", none, c.bind.PackCollect(challenger(n)))
		}
	}
	burn := common.HexToAddress("0x000000000000000000000000000000000000dEaD")
	if got := c.number(c.bind.PackCredit(burn), "burnt"); got != shares.Burnt.Uint64() || uint64(c.balance(c.vault)) != got {
		t.Errorf("%d burnt of %d held, want %s: %+v", got, c.balance(c.vault), shares.Burnt, want)
	}
}

// challenger is the account that wins the n-th dispute.
func challenger(n int) common.Address { return common.Address{0xca, 19: byte(n)} }

// TestStakedGameNamesItsParts makes a game, its vault and its canaries with one transaction: each knows the others that it must, and nobody else.
func TestStakedGameNamesItsParts(t *testing.T) {
	s := newShop(t)
	alphabet, _ := s.deploy(common.FromHex(bind.AlphabetMetaData.Bin))
	referee, _ := s.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	both := bind.NewStakedGame()
	at, gas := s.deploy(join(common.FromHex(bind.StakedGameMetaData.Bin),
		both.PackConstructor(s.token, settlementAddress, alphabet, alphabet, referee, big.NewInt(100))))
	t.Logf("%d gas to deploy all three", gas)
	address := func(of common.Address, data []byte) common.Address {
		t.Helper()
		raw, err := s.view(of, data)
		if err != nil {
			t.Fatal(err)
		}
		return common.BytesToAddress(raw)
	}
	vault, game, canaries := address(at, both.PackVault()), address(at, both.PackGame()), address(at, both.PackCanaries())
	v := bind.NewStakeVault()
	if got := address(vault, v.PackJudge()); got != game {
		t.Errorf("the vault obeys %s, the game is %s", got, game)
	}
	if got := address(game, bind.NewDispute().PackStake()); got != vault {
		t.Errorf("the game freezes stake in %s, the vault is %s", got, vault)
	}
	if got := address(game, bind.NewDispute().PackCanaries()); got != canaries {
		t.Errorf("the game excuses for %s, the canaries are %s", got, canaries)
	}
	if got := address(canaries, bind.NewCanaries().PackGame()); got != game {
		t.Errorf("the canaries are excused by %s, the game is %s", got, game)
	}
	if raw, err := s.view(vault, v.PackMINIMUM()); err != nil || new(big.Int).SetBytes(raw).Int64() != 1000 {
		t.Errorf("minimum %x: %v", raw, err)
	}
	for _, part := range []common.Address{at, vault, game, canaries} {
		if size := len(s.state.GetCode(part)); size > 24_576 {
			t.Errorf("%s has %d bytes: a chain refuses more than 24,576 (EIP-170)", part, size)
		}
	}
}
