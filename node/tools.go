package node

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/job"
)

// Tools: how a model is told of them, held to a call when the client wants one, and understood when it makes one. What a
// call looks like is the model's habit (token.ToolFormat). An answer that must be a call follows a schema of one call in
// that habit, without the marks around it.

// callsIn reads the calls out of an answer. In one that had to be a call, the marks of the format are not there.
func callsIn(format token.ToolFormat, answer string, must bool) (content string, calls []token.ToolCall) {
	if !must {
		return format.Parse(answer)
	}
	whole := answer
	switch format {
	case token.ToolsHermes:
		whole = "<tool_call>" + answer + "</tool_call>"
	case token.ToolsMistral:
		whole = "[TOOL_CALLS][" + answer + "]"
	}
	if content, calls = format.Parse(whole); len(calls) == 0 {
		return answer, nil
	}
	return content, calls
}

// errNoTools says that a model cannot call tools.
var errNoTools = errors.New("this model was not taught to call tools: leave them out, or take one that was")

// callSchema is the JSON schema of one call of one of the tools that use allows, as a model of the given habit writes it.
func callSchema(format token.ToolFormat, use job.ToolUse) (string, error) {
	var ways, definitions []string
	for _, t := range use.Tools {
		if use.Only != "" && t.Name != use.Only {
			continue
		}
		parameters, err := argumentsOf(t.Parameters)
		if err != nil {
			return "", fmt.Errorf("the parameters of tool %.64q: %w", t.Name, err)
		}
		at := "#/$defs/t" + strconv.Itoa(len(ways))
		schema, err := moved(parameters, at)
		if err != nil {
			return "", fmt.Errorf("the parameters of tool %.64q: %w", t.Name, err)
		}
		definitions = append(definitions, fmt.Sprintf("%q:%s", at[len("#/$defs/"):], schema))
		name := quoted(t.Name)
		switch format {
		case token.ToolsHermes, token.ToolsMistral:
			ways = append(ways, fmt.Sprintf(`{"type":"object","properties":{"name":{"const":%s},"arguments":{"$ref":%q}},"required":["name","arguments"],"additionalProperties":false}`, name, at))
		case token.ToolsLlama:
			ways = append(ways, fmt.Sprintf(`{"type":"object","properties":{"name":{"const":%s},"parameters":{"$ref":%q}},"required":["name","parameters"],"additionalProperties":false}`, name, at))
		case token.ToolsSkill:
			way, err := skillSchema(name, parameters, at)
			if err != nil {
				return "", fmt.Errorf("the parameters of tool %.64q: %w", t.Name, err)
			}
			ways = append(ways, way)
		default:
			return "", errNoTools
		}
	}
	if len(ways) == 0 {
		return "", fmt.Errorf("tool_choice names %.64q, which is not among the tools", use.Only)
	}
	return `{"$defs":{` + strings.Join(definitions, ",") + `},"anyOf":[` + strings.Join(ways, ",") + `]}`, nil
}

// argumentsOf is the schema of a tool's arguments. They are an object: what else a schema might allow would be no call,
// and be paid for.
func argumentsOf(parameters json.RawMessage) (json.RawMessage, error) {
	if len(parameters) == 0 {
		parameters = json.RawMessage("{}")
	}
	var p map[string]json.RawMessage
	if err := json.Unmarshal(parameters, &p); err != nil {
		return nil, err
	}
	if len(p) == 0 {
		return json.RawMessage(`{"type":"object","properties":{},"additionalProperties":false}`), nil
	}
	if string(p["type"]) != `"object"` {
		return nil, errors.New(`want a schema with "type":"object"`)
	}
	return parameters, nil
}

// skillSchema is a call in the habit of the model that comes with Assay: the arguments stand beside the name.
func skillSchema(name string, parameters json.RawMessage, at string) (string, error) {
	var p struct {
		Properties orderedKeys     `json:"properties"`
		Required   []string        `json:"required"`
		Type       json.RawMessage `json:"type"`
	}
	if err := json.Unmarshal(parameters, &p); err != nil {
		return "", err
	}
	properties := []string{`"skill":{"const":` + name + `}`}
	for _, key := range p.Properties {
		if key == "skill" {
			return "", errors.New(`this model keeps the name "skill" for itself`)
		}
		pointer := strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
		properties = append(properties, quoted(key)+`:{"$ref":`+quoted(at+"/properties/"+pointer)+`}`)
	}
	required := []string{`"skill"`}
	for _, key := range p.Required {
		required = append(required, quoted(key))
	}
	return `{"type":"object","properties":{` + strings.Join(properties, ",") + `},"required":[` + strings.Join(required, ",") + `],"additionalProperties":false}`, nil
}

// orderedKeys are the names of a JSON object's members in their order.
type orderedKeys []string

// UnmarshalJSON implements json.Unmarshaler.
func (o *orderedKeys) UnmarshalJSON(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return errors.New("properties: want an object")
	}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := tok.(string)
		*o = append(*o, key)
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			return err
		}
	}
	return nil
}

// moved is a schema that stands at another place: its own references follow it there.
func moved(schema json.RawMessage, at string) (string, error) {
	var b strings.Builder
	dec := json.NewDecoder(bytes.NewReader(schema))
	dec.UseNumber()
	if err := moveValue(&b, dec, at, false, 0); err != nil {
		return "", err
	}
	return b.String(), nil
}

const maxSchemaDepth = 64

func moveValue(b *strings.Builder, dec *json.Decoder, at string, reference bool, depth int) error {
	if depth > maxSchemaDepth {
		return fmt.Errorf("more than %d levels", maxSchemaDepth)
	}
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	d, nested := tok.(json.Delim)
	if !nested {
		if s, ok := tok.(string); ok {
			if rest, own := strings.CutPrefix(s, "#"); own && reference {
				s = at + rest
			}
			b.WriteString(quoted(s))
			return nil
		}
		raw, err := json.Marshal(tok)
		b.Write(raw)
		return err
	}
	b.WriteString(d.String())
	for n := 0; dec.More(); n++ {
		if n > 0 {
			b.WriteByte(',')
		}
		reference := false
		if d == '{' {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			b.WriteString(quoted(key.(string)) + ":")
			reference = key == "$ref"
		}
		if err := moveValue(b, dec, at, reference, depth+1); err != nil {
			return err
		}
	}
	end, err := dec.Token()
	if err != nil {
		return err
	}
	b.WriteString(end.(json.Delim).String())
	return nil
}

// quoted is a string as JSON.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string can always be written
	return strings.TrimSuffix(b.String(), "\n")
}

// turns are messages as the tokenizer's templates take them.
func turns(messages []job.Message) []token.Message {
	out := make([]token.Message, len(messages))
	for i, m := range messages {
		out[i] = token.Message{Role: m.Role, Content: m.Content, ToolCallID: m.ToolCallID, Name: m.Name}
		for _, c := range m.ToolCalls {
			out[i].ToolCalls = append(out[i].ToolCalls, token.ToolCall(c))
		}
	}
	return out
}

// encodeTurns renders a chat with the tools that the model is to know of. The model that comes with Assay knows its own.
func (m *Model) encodeTurns(ask job.Ask) ([]uint32, error) {
	if m.TemplateHash().IsZero() {
		return nil, fmt.Errorf("model %s has no chat template: use /v1/completions", m.name)
	}
	format := m.Tokenizer().ToolFormat()
	if len(ask.Tools) > 0 && format == token.ToolsNone {
		return nil, errNoTools
	}
	var options []token.ChatOption
	if len(ask.Tools) > 0 && format != token.ToolsSkill {
		list := make([]token.Tool, len(ask.Tools))
		for i, t := range ask.Tools {
			list[i] = token.Tool(t.Definition)
		}
		options = append(options, token.WithTools(list...))
	}
	return m.Tokenizer().EncodeChat(turns(ask.Messages), options...)
}
