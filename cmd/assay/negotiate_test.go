package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/node"
)

func TestBargainsAreReadStrictly(t *testing.T) {
	good := []string{"negotiate", "--work", "input=1,output=2", "--budget", "1"}
	for name, args := range map[string][]string{
		"no work":              {"negotiate", "--budget", "1"},
		"work of nothing":      {"negotiate", "--work", "input=0", "--budget", "1"},
		"a unit not sold":      {"negotiate", "--work", "seconds=5", "--budget", "1"},
		"no budget":            {"negotiate", "--work", "input=1"},
		"a negative budget":    {"negotiate", "--work", "input=1", "--budget", "-1"},
		"an unknown auction":   append(good, "--auction", "dutch"),
		"a seller of no id":    append(good, "--seller", "bob"),
		"an endless talk":      append(good, "--time", "1h"),
		"a share of too many":  append(good, "--opening", "0.12345"),
		"an argument too many": append(good, "now"),
	} {
		var out, errs safeBuffer
		if code := run(append(args, "--data", t.TempDir()), strings.NewReader(""), &out, &errs); code != 2 {
			t.Errorf("%s: code %d: %s", name, code, errs.String())
		}
	}
	for name, c := range map[string]negotiateConfig{
		"a curve without prices": {Floor: "0.5", Demand: []string{"0.5"}, Concede: "0.5", HoldFee: "0", HoldDeposit: "0"},
		"a floor of words":       {Floor: "low", Concede: "0.5", HoldFee: "0", HoldDeposit: "0"},
		"a fee of words":         {Floor: "0.5", Concede: "0.5", HoldFee: "some", HoldDeposit: "0"},
	} {
		if _, err := c.node(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if n, err := defaultNegotiation().node(); err != nil || n.Floor != 700 || n.Demand[1] != (market.DemandPoint{Load: 500, Price: 1200}) || n.HoldDeposit != job.Units(500_000) {
		t.Errorf("the default: %+v, %v", n, err)
	}
}

// TestNegotiation is a buyer with two sellers, each a process of its own.
func TestNegotiation(t *testing.T) {
	dir := home(t)
	alice := up(t, dir)
	bob, err := startBinary(t, t.TempDir(), "up", "--role", "provider", "--rpc", alice.info.RPC, "--provider-listen", freePort(t), "--negotiate-floor", "0.5", "--negotiate-demand", "0:1,1:3")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bob.stop)

	work := []string{"negotiate", "--data", dir, "--work", "input=2000000,output=1000000", "--time", "20s"} // 3 dollars by the price lists
	talk := invoke(t, nil, append(work, "--budget", "2.80", "--json")...)
	var r node.NegotiationReport
	if err := json.Unmarshal([]byte(talk.out), &r); err != nil || talk.code != 0 || !r.Agreed {
		t.Fatalf("code %d, %v: %s%s", talk.code, err, talk.out, talk.err)
	}
	if err := market.CheckAgreement(job.AssayDomain(alice.info.ChainID, alice.info.Addr.Referee), *r.Agreement); err != nil {
		t.Fatal(err)
	}
	if job.Units(2_800_000).Less(r.Agreement.Intent.Value) || len(r.Turns) < 6 {
		t.Fatalf("agreed on %s in %d turns", r.Agreement.Intent.Value, len(r.Turns))
	}
	poor := invoke(t, nil, append(work, "--budget", "0.10", "--rounds", "2")...)
	if poor.code != 1 || !strings.Contains(poor.out, "no agreement: ") {
		t.Errorf("a budget below every floor: code %d: %s%s", poor.code, poor.out, poor.err)
	}
	sealed := invoke(t, nil, "negotiate", "--data", dir, "--work", "output=1000000", "--budget", "3", "--auction", "sealed", "--time", "5s", "--hold", "1")
	for _, want := range []string{"commitment 0x", "2 bids", "agreed with agent ", "room is kept for 1 answers at once"} {
		if !strings.Contains(sealed.out, want) {
			t.Errorf("the sealed auction does not say %q: %s%s", want, sealed.out, sealed.err)
		}
	}
	listed := invoke(t, nil, "negotiate", "list", "--data", dir, "--json")
	var standing []node.NegotiationReport
	if err := json.Unmarshal([]byte(listed.out), &standing); err != nil || len(standing) != 2 {
		t.Fatalf("%d agreements stand, %v: %s", len(standing), err, listed.err)
	}

	var answer reply
	asked := invoke(t, nil, "ask", "--data", dir, "--json", "pay bob 5 dollars")
	if err := json.Unmarshal([]byte(asked.out), &answer); err != nil {
		t.Fatalf("%v: %s%s", err, asked.out, asked.err)
	}
	shown := invoke(t, nil, "receipts", "show", "--data", dir, answer.Assay.Receipt.String())
	bundle, err := job.DecodeBundle([]byte(shown.out))
	if err != nil {
		t.Fatal(err)
	}
	if bundle.Quote != standing[0].Agreement.Quote && bundle.Quote != standing[1].Agreement.Quote {
		t.Errorf("the request was not bought at a price that was agreed: %+v", bundle.Quote.Quote)
	}
}
