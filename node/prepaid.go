package node

import (
	"fmt"

	"github.com/assay-network/assay/job"
)

// prepaid is the money for an unsigned request: all that its answer may cost is there before it begins, on a channel as
// a ceiling that covers it, or once and for all.
type prepaid struct {
	left job.Amount // part of the channel's held that no piece was granted yet
	once bool       // there is no channel: the money was paid
}

// takePrepaid grants the next piece out of what is there.
func (s *saleStream) takePrepaid(need job.Amount) error {
	s.ch.mu.Lock()
	defer s.ch.mu.Unlock()
	left, ok := s.prepaid.left.Sub(need)
	if !ok {
		return job.Faultf(job.FaultInternal, "prepaid_short", "%w", fmt.Errorf("a piece costs %s, %s of the payment is left", need, s.prepaid.left))
	}
	s.prepaid.left, s.hold, s.has.hold = left, need, true
	if !s.has.work {
		s.has.work = true
		s.ch.working++
	}
	return nil
}

// domain is where this stream's statements count.
func (s *saleStream) domain() job.Domain {
	if s.prepaid != nil {
		return s.p.unsigned()
	}
	return s.p.assay()
}

func (s Setting) unsigned() job.Domain { return job.UnsignedDomain(s.ChainID, s.Contracts.Referee) }
