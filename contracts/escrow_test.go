package contracts_test

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/settle"
)

// jobFee is what these tests burn of a payment, in hundredths of a percent.
const jobFee = 50

// workshop is a courtroom with escrowed jobs in it: alice orders, bob works, and judge convicts.
type workshop struct {
	*courtroom
	jobs, panel, evaluator, receipts, referee common.Address
	price                                     uint64 // of a panel
}

func newWorkshop(t *testing.T) *workshop {
	o := &workshop{courtroom: newCourtroom(t, 1_000_000)}
	var deployed uint64
	defer func() { t.Logf("%d gas to deploy all, registries in", deployed) }()
	deploy := func(bin string, args []byte) common.Address {
		at, gas := o.deploy(join(common.FromHex(bin), args))
		if code := len(o.state.GetCode(at)); code > 24_576 {
			t.Errorf("%d bytes: a chain refuses more than 24,576 (EIP-170)", code)
		}
		deployed += gas
		return at
	}
	identity := deploy(bind.IdentityRegistryMetaData.Bin, nil)
	reputation := deploy(bind.ReputationRegistryMetaData.Bin, bind.NewReputationRegistry().PackConstructor(identity))
	validation := deploy(bind.ValidationRegistryMetaData.Bin, bind.NewValidationRegistry().PackConstructor(identity))
	o.jobs = deploy(bind.JobsMetaData.Bin, bind.NewJobs().PackConstructor(o.token, jobFee))
	o.price = 3 * 997
	o.panel = deploy(bind.PanelMetaData.Bin, bind.NewPanel().PackConstructor(o.token, big.NewInt(200_000), big.NewInt(997)))
	o.referee = deploy(bind.RefereeMetaData.Bin, nil)
	o.receipts = deploy(bind.ReceiptsMetaData.Bin, bind.NewReceipts().PackConstructor(o.referee, settlementAddress))
	o.evaluator = deploy(bind.EvaluatorMetaData.Bin, bind.NewEvaluator().PackConstructor(o.jobs, o.vault, o.receipts, o.panel, identity, reputation, validation))
	register := crypto.Keccak256([]byte("register()"))[:4]
	o.send(o.bob.address, identity, register)
	for _, who := range []common.Address{o.alice.address, o.bob.address} {
		o.send(who, o.token, bind.NewTestUSD().PackMint(who, big.NewInt(1e15)))
		for _, to := range []common.Address{o.jobs, o.evaluator, o.panel, o.vault} {
			o.send(who, o.token, bind.NewTestUSD().PackApprove(to, big.NewInt(1e18)))
		}
	}
	// Jurors whom nobody draws: this machine has no block hashes. (Draws are in test/Panel.t.sol.)
	o.send(o.alice.address, o.panel, bind.NewPanel().PackJoin(big.NewInt(30)))
	return o
}

// number of a struct word.
func numberWord(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }

// pathOf is the way from a part's request to the root, as the contract takes it.
func pathOf(requests []job.Hash, part int) (path [][32]byte) {
	for _, h := range job.RequestsPath(requests, part) {
		path = append(path, h)
	}
	return path
}

// TestEscrowPaysAsSettleSays draws jobs, plays each on go-ethereum's EVM to its end, and compares every unit that anybody got with package settle.
func TestEscrowPaysAsSettleSays(t *testing.T) {
	r := rand.New(rand.NewPCG(81, 83))
	o := newWorkshop(t)
	gas := map[string]uint64{}
	ends := map[string]int{}
	for n := range 120 {
		ends[o.play(uint64(n+1), r, gas)]++
	}
	for _, end := range []string{"nothing came", "silence", "approved", "convicted", "contested", "undecided"} {
		if ends[end] == 0 {
			t.Errorf("no job ended as %q: %v", end, ends)
		}
	}
	for _, what := range slices.Sorted(keysOf(gas)) {
		t.Logf("%-28s at most %7d gas", what, gas[what])
	}
}

func keysOf(m map[string]uint64) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// play draws one job, plays it and compares. It returns how it ended.
func (o *workshop) play(number uint64, r *rand.Rand, gas map[string]uint64) string {
	t := o.t
	t.Helper()
	alice, bob, anybody := o.alice.address, o.bob.address, common.Address{0x0f}
	jobs, judge := bind.NewJobs(), bind.NewEvaluator()
	id := new(big.Int).SetUint64(number)
	send := func(what string, from, to common.Address, data []byte) {
		t.Helper()
		gas[what] = max(gas[what], o.send(from, to, data))
	}
	want := settle.Escrow{Budget: job.Units(1 + r.Uint64N(1_000_000)), FeeBPS: jobFee, Parts: uint16(1 + r.IntN(12))}
	lane := job.JudgeExact
	least := want.Budget.Uint64()/20 + 1
	if r.IntN(3) == 0 {
		lane, least = job.JudgePanel, max(least, o.price)
	}
	want.Bond = job.Units(least + r.Uint64N(1000))
	want.Exact = lane == job.JudgeExact
	requests := make([]job.Hash, want.Parts)
	for i := range requests {
		requests[i] = job.Keccak(fmt.Appendf(nil, "request %d of job %d", i, number))
	}
	subject := job.RequestsRoot(requests)

	if lane == job.JudgeExact && o.number(o.bind.PackFreeStake(bob), "stake") < 1 { // a conviction took it, and there is a time for claims
		o.time += 22 * 86400
		o.send(bob, o.vault, o.bind.PackStake(big.NewInt(1)))
	}
	before := [3]int64{o.balance(alice), o.balance(bob), o.balance(burnAddress)}
	terms := slices.Concat(numberWord(uint64(lane)), numberWord(uint64(want.Parts)), numberWord(86400), numberWord(7200),
		common.BigToHash(want.Bond.Big()).Bytes(), numberWord(1), subject[:])
	send("create", alice, o.jobs, jobs.PackCreateJob(bob, o.evaluator, new(big.Int).SetUint64(o.time+60*86400), "draw", o.evaluator))
	send("set budget and terms", alice, o.jobs, jobs.PackSetBudget(id, want.Budget.Big(), terms))
	raw, err := o.view(o.evaluator, judge.PackTermsHash(id))
	if err != nil {
		t.Fatal(err)
	}
	send("accept", bob, o.evaluator, judge.PackAccept(id, common.BytesToHash(raw)))
	send("fund", alice, o.jobs, jobs.PackFund(id, want.Budget.Big(), raw))
	check := func() {
		t.Helper()
		got, shares := [3]int64{o.balance(alice), o.balance(bob), o.balance(burnAddress)}, want.Share()
		if lane == job.JudgePanel && want.Contested { // the panel that nobody drew gives its price back to who has paid it
			shares.Client = shares.Client.Add(want.Price)
		}
		in := [3]int64{-int64(want.Budget.Uint64()), -int64(want.Bond.Uint64()), 0}
		if want.Contested {
			in[0] -= int64(want.Bond.Uint64())
		}
		for i, share := range []job.Amount{shares.Client, shares.Provider, shares.Burnt} {
			if got[i]-before[i] != in[i]+int64(share.Uint64()) {
				t.Fatalf("job %d: party %d gained %d, want %d and %s: %+v", number, i, got[i]-before[i], in[i], share, want)
			}
		}
		if held := o.balance(o.jobs) + o.balance(o.evaluator); held != 0 {
			t.Fatalf("job %d: %d are left: %+v", number, held, want)
		}
	}

	if r.IntN(8) == 0 {
		o.time += 86401
		send("finish, nothing delivered", anybody, o.evaluator, judge.PackFinish(id))
		check()
		return "nothing came"
	}
	want.Delivered = uint16(1 + r.IntN(int(want.Parts)))
	want.Found = want.Delivered
	word := common.LeftPadBytes(binary.BigEndian.AppendUint16(nil, want.Delivered), 32)
	send("submit", bob, o.jobs, jobs.PackSubmit(id, job.Hash{1}, word))

	demanded := new(big.Int)
	if r.IntN(2) == 0 {
		want.Contested, want.Decided, want.Claimed = true, lane == job.JudgeExact, uint16(r.IntN(int(want.Delivered)))
		if lane == job.JudgePanel {
			want.Price = job.Units(o.price)
		} else if r.IntN(2) == 0 {
			demanded.SetUint64(r.Uint64N(1 << want.Delivered))
		}
		want.Found -= uint16(bits.OnesCount64(demanded.Uint64())) // nobody shows a receipt
		send("contest, "+lane.String(), alice, o.evaluator, judge.PackContest(id, want.Claimed, demanded))
	}
	end := "silence"
	if lane == job.JudgeExact && r.IntN(2) == 0 {
		end = "convicted"
		for _, part := range r.Perm(int(want.Delivered))[:1+r.IntN(int(want.Delivered))] {
			freeze := [32]byte(job.Keccak(requests[part][:]))
			o.send(judgeAddress, o.vault, o.bind.PackFreeze(freeze, bob, new(big.Int)))
			o.send(judgeAddress, o.vault, o.bind.PackSlash(freeze, anybody, bind.Fault{Subject: requests[part], Amount: new(big.Int)}))
			send("convict", anybody, o.evaluator, judge.PackConvict(id, uint16(part), requests[part], pathOf(requests, part)))
			if demanded.Bit(part) == 0 {
				want.Found--
			}
		}
	}
	switch {
	case !want.Contested && r.IntN(2) == 0:
		send("approve", alice, o.evaluator, judge.PackApprove(id))
		if end == "silence" {
			end = "approved"
		}
	case !want.Contested:
		o.time += 7200
		send("finish, silence", anybody, o.evaluator, judge.PackFinish(id))
	default:
		o.time += 21 * 86400
		send("finish, contested", anybody, o.evaluator, judge.PackFinish(id))
		if end == "silence" {
			end = "contested"
		}
		if lane == job.JudgePanel {
			end = "undecided"
			cases := o.cases()
			send("settle a panel not drawn", anybody, o.panel, bind.NewPanel().PackSettle(cases, new(big.Int)))
		}
	}
	check()
	return end
}

// cases is the number of the newest case.
func (o *workshop) cases() *big.Int {
	o.t.Helper()
	raw, err := o.view(o.panel, bind.NewPanel().PackCaseCount())
	if err != nil {
		o.t.Fatal(err)
	}
	return new(big.Int).SetBytes(raw)
}

// TestDemandedReceiptsAreShown contests a job whose provider has receipts of some parts: only the provider's own, of this job's time, over the part's request and paid by no channel, count.
func TestDemandedReceiptsAreShown(t *testing.T) {
	o := newWorkshop(t)
	alice, bob := o.alice.address, o.bob.address
	jobs, judge, referee := bind.NewJobs(), bind.NewEvaluator(), bind.NewReferee()
	digest := func(data []byte) job.Hash {
		t.Helper()
		raw, err := o.view(o.referee, data)
		if err != nil {
			t.Fatal(err)
		}
		return job.Hash(common.BytesToHash(raw))
	}
	ordered := make([]bind.StatementsRequest, 5)
	ids := make([]job.Hash, len(ordered))
	for i := range ordered {
		nonce := job.Hash{0x90, byte(i)}
		ordered[i] = bind.StatementsRequest{
			Model: job.Hash{1}, Prompt: job.Hash{2}, PromptTokens: 7, MaxTokens: 100, Sampling: bind.StatementsSampling{Temperature: 700, TopP: 1000}, Lane: 1,
			PriceLimit: big.NewInt(1000), Commitment: job.Keccak([]byte("assay.nonce.v1"), nonce[:]), BuyerNonce: job.Hash{byte(i)}, Time: 1,
		}
		if i == 4 {
			ordered[i].Channel = job.Hash{3}
		}
		ids[i] = digest(referee.PackRequestDigest(ordered[i]))
	}
	subject := job.RequestsRoot(ids)
	terms := slices.Concat(numberWord(uint64(job.JudgeExact)), numberWord(5), numberWord(86400), numberWord(7200), numberWord(100), numberWord(0), subject[:])
	id, budget := big.NewInt(1), big.NewInt(1000)
	o.send(alice, o.jobs, jobs.PackCreateJob(bob, o.evaluator, new(big.Int).SetUint64(o.time+60*86400), "answer", o.evaluator))
	o.send(alice, o.jobs, jobs.PackSetBudget(id, budget, terms))
	raw, err := o.view(o.evaluator, judge.PackTermsHash(id))
	if err != nil {
		t.Fatal(err)
	}
	o.send(bob, o.evaluator, judge.PackAccept(id, common.BytesToHash(raw)))
	o.send(alice, o.jobs, jobs.PackFund(id, budget, raw))
	funded := o.time
	o.time += 3600
	o.send(bob, o.jobs, jobs.PackSubmit(id, job.Hash{1}, nil))
	o.send(alice, o.evaluator, judge.PackContest(id, 0, big.NewInt(0b11101)))

	statements := func(of int, by account, finished uint64) []byte {
		r := bind.StatementsReceipt{
			Request: ids[of], Output: job.Hash{4}, Count: 50, Amount: big.NewInt(400), Nonce: job.Hash{0x90, byte(of)}, Finish: 1,
			Started: (finished - 1) * 1000, Finished: finished * 1000,
		}
		return encode(ordered[of], r, by.sign(t, digest(referee.PackReceiptDigest(r))))
	}
	for name, bad := range map[string][]byte{
		"of another part":          judge.PackShow(id, 0, statements(2, o.bob, funded), pathOf(ids, 2)),
		"under another's path":     judge.PackShow(id, 0, statements(0, o.bob, funded), pathOf(ids, 2)),
		"signed by somebody else":  judge.PackShow(id, 0, statements(0, o.alice, funded), pathOf(ids, 0)),
		"made before the job":      judge.PackShow(id, 0, statements(0, o.bob, funded-1), pathOf(ids, 0)),
		"made in the future":       judge.PackShow(id, 0, statements(0, o.bob, o.time+1), pathOf(ids, 0)),
		"not demanded":             judge.PackShow(id, 1, statements(1, o.bob, funded), pathOf(ids, 1)),
		"paid through a channel":   judge.PackShow(id, 4, statements(4, o.bob, funded), pathOf(ids, 4)),
		"of a part there is not":   judge.PackShow(id, 300, statements(0, o.bob, funded), pathOf(ids, 0)),
		"of a claim that is noise": judge.PackShow(id, 0, []byte("receipt"), pathOf(ids, 0)),
	} {
		if _, err := o.apply(bob, &o.evaluator, bad); err == nil {
			t.Errorf("a receipt %s was taken", name)
		}
	}
	t.Logf("%d gas to show a receipt", o.send(bob, o.evaluator, judge.PackShow(id, 0, statements(0, o.bob, funded), pathOf(ids, 0))))
	o.send(bob, o.evaluator, judge.PackShow(id, 3, statements(3, o.bob, o.time), pathOf(ids, 3)))
	o.time += 17 * 86400
	before := o.balance(bob)
	o.send(bob, o.evaluator, judge.PackFinish(id))
	deal, err := o.view(o.evaluator, judge.PackDealOf(id))
	if err != nil {
		t.Fatal(err)
	}
	// Parts 2 and 4 were not shown, and so are not paid; one bad part loses the bond.
	if got, err := judge.UnpackDealOf(deal); err != nil || got.Good != 3 || got.Bad != 2 || o.balance(bob)-before != 600-3 {
		t.Errorf("%+v, and the provider got %d: %v", got, o.balance(bob)-before, err)
	}
}

// judgeAddress is who convicts in the vault of these tests.
var judgeAddress = judge

// burnAddress is where burnt tokens go.
var burnAddress = common.HexToAddress("0x000000000000000000000000000000000000dEaD")
