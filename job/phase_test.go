package job

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the picture in README.md")

func TestJobThatGoesWell(t *testing.T) {
	events := []Event{EventAccept, EventFund, EventSend, EventChunk, EventChunk, EventReceipt, EventPass, EventSettle, EventFeedback}
	want := []Phase{PhaseAgreed, PhaseFunded, PhaseExecuting, PhaseExecuting, PhaseExecuting, PhaseDelivered, PhaseChecked, PhaseSettled, PhaseRecorded}
	p := PhaseQuoted
	for i, e := range events {
		next, err := Next(p, e)
		if err != nil {
			t.Fatal(err)
		}
		if next != want[i] {
			t.Fatalf("%s after %s gives %s, want %s", e, p, next, want[i])
		}
		p = next
	}
}

// TestNoShortcut names what must never be legal, whatever else the table comes to hold.
func TestNoShortcut(t *testing.T) {
	for _, c := range []struct {
		attack string
		from   Phase
		event  Event
	}{
		{"send an order on an unfunded channel", PhaseAgreed, EventSend},
		{"send an order that nobody agreed to", PhaseQuoted, EventSend},
		{"deliver before the order", PhaseFunded, EventReceipt},
		{"a chunk after the receipt", PhaseDelivered, EventChunk},
		{"a second receipt", PhaseDelivered, EventReceipt},
		{"settle what was not checked", PhaseDelivered, EventSettle},
		{"pass a check after evidence", PhaseDisputed, EventPass},
		{"a chunk is paid after evidence", PhaseDisputed, EventChunk},
		{"feedback without settlement", PhaseChecked, EventFeedback},
		{"feedback twice", PhaseRecorded, EventFeedback},
		{"settle twice", PhaseSettled, EventSettle},
		{"revive a failed job", PhaseFailed, EventSend},
		{"accept an expired quote", PhaseFailed, EventAccept},
		{"an event in no phase", 0, EventAccept},
		{"no event at all", PhaseQuoted, 0},
	} {
		if next, err := Next(c.from, c.event); !errors.Is(err, ErrTransition) {
			t.Errorf("%s: got phase %s, error %v", c.attack, next, err)
		}
	}
}

func TestTableIsSound(t *testing.T) {
	seen := map[[2]uint8]bool{}
	reached := map[Phase]bool{PhaseQuoted: true}
	used := map[Event]bool{}
	for _, tr := range Transitions() {
		key := [2]uint8{uint8(tr.From), uint8(tr.Event)}
		if seen[key] {
			t.Errorf("%s in %s is listed twice", tr.Event, tr.From)
		}
		seen[key] = true
		if !reached[tr.From] && tr.From != PhaseDisputed && tr.From != PhaseFailed {
			t.Errorf("%s is left before anything leads there", tr.From)
		}
		reached[tr.To] = true
		used[tr.Event] = true
		if len(tr.Why) < 20 {
			t.Errorf("%s in %s has no reason", tr.Event, tr.From)
		}
	}
	for p := PhaseQuoted; int(p) < len(phaseNames); p++ {
		if !reached[p] {
			t.Errorf("nothing leads to %s", p)
		}
		if p != PhaseRecorded && !canReach(p, PhaseRecorded) {
			t.Errorf("a job in phase %s can never be recorded", p)
		}
	}
	for e := EventAccept; int(e) < len(eventNames); e++ {
		if !used[e] {
			t.Errorf("event %s is never legal", e)
		}
	}
}

func canReach(from, to Phase) bool {
	todo, seen := []Phase{from}, map[Phase]bool{from: true}
	for len(todo) > 0 {
		p := todo[0]
		todo = todo[1:]
		if p == to {
			return true
		}
		for _, tr := range transitions {
			if tr.From == p && !seen[tr.To] {
				seen[tr.To] = true
				todo = append(todo, tr.To)
			}
		}
	}
	return false
}

func TestPhaseText(t *testing.T) {
	for p := PhaseQuoted; int(p) < len(phaseNames); p++ {
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var back Phase
		if err := json.Unmarshal(b, &back); err != nil || back != p {
			t.Errorf("%s: %v, %v", b, back, err)
		}
	}
	for e := EventAccept; int(e) < len(eventNames); e++ {
		b, err := e.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Event
		if err := back.UnmarshalText(b); err != nil || back != e {
			t.Errorf("%s: %v, %v", b, back, err)
		}
	}
	if _, err := Phase(0).MarshalText(); err == nil {
		t.Error("the zero phase has a text form")
	}
	if _, err := Event(200).MarshalText(); err == nil {
		t.Error("event 200 has a text form")
	}
	for _, bad := range []string{"", "Quoted", "phase 0", "quoted "} {
		var p Phase
		if p.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q parses", bad)
		}
	}
}

// TestReadmePicture holds the picture in the README to the table.
func TestReadmePicture(t *testing.T) {
	const file, begin, end = "../README.md", "<!-- job.Diagram begins -->\n```text\n", "```\n<!-- job.Diagram ends -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	picture, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("README.md lacks the markers %q and %q", begin, end)
	}
	if picture == Diagram() {
		return
	}
	if !*update {
		t.Fatalf("README.md shows another picture than job.Diagram: run `go test ./job -run Picture -update`\n%s", Diagram())
	}
	if err := os.WriteFile(file, []byte(before+begin+Diagram()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
