package settle

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/assay-network/assay/job"
	"pgregory.net/rapid"
)

func amount(t *rapid.T, name string, least, most uint64) job.Amount {
	return job.Units(rapid.Uint64Range(least, most).Draw(t, name))
}

// The worked example of the reference: R = $0.001, G = $0.0007, q = 1 %, d = 1: a stake of $0.069 is not enough, a unit more is.
func TestAuditFormulaOfTheReference(t *testing.T) {
	a := Audit{Rate: 10_000, Detection: Million, Reward: job.Units(1000), Gain: job.Units(700)}
	least, ok := a.LeastStake()
	if !ok || least != job.Units(69_001) {
		t.Fatalf("least stake %s", least)
	}
	for stake, want := range map[uint64]bool{0: false, 69_000: false, 69_001: true, 1 << 40: true} {
		if a.Stake = job.Units(stake); a.Deterred() != want {
			t.Errorf("stake %d: deterred %v", stake, !want)
		}
	}
}

// Each inverse of the audit formula is exact: what it returns deters, and the next unit does not.
func TestAuditInversesAreTight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Audit{
			Rate: rapid.Uint32Range(0, Million).Draw(t, "rate"), Detection: rapid.Uint32Range(0, Million).Draw(t, "detection"),
			Stake: amount(t, "stake", 0, 1<<50), Reward: amount(t, "reward", 0, 1<<30), Gain: amount(t, "gain", 0, 1<<40),
		}
		if gain, ok := a.LargestGain(); ok {
			b := a
			if b.Gain = gain; !b.Deterred() {
				t.Errorf("a gain of %s is not deterred", gain)
			}
			if b.Gain = gain.Add(job.Units(1)); b.Deterred() {
				t.Errorf("more than %s is deterred", gain)
			}
		} else if a.Deterred() {
			t.Error("deterred, though no gain is")
		}
		if stake, ok := a.LeastStake(); ok {
			b := a
			if b.Stake = stake; !b.Deterred() {
				t.Errorf("a stake of %s does not deter", stake)
			}
			if below, has := stake.Sub(job.Units(1)); has {
				if b.Stake = below; b.Deterred() {
					t.Errorf("less than %s deters", stake)
				}
			}
		} else if a.Deterred() {
			t.Error("deterred, though no stake deters")
		}
		if rate, ok := a.LeastRate(); ok {
			b := a
			if b.Rate = rate; !b.Deterred() {
				t.Errorf("a rate of %d does not deter", rate)
			}
			if b.Rate = rate - 1; b.Deterred() {
				t.Errorf("a rate below %d deters", rate)
			}
		} else if b := a; true {
			if b.Rate = Million; b.Deterred() {
				t.Error("checking everything deters, and no rate was found")
			}
		}
	})
}

// Found never says more than the exact probability, and not much less.
func TestCampaignFoundIsALowerBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Campaign{Audit: Audit{
			Rate: rapid.Uint32Range(0, Million).Draw(t, "rate"), Detection: rapid.Uint32Range(0, Million).Draw(t, "detection"),
		}, Answers: rapid.Uint64Range(0, 60).Draw(t, "answers")}
		p := new(big.Rat).SetFrac(c.found(), square)
		missed := new(big.Rat).Sub(big.NewRat(1, 1), p)
		all := big.NewRat(1, 1)
		for range c.Answers {
			all.Mul(all, missed)
		}
		exact := new(big.Rat).Mul(new(big.Rat).Sub(big.NewRat(1, 1), all), big.NewRat(Million, 1))
		got := big.NewRat(int64(c.Found()), 1)
		if got.Cmp(exact) > 0 || new(big.Rat).Sub(exact, got).Cmp(big.NewRat(2, 1)) > 0 {
			t.Fatalf("found %d, exactly %s", c.Found(), exact.FloatString(3))
		}
	})
}

// A campaign that does not pay with so many answers does not pay with fewer.
func TestShorterCampaignsPayNoBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Campaign{Audit: Audit{
			Rate: rapid.Uint32Range(1000, Million).Draw(t, "rate"), Detection: Million,
			Stake: amount(t, "stake", 1000, 1<<40), Gain: amount(t, "gain", 1, 1<<20),
		}, Answers: rapid.Uint64Range(1, 5000).Draw(t, "answers")}
		if !c.Deterred() {
			t.Skip("pays")
		}
		// Found is rounded down to a millionth, so at the very edge a unit of slack is due.
		c.Answers, c.Stake = rapid.Uint64Range(1, c.Answers).Draw(t, "fewer"), c.Stake.MulDivUp(1001, 1000)
		if !c.Deterred() {
			t.Fatalf("%d answers pay", c.Answers)
		}
	})
}

func TestMinimumStakeIsTenDisputes(t *testing.T) {
	p := Price{WeiPerGas: job.Units(20_000_000), UnitsPerEther: job.Units(2_500_000_000)} // 0.02 gwei, $2,500
	if cost := p.Of(1_600_000); cost != job.Units(80_000) {
		t.Errorf("a dispute costs %s", cost)
	}
	if least := MinimumStake(p, Gas{Dispute: 1_600_000}, job.Units(20_000)); least != job.Units(1_000_000) {
		t.Errorf("the least stake is %s", least)
	}
	if one := p.Of(1); one != job.Units(1) { // a unit of gas is 0.00005 units; rounded up
		t.Errorf("one unit of gas costs %s", one)
	}
}

// Equation 55 with its own names, at one level and at three.
func TestBondFormula(t *testing.T) {
	b := Bond{Proof: 200, Update: 50, Bisect: 900}
	if got := b.Least(10); got != job.Units(10*(200+50+900)) {
		t.Errorf("one level: %s", got)
	}
	b.Levels, b.Root = 2, 1000
	if got := b.Least(10); got != job.Units(10*(200+3*50+900)+9*2*900-1000) {
		t.Errorf("three levels: %s", got)
	}
	if got := (Bond{Proof: 1, Root: 1000}).Least(10); !got.IsZero() {
		t.Errorf("opening costs more than the bond: %s", got)
	}
}

// Whatever was proven: nothing is made or lost, at least half is burnt, and every claim within its backing is paid in full.
func TestSharesAddUpAndBackedClaimsAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Slashing{Seized: amount(t, "seized", 0, 1<<40)}
		free := s.Seized.Uint64()
		for range rapid.IntRange(1, 6).Draw(t, "winners") {
			s.Winners = append(s.Winners, Winner{Opened: rapid.Uint64Range(0, 5).Draw(t, "opened"), Covered: amount(t, "covered", 0, 1<<38)})
		}
		for range rapid.IntRange(0, 6).Draw(t, "claims") {
			reserved := rapid.Uint64Range(0, free).Draw(t, "reserved")
			free -= reserved
			s.Claims = append(s.Claims, PaidClaim{Owed: amount(t, "owed", 0, 1<<41), Paid: amount(t, "paid", 0, 1<<41), Reserved: job.Units(reserved)})
		}
		out := s.Share()
		sum := out.Tenth.Add(out.Burnt)
		for _, c := range out.Costs {
			sum = sum.Add(c)
		}
		for i, c := range s.Claims {
			claim := job.Min(c.Owed, c.Paid)
			if out.Refunds[i].Less(job.Min(claim, Backing(c.Reserved))) || claim.Less(out.Refunds[i]) {
				t.Errorf("claim %d of %s, backed by %s, got %s", i, claim, Backing(c.Reserved), out.Refunds[i])
			}
			sum = sum.Add(out.Refunds[i])
		}
		if sum != s.Seized {
			t.Errorf("%s of %s went somewhere", sum, s.Seized)
		}
		if out.Burnt.Add(out.Burnt).Less(s.Seized) {
			t.Errorf("%s of %s was burnt", out.Burnt, s.Seized)
		}
	})
}

// drawn returns a market in which the longest campaign does not pay.
func drawn(r *rand.Rand) Market {
	for {
		m := Market{
			Audit:    Audit{Rate: 1000 + r.Uint32N(200_000), Detection: 200_000 + r.Uint32N(800_001), Stake: job.Units(1_000_000 + r.Uint64N(1_000_000_000))},
			Channels: 1 + r.IntN(20), Price: job.Units(500 + r.Uint64N(20_000)),
		}
		m.Cost = m.Price.MulDivUp(1+r.Uint64N(100), 100)
		m.Cheap = m.Cost.MulDivUp(r.Uint64N(100), 100)
		m.Reward = m.Stake.MulDivUp(r.Uint64N(50), 100)
		m.ChallengeCost = m.Stake.MulDivUp(1+r.Uint64N(100), 1000)
		m.FriendCost = m.ChallengeCost.MulDivUp(1+r.Uint64N(20), 100)
		// A sale of at most 300 answers keeps the simulation short.
		if least := mulDiv(m.Sellable(), job.Units(1), job.Units(300)); m.Price.Less(least) {
			m.Price = least
			m.Cost, m.Cheap = m.Price, m.Price.MulDivUp(r.Uint64N(100), 100)
		}
		m.Gain = minus(m.Cost, m.Cheap)
		c := Campaign{Audit: m.Audit, Answers: mulDiv(m.Sellable(), job.Units(1), m.Price).Uint64()}
		if c.Answers > 0 && c.Deterred() {
			return m
		}
	}
}

func friends(r *rand.Rand, m Market) Strategy {
	return Strategy{
		Cheat: r.Uint32N(Million + 1), Promise: r.Uint32N(3 * Million), Friends: 1 + r.IntN(30), Early: r.IntN(2) == 0,
		Circular: job.Units(r.Uint64N(10 * m.Stake.Uint64())), Reserved: r.Uint32N(Million + 1),
	}
}

// Slashing oneself through friends loses in every single case, whatever it is combined with: false answers to everybody,
// circular payments, a reservation for the friend, thirty accusations, before the honest challenger or after.
func TestSlashingOneselfNeverPays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	challenged := 0
	for i := range 4_000 {
		m := drawn(r)
		s := friends(r, m)
		out := Simulate(r, m, s)
		if !out.Seized || !out.Gains.Less(out.Losses) {
			t.Fatalf("case %d: gains %s, losses %s: %+v in %+v", i, out.Gains, out.Losses, s, m)
		}
		if out.Losses.Less(out.Gains.Add(m.Stake.MulDivUp(1, 5))) {
			t.Errorf("case %d: the loss is less than a fifth of the stake", i)
		}
		if !out.Unwhole.IsZero() {
			t.Fatalf("case %d: careful buyers miss %s: %+v in %+v", i, out.Unwhole, s, m)
		}
		if !out.Shortfall.IsZero() {
			t.Fatalf("case %d: the honest challenger misses %s: %+v in %+v", i, out.Shortfall, s, m)
		}
		if out.Burnt.Add(out.Burnt).Less(m.Stake) {
			t.Errorf("case %d: %s of %s burnt", i, out.Burnt, m.Stake)
		}
		if out.Honest {
			challenged++
		}
	}
	if challenged < 200 {
		t.Errorf("only %d honest challengers: nothing was shown about them", challenged)
	}
}

// Cheating loses on average wherever the calculator says so, for random shares of false answers, and wins where
// the same market is hardly audited: the simulation can tell the difference.
func TestCheatingLosesWhereTheFormulaSaysSo(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 4))
	total := map[bool]*big.Int{true: new(big.Int), false: new(big.Int)}
	const strategies, runs = 60, 50
	for range strategies {
		m := drawn(r)
		s := Strategy{Cheat: 1 + r.Uint32N(Million), Promise: Million}
		for _, audited := range []bool{true, false} {
			market := m
			if !audited {
				market.Rate = 0
			}
			sum := new(big.Int)
			for range runs {
				out := Simulate(r, market, s)
				sum.Add(sum, out.Gains.Big()).Sub(sum, out.Losses.Big())
				if !out.Unwhole.IsZero() || !out.Shortfall.IsZero() {
					t.Fatalf("an honest party is not whole: %+v", out)
				}
			}
			// In units of the market's stake, so that no market drowns the others.
			total[audited].Add(total[audited], sum.Mul(sum, big.NewInt(Million)).Quo(sum, m.Stake.Big()))
		}
	}
	if total[true].Sign() >= 0 {
		t.Errorf("cheating gained %s millionths of the stakes where it should not pay", total[true])
	}
	if total[false].Sign() <= 0 {
		t.Errorf("cheating without audits gained %s: the simulation shows nothing", total[false])
	}
}

// However many reservations a provider tries to make, careful buyers pay no more than three tenths of its stake.
func TestSellingBeyondTheReservedStakeSellsNothingMore(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	refused := 0
	for range 2000 {
		m := drawn(r)
		s := Strategy{Cheat: Million, Promise: Million + r.Uint32N(50*Million)}
		out := Simulate(r, m, s)
		if m.Sellable().Less(m.Price.MulDivUp(out.Sold, 1)) {
			t.Fatalf("%d answers at %s on a stake of %s", out.Sold, m.Price, m.Stake)
		}
		if out.Sold == 0 {
			refused++
		}
	}
	if refused == 2000 {
		t.Error("nothing was sold at all")
	}
}

// Careless buyers are the limit of all this: who pays far beyond what is reserved can be robbed of more than the stake.
func TestCarelessBuyersCanBeRobbedOfMoreThanTheStake(t *testing.T) {
	s := Slashing{Seized: job.Units(1000), Winners: []Winner{{}}, Claims: []PaidClaim{{Owed: job.Units(5000), Paid: job.Units(5000), Reserved: job.Units(1000)}}}
	if got := s.Share().Refunds[0]; got != job.Units(400) {
		t.Fatalf("refund %s", got)
	}
}

// Every false accusation costs its author ten times what it costs the defender, who ends up with more than before.
func TestAccusingFalselyNeverPays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Bond{
			Proof: rapid.Uint64Range(0, 1<<30).Draw(t, "proof"), Update: rapid.Uint64Range(0, 1<<20).Draw(t, "update"),
			Bisect: rapid.Uint64Range(0, 1<<30).Draw(t, "bisect"),
		}
		most := b.Proof + b.Update + b.Bisect
		defence := amount(t, "defence", 0, most)
		n := rapid.Uint64Range(1, 100).Draw(t, "accusations")
		accuser, provider := Accuse(n, b.Least(Ratio), defence)
		if accuser.Less.Less(provider.Less.MulDivUp(Ratio, 1)) {
			t.Errorf("accusers lose %s, the defence costs %s", accuser.Less, provider.Less)
		}
		if provider.More.Less(provider.Less) {
			t.Errorf("the provider gets %s for a defence of %s", provider.More, provider.Less)
		}
	})
}
