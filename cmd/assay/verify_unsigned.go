package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// nobodySigned is the assurance of an answer to a request that its provider made itself.
const nobodySigned = "recomputable, not judgeable: no buyer signed the request, and the provider chose the seed"

// unsignedOf reads a provider's claim about an unsigned request, and reports whether data is one.
func unsignedOf(data []byte) (b job.UnsignedBundle, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return b, dec.Decode(&b) == nil && b.Version == job.UnsignedVersion
}

// verifyUnsigned is verify for such a claim.
func (a *app) verifyUnsigned(ctx context.Context, cfg config, b job.UnsignedBundle, how check) error {
	if how.light.kit != "" {
		return &usageError{errors.New("--light: light checks are for signed requests")}
	}
	begin := time.Now()
	q := b.Quote.Quote
	v := verdict{
		Request: b.Request.Digest(job.UnsignedDomain(b.ChainID, b.Referee)), Statement: "receipt", Tokens: len(b.Output), Amount: b.Receipt.Amount,
		Checked: "nothing", OnChain: "not checked", Assurance: nobodySigned,
		parties: parties{ChainID: b.ChainID, Referee: b.Referee, Channel: b.Request.Channel, Provider: q.Provider, Agent: q.Agent, Token: q.Token},
	}
	err := a.judgeUnsigned(ctx, cfg, b, how, &v)
	v.MS = time.Since(begin).Milliseconds()
	e, wrong := errors.AsType[*verify.Evidence](err)
	switch {
	case wrong: // no contract takes it, so it proves what it proves to whoever looks
		v.Class, v.Reason, v.Proven = string(e.Class), e.Reason, e.Proven
	case err != nil:
		return err
	default:
		v.OK = true
	}
	if a.asJSON {
		return a.printVerdict(v)
	}
	if v.OK {
		a.printf("YES  checked %s in %d ms\n", v.Checked, v.MS)
	} else {
		a.printf("NO   %s: %s\n", v.Class, v.Reason)
	}
	a.printf("     request    %s, which nobody but the provider has signed\n     answer     %d tokens for $%s\n     assurance  %s\n", v.Request, v.Tokens, v.Amount.Decimal(tokenDecimals), v.Assurance)
	a.printf("     provider   %s, agent %d\n     chain      %d: %s\n", v.Provider, v.Agent, v.ChainID, v.chainNote())
	if v.Text != "" {
		quoted, err := json.Marshal(v.Text)
		if err != nil {
			return err
		}
		a.printf("     text       %s\n", quoted)
	}
	if !v.OK {
		return errNo
	}
	return nil
}

func (a *app) judgeUnsigned(ctx context.Context, cfg config, b job.UnsignedBundle, how check, v *verdict) error {
	if err := ourRules(b.ChainID, b.Referee); err != nil {
		return err
	}
	v.Checked = "signatures and hashes"
	if err := verify.UnsignedAnswer(b, nil); err != nil {
		return err
	}
	if how.rpc != "" {
		c, err := chain.Dial(ctx, how.rpc, nil, chain.Options{Timeout: 10 * time.Second})
		if err != nil {
			return err
		}
		defer c.Close()
		v.OnChain = "checked"
		agent, err := c.Agent(ctx, v.Agent)
		if err != nil {
			return missing(err)
		}
		if c.ChainID() != b.ChainID || agent.Wallet != v.Provider {
			return no(notOnChain, "on chain %d agent %d is paid at %s; the claim is by %s on chain %d", c.ChainID(), v.Agent, agent.Wallet, v.Provider, b.ChainID)
		}
		v.OnChain = fmt.Sprintf("agent %d is the provider", v.Agent)
	}
	if how.quick {
		return nil
	}
	m, err := modelFor(cfg, b.Request.Model, how.model)
	if err != nil {
		return err
	}
	v.Model, v.Checked = m.Name(), "signatures, hashes and every token"
	if err := verify.UnsignedAnswer(b, m); err != nil {
		return err
	}
	v.Text = m.Tokenizer().Decode(b.Output)
	return nil
}
