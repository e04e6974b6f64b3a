package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// opened writes a drawn pattern with its slots open, so that two sentences that differ in names and numbers are one.
func opened(r *rand.Rand, pattern string) string {
	var b strings.Builder
	for _, p := range expand(r, expandMacros(pattern), func(slot string) []piece {
		switch slot {
		case "~":
			return nil
		case "n", "id", "tokens", "score", "bare", "proposal", "yes", "no", "neutral":
			return []piece{{text: "I"}}
		case "choice":
			return []piece{{text: pick(r, []string{"yes", "no", "abstain"})}}
		case "coins", "want":
			return []piece{{text: "COINS"}}
		}
		return []piece{{text: slotName(slot)}}
	}) {
		b.WriteString(p.text)
	}
	return strings.Join(strings.Fields(punctuation.ReplaceAllString(b.String(), " ")), " ")
}

// Training never shows one sentence as a request and as something to refuse.
func TestNoSentenceIsBothCallAndRefused(t *testing.T) {
	g := New(11)
	r := g.r
	asked := map[string]string{}
	const draws = 400_000
	for range draws {
		l := pick(r, taught)
		pattern, _ := g.asked(l, 0)
		asked[opened(r, pattern)] = l.Name
	}
	for range draws {
		s := opened(r, g.refusal())
		if skill, found := asked[s]; found {
			delete(asked, s)
			t.Errorf("%q asks for %s and is refused", s, skill)
		}
	}
}
