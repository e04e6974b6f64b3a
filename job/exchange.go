package job

// What buyer and seller exchange, message by message. Each struct is the JSON body of one wire message.

// SignedQuote is a quote with its provider's signature.
type SignedQuote struct {
	Quote     Quote     `json:"quote"`
	Signature Signature `json:"signature"`
}

// QuoteRequest asks a provider for a firm quote.
type QuoteRequest struct {
	Buyer Address `json:"buyer"` // the channel's payer
	Model Hash    `json:"model"`
	Lane  Lane    `json:"lane"`
}

// SignedVoucher is a voucher with the signature of the channel's payerAuthorizer.
type SignedVoucher struct {
	Voucher   Voucher   `json:"voucher"`
	Signature Signature `json:"signature"`
}

// NonceOffer is a signed batch together with its commitments, so that a buyer can pick the next unused one.
type NonceOffer struct {
	Batch       NonceBatch `json:"batch"`
	Signature   Signature  `json:"signature"`
	Commitments []Hash     `json:"commitments"` // NonceBatchSize of them, leaves of Batch.Root
}

// Order is a signed request with everything the provider needs to serve it, and the voucher that pays its prompt and
// first chunk. Posting the same order again resumes it; nothing is charged twice.
type Order struct {
	Request   Request     `json:"request"`
	Signature Signature   `json:"signature"` // of the channel's payerAuthorizer over the request id
	Quote     SignedQuote `json:"quote"`
	Prompt    []uint32    `json:"prompt"`
	Constraints
	LogprobAsk               // not signed: it changes nothing in the answer
	Voucher    SignedVoucher `json:"voucher"`
}

// Delivery is one paid piece of a stream. All but the last carry a signed Chunk; the last carries the signed Receipt
// in its place. The first reveals the nonce, so that the buyer can check every chunk before it pays for the next.
type Delivery struct {
	Tokens    []uint32  `json:"tokens"` // the new output tokens
	Nonce     Hash      `json:"nonce"`  // the same in every delivery
	Chunk     *Chunk    `json:"chunk,omitempty"`
	Receipt   *Receipt  `json:"receipt,omitempty"`
	Signature Signature `json:"signature"` // over Chunk or Receipt

	Logprobs []TokenLogprob `json:"logprobs,omitempty"` // one a token when the order asks for them, none when this is a repetition
}

// SellerChannel is what a seller knows of a channel: the answer to a voucher, to opening and to closing.
type SellerChannel struct {
	Channel Hash          `json:"channel"`
	Balance Amount        `json:"balance"` // deposited, as the seller saw it on chain
	Charged Amount        `json:"charged"` // for everything delivered so far
	Claimed Amount        `json:"claimed"`
	Ceiling SignedVoucher `json:"ceiling"` // the highest voucher held
	Closed  bool          `json:"closed"`
	Txs     []Hash        `json:"txs,omitempty"` // transactions of a closing, in order
}

// Record is one journaled value: the current body of the thing that Kind and Key name. An empty body deletes it.
type Record struct {
	Kind string `json:"kind"`
	Key  string `json:"key"`
	Body []byte `json:"body"`
}
