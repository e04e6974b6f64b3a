package wire

import (
	"net/http"

	"github.com/assay-network/assay/job"
)

// parseLane reads the lane that a request names, in a field of our own: "assay":{"lane":"statistical"}. A request that
// names none leaves the choice to the gateway's owner.
func (c *call) parseLane(f fields) *job.Fault {
	var own fields
	if fault := f.get("assay", `an object, such as {"lane":"statistical"}`, &own); fault != nil || own == nil {
		return fault
	}
	for name := range own {
		if name != "lane" {
			return invalid("assay", "assay: there is no field %q in it: want lane", printable(name, 40))
		}
	}
	var text string
	if own.get("lane", "", &text) != nil {
		return invalid("assay.lane", "assay.lane: want exact or statistical")
	}
	return c.nameLane("assay.lane", text)
}

// laneFrom reads the lane that a request's header names.
func (c *call) laneFrom(r *http.Request) *job.Fault {
	return c.nameLane(LaneHeader, r.Header.Get(LaneHeader))
}

func (c *call) nameLane(param, text string) *job.Fault {
	if text == "" {
		return nil
	}
	lane, ok := job.ParseLane(text)
	if !ok {
		return invalid(param, "%s: there is no lane %q: want exact or statistical", param, printable(text, 40))
	}
	if c.ask.Lane != 0 && c.ask.Lane != lane {
		return invalid(param, "%s names another lane than assay.lane: send one of them", param)
	}
	c.ask.Lane = lane
	return nil
}
