package job

// UnsignedVersion names the format of UnsignedBundle.
const UnsignedVersion = "assay.unsigned.v1"

// UnsignedBundle is a provider's claim about a request that no buyer signed, with everything needed to recompute it. The
// provider made the request itself; its statement is signed in UnsignedDomain and can be taken to no contract.
type UnsignedBundle struct {
	Version string      `json:"version"`
	ChainID uint64      `json:"chainId"`
	Referee Address     `json:"referee"`
	Quote   SignedQuote `json:"quote"`
	Request Request     `json:"request"`
	Prompt  []uint32    `json:"prompt"`
	Constraints
	Output  []uint32  `json:"output"`
	Nonce   Hash      `json:"nonce"`
	Receipt Receipt   `json:"receipt"`
	Signed  Signature `json:"signature"` // the provider's, over the receipt
}
