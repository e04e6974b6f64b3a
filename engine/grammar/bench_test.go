package grammar

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// large is a vocabulary of the size of current models, of words, spaces and pieces of JSON.
func large() pieces {
	p := vocabulary()
	rng := rand.New(rand.NewPCG(4, 4))
	seen := map[string]bool{}
	for len(p) < 150_000 {
		var b strings.Builder
		if rng.IntN(3) > 0 {
			b.WriteByte(' ')
		}
		for range 1 + rng.IntN(9) {
			b.WriteByte("etaoinshrdlucmfwypvbgkjqxz"[min(25, int(rng.ExpFloat64()*7))])
		}
		if rng.IntN(20) == 0 {
			b.WriteString([]string{`",`, `":`, `"}`, `"`, ".", `\n`}[rng.IntN(6)])
		}
		if s := b.String(); !seen[s] {
			seen[s] = true
			p = append(p, s)
		}
	}
	return p
}

func BenchmarkMask(b *testing.B) {
	v := NewVocabulary(large())
	for _, name := range []string{"person", "anything", "short", "long"} {
		b.Run(name+" first", func(b *testing.B) {
			g, err := Compile(schemas[name], v)
			if err != nil {
				b.Fatal(err)
			}
			for range b.N {
				g.m = newMachine(g.nodes, g.need, g.entry)
				s := g.Start()
				text := map[string]string{"person": `{"name":"`, "anything": `{"a`, "short": `"`, "long": `"abcdef`}[name]
				for _, c := range []byte(text) {
					if err := s.Advance(uint32(c) + 2); err != nil {
						b.Fatal(err)
					}
				}
				s.Allowed()
			}
		})
	}
	b.Run("person, every token", func(b *testing.B) {
		g, err := Compile(schemas["person"], v)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		text := `{"name":"` + strings.Repeat("hello ", 10) + `","age":12,"tags":["a","b"]}`
		for n < b.N {
			s := g.Start()
			for _, c := range []byte(text) {
				s.Allowed()
				_ = s.Advance(uint32(c) + 2)
				n++
			}
		}
	})
}
