package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/mallory"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/settle"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
	"golang.org/x/sync/errgroup"
)

// startChain is act 1: the chain starts, stops, and goes on where it was.
func (d *demo) startChain(ctx context.Context, a *act) error {
	start := func(listen string) error {
		p, err := startProcess(ctx, "chain", filepath.Join(d.dir, "chain"), "chain", "--chain-listen", listen)
		d.cast = append(d.cast, p)
		d.chain = p
		return err
	}
	if err := start("127.0.0.1:0"); err != nil {
		return err
	}
	look := func() (job.Head, error) {
		c, err := readOnly(ctx, config{Chain: chainConfig{RPC: d.chain.info.RPC}})
		if err != nil {
			return job.Head{}, err
		}
		d.eyes = c
		return c.Head(ctx)
	}
	before, err := look()
	if err != nil {
		return err
	}
	d.tell(a, "go-ethereum in process, on disk, chain id %d, JSON-RPC for any Ethereum tool at %s", d.eyes.ChainID(), d.chain.info.RPC)
	d.eyes.Close()
	d.chain.stop()
	d.cast = d.cast[:0]
	if err := start(strings.TrimPrefix(d.chain.info.RPC, "http://")); err != nil {
		return err
	}
	after, err := look()
	if err != nil {
		return err
	}
	if after.Number < before.Number {
		return fmt.Errorf("the chain lost blocks in a restart: %d, then %d", before.Number, after.Number)
	}
	d.tell(a, "stopped and started again: block %d, then %d: the same chain", before.Number, after.Number)
	return nil
}

// deployContracts is act 2.
func (d *demo) deployContracts(ctx context.Context, a *act) error {
	key, err := chain.GenerateKey()
	if err != nil {
		return err
	}
	list, contracts, err := deployWith(ctx, d.chain.info.RPC, key)
	if err != nil {
		return err
	}
	for _, c := range list {
		d.tell(a, "%-20s %s  %9d gas", c.Name, c.Address, c.Gas)
	}
	d.tell(a, "%-20s %s  in the first block, where x402 clients expect it", "BatchSettlement", contracts.Settlement)
	d.books = append(d.books, line{Entry: settle.Entry{Account: "deployer"}, at: key.Address()},
		line{Entry: settle.Entry{Account: "in channels"}, at: contracts.Settlement}, line{Entry: settle.Entry{Account: "at stake"}, at: contracts.Vault})
	return nil
}

// Prices of the demonstration, in dollars per million tokens: mallory is cheaper, that is her bait.
const (
	bobIn, bobOut         = "10.00", "40.00"
	malloryIn, malloryOut = "8.00", "32.00"
	chunkTokens           = "8"
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

// startCast is act 3: everybody gets keys, an identity, and what the roles need. Nobody is told of anybody else.
func (d *demo) startCast(ctx context.Context, a *act) error {
	common := []string{"--rpc", d.chain.info.RPC, "--threads", "1"}
	seller := func(name, command, in, out string, more ...string) (*process, error) {
		args := append([]string{command, "--provider-listen", "127.0.0.1:0", "--provider-input-price", in, "--provider-output-price", out,
			"--provider-chunk-tokens", chunkTokens}, common...)
		return startProcess(ctx, name, filepath.Join(d.dir, name), append(args, more...)...)
	}
	var cheats []string
	for _, p := range plan {
		cheats = append(cheats, string(p.cheat))
	}
	var err error
	if d.bob, err = seller("bob", "up", bobIn, bobOut, "--role", "provider"); d.bob != nil {
		d.cast = append(d.cast, d.bob)
	}
	if err != nil {
		return err
	}
	var g errgroup.Group
	g.Go(func() (err error) {
		d.mal, err = seller("mallory", "demo-mallory", malloryIn, malloryOut, "--cheats", strings.Join(cheats, ","))
		return err
	})
	g.Go(func() (err error) {
		d.alice, err = startProcess(ctx, "alice", filepath.Join(d.dir, "alice"), append([]string{"up", "--role", "gateway", "--gateway-listen", "127.0.0.1:0",
			"--gateway-deposit", "1.00"}, common...)...)
		return err
	})
	err = g.Wait()
	for _, p := range []*process{d.mal, d.alice} {
		if p != nil {
			d.cast = append(d.cast, p)
		}
	}
	if err != nil {
		return err
	}
	d.books = append([]line{{Entry: settle.Entry{Account: "alice"}, at: *d.alice.info.Payer}, {Entry: settle.Entry{Account: "bob"}, at: *d.bob.info.Wallet},
		{Entry: settle.Entry{Account: "mallory"}, at: *d.mal.info.Wallet}}, d.books...)
	if err := d.readBooks(ctx, func(l *line, a job.Amount) { l.Before = a }); err != nil {
		return err
	}
	var providers []node.ProviderReport
	if err := d.ownerAsks(ctx, &providers, (*wire.ControlClient).Providers); err != nil {
		return err
	}
	d.tell(a, "alice    buys      %s/v1  (wallet %s)", d.alice.info.Gateway, d.alice.info.Payer)
	names := map[uint64]string{*d.bob.info.Agent: "bob", *d.mal.info.Agent: "mallory"}
	for _, p := range providers {
		if len(p.Offers) == 0 {
			return fmt.Errorf("alice finds no offer of agent %d: %s", p.Agent, p.Problem)
		}
		q := p.Offers[0].Quote
		d.tell(a, "%-8s agent %d   $%s in, $%s out a million tokens, $%s at stake, %s", names[p.Agent], p.Agent,
			q.InputPrice.Decimal(tokenDecimals), q.OutputPrice.Decimal(tokenDecimals), p.Stake.Total.Decimal(tokenDecimals), p.Endpoint)
	}
	d.tell(a, "alice found them by the registry's events and their registration files")
	if len(providers) != 2 {
		return fmt.Errorf("alice finds %d providers, want 2", len(providers))
	}
	return nil
}

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
		yes, says, err := d.verifyFile(ctx, file, bundle)
		if err != nil || !yes {
			return fmt.Errorf("bob's receipt does not verify: %s %w", says, err)
		}
		d.tell(a, "assay verify: YES, %s (%d bytes of receipt on the wire)", says, job.ReceiptBytes)
		at := bytes.Index(bundle, []byte(`"output":[`)) + len(`"output":[`)
		bundle[at] = '1' + (bundle[at]-'0')%9
		yes, says, err = d.verifyFile(ctx, file, bundle)
		if err != nil || yes {
			return fmt.Errorf("a changed receipt verifies: %s %w", says, err)
		}
		d.tell(a, "one byte changed: NO, %s", says)
		return nil
	}
	return fmt.Errorf("alice has no receipt of bob's")
}

// verifyFile runs `assay verify` as a process of its own.
func (d *demo) verifyFile(ctx context.Context, file string, bundle []byte) (yes bool, says string, err error) {
	if err := os.WriteFile(file, bundle, 0o600); err != nil {
		return false, "", err
	}
	self, err := os.Executable()
	if err != nil {
		return false, "", err
	}
	cmd := exec.CommandContext(ctx, self, "verify", "--json", "--data", filepath.Join(d.dir, "nobody"), file)
	cmd.Env = cleanEnv()
	out, err := cmd.Output()
	var v verdict
	if jsonErr := json.Unmarshal(out, &v); jsonErr != nil {
		return false, "", fmt.Errorf("assay verify said %q: %w", out, err)
	}
	if v.OK {
		return err == nil, fmt.Sprintf("checked %s in %d ms", v.Checked, v.MS), nil
	}
	return false, v.Class + ": " + v.Reason, nil
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
		d.tell(a, "mallory %-42s -> %s", p.says, strings.ToUpper(caught.Class))
		d.tell(a, "   %s", strings.TrimPrefix(caught.Reason, caught.Class+": "))
		a.Paid = a.Paid.Add(r.Assay.Cost)
		if i == 0 {
			d.tell(a, "   the same question went to %s at once, and his answer is right: %s", d.name(r.Assay.Agent), r.Text)
			if err := d.avoided(ctx, a); err != nil {
				return err
			}
		}
	}
	return d.lossBound(ctx, a)
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
