package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/node"
)

// A node that sells and has its stake, a watchtower in a process of its own, and canaries planted from the command line: the watchtower finds them, and the list says so.
func TestCanariesFromTheCommandLine(t *testing.T) {
	t.Parallel()
	dir := home(t)
	seller := up(t, dir, "--role", "provider")
	rpc := []string{"--rpc", seller.info.RPC, "--data", seller.dir}
	carol, err := startBinary(t, t.TempDir(), "watch", "--rpc", seller.info.RPC, "--watch-listen", freePort(t), "--watch-share", "all")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(carol.stop)
	plant := append([]string{"canary", "plant", "--json", "--max-tokens", "8", "--gateway-watchers", carol.info.Watch}, rpc...)
	r := invoke(t, nil, append(plant, "what is a receipt?")...)
	var planted []node.CanaryReport
	if err := json.Unmarshal([]byte(r.out), &planted); r.code != 0 || err != nil || len(planted) != 1 || planted[0].Sent != 1 {
		t.Fatalf("plant: code %d: %s%s (%v)", r.code, r.out, r.err, err)
	}
	var list canaryList
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		r := invoke(t, nil, append([]string{"canary", "list", "--json"}, rpc...)...)
		if err := json.Unmarshal([]byte(r.out), &list); r.code != 0 || err != nil {
			t.Fatalf("list: code %d: %s%s (%v)", r.code, r.out, r.err, err)
		}
		if list.Found == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("nobody found it: %s", r.out)
		}
	}
	if list.CatchRate == nil || *list.CatchRate != 1 || len(list.Canaries) != 1 || list.Canaries[0].State != "found" || list.Canaries[0].Request != planted[0].Request {
		t.Errorf("%+v", list)
	}
	if r := invoke(t, nil, append([]string{"canary", "reclaim"}, rpc...)...); r.code != 0 || !strings.Contains(r.out, "1 found, 0 missed, 0 waiting") {
		t.Errorf("reclaim: code %d: %s%s", r.code, r.out, r.err)
	}
	for want, args := range map[string][]string{
		"--rpc":              {"canary", "list", "--data", t.TempDir()},
		"at least one":       append([]string{"canary", "plant"}, rpc...),
		"--gateway-watchers": append([]string{"canary", "plant", "hello"}, rpc...),
		"--every":            append([]string{"canary", "keep", "--every", "1ms"}, rpc...),
	} {
		if r := invoke(t, nil, args...); r.code != 2 || !strings.Contains(r.err, want) {
			t.Errorf("%v: code %d: %s", args, r.code, r.err)
		}
	}
	if r := invoke(t, nil, append(plant, "--prize", "0.000001", "hello")...); r.code != 1 || !strings.Contains(r.out, "at least") {
		t.Errorf("a prize of nearly nothing: code %d: %s%s", r.code, r.out, r.err)
	}
}
