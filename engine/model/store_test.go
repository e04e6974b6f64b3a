package model

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/modeltest"
)

// stored is the stored form of a model of the configuration.
func stored(t testing.TB, c modeltest.Config) []byte {
	t.Helper()
	var b bytes.Buffer
	m := importBytes(t, file(t, c))
	if n, err := m.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
	}
	return b.Bytes()
}

func TestStoredFormRoundTrip(t *testing.T) {
	for _, c := range goldenRoots {
		m := importBytes(t, file(t, c.config))
		b := stored(t, c.config)
		back, err := Map(b)
		if err != nil {
			t.Fatal(err)
		}
		if back.Root() != m.Root() || back.Header() != m.Header() || back.Tokenizer().Hash() != m.Tokenizer().Hash() || back.Parameters() != m.Parameters() {
			t.Fatalf("%s: what was read is another model", c.name)
		}
		var last, total int64
		if err := back.Verify(t.Context(), 2, func(done, all int64) { last, total = done, all }); err != nil || last != total || total == 0 {
			t.Fatalf("%s: %v after %d of %d bytes", c.name, err, last, total)
		}
		for _, x := range back.tensors() {
			if x.matrix != nil && (&b[0] == &x.matrix.Panels[0] || cap(x.matrix.Panels) != len(x.matrix.Panels)) {
				t.Errorf("%s: panels reach outside their place", x.name)
			}
		}
	}
}

func TestVerifyingStopsWhenItsContextEnds(t *testing.T) {
	m, err := Map(stored(t, tiny))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancelCause(t.Context())
	stop(errDisk)
	if err := m.Verify(ctx, 1, nil); !errors.Is(err, errDisk) {
		t.Errorf("error %v", err)
	}
}

func TestMatricesAreNotCopied(t *testing.T) {
	b := stored(t, modeltest.Config{Seed: 1})
	m, err := Map(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range m.tensors() {
		if x.matrix == nil {
			continue
		}
		old := x.matrix.Panels[1]
		at := bytes.Index(b, x.matrix.Panels[:64])
		if at%alignment != 0 {
			t.Errorf("%s begins at %d, want a multiple of %d", x.name, at, alignment)
		}
		b[at+1] ^= 1
		if x.matrix.Panels[1] != old^1 {
			t.Errorf("%s does not lie in the mapped bytes", x.name)
		}
		b[at+1] = old
	}
}

// TestImportInPiecesEqualsImportInMemory stores into a file-like target that knows offsets only.
func TestImportInPiecesEqualsImportInMemory(t *testing.T) {
	for _, c := range goldenRoots {
		b := file(t, c.config)
		im, err := NewImporter(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		target := make(memory, im.Size())
		root, err := im.Store(target, nil)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Map(target)
		if err != nil {
			t.Fatal(err)
		}
		if m.Root() != root || !bytes.Equal(target, stored(t, c.config)) {
			t.Errorf("%s: another result", c.name)
		}
	}
}

// TestEveryFlippedByteOfAStoredModelIsNoticed holds Map and Verify together to every byte but the gaps, which nobody reads.
func TestEveryFlippedByteOfAStoredModelIsNoticed(t *testing.T) {
	b := stored(t, tiny)
	m, err := Map(b)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.plan()
	if err != nil {
		t.Fatal(err)
	}
	covered := make([]bool, len(b))
	for i := range b[:p.offset[0]-alignment+1] { // the head ends somewhere before the first tensor
		covered[i] = true
	}
	matrix := make([]bool, len(b))
	for i, x := range m.tensors() {
		for k := range x.storedBytes() {
			covered[p.offset[i]+k], matrix[p.offset[i]+k] = true, x.matrix != nil
		}
	}
	step := 0
	for i := range b {
		if step++; !covered[i] || i > 2000 && step%7 != 0 {
			continue
		}
		b[i] ^= 0x10
		got, err := Map(b)
		if err == nil && matrix[i] {
			err = got.Verify(t.Context(), 2, nil)
		}
		if !errors.Is(err, ErrStored) {
			t.Fatalf("byte %d of %d: error %v", i, len(b), err)
		}
		b[i] ^= 0x10
	}
	for n := 0; n < len(b); n += 1 + n/50 {
		if _, err := Map(b[:n]); !errors.Is(err, ErrStored) {
			t.Fatalf("cut to %d bytes: error %v", n, err)
		}
	}
	if _, err := Map(append(bytes.Clone(b), 0)); !errors.Is(err, ErrStored) {
		t.Errorf("one byte too many: %v", err)
	}
	if _, err := Map([]byte("assay.model.v1\n\x00 and so on, for quite a few bytes")); !errors.Is(err, ErrStored) || !strings.Contains(err.Error(), "import") {
		t.Errorf("a model of version 1: %v", err)
	}
}

var tiny = modeltest.Config{Seed: 5, Shape: modeltest.Shape{Dim: 8, Layers: 1, Heads: 2, KVHeads: 1, FFN: 5, Vocab: 12, Context: 4}}

// reseal makes the description's hash true again after a change, as a forger would.
func reseal(b []byte) []byte {
	n := storeHead + binary.LittleEndian.Uint64(b[24:])
	sum := sha256.Sum256(b[:n])
	copy(b[n:], sum[:])
	return b
}

// TestForgedShapesAreRefused changes numbers of the header and makes the hash fit.
func TestForgedShapesAreRefused(t *testing.T) {
	good := stored(t, tiny)
	version := storeHead + len("assay.exact.v2")
	for name, forge := range map[string]func(b []byte){
		"dim":               func(b []byte) { binary.BigEndian.PutUint32(b[version:], 16) },
		"four billion dims": func(b []byte) { binary.BigEndian.PutUint32(b[version:], 1<<32-1) },
		"many layers":       func(b []byte) { binary.BigEndian.PutUint32(b[version+4:], 450) },
		"no kv heads":       func(b []byte) { binary.BigEndian.PutUint32(b[version+12:], 0) },
		"huge vocabulary":   func(b []byte) { binary.BigEndian.PutUint32(b[version+28:], 1<<20) },
		"other context":     func(b []byte) { binary.BigEndian.PutUint32(b[version+32:], 1<<17) },
		"tied":              func(b []byte) { binary.BigEndian.PutUint32(b[version+36:], 1) },
		"tied twice":        func(b []byte) { binary.BigEndian.PutUint32(b[version+36:], 2) },
		"biases":            func(b []byte) { binary.BigEndian.PutUint32(b[version+40:], 1) },
		"qk norm":           func(b []byte) { binary.BigEndian.PutUint32(b[version+44:], 1) },
		"residual point":    func(b []byte) { binary.BigEndian.PutUint32(b[version+48:], 63) },
		"score":             func(b []byte) { binary.BigEndian.PutUint32(b[version+60:], 1) },
		"head epsilon":      func(b []byte) { binary.BigEndian.PutUint64(b[version+64:], 1) },
		"name":              func(b []byte) { binary.LittleEndian.PutUint32(b[version+84:], 1<<31) },
		"size":              func(b []byte) { binary.LittleEndian.PutUint64(b[16:], 1<<63) },
		"semantics":         func(b []byte) { b[version-1] = '1' },
		"exponent":          func(b []byte) { binary.BigEndian.PutUint32(b[version+88+len("random-5")+8:], 1<<30) },
		"rows":              func(b []byte) { binary.BigEndian.PutUint32(b[version+88+len("random-5"):], 1<<30) },
	} {
		b := bytes.Clone(good)
		forge(b)
		if _, err := Map(reseal(b)); !errors.Is(err, ErrStored) {
			t.Errorf("%s: error %v, want ErrStored", name, err)
		}
	}
	b := bytes.Clone(good)
	binary.LittleEndian.PutUint64(b[24:], 1<<63-32)
	if _, err := Map(b); !errors.Is(err, ErrStored) {
		t.Errorf("a description of 2^63 bytes: %v", err)
	}
}

// TestPoisonedWeightsAreFoundByVerifyOnly: weights that no import makes are mapped, and refused when they are looked at,
// though their root is consistent.
func TestPoisonedWeightsAreFoundByVerifyOnly(t *testing.T) {
	for name, poison := range map[string]func(panels []byte){
		"weight -128":              func(p []byte) { p[0] = 0x80 },
		"multiplier 65535":         func(p []byte) { p[512], p[513] = 0xff, 0xff },
		"a weight past the end":    func(p []byte) { p[2*15] = 1 }, // row 15 of 12
		"a multiplier past it too": func(p []byte) { p[512+2*13] = 1 },
	} {
		m, err := Map(stored(t, tiny))
		if err != nil {
			t.Fatal(err)
		}
		poison(m.Embedding.Panels)
		var hash leafHasher
		ts := m.tensors()
		if m.leaves[0], err = ts[0].leaf(&hash); err != nil {
			t.Fatal(err)
		}
		head, err := m.head()
		if err != nil {
			t.Fatal(err)
		}
		forged := bytes.Clone(m.data)
		copy(forged, head)
		again, err := Map(forged)
		if err != nil {
			t.Errorf("%s: %v, want a model that maps", name, err)
			continue
		}
		if err := again.Verify(t.Context(), 2, nil); !errors.Is(err, ErrStored) {
			t.Errorf("%s: Verify said %v", name, err)
		}
	}
}

// full fails as a full disk does, after n bytes.
type full struct {
	memory
	left int64
}

func (f *full) WriteAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.left {
		return 0, errDisk
	}
	return f.memory.WriteAt(p, off)
}

func TestWriteErrorsAreReported(t *testing.T) {
	b := file(t, tiny)
	im, err := NewImporter(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for n := int64(0); n < im.Size(); n += im.Size()/20 + 1 {
		im, err := NewImporter(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := im.Store(&full{make(memory, im.Size()), n}, nil); !errors.Is(err, errDisk) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	if _, err := (memory{}).WriteAt([]byte{1}, 0); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("writing past the end: %v", err)
	}
}

// TestAnInterruptedImportIsNoModel: the head comes last, so what was cut off at any point does not map.
func TestAnInterruptedImportIsNoModel(t *testing.T) {
	b := file(t, tiny)
	im, err := NewImporter(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	target := &headless{make(memory, im.Size())}
	if _, err := im.Store(target, nil); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	if _, err := Map(target.memory); !errors.Is(err, ErrStored) {
		t.Errorf("all but the head: %v", err)
	}
}

// headless takes everything but the head.
type headless struct{ memory }

func (h *headless) WriteAt(p []byte, off int64) (int, error) {
	if off == 0 {
		return 0, errDisk
	}
	return h.memory.WriteAt(p, off)
}

// FuzzMap checks that no bytes make Map or Verify panic.
func FuzzMap(f *testing.F) {
	good := stored(f, tiny)
	f.Add(good)
	f.Add([]byte(storeMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > storeHead+sha256.Size && binary.LittleEndian.Uint64(b[24:]) <= uint64(len(b)-storeHead-sha256.Size) {
			reseal(b)
		}
		m, err := Map(b)
		if err != nil {
			return
		}
		if err := m.Verify(t.Context(), 2, nil); err == nil && len(m.Layers) == 0 {
			t.Fatal("a model without layers was accepted")
		}
	})
}

// TestPanelsAreAlignedInsideAFile is what the kernels' wide loads like.
func TestPanelsAreAlignedInsideAFile(t *testing.T) {
	m := importBytes(t, file(t, modeltest.Config{Seed: 3, Type: gguf.Q8_0, Shape: wide}))
	p, err := m.plan()
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range m.tensors() {
		if p.offset[i]%alignment != 0 || x.matrix != nil && x.storedBytes() != int64(kernel.PanelBytes(x.rows, x.matrix.Groups())) {
			t.Errorf("%s at %d, %d bytes", x.name, p.offset[i], x.storedBytes())
		}
	}
}
