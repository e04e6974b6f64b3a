package job

// The messages of a negotiation as they travel: each struct is a JSON body.

// SignedRequestForQuote is a request for a quote with its buyer's signature.
type SignedRequestForQuote struct {
	Request   RequestForQuote `json:"request"`
	Signature Signature       `json:"signature"`
}

// SignedOffer is an offer or a counter-offer with the signature of whom it is from.
type SignedOffer struct {
	Offer     Offer     `json:"offer"`
	Signature Signature `json:"signature"`
}

// Haggle is a buyer's turn: the request alone, or with the seller's last offer and the buyer's answer to it. A seller
// keeps nothing of a talk between two turns; its own signature says what it offered.
type Haggle struct {
	Request SignedRequestForQuote `json:"request"`
	Last    *SignedOffer          `json:"last,omitempty"`
	Counter *SignedOffer          `json:"counter,omitempty"`
}

// SignedBid is a sealed bid with its seller's signature.
type SignedBid struct {
	Bid       SealedBid `json:"bid"`
	Signature Signature `json:"signature"`
}

// SignedBook is a book of bids with the buyer's signature.
type SignedBook struct {
	Book      BidBook   `json:"book"`
	Signature Signature `json:"signature"`
}

// Opening asks a seller to open its sealed bid.
type Opening struct {
	Request SignedRequestForQuote `json:"request"`
	Book    SignedBook            `json:"book"`
}

// OpenedBid is the offer that a sealed bid committed to.
type OpenedBid struct {
	Offer SignedOffer `json:"offer"`
	Salt  Hash        `json:"salt"`
}

// Agreement is what both sides signed, with everything that it rests on. Until the seller has signed, Acceptance,
// SellerSignature and Quote are zero.
type Agreement struct {
	Request         SignedRequestForQuote `json:"request"`
	Offer           SignedOffer           `json:"offer"` // the seller's, which was taken
	Intent          AgentIntent           `json:"intent"`
	BuyerSignature  Signature             `json:"buyerSignature"`
	Acceptance      Acceptance            `json:"acceptance"`
	SellerSignature Signature             `json:"sellerSignature"`
	Quote           SignedQuote           `json:"quote"` // what requests under the agreement name as their price
}

// Holding asks a seller to keep room for an agreement's buyer, and pays for it.
type Holding struct {
	Agreement Hash          `json:"agreement"` // its intent hash
	Channel   Hash          `json:"channel"`   // which holds the deposit
	Voucher   SignedVoucher `json:"voucher"`   // covers the fee
}

// Hold is room that a seller keeps.
type Hold struct {
	Agreement Hash   `json:"agreement"`
	Channel   Hash   `json:"channel"`
	Slots     uint32 `json:"slots"`
	Fee       Amount `json:"fee"`   // charged on the channel
	Until     uint64 `json:"until"` // unix seconds
}

// Bargain is what an owner asks its node to negotiate.
type Bargain struct {
	Model   string   `json:"model"` // name or root
	Lane    Lane     `json:"lane"`  // 0: exact
	Input   uint64   `json:"input"`
	Output  uint64   `json:"output"`
	Mode    Mode     `json:"mode"`
	Budget  Amount   `json:"budget"`  // for all of it; never more
	Sellers []uint64 `json:"sellers"` // agent ids; none: whoever fits
	Rounds  uint32   `json:"rounds"`  // most counter-offers to one seller
	Slots   uint32   `json:"slots"`   // answers at once to keep room for; 0: none
	Time    uint64   `json:"time"`    // seconds that sellers have; sealed: to bid, and as long again to open
	For     uint64   `json:"for"`     // seconds that the price shall stand
	Wishes
}

// Wishes are how a buyer bargains and with whom. Shares are in thousandths.
type Wishes struct {
	Opening    uint32 `json:"opening"`    // first counter-offer, as a share of what is asked
	Concede    uint32 `json:"concede"`    // share of the gap given up in a round
	Step       uint32 `json:"step"`       // open auction: share by which the best price is to be beaten
	MinRight   uint32 `json:"minRight"`   // smoothed share of right answers
	MinReserve Amount `json:"minReserve"` // stake set aside for the channel; the gateway's own limit holds besides
}
