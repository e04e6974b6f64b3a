package node

import (
	"context"
	"errors"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// WatchListing is what a watchtower shows its owner.
type WatchListing struct {
	Address    job.Address     `json:"address"`
	Share      uint32          `json:"share"`      // thousandths that are recomputed whatever they cost
	Taken      int             `json:"taken"`      // answers that are in the books: until their windows close, and as long as something is left to do
	Recomputed int             `json:"recomputed"` // of them, so far
	Wrong      int             `json:"wrong"`      // of them
	Waiting    int             `json:"waiting"`    // drawn, and not recomputed yet
	Bonded     job.Amount      `json:"bonded"`     // wei, in disputes that run
	Lost       job.Amount      `json:"lost"`       // wei: bonds of disputes that were lost
	Owed       job.Amount      `json:"owed"`       // wei that the game owes: bonds to be fetched
	Credit     job.Amount      `json:"credit"`     // token units that the vault owes: costs and tenths to be fetched
	Earned     job.Amount      `json:"earned"`     // token units that were fetched from the vault
	Answers    []WatchedAnswer `json:"answers"`
}

// WatchedAnswer is an answer in the listing, with the accusation about it if there is one.
type WatchedAnswer struct {
	WatchReport
	Tokens  uint32        `json:"tokens"`
	Price   job.Amount    `json:"price"`
	Broken  bool          `json:"brokenOff"` // there is a chunk, and no receipt
	Dispute *WatchDispute `json:"dispute,omitempty"`
}

// WatchDispute is an accusation of the watchtower's.
type WatchDispute struct {
	ID       uint64     `json:"id"`
	Proof    bool       `json:"proof"`           // in one move: nobody has to answer
	Awaited  string     `json:"awaited"`         // the phase; "over" when it has ended
	Ours     bool       `json:"ours"`            // it is our move
	Deadline uint64     `json:"deadline"`        // chain seconds; 0 when it has ended
	Ended    string     `json:"ended,omitempty"` // "won", "lost" or "excused"
	Moves    int        `json:"moves"`
	Bond     job.Amount `json:"bond"` // wei
}

// kindWatchEarned is what was fetched from the vault; key "units".
const kindWatchEarned = "watchearned"

// earned adds to what was fetched from the vault. A crash after the money came and before this leaves the sum too low.
func (c *chase) earned(ctx context.Context, units job.Amount) error {
	var sum job.Amount
	if _, err := c.find(ctx, kindWatchEarned, "units", &sum); err != nil {
		return err
	}
	return c.keep(ctx, entry{kindWatchEarned, "units", sum.Add(units)})
}

// Listing tells the owner of everything that is in the books, and how the accusations stand on chain.
func (w *Watchtower) Listing(ctx context.Context) (WatchListing, error) {
	me := w.key.Address()
	l := WatchListing{Address: me, Share: w.cfg.Share, Answers: []WatchedAnswer{}}
	records, err := w.chain.Disputes(ctx)
	if err != nil {
		return l, err
	}
	type key struct {
		provider job.Address
		request  job.Hash
	}
	accused := map[key]*WatchDispute{}
	for _, r := range records {
		if r.Challenger != me {
			continue
		}
		d, err := w.stands(ctx, r)
		if err != nil {
			return l, err
		}
		switch d.Ended {
		case "":
			l.Bonded = l.Bonded.Add(r.Bond)
		case "lost":
			l.Lost = l.Lost.Add(r.Bond)
		}
		accused[key{r.Provider, r.Fault.Subject}] = d // the newest
	}
	err = each(ctx, w.Store, kindWatched, func(name string, b watched) error {
		id, err := job.ParseHash(name)
		if err != nil {
			return err
		}
		l.Taken++
		switch b.State {
		case WatchWaiting:
			l.Waiting++
		case WatchRight:
			l.Recomputed++
		case WatchSkipped:
		default:
			l.Recomputed++
			l.Wrong++
		}
		said := b.Statements.Receipt
		l.Answers = append(l.Answers, WatchedAnswer{
			WatchReport: WatchReport{Request: id, Provider: b.Channel.Receiver, State: b.State, Class: b.Class, Reason: b.Reason, Until: b.Until},
			Tokens:      said.Count, Price: said.Amount, Broken: said.IsChunk(), Dispute: accused[key{b.Channel.Receiver, id}],
		})
		return nil
	})
	_, earnedErr := w.find(ctx, kindWatchEarned, "units", &l.Earned)
	var owedErr, creditErr error
	l.Owed, owedErr = w.chain.Owed(ctx, me)
	l.Credit, creditErr = w.chain.Credit(ctx, me)
	return l, errors.Join(err, earnedErr, owedErr, creditErr)
}

// stands tells how an accusation of ours stands.
func (w *Watchtower) stands(ctx context.Context, r dispute.Record) (*WatchDispute, error) {
	d := &WatchDispute{ID: r.ID, Proof: r.Leaves == 0, Awaited: dispute.Over.String(), Moves: r.Moves, Bond: r.Bond}
	switch r.Outcome {
	case 0:
		s, err := w.chain.Dispute(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if phase := s.Place.Phase; phase != dispute.Over {
			d.Awaited, d.Ours, d.Deadline = phase.String(), phase.Turn() == dispute.Challenger, s.Deadline()
		}
	case dispute.Convicted:
		d.Ended = "won"
	case dispute.Excused:
		d.Ended = "excused"
	default:
		d.Ended = "lost"
	}
	return d, nil
}
