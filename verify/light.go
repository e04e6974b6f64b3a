package verify

import (
	"fmt"
	"slices"

	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify/field"
)

// A light check is for a buyer who cannot run the model. Of the model it has the
// skeleton (everything but the weights, checked against the root) and a key, made
// once in one pass over the weights and kept from providers. The provider shows
// an opening: for chosen positions the integer results of every linear layer, and
// the keys and values of the other positions before them. The buyer checks every
// linear layer by Freivalds' identity
//
//	<v, a> = <r, z>  mod p,   v = r^T W,  p = 2^61 - 1
//
// and computes everything else again: embedding (from the row, opened under the
// root), norms, rotation, quantisation, attention over the cache, the gated unit,
// logits, and the drawn token. No activation is taken from the provider: each
// follows from the results before it.
//
// What a passed check shows:
//
//   - At the chosen positions every linear layer is right. An opening in which any
//     is wrong passes with probability at most 2^-60, however many layers,
//     positions and wrong results it has: all wrong layers would have to pass, and
//     each does with 2^-60 alone (r is uniform but for 0, which comes with 2^-60; an
//     error z - Wa is below 2^57 in magnitude, so it is not 0 modulo p). That
//     holds for who doesn't know the key; whoever is told the verdicts of q openings
//     has had q tries, so q * 2^-60 bounds all of them together.
//   - Given the cache, the chosen output tokens are the ones that the model gives.
//     Cache entries of chosen positions are not given but computed.
//   - With the root of a cache that the provider named before the positions were
//     chosen, the opened cache is that one. Who has made up a share f of its
//     positions is found with probability 1 - (1-f)^k by k positions drawn at random.
//   - If all positions up to the last are chosen, nothing is given: then all
//     tokens are right.
//
// What it doesn't show: that the cache of positions that were not chosen comes from this model
// and prompt, and so anything about output tokens that were not chosen; and nothing to third
// parties, since whoever holds the key could have made an opening that passes.

// LightFault says why an opening fails.
type LightFault struct {
	Position int    // -1 if it is about the file
	Layer    int    // of the model, from 0; -1 if it is about none; the number of layers for the logits
	What     string // the operation
	Reason   string
}

// Error implements error.
func (f *LightFault) Error() string {
	switch {
	case f.Position < 0:
		return fmt.Sprintf("%s: %s", f.What, f.Reason)
	case f.Layer < 0:
		return fmt.Sprintf("position %d, %s: %s", f.Position, f.What, f.Reason)
	}
	return fmt.Sprintf("position %d, layer %d, %s: %s", f.Position, f.Layer, f.What, f.Reason)
}

// LightReport says what a light check that passed has covered.
type LightReport struct {
	Positions []int // whose linear layers were checked
	Tokens    []int // indices of the output tokens found right
	Given     int   // positions whose keys and values were taken as they came
	// Committed says that what was given is under the root that was named before.
	Committed bool
}

// Complete reports whether nothing was given: what was found right then holds without condition.
func (r LightReport) Complete() bool { return r.Given == 0 }

// LightClaim is an answer as the light check sees it, and what the buyer asks to be shown.
type LightClaim struct {
	Prompt, Output []uint32
	Params         engine.Params
	Finish         engine.Finish // why the answer is said to have ended; 0 leaves that unchecked
	Positions      []int         // ascending, each once, of the len(Prompt)+len(Output)-1 that are computed
	// Cache is the root that the provider has named before it knew Positions; zero if it hasn't.
	Cache job.Hash
}

// tokens are the tokens of all positions: the last one of the output is not computed with.
func (c *LightClaim) tokens() []uint32 {
	all := append([]uint32(nil), c.Prompt...)
	return append(all, c.Output[:len(c.Output)-1]...)
}

// check refuses claims that no opening can be for.
func (c *LightClaim) check(h model.Header) error {
	if len(c.Prompt) == 0 || len(c.Output) == 0 {
		return evidence(BadBundle, "a prompt of %d and an answer of %d tokens: both must have one", len(c.Prompt), len(c.Output))
	}
	if uint64(len(c.Prompt))+uint64(len(c.Output)) > uint64(h.Context) {
		return evidence(BadBundle, "%d tokens in a context of %d", len(c.Prompt)+len(c.Output), h.Context)
	}
	for _, list := range [][]uint32{c.Prompt, c.Output} {
		for _, t := range list {
			if t >= h.Vocab {
				return evidence(BadBundle, "token %d is outside the vocabulary of %d", t, h.Vocab)
			}
		}
	}
	n := len(c.Prompt) + len(c.Output) - 1
	if len(c.Positions) == 0 {
		return fmt.Errorf("a light check needs positions to look at: choose some of 0 to %d", n-1)
	}
	for i, p := range c.Positions {
		if p < 0 || p >= n || i > 0 && p <= c.Positions[i-1] {
			return fmt.Errorf("position %d of %d: want ascending positions, each once", p, n)
		}
	}
	return nil
}

// lightGroup is a set of linear layers with the same input, checked as one matrix.
type lightGroup int

// The groups of a block, in order; the logits are a group of their own behind all blocks.
const (
	projections lightGroup = iota
	attended
	gateAndUp
	down
	groupsOfBlock
)

// products are the linear layers of a group.
func (g lightGroup) products() []engine.Product {
	return [...][]engine.Product{
		{engine.QueryProduct, engine.KeyProduct, engine.ValueProduct}, {engine.AttendedProduct},
		{engine.GateProduct, engine.UpProduct}, {engine.DownProduct}, {engine.LogitsProduct},
	}[g]
}

// groupCols is the length of the group's input.
func groupCols(s model.Shape, g lightGroup) int {
	switch g {
	case attended:
		return int(s.Heads * s.HeadDim)
	case down:
		return int(s.FFN)
	}
	return int(s.Dim)
}

// productRows is the number of results of a linear layer.
func productRows(s model.Shape, p engine.Product) int {
	switch p {
	case engine.QueryProduct:
		return int(s.Heads * s.HeadDim)
	case engine.KeyProduct, engine.ValueProduct:
		return int(s.KVHeads * s.HeadDim)
	case engine.GateProduct, engine.UpProduct:
		return int(s.FFN)
	case engine.LogitsProduct:
		return int(s.Vocab)
	}
	return int(s.Dim)
}

// matrixOf is the matrix of a linear layer.
func matrixOf(m *model.Model, layer int, p engine.Product) *model.Matrix {
	if p == engine.LogitsProduct {
		return m.Output()
	}
	l := &m.Layers[layer]
	return [...]*model.Matrix{&l.Q, &l.K, &l.V, &l.O, &l.Gate, &l.Up, &l.Down}[p]
}

// LightPositions draws k different positions of the n that an answer has, each
// set of k alike, from a seed that the provider must not have known before it
// named its cache's root. k is at most n. The positions ascend.
func LightPositions(seed [32]byte, n, k int) ([]int, error) {
	if k < 0 || k > n {
		return nil, fmt.Errorf("choose %d of %d positions: there are not so many", k, n)
	}
	random := make([]uint64, k)
	if err := field.Expand(seed, random); err != nil {
		return nil, err
	}
	// Floyd's way: of the first i+1 positions take one at random, or the last if that one is taken.
	var chosen []int
	for i := n - k; i < n; i++ {
		p := int(random[i-(n-k)] % uint64(i+1)) // 2^61 over 2^17: no position is likelier by more than 2^-44
		at, found := slices.BinarySearch(chosen, p)
		if found {
			p, at = i, len(chosen)
		}
		chosen = slices.Insert(chosen, at, p)
	}
	return chosen, nil
}
