package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
)

// disputesAt lists all disputes of a node's chain as `assay dispute list` does.
func disputesAt(t *testing.T, dir string) []disputeRow {
	t.Helper()
	r := invoke(t, nil, "dispute", "list", "--all", "--data", dir, "--json")
	var rows []disputeRow
	if err := json.Unmarshal([]byte(r.out), &rows); r.code != 0 || err != nil {
		t.Fatalf("dispute list: code %d, %v: %s%s", r.code, err, r.out, r.err)
	}
	return rows
}

// A buyer asks whether its own answer was ordered, and the provider's node shows the order; then about an answer that nobody ordered, whose provider has nothing to show.
func TestAskWhetherAnAnswerWasOrdered(t *testing.T) {
	t.Parallel()
	dir := home(t)
	p := up(t, dir)
	if r := invoke(t, nil, "ask", "--data", dir, "pay bob 5 dollars"); r.code != 0 {
		t.Fatalf("ask: %s%s", r.out, r.err)
	}
	var bought []struct{ ID string }
	r := invoke(t, nil, "receipts", "--data", dir, "--json")
	if err := json.Unmarshal([]byte(r.out), &bought); err != nil || len(bought) != 1 {
		t.Fatalf("receipts: %v: %s%s", err, r.out, r.err)
	}
	r = invoke(t, nil, "receipts", "show", bought[0].ID, "--data", dir)
	file := filepath.Join(t.TempDir(), "receipt.json")
	if err := os.WriteFile(file, []byte(r.out), 0o600); err != nil || r.code != 0 {
		t.Fatalf("receipts show: %v: %s", err, r.err)
	}
	if r := invoke(t, nil, "dispute", "list", "--data", dir); r.code != 0 || !strings.Contains(r.out, "no disputes") {
		t.Errorf("no disputes: code %d: %s%s", r.code, r.out, r.err)
	}
	if r := invoke(t, nil, "dispute", "ask", file, "--data", dir, "--key", "watch"); r.code != 0 || !strings.Contains(r.out, "question 1") {
		t.Fatalf("dispute ask: code %d: %s%s", r.code, r.out, r.err)
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		rows := disputesAt(t, dir)
		if len(rows) == 1 && rows[0].State == outcomes[dispute.Shown] {
			if rows[0].Kind != "question" || rows[0].Request.String() != bought[0].ID {
				t.Errorf("listed as %+v", rows[0])
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the provider's node has not answered: %+v", rows)
		}
	}
	if r := invoke(t, nil, "dispute", "end", "1", "--data", dir); r.code != 1 || !strings.Contains(r.err, "is over") {
		t.Errorf("to end what is over: code %d: %s", r.code, r.err)
	}

	// The provider of an answer that nobody asked for: it has staked, and has no node.
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := job.DecodeBundle(raw)
	if err != nil {
		t.Fatal(err)
	}
	key, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	c, err := chain.Dial(t.Context(), p.info.RPC, key, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	if err := c.Fund(t.Context(), key.Address()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Stake(t.Context(), job.Units(50_000_000)); err != nil {
		t.Fatal(err)
	}
	s, _ := b.Statements()
	s.Request.BuyerNonce[0]++
	s.Receipt.Request = s.Request.Digest(c.AssayDomain())
	if s.Signature, err = key.Sign(s.Receipt.Digest(c.AssayDomain())); err != nil {
		t.Fatal(err)
	}
	forged, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".forged", forged, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := invoke(t, nil, "dispute", "ask", file+".forged", "--data", dir); r.code != 0 {
		t.Fatalf("dispute ask: code %d: %s%s", r.code, r.out, r.err)
	}
	if r := invoke(t, nil, "dispute", "answer", "2", file, "--data", dir); r.code != 1 || !strings.Contains(r.err, "is about request") {
		t.Errorf("another order: code %d: %s", r.code, r.err)
	}
	if r := invoke(t, nil, "dispute", "end", "2", "--data", dir); r.code != 1 || !strings.Contains(r.err, "has time until") {
		t.Errorf("too early: code %d: %s", r.code, r.err)
	}
	if r := invoke(t, nil, "dispute", "list", "--data", dir); r.code != 0 || !strings.Contains(r.out, "provider to move: asked") {
		t.Errorf("listed: code %d: %s%s", r.code, r.out, r.err)
	}
	if _, err := c.IncreaseTime(t.Context(), dispute.BaseClock+3600); err != nil {
		t.Fatal(err)
	}
	if r := invoke(t, nil, "dispute", "end", "2", "--data", dir); r.code != 0 || !strings.Contains(r.out, "convicted") || !strings.Contains(r.out, "withdrew") {
		t.Errorf("end: code %d: %s%s", r.code, r.out, r.err)
	}
	if got, err := c.StakeOf(t.Context(), key.Address()); err != nil || !got.Total.IsZero() {
		t.Errorf("nobody asked, and %s are left (%v)", got.Total, err)
	}
	for _, args := range [][]string{{"end", "x"}, {"end", "7"}, {"ask", file + ".none"}, {"ask", os.Args[0]}, {"ask", file, "--key", "mine"}} {
		if r := invoke(t, nil, append(append([]string{"dispute"}, args...), "--data", dir)...); r.code == 0 || r.err == "" {
			t.Errorf("%v: code %d: %s", args, r.code, r.err)
		}
	}
}
