package wire

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// call is a parsed request to one of the two completion endpoints.
type call struct {
	ask          job.Ask
	chat         bool
	stream       bool
	includeUsage bool // a chunk with usage at the end of the stream
}

const (
	maxModelName        = 256  // bytes
	maxUserLabel        = 256  // bytes
	completionMaxTokens = 16   // OpenAI's default for /v1/completions
	maxTopK             = 1e6  // far above any vocabulary
	defaultTemperature  = 1000 // thousandths, OpenAI's default
)

// fields is a JSON object whose values are parsed one by one. Names match exactly, the last of two equal ones holds,
// and null counts as absent, all as OpenAI's servers do.
type fields map[string]json.RawMessage

func (f fields) raw(name string) (json.RawMessage, bool) {
	raw, ok := f[name]
	return raw, ok && string(raw) != "null"
}

func invalid(param, format string, args ...any) *job.Fault {
	f := job.Faultf(job.FaultInvalid, "invalid_value", format, args...)
	f.Param = param
	return f
}

func unsupported(param, hint string) *job.Fault {
	f := job.Faultf(job.FaultInvalid, "unsupported_parameter", "%s is not supported here: %s", param, hint)
	f.Param = param
	return f
}

// get parses field name into v, and leaves v alone when it is absent.
func (f fields) get(name, want string, v any) *job.Fault {
	raw, ok := f.raw(name)
	if !ok {
		return nil
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return invalid(name, "%s: want %s", name, want)
	}
	return nil
}

// number returns a field that must be a JSON number, exactly as it was written.
func (f fields) number(name string) (json.Number, bool, *job.Fault) {
	raw, ok := f.raw(name)
	if !ok {
		return "", false, nil
	}
	if c := raw[0]; c != '-' && (c < '0' || c > '9') {
		return "", false, invalid(name, "%s: want a number", name)
	}
	return json.Number(raw), true, nil
}

// count parses a whole number in 1 .. 2^32-1.
func (f fields) count(name string) (uint32, *job.Fault) {
	n, ok, fault := f.number(name)
	if !ok {
		return 0, fault
	}
	v, err := strconv.ParseUint(string(n), 10, 32)
	if err != nil || v == 0 {
		return 0, invalid(name, "%s: want a whole number from 1 to %d", name, uint32(math.MaxUint32))
	}
	return uint32(v), nil
}

// decimal parses a number into thousandths between low and high, absent being missing.
func (f fields) decimal(name string, low, high, missing uint32) (uint32, *job.Fault) {
	n, ok, fault := f.number(name)
	if !ok {
		return missing, fault
	}
	v, err := thousandths(n)
	if err != nil {
		return 0, invalid(name, "%s: %w", name, err)
	}
	if v < low || v > high {
		return 0, invalid(name, "%s: want %s to %s (three decimals count)", name, decimalText(low), decimalText(high))
	}
	return v, nil
}

func decimalText(n uint32) string { return strings.TrimSuffix(job.Units(uint64(n)).Decimal(3), ".000") }

// parseCall reads the body of a completion request. Fields that nobody knows, or that change nothing in the answer, are
// ignored, as OpenAI's servers do; a parameter that would change the answer and cannot be honoured is refused by name,
// since silence would be a wrong answer.
func parseCall(raw []byte, chat bool) (call, *job.Fault) {
	c := call{chat: chat}
	if !utf8.Valid(raw) {
		return c, job.Faultf(job.FaultInvalid, "invalid_json", "the body is not valid UTF-8")
	}
	var f fields
	if err := json.Unmarshal(raw, &f); err != nil || f == nil {
		return c, job.Faultf(job.FaultInvalid, "invalid_json", "the body is not a JSON object: send one, such as {\"model\": ..., %s}", map[bool]string{true: `"messages": ...`, false: `"prompt": ...`}[chat])
	}
	for _, step := range []func(fields) *job.Fault{c.parseModel, c.parseLane, c.refuseOthers, c.parseInput, c.parseLimits, c.parseSampling, c.parsePenalties, c.parseBias, c.parseLogprobs, c.parseStop, c.parseFormat, c.parseTools, c.parseStream} {
		if fault := step(f); fault != nil {
			return c, fault
		}
	}
	return c, nil
}

func (c *call) parseModel(f fields) *job.Fault {
	if fault := f.get("model", "the name of a model", &c.ask.Model); fault != nil {
		return fault
	}
	if c.ask.Model == "" || len(c.ask.Model) > maxModelName {
		fault := invalid("model", "model: name a model of at most %d bytes; /v1/models lists them", maxModelName)
		fault.Code = "missing_required_parameter"
		return fault
	}
	if fault := f.get("user", "a string", &c.ask.User); fault != nil {
		return fault
	}
	if len(c.ask.User) > maxUserLabel {
		return invalid("user", "user: at most %d bytes", maxUserLabel)
	}
	return nil
}

// neutral tells which values of a parameter that we lack ask for nothing.
type neutral func(raw []byte) bool

func isEmpty(raw []byte) bool {
	return bytes.Equal(raw, []byte("[]")) || bytes.Equal(raw, []byte("{}")) || bytes.Equal(raw, []byte(`""`))
}
func isFalse(raw []byte) bool { return string(raw) == "false" }
func never([]byte) bool       { return false }

func isNumber(want uint32) neutral {
	return func(raw []byte) bool {
		n, err := thousandths(json.Number(raw))
		return err == nil && n == want
	}
}

func isWord(words ...string) neutral {
	return func(raw []byte) bool {
		for _, w := range words {
			if string(raw) == `"`+w+`"` {
				return true
			}
		}
		return false
	}
}

func isText(raw []byte) bool {
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		return len(list) == 0 || len(list) == 1 && list[0] == "text"
	}
	return false
}

// refused lists the parameters that would change the answer and that we do not honour, in the order in which they are
// looked for, with the values that are harmless and what to do instead.
var refused = []struct {
	name string
	fine neutral
	hint string
}{
	{"n", isNumber(1000), "one answer is made for each request, so send n requests"},
	{"best_of", isNumber(1000), "one answer is made for each request, so send several and choose"},
	{"seed", never, "the seed of an answer comes from both sides, so that neither can steer it; use temperature 0 for repeatable answers"},
	{"functions", isEmpty, "send tools, their newer name"},
	{"function_call", isWord("none", "auto"), "send tool_choice, its newer name"},
	{"typical_p", isNumber(1000), "leave it out or send 1"},
	{"min_tokens", isNumber(0), "leave it out"},
	{"ignore_eos", isFalse, "leave it out"},
	{"echo", isFalse, "put the prompt in front of the answer yourself"},
	{"suffix", isEmpty, "leave it out"},
	{"modalities", isText, "only text is served"},
	{"audio", never, "only text is served"},
	{"web_search_options", never, "the model answers from what it knows"},
	{"grammar", isEmpty, "describe the form you want in the prompt"},
	{"json_schema", isEmpty, "send it in response_format"},
	{"guided_regex", isEmpty, "describe the form you want in the prompt"},
	{"guided_choice", isEmpty, "describe the form you want in the prompt"},
	{"guided_grammar", isEmpty, "describe the form you want in the prompt"},
}

func (c *call) refuseOthers(f fields) *job.Fault {
	for _, p := range refused {
		if raw, ok := f.raw(p.name); ok && !p.fine(raw) {
			return unsupported(p.name, p.hint)
		}
	}
	return nil
}

func (c *call) parseInput(f fields) *job.Fault {
	if c.chat {
		return c.parseMessages(f)
	}
	raw, ok := f.raw("prompt")
	if !ok {
		return missing("prompt", "prompt: send the text to continue")
	}
	if json.Unmarshal(raw, &c.ask.Prompt) != nil {
		var list []string
		if err := json.Unmarshal(raw, &list); err != nil || len(list) != 1 {
			return invalid("prompt", "prompt: want one string; token lists and several prompts at once are not served")
		}
		c.ask.Prompt = list[0]
	}
	if c.ask.Prompt == "" {
		return missing("prompt", "prompt: send the text to continue")
	}
	return nil
}

func missing(param, message string) *job.Fault {
	f := invalid(param, "%s", message)
	f.Code = "missing_required_parameter"
	return f
}

func (c *call) parseMessages(f fields) *job.Fault {
	var list []fields
	if fault := f.get("messages", "a list of {role, content}", &list); fault != nil {
		return fault
	}
	if len(list) == 0 {
		return missing("messages", "messages: send at least one {role, content}")
	}
	for i, m := range list {
		msg, fault := parseMessage(m, "messages["+strconv.Itoa(i)+"]")
		if fault != nil {
			return fault
		}
		c.ask.Messages = append(c.ask.Messages, msg)
	}
	return nil
}

func parseMessage(m fields, at string) (job.Message, *job.Fault) {
	var msg job.Message
	if fault := m.get("role", "a string", &msg.Role); fault != nil {
		return msg, invalid(at+".role", "%s.role: want a string", at)
	}
	switch msg.Role {
	case "system", "user", "assistant", "tool":
	case "developer": // OpenAI's newer word for the same thing
		msg.Role = "system"
	default:
		return msg, invalid(at+".role", "%s.role: want system, developer, user, assistant or tool", at)
	}
	if raw, ok := m.raw("function_call"); ok && !isEmpty(raw) {
		return msg, unsupported(at+".function_call", "send tool_calls, its newer name")
	}
	if raw, ok := m.raw("tool_calls"); ok && !isEmpty(raw) {
		if msg.Role != "assistant" {
			return msg, invalid(at+".tool_calls", "%s.tool_calls: only the assistant calls tools", at)
		}
		var fault *job.Fault
		if msg.ToolCalls, fault = parseCalls(m, at); fault != nil {
			return msg, fault
		}
	}
	if m.get("name", "", &msg.Name) != nil || len(msg.Name) > 64 {
		return msg, invalid(at+".name", "%s.name: want a string of at most 64 bytes", at)
	}
	if msg.Role == "tool" {
		if m.get("tool_call_id", "", &msg.ToolCallID) != nil || msg.ToolCallID == "" || len(msg.ToolCallID) > 128 {
			return msg, missing(at+".tool_call_id", at+".tool_call_id: send the id of the call that this is the result of")
		}
	}
	raw, ok := m.raw("content")
	if !ok {
		if len(msg.ToolCalls) > 0 {
			return msg, nil
		}
		return msg, missing(at+".content", at+".content: send the text of the message")
	}
	if json.Unmarshal(raw, &msg.Content) != nil {
		text, fault := joinParts(raw, at+".content")
		if fault != nil {
			return msg, fault
		}
		msg.Content = text
	}
	return msg, nil
}

// joinParts reads content given as a list of {"type":"text","text":...}.
func joinParts(raw []byte, at string) (string, *job.Fault) {
	var parts []struct {
		Type string  `json:"type"`
		Text *string `json:"text"`
	}
	if json.Unmarshal(raw, &parts) != nil {
		return "", invalid(at, "%s: want a string or a list of text parts", at)
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Type != "text" || p.Text == nil {
			return "", invalid(at, "%s: only parts of type text are served", at)
		}
		b.WriteString(*p.Text)
	}
	return b.String(), nil
}

func (c *call) parseLimits(f fields) *job.Fault {
	limit, fault := f.count("max_tokens")
	if fault != nil {
		return fault
	}
	if c.chat {
		newer, fault := f.count("max_completion_tokens")
		if fault != nil {
			return fault
		}
		if limit != 0 && newer != 0 && limit != newer {
			return invalid("max_tokens", "max_tokens and max_completion_tokens differ: send one of them")
		}
		limit = max(limit, newer)
	} else if limit == 0 {
		limit = completionMaxTokens
	}
	c.ask.MaxTokens = limit
	return nil
}

func (c *call) parseSampling(f fields) *job.Fault {
	s := &c.ask.Sampling
	var fault *job.Fault
	if s.Temperature, fault = f.decimal("temperature", 0, job.MaxTemperature, defaultTemperature); fault != nil {
		return fault
	}
	if s.TopP, fault = f.decimal("top_p", 1, 1000, 1000); fault != nil {
		return fault
	}
	if s.MinP, fault = f.decimal("min_p", 0, 1000, 0); fault != nil {
		return fault
	}
	n, ok, fault := f.number("top_k")
	if fault != nil {
		return fault
	}
	if ok {
		k, err := strconv.Atoi(string(n))
		if err != nil || k < -1 || k > maxTopK {
			return invalid("top_k", "top_k: want a whole number from 0 (off) to %d", int(maxTopK))
		}
		s.TopK = uint32(max(k, 0)) // -1 is what some servers write for off
	}
	if err := s.Validate(); err != nil {
		return invalid("temperature", "%w", err)
	}
	return nil
}

func (c *call) parseStop(f fields) *job.Fault {
	raw, ok := f.raw("stop")
	if !ok {
		return nil
	}
	var one string
	if json.Unmarshal(raw, &one) == nil {
		c.ask.Stop = []string{one}
	} else if json.Unmarshal(raw, &c.ask.Stop) != nil {
		return invalid("stop", "stop: want a string or a list of strings")
	}
	if err := job.ValidateStops(c.ask.Stop); err != nil {
		return invalid("stop", "stop: %w", err)
	}
	return nil
}

func (c *call) parseStream(f fields) *job.Fault {
	if fault := f.get("stream", "true or false", &c.stream); fault != nil {
		return fault
	}
	if _, ok := f.raw("stream_options"); !ok {
		return nil
	}
	if !c.stream {
		return invalid("stream_options", "stream_options: only with stream true")
	}
	var options struct {
		IncludeUsage bool `json:"include_usage"`
	}
	if fault := f.get("stream_options", "an object", &options); fault != nil {
		return fault
	}
	c.includeUsage = options.IncludeUsage
	return nil
}
