package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestPayFromTheCommandLine buys an answer from a provider as any x402 resource is bought, and starts a facilitator beside it.
func TestPayFromTheCommandLine(t *testing.T) {
	dir := home(t)
	node := up(t, dir)
	url := node.info.Provider + "/pay/v1/chat/completions"
	body := `{"model":"assay-small","messages":[{"role":"user","content":"pay bob 5 dollars"}],"max_tokens":40,"temperature":0}`
	r := invoke(t, nil, "pay", url, "--data", dir, "--body", body, "--json")
	var got struct {
		OK       bool
		Status   int
		Body     string
		Recourse string
		Payment  struct{ Success bool }
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != 0 || !got.OK || !got.Payment.Success || got.Recourse != "unsigned" || !strings.Contains(got.Body, "chat.completion") {
		t.Errorf("code %d, %v: %s%s", r.code, err, r.err, r.out)
	}
	if r := invoke(t, nil, "pay", url, "--data", dir, "--body", body, "--max", "0.000001"); r.code != 1 || !strings.Contains(r.err, "--max") {
		t.Errorf("dearer than allowed: code %d: %s%s", r.code, r.err, r.out)
	}
	f, err := startBinary(t, t.TempDir(), "facilitator", "--rpc", node.info.RPC, "--listen", freePort(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.stop)
	response, err := http.Get(f.info.Provider + "/supported")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var supported struct{ Kinds []struct{ Scheme string } }
	if err := json.NewDecoder(response.Body).Decode(&supported); err != nil || len(supported.Kinds) != 2 {
		t.Errorf("%v: supports %v", err, supported)
	}
}
