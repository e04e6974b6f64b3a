package job

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/crypto"
)

// Domain is an EIP-712 domain with all four of the fields that both our referee and the settlement contract use.
type Domain struct {
	Name     string
	Version  string
	ChainID  uint64
	Contract Address
}

// AssayDomain is the domain of quotes, nonce batches, requests, chunks and receipts. The verifying contract is the
// referee of one version of the exact semantics, so every statement says which judge it accepts.
func AssayDomain(chainID uint64, referee Address) Domain {
	return Domain{Name: "Assay", Version: "1", ChainID: chainID, Contract: referee}
}

// UnsignedDomain is the domain of what a provider states about requests that no buyer signed. It is not AssayDomain, since no contract should take
// such statements: one that asks for the buyer's signature would convict an honest provider.
func UnsignedDomain(chainID uint64, referee Address) Domain {
	return Domain{Name: "Assay Unsigned", Version: "1", ChainID: chainID, Contract: referee}
}

// SettlementDomain is the domain of x402 batch-settlement channels, vouchers, refunds and claim batches.
func SettlementDomain(chainID uint64, settlement Address) Domain {
	return Domain{Name: "x402 Batch Settlement", Version: "1", ChainID: chainID, Contract: settlement}
}

var domainType = typeHash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")

// Separator returns the domain separator (EIP-712, "Definition of domainSeparator").
func (d Domain) Separator() Hash {
	var e encoder
	e.hash(domainType)
	e.hash(Keccak([]byte(d.Name)))
	e.hash(Keccak([]byte(d.Version)))
	e.uint(d.ChainID)
	e.address(d.Contract)
	return e.sum()
}

// Digest returns keccak256(0x1901 ‖ separator ‖ structHash): what is signed.
func (d Domain) Digest(structHash Hash) Hash {
	sep := d.Separator()
	return Keccak([]byte{0x19, 0x01}, sep[:], structHash[:])
}

func typeHash(s string) Hash { return Hash(crypto.Keccak256Hash([]byte(s))) }

// encoder collects the 32-byte words of an EIP-712 struct.
type encoder struct{ buf []byte }

func (e *encoder) hash(h Hash) { e.buf = append(e.buf, h[:]...) }
func (e *encoder) uint(n uint64) {
	e.buf = append(e.buf, make([]byte, 24)...)
	e.buf = binary.BigEndian.AppendUint64(e.buf, n)
}
func (e *encoder) int(n int64) { // two's complement in 32 bytes
	var w [32]byte
	if n < 0 {
		for i := range w {
			w[i] = 0xff
		}
	}
	binary.BigEndian.PutUint64(w[24:], uint64(n))
	e.buf = append(e.buf, w[:]...)
}
func (e *encoder) address(a Address) {
	e.buf = append(e.buf, make([]byte, 12)...)
	e.buf = append(e.buf, a[:]...)
}
func (e *encoder) amount(a Amount) {
	w := a.v.Bytes32()
	e.buf = append(e.buf, w[:]...)
}
func (e *encoder) sum() Hash { return Keccak(e.buf) }
