package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// TokenDomain returns the EIP-712 domain of this client's token, which EIP-3009 authorizations are signed under.
func (c *Client) TokenDomain(ctx context.Context) (job.Domain, error) {
	return c.tokenDomain(ctx, c.contracts.Token)
}

// TransferWithAuthorization makes a transfer that its payer signed. Anybody may send it; it can be made once.
func (c *Client) TransferWithAuthorization(ctx context.Context, a job.SignedAuthorization) (job.Tx, error) {
	if err := fits("transfer", a.Value); err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "transfer", c.contracts.Token, token().PackTransferWithAuthorization(
		a.From.Common(), a.To.Common(), a.Value.Big(), id(a.ValidAfter), id(a.ValidBefore), a.Nonce, a.Signature[:]), nil)
}

// AuthorizationUsed says whether an authorization's nonce is spent: the transfer was made, or it was cancelled.
func (c *Client) AuthorizationUsed(ctx context.Context, from job.Address, nonce job.Hash) (bool, error) {
	return call(ctx, c, "authorization", c.contracts.Token, token().PackAuthorizationState(from.Common(), nonce), token().UnpackAuthorizationState)
}

// TransferMade returns the transaction that made the authorized transfer, looking at the blocks from one on; zero when there is none,
// though the nonce may be spent: then the payer cancelled it.
func (c *Client) TransferMade(ctx context.Context, a job.Authorization, from uint64) (job.Hash, error) {
	head, err := c.Head(ctx)
	if err != nil {
		return job.Hash{}, err
	}
	used, transfer := token().GetABI().Events["AuthorizationUsed"].ID, token().GetABI().Events["Transfer"].ID
	for at := from; at <= head.Number; at += c.opts.BlockRange {
		query := ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(at), ToBlock: new(big.Int).SetUint64(min(at+c.opts.BlockRange-1, head.Number)),
			Addresses: []common.Address{c.contracts.Token.Common()},
			Topics:    [][]common.Hash{{used}, {common.BytesToHash(a.From[:])}, {common.Hash(a.Nonce)}},
		}
		logs, err := ask(ctx, c, "authorizations", func(ctx context.Context) ([]types.Log, error) { return c.eth.FilterLogs(ctx, query) })
		if err != nil {
			return job.Hash{}, err
		}
		for _, spent := range logs {
			query.FromBlock, query.ToBlock = new(big.Int).SetUint64(spent.BlockNumber), new(big.Int).SetUint64(spent.BlockNumber)
			query.Topics = [][]common.Hash{{transfer}, {common.BytesToHash(a.From[:])}, {common.BytesToHash(a.To[:])}}
			moves, err := ask(ctx, c, "transfers", func(ctx context.Context) ([]types.Log, error) { return c.eth.FilterLogs(ctx, query) })
			if err != nil {
				return job.Hash{}, err
			}
			for _, m := range moves {
				if m.TxHash == spent.TxHash && new(big.Int).SetBytes(m.Data).Cmp(a.Value.Big()) == 0 {
					return job.Hash(spent.TxHash), nil
				}
			}
		}
	}
	return job.Hash{}, nil
}

// DepositFor makes a deposit that the channel's payer signed. Anybody may send it; it can be made once.
func (c *Client) DepositFor(ctx context.Context, cfg job.ChannelConfig, d job.Deposit) (job.Tx, error) {
	const what = "deposit"
	if err := checkConfig(what, cfg, d.Amount); err != nil {
		return job.Tx{}, err
	}
	data, err := collectorData.Pack(id(d.ValidAfter), id(d.ValidBefore), new(big.Int).SetBytes(d.Salt[:]), d.Signature[:])
	if err != nil {
		return job.Tx{}, fmt.Errorf("encode authorization: %w", err)
	}
	return c.transact(ctx, what, c.contracts.Settlement,
		settlement().PackDeposit(bindConfig(cfg), d.Amount.Big(), c.contracts.Collector.Common(), data), nil)
}

// ClaimFor records claims that the receiverAuthorizer of all their channels signed as a batch. Anybody may send it.
func (c *Client) ClaimFor(ctx context.Context, claims []job.VoucherClaim, authorizer job.Signature) (job.Tx, error) {
	entries, err := c.claimEntries(claims)
	if err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, "claim", c.contracts.Settlement, settlement().PackClaimWithSignature(entries, authorizer[:]), nil)
}

// claimEntries are claims as the contract takes them.
func (c *Client) claimEntries(claims []job.VoucherClaim) ([]bind.BatchSettlementVoucherClaim, error) {
	const what = "claim"
	entries := make([]bind.BatchSettlementVoucherClaim, len(claims))
	for i, v := range claims {
		if err := checkConfig(what, v.Config, v.Voucher.Voucher.MaxClaimable); err != nil {
			return nil, err
		}
		if err := fits(what, v.Total); err != nil {
			return nil, err
		}
		if id := v.Config.ID(c.SettlementDomain()); id != v.Voucher.Voucher.Channel {
			return nil, job.Faultf(job.FaultInvalid, "channel_mismatch", "claim: the voucher is for channel %s, the configuration's id is %s", v.Voucher.Voucher.Channel, id)
		}
		entries[i] = bind.BatchSettlementVoucherClaim{
			Voucher:   bind.BatchSettlementVoucher{Channel: bindConfig(v.Config), MaxClaimableAmount: v.Voucher.Voucher.MaxClaimable.Big()},
			Signature: v.Voucher.Signature[:], TotalClaimed: v.Total.Big(),
		}
	}
	return entries, nil
}
