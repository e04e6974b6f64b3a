package engine

import (
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// TreeSink builds the Merkle tree of a trace.
type TreeSink struct{ Tree *trace.Tree }

// Wants is WantHashes, for all leaves.
func (TreeSink) Wants(uint64, uint64) TraceWant { return WantHashes }

// Hashes puts them into the tree.
func (s TreeSink) Hashes(first uint64, hashes []job.Hash) error { return s.Tree.Put(first, hashes) }

// Data is never called.
func (TreeSink) Data(uint64, [][]byte) error { return nil }

// TraceWindow keeps a few leaves of a trace: what a move of a dispute needs. It implements TraceSink.
type TraceWindow struct {
	ranges []leafRange // sorted by first
	data   map[uint64][]byte
}

// leafRange is count leaves from first on.
type leafRange struct{ first, count uint64 }

// Want adds count leaves from first on.
func (w *TraceWindow) Want(first, count uint64) {
	w.ranges = append(w.ranges, leafRange{first, count})
	slices.SortFunc(w.ranges, func(a, b leafRange) int {
		switch {
		case a.first < b.first:
			return -1
		case a.first > b.first:
			return 1
		}
		return 0
	})
}

// Wants is WantData where a wanted leaf is among count from first on.
func (w *TraceWindow) Wants(first, count uint64) TraceWant {
	for _, r := range w.ranges {
		if r.first < first+count && first < r.first+r.count {
			return WantData
		}
	}
	return 0
}

// Hashes is never called.
func (*TraceWindow) Hashes(uint64, []job.Hash) error { return nil }

// Data keeps those that are wanted.
func (w *TraceWindow) Data(first uint64, leaves [][]byte) error {
	if w.data == nil {
		w.data = map[uint64][]byte{}
	}
	for i, b := range leaves {
		if at := first + uint64(i); w.Wants(at, 1) != 0 {
			w.data[at] = slices.Clone(b)
		}
	}
	return nil
}

// Leaf is the data of a leaf that was wanted, nil if it is absent. It reports whether the leaf has come.
func (w *TraceWindow) Leaf(index uint64) ([]byte, bool) {
	b, ok := w.data[index]
	return b, ok
}

// LeafHashes are the hashes of count leaves from first on, all of which were wanted.
func (w *TraceWindow) LeafHashes(first, count uint64) ([]job.Hash, error) {
	out := make([]job.Hash, count)
	for i := range out {
		b, ok := w.data[first+uint64(i)]
		if !ok {
			return nil, fmt.Errorf("leaf %d of the trace was not computed: %w", first+uint64(i), trace.ErrTree)
		}
		out[i] = trace.LeafHash(b)
	}
	return out, nil
}
