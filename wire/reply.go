package wire

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// The prefixes of the ids of answers, as OpenAI has them.
const (
	chatID = "chatcmpl-"
	textID = "cmpl-"
)

// openAIError is OpenAI's error body.
type openAIError struct {
	Error openAIErrorFields `json:"error"`
}

type openAIErrorFields struct {
	Message string  `json:"message"`
	Type    string  `json:"type"`
	Param   *string `json:"param"`
	Code    *string `json:"code"`
}

// openAITypes gives each kind of fault the word that OpenAI's servers, or those compatible with them, use for it.
var openAITypes = map[job.FaultKind]string{
	job.FaultInvalid:     "invalid_request_error",
	job.FaultAuth:        "authentication_error",
	job.FaultPayment:     "insufficient_quota",
	job.FaultNotFound:    "invalid_request_error",
	job.FaultConflict:    "invalid_request_error",
	job.FaultTooLarge:    "invalid_request_error",
	job.FaultBusy:        "rate_limit_error",
	job.FaultInternal:    "server_error",
	job.FaultUnavailable: "server_error",
}

func openAIErrorOf(f *job.Fault) openAIError {
	e := openAIErrorFields{Message: f.Message, Type: openAITypes[f.Kind]}
	if e.Type == "" {
		e.Type = "server_error"
	}
	if f.Param != "" {
		e.Param = &f.Param
	}
	if f.Code != "" {
		e.Code = &f.Code
	}
	return openAIError{e}
}

func refuseOpenAI(w http.ResponseWriter, status int, f *job.Fault) {
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter())
	}
	writeJSON(w, status, openAIErrorOf(f))
}

// modelObject is OpenAI's description of a model, with ours beside it.
type modelObject struct {
	ID      string        `json:"id"`
	Object  string        `json:"object"`
	Created int64         `json:"created"` // always 0: a model has no date, only a root
	OwnedBy string        `json:"owned_by"`
	Assay   job.ModelInfo `json:"assay"`
}

type modelList struct {
	Object string        `json:"object"`
	Data   []modelObject `json:"data"`
}

func modelObjectOf(m job.ModelInfo) modelObject {
	return modelObject{ID: m.Name, Object: "model", OwnedBy: "assay", Assay: m}
}

// proof is the field "assay" of an answer: what it cost, who served it, how far it was checked.
type proof struct {
	Receipt  job.Hash    `json:"receipt"`
	Lane     string      `json:"lane"`
	Unit     string      `json:"unit"` // what is counted and priced: token, or byte in the statistical lane
	Agent    uint64      `json:"agent"`
	Provider job.Address `json:"provider"`
	Cost     job.Amount  `json:"cost"` // smallest units
	Checked  string      `json:"checked"`
	Assured  string      `json:"assured"` // whether a contract could judge the answer
	Failed   []job.Catch `json:"failed"`
}

func proofOf(a job.Answer) *proof {
	failed := a.Failed
	if failed == nil {
		failed = []job.Catch{}
	}
	return &proof{Receipt: a.Request, Lane: a.Lane.String(), Unit: a.Lane.Unit(), Agent: a.Agent, Provider: a.Provider, Cost: a.Cost, Checked: a.Checked, Assured: a.Assured, Failed: failed}
}

// reply is a whole answer or one chunk of a stream, of either endpoint.
type reply struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"` // unix seconds
	Model   string `json:"model"`
	Choices []any  `json:"choices"`
	Usage   usage  `json:"usage,omitzero"`
	Assay   *proof `json:"assay,omitempty"`
}

// usage is left out, null, or a count. In a stream that ends with it, OpenAI's chunks before the last have null.
type usage struct {
	shown bool
	count *job.Usage
}

// MarshalJSON implements json.Marshaler.
func (u usage) MarshalJSON() ([]byte, error) { return json.Marshal(u.count) }

type chatMessage struct {
	Role    string     `json:"role"`
	Content *string    `json:"content"` // null when there is nothing but calls
	Refusal *string    `json:"refusal"`
	Calls   []callPart `json:"tool_calls,omitempty"`
}

type chatChoice struct {
	Index    int           `json:"index"`
	Message  chatMessage   `json:"message"`
	Logprobs *chatLogprobs `json:"logprobs"`
	Finish   string        `json:"finish_reason"`
}

type textChoice struct {
	Index    int           `json:"index"`
	Text     string        `json:"text"`
	Logprobs *textLogprobs `json:"logprobs"`
	Finish   *string       `json:"finish_reason"` // null until the end
}

type chatDelta struct {
	Role    string     `json:"role,omitempty"`
	Content *string    `json:"content,omitempty"`
	Calls   []callPart `json:"tool_calls,omitempty"`
}

type chatDeltaChoice struct {
	Index    int           `json:"index"`
	Delta    chatDelta     `json:"delta"`
	Logprobs *chatLogprobs `json:"logprobs"`
	Finish   *string       `json:"finish_reason"` // null until the end
}

// wholeReply is the answer in one piece; its id is the receipt's.
func wholeReply(c call, a job.Answer, created int64) reply {
	digits := hex.EncodeToString(a.Request[:])
	r := reply{ID: textID + digits, Object: "text_completion", Created: created, Model: modelOf(c, a), Usage: usage{true, &a.Usage}, Assay: proofOf(a)}
	finish := finishOf(a)
	if c.chat {
		r.ID, r.Object = chatID+digits, "chat.completion"
		m := chatMessage{Role: "assistant", Content: &a.Text, Calls: callParts(a.ToolCalls)}
		if a.Text == "" && len(m.Calls) > 0 {
			m.Content = nil
		}
		r.Choices = []any{chatChoice{Message: m, Logprobs: chatLogprobsOf(c, a.Logprobs), Finish: finish}}
	} else {
		r.Choices = []any{textChoice{Text: a.Text, Logprobs: textLogprobsOf(c, a.Logprobs, &place{}), Finish: &finish}}
	}
	return r
}

func modelOf(c call, a job.Answer) string {
	if a.Model != "" {
		return a.Model
	}
	return c.ask.Model
}

// eventStream writes an answer as server-sent events. Its id is the request's, which is also the receipt's: known from
// the first piece on, since a provider that fails is replaced only before that.
type eventStream struct {
	w        http.ResponseWriter
	rc       *http.ResponseController
	patience time.Duration
	call     call
	head     reply  // what every chunk repeats
	tail     string // bytes of a character that is not whole yet
	told     place  // behind the tokens whose log-probabilities were sent
	begun    bool
	broken   error
}

func newEventStream(w http.ResponseWriter, c call, created int64, patience time.Duration) *eventStream {
	head := reply{Object: "text_completion", Created: created, Model: c.ask.Model}
	if c.chat {
		head.Object = "chat.completion.chunk"
	}
	head.Usage.shown = c.includeUsage
	return &eventStream{w: w, rc: http.NewResponseController(w), patience: patience, call: c, head: head}
}

// name gives the stream its id, before it begins.
func (s *eventStream) name(request job.Hash) {
	if s.begun {
		return
	}
	prefix := textID
	if s.call.chat {
		prefix = chatID
	}
	s.head.ID = prefix + hex.EncodeToString(request[:])
	s.w.Header().Set(ReceiptHeader, request.String())
}

// begin sends the status and, in a chat, the chunk that names the speaker.
func (s *eventStream) begin() error {
	if s.begun {
		return s.broken
	}
	s.begun = true
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a reverse proxy in between must not collect the pieces
	s.w.WriteHeader(http.StatusOK)
	if !s.call.chat {
		return nil
	}
	empty := ""
	return s.chunk(chatDeltaChoice{Delta: chatDelta{Role: "assistant", Content: &empty}})
}

// piece sends a piece of the answer. A character cut in two by the pieces is held back until it is whole, since JSON
// cannot carry half of one.
func (s *eventStream) piece(d job.Delta) error {
	text := s.tail + d.Text
	cut := wholeRunes(text)
	text, s.tail = text[:cut], text[cut:]
	if err := s.put(text, d.Logprobs); err != nil {
		return err
	}
	for _, part := range streamedCalls(d.ToolCalls) {
		if err := s.begin(); err != nil {
			return err
		}
		if err := s.chunk(chatDeltaChoice{Delta: chatDelta{Calls: []callPart{part}}}); err != nil {
			return err
		}
	}
	return s.broken
}

func (s *eventStream) put(text string, logprobs []job.PieceLogprob) error {
	if text == "" && (len(logprobs) == 0 || !s.call.ask.Logprobs) {
		return s.broken
	}
	if err := s.begin(); err != nil {
		return err
	}
	if s.call.chat {
		return s.chunk(chatDeltaChoice{Delta: chatDelta{Content: &text}, Logprobs: chatLogprobsOf(s.call, logprobs)})
	}
	choice := textChoice{Text: text}
	choice.Logprobs = textLogprobsOf(s.call, logprobs, &s.told)
	return s.chunk(choice)
}

// wholeRunes returns how much of s is whole characters: all of it, but for at most three bytes that begin one.
func wholeRunes(s string) int {
	for back := 1; back <= min(utf8.UTFMax-1, len(s)); back++ {
		if b := s[len(s)-back]; utf8.RuneStart(b) {
			if !utf8.FullRuneInString(s[len(s)-back:]) {
				return len(s) - back
			}
			break
		}
	}
	return len(s)
}

// finish sends the finish reason, the usage if it was asked for, the proof with the last chunk, and the end mark.
func (s *eventStream) finish(a job.Answer) error {
	s.name(a.Request)
	if err := s.put(s.tail, nil); err != nil { // the model stopped within a character
		return err
	}
	if err := s.begin(); err != nil {
		return err
	}
	reason := finishOf(a)
	last := s.head
	if s.call.chat {
		last.Choices = []any{chatDeltaChoice{Finish: &reason}}
	} else {
		last.Choices = []any{textChoice{Finish: &reason}}
	}
	if s.call.includeUsage {
		if err := s.send(last); err != nil {
			return err
		}
		last.Choices = []any{}
		last.Usage.count = &a.Usage
	}
	last.Assay = proofOf(a)
	if err := s.send(last); err != nil {
		return err
	}
	return s.event([]byte("[DONE]"))
}

// fail ends a stream that has begun with the error, and without the end mark.
func (s *eventStream) fail(f *job.Fault) error { return s.send(openAIErrorOf(f)) }

func (s *eventStream) chunk(choice any) error {
	r := s.head
	r.Choices = []any{choice}
	return s.send(r)
}

func (s *eventStream) send(v any) error {
	raw, err := marshal(v)
	if err != nil {
		return err
	}
	return s.event(raw)
}

func (s *eventStream) event(data []byte) error {
	if s.broken != nil {
		return s.broken
	}
	_ = s.rc.SetWriteDeadline(time.Now().Add(s.patience))
	msg := append(append([]byte("data: "), data...), "\n\n"...)
	if _, s.broken = s.w.Write(msg); s.broken == nil {
		s.broken = s.rc.Flush()
	}
	return s.broken
}
