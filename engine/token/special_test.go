package token

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// vocabularyOf has tokens for all bytes and the given special ones.
func vocabularyOf(t testing.TB, typ Type, special ...string) *Tokenizer {
	t.Helper()
	tok, err := New(specialConfig(typ, special))
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func specialConfig(typ Type, special []string) Config {
	c := Config{Kind: "llama", BOS: NoToken, EOS: NoToken, EOT: NoToken, Unknown: NoToken, Template: "{% for m in messages %}{{ m.content }}{% endfor %}"}
	for b := range 256 {
		c.Pieces, c.Types = append(c.Pieces, fmt.Sprintf("<0x%02X>", b)), append(c.Types, Byte)
	}
	for _, p := range special {
		c.Pieces, c.Types = append(c.Pieces, p), append(c.Types, typ)
	}
	c.Scores = make([]float32, len(c.Pieces))
	return c
}

// slowCut is the definition of finder.cut: token by token, each over the whole text.
func slowCut(f *finder, s string) []find {
	var found []find
	taken := make([]bool, len(s))
	for i, p := range f.text {
		for at := 0; at+len(p) <= len(s); at++ {
			if s[at:at+len(p)] == p && !slices.Contains(taken[at:at+len(p)], true) {
				found = append(found, find{at, int32(i)})
				for k := range p {
					taken[at+k] = true
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b find) int { return a.at - b.at })
	return found
}

func TestFindingAllSpecialTokensAtOnceIsFindingOneAfterAnother(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, 1+r.IntN(n))
		for i := range b {
			b[i] = "ab<|"[r.IntN(2+r.IntN(3))]
		}
		return string(b)
	}
	finds := 0
	for range 5000 {
		var special []string
		for range 1 + r.IntN(8) {
			special = append(special, word(6))
		}
		tok := vocabularyOf(t, Control, special...)
		f, s := tok.finders.all(), word(40)
		got, want := f.cut(s), slowCut(f, s)
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", f.text, s, got, want)
		}
		finds += len(got)
		guarded := tok.guard(s)
		if left := f.cut(guarded); len(left) > 0 {
			t.Fatalf("%q in %q: %q still holds %v", f.text, s, guarded, left)
		}
		if len(got) == 0 && guarded != s {
			t.Fatalf("%q: %q without a token became %q", f.text, s, guarded)
		}
		if plain := strings.ReplaceAll(guarded, mark, ""); plain != s && !slices.ContainsFunc(special, func(p string) bool { return len(p) == 1 }) {
			t.Fatalf("%q became %q", s, plain)
		}
	}
	if finds < 5000 {
		t.Errorf("%d finds, so little was tested", finds)
	}
}

// A vocabulary of as many special tokens as are accepted, and a message of a
// megabyte made for it, once took minutes.
func TestManySpecialTokensInALongMessageAreBounded(t *testing.T) {
	var nested, many, long []string
	for n := 1; n < 700; n++ {
		nested = append(nested, strings.Repeat("a", n))
	}
	for i := range MaxSpecial {
		many = append(many, fmt.Sprintf("<|s%04d|>", i))
		long = append(long, fmt.Sprintf("%s%04d", strings.Repeat("<|", 28), i))
	}
	const size = MaxContentBytes - 64
	for _, c := range []struct {
		name    string
		special []string
		unit    string
	}{
		{"none", many, "x"}, {"beginnings", many, "<|s000"}, {"all", many, strings.Join(many, "")}, {"long beginnings", long, "<|"},
		{"inside each other", nested, "a"}, {"inside each other, apart", nested, strings.Repeat("a", 699) + "b"},
	} {
		for _, typ := range []Type{Control, UserDefined} {
			tok := vocabularyOf(t, typ, c.special...)
			message := strings.Repeat(c.unit, size/len(c.unit)/2)
			begin := time.Now()
			if _, err := tok.EncodeChat([]Message{{Role: "user", Content: message}}); err != nil {
				t.Fatal(err)
			}
			tok.Encode(message, WithSpecial)
			if took := time.Since(begin); took > 30*time.Second {
				t.Errorf("%s: %v", c.name, took)
			} else {
				t.Logf("%s, type %d: %v", c.name, typ, took)
			}
		}
	}
}

// A control token that holds the mark itself, or is it, once made marking endless.
func TestSpecialTokensThatHoldTheMarkAreRefused(t *testing.T) {
	for _, p := range []string{"\x00", "\x00\x00", "\x00a", "a\x00b"} {
		if _, err := New(specialConfig(Control, []string{"<|x|>", p})); err == nil || !strings.Contains(err.Error(), "NUL") {
			t.Errorf("%q: %v", p, err)
		}
	}
	if _, err := New(specialConfig(Control, slices.Repeat([]string{strings.Repeat("a", 1000)}, 300))); err == nil {
		t.Error("special tokens of 300,000 bytes are accepted")
	}
}
