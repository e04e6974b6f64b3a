package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
	"github.com/spf13/cobra"
)

func (a *app) demoCommand() *cobra.Command {
	var keep bool
	var dir string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Watch a whole market run: a chain, a buyer, two providers, nine ways to cheat, and a stake that is lost",
		Long: `Starts four processes on this machine (an Ethereum chain, alice who buys, bob who sells, mallory who cheats) that know nothing of
each other but what the chain's registries say, and lets them trade. Every step says what happened, how long it took and what
it cost. In the end all balances must add up to the last unit, and a watchtower takes a false receipt of mallory's to the contract.`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			d := &demo{app: a, keep: keep, dir: dir}
			return d.run(c.Context())
		},
	}
	c.Flags().BoolVar(&keep, "keep", false, "leave everything running afterwards, until Ctrl-C")
	c.Flags().StringVar(&dir, "dir", "", "directory for the participants' data (default: a temporary one, removed afterwards)")
	return c
}

// malloryCommand runs the cheating provider. It is hidden: nobody but the demonstration needs it.
func (a *app) malloryCommand() *cobra.Command {
	var l loader
	var readyFile string
	var cheats []string
	c := &cobra.Command{
		Use: "demo-mallory", Hidden: true, Args: exactly(0, "no arguments"),
		Short: "Run a provider that cheats, for the demonstration",
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := l.load()
			if err != nil {
				return err
			}
			cfg.Roles = []string{"provider"}
			var plan []mallory.Cheat
			for _, s := range cheats {
				plan = append(plan, mallory.Cheat(s))
			}
			ctx := c.Context()
			return a.runMachine(ctx, cfg, readyFile, func(m *machine) {
				m.wrapSeller = func(p *node.Provider, c *chain.Client, k *chain.Key) (wire.Seller, error) {
					model, ok := m.lib.Find(builtin.Name)
					if !ok {
						return nil, errors.New("the built-in model is not loaded")
					}
					mal, err := mallory.New(p, c, k, c.AssayDomain(), model, builtin.GGUF(), plan)
					if err != nil {
						return nil, err
					}
					go mal.Defend(ctx, c, 300*time.Millisecond)
					return mal, nil
				}
			})
		},
	}
	l.bind(c.Flags(), "")
	c.Flags().StringVar(&readyFile, "ready", "", "write a JSON file here once the node is up")
	c.Flags().StringSliceVar(&cheats, "cheats", nil, "what to do with each request in turn; honest when used up")
	return c
}

// act is one step of the demonstration, as --json prints it.
type act struct {
	Name string     `json:"name"`
	OK   bool       `json:"ok"`
	MS   int64      `json:"ms"`
	Gas  uint64     `json:"gas"`
	Fee  job.Amount `json:"fee"`  // for the gas, in wei
	Paid job.Amount `json:"paid"` // by alice for answers, in smallest units of the stablecoin
	Says []string   `json:"says"`
}

// demo drives the participants from outside, through the same doors that anybody has.
type demo struct {
	*app
	keep bool
	dir  string

	acts            []act
	cast            []*process
	chain           *process
	eyes            *chain.Client // looks at the chain over JSON-RPC
	alice, bob, mal *process
	from            uint64 // first block whose gas is not counted yet
	books           []line
}

func (d *demo) run(ctx context.Context) (err error) {
	temporary := d.dir == ""
	if temporary {
		if d.dir, err = os.MkdirTemp("", "assay-demo-"); err != nil {
			return fmt.Errorf("make a directory for the demonstration: %w", err)
		}
	} else if err := os.MkdirAll(d.dir, 0o700); err != nil {
		return err
	}
	if d.dir, err = filepath.Abs(d.dir); err != nil {
		return err
	}
	begin := time.Now()
	defer func() {
		for i := len(d.cast) - 1; i >= 0; i-- {
			d.cast[i].stop()
		}
		if temporary && (err == nil || errors.Is(err, errNo)) {
			_ = os.RemoveAll(d.dir) // a temporary directory that stays is no reason to fail
		}
	}()
	for _, step := range []struct {
		name string
		do   func(context.Context, *act) error
	}{
		{"chain", d.startChain},
		{"contracts", d.deployContracts},
		{"participants", d.startCast},
		{"trade", d.trade},
		{"check", d.checkReceipts},
		{"cheats", d.cheats},
		{"settle", d.settle},
		{"court", d.court},
	} {
		if err = d.act(ctx, step.name, step.do); err != nil {
			break
		}
	}
	if err != nil {
		d.fail(err)
	}
	if report := d.report(err, time.Since(begin)); report != nil {
		return report
	}
	if err == nil && d.keep {
		d.say("everything keeps running: gateway %s/v1, chain %s, data in %s\nCtrl-C ends it", d.alice.info.Gateway, d.chain.info.RPC, d.dir)
		<-ctx.Done()
	}
	if err != nil {
		return errNo
	}
	return nil
}

// say prints for a person, unless a program is listening.
func (d *demo) say(format string, args ...any) {
	if !d.asJSON {
		d.printf(format+"\n", args...)
	}
}

// act runs one step: its title before, its cost after.
func (d *demo) act(ctx context.Context, name string, do func(context.Context, *act) error) error {
	d.acts = append(d.acts, act{Name: name, Says: []string{}})
	a := &d.acts[len(d.acts)-1]
	d.say("\n%d  %s", len(d.acts), strings.ToUpper(name))
	begin := time.Now()
	err := do(ctx, a)
	a.MS, a.OK = time.Since(begin).Milliseconds(), err == nil
	if d.eyes != nil {
		spent, spentErr := d.eyes.SpentFrom(ctx, d.from)
		if spentErr == nil {
			a.Gas, a.Fee, d.from = spent.Gas, spent.Fee, spent.Head+1
		} else if err == nil {
			err, a.OK = spentErr, false
		}
	}
	d.say("   %38d ms %10d gas (%s ether)  $%s paid", a.MS, a.Gas, a.Fee.Decimal(18)[:14], a.Paid.Decimal(tokenDecimals))
	return err
}

// tell records a line of an act and prints it.
func (d *demo) tell(a *act, format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	a.Says = append(a.Says, s)
	d.say("   %s", s)
}

// fail shows what the participants last said.
func (d *demo) fail(err error) {
	fmt.Fprintf(d.err, "assay: the demonstration failed: %v\n", err)
	for _, p := range d.cast {
		if tail := p.tail(12); tail != "" {
			fmt.Fprintf(d.err, "--- the last lines of %s (all of them: %s)\n%s\n", p.name, p.logFile, tail)
		}
	}
}

// report prints the table of balances or the JSON document.
func (d *demo) report(err error, took time.Duration) error {
	if d.asJSON {
		doc := map[string]any{"ok": err == nil, "acts": d.acts, "balances": d.books, "ms": took.Milliseconds()}
		if err != nil {
			doc["error"] = err.Error()
		}
		return d.printJSON(doc)
	}
	if err == nil {
		d.say("\nAll of it took %.1f s, the books add up, every cheat was caught, and the one that was taken to court cost a stake.", took.Seconds())
	}
	return nil
}
