package dispute

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Witness is what somebody knows of an answer besides what was signed, to find and show what its receipt contradicts. What is zero is not known.
type Witness struct {
	Prompt     []uint32   // the tokens of the prompt
	Output     []uint32   // the tokens of the answer
	Vocabulary job.Hash   // of the tokenizer
	Ends       []uint32   // its end tokens, ascending
	Model      [][]byte   // the leaves of the model's tree; the first is its header
	Quote      *job.Quote // that the request takes up
}

// ErrWitness says that something in a witness is not what the request or the receipt commits to.
var ErrWitness = errors.New("the request or the receipt commits to something else")

// Where the model's header has its context, and how long it is.
const (
	headerBytes = 86
	contextAt   = 46
)

// Contradiction returns what a receipt contradicts in its own request, and what has to be shown of it besides the statements (nothing for the kinds that need nothing); kind
// 0 for nothing that this witness knows. It looks at no number that was computed: a false answer may contradict nothing.
func (w Witness) Contradiction(s job.Statements) (kind job.Contradiction, evidence []byte, err error) {
	if kind := s.Contradicts(); kind != 0 {
		return kind, nil, nil
	}
	if kind, evidence, err = w.counts(s); kind != 0 || err != nil {
		return kind, evidence, err
	}
	if kind, evidence, err = w.ends(s); kind != 0 || err != nil {
		return kind, evidence, err
	}
	if w.Quote != nil {
		if w.Quote.Cost(s.Request.PromptTokens, s.Receipt.Count) != s.Receipt.Amount {
			return job.OtherPrice, w.Quote.Words(), nil
		}
	}
	return w.limit(s)
}

// counts looks for a root that is not over as many tokens as are billed.
func (w Witness) counts(s job.Statements) (job.Contradiction, []byte, error) {
	for _, x := range []struct {
		kind   trace.Kind
		tokens []uint32
		root   job.Hash
		billed uint32
	}{{trace.Prompt, w.Prompt, s.Request.Prompt, s.Request.PromptTokens}, {trace.Output, w.Output, s.Receipt.Output, s.Receipt.Count}} {
		n, billed := uint64(len(x.tokens)), uint64(x.billed)
		if n == 0 || n == billed {
			continue
		}
		t := trace.NewRunning(x.kind)
		if err := t.AppendTokens(x.tokens); err != nil {
			return 0, nil, fmt.Errorf("%d tokens: %w", n, errors.Join(ErrWitness, err))
		}
		switch x.root {
		case t.Root(): // it says so itself
			top := t.Top()
			return job.OtherCount, append(binary.BigEndian.AppendUint64([]byte{byte(x.kind)}, n), top[:]...), nil
		case trace.RootOver(x.kind, billed, t.Top()): // a token that is billed is missing, or one that isn't is there
			evidence, err := hollow(x.kind, x.tokens, billed)
			return job.OtherCount, evidence, err
		}
		return 0, nil, fmt.Errorf("%d tokens are not those that %d are billed for: %w", n, billed, ErrWitness)
	}
	return 0, nil, nil
}

// hollow opens the first place at which tokens and what is billed are not the same, under a root that says what is billed.
func hollow(k trace.Kind, tokens []uint32, billed uint64) ([]byte, error) {
	data := func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, tokens[i]) }
	at, leaf := uint64(len(tokens)), job.Hash{}
	if billed < at {
		at, leaf = billed, trace.Over(k, data(billed))
	}
	path, err := trace.Path(k, uint64(len(tokens)), at, data)
	if err != nil {
		return nil, err
	}
	b := binary.BigEndian.AppendUint64([]byte{byte(k)}, billed)
	b = append(binary.BigEndian.AppendUint32(b, uint32(at)), leaf[:]...)
	for _, h := range path {
		b = append(b, h[:]...)
	}
	return b, nil
}

// ends looks for an answer that goes on after an end token, or stops without one.
func (w Witness) ends(s job.Statements) (job.Contradiction, []byte, error) {
	n := len(w.Output)
	if n == 0 || len(w.Ends) == 0 {
		return 0, nil, nil
	}
	root, err := trace.TokensRoot(trace.Output, w.Output)
	if err != nil || root != s.Receipt.Output || uint64(n) != uint64(s.Receipt.Count) {
		return 0, nil, fmt.Errorf("%d tokens are not the output of the receipt: %w", n, errors.Join(ErrWitness, err))
	}
	if TokenizerHash(w.Vocabulary, w.Ends) != s.Request.Tokenizer {
		return 0, nil, fmt.Errorf("the end tokens are not those of the request's tokenizer: %w", ErrWitness)
	}
	end := func(t uint32) bool { return slices.Contains(w.Ends, t) }
	at, kind := slices.IndexFunc(w.Output, end), job.GoesOn
	if at < 0 || at == n-1 {
		if at == n-1 || s.Receipt.Finish != job.FinishStop || !s.Request.Stop.IsZero() || !s.Request.Schema.IsZero() {
			return 0, nil, nil
		}
		at, kind = n-1, job.NoStop
	}
	data := func(i uint64) []byte { return binary.BigEndian.AppendUint32(nil, w.Output[i]) }
	o, err := trace.OpenEach(trace.Output, uint64(n), uint64(at), data)
	if err != nil {
		return 0, nil, err
	}
	b := append(w.Vocabulary[:], byte(len(w.Ends)))
	for _, t := range w.Ends {
		b = binary.BigEndian.AppendUint32(b, t)
	}
	b = binary.BigEndian.AppendUint32(b, uint32(at))
	b = append(b, data(uint64(at))...)
	return kind, appendPath(b, o), nil
}

// limit looks for an answer that ends at a limit which it has not reached.
func (w Witness) limit(s job.Statements) (job.Contradiction, []byte, error) {
	if len(w.Model) == 0 || s.Receipt.Finish != job.FinishLength || s.Receipt.Count >= s.Request.MaxTokens {
		return 0, nil, nil
	}
	header := w.Model[0]
	root, err := trace.Root(trace.Model, w.Model)
	if err != nil || root != s.Request.Model || len(header) != headerBytes {
		return 0, nil, fmt.Errorf("the header is not that of the request's model: %w", errors.Join(ErrWitness, err))
	}
	context := binary.BigEndian.Uint32(header[contextAt:])
	if uint64(s.Request.PromptTokens)+uint64(s.Receipt.Count) >= uint64(context) {
		return 0, nil, nil
	}
	o, err := trace.Open(trace.Model, w.Model, 0)
	if err != nil {
		return 0, nil, err
	}
	b := binary.BigEndian.AppendUint16(slices.Clone(header), uint16(len(w.Model)))
	return job.NoLimit, appendPath(b, o), nil
}

// appendPath appends the siblings of an opening that somebody has to send.
func appendPath(b []byte, o trace.Opening) []byte {
	for _, h := range o.Siblings[:trace.Siblings(o.Count)] {
		b = append(b, h[:]...)
	}
	return b
}

// TokenizerHash is what a request names of a tokenizer: the hash of its vocabulary, and its end tokens, ascending.
func TokenizerHash(vocabulary job.Hash, ends []uint32) job.Hash {
	var b []byte
	for _, t := range ends {
		b = binary.BigEndian.AppendUint32(b, t)
	}
	return job.Keccak([]byte("assay.tokenizer.v3"), vocabulary[:], b)
}
