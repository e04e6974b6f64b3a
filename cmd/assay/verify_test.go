package main

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// bought runs a node on dir, buys one answer and returns its bundle and the file it is in.
func bought(t *testing.T, dir string) (*process, job.Bundle, string) {
	t.Helper()
	p := up(t, dir)
	r := invoke(t, nil, "ask", "--data", dir, "--json", "pay bob 5 dollars")
	var answer reply
	if err := json.Unmarshal([]byte(r.out), &answer); r.code != 0 || err != nil {
		t.Fatalf("ask: code %d: %s%s", r.code, r.out, r.err)
	}
	raw := invoke(t, nil, "receipts", "show", "--data", dir, answer.Assay.Receipt.String()).out
	b, err := job.DecodeBundle([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return p, b, writeBundle(t, b)
}

func writeBundle(t *testing.T, b job.Bundle) string {
	t.Helper()
	raw, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "receipt.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// emptyChain is a chain with our contracts on which nothing happened.
func emptyChain(t *testing.T, id uint64) *chain.Dev {
	t.Helper()
	dev, err := chain.StartDev(t.Context(), chain.DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0", ChainID: id})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dev.Close() })
	if err := deployAll(t.Context(), dev.URL(), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	return dev
}

// TestVerifySaysWhomAndWhere: a receipt is shown with its parties, and what was not looked at is said.
func TestVerifySaysWhomAndWhere(t *testing.T) {
	t.Parallel()
	p, b, file := bought(t, home(t))
	judged := func(args ...string) (verdict, int) {
		t.Helper()
		r := invoke(t, nil, append([]string{"verify", "--json"}, args...)...)
		var v verdict
		if err := json.Unmarshal([]byte(r.out), &v); err != nil {
			t.Fatalf("verify %v: %s%s", args, r.out, r.err)
		}
		return v, r.code
	}
	v, code := judged(file)
	want := parties{b.ChainID, b.Referee, b.Settlement, b.Request.Channel, *p.info.Payer, *p.info.Wallet, *p.info.Agent, p.info.Token}
	if code != 0 || !v.OK || v.parties != want || v.OnChain != "not checked" || v.Statement != "receipt" {
		t.Errorf("offline: code %d: %+v, want %+v", code, v, want)
	}
	text := invoke(t, nil, "verify", file).out
	for _, s := range []string{want.Payer.String(), want.Provider.String(), want.Channel.String(), want.Settlement.String(), want.Referee.String(), "84532", "is not checked"} {
		if !strings.Contains(text, s) {
			t.Errorf("%q is missing in: %s", s, text)
		}
	}
	if v, code = judged(file, "--rpc", p.info.RPC); code != 0 || !v.OK || !strings.Contains(v.OnChain, "agent") {
		t.Errorf("with the chain: code %d: %+v", code, v)
	}
	if text = invoke(t, nil, "verify", file, "--rpc", p.info.RPC).out; strings.Contains(text, "not checked") || !strings.HasPrefix(text, "YES") {
		t.Errorf("with the chain: %s", text)
	}

	// Somebody who made keys and signed a bundle among them has no channel.
	if v, code = judged(file, "--rpc", emptyChain(t, b.ChainID).URL()); code != 1 || v.OK || v.Class != string(notOnChain) || !strings.Contains(v.Reason, "deposit") || v.Proven {
		t.Errorf("on a chain without the channel: code %d: %+v", code, v)
	}
	if v, code = judged(file, "--rpc", emptyChain(t, 1234567).URL()); code != 1 || v.Class != string(notOnChain) || !strings.Contains(v.Reason, "1234567") {
		t.Errorf("on another chain: code %d: %+v", code, v)
	}
	if r := invoke(t, nil, "verify", file, "--rpc", "http://"+freePort(t)); r.code != 1 || !strings.Contains(r.err, "no Ethereum node") {
		t.Errorf("without a node: code %d: %s%s", r.code, r.out, r.err)
	}

	c, err := chain.Dial(t.Context(), p.info.RPC, nil, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	key, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	eve, err := chain.Dial(t.Context(), p.info.RPC, key, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer eve.Close()
	if err := eve.Fund(t.Context(), key.Address()); err != nil {
		t.Fatal(err)
	}
	evil, _, err := eve.Register(t.Context(), "https://eve.example/agent.json", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]struct {
		change func(*job.Bundle)
		class  verify.Class
	}{
		"another's agent":     {func(b *job.Bundle) { b.Quote.Quote.Agent = evil }, notOnChain},
		"no such agent":       {func(b *job.Bundle) { b.Quote.Quote.Agent = 1 << 40 }, notOnChain},
		"no such channel":     {func(b *job.Bundle) { b.Request.Channel[3] ^= 1 }, notOnChain},
		"another settlement":  {func(b *job.Bundle) { b.Settlement[3] ^= 1 }, notOnChain},
		"another chain":       {func(b *job.Bundle) { b.ChainID++ }, notOnChain},
		"another referee":     {func(b *job.Bundle) { b.Referee[3] ^= 1 }, cannotJudge},
		"nothing was changed": {func(*job.Bundle) {}, ""},
	} {
		changed := b
		f.change(&changed)
		if _, err := lookUp(t.Context(), c, changed); verify.ClassOf(err) != f.class || (err == nil) != (f.class == "") {
			t.Errorf("%s: %v, want %q", name, err, f.class)
		}
	}

	// Made under rules of another time: nobody is accused of anything.
	changed := b
	changed.Referee[0] ^= 1
	if v, code = judged(writeBundle(t, changed)); code != 1 || v.OK || v.Class != string(cannotJudge) || !strings.Contains(v.Reason, "another version of the rules") || v.Proven {
		t.Errorf("under an unknown referee: code %d: %+v", code, v)
	}
}
