package chain

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Deposit opens a channel or adds to it. This client's account must be the payer: it signs the EIP-3009 authorization
// that lets the collector take the tokens, and sends the transaction. Of two deposits that start from the same state of
// the channel one fails, so that a deposit tried again after a crash is not paid twice.
func (c *Client) Deposit(ctx context.Context, cfg job.ChannelConfig, amount job.Amount) (job.Tx, error) {
	const what = "deposit"
	if err := checkConfig(what, cfg, amount); err != nil {
		return job.Tx{}, err
	}
	if cfg.Payer != c.Address() {
		return job.Tx{}, job.Faultf(job.FaultInvalid, "not_payer", "deposit: the channel's payer is %s, this account is %s; only the payer can sign the deposit", cfg.Payer, c.Address())
	}
	before, err := c.Channel(ctx, cfg.ID(c.SettlementDomain()))
	if err != nil {
		return job.Tx{}, fmt.Errorf("deposit: %w", err)
	}
	head, err := c.Head(ctx)
	if err != nil {
		return job.Tx{}, fmt.Errorf("deposit: %w", err)
	}
	until := head.Time + authorizationLife
	if c.opts.Guard != nil {
		if ctx, err = c.askDeposit(ctx, cfg, amount, before, until); err != nil {
			return job.Tx{}, err
		}
	}
	data, err := c.authorizeDeposit(ctx, cfg, amount, before, until)
	if err != nil {
		c.dropDeposit(ctx, err)
		return job.Tx{}, fmt.Errorf("deposit: %w", err)
	}
	return c.transact(ctx, what, c.contracts.Settlement,
		settlement().PackDeposit(bindConfig(cfg), amount.Big(), c.contracts.Collector.Common(), data), nil)
}

// Channel returns a channel's state, all of it from one block; zero when it does not exist.
func (c *Client) Channel(ctx context.Context, channel job.Hash) (job.ChannelState, error) {
	s := settlement()
	return call(ctx, c, "channel", c.contracts.Settlement,
		s.PackMulticall([][]byte{s.PackChannels(channel), s.PackPendingWithdrawals(channel), s.PackRefundNonce(channel)}),
		func(out []byte) (job.ChannelState, error) {
			results, err := s.UnpackMulticall(out)
			if err != nil || len(results) != 3 {
				return job.ChannelState{}, fmt.Errorf("unexpected answer: %w", err)
			}
			sums, err := s.UnpackChannels(results[0])
			if err != nil {
				return job.ChannelState{}, err
			}
			pending, err := s.UnpackPendingWithdrawals(results[1])
			if err != nil {
				return job.ChannelState{}, err
			}
			nonce, err := s.UnpackRefundNonce(results[2])
			if err != nil {
				return job.ChannelState{}, err
			}
			var st job.ChannelState
			if st.Balance, err = job.AmountFromBig(sums.Balance); err != nil {
				return job.ChannelState{}, err
			}
			if st.Claimed, err = job.AmountFromBig(sums.TotalClaimed); err != nil {
				return job.ChannelState{}, err
			}
			if st.Withdrawing, err = job.AmountFromBig(pending.Amount); err != nil {
				return job.ChannelState{}, err
			}
			if !pending.InitiatedAt.IsUint64() || !nonce.IsUint64() {
				return job.ChannelState{}, fmt.Errorf("time %s or nonce %s above 64 bits", pending.InitiatedAt, nonce)
			}
			st.WithdrawAt, st.RefundNonce = pending.InitiatedAt.Uint64(), nonce.Uint64()
			return st, nil
		})
}

// ChannelID asks the settlement contract for a channel's id. It is job.ChannelConfig.ID under SettlementDomain; this is
// for checking that the contract at hand agrees.
func (c *Client) ChannelID(ctx context.Context, cfg job.ChannelConfig) (job.Hash, error) {
	if err := checkConfig("channel id", cfg, job.Amount{}); err != nil {
		return job.Hash{}, err
	}
	h, err := call(ctx, c, "channel id", c.contracts.Settlement, settlement().PackGetChannelId(bindConfig(cfg)), settlement().UnpackGetChannelId)
	return job.Hash(h), err
}

// Claim records what vouchers allow this account, as receiver or receiverAuthorizer of every channel, to take. A claim
// at or below what is claimed already does nothing. Settle pays it out.
func (c *Client) Claim(ctx context.Context, claims []job.VoucherClaim) (job.Tx, error) {
	entries, err := c.claimEntries(claims)
	if err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "claim", c.contracts.Settlement, settlement().PackClaim(entries), nil)
}

// Settle pays a receiver everything claimed and not yet paid, over all its channels in that token. Anyone may do it.
func (c *Client) Settle(ctx context.Context, receiver, tokenAddress job.Address) (job.Tx, error) {
	return c.transact(ctx, "settle", c.contracts.Settlement, settlement().PackSettle(receiver.Common(), tokenAddress.Common()), nil)
}

// Refund gives unclaimed money, at most amount, back to the payer at once. Only the channel's receiver may.
func (c *Client) Refund(ctx context.Context, cfg job.ChannelConfig, amount job.Amount) (job.Tx, error) {
	if err := checkConfig("refund", cfg, amount); err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "refund", c.contracts.Settlement, settlement().PackRefund(bindConfig(cfg), amount.Big()), nil)
}

// RefundSigned is Refund for anyone who holds the receiverAuthorizer's signature over r. r.Channel must be cfg's id.
func (c *Client) RefundSigned(ctx context.Context, cfg job.ChannelConfig, r job.Refund, sig job.Signature) (job.Tx, error) {
	if err := checkConfig("refund", cfg, r.Amount); err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "refund", c.contracts.Settlement,
		settlement().PackRefundWithSignature(bindConfig(cfg), r.Amount.Big(), id(r.Nonce), sig[:]), nil)
}

// InitiateWithdraw gives notice that the payer will take unclaimed money after the channel's delay. For the payer or
// its session key.
func (c *Client) InitiateWithdraw(ctx context.Context, cfg job.ChannelConfig, amount job.Amount) (job.Tx, error) {
	if err := checkConfig("initiate withdrawal", cfg, amount); err != nil {
		return job.Tx{}, err
	}
	ctx = c.means(ctx, agent.Action{Kind: agent.CloseChannel, Channel: cfg.ID(c.SettlementDomain())})
	return c.transact(ctx, "initiate withdrawal", c.contracts.Settlement, settlement().PackInitiateWithdraw(bindConfig(cfg), amount.Big()), nil)
}

// FinalizeWithdraw takes what notice was given of, or what is left of it, once the delay is over.
func (c *Client) FinalizeWithdraw(ctx context.Context, cfg job.ChannelConfig) (job.Tx, error) {
	if err := checkConfig("finalize withdrawal", cfg, job.Amount{}); err != nil {
		return job.Tx{}, err
	}
	ctx = c.means(ctx, agent.Action{Kind: agent.CloseChannel, Channel: cfg.ID(c.SettlementDomain())})
	return c.transact(ctx, "finalize withdrawal", c.contracts.Settlement, settlement().PackFinalizeWithdraw(bindConfig(cfg)), nil)
}

// Payments returns every claim that a provider has recorded against a channel in this client's token, oldest first:
// the proof that a payer really paid it. Channels in other tokens, which anyone can mint, do not count. Each call reads
// only the blocks since the last one.
func (c *Client) Payments(ctx context.Context, provider job.Address) ([]job.Payment, error) {
	l := &c.payments
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.channels == nil {
		l.reset()
	}
	if err := l.scan(ctx, l.topics(), l.reset, l.add); err != nil {
		return nil, fmt.Errorf("read payments: %w", err)
	}
	return slices.Clone(l.byReceiver[provider]), nil
}

// paymentLog folds the settlement contract's events into payments. ChannelCreated comes before any Claimed of the same
// channel and alone names the parties.
type paymentLog struct {
	mu sync.Mutex
	scanner
	channels   map[job.Hash]parties
	byReceiver map[job.Address][]job.Payment
}

type parties struct{ payer, receiver job.Address }

func (l *paymentLog) reset() {
	l.channels, l.byReceiver = map[job.Hash]parties{}, map[job.Address][]job.Payment{}
}

func (*paymentLog) topics() [][]common.Hash {
	events := settlement().GetABI().Events
	return [][]common.Hash{{events["ChannelCreated"].ID, events["Claimed"].ID}}
}

func (l *paymentLog) add(log types.Log) {
	switch events := settlement().GetABI().Events; log.Topics[0] {
	case events["ChannelCreated"].ID:
		e, err := settlement().UnpackChannelCreatedEvent(&log)
		if err == nil && job.Address(e.Config.Token) == l.client.contracts.Token {
			l.channels[e.ChannelId] = parties{payer: job.Address(e.Config.Payer), receiver: job.Address(e.Config.Receiver)}
		}
	case events["Claimed"].ID:
		e, err := settlement().UnpackClaimedEvent(&log)
		if err != nil {
			return
		}
		p, known := l.channels[e.ChannelId]
		amount, err := job.AmountFromBig(e.ClaimAmount)
		if known && err == nil {
			l.byReceiver[p.receiver] = append(l.byReceiver[p.receiver], job.Payment{
				Channel: e.ChannelId, Payer: p.payer, Amount: amount, Tx: job.Hash(log.TxHash),
			})
		}
	}
}

func bindConfig(c job.ChannelConfig) bind.BatchSettlementChannelConfig {
	return bind.BatchSettlementChannelConfig{
		Payer: c.Payer.Common(), PayerAuthorizer: c.PayerAuthorizer.Common(),
		Receiver: c.Receiver.Common(), ReceiverAuthorizer: c.ReceiverAuthorizer.Common(),
		Token: c.Token.Common(), WithdrawDelay: new(big.Int).SetUint64(c.WithdrawDelay), Salt: c.Salt,
	}
}

// checkConfig refuses what the ABI would encode into something else (a delay above 40 bits, an amount above 128) or
// the contract never accepts.
func checkConfig(what string, c job.ChannelConfig, amount job.Amount) error {
	if c.WithdrawDelay < job.MinWithdrawDelay || c.WithdrawDelay > job.MaxWithdrawDelay {
		return job.Faultf(job.FaultInvalid, "withdraw_delay", "%s: the channel's withdraw delay is %d s; want %d to %d", what, c.WithdrawDelay, job.MinWithdrawDelay, job.MaxWithdrawDelay)
	}
	return fits(what, amount)
}
