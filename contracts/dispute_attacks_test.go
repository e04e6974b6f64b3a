package contracts_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
)

// deep is a claim whose trace takes three rounds.
func deep() alphabet.Claim { return alphabet.Recited(5000, 300, -40) }

// playTo plays up to a phase.
func (m *match) playTo(phase dispute.Phase, d dispute.Defence, pick picker) {
	m.t.Helper()
	for m.state.Place.Phase != phase {
		by, move, err := m.provider, dispute.Move(nil), error(nil)
		if m.state.Place.Phase.Turn() == dispute.Provider {
			move, err = d.Move(m.state)
		} else {
			by = m.challenger
			move, err = pick(m.state, m.shown)
		}
		if err != nil {
			m.t.Fatal(err)
		}
		m.must(by, 20, move)
	}
}

// refuses says that a call must revert with an error of this name.
func (c *tribunal) refuses(name string, from, to common.Address, value *big.Int, data []byte) {
	c.t.Helper()
	result, _, err := c.transact(from, to, value, data)
	if err == nil {
		c.t.Fatalf("accepted; want %s", name)
	}
	if want := crypto.Keccak256([]byte(name))[:4]; len(result.ReturnData) < 4 || string(result.ReturnData[:4]) != string(want) {
		c.t.Fatalf("%v, want %s", err, name)
	}
}

func (c *tribunal) accepts(from, to common.Address, value *big.Int, data []byte) []*types.Log {
	c.t.Helper()
	c.block++
	_, logs, err := c.transact(from, to, value, data)
	if err != nil {
		c.t.Fatal(err)
	}
	return logs
}

// aSum is a number that is shown in parts, and so takes every phase there is.
var aSum = dispute.Number{Leaf: 65, Element: 6}

func TestDisputeAttackLastSecondMove(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("bob"), deep()), c.someone("mallory"))
	d, pick, stranger := m.defence(alphabet.Lies{}), walk(m.claim, aSum, 1), c.someone("carol")
	for m.state.Outcome == 0 {
		by, move := m.provider, dispute.Move(nil)
		var err error
		if m.state.Place.Phase.Turn() == dispute.Provider {
			move, err = d.Move(m.state)
		} else {
			by = m.challenger
			move, err = pick(m.state, m.shown)
		}
		if err != nil {
			t.Fatal(err)
		}
		left := m.state.Deadline() - m.time
		if m.moves > 0 && left < dispute.Extension {
			t.Fatalf("after a last-second move the other side has %d seconds", left)
		}
		m.refuse(dispute.ErrLate, by, left+1, move) // a second late
		if m.state.Place.Phase.Turn() == dispute.Provider {
			m.refuse(dispute.ErrEarly, stranger, left, m.conviction())
		} else {
			m.refuse(dispute.ErrEarly, stranger, left, dispute.Forfeit{})
		}
		m.must(by, left, move) // in the last second
	}
	if m.state.Outcome != dispute.Shown {
		t.Errorf("outcome %d", m.state.Outcome)
	}
}

func TestDisputeAttackSilenceAtEveryStep(t *testing.T) {
	c := newTribunal(t)
	stranger := c.someone("carol")
	for _, side := range []dispute.Side{dispute.Provider, dispute.Challenger} {
		for phase := dispute.Root; phase <= dispute.PartCell; phase++ {
			if phase.Turn() != side {
				continue
			}
			m := c.open(c.claimBy(c.staked("bob"), deep()), c.someone("alice"))
			m.playTo(phase, m.defence(alphabet.Lies{}), walk(m.claim, aSum, 1))
			m.timeout(stranger)
			winner, want := m.challenger, dispute.Convicted
			if side == dispute.Challenger {
				winner, want = m.provider, dispute.Forfeited
			}
			if m.state.Outcome != want || c.owed(winner.address).Sign() == 0 {
				t.Errorf("silent at %s: outcome %d, the winner is owed %d", phase, m.state.Outcome, c.owed(winner.address))
			}
		}
	}
}

func TestDisputeAttackBothLie(t *testing.T) {
	c := newTribunal(t)
	r := c.claimBy(c.staked("bob"), deep())
	lies := lieAt(131, 3)
	// The challenger knows no better than to point somewhere else: there the number is right, and it loses its bond.
	m := c.open(r, c.someone("mallory"))
	if got := m.play(m.defence(lies), walk(m.claim, dispute.Number{Leaf: 20, Element: 2}, 0), c.someone("carol")); got != dispute.Shown {
		t.Fatalf("outcome %d", got)
	}
	// Behind the lie everything follows from it, so there too the number is right.
	m = c.open(r, c.someone("mallory"))
	if got := m.play(m.defence(lies), walk(m.claim, dispute.Number{Leaf: 200, Element: 4}, 0), c.someone("carol")); got != dispute.Shown {
		t.Fatalf("outcome %d", got)
	}
	// The lie has not become true by that: somebody honest takes it to court again.
	m = c.open(r, c.someone("alice"))
	if got := m.play(m.defence(lies), m.attack().Move, c.someone("carol")); got != dispute.Convicted {
		t.Fatalf("a lie that survived two bad challenges: outcome %d", got)
	}
	if owed := c.owed(m.challenger.address); owed.Cmp(m.state.Bond.Big()) != 0 {
		t.Errorf("the honest challenger is owed %d of %s", owed, m.state.Bond)
	}
	// A fourth challenger has nothing left to prove.
	c.refuses("AlreadyConvicted()", m.challenger.address, c.game, m.state.Bond.Big(), bind.NewDispute().PackOpen(c.statements(r), new(big.Int)))
}

func TestDisputeAttackLeafPassedOffAsNode(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("mallory"), deep()), c.someone("alice"))
	d := m.defence(alphabet.Lies{})
	move, err := d.Move(m.state)
	if err != nil {
		t.Fatal(err)
	}
	commit := move.(dispute.Commit)
	data, _ := d.Trace.Leaf(0)
	commit.Children[0] = job.Keccak([]byte{0, 7}, data) // a leaf's hash where a node belongs
	m.must(m.provider, 1, commit)
	m.must(m.challenger, 1, dispute.Pick{Node: m.state.Node, Choice: 0})
	siblings := dispute.Siblings(commit.Children, 0)
	m.refuse(dispute.ErrPhase, m.provider, 1, dispute.Reveal{Data: data, Siblings: siblings})
	var children [64]job.Hash
	copy(children[0][:], data)
	m.refuse(dispute.ErrUnder, m.provider, 1, dispute.Post{Children: children, Siblings: siblings})
	m.timeout(c.someone("carol"))

	// And a node where a leaf belongs: 65 bytes that hash to it are not a leaf's.
	m = c.open(c.claimBy(c.staked("mallory"), alphabet.Recited(60, 60, 1)), c.someone("alice"))
	d = m.defence(alphabet.Lies{})
	move, _ = d.Move(m.state)
	commit = move.(dispute.Commit)
	left, right := job.Hash{1}, job.Hash{2}
	commit.Children[3] = job.Keccak([]byte{1}, left[:], right[:])
	m.must(m.provider, 1, commit)
	m.must(m.challenger, 1, dispute.Pick{Node: m.state.Node, Choice: 3})
	siblings = dispute.Siblings(commit.Children, 3)
	m.refuse(dispute.ErrUnder, m.provider, 1, dispute.Reveal{Data: join([]byte{1}, left[:], right[:]), Siblings: siblings})
	m.refuse(dispute.ErrUnder, m.provider, 1, dispute.Reveal{Data: join(left[:], right[:]), Siblings: siblings})
	m.timeout(c.someone("carol"))
	if m.state.Outcome != dispute.Convicted {
		t.Errorf("outcome %d", m.state.Outcome)
	}
}

func TestDisputeAttackProofOfWrongDepthOrPlace(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("bob"), deep()), c.someone("alice"))
	d := m.defence(alphabet.Lies{})
	m.playTo(dispute.Cell, d, walk(m.claim, dispute.Number{Leaf: 67}, 0))
	move, err := d.Move(m.state)
	if err != nil {
		t.Fatal(err)
	}
	good := move.(dispute.Show)
	const data = 56
	change := func(f func(*dispute.Showing)) dispute.Show { s := good; f(&s.Showing); return s }
	shorter := change(func(s *dispute.Showing) { s.Evidence = s.Evidence[:len(s.Evidence)-32] })
	longer := change(func(s *dispute.Showing) { s.Evidence = join(s.Evidence, make([]byte, 32)) })
	other, _ := d.Trace.Evidence(69, 0) // the right value at the wrong index: opens leaf 68
	elsewhere := change(func(s *dispute.Showing) { s.Evidence = other })
	none := change(func(s *dispute.Showing) { s.Evidence = nil })
	// The data of the leaf before, moved up a level: its parent's other half is passed off as data.
	shifted := change(func(s *dispute.Showing) { s.Evidence = join(s.Evidence[:data], s.Evidence[data+32:], make([]byte, 32)) })
	for i, bad := range []dispute.Show{shorter, longer, elsewhere, none, shifted} {
		if err := m.try(m.provider, 1, bad); !errors.Is(err, dispute.ErrNoEvidence) {
			t.Errorf("proof %d: %v", i, err)
		}
	}
	m.must(m.provider, 1, good)
}

func TestDisputeAttackMalformedChildren(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("mallory"), deep()), c.someone("alice"))
	var garbage dispute.Commit
	for i := range garbage.Children {
		garbage.Children[i] = job.Keccak([]byte{byte(i)})
	}
	m.must(m.provider, 1, garbage) // nobody can tell yet
	pick, err := m.attack().Move(m.state, m.shown)
	if err != nil {
		t.Fatal(err)
	}
	m.must(m.challenger, 1, pick)
	siblings := dispute.Siblings(garbage.Children, uint64(pick.(dispute.Pick).Choice))
	m.refuse(dispute.ErrUnder, m.provider, 1, dispute.Post{Children: garbage.Children, Siblings: siblings})
	m.refuse(dispute.ErrUnder, m.provider, 1, dispute.Post{})
	_, data := m.pack(dispute.Post{Children: garbage.Children, Siblings: siblings})
	for _, cut := range []int{4, 36, 100, len(data) - 32, len(data) - 1} { // too few of them
		if _, _, err := c.transact(m.provider.address, c.game, new(big.Int), data[:cut]); err == nil {
			t.Errorf("%d bytes of %d were taken for a post", cut, len(data))
		}
	}
	m.timeout(c.someone("carol"))
	if m.state.Outcome != dispute.Convicted {
		t.Errorf("outcome %d", m.state.Outcome)
	}
}

func TestDisputeAttackHundredFalseAccusationsAtOnce(t *testing.T) {
	c := newTribunal(t)
	bob := c.staked("bob")
	r := c.claimBy(bob, deep())
	before := c.state.GetBalance(bob.address).ToBig()
	var matches []*match
	for range 100 {
		matches = append(matches, c.open(r, c.someone("mallory")))
	}
	d := matches[0].defence(alphabet.Lies{})
	blocks := 0
	for open := true; open; blocks++ {
		open = false
		for i, m := range matches {
			if m.state.Outcome != 0 {
				continue
			}
			open = true
			by, move := bob, dispute.Move(nil)
			var err error
			if m.state.Place.Phase.Turn() == dispute.Provider {
				move, err = d.Move(m.state)
			} else {
				by = m.challenger
				move, err = walk(m.claim, dispute.Number{Leaf: uint64(3 * i), Element: i % 7}, uint16(i%4))(m.state, m.shown)
			}
			if err != nil {
				t.Fatal(err)
			}
			m.must(by, 1, move)
		}
	}
	for _, m := range matches {
		if m.state.Outcome != dispute.Shown {
			t.Fatalf("outcome %d", m.state.Outcome)
		}
	}
	spent := new(big.Int).Sub(before, c.state.GetBalance(bob.address).ToBig())
	earned := c.owed(bob.address)
	if earned.Cmp(spent) <= 0 {
		t.Errorf("the provider spent %d wei on its defence and is owed %d", spent, earned)
	}
	var lost big.Int
	for _, m := range matches {
		lost.Add(&lost, m.state.Bond.Big())
	}
	if new(big.Int).Div(&lost, spent).Int64() < dispute.Rho {
		t.Errorf("accusing cost %d, defending %d: less than %d times as much", &lost, spent, dispute.Rho)
	}
	raw := c.ask(c.vault, bind.NewStakeVault().PackDisputes(bob.address))
	if open := new(big.Int).SetBytes(raw[:32]); open.Sign() != 0 {
		t.Errorf("%d disputes still freeze the stake", open)
	}
	t.Logf("100 false accusations: defence %d wei, accusers lost %d wei, the provider is owed %d", spent, &lost, earned)
}

func TestDisputeAttackWalletThatRejectsPayment(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("mallory"), deep()), c.someone("alice"))
	// The winner's account becomes a contract that refuses ether (EIP-7702).
	refuser := common.Address{0x4e, 0xf5}
	c.state.SetCode(refuser, common.FromHex("5f5ffd"), 0)
	c.state.SetCode(m.challenger.address, types.AddressToDelegation(refuser), 0)
	if got := m.play(m.defence(lieAt(131, 3)), m.attack().Move, c.someone("carol")); got != dispute.Convicted {
		t.Fatalf("outcome %d", got)
	}
	g := bind.NewDispute()
	c.refuses("PaymentRefused()", m.challenger.address, c.game, new(big.Int), g.PackWithdraw(m.challenger.address))
	if owed := c.owed(m.challenger.address); owed.Cmp(m.state.Bond.Big()) != 0 {
		t.Fatalf("after a refused payment %d are owed", owed)
	}
	other := common.Address{0x07, 0x4e}
	c.accepts(m.challenger.address, c.game, new(big.Int), g.PackWithdraw(other))
	if got := c.state.GetBalance(other).ToBig(); got.Cmp(m.state.Bond.Big()) != 0 {
		t.Errorf("paid %d of %s", got, m.state.Bond)
	}
	c.refuses("NothingOwed()", m.challenger.address, c.game, new(big.Int), g.PackWithdraw(other))
}

func TestDisputeAttackFrontRunMove(t *testing.T) {
	c := newTribunal(t)
	eve := c.someone("eve")
	m := c.open(c.claimBy(c.staked("bob"), deep()), c.someone("alice"))
	d := m.defence(alphabet.Lies{})
	for m.state.Outcome == 0 { // eve copies every move out of the pool, and is never the first to make it
		by, move := m.provider, dispute.Move(nil)
		var err error
		if m.state.Place.Phase.Turn() == dispute.Provider {
			move, err = d.Move(m.state)
		} else {
			by = m.challenger
			move, err = walk(m.claim, aSum, 1)(m.state, m.shown)
		}
		if err != nil {
			t.Fatal(err)
		}
		m.refuse(dispute.ErrTurn, eve, 0, move)
		m.must(by, 1, move)
	}
}

func TestDisputeAttackReplayedMove(t *testing.T) {
	c := newTribunal(t)
	bob, alice := c.staked("bob"), c.someone("alice")
	m := c.open(c.claimBy(bob, deep()), alice)
	twin := c.open(c.claimBy(bob, deep()), alice) // the same trace under another claim
	d, pick := m.defence(alphabet.Lies{}), walk(m.claim, aSum, 1)
	for m.state.Outcome == 0 {
		by, move := bob, dispute.Move(nil)
		var err error
		if m.state.Place.Phase.Turn() == dispute.Provider {
			move, err = d.Move(m.state)
		} else {
			by = alice
			move, err = pick(m.state, m.shown)
		}
		if err != nil {
			t.Fatal(err)
		}
		m.must(by, 1, move)
		if m.try(by, 0, move) == nil {
			t.Fatalf("%T was taken twice", move)
		}
		if show, ok := move.(dispute.ShowPart); ok {
			// The other dispute has another fault: what was shown in the first shows nothing there.
			twin.playTo(dispute.PartCell, twin.defence(alphabet.Lies{}), pick)
			twin.refuse(dispute.ErrSame, bob, 1, show)
		}
	}
}

func TestDisputeAttackReorgUnderAPick(t *testing.T) {
	c := newTribunal(t)
	m := c.open(c.claimBy(c.staked("mallory"), deep()), c.someone("alice"))
	saved, state := c.state.Copy(), m.state
	lie, truth := m.defence(lieAt(131, 3)), m.defence(lieAt(250, 1))
	first, _ := lie.Move(m.state)
	m.must(m.provider, 1, first)
	pick, err := m.attack().Move(m.state, m.shown)
	if err != nil {
		t.Fatal(err)
	}
	m.must(m.challenger, 1, pick)
	// The chain goes back to before the commitment, and the provider commits to another trace. The old pick is still in the pool.
	c.state, m.state = saved, state
	second, _ := truth.Move(m.state)
	m.must(m.provider, 1, second)
	m.refuse(dispute.ErrPosition, m.challenger, 1, pick)
	if got := m.play(truth, m.attack().Move, c.someone("carol")); got != dispute.Convicted {
		t.Errorf("outcome %d", got)
	}
}

func TestDisputeAttackOverflowingNumbers(t *testing.T) {
	c := newTribunal(t)
	top := int64(^uint64(0) >> 1)
	claim := alphabet.Recited(130, 130, top-100) // the letters wrap around
	honest := c.open(c.claimBy(c.staked("bob"), claim), c.someone("mallory"))
	if got := honest.play(honest.defence(alphabet.Lies{}), walk(claim, dispute.Number{Leaf: 21, Element: 6}, 3), c.someone("carol")); got != dispute.Shown {
		t.Errorf("an honest provider of large numbers: outcome %d", got)
	}
	liar := c.open(c.claimBy(c.staked("mallory"), claim), c.someone("alice"))
	if got := liar.play(liar.defence(lieAt(21, 6)), liar.attack().Move, c.someone("carol")); got != dispute.Convicted {
		t.Errorf("a lying provider of large numbers: outcome %d", got)
	}
}

func TestDisputeAttackForgedAndStaleAccusations(t *testing.T) {
	c := newTribunal(t)
	g, none := bind.NewDispute(), new(big.Int)
	bob, mallory := c.staked("bob"), c.someone("mallory")
	r := c.claimBy(bob, deep())
	bond := dispute.BondFor(r.claim.Count, job.Units(baseFee)).Big()
	_, forged := c.signed(r, mallory)
	c.refuses("NotSigned()", mallory.address, c.game, bond, g.PackOpen(statementsOf(r, forged), none))
	_, good := c.signed(r, bob)
	c.refuses("NotSigned()", mallory.address, c.game, bond, g.PackOpen(statementsOf(r, highS(good)), none))
	less := new(big.Int).Sub(bond, big.NewInt(1))
	c.refuses("BondTooSmall(uint256)", mallory.address, c.game, less, g.PackOpen(statementsOf(r, good), none))
	c.refuses("CoverTooSmall(uint128)", mallory.address, c.game, bond, g.PackOpen(statementsOf(r, good), big.NewInt(disputeCosts+1)))
	unstaked := c.claimBy(c.someone("dave"), deep())
	c.refuses("NothingAtStake()", mallory.address, c.game, bond, g.PackOpen(c.statements(unstaked), none))

	r.finished = c.time - 7*24*3600 // the last second of the window
	c.open(r, c.someone("alice"))
	r.finished--
	c.refuses("WindowClosed(uint64)", mallory.address, c.game, bond, g.PackOpen(c.statements(r), none))

	// Stake that is already on its way out, and due, stays while a dispute runs.
	v, erin := bind.NewStakeVault(), c.staked("erin")
	c.accepts(erin.address, c.vault, none, v.PackRequestUnstake(big.NewInt(minimumStake)))
	c.time += 14 * 24 * 3600
	m := c.open(c.claimBy(erin, deep()), c.someone("alice"))
	c.refuses("StakeFrozen(uint64)", erin.address, c.vault, none, v.PackWithdraw())
	m.play(m.defence(alphabet.Lies{}), walk(m.claim, aSum, 1), c.someone("carol"))
	c.accepts(erin.address, c.vault, none, v.PackWithdraw())
}

func TestDisputeProvesContradictionInOneMove(t *testing.T) {
	c := newTribunal(t)
	g, none := bind.NewDispute(), new(big.Int)
	mallory, alice, eve := c.staked("mallory"), c.someone("alice"), c.someone("eve")
	one := c.claimBy(mallory, deep())
	two := one
	two.claim.Last++
	_, first := c.signed(one, mallory)
	_, second := c.signed(two, mallory)
	statements := contradiction(one, first, two, second)
	secret := func(who account, s []byte) [32]byte {
		return job.Keccak(common.LeftPadBytes(who.address[:], 32), word32(1), word32(96), word32(uint64(len(s))), pad(s))
	}
	c.refuses("NotAnnounced()", alice.address, c.game, none, g.PackProve(1, statements))
	c.accepts(alice.address, c.game, none, g.PackAnnounce(secret(alice, statements)))
	c.refuses("NotAnnounced()", alice.address, c.game, none, g.PackProve(1, statements)) // in the same block
	c.block++
	// Front-run: eve reads the proof in the pool. She has announced nothing.
	c.refuses("NotAnnounced()", eve.address, c.game, none, g.PackProve(1, statements))
	logs := c.accepts(alice.address, c.game, none, g.PackProve(1, statements))
	convicted := false
	for _, l := range logs {
		if e, err := g.UnpackConvictedEvent(l); l.Address == c.game && err == nil && e.Provider == mallory.address && e.Challenger == alice.address {
			convicted = true
		}
	}
	raw := c.ask(c.vault, bind.NewStakeVault().PackStakeOf(mallory.address))
	if total := new(big.Int).SetBytes(raw[:32]); !convicted || total.Cmp(big.NewInt(minimumStake)) >= 0 {
		t.Errorf("two recitals of one subject: convicted %v, %d of the stake is left", convicted, total)
	}
	// The same again, and things that are no contradiction.
	c.accepts(eve.address, c.game, none, g.PackAnnounce(secret(eve, statements)))
	same := contradiction(one, first, one, first)
	_, forged := c.signed(two, alice)
	unsigned := contradiction(one, first, two, forged)
	c.accepts(eve.address, c.game, none, g.PackAnnounce(secret(eve, same)))
	c.accepts(eve.address, c.game, none, g.PackAnnounce(secret(eve, unsigned)))
	c.block++
	c.refuses("AlreadyConvicted()", eve.address, c.game, none, g.PackProve(1, statements))
	c.refuses("NoContradiction()", eve.address, c.game, none, g.PackProve(1, same))
	c.refuses("NotSigned()", eve.address, c.game, none, g.PackProve(1, unsigned))
}

// contradiction is abi.encode(one, its signature, other, its signature).
func contradiction(one recital, first []byte, other recital, second []byte) []byte {
	head := uint64(18 * 32)
	return join(recitalWords(one), word32(head), recitalWords(other), word32(head+32+uint64(len(pad(first)))),
		word32(uint64(len(first))), pad(first), word32(uint64(len(second))), pad(second))
}

func TestDisputeBurnsWhatBelongsToNobody(t *testing.T) {
	c := newTribunal(t)
	g, stranger := bind.NewDispute(), c.someone("carol")
	c.refuses("NothingOwed()", stranger.address, c.game, new(big.Int), g.PackBurn())
	m := c.open(c.claimBy(c.staked("bob"), deep()), c.someone("mallory"))
	m.play(m.defence(alphabet.Lies{}), walk(m.claim, aSum, 1), stranger)
	c.accepts(stranger.address, c.game, new(big.Int), g.PackBurn())
	c.accepts(m.provider.address, c.game, new(big.Int), g.PackWithdraw(m.provider.address))
	if left := c.state.GetBalance(c.game); !left.IsZero() {
		t.Errorf("%d wei are left in a game that owes nothing", left)
	}
}

// TestDisputeGas measures each transaction on a trace of the size of a Llama of 8 billion parameters over 1,024 tokens: 27 million leaves, 5 rounds. The cell
// is the toy's; what real cells cost is measured with the exact program.
func TestDisputeGas(t *testing.T) {
	c := newTribunal(t)
	claim := alphabet.Recited(27_000_000, 300, 1<<40)
	gas := map[string]uint64{}
	add := func(m *match) {
		for name, used := range m.gas {
			gas[name] = max(gas[name], used)
		}
	}
	m := c.open(c.claimBy(c.staked("bob"), claim), c.someone("mallory"))
	m.play(m.defence(alphabet.Lies{}), walk(claim, aSum, 1), c.someone("carol"))
	whole := m.total
	add(m)
	m = c.open(c.claimBy(c.staked("bob"), claim), c.someone("mallory"))
	m.play(m.defence(alphabet.Lies{}), walk(claim, dispute.Number{Leaf: 65}, 0), c.someone("carol"))
	add(m)
	m = c.open(c.claimBy(c.staked("bob"), claim), c.someone("mallory"))
	m.playTo(dispute.Part, m.defence(alphabet.Lies{}), walk(claim, aSum, 1))
	m.timeout(c.someone("carol"))
	add(m)
	m = c.open(c.claimBy(c.staked("mallory"), claim), c.someone("alice"))
	m.play(m.defence(lieAt(131, 3)), m.attack().Move, c.someone("carol"))
	add(m)
	limits := map[string]uint64{"open": 330_000, "commit": 180_000, "post": 125_000, "pick": 37_000, "reveal": 50_000, "split": 80_000, "show": 160_000, "show part": 160_000, "forfeit": 130_000, "convict": 260_000}
	for _, name := range []string{"open", "commit", "pick", "post", "reveal", "split", "show", "show part", "forfeit", "convict"} {
		t.Logf("%-10s %8d", name, gas[name])
		if gas[name] == 0 || gas[name] > limits[name] {
			t.Errorf("%s uses %d gas, at most %d", name, gas[name], limits[name])
		}
	}
	t.Logf("a whole dispute of 7 rounds, shown in parts: %d in %d moves", whole, 19)
	if whole > 1_350_000 {
		t.Errorf("a whole dispute uses %d gas", whole)
	}
	// What the bond reckons the defence at must be what it costs.
	defence := gas["commit"] + 4*gas["post"] + gas["reveal"] + gas["split"] + 250_000 // of which the dearest cell
	if reckoned := uint64(dispute.DefenceGas + 5*dispute.RoundGas); defence > reckoned {
		t.Errorf("a defence uses %d gas, the bond reckons with %d", defence, reckoned)
	}
}
