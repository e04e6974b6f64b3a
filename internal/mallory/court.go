package mallory

import (
	"context"
	"time"

	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// Defend plays the disputes about the answers she forged, until ctx ends: she shows whatever is picked of the true trace of her false tokens, as long as there is something that
// the contract takes. The honest provider in front of which she stands knows nothing of those answers. every is how often she looks at the chain.
func (m *Mallory) Defend(ctx context.Context, c Court, every time.Duration) {
	var proof *engine.Prover
	var of job.Hash
	stuck := map[uint64]bool{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
		records, err := c.Disputes(ctx)
		if err != nil {
			continue
		}
		for _, r := range records {
			a, known := m.forged(r.Fault.Subject)
			if !known || r.Provider != m.key.Address() || r.Outcome != 0 || stuck[r.ID] {
				continue
			}
			s, err := c.Dispute(ctx, r.ID)
			if err != nil || s.Place.Phase.Turn() != dispute.Provider {
				continue
			}
			if proof == nil || of != r.Fault.Subject {
				if proof, err = m.model.Engine().NewProver(ctx, a, engine.ProverOptions{}); err != nil {
					stuck[r.ID] = true
					continue
				}
				of = r.Fault.Subject
			}
			move, err := dispute.Defence{Program: proof.Claim(), Trace: proof, Claim: r.Claim, Fault: r.Fault.Hash()}.Move(s)
			if err == nil {
				_, err = c.PlayDispute(ctx, r.ID, move, r.Fault)
			}
			stuck[r.ID] = err != nil && ctx.Err() == nil // what is refused once is refused again
		}
	}
}

// Court is the game of disputes on chain.
type Court interface {
	Disputes(ctx context.Context) ([]dispute.Record, error)
	Dispute(ctx context.Context, id uint64) (dispute.State, error)
	PlayDispute(ctx context.Context, id uint64, m dispute.Move, fault dispute.Fault) (job.Tx, error)
}

// forge notes an answer that she signed.
func (m *Mallory) forge(o job.Order, id, nonce job.Hash, tokens []uint32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.answers == nil {
		m.answers = map[job.Hash]engine.Traced{}
	}
	m.answers[id] = node.Traced(o.Request, o.Constraints, o.Prompt, tokens, job.Seed(nonce, id))
}

// forged is an answer that she signed.
func (m *Mallory) forged(id job.Hash) (engine.Traced, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.answers[id]
	return a, ok
}
