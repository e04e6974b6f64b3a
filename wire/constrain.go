package wire

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/assay-network/assay/job"
)

// The parts of a completion request that shape the answer: penalties, biases, schemas, tools, and log-probabilities.

const (
	maxTools      = 128
	maxToolCalls  = 64 // of one message
	maxCompletion = 20 // log-probabilities of a completion; OpenAI allows five
)

// signed parses a number into thousandths between -high and high, absent being 0.
func (f fields) signed(name string, high int32) (int32, *job.Fault) {
	n, ok, fault := f.number(name)
	if !ok {
		return 0, fault
	}
	v, err := signedThousandths(n)
	if err != nil {
		return 0, invalid(name, "%s: %w", name, err)
	}
	if v < -high || v > high {
		return 0, invalid(name, "%s: want -%s to %s (three decimals count)", name, decimalText(uint32(high)), decimalText(uint32(high)))
	}
	return v, nil
}

// signedThousandths is thousandths with a sign; a half is rounded away from zero.
func signedThousandths(n json.Number) (int32, error) {
	rest, negative := strings.CutPrefix(string(n), "-")
	v, err := thousandths(json.Number(rest)) // at most 10^9
	if negative {
		return -int32(v), err
	}
	return int32(v), err
}

func (c *call) parsePenalties(f fields) *job.Fault {
	s := &c.ask.Sampling
	name := "repetition_penalty" // as vLLM calls it
	if _, ok := f.raw(name); !ok {
		name = "repeat_penalty" // as llama.cpp does
	}
	var fault *job.Fault
	if s.Repeat, fault = f.decimal(name, job.MinRepeat, job.MaxRepeat, 1000); fault != nil {
		return fault
	}
	if s.Frequency, fault = f.signed("frequency_penalty", job.MaxPenalty); fault != nil {
		return fault
	}
	s.Presence, fault = f.signed("presence_penalty", job.MaxPenalty)
	return fault
}

// parseBias reads {"token id": bias}. Biases of 0 ask for nothing and are left out.
func (c *call) parseBias(f fields) *job.Fault {
	var list map[string]json.RawMessage
	if fault := f.get("logit_bias", "an object of token ids and biases", &list); fault != nil {
		return fault
	}
	for key, raw := range list { // order-free: sorted below
		token, err := strconv.ParseUint(key, 10, 32)
		if err != nil || strconv.FormatUint(token, 10) != key {
			return invalid("logit_bias", "logit_bias: %s is not the id of a token", strconv.Quote(printable(key, 20)))
		}
		v, err := signedThousandths(json.Number(raw))
		if err != nil || v < -job.MaxBias || v > job.MaxBias {
			return invalid("logit_bias", "logit_bias: the bias of token %d must be a number from -100 to 100", token)
		}
		if v != 0 {
			c.ask.Bias = append(c.ask.Bias, job.TokenBias{Token: uint32(token), Bias: v})
		}
	}
	slices.SortFunc(c.ask.Bias, func(a, b job.TokenBias) int { return cmp.Compare(a.Token, b.Token) })
	if err := job.ValidateBias(c.ask.Bias); err != nil {
		return invalid("logit_bias", "logit_bias: %w", err)
	}
	return nil
}

func (c *call) parseLogprobs(f fields) *job.Fault {
	want := &c.ask.LogprobAsk
	if !c.chat {
		n, ok, fault := f.number("logprobs")
		if !ok {
			return fault
		}
		k, err := strconv.Atoi(string(n))
		if err != nil || k < 0 || k > maxCompletion {
			return invalid("logprobs", "logprobs: want a whole number from 0 to %d", maxCompletion)
		}
		*want = job.LogprobAsk{Logprobs: true, TopLogprobs: uint32(k)}
		return nil
	}
	if fault := f.get("logprobs", "true or false", &want.Logprobs); fault != nil {
		return fault
	}
	n, ok, fault := f.number("top_logprobs")
	if !ok {
		return fault
	}
	k, err := strconv.Atoi(string(n))
	if err != nil || k < 0 || k > job.MaxTopLogprobs {
		return invalid("top_logprobs", "top_logprobs: want a whole number from 0 to %d", job.MaxTopLogprobs)
	}
	if k > 0 && !want.Logprobs {
		return invalid("top_logprobs", "top_logprobs: only with logprobs true")
	}
	want.TopLogprobs = uint32(k)
	return nil
}

// AnyObject is the schema of JSON mode.
const AnyObject = `{"type":"object"}`

// parseFormat reads the form that the answer must have: response_format of OpenAI's API, or guided_json of vLLM's.
func (c *call) parseFormat(f fields) *job.Fault {
	if raw, ok := f.raw("guided_json"); ok {
		if raw[0] != '{' {
			return invalid("guided_json", "guided_json: want a JSON schema, as an object")
		}
		return c.follow("guided_json", raw)
	}
	var format fields
	if fault := f.get("response_format", "an object with a type", &format); fault != nil || format == nil {
		return fault
	}
	var kind string
	if fault := format.get("type", "a string", &kind); fault != nil {
		return invalid("response_format", "response_format.type: want a string")
	}
	switch kind {
	case "text":
		return nil
	case "json_object":
		return c.follow("response_format", []byte(AnyObject))
	case "json_schema":
	default:
		return invalid("response_format", "response_format.type: want text, json_object or json_schema")
	}
	var named fields
	if fault := format.get("json_schema", "an object", &named); fault != nil || named == nil {
		return invalid("response_format", "response_format.json_schema: want an object with a name and a schema")
	}
	schema, ok := named.raw("schema")
	if !ok {
		schema = []byte(AnyObject)
	}
	if schema[0] != '{' {
		return invalid("response_format", "response_format.json_schema.schema: want a JSON schema, as an object")
	}
	return c.follow("response_format", schema)
}

// follow sets the schema that the answer follows. Blanks around its parts are no part of it.
func (c *call) follow(param string, schema []byte) *job.Fault {
	var b bytes.Buffer
	if err := json.Compact(&b, schema); err != nil {
		return invalid(param, "%s: %w", param, err)
	}
	if b.Len() > job.MaxSchemaBytes {
		return invalid(param, "%s: a schema of %d bytes: at most %d are taken", param, b.Len(), job.MaxSchemaBytes)
	}
	c.ask.Schema = b.String()
	return nil
}

var toolName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

func (c *call) parseTools(f fields) *job.Fault {
	var list []fields
	if fault := f.get("tools", "a list of functions", &list); fault != nil {
		return fault
	}
	if !c.chat && len(list) > 0 {
		return unsupported("tools", "call tools in a chat")
	}
	if len(list) > maxTools {
		return invalid("tools", "tools: %d of them: at most %d are taken", len(list), maxTools)
	}
	var whole []json.RawMessage
	_ = f.get("tools", "", &whole) // parsed above
	for i, entry := range list {
		at := "tools[" + strconv.Itoa(i) + "]"
		tool, fault := parseTool(entry, at)
		if fault != nil {
			return fault
		}
		if slices.ContainsFunc(c.ask.Tools, func(t job.Tool) bool { return t.Name == tool.Name }) {
			return invalid(at+".function.name", "%s: two tools have the name %s", at, tool.Name)
		}
		tool.Definition = whole[i]
		c.ask.Tools = append(c.ask.Tools, tool)
	}
	c.ask.Parallel = len(list) > 0
	if fault := f.get("parallel_tool_calls", "true or false", &c.ask.Parallel); fault != nil {
		return fault
	}
	if fault := c.parseChoice(f); fault != nil {
		return fault
	}
	if len(c.ask.Tools) > 0 && c.ask.Schema != "" {
		return invalid("response_format", "response_format: not together with tools: an answer that follows a schema cannot call one")
	}
	return nil
}

func parseTool(entry fields, at string) (job.Tool, *job.Fault) {
	var kind string
	var function fields
	if entry.get("type", "", &kind) != nil || kind != "function" || entry.get("function", "", &function) != nil || function == nil {
		return job.Tool{}, invalid(at, `%s: want {"type":"function","function":{"name":...}}`, at)
	}
	var t job.Tool
	if function.get("name", "", &t.Name) != nil || !toolName.MatchString(t.Name) {
		return t, invalid(at+".function.name", "%s.function.name: want 1 to 64 letters, digits, _ or -", at)
	}
	if raw, ok := function.raw("parameters"); ok {
		if raw[0] != '{' {
			return t, invalid(at+".function.parameters", "%s.function.parameters: want a JSON schema, as an object", at)
		}
		var schema fields
		_ = json.Unmarshal(raw, &schema) // it is an object
		if kind, ok := schema.raw("type"); ok && string(kind) != `"object"` {
			return t, invalid(at+".function.parameters", `%s.function.parameters: want a schema with "type":"object"`, at)
		}
		t.Parameters = raw
	}
	return t, nil
}

// parseChoice reads tool_choice: which of the tools the answer may or must call.
func (c *call) parseChoice(f fields) *job.Fault {
	raw, ok := f.raw("tool_choice")
	if !ok {
		return nil
	}
	var word string
	if json.Unmarshal(raw, &word) == nil {
		switch word {
		case "none":
			c.ask.Tools = nil
		case "auto":
		case "required":
			c.ask.Must = true
		default:
			return invalid("tool_choice", "tool_choice: want none, auto, required, or the function to call")
		}
	} else {
		var named struct {
			Type     string `json:"type"`
			Function struct {
				Name string `json:"name"`
			} `json:"function"`
		}
		if json.Unmarshal(raw, &named) != nil || named.Type != "function" {
			return invalid("tool_choice", `tool_choice: want none, auto, required, or {"type":"function","function":{"name":...}}`)
		}
		c.ask.Must, c.ask.Only = true, named.Function.Name
		if !slices.ContainsFunc(c.ask.Tools, func(t job.Tool) bool { return t.Name == c.ask.Only }) {
			return invalid("tool_choice", "tool_choice: there is no tool with the name %s", strconv.Quote(printable(c.ask.Only, 64)))
		}
	}
	if c.ask.Must && len(c.ask.Tools) == 0 {
		return invalid("tool_choice", "tool_choice: there are no tools to choose from")
	}
	return nil
}

// parseCalls reads the tool calls of an assistant's message.
func parseCalls(m fields, at string) ([]job.ToolCall, *job.Fault) {
	var list []struct {
		ID       string `json:"id"`
		Type     string `json:"type"`
		Function struct {
			Name      string `json:"name"`
			Arguments string `json:"arguments"`
		} `json:"function"`
	}
	if fault := m.get("tool_calls", "a list of calls", &list); fault != nil {
		return nil, invalid(at+".tool_calls", "%s.tool_calls: want a list of calls", at)
	}
	if len(list) > maxToolCalls {
		return nil, invalid(at+".tool_calls", "%s.tool_calls: at most %d are taken", at, maxToolCalls)
	}
	var calls []job.ToolCall
	for i, call := range list {
		here := at + ".tool_calls[" + strconv.Itoa(i) + "]"
		var object map[string]json.RawMessage
		switch {
		case call.Type != "function" || call.ID == "" || len(call.ID) > 128:
			return nil, invalid(here, `%s: want {"id":...,"type":"function","function":{"name":...,"arguments":...}}`, here)
		case !toolName.MatchString(call.Function.Name):
			return nil, invalid(here+".function.name", "%s.function.name: want 1 to 64 letters, digits, _ or -", here)
		case json.Unmarshal([]byte(call.Function.Arguments), &object) != nil || object == nil:
			return nil, invalid(here+".function.arguments", "%s.function.arguments: want a JSON object, written as a string", here)
		}
		calls = append(calls, job.ToolCall{ID: call.ID, Name: call.Function.Name, Arguments: call.Function.Arguments})
	}
	return calls, nil
}
