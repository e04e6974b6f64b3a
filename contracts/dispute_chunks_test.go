package contracts_test

import (
	"encoding/binary"
	"errors"
	"math/big"
	"testing"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// chunked is an answer that broke off: the provider signed a chunk, and no receipt.
func (o *office) chunked(a answer) answer {
	o.t.Helper()
	c := job.Chunk{Request: a.Receipt.Request, Output: a.Receipt.Output, Count: a.Receipt.Count, Amount: a.Receipt.Amount}
	a.Receipt = c.AsReceipt(a.Receipt.Nonce)
	a.Signature = job.Signature(a.provider.sign(o.t, c.Digest(job.AssayDomain(devChain, job.Address(o.referee)))))
	return a
}

// countEvidence opens place at of the output's tree, as it is, under a root that says what is billed.
func countEvidence(t *testing.T, a answer, at uint64) []byte {
	t.Helper()
	data := func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, a.Output[i]) }
	var leaf job.Hash
	if at < uint64(len(a.Output)) {
		leaf = trace.Over(trace.Output, data(at))
	}
	path, err := trace.Path(trace.Output, uint64(len(a.Output)), at, data)
	if err != nil {
		t.Fatal(err)
	}
	b := binary.BigEndian.AppendUint64([]byte{byte(trace.Output)}, uint64(a.Receipt.Count))
	b = append(binary.BigEndian.AppendUint32(b, uint32(at)), leaf[:]...)
	for _, h := range path {
		b = append(b, h[:]...)
	}
	return b
}

// topEvidence opens a root into the count that it says and its top.
func topEvidence(t *testing.T, k trace.Kind, tokens []uint32, count uint64) []byte {
	t.Helper()
	tree := trace.NewRunning(k)
	if err := tree.AppendTokens(tokens); err != nil {
		t.Fatal(err)
	}
	top := tree.Top()
	return append(binary.BigEndian.AppendUint64([]byte{byte(k)}, count), top[:]...)
}

// TestReceiptsAttackBilledBeyondTheRoot: the provider bills more or fewer tokens than its root is over. An honest root shows nothing of the kind, at any place.
func TestReceiptsAttackBilledBeyondTheRoot(t *testing.T) {
	o := newOffice(t)
	mallory := o.someone("mallory")
	output := []uint32{9, 8, 7, 7, 7}
	honest := o.answering(mallory, output, nil)
	for _, at := range []uint64{0, 1, 4, 5, 6, 7, 8, 100, 1<<20 - 1} {
		if o.proves(honest, job.OtherCount, countEvidence(t, honest, at)) {
			t.Errorf("an honest root: place %d", at)
		}
	}
	for _, count := range []uint64{0, 4, 5, 6, 1 << 32, 1<<64 - 1} {
		if o.proves(honest, job.OtherCount, topEvidence(t, trace.Output, output, count)) {
			t.Errorf("an honest root: %d tokens", count)
		}
	}
	for _, billed := range []uint32{1, 4, 6, 8, 9, 50} {
		for _, hollow := range []bool{false, true} {
			a := o.answering(mallory, output, func(a *answer) {
				a.Request.MaxTokens, a.Receipt.Count, a.Receipt.Amount = 60, billed, a.Quote.Cost(7, billed)
				if hollow {
					tree := trace.NewRunning(trace.Output)
					if err := tree.AppendTokens(output); err != nil {
						t.Fatal(err)
					}
					a.Receipt.Output = trace.RootOver(trace.Output, uint64(billed), tree.Top())
				}
			})
			for name, x := range map[string]answer{"a receipt": a, "a chunk": o.chunked(a)} {
				kind, evidence, err := x.Contradiction(x.Statements)
				if kind != job.OtherCount || err != nil {
					t.Errorf("%s, %d billed, hollow %t: kind %d, %v", name, billed, hollow, kind, err)
				} else if !o.proves(x, kind, evidence) {
					t.Errorf("%s, %d billed, hollow %t: not taken", name, billed, hollow)
				}
			}
			right := a
			right.Output = []uint32{1, 2, 3}
			if _, _, err := right.Contradiction(a.Statements); !errors.Is(err, dispute.ErrWitness) {
				t.Errorf("other tokens: %v", err)
			}
			for at := range uint64(10) { // every place that is wrong will do, and no other
				wrong := hollow && (at < uint64(billed)) != (at < uint64(len(output)))
				if o.proves(a, job.OtherCount, countEvidence(t, a, at)) != wrong {
					t.Errorf("%d billed, hollow %t: place %d", billed, hollow, at)
				}
			}
		}
	}
	// The prompt's tokens likewise: whoever answers a request agrees to what it says of its prompt.
	prompt := []uint32{4, 3, 2, 1}
	root, err := trace.TokensRoot(trace.Prompt, prompt)
	if err != nil {
		t.Fatal(err)
	}
	a := o.answering(mallory, output, func(a *answer) { a.Prompt, a.Request.Prompt = prompt, root }) // of 7 tokens, it says
	kind, evidence, err := a.Contradiction(a.Statements)
	if kind != job.OtherCount || err != nil || evidence[0] != byte(trace.Prompt) || !o.proves(a, kind, evidence) {
		t.Errorf("a prompt of 4 tokens that says 7: kind %d, %v", kind, err)
	}
	a = o.answering(mallory, output, func(a *answer) {
		a.Prompt, a.Request.Prompt, a.Request.PromptTokens, a.Receipt.Amount = prompt, root, 4, a.Quote.Cost(4, 5)
	})
	o.refused(a)
	if o.proves(a, job.OtherCount, topEvidence(t, trace.Prompt, prompt, 4)) || o.proves(a, job.OtherCount, topEvidence(t, trace.Nonces, nil, 4)) {
		t.Error("an honest prompt")
	}
}

// TestReceiptsAttackBrokenOffBeforeTheReceipt: a chunk is read as a claim like a receipt; what it contradicts is proven in one move.
func TestReceiptsAttackBrokenOffBeforeTheReceipt(t *testing.T) {
	o := newOffice(t)
	mallory, eve := o.someone("mallory"), o.someone("eve")
	whole := o.answering(mallory, []uint32{9, 8, 7, 7}, func(a *answer) { a.Request.MaxTokens = 40 })
	a := o.chunked(whole)
	b, none := bind.NewReceipts(), new(big.Int)
	raw := func(a answer) []byte { return encode(boundRequest(a.Request), boundReceipt(a.Receipt), a.Signature[:]) }
	got, err := b.UnpackReceiptsCheck(o.ask(o.receipts, b.PackReceiptsCheck(raw(a))))
	if err != nil || got.Provider != mallory.address || got.Finished != a.Request.Time || got.Fault.Subject != a.Receipt.Request || got.Fault.Amount.Cmp(a.Receipt.Amount.Big()) != 0 {
		t.Fatalf("read as %+v, %v", got, err)
	}
	of, err := b.UnpackReceiptsCheck(o.ask(o.receipts, b.PackReceiptsCheck(raw(whole))))
	if err != nil || string(of.Claim) != string(got.Claim) {
		t.Errorf("the same tokens in a receipt are another claim: %v", err)
	}
	// What a chunk does not sign cannot be chosen by who shows it.
	for name, change := range map[string]func(*job.Receipt){
		"another nonce": func(r *job.Receipt) { r.Nonce[0]++ }, "an end": func(r *job.Receipt) { r.Finish = job.FinishStop }, "a beginning": func(r *job.Receipt) { r.Started = 1 },
	} {
		bad := a
		change(&bad.Receipt)
		if _, err := o.view(o.receipts, b.PackReceiptsCheck(raw(bad))); err == nil {
			t.Errorf("%s: read", name)
		}
		for _, kind := range []job.Contradiction{job.OtherNonce, job.BeyondLimits} {
			o.refuses("OtherThing()", eve.address, o.receipts, none, b.PackReceiptsContradiction(uint8(kind), raw(bad)))
		}
	}
	timed := a // a chunk's signature under what would be a receipt
	timed.Receipt.Finished = (o.time - 10) * 1000
	if got, err := o.view(o.receipts, b.PackReceiptsCheck(raw(timed))); err == nil && string(got[12:32]) == string(mallory.address[:]) {
		t.Error("a chunk passes for a receipt")
	}
	for _, c := range []struct {
		kind   job.Contradiction
		output []uint32
		change func(*answer)
	}{
		{job.BeyondLimits, []uint32{9, 8, 7}, func(a *answer) { a.Receipt.Amount = job.Units(1001) }},
		{job.BeyondLimits, []uint32{9, 8, 7}, func(a *answer) { a.Request.MaxTokens = 2 }},
		{job.GoesOn, []uint32{9, 5, 7}, nil},
		{job.OtherPrice, []uint32{9, 8, 7}, func(a *answer) { a.Receipt.Amount = job.Units(500) }},
	} {
		x := o.chunked(o.answering(mallory, c.output, c.change))
		kind, evidence, err := x.Contradiction(x.Statements)
		if kind != c.kind || err != nil || !o.proves(x, kind, evidence) {
			t.Errorf("kind %d, want %d: %v", kind, c.kind, err)
		}
	}
}

// TestReceiptsAttackHonestChunksShownAgainstTheirProvider: whatever an honest provider signs on the way to a receipt, no two of it contradict each other, and none contradicts its request.
func TestReceiptsAttackHonestChunksShownAgainstTheirProvider(t *testing.T) {
	o := newOffice(t)
	bob := o.someone("bob")
	b := bind.NewReceipts()
	output := []uint32{9, 8, 7, 7, 7, 7, 2}
	whole := o.answering(bob, output, func(a *answer) { a.Request.MaxTokens = 40 })
	said := []answer{whole}
	for n := 1; n <= len(output); n++ {
		part := whole
		part.Output = output[:n]
		root, err := trace.TokensRoot(trace.Output, part.Output)
		if err != nil {
			t.Fatal(err)
		}
		part.Receipt.Output, part.Receipt.Count, part.Receipt.Amount = root, uint32(n), part.Quote.Cost(7, uint32(n))
		part = o.chunked(part)
		o.refused(part)
		said = append(said, part)
	}
	pair := func(kind uint8, x, y answer) error {
		_, err := o.view(o.receipts, b.PackReceiptsContradiction(kind, encode(boundRequest(x.Request), boundReceipt(x.Receipt), x.Signature[:], boundReceipt(y.Receipt), y.Signature[:])))
		return err
	}
	for i, x := range said {
		for j, y := range said {
			if pair(twoAnswers, x, y) == nil || pair(nonceTwice, x, y) == nil || x.Receipt.Contradicts(y.Receipt) {
				t.Errorf("%d and %d contradict each other", i, j)
			}
		}
	}
	// Another order, and a chunk of it, of which the accuser fills in the nonce of the first.
	other := o.chunked(o.answering(bob, output, nil))
	other.Receipt.Nonce = whole.Receipt.Nonce
	if pair(nonceTwice, whole, other) == nil || pair(twoAnswers, whole, other) == nil {
		t.Error("a nonce that nobody signed is taken for one that was used twice")
	}
	// A provider that says two things about as many tokens has contradicted itself, whatever it says of more.
	for name, change := range map[string]func(*job.Receipt){
		"other tokens": func(r *job.Receipt) { r.Output[0]++ }, "another amount": func(r *job.Receipt) { r.Amount = r.Amount.Add(job.Units(1)) },
	} {
		lie := said[len(output)]
		lie.Receipt.Finished = 1
		change(&lie.Receipt)
		lie = o.chunked(lie)
		for _, x := range []answer{whole, said[len(output)]} {
			if pair(twoAnswers, x, lie) != nil || pair(twoAnswers, lie, x) != nil || !x.Receipt.Contradicts(lie.Receipt) {
				t.Errorf("%s: no contradiction", name)
			}
		}
	}
}
