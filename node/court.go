package node

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// Court is the game of disputes on chain, as either player uses it. Calls that send return once their transaction is mined. A move that does not hold is refused
// with FaultConflict before it is sent.
type Court interface {
	Head(ctx context.Context) (job.Head, error)
	// Disputes lists all disputes by id, those that are over included, as of the newest block.
	Disputes(ctx context.Context) ([]dispute.Record, error)
	// Dispute is one that runs, as it stands; the zero state when it is over.
	Dispute(ctx context.Context, id uint64) (dispute.State, error)
	PlayDispute(ctx context.Context, id uint64, m dispute.Move, fault dispute.Fault) (job.Tx, error)
	// Owed is what the game owes somebody, in wei.
	Owed(ctx context.Context, who job.Address) (job.Amount, error)
	WithdrawOwed(ctx context.Context, to job.Address) (job.Tx, error)
	ModelRegistered(ctx context.Context, root job.Hash) (bool, error)
	RegisterModel(ctx context.Context, header []byte, siblings []job.Hash) (job.Tx, error)
}

// Traced is the answer to a request, as its trace is computed.
func Traced(r job.Request, c job.Constraints, prompt, output []uint32, seed job.Hash) engine.Traced {
	p := Params(r, c, seed)
	return engine.Traced{Prompt: prompt, Output: output, Sampling: p.Sampling, Bias: p.Bias, Seed: p.Seed}
}

// Header is leaf 0 of the model's tree and its opening, without the siblings that are over nothing: what makes the model judgeable on chain.
func (m *Model) Header() (leaf []byte, siblings []job.Hash, err error) {
	leaves := m.leaves()
	o, err := trace.Open(trace.Model, leaves, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("open the model's header: %w", err)
	}
	return leaves[0], o.Siblings[:trace.Siblings(uint64(len(leaves)))], nil
}

// leaves are those of the model's tree.
func (m *Model) leaves() [][]byte {
	leaves := make([][]byte, m.model.Leaves())
	for i := range leaves {
		leaves[i] = m.model.Leaf(i)
	}
	return leaves
}

// judgeable registers a model on chain, where nobody has. A model that the contracts refuse is no error: its answers can be recomputed, but not judged.
func (s Setting) judgeable(ctx context.Context, c Court, m *Model) error {
	known, err := c.ModelRegistered(ctx, m.Root())
	if err != nil || known {
		return err
	}
	header, siblings, err := m.Header()
	if err != nil {
		return err
	}
	tx, err := c.RegisterModel(ctx, header, siblings)
	if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultConflict {
		s.Log.Warn("answers of this model cannot be judged by a contract", "model", m.Name(), "err", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("register model %s: %w", m.Name(), err)
	}
	s.Log.Info("the model is registered with the judge", "model", m.Name(), "root", m.Root().Short(), "gas", tx.Gas)
	return nil
}

const (
	// keptProvers bounds how many answers' traces are kept from move to move.
	keptProvers = 8
	// proverStream bounds what each keeps of the inputs of layers, in bytes.
	proverStream = 64 << 20
	// slowTrace is after how long the log says how far a trace is.
	slowTrace = 5 * time.Second
)

// provers computes the traces that disputes ask for, and keeps the newest. It belongs to one goroutine.
type provers struct {
	Setting
	kept []keptProver // the one used last at the end
}

type keptProver struct {
	subject job.Hash
	*engine.Prover
}

// prove returns the prover of the answer to a request, or of its first tokens. ctx ends all that it will ever compute.
func (p *provers) prove(ctx context.Context, request, root job.Hash, a engine.Traced) (*engine.Prover, error) {
	subject := job.Keccak(request[:], binary.BigEndian.AppendUint32(nil, uint32(len(a.Output))))
	if i := slices.IndexFunc(p.kept, func(k keptProver) bool { return k.subject == subject }); i >= 0 {
		k := p.kept[i]
		p.kept = append(slices.Delete(p.kept, i, i+1), k)
		return k.Prover, nil
	}
	m, ok := p.Library.ByRoot(root)
	if !ok {
		return nil, fmt.Errorf("model %s is not here, so its answers cannot be traced: import it with `assay model import`", root.Short())
	}
	var mu sync.Mutex
	told := p.Now()
	prover, err := m.Engine().NewProver(ctx, a, engine.ProverOptions{StreamBytes: proverStream, Progress: func(done, total uint64) {
		mu.Lock()
		defer mu.Unlock()
		if now := p.Now(); now.Sub(told) >= slowTrace {
			told = now
			p.Log.Info("tracing an answer for a dispute", "request", request.Short(), "leaves", done, "of", total)
		}
	}})
	if err != nil {
		return nil, err
	}
	if len(p.kept) >= keptProvers {
		p.kept = slices.Delete(p.kept, 0, 1)
	}
	p.kept = append(p.kept, keptProver{subject, prover})
	return prover, nil
}

// attempts spaces out what keeps failing, by dispute or by request.
type attempts[K comparable] map[K]*backoff

func (a attempts[K]) due(k K, now time.Time) bool { return a[k] == nil || a[k].due(now) }

// note remembers how an attempt went.
func (a attempts[K]) note(k K, err error, now time.Time) {
	if err == nil {
		delete(a, k)
		return
	}
	if a[k] == nil {
		a[k] = &backoff{}
	}
	a[k].failed(now)
}

// endLate ends a dispute whose side to move has let its time run out.
func endLate(ctx context.Context, c Court, r dispute.Record, s dispute.State) (ended bool, err error) {
	head, err := c.Head(ctx)
	if err != nil || head.Time <= s.Deadline() {
		return false, err
	}
	var m dispute.Move = dispute.Forfeit{}
	if s.Place.Phase.Turn() == dispute.Provider {
		m = dispute.Convict{Claim: job.Keccak(r.Claim), Fault: r.Fault.Hash()}
	}
	_, err = c.PlayDispute(ctx, r.ID, m, r.Fault)
	return err == nil, err
}

// fetchOwed withdraws what the game owes us.
func (s Setting) fetchOwed(ctx context.Context, c Court, me job.Address) error {
	owed, err := c.Owed(ctx, me)
	if err != nil || owed.IsZero() {
		return err
	}
	if _, err := c.WithdrawOwed(ctx, me); err != nil {
		return fmt.Errorf("withdraw what the game owes us: %w", err)
	}
	s.Log.Info("withdrew what disputes brought", "wei", owed)
	return nil
}
