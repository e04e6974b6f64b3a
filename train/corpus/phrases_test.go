package corpus

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// slotsOf are the slots that a skill's patterns may have, and must have one of each group.
var slotsOf = map[string]struct{ may, must string }{
	"pay": {"to money bare on why", "to|money bare"}, "price": {"tokens seller", ""}, "open-channel": {"seller money for span until", "money"},
	"close-channel": {"seller", ""}, "find-seller": {"work money", "work"}, "verify-receipt": {"id last", "id last"}, "dispute": {"id last", "id last"},
	"stake": {"money", "money"}, "unstake": {"money", "money"}, "vote": {"choice side proposal yes no neutral", "proposal yes no neutral"},
	"balance": {"of", ""}, "history": {"span days past since", ""}, "limit": {"money every period cadence", "money|every cadence"},
	"swap": {"money want", "money|want"}, "rate": {"seller score", "seller|score"}, "quote": {"seller", "seller"},
}

var aSlot = regexp.MustCompile(`\$([a-z]+)`)

// Every phrase can be written, and has the slots that its call needs.
func TestPhrases(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	total := 0
	for heading, patterns := range spoken {
		total += len(patterns)
		name, lists := strings.CutSuffix(heading, " lists")
		for _, p := range patterns {
			if strings.Count(p, "[") != strings.Count(p, "]") {
				t.Errorf("%s: %q has brackets that do not close", heading, p)
				continue
			}
			var slots []string
			for _, m := range aSlot.FindAllStringSubmatch(p, -1) {
				slots = append(slots, m[1])
			}
			switch name {
			case "none":
				for _, s := range slots {
					if !slices.Contains(strings.Fields("who money bare n place thing coins span work"), s) {
						t.Errorf("none: %q has the slot $%s", p, s)
					}
				}
				q := &request{r: r}
				q.begin(noSkill)
				fill(q, p)
				continue
			case "joins":
				if !strings.Contains(p, "$a") || !strings.Contains(p, "$b") {
					t.Errorf("joins: %q lacks $a or $b", p)
				}
				continue
			}
			allowed := slotsOf[name]
			for _, s := range slots {
				if !slices.Contains(strings.Fields(allowed.may), s) {
					t.Errorf("%s: %q has the slot $%s", heading, p, s)
				}
			}
			for _, group := range strings.Split(allowed.must, "|") {
				if any := strings.Fields(group); len(any) > 0 && !slices.ContainsFunc(any, func(s string) bool { return slices.Contains(slots, s) }) {
					t.Errorf("%s: %q has none of the slots %v", heading, p, any)
				}
			}
			if lists != strings.Contains(p, "~") {
				t.Errorf("%s: %q: ~ belongs into lists, and only there", heading, p)
			}
			if p != strings.ToLower(p) {
				t.Errorf("%s: %q is not in small letters", heading, p)
			}
		}
	}
	t.Logf("%d phrases", total)
}

func TestPhraseFilesWithMistakesAreRefused(t *testing.T) {
	for _, text := range []string{"pay $to $money\n", "# no such skill\nx\n"} {
		if out, err := readPhrases(fstest.MapFS{"phrases/a.txt": {Data: []byte(text)}}); err == nil {
			t.Errorf("%q was read as %v", text, out)
		}
	}
}
