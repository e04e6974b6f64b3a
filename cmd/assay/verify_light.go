package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
)

// lightFiles are what a light check reads besides the receipt.
type lightFiles struct {
	kit, question, opening string
	from                   string // the provider's address, in place of the last two
	anywhere, answer       int    // positions to draw then
}

func (f *lightFiles) bind(flags *pflag.FlagSet) {
	flags.StringVar(&f.kit, "light", "", "check lightly, with this key (assay light key)")
	flags.StringVar(&f.question, "question", "", "what the provider was asked to open (assay light ask)")
	flags.StringVar(&f.opening, "opening", "", "what it has opened (assay light open)")
	flags.StringVar(&f.from, "from", "", "address of the provider that sold the answer: draw positions and let it open them")
	flags.IntVar(&f.anywhere, "positions", 4, "with --from: how many positions to draw from prompt and answer")
	flags.IntVar(&f.answer, "tokens", 4, "with --from: how many tokens of the answer to draw besides")
}

// check refuses flags that do not go together.
func (f lightFiles) check(how check) error {
	switch {
	case f.kit == "" && f.question == "" && f.opening == "" && f.from == "":
		return nil
	case f.from != "" && (f.kit == "" || f.question != "" || f.opening != ""):
		return &usageError{errors.New("--from takes --light with your key, and asks the provider by itself: leave out --question and --opening")}
	case f.from == "" && (f.kit == "" || f.question == "" || f.opening == ""):
		return &usageError{errors.New("a light check takes three files: --light with your key, --question with what you asked (`assay light ask`), and --opening with what the provider has opened; or --from with the provider's address in place of the last two")}
	case how.quick || how.model != "":
		return &usageError{errors.New("--light checks in place of recomputing: leave out --model and --signatures-only")}
	}
	return nil
}

// lightSeen is what a light check has covered.
type lightSeen struct {
	Positions []int `json:"positions"` // whose linear layers are right, to 2^-60
	Tokens    []int `json:"tokens"`    // indices of the output tokens that are the model's
	Computed  int   `json:"computed"`  // positions that there are
	Output    int   `json:"output"`    // tokens that there are
	Given     int   `json:"given"`     // positions whose keys and values were taken as they came
	Committed bool  `json:"committed"` // and are under the root that the provider had named
	Complete  bool  `json:"complete"`  // nothing was taken as it came
}

// String says it to people.
func (s *lightSeen) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "at %d of %d positions every linear layer is right (an error would be missed once in 2^60 tries)", len(s.Positions), s.Computed)
	trust := "without condition"
	if !s.Complete {
		trust = fmt.Sprintf("given the keys and values of %d other positions", s.Given)
	}
	fmt.Fprintf(&b, "\n                %d of %d tokens of the answer are the model's, %s", len(s.Tokens), s.Output, trust)
	switch {
	case s.Complete:
	case s.Committed:
		b.WriteString(",\n                which are those that the provider had named before it was asked")
	default:
		b.WriteString(",\n                which the provider could choose: it had named no root before it was asked")
	}
	return b.String()
}

// judge checks the opening of a bundle's answer.
func (f lightFiles) judge(ctx context.Context, cfg config, b job.Bundle, v *verdict) (err error) {
	var q verify.LightQuestion
	if f.from == "" {
		if q, err = readQuestion(f.question, b); err != nil {
			return err
		}
	}
	data, err := readBounded(f.kit, verify.MaxLightKitBytes, "a key for light checks")
	if err != nil {
		return err
	}
	kit, err := verify.ParseLightKit(data)
	if err != nil {
		return fmt.Errorf("%s: %w; `assay light key MODEL --out FILE` makes one", f.kit, err)
	}
	if kit.Key.Root() != b.Request.Model {
		return fmt.Errorf("%s is a key for model %s, and the receipt is for %s: take the key of that one, or make it with `assay light key`", f.kit, kit.Key.Root().Short(), b.Request.Model.Short())
	}
	if f.from != "" {
		if q, f.opening, err = f.fetch(ctx, cfg, b); err != nil {
			return err
		}
		defer os.Remove(f.opening) // it was ours, and is read
	}
	opening, err := os.Open(f.opening)
	if err != nil {
		return err
	}
	defer opening.Close()
	r, err := verify.LightBundle(ctx, b, kit, lightClaim(b, q).Params, q, opening)
	if e, ok := errors.AsType[*verify.LightFault](err); ok {
		return no(lightCheck, "%s", e)
	}
	if err != nil {
		return err
	}
	bare := kit.Skeleton.Bare()
	v.Model, v.Checked = bare.Header().Name, "signatures, hashes and the opened positions"
	v.Light = &lightSeen{
		Positions: r.Positions, Tokens: append([]int{}, r.Tokens...), Computed: len(b.Prompt) + len(b.Output) - 1, Output: len(b.Output),
		Given: r.Given, Committed: r.Committed, Complete: r.Complete(),
	}
	v.Text = bare.Tokenizer().Decode(b.Output)
	return nil
}
