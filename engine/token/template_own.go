package token

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/ncruces/go-strftime"
	"github.com/nikolalohinski/gonja/v2/exec"
)

// What chat templates use and the Jinja engine has only without a bound, or
// with other results than the Python that the templates were written for.

// sequence is a list whose negative indices count from the end as Python's do.
// The engine does not find the last element of a list of one.
type sequence []any

// GetItem finds an element.
// foreign: the engine's interface ItemGetter
func (s sequence) GetItem(key any) (*exec.Value, bool) {
	i, ok := key.(int)
	if i < 0 {
		i += len(s)
	}
	if !ok || i < 0 || i >= len(s) {
		return exec.AsValue(nil), false
	}
	return exec.ToValue(s[i]), true
}

// asSequence turns lists that the engine makes into sequences.
func asSequence(v any) any {
	switch x := v.(type) {
	case []any:
		return sequence(x)
	case []string:
		out := make(sequence, len(x))
		for i := range x {
			out[i] = x[i]
		}
		return out
	}
	return v
}

// sequences makes a filter return sequences.
func sequences(f exec.FilterFunction) exec.FilterFunction {
	return func(e *exec.Evaluator, in *exec.Value, params *exec.VarArgs) *exec.Value {
		out := f(e, in, params)
		if out.IsList() && !out.IsError() {
			return exec.AsValue(asSequence(out.Interface()))
		}
		return out
	}
}

// ownFilters replace the engine's.
var ownFilters = map[string]exec.FilterFunction{
	"tojson": filterToJSON, "items": filterItems, "join": filterJoin, "replace": filterReplace,
}

func failed(format string, args ...any) *exec.Value {
	return exec.AsValue(fmt.Errorf(format, args...))
}

// filterToJSON takes indent, and takes no notice of ensure_ascii, separators and sort_keys.
func filterToJSON(_ *exec.Evaluator, in *exec.Value, params *exec.VarArgs) *exec.Value {
	if in.IsError() {
		return in
	}
	indent := -1
	v := params.KwArgs["indent"]
	if len(params.Args) > 0 {
		v = params.Args[0]
	}
	if v != nil && !v.IsNil() {
		if indent = v.Integer(); indent < 0 || indent > 16 {
			return failed("tojson indents by 0 to 16")
		}
	}
	b, err := appendJSON(nil, reflect.ValueOf(in.Interface()), indent, 0)
	if err != nil {
		return exec.AsValue(err)
	}
	return exec.AsSafeValue(string(b))
}

// pairs are the entries of a mapping, in the order in which it was written.
func pairs(v *exec.Value) ([]*exec.Pair, error) {
	if v.IsNil() {
		return nil, nil
	}
	switch x := v.Interface().(type) {
	case *exec.Dict:
		return x.Pairs, nil
	case map[string]any:
		var out []*exec.Pair
		for _, k := range sortedKeys(x) {
			out = append(out, pair(k, x[k]))
		}
		return out, nil
	}
	return nil, errors.New("this is not a mapping")
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func items(v *exec.Value) (any, error) {
	p, err := pairs(v)
	out := make(sequence, len(p))
	for i := range p {
		out[i] = sequence{p[i].Key.Interface(), p[i].Value.Interface()}
	}
	return out, err
}

func filterItems(_ *exec.Evaluator, in *exec.Value, _ *exec.VarArgs) *exec.Value {
	if in.IsError() {
		return in
	}
	list, err := items(in)
	if err != nil {
		return exec.AsValue(err)
	}
	return exec.AsValue(list)
}

// filterJoin joins strings with a separator, up to the size of a prompt.
func filterJoin(_ *exec.Evaluator, in *exec.Value, params *exec.VarArgs) *exec.Value {
	if in.IsError() {
		return in
	}
	separator := ""
	if len(params.Args) > 0 {
		separator = params.Args[0].String()
	}
	if !in.IsList() {
		return failed("join takes a list")
	}
	var b strings.Builder
	for i := range in.Len() {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(in.Index(i).String())
		if b.Len() > MaxContentBytes {
			return failed("join makes more than %d bytes", MaxContentBytes)
		}
	}
	return exec.AsValue(b.String())
}

// replace is Python's str.replace, up to the size of a prompt.
func replace(s string, params *exec.VarArgs) (string, error) {
	if len(params.Args) != 2 {
		return "", errors.New("replace takes an old and a new text")
	}
	old, with := params.Args[0].String(), params.Args[1].String()
	if n := strings.Count(s, old); len(s)+n*(len(with)-len(old)) > MaxContentBytes {
		return "", fmt.Errorf("replace makes more than %d bytes", MaxContentBytes)
	}
	return strings.ReplaceAll(s, old, with), nil
}

func filterReplace(_ *exec.Evaluator, in *exec.Value, params *exec.VarArgs) *exec.Value {
	if in.IsError() {
		return in
	}
	s, err := replace(in.String(), params)
	if err != nil {
		return exec.AsValue(err)
	}
	return exec.AsValue(s)
}

func ownStringMethods(set *exec.MethodSet[string]) *exec.MethodSet[string] {
	m := map[string]exec.Method[string]{
		"replace": func(self string, _ *exec.Value, params *exec.VarArgs) (any, error) { return replace(self, params) },
	}
	for _, name := range allowedStringMethods {
		if f, ok := set.Get(name); ok {
			m[name] = func(self string, value *exec.Value, params *exec.VarArgs) (any, error) {
				out, err := f(self, value, params)
				return asSequence(out), err
			}
		}
	}
	return exec.NewMethodSet(m)
}

// ownDictMethods keep the order in which a mapping was written, as Python does.
var ownDictMethods = map[string]exec.Method[map[string]any]{
	"items": func(_ map[string]any, self *exec.Value, _ *exec.VarArgs) (any, error) { return items(self) },
	"keys": func(_ map[string]any, self *exec.Value, _ *exec.VarArgs) (any, error) {
		p, err := pairs(self)
		out := make(sequence, len(p))
		for i := range p {
			out[i] = p[i].Key.Interface()
		}
		return out, err
	},
	"values": func(_ map[string]any, self *exec.Value, _ *exec.VarArgs) (any, error) {
		p, err := pairs(self)
		out := make(sequence, len(p))
		for i := range p {
			out[i] = p[i].Value.Interface()
		}
		return out, err
	},
	"get": func(_ map[string]any, self *exec.Value, params *exec.VarArgs) (any, error) {
		if len(params.Args) < 1 || len(params.Args) > 2 {
			return nil, errors.New("get takes a key and perhaps a fallback")
		}
		p, err := pairs(self)
		for _, e := range p {
			if e.Key.EqualValueTo(params.Args[0]) {
				return e.Value.Interface(), err
			}
		}
		if len(params.Args) == 2 {
			return params.Args[1].Interface(), err
		}
		return nil, err
	},
}

// strftime is strftime_now of the templates.
func (b *budget) strftime(layout string) (string, error) {
	if len(layout) > 64 {
		return "", errors.New("strftime_now takes a format of at most 64 bytes")
	}
	return strftime.Format(layout, b.now), nil
}
