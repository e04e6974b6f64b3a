package attacks

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
)

// Attack is one that can be played.
type Attack struct {
	Name  string `json:"name"`  // for commands
	Title string `json:"title"` // what happens
	Why   string `json:"why"`   // why it doesn't work
	play  func(*play)
}

// Play plays the attack on a fresh chain. tell, if not nil, is told of everything as it happens. It fails when the attack does not end as it should: the wrong side
// wins, contract and package dispute disagree, a rule is broken, or somebody honest has less than before.
func (a Attack) Play(ctx context.Context, tell func(Line)) (Story, error) {
	p := &play{ctx: ctx, tell: tell, story: Story{Attack: a.Name, Title: a.Title, Why: a.Why}, books: map[*party]*book{}}
	defer p.end()
	p.begin()
	if p.err == nil {
		a.play(p)
	}
	p.count()
	if p.err != nil {
		return p.story, fmt.Errorf("attack %s: %w", a.Name, p.err)
	}
	return p.story, nil
}

// play is an attack in progress. Once err is set nothing happens any more.
type play struct {
	*court
	ctx   context.Context
	story Story
	tell  func(Line)
	began uint64
	books map[*party]*book
	order []*party // of the books
	err   error

	alice, bob, mallory, carol, eve *party
}

// book is what somebody had at first.
type book struct {
	honest   bool
	wei, usd *big.Int
	traces   int
}

// begin builds the court.
func (p *play) begin() {
	var all []*party
	for name, to := range map[string]**party{"alice": &p.alice, "bob": &p.bob, "mallory": &p.mallory, "carol": &p.carol, "eve": &p.eve} {
		who, err := newParty(name)
		if p.fail(err) {
			return
		}
		*to = who
	}
	all = append(all, p.alice, p.bob, p.mallory, p.carol, p.eve)
	c, err := newCourt(all)
	if p.fail(err) {
		return
	}
	p.court, p.began = c, c.time
}

func (p *play) end() {
	if p.court != nil {
		p.err = errors.Join(p.err, p.court.close())
	}
}

// fail keeps the first error, and reports whether there is one.
func (p *play) fail(err error) bool {
	if p.err == nil {
		if err == nil {
			err = p.ctx.Err()
		}
		p.err = err
	}
	return p.err != nil
}

func (p *play) failf(format string, args ...any) { p.fail(fmt.Errorf(format, args...)) }

// say adds a line to the story.
func (p *play) say(who *party, gas uint64, format string, args ...any) {
	if p.err != nil {
		return
	}
	l := Line{At: p.time - p.began, Text: fmt.Sprintf(format, args...), Gas: gas}
	if who != nil {
		l.Who = who.name
	}
	p.story.Lines = append(p.story.Lines, l)
	if p.tell != nil {
		p.tell(l)
	}
}

// watch begins somebody's book: from now on an honest party must not lose.
func (p *play) watch(honest bool, who ...*party) {
	for _, w := range who {
		if p.err != nil {
			return
		}
		wei, err := p.balance(w.at)
		usd, err2 := p.usdOf(w.at)
		if p.fail(errors.Join(err, err2)) {
			return
		}
		if p.books[w] == nil {
			p.order = append(p.order, w)
		}
		p.books[w] = &book{honest: honest, wei: wei, usd: usd}
	}
}

// computed counts a computation of an answer by somebody.
func (p *play) computed(who *party) {
	if b := p.books[who]; b != nil {
		b.traces++
	}
}

// count ends the books.
func (p *play) count() {
	for _, w := range p.order {
		b := p.books[w]
		wei, err := p.balance(w.at)
		usd, err2 := p.usdOf(w.at)
		if err = errors.Join(err, err2); err != nil {
			p.fail(err)
			return
		}
		wei.Sub(wei, b.wei)
		usd.Sub(usd, b.usd)
		net := new(big.Int).Mul(wei, big.NewInt(dollarsPerEther*1_000_000))
		net.Quo(net, big.NewInt(pocketWei)).Add(net, usd).Sub(net, big.NewInt(int64(b.traces)*perTrace))
		e := Ending{Name: w.name, Honest: b.honest, Wei: wei.String(), Dollars: dollars(usd), Traces: b.traces, Net: dollars(net), Whole: net.Sign() >= 0}
		p.story.Parties = append(p.story.Parties, e)
		if b.honest && !e.Whole && p.err == nil {
			p.failf("%s is honest and ends with %s: %s of ether, %s of dollars, %d computations", w.name, e.Net, ether(wei), e.Dollars, b.traces)
		}
	}
}

// act sends a transaction that must succeed.
func (p *play) act(t call, format string, args ...any) done {
	if p.err != nil {
		return done{}
	}
	d, err := p.must(t)
	if !p.fail(err) && format != "" {
		p.say(t.from, d.GasUsed, format, args...)
	}
	return d
}

// refuse sends a transaction that must revert with this error.
func (p *play) refuse(t call, want, format string, args ...any) {
	if p.err != nil {
		return
	}
	d, err := p.one(t)
	if p.fail(err) {
		return
	}
	if !d.refused.named(want) {
		p.failf("%s was not refused with %s", fmt.Sprintf(format, args...), want)
		return
	}
	p.say(t.from, d.GasUsed, format+": refused, %s", append(args, want)...)
}

// idle lets time pass.
func (p *play) idle(seconds uint64) {
	if p.err == nil {
		p.fail(p.wait(seconds))
	}
}

// model is the model of all attacks: small, with random weights, and registered.
func (p *play) model() *model.Model {
	if p.err != nil {
		return nil
	}
	m, err := smallModel(0)
	if p.fail(err) || p.fail(p.register(m)) {
		return nil
	}
	h := m.Header()
	p.say(nil, 0, "a fresh chain with all contracts; a model of %d parameters (%d layers, random weights) is registered", m.Parameters(), h.Layers)
	return m
}

// enrol lets somebody stake, as providers do.
func (p *play) enrol(who *party) {
	if p.err == nil && !p.fail(p.stake(who)) {
		p.say(who, 0, "stakes %s", dollars(big.NewInt(stakeOf)))
	}
}

// outcome sets how the story ended, and checks it.
func (p *play) outcome(got, want dispute.Outcome) {
	if p.err != nil {
		return
	}
	p.story.Outcome = outcomeName(got)
	if got != want {
		p.failf("the dispute ended with %q, want %q", outcomeName(got), outcomeName(want))
	}
}

// fetch lets somebody withdraw what the game owes him.
func (p *play) fetch(who *party) {
	if p.err != nil {
		return
	}
	sum, err := p.owed(who.at)
	if p.fail(err) || sum.Sign() == 0 {
		return
	}
	p.act(call{from: who, to: &p.game, data: p.g.PackWithdraw(who.at)}, "fetches %s from the game", ether(sum))
}

// harvest follows the money after a conviction: buyers show what they paid, the case closes after its window, everybody collects.
func (p *play) harvest(provider *party, challengers []*party, buyers map[*party]job.ChannelConfig) {
	for _, c := range challengers {
		p.fetch(c)
	}
	for _, b := range []*party{p.alice, p.bob, p.eve, p.carol} {
		if cfg, ok := buyers[b]; ok {
			p.act(call{from: b, to: &p.vault, data: p.v.PackProve(provider.at, boundConfig(cfg))}, "shows the vault what the channel paid %s", provider.name)
			if p.err == nil && !p.fail(p.takeBack(b, cfg, deposit-price)) {
				p.say(b, 0, "takes the rest of the deposit out of the channel: %s", micro(deposit-price))
			}
		}
	}
	p.idle(claimWindow)
	p.act(call{from: p.carol, to: &p.vault, data: p.v.PackClose(provider.at, 1)}, "closes the case, %s after it opened", span(claimWindow))
	for _, b := range []*party{p.alice, p.bob, p.eve, p.carol} {
		if cfg, ok := buyers[b]; ok {
			before := p.usdNow(b.at)
			p.act(call{from: p.carol, to: &p.vault, data: p.v.PackRefund(provider.at, 1, cfg.ID(p.payments))}, "")
			p.say(b, 0, "gets %s back", dollars(before.Sub(p.usdNow(b.at), before)))
		}
	}
	for _, c := range challengers {
		if p.credit(c.at).Sign() > 0 {
			p.act(call{from: c, to: &p.vault, data: p.v.PackCollect(c.at)}, "collects %s: costs, and a tenth of the stake if first", dollars(p.credit(c.at)))
		}
	}
	burn := common.HexToAddress("0x000000000000000000000000000000000000dEaD")
	if sum := p.credit(burn); sum.Sign() > 0 {
		p.act(call{from: p.carol, to: &p.vault, data: p.v.PackCollect(burn)}, "lets %s be burnt", dollars(sum))
	}
}

// credit is what the vault owes somebody, in millionths of a dollar.
func (p *play) credit(who common.Address) *big.Int {
	if p.err != nil {
		return new(big.Int)
	}
	raw, err := p.read(p.vault, p.v.PackCredit(who))
	p.fail(err)
	return new(big.Int).SetBytes(raw)
}

func (p *play) usdNow(who common.Address) *big.Int {
	if p.err != nil {
		return new(big.Int)
	}
	v, err := p.usdOf(who)
	if p.fail(err) {
		return new(big.Int)
	}
	return v
}

// shortClaim is what the program is told of a receipt, as the contract reads it.
func (p *play) shortClaim(statements []byte) []byte {
	if p.err != nil {
		return nil
	}
	r := bind.NewReceipts()
	raw, err := p.read(p.receipts, r.PackReceiptsCheck(statements))
	if p.fail(err) {
		return nil
	}
	got, err := r.UnpackReceiptsCheck(raw)
	p.fail(err)
	return got.Claim
}
