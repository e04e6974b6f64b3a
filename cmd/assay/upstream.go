package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

// upstreamConfig is what a provider sells in the statistical lane: the answers of servers that it puts behind itself.
type upstreamConfig struct {
	URL         []string `toml:"url" help:"OpenAI-compatible servers whose answers are sold in the statistical lane (vLLM, llama.cpp, Ollama)"`
	Model       []string `toml:"model" help:"models of theirs on offer: NAME, or NAME=THEIRS where they call it otherwise; none: all that they list under a name of at most 31 letters"`
	InputPrice  string   `toml:"input_price" help:"dollars per million bytes of prompt"`
	OutputPrice string   `toml:"output_price" help:"dollars per million bytes of answer"`
	ChunkBytes  uint32   `toml:"chunk_bytes" help:"bytes of answer per paid chunk"`
	MaxPrompt   uint32   `toml:"max_prompt" help:"longest prompt, in bytes"`
	Parallel    int      `toml:"parallel" help:"answers that each server makes at once"`
	KeyFile     string   `toml:"key_file" help:"file with the servers' API key (or the key itself in ASSAY_UPSTREAM_KEY)"`
}

func defaultUpstream() upstreamConfig {
	return upstreamConfig{InputPrice: "0.15", OutputPrice: "0.50", ChunkBytes: 256, MaxPrompt: 1 << 16, Parallel: 8}
}

// Bounds of the settings. An order travels as one JSON body, in which a byte of the prompt takes up to four.
const (
	maxUpstreams      = 64
	maxUpstreamPrompt = 200_000
	maxPlainAnswer    = 1 << 19
)

func (c upstreamConfig) validate() error {
	switch {
	case len(c.URL) > maxUpstreams:
		return fmt.Errorf("upstream.url names %d servers: want at most %d", len(c.URL), maxUpstreams)
	case c.ChunkBytes < 1 || c.ChunkBytes > 4096:
		return fmt.Errorf("upstream.chunk_bytes = %d: want 1 to 4096", c.ChunkBytes)
	case c.MaxPrompt < 64 || c.MaxPrompt > maxUpstreamPrompt:
		return fmt.Errorf("upstream.max_prompt = %d: want 64 to %d", c.MaxPrompt, maxUpstreamPrompt)
	case c.Parallel < 1 || c.Parallel > 4096:
		return fmt.Errorf("upstream.parallel = %d: want 1 to 4096", c.Parallel)
	}
	_, err := c.models()
	return err
}

// models reads the setting of that name: what a model is sold as, and what the servers call it.
func (c upstreamConfig) models() (map[string]string, error) {
	out := map[string]string{}
	for _, text := range c.Model {
		name, theirs, ok := strings.Cut(text, "=")
		if !ok {
			theirs = name
		}
		if _, err := job.NameModel(name); err != nil {
			return nil, fmt.Errorf("upstream.model = %q: %w (sell it under a shorter one: SHORT=%s)", text, err, theirs)
		}
		if theirs == "" {
			return nil, fmt.Errorf("upstream.model = %q: nothing follows the equals sign", text)
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("upstream.model names %s twice", name)
		}
		out[name] = theirs
	}
	return out, nil
}

// key reads the API key of the servers. It goes into requests to them, and nowhere else.
func (c upstreamConfig) key() (string, error) {
	if c.KeyFile == "" {
		return os.Getenv("ASSAY_UPSTREAM_KEY"), nil
	}
	raw, err := os.ReadFile(c.KeyFile)
	if err != nil {
		return "", fmt.Errorf("upstream.key_file: %w", err)
	}
	key := strings.TrimSpace(string(raw))
	if key == "" || len(key) > 4096 || strings.ContainsAny(key, "\r\n") {
		return "", errors.New("upstream.key_file does not hold one key in one line")
	}
	return key, nil
}

// upstream is what a provider sells in the statistical lane; like sets the stake behind it. Nothing is dialled.
func (c upstreamConfig) upstream(like market.Terms) (node.UpstreamConfig, error) {
	cfg := node.UpstreamConfig{Parallel: c.Parallel}
	if len(c.URL) == 0 {
		return cfg, nil
	}
	var p purse
	cfg.Terms = market.Terms{
		InputPrice: p.read("upstream.input_price", c.InputPrice), OutputPrice: p.read("upstream.output_price", c.OutputPrice),
		ChunkTokens: c.ChunkBytes, MaxPrompt: c.MaxPrompt, MaxTokens: maxPlainAnswer, Reserve: like.Reserve, Lifetime: like.Lifetime,
	}
	if p.err != nil {
		return cfg, p.err
	}
	var err error
	if cfg.Models, err = c.models(); err != nil {
		return cfg, err
	}
	key, err := c.key()
	if err != nil {
		return cfg, err
	}
	for _, url := range c.URL {
		u, err := wire.DialUpstream(url, wire.UpstreamOptions{Key: key})
		if err != nil {
			return cfg, fmt.Errorf("upstream.url: %w", err)
		}
		cfg.Servers = append(cfg.Servers, u)
	}
	return cfg, nil
}
