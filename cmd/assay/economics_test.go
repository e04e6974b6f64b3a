package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

func economics(t *testing.T, flags ...string) (economicsReport, int, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(append([]string{"economics", "--json"}, flags...), strings.NewReader(""), &out, &errs)
	var r economicsReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v: %s%s", err, &out, &errs)
	}
	return r, code, out.String()
}

// The reference's example needs a stake of $0.069; the simulation agrees that neither cheating nor slashing oneself pays at the defaults.
func TestEconomicsOfTheReference(t *testing.T) {
	r, code, _ := economics(t, "--windows", "60")
	if code != 0 || !r.Audit.Deterred || *r.Audit.LeastStake != job.Units(69_001) || !r.Campaign.Deterred {
		t.Errorf("code %d: %+v", code, r.Audit)
	}
	if r.Dispute.MinimumStake != job.Units(1_000_000) || r.Dispute.Bond != r.Dispute.Defence.MulDivUp(10, 1) {
		t.Errorf("dispute %+v", r.Dispute)
	}
	if r.Slash.Burnt != job.Units(25_000_000) || r.Slash.Back != job.Units(25_000_000) {
		t.Errorf("slash %+v", r.Slash)
	}
	s := r.Simulation
	if s == nil || s.Windows != 60 || s.SelfPaid != 0 || s.UnwholeSeen != 0 || !strings.HasPrefix(s.Cheating, "-") || !strings.HasPrefix(s.SelfSlash, "-") {
		t.Errorf("simulation %+v", s)
	}
}

// Without audits cheating pays, by the formula and in the simulation.
func TestEconomicsWithoutAudits(t *testing.T) {
	r, code, _ := economics(t, "--rate", "0", "--windows", "20")
	if code != 0 || r.Audit.Deterred || r.Audit.LeastStake != nil || r.Campaign.Deterred || strings.HasPrefix(r.Simulation.Cheating, "-") {
		t.Errorf("code %d: %+v", code, r)
	}
	if r.Simulation.SelfPaid != 0 {
		t.Error("slashing oneself pays")
	}
}

func TestEconomicsRefusesNonsense(t *testing.T) {
	for _, flags := range [][]string{{"--rate", "1.1"}, {"--rate", "x"}, {"--stake", "-1"}, {"--gain", "0.002"}, {"--price", "0", "--gain", "0"}, {"--windows", "-1"}, {"more"}} {
		if _, code, out := economics(t, flags...); code != 2 {
			t.Errorf("%q: code %d, %s", flags, code, out)
		}
	}
}
