package contracts_test

import (
	"encoding/binary"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

func boundRequest(r job.Request) bind.StatementsRequest {
	return bind.StatementsRequest{
		Model: r.Model, Tokenizer: r.Tokenizer, Template: r.Template, Prompt: r.Prompt, PromptTokens: r.PromptTokens, MaxTokens: r.MaxTokens,
		Stop: r.Stop, Schema: r.Schema, Lane: uint8(r.Lane), Quote: r.Quote, PriceLimit: r.PriceLimit.Big(),
		Channel: r.Channel, Commitment: r.Commitment, BuyerNonce: r.BuyerNonce, Time: r.Time,
	}
}

func boundReceipt(r job.Receipt) bind.StatementsReceipt {
	return bind.StatementsReceipt{
		Request: r.Request, Output: r.Output, Count: r.Count, Amount: r.Amount.Big(), Nonce: r.Nonce, Finish: uint8(r.Finish), Started: r.Started, Finished: r.Finished,
	}
}

// answer is an order, the provider's receipt for it, and all that is known of both.
type answer struct {
	job.Statements
	dispute.Witness
	provider account
}

// modelLeaves are the leaves of a model's tree, as far as receipts care: a header with a context, and some tensors.
func modelLeaves(context uint32) [][]byte {
	header := append([]byte("assay.exact.v2"), make([]byte, 72)...)
	binary.BigEndian.PutUint32(header[46:], context)
	leaves := [][]byte{header}
	for i := range 20 {
		leaves = append(leaves, slices.Repeat([]byte{byte(i)}, 44))
	}
	return leaves
}

// answering is an answer of these tokens to a prompt of 7 by a model with a context of 128 tokens; change may break it before it is signed.
func (o *office) answering(provider account, output []uint32, change func(*answer)) answer {
	o.t.Helper()
	salt++
	nonce := job.Hash{0x91, salt}
	d := job.AssayDomain(devChain, job.Address(o.referee))
	a := answer{provider: provider}
	a.Output, a.Vocabulary, a.Ends, a.Model = output, job.Hash{0x70}, []uint32{2, 5, 1 << 20}, modelLeaves(128)
	a.Quote = &job.Quote{Provider: job.Address(provider.address), Agent: 3, Lane: 1, InputPrice: job.Units(700_000), OutputPrice: job.Units(2_300_000), ChunkTokens: 16, MaxPrompt: 100, MaxTokens: 100, Expires: 9}
	modelRoot, err := trace.Root(trace.Model, a.Model)
	if err != nil {
		o.t.Fatal(err)
	}
	outputRoot, err := trace.TokensRoot(trace.Output, output)
	if err != nil {
		o.t.Fatal(err)
	}
	a.Request = job.Request{
		Model: modelRoot, Tokenizer: dispute.TokenizerHash(a.Vocabulary, a.Ends), Prompt: job.Hash{2}, PromptTokens: 7, MaxTokens: 60, Lane: 1,
		Quote: a.Quote.Digest(d), PriceLimit: job.Units(1000), Channel: job.Hash{3}, Commitment: job.Commit(nonce), BuyerNonce: job.Hash{salt}, Time: 1,
	}
	a.Receipt = job.Receipt{
		Output: outputRoot, Count: uint32(len(output)), Amount: a.Quote.Cost(7, uint32(len(output))), Nonce: nonce, Finish: job.FinishLength,
		Started: (o.time - 20) * 1000, Finished: (o.time - 10) * 1000,
	}
	if slices.Contains(a.Ends, output[len(output)-1]) {
		a.Receipt.Finish = job.FinishStop
	} else if len(output) < 60 {
		a.Request.MaxTokens = uint32(len(output))
	}
	if change != nil {
		change(&a)
	}
	a.Receipt.Request = a.Request.Digest(d)
	a.Signature = job.Signature(provider.sign(o.t, a.Receipt.Digest(d)))
	return a
}

// shown are the statements that show a contradiction by evidence.
func (a answer) shown(evidence []byte) []byte {
	return encode(boundRequest(a.Request), boundReceipt(a.Receipt), a.Signature[:], evidence)
}

// proves reports whether the contract sees the contradiction.
func (o *office) proves(a answer, kind job.Contradiction, evidence []byte) bool {
	o.t.Helper()
	statements := a.shown(evidence)
	if !kind.Shows() {
		statements = encode(boundRequest(a.Request), boundReceipt(a.Receipt), a.Signature[:])
	}
	b := bind.NewReceipts()
	raw, err := o.view(o.receipts, b.PackReceiptsContradiction(uint8(kind), statements))
	if err != nil {
		return false
	}
	got, err := b.UnpackReceiptsContradiction(raw)
	if err != nil || got.Provider != a.provider.address || got.Fault.Subject != a.Receipt.Request || got.Fault.Channel != a.Request.Channel ||
		got.Fault.Amount.Cmp(a.Receipt.Amount.Big()) != 0 || got.Finished != a.Since() {
		o.t.Fatalf("kind %d: %+v, %v", kind, got, err)
	}
	return true
}

// endsEvidence opens output token at, as the contract reads it.
func endsEvidence(t *testing.T, a answer, at int) []byte {
	t.Helper()
	o, err := trace.OpenEach(trace.Output, uint64(len(a.Output)), uint64(at), func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, a.Output[i]) })
	if err != nil {
		t.Fatal(err)
	}
	b := append(a.Vocabulary[:], byte(len(a.Ends)))
	for _, v := range append(slices.Clone(a.Ends), uint32(at), a.Output[at]) {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	for _, h := range o.Siblings[:trace.Siblings(o.Count)] {
		b = append(b, h[:]...)
	}
	return b
}

// refused says that no contradiction of any kind can be shown about an answer that has none.
func (o *office) refused(a answer) {
	o.t.Helper()
	if kind, _, err := a.Contradiction(a.Statements); kind != 0 || err != nil {
		o.t.Fatalf("an honest answer of %v: kind %d, %v", a.Output, kind, err)
	}
	for at := range a.Output {
		for _, kind := range []job.Contradiction{job.GoesOn, job.NoStop} {
			if o.proves(a, kind, endsEvidence(o.t, a, at)) {
				o.t.Fatalf("an honest answer of %v: kind %d at token %d", a.Output, kind, at)
			}
		}
	}
	header, err := trace.Open(trace.Model, a.Model, 0)
	if err != nil {
		o.t.Fatal(err)
	}
	path := binary.BigEndian.AppendUint16(slices.Clone(a.Model[0]), uint16(len(a.Model)))
	for _, h := range header.Siblings[:trace.Siblings(header.Count)] {
		path = append(path, h[:]...)
	}
	for kind, evidence := range map[job.Contradiction][]byte{
		job.OtherNonce: nil, job.BeyondLimits: nil, job.NoLimit: path, job.OtherPrice: a.Quote.Words(), job.Senseless: nil, job.OtherCount: nil, job.OtherCount + 1: nil,
	} {
		if o.proves(a, kind, evidence) {
			o.t.Fatalf("an honest answer of %v: kind %d", a.Output, kind)
		}
	}
}

// tokensOf draws an answer of up to 60 tokens that ends honestly: by its only end token, or without any.
func tokensOf(r *rand.Rand) []uint32 {
	out := make([]uint32, 1+r.IntN(59))
	for i := range out {
		out[i] = 6 + r.Uint32N(1000)
	}
	if r.IntN(2) == 0 {
		out[len(out)-1] = []uint32{2, 5, 1 << 20}[r.IntN(3)]
	}
	return out
}

// TestReceiptsContradictionsAgree: whatever an honest provider signs, no contradiction can be shown; whatever Go finds, the contract takes.
func TestReceiptsContradictionsAgree(t *testing.T) {
	o := newOffice(t)
	bob := o.someone("bob")
	r := rand.New(rand.NewPCG(4, 44))
	seen := map[job.Contradiction]int{}
	for range 60 {
		o.refused(o.answering(bob, tokensOf(r), nil))
		a := o.answering(bob, tokensOf(r), func(a *answer) {
			switch r.IntN(10) {
			case 0:
				a.Receipt.Amount = job.Units(a.Receipt.Amount.Uint64() - 1)
			case 1:
				a.Receipt.Finish = job.FinishStop
			case 2:
				a.Receipt.Finish = job.FinishLength
				a.Request.MaxTokens = 60
			case 3:
				a.Receipt.Finish = job.Finish(3 * r.IntN(2))
			case 4:
				a.Receipt.Amount = job.Units(1001)
			case 5:
				a.Receipt.Nonce[3]++
			case 6:
				a.Receipt.Count = uint32(1 + r.IntN(60))
				a.Request.MaxTokens = 60
			case 7: // there are fewer or more below the root than it says
				a.Receipt.Count = uint32(1 + r.IntN(60))
				a.Request.MaxTokens = 60
				tree := trace.NewRunning(trace.Output)
				if err := tree.AppendTokens(a.Output); err != nil {
					t.Fatal(err)
				}
				a.Receipt.Output = trace.RootOver(trace.Output, uint64(a.Receipt.Count), tree.Top())
			default:
				at := r.IntN(len(a.Output))
				a.Output[at] = 5
				a.Receipt.Output, _ = trace.TokensRoot(trace.Output, a.Output)
			}
		})
		kind, evidence, err := a.Contradiction(a.Statements)
		if err != nil {
			t.Fatal(err)
		}
		seen[kind]++
		if kind == 0 {
			continue
		}
		if !o.proves(a, kind, evidence) {
			t.Fatalf("kind %d is not taken: %+v", kind, a.Receipt)
		}
		if !kind.Shows() || len(evidence) == 0 {
			continue
		}
		for _, n := range []int{0, 1, 33, len(evidence) / 2, len(evidence) - 32, len(evidence) - 1} {
			if o.proves(a, kind, evidence[:n]) {
				t.Errorf("kind %d: %d of %d bytes are enough", kind, n, len(evidence))
			}
		}
		if kind != job.OtherPrice && o.proves(a, kind, append(slices.Clone(evidence), 0)) { // the ABI lets bytes follow
			t.Errorf("kind %d: a byte more is taken", kind)
		}
		for range 10 {
			bad := slices.Clone(evidence)
			bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
			if o.proves(a, kind, bad) {
				t.Errorf("kind %d: a changed bit is taken", kind)
			}
		}
	}
	t.Log(seen)
	for _, kind := range []job.Contradiction{job.OtherNonce, job.BeyondLimits, job.GoesOn, job.NoStop, job.NoLimit, job.OtherPrice, job.Senseless, job.OtherCount} {
		if seen[kind] == 0 {
			t.Errorf("kind %d was never seen", kind)
		}
	}
}

// TestReceiptsAttackSuppressedStop: the model ended its turn and the provider went on, to bill more. Its own output, under its own signature, has the end token.
func TestReceiptsAttackSuppressedStop(t *testing.T) {
	o := newOffice(t)
	mallory, alice := o.staked("mallory"), o.someone("alice")
	a := o.answering(mallory, []uint32{9, 8, 5, 7, 7, 7, 7, 7}, nil)
	kind, evidence, err := a.Contradiction(a.Statements)
	if kind != job.GoesOn || err != nil {
		t.Fatalf("kind %d, %v", kind, err)
	}
	for at := range a.Output { // only that token will do
		if o.proves(a, job.GoesOn, endsEvidence(t, a, at)) != (at == 2) {
			t.Errorf("token %d", at)
		}
	}
	foreign := a // other end tokens are another tokenizer's
	foreign.Ends = []uint32{2, 5, 7}
	b := bind.NewReceipts()
	none := new(big.Int)
	o.refuses("OtherThing()", alice.address, o.receipts, none, b.PackReceiptsContradiction(uint8(job.GoesOn), a.shown(endsEvidence(t, foreign, 3))))
	if _, _, err := foreign.Contradiction(a.Statements); !errors.Is(err, dispute.ErrWitness) {
		t.Errorf("other end tokens: %v", err)
	}
	moved := endsEvidence(t, a, 2) // the right token at another place
	binary.BigEndian.PutUint32(moved[45:], 3)
	o.refuses("OtherThing()", alice.address, o.receipts, none, b.PackReceiptsContradiction(uint8(job.GoesOn), a.shown(moved)))
	binary.BigEndian.PutUint32(moved[45:], 8)
	o.refuses("BadProof()", alice.address, o.receipts, none, b.PackReceiptsContradiction(uint8(job.GoesOn), a.shown(moved)))

	s, g := a.shown(evidence), bind.NewDispute()
	secret := job.Keccak(common.LeftPadBytes(alice.address[:], 32), word32(uint64(kind)), word32(96), word32(uint64(len(s))), pad(s))
	o.accepts(alice.address, o.game, none, g.PackAnnounce(secret))
	o.block++
	result, _, err := o.transact(alice.address, o.game, none, g.PackProve(uint8(kind), s))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("a suppressed stop is proven for %d gas", result.UsedGas)
	raw := o.ask(o.vault, bind.NewStakeVault().PackStakeOf(mallory.address))
	if total := new(big.Int).SetBytes(raw[:32]); total.Sign() != 0 {
		t.Errorf("%d of the stake is left", total)
	}
}

// TestReceiptsAttackEarlyStop: the provider breaks an answer off and calls it finished, or says that a limit was reached.
func TestReceiptsAttackEarlyStop(t *testing.T) {
	o := newOffice(t)
	mallory := o.someone("mallory")
	says := func(finish job.Finish, change func(*job.Request)) answer {
		return o.answering(mallory, []uint32{9, 8, 7}, func(a *answer) {
			a.Receipt.Finish, a.Request.MaxTokens = finish, 60
			if change != nil {
				change(&a.Request)
			}
		})
	}
	for _, c := range []struct {
		what string
		a    answer
		kind job.Contradiction
	}{
		{"stopped", says(job.FinishStop, nil), job.NoStop},
		{"stopped, by a stop string perhaps", says(job.FinishStop, func(r *job.Request) { r.Stop[0] = 1 }), 0},
		{"stopped, by a schema perhaps", says(job.FinishStop, func(r *job.Request) { r.Schema[0] = 1 }), 0},
		{"at a limit", says(job.FinishLength, nil), job.NoLimit},
		{"at the request's limit", says(job.FinishLength, func(r *job.Request) { r.MaxTokens = 3 }), 0},
		{"at the end of the context", o.answering(mallory, []uint32{9, 8, 7}, func(a *answer) {
			a.Request.MaxTokens, a.Request.PromptTokens = 60, 125
			a.Receipt.Amount = a.Quote.Cost(125, 3)
		}), 0},
		{"for no reason", says(3, nil), job.Senseless},
	} {
		kind, evidence, err := c.a.Contradiction(c.a.Statements)
		if kind != c.kind || err != nil {
			t.Errorf("%s: kind %d, want %d: %v", c.what, kind, c.kind, err)
			continue
		}
		if kind == 0 {
			o.refused(c.a)
		} else if !o.proves(c.a, kind, evidence) {
			t.Errorf("%s: the contract does not see it", c.what)
		}
	}
	a := says(job.FinishLength, nil)
	a.Model = modelLeaves(1 << 20) // a model with a longer context
	if _, _, err := a.Contradiction(a.Statements); !errors.Is(err, dispute.ErrWitness) {
		t.Errorf("another model's header: %v", err)
	}
}
