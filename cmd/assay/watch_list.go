package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

// watchOwner answers the owner's questions about a running watchtower.
type watchOwner struct{ w *node.Watchtower }

// Listing implements wire.WatchControl.
func (o watchOwner) Listing(ctx context.Context) (any, error) { return o.w.Listing(ctx) }

// watchDoors joins the watchtower's door and its owner's on one listener.
func (m *machine) watchDoors(w *node.Watchtower) (http.Handler, error) {
	token, err := wire.TokenFile(filepath.Join(m.cfg.Data, "control.token"))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/assay/control/", wire.NewWatchControl(watchOwner{w}, wire.ControlOptions{Token: token, Log: m.log}))
	mux.Handle("/", wire.NewWatch(w, wire.SellerOptions{Log: m.log}))
	return mux, nil
}

func (a *app) watchList() *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: "list", Short: "List what the running watchtower has: answers, what it found, disputes with their deadlines, money",
		Long: `Asks the watchtower that runs on the data directory for the answers that it was sent, which of them it has recomputed and what it found, the disputes that it has
opened, whose move it is and until when, and what they have brought.`,
		Example: `  assay watch list --data ./carol`,
		Args:    exactly(0, "no arguments"),
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			at, err := watchAt(cfg.Data)
			if err != nil {
				return err
			}
			token, err := wire.ReadToken(filepath.Join(cfg.Data, "control.token"))
			if err != nil {
				return err
			}
			client, err := wire.DialControl(at, token)
			if err != nil {
				return err
			}
			defer client.Hangup()
			raw, err := client.Watch(ctx)
			if err != nil {
				return err
			}
			var list node.WatchListing
			if err := json.Unmarshal(raw, &list); err != nil {
				return fmt.Errorf("the watchtower answered something else than expected (is it another version?): %w", err)
			}
			if a.asJSON {
				return a.printJSON(list)
			}
			a.printWatch(list)
			return nil
		}),
	}
	l.bind(c.Flags(), "data")
	return c
}

// watchAt is where the watchtower that runs on a data directory listens.
func watchAt(data string) (string, error) {
	var info ready
	raw, err := os.ReadFile(filepath.Join(data, nodeFile))
	if err == nil {
		err = json.Unmarshal(raw, &info)
	}
	at, _, _ := strings.Cut(info.Watch, "#")
	if err != nil || at == "" {
		return "", errors.Join(fmt.Errorf("no watchtower runs on the data directory %s: `assay watch --data %s` starts one; name another with --data", data, data), err)
	}
	return at, nil
}

// printWatch prints the listing as a table.
func (a *app) printWatch(l node.WatchListing) {
	a.printf("watchtower  %s\n", l.Address)
	a.printf("answers     %d in the books, %d recomputed, %d wrong, %d waiting; the share is %s, dear ones more often\n", l.Taken, l.Recomputed, l.Wrong, l.Waiting, shareText(l.Share))
	a.printf("earned      $%s fetched, $%s to be fetched\n", l.Earned.Decimal(tokenDecimals), l.Credit.Decimal(tokenDecimals))
	a.printf("bonds       %s ether in disputes, %s to be fetched, %s lost\n", l.Bonded.Decimal(18), l.Owed.Decimal(18), l.Lost.Decimal(18))
	if len(l.Answers) == 0 {
		return
	}
	a.printf("\n%-10s  %-10s  %6s  %10s  %-10s  %-19s  %s\n", "request", "provider", "tokens", "price, $", "found", "window closes", "accusation")
	for _, r := range l.Answers {
		found := r.State
		if r.Broken {
			found += "*"
		}
		a.printf("%-10s  %-10s  %6d  %10s  %-10s  %-19s  %s\n", r.Request.Short(), r.Provider.String()[:10], r.Tokens, r.Price.Decimal(tokenDecimals), found, chainDate(r.Until), accusation(r.Dispute))
		if r.Reason != "" {
			a.printf("%-10s  %s: %s\n", "", r.Class, r.Reason)
		}
	}
	for _, r := range l.Answers {
		if r.Broken {
			a.printf("* broke off before its receipt\n")
			break
		}
	}
}

// accusation says how an accusation stands.
func accusation(d *node.WatchDispute) string {
	switch {
	case d == nil:
		return "-"
	case d.Proof:
		return fmt.Sprintf("proof %d: %s", d.ID, d.Ended)
	case d.Ended != "":
		return fmt.Sprintf("dispute %d: %s after %d moves", d.ID, d.Ended, d.Moves)
	}
	whose := "the provider's move"
	if d.Ours {
		whose = "our move"
	}
	return fmt.Sprintf("dispute %d: %s (%s) until %s", d.ID, whose, d.Awaited, chainDate(d.Deadline))
}

// shareText writes thousandths as a share.
func shareText(thousandths uint32) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%03d", thousandths/1000, thousandths%1000), "0"), ".")
}
