package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
	"github.com/spf13/cobra"
)

// walletDir is where a wallet keeps its journal, in the data directory.
const walletDir = "wallet"

// noPolicy says that a wallet which had a policy is to go on without.
const noPolicy = "none"

//go:embed policy.example.toml
var examplePolicy string

// hasWallet reports whether a data directory holds a wallet's journal.
func hasWallet(data string) (bool, error) {
	_, err := os.Stat(filepath.Join(data, walletDir))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// openWallet opens the wallet of a configuration: nil without a policy. A wallet that ever had one does not run without,
// unless that is said.
func openWallet(ctx context.Context, cfg config, with node.WalletConfig) (*node.Wallet, error) {
	if cfg.Policy == "" || cfg.Policy == noPolicy {
		has, err := hasWallet(cfg.Data)
		if err != nil || !has || cfg.Policy == noPolicy {
			return nil, err
		}
		w, err := openBooks(ctx, cfg, with)
		if err != nil {
			return nil, err
		}
		r, err := w.Report(ctx)
		if err == nil && !r.InForce.IsZero() {
			err = fmt.Errorf("this wallet has had a policy: name it with --policy FILE (or policy = \"FILE\" in config.toml), or say %s in place of FILE to sign without one", noPolicy)
		}
		return nil, err
	}
	path, err := filepath.Abs(cfg.Policy)
	if err != nil {
		return nil, err
	}
	with.File = func() ([]byte, error) { return os.ReadFile(path) }
	if with.Policy, err = with.File(); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return openBooks(ctx, cfg, with)
}

// openBooks opens a wallet's journal.
func openBooks(ctx context.Context, cfg config, with node.WalletConfig) (*node.Wallet, error) {
	log, err := store.OpenLog(filepath.Join(cfg.Data, walletDir))
	if err != nil {
		return nil, err
	}
	with.Log, with.Now = log, time.Now
	return node.NewWallet(ctx, with)
}

// openGuard opens the wallet that decides what the payer's key may sign, when there is a policy.
func (m *machine) openGuard(ctx context.Context) error {
	if m.wallet != nil {
		return nil
	}
	c, err := chain.Dial(ctx, m.rpc, nil, m.cfg.chainOptions())
	if err != nil {
		return err
	}
	defer c.Close()
	m.wallet, err = openWallet(ctx, m.cfg, node.WalletConfig{Dollar: c.Contracts().Token, Slog: m.log, Checkpoint: crashPoint(m.log)})
	if err != nil {
		return err
	}
	if m.wallet == nil {
		m.log.Info("no policy: the gateway's own limits are all that bound what is spent", "more", "docs/wallet.md")
		return nil
	}
	m.log.Info("the wallet obeys a policy", "file", m.cfg.Policy)
	return nil
}

// lookAfterWallet finds out now and then how actions ended that a crash left open.
func (m *machine) lookAfterWallet(ctx context.Context, c *chain.Client) error {
	tick := time.NewTicker(10 * time.Minute)
	defer tick.Stop()
	for {
		if err := m.wallet.Reconcile(ctx, c.Fate); err != nil && ctx.Err() == nil {
			m.log.Warn("looking after the wallet failed, will try again", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// options are those of a client for one of the node's keys: what holds money obeys the policy.
func (m *machine) options(name string) chain.Options {
	o := m.cfg.chainOptions()
	if name == payerKey && m.wallet != nil {
		o.Guard = m.wallet
	}
	return o
}

func (a *app) walletPolicy() *cobra.Command {
	return group("policy", "Check and show the policy that a wallet obeys", a.policyCheck(), a.policyShow(), a.policyExample())
}

func (a *app) policyCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check FILE", Short: "Say whether a policy file is right, and what it allows", Args: exactly(1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			raw, err := os.ReadFile(args[0])
			if err != nil {
				return fmt.Errorf("policy: %w", err)
			}
			p, err := agent.ParsePolicy(raw)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(p)
			}
			a.showPolicy(p, nil)
			return nil
		},
	}
}

func (a *app) policyExample() *cobra.Command {
	return &cobra.Command{
		Use: "example", Short: "Print a policy to begin with", Args: exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if a.asJSON {
				return a.printJSON(map[string]string{"policy": examplePolicy})
			}
			a.printf("%s", examplePolicy)
			return nil
		},
	}
}

// walletCmd makes a command that opens the wallet of a data directory, beside a running node or without one.
func (a *app) walletCmd(use, short, long string, args cobra.PositionalArgs, run func(ctx context.Context, w *node.Wallet, args []string) error) *cobra.Command {
	var l loader
	c := &cobra.Command{
		Use: use, Short: short, Long: long, Args: args,
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			has, err := hasWallet(cfg.Data)
			if err != nil {
				return err
			}
			if !has {
				return fmt.Errorf("no wallet in %s has had a policy yet: `assay wallet policy example` prints one, `assay up --policy FILE` obeys it", cfg.Data)
			}
			with := node.WalletConfig{}
			if cfg.Policy != "" && cfg.Policy != noPolicy { // to look at: nothing is signed here, so it need not come into force
				if with.Look, err = os.ReadFile(cfg.Policy); err != nil {
					return fmt.Errorf("policy: %w", err)
				}
			}
			w, err := openBooks(ctx, cfg, with)
			if err != nil {
				return err
			}
			return run(ctx, w, args)
		}),
	}
	l.bind(c.Flags(), "data", "policy")
	return c
}

func (a *app) policyShow() *cobra.Command {
	return a.walletCmd("show", "Show the policy and what is used of each cap", "Shows what the caps hold now, over all rails together, and with --policy the limits beside it.", exactly(0, "no arguments"),
		func(ctx context.Context, w *node.Wallet, _ []string) error {
			r, err := w.Report(ctx)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(r)
			}
			if r.Policy != nil && r.Policy.Digest != r.InForce {
				a.printf("The file was changed since the node began: what it takes away holds now, what it gives holds from the next start.\n\n")
			}
			a.showPolicy(r.Policy, &r.Use)
			a.printf("waiting for a person: %d, without a known end: %d\n", len(r.Waiting), len(r.Unsure))
			return nil
		})
}

// showPolicy prints a policy, and beside each cap what is used of it.
func (a *app) showPolicy(p *agent.Policy, u *agent.Use) {
	line := func(what string, l *agent.Limit, used *job.Amount, unit string, decimals int) {
		text := fmt.Sprintf("%-22s", what)
		if l != nil {
			limit := "no limit"
			if !l.Open {
				limit = l.Most.Decimal(decimals) + " " + unit
			}
			text += fmt.Sprintf(" at most %-28s", limit)
		}
		if used != nil {
			text += fmt.Sprintf(" used %s %s", used.Decimal(decimals), unit)
		}
		a.printf("%s\n", strings.TrimRight(text, " "))
	}
	var caps agent.Caps
	limit := func(l *agent.Limit) *agent.Limit {
		if p == nil {
			return nil
		}
		return l
	}
	if p != nil {
		caps = p.Caps
		line("one payment", &caps.Payment, nil, "USD", tokenDecimals)
		line("one channel", &caps.Channel, nil, "USD", tokenDecimals)
		line("gas, one transaction", &caps.Fee, nil, "ETH", 18)
	}
	if u == nil {
		u = &agent.Use{}
	}
	line("any 60 minutes", limit(&caps.Hour), &u.Hour, "USD", tokenDecimals)
	line("any 24 hours", limit(&caps.Day), &u.Day, "USD", tokenDecimals)
	line("any 30 days", limit(&caps.Month), &u.Month, "USD", tokenDecimals)
	line("gas, any 24 hours", limit(&caps.FeeDay), &u.FeeDay, "ETH", 18)
	if p == nil {
		return
	}
	line("a person approves", &p.Approval.Above, nil, "USD", tokenDecimals)
	a.printf("%-22s %v\n", "allowed actions", p.Allow.Actions)
	if p.Expires != 0 {
		a.printf("%-22s %s\n", "expires", time.Unix(int64(p.Expires), 0).UTC().Format(time.RFC3339))
	}
}

func (a *app) walletPending() *cobra.Command {
	return a.walletCmd("pending", "List what waits for a person, and what has no known end", "Lists actions that wait for approval, those approved and not yet done, and those that were signed and whose end is not known.", exactly(0, "no arguments"),
		func(ctx context.Context, w *node.Wallet, _ []string) error {
			r, err := w.Report(ctx)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(map[string]any{"waiting": r.Waiting, "unsure": r.Unsure})
			}
			for _, in := range r.Waiting {
				a.printf("%s  %-8s until %s\n  %s\n  %s\n", in.ID, in.State, time.Unix(int64(in.Until), 0).Format(time.DateTime), in.Says, in.Reason)
			}
			for _, in := range r.Unsure {
				a.printf("%s  %-8s since %s: charged, its end is not known\n  %s\n", in.ID, in.State, time.Unix(int64(in.Asked), 0).Format(time.DateTime), in.Says)
			}
			if len(r.Waiting)+len(r.Unsure) == 0 {
				a.printf("nothing waits\n")
			}
			return nil
		})
}

func (a *app) walletAnswer(use, short string, yes bool) *cobra.Command {
	return a.walletCmd(use, short, short+`. The id may be shortened to "0x" and eight digits. An approval is good for that very action, once, until its time
is over; it lifts no cap. `+"`assay wallet pending`"+` lists what waits.`, exactly(1, "one id"),
		func(ctx context.Context, w *node.Wallet, args []string) error {
			in, err := w.Answer(ctx, args[0], yes)
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.printJSON(map[string]any{"ok": true, "approved": yes, "intent": in.ID, "says": in.Says})
			}
			word := "denied"
			if yes {
				word = "approved"
			}
			a.printf("%s: %s\n", word, in.Says)
			return nil
		})
}

// journalLine is one entry of a wallet's journal as it is printed.
type journalLine struct {
	job.LogLine
	Entry json.RawMessage `json:"entry"`
}

func (a *app) walletJournal() *cobra.Command {
	var l loader
	var verify bool
	var expect string
	c := &cobra.Command{
		Use: "journal", Short: "Print a wallet's journal, or check it", Args: exactly(0, "no arguments"),
		Long: `Prints everything that was asked of the wallet, decided and done, oldest first. Reading it checks it: each entry is tied to all before it,
and its end is kept a second time. --verify prints the last chain value only. Keep it somewhere else, and --expect says later whether the
journal still holds that very history: whoever can write the data directory could write a whole new one.`,
		RunE: l.run(func(ctx context.Context, cfg config, _ []string) error {
			lines, err := readJournal(ctx, cfg)
			if err != nil {
				return err
			}
			if expect != "" {
				want, err := job.ParseHash(expect)
				if err != nil {
					return &usageError{fmt.Errorf("--expect: %w", err)}
				}
				if err := holds(lines, want); err != nil {
					return err
				}
			}
			return a.printJournal(lines, verify || expect != "")
		}),
	}
	l.bind(c.Flags(), "data")
	c.Flags().BoolVar(&verify, "verify", false, "check it and print its last chain value")
	c.Flags().StringVar(&expect, "expect", "", "a chain value printed earlier, which must still be in it")
	return c
}

func holds(lines []journalLine, want job.Hash) error {
	for _, x := range lines {
		if x.Chain == want {
			return nil
		}
	}
	return fmt.Errorf("the journal does not hold the entry with chain value %s: this is another history than the one you saw", want)
}

// readJournal reads and checks a wallet's journal, and that its entries follow from each other.
func readJournal(ctx context.Context, cfg config) ([]journalLine, error) {
	has, err := hasWallet(cfg.Data)
	if err != nil || !has {
		return nil, err
	}
	log, err := store.OpenLog(filepath.Join(cfg.Data, walletDir))
	if err != nil {
		return nil, err
	}
	var lines []journalLine
	books := agent.NewBooks(job.Address{})
	return lines, log.View(ctx, func(x job.LogLine) error {
		lines = append(lines, journalLine{x, x.Body})
		return books.Read(uint64(max(x.Time, 0)/1000), x.Body)
	})
}

func (a *app) printJournal(lines []journalLine, verify bool) error {
	last := journalLine{}
	if len(lines) > 0 {
		last = lines[len(lines)-1]
	}
	switch {
	case verify && a.asJSON:
		return a.printJSON(map[string]any{"ok": true, "entries": len(lines), "chain": last.Chain})
	case verify:
		a.printf("%d entries, all in order; the last has chain value %s\n", len(lines), last.Chain)
		return nil
	case a.asJSON:
		if lines == nil {
			lines = []journalLine{}
		}
		return a.printJSON(lines)
	}
	for _, x := range lines {
		var e agent.Entry
		if err := json.Unmarshal(x.Body, &e); err != nil {
			return err
		}
		text := e.Says
		switch {
		case e.Kind == agent.EntryPolicy:
			text = "from here on under policy " + e.Policy.Short()
		case e.Kind == agent.EntryRefused || e.Kind == agent.EntryAsked:
			text += " (" + e.Decision.Rule + ": " + e.Decision.Reason + ")"
		case e.Kind == agent.EntryReleased:
			text = "given back: " + e.Reason
		case e.Kind == agent.EntryTried:
			text = "stays charged, since what was signed may still be used: " + e.Reason
		case e.Kind == agent.EntrySettled:
			text = "done, transaction " + e.Tx.Short()
		}
		id := "          "
		if !e.Intent.IsZero() {
			id = e.Intent.Short()
		}
		a.printf("%5d  %s  %s  %-8s  %s\n", x.Seq, time.UnixMilli(x.Time).Format(time.DateTime), id, e.Kind, text)
	}
	if len(lines) == 0 {
		a.printf("no entries\n")
	}
	return nil
}

// examineWallet says whether the node's money obeys a policy, and whether its journal is whole.
func examineWallet(ctx context.Context, cfg config) finding {
	const what = "wallet"
	has, err := hasWallet(cfg.Data)
	if err != nil {
		return checked(what, "", err, "see who owns the directory wallet in the data directory")
	}
	if cfg.Policy != "" && cfg.Policy != noPolicy {
		raw, err := os.ReadFile(cfg.Policy)
		if err == nil {
			_, err = agent.ParsePolicy(raw)
		}
		if err != nil {
			return checked(what, "", err, "`assay wallet policy check FILE` says what is wrong; nothing is signed until then")
		}
	}
	if !has {
		if cfg.Policy == "" || cfg.Policy == noPolicy {
			return finding{what, true, "no policy: only the gateway's own limits (max_locked, daily_limit) bound what is spent; see docs/wallet.md", ""}
		}
		return finding{what, true, "the policy is right, and nothing was signed under it yet", ""}
	}
	lines, err := readJournal(ctx, cfg)
	if err != nil {
		return checked(what, "", err, "nothing is signed on it: restore the directory wallet from a backup")
	}
	w, err := openBooks(ctx, cfg, node.WalletConfig{})
	if err != nil {
		return checked(what, "", err, "nothing is signed on it: restore the directory wallet from a backup")
	}
	r, err := w.Report(ctx)
	if err != nil {
		return checked(what, "", err, "try again")
	}
	f := finding{what, true, fmt.Sprintf("journal of %d entries, $%s used today", len(lines), r.Use.Day.Decimal(tokenDecimals)), ""}
	if now := uint64(time.Now().Unix()); r.Latest > now+3600 {
		f.OK = false
		f.Says = fmt.Sprintf("its last entry is from %s: the clock was set back, and no cap is given free before it gets there", time.Unix(int64(r.Latest), 0).UTC().Format(time.RFC3339))
		f.Mend = "set the clock right"
	}
	if n := len(r.Waiting); n > 0 {
		f.Says += fmt.Sprintf("; %d wait for you: `assay wallet pending`", n)
	}
	return f
}
