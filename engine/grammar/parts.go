package grammar

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The parts of JSON: strings, numbers, arrays and objects.

// continuation bytes of UTF-8, and the sequences that begin with each lead byte (Unicode, table 3-7).
var sequences = []struct {
	lead edge // `to` unused
	then [][2]byte
}{
	{edge{0xc2, 0xdf, 0}, [][2]byte{{0x80, 0xbf}}},
	{edge{0xe0, 0xe0, 0}, [][2]byte{{0xa0, 0xbf}, {0x80, 0xbf}}},
	{edge{0xe1, 0xec, 0}, [][2]byte{{0x80, 0xbf}, {0x80, 0xbf}}},
	{edge{0xed, 0xed, 0}, [][2]byte{{0x80, 0x9f}, {0x80, 0xbf}}},
	{edge{0xee, 0xef, 0}, [][2]byte{{0x80, 0xbf}, {0x80, 0xbf}}},
	{edge{0xf0, 0xf0, 0}, [][2]byte{{0x90, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
	{edge{0xf1, 0xf3, 0}, [][2]byte{{0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
	{edge{0xf4, 0xf4, 0}, [][2]byte{{0x80, 0x8f}, {0x80, 0xbf}, {0x80, 0xbf}}},
}

// plain are the edges of one character that needs no escape.
func (c *compiler) plain(to int32) []edge {
	list := []edge{{0x20, 0x21, to}, {0x23, 0x5b, to}, {0x5d, 0x7f, to}}
	for _, s := range sequences {
		at := to
		for i := len(s.then) - 1; i >= 0; i-- {
			at = c.bytes(s.then[i][0], s.then[i][1], at)
		}
		list = append(list, edge{s.lead.lo, s.lead.hi, at})
	}
	return list
}

// hex is n hexadecimal digits.
func (c *compiler) hex(n int, to int32) int32 {
	for range n {
		to = c.add(node{edges: []edge{{'0', '9', to}, {'A', 'F', to}, {'a', 'f', to}}})
	}
	return to
}

// character are the edges of one character of a string, escapes included. Halves of surrogate pairs come in pairs only.
func (c *compiler) character(to int32) []edge {
	low := c.hex(2, to)
	low = c.add(node{edges: []edge{{'C', 'F', low}, {'c', 'f', low}}})
	low = c.literal(`\u`, c.add(node{edges: []edge{{'D', 'D', low}, {'d', 'd', low}}}))
	two, three := c.hex(2, to), c.hex(3, to)
	high := c.hex(2, low)
	d := c.add(node{edges: []edge{{'0', '7', two}, {'8', '9', high}, {'A', 'B', high}, {'a', 'b', high}}})
	unit := c.add(node{edges: []edge{{'0', '9', three}, {'A', 'C', three}, {'E', 'F', three}, {'a', 'c', three}, {'e', 'f', three}, {'D', 'D', d}, {'d', 'd', d}}})
	escape := node{edges: []edge{{'u', 'u', unit}}}
	for _, b := range []byte(`"\/bfnrt`) {
		escape.edges = append(escape.edges, edge{b, b, to})
	}
	return append(c.plain(to), edge{'\\', '\\', c.add(escape)})
}

// stringOf is a string of least to most characters.
func (c *compiler) stringOf(least, most, to int32) int32 {
	if least == 0 && most < 0 {
		if c.text < 0 {
			end := c.final()
			inside := c.add(node{})
			edges := append(c.character(inside), edge{'"', '"', end})
			c.nodes[inside].edges = edges
			c.text = c.bytes('"', '"', inside)
		}
		return c.call(c.text, to)
	}
	if c.char < 0 {
		c.char = c.add(node{edges: c.character(c.final())})
	}
	return c.bytes('"', '"', c.add(node{loop: &loop{body: c.char, exit: c.bytes('"', '"', to), least: least, most: most}}))
}

// nameOf is a string without escapes that is none of the given ones. Where one of those goes on with a character beyond
// ASCII, no other such character may follow.
func (c *compiler) nameOf(taken []string, to int32) int32 {
	if len(taken) == 0 {
		return c.stringOf(0, -1, to)
	}
	inside := c.add(node{})
	edges := append(c.plain(inside), edge{'"', '"', to})
	c.nodes[inside].edges = edges
	taken = slices.Clone(taken)
	slices.Sort(taken)
	return c.bytes('"', '"', c.other(slices.Compact(taken), 0, inside, to))
}

// other is nameOf behind some bytes in which all of the sorted list agree.
func (c *compiler) other(list []string, agreed int, inside, to int32) int32 {
	var n node
	ended := false
	within := len(list[len(list)-1]) > agreed && !utf8.RuneStart(list[len(list)-1][agreed]) // a character beyond ASCII
	var begun [256]bool
	for len(list) > 0 {
		if len(list[0]) == agreed {
			ended = true
			list = list[1:]
			continue
		}
		b, same := list[0][agreed], 1
		for same < len(list) && list[same][agreed] == b {
			same++
		}
		begun[b] = true
		if b >= 0x20 && b != '"' && b != '\\' { // a name with such a byte is written with an escape, which cannot come here
			n.edges = append(n.edges, edge{b, b, c.other(list[:same], agreed+1, inside, to)})
		}
		list = list[same:]
	}
	if within {
		return c.add(n)
	}
	beyond := slices.Contains(begun[utf8.RuneSelf:], true)
	for _, e := range c.nodes[inside].edges {
		if e.lo >= utf8.RuneSelf && beyond {
			continue
		}
		if e.lo == '"' && e.hi == '"' {
			if !ended {
				n.edges = append(n.edges, e)
			}
			continue
		}
		from := int(e.lo) // the edge less what the names begin with
		for b := int(e.lo); b <= int(e.hi)+1; b++ {
			if b <= int(e.hi) && !begun[b] {
				continue
			}
			if from < b {
				n.edges = append(n.edges, edge{byte(from), byte(b - 1), e.to})
			}
			from = b + 1
		}
	}
	return c.add(n)
}

// maxDigits bounds the digits of a number before the point, and behind it.
const maxDigits = 18

// digits is 1 to n digits.
func (c *compiler) digits(n int, to int32) int32 {
	at := c.add(node{edges: []edge{{'0', '9', to}}})
	for range n - 1 {
		at = c.add(node{edges: []edge{{'0', '9', c.either(to, at)}}})
	}
	return at
}

// magnitude is a whole number without sign and leading zeros.
func (c *compiler) magnitude(zero bool, to int32) int32 {
	more := c.either(to, c.digits(maxDigits-1, to))
	n := node{edges: []edge{{'1', '9', more}}}
	if zero {
		n.edges = append(n.edges, edge{'0', '0', to})
	}
	return c.add(n)
}

func (c *compiler) numberRule() int32 {
	if c.number < 0 {
		end := c.final()
		power := c.digits(3, end)
		sign := c.add(node{edges: []edge{{'+', '+', power}, {'-', '-', power}}, free: []int32{power}})
		e := c.add(node{edges: []edge{{'e', 'e', sign}, {'E', 'E', sign}}, free: []int32{end}})
		whole := c.either(e, c.bytes('.', '.', c.digits(maxDigits, e)))
		plain := c.magnitude(true, whole)
		c.number = c.add(node{edges: []edge{{'-', '-', plain}}, free: []int32{plain}})
	}
	return c.number
}

// integerOf is an integer between the bounds of a schema.
func (c *compiler) integerOf(v *value, at string, to int32) int32 {
	const most = 999_999_999_999_999_999
	low, high := int64(-most), int64(most)
	for _, b := range []struct {
		name  string
		upper bool
		by    int64
	}{{"minimum", false, 0}, {"exclusiveMinimum", false, 1}, {"maximum", true, 0}, {"exclusiveMaximum", true, -1}} {
		m := v.get(b.name)
		if m == nil {
			continue
		}
		n, err := strconv.ParseInt(m.text, 10, 64)
		if m.kind != '0' || err != nil || n == math.MinInt64 || n == math.MaxInt64 {
			return c.fail(at, "%s: want a whole number of at most %d digits", b.name, maxDigits)
		}
		if n += b.by; b.upper {
			high = min(high, n)
		} else {
			low = max(low, n)
		}
	}
	if low > high {
		return c.add(node{})
	}
	if low == -most && high == most {
		if c.whole < 0 {
			end := c.final()
			c.whole = c.either(c.magnitude(true, end), c.bytes('-', '-', c.magnitude(false, end)))
		}
		return c.call(c.whole, to)
	}
	var ways []int32
	if high >= 0 {
		ways = append(ways, c.between(max(low, 0), high, to))
	}
	if low < 0 {
		ways = append(ways, c.bytes('-', '-', c.between(max(1, -high), -low, to)))
	}
	return c.either(ways...)
}

// between is a whole number from low to high, both at least 0.
func (c *compiler) between(low, high int64, to int32) int32 {
	var ways []int32
	first, last := strconv.FormatInt(low, 10), strconv.FormatInt(high, 10)
	for n := len(first); n <= len(last); n++ {
		from, until := first, last
		if n > len(first) {
			from = "1" + strings.Repeat("0", n-1)
		}
		if n < len(last) {
			until = strings.Repeat("9", n)
		}
		ways = append(ways, c.sameLength(from, until, to))
	}
	return c.either(ways...)
}

// sameLength is the numbers from low to high, which have equally many digits.
func (c *compiler) sameLength(low, high string, to int32) int32 {
	if low == "" {
		return to
	}
	n := len(low) - 1
	if low[0] == high[0] {
		return c.bytes(low[0], low[0], c.sameLength(low[1:], high[1:], to))
	}
	var out node
	from, until := low[0], high[0]
	if strings.Trim(low[1:], "0") != "" {
		out.edges = append(out.edges, edge{from, from, c.sameLength(low[1:], strings.Repeat("9", n), to)})
		from++
	}
	if strings.Trim(high[1:], "9") != "" {
		out.edges = append(out.edges, edge{until, until, c.sameLength(strings.Repeat("0", n), high[1:], to)})
		until--
	}
	if from <= until {
		rest := to
		for range n {
			rest = c.bytes('0', '9', rest)
		}
		out.edges = append(out.edges, edge{from, until, rest})
	}
	return c.add(out)
}

// container calls a rule that is one array or object.
func (c *compiler) container(entry, to int32) int32 {
	return c.add(node{call: &call{entry: entry, ret: to, container: true}})
}

// anything is any JSON value.
func (c *compiler) anything(to int32) int32 {
	if c.any < 0 {
		c.any = c.either()
		end := c.final()
		ways := []int32{
			c.container(c.objectRule(), end), c.container(c.listRule(), end), c.stringOf(0, -1, end), c.call(c.numberRule(), end),
			c.literals([]string{"true", "false", "null"}, end),
		}
		c.nodes[c.any].free = ways
	}
	return c.call(c.any, to)
}

// objectRule is any object.
func (c *compiler) objectRule() int32 {
	if c.object < 0 {
		c.object = c.add(node{})
		end := c.final()
		after := c.add(node{})
		member := c.stringOf(0, -1, c.colon(c.anything(after)))
		c.nodes[after] = node{edges: []edge{{'}', '}', end}}, free: []int32{c.comma(member)}}
		inside := c.add(node{edges: []edge{{'}', '}', end}}, free: []int32{member}})
		c.nodes[c.object].edges = []edge{{'{', '{', inside}}
	}
	return c.object
}

// listRule is any array.
func (c *compiler) listRule() int32 {
	if c.list < 0 {
		c.list = c.add(node{})
		end := c.final()
		after := c.add(node{})
		member := c.anything(after)
		c.nodes[after] = node{edges: []edge{{']', ']', end}}, free: []int32{c.comma(member)}}
		inside := c.add(node{edges: []edge{{']', ']', end}}, free: []int32{member}})
		c.nodes[c.list].edges = []edge{{'[', '[', inside}}
	}
	return c.list
}

// property is a declared member of an object.
type property struct {
	name     string
	schema   *value
	at       string
	required bool
}

// objectOf is an object: its declared members in the order of the schema, then others, if they are allowed.
func (c *compiler) objectOf(v *value, at string, to int32) int32 {
	declared, others := v.get("properties"), v.get("additionalProperties")
	if declared == nil && v.get("required") == nil && (others == nil || others.kind == 'b' && others.text == "true") {
		return c.container(c.objectRule(), to)
	}
	list, ok := c.propertiesOf(v, at)
	if !ok {
		return 0
	}
	open := others != nil && !(others.kind == 'b' && others.text == "false") || others == nil && declared == nil
	rest := &value{kind: 'b', text: "true"}
	if others != nil {
		rest = others
	}
	return c.within(func() int32 {
		end := c.final()
		first, later := node{edges: []edge{{'}', '}', end}}}, node{edges: []edge{{'}', '}', end}}}
		if open {
			var taken []string
			for _, p := range list {
				taken = append(taken, p.name)
			}
			again := c.add(node{})
			member := c.nameOf(taken, c.colon(c.value(rest, at+"/additionalProperties", again)))
			later.free = []int32{c.comma(member)}
			c.nodes[again] = node{edges: later.edges, free: later.free}
			first.free = []int32{member}
		}
		f, l := c.add(first), c.add(later)
		for _, p := range slices.Backward(list) {
			member := c.literal(quote(p.name), c.colon(c.value(p.schema, p.at, l)))
			begin, next := node{free: []int32{member}}, node{free: []int32{c.comma(member)}}
			if !p.required {
				begin.free, next.free = append(begin.free, f), append(next.free, l)
			}
			f, l = c.add(begin), c.add(next)
		}
		return c.container(c.bytes('{', '{', f), to)
	})
}

// propertiesOf lists the declared members, and behind them the required ones that are not declared.
func (c *compiler) propertiesOf(v *value, at string) ([]property, bool) {
	var list []property
	if p := v.get("properties"); p != nil {
		if p.kind != '{' {
			c.fail(at, "properties: want an object")
			return nil, false
		}
		for i, name := range p.keys {
			list = append(list, property{name: name, schema: &p.members[i], at: at + "/properties/" + name})
		}
	}
	required := v.get("required")
	if required == nil {
		return list, true
	}
	if required.kind != '[' {
		c.fail(at, "required: want a list of names")
		return nil, false
	}
	place := map[string]int{}
	for i, p := range list {
		place[p.name] = i
	}
	for _, name := range required.members {
		if name.kind != 's' {
			c.fail(at, "required: want a list of names")
			return nil, false
		}
		i, ok := place[name.text]
		if !ok {
			others := v.get("additionalProperties")
			if others == nil {
				others = &value{kind: 'b', text: "true"}
			}
			i = len(list)
			place[name.text] = i
			list = append(list, property{name: name.text, schema: others, at: at + "/additionalProperties"})
		}
		list[i].required = true
	}
	return list, true
}

// arrayOf is an array: first the items that have schemas of their own, then the others.
func (c *compiler) arrayOf(v *value, at string, to int32) int32 {
	least, most, ok := c.bounds(v, at, "minItems", "maxItems")
	if !ok {
		return 0
	}
	items, prefix := v.get("items"), v.get("prefixItems")
	if items == nil && prefix == nil && least == 0 && most < 0 {
		return c.container(c.listRule(), to)
	}
	if items == nil {
		items = &value{kind: 'b', text: "true"}
	}
	var heads []value
	if prefix != nil {
		if prefix.kind != '[' {
			return c.fail(at, "prefixItems: want a list of schemas")
		}
		heads = prefix.members
	}
	if most >= 0 && len(heads) > int(most) {
		heads = heads[:most]
	}
	return c.within(func() int32 {
		end := c.final()
		n := int32(len(heads))
		closing := c.bytes(']', ']', end)
		// Behind the first items: a loop over comma and item, but the very first item has no comma.
		itemEnd := c.final()
		item := c.value(items, at+"/items", itemEnd)
		left := int32(-1)
		if most >= 0 {
			left = most - n
		}
		tail := c.add(node{loop: &loop{body: c.comma(item), exit: closing, least: max(0, least-n), most: left}})
		f := tail
		if n == 0 {
			f = c.emptyOr(item, closing, least, most)
		}
		for i := n - 1; i >= 0; i-- {
			member := c.value(&heads[i], at+"/prefixItems/"+strconv.Itoa(int(i)), tail)
			if i > 0 {
				member = c.comma(member)
			}
			tail = c.add(node{free: []int32{member}})
			if least <= i {
				c.nodes[tail].free = append(c.nodes[tail].free, closing)
			}
			f = tail
		}
		return c.container(c.bytes('[', '[', f), to)
	})
}

// emptyOr is the inside of an array without items of their own: nothing, or one item and then more with commas.
func (c *compiler) emptyOr(item, closing, least, most int32) int32 {
	var ways []int32
	if most != 0 {
		left := int32(-1)
		if most > 0 {
			left = most - 1
		}
		more := c.add(node{loop: &loop{body: c.comma(item), exit: closing, least: max(0, least-1), most: left}})
		ways = append(ways, c.call(item, more))
	}
	if least == 0 {
		ways = append(ways, closing)
	}
	return c.either(ways...)
}

// disjoint reports whether it can be seen that no document is valid for both schemas.
func (c *compiler) disjoint(a, b *value, depth int) bool {
	a, b = c.resolve(a), c.resolve(b)
	if a == nil || b == nil || a.kind != '{' || b.kind != '{' || depth > 4 {
		return false
	}
	la, aok := c.literalsOf(a)
	lb, bok := c.literalsOf(b)
	if aok && bok {
		return !slices.ContainsFunc(la, func(s string) bool { return slices.Contains(lb, s) })
	}
	ta, tb := c.typesIn(a, la, aok), c.typesIn(b, lb, bok)
	if len(ta) > 0 && len(tb) > 0 && !slices.ContainsFunc(ta, func(t string) bool {
		return slices.Contains(tb, t) || t == "number" && slices.Contains(tb, "integer") || t == "integer" && slices.Contains(tb, "number")
	}) {
		return true
	}
	if aok || bok || !slices.Equal(ta, []string{"object"}) || !slices.Equal(tb, []string{"object"}) {
		return false
	}
	pa, _ := c.propertiesOf(a, "")
	pb, _ := c.propertiesOf(b, "")
	for _, p := range pa {
		for _, q := range pb {
			if p.name == q.name && p.required && q.required && c.disjoint(p.schema, q.schema, depth+1) {
				return true
			}
		}
	}
	return false
}

// resolve follows references.
func (c *compiler) resolve(v *value) *value {
	for range 16 {
		ref := v.get("$ref")
		if ref == nil {
			return v
		}
		if v = c.find(ref.text); v == nil {
			return nil
		}
	}
	return nil
}

// typesIn lists the types of a schema, or those of its literals; none when it is not known.
func (c *compiler) typesIn(v *value, literals []string, enumerated bool) []string {
	if !enumerated {
		list, _ := c.typesOf(v)
		return list
	}
	var out []string
	for _, l := range literals {
		switch l[0] {
		case '"':
			out = append(out, "string")
		case '{':
			out = append(out, "object")
		case '[':
			out = append(out, "array")
		case 't', 'f':
			out = append(out, "boolean")
		case 'n':
			out = append(out, "null")
		default:
			out = append(out, "number")
		}
	}
	return out
}
