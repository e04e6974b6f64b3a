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
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "openai")); err != nil {
		t.Skip("the client is not installed: run npm ci --prefix test/openai")
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
