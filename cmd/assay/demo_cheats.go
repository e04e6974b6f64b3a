package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// plan is what mallory does with each request in turn.
var plan = []struct {
	cheat mallory.Cheat
	says  string
	want  verify.Class
}{
	{mallory.Honest, "", ""}, // to win trust
	{mallory.ChangedWeight, "changes a weight", verify.WrongComputation},
	{mallory.ForgedToken, "forges a token", verify.WrongComputation},
	{mallory.SlippedPrompt, "slips a sentence into the prompt", verify.WrongComputation},
	{mallory.Temperature, "samples at another temperature", verify.WrongComputation},
	{mallory.LateSeed, "makes her seed after seeing the request", verify.ContradictsRequest},
	{mallory.Overbilling, "bills more tokens than she delivers", verify.ContradictsItself},
	{mallory.EarlyStop, "stops before the end", verify.ContradictsItself},
	{mallory.ReplayedPapers, "replays an old receipt", verify.Replayed},
	{mallory.Unsigned, "sends chunks without a signature", verify.Unsigned},
}

// cheats is act 6: each cheat is caught, named, and costs alice at most one chunk.
func (d *demo) cheats(ctx context.Context, a *act) error {
	prompts := []string{"pay carol 12.50 dollars", "what does a thousand tokens cost", "send 7 dollars to dave", "open a channel with 5 dollars for a day"}
	for i, p := range plan[1:] {
		prompt, heat := prompts[i%len(prompts)], 0.0
		if p.cheat == mallory.Temperature {
			prompt, heat = "what is a receipt?", 0.9 // a long answer, sampled: there is something to bend
		}
		only := d.mal.info.Agent
		if i == 0 {
			only = nil // the gateway picks her by itself once: she is the cheapest and has a good record
		}
		r, err := d.ask(ctx, prompt, heat, only)
		if i == 0 && err != nil {
			return fmt.Errorf("bob did not step in when mallory was caught: %w", err)
		}
		if i > 0 && err == nil {
			return fmt.Errorf("mallory %s and was not caught: %q", p.says, r.Text)
		}
		caught, err := d.newestOf(ctx, *d.mal.info.Agent)
		if err != nil {
			return err
		}
		if caught.Class != string(p.want) {
			return fmt.Errorf("mallory %s: the evidence is %q (%s), want %q", p.says, caught.Class, caught.Reason, p.want)
		}
		d.tell(a, "mallory %-42s -> %s (%s)", p.says, strings.ToUpper(caught.Class), shown(caught.Proven))
		d.tell(a, "   %s", strings.TrimPrefix(caught.Reason, caught.Class+": "))
		a.Paid = a.Paid.Add(r.Assay.Cost)
		if i == 0 {
			if err := d.showProof(ctx, a, caught); err != nil {
				return err
			}
			d.tell(a, "   the same question went to %s at once, and his answer is right: %s", d.name(r.Assay.Agent), r.Text)
			if err := d.avoided(ctx, a); err != nil {
				return err
			}
		}
	}
	return d.lossBound(ctx, a)
}

// showProof shows the evidence to a process that knows nothing of alice: it must find the same.
func (d *demo) showProof(ctx context.Context, a *act, caught node.ReceiptReport) error {
	if !caught.Proven {
		return fmt.Errorf("a wrong token under a signature should be proof, not alice's word only")
	}
	bundle, err := fetchReceipt(ctx, d.alice.info.Gateway, caught.ID.String(), "")
	if err != nil {
		return err
	}
	v, err := d.verifyFile(ctx, filepath.Join(d.dir, "evidence.json"), bundle)
	if err != nil {
		return err
	}
	if v.OK || !v.Proven || v.Class != caught.Class || v.Provider != *d.mal.info.Wallet {
		return fmt.Errorf("alice's evidence does not convince others: %+v", v)
	}
	d.tell(a, "   assay verify on alice's evidence, offline: NO, %s, and proven by the signature of %s", v.Class, v.Provider)
	return nil
}

// newestOf returns the last purchase from an agent.
func (d *demo) newestOf(ctx context.Context, agent uint64) (node.ReceiptReport, error) {
	list, err := d.receipts(ctx)
	if err != nil {
		return node.ReceiptReport{}, err
	}
	for _, r := range list {
		if r.Agent == agent {
			return r, nil
		}
	}
	return node.ReceiptReport{}, fmt.Errorf("alice has bought nothing from agent %d", agent)
}

// avoided checks that the gateway does not choose mallory any more.
func (d *demo) avoided(ctx context.Context, a *act) error {
	r, err := d.ask(ctx, "what is a channel?", 0, nil)
	if err != nil {
		return err
	}
	a.Paid = a.Paid.Add(r.Assay.Cost)
	if r.Assay.Agent != *d.bob.info.Agent {
		return fmt.Errorf("the gateway chose mallory again")
	}
	d.tell(a, "   from now on the gateway chooses bob; alice has to insist to get mallory's other tricks:")
	return nil
}

// lossBound checks what mallory could claim beyond what she earned.
func (d *demo) lossBound(ctx context.Context, a *act) error {
	channels, err := d.channels(ctx)
	if err != nil {
		return err
	}
	var providers []node.ProviderReport
	if err := d.ownerAsks(ctx, &providers, (*wire.ControlClient).Providers); err != nil {
		return err
	}
	for _, c := range channels {
		if c.Agent != *d.mal.info.Agent {
			continue
		}
		for _, p := range providers {
			if p.Agent != c.Agent {
				continue
			}
			n, err := strconv.ParseUint(chunkTokens, 10, 32)
			if err != nil {
				return err
			}
			chunk := p.Offers[0].Quote.Cost(64, uint32(n)) // the longest prompt asked here has fewer tokens
			if chunk.Less(c.AtRisk) {
				return fmt.Errorf("alice can lose $%s to mallory, more than one chunk ($%s)", c.AtRisk.Decimal(tokenDecimals), chunk.Decimal(tokenDecimals))
			}
			d.tell(a, "after %d cheats mallory can claim $%s that she did not earn: less than one chunk ($%s)", len(plan)-1, c.AtRisk.Decimal(tokenDecimals), chunk.Decimal(tokenDecimals))
			if !p.Avoided || p.Caught != uint64(len(plan)-1) {
				return fmt.Errorf("mallory's record shows %d catches, want %d", p.Caught, len(plan)-1)
			}
		}
	}
	return nil
}
