package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"
)

// What is signed in the statistical lane, where a server that we do not know makes the answer. Its tokens are its own
// affair: nobody else could count them. So prompt and answer are committed to byte by byte: a "token" of a request, chunk
// or receipt is one byte of UTF-8 there, which anybody can count, and the quote's prices are per million bytes.

// PlainTokenizer stands in the tokenizer field of a request in the statistical lane: token b is the byte b, for b below 256.
var PlainTokenizer = Keccak([]byte("assay.bytes.v1"))

// MaxModelName is the longest name that a model can be sold under in the statistical lane, in bytes.
const MaxModelName = 31

// BytesPerToken is how many bytes of answer are allowed for each token that a client allows: more than the tokens of any
// usual vocabulary have on average. A longer answer is cut there.
const BytesPerToken = 8

// ErrPlain is wrapped by errors about what no request of the statistical lane may say.
var ErrPlain = errors.New("not a request of the statistical lane")

// NameModel returns what stands in the model field of the statistical lane, which knows no weights: the name under which
// the model is sold, its length in front and zeros behind. Names are 1 to MaxModelName letters, digits and any of "._:/-".
func NameModel(name string) (Hash, error) {
	var h Hash
	if len(name) == 0 || len(name) > MaxModelName {
		return h, fmt.Errorf("%w: a model is sold here under a name of 1 to %d bytes, and %.60q has %d", ErrPlain, MaxModelName, name, len(name))
	}
	for _, c := range []byte(name) {
		if !nameByte(c) {
			return h, fmt.Errorf("%w: the name %.60q has another character than letters, digits and any of ._:/-", ErrPlain, name)
		}
	}
	h[0] = byte(len(name))
	copy(h[1:], name)
	return h, nil
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("._:/-"), c) >= 0
}

// ModelName is the inverse of NameModel, and false for what NameModel never returns.
func ModelName(h Hash) (string, bool) {
	n := int(h[0])
	if n == 0 || n > MaxModelName {
		return "", false
	}
	name := string(h[1 : 1+n])
	again, err := NameModel(name)
	return name, err == nil && again == h
}

// BytesAsTokens returns one token for each byte.
func BytesAsTokens(b []byte) []uint32 {
	out := make([]uint32, len(b))
	for i, c := range b {
		out[i] = uint32(c)
	}
	return out
}

// TokensAsBytes is the inverse of BytesAsTokens, and false when a token is no byte.
func TokensAsBytes(tokens []uint32) ([]byte, bool) {
	out := make([]byte, len(tokens))
	for i, t := range tokens {
		if t > math.MaxUint8 {
			return nil, false
		}
		out[i] = byte(t)
	}
	return out, true
}

// Plain is what a request in the statistical lane asks. Its one encoding is the prompt of the request; how to sample and
// where to stop stand in the request itself.
type Plain struct {
	Messages  []Message `json:"messages,omitempty"` // a chat; none: Prompt is continued
	Prompt    string    `json:"prompt,omitempty"`
	MaxTokens uint32    `json:"max_tokens"` // as the server counts them, at least 1
}

// Validate reports what no server should be asked. Tools are not sold in this lane yet.
func (p Plain) Validate() error {
	if (len(p.Messages) == 0) == (p.Prompt == "") {
		return fmt.Errorf("%w: want messages or a prompt, and not both", ErrPlain)
	}
	if p.MaxTokens == 0 {
		return fmt.Errorf("%w: max_tokens must be at least one", ErrPlain)
	}
	if !utf8.ValidString(p.Prompt) {
		return fmt.Errorf("%w: the prompt is not valid UTF-8", ErrPlain)
	}
	for i, m := range p.Messages {
		switch {
		case m.Role != "system" && m.Role != "user" && m.Role != "assistant":
			return fmt.Errorf("%w: message %d is by %.20q: want system, user or assistant", ErrPlain, i, m.Role)
		case len(m.ToolCalls) > 0 || m.ToolCallID != "":
			return fmt.Errorf("%w: message %d speaks of tools, which the statistical lane does not carry: ask the exact lane", ErrPlain, i)
		case !utf8.ValidString(m.Content) || !utf8.ValidString(m.Name):
			return fmt.Errorf("%w: message %d is not valid UTF-8", ErrPlain, i)
		}
	}
	return nil
}

// Encode returns the prompt that stands for p: compact JSON, a token for each of its bytes.
func (p Plain) Encode() ([]uint32, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPlain, err)
	}
	return BytesAsTokens(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// DecodePlain reads the prompt of a request in the statistical lane. Only what Encode returns is taken.
func DecodePlain(prompt []uint32) (Plain, error) {
	var p Plain
	raw, ok := TokensAsBytes(prompt)
	if !ok {
		return p, fmt.Errorf("%w: a token of the prompt is no byte", ErrPlain)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Plain{}, fmt.Errorf("%w: %w", ErrPlain, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Plain{}, fmt.Errorf("%w: something follows the JSON object", ErrPlain)
	}
	again, err := p.Encode()
	if err != nil {
		return Plain{}, err
	}
	if b, _ := TokensAsBytes(again); !bytes.Equal(b, raw) {
		return Plain{}, fmt.Errorf("%w: byte %d is not as the one encoding has it", ErrPlain, firstDifference(raw, b))
	}
	return p, nil
}

// CheckPlain checks that a request of the statistical lane, with its prompt, is one: the fields that belong to the exact
// lane are empty, and the prompt says what is asked.
func (r Request) CheckPlain(prompt []uint32) (Plain, error) {
	_, named := ModelName(r.Model)
	s := r.Sampling
	switch {
	case r.Lane != LaneStatistical:
		return Plain{}, fmt.Errorf("%w: it is of the %s lane", ErrPlain, r.Lane)
	case !named:
		return Plain{}, fmt.Errorf("%w: its model is no name", ErrPlain)
	case r.Tokenizer != PlainTokenizer || !r.Template.IsZero():
		return Plain{}, fmt.Errorf("%w: it names a tokenizer or a template", ErrPlain)
	case !r.Schema.IsZero() || !s.Bias.IsZero() || s.TopK != 0 || s.MinP != 0 || s.Repeat != 0 && s.Repeat != 1000:
		return Plain{}, fmt.Errorf("%w: schemas, biases, top_k, min_p and repetition penalties mean something else on every server: leave them out, or ask the exact lane", ErrPlain)
	}
	return DecodePlain(prompt)
}

// UpstreamCall is what a server behind a provider is asked.
type UpstreamCall struct {
	Model string // as the server calls it
	Plain
	Sampling Sampling
	Stop     []string
	Seed     uint32 // below 2^31; servers that take a seed then repeat themselves
	MaxBytes uint32 // of text; nothing beyond is wanted
}

// ParseLane is the inverse of Lane.String.
func ParseLane(text string) (Lane, bool) {
	for l := LaneExact; l <= LaneAttested; l++ {
		if l.String() == text {
			return l, true
		}
	}
	return 0, false
}

// Unit is what requests, quotes and receipts of a lane count, and what their prices are for a million of.
func (l Lane) Unit() string {
	if l == LaneStatistical {
		return "byte"
	}
	return "token"
}
