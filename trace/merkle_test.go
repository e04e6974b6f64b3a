package trace

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/assay-network/assay/job"
	"pgregory.net/rapid"
)

// slowRoot builds the whole padded tree, level by level: the definition, to hold Running against.
func slowRoot(k Kind, leaves [][]byte) job.Hash {
	level := make([]job.Hash, 1<<k.Depth())
	for i, l := range leaves {
		level[i] = leafHash(k, l)
	}
	for len(level) > 1 {
		next := make([]job.Hash, len(level)/2)
		for i := range next {
			next[i] = nodeHash(level[2*i], level[2*i+1])
		}
		level = next
	}
	return rootHash(k, uint64(len(leaves)), level[0])
}

func TestRunningRootAgreesWithTheDefinition(t *testing.T) {
	var leaves [][]byte
	r := NewRunning(Nonces)
	for i := range 32 {
		if got, want := r.Root(), slowRoot(Nonces, leaves); got != want {
			t.Fatalf("%d leaves: running root %s, definition %s", i, got, want)
		}
		leaf := binary.BigEndian.AppendUint32(nil, uint32(i*7))
		leaves = append(leaves, leaf)
		if err := r.Append(leaf); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := r.Root(), slowRoot(Nonces, leaves); got != want {
		t.Fatalf("full tree: running root %s, definition %s", got, want)
	}
	if err := r.Append([]byte{1}); !errors.Is(err, ErrFull) {
		t.Fatalf("33rd leaf: %v, want ErrFull", err)
	}
}

func TestOpeningsLeadToTheRootAndNothingElseDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]Kind{Prompt, Output, Nonces, Model, Tensor}).Draw(t, "kind")
		n := rapid.IntRange(1, 32).Draw(t, "leaves")
		leaves := make([][]byte, n)
		for i := range leaves {
			leaves[i] = rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "leaf")
		}
		root, err := Root(kind, leaves)
		if err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, n-1).Draw(t, "index")
		o, err := Open(kind, leaves, i)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Check(kind, root, leaves[i]); err != nil {
			t.Fatalf("honest opening refused: %v", err)
		}
		if err := o.Check(kind, root, append([]byte{9}, leaves[i]...)); err == nil {
			t.Fatal("another leaf accepted")
		}
		moved := o
		moved.Index ^= 1
		twin := i^1 < n && string(leaves[i^1]) == string(leaves[i]) // then the leaf truly stands there too
		if err := moved.Check(kind, root, leaves[i]); err == nil && !twin {
			t.Fatal("the same leaf at another index accepted")
		}
		longer := o
		longer.Count++
		if err := longer.Check(kind, root, leaves[i]); err == nil {
			t.Fatal("another count accepted")
		}
		short := o
		short.Siblings = o.Siblings[1:]
		if err := short.Check(kind, root, leaves[i]); err == nil {
			t.Fatal("a short proof accepted")
		}
		other := kind%5 + 1
		if err := o.Check(other, root, leaves[i]); err == nil {
			t.Fatal("a proof for another kind of tree accepted")
		}
	})
}

func TestRootsOfOtherKindsAndCountsDiffer(t *testing.T) {
	p, _ := TokensRoot(Prompt, []uint32{1, 2, 3})
	o, _ := TokensRoot(Output, []uint32{1, 2, 3})
	z, _ := TokensRoot(Output, []uint32{1, 2, 3, 0})
	if p == o || o == z {
		t.Fatal("roots collide across kinds or counts")
	}
}
