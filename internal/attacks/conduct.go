package attacks

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// conduct are the attacks with money, with the chain, and with sheer number.
var conduct = []Attack{
	{Name: "hundred-accusations", Title: "mallory opens 100 false disputes against bob at once",
		Why: "each has clocks and a bond of its own; half of each bond pays bob five times what his defence is reckoned at", play: playHundred},
	{Name: "self-slash", Title: "mallory lets a friend slash her before her victims arrive",
		Why: "half of the stake is burnt, and for 21 days victims join the case and are paid first from what is reserved for them", play: playSelfSlash},
	{Name: "reorg", Title: "the chain goes back in the middle of a dispute, and mallory commits to another trace",
		Why: "a pick names the node that it picks from: alice's old pick is for another position and is refused; she picks again", play: playReorg},
	{Name: "rejecting-wallet", Title: "the winner's wallet rejects payment",
		Why: "payments are fetched, never sent: the dispute is over all the same, and the winner may name another wallet", play: playRejectingWallet},
	{Name: "unregistered-model", Title: "mallory sells answers of a model that nobody has registered",
		Why: "a model's header is a fact about its root, which anybody can register, also after the sale", play: playUnregistered},
	{Name: "run-away", Title: "mallory asks for her stake back, sells, and tries to leave",
		Why: "unbonding takes twice the dispute window, and an open dispute freezes it", play: playRunAway},
}

func playHundred(p *play) {
	const accusations = 100
	s, truth, _ := p.honest(p.mallory)
	if p.err != nil {
		return
	}
	bond := dispute.BondFor(truth.claim.Leaves(), job.Amount{})
	calls := make([]call, accusations)
	for i := range calls {
		calls[i] = call{from: p.mallory, to: &p.game, value: bond.Big(), data: p.g.PackOpen(s.statements, new(big.Int))}
	}
	before, err := p.balance(p.bob.at)
	if p.fail(err) {
		return
	}
	opened, err := p.send(calls...)
	if p.fail(err) {
		return
	}
	var all []*match
	for i, d := range opened {
		m := &match{play: p, sale: s, program: truth.claim, layout: truth.claim.Layout(), challenger: p.mallory, quiet: true, game: Game{Leaves: truth.claim.Leaves(), ByMove: map[string]uint64{}}}
		for _, l := range d.Logs {
			if e, err := p.g.UnpackOpenedEvent(l); l.Address == p.game && err == nil {
				m.id = e.Id
			}
		}
		if m.id == nil {
			p.failf("accusation %d left no event", i)
			return
		}
		m.used("open", d.GasUsed)
		m.state, err = dispute.Open(truth.claim, job.Address(p.bob.at), job.Address(p.mallory.at), dispute.Terms(s.claim, s.fault.Hash()), bond, job.Amount{}, d.time)
		if p.fail(err) {
			return
		}
		all = append(all, m)
	}
	p.say(p.mallory, 0, "opens %d disputes with a bond of %s each", accusations, ether(bond.Big()))
	gas, blocks := p.playAll(all, s, truth)
	if p.err != nil {
		return
	}
	p.story.Games = append(p.story.Games, all[0].game)
	p.say(p.bob, 0, "answers all of them: %d gas in %d rounds of moves; every number was shown", gas, blocks)
	after, err := p.balance(p.bob.at)
	if p.fail(err) {
		return
	}
	spent := before.Sub(before, after)
	p.outcome(all[0].state.Outcome, dispute.Shown)
	p.fetch(p.bob)
	lost := bond.MulDivUp(accusations, 1).Big()
	ratio := new(big.Int).Quo(lost, spent)
	p.say(nil, 0, "accusing cost %s, defending %s: %d times as much", ether(lost), ether(spent), ratio)
	if ratio.Int64() < dispute.Rho {
		p.failf("accusing cost %s wei, defending %s", lost, spent)
	}
}

// playAll plays many disputes side by side: in each round every one gets its next move. It returns the gas of the provider's moves, and the number of rounds.
func (p *play) playAll(all []*match, s sale, truth *held) (gas uint64, rounds int) {
	for open := true; open && p.err == nil; rounds++ {
		open = false
		var calls []call
		var moves []dispute.Move
		var of []*match
		for i, m := range all {
			if m.state.Outcome != 0 {
				continue
			}
			n := dispute.Number{Leaf: uint64(29*i) % m.state.Leaves}
			if count, _ := truth.claim.Elements(n.Leaf); count > 0 {
				n.Element = i % count
			}
			by, move, err := m.next(s.defends(shown{truth}, truth.claim), walks(n, i%2))
			if p.fail(err) {
				return
			}
			_, data := m.pack(move)
			calls, moves, of = append(calls, call{from: by, to: &p.game, data: data}), append(moves, move), append(of, m)
			open = true
		}
		made, err := p.send(calls...)
		if p.fail(err) {
			return
		}
		for i, d := range made {
			name, _ := of[i].pack(moves[i])
			if p.fail(of[i].mined(calls[i].from, name, moves[i], d)) {
				return
			}
			if calls[i].from == p.bob {
				gas += d.GasUsed
			}
		}
	}
	return gas, rounds
}

func playSelfSlash(p *play) {
	m, o := p.sold(6)
	p.watch(false, p.eve)
	s := p.judged(p.serve(o, answer{bend: forge}))
	friends := p.judged(p.serve(p.ask(p.eve, p.mallory, m), answer{bend: forge, quiet: true}))
	p.say(p.mallory, 0, "sells eve, her friend, a false answer, and pays herself through eve's channel")
	theirs := p.trace(friends, m, p.eve)
	if p.err != nil {
		return
	}
	d := p.accuse(friends, p.eve, theirs.claim)
	p.fail(d.try(p.mallory, 1, d.conviction())) // she gives up at once
	d.over()
	p.idle(3 * 24 * 3600)
	p.say(p.alice, 0, "arrives three days later")
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	mine := p.accuse(s, p.alice, truth.claim)
	p.outcome(mine.finish(s.defends(shown{truth}, truth.claim), attacks(truth)), dispute.Convicted)
	p.harvest(p.mallory, []*party{p.eve, p.alice}, map[*party]job.ChannelConfig{p.alice: s.channel, p.eve: friends.channel})
	if p.err != nil {
		return
	}
	// Together the two have lost at least a fifth of the stake, what alice paid included.
	both := new(big.Int)
	for _, w := range []*party{p.mallory, p.eve} {
		both.Add(both, new(big.Int).Sub(p.usdNow(w.at), p.books[w].usd))
	}
	p.say(nil, 0, "mallory and her friend end with %s together", dollars(both))
	if both.Cmp(big.NewInt(-stakeOf/5)) > 0 {
		p.failf("slashing oneself cost only %s", dollars(both))
	}
}

func playReorg(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{}))
	truth := p.trace(s, m, p.alice)
	first := p.bent(truth, trace.Place{Op: trace.OpAttended, Layer: 0, Row: 4}, 5, func(now, _ []byte) { raise(now) })
	second := p.bent(truth, trace.Place{Op: trace.OpOutput, Layer: 1, Row: 12}, 9, func(now, _ []byte) { raise(now) })
	if p.err != nil {
		return
	}
	d := p.accuse(s, p.alice, truth.claim)
	height, err := p.number()
	if p.fail(err) {
		return
	}
	state, game := d.state, d.game
	_, move, err := d.next(s.defends(shown{first}, first.claim), nil)
	p.fail(err)
	if p.err != nil {
		return
	}
	p.fail(d.try(p.mallory, 1, move))
	pick, err := attacks(truth)(d.state, d.posted)
	if p.fail(err) {
		return
	}
	p.fail(d.try(p.alice, 1, pick))
	if p.fail(p.rewind(height, []*party{p.alice, p.bob, p.mallory, p.carol, p.eve, p.founder})) {
		return
	}
	d.state, d.game = state, game
	d.game.ByMove = map[string]uint64{"open": game.ByMove["open"]}
	p.say(nil, 0, "the chain drops these two blocks and goes on from block %d", height)
	d.compare()
	_, move, err = d.next(s.defends(shown{second}, second.claim), nil)
	if p.fail(err) {
		return
	}
	p.fail(d.try(p.mallory, 1, move))
	if p.err != nil {
		return
	}
	if err := d.try(p.alice, 1, pick); err == nil || reason(err) != "AnotherPosition(bytes32)" {
		p.failf("the old pick on the new chain: %v", err)
		return
	}
	p.say(p.alice, 0, "the old pick comes out of the pool: refused, AnotherPosition(bytes32)")
	p.outcome(d.finish(s.defends(shown{second}, second.claim), attacks(truth)), dispute.Convicted)
	p.reap(s)
}

// delegate makes an account behave as a contract (EIP-7702), or as itself again.
func (p *play) delegate(who *party, to common.Address) {
	if p.err != nil {
		return
	}
	nonce := p.nonces[who.at]
	auth, err := types.SignSetCode(who.key, types.SetCodeAuthorization{ChainID: *uint256.NewInt(chainID), Address: to, Nonce: nonce + 1})
	if p.fail(err) {
		return
	}
	tx, err := types.SignNewTx(who.key, p.signer, &types.SetCodeTx{
		ChainID: uint256.NewInt(chainID), Nonce: nonce, To: who.at, Value: new(uint256.Int), Gas: params.MaxTxGas / 4,
		GasFeeCap: uint256.NewInt(gasPrice), GasTipCap: uint256.NewInt(gasPrice), AuthList: []types.SetCodeAuthorization{auth},
	})
	if p.fail(err) || p.fail(p.hand(tx)) {
		return
	}
	p.backend.Commit()
	p.nonces[who.at] = nonce + 2
	p.fail(p.look())
	r, err := p.client.TransactionReceipt(context.Background(), tx.Hash())
	if !p.fail(err) && r.Status != types.ReceiptStatusSuccessful && to == (common.Address{}) {
		p.fail(fmt.Errorf("%s could not take its code back", who.name))
	}
}

func playRejectingWallet(p *play) {
	m, o := p.sold(6)
	s := p.judged(p.serve(o, answer{bend: forge}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	// Creation code that returns "revert(0, 0)", which is 5f5ffd.
	refuser, err := p.deploy(p.founder, common.FromHex("625f5ffd5f526003601df3"))
	if p.fail(err) {
		return
	}
	p.delegate(p.alice, refuser)
	p.say(p.alice, 0, "has a wallet with code that refuses ether")
	d := p.accuse(s, p.alice, truth.claim)
	p.outcome(d.finish(s.defends(shown{truth}, truth.claim), attacks(truth)), dispute.Convicted)
	p.refuse(call{from: p.alice, to: &p.game, data: p.g.PackWithdraw(p.alice.at)}, "PaymentRefused()", "fetches what the game owes her")
	if p.err != nil {
		return
	}
	bond, err := p.owed(p.alice.at)
	if p.fail(err) {
		return
	}
	if bond.Cmp(d.state.Bond.Big()) != 0 {
		p.failf("after the refusal the game owes alice %s of %s", bond, d.state.Bond)
	}
	p.act(call{from: p.alice, to: &p.game, data: p.g.PackWithdraw(p.eve.at)}, "names another wallet, and has %s there", ether(bond))
	p.refuse(call{from: p.alice, to: &p.game, data: p.g.PackWithdraw(p.eve.at)}, "NothingOwed()", "fetches it once more")
	p.delegate(p.alice, common.Address{})
	p.act(call{from: p.eve, to: &p.alice.at, value: bond}, "hands it to alice, whose wallet takes ether again")
	p.reap(s)
}

func playUnregistered(p *play) {
	m, err := smallModel(0)
	if p.fail(err) {
		return
	}
	p.say(nil, 0, "a fresh chain with all contracts; no model is registered")
	p.watch(false, p.mallory)
	p.enrol(p.mallory)
	p.watch(true, p.alice)
	s := p.judged(p.serve(p.ask(p.alice, p.mallory, m), answer{bend: forge}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	bond := dispute.BondFor(truth.claim.Leaves(), job.Amount{})
	p.refuse(call{from: p.alice, to: &p.game, value: bond.Big(), data: p.g.PackOpen(s.statements, new(big.Int))}, "UnknownModel(bytes32)", "opens a dispute")
	if !p.fail(p.register(m)) {
		p.say(p.founder, 0, "registers the model: its header and the way from it to the root")
	}
	p.convict(s, truth, truth)
}

func playRunAway(p *play) {
	m, o := p.sold(6)
	if p.err != nil {
		return
	}
	free := big.NewInt(stakeOf - reserved)
	p.act(call{from: p.mallory, to: &p.vault, data: p.v.PackRequestUnstake(free)}, "asks for %s back, all that is not reserved", dollars(free))
	p.idle(14*24*3600 - 3600)
	s := p.judged(p.serve(o, answer{bend: forge}))
	truth := p.trace(s, m, p.alice)
	if p.err != nil {
		return
	}
	d := p.accuse(s, p.alice, truth.claim)
	p.idle(2 * 3600)
	p.refuse(call{from: p.mallory, to: &p.vault, data: p.v.PackWithdraw()}, "StakeFrozen(uint64)", "fetches it when the fortnight is over")
	p.outcome(d.finish(s.defends(shown{truth}, truth.claim), attacks(truth)), dispute.Convicted)
	p.reap(s)
}
