package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

// TestRunTakesWhatARequestCanSay: each flag changes the answer as the gateway's parameter would.
func TestRunTakesWhatARequestCanSay(t *testing.T) {
	dir := t.TempDir()
	schema := filepath.Join(dir, "schema.json")
	if err := os.WriteFile(schema, []byte("{\n \"type\": \"array\", \"items\": {\"type\": \"boolean\"}, \"minItems\": 2, \"maxItems\": 3 }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(flags ...string) (answer struct {
		Text, Finish string
		Tokens       []uint32
	}) {
		t.Helper()
		r := invoke(t, nil, append([]string{"run", "--data", dir, "--json", "-n", "40", "what is a receipt?"}, flags...)...)
		if err := json.Unmarshal([]byte(r.out), &answer); r.code != 0 || err != nil {
			t.Fatalf("%v: code %d: %s%s", flags, r.code, r.out, r.err)
		}
		return answer
	}
	plain := run()
	if off := run("--repetition-penalty", "1", "--frequency-penalty", "0", "--presence-penalty", "0"); !slices.Equal(off.Tokens, plain.Tokens) {
		t.Errorf("penalties that are off change %q to %q", plain.Text, off.Text)
	}
	if other := run("--repetition-penalty", "10", "--frequency-penalty", "2", "--presence-penalty", "2"); slices.Equal(other.Tokens, plain.Tokens) {
		t.Errorf("penalties change nothing in %q", plain.Text)
	}
	first := plain.Tokens[0]
	bias := func(v string) string { return json.Number(job.Units(uint64(first)).String()).String() + "=" + v }
	if other := run("--logit-bias", bias("-100"), "--logit-bias", "2=0.5"); slices.Contains(other.Tokens, first) {
		t.Errorf("token %d is forbidden: %v", first, other.Tokens)
	}
	var list []bool
	if shaped := run("--schema", schema); json.Unmarshal([]byte(shaped.Text), &list) != nil || len(list) < 2 || len(list) > 3 || shaped.Finish != "stop" {
		t.Errorf("%q does not follow the schema", shaped.Text)
	}
	if object := run("--json-object"); !strings.HasPrefix(object.Text, "{") {
		t.Errorf("%q is no object", object.Text)
	}
	bad := filepath.Join(dir, "bad.json")
	if err := os.WriteFile(bad, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flags []string
		code  int
		says  string
	}{
		{[]string{"--repetition-penalty", "0.05"}, 2, "repetition"}, {[]string{"--repetition-penalty", "-1"}, 2, "repetition"}, {[]string{"--frequency-penalty", "2.001"}, 2, "frequency"},
		{[]string{"--presence-penalty", "NaN"}, 2, "presence"}, {[]string{"-t", "NaN"}, 2, "temperature"}, {[]string{"--top-p", "+Inf"}, 2, "top_p"},
		{[]string{"--logit-bias", "5"}, 2, "logit-bias"}, {[]string{"--logit-bias", "-1=5"}, 2, "logit-bias"}, {[]string{"--logit-bias", "5=x"}, 2, "logit-bias"}, {[]string{"--logit-bias", "5=101"}, 2, "bias"},
		{[]string{"--logit-bias", "5=NaN"}, 2, "bias"}, {[]string{"--logit-bias", "5=1", "--logit-bias", "5=2"}, 2, "each once"}, {[]string{"--logit-bias", "4294967295=1"}, 2, "no token"},
		{[]string{"--schema", schema, "--json-object"}, 2, "one of them"}, {[]string{"--schema", dir + "/none"}, 1, "none"}, {[]string{"--schema", bad}, 1, "bad.json"}, {[]string{"--stop", ""}, 2, "stop"},
	} {
		r := invoke(t, nil, append([]string{"run", "--data", dir, "hi"}, c.flags...)...)
		if r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%v: code %d, want %d: %s", c.flags, r.code, c.code, r.err)
		}
	}
}

// TestAskedForShapeIsInTheReceipt: what the flags of ask say is signed, and the answer, the listing and the verdict say
// how far it can be judged.
func TestAskedForShapeIsInTheReceipt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "node")
	up(t, dir, "--provider-listen", "127.0.0.1:0", "--chain-listen", "127.0.0.1:0")
	r := invoke(t, nil, "ask", "--data", dir, "--json", "--json-object", "--repetition-penalty", "1.1", "--frequency-penalty", "-0.25", "--presence-penalty", "0.5", "--top-k", "40", "--min-p", "0.01",
		"--logit-bias", "9=-2.5", "--logit-bias", "7=100", "-n", "20", "pay bob 5 dollars")
	var answer reply
	if err := json.Unmarshal([]byte(r.out), &answer); r.code != 0 || err != nil {
		t.Fatalf("ask: code %d: %s%s", r.code, r.out, r.err)
	}
	if answer.Assay.Assured != job.Recomputing {
		t.Errorf("the answer is %q", answer.Assay.Assured)
	}
	id := answer.Assay.Receipt.String()
	raw := invoke(t, nil, "receipts", "show", "--data", dir, id).out
	b, err := job.DecodeBundle([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	want := job.Constraints{Bias: []job.TokenBias{{Token: 7, Bias: 100_000}, {Token: 9, Bias: -2500}}, Schema: `{"type":"object"}`}
	s := b.Request.Sampling
	if b.Request.Carries(want) != nil || s.Repeat != 1100 || s.Frequency != -250 || s.Presence != 500 || s.TopK != 40 || s.MinP != 10 {
		t.Errorf("signed %+v with %+v", s, b.Constraints)
	}
	if list := invoke(t, nil, "receipts", "--data", dir).out; !strings.Contains(list, "recomputed, "+job.Recomputing) {
		t.Errorf("receipts: %s", list)
	}
	file := filepath.Join(dir, "bundle.json")
	if err := os.WriteFile(file, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := invoke(t, nil, "verify", "--data", dir, file); r.code != 0 || !strings.Contains(r.out, job.Recomputing) {
		t.Errorf("verify: code %d: %s%s", r.code, r.out, r.err)
	}
}
