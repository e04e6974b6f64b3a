package job

// WatchNotice is what a watchtower says of itself.
type WatchNotice struct {
	Address Address `json:"address"` // which accuses
	Key     Hash    `json:"key"`     // X25519 public key that bundles are encrypted to
	Share   uint32  `json:"share"`   // thousandths of the bundles that it recomputes, whatever they cost
	Models  []Hash  `json:"models"`  // whose answers it can recompute
}

// Sealed is a bundle, encrypted to a watchtower's key.
type Sealed struct {
	Sealed []byte `json:"sealed"` // HPKE (RFC 9180), base mode: the encapsulated key and the ciphertext
}

// MaxSealedBytes bounds a sealed bundle: in base64 it must fit the body of a request to a door.
const MaxSealedBytes = 750_000
