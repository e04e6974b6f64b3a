package token

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nikolalohinski/gonja/v2/exec"
)

// maxValueDepth bounds the nesting of JSON that goes into a template or comes
// out of one.
const maxValueDepth = 32

var errDepth = fmt.Errorf("it is nested more than %d deep", maxValueDepth)

// parseValue turns JSON into what templates see: objects as dictionaries in
// the order in which they were written, whole numbers as integers. Each string
// and key goes through text.
func parseValue(raw []byte, text func(string) string) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := readValue(d, text, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the JSON value")
	}
	return v, nil
}

func readValue(d *json.Decoder, text func(string) string, depth int) (any, error) {
	if depth > maxValueDepth {
		return nil, errDepth
	}
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch x := tok.(type) {
	case string:
		if strings.Contains(x, mark) {
			return nil, errNUL
		}
		return text(x), nil
	case json.Number:
		if i, err := strconv.Atoi(x.String()); err == nil {
			return i, nil
		}
		f, err := x.Float64()
		if err != nil {
			return nil, fmt.Errorf("number %s: %w", x, err)
		}
		return f, nil
	case json.Delim:
		if x == '[' {
			list := sequence{}
			for d.More() {
				v, err := readValue(d, text, depth+1)
				if err != nil {
					return nil, err
				}
				list = append(list, v)
			}
			_, err := d.Token()
			return list, err
		}
		dict := exec.NewDict()
		for d.More() {
			key, err := readValue(d, text, depth+1)
			if err != nil {
				return nil, err
			}
			v, err := readValue(d, text, depth+1)
			if err != nil {
				return nil, err
			}
			dict.Pairs = append(dict.Pairs, pair(key, v))
		}
		_, err := d.Token()
		return dict, err
	}
	return tok, nil // a bool, or nil
}

func pair(key, v any) *exec.Pair { return &exec.Pair{Key: exec.AsValue(key), Value: exec.AsValue(v)} }

// appendJSON writes a template's value as Python's json.dumps does with
// ensure_ascii=False, which is what chat templates are written for. A NUL,
// which can only be a mark, stays as it is. indent < 0 writes one line.
func appendJSON(b []byte, v reflect.Value, indent, depth int) ([]byte, error) {
	if depth > maxValueDepth {
		return nil, errDepth
	}
	if len(b) > MaxContentBytes {
		return nil, fmt.Errorf("tojson writes more than %d bytes", MaxContentBytes)
	}
	if v.IsValid() && v.CanInterface() {
		switch x := v.Interface().(type) {
		case *exec.Value:
			return appendJSON(b, reflect.ValueOf(x.Interface()), indent, depth)
		case *exec.Dict:
			return appendItems(b, "{}", len(x.Pairs), indent, depth, func(b []byte, i int) ([]byte, error) {
				b = append(appendString(b, x.Pairs[i].Key.String()), ": "...)
				return appendJSON(b, reflect.ValueOf(x.Pairs[i].Value.Interface()), indent, depth+1)
			})
		case map[string]any: // what a template's dict() makes
			keys := sortedKeys(x)
			return appendItems(b, "{}", len(keys), indent, depth, func(b []byte, i int) ([]byte, error) {
				b = append(appendString(b, keys[i]), ": "...)
				return appendJSON(b, reflect.ValueOf(x[keys[i]]), indent, depth+1)
			})
		}
	}
	switch v.Kind() {
	case reflect.Invalid:
		return append(b, "null"...), nil
	case reflect.Interface, reflect.Pointer:
		return appendJSON(b, v.Elem(), indent, depth+1)
	case reflect.String:
		return appendString(b, v.String()), nil
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Float32, reflect.Float64:
		return append(b, exec.AsValue(v.Float()).String()...), nil
	case reflect.Slice, reflect.Array:
		return appendItems(b, "[]", v.Len(), indent, depth, func(b []byte, i int) ([]byte, error) {
			return appendJSON(b, v.Index(i), indent, depth+1)
		})
	}
	return nil, fmt.Errorf("tojson cannot write a %s", v.Kind())
}

// appendItems writes n items between the two brackets.
func appendItems(b []byte, brackets string, n, indent, depth int, item func([]byte, int) ([]byte, error)) ([]byte, error) {
	b = append(b, brackets[0])
	var err error
	for i := range n {
		switch {
		case indent >= 0 && i > 0:
			b = append(b, ',')
		case i > 0:
			b = append(b, ", "...)
		}
		if indent >= 0 {
			b = appendLine(b, indent*(depth+1))
		}
		if b, err = item(b, i); err != nil {
			return nil, err
		}
	}
	if indent >= 0 && n > 0 {
		b = appendLine(b, indent*depth)
	}
	return append(b, brackets[1]), nil
}

func appendLine(b []byte, spaces int) []byte {
	b = append(b, '\n')
	for range spaces {
		b = append(b, ' ')
	}
	return b
}

// appendString writes a JSON string and leaves what is not ASCII as it is.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\b':
			b = append(b, `\b`...)
		case r == '\f':
			b = append(b, `\f`...)
		case r != 0 && r < ' ':
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
