package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/assay-network/assay/internal/attacks"
)

func TestDisputeSimulateTellsAStory(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"dispute", "simulate", "--attack", "beyond-limits", "--json"}, nil, &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s%s", code, out.String(), errs.String())
	}
	var s attacks.Story
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.Outcome, "convicted") || len(s.Lines) < 5 || len(s.Parties) != 2 {
		t.Errorf("%+v", s)
	}
	for _, p := range s.Parties {
		if p.Honest != (p.Name == "alice") || p.Whole != p.Honest {
			t.Errorf("%+v", p)
		}
	}
	out.Reset()
	if code := run([]string{"dispute", "simulate", "--attack", "two-answers"}, nil, &out, &errs); code != 0 || !strings.Contains(out.String(), "mallory  -$") {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}

func TestDisputeCommandsSayWhatTheyTake(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"dispute", "simulate", "--attack", "list"}, nil, &out, &errs); code != 0 || !strings.Contains(out.String(), "weight-off-by-one") {
		t.Errorf("list: exit code %d: %s%s", code, out.String(), errs.String())
	}
	for _, args := range [][]string{{"simulate"}, {"simulate", "--attack", "bribery"}, {"bench", "--only", "luck"}, {"bench", "--threads", "0"}, {"simulate", "now"}} {
		if code := run(append([]string{"dispute"}, args...), nil, &out, &errs); code != 2 {
			t.Errorf("%v: exit code %d", args, code)
		}
	}
}

func TestDisputeBenchMeasuresLightChecks(t *testing.T) {
	if testing.Short() {
		t.Skip("it checks a token of a large shape some hundred times")
	}
	var out, errs bytes.Buffer
	if code := run([]string{"dispute", "bench", "--only", "light", "--json"}, nil, &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s%s", code, out.String(), errs.String())
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"rounds", "gas_total", "gas_largest_cell", "light_ms_per_token", "light_key_bytes", "check_speedup", "serving_overhead"} {
		v, there := got[name]
		if measured := strings.HasPrefix(name, "light"); !there || (v != nil) != measured {
			t.Errorf("%s is %v", name, v)
		}
	}
	if key := got["light_key_bytes"]; key != nil && key.(float64) > 6.8e6 {
		t.Errorf("a key of %v bytes", key)
	}
}
