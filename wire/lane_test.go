package wire

import (
	"testing"

	"github.com/assay-network/assay/job"
)

// TestLaneIsAskedForByName: the lane comes from the field or the header, never from a guess; two that differ are refused.
func TestLaneIsAskedForByName(t *testing.T) {
	for _, c := range []struct {
		body, header string
		want         job.Lane
		param        string
	}{
		{"", "", 0, ""},
		{`,"assay":null`, "", 0, ""},
		{`,"assay":{}`, "", 0, ""},
		{`,"assay":{"lane":"statistical"}`, "", job.LaneStatistical, ""},
		{"", "statistical", job.LaneStatistical, ""},
		{`,"assay":{"lane":"exact"}`, "exact", job.LaneExact, ""},
		{`,"assay":{"lane":"exact"}`, "statistical", 0, LaneHeader},
		{`,"assay":{"lane":"fast"}`, "", 0, "assay.lane"},
		{`,"assay":{"lane":2}`, "", 0, "assay.lane"},
		{`,"assay":{"line":"exact"}`, "", 0, "assay"},
		{`,"assay":"statistical"`, "", 0, "assay"},
		{"", "Statistical", 0, LaneHeader},
	} {
		call, f := parseCall([]byte(`{"model":"m","messages":[{"role":"user","content":"x"}]`+c.body+`}`), true)
		if f == nil {
			f = call.nameLane(LaneHeader, c.header)
		}
		switch {
		case c.param != "" && (f == nil || f.Param != c.param || f.Kind != job.FaultInvalid):
			t.Errorf("%s, %q: want a refusal of %s, got %v", c.body, c.header, c.param, f)
		case c.param == "" && (f != nil || call.ask.Lane != c.want):
			t.Errorf("%s, %q: %s, %v", c.body, c.header, call.ask.Lane, f)
		}
	}
}
