package chain

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// maxFeedbackText bounds the texts of one piece of feedback that is listened to, in bytes: anybody may write any.
const maxFeedbackText = 4 << 10

// GiveFeedback rates an agent in this client's name. Client and Index of f are ignored. The registry refuses ratings of
// an agent by its own owner.
func (c *Client) GiveFeedback(ctx context.Context, f job.Feedback) (job.Tx, error) {
	ctx = c.marking(ctx)
	return c.transact(ctx, "give feedback", c.contracts.Reputation, reputation().PackGiveFeedback(
		id(f.Agent), big.NewInt(f.Value), f.Decimals, f.Tag1, f.Tag2, f.Endpoint, f.URI, f.Hash,
	), nil)
}

// RevokeFeedback takes back this client's own rating with the given 1-based index.
func (c *Client) RevokeFeedback(ctx context.Context, agent, index uint64) (job.Tx, error) {
	ctx = c.marking(ctx)
	return c.transact(ctx, "revoke feedback", c.contracts.Reputation, reputation().PackRevokeFeedback(id(agent), index), nil)
}

// Feedback returns what was said about an agent and not taken back, oldest first, by anybody: who is worth listening to
// is for the caller to decide. Values that do not fit 64 bits, and
// texts above 4 KiB, are left out. Each call reads only the blocks since the
// last one.
func (c *Client) Feedback(ctx context.Context, agent uint64) ([]job.Feedback, error) {
	l := &c.feedback
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byAgent == nil {
		l.byAgent = map[uint64][]job.Feedback{}
	}
	if err := l.scan(ctx, l.topics(), func() { clear(l.byAgent) }, l.add); err != nil {
		return nil, fmt.Errorf("read feedback: %w", err)
	}
	return slices.Clone(l.byAgent[agent]), nil
}

// feedbackLog folds the registry's events into the feedback that stands.
type feedbackLog struct {
	mu sync.Mutex
	scanner
	byAgent map[uint64][]job.Feedback
}

func (*feedbackLog) topics() [][]common.Hash {
	events := reputation().GetABI().Events
	return [][]common.Hash{{events["NewFeedback"].ID, events["FeedbackRevoked"].ID}}
}

func (l *feedbackLog) add(log types.Log) {
	switch events := reputation().GetABI().Events; log.Topics[0] {
	case events["NewFeedback"].ID:
		e, err := reputation().UnpackNewFeedbackEvent(&log)
		if err != nil {
			return
		}
		agent, ok := small(e.AgentId)
		if !ok || e.Value == nil || !e.Value.IsInt64() { // the unpacker leaves nil what an event without data should hold
			return
		}
		if len(e.Tag1)+len(e.Tag2)+len(e.Endpoint)+len(e.FeedbackURI) > maxFeedbackText {
			return
		}
		l.byAgent[agent] = append(l.byAgent[agent], job.Feedback{
			Agent: agent, Client: job.Address(e.ClientAddress), Index: e.FeedbackIndex,
			Value: e.Value.Int64(), Decimals: e.ValueDecimals, Tag1: e.Tag1, Tag2: e.Tag2,
			Endpoint: e.Endpoint, URI: e.FeedbackURI, Hash: job.Hash(e.FeedbackHash),
		})
	case events["FeedbackRevoked"].ID:
		e, err := reputation().UnpackFeedbackRevokedEvent(&log)
		if err != nil {
			return
		}
		agent, ok := small(e.AgentId)
		if !ok {
			return
		}
		l.byAgent[agent] = slices.DeleteFunc(l.byAgent[agent], func(f job.Feedback) bool {
			return f.Client == job.Address(e.ClientAddress) && f.Index == e.FeedbackIndex
		})
	}
}
