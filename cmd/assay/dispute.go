package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/assay-network/assay/internal/attacks"
)

func (a *app) disputeCommand() *cobra.Command {
	return group("dispute", "Look at disputes and take part; play attacks on a fresh chain, and measure what a dispute takes",
		a.disputeList(), a.disputeAsk(), a.disputeAnswer(), a.disputeEnd(), a.disputeSimulate(), a.disputeBench())
}

// everyAttack and attackList are what --attack takes beside the names.
const everyAttack, attackList = "all", "list"

func (a *app) disputeSimulate() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use:   "simulate --attack NAME",
		Short: "Play an attack on a fresh chain, move by move",
		Long: `Plays an attack on a chain of its own, in memory, with the project's contracts, and tells what happens move by move. The model is a small one with random
weights, the answers and traces are real. Every move is made in the contract and in the Go twin of its rules at once. At the end everybody honest must have at least what he
had before, gas and recomputation included; if not, or if the wrong side wins, the command fails. --attack list names the attacks, --attack all plays them all.`,
		Example: `  assay dispute simulate --attack list
  assay dispute simulate --attack weight-off-by-one
  assay dispute simulate --attack self-slash --json`,
		Args: exactly(0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			switch name {
			case "":
				return &usageError{fmt.Errorf("name an attack with --attack; `assay dispute simulate --attack %s` shows them", attackList)}
			case attackList:
				return a.listAttacks()
			case everyAttack:
				return a.playAttacks(c, attacks.List())
			}
			attack, err := attacks.Find(name)
			if err != nil {
				return &usageError{fmt.Errorf("%w; `assay dispute simulate --attack %s` shows them", err, attackList)}
			}
			return a.playAttacks(c, []attacks.Attack{attack})
		},
	}
	c.Flags().StringVar(&name, "attack", "", "name of an attack, or list, or all")
	return c
}

func (a *app) listAttacks() error {
	all := attacks.List()
	if a.asJSON {
		return a.printJSON(all)
	}
	for _, x := range all {
		a.printf("%-24s %s\n", x.Name, x.Title)
	}
	return nil
}

func (a *app) playAttacks(c *cobra.Command, list []attacks.Attack) error {
	var stories []attacks.Story
	for i, x := range list {
		tell := a.tellLine
		if a.asJSON {
			tell = nil
		} else {
			if i > 0 {
				a.printf("\n")
			}
			a.printf("%s: %s\n\n", x.Name, x.Title)
		}
		s, err := x.Play(c.Context(), tell)
		if err != nil {
			return err
		}
		if !a.asJSON {
			a.printEnding(s)
		}
		stories = append(stories, s)
	}
	switch {
	case !a.asJSON:
		return nil
	case len(list) == 1:
		return a.printJSON(stories[0])
	}
	return a.printJSON(stories)
}

// tellLine prints what happened.
func (a *app) tellLine(l attacks.Line) {
	gas := ""
	if l.Gas > 0 {
		gas = fmt.Sprintf("  [%d gas]", l.Gas)
	}
	a.printf("  %-14s %-8s %s%s\n", chainTime(l.At), l.Who, l.Text, gas)
}

// chainTime writes seconds since a story began.
func chainTime(s uint64) string {
	if days := s / 86400; days > 0 {
		return fmt.Sprintf("%dd %02d:%02d:%02d", days, s/3600%24, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

func (a *app) printEnding(s attacks.Story) {
	a.printf("\n  %s\n", s.Outcome)
	for i, g := range s.Games {
		a.printf("  dispute %d: %s; %d leaves, %d picks, %d moves, %d gas\n", i+1, g.Outcome, g.Leaves, g.Rounds, g.Moves, g.Gas)
	}
	for _, p := range s.Parties {
		is := "not honest"
		if p.Honest {
			is = "honest, and whole"
		}
		a.printf("  %-8s %s in all, gas and computing counted (%s)\n", p.Name, p.Net, is)
	}
	a.printf("  why it does not work: %s\n", s.Why)
}
