package job

// Statements are what a dispute about an answer is opened with: the order, and what the provider signed about it. Who signed the receipt has agreed to the request,
// whose digest it names.
type Statements struct {
	Request   Request   `json:"request"`
	Receipt   Receipt   `json:"receipt"`
	Signature Signature `json:"signature"` // the provider's, over the receipt
}

// Contradiction is a way in which signed statements contradict each other, as the Receipts contract numbers them.
type Contradiction uint8

// The contradictions. The zero value is invalid.
const (
	TwoAnswers   Contradiction = 1 // two receipts for one request say different things
	NonceTwice   Contradiction = 2 // one nonce is in the receipts of two requests
	OtherNonce   Contradiction = 3 // the nonce is not the one that was committed to
	BeyondLimits Contradiction = 4 // more tokens, or more money, than the request allows
)

// Pair reports whether the contradiction is between two receipts.
func (c Contradiction) Pair() bool { return c == TwoAnswers || c == NonceTwice }

// Proof shows a contradiction. Other and its signature are there where there are two receipts.
type Proof struct {
	Kind Contradiction `json:"kind"`
	Statements
	Other          Receipt   `json:"other"`
	OtherSignature Signature `json:"otherSignature"`
}

// Contradicts returns what a receipt contradicts in its own request, 0 for nothing.
func (s Statements) Contradicts() Contradiction {
	switch {
	case s.Receipt.Count > s.Request.MaxTokens || s.Request.PriceLimit.Less(s.Receipt.Amount):
		return BeyondLimits
	case Commit(s.Receipt.Nonce) != s.Request.Commitment:
		return OtherNonce
	}
	return 0
}
