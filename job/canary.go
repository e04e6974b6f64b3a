package job

import (
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// A canary is an answer that is wrong on purpose, with a prize for whoever recomputes it: see docs/canaries.md and contracts/src/Canaries.sol, which this is the twin of.

// CanaryState is what has become of a canary, as the contract numbers it.
type CanaryState uint8

// The states of a canary. From CanaryPlanted on it goes to one of the others, and stays there.
const (
	CanaryNone      CanaryState = iota // there is none under this lock
	CanaryPlanted                      // the prize waits
	CanaryFound                        // the prize was paid
	CanaryReclaimed                    // nobody found it: the sponsor showed it and has the prize back
	CanaryLapsed                       // nobody found it or showed it: the prize was burnt
)

// String returns the state in a word.
func (s CanaryState) String() string {
	names := [...]string{"none", "planted", "found", "reclaimed", "lapsed"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unknown"
}

// Canary is a canary as the chain tells of it.
type Canary struct {
	Lock    Address     `json:"lock"` // the address of the key that recomputing gives
	Sponsor Address     `json:"sponsor"`
	State   CanaryState `json:"state"`
	Prize   Amount      `json:"prize"` // token units
	Tag     Hash        `json:"tag"`
	Veil    Hash        `json:"veil"`
	Planted uint64      `json:"planted"`           // chain seconds
	Found   uint64      `json:"found,omitempty"`   // chain seconds
	Finder  Address     `json:"finder,omitzero"`   // once found
	Subject Hash        `json:"subject,omitempty"` // the request's id, once found or reclaimed
}

// CanaryRules are what the contract fixes.
type CanaryRules struct {
	Hold  uint64 // seconds before a prize can be taken back
	Least Amount // the least prize, token units
	// Opening is what the challenger of a dispute about a canary that somebody else has found is paid, token units.
	Opening Amount
}

// CanaryConsent is the buyer's nonce of a request whose answer is wanted wrong, and may be a canary with this salt. Nobody can tell it from a drawn one without the salt.
func CanaryConsent(chainID uint64, canaries Address, salt Hash) Hash {
	domain := Keccak([]byte("assay.canary.consent.v1"))
	return Keccak(domain[:], abiUint(chainID), common.LeftPadBytes(canaries[:], 32), salt[:])
}

// CanaryTag says which request a canary is about, to those who know the salt.
func CanaryTag(request, salt Hash) Hash { return Keccak(request[:], salt[:]) }

// CanarySecret is the secret key of a canary's lock: whoever has computed the logits at the first wrong token of the answer to a request has it. index is that token's
// in the output, logits the hash of their leaves in the trace.
func CanarySecret(request Hash, index uint32, logits Hash) Hash {
	return Keccak([]byte("assay.canary.key.v1"), request[:], binary.BigEndian.AppendUint32(nil, index), logits[:])
}

// CanaryLock is the address of the key that a canary's secret is.
func CanaryLock(secret Hash) (Address, error) {
	key, err := crypto.ToECDSA(secret[:])
	if err != nil {
		return Address{}, fmt.Errorf("make a canary's key: %w", err) // one secret in 2^128
	}
	return Address(crypto.PubkeyToAddress(key.PublicKey)), nil
}

// CanaryVeil hides a salt under a secret, or shows it again.
func CanaryVeil(secret, salt Hash) (out Hash) {
	under := Keccak([]byte("assay.canary.veil.v1"), secret[:])
	for i := range out {
		out[i] = under[i] ^ salt[i]
	}
	return out
}

// CanaryClaim is what the lock's key signs to have the prize paid to finder.
func CanaryClaim(chainID uint64, canaries, finder Address) Hash {
	domain := Keccak([]byte("assay.canary.claim.v1"))
	return Keccak(domain[:], abiUint(chainID), common.LeftPadBytes(canaries[:], 32), common.LeftPadBytes(finder[:], 32))
}

// abiUint is a number as the ABI has it.
func abiUint(n uint64) []byte { return common.LeftPadBytes(binary.BigEndian.AppendUint64(nil, n), 32) }
