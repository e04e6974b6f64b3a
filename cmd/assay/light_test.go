package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
	"github.com/assay-network/assay/verify"
)

// resigned is a bundle whose answer the provider has changed and signed, with the keys of its own node.
func resigned(t *testing.T, dir string, b job.Bundle, change func(output []uint32)) job.Bundle {
	t.Helper()
	keys, err := openKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, err := keys.List()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(k chain.KeyInfo) bool { return k.Address == b.Channel.Receiver })
	if i < 0 {
		t.Fatalf("the provider's key is not among %v", list)
	}
	key, err := keys.Unlock(list[i].Name)
	if err != nil {
		t.Fatal(err)
	}
	b.Output = slices.Clone(b.Output)
	change(b.Output)
	r := *b.Receipt
	if r.Output, err = trace.TokensRoot(trace.Output, b.Output); err != nil {
		t.Fatal(err)
	}
	b.Receipt = &r
	if b.Signed, err = key.Sign(r.Digest(job.AssayDomain(b.ChainID, b.Referee))); err != nil {
		t.Fatal(err)
	}
	return b
}

// lightly runs a command of the program that prints one JSON document.
func lightly[T any](t *testing.T, wantCode int, args ...string) T {
	t.Helper()
	r := invoke(t, nil, append(args, "--json")...)
	var v T
	if err := json.Unmarshal([]byte(r.out), &v); err != nil || r.code != wantCode {
		t.Fatalf("%v: code %d, want %d: %s%s", args, r.code, wantCode, r.out, r.err)
	}
	return v
}

// TestALightCheckBetweenTwoPeople: buyer and provider exchange files, as docs/light.md says, and the buyer runs no model.
func TestALightCheckBetweenTwoPeople(t *testing.T) {
	t.Parallel()
	dir := home(t)
	_, b, receipt := bought(t, dir)
	buyer, provider := t.TempDir(), t.TempDir()
	kit, ask, opening := filepath.Join(buyer, "small.light"), filepath.Join(buyer, "ask.json"), filepath.Join(provider, "opening")

	made := lightly[lightKeyReport](t, 0, "light", "key", "--data", dir, "--out", kit)
	if st, err := os.Stat(kit); err != nil || st.Mode().Perm() != 0o600 || made.Root != b.Request.Model || st.Size() != int64(made.KeyBytes+made.SkeletonBytes+24) {
		t.Fatalf("%+v, %v", made, err)
	}
	named := lightly[lightCommitReport](t, 0, "light", "commit", "--data", dir, receipt)
	computed := len(b.Prompt) + len(b.Output) - 1
	if named.Positions != computed || named.Cache.IsZero() || named.Request != b.Receipt.Request {
		t.Fatalf("named %+v", named)
	}
	asked := lightly[askedReport](t, 0, "light", "ask", receipt, "--cache", named.Cache.String(), "--positions", "3", "--tokens", "2", "--out", ask)
	if len(asked.Positions) < 2 || len(asked.Positions) > 5 || asked.Cache != named.Cache || asked.Computed != computed {
		t.Fatalf("asked %+v", asked)
	}
	opened := lightly[openedReport](t, 0, "light", "open", "--data", dir, receipt, ask, "--out", opening)
	if st, err := os.Stat(opening); err != nil || st.Size() != opened.Bytes || opened.Cache != named.Cache || opened.Positions != len(asked.Positions) {
		t.Fatalf("opened %+v, %v", opened, err)
	}
	nobody := t.TempDir() // no model is there
	verdictOf := func(code int, receipt, ask, opening string, more ...string) verdict {
		t.Helper()
		return lightly[verdict](t, code, append([]string{"verify", "--data", nobody, receipt, "--light", kit, "--question", ask, "--opening", opening}, more...)...)
	}
	v := verdictOf(0, receipt, ask, opening)
	if !v.OK || v.Light == nil || !slices.Equal(v.Light.Positions, asked.Positions) || len(v.Light.Tokens) < 2 || !v.Light.Committed || v.Light.Complete != (v.Light.Given == 0) || v.Text == "" {
		t.Fatalf("verdict %+v, %+v", v, v.Light)
	}
	if text := invoke(t, nil, "verify", "--data", nobody, receipt, "--light", kit, "--question", ask, "--opening", opening).out; !strings.HasPrefix(text, "YES") || !strings.Contains(text, "every linear layer is right") {
		t.Errorf("to people: %s", text)
	}

	// A number of the opening is changed.
	raw, err := os.ReadFile(opening)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(provider, "bad")
	for _, at := range []int{0, 60, len(raw) / 2, len(raw) - 1} {
		raw[at]++
		if err := os.WriteFile(bad, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		raw[at]--
		if v := verdictOf(1, receipt, ask, bad); v.OK || v.Class != string(lightCheck) || v.Proven || v.Light != nil {
			t.Errorf("byte %d changed: %+v", at, v)
		}
	}
	if text := invoke(t, nil, "verify", "--data", nobody, receipt, "--light", kit, "--question", ask, "--opening", bad).out; !strings.HasPrefix(text, "NO") || !strings.Contains(text, "proves nothing to others") {
		t.Errorf("to people: %s", text)
	}

	// The provider had named another root.
	other := named.Cache
	other[7]++
	ask2, opening2 := filepath.Join(buyer, "ask2.json"), filepath.Join(provider, "opening2")
	lightly[askedReport](t, 0, "light", "ask", receipt, "--cache", other.String(), "--out", ask2)
	if r := invoke(t, nil, "light", "open", "--data", dir, receipt, ask2, "--out", opening2); r.code != 0 || !strings.Contains(r.out, "will fail") {
		t.Errorf("open: code %d: %s%s", r.code, r.out, r.err)
	}
	if v := verdictOf(1, receipt, ask2, opening2); v.Class != string(lightCheck) || !strings.Contains(v.Reason, "named") {
		t.Errorf("another root: %+v", v)
	}

	// All positions: nothing is taken on trust. And the same answer with one token changed and signed by the provider.
	ask3, opening3 := filepath.Join(buyer, "ask3.json"), filepath.Join(provider, "opening3")
	lightly[askedReport](t, 0, "light", "ask", receipt, "--all", "--out", ask3)
	lightly[openedReport](t, 0, "light", "open", "--data", dir, receipt, ask3, "--out", opening3)
	if v := verdictOf(0, receipt, ask3, opening3); !v.Light.Complete || len(v.Light.Tokens) != len(b.Output) || len(v.Light.Positions) != computed {
		t.Errorf("all positions: %+v", v.Light)
	}
	lie := writeBundle(t, resigned(t, dir, b, func(out []uint32) { out[len(out)/2] ^= 1 }))
	opening4 := filepath.Join(provider, "opening4")
	lightly[openedReport](t, 0, "light", "open", "--data", dir, lie, ask3, "--out", opening4)
	if v := verdictOf(1, lie, ask3, opening4); v.Class != string(lightCheck) || !strings.Contains(v.Reason, "the exact lane computes") {
		t.Errorf("a false token: %+v", v)
	}
}

// TestLightCommandsSayWhatToDo: each mistake gets a sentence that helps, and no file is written over.
func TestLightCommandsSayWhatToDo(t *testing.T) {
	t.Parallel()
	dir := home(t)
	_, b, receipt := bought(t, dir)
	at := func(name string) string { return filepath.Join(dir, name) }
	kit, ask, opening := at("small.light"), at("ask.json"), at("opening")
	lightly[lightKeyReport](t, 0, "light", "key", "--data", dir, "--out", kit)
	lightly[askedReport](t, 0, "light", "ask", receipt, "--uncommitted", "--out", ask)
	lightly[openedReport](t, 0, "light", "open", "--data", dir, receipt, ask, "--out", opening)
	if r := invoke(t, nil, "verify", receipt, "--light", kit, "--question", ask, "--opening", opening); r.code != 0 || !strings.Contains(r.out, "could choose") && !strings.Contains(r.out, "without condition") {
		t.Errorf("without a root: code %d: %s%s", r.code, r.out, r.err)
	}

	raw, err := os.ReadFile(kit)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) string {
		t.Helper()
		if err := os.WriteFile(at(name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		return at(name)
	}
	damaged := slices.Clone(raw)
	damaged[len(damaged)-100] ^= 4
	badKit, shortKit := write("bad.light", damaged), write("short.light", raw[:len(raw)/3])
	q, err := verify.NewLightQuestion(b, job.Hash{}, [32]byte{1}, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	question := func(name string, change func(*verify.LightQuestion)) string {
		t.Helper()
		other := q
		other.Positions = slices.Clone(q.Positions)
		change(&other)
		data, err := other.Encode()
		if err != nil {
			t.Fatal(err)
		}
		return write(name, data)
	}
	foreign := question("foreign.json", func(q *verify.LightQuestion) { q.Request[0]++ })
	backward := question("backward.json", func(q *verify.LightQuestion) { q.Positions = []int{3, 1} })
	beyond := question("beyond.json", func(q *verify.LightQuestion) { q.Positions = []int{1 << 30} })
	none := question("none.json", func(q *verify.LightQuestion) { q.Positions = nil })
	large := write("large.json", make([]byte, verify.MaxLightQuestionBytes+1))
	noReceipt := write("noreceipt.json", []byte("{}\n"))

	light := func(receipt, kit, ask, opening string) []string {
		return []string{"verify", receipt, "--light", kit, "--question", ask, "--opening", opening}
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"light", "key", "--data", dir}, 2, "--out"},
		{[]string{"light", "key", "--data", dir, "--out", kit}, 1, "not written over"},
		{[]string{"light", "key", "--data", dir, "a", "b", "--out", at("x")}, 2, "at most one model"},
		{[]string{"light", "key", "--data", dir, "no-such-model", "--out", at("x")}, 1, "assay model list"},
		{[]string{"light", "commit", "--data", dir}, 2, "one receipt"},
		{[]string{"light", "commit", "--data", dir, noReceipt}, 1, "not a bundle"},
		{[]string{"light", "ask", receipt, "--out", at("x")}, 2, "assay light commit"},
		{[]string{"light", "ask", receipt, "--uncommitted"}, 2, "--out"},
		{[]string{"light", "ask", receipt, "--cache", "0x12", "--out", at("x")}, 2, "--cache"},
		{[]string{"light", "ask", receipt, "--uncommitted", "--positions", "0", "--tokens", "0", "--out", at("x")}, 2, "at least one"},
		{[]string{"light", "ask", receipt, "--uncommitted", "--positions", "-1", "--out", at("x")}, 2, "at least one"},
		{[]string{"light", "ask", receipt, "--uncommitted", "--out", ask}, 1, "not written over"},
		{[]string{"light", "open", "--data", dir, receipt, ask, "--out", opening}, 1, "not written over"},
		{[]string{"light", "open", "--data", dir, receipt, foreign, "--out", at("x")}, 1, "it is about request"},
		{[]string{"light", "open", "--data", dir, receipt, backward, "--out", at("x")}, 1, "ascending"},
		{[]string{"light", "open", "--data", dir, receipt, beyond, "--out", at("x")}, 1, "ascending"},
		{[]string{"light", "open", "--data", dir, receipt, none, "--out", at("x")}, 1, "needs positions"},
		{[]string{"light", "open", "--data", dir, receipt, large, "--out", at("x")}, 1, "is larger"},
		{[]string{"light", "open", "--data", dir, receipt, receipt, "--out", at("x")}, 1, "assay light ask"},
		{[]string{"light", "open", "--data", dir, receipt, ask, "--out", at("no/such/place")}, 1, "no such file"},
		{[]string{"verify", receipt, "--light", kit}, 2, "three files"},
		{[]string{"verify", receipt, "--opening", opening}, 2, "three files"},
		{append(light(receipt, kit, ask, opening), "--signatures-only"), 2, "leave out"},
		{light(receipt, badKit, ask, opening), 1, "damaged"},
		{light(receipt, shortKit, ask, opening), 1, "assay light key"},
		{light(receipt, opening, ask, opening), 1, "assay light key"},
		{light(receipt, kit, foreign, opening), 1, "it is about request"},
		{light(receipt, kit, ask, at("nothing")), 1, "nothing"},
	} {
		r := invoke(t, nil, c.args...)
		if r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%v: code %d, want %d and %q: %s%s", c.args, r.code, c.code, c.says, r.out, r.err)
		}
		if _, err := os.Stat(at("x")); err == nil {
			t.Errorf("%v left a file", c.args)
			_ = os.Remove(at("x"))
		}
	}
	if left, _ := filepath.Glob(at(".light-*")); len(left) > 0 {
		t.Errorf("unfinished files were left: %v", left)
	}
}
