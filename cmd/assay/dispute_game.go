package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// The commands of disputes on a real chain. Nodes play by themselves; these are for a person who has no node running, or wants to look.

// disputeRow is a dispute in a listing.
type disputeRow struct {
	ID         uint64      `json:"id"`
	Kind       string      `json:"kind"` // "dispute", "question", or "proof" in one move
	Provider   job.Address `json:"provider"`
	Challenger job.Address `json:"challenger"`
	Request    job.Hash    `json:"request"`
	State      string      `json:"state"`              // whose move is awaited, or how it ended
	Deadline   uint64      `json:"deadline,omitempty"` // chain seconds; the last in which the side to move can move
	Moves      int         `json:"moves"`
	Bond       job.Amount  `json:"bond"` // wei
}

// outcomes are the words for how disputes end.
var outcomes = map[dispute.Outcome]string{dispute.Shown: "acquitted: shown", dispute.Forfeited: "acquitted: forfeited", dispute.Convicted: "convicted", dispute.Excused: "excused: a canary"}

// rowOf tells how a dispute stands.
func rowOf(ctx context.Context, c *chain.Client, r dispute.Record) (disputeRow, error) {
	row := disputeRow{ID: r.ID, Kind: "dispute", Provider: r.Provider, Challenger: r.Challenger, Request: r.Fault.Subject, State: outcomes[r.Outcome], Moves: r.Moves, Bond: r.Bond}
	switch {
	case r.Leaves == 0 && r.Bond.IsZero():
		row.Kind = "proof"
	case r.Leaves == 0:
		row.Kind = "question"
	}
	if r.Outcome != 0 {
		return row, nil
	}
	s, err := c.Dispute(ctx, r.ID)
	if err != nil {
		return row, err
	}
	if s.Place.Phase == dispute.Over { // it has ended between the two readings
		row.State = "over"
		return row, nil
	}
	row.Deadline = s.Deadline()
	row.State = "provider to move"
	if s.Place.Phase.Turn() == dispute.Challenger {
		row.State = "challenger to move"
	}
	row.State += ": " + s.Place.Phase.String()
	return row, nil
}

func (a *app) disputeList() *cobra.Command {
	var l loader
	var all bool
	c := &cobra.Command{
		Use: "list", Short: "List the disputes of a chain: who against whom, whose move it is and until when",
		Args: exactly(0, "no arguments"),
		RunE: l.client(func(ctx context.Context, cfg config, _ []string) error {
			c, err := chain.Dial(ctx, cfg.rpcURL(), nil, chain.Options{Timeout: 10 * time.Second})
			if err != nil {
				return err
			}
			defer c.Close()
			records, err := c.Disputes(ctx)
			if err != nil {
				return err
			}
			rows := []disputeRow{}
			for _, r := range records {
				if r.Outcome != 0 && !all {
					continue
				}
				row, err := rowOf(ctx, c, r)
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
			if a.asJSON {
				return a.printJSON(rows)
			}
			if len(rows) == 0 {
				a.printf("no disputes are open; --all shows those that are over\n")
				return nil
			}
			a.printDisputes(rows)
			return nil
		}),
	}
	l.bind(c.Flags(), "data", "chain-")
	c.Flags().BoolVar(&all, "all", false, "those that are over, too")
	return c
}

// printDisputes prints a table.
func (a *app) printDisputes(rows []disputeRow) {
	a.printf("%5s  %-8s  %-10s  %-10s  %-10s  %-28s  %-19s  %5s  %s\n", "id", "kind", "request", "provider", "accuser", "state", "until", "moves", "bond, ether")
	for _, r := range rows {
		a.printf("%5d  %-8s  %-10s  %-10s  %-10s  %-28s  %-19s  %5d  %s\n", r.ID, r.Kind, r.Request.Short(), r.Provider.String()[:10], r.Challenger.String()[:10], r.State, chainDate(r.Deadline), r.Moves, r.Bond.Decimal(18))
	}
}

// chainDate writes a moment of the chain's time; nothing for none.
func chainDate(second uint64) string {
	if second == 0 {
		return "-"
	}
	return time.Unix(int64(second), 0).Format(time.DateTime)
}

// player is what the commands that move have in common: whose key moves.
type player struct {
	loader
	key string
}

func (p *player) bind(c *cobra.Command, key string) {
	p.loader.bind(c.Flags(), "data", "log", "chain-")
	c.Flags().StringVar(&p.key, "key", key, "key of the data directory that signs and pays: payer, watch or provider")
}

// with connects to the chain with the key.
func (p *player) with(a *app, do func(context.Context, *chain.Client, []string) error) func(*cobra.Command, []string) error {
	return p.client(func(ctx context.Context, cfg config, args []string) error {
		switch p.key {
		case payerKey, watchKey, providerKey:
		default:
			return &usageError{fmt.Errorf("--key %q: want payer, watch or provider", p.key)}
		}
		log, err := newLogger(a.err, cfg.Log)
		if err != nil {
			return err
		}
		m := &machine{cfg: cfg, log: log, rpc: cfg.rpcURL()}
		if m.keys, err = openKeys(cfg.Data); err != nil {
			return err
		}
		c, _, err := m.account(ctx, p.key)
		if err != nil {
			return errors.Join(err, m.close())
		}
		return errors.Join(do(ctx, c, args), m.close())
	})
}

// moved is what a command that moves prints.
type moved struct {
	ID   uint64   `json:"id"`
	What string   `json:"what"`
	Tx   job.Hash `json:"tx"`
	Gas  uint64   `json:"gas"`
}

func (a *app) moved(m moved) error {
	if a.asJSON {
		return a.printJSON(m)
	}
	a.printf("%s\ntransaction %s, %d gas\n", m.What, m.Tx, m.Gas)
	return nil
}

func (a *app) disputeAsk() *cobra.Command {
	var p player
	c := &cobra.Command{
		Use: "ask FILE", Short: "Say \"I was never asked this\": a provider shows the signed order of an answer, or loses its stake",
		Long: `Takes what a provider has signed about an answer, a receipt (as "assay receipts show ID" gives it) or the JSON object
{"request", "receipt", "signature"}, and asks on chain whether anybody has ordered it. The bond comes back when the provider has no answer; otherwise half of
it pays for the answer. An honest provider's node answers by itself. After a day without an answer: "assay dispute end ID".`,
		Example: `  assay dispute ask receipt.json
  assay dispute ask statements.json --rpc http://127.0.0.1:8545 --key payer`,
		Args: exactly(1, "one file, or - for standard input"),
		RunE: p.with(a, func(ctx context.Context, c *chain.Client, args []string) error {
			data, err := a.readInput(args[0], job.MaxBundleBytes)
			if err != nil {
				return err
			}
			s, err := statementsIn(data)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			id, tx, err := c.AskOrder(ctx, s, job.Amount{})
			if err != nil {
				return err
			}
			return a.moved(moved{id, fmt.Sprintf("asked whether request %s was ordered: question %d; `assay dispute list` shows until when the provider has time", s.Receipt.Request.Short(), id), tx.Hash, tx.Gas})
		}),
	}
	p.bind(c, payerKey)
	return c
}

// statementsIn reads a bundle, or bare statements.
func statementsIn(data []byte) (job.Statements, error) {
	if b, err := job.DecodeBundle(data); err == nil {
		s, ok := b.Statements()
		if !ok {
			return s, errors.New("the bundle has no statement of the provider's")
		}
		return s, nil
	}
	var s job.Statements
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return s, fmt.Errorf("neither a receipt (`assay receipts show ID`) nor {\"request\", \"receipt\", \"signature\"}: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return s, errors.New("something follows the JSON object")
	}
	return s, nil
}

func (a *app) disputeAnswer() *cobra.Command {
	var p player
	c := &cobra.Command{
		Use: "answer ID FILE", Short: "Show the signed order of an answer, by hand (a provider's node does it by itself)",
		Long: `Answers the question "was this ordered?" with what a receipt holds: the channel, and the signature of its session key under the request. For a provider whose node
does not run; the buyer's copy of the receipt will do.`,
		Args: exactly(2, "the question's number and a receipt"),
		RunE: p.with(a, func(ctx context.Context, c *chain.Client, args []string) error {
			r, err := recordAt(ctx, c, args[0])
			if err != nil {
				return err
			}
			b, err := a.receipt(args[1])
			if err != nil {
				return err
			}
			if id := requestID(b); id != r.Fault.Subject {
				return fmt.Errorf("question %d is about request %s, and %s about %s", r.ID, r.Fault.Subject.Short(), args[1], id.Short())
			}
			tx, err := c.PlayDispute(ctx, r.ID, dispute.Answer{Fault: r.Fault, Evidence: job.EncodeOrder(b.Channel, b.Signature)}, r.Fault)
			if err != nil {
				return err
			}
			return a.moved(moved{r.ID, fmt.Sprintf("showed the order of request %s: acquitted", r.Fault.Subject.Short()), tx.Hash, tx.Gas})
		}),
	}
	p.bind(c, providerKey)
	return c
}

func (a *app) disputeEnd() *cobra.Command {
	var p player
	c := &cobra.Command{
		Use: "end ID", Short: "End a dispute or a question whose side to move has let its time run out",
		Long: `Anybody may end a dispute when the time of the side to move is over: a provider without an answer is convicted and loses its stake, a challenger that says no more
forfeits its bond. What the game then owes this account is withdrawn.`,
		Args: exactly(1, "the number of a dispute"),
		RunE: p.with(a, func(ctx context.Context, c *chain.Client, args []string) error {
			r, err := recordAt(ctx, c, args[0])
			if err != nil {
				return err
			}
			s, err := c.Dispute(ctx, r.ID)
			if err != nil {
				return err
			}
			head, err := c.Head(ctx)
			if err != nil {
				return err
			}
			switch {
			case r.Outcome != 0 || s.Place.Phase == dispute.Over:
				return fmt.Errorf("dispute %d is over: %s", r.ID, outcomes[r.Outcome])
			case head.Time <= s.Deadline():
				return fmt.Errorf("the side to move has time until %s of the chain's time; it is %s there", chainDate(s.Deadline()), chainDate(head.Time))
			}
			var m dispute.Move = dispute.Forfeit{}
			what := "the challenger has forfeited its bond"
			if s.Place.Phase.Turn() == dispute.Provider {
				m, what = dispute.Convict{Claim: job.Keccak(r.Claim), Fault: r.Fault.Hash()}, "the provider is convicted: its stake is seized"
			}
			tx, err := c.PlayDispute(ctx, r.ID, m, r.Fault)
			if err != nil {
				return err
			}
			owed, err := c.Owed(ctx, c.Address())
			if err == nil && !owed.IsZero() {
				if _, err = c.WithdrawOwed(ctx, c.Address()); err == nil {
					what += fmt.Sprintf("; withdrew %s ether", owed.Decimal(18))
				}
			}
			return errors.Join(a.moved(moved{r.ID, what, tx.Hash, tx.Gas}), err)
		}),
	}
	p.bind(c, payerKey)
	return c
}

// recordAt finds a dispute by its number.
func recordAt(ctx context.Context, c *chain.Client, number string) (dispute.Record, error) {
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return dispute.Record{}, &usageError{fmt.Errorf("%q is not the number of a dispute: `assay dispute list` shows them", number)}
	}
	records, err := c.Disputes(ctx)
	if err != nil {
		return dispute.Record{}, err
	}
	for _, r := range records {
		if r.ID == id {
			return r, nil
		}
	}
	return dispute.Record{}, fmt.Errorf("there is no dispute %d: `assay dispute list --all` shows them", id)
}
