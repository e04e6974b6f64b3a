package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// Guard decides what a client's key may sign. A client with a guard signs no transaction, and no authorization that
// moves money, without a grant.
type Guard interface {
	// Ask decides an action. A grant says that it is charged against every cap and may be signed; the error says why not.
	Ask(ctx context.Context, a agent.Action) (agent.Grant, error)
	// End records how a granted action ended. An action that is never ended stays charged.
	End(ctx context.Context, intent job.Hash, o agent.Outcome) error
}

// task is what a call of this client is to the guard, on its way from the method that knows what it means to execute.
type task struct {
	action agent.Action
	grant  *agent.Grant // when something had to be signed before the transaction
}

type taskKey struct{}

// means says what the call that follows is. The wallet and the chain are filled in.
func (c *Client) means(ctx context.Context, a agent.Action) context.Context {
	if c.opts.Guard == nil {
		return ctx
	}
	return context.WithValue(ctx, taskKey{}, task{action: c.inName(ctx, a)})
}

// marking says that what follows writes into the reputation registry.
func (c *Client) marking(ctx context.Context) context.Context {
	return c.means(ctx, agent.Action{Kind: agent.Feedback})
}

// inName fills in what is the same for all actions of this client.
func (c *Client) inName(ctx context.Context, a agent.Action) agent.Action {
	a.Chain, a.From, a.Skill = c.ChainID(), c.Address(), agent.SkillOf(ctx)
	return a
}

// ownedBy returns the numbers of the identities whose wallet an address is: a registry lets nobody name another's
// wallet without its signature.
func (c *Client) ownedBy(ctx context.Context, at job.Address) ([]uint64, error) {
	list, err := c.Agents(ctx)
	if err != nil {
		return nil, err
	}
	var out []uint64
	for _, a := range list {
		if a.Wallet == at && len(out) < 64 {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

// paying is an action that gives units of a token to somebody.
func (c *Client) paying(ctx context.Context, kind agent.Kind, to, token job.Address, amount job.Amount) (agent.Action, error) {
	owners, err := c.ownedBy(ctx, to)
	if err != nil {
		return agent.Action{}, err
	}
	return c.inName(ctx, agent.Action{Kind: kind, To: to, Agents: owners, Spend: []agent.Sum{{Token: token, Amount: amount}}}), nil
}

// granted is one action under way: what the guard allowed, and whether it may have left this process.
type granted struct {
	guard agent.Grant
	sent  bool // the signed transaction was handed to a node
}

// pricey refuses a transaction whose gas may cost more than was granted, before it is signed.
func (g *granted) pricey(what string, gas uint64, feeCap *big.Int) error {
	if g == nil {
		return nil
	}
	most, err := job.AmountFromBig(new(big.Int).Mul(feeCap, new(big.Int).SetUint64(gas)))
	if err != nil || !g.guard.MaxFee.Allows(most) {
		return job.Faultf(job.FaultPayment, "fee_limit", "%s: gas may cost %s ether, and the wallet's policy allows %s for one transaction (caps.fee): wait until gas is cheaper, or raise it",
			what, most.Decimal(18), g.guard.MaxFee.Most.Decimal(18))
	}
	return nil
}

// guarded is execute for a client with a guard: simulate, see that nothing moves but what the action says, let the guard
// decide, and only then sign and send.
func (c *Client) guarded(ctx context.Context, what string, msg ethereum.CallMsg) (*receipt, job.Tx, error) {
	t, said := ctx.Value(taskKey{}).(task)
	if !said {
		t.action = c.inName(ctx, agent.Action{Kind: agent.Call, Contract: job.Address(*msg.To)})
	}
	g := &granted{}
	if t.grant != nil {
		g.guard = *t.grant
	}
	end := func(o agent.Outcome) { // what cannot be written stays charged, and the guard says so itself
		// An authorization was signed before this transaction, and everybody who sees it may submit it, first or after us:
		// that ours failed does not mean that the money stayed. The charge stands until Fate knows.
		o.Live = o.Failed != "" && !t.action.Once.IsZero()
		if !g.guard.Intent.IsZero() {
			_ = c.opts.Guard.End(ctx, g.guard.Intent, o)
		}
	}
	seen, err := c.simulate(ctx, what, msg)
	if err == nil {
		if !said {
			if t.action, err = c.unknown(t.action, msg, seen); err != nil {
				return nil, job.Tx{}, fmt.Errorf("%s: %w", what, err)
			}
		}
		if wrong := t.action.Covers(seen); wrong != nil {
			err = job.Faultf(job.FaultConflict, "simulation", "%s: not signed, since the simulation shows that %w", what, wrong)
		}
	}
	if err == nil && t.grant == nil {
		g.guard, err = c.opts.Guard.Ask(ctx, t.action)
		if err != nil {
			return nil, job.Tx{}, err
		}
	}
	if err != nil {
		end(agent.Outcome{Failed: "it was not signed: " + code(err)})
		return nil, job.Tx{}, err
	}
	tx, err := c.submit(ctx, what, msg, g)
	if err != nil {
		if !g.sent {
			end(agent.Outcome{Failed: "it was not sent: " + code(err)})
		}
		return nil, job.Tx{}, err
	}
	r, mined, err := c.await(ctx, what, msg, tx)
	switch {
	case err == nil:
		end(agent.Outcome{Tx: mined.Hash, Fee: mined.Fee})
	case isFault(err, job.FaultConflict):
		if fee, sure := c.reverted(ctx, tx); sure {
			end(agent.Outcome{Tx: job.Hash(tx.Hash()), Fee: fee, Failed: "it was mined and changed nothing"})
		}
	}
	return r, mined, err
}

// code names an error in words that are ours: a contract may have written the rest.
func code(err error) string {
	if f, ok := asFault(err); ok {
		return f.Code
	}
	return "an error"
}

// reverted reports whether a transaction is mined without effect, for good, and what it cost.
func (c *Client) reverted(ctx context.Context, tx *types.Transaction) (fee job.Amount, sure bool) {
	r, err := c.receipt(ctx, tx.Hash())
	if err != nil || r == nil || r.Status != 0 || r.GasPrice == nil {
		return fee, false
	}
	done, err := c.confirmed(ctx, r)
	return minedTx(tx, r).Fee, err == nil && done
}

// unknown is the action of a call that no method of ours stands for: what it moves is what the simulation saw.
func (c *Client) unknown(a agent.Action, msg ethereum.CallMsg, seen []agent.Sum) (agent.Action, error) {
	if len(msg.Data) == 0 {
		a.Kind, a.To, a.Contract = agent.Pay, job.Address(*msg.To), job.Address{}
	} else {
		if len(msg.Data) < 4 {
			return a, fmt.Errorf("a call of %d bytes names no method", len(msg.Data))
		}
		a.Method, a.Data = agent.Selector(msg.Data[:4]), job.Keccak(msg.Data)
	}
	a.Spend = seen
	return a, nil
}

// askDeposit lets the guard decide a deposit, whose authorization ends at until, before anything is signed for it.
func (c *Client) askDeposit(ctx context.Context, cfg job.ChannelConfig, amount job.Amount, before job.ChannelState, until uint64) (context.Context, error) {
	id := cfg.ID(c.SettlementDomain())
	kind := agent.OpenChannel
	if !before.Balance.IsZero() {
		kind = agent.TopUp
	}
	a, err := c.paying(ctx, kind, cfg.Receiver, cfg.Token, amount)
	if err != nil {
		return ctx, err
	}
	a.Channel, a.Once, a.Before = id, depositNonce(id, before), until
	a.Held, _ = before.Balance.Sub(before.Claimed)
	g, err := c.opts.Guard.Ask(ctx, a)
	if err != nil {
		return ctx, err
	}
	return context.WithValue(ctx, taskKey{}, task{action: a, grant: &g}), nil
}

// asOne lets the guard decide an action of two transactions, an allowance and the call that uses it, before the first:
// it is charged once, and both are signed under one grant.
func (c *Client) asOne(ctx context.Context) (context.Context, error) {
	t, said := ctx.Value(taskKey{}).(task)
	if c.opts.Guard == nil || !said || t.grant != nil {
		return ctx, nil
	}
	g, err := c.opts.Guard.Ask(ctx, t.action)
	if err != nil {
		return ctx, err
	}
	t.grant = &g
	return context.WithValue(ctx, taskKey{}, t), nil
}

// forJob says that what follows pays units of the token on account of an escrowed job.
func (c *Client) forJob(ctx context.Context, number uint64, amount job.Amount) (context.Context, error) {
	if c.opts.Guard == nil {
		return ctx, nil
	}
	the, err := c.Job(ctx, number)
	if err != nil {
		return ctx, err
	}
	a, err := c.paying(ctx, agent.EscrowJob, the.Provider, c.contracts.Token, amount)
	if err != nil {
		return ctx, err
	}
	return c.means(ctx, a), nil
}

// dropDeposit says that a granted deposit was given up before its transaction was made.
func (c *Client) dropDeposit(ctx context.Context, cause error) {
	if t, ok := ctx.Value(taskKey{}).(task); ok && t.grant != nil {
		_ = c.opts.Guard.End(ctx, t.grant.Intent, agent.Outcome{Failed: "it was not signed: " + code(cause)})
	}
}

// fateSlack is how long after its end, in seconds of chain time, an authorization that was not used counts as never to
// be: the newest blocks may still be replaced.
const fateSlack = 3600

// Fate looks up how an action ended whose process did not live to say: whether the authorization that it stands for was
// used. known is false when that cannot be told, or not yet.
func (c *Client) Fate(ctx context.Context, a agent.Action) (o agent.Outcome, known bool, err error) {
	if a.Once.IsZero() || a.Before == 0 || len(a.Spend) != 1 || a.Spend[0].Token != c.contracts.Token || a.Chain != c.ChainID() {
		return o, false, nil
	}
	head, err := c.Head(ctx) // before the state, so that the state is not the older one
	if err != nil {
		return o, false, err
	}
	used, err := call(ctx, c, "authorization", c.contracts.Token, token().PackAuthorizationState(a.From.Common(), a.Once), token().UnpackAuthorizationState)
	switch {
	case err != nil:
		return o, false, err
	case used:
		return o, true, nil
	case head.Time > a.Before+fateSlack:
		return agent.Outcome{Failed: "its authorization ran out unused"}, true, nil
	}
	return o, false, nil
}

// etherToken is where a simulation reports moves of ether.
var etherToken = common.HexToAddress("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee")
