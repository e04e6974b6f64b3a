package token

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// ToolFormat is how a model writes tool calls into its answer.
type ToolFormat uint8

// The formats.
const (
	ToolsNone    ToolFormat = iota // the model was not taught to call tools
	ToolsHermes                    // <tool_call>{"name":..., "arguments":{...}}</tool_call>, any number, text around them: Hermes, Qwen 2.5, Qwen 3
	ToolsLlama                     // {"name":..., "parameters":{...}}, several with ";" or a line break between them: Llama 3.1 and later
	ToolsMistral                   // [TOOL_CALLS][{"name":..., "arguments":{...}}, ...], text before it: Mistral
	ToolsSkill                     // {"skill":..., argument:..., ...}, or a list of those: the model that comes with Assay
)

// ToolFormat tells from the template and the special tokens how the model writes calls.
func (t *Tokenizer) ToolFormat() ToolFormat {
	known := func(piece string) bool { _, ok := t.ids[piece]; return ok }
	switch {
	case strings.Contains(t.template, "<tool_call>") || known("<tool_call>"):
		return ToolsHermes
	case strings.Contains(t.template, "[TOOL_CALLS]") || known("[TOOL_CALLS]"):
		return ToolsMistral
	case strings.Contains(t.template, "<|python_tag|>") || known("<|python_tag|>"),
		strings.Contains(t.template, "ipython") && strings.Contains(t.template, `"parameters"`):
		return ToolsLlama
	case known(`{"skill":"`):
		return ToolsSkill
	}
	return ToolsNone
}

const (
	callOpen, callClose = "<tool_call>", "</tool_call>"
	callsMark           = "[TOOL_CALLS]"
	pythonMark          = "<|python_tag|>"
	maxCallBytes        = 1 << 18 // of the text of all calls
	maxNameBytes        = 128
)

// Parse reads the tool calls out of a whole answer. content is the text
// outside of them, without the blanks around it. An answer in which anything
// that looks like a call is not exactly one is all content: a call is never
// guessed. ID is empty unless the model wrote one; Arguments is the object as
// the model wrote it, without blanks. In ToolsSkill the name is the skill, the
// arguments are the other members, and the skill "none" is no call.
//
// A control token of the format, such as [TOOL_CALLS], may stand in the text or
// have been left out of it by decoding.
func (f ToolFormat) Parse(answer string) (content string, calls []ToolCall) {
	var err error
	switch f {
	case ToolsHermes:
		content, calls, err = parseHermes(answer)
	case ToolsLlama:
		calls, err = parseCalls(strings.TrimPrefix(strings.TrimSpace(answer), pythonMark), "parameters", ";")
	case ToolsMistral:
		before, list, marked := strings.Cut(answer, callsMark)
		if !marked {
			before, list = "", answer
		}
		content = strings.TrimSpace(before)
		calls, err = parseCallList(list)
	case ToolsSkill:
		calls, err = parseSkills(answer)
	default:
		return answer, nil
	}
	if err != nil || len(calls) == 0 {
		return answer, nil
	}
	return content, calls
}

// Settled is how many bytes from the start of a growing answer are content
// whatever follows, so that a stream can show them at once. The rest may turn
// out to be a call; Parse decides when the answer is whole.
func (f ToolFormat) Settled(answer string) int {
	start := strings.TrimLeft(answer, " \t\r\n")
	begins := func(marks ...string) bool {
		for _, m := range marks {
			if strings.HasPrefix(start, m) || strings.HasPrefix(m, start) {
				return true
			}
		}
		return false
	}
	switch f {
	case ToolsHermes:
		return settledBefore(answer, callOpen)
	case ToolsLlama:
		if begins("{", pythonMark) {
			return 0
		}
	case ToolsMistral:
		if begins("[") {
			return 0
		}
		return settledBefore(answer, callsMark)
	case ToolsSkill:
		if begins("{", "[") {
			return 0
		}
	}
	return len(answer)
}

// settledBefore is the length of the text before a mark, or before what may be
// the beginning of one, and before the blanks in front of that.
func settledBefore(s, mark string) int {
	end := len(s)
	if i := strings.Index(s, mark); i >= 0 {
		end = i
	} else {
		for n := min(len(s), len(mark)-1); n > 0; n-- {
			if strings.HasPrefix(mark, s[len(s)-n:]) {
				end = len(s) - n
				break
			}
		}
	}
	return len(strings.TrimRight(s[:end], " \t\r\n"))
}

var errNotACall = errors.New("this is not a tool call")

// parseHermes reads marked calls with text around them.
func parseHermes(s string) (content string, calls []ToolCall, err error) {
	var text strings.Builder
	for {
		before, rest, found := strings.Cut(s, callOpen)
		text.WriteString(before)
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, callClose)
		if !closed {
			inside, after = rest, "" // the answer ended with the call
		}
		got, err := parseCalls(inside, "arguments", "")
		if err != nil {
			return "", nil, err
		}
		if calls = append(calls, got...); len(calls) > MaxToolCalls {
			return "", nil, errNotACall
		}
		s = after
	}
	return strings.TrimSpace(text.String()), calls, nil
}

// parseCalls reads objects with a name and arguments under the given key, and
// nothing else; separated by blanks and at most one separator, when there is one.
func parseCalls(s, key, separator string) (calls []ToolCall, err error) {
	for s = strings.TrimSpace(s); s != ""; {
		var members []member
		if members, s, err = readObject(s); err != nil {
			return nil, err
		}
		call, err := callOf(members, key)
		if err != nil {
			return nil, err
		}
		if calls = append(calls, call); len(calls) > MaxToolCalls {
			return nil, errNotACall
		}
		s = strings.TrimSpace(s)
		if separator == "" && s != "" {
			return nil, errNotACall
		}
		if rest, cut := strings.CutPrefix(s, separator); cut && separator != "" {
			if s = strings.TrimSpace(rest); s == "" {
				return nil, errNotACall
			}
		}
	}
	return calls, nil
}

// parseCallList reads a JSON list of calls.
func parseCallList(s string) (calls []ToolCall, err error) {
	err = eachOfList(s, func(members []member) error {
		call, err := callOf(members, "arguments")
		calls = append(calls, call)
		return err
	})
	return calls, err
}

// parseSkills reads one skill or a list of them.
func parseSkills(s string) (calls []ToolCall, err error) {
	add := func(members []member) error {
		if len(members) == 0 || members[0].key != "skill" {
			return errNotACall
		}
		var call ToolCall
		if json.Unmarshal(members[0].value, &call.Name) != nil || !validName(call.Name) {
			return errNotACall
		}
		if call.Name != "none" {
			call.Arguments = objectOf(members[1:])
			calls = append(calls, call)
		}
		return nil
	}
	if s = strings.TrimSpace(s); strings.HasPrefix(s, "[") {
		return calls, eachOfList(s, add)
	}
	members, rest, err := readObject(s)
	if err == nil && strings.TrimSpace(rest) != "" {
		err = errNotACall
	}
	if err == nil {
		err = add(members)
	}
	return calls, err
}

// eachOfList reads a JSON list of objects and nothing behind it.
func eachOfList(s string, do func([]member) error) error {
	if len(s) > maxCallBytes {
		return errNotACall
	}
	var list []json.RawMessage
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return err
	}
	if len(list) == 0 || len(list) > MaxToolCalls {
		return errNotACall
	}
	for _, raw := range list {
		members, _, err := readObject(string(raw))
		if err != nil {
			return err
		}
		if err := do(members); err != nil {
			return err
		}
	}
	return nil
}

// member is one entry of a JSON object, its value without blanks.
type member struct {
	key   string
	value json.RawMessage
}

// readObject reads the JSON object at the start of s, which may not name a
// member twice nor nest deeper than maxValueDepth, and returns what follows it.
func readObject(s string) (members []member, rest string, err error) {
	if len(s) > maxCallBytes || !strings.HasPrefix(s, "{") {
		return nil, "", errNotACall
	}
	d := json.NewDecoder(strings.NewReader(s))
	if _, err := d.Token(); err != nil {
		return nil, "", err
	}
	seen := map[string]bool{}
	for d.More() {
		tok, err := d.Token()
		if err != nil {
			return nil, "", err
		}
		key, ok := tok.(string)
		if !ok || seen[key] {
			return nil, "", errNotACall
		}
		seen[key] = true
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, "", err
		}
		var b bytes.Buffer
		if err := json.Compact(&b, value); err != nil {
			return nil, "", err
		}
		if depthOf(b.Bytes()) > maxValueDepth {
			return nil, "", errDepth
		}
		members = append(members, member{key, b.Bytes()})
	}
	if _, err := d.Token(); err != nil {
		return nil, "", err
	}
	return members, s[d.InputOffset():], nil
}

// depthOf is how deep a valid JSON value nests.
func depthOf(raw []byte) (deepest int) {
	d := json.NewDecoder(bytes.NewReader(raw))
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF || err != nil {
			return deepest
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
			deepest = max(deepest, depth)
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

// objectOf writes members as an object again.
func objectOf(members []member) string {
	b := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, m.key), ':')
		b = append(b, m.value...)
	}
	return string(append(b, '}'))
}

// callOf makes a call of an object that has a name, arguments under the given
// key, and nothing but an id and a type beside them.
func callOf(members []member, key string) (ToolCall, error) {
	var c ToolCall
	for _, m := range members {
		var err error
		switch m.key {
		case "name":
			err = json.Unmarshal(m.value, &c.Name)
		case key:
			if m.value[0] != '{' {
				return c, errNotACall
			}
			c.Arguments = string(m.value)
		case "id":
			err = json.Unmarshal(m.value, &c.ID)
		case "type":
			if string(m.value) != `"function"` {
				err = errNotACall
			}
		default:
			err = errNotACall
		}
		if err != nil {
			return c, err
		}
	}
	if !validName(c.Name) || c.Arguments == "" || len(c.ID) > maxNameBytes {
		return c, errNotACall
	}
	return c, nil
}

// validName: letters, digits, "_", "-" and ".", as OpenAI's API allows and a few more bytes.
func validName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.", r)) {
			return false
		}
	}
	return s != "" && len(s) <= maxNameBytes
}
