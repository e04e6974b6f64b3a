package grammar

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// pieces is a vocabulary for tests: token 0 ends, token 1 is a control token, then every byte, then longer pieces.
type pieces []string

func (p pieces) Size() int { return len(p) }
func (p pieces) Bytes(tokens []uint32) []byte {
	var b []byte
	for _, t := range tokens {
		b = append(b, p[t]...)
	}
	return b
}
func (p pieces) IsEnd(t uint32) bool { return t == 0 }

func vocabulary() pieces {
	p := pieces{"", ""}
	for b := range 256 {
		p = append(p, string([]byte{byte(b)}))
	}
	return append(p, `{"`, `":`, `": `, `", "`, `","`, `"}`, `"}}`, `[{"`, `]}`, `}]`, `[]`, `{}`, `, `, `: `, "true", "false", "null", "tru", "12", "100", "000",
		"-1", "0.", "e+", "name", "na", "value", `"name`, `"name"`, "é", "日本", "\xe6\x97", "\xa5", "😀", `\u`, `\n`, `\"`, `\\`, "d83d", "DE00", "hello", "the", " the", "\xf0\x9f", "a b", "    ")
}

func compile(t testing.TB, schema string) *Grammar {
	t.Helper()
	g, err := Compile(schema, NewVocabulary(vocabulary()))
	if err != nil {
		t.Fatalf("%s: %v", schema, err)
	}
	return g
}

// validator is an independent implementation of JSON Schema.
func validator(t testing.TB, schema string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("%s: %v", schema, err)
	}
	return s
}

func valid(s *jsonschema.Schema, text string) error {
	if !json.Valid([]byte(text)) {
		return errors.New("not JSON")
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// walk makes a document by random allowed tokens. After a while it prefers those that bring the end nearer.
func walk(t testing.TB, g *Grammar, rng *rand.Rand, budget int) string {
	t.Helper()
	p := vocabulary()
	var out []byte
	s := g.Start()
	for n := 0; ; n++ {
		mask := s.Allowed()
		var choice []uint32
		for id := range uint32(len(p)) {
			if id/64 < uint32(len(mask)) && mask[id/64]>>(id%64)&1 != 0 {
				choice = append(choice, id)
			}
		}
		if len(choice) == 0 {
			t.Fatalf("stuck after %q", out)
		}
		if s.Any() != (len(choice) > 0) || s.Done() != slices.Contains(choice, 0) {
			t.Fatalf("after %q: any %t, done %t, allowed %v", out, s.Any(), s.Done(), choice)
		}
		next := choice[rng.IntN(len(choice))]
		if n > budget { // close what is open: cheap closing bytes first
			order := []string{"\x00end", `}`, `]`, `"`, `0`, `n`, `t`, `,`, `:`, `e`, `a`, `l`, `u`, `r`, `s`, `d`, `x`}
			if inString(out) {
				order = append([]string{`"`}, order...)
			}
			for _, b := range order {
				id := uint32(0)
				if b != "\x00end" {
					id = uint32(slices.Index(p, b))
				}
				if slices.Contains(choice, id) {
					next = id
					break
				}
			}
		}
		if n > budget+3000 {
			t.Fatalf("no end in sight after %.200q", out)
		}
		if next == 0 {
			if err := s.Advance(0); err != nil {
				t.Fatal(err)
			}
			if s.Any() || len(s.Allowed()) != 0 || !s.Done() {
				t.Fatal("something may follow the end")
			}
			return string(out)
		}
		if err := s.Advance(next); err != nil {
			t.Fatalf("after %q the mask allows %q: %v", out, p[next], err)
		}
		out = append(out, p[next]...)
	}
}

// inString reports whether a JSON text ends inside a string.
func inString(text []byte) bool {
	in := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			in = !in
		case in && text[i] == '\\':
			i++
		}
	}
	return in
}

// accepts feeds a text byte by byte.
func accepts(g *Grammar, text string) bool {
	s := g.Start()
	for _, b := range []byte(text) {
		if s.Advance(uint32(b)+2) != nil {
			return false
		}
	}
	return s.Done()
}

var schemas = map[string]string{
	"any object": `{"type":"object"}`,
	"anything":   `{}`,
	"true":       `true`,
	"string":     `{"type":"string"}`,
	"short":      `{"type":"string","minLength":2,"maxLength":4}`,
	"long":       `{"type":"string","minLength":3}`,
	"number":     `{"type":"number"}`,
	"integer":    `{"type":"integer"}`,
	"range":      `{"type":"integer","minimum":-17,"maximum":1203}`,
	"positive":   `{"type":"integer","exclusiveMinimum":0}`,
	"negative":   `{"type":"integer","maximum":-5}`,
	"below":      `{"type":"integer","minimum":95,"exclusiveMaximum":1001}`,
	"enum":       `{"enum":["a","ab","abc",1,12,1.5,null,true,{"k":[1,"x"]},["\n\"\\\u0001é"]]}`,
	"typed enum": `{"type":"string","enum":["red","green",3]}`,
	"const":      `{"const":{"a":1}}`,
	"types":      `{"type":["string","null","integer"]}`,
	"person": `{"title":"Person","type":"object","properties":{"name":{"type":"string","description":"full"},"age":{"type":"integer","minimum":0,"maximum":150},
		"tags":{"type":"array","items":{"type":"string"},"maxItems":3}},"required":["name","age"],"additionalProperties":false}`,
	"optional": `{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"},"c":{"type":"boolean"}},"required":["b"]}`,
	"others":   `{"type":"object","properties":{"name":{"type":"string"},"näm":{"type":"null"},"n\"q":{"type":"null"}},"additionalProperties":{"type":"integer"}}`,
	"map":      `{"type":"object","additionalProperties":{"type":"number"}}`,
	"extra":    `{"type":"object","required":["zz"],"additionalProperties":{"type":"integer"}}`,
	"no more":  `{"type":"object","additionalProperties":false}`,
	"list":     `{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":4}`,
	"three up": `{"type":"array","items":{"type":"boolean"},"minItems":3}`,
	"none":     `{"type":"array","maxItems":0}`,
	"tuple":    `{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":false}`,
	"tuple up": `{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":{"type":"null"},"minItems":1,"maxItems":4}`,
	"union":    `{"anyOf":[{"type":"string"},{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]},{"type":"array","items":{"type":"null"}}]}`,
	"tagged":   `{"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"}},"required":["kind"]}]}`,
	"one of":   `{"oneOf":[{"type":"string"},{"type":"integer"},{"enum":[null,true]}]}`,
	"tree":     `{"$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["value"]}},"$ref":"#/$defs/node"}`,
	"chain":    `{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"],"additionalProperties":false}`,
	"all of":   `{"definitions":{"s":{"type":"string"}},"type":"object","properties":{"a~/b":{"allOf":[{"$ref":"#/definitions/s"}]}},"required":["a~/b"]}`,
	"pointer":  `{"type":"object","properties":{"a~/b":{"type":"integer"},"c":{"$ref":"#/properties/a~0~1b"}},"required":["a~/b","c"]}`,
	"never":    `{"type":"object","properties":{"a":false,"b":{"type":"integer"}},"required":["b"]}`,
	"call":     `{"type":"object","properties":{"name":{"const":"pay"},"arguments":{"type":"object","properties":{"to":{"type":"string"},"amount":{"type":"string"}},"required":["to","amount"]}},"required":["name","arguments"],"additionalProperties":false}`,
}

// TestWalksEndInValidDocuments follows the masks at random: the text is always a document that an independent validator
// finds valid, and the automaton is never stuck.
func TestWalksEndInValidDocuments(t *testing.T) {
	for name, schema := range schemas {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g, check := compile(t, schema), validator(t, schema)
			rng := rand.New(rand.NewPCG(1, 2))
			distinct := map[string]bool{}
			for i := range 150 {
				text := walk(t, g, rng, 1+i%40)
				if err := valid(check, text); err != nil {
					t.Fatalf("%q: %v", text, err)
				}
				if !accepts(g, text) {
					t.Fatalf("%q is accepted in pieces and not byte by byte", text)
				}
				distinct[text] = true
			}
			t.Logf("%d documents", len(distinct))
		})
	}
}

func TestDocumentsAreAccepted(t *testing.T) {
	for _, c := range []struct {
		schema string
		yes    []string
		no     []string
	}{
		{"any object", []string{`{}`, `{"a":1}`, `{"a": {"b":[1, 2.5e-3,null]}, "":"\ud83d\ude00\/"}`}, []string{`[]`, ` {}`, `{} `, `{"a":1,}`, `{"a":01}`, `{"a":"\ud83d"}`, "{\"a\":\"\xff\"}", "{\"a\":\"\xed\xa0\x80\"}", `{"a":tru}`, "{\"\n\":1}", `{"a"  :1}`}},
		{"short", []string{`"ab"`, `"日本語x"`, `"\u00e9\ud83d\ude00"`, `"\n\n\n\n"`}, []string{`"a"`, `""`, `"abcde"`, `"\ud83d\ude00"`}},
		{"range", []string{"-17", "-1", "0", "9", "1203", "999", "1000", "-9"}, []string{"-18", "1204", "-0", "00", "2000", "01", "1.0", "-"}},
		{"positive", []string{"1", "999999999999999999"}, []string{"0", "-1", "1000000000000000000"}},
		{"negative", []string{"-5", "-10", "-999999999999999999"}, []string{"-4", "0", "5"}},
		{"below", []string{"95", "99", "100", "1000"}, []string{"94", "1001"}},
		{"enum", []string{`"a"`, `"ab"`, `"abc"`, `1`, `12`, `1.5`, `null`, `{"k":[1,"x"]}`, `["\n\"\\\u0001é"]`}, []string{`"abcd"`, `2`, `false`, `"b"`}},
		{"typed enum", []string{`"red"`}, []string{`3`, `"blue"`}},
		{"person", []string{`{"name":"a","age":150}`, `{"name": "", "age": 0, "tags":["x", "y","z"]}`}, []string{`{"age":1,"name":"a"}`, `{"name":"a"}`, `{"name":"a","age":151}`, `{"name":"a","age":1,"tags":["","","",""]}`, `{"name":"a","age":1,"x":1}`}},
		{"optional", []string{`{"b":null}`, `{"a":1,"b":null}`, `{"b":null,"c":true}`, `{"a":1,"b":null,"c":false}`}, []string{`{}`, `{"a":1}`, `{,"b":null}`, `{"b":null,}`}},
		{"others", []string{`{}`, `{"nam":1}`, `{"name":"","names":2,"nb":3,"x":4}`, `{"näm":null,"n":1}`, `{"é":5}`}, []string{`{"name":1}`, `{"n\u0061me":1}`, `{"x":"y"}`, "{\"n\xc3x\":1}"}},
		{"extra", []string{`{"zz":1}`, `{"zz":1,"a":2}`}, []string{`{}`, `{"a":1}`}},
		{"list", []string{`[1,2]`, `[1, 2, 3,4]`}, []string{`[1]`, `[]`, `[1,2,3,4,5]`}},
		{"none", []string{`[]`}, []string{`[1]`}},
		{"tuple", []string{`[]`, `[1]`, `[1,"a"]`}, []string{`["a"]`, `[1,"a",null]`}},
		{"tuple up", []string{`[1]`, `[1,"a"]`, `[1,"a",null, null]`}, []string{`[]`, `[1,"a",null,null,null]`, `[1,null]`}},
		{"tagged", []string{`{"kind":"a","x":1}`, `{"kind":"b"}`}, []string{`{"kind":"b","x":1}`, `{"kind":"a"}`}},
		{"tree", []string{`{"value":1}`, `{"value":1,"children":[{"value":2,"children":[]},{"value":3}]}`}, []string{`{"children":[]}`}},
		{"number", []string{"0", "-0", "-12.50", "1e5", "1E+10", "0.1e-999"}, []string{"1.", ".5", "+1", "1e1000", "01"}},
	} {
		g := compile(t, schemas[c.schema])
		check := validator(t, schemas[c.schema])
		for _, text := range c.yes {
			if !accepts(g, text) {
				t.Errorf("%s: %s is refused", c.schema, text)
			}
			if err := valid(check, text); err != nil {
				t.Errorf("%s: the test is wrong about %s: %v", c.schema, text, err)
			}
		}
		for _, text := range c.no {
			if accepts(g, text) {
				t.Errorf("%s: %q is accepted", c.schema, text)
			}
		}
	}
}

func TestDepthEndsAtItsLimit(t *testing.T) {
	g := compile(t, schemas["anything"])
	if !accepts(g, strings.Repeat("[", MaxDepth)+strings.Repeat("]", MaxDepth)) {
		t.Error("as deep as allowed is refused")
	}
	if accepts(g, strings.Repeat("[", MaxDepth+1)+strings.Repeat("]", MaxDepth+1)) {
		t.Error("deeper is accepted")
	}
	// A walk into a recursion that must end comes out again.
	chain := compile(t, schemas["chain"])
	if !accepts(chain, strings.Repeat(`{"next":`, MaxDepth)+"null"+strings.Repeat("}", MaxDepth)) || accepts(chain, strings.Repeat(`{"next":`, MaxDepth+1)+"null"+strings.Repeat("}", MaxDepth+1)) {
		t.Error("the chain does not end at the limit")
	}
}

func TestSchemasThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ schema, want string }{
		"no JSON":          {`{"type":`, "not JSON"},
		"two values":       {`{} {}`, "follows"},
		"twice":            {`{"type":"object","type":"array"}`, "twice"},
		"number":           {`3`, "want an object"},
		"pattern":          {`{"type":"string","pattern":"a+"}`, "pattern"},
		"unknown":          {`{"type":"object","propertyNames":{}}`, "propertyNames"},
		"multiple of":      {`{"type":"integer","multipleOf":2}`, "multipleOf"},
		"unique":           {`{"type":"array","uniqueItems":true}`, "uniqueItems"},
		"not":              {`{"not":{}}`, "not"},
		"if":               {`{"if":{},"then":{}}`, "if"},
		"number bound":     {`{"type":"number","minimum":1}`, "integer only"},
		"fraction":         {`{"type":"integer","minimum":1.5}`, "whole number"},
		"type":             {`{"type":"strin"}`, "type: want"},
		"no ref":           {`{"$ref":"#/$defs/x"}`, "names nothing"},
		"far ref":          {`{"$ref":"https://example.org/s"}`, "names nothing"},
		"itself":           {`{"$ref":"#"}`, "refers to itself"},
		"itself in a list": {`{"anyOf":[{"type":"null"},{"$ref":"#"}]}`, "refers to itself"},
		"each other":       {`{"$defs":{"a":{"anyOf":[{"type":"object","properties":{"p":{"$ref":"#/$defs/b"}}},{"$ref":"#/$defs/b"}]},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}`, "refers to itself"},
		"endless":          {`{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}`, "no document"},
		"endless list":     {`{"type":"array","items":{"$ref":"#"},"minItems":1}`, "no document"},
		"false":            {`false`, "no document"},
		"empty range":      {`{"type":"integer","minimum":3,"maximum":2}`, "no document"},
		"empty enum":       {`{"enum":[]}`, "no document"},
		"required, closed": {`{"type":"object","required":["a"],"additionalProperties":false}`, "no document"},
		"overlap":          {`{"oneOf":[{"type":"integer"},{"type":"number"}]}`, "anyOf"},
		"overlap 2":        {`{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":"string"}}}]}`, "anyOf"},
		"two parts":        {`{"allOf":[{"type":"object"},{"required":["a"]}]}`, "several parts"},
		"beside ref":       {`{"$defs":{"a":{"type":"string"}},"$ref":"#/$defs/a","minLength":2}`, "beside"},
		"beside any of":    {`{"type":"object","anyOf":[{}]}`, "beside"},
		"lengths":          {`{"type":"string","minLength":3,"maxLength":2}`, "above"},
		"negative length":  {`{"type":"string","minLength":-1}`, "minLength"},
		"bad UTF-8":        {"{\"title\":\"\xff\"}", "UTF-8"},
	} {
		_, err := Compile(c.schema, NewVocabulary(vocabulary()))
		if !errors.Is(err, ErrSchema) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestMasksAreTheSameHoweverTheyAreReached compares a grammar that served others before with a fresh one, and one whose
// kept states were thrown away in between.
func TestMasksAreTheSameHoweverTheyAreReached(t *testing.T) {
	for _, name := range []string{"person", "tree", "anything", "others", "union", "short"} {
		used, rng := compile(t, schemas[name]), rand.New(rand.NewPCG(9, 9))
		for range 30 {
			walk(t, used, rng, 30)
		}
		text := []byte(walk(t, used, rng, 25))
		fresh := compile(t, schemas[name])
		a, b := used.Start(), fresh.Start()
		for i, c := range text {
			if !slices.Equal(a.Allowed(), b.Allowed()) || a.Done() != b.Done() {
				t.Fatalf("%s: after %q the masks differ", name, text[:i])
			}
			if err := errors.Join(a.Advance(uint32(c)+2), b.Advance(uint32(c)+2)); err != nil {
				t.Fatal(err)
			}
			if i%3 == 0 {
				used.m = newMachine(used.nodes, used.need, used.entry)
			}
		}
	}
}

func TestAdvanceRefusesWhatTheMaskForbids(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"person", "anything", "list", "tree", "short"}).Draw(t, "schema")
		g, err := Compile(schemas[name], shared)
		if err != nil {
			t.Fatal(err)
		}
		s := g.Start()
		for range 20 {
			mask := s.Allowed()
			for id := range uint32(shared.size) {
				probe := *s
				allowed := id/64 < uint32(len(mask)) && mask[id/64]>>(id%64)&1 != 0
				if err := probe.Advance(id); (err == nil) != allowed {
					t.Fatalf("token %d: allowed %t, %v", id, allowed, err)
				}
			}
			if s.Advance(uint32(shared.size)) == nil || s.Advance(1) == nil {
				t.Fatal("a token without text passes")
			}
			var choice []uint32
			for id := range uint32(shared.size) {
				if id/64 < uint32(len(mask)) && mask[id/64]>>(id%64)&1 != 0 {
					choice = append(choice, id)
				}
			}
			if len(choice) == 0 {
				return
			}
			if err := s.Advance(rapid.SampledFrom(choice).Draw(t, "token")); err != nil {
				t.Fatal(err)
			}
		}
	})
}

var shared = NewVocabulary(vocabulary())

func TestVocabularyWithoutAnEnd(t *testing.T) {
	p := vocabulary()[1:]
	v := NewVocabulary(noEnd{p})
	g, err := Compile(`{"const":1}`, v)
	if err != nil {
		t.Fatal(err)
	}
	s := g.Start()
	if !s.Any() {
		t.Fatal("nothing may begin")
	}
	if err := s.Advance(uint32('1') + 1); err != nil || !s.Done() || s.Any() {
		t.Errorf("%v, done %t, any %t", err, s.Done(), s.Any())
	}
}

type noEnd struct{ pieces }

func (noEnd) IsEnd(uint32) bool { return false }

func TestQuoteIsTheCanonicalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal([]byte(quote(s)), &back); err != nil || back != s {
			t.Fatalf("%q is written %s and read %q, %v", s, quote(s), back, err)
		}
	})
}
