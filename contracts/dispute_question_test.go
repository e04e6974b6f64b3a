package contracts_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

// question asks whether a provider was asked for a recital, with the least bond.
func (c *tribunal) question(r recital, challenger account) *match {
	c.t.Helper()
	return c.inquire(accusation{r.claim, nil, r.fault, r.provider, c.statements(r)}, challenger)
}

// inquire asks whether a provider was asked for any work. Its program is Orders too.
func (c *tribunal) inquire(a accusation, challenger account) *match {
	c.t.Helper()
	bond := dispute.QuestionBond(job.Units(baseFee))
	c.block++
	result, logs, err := c.transact(challenger.address, c.game, bond.Big(), bind.NewDispute().PackAsk(a.statements, big.NewInt(disputeCosts/dispute.QuestionShare)))
	if err != nil {
		c.t.Fatal(err)
	}
	m := &match{tribunal: c, accusation: a, challenger: challenger, id: new(big.Int).SetBytes(result.ReturnData), gas: map[string]uint64{}}
	m.state, err = dispute.Ask(job.Address(a.provider.address), job.Address(challenger.address), a.fault.Hash(), bond, job.Units(baseFee), c.time)
	if err != nil {
		c.t.Fatal(err)
	}
	told := false
	for _, l := range logs {
		if e, err := bind.NewDispute().UnpackAskedEvent(l); l.Address == c.game && err == nil {
			told = e.Id.Cmp(m.id) == 0 && e.Provider == a.provider.address && e.Challenger == challenger.address && e.Bond.Cmp(bond.Big()) == 0 &&
				e.Covered.Int64() == disputeCosts/dispute.QuestionShare && e.Fault.Subject == a.fault.Subject
		}
	}
	if !told {
		c.t.Error("the question's event is missing or wrong")
	}
	m.used("ask", result.UsedGas)
	m.compare()
	return m
}

// TestDisputeAttackWorkThatNobodyOrdered: a provider signs for work that nobody asked for. It has nothing to answer with, and loses its stake by the clock.
func TestDisputeAttackWorkThatNobodyOrdered(t *testing.T) {
	c := newTribunal(t)
	g, none := bind.NewDispute(), new(big.Int)
	mallory, alice, carol := c.staked("mallory"), c.someone("alice"), c.someone("carol")
	r := c.claimBy(mallory, deep())
	m := c.question(r, alice)
	for _, evidence := range [][]byte{nil, r.fault.Subject[:], append(r.order, 0)} {
		m.refuse(dispute.ErrOrder, mallory, 60, dispute.Answer{Fault: r.fault, Evidence: evidence})
	}
	other := c.claimBy(mallory, deep()) // she was asked for that
	m.refuse(dispute.ErrSame, mallory, 60, dispute.Answer{Fault: other.fault, Evidence: other.order})
	more := r.fault
	more.Amount = job.Units(1)
	m.refuse(dispute.ErrSame, mallory, 60, dispute.Answer{Fault: more, Evidence: r.order})
	m.refuse(dispute.ErrPhase, mallory, 60, dispute.Commit{})
	m.refuse(dispute.ErrPhase, alice, 60, dispute.Pick{})
	m.refuse(dispute.ErrPhase, alice, 60, dispute.Forfeit{})
	m.timeout(carol)
	if m.state.Outcome != dispute.Convicted {
		t.Fatalf("outcome %d", m.state.Outcome)
	}
	if owed := c.owed(alice.address); owed.Cmp(m.state.Bond.Big()) != 0 {
		t.Errorf("alice is owed %d of her bond of %s", owed, m.state.Bond)
	}
	credit := new(big.Int).SetBytes(c.ask(c.vault, bind.NewStakeVault().PackCredit(alice.address)))
	if credit.Int64() != disputeCosts/dispute.QuestionShare {
		t.Errorf("alice has %d for her costs", credit)
	}
	total := new(big.Int).SetBytes(c.ask(c.vault, bind.NewStakeVault().PackStakeOf(mallory.address))[:32])
	if total.Sign() != 0 {
		t.Errorf("mallory keeps %d of her stake", total)
	}
	bond := m.state.Bond.Big()
	c.refuses("AlreadyConvicted()", alice.address, c.game, bond, g.PackAsk(m.accusation.statements, none))
	c.refuses("AlreadyConvicted()", alice.address, c.game, dispute.BondFor(r.claim.Count, job.Units(baseFee)).Big(), g.PackOpen(m.accusation.statements, none))
	c.checkBooks(t, nil, alice, mallory, carol)
}

// TestDisputeAttackFalseQuestion: who was asked answers in its last second, and is paid for it out of the bond; nothing hinders a dispute about the same work.
func TestDisputeAttackFalseQuestion(t *testing.T) {
	c := newTribunal(t)
	g, none := bind.NewDispute(), new(big.Int)
	bob, mallory, carol := c.staked("bob"), c.someone("mallory"), c.someone("carol")
	r := c.claimBy(bob, deep())
	least := dispute.QuestionBond(job.Units(baseFee)).Big()
	if got := new(big.Int).SetBytes(c.read(g.PackQuestionBond())); got.Cmp(least) != 0 {
		t.Errorf("the bond is %d in the EVM, %d in Go", got, least)
	}
	less := new(big.Int).Sub(least, big.NewInt(1))
	c.refuses("BondTooSmall(uint256)", mallory.address, c.game, less, g.PackAsk(c.statements(r), none))
	if _, err := dispute.Ask(job.Address(bob.address), job.Address(mallory.address), r.fault.Hash(), job.Units(1), job.Units(baseFee), c.time); !errors.Is(err, dispute.ErrBond) {
		t.Errorf("asked with a wei: %v", err)
	}
	_, forged := c.signed(r, mallory)
	c.refuses("NotSigned()", mallory.address, c.game, least, g.PackAsk(statementsOf(r, forged), none))
	c.refuses("CoverTooSmall(uint128)", mallory.address, c.game, least, g.PackAsk(c.statements(r), big.NewInt(disputeCosts/dispute.QuestionShare+1)))
	old := r
	old.finished = c.time - 7*24*3600 - 1
	c.refuses("WindowClosed(uint64)", mallory.address, c.game, least, g.PackAsk(c.statements(old), none))

	m := c.question(r, mallory)
	right := dispute.Answer{Fault: r.fault, Evidence: r.order}
	m.refuse(dispute.ErrTurn, carol, 60, right)
	m.refuse(dispute.ErrEarly, carol, 60, m.conviction())
	last := m.state.Deadline() - c.time
	m.refuse(dispute.ErrLate, bob, last+1, right)
	m.must(bob, last, right)
	if m.state.Outcome != dispute.Shown {
		t.Fatalf("outcome %d", m.state.Outcome)
	}
	if owed := c.owed(bob.address); owed.Cmp(m.state.Payout().Provider.Big()) != 0 || owed.Sign() == 0 {
		t.Errorf("bob is owed %d", owed)
	}
	d := c.open(r, mallory) // that it was ordered says nothing of whether it is right
	if got := d.play(d.defence(lieAt(131, 3)), d.attack().Move, carol); got != dispute.Convicted {
		t.Errorf("a lie that was ordered: outcome %d", got)
	}
	t.Logf("ask %d gas, answer %d gas (the toy's evidence)", m.gas["ask"], m.gas["answer"])
}

// TestDisputeAttackHundredFalseQuestionsAtOnce: the accusers lose at least ten times what answering costs, which they pay for.
func TestDisputeAttackHundredFalseQuestionsAtOnce(t *testing.T) {
	o := newOffice(t)
	bob := o.staked("bob")
	a := o.ordered(bob, o.someone("session"))
	before := o.state.GetBalance(bob.address).ToBig()
	var lost big.Int
	var matches []*match
	for i := range 100 { // a stake of the minimum covers the costs of ten
		matches = append(matches, o.asks(a, bob, o.someone("mallory"), i < dispute.QuestionShare))
	}
	for _, m := range matches {
		m.must(bob, 5, dispute.Answer{Fault: m.fault, Evidence: a.evidence})
		lost.Add(&lost, m.state.Bond.Big())
	}
	spent := new(big.Int).Sub(before, o.state.GetBalance(bob.address).ToBig())
	earned := o.owed(bob.address)
	if earned.Cmp(spent) <= 0 {
		t.Errorf("the provider spent %d wei on its answers and is owed %d", spent, earned)
	}
	if new(big.Int).Div(&lost, spent).Int64() < dispute.Rho {
		t.Errorf("asking cost %d, answering %d: less than %d times as much", &lost, spent, dispute.Rho)
	}
	raw := o.ask(o.vault, bind.NewStakeVault().PackDisputes(bob.address))
	if open := new(big.Int).SetBytes(raw[:32]); open.Sign() != 0 {
		t.Errorf("%d questions still freeze the stake", open)
	}
	t.Logf("a real question: ask %d gas, answer %d gas", matches[0].gas["ask"], matches[0].gas["answer"])
	if gas := matches[0].gas["answer"]; gas > dispute.AnswerGas {
		t.Errorf("an answer uses %d gas, the bond reckons with %d", gas, dispute.AnswerGas)
	}
}

// signedOrder is an order that a session key has signed for its channel, and the provider's receipt.
type signedOrder struct {
	order
	config   job.ChannelConfig
	evidence []byte // what answers a question about it
}

// ordered is an order of a channel that pays bob.
func (o *office) ordered(bob, session account) signedOrder {
	o.t.Helper()
	salt++
	config := job.ChannelConfig{
		Payer: job.Address{0xa1, 0x1c, 0xe0}, PayerAuthorizer: job.Address(session.address), Receiver: job.Address(bob.address), ReceiverAuthorizer: job.Address(bob.address),
		Token: job.Address(o.usd), WithdrawDelay: 3600, Salt: job.Hash{31: salt},
	}
	a := signedOrder{order: o.answered(salt), config: config}
	a.request.Channel = config.ID(job.SettlementDomain(devChain, job.Address(o.settlement)))
	id := job.Hash(o.ask(o.referee, bind.NewReferee().PackRequestDigest(a.request)))
	a.receipt.Request = id
	a.evidence = job.EncodeOrder(config, job.Signature(session.sign(o.t, id)))
	return a
}

// inChannel lets a match be played with what Receipts says of orders.
type inChannel struct {
	dispute.Program
	o *office
}

// Ordered implements dispute.Orders by asking the contract.
func (p inChannel) Ordered(f dispute.Fault, evidence []byte) bool {
	said, err := p.o.view(p.o.receipts, bind.NewReceipts().PackOrdered(moves.Fault(f), evidence))
	return err == nil && new(big.Int).SetBytes(said).Sign() != 0
}

// asks asks whether bob was asked for the work of a receipt; covered says that the costs are set aside.
func (o *office) asks(a signedOrder, bob, challenger account, covered bool) *match {
	o.t.Helper()
	fault := dispute.Fault{Subject: a.receipt.Request, Channel: a.request.Channel, Amount: job.Units(a.receipt.Amount.Uint64())}
	x := accusation{inChannel{o: o}, nil, fault, bob, encode(a.request, a.receipt, o.sign(bob, a.receipt))}
	if covered {
		return o.inquire(x, challenger)
	}
	bond := dispute.QuestionBond(job.Units(baseFee))
	result, _, err := o.transact(challenger.address, o.game, bond.Big(), bind.NewDispute().PackAsk(x.statements, new(big.Int)))
	if err != nil {
		o.t.Fatal(err)
	}
	m := &match{tribunal: o.tribunal, accusation: x, challenger: challenger, id: new(big.Int).SetBytes(result.ReturnData), gas: map[string]uint64{}}
	m.state, err = dispute.Ask(job.Address(bob.address), job.Address(challenger.address), fault.Hash(), bond, job.Units(baseFee), o.time)
	if err != nil {
		o.t.Fatal(err)
	}
	return m
}

// TestReceiptsAttackForgedRequest: a provider signs a receipt for a request that it has made up in the name of somebody's channel. No signature of that channel's key is under it.
func TestReceiptsAttackForgedRequest(t *testing.T) {
	o := newOffice(t)
	mallory, alice, session, carol := o.staked("mallory"), o.someone("alice"), o.someone("session"), o.someone("carol")
	asked := o.ordered(mallory, session) // this one she was asked for
	forged := o.ordered(mallory, session)
	m := o.asks(forged, mallory, alice, true)
	own := forged.config // a channel of her own has another id
	own.PayerAuthorizer = job.Address(mallory.address)
	for name, evidence := range map[string][]byte{
		"the signature of another request": asked.evidence,
		"her own signature":                job.EncodeOrder(forged.config, job.Signature(mallory.sign(t, forged.receipt.Request))),
		"a channel of her own":             job.EncodeOrder(own, job.Signature(mallory.sign(t, forged.receipt.Request))),
		"no signature":                     job.EncodeOrder(forged.config, job.Signature{}),
		"nothing":                          nil,
		"half of it":                       forged.evidence[:200],
	} {
		if (inChannel{o: o}).Ordered(m.fault, evidence) {
			t.Errorf("%s: taken for an order", name)
		}
		if _, _, err := o.transact(mallory.address, o.game, new(big.Int), bind.NewDispute().PackAnswer(m.id, moves.Fault(m.fault), evidence)); err == nil {
			t.Errorf("%s: answered", name)
		}
	}
	m.compare()
	m.timeout(carol)
	if m.state.Outcome != dispute.Convicted {
		t.Fatalf("outcome %d", m.state.Outcome)
	}

	// An honest provider has the signature, for whatever it has signed.
	bob := o.staked("bob")
	honest := o.ordered(bob, session)
	n := o.asks(honest, bob, alice, true)
	n.must(bob, 60, dispute.Answer{Fault: n.fault, Evidence: honest.evidence})
	if n.state.Outcome != dispute.Shown {
		t.Errorf("outcome %d", n.state.Outcome)
	}
}

// TestReceiptsAttackAskAboutWorkWithoutAChannel: work that is paid for by an escrow, or by a single payment, has no channel whose payer could have signed for it, and so no answer to a question. Nobody may ask,
// or every honest provider of such work would lose its stake.
func TestReceiptsAttackAskAboutWorkWithoutAChannel(t *testing.T) {
	o := newOffice(t)
	bob, mallory := o.staked("bob"), o.someone("mallory")
	a := o.ordered(bob, o.someone("session"))
	a.request.Channel = [32]byte{}
	id := job.Hash(o.ask(o.referee, bind.NewReferee().PackRequestDigest(a.request)))
	a.receipt.Request = id
	statements := encode(a.request, a.receipt, o.sign(bob, a.receipt))
	g, bond := bind.NewDispute(), dispute.QuestionBond(job.Units(baseFee)).Big()
	o.refuses("OtherThing()", mallory.address, o.game, bond, g.PackAsk(statements, new(big.Int)))
	if raw := o.ask(o.receipts, bind.NewReceipts().PackReceiptsCheck(statements)); common.BytesToAddress(raw[:32]) != bob.address {
		t.Errorf("whether it is right may no longer be disputed: %x", raw[:32])
	}
}
