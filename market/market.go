// Package market makes and judges offers: what a seller quotes, what a buyer accepts, and whom a buyer picks by price
// and record.
//
// It is pure: the clock is an argument. It must not know how quotes travel or how money moves.
package market

import (
	"errors"
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
)

// Terms is a seller's side of its quotes: what it puts into each one.
type Terms struct {
	InputPrice  job.Amount // units per million prompt tokens
	OutputPrice job.Amount // units per million output tokens
	ChunkTokens uint32
	MaxPrompt   uint32
	MaxTokens   uint32
	Reserve     job.Amount // stake set aside per channel
	Lifetime    uint64     // seconds a quote stays firm
}

// Offer makes the quote that these terms give to this buyer (zero: anyone) at time now.
func (t Terms) Offer(provider job.Address, agent uint64, token job.Address, req job.QuoteRequest, now uint64) job.Quote {
	return job.Quote{
		Provider: provider, Agent: agent, Buyer: req.Buyer, Model: req.Model, Lane: req.Lane, Token: token,
		InputPrice: t.InputPrice, OutputPrice: t.OutputPrice,
		ChunkTokens: t.ChunkTokens, MaxPrompt: t.MaxPrompt, MaxTokens: t.MaxTokens,
		Reserve: t.Reserve, Issued: now, Expires: now + t.Lifetime,
	}
}

// Need is what a buyer asks of a quote.
type Need struct {
	Buyer       job.Address
	Model       job.Hash
	Lane        job.Lane
	Token       job.Address
	Prompt      uint32 // tokens
	MaxTokens   uint32
	MinReserve  job.Amount
	MaxChunk    uint32     // output tokens paid ahead at a time; 0: no limit
	MaxOutPrice job.Amount // units per million output tokens; zero: no limit
	MaxInPrice  job.Amount // units per million prompt tokens; zero: no limit
	Now         uint64     // unix seconds
}

// ErrUnacceptable is the reason behind every refusal of a quote.
var ErrUnacceptable = errors.New("quote not acceptable")

// rules lists what a quote must fulfil, each with the reason it exists.
var rules = []struct {
	ok     func(q job.Quote, n Need) bool
	reason string
}{
	{func(q job.Quote, n Need) bool { return q.Validate() == nil }, "a field is out of range"},
	{func(q job.Quote, n Need) bool { return q.Buyer.IsZero() || q.Buyer == n.Buyer }, "it was made for another buyer"},
	{func(q job.Quote, n Need) bool { return q.Model == n.Model }, "it is for another model"},
	{func(q job.Quote, n Need) bool { return q.Lane == n.Lane }, "it is for another lane"},
	{func(q job.Quote, n Need) bool { return q.Token == n.Token }, "it is priced in another token"},
	{func(q job.Quote, n Need) bool { return q.Issued <= n.Now+job.MaxSkew }, "it was issued in the future"},
	{func(q job.Quote, n Need) bool { return n.Now < q.Expires }, "it has expired"},
	{func(q job.Quote, n Need) bool { return n.Prompt <= q.MaxPrompt }, "the prompt is longer than it allows"},
	{func(q job.Quote, n Need) bool { return n.MaxTokens <= q.MaxTokens }, "the answer may be longer than it allows"},
	{func(q job.Quote, n Need) bool { return n.MaxChunk == 0 || q.ChunkTokens <= n.MaxChunk }, "its chunks, which are paid ahead, are longer than the limit"},
	{func(q job.Quote, n Need) bool { return !q.Reserve.Less(n.MinReserve) }, "it sets too little stake aside"},
	{func(q job.Quote, n Need) bool { return n.MaxOutPrice.IsZero() || !n.MaxOutPrice.Less(q.OutputPrice) }, "output tokens cost more than the limit"},
	{func(q job.Quote, n Need) bool { return n.MaxInPrice.IsZero() || !n.MaxInPrice.Less(q.InputPrice) }, "prompt tokens cost more than the limit"},
}

// Acceptable checks a signed quote against a need. The error wraps ErrUnacceptable and names the first rule broken.
func Acceptable(d job.Domain, s job.SignedQuote, n Need) error {
	for _, r := range rules {
		if !r.ok(s.Quote, n) {
			return fmt.Errorf("%w: %s", ErrUnacceptable, r.reason)
		}
	}
	if err := job.SignedBy(s.Quote.Digest(d), s.Signature, s.Quote.Provider); err != nil {
		return fmt.Errorf("%w: %w", ErrUnacceptable, err)
	}
	return nil
}

// Record is what a buyer knows of a provider's past.
type Record struct {
	Served    uint64 // own requests answered and found right
	Failed    uint64 // own requests that broke off without evidence
	Caught    uint64 // own requests whose answer was wrong
	Proven    uint64 // those of them that anybody must call wrong
	Shunned   bool   // the last wrong answer is too recent to try again
	Resting   bool   // the last failure is too recent to come first
	GoodMarks uint64 // others' good feedback, with proof of payment
	BadMarks  uint64 // others' bad feedback, with proof of payment
}

// Candidate is a provider that could serve a request.
type Candidate struct {
	Quote  job.SignedQuote
	Record Record
}

// Rank orders candidates, best first. It leaves out those with a proven wrong answer, for good, and those that are
// shunned for now; who rests comes last. Otherwise they are ordered by the price that a right answer is expected to cost: the quoted cost of this
// request divided by the smoothed share of right answers, (good+1)/(all+2) (Laplace's rule), where others' marks count
// a quarter of own experience. Equal prices keep the lower agent id first, so that the order is the same everywhere.
func Rank(cs []Candidate, promptTokens, maxTokens uint32) []Candidate {
	out := slices.DeleteFunc(slices.Clone(cs), func(c Candidate) bool { return c.Record.Proven > 0 || c.Record.Shunned })
	slices.SortStableFunc(out, func(a, b Candidate) int {
		ea, eb := expected(a, promptTokens, maxTokens), expected(b, promptTokens, maxTokens)
		switch {
		case a.Record.Resting != b.Record.Resting:
			if b.Record.Resting {
				return -1
			}
			return 1
		case ea.Less(eb):
			return -1
		case eb.Less(ea):
			return 1
		case a.Quote.Quote.Agent < b.Quote.Quote.Agent:
			return -1
		case a.Quote.Quote.Agent > b.Quote.Quote.Agent:
			return 1
		}
		return 0
	})
	return out
}

func expected(c Candidate, promptTokens, maxTokens uint32) job.Amount {
	good, all := c.Record.right()
	// Price the request in micro-units first, so that small prices do not all round to the same.
	q := c.Quote.Quote
	cost := q.InputPrice.MulDivUp(uint64(promptTokens), 1).Add(q.OutputPrice.MulDivUp(uint64(maxTokens), 1))
	cost = job.Max(cost, job.Units(1)) // a price of nothing must not outweigh any record
	return cost.MulDivUp(all, good)
}

// right returns the smoothed share of right answers, good of all: (own/4+1)/(all/4+2), both times four.
func (r Record) right() (good, all uint64) {
	good = 4*r.Served + r.GoodMarks
	return good + 4, good + 4*r.Failed + r.BadMarks + 8
}
