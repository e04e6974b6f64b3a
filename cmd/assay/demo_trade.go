package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

// ownerAsks asks alice's control door.
func (d *demo) ownerAsks(ctx context.Context, v any, call func(*wire.ControlClient, context.Context) (json.RawMessage, error)) error {
	c, err := d.owner()
	if err != nil {
		return err
	}
	defer c.Hangup()
	raw, err := call(c, ctx)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

func (d *demo) owner() (*wire.ControlClient, error) {
	token, err := wire.ReadToken(filepath.Join(d.alice.dir, "control.token"))
	if err != nil {
		return nil, err
	}
	return wire.DialControl(d.alice.info.Gateway, token)
}

// ask sends a prompt through alice's gateway as any client would.
func (d *demo) ask(ctx context.Context, prompt string, temperature float64, provider *uint64) (reply, error) {
	q := question{base: d.alice.info.Gateway, prompt: prompt, o: runOptions{temperature: temperature, topP: 1, maxTokens: 48}}
	if provider != nil {
		q.provider = strconv.FormatUint(*provider, 10)
	}
	return q.send(ctx, func(string) {})
}

func (d *demo) name(agent uint64) string {
	if agent == *d.bob.info.Agent {
		return "bob"
	}
	return "mallory"
}

func (d *demo) tellReply(a *act, prompt string, r reply) {
	a.Paid = a.Paid.Add(r.Assay.Cost)
	d.tell(a, "%q", prompt)
	d.tell(a, "   -> %s", strings.ReplaceAll(r.Text, "\n", " "))
	d.tell(a, "      %s, %d + %d tokens, $%s, %s, receipt %s", d.name(r.Assay.Agent), r.Usage.PromptTokens, r.Usage.CompletionTokens,
		r.Assay.Cost.Decimal(tokenDecimals), r.Assay.Checked, r.Assay.Receipt.Short())
}

// trade is act 4: quotes, channels, signed requests, chunks and vouchers.
func (d *demo) trade(ctx context.Context, a *act) error {
	for _, t := range []struct {
		prompt string
		heat   float64
		only   *uint64
		want   *uint64
	}{
		{"pay bob 5 dollars", 0, nil, d.mal.info.Agent}, // the cheapest is picked
		{"open a channel with 20 dollars for a week", 0, d.bob.info.Agent, d.bob.info.Agent},
		{"what is a receipt?", 0.8, d.bob.info.Agent, d.bob.info.Agent},
	} {
		r, err := d.ask(ctx, t.prompt, t.heat, t.only)
		if err != nil {
			return err
		}
		d.tellReply(a, t.prompt, r)
		if r.Assay.Agent != *t.want {
			return fmt.Errorf("agent %d answered, want %d", r.Assay.Agent, *t.want)
		}
		if r.Assay.Checked != "recomputed" {
			return fmt.Errorf("the answer was not recomputed but %q", r.Assay.Checked)
		}
	}
	channels, err := d.channels(ctx)
	if err != nil {
		return err
	}
	for _, c := range channels {
		if err := d.tellChannel(ctx, a, c); err != nil {
			return err
		}
	}
	return nil
}

// tellChannel shows what stands behind a channel: money, stake, and the nonces that were committed to beforehand. All of
// it anybody may look at.
func (d *demo) tellChannel(ctx context.Context, a *act, c node.ChannelReport) error {
	who := d.name(c.Agent)
	d.tell(a, "channel with %-8s deposit $%s, owed $%s, signed ahead $%s", who, c.Deposit.Decimal(tokenDecimals), c.Owed.Decimal(tokenDecimals), c.AtRisk.Decimal(tokenDecimals))
	reserved, err := d.eyes.Reservation(ctx, c.Provider, c.Channel)
	if err != nil {
		return err
	}
	if reserved.Amount.IsZero() {
		return fmt.Errorf("%s has no stake set aside for the channel", who)
	}
	endpoint := d.bob.info.Provider
	if who == "mallory" {
		endpoint = d.mal.info.Provider
	}
	peer, err := wire.DialPeer(endpoint, wire.PeerOptions{AllowPrivate: true})
	if err != nil {
		return err
	}
	defer peer.Hangup()
	nonces, err := peer.Nonces(ctx, c.Channel, 0)
	if err != nil {
		return err
	}
	d.tell(a, "   $%s of stake set aside for it until %s; %d nonces committed to before the first request, root %s", reserved.Amount.Decimal(tokenDecimals),
		time.Unix(int64(reserved.Until), 0).UTC().Format(time.DateOnly), len(nonces.Commitments), nonces.Batch.Root.Short())
	return nil
}

func (d *demo) channels(ctx context.Context) ([]node.ChannelReport, error) {
	var list []node.ChannelReport
	return list, d.ownerAsks(ctx, &list, (*wire.ControlClient).Channels)
}

func (d *demo) receipts(ctx context.Context) ([]node.ReceiptReport, error) {
	var list []node.ReceiptReport
	return list, d.ownerAsks(ctx, &list, func(c *wire.ControlClient, ctx context.Context) (json.RawMessage, error) { return c.Receipts(ctx, 100) })
}

// checkReceipts is act 5: a receipt of bob's, checked by a process that knows nothing but the file.
func (d *demo) checkReceipts(ctx context.Context, a *act) error {
	list, err := d.receipts(ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.Agent != *d.bob.info.Agent {
			continue
		}
		bundle, err := fetchReceipt(ctx, d.alice.info.Gateway, r.ID.String(), "")
		if err != nil {
			return err
		}
		file := filepath.Join(d.dir, "receipt.json")
		v, err := d.verifyFile(ctx, file, bundle)
		if err != nil || !v.OK {
			return fmt.Errorf("bob's receipt does not verify: %s: %s %w", v.Class, v.Reason, err)
		}
		d.tell(a, "assay verify: YES, checked %s in %d ms (%d bytes of receipt on the wire)", v.Checked, v.MS, job.ReceiptBytes)
		if v, err = d.verifyFile(ctx, file, bundle, "--rpc", d.chain.info.RPC); err != nil || !v.OK {
			return fmt.Errorf("the chain does not know bob's receipt: %s: %s %w", v.Class, v.Reason, err)
		}
		d.tell(a, "the chain was asked too: %s", v.OnChain)
		at := bytes.Index(bundle, []byte(`"output":[`)) + len(`"output":[`)
		bundle[at] = '1' + (bundle[at]-'0')%9
		if v, err = d.verifyFile(ctx, file, bundle); err != nil || v.OK {
			return fmt.Errorf("a changed receipt verifies: %w", err)
		}
		d.tell(a, "one byte changed: NO, %s: %s", v.Class, v.Reason)
		return nil
	}
	return fmt.Errorf("alice has no receipt of bob's")
}

// verifyFile runs `assay verify` as a process of its own and returns its verdict.
func (d *demo) verifyFile(ctx context.Context, file string, bundle []byte, more ...string) (verdict, error) {
	var v verdict
	if err := os.WriteFile(file, bundle, 0o600); err != nil {
		return v, err
	}
	self, err := os.Executable()
	if err != nil {
		return v, err
	}
	cmd := exec.CommandContext(ctx, self, append([]string{"verify", "--json", "--data", filepath.Join(d.dir, "nobody"), file}, more...)...)
	cmd.Env = cleanEnv()
	out, err := cmd.Output()
	if jsonErr := json.Unmarshal(out, &v); jsonErr != nil {
		return v, fmt.Errorf("assay verify said %q: %w", out, errors.Join(jsonErr, err))
	}
	if v.OK != (err == nil) { // the exit code is what scripts look at
		return v, fmt.Errorf("assay verify said ok %t and ended with %w", v.OK, err)
	}
	return v, nil
}
