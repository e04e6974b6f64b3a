package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// maxEvents bounds what a client keeps of one contract, in events (some 300 bytes each).
const maxEvents = 1_000_000

// scanner reads the events of one contract in bounded block ranges and remembers how far it came, so that each call
// asks for new blocks only. When the block it stopped at is no longer part of the chain it starts over. The caller
// holds a lock.
type scanner struct {
	client  *Client
	address job.Address
	from    uint64      // first block ever
	next    uint64      // first block not yet read
	last    common.Hash // hash of block next-1, when next > from
	events  int
}

// scan hands all new events that match topics, in order, to add. It calls reset first when what add has been given
// before is void.
func (s *scanner) scan(ctx context.Context, topics [][]common.Hash, reset func(), add func(types.Log)) error {
	c := s.client
	head, err := ask(ctx, c, "newest block", c.latest)
	if err != nil {
		return err
	}
	if s.next > s.from {
		seen, err := s.header(ctx, s.next-1)
		if err != nil {
			return err
		}
		if seen.Hash != s.last {
			reset()
			s.next, s.events = s.from, 0
		}
	}
	step := c.opts.BlockRange
	for s.next <= uint64(head.Number) {
		to := min(s.next+step-1, uint64(head.Number))
		end, err := s.header(ctx, to)
		if err != nil {
			return err
		}
		logs, err := ask(ctx, c, "events", func(ctx context.Context) ([]types.Log, error) {
			return c.eth.FilterLogs(ctx, ethereum.FilterQuery{
				FromBlock: new(big.Int).SetUint64(s.next), ToBlock: new(big.Int).SetUint64(to),
				Addresses: []common.Address{s.address.Common()}, Topics: topics,
			})
		})
		if err != nil {
			if step > 1 && says(err, "limit", "range", "too many", "too large", "more than") { // every provider has its own words
				step /= 2
				continue
			}
			return fmt.Errorf("blocks %d to %d: %w", s.next, to, err)
		}
		if s.events += len(logs); s.events > maxEvents {
			return fmt.Errorf("contract %s has more than %d events since block %d: start later with the option FromBlock", s.address, maxEvents, s.from)
		}
		for _, l := range logs {
			if !l.Removed && len(l.Topics) > 0 {
				add(l)
			}
		}
		s.next, s.last = to+1, end.Hash
	}
	return nil
}

// header returns a block's header, or the zero header when the chain is shorter now.
func (s *scanner) header(ctx context.Context, number uint64) (header, error) {
	return ask(ctx, s.client, "block", func(ctx context.Context) (header, error) {
		h, err := s.client.header(ctx, hexutil.EncodeUint64(number))
		if err == ethereum.NotFound {
			return header{}, nil
		}
		return h, err
	})
}
