package wire

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestOfficialOpenAIClient runs the official npm client against the gateway (test/openai/client.mjs).
func TestOfficialOpenAIClient(t *testing.T) {
	dir := filepath.Join("..", "test", "openai")
	missing := t.Skipf
	if os.Getenv("ASSAY_REQUIRE_NPM") == "1" { // as `make test` sets it
		missing = t.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("Node.js is not installed: install version 20 or newer, then run `make deps`")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "openai")); err != nil {
		missing("the openai client is not installed: run `make deps`")
	}
	base, _, _ := startGateway(t, GatewayOptions{Keys: []string{"test-key"}})
	cmd := exec.CommandContext(t.Context(), node, "client.mjs", base+"/v1", "assay/echo", "test-key")
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var result struct {
		OK     bool
		Checks map[string]any
	}
	if jsonErr := json.Unmarshal(out, &result); jsonErr != nil || err != nil || !result.OK || len(result.Checks) < 15 {
		t.Errorf("%v %v: %s", err, jsonErr, out)
	}
}
