package job

// What a buyer pays with who signs no request of ours: money for one answer, or a voucher on a channel. The doors that
// speak other people's payment protocols turn their messages into these.

// Authorization is EIP-3009's permission to move Value of a token from From to To, once.
type Authorization struct {
	From        Address `json:"from"`
	To          Address `json:"to"`
	Value       Amount  `json:"value"`
	ValidAfter  uint64  `json:"validAfter"`  // unix seconds, exclusive
	ValidBefore uint64  `json:"validBefore"` // unix seconds, exclusive
	Nonce       Hash    `json:"nonce"`       // used once by From
}

// SignedAuthorization is an authorization with the signature of From.
type SignedAuthorization struct {
	Authorization
	Signature Signature `json:"signature"`
}

var (
	transferType = typeHash("TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)")
	receiveType  = typeHash("ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)")
)

// TransferDigest is what From signs so that anybody may make the transfer. token is the token's EIP-712 domain.
func (a Authorization) TransferDigest(token Domain) Hash {
	return token.Digest(a.structHash(transferType))
}

// ReceiveDigest is what From signs so that only To may make the transfer.
func (a Authorization) ReceiveDigest(token Domain) Hash {
	return token.Digest(a.structHash(receiveType))
}

func (a Authorization) structHash(kind Hash) Hash {
	var e encoder
	e.hash(kind)
	e.address(a.From)
	e.address(a.To)
	e.amount(a.Value)
	e.uint(a.ValidAfter)
	e.uint(a.ValidBefore)
	e.hash(a.Nonce)
	return e.sum()
}

// Deposit is a payer's permission to put Amount into one channel, by way of an ERC-3009 collector.
type Deposit struct {
	Amount      Amount    `json:"amount"`
	ValidAfter  uint64    `json:"validAfter"`
	ValidBefore uint64    `json:"validBefore"`
	Salt        Hash      `json:"salt"`
	Signature   Signature `json:"signature"` // of the payer over Authorization
}

// Authorization is what the payer of a channel signed: the nonce is bound to the channel, so that the money can go
// nowhere else.
func (d Deposit) Authorization(payer, collector Address, channel Hash) Authorization {
	return Authorization{From: payer, To: collector, Value: d.Amount, ValidAfter: d.ValidAfter, ValidBefore: d.ValidBefore, Nonce: Keccak(channel[:], d.Salt[:])}
}

// ChannelPayment is a voucher with what identifies its channel, and a deposit that has to be made first, if any.
type ChannelPayment struct {
	Config  ChannelConfig `json:"config"`
	Voucher SignedVoucher `json:"voucher"`
	Deposit *Deposit      `json:"deposit,omitempty"`
}

// Tender is what comes with an unsigned request; exactly one of its fields is set.
type Tender struct {
	Once    *SignedAuthorization `json:"once,omitempty"`    // pays the most that the answer may cost
	Channel *ChannelPayment      `json:"channel,omitempty"` // allows that much, and the answer's own price is charged
}

// Price is what an unsigned request may cost here.
type Price struct {
	Amount       Amount      `json:"amount"` // the most: for the prompt and all tokens that were asked for
	PromptTokens uint32      `json:"promptTokens"`
	MaxTokens    uint32      `json:"maxTokens"`
	Model        string      `json:"model"`
	Quote        SignedQuote `json:"quote"` // whose prices these are
}

// Cashier is what a buyer must know to pay an unsigned request.
type Cashier struct {
	ChainID    uint64
	Contracts  Contracts
	Token      Domain  // of the stablecoin, for EIP-3009
	Receiver   Address // is paid, and authorizes claims and refunds
	Delay      uint64  // seconds that a channel's withdrawal should take
	MinDeposit Amount  // smallest channel
	Agent      uint64  // ERC-8004 id
}

// Paid says what became of a payment.
type Paid struct {
	Payer   Address       `json:"payer"`
	Amount  Amount        `json:"amount"` // charged for this answer
	Tx      Hash          `json:"tx"`     // of the transfer or deposit; zero: none was needed
	Channel SellerChannel `json:"channel,omitzero"`
	State   ChannelState  `json:"state,omitzero"` // of the channel, as it was last seen on chain
	Next    Amount        `json:"next"`           // what the channel's next voucher starts from: charged, and held for answers in the making
}

// OutOfStep says that a voucher was signed for another sum than the books have. It carries the books and the buyer's own
// highest voucher, from which it can see that they are right.
type OutOfStep struct {
	Want    Amount // ceiling that would have been taken
	Next    Amount // what the next voucher starts from: charged, and held for answers in the making
	Channel SellerChannel
	State   ChannelState
}

// Error implements error.
func (o *OutOfStep) Error() string {
	return "the voucher's ceiling should be " + o.Want.String() + ": what was charged so far, and what this may cost"
}

// Bill is what a server that sells for itself asks a facilitator to look at: x402's requirements.
type Bill struct {
	PayTo      Address
	Token      Address
	Amount     Amount
	Authorizer Address // of claims and refunds; zero: the bill is not for a channel
	Delay      uint64  // seconds, a channel's withdrawal delay
}

// SignedRefund is a receiver's refund with the claims that have to come before it.
type SignedRefund struct {
	Config ChannelConfig
	Refund Refund
	By     Signature // of the receiverAuthorizer, over Refund
	Before SignedClaims
}

// SignedClaims are claims that the receiverAuthorizer of their channels signed as a batch.
type SignedClaims struct {
	Claims []VoucherClaim
	By     Signature
}

// Digest is what the receiverAuthorizer signs.
func (c SignedClaims) Digest(d Domain) Hash {
	var b ClaimBatch
	for _, v := range c.Claims {
		b.Claims = append(b.Claims, ClaimEntry{v.Voucher.Voucher.Channel, v.Voucher.Voucher.MaxClaimable, v.Total})
	}
	return b.Digest(d)
}
