package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/node"
)

// Three processes: a node with a chain that sells, a watchtower, and a gateway that names it. What is bought gets there, encrypted, and is recomputed.
func TestWatchtowerGetsWhatIsBought(t *testing.T) {
	t.Parallel()
	dir := home(t)
	seller := up(t, dir, "--role", "provider")
	carol, err := startBinary(t, t.TempDir(), "watch", "--rpc", seller.info.RPC, "--watch-listen", freePort(t), "--watch-share", "all")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(carol.stop)
	if !strings.Contains(carol.info.Watch, "#0x") {
		t.Fatalf("the watchtower names itself %q", carol.info.Watch)
	}
	alice, err := startBinary(t, t.TempDir(), "up", "--role", "gateway", "--rpc", seller.info.RPC, "--gateway-listen", freePort(t), "--gateway-watchers", carol.info.Watch)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(alice.stop)
	if r := invoke(t, nil, "ask", "--data", alice.dir, "pay bob 5 dollars"); r.code != 0 {
		t.Fatalf("ask: %s%s", r.out, r.err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		log, err := os.ReadFile(carol.logFile)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(log), "an answer is right") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("nothing was recomputed: %s", log)
		}
	}
	r := invoke(t, nil, "watch", "list", "--data", carol.dir, "--json")
	var list node.WatchListing
	if err := json.Unmarshal([]byte(r.out), &list); r.code != 0 || err != nil || list.Taken != 1 || list.Recomputed != 1 || list.Wrong != 0 || list.Share != 1000 {
		t.Errorf("watch list: code %d, %v: %s%s", r.code, err, r.out, r.err)
	} else if x := list.Answers[0]; x.State != node.WatchRight || x.Tokens == 0 || x.Price.IsZero() || x.Broken || x.Dispute != nil {
		t.Errorf("listed as %+v", x)
	}
	if r := invoke(t, nil, "watch", "list", "--data", carol.dir); r.code != 0 || !strings.Contains(r.out, "1 in the books, 1 recomputed") || !strings.Contains(r.out, "right") {
		t.Errorf("watch list: code %d: %s%s", r.code, r.out, r.err)
	}
	if r := invoke(t, nil, "watch", "list", "--data", alice.dir); r.code != 1 || !strings.Contains(r.err, "no watchtower runs") {
		t.Errorf("without a watchtower: code %d: %s", r.code, r.err)
	}
	if r := invoke(t, nil, "watch", "--data", t.TempDir()); r.code != 2 || !strings.Contains(r.err, "--rpc") {
		t.Errorf("without a chain: code %d: %s", r.code, r.err)
	}
	if r := invoke(t, nil, "up", "--data", t.TempDir(), "--gateway-watchers", "http://127.0.0.1:1"); r.code != 1 || !strings.Contains(r.err, "URL#KEY") {
		t.Errorf("a watcher without its key: code %d: %s", r.code, r.err)
	}
}

// What a watchtower prints is what a gateway reads.
func TestWatchersAreReadAsTheyArePrinted(t *testing.T) {
	const at = "http://127.0.0.1:4022#0x00000000000000000000000000000000000000000000000000000000000000ff"
	c := config{Gateway: gatewayConfig{Watchers: []string{at}}}
	got, err := c.watchers()
	if want := (node.WatcherAt{Endpoint: "http://127.0.0.1:4022", Key: [32]byte{31: 0xff}}); err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "#", at[:30], at + "0", "#" + at[22:]} {
		c.Gateway.Watchers = []string{bad}
		if _, err := c.watchers(); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
