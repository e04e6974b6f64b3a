package main

import (
	"context"
	"fmt"

	"github.com/assay-network/assay/train"
	"github.com/assay-network/assay/train/corpus"
)

// callScore counts right answers.
type callScore struct {
	Right   int     `json:"right"`
	Total   int     `json:"total"`
	Percent float64 `json:"percent"`
}

func scoreOf(s train.Score) callScore { return callScore{s.Right, s.Total, s.Percent()} }

// callsReport says how good a model is at turning requests into calls, in the exact engine, decoded greedily. Right is right
// to the last character.
type callsReport struct {
	HeldOut  callSet `json:"held_out"`       // sentence patterns that neither training nor its makers' decisions have used
	Chosen   callSet `json:"development"`    // the patterns by which the recipe was chosen
	NewNames callSet `json:"known_patterns"` // training's patterns with other names and numbers
}

// callSet is the outcome on one set of requests.
type callSet struct {
	All        callScore            `json:"all"`
	Calls      callScore            `json:"calls"`       // requests that a skill serves
	FalseCalls callScore            `json:"false_calls"` // Right counts the calls made where none is right
	Kinds      map[string]callScore `json:"kinds"`
}

// evalCallsSeed draws the requests; train.HeldOutSeed, so that the figures are those of `assay train`.
const evalCallsSeed = train.HeldOutSeed

// measureCalls evaluates a model file of the trainer's, of whatever recipe, on n requests of each set. progress is called with the
// requests answered so far and all of them.
func measureCalls(ctx context.Context, file []byte, n, threads int, progress func(done, total int)) (*callsReport, error) {
	v, err := train.FileVocabulary(file)
	if err != nil {
		return nil, err
	}
	exact, err := train.ExactPredictor(file, threads)
	if err != nil {
		return nil, err
	}
	done := 0
	predict := func(tokens []int32) ([]int32, error) {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("measuring the calls was stopped after %d requests: %w", done, err)
		}
		next, err := exact(tokens)
		if done++; progress != nil {
			progress(done, 3*n)
		}
		return next, err
	}
	var r callsReport
	for _, set := range []struct {
		set corpus.Set
		out *callSet
	}{{corpus.HeldOut, &r.HeldOut}, {corpus.Development, &r.Chosen}, {corpus.Training, &r.NewNames}} {
		e, err := train.Eval(predict, v, set.set, evalCallsSeed, n)
		if err != nil {
			return nil, err
		}
		wrong := train.Score{Right: e.FalseCalls, Total: e.Refused.Total}
		*set.out = callSet{All: scoreOf(e.Score), Calls: scoreOf(e.Calls), FalseCalls: scoreOf(wrong), Kinds: map[string]callScore{}}
		for _, k := range e.Kinds {
			set.out.Kinds[string(k.Kind)] = scoreOf(k.Score)
		}
	}
	return &r, nil
}

// printCalls writes the report as a table.
func (a *app) printCalls(r *callsReport) {
	a.printf("calls, right to the last character            held out       development    known patterns\n")
	row := func(name string, of func(callSet) callScore) {
		a.printf("  %-42s", name)
		for _, s := range []callSet{r.HeldOut, r.Chosen, r.NewNames} {
			x := of(s)
			a.printf("  %5.1f %% of %-4d", x.Percent, x.Total)
		}
		a.printf("\n")
	}
	row("all requests", func(s callSet) callScore { return s.All })
	row("requests that a skill serves", func(s callSet) callScore { return s.Calls })
	row("calls made where none is right", func(s callSet) callScore { return s.FalseCalls })
	for _, kind := range append(skillNames(), string(corpus.Several), string(corpus.None)) {
		row("- "+kind, func(s callSet) callScore { return s.Kinds[kind] })
	}
}

func skillNames() (names []string) {
	for _, s := range corpus.Skills() {
		names = append(names, s.Name)
	}
	return names
}
