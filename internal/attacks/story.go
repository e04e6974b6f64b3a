package attacks

import (
	"fmt"
	"math/big"

	"github.com/assay-network/assay/dispute"
)

// Line is one thing that happened.
type Line struct {
	At   uint64 `json:"at"` // seconds since the story began, by the chain's clock
	Who  string `json:"who"`
	Text string `json:"text"`
	Gas  uint64 `json:"gas,omitempty"` // of the transaction, if it was one
}

// Story is an attack that was played.
type Story struct {
	Attack  string   `json:"attack"`
	Title   string   `json:"title"`
	Why     string   `json:"why"`     // why the attack does not work
	Outcome string   `json:"outcome"` // how it ended: convicted, acquitted, or refused
	Lines   []Line   `json:"lines"`
	Games   []Game   `json:"disputes"`
	Parties []Ending `json:"parties"`
}

// Game is one dispute of a story. Gas is of everything that both sides sent from its opening to its end; payouts to accounts come later, and are in the lines.
type Game struct {
	Outcome     string            `json:"outcome"`
	Leaves      uint64            `json:"leaves"`
	Rounds      int               `json:"rounds"` // picks
	Moves       int               `json:"moves"`
	Gas         uint64            `json:"gas_total"`
	LargestCell uint64            `json:"gas_largest_cell"` // of the transactions that showed or split a number, accepted or not; 0: none
	ByMove      map[string]uint64 `json:"gas_by_move"`      // the dearest of each kind
	Stuck       string            `json:"stuck,omitempty"`  // why the side that lost had no move
}

// Ending is what somebody has at the end beyond what he had at the beginning.
type Ending struct {
	Name    string `json:"name"`
	Honest  bool   `json:"honest"`
	Wei     string `json:"wei"`     // may be negative; gas is in it
	Dollars string `json:"dollars"` // of test money, may be negative
	Traces  int    `json:"traces"`  // how often he computed an answer again
	Net     string `json:"net"`     // all of it in dollars
	Whole   bool   `json:"whole"`   // the net is not negative
}

// What ether and computing are reckoned at, in millionths of a dollar, as in docs/economics.md.
const (
	dollarsPerEther = 2500
	perTrace        = 20_000
)

// outcomeName says how a dispute ended.
func outcomeName(o dispute.Outcome) string {
	switch o {
	case dispute.Convicted:
		return "convicted"
	case dispute.Shown:
		return "acquitted: the number was shown"
	case dispute.Forfeited:
		return "acquitted: the challenger's time ran out"
	}
	return "open"
}

// dollars writes millionths of a dollar.
func dollars(v *big.Int) string {
	sign, abs := "", new(big.Int).Abs(v)
	if v.Sign() < 0 {
		sign = "-"
	}
	whole, rest := new(big.Int).QuoRem(abs, big.NewInt(1_000_000), new(big.Int))
	return fmt.Sprintf("%s$%d.%06d", sign, whole, rest)
}

// ether writes wei.
func ether(wei *big.Int) string {
	return new(big.Rat).SetFrac(wei, big.NewInt(pocketWei)).FloatString(6) + " ether"
}

// span writes seconds.
func span(seconds uint64) string {
	switch {
	case seconds >= 2*24*3600:
		return fmt.Sprintf("%d days", seconds/(24*3600))
	case seconds >= 2*3600:
		return fmt.Sprintf("%d hours", seconds/3600)
	case seconds >= 120:
		return fmt.Sprintf("%d minutes", seconds/60)
	}
	return fmt.Sprintf("%d seconds", seconds)
}

// micro writes millionths of a dollar that are a constant.
func micro(v int64) string { return dollars(big.NewInt(v)) }
