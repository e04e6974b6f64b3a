package chain

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

// offerTo makes an offer to a provider whose windows are short.
func offerTo(t *testing.T, c *Client, provider job.Address, agent uint64, judge job.Judge) EscrowOffer {
	t.Helper()
	head := must[job.Head](t)(c.Head(t.Context()))
	return EscrowOffer{
		Provider: provider, Budget: job.Units(10_000_000), ExpiredAt: head.Time + 60*86400, Description: "label forty pictures",
		Terms: job.EscrowTerms{
			Judge: judge, Parts: 40, Deliver: 86400, Review: 3600, Bond: job.Units(4_000_000), Agent: agent, Subject: job.Hash{7},
		},
	}
}

// TestEscrowedJob walks one job from the offer to the payment, through the contracts on the embedded chain.
func TestEscrowedJob(t *testing.T) {
	alice, bob := person(t), person(t)
	agent, _, err := bob.Register(t.Context(), "data:,bob", nil)
	if err != nil {
		t.Fatal(err)
	}
	offer := offerTo(t, alice, bob.Address(), agent+1, job.JudgePanel)
	offer.Terms.Judge = job.JudgeExact
	number, _, err := alice.CreateJob(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	if got := must[job.EscrowTerms](t)(bob.JobTerms(t.Context(), number)); got != offer.Terms {
		t.Fatalf("terms %+v, want %+v", got, offer.Terms)
	}
	terms := must[job.Hash](t)(bob.TermsHash(t.Context(), number))
	if _, err := alice.FundJob(t.Context(), number, offer.Budget, terms); err == nil || !strings.Contains(err.Error(), "WrongPhase") {
		t.Errorf("funding before the provider has accepted: %v", err)
	}
	if _, err := bob.AcceptJob(t.Context(), number, terms); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.FundJob(t.Context(), number, offer.Budget, job.Hash{1}); err == nil {
		t.Error("funded under other terms")
	}
	if _, err := alice.FundJob(t.Context(), number, offer.Budget, terms); err == nil || !strings.Contains(err.Error(), "StakeTooSmall") {
		t.Errorf("funded work of a provider that can lose nothing: %v", err)
	}
	if _, err := bob.Stake(t.Context(), job.Units(1_000_000)); err != nil {
		t.Fatal(err)
	}
	before := must[job.Amount](t)(alice.Balance(t.Context(), alice.Address()))
	if _, err := alice.FundJob(t.Context(), number, offer.Budget, terms); err != nil {
		t.Fatal(err)
	}
	if _, err := bob.SubmitJob(t.Context(), number, job.Hash{9}, 30); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.ApproveJob(t.Context(), number); err != nil {
		t.Fatal(err)
	}
	got := must[job.EscrowJob](t)(alice.Job(t.Context(), number))
	if got.Status != job.EscrowCompleted || got.Paid != job.Units(7_462_500) || got.Burnt != job.Units(37_500) || got.Deliverable != (job.Hash{9}) || got.Description != offer.Description {
		t.Errorf("the job ended as %+v", got)
	}
	after := must[job.Amount](t)(alice.Balance(t.Context(), alice.Address()))
	if cost, _ := before.Sub(after); cost != job.Units(7_500_000) {
		t.Errorf("three quarters of the work cost %s", cost)
	}
	deal := must[job.EscrowDeal](t)(alice.JobDeal(t.Context(), number))
	if deal.Phase != job.DealOver || deal.Good != 30 || !deal.Bond.IsZero() {
		t.Errorf("the deal ended as %+v", deal)
	}
	record := must[job.WorkRecord](t)(alice.WorkRecord(t.Context(), agent))
	if record.Jobs != 1 || record.Percent != 100 || record.Weight != job.Units(37_500) {
		t.Errorf("the record is %+v", record)
	}
	marks := must[[]job.Feedback](t)(alice.Feedback(t.Context(), agent))
	if len(marks) != 1 || marks[0].Client != alice.contracts.Escrow.Recorder || marks[0].Value != 100 || !strings.HasSuffix(marks[0].URI, "/"+id(number).String()) {
		t.Errorf("the registry says %+v", marks)
	}
	if n := must[uint64](t)(alice.JobCount(t.Context())); n < number {
		t.Errorf("%d jobs, and this is number %d", n, number)
	}
}

// TestJobWithoutJurors: a job for the panel is not funded while there are too few seats, and its offer can be taken back.
func TestJobWithoutJurors(t *testing.T) {
	alice, bob := person(t), person(t)
	offer := offerTo(t, alice, bob.Address(), 0, job.JudgePanel)
	number, _, err := alice.CreateJob(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	terms := must[job.Hash](t)(bob.TermsHash(t.Context(), number))
	before := must[job.Amount](t)(bob.Balance(t.Context(), bob.Address()))
	if _, err := bob.AcceptJob(t.Context(), number, terms); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.FundJob(t.Context(), number, offer.Budget, terms); err == nil {
		t.Error("funded a job that nobody could judge")
	}
	if _, err := alice.RejectJob(t.Context(), number, job.Hash{}); err != nil {
		t.Fatal(err)
	}
	if after := must[job.Amount](t)(bob.Balance(t.Context(), bob.Address())); after != before {
		t.Errorf("the provider had %s and has %s", before, after)
	}
}

// TestDrawnPanelAnswers draws a panel by a real header of the embedded chain and commits to an answer that the contract understands.
func TestDrawnPanelAnswers(t *testing.T) {
	juror := person(t)
	if _, err := juror.JoinPanel(t.Context(), 30); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond) // a seat is drawn for cases that open later than it was bought
	if _, err := juror.allowing(t.Context(), "open a case", juror.contracts.Escrow.Panel, jurorFee.MulDivUp(3, 1), panel().PackOpen(job.Hash{1}, 5, juror.Address().Common())); err != nil {
		t.Fatal(err)
	}
	number := must[uint64](t)(call(t.Context(), juror, "cases", juror.contracts.Escrow.Panel, panel().PackCaseCount(), func(b []byte) (uint64, error) {
		n, err := panel().UnpackCaseCount(b)
		return n.Uint64(), err
	}))
	the := must[job.PanelCase](t)(juror.PanelCase(t.Context(), number))
	if _, err := juror.DrawPanel(t.Context(), number); err == nil {
		t.Error("drawn before the block of the seed")
	}
	for head := must[job.Head](t)(juror.Head(t.Context())); head.Number <= the.SeedBlock; head = must[job.Head](t)(juror.Head(t.Context())) {
		if _, err := juror.TransferEther(t.Context(), juror.Address(), job.Units(1)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := juror.DrawPanel(t.Context(), number); err != nil {
		t.Fatal(err)
	}
	if _, err := juror.CommitAnswer(t.Context(), number, 2, 4, job.Hash{3}); err != nil {
		t.Fatal(err)
	}
	the = must[job.PanelCase](t)(juror.PanelCase(t.Context(), number))
	if len(the.Ballots) != 3 || !the.Ballots[2].Committed || the.Ballots[0].Committed || the.Ballots[2].Juror != juror.Address() {
		t.Fatalf("the case stands as %+v", the)
	}
	round := must[commitment](t)(call(t.Context(), juror, "ballots", juror.contracts.Escrow.Panel, panel().PackRoundOf(id(number), id(0)), func(b []byte) (commitment, error) {
		r, err := panel().UnpackRoundOf(b)
		if err != nil {
			return commitment{}, err
		}
		return r.Arg1[2].Commitment, nil
	}))
	want := must[commitment](t)(call(t.Context(), juror, "commitment", juror.contracts.Escrow.Panel,
		panel().PackCommitmentOf(id(number), id(0), id(2), juror.Address().Common(), 4, job.Hash{3}), panel().UnpackCommitmentOf))
	if round != want {
		t.Errorf("committed to %x, the contract wants %x", round, want)
	}
}

type commitment = [32]byte
