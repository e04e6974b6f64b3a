package job

import "encoding/binary"

// MaxLightPositions bounds the positions of one answer that a provider opens, of all calls together.
const MaxLightPositions = 64

// LightAsk is a buyer's wish to be shown numbers of an answer that it has bought, signed by the channel's session key. Without positions it asks for the root of the answer's
// keys and values only, which has to be named before positions are drawn.
type LightAsk struct {
	Request   Hash      `json:"request"`
	Cache     Hash      `json:"cache"`     // the root that the provider has named
	Positions []uint32  `json:"positions"` // ascending, each once
	Time      uint64    `json:"time"`      // unix seconds
	Signature Signature `json:"signature"`
}

// LightCache is the root of the keys and values of an answer.
type LightCache struct {
	Cache Hash `json:"cache"`
}

var lightAskType = typeHash("LightAsk(bytes32 request,bytes32 cache,bytes32 positions,uint64 time)")

// Digest returns the EIP-712 digest of a: of the positions it holds the hash of all, each as a big-endian uint32.
func (a LightAsk) Digest(d Domain) Hash {
	var list []byte
	for _, p := range a.Positions {
		list = binary.BigEndian.AppendUint32(list, p)
	}
	var e encoder
	e.hash(lightAskType)
	e.hash(a.Request)
	e.hash(a.Cache)
	e.hash(Keccak(list))
	e.uint(a.Time)
	return d.Digest(e.sum())
}
