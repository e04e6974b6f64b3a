package model

import (
	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/token"
)

// readTokenizer builds the tokenizer of the file's vocabulary.
func readTokenizer(f *gguf.File) (*token.Tokenizer, error) {
	c := token.Config{Unknown: token.NoToken, EOT: token.NoToken}
	c.Kind, _ = f.String("tokenizer.ggml.model")
	switch c.Kind {
	case "llama": // SentencePiece has defaults for all of these
		c.AddBOS, c.AddSpacePrefix, c.BOS, c.EOS, c.Unknown = true, true, 1, 2, 0
	case "gpt2":
		c.BOS, c.EOS = token.NoToken, token.NoToken
		c.Pre, _ = f.String("tokenizer.ggml.pre")
		c.Merges, _ = f.Strings("tokenizer.ggml.merges")
		c.AddBOS = token.AddsBOS(c.Pre)
	default:
		return nil, unsupported("tokenizer %q (\"llama\", SentencePiece, and \"gpt2\", byte-level BPE, are)", c.Kind)
	}
	c.Pieces, _ = f.Strings("tokenizer.ggml.tokens")
	c.Scores, _ = f.Float32s("tokenizer.ggml.scores")
	types, _ := f.Ints("tokenizer.ggml.token_type")
	for _, t := range types {
		if t < 0 || t > 255 {
			return nil, unsupported("a token has type %d", t)
		}
		c.Types = append(c.Types, token.Type(t))
	}
	n := uint64(len(c.Pieces))
	for _, special := range []struct {
		key string
		id  *uint32
	}{
		{"tokenizer.ggml.bos_token_id", &c.BOS}, {"tokenizer.ggml.eos_token_id", &c.EOS},
		{"tokenizer.ggml.eot_token_id", &c.EOT}, {"tokenizer.ggml.unknown_token_id", &c.Unknown},
	} {
		v, ok := f.Uint(special.key)
		switch {
		case ok && v < n:
			*special.id = uint32(v)
		case ok:
			return nil, unsupported("%s is %d and the vocabulary has %d tokens", special.key, v, n)
		case uint64(*special.id) >= n:
			*special.id = token.NoToken
		}
	}
	for key, flag := range map[string]*bool{ // order-free: each key sets its own flag
		"tokenizer.ggml.add_bos_token": &c.AddBOS, "tokenizer.ggml.add_eos_token": &c.AddEOS, "tokenizer.ggml.add_space_prefix": &c.AddSpacePrefix,
	} {
		if v, ok := f.Bool(key); ok {
			*flag = v
		}
	}
	c.AddBOS = c.AddBOS && c.BOS != token.NoToken
	c.Template, _ = f.String("tokenizer.chat_template")
	t, err := token.New(c)
	if err != nil {
		return nil, unsupported("%v", err)
	}
	return t, nil
}
