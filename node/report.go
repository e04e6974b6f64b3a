package node

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/assay-network/assay/job"
)

// What the gateway shows of itself. These are values for a person or a program to read, not to act on.

// ChannelReport is a buyer's view of one channel.
type ChannelReport struct {
	Channel  job.Hash    `json:"channel"`
	Agent    uint64      `json:"agent"`
	Provider job.Address `json:"provider"`
	State    string      `json:"state"`
	Deposit  job.Amount  `json:"deposit"`
	Signed   job.Amount  `json:"signed"`
	Owed     job.Amount  `json:"owed"`
	AtRisk   job.Amount  `json:"atRisk"` // signed beyond what was received and right
	Served   uint64      `json:"served"`
	Caught   string      `json:"caught,omitempty"`
	Marked   bool        `json:"marked"`   // feedback is given
	Feedback job.Hash    `json:"feedback"` // its transaction; zero before, and when a crash came before we knew it
}

func (d *deal) report() ChannelReport {
	b := d.shown.Load()
	return ChannelReport{
		Channel: b.ID, Agent: b.Agent, Provider: b.Config.Receiver, State: string(b.State), Deposit: b.Deposit, Signed: b.Ceiling,
		Owed: b.Owed, AtRisk: b.AtRisk(), Served: b.Served, Caught: b.Caught, Marked: b.Marked, Feedback: b.Feedback,
	}
}

// Channels lists the gateway's channels by id.
func (g *Gateway) Channels(context.Context) ([]ChannelReport, error) {
	out := []ChannelReport{}
	for _, d := range g.all() {
		out = append(out, d.report())
	}
	slices.SortFunc(out, func(a, b ChannelReport) int { return strings.Compare(a.Channel.String(), b.Channel.String()) })
	return out, nil
}

// ReceiptReport is one purchase in a listing.
type ReceiptReport struct {
	ID       job.Hash   `json:"id"`
	Started  uint64     `json:"started"` // unix milliseconds
	Agent    uint64     `json:"agent"`
	Model    string     `json:"model"`
	Phase    string     `json:"phase"`
	Tokens   int        `json:"tokens"`
	Unit     string     `json:"unit"` // of them: token, or byte in the statistical lane
	Cost     job.Amount `json:"cost"`
	Checked  string     `json:"checked"`
	Assured  string     `json:"assured"` // job.Request.Assurance
	Class    string     `json:"class,omitempty"`
	Proven   bool       `json:"proven"` // the bundle shows it to anybody
	Reason   string     `json:"reason,omitempty"`
	Channel  job.Hash   `json:"channel"`
	Complete bool       `json:"complete"` // a bundle can be had
}

// boughtKey orders purchases newest first, and tells those of one millisecond apart.
func boughtKey(started uint64, id job.Hash) string {
	return fmt.Sprintf("%020d/%s", math.MaxUint64-started, id)
}

// maxListed bounds a listing, whatever the caller asks for.
const maxListed = 1000

// Receipts lists purchases, newest first, at most limit and never more than a thousand. What it costs depends on limit
// alone, not on how much was ever bought.
func (g *Gateway) Receipts(ctx context.Context, limit int) ([]ReceiptReport, error) {
	out := []ReceiptReport{}
	if limit <= 0 {
		return out, nil
	}
	index, err := g.Store.List(ctx, kindBought, "", min(limit, maxListed))
	if err != nil {
		return nil, asFault(err)
	}
	for _, r := range index {
		var id job.Hash
		if err := json.Unmarshal(r.Body, &id); err != nil {
			return nil, asFault(fmt.Errorf("record %s %s is damaged: %w", kindBought, r.Key, err))
		}
		var p purchase
		if ok, err := g.find(ctx, kindPurchase, id.String(), &p); err != nil || !ok {
			return nil, asFault(fmt.Errorf("purchase %s: found %t: %w", id.Short(), ok, err))
		}
		checked := "signatures"
		if p.Full {
			checked = "recomputed"
		}
		unit := job.LaneExact.Unit()
		if p.Assured == job.Plausible {
			unit = job.LaneStatistical.Unit()
		}
		out = append(out, ReceiptReport{
			ID: id, Started: p.Started, Agent: p.Agent, Model: p.Model, Phase: p.Phase.String(), Tokens: len(p.Output), Unit: unit, Cost: p.Amount,
			Checked: checked, Assured: p.Assured, Class: p.Class, Proven: p.Proven, Reason: p.Reason, Channel: p.Channel, Complete: p.Receipt != nil || p.Chunk != nil || p.Proven,
		})
	}
	return out, nil
}

// ProviderReport is a provider as the gateway sees it.
type ProviderReport struct {
	Agent    uint64            `json:"agent"`
	Wallet   job.Address       `json:"wallet"`
	Endpoint string            `json:"endpoint"`
	Offers   []job.SignedQuote `json:"offers"`
	Served   uint64            `json:"served"`
	Failed   uint64            `json:"failed"`
	Caught   uint64            `json:"caught"` // wrong answers
	Proven   uint64            `json:"proven"` // those of them that prove it to anybody
	Good     uint64            `json:"goodMarks"`
	Bad      uint64            `json:"badMarks"`
	Stake    job.Stake         `json:"stake"`
	Problem  string            `json:"problem,omitempty"`
	Avoided  bool              `json:"avoided"` // the gateway will not choose it by itself
}

// Providers looks at all registered providers anew.
func (g *Gateway) Providers(ctx context.Context) ([]ProviderReport, error) {
	listings, err := g.dir.list(ctx, true)
	if err != nil {
		return nil, err
	}
	out := []ProviderReport{}
	for _, l := range listings {
		stake, err := g.chain.StakeOf(ctx, l.Agent.Wallet)
		if err != nil {
			return nil, asFault(err)
		}
		out = append(out, ProviderReport{
			Agent: l.Agent.ID, Wallet: l.Agent.Wallet, Endpoint: l.Endpoint, Offers: l.Offers, Problem: l.Problem, Stake: stake,
			Served: l.Record.Served, Failed: l.Record.Failed, Caught: l.Record.Caught, Proven: l.Record.Proven, Good: l.Record.GoodMarks, Bad: l.Record.BadMarks,
			Avoided: l.Problem != "" || l.Record.Proven > 0 || l.Record.Shunned,
		})
	}
	return out, nil
}

// Receipt returns the bundle of a finished request in its one encoding, or of one whose answer is proven wrong. Of an answer that broke off, or goes on, it has what was
// signed last.
func (g *Gateway) Receipt(ctx context.Context, id job.Hash) ([]byte, error) {
	var rec purchase
	var order job.Order
	var offer job.NonceOffer
	ok, err := g.find(ctx, kindPurchase, id.String(), &rec)
	if err != nil {
		return nil, asFault(err)
	}
	b := job.Bundle{Version: job.BundleVersion, ChainID: g.ChainID, Referee: g.Contracts.Referee, Settlement: g.Contracts.Settlement}
	var w wrong
	if rec.Proven {
		if _, err := g.find(ctx, kindEvidence, id.String(), &w); err != nil {
			return nil, asFault(err)
		}
		b.Output, b.Nonce = slices.Concat(w.Output, w.Delivery.Tokens), w.Delivery.Nonce
		b.Chunk, b.Receipt, b.Signed = w.Delivery.Chunk, w.Delivery.Receipt, w.Delivery.Signature
	} else {
		b.Output, b.Nonce, b.Chunk, b.Receipt, b.Signed = rec.Output, rec.Nonce, rec.Chunk, rec.Receipt, rec.Signed
	}
	if !ok || (b.Receipt == nil && b.Chunk == nil) {
		return nil, job.Faultf(job.FaultNotFound, "receipt_not_found", "no receipt %s: `assay receipts` lists those that exist", id.Short())
	}
	if b.Receipt != nil {
		b.Nonce = b.Receipt.Nonce
	}
	if _, err := g.find(ctx, kindOrder, id.String(), &order); err != nil {
		return nil, asFault(err)
	}
	if _, err := g.find(ctx, kindOffer, offerKey(rec.Channel, rec.FirstNon), &offer); err != nil {
		return nil, asFault(err)
	}
	g.mu.Lock()
	d := g.deals[rec.Channel]
	g.mu.Unlock()
	if d == nil {
		return nil, job.Faultf(job.FaultInternal, "internal", "the channel of receipt %s is not in the books", id.Short())
	}
	b.Channel, b.Nonces, b.Quote = d.shown.Load().Config, offer, order.Quote
	b.Request, b.Signature, b.Prompt, b.Constraints = order.Request, order.Signature, order.Prompt, order.Constraints
	return b.Encode()
}
