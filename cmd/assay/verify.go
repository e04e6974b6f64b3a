package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/spf13/cobra"
)

// check is what a person asks `assay verify` to do.
type check struct {
	model string // file or name to recompute with, "": found by its root
	quick bool   // do not recompute
	rpc   string // chain to look at, "": none
	light lightFiles
}

func (a *app) verifyCommand() *cobra.Command {
	var l loader
	var how check
	c := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check a receipt: every signature, every hash, every token",
		Long: `Takes a bundle (as GET /v1/receipts/{id} or "assay receipts show ID" gives it) and says yes or no. It checks that the
file has its one encoding and was made for the rules that this program knows, all signatures, that quote, channel, nonce,
request and statement belong together, the price, and recomputes every token of the answer in one pass. An answer of the
statistical lane cannot be recomputed, and the verdict says what its receipt proves without that. It needs no
network and trusts nobody. Exit code 0 is yes, 1 is no.

With --light it checks an opening of some positions in place of recomputing, which takes no model: see "assay light --help".

Without a network it cannot see whether the channel was ever funded, nor who the provider is: anybody can make keys and
sign a bundle among them. With --rpc it asks a node of that chain for the channel, its settlement contract and the agent.`,
		Example: `  assay verify receipt.json
  assay verify receipt.json --rpc http://127.0.0.1:8545
  assay verify receipt.json --model tinyllama.gguf
  assay verify receipt.json --light llama.light --from http://127.0.0.1:4021
  assay verify receipt.json --light llama.light --question ask.json --opening opening
  curl -s localhost:4020/v1/receipts/0x… | assay verify -`,
		Args: exactly(1, "one file, or - for standard input"),
		RunE: l.run(func(ctx context.Context, cfg config, args []string) error {
			if err := how.light.check(how); err != nil {
				return err
			}
			data, err := a.readInput(args[0], job.MaxBundleBytes)
			if err != nil {
				return err
			}
			if b, ok := unsignedOf(data); ok {
				return a.verifyUnsigned(ctx, cfg, b, how)
			}
			return a.verify(ctx, cfg, data, how)
		}),
	}
	l.bind(c.Flags(), "data", "threads")
	c.Flags().StringVarP(&how.model, "model", "m", "", "model to recompute with (default: found by its root)")
	c.Flags().BoolVar(&how.quick, "signatures-only", false, "do not recompute the tokens")
	how.light.bind(c.Flags())
	c.Flags().StringVar(&how.rpc, "rpc", "", "JSON-RPC address of the chain, to look whether the channel and the agent exist there")
	return c
}

// readInput reads a file or standard input, at most limit bytes.
func (a *app) readInput(path string, limit int64) ([]byte, error) {
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes: that is no receipt", path, limit)
	}
	return data, nil
}

// parties says whom a bundle is about, and where.
type parties struct {
	ChainID    uint64      `json:"chainId,omitzero"`
	Referee    job.Address `json:"referee,omitzero"`
	Settlement job.Address `json:"settlement,omitzero"`
	Channel    job.Hash    `json:"channel,omitzero"`
	Payer      job.Address `json:"payer,omitzero"`
	Provider   job.Address `json:"provider,omitzero"`
	Agent      uint64      `json:"agent"`
	Token      job.Address `json:"token,omitzero"`
}

// verdict is what verify prints.
//
// wide: it is one flat JSON document
type verdict struct {
	OK     bool   `json:"ok"`
	Class  string `json:"class,omitempty"`
	Reason string `json:"reason,omitempty"`
	Proven bool   `json:"proven"` // a no that the provider's own signature proves to anybody
	parties
	Request   job.Hash   `json:"request,omitzero"`
	Statement string     `json:"statement,omitempty"` // "receipt", or "chunk" for an answer that broke off
	Model     string     `json:"model,omitempty"`
	Lane      string     `json:"lane,omitempty"`
	Unit      string     `json:"unit,omitempty"` // of tokens: in the statistical lane they are bytes
	Tokens    int        `json:"tokens"`
	Amount    job.Amount `json:"amount"`
	Checked   string     `json:"checked"`
	Assurance string     `json:"assurance,omitempty"` // job.Request.Assurance
	OnChain   string     `json:"onChain"`             // what was seen on the chain
	Light     *lightSeen `json:"light,omitempty"`     // what a light check has covered
	MS        int64      `json:"ms"`
	Text      string     `json:"text,omitempty"`
}

// The classes of a no that are not about what the provider computed.
const (
	cannotJudge verify.Class = "cannot judge" // made under rules that this program does not know
	notOnChain  verify.Class = "not on chain" // the chain knows nothing of what the bundle speaks of
	lightCheck  verify.Class = "light check"  // the opening does not show what it must
)

func no(c verify.Class, format string, args ...any) error {
	return &verify.Evidence{Class: c, Reason: fmt.Sprintf(format, args...), Token: -1}
}

func (a *app) verify(ctx context.Context, cfg config, data []byte, how check) error {
	begin := time.Now()
	b, err := job.DecodeBundle(data)
	if err != nil {
		return a.printVerdict(verdict{Class: string(verify.BadBundle), Reason: err.Error(), Checked: "nothing", OnChain: "not checked"})
	}
	_, amount := b.Claimed()
	v := verdict{
		Request: b.Request.Digest(job.AssayDomain(b.ChainID, b.Referee)), Statement: "receipt", Lane: b.Request.Lane.String(), Unit: b.Request.Lane.Unit(), Tokens: len(b.Output), Amount: amount,
		Checked: "nothing", OnChain: "not checked", Assurance: b.Assurance,
		parties: parties{ChainID: b.ChainID, Referee: b.Referee, Settlement: b.Settlement, Channel: b.Request.Channel, Payer: b.Channel.Payer,
			Provider: b.Channel.Receiver, Agent: b.Quote.Quote.Agent, Token: b.Channel.Token},
	}
	if b.Receipt == nil {
		v.Statement = "chunk"
	}
	err = a.judge(ctx, cfg, b, how, &v)
	v.MS = time.Since(begin).Milliseconds()
	if e, ok := errors.AsType[*verify.Evidence](err); ok {
		v.Class, v.Reason, v.Proven = string(e.Class), e.Reason, e.Proven
		return a.printVerdict(v)
	}
	if err != nil {
		return err
	}
	v.OK = true
	return a.printVerdict(v)
}

// ourRules refuses to judge what was made under another referee. That stands for other arithmetic: under ours its answers would look wrong, which would be unjust.
func ourRules(chainID uint64, referee job.Address) error {
	if known := chain.Addresses(chainID).Referee; referee != known {
		return no(cannotJudge, "made for another version of the rules: its referee is %s, and this program knows the rules of %s", referee, known)
	}
	return nil
}

// judge checks a bundle, the cheap things first, and notes in v how far it came. An *verify.Evidence is a no.
func (a *app) judge(ctx context.Context, cfg config, b job.Bundle, how check, v *verdict) error {
	if err := ourRules(b.ChainID, b.Referee); err != nil {
		return err
	}
	v.Checked = "signatures and hashes"
	if err := verify.Bundle(b, nil); err != nil {
		return err
	}
	if how.rpc != "" {
		c, err := chain.Dial(ctx, how.rpc, nil, chain.Options{Timeout: 10 * time.Second})
		if err != nil {
			return err
		}
		defer c.Close()
		v.OnChain = "checked"
		seen, err := lookUp(ctx, c, b)
		if err != nil {
			return err
		}
		v.OnChain = seen
	}
	if b.Request.Lane != job.LaneExact {
		return how.plain(b, v)
	}
	if how.quick {
		return nil
	}
	if how.light.kit != "" {
		return how.light.judge(ctx, cfg, b, v)
	}
	m, err := modelFor(cfg, b.Request.Model, how.model)
	if err != nil {
		return err
	}
	v.Model, v.Checked = m.Name(), "signatures, hashes and every token"
	if err := verify.Bundle(b, m); err != nil {
		return err
	}
	v.Text = m.Tokenizer().Decode(b.Output)
	return nil
}

// plain ends the check of an answer of another lane than the exact one: there is nothing to recompute.
func (how check) plain(b job.Bundle, v *verdict) error {
	if how.model != "" || how.light.kit != "" {
		return &usageError{fmt.Errorf("this is an answer of the %s lane, which no model recomputes: leave --model and --light out", b.Request.Lane)}
	}
	v.Model, _ = job.ModelName(b.Request.Model)
	text, _ := job.TokensAsBytes(b.Output)
	v.Text = string(text)
	return nil
}

// lookUp asks a chain whether it knows what a bundle speaks of, and returns what it saw.
func lookUp(ctx context.Context, c *chain.Client, b job.Bundle) (string, error) {
	at := c.Contracts()
	switch {
	case c.ChainID() != b.ChainID:
		return "", no(notOnChain, "the bundle is for chain %d, and the node's chain is %d", b.ChainID, c.ChainID())
	case b.Referee != at.Referee:
		return "", no(cannotJudge, "made for another version of the rules: its referee is %s, and the chain's is %s", b.Referee, at.Referee)
	case b.Settlement != at.Settlement:
		return "", no(notOnChain, "the bundle's settlement contract is %s, and the chain's is %s", b.Settlement, at.Settlement)
	}
	state, err := c.Channel(ctx, b.Request.Channel)
	if err != nil {
		return "", missing(err)
	}
	if state.Balance.IsZero() && state.Claimed.IsZero() && state.RefundNonce == 0 {
		return "", no(notOnChain, "the settlement contract has seen no deposit into channel %s", b.Request.Channel)
	}
	agent, err := c.Agent(ctx, b.Quote.Quote.Agent)
	if err != nil {
		return "", missing(err)
	}
	if agent.Wallet != b.Quote.Quote.Provider {
		return "", no(notOnChain, "agent %d is paid at %s, and the bundle's provider is %s (unless the agent has moved its wallet since, somebody borrows its name)",
			agent.ID, agent.Wallet, b.Quote.Quote.Provider)
	}
	return fmt.Sprintf("the channel is there ($%s in it, of them $%s claimed) and agent %d is the provider",
		state.Balance.Decimal(tokenDecimals), state.Claimed.Decimal(tokenDecimals), agent.ID), nil
}

// missing makes a no of what the chain does not have, and leaves other errors alone.
func missing(err error) error {
	if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultNotFound {
		return no(notOnChain, "%s", f.Message)
	}
	return err
}

// modelFor finds the model with a root: in the file named, or among those that are here.
func modelFor(cfg config, root job.Hash, file string) (*node.Model, error) {
	if file != "" {
		m, name, err := findModel(cfg.Data, file)
		if err != nil {
			return nil, err
		}
		return node.NewModel(name, m, cfg.engine()), nil
	}
	lib, err := loadLibrary(cfg.Data, cfg.engine())
	if err != nil {
		return nil, err
	}
	m, ok := lib.ByRoot(root)
	if !ok {
		return nil, fmt.Errorf("the receipt is for model %s, which is not here: name its file with --model, import it, or use --signatures-only", root)
	}
	return m, nil
}

func (a *app) printVerdict(v verdict) error {
	end := errNo
	if v.OK {
		end = nil
	}
	if a.asJSON {
		if err := a.printJSON(v); err != nil {
			return err
		}
		return end
	}
	if v.OK {
		a.printf("YES  checked %s in %d ms\n", v.Checked, v.MS)
	} else {
		a.printf("NO   %s: %s\n", v.Class, v.Reason)
	}
	if v.Request.IsZero() {
		return end
	}
	switch {
	case v.Class == string(lightCheck):
		a.printf("     This proves nothing to others: who has the key could have made it so. Recompute the answer, or open a dispute.\n")
	case v.Proven:
		a.printf("     The provider signed this itself: whoever checks the file finds the same.\n")
	case !v.OK:
		a.printf("     This proves nothing against the provider: somebody else may have made the file so.\n")
	}
	what := "receipt, the answer is whole"
	if v.Statement == "chunk" {
		what = "chunk, the answer broke off after it"
	}
	a.printf("     request    %s\n     statement  %s\n     answer     %d %ss for $%s\n", v.Request, what, v.Tokens, v.Unit, v.Amount.Decimal(tokenDecimals))
	switch v.Assurance {
	case job.Judgeable:
		a.printf("     assurance  judgeable: every step of the answer is one that a contract can compute\n")
	case job.Recomputing:
		a.printf("     assurance  recomputable, not judgeable: anybody can compute the answer again, but its stop strings or its schema act through an\n                automaton that no contract runs\n")
	case job.Plausible:
		a.printf("     assurance  plausible, not recomputable: this proves who said what to whom and for how much, and not that the model %s ran\n", v.Model)
	}
	if v.Light != nil {
		a.printf("     light      %s\n", v.Light)
	}
	if v.Model != "" && v.Assurance != job.Plausible {
		a.printf("     model      %s\n", v.Model)
	}
	a.printf("     provider   %s, agent %d\n     payer      %s\n     channel    %s\n     settlement %s\n     token      %s\n     referee    %s\n     chain      %d: %s\n",
		v.Provider, v.Agent, v.Payer, v.Channel, v.Settlement, v.Token, v.Referee, v.ChainID, v.chainNote())
	if v.Text != "" {
		quoted, err := json.Marshal(v.Text)
		if err != nil {
			return err
		}
		a.printf("     text       %s\n", quoted)
	}
	return end
}

// chainNote says in words what is known of the chain's side.
func (v verdict) chainNote() string {
	if v.OnChain == "not checked" {
		return "not asked, so whether this channel and this agent exist there is not checked (--rpc URL does)"
	}
	return v.OnChain
}
