package chain

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
)

// JoinPanel buys seats of the panel for this account, at most 32.
func (c *Client) JoinPanel(ctx context.Context, seats uint64) ([]job.Tx, error) {
	return c.allowing(ctx, "buy seats", c.contracts.Escrow.Panel, jurorSeat.MulDivUp(seats, 1), panel().PackJoin(id(seats)))
}

// LeavePanel gives a seat up; TakeSeat fetches its money a week later.
func (c *Client) LeavePanel(ctx context.Context, seat uint64) (job.Tx, error) {
	return c.transact(ctx, "give a seat up", c.contracts.Escrow.Panel, panel().PackLeave(id(seat)), nil)
}

// TakeSeat fetches what is left of a seat that was given up.
func (c *Client) TakeSeat(ctx context.Context, seat uint64) (job.Tx, error) {
	return c.transact(ctx, "fetch the money of a seat", c.contracts.Escrow.Panel, panel().PackTake(id(seat)), nil)
}

// DrawPanel draws the panel that a case waits for, once the block that its seed is of is there. Anyone may do it. Where few seats are free it takes several calls.
func (c *Client) DrawPanel(ctx context.Context, number uint64) (job.Tx, error) {
	const what = "draw a panel"
	the, err := c.PanelCase(ctx, number)
	if err != nil {
		return job.Tx{}, err
	}
	h, err := ask(ctx, c, what, func(ctx context.Context) (*types.Header, error) {
		return c.eth.HeaderByNumber(ctx, id(the.SeedBlock))
	})
	if err != nil {
		return job.Tx{}, fmt.Errorf("%s: the draw waits for block %d: %w", what, the.SeedBlock, err)
	}
	raw, err := rlp.EncodeToBytes(h)
	if err != nil {
		return job.Tx{}, fmt.Errorf("%s: %w", what, err)
	}
	return c.transact(ctx, what, c.contracts.Escrow.Panel, panel().PackDraw(id(number), raw), nil)
}

// CommitAnswer commits to an answer for a ballot of this account's in the newest panel of a case. The salt is needed to reveal it: keep it.
func (c *Client) CommitAnswer(ctx context.Context, number, ballot uint64, answer uint16, salt job.Hash) (job.Tx, error) {
	the, err := c.PanelCase(ctx, number)
	if err != nil {
		return job.Tx{}, err
	}
	word := func(n uint64) []byte { return common.BigToHash(id(n)).Bytes() }
	address := func(a job.Address) []byte { return common.LeftPadBytes(a[:], 32) }
	commitment := crypto.Keccak256Hash(address(c.contracts.Escrow.Panel), word(number), word(uint64(the.Rounds)-1), word(ballot),
		address(c.Address()), word(uint64(answer)), salt[:])
	return c.transact(ctx, "commit to an answer", c.contracts.Escrow.Panel, panel().PackCommit(id(number), id(ballot), commitment), nil)
}

// RevealAnswer reveals an answer that was committed to. Anyone who knows it may.
func (c *Client) RevealAnswer(ctx context.Context, number, ballot uint64, answer uint16, salt job.Hash) (job.Tx, error) {
	return c.transact(ctx, "reveal an answer", c.contracts.Escrow.Panel, panel().PackReveal(id(number), id(ballot), answer, salt), nil)
}

// AppealCase pays for another panel of twice as many seats and one.
func (c *Client) AppealCase(ctx context.Context, number uint64) ([]job.Tx, error) {
	the, err := c.PanelCase(ctx, number)
	if err != nil {
		return nil, err
	}
	price := jurorFee.MulDivUp(2*uint64(the.Seats)+1, 1)
	return c.allowing(ctx, "appeal", c.contracts.Escrow.Panel, price, panel().PackAppeal(id(number)))
}

// SettlePanel pays the jurors of one panel of a case that is over; the first panel has the number 0. Anyone may do it.
func (c *Client) SettlePanel(ctx context.Context, number uint64, round uint8) (job.Tx, error) {
	return c.transact(ctx, "pay jurors", c.contracts.Escrow.Panel, panel().PackSettle(id(number), id(uint64(round))), nil)
}

// PanelCase returns how a case stands, and the ballots of its newest panel.
func (c *Client) PanelCase(ctx context.Context, number uint64) (job.PanelCase, error) {
	const what = "case of a panel"
	at := c.contracts.Escrow.Panel
	the, err := call(ctx, c, what, at, panel().PackCaseOf(id(number)), panel().UnpackCaseOf)
	if err != nil {
		return job.PanelCase{}, err
	}
	if the.Rounds == 0 {
		return job.PanelCase{}, job.Faultf(job.FaultNotFound, "no_case", "%s: there is no case %d", what, number)
	}
	result, err := call(ctx, c, what, at, panel().PackResult(id(number)), panel().UnpackResult)
	if err != nil {
		return job.PanelCase{}, err
	}
	round, err := call(ctx, c, what, at, panel().PackRoundOf(id(number), id(uint64(the.Rounds)-1)), panel().UnpackRoundOf)
	if err != nil {
		return job.PanelCase{}, err
	}
	out := job.PanelCase{
		Case: number, Most: the.Most, Rounds: the.Rounds, Over: result.Over, Decided: result.Decided, Outcome: result.Outcome,
		Seats: round.Arg0.Seats, SeedBlock: round.Arg0.SeedBlock, Asked: round.Arg0.Asked, Drawn: round.Arg0.Drawn,
	}
	for _, b := range round.Arg1 {
		seat, err := call(ctx, c, what, at, panel().PackSeatOf(id(uint64(b.Seat))), panel().UnpackSeatOf)
		if err != nil {
			return job.PanelCase{}, err
		}
		out.Ballots = append(out.Ballots, job.PanelBallot{Seat: b.Seat, Juror: job.Address(seat.Juror), Committed: b.Commitment != [32]byte{}, Revealed: b.Answer != 0, Answer: max(b.Answer, 1) - 1})
	}
	return out, nil
}

// PanelPrice is what a case costs whoever opens it, in token units.
func PanelPrice() job.Amount { return jurorFee.MulDivUp(3, 1) }
