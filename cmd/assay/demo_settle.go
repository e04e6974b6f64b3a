package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/settle"
)

// settle is act 7: bob is paid, mallory takes what was signed, alice gets the rest, and the books add up.
func (d *demo) settle(ctx context.Context, a *act) error {
	channels, err := d.channels(ctx)
	if err != nil {
		return err
	}
	owner, err := d.owner()
	if err != nil {
		return err
	}
	defer owner.Hangup()
	waiting := false
	for _, c := range channels {
		raw, err := owner.CloseChannel(ctx, c.Channel)
		if err != nil {
			return err
		}
		var r node.ChannelReport
		if err := json.Unmarshal(raw, &r); err != nil {
			return err
		}
		if r.State == "withdrawing" {
			waiting = true
			d.tell(a, "%s keeps what alice signed and refunds nothing: alice withdraws by the contract's delay", d.name(r.Agent))
		} else {
			d.tell(a, "%s claims what he earned and refunds the rest at once", d.name(r.Agent))
		}
	}
	if waiting {
		if _, err := d.eyes.IncreaseTime(ctx, job.MinWithdrawDelay+1); err != nil {
			return err
		}
		d.tell(a, "15 minutes pass on the development chain")
	}
	if err := d.untilSettled(ctx); err != nil {
		return err
	}
	if err := d.tellMarks(ctx, a); err != nil {
		return err
	}
	if err := d.readBooks(ctx, func(l *line, a job.Amount) { l.After = a }); err != nil {
		return err
	}
	return d.checkBooks(ctx, a)
}

// untilSettled waits until every channel is closed and its feedback is on chain.
func (d *demo) untilSettled(ctx context.Context) error {
	limit := time.Now().Add(20 * time.Second)
	for {
		channels, err := d.channels(ctx)
		if err != nil {
			return err
		}
		open := 0
		for _, c := range channels {
			if c.State != "closed" || c.Feedback.IsZero() {
				open++
			}
		}
		if open == 0 {
			return nil
		}
		if time.Now().After(limit) {
			return fmt.Errorf("%d channels are not settled after 20 s: %+v", open, channels)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (d *demo) tellMarks(ctx context.Context, a *act) error {
	for _, p := range []*process{d.bob, d.mal} {
		marks, err := d.eyes.Feedback(ctx, *p.info.Agent)
		if err != nil {
			return err
		}
		if len(marks) != 1 {
			return fmt.Errorf("%s has %d marks on chain, want one a channel", p.name, len(marks))
		}
		about := marks[0].Tag2
		if about == "" {
			about = "every answer was right"
		}
		d.tell(a, "on chain, from alice about %-8s %+d  (%s)", p.name, marks[0].Value, about)
		if good := p == d.bob; (marks[0].Value > 0) != good {
			return fmt.Errorf("the mark for %s is %d", p.name, marks[0].Value)
		}
	}
	return nil
}

// line is one account of the books.
type line struct {
	settle.Entry
	at job.Address
}

func (d *demo) readBooks(ctx context.Context, put func(*line, job.Amount)) error {
	for i := range d.books {
		have, err := d.eyes.Balance(ctx, d.books[i].at)
		if err != nil {
			return err
		}
		put(&d.books[i], have)
	}
	return nil
}

// checkBooks prints the table and checks it: nothing appeared, nothing vanished, and it is all the money there is.
func (d *demo) checkBooks(ctx context.Context, a *act) error {
	supply, err := d.eyes.Supply(ctx)
	if err != nil {
		return err
	}
	var entries []settle.Entry
	var before, after job.Amount
	d.tell(a, "%-12s %16s %16s %16s", "account", "before", "after", "change")
	for _, l := range d.books {
		entries = append(entries, l.Entry)
		before, after = before.Add(l.Before), after.Add(l.After)
		d.tell(a, "%-12s %16s %16s %16s", l.Account, l.Before.Decimal(tokenDecimals), l.After.Decimal(tokenDecimals), change(l.Before, l.After))
	}
	d.tell(a, "%-12s %16s %16s %16s", "all together", before.Decimal(tokenDecimals), after.Decimal(tokenDecimals), change(before, after))
	if err := settle.Balance(entries); err != nil {
		return err
	}
	if after != supply {
		return fmt.Errorf("the accounts hold %s and the token's supply is %s", after, supply)
	}
	d.tell(a, "the token's whole supply is %s: the books add up to the last unit", supply.Decimal(tokenDecimals))
	return nil
}

func change(before, after job.Amount) string {
	if up, ok := after.Sub(before); ok {
		return "+" + up.Decimal(tokenDecimals)
	}
	down, _ := before.Sub(after)
	return "-" + down.Decimal(tokenDecimals)
}
