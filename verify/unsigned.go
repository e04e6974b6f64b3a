package verify

import (
	"slices"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// UnsignedAnswer checks a provider's claim about a request that nobody but itself made: that it signed it, that its parts belong
// together, and with m, that the tokens are the ones. Its seed is the provider's choice: a claim that holds says nothing of how many
// others the provider has thrown away.
func UnsignedAnswer(b job.UnsignedBundle, m Model) error {
	d := job.UnsignedDomain(b.ChainID, b.Referee)
	quoted := job.AssayDomain(b.ChainID, b.Referee)
	r, q := b.Request, b.Quote.Quote
	root, err := trace.TokensRoot(trace.Prompt, b.Prompt)
	if err != nil {
		return evidence(BadBundle, "prompt: %v", err)
	}
	for _, c := range []struct {
		ok     bool
		reason string
	}{
		{b.Version == job.UnsignedVersion, "unknown version"},
		{job.SignedBy(q.Digest(quoted), b.Quote.Signature, q.Provider) == nil, "the quote is not signed by its provider"},
		{q.Digest(quoted) == r.Quote && q.Model == r.Model && q.Lane == r.Lane, "the request is priced by another quote"},
		{q.Validate() == nil && r.Sampling.Validate() == nil, "the quote or the sampling parameters are out of range"},
		{root == r.Prompt && uint64(len(b.Prompt)) == uint64(r.PromptTokens), "the prompt is not the one that the request names"},
		{r.Carries(b.Constraints) == nil, "the constraints are not those of the request"},
		{job.Commit(b.Nonce) == r.Commitment, "the nonce is not the one that the request names"},
	} {
		if !c.ok {
			return evidence(BadBundle, "%s", c.reason)
		}
	}
	terms := Terms{Domain: d, ID: r.Digest(d), Request: r, Quote: q, Provider: q.Provider}
	if m != nil {
		if err := sameModel(r, m); err != nil {
			return err
		}
		terms.Recompute = func(seed job.Hash) (Recomputer, error) { return m.Recompute(b.Prompt, r, b.Constraints, seed) }
	}
	return NewStream(terms).Check(job.Delivery{Tokens: slices.Clone(b.Output), Nonce: b.Nonce, Receipt: &b.Receipt, Signature: b.Signed})
}
