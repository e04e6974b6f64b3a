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
		fmt.Fprintf(errw, "assay: %v\n", err)
		return 2
	}
	if a.asJSON {
		_ = a.printJSON(map[string]any{"ok": false, "error": err.Error()})
	} else {
		fmt.Fprintf(errw, "assay: %v\n", err)
	}
	return 1
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
	root.AddCommand(a.demoCommand(), a.upCommand(), a.chainCommand(), a.askCommand(), a.runCommand(), a.verifyCommand(), a.modelCommand(),
		a.walletCommand(), a.providerCommand(), a.channelCommand(), a.receiptsCommand(), a.doctorCommand(), a.trainCommand(), a.malloryCommand())
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
