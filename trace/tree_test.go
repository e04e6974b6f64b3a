package trace

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-network/assay/job"
)

// leafHashes are those of n leaves, every seventh absent.
func leafHashes(n uint64) []job.Hash {
	out := make([]job.Hash, n)
	for i := range out {
		if i%7 != 3 {
			out[i] = LeafHash(binary.BigEndian.AppendUint64(nil, uint64(i)))
		}
	}
	return out
}

// plainRoot is the definition: all leaves of the full depth, level by level.
func plainRoot(leaves []job.Hash) job.Hash {
	level := make([]job.Hash, 1<<(6*rounds(uint64(len(leaves)))))
	copy(level, leaves)
	for len(level) > 1 {
		for i := range len(level) / 2 {
			level[i] = nodeHash(level[2*i], level[2*i+1])
		}
		level = level[:len(level)/2]
	}
	return rootHash(Trace, uint64(len(leaves)), level[0])
}

func TestTreeOfAnyOrderHasTheRootOfItsDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, n := range []uint64{1, 2, 63, 64, 65, 127, 4095, 4096, 4097, 9000} {
		leaves := leafHashes(n)
		want := plainRoot(leaves)
		for keep := range 4 {
			tree, err := NewTree(n, keep)
			if err != nil {
				t.Fatal(err)
			}
			var runs []uint64 // first leaves of runs of up to 100
			for i := uint64(0); i < n; i += 100 {
				runs = append(runs, i)
			}
			random.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
			for _, i := range runs {
				if _, err := tree.Root(); !errors.Is(err, ErrTree) {
					t.Fatalf("an incomplete tree has a root: %v", err)
				}
				if err := tree.Put(i, leaves[i:min(i+100, n)]); err != nil {
					t.Fatal(err)
				}
			}
			root, err := tree.Root()
			if err != nil || root != want {
				t.Fatalf("%d leaves, keep %d: root %x, want %x (%v)", n, keep, root, want, err)
			}
			for range 5 {
				i := random.Uint64N(n)
				first, count := tree.Below(0, i)
				path, err := tree.Path(i, leaves[first:first+count])
				if err != nil {
					t.Fatal(err)
				}
				if err := CheckPath(root, i, n, leaves[i], path); err != nil {
					t.Fatalf("leaf %d of %d, keep %d: %v", i, n, keep, err)
				}
				rejectOtherPaths(t, root, i, n, leaves[i], path)
			}
		}
	}
}

// rejectOtherPaths: an opening holds for its leaf, index, count and length alone.
func rejectOtherPaths(t *testing.T, root job.Hash, i, n uint64, leaf job.Hash, path []job.Hash) {
	t.Helper()
	other := leaf
	other[0] ^= 1
	longer := append(slices.Clone(path), job.Hash{})
	for name, err := range map[string]error{
		"another leaf":    CheckPath(root, i, n, other, path),
		"the wrong index": CheckPath(root, (i+1)%n, n, leaf, path),
		"past the end":    CheckPath(root, i+1<<Siblings(n), n, leaf, path),
		"another count":   CheckPath(root, i, n+1, leaf, path),
		"no leaves":       CheckPath(root, i, 0, leaf, path),
		"one more":        CheckPath(root, i, n, leaf, longer),
	} {
		if err == nil && !(name == "the wrong index" && n == 1) {
			t.Fatalf("%s is accepted for leaf %d of %d", name, i, n)
		}
	}
	if len(path) > 0 {
		if CheckPath(root, i, n, leaf, path[1:]) == nil {
			t.Fatalf("a leaf of %d passes with a sibling less", n)
		}
		// A node in place of a leaf: the path is then shorter by one, or does not fit.
		up := nodeHash(leaf, path[0])
		if i&1 == 1 {
			up = nodeHash(path[0], leaf)
		}
		if CheckPath(root, i/2, n, up, path[1:]) == nil || CheckPath(root, i/2, (n+1)/2, up, path[1:]) == nil {
			t.Fatalf("a node passes for a leaf of %d", n)
		}
	}
}

func TestChildrenLeadFromTheTopToEveryLeaf(t *testing.T) {
	n := uint64(9000)
	leaves := leafHashes(n)
	for keep := 1; keep <= 3; keep++ {
		tree, _ := NewTree(n, keep)
		if err := tree.Put(0, leaves); err != nil {
			t.Fatal(err)
		}
		root, err := tree.Root()
		if err != nil || TopRoot(n, tree.Top()) != root {
			t.Fatalf("the top does not make the root: %v", err)
		}
		for _, leaf := range []uint64{0, 1, 63, 64, 4095, 4096, 8999} {
			node := tree.Top()
			for level := tree.Rounds(); level > 0; level-- {
				index := leaf >> (6 * level)
				first, count := tree.Below(level, index)
				children, err := tree.Children(level, index, leaves[first:first+count])
				if err != nil {
					t.Fatal(err)
				}
				if Fold(children, level-1) != node {
					t.Fatalf("keep %d: the children of node %d of level %d do not make it", keep, index, level)
				}
				node = children[leaf>>(6*(level-1))%64]
			}
			if node != leaves[leaf] {
				t.Fatalf("keep %d: the walk to leaf %d ends elsewhere", keep, leaf)
			}
		}
		if _, err := tree.Children(0, 0, nil); !errors.Is(err, ErrTree) {
			t.Errorf("children of a leaf: %v", err)
		}
		if _, err := tree.Children(1, n, nil); !errors.Is(err, ErrTree) {
			t.Errorf("children of no node: %v", err)
		}
		if _, err := tree.Children(1, 0, leaves[:3]); !errors.Is(err, ErrTree) {
			t.Errorf("too few hashes: %v", err)
		}
	}
}

func TestALeafComesOnce(t *testing.T) {
	leaves := leafHashes(200)
	for keep := 1; keep <= 2; keep++ {
		tree, _ := NewTree(200, keep)
		if err := tree.Put(10, leaves[10:70]); err != nil {
			t.Fatal(err)
		}
		if err := tree.Put(69, leaves[69:70]); !errors.Is(err, ErrTree) {
			t.Errorf("keep %d: a leaf a second time: %v", keep, err)
		}
		if err := tree.Put(0, leaves[:10]); err != nil {
			t.Fatal(err)
		}
		if err := tree.Put(5, leaves[5:6]); !errors.Is(err, ErrTree) {
			t.Errorf("keep %d: a leaf of a whole group a second time: %v", keep, err)
		}
		if err := tree.Put(150, leaves[:60]); !errors.Is(err, ErrTree) {
			t.Errorf("keep %d: past the end: %v", keep, err)
		}
	}
	if _, err := NewTree(0, 1); err == nil {
		t.Error("a tree of no leaves")
	}
}

func TestOpenEachIsOpen(t *testing.T) {
	var leaves [][]byte
	for i := range 300 {
		leaves = append(leaves, []byte{byte(i), byte(i >> 8)})
	}
	for _, i := range []int{0, 1, 255, 256, 299} {
		want, err := Open(Tensor, leaves, i)
		if err != nil {
			t.Fatal(err)
		}
		got, err := OpenEach(Tensor, 300, uint64(i), func(i uint64) []byte { return leaves[i] })
		if err != nil || !slices.Equal(got.Siblings, want.Siblings) || got.Index != want.Index || got.Count != want.Count {
			t.Errorf("leaf %d: %v", i, err)
		}
	}
}
