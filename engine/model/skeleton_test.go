package model

import (
	"errors"
	"slices"
	"testing"

	"github.com/assay-network/assay/engine/modeltest"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/trace"
)

func skeleton(t testing.TB, m *Model) *Skeleton {
	t.Helper()
	b, err := m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSkeleton(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSkeletonIsTheModelWithoutWeights(t *testing.T) {
	for _, c := range goldenRoots {
		m := importBytes(t, file(t, c.config))
		s := skeleton(t, m)
		bare := s.Bare()
		if s.Root() != m.Root() || bare.Header() != m.Header() || bare.Tokenizer().Hash() != m.Tokenizer().Hash() {
			t.Fatalf("%s: the skeleton is of another model", c.name)
		}
		ts := bare.tensors()
		for i, want := range m.tensors() {
			switch got := ts[i]; {
			case want.matrix != nil && (got.matrix.Exp != want.matrix.Exp || got.matrix.Rows != want.matrix.Rows || got.matrix.Panels != nil):
				t.Errorf("%s: %s differs", c.name, want.name)
			case want.vector != nil && (got.vector.Exp != want.vector.Exp || !slices.Equal(got.vector.G, want.vector.G)):
				t.Errorf("%s: %s differs", c.name, want.name)
			case want.table != nil && !slices.Equal(*got.table, *want.table):
				t.Errorf("%s: %s differs", c.name, want.name)
			}
		}
	}
}

// TestEveryFlippedByteOfASkeletonIsNoticed: it isn't read, or it has another root or another vocabulary, or the change
// is in what people read only (name, theta, epsilon of the file).
func TestEveryFlippedByteOfASkeletonIsNoticed(t *testing.T) {
	m := importBytes(t, file(t, tiny))
	b, err := m.Skeleton()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(b); i += 11 {
		b[i] ^= 0x10
		s, err := ParseSkeleton(b)
		b[i] ^= 0x10
		if err != nil {
			if !errors.Is(err, ErrStored) {
				t.Fatalf("byte %d: %v", i, err)
			}
			continue
		}
		h, want := s.Bare().Header(), m.Header()
		h.Name, h.RopeTheta, h.NormEpsilon, h.TrainContext = want.Name, want.RopeTheta, want.NormEpsilon, want.TrainContext
		if s.Root() == m.Root() && s.Bare().Tokenizer().Hash() == m.Tokenizer().Hash() && s.Bare().Header() == m.Header() {
			t.Errorf("byte %d of %d was changed and nothing shows it", i, len(b))
		}
	}
	for _, n := range []int{0, 10, len(b) / 2, len(b) - 1} {
		if _, err := ParseSkeleton(b[:n]); !errors.Is(err, ErrStored) {
			t.Errorf("the first %d bytes: %v", n, err)
		}
	}
	if _, err := ParseSkeleton(append(b, 0)); !errors.Is(err, ErrStored) {
		t.Errorf("a byte more: %v", err)
	}
}

func TestRowsOpenUnderTheRoot(t *testing.T) {
	for _, c := range []modeltest.Config{tiny, {Seed: 3, Shape: modeltest.Shape{Dim: 288, Layers: 1, Heads: 2, KVHeads: 1, FFN: 32, Vocab: 301, Context: 32}}} {
		m := importBytes(t, file(t, c))
		s, o := skeleton(t, m), NewRowOpener(m)
		x := &m.Embedding
		w, mul := make([]int8, x.Groups()*exact.Group), make([]uint16, x.Groups())
		for r := range x.Rows {
			b, err := o.Open(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.CheckRow(w, mul, uint32(r), b); err != nil {
				t.Fatal(err)
			}
			if wantW, wantM := x.Row(r); !slices.Equal(w, wantW) || !slices.Equal(mul, wantM) {
				t.Fatalf("row %d is another one", r)
			}
			if err := s.CheckRow(w, mul, uint32((r+1)%x.Rows), b); !errors.Is(err, trace.ErrOpening) {
				t.Fatalf("row %d was taken for the next one: %v", r, err)
			}
		}
		b, err := o.Open(7)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b {
			b[i]++
			if err := s.CheckRow(w, mul, 7, b); !errors.Is(err, trace.ErrOpening) {
				t.Fatalf("byte %d was changed: %v", i, err)
			}
			b[i]--
		}
		for _, bad := range [][]byte{nil, b[1:], append(b, 0)} {
			if err := s.CheckRow(w, mul, 7, bad); !errors.Is(err, trace.ErrOpening) {
				t.Errorf("%d bytes: %v", len(bad), err)
			}
		}
		for _, r := range []int{-1, x.Rows} {
			if _, err := o.Open(r); err == nil {
				t.Errorf("row %d was opened", r)
			}
		}
	}
}

func TestEachRowChecksTheWeights(t *testing.T) {
	b := stored(t, tiny)
	m, err := Map(b)
	if err != nil {
		t.Fatal(err)
	}
	x := &m.Layers[0].Up
	rows := 0
	visit := func(int, []int8, []uint16) error { rows++; return nil }
	if err := m.EachRow(x, visit); err != nil || rows != x.Rows {
		t.Fatalf("%d of %d rows: %v", rows, x.Rows, err)
	}
	if err := m.EachRow(x, func(int, []int8, []uint16) error { return errDisk }); !errors.Is(err, errDisk) {
		t.Errorf("the visitor's error became %v", err)
	}
	for _, v := range []byte{x.Panels[0] + 1, 0x80} {
		was := x.Panels[0]
		x.Panels[0] = v
		if err := m.EachRow(x, visit); !errors.Is(err, ErrStored) {
			t.Errorf("weight %d instead of %d: %v", int8(v), int8(was), err)
		}
		x.Panels[0] = was
	}
	if err := m.EachRow(&Matrix{}, visit); err == nil {
		t.Error("a matrix of another model was accepted")
	}
}
