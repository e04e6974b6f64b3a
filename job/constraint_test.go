package job

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestARequestCarriesItsOwnConstraintsOnly(t *testing.T) {
	full := Constraints{Stop: []string{"\n\n", "END"}, Bias: []TokenBias{{3, -100000}, {9, 2500}}, Schema: `{"type":"object"}`}
	var r Request
	r.Constrain(full)
	if err := r.Carries(full); err != nil {
		t.Fatal(err)
	}
	var none Request
	none.Constrain(Constraints{})
	if none != (Request{}) {
		t.Errorf("no constraints leave a hash: %+v", none)
	}
	seen := map[Request]string{r: "full", none: "none"}
	for name, c := range map[string]Constraints{
		"stop order":   {Stop: []string{"END", "\n\n"}, Bias: full.Bias, Schema: full.Schema},
		"no stop":      {Bias: full.Bias, Schema: full.Schema},
		"joined stop":  {Stop: []string{"\n\nEND"}, Bias: full.Bias, Schema: full.Schema},
		"another bias": {Stop: full.Stop, Bias: []TokenBias{{3, -100000}, {9, 2501}}, Schema: full.Schema},
		"fewer biases": {Stop: full.Stop, Bias: full.Bias[:1], Schema: full.Schema},
		"no bias":      {Stop: full.Stop, Schema: full.Schema},
		"schema space": {Stop: full.Stop, Bias: full.Bias, Schema: `{"type": "object"}`},
		"no schema":    {Stop: full.Stop, Bias: full.Bias},
	} {
		if err := r.Carries(c); !errors.Is(err, ErrConstraints) {
			t.Errorf("%s: passes for the request's own (%v)", name, err)
		}
		var other Request
		other.Constrain(c)
		if before, ok := seen[other]; ok {
			t.Errorf("%s has the hashes of %s", name, before)
		}
		seen[other] = name
	}
}

func TestAttackBiasListsThatAreNotInTheirOneOrder(t *testing.T) {
	long := make([]TokenBias, MaxBiases+1)
	for i := range long {
		long[i].Token = uint32(i)
	}
	for name, bad := range map[string][]TokenBias{
		"unsorted": {{5, 1}, {4, 1}}, "duplicate": {{5, 1}, {5, 1}}, "duplicate with another bias": {{5, 1}, {5, -1}},
		"too large": {{5, MaxBias + 1}}, "too small": {{5, math.MinInt32}}, "too many": long,
	} {
		var r Request
		r.Constrain(Constraints{Bias: bad}) // the hash fits, the list does not
		if err := r.Carries(Constraints{Bias: bad}); !errors.Is(err, ErrConstraints) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := ValidateBias(long[:MaxBiases]); err != nil {
		t.Error(err)
	}
}

func TestConstraintsAreBounded(t *testing.T) {
	for name, bad := range map[string]Constraints{
		"five stop strings": {Stop: []string{"a", "b", "c", "d", "e"}}, "empty stop string": {Stop: []string{""}},
		"long stop string": {Stop: []string{strings.Repeat("x", MaxStopBytes+1)}}, "broken stop string": {Stop: []string{"\xff"}},
		"long schema": {Schema: strings.Repeat(" ", MaxSchemaBytes+1)}, "broken schema": {Schema: "{\"\xc3\"}"},
	} {
		if err := bad.Validate(); !errors.Is(err, ErrConstraints) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAssurance(t *testing.T) {
	for _, c := range []struct {
		r    Request
		want string
	}{
		{Request{Lane: LaneExact}, Judgeable},
		{Request{Lane: LaneExact, Sampling: Sampling{Repeat: 1100, Bias: Hash{1}}}, Judgeable},
		{Request{Lane: LaneExact, Stop: Hash{1}}, Recomputing},
		{Request{Lane: LaneExact, Schema: Hash{1}}, Recomputing},
		{Request{Lane: LaneStatistical}, Plausible},
	} {
		if got := c.r.Assurance(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.r, got, c.want)
		}
		raw, err := Bundle{Version: BundleVersion, Request: c.r}.Encode()
		if err != nil || !strings.Contains(string(raw), `"assurance":"`+c.want+`"`) {
			t.Errorf("%s (%v) does not say %q", raw, err, c.want)
		}
		// A bundle that says more than it is does not parse.
		if _, err := DecodeBundle([]byte(strings.Replace(string(raw), c.want, "proven by everybody", 1))); !errors.Is(err, ErrBundle) {
			t.Errorf("a bundle with a false label parses: %v", err)
		}
	}
}

// TestSamplingRanges also pins that the sign of a penalty reaches the digest.
func TestSamplingRanges(t *testing.T) {
	ok := Sampling{TopP: 1000}
	d := AssayDomain(1, Address{1})
	seen := map[Hash]bool{}
	for _, s := range []Sampling{ok, {TopP: 1000, Repeat: MinRepeat}, {TopP: 1000, Repeat: MaxRepeat}, {TopP: 1000, Frequency: 1}, {TopP: 1000, Frequency: -1},
		{TopP: 1000, Presence: 1}, {TopP: 1000, Presence: -1}, {TopP: 1000, Presence: -MaxPenalty, Frequency: MaxPenalty}} {
		if err := s.Validate(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		id := Request{Sampling: s}.Digest(d)
		if seen[id] {
			t.Errorf("%+v has the digest of another", s)
		}
		seen[id] = true
	}
	for _, s := range []Sampling{{}, {TopP: 1000, Repeat: MinRepeat - 1}, {TopP: 1000, Repeat: MaxRepeat + 1}, {TopP: 1000, Frequency: MaxPenalty + 1},
		{TopP: 1000, Frequency: -MaxPenalty - 1}, {TopP: 1000, Presence: MaxPenalty + 1}, {TopP: 1000, Presence: math.MinInt32}} {
		if s.Validate() == nil {
			t.Errorf("%+v passes", s)
		}
	}
}
