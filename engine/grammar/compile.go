package grammar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// compiler turns a schema into nodes. Everything is built from its end: a
// method that takes `to` returns the node where the thing begins that goes on
// at to.
type compiler struct {
	root  *value
	nodes []node
	rules map[string]*rule // by the address of a schema in the text that a $ref names
	deep  int              // of Go's own recursion
	inner []string         // the rules being compiled of which no byte has been taken yet
	err   error

	text, number, whole, any, object, list, char int32 // rules that schemas share, -1 before their first use
}

// rule is a schema that is referred to.
type rule struct {
	entry int32
	first []string // rules that it may begin with
}

func newCompiler(root *value) *compiler {
	return &compiler{root: root, rules: map[string]*rule{}, text: -1, number: -1, whole: -1, any: -1, object: -1, list: -1, char: -1}
}

func (c *compiler) fail(at, format string, args ...any) int32 {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s: %s", ErrSchema, at, fmt.Sprintf(format, args...))
	}
	return c.add(node{}) // no way on
}

func (c *compiler) add(n node) int32 {
	if len(c.nodes) >= maxNodes {
		if c.err == nil {
			c.err = fmt.Errorf("%w: it is too large: more than %d steps", ErrSchema, maxNodes)
		}
		return 0
	}
	c.nodes = append(c.nodes, n)
	return int32(len(c.nodes) - 1)
}

func (c *compiler) final() int32 { return c.add(node{final: true}) }

func (c *compiler) bytes(lo, hi byte, to int32) int32 {
	return c.add(node{edges: []edge{{lo, hi, to}}})
}

func (c *compiler) either(to ...int32) int32 { return c.add(node{free: to}) }

func (c *compiler) call(entry, to int32) int32 {
	return c.add(node{call: &call{entry: entry, ret: to}})
}

// literal is a text, byte by byte.
func (c *compiler) literal(s string, to int32) int32 {
	for i := len(s) - 1; i >= 0; i-- {
		to = c.bytes(s[i], s[i], to)
	}
	return to
}

// literals is one of several texts, none of which is the beginning of another... unless what follows tells them apart.
func (c *compiler) literals(list []string, to int32) int32 {
	list = slices.Clone(list)
	slices.Sort(list)
	return c.tree(slices.Compact(list), 0, to)
}

// tree is literals for a sorted list whose members agree in their first bytes.
func (c *compiler) tree(list []string, agreed int, to int32) int32 {
	if len(list) == 1 {
		return c.literal(list[0][agreed:], to)
	}
	var n node
	for len(list) > 0 {
		if len(list[0]) == agreed {
			n.free = append(n.free, to)
			list = list[1:]
			continue
		}
		b, same := list[0][agreed], 1
		for same < len(list) && list[same][agreed] == b {
			same++
		}
		n.edges = append(n.edges, edge{b, b, c.tree(list[:same], agreed+1, to)})
		list = list[same:]
	}
	return c.add(n)
}

// space is an optional space.
func (c *compiler) space(to int32) int32 {
	return c.add(node{edges: []edge{{' ', ' ', to}}, free: []int32{to}})
}

func (c *compiler) comma(to int32) int32 { return c.bytes(',', ',', c.space(to)) }
func (c *compiler) colon(to int32) int32 { return c.bytes(':', ':', c.space(to)) }

// annotations do not restrict a document.
var annotations = []string{
	"title", "description", "default", "examples", "example", "$schema", "$comment", "deprecated", "readOnly", "writeOnly", "format",
	"contentEncoding", "contentMediaType", "$defs", "definitions", "strict",
}

// keywords that belong to one type each.
var keywords = []struct {
	typ   string
	names []string
}{
	{"object", []string{"properties", "required", "additionalProperties"}},
	{"array", []string{"items", "prefixItems", "minItems", "maxItems"}},
	{"string", []string{"minLength", "maxLength"}},
	{"integer", []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}},
}

var types = []string{"object", "array", "string", "integer", "number", "boolean", "null"}

// only reports, as an error of the schema, the first keyword that is neither an annotation nor in allowed.
func (c *compiler) only(v *value, at string, allowed ...string) bool {
	for _, k := range v.keys {
		if slices.Contains(annotations, k) || slices.Contains(allowed, k) || k == "$id" && v == c.root || strings.HasPrefix(k, "x-") {
			continue
		}
		why := "is not supported"
		switch {
		case k == "pattern":
			why = "is not supported: use an enum, or describe the form in words"
		case k == "type" || slices.Contains(allowed, "$ref") || slices.Contains(allowed, "anyOf"):
			why = "is not supported beside " + allowed[0]
		}
		c.fail(at, "%.40q %s", k, why)
		return false
	}
	return true
}

// maxDeep bounds the recursion of the compiler.
const maxDeep = 512

// value is a document that is valid for a schema.
func (c *compiler) value(v *value, at string, to int32) int32 {
	if c.deep++; c.deep > maxDeep {
		return c.fail(at, "schemas inside each other more than %d deep", maxDeep)
	}
	defer func() { c.deep-- }()
	switch {
	case c.err != nil:
		return 0
	case v.kind == 'b' && v.text == "true":
		return c.anything(to)
	case v.kind == 'b':
		return c.add(node{}) // nothing is valid
	case v.kind != '{':
		return c.fail(at, "want an object, true or false")
	}
	if at == "#" {
		return c.reference("#", at, to)
	}
	return c.schema(v, at, to)
}

// schema is value for an object.
func (c *compiler) schema(v *value, at string, to int32) int32 {
	if ref := v.get("$ref"); ref != nil {
		if !c.only(v, at, "$ref") {
			return 0
		}
		return c.reference(ref.text, at, to)
	}
	for _, name := range []string{"enum", "const"} {
		if list := v.get(name); list != nil {
			if !c.only(v, at, name, "type") {
				return 0
			}
			return c.enumeration(v, at, to)
		}
	}
	for _, name := range []string{"anyOf", "oneOf", "allOf"} {
		if list := v.get(name); list != nil {
			if !c.only(v, at, name) {
				return 0
			}
			return c.choice(name, list, at+"/"+name, to)
		}
	}
	return c.typed(v, at, to)
}

// typed is a schema of one or several types.
func (c *compiler) typed(v *value, at string, to int32) int32 {
	allowed := []string{"type"}
	for _, k := range keywords {
		allowed = append(allowed, k.names...)
	}
	if !c.only(v, at, allowed...) {
		return 0
	}
	want, ok := c.typesOf(v)
	if !ok {
		return c.fail(at, "type: want one of %s, or a list of them", strings.Join(types, ", "))
	}
	for _, k := range keywords { // a keyword for a type that may not occur restricts nothing
		for _, name := range k.names {
			if v.get(name) != nil && k.typ == "integer" && slices.Contains(want, "number") {
				return c.fail(at, "%q is supported for the type integer only", name)
			}
		}
	}
	if len(want) == 0 {
		return c.anything(to)
	}
	var ways []int32
	for _, typ := range want {
		ways = append(ways, c.ofType(typ, v, at, to))
	}
	return c.either(ways...)
}

// typesOf lists the types that a schema allows; none when it allows all. A schema that names none but has keywords of
// one type is of that type, which is stricter than the standard has it.
func (c *compiler) typesOf(v *value) ([]string, bool) {
	t := v.get("type")
	if t == nil {
		var list []string
		for _, k := range keywords {
			if slices.ContainsFunc(k.names, func(name string) bool { return v.get(name) != nil }) {
				list = append(list, k.typ)
			}
		}
		return list, true
	}
	list := []value{*t}
	if t.kind == '[' {
		list = t.members
	}
	var out []string
	for _, m := range list {
		if m.kind != 's' || !slices.Contains(types, m.text) {
			return nil, false
		}
		if !slices.Contains(out, m.text) {
			out = append(out, m.text)
		}
	}
	if slices.Contains(out, "number") {
		out = slices.DeleteFunc(out, func(t string) bool { return t == "integer" })
	}
	return out, len(out) > 0
}

func (c *compiler) ofType(typ string, v *value, at string, to int32) int32 {
	switch typ {
	case "object":
		return c.objectOf(v, at, to)
	case "array":
		return c.arrayOf(v, at, to)
	case "string":
		least, most, ok := c.bounds(v, at, "minLength", "maxLength")
		if !ok {
			return 0
		}
		return c.stringOf(least, most, to)
	case "integer":
		return c.integerOf(v, at, to)
	case "number":
		return c.call(c.numberRule(), to)
	case "boolean":
		return c.literals([]string{"true", "false"}, to)
	}
	return c.literal("null", to)
}

// bounds reads two counts; most is -1 without the second.
func (c *compiler) bounds(v *value, at, low, high string) (least, most int32, ok bool) {
	most = -1
	for _, b := range []struct {
		name string
		into *int32
	}{{low, &least}, {high, &most}} {
		m := v.get(b.name)
		if m == nil {
			continue
		}
		n, err := strconv.ParseInt(m.text, 10, 32)
		if m.kind != '0' || err != nil || n < 0 || n > maxCount {
			c.fail(at, "%s: want a whole number from 0 to %d", b.name, maxCount)
			return 0, 0, false
		}
		*b.into = int32(n)
	}
	if most >= 0 && most < least {
		c.fail(at, "%s is above %s", low, high)
		return 0, 0, false
	}
	return least, most, true
}

// maxCount is the largest length that a schema may ask for.
const maxCount = 1 << 20

// enumeration is one of some values. A type beside them picks those of that type.
func (c *compiler) enumeration(v *value, at string, to int32) int32 {
	list, ok := c.literalsOf(v)
	if !ok {
		return c.fail(at, "enum: want a list, and beside it at most a type")
	}
	if len(list) == 0 {
		return c.add(node{})
	}
	return c.literals(list, to)
}

// literalsOf lists the values of a schema with enum or const, as canonical texts.
func (c *compiler) literalsOf(v *value) ([]string, bool) {
	var list []value
	if e := v.get("enum"); e != nil {
		if e.kind != '[' || v.get("const") != nil {
			return nil, false
		}
		list = e.members
	} else if k := v.get("const"); k != nil {
		list = []value{*k}
	} else {
		return nil, false
	}
	want, ok := c.typesOf(v)
	if !ok {
		return nil, false
	}
	var out []string
	for _, m := range list {
		if len(want) == 0 || slices.ContainsFunc(want, m.is) {
			out = append(out, m.canonical())
		}
	}
	return out, true
}

// choice is anyOf, oneOf, or an allOf that has one part.
func (c *compiler) choice(name string, list *value, at string, to int32) int32 {
	if list.kind != '[' || len(list.members) == 0 {
		return c.fail(at, "want a list of schemas")
	}
	if name == "allOf" && len(list.members) > 1 {
		return c.fail(at, "several parts are not supported: write them as one schema")
	}
	if name == "oneOf" {
		for i := range list.members {
			for k := range i {
				if !c.disjoint(&list.members[k], &list.members[i], 0) {
					return c.fail(at, "a document might fit both %d and %d: use anyOf, or a property with different const values", k, i)
				}
			}
		}
	}
	var ways []int32
	for i := range list.members {
		ways = append(ways, c.value(&list.members[i], at+"/"+strconv.Itoa(i), to))
	}
	return c.either(ways...)
}

// reference calls the rule of the schema at an address, such as #/$defs/name.
func (c *compiler) reference(address, at string, to int32) int32 {
	if n := len(c.inner); n > 0 {
		if r := c.rules[c.inner[n-1]]; !slices.Contains(r.first, address) {
			r.first = append(r.first, address)
		}
	}
	r := c.rules[address]
	if r == nil {
		v := c.find(address)
		if v == nil {
			return c.fail(at, "$ref %.80q names nothing in this schema", address)
		}
		r = &rule{entry: c.either()}
		c.rules[address] = r
		c.inner = append(c.inner, address)
		body := c.final()
		if v.kind == '{' {
			body = c.schema(v, address, body)
		} else {
			body = c.value(v, address, body)
		}
		c.inner = c.inner[:len(c.inner)-1]
		if c.err == nil {
			c.nodes[r.entry].free = []int32{body}
		}
	}
	return c.call(r.entry, to)
}

// within compiles something of which the rules being compiled begin with another byte: it may refer to them again.
func (c *compiler) within(f func() int32) int32 {
	outer := c.inner
	c.inner = nil
	n := f()
	c.inner = outer
	return n
}

// find follows an address: "#", or "#/" and names and indices of a JSON pointer.
func (c *compiler) find(address string) *value {
	rest, ok := strings.CutPrefix(address, "#")
	if !ok {
		return nil
	}
	v := c.root
	if rest == "" {
		return v
	}
	for i, part := range strings.Split(rest, "/") {
		if i == 0 {
			if part != "" {
				return nil
			}
			continue
		}
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		if v.kind == '[' {
			k, err := strconv.Atoi(part)
			if err != nil || k < 0 || k >= len(v.members) {
				return nil
			}
			v = &v.members[k]
		} else if v = v.get(part); v == nil {
			return nil
		}
	}
	return v
}

// cycles refuses rules that begin with themselves: a text for them would never begin.
func (c *compiler) cycles() error {
	const busy, done = 1, 2
	seen := map[string]int{}
	var look func(address string) error
	look = func(address string) error {
		switch seen[address] {
		case busy:
			return fmt.Errorf("%w: %s refers to itself before anything else", ErrSchema, address)
		case done:
			return nil
		}
		seen[address] = busy
		for _, next := range c.rules[address].first {
			if err := look(next); err != nil {
				return err
			}
		}
		seen[address] = done
		return nil
	}
	names := make([]string, 0, len(c.rules))
	for address := range c.rules { // order-free: sorted below
		names = append(names, address)
	}
	slices.Sort(names)
	for _, address := range names {
		if err := look(address); err != nil {
			return err
		}
	}
	return nil
}
