package alphabet_test

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/dispute/alphabet"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

func recite(t *testing.T, c alphabet.Claim) *alphabet.Trace {
	t.Helper()
	tr, err := alphabet.NewTrace(c, alphabet.Lies{})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// The toy's tree is the one that package trace builds for real traces.
func TestTreeIsThatOfTraces(t *testing.T) {
	for _, c := range []alphabet.Claim{alphabet.Recited(1, 1, 3), alphabet.Recited(64, 64, 3), alphabet.Recited(65, 60, 3), alphabet.Recited(4100, 4099, -9)} {
		tr := recite(t, c)
		tree, err := trace.NewTree(c.Count, 1)
		if err != nil {
			t.Fatal(err)
		}
		hashes := make([]job.Hash, c.Count)
		for i := range hashes {
			if data, _ := tr.Leaf(uint64(i)); len(data) > 0 {
				hashes[i] = trace.LeafHash(data)
			}
		}
		if err := tree.Put(0, hashes); err != nil {
			t.Fatal(err)
		}
		want, err := tree.Root()
		if err != nil {
			t.Fatal(err)
		}
		top, err := dispute.Top(tr, c.Count)
		if got := trace.TopRoot(c.Count, top); err != nil || got != want {
			t.Errorf("%d leaves: root %x, package trace has %x (%v)", c.Count, got, want, err)
		}
		if got := dispute.Rounds(c.Count); got != tree.Rounds() {
			t.Errorf("%d leaves: %d rounds, package trace has %d", c.Count, got, tree.Rounds())
		}
	}
}

// Every number of a true recital is right, and no other value is.
func TestEveryNumberIsJudged(t *testing.T) {
	c := alphabet.Recited(90, 83, -5)
	tr := recite(t, c)
	top, err := dispute.Top(tr, c.Count)
	if err != nil {
		t.Fatal(err)
	}
	root := trace.TopRoot(c.Count, top)
	judged := 0
	for leaf := range c.Count {
		data, _ := tr.Leaf(leaf)
		count, width := c.Elements(leaf)
		if len(data) != count*width {
			t.Fatalf("leaf %d has %d bytes for %d elements", leaf, len(data), count)
		}
		for e := range count {
			evidence, _ := tr.Evidence(leaf, e)
			var sums []byte
			if c.Parts(leaf, e) > 1 {
				sums, _ = tr.Sums(leaf, e)
			}
			if right, err := c.Judge(root, leaf, e, data, sums, evidence); !right || err != nil {
				t.Errorf("element %d of leaf %d: %v, %v", e, leaf, right, err)
			}
			other := append([]byte(nil), data...)
			other[8*e+7]++
			if right, err := c.Judge(root, leaf, e, other, sums, evidence); right || err != nil {
				t.Errorf("element %d of leaf %d, changed: %v, %v", e, leaf, right, err)
			}
			for part := range len(sums) / 8 {
				evidence, _ := tr.PartEvidence(leaf, e, part)
				sum := int64(binary.BigEndian.Uint64(sums[8*part:]))
				if right, err := c.JudgePart(root, leaf, e, part, sum, evidence); !right || err != nil {
					t.Errorf("part %d of leaf %d: %v, %v", part, leaf, right, err)
				}
				if right, _ := c.JudgePart(root, leaf, e, part, sum+1, evidence); right {
					t.Errorf("part %d of leaf %d, changed, is right", part, leaf)
				}
			}
			judged++
		}
	}
	if judged < 400 {
		t.Errorf("only %d numbers", judged)
	}
	if _, err := c.Judge(root, 4, 0, nil, nil, nil); !errors.Is(err, alphabet.ErrEvidence) {
		t.Errorf("an absent leaf is judged: %v", err)
	}
}

func FuzzJudge(f *testing.F) {
	c := alphabet.Recited(90, 83, -5)
	f.Add(uint64(3), 0, 0, []byte{1}, []byte{2}, []byte{3})
	f.Add(uint64(6), 6, 3, make([]byte, 56), make([]byte, 32), make([]byte, 56+2*192))
	f.Fuzz(func(t *testing.T, leaf uint64, element, part int, data, sums, evidence []byte) {
		c.Parts(leaf, element)
		if right, err := c.Judge(job.Hash{}, leaf, element, data, sums, evidence); right && element == 0 && leaf != 0 {
			t.Errorf("opened under no root: %v", err)
		}
		if right, err := c.JudgePart(job.Hash{}, leaf, element, part, 1, evidence); right || err == nil {
			t.Errorf("part opened under no root: %v, %v", right, err)
		}
	})
}
