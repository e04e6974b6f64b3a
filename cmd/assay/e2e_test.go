package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/node"
)

// TestDemo runs the demonstration as a user would, and leaves nothing behind.
func TestDemo(t *testing.T) {
	t.Parallel()
	tmp := t.TempDir()
	begin := time.Now()
	r := invoke(t, []string{"TMPDIR=" + tmp}, "demo", "--json")
	if r.code != 0 {
		t.Fatalf("exit code %d: %s%s", r.code, r.err, r.out)
	}
	var doc struct {
		OK       bool  `json:"ok"`
		Acts     []act `json:"acts"`
		Balances []struct {
			Account string `json:"account"`
			Before  string `json:"before"`
			After   string `json:"after"`
		} `json:"balances"`
	}
	if err := json.Unmarshal([]byte(r.out), &doc); err != nil {
		t.Fatalf("--json printed something else than one document: %v", err)
	}
	if !doc.OK || len(doc.Acts) != 8 || len(doc.Balances) < 5 {
		t.Fatalf("ok %t, %d acts, %d balances", doc.OK, len(doc.Acts), len(doc.Balances))
	}
	var gas uint64
	for _, a := range doc.Acts {
		if !a.OK {
			t.Errorf("act %s failed", a.Name)
		}
		gas += a.Gas
	}
	if gas < 8_000_000 {
		t.Errorf("the whole took %d gas: less than the contracts alone", gas)
	}
	if checks := strings.Join(doc.Acts[4].Says, "\n"); !strings.Contains(checks, "YES") || !strings.Contains(checks, "NO, ") || !strings.Contains(checks, "the channel is there") {
		t.Errorf("the checks of a receipt: %s", checks)
	}
	text := strings.Join(doc.Acts[5].Says, "\n")
	if !strings.Contains(text, "NO, wrong computation, and proven by the signature of 0x") || strings.Count(text, shown(true)) != 6 || strings.Count(text, shown(false)) != 3 {
		t.Errorf("what is proof and what is the buyer's word: %s", text)
	}
	for _, p := range plan[1:] {
		if !strings.Contains(text, p.says) || !strings.Contains(text, strings.ToUpper(string(p.want))) {
			t.Errorf("the cheat %q is not shown as %q", p.says, p.want)
		}
	}
	if court := strings.Join(doc.Acts[7].Says, "\n"); !strings.Contains(court, "mallory is convicted: her stake of $50.000000 is seized") || strings.Contains(court, " 0 rounds") {
		t.Errorf("the false receipt before the contract: %s", court)
	}
	if left, err := filepath.Glob(filepath.Join(tmp, "assay-demo-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	// Every participant has the directory in its command line.
	if out, err := exec.Command("pgrep", "-f", tmp).Output(); err == nil {
		t.Errorf("still running: %s", out)
	}
	t.Logf("%.1f s, %d gas", time.Since(begin).Seconds(), gas)
}

// freePort returns an address nobody listens on now.
func freePort(t testing.TB) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// home is the data directory of a node that runs everything in one process, with its addresses in config.toml.
func home(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	text := "data = " + quote(dir) + "\n[chain]\nlisten = " + quote(freePort(t)) + "\n[gateway]\nlisten = " + quote(freePort(t)) + "\n[provider]\nlisten = " + quote(freePort(t)) + "\n"
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func quote(s string) string { return `"` + s + `"` }

// up starts a node on dir; the node is stopped with the test.
func up(t testing.TB, dir string, args ...string) *process {
	t.Helper()
	p, err := startBinary(t, dir, append([]string{"up"}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.stop)
	return p
}

// startBinary is startProcess for the built program instead of the test's own.
func startBinary(t testing.TB, dir string, args ...string) (*process, error) {
	t.Helper()
	return startProgram(context.Background(), binary(t), "node", dir, args...)
}

// TestSession is what an outsider would try first: start, ask with curl and with OpenAI's client, stop, start, ask again
// on the same channel, check the receipt, change it, look around, close.
func TestSession(t *testing.T) {
	t.Parallel()
	dir := home(t)
	node1 := up(t, dir)
	base := node1.info.Gateway

	ask := func() reply {
		t.Helper()
		r := invoke(t, nil, "ask", "--data", dir, "--json", "pay bob 5 dollars")
		var got reply
		if err := json.Unmarshal([]byte(r.out), &got); r.code != 0 || err != nil {
			t.Fatalf("ask: code %d, %v: %s%s", r.code, err, r.err, r.out)
		}
		return got
	}
	first := ask()
	if want := `{"skill":"pay","to":"bob","amount":"5","currency":"USD"}`; first.Text != want {
		t.Errorf("the default model answers %s, want %s", first.Text, want)
	}
	if first.Assay.Checked != "recomputed" || first.ID != "chatcmpl-"+first.Assay.Receipt.String()[2:] {
		t.Errorf("checked %q, id %s, receipt %s", first.Assay.Checked, first.ID, first.Assay.Receipt)
	}
	openAIClient(t, base)
	before := channels(t, dir)
	if len(before) != 1 {
		t.Fatalf("%d channels, want 1", len(before))
	}

	node1.stop()
	up(t, dir)
	second := ask()
	if second.Text != first.Text {
		t.Errorf("after a restart the same question gives %q", second.Text)
	}
	after := channels(t, dir)
	if len(after) != 1 || after[0].Channel != before[0].Channel || after[0].Served != before[0].Served+1 {
		t.Fatalf("after a restart: %+v, before: %+v", after, before)
	}

	bundle := invoke(t, nil, "receipts", "show", "--data", dir, first.Assay.Receipt.String())
	file := filepath.Join(t.TempDir(), "receipt.json")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(bundle.out)
	if r := invoke(t, nil, "verify", file); r.code != 0 || !strings.HasPrefix(r.out, "YES") {
		t.Errorf("verify: code %d: %s%s", r.code, r.out, r.err)
	}
	for i := 5; i < len(bundle.out); i += len(bundle.out) / 12 { // package verify tries every byte
		changed := []byte(bundle.out)
		changed[i] ^= 1
		write(string(changed))
		if r := invoke(t, nil, "verify", file); r.code != 1 || !strings.HasPrefix(r.out, "NO   ") || len(r.out) < 10 {
			t.Errorf("byte %d changed: code %d: %s%s", i, r.code, r.out, r.err)
		}
	}

	for _, args := range [][]string{{"doctor"}, {"receipts"}, {"provider", "list"}, {"channel", "list"}, {"wallet", "list"}, {"wallet", "balance"}, {"model", "list"}, {"model", "info"}, {"model", "root"}} {
		r := invoke(t, nil, append(args, "--data", dir)...)
		if r.code != 0 || len(r.out) == 0 {
			t.Errorf("%v: code %d: %s%s", args, r.code, r.out, r.err)
		}
		r = invoke(t, nil, append(args, "--json", "--data", dir)...)
		if !json.Valid([]byte(r.out)) {
			t.Errorf("%v --json: %s%s", args, r.out, r.err)
		}
	}
	closed := invoke(t, nil, "channel", "close", "--json", "--data", dir, after[0].Channel.String())
	var report node.ChannelReport
	if err := json.Unmarshal([]byte(closed.out), &report); err != nil || report.State != "closed" || report.Owed != after[0].Owed {
		t.Errorf("closing: %s%s", closed.out, closed.err)
	}
}

func channels(t testing.TB, dir string) []node.ChannelReport {
	t.Helper()
	r := invoke(t, nil, "channel", "list", "--json", "--data", dir)
	var list []node.ChannelReport
	if err := json.Unmarshal([]byte(r.out), &list); err != nil {
		t.Fatalf("channel list: %s%s", r.out, r.err)
	}
	return list
}

// openAIClient runs the official openai package from npm against a gateway, unchanged.
func openAIClient(t testing.TB, base string) {
	t.Helper()
	dir, err := filepath.Abs("../../test/openai")
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(dir, "node_modules", "openai"))
	if _, noNode := exec.LookPath("node"); err != nil || noNode != nil {
		const advice = "Node.js or the openai client is not installed: install Node.js 20 or newer and run `make deps`"
		if os.Getenv("ASSAY_REQUIRE_NPM") == "1" { // as `make test` sets it
			t.Fatal(advice)
		}
		t.Log(advice + "; without them this part is left out")
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "client.mjs", base+"/v1", builtinName)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var doc struct {
		OK bool `json:"ok"`
	}
	if err != nil || json.Unmarshal(bytes.TrimSpace(out), &doc) != nil || !doc.OK {
		t.Errorf("openai's client: %v: %s", err, out)
	}
}

// TestMistakesAreAnsweredWithAdvice: whatever a person gets wrong, the program says so in a sentence and leaves with a
// code that is not zero. It never panics.
func TestMistakesAreAnsweredWithAdvice(t *testing.T) {
	t.Parallel() // most of the time is waiting for nodes that do not answer
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	taken := ln.Addr().String()
	dead := "http://" + freePort(t)
	liar := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("hello")) })}
	liarAt, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = liar.Serve(liarAt) }()
	t.Cleanup(func() { _ = liar.Close() })
	for _, c := range []struct {
		name string
		env  []string
		args []string
		code int
		says string
	}{
		{"unknown command", nil, []string{"frobnicate"}, 2, "unknown command"},
		{"unknown flag", nil, []string{"up", "--frobnicate"}, 2, "--help"},
		{"unknown subcommand", nil, []string{"wallet", "frobnicate"}, 2, "unknown command"},
		{"argument too many", nil, []string{"verify", "a", "b"}, 2, "one file"},
		{"unknown role", nil, []string{"up", "--role", "king", "--data", dir}, 1, "gateway, provider or watch"},
		{"unknown setting in the file", nil, []string{"up", "--config", file("c1.toml", "[gateway]\ndeposti = \"1\"\n")}, 1, "deposti"},
		{"file that is no TOML", nil, []string{"up", "--config", file("c2.toml", "= = =")}, 1, "c2.toml"},
		{"file that is not there", nil, []string{"up", "--config", filepath.Join(dir, "none.toml")}, 1, "none.toml"},
		{"bad environment", []string{"ASSAY_THREADS=many"}, []string{"up", "--data", dir}, 1, "ASSAY_THREADS"},
		{"bad amount", nil, []string{"up", "--data", filepath.Join(dir, "x1"), "--gateway-deposit", "lots", "--role", "gateway", "--rpc", dead}, 1, "gateway.deposit"},
		{"dead RPC", nil, []string{"up", "--data", filepath.Join(dir, "x2"), "--rpc", dead, "--role", "gateway"}, 1, "no Ethereum node answers"},
		{"RPC that is none", nil, []string{"up", "--data", filepath.Join(dir, "x3"), "--rpc", "http://" + liarAt.Addr().String(), "--role", "gateway"}, 1, ""},
		{"chain address taken", nil, []string{"chain", "--data", filepath.Join(dir, "x4"), "--chain-listen", taken}, 1, "listen"},
		{"chain for the whole world", nil, []string{"chain", "--data", filepath.Join(dir, "x5"), "--chain-listen", "0.0.0.0:0"}, 1, "loopback"},
		{"no gateway", nil, []string{"ask", "--gateway-listen", freePort(t), "hi"}, 1, "assay up"},
		{"empty question", nil, []string{"ask"}, 2, "nothing to ask"},
		{"hot question", nil, []string{"ask", "-t", "9", "hi"}, 2, "temperature"},
		{"receipt that is not there", nil, []string{"verify", filepath.Join(dir, "none.json")}, 1, "none.json"},
		{"receipt that is none", nil, []string{"verify", file("r1.json", "{}")}, 1, "not a bundle"},
		{"receipt of garbage", nil, []string{"verify", file("r2.json", "\x00\x01\x02")}, 1, "not a bundle"},
		{"model that is not there", nil, []string{"model", "info", "--data", dir, "nope.gguf"}, 1, "assay model import"},
		{"model of garbage", nil, []string{"model", "import", "--data", dir, file("m1.gguf", "GGUF\x03\x00\x00\x00")}, 1, "m1.gguf"},
		{"model that is a text", nil, []string{"model", "info", "--data", dir, file("m2.gguf", strings.Repeat("once upon a time ", 50))}, 1, "m2.gguf"},
		{"model that is a directory", nil, []string{"model", "info", "--data", dir, dir}, 1, "not a file"},
		{"wallet with a slash", nil, []string{"wallet", "new", "--data", dir, "../x"}, 1, ""},
		{"bad channel id", nil, []string{"channel", "close", "--data", dir, "0x12"}, 1, ""},
		{"run with a bad seed", nil, []string{"run", "--seed", "0x12", "hi"}, 2, "--seed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := invoke(t, c.env, c.args...)
			all := r.out + r.err
			if r.code != c.code || !strings.Contains(all, c.says) || len(strings.TrimSpace(all)) < 10 {
				t.Errorf("code %d, want %d, and %q in: %s", r.code, c.code, c.says, all)
			}
			if strings.Contains(all, "panic:") || strings.Contains(all, "goroutine ") {
				t.Errorf("panicked: %s", all)
			}
		})
	}
}

// TestMistakesAreJSONToo: a program that asked for JSON gets JSON, also when it called wrongly.
func TestMistakesAreJSONToo(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"frobnicate", "--json"}, 2},
		{[]string{"--json", "frobnicate"}, 2},
		{[]string{"wallet", "frobnicate", "--json"}, 2},
		{[]string{"up", "--frobnicate", "--json"}, 2},
		{[]string{"up", "--threads", "many", "--json=true"}, 2},
		{[]string{"verify", "a", "b", "--json"}, 2},
		{[]string{"ask", "-t", "9", "hi", "--json"}, 2},
		{[]string{"verify", filepath.Join(t.TempDir(), "none.json"), "--json"}, 1},
	} {
		r := invoke(t, nil, c.args...)
		var doc struct {
			OK    *bool  `json:"ok"`
			Error string `json:"error"`
		}
		if err := json.Unmarshal([]byte(r.out), &doc); err != nil || doc.OK == nil || *doc.OK || len(doc.Error) < 10 || r.err != "" || r.code != c.code {
			t.Errorf("%v: code %d, want %d: %q, %q", c.args, r.code, c.code, r.out, r.err)
		}
	}
	for _, args := range [][]string{{"frobnicate"}, {"frobnicate", "--json=false"}, {"frobnicate", "--", "--json"}} {
		if r := invoke(t, nil, args...); r.code != 2 || r.out != "" || r.err == "" {
			t.Errorf("%v: code %d: %q, %q", args, r.code, r.out, r.err)
		}
	}
}

// TestTwoNodesOnOneDirectory: the second is told who is in the way, and the first goes on.
func TestTwoNodesOnOneDirectory(t *testing.T) {
	dir := home(t)
	up(t, dir)
	r := invoke(t, nil, "up", "--data", dir)
	if r.code != 1 || !strings.Contains(r.err, "in use") {
		t.Errorf("code %d: %s", r.code, r.err)
	}
	if r := invoke(t, nil, "doctor", "--data", dir); r.code != 0 {
		t.Errorf("the first node is not well afterwards: %s", r.out)
	}
}

// TestRunIsTheSameEverywhere: threads and processes do not change a token.
func TestRunIsTheSameEverywhere(t *testing.T) {
	seed := "0x" + strings.Repeat("5a", 32)
	var first string
	for _, threads := range []string{"1", "2", "2"} {
		r := invoke(t, nil, "run", "--data", t.TempDir(), "--json", "--threads", threads, "-t", "0.7", "-n", "40", "--seed", seed, "what is a receipt?")
		var doc struct {
			Tokens []uint32 `json:"tokens"`
			Root   string   `json:"root"`
		}
		if err := json.Unmarshal([]byte(r.out), &doc); err != nil || len(doc.Tokens) < 5 {
			t.Fatalf("run: %v: %s%s", err, r.out, r.err)
		}
		raw, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(raw)
		}
		if string(raw) != first {
			t.Errorf("%s threads: %s, before: %s", threads, raw, first)
		}
	}
}

// TestCompletion: the shells get their scripts.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if r := invoke(t, nil, "completion", shell); r.code != 0 || !strings.Contains(r.out, "assay") {
			t.Errorf("%s: code %d: %.200s", shell, r.code, r.err)
		}
	}
}
