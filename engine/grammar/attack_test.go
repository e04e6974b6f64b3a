package grammar

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestAttackSchemaBombs tries schemas that ask for unbounded work: they are refused, or every step stays cheap.
func TestAttackSchemaBombs(t *testing.T) {
	v := NewVocabulary(vocabulary())
	var chain, list strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&chain, `,"d%d":{"$ref":"#/$defs/d%d"}`, i, i+1)
	}
	for i := range 9000 {
		fmt.Fprintf(&list, `,"%d"`, i)
	}
	deep := strings.Repeat(`{"items":`, 60) + "{}" + strings.Repeat("}", 60)
	wide := `{"$defs":{"n":{"anyOf":[` + strings.Repeat(`{"type":"object","properties":{"x":{"$ref":"#/$defs/n"},"y":{"$ref":"#/$defs/n"}}},`, 400) + `{"type":"null"}]}},"$ref":"#/$defs/n"}`
	var many strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&many, `,"p%d":{}`, i)
	}
	for name, c := range map[string]struct {
		schema  string
		refused bool
	}{
		"long chain of references":  {`{"$defs":{"d1500":{}` + chain.String() + `},"$ref":"#/$defs/d0"}`, true},
		"schema too deep":           {strings.Repeat(`{"items":`, 500) + "{}" + strings.Repeat("}", 500), true},
		"schema too long":           {`{"title":"` + strings.Repeat("x", MaxSchemaBytes) + `"}`, true},
		"deep JSON":                 {strings.Repeat("[", 60000), true},
		"deep enough":               {deep, false},
		"huge enum":                 {`{"enum":["x"` + list.String() + `]}`, false},
		"huge enum, doubled":        {`{"type":"array","prefixItems":[{"enum":["x"` + list.String() + `]}],"items":{"$ref":"#/prefixItems/0"}}`, true},
		"ambiguous recursion":       {wide, false},
		"thousands of properties":   {`{"type":"object","properties":{"p":{}` + many.String() + `}}`, false},
		"a million characters":      {`{"type":"string","minLength":1000000,"maxLength":1048576}`, false},
		"more characters than that": {`{"type":"string","maxLength":99999999}`, true},
		"ranges everywhere":         {`{"type":"array","prefixItems":[` + strings.Repeat(`{"type":"integer","minimum":-123456789012345678,"maximum":987654321098765432},`, 800) + `{}]}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			g, err := Compile(c.schema, v)
			took := time.Since(begin)
			if took > 20*time.Second { // it takes milliseconds; a bomb would take hours, and the machine may be busy
				t.Errorf("compiling took %v", took)
			}
			if err != nil {
				if !errors.Is(err, ErrSchema) {
					t.Fatal(err)
				}
				t.Logf("refused: %.120v", err)
				return
			}
			if c.refused && len(c.schema) > MaxSchemaBytes {
				t.Fatal("was accepted")
			}
			rng := rand.New(rand.NewPCG(1, 1))
			s := g.Start()
			var worst time.Duration
			for range 60 {
				begin := time.Now()
				mask := s.Allowed()
				worst = max(worst, time.Since(begin))
				var choice []uint32
				for id := range uint32(v.size) {
					if mask[id/64]>>(id%64)&1 != 0 {
						choice = append(choice, id)
					}
				}
				if len(choice) == 0 {
					t.Fatal("stuck")
				}
				next := choice[rng.IntN(len(choice))]
				if next == 0 {
					break
				}
				if err := s.Advance(next); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("compiled in %v, slowest mask %v, %d nodes", took, worst, len(g.nodes))
			if worst > 20*time.Second {
				t.Errorf("one mask took %v", worst)
			}
		})
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range schemas { // order-free: a corpus
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, schema string) {
		g, err := Compile(schema, shared)
		if err != nil {
			if !errors.Is(err, ErrSchema) {
				t.Fatal(err)
			}
			return
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
		if err != nil {
			return
		}
		c := jsonschema.NewCompiler()
		if c.AddResource("schema.json", doc) != nil {
			return
		}
		check, err := c.Compile("schema.json")
		if err != nil {
			return // what the standard forbids and we do not look at
		}
		rng := rand.New(rand.NewPCG(1, 2))
		s := g.Start()
		var out []byte
		for range 200 {
			mask := s.Allowed()
			var choice []uint32
			for id := range uint32(shared.size) {
				if id/64 < uint32(len(mask)) && mask[id/64]>>(id%64)&1 != 0 {
					choice = append(choice, id)
				}
			}
			if len(choice) == 0 {
				t.Fatalf("%s: stuck after %q", schema, out)
			}
			next := choice[rng.IntN(len(choice))]
			if choice[0] == 0 && rng.IntN(2) == 0 {
				next = 0
			}
			if err := s.Advance(next); err != nil {
				t.Fatal(err)
			}
			if next == 0 {
				if err := valid(check, string(out)); err != nil {
					t.Fatalf("%s: %q: %v", schema, out, err)
				}
				return
			}
			out = append(out, vocabulary()[next]...)
		}
	})
}
