// Package job holds the nouns of the protocol: amounts, hashes, the signed messages (quote, nonce batch, request,
// chunk, receipt, channel voucher), their EIP-712 digests, the bundle a checker takes, and the table of phases that a
// job passes through.
//
// It is pure and imports nothing else of this project. It must not know how a message is produced, sent, stored,
// checked against a model, or paid: only what its bytes are and who signed them.
package job

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Hash is a 32-byte keccak256 value: a digest, a root, an id, a commitment or a nonce. Its text form is "0x" and 64
// lower-case hexadecimal digits, and nothing else parses.
type Hash [32]byte

// IsZero reports whether h is all zero bytes, which stands for "none" in every message.
func (h Hash) IsZero() bool { return h == Hash{} }

// String returns the text form.
func (h Hash) String() string { return "0x" + hex.EncodeToString(h[:]) }

// Short returns the first four bytes of the text form, for a person's eyes only.
func (h Hash) Short() string { return "0x" + hex.EncodeToString(h[:4]) }

// MarshalText implements encoding.TextMarshaler.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; it refuses anything but the canonical form.
func (h *Hash) UnmarshalText(b []byte) error { return strictHex("hash", string(b), h[:]) }

// ParseHash parses the canonical text form.
func ParseHash(s string) (Hash, error) {
	var h Hash
	err := h.UnmarshalText([]byte(s))
	return h, err
}

// Address is an Ethereum address whose text form is "0x" and 40 lower-case hexadecimal digits. (go-ethereum's own
// type writes mixed case; signed evidence wants exactly one spelling.)
type Address [20]byte

// IsZero reports whether a is the zero address, which stands for "none" or "anyone".
func (a Address) IsZero() bool { return a == Address{} }

// Common returns a as go-ethereum's type.
func (a Address) Common() common.Address { return common.Address(a) }

// String returns the text form.
func (a Address) String() string { return "0x" + hex.EncodeToString(a[:]) }

// MarshalText implements encoding.TextMarshaler.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; it refuses anything but the canonical form.
func (a *Address) UnmarshalText(b []byte) error { return strictHex("address", string(b), a[:]) }

// ParseAddress parses an address a person typed: any case, with or without "0x".
func ParseAddress(s string) (Address, error) {
	if !common.IsHexAddress(s) {
		return Address{}, fmt.Errorf("%q is not an Ethereum address: want 0x and 40 hexadecimal digits", s)
	}
	return Address(common.HexToAddress(s)), nil
}

func strictHex(what, s string, into []byte) error {
	digits, ok := strings.CutPrefix(s, "0x")
	if !ok || len(digits) != 2*len(into) || strings.ToLower(digits) != digits {
		return fmt.Errorf("%s %.80q: want 0x and %d lower-case hexadecimal digits", what, s, 2*len(into))
	}
	if _, err := hex.Decode(into, []byte(digits)); err != nil {
		return fmt.Errorf("%s %.80q: %w", what, s, err)
	}
	return nil
}

// Keccak is keccak256 of the concatenation of parts.
func Keccak(parts ...[]byte) Hash { return Hash(crypto.Keccak256Hash(parts...)) }

// Signature is a 65-byte secp256k1 signature r ‖ s ‖ v with v in {27, 28} and s in the lower half, as the contracts
// want it. Its text form is "0x" and 130 lower-case hexadecimal digits.
type Signature [65]byte

// IsZero reports whether nothing was signed.
func (s Signature) IsZero() bool { return s == Signature{} }

// String returns the text form.
func (s Signature) String() string { return "0x" + hex.EncodeToString(s[:]) }

// MarshalText implements encoding.TextMarshaler.
func (s Signature) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; it refuses anything but the canonical form.
func (s *Signature) UnmarshalText(b []byte) error { return strictHex("signature", string(b), s[:]) }

// ErrSignature says that a signature has no valid form or was made by somebody else.
var ErrSignature = errors.New("bad signature")

// secp256k1HalfN is half the order of the curve: the largest s that is not malleable (EIP-2).
var secp256k1HalfN = common.FromHex("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0")

// Recover returns who signed digest. It refuses a zero signature, v outside {27, 28} and s in the upper half, as
// OpenZeppelin's ECDSA does, so that a message has one signature a contract accepts.
func Recover(digest Hash, sig Signature) (Address, error) {
	if sig.IsZero() {
		return Address{}, fmt.Errorf("%w: nothing is signed", ErrSignature)
	}
	if v := sig[64]; v != 27 && v != 28 {
		return Address{}, fmt.Errorf("%w: recovery byte is %d, want 27 or 28", ErrSignature, v)
	}
	if string(sig[32:64]) > string(secp256k1HalfN) {
		return Address{}, fmt.Errorf("%w: s is in the upper half of the curve order", ErrSignature)
	}
	raw := sig
	raw[64] -= 27
	pub, err := crypto.SigToPub(digest[:], raw[:])
	if err != nil {
		return Address{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return Address(crypto.PubkeyToAddress(*pub)), nil
}

// SignedBy checks that who signed digest.
func SignedBy(digest Hash, sig Signature, who Address) error {
	got, err := Recover(digest, sig)
	if err != nil {
		return err
	}
	if got != who {
		return fmt.Errorf("%w: signed by %s, want %s", ErrSignature, got, who)
	}
	return nil
}
