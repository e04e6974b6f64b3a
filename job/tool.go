package job

import "encoding/json"

// Tool is a function that the model may ask the client to call.
type Tool struct {
	Name       string
	Parameters json.RawMessage // JSON schema of the arguments, an object; nil: there are none
	Definition json.RawMessage // the whole entry as the client sent it, for the chat template
}

// ToolCall is one call that the model asks for.
type ToolCall struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Arguments string `json:"arguments"` // a JSON object
}

// ToolUse is what an ask says of tools.
type ToolUse struct {
	Tools    []Tool
	Must     bool   // the answer is a call: of Only, or of any tool
	Only     string // with Must: the tool to call, "" for any
	Parallel bool   // several calls in one answer are welcome
}

// Alternative is a token with the natural logarithm of its probability.
type Alternative struct {
	Token   uint32 `json:"token"`
	Logprob int64  `json:"logprob"` // Q32: real value times 2^32, at most 0 but for rounding
}

// TokenLogprob tells how likely an output token was, by the model's own distribution at temperature 1, and which tokens
// were the likeliest there. Nobody signs it: whoever recomputes the answer finds it anew.
type TokenLogprob struct {
	Alternative
	Top []Alternative `json:"top,omitempty"`
}

// MaxTopLogprobs bounds the alternatives of one token (OpenAI's limit).
const MaxTopLogprobs = 20

// LogprobAsk says which log-probabilities are wanted beside an answer.
type LogprobAsk struct {
	Logprobs    bool   `json:"logprobs,omitempty"`
	TopLogprobs uint32 `json:"topLogprobs,omitempty"` // alternatives of each token, at most MaxTopLogprobs
}

// PieceLogprob is a TokenLogprob with the tokens' bytes in place of their numbers.
type PieceLogprob struct {
	Bytes   []byte
	Logprob int64 // Q32
	Top     []PieceLogprob
}
