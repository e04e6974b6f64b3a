package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
)

// stake puts the least stake behind a provider's key.
func stake(t *testing.T, rpc, dir string) {
	t.Helper()
	keys, err := openKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ensureKey(keys, providerKey)
	if err != nil {
		t.Fatal(err)
	}
	c, err := chain.Dial(t.Context(), rpc, key, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Stake(t.Context(), job.Units(1_000_000)); err != nil {
		t.Fatal(err)
	}
}

// TestEscrowedJobsFromTheCommandLine walks jobs with the program alone: a client's directory, a provider's, and a chain of their own.
func TestEscrowedJobsFromTheCommandLine(t *testing.T) {
	t.Parallel()
	node, err := startBinary(t, t.TempDir(), "chain", "--chain-listen", freePort(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(node.stop)
	alice, bob := t.TempDir(), t.TempDir()
	as := func(dir string, args ...string) outcome {
		t.Helper()
		return invoke(t, nil, append(args, "--rpc", node.info.RPC, "--data", dir)...)
	}
	done := func(dir string, args ...string) (v jobView) {
		t.Helper()
		r := as(dir, append(args, "--json")...)
		if err := json.Unmarshal([]byte(r.out), &v); r.code != 0 || err != nil {
			t.Fatalf("%v: code %d: %s%s (%v)", args, r.code, r.out, r.err, err)
		}
		return v
	}
	if r := as(alice, "chain", "deploy"); r.code != 0 {
		t.Fatalf("deploy: %s", r.err)
	}
	var keys []keyLine
	if r := invoke(t, nil, "wallet", "new", providerKey, "--data", bob); r.code != 0 {
		t.Fatal(r.err)
	}
	if r := invoke(t, nil, "wallet", "list", "--json", "--data", bob); json.Unmarshal([]byte(r.out), &keys) != nil || len(keys) != 1 {
		t.Fatalf("%+v", r)
	}
	dir := t.TempDir()
	ids, work := filepath.Join(dir, "ids"), filepath.Join(dir, "work")
	for name, text := range map[string]string{ids: fmt.Sprintf("%s\n%s\n%s\n%s\n", job.Hash{1}, job.Hash{2}, job.Hash{3}, job.Hash{4}), work: "four answers"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	offer := []string{"job", "create", "--provider", keys[0].Address.String(), "--budget", "10", "--judge", "exact", "--requests", ids}

	// Approved: three of four parts.
	v := done(alice, append(offer, "four answers")...)
	if v.ID != 1 || v.Status != job.EscrowOpen || v.Terms == nil || v.Terms.Parts != 4 || v.Terms.Bond != job.Units(500_000) || v.Provider != keys[0].Address {
		t.Fatalf("%+v %+v", v, v.Terms)
	}
	if r := as(alice, "job", "fund", "1"); r.code != 1 || !strings.Contains(r.err, "WrongPhase") {
		t.Errorf("funded before it was accepted: code %d: %s", r.code, r.err)
	}
	if r := as(bob, "job", "accept", "1", "--terms", job.Hash{9}.String()); r.code != 1 || !strings.Contains(r.err, "terms have changed") {
		t.Errorf("accepted other terms: code %d: %s", r.code, r.err)
	}
	done(bob, "job", "accept", "1", "--terms", v.TermsHash.String())
	if r := as(alice, "job", "fund", "1"); r.code != 1 || !strings.Contains(r.err, "StakeTooSmall") {
		t.Errorf("funded though the provider can lose nothing: code %d: %s", r.code, r.err)
	}
	stake(t, node.info.RPC, bob)
	done(alice, "job", "fund", "1", "--terms", v.TermsHash.String())
	if v = done(bob, "job", "submit", "1", "--parts", "3", work); v.Deliverable != job.Keccak([]byte("four answers")) || v.Deal.Delivered != 3 {
		t.Errorf("%+v %+v", v, v.Deal)
	}
	if v = done(alice, "job", "review", "1"); v.Status != job.EscrowCompleted || v.Paid != job.Units(7_462_500) || v.Deal.Good != 3 {
		t.Errorf("%+v %+v", v, v.Deal)
	}

	// Contested, and the provider shows no receipt: nothing is paid, and its bond is lost.
	v = done(alice, append(offer, "four more")...)
	done(bob, "job", "accept", "2")
	done(alice, "job", "fund", "2")
	done(bob, "job", "submit", "2", work)
	if v = done(alice, "job", "review", "2", "--good", "1"); v.Deal.Phase != job.DealContested || v.Deal.Claimed != 1 || len(v.Deal.Demanded) != 4 {
		t.Errorf("%+v", v.Deal)
	}
	if r := as(bob, "job", "complete", "2", "--key", providerKey); r.code != 1 || !strings.Contains(r.err, "TooEarly") {
		t.Errorf("finished at once: code %d: %s", r.code, r.err)
	}
	if r := as(alice, "job", "convict", "2", "0", "--requests", ids); r.code != 1 || !strings.Contains(r.err, "has not convicted") {
		t.Errorf("convicted without a conviction: code %d: %s", r.code, r.err)
	}
	c, err := chain.Dial(t.Context(), node.info.RPC, nil, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.IncreaseTime(t.Context(), 2*86400); err != nil {
		t.Fatal(err)
	}
	before, err := c.Balance(t.Context(), keys[0].Address)
	if err != nil {
		t.Fatal(err)
	}
	if v = done(alice, "job", "complete", "2"); v.Status != job.EscrowRejected || v.Deal.Good != 0 {
		t.Errorf("%+v %+v", v, v.Deal)
	}
	after, err := c.Balance(t.Context(), keys[0].Address)
	if err != nil || after != before {
		t.Errorf("the provider had %s and has %s (%v)", before, after, err)
	}

	// Taken back.
	done(alice, append(offer, "never mind")...)
	if v = done(alice, "job", "refund", "3"); v.Status != job.EscrowRejected {
		t.Errorf("%+v", v)
	}

	if r := as(alice, "job", "list"); r.code != 0 || strings.Count(r.out, "completed") != 1 || !strings.Contains(r.out, "never mind") {
		t.Errorf("list: code %d: %s%s", r.code, r.out, r.err)
	}
	if r := as(alice, "job", "show", "1"); r.code != 0 || !strings.Contains(r.out, "3 of 3 delivered parts are good") {
		t.Errorf("show: code %d: %s%s", r.code, r.out, r.err)
	}
	for want, args := range map[string][]string{
		"--provider": {"job", "create", "--budget", "1", "x"},
		"--requests": {"job", "create", "--provider", keys[0].Address.String(), "--budget", "1", "--judge", "exact", "x"},
		"no number":  {"job", "show", "one"},
	} {
		if r := as(alice, args...); r.code != 2 || !strings.Contains(r.err, want) {
			t.Errorf("%v: code %d: %s", args, r.code, r.err)
		}
	}
	if r := as(alice, "job", "show", "99"); r.code != 1 || !strings.Contains(r.err, "assay job list") {
		t.Errorf("a job that there is not: code %d: %s", r.code, r.err)
	}
}
