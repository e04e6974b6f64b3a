package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// BundleVersion names the only bundle format there is.
const BundleVersion = "assay.bundle.v2"

// MaxBundleBytes bounds an encoded bundle.
const MaxBundleBytes = 8 << 20

// Bundle is a claim with everything needed to check it: the signed quote, channel, nonce batch and request, the prompt
// and output tokens, and the provider's statement about them: the receipt, or for an answer that broke off the last
// chunk. It carries nothing that no signature or commitment covers, and it has one encoding, so changing any byte of
// the file makes it another claim or no claim.
//
// wide: a flat file that other programs read
type Bundle struct {
	Version    string        `json:"version"`
	ChainID    uint64        `json:"chainId"`
	Referee    Address       `json:"referee"`
	Settlement Address       `json:"settlement"`
	Channel    ChannelConfig `json:"channel"`
	Nonces     NonceOffer    `json:"nonces"`
	Quote      SignedQuote   `json:"quote"`
	Request    Request       `json:"request"`
	Signature  Signature     `json:"requestSignature"`
	Prompt     []uint32      `json:"prompt"`
	Constraints
	Assurance string    `json:"assurance"` // Request.Assurance, said again for people
	Output    []uint32  `json:"output"`
	Nonce     Hash      `json:"nonce"` // opens Request.Commitment
	Chunk     *Chunk    `json:"chunk,omitempty"`
	Receipt   *Receipt  `json:"receipt,omitempty"` // exactly one of Chunk and Receipt is there
	Signed    Signature `json:"signature"`         // the provider's, over it
}

// Claimed returns what the provider's statement bills: output tokens and amount.
func (b Bundle) Claimed() (count uint32, amount Amount) {
	switch {
	case b.Receipt != nil:
		return b.Receipt.Count, b.Receipt.Amount
	case b.Chunk != nil:
		return b.Chunk.Count, b.Chunk.Amount
	}
	return 0, Amount{}
}

// Statements are what the bundle can be taken to the contract with; false for one without a statement of the provider's.
func (b Bundle) Statements() (Statements, bool) {
	switch {
	case b.Receipt != nil:
		return Statements{Request: b.Request, Receipt: *b.Receipt, Signature: b.Signed}, true
	case b.Chunk != nil:
		return Statements{Request: b.Request, Receipt: b.Chunk.AsReceipt(b.Nonce), Signature: b.Signed}, true
	}
	return Statements{}, false
}

// ErrBundle says that bytes are not a bundle in its one encoding.
var ErrBundle = errors.New("not a bundle")

// Encode returns the canonical bytes: compact JSON in the order of the fields, and a newline.
func (b Bundle) Encode() ([]byte, error) {
	b.Prompt, b.Output = noNil(b.Prompt), noNil(b.Output)
	b.Assurance = b.Request.Assurance()
	b.Nonces.Commitments = noNil(b.Nonces.Commitments)
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf) // ends with a newline
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return nil, fmt.Errorf("encode bundle: %w", err)
	}
	return buf.Bytes(), nil
}

// DecodeBundle parses canonical bytes and nothing else: other spacing, spelling, order or unknown fields are refused.
func DecodeBundle(data []byte) (Bundle, error) {
	var b Bundle
	if len(data) > MaxBundleBytes {
		return b, fmt.Errorf("%w: %d bytes, at most %d are read", ErrBundle, len(data), MaxBundleBytes)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return Bundle{}, fmt.Errorf("%w: %w", ErrBundle, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Bundle{}, fmt.Errorf("%w: something follows the JSON object", ErrBundle)
	}
	if b.Version != BundleVersion {
		return Bundle{}, fmt.Errorf("%w: version %.40q, this program reads %q", ErrBundle, b.Version, BundleVersion)
	}
	again, err := b.Encode()
	if err != nil {
		return Bundle{}, err
	}
	if !bytes.Equal(data, again) {
		return Bundle{}, fmt.Errorf("%w: byte %d is not as the one encoding has it", ErrBundle, firstDifference(data, again))
	}
	return b, nil
}

func noNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
