package node

import (
	"crypto/ecdh"
	"crypto/hpke"
	"fmt"

	"github.com/assay-network/assay/job"
)

// sealInfo separates sealed bundles from whatever else a key may be used for.
var sealInfo = []byte("assay.watch.v1")

// sealingKey derives a watchtower's key from a secret.
func sealingKey(secret job.Hash) (hpke.PrivateKey, error) {
	return hpke.DHKEM(ecdh.X25519()).DeriveKeyPair(secret[:])
}

// SealBundle encrypts a bundle to a watchtower's key, so that nobody on the way reads what was asked and answered: HPKE (RFC 9180) in base mode, with X25519,
// HKDF-SHA256 and AES-256-GCM. The sender stays unknown.
func SealBundle(key job.Hash, bundle []byte) (job.Sealed, error) {
	public, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(key[:])
	if err != nil {
		return job.Sealed{}, fmt.Errorf("the watchtower's key: %w", err)
	}
	sealed, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), sealInfo, bundle)
	return job.Sealed{Sealed: sealed}, err
}

// unseal decrypts a bundle.
func unseal(key hpke.PrivateKey, s job.Sealed) ([]byte, error) {
	if len(s.Sealed) > job.MaxSealedBytes {
		return nil, job.Faultf(job.FaultTooLarge, "bundle_too_large", "%d bytes: at most %d are taken", len(s.Sealed), job.MaxSealedBytes)
	}
	raw, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), sealInfo, s.Sealed)
	if err != nil {
		return nil, job.Faultf(job.FaultInvalid, "not_for_us", "this bundle is not encrypted to this watchtower's key, or it is damaged: ask for the key again")
	}
	return raw, nil
}
