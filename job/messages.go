package job

import (
	"errors"
	"fmt"
)

// Lane says what a receipt proves and who can judge it.
type Lane uint8

// The lanes. The zero value is invalid.
const (
	LaneExact       Lane = 1 // recomputable bit for bit; judged by a contract
	LaneStatistical Lane = 2 // plausible for the model; judged by re-scoring
	LaneAttested    Lane = 3 // vouched for by a trusted execution environment
)

func (l Lane) String() string {
	switch l {
	case LaneExact:
		return "exact"
	case LaneStatistical:
		return "statistical"
	case LaneAttested:
		return "attested"
	}
	return fmt.Sprintf("lane %d", uint8(l))
}

// Finish says why an answer ended.
type Finish uint8

// The finish reasons. The zero value is invalid.
const (
	FinishStop   Finish = 1 // the last token is an end-of-sequence token, or a stop string matched
	FinishLength Finish = 2 // maxTokens, or the context length, was reached
)

func (f Finish) String() string {
	switch f {
	case FinishStop:
		return "stop"
	case FinishLength:
		return "length"
	}
	return fmt.Sprintf("finish %d", uint8(f))
}

// Sampling holds the sampling parameters in thousandths. Temperature 0 is greedy; TopK 0, TopP 1000 and MinP 0 turn
// those filters off, and Repeat 1000 (or 0), Frequency 0 and Presence 0 the penalties.
type Sampling struct {
	Temperature uint32 `json:"temperature"` // thousandths, at most MaxTemperature
	TopK        uint32 `json:"topK"`
	TopP        uint32 `json:"topP"`      // thousandths, 1 .. 1000
	MinP        uint32 `json:"minP"`      // thousandths, 0 .. 1000
	Repeat      uint32 `json:"repeat"`    // thousandths, MinRepeat .. MaxRepeat, or 0
	Frequency   int32  `json:"frequency"` // thousandths, -MaxPenalty .. MaxPenalty
	Presence    int32  `json:"presence"`  // thousandths, -MaxPenalty .. MaxPenalty
	Bias        Hash   `json:"bias"`      // BiasRoot of the biases, zero: none
}

// Limits of the sampling parameters, in thousandths (the first and the last are OpenAI's own, 2.0).
const (
	MaxTemperature = 2000
	MinRepeat      = 100
	MaxRepeat      = 10_000
	MaxPenalty     = 2000
)

// Validate reports the first parameter out of range.
func (s Sampling) Validate() error {
	switch {
	case s.Temperature > MaxTemperature:
		return fmt.Errorf("temperature %d is above %d thousandths", s.Temperature, MaxTemperature)
	case s.TopP == 0 || s.TopP > 1000:
		return fmt.Errorf("top_p is %d thousandths: want 1 to 1000", s.TopP)
	case s.MinP > 1000:
		return fmt.Errorf("min_p is %d thousandths: want 0 to 1000", s.MinP)
	case s.Repeat != 0 && (s.Repeat < MinRepeat || s.Repeat > MaxRepeat):
		return fmt.Errorf("repetition penalty is %d thousandths: want %d to %d", s.Repeat, MinRepeat, MaxRepeat)
	case s.Frequency < -MaxPenalty || s.Frequency > MaxPenalty:
		return fmt.Errorf("frequency penalty is %d thousandths: want -%d to %d", s.Frequency, MaxPenalty, MaxPenalty)
	case s.Presence < -MaxPenalty || s.Presence > MaxPenalty:
		return fmt.Errorf("presence penalty is %d thousandths: want -%d to %d", s.Presence, MaxPenalty, MaxPenalty)
	}
	return nil
}

// Quote is a firm offer: the provider serves this model at these prices to this buyer until it expires. A zero Buyer
// makes it an open quote; a price list is a list of open quotes.
type Quote struct {
	Provider    Address `json:"provider"` // who signs and who is paid
	Agent       uint64  `json:"agent"`    // ERC-8004 agent id of the provider
	Buyer       Address `json:"buyer"`    // zero: anyone
	Model       Hash    `json:"model"`
	Lane        Lane    `json:"lane"`
	Token       Address `json:"token"`
	InputPrice  Amount  `json:"inputPrice"`  // smallest units per million prompt tokens
	OutputPrice Amount  `json:"outputPrice"` // smallest units per million output tokens
	ChunkTokens uint32  `json:"chunkTokens"` // output tokens per paid chunk
	MaxPrompt   uint32  `json:"maxPrompt"`   // tokens
	MaxTokens   uint32  `json:"maxTokens"`   // output tokens a request
	Reserve     Amount  `json:"reserve"`     // stake set aside for each channel
	Issued      uint64  `json:"issued"`      // unix seconds
	Expires     uint64  `json:"expires"`     // unix seconds
}

var quoteType = typeHash("Quote(address provider,uint256 agent,address buyer,bytes32 model,uint8 lane,address token,uint128 inputPrice,uint128 outputPrice,uint32 chunkTokens,uint32 maxPrompt,uint32 maxTokens,uint128 reserve,uint64 issued,uint64 expires)")

// Digest returns the EIP-712 digest of q.
func (q Quote) Digest(d Domain) Hash { return d.Digest(Keccak(quoteType[:], q.Words())) }

// Words is the ABI encoding of q: its fields, each a word of 32 bytes.
func (q Quote) Words() []byte {
	var e encoder
	e.address(q.Provider)
	e.uint(q.Agent)
	e.address(q.Buyer)
	e.hash(q.Model)
	e.uint(uint64(q.Lane))
	e.address(q.Token)
	e.amount(q.InputPrice)
	e.amount(q.OutputPrice)
	e.uint(uint64(q.ChunkTokens))
	e.uint(uint64(q.MaxPrompt))
	e.uint(uint64(q.MaxTokens))
	e.amount(q.Reserve)
	e.uint(q.Issued)
	e.uint(q.Expires)
	return e.buf
}

// Cost returns ceil((promptTokens·InputPrice + count·OutputPrice) / 10^6): what a request with so many prompt tokens
// has cost once count output tokens are delivered.
func (q Quote) Cost(promptTokens, count uint32) Amount {
	in := q.InputPrice.MulDivUp(uint64(promptTokens), 1) // exact products, rounded up once below
	out := q.OutputPrice.MulDivUp(uint64(count), 1)
	return in.Add(out).MulDivUp(1, 1_000_000)
}

// NonceBatch commits the provider to NonceBatchSize single-use nonces for one channel, before any request that uses
// them exists. Root is the Merkle root over the commitments (package trace).
type NonceBatch struct {
	Channel Hash   `json:"channel"`
	First   uint32 `json:"first"` // index of the first nonce in the channel
	Root    Hash   `json:"root"`
}

// NonceBatchSize is the number of nonce commitments in a batch.
const NonceBatchSize = 32

var nonceBatchType = typeHash("NonceBatch(bytes32 channel,uint32 first,bytes32 root)")

// Digest returns the EIP-712 digest of b.
func (b NonceBatch) Digest(d Domain) Hash {
	var e encoder
	e.hash(nonceBatchType)
	e.hash(b.Channel)
	e.uint(uint64(b.First))
	e.hash(b.Root)
	return d.Digest(e.sum())
}

// Commit returns the commitment to nonce.
func Commit(nonce Hash) Hash { return Keccak([]byte("assay.nonce.v1"), nonce[:]) }

// Seed returns the sampling seed of a request: neither side can steer it, since the provider fixed the nonce before it
// saw the request and the buyer did not know the nonce when it signed.
func Seed(nonce, request Hash) Hash { return Keccak([]byte("assay.seed.v1"), nonce[:], request[:]) }

// Request is what the buyer signs: everything that decides the tokens of the answer and what it may cost.
type Request struct {
	Model        Hash     `json:"model"`
	Tokenizer    Hash     `json:"tokenizer"`
	Template     Hash     `json:"template"` // zero: the prompt was not made by a chat template
	Prompt       Hash     `json:"prompt"`   // root of the prompt's tokens
	PromptTokens uint32   `json:"promptTokens"`
	MaxTokens    uint32   `json:"maxTokens"`
	Sampling     Sampling `json:"sampling"`
	Stop         Hash     `json:"stop"`   // StopHash of the stop strings, zero: none
	Schema       Hash     `json:"schema"` // SchemaHash of the schema that the answer follows, zero: none
	Lane         Lane     `json:"lane"`
	Quote        Hash     `json:"quote"` // digest of the quote that sets the price
	PriceLimit   Amount   `json:"priceLimit"`
	Channel      Hash     `json:"channel"`
	Commitment   Hash     `json:"commitment"` // the provider's commitment to its nonce
	BuyerNonce   Hash     `json:"buyerNonce"`
	Time         uint64   `json:"time"` // unix seconds
}

var (
	samplingType = typeHash("Sampling(uint32 temperature,uint32 topK,uint32 topP,uint32 minP,uint32 repeat,int32 frequency,int32 presence,bytes32 bias)")
	requestType  = typeHash("Request(bytes32 model,bytes32 tokenizer,bytes32 template,bytes32 prompt,uint32 promptTokens,uint32 maxTokens,Sampling sampling,bytes32 stop,bytes32 schema,uint8 lane,bytes32 quote,uint128 priceLimit,bytes32 channel,bytes32 commitment,bytes32 buyerNonce,uint64 time)Sampling(uint32 temperature,uint32 topK,uint32 topP,uint32 minP,uint32 repeat,int32 frequency,int32 presence,bytes32 bias)")
)

func (s Sampling) structHash() Hash {
	var e encoder
	e.hash(samplingType)
	e.uint(uint64(s.Temperature))
	e.uint(uint64(s.TopK))
	e.uint(uint64(s.TopP))
	e.uint(uint64(s.MinP))
	e.uint(uint64(s.Repeat))
	e.int(int64(s.Frequency))
	e.int(int64(s.Presence))
	e.hash(s.Bias)
	return e.sum()
}

// Digest returns the EIP-712 digest of r, which is the request id.
func (r Request) Digest(d Domain) Hash {
	var e encoder
	e.hash(requestType)
	e.hash(r.Model)
	e.hash(r.Tokenizer)
	e.hash(r.Template)
	e.hash(r.Prompt)
	e.uint(uint64(r.PromptTokens))
	e.uint(uint64(r.MaxTokens))
	e.hash(r.Sampling.structHash())
	e.hash(r.Stop)
	e.hash(r.Schema)
	e.uint(uint64(r.Lane))
	e.hash(r.Quote)
	e.amount(r.PriceLimit)
	e.hash(r.Channel)
	e.hash(r.Commitment)
	e.hash(r.BuyerNonce)
	e.uint(r.Time)
	return d.Digest(e.sum())
}

// Chunk is the provider's statement after each paid piece of a stream: so many tokens, with this running root, cost so
// much in this request so far.
type Chunk struct {
	Request Hash   `json:"request"`
	Output  Hash   `json:"output"` // root of all output tokens so far
	Count   uint32 `json:"count"`  // output tokens so far
	Amount  Amount `json:"amount"` // cost of this request so far
}

var chunkType = typeHash("Chunk(bytes32 request,bytes32 output,uint32 count,uint128 amount)")

// Digest returns the EIP-712 digest of c.
func (c Chunk) Digest(d Domain) Hash {
	var e encoder
	e.hash(chunkType)
	e.hash(c.Request)
	e.hash(c.Output)
	e.uint(uint64(c.Count))
	e.amount(c.Amount)
	return d.Digest(e.sum())
}

// MaxSkew is how far two honest clocks may be apart, in seconds.
const MaxSkew = 120

// Receipt is the last statement of a stream: it ends the request and reveals the nonce.
type Receipt struct {
	Request  Hash   `json:"request"`
	Output   Hash   `json:"output"`
	Count    uint32 `json:"count"`
	Amount   Amount `json:"amount"`
	Nonce    Hash   `json:"nonce"`
	Finish   Finish `json:"finish"`
	Started  uint64 `json:"started"`  // unix milliseconds
	Finished uint64 `json:"finished"` // unix milliseconds
}

var receiptType = typeHash("Receipt(bytes32 request,bytes32 output,uint32 count,uint128 amount,bytes32 nonce,uint8 finish,uint64 started,uint64 finished)")

// Digest returns the EIP-712 digest of r.
func (r Receipt) Digest(d Domain) Hash {
	var e encoder
	e.hash(receiptType)
	e.hash(r.Request)
	e.hash(r.Output)
	e.uint(uint64(r.Count))
	e.amount(r.Amount)
	e.hash(r.Nonce)
	e.uint(uint64(r.Finish))
	e.uint(r.Started)
	e.uint(r.Finished)
	return d.Digest(e.sum())
}

// ReceiptBytes is the size of a packed receipt with its signature: the always-on cost of a checked answer.
const ReceiptBytes = 32 + 32 + 4 + 16 + 32 + 1 + 8 + 8 + 65

// ErrRange says that a field of a message is outside what the contracts or the protocol allow.
var ErrRange = errors.New("out of range")

// Validate reports the first field of q that no contract could accept or no buyer could use.
func (q Quote) Validate() error {
	switch {
	case q.Provider.IsZero() || q.Token.IsZero():
		return fmt.Errorf("quote without provider or token: %w", ErrRange)
	case q.Lane < LaneExact || q.Lane > LaneAttested:
		return fmt.Errorf("quote for %s: %w", q.Lane, ErrRange)
	case !q.InputPrice.Fits() || !q.OutputPrice.Fits() || !q.Reserve.Fits():
		return fmt.Errorf("quote with an amount above 128 bits: %w", ErrRange)
	case q.ChunkTokens == 0 || q.MaxPrompt == 0 || q.MaxTokens == 0:
		return fmt.Errorf("quote with an empty chunk, prompt or answer: %w", ErrRange)
	case q.Expires <= q.Issued:
		return fmt.Errorf("quote that expires before it is issued: %w", ErrRange)
	}
	return nil
}
