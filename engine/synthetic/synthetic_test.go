package synthetic_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/engine/synthetic"
)

var small = synthetic.Shape{Name: "s", Dim: 64, Layers: 2, Heads: 4, KVHeads: 2, HeadDim: 32, FFN: 96, Vocab: 300, Context: 64}

// TestWrite: the file imports, has the promised number of weights, runs, and is the same bytes each time.
func TestWrite(t *testing.T) {
	for _, typ := range []gguf.TensorType{gguf.F16, gguf.Q8_0, gguf.Q4_0} {
		var b bytes.Buffer
		last, total := 0, 0
		if err := synthetic.Write(&b, small, typ, 7, func(done, all int) { last, total = done, all }); err != nil {
			t.Fatal(err)
		}
		if last != total || total != small.Parameters() {
			t.Errorf("progress ends at %d of %d, want %d", last, total, small.Parameters())
		}
		m, err := model.Import(bytes.NewReader(b.Bytes()), int64(b.Len()), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Parameters(); got != uint64(small.Parameters()) {
			t.Errorf("%d weights, want %d", got, small.Parameters())
		}
		logits, err := engine.New(m, engine.Options{}).NewSession().ExtendLast([]uint32{1, 260, 270})
		if err != nil {
			t.Fatal(err)
		}
		low, high := logits[0], logits[0]
		for _, v := range logits {
			low, high = min(low, v), max(high, v)
		}
		if spread := high - low; spread < 65536 || spread > 100*65536 {
			t.Errorf("%v: logits from %d to %d", typ, low, high)
		}
		var again bytes.Buffer
		if err := synthetic.Write(&again, small, typ, 7, nil); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Error("the same seed gives other bytes", err)
		}
		again.Reset()
		if err := synthetic.Write(&again, small, typ, 8, nil); err != nil || bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Error("another seed gives the same bytes", err)
		}
	}
}

// TestSameEverywhere: the hash of one file, so that machines can be compared.
func TestSameEverywhere(t *testing.T) {
	h := sha256.New()
	if err := synthetic.Write(h, small, gguf.Q8_0, 7, nil); err != nil {
		t.Fatal(err)
	}
	const want = "6fe651d7ffb2c7c9923825897a58d3afd1781211952a7bf1259478746fb8a23e"
	if got := fmt.Sprintf("%x", h.Sum(nil)); got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
}

func TestBadShapes(t *testing.T) {
	for _, change := range []func(*synthetic.Shape){
		func(s *synthetic.Shape) { s.Vocab = 100 },
		func(s *synthetic.Shape) { s.KVHeads = 3 },
		func(s *synthetic.Shape) { s.Layers = 0 },
		func(s *synthetic.Shape) { s.FFN = 33 }, // not whole blocks
	} {
		s := small
		change(&s)
		if err := synthetic.Write(&bytes.Buffer{}, s, gguf.Q8_0, 1, nil); err == nil {
			t.Errorf("%+v was written", s)
		}
	}
}
