package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A buyer with a key for light checks asks the provider's door by itself: no file goes from hand to hand.
func TestVerifyLightFromTheProvider(t *testing.T) {
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
	files := t.TempDir()
	file, kit := filepath.Join(files, "receipt.json"), filepath.Join(files, "small.light")
	if err := os.WriteFile(file, []byte(r.out), 0o600); err != nil || r.code != 0 {
		t.Fatalf("receipts show: %v: %s", err, r.err)
	}
	if r := invoke(t, nil, "light", "key", "--out", kit, "--data", dir); r.code != 0 {
		t.Fatalf("light key: %s%s", r.out, r.err)
	}
	r = invoke(t, nil, "verify", file, "--light", kit, "--from", p.info.Provider, "--data", dir, "--json", "--positions", "3")
	var v verdict
	if err := json.Unmarshal([]byte(r.out), &v); r.code != 0 || err != nil || !v.OK || v.Light == nil || !v.Light.Committed || len(v.Light.Tokens) == 0 {
		t.Fatalf("verify --from: code %d, %v: %s%s", r.code, err, r.out, r.err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--light", kit, "--from", p.info.Provider, "--data", t.TempDir()}, 1, "--data"},
		{[]string{"--light", kit, "--from", "http://127.0.0.1:1", "--data", dir}, 1, "cannot reach"},
		{[]string{"--light", kit, "--from", "ftp://x", "--data", dir}, 1, "want http"},
		{[]string{"--light", kit, "--from", p.info.Gateway, "--data", dir}, 1, ""},
		{[]string{"--light", kit, "--from", p.info.Provider, "--data", dir, "--positions", "0", "--tokens", "0"}, 1, "at least one"},
		{[]string{"--from", p.info.Provider, "--data", dir}, 2, "--light"},
		{[]string{"--light", kit, "--from", p.info.Provider, "--opening", file, "--data", dir}, 2, "leave out"},
	} {
		if r := invoke(t, nil, append([]string{"verify", file}, c.args...)...); r.code != c.code || !strings.Contains(r.err+r.out, c.says) {
			t.Errorf("%v: code %d, want %d and %q: %s%s", c.args, r.code, c.code, c.says, r.out, r.err)
		}
	}
}
