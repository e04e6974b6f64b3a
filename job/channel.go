package job

// The four messages below are x402 batch-settlement's, field for field and digest for digest, so that existing clients
// and contracts understand our channels.

// ChannelConfig fixes a one-way payment channel for good. Its EIP-712 digest is the channel id.
type ChannelConfig struct {
	Payer              Address `json:"payer"`              // funds the channel, gets refunds
	PayerAuthorizer    Address `json:"payerAuthorizer"`    // session key that signs requests and vouchers
	Receiver           Address `json:"receiver"`           // is paid
	ReceiverAuthorizer Address `json:"receiverAuthorizer"` // may sign claims and refunds for the receiver
	Token              Address `json:"token"`
	WithdrawDelay      uint64  `json:"withdrawDelay"` // seconds, MinWithdrawDelay .. MaxWithdrawDelay (uint40 on chain)
	Salt               Hash    `json:"salt"`
}

// Bounds of ChannelConfig.WithdrawDelay, in seconds, as the contract has them.
const (
	MinWithdrawDelay = 15 * 60
	MaxWithdrawDelay = 30 * 24 * 3600
)

var (
	channelType    = typeHash("ChannelConfig(address payer,address payerAuthorizer,address receiver,address receiverAuthorizer,address token,uint40 withdrawDelay,bytes32 salt)")
	voucherType    = typeHash("Voucher(bytes32 channelId,uint128 maxClaimableAmount)")
	refundType     = typeHash("Refund(bytes32 channelId,uint256 nonce,uint128 amount)")
	claimEntryType = typeHash("ClaimEntry(bytes32 channelId,uint128 maxClaimableAmount,uint128 totalClaimed)")
	claimBatchType = typeHash("ClaimBatch(ClaimEntry[] claims)ClaimEntry(bytes32 channelId,uint128 maxClaimableAmount,uint128 totalClaimed)")
)

// ID returns the channel id: the EIP-712 digest of the configuration.
func (c ChannelConfig) ID(d Domain) Hash {
	var e encoder
	e.hash(channelType)
	e.address(c.Payer)
	e.address(c.PayerAuthorizer)
	e.address(c.Receiver)
	e.address(c.ReceiverAuthorizer)
	e.address(c.Token)
	e.uint(c.WithdrawDelay)
	e.hash(c.Salt)
	return d.Digest(e.sum())
}

// Voucher lets the receiver claim up to MaxClaimable from a channel, in total.
type Voucher struct {
	Channel      Hash   `json:"channelId"`
	MaxClaimable Amount `json:"maxClaimableAmount"`
}

// Digest returns the EIP-712 digest of v.
func (v Voucher) Digest(d Domain) Hash {
	var e encoder
	e.hash(voucherType)
	e.hash(v.Channel)
	e.amount(v.MaxClaimable)
	return d.Digest(e.sum())
}

// Refund is the receiver's consent to give unclaimed money back to the payer at once.
type Refund struct {
	Channel Hash   `json:"channelId"`
	Nonce   uint64 `json:"nonce"`
	Amount  Amount `json:"amount"`
}

// Digest returns the EIP-712 digest of r.
func (r Refund) Digest(d Domain) Hash {
	var e encoder
	e.hash(refundType)
	e.hash(r.Channel)
	e.uint(r.Nonce)
	e.amount(r.Amount)
	return d.Digest(e.sum())
}

// ClaimEntry is one channel's line in a ClaimBatch.
type ClaimEntry struct {
	Channel      Hash   `json:"channelId"`
	MaxClaimable Amount `json:"maxClaimableAmount"`
	TotalClaimed Amount `json:"totalClaimed"`
}

// ClaimBatch is the receiver's consent that anyone may submit these claims.
type ClaimBatch struct {
	Claims []ClaimEntry `json:"claims"`
}

// Digest returns the EIP-712 digest of b.
func (b ClaimBatch) Digest(d Domain) Hash {
	var list encoder
	for _, c := range b.Claims {
		var e encoder
		e.hash(claimEntryType)
		e.hash(c.Channel)
		e.amount(c.MaxClaimable)
		e.amount(c.TotalClaimed)
		list.hash(e.sum())
	}
	var e encoder
	e.hash(claimBatchType)
	e.hash(list.sum())
	return d.Digest(e.sum())
}
