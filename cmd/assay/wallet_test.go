package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// policyFile writes the example with some of its lines changed.
func policyFile(t *testing.T, changes ...string) string {
	t.Helper()
	text := examplePolicy
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the example has no %q", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	path := filepath.Join(t.TempDir(), "policy.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// journalKinds returns the kinds of a wallet's entries, in order.
func journalKinds(t *testing.T, dir string) string {
	t.Helper()
	r := invoke(t, nil, "wallet", "journal", "--data", dir, "--json")
	var lines []struct {
		Entry struct {
			Kind string `json:"kind"`
		} `json:"entry"`
	}
	if err := json.Unmarshal([]byte(r.out), &lines); r.code != 0 || err != nil {
		t.Fatalf("wallet journal: %d, %v: %s%s", r.code, err, r.out, r.err)
	}
	var kinds []string
	for _, l := range lines {
		kinds = append(kinds, l.Entry.Kind)
	}
	return strings.Join(kinds, " ")
}

// TestWalletObeysItsPolicy is an owner and a program with one wallet: a payment waits for the owner, is approved, is
// made, and is found in the journal; the node does not start on a journal that lost its end, nor without the policy.
func TestWalletObeysItsPolicy(t *testing.T) {
	t.Parallel()
	dir := home(t)
	policy := policyFile(t, `above    = "1.00 USD"`, `above    = "0.50 USD"`) // a channel takes one dollar
	node := up(t, dir, "--policy", policy)
	const question = "pay bob 5 dollars"
	r := invoke(t, nil, "ask", "--data", dir, question)
	if r.code == 0 || !strings.Contains(r.err, "assay wallet approve 0x") || !strings.Contains(r.err, "Put 1.00 USD into a new channel") {
		t.Fatalf("the first ask: %d: %s%s", r.code, r.out, r.err)
	}
	var pending struct {
		Waiting []struct {
			ID   string `json:"id"`
			Says string `json:"says"`
		} `json:"waiting"`
	}
	r = invoke(t, nil, "wallet", "pending", "--data", dir, "--json")
	if err := json.Unmarshal([]byte(r.out), &pending); err != nil || len(pending.Waiting) != 1 {
		t.Fatalf("pending: %v: %s%s", err, r.out, r.err)
	}
	if r = invoke(t, nil, "wallet", "approve", "--data", dir, pending.Waiting[0].ID[:12]); r.code != 0 || !strings.Contains(r.out, pending.Waiting[0].Says) {
		t.Fatalf("approve: %d: %s%s", r.code, r.out, r.err)
	}
	if r = invoke(t, nil, "ask", "--data", dir, question); r.code != 0 {
		t.Fatalf("the approved ask: %d: %s%s", r.code, r.out, r.err)
	}
	if got := journalKinds(t, dir); got != "policy asked approved reserved settled" {
		t.Errorf("the journal has %s", got)
	}
	if r = invoke(t, nil, "wallet", "policy", "show", "--data", dir, "--policy", policy); r.code != 0 || !strings.Contains(r.out, "used 1.000000 USD") {
		t.Errorf("policy show: %d: %s%s", r.code, r.out, r.err)
	}
	if r = invoke(t, nil, "doctor", "--data", dir, "--policy", policy); !strings.Contains(r.out, "journal of 5 entries") {
		t.Errorf("doctor: %s%s", r.out, r.err)
	}
	r = invoke(t, nil, "wallet", "journal", "--verify", "--data", dir, "--json")
	var end struct {
		Chain string `json:"chain"`
	}
	if err := json.Unmarshal([]byte(r.out), &end); r.code != 0 || err != nil {
		t.Errorf("verify: %d: %s%s", r.code, r.out, r.err)
	}
	if r = invoke(t, nil, "wallet", "journal", "--data", dir, "--expect", end.Chain); r.code != 0 {
		t.Errorf("expect: %d: %s%s", r.code, r.out, r.err)
	}
	if r = invoke(t, nil, "wallet", "journal", "--data", dir, "--expect", "0x"+strings.Repeat("0", 64)); r.code != 1 {
		t.Errorf("another history: %d: %s%s", r.code, r.out, r.err)
	}
	node.stop()

	if _, err := startBinary(t, dir, "up"); err == nil || !strings.Contains(err.Error(), "has had a policy") {
		t.Errorf("without the policy: %v", err)
	}
	path := filepath.Join(dir, walletDir, "journal")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:strings.LastIndex(strings.TrimSpace(string(whole)), "\n")+1], 0o600); err != nil {
		t.Fatal(err)
	}
	if r = invoke(t, nil, "wallet", "journal", "--verify", "--data", dir); r.code != 1 || !strings.Contains(r.err, "cut off") {
		t.Errorf("verify of a journal that lost its end: %d: %s%s", r.code, r.out, r.err)
	}
	if _, err := startBinary(t, dir, "up", "--policy", policy); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("a node on a journal that lost its end: %v", err)
	}
}

// TestWalletStopsItsProgram: an agent whose policy does not know the seller, or whose cap is used, buys nothing; one
// that died after the charge and before the deposit pays once and is charged once.
func TestWalletStopsItsProgram(t *testing.T) {
	t.Parallel()
	dir := home(t)
	const question = "pay bob 5 dollars"
	none := policyFile(t, `sellers = ["*"]`, `sellers = ["agent:4000"]`)
	node := up(t, dir, "--policy", none)
	if r := invoke(t, nil, "ask", "--data", dir, question); r.code == 0 || !strings.Contains(r.err, "allow.sellers") {
		t.Errorf("a seller who is not allowed: %d: %s%s", r.code, r.out, r.err)
	}
	node.stop()

	small := policyFile(t, `hour    = "5.00 USD"`, `hour    = "0.99 USD"`)
	node = up(t, dir, "--policy", small)
	if r := invoke(t, nil, "ask", "--data", dir, question); r.code == 0 || !strings.Contains(r.err, "caps.hour") {
		t.Errorf("beyond the cap: %d: %s%s", r.code, r.out, r.err)
	}
	node.stop()

	policy := policyFile(t, `hour    = "5.00 USD"`, `hour    = "1.00 USD"`) // room for one deposit and no second
	dying, err := startProgram(t.Context(), "env", "node", dir, "ASSAY_CRASH_AT=wallet:allowed", binary(t), "up", "--policy", policy)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dying.stop)
	if r := invoke(t, nil, "ask", "--data", dir, question); r.code == 0 {
		t.Fatalf("the node was to die: %s", r.out)
	}
	up(t, dir, "--policy", policy)
	if r := invoke(t, nil, "ask", "--data", dir, question); r.code != 0 {
		t.Fatalf("after the crash: %d: %s%s", r.code, r.out, r.err)
	}
	if got := journalKinds(t, dir); got != "policy refused policy refused policy reserved reserved settled" {
		t.Errorf("the journal has %s", got)
	}
	if r := invoke(t, nil, "wallet", "policy", "show", "--data", dir, "--policy", policy); !strings.Contains(r.out, "used 1.000000 USD") {
		t.Errorf("policy show: %s%s", r.out, r.err)
	}
}

func TestPolicyCheck(t *testing.T) {
	t.Parallel()
	if r := invoke(t, nil, "wallet", "policy", "check", policyFile(t)); r.code != 0 || !strings.Contains(r.out, "at most 10.000000 USD") {
		t.Errorf("the example: %d: %s%s", r.code, r.out, r.err)
	}
	if r := invoke(t, nil, "wallet", "policy", "check", policyFile(t, `"5.00 USD"`, `"5.00"`)); r.code != 1 || !strings.Contains(r.err, "unit") {
		t.Errorf("no unit: %d: %s%s", r.code, r.out, r.err)
	}
	if r := invoke(t, nil, "wallet", "pending", "--data", t.TempDir()); r.code != 1 || !strings.Contains(r.err, "assay up --policy") {
		t.Errorf("no wallet: %d: %s%s", r.code, r.out, r.err)
	}
}
