package contracts_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
)

// baseFee is what gas costs in these tests, in wei: 1 gwei.
const baseFee = 1_000_000_000

// disputeCosts is what the vault sets aside for a challenger, and minimumStake what a provider has in it, in token units.
const (
	disputeCosts = 20_000_000
	minimumStake = 10 * disputeCosts
)

// tribunal is a chain with the vault, the game, and the alphabet that is played on.
type tribunal struct {
	*machine
	usd, vault, game, alphabet common.Address
	block                      int64
	accounts, sent             int
}

func newTribunal(t *testing.T) *tribunal {
	t.Helper()
	c := &tribunal{machine: newMachine(t), block: 100}
	c.usd, _ = c.deploy(common.FromHex(bind.TestUSDMetaData.Bin))
	c.alphabet, _ = c.deploy(common.FromHex(bind.AlphabetMetaData.Bin))
	c.game, c.vault = c.sit(c.alphabet, c.alphabet)
	return c
}

// sit deploys a game about what these contracts read and compute, and a vault that obeys it.
func (c *tribunal) sit(claims, program common.Address) (game, vault common.Address) {
	c.t.Helper()
	settlement, _ := c.deploy(common.FromHex(bind.BatchSettlementMetaData.Bin))
	deployer := common.Address{0xde, 0x91} // as in machine.deploy
	next := crypto.CreateAddress(deployer, c.state.GetNonce(deployer)+1)
	vault, _ = c.deploy(join(common.FromHex(bind.StakeVaultMetaData.Bin),
		bind.NewStakeVault().PackConstructor(c.usd, settlement, next, big.NewInt(minimumStake))))
	game, _ = c.deploy(join(common.FromHex(bind.DisputeMetaData.Bin),
		bind.NewDispute().PackConstructor(vault, claims, program, big.NewInt(disputeCosts), common.Address{})))
	if game != next {
		c.t.Fatalf("the game stands at %s, the vault obeys %s", game, next)
	}
	return game, vault
}

// someone is a new account with money for gas and bonds.
func (c *tribunal) someone(name string) account {
	c.accounts++
	a := newAccount(c.t, fmt.Sprintf("%s %d", name, c.accounts))
	c.state.AddBalance(a.address, uint256.MustFromDecimal("1000000000000000000000000"), tracing.BalanceChangeUnspecified)
	return a
}

// staked is a provider: someone with a stake.
func (c *tribunal) staked(name string) account {
	c.t.Helper()
	a := c.someone(name)
	usd := bind.NewTestUSD()
	c.send(a.address, c.usd, usd.PackMint(a.address, big.NewInt(minimumStake)))
	c.send(a.address, c.usd, usd.PackApprove(c.vault, big.NewInt(minimumStake)))
	c.send(a.address, c.vault, bind.NewStakeVault().PackStake(big.NewInt(minimumStake)))
	return a
}

// evm is a machine for one call in the block that is being made.
func (c *tribunal) evm() *vm.EVM {
	block := vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer,
		GetHash:     func(uint64) common.Hash { return common.Hash{} },
		BlockNumber: big.NewInt(c.block), Time: c.time, GasLimit: params.MaxTxGas,
		BaseFee: big.NewInt(baseFee), BlobBaseFee: big.NewInt(1), Random: new(common.Hash),
	}
	return vm.NewEVM(block, c.state, c.rules, vm.Config{})
}

// transact sends value along, pays for gas, and returns the logs too.
func (c *tribunal) transact(from, to common.Address, value *big.Int, data []byte) (*core.ExecutionResult, []*types.Log, error) {
	c.t.Helper()
	price := uint256.NewInt(baseFee)
	message := &core.Message{
		From: from, To: &to, Nonce: c.state.GetNonce(from), Data: data, GasLimit: params.MaxTxGas,
		Value: uint256.MustFromBig(value), GasPrice: price, GasFeeCap: price, GasTipCap: new(uint256.Int),
	}
	c.sent++
	c.state.SetTxContext(common.BigToHash(big.NewInt(int64(c.sent))), c.sent, 0)
	result, err := core.ApplyMessage(c.evm(), message, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	logs := c.state.GetLogs(common.BigToHash(big.NewInt(int64(c.sent))), uint64(c.block), common.Hash{}, c.time)
	c.state.Finalise(c.rules.Rules(big.NewInt(c.block), true, c.time))
	if result.Err != nil {
		return result, nil, fmt.Errorf("%w: %x", result.Err, result.ReturnData)
	}
	return result, logs, nil
}

// ask calls a view without leaving a trace.
func (c *tribunal) ask(to common.Address, data []byte) []byte {
	c.t.Helper()
	before := c.state.Snapshot()
	raw, _, err := c.evm().StaticCall(common.Address{0xee}, to, data, vm.NewGasBudget(params.MaxTxGas, 0))
	c.state.RevertToSnapshot(before)
	if err != nil {
		c.t.Fatalf("%v: %x", err, raw)
	}
	return raw
}

// read calls a view of the game.
func (c *tribunal) read(data []byte) []byte {
	c.t.Helper()
	return c.ask(c.game, data)
}

// owed is what somebody may withdraw, in wei.
func (c *tribunal) owed(who common.Address) *big.Int {
	c.t.Helper()
	return new(big.Int).SetBytes(c.read(bind.NewDispute().PackOwed(who)))
}

// recital is a signed claim.
type recital struct {
	claim    alphabet.Claim
	provider account
	finished uint64
	fault    dispute.Fault
	order    []byte // whose hash the subject is
}

func (r recital) bound() bind.AlphabetRecital {
	return bind.AlphabetRecital{
		Provider: r.provider.address, Finished: r.finished, Leaves: r.claim.Count, Letters: r.claim.Letters,
		First: r.claim.First, Last: r.claim.Last, Subject: r.fault.Subject, Amount: r.fault.Amount.Big(),
	}
}

// signed is the recital and its signature by signer, encoded without the enclosing tuple.
func (c *tribunal) signed(r recital, signer account) (bind.AlphabetRecital, []byte) {
	c.t.Helper()
	digest := c.ask(c.alphabet, bind.NewAlphabet().PackDigest(r.bound()))
	return r.bound(), signer.sign(c.t, job.Hash(digest))
}

func (c *tribunal) statements(r recital) []byte {
	c.t.Helper()
	_, signature := c.signed(r, r.provider)
	return statementsOf(r, signature)
}

// statementsOf is abi.encode(recital, signature).
func statementsOf(r recital, signature []byte) []byte {
	return join(recitalWords(r), word32(9*32), word32(uint64(len(signature))), pad(signature))
}

func recitalWords(r recital) []byte {
	amount := common.BigToHash(r.fault.Amount.Big())
	claim := r.claim.Bytes()
	return join(common.LeftPadBytes(r.provider.address[:], 32), word32(r.finished), claim, r.fault.Subject[:], amount[:])
}

func word32(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }

func pad(b []byte) []byte {
	return append(append([]byte(nil), b...), make([]byte, (32-len(b)%32)%32)...)
}

// accusation is what a dispute is about.
type accusation struct {
	program    dispute.Program
	short      []byte // the claim as the program reads it
	fault      dispute.Fault
	provider   account
	statements []byte
}

// match is one dispute, played in the EVM and in Go at once.
type match struct {
	*tribunal
	accusation
	claim      alphabet.Claim // if it is about an alphabet
	id         *big.Int
	challenger account
	state      dispute.State
	shown      dispute.Posted
	gas        map[string]uint64 // the most that a kind of transaction used
	total      uint64            // of what was accepted
	moves      int
}

var salt byte

// claimBy makes a recital by a new provider.
func (c *tribunal) claimBy(p account, claim alphabet.Claim) recital {
	salt++
	order := append(p.address[:], salt)
	return recital{
		claim: claim, provider: p, finished: c.time - 100, order: order,
		fault: dispute.Fault{Subject: job.Keccak(order), Amount: job.Units(1_000_000)},
	}
}

// open begins a dispute with the least bond.
func (c *tribunal) open(r recital, challenger account) *match {
	c.t.Helper()
	m := c.accuse(accusation{r.claim, r.claim.Bytes(), r.fault, r.provider, c.statements(r)}, challenger)
	m.claim = r.claim
	return m
}

// accuse begins any dispute with the least bond.
func (c *tribunal) accuse(a accusation, challenger account) *match {
	c.t.Helper()
	bond := dispute.BondFor(a.program.Leaves(), job.Units(baseFee))
	c.block++
	result, _, err := c.transact(challenger.address, c.game, bond.Big(), bind.NewDispute().PackOpen(a.statements, new(big.Int)))
	if err != nil {
		c.t.Fatal(err)
	}
	m := &match{tribunal: c, accusation: a, challenger: challenger, id: new(big.Int).SetBytes(result.ReturnData), gas: map[string]uint64{}}
	m.state, err = dispute.Open(a.program, job.Address(a.provider.address), job.Address(challenger.address),
		dispute.Terms(a.short, a.fault.Hash()), bond, job.Units(baseFee), c.time)
	if err != nil {
		c.t.Fatal(err)
	}
	m.used("open", result.UsedGas)
	m.compare()
	return m
}

func (m *match) used(what string, gas uint64) {
	m.gas[what] = max(m.gas[what], gas)
	m.total += gas
}

// pack is the transaction for a move.
func (m *match) pack(move dispute.Move) (string, []byte) {
	name, data, err := moves.Call(m.id, move, m.fault)
	if err != nil {
		m.t.Fatal(err)
	}
	return name, data
}

// sameError reports whether a revert is what err says.
func sameError(err error, revert []byte) bool {
	return len(revert) >= 4 && slices.ContainsFunc(moves.Refusals(err), func(name string) bool {
		return string(crypto.Keccak256([]byte(name))[:4]) == string(revert[:4])
	})
}

// try plays a move on both sides after some seconds. Both must accept it or refuse it for the same reason, and stand alike afterwards.
func (m *match) try(by account, wait uint64, move dispute.Move) error {
	m.t.Helper()
	m.time += wait
	m.block++
	name, data := m.pack(move)
	before := m.state
	after, err := dispute.Play(m.program, before, job.Address(by.address), m.time, move)
	result, logs, evmErr := m.transact(by.address, m.game, new(big.Int), data)
	switch {
	case (err == nil) != (evmErr == nil):
		m.t.Fatalf("%s in phase %s: Go says %v, the EVM %v", name, before.Place.Phase, err, evmErr)
	case err != nil && !sameError(err, result.ReturnData):
		m.t.Fatalf("%s in phase %s: Go says %v, the EVM %v", name, before.Place.Phase, err, evmErr)
	case err != nil:
		m.compare()
		m.time -= wait // nothing has happened
		return err
	}
	step := dispute.Step{Program: m.program, Before: before, After: after, By: job.Address(by.address), At: m.time, Move: move}
	if err := step.Check(); err != nil {
		m.t.Fatalf("%s breaks the rules: %v", name, err)
	}
	m.state = after
	m.moves++
	m.used(name, result.UsedGas)
	m.follow(logs, move)
	m.compare()
	return nil
}

func (m *match) must(by account, wait uint64, move dispute.Move) {
	m.t.Helper()
	if err := m.try(by, wait, move); err != nil {
		m.t.Fatal(err)
	}
}

func (m *match) refuse(want error, by account, wait uint64, move dispute.Move) {
	m.t.Helper()
	if err := m.try(by, wait, move); !errors.Is(err, want) {
		m.t.Fatalf("%T when %s is awaited: %v, want %v", move, m.state.Place.Phase, err, want)
	}
}

// follow reads what was shown out of the logs, as a player does.
func (m *match) follow(logs []*types.Log, move dispute.Move) {
	m.t.Helper()
	g := bind.NewDispute()
	for _, l := range logs {
		if l.Address != m.game {
			continue
		}
		switch move.(type) {
		case dispute.Commit, dispute.Post:
			e, err := g.UnpackPostedEvent(l)
			if err != nil {
				m.t.Fatal(err)
			}
			for i, c := range e.Children {
				m.shown.Children[i] = c
			}
		case dispute.Reveal:
			e, err := g.UnpackRevealedEvent(l)
			if err != nil {
				m.t.Fatal(err)
			}
			m.shown.Data = e.Data
		case dispute.Split:
			e, err := g.UnpackSplitEvent(l)
			if err != nil {
				m.t.Fatal(err)
			}
			m.shown.Sums = e.Sums
		}
		return
	}
	m.t.Fatalf("%T left no event", move)
}

// compare holds the contract's state against Go's.
func (m *match) compare() {
	m.t.Helper()
	got, err := bind.NewDispute().UnpackDisputeOf(m.read(bind.NewDispute().PackDisputeOf(m.id)))
	if err != nil {
		m.t.Fatal(err)
	}
	if m.state.Outcome != 0 {
		if got.Challenger != (common.Address{}) || got.Place.Phase != 0 || got.Top != [32]byte{} || got.Node != [32]byte{} || got.Terms != [32]byte{} || got.Leaves != 0 {
			m.t.Fatalf("a dispute that is over is still there: %+v", got)
		}
		return
	}
	s, p := m.state, m.state.Place
	want := bind.DisputeGame{
		Challenger: common.Address(s.Challenger), Bond: s.Bond.Big(), Provider: common.Address(s.Provider), Leaves: s.Leaves, Terms: s.Terms,
		Place: bind.DisputePlace{Phase: uint8(p.Phase), Rounds: p.Rounds, Level: p.Level, Leaf: p.Leaf, Element: p.Element, Part: p.Part,
			ProviderClock: p.ProviderClock, ChallengerClock: p.ChallengerClock, MovedAt: new(big.Int).SetUint64(p.MovedAt)},
		Top: s.Top, Node: s.Node,
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		m.t.Fatalf("the EVM stands at\n%+v\nGo at\n%+v", got, want)
	}
	if d := new(big.Int).SetBytes(m.read(bind.NewDispute().PackDeadline(m.id))); d.Uint64() != s.Deadline() {
		m.t.Fatalf("deadline %d in the EVM, %d in Go", d, s.Deadline())
	}
}

// conviction is the time-out of the provider in a match.
func (m *match) conviction() dispute.Convict {
	return dispute.Convict{Claim: job.Keccak(m.short), Fault: m.fault.Hash()}
}

// timeout ends the dispute in a stranger's name, at the first second in which that is possible.
func (m *match) timeout(stranger account) {
	m.t.Helper()
	var move dispute.Move = dispute.Forfeit{}
	if m.state.Place.Phase.Turn() == dispute.Provider {
		move = m.conviction()
	}
	left := m.state.Deadline() - m.time
	m.refuse(dispute.ErrEarly, stranger, left, move)
	m.must(stranger, left+1, move)
}

// picker is a challenger's way of picking.
type picker func(dispute.State, dispute.Posted) (dispute.Move, error)

// play lets both sides move until one can't; then a stranger claims the time-out.
func (m *match) play(d dispute.Defence, pick picker, stranger account) dispute.Outcome {
	m.t.Helper()
	for m.state.Outcome == 0 {
		var move dispute.Move
		var err error
		by := m.provider
		if m.state.Place.Phase.Turn() == dispute.Provider {
			move, err = d.Move(m.state)
		} else {
			by = m.challenger
			move, err = pick(m.state, m.shown)
		}
		if err == nil {
			err = m.try(by, 30, move)
		}
		if err != nil {
			m.timeout(stranger)
		}
		if m.moves > dispute.MaxMoves+1 {
			m.t.Fatal("the dispute does not end")
		}
	}
	return m.state.Outcome
}

// defence is the provider's player for a match, lying or not.
func (m *match) defence(lies alphabet.Lies) dispute.Defence {
	m.t.Helper()
	tr, err := alphabet.NewTrace(m.claim, lies)
	if err != nil {
		m.t.Fatal(err)
	}
	return dispute.Defence{Program: m.claim, Trace: tr, Claim: m.claim.Bytes(), Fault: m.fault.Hash()}
}

// attack is the honest challenger's.
func (m *match) attack() dispute.Attack {
	m.t.Helper()
	tr, err := alphabet.NewTrace(m.claim, alphabet.Lies{})
	if err != nil {
		m.t.Fatal(err)
	}
	return dispute.Attack{Program: m.claim, Trace: tr, Contradiction: tr.Contradiction()}
}

// walk picks the way to a number, whatever is shown.
func walk(c alphabet.Claim, n dispute.Number, part uint16) picker {
	return func(s dispute.State, _ dispute.Posted) (dispute.Move, error) {
		choice := part
		switch s.Place.Phase {
		case dispute.Child:
			choice = uint16(n.Leaf >> (dispute.Levels * (dispute.Rounds(c.Count) - 1 - int(s.Place.Level))) % dispute.Fan)
		case dispute.Element:
			choice = uint16(n.Element)
		}
		return dispute.Pick{Node: s.Node, Choice: choice}, nil
	}
}

// lieAt changes one number and all that follows from it.
func lieAt(leaf uint64, element int) alphabet.Lies {
	return alphabet.Lies{Number: func(l uint64, e int, v int64) int64 {
		if l == leaf && e == element {
			return v + 1
		}
		return v
	}}
}
