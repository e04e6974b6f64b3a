package token_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/internal/llamacpp"
)

// writeVocabulary writes a GGUF file that holds a vocabulary and nothing else.
func writeVocabulary(t testing.TB, c token.Config) string {
	t.Helper()
	var w gguf.Writer
	arch := "llama"
	w.String("general.architecture", arch)
	for key, v := range map[string]uint32{
		"context_length": 64, "embedding_length": 64, "block_count": 1, "feed_forward_length": 64, "attention.head_count": 2,
		"attention.head_count_kv": 2, "vocab_size": uint32(len(c.Pieces)),
	} {
		w.Uint32(arch+"."+key, v)
	}
	w.Float32(arch+".attention.layer_norm_rms_epsilon", 1e-5)
	kind := c.Kind
	if kind == "" {
		kind = "llama"
	}
	w.String("tokenizer.ggml.model", kind)
	if c.Pre != "" {
		w.String("tokenizer.ggml.pre", c.Pre)
	}
	w.Strings("tokenizer.ggml.tokens", c.Pieces)
	types := make([]int32, len(c.Types))
	for i, typ := range c.Types {
		types[i] = int32(typ)
	}
	w.Int32s("tokenizer.ggml.token_type", types)
	if c.Scores != nil {
		w.Float32s("tokenizer.ggml.scores", c.Scores)
	}
	if c.Merges != nil {
		w.Strings("tokenizer.ggml.merges", c.Merges)
	}
	for key, id := range map[string]uint32{"bos": c.BOS, "eos": c.EOS, "unknown": c.Unknown} {
		if id != token.NoToken {
			w.Uint32("tokenizer.ggml."+key+"_token_id", id)
		}
	}
	w.Bool("tokenizer.ggml.add_bos_token", c.AddBOS)
	w.Bool("tokenizer.ggml.add_space_prefix", c.AddSpacePrefix)
	path := filepath.Join(t.TempDir(), "vocabulary.gguf")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteTo(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

type asked struct {
	Text    string `json:"text"`
	Special bool   `json:"special"`
}

// llamaTokens asks llama.cpp for the tokens of all texts.
func llamaTokens(t testing.TB, file string, texts []asked) [][]uint32 {
	t.Helper()
	dir, err := llamacpp.Find()
	if errors.Is(err, llamacpp.ErrMissing) && os.Getenv("ASSAY_REQUIRE_NPM") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "tokenize.mjs", file)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		w := json.NewEncoder(in)
		w.SetEscapeHTML(false)
		for _, a := range texts {
			if w.Encode(a) != nil {
				break // the reader below finds out
			}
		}
		_ = in.Close()
	}()
	r := bufio.NewScanner(out)
	r.Buffer(nil, 1<<26)
	var all [][]uint32
	for r.Scan() {
		var ids []uint32
		if err := json.Unmarshal(r.Bytes(), &ids); err != nil {
			t.Fatalf("llama.cpp answered %.80q: %v", r.Bytes(), err)
		}
		all = append(all, ids)
	}
	if err := cmd.Wait(); err != nil || len(all) != len(texts) {
		t.Fatalf("llama.cpp answered %d of %d texts: %v: %s", len(all), len(texts), err, stderr.String())
	}
	return all
}

// compare holds our tokens against llama.cpp's.
func compare(t *testing.T, c token.Config, texts []asked) {
	t.Helper()
	tok, err := token.New(c)
	if err != nil {
		t.Fatal(err)
	}
	want := llamaTokens(t, writeVocabulary(t, c), texts)
	different := 0
	for i, a := range texts {
		var opts []token.Option
		if a.Special {
			opts = append(opts, token.WithSpecial)
		}
		if got := tok.Encode(a.Text, opts...); !slices.Equal(got, want[i]) {
			if different++; different <= 4 {
				t.Errorf("%.200q (special %v): %s", a.Text, a.Special, difference(tok, got, want[i]))
			}
		}
	}
	t.Logf("%d texts, %d different", len(texts), different)
}

// difference shows where two lists of tokens part.
func difference(tok *token.Tokenizer, got, want []uint32) string {
	same := 0
	for same < min(len(got), len(want)) && got[same] == want[same] {
		same++
	}
	spell := func(ids []uint32) (out []string) {
		for _, id := range ids[same:min(len(ids), same+8)] {
			out = append(out, tok.Piece(id))
		}
		return out
	}
	return fmt.Sprintf("after %q ours has %q, llama.cpp %q", tok.Bytes(got[max(0, same-8):same]), spell(got), spell(want))
}

// classProbe is a vocabulary in which the tokens of a text show whether the
// character behind an x, a 0 or a ! stands in the same word: both then merge.
func classProbe(pre string) token.Config {
	c := token.Config{Kind: "gpt2", Pre: pre, BOS: token.NoToken, EOS: 0, EOT: token.NoToken, Unknown: token.NoToken}
	alphabet := make([]string, 256)
	next := rune(256)
	for b := range 256 {
		r := rune(b)
		if !(b >= '!' && b <= '~' || b >= 0xa1 && b != 0xad) {
			r = next
			next++
		}
		alphabet[b] = string(r)
	}
	c.Pieces = slices.Clone(alphabet)
	for _, first := range []string{"x", "0", "!"} {
		for _, second := range alphabet {
			c.Pieces = append(c.Pieces, first+second)
			c.Merges = append(c.Merges, first+" "+second)
		}
	}
	c.Types = slices.Repeat([]token.Type{token.Normal}, len(c.Pieces))
	return c
}

// Every character of Unicode is a letter, a number, punctuation, a space or
// none of them, as llama.cpp sees it.
func TestClassesAgreeWithLlamaCpp(t *testing.T) {
	var texts []asked
	var b strings.Builder
	for r := rune(1); r <= utf8.MaxRune; r++ {
		bare := r >= 0x34000 && r < 0xe0000 || r >= 0xe0200 // nothing is assigned there, or all is private
		if !utf8.ValidRune(r) || bare && r%61 != 0 {
			continue
		}
		fmt.Fprintf(&b, "x%c\n0%c\n!%c\n", r, r, r)
		if b.Len() > 1000 {
			texts = append(texts, asked{Text: b.String()})
			b.Reset()
		}
	}
	texts = append(texts, asked{Text: b.String()})
	for _, pre := range []string{"gpt-2", "default"} {
		t.Run(pre, func(t *testing.T) {
			t.Parallel()
			compare(t, classProbe(pre), texts)
		})
	}
}
