package verify_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/trace"
	"github.com/assay-network/assay/verify"
)

// person is somebody with a key.
type person struct{ key *ecdsa.PrivateKey }

func someone(t *testing.T, name string) person {
	t.Helper()
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		t.Fatal(err)
	}
	return person{key}
}

func (p person) address() job.Address { return job.Address(crypto.PubkeyToAddress(p.key.PublicKey)) }

func (p person) sign(t *testing.T, digest job.Hash) job.Signature {
	t.Helper()
	raw, err := crypto.Sign(digest[:], p.key)
	if err != nil {
		t.Fatal(err)
	}
	raw[64] += 27
	return job.Signature(raw)
}

func theModel(t *testing.T) *node.Model {
	t.Helper()
	m, err := model.Import(bytes.NewReader(builtin.GGUF()), int64(len(builtin.GGUF())), nil)
	if err != nil {
		t.Fatal(err)
	}
	return node.NewModel(builtin.Name, m, engine.Options{Threads: 2})
}

// honest makes a true bundle: bob's answer to alice's request, computed by the engine.
func honest(t *testing.T, m *node.Model, alice, bob person, prompt string, s job.Sampling, max uint32, with ...job.Constraints) job.Bundle {
	t.Helper()
	b := job.Bundle{Version: job.BundleVersion, ChainID: 84532, Referee: job.Address{0x11}, Settlement: job.Address{0x22}}
	d := job.AssayDomain(b.ChainID, b.Referee)
	b.Channel = job.ChannelConfig{Payer: job.Address{0x33}, PayerAuthorizer: alice.address(), Receiver: bob.address(), ReceiverAuthorizer: bob.address(), Token: job.Address{0x44}, WithdrawDelay: 900, Salt: job.Hash{0x55}}
	channel := b.Channel.ID(job.SettlementDomain(b.ChainID, b.Settlement))
	nonce := job.Keccak([]byte("bob's nonce"))
	var leaves [][]byte
	for i := range job.NonceBatchSize {
		c := job.Commit(job.Keccak(nonce[:], []byte{byte(i)}))
		if i == 7 {
			c = job.Commit(nonce)
		}
		b.Nonces.Commitments = append(b.Nonces.Commitments, c)
		leaves = append(leaves, c[:])
	}
	root, err := trace.Root(trace.Nonces, leaves)
	if err != nil {
		t.Fatal(err)
	}
	b.Nonces.Batch = job.NonceBatch{Channel: channel, Root: root}
	b.Nonces.Signature = bob.sign(t, b.Nonces.Batch.Digest(d))
	b.Quote.Quote = job.Quote{
		Provider: bob.address(), Agent: 4, Buyer: b.Channel.Payer, Model: m.Root(), Lane: job.LaneExact, Token: b.Channel.Token, InputPrice: job.Units(10_000_000),
		OutputPrice: job.Units(40_000_000), ChunkTokens: 8, MaxPrompt: 512, MaxTokens: 512, Reserve: job.Units(1), Issued: 1000, Expires: 2000,
	}
	b.Quote.Signature = bob.sign(t, b.Quote.Quote.Digest(d))
	if b.Prompt, err = m.EncodeChat([]job.Message{{Role: "user", Content: prompt}}); err != nil {
		t.Fatal(err)
	}
	promptRoot, err := trace.TokensRoot(trace.Prompt, b.Prompt)
	if err != nil {
		t.Fatal(err)
	}
	n := uint32(len(b.Prompt))
	b.Request = job.Request{
		Model: m.Root(), Tokenizer: m.TokenizerHash(), Template: m.TemplateHash(), Prompt: promptRoot, PromptTokens: n, MaxTokens: max, Sampling: s, Lane: job.LaneExact,
		Quote: b.Quote.Quote.Digest(d), PriceLimit: b.Quote.Quote.Cost(n, max), Channel: channel, Commitment: job.Commit(nonce), BuyerNonce: job.Hash{0x66}, Time: 1500,
	}
	for _, c := range with {
		b.Constraints = c
		b.Request.Constrain(c)
	}
	id := b.Request.Digest(d)
	b.Signature = alice.sign(t, id)
	finish, err := m.Engine().Generate(context.Background(), b.Prompt, node.Params(b.Request, b.Constraints, job.Seed(nonce, id)),
		func(tok uint32) error { b.Output = append(b.Output, tok); return nil })
	if err != nil {
		t.Fatal(err)
	}
	b.Nonce = nonce
	b.Receipt = &job.Receipt{Request: id, Nonce: nonce, Finish: job.Finish(finish), Started: 1_500_000, Finished: 1_500_400}
	reseal(t, &b, bob)
	return b
}

// reseal makes the receipt fit the output and signs it again, as a cheat who covers his tracks would.
func reseal(t *testing.T, b *job.Bundle, bob person) {
	t.Helper()
	root, err := trace.TokensRoot(trace.Output, b.Output)
	if err != nil {
		t.Fatal(err)
	}
	b.Receipt.Output, b.Receipt.Count = root, uint32(len(b.Output))
	b.Receipt.Amount = b.Quote.Quote.Cost(b.Request.PromptTokens, b.Receipt.Count)
	b.Signed = bob.sign(t, b.Receipt.Digest(job.AssayDomain(b.ChainID, b.Referee)))
}

var greedy = job.Sampling{TopP: 1000}

func TestAnHonestBundleIsRight(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	for _, s := range []job.Sampling{greedy, {Temperature: 900, TopP: 1000}, {Temperature: 1200, TopK: 20, TopP: 900, MinP: 20},
		{Temperature: 700, TopP: 1000, Repeat: 1300, Frequency: 500, Presence: -100}} {
		b := honest(t, m, alice, bob, "what is a receipt?", s, 40)
		if err := verify.Bundle(b, m); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		if err := verify.Bundle(b, nil); err != nil {
			t.Errorf("%+v, signatures only: %v", s, err)
		}
	}
}

func TestCheatsAreCaughtAndNamed(t *testing.T) {
	m, alice, bob, mallory := theModel(t), someone(t, "alice"), someone(t, "bob"), someone(t, "mallory")
	cool := job.Sampling{Temperature: 200, TopP: 1000}
	domain := func(b *job.Bundle) job.Domain { return job.AssayDomain(b.ChainID, b.Referee) }
	resign := func(b *job.Bundle) { b.Signed = bob.sign(t, b.Receipt.Digest(domain(b))) }
	for _, c := range []struct {
		attack string
		cheat  func(b *job.Bundle)
		want   verify.Class // BadBundle: the file proves nothing against the provider
	}{
		{"forged token", func(b *job.Bundle) { b.Output[3]++; reseal(t, b, bob) }, verify.WrongComputation},
		{"token outside the vocabulary", func(b *job.Bundle) { b.Output[3] = 1 << 31; reseal(t, b, bob) }, verify.WrongComputation},
		{"tokens after the end", func(b *job.Bundle) { b.Output = append(b.Output, b.Output[0]); reseal(t, b, bob) }, verify.WrongComputation},
		{"cut short and called stopped", func(b *job.Bundle) { b.Output = b.Output[:4]; b.Receipt.Finish = job.FinishStop; reseal(t, b, bob) }, verify.ContradictsItself},
		{"cut short and called too long", func(b *job.Bundle) { b.Output = b.Output[:4]; b.Receipt.Finish = job.FinishLength; reseal(t, b, bob) }, verify.ContradictsRequest},
		{"no reason for ending", func(b *job.Bundle) { b.Receipt.Finish = 0; resign(b) }, verify.ContradictsItself},
		{"more tokens billed than the root commits to", func(b *job.Bundle) { b.Receipt.Count += 5; resign(b) }, verify.ContradictsItself},
		{"a higher price", func(b *job.Bundle) { b.Receipt.Amount = b.Receipt.Amount.Add(job.Units(1)); resign(b) }, verify.ContradictsRequest},
		{"a lower price", func(b *job.Bundle) { b.Receipt.Amount, _ = b.Receipt.Amount.Sub(job.Units(1)); resign(b) }, verify.ContradictsRequest},
		{"seed made after the request", func(b *job.Bundle) {
			b.Nonce = job.Keccak([]byte("late"))
			b.Receipt.Nonce = b.Nonce
			resign(b)
		}, verify.ContradictsRequest},
		{"ends before it starts", func(b *job.Bundle) { b.Receipt.Finished = b.Receipt.Started - 1; resign(b) }, verify.ContradictsItself},
		{"dated back", func(b *job.Bundle) { b.Receipt.Started, b.Receipt.Finished = 1_300_000, 1_300_400; resign(b) }, verify.ContradictsRequest},
		{"dated to the end of time", func(b *job.Bundle) { b.Receipt.Started, b.Receipt.Finished = 1<<64-1, 1<<64-2; resign(b) }, verify.ContradictsItself},

		// What anybody could have put together proves nothing.
		{"framing: another output root than the tokens'", func(b *job.Bundle) { b.Receipt.Output[0] ^= 1; resign(b) }, verify.BadBundle},
		{"framing: a token changed after signing", func(b *job.Bundle) { b.Output[3]++ }, verify.BadBundle},
		{"framing: another nonce beside a right receipt", func(b *job.Bundle) { b.Nonce[0] ^= 1 }, verify.BadBundle},
		{"framing: an old receipt beside a new request", func(b *job.Bundle) { b.Receipt.Request[0] ^= 1; resign(b) }, verify.BadBundle},
		{"framing: the signature taken off", func(b *job.Bundle) { b.Signed = job.Signature{} }, verify.BadBundle},
		{"framing: a receipt signed by somebody else", func(b *job.Bundle) { b.Signed = mallory.sign(t, b.Receipt.Digest(domain(b))) }, verify.BadBundle},
		{"framing: no statement at all", func(b *job.Bundle) { b.Receipt = nil }, verify.BadBundle},
		{"framing: a request nobody signed", func(b *job.Bundle) { b.Signature = mallory.sign(t, b.Request.Digest(domain(b))) }, verify.BadBundle},
		{"a quote nobody signed", func(b *job.Bundle) { b.Quote.Signature[5] ^= 1 }, verify.BadBundle},
		{"a nonce batch nobody signed", func(b *job.Bundle) { b.Nonces.Signature = job.Signature{} }, verify.BadBundle},
		{"another prompt", func(b *job.Bundle) { b.Prompt[2]++ }, verify.BadBundle},
		{"a cheaper quote slipped in", func(b *job.Bundle) { b.Quote.Quote.OutputPrice = job.Units(1) }, verify.BadBundle},
		{"another channel", func(b *job.Bundle) { b.Channel.Salt[0] ^= 1 }, verify.BadBundle},
		{"another chain", func(b *job.Bundle) { b.ChainID = 1 }, verify.BadBundle},
		{"another settlement contract", func(b *job.Bundle) { b.Settlement[0] ^= 1 }, verify.BadBundle},
		{"another commitment", func(b *job.Bundle) { b.Nonces.Commitments[3][0] ^= 1 }, verify.BadBundle},
		{"stop strings slipped in", func(b *job.Bundle) { b.Stop = []string{"x"} }, verify.BadBundle},
		{"expired quote", func(b *job.Bundle) {
			b.Request.Time = b.Quote.Quote.Expires
			b.Signature = alice.sign(t, b.Request.Digest(domain(b)))
		}, verify.BadBundle},
		{"request for another template", func(b *job.Bundle) {
			b.Request.Template = job.Hash{1}
			b.Signature = alice.sign(t, b.Request.Digest(domain(b)))
			b.Receipt.Request = b.Request.Digest(domain(b))
			resign(b)
		}, verify.BadBundle},
	} {
		b := honest(t, m, alice, bob, "pay bob 5 dollars", cool, 40) // ends by itself, long before 40 tokens
		c.cheat(&b)
		err := verify.Bundle(b, m)
		if got := verify.ClassOf(err); got != c.want {
			t.Errorf("%s: class %q (%v), want %q", c.attack, got, err, c.want)
		}
		if verify.Proven(err) != (c.want != verify.BadBundle) {
			t.Errorf("%s: proven %t", c.attack, verify.Proven(err))
		}
	}
}

// A stream is checked piece by piece, so that the buyer stops paying at the first lie, not after the last token.
func TestAStreamIsStoppedAtTheFirstWrongPiece(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	b := honest(t, m, alice, bob, "what is a receipt?", job.Sampling{Temperature: 700, TopP: 1000}, 32)
	d := job.AssayDomain(b.ChainID, b.Referee)
	terms := verify.Terms{Domain: d, ID: b.Request.Digest(d), Request: b.Request, Quote: b.Quote.Quote, Provider: bob.address(), OneChunk: true,
		Recompute: func(seed job.Hash) (verify.Recomputer, error) {
			return m.Recompute(b.Prompt, b.Request, job.Constraints{}, seed)
		}}
	piece := func(tree *trace.Running, from, to int) job.Delivery {
		if err := tree.AppendTokens(b.Output[from:to]); err != nil {
			t.Fatal(err)
		}
		c := job.Chunk{Request: terms.ID, Output: tree.Root(), Count: uint32(to), Amount: b.Quote.Quote.Cost(b.Request.PromptTokens, uint32(to))}
		return job.Delivery{Tokens: b.Output[from:to], Nonce: b.Receipt.Nonce, Chunk: &c, Signature: bob.sign(t, c.Digest(d))}
	}
	s, tree := verify.NewStream(terms), trace.NewRunning(trace.Output)
	if err := s.Check(piece(&tree, 0, 8)); err != nil {
		t.Fatalf("first piece: %v", err)
	}
	if s.Count() != 8 || s.Amount() != b.Quote.Quote.Cost(b.Request.PromptTokens, 8) {
		t.Fatalf("after 8 tokens: count %d, amount %s", s.Count(), s.Amount())
	}
	b.Output[9]++
	if got := verify.ClassOf(s.Check(piece(&tree, 8, 16))); got != verify.WrongComputation {
		t.Fatalf("second piece with a forged token: %q", got)
	}
	if s.Count() != 8 {
		t.Errorf("a wrong piece was counted")
	}
	long := verify.NewStream(terms)
	tree = trace.NewRunning(trace.Output)
	b.Output[9]--
	if got := verify.ClassOf(long.Check(piece(&tree, 0, 9))); got != verify.ContradictsRequest {
		t.Errorf("a piece longer than the chunk that was paid: %q", got)
	}
}

// In a live stream the same lies have names of their own, and only some prove anything to others.
func TestUnprovenLiesAreNamedInAStream(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	for _, c := range []struct {
		attack string
		lie    func(d *job.Delivery)
		want   verify.Class
	}{
		{"unsigned", func(d *job.Delivery) { d.Signature = job.Signature{} }, verify.Unsigned},
		{"no statement", func(d *job.Delivery) { d.Receipt = nil }, verify.Unsigned},
		{"a token flipped on the way", func(d *job.Delivery) { d.Tokens[1]++ }, verify.ContradictsItself},
		{"a token dropped on the way", func(d *job.Delivery) { d.Tokens = d.Tokens[1:] }, verify.ContradictsItself},
		{"a nonce flipped on the way", func(d *job.Delivery) { d.Nonce[0] ^= 1 }, verify.ContradictsRequest},
	} {
		b := honest(t, m, alice, bob, "pay bob 5 dollars", greedy, 40)
		domain := job.AssayDomain(b.ChainID, b.Referee)
		d := job.Delivery{Tokens: b.Output, Nonce: b.Nonce, Receipt: b.Receipt, Signature: b.Signed}
		c.lie(&d)
		s := verify.NewStream(verify.Terms{Domain: domain, ID: b.Request.Digest(domain), Request: b.Request, Quote: b.Quote.Quote, Provider: bob.address()})
		err := s.Check(d)
		if verify.ClassOf(err) != c.want || verify.Proven(err) {
			t.Errorf("%s: %v, proven %t; want %q, not proven", c.attack, err, verify.Proven(err), c.want)
		}
	}
}

// A chunk of an answer that broke off is evidence too.
func TestAWrongChunkIsProofWithoutAReceipt(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	b := honest(t, m, alice, bob, "what is a receipt?", greedy, 40)
	b.Output = b.Output[:8]
	seal := func() {
		root, err := trace.TokensRoot(trace.Output, b.Output)
		if err != nil {
			t.Fatal(err)
		}
		d := job.AssayDomain(b.ChainID, b.Referee)
		b.Receipt, b.Chunk = nil, &job.Chunk{Request: b.Request.Digest(d), Output: root, Count: 8, Amount: b.Quote.Quote.Cost(b.Request.PromptTokens, 8)}
		b.Signed = bob.sign(t, b.Chunk.Digest(d))
	}
	seal()
	if err := verify.Bundle(b, m); err != nil {
		t.Fatalf("a right chunk: %v", err)
	}
	b.Output[5]++
	seal()
	if err := verify.Bundle(b, m); verify.ClassOf(err) != verify.WrongComputation || !verify.Proven(err) {
		t.Fatalf("a wrong chunk: %v", err)
	}
}

// Every byte of a bundle is covered: whichever is changed, and however, the answer is no, with a reason.
func TestAnyChangedByteIsRefused(t *testing.T) {
	m, alice, bob := theModel(t), someone(t, "alice"), someone(t, "bob")
	b := honest(t, m, alice, bob, "pay bob 5 dollars", greedy, 24)
	b.Stop = nil
	good, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	check := func(data []byte) error {
		b, err := job.DecodeBundle(data)
		if err != nil {
			return err
		}
		if err := verify.Bundle(b, nil); err != nil {
			return err
		}
		return verify.Bundle(b, m)
	}
	if err := check(good); err != nil {
		t.Fatalf("the unchanged file: %v", err)
	}
	for i := range good {
		for _, x := range []byte{good[i] ^ 1, good[i] ^ 0x20, '0', ' '} {
			if x == good[i] {
				continue
			}
			bad := bytes.Clone(good)
			bad[i] = x
			if err := check(bad); err == nil {
				t.Fatalf("byte %d changed from %q to %q in %q: still right", i, good[i], x, around(good, i))
			} else if strings.TrimSpace(err.Error()) == "" {
				t.Fatalf("byte %d: refused without a reason", i)
			}
		}
	}
	for _, bad := range [][]byte{good[:len(good)-1], append(bytes.Clone(good), '\n'), nil} {
		if check(bad) == nil {
			t.Fatal("a byte more or less is still right")
		}
	}
}

func around(b []byte, i int) string { return string(b[max(0, i-20):min(len(b), i+20)]) }
