package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// date draws a day. Its value is YYYY-MM-DD, MM-DD when no year is said, or the name of a weekday, "today", "tomorrow" or
// "yesterday": the model has no clock, so that programs must turn those into dates. The text of "onday" has its preposition.
func date(r *rand.Rand, slot string) said {
	preposition := ""
	if slot == "onday" {
		preposition = pick(r, []string{"on ", "on ", "on ", "by "})
	}
	switch p := r.IntN(100); {
	case p < 30:
		d := pick(r, weekdays)
		return said{preposition + pick(r, []string{"", "", "", "next ", "this "}) + d, d}
	case p < 45 && slot == "since":
		return said{"yesterday", "yesterday"}
	case p < 45:
		d := pick(r, []string{"tomorrow", "tomorrow", "today"})
		return said{d, d}
	}
	month, day, year := r.IntN(12), 1+r.IntN(28), ""
	if chance(r, 40) {
		year = strconv.Itoa(2024 + r.IntN(8))
	}
	value := fmt.Sprintf("%02d-%02d", month+1, day)
	if year != "" {
		value = year + "-" + value
		if chance(r, 35) {
			return said{preposition + value, value}
		}
		if chance(r, 15) {
			return said{preposition + fmt.Sprintf("%d.%d.%s", day, month+1, year), value}
		}
		year = pick(r, []string{" ", ", "}) + year
	}
	m := months[month]
	if chance(r, 35) {
		m = m[:3]
	}
	text := pick(r, []string{m + " " + strconv.Itoa(day), m + " " + strconv.Itoa(day), m + " " + ordinal(day), strconv.Itoa(day) + " " + m, ordinal(day) + " " + m, "the " + ordinal(day) + " of " + m})
	return said{preposition + text + year, value}
}

// ordinal writes 1st, 2nd, 3rd and so on.
func ordinal(n int) string {
	end := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.Itoa(n) + end
}
