package chain

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

// EscrowOffer is a job that a client offers.
type EscrowOffer struct {
	Provider    job.Address
	Budget      job.Amount // token units
	ExpiredAt   uint64     // unix seconds; after all windows of the terms and a week
	Description string     // at most 1 KiB
	Terms       job.EscrowTerms
}

// CreateJob makes an ERC-8183 job that the evaluator judges, and proposes its terms. The provider accepts them, then the client funds the job.
func (c *Client) CreateJob(ctx context.Context, o EscrowOffer) (uint64, []job.Tx, error) {
	const what = "create a job"
	for _, a := range []job.Amount{o.Budget, o.Terms.Bond} {
		if err := fits(what, a); err != nil {
			return 0, nil, err
		}
	}
	ctx = c.means(ctx, agent.Action{Kind: agent.EscrowJob})
	judge := c.contracts.Escrow.Evaluator.Common()
	r, tx, err := c.execute(ctx, what, c.contracts.Escrow.Jobs,
		jobs().PackCreateJob(o.Provider.Common(), judge, id(o.ExpiredAt), o.Description, judge), nil)
	if err != nil {
		return 0, nil, err
	}
	txs := []job.Tx{tx}
	for _, l := range r.Logs {
		if l.Address != c.contracts.Escrow.Jobs.Common() || len(l.Topics) == 0 {
			continue
		}
		e, err := jobs().UnpackJobCreatedEvent(l)
		if err != nil {
			continue
		}
		if number, ok := small(e.JobId); ok {
			tx, err := c.ProposeTerms(ctx, number, o.Budget, o.Terms)
			if err != nil {
				return number, txs, err
			}
			return number, append(txs, tx), nil
		}
	}
	return 0, txs, fmt.Errorf("%s: transaction %s reports no job; is %s an ERC-8183 contract?", what, tx.Hash, c.contracts.Escrow.Jobs)
}

// ProposeTerms sets budget and terms of an open job. Client and provider may; it undoes an acceptance.
func (c *Client) ProposeTerms(ctx context.Context, number uint64, budget job.Amount, t job.EscrowTerms) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.EscrowJob})
	return c.transact(ctx, "propose terms", c.contracts.Escrow.Jobs, jobs().PackSetBudget(id(number), budget.Big(), packTerms(t)), nil)
}

// TermsHash returns what AcceptJob and FundJob must name: the hash of a job's terms, budget and parties.
func (c *Client) TermsHash(ctx context.Context, number uint64) (job.Hash, error) {
	h, err := call(ctx, c, "terms of a job", c.contracts.Escrow.Evaluator, evaluator().PackTermsHash(id(number)), evaluator().UnpackTermsHash)
	return job.Hash(h), err
}

// AcceptJob accepts terms as the provider and puts up the bond. It fails where the terms are no longer those with this hash.
func (c *Client) AcceptJob(ctx context.Context, number uint64, terms job.Hash) ([]job.Tx, error) {
	t, err := c.JobTerms(ctx, number)
	if err != nil {
		return nil, err
	}
	return c.allowing(ctx, "accept a job", c.contracts.Escrow.Evaluator, t.Bond, evaluator().PackAccept(id(number), terms))
}

// DeclineJob takes an acceptance back, while the job is not funded.
func (c *Client) DeclineJob(ctx context.Context, number uint64) (job.Tx, error) {
	return c.transact(ctx, "decline a job", c.contracts.Escrow.Evaluator, evaluator().PackDecline(id(number)), nil)
}

// FundJob pays the budget into escrow as the client. It fails where budget or terms are not these.
func (c *Client) FundJob(ctx context.Context, number uint64, budget job.Amount, terms job.Hash) ([]job.Tx, error) {
	ctx, err := c.forJob(ctx, number, budget)
	if err != nil {
		return nil, err
	}
	return c.allowing(ctx, "fund a job", c.contracts.Escrow.Jobs, budget, jobs().PackFund(id(number), budget.Big(), terms[:]))
}

// SubmitJob hands in work as the provider: so many parts of it, described by a hash.
func (c *Client) SubmitJob(ctx context.Context, number uint64, deliverable job.Hash, parts uint16) (job.Tx, error) {
	word := common.LeftPadBytes(binary.BigEndian.AppendUint16(nil, parts), 32)
	return c.transact(ctx, "submit work", c.contracts.Escrow.Jobs, jobs().PackSubmit(id(number), deliverable, word), nil)
}

// ApproveJob ends the review as the client: all that was delivered is paid.
func (c *Client) ApproveJob(ctx context.Context, number uint64) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.EscrowJob})
	return c.transact(ctx, "approve work", c.contracts.Escrow.Evaluator, evaluator().PackApprove(id(number)), nil)
}

// ContestJob says as the client that only so many parts are good, and puts up the bond. In the exact lane it demands the signed receipts of parts: the provider shows them within a day, or they are bad.
func (c *Client) ContestJob(ctx context.Context, number uint64, good uint16, demanded []uint16) ([]job.Tx, error) {
	t, err := c.JobTerms(ctx, number)
	if err != nil {
		return nil, err
	}
	if ctx, err = c.forJob(ctx, number, t.Bond); err != nil {
		return nil, err
	}
	return c.allowing(ctx, "contest work", c.contracts.Escrow.Evaluator, t.Bond, evaluator().PackContest(id(number), good, partMask(demanded)))
}

// ShowReceipt shows the signed receipt of a part that was demanded. path leads from the request to the subject of the terms.
func (c *Client) ShowReceipt(ctx context.Context, number uint64, part uint16, s job.Statements, path []job.Hash) (job.Tx, error) {
	const what = "show a receipt"
	raw, err := packStatements(s)
	if err != nil {
		return job.Tx{}, fmt.Errorf("%s: %w", what, err)
	}
	return c.transact(ctx, what, c.contracts.Escrow.Evaluator, evaluator().PackShow(id(number), part, raw, words(path)), nil)
}

// partMask has a bit for each part.
func partMask(parts []uint16) *big.Int {
	mask := new(big.Int)
	for _, p := range parts {
		mask.SetBit(mask, int(p), 1)
	}
	return mask
}

func words(path []job.Hash) [][32]byte {
	out := make([][32]byte, len(path))
	for i, h := range path {
		out[i] = h
	}
	return out
}

// ConvictPart shows that the dispute game has convicted the provider over the request of a part. path leads from the request to the subject of the terms. Anyone may do it.
func (c *Client) ConvictPart(ctx context.Context, number uint64, part uint16, request job.Hash, path []job.Hash) (job.Tx, error) {
	return c.transact(ctx, "convict a part", c.contracts.Escrow.Evaluator, evaluator().PackConvict(id(number), part, request, words(path)), nil)
}

// FinishJob ends a job whose window is over or whose judge has spoken, and pays everybody. Anyone may do it.
func (c *Client) FinishJob(ctx context.Context, number uint64) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.CloseJob})
	return c.transact(ctx, "finish a job", c.contracts.Escrow.Evaluator, evaluator().PackFinish(id(number)), nil)
}

// RejectJob takes an offer back as the client, before it is funded.
func (c *Client) RejectJob(ctx context.Context, number uint64, reason job.Hash) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.CloseJob})
	return c.transact(ctx, "reject a job", c.contracts.Escrow.Jobs, jobs().PackReject(id(number), reason, nil), nil)
}

// RefundJob returns the budget of a job that has expired to its client. Anyone may do it.
func (c *Client) RefundJob(ctx context.Context, number uint64) (job.Tx, error) {
	ctx = c.means(ctx, agent.Action{Kind: agent.CloseJob})
	return c.transact(ctx, "refund a job", c.contracts.Escrow.Jobs, jobs().PackClaimRefund(id(number)), nil)
}

// JobCount returns how many jobs there are; the first has the number 1.
func (c *Client) JobCount(ctx context.Context) (uint64, error) {
	n, err := call(ctx, c, "number of jobs", c.contracts.Escrow.Jobs, jobs().PackJobCount(), jobs().UnpackJobCount)
	if err != nil {
		return 0, err
	}
	if !n.IsUint64() {
		return 0, fmt.Errorf("number of jobs %s is above 64 bits", n)
	}
	return n.Uint64(), nil
}

// Job returns a job. It fails for a number that does not exist.
func (c *Client) Job(ctx context.Context, number uint64) (job.EscrowJob, error) {
	got, err := call(ctx, c, "job", c.contracts.Escrow.Jobs, jobs().PackJobOf(id(number)), jobs().UnpackJobOf)
	if err != nil {
		return job.EscrowJob{}, err
	}
	out := job.EscrowJob{
		ID: number, Status: job.EscrowStatus(got.Status), Client: job.Address(got.Client), Provider: job.Address(got.Provider),
		Evaluator: job.Address(got.Evaluator), Hook: job.Address(got.Hook), ExpiredAt: got.ExpiredAt,
		Deliverable: job.Hash(got.Deliverable), Description: got.Description,
	}
	for _, a := range []struct {
		to   *job.Amount
		from *big.Int
	}{{&out.Budget, got.Budget}, {&out.Paid, got.Paid}, {&out.Burnt, got.Burnt}} {
		if *a.to, err = job.AmountFromBig(a.from); err != nil {
			return job.EscrowJob{}, fmt.Errorf("read job %d: %w", number, err)
		}
	}
	return out, nil
}

// JobTerms returns the terms of a job that the evaluator judges.
func (c *Client) JobTerms(ctx context.Context, number uint64) (job.EscrowTerms, error) {
	got, err := call(ctx, c, "terms of a job", c.contracts.Escrow.Evaluator, evaluator().PackTermsOf(id(number)), evaluator().UnpackTermsOf)
	if err != nil {
		return job.EscrowTerms{}, err
	}
	out := job.EscrowTerms{
		Judge: job.Judge(got.Lane), Parts: got.Parts, Deliver: got.Deliver, Review: got.Review, Subject: job.Hash(got.Subject),
	}
	if out.Bond, err = job.AmountFromBig(got.Bond); err != nil {
		return job.EscrowTerms{}, fmt.Errorf("read terms of job %d: %w", number, err)
	}
	agent, ok := small(got.Agent)
	if !ok {
		return job.EscrowTerms{}, fmt.Errorf("read terms of job %d: the agent %s is above 64 bits", number, got.Agent)
	}
	out.Agent = agent
	return out, nil
}

// JobDeal returns where a job stands with the evaluator.
func (c *Client) JobDeal(ctx context.Context, number uint64) (job.EscrowDeal, error) {
	got, err := call(ctx, c, "deal of a job", c.contracts.Escrow.Evaluator, evaluator().PackDealOf(id(number)), evaluator().UnpackDealOf)
	if err != nil {
		return job.EscrowDeal{}, err
	}
	out := job.EscrowDeal{
		Phase: job.DealPhase(got.Phase), Contested: got.Contested, Decided: got.Decided, Delivered: got.Delivered, Claimed: got.Claimed,
		Bad: got.Bad, Good: got.Good, Until: got.Until, ShowBy: got.ShowBy, Accepted: job.Hash(got.Accepted),
	}
	if out.Bond, err = job.AmountFromBig(got.Bond); err != nil {
		return job.EscrowDeal{}, fmt.Errorf("read deal of job %d: %w", number, err)
	}
	for part := range uint16(256) {
		if got.Demanded.Bit(int(part)) == 1 {
			out.Demanded = append(out.Demanded, part)
		}
	}
	if out.Bad == 0 { // otherwise the exact lane, and the field says which parts
		out.Case, _ = small(got.Judged)
	}
	return out, nil
}

// allowing makes a call to a contract that takes tokens of this account, after letting it where it may not yet. It returns the one or two transactions, in order; an
// error may come with those that were mined.
func (c *Client) allowing(ctx context.Context, what string, spender job.Address, amount job.Amount, data []byte) ([]job.Tx, error) {
	if err := fits(what, amount); err != nil {
		return nil, err
	}
	allowed, err := call(ctx, c, "token allowance", c.contracts.Token, token().PackAllowance(c.Address().Common(), spender.Common()), token().UnpackAllowance)
	if err != nil {
		return nil, err
	}
	if ctx, err = c.asOne(ctx); err != nil {
		return nil, err
	}
	var txs []job.Tx
	if allowed.Cmp(amount.Big()) < 0 {
		tx, err := c.transact(ctx, "approve: "+what, c.contracts.Token, token().PackApprove(spender.Common(), amount.Big()), nil)
		if err != nil {
			return nil, err
		}
		txs = append(txs, tx)
	}
	tx, err := c.transact(ctx, what, spender, data, nil)
	if err != nil {
		return txs, err
	}
	return append(txs, tx), nil
}

// packTerms encodes terms as Solidity does: a struct of numbers is a word for each.
func packTerms(t job.EscrowTerms) []byte {
	var out []byte
	for _, n := range []*big.Int{
		id(uint64(t.Judge)), id(uint64(t.Parts)), id(t.Deliver), id(t.Review), t.Bond.Big(), id(t.Agent), new(big.Int).SetBytes(t.Subject[:]),
	} {
		out = append(out, common.BigToHash(n).Bytes()...)
	}
	return out
}

// WorkRecord returns what an agent's escrowed jobs add up to.
func (c *Client) WorkRecord(ctx context.Context, agent uint64) (job.WorkRecord, error) {
	got, err := call(ctx, c, "record of an agent", c.contracts.Escrow.Recorder, recorder().PackScoreOf(id(agent)), recorder().UnpackScoreOf)
	if err != nil {
		return job.WorkRecord{}, err
	}
	out := job.WorkRecord{Jobs: got.Count}
	if out.Weight, err = job.AmountFromBig(got.Weight); err != nil {
		return job.WorkRecord{}, fmt.Errorf("read record of agent %d: %w", agent, err)
	}
	if got.Weight.Sign() > 0 {
		out.Percent = uint8(new(big.Int).Quo(got.Weighted, got.Weight).Uint64()) // at most 100
	}
	return out, nil
}
