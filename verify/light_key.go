package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"

	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/engine/model"
	"github.com/assay-network/assay/exact"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify/field"
)

// ErrLightKey is wrapped by every error about bytes that are not the key of a light check.
var ErrLightKey = errors.New("not an intact key for light checks of this model")

// LightKey is what a buyer checks linear layers with. It is secret: who knows it
// can make wrong results that pass. It is immutable and safe for concurrent use.
type LightKey struct {
	root     job.Hash
	seed     [32]byte
	shape    model.Shape
	residues []uint64 // v of every group: block by block, then the logits
	random   []uint64 // r, the same for all groups
}

// groupRows is the number of results of a group.
func groupRows(s model.Shape, g lightGroup) int {
	n := 0
	for _, p := range g.products() {
		n += productRows(s, p)
	}
	return n
}

// newLightKey is a key without residues.
func newLightKey(root job.Hash, seed [32]byte, s model.Shape) (*LightKey, error) {
	k := &LightKey{root: root, seed: seed, shape: s}
	rows := 0
	for g := projections; g <= groupsOfBlock; g++ {
		rows = max(rows, groupRows(s, g))
	}
	k.random = make([]uint64, rows)
	if err := field.Expand(seed, k.random); err != nil {
		return nil, err
	}
	k.residues = make([]uint64, lightResidues(s))
	return k, nil
}

// blockCols is the residues of one block.
func blockCols(s model.Shape) int {
	n := 0
	for g := range groupsOfBlock {
		n += groupCols(s, g)
	}
	return n
}

// lightResidues is the number of residues of a key.
func lightResidues(s model.Shape) int { return int(s.Layers)*blockCols(s) + int(s.Dim) }

// group is the v of a group; of the logits the layer doesn't matter.
func (k *LightKey) group(layer int, g lightGroup) []uint64 {
	if g == groupsOfBlock {
		return k.residues[int(k.shape.Layers)*blockCols(k.shape):]
	}
	at := layer * blockCols(k.shape)
	for h := range g {
		at += groupCols(k.shape, h)
	}
	return k.residues[at:][:groupCols(k.shape, g)]
}

// NewLightKey makes a key from a model, reading every weight once and comparing
// what it reads with the model's root. The seed must be random and stay secret. It uses at
// most threads goroutines; progress, which may be nil, is told how many of all weights are done. Errors wrap
// model.ErrStored, or are ctx's cause when it ends first.
func NewLightKey(ctx context.Context, m *model.Model, seed [32]byte, threads int, progress func(done, total int64)) (*LightKey, error) {
	k, err := newLightKey(job.Hash(m.Root()), seed, m.Header().Shape)
	if err != nil {
		return nil, err
	}
	type task struct {
		layer int
		group lightGroup
	}
	var tasks []task
	for l := range m.Layers {
		for g := range groupsOfBlock {
			tasks = append(tasks, task{l, g})
		}
	}
	tasks = append(tasks, task{0, groupsOfBlock})
	total := int64(0)
	for _, t := range tasks {
		total += int64(groupRows(k.shape, t.group)) * int64(groupCols(k.shape, t.group))
	}
	var mu sync.Mutex // of done, failed and calls of progress
	var done int64
	var failed error
	team := kernel.NewTeam(max(1, threads))
	defer team.Close()
	team.Split(len(tasks), 1, func(lo, hi int) {
		for _, t := range tasks[lo:hi] {
			mu.Lock()
			stop := failed != nil
			mu.Unlock()
			if stop {
				return
			}
			err := k.fold(ctx, m, t.layer, t.group)
			mu.Lock()
			done += int64(groupRows(k.shape, t.group)) * int64(groupCols(k.shape, t.group))
			if err != nil && failed == nil {
				failed = err
			}
			if progress != nil {
				progress(done, total)
			}
			mu.Unlock()
		}
	})
	if failed != nil {
		return nil, fmt.Errorf("make a key for light checks: %w", failed)
	}
	return k, nil
}

// fold computes v of one group.
func (k *LightKey) fold(ctx context.Context, m *model.Model, layer int, g lightGroup) error {
	v := k.group(layer, g)
	width := (len(v) + exact.Group - 1) / exact.Group * exact.Group
	low, high := make([]int64, width), make([]int64, width)
	first := 0
	for _, p := range g.products() {
		x := matrixOf(m, layer, p)
		err := m.EachRow(x, func(row int, w []int8, mul []uint16) error {
			if row%64 == 0 && ctx.Err() != nil {
				return context.Cause(ctx)
			}
			r := k.random[first+row]
			for i, f := range mul {
				at, end := i*exact.Group, (i+1)*exact.Group
				field.ScaleAdd(low[at:end], high[at:end], w[at:end], field.Multiply(r, uint64(f)))
			}
			return nil
		})
		if err != nil {
			return err
		}
		first += x.Rows
	}
	field.Join(v, low, high)
	return nil
}

// Root is the root of the model that the key is for.
func (k *LightKey) Root() job.Hash { return k.root }

// holds reports whether z, the results of the linear layers of a group one after
// another, come from the input a.
func (k *LightKey) holds(layer int, g lightGroup, a []int16, z ...[]int64) bool {
	left, right, at := field.DotActivations(k.group(layer, g), a), uint64(0), 0
	for _, part := range z {
		right = field.Add(right, field.DotSums(k.random[at:], part))
		at += len(part)
	}
	return left == right
}

const lightKeyMagic = "assay.lightkey1\n"

// Encode returns the key's file: the magic, the model's root, the seed, the
// residues in 61 bits each, and SHA-256 of all before it.
func (k *LightKey) Encode() []byte {
	b := []byte(lightKeyMagic)
	b = append(b, k.root[:]...)
	b = append(b, k.seed[:]...)
	b = field.AppendPacked(b, k.residues)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// LightKeyBytes is the size of a key's file for models of a shape.
func LightKeyBytes(s model.Shape) int {
	return len(lightKeyMagic) + 64 + field.PackedBytes(lightResidues(s)) + sha256.Size
}

// ParseLightKey reads a key's file for the model of a skeleton. Errors wrap ErrLightKey.
func ParseLightKey(data []byte, s *model.Skeleton) (*LightKey, error) {
	shape := s.Bare().Header().Shape
	if len(data) < len(lightKeyMagic)+64+sha256.Size || string(data[:len(lightKeyMagic)]) != lightKeyMagic {
		return nil, fmt.Errorf("%w: it does not begin with its magic number", ErrLightKey)
	}
	body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, fmt.Errorf("%w: it is damaged (was it copied completely?)", ErrLightKey)
	}
	var root job.Hash
	var seed [32]byte
	copy(root[:], body[len(lightKeyMagic):])
	copy(seed[:], body[len(lightKeyMagic)+32:])
	if root != s.Root() {
		return nil, fmt.Errorf("%w: it is for model %s, not for %s", ErrLightKey, root.Short(), job.Hash(s.Root()).Short())
	}
	if len(data) != LightKeyBytes(shape) {
		return nil, fmt.Errorf("%w: it has %d bytes, the model's shape needs %d", ErrLightKey, len(data), LightKeyBytes(shape))
	}
	k, err := newLightKey(root, seed, shape)
	if err != nil {
		return nil, err
	}
	if err := field.Unpack(k.residues, body[len(lightKeyMagic)+64:]); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLightKey, err)
	}
	return k, nil
}
