package trace

import (
	"testing"

	"github.com/assay-network/assay/job"
)

func BenchmarkLeafHash(b *testing.B) {
	data := make([]byte, 520)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		LeafHash(data)
	}
}

func BenchmarkNodeHash(b *testing.B) {
	var l, r job.Hash
	for b.Loop() {
		l = nodeHash(l, r)
	}
}
