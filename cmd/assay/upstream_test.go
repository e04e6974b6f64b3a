package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/engine/builtin"
	"github.com/assay-network/assay/internal/llamacpp"
	"github.com/assay-network/assay/job"
)

// llamaServer is llama.cpp behind OpenAI's API, in a process of its own.
type llamaServer struct {
	url string
	cmd *exec.Cmd
}

// kill ends it as a power failure would.
func (s *llamaServer) kill() { _ = s.cmd.Process.Kill(); _ = s.cmd.Wait() }

// startLlama starts test/llamacpp/openai.mjs on the built-in model, or skips where llama.cpp is missing.
func startLlama(t *testing.T, args ...string) *llamaServer {
	t.Helper()
	dir, err := llamacpp.Find()
	if err != nil {
		if os.Getenv("ASSAY_REQUIRE_NPM") == "1" { // as `make test` sets it
			t.Fatal(err)
		}
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "tiny.gguf")
	if err := os.WriteFile(file, builtin.GGUF(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", append([]string{"openai.mjs", file}, args...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
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
	s := &llamaServer{cmd: cmd}
	t.Cleanup(func() { _ = in.Close(); s.kill() })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var hello struct{ Port int }
	if err != nil || json.Unmarshal(line, &hello) != nil {
		t.Fatalf("llama.cpp did not start: %v, %q", err, line)
	}
	s.url = fmt.Sprintf("http://127.0.0.1:%d", hello.Port)
	return s
}

// sells waits until the gateway lists a model in the statistical lane, and fails the test if it never does.
func sells(t *testing.T, gateway, model string) {
	t.Helper()
	for range 300 {
		var list struct {
			Data []struct {
				ID    string
				Assay job.ModelInfo
			}
		}
		resp, err := http.Get(gateway + "/v1/models")
		if err == nil {
			err = json.NewDecoder(resp.Body).Decode(&list)
			_ = resp.Body.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list.Data {
			if m.ID == model && m.Assay.Lane == job.LaneStatistical && m.Assay.Providers == 1 {
				return
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("%s is not on offer", model)
}

// TestUpstream sells what two llama.cpp servers answer, as somebody with a graphics card would: one lies about its usage, and the other one
// is killed in the middle of an answer. What is paid is what arrived.
func TestUpstream(t *testing.T) {
	t.Parallel()
	const key = "sk-of-the-upstream"
	liar := startLlama(t, "--name", "tiny", "--key", key, "--usage", "4000000000")
	slow := startLlama(t, "--name", "slow", "--key", key, "--delay", "150", "--endless", "1")
	dir := home(t)
	keyFile := filepath.Join(dir, "upstream.key")
	if err := os.WriteFile(keyFile, []byte(key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	n := up(t, dir, "--upstream", liar.url+"/v1,"+slow.url, "--upstream-key-file", keyFile, "--upstream-model", "tiny,slow-one=slow", "--upstream-chunk-bytes", "16",
		"--gateway-lane", "statistical")
	sells(t, n.info.Gateway, "tiny")
	sells(t, n.info.Gateway, "slow-one")

	r := invoke(t, nil, "ask", "--data", dir, "--json", "-m", "tiny", "-t", "0", "-n", "12", "what is a receipt?") // the lane is the gateway's
	var a reply
	if err := json.Unmarshal([]byte(r.out), &a); err != nil || r.code != 0 {
		t.Fatal(r)
	}
	if a.Assay.Lane != "statistical" || a.Assay.Unit != "byte" || a.Assay.Assured != job.Plausible || a.Text == "" || int(a.Usage.CompletionTokens) != len(a.Text) {
		t.Errorf("%+v", a)
	}
	file := filepath.Join(dir, "receipt.json")
	raw, err := fetchReceipt(t.Context(), n.info.Gateway, a.Assay.Receipt.String(), "")
	if err != nil || os.WriteFile(file, raw, 0o600) != nil {
		t.Fatal(err)
	}
	v := invoke(t, nil, "verify", file, "--data", t.TempDir(), "--rpc", n.info.RPC)
	if v.code != 0 || !strings.Contains(v.out, "not that the model tiny ran") || !strings.Contains(v.out, fmt.Sprintf("%d bytes for $", len(a.Text))) || !strings.Contains(v.out, "checked signatures and hashes") {
		t.Error(v)
	}
	if v := invoke(t, nil, "verify", file, "--model", file); v.code == 0 || !strings.Contains(v.err, "no model recomputes") {
		t.Error(v)
	}
	if v := invoke(t, nil, "verify", "-", "--json"); v.code == 0 {
		t.Error("nothing passes for a receipt", v)
	}
	if r := invoke(t, nil, "ask", "--data", dir, "--lane", "exact", "-m", "tiny", "hello"); r.code == 0 || !strings.Contains(r.err, "statistical lane") {
		t.Error("the exact lane sold what it does not have:", r)
	}
	if r := invoke(t, nil, "ask", "--data", dir, "-m", "tiny", "--json-object", "hello"); r.code == 0 || !strings.Contains(r.err, "schema") {
		t.Error("a schema that nobody keeps was sold:", r)
	}
	if r := invoke(t, nil, "provider", "list", "--data", dir); !strings.Contains(r.out, "tiny in the statistical lane: $0.150000 in, $0.500000 out per million bytes") {
		t.Error(r)
	}

	// The slow one dies in the middle.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, n.info.Gateway+"/v1/chat/completions",
		strings.NewReader(`{"model":"slow-one","stream":true,"temperature":0,"max_tokens":100,"messages":[{"role":"user","content":"tell me everything about the lanes"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines, got, failed := bufio.NewScanner(resp.Body), "", ""
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		var p streamPiece
		if !ok || json.Unmarshal([]byte(data), &p) != nil {
			continue
		}
		if p.Error != nil {
			failed = p.Error.Message
		}
		for _, c := range p.Choices {
			if got += c.Delta.Content; got != "" && slow.cmd.ProcessState == nil {
				slow.kill()
			}
		}
	}
	if got == "" || !strings.Contains(failed, "what was sent is signed and paid") {
		t.Fatalf("status %d, got %q, failed with %q", resp.StatusCode, got, failed)
	}
	var list []struct {
		Model  string
		Phase  string
		Tokens int
	}
	if r := invoke(t, nil, "receipts", "--data", dir, "--json"); json.Unmarshal([]byte(r.out), &list) != nil || len(list) == 0 || list[0].Model != "slow-one" || list[0].Tokens != len(got) || list[0].Tokens%16 != 0 {
		t.Errorf("%q was delivered, the books say %+v", got, list)
	}
	if r := invoke(t, nil, "ask", "--data", dir, "-m", "tiny", "-n", "4", "still there?"); r.code != 0 {
		t.Error("the other server went with it:", r)
	}
	if log, err := os.ReadFile(n.logFile); err != nil || strings.Contains(string(log), key) {
		t.Errorf("the key is in the log (%v)", err)
	}
}
