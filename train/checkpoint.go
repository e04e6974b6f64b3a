package train

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
)

// A checkpoint is, in this order: checkpointMagic, the length of the header as uint32, the header as JSON, then
// little-endian numbers: the weights, AdamW's averages of the gradient and of its square (float32 each, as many as the model
// has parameters), the losses (float64, one a step made); last the SHA-256 of all that.
const checkpointMagic = "assay.train.checkpoint.v1\n"

// maxCheckpointHeader is how long a header may be, in bytes.
const maxCheckpointHeader = 1 << 16

type checkpointHeader struct {
	Recipe     Config // of the run; Shape.Vocab included
	Steps      int    // made
	Tokens     int    // seen
	Text       []byte // position in the data
	Power1     uint64 // bits of AdamW's beta1 to the power of the steps
	Power2     uint64
	Vocabulary []byte // SHA-256 of the pieces, which the recipe gives again
}

// Save writes the run as it is between two steps: weights, optimiser state and position in the data.
func (t *Trainer) Save(w io.Writer) error {
	text, err := t.text.MarshalBinary()
	if err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	header, err := json.Marshal(checkpointHeader{Recipe: t.config.recipe(), Steps: t.Steps(), Tokens: t.Tokens, Text: text,
		Power1: math.Float64bits(t.opt.power1), Power2: math.Float64bits(t.opt.power2), Vocabulary: t.vocabularyHash()})
	if err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	sum := sha256.New()
	buffered := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)
	buffered.WriteString(checkpointMagic)
	for _, part := range []any{uint32(len(header)), header, t.Weights.Flat, t.opt.mean, t.opt.square, t.Losses} {
		if err := binary.Write(buffered, binary.LittleEndian, part); err != nil {
			return fmt.Errorf("save checkpoint: %w", err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	if _, err := w.Write(sum.Sum(nil)); err != nil {
		return fmt.Errorf("save checkpoint: %w", err)
	}
	return nil
}

// errNotCheckpoint says that a file is none.
var errNotCheckpoint = errors.New("this is no checkpoint of a training run; name another file or leave --resume away")

// Resume reads a run that Save wrote. The configuration must be the run's; threads, clock and evaluation may differ.
// The vocabulary is made again from the recipe.
func Resume(c Config, from io.Reader) (*Trainer, error) {
	t, err := NewTrainer(c)
	if err != nil {
		return nil, err
	}
	if err := t.load(from); err != nil {
		return nil, fmt.Errorf("resume training: %w", err)
	}
	return t, nil
}

func (t *Trainer) load(from io.Reader) error {
	sum := sha256.New()
	r := &summed{r: bufio.NewReaderSize(from, 1<<16), sum: sum}
	magic := make([]byte, len(checkpointMagic))
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != checkpointMagic {
		return errNotCheckpoint
	}
	var size uint32
	if err := binary.Read(r, binary.LittleEndian, &size); err != nil || size > maxCheckpointHeader {
		return errNotCheckpoint
	}
	raw := make([]byte, size)
	if _, err := io.ReadFull(r, raw); err != nil {
		return errNotCheckpoint
	}
	var h checkpointHeader
	if err := json.Unmarshal(raw, &h); err != nil {
		return fmt.Errorf("%w (%v)", errNotCheckpoint, err)
	}
	if !sameRecipe(h.Recipe, t.config) {
		return errors.New("the checkpoint is of a run with other settings; give the settings that it was started with")
	}
	if !bytes.Equal(h.Vocabulary, t.vocabularyHash()) {
		return errors.New("the checkpoint is of a version with another text generator; go on with that version or start again")
	}
	if h.Steps < 0 || h.Steps > t.config.Steps || h.Tokens < 0 {
		return errors.New("the checkpoint's step is out of range; start again")
	}
	t.Losses = make([]float64, h.Steps)
	for _, part := range []any{t.Weights.Flat, t.opt.mean, t.opt.square, t.Losses} {
		if err := binary.Read(r, binary.LittleEndian, part); err != nil {
			return fmt.Errorf("the checkpoint is cut short; use an older one or start again: %w", err)
		}
	}
	want := sum.Sum(nil)
	got := make([]byte, len(want))
	if _, err := io.ReadFull(r.r, got); err != nil || !bytes.Equal(got, want) {
		return errors.New("the checkpoint is damaged: its hash does not fit; use an older one or start again")
	}
	t.opt.power1, t.opt.power2 = math.Float64frombits(h.Power1), math.Float64frombits(h.Power2)
	t.Tokens = h.Tokens
	return t.text.UnmarshalBinary(h.Text)
}

// vocabularyHash is the SHA-256 of the vocabulary's pieces, each with a zero byte behind.
func (t *Trainer) vocabularyHash() []byte {
	h := sha256.New()
	for _, p := range t.Vocabulary.Pieces {
		h.Write(append([]byte(p), 0))
	}
	return h.Sum(nil)
}

// summed hashes what is read through it.
type summed struct {
	r   *bufio.Reader
	sum hash.Hash
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	return n, err
}
