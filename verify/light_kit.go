package verify

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
)

// LightKit is all that a buyer keeps for light checks of one model: the key, which is secret, and the skeleton.
type LightKit struct {
	Key      *LightKey
	Skeleton *model.Skeleton
}

const lightKitMagic = "assay.lightkit1\n"

// MaxLightKitBytes bounds the file of a kit. That of a model of 8 billion parameters has about a hundredth.
const MaxLightKitBytes = 1 << 30

// EncodeLightKit returns the file of a kit: the magic, a uint64 (little-endian) with the length of the skeleton, the skeleton
// as model.Model gives it, and the key's file.
func EncodeLightKit(k *LightKey, skeleton []byte) []byte {
	b := binary.LittleEndian.AppendUint64([]byte(lightKitMagic), uint64(len(skeleton)))
	b = append(b, skeleton...)
	return append(b, k.Encode()...)
}

// ParseLightKit reads the file of a kit. Errors wrap ErrLightKey.
func ParseLightKit(data []byte) (LightKit, error) {
	const head = len(lightKitMagic) + 8
	if len(data) < head || string(data[:len(lightKitMagic)]) != lightKitMagic {
		return LightKit{}, fmt.Errorf("%w: `assay light key` did not write it", ErrLightKey)
	}
	n, rest := binary.LittleEndian.Uint64(data[len(lightKitMagic):]), data[head:]
	if n > uint64(len(rest)) {
		return LightKit{}, fmt.Errorf("%w: it ends too early (was it copied completely?)", ErrLightKey)
	}
	s, err := model.ParseSkeleton(rest[:n])
	if err != nil {
		return LightKit{}, fmt.Errorf("%w: %w", ErrLightKey, err)
	}
	k, err := ParseLightKey(rest[n:], s)
	if err != nil {
		return LightKit{}, err
	}
	return LightKit{Key: k, Skeleton: s}, nil
}

// LightQuestionVersion names the only format of questions.
const LightQuestionVersion = "assay.light.question.v1"

// MaxLightQuestionBytes bounds an encoded question; there are at most 2^17 positions.
const MaxLightQuestionBytes = 2 << 20

// LightQuestion is what a buyer asks a provider to open of one answer.
type LightQuestion struct {
	Version   string   `json:"version"`
	Request   job.Hash `json:"request"`   // id of the request that was answered
	Cache     job.Hash `json:"cache"`     // the root that the provider had named before; zero: none
	Positions []int    `json:"positions"` // ascending, each once
}

// ErrLightQuestion is wrapped by every error about bytes that are not a question, or not one about this answer.
var ErrLightQuestion = errors.New("not a question about this answer")

// NewLightQuestion draws positions of a bundle's answer at random: anywhere of all that are computed, and answer of those from which a token of
// the output was drawn. Fewer come out where both draw the same, and all where there are not more. The provider must not have known the
// seed before it named the root of its cache.
func NewLightQuestion(b job.Bundle, cache job.Hash, seed [32]byte, anywhere, answer int) (LightQuestion, error) {
	q := LightQuestion{Version: LightQuestionVersion, Request: b.Request.Digest(job.AssayDomain(b.ChainID, b.Referee)), Cache: cache}
	prompt, output := len(b.Prompt), len(b.Output)
	if prompt == 0 || output == 0 {
		return q, evidence(BadBundle, "a prompt of %d and an answer of %d tokens: there is nothing to look at", prompt, output)
	}
	if anywhere < 0 || answer < 0 || anywhere+answer == 0 {
		return q, fmt.Errorf("draw %d positions and %d of the answer's: want at least one", anywhere, answer)
	}
	first, err := LightPositions(job.Keccak(seed[:], []byte("anywhere")), prompt+output-1, min(anywhere, prompt+output-1))
	if err != nil {
		return q, err
	}
	second, err := LightPositions(job.Keccak(seed[:], []byte("answer")), output, min(answer, output))
	if err != nil {
		return q, err
	}
	for _, p := range second {
		first = append(first, prompt-1+p)
	}
	slices.Sort(first)
	q.Positions = slices.Compact(first)
	return q, nil
}

// Encode returns the question as one JSON object.
func (q LightQuestion) Encode() ([]byte, error) {
	b, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode a question: %w", err)
	}
	return append(b, '\n'), nil
}

// DecodeLightQuestion reads a question about the answer of a bundle. Errors wrap ErrLightQuestion.
func DecodeLightQuestion(data []byte, b job.Bundle) (LightQuestion, error) {
	var q LightQuestion
	if len(data) > MaxLightQuestionBytes {
		return q, fmt.Errorf("%w: %d bytes, at most %d are read", ErrLightQuestion, len(data), MaxLightQuestionBytes)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&q); err != nil {
		return LightQuestion{}, fmt.Errorf("%w: %w", ErrLightQuestion, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return LightQuestion{}, fmt.Errorf("%w: something follows the JSON object", ErrLightQuestion)
	}
	if q.Version != LightQuestionVersion {
		return LightQuestion{}, fmt.Errorf("%w: version %.40q, this program reads %q", ErrLightQuestion, q.Version, LightQuestionVersion)
	}
	if id := b.Request.Digest(job.AssayDomain(b.ChainID, b.Referee)); q.Request != id {
		return LightQuestion{}, fmt.Errorf("%w: it is about request %s, and the receipt is for %s", ErrLightQuestion, q.Request.Short(), id.Short())
	}
	return q, nil
}

// LightClaimOf is what a bundle claims, and what a question asks of it. p are the parameters that the request names, with
// the seed that follows from the bundle's nonce.
func LightClaimOf(b job.Bundle, p engine.Params, q LightQuestion) LightClaim {
	c := LightClaim{Prompt: b.Prompt, Output: b.Output, Params: p, Positions: q.Positions, Cache: q.Cache}
	if b.Receipt != nil {
		c.Finish = engine.Finish(b.Receipt.Finish)
	}
	return c
}

// LightBundle judges a claim from its file as Bundle does, with an opening in place of the model: every signature and hash, that the kit is for the
// model, the tokenizer and the template of the request, and the positions of the question by Light. Of its errors an *Evidence is a no about the
// bundle, and a *LightFault one about the opening, which proves nothing to others.
func LightBundle(ctx context.Context, b job.Bundle, kit LightKit, p engine.Params, q LightQuestion, opening io.Reader) (LightReport, error) {
	if err := Bundle(b, nil); err != nil {
		return LightReport{}, err
	}
	if err := sameModel(b.Request, skeletonModel{kit.Skeleton}); err != nil {
		return LightReport{}, err
	}
	return Light(ctx, kit.Key, kit.Skeleton, LightClaimOf(b, p, q), opening)
}

// skeletonModel gives the hashes of a skeleton.
type skeletonModel struct{ s *model.Skeleton }

func (m skeletonModel) Root() job.Hash          { return m.s.Root() }
func (m skeletonModel) TokenizerHash() job.Hash { return m.s.Bare().Tokenizer().Hash() }
func (m skeletonModel) TemplateHash() job.Hash  { return m.s.Bare().Tokenizer().TemplateHash() }
