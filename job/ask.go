package job

import (
	"errors"
	"fmt"
)

// Message is one turn of a chat.
type Message struct {
	Role       string     `json:"role"` // system, user, assistant or tool
	Content    string     `json:"content"`
	ToolCalls  []ToolCall `json:"tool_calls,omitempty"`   // of an assistant
	ToolCallID string     `json:"tool_call_id,omitempty"` // of a tool: the call that this is the result of
	Name       string     `json:"name,omitempty"`
}

// Ask is what a client wants, before it becomes a signed request. Exactly one of Messages and Prompt is used.
type Ask struct {
	Model     string    // name or root
	Messages  []Message // rendered by the model's chat template
	Prompt    string    // taken as it is
	MaxTokens uint32    // 0: as much as the quote allows
	Sampling  Sampling  // its Bias is set when the request is made
	Constraints
	LogprobAsk
	ToolUse
	Provider *uint64 // agent id to insist on; nil: the gateway chooses
	Lane     Lane    // 0: the gateway's usual one
	User     string  // free label for the books
}

// Delta is a piece of an answer on its way to the client. Its tokens are already checked as far as policy asks.
type Delta struct {
	Request Hash // id of the request that it answers, the same in all pieces of an answer
	Text    string
	Tokens  []uint32

	Logprobs  []PieceLogprob // of tokens whose text has begun by now
	ToolCalls []ToolCall     // whole calls, in the last piece
}

// Usage counts tokens, as OpenAI's API does.
type Usage struct {
	PromptTokens     uint32 `json:"prompt_tokens"`
	CompletionTokens uint32 `json:"completion_tokens"`
	TotalTokens      uint32 `json:"total_tokens"`
}

// Answer is the end of an ask: the text, what it cost, who served it and how far it was checked.
type Answer struct {
	Request  Hash    `json:"request"` // the receipt's id
	Model    string  `json:"model"`
	Text     string  `json:"text"` // without tool calls
	Finish   Finish  `json:"finish"`
	Usage    Usage   `json:"usage"`
	Cost     Amount  `json:"cost"`
	Agent    uint64  `json:"agent"`
	Provider Address `json:"provider"`
	Lane     Lane    `json:"lane"`
	Checked  string  `json:"checked"` // "recomputed", or "signatures" when policy asked for no more of this one
	Assured  string  `json:"assured"` // Request.Assurance
	Failed   []Catch `json:"failed,omitempty"`

	ToolCalls []ToolCall     `json:"toolCalls,omitempty"`
	Logprobs  []PieceLogprob `json:"-"` // ours when Checked is "recomputed", else what the provider says
}

// Catch tells of a provider that was tried first and caught or gave up.
type Catch struct {
	Agent   uint64 `json:"agent"`
	Request Hash   `json:"request"`
	Class   string `json:"class"`  // class of evidence, "" when it only failed
	Proven  bool   `json:"proven"` // the receipt of the request shows it to anybody
	Reason  string `json:"reason"`
	Lost    Amount `json:"lost"` // vouchers signed beyond what was delivered and right
}

// ModelInfo describes a model that can be asked for.
type ModelInfo struct {
	Name      string `json:"name"`
	Root      Hash   `json:"root"`
	Lane      Lane   `json:"lane"`
	Context   uint32 `json:"context"` // tokens
	Providers int    `json:"providers"`
	Chat      bool   `json:"chat"` // has a chat template
}

// Fault is an error with a kind that every door can translate (an HTTP status, an exit code).
type Fault struct {
	Kind    FaultKind
	Code    string // short machine-readable word, snake_case
	Param   string // the field at fault, if any
	Message string // a sentence for a person, with what to do next and the cause
	Cause   error
}

// FaultKind is the closed set of ways in which a request can be refused.
type FaultKind uint8

// The kinds, each with the HTTP status that fits it.
const (
	FaultInvalid     FaultKind = iota + 1 // 400: malformed or out of range
	FaultAuth                             // 401: no or wrong credentials or signature
	FaultPayment                          // 402: unpaid, underpaid, or no money left
	FaultNotFound                         // 404: unknown model, channel or receipt
	FaultConflict                         // 409: already used, already closed
	FaultTooLarge                         // 413: beyond a size limit
	FaultBusy                             // 429: too many at once
	FaultInternal                         // 500: our own failure
	FaultUnavailable                      // 503: nobody can serve this now
)

// Status returns the HTTP status of k.
func (k FaultKind) Status() int {
	switch k {
	case FaultInvalid:
		return 400
	case FaultAuth:
		return 401
	case FaultPayment:
		return 402
	case FaultNotFound:
		return 404
	case FaultConflict:
		return 409
	case FaultTooLarge:
		return 413
	case FaultBusy:
		return 429
	case FaultUnavailable:
		return 503
	}
	return 500
}

// FaultKindOf returns the kind that an HTTP status stands for.
func FaultKindOf(status int) FaultKind {
	for k := FaultInvalid; k <= FaultUnavailable; k++ {
		if k.Status() == status {
			return k
		}
	}
	return FaultInternal
}

// Error implements error.
func (f *Fault) Error() string { return f.Message }

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Faultf makes a fault. A %w argument becomes part of the message and stays reachable through Unwrap.
func Faultf(kind FaultKind, code, format string, args ...any) *Fault {
	err := fmt.Errorf(format, args...)
	return &Fault{Kind: kind, Code: code, Message: err.Error(), Cause: errors.Unwrap(err)}
}
