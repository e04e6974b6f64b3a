package grammar

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of a schema.
const (
	MaxSchemaBytes = 64 << 10
	maxSchemaDepth = 64 // of arrays and objects in the schema's own text
)

// value is a JSON value with the members of its objects in the order of the text.
type value struct {
	kind    byte     // one of "n" null, "b" boolean, "0" number, "s" string, "[" array, "{" object
	text    string   // of a string, its content; of a number or boolean, as it was written
	keys    []string // of an object
	members []value  // of an array or object
}

// get finds a member of an object.
func (v *value) get(key string) *value {
	if v.kind != '{' {
		return nil
	}
	for i, k := range v.keys {
		if k == key {
			return &v.members[i]
		}
	}
	return nil
}

// parse reads the text of a schema.
func parse(text string) (*value, error) {
	if len(text) > MaxSchemaBytes {
		return nil, fmt.Errorf("%w: %d bytes, at most %d are accepted", ErrSchema, len(text), MaxSchemaBytes)
	}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%w: it is not valid UTF-8", ErrSchema)
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	v, err := parseValue(dec, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSchema, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows the JSON value", ErrSchema)
	}
	return &v, nil
}

func parseValue(dec *json.Decoder, depth int) (value, error) {
	if depth > maxSchemaDepth {
		return value{}, fmt.Errorf("more than %d levels", maxSchemaDepth)
	}
	tok, err := dec.Token()
	if err != nil {
		return value{}, fmt.Errorf("it is not JSON: %w", err)
	}
	switch t := tok.(type) {
	case nil:
		return value{kind: 'n', text: "null"}, nil
	case bool:
		return value{kind: 'b', text: strconv.FormatBool(t)}, nil
	case json.Number:
		return value{kind: '0', text: t.String()}, nil
	case string:
		return value{kind: 's', text: t}, nil
	}
	v := value{kind: '['}
	if tok == json.Delim('{') {
		v.kind = '{'
	}
	seen := map[string]bool{}
	for dec.More() {
		if v.kind == '{' {
			key, err := dec.Token()
			if err != nil {
				return v, fmt.Errorf("it is not JSON: %w", err)
			}
			k, _ := key.(string)
			if seen[k] {
				return v, fmt.Errorf("the name %.40q occurs twice in one object", k)
			}
			seen[k] = true
			v.keys = append(v.keys, k)
		}
		m, err := parseValue(dec, depth+1)
		if err != nil {
			return v, err
		}
		v.members = append(v.members, m)
	}
	if _, err := dec.Token(); err != nil {
		return v, fmt.Errorf("it is not JSON: %w", err)
	}
	return v, nil
}

// quote writes a string as canonical JSON: short escapes where JSON has them, \u00xx for other control characters, and
// everything else as it is.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= 0x20:
			b.WriteRune(r)
		case strings.ContainsRune("\b\f\n\r\t", r):
			b.WriteByte('\\')
			b.WriteByte("btn\x00fr"[r-8])
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// canonical writes a value as compact JSON.
func (v *value) canonical() string {
	switch v.kind {
	case 's':
		return quote(v.text)
	case '[', '{':
		var b strings.Builder
		b.WriteByte(v.kind)
		for i := range v.members {
			if i > 0 {
				b.WriteByte(',')
			}
			if v.kind == '{' {
				b.WriteString(quote(v.keys[i]))
				b.WriteByte(':')
			}
			b.WriteString(v.members[i].canonical())
		}
		b.WriteByte(v.kind + 2) // ']' and '}' are two further in ASCII
		return b.String()
	}
	return v.text
}

// is reports whether a value is of a type of JSON Schema.
func (v *value) is(typ string) bool {
	switch typ {
	case "null":
		return v.kind == 'n'
	case "boolean":
		return v.kind == 'b'
	case "number":
		return v.kind == '0'
	case "integer":
		return v.kind == '0' && !strings.ContainsAny(v.text, ".eE")
	case "string":
		return v.kind == 's'
	case "array":
		return v.kind == '['
	case "object":
		return v.kind == '{'
	}
	return false
}
