package job

// Facts as the chain reports them. They cross the chain port in these types, so that neither side knows the other.

// Tx is a mined, successful transaction.
type Tx struct {
	Hash  Hash   `json:"hash"`
	Block uint64 `json:"block"`
	Gas   uint64 `json:"gas"` // used
	Fee   Amount `json:"fee"` // paid, in wei
}

// Head is the newest block.
type Head struct {
	Number uint64 `json:"number"`
	Time   uint64 `json:"time"` // unix seconds, by the chain's clock
}

// Contracts holds the addresses of a deployment.
type Contracts struct {
	Identity   Address `json:"identity"`
	Reputation Address `json:"reputation"`
	Token      Address `json:"token"`
	Settlement Address `json:"settlement"`
	Collector  Address `json:"collector"`
	Vault      Address `json:"vault"`
	Referee    Address `json:"referee"`
	Receipts   Address `json:"receipts"` // reads signed statements for the game
	Layers     Address `json:"layers"`   // the two halves of the exact program
	Draws      Address `json:"draws"`
	Program    Address `json:"program"` // the exact program
	Maker      Address `json:"maker"`   // made vault, game and canaries together
	Game       Address `json:"game"`    // where disputes are played
	Canaries   Address `json:"canaries"`
	Escrow     Escrow  `json:"escrow"`
}

// Agent is an ERC-8004 identity.
type Agent struct {
	ID     uint64  `json:"id"`
	Owner  Address `json:"owner"`
	Wallet Address `json:"wallet"` // where it is paid
	URI    string  `json:"uri"`    // of its registration file
}

// ChannelState is a channel as the settlement contract has it.
type ChannelState struct {
	Balance     Amount `json:"balance"`     // deposited minus refunded and withdrawn, claims included
	Claimed     Amount `json:"claimed"`     // by the receiver, in total
	Withdrawing Amount `json:"withdrawing"` // pending withdrawal of the payer
	WithdrawAt  uint64 `json:"withdrawAt"`  // when it was initiated, unix seconds; 0: none
	RefundNonce uint64 `json:"refundNonce"`
}

// VoucherClaim is one line of a claim transaction: the voucher held and what is claimed under it, in total.
type VoucherClaim struct {
	Config  ChannelConfig `json:"config"`
	Voucher SignedVoucher `json:"voucher"`
	Total   Amount        `json:"total"` // at most Voucher.MaxClaimable
}

// Stake is a provider's account in the stake vault.
type Stake struct {
	Total     Amount `json:"total"`
	Reserved  Amount `json:"reserved"`
	Unbonding Amount `json:"unbonding"`
	Free      Amount `json:"free"`
}

// Reservation is stake set aside for one channel.
type Reservation struct {
	Amount Amount `json:"amount"`
	Until  uint64 `json:"until"` // unix seconds
}

// Payment is money that a provider has claimed from a payer's channel.
type Payment struct {
	Channel Hash    `json:"channel"`
	Payer   Address `json:"payer"`
	Amount  Amount  `json:"amount"`
	Tx      Hash    `json:"tx"`
}

// Feedback is one entry in the ERC-8004 reputation registry.
type Feedback struct {
	Agent    uint64  `json:"agent"`
	Client   Address `json:"client"` // filled in when read
	Index    uint64  `json:"index"`  // 1-based, filled in when read
	Value    int64   `json:"value"`
	Decimals uint8   `json:"decimals"`
	Tag1     string  `json:"tag1"`
	Tag2     string  `json:"tag2"`
	Endpoint string  `json:"endpoint"`
	URI      string  `json:"uri"`
	Hash     Hash    `json:"hash"`
}

// StakeDisputes is what the vault knows of the disputes against a provider.
type StakeDisputes struct {
	Open        uint32 `json:"open"`        // disputes that run
	FrozenUntil uint64 `json:"frozenUntil"` // unix seconds; 0: not frozen
	Cases       uint32 `json:"cases"`       // stakes that were lost; the newest case has this number
	ClosesAt    uint64 `json:"closesAt"`    // until when claims on the newest are collected, unix seconds
}

// StakeCase is a lost stake and who shares it.
type StakeCase struct {
	Seized Amount  `json:"seized"`
	Costs  Amount  `json:"costs"`  // paid to challengers
	Backed Amount  `json:"backed"` // buyers' claims that reservations stand behind, not yet paid
	Other  Amount  `json:"other"`  // their other claims
	Opened uint64  `json:"opened"` // unix seconds
	Closed bool    `json:"closed"`
	First  Address `json:"first"` // who gets the tenth
}
