package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) benchCommand() *cobra.Command {
	return group("bench", "Measure this machine: the engine beside llama.cpp, and what serving costs", a.benchEngine(), a.benchServing(), a.benchTable(), a.benchStart())
}

// status is a line on standard error that says what is going on.
type status struct {
	a    *app
	last time.Time
}

// say rewrites the line, at most ten times a second.
func (s *status) say(format string, args ...any) {
	if now := time.Now(); now.Sub(s.last) > 100*time.Millisecond {
		s.last = now
		fmt.Fprintf(s.a.err, "\r\033[K"+format, args...)
	}
}

// clear takes the line away.
func (s *status) clear() { fmt.Fprint(s.a.err, "\r\033[K") }

// figure is a measurement taken several times: the median of its samples, and the least and the largest.
type figure []float64

// median is the middle sample, or the mean of the two in the middle; 0 without samples.
func (f figure) median() float64 {
	if len(f) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(f))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// spread is the smallest and the largest sample.
func (f figure) spread() [2]float64 {
	if len(f) == 0 {
		return [2]float64{}
	}
	return [2]float64{slices.Min(f), slices.Max(f)}
}

// String is the median with the spread behind it.
func (f figure) String() string {
	s := f.spread()
	return fmt.Sprintf("%.4g [%.4g-%.4g]", f.median(), s[0], s[1])
}
