// Package verify turns a claim and its evidence into a verdict. The same rules check a stream piece by piece, before
// each next payment, and a finished bundle, which is a stream of one piece.
//
// It is pure: the clock is an argument and the model is reached through Recomputer. It must not know how messages
// travelled, what they cost anybody's wallet, or what happens to a cheat.
package verify

import (
	"errors"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Class names the kind of evidence that a wrong claim leaves.
type Class string

// The classes of evidence. Whether a piece of evidence proves something to others is Evidence.Proven.
const (
	WrongComputation   Class = "wrong computation"        // these are not the tokens for this request
	ContradictsRequest Class = "contradicts the request"  // a statement breaks what both sides signed
	ContradictsItself  Class = "contradicts itself"       // a statement disagrees with what came with it
	Unsigned           Class = "unsigned"                 // tokens without the provider's signature
	Replayed           Class = "replayed"                 // a statement about another request
	Undelivered        Class = "undelivered"              // the stream broke off
	BadBundle          Class = "bundle is not consistent" // the parts of a file do not belong together, which is nobody's fault
)

// Evidence is a reason to refuse a claim.
type Evidence struct {
	Class  Class
	Reason string
	Token  int // index of the first wrong output token, or -1
	// Proven says that a statement which the provider signed is wrong by itself, or for data that the statement commits
	// to: anybody who is shown it must agree. What is not proven (bytes without a signature, tokens that are not those
	// of the signed root, an old statement) may be the work of whoever carried it, and is only the receiver's word.
	Proven bool
}

// Error implements error.
func (e *Evidence) Error() string { return fmt.Sprintf("%s: %s", e.Class, e.Reason) }

func evidence(c Class, format string, args ...any) *Evidence {
	return &Evidence{Class: c, Reason: fmt.Sprintf(format, args...), Token: -1}
}

func proof(c Class, format string, args ...any) *Evidence {
	e := evidence(c, format, args...)
	e.Proven = true
	return e
}

// Proven reports whether err holds evidence that convinces others.
func Proven(err error) bool {
	e, ok := errors.AsType[*Evidence](err)
	return ok && e.Proven
}

// ClassOf returns the class of evidence in err, or "" when err holds none.
func ClassOf(err error) Class {
	if e, ok := errors.AsType[*Evidence](err); ok {
		return e.Class
	}
	return ""
}

// Mismatch is where recomputation disagrees with the claim.
type Mismatch struct {
	Index int    // of the output token
	Claim uint32 // the token claimed
	Want  uint32 // the token that the model gives
}

// Recomputer recomputes an answer, teacher-forced: it is fed the claimed tokens and says where the model would have
// gone another way. It remembers what it was fed.
type Recomputer interface {
	// Extend checks the next output tokens in one batched pass. A nil mismatch means that they are right.
	Extend(tokens []uint32) (*Mismatch, error)
	// Finish says why the answer may not end here for this reason, or nil.
	Finish(f job.Finish) error
}

// Terms is what a stream is checked against.
type Terms struct {
	Domain   job.Domain
	ID       job.Hash // request id
	Request  job.Request
	Quote    job.Quote
	Provider job.Address // who must sign
	OneChunk bool        // refuse pieces longer than the quote's chunk (a live stream; a bundle is one long piece)
	// Recompute makes the recomputer once the nonce is known; nil leaves the tokens unchecked.
	Recompute func(seed job.Hash) (Recomputer, error)
}

// Stream checks one answer as it arrives. The zero value is not useful; use NewStream.
type Stream struct {
	terms  Terms
	tree   trace.Running
	nonce  job.Hash
	count  uint32
	amount job.Amount
	again  Recomputer
	done   bool
}

// NewStream starts checking an answer.
func NewStream(t Terms) *Stream { return &Stream{terms: t, tree: trace.NewRunning(trace.Output)} }

// Amount returns what is owed for the pieces found right so far.
func (s *Stream) Amount() job.Amount { return s.amount }

// Count returns the number of output tokens found right so far.
func (s *Stream) Count() uint32 { return s.count }

// Done reports whether the receipt has arrived and everything was right.
func (s *Stream) Done() bool { return s.done }

// Check judges the next delivery. A nil error means that everything in it is right as far as the terms ask; an
// *Evidence says what is wrong; any other error is our own failure to check.
func (s *Stream) Check(d job.Delivery) error {
	if s.done {
		return evidence(ContradictsItself, "something follows the receipt")
	}
	st, err := s.signed(d)
	if err != nil {
		return err
	}
	if err := s.consistent(d, st); err != nil {
		return err
	}
	if err := s.allowed(st); err != nil {
		return err
	}
	if err := s.seeded(d.Nonce, d.Receipt); err != nil {
		return err
	}
	if d.Receipt != nil {
		if err := s.ends(*d.Receipt); err != nil {
			return err
		}
	}
	if err := s.recompute(d.Tokens, d.Receipt); err != nil {
		return err
	}
	s.count, s.amount = st.count, st.amount
	s.done = d.Receipt != nil
	return nil
}

// statement is what Chunk and Receipt have in common.
type statement struct {
	request, output job.Hash
	count           uint32
	amount          job.Amount
}

// signed finds the statement of a delivery and checks that the provider made it about this request.
func (s *Stream) signed(d job.Delivery) (statement, error) {
	var st statement
	var digest job.Hash
	switch {
	case d.Chunk != nil && d.Receipt == nil:
		st = statement{d.Chunk.Request, d.Chunk.Output, d.Chunk.Count, d.Chunk.Amount}
		digest = d.Chunk.Digest(s.terms.Domain)
	case d.Receipt != nil && d.Chunk == nil:
		st = statement{d.Receipt.Request, d.Receipt.Output, d.Receipt.Count, d.Receipt.Amount}
		digest = d.Receipt.Digest(s.terms.Domain)
	default:
		return st, evidence(Unsigned, "the tokens come without a signed statement")
	}
	if err := job.SignedBy(digest, d.Signature, s.terms.Provider); err != nil {
		return st, evidence(Unsigned, "the statement is not signed by the provider: %v", err)
	}
	if st.request != s.terms.ID {
		return st, evidence(Replayed, "the provider signed this for request %s, not for %s", st.request.Short(), s.terms.ID.Short())
	}
	return st, nil
}

// consistent checks that the statement speaks of the tokens that came with it. Only tokens under the signed root count
// as the provider's.
func (s *Stream) consistent(d job.Delivery, st statement) error {
	if len(d.Tokens) == 0 && d.Receipt == nil {
		return evidence(ContradictsItself, "a chunk without tokens")
	}
	if s.terms.OneChunk && uint64(len(d.Tokens)) > uint64(s.terms.Quote.ChunkTokens) {
		return evidence(ContradictsRequest, "a chunk of %d tokens where the quote says %d", len(d.Tokens), s.terms.Quote.ChunkTokens)
	}
	if err := s.tree.AppendTokens(d.Tokens); err != nil {
		return evidence(ContradictsRequest, "the answer is longer than any request allows: %v", err)
	}
	got := uint64(s.count) + uint64(len(d.Tokens))
	root := s.tree.Root()
	switch {
	case root == st.output && uint64(st.count) != got:
		return proof(ContradictsItself, "it bills %d tokens and its root commits to %d", st.count, got)
	case uint64(st.count) != got && trace.RootOver(trace.Output, uint64(st.count), s.tree.Top()) == st.output:
		return proof(ContradictsItself, "it bills %d tokens, and there are %d below its root", st.count, got)
	case root != st.output && uint64(st.count) != got:
		return evidence(ContradictsItself, "it bills %d tokens and %d were delivered", st.count, got)
	case root == st.output && s.terms.Request.Lane == job.LaneStatistical && !plain(d.Tokens):
		return proof(ContradictsItself, "a token of it is no byte, and the statistical lane has no other")
	case root != st.output:
		return evidence(ContradictsItself, "its output root %s is not that of the tokens delivered, %s", st.output.Short(), root.Short())
	}
	return nil
}

func plain(tokens []uint32) bool {
	_, ok := job.TokensAsBytes(tokens)
	return ok
}

// allowed checks the statement against what both sides signed.
func (s *Stream) allowed(st statement) error {
	r, q := s.terms.Request, s.terms.Quote
	if st.count > r.MaxTokens {
		return proof(ContradictsRequest, "%d tokens where the request allows %d", st.count, r.MaxTokens)
	}
	if want := q.Cost(r.PromptTokens, st.count); st.amount != want {
		return proof(ContradictsRequest, "it bills %s where the quote gives %s", st.amount, want)
	}
	if r.PriceLimit.Less(st.amount) {
		return proof(ContradictsRequest, "it bills %s where the request allows %s", st.amount, r.PriceLimit)
	}
	return nil
}

// seeded checks the nonce against the commitment in the request. The nonce that comes with a chunk is not signed; the
// one in a receipt is.
func (s *Stream) seeded(nonce job.Hash, receipt *job.Receipt) error {
	const late = "the nonce is not the one committed to before the request was signed"
	if receipt != nil && job.Commit(receipt.Nonce) != s.terms.Request.Commitment {
		return proof(ContradictsRequest, late)
	}
	if job.Commit(nonce) != s.terms.Request.Commitment {
		return evidence(ContradictsRequest, late)
	}
	s.nonce = nonce
	return nil
}

// ends checks the receipt's own fields that need no model.
func (s *Stream) ends(r job.Receipt) error {
	if r.Finish != job.FinishStop && r.Finish != job.FinishLength {
		return proof(ContradictsItself, "the receipt gives no known reason for ending (%s)", r.Finish)
	}
	if r.Finished < r.Started {
		return proof(ContradictsItself, "the receipt ends before it starts")
	}
	// A receipt dated before its request would let the window for disputes run out early. The comparison is in seconds,
	// where no sum can overflow.
	if started := r.Started / 1000; started < s.terms.Request.Time && s.terms.Request.Time-started > job.MaxSkew {
		return proof(ContradictsRequest, "the receipt starts before the request was signed")
	}
	if r.Count == 0 {
		return proof(ContradictsItself, "the receipt is for an answer without tokens")
	}
	return nil
}

// recompute feeds the tokens to the model, when the terms ask for it.
func (s *Stream) recompute(tokens []uint32, receipt *job.Receipt) error {
	if s.terms.Recompute == nil {
		return nil
	}
	if s.again == nil {
		again, err := s.terms.Recompute(job.Seed(s.nonce, s.terms.ID))
		if err != nil {
			return fmt.Errorf("start recomputing: %w", err)
		}
		s.again = again
	}
	if len(tokens) > 0 {
		m, err := s.again.Extend(tokens)
		if err != nil {
			return fmt.Errorf("recompute: %w", err)
		}
		if m != nil {
			e := proof(WrongComputation, "output token %d is %d, the model gives %d", m.Index, m.Claim, m.Want)
			e.Token = m.Index
			return e
		}
	}
	if receipt != nil {
		if err := s.again.Finish(receipt.Finish); err != nil {
			class := ContradictsItself // it says "stop" and does not stop
			if receipt.Finish == job.FinishLength {
				class = ContradictsRequest // it says that the limit was reached and it was not
			}
			return proof(class, "it ends with %q: %v", receipt.Finish, err)
		}
	}
	return nil
}
