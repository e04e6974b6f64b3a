package chain

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sync"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Disputes returns every dispute of the game, by id, with what was shown last and how it ended, from the game's events: those that run, those that are over,
// and contradictions that were proven in one move. Each call reads only the blocks since the last one; after a reorganisation of the chain it reads them all again.
func (c *Client) Disputes(ctx context.Context) ([]dispute.Record, error) {
	l := &c.disputes
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byID == nil {
		l.byID = map[uint64]dispute.Record{}
	}
	if err := l.scan(ctx, l.topics(), func() { clear(l.byID) }, l.add); err != nil {
		return nil, fmt.Errorf("list disputes: %w", err)
	}
	out := make([]dispute.Record, 0, len(l.byID))
	for _, n := range slices.Sorted(maps.Keys(l.byID)) {
		out = append(out, l.byID[n])
	}
	return out, nil
}

// disputeLog folds the game's events into what is known of every dispute.
type disputeLog struct {
	mu sync.Mutex
	scanner
	byID map[uint64]dispute.Record
}

func (*disputeLog) topics() [][]common.Hash {
	events := game().GetABI().Events
	var ids []common.Hash
	for _, name := range []string{"Opened", "Asked", "Posted", "Picked", "Revealed", "Split", "Acquitted", "Excused", "Convicted"} {
		ids = append(ids, events[name].ID)
	}
	return [][]common.Hash{ids}
}

func (l *disputeLog) add(log types.Log) {
	g := game()
	switch events := g.GetABI().Events; log.Topics[0] {
	case events["Opened"].ID:
		if e, err := g.UnpackOpenedEvent(&log); err == nil {
			l.begin(e.Id, e.Bond, e.Covered, e.Fault, dispute.Record{
				Provider: job.Address(e.Provider), Challenger: job.Address(e.Challenger), Leaves: e.Leaves, Claim: e.Claim, Block: log.BlockNumber,
			})
		}
	case events["Asked"].ID:
		if e, err := g.UnpackAskedEvent(&log); err == nil {
			l.begin(e.Id, e.Bond, e.Covered, e.Fault, dispute.Record{
				Provider: job.Address(e.Provider), Challenger: job.Address(e.Challenger), Block: log.BlockNumber,
			})
		}
	case events["Posted"].ID:
		if e, err := g.UnpackPostedEvent(&log); err == nil {
			l.move(e.Id, func(r *dispute.Record) {
				for i, h := range e.Children {
					r.Shown.Children[i] = h
				}
			})
		}
	case events["Revealed"].ID:
		if e, err := g.UnpackRevealedEvent(&log); err == nil {
			l.move(e.Id, func(r *dispute.Record) { r.Shown.Data = e.Data })
		}
	case events["Split"].ID:
		if e, err := g.UnpackSplitEvent(&log); err == nil {
			l.move(e.Id, func(r *dispute.Record) { r.Shown.Sums = e.Sums })
		}
	case events["Picked"].ID:
		if e, err := g.UnpackPickedEvent(&log); err == nil {
			l.move(e.Id, func(*dispute.Record) {})
		}
	case events["Acquitted"].ID:
		if e, err := g.UnpackAcquittedEvent(&log); err == nil {
			l.move(e.Id, func(r *dispute.Record) {
				r.Outcome, r.Shown = dispute.Forfeited, dispute.Posted{}
				if e.Shown {
					r.Outcome = dispute.Shown
				}
			})
		}
	case events["Excused"].ID:
		if e, err := g.UnpackExcusedEvent(&log); err == nil {
			l.move(e.Id, func(r *dispute.Record) { r.Outcome, r.Shown = dispute.Excused, dispute.Posted{} })
		}
	case events["Convicted"].ID:
		e, err := g.UnpackConvictedEvent(&log)
		if err != nil {
			return
		}
		n, ok := small(e.Id)
		if !ok {
			return
		}
		r, known := l.byID[n]
		if !known { // proven in one move
			r = dispute.Record{ID: n, Provider: job.Address(e.Provider), Challenger: job.Address(e.Challenger), Block: log.BlockNumber}
			r.Fault.Subject = e.Subject
		}
		r.Moves++
		r.Outcome, r.Shown = dispute.Convicted, dispute.Posted{}
		l.byID[n] = r
	}
}

// begin adds a dispute or a question to what is known, unless its event holds what no game of ours writes.
func (l *disputeLog) begin(id, bond, covered *big.Int, fault bind.Fault, r dispute.Record) {
	if bond == nil || covered == nil { // the unpacker leaves nil what an event without data should hold
		return
	}
	n, ok := small(id)
	f, err := faultOf(fault)
	b, bondErr := job.AmountFromBig(bond)
	c, coveredErr := job.AmountFromBig(covered)
	if !ok || err != nil || bondErr != nil || coveredErr != nil {
		return
	}
	r.ID, r.Fault, r.Bond, r.Covered = n, f, b, c
	l.byID[n] = r
}

// move changes what is known of a dispute by one event.
func (l *disputeLog) move(number *big.Int, change func(*dispute.Record)) {
	n, ok := small(number)
	if !ok {
		return
	}
	r, known := l.byID[n]
	if !known {
		return // it was opened before the first block that is read
	}
	r.Moves++
	change(&r)
	l.byID[n] = r
}
