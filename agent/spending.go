package agent

import (
	"slices"

	"github.com/assay-network/assay/job"
)

// The windows over which caps count, in seconds. They slide: a calendar's midnight would let twice a cap pass within a
// minute. A month is 30 days.
const (
	hour  = 3600
	day   = 24 * hour
	month = 30 * day
)

// grain is the length of the steps, in seconds, in which spending is kept. A step counts until all of it has left the
// window, so a window may count up to a minute too long and never too short.
const grain = 60

// step is what was spent in one grain of time.
type step struct {
	number uint64 // unix seconds / grain
	money  job.Amount
	fees   job.Amount
}

// spending is what was charged in the last month, oldest first: at most month/grain steps and one.
type spending struct{ steps []step }

// at returns the step of a time, making it when there is none.
func (s *spending) at(t uint64) *step {
	n := t / grain
	i, found := slices.BinarySearchFunc(s.steps, n, func(x step, n uint64) int {
		switch {
		case x.number < n:
			return -1
		case x.number > n:
			return 1
		}
		return 0
	})
	if !found {
		s.steps = slices.Insert(s.steps, i, step{number: n})
	}
	return &s.steps[i]
}

// charge counts money and fees at a time.
func (s *spending) charge(t uint64, money, fees job.Amount) {
	x := s.at(t)
	x.money, x.fees = x.money.Add(money), x.fees.Add(fees)
}

// giveBack takes out what was charged at a time.
func (s *spending) giveBack(t uint64, money, fees job.Amount) {
	x := s.at(t)
	x.money, _ = x.money.Sub(money)
	x.fees, _ = x.fees.Sub(fees)
}

// within adds up what was charged in the window of this length that ends now.
func (s *spending) within(now, window uint64) (money, fees job.Amount) {
	for i := len(s.steps) - 1; i >= 0; i-- {
		x := s.steps[i]
		if (x.number+1)*grain+window <= now {
			break
		}
		money, fees = money.Add(x.money), fees.Add(x.fees)
	}
	return money, fees
}

// forget drops what no window sees any more.
func (s *spending) forget(now uint64) {
	for len(s.steps) > 0 && (s.steps[0].number+1)*grain+month <= now {
		s.steps = s.steps[1:]
	}
}
