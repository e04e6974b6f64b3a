// Command assay is the whole of Assay in one binary: the node with its roles, the embedded chain, and the tools of the
// people who use them. It is the only place that wires packages together; it decides nothing about money or truth.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set by the build (-ldflags "-X main.version=…").
var version = "dev"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// errNo ends a command that did its work and has a "no" to report: exit code 1, nothing more to print.
var errNo = errors.New("no")

// app is what every command gets: where to print, and how.
type app struct {
	in       io.Reader
	out, err io.Writer
	asJSON   bool
}

// run is main without the process: it returns the exit code. 0: done, or yes; 1: no, or failed; 2: wrong usage.
func run(args []string, in io.Reader, out, errw io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the second signal ends the process at once
	a := &app{in: in, out: out, err: errw}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	var usage *usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNo):
		return 1
	case errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command"): // cobra has no type for it
		a.asJSON = wantsJSON(args) // the flags were perhaps not read to their end
		a.complain(err)
		return 2
	}
	a.complain(err)
	return 1
}

// complain says what went wrong: a sentence on standard error, or a JSON document on standard output.
func (a *app) complain(err error) {
	if a.asJSON {
		_ = a.printJSON(map[string]any{"ok": false, "error": err.Error()})
		return
	}
	fmt.Fprintf(a.err, "assay: %v\n", err)
}

// wantsJSON looks for --json among arguments that could not be parsed.
func wantsJSON(args []string) bool {
	for _, arg := range args {
		if arg == "--" {
			return false
		}
		if value, ok := strings.CutPrefix(arg, "--json="); ok {
			on, err := strconv.ParseBool(value)
			return err == nil && on
		}
		if arg == "--json" {
			return true
		}
	}
	return false
}

// group makes a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 { // cobra would print the help and call it a success
				return &usageError{fmt.Errorf("unknown command %q for %q; see `%s --help`", args[0], c.CommandPath(), c.CommandPath())}
			}
			return c.Help()
		},
	}
	c.AddCommand(commands...)
	return c
}

// usageError marks a mistake in how a command was called.
type usageError struct{ err error }

func (u *usageError) Error() string { return u.err.Error() }
func (u *usageError) Unwrap() error { return u.err }

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "assay",
		Short: "An open market for AI work in which every answer can be checked",
		Long: `Assay is an open market for AI work. Providers sell inference, buyers pay per token through a channel on Ethereum,
and every answer comes with a receipt that anybody can recompute.

Start here:
  assay demo                    watch a whole market run, cheats included
  assay up                      run a node: a chain, a provider and a gateway for OpenAI clients
  assay ask "pay bob 5 dollars" ask the running node
  assay verify receipt.json     check a receipt yourself`,
		Version:       version,
		SilenceErrors: true, SilenceUsage: true,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &usageError{fmt.Errorf("%w; see `%s --help`", err, c.CommandPath())}
	})
	root.PersistentFlags().BoolVar(&a.asJSON, "json", false, "print one JSON document instead of text")
	root.AddCommand(a.demoCommand(), a.upCommand(), a.watchCommand(), a.chainCommand(), a.askCommand(), a.runCommand(), a.verifyCommand(), a.lightCommand(), a.modelCommand(),
		a.walletCommand(), a.providerCommand(), a.channelCommand(), a.receiptsCommand(), a.negotiateCommand(), a.doctorCommand(), a.trainCommand(), a.evalCommand(), a.benchCommand(), a.disputeCommand(), a.jobCommand(), a.canaryCommand(), a.economicsCommand(), a.payCommand(), a.facilitatorCommand(), a.malloryCommand())
	return root
}

// exactly is cobra.ExactArgs with an error that says what to type.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n {
			return &usageError{fmt.Errorf("want %s: `%s`", what, c.UseLine())}
		}
		return nil
	}
}

// printJSON writes v as indented JSON.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.out, format, args...) }
