package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
)

// office is a tribunal whose claims are receipts. Its program is the toy, which can't read them; contradictions need none.
type office struct {
	*tribunal
	referee, settlement, receipts common.Address
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{tribunal: newTribunal(t)}
	o.referee, _ = o.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	o.settlement, _ = o.deploy(common.FromHex(bind.BatchSettlementMetaData.Bin))
	o.receipts, _ = o.deploy(join(common.FromHex(bind.ReceiptsMetaData.Bin), bind.NewReceipts().PackConstructor(o.referee, o.settlement)))
	o.game, o.vault = o.sit(o.receipts, o.alphabet)
	return o
}

// order is a request and the provider's receipt for it.
type order struct {
	request bind.StatementsRequest
	receipt bind.StatementsReceipt
}

// answered is an order that a provider has answered rightly, as far as its statements go.
func (o *office) answered(salt byte) order {
	nonce := job.Hash{0x90, salt}
	q := bind.StatementsRequest{
		Model: job.Hash{1}, Prompt: job.Hash{2}, PromptTokens: 7, MaxTokens: 100,
		Sampling: bind.StatementsSampling{Temperature: 700, TopK: 40, TopP: 900, Frequency: -3},
		Lane:     1, PriceLimit: big.NewInt(1000), Channel: job.Hash{3},
		Commitment: job.Keccak([]byte("assay.nonce.v1"), nonce[:]), BuyerNonce: job.Hash{salt}, Time: 1,
	}
	id := o.ask(o.referee, bind.NewReferee().PackRequestDigest(q))
	return order{q, bind.StatementsReceipt{
		Request: job.Hash(id), Output: job.Hash{4}, Count: 50, Amount: big.NewInt(400), Nonce: nonce, Finish: 1,
		Started: (o.time - 20) * 1000, Finished: (o.time-10)*1000 + 999,
	}}
}

func (o *office) sign(a account, r bind.StatementsReceipt) []byte {
	o.t.Helper()
	return a.sign(o.t, job.Hash(o.ask(o.referee, bind.NewReferee().PackReceiptDigest(r))))
}

// encode is abi.encode of a request and of receipts with their signatures.
func encode(q bind.StatementsRequest, pairs ...any) []byte {
	head := bind.NewReferee().PackRequestDigest(q)[4:]
	size := len(head)
	for _, p := range pairs {
		if r, ok := p.(bind.StatementsReceipt); ok {
			size += len(bind.NewReferee().PackReceiptDigest(r)) - 4
		} else {
			size += 32
		}
	}
	var tail []byte
	for _, p := range pairs {
		if r, ok := p.(bind.StatementsReceipt); ok {
			head = append(head, bind.NewReferee().PackReceiptDigest(r)[4:]...)
			continue
		}
		signature := p.([]byte)
		head = append(head, word32(uint64(size+len(tail)))...)
		tail = join(tail, word32(uint64(len(signature))), pad(signature))
	}
	return append(head, tail...)
}

func TestReceiptsAreReadAsClaims(t *testing.T) {
	o := newOffice(t)
	bob := o.someone("bob")
	a := o.answered(1)
	b := bind.NewReceipts()
	got, err := b.UnpackReceiptsCheck(o.ask(o.receipts, b.PackReceiptsCheck(encode(a.request, a.receipt, o.sign(bob, a.receipt)))))
	if err != nil {
		t.Fatal(err)
	}
	if got.Provider != bob.address || got.Finished != o.time-10 || got.Fault.Subject != a.receipt.Request || got.Fault.Channel != a.request.Channel || got.Fault.Amount.Int64() != 400 {
		t.Errorf("read as %+v", got)
	}
	seed := job.Keccak([]byte("assay.seed.v1"), a.receipt.Nonce[:], a.receipt.Request[:])
	want := join(a.request.Model[:], a.request.Prompt[:], a.receipt.Output[:], seed[:], a.request.Sampling.Bias[:], []byte{0, 0, 0, 7, 0, 0, 0, 50})
	if len(got.Claim) != 196 || string(got.Claim[:len(want)]) != string(want) {
		t.Errorf("claim of %d bytes: %x", len(got.Claim), got.Claim)
	}
	for name, bad := range map[string][]byte{
		"OtherRequest()":                  encode(o.answered(2).request, a.receipt, o.sign(bob, a.receipt)),
		"NotJudgeable()":                  func() []byte { s := a; s.request.Stop[0] = 1; return o.rebound(bob, s) }(),
		"ECDSAInvalidSignatureS(bytes32)": encode(a.request, a.receipt, highS(o.sign(bob, a.receipt))),
	} {
		o.refuses(name, bob.address, o.receipts, new(big.Int), b.PackReceiptsCheck(bad))
	}
}

// rebound is an order whose receipt names the request as it has become.
func (o *office) rebound(a account, s order) []byte {
	s.receipt.Request = job.Hash(o.ask(o.referee, bind.NewReferee().PackRequestDigest(s.request)))
	return encode(s.request, s.receipt, o.sign(a, s.receipt))
}

const (
	twoAnswers, nonceTwice, otherNonce, beyondLimits = 1, 2, 3, 4
)

func TestReceiptsAttackTwoAnswersForOneRequest(t *testing.T) {
	o := newOffice(t)
	bob, eve := o.someone("bob"), o.someone("eve")
	a := o.answered(1)
	other := a.receipt
	other.Output[0]++
	other.Amount = big.NewInt(450)
	b := bind.NewReceipts()
	prove := func(kind uint8, s []byte) []byte { return b.PackReceiptsContradiction(kind, s) }
	first, second := o.sign(bob, a.receipt), o.sign(bob, other)
	got, err := b.UnpackReceiptsContradiction(o.ask(o.receipts, prove(twoAnswers, encode(a.request, a.receipt, first, other, second))))
	if err != nil || got.Provider != bob.address || got.Fault.Amount.Int64() != 450 || got.Fault.Subject != a.receipt.Request {
		t.Errorf("%+v, %v", got, err)
	}
	again := a.receipt
	again.Finished += 5000 // signed once more after a crash
	refuse := func(name string, kind uint8, s []byte) {
		t.Helper()
		o.refuses(name, eve.address, o.receipts, new(big.Int), prove(kind, s))
	}
	refuse("NoContradiction()", twoAnswers, encode(a.request, a.receipt, first, again, o.sign(bob, again)))
	refuse("NoContradiction()", twoAnswers, encode(a.request, a.receipt, first, a.receipt, first))
	refuse("OtherProvider()", twoAnswers, encode(a.request, a.receipt, first, other, o.sign(eve, other)))
	foreign := o.answered(2).receipt // another request's answer is no contradiction
	refuse("NoContradiction()", twoAnswers, encode(a.request, a.receipt, first, foreign, o.sign(bob, foreign)))
	refuse("NoContradiction()", 0, encode(a.request, a.receipt, first, other, second))
	refuse("NoContradiction()", 11, encode(a.request, a.receipt, first, other, second))
}

func TestReceiptsAttackNonceCommitmentUsedTwice(t *testing.T) {
	o := newOffice(t)
	bob, eve := o.someone("bob"), o.someone("eve")
	a, other := o.answered(1), o.answered(2).receipt
	b := bind.NewReceipts()
	first := o.sign(bob, a.receipt)
	o.refuses("NoContradiction()", eve.address, o.receipts, new(big.Int), b.PackReceiptsContradiction(nonceTwice, encode(a.request, a.receipt, first, other, o.sign(bob, other))))
	other.Nonce = a.receipt.Nonce
	got, err := b.UnpackReceiptsContradiction(o.ask(o.receipts, b.PackReceiptsContradiction(nonceTwice, encode(a.request, a.receipt, first, other, o.sign(bob, other)))))
	if err != nil || got.Provider != bob.address || got.Fault.Subject != a.receipt.Request {
		t.Errorf("%+v, %v", got, err)
	}
	o.refuses("OtherProvider()", eve.address, o.receipts, new(big.Int), b.PackReceiptsContradiction(nonceTwice, encode(a.request, a.receipt, first, other, o.sign(eve, other))))
	same := a.receipt // of the same request: nothing
	o.refuses("NoContradiction()", eve.address, o.receipts, new(big.Int), b.PackReceiptsContradiction(nonceTwice, encode(a.request, a.receipt, first, same, first)))
}

func TestReceiptsAttackReceiptBesideItsRequest(t *testing.T) {
	o := newOffice(t)
	bob := o.someone("bob")
	for _, c := range []struct {
		name string
		kind uint8
		lie  func(*bind.StatementsReceipt)
	}{
		{"a nonce that was not committed to", otherNonce, func(r *bind.StatementsReceipt) { r.Nonce[5]++ }},
		{"more tokens than were asked for", beyondLimits, func(r *bind.StatementsReceipt) { r.Count = 101 }},
		{"a bill beyond the limit", beyondLimits, func(r *bind.StatementsReceipt) { r.Amount = big.NewInt(1001) }},
	} {
		a := o.answered(1)
		b := bind.NewReceipts()
		o.refuses("NoContradiction()", bob.address, o.receipts, new(big.Int), b.PackReceiptsContradiction(c.kind, encode(a.request, a.receipt, o.sign(bob, a.receipt))))
		c.lie(&a.receipt)
		got, err := b.UnpackReceiptsContradiction(o.ask(o.receipts, b.PackReceiptsContradiction(c.kind, encode(a.request, a.receipt, o.sign(bob, a.receipt)))))
		if err != nil || got.Provider != bob.address {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// A contradiction takes the stake in one move, by the real vault.
func TestReceiptsContradictionTakesTheStake(t *testing.T) {
	o := newOffice(t)
	mallory, alice := o.staked("mallory"), o.someone("alice")
	a := o.answered(1)
	other := a.receipt
	other.Output[0]++
	s := encode(a.request, a.receipt, o.sign(mallory, a.receipt), other, o.sign(mallory, other))
	g := bind.NewDispute()
	secret := job.Keccak(common.LeftPadBytes(alice.address[:], 32), word32(twoAnswers), word32(96), word32(uint64(len(s))), pad(s))
	o.accepts(alice.address, o.game, new(big.Int), g.PackAnnounce(secret))
	o.block++
	o.accepts(alice.address, o.game, new(big.Int), g.PackProve(twoAnswers, s))
	raw := o.ask(o.vault, bind.NewStakeVault().PackStakeOf(mallory.address))
	if total := new(big.Int).SetBytes(raw[:32]); total.Sign() != 0 {
		t.Errorf("%d of the stake is left", total)
	}
}
