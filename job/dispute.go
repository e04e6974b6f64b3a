package job

// Statements are what a dispute about an answer is opened with: the order, and what the provider signed about it. Who signed the receipt has agreed to the request,
// whose digest it names. Of an answer that broke off, Chunk.AsReceipt stands in the receipt's place.
type Statements struct {
	Request   Request   `json:"request"`
	Receipt   Receipt   `json:"receipt"`
	Signature Signature `json:"signature"` // the provider's, over the receipt or the chunk
}

// Contradiction is a way in which signed statements contradict each other, as the Receipts contract numbers them.
type Contradiction uint8

// The contradictions. The zero value is invalid.
const (
	TwoAnswers   Contradiction = 1  // two receipts for one request say different things
	NonceTwice   Contradiction = 2  // one nonce is in the receipts of two requests
	OtherNonce   Contradiction = 3  // the nonce is not the one that was committed to
	BeyondLimits Contradiction = 4  // more tokens, or more money, than the request allows
	GoesOn       Contradiction = 5  // the output goes on after an end token
	NoStop       Contradiction = 6  // the receipt says that it stopped, and the last token ends nothing
	NoLimit      Contradiction = 7  // the receipt says that a limit was reached, and none was
	OtherPrice   Contradiction = 8  // the amount is not what the quote gives
	Senseless    Contradiction = 9  // no tokens, or no known reason for ending
	OtherCount   Contradiction = 10 // the root of the prompt's or the output's tokens is not over as many as are billed
)

// Pair reports whether the contradiction is between two receipts.
func (c Contradiction) Pair() bool { return c == TwoAnswers || c == NonceTwice }

// Shows reports whether something is to be shown besides the signed statements: Proof.Evidence, which package dispute makes.
func (c Contradiction) Shows() bool { return c >= GoesOn && c <= OtherCount }

// Proof shows a contradiction. Other and its signature are there where there are two receipts, Evidence where something else is to be shown.
type Proof struct {
	Kind Contradiction `json:"kind"`
	Statements
	Other          Receipt   `json:"other"`
	OtherSignature Signature `json:"otherSignature"`
	Evidence       []byte    `json:"evidence,omitempty"`
}

// Contradicts returns what a receipt contradicts in its own request without anything else being shown, 0 for nothing.
func (s Statements) Contradicts() Contradiction {
	switch {
	case s.Receipt.Count > s.Request.MaxTokens || s.Request.PriceLimit.Less(s.Receipt.Amount):
		return BeyondLimits
	case !s.Receipt.IsChunk() && Commit(s.Receipt.Nonce) != s.Request.Commitment:
		return OtherNonce
	case s.Receipt.Count == 0 || !s.Receipt.IsChunk() && s.Receipt.Finish != FinishStop && s.Receipt.Finish != FinishLength:
		return Senseless
	}
	return 0
}

// AsReceipt is a chunk in the form in which the contracts take it: a receipt without an end and times. The nonce is the one that the request commits to; the chunk does not
// sign it. The window for disputes begins with the request's time.
func (c Chunk) AsReceipt(nonce Hash) Receipt {
	return Receipt{Request: c.Request, Output: c.Output, Count: c.Count, Amount: c.Amount, Nonce: nonce}
}

// IsChunk reports whether a receipt stands for a chunk. What is signed then is the chunk.
func (r Receipt) IsChunk() bool { return r.Finished == 0 }

// Since is when the window for disputes about the answer begins, unix seconds.
func (s Statements) Since() uint64 {
	if s.Receipt.IsChunk() {
		return s.Request.Time
	}
	return s.Receipt.Finished / 1000
}

// Contradicts reports whether two statements about one request say different things, as the contracts see it: two receipts in anything but their times (whoever signs again
// after a crash has said nothing new), otherwise about as many tokens.
func (r Receipt) Contradicts(o Receipt) bool {
	switch {
	case r.Request != o.Request:
		return false
	case r.IsChunk() || o.IsChunk():
		return r.Count == o.Count && (r.Output != o.Output || r.Amount != o.Amount)
	}
	return r.Output != o.Output || r.Count != o.Count || r.Amount != o.Amount || r.Nonce != o.Nonce || r.Finish != o.Finish
}

// EncodeOrder is what a provider answers to "I was never asked this": the channel whose money pays, and its session key's signature under the request's id, as the Receipts contract
// reads them.
func EncodeOrder(c ChannelConfig, request Signature) []byte {
	var e encoder
	for _, a := range []Address{c.Payer, c.PayerAuthorizer, c.Receiver, c.ReceiverAuthorizer, c.Token} {
		e.address(a)
	}
	e.uint(c.WithdrawDelay)
	e.hash(c.Salt)
	e.uint(8 * 32) // where the signature is
	e.uint(uint64(len(request)))
	b := append(e.buf, request[:]...)
	return append(b, make([]byte, -len(request)&31)...)
}
