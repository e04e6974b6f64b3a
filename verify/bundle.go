package verify

import (
	"errors"
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Model is what checking needs to know of a model: its hashes, and how to recompute an answer with it.
type Model interface {
	hashes
	// Recompute starts a teacher-forced pass over the prompt. The first output token is predicted by its last token.
	// The constraints are those that the request commits to.
	Recompute(prompt []uint32, r job.Request, c job.Constraints, seed job.Hash) (Recomputer, error)
}

// hashes are what a request names of a model.
type hashes interface {
	Root() job.Hash
	TokenizerHash() job.Hash
	TemplateHash() job.Hash
}

// Bundle judges a claim from its file: every signature and hash, and, when m is not nil, every token by one batched pass
// over prompt and answer. A nil error is a yes; an *Evidence is a no and why. Any class but BadBundle is proven: the
// provider signed something wrong, and everybody who checks the file finds the same. In another lane than the exact one
// there is nothing to recompute, so a model is refused.
func Bundle(b job.Bundle, m Model) error {
	d := job.AssayDomain(b.ChainID, b.Referee)
	if err := belongs(b, d); err != nil {
		return err
	}
	terms := Terms{Domain: d, ID: b.Request.Digest(d), Request: b.Request, Quote: b.Quote.Quote, Provider: b.Channel.Receiver}
	if m != nil {
		if b.Request.Lane != job.LaneExact {
			return fmt.Errorf("an answer of the %s lane cannot be recomputed: check its signatures alone", b.Request.Lane)
		}
		if err := sameModel(b.Request, m); err != nil {
			return err
		}
		terms.Recompute = func(seed job.Hash) (Recomputer, error) {
			return m.Recompute(b.Prompt, b.Request, b.Constraints, seed)
		}
	}
	s := NewStream(terms)
	err := s.Check(job.Delivery{Tokens: b.Output, Nonce: b.Nonce, Chunk: b.Chunk, Receipt: b.Receipt, Signature: b.Signed})
	if e, ok := errors.AsType[*Evidence](err); ok && !e.Proven {
		// Whoever made the file may have put it together wrongly: no fault of the provider's is shown.
		return evidence(BadBundle, "%s", e.Reason)
	}
	return err
}

func sameModel(r job.Request, m hashes) error {
	switch {
	case r.Model != m.Root():
		return evidence(BadBundle, "the request is for model %s, recomputing with %s", r.Model.Short(), m.Root().Short())
	case r.Tokenizer != m.TokenizerHash():
		return evidence(BadBundle, "the request names another tokenizer than the model's")
	case !r.Template.IsZero() && r.Template != m.TemplateHash():
		return evidence(BadBundle, "the request names another chat template than the model's")
	}
	return nil
}

// belongs checks that the parts of a bundle are signed by the right people and belong together.
func belongs(b job.Bundle, d job.Domain) error {
	provider := b.Channel.Receiver
	r, q := b.Request, b.Quote.Quote
	promptRoot, err := trace.TokensRoot(trace.Prompt, b.Prompt)
	if err != nil {
		return evidence(BadBundle, "prompt: %v", err)
	}
	leaves := make([][]byte, len(b.Nonces.Commitments))
	for i, c := range b.Nonces.Commitments {
		leaves[i] = c[:]
	}
	nonceRoot, err := trace.Root(trace.Nonces, leaves)
	if err != nil {
		return evidence(BadBundle, "nonce commitments: %v", err)
	}
	checks := []struct {
		ok     bool
		reason string
	}{
		{b.Version == job.BundleVersion, "unknown version"},
		{b.Channel.ID(job.SettlementDomain(b.ChainID, b.Settlement)) == r.Channel, "the request is for another channel, settlement contract or chain"},
		{q.Digest(d) == r.Quote, "the request is priced by another quote"},
		{q.Provider == provider, "the quote's provider is not the channel's receiver"},
		{q.Model == r.Model && q.Lane == r.Lane && q.Token == b.Channel.Token, "the quote is for another model, lane or token"},
		{q.Buyer.IsZero() || q.Buyer == b.Channel.Payer, "the quote is for another buyer"},
		{q.Validate() == nil, "the quote has a field out of range"},
		{r.Time < q.Expires, "the request was made after the quote had expired"},
		{r.Sampling.Validate() == nil, "the sampling parameters are out of range"},
		{r.Carries(b.Constraints) == nil, "stop strings, biases or schema are not those of the request, or out of range"},
		{promptRoot == r.Prompt && uint64(len(b.Prompt)) == uint64(r.PromptTokens), "the prompt is not that of the request"},
		{nonceRoot == b.Nonces.Batch.Root && b.Nonces.Batch.Channel == r.Channel, "the nonce commitments are not those of the channel"},
		{slices.Contains(b.Nonces.Commitments, r.Commitment), "the request's commitment is not in the batch"},
	}
	for _, c := range checks {
		if !c.ok {
			return evidence(BadBundle, "%s", c.reason)
		}
	}
	if r.Lane == job.LaneStatistical {
		if _, err := r.CheckPlain(b.Prompt); err != nil {
			return evidence(BadBundle, "%v", err)
		}
	}
	for _, s := range []struct {
		what   string
		digest job.Hash
		sig    job.Signature
		by     job.Address
	}{
		{"the request", r.Digest(d), b.Signature, b.Channel.PayerAuthorizer},
		{"the quote", q.Digest(d), b.Quote.Signature, provider},
		{"the nonce batch", b.Nonces.Batch.Digest(d), b.Nonces.Signature, provider},
	} {
		if err := job.SignedBy(s.digest, s.sig, s.by); err != nil {
			return evidence(BadBundle, "%s: %v", s.what, err)
		}
	}
	return nil
}
