package market

import (
	"errors"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/crypto"
)

var domain = job.AssayDomain(84532, job.Address{0xaa})

func bob(t *testing.T) (job.Address, func(job.Quote) job.SignedQuote) {
	t.Helper()
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("bob")))
	if err != nil {
		t.Fatal(err)
	}
	return job.Address(crypto.PubkeyToAddress(key.PublicKey)), func(q job.Quote) job.SignedQuote {
		digest := q.Digest(domain)
		raw, err := crypto.Sign(digest[:], key)
		if err != nil {
			t.Fatal(err)
		}
		raw[64] += 27
		return job.SignedQuote{Quote: q, Signature: job.Signature(raw)}
	}
}

func TestQuotesThatBreakARuleAreRefusedWithItsReason(t *testing.T) {
	at, sign := bob(t)
	terms := Terms{InputPrice: job.Units(5), OutputPrice: job.Units(20), ChunkTokens: 16, MaxPrompt: 100, MaxTokens: 200, Reserve: job.Units(1000), Lifetime: 600}
	need := Need{
		Buyer: job.Address{1}, Model: job.Hash{2}, Lane: job.LaneExact, Token: job.Address{3}, Prompt: 50, MaxTokens: 100,
		MinReserve: job.Units(1000), MaxChunk: 64, MaxOutPrice: job.Units(20), MaxInPrice: job.Units(5), Now: 10_000,
	}
	good := terms.Offer(at, 7, need.Token, job.QuoteRequest{Buyer: need.Buyer, Model: need.Model, Lane: need.Lane}, need.Now)
	if err := Acceptable(domain, sign(good), need); err != nil {
		t.Fatalf("a good quote is refused: %v", err)
	}
	open := good
	open.Buyer = job.Address{}
	if err := Acceptable(domain, sign(open), need); err != nil {
		t.Fatalf("an open quote is refused: %v", err)
	}
	for _, c := range []struct {
		attack string
		change func(q *job.Quote, n *Need)
		reason string
	}{
		{"a quote for somebody else", func(q *job.Quote, n *Need) { q.Buyer = job.Address{9} }, "another buyer"},
		{"a quote for another model", func(q *job.Quote, n *Need) { q.Model = job.Hash{9} }, "another model"},
		{"a quote for a weaker lane", func(q *job.Quote, n *Need) { q.Lane = job.LaneStatistical }, "another lane"},
		{"a quote in another token", func(q *job.Quote, n *Need) { q.Token = job.Address{9} }, "another token"},
		{"a quote from the future", func(q *job.Quote, n *Need) { q.Issued += 1000; q.Expires += 1000 }, "future"},
		{"a stale quote", func(q *job.Quote, n *Need) { n.Now = q.Expires }, "expired"},
		{"a quote for shorter prompts", func(q *job.Quote, n *Need) { n.Prompt = 101 }, "longer than it allows"},
		{"a quote for shorter answers", func(q *job.Quote, n *Need) { n.MaxTokens = 201 }, "longer than it allows"},
		{"a chunk as long as the answer", func(q *job.Quote, n *Need) { q.ChunkTokens = 1 << 31 }, "chunks"},
		{"a quote with less stake", func(q *job.Quote, n *Need) { q.Reserve = job.Units(999) }, "too little stake"},
		{"a dearer quote", func(q *job.Quote, n *Need) { q.OutputPrice = job.Units(21) }, "cost more"},
		{"a dearer prompt", func(q *job.Quote, n *Need) { q.InputPrice = job.Units(6) }, "cost more"},
		{"a quote with an empty chunk", func(q *job.Quote, n *Need) { q.ChunkTokens = 0 }, "out of range"},
		{"a quote that ends before it begins", func(q *job.Quote, n *Need) { q.Expires = q.Issued }, "out of range"},
	} {
		q, n := good, need
		c.change(&q, &n)
		err := Acceptable(domain, sign(q), n)
		if !errors.Is(err, ErrUnacceptable) || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: got %v, want a reason with %q", c.attack, err, c.reason)
		}
	}
	forged := sign(good)
	forged.Quote.OutputPrice = job.Units(1)
	if err := Acceptable(domain, forged, need); !errors.Is(err, job.ErrSignature) {
		t.Errorf("a quote changed after signing: %v", err)
	}
}

func TestRankPrefersPriceThenRecordAndLeavesOutCheats(t *testing.T) {
	at, sign := bob(t)
	candidate := func(agent uint64, out uint64, r Record) Candidate {
		return Candidate{sign(job.Quote{Provider: at, Agent: agent, OutputPrice: job.Units(out)}), r}
	}
	order := func(cs ...Candidate) (ids []uint64) {
		for _, c := range Rank(cs, 10, 100) {
			ids = append(ids, c.Quote.Quote.Agent)
		}
		return ids
	}
	for _, c := range []struct {
		name string
		got  []uint64
		want []uint64
	}{
		{"cheaper first", order(candidate(1, 30, Record{}), candidate(2, 20, Record{})), []uint64{2, 1}},
		{"equal prices by id", order(candidate(5, 20, Record{}), candidate(2, 20, Record{})), []uint64{2, 5}},
		{"failures cost more than a small discount", order(candidate(1, 18, Record{Failed: 5}), candidate(2, 20, Record{Served: 5})), []uint64{2, 1}},
		{"others' bad marks count", order(candidate(1, 20, Record{BadMarks: 9}), candidate(2, 20, Record{GoodMarks: 9})), []uint64{2, 1}},
		{"a proven cheat is out at any price", order(candidate(1, 1, Record{Served: 1000, Caught: 1, Proven: 1}), candidate(2, 99, Record{})), []uint64{2}},
		{"who is shunned is out", order(candidate(1, 1, Record{Served: 1000, Caught: 1, Shunned: true}), candidate(2, 99, Record{})), []uint64{2}},
		{"a wrong answer long ago that proves nothing is forgiven", order(candidate(1, 1, Record{Served: 10, Caught: 1}), candidate(2, 99, Record{})), []uint64{1, 2}},
		{"who rests comes last", order(candidate(1, 1, Record{Served: 1000, Resting: true}), candidate(2, 99, Record{})), []uint64{2, 1}},
		{"a price of nothing does not outweigh the record", order(candidate(1, 0, Record{Failed: 1000}), candidate(2, 1, Record{Served: 1000})), []uint64{2, 1}},
	} {
		if len(c.got) != len(c.want) || c.got[0] != c.want[0] {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}
