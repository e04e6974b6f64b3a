package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"

	"github.com/assay-network/assay/engine"
)

// config is everything a node can be told. Each value comes from, in this order and the later winning: the default,
// the TOML file, the environment (ASSAY_SECTION_KEY), a flag (--section-key).
type config struct {
	Data     string         `toml:"data" help:"data directory"`
	Roles    []string       `toml:"roles" help:"what this node does: gateway, provider, watch, or several"`
	Log      string         `toml:"log" help:"how much to log: debug, info, warn or error"`
	Threads  int            `toml:"threads" help:"threads for the engine (default: as many as processors)"`
	CacheMB  int            `toml:"cache_mb" help:"megabytes of keys and values kept for prompts that begin alike; 0: none"`
	Policy   string         `toml:"policy" help:"file that says what the gateway's wallet may sign; none: everything, though it had a policy before"`
	Chain    chainConfig    `toml:"chain"`
	Gateway  gatewayConfig  `toml:"gateway"`
	Provider providerConfig `toml:"provider"`
	Watch    watchConfig    `toml:"watch"`
	// Negotiate is how the provider negotiates.
	Negotiate negotiateConfig `toml:"negotiate"`
	Upstream  upstreamConfig  `toml:"upstream"`
}

type chainConfig struct {
	RPC     string `toml:"rpc" help:"JSON-RPC address of an Ethereum chain; empty: run one in this process"`
	ID      uint64 `toml:"id" help:"chain id of the embedded chain"`
	Listen  string `toml:"listen" help:"loopback address of the embedded chain's JSON-RPC"`
	Private string `toml:"private" help:"talk to providers at loopback and private addresses: yes, no, or auto (yes when the chain itself is on this machine)"`
	// Confirmations depends on RPC where nothing gives it: load fills it in.
	Confirmations uint64 `toml:"confirmations" help:"blocks on top of a transaction's own before it counts (default: 0 when the chain is on this machine, else 3)"`
}

type gatewayConfig struct {
	Listen     string   `toml:"listen" help:"address of the OpenAI-compatible door"`
	APIKeys    []string `toml:"api_keys" help:"keys that clients must show; none: anybody on this machine may ask, and nobody else"`
	Hosts      []string `toml:"hosts" help:"host names by which clients may call, besides loopback and the address listened on"`
	Deposit    string   `toml:"deposit" help:"dollars put into a new channel, and added when it runs low"`
	MaxLocked  string   `toml:"max_locked" help:"most dollars in open channels at once"`
	DailyLimit string   `toml:"daily_limit" help:"most dollars spent in a day; 0: no limit"`
	MaxInput   string   `toml:"max_input_price" help:"most dollars per million prompt tokens; 0: no limit"`
	MaxOutput  string   `toml:"max_output_price" help:"most dollars per million output tokens; 0: no limit"`
	MinReserve string   `toml:"min_reserve" help:"least dollars of stake a provider must set aside per channel"`
	MaxChunk   uint32   `toml:"max_chunk" help:"most output tokens paid ahead at a time; 0: no limit"`
	Check      string   `toml:"check" help:"how many answers are recomputed: all, nothing, or a share such as 0.1"`
	MaxTokens  uint32   `toml:"max_tokens" help:"longest answer when a client names no limit"`
	Lane       string   `toml:"lane" help:"lane of the requests that name none: exact, or statistical"`
	Watchers   []string `toml:"watchers" help:"watchtowers that get every receipt, encrypted: URL#KEY, as assay watch prints it"`
}

type watchConfig struct {
	Listen string `toml:"listen" help:"address of the watchtower's door"`
	Share  string `toml:"share" help:"how many of the answers sent here are recomputed, dear ones aside: all, or a share such as 0.01"`
}

type providerConfig struct {
	Listen      string   `toml:"listen" help:"address of the provider's door"`
	Endpoint    string   `toml:"endpoint" help:"public URL of that door; empty: http:// and the address"`
	Models      []string `toml:"models" help:"names of the models on offer in the exact lane; empty: all that are imported; none: none"`
	InputPrice  string   `toml:"input_price" help:"dollars per million prompt tokens"`
	OutputPrice string   `toml:"output_price" help:"dollars per million output tokens"`
	ChunkTokens uint32   `toml:"chunk_tokens" help:"output tokens per paid chunk"`
	Stake       string   `toml:"stake" help:"dollars of stake to keep in the vault"`
	Reserve     string   `toml:"reserve" help:"dollars of stake set aside for each channel"`
	MinDeposit  string   `toml:"min_deposit" help:"smallest channel worth opening, in dollars"`
	MaxStreams  int      `toml:"max_streams" help:"answers made at once"`
}

func defaultConfig() config {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	return config{
		Data: filepath.Join(home, ".assay"), Roles: []string{"gateway", "provider"}, Log: "info", Threads: runtime.NumCPU(), CacheMB: 64,
		Chain: chainConfig{ID: 84532, Listen: "127.0.0.1:8545", Private: "auto"},
		Gateway: gatewayConfig{
			Listen: "127.0.0.1:4020", Deposit: "1.00", MaxLocked: "10.00", DailyLimit: "10.00",
			MaxInput: "100", MaxOutput: "100", MinReserve: "1.00", MaxChunk: 256, Check: "all", MaxTokens: 256, Lane: "exact",
		},
		Provider: providerConfig{
			Listen: "127.0.0.1:4021", InputPrice: "0.50", OutputPrice: "2.00", ChunkTokens: 16,
			Stake: "50.00", Reserve: "2.00", MinDeposit: "0.10", MaxStreams: 8,
		},
		Watch:     watchConfig{Listen: "127.0.0.1:4022", Share: "0.01"},
		Negotiate: defaultNegotiation(),
		Upstream:  defaultUpstream(),
	}
}

// engine is how models are run.
func (c *config) engine() engine.Options {
	return engine.Options{Threads: c.Threads, CacheBytes: c.CacheMB << 20}
}

// setting is one leaf of config: where its value is and what it is called.
type setting struct {
	name  string // "gateway-max-locked": the flag; the environment has ASSAY_GATEWAY_MAX_LOCKED
	help  string
	value reflect.Value
}

// settings lists the leaves of c. The values are addressable: setting one changes c.
func (c *config) settings() []setting {
	var out []setting
	var walk func(prefix string, v reflect.Value)
	walk = func(prefix string, v reflect.Value) {
		for i := range v.NumField() {
			f := v.Type().Field(i)
			name := prefix + strings.ReplaceAll(f.Tag.Get("toml"), "_", "-")
			if f.Type.Kind() == reflect.Struct {
				walk(name+"-", v.Field(i))
				continue
			}
			out = append(out, setting{name, f.Tag.Get("help"), v.Field(i)})
		}
	}
	walk("", reflect.ValueOf(c).Elem())
	return out
}

// shortNames are the flags that people type often.
var shortNames = map[string]string{"chain-rpc": "rpc", "roles": "role", "upstream-url": "upstream"}

func (s setting) flag() string {
	if short, ok := shortNames[s.name]; ok {
		return short
	}
	return s.name
}

func (s setting) env() string {
	return "ASSAY_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// Set implements pflag.Value.
func (s setting) Set(text string) error {
	switch s.value.Kind() {
	case reflect.String:
		s.value.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("want true or false")
		}
		s.value.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("want a whole number")
		}
		s.value.SetInt(int64(n))
	case reflect.Uint32, reflect.Uint64:
		n, err := strconv.ParseUint(text, 10, s.value.Type().Bits())
		if err != nil {
			return fmt.Errorf("want a whole number, not negative")
		}
		s.value.SetUint(n)
	case reflect.Slice:
		var list []string
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
		s.value.Set(reflect.ValueOf(list))
	default:
		return fmt.Errorf("a setting of type %s cannot be given as text", s.value.Type())
	}
	return nil
}

// String implements pflag.Value.
func (s setting) String() string {
	if !s.value.IsValid() {
		return ""
	}
	if s.value.Kind() == reflect.Slice {
		return strings.Join(s.value.Interface().([]string), ",")
	}
	return fmt.Sprint(s.value.Interface())
}

// Type implements pflag.Value.
func (s setting) Type() string {
	if s.value.Kind() == reflect.Slice {
		return "list"
	}
	return s.value.Type().String()
}

// loader joins the sources of configuration for one command.
type loader struct {
	file  string
	typed config // what flags wrote
	flags *pflag.FlagSet
	given map[string]bool // settings that file, environment or a flag gave, by name; set by load
}

// bind registers flags for every setting whose name has one of the prefixes ("" for all).
func (l *loader) bind(flags *pflag.FlagSet, prefixes ...string) {
	l.typed, l.flags = defaultConfig(), flags
	flags.StringVar(&l.file, "config", "", "TOML file to read (default: config.toml in the data directory, if there)")
	for _, s := range l.typed.settings() {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s.name, p) }) {
			flags.Var(s, s.flag(), s.help)
			if s.value.Kind() == reflect.Bool {
				flags.Lookup(s.flag()).NoOptDefVal = "true"
			}
		}
	}
}

// load returns the configuration that the sources add up to.
func (l *loader) load() (config, error) {
	c := defaultConfig()
	data := c.Data
	if env := os.Getenv("ASSAY_DATA"); env != "" {
		data = env
	}
	if f := l.flags.Lookup("data"); f != nil && f.Changed {
		data = l.typed.Data
	}
	file, wanted := l.file, l.file != ""
	if !wanted {
		file = filepath.Join(data, "config.toml")
	}
	meta, err := toml.DecodeFile(file, &c)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !wanted:
	case err != nil:
		return c, fmt.Errorf("read %s: %w", file, err)
	case len(meta.Undecoded()) > 0:
		return c, fmt.Errorf("%s: there is no setting %q: `assay up --help` lists them", file, meta.Undecoded()[0].String())
	}
	typed := map[string]string{}
	for _, s := range l.typed.settings() {
		typed[s.name] = s.String()
	}
	l.given = map[string]bool{}
	for _, key := range meta.Keys() {
		l.given[strings.ReplaceAll(strings.Join(key, "-"), "_", "-")] = true
	}
	for _, s := range c.settings() {
		if text, ok := os.LookupEnv(s.env()); ok {
			if err := s.Set(text); err != nil {
				return c, fmt.Errorf("%s=%q: %w", s.env(), text, err)
			}
			l.given[s.name] = true
		}
		if f := l.flags.Lookup(s.flag()); f != nil && f.Changed {
			if err := s.Set(typed[s.name]); err != nil {
				return c, err
			}
			l.given[s.name] = true
		}
	}
	if !l.given["chain-confirmations"] && !c.localChain() {
		c.Chain.Confirmations = remoteConfirmations
	}
	if c.Data, err = filepath.Abs(c.Data); err != nil {
		return c, err
	}
	return c, c.validate()
}

func (c config) validate() error {
	if len(c.Roles) == 0 {
		return fmt.Errorf("no role: want gateway, provider, watch or several (--role)")
	}
	for _, r := range c.Roles {
		if r != "gateway" && r != "provider" && r != "watch" {
			return fmt.Errorf("role %q does not exist: want gateway, provider or watch", r)
		}
	}
	if c.CacheMB < 0 || c.CacheMB > 1<<20 {
		return fmt.Errorf("cache_mb is %d; take 0 (none) to %d", c.CacheMB, 1<<20)
	}
	if c.Threads < 1 || c.Threads > 1024 {
		return fmt.Errorf("threads = %d: want 1 to 1024", c.Threads)
	}
	if c.Provider.ChunkTokens < 1 || c.Provider.ChunkTokens > 4096 {
		return fmt.Errorf("provider.chunk_tokens = %d: want 1 to 4096", c.Provider.ChunkTokens)
	}
	if c.Provider.MaxStreams < 1 || c.Provider.MaxStreams > 4096 {
		return fmt.Errorf("provider.max_streams = %d: want 1 to 4096", c.Provider.MaxStreams)
	}
	if c.Gateway.MaxTokens < 1 {
		return fmt.Errorf("gateway.max_tokens = 0: want at least 1")
	}
	if c.Gateway.Lane != "exact" && c.Gateway.Lane != "statistical" {
		return fmt.Errorf("gateway.lane = %q: want exact or statistical", c.Gateway.Lane)
	}
	if err := c.Upstream.validate(); err != nil {
		return err
	}
	if !slices.Contains([]string{"auto", "yes", "no"}, c.Chain.Private) {
		return fmt.Errorf("chain.private = %q: want yes, no or auto", c.Chain.Private)
	}
	if c.Chain.Confirmations > 1000 {
		return fmt.Errorf("chain.confirmations = %d: want at most 1000", c.Chain.Confirmations)
	}
	if _, err := parseShare("watch.share", c.Watch.Share); err != nil {
		return err
	}
	if _, _, err := c.provider(); err != nil {
		return err
	}
	if _, err := c.Negotiate.node(); err != nil {
		return err
	}
	_, err := c.gateway()
	return err
}

func (c config) has(role string) bool { return slices.Contains(c.Roles, role) }

// checkShare returns the share of answers to recompute, in thousandths.
func (c config) checkShare() (uint32, error) { return parseShare("gateway.check", c.Gateway.Check) }

// parseShare reads a share, in thousandths.
func parseShare(name, text string) (uint32, error) {
	switch text {
	case "all":
		return 1000, nil
	case "nothing":
		return 0, nil
	}
	whole, frac, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(whole+(frac + "000")[:3], 10, 32)
	if err != nil || len(frac) > 3 || n > 1000 {
		return 0, fmt.Errorf("%s = %q: want all, nothing, or a share from 0.001 to 1", name, text)
	}
	return uint32(n), nil
}
