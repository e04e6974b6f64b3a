package arch

import (
	"fmt"
	"slices"
	"strings"
)

const module = "github.com/assay-network/assay"

// kind is what a package may touch.
type kind int

const (
	pure    kind = iota + 1 // values in, values out
	adapter                 // one part of the outside world
	shell                   // decides when; reaches the world only through ports it declares
	wiring                  // puts everything together
	tooling                 // tests and generated code
)

// rule is one line of the table: what a package may import of ours and of others, and why.
type rule struct {
	path    string   // below the module; "engine/..." also covers what is below it
	kind    kind     //
	imports []string // our packages; "engine/..." as above
	outside []string // modules beyond the standard library; those of its kind are added
	floats  bool     // may use floating point
	threads bool     // may start goroutines, if it waits for them
	why     string
}

// purePackages are what an adapter, the node, and the simulator may use.
var purePackages = []string{
	"job", "exact", "trace", "engine/...", "market", "channel", "verify", "dispute/...", "settle", "arena", "govern", "audit", "agent/...", "train/...",
}

// fixed is the one internal package of fixed-point helpers.
const fixed = "internal/fixed"

// table is DESIGN's layout. A package appears in the tree when there is something to put in it; its line is here already.
var table = []rule{
	{path: "job", kind: pure, why: "everybody imports it, so it can import nobody"},
	{path: "exact", kind: pure, imports: []string{"job", fixed}, why: "arithmetic knows no model, file or trace"},
	{path: "trace", kind: pure, imports: []string{"job", "exact"}, why: "commitments are made over bytes, whatever computed them; a cell is judged from opened bytes by exact's operations"},
	{path: "engine", kind: pure, threads: true, imports: []string{"job", "exact", "trace", fixed, "engine/model", "engine/token", "engine/kernel", "engine/grammar"},
		why: "for a dispute it writes the trace of an answer, in the order that trace defines, to a sink that it declares"},
	{path: "engine/gguf", kind: pure, floats: true, imports: nil, why: "a file format; its metadata holds floats, which are carried and not computed with"},
	{path: "engine/token", kind: pure, imports: []string{"job", "engine/gguf"}, floats: true,
		outside: []string{"github.com/nikolalohinski/gonja/v2", "github.com/ncruces/go-strftime"}, why: "text to tokens; the scores of the vocabulary are floats in the file"},
	{path: "engine/grammar", kind: pure, imports: nil, why: "a schema and a vocabulary in, masks of tokens out"},
	{path: "engine/model", kind: pure, floats: true, threads: true, imports: []string{"job", "exact", "trace", fixed, "engine/gguf", "engine/kernel", "engine/token"},
		why: "importing weights is the one place of the exact lane that reads floats; the root is a Merkle root, so it uses trace"},
	{path: "engine/kernel", kind: pure, threads: true, imports: []string{"exact"}, outside: []string{"golang.org/x/sys/cpu", "github.com/klauspost/cpuid/v2"}, why: "loops over integers"},
	{path: "engine/kernel/asm", kind: tooling, why: "writes assembly; nothing runs it but a test"},
	{path: "engine/float", kind: pure, floats: true, threads: true, imports: []string{"engine/gguf"},
		why: "a yardstick: floating point is what it is for, and no answer comes from it"},
	{path: "engine/synthetic", kind: pure, floats: true, imports: []string{"engine/gguf"}, why: "random weights are floats in the file"},
	{path: "engine/modeltest", kind: tooling, imports: []string{"engine/gguf"}, why: "makes models and runs arm64 programs for tests"},
	{path: "engine/builtin", kind: pure, why: "an embedded file and its name"},
	{path: "engine/pool", kind: pure, why: "which of several servers makes the next answer; it knows servers by numbers"},
	{path: "market", kind: pure, imports: []string{"job", fixed}, why: "quotes and terms, before any money or model is touched"},
	{path: "channel", kind: pure, imports: []string{"job", "trace"}, why: "money in motion; nonce batches are Merkle trees"},
	{path: "verify", kind: pure, imports: []string{"job", "trace", "exact", "engine/...", "channel", "market", "verify/field"}, why: "a claim and evidence in, a verdict out"},
	{path: "verify/field", kind: pure, imports: []string{"engine/kernel"}, why: "sums modulo a prime; of the kernels it takes only which instructions to use"},
	{path: "dispute", kind: pure, imports: []string{"job", "trace"}, why: "it plays on an interface; the engine meets it in verify or node"},
	{path: "dispute/alphabet", kind: pure, imports: []string{"job", "trace", "dispute"}, why: "a toy program for the tests of the game, played by its rules"},
	{path: "settle", kind: pure, imports: []string{"job", "channel", "market", fixed}, why: "terms and a verdict in, who gets what out"},
	{path: "arena", kind: pure, imports: []string{"job", "trace", fixed}, why: "contests read how claims ended, not how they were made"},
	{path: "govern", kind: pure, imports: []string{"job", fixed}, why: "votes and parameters"},
	{path: "audit", kind: pure, floats: true, imports: []string{"job", fixed}, why: "reports; nothing is decided by its floats"},
	{path: "agent", kind: pure, imports: []string{"job", "market", "channel"}, outside: []string{"github.com/BurntSushi/toml"}, why: "a policy over money, and the text in which its owner writes it"},
	{path: "agent/skill", kind: pure, imports: []string{"job"}, why: "what can be asked of a node, and whether a sentence says what a call says; not how it is done"},
	{path: "train/...", kind: pure, floats: true, threads: true, imports: []string{"job", "exact", "trace", "engine/...", "train/..."},
		outside: []string{"golang.org/x/sys/cpu", "github.com/klauspost/cpuid/v2"}, why: "training is done in floats, with a fixed order of summation"},

	{path: "contracts/bind", kind: tooling, outside: geth, why: "generated"},
	{path: "contracts/moves", kind: tooling, imports: []string{"contracts/bind", "dispute", "job"}, why: "how the game contract takes a move, for whoever plays on a chain"},
	{path: "chain", kind: adapter, imports: append([]string{"contracts/bind", "contracts/moves"}, purePackages...),
		outside: append([]string{"github.com/cenkalti/backoff/v5", "github.com/google/uuid", "github.com/gofrs/flock", "golang.org/x/sync"}, geth...),
		why:     "the only package that knows Ethereum's services and our bindings"},
	{path: "store", kind: adapter, imports: []string{"job"}, outside: []string{"modernc.org/sqlite", "github.com/gofrs/flock"}, why: "bodies are opaque to it"},
	{path: "wire", kind: adapter, imports: []string{"job"}, outside: []string{"golang.org/x/time", "github.com/modelcontextprotocol/go-sdk", "github.com/a2aproject/a2a-go/v2"},
		why: "doors carry messages; what they mean is decided behind them"},
	{path: "web", kind: adapter, imports: purePackages, why: "pages show facts"},
	{path: "node", kind: shell, imports: purePackages, outside: []string{"golang.org/x/sync"}, why: "it declares its ports; adapters meet it only in cmd/assay"},
	{path: "sim", kind: shell, imports: append([]string{"node", "internal/testkit", "engine/builtin"}, purePackages...), why: "the real node on in-memory ports"},

	{path: "internal/attacks", kind: tooling, imports: append([]string{"contracts/bind", "contracts/moves"}, purePackages...), outside: geth,
		why: "attacks on disputes, on a chain of its own, for the tests and for telling them; it stands where everybody stands"},
	{path: "internal/mallory", kind: shell, imports: append([]string{"node"}, purePackages...),
		why: "a cheating provider for the demonstration and the tests; it stands where node stands"},
	{path: "cmd/assay", kind: wiring, imports: []string{"..."}, outside: []string{"..."}, why: "the only place that wires packages together"},
	{path: "internal/llamacpp", kind: tooling, why: "another engine as a yardstick: a process of its own, reached by a pipe"},
	{path: "internal/soak", kind: tooling, imports: []string{"engine/..."}, why: "tests that are long"},
	{path: "internal/testkit", kind: tooling, imports: []string{"..."}, outside: []string{"..."}, why: "real parts for tests"},
	{path: "internal/arch", kind: tooling, why: "it reads source text only"},
	{path: fixed, kind: pure, why: "fixed-point helpers, below everything that computes with them"},
}

// geth is every service of go-ethereum. Only chain may use them.
var geth = []string{"github.com/ethereum/go-ethereum", "github.com/holiman/uint256"}

// outsideOf is what a kind may import beyond the standard library, whatever the package.
var outsideOf = map[kind][]string{
	pure:    ethereumValues,
	adapter: ethereumValues,
	shell:   ethereumValues,
}

// ethereumValues are hashes, addresses, keccak and 256-bit integers: values, not services.
var ethereumValues = []string{
	"=github.com/ethereum/go-ethereum/common", "=github.com/ethereum/go-ethereum/crypto", "=github.com/holiman/uint256",
}

// owned are imports that belong to a few packages, whatever else the table says.
var owned = []struct {
	path  string
	users []string
	why   string
}{
	{"github.com/ethereum/go-ethereum/cmd", nil, "its licence is the GPL, the library's is the LGPL"},
	{module + "/contracts/bind", []string{"chain", "contracts/moves", "internal/testkit", "internal/attacks"}, "callers speak in job's types, so that a contract can change without them"},
	{"github.com/ethereum/go-ethereum", []string{"chain", "contracts/bind", "internal/testkit", "internal/attacks"}, "Ethereum's services stay behind chain"},
	{module + "/engine/float", []string{"cmd/assay"}, "it measures the exact engine; what people pay for never passes through floats"},
	{module + "/engine/modeltest", nil, "it is for tests"},
	{"modernc.org/sqlite", []string{"store"}, "databases belong to store"},
	{"database/sql", []string{"store"}, "databases belong to store"},
}

// worldly names the packages of the standard library that reach the world, and why pure code does without.
var worldly = map[string]string{
	"os": "files and environment belong to adapters", "os/exec": "processes belong to the wiring", "os/signal": "signals belong to the wiring",
	"os/user": "the machine belongs to the wiring", "net": "sockets belong to adapters", "net/http": "sockets belong to adapters",
	"net/rpc": "sockets belong to adapters", "net/smtp": "sockets belong to adapters", "crypto/tls": "sockets belong to adapters",
	"database/sql": "databases belong to store", "syscall": "the system belongs to adapters", "plugin": "code is not loaded while running",
	"log": "return an error instead", "log/slog": "return an error instead", "crypto/rand": "randomness is an argument",
	"io/ioutil": "files belong to adapters", "path/filepath": "files belong to adapters", "expvar": "no globals",
}

// shellForbidden is what node and sim must not import: each is behind a port.
var shellForbidden = []string{"os", "os/exec", "os/signal", "net", "net/http", "database/sql", "syscall", "io/ioutil", "path/filepath", "crypto/rand"}

// consensus are the packages on whose every bit people and contracts must agree.
var consensus = []string{"job", "exact", "engine", "engine/model", "engine/token", "engine/kernel", "trace", "verify", "settle", "dispute", "channel", "arena"}

// ruleFor returns the line for a package, the exact one before one that ends in "/...".
func ruleFor(pkg string) (rule, bool) {
	for _, exact := range []bool{true, false} {
		for _, r := range table {
			if r.path == pkg || (!exact && matches(r.path, pkg)) {
				return r, true
			}
		}
	}
	return rule{}, false
}

// matches reports whether path is covered by pattern: "..." is everything, "a/..." is a and all below it.
func matches(pattern, path string) bool {
	if pattern == "..." || pattern == path {
		return true
	}
	root, ok := strings.CutSuffix(pattern, "/...")
	return ok && (path == root || strings.HasPrefix(path, root+"/"))
}

// checkImport returns what is wrong with pkg importing path, "" for nothing.
func checkImport(pkg, path string) string {
	if path == "C" {
		return "imports C: the binary builds everywhere without a C compiler"
	}
	r, known := ruleFor(pkg)
	if !known {
		return "is not in the table of internal/arch: add a line that says what it may import, and why"
	}
	for _, o := range owned {
		value := slices.Contains(ethereumValues, "="+path)
		if (path == o.path || strings.HasPrefix(path, o.path+"/")) && !slices.Contains(o.users, pkg) && !value {
			return fmt.Sprintf("imports %s: %s", path, o.why)
		}
	}
	if own, ok := strings.CutPrefix(path, module+"/"); ok {
		if slices.ContainsFunc(r.imports, func(p string) bool { return matches(p, own) }) {
			return ""
		}
		return fmt.Sprintf("imports %s, which its line in the table does not list (%s)", own, r.why)
	}
	if !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
		return checkStandard(r, path)
	}
	for _, allowed := range append(slices.Clone(r.outside), outsideOf[r.kind]...) {
		if name, exact := strings.CutPrefix(allowed, "="); exact && name == path || !exact && (allowed == "..." || path == allowed || strings.HasPrefix(path, allowed+"/")) {
			return ""
		}
	}
	return fmt.Sprintf("imports %s, which is not allowed there (%s)", path, r.why)
}

func checkStandard(r rule, path string) string {
	switch {
	case path == "testing" && r.kind != tooling:
		return "imports testing outside a test"
	case r.kind == pure && worldly[path] != "":
		return fmt.Sprintf("is pure and imports %s: %s", path, worldly[path])
	case r.kind == shell && slices.Contains(shellForbidden, path):
		return fmt.Sprintf("imports %s, which belongs behind a port", path)
	}
	return ""
}
