package job

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// TokenBias is added to the logit of one token before anything is drawn.
type TokenBias struct {
	Token uint32 `json:"token"`
	Bias  int32  `json:"bias"` // thousandths, -MaxBias .. MaxBias
}

// Constraints are what a request commits to by hashes and what travels beside it, as they may be long: strings that
// end the answer, biases of tokens, and a JSON schema that the answer follows.
type Constraints struct {
	Stop   []string    `json:"stop,omitempty"`
	Bias   []TokenBias `json:"bias,omitempty"`   // strictly ascending by token
	Schema string      `json:"schema,omitempty"` // the text of a JSON schema; "": none
}

// Bounds of Constraints (OpenAI allows four stop strings and biases of -100 to 100).
const (
	MaxStops       = 4
	MaxStopBytes   = 128
	MaxBiases      = 1024
	MaxBias        = 100_000 // thousandths, either sign
	MaxSchemaBytes = 64 << 10
)

// ErrConstraints is wrapped by errors about constraints that no request may carry, or that are not those of the request.
var ErrConstraints = errors.New("bad constraints")

// StopHash commits to stop strings: zero for none, else keccak256 of the hashes of each string in order, which is
// EIP-712's encoding of string[].
func StopHash(stops []string) Hash {
	if len(stops) == 0 {
		return Hash{}
	}
	var e encoder
	for _, s := range stops {
		e.hash(Keccak([]byte(s)))
	}
	return e.sum()
}

// BiasRoot commits to a valid list of biases: zero for none, else the root of their Merkle tree, from which a dispute opens single entries. The tree is that of
// kind 6 in package trace, whose BiasRoot is the same; it is written out because job knows no other package.
func BiasRoot(list []TokenBias) Hash {
	if len(list) == 0 {
		return Hash{}
	}
	const kind, depth = 6, 10
	level := make([]Hash, len(list))
	for i, b := range list {
		leaf := binary.BigEndian.AppendUint32([]byte{0x00, kind}, b.Token)
		level[i] = Keccak(binary.BigEndian.AppendUint32(leaf, uint32(b.Bias)))
	}
	node := func(left, right Hash) Hash { return Keccak([]byte{0x01}, left[:], right[:]) }
	var absent Hash
	for range depth {
		up := make([]Hash, 0, (len(level)+1)/2)
		for i := 0; i < len(level); i += 2 {
			right := absent
			if i+1 < len(level) {
				right = level[i+1]
			}
			up = append(up, node(level[i], right))
		}
		level, absent = up, node(absent, absent)
	}
	return Keccak(binary.BigEndian.AppendUint64([]byte{0x02, kind}, uint64(len(list))), level[0][:])
}

// SchemaHash commits to the exact text of a schema: zero for none, else keccak256 of "assay.schema.v1" and the text.
func SchemaHash(schema string) Hash {
	if schema == "" {
		return Hash{}
	}
	return Keccak([]byte("assay.schema.v1"), []byte(schema))
}

// ValidateStops reports stop strings that no request may carry.
func ValidateStops(stops []string) error {
	if len(stops) > MaxStops {
		return fmt.Errorf("%d stop strings: at most %d are allowed", len(stops), MaxStops)
	}
	for _, s := range stops {
		if s == "" || len(s) > MaxStopBytes {
			return fmt.Errorf("stop string of %d bytes: want 1 to %d", len(s), MaxStopBytes)
		}
		if !utf8.ValidString(s) {
			return errors.New("a stop string is not valid UTF-8")
		}
	}
	return nil
}

// ValidateBias reports a list of biases that is not in its one order, or out of range.
func ValidateBias(list []TokenBias) error {
	if len(list) > MaxBiases {
		return fmt.Errorf("%d biases: at most %d are allowed", len(list), MaxBiases)
	}
	for i, b := range list {
		if b.Bias < -MaxBias || b.Bias > MaxBias {
			return fmt.Errorf("the bias of token %d is %d thousandths: want -%d to %d", b.Token, b.Bias, MaxBias, MaxBias)
		}
		if i > 0 && b.Token <= list[i-1].Token {
			return fmt.Errorf("biases: token %d follows token %d, want ascending tokens, each once", b.Token, list[i-1].Token)
		}
	}
	return nil
}

// Validate reports the first constraint that no request may carry. Whether a schema can be used is for the engine to say.
func (c Constraints) Validate() error {
	if err := ValidateStops(c.Stop); err != nil {
		return fmt.Errorf("%w: %w", ErrConstraints, err)
	}
	if err := ValidateBias(c.Bias); err != nil {
		return fmt.Errorf("%w: %w", ErrConstraints, err)
	}
	if len(c.Schema) > MaxSchemaBytes {
		return fmt.Errorf("%w: a schema of %d bytes: at most %d are allowed", ErrConstraints, len(c.Schema), MaxSchemaBytes)
	}
	if !utf8.ValidString(c.Schema) {
		return fmt.Errorf("%w: the schema is not valid UTF-8", ErrConstraints)
	}
	return nil
}

// Constrain commits r to c.
func (r *Request) Constrain(c Constraints) {
	r.Stop, r.Sampling.Bias, r.Schema = StopHash(c.Stop), BiasRoot(c.Bias), SchemaHash(c.Schema)
}

// Carries checks that c is valid and is what r commits to.
func (r Request) Carries(c Constraints) error {
	if err := c.Validate(); err != nil {
		return err
	}
	switch {
	case StopHash(c.Stop) != r.Stop:
		return fmt.Errorf("%w: the stop strings are not those of the request", ErrConstraints)
	case BiasRoot(c.Bias) != r.Sampling.Bias:
		return fmt.Errorf("%w: the biases are not those of the request", ErrConstraints)
	case SchemaHash(c.Schema) != r.Schema:
		return fmt.Errorf("%w: the schema is not that of the request", ErrConstraints)
	}
	return nil
}

// The words for how far an answer to a request can be judged.
const (
	Judgeable   = "judgeable"                   // every step is a cell that a contract can compute
	Recomputing = "recomputable, not judgeable" // stop strings or a schema act through an automaton that no contract runs
	Plausible   = "plausible, not recomputable" // not the exact lane
)

// Assurance says how far an answer to r can be judged: one of Judgeable, Recomputing and Plausible.
func (r Request) Assurance() string {
	switch {
	case r.Lane != LaneExact:
		return Plausible
	case !r.Stop.IsZero() || !r.Schema.IsZero():
		return Recomputing
	}
	return Judgeable
}
