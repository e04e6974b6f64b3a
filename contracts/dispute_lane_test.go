package contracts_test

import (
	"math/big"
	"testing"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
)

// TestStatisticalLaneIsNotComputed: no contract takes a dispute about how an answer of another lane was computed, since there is no program for
// it; what the provider's own signatures show stays provable, and so does that nobody ordered it.
func TestStatisticalLaneIsNotComputed(t *testing.T) {
	o := newOffice(t)
	bob, eve := o.someone("bob"), o.someone("eve")
	b := bind.NewReceipts()
	for _, lane := range []job.Lane{job.LaneStatistical, job.LaneAttested} {
		s := o.answered(byte(lane))
		s.request.Lane = uint8(lane)
		s.receipt.Request = job.Hash(o.ask(o.referee, bind.NewReferee().PackRequestDigest(s.request)))
		signed := o.sign(bob, s.receipt)
		o.refuses("NotJudgeable()", eve.address, o.receipts, new(big.Int), b.PackReceiptsCheck(encode(s.request, s.receipt, signed)))
		got, err := b.UnpackReceiptsQuestion(o.ask(o.receipts, b.PackReceiptsQuestion(encode(s.request, s.receipt, signed))))
		if err != nil || got.Provider != bob.address {
			t.Errorf("%s: asking whether it was ordered: %+v, %v", lane, got, err)
		}
		other := s.receipt
		other.Output[0]++
		two, err := b.UnpackReceiptsContradiction(o.ask(o.receipts, b.PackReceiptsContradiction(twoAnswers, encode(s.request, s.receipt, signed, other, o.sign(bob, other)))))
		if err != nil || two.Provider != bob.address {
			t.Errorf("%s: two answers: %+v, %v", lane, two, err)
		}
		long := s.receipt
		long.Count = s.request.MaxTokens + 1
		if over, err := b.UnpackReceiptsContradiction(o.ask(o.receipts, b.PackReceiptsContradiction(beyondLimits, encode(s.request, long, o.sign(bob, long))))); err != nil || over.Provider != bob.address {
			t.Errorf("%s: more than was asked for: %+v, %v", lane, over, err)
		}
	}
}
